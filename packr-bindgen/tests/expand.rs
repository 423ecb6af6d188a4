//! The whole way of an invocation: its expansion, the files it depends on, and where its errors point.

mod common;

use std::fs;
use std::path::PathBuf;

use common::tree;
use packr_bindgen::expand::{self, Context};
use packr_bindgen::options::HostMacro;
use similar_asserts::assert_eq;

fn context(directory: PathBuf) -> Context {
    Context {
        directory,
        inline_place: None,
        debug_directory: None,
    }
}

fn options(input: &str) -> HostMacro {
    syn::parse_str(input).unwrap_or_else(|error| panic!("{error}"))
}

/// The error's text, and the source text that it is at.
fn error(input: &str, directory: PathBuf) -> (String, String) {
    let error = expand::host(&options(input), &context(directory)).expect_err("it is wrong");
    let place = error.span().source_text().unwrap_or_default();
    (place, error.to_string())
}

fn project(test: &str) -> PathBuf {
    tree(
        &format!("expand-{test}"),
        &[
            (
                "wit/w.wit",
                "package t:t;\ninterface i { f: func(); }\nworld w { import i; use d:d/d.{l}; import g: func(l: l); }\n",
            ),
            (
                "wit/deps/d.wit",
                "package d:d;\ninterface d { type l = list<l>; }\n",
            ),
        ],
    )
}

#[test]
fn files_are_tracked_by_their_full_path() {
    let directory = project("files_are_tracked_by_their_full_path");
    let code = expand::host(&options(""), &context(directory.clone())).expect("it is right");
    let code = code.to_string();
    for file in ["wit/w.wit", "wit/deps/d.wit"] {
        let path = directory.join(file);
        let tracked = format!(
            ":: core :: include_bytes ! ({:?})",
            path.to_str().expect("it is UTF-8")
        );
        assert!(code.contains(&tracked), "{tracked}");
    }
    assert_eq!(code.matches("include_bytes").count(), 2);
}

#[test]
fn inline_text_may_use_packages_at_a_path_and_has_the_world() {
    let input = "{ path: \"wit\", inline: \"package x:x; world w { use d:d/d.{l}; export f: func(l: l); }\" }";
    let code = expand::host(
        &options(input),
        &context(project(
            "inline_text_may_use_packages_at_a_path_and_has_the_world",
        )),
    );
    assert!(code.is_ok(), "{code:?}");
}

#[test]
fn stringify_gives_formatted_code_that_parses() {
    let code = expand::host(
        &options("{ stringify: true }"),
        &context(project("stringify_gives_formatted_code_that_parses")),
    )
    .expect("it is right");
    let literal: syn::LitStr = syn::parse2(code).expect("one string");
    let text = literal.value();
    assert!(syn::parse_file(&text).is_ok());
    assert!(text.ends_with('\n') && !text.contains("include_bytes"));
}

#[test]
fn the_expansion_can_go_to_a_file() {
    let directory = project("the_expansion_can_go_to_a_file").join("debug");
    let context = Context {
        debug_directory: Some(directory.clone()),
        ..context(project("the_expansion_can_go_to_a_file"))
    };
    let code = expand::host(&options(""), &context)
        .expect("it is right")
        .to_string();
    let written: Vec<PathBuf> = fs::read_dir(&directory)
        .expect("it was made")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    let [file] = written.as_slice() else {
        panic!("one file, not {written:?}");
    };
    let include = format!(
        ":: core :: include ! ({:?})",
        file.to_str().expect("it is UTF-8")
    );
    assert!(code.contains(&include), "{code}");
    assert!(syn::parse_file(&fs::read_to_string(file).expect("it can be read")).is_ok());
    fs::remove_dir_all(directory).expect("it can be removed");
}

