//! Docs of WIT that could end a comment, a string or rustdoc's patience. `cargo test --doc` of a crate with
//! these bindings has nothing to test, and `cargo doc` nothing to warn about.

packr::bindgen!({ inline: r###"
    package my:docs;

    /** An interface. */ interface i {
        /// A "quoted" \ back\slashed #[attribute] and <b>unclosed and list<u8> */ /* `code
        /// [not::a::link] [`neither`] http://bare.example "# r#" {braces} {0} $dollar
        record r {
            /// ```
            /// let this = is not Rust;
            /// ```
            fenced: u8,
            /// ```rust
            /// assert!(false);
            /// ```
            rust: u8,
            /// An example:
            ///
            ///     assert!(false);
            indented: u8,
            /// ~~~
            /// assert!(false);
            /// ~~~
            tildes: u8,
            ///	assert!(false);
            tab: u8,
            ///
            empty: u8,
        }
        /// Emoji 🐱, accents é, combining e\u{301}, a no-break space .
        flags f {
            /// A flag's "docs".
            ///
            ///     assert!(false);
            x,
            /** A block of docs. */
            y,
        }
        /// ```wit
        /// f: func(r: r);
        /// ```
        take: func(r: r) -> f;
    }

    /// The world's docs.
    world w {
        import i;
        export i;
        /// ```no_run
        /// panic!();
        /// ```
        export g: func();
    }
"### });

#[test]
fn docs_are_no_code() {
    use my::docs::i::F;
    assert_eq!(format!("{:?}", F::X | F::Y), "F(X | Y)");
}
