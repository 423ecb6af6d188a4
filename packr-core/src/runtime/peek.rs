//! Reads a package's metadata without the host functions that the package imports.

use std::sync::Arc;

use wasmtime::AsContextMut;

use super::blocking;
use super::error::Error;
use super::guard::Bounds;
use super::link;
use super::link_error::{LinkError, LinkProblem};
use super::memory::{Fault, Format, Guest};
use super::metadata::{self, TYPES_FUNCTION};
use super::package::Package;
use crate::metadata::Metadata;
use crate::schema::World;
use crate::{Limits, Version};

impl Package {
    /// What the package says about its imports and exports; `None` where it says nothing.
    ///
    /// Needs no linker: the module is instantiated with imports that trap, and dropped with the store. What runs is its
    /// start function, if it has one, its allocator, and `__pack_types`. The store bounds that as it bounds any call, by
    /// fuel, epochs and [`StoreLimits`](wasmtime::StoreLimits); a new `Store::new(engine, ())` will do where the
    /// engine has neither fuel nor epochs and the package is trusted to come to an end.
    ///
    /// # Errors
    /// [`Error::Link`] where the package has no usable memory or its metadata can't be read, [`Error::Instantiate`] where
    /// its start function or `__pack_types` fails.
    pub fn metadata<T: 'static>(
        &self,
        mut store: impl AsContextMut<Data = T>,
    ) -> Result<Option<Metadata>, Error> {
        let mut ctx = store.as_context_mut();
        if self.module().get_export(TYPES_FUNCTION).is_none() {
            return Ok(None);
        }
        let refused = |problems| {
            Error::Link(Box::new(LinkError {
                package: self.name().to_owned(),
                world: World::EMPTY.name.into_owned(),
                problems,
            }))
        };
        let mut problems = Vec::new();
        link::check_memory(self, &mut problems);
        link::check_own_functions(self, &mut problems);
        if !problems.is_empty() {
            return Err(refused(problems));
        }
        let failed = |error: wasmtime::Error| Error::Instantiate {
            package: self.name().to_owned(),
            source: error.into(),
        };
        let mut linker = wasmtime::Linker::<T>::new(self.module().engine());
        linker
            .define_unknown_imports_as_traps(self.module())
            .map_err(failed)?;
        let wasm = linker
            .instantiate(&mut ctx, self.module())
            .map_err(failed)?;
        let Some(guest) = Guest::of(&mut ctx, &wasm, Bounds::default().max_calls) else {
            return Ok(None);
        };
        let Some(types) = metadata::function(&mut ctx, &wasm) else {
            return Ok(None);
        };
        let format = Format {
            version: Version::default(),
            limits: &Limits::DEFAULT,
        };
        let read = blocking::read_metadata(&types, &guest, ctx, format, &self.told);
        read.map(|metadata| Some(Arc::unwrap_or_clone(metadata)))
            .map_err(|fault| {
                let reason = match fault {
                    Fault::Wasm(error) => return failed(error),
                    Fault::Convention(reason) => reason,
                    Fault::Codec(error) => error.to_string(),
                };
                refused(vec![LinkProblem::BadMetadata { reason }])
            })
    }
}
