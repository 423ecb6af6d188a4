//! Worlds of every sort, from files: `worlds/*.wit`. That they compile is the test.
#![no_implicit_prelude]

/// The world `alias`.
pub mod alias_rec {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/alias-rec.wit", world: "alias" });
}

/// The world `bigworld`.
pub mod big {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/big.wit", world: "bigworld" });
}

/// The world `clash-world`.
pub mod clash {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/clash.wit", world: "clash-world" });
}

/// The world `instantiate`.
pub mod generator {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/generator.wit", world: "instantiate" });
}

/// The world `nothing-at-all`.
pub mod nothing_at_all {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/empties.wit", world: "nothing-at-all" });
}

/// The world `imports-nothing`.
pub mod imports_nothing {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/empties.wit", world: "imports-nothing" });
}

/// The world `exports-nothing`.
pub mod exports_nothing {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/empties.wit", world: "exports-nothing" });
}

/// The world `both-nothing`.
pub mod both_nothing {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/empties.wit", world: "both-nothing" });
}

/// The world `only-a-type`.
pub mod only_a_type {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/empties.wit", world: "only-a-type" });
}

/// The world `functions`.
pub mod functions {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/empties.wit", world: "functions" });
}

/// The world `export-only`.
pub mod export_only {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/export-chain.wit", world: "export-only" });
}

/// The world `export-all`.
pub mod export_all {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/export-chain.wit", world: "export-all" });
}

/// The world `mixed`.
pub mod mixed {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/export-chain.wit", world: "mixed" });
}

/// The world `mixed2`.
pub mod mixed2 {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/export-chain.wit", world: "mixed2" });
}

/// The world `mixed3`.
pub mod mixed3 {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/export-chain.wit", world: "mixed3" });
}

/// The world `used`.
pub mod used {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/export-chain.wit", world: "used" });
}

/// The world `gates`.
pub mod gates_closed {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/gates.wit", world: "gates" });
}

/// The world `gates`.
pub mod gates_open {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/gates.wit", world: "gates", features: ["x", "y"] });
}

/// The world `deeper`.
pub mod includes {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/includes.wit", world: "deeper" });
}

/// The world `named-items`.
pub mod named_items {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/named-items.wit", world: "named-items" });
}

/// The world `only-second`.
pub mod only_second {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/named-items.wit", world: "only-second" });
}

/// The world `packages`.
pub mod packages {
    ::packr::bindgen!({
        path: ["packr-bindgen/tests/encoded/types.wasm", "tests/hygiene/packages"],
        world: "my:packages/packages@0.3.0-rc.1+build.5",
    });
}

/// The world `results-world`.
pub mod results {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/results.wit", world: "results-world" });
}

/// The world `mod`.
pub mod rusty {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/rusty.wit", world: "mod" });
}

/// The world `same-world`.
pub mod same_names {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/same-names.wit", world: "same-world" });
}

/// The world `versions`.
pub mod versions {
    ::packr::bindgen!({ path: "tests/hygiene/worlds/versions.wit", world: "versions" });
}

/// Types have one home: among the imports if their interface is imported, be it only for its types, else among the
/// exports.
#[test]
fn homes_of_types() {
    let _: fn(export_only::my::chain::a::T) -> export_only::exports::my::chain::c::Same = |t| t;
    use export_all::exports::my::chain as exported;
    let _: fn(exported::a::T) -> exported::c::Same = |t| t;
    use mixed::{exports, my::chain};
    let _: fn(chain::a::T) -> exports::my::chain::b::T = |t| t;
    use mixed3::{exports as exports3, my::chain as chain3};
    let _: fn(chain3::b::Pair) -> exports3::my::chain::c::P = |p| p;
    let _: fn(used::P) -> used::my::chain::b::Pair = |p| p;
}

/// Who is used to implementing `Host` for every interface may, and nobody has to.
#[test]
fn interfaces_without_functions() {
    struct Used;
    impl imports_nothing::my::empties::nothing::Host for Used {}
    impl imports_nothing::my::empties::only_types::Host for Used {}

    fn links<T: 'static>() {
        let engine = <::packr::Engine as ::core::default::Default>::default();
        let mut linker = ::packr::Linker::<T>::new(&engine);
        imports_nothing::ImportsNothing::add_to_linker::<_, ::packr::HasSelf<_>>(
            &mut linker,
            |s| s,
        )
        .unwrap();
    }
    links::<Used>();
    links::<()>();
}

/// An interface under a second name has functions of its own, and the same types.
#[test]
fn types_of_second_names() {
    use named_items::{exports, first, my::named_items::store};
    let _: fn(store::Self_) -> first::Self_ = |same| same;
    let _: fn(named_items::r#type::Host_) -> exports::r#type::Host_ = |same| same;
    let _: fn(only_second::a::Spot) -> only_second::exports::b::Spot = |same| same;
    let _: fn(&named_items::NamedItems) -> &exports::exports::Guest =
        named_items::NamedItems::exports;
}

/// A version is in a module's name only where two packages would have the same, and never in the way of another.
#[test]
fn modules_of_versions() {
    use versions::{Versions, dep, exports};
    let _: fn(dep::dep1_0_0::i::R) -> exports::dep::dep1_0_0::i::R = |r| r;
    let _: fn(&Versions) -> &exports::dep::dep::i::Guest = Versions::dep_dep_i;
    let _ = (
        dep::dep1_0_0_rc_1::i::R { x: dep_list() },
        dep::dep1_0_0_build::i::R { x: dep_list() },
        dep::dep1::i::R { x: dep_list() },
        dep::dep_one::i::R { x: dep_list() },
    );
    fn dep_list<T>() -> ::std::vec::Vec<T> {
        ::std::vec::Vec::new()
    }
}
