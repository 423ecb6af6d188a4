//! Metadata as packr writes it: what it reads back, and what the published macro writes for the same world.

mod common;

use std::collections::BTreeSet;

use packr_abi::Value as Abi;
use packr_core::metadata::Metadata;
use packr_core::schema::{Function, Interface, Type, TypeDef, World};
use packr_core::{Case, Limits, RecordShape, decode_with};
use proptest::collection::vec;
use proptest::prelude::*;

const PRIMITIVES: [Type; 13] = [
    Type::Bool,
    Type::U8,
    Type::U16,
    Type::U32,
    Type::U64,
    Type::S8,
    Type::S16,
    Type::S32,
    Type::S64,
    Type::F32,
    Type::F64,
    Type::Char,
    Type::String,
];

fn record(name: &str, fields: &[(&str, Type)]) -> TypeDef {
    let names: Vec<_> = fields
        .iter()
        .map(|(name, _)| (*name).to_owned().into())
        .collect();
    TypeDef::Record {
        wit_name: name.to_owned().into(),
        shape: RecordShape {
            name: "".into(),
            fields: names.into(),
        }
        .into(),
        fields: fields.iter().map(|(_, ty)| *ty).collect(),
    }
}

fn variant(name: &str, payloads: &[Option<Type>]) -> TypeDef {
    let case = |tag: u32| Case {
        type_name: "".into(),
        name: format!("LastCase{tag}").into(),
        tag,
    };
    TypeDef::Variant {
        wit_name: name.to_owned().into(),
        cases: (0..payloads.len() as u32)
            .map(case)
            .collect::<Vec<_>>()
            .into(),
        payloads: payloads.to_vec().into(),
    }
}

fn function(name: &str, params: Vec<Type>, result: Option<Type>) -> Function {
    let params = params.into_iter().map(|ty| ("p".into(), ty));
    Function {
        name: name.to_owned().into(),
        params: params.collect(),
        result,
    }
}

fn exporting(types: Vec<TypeDef>, functions: Vec<Function>) -> World {
    World {
        types: types.into(),
        exports: vec![Interface {
            id: "a:b/c@1.0.0".into(),
            functions: functions.into(),
        }]
        .into(),
        ..World::EMPTY
    }
}

/// A definition by numbers, which are reduced to what there is.
#[derive(Debug, Clone)]
struct Draft {
    kind: u8,
    name: u8,
    parts: Vec<(bool, usize)>,
}

fn draft() -> impl Strategy<Value = Draft> {
    let part = (any::<bool>(), any::<usize>());
    (any::<u8>(), 0..3_u8, vec(part, 1..4)).prop_map(|(kind, name, parts)| Draft {
        kind,
        name,
        parts,
    })
}

/// Named types that refer to any, and then others that refer to those before them.
fn types(named: &[Draft], others: &[Draft]) -> Vec<TypeDef> {
    let pick = |number: usize, known: usize| match number % (PRIMITIVES.len() + known) {
        i if i < PRIMITIVES.len() => PRIMITIVES[i],
        i => Type::Def((i - PRIMITIVES.len()) as u32),
    };
    let all = named.len() + others.len();
    let named_types = named.iter().map(|draft| {
        let name = format!("name{}", draft.name);
        let parts = draft
            .parts
            .iter()
            .map(|(held, number)| (*held, pick(*number, all)));
        match draft.kind % 3 {
            0 => {
                let parts: Vec<_> = parts.map(|(held, ty)| held.then_some(ty)).collect();
                variant(&name, &parts)
            }
            1 => TypeDef::Flags {
                wit_name: name.into(),
                labels: vec!["a".into()].into(),
            },
            _ => {
                let fields = ["a", "two_words", "c"].into_iter().zip(parts);
                let fields: Vec<_> = fields.map(|(name, (_, ty))| (name, ty)).collect();
                record(&name, &fields)
            }
        }
    });
    let composed = others.iter().enumerate().map(|(i, draft)| {
        let known = named.len() + i;
        let (held, number) = draft.parts[0];
        let ty = pick(number, known);
        let last = pick(draft.parts[draft.parts.len() - 1].1, known);
        match draft.kind % 6 {
            0 => TypeDef::List(ty),
            1 => TypeDef::Option(ty),
            2 => TypeDef::Result(held.then_some(ty), (!held).then_some(last)),
            3 => TypeDef::Map(ty, last),
            4 => TypeDef::FixedList(ty, 3),
            _ => TypeDef::Tuple(
                draft
                    .parts
                    .iter()
                    .map(|(_, number)| pick(*number, known))
                    .collect(),
            ),
        }
    });
    named_types.chain(composed).collect()
}

