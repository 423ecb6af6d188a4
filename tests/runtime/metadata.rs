//! Packages that say what they import and export: read, compared with the world, and refused where they differ.

use std::fmt::Write as _;

use packr::schema::{Function, Interface, Type, TypeDef, World};
use packr::wasmtime::StoreContextMut;
use packr::{Error, HasSelf, LinkProblem, Linker, Package, Store, Value, ValueType};

use crate::lisp::{self, Evaluator};
use crate::support::{ENGINE, package};
use crate::values::Values;

mod calc {
    packr::bindgen!({ inline: r#"
        package demo:calc@1.0.0;
        interface host { lookup: func(name: string) -> option<s64>; }
        world calc {
            import host;
            variant expr { num(s64), name(string), neg(expr), sum(list<expr>) }
            export eval: func(e: expr) -> result<s64, string>;
        }
    "# });
}

/// The same with nearly everything changed.
mod changed {
    packr::bindgen!({ inline: r#"
        package demo:calc;
        interface host { lookup: func(name: string, or: s64) -> option<u32>; }
        world calc {
            import host;
            variant expr { num(s64), name(list<u8>), neg(expr), product(list<expr>) }
            export eval: func(e: expr) -> result<option<s64>>;
        }
    "# });
}

struct Names;

impl calc::demo::calc::host::Host for Names {
    fn lookup(&mut self, _: String) -> Option<i64> {
        None
    }
}

impl changed::demo::calc::host::Host for Names {
    fn lookup(&mut self, _: String, _: i64) -> Option<u32> {
        None
    }
}

fn problems(error: Error) -> Vec<String> {
    match error {
        Error::Link(error) => error.problems.iter().map(ToString::to_string).collect(),
        other => panic!("{}", other.report()),
    }
}

#[test]
fn a_package_of_the_published_macro_is_read_and_fits() {
    let mut linker = Linker::new(&ENGINE);
    calc::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names).unwrap();
    linker.require_metadata(true);
    let mut store = Store::new(&ENGINE, Names);
    let calc = calc::Calc::instantiate(&mut store, &package("calc"), &linker).unwrap();
    assert_eq!(
        calc.call_eval(&mut store, &calc::Expr::neg(calc::Expr::Num(7)))
            .unwrap(),
        Ok(-7)
    );

    let metadata = calc.instance().metadata().unwrap();
    let world = &metadata.world;
    assert_eq!(&*world.imports[0].id, "demo:calc/host");
    assert_eq!(&*world.imports[0].functions[0].name, "lookup");
    assert_eq!(&*world.exports[0].id, "$root");
    let eval = &world.exports[0].functions[0];
    assert_eq!(world.display(eval.params[0].1).to_string(), "expr");
    assert_eq!(
        world.display(eval.result.unwrap()).to_string(),
        "result<s64, string>"
    );
    // What its macro wrote is what this host's WIT gives.
    let host = calc::Calc::schema();
    assert_eq!(
        Some(metadata.import_hashes[0].hash),
        host.interface_hash(&host.imports[0])
    );
    assert_eq!(
        Some(metadata.export_hashes[0].hash),
        host.interface_hash(&host.exports[0])
    );
}

#[test]
fn a_package_is_called_by_nothing_but_its_own_metadata() {
    let package = package("calc");
    let mut store = Store::new(&ENGINE, ());
    let mut linker = Linker::new(&ENGINE);
    let core = linker.core();
    core.define_unknown_imports_as_traps(package.module())
        .unwrap();
    let first = linker.instantiate(&mut store, &package, World::EMPTY);
    let world = first.unwrap().metadata().unwrap().world.clone();

    let mut linker = Linker::new(&ENGINE);
    let six = |_: StoreContextMut<'_, ()>, _| Ok(Value::some(6_i64));
    linker
        .define_dynamic(world.clone(), "demo:calc/host", "lookup", six)
        .unwrap();
    let instance = linker.instantiate(&mut store, &package, world).unwrap();
    let expr = |case, tag, held| Value::variant("Expr", case, tag, Some(held));
    let items = [expr("Num", 0, 7_i64.into()), expr("Name", 1, "x".into())];
    let sum = Value::list(ValueType::Variant("Expr".into()), items);
    let tree = expr("Neg", 2, expr("Sum", 3, sum));
    let result = instance.call(&mut store, "eval", tree).unwrap();
    assert_eq!(result.to_string(), "ok<_, string>(-13s64)");
    let error = instance.call(&mut store, "eval", expr("Num", 0, 7_u8.into()));
    assert!(matches!(error, Err(Error::Arguments { .. })), "{error:?}");
}

#[test]
fn every_type_that_changed_is_told_with_its_place() {
    let mut linker = Linker::new(&ENGINE);
    changed::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names).unwrap();
    let mut store = Store::new(&ENGINE, Names);
    let error = changed::Calc::instantiate(&mut store, &package("calc"), &linker).unwrap_err();
    assert_eq!(
        problems(error),
        [
            "demo:calc/host#lookup: the host has func(name: string, or: s64) -> option<u32>, \
             the package func(name: string) -> option<s64>",
            "demo:calc/host#lookup: result.some: the host has u32, the package s64",
            "eval: e: the host has `product` as case 3, the package `sum` as case 3",
            "eval: e.name: the host has list<u8>, the package string",
            "eval: result.ok: the host has option<s64>, the package s64",
        ]
    );
}

#[test]
fn a_package_without_metadata_loads_unless_the_host_requires_it() {
    let mut linker = Linker::<()>::new(&ENGINE);
    linker.define_stubs(Values::schema()).unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = Values::instantiate(&mut store, &package("old"), &linker).unwrap();
    assert_eq!(instance.instance().metadata(), None);
    linker.require_metadata(true);
    let error = Values::instantiate(&mut store, &package("old"), &linker).unwrap_err();
    assert!(matches!(&error, Error::Link(error) if error.problems == [LinkProblem::NoMetadata]));
}

#[test]
fn a_package_of_this_repository_fits_any_host_of_its_world() {
    let mut linker = lisp::linker();
    linker.require_metadata(true);
    let mut store = Store::new(&ENGINE, lisp::Host::default());
    let lisp = Evaluator::instantiate(&mut store, &package("sexpr"), &linker).unwrap();
    let metadata = lisp.instance().metadata().unwrap();
    let host = Evaluator::schema();
    let ids = |all: &[Interface]| all.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&metadata.world.exports), ids(&host.exports));
    // The recursive types of the Lisp, with the version in the name but not in the hash.
    for interface in host.exports.iter().chain(&*host.imports) {
        let name = interface.id.replace("$root", "");
        let known = metadata.export_hashes.iter().chain(&metadata.import_hashes);
        let mut of_name = known.filter(|one| one.name == name);
        let hash = host.interface_hash(interface);
        assert!(
            interface.functions.is_empty() || of_name.any(|one| Some(one.hash) == hash),
            "{name}"
        );
    }
    // All types of WIT, spelled out for each of 170 functions, are within the limits of reading.
    let mut linker = Linker::<()>::new(&ENGINE);
    linker.require_metadata(true);
    linker.define_stubs(Values::schema()).unwrap();
    let mut store = Store::new(&ENGINE, ());
    Values::instantiate(&mut store, &package("values"), &linker).unwrap();
}

