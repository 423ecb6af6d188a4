//! A run has one owner: who is cut off or taken over adds nothing.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use packr_core::journal::{
    Durability, Header, Journal, JournalError, JournalOptions, JournalSink, JournalStore,
    JournalWriter, ResumableSink, RunId, StoreError, Tail,
};

use crate::call;
use crate::server::server;

fn id() -> RunId {
    "contended".parse().unwrap()
}

fn is_taken_over(error: &std::io::Error) -> bool {
    matches!(StoreError::of(error), Some(StoreError::TakenOver { run }) if *run == id())
}

#[test]
fn who_was_taken_over_adds_nothing() {
    let Some(server) = server("who_was_taken_over_adds_nothing") else {
        return;
    };
    let (here, there) = (server.store("taken"), server.store("taken"));
    let options = JournalOptions::DEFAULT;
    let old = JournalWriter::create_in(&here, &id(), &Header::new(), &options).unwrap();
    call(&old, 0).unwrap();
    assert!(matches!(there.append(&id()), Err(StoreError::InUse { .. })));
    let new = JournalWriter::append_to(there.take_over(&id()).unwrap(), &options).unwrap();

    let error = call(&old, 1).unwrap_err();
    assert!(
        matches!(error.store(), Some(StoreError::TakenOver { run }) if *run == id()),
        "{error}"
    );
    let JournalError::Write { source } = &*error else {
        panic!("{error}")
    };
    assert_eq!(
        source.to_string(),
        "the run `contended` was taken over by somebody else, and nothing more is written to it"
    );
    assert!(old.finish().is_err());
    drop(old);
    // The old one's end gives nobody else the run.
    assert!(matches!(here.append(&id()), Err(StoreError::InUse { .. })));
    call(&new, 1).unwrap();
    new.finish().unwrap();
    drop(new);
    let journal = Journal::from_reader(here.read(&id()).unwrap()).unwrap();
    assert_eq!((journal.events.len(), journal.tail), (4, Tail::Finished));
    drop(here.append(&id()).unwrap());
}

#[test]
fn nothing_that_an_old_owner_can_do_changes_a_run() {
    let Some(server) = server("nothing_that_an_old_owner_can_do_changes_a_run") else {
        return;
    };
    let store = server.store("old");
    type Do = fn(&mut dyn ResumableSink) -> std::io::Result<()>;
    let all: [Do; 5] = [
        |sink| sink.append(b"late"),
        |sink| sink.append_and_sync(b"late"),
        |sink| sink.append(&vec![0; 3 << 20]),
        |sink| sink.truncate(1),
        |sink| sink.sync(),
    ];
    // Whether the new owner has written something meanwhile or not.
    for (late, written) in all.into_iter().flat_map(|late| [(late, ""), (late, "new")]) {
        let mut old = store.create(&id(), &Header::new()).unwrap();
        old.append(b"packrjn").unwrap();
        let mut new = store.take_over(&id()).unwrap();
        new.append(written.as_bytes()).unwrap();
        assert!(is_taken_over(&late(&mut *old).unwrap_err()));
        drop(old);
        drop(new);
        let mut bytes = Vec::new();
        store.read(&id()).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, [b"packrjn", written.as_bytes()].concat());
        store.remove(&id()).unwrap();
    }
    // Nor when the run was removed, and made anew with the same name.
    let mut old = store.create(&id(), &Header::new()).unwrap();
    drop(store.take_over(&id()).unwrap());
    store.remove(&id()).unwrap();
    let new = store.create(&id(), &Header::new()).unwrap();
    let error = old.append(b"late").unwrap_err();
    assert!(
        matches!(StoreError::of(&error), Some(StoreError::NotFound { .. })),
        "{error}"
    );
    drop(new);
    assert_eq!(store.list().unwrap()[0].bytes, 0);
}

struct Stops<'a>(&'a AtomicBool);

impl Drop for Stops<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

