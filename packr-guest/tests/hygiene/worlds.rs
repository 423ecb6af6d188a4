//! Worlds of every sort, from the files of the host's tests. That they compile is the test.
#![no_implicit_prelude]

/// The world `alias`.
pub mod alias_rec {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/alias-rec.wit", world: "alias" });
}

/// The world `bigworld`.
pub mod big {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/big.wit", world: "bigworld" });
}

/// The world `clash-world`.
pub mod clash {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/clash.wit", world: "clash-world" });
}

/// The world `nothing-at-all`.
pub mod nothing_at_all {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/empties.wit", world: "nothing-at-all" });
}

/// The world `imports-nothing`.
pub mod imports_nothing {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/empties.wit", world: "imports-nothing" });
}

/// The world `exports-nothing`.
pub mod exports_nothing {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/empties.wit", world: "exports-nothing" });
}

/// The world `both-nothing`.
pub mod both_nothing {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/empties.wit", world: "both-nothing" });
}

/// The world `only-a-type`.
pub mod only_a_type {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/empties.wit", world: "only-a-type" });
}

/// The world `functions`.
pub mod functions {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/empties.wit", world: "functions" });
}

/// The world `export-only`.
pub mod export_only {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/export-chain.wit", world: "export-only" });
}

/// The world `export-all`.
pub mod export_all {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/export-chain.wit", world: "export-all" });
}

/// The world `mixed`.
pub mod mixed {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/export-chain.wit", world: "mixed" });
}

/// The world `mixed2`.
pub mod mixed2 {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/export-chain.wit", world: "mixed2" });
}

/// The world `mixed3`.
pub mod mixed3 {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/export-chain.wit", world: "mixed3" });
}

/// The world `used`.
pub mod used {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/export-chain.wit", world: "used" });
}

/// The world `gates`.
pub mod gates_closed {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/gates.wit", world: "gates" });
}

/// The world `gates`.
pub mod gates_open {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/gates.wit", world: "gates", features: ["x", "y"] });
}

/// The world `deeper`.
pub mod includes {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/includes.wit", world: "deeper" });
}

/// The world `named-items`.
pub mod named_items {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/named-items.wit", world: "named-items" });
}

/// The world `only-second`.
pub mod only_second {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/named-items.wit", world: "only-second" });
}

/// The world `packages`.
pub mod packages {
    ::packr_guest::bindgen!({
        path: ["../packr-bindgen/tests/encoded/types.wasm", "../tests/hygiene/packages"],
        world: "my:packages/packages@0.3.0-rc.1+build.5",
    });
}

/// The world `results-world`.
pub mod results {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/results.wit", world: "results-world" });
}

/// The world `mod`.
pub mod rusty {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/rusty.wit", world: "mod" });
}

/// The world `same-world`.
pub mod same_names {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/same-names.wit", world: "same-world" });
}

/// The world `versions`.
pub mod versions {
    ::packr_guest::bindgen!({ path: "../tests/hygiene/worlds/versions.wit", world: "versions" });
}

/// Types are where the host's macro has them.
#[test]
fn homes_of_types() {
    let _: fn(export_only::my::chain::a::T) -> export_only::exports::my::chain::c::Same = |t| t;
    use mixed::{exports, my::chain};
    let _: fn(chain::a::T) -> exports::my::chain::b::T = |t| t;
    let _: fn(used::P) -> used::my::chain::b::Pair = |p| p;
}

/// What a world does not export nobody implements.
#[test]
fn nothing_to_export() {
    struct Nothing;
    nothing_at_all::export!(Nothing with_types_in nothing_at_all);
    imports_nothing::export!(Nothing with_types_in imports_nothing);
    let _ = Nothing;
}
