//! Each property over its corpus, over what was once wrong, and over what comes of changing those a little.

use std::path::{Path, PathBuf};
use std::{fs, thread};

use packr_fuzz::ALL;
use packr_fuzz::mutate::{Random, change_bytes, change_message};

/// For each property, beside the beginnings of its files.
const MUTATIONS: usize = 6000;
/// For each property.
const TRUNCATIONS: usize = 3000;

macro_rules! properties {
    ($($name:ident)*) => {
        $(
            mod $name {
                #[test]
                fn files() {
                    super::files(stringify!($name));
                }

                #[test]
                fn files_with_changes() {
                    super::files_with_changes(stringify!($name));
                }
            }
        )*

        #[test]
        fn each_property_is_tested() {
            let tested = [$(stringify!($name)),*];
            assert!(ALL.iter().map(|(name, _)| *name).eq(tested));
        }
    };
}

properties!(decode roundtrip published text typed wit metadata);

fn files(property: &str) {
    for (path, bytes) in all(property) {
        run(property, &bytes, || path.display().to_string());
    }
}

fn files_with_changes(property: &str) {
    let seeds: Vec<Vec<u8>> = all(property).into_iter().map(|(_, bytes)| bytes).collect();
    let beginnings = seeds
        .iter()
        .flat_map(|seed| (0..seed.len()).map(|len| &seed[..len]));
    for bytes in beginnings.take(TRUNCATIONS) {
        run(property, bytes, || kept(property, bytes));
    }
    let mut random = Random::new(0);
    for _ in 0..MUTATIONS {
        let bytes = changed(&seeds, &mut random);
        run(property, &bytes, || kept(property, &bytes));
    }
}

/// One of the files with one to three changes.
fn changed(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(3) {
        if random.below(2) == 0 || !change_message(&mut bytes, random) {
            let other = &seeds[random.below(seeds.len())];
            change_bytes(&mut bytes, other, random);
        }
    }
    bytes
}

/// Runs a property, and tells the file where it does not hold.
fn run(property: &str, bytes: &[u8], file: impl Fn() -> String) {
    struct Told<F: Fn() -> String>(F);

    impl<F: Fn() -> String> Drop for Told<F> {
        fn drop(&mut self) {
            if thread::panicking() {
                eprintln!("with {}", (self.0)());
            }
        }
    }

    let (_, check) = ALL.iter().find(|(name, _)| *name == property).unwrap();
    let _told = Told(file);
    check(bytes);
}

/// A file with what has none of its own.
fn kept(property: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(property);
    fs::write(&path, bytes).expect("it can be written");
    path.display().to_string()
}

/// The files of the corpus, of which there are some, and those of what was once wrong, smallest first.
fn all(property: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = read(&root.join("corpus").join(property));
    assert!(!all.is_empty(), "no corpus for {property}");
    all.extend(read(&root.join("regressions").join(property)));
    all.sort_by_key(|(path, bytes)| (bytes.len(), path.clone()));
    all
}

fn read(directory: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let file = |path: PathBuf| {
        let bytes = fs::read(&path).expect("it can be read");
        (path, bytes)
    };
    paths.map(file).collect()
}
