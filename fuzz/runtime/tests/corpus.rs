//! Each property over its corpus, over what was once wrong, over what comes of changing those a little, and over other choices.

use std::fs;
use std::path::{Path, PathBuf};

use packr_core::journal::Journal;
use packr_fuzz::mutate::{Random, change_bytes, change_message};
use packr_fuzz_runtime::ALL;

/// For each property. In a debug build one takes some milliseconds.
const CHANGES: usize = 300;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let entries = fs::read_dir(&folder).into_iter().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn property(name: &str) {
    let (_, check) = ALL.iter().find(|(known, _)| *known == name).unwrap();
    let mut seeds = Vec::new();
    for path in files(&format!("corpus/{name}"))
        .into_iter()
        .chain(files(&format!("regressions/{name}")))
    {
        let bytes = fs::read(&path).unwrap();
        run(*check, &bytes, &path.display().to_string());
        seeds.push(bytes);
    }
    assert!(!seeds.is_empty(), "there is no corpus of {name}");
    let mut random = Random::new(0);
    for at in 0..CHANGES {
        let mut bytes = match at % 2 {
            0 => seeds[random.below(seeds.len())].clone(),
            _ => vec![0; 30 + random.below(200)],
        };
        // Every choice is a byte or a few, so that any bytes are choices.
        let changes = if at % 2 == 0 { 4 } else { bytes.len() };
        for change in 0..changes {
            let at = if changes == 4 {
                random.below(bytes.len())
            } else {
                change
            };
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random.below(256) as u8;
            }
        }
        run(*check, &bytes, &format!("{bytes:?}"));
    }
}

fn run(check: fn(&[u8]), bytes: &[u8], what: &str) {
    let checked = std::panic::catch_unwind(|| check(bytes));
    assert!(checked.is_ok(), "the property does not hold for {what}");
}

#[test]
fn module() {
    property("module");
}

#[test]
fn calls() {
    property("calls");
}

#[test]
fn journal() {
    property("journal");
    let seeds: Vec<_> = files("corpus/journal")
        .iter()
        .map(|path| fs::read(path).unwrap())
        .collect();
    let mut random = Random::new(0);
    // These take no guest, so that there is time for more of them.
    for _ in 0..10 * CHANGES {
        let mut bytes = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(3) {
            if random.below(2) == 0 || !change_message(&mut bytes, &mut random) {
                let other = &seeds[random.below(seeds.len())];
                change_bytes(&mut bytes, other, &mut random);
            }
        }
        run(
            packr_fuzz_runtime::journal::check,
            &bytes,
            &format!("{bytes:?}"),
        );
    }
}

/// What takes the most memory for its length: many small values, events, functions and lines.
#[test]
fn journals_of_many_small_parts() {
    const MANY: usize = 20_000;
    let many = |line: &dyn Fn(usize) -> String| (0..MANY).map(line).collect::<String>();
    let values = [
        "{}",
        "()",
        "u8[]",
        "::#0",
        "map<u8, u8>{}",
        "list<string>[]",
        "`a`::#0",
    ];
    let texts = values
        .map(|value| {
            format!(
                "start 0 at 0ns import f [] ({})",
                many(&|_| format!("{value},"))
            )
        })
        .into_iter()
        .chain([
            many(&|call| format!("start {call} at 0ns import f [] ()\n")),
            many(&|call| format!("start {call} at 0ns import f{call} [a, a] ()\n")),
            format!(
                "start 0 at 0ns import f [a{}] ()",
                many(&|_| ",a".to_owned())
            ),
            many(&|_| "wit \"\"\n".to_owned()),
            many(&|_| "metadata a\"\"\n".to_owned()),
        ]);
    for text in texts {
        let text = format!("packr journal 1\n{text}");
        packr_fuzz_runtime::journal::check(text.as_bytes());
        let journal: Journal = text.parse().unwrap();
        packr_fuzz_runtime::journal::check(&journal.to_bytes().unwrap());
    }
}
