//! Strings, bytes and maps of other Rust types, owned arguments, and types that nothing needs.

use std::collections::HashMap;
use std::sync::Arc;

use packr::{HasSelf, Linker, Lower, Store, decode, encode};

use crate::support::{ENGINE, package};
use crate::values;

packr::bindgen!({
    inline: r#"
        package test:values@1.2.0;
        interface types {
            record point { x: s32, y: s32 }
            record unneeded { p: point }
            variant json {
                null,
                %bool(bool),
                number(f64),
                %string(string),
                array(list<json>),
                object(map<string, json>),
            }
            record blob { name: string, bytes: list<u8>, parts: list<list<u8>> }
        }
        interface host {
            use types.{json, point};
            echo-string: func(value: string) -> string;
            echo-list-u8: func(value: list<u8>) -> list<u8>;
            echo-list-list-u8: func(value: list<list<u8>>) -> list<list<u8>>;
            echo-map-nested: func(value: map<string, map<u64, point>>) -> map<string, map<u64, point>>;
            echo-json: func(value: json) -> json;
        }
        interface echo {
            use types.{json, point, blob};
            echo-string: func(value: string) -> string;
            echo-list-u8: func(value: list<u8>) -> list<u8>;
            echo-list-list-u8: func(value: list<list<u8>>) -> list<list<u8>>;
            echo-map-nested: func(value: map<string, map<u64, point>>) -> map<string, map<u64, point>>;
            echo-json: func(value: json) -> json;
            never: func(value: blob);
        }
        world other { import host; export echo; }
    "#,
    map_type: HashMap,
    string_type: Arc<str>,
    bytes_type: bytes::Bytes,
    ownership: Owning,
    generate_unused_types: false,
    exports: { "test:values/echo.never": optional },
});

use test::values::types::{Blob, Json, Point};

struct Host;

macro_rules! echo {
    ($($name:ident: $ty:ty,)*) => {
        impl test::values::host::Host for Host {
            $(fn $name(&mut self, value: $ty) -> $ty { value })*
        }
    };
}

echo! {
    echo_string: Arc<str>,
    echo_list_u8: bytes::Bytes,
    echo_list_list_u8: Vec<bytes::Bytes>,
    echo_map_nested: HashMap<Arc<str>, HashMap<u64, Point>>,
    echo_json: Json,
}

fn json() -> Json {
    let entries = [
        ("b", Json::Array(vec![Json::Null, Json::Bool(true)])),
        ("a", Json::Number(1.5)),
        (
            "c",
            Json::Object(HashMap::from([("x".into(), Json::String("y".into()))])),
        ),
    ];
    Json::Object(entries.map(|(key, value)| (Arc::from(key), value)).into())
}

#[test]
fn they_go_to_the_guest_and_back_as_owned_arguments() {
    let mut linker = Linker::new(&ENGINE);
    Other::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    linker.define_stubs(values::Values::schema()).unwrap();
    let mut store = Store::new(&ENGINE, Host);
    let other = Other::instantiate(&mut store, &package("values"), &linker).unwrap();
    let echo = other.test_values_echo();
    let text: Arc<str> = "hello".into();
    assert_eq!(
        echo.call_echo_string(&mut store, text.clone()).unwrap(),
        text
    );
    let bytes = bytes::Bytes::from_static(b"\0\xffabc");
    assert_eq!(
        echo.call_echo_list_u8(&mut store, bytes.clone()).unwrap(),
        bytes
    );
    let list = vec![bytes, bytes::Bytes::new()];
    assert_eq!(
        echo.call_echo_list_list_u8(&mut store, list.clone())
            .unwrap(),
        list
    );
    let points = HashMap::from([(7, Point { x: 1, y: 2 }), (3, Point { x: 0, y: 0 })]);
    let map = HashMap::from([(text, points)]);
    assert_eq!(
        echo.call_echo_map_nested(&mut store, map.clone()).unwrap(),
        map
    );
    assert_eq!(echo.call_echo_json(&mut store, json()).unwrap(), json());
    let blob = Blob {
        name: "a".into(),
        bytes: bytes::Bytes::new(),
        parts: vec![],
    };
    assert_eq!(echo.call_never(&mut store, blob).unwrap(), None);
}

/// The same types as they are without options.
mod usual {
    packr::bindgen!({
        inline: "package a:b; world w {
            variant json { null, %bool(bool), number(f64), %string(string), array(list<json>), object(map<string, json>) }
            record blob { name: string, bytes: list<u8>, parts: list<list<u8>> }
            import f: func(j: json, b: blob);
        }",
    });
}

#[test]
fn their_bytes_and_values_are_the_usual_ones() {
    let blob = Blob {
        name: "name".into(),
        bytes: vec![1, 2].into(),
        parts: vec![vec![3].into(), bytes::Bytes::new()],
    };
    let same = usual::Blob {
        name: "name".into(),
        bytes: vec![1, 2],
        parts: vec![vec![3], vec![]],
    };
    assert_eq!(encode(&blob).unwrap(), encode(&same).unwrap());
    assert_eq!(blob.to_value(), same.to_value());
    assert_eq!(decode::<Blob>(&encode(&same).unwrap()).unwrap(), blob);

    // Maps are written in the order of their keys, whatever order they are kept in.
    let bytes = encode(&json()).unwrap();
    let tree: usual::Json = decode(&bytes).unwrap();
    assert_eq!(encode(&tree).unwrap(), bytes);
    assert_eq!(json().to_value(), tree.to_value());
}
