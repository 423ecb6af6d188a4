//! Metadata and hashes against those of the published `packr-abi` 0.6.2 and 0.24.1, and metadata of which nothing is right.

mod common;

use std::collections::BTreeSet;

use packr_abi::{Binding, TypeHash, Value as Abi, ValueType as AbiType};
use packr_core::metadata::Metadata;
use packr_core::schema::{Function, Interface, Type, TypeDef, World};
use packr_core::{CodecErrorKind, RecordShape, Version, decode, encode};
use proptest::collection::vec;
use proptest::prelude::*;

/// A type as `pack_types!` of packr-guest 0.6.2 sees it.
#[derive(Debug, Clone)]
enum Desc {
    /// With its tag.
    Primitive(usize),
    Flags,
    List(Box<Desc>),
    Option(Box<Desc>),
    Result(Option<Box<Desc>>, Option<Box<Desc>>),
    Tuple(Vec<Desc>),
    Record(String, Vec<(String, Desc)>),
    Variant(String, Vec<(String, Option<Desc>)>),
    /// `value`, and `self`.
    Value,
    /// In version 3 alone.
    Map(Box<Desc>, Box<Desc>),
    Set(Box<Desc>),
}

const PRIMITIVES: [(&str, Type, TypeHash); 13] = [
    ("bool", Type::Bool, packr_abi::HASH_BOOL),
    ("u8", Type::U8, packr_abi::HASH_U8),
    ("u16", Type::U16, packr_abi::HASH_U16),
    ("u32", Type::U32, packr_abi::HASH_U32),
    ("u64", Type::U64, packr_abi::HASH_U64),
    ("s8", Type::S8, packr_abi::HASH_S8),
    ("s16", Type::S16, packr_abi::HASH_S16),
    ("s32", Type::S32, packr_abi::HASH_S32),
    ("s64", Type::S64, packr_abi::HASH_S64),
    ("f32", Type::F32, packr_abi::HASH_F32),
    ("f64", Type::F64, packr_abi::HASH_F64),
    ("char", Type::Char, packr_abi::HASH_CHAR),
    ("string", Type::String, packr_abi::HASH_STRING),
];

fn name() -> impl Strategy<Value = String> {
    "[a-z]{1,5}(-[a-z]{1,4}){0,2}"
}

/// Names that differ by more than hyphens.
fn named<T: std::fmt::Debug>(
    inner: impl Strategy<Value = T>,
) -> impl Strategy<Value = Vec<(String, T)>> {
    vec((name(), inner), 1..4).prop_map(|mut all| {
        let mut seen = BTreeSet::new();
        all.retain(|(name, _)| seen.insert(name.replace('-', "")));
        all
    })
}

fn desc() -> impl Strategy<Value = Desc> {
    desc_of(Version::V2)
}

fn desc_of(version: Version) -> impl Strategy<Value = Desc> {
    let leaf = prop_oneof![
        8 => (0..PRIMITIVES.len()).prop_map(Desc::Primitive),
        1 => Just(Desc::Flags),
        1 => Just(Desc::Value),
    ];
    leaf.prop_recursive(5, 40, 4, move |inner| {
        let side = prop::option::of(inner.clone().prop_map(Box::new));
        let newer = if version == Version::V3 { 2 } else { 0 };
        let boxed = inner.clone().prop_map(Box::new);
        let map = (boxed.clone(), boxed.clone()).prop_map(|(key, value)| Desc::Map(key, value));
        let older = prop_oneof![
            inner.clone().prop_map(|ty| Desc::List(ty.into())),
            inner.clone().prop_map(|ty| Desc::Option(ty.into())),
            (side.clone(), side).prop_map(|(ok, err)| Desc::Result(ok, err)),
            vec(inner.clone(), 0..4).prop_map(Desc::Tuple),
            (name(), named(inner.clone())).prop_map(|(name, fields)| Desc::Record(name, fields)),
            (name(), named(prop::option::of(inner)))
                .prop_map(|(name, cases)| Desc::Variant(name, cases)),
        ];
        prop_oneof![6 => older, newer => map, newer => boxed.prop_map(Desc::Set)]
    })
}

