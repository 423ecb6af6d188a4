//! What is known of the Rust types that stand for those of the WIT.

use syn::Type;

use super::Traits;
use crate::model::{Model, TypeId};
use crate::options::{Elsewhere, TypeOptions};

/// What the user put in place of WIT types.
#[derive(Debug)]
pub(crate) struct Mapping {
    types: Vec<Standing>,
    pub(super) maps: Traits,
    pub(super) strings: Traits,
    pub(super) bytes: Traits,
}

/// What stands for a named type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// What is generated from the WIT.
    Generated,
    /// A type of the user, made from what is generated.
    Converted,
    /// A type of the user, and nothing is generated.
    Used,
}

impl Mapping {
    /// Every type is what is generated.
    pub(crate) fn none(model: &Model) -> Self {
        Mapping {
            types: vec![Standing::Generated; model.types.len()],
            maps: Traits::ALL,
            strings: Traits::ALL.without(Traits::COPY),
            bytes: Traits::ALL.without(Traits::COPY),
        }
    }

    pub(crate) fn new(model: &Model, options: &TypeOptions, elsewhere: &Elsewhere) -> Self {
        let mut mapping = Mapping::none(model);
        for (id, own) in elsewhere.types() {
            mapping.types[id.0] = match own.used {
                true => Standing::Used,
                false => Standing::Converted,
            };
        }
        let last = |path: &syn::Path| path.segments.last().map(|last| last.ident.to_string());
        let name = |ty: &Option<Type>| match ty {
            Some(Type::Path(path)) => last(&path.path),
            _ => None,
        };
        if let Some(path) = &options.map_type {
            mapping.maps = match last(path).as_deref() {
                Some("BTreeMap") => mapping.maps,
                Some("HashMap") => Traits::EQ.and_also(Traits::STD),
                _ => Traits::STD,
            };
        }
        // Of a type that is not known, no more is asked than every part of a generated type needs.
        if options.string_type.is_some() {
            mapping.strings = match name(&options.string_type).as_deref() {
                Some("String" | "Arc" | "Rc" | "Box") => mapping.strings,
                _ => Traits::STD,
            };
        }
        if options.bytes_type.is_some() {
            mapping.bytes = match name(&options.bytes_type).as_deref() {
                Some("Vec" | "Bytes" | "Arc" | "Rc" | "Box") => mapping.bytes,
                _ => Traits::STD,
            };
        }
        mapping
    }

    pub(super) fn is_of_wit(&self) -> bool {
        let mut types = self.types.iter();
        types.all(|standing| *standing == Standing::Generated)
    }

    /// Whether nothing is known of the type but what every type has.
    pub(super) fn is_opaque(&self, id: TypeId) -> bool {
        self.types[id.0] != Standing::Generated
    }

    /// Whether the type is made from another, which is what its own cycle of types refers to.
    pub(super) fn is_converted(&self, id: TypeId) -> bool {
        self.types[id.0] == Standing::Converted
    }
}
