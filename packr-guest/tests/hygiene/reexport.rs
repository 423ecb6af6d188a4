//! packr-guest under another name, by every kind of path.
#![no_implicit_prelude]

/// A library that has packr-guest inside.
pub mod other {
    pub use ::packr_guest;
    /// Under yet another name.
    pub mod deeper {
        pub use ::packr_guest as runtime;
    }
}

/// A path from the crate's root.
pub mod from_the_root {
    ::packr_guest::bindgen!({ crate: crate::reexport::other::packr_guest, inline: "
        package my:reexport;
        interface i { flags f { x } variant v { a(v), b(string) } take: func(v: v, f: f) -> option<v>; }
        world w { use i.{v}; import i; export i; import log: func(v: v); export eval: func(v: v) -> v; }
    " });
}

/// A path that only means something where the macro stands, as does `export!` then.
pub mod relative {
    use super::{Own, other};

    ::packr_guest::bindgen!({ crate: other::deeper::runtime, inline: "
        package my:reexport;
        interface i { flags f { x } variant v { a(v), b(string) } take: func(v: v, f: f) -> option<v>; }
        world w { use i.{v}; import i; export i; import log: func(v: v); export eval: func(v: v) -> v; }
    " });

    self::export!(Own);
}

/// Through a macro of the library that has packr-guest inside.
macro_rules! bindings {
    ($($options:tt)*) => {
        ::packr_guest::bindgen!({ crate: $crate::reexport::other::packr_guest, $($options)* });
    };
}

/// By such a macro.
pub mod by_a_macro {
    bindings!(inline: "
        package my:reexport;
        interface i { variant v { a(v), b(string) } take: func(v: v) -> option<v>; }
        world w { import i; export i; }
    ");
}

struct Own;

impl from_the_root::Guest for Own {
    fn eval(v: from_the_root::V) -> from_the_root::V {
        v
    }
}

impl relative::Guest for Own {
    fn eval(v: relative::V) -> relative::V {
        relative::V::a(v)
    }
}

/// Both interfaces, exported by one type, from elsewhere than beside the generated code.
mod exported {
    use super::{Own, by_a_macro, from_the_root, relative};

    impl from_the_root::exports::my::reexport::i::Guest for Own {
        fn take(
            v: from_the_root::V,
            _: from_the_root::my::reexport::i::F,
        ) -> ::core::option::Option<from_the_root::V> {
            ::core::option::Option::Some(v)
        }
    }

    impl relative::exports::my::reexport::i::Guest for Own {
        fn take(
            v: relative::V,
            _: relative::my::reexport::i::F,
        ) -> ::core::option::Option<relative::V> {
            ::core::option::Option::Some(v)
        }
    }

    impl by_a_macro::exports::my::reexport::i::Guest for Own {
        fn take(
            v: by_a_macro::my::reexport::i::V,
        ) -> ::core::option::Option<by_a_macro::my::reexport::i::V> {
            ::core::option::Option::Some(v)
        }
    }

    from_the_root::export!(Own with_types_in from_the_root);
    by_a_macro::export!(Own with_types_in crate::reexport::by_a_macro);
}

#[test]
fn all_of_them_are_packr_guest() {
    let v = relative::V::B(::std::string::ToString::to_string("x"));
    let v = <Own as relative::Guest>::eval(v);
    let bytes = ::packr_guest::encode(&v).unwrap();
    let same: from_the_root::V = ::packr_guest::decode(&bytes).unwrap();
    let same = <Own as from_the_root::Guest>::eval(same);
    ::std::assert_eq!(::packr_guest::encode(&same).unwrap(), bytes);
    let same: by_a_macro::my::reexport::i::V = ::packr_guest::decode(&bytes).unwrap();
    ::std::assert_eq!(::packr_guest::encode(&same).unwrap(), bytes);
}
