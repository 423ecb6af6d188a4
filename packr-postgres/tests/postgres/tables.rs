//! Tables: how they are made, what SQL finds in them, and what errors tell.

use std::error::Error;
use std::sync::Barrier;
use std::thread;

use packr_core::journal::{
    Header, Journal, JournalOptions, JournalStore, JournalWriter, RecordedPackage, RunId,
    StoreError,
};
use packr_postgres::postgres::NoTls;
use packr_postgres::{PostgresStore, TableError, Tables};

use crate::server::server;

fn chain(error: &dyn Error) -> String {
    let mut all = format!("{error} / {error:?}");
    let mut next = error.source();
    while let Some(error) = next {
        all += &format!(" / {error} / {error:?}");
        next = error.source();
    }
    all
}

#[test]
fn tables_are_made_once_whatever_they_are_called() {
    let Some(server) = server("tables_are_made_once_whatever_they_are_called") else {
        return;
    };
    let odd = Tables::default()
        .schema("it's \"odd\"; DROP TABLE x")
        .prefix("Ünïcode \"$1\" ");
    let begin = Barrier::new(6);
    let stores: Vec<PostgresStore> = thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|_| {
                let (odd, begin, config) = (&odd, &begin, server.config());
                scope.spawn(move || {
                    begin.wait();
                    PostgresStore::with_tables(odd, move || config.connect(NoTls)).unwrap()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let run: RunId = "a".parse().unwrap();
    drop(stores[0].create(&run, &Header::new()).unwrap());
    assert_eq!(stores[5].list().unwrap()[0].run, run);
    stores[3].remove(&run).unwrap();

    // Other tables are another store; the defaults are those of the connection.
    drop(stores[0].create(&run, &Header::new()).unwrap());
    let config = server.config();
    let plain = PostgresStore::new(move || config.connect(NoTls)).unwrap();
    assert_eq!(plain.list().unwrap(), []);
    let runs = server
        .client()
        .query("SELECT * FROM public.packr_runs", &[])
        .unwrap();
    assert!(runs.is_empty());
}

#[test]
fn names_that_can_not_be_are_refused() {
    let Some(server) = server("names_that_can_not_be_are_refused") else {
        return;
    };
    let refused = |tables: Tables| {
        let config = server.config();
        let error = PostgresStore::with_tables(&tables, move || config.connect(NoTls)).unwrap_err();
        let source = error.source().unwrap();
        source.downcast_ref::<TableError>().unwrap().clone()
    };
    assert_eq!(refused(Tables::default().schema("")), TableError::Empty);
    assert_eq!(refused(Tables::default().prefix("a\0")), TableError::Nul);
    let long = refused(Tables::default().prefix("x".repeat(53)));
    assert!(
        matches!(
            long,
            TableError::Long {
                max: 63,
                found: 64,
                ..
            }
        ),
        "{long}"
    );
    let config = server.config();
    let most = Tables::default().prefix("x".repeat(52));
    PostgresStore::with_tables(&most, move || config.connect(NoTls)).unwrap();
}

#[test]
fn later_tables_are_refused() {
    let Some(server) = server("later_tables_are_refused") else {
        return;
    };
    drop(server.store("later"));
    let later = "UPDATE later.packr_version SET version = 7";
    server.client().batch_execute(later).unwrap();
    let config = server.config();
    let tables = Tables::default().schema("later");
    let error = PostgresStore::with_tables(&tables, move || config.connect(NoTls)).unwrap_err();
    let source = error.source().unwrap().to_string();
    assert_eq!(
        source,
        "the tables are of version 7, and this packr-postgres knows none after 1"
    );
}

#[test]
fn runs_are_found_by_sql() {
    let Some(server) = server("runs_are_found_by_sql") else {
        return;
    };
    let store = server.store("sql");
    let mut header = Header::new()
        .metadata("ticket", 4711)
        .metadata("who", "a\"b");
    header.package = Some(RecordedPackage {
        name: "twin.wasm".to_owned(),
        sha256: Some([0xa5; 32]),
    });
    let options = JournalOptions::DEFAULT;
    for (name, finishes) in [("first", true), ("second", false)] {
        let run = name.parse().unwrap();
        let writer = JournalWriter::create_in(&store, &run, &header, &options).unwrap();
        super::call(&writer, 0).unwrap();
        if finishes {
            writer.finish().unwrap();
        } else {
            // As if its process had ended.
            std::mem::forget(writer);
        }
    }
    let found = server
        .client()
        .query(
            "SELECT run, finished, length, encode(sha256, 'hex'), metadata->>'who', created <= now(), \
                 (SELECT sum(octet_length(bytes))::bigint FROM sql.packr_chunks c WHERE c.run = r.id) \
             FROM sql.packr_runs r WHERE metadata->>'ticket' = '4711' AND package = 'twin.wasm' ORDER BY run",
            &[],
        )
        .unwrap();
    for (row, (name, finished)) in found.iter().zip([("first", true), ("second", false)]) {
        assert_eq!(row.get::<_, &str>(0), name);
        assert_eq!(row.get::<_, bool>(1), finished);
        assert_eq!(row.get::<_, i64>(2), row.get::<_, i64>(6));
        assert_eq!(row.get::<_, &str>(3), "a5".repeat(32));
        assert_eq!(row.get::<_, &str>(4), "a\"b");
        assert!(row.get::<_, bool>(5));
    }
    assert_eq!(found.len(), 2);
}

/// With the tables there, a role needs to read and write them, and nothing else.
#[test]
fn a_role_without_rights_to_make_tables_writes_journals() {
    let Some(server) = server("a_role_without_rights_to_make_tables_writes_journals") else {
        return;
    };
    drop(server.store("rights"));
    server
        .client()
        .batch_execute(
            "CREATE ROLE writer LOGIN; GRANT USAGE ON SCHEMA rights TO writer; \
             GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA rights TO writer; \
             GRANT USAGE ON SEQUENCE rights.packr_epochs TO writer",
        )
        .unwrap();
    let mut config = server.config();
    config.user("writer");
    let tables = Tables::default().schema("rights");
    let store = PostgresStore::with_tables(&tables, move || config.connect(NoTls)).unwrap();
    let run: RunId = "a".parse().unwrap();
    let options = JournalOptions::DEFAULT;
    let writer = JournalWriter::create_in(&store, &run, &Header::new(), &options).unwrap();
    writer.finish().unwrap();
    let writer = JournalWriter::append_in(&store, &run, &options).unwrap();
    writer.finish().unwrap();
    drop(writer);
    store.remove(&run).unwrap();
}

#[test]
fn errors_name_no_secret() {
    let Some(server) = server("errors_name_no_secret") else {
        return;
    };
    let told = [
        ("host=/nowhere password=hunter2 user=packr", "connect to"),
        (
            "host=127.0.0.1 port=1 password=hunter2 user=packr",
            "connect to",
        ),
    ];
    for (text, expected) in told {
        let text = text.to_owned();
        let connect = move || {
            text.parse::<packr_postgres::postgres::Config>()?
                .connect(NoTls)
        };
        let error = PostgresStore::new(connect).unwrap_err();
        let all = chain(&error);
        assert!(all.contains(expected) && !all.contains("hunter2"), "{all}");
    }
    let connect = || {
        "host= =password=hunter2"
            .parse::<packr_postgres::postgres::Config>()?
            .connect(NoTls)
    };
    let all = chain(&PostgresStore::new(connect).unwrap_err());
    assert!(!all.contains("hunter2"), "{all}");
    let mut config = server.config();
    config.password("hunter2").user("no such role");
    let error = PostgresStore::new(move || config.connect(NoTls)).unwrap_err();
    let all = chain(&error);
    assert!(
        all.contains("no such role") && !all.contains("hunter2"),
        "{all}"
    );

    // A password that the server refuses.
    let access = "CREATE ROLE secret LOGIN PASSWORD 'correct'";
    server.client().batch_execute(access).unwrap();
    let mut config = server.config();
    config.user("secret").password("hunter2");
    let error = PostgresStore::new(move || config.connect(NoTls)).unwrap_err();
    let all = chain(&error);
    assert!(
        all.contains("password authentication failed") && !all.contains("hunter2"),
        "{all}"
    );
    let store = format!("{:?}", server.store("secret"));
    assert_eq!(
        store,
        r#"PostgresStore { runs: "\"secret\".\"packr_runs\"", .. }"#
    );
}

#[test]
fn a_panic_of_the_connection_is_an_error() {
    let error = PostgresStore::new(|| panic!("no connection today")).unwrap_err();
    assert!(matches!(error, StoreError::Failed { .. }));
    assert!(chain(&error).contains("panicked"), "{}", chain(&error));
}

/// The client of `postgres` itself panics there.
#[test]
fn an_async_host_may_use_it() {
    let Some(server) = server("an_async_host_may_use_it") else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = server.store("async");
        let run: RunId = "a".parse().unwrap();
        let options = JournalOptions::DEFAULT;
        let writer = JournalWriter::create_in(&store, &run, &Header::new(), &options).unwrap();
        super::call(&writer, 0).unwrap();
        drop(writer);
        let writer = JournalWriter::append_in(&store, &run, &options).unwrap();
        drop(writer);
        let journal = Journal::from_reader(store.read(&run).unwrap()).unwrap();
        assert_eq!(journal.events.len(), 2);
        store.remove(&run).unwrap();
    });
}

/// What was taken out of the middle of a run by hand.
#[test]
fn a_run_that_lacks_a_row_is_an_error_and_not_a_shorter_journal() {
    let Some(server) = server("a_run_that_lacks_a_row_is_an_error") else {
        return;
    };
    let store = server.store("lacking");
    let run: RunId = "a".parse().unwrap();
    let options = JournalOptions::DEFAULT;
    let writer = JournalWriter::create_in(&store, &run, &Header::new(), &options).unwrap();
    (0..5).for_each(|number| super::call(&writer, number).unwrap());
    drop(writer);
    for which in ["max(at)", "(array_agg(at ORDER BY at))[3]", "min(at)"] {
        let statement = format!(
            "DELETE FROM lacking.packr_chunks WHERE at = (SELECT {which} FROM lacking.packr_chunks)"
        );
        assert_eq!(server.client().execute(&statement, &[]).unwrap(), 1);
        let read = store
            .read(&run)
            .map_err(Into::into)
            .and_then(Journal::from_reader);
        let error = read.unwrap_err();
        let store_error = error.store().unwrap_or_else(|| panic!("{error}"));
        assert!(chain(store_error).contains("are not there"), "{error}");
        let error = JournalWriter::append_in(&store, &run, &options).unwrap_err();
        assert!(error.store().is_some(), "{error}");
    }
}
