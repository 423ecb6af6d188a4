//! Processes that are killed while they append, on a server that goes on.

use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use packr_core::Value;
use packr_core::intercept::Outcome;
use packr_core::journal::{
    Event, Header, Journal, JournalError, JournalOptions, JournalStore, JournalWriter, RunId,
    StoreError, Tail,
};
use packr_postgres::PostgresStore;

use crate::call;
use crate::server::{self, Server, server};

/// The socket of the server for the process that is killed. It is this program, called anew for one test.
const SOCKET: &str = "PACKR_TEST_SOCKET";
/// The schema of its tables.
const SCHEMA: &str = "PACKR_TEST_SCHEMA";
/// Where it notes how many calls it has made.
const COUNT: &str = "PACKR_TEST_COUNT";

fn id() -> RunId {
    "killed".parse().unwrap()
}

/// The server needs a moment to see that a client is gone.
fn append(store: &PostgresStore) -> JournalWriter {
    let began = Instant::now();
    loop {
        match JournalWriter::append_in(store, &id(), &JournalOptions::DEFAULT) {
            Ok(writer) => return writer,
            Err(JournalError::Store(StoreError::InUse { .. }))
                if began.elapsed() < Duration::from_secs(20) =>
            {
                thread::sleep(Duration::from_millis(5));
            }
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[test]
fn a_killed_process_leaves_a_run_that_another_goes_on_with() {
    let Some(server) = server("a_killed_process_leaves_a_run") else {
        return;
    };
    let store = server.store("killed");
    let count = note("killed");
    JournalWriter::create_in(&store, &id(), &Header::new(), &JournalOptions::DEFAULT).unwrap();
    let mut before = Vec::new();
    for round in 0..8_u32 {
        let child = Appending::start(&server, "killed", &count);
        thread::sleep(Duration::from_millis(u64::from(round * 7 % 23)));
        drop(child);

        let returned = read(&count);
        // Another host goes on at once, with a call of its own.
        let writer = append(&store);
        let next = Journal::from_reader(store.read(&id()).unwrap()).unwrap();
        let number = next.recording().calls.len() as u64;
        call(&writer, number).unwrap();
        drop(writer);
        let journal = Journal::from_reader(store.read(&id()).unwrap()).unwrap();
        assert_eq!(journal.tail, Tail::Finished);
        assert_eq!(journal.events[..before.len()], before, "round {round}");
        let added = (journal.events.len() - before.len() - 2) as u64;
        assert!(
            (2 * returned..=2 * returned + 2).contains(&added),
            "round {round}: {added} events of {returned} calls"
        );
        check(&journal);
        before = journal.events;
    }
    fs::remove_file(count).unwrap();
}

/// A host that is stopped keeps its session, and so the run, until somebody takes it over. When it goes on it finds that out, and has added nothing.
#[test]
fn a_process_that_is_stopped_and_taken_over_adds_nothing_when_it_goes_on() {
    let Some(server) = server("a_process_that_is_stopped_and_taken_over") else {
        return;
    };
    let store = server.store("stopped");
    let count = note("stopped");
    JournalWriter::create_in(&store, &id(), &Header::new(), &JournalOptions::DEFAULT).unwrap();
    for round in 0..5_u32 {
        let mut child = Appending::start(&server, "stopped", &count);
        thread::sleep(Duration::from_millis(u64::from(round * 5 % 13)));
        child.signal("STOP");
        let refused = store.append(&id()).err();
        assert!(
            matches!(refused, Some(StoreError::InUse { .. })),
            "{refused:?}"
        );
        let sink = store.take_over(&id()).unwrap();
        let writer = JournalWriter::append_to(sink, &JournalOptions::DEFAULT).unwrap();
        let before = Journal::from_reader(store.read(&id()).unwrap()).unwrap();
        child.signal("CONT");
        let told = child.ended();
        assert!(told.contains("TakenOver"), "{told}");
        let number = before.recording().calls.len() as u64;
        call(&writer, number).unwrap();
        writer.finish().unwrap();
        drop(writer);
        let journal = Journal::from_reader(store.read(&id()).unwrap()).unwrap();
        assert_eq!(journal.tail, Tail::Finished);
        assert_eq!(journal.events[..before.events.len()], before.events);
        assert_eq!(journal.events.len(), before.events.len() + 2);
        check(&journal);
    }
    fs::remove_file(count).unwrap();
}

/// This program, called anew to append to a run.
struct Appending(Child);

impl Appending {
    /// Starts it, and waits until it has made a call.
    fn start(server: &Server, schema: &str, count: &Path) -> Self {
        fs::write(count, 0_u64.to_le_bytes()).unwrap();
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::appends_until_it_is_killed"])
            .args(["--ignored", "--nocapture"])
            .env(SOCKET, server.socket())
            .env(SCHEMA, schema)
            .env(COUNT, count)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut child = Self(child);
        let began = Instant::now();
        while read(count) == 0 {
            assert!(
                child.0.try_wait().unwrap().is_none(),
                "it is to run until it is killed"
            );
            assert!(began.elapsed() < Duration::from_secs(60));
            thread::sleep(Duration::from_millis(1));
        }
        child
    }

    fn signal(&self, signal: &str) {
        let process = self.0.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// What it says in the end, when it has ended by itself.
    fn ended(&mut self) -> String {
        let began = Instant::now();
        let ended = loop {
            match self.0.try_wait().unwrap() {
                Some(ended) => break ended,
                None => thread::sleep(Duration::from_millis(5)),
            }
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "it goes on writing"
            );
        };
        assert!(!ended.success());
        let mut told = String::new();
        let mut stderr = self.0.stderr.take().unwrap();
        stderr.read_to_string(&mut told).unwrap();
        told
    }
}

impl Drop for Appending {
    /// `kill -9`, where there is one.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn note(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()))
}

/// Each call has its number in it.
fn check(journal: &Journal) {
    for event in &journal.events {
        match event {
            Event::Start(start) => assert_eq!(start.input, Value::U64(start.call)),
            Event::End(end) => assert_eq!(end.outcome, Outcome::Returned(Value::U64(end.call))),
            _ => unreachable!(),
        }
    }
}

#[test]
#[ignore = "started, and killed, by the test above"]
fn appends_until_it_is_killed() {
    let Some(socket) = std::env::var_os(SOCKET).map(PathBuf::from) else {
        return;
    };
    let store = server::store(&socket, &std::env::var(SCHEMA).unwrap());
    let writer = append(&store);
    let journal = Journal::from_reader(store.read(&id()).unwrap()).unwrap();
    let first = journal.recording().calls.len() as u64;
    let mut count = File::create(std::env::var_os(COUNT).unwrap()).unwrap();
    for number in first.. {
        call(&writer, number).unwrap();
        count.rewind().unwrap();
        count
            .write_all(&(number - first + 1).to_le_bytes())
            .unwrap();
    }
}

fn read(count: &Path) -> u64 {
    let bytes = fs::read(count).unwrap();
    bytes.try_into().map_or(0, u64::from_le_bytes)
}
