//! Errors are shown in the user's own text, also where cycles were opened before or after the place.

mod common;

use common::{errors, read, read_tree, tree};
use packr_bindgen::{Inline, InlinePlace, Request, load};
use similar_asserts::assert_eq;

/// The first place of the errors, as `line:column text-below-the-caret`.
fn place(message: &str) -> String {
    let lines: Vec<&str> = message.lines().collect();
    let arrow = lines
        .iter()
        .position(|line| line.trim_start().starts_with("-->"))
        .unwrap_or_else(|| panic!("no place in {message}"));
    let (_, at) = lines[arrow].split_once("WIT:").expect("it is inline");
    let text: Vec<char> = lines[arrow + 2].chars().collect();
    let carets: Vec<char> = lines[arrow + 3].chars().collect();
    let marked = text.iter().zip(&carets).filter(|(_, caret)| **caret == '^');
    format!("{at} {}", marked.map(|(c, _)| c).collect::<String>())
}

#[test]
fn on_the_line_of_opened_cycles() {
    let text = "package t:t;\nworld w { record a { x: list<a>, y: missing, z: list<a> } }\n";
    assert_eq!(place(&errors(text)), "2:37 missing");
}

#[test]
fn between_and_behind_opened_cycles_in_later_interfaces() {
    let recursive = "record a { b: list<b>, a: option<a> } record b { a: tuple<u8, list<a>> }";
    let text = format!(
        "package t:t;\ninterface i {{ {recursive} }}\ninterface j {{ {recursive} record c {{ b: b, x: own<b> }} }}\nworld w {{ import j; }}\n"
    );
    let message = errors(&text);
    assert_eq!(place(&message), "3:112 b");
    assert!(
        message.starts_with("type `b` used in a handle must be a resource"),
        "{message}"
    );
}

#[test]
fn semantic_errors_of_wit_parser() {
    for (wit, expected) in [
        ("record a { x: list<a>, x: u8 }", "3:24 x"),
        (
            "record a { x: list<a> } record b { y: b2 } record b2 { y: list<b>, z: a } record e {}",
            "3:82 e",
        ),
        ("type l = list<l>; type m = map<l, u8>;", "3:28 map"),
        ("type l = list<l>; f: func(l: l, l: l);", "3:33 l"),
        ("type l = list<l>; variant v { a(v), a(l) }", "3:37 a"),
    ] {
        let text = format!("package t:t;\ninterface i {{\n{wit}\n}}\nworld w {{ import i; }}\n");
        assert_eq!(place(&errors(&text)), expected, "{wit}");
    }
}

#[test]
fn our_own_checks() {
    let text = "package t:t;\nworld w {\n  type l = list<l>; type m = list<m>; record f { l: l, f: list<f>, x: tuple<m, l, future<l>> }\n}\n";
    assert_eq!(place(&errors(text)), "3:83 future<l>");
}

#[test]
fn characters_are_counted_not_bytes() {
    let text = "package t:t;\nworld w {\n\t/* äöü – 語 */ record a { x: list<a>, y: nothing }\n}\n";
    let message = errors(text);
    assert_eq!(place(&message), "3:42 nothing");
    assert!(message.ends_with("\n3 | \t/* äöü – 語 */ record a { x: list<a>, y: nothing }\n  | \t                                        ^^^^^^^"), "{message}");
}

#[test]
fn windows_line_ends() {
    let text = "package t:t;\r\nworld w {\r\n  record a { x: list<a>,\r\n    y: nothing }\r\n}\r\n";
    let message = errors(text);
    assert_eq!(place(&message), "4:8 nothing");
    assert!(!message.contains('\r'));
}

#[test]
fn long_lines_are_cut_around_the_caret() {
    let fields: String = (0..100).map(|n| format!("field{n}: list<a>, ")).collect();
    let text = format!("package t:t;\nworld w {{ record a {{ {fields} y: nothing }} }}\n");
    let message = errors(&text);
    assert!(place(&message).ends_with(" nothing"), "{message}");
    assert!(message.lines().all(|line| line.len() < 200), "{message}");
}

#[test]
fn the_file_is_the_right_one() {
    let directory = tree(
        "places-files",
        &[
            (
                "wit/a.wit",
                "package t:t;\ninterface a { use d:d/d.{l}; record a { a: list<a>, l: l } }\n",
            ),
            (
                "wit/b.wit",
                "interface b { record b { b: list<b>, c: option<b> } }\nworld w { import a; import b; }\n",
            ),
            (
                "wit/deps/d/d.wit",
                "package d:d;\ninterface d {\n  type l = list<l>; type s = tuple<l,stream<l>>;\n}\n",
            ),
        ],
    );
    let message = |changed: &[(&str, &str)]| {
        tree("places-files", changed);
        match read_tree(directory.clone(), "wit").model {
            Ok(_) => panic!("no error"),
            Err(errors) => errors.to_string(),
        }
    };
    assert_eq!(
        message(&[]).lines().nth(1),
        Some(" --> wit/deps/d/d.wit:3:38")
    );
    let wrong =
        "interface b { record b { b: list<b>, c: option<bb> } }\nworld w { import a; import b; }\n";
    assert_eq!(
        message(&[("wit/b.wit", wrong)]).lines().nth(1),
        Some(" --> wit/b.wit:1:48")
    );
    // wit-parser counts the place of this one from the beginning of the wrong file.
    let wrong = "interface b { record b { b: list<b>, c: option<b> } }\n/* \u{202e} */\nworld w { import a; import b; }\n";
    assert_eq!(
        message(&[("wit/b.wit", wrong)]).lines().nth(1),
        Some(" --> wit/b.wit:2:4")
    );
}

#[test]
fn inline_text_is_shown_where_it_stands_in_the_file() {
    let inline = |text: &str| {
        let request = Request {
            inline: Some(Inline {
                text: text.to_owned(),
                place: Some(InlinePlace {
                    file: "src/main.rs".to_owned(),
                    line: 10,
                    column: 17,
                }),
            }),
            directory: tree("places-inline", &[]),
            ..Request::default()
        };
        load(&request).model.expect_err("it is wrong").to_string()
    };
    assert_eq!(
        inline("package t:t; world w { type x = y; }")
            .lines()
            .nth(1),
        Some("  --> src/main.rs:10:49")
    );
    assert_eq!(
        inline("package t:t;\n  world w { type x = y; }")
            .lines()
            .nth(1),
        Some("  --> src/main.rs:11:22")
    );
}

#[test]
fn every_item_of_a_model_has_its_place() {
    let text = "package t:t;\ninterface i {\n  record a { a: list<a> }\n  f: func(a: a);\n}\nworld w {\n  import i;\n  use i.{a as b};\n  type c = list<c>;\n  export g: func();\n}\n";
    let model = read(text).unwrap_or_else(|errors| panic!("{errors}"));
    let of_types = model.types.iter().map(|def| &def.location);
    let of_functions = model.interfaces[0]
        .functions
        .iter()
        .chain(&model.world.exported_functions);
    let places: Vec<String> = of_types
        .chain(of_functions.map(|function| &function.location))
        .chain([&model.world.location, &model.interfaces[0].location])
        .map(|place| format!("{}:{} {}", place.line(), place.column(), place.text()))
        .collect();
    assert_eq!(
        places,
        [
            "8:10 a", "9:8 c", "3:10 a", "4:3 f", "10:10 g", "6:7 w", "2:11 i"
        ]
    );
}
