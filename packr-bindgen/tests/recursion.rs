//! Recursive types of every shape come out of the front end as they went in.

mod common;

use common::{describe, errors, function, read, read_tree, read_world, tree, types};
use similar_asserts::assert_eq;

fn in_interface(items: &str) -> String {
    format!("package t:t;\ninterface i {{ {items} }}\nworld w {{ import i; }}\n")
}

#[track_caller]
fn same(items: &str, expected: &[&str]) {
    let in_interface = types(&in_interface(items));
    let expected_there: Vec<String> = expected.iter().map(|e| e.replace("~", "t:t/i.")).collect();
    assert_eq!(in_interface, expected_there);

    let in_world = types(&format!("package t:t;\nworld w {{ {items} }}\n"));
    let expected_there: Vec<String> = expected.iter().map(|e| e.replace("~", "w.")).collect();
    assert_eq!(in_world, expected_there);

    let inside_world = types(&format!(
        "package t:t;\nworld w {{ export here: interface {{ {items} }} }}\n"
    ));
    let expected_there: Vec<String> = expected.iter().map(|e| e.replace("~", "here.")).collect();
    assert_eq!(inside_world, expected_there);
}

#[test]
fn through_list() {
    same("record a { a: list<a> }", &["~a = record { a: list<~a> }"]);
}

#[test]
fn through_option() {
    same(
        "record a { next: option<a> }",
        &["~a = record { next: option<~a> }"],
    );
}

#[test]
fn through_both_sides_of_result() {
    same(
        "record a { x: result<a, u8>, y: result<u8, a>, z: result<_, a>, w: result<a> }",
        &[
            "~a = record { x: result<~a, u8>, y: result<u8, ~a>, z: result<_, ~a>, w: result<~a, _> }",
        ],
    );
}

#[test]
fn through_tuple_and_variant() {
    same(
        "variant a { leaf, one(a), two(tuple<a, list<a>, u8, a>) }",
        &["~a = variant { leaf, one(~a), two(tuple<~a, list<~a>, u8, ~a>) }"],
    );
}

#[test]
fn through_map_values_and_fixed_length_lists() {
    same(
        "record a { m: map<string, a>, f: option<list<a, 4>> }",
        &["~a = record { m: map<string, ~a>, f: option<list<~a, 4>> }"],
    );
}

#[test]
fn through_aliases() {
    same(
        "type l = list<l>; type m = option<tuple<n, m>>; type n = m; type o = o2; type o2 = map<u8, o>;",
        &[
            "~l = list<~l>",
            "~m = option<tuple<~n, ~m>>",
            "~n = ~m",
            "~o = ~o2",
            "~o2 = map<u8, ~o>",
        ],
    );
}

#[test]
fn mutual_in_a_circle_of_three_and_back() {
    same(
        "record a { b: list<b>, c: list<c> } variant b { c(c), none } record c { a: option<a>, b: b, c: list<c> }",
        &[
            "~a = record { b: list<~b>, c: list<~c> }",
            "~b = variant { c(~c), none }",
            "~c = record { a: option<~a>, b: ~b, c: list<~c> }",
        ],
    );
}

#[test]
fn types_that_only_lead_to_a_cycle_and_types_beside_it() {
    same(
        "type x = list<y>; type z = u8; record y { y: list<y>, z: z } type v = tuple<x, z>; enum e { e } flags f { f }",
        &[
            "~x = list<~y>",
            "~z = u8",
            "~y = record { y: list<~y>, z: ~z }",
            "~v = tuple<~x, ~z>",
            "~e = enum { e }",
            "~f = flags { f }",
        ],
    );
}

#[test]
fn names_written_with_a_percent_sign() {
    same(
        "record %list { %record: list<%list>, other: option<%variant> } variant %variant { %list(%list), x(list<%variant>) } type plain = list<%plain>;",
        &[
            "~list = record { record: list<~list>, other: option<~variant> }",
            "~variant = variant { list(~list), x(list<~variant>) }",
            "~plain = list<~plain>",
        ],
    );
}

#[test]
fn comments_attributes_and_odd_spacing() {
    same(
        "/// A tree.\nrecord/**/a{a:list</* a */a// a\n>,/// b\nb:option\n<\na>,}",
        &["~a = record { a: list<~a>, b: option<~a> }"],
    );
}

#[test]
fn a_name_that_is_also_a_field_and_a_case() {
    same(
        "record a { a: u8, b: list<b> } variant b { a, b(a), c(list<b>) }",
        &[
            "~a = record { a: u8, b: list<~b> }",
            "~b = variant { a, b(~a), c(list<~b>) }",
        ],
    );
}

#[test]
fn the_users_own_futures_do_not_pass_for_placeholders() {
    let found = errors(&in_interface(
        "type a = list<a>; type b = future<list<u8, 1>>; type c = tuple<u8, future<list<u8, 2>>>;",
    ));
    assert_eq!(found.matches("is not supported").count(), 2);
    assert!(found.contains("`future<list<u8, 1>>`") && found.contains("`future<list<u8, 2>>`"));
}

