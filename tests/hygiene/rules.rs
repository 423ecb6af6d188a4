//! The same worlds with every rule that changes signatures: async, and optional both ways.
#![no_implicit_prelude]

/// The world `alias`.
pub mod alias_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/alias-rec.wit",
        world: "alias",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `bigworld`.
pub mod bigworld_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/big.wit",
        world: "bigworld",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `clash-world`.
pub mod clash_world_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/clash.wit",
        world: "clash-world",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `nothing-at-all`.
pub mod nothing_at_all_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/empties.wit",
        world: "nothing-at-all",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `imports-nothing`.
pub mod imports_nothing_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/empties.wit",
        world: "imports-nothing",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `exports-nothing`.
pub mod exports_nothing_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/empties.wit",
        world: "exports-nothing",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `both-nothing`.
pub mod both_nothing_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/empties.wit",
        world: "both-nothing",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `only-a-type`.
pub mod only_a_type_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/empties.wit",
        world: "only-a-type",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `functions`.
pub mod functions_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/empties.wit",
        world: "functions",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `export-only`.
pub mod export_only_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/export-chain.wit",
        world: "export-only",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `export-all`.
pub mod export_all_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/export-chain.wit",
        world: "export-all",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `mixed`.
pub mod mixed_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/export-chain.wit",
        world: "mixed",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `mixed2`.
pub mod mixed2_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/export-chain.wit",
        world: "mixed2",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `mixed3`.
pub mod mixed3_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/export-chain.wit",
        world: "mixed3",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `used`.
pub mod used_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/export-chain.wit",
        world: "used",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `gates`.
pub mod gates_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/gates.wit",
        world: "gates",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `gates`.
pub mod gates_again_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/gates.wit",
        world: "gates",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `deeper`.
pub mod deeper_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/includes.wit",
        world: "deeper",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `results-world`.
pub mod results_world_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/results.wit",
        world: "results-world",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `mod`.
pub mod mod_again_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/rusty.wit",
        world: "mod",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `same-world`.
pub mod same_world_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/same-names.wit",
        world: "same-world",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `versions`.
pub mod versions_waits {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/versions.wit",
        world: "versions",
        imports: { default: async | tracing },
        exports: { default: async | optional },
    });
}

/// The world `bigworld`.
pub mod bigworld_optional {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/big.wit",
        world: "bigworld",
        imports: { default: optional },
        exports: { default: optional | tracing },
    });
}

/// The world `clash-world`.
pub mod clash_world_optional {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/clash.wit",
        world: "clash-world",
        imports: { default: optional },
        exports: { default: optional | tracing },
    });
}

/// The world `functions`.
pub mod functions_optional {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/empties.wit",
        world: "functions",
        imports: { default: optional },
        exports: { default: optional | tracing },
    });
}

/// The world `mixed`.
pub mod mixed_optional {
    ::packr::bindgen!({
        path: "tests/hygiene/worlds/export-chain.wit",
        world: "mixed",
        imports: { default: optional },
        exports: { default: optional | tracing },
    });
}
