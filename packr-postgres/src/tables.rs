//! The tables, by the names that the user chose.

use packr_core::journal::StoreError;
use postgres::{Client, Error};

/// The version of the tables that this makes.
const VERSION: i32 = 1;
/// The most bytes of an identifier: PostgreSQL cuts longer ones without an error.
const MAX: usize = 63;

/// What the tables of a store are called.
///
/// A store has the tables `PREFIXruns`, `PREFIXchunks` and `PREFIXversion`, and the sequence `PREFIXepochs`. The prefix is `packr_` by default, and the schema
/// that in which the connection makes tables: `public`, as a rule. Both may have any characters; they are quoted.
///
/// ```
/// let tables = packr_postgres::Tables::default().schema("audit").prefix("plugins_");
/// # let _ = tables;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    schema: Option<String>,
    prefix: String,
}

/// A name can't be that of a table or schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// It is empty, where it can't be.
    #[error("the name of a schema can't be empty")]
    Empty,
    /// It has a NUL.
    #[error("a name can't have a NUL")]
    Nul,
    /// It is longer than PostgreSQL's identifiers.
    #[error("the name `{name}` has {found} bytes, and PostgreSQL takes {max}")]
    Long {
        /// The name, with what is added to it.
        name: String,
        /// The most bytes.
        max: usize,
        /// Its bytes.
        found: usize,
    },
    /// The tables are of a later version.
    #[error("the tables are of version {found}, and this packr-postgres knows none after {newest}")]
    Version {
        /// The version of the tables.
        found: i32,
        /// The newest one that is known.
        newest: i32,
    },
    /// The connection has no schema that is there, and none was chosen.
    #[error("no schema of the connection's search path is there, and none was chosen")]
    NoSchema,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            schema: None,
            prefix: "packr_".to_owned(),
        }
    }
}

impl Tables {
    /// Sets the schema, which is made where it is not there.
    #[must_use]
    pub fn schema(mut self, schema: impl Into<String>) -> Self {
        self.schema = Some(schema.into());
        self
    }

    /// Sets the prefix of all names.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    fn check(&self) -> Result<(), TableError> {
        if self.schema.as_ref().is_some_and(String::is_empty) {
            return Err(TableError::Empty);
        }
        // The longest name that is made of the prefix is that of an index.
        let longest = format!("{}chunks_pkey", self.prefix);
        for name in self.schema.iter().chain([&longest]) {
            if name.contains('\0') {
                return Err(TableError::Nul);
            }
            if name.len() > MAX {
                return Err(TableError::Long {
                    name: name.clone(),
                    max: MAX,
                    found: name.len(),
                });
            }
        }
        Ok(())
    }
}

/// The names as they stand in statements, quoted and with their schema.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    pub(crate) runs: String,
    pub(crate) chunks: String,
    pub(crate) epochs: String,
    version: String,
    /// The class of the advisory locks: the number of the table of runs, which no other table of the database has.
    pub(crate) class: i32,
}

/// Makes the tables where they are not there, or brings them to this version.
pub(crate) fn migrate(client: &mut Client, tables: &Tables) -> Result<Names, StoreError> {
    let failed = |error: Error| StoreError::failed("make the tables of the journals", error);
    let refused = |error| StoreError::failed("use the tables of the journals", error);
    tables.check().map_err(refused)?;
    let schema = match &tables.schema {
        Some(schema) => schema.clone(),
        None => {
            let row = client.query_one("SELECT current_schema()::text", &[]);
            let schema: Option<String> = row.map_err(failed)?.get(0);
            schema.ok_or_else(|| refused(TableError::NoSchema))?
        }
    };
    let own = quoted(&schema);
    let name = |what: &str| format!("{own}.{}", quoted(&format!("{}{what}", tables.prefix)));
    let mut names = Names {
        runs: name("runs"),
        chunks: name("chunks"),
        epochs: name("epochs"),
        version: name("version"),
        class: 0,
    };
    // Who finds them needs no right to make any.
    let found = match is_there(client, &names.version).map_err(failed)? {
        true => version(client, &names).map_err(failed)?,
        false => None,
    };
    match found {
        None => make(client, &schema, &names).map_err(failed)?,
        Some(VERSION) => {}
        Some(found) => {
            let newest = VERSION;
            return Err(refused(TableError::Version { found, newest }));
        }
    }
    let class = client.query_one("SELECT ($1::text::regclass)::oid", &[&names.runs]);
    let class: u32 = class.map_err(failed)?.get(0);
    names.class = class.cast_signed();
    Ok(names)
}

fn is_there(client: &mut Client, table: &str) -> Result<bool, Error> {
    let row = client.query_one("SELECT to_regclass($1::text) IS NOT NULL", &[&table])?;
    Ok(row.get(0))
}

fn version(client: &mut Client, names: &Names) -> Result<Option<i32>, Error> {
    let statement = format!("SELECT max(version) FROM {}", names.version);
    Ok(client.query_one(&statement, &[])?.get(0))
}

fn make(client: &mut Client, schema: &str, names: &Names) -> Result<(), Error> {
    let Names {
        runs,
        chunks,
        epochs,
        version: versions,
        ..
    } = names;
    let mut transaction = client.transaction()?;
    // Two hosts that begin at once: the second waits, and finds what the first has made.
    transaction.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('packr-postgres ' || $1, 0))",
        &[versions],
    )?;
    let exists = "SELECT 1 FROM pg_namespace WHERE nspname = $1::text::name";
    if transaction.query_opt(exists, &[&schema])?.is_none() {
        transaction.batch_execute(&format!("CREATE SCHEMA {}", quoted(schema)))?;
    }
    let there = "SELECT to_regclass($1::text) IS NOT NULL";
    if !transaction.query_one(there, &[versions])?.get::<_, bool>(0) {
        transaction.batch_execute(&format!(
            "CREATE TABLE {versions} (version integer NOT NULL);
             CREATE SEQUENCE {epochs};
             CREATE TABLE {runs} (
                 id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                 run text COLLATE \"C\" NOT NULL UNIQUE,
                 epoch bigint NOT NULL,
                 length bigint NOT NULL DEFAULT 0,
                 finished boolean NOT NULL DEFAULT false,
                 created timestamptz NOT NULL DEFAULT now(),
                 started bigint,
                 packr text NOT NULL,
                 package text,
                 sha256 bytea,
                 metadata jsonb NOT NULL
             ) WITH (fillfactor = 50);
             CREATE TABLE {chunks} (
                 run bigint NOT NULL REFERENCES {runs} ON DELETE CASCADE,
                 at bigint NOT NULL,
                 bytes bytea NOT NULL,
                 PRIMARY KEY (run, at)
             );
             INSERT INTO {versions} VALUES ({VERSION});"
        ))?;
    }
    transaction.commit()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
