//! What each `JournalStore` has to do. A test includes this file by its path, and calls `all` with two stores on the same empty place, as two hosts
//! have them.

use std::io::Read;
use std::sync::{Arc, Barrier};
use std::thread;

use packr_core::Value;
use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, End};
use packr_core::journal::{
    Durability, Header, Journal, JournalError, JournalOptions, JournalStore, JournalWriter,
    ResumableSink, Resume, ResumeError, RunId, StoreError, Tail,
};

/// What a journal begins with: a store may look at it.
const BEGUN: &[u8] = b"packrjn\x01";

type Store = Arc<dyn JournalStore>;

/// Runs everything.
pub(crate) fn all(one: Store, other: Store) {
    let empty: Vec<String> = Vec::new();
    assert_eq!(names(&one), empty);
    for (name, check) in [
        ("a run", a_run as fn(&Store, &Store)),
        ("one writer", one_writer),
        ("names", names_are_apart),
        ("reading while it is written", read_while_written),
        ("pieces", bytes_come_back_whatever_the_pieces),
        ("truncating", what_is_truncated_is_gone),
        ("resuming", resumed_wherever_it_was_cut),
        ("going on", goes_on_with_calls),
        ("removing", removed),
        ("races", of_many_one_wins),
        ("many at once", many_at_once),
    ] {
        println!("conformance: {name}");
        check(&one, &other);
        for info in one.list().unwrap() {
            one.remove(&info.run).unwrap();
        }
        assert_eq!(names(&other), empty, "{name}");
    }
}

fn run(name: &str) -> RunId {
    name.parse().unwrap()
}

fn names(store: &Store) -> Vec<String> {
    let list = store.list().unwrap();
    list.into_iter().map(|info| info.run.to_string()).collect()
}

fn bytes(store: &Store, run: &RunId) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut reader = store.read(run).unwrap();
    reader.read_to_end(&mut bytes).unwrap();
    bytes
}

fn header() -> Header {
    let mut header = Header::new()
        .metadata("ticket", 4711)
        .metadata("odd \0 \"name\"", "\u{1f980}\0");
    header.started = 1_764_143_145_123_456_789;
    header
}

fn create(store: &Store, run: &RunId) -> Box<dyn ResumableSink> {
    store.create(run, &header()).unwrap()
}

/// Makes a call that returns what it was given.
fn call(writer: &JournalWriter, id: u64, input: &Value) {
    let mut call = Call::new(Direction::Export, "demo:calc/host", "same", input);
    call.id = id;
    match writer.begin(&call) {
        Decision::Continue => writer.end(&call, End::Returned(input)),
        _ => panic!("the call was refused"),
    }
}

fn a_run(one: &Store, other: &Store) {
    let run = run("a-run");
    let options = JournalOptions::DEFAULT.durability(Durability::Sync);
    let header = header();
    let writer = JournalWriter::create_in(&**one, &run, &header, &options).unwrap();
    let info = other.list().unwrap().remove(0);
    assert_eq!((&info.run, info.finished), (&run, false));
    assert_eq!(info.started, Some(header.started));
    assert_eq!(info.bytes, bytes(other, &run).len() as u64);
    call(&writer, 1, &Value::U8(1));
    writer.finish().unwrap();
    drop(writer);
    let info = other.list().unwrap().remove(0);
    assert!(info.finished, "{info:?}");
    assert_eq!(info.bytes, bytes(other, &run).len() as u64);

    // The other host goes on with it.
    for durability in [Durability::None, Durability::Flush, Durability::Sync] {
        let options = JournalOptions::DEFAULT.durability(durability);
        let before = Journal::from_reader(one.read(&run).unwrap()).unwrap();
        let writer = JournalWriter::append_in(&**other, &run, &options).unwrap();
        assert!(!one.list().unwrap()[0].finished);
        call(&writer, 1, &Value::U8(2));
        writer.finish().unwrap();
        drop(writer);
        let journal = Journal::from_reader(one.read(&run).unwrap()).unwrap();
        assert_eq!((&journal.header, journal.tail), (&header, Tail::Finished));
        assert_eq!(journal.events[..before.events.len()], before.events);
        assert_eq!(journal.events.len(), before.events.len() + 2);
        assert!(one.list().unwrap()[0].finished);
    }
}

