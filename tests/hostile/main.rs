//! Guests that try to do harm, one a file: each ends in the error that its file names, or in the answer, and harms nobody.
//!
//! `tests/README.md` says how to read a file.

mod guest;
mod host;
mod made;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use packr::intercept::Direction;
use packr::wasmtime::{Memory, MemoryType};
use packr::{
    Engine, Error, Instance, Limits, Linker, Package, Sandbox, SandboxLimit, Store, Value,
};

use guest::{End, Guest};
use host::{Host, Way};

/// How long a guest may take that is not to be ended by its deadline, on a machine that is busy.
const LONG: Duration = Duration::from_secs(60);

/// Small, so that what is to exceed a limit does so at once.
fn sandbox(deadline: Duration) -> Sandbox {
    Sandbox::default()
        .limits(Limits::default().max_bytes(48 << 20))
        .deadline(deadline)
        .max_memory(64 << 20)
        .max_table_elements(1000)
        .max_instances(8)
        .max_calls(14)
}

/// Calls the host, and answers what that answers.
const GOOD: &str = r#"(module
    (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (func (export "number") (param i32 i32 i32 i32) (result i32)
        (call $ask (local.get 0) (local.get 1) (local.get 2) (local.get 3))))"#;

#[test]
fn every_guest_ends_as_its_file_says() {
    run(Way::Blocking);
}

#[test]
fn every_guest_ends_as_its_file_says_where_calls_wait() {
    run(Way::Waiting);
}

#[test]
fn every_guest_ends_as_its_file_says_where_calls_are_typed() {
    run(Way::Typed);
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| sandbox(LONG).engine().unwrap());
static GUESTS: LazyLock<Vec<(Guest, packr::Result<Package>)>> = LazyLock::new(|| {
    let compiled = |guest: Guest| {
        let package = Package::new(&ENGINE, &guest.wat);
        (guest, package)
    };
    guest::all().into_iter().map(compiled).collect()
});

fn run(way: Way) {
    let good = Package::new(&ENGINE, GOOD).unwrap();
    assert!(GUESTS.len() >= 60, "{} guests", GUESTS.len());
    let only = std::env::var("PACKR_HOSTILE").ok();
    let mut failed = Vec::new();
    for (guest, package) in &*GUESTS {
        if only.as_ref().is_some_and(|only| *only != guest.name) {
            continue;
        }
        // An abort has no other way to say where it happened.
        println!("{}", guest.name);
        let met = catch_unwind(AssertUnwindSafe(|| match package {
            Ok(package) => meet(way, &good, guest, package),
            Err(error) => guest.check(Err(error)),
        }));
        if met.is_err() {
            failed.push(&*guest.name);
        }
    }
    assert!(failed.is_empty(), "{way:?}: {failed:?}");
}

/// Runs a guest beside a good one, and looks at all that it left.
fn meet(way: Way, good: &Package, guest: &Guest, package: &Package) {
    // What it says where its imports trap, which may be nothing.
    let peeking = sandbox(guest.deadline.unwrap_or(LONG));
    let _ = package.metadata(peeking.store(&ENGINE, ()));
    for input in guest.inputs.clone() {
        let began = Instant::now();
        Meeting::new(way, good, guest).run(package, guest, input);
        let took = began.elapsed();
        assert!(took < LONG / 2, "took {took:?}");
    }
}

/// A store with a good guest, and a linker for the other.
struct Meeting {
    way: Way,
    store: Store<Host>,
    linker: Linker<Host>,
    good: Instance,
    /// For guests that import their memory, so that it can be looked at when there is no instance.
    lent: Memory,
}

impl Meeting {
    fn new(way: Way, good: &Package, guest: &Guest) -> Self {
        let engine = &*ENGINE;
        let patient = host::linker(way, sandbox(LONG), engine);
        let mut linker = match guest.deadline {
            None => host::linker(way, sandbox(LONG), engine),
            Some(deadline) => host::linker(way, sandbox(deadline), engine),
        };
        let mut store = sandbox(LONG).store(engine, Host::default());
        let good = way
            .instantiate(&patient, &mut store, good, &host::world(good))
            .unwrap();
        let lent = Memory::new(&mut store, MemoryType::new(1, None)).unwrap();
        let core = linker.core();
        core.define(&store, "test", "memory", lent).unwrap();
        Self {
            way,
            store,
            linker,
            good,
            lent,
        }
    }

