//! Gets a package's metadata from a new instance.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wasmtime::{AsContext, AsContextMut, TypedFunc};

use super::memory::{Fault, Guest};
use crate::Shared;
use crate::metadata::Metadata;
use crate::schema::World;

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
    told: &Told,
) -> Result<Arc<Metadata>, Fault> {
    if status != 0 {
        return Err(Fault::Convention(format!(
            "`{TYPES_FUNCTION}` returned the status {status}"
        )));
    }
    let [ptr, len] = guest.read_slots(ctx, slots)?;
    let bytes = guest.read(ctx, "it", ptr, len)?;
    told.read(bytes)
}

/// What the last instance of a package told, so that it is neither read nor compared again where the next one tells the
/// same, byte for byte: that is most of what an instance costs.
#[derive(Default)]
pub(super) struct Told(Mutex<Option<Known>>);

struct Known {
    bytes: Box<[u8]>,
    metadata: Arc<Metadata>,
    /// The world that it was found to fit last.
    fits: Option<Shared<World>>,
}

impl Told {
    fn known(&self) -> MutexGuard<'_, Option<Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, bytes: &[u8]) -> Result<Arc<Metadata>, Fault> {
        if let Some(known) = &*self.known()
            && *known.bytes == *bytes
        {
            return Ok(known.metadata.clone());
        }
        let metadata = Arc::new(Metadata::read(bytes)?);
        *self.known() = Some(Known {
            bytes: bytes.into(),
            metadata: metadata.clone(),
            fits: None,
        });
        Ok(metadata)
    }

    /// Whether that metadata is known to fit that very world.
    pub(super) fn fits(&self, metadata: &Arc<Metadata>, world: &Shared<World>) -> bool {
        self.known().as_ref().is_some_and(|known| {
            let fitted = known.fits.as_ref();
            Arc::ptr_eq(&known.metadata, metadata)
                && fitted.is_some_and(|fitted| std::ptr::eq(&**fitted, &**world))
        })
    }

    /// It fits.
    pub(super) fn found_fitting(&self, metadata: &Arc<Metadata>, world: &Shared<World>) {
        if let Some(known) = &mut *self.known()
            && Arc::ptr_eq(&known.metadata, metadata)
        {
            known.fits = Some(world.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;

    fn read(told: &Told, bytes: &[u8]) -> Arc<Metadata> {
        told.read(bytes)
            .unwrap_or_else(|_| panic!("it is metadata"))
    }

    #[test]
    fn the_same_bytes_are_read_once_and_fit_the_world_they_were_compared_with() {
        let bytes = Metadata::write(&World::EMPTY).unwrap();
        let mut others = bytes.clone();
        others[4] = Version::V3.number() as u8;
        let worlds = [(); 2].map(|()| Shared::Counted(Arc::new(World::EMPTY)));
        let told = Told::default();

        let first = read(&told, &bytes);
        assert!(!told.fits(&first, &worlds[0]));
        told.found_fitting(&first, &worlds[0]);
        let second = read(&told, &bytes);
        assert!(Arc::ptr_eq(&first, &second));
        assert!(told.fits(&second, &worlds[0]));
        assert!(!told.fits(&second, &worlds[1]));

        let other = read(&told, &others);
        assert_eq!(other.version, Version::V3);
        assert!(!told.fits(&other, &worlds[0]) && !told.fits(&first, &worlds[0]));
        told.found_fitting(&first, &worlds[0]);
        assert!(!told.fits(&other, &worlds[0]));
        assert!(!Arc::ptr_eq(&first, &read(&told, &bytes)));
    }
}