#[test]
fn errors_point_at_the_option_to_blame() {
    let (place, message) = error(
        "{ path: [\"wit\", \"nowhere\"] }",
        project("errors_point_at_the_option_to_blame"),
    );
    assert_eq!(place, "\"nowhere\"");
    assert!(message.starts_with("there is no file or directory `nowhere`"));

    let (place, message) = error(
        "{ path: \"wit\", world: \"x\" }",
        project("errors_point_at_the_option_to_blame"),
    );
    assert_eq!(place, "\"x\"");
    assert!(message.starts_with("there is no world `x` in package `t:t`"));

    let (place, message) = error("\"x\"", project("errors_point_at_the_option_to_blame"));
    assert_eq!(place, "\"x\"");
    assert!(message.ends_with("choose one with the option `world`: \"t:t/w\""));

    let (place, message) = error(
        "{ inline: \"package t:x; world w { type a = b; }\" }",
        project("errors_point_at_the_option_to_blame"),
    );
    assert_eq!(place, "\"package t:x; world w { type a = b; }\"");
    assert!(
        message.starts_with("type `b` does not exist\n --> inline WIT:1:33"),
        "{message}"
    );
}

/// Every message, with the text that it is at.
fn errors(input: &str, directory: PathBuf) -> Vec<String> {
    let error = expand::host(&options(input), &context(directory)).expect_err("it is wrong");
    let messages = error.into_iter().map(|error| {
        let place = error.span().source_text().unwrap_or_default();
        format!("{place}: {error}")
    });
    messages.collect()
}

const KINDS: &str = "package k:k@1.0.0;
    interface a { record p { x: u8 } type id = string; }
    interface b { use a.{p}; record id { p: p } f: func(p: p); }
    world w { import b; export c: interface { use b.{id}; g: func(id: id); } }";

#[test]
fn all_mistakes_in_with_are_told() {
    let input = format!(
        "{{ inline: \"{KINDS}\", with: {{
            \"k:k/d\": x,
            \"p\": u8,
            \"k:k/a.p\": u16,
            \"id\": MyId,
            \"k:k/a.id\": X<u8>,
            \"k:k/b.id\": X<u8>,
            \"k:k/a@1.0.0\": X<u8>,
            \"c\": use y,
            \"k:k/d\": x,
        }}, derives: {{ \"nothing\": [Hash] }} }}"
    );
    assert_eq!(
        errors(&input, PathBuf::new()),
        [
            "\"k:k/d\": `k:k/d` is no interface, package, namespace or type of this world; its interfaces are `k:k/a@1.0.0`, `k:k/b@1.0.0` and `c`, and its types `k:k/a@1.0.0.p`, `k:k/a@1.0.0.id` and `k:k/b@1.0.0.id`",
            "\"k:k/a.p\": `k:k/a@1.0.0.p` is given twice, by two of its names",
            "\"id\": `id` is several types, and a type in Rust stands for one: name one of `k:k/a@1.0.0.id` and `k:k/b@1.0.0.id`",
            "X<u8>: `X < u8 >` stands for another type of the WIT already, and its conversions can be those of one only",
            "X<u8>: `k:k/a@1.0.0` takes the path of the module that it is generated in: `\"k:k/a@1.0.0\": path::to::module`",
            "y: `c` takes the path of the module that it is generated in: `\"c\": path::to::module`",
            "\"k:k/d\": `k:k/d` is given twice",
            "\"nothing\": `nothing` is no type that is generated for this world; a name is written as `expr` or `ns:pkg/iface.expr`, as in the WIT",
        ]
    );
}

#[test]
fn an_interface_elsewhere_has_its_types_there_and_nothing_is_added_to_them() {
    let input = format!(
        "{{ inline: \"{KINDS}\", with: {{ \"k:k/b\": x, \"k:k/b.id\": MyId }}, derives: {{ \"k:k/b.id\": [Hash] }} }}"
    );
    assert_eq!(
        errors(&input, PathBuf::new()),
        [
            "\"k:k/b.id\": the interface of `id` is generated elsewhere, and its conversions have to be there too: `use` before the type says that it has them",
            "\"k:k/b\": `k:k/b@1.0.0` is generated elsewhere, and with it `k:k/a@1.0.0`, whose types it uses: `with` has to say where",
            "\"k:k/b.id\": `k:k/b.id` is no type that is generated for this world; a name is written as `expr` or `ns:pkg/iface.expr`, as in the WIT",
        ]
    );
}

