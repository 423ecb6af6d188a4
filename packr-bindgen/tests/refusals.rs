//! What is refused, each with the whole message that a user sees.

mod common;

use common::{errors, read_tree, read_world, tree};
use packr_bindgen::{Request, load};
use similar_asserts::assert_eq;

#[track_caller]
fn refused(wit: &str, message: &str) {
    assert_eq!(errors(wit), message.trim_start_matches('\n'));
}

#[test]
fn a_record_that_contains_itself() {
    refused(
        r"package t:t;
interface i {
  record a { x: a }
}
world w { import i; }
",
        r"
no value of type `a` can ever be built, because it always needs another one: a -> a
 --> inline WIT:3:10
  |
3 |   record a { x: a }
  |          ^
  |
  = help: put an `option`, a `list` or a variant case without payload on the way",
    );
}

#[test]
fn an_alias_of_itself() {
    refused(
        r"package t:t;
world w {
  type a = a;
  type b = tuple<u8, b>;
}
",
        r"
no value of type `a` can ever be built, because it always needs another one: a -> a
 --> inline WIT:3:8
  |
3 |   type a = a;
  |        ^
  |
  = help: put an `option`, a `list` or a variant case without payload on the way

error: no value of type `b` can ever be built, because it always needs another one: b -> b
 --> inline WIT:4:8
  |
4 |   type b = tuple<u8, b>;
  |        ^
  |
  = help: put an `option`, a `list` or a variant case without payload on the way",
    );
}

#[test]
fn a_circle_without_a_way_out() {
    refused(
        r"package t:t;
world w {
  type d = option<a>;
  record c { b: list<b>, a: a }
  variant a { x(tuple<u8, b>), y(result<b, c>) }
  record b { c: list<c, 2>, d: d }
  record e { a: a }
}
",
        r"
no value of type `c` can ever be built, because it always needs another one: c -> a -> b -> c
 --> inline WIT:4:10
  |
4 |   record c { b: list<b>, a: a }
  |          ^
  |
  = help: put an `option`, a `list` or a variant case without payload on the way",
    );
}

#[test]
fn interfaces_that_use_each_other() {
    refused(
        r"package t:t;
interface i {
  use j.{b};
  record a { b: list<b> }
}
interface j {
  use i.{a};
  record b { a: list<a> }
}
world w { import i; }
",
        r"
interfaces that `use` each other are not supported: j -> i -> j
 --> inline WIT:7:7
  |
7 |   use i.{a};
  |       ^
  |
  = help: put the types that need each other into one interface, and let the others `use` them from there",
    );
}

