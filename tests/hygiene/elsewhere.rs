//! Types of the user and modules of other invocations, amid names that clash, without a prelude.
#![no_implicit_prelude]

/// Everything is generated here.
pub mod origin {
    ::packr::bindgen!({ inline: "
        package my:origin@1.2.3;
        interface point { record point { x: u8 } move: func(p: point) -> point; }
        interface line { use point.{point}; record line { ends: tuple<point, point> } draw: func(l: line); }
        world origin { import line; export point; }
    " });
}

/// Everything is used here, by relative paths: `rt` and `str` are names that generated code has too.
pub mod user {
    use super::origin::my as rt;

    ::packr::bindgen!({
        inline: "
            package my:origin@1.2.3;
            interface point { record point { x: u8 } move: func(p: point) -> point; }
            interface line { use point.{point}; record line { ends: tuple<point, point> } draw: func(l: line); }
            world user {
                use line.{line};
                import line;
                export point;
                record %string { lines: list<line>, text: string, bytes: list<u8>, %map: map<string, line> }
                export f: func(s: %string, t: string) -> result<%string, string>;
            }
        ",
        with: { "my": self::rt },
        map_type: self::own::Map,
        string_type: own::Str,
        bytes_type: self::own::Bytes,
        ownership: Owning,
    });

    /// Names of types.
    pub mod own {
        /// Maps.
        pub type Map<K, V> = ::std::collections::HashMap<K, V>;
        /// Text.
        pub type Str = ::std::sync::Arc<::core::primitive::str>;
        /// Bytes.
        pub type Bytes = ::std::boxed::Box<[::core::primitive::u8]>;
    }
}

/// Types of the user, also in the root of a world, with words of Rust.
pub mod own {
    ::packr::bindgen!({
        inline: "
            package my:mine;
            interface %type { variant %fn { %self(%fn), wire-fn(u8), other(wire-fn) } record wire-fn { f: list<%fn> } f: func(f: %fn) -> wire-fn; }
            world w {
                use %type.{%fn as %use};
                import %type;
                export %type;
                type %move = string;
                type alias = option<%use>;
                export g: func(m: %move, f: alias, l: list<%use>) -> result<%use, %move>;
            }
        ",
        with: { "my:mine/type.fn": r#impl::Tree, "move": r#impl::Text },
    });

    /// Types.
    pub mod r#impl {
        use ::core::convert::From;

        use super::my::mine::r#type::WireFn_;

        /// A tree.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Tree(WireFn_);

        impl From<WireFn_> for Tree {
            fn from(tree: WireFn_) -> Self {
                Tree(tree)
            }
        }

        impl From<&Tree> for WireFn_ {
            fn from(tree: &Tree) -> Self {
                ::core::clone::Clone::clone(&tree.0)
            }
        }

        /// A text.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct Text(pub ::std::string::String);

        impl From<super::WireMove> for Text {
            fn from(text: super::WireMove) -> Self {
                Text(text)
            }
        }

        impl From<&Text> for super::WireMove {
            fn from(text: &Text) -> Self {
                ::core::clone::Clone::clone(&text.0)
            }
        }
    }
}

/// The guest's macro has the same options.
pub mod guest {
    /// A text.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct Text(::std::string::String);

    impl ::core::convert::From<WireName> for Text {
        fn from(text: WireName) -> Self {
            Text(text)
        }
    }

    impl ::core::convert::From<&Text> for WireName {
        fn from(text: &Text) -> Self {
            ::core::clone::Clone::clone(&text.0)
        }
    }

    /// Generated first.
    pub mod first {
        ::packr_guest::bindgen!({
            inline: "
                package my:guest;
                interface i { record r { x: u8 } f: func(r: r) -> r; }
                world first { import i; }
            ",
            metadata: false,
        });
    }

    ::packr_guest::bindgen!({
        inline: "
            package my:guest;
            interface i { record r { x: u8 } f: func(r: r) -> r; }
            world second {
                use i.{r};
                import i;
                type name = string;
                import log: func(name: name, names: list<name>, r: r, bytes: list<u8>);
                export run: func(name: name, r: r) -> list<u8>;
            }
        ",
        with: { "name": Text, "my:guest/i": first::my::guest::i },
        bytes_type: ::std::rc::Rc<[u8]>,
        ownership: Owning,
    });
}

/// A type of the user that has the WIT type's name, where the macro stands.
pub mod same_name {
    /// A point.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
    pub struct Point(u8);

    impl ::core::convert::From<WirePoint> for Point {
        fn from(point: WirePoint) -> Self {
            Point(point.x)
        }
    }

    impl ::core::convert::From<&Point> for WirePoint {
        fn from(point: &Point) -> Self {
            WirePoint { x: point.0 }
        }
    }

    ::packr::bindgen!({
        inline: "package my:same; world w { record point { x: u8 } export f: func(p: point, l: list<point>) -> point; }",
        with: { "point": Point },
    });
}
