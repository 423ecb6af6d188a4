//! Every WIT value type through a real guest: typed and by name, with random values.

use std::collections::BTreeMap;
use std::fmt::Debug;

use packr::schema::World;
use packr::{
    HasSelf, Lift, Limits, Linker, Lower, Store, Value, Version, decode, encode, encode_as,
};
use proptest::prelude::*;

use crate::support::{ENGINE, package};

#[path = "random.rs"]
mod random;

packr::bindgen!("values" in "tests/wit/values.wit");

use test::values::types::{
    Blob, Count, Department, Employee, Everything, Expression, Failure, Json, Lamp, Nested,
    Permissions, Person, Points, Shape, Statement, Wide,
};

/// The name of every echo function, its type, and how a `&T` becomes the argument of an export.
macro_rules! for_every_type {
    ($then:ident) => {
        $then! {
            echo_bool, call_echo_bool: bool => |v| *v;
            echo_u8, call_echo_u8: u8 => |v| *v;
            echo_u16, call_echo_u16: u16 => |v| *v;
            echo_u32, call_echo_u32: u32 => |v| *v;
            echo_u64, call_echo_u64: u64 => |v| *v;
            echo_s8, call_echo_s8: i8 => |v| *v;
            echo_s16, call_echo_s16: i16 => |v| *v;
            echo_s32, call_echo_s32: i32 => |v| *v;
            echo_s64, call_echo_s64: i64 => |v| *v;
            echo_f32, call_echo_f32: f32 => |v| *v;
            echo_f64, call_echo_f64: f64 => |v| *v;
            echo_char, call_echo_char: char => |v| *v;
            echo_string, call_echo_string: String => |v| v;
            echo_list_bool, call_echo_list_bool: Vec<bool> => |v| v;
            echo_list_u8, call_echo_list_u8: Vec<u8> => |v| v;
            echo_list_u16, call_echo_list_u16: Vec<u16> => |v| v;
            echo_list_u32, call_echo_list_u32: Vec<u32> => |v| v;
            echo_list_u64, call_echo_list_u64: Vec<u64> => |v| v;
            echo_list_s8, call_echo_list_s8: Vec<i8> => |v| v;
            echo_list_s16, call_echo_list_s16: Vec<i16> => |v| v;
            echo_list_s32, call_echo_list_s32: Vec<i32> => |v| v;
            echo_list_s64, call_echo_list_s64: Vec<i64> => |v| v;
            echo_list_f32, call_echo_list_f32: Vec<f32> => |v| v;
            echo_list_f64, call_echo_list_f64: Vec<f64> => |v| v;
            echo_list_char, call_echo_list_char: Vec<char> => |v| v;
            echo_list_string, call_echo_list_string: Vec<String> => |v| v;
            echo_list_list_u8, call_echo_list_list_u8: Vec<Vec<u8>> => |v| v;
            echo_list_list_string, call_echo_list_list_string: Vec<Vec<String>> => |v| v;
            echo_list_option, call_echo_list_option: Vec<Option<u32>> => |v| v;
            echo_list_result, call_echo_list_result: Vec<Result<u8, String>> => |v| v;
            echo_list_tuple, call_echo_list_tuple: Vec<(u32, String)> => |v| v;
            echo_list_record, call_echo_list_record: Vec<Point> => |v| v;
            echo_list_variant, call_echo_list_variant: Vec<Shape> => |v| v;
            echo_list_enum, call_echo_list_enum: Vec<Color> => |v| v;
            echo_list_flags, call_echo_list_flags: Vec<Permissions> => |v| v;
            echo_list_map, call_echo_list_map: Vec<BTreeMap<String, u8>> => |v| v;
            echo_fixed_bytes, call_echo_fixed_bytes: [u8; 4] => |v| *v;
            echo_fixed_strings, call_echo_fixed_strings: [String; 2] => |v| v;
            echo_fixed_nested, call_echo_fixed_nested: [[i16; 2]; 3] => |v| *v;
            echo_fixed_records, call_echo_fixed_records: [Point; 2] => |v| *v;
            echo_map_string, call_echo_map_string: BTreeMap<String, u32> => |v| v;
            echo_map_u32, call_echo_map_u32: BTreeMap<u32, String> => |v| v;
            echo_map_s8, call_echo_map_s8: BTreeMap<i8, bool> => |v| v;
            echo_map_char, call_echo_map_char: BTreeMap<char, Vec<u8>> => |v| v;
            echo_map_bool, call_echo_map_bool: BTreeMap<bool, String> => |v| v;
            echo_map_nested, call_echo_map_nested: BTreeMap<String, BTreeMap<u64, Point>> => |v| v;
            echo_option_u32, call_echo_option_u32: Option<u32> => |v| *v;
            echo_option_string, call_echo_option_string: Option<String> => |v| v.as_deref();
            echo_option_option, call_echo_option_option: Option<Option<u8>> => |v| *v;
            echo_option_option_option, call_echo_option_option_option: Option<Option<Option<bool>>> => |v| *v;
            echo_option_list, call_echo_option_list: Option<Vec<u8>> => |v| v.as_deref();
            echo_option_record, call_echo_option_record: Option<Person> => |v| v.as_ref();
            echo_result_both, call_echo_result_both: Result<u32, String> => |v| v.as_ref().map(|v| *v).map_err(String::as_str);
            echo_result_ok, call_echo_result_ok: Result<u32, ()> => |v| *v;
            echo_result_err, call_echo_result_err: Result<(), String> => |v| v.as_ref().map(|()| ()).map_err(String::as_str);
            echo_result_none, call_echo_result_none: Result<(), ()> => |v| *v;
            echo_result_result, call_echo_result_result: Result<Result<u8, Color>, Result<(), Shape>> => |v| v.as_ref().map(|v| *v).map_err(|v| v.as_ref().map(|()| ()));
            echo_result_option, call_echo_result_option: Result<Option<String>, Option<Color>> => |v| v.as_ref().map(Option::as_deref).map_err(|v| *v);
            echo_tuple_one, call_echo_tuple_one: (u8,) => |v| (v.0,);
            echo_tuple_two, call_echo_tuple_two: (u32, String) => |v| (v.0, &v.1);
            echo_tuple_nested, call_echo_tuple_nested: ((u8, u16), (i8, (bool,))) => |v| *v;
            echo_tuple_nine, call_echo_tuple_nine: (bool, u8, u16, u32, u64, i64, f64, char, String) => |v| (v.0, v.1, v.2, v.3, v.4, v.5, v.6, v.7, &v.8);
            echo_point, call_echo_point: Point => |v| *v;
            echo_person, call_echo_person: Person => |v| v;
            echo_everything, call_echo_everything: Everything => |v| v;
            echo_shape, call_echo_shape: Shape => |v| v;
            echo_color, call_echo_color: Color => |v| *v;
            echo_lamp, call_echo_lamp: Lamp => |v| *v;
            echo_permissions, call_echo_permissions: Permissions => |v| *v;
            echo_wide, call_echo_wide: Wide => |v| *v;
            echo_count, call_echo_count: Count => |v| *v;
            echo_points, call_echo_points: Points => |v| v;
            echo_blob, call_echo_blob: Blob => |v| v;
            echo_tree, call_echo_tree: Tree => |v| v;
            echo_list_tree, call_echo_list_tree: Vec<Tree> => |v| v;
            echo_option_tree, call_echo_option_tree: Option<Tree> => |v| v.as_ref();
            echo_employee, call_echo_employee: Employee => |v| v;
            echo_department, call_echo_department: Department => |v| v;
            echo_nested, call_echo_nested: Nested => |v| v;
            echo_json, call_echo_json: Json => |v| v;
            echo_statement, call_echo_statement: Statement => |v| v;
            echo_expression, call_echo_expression: Expression => |v| v;
            echo_failure, call_echo_failure: Failure => |v| v;
            echo_result_tree, call_echo_result_tree: Result<Tree, Failure> => |v| v.as_ref();
        }
    };
}

