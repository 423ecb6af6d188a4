//! What the memories and tables of a store may take together.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use wasmtime::{Ref, RefType, ResourceLimiter, Store, StoreContextMut, Table, TableType};

use super::sandbox::{Sandbox, SandboxLimit};

/// The limits of one store, and what of them is used.
struct Usage {
    sandbox: Sandbox,
    memory: AtomicUsize,
    table_elements: AtomicUsize,
    /// What grew last, for the case that it then could not.
    last: AtomicUsize,
}

thread_local! {
    /// The store whose limiter was asked for last: wasmtime uses a limiter as soon as it has it.
    static CURRENT: RefCell<Option<Arc<Usage>>> = const { RefCell::new(None) };
    /// How often any limiter was asked on this thread.
    static ASKED: Cell<u64> = const { Cell::new(0) };
}

/// How often limiters were asked on this thread: whether something grew in a store that has one.
pub(super) fn asked() -> u64 {
    ASKED.get()
}

/// The limits as wasmtime asks for them. It takes a limiter out of the store's data, which is the host's own; this one has no
/// data, and finds that of its store in [`CURRENT`].
struct Limiter;

pub(super) fn install<T>(store: &mut Store<T>, sandbox: Sandbox) {
    let usage = Arc::new(Usage {
        sandbox,
        memory: AtomicUsize::new(0),
        table_elements: AtomicUsize::new(0),
        last: AtomicUsize::new(0),
    });
    store.limiter(move |_| {
        CURRENT.with_borrow_mut(|current| match current {
            Some(current) if Arc::ptr_eq(current, &usage) => {}
            _ => *current = Some(usage.clone()),
        });
        // Nothing is leaked: it has no size.
        Box::leak(Box::new(Limiter))
    });
}

/// The sandbox that a store is of. A table without elements asks the store's limiter, whichever that is.
pub(super) fn sandbox_of<T>(ctx: &mut StoreContextMut<'_, T>) -> Option<Sandbox> {
    let before = asked();
    let ty = TableType::new(RefType::FUNCREF, 0, Some(0));
    let _ = Table::new(ctx, ty, Ref::Func(None));
    (asked() != before)
        .then(|| current(|usage| usage.sandbox))
        .flatten()
}

fn current<R>(ask: impl FnOnce(&Usage) -> R) -> Option<R> {
    CURRENT.with_borrow(|current| current.as_deref().map(ask))
}

/// Lets something grow, if all of its kind together stay below `max`, else fails with the limit. What the module itself does not allow fails by
/// wasmtime.
fn grow(
    (now, desired, own_max): (usize, usize, Option<usize>),
    of_kind: fn(&Usage) -> (&AtomicUsize, usize),
    limit: fn(usize, usize) -> SandboxLimit,
) -> wasmtime::Result<bool> {
    ASKED.set(ASKED.get().wrapping_add(1));
    if own_max.is_some_and(|max| desired > max) {
        return Ok(false);
    }
    let grown = current(|usage| {
        let (used, max) = of_kind(usage);
        let more = desired.saturating_sub(now);
        let all = used.load(Ordering::Relaxed).saturating_add(more);
        if all > max {
            return Err(limit(max, all));
        }
        used.store(all, Ordering::Relaxed);
        usage.last.store(more, Ordering::Relaxed);
        Ok(())
    });
    Ok(grown.transpose()?.is_some())
}

/// It could not grow after all.
fn shrink(of_kind: fn(&Usage) -> (&AtomicUsize, usize)) {
    current(|usage| {
        let (used, _) = of_kind(usage);
        used.fetch_sub(usage.last.swap(0, Ordering::Relaxed), Ordering::Relaxed)
    });
}

fn memory(usage: &Usage) -> (&AtomicUsize, usize) {
    (&usage.memory, usage.sandbox.max_memory)
}

fn table_elements(usage: &Usage) -> (&AtomicUsize, usize) {
    (&usage.table_elements, usage.sandbox.max_table_elements)
}

impl ResourceLimiter for Limiter {
    fn memory_growing(
        &mut self,
        now: usize,
        desired: usize,
        own_max: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let limit = |max, found| SandboxLimit::Memory { max, found };
        grow((now, desired, own_max), memory, limit)
    }

    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        shrink(memory);
        Ok(())
    }

    fn table_growing(
        &mut self,
        now: usize,
        desired: usize,
        own_max: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let limit = |max, found| SandboxLimit::Table { max, found };
        grow((now, desired, own_max), table_elements, limit)
    }

    fn table_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        shrink(table_elements);
        Ok(())
    }

    fn instances(&self) -> usize {
        current(|usage| usage.sandbox.max_instances).unwrap_or(0)
    }

    fn tables(&self) -> usize {
        self.instances()
    }

    fn memories(&self) -> usize {
        self.instances()
    }
}
