//! Processes that are killed and started again until the run is done.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use packr_core::intercept::{Direction, Outcome};
use packr_core::journal::{Event, Header, Journal, JournalOptions, JournalWriter, Resume, Tail};

use crate::guest::{Calls, EFFECTS, Folder, run, whole, without_times};

/// Where the process that is killed writes to. It is this program, called anew for one test.
const PATH: &str = "PACKR_TEST_RESUMED";

fn calls() -> Vec<(&'static str, String)> {
    let function = |n: usize| ["twice", "send"][n % 2];
    let text = |n: usize| format!("{}{n}", ["", "deep:"][n / 2 % 2]);
    (0..300).map(|n| (function(n), text(n))).collect()
}

fn borrowed<'a>(calls: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    calls.iter().map(|(name, text)| (*name, &**text)).collect()
}

/// How often the host function did its work, by its argument.
fn effects(path: &Path) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for line in fs::read_to_string(path).unwrap_or_default().lines() {
        *counts.entry(line.to_owned()).or_default() += 1;
    }
    counts
}

/// How often it returned, by the journal.
fn returned(journal: &Journal) -> usize {
    let calls = journal.recording().calls;
    let is_it = |event: &&Event| match event {
        Event::End(end) => {
            let call = &calls[end.call as usize];
            call.direction == Direction::Import && matches!(end.outcome, Outcome::Returned(_))
        }
        _ => false,
    };
    journal.events.iter().filter(is_it).count()
}

#[test]
fn a_run_that_is_killed_again_and_again_is_done_in_the_end() {
    let folder = Folder::new("kill");
    let (path, effects_path) = (folder.file(), folder.file().with_extension("effects"));
    let mut kills = 0;
    loop {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::runs_until_it_is_killed", "--ignored"])
            .env(PATH, &path)
            .env(EFFECTS, &effects_path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(30 + kills * 5));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
    }
    println!("killed {kills} times");
    let now = Journal::open(&path).unwrap();
    assert_eq!(now.tail, Tail::Finished);
    let calls = calls();
    let calls: Calls<'_> = &borrowed(&calls);
    let (_, whole) = whole("killed", calls, run);
    assert_eq!(without_times(now.clone()), whole);

    // What had returned did not run again, and what was under way did: a call and those that it is inside.
    let effects = effects(&effects_path);
    let done: usize = effects.values().sum();
    assert!(done >= returned(&now));
    assert!(done <= returned(&now) + 2 * kills as usize, "{kills} kills");
}

#[test]
#[ignore = "started, and killed, by the test above"]
fn runs_until_it_is_killed() {
    let Some(path) = std::env::var_os(PATH).map(PathBuf::from) else {
        return;
    };
    let options = JournalOptions::DEFAULT;
    let calls = calls();
    let calls = borrowed(&calls);
    // A process that was killed before it had begun its journal left none that can be resumed.
    match Resume::open(&path, &options) {
        Ok(resume) => {
            let resume = Arc::new(resume);
            run(&calls, Box::new(resume.clone()));
            resume.finish().unwrap();
        }
        Err(_) => {
            let _ = fs::remove_file(&path);
            let writer = JournalWriter::create(&path, &Header::default(), &options).unwrap();
            let writer = Arc::new(writer);
            run(&calls, Box::new(writer.clone()));
            writer.finish().unwrap();
        }
    }
}