/// A package that exports `f`, with these bytes at 1024 and a `__pack_types` of that body.
fn with_metadata(bytes: &[u8], body: &str) -> Package {
    let mut data = String::new();
    for byte in bytes {
        write!(data, "\\{byte:02x}").unwrap();
    }
    let text = format!(
        r#"(module (memory (export "memory") 100)
            (data (i32.const 1024) "{data}")
            (func (export "__pack_types") (param i32 i32) (result i32) {body})
            (func (export "f") (param i32 i32 i32 i32) (result i32) (i32.const -1)))"#
    );
    Package::new(&ENGINE, text).unwrap()
}

fn points_at(ptr: u32, len: usize) -> String {
    format!(
        "(i32.store (local.get 0) (i32.const {ptr})) (i32.store (local.get 1) (i32.const {len})) (i32.const 0)"
    )
}

fn pointed(bytes: &[u8]) -> Package {
    with_metadata(bytes, &points_at(1024, bytes.len()))
}

/// A world that exports `f`, of a parameter `p`.
fn world(types: Vec<TypeDef>, param: Type, result: Option<Type>) -> World {
    let function = Function {
        name: "f".into(),
        params: vec![("p".into(), param)].into(),
        result,
    };
    World {
        name: "w".into(),
        types: types.into(),
        exports: vec![Interface {
            id: "$root".into(),
            functions: vec![function].into(),
        }]
        .into(),
        ..World::EMPTY
    }
}

