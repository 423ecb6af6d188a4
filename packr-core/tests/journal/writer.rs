//! The writer: failing and slow sinks, full queues, and threads.

use std::io::{self, Read};
use std::pin::pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use packr_core::intercept::{
    Answered, Call, CallInterceptor, Decision, Direction, End, FailureKind, Outcome,
};
use packr_core::journal::{
    Durability, Event, Header, Journal, JournalError, JournalOptions, JournalSink, JournalWriter,
    Problem, ResumableSink, Tail, WhenFull,
};
use packr_core::{Limits, Value};

const OPTIONS: JournalOptions = JournalOptions::DEFAULT;

/// A sink that keeps what it is given, and goes wrong as it is told.
#[derive(Default, Clone)]
struct Memory {
    bytes: Arc<Mutex<Vec<u8>>>,
    /// The most bytes that there is room for.
    room: Option<usize>,
    synced: Arc<Mutex<usize>>,
}

impl Memory {
    fn journal(&self) -> Journal {
        Journal::read(&self.bytes.lock().unwrap()).unwrap()
    }
}

impl JournalSink for Memory {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut all = self.bytes.lock().unwrap();
        let room = self.room.map_or(bytes.len(), |room| room - all.len());
        all.extend_from_slice(&bytes[..room.min(bytes.len())]);
        match room < bytes.len() {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(()),
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        *self.synced.lock().unwrap() = self.bytes.lock().unwrap().len();
        Ok(())
    }
}

impl ResumableSink for Memory {
    fn read(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(io::Cursor::new(
            self.bytes.lock().unwrap().clone(),
        )))
    }

    fn truncate(&mut self, offset: u64) -> io::Result<()> {
        self.bytes.lock().unwrap().truncate(offset as usize);
        Ok(())
    }
}

/// A sink that writes when it is let.
struct Gate {
    memory: Memory,
    open: Receiver<()>,
    is_first: bool,
}

impl JournalSink for Gate {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        // The header is written before there is a writer.
        if !std::mem::take(&mut self.is_first) {
            let _ = self.open.recv();
        }
        self.memory.append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.memory.sync()
    }
}

fn gated(options: &JournalOptions) -> (Arc<JournalWriter>, Memory, Sender<()>) {
    let (sender, open) = channel();
    let memory = Memory::default();
    let gate = Gate {
        memory: memory.clone(),
        open,
        is_first: true,
    };
    let writer = JournalWriter::to_sink(gate, &Header::new(), options).unwrap();
    (Arc::new(writer), memory, sender)
}

pub(crate) fn call(id: u64, parent: Option<u64>, input: &Value) -> Call<'_> {
    let mut call = Call::new(Direction::Import, "demo:calc/host", "lookup", input);
    (call.id, call.parent, call.parameters) = (id, parent, &["name"]);
    call
}