/// One host after the other takes the run from one that writes as fast as it can.
#[test]
fn a_run_that_is_taken_over_again_and_again_has_each_byte_once() {
    let Some(server) = server("a_run_that_is_taken_over_again_and_again") else {
        return;
    };
    let store = server.store("again");
    let options = JournalOptions::DEFAULT;
    let first = JournalWriter::create_in(&store, &id(), &Header::new(), &options).unwrap();
    let stop = AtomicBool::new(false);
    let counts: Vec<u64> = thread::scope(|scope| {
        // The threads end also where this panics.
        let stops = Stops(&stop);
        let mut threads = Vec::new();
        let mut writer = first;
        for _ in 0..12 {
            let stop = &stop;
            let written = writer;
            threads.push(scope.spawn(move || {
                let mut count = 0;
                while !stop.load(Relaxed) {
                    match call(&written, count) {
                        Ok(()) => count += 1,
                        Err(error) => {
                            let told = error.store();
                            assert!(
                                matches!(told, Some(StoreError::TakenOver { .. })),
                                "{error:?}"
                            );
                            break;
                        }
                    }
                }
                count
            }));
            thread::sleep(Duration::from_millis(20));
            let sink = store.take_over(&id()).unwrap();
            writer = JournalWriter::append_to(sink, &options).unwrap();
        }
        drop(stops);
        writer.finish().unwrap();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    // The reader checks that all of it fits together. Of each owner there is all that returned, and no more than the call that it lost.
    let journal = Journal::from_reader(store.read(&id()).unwrap()).unwrap();
    assert_eq!(journal.tail, Tail::Finished);
    let calls = journal.recording().calls;
    let (mut inputs, mut rest) = (Vec::new(), &calls[..]);
    for count in counts {
        let returned = (0..count).map(packr_core::Value::U64);
        let own: Vec<_> = rest
            .iter()
            .take(count as usize)
            .map(|call| call.input.clone())
            .collect();
        assert_eq!(own, returned.collect::<Vec<_>>());
        rest = &rest[count as usize..];
        if let Some(call) = rest.first()
            && call.input == packr_core::Value::U64(count)
            && count > 0
        {
            inputs.push(count);
            rest = &rest[1..];
        }
    }
    assert!(
        rest.is_empty(),
        "{} more calls; half done: {inputs:?}",
        rest.len()
    );
}

#[test]
fn a_connection_that_is_cut_ends_the_writer_and_frees_the_run() {
    let Some(server) = server("a_connection_that_is_cut") else {
        return;
    };
    let store = server.store("cut");
    let options = JournalOptions::DEFAULT.durability(Durability::Sync);
    let writer = JournalWriter::create_in(&store, &id(), &Header::new(), &options).unwrap();
    call(&writer, 0).unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database \
               WHERE locktype = 'advisory' AND classid = 'cut.packr_runs'::regclass::oid";
    assert_eq!(server.client().query(cut, &[]).unwrap().len(), 1);
    let error = call(&writer, 1).unwrap_err();
    assert!(
        matches!(error.store(), Some(StoreError::Failed { .. })),
        "{error:?}"
    );
    let again = call(&writer, 2).unwrap_err();
    assert!(matches!(&*again, JournalError::Write { .. }));
    // While the old writer is still there.
    let new = loop {
        match JournalWriter::append_in(&store, &id(), &options) {
            Ok(new) => break new,
            Err(JournalError::Store(StoreError::InUse { .. })) => {
                thread::sleep(Duration::from_millis(10));
            }
            Err(error) => panic!("{error:?}"),
        }
    };
    call(&new, 1).unwrap();
    new.finish().unwrap();
    assert!(writer.finish().is_err());
    let journal = Journal::from_reader(store.read(&id()).unwrap()).unwrap();
    assert_eq!((journal.events.len(), journal.tail), (4, Tail::Finished));
}

/// An append whose row somebody holds is cut off: whether it was committed is not known to who made it, and is seen by who goes on.
#[test]
fn an_append_that_is_cut_off_is_there_or_not_there() {
    let Some(server) = server("an_append_that_is_cut_off") else {
        return;
    };
    let store = server.store("unknown");
    let mut sink = store.create(&id(), &Header::new()).unwrap();
    sink.append(b"packrjn\x01").unwrap();
    let mut other = server.client();
    let mut holds = other.transaction().unwrap();
    holds
        .execute("SELECT 1 FROM unknown.packr_runs FOR UPDATE", &[])
        .unwrap();
    thread::scope(|scope| {
        let late = scope.spawn(|| sink.append(b"late").unwrap_err());
        thread::sleep(Duration::from_millis(200));
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' \
                   AND classid = 'unknown.packr_runs'::regclass::oid";
        assert_eq!(server.client().query(cut, &[]).unwrap().len(), 1);
        let error = late.join().unwrap();
        assert!(
            matches!(StoreError::of(&error), Some(StoreError::Failed { .. })),
            "{error:?}"
        );
    });
    holds.rollback().unwrap();
    let mut new = store.take_over(&id()).unwrap();
    let mut bytes = Vec::new();
    new.read().unwrap().read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, b"packrjn\x01");
}

/// A reader sees the run as it was when it began.
#[test]
fn reading_is_not_disturbed_by_what_happens_to_the_run() {
    let Some(server) = server("reading_is_not_disturbed") else {
        return;
    };
    let store = server.store("reading");
    let mut sink = store.create(&id(), &Header::new()).unwrap();
    let piece: Vec<u8> = (0..5_u32 << 20).map(|at| (at % 251) as u8).collect();
    sink.append(&piece).unwrap();
    let mut readers: Vec<_> = (0..3).map(|_| store.read(&id()).unwrap()).collect();
    let mut read = vec![0; 100];
    readers[0].read_exact(&mut read).unwrap();
    sink.truncate(1000).unwrap();
    sink.append(b"other").unwrap();
    readers[0].read_to_end(&mut read).unwrap();
    assert!(read == piece);
    drop(sink);
    store.remove(&id()).unwrap();
    for mut reader in readers.drain(1..) {
        let mut read = Vec::new();
        reader.read_to_end(&mut read).unwrap();
        assert!(read == piece);
    }
}
