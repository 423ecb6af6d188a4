//! How many bytes a value takes where it stands: conversions and calls have it on the stack of a thread, several times over.

use super::{each_type, functions};
use crate::analysis::{containment, inline_containment};
use crate::error::{Error, ErrorKind, Report};
use crate::model::{Model, Type, TypeId, TypeKind};
use crate::source::Location;

/// The parameters of a call, and each type, fit twenty times into half of a thread of 2 MiB.
const MOST: u64 = 48 << 10;

/// A type that contains itself is cloned on the stack as often as its values are deep: 128 times with the default limits, with three copies
/// of it each time in a debug build.
const MOST_RECURSIVE: u64 = 4 << 10;

/// A `String`, a `Vec` or a map.
const HEAP: u64 = 24;
/// The tag of an option, a result or a variant, with what aligns the value after it.
const TAG: u64 = 8;
const POINTER: u64 = 8;

/// No type takes more than [`MOST`], nor do the parameters of a function. A fixed-length list lies inline, and a record of two records of two
/// records doubles with each name.
pub(super) fn check(model: &Model, report: &mut Report) {
    let room = Room::new(model);
    let recursive = containment(model).on_cycle();
    let mut large = |bytes, most, location: &Location, inside: String| {
        if bytes > most {
            let error = Error::new(ErrorKind::LargeType { bytes, most });
            report.push(error.at(location).note(inside, None));
        }
    };
    // What holds something that is too large is right itself.
    let of = |ty: &Type| {
        let mut names = 0;
        ty.each_name(&mut |id| names = names.max(room.of[id.0]));
        if names > MOST {
            0
        } else {
            room.of_type(ty, None)
        }
    };
    each_type(model, &mut |ty, location, inside| {
        large(of(ty), MOST, location, inside.to_string());
    });
    for (id, def) in model.types.iter().enumerate() {
        let parts_are_small = || def.kind.types().all(|ty| room.of_type(ty, None) <= MOST);
        if matches!(def.kind, TypeKind::Record(_) | TypeKind::Variant(_)) && parts_are_small() {
            let (most, inside) = match recursive[id] {
                true => (
                    MOST_RECURSIVE,
                    format!("in `{}`, which contains itself", def.name),
                ),
                false => (MOST, format!("in `{}`", def.name)),
            };
            large(room.of[id], most, &def.location, inside);
        }
    }
    for function in functions(model) {
        let params = || function.params.iter().map(|(_, ty)| room.of_type(ty, None));
        if params().all(|bytes| bytes <= MOST) {
            let all = params().fold(0, u64::saturating_add);
            let inside = format!(
                "in the parameters of function `{}`, together",
                function.name
            );
            large(all, MOST, &function.location, inside);
        }
    }
}

/// The bytes of each named type, on a 64-bit host; at most, as Rust finds unused bits for tags.
struct Room {
    of: Vec<u64>,
    /// Types of the same component stand in each other's values in a `Box`.
    components: Vec<usize>,
}

impl Room {
    fn new(model: &Model) -> Self {
        let graph = inline_containment(model);
        let mut room = Room {
            of: vec![0; model.types.len()],
            components: graph.components(),
        };
        for id in graph.by_time_of_leaving() {
            let within = Some(TypeId(id));
            room.of[id] = match &model.types[id].kind {
                TypeKind::Use(target) => room.of[target.0],
                TypeKind::Enum(_) => 4,
                TypeKind::Flags(_) => 8,
                TypeKind::Alias(ty) => room.of_type(ty, within),
                TypeKind::Record(fields) => {
                    let fields = fields.iter().map(|field| room.of_type(&field.ty, within));
                    sum(fields)
                }
                TypeKind::Variant(cases) => {
                    let payloads = cases.iter().filter_map(|case| case.ty.as_ref());
                    let largest = payloads.map(|ty| room.of_type(ty, within)).max();
                    largest.unwrap_or_default().saturating_add(TAG)
                }
            };
        }
        room
    }

    fn of_type(&self, ty: &Type, within: Option<TypeId>) -> u64 {
        let of = |ty: &Type| self.of_type(ty, within);
        match ty {
            Type::Named(id) => match within {
                Some(within) if self.components[within.0] == self.components[id.0] => POINTER,
                _ => self.of[id.0],
            },
            Type::String | Type::List(_) | Type::Map(..) => HEAP,
            Type::FixedList(elem, length) => of(elem).saturating_mul(u64::from(*length)),
            Type::Option(inner) => of(inner).saturating_add(TAG),
            Type::Result(ok, err) => {
                let sides = [ok, err].into_iter().flatten();
                let largest = sides.map(|ty| of(ty)).max();
                largest.unwrap_or_default().saturating_add(TAG)
            }
            Type::Tuple(items) => sum(items.iter().map(of)),
            Type::Bool | Type::U8 | Type::S8 => 1,
            Type::U16 | Type::S16 => 2,
            Type::U32 | Type::S32 | Type::F32 | Type::Char => 4,
            _ => 8,
        }
    }
}

/// Parts beside each other, which Rust orders so that only the end is padded.
fn sum(parts: impl Iterator<Item = u64>) -> u64 {
    let bytes = parts.fold(0, u64::saturating_add);
    match bytes {
        ..8 => bytes.next_power_of_two(),
        _ => bytes.checked_next_multiple_of(8).unwrap_or(u64::MAX),
    }
}
