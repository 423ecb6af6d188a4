//! Three ways to a value of a type are one: read as the type, read as it is and converted, and read as it is and checked against the
//! world as data. The types are those of `tests/wit/values.wit`, as the macro generates them, and sets, which WIT does not have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use packr_bindgen::{Inline, Request};
use packr_core::codec::Nodes;
use packr_core::schema::{Function, Type, TypeDef, World};
use packr_core::{
    CodecError, Lift, LiftArgs, Limits, Lower, LowerArgs, Reader, Value, Version, decode, encode_as,
};

/// The generated types.
#[allow(unreachable_pub, missing_docs, reason = "generated")]
mod generated {
    packr_guest::bindgen!({
        path: "../../tests/wit/values.wit",
        world: "values",
        metadata: false,
    });
}

use generated::test::values::types::{
    Department, Everything, Expression, Failure, Json, Nested, Person, Shape, Statement, Tree, Wide,
};

const ECHO: &str = "test:values/echo@1.2.0";
const VERSIONS: [Version; 2] = [Version::V2, Version::V3];

/// The world of the generated types, as the generator describes it.
pub static VALUES: LazyLock<World> = LazyLock::new(|| {
    let request = Request {
        world: Some("values".into()),
        inline: Some(Inline {
            text: include_str!("../../../tests/wit/values.wit").into(),
            place: None,
        }),
        ..Request::default()
    };
    let model = packr_bindgen::load(&request).model;
    packr_bindgen::world(&model.unwrap_or_else(|errors| panic!("{errors}")))
});

static SETS: LazyLock<World> = LazyLock::new(|| World {
    types: vec![
        TypeDef::Set(Type::String),
        TypeDef::Set(Type::U16),
        TypeDef::Map(Type::Char, Type::Def(1)),
        TypeDef::Set(Type::Def(0)),
    ]
    .into(),
    ..World::EMPTY
});

/// Checks the property.
pub fn check(data: &[u8]) {
    let value = decode::<Value>(data);
    let message = Message { data, value };
    message.named::<Everything>("everything");
    message.named::<Tree>("tree");
    message.named::<Json>("json");
    message.named::<Person>("person");
    message.named::<Department>("department");
    message.named::<Nested>("nested");
    message.named::<Statement>("statement");
    message.named::<Expression>("expression");
    message.named::<Failure>("failure");
    message.named::<Shape>("shape");
    message.named::<Wide>("wide");
    message.is::<BTreeSet<String>>(&SETS, Type::Def(0));
    message.is::<BTreeSet<u16>>(&SETS, Type::Def(1));
    message.is::<BTreeMap<char, BTreeSet<u16>>>(&SETS, Type::Def(2));
    message.is::<BTreeSet<BTreeSet<String>>>(&SETS, Type::Def(3));

    message.arguments::<(Tree, ())>(&["value"], ECHO, "echo-tree");
    message.arguments::<((u8,), ())>(&["value"], ECHO, "echo-tuple-one");
    message.arguments::<(u32, (Tree, ()))>(&["n", "tree"], "$root", "spin-tree");
}

/// A message, and what it is without a type.
struct Message<'a> {
    data: &'a [u8],
    value: Result<Value, CodecError>,
}

impl Message<'_> {
    fn named<T: Lift + Lower>(&self, name: &str) {
        let types = VALUES.types.iter().zip(0..);
        let mut named = types.filter(|(def, _)| wit_name(def) == Some(name));
        let (_, index) = named.next().expect("the world has it");
        self.is::<T>(&VALUES, Type::Def(index));
    }

    fn is<T: Lift + Lower>(&self, world: &World, ty: Type) {
        let read = self.agree(
            decode::<T>(self.data).map(|typed| typed.to_value()),
            |value| T::from_value(value).map(|typed| typed.to_value()),
            |value| world.conform(ty, value),
        );
        let Some(value) = read else { return };
        let typed = T::from_value(value.clone()).expect("it is one");
        for version in VERSIONS {
            let written = write(&typed, version);
            assert_eq!(written, write(&value, version));
            let typed = decode::<T>(&written).expect("it was written");
            assert_eq!(typed.to_value(), value);
            let as_it_is = decode::<Value>(&written).expect("it was written");
            assert_eq!(world.conform(ty, as_it_is).expect("it was written"), value);
        }
    }

    fn arguments<A: LiftArgs + LowerArgs>(
        &self,
        names: &'static [&'static str],
        interface: &str,
        function: &str,
    ) {
        let function = find(interface, function);
        self.agree(
            lift::<A>(names, self.data).map(|args| args.to_values()),
            |value| A::from_values(names, value).map(|args| args.to_values()),
            |value| VALUES.conform_args(function, value),
        );
    }

    /// What the message is in all three ways, if it is that.
    fn agree(
        &self,
        read: Result<Value, CodecError>,
        convert: impl FnOnce(Value) -> Result<Value, CodecError>,
        conform: impl FnOnce(Value) -> Result<Value, CodecError>,
    ) -> Option<Value> {
        let value = match (&self.value, &read) {
            (Ok(value), _) => value,
            (Err(_), Err(_)) => return None,
            (Err(error), Ok(read)) => panic!("{error}, but read as {read}"),
        };
        match (read, convert(value.clone()), conform(value.clone())) {
            (Ok(read), Ok(converted), Ok(conformed)) => {
                assert_eq!(read, converted);
                assert_eq!(read, conformed);
                Some(read)
            }
            (Err(_), Err(_), Err(_)) => None,
            (read, converted, conformed) => {
                let told = |way: Result<Value, CodecError>| match way {
                    Ok(value) => value.to_string(),
                    Err(error) => error.to_string(),
                };
                panic!(
                    "{value}\nread: {}\nconverted: {}\nchecked: {}",
                    told(read),
                    told(converted),
                    told(conformed)
                )
            }
        }
    }
}

/// The name of a type that has one.
pub fn wit_name(def: &TypeDef) -> Option<&str> {
    match def {
        TypeDef::Record { wit_name, .. }
        | TypeDef::Variant { wit_name, .. }
        | TypeDef::Flags { wit_name, .. }
        | TypeDef::Alias { wit_name, .. } => Some(wit_name),
        _ => None,
    }
}

fn find(interface: &str, function: &str) -> &'static Function {
    let interfaces = VALUES.imports.iter().chain(VALUES.exports.iter());
    let functions = interfaces
        .filter(|one| one.id == interface)
        .flat_map(|one| one.functions.iter());
    let mut found = functions.filter(|one| one.name == function);
    found.next().expect("the world has it")
}

fn lift<A: LiftArgs>(names: &'static [&'static str], data: &[u8]) -> Result<A, CodecError> {
    let mut nodes = Nodes::new();
    let mut reader = Reader::new(data, &mut nodes, &Limits::DEFAULT)?;
    let root = reader.root();
    A::lift_args(names, &mut reader, root)
}

fn write<T: Lower>(value: &T, version: Version) -> Vec<u8> {
    encode_as(value, version, &Limits::DEFAULT).expect("what was read can be written")
}
