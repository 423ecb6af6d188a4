//! Any bytes are the metadata of a package, or an error; and a world that was read can be looked at in every way, written, and read again.

use std::collections::HashSet;

use packr_core::metadata::{InterfaceHash, TypeHash};
use packr_core::schema::{Interface, Type, TypeDef, World};
use packr_core::{Metadata, Value, Version};

/// Types inside each other from which on metadata may leave one open: 240 levels, of which a type takes one to six.
const DEEP: usize = 40;

/// Checks the property.
pub fn check(data: &[u8]) {
    let metadata = match Metadata::read(data) {
        Ok(metadata) => metadata,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    assert_eq!(metadata.clone(), metadata);
    look_at(&metadata.world);
    if let Ok(written) = Metadata::write(&metadata.world) {
        assert!(written.len() <= Metadata::LIMITS.max_bytes);
        let again = Metadata::read(&written).expect("what was written is read");
        assert_eq!(again.version, Version::V2);
        says_the_same(&metadata.world, &again);
    }
}

fn look_at(world: &World) {
    let _ = (world.to_wit(), format!("{world:?}"));
    for interface in interfaces(world) {
        for version in [Version::V2, Version::V3] {
            let _ = world.interface_hash_as(interface, version);
        }
        for function in interface.functions.iter() {
            let _ = world.conform_args(function, Value::UNIT);
            let params = function.params.iter().map(|(_, ty)| *ty);
            for ty in params.chain(function.result) {
                let _ = (world.value_type(ty), world.display(ty).to_string());
                let _ = world.type_hash(ty);
            }
        }
    }
}

fn interfaces(world: &World) -> impl Iterator<Item = &Interface> {
    world.imports.iter().chain(world.exports.iter())
}

fn says_the_same(world: &World, again: &Metadata) {
    let (from, to) = (interfaces(world).count(), interfaces(&again.world).count());
    assert_eq!(from, to, "interfaces");
    assert_eq!(hashes(world, &world.imports), written(&again.import_hashes));
    assert_eq!(hashes(world, &world.exports), written(&again.export_hashes));
    let mut pairs = Pairs {
        worlds: [world, &again.world],
        seen: HashSet::new(),
    };
    for (a, b) in interfaces(world).zip(interfaces(&again.world)) {
        assert_eq!((&a.id, a.functions.len()), (&b.id, b.functions.len()));
        for (a, b) in a.functions.iter().zip(&*b.functions) {
            let names = |params: &[(_, Type)]| params.iter().map(|(_, ty)| *ty).collect::<Vec<_>>();
            assert_eq!(a.parameters(), b.parameters());
            let same = pairs.all(&names(&a.params), &names(&b.params), 0)
                && pairs.sides(a.result, b.result, 0);
            assert!(
                same,
                "`{}` is another function in\n{}\nwhich was written from\n{}",
                a.name,
                again.world.to_wit(),
                world.to_wit()
            );
        }
    }
}

/// The hashes as they are written: by name, and without those that cannot be computed.
fn hashes(world: &World, interfaces: &[Interface]) -> Vec<(String, TypeHash)> {
    let hash = |interface: &Interface| {
        let id = match &*interface.id {
            "$root" => "",
            id => id,
        };
        Some((id.to_owned(), world.interface_hash(interface)?))
    };
    let mut hashes: Vec<_> = interfaces.iter().filter_map(hash).collect();
    hashes.sort_by(|(a, _), (b, _)| a.cmp(b));
    hashes
}

fn written(hashes: &[InterfaceHash]) -> Vec<(String, TypeHash)> {
    let written = hashes.iter();
    written.map(|one| (one.name.clone(), one.hash)).collect()
}

/// Types of two worlds that were found to be the same, or are being compared.
struct Pairs<'a> {
    worlds: [&'a World; 2],
    seen: HashSet<[u32; 2]>,
}

impl Pairs<'_> {
    fn all(&mut self, a: &[Type], b: &[Type], depth: usize) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(*a, *b, depth))
    }

    fn sides(&mut self, a: Option<Type>, b: Option<Type>, depth: usize) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => self.same(a, b, depth),
            (a, b) => a == b,
        }
    }

    fn same(&mut self, a: Type, b: Type, depth: usize) -> bool {
        let [from, to] = self.worlds;
        let (Type::Def(i), Type::Def(j)) = (a, b) else {
            return a == b || depth > DEEP && matches!(to.def(b), Some(TypeDef::Any));
        };
        if !self.seen.insert([i, j]) {
            return true;
        }
        let depth = depth + 1;
        match (from.def(a), to.def(b)) {
            (Some(TypeDef::Any), Some(TypeDef::Any)) => true,
            (_, Some(TypeDef::Any)) => depth > DEEP,
            (Some(TypeDef::List(a) | TypeDef::Set(a)), Some(TypeDef::List(b)))
            | (Some(TypeDef::Option(a)), Some(TypeDef::Option(b))) => self.same(*a, *b, depth),
            (Some(TypeDef::Map(key, value)), Some(TypeDef::List(pair))) => match to.def(*pair) {
                Some(TypeDef::Tuple(pair)) => self.all(&[*key, *value], pair, depth),
                _ => false,
            },
            (Some(TypeDef::Result(ok, err)), Some(TypeDef::Result(other_ok, other_err))) => {
                self.sides(*ok, *other_ok, depth) && self.sides(*err, *other_err, depth)
            }
            (Some(TypeDef::Tuple(a)), Some(TypeDef::Tuple(b))) => self.all(a, b, depth),
            (
                Some(TypeDef::Record { shape, fields, .. }),
                Some(TypeDef::Record {
                    shape: other,
                    fields: others,
                    ..
                }),
            ) => shape.fields == other.fields && self.all(fields, others, depth),
            (
                Some(TypeDef::Variant {
                    cases, payloads, ..
                }),
                Some(TypeDef::Variant {
                    cases: other,
                    payloads: others,
                    ..
                }),
            ) => {
                let mut pairs = payloads.iter().zip(&**others);
                let names = cases.iter().map(|case| case.name.clone());
                names.eq(other.iter().map(|case| case.name.clone()))
                    && pairs.all(|(a, b)| self.sides(*a, *b, depth))
            }
            (Some(TypeDef::Flags { labels, .. }), Some(TypeDef::Flags { labels: other, .. })) => {
                labels == other
            }
            _ => false,
        }
    }
}
