//! A world that is printed as WIT reads as the same world, and prints as the same text.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use packr_bindgen::model::Model;

/// The worlds of a WIT file's own package.
fn worlds(text: &str) -> Vec<String> {
    let heads = text.lines().filter_map(|line| line.strip_prefix("world "));
    let names = heads.filter_map(|head| head.split_whitespace().next());
    names
        .map(|name| name.trim_start_matches('%').to_owned())
        .collect()
}

fn printed_again(name: &str, model: &Model) {
    let text = model.to_string();
    let again = common::read_world(&text, &model.world.name)
        .unwrap_or_else(|errors| panic!("{name}: {errors}\n{text}"));
    assert_eq!(again.to_string(), text, "{name}");
    let (before, after) = (packr_bindgen::world(model), packr_bindgen::world(&again));
    for (before, after) in [
        (&before.imports, &after.imports),
        (&before.exports, &after.exports),
    ] {
        let ids = |side: &[packr_core::schema::Interface]| -> Vec<String> {
            side.iter()
                .map(|interface| interface.id.to_string())
                .collect()
        };
        assert_eq!(ids(before), ids(after), "{name}");
    }
    let hashes = |world: &packr_core::schema::World| {
        let all = world.imports.iter().chain(world.exports.iter());
        all.map(|interface| world.interface_hash(interface).expect("a hash"))
            .collect::<Vec<_>>()
    };
    assert_eq!(hashes(&before), hashes(&after), "{name}");
}

#[test]
fn worlds_of_the_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = [
        "tests/wit",
        "tests/hygiene/worlds",
        "examples/wit",
        "packr-bindgen/tests/golden",
    ];
    let mut count = 0;
    for folder in folders {
        let files = fs::read_dir(root.join(folder)).expect("a folder");
        let files = files.map(|file| file.expect("a file").path());
        let is_wit = |file: &PathBuf| file.extension().is_some_and(|end| end == "wit");
        for file in files.filter(is_wit) {
            let text = fs::read_to_string(&file).expect("text");
            for world in worlds(&text) {
                let name = format!("{}: {world}", file.display());
                let model = common::read_world(&text, &world)
                    .unwrap_or_else(|errors| panic!("{name}: {errors}"));
                printed_again(&name, &model);
                count += 1;
            }
        }
    }
    assert!(count >= 20, "only {count} worlds");
}

#[test]
fn all_of_wit_is_spelled_out() {
    let wit = r#"package %world:%record@1.2.3-rc.1;

/// What hosts give.
///
/// Second paragraph.
interface %interface {
    use %use:%static/%from@0.1.0.{%flags, tree as forest};
    /// A leaf.
    record %record {
        %type: %flags,
        next: option<%record>,
    }
    enum %enum {
        %list,
        b,
    }
    type pairs = list<tuple<string, forest>, 3>;
    /// Calls.
    %func: func(%import: map<string, %record>, all: pairs) -> result<_, %enum>;
}

/// The whole.
world %export {
    use %interface.{%record};
    variant expr {
        leaf,
        node(list<expr>),
        both(tuple<expr, %record>),
    }
    import %use:%static/%from@0.1.0;
    import %interface;
    import tools: interface {
        type handle = u32;
        open: func() -> handle;
    }
    import log: func(line: string);
    export %interface;
    export eval: func(e: expr) -> result<expr>;
    export stop: func() -> result;
}

package %use:%static@0.1.0 {
    interface %from {
        flags %flags {
            %own,
            %borrow,
        }
        type tree = list<tree>;
    }
}
"#;
    let model = common::read(wit).unwrap_or_else(|errors| panic!("{errors}"));
    similar_asserts::assert_eq!(model.to_string(), wit);
    printed_again("all", &model);
}

/// Whatever wit-parser makes of what is before and after the text of a line.
#[test]
fn docs_print_again_as_they_are() {
    let docs = [
        "/**\n * In a block.\n *\n *   Further in.\n */",
        "///\tAfter a tab.\n    ///   \n    ///\t  Further in.",
        "///\r Odd.",
        "/** One line. */",
        "///   Far in.\n    /// Less far.",
    ];
    for docs in docs {
        let wit = format!("package a:b;\nworld w {{\n    {docs}\n    import f: func();\n}}\n");
        let model = common::read(&wit).unwrap_or_else(|errors| panic!("{errors}"));
        printed_again(docs, &model);
    }
}