/// One value in all its forms.
fn agree<T: Lower + Lift + Debug>(typed: &T) {
    let value = typed.to_value();
    for version in [Version::V2, Version::V3] {
        let bytes = encode_as(typed, version, &Limits::DEFAULT).unwrap();
        assert_eq!(
            encode_as(&value, version, &Limits::DEFAULT).unwrap(),
            bytes,
            "{typed:?} and {value} are other bytes"
        );
        let read: Value = decode(&bytes).unwrap();
        if version == Version::V3 {
            assert_eq!(read, value);
        }
        assert_eq!(T::from_value(read).unwrap().to_value(), value);
        assert_eq!(decode::<T>(&bytes).unwrap().to_value(), value);
    }
    assert_eq!(T::from_value(value.clone()).unwrap().to_value(), value);
}

#[derive(Default)]
struct Host {
    notes: Vec<String>,
}

macro_rules! echoes {
    ($($name:ident, $call:ident: $ty:ty => |$v:ident| $arg:expr;)*) => {
        impl test::values::host::Host for Host {
            $(fn $name(&mut self, value: $ty) -> $ty {
                agree(&value);
                value
            })*
            fn ping(&mut self) {}
            fn ticks(&mut self) -> u64 {
                7
            }
            fn note(&mut self, level: test::values::host::Level, message: String) {
                self.notes.push(format!("{level:?}: {message}"));
            }
            fn nine(&mut self, a: bool, b: u8, c: u16, d: u32, e: u64, f: i64, g: f64, h: char, i: String) -> String {
                format!("{a} {b} {c} {d} {e} {f} {g} {h} {i}")
            }
        }

        /// Calls one exported echo with types, on the way that generated code takes.
        fn call_typed(values: &Values, store: &mut Store<Host>, name: &str, value: Value) -> Value {
            let echo = values.test_values_echo();
            match name.replace('-', "_").as_str() {
                $(stringify!($name) => {
                    let typed = <$ty>::from_value(value).unwrap();
                    agree(&typed);
                    let $v = &typed;
                    echo.$call(&mut *store, $arg).unwrap().to_value()
                })*
                _ => panic!("{name}"),
            }
        }
    };
}

