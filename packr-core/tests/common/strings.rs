//! Worlds of functions that take a string and return one.

use std::borrow::Cow;

use packr_core::schema::{Function, Interface, Type, World};

const TEXT: &[(Cow<'static, str>, Type)] = &[(Cow::Borrowed("text"), Type::String)];

pub(crate) const fn function(name: &'static str) -> Function {
    Function {
        name: Cow::Borrowed(name),
        params: Cow::Borrowed(TEXT),
        result: Some(Type::String),
    }
}

pub(crate) const fn interface(functions: &'static [Function]) -> Interface {
    Interface {
        id: Cow::Borrowed("$root"),
        functions: Cow::Borrowed(functions),
    }
}

pub(crate) const fn world(imports: &'static [Interface], exports: &'static [Interface]) -> World {
    World {
        name: Cow::Borrowed("w"),
        types: Cow::Borrowed(&[]),
        imports: Cow::Borrowed(imports),
        exports: Cow::Borrowed(exports),
    }
}
