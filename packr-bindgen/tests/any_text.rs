//! Files and letters of every kind: what comes is code, or an error that says where.

mod common;

use std::fs;

use common::{errors, read, read_tree, tree};

fn message(directory: &std::path::Path, path: &str) -> String {
    match read_tree(directory.to_owned(), path).model {
        Ok(_) => panic!("no error"),
        Err(errors) => errors.to_string(),
    }
}

#[test]
fn letters_that_no_wit_has() {
    for letter in [
        "\0",
        "\u{feff}",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{1b}",
        "é",
        "語",
        "\u{10ffff}",
        "\r",
        "#",
    ] {
        for text in [
            format!("{letter}package a:b; world w {{}}"),
            format!("package a:b; world w {{ type a = {letter}; }}"),
            format!("package a:b; world w {{ type {letter} = list<{letter}>; }}"),
            format!("package a:b; world w {{ type a = list<a>; {letter} }}"),
            format!("package a:b; world w {{ }} {letter}"),
        ] {
            if let Err(found) = read(&text) {
                assert!(found.contains("--> inline WIT:1:"), "{found}");
                let odd = |c: char| c.is_control() && c != '\n';
                assert!(
                    !found.contains(odd) && !found.contains('\u{202e}'),
                    "{found:?}"
                );
            }
        }
    }
}

#[test]
fn empty_texts() {
    for text in ["", " ", "\n\n", "// nothing", "/* nothing */", "\r\n"] {
        let found = errors(text);
        assert!(found.starts_with("no `package` header"), "{found}");
        assert!(found.contains("--> inline WIT:1:1"), "{found}");
    }
}

#[test]
fn a_byte_that_is_no_utf8_is_shown() {
    let directory = tree("any-text-utf8", &[("wit/a.wit", "")]);
    fs::write(
        directory.join("wit/a.wit"),
        b"package a:b;\n// caf\xe9\nworld w {}\n",
    )
    .expect("it is written");
    assert_eq!(
        message(&directory, "wit"),
        "`wit/a.wit` is not UTF-8 text\n --> wit/a.wit:2:7\n  |\n2 | // caf\u{fffd}\n  |       ^"
    );
}

#[test]
fn long_lines_and_names_are_cut() {
    let name = "x".repeat(1_000_000);
    let many = "type a = list<a>; ".repeat(50_000);
    for text in [
        format!("package a:b; world w {{ /* {name} */ type a = b; /* {name} */ }}"),
        format!("package a:b; world w {{ {many} }}"),
        format!("package a:b; world w {{ type a = own<u8>; {many}"),
    ] {
        let found = errors(&text);
        assert!(found.contains("--> inline WIT:1:"), "{found}");
        assert!(found.len() < 1_000, "{} bytes", found.len());
    }
    let found = errors(&format!("package a:b; world w {{ type a = {name}; }}"));
    assert!(found.len() < 2_000, "{} bytes", found.len());
    let found = errors(&format!(
        "package a:b; world w {{ record {name} {{ a: {name} }} }}"
    ));
    assert!(found.len() < 2_000, "{} bytes", found.len());
}

#[test]
fn files_that_are_too_large() {
    let directory = tree(
        "any-text-large",
        &[("wit/a.wit", "package a:b; world w {}")],
    );
    let file = fs::File::create(directory.join("large.wit")).expect("it is made");
    file.set_len((64 << 20) + 1).expect("it is made long");
    let found = message(&directory, "large.wit");
    assert!(
        found.starts_with("there are more than 67108864 bytes of WIT\n --> large.wit:1:1"),
        "{found}"
    );
    fs::remove_file(directory.join("large.wit")).expect("it is removed");
}

#[test]
fn what_is_no_file() {
    let directory = tree(
        "any-text-no-file",
        &[("wit/a.wit/x.txt", ""), ("wit/b.txt", "")],
    );
    let found = message(&directory, "wit");
    assert_eq!(found, "there is no `.wit` file in `wit`");
    let found = message(&directory, "wit/a.wit");
    assert_eq!(found, "there is no `.wit` file in `wit/a.wit`");
}

#[cfg(unix)]
#[test]
fn links_in_circles() {
    let directory = tree(
        "any-text-links",
        &[("wit/a.wit", "package a:b;\nworld w {}\n")],
    );
    for (name, target) in [
        ("wit/x.wit", "y.wit"),
        ("wit/y.wit", "x.wit"),
        ("wit/deps", "../wit"),
    ] {
        let link = directory.join(name);
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(target, link).expect("it is linked");
    }
    let found = message(&directory, "wit");
    assert!(found.starts_with("`wit/x.wit` cannot be read: "), "{found}");
    for name in ["wit/x.wit", "wit/y.wit"] {
        fs::remove_file(directory.join(name)).expect("it is removed");
    }
    // `deps` leads back to the package itself.
    let found = message(&directory, "wit");
    assert!(
        found.starts_with("package `a:b` is declared twice\n --> wit/"),
        "{found}"
    );
}