fn variant(tag: usize, case: &str, held: Option<Abi>) -> Abi {
    Abi::Variant {
        type_name: "type-desc".into(),
        case_name: case.into(),
        tag,
        payload: held.into_iter().collect(),
    }
}

fn record(type_name: &str, fields: Vec<(&str, Abi)>) -> Abi {
    Abi::Record {
        type_name: type_name.into(),
        fields: fields
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .collect(),
    }
}

fn records(items: Vec<Abi>) -> Abi {
    let elem_type = AbiType::Record(String::new());
    Abi::List { elem_type, items }
}

fn variants(items: Vec<Abi>) -> Abi {
    let elem_type = AbiType::Variant(String::new());
    Abi::List { elem_type, items }
}

impl Desc {
    /// What `pack_types!` writes.
    fn written(&self) -> Abi {
        let side = |side: &Option<Box<Desc>>, stand_in: usize| match side {
            Some(ty) => ty.written(),
            None => Desc::Primitive(stand_in).written(),
        };
        match self {
            Desc::Primitive(tag) => variant(*tag, PRIMITIVES[*tag].0, None),
            Desc::Flags => variant(13, "flags", None),
            Desc::List(inner) => variant(14, "list", Some(inner.written())),
            Desc::Option(inner) => variant(15, "option", Some(inner.written())),
            Desc::Result(ok, err) => {
                let sides = vec![("ok", side(ok, 0)), ("err", side(err, 12))];
                variant(16, "result", Some(record("result-desc", sides)))
            }
            Desc::Record(name, fields) => {
                let fields = fields.iter().map(|(name, ty)| {
                    let name = Abi::String(name.clone());
                    record("field-desc", vec![("name", name), ("type", ty.written())])
                });
                let parts = vec![
                    ("name", Abi::String(name.clone())),
                    ("fields", records(fields.collect())),
                ];
                variant(17, "record", Some(record("record-desc", parts)))
            }
            Desc::Variant(name, cases) => {
                let cases = cases.iter().map(|(name, held)| {
                    let held = Abi::Option {
                        inner_type: AbiType::Variant(String::new()),
                        value: held.as_ref().map(|ty| Box::new(ty.written())),
                    };
                    let name = Abi::String(name.clone());
                    record("case-desc", vec![("name", name), ("payload", held)])
                });
                let parts = vec![
                    ("name", Abi::String(name.clone())),
                    ("cases", records(cases.collect())),
                ];
                variant(18, "variant", Some(record("variant-desc", parts)))
            }
            Desc::Tuple(items) => {
                let items = items.iter().map(Desc::written).collect();
                variant(19, "tuple", Some(variants(items)))
            }
            Desc::Value => variant(20, "value", None),
            Desc::Map(key, value) => {
                let both = vec![("key", key.written()), ("value", value.written())];
                variant(22, "map", Some(record("MapPayload", both)))
            }
            Desc::Set(elem) => variant(23, "set", Some(elem.written())),
        }
    }

    fn hash(&self) -> TypeHash {
        let side =
            |side: &Option<Box<Desc>>, stand_in| side.as_ref().map_or(stand_in, |ty| ty.hash());
        match self {
            Desc::Primitive(tag) => PRIMITIVES[*tag].2,
            Desc::Flags => packr_abi::HASH_FLAGS,
            Desc::List(inner) => packr_abi::hash_list(&inner.hash()),
            Desc::Option(inner) => packr_abi::hash_option(&inner.hash()),
            Desc::Result(ok, err) => packr_abi::hash_result(
                &side(ok, packr_abi::HASH_BOOL),
                &side(err, packr_abi::HASH_STRING),
            ),
            Desc::Tuple(items) => {
                let items: Vec<_> = items.iter().map(Desc::hash).collect();
                packr_abi::hash_tuple(&items)
            }
            Desc::Record(_, fields) => {
                let mut fields: Vec<_> = fields.iter().map(|(n, ty)| (&**n, ty.hash())).collect();
                fields.sort_by_key(|(name, _)| *name);
                packr_abi::hash_record(&fields)
            }
            Desc::Variant(_, cases) => {
                let held = |ty: &Option<Desc>| ty.as_ref().map(Desc::hash);
                let mut cases: Vec<_> = cases.iter().map(|(n, ty)| (&**n, held(ty))).collect();
                cases.sort_by_key(|(name, _)| *name);
                packr_abi::hash_variant(&cases)
            }
            Desc::Value => packr_abi::HASH_SELF_REF,
            Desc::Map(key, value) => older(packr_abi_24::hash_map(
                &newer(key.hash()),
                &newer(value.hash()),
            )),
            Desc::Set(elem) => older(packr_abi_24::hash_set(&newer(elem.hash()))),
        }
    }
}

