//! Packages of both versions of the format, and messages of the wrong one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use packr::intercept::{Call, Direction, End};
use packr::schema::World;
use packr::wasmtime::{AsContextMut, StoreContextMut, Trap};
use packr::{
    CallInterceptor, CodecError, CodecErrorKind, Error, HasSelf, Instance, Limits, Linker, Package,
    Store, Value, ValueType, Version, encode_as,
};

use crate::support::{ENGINE, guests, package, wat};
use crate::twins::{Calc, Names};

packr::bindgen!(in "tests/wit/tally.wit");

const VERSIONS: [Version; 2] = [Version::V2, Version::V3];

fn linker() -> Linker<Names> {
    let mut linker = Linker::new(&ENGINE);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names).unwrap();
    linker
}

fn tally() -> (Store<Names>, Tally) {
    let mut store = Store::new(&ENGINE, Names);
    let tally = Tally::instantiate(&mut store, &package("tally"), &linker()).unwrap();
    (store, tally)
}

fn name(name: &str) -> Expr {
    Expr::Name(name.into())
}

fn sum() -> Expr {
    Expr::Sum(vec![name("x"), Expr::neg(name("y")), name("x")])
}

/// Keeps the values that it is told.
#[derive(Clone, Default)]
struct Values(Arc<Mutex<Vec<Value>>>);

impl Values {
    fn take(&self) -> Vec<Value> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl CallInterceptor for Values {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        let mut values = self.0.lock().unwrap();
        values.push(call.input.clone());
        if let End::Returned(value) = end {
            values.push(value.clone());
        }
    }
}

#[test]
fn the_version_is_found_in_the_metadata() {
    for (guest, version) in [
        ("calc", Version::V2),
        ("twin", Version::V2),
        ("tally", Version::V3),
    ] {
        // What is set for packages without metadata changes nothing.
        for default in VERSIONS {
            let mut linker = linker();
            linker.default_version(default);
            let mut store = Store::new(&ENGINE, Names);
            let calc = Calc::instantiate(&mut store, &package(guest), &linker).unwrap();
            let instance = calc.instance();
            if let Some(metadata) = instance.metadata() {
                assert_eq!(metadata.version, version, "{guest}");
                assert_eq!(instance.version(), version, "{guest}");
            } else {
                assert_eq!(instance.version(), default, "{guest}");
            }
        }
    }
}

#[test]
fn what_its_macros_hash_is_what_the_wit_hashes() {
    let (_, tally) = tally();
    let metadata = tally.instance().metadata().unwrap();
    for (interfaces, hashes) in [
        (&metadata.world.imports, &metadata.import_hashes),
        (&metadata.world.exports, &metadata.export_hashes),
    ] {
        let hash = metadata
            .world
            .interface_hash_as(&interfaces[0], Version::V3);
        assert_eq!(hash, Some(hashes[0].hash));
    }
    // The types of its functions are those of the WIT, where the metadata spells them out.
    let host = Tally::schema();
    let of = |world: &World, name: &str| {
        let functions = &world.exports[0].functions;
        let function = functions.iter().find(|it| it.name == name).unwrap();
        let ty = function
            .result
            .or(function.params.get(1).map(|(_, ty)| *ty))
            .unwrap();
        world.type_hash_as(ty, Version::V3).unwrap()
    };
    assert_eq!(of(host, "count-names"), of(&metadata.world, "count-names"));
}

#[test]
fn maps_in_both_directions() {
    let (mut store, tally) = tally();
    let counts = tally.call_count_names(&mut store, &sum()).unwrap();
    assert_eq!(counts, BTreeMap::from([("x".into(), 2), ("y".into(), 1)]));
    let values = BTreeMap::from([("x".into(), 7), ("z".into(), 9)]);
    assert_eq!(
        tally.call_put(&mut store, &sum(), &values).unwrap(),
        Expr::Sum(vec![Expr::Num(7), Expr::neg(name("y")), Expr::Num(7)])
    );
    let nothing = tally.call_count_names(&mut store, &Expr::Num(1)).unwrap();
    assert_eq!(nothing, BTreeMap::new());
}

