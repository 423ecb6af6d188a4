//! Expansions as they are: for each `golden/*.wit` the expected code stands in a `.rs` of the same name.
//!
//! `PACKR_BLESS=1` writes what comes out now. The first line of a `.wit` may give options: `// { imports: .. }`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use packr_bindgen::options::HostMacro;
use packr_bindgen::{Inline, Request, emit, load};

fn expand(name: &str, wit: &str) -> String {
    let options = match wit
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("// {"))
    {
        Some(options) => syn::parse_str(&format!("{{{options}")).expect("options"),
        None => HostMacro::default(),
    };
    let request = Request {
        inline: Some(Inline {
            text: wit.to_owned(),
            place: None,
        }),
        world: options.source.world.as_ref().map(|world| world.value()),
        directory: PathBuf::from("golden"),
        ..Request::default()
    };
    let model = load(&request)
        .model
        .unwrap_or_else(|errors| panic!("{name}: {errors}"));
    let code = emit::host(&model, &options.host);
    match syn::parse2(code.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => panic!("{name}: {error}\n{code}"),
    }
}

#[test]
fn expansions_are_as_expected() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
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
        let found = expand(&name, &wit);
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
