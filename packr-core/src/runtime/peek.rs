//! Reads a package's metadata without the host functions that the package imports.

use std::sync::Arc;

use wasmtime::AsContextMut;

use super::blocking;
use super::error::{Cause, Error};
use super::limiter;
use super::link;
use super::link_error::{LinkProblem, Problems};
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
    /// start function, if it has one, its allocator, and `__pack_types`. In a store of a [`Sandbox`](super::Sandbox) that has the sandbox's
    /// limits, as a call; any other store bounds it by its own fuel, epochs and [`StoreLimits`](wasmtime::StoreLimits). A new
    /// `Store::new(engine, ())` will do where the engine has neither fuel nor epochs and the package is trusted to come to an end.
    ///
    /// # Errors
    /// [`Error::Link`] where the package has no usable memory or its metadata can't be read, [`Error::Instantiate`] where
    /// its start function or `__pack_types` fails or exceeds a limit, [`Error::Sandbox`] where the engine can't enforce one.
    pub fn metadata<T: 'static>(
        &self,
        mut store: impl AsContextMut<Data = T>,
    ) -> Result<Option<Metadata>, Error> {
        let mut ctx = store.as_context_mut();
        if self.module().get_export(TYPES_FUNCTION).is_none() {
            return Ok(None);
        }
        let refused = |problems: Problems| {
            let error = problems.into_error(self.name(), &World::EMPTY.name);
            error.map_or(Ok(None), |error| Err(Error::Link(error)))
        };
        let mut problems = Problems::default();
        link::check_memory(self, &mut problems);
        link::check_own_functions(self, &mut problems);
        refused(problems)?;
        let sandbox = limiter::sandbox_of(&mut ctx);
        if let Some(sandbox) = sandbox {
            sandbox.start(self.module().engine())?;
        }
        let bounds = sandbox.map(|sandbox| sandbox.bounds()).unwrap_or_default();
        let failed = |error: wasmtime::Error| Error::Instantiate {
            package: self.name().to_owned(),
            source: Cause::of_guest(error),
        };
        let under = bounds.enter(&mut ctx);
        let under = under.map_err(|limit| failed(wasmtime::Error::new(limit)))?;
        let failed = |error: wasmtime::Error| match under.limit_of(error.downcast_ref()) {
            Some(limit) => failed(error.context(limit)),
            None => failed(error),
        };
        let _running = under.on_thread();
        let mut held = under.hold(ctx);
        let ctx = &mut held.ctx;
        let mut linker = wasmtime::Linker::<T>::new(self.module().engine());
        linker
            .define_unknown_imports_as_traps(self.module())
            .map_err(failed)?;
        let wasm = linker
            .instantiate(&mut *ctx, self.module())
            .map_err(failed)?;
        let Some(guest) = Guest::of(ctx, &wasm, bounds.max_calls) else {
            return Ok(None);
        };
        let Some(types) = metadata::function(ctx, &wasm) else {
            return Ok(None);
        };
        let format = Format {
            version: Version::default(),
            limits: &Limits::DEFAULT,
        };
        let read =
            blocking::read_metadata(&types, &guest, ctx.as_context_mut(), format, &self.told);
        let reason = match read {
            Ok(metadata) => return Ok(Some(Arc::unwrap_or_clone(metadata))),
            Err(Fault::Wasm(error)) => return Err(failed(error)),
            Err(Fault::Convention(reason)) => reason,
            Err(Fault::Codec(error)) => error.to_string(),
        };
        let mut problems = Problems::default();
        problems.push(|| LinkProblem::BadMetadata { reason });
        refused(problems)
    }
}