#[test]
fn functions_with_recursive_types() {
    let model = read(
        "package t:t; interface i { record a { a: list<a> } f: func(x: a, y: list<a>) -> result<a, a>; }
         world w { use i.{a as b}; import i; export g: func(b: option<b>) -> b; }",
    )
    .expect("it is right");
    assert_eq!(
        function(&model, &model.interfaces[0].functions[0]),
        "f: func(x: t:t/i.a, y: list<t:t/i.a>) -> result<t:t/i.a, t:t/i.a>"
    );
    assert_eq!(
        function(&model, &model.world.exported_functions[0]),
        "g: func(b: option<w.b>) -> w.b"
    );
    assert_eq!(
        describe(&model),
        ["w.b = use t:t/i.a", "t:t/i.a = record { a: list<t:t/i.a> }"]
    );
}

#[test]
fn used_by_another_interface_which_recurses_too() {
    assert_eq!(
        types(
            "package t:t;
             interface i { record a { a: list<a> } }
             interface j { use i.{a}; use i.{a as aa}; record b { a: a, aa: option<aa>, b: list<b> } }
             world w { export j; }"
        ),
        [
            "t:t/i.a = record { a: list<t:t/i.a> }",
            "t:t/j.a = use t:t/i.a",
            "t:t/j.aa = use t:t/i.a",
            "t:t/j.b = record { a: t:t/j.a, aa: option<t:t/j.aa>, b: list<t:t/j.b> }",
        ]
    );
}

#[test]
fn the_same_names_in_several_blocks() {
    assert_eq!(
        types(
            "package t:t;
             interface i { type a = list<b>; type b = option<a>; }
             interface j { type b = list<a>; type a = tuple<b>; }
             world w { import i; import j; type a = list<a>; import k: interface { type a = map<u8, a>; } }"
        ),
        [
            "w.a = list<w.a>",
            "t:t/i.a = list<t:t/i.b>",
            "t:t/i.b = option<t:t/i.a>",
            "t:t/j.b = list<t:t/j.a>",
            "t:t/j.a = tuple<t:t/j.b>",
            "k.a = map<u8, k.a>",
        ]
    );
}

#[test]
fn nested_packages() {
    let text = "package t:t;
        package t:one { interface i { record a { a: list<a> } } }
        package t:two@1.2.3 { interface i { use t:one/i.{a}; variant b { a(a), b(list<b>) } } }
        world w { import t:two/i@1.2.3; }";
    assert_eq!(
        types(text),
        [
            "t:one/i.a = record { a: list<t:one/i.a> }",
            "t:two/i@1.2.3.a = use t:one/i.a",
            "t:two/i@1.2.3.b = variant { a(t:two/i@1.2.3.a), b(list<t:two/i@1.2.3.b>) }",
        ]
    );
}

#[test]
fn included_worlds_and_renamed_types() {
    let wit = "package t:t;
        world one { record a { a: list<a> } type x = tuple<u8, option<x>>; import f: func(a: a); }
        world two { record a { b: map<string, a> } }
        world three { type c = list<c>; }
        world w { include one with { a as one-a } include two with { a as two-a } include three; type d = list<d>; }";
    let model = read_world(wit, "w").unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(
        describe(&model),
        [
            "w.one-a = record { a: list<w.one-a> }",
            "w.x = tuple<u8, option<w.x>>",
            "w.two-a = record { b: map<string, w.two-a> }",
            "w.c = list<w.c>",
            "w.d = list<w.d>",
        ]
    );
    let imported = &model.world.imported_functions[0];
    assert_eq!(function(&model, imported), "f: func(a: w.one-a)");
}

#[test]
fn several_files_and_packages() {
    let directory = tree(
        "recursion-files",
        &[
            (
                "wit/a.wit",
                "package t:t;\ninterface a { use dep:d/d.{tree}; record a { a: list<a>, t: tree } }\n",
            ),
            (
                "wit/b.wit",
                "interface b { use a.{a}; variant b { leaf(a), many(list<b>) } }\nworld w { import b; export other:o/o; }\n",
            ),
            (
                "wit/deps/d/one.wit",
                "package dep:d;\ninterface d { use e.{node}; record tree { n: node, t: list<tree> } }\n",
            ),
            (
                "wit/deps/d/two.wit",
                "interface e { variant node { leaf, more(tuple<node, node>) } }\n",
            ),
            (
                "wit/deps/o.wit",
                "package other:o;\ninterface o { type l = list<l>; f: func(l: l); }\n",
            ),
            ("wit/deps/README.md", "not WIT\n"),
        ],
    );
    let loaded = read_tree(directory.clone(), "wit");
    let model = loaded.model.unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(
        describe(&model),
        [
            "dep:d/e.node = variant { leaf, more(tuple<dep:d/e.node, dep:d/e.node>) }",
            "dep:d/d.node = use dep:d/e.node",
            "dep:d/d.tree = record { n: dep:d/d.node, t: list<dep:d/d.tree> }",
            "t:t/a.tree = use dep:d/d.tree",
            "t:t/a.a = record { a: list<t:t/a.a>, t: t:t/a.tree }",
            "t:t/b.a = use t:t/a.a",
            "t:t/b.b = variant { leaf(t:t/b.a), many(list<t:t/b.b>) }",
            "other:o/o.l = list<other:o/o.l>",
        ]
    );
    let read: Vec<String> = loaded
        .files
        .iter()
        .map(|file| {
            file.strip_prefix(&directory)
                .expect("it is there")
                .display()
                .to_string()
        })
        .collect();
    assert_eq!(
        read,
        [
            "wit/a.wit",
            "wit/b.wit",
            "wit/deps/d/one.wit",
            "wit/deps/d/two.wit",
            "wit/deps/o.wit"
        ]
    );
}
