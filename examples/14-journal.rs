//! A session is written to a journal, which is read as text, replayed without the host, used to test another build of the guest, and
//! gone on with where it was stopped.
//!
//! `cargo run --example 14-journal`

use std::path::Path;
use std::sync::Arc;

use packr::journal::{Event, Header, Journal, JournalOptions, JournalWriter, Resume, Tail};
use packr::{
    CallInterceptor, Engine, Error, HasSelf, Linker, Package, Replayer, Sandbox, Store, wasmtime,
};

packr::bindgen!({
    path: "tests/wit/calc.wit",
    imports: { "demo:calc/host.lookup": trappable },
});

/// The host. It counts how often it is asked, which is how this example knows who answered.
#[derive(Default)]
struct Names {
    asked: Vec<String>,
}

impl demo::calc::host::Host for Names {
    fn lookup(&mut self, name: String) -> wasmtime::Result<Option<i64>> {
        self.asked.push(name.clone());
        match &*name {
            "width" => Ok(Some(3)),
            "height" => Ok(Some(4)),
            "secret" => Err(wasmtime::Error::msg("this is nothing for guests")),
            _ => Ok(None),
        }
    }
}

/// Enough for a sum of some hundred numbers.
const FUEL: u64 = 1_000_000;

fn sandbox() -> Sandbox {
    Sandbox::default()
        .no_deadline()
        .fuel(FUEL)
        .max_wasm_stack(32 << 10)
}

fn package(engine: &Engine, name: &str) -> packr::Result<Package> {
    let guests = Path::new(env!("CARGO_MANIFEST_DIR")).join("guests");
    Package::from_file(engine, guests.join(name))
}

/// The session: what the host asks of the guest, each time of a new instance, since some end it.
fn session(
    engine: &Engine,
    package: &Package,
    interceptor: impl CallInterceptor + 'static,
) -> packr::Result<(Vec<String>, Names)> {
    let mut linker: Linker<Names> = sandbox().linker(engine)?;
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;
    linker.set_interceptor(interceptor);
    let mut store: Store<Names> = sandbox().store(engine, Names::default());

    let name = |name: &str| Expr::Name(name.into());
    let sums = [
        Expr::Sum(vec![name("width"), name("height")]),
        Expr::Sum(vec![name("width"), name("depth")]),
        Expr::Sum(vec![Expr::Num(1), name("secret")]),
        Expr::Sum(vec![Expr::Num(1); 10_000]),
        deep(400),
        Expr::Neg(Box::new(name("height"))),
    ];
    let mut outcomes = vec![];
    for sum in &sums {
        let calc = Calc::instantiate(&mut store, package, &linker)?;
        outcomes.push(match calc.call_eval(&mut store, sum) {
            Ok(Ok(number)) => number.to_string(),
            Ok(Err(error)) => format!("the guest says: {error}"),
            Err(error @ Error::Limit { .. }) => error.to_string(),
            Err(error) => error.brief(),
        });
    }
    Ok((outcomes, store.into_data()))
}

/// What takes more stack than the guest has.
fn deep(depth: usize) -> Expr {
    (0..depth).fold(Expr::Num(1), |expr, _| Expr::Neg(Box::new(expr)))
}

/// The same, but for the times.
fn is_same_run(a: &Journal, b: &Journal) -> bool {
    let without_times = |journal: &Journal| {
        let mut journal = journal.clone();
        for event in &mut journal.events {
            match event {
                Event::Start(start) => start.at = 0,
                Event::End(end) => end.at = 0,
                _ => {}
            }
        }
        journal
    };
    without_times(a) == without_times(b)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("packr-example-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let engine = sandbox().engine()?;
    let twin = package(&engine, "twin.wasm")?;
    let options = JournalOptions::default();

    println!("== recorded");
    let path = folder.join("session.journal");
    let header = Header::new()
        .package(&twin)
        .world(Calc::schema())
        .determinism("fuel", FUEL);
    let writer = Arc::new(JournalWriter::create(&path, &header, &options)?);
    let (live, names) = session(&engine, &twin, writer.clone())?;
    writer.finish()?;
    for outcome in &live {
        println!("{outcome}");
    }
    assert_eq!(
        names.asked,
        ["width", "height", "width", "depth", "secret", "height"]
    );

    println!("\n== the journal as text");
    let journal = Journal::open(&path)?;
    for line in journal.to_string().lines() {
        let cut: String = line.chars().take(120).collect();
        println!("{cut}{}", if cut == line { "" } else { "…" });
    }
    assert_eq!(journal.tail, Tail::Finished);

    println!("\n== replayed");
    let replayer = Arc::new(Replayer::new(journal.recording()));
    let (replayed, names) = session(&engine, &twin, replayer.clone())?;
    replayer.finish()?;
    assert_eq!(replayed, live);
    assert!(names.asked.is_empty());
    println!(
        "the same {} outcomes, and the host was not asked",
        replayed.len()
    );

    println!("\n== another build of the guest");
    let other = package(&engine, "twin-other.wasm")?;
    let replayer = Arc::new(Replayer::new(journal.recording()));
    session(&engine, &other, replayer.clone())?;
    let diverged = replayer.finish().unwrap_err();
    println!("{diverged}");
    assert_eq!(diverged.first.index, 1);

    println!("\n== stopped, and resumed");
    // As the file of a process that was killed while `lookup("depth")` ran: that is call 5.
    let under_way = |event: &Event| matches!(event, Event::Start(start) if start.call == 5);
    let killed = journal.events.iter().position(under_way).unwrap_or(0) + 1;
    let mut half = Journal::new(journal.header.clone(), journal.events[..killed].to_vec());
    half.tail = Tail::Open;
    let path = folder.join("killed.journal");
    std::fs::write(&path, half.to_bytes()?)?;

    let resume = Arc::new(Resume::open(&path, &options)?);
    // Is it the guest of then?
    assert_eq!(resume.header().package, header.package);
    for call in resume.under_way() {
        println!(
            "under way: {} {}{}",
            call.call, call.function.name, call.input
        );
    }
    let (resumed, names) = session(&engine, &twin, resume.clone())?;
    resume.finish()?;
    assert_eq!(resumed, live);
    println!("asked now: {:?}", names.asked);
    assert_eq!(names.asked, ["depth", "secret", "height"]);

    let finished = Journal::open(&path)?;
    assert!(is_same_run(&finished, &journal));
    let replayer = Arc::new(Replayer::new(finished.recording()));
    session(&engine, &twin, replayer.clone())?;
    replayer.finish()?;
    println!(
        "the finished journal is one run of {} events",
        finished.events.len()
    );
    std::fs::remove_dir_all(folder)?;
    Ok(())
}
