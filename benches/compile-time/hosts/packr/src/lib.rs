//! What packr's macro makes of the world; without the feature nothing, which is what the measurement subtracts.
#[cfg(feature = "bindings")]
packr::bindgen!({ path: "../world.wit" });
