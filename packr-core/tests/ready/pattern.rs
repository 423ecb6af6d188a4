//! Patterns of functions: what they match, how they print, and what is none.

use packr_core::intercept::Direction::{self, Export, Import};
use packr_core::intercept::FunctionPattern;
use proptest::prelude::*;

fn pattern(text: &str) -> FunctionPattern {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn patterns_match_what_their_table_says() {
    const FUNCTIONS: [(Direction, &str, &str); 7] = [
        (Export, "$root", "eval"),
        (Import, "$root", "log"),
        (Import, "demo:calc/host", "lookup"),
        (Import, "demo:calc/host@1.0.0", "lookup"),
        (Export, "demo:calc/other@1.0.0", "eval"),
        (Import, "demo:calculus/host", "lookup"),
        (Import, "clock", "now"),
    ];
    for (text, matched) in [
        ("*", "0123456"),
        ("import *", "12356"),
        ("export *", "04"),
        ("eval", "0"),
        ("import eval", ""),
        ("$root", "01"),
        ("$root#eval", "0"),
        ("*#eval", "04"),
        ("demo:calc/host", "23"),
        ("demo:calc/host#*", "23"),
        ("demo:calc/host#lookup", "23"),
        ("demo:calc/host#look", ""),
        ("demo:calc/host@1.0.0", "3"),
        ("demo:calc/host@1.0.0#lookup", "3"),
        ("demo:calc/host@1.0", ""),
        ("demo:calc/*", "234"),
        ("demo:calc/*@1.0.0", "34"),
        ("export demo:calc/*#eval", "4"),
        ("demo:calculus/*", "5"),
        ("clock#now", "6"),
        ("clock#*", "6"),
        ("clock", ""),
    ] {
        let pattern = pattern(text);
        let found = FUNCTIONS.iter().enumerate();
        let found: String = found
            .filter(|(_, (direction, interface, function))| {
                pattern.matches_function(*direction, interface, function)
            })
            .map(|(index, _)| index.to_string())
            .collect();
        assert_eq!(found, matched, "{text}");
    }
}

#[test]
fn patterns_print_in_one_way() {
    for (text, printed) in [
        ("demo:calc/host#*", "demo:calc/host"),
        ("$root#eval", "eval"),
        ("import $root#*", "import $root"),
        ("*#*", "*"),
        ("clock#*", "clock#*"),
        ("clock@1.2.0#now", "clock@1.2.0#now"),
        (
            "export demo:calc/*@1.2.0-rc.1+5#eval",
            "export demo:calc/*@1.2.0-rc.1+5#eval",
        ),
    ] {
        assert_eq!(pattern(text).to_string(), printed);
    }
}

#[test]
fn what_is_none_says_where() {
    for (text, at, expected) in [
        ("", 0, "a function or `*`"),
        ("import ", 7, "a function or `*`"),
        ("import  *", 7, "a function or `*`"),
        ("imports *", 7, "a letter, a digit or `-`"),
        ("look_up", 4, "a letter, a digit or `-`"),
        ("look*", 4, "a letter, a digit or `-`"),
        ("demo:calc", 9, "`/` and an interface or `*`"),
        ("demo:calc.lookup", 9, "`/` and an interface or `*`"),
        ("demo:/host", 5, "a package"),
        (":calc/host", 0, "a namespace"),
        ("demo:calc/", 10, "an interface or `*`"),
        ("demo:calc/ho*", 12, "a letter, a digit or `-`"),
        ("demo:calc/host.lookup", 14, "a letter, a digit or `-`"),
        ("demo:calc/host#", 15, "a function or `*`"),
        ("demo:calc/host#a#b", 16, "a letter, a digit or `-`"),
        ("demo:calc/host@", 15, "a version as `1.2.0`"),
        ("demo:calc/host@latest", 15, "a version as `1.2.0`"),
        ("demo:calc/host@1.0 ", 18, "a version as `1.2.0`"),
        ("*@1.0.0", 0, "a function or `*`"),
        ("é", 0, "a function or `*`"),
        ("demo:é/host", 5, "a package"),
    ] {
        let error = text.parse::<FunctionPattern>().unwrap_err();
        assert_eq!((error.at, error.expected), (at, expected), "{error}");
    }
}

fn function() -> impl Strategy<Value = (Direction, String, String)> {
    let name = "[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3})?";
    let version = prop_oneof![
        Just(String::new()),
        "@[0-9]\\.[0-9]{1,2}\\.[0-9](-rc\\.[0-9])?"
    ];
    let interface = prop_oneof![
        Just("$root".to_owned()),
        (name, version.clone()).prop_map(|(name, version)| name + &version),
        (name, name, name, version)
            .prop_map(|(ns, package, name, version)| format!("{ns}:{package}/{name}{version}")),
    ];
    let direction = prop_oneof![Just(Import), Just(Export)];
    (direction, interface, name)
}

proptest! {
    #[test]
    fn a_full_name_is_the_pattern_of_its_function((direction, interface, name) in function(), other in function()) {
        let full = match &*interface {
            "$root" => name.clone(),
            interface => format!("{interface}#{name}"),
        };
        let pattern = pattern(&full);
        prop_assert!(pattern.matches_function(direction, &interface, &name));
        let is_other = (&other.1, &other.2) != (&interface, &name);
        let has_version = interface.contains('@');
        if is_other && (has_version || !other.1.starts_with(&*interface)) {
            prop_assert!(!pattern.matches_function(other.0, &other.1, &other.2));
        }
    }

    #[test]
    fn what_parses_prints_as_what_parses_to_the_same(text in "(import |export )?[a-z:/@#*$.1-3 -]{0,12}|[a-z]:[a-z]/[a-z*](@1)?(#[a-z*])?") {
        match text.parse::<FunctionPattern>() {
            Ok(parsed) => prop_assert_eq!(pattern(&parsed.to_string()), parsed),
            Err(error) => prop_assert!(error.at <= text.chars().count()),
        }
    }
}
