//! Where WIT comes from: paths of each kind, lists of them, inline text, worlds and features.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{describe, tree};
use packr_bindgen::model::Model;
use packr_bindgen::{Inline, Request, load};
use similar_asserts::assert_eq;

fn model(request: &Request) -> Model {
    load(request)
        .model
        .unwrap_or_else(|errors| panic!("{errors}"))
}

fn message(request: &Request) -> String {
    load(request).model.expect_err("it is wrong").to_string()
}

fn inline(text: &str) -> Option<Inline> {
    Some(Inline {
        text: text.to_owned(),
        place: None,
    })
}

fn encoded(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/encoded")
        .join(name)
}

fn names(model: &Model) -> Vec<String> {
    let interfaces = model.interfaces.iter().map(|interface| {
        let sides = match (interface.imported, interface.exported) {
            (true, true) => "both",
            (true, false) => "import",
            (false, true) => "export",
            (false, false) => "neither",
        };
        format!("{sides} {}", interface.name)
    });
    interfaces.collect()
}

#[test]
fn wit_beside_the_manifest_is_the_default() {
    let directory = tree(
        "sources-default",
        &[("wit/w.wit", "package t:t; world w { type l = list<l>; }")],
    );
    let request = Request {
        directory,
        ..Request::default()
    };
    assert_eq!(describe(&model(&request)), ["w.l = list<w.l>"]);
}

#[test]
fn a_single_file() {
    let directory = tree(
        "sources-file",
        &[("some.txt", "package t:t; world w { type l = list<l>; }")],
    );
    let request = Request {
        directory: directory.clone(),
        paths: vec!["some.txt".to_owned()],
        ..Request::default()
    };
    assert_eq!(model(&request).world.name, "w");
    let absolute = Request {
        paths: vec![directory.join("some.txt").display().to_string()],
        ..Request::default()
    };
    assert_eq!(model(&absolute).world.name, "w");
}

#[test]
fn later_paths_use_earlier_ones() {
    let directory = tree(
        "sources-list",
        &[
            (
                "one.wit",
                "package one:one; interface i { type l = list<l>; }",
            ),
            (
                "two/a.wit",
                "package two:two; interface i { use one:one/i.{l}; type m = list<m>; }",
            ),
            (
                "two/deps/three.wit",
                "package three:three@1.0.0; world w { import one:one/i; }",
            ),
        ],
    );
    let request = Request {
        directory,
        paths: vec!["one.wit".to_owned(), "two".to_owned()],
        inline: inline("package x:x; world w { include three:three/w@1.0.0; export two:two/i; }"),
        ..Request::default()
    };
    let found = model(&request);
    assert_eq!(names(&found), ["import one:one/i", "export two:two/i"]);
    assert_eq!(found.world.package.namespace, "x");

    let reversed = Request {
        paths: vec!["two".to_owned(), "one.wit".to_owned()],
        ..request
    };
    assert!(message(&reversed).starts_with("there is no package `one:one`\n --> two/"));
}

#[test]
fn packages_encoded_as_webassembly() {
    let directory = tree(
        "sources-encoded",
        &[(
            "wit/w.wit",
            "package t:t; world w { import enc:types/shapes@1.0.0; type l = list<l>; }",
        )],
    );
    fs::create_dir_all(directory.join("wit/deps")).expect("it can be made");
    fs::copy(encoded("types.wasm"), directory.join("wit/deps/types.wasm"))
        .expect("it can be copied");
    let request = Request {
        directory: directory.clone(),
        ..Request::default()
    };
    let loaded = load(&request);
    assert_eq!(
        loaded.files,
        [
            directory.join("wit/w.wit"),
            directory.join("wit/deps/types.wasm")
        ]
    );
    let found = loaded.model.unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(
        describe(&found),
        [
            "w.l = list<w.l>",
            "enc:types/shapes@1.0.0.point = record { x: f64, y: f64 }",
            "enc:types/shapes@1.0.0.color = enum { red, green }",
        ]
    );

    let main = Request {
        paths: vec![encoded("handles.wasm").display().to_string()],
        ..Request::default()
    };
    assert_eq!(
        message(&main),
        "resource `file` is not supported: packr passes values, and a resource is a handle
 --> package enc:handles (encoded as WebAssembly)
  |
  = help: pass an id instead, a `u64` for example, and keep what it stands for in a table"
    );
}

#[test]
fn worlds_by_every_name() {
    let directory = tree(
        "sources-worlds",
        &[
            (
                "wit/w.wit",
                "package t:t@1.2.3; world a {} world b { import f: func(); }",
            ),
            ("wit/deps/d.wit", "package d:d; world c {}"),
        ],
    );
    let world = |name: &str| {
        let request = Request {
            directory: directory.clone(),
            world: Some(name.to_owned()),
            ..Request::default()
        };
        model(&request).world.name
    };
    assert_eq!(world("b"), "b");
    assert_eq!(world("t:t/b"), "b");
    assert_eq!(world("t:t/a@1.2.3"), "a");
    assert_eq!(world("d:d/c"), "c");
}