for_every_type!(echoes);

impl clock::Host for Host {
    fn now(&mut self) -> u64 {
        1
    }
}

impl ValuesImports for Host {
    fn tick(&mut self, n: u32) -> u32 {
        n
    }

    fn visit(&mut self, tree: Tree) -> Tree {
        tree
    }

    fn punch(&mut self, ticket: Ticket) -> Result<Ticket, String> {
        if ticket.id == 0 {
            Err("no number".into())
        } else {
            Ok(ticket)
        }
    }

    fn beat(&mut self) {}
}

/// One world, two guests: on this repository's packr-guest, and on the published one.
const GUESTS: [&str; 2] = ["values", "old"];

fn start(guest: &str) -> (Store<Host>, Values) {
    let mut linker = Linker::new(&ENGINE);
    Values::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    let mut store = Store::new(&ENGINE, Host::default());
    let values = Values::instantiate(&mut store, &package(guest), &linker).unwrap();
    (store, values)
}

/// The echo functions of the exported interface, by full name, with their type.
fn echoes(world: &World) -> Vec<(String, packr::schema::Type)> {
    let interface = world
        .exports
        .iter()
        .find(|interface| interface.id == "test:values/echo@1.2.0")
        .unwrap();
    let echo = |function: &packr::schema::Function| {
        let name = format!("{}#{}", interface.id, function.name);
        function
            .name
            .starts_with("echo-")
            .then(|| (name, function.params[0].1))
    };
    interface.functions.iter().filter_map(echo).collect()
}

