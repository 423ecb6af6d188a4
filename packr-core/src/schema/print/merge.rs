//! Which types of a world are the same.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::schema::{PRIMITIVES, Type, TypeDef, World};

/// For each type the first one that is the same: of the same kind and names, and made of the same types.
pub(super) fn merged(world: &World) -> Vec<usize> {
    let types = &world.types;
    let head = |def: &TypeDef| match def {
        TypeDef::Result(ok, err) => format!("{}{}", ok.is_some(), err.is_some()),
        TypeDef::FixedList(_, len) => format!("{len}"),
        TypeDef::Record {
            wit_name, shape, ..
        } => format!("{wit_name:?}{:?}", shape.fields),
        TypeDef::Variant {
            wit_name,
            cases,
            payloads,
        } => {
            let cases = cases.iter().zip(payloads.iter());
            let cases: Vec<_> = cases
                .map(|(case, held)| (&case.name, held.is_some()))
                .collect();
            format!("{wit_name:?}{cases:?}")
        }
        TypeDef::Flags { wit_name, labels } => format!("{wit_name:?}{labels:?}"),
        TypeDef::Alias { wit_name, .. } => format!("{wit_name:?}"),
        _ => String::new(),
    };
    let kind = |def: &TypeDef| -> u8 {
        match def {
            TypeDef::List(_) => 0,
            TypeDef::FixedList(..) => 1,
            TypeDef::Map(..) => 2,
            TypeDef::Option(_) => 3,
            TypeDef::Result(..) => 4,
            TypeDef::Tuple(_) => 5,
            TypeDef::Record { .. } => 6,
            TypeDef::Variant { .. } => 7,
            TypeDef::Flags { .. } => 8,
            TypeDef::Alias { .. } => 9,
            TypeDef::Any => 10,
            TypeDef::Set(_) => 11,
        }
    };
    let mut classes = Classes::default();
    let mut of: Vec<usize> = types
        .iter()
        .map(|def| classes.of((kind(def), head(def), Vec::new())))
        .collect();
    // Types are told apart by their parts until that tells no more apart.
    loop {
        let mut refined = Classes::default();
        let part = |ty: Type| match ty {
            Type::Def(index) => (0u8, of.get(index as usize).copied().unwrap_or(usize::MAX)),
            primitive => (
                1,
                PRIMITIVES
                    .iter()
                    .position(|known| *known == primitive)
                    .unwrap_or(usize::MAX),
            ),
        };
        let next: Vec<usize> = types
            .iter()
            .zip(&of)
            .map(|(def, class)| {
                let parts = def.parts().into_iter().map(part).collect();
                refined.of((0, class.to_string(), parts))
            })
            .collect();
        let ended = refined.0.len() == classes.0.len();
        (of, classes) = (next, refined);
        if ended {
            break;
        }
    }
    let mut first = BTreeMap::new();
    of.iter()
        .enumerate()
        .map(|(index, class)| *first.entry(*class).or_insert(index))
        .collect()
}

type Features = (u8, String, Vec<(u8, usize)>);

#[derive(Default)]
struct Classes(BTreeMap<Features, usize>);

impl Classes {
    fn of(&mut self, features: Features) -> usize {
        let new = self.0.len();
        *self.0.entry(features).or_insert(new)
    }
}