fn one_writer(one: &Store, other: &Store) {
    let run = run("one-writer");
    let is_in_use = |store: &Store| {
        let appended = store.append(&run).err();
        let created = store.create(&run, &header()).err();
        let removed = store.remove(&run).err();
        assert!(matches!(created, Some(StoreError::Exists { run: told }) if told == run));
        match (appended, removed) {
            (None, None) => false,
            (
                Some(StoreError::InUse { run: appended }),
                Some(StoreError::InUse { run: removed }),
            ) => {
                assert_eq!((&appended, &removed), (&run, &run));
                true
            }
            (appended, removed) => panic!("{appended:?} {removed:?}"),
        }
    };
    let sink = create(one, &run);
    assert!(is_in_use(one) && is_in_use(other));
    drop(sink);
    let sink = other.append(&run).unwrap();
    assert!(is_in_use(one) && is_in_use(other));
    drop(sink);
    // Dropping is enough, also after appending.
    let mut sink = one.append(&run).unwrap();
    sink.append(b"packrjn").unwrap();
    sink.sync().unwrap();
    drop(sink);
    let error = JournalWriter::append_in(&**other, &run, &JournalOptions::DEFAULT).unwrap_err();
    assert!(
        matches!(error, JournalError::Damaged { offset: 0 }),
        "{error}"
    );
    let sink = other.append(&run).unwrap();
    let error = JournalWriter::append_in(&**one, &run, &JournalOptions::DEFAULT).unwrap_err();
    assert!(
        matches!(error.store(), Some(StoreError::InUse { .. })),
        "{error}"
    );
    drop(sink);
}

fn names_are_apart(one: &Store, other: &Store) {
    let long = "x".repeat(128);
    let all = ["0", "a", "a-b", "a.b", "a.journal", "a_b", "z9", &long];
    for name in all {
        let mut sink = create(one, &run(name));
        sink.append(BEGUN).unwrap();
        sink.append(name.as_bytes()).unwrap();
    }
    assert_eq!(names(other).len(), all.len());
    assert!(names(other).is_sorted(), "{:?}", names(other));
    for name in all {
        assert_eq!(bytes(other, &run(name)), [BEGUN, name.as_bytes()].concat());
    }
}

fn read_while_written(one: &Store, other: &Store) {
    let run = run("read-while-written");
    let writer =
        JournalWriter::create_in(&**one, &run, &header(), &JournalOptions::DEFAULT).unwrap();
    let mut begun = other.read(&run).unwrap();
    let mut first = [0; 7];
    begun.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"packrjn");
    for id in 1..20 {
        call(&writer, id, &Value::String("x".repeat(100 * id as usize)));
        let journal = Journal::from_reader(other.read(&run).unwrap()).unwrap();
        assert_eq!(
            (journal.events.len() as u64, journal.tail),
            (2 * id, Tail::Open)
        );
    }
    // What was begun is a beginning of what there is now.
    let mut rest = Vec::new();
    begun.read_to_end(&mut rest).unwrap();
    assert_eq!(rest, bytes(other, &run)[7..][..rest.len()]);
}

fn pattern(seed: usize, len: usize) -> Vec<u8> {
    (0..len).map(|at| ((seed + at) * 31 % 251) as u8).collect()
}

fn bytes_come_back_whatever_the_pieces(one: &Store, other: &Store) {
    let run = run("pieces");
    let mut sink = create(one, &run);
    sink.append(BEGUN).unwrap();
    let mut all = BEGUN.to_vec();
    for (index, len) in [1, 0, 17, 70_000, 5, (3 << 20) + 1, 1 << 20, 2]
        .into_iter()
        .enumerate()
    {
        let piece = pattern(index, len);
        match index % 2 {
            0 => sink.append(&piece).unwrap(),
            _ => sink.append_and_sync(&piece).unwrap(),
        }
        all.extend(piece);
        assert!(bytes(other, &run) == all, "after {index}");
    }
    for _ in 0..300 {
        sink.append(b"small").unwrap();
        all.extend(b"small");
    }
    sink.sync().unwrap();
    assert!(bytes(other, &run) == all);
    let mut own = Vec::new();
    sink.read().unwrap().read_to_end(&mut own).unwrap();
    assert!(own == all);
    assert_eq!(other.list().unwrap()[0].bytes, all.len() as u64);
    // A few at a time.
    let mut reader = other.read(&run).unwrap();
    let mut piece = [0; 1013];
    let mut at = 0;
    loop {
        let read = reader.read(&mut piece).unwrap();
        if read == 0 {
            break;
        }
        assert!(piece[..read] == all[at..at + read]);
        at += read;
    }
    assert_eq!(at, all.len());
}

