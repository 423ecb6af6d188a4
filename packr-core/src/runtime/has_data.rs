//! How host functions get at the part of the store's data that they work on.

use std::marker::PhantomData;

/// What a host function borrows from the store's data.
///
/// The same idea and the same names as in `wasmtime::component`: `add_to_linker` takes a function from `&mut T` to
/// `D::Data<'_>`, and `Host` is implemented for that type. Use [`HasSelf`] where it is a plain `&mut`.
pub trait HasData: 'static {
    /// The borrowed data.
    type Data<'a>;
}

/// [`HasData`] for `&mut T`, which is what most hosts want:
/// `World::add_to_linker::<_, HasSelf<_>>(&mut linker, |state| state)`.
#[derive(Debug)]
pub struct HasSelf<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized + 'static> HasData for HasSelf<T> {
    type Data<'a> = &'a mut T;
}
