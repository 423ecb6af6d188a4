//! Items with names of another sort: accessors of properties, and interfaces that the world gives a second name.

mod common;

use common::{describe, function, read};
use packr_bindgen::options::{GuestOptions, HostOptions};
use packr_bindgen::{emit, expand};
use similar_asserts::assert_eq;

const ACCESSORS: &str = "package t:t;
interface i {
  size: get() -> u32;
  size: set(value: u32) -> result<_, string>;
  get: func();
  set: func(size: u32);
}
world w {
  import i;
  export i;
  import mode: get() -> option<string>;
  import mode: set(value: option<string>);
  export mode: get() -> string;
}
";

#[test]
fn accessors_are_functions() {
    let model = read(ACCESSORS).expect("it is right");
    let functions = model.interfaces[0].functions.iter();
    let functions: Vec<String> = functions.map(|known| function(&model, known)).collect();
    let expected = [
        "[get]size: func() -> u32",
        "[set]size: func(value: u32) -> result<_, string>",
        "get: func()",
        "set: func(size: u32)",
    ];
    assert_eq!(functions, expected);

    let code = expand::format_code(&emit::host(&model, &HostOptions::default()));
    for part in [
        "fn size(&mut self) -> u32;",
        "fn set_size(",
        "fn set(&mut self, size: u32);",
        "fn set_mode(",
        "pub fn call_mode<",
        "name: \"[get]size\"",
    ] {
        assert!(code.contains(part), "{part}\n{code}");
    }
    let code = expand::format_code(&emit::guest(&model, &GuestOptions::default()));
    for part in ["t:t/i#[set]size", "pub fn set_size(", "fn mode() ->"] {
        assert!(code.contains(part), "{part}\n{code}");
    }
}

const SECOND_NAMES: &str = "package t:t;
interface base { record r { x: u8 } }
interface store {
  use base.{r};
  record entry { key: string, r: r, next: option<entry> }
  find: func(key: string) -> option<entry>;
}
world w {
  import first: store;
  import %type: store;
  export second: store;
  export %type: store;
}
";

#[test]
fn a_second_name_has_the_functions_and_shares_the_types() {
    let model = read(SECOND_NAMES).expect("it is right");
    let interfaces = model.interfaces.iter();
    let interfaces: Vec<_> = interfaces
        .map(|known| (known.name.to_string(), known.imported, known.exported))
        .collect();
    let expected = [
        ("t:t/base", true, false),
        ("t:t/store", false, false),
        ("first", true, false),
        ("type", true, true),
        ("second", false, true),
    ];
    assert_eq!(
        interfaces,
        expected.map(|(name, imported, exported)| (name.to_owned(), imported, exported))
    );
    let types = describe(&model);
    for (label, functions) in model.interfaces[2..]
        .iter()
        .map(|known| (&known.name, &known.functions))
    {
        let alias = format!("{label}.entry = use t:t/store.entry");
        assert!(types.contains(&alias), "{alias}: {types:?}");
        let functions: Vec<String> = functions
            .iter()
            .map(|known| function(&model, known))
            .collect();
        assert_eq!(
            functions,
            ["find: func(key: string) -> option<t:t/store.entry>"]
        );
    }
    let world = packr_bindgen::world(&model);
    let ids = |side: &[packr_core::schema::Interface]| -> Vec<String> {
        side.iter().map(|known| known.id.to_string()).collect()
    };
    assert_eq!(ids(&world.imports), ["t:t/base", "first", "type"]);
    assert_eq!(ids(&world.exports), ["second", "type"]);
}

#[test]
fn both_are_printed_as_they_were_written() {
    for (wit, lines) in [
        (
            ACCESSORS,
            &[
                "    size: get() -> u32;",
                "    import mode: set(value: option<string>);",
            ][..],
        ),
        (
            SECOND_NAMES,
            &["    import first: store;", "    export %type: store;"],
        ),
    ] {
        let text = read(wit).expect("it is right").to_string();
        for line in lines {
            assert!(text.lines().any(|known| known == *line), "{line}\n{text}");
        }
        assert_eq!(read(&text).expect("it is right").to_string(), text);
    }
}

#[test]
fn a_mistake_behind_a_second_name_is_told_once() {
    let wit = "package t:t;
interface i {
  f: func(x: stream<u8>);
}
world w { import a: i; export a: i; export b: i; }
";
    assert_eq!(common::errors(wit).matches("is not supported").count(), 1);
}