/// Words that are keywords of WIT need no `%` in the option, and the help does not write one.
#[test]
fn worlds_named_like_keywords() {
    let request = |world: Option<&str>| Request {
        directory: tree("sources-keyword-worlds", &[]),
        inline: inline("package t:%flags@1.0.0; world %type {} world %use {}"),
        world: world.map(str::to_owned),
        ..Request::default()
    };
    for name in [
        "t:flags/type@1.0.0",
        "t:%flags/%type@1.0.0",
        "t:flags/type",
        "type",
        "%type",
    ] {
        assert_eq!(model(&request(Some(name))).world.name, "type", "{name}");
    }
    assert!(message(&request(None)).ends_with("\"t:flags/type@1.0.0\", \"t:flags/use@1.0.0\""));
}

#[test]
fn features_open_gates() {
    let wit = "package t:t@1.0.0;
        interface i {
          @unstable(feature = one) record a { a: list<a> }
          @unstable(feature = two) f: func();
          @since(version = 1.0.0) g: func();
        }
        world w { import i; @unstable(feature = two) import h: func(); }";
    let count = |features: &[&str]| {
        let request = Request {
            inline: inline(wit),
            directory: tree("sources-features", &[]),
            features: features
                .iter()
                .map(|feature| (*feature).to_owned())
                .collect(),
            ..Request::default()
        };
        let found = model(&request);
        (
            found.types.len(),
            found.interfaces[0].functions.len(),
            found.world.imported_functions.len(),
        )
    };
    assert_eq!(count(&[]), (0, 1, 0));
    assert_eq!(count(&["one"]), (1, 1, 0));
    assert_eq!(count(&["one", "two"]), (1, 2, 1));
}

/// An encoded package keeps its docs, and its gates stay closed until they are opened.
#[test]
fn encoded_packages_have_docs_and_gates() {
    let directory = tree(
        "sources-gated",
        &[(
            "wit/w.wit",
            "package t:t; world w { include enc:gated/drawing@1.0.0; }",
        )],
    );
    fs::create_dir_all(directory.join("wit/deps")).expect("it can be made");
    fs::copy(encoded("gated.wasm"), directory.join("wit/deps/gated.wasm"))
        .expect("it can be copied");
    let with = |features: &[&str]| {
        let features = features.iter().map(|feature| (*feature).to_owned());
        model(&Request {
            directory: directory.clone(),
            features: features.collect(),
            ..Request::default()
        })
    };
    let functions = |found: &Model| {
        let own = found.world.imported_functions.iter();
        let all = found.interfaces[0].functions.iter().chain(own);
        all.map(|function| (function.name.clone(), function.docs.clone()))
            .collect::<Vec<_>>()
    };
    let closed = with(&[]);
    let point = "enc:gated/shapes@1.0.0.point = record { x: f64, y: f64 }";
    assert_eq!(describe(&closed), [point]);
    assert_eq!(closed.interfaces[0].docs.as_deref(), Some("Shapes."));
    assert_eq!(closed.types[0].docs.as_deref(), Some("A point."));
    let area = || ("area".to_owned(), Some("The area of all.".to_owned()));
    assert_eq!(functions(&closed), [area()]);

    let open = with(&["round"]);
    let circle =
        "enc:gated/shapes@1.0.0.circle = record { at: enc:gated/shapes@1.0.0.point, radius: f64 }";
    assert_eq!(describe(&open), [point, circle]);
    let undocumented = |name: &str| (name.to_owned(), None);
    assert_eq!(
        functions(&open),
        [area(), undocumented("round"), undocumented("roll")]
    );
}

#[test]
fn interfaces_come_after_those_they_use_with_their_sides() {
    let wit = "package t:t;
        interface a { use b.{x}; }
        interface b { use c.{x}; }
        interface c { type x = u8; }
        world w { export a; import k: interface { use b.{x}; } import c; export k: interface {} }";
    let request = Request {
        inline: inline(wit),
        directory: tree("sources-order", &[]),
        ..Request::default()
    };
    assert_eq!(
        names(&model(&request)),
        [
            "import t:t/c",
            "import t:t/b",
            "import k",
            "export t:t/a",
            "export k"
        ]
    );
    let both = Request {
        inline: inline(
            "package t:t; interface a { type l = list<l>; f: func(l: l); } world w { import a; export a; }",
        ),
        ..request
    };
    assert_eq!(names(&model(&both)), ["both t:t/a"]);
}

#[test]
fn docs_are_carried() {
    let wit = "package t:t;
        /// An interface.
        interface i {
          /// A record.
          ///
          /// With two paragraphs.
          record r {
            /// A field.
            f: option<r>,
          }
          /// A function.
          f: func();
        }
        /// A world.
        world w {
          import i;
          /// A variant.
          variant v {
            /// A case.
            c(list<v>),
          }
        }";
    let request = Request {
        inline: inline(wit),
        directory: tree("sources-docs", &[]),
        ..Request::default()
    };
    let found = model(&request);
    assert_eq!(found.world.docs.as_deref(), Some("A world."));
    assert_eq!(found.interfaces[0].docs.as_deref(), Some("An interface."));
    assert_eq!(
        found.interfaces[0].functions[0].docs.as_deref(),
        Some("A function.")
    );
    let docs: Vec<_> = found.types.iter().map(|def| def.docs.as_deref()).collect();
    assert_eq!(
        docs,
        [
            Some("A variant."),
            Some("A record.\n\nWith two paragraphs.")
        ]
    );
}