/// Random bytes decide what a value is: see `random.rs`.
fn entropy() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..160)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Host to guest to host to guest to host: four crossings, of which two are typed on either side.
    #[test]
    fn every_type_comes_back_as_it_went(bytes in entropy(), guest in prop::sample::select(&GUESTS)) {
        let (mut store, values) = start(guest);
        let world = Values::schema();
        let functions = echoes(world);
        prop_assert_eq!(functions.len(), 84);
        for (name, ty) in functions {
            let value = random::value(world, ty, &bytes);
            // What the generator makes is canonical, so checking it changes nothing.
            prop_assert_eq!(&world.conform(ty, value.clone()).unwrap(), &value, "{}", name);
            let dynamic = values.instance().call(&mut store, &name, Value::Tuple(vec![value.clone()])).unwrap();
            prop_assert_eq!(&dynamic, &value, "{}", name);
            let function = name.rsplit_once('#').unwrap().1;
            let typed = call_typed(&values, &mut store, function, value.clone());
            prop_assert_eq!(&typed, &value, "{}", name);
        }
    }

    /// The same with host functions on values: what they see is what the typed ones see.
    #[test]
    fn dynamic_host_functions_see_canonical_values(bytes in entropy(), guest in prop::sample::select(&GUESTS)) {
        let world = Values::schema();
        let mut linker = Linker::<Option<Value>>::new(&ENGINE);
        let host = world.imports.iter().find(|interface| interface.id == "test:values/host@1.2.0").unwrap();
        for function in host.functions.iter().filter(|function| function.name.starts_with("echo-")) {
            linker
                .define_dynamic(world, &host.id, &function.name, |mut store, input| {
                    let Value::Tuple(items) = &input else { unreachable!() };
                    *store.data_mut() = Some(input.clone());
                    Ok(items[0].clone())
                })
                .unwrap();
        }
        linker.define_stubs(world).unwrap();
        let mut store = Store::new(&ENGINE, None);
        let instance = linker.instantiate(&mut store, &package(guest), world).unwrap();
        for (name, ty) in echoes(world) {
            let input = Value::Tuple(vec![random::value(world, ty, &bytes)]);
            let Value::Tuple(items) = &input else { unreachable!() };
            prop_assert_eq!(&instance.call(&mut store, &name, input.clone()).unwrap(), &items[0], "{}", name);
            prop_assert_eq!(store.data().as_ref(), Some(&input), "{}", name);
        }
    }
}

#[test]
fn functions_of_every_shape() {
    for guest in GUESTS {
        every_shape(guest);
    }
}

fn every_shape(guest: &str) {
    let (mut store, values) = start(guest);
    values.call_nothing(&mut store).unwrap();
    let nine = values
        .call_nine(&mut store, true, 2, 3, 4, 5, -6, 7.5, '8', "nine")
        .unwrap();
    assert!(nine.contains("nine"), "{nine}");
    assert_eq!(values.call_double(&mut store, -21).unwrap(), -42);
    assert_eq!(values.call_join(&mut store, "a", "b").unwrap(), "ab");
    // One parameter that is a tuple itself: bare and wrapped look alike but for what is inside.
    assert_eq!(
        values.call_swap(&mut store, (1, "one")).unwrap(),
        ("one".to_owned(), 1)
    );
    let point = Point { x: 1, y: -1 };
    assert_eq!(values.call_unwrap(&mut store, (point,)).unwrap(), point);
    let ticket = Ticket {
        id: 3,
        owner: None,
        colors: vec![Color::BlueGreen],
    };
    assert_eq!(
        values.call_exchange(&mut store, &ticket).unwrap(),
        Ok(ticket)
    );
    let none = Ticket {
        id: 0,
        owner: Some("x".into()),
        colors: vec![],
    };
    assert_eq!(
        values.call_exchange(&mut store, &none).unwrap(),
        Err("no number".into())
    );
    assert!(values.counters().call_calls(&mut store).unwrap() > 0);
}

#[test]
fn flags_are_values_with_names() {
    let some = Permissions::READ | Permissions::CREATE_NEW;
    assert!(some.contains(Permissions::READ) && !some.contains(Permissions::WRITE));
    assert_eq!(format!("{some:?}"), "Permissions(READ | CREATE_NEW)");
    // A bit that the WIT does not name is no flag.
    let unknown = encode(&Value::Flags(1 << 9)).unwrap();
    let error = decode::<Permissions>(&unknown).unwrap_err().to_string();
    assert!(error.contains("flag"), "{error}");
}