fn newer(hash: TypeHash) -> packr_abi_24::TypeHash {
    packr_abi_24::TypeHash::from_bytes(*hash.as_bytes())
}

fn older(hash: packr_abi_24::TypeHash) -> TypeHash {
    TypeHash::from_bytes(*hash.as_bytes())
}

/// What has no maps and sets among its values is the same in version 3, but for the number.
fn in_version_3(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes[4] = 3;
    packr_abi_24::decode(&bytes).unwrap();
    bytes
}

/// Metadata with one function that is imported and exported.
fn metadata(interface: &str, params: &[Desc], results: &[Desc]) -> Vec<u8> {
    let params = params.iter().map(|ty| {
        let name = Abi::String("p".into());
        record("param-sig", vec![("name", name), ("type", ty.written())])
    });
    let function = record(
        "function-sig",
        vec![
            ("interface", Abi::String(interface.into())),
            ("name", Abi::String("do-it".into())),
            ("params", records(params.collect())),
            (
                "results",
                variants(results.iter().map(Desc::written).collect()),
            ),
        ],
    );
    let (a, b, c, d) = packr_abi::HASH_SELF_REF.to_u64s();
    let words = [a, b, c, d].map(Abi::U64).to_vec();
    let hash = record(
        "interface-hash",
        vec![
            ("name", Abi::String(interface.into())),
            ("hash", Abi::Tuple(words)),
        ],
    );
    let parts = vec![
        ("imports", records(vec![function.clone()])),
        ("exports", records(vec![function])),
        ("import-hashes", records(vec![hash.clone()])),
        ("export-hashes", records(vec![hash])),
    ];
    packr_abi::encode(&record("package-metadata", parts)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn types_and_interfaces_have_the_hashes_of_packr_abi(
        params in vec(desc(), 0..3),
        result in prop::option::of(desc()),
    ) {
        let results: Vec<_> = result.into_iter().collect();
        let read = Metadata::read(&metadata("a:b/c", &params, &results)).unwrap();
        let world = &read.world;
        prop_assert_eq!(&world.imports, &world.exports.iter().map(|interface| Interface {
            id: interface.id.clone(),
            ..world.imports[0].clone()
        }).collect::<Vec<_>>());
        let function = &world.exports[0].functions[0];
        for (desc, (_, ty)) in params.iter().zip(&*function.params) {
            prop_assert_eq!(*world.type_hash(*ty).unwrap().as_bytes(), *desc.hash().as_bytes());
        }
        let hashes = |types: &[Desc]| types.iter().map(Desc::hash).collect::<Vec<_>>();
        let hash = packr_abi::hash_function(&hashes(&params), &hashes(&results));
        let hash = packr_abi::hash_interface("a:b/c", &[], &[Binding { name: "do-it", hash }]);
        prop_assert_eq!(*world.interface_hash(&world.exports[0]).unwrap().as_bytes(), *hash.as_bytes());
        prop_assert_eq!(read.export_hashes[0].hash.as_bytes(), packr_abi::HASH_SELF_REF.as_bytes());
    }

    #[test]
    fn maps_and_sets_have_the_hashes_of_packr_abi_24(
        param in desc_of(Version::V3),
        result in desc_of(Version::V3),
    ) {
        let (params, results) = ([param], [result]);
        let read = Metadata::read(&in_version_3(metadata("a:b/c", &params, &results))).unwrap();
        prop_assert_eq!(read.version, Version::V3);
        let world = &read.world;
        let function = &world.exports[0].functions[0];
        let ours = world.type_hash_as(function.params[0].1, Version::V3).unwrap();
        prop_assert_eq!(*ours.as_bytes(), *params[0].hash().as_bytes());
        let hash = packr_abi::hash_function(&[params[0].hash()], &[results[0].hash()]);
        let hash = packr_abi_24::hash_interface("a:b/c", &[], &[packr_abi_24::Binding { name: "do-it", hash: newer(hash) }]);
        let ours = world.interface_hash_as(&world.exports[0], Version::V3).unwrap();
        prop_assert_eq!(*ours.as_bytes(), *hash.as_bytes());
    }

    #[test]
    fn no_bytes_make_it_panic(
        ty in desc_of(Version::V3),
        edits in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let types = [ty];
        let mut bytes = in_version_3(metadata("a:b/c", &types, &types));
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(read) = Metadata::read(&bytes) {
            for interface in read.world.exports.iter() {
                read.world.interface_hash_as(interface, read.version);
            }
        }
    }

    #[test]
    fn a_value_that_is_no_metadata_is_an_error(value in common::value()) {
        prop_assert!(Metadata::read(&encode(&value).unwrap()).is_err());
    }
}

#[test]
fn a_type_inside_itself_is_the_mark_of_packr_abi() {
    let shape = |name| RecordShape {
        name,
        fields: vec!["next".into()].into(),
    };
    let node = |index| TypeDef::Record {
        wit_name: "node".into(),
        shape: shape("Node".into()).into(),
        fields: vec![Type::Def(index)].into(),
    };
    let world = World {
        types: vec![node(1), TypeDef::Option(Type::Def(0))].into(),
        ..World::EMPTY
    };
    let inside = packr_abi::hash_option(&packr_abi::HASH_SELF_REF);
    let hash = packr_abi::hash_record(&[("next", inside)]);
    assert_eq!(
        world.type_hash(Type::Def(0)).unwrap().as_bytes(),
        hash.as_bytes()
    );
    // An option has no name, so it is none inside itself.
    let hash = packr_abi::hash_option(&hash);
    assert_eq!(
        world.type_hash(Type::Def(1)).unwrap().as_bytes(),
        hash.as_bytes()
    );
}

#[test]
fn the_version_of_an_interface_is_no_part_of_its_hash() {
    let interface = |id| Interface {
        id,
        functions: vec![Function {
            name: "f".into(),
            params: vec![].into(),
            result: None,
        }]
        .into(),
    };
    let world = World::EMPTY;
    assert_eq!(
        world.interface_hash(&interface("a:b/c@1.0.0".into())),
        world.interface_hash(&interface("a:b/c".into()))
    );
}

#[test]
fn names_alone_are_references() {
    // As the published host writes them: a `TypeRef` under the tag of a variant.
    let reference = |name: &str| {
        let name = Abi::String(name.into());
        variant(18, "tag18", Some(record("TypeRef", vec![("name", name)])))
    };
    let function = |ty: Abi| {
        let param = record("", vec![("name", Abi::String("p".into())), ("type", ty)]);
        record(
            "",
            vec![
                ("interface", Abi::String(String::new())),
                ("name", Abi::String("f".into())),
                ("params", records(vec![param])),
                ("results", variants(vec![variant(21, "tag21", None)])),
            ],
        )
    };
    let list = variant(14, "tag14", Some(reference("tree")));
    let field = record(
        "",
        vec![("name", Abi::String("all".into())), ("type", list)],
    );
    let tree = record(
        "",
        vec![
            ("name", Abi::String("tree".into())),
            ("fields", records(vec![field])),
        ],
    );
    let functions = vec![
        function(variant(17, "record", Some(tree))),
        function(reference("unheard-of")),
    ];
    let parts = vec![
        ("exports", records(functions)),
        ("imports", records(vec![])),
    ];
    let bytes = packr_abi::encode(&record("PackageMetadata", parts)).unwrap();
    let read = Metadata::read(&bytes).unwrap();
    let root = &read.world.exports[0];
    assert_eq!(&*root.id, "$root");
    assert_eq!(root.functions[0].result, None);
    let tree = root.functions[0].params[0].1;
    let Some(TypeDef::Record { fields, .. }) = read.world.def(tree) else {
        panic!("{read:?}");
    };
    assert_eq!(read.world.def(fields[0]), Some(&TypeDef::List(tree)));
    let unknown = root.functions[1].params[0].1;
    assert_eq!(read.world.def(unknown), Some(&TypeDef::Any));
    assert!(read.export_hashes.is_empty());
}

#[test]
fn errors_say_where() {
    let mut bytes = metadata("a:b/c", &[Desc::List(Box::new(Desc::Primitive(3)))], &[]);
    let mut value = decode::<packr_core::Value>(&bytes).unwrap();
    let packr_core::Value::Record(package) = &mut value else {
        panic!()
    };
    *package.get_mut("exports").unwrap() = packr_core::Value::U8(1);
    let error = Metadata::read(&encode(&value).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "exports: expected a list of nodes, found u8 1"
    );
    // `u32` has the tag 3; 99 is none.
    let at = bytes.windows(3).position(|three| three == b"u32").unwrap() + 3;
    bytes[at] = 99;
    let error = Metadata::read(&bytes).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("imports[0].params[0].type.list: "),
        "{text}"
    );
    bytes[4] = 4;
    let error = Metadata::read(&bytes).unwrap_err();
    let expected = CodecErrorKind::UnsupportedVersion { found: 4 };
    assert_eq!(*error.kind(), expected);
}

