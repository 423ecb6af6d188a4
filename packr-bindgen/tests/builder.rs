//! The builder gives the macros' code, and says what it depends on.

mod common;

use std::fs;

use common::tree;
use packr_bindgen::expand::{self, Context};
use packr_bindgen::{BuildError, Builder};
use similar_asserts::assert_eq;

const WIT: &str = "package t:t;\nworld w { import d:d/d; export f: func(l: list<u8>); }\n";
const OTHER: &str = "package d:d;\ninterface d { type l = list<l>; g: func(l: l) -> string; }\n";

fn project(test: &str) -> std::path::PathBuf {
    let files = [("wit/w.wit", WIT), ("wit/deps/d/d.wit", OTHER)];
    tree(&format!("builder-{test}"), &files)
}

/// The macro's code, as `stringify` gives it.
fn expansion(options: &str, guest: bool, directory: std::path::PathBuf) -> String {
    let context = Context {
        directory,
        inline_place: None,
        debug_directory: None,
    };
    let code = match guest {
        true => expand::guest(&syn::parse_str(options).expect("options"), &context),
        false => expand::host(&syn::parse_str(options).expect("options"), &context),
    };
    let text: syn::LitStr = syn::parse2(code.expect("it is right")).expect("a string");
    text.value()
}

#[test]
fn it_is_the_macro_s_code() {
    let directory = project("same");
    let host = Builder::host()
        .directory(&directory)
        .option("imports", "{ \"d:d/d\": trappable }")
        .option("additional_derives", "[Extra]")
        .generate()
        .expect("it is right");
    let options =
        "{ stringify: true, imports: { \"d:d/d\": trappable }, additional_derives: [Extra] }";
    let expected = expansion(options, false, directory.clone());
    let (head, code) = host.code.split_once("\n\n").expect("a head");
    assert!(head.starts_with("// @generated"), "{head}");
    assert_eq!(code, expected);
    let guest = Builder::guest()
        .directory(&directory)
        .path("wit")
        .world("w");
    let guest = guest.generate().expect("it is right").code;
    let expected = expansion("{ stringify: true }", true, directory);
    assert_eq!(guest.split_once("\n\n").expect("a head").1, expected);
}

#[test]
fn inline_text_may_hold_anything() {
    let wit = "package a:b;\n/// \"quotes\" \\ and {braces}\nworld w { import f: func(); }\n";
    let code = Builder::host()
        .inline(wit)
        .generate()
        .expect("it is right")
        .code;
    assert!(code.contains("/// \"quotes\" \\ and {braces}\n"), "{code}");
}

#[test]
fn what_it_depends_on() {
    let directory = project("tracked");
    let generated = Builder::host()
        .directory(&directory)
        .generate()
        .expect("it is right");
    let inside = |paths: Vec<std::path::PathBuf>| -> Vec<String> {
        let paths = paths.iter().map(|path| {
            let path = path.strip_prefix(&directory).expect("inside");
            path.display().to_string().replace('\\', "/")
        });
        paths.collect()
    };
    assert_eq!(inside(generated.files), ["wit/w.wit", "wit/deps/d/d.wit"]);
    let directories = inside(generated.directories);
    assert_eq!(directories, ["wit", "wit/deps", "wit/deps/d"]);
}

#[test]
fn a_file_is_written_when_it_changes() {
    let directory = project("written");
    let file = directory.join("src/generated/w.rs");
    let _ = fs::remove_dir_all(directory.join("src"));
    let builder = Builder::host().directory(&directory);
    let code = builder.write(&file).expect("it is written").code;
    assert_eq!(fs::read_to_string(&file).expect("it is there"), code);
    let mut permissions = fs::metadata(&file).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("they can be set");
    builder.write(&file).expect("there is nothing to write");
    // Relative to the crate, and for a build script.
    builder
        .build_into("src/generated/w.rs")
        .expect("it is there already");
    let blocked = directory.join("wit/w.wit/w.rs");
    match builder.write(&blocked) {
        Err(BuildError::Write { path, .. }) => assert_eq!(path, blocked),
        other => panic!("{other:?}"),
    }
}

#[test]
fn mistakes_are_those_of_the_macro() {
    let directory = project("mistakes");
    let builder = || Builder::host().directory(&directory);
    let error = |builder: Builder| builder.generate().expect_err("it is wrong").to_string();
    let message = error(builder().option("impots", "{}").option("crate", "1"));
    assert!(message.contains("there is no option `impots`"), "{message}");
    assert!(message.contains("the option `crate` takes"), "{message}");
    let message = error(builder().path("nowhere"));
    assert!(message.contains("nowhere"), "{message}");
    let message = error(builder().inline("package a:b; world w { export f: func(x: y); }"));
    assert!(message.contains("inline WIT:1:"), "{message}");
    let message = error(builder().option("imports", "{ \"none\": trappable }"));
    assert!(message.contains("matches no import"), "{message}");
    let outside = builder().build("w.rs").expect_err("there is no OUT_DIR");
    assert!(matches!(outside, BuildError::NoBuildScript));
}
