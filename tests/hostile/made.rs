//! Guests that are too large for a file.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use packr::metadata::Metadata;
use packr::schema::{Function, Interface, Type, TypeDef, World};
use packr::{Engine, Error, LinkError, LinkProblem, Package, RecordShape, Shared, Store, Value};

use crate::host::{self, Host, Way};
use crate::{ENGINE, LONG, sandbox};

/// How long any of them may take, in a debug build on a machine that is busy.
const SOON: Duration = Duration::from_secs(20);

fn instantiate(package: &Package, world: &World) -> packr::Result<packr::Instance> {
    let engine: &Engine = &ENGINE;
    let linker = host::linker(Way::Blocking, sandbox(LONG), engine);
    let mut store: Store<Host> = sandbox(LONG).store(engine, Host::default());
    let began = Instant::now();
    let made = Way::Blocking.instantiate(&linker, &mut store, package, world);
    let took = began.elapsed();
    assert!(took < SOON, "took {took:?}");
    made
}

fn refused(made: packr::Result<packr::Instance>) -> LinkError {
    match made.unwrap_err() {
        Error::Link(error) => *error,
        other => panic!("{}", other.report()),
    }
}

const FUNCTION: &str = "(param i32 i32 i32 i32) (result i32)";

fn package(text: &str) -> Package {
    Package::new(&ENGINE, text).unwrap()
}

#[test]
fn names_in_backtraces_take_no_time_and_no_room() {
    let doubled: String = (0..30).map(|i| format!("TB{i}_B{i}_E")).collect();
    for name in [
        "f".repeat(99_000),
        format!("_ZN{}E", "1a".repeat(1000)),
        format!("_RINvC1a1f{doubled}E"),
        format!("_RINvC1a1f{}uE", "R".repeat(2000)),
        "\\0a\\1b".repeat(10_000),
        format!("_Z1f{}", "P".repeat(90_000)),
    ] {
        let package = package(&format!(
            r#"(module $"{name}" (memory (export "memory") 1)
                (func $"{name}" {FUNCTION} unreachable) (export "number" (func 0)))"#
        ));
        let engine: &Engine = &ENGINE;
        let linker = host::linker(Way::Blocking, sandbox(LONG), engine);
        let mut store = sandbox(LONG).store(engine, Host::default());
        let instance = linker.instantiate(&mut store, &package, host::world(&package));
        let began = Instant::now();
        let call = instance.unwrap().call(&mut store, "number", Value::U32(1));
        let report = call.unwrap_err().report();
        let took = began.elapsed();
        assert!(took < SOON, "took {took:?}");
        assert!(report.len() < 8 << 10, "{} bytes", report.len());
        assert_eq!(report.lines().count(), 2, "{report}");
    }
}