fn refused(package: &Package, world: World) -> Vec<String> {
    let mut store = Store::new(&ENGINE, ());
    let linker = Linker::new(&ENGINE);
    match linker.instantiate(&mut store, package, world) {
        Ok(_) => Vec::new(),
        Err(error) => problems(error),
    }
}

fn plain() -> World {
    world(vec![], Type::U8, None)
}

fn ty(tag: u32, held: Option<Value>) -> Value {
    Value::variant("type-desc", "t", tag, held)
}

fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::list(ValueType::Record("".into()), items)
}

/// Metadata of a function `f`, exported by the world.
fn metadata(params: impl IntoIterator<Item = Value>, results: Vec<Value>) -> Vec<u8> {
    exporting([function("f", params, results)])
}

fn function(name: &str, params: impl IntoIterator<Item = Value>, results: Vec<Value>) -> Value {
    let param = |ty| Value::record("param-sig", [("name", "p".into()), ("type", ty)]);
    Value::record(
        "function-sig",
        [
            ("interface", "".into()),
            ("name", name.into()),
            ("params", list(params.into_iter().map(param))),
            ("results", list(results)),
        ],
    )
}

fn exporting(functions: impl IntoIterator<Item = Value>) -> Vec<u8> {
    let package = [("imports", list([])), ("exports", list(functions))];
    packr::encode(&Value::record("package-metadata", package)).unwrap()
}

fn named(tag: u32, parts: &'static str, name: &str, all: &[(&str, &'static str, Value)]) -> Value {
    let part = |(name, key, value): &(&str, &'static str, Value)| {
        Value::record("part", [("name", (*name).into()), (*key, value.clone())])
    };
    let held = [("name", name.into()), (parts, list(all.iter().map(part)))];
    ty(tag, Some(Value::record("desc", held)))
}