#[test]
fn an_interceptor_sees_maps() {
    let (mut store, tally) = tally();
    let seen = Values::default();
    tally.instance().set_interceptor(seen.clone());
    let values = BTreeMap::from([("y".into(), -1), ("x".into(), 7)]);
    tally.call_put(&mut store, &name("x"), &values).unwrap();
    tally.call_count_names(&mut store, &name("x")).unwrap();
    let [input, _, _, output] = &seen.take()[..] else {
        panic!()
    };
    let entry = |name: &str, value: i64| (name.into(), value.into());
    assert_eq!(
        input.as_tuple().unwrap()[1],
        Value::map(
            ValueType::String,
            ValueType::S64,
            [entry("x", 7), entry("y", -1)]
        )
    );
    assert_eq!(
        *output,
        Value::map(
            ValueType::String,
            ValueType::U32,
            [("x".into(), 1_u32.into())]
        )
    );
}

/// Its functions on sets are in no WIT.
#[test]
fn sets_by_the_metadata_alone() {
    let (mut store, tally) = tally();
    let world = tally.instance().metadata().unwrap().world.clone();
    let shown = |world: &World| {
        let functions = world.exports[0].functions.iter();
        let common = functions.clone().find(|it| it.name == "common").unwrap();
        world.display(common.result.unwrap()).to_string()
    };
    assert_eq!(shown(&world), "set<string>");
    let instance = linker()
        .instantiate(&mut store, &package("tally"), world)
        .unwrap();
    let expr = |case, tag, held| Value::variant("Expr", case, tag, Some(held));
    let items = ["x", "y"].map(|name| expr("Name", 1, name.into()));
    let sum = expr(
        "Sum",
        3,
        Value::list(ValueType::Variant("Expr".into()), items),
    );
    let names = ["z", "y", "x"].map(Value::from);
    let set = |items: &[&str]| {
        Value::set(
            ValueType::String,
            items.iter().map(|item| Value::from(*item)),
        )
    };
    // A list will do for a set, and comes in order.
    for names in [
        Value::list(ValueType::String, names.clone()),
        Value::set(ValueType::String, names),
    ] {
        let input = Value::tuple([sum.clone(), names]);
        let found = instance.call(&mut store, "common", input).unwrap();
        assert_eq!(found, set(&["x", "y"]));
    }
    let twice = Value::tuple([sum, set(&["x", "y", "x"])]);
    let error = instance.call(&mut store, "common", twice).unwrap_err();
    assert!(
        error
            .report()
            .ends_with(r#"names[2]: the set has the element "x" twice"#),
        "{error:?}"
    );
}

#[test]
fn results_of_imports_stay_the_hosts() {
    let mut store = Store::new(&ENGINE, Names);
    let calc = Calc::instantiate(&mut store, &package("tally"), &linker()).unwrap();
    let sum = crate::twins::Expr::Sum(vec![crate::twins::Expr::Name("x".into()); 10]);
    let mut size = 0;
    for round in 0..1100 {
        assert_eq!(calc.call_eval(&mut store, &sum).unwrap(), Ok(400));
        let memory = calc.instance().wasm().get_memory(&mut store, "memory");
        let now = memory.unwrap().data_size(&store);
        // A hundred rounds to warm up, then ten thousand imports.
        if round >= 100 {
            assert_eq!(now, size, "round {round}");
        }
        size = now;
    }
}

#[test]
fn outputs_are_given_back() {
    let (mut store, tally) = tally();
    let wide = Expr::Sum((0..500).map(|i| name(&format!("n{i}"))).collect());
    let mut size = 0;
    for round in 0..60 {
        assert_eq!(
            tally.call_count_names(&mut store, &wide).unwrap().len(),
            500
        );
        let memory = tally.instance().wasm().get_memory(&mut store, "memory");
        let now = memory.unwrap().data_size(&store);
        if round >= 10 {
            assert_eq!(now, size, "round {round}");
        }
        size = now;
    }
}

/// The same guest with another name for its `__pack_types`.
fn without_metadata() -> Package {
    let mut bytes = std::fs::read(guests().join("tally.wasm")).unwrap();
    let name = b"__pack_types";
    let at = bytes.windows(name.len()).position(|it| it == name).unwrap();
    bytes[at + name.len() - 1] = b'z';
    Package::new(&ENGINE, bytes).unwrap()
}

#[test]
fn without_metadata_the_host_has_to_say_the_version() {
    let package = without_metadata();
    let call = |linker: &Linker<Names>| {
        let mut store = Store::new(&ENGINE, Names);
        let tally = Tally::instantiate(&mut store, &package, linker).unwrap();
        assert!(tally.instance().metadata().is_none());
        tally.call_count_names(&mut store, &sum())
    };
    let mut linker = linker();
    let Error::Guest { message, .. } = call(&linker).unwrap_err() else {
        panic!()
    };
    assert!(message.contains("Unsupported version"), "{message}");
    let counts = call(linker.default_version(Version::V3)).unwrap();
    assert_eq!(counts.len(), 2);
}

/// A guest of 0.6.2 would loop for ever here.
#[test]
fn a_panic_is_a_trap() {
    let mut linker = Linker::new(&ENGINE);
    let failing = |_: i32, _: i32, _: i32, _: i32| -1_i32;
    linker
        .core()
        .func_wrap("demo:calc/host", "lookup", failing)
        .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let world = crate::twins::Calc::schema();
    let instance = linker
        .instantiate(&mut store, &package("tally"), world)
        .unwrap();
    let unknown = Value::variant("Expr", "Name", 1, Some("x".into()));
    let error = instance.call(&mut store, "eval", unknown).unwrap_err();
    let Error::Trap { trap, panic, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(*trap, Some(Trap::UnreachableCodeReached));
    assert_eq!(*panic, None);
}

mod changed {
    packr::bindgen!({ inline: r#"
        package demo:tally;
        world tally {
            variant expr { num(s64), name(string), neg(expr), sum(list<expr>) }
            export count-names: func(e: expr) -> list<tuple<string, u32>>;
            export put: func(e: expr, values: map<string, u8>) -> expr;
        }
    "# });
}

#[test]
fn a_changed_map_is_told_at_instantiation() {
    let mut store = Store::new(&ENGINE, Names);
    let refused = changed::Tally::instantiate(&mut store, &package("tally"), &linker());
    let Error::Link(error) = refused.unwrap_err() else {
        panic!()
    };
    let problems: Vec<_> = error.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "count-names: result: the host has list<tuple<string, u32>>, the package map<string, u32>",
            "put: values.value: the host has u8, the package s64",
        ]
    );
}

mod forward {
    packr::bindgen!({ inline: r#"
        package a:b;
        world w {
            record entry { name: string, at: map<u8, list<map<char, bool>>> }
            import pass: func(all: map<string, entry>, small: list<u16>) -> option<map<s8, entry>>;
            export send: func(all: map<string, entry>, small: list<u16>) -> option<map<s8, entry>>;
        }
    "# });

    pub(crate) struct Host;

    impl WImports for Host {
        fn pass(
            &mut self,
            all: std::collections::BTreeMap<String, Entry>,
            small: Vec<u16>,
        ) -> Option<std::collections::BTreeMap<i8, Entry>> {
            let numbered = all.into_values().zip(-1..).map(|(entry, key)| (key, entry));
            (small.len() == 2).then(|| numbered.collect())
        }
    }
}

/// Typed calls through a guest that does not look at what it passes on, without metadata.
#[test]
fn either_version_can_be_set_and_values_are_the_same() {
    let entry = |name: &str| forward::Entry {
        name: name.into(),
        at: BTreeMap::from([(1, vec![BTreeMap::from([('x', true)])]), (0, vec![])]),
    };
    let all = BTreeMap::from([("b".into(), entry("B")), ("a".into(), entry("A"))]);
    let numbered = BTreeMap::from([(-1, entry("A")), (0, entry("B"))]);
    let [old, new] = VERSIONS.map(|version| {
        let mut linker = Linker::new(&ENGINE);
        forward::W::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
        let seen = Values::default();
        linker
            .default_version(version)
            .set_interceptor(seen.clone());
        let mut store = Store::new(&ENGINE, forward::Host);
        let world = forward::W::instantiate(&mut store, &wat("forward"), &linker).unwrap();
        assert_eq!(world.instance().version(), version);
        for (small, expected) in [(&[1, 2][..], Some(&numbered)), (&[], None)] {
            let result = world.call_send(&mut store, &all, small).unwrap();
            assert_eq!(result.as_ref(), expected);
        }
        for global in ["asked", "answered"] {
            let global = world.instance().wasm().get_global(&mut store, global);
            let found = global.unwrap().get(store.as_context_mut()).unwrap_i32();
            assert_eq!(found, i32::from(version.number()));
        }
        seen.take()
    });
    assert_eq!(old.len(), 8);
    assert_eq!(old, new);
    assert!(old[0].as_tuple().unwrap()[0].as_map().is_some());
}

/// A guest that answers `f` with one message, whatever it is asked, and can ask `g` with another.
fn speaks(answer: &[u8], question: &[u8], start: bool) -> Package {
    let data = |bytes: &[u8]| -> String { bytes.iter().map(|b| format!("\\{b:02x}")).collect() };
    let start = if start { "(start $ask)" } else { "" };
    let text = format!(
        r#"(module
            (import "$root" "g" (func $g (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 1024) "{}")
            (data (i32.const 2048) "{}")
            (global $answered (export "answered") (mut i32) (i32.const 0))
            (func $ask
                (drop (call $g (i32.const 2048) (i32.const {}) (i32.const 64) (i32.const 68)))
                (global.set $answered (i32.load16_u offset=4 (i32.load (i32.const 64)))))
            {start}
            (func (export "ask") (param i32 i32 i32 i32) (result i32)
                (call $ask)
                (i32.const -1))
            (func (export "f") (param i32 i32 i32 i32) (result i32)
                (i32.store (local.get 2) (i32.const 1024))
                (i32.store (local.get 3) (i32.const {}))
                (i32.const 0)))"#,
        data(answer),
        data(question),
        question.len(),
        answer.len(),
    );
    Package::new(&ENGINE, text).unwrap()
}

mod asks {
    packr::bindgen!({ inline: r#"
        package a:b;
        world w {
            import g: func(n: u8) -> u8;
            export f: func() -> u8;
            export ask: func();
        }
    "# });
}

fn asking(package: &Package, version: Version) -> Result<(Store<()>, Instance), Error> {
    let mut linker = Linker::new(&ENGINE);
    linker.default_version(version);
    let world = asks::W::schema();
    let nine = |_: StoreContextMut<'_, ()>, _| Ok(Value::U8(9));
    linker.define_dynamic(world, "$root", "g", nine).unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = linker.instantiate(&mut store, package, world)?;
    Ok((store, instance))
}

fn seven(version: Version) -> Vec<u8> {
    encode_as(&7_u8, version, &Limits::DEFAULT).unwrap()
}

#[test]
fn a_message_of_the_other_version_is_an_error_that_says_so() {
    for (expected, found) in [(Version::V2, Version::V3), (Version::V3, Version::V2)] {
        let package = speaks(&seven(found), &seven(found), false);
        let (mut store, instance) = asking(&package, expected).unwrap();
        for (function, direction) in [("f", Direction::Export), ("ask", Direction::Import)] {
            let error = instance
                .call(&mut store, function, Value::UNIT)
                .unwrap_err();
            let codec = error.downcast_ref::<CodecError>().unwrap();
            assert_eq!(
                *codec.kind(),
                CodecErrorKind::OtherVersion { expected, found }
            );
            assert_eq!(error.call().unwrap().direction, direction);
        }
        // With the right version it works.
        let (mut store, instance) = asking(&package, found).unwrap();
        let result = instance.call(&mut store, "f", Value::UNIT).unwrap();
        assert_eq!(result, Value::U8(7));
    }
    let package = speaks(&seven(Version::V3), &[], false);
    let (mut store, instance) = asking(&package, Version::V2).unwrap();
    let error = instance.call(&mut store, "f", Value::UNIT).unwrap_err();
    assert_eq!(
        error.report(),
        "bad result of guest function `f`: expected version 2 of the format (packr 0.6 to 0.21), \
         found version 3 of the format (packr 0.22 and later) (at byte 4)"
    );
}

/// It runs before the metadata can be asked for, so its calls tell the version.
#[test]
fn a_start_function_is_answered_in_its_own_version() {
    for version in VERSIONS {
        for default in VERSIONS {
            let package = speaks(&seven(default), &seven(version), true);
            let (mut store, instance) = asking(&package, default).unwrap();
            let answered = instance.wasm().get_global(&mut store, "answered").unwrap();
            let answered = answered.get(store.as_context_mut()).unwrap_i32();
            assert_eq!(answered, i32::from(version.number()));
        }
    }
}
