//! Expansions as they are: for each `golden/*.wit` the expected code stands in a `.rs` of the same name.
//!
//! `golden/guest` has the guest's side. `PACKR_BLESS=1` writes what comes out now. The first line of a `.wit` may give options: `// { imports: .. }`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use packr_bindgen::model::Model;
use packr_bindgen::options::{GuestMacro, HostMacro, SourceOptions};
use packr_bindgen::{Inline, Request, emit, load};
use proc_macro2::TokenStream;
use syn::parse::Parse;

/// The options in the first line.
fn options<T: Parse + Default>(wit: &str) -> T {
    let first = wit.lines().next();
    match first.and_then(|line| line.strip_prefix("// {")) {
        Some(options) => syn::parse_str(&format!("{{{options}")).expect("options"),
        None => T::default(),
    }
}

fn host(name: &str, wit: &str) -> TokenStream {
    let options: HostMacro = options(wit);
    emit::host(&model(name, wit, &options.source), &options.host)
}

fn guest(name: &str, wit: &str) -> TokenStream {
    let options: GuestMacro = options(wit);
    emit::guest(&model(name, wit, &options.source), &options.guest)
}

fn model(name: &str, wit: &str, source: &SourceOptions) -> Model {
    let request = Request {
        inline: Some(Inline {
            text: wit.to_owned(),
            place: None,
        }),
        world: source.world.as_ref().map(|world| world.value()),
        directory: PathBuf::from("golden"),
        ..Request::default()
    };
    load(&request)
        .model
        .unwrap_or_else(|errors| panic!("{name}: {errors}"))
}

fn formatted(name: &str, code: TokenStream) -> String {
    match syn::parse2(code.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => panic!("{name}: {error}\n{code}"),
    }
}

#[test]
fn expansions_are_as_expected() {
    expect("tests/golden", host);
}

#[test]
fn expansions_of_guests_are_as_expected() {
    expect("tests/golden/guest", guest);
}

fn expect(directory: &str, expand: fn(&str, &str) -> TokenStream) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let bless = env::var_os("PACKR_BLESS").is_some_and(|value| value == "1");
    let mut sources: Vec<PathBuf> = fs::read_dir(&directory)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "wit"))
        .collect();
    sources.sort();
    assert!(!sources.is_empty());
    let mut failures = Vec::new();
    for source in sources {
        let name = source
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        let wit = fs::read_to_string(&source).expect("WIT");
        let found = formatted(&name, expand(&name, &wit));
        let expected_path = source.with_extension("rs");
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if found == expected {
            continue;
        }
        if bless {
            fs::write(&expected_path, found).expect("the file can be written");
        } else {
            let diff =
                similar_asserts::SimpleDiff::from_str(&expected, &found, "expected", "found");
            failures.push(format!("{name}\n{diff}"));
        }
    }
    assert!(
        failures.is_empty(),
        "PACKR_BLESS=1 accepts this:\n{}",
        failures.join("\n")
    );
}
