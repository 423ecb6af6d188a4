//! Three ways to a value of a type are one: read as the type, read as it is and converted, and read as it is and checked against the
//! world as data. The types are those of `tests/wit/values.wit`, as the macro generates them, and sets, which WIT does not have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use packr_bindgen::{Inline, Request};
use packr_core::codec::{Input, Output};
use packr_core::schema::{Function, Type, TypeDef, World};
use packr_core::{
    CodecError, Lift, LiftArgs, Limits, Lower, LowerArgs, Value, Version, decode, encode_as,
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
    Color, Department, Everything, Failure, Json, Nested, Person, Point, Shape, Statement, Tree,
    Wide,
};

type Nine = (bool, u8, u16, u32, u64, i64, f64, char, String);

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
    message.echoes::<Everything>("everything");
    message.echoes::<Tree>("tree");
    message.echoes::<Json>("json");
    message.echoes::<Person>("person");
    message.echoes::<Department>("department");
    message.echoes::<Nested>("nested");
    message.echoes::<Statement>("statement");
    message.echoes::<Failure>("failure");
    message.echoes::<Shape>("shape");
    message.echoes::<Wide>("wide");
    message.echoes::<Color>("color");
    message.echoes::<Vec<Point>>("points");
    message.echoes::<Vec<u8>>("blob");
    message.echoes::<[[i16; 2]; 3]>("fixed-nested");
    message.echoes::<Vec<BTreeMap<String, u8>>>("list-map");
    message.echoes::<Result<Result<u8, Color>, Result<(), Shape>>>("result-result");
    // These are read and written in another way, where the message is as packr writes it.
    message.echoes::<Point>("point");
    message.echoes::<bool>("bool");
    message.echoes::<char>("char");
    message.echoes::<String>("string");
    message.echoes::<Nine>("tuple-nine");

    message.is::<BTreeSet<String>>(&SETS, Type::Def(0));
    message.is::<BTreeSet<u16>>(&SETS, Type::Def(1));
    message.is::<BTreeMap<char, BTreeSet<u16>>>(&SETS, Type::Def(2));
    message.is::<BTreeSet<BTreeSet<String>>>(&SETS, Type::Def(3));

    message.arguments::<(Tree, ())>(&["value"], ECHO, "echo-tree");
    message.arguments::<((u8,), ())>(&["value"], ECHO, "echo-tuple-one");
    message.arguments::<(Point, ())>(&["value"], ECHO, "echo-point");
    message.arguments::<(u32, (Tree, ()))>(&["n", "tree"], "$root", "spin-tree");
    message.arguments::<(String, (String, ()))>(&["a", "b"], "$root", "join");
}

/// A message, and what it is without a type.
struct Message<'a> {
    data: &'a [u8],
    value: Result<Value, CodecError>,
}

impl Message<'_> {
    fn echoes<T: Lift + Lower>(&self, name: &str) {
        let function = find(ECHO, &format!("echo-{name}"));
        self.is::<T>(&VALUES, function.params[0].1);
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
        let input = Input {
            bytes: self.data,
            version: None,
            limits: &Limits::DEFAULT,
        };
        let args = input.args::<A>(names);
        let read = self.agree(
            args.map(|(args, _)| args.to_values()),
            |value| A::from_values(names, value).map(|args| args.to_values()),
            |value| VALUES.conform_args(function, value),
        );
        let Some(value) = read else { return };
        let args = A::from_values(names, value.clone()).expect("they are");
        for version in VERSIONS {
            let mut written = Vec::new();
            let output = Output {
                room: &mut [],
                rest: Some(&mut written),
                version,
                limits: &Limits::DEFAULT,
            };
            output
                .args(&args, names)
                .expect("what was read can be written");
            assert_eq!(written, write(&value, version));
        }
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

fn find(interface: &str, function: &str) -> &'static Function {
    let interfaces = VALUES.imports.iter().chain(VALUES.exports.iter());
    let functions = interfaces
        .filter(|one| one.id == interface)
        .flat_map(|one| one.functions.iter());
    let mut found = functions.filter(|one| one.name == function);
    found.next().expect("the world has it")
}

fn write<T: Lower>(value: &T, version: Version) -> Vec<u8> {
    encode_as(value, version, &Limits::DEFAULT).expect("what was read can be written")
}