#[test]
fn a_hundred_thousand_unknown_imports_are_counted() {
    let mut text = String::from("(module ");
    for i in 0..100_000 {
        let _ = write!(text, r#"(import "a:b/c" "f{i}" (func {FUNCTION}))"#);
    }
    text += r#"(memory (export "memory") 1))"#;
    let package = package(&text);
    let error = refused(instantiate(&package, &host::world(&package)));
    assert_eq!((error.problems.len(), error.more), (64, 99_937));
    let LinkProblem::MissingImport { name, found, .. } = &error.problems[63] else {
        panic!("{error}")
    };
    assert_eq!((&**name, found.len(), found.more), ("f63", 9, 0));
    let text = error.to_string();
    assert!(text.starts_with("`package` does not fit the world `hostile`: 100001 problems\n"));
    assert!(text.ends_with("\n  - and 99937 more"), "{text}");
    assert!(text.len() < 64 << 10, "{} bytes", text.len());
}

#[test]
fn a_hundred_thousand_exports_are_counted() {
    let mut text = String::from(r#"(module (memory (export "memory") 1)"#);
    let _ = write!(text, "(func {FUNCTION} unreachable)");
    for i in 0..100_000 {
        let _ = write!(text, r#"(export "f{i}" (func 0))"#);
    }
    text += ")";
    let package = package(&text);
    // A world of a hundred functions, none of which is there.
    let mut world = host::world(&package);
    let number = &world.exports[0].functions[0];
    let functions = (0..100).map(|i| Function {
        name: format!("number-{i}").into(),
        ..number.clone()
    });
    let id = world.exports[0].id.clone();
    let functions = functions.collect();
    world.exports = vec![Interface { id, functions }].into();
    let error = refused(instantiate(&package, &world));
    assert_eq!((error.problems.len(), error.more), (64, 36));
    let LinkProblem::MissingExport { found, .. } = &error.problems[9] else {
        panic!("{error}")
    };
    assert_eq!((found.len(), found.more), (12, 99_988));
    assert!(found[0].ends_with('9'), "{found:?}");
    let text = error.to_string();
    assert!(text.contains(" and 99988 more"), "{text}");
    assert!(text.len() < 64 << 10, "{} bytes", text.len());
}

/// A package with `number`, whose metadata has that world.
fn with_metadata(world: &World) -> Package {
    let bytes = Metadata::write(world).unwrap();
    let mut data = String::new();
    for byte in &bytes {
        let _ = write!(data, "\\{byte:02x}");
    }
    package(&format!(
        r#"(module (memory (export "memory") 200) (data (i32.const 65536) "{data}")
            (func (export "__pack_types") (param i32 i32) (result i32)
                (i32.store (local.get 0) (i32.const 65536))
                (i32.store (local.get 1) (i32.const {}))
                (i32.const 0))
            (func (export "number") {FUNCTION} unreachable))"#,
        bytes.len()
    ))
}

/// A record of fields of one type.
fn record(name: &str, fields: Vec<String>, ty: Type) -> TypeDef {
    TypeDef::Record {
        wit_name: name.to_owned().into(),
        fields: vec![ty; fields.len()].into(),
        shape: Shared::from(RecordShape {
            name: name.to_owned().into(),
            fields: fields.into_iter().map(Into::into).collect(),
        }),
    }
}

fn world(types: Vec<TypeDef>, functions: Vec<Function>) -> World {
    let id = "$root".into();
    let functions = functions.into();
    World {
        name: "hostile".into(),
        types: types.into(),
        exports: vec![Interface { id, functions }].into(),
        ..World::EMPTY
    }
}

fn number(params: Vec<(&'static str, Type)>, result: Type) -> Function {
    let params = params.into_iter();
    Function {
        name: "number".into(),
        params: params.map(|(name, ty)| (name.into(), ty)).collect(),
        result: Some(result),
    }
}

#[test]
fn a_function_listed_thousands_of_times_is_refused() {
    let long = |last: &str| vec!["a".repeat(100_000) + last, "b".repeat(100_000) + last];
    let own = world(
        vec![record("r", long("x"), Type::U32)],
        vec![number(vec![("n", Type::Def(0))], Type::U32)],
    );
    for count in [2, 16, 17, 1000] {
        let signature = number(vec![("n", Type::Def(0))], Type::U32);
        let package = with_metadata(&world(
            vec![record("r", long("y"), Type::U32)],
            vec![signature; count],
        ));
        let error = refused(instantiate(&package, &own));
        let text = error.to_string();
        match count {
            2 | 16 => assert_eq!(error.problems.len(), 4, "{text}"),
            _ => assert!(
                text.contains("it lists the function `number` more than 16 times"),
                "{text}"
            ),
        }
        assert!(text.len() < 8 << 10 || count <= 16, "{} bytes", text.len());
    }
    // Where the last fits, the package does.
    let mut signatures = vec![number(vec![("n", Type::Def(0))], Type::S8); 15];
    signatures.push(number(vec![("n", Type::Def(0))], Type::U32));
    let package = with_metadata(&world(vec![record("r", long("x"), Type::U32)], signatures));
    instantiate(&package, &own).unwrap();
}

/// Each comparison has a difference, which is the last that is found.
#[test]
fn types_that_differ_take_no_time() {
    let names = |last: &str, count: usize| {
        let names = (1..count).map(|i| format!("a-field-{i}"));
        names.chain([last.to_owned()]).collect::<Vec<_>>()
    };
    let of = |last: &str, fields: usize, versions: usize| {
        let record = record("r", names(last, fields), Type::U32);
        let mut world = world(vec![record], vec![number(vec![], Type::U32)]);
        let functions = (0..80).flat_map(|i| {
            let function = Function {
                name: format!("f{i}").into(),
                ..number(vec![("n", Type::Def(0))], Type::U32)
            };
            vec![function; versions]
        });
        let functions = functions.collect();
        let id = "a:b/c".into();
        world.imports = vec![Interface { id, functions }].into();
        world
    };
    let refused = |fields: usize| {
        let package = with_metadata(&of("y", fields, 16));
        refused(instantiate(&package, &of("x", fields, 1)))
    };
    let few = refused(300);
    assert_eq!(few.problems.len(), 64, "{few}");
    let many = refused(1200).to_string();
    assert!(
        many.contains("its types are more than can be compared"),
        "{many}"
    );
}