#[test]
fn metadata_that_lies_is_an_error() {
    let good = metadata([ty(1, None)], vec![]);
    assert_eq!(refused(&pointed(&good), plain()), [""; 0]);
    let mut later = good.clone();
    later[4] = 4;
    let cut = &good[..good.len() - 1];
    for (package, expected) in [
        (pointed(b"no metadata at all"), "`CGRF`"),
        (pointed(cut), "bytes, found"),
        (pointed(&later), "version 4"),
        (pointed(&[]), "bytes, found 0"),
        (
            with_metadata(&good, &points_at(u32::MAX, 8)),
            "its memory ends at",
        ),
        (
            with_metadata(&good, &points_at(1024, 1 << 24)),
            "its memory ends at",
        ),
        (with_metadata(&good, "(i32.const 7)"), "the status 7"),
        (pointed(&metadata([ty(99, None)], vec![])), "99"),
        (
            pointed(&metadata([Value::U8(0)], vec![])),
            "exports[0].params[0].type: ",
        ),
    ] {
        let problems = refused(&package, plain());
        assert_eq!(problems.len(), 1, "{problems:?}");
        let text = &problems[0];
        assert!(
            text.starts_with("the package's metadata can't be read: "),
            "{text}"
        );
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn a_function_for_metadata_that_traps_or_is_none_is_an_error() {
    let package = with_metadata(&[], "unreachable");
    let mut store = Store::new(&ENGINE, ());
    let linker = Linker::new(&ENGINE);
    let error = linker
        .instantiate(&mut store, &package, plain())
        .unwrap_err();
    assert!(matches!(error, Error::Instantiate { .. }), "{error}");
    assert!(
        error.report().contains("__pack_types"),
        "{}",
        error.report()
    );

    let package = Package::new(
        &ENGINE,
        r#"(module (memory (export "memory") 1) (func (export "__pack_types"))
            (func (export "f") (param i32 i32 i32 i32) (result i32) (i32.const -1)))"#,
    );
    assert_eq!(
        refused(&package.unwrap(), plain()),
        ["the package exports `__pack_types` as (), but it must be (i32, i32) -> i32"]
    );
}

#[test]
fn what_published_packages_write_for_one_type_fits_it() {
    let (bool, string, u8, value) = (ty(0, None), ty(12, None), ty(1, None), ty(20, None));
    let sides = |ok: &Value, err: &Value| {
        let sides = [("ok", ok.clone()), ("err", err.clone())];
        ty(16, Some(Value::record("result-desc", sides)))
    };
    let pair = ty(19, Some(list([string.clone(), u8.clone()])));
    let unit = ty(21, None);
    let nothing = TypeDef::Result(None, None);
    let map = TypeDef::Map(Type::String, Type::U8);
    for (host, package) in [
        (nothing.clone(), sides(&bool, &string)),
        (nothing.clone(), sides(&unit, &unit)),
        (nothing, sides(&value, &value)),
        (TypeDef::FixedList(Type::U8, 4), ty(14, Some(u8.clone()))),
        (map.clone(), ty(14, Some(pair))),
        (map, ty(14, Some(value.clone()))),
        (
            TypeDef::Flags {
                wit_name: "f".into(),
                labels: vec!["a".into()].into(),
            },
            ty(13, None),
        ),
        (TypeDef::List(Type::Def(0)), ty(14, Some(value.clone()))),
    ] {
        let bytes = metadata([package], vec![]);
        let host = world(vec![host], Type::Def(0), None);
        assert_eq!(refused(&pointed(&bytes), host), [""; 0]);
    }
    // A function on values takes whatever there is, and gives it.
    let bytes = metadata([value.clone()], vec![value]);
    assert_eq!(refused(&pointed(&bytes), plain()), [""; 0]);
    let mut nine = plain();
    nine.exports.to_mut()[0].functions.to_mut()[0].params =
        vec![("a".into(), Type::U8), ("b".into(), Type::U8)].into();
    assert_eq!(refused(&pointed(&bytes), nine), [""; 0]);
}

#[test]
fn fields_are_compared_by_name_and_cases_by_place() {
    mod host {
        packr::bindgen!({ inline: r#"
            package a:b;
            world w {
                record last-msg { id: u32, sent-at: u64, kind: kind, gone: bool }
                enum kind { one, two, three }
                export f: func(p: last-msg);
            }
        "# });
    }
    let none = || Value::none(ValueType::Variant("".into()));
    let kind = named(
        18,
        "cases",
        "kind",
        &[
            ("one", "payload", none()),
            ("Two", "payload", Value::some(ty(1, None))),
        ],
    );
    let message = named(
        17,
        "fields",
        "LastMsg",
        &[
            ("kind", "type", kind),
            ("sentAt", "type", ty(4, None)),
            ("extra\u{1b}", "type", ty(12, None)),
            ("id", "type", ty(3, None)),
        ],
    );
    let package = pointed(&metadata([message], vec![]));
    assert_eq!(
        refused(&package, host::W::schema().clone()),
        [
            "f: p.gone: the host has bool, the package no such field",
            "f: p.extra\\u{1b}: the host has no such field, the package string",
            "f: p.kind: the host has `three` as case 2, the package no case 2",
            "f: p.kind.two: the host has nothing, the package u8",
        ]
    );
}

#[test]
fn flags_are_compared_by_place() {
    let perms = |labels: &[&'static str]| TypeDef::Flags {
        wit_name: "perms".into(),
        labels: labels.iter().map(|label| (*label).into()).collect(),
    };
    let with = |labels| world(vec![perms(labels)], Type::Def(0), None);
    let package = pointed(&packr::Metadata::write(&with(&["read", "write-all"])).unwrap());
    assert!(refused(&package, with(&["read", "write-all"])).is_empty());
    assert_eq!(
        refused(&package, with(&["write-all", "read"])),
        ["f: p: the host has `write-all` as flag 0, the package `read` as flag 0"]
    );
    assert_eq!(
        refused(&package, with(&["read", "write-all", "own"])),
        ["f: p: the host has `own` as flag 2, the package no flag 2"]
    );
    // Packages of published macros say nothing of them.
    let package = pointed(&metadata([ty(13, None)], vec![]));
    assert!(refused(&package, with(&["read"])).is_empty());
}

#[test]
fn a_recursive_type_is_compared_with_one_that_refers_to_itself_by_name() {
    // type tree = list<tree>, against record tree { all: list<tree> }: one is no list.
    let reference = ty(
        18,
        Some(Value::record("TypeRef", [("name", "tree".into())])),
    );
    let all = [("all", "type", ty(14, Some(reference)))];
    let tree = named(17, "fields", "tree", &all);
    let package = pointed(&metadata([tree], vec![]));
    mod host {
        packr::bindgen!({ inline: r#"
            package a:b;
            world same { record tree { all: list<tree> } export f: func(p: tree); }
            world other { record tree { all: list<list<tree>> } export f: func(p: tree); }
        "#, world: "same" });
    }
    mod other {
        packr::bindgen!({ inline: r#"
            package a:b;
            world other { record tree { all: list<list<tree>> } export f: func(p: tree); }
        "# });
    }
    assert_eq!(refused(&package, host::Same::schema().clone()), [""; 0]);
    assert_eq!(
        refused(&package, other::Other::schema().clone()),
        ["f: p.all[]: the host has list<tree>, the package record tree"]
    );
}

#[test]
fn a_chain_of_types_of_any_length_is_compared() {
    mod host {
        packr::bindgen!({ inline: r#"
            package a:b;
            world w { record t { next: option<t> } export f: func(p: t); }
        "# });
    }
    // Each record names the one before it: no type is deep, but the way through them is long.
    let reference = |i: u32| {
        let name = format!("t{i}").into();
        ty(18, Some(Value::record("TypeRef", [("name", name)])))
    };
    let chain = |length: u32| {
        let link = |i: u32| {
            let inner = match i {
                0 => ty(1, None),
                _ => reference(i - 1),
            };
            let next = [("next", "type", ty(15, Some(inner)))];
            named(17, "fields", &format!("t{i}"), &next)
        };
        let all = function("others", (0..length).map(link), vec![]);
        let f = function("f", [reference(length - 1)], vec![]);
        refused(&pointed(&exporting([all, f])), host::W::schema().clone())
    };
    let problems = chain(100);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let (start, end) = (
        "f: p.next.some.next",
        "the host has record t, the package u8",
    );
    assert!(problems[0].starts_with(start), "{}", problems[0]);
    assert!(problems[0].ends_with(end), "{}", problems[0]);
    assert!(problems[0].len() < 500, "{}", problems[0]);
    // No value is that deep.
    assert_eq!(chain(2_000), [""; 0]);
}
