//! Writes the first corpus of `journal`, out of what packr-core's tests are made of: `cargo run -p packr-fuzz-runtime --example journals seeds`
//! writes it into the directory `seeds`, the same each time. `fuzz/corpus` is what of it adds something.

#[path = "../../../packr-core/tests/common/mod.rs"]
mod common;
#[allow(dead_code, reason = "its tests use the rest")]
#[path = "../../../packr-core/tests/journal/runs.rs"]
mod runs;

use std::path::Path;
use std::{env, fs};

use packr_core::journal::Tail;
use packr_fuzz_runtime::journal::choices;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Random journals.
const RANDOM: usize = 30;

fn main() {
    let directory = env::args_os().nth(1).expect("a directory to write to");
    let directory = Path::new(&directory).join("journal");
    fs::create_dir_all(&directory).expect("it can be made");
    let mut runner = TestRunner::deterministic();
    let random = |_| {
        let journal = runs::journal().new_tree(&mut runner);
        journal.expect("there is one").current()
    };
    let journals = (0..RANDOM).map(random).chain([runs::small()]);
    for (number, mut journal) in journals.enumerate() {
        let write = |name: &str, bytes: &[u8]| {
            let file = directory.join(format!("{name}-{number:02}"));
            fs::write(file, bytes).expect("it can be written");
        };
        write("text", journal.to_string().as_bytes());
        if number % 2 == 0 {
            journal.tail = Tail::Finished;
        }
        let bytes = journal.to_bytes().expect("it can be written");
        if let Some(choices) = choices(&bytes) {
            write("frames", &choices);
        }
        write("bytes", &bytes);
    }
}
