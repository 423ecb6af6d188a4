//! Gets a package's metadata from a new instance.

use wasmtime::{AsContext, AsContextMut, TypedFunc};

use super::memory::{Fault, Guest};
use crate::metadata::Metadata;

/// The export that points at the metadata.
pub(super) const TYPES_FUNCTION: &str = "__pack_types";

pub(super) type TypesFunction = TypedFunc<(i32, i32), i32>;

/// `__pack_types`, where the package has it.
pub(super) fn function(
    ctx: &mut impl AsContextMut,
    wasm: &wasmtime::Instance,
) -> Option<TypesFunction> {
    wasm.get_typed_func(ctx, TYPES_FUNCTION).ok()
}

/// Reads what `__pack_types` pointed at. It is static data of the package, and is not freed.
pub(super) fn at(
    guest: &Guest,
    ctx: &impl AsContext,
    slots: u32,
    status: i32,
) -> Result<Metadata, Fault> {
    if status != 0 {
        return Err(Fault::Convention(format!(
            "`{TYPES_FUNCTION}` returned the status {status}"
        )));
    }
    let [ptr, len] = guest.read_slots(ctx, slots)?;
    let bytes = guest.read(ctx, "it", ptr, len)?;
    Ok(Metadata::read(bytes)?)
}
