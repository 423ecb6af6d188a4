//! Whatever the text is, there is code or an error with a place; never a panic.

mod common;

#[path = "common/worlds.rs"]
mod worlds;

use common::{read, read_world};
use packr_bindgen::emit;
use packr_bindgen::model::Model;
use packr_bindgen::options::{GuestOptions, HostOptions};
use proptest::prelude::*;

/// Words that WIT is made of, so that a good part of the texts gets past the first token.
const WORDS: &[&str] = &[
    "package a:b;",
    "package a:c@1.0.0 {",
    "interface i {",
    "interface j {",
    "world w {",
    "}",
    "{",
    "<",
    ">",
    "(",
    ")",
    ",",
    ";",
    ":",
    "=",
    "->",
    "%",
    "@",
    "/",
    "*",
    ".",
    "_",
    "\"",
    "record a {",
    "record b {",
    "variant a {",
    "variant b {",
    "type a =",
    "type b =",
    "enum e { x }",
    "flags f { x }",
    "resource r;",
    "a",
    "b",
    "%a",
    "%list",
    "x: a,",
    "y: list<b>,",
    "option<a>",
    "list<a, 4>",
    "map<string, a>",
    "result<a, b>",
    "result<_, a>",
    "tuple<a, b>",
    "own<a>",
    "borrow<r>",
    "future<list<u8, 1>>",
    "stream<a>",
    "error-context",
    "use i.{a};",
    "use j.{b as a};",
    "import i;",
    "export j;",
    "import f: func(x: a) -> b;",
    "import g: async func();",
    "include w;",
    "include w with { a as b };",
    "import k: interface {",
    "f: func(x: a);",
    "@since(version = 1.0.0)",
    "@unstable(feature = x)",
    "@external-id(\"a\")",
    "// c\n",
    "/* c */",
    "///d\n",
    "size: get() -> a;",
    "1",
    "u8",
    "\u{202e}",
    "é",
    "\r\n",
    "\t",
];

fn check(text: &str) -> Result<(), TestCaseError> {
    match read(text) {
        Ok(model) => check_model(&model),
        Err(message) => {
            let about_worlds = message.starts_with("package `") && message.contains(" declares ");
            prop_assert!(about_worlds || message.contains("--> "), "{message}");
            prop_assert!(
                !message.contains("future<list<u8, ") || text.contains("future"),
                "{message}"
            );
            Ok(())
        }
    }
}

fn check_model(model: &Model) -> Result<(), TestCaseError> {
    let code = emit::host(model, &HostOptions::default());
    let parsed = syn::parse2::<syn::File>(code.clone());
    prop_assert!(parsed.is_ok(), "{code}");
    let code = emit::guest(model, &GuestOptions::default());
    let parsed = syn::parse2::<syn::File>(code.clone());
    prop_assert!(parsed.is_ok(), "{code}");
    Ok(())
}

/// Type definitions that refer to each other at random, inside an interface or a world.
fn definitions() -> impl Strategy<Value = String> {
    let ty = (0..12usize, 0..6usize, 0..6usize).prop_map(|(shape, a, b)| match shape {
        0 => "u8".to_owned(),
        1 => format!("list<t{a}>"),
        2 => format!("option<t{a}>"),
        3 => format!("tuple<t{a}, %t{b}>"),
        4 => format!("result<t{a}, t{b}>"),
        5 => format!("result<_, t{a}>"),
        6 => format!("map<string, t{a}>"),
        7 => format!("list<t{a}, 3>"),
        8 => format!("list<list<option<t{a}>>>"),
        9 => format!("tuple<list<t{a}>, option<t{b}>, t{a}>"),
        10 => "result".to_owned(),
        _ => format!("t{a}"),
    });
    let def = (0..3usize, prop::collection::vec(ty, 1..4));
    let defs = prop::collection::vec(def, 6);
    (defs, any::<bool>()).prop_map(|(defs, in_world)| {
        let defs = defs
            .iter()
            .enumerate()
            .map(|(n, (shape, types))| match shape {
                0 => format!("type t{n} = {};", types[0]),
                1 => {
                    let fields = types
                        .iter()
                        .enumerate()
                        .map(|(n, ty)| format!("t{n}: {ty},"));
                    format!("record t{n} {{ {} }}", fields.collect::<String>())
                }
                _ => {
                    let cases = types
                        .iter()
                        .enumerate()
                        .map(|(n, ty)| format!("t{n}({ty}),"));
                    format!("variant t{n} {{ {} end }}", cases.collect::<String>())
                }
            });
        let defs: String = defs.collect();
        match in_world {
            true => format!("package a:b;\nworld w {{ {defs} }}"),
            false => format!("package a:b;\ninterface i {{ {defs} }}\nworld w {{ import i; }}"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text(text in ".{0,200}") {
        check(&text)?;
    }

    #[test]
    fn words_of_wit(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        check(&format!("package a:b; {}", words.join(" ")))?;
    }

    #[test]
    fn definitions_with_one_character_changed(
        text in definitions(), at in any::<prop::sample::Index>(), new in any::<char>(),
    ) {
        let mut chars: Vec<char> = text.chars().collect();
        *at.get_mut(&mut chars) = new;
        check(&chars.into_iter().collect::<String>())?;
    }

    /// All references come back: printing the model of a text gives the same as reading what was printed.
    #[test]
    fn recursive_definitions(text in definitions()) {
        match read(&text) {
            Ok(model) => {
                check_model(&model)?;
                let expected = text.matches("t0").count() + text.matches("t1").count();
                let shown = common::describe(&model).join("\n");
                let owner = if text.contains("interface") { "a:b/i." } else { "w." };
                let shown = shown.replace(owner, "");
                prop_assert_eq!(shown.matches("t0").count() + shown.matches("t1").count(), expected);
                let printed = model.to_string();
                let again = read(&printed).map_err(|errors| TestCaseError::fail(format!("{errors}\n{printed}")))?;
                prop_assert_eq!(common::describe(&again), common::describe(&model));
                prop_assert_eq!(again.to_string(), printed);
            }
            Err(message) => prop_assert!(message.contains("can ever be built"), "{}\n{}", text, message),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    /// Worlds that wit-parser reads: what is left to refuse are types without a value, and interfaces that the world would
    /// have to import and export at once.
    #[test]
    fn whole_worlds(choices in prop::collection::vec(any::<u16>(), 20..600)) {
        let (text, world) = worlds::Choices(&choices).package();
        match read_world(&text, &world) {
            Ok(model) => check_model(&model)?,
            Err(message) => {
                let known = message.contains("can ever be built") || message.contains("in incompatible ways");
                prop_assert!(known && message.contains("--> inline WIT:"), "{}\n{}", message, text);
            }
        }
    }

    #[test]
    fn whole_worlds_with_a_piece_cut_out(
        choices in prop::collection::vec(any::<u16>(), 20..600),
        from in any::<prop::sample::Index>(), length in 1..40usize,
    ) {
        let (text, _) = worlds::Choices(&choices).package();
        let from = from.index(text.len());
        let (before, rest) = text.split_at(from);
        check(&format!("{before}{}", rest.get(length..).unwrap_or_default()))?;
    }
}