    fn run(mut self, package: &Package, guest: &Guest, input: u32) {
        self.call_good();
        let world = host::world(package);
        let before = self.lent.data(&self.store).to_vec();
        let made = self
            .way
            .instantiate(&self.linker, &mut self.store, package, &world);
        self.check_unchanged(self.lent, &before, guest);
        self.call_good();
        let instance = match made {
            Ok(instance) => instance,
            Err(error) => return guest.check(Err(&error)),
        };
        self.store.data_mut().instance = Some(instance.clone());
        let memory = instance.wasm().get_memory(&mut self.store, "memory");
        let memory = memory.expect("instances have a memory");
        let before = memory.data(&self.store).to_vec();
        let name = world.exports[0].functions[0].name.clone();
        let result = self
            .way
            .call(&instance, &mut self.store, &name, Value::U32(input));
        self.check_unchanged(memory, &before, guest);
        guest.check(result.as_ref());
        let is_interrupted = result.as_ref().is_err_and(interrupts);
        assert_eq!(instance.is_interrupted(), is_interrupted, "{result:?}");
        self.call_good();
        let again = self
            .way
            .call(&instance, &mut self.store, &name, Value::U32(input));
        if is_interrupted {
            assert!(
                matches!(again, Err(Error::Interrupted { .. })),
                "a second call: {again:?}"
            );
        }
        self.call_good();
    }

    fn call_good(&mut self) {
        let result = self
            .way
            .call(&self.good, &mut self.store, "number", Value::U32(41));
        assert_eq!(result.unwrap(), Value::U32(42));
        assert!(!self.good.is_interrupted());
    }

    /// Nothing that was there is another but what the guest writes itself and what it gave the host.
    fn check_unchanged(&self, memory: Memory, before: &[u8], guest: &Guest) {
        let claimed = |at: &usize| guest.writes.iter().any(|it: &Range<usize>| it.contains(at));
        let now = memory.data(&self.store);
        if *before == now[..before.len()] {
            return;
        }
        let changed = |at: &usize| before[*at] != now[*at];
        let at = (0..before.len()).filter(changed).find(|at| !claimed(at));
        if let Some(at) = at {
            panic!("the byte at {at} was written");
        }
    }
}

/// Whether an error says that the guest was stopped in the middle of its code: the table of [`Instance`].
fn interrupts(error: &Error) -> bool {
    let is_export = error
        .call()
        .is_some_and(|call| call.direction == Direction::Export);
    match error {
        Error::Guest { .. } | Error::Result { .. } | Error::Convention { .. } => !is_export,
        Error::Limit {
            limit: SandboxLimit::Calls { .. },
            ..
        } => !is_export,
        Error::Arguments { .. } => !is_export,
        _ => true,
    }
}

impl Guest {
    fn check(&self, result: Result<&Value, &Error>) {
        match (&self.end, result) {
            (End::Answer(text), Ok(value)) => assert_eq!(value.to_string(), *text),
            (End::Error { variant, words }, Err(error)) => {
                let report = error.report();
                assert_eq!(variant_of(error), *variant, "{report}");
                for words in words {
                    assert!(report.contains(words), "{report}");
                }
                assert!(report.len() < 256 << 10, "{} bytes", report.len());
            }
            (_, Ok(value)) => panic!("answered {value}"),
            (_, Err(error)) => panic!("{}: {}", variant_of(error), error.report()),
        }
    }
}

fn variant_of(error: &Error) -> &'static str {
    match error {
        Error::Compile { .. } => "Compile",
        Error::Component { .. } => "Component",
        Error::Link(_) => "Link",
        Error::Instantiate { .. } => "Instantiate",
        Error::Arguments { .. } => "Arguments",
        Error::Result { .. } => "Result",
        Error::Trap { .. } => "Trap",
        Error::Guest { .. } => "Guest",
        Error::Limit { .. } => "Limit",
        Error::Host { .. } => "Host",
        Error::HostPanic { .. } => "HostPanic",
        Error::Interrupted { .. } => "Interrupted",
        Error::Convention { .. } => "Convention",
        _ => "another",
    }
}