fn what_is_truncated_is_gone(one: &Store, other: &Store) {
    let run = run("truncated");
    let mut sink = create(one, &run);
    sink.append(BEGUN).unwrap();
    let mut all = BEGUN.to_vec();
    for index in 0..40_usize {
        let piece = pattern(index, 1 + index * 13 % 57);
        sink.append(&piece).unwrap();
        all.extend(piece);
        if index % 3 == 2 {
            // Inside a piece, at its beginning, at its end, and several of them.
            let offset = all.len() - (index * 7 % (all.len() - BEGUN.len()).min(90));
            sink.truncate(offset as u64).unwrap();
            all.truncate(offset);
            assert_eq!(bytes(other, &run), all, "{index}");
        }
        if index % 10 == 9 {
            drop(sink);
            sink = if index % 20 == 9 { other } else { one }
                .append(&run)
                .unwrap();
            let mut own = Vec::new();
            sink.read().unwrap().read_to_end(&mut own).unwrap();
            assert_eq!(own, all);
        }
    }
    sink.truncate(0).unwrap();
    assert!(bytes(other, &run).is_empty());
    sink.append(b"packr").unwrap();
    assert_eq!(bytes(other, &run), b"packr");
    assert_eq!(other.list().unwrap()[0].bytes, 5);
}

fn resumed_wherever_it_was_cut(one: &Store, other: &Store) {
    let run = run("cut");
    let writer =
        JournalWriter::create_in(&**one, &run, &header(), &JournalOptions::DEFAULT).unwrap();
    for id in 1..4 {
        call(&writer, id, &Value::U64(id));
    }
    writer.finish().unwrap();
    drop(writer);
    let all = bytes(one, &run);
    let header_len = all.len() - Journal::read(&all).unwrap().to_bytes().unwrap().len();
    assert_eq!(header_len, 0, "the journal is written as one is encoded");
    for cut in (1..150).step_by(11) {
        let mut sink = one.append(&run).unwrap();
        sink.truncate(0).unwrap();
        sink.append(&all[..all.len() - cut]).unwrap();
        drop(sink);
        let cut = Journal::read(&all[..all.len() - cut]).unwrap();
        let writer = JournalWriter::append_in(&**other, &run, &JournalOptions::DEFAULT).unwrap();
        call(&writer, 9, &Value::U8(9));
        writer.finish().unwrap();
        drop(writer);
        let journal = Journal::from_reader(one.read(&run).unwrap()).unwrap();
        assert_eq!(journal.events[..cut.events.len()], cut.events);
        assert_eq!(journal.events.len(), cut.events.len() + 2);
        assert_eq!(journal.tail, Tail::Finished);
    }
}

fn removed(one: &Store, other: &Store) {
    let run = run("removed");
    let is_not_there = |error: Option<StoreError>| {
        assert!(
            matches!(&error, Some(StoreError::NotFound { run: told }) if *told == run),
            "{error:?}"
        );
    };
    for _ in 0..2 {
        is_not_there(one.append(&run).err());
        is_not_there(one.read(&run).err());
        is_not_there(one.remove(&run).err());
        let error = JournalWriter::append_in(&**one, &run, &JournalOptions::DEFAULT).unwrap_err();
        let told = error.to_string();
        assert_eq!(told, "there is no run `removed`");
        assert!(matches!(
            error,
            JournalError::Store(StoreError::NotFound { .. })
        ));
        let mut sink = create(one, &run);
        sink.append(b"packrjn").unwrap();
        drop(sink);
        assert_eq!(names(other), ["removed"]);
        other.remove(&run).unwrap();
        assert!(names(one).is_empty());
    }
}