pub(crate) fn begin(writer: &JournalWriter, call: &Call<'_>) -> Result<(), Box<JournalError>> {
    match writer.begin(call) {
        Decision::Continue => Ok(()),
        Decision::Refuse(reason) => Err(reason.downcast().unwrap()),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn arguments(text: &str) -> Value {
    Value::Tuple(vec![Value::String(text.to_owned())])
}

#[test]
fn calls_are_written_with_their_parents_ends_and_who_answered() {
    let memory = Memory::default();
    let header = Header::new().determinism("fuel", true);
    let writer = JournalWriter::to_sink(memory.clone(), &header, &OPTIONS).unwrap();
    let input = arguments("x");
    let mut outer = Call::new(Direction::Export, "$root", "eval", &input);
    outer.id = 70;
    begin(&writer, &outer).unwrap();
    let mut inner = call(80, Some(70), &input);
    begin(&writer, &inner).unwrap();
    inner.answered = Answered::Interceptor;
    writer.end(&inner, End::Returned(&Value::U8(1)));
    writer.end(&outer, End::Returned(&Value::UNIT));
    // A call that it was not told of has no end here.
    writer.end(&call(99, None, &input), End::Returned(&Value::UNIT));
    writer.finish().unwrap();

    let journal = memory.journal();
    assert_eq!((&journal.header, journal.tail), (&header, Tail::Finished));
    let [
        Event::Start(eval),
        Event::Start(lookup),
        Event::End(inner),
        Event::End(outer),
    ] = &journal.events[..]
    else {
        panic!("{journal}")
    };
    assert_eq!(
        (eval.call, eval.parent, lookup.call, lookup.parent),
        (0, None, 1, Some(0))
    );
    assert_eq!(lookup.function.parameters, ["name"]);
    assert_eq!((inner.call, inner.answered), (1, Answered::Interceptor));
    assert_eq!((outer.call, outer.answered), (0, Answered::Live));
    assert!(eval.at <= lookup.at && lookup.at <= inner.at && inner.at <= outer.at);

    let error = begin(&writer, &call(100, None, &input)).unwrap_err();
    assert!(matches!(*error, JournalError::Finished));
    writer.finish().unwrap();
}

#[test]
fn the_four_methods_alone_write_a_run_too() {
    let memory = Memory::default();
    let writer = JournalWriter::to_sink(memory.clone(), &Header::new(), &OPTIONS).unwrap();
    let input = arguments("x");
    assert_eq!(writer.before_export("a:b/c@1.0.0#eval", &input), None);
    assert_eq!(
        writer.before_import("demo:calc/host", "lookup", &input),
        None
    );
    writer.after_import("demo:calc/host", "lookup", &input, &Value::U8(1));
    writer.after_export("a:b/c@1.0.0#eval", &input, &Value::U8(2));
    writer.finish().unwrap();
    let calls = memory.journal().recording().calls;
    assert_eq!(calls[0].name(), "a:b/c@1.0.0#eval");
    assert_eq!(calls[1].parent, Some(0));
    assert_eq!(calls[0].outcome, Some(Outcome::Returned(Value::U8(2))));
    assert!(writer.before_export("late", &input).is_some());
}

#[test]
fn a_full_disk_refuses_calls_and_what_was_written_is_read() {
    let input = arguments("x");
    for durability in [Durability::None, Durability::Flush, Durability::Sync] {
        let memory = Memory {
            room: Some(1000),
            ..Memory::default()
        };
        let options = OPTIONS.durability(durability);
        let writer = JournalWriter::to_sink(memory.clone(), &Header::new(), &options).unwrap();
        let mut begun = 0;
        let error = loop {
            let call = call(begun + 1, None, &input);
            match begin(&writer, &call) {
                Ok(()) => writer.end(&call, End::Returned(&Value::UNIT)),
                Err(error) => break error,
            }
            begun += 1;
        };
        let JournalError::Write { source } = &*error else {
            panic!("{error}")
        };
        assert_eq!(source.kind(), io::ErrorKind::StorageFull);
        assert!(matches!(writer.finish(), Err(JournalError::Write { .. })));
        assert!(matches!(writer.finish(), Err(JournalError::Write { .. })));
        let journal = memory.journal();
        assert!(
            matches!(journal.tail, Tail::Cut { .. } | Tail::Open),
            "{journal}"
        );
        if durability != Durability::None {
            assert!(
                journal.events.len() as u64 >= 2 * begun - 1,
                "{begun}: {journal}"
            );
        }
    }
}

#[test]
fn a_sink_that_panics_is_one_that_fails() {
    struct Panics(bool);
    impl JournalSink for Panics {
        fn append(&mut self, _: &[u8]) -> io::Result<()> {
            assert!(!std::mem::replace(&mut self.0, true), "out of ink");
            Ok(())
        }
        fn sync(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let writer = JournalWriter::to_sink(Panics(false), &Header::new(), &OPTIONS).unwrap();
    let input = arguments("x");
    let error = begin(&writer, &call(1, None, &input)).unwrap_err();
    assert!(matches!(*error, JournalError::Write { .. }));
    assert!(writer.finish().is_err());
}

#[test]
fn a_full_queue_refuses_beginnings_where_it_should_and_never_an_end() {
    let options = OPTIONS
        .durability(Durability::None)
        .when_full(WhenFull::Refuse)
        .max_queued(300);
    let (writer, memory, gate) = gated(&options);
    let input = arguments("x");
    let mut begun = 0;
    let error = loop {
        match begin(&writer, &call(begun + 1, None, &input)) {
            Ok(()) => begun += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(*error, JournalError::Full { max: 300 }), "{error}");
    for id in 1..=begun {
        writer.end(&call(id, None, &input), End::Returned(&Value::UNIT));
    }
    drop(gate);
    writer.finish().unwrap();
    let journal = memory.journal();
    assert_eq!(journal.events.len() as u64, 2 * begun);
    assert!(journal.unfinished().is_empty());
}

#[test]
fn a_full_queue_makes_the_host_wait_where_it_should() {
    let options = OPTIONS.durability(Durability::None).max_queued(300);
    let (writer, memory, gate) = gated(&options);
    let (sender, done) = channel();
    let calling = thread::spawn({
        let writer = writer.clone();
        move || {
            let input = arguments("x");
            for id in 1..=20 {
                begin(&writer, &call(id, None, &input)).unwrap();
                writer.end(&call(id, None, &input), End::Returned(&Value::UNIT));
            }
            sender.send(()).unwrap();
        }
    });
    assert!(done.recv_timeout(Duration::from_millis(50)).is_err());
    drop(gate);
    done.recv().unwrap();
    calling.join().unwrap();
    writer.finish().unwrap();
    assert_eq!(memory.journal().events.len(), 40);
}

/// Also one that waits for room.
#[test]
fn an_event_larger_than_the_queue_is_written() {
    let memory = Memory::default();
    let options = OPTIONS.max_queued(10);
    let writer = JournalWriter::to_sink(memory.clone(), &Header::new(), &options).unwrap();
    let input = arguments(&"x".repeat(10_000));
    for id in 1..4 {
        begin(&writer, &call(id, None, &input)).unwrap();
        writer.end(&call(id, None, &input), End::Returned(&input));
    }
    writer.finish().unwrap();
    assert_eq!(memory.journal().events.len(), 6);
}

#[test]
fn a_value_beyond_the_limits_refuses_the_call_and_an_end_beyond_them_all_later_ones() {
    let memory = Memory::default();
    let options = OPTIONS.limits(Limits::DEFAULT.max_depth(2));
    let writer = JournalWriter::to_sink(memory.clone(), &Header::new(), &options).unwrap();
    let (good, bad) = (arguments("x"), Value::Tuple(vec![arguments("x")]));
    let error = begin(&writer, &call(1, None, &bad)).unwrap_err();
    let JournalError::Event { problem, .. } = *error else {
        panic!("{error}")
    };
    assert!(matches!(problem, Problem::Value(_)));

    begin(&writer, &call(2, None, &good)).unwrap();
    writer.end(&call(2, None, &good), End::Returned(&bad));
    let error = begin(&writer, &call(3, None, &good)).unwrap_err();
    assert!(
        matches!(*error, JournalError::Lost { call: 0, .. }),
        "{error}"
    );
    assert!(matches!(
        writer.finish(),
        Err(JournalError::Lost { call: 0, .. })
    ));
    assert_eq!(memory.journal().unfinished().len(), 1);
}

#[test]
fn names_that_are_too_long_refuse_the_call() {
    let writer = JournalWriter::to_sink(Memory::default(), &Header::new(), &OPTIONS).unwrap();
    let (name, input) = ("x".repeat(2000), arguments("x"));
    let mut call = call(1, None, &input);
    call.function = &name;
    let error = begin(&writer, &call).unwrap_err();
    let JournalError::Event { problem, .. } = *error else {
        panic!("{error}")
    };
    assert!(matches!(problem, Problem::LongName { .. }));
}

#[test]
fn threads_write_one_run() {
    const THREADS: u64 = 8;
    const CALLS: u64 = 100;
    for durability in [Durability::None, Durability::Flush, Durability::Sync] {
        let memory = Memory::default();
        let options = OPTIONS.durability(durability).max_queued(1000);
        let writer = JournalWriter::to_sink(memory.clone(), &Header::new(), &options).unwrap();
        thread::scope(|scope| {
            for thread in 0..THREADS {
                let (writer, memory) = (&writer, &memory);
                scope.spawn(move || {
                    let input = arguments(&format!("{thread}"));
                    for index in 0..CALLS {
                        let id = thread * 1000 + 2 * index;
                        let (outer, inner) =
                            (call(id, None, &input), call(id + 1, Some(id), &input));
                        begin(writer, &outer).unwrap();
                        begin(writer, &inner).unwrap();
                        writer.end(&inner, End::Returned(&Value::U64(id)));
                        if durability == Durability::Sync {
                            assert!(*memory.synced.lock().unwrap() > 0);
                        }
                        writer.end(&outer, End::Returned(&Value::UNIT));
                    }
                });
            }
        });
        writer.finish().unwrap();
        let journal = memory.journal();
        assert_eq!(journal.events.len() as u64, THREADS * CALLS * 4);
        assert!(journal.unfinished().is_empty());
        let calls = journal.recording().calls;
        for call in &calls {
            if let Some(parent) = call.parent {
                assert_eq!(calls[parent].input, call.input);
            }
        }
        assert_eq!(
            *memory.synced.lock().unwrap(),
            memory.bytes.lock().unwrap().len()
        );
    }
}

fn poll_once<T>(future: std::pin::Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn async_calls_wait_without_a_thread() {
    let (writer, memory, gate) = gated(&OPTIONS);
    let input = arguments("x");
    let (first, second) = (call(1, None, &input), call(2, None, &input));
    let mut kept = pin!(writer.begin_async(&first));
    {
        let mut dropped = pin!(writer.begin_async(&second));
        assert!(poll_once(kept.as_mut()).is_pending());
        assert!(poll_once(dropped.as_mut()).is_pending());
    }
    drop(gate);
    let decision = loop {
        match poll_once(kept.as_mut()) {
            Poll::Ready(decision) => break decision,
            Poll::Pending => thread::yield_now(),
        }
    };
    assert!(matches!(decision, Decision::Continue));
    // The end is queued when it is told, also where nobody waits for it.
    drop(writer.end_async(&first, End::Returned(&Value::U8(1))));
    writer.finish().unwrap();
    let calls = memory.journal().recording().calls;
    assert_eq!(calls[0].outcome, Some(Outcome::Returned(Value::U8(1))));
    let Some(Outcome::Failed(failure)) = &calls[1].outcome else {
        panic!("{:?}", calls[1])
    };
    assert_eq!(failure.kind, FailureKind::Cancelled);
}

/// Wakes the thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Arc::new(Unpark(thread::current())).into();
    let (mut future, mut context) = (pin!(future), Context::from_waker(&waker));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn async_calls_are_woken_by_room_and_by_each_durability() {
    for durability in [Durability::None, Durability::Flush, Durability::Sync] {
        let memory = Memory::default();
        let options = OPTIONS.durability(durability).max_queued(100);
        let writer = JournalWriter::to_sink(memory.clone(), &Header::new(), &options).unwrap();
        thread::scope(|scope| {
            for thread in 0..4 {
                let writer = &writer;
                scope.spawn(move || {
                    let input = arguments("x");
                    for id in 0..100 {
                        let call = call(thread * 100 + id, None, &input);
                        let decision = block_on(writer.begin_async(&call));
                        assert!(matches!(decision, Decision::Continue));
                        block_on(writer.end_async(&call, End::Returned(&input)));
                    }
                });
            }
        });
        writer.finish().unwrap();
        assert_eq!(memory.journal().events.len(), 800);
    }
}

#[test]
fn a_sink_that_has_a_journal_is_gone_on_with() {
    let memory = Memory::default();
    let input = arguments("x");
    let header = Header::new().metadata("ticket", 1);
    let writer = JournalWriter::to_sink(memory.clone(), &header, &OPTIONS).unwrap();
    begin(&writer, &call(1, None, &input)).unwrap();
    writer.finish().unwrap();
    // Without a finish, and within one.
    for cut in [0, 18, 1] {
        let len = memory.bytes.lock().unwrap().len() - cut;
        memory.bytes.lock().unwrap().truncate(len);
        let before = memory.journal().events;
        let sink: Box<dyn ResumableSink> = Box::new(memory.clone());
        let writer = JournalWriter::append_to(sink, &OPTIONS).unwrap();
        begin(&writer, &call(1, None, &input)).unwrap();
        writer.finish().unwrap();
        let journal = memory.journal();
        assert_eq!((&journal.header, journal.tail), (&header, Tail::Finished));
        assert_eq!(journal.events[..before.len()], before);
        assert_eq!(journal.events.len(), before.len() + 1);
    }
}

#[test]
fn a_sink_that_can_not_be_gone_on_with_is_told_with_its_cause() {
    #[derive(Default)]
    struct Broken {
        bytes: Option<Vec<u8>>,
    }
    impl JournalSink for Broken {
        fn append(&mut self, _: &[u8]) -> io::Result<()> {
            Ok(())
        }
        fn sync(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    impl ResumableSink for Broken {
        fn read(&mut self) -> io::Result<Box<dyn Read + '_>> {
            match &self.bytes {
                Some(bytes) => Ok(Box::new(&bytes[..])),
                None => Err(io::Error::other("no way to read")),
            }
        }
        fn truncate(&mut self, _: u64) -> io::Result<()> {
            Err(io::Error::other("no way to cut"))
        }
    }
    let error = JournalWriter::append_to(Broken::default(), &OPTIONS).unwrap_err();
    let JournalError::Read { offset: 0, source } = error else {
        panic!("{error}")
    };
    assert_eq!(source.to_string(), "no way to read");
    let bytes = Some(Journal::default().to_bytes().unwrap());
    let error = JournalWriter::append_to(Broken { bytes }, &OPTIONS).unwrap_err();
    let JournalError::Write { source } = error else {
        panic!("{error}")
    };
    assert_eq!(source.to_string(), "no way to cut");
    let bytes = Some(b"no journal".to_vec());
    let error = JournalWriter::append_to(Broken { bytes }, &OPTIONS).unwrap_err();
    assert!(matches!(error, JournalError::NotAJournal), "{error}");
}
