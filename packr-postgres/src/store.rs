//! The store.

use std::fmt;
use std::io::Read;
use std::sync::Arc;

use packr_core::journal::{Header, JournalStore, ResumableSink, RunId, RunInfo, StoreError};
use postgres::{Client, Error};

use crate::connection::{Connect, Connection};
use crate::owner::{self, Claim, Owned};
use crate::reader::{self, Reader};
use crate::sink::Sink;
use crate::tables::{self, Names, Tables};

/// Journals in a database. See the [crate](crate) for what it guarantees.
///
/// Each sink and each reader has a connection of its own, on a thread of its own, so that all of this may be used in an async host too, where it
/// blocks as a file does.
pub struct PostgresStore {
    connect: Connect,
    names: Arc<Names>,
}

impl PostgresStore {
    /// A store in the tables `packr_*`, which are made where they are not there. `connect` makes a connection, with the TLS of your choice; it is called for this
    /// and for each operation, on threads of the store's own.
    ///
    /// With the tables there, the connection's role needs no right but to select, insert, update and delete in them, and to use the sequence.
    ///
    /// # Errors
    /// [`StoreError::Failed`] where there is no connection, or the tables can't be made; of a [`TableError`](crate::TableError) where they are
    /// of a later version.
    pub fn new(
        connect: impl Fn() -> Result<Client, Error> + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        Self::with_tables(&Tables::default(), connect)
    }

    /// [`new`](Self::new) with other names of tables. Two stores with the same names in one database are the same.
    ///
    /// # Errors
    /// As [`new`](Self::new), and of a [`TableError`](crate::TableError) where the names can't be used.
    pub fn with_tables(
        tables: &Tables,
        connect: impl Fn() -> Result<Client, Error> + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let connect: Connect = Arc::new(connect);
        let tables = tables.clone();
        let mut connection = Connection::open(&connect)?;
        let names = connection.run(move |client| tables::migrate(client, &tables))?;
        let names = Arc::new(names);
        Ok(Self { connect, names })
    }

    /// [`append`](JournalStore::append), also where somebody else writes to the run, or seems to: a host that was cut off, or that the server still holds for alive.
    ///
    /// From when this returns, the other one adds nothing: its next append, `sync` or cut fails with [`StoreError::TakenOver`], however late it comes.
    ///
    /// ```no_run
    /// # use packr_postgres::PostgresStore;
    /// # use packr_core::journal::{JournalError, JournalOptions, JournalWriter, RunId};
    /// # fn go_on(store: &PostgresStore, run: &RunId) -> Result<JournalWriter, JournalError> {
    /// JournalWriter::append_to(store.take_over(run)?, &JournalOptions::DEFAULT)
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`StoreError::NotFound`] and [`StoreError::Failed`].
    pub fn take_over(&self, run: &RunId) -> Result<Box<dyn ResumableSink>, StoreError> {
        self.sink(run, |client, names, run| {
            owner::claim(client, names, run, Claim::TakeOver)
        })
    }

    fn sink(
        &self,
        run: &RunId,
        own: impl FnOnce(&mut Client, &Names, &RunId) -> Result<Owned, StoreError> + Send + 'static,
    ) -> Result<Box<dyn ResumableSink>, StoreError> {
        let mut connection = Connection::open(&self.connect)?;
        let (names, named) = (self.names.clone(), run.clone());
        let owned = connection.run(move |client| own(client, &names, &named))?;
        let sink = Sink::new(connection, self.names.clone(), run.clone(), owned)?;
        Ok(Box::new(sink))
    }
}

impl JournalStore for PostgresStore {
    fn create(&self, run: &RunId, header: &Header) -> Result<Box<dyn ResumableSink>, StoreError> {
        let header = header.clone();
        self.sink(run, move |client, names, run| {
            owner::create(client, names, run, &header)
        })
    }

    fn append(&self, run: &RunId) -> Result<Box<dyn ResumableSink>, StoreError> {
        self.sink(run, |client, names, run| {
            owner::claim(client, names, run, Claim::Free)
        })
    }

    fn read(&self, run: &RunId) -> Result<Box<dyn Read + Send>, StoreError> {
        let mut connection = Connection::open(&self.connect)?;
        let (names, named) = (self.names.clone(), run.clone());
        let (id, end) = connection.run(move |client| reader::begin(client, &names, &named))?;
        let names = self.names.clone();
        Ok(Box::new(Reader::new(
            connection,
            names,
            run.clone(),
            id,
            end,
        )))
    }

    fn list(&self) -> Result<Vec<RunInfo>, StoreError> {
        let statement = format!(
            "SELECT run, length, started, finished FROM {} ORDER BY run",
            self.names.runs
        );
        let mut connection = Connection::open(&self.connect)?;
        connection.run(move |client| {
            let doing = "list the runs in PostgreSQL";
            let rows = client
                .query(&statement, &[])
                .map_err(|error| StoreError::failed(doing, error))?;
            let info = |row: postgres::Row| {
                let run = RunId::new(row.get::<_, String>(0));
                let mut info = RunInfo::new(run.map_err(|error| StoreError::failed(doing, error))?);
                info.bytes = row.get::<_, i64>(1).cast_unsigned();
                info.started = row.get::<_, Option<i64>>(2).map(i64::cast_unsigned);
                info.finished = row.get(3);
                Ok(info)
            };
            rows.into_iter().map(info).collect()
        })
    }

    fn remove(&self, run: &RunId) -> Result<(), StoreError> {
        let mut connection = Connection::open(&self.connect)?;
        let (names, run) = (self.names.clone(), run.clone());
        connection.run(move |client| owner::remove(client, &names, &run))
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore")
            .field("runs", &self.names.runs)
            .finish_non_exhaustive()
    }
}
