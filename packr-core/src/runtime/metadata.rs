//! Gets a package's metadata from a new instance.

use wasmtime::{AsContextMut, StoreContextMut};

use super::instance::State;
use super::memory::Fault;
use crate::metadata::Metadata;

/// The export that points at the metadata.
pub(super) const TYPES_FUNCTION: &str = "__pack_types";

/// Calls `__pack_types` and reads what it points at; `None` where the package has no such export. What it points at is static
/// data of the package, and is not freed.
pub(super) fn read<T: 'static>(
    ctx: &mut StoreContextMut<'_, T>,
    state: &State,
    wasm: &wasmtime::Instance,
) -> Result<Option<Metadata>, Fault> {
    let types = wasm.get_typed_func::<(i32, i32), i32>(&mut *ctx, TYPES_FUNCTION);
    let (Ok(types), Some(guest)) = (types, state.guest()) else {
        return Ok(None);
    };
    // An input that nobody reads, for the slots before it.
    let prepared = guest.prepare(ctx.as_context_mut(), state.format(), &|writer| {
        writer.bool(false)
    })?;
    let [ptr_slot, len_slot] = [prepared.slots, prepared.slots + 4].map(|slot| slot as i32);
    let status = types
        .call(&mut *ctx, (ptr_slot, len_slot))
        .map_err(|error| Fault::Wasm(error.context("in its `__pack_types`")))?;
    if status != 0 {
        return Err(Fault::Convention(format!(
            "`{TYPES_FUNCTION}` returned the status {status}"
        )));
    }
    let [ptr, len] = guest.read_slots(&*ctx, prepared.slots)?;
    let bytes = guest.read(&*ctx, "it", ptr, len)?;
    Ok(Some(Metadata::read(bytes)?))
}
