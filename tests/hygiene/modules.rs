//! Namespaces, packages and interfaces whose modules could hide what generated code needs.
#![no_implicit_prelude]

/// `core`
pub mod core {
    ::packr::bindgen!({ inline: "
        package core:core;
        interface core { flags f { x } enum e { x, y } record r { x: u8, y: string, z: option<list<f64>> } take: func(r: r, f: f, e: e) -> option<r>; }
        world w { use core.{r}; import core; export core; export take: func(r: r) -> result<r, r>; import take: func(r: r) -> r; }
    " });
}

/// `std`
pub mod std {
    ::packr::bindgen!({ inline: "
        package std:std;
        interface std { flags f { x } record r { x: u8, y: string, z: option<list<f64>> } take: func(r: r, f: f) -> option<r>; }
        world w { use std.{r}; import std; export std; export take: func(r: r) -> result<r, r>; import take: func(r: r) -> r; }
    " });
}

/// `alloc`
pub mod alloc {
    ::packr::bindgen!({ inline: "
        package alloc:alloc;
        interface alloc { flags f { x } record r { x: u8, y: string, z: option<list<f64>> } take: func(r: r, f: f) -> option<r>; }
        world w { use alloc.{r}; import alloc; export alloc; export take: func(r: r) -> result<r, r>; import take: func(r: r) -> r; }
    " });
}

/// `packr`
pub mod packr {
    ::packr::bindgen!({ inline: "
        package packr:packr;
        interface packr { flags f { x } record r { x: u8, y: string, z: option<list<f64>> } take: func(r: r, f: f) -> option<r>; }
        world w { use packr.{r}; import packr; export packr; export take: func(r: r) -> result<r, r>; import take: func(r: r) -> r; }
    " });
}

/// `wasmtime` and `bitflags`
pub mod wasmtime {
    ::packr::bindgen!({ inline: "
        package wasmtime:bitflags;
        interface rt { flags f { x } record r { x: u8, y: string, z: option<list<f64>> } take: func(r: r, f: f) -> option<r>; }
        world w { use rt.{r}; import rt; export rt; export take: func(r: r) -> result<r, r>; import take: func(r: r) -> r; }
    " });
}

/// `exports` is a module of the generator.
pub mod exports {
    ::packr::bindgen!({ inline: "
        package exports:exports;
        interface exports { flags f { x } record r { x: u8 } take: func(r: r, f: f) -> option<r>; }
        world w {
            use exports.{r};
            import exports;
            export exports;
            export take: func(r: r) -> result<r, r>;
        }
    " });
}

/// Primitive types.
pub mod primitives {
    ::packr::bindgen!({ inline: "
        package str:%u8;
        interface %bool { flags f { x } record r { x: u8, y: string, z: option<list<f64>> } take: func(r: r, f: f, s: string) -> option<r>; }
        world w {
            import %bool;
            export %bool;
            flags f { x, y, z, a, b, c, d, e, g, h }
            enum e { x, y }
            record r { x: u8, y: string, z: bool, w: u32, u: char }
            variant v { x(u8), y(v) }
            import %u32: interface { take: func(s: string) -> u32; }
            import %char: interface { take: func(s: string) -> u32; }
            import usize: interface { take: func(s: string) -> u32; }
            export %u16: interface { take: func(s: string) -> u32; }
            export take: func(u: u8, v: u32, w: bool, s: string, c: char, r: r, f: f, e: e) -> u32;
            import give: func(u: u8, v: u32, w: bool, s: string, c: char, r: r, f: f, e: e) -> string;
        }
    " });
}

/// An interface written in the world, and a namespace of the same name.
pub mod inline {
    ::packr::bindgen!({ inline: "
        package my:place;
        interface my { record r { x: u8 } f: func(r: r); }
        world w {
            import my;
            export my;
            import my: interface { use my.{r}; f: func(r: r); }
            export my: interface { use my.{r}; f: func(r: r) -> r; }
            import exports: interface { f: func(); }
        }
    " });
}

/// The world has a name that the generator uses itself.
pub mod host {
    ::packr::bindgen!({ inline: "
        package my:place;
        interface guest { f: func(); }
        world host {
            import guest;
            export guest;
            import f: func();
            export f: func();
            record host { x: u8 }
            record guest { x: host }
        }
    " });
}

/// A world with nothing in it.
pub mod empty {
    ::packr::bindgen!({ inline: "package my:place; world empty {}" });
}

/// Two versions of one package.
pub mod versions {
    ::packr::bindgen!({ inline: "
        package my:place;
        package dep:dep@1.0.0 { interface i { record r { x: u8 } f: func(r: r); } }
        package dep:dep@2.1.0-rc.1 { interface i { record r { x: u16 } f: func(r: r); } }
        world w {
            import dep:dep/i@1.0.0;
            import dep:dep/i@2.1.0-rc.1;
            export dep:dep/i@1.0.0;
        }
    " });
}

#[test]
fn module_names() {
    let _ = versions::dep::dep1_0_0::i::R { x: 1u8 };
    let _ = versions::dep::dep2_1_0_rc_1::i::R { x: 1u16 };
    let _: fn(&versions::W) -> &versions::exports::dep::dep1_0_0::i::Guest =
        versions::W::dep_dep1_0_0_i;
    let _: fn(&host::Host_) -> &host::exports::my::place::guest::Guest =
        host::Host_::my_place_guest;
    let _ = exports::exports_::exports::exports::R { x: 1 };
}

/// With nothing to import, the getter is not asked for anything.
#[test]
fn an_empty_world_links() {
    let engine = <::packr::Engine as ::core::default::Default>::default();
    let mut linker = ::packr::Linker::<()>::new(&engine);
    empty::Empty::add_to_linker::<_, ::packr::HasSelf<_>>(&mut linker, |state| state).unwrap();
}
