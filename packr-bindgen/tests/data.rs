//! A world as data prints as WIT that reads as the same world.

mod common;

use std::fs;
use std::path::Path;

use packr_core::RecordShape;
use packr_core::schema::{Function, Interface, Type, TypeDef, World};

fn worlds(text: &str) -> Vec<String> {
    let heads = text.lines().filter_map(|line| line.strip_prefix("world "));
    let names = heads.filter_map(|head| head.split_whitespace().next());
    names
        .map(|name| name.trim_start_matches('%').to_owned())
        .collect()
}

/// The functions of both sides with the hashes of their interfaces, which say all about types but their names.
fn content(world: &World) -> Vec<String> {
    let sides = [("import", &world.imports), ("export", &world.exports)];
    let all = sides.into_iter().flat_map(|(side, interfaces)| {
        let full = interfaces
            .iter()
            .filter(|interface| !interface.functions.is_empty());
        full.map(move |interface| {
            let hash = world.interface_hash(interface).expect("a hash");
            format!("{side} {} {hash}", interface.id)
        })
    });
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}

fn printed_again(name: &str, world: &World) -> String {
    let text = world.to_wit();
    let model = common::read_world(&text, &world.name)
        .unwrap_or_else(|errors| panic!("{name}: {errors}\n{text}"));
    let again = packr_bindgen::world(&model);
    assert_eq!(content(&again), content(world), "{name}\n{text}");
    assert_eq!(again.to_wit(), text, "{name}");
    text
}

#[test]
fn every_world_of_the_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut count = 0;
    for folder in ["tests/wit", "tests/hygiene/worlds", "examples/wit"] {
        for file in fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            for name in worlds(&text) {
                let Ok(model) = common::read_world(&text, &name) else {
                    continue;
                };
                printed_again(
                    &format!("{} {name}", path.display()),
                    &packr_bindgen::world(&model),
                );
                count += 1;
            }
        }
    }
    assert!(count > 10, "{count}");
}

fn function(name: &'static str, ty: Type) -> Function {
    Function {
        name: name.into(),
        params: vec![("p".into(), ty)].into(),
        result: None,
    }
}

fn record(name: &'static str, field: &'static str, ty: Type) -> TypeDef {
    let shape = RecordShape {
        name: name.into(),
        fields: vec![field.into()].into(),
    };
    TypeDef::Record {
        wit_name: name.into(),
        shape: shape.into(),
        fields: vec![ty].into(),
    }
}

fn importing(types: Vec<TypeDef>, interfaces: Vec<(&'static str, Vec<Function>)>) -> World {
    let interfaces = interfaces.into_iter().map(|(id, functions)| Interface {
        id: id.into(),
        functions: functions.into(),
    });
    World {
        name: "w".into(),
        types: types.into(),
        imports: interfaces.collect::<Vec<_>>().into(),
        ..World::EMPTY
    }
}

#[test]
fn types_of_one_name_are_merged_or_numbered() {
    let types = vec![
        record("same", "a", Type::U8),
        record("same", "a", Type::U8),
        record("same", "a", Type::Def(0)),
    ];
    let functions = (0..3).map(|index| function(["f", "g", "h"][index as usize], Type::Def(index)));
    let text = printed_again(
        "numbered",
        &importing(types, vec![("a:b/c@1.0.0", functions.collect())]),
    );
    assert_eq!(text.matches("record ").count(), 2, "{text}");
    assert!(text.contains("record same-n2 {"), "{text}");
    assert!(text.contains("g: func(p: same);"), "{text}");
}

#[test]
fn types_stand_where_they_are_first_needed() {
    let types = vec![record("list", "first_item", Type::String)];
    let interfaces = vec![
        ("$root", vec![function("own", Type::Def(0))]),
        ("a:b/c", vec![function("f", Type::Def(0))]),
        ("x:y/c@2.0.0", vec![function("f", Type::Def(0))]),
        ("plain", vec![function("f", Type::Def(0))]),
    ];
    let text = printed_again("placed", &importing(types, interfaces));
    assert_eq!(text.matches("record %list {").count(), 1, "{text}");
    assert_eq!(text.matches("use a:b/c.{%list};").count(), 3, "{text}");
}

#[test]
fn what_wit_can_not_say_is_named() {
    let types = vec![
        TypeDef::Any,
        TypeDef::Set(Type::U8),
        TypeDef::Tuple(vec![].into()),
    ];
    let functions = vec![
        function("f", Type::Def(0)),
        function("g", Type::Def(1)),
        function("Bad Name!", Type::Def(2)),
        function("beyond", Type::Def(9)),
    ];
    let text = importing(types, vec![("$root", functions)]).to_wit();
    let comments = text.lines().filter(|line| line.starts_with("//")).count();
    assert_eq!(comments, 3, "{text}");
    assert!(text.contains("import f: func(p: any-value);"), "{text}");
    assert!(text.contains("import bad-name: func("), "{text}");
}

#[test]
fn a_type_made_of_nothing_but_itself_ends() {
    let types = vec![TypeDef::List(Type::Def(0))];
    let text = importing(types, vec![("$root", vec![function("f", Type::Def(0))])]).to_wit();
    assert!(text.contains("list<list<any-value>>"), "{text}");
}
