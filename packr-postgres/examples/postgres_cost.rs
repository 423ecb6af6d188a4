//! What a call costs whose journal is in PostgreSQL: `cargo run --release -p packr-postgres --example postgres_cost -- 'host=/run/postgresql user=me dbname=test'`.
//!
//! It makes the tables `packr_cost_*`, and leaves them empty.

use std::time::Instant;
use std::{env, thread};

use packr_core::Value;
use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, End};
use packr_core::journal::{
    Durability, Header, Journal, JournalOptions, JournalStore, JournalWriter, RunId,
};
use packr_postgres::postgres::{Config, NoTls};
use packr_postgres::{PostgresStore, Tables};

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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config: Config = env::args().nth(1).ok_or("a connection string")?.parse()?;
    let tables = Tables::default().prefix("packr_cost_");
    let store = PostgresStore::with_tables(&tables, move || config.connect(NoTls))?;
    let measure = |name: &str, durability, threads, calls| {
        let run_id: RunId = name.parse()?;
        let options = JournalOptions::DEFAULT.durability(durability);
        let began = Instant::now();
        let writer = JournalWriter::create_in(&store, &run_id, &Header::new(), &options)?;
        let created = began.elapsed().as_micros();
        let time = run(&writer, threads, calls);
        let began = Instant::now();
        writer.finish()?;
        let finished = began.elapsed().as_micros();
        let began = Instant::now();
        let journal = Journal::from_reader(store.read(&run_id)?)?;
        let read = began.elapsed().as_nanos() / u128::from(threads * calls);
        assert_eq!(journal.events.len() as u64, 2 * threads * calls);
        store.remove(&run_id)?;
        println!(
            "{name}: {time} ns a call, read back in {read} ns a call; {created} µs to create, {finished} µs to finish"
        );
        Ok::<(), Box<dyn std::error::Error>>(())
    };
    measure("none", Durability::None, 1, 100_000)?;
    measure("flush", Durability::Flush, 1, 3_000)?;
    measure("flush.four-threads", Durability::Flush, 4, 2_000)?;
    measure("flush.sixteen-threads", Durability::Flush, 16, 1_000)?;
    measure("sync", Durability::Sync, 1, 300)?;
    measure("sync.sixteen-threads", Durability::Sync, 16, 100)
}
