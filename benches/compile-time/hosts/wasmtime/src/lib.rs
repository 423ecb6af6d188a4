//! What wasmtime's macro makes of the world; without the feature nothing, which is what the measurement subtracts.
#[cfg(feature = "bindings")]
wasmtime::component::bindgen!({ path: "../world.wit" });