/// Whether two types have the same parts, but for what metadata does not say.
fn same(a: (&World, Type), b: (&World, Type), seen: &mut BTreeSet<(u32, u32)>) -> bool {
    let ((world, ty), (other_world, other)) = (a, b);
    let (Type::Def(i), Type::Def(j)) = (ty, other) else {
        return ty == other;
    };
    if !seen.insert((i, j)) {
        return true;
    }
    let mut both = |a: Type, b: Type| same((world, a), (other_world, b), seen);
    let mut sides = |a: Option<Type>, b: Option<Type>| match (a, b) {
        (Some(a), Some(b)) => both(a, b),
        (a, b) => a == b,
    };
    match (world.def(ty).unwrap(), other_world.def(other).unwrap()) {
        (TypeDef::List(a) | TypeDef::FixedList(a, _), TypeDef::List(b))
        | (TypeDef::Option(a), TypeDef::Option(b)) => both(*a, *b),
        (TypeDef::Map(key, value), TypeDef::List(pair)) => match other_world.def(*pair) {
            Some(TypeDef::Tuple(pair)) if pair.len() == 2 => {
                both(*key, pair[0]) && both(*value, pair[1])
            }
            _ => false,
        },
        (TypeDef::Result(ok, err), TypeDef::Result(other_ok, other_err)) => {
            sides(*ok, *other_ok) && sides(*err, *other_err)
        }
        (TypeDef::Tuple(a), TypeDef::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(&**b).all(|(a, b)| both(*a, *b))
        }
        (
            TypeDef::Record { shape, fields, .. },
            TypeDef::Record {
                shape: other_shape,
                fields: others,
                ..
            },
        ) => {
            shape.fields == other_shape.fields
                && fields.iter().zip(&**others).all(|(a, b)| both(*a, *b))
        }
        (
            TypeDef::Variant {
                cases, payloads, ..
            },
            TypeDef::Variant {
                cases: other_cases,
                payloads: others,
                ..
            },
        ) => {
            let names = |cases: &[Case]| cases.iter().map(|case| case.name.clone()).collect();
            let (a, b): (Vec<_>, Vec<_>) = (names(cases), names(other_cases));
            a == b && payloads.iter().zip(&**others).all(|(a, b)| sides(*a, *b))
        }
        (TypeDef::Flags { .. }, TypeDef::Flags { .. }) => true,
        (a, b) => panic!("{a:?} was read as {b:?}"),
    }
}

