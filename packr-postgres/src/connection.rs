//! A connection on a thread of its own. The client of `postgres` blocks on a runtime of its own, which panics on a thread that drives another one, as those
//! of an async host do; and it is dropped in the same way.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use packr_core::journal::StoreError;
use postgres::{Client, Error};

/// Makes a connection.
pub(crate) type Connect = Arc<dyn Fn() -> Result<Client, Error> + Send + Sync>;

type Job = Box<dyn FnOnce(&mut Client) + Send>;

/// What each session begins with, whatever its server or role has as a default. A lock that is not got is an error, and not waited for without end.
const SESSION: &str = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED; \
     SET synchronous_commit = on; SET lock_timeout = '10s'";

pub(crate) struct Connection {
    /// None when it is dropped.
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

/// The thread of a connection is gone: something on it panicked.
#[derive(Debug, thiserror::Error)]
#[error("the thread of the connection panicked")]
struct Gone;

impl Connection {
    pub(crate) fn open(connect: &Connect) -> Result<Self, StoreError> {
        let connect = connect.clone();
        let (jobs, queue) = mpsc::channel::<Job>();
        let (tell, told) = mpsc::sync_channel(1);
        let thread = thread::Builder::new()
            .name("packr postgres".to_owned())
            .spawn(move || {
                let connected = catch_unwind(AssertUnwindSafe(|| {
                    let mut client = connect()?;
                    client.batch_execute(SESSION)?;
                    Ok::<Client, Error>(client)
                }));
                let Ok(connected) = connected else { return };
                match connected {
                    Ok(client) => {
                        let _ = tell.send(Ok(()));
                        serve(client, &queue);
                    }
                    Err(error) => drop(tell.send(Err(error))),
                }
            })
            .map_err(|error| StoreError::failed("start the thread of a connection", error))?;
        let connection = Self {
            jobs: Some(jobs),
            thread: Some(thread),
        };
        let doing = "connect to PostgreSQL";
        match told.recv() {
            Ok(Ok(())) => Ok(connection),
            Ok(Err(error)) => Err(StoreError::failed(doing, error)),
            Err(_) => Err(StoreError::failed(doing, Gone)),
        }
    }

    /// Runs something on the thread of the connection, and waits for it.
    pub(crate) fn run<R: Send + 'static>(
        &mut self,
        job: impl FnOnce(&mut Client) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, StoreError> {
        let (tell, told) = mpsc::sync_channel(1);
        let job = Box::new(move |client: &mut Client| drop(tell.send(job(client))));
        let sent = self.jobs.as_ref().and_then(|jobs| jobs.send(job).ok());
        sent.and_then(|()| told.recv().ok())
            .unwrap_or_else(|| Err(StoreError::failed("use the connection to PostgreSQL", Gone)))
    }
}

fn serve(mut client: Client, queue: &Receiver<Job>) {
    for job in queue {
        if catch_unwind(AssertUnwindSafe(|| job(&mut client))).is_err() {
            return;
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // It does not panic: what runs on it is caught.
            let _ = thread.join();
        }
    }
}
