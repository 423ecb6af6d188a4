//! Writes a run.

use std::io::{self, Read};
use std::sync::Arc;

use packr_core::journal::{JournalSink, ResumableSink, RunId, StoreError, ends_finished};
use postgres::{Client, Error, Statement};

use crate::connection::Connection;
use crate::owner::{self, Owned, failed};
use crate::reader::Reader;
use crate::tables::Names;

/// The most bytes of a row, so that who reads needs no more memory than a few of them.
pub(crate) const PIECE: usize = 1 << 20;

pub(crate) struct Sink {
    connection: Connection,
    names: Arc<Names>,
    run: RunId,
    owned: Owned,
    append: Statement,
    /// What `synchronous_commit` is set to: whether a commit waits for the disk.
    waits: bool,
    /// Whether something was committed that may not be on the disk.
    unsynced: bool,
    works: bool,
}

impl Sink {
    /// Writes to a run with the connection that owns it.
    pub(crate) fn new(
        mut connection: Connection,
        names: Arc<Names>,
        run: RunId,
        owned: Owned,
    ) -> Result<Self, StoreError> {
        // One statement, so that no transaction stays open where its client stops.
        let Names { runs, chunks, .. } = &*names;
        let append = format!(
            "WITH owned AS ( \
                 UPDATE {runs} SET length = length + octet_length($4::bytea), finished = $5 \
                 WHERE id = $1 AND epoch = $2 AND length = $3 RETURNING id) \
             INSERT INTO {chunks} (run, at, bytes) SELECT id, $3, $4::bytea FROM owned"
        );
        let named = run.clone();
        let append = connection
            .run(move |client| client.prepare(&append).map_err(failed("write to", &named)))?;
        Ok(Self {
            connection,
            names,
            run,
            owned,
            append,
            waits: true,
            unsynced: false,
            works: true,
        })
    }

    /// Does something to the run in one transaction, which finds the run once if it is still the owner's, and else not.
    fn change(
        &mut self,
        waits: bool,
        change: impl FnOnce(&mut Client, &Names, Owned) -> Result<u64, Error> + Send + 'static,
    ) -> io::Result<()> {
        let (names, run, owned) = (self.names.clone(), self.run.clone(), self.owned);
        let is_other = waits != self.waits;
        let done = self.connection.run(move |client| {
            let mode = match (is_other, waits) {
                (false, _) => Ok(()),
                (true, true) => client.batch_execute("SET synchronous_commit = on"),
                (true, false) => client.batch_execute("SET synchronous_commit = off"),
            };
            let found = mode.and_then(|()| change(client, &names, owned));
            match found.map_err(failed("write to", &run))? {
                1 => Ok(()),
                _ => Err(owner::why_lost(client, &names, &run, owned)),
            }
        });
        self.waits = waits;
        self.works = done.is_ok();
        Ok(done?)
    }

    fn put(&mut self, bytes: &[u8], waits: bool) -> io::Result<()> {
        let finishes = ends_finished(bytes);
        let mut pieces = bytes.chunks(PIECE).peekable();
        while let Some(piece) = pieces.next() {
            // What is committed later is on the disk later.
            let is_last = pieces.peek().is_none();
            let (waits, finishes) = (waits && is_last, finishes && is_last);
            let (append, piece) = (self.append.clone(), piece.to_vec());
            let len = piece.len() as i64;
            self.change(waits, move |client, _, owned| {
                let Owned { id, epoch, length } = owned;
                client.execute(&append, &[&id, &epoch, &length, &piece, &finishes])
            })?;
            self.owned.length += len;
            self.unsynced = !waits;
        }
        Ok(())
    }
}

impl JournalSink for Sink {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.put(bytes, false)
    }

    /// A commit that waits has everything on the disk that was committed before it.
    fn sync(&mut self) -> io::Result<()> {
        if self.unsynced {
            self.change(true, |client, names, owned| {
                let statement = format!(
                    "UPDATE {} SET length = length WHERE id = $1 AND epoch = $2 AND length = $3",
                    names.runs
                );
                client.execute(&statement, &[&owned.id, &owned.epoch, &owned.length])
            })?;
            self.unsynced = false;
        }
        Ok(())
    }

    fn append_and_sync(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.put(bytes, true)?;
        self.sync()
    }
}

impl ResumableSink for Sink {
    fn read(&mut self) -> io::Result<Box<dyn Read + '_>> {
        let (names, run, owned) = (self.names.clone(), self.run.clone(), self.owned);
        Ok(Box::new(Reader::new(
            &mut self.connection,
            names,
            run,
            owned.id,
            owned.length,
        )))
    }

    fn truncate(&mut self, offset: u64) -> io::Result<()> {
        let Some(offset) = i64::try_from(offset)
            .ok()
            .filter(|offset| *offset <= self.owned.length)
        else {
            let told = format!("there are {} bytes, and not {offset}", self.owned.length);
            return Err(StoreError::failed(format!("cut the run `{}`", self.run), told).into());
        };
        if offset == self.owned.length {
            return Ok(());
        }
        self.change(true, move |client, names, owned| {
            let Names { runs, chunks, .. } = names;
            let statement = format!(
                "WITH owned AS ( \
                     UPDATE {runs} SET length = $4, finished = false \
                     WHERE id = $1 AND epoch = $2 AND length = $3 RETURNING id), \
                 gone AS ( \
                     DELETE FROM {chunks} WHERE run = (SELECT id FROM owned) AND at >= $4), \
                 cut AS ( \
                     UPDATE {chunks} SET bytes = substring(bytes FROM 1 FOR ($4 - at)::integer) \
                     WHERE run = (SELECT id FROM owned) \
                         AND at = (SELECT max(at) FROM {chunks} WHERE run = $1 AND at < $4)) \
                 SELECT id FROM owned"
            );
            let found = client.query(
                &statement,
                &[&owned.id, &owned.epoch, &owned.length, &offset],
            )?;
            Ok(found.len() as u64)
        })?;
        self.owned.length = offset;
        Ok(())
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // After an error the end of the session has to do.
        if self.works {
            let (names, epoch) = (self.names.clone(), self.owned.epoch);
            let _ = self.connection.run(move |client| {
                let _ = owner::release(client, &names, epoch);
                Ok(())
            });
        }
    }
}
