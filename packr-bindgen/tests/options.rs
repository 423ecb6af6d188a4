//! What may stand between the parentheses of the macro, and what is said about the rest.

use packr_bindgen::options::{FunctionFlags, GuestMacro, HostMacro};
use quote::ToTokens;
use similar_asserts::assert_eq;

fn parse(input: &str) -> HostMacro {
    syn::parse_str(input).unwrap_or_else(|error| panic!("{error}"))
}

/// Every message, with the text that it is at.
fn messages(input: &str) -> Vec<String> {
    let error = syn::parse_str::<HostMacro>(input).expect_err("it is wrong");
    let messages = error.into_iter().map(|error| {
        let place = error.span().source_text().unwrap_or_default();
        format!("{place}: {error}")
    });
    messages.collect()
}

fn values(literals: &[syn::LitStr]) -> Vec<String> {
    literals.iter().map(syn::LitStr::value).collect()
}

#[test]
fn the_short_forms() {
    let form = |input: &str| {
        let source = parse(input).source;
        (
            source.world.map(|world| world.value()),
            values(&source.paths),
        )
    };
    assert_eq!(form(""), (None, vec![]));
    assert_eq!(form("\"w\""), (Some("w".to_owned()), vec![]));
    assert_eq!(form("in \"p\""), (None, vec!["p".to_owned()]));
    assert_eq!(
        form("\"a:b/w@1.0.0\" in \"p\""),
        (Some("a:b/w@1.0.0".to_owned()), vec!["p".to_owned()])
    );
    for wrong in ["\"w\" \"p\"", "in", "w", "\"w\", \"p\"", "in \"p\" {}"] {
        assert!(syn::parse_str::<HostMacro>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn all_options_at_once() {
    let options = parse(
        r##"{
            path: ["a", "b/c.wit"], inline: r#"package a:b;"#, world: "w", features: ["x", "y"],
            imports: { default: trappable }, additional_derives: [serde::Serialize, Hash],
            crate: other::packr, stringify: true,
        }"##,
    );
    assert_eq!(values(&options.source.paths), ["a", "b/c.wit"]);
    assert_eq!(
        options.source.inline.expect("it is given").value(),
        "package a:b;"
    );
    assert_eq!(options.source.world.expect("it is given").value(), "w");
    assert_eq!(values(&options.source.features), ["x", "y"]);
    assert_eq!(
        options.host.crate_path.to_token_stream().to_string(),
        "other :: packr"
    );
    let derives = options.host.additional_derives.iter();
    let derives: Vec<String> = derives
        .map(|path| path.to_token_stream().to_string())
        .collect();
    assert_eq!(derives, ["serde :: Serialize", "Hash"]);
    assert!(options.stringify);
    assert!(options.host.imports.flags(None, "f").trappable);
}

#[test]
fn without_options_there_are_defaults() {
    let options = parse("{}");
    assert_eq!(
        options.host.crate_path.to_token_stream().to_string(),
        ":: packr"
    );
    assert_eq!(
        options.host.imports.flags(None, "f"),
        FunctionFlags::default()
    );
    assert!(!options.stringify && options.source.paths.is_empty());
}

#[test]
fn unknown_and_doubled_options_are_all_named_at_their_place() {
    let known = "`path`, `inline`, `world`, `features`, `imports`, `exports`, `skip`, `trappable_error_type`, `additional_derives`, `derives`, `type_attributes`, `field_attributes`, `with`, `ownership`, `map_type`, `string_type`, `bytes_type`, `generate_unused_types`, `crate`, `stringify` and `debug`";
    assert_eq!(
        messages("{ wrld: \"w\", path: \"a\", async: { x, y }, path: \"b\", world: \"w\" }"),
        [
            format!("wrld: there is no option `wrld`; the options are {known}"),
            format!(
                "async: there is no option `async`: write `imports: {{ default: async }}, exports: {{ default: async }}`; the options are {known}"
            ),
            format!(
                "path: the option `path` is given twice; several paths are written as a list: `path: [\"a\", \"b\"]`; the options are {known}, each at most once"
            ),
        ]
    );
}

#[test]
fn wrong_values() {
    for (input, expected) in [
        (
            "{ world: w }",
            "w: the option `world` takes a name in quotes: `world: \"ns:pkg/name\"`",
        ),
        (
            "{ inline: 42 }",
            "42: the option `inline` takes a string of WIT: `inline: \"package a:b; world w { .. }\"`",
        ),
        (
            "{ path: 1 }",
            "1: the option `path` takes a path or a list of them: `path: \"wit\"` or `path: [\"a\", \"b\"]`",
        ),
        (
            "{ path: [a] }",
            "a: the option `path` takes a path or a list of them: `path: \"wit\"` or `path: [\"a\", \"b\"]`",
        ),
        (
            "{ features: \"all\" }",
            "\"all\": the option `features` takes a list of names: `features: [\"name\"]`",
        ),
        (
            "{ derives: { expr: [Hash] } }",
            "expr: the option `derives` takes derives by the name of a type: `derives: { \"expr\": [serde::Serialize] }`",
        ),
        (
            "{ type_attributes: { \"expr\": x } }",
            "x: the option `type_attributes` takes attributes by the name of a type: `type_attributes: { \"expr\": #[serde(tag = \"kind\")] }`",
        ),
        (
            "{ field_attributes: { \"expr.num\" } }",
            "}: the option `field_attributes` takes attributes by the name of a field or case: `field_attributes: { \"expr.num\": #[serde(rename = \"n\")] }`",
        ),
        (
            "{ additional_derives: serde::Serialize }",
            "serde: the option `additional_derives` takes a list of derives: `additional_derives: [serde::Serialize]`",
        ),
        (
            "{ crate: \"packr\" }",
            "\"packr\": the option `crate` takes the path of packr: `crate: other::packr`",
        ),
        (
            "{ stringify: \"yes\" }",
            "\"yes\": the option `stringify` takes `true` or `false`",
        ),
        (
            "{ imports: trappable }",
            "trappable: the option `imports` takes rules in braces: `imports: { default: trappable }`",
        ),
        (
            "{ imports: { defualt: trappable } }",
            "defualt: expected `default` or a name in quotes such as `\"ns:pkg/iface.func\"`, found `defualt`",
        ),
        (
            "{ imports: { default: trapable } }",
            "trapable: there is no flag `trapable`; the flags are `async`, `trappable`, `tracing`, `optional` and `ignore`",
        ),
        (
            "{ imports: { default: async | store } }",
            "store: there is no flag `store`: a host function has the store's data, and one that needs the store is defined with `Linker::define_dynamic`; the flags are `async`, `trappable`, `tracing`, `optional` and `ignore`",
        ),
        (
            "{ exports: { \"f\": asnyc } }",
            "asnyc: there is no flag `asnyc`; the flags are `async`, `trappable`, `tracing`, `optional` and `ignore`",
        ),
        (
            "{ skip: \"f\" }",
            "\"f\": the option `skip` takes a list of names of functions: `skip: [\"ns:pkg/iface.func\"]`",
        ),
        (
            "{ trappable_error_type: { \"a:b/c.error\" Mine } }",
            "Mine: the option `trappable_error_type` takes errors and the host's types for them: `trappable_error_type: { \"ns:pkg/iface.error\" => MyError }`",
        ),
        (
            "{ imports: { default: trappable, default: trappable } }",
            "default: `default` is given twice",
        ),
        (
            "{ imports: { \"f\": trappable, \"f\": trappable } }",
            "\"f\": there are two rules for `f`",
        ),
        (
            "{ world: \"w\" path: \"p\" }",
            "path: expected `,` between options",
        ),
        ("{ world: \"w\" } 5", "5: nothing may follow the options"),
    ] {
        assert_eq!(messages(input), [expected], "{input}");
    }
}

#[test]
fn the_first_rule_that_matches_counts() {
    let options = parse(
        r#"{ imports: {
            default: async,
            "a:b/i.f": trappable,
            "a:c": trappable,
            "a:d/i@1.0.0": trappable,
            "a:e/i.g@1.0.0": trappable,
            "own": trappable | trappable,
            "inline.h": trappable,
            "a:f/i#f": trappable,
            "$root.rooted": trappable,
            "a:g/i.f": optional,
            "a:g/i": async | trappable,
            "a:g": ignore,
            "name-space": trappable,
        } }"#,
    );
    let trappable = |interface: Option<&str>, function: &str| {
        options.host.imports.flags(interface, function).trappable
    };
    assert!(trappable(Some("a:b/i"), "f"));
    assert!(trappable(Some("a:b/i@2.0.0"), "f"));
    assert!(!trappable(Some("a:b/i"), "g"));
    assert!(trappable(Some("a:c/any@0.1.0"), "any"));
    assert!(trappable(Some("a:d/i@1.0.0"), "any"));
    assert!(!trappable(Some("a:d/i@2.0.0"), "any"));
    assert!(trappable(Some("a:e/i@1.0.0"), "g"));
    assert!(trappable(None, "own"));
    assert!(!trappable(None, "f"));
    assert!(trappable(Some("inline"), "h"));
    assert!(trappable(Some("a:f/i@1.0.0"), "f"));
    assert!(trappable(None, "rooted"));
    assert!(trappable(Some("name-space:any/any"), "any"));

    let flags = |interface: Option<&str>, function: &str| {
        let flags = options.host.imports.flags(interface, function);
        (flags.is_async, flags.trappable, flags.optional)
    };
    assert_eq!(flags(Some("a:g/i"), "f"), (false, false, true));
    assert_eq!(flags(Some("a:g/i"), "g"), (true, true, false));
    assert_eq!(flags(None, "other"), (true, false, false));
}

#[test]
fn guests_have_the_same_options_but_for_imports() {
    let options: GuestMacro = syn::parse_str(
        r#"{ path: "p", world: "w", crate: other::guest, additional_derives: [Eq], stringify: true }"#,
    )
    .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(values(&options.source.paths), ["p"]);
    assert!(options.stringify);
    let path = options.guest.crate_path.to_token_stream().to_string();
    assert_eq!(path, "other :: guest");
    assert_eq!(options.guest.additional_derives.len(), 1);
    assert!(syn::parse_str::<GuestMacro>("\"w\" in \"p\"").is_ok());

    let refused = |input: &str| {
        let error = syn::parse_str::<GuestMacro>(input).expect_err("it is wrong");
        error.to_string()
    };
    assert!(
        refused("{ imports: { default: trappable } }")
            .starts_with("the option `imports` is for hosts alone;")
    );
    assert!(refused("{ import: 1 }").starts_with("there is no option `import`;"));
}
