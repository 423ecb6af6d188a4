//! A server that crashes, and is started again.

use packr_core::journal::{
    Durability, Header, Journal, JournalError, JournalOptions, JournalStore, JournalWriter, RunId,
    StoreError, Tail,
};

use crate::call;
use crate::server::Server;

#[test]
fn a_server_that_crashes_loses_nothing_that_was_synced() {
    let Some(server) = Server::start("a_server_that_crashes_loses_nothing_that_was_synced") else {
        return;
    };
    let store = server.store("crashed");
    let options = JournalOptions::DEFAULT.durability(Durability::Sync);
    let run: RunId = "crashed".parse().unwrap();
    let mut made = 0;
    let mut writer = JournalWriter::create_in(&store, &run, &Header::new(), &options).unwrap();
    for round in 0..3 {
        for _ in 0..20 {
            call(&writer, made).unwrap();
            made += 1;
        }
        server.crash();
        let error = call(&writer, made).unwrap_err();
        let JournalError::Write { .. } = &*error else {
            panic!("{error:?}")
        };
        assert!(
            matches!(error.store(), Some(StoreError::Failed { .. })),
            "{error:?}"
        );
        assert!(matches!(writer.finish(), Err(JournalError::Write { .. })));
        for error in [
            store.list().err(),
            store.read(&run).err(),
            store.append(&run).err(),
        ] {
            assert!(
                matches!(error, Some(StoreError::Failed { .. })),
                "{error:?}"
            );
        }
        drop(writer);
        server.run();
        let journal = Journal::from_reader(store.read(&run).unwrap()).unwrap();
        let calls = journal.recording().calls;
        assert_eq!(calls.len() as u64, made, "round {round}");
        assert!(calls.iter().all(|call| call.outcome.is_some()));
        assert_eq!(journal.tail, Tail::Open);
        writer = JournalWriter::append_in(&store, &run, &options).unwrap();
    }
    writer.finish().unwrap();
    assert!(store.list().unwrap()[0].finished);
}

/// What was flushed and not synced may be lost, from the end on: what is there goes on.
#[test]
fn a_server_that_crashes_loses_flushed_calls_from_the_end_alone() {
    let Some(server) = Server::start("a_server_that_crashes_loses_flushed_calls") else {
        return;
    };
    let store = server.store("flushed");
    let options = JournalOptions::DEFAULT;
    let run: RunId = "flushed".parse().unwrap();
    let writer = JournalWriter::create_in(&store, &run, &Header::new(), &options).unwrap();
    (0..300).for_each(|number| call(&writer, number).unwrap());
    server.crash();
    assert!(call(&writer, 300).is_err());
    drop(writer);
    server.run();
    let writer = match JournalWriter::append_in(&store, &run, &options) {
        Ok(writer) => writer,
        // Even its header was not yet on the disk.
        Err(JournalError::Damaged { offset: 0 }) => return,
        Err(error) => panic!("{error:?}"),
    };
    writer.finish().unwrap();
    let calls = Journal::from_reader(store.read(&run).unwrap())
        .unwrap()
        .recording()
        .calls;
    let inputs: Vec<_> = calls.into_iter().map(|call| call.input).collect();
    let expected: Vec<_> = (0..inputs.len() as u64)
        .map(packr_core::Value::U64)
        .collect();
    assert_eq!(inputs, expected);
    println!("{} of 300 calls outlived the crash", inputs.len());
}
