//! `packr new`: a host and a guest with a WIT file between them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Exit, Failure};
use crate::output;

/// Where this command was built from.
const CHECKOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The files, with `{{name}}`, `{{module}}` and `{{packr}}` where those of a project stand.
const FILES: [(&str, &str); 8] = [
    ("Cargo.toml", include_str!("../templates/Cargo.toml")),
    (".gitignore", include_str!("../templates/gitignore")),
    ("README.md", include_str!("../templates/README.md")),
    ("wit/world.wit", include_str!("../templates/wit/world.wit")),
    (
        "guest/Cargo.toml",
        include_str!("../templates/guest/Cargo.toml"),
    ),
    (
        "guest/src/lib.rs",
        include_str!("../templates/guest/src/lib.rs"),
    ),
    (
        "host/Cargo.toml",
        include_str!("../templates/host/Cargo.toml"),
    ),
    (
        "host/src/main.rs",
        include_str!("../templates/host/src/main.rs"),
    ),
];

/// Begin a project: a WIT file with a recursive type, a guest and a host, which build and run as they stand.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  packr new calculator
  cd calculator && packr build && cargo run")]
pub(crate) struct Args {
    /// The project's folder, which is made; its last part is the project's name.
    #[arg(value_name = "NAME")]
    folder: PathBuf,

    /// The folder of packr's own sources, on which the project's crates depend [default: where this command was built from].
    #[arg(long, value_name = "PATH")]
    packr: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let name = name(&args.folder)?;
    let packr = checkout(args.packr.as_deref())?;
    make(&args.folder, name, &packr).map_err(|error| {
        let folder = args.folder.display();
        Failure::new(Exit::Data, format!("can't make `{folder}`: {error}"))
    })?;
    output::print(&format!(
        "made `{0}`: wit/world.wit, guest/ and host/, on packr in `{1}`\n\nnext: cd {0} && packr build && cargo run",
        args.folder.display(),
        packr.display()
    ))
}

/// The project's name, which begins the names of its crates.
fn name(folder: &Path) -> Result<&str, Failure> {
    let name = folder.file_name().and_then(|name| name.to_str());
    let good = |name: &&str| {
        let mut letters = name.chars();
        letters
            .next()
            .is_some_and(|first| first.is_ascii_lowercase())
            && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
    };
    let Some(name) = name.filter(good) else {
        return Err(Failure::usage(format!(
            "`{}` can't be the name of a project: crates are named after it, so it begins with a lower-case letter, and \
             has only such letters, digits, `-` and `_`",
            folder.display()
        )));
    };
    let empty = fs::read_dir(folder).map_or(!folder.exists(), |mut inside| inside.next().is_none());
    match empty {
        true => Ok(name),
        false => Err(Failure::usage(format!(
            "`{}` is there already, and not empty; choose another name",
            folder.display()
        ))),
    }
}

/// The folder of packr's sources.
fn checkout(given: Option<&Path>) -> Result<PathBuf, Failure> {
    let folder = given.unwrap_or(Path::new(CHECKOUT));
    let found = folder.canonicalize().ok();
    let found = found.filter(|found| found.join("packr-guest/Cargo.toml").is_file());
    found.ok_or_else(|| {
        Failure::usage(match given {
            Some(folder) => format!(
                "`{}` does not hold packr's sources: there is no packr-guest/Cargo.toml in it",
                folder.display()
            ),
            None => format!(
                "packr's sources are no longer where this command was built from, `{}`: say where they are with --packr",
                folder.display()
            ),
        })
    })
}

fn make(folder: &Path, name: &str, packr: &Path) -> std::io::Result<()> {
    let packr_text = packr.to_str().ok_or_else(|| {
        std::io::Error::other("the path of packr's sources is not UTF-8, as Cargo.toml has to be")
    })?;
    for (path, template) in FILES {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, filled(template, name, packr_text))?;
    }
    // The versions that packr is tested with.
    let lock = packr.join("Cargo.lock");
    if lock.is_file() {
        fs::copy(lock, folder.join("Cargo.lock"))?;
    }
    Ok(())
}

fn filled(template: &str, name: &str, packr: &str) -> String {
    // As the inside of a string of TOML.
    let packr = packr.replace('\\', "\\\\").replace('"', "\\\"");
    template
        .replace("{{name}}", name)
        .replace("{{module}}", &format!("{}_guest", name.replace('-', "_")))
        .replace("{{packr}}", &packr)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(failure: Failure) -> String {
        match failure {
            Failure::Told { message, .. } => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_are_those_of_crates() {
        for good in ["demo", "demo-2", "/somewhere/else/a_b"] {
            assert!(name(Path::new(good)).is_ok(), "{good}");
        }
        for bad in ["Demo", "2demo", "-demo", "de mo", "dé", "..", "/", ""] {
            let message = told(name(Path::new(bad)).unwrap_err());
            assert!(message.contains("can't be the name"), "{message}");
        }
        let message = told(name(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_err());
        assert!(message.contains("not empty"), "{message}");
    }

    #[test]
    fn sources_have_to_be_there() {
        assert!(checkout(None).is_ok());
        let elsewhere = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let message = told(checkout(Some(Path::new(elsewhere))).unwrap_err());
        assert!(message.contains("no packr-guest/Cargo.toml"), "{message}");
    }

    #[test]
    fn every_file_is_filled_in() {
        for (path, template) in FILES {
            let text = filled(template, "my-demo", r#"C:\a "b""#);
            assert!(!text.contains("{{"), "{path}");
        }
        let manifest = filled(FILES[4].1, "my-demo", r#"C:\a "b""#);
        assert!(
            manifest.contains(r#"path = "C:\\a \"b\"/packr-guest""#),
            "{manifest}"
        );
        assert!(filled(FILES[7].1, "my-demo", "").contains("/my_demo_guest.wasm"));
    }

    #[test]
    fn the_wit_is_a_world_for_both_sides() {
        let request = packr_bindgen::Request {
            paths: vec!["templates/wit".into()],
            directory: env!("CARGO_MANIFEST_DIR").into(),
            ..packr_bindgen::Request::default()
        };
        let model = packr_bindgen::load(&request).model.unwrap();
        assert!(FILES[5].1.contains("impl Guest for"));
        assert!(FILES[7].1.contains("Calculator::instantiate"));
        assert_eq!(model.world.name, "calculator");
    }

    #[test]
    fn the_guest_is_short() {
        let (_, guest) = FILES[5];
        assert!(guest.lines().count() <= 25);
    }
}
