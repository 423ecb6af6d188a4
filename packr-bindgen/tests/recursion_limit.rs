//! What rustc would not follow without a larger `recursion_limit` asks for one, with a number.
//!
//! The numbers were found by compiling such worlds, see "recursion_limit" in `docs/decisions.md`.

mod common;

use common::read;
use packr_bindgen::emit;
use packr_bindgen::options::{GuestOptions, HostOptions};

/// A cycle of types, each of which holds the next.
fn cycle(types: usize, definition: &str, function: &str) -> String {
    let types: String = (0..types)
        .map(|i| {
            let next = format!("t{}", (i + 1) % types);
            definition
                .replace("THIS", &format!("t{i}"))
                .replace("NEXT", &next)
                + "\n"
        })
        .collect();
    format!(
        "package t:t;\ninterface i {{\n{types}f: {function};\n}}\nworld w {{ import i; export i; }}\n"
    )
}

/// Types of which each holds the one before, and the other way round.
fn chains(types: usize, definition: &str) -> [String; 2] {
    let name = |i: usize| format!("t{i}");
    let chain = |next: &dyn Fn(usize) -> Option<usize>| {
        let types: String = (0..types)
            .map(|i| match next(i) {
                Some(next) => {
                    definition
                        .replace("THIS", &name(i))
                        .replace("NEXT", &name(next))
                        + "\n"
                }
                None => format!("record {} {{ a: u32 }}\n", name(i)),
            })
            .collect();
        format!("package t:t;\ninterface i {{\n{types}}}\nworld w {{ import i; export i; }}\n")
    };
    [
        chain(&|i| (i + 1 < types).then_some(i + 1)),
        chain(&|i| i.checked_sub(1)),
    ]
}

/// The limit that the code asks for, of a host and of a guest.
fn asked(wit: &str) -> [Option<String>; 2] {
    let model = read(wit).unwrap();
    let host = emit::host(&model, &HostOptions::default());
    let guest = emit::guest(&model, &GuestOptions::default());
    [host, guest].map(|code| {
        let code = code.to_string();
        let (_, name) = code.split_once("the_types_of_w_need_a_recursion_limit_of_")?;
        Some(name.split(' ').next()?.to_owned())
    })
}

const OPTION: &str = "record THIS { a: u32, next: option<NEXT> }";
const PLAIN: &str = "func(t: t0) -> t0";
const ASYNC: &str = "async func(t: t0) -> t0";

#[test]
fn what_fits_asks_for_nothing() {
    for (types, definition, function) in [
        (60, OPTION, PLAIN),
        (60, "record THIS { a: u32, next: list<NEXT> }", PLAIN),
        (120, "variant THIS { leaf, one(NEXT) }", PLAIN),
        (40, "record THIS { next: option<list<NEXT>> }", PLAIN),
        (24, OPTION, ASYNC),
        (24, "variant THIS { leaf, one(tuple<NEXT, bool>) }", ASYNC),
    ] {
        let asked = asked(&cycle(types, definition, function));
        assert_eq!(asked, [None, None], "{types} {definition} {function}");
    }
}

#[test]
fn what_does_not_fit_asks_for_as_much_as_it_takes() {
    for (types, definition, function, host, guest) in [
        (80, OPTION, PLAIN, Some("256"), Some("256")),
        (130, OPTION, PLAIN, Some("512"), Some("512")),
        (
            60,
            "record THIS { next: option<list<NEXT>> }",
            PLAIN,
            Some("256"),
            Some("256"),
        ),
        // A future that waits is Send, and all that it holds.
        (30, OPTION, ASYNC, Some("256"), None),
        (120, OPTION, ASYNC, Some("512"), Some("256")),
    ] {
        let asked = asked(&cycle(types, definition, function));
        let expected = [host, guest].map(|limit| limit.map(str::to_owned));
        assert_eq!(asked, expected, "{types} {definition} {function}");
    }
}

#[test]
fn the_order_of_the_types_does_not_matter() {
    for (types, definition, limit) in [
        (60, "record THIS { a: u32, next: NEXT }", None),
        (100, "record THIS { a: u32, next: NEXT }", Some("256")),
        (40, OPTION, None),
        (60, OPTION, Some("256")),
        (100, OPTION, Some("512")),
        (60, "record THIS { next: list<NEXT> }", None),
        (200, "record THIS { next: list<NEXT> }", Some("512")),
    ] {
        for wit in chains(types, definition) {
            let expected = [limit, limit].map(|limit| limit.map(str::to_owned));
            assert_eq!(asked(&wit), expected, "{types} {definition}");
        }
    }
}

#[test]
fn types_that_do_not_lead_to_each_other_are_not_summed_up() {
    let types: String = (0..500)
        .map(|i| format!("record t{i} {{ a: list<list<u8>> }}\n"))
        .collect();
    let wit = format!(
        "package t:t;\ninterface i {{\n{types}f: async func(t: t0) -> t499;\n}}\nworld w {{ import i; }}"
    );
    assert_eq!(asked(&wit), [None, None]);
}