/// The items of an expansion, without spaces.
fn expansion(input: &str) -> String {
    let code = expand::host(&options(input), &context(PathBuf::new())).expect("it is right");
    code.to_string().replace(' ', "")
}

#[test]
fn the_most_specific_key_counts() {
    let code = expansion(&format!(
        "{{ inline: \"{KINDS}\", with: {{ \"k\": ns, \"k:k/b@1.0.0\": one::b, \"k:k@1.0.0\": pkg }} }}"
    ));
    assert!(code.contains("__with_1_of_w::Host"), "{code}");
    assert!(code.contains("__with_1_of_w::Id"), "{code}");
    assert!(!code.contains("__with_0_of_w::"), "{code}");
    assert!(!code.contains("pubstructP{"), "{code}");
    let code = expansion(&format!("{{ inline: \"{KINDS}\", with: {{ \"k\": ns }} }}"));
    assert!(code.contains("__with_0_of_w::k::b::Host"), "{code}");
}

#[test]
fn types_that_no_function_needs_can_be_left_out() {
    let code = expansion(&format!(
        "{{ inline: \"{KINDS}\", generate_unused_types: false }}"
    ));
    assert!(code.contains("pubstructP{"), "{code}");
    assert!(code.contains("pubstructId{"), "{code}");
    assert!(!code.contains("pubtypeId="), "{code}");
    let code = expansion(&format!("{{ inline: \"{KINDS}\" }}"));
    assert!(code.contains("pubtypeId="), "{code}");
}

#[test]
fn rules_that_match_no_import_are_errors() {
    let input = "{ imports: { \"t:t/i.f\": trappable, \"t:t/i.g\": trappable, \"g\": trappable, \"w\": trappable } }";
    let error = expand::host(
        &options(input),
        &context(project("rules_that_match_no_import_are_errors")),
    )
    .expect_err("it is wrong");
    let messages: Vec<String> = error
        .into_iter()
        .map(|error| {
            format!(
                "{}: {error}",
                error.span().source_text().unwrap_or_default()
            )
        })
        .collect();
    let known = "the world imports \"t:t/i.f\", \"g\"";
    assert_eq!(
        messages,
        [
            format!("\"t:t/i.g\": the rule `t:t/i.g` matches no import; {known}"),
            format!("\"w\": the rule `w` matches no import; {known}"),
        ]
    );
}

#[test]
fn the_place_of_inline_text_in_its_file() {
    let place = |literal: &str| {
        let literal: syn::LitStr = syn::parse_str(literal).expect("a string");
        let place = expand::inline_place(&literal, "src/lib.rs".to_owned(), 7, 5);
        place.map(|place| (place.line, place.column))
    };
    assert_eq!(place("r#\"a\"#"), Some((7, 8)));
    assert_eq!(place("r\"\\a\""), Some((7, 7)));
    assert_eq!(place("\"a\nb\""), Some((7, 6)));
    assert_eq!(place("\"a\\nb\""), None);
}

#[test]
fn the_debug_directory_follows_the_variable() {
    let crate_directory = tree("expand-debug", &[("target/x", "")]);
    // The variable is not set while tests run.
    if std::env::var_os("PACKR_DEBUG_BINDGEN").is_none() {
        assert_eq!(expand::debug_directory(&crate_directory), None);
    }
}

#[test]
fn attributes_of_what_is_not_there_are_refused_at_their_key() {
    let directory = project("attributes");
    let error = |input: &str| {
        let error = expand::host(&options(input), &context(directory.clone()));
        let errors = error.expect_err("it is wrong").into_iter();
        let places = errors.map(|error| error.span().source_text().unwrap_or_default());
        places.collect::<Vec<_>>()
    };
    let input = r#"{
        derives: { "l": [Hash], "d:d/d.l": [Hash], "d:d/x.l": [Hash] },
        type_attributes: { "t": #[a] },
        field_attributes: { "l.x": #[a] },
    }"#;
    assert_eq!(error(input), ["\"d:d/x.l\"", "\"t\"", "\"l.x\""]);
}
