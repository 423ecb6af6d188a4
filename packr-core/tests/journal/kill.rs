//! Processes that are killed while they record.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use packr_core::Value;
use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, End, Outcome};
use packr_core::journal::{Event, Header, Journal, JournalOptions, JournalWriter, Tail};

use crate::files::Folder;

/// Where the process that is killed writes to. It is this program, called anew for one test.
const PATH: &str = "PACKR_TEST_JOURNAL";
/// How often a process is killed.
const ROUNDS: &str = "PACKR_TEST_KILLS";

#[test]
fn a_killed_process_leaves_a_journal_that_has_all_that_was_acknowledged() {
    let folder = Folder::new("kill");
    let (path, acknowledged) = (folder.file("run"), folder.file("acknowledged"));
    let rounds = std::env::var(ROUNDS).map_or(15, |rounds| rounds.parse().unwrap());
    let mut before = Vec::new();
    for round in 0..rounds {
        fs::write(&acknowledged, 0_u64.to_le_bytes()).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::records_until_it_is_killed", "--ignored"])
            .env(PATH, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Most are killed while they write, some before that.
        while round % 4 != 0 && read(&acknowledged) == 0 {
            assert!(
                child.try_wait().unwrap().is_none(),
                "it is to run until it is killed"
            );
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(random() % 20_000));
        child.kill().unwrap();
        child.wait().unwrap();

        let acknowledged = read(&acknowledged) as usize;
        let Ok(bytes) = fs::read(&path) else {
            assert_eq!(acknowledged, 0);
            continue;
        };
        let journal = Journal::read(&bytes).unwrap();
        if journal.header == Header::default() {
            assert!(before.is_empty() && acknowledged == 0);
            fs::remove_file(&path).unwrap();
            continue;
        }
        assert!(
            journal.events.len() >= before.len() + acknowledged,
            "round {round}"
        );
        assert_eq!(journal.events[..before.len()], before, "round {round}");
        match journal.tail {
            Tail::Open => {}
            Tail::Cut { offset } => assert!(offset < bytes.len() as u64),
            other => panic!("{other:?}"),
        }
        check(&journal);
        before = journal.events;
    }
    let writer = JournalWriter::append(&path, &JournalOptions::DEFAULT).unwrap();
    writer.finish().unwrap();
    let journal = Journal::open(&path).unwrap();
    assert_eq!((journal.events, journal.tail), (before, Tail::Finished));
}

/// Each call has its number in it, and an end unless it is one of the last of its process.
fn check(journal: &Journal) {
    for event in &journal.events {
        match event {
            Event::Start(start) => assert_eq!(start.input, Value::U64(start.call)),
            Event::End(end) => assert_eq!(end.outcome, Outcome::Returned(Value::U64(end.call))),
            _ => unreachable!(),
        }
    }
    let unfinished = journal.unfinished();
    for pair in unfinished.windows(3) {
        assert!(
            pair[2].call - pair[0].call > 1,
            "two calls are under way at most"
        );
    }
}

#[test]
#[ignore = "started, and killed, by the test above"]
fn records_until_it_is_killed() {
    let Some(path) = std::env::var_os(PATH).map(PathBuf::from) else {
        return;
    };
    let options = JournalOptions::DEFAULT;
    let (writer, first) = match path.exists() {
        true => (
            JournalWriter::append(&path, &options).unwrap(),
            Journal::open(&path).unwrap().recording().calls.len() as u64,
        ),
        false => (
            JournalWriter::create(&path, &Header::new(), &options).unwrap(),
            0,
        ),
    };
    let mut acknowledged = File::create(path.with_file_name("acknowledged")).unwrap();
    let mut count = 0_u64;
    let mut acknowledge = || {
        count += 1;
        acknowledged.rewind().unwrap();
        acknowledged.write_all(&count.to_le_bytes()).unwrap();
    };
    for number in (first..).step_by(2) {
        let inputs = [Value::U64(number), Value::U64(number + 1)];
        let [outer, inner] = [0, 1].map(|index| {
            let mut call = Call::new(Direction::Export, "$root", "count", &inputs[index]);
            call.id = number + index as u64;
            call.parent = (index == 1).then_some(number);
            call
        });
        for call in [&outer, &inner] {
            assert!(matches!(writer.begin(call), Decision::Continue));
            acknowledge();
        }
        for call in [&inner, &outer] {
            writer.end(call, End::Returned(call.input));
            acknowledge();
        }
    }
}

fn read(acknowledged: &Path) -> u64 {
    let bytes = fs::read(acknowledged).unwrap();
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

fn random() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    u64::from(now.unwrap().subsec_nanos()).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32
}
