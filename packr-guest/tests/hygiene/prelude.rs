//! Nothing is in scope, and what has the name of something in std is the user's own.
#![no_implicit_prelude]

/// Everything that generated code would get wrong by a relative path.
pub mod own {
    /// Not std's.
    pub struct Result;
    /// Not std's.
    pub struct Option;
    /// Not std's.
    pub struct String;
    /// Not std's.
    pub struct Box;
    /// Not std's.
    pub struct Vec;
    /// Not std's.
    pub struct Some;
    /// Not std's.
    pub struct None;
    /// Not std's.
    pub struct Ok;
    /// Not std's.
    pub struct Err;
    /// Not std's.
    pub struct T;
    /// Not std's.
    pub struct D;
    /// Not std's.
    pub struct S;
    /// Not std's.
    pub trait Into {}
    /// Not std's.
    pub trait From {}
    /// Not std's.
    pub trait Clone {}
    /// Not std's.
    pub trait Debug {}
    /// Not std's.
    pub trait Sized {}
}

/// At the root of an expansion everything of the user is in scope.
pub mod beside {
    #[allow(unused_imports)]
    use super::own::*;

    ::packr_guest::bindgen!({ inline: "
        package my:beside;
        world beside {
            variant tree { leaf(string), pair(tuple<tree, tree>), maybe(option<tree>), many(list<tree>) }
            record all { a: option<string>, b: result<list<u8>, string>, c: map<string, tree>, d: f64 }
            flags bits { one, two }
            enum color { red, green }
            import take: func(a: all, b: bits, c: color) -> result<option<tree>, string>;
            export give: func(a: all, b: bits, c: color) -> result<option<tree>, string>;
        }
    " });
}

/// The WIT itself has types of those names.
pub mod named {
    ::packr_guest::bindgen!({ inline: "
        package my:named;
        interface types {
            type %string = string;
            record %result { %string: %string, %option: option<string>, %list: list<u8> }
            variant %option { some(string), none, other(%option) }
            record vec { %list: list<%box> }
            variant %box { ok(%option), err(%result), boxed(%box), both(tuple<%box, %box>) }
            enum ordering { less, equal, greater }
            flags copy { clone, debug }
            type rc = option<rc>;
            record t { t: u8 }
            record d { d: u8 }
            record s { s: u8 }
            record host { guest: u8 }
            record guest { host: u8 }
            record signature { name: string }
            record rt { w: u8, r: u16, node: u32, value: u64, f0: s8, f1: s16 }
            record %self { %self: option<%box> }
            record error { cause: option<error> }
            record named-imports { x: u8 }
            all: func(
                a: %string, b: %result, c: %option, d: vec, e: %box, f: ordering, g: copy, h: rc,
                i: t, j: d, k: s, l: host, m: guest, n: signature, o: rt, p: %self, q: error,
            ) -> result<%option, %result>;
        }
        interface both {
            use types.{host, guest, t as host-of, %self, %result as %error};
            take: func(a: host, b: guest, c: host-of, d: %self) -> result<host, %error>;
        }
        world named {
            use types.{%box, %option as maybe, t, d, s};
            record named { x: u8 }
            record named-imports { x: named, t: t, d: d, s: s }
            import types;
            export types;
            import both;
            export both;
            import take: func(a: %box, b: maybe, c: t, d: named-imports) -> %box;
            export give: func(a: %box, b: maybe, c: s, d: named-imports) -> %box;
        }
    " });
}

/// Types with the names of what the runtime and bitflags have.
pub mod runtimes {
    ::packr_guest::bindgen!({ inline: "
        package my:runtimes;
        interface types {
            flags %flags { name, value, %flags, all, self-flag }
            flags bits { bits, from-bits }
            flags bit-flags { iter }
            flags iter { x }
            enum primitive { flag, formatter }
            enum case { case, cases, all }
            record record-shape { shape: u8, %record: list<case> }
            record value { value: option<value>, payload: bits }
            record shared { writer: writer, reader: option<shared> }
            record writer { %flags: %flags, iter: iter }
            variant lower { lower(lower), to-value(value), lift(case), from-value, new(lower) }
            variant codec-error { %from(codec-error), into(bit-flags) }
            type wit-type = list<wit-type>;
            type linker = option<lower>;
            type %package = list<primitive>;
            all: func(a: %flags, b: lower, c: codec-error, d: wit-type, e: linker) -> result<shared, codec-error>;
            some: func(a: %package, b: record-shape) -> result<_, value>;
        }
        world runtimes {
            use types.{value, lower, linker, %package};
            record instance { x: value }
            record has-data { x: instance }
            variant signature { a(signature), b(linker) }
            import types;
            export types;
            import take: func(a: has-data, b: %package) -> signature;
            export give: func(a: has-data, b: signature) -> lower;
        }
    " });
}

/// Names that the generator itself gives to parameters, methods and modules.
pub mod generators {
    ::packr_guest::bindgen!({ inline: "
        package my:generators;
        interface methods {
            add-to-linker: func();
            new: func(instance: u8, linker: u8, host-getter: u8) -> u8;
            instance: func(store: string, %self: list<string>, a0: u8, a1: u8, host: u8);
            schema: func(store: u8, store-two: u8, %package: u8, caller: u8);
            instantiate: func(t: u8, d: u8, s: u8, rt: u8);
            clone: func(value: u8) -> u8;
            drop: func();
            call: func();
            call-call: func();
            data-mut: func();
            %import: func();
            %export: func();
            host: func();
            guest: func();
            deref-mut: func();
            %borrow: func();
        }
        world generators {
            import methods;
            export methods;
            import add-to-linker: func();
            import clone: func(linker: u8);
            export new: func();
            export instance: func(store: u8);
            export schema: func();
            export instantiate: func();
            export call: func();
        }
    " });

    /// Accessors of interfaces with names of other methods.
    pub mod accessors {
        ::packr_guest::bindgen!({ inline: "
            package my:accessors;
            world accessors {
                export new: interface { f: func(); }
                export instance: interface { f: func(); }
                export schema: interface { f: func(); }
                export instantiate: interface { f: func(); }
                export add-to-linker: interface { f: func(); }
                export call-f: interface { f: func(); }
                export f: func();
            }
        " });
    }
}

mod exported {
    use super::{beside, generators};

    pub(super) struct Own;

    impl beside::Guest for Own {
        fn give(
            a: beside::All,
            _: beside::Bits,
            _: beside::Color,
        ) -> ::core::result::Result<::core::option::Option<beside::Tree>, ::std::string::String>
        {
            ::core::result::Result::Err(a.a.unwrap_or_default())
        }
    }

    beside::export!(Own with_types_in beside);

    impl generators::Guest for Own {
        fn new() {}
        fn instance(_: u8) {}
        fn schema() {}
        fn instantiate() {}
        fn call() {}
    }

    impl generators::exports::my::generators::methods::Guest for Own {
        fn add_to_linker() {}
        fn new(_: u8, _: u8, getter: u8) -> u8 {
            getter
        }
        fn instance(
            _: ::std::string::String,
            _: ::std::vec::Vec<::std::string::String>,
            _: u8,
            _: u8,
            _: u8,
        ) {
        }
        fn schema(_: u8, _: u8, _: u8, _: u8) {}
        fn instantiate(_: u8, _: u8, _: u8, _: u8) {}
        fn clone(value: u8) -> u8 {
            value
        }
        fn drop() {}
        fn call() {}
        fn call_call() {}
        fn data_mut() {}
        fn import() {}
        fn export() {}
        fn host() {}
        fn guest() {}
        fn deref_mut() {}
        fn borrow() {}
    }

    generators::export!(Own with_types_in generators);
}

#[test]
fn exports_need_nothing_in_scope() {
    use generators::exports::my::generators::methods::Guest;
    ::std::assert_eq!(<exported::Own as Guest>::new(1, 2, 3), 3);
}

#[test]
fn a_tree_is_built_by_hand() {
    use ::core::option::Option::{None, Some};
    use ::std::convert::Into;
    use beside::Tree;
    let leaf = Tree::Leaf("x".into());
    let tree = Tree::pair(leaf.clone_of(), Tree::maybe(Some(leaf)));
    ::std::assert!(tree != Tree::maybe(None));
}

/// Without `Clone` in scope.
trait CloneOf {
    fn clone_of(&self) -> Self;
}

impl CloneOf for beside::Tree {
    fn clone_of(&self) -> Self {
        ::core::clone::Clone::clone(self)
    }
}
