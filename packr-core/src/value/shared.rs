//! Type descriptions that are either statics of the program or counted.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Deref;

/// A `T` that is a static of the program, or shared by counting.
///
/// Generated code describes its types in statics, so that the many values of one type share one
/// description for nothing; descriptions that are read from bytes are counted. Both clone without
/// copying the `T`, and comparing, hashing and printing go by content.
pub enum Shared<T: ?Sized + 'static> {
    /// A static.
    Static(&'static T),
    /// Counted.
    Counted(Arc<T>),
}

impl<T: ?Sized> Shared<T> {
    /// Shares a static.
    pub const fn fixed(value: &'static T) -> Self {
        Self::Static(value)
    }
}

impl<T: Clone> Shared<[T]> {
    /// The item at `index`, shared. An item of a counted slice is copied.
    pub fn item(&self, index: usize) -> Option<Shared<T>> {
        match self {
            Self::Static(all) => all.get(index).map(Shared::Static),
            Self::Counted(all) => all.get(index).cloned().map(Shared::from),
        }
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Static(value) => value,
            Self::Counted(value) => value,
        }
    }
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Static(value) => Self::Static(value),
            Self::Counted(value) => Self::Counted(Arc::clone(value)),
        }
    }
}

impl<T: ?Sized> From<&'static T> for Shared<T> {
    fn from(value: &'static T) -> Self {
        Self::Static(value)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self::Counted(Arc::new(value))
    }
}

impl<T: ?Sized> From<Arc<T>> for Shared<T> {
    fn from(value: Arc<T>) -> Self {
        Self::Counted(value)
    }
}

impl<T: ?Sized> From<Box<T>> for Shared<T> {
    fn from(value: Box<T>) -> Self {
        Self::Counted(value.into())
    }
}

impl<T> From<Vec<T>> for Shared<[T]> {
    fn from(value: Vec<T>) -> Self {
        Self::Counted(value.into())
    }
}

impl<T: ?Sized + PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq::<T>(&**self, &**other) || **self == **other
    }
}

impl<T: ?Sized + Eq> Eq for Shared<T> {}

impl<T: ?Sized + Hash> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