fn check(world: &World) -> Result<Vec<u8>, TestCaseError> {
    let bytes = Metadata::write(world).unwrap();
    let read = Metadata::read(&bytes).unwrap();
    for (own, read_one) in world.exports.iter().zip(&*read.world.exports) {
        prop_assert_eq!(&own.id, &read_one.id);
        prop_assert_eq!(own.functions.len(), read_one.functions.len());
        for (a, b) in own.functions.iter().zip(&*read_one.functions) {
            prop_assert_eq!(&a.name, &b.name);
            prop_assert_eq!(a.params.len(), b.params.len());
            let params = a.params.iter().zip(&*b.params);
            let pairs = params.map(|((_, a), (_, b))| (*a, *b));
            for (a, b) in pairs.chain(a.result.into_iter().zip(b.result)) {
                let mut seen = BTreeSet::new();
                prop_assert!(
                    same((world, a), (&read.world, b), &mut seen),
                    "{}",
                    world.display(a)
                );
            }
        }
    }
    let hashes = world
        .exports
        .iter()
        .map(|interface| world.interface_hash(interface));
    let written = read.export_hashes.iter().map(|one| Some(one.hash));
    prop_assert_eq!(
        hashes.collect::<Vec<_>>(),
        written.collect::<Vec<_>>(),
        "{:?}",
        world
    );
    Ok(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_written_reads_as_the_same_world(
        named in vec(draft(), 1..6),
        others in vec(draft(), 0..8),
        picks in vec(any::<usize>(), 1..4),
    ) {
        let types = types(&named, &others);
        let pick = |number: &usize| Type::Def((number % types.len()) as u32);
        let params: Vec<_> = picks.iter().map(pick).collect();
        let functions = vec![function("first", params, None), function("second", vec![], Some(pick(&picks[0])))];
        let bytes = check(&exporting(types, functions))?;
        // The published codec reads it as well, shared nodes included.
        prop_assert!(packr_abi::decode(&bytes).is_ok());
    }
}

/// The value as the published macro writes it: without shared nodes.
fn written(world: &World) -> Abi {
    packr_abi::decode(&Metadata::write(world).unwrap()).unwrap()
}

fn field<'a>(value: &'a Abi, name: &str) -> &'a Abi {
    let Abi::Record { fields, .. } = value else {
        panic!("{value:?} has no fields");
    };
    &fields.iter().find(|(field, _)| field == name).unwrap().1
}

fn items(value: &Abi) -> &[Abi] {
    match value {
        Abi::List { items, .. } => items,
        other => panic!("{other:?} is no list"),
    }
}

#[test]
fn a_type_inside_itself_is_a_reference_with_the_hash_of_packr_abi() {
    // record node { next: option<node> }
    let node = record("node", &[("next", Type::Def(1))]);
    let types = vec![node, TypeDef::Option(Type::Def(0))];
    let world = exporting(types, vec![function("f", vec![Type::Def(1)], None)]);
    let value = written(&world);
    let param = &items(field(&items(field(&value, "exports"))[0], "params"))[0];
    let text = format!("{param:?}");
    // Spelled out once, and named inside.
    assert_eq!(text.matches("record-desc").count(), 1, "{text}");
    assert_eq!(text.matches("type-ref").count(), 1, "{text}");
    let inside = packr_abi::hash_option(&packr_abi::HASH_SELF_REF);
    let node = packr_abi::hash_record(&[("next", inside)]);
    let f = packr_abi::hash_function(&[packr_abi::hash_option(&node)], &[]);
    let bindings = [packr_abi::Binding { name: "f", hash: f }];
    let hash = packr_abi::hash_interface("a:b/c", &[], &bindings);
    let (a, b, c, d) = hash.to_u64s();
    let found = field(&items(field(&value, "export-hashes"))[0], "hash");
    assert_eq!(*found, Abi::Tuple([a, b, c, d].map(Abi::U64).to_vec()));
}

#[test]
fn two_types_of_a_name_are_told_apart() {
    // One is inside the other, and a reference to the outer one goes past the inner.
    let outer = record("t", &[("inner", Type::Def(1))]);
    let inner = record("t", &[("outer", Type::Def(2)), ("n", Type::U8)]);
    let types = vec![outer, inner, TypeDef::List(Type::Def(0))];
    let functions = vec![function("f", vec![Type::Def(0), Type::Def(1)], None)];
    check(&exporting(types, functions)).unwrap();
}

#[test]
fn functions_of_the_world_and_interfaces_without_any() {
    let functions = vec![function("f", vec![], None)];
    let mut world = exporting(vec![], functions.clone());
    world.imports = vec![
        Interface {
            id: "$root".into(),
            functions: functions.into(),
        },
        Interface {
            id: "a:b/types".into(),
            functions: vec![].into(),
        },
    ]
    .into();
    let read = Metadata::read(&Metadata::write(&world).unwrap()).unwrap();
    assert_eq!(read.world.imports[..], world.imports[..1]);
    assert_eq!(read.import_hashes.len(), 1);
    assert_eq!(read.import_hashes[0].name, "");
    assert_eq!(read.export_hashes[0].name, "a:b/c@1.0.0");
}