#[test]
fn maps_and_sets_are_of_version_3() {
    let set = Desc::Set(Box::new(Desc::Primitive(12)));
    let map = Desc::Map(Box::new(Desc::Primitive(12)), Box::new(set));
    let bytes = metadata("", &[map], &[]);
    let error = Metadata::read(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "imports[0].params[0].type: expected one of the 22 cases of `type-desc`, found the tag 22"
    );
    let read = Metadata::read(&in_version_3(bytes)).unwrap();
    let function = &read.world.exports[0].functions[0];
    let ty = read.world.display(function.params[0].1).to_string();
    assert_eq!(ty, "map<string, set<string>>");
    // As a WIT has them, and as version 2 hashes them.
    let list = packr_abi::hash_list(&packr_abi::HASH_STRING);
    let pair = packr_abi::hash_tuple(&[packr_abi::HASH_STRING, list]);
    let hash = read.world.type_hash(function.params[0].1).unwrap();
    assert_eq!(hash.as_bytes(), packr_abi::hash_list(&pair).as_bytes());
}

#[test]
fn depth_is_limited_before_the_stack_is() {
    let nested = |depth| (0..depth).fold(Desc::Primitive(0), |ty, _| Desc::List(Box::new(ty)));
    let deep = Metadata::read(&metadata("", &[nested(200)], &[])).unwrap();
    let hash = deep.world.interface_hash(&deep.world.exports[0]);
    assert!(hash.is_some());
    let error = Metadata::read(&metadata("", &[nested(300)], &[])).unwrap_err();
    assert!(error.to_string().contains("nested deeper"), "{error}");
}

#[test]
fn hashing_ends_however_types_are_inside_each_other() {
    let world = |types: Vec<Vec<u32>>| {
        let tuple = |items: Vec<u32>| TypeDef::Tuple(items.into_iter().map(Type::Def).collect());
        World {
            types: types.into_iter().map(tuple).collect(),
            ..World::EMPTY
        }
    };
    // Each twice in the next: 2^200 ways, but all to the same.
    let ladder = world(
        (0..200_u32)
            .map(|i| i.checked_sub(1).into_iter().flat_map(|i| [i, i]).collect())
            .collect(),
    );
    assert!(ladder.type_hash(Type::Def(199)).is_some());
    // All in all: 40! ways, and each is another.
    let all = world(vec![(0..40).collect(); 40]);
    assert_eq!(all.type_hash(Type::Def(0)), None);
    let chain = |length: u32| world((0..length).map(|i| vec![i + 1]).collect());
    assert!(chain(256).type_hash(Type::Def(0)).is_some());
    assert_eq!(chain(257).type_hash(Type::Def(0)), None);
}
