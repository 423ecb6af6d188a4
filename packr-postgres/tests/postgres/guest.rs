//! A run of a real guest, read back and replayed on another host.

use std::sync::Arc;

use packr::journal::{
    Header, Journal, JournalOptions, JournalStore, JournalWriter, Resume, RunId, StoreError, Tail,
};
use packr::{Engine, HasSelf, Linker, Package, Replayer, Store};

use crate::server::server;

packr::bindgen!(in "../tests/wit/calc.wit");

struct Counter(i64);

impl demo::calc::host::Host for Counter {
    fn lookup(&mut self, _: String) -> Option<i64> {
        self.0 += 1;
        Some(self.0)
    }
}

#[test]
fn a_run_of_a_guest_is_replayed_from_another_connection() {
    let Some(server) = server("a_run_of_a_guest_is_replayed_from_another_connection") else {
        return;
    };
    let run: RunId = "calc-1".parse().unwrap();
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/../guests/twin.wasm");
    let package = Package::from_file(&engine, guest).unwrap();
    let names = |a: &str, b: &str| Expr::Sum(vec![Expr::Name(a.into()), Expr::Name(b.into())]);

    let store = server.store("guest");
    let header = Header::new().package(&package).world(Calc::schema());
    let options = JournalOptions::DEFAULT;
    let writer = Arc::new(JournalWriter::create_in(&store, &run, &header, &options).unwrap());
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |counter| counter).unwrap();
    linker.set_interceptor(writer.clone());
    let mut host = Store::new(&engine, Counter(0));
    let calc = Calc::instantiate(&mut host, &package, &linker).unwrap();
    assert_eq!(calc.call_eval(&mut host, &names("a", "b")).unwrap(), Ok(3));
    writer.finish().unwrap();

    let elsewhere = server.store("guest");
    let journal = Journal::from_reader(elsewhere.read(&run).unwrap()).unwrap();
    assert_eq!((&journal.header, journal.tail), (&header, Tail::Finished));
    let replayer = Arc::new(Replayer::new(journal.recording()));
    let mut linker = Linker::new(&engine);
    linker.define_stubs(Calc::schema()).unwrap();
    linker.set_interceptor(replayer.clone());
    let mut host = Store::new(&engine, ());
    let calc = Calc::instantiate(&mut host, &package, &linker).unwrap();
    assert_eq!(calc.call_eval(&mut host, &names("a", "b")).unwrap(), Ok(3));
    replayer.finish().unwrap();
    let package: String = server
        .client()
        .query_one(
            "SELECT package FROM guest.packr_runs WHERE octet_length(sha256) = 32",
            &[],
        )
        .unwrap()
        .get(0);
    assert_eq!(package, "twin.wasm");
}

/// One host is cut off in the middle of a run, and another goes on with it, in the same journal.
#[test]
fn a_run_is_resumed_on_another_host() {
    let Some(server) = server("a_run_is_resumed_on_another_host") else {
        return;
    };
    let run: RunId = "calc-2".parse().unwrap();
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/../guests/twin.wasm");
    let package = Package::from_file(&engine, guest).unwrap();
    let options = JournalOptions::DEFAULT;
    let name = |name: &str| Expr::Name(name.into());

    let here = server.store("resumed");
    let header = Header::new().package(&package).world(Calc::schema());
    let writer = Arc::new(JournalWriter::create_in(&here, &run, &header, &options).unwrap());
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |counter| counter).unwrap();
    linker.set_interceptor(writer.clone());
    let mut host = Store::new(&engine, Counter(0));
    let calc = Calc::instantiate(&mut host, &package, &linker).unwrap();
    assert_eq!(calc.call_eval(&mut host, &name("a")).unwrap(), Ok(1));
    assert_eq!(calc.call_eval(&mut host, &name("b")).unwrap(), Ok(2));

    let there = server.store("resumed");
    let refused = Resume::open_in(&there, &run, &options).unwrap_err();
    assert!(matches!(refused.store(), Some(StoreError::InUse { .. })));
    let resume = Arc::new(Resume::on(there.take_over(&run).unwrap(), &options).unwrap());
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |counter| counter).unwrap();
    linker.set_interceptor(resume.clone());
    // What was recorded comes from the journal, and what is new from this host.
    let mut other = Store::new(&engine, Counter(100));
    let resumed = Calc::instantiate(&mut other, &package, &linker).unwrap();
    for (asked, answer) in [("a", 1), ("b", 2), ("c", 101)] {
        let evaluated = resumed.call_eval(&mut other, &name(asked)).unwrap();
        assert_eq!(evaluated, Ok(answer));
    }
    resume.finish().unwrap();

    // The first host is too late.
    let error = calc.call_eval(&mut host, &name("c")).unwrap_err();
    assert!(
        error.report().contains("was taken over"),
        "{}",
        error.report()
    );
    let journal = Journal::from_reader(here.read(&run).unwrap()).unwrap();
    assert_eq!((journal.events.len(), journal.tail), (12, Tail::Finished));
    assert!(journal.unfinished().is_empty());
}
