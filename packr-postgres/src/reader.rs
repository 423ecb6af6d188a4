//! Reads a run, page by page.

use std::borrow::BorrowMut;
use std::io::{self, Read};
use std::sync::Arc;

use packr_core::journal::{RunId, StoreError};
use postgres::Client;

use crate::connection::Connection;
use crate::owner::failed;
use crate::sink::PIECE;
use crate::tables::Names;

/// Reads so many bytes of a run. No more than two pieces are held.
pub(crate) struct Reader<C> {
    connection: C,
    names: Arc<Names>,
    run: RunId,
    id: i64,
    /// Where the next page begins, and where the run ends.
    at: i64,
    end: i64,
    page: Vec<u8>,
    /// What of the page was read.
    read: usize,
}

/// What a reader of one transaction finds: the number of the run, and its length.
pub(crate) fn begin(
    client: &mut Client,
    names: &Names,
    run: &RunId,
) -> Result<(i64, i64), StoreError> {
    // What is committed later is not seen, so that one page fits the next whatever happens to the run.
    let statement = format!("SELECT id, length FROM {} WHERE run = $1", names.runs);
    let row = client
        .batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .and_then(|()| client.query_opt(&statement, &[&run.as_str()]))
        .map_err(failed("read", run))?;
    let row = row.ok_or_else(|| StoreError::NotFound { run: run.clone() })?;
    Ok((row.get(0), row.get(1)))
}

impl<C: BorrowMut<Connection>> Reader<C> {
    pub(crate) fn new(connection: C, names: Arc<Names>, run: RunId, id: i64, end: i64) -> Self {
        Self {
            connection,
            names,
            run,
            id,
            at: 0,
            end,
            page: Vec::new(),
            read: 0,
        }
    }

    fn next_page(&mut self) -> Result<(), StoreError> {
        let (names, run) = (self.names.clone(), self.run.clone());
        let (id, at, end) = (self.id, self.at, self.end);
        let page = self.connection.borrow_mut().run(move |client| {
            let statement = format!(
                "SELECT at, bytes FROM {} WHERE run = $1 AND at >= $2 AND at < $3 ORDER BY at",
                names.chunks
            );
            let until = end.min(at + PIECE as i64);
            let rows = client.query(&statement, &[&id, &at, &until]);
            let mut page = Vec::new();
            for row in rows.map_err(failed("read", &run))? {
                let next = at + page.len() as i64;
                if row.get::<_, i64>(0) != next {
                    break;
                }
                page.extend_from_slice(row.get(1));
            }
            match page.is_empty() {
                true => Err(StoreError::failed(
                    format!("read the run `{run}`"),
                    format!("of its {end} bytes, those from {at} on are not there"),
                )),
                false => Ok(page),
            }
        })?;
        self.at += page.len() as i64;
        self.page = page;
        self.read = 0;
        Ok(())
    }
}

impl<C: BorrowMut<Connection>> Read for Reader<C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read == self.page.len() && self.at < self.end {
            self.next_page()?;
        }
        let read = (&self.page[self.read..]).read(buffer)?;
        self.read += read;
        Ok(read)
    }
}