fn of_many_one_wins(one: &Store, other: &Store) {
    let run = run("race");
    let together = |start: &(dyn Fn(&Store) -> Option<Box<dyn ResumableSink>> + Sync)| {
        let (begin, end) = (Barrier::new(8), Barrier::new(8));
        thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|index| {
                    let (begin, end) = (&begin, &end);
                    let store = if index % 2 == 0 { one } else { other };
                    scope.spawn(move || {
                        begin.wait();
                        let sink = start(store);
                        end.wait();
                        usize::from(sink.is_some())
                    })
                })
                .collect();
            let won = threads.into_iter().map(|thread| thread.join().unwrap());
            won.sum::<usize>()
        })
    };
    let created = together(&|store| match store.create(&run, &header()) {
        Ok(sink) => Some(sink),
        Err(StoreError::Exists { .. }) => None,
        Err(error) => panic!("{error:?}"),
    });
    assert_eq!(created, 1);
    for _ in 0..5 {
        let appended = together(&|store| match store.append(&run) {
            Ok(sink) => Some(sink),
            Err(StoreError::InUse { .. }) => None,
            Err(error) => panic!("{error:?}"),
        });
        assert_eq!(appended, 1);
    }
}

fn many_at_once(one: &Store, other: &Store) {
    thread::scope(|scope| {
        for index in 0..6_u64 {
            let store = if index % 2 == 0 { one } else { other };
            scope.spawn(move || {
                let run = run(&format!("run-{index}"));
                let options = JournalOptions::DEFAULT;
                let writer = JournalWriter::create_in(&**store, &run, &header(), &options).unwrap();
                for id in 1..50 {
                    call(&writer, id, &Value::U64(id * index));
                }
                writer.finish().unwrap();
            });
        }
    });
    for index in 0..6_u64 {
        let reader = other.read(&run(&format!("run-{index}"))).unwrap();
        let calls = Journal::from_reader(reader).unwrap().recording().calls;
        let inputs: Vec<Value> = calls.into_iter().map(|call| call.input).collect();
        let expected: Vec<Value> = (1..50).map(|id| Value::U64(id * index)).collect();
        assert_eq!(inputs, expected);
    }
}

/// A run that stopped in the middle of a call is gone on with by another host, and becomes one run.
fn goes_on_with_calls(one: &Store, other: &Store) {
    let run = run("goes-on");
    let inputs = [Value::U8(1), Value::U8(2)].map(|value| Value::tuple([value]));
    let begin = |interceptor: &dyn CallInterceptor, id: u64| {
        let mut call = Call::new(
            Direction::Export,
            "demo:calc/host",
            "same",
            &inputs[id as usize],
        );
        call.id = id;
        assert!(matches!(interceptor.begin(&call), Decision::Continue));
    };
    let end = |interceptor: &dyn CallInterceptor, id: u64, output: &Value| {
        let mut call = Call::new(
            Direction::Export,
            "demo:calc/host",
            "same",
            &inputs[id as usize],
        );
        call.id = id;
        interceptor.end(&call, End::Returned(output));
    };
    let writer = JournalWriter::create_in(&**one, &run, &header(), &JournalOptions::DEFAULT);
    let writer = writer.unwrap();
    begin(&writer, 0);
    end(&writer, 0, &Value::U8(10));
    begin(&writer, 1);
    writer.finish().unwrap();
    drop(writer);
    let stopped = bytes(one, &run);

    // Another run than the recorded one changes nothing.
    let resume = Resume::open_in(&**other, &run, &JournalOptions::DEFAULT).unwrap();
    assert_eq!(resume.under_way().len(), 1);
    begin(&resume, 0);
    end(&resume, 0, &Value::U8(11));
    assert!(matches!(resume.finish(), Err(ResumeError::Diverged(_))));
    drop(resume);
    assert_eq!(bytes(one, &run), stopped);

    let resume = Resume::open_in(&**other, &run, &JournalOptions::DEFAULT).unwrap();
    begin(&resume, 0);
    end(&resume, 0, &Value::U8(10));
    begin(&resume, 1);
    end(&resume, 1, &Value::U8(20));
    resume.finish().unwrap();
    drop(resume);
    let journal = Journal::from_reader(one.read(&run).unwrap()).unwrap();
    assert_eq!((journal.events.len(), journal.tail), (4, Tail::Finished));
    assert!(journal.unfinished().is_empty());
}
