//! packr under another name, by every kind of path.
#![no_implicit_prelude]

/// A library that has packr inside.
pub mod other {
    pub use ::packr;
    /// Under yet another name.
    pub mod deeper {
        pub use ::packr as runtime;
    }
}

/// A path from the crate's root.
pub mod from_the_root {
    ::packr::bindgen!({ crate: crate::reexport::other::packr, inline: "
        package my:reexport;
        interface i { flags f { x } variant v { a(v), b(string) } take: func(v: v, f: f) -> option<v>; }
        world w { use i.{v}; import i; export i; import log: func(v: v); export eval: func(v: v) -> v; }
    " });
}

/// A path that only means something where the macro stands.
pub mod relative {
    use super::other;

    ::packr::bindgen!({ crate: other::deeper::runtime, inline: "
        package my:reexport;
        interface i { flags f { x } variant v { a(v), b(string) } take: func(v: v, f: f) -> option<v>; }
        world w { use i.{v}; import i; export i; import log: func(v: v); export eval: func(v: v) -> v; }
    " });
}

/// Paths that begin with `self` and `super`, in one module.
pub mod keywords {
    pub use ::packr as inner;

    ::packr::bindgen!({ crate: self::inner, inline: "
        package my:one;
        interface i { variant v { a(v), b(string) } take: func(v: v) -> option<v>; }
        world one { import i; export i; }
    " });
    ::packr::bindgen!({ crate: super::other::packr, inline: "
        package my-own:two;
        interface i { variant v { a(v), b(string) } take: func(v: v) -> option<v>; }
        world two { import i; }
    " });
}

/// Through a macro of the library that has packr inside.
macro_rules! bindings {
    ($($options:tt)*) => { ::packr::bindgen!({ crate: $crate::reexport::other::packr, $($options)* }); };
}

/// By such a macro.
pub mod by_a_macro {
    bindings!(inline: "
        package my:reexport;
        interface i { variant v { a(v), b(string) } take: func(v: v) -> option<v>; }
        world w { import i; export i; }
    ");
}

#[test]
fn all_of_them_are_packr() {
    let v = relative::V::a(relative::V::B(::std::string::ToString::to_string("x")));
    let bytes = ::packr::encode(&v).unwrap();
    let same: from_the_root::V = ::packr::decode(&bytes).unwrap();
    ::std::assert_eq!(::packr::encode(&same).unwrap(), bytes);
    let same: keywords::my::one::i::V = ::packr::decode(&bytes).unwrap();
    ::std::assert_eq!(::packr::encode(&same).unwrap(), bytes);
    let same: by_a_macro::my::reexport::i::V = ::packr::decode(&bytes).unwrap();
    ::std::assert_eq!(::packr::encode(&same).unwrap(), bytes);
}