#[test]
fn resources_and_handles() {
    refused(
        r"package t:t;
interface i {
  resource file {
    constructor(path: string);
    read: func() -> list<u8>;
  }
  open: func(path: string) -> file;
  close: func(f: own<file>);
  size: func(f: borrow<file>) -> u64;
}
world w { import i; }
",
        r"
resource `file` is not supported: packr passes values, and a resource is a handle
 --> inline WIT:3:12
  |
3 |   resource file {
  |            ^^^^
  |
  = help: pass an id instead, a `u64` for example, and keep what it stands for in a table

error: `own<file>` is not supported: packr passes values, and this is a handle to a resource
 --> inline WIT:8:18
  |
8 |   close: func(f: own<file>);
  |                  ^^^^^^^^^
  |
  = note: in parameter `f` of function `close`
  = help: pass an id instead, a `u64` for example, and keep what it stands for in a table

error: `borrow<file>` is not supported: packr passes values, and this is a handle to a resource
 --> inline WIT:9:17
  |
9 |   size: func(f: borrow<file>) -> u64;
  |                 ^^^^^^^^^^^^
  |
  = note: in parameter `f` of function `size`
  = help: pass an id instead, a `u64` for example, and keep what it stands for in a table",
    );
}

#[test]
fn futures_streams_and_error_contexts() {
    refused(
        r"package t:t;
world w {
  import f: func(x: future<u8>) -> result<stream<u8>, error-context>;
  record r { f: tuple<future, list<future<list< /* bytes */ u8>>>>, next: option<r> }
  type s = stream<stream>;
}
",
        r"
`future<u8>` is not supported: packr passes values that are complete when the call is made
 --> inline WIT:3:21
  |
3 |   import f: func(x: future<u8>) -> result<stream<u8>, error-context>;
  |                     ^^^^^^^^^^
  |
  = note: in parameter `x` of function `f`
  = help: return the value itself

error: `stream<u8>` is not supported: packr passes values that are complete when the call is made
 --> inline WIT:3:43
  |
3 |   import f: func(x: future<u8>) -> result<stream<u8>, error-context>;
  |                                           ^^^^^^^^^^
  |
  = note: in the result of function `f`
  = help: pass a `list`, or call a function once for each item

error: `error-context` is not supported: packr passes values, and this is a handle to a host's error
 --> inline WIT:3:55
  |
3 |   import f: func(x: future<u8>) -> result<stream<u8>, error-context>;
  |                                                       ^^^^^^^^^^^^^
  |
  = note: in the result of function `f`
  = help: use a `string` or a type of your own for errors

error: `future` is not supported: packr passes values that are complete when the call is made
 --> inline WIT:4:23
  |
4 |   record r { f: tuple<future, list<future<list< /* bytes */ u8>>>>, next: option<r> }
  |                       ^^^^^^
  |
  = note: in field `f` of record `r`
  = help: return the value itself

error: `future<list<u8>>` is not supported: packr passes values that are complete when the call is made
 --> inline WIT:4:36
  |
4 |   record r { f: tuple<future, list<future<list< /* bytes */ u8>>>>, next: option<r> }
  |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: in field `f` of record `r`
  = help: return the value itself

error: `stream<stream>` is not supported: packr passes values that are complete when the call is made
 --> inline WIT:5:12
  |
5 |   type s = stream<stream>;
  |            ^^^^^^^^^^^^^^
  |
  = note: in type `s`
  = help: pass a `list`, or call a function once for each item",
    );
}

#[test]
fn external_ids() {
    refused(
        r#"package t:t;
interface i {
  @external-id("x")
  type a = u8;
  @external-id("y")
  f: func();
}
world w {
  @external-id("z")
  import i;
}
"#,
        r"
`@external-id` on `a` is not supported: packr cannot carry it
 --> inline WIT:4:8
  |
4 |   type a = u8;
  |        ^
  |
  = help: remove the annotation

error: `@external-id` on `f` is not supported: packr cannot carry it
 --> inline WIT:6:3
  |
6 |   f: func();
  |   ^
  |
  = help: remove the annotation

error: `@external-id` on `t:t/i` is not supported: packr cannot carry it
  --> inline WIT:10:10
   |
10 |   import i;
   |          ^
   |
   = help: remove the annotation",
    );
}

#[test]
fn a_handle_that_closes_a_cycle() {
    refused(
        r"package t:t;
world w {
  record a { x: list<a>, y: borrow<a> }
}
",
        r"
type `a` stands in `own<..>` or `borrow<..>`, but it is no resource
 --> inline WIT:3:36
  |
3 |   record a { x: list<a>, y: borrow<a> }
  |                                    ^
  |
  = help: write `a` for the value itself",
    );
}

#[test]
fn a_gated_type_inside_a_cycle() {
    refused(
        r"package t:t;
interface i {
  @unstable(feature = x)
  record a { b: list<b> }
  record b { a: list<a> }
}
world w { import i; }
",
        r#"
type `a` is used here, but it is behind a feature that is not active
 --> inline WIT:5:22
  |
5 |   record b { a: list<a> }
  |                      ^
  |
  = help: name the feature in the option `features: [".."]`, or put the same `@unstable` on whatever uses the type"#,
    );
}

#[test]
fn a_gated_type_outside_of_cycles() {
    refused(
        r"package t:t;
interface i {
  @unstable(feature = x)
  record a { b: list<u8> }
  record b { a: list<a> }
}
world w { import i; }
",
        r#"
found a reference to a type which is excluded due to its feature not being activated
 --> inline WIT:5:14
  |
5 |   record b { a: list<a> }
  |              ^
  |
  = note: the option `features: [".."]` activates features"#,
    );
}

#[test]
fn syntax() {
    refused(
        r"package t:t;
world w {
  record a { x: list<a>; }
}
",
        r"
expected '}', found ';'
 --> inline WIT:3:24
  |
3 |   record a { x: list<a>; }
  |                        ^",
    );
}

#[test]
fn a_forbidden_character() {
    refused(
        "package t:t;\n/* a \u{202e} comment */\nworld w {}\n",
        concat!(
            "Input contains bidirectional override codepoint EscapeUnicode(EscapeIterInner('\\u{202e}'))\n",
            " --> inline WIT:2:6\n",
            "  |\n",
            "2 | /* a \u{fffd} comment */\n",
            "  |      ^",
        ),
    );
}

#[test]
fn a_name_that_does_not_exist() {
    refused(
        r"package t:t;
world w {
  import f: func(x: nothing);
}
",
        r"
name `nothing` does not exist
 --> inline WIT:3:21
  |
3 |   import f: func(x: nothing);
  |                     ^^^^^^^",
    );
}

#[test]
fn a_recursive_map_key() {
    refused(
        r"package t:t;
world w {
  record a { x: list<a>, y: map<a, u8> }
}
",
        r"
invalid map key type: map keys must be bool, u8, u16, u32, u64, s8, s16, s32, s64, char, or string
 --> inline WIT:3:29
  |
3 |   record a { x: list<a>, y: map<a, u8> }
  |                             ^^^",
    );
}

#[test]
fn an_unknown_package() {
    refused(
        r"package t:t;
world w {
  import wasi:io/poll@0.2.0;
}
",
        r#"
there is no package `wasi:io@0.2.0`
 --> inline WIT:3:10
  |
3 |   import wasi:io/poll@0.2.0;
  |          ^^^^^^^
  |
  = note: the packages are `t:t`
  = help: put it into `deps/` beside the files that use it, or name its path before theirs: `path: ["..", ".."]`"#,
    );
}

#[test]
fn no_package_header() {
    refused(
        r"world w {
}
",
        r"
no `package` header was found in any WIT file for this package
 --> inline WIT:1:1
  |
1 | world w {
  | ^
  |
  = note: one of the files begins with `package namespace:name;`",
    );
}

#[test]
fn nothing_at_all() {
    refused(
        "",
        r"
no `package` header was found in any WIT file for this package
 --> inline WIT:1:1
  |
1 | 
  | ^
  |
  = note: one of the files begins with `package namespace:name;`",
    );
}

#[test]
fn several_worlds() {
    refused(
        r"package t:t;
world a {}
world b {}
",
        r#"
package `t:t` declares several worlds
 --> inline WIT:1:9
  |
1 | package t:t;
  |         ^^^
  |
  = help: choose one with the option `world`: "t:t/a", "t:t/b""#,
    );
}

#[test]
fn no_world() {
    refused(
        r"package t:t;
",
        r"
package `t:t` declares no world
 --> inline WIT:1:9
  |
1 | package t:t;
  |         ^^^",
    );
}

#[test]
fn names_that_unfold_without_end() {
    refused(
        r"package t:t;
interface i {
  type a = tuple<b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b>;
  type b = result<c, list<tuple<c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c>>>;
  type c = tuple<d, d, d, d, d, d, d, d, d, d, d, d, d, d, d, d>;
  type d = tuple<e, e, e, e, e, e, e, e, e, e, e, e, e, e, e, e>;
  type e = option<u8>;
  record above { a: a }
}
world w { import i; }
",
        r"
type `b` stands for more than 5000 types when all the names in it are written out
 --> inline WIT:4:8
  |
4 |   type b = result<c, list<tuple<c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c>>>;
  |        ^
  |
  = help: declare a `record` for one of its parts, which counts as one type",
    );
}

#[test]
fn names_that_contain_themselves_unfold_to_one() {
    let t = |name| {
        format!(
            "type {name} = tuple<{}>;
",
            vec!["list<a>"; 16].join(", ")
        )
    };
    let wit = format!("package t:t; world w {{ {} {} }}", t("a"), t("b"));
    common::read(&wit).expect("it is right");
}

#[test]
fn names_that_differ_in_hyphens_only() {
    refused(
        r"package t:t;
world w {
  import foo: func();
  import fo-o: func();
}
",
        r"
name `fo-o` conflicts with previous name `foo`
 --> inline WIT:4:10
  |
4 |   import fo-o: func();
  |          ^^^^",
    );
}

#[test]
fn a_clash_through_include() {
    refused(
        r"package t:t;
world a {
  import foo: func();
}
world b {
  import fo-o: func();
}
world w {
  include a;
  include b;
}
",
        r"
import `fo-o` in world `w` conflicts with import `foo` (names must be strongly unique)
 --> inline WIT:8:7
  |
8 | world w {
  |       ^",
    );
}

#[test]
fn files_and_directories() {
    let directory = tree(
        "refusals",
        &[
            ("wit/readme.txt", "no WIT"),
            ("bad/a.wit", "package t:t;\ninterface i {}\n"),
            ("bad/b.wit", "world w {\n  import\n"),
            ("wat/a.wit", "package t:t;"),
            ("wat/deps/a.wat", "(component)"),
        ],
    );
    std::fs::write(directory.join("core.wasm"), b"\0asm\x01\0\0\0").expect("it can be written");
    std::fs::write(directory.join("latin.wit"), b"package t:\xe9;").expect("it can be written");
    let message = |path: &str| match read_tree(directory.clone(), path).model {
        Ok(_) => panic!("`{path}` is read"),
        Err(errors) => errors.to_string(),
    };
    assert_eq!(message("wit"), "there is no `.wit` file in `wit`");
    assert_eq!(
        message("nowhere"),
        "there is no file or directory `nowhere`\n  = help: paths are relative to the directory of the crate's Cargo.toml"
    );
    assert_eq!(
        message("bad"),
        "expected an identifier or string, found eof\n --> bad/b.wit:3:1\n  |\n3 | \n  | ^"
    );
    assert_eq!(
        message("wat"),
        "`wat/deps/a.wat` is WebAssembly in text form, which is not read here\n --> wat/deps/a.wat:1:1\n  |\n1 | (component)\n  | ^\n  |\n  = help: convert it with `wasm-tools parse`, or give the WIT text itself"
    );
    assert_eq!(
        message("core.wasm"),
        "`core.wasm` is not a WIT package encoded as WebAssembly: it is a core module\n  = help: `wasm-tools component wit --wasm` encodes a WIT directory"
    );
    let latin = message("latin.wit");
    assert!(
        latin.starts_with("`latin.wit` is not UTF-8 text\n --> latin.wit:1:"),
        "{latin}"
    );
}

#[test]
fn every_missing_path_is_named() {
    let request = Request {
        directory: tree("refusals-paths", &[]),
        paths: vec!["one".to_owned(), "two".to_owned()],
        ..Request::default()
    };
    let errors = load(&request).model.expect_err("there is nothing");
    assert_eq!(errors.iter().count(), 2);
    assert_eq!(
        load(&Request {
            paths: Vec::new(),
            ..request
        })
        .model
        .expect_err("there is nothing")
        .to_string(),
        "no WIT was given, and there is no directory `wit`\n  = help: put WIT files into `wit` beside Cargo.toml, or give `path: \"..\"` or `inline: \"..\"`"
    );
}

#[test]
fn worlds_that_do_not_exist() {
    let message =
        |world: &str| read_world("package t:t; world w {}", world).expect_err("no such world");
    let help = "\n  = help: choose one with the option `world`: \"t:t/w\"";
    assert_eq!(
        message("x"),
        format!("there is no world `x` in package `t:t`{help}")
    );
    assert_eq!(
        message("t:t/x"),
        format!("there is no world `t:t/x`\n  = note: World `x` not found in package `t:t`{help}")
    );
    assert_eq!(
        message("t:t/w@1.0.0"),
        format!("there is no world `t:t/w@1.0.0`\n  = note: unknown package `t:t@1.0.0`{help}")
    );
    assert_eq!(
        message("%%"),
        format!("`%%` cannot be the name of a world{help}")
    );
}

#[test]
fn a_package_given_twice() {
    let directory = tree(
        "refusals-twice",
        &[
            ("a/w.wit", "package t:a;\nworld w {}\n"),
            ("a/deps/d.wit", "package d:d@1.0.0;\n"),
            ("b.wit", "// the same again\npackage d:d@1.0.0;\n"),
        ],
    );
    let request = Request {
        directory,
        paths: vec!["a".to_owned(), "b.wit".to_owned()],
        ..Request::default()
    };
    let errors = load(&request).model.expect_err("there are two");
    assert_eq!(
        errors.to_string(),
        "package `d:d@1.0.0` is declared twice
 --> b.wit:2:9
  |
2 | package d:d@1.0.0;
  |         ^^^^^^^^^
  |
  = help: keep one of the two, or give them different versions
note: the other declaration is here
 --> a/deps/d.wit:1:9
  |
1 | package d:d@1.0.0;
  |         ^^^^^^^^^"
    );
}

#[test]
fn tuples_of_more_than_sixteen_items() {
    let bytes = |count: usize| vec!["u8"; count].join(", ");
    let wit = format!(
        r"package t:t;
interface i {{
  type fits = tuple<{fits}>;
  record r {{
    f: list<tuple<{wide}>>,
  }}
  variant v {{ one(u8), two(option<tuple<{wide}, v>>) }}
  f: func(a: tuple<{wide}>);
}}
world w {{
  import i;
  type t = tuple<{wide}>;
  export g: func() -> result<_, tuple<{wide}>>;
}}
",
        fits = bytes(16),
        wide = bytes(17),
    );
    let message = errors(&wit);
    let places: Vec<&str> = message
        .lines()
        .filter(|line| {
            ["tuple of", "-->", "= note"]
                .iter()
                .any(|part| line.contains(part))
        })
        .collect();
    assert_eq!(
        places,
        [
            "a tuple of 17 items is not supported: packr carries tuples of up to 16",
            " --> inline WIT:5:5",
            "  = note: in field `f` of record `r`",
            "error: a tuple of 18 items is not supported: packr carries tuples of up to 16",
            " --> inline WIT:7:24",
            "  = note: in case `two` of variant `v`",
            "error: a tuple of 17 items is not supported: packr carries tuples of up to 16",
            " --> inline WIT:8:3",
            "  = note: in parameter `a` of function `f`",
            "error: a tuple of 17 items is not supported: packr carries tuples of up to 16",
            "  --> inline WIT:12:8",
            "   = note: in type `t`",
            "error: a tuple of 17 items is not supported: packr carries tuples of up to 16",
            "  --> inline WIT:13:10",
            "   = note: in the result of function `g`",
        ]
    );
    assert_eq!(message.matches("help: declare a `record`").count(), 5);
}

#[test]
fn keywords_as_names() {
    refused(
        r"package t:t;
world w { variant v { bool(bool) } }
",
        r"
expected an identifier or string, found keyword `bool`
 --> inline WIT:2:23
  |
2 | world w { variant v { bool(bool) } }
  |                       ^^^^
  |
  = note: `%bool` is a name; `bool` is a word of WIT",
    );
}
