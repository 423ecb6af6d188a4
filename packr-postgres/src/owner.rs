//! Who may write to a run.
//!
//! Each owner has a number of its own, an epoch, out of a sequence. Its session holds the advisory lock of that number as long as it lives, and the run's row says whose
//! it is. Each append checks the row in its own transaction, so that the lock only tells whether the owner is alive, and the row decides.

use packr_core::journal::{Header, RunId, StoreError};
use postgres::{Client, Error, GenericClient};

use crate::tables::Names;

/// A run that this session writes to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owned {
    pub(crate) id: i64,
    pub(crate) epoch: i64,
    pub(crate) length: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Only where nobody writes to it.
    Free,
    /// Also where somebody does, who then no longer can.
    TakeOver,
}

/// A new run, owned by this session.
pub(crate) fn create(
    client: &mut Client,
    names: &Names,
    run: &RunId,
    header: &Header,
) -> Result<Owned, StoreError> {
    let failed = failed("make", run);
    let epoch = new_epoch(client, names).map_err(&failed)?;
    // Text of PostgreSQL has no NUL, and these are copies to be searched.
    let text = |text: &str| text.replace('\0', "\u{fffd}");
    let package = header.package.as_ref().map(|package| text(&package.name));
    let sha256 = header.package.as_ref().and_then(|package| package.sha256);
    let pairs = header.metadata.iter();
    let (keys, values): (Vec<_>, Vec<_>) =
        pairs.map(|(name, value)| (text(name), text(value))).unzip();
    let statement = format!(
        "INSERT INTO {} (run, epoch, started, packr, package, sha256, metadata) \
         VALUES ($1, $2, $3, $4, $5, $6, jsonb_object($7::text[], $8::text[])) \
         ON CONFLICT (run) DO NOTHING RETURNING id",
        names.runs
    );
    let made = client.query_opt(
        &statement,
        &[
            &run.as_str(),
            &epoch,
            &i64::try_from(header.started).ok(),
            &text(&header.packr),
            &package,
            &sha256.as_ref().map(|hash| &hash[..]),
            &keys,
            &values,
        ],
    );
    let row = made.map_err(&failed)?;
    let row = row.ok_or_else(|| StoreError::Exists { run: run.clone() })?;
    Ok(Owned {
        id: row.get(0),
        epoch,
        length: 0,
    })
}

/// Makes a run that is there this session's own.
pub(crate) fn claim(
    client: &mut Client,
    names: &Names,
    run: &RunId,
    claim: Claim,
) -> Result<Owned, StoreError> {
    let failed = failed("go on with", run);
    let epoch = new_epoch(client, names).map_err(&failed)?;
    let mut transaction = client.transaction().map_err(&failed)?;
    let locked = lock(&mut transaction, names, run, claim, &failed)?;
    let statement = format!("UPDATE {} SET epoch = $2 WHERE id = $1", names.runs);
    transaction
        .execute(&statement, &[&locked.id, &epoch])
        .and_then(|_| transaction.commit())
        .map_err(&failed)?;
    Ok(Owned { epoch, ..locked })
}

/// Removes a run that nobody writes to.
pub(crate) fn remove(client: &mut Client, names: &Names, run: &RunId) -> Result<(), StoreError> {
    let failed = failed("remove", run);
    let mut transaction = client.transaction().map_err(&failed)?;
    let locked = lock(&mut transaction, names, run, Claim::Free, &failed)?;
    let statement = format!("DELETE FROM {} WHERE id = $1", names.runs);
    transaction
        .execute(&statement, &[&locked.id])
        .and_then(|_| transaction.commit())
        .map_err(&failed)
}

/// Locks the row of a run for this transaction: an append that is under way has ended then, or finds the row changed.
fn lock(
    transaction: &mut impl GenericClient,
    names: &Names,
    run: &RunId,
    claim: Claim,
    failed: &impl Fn(Error) -> StoreError,
) -> Result<Owned, StoreError> {
    let statement = format!(
        "SELECT id, epoch, length FROM {} WHERE run = $1 FOR UPDATE",
        names.runs
    );
    let row = transaction.query_opt(&statement, &[&run.as_str()]);
    let row = row.map_err(failed)?;
    let row = row.ok_or_else(|| StoreError::NotFound { run: run.clone() })?;
    let locked = Owned {
        id: row.get(0),
        epoch: row.get(1),
        length: row.get(2),
    };
    if claim == Claim::Free {
        let statement = "SELECT pg_try_advisory_xact_lock($1, $2)";
        let free = transaction.query_one(statement, &[&names.class, &key(locked.epoch)]);
        if !free.map_err(failed)?.get::<_, bool>(0) {
            return Err(StoreError::InUse { run: run.clone() });
        }
    }
    Ok(locked)
}

/// A new number, whose lock this session holds. It is held before anybody can read it in a row.
fn new_epoch(client: &mut Client, names: &Names) -> Result<i64, Error> {
    let row = client.query_one("SELECT nextval($1::text::regclass)", &[&names.epochs])?;
    let epoch = row.get(0);
    let statement = "SELECT pg_advisory_lock($1, $2)";
    client.query_one(statement, &[&names.class, &key(epoch)])?;
    Ok(epoch)
}

/// Lets others have the run, before the session is over: a server notices that later.
pub(crate) fn release(client: &mut Client, names: &Names, epoch: i64) -> Result<(), Error> {
    let statement = "SELECT pg_advisory_unlock($1, $2)";
    client
        .query_one(statement, &[&names.class, &key(epoch)])
        .map(drop)
}

/// Why an append found no row of its own.
pub(crate) fn why_lost(
    client: &mut Client,
    names: &Names,
    run: &RunId,
    owned: Owned,
) -> StoreError {
    let statement = format!("SELECT epoch, length FROM {} WHERE id = $1", names.runs);
    match client.query_opt(&statement, &[&owned.id]) {
        Err(error) => failed("look at", run)(error),
        Ok(None) => StoreError::NotFound { run: run.clone() },
        Ok(Some(row)) if row.get::<_, i64>(0) != owned.epoch => {
            StoreError::TakenOver { run: run.clone() }
        }
        Ok(Some(row)) => StoreError::failed(
            format!("add to the run `{run}`"),
            format!(
                "it has {} bytes, and {} were written",
                row.get::<_, i64>(1),
                owned.length
            ),
        ),
    }
}

/// The number of an advisory lock. It comes again after four thousand million owners.
fn key(epoch: i64) -> i32 {
    epoch as i32
}

pub(crate) fn failed(doing: &str, run: &RunId) -> impl Fn(Error) -> StoreError {
    move |error| StoreError::failed(format!("{doing} the run `{run}` in PostgreSQL"), error)
}