#[test]
fn what_unfolds_without_end_is_spelled_out_once() {
    // Each holds the one before it twice.
    let types = (0..60_u32).map(|i| {
        let before = i.checked_sub(1).map_or(Type::U8, Type::Def);
        record(&format!("t{i}"), &[("a", before), ("b", before)])
    });
    let functions = vec![function("f", vec![Type::Def(30)], None)];
    let world = exporting(types.collect(), functions);
    let bytes = check(&world).unwrap();
    // Without shared nodes: a tree.
    let once = Metadata::LIMITS.max_unfold(1);
    decode_with::<packr_core::Value>(&bytes, &once).unwrap();
    assert!(bytes.len() < 20_000, "{}", bytes.len());
}

#[test]
fn what_is_too_deep_is_left_open() {
    for (depth, whole) in [(40, true), (2_000, false)] {
        let types = (0..depth).map(|i| {
            let before = u32::checked_sub(i, 1).map_or(Type::U8, Type::Def);
            record(&format!("t{i}"), &[("a", before)])
        });
        let functions = vec![function("f", vec![Type::Def(depth - 1)], None)];
        let world = exporting(types.collect(), functions);
        let read = Metadata::read(&Metadata::write(&world).unwrap()).unwrap();
        let open = read.world.types.contains(&TypeDef::Any);
        assert_eq!(open, !whole, "{depth}");
        assert_eq!(read.export_hashes.len(), usize::from(whole));
    }
}

#[test]
fn as_long_as_there_are_types() {
    // Tuples without a name, each with the one before it twice: nothing can be named.
    let types = (0..60_u32).map(|i| {
        let before = i.checked_sub(1).map_or(Type::U8, Type::Def);
        TypeDef::Tuple(vec![before, before].into())
    });
    let functions = vec![function("f", vec![Type::Def(59)], None)];
    let bytes = Metadata::write(&exporting(types.collect(), functions)).unwrap();
    assert!(bytes.len() < Limits::DEFAULT.max_bytes);
    assert!(Metadata::read(&bytes).is_ok());
}

/// Two types that are inside each other are hashed alone and inside the other: neither may be taken for the other.
#[test]
fn hashes_do_not_depend_on_which_type_comes_first() {
    let types = || {
        vec![
            record("a", &[("x", Type::Def(2))]),
            record("b", &[("y", Type::Def(3)), ("z", Type::U8)]),
            TypeDef::Option(Type::Def(1)),
            TypeDef::List(Type::Def(0)),
        ]
    };
    let f = || function("f", vec![Type::Def(0)], None);
    let g = || function("g", vec![Type::Def(1)], Some(Type::Def(2)));
    let one = exporting(types(), vec![f(), g()]);
    let other = exporting(types(), vec![g(), f()]);
    let hash = one.interface_hash(&one.exports[0]).expect("a hash");
    assert_eq!(other.interface_hash(&other.exports[0]), Some(hash));
    let read = Metadata::read(&Metadata::write(&one).expect("metadata")).expect("metadata");
    assert_eq!(
        read.world.interface_hash(&read.world.exports[0]),
        Some(hash)
    );
}

#[test]
fn flags_have_their_names() {
    let labels = ["read", "write-all"].map(|label| label.to_owned().into());
    let perms = TypeDef::Flags {
        wit_name: "perms".into(),
        labels: labels.to_vec().into(),
    };
    let world = exporting(
        vec![perms.clone()],
        vec![function("f", vec![Type::Def(0)], None)],
    );
    let bytes = Metadata::write(&world).expect("metadata");
    let read = Metadata::read(&bytes).expect("metadata").world;
    let ty = read.exports[0].functions[0].params[0].1;
    assert_eq!(read.def(ty), Some(&perms));
}
