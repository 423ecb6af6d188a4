//! What writing a journal costs: `cargo run --release -p packr-core --example journal_cost`.

use std::thread;
use std::time::Instant;

use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, End};
use packr_core::journal::{Durability, Header, Journal, JournalOptions, JournalWriter};
use packr_core::{Recorder, Value};

/// Calls of one function from several threads, each ended before the next. Returns nanoseconds a call.
fn run(interceptor: &dyn CallInterceptor, threads: u64, calls: u64) -> u128 {
    let began = Instant::now();
    thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                let input: Value = r#"("x")"#.parse().unwrap();
                let output: Value = "some(40s64)".parse().unwrap();
                for index in 0..calls {
                    let (import, interface) = (Direction::Import, "demo:calc/host");
                    let mut call = Call::new(import, interface, "lookup", &input);
                    call.id = thread * calls + index + 1;
                    assert!(matches!(interceptor.begin(&call), Decision::Continue));
                    interceptor.end(&call, End::Returned(&output));
                }
            });
        }
    });
    began.elapsed().as_nanos() / u128::from(threads * calls)
}

fn main() {
    let folder = std::env::temp_dir().join(format!("packr-journal-cost-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    println!("in memory: {} ns a call", run(&Recorder::new(), 1, 200_000));
    let file = |name: &str, durability, threads, calls| {
        let path = folder.join(name);
        let options = JournalOptions::DEFAULT.durability(durability);
        let writer = JournalWriter::create(&path, &Header::default(), &options).unwrap();
        let header = std::fs::metadata(&path).unwrap().len();
        let time = run(&writer, threads, calls);
        writer.finish().unwrap();
        let bytes = std::fs::metadata(&path).unwrap().len() - header;
        let each = bytes / (threads * calls);
        println!("{name}: {time} ns a call, {each} bytes a call");
        path
    };
    let path = file("none", Durability::None, 1, 200_000);
    file("none, four threads", Durability::None, 4, 50_000);
    file("flush", Durability::Flush, 1, 20_000);
    file("flush, four threads", Durability::Flush, 4, 5_000);
    file("sync", Durability::Sync, 1, 300);
    file("sync, sixteen threads", Durability::Sync, 16, 100);
    let began = Instant::now();
    let journal = Journal::open(path).unwrap();
    let read = began.elapsed().as_nanos() / 200_000;
    let text = journal.to_string();
    println!(
        "read: {read} ns a call; text: {} bytes a call",
        text.len() / 200_000
    );
    std::fs::remove_dir_all(folder).unwrap();
}
