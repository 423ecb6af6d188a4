//! The bytes that wait to be written, and the thread that writes them.

use std::future::poll_fn;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread::{self, JoinHandle};

use super::sink::JournalSink;
use crate::journal::error::{JournalError, Problem};

/// Bytes on their way to a sink, in the order in which they were put, together with what decides the order.
pub(super) struct Queue<T> {
    shared: Arc<Shared<T>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

struct Shared<T> {
    state: Mutex<State<T>>,
    /// There is something for the thread to do.
    work: Condvar,
    /// The thread has done something.
    progress: Condvar,
}

/// What is guarded by the queue's lock.
pub(super) struct State<T> {
    pub(super) order: T,
    queued: Vec<u8>,
    /// All bytes that were ever put, and those that the sink has done with.
    put: u64,
    done: u64,
    failed: Option<Failed>,
    closed: bool,
    /// The thread waits for something to do.
    idle: bool,
    waiting: Vec<Waker>,
}

/// Why no more is written.
#[derive(Clone)]
enum Failed {
    Write(Arc<io::Error>),
    Lost { call: u64, problem: Arc<Problem> },
}

impl<T> State<T> {
    /// Appends what `write` writes, and returns where it ends.
    pub(super) fn put<R>(
        &mut self,
        write: impl FnOnce(&mut T, &mut Vec<u8>) -> Result<R, Problem>,
    ) -> Result<u64, Problem> {
        let before = self.queued.len();
        let written = write(&mut self.order, &mut self.queued);
        // A function stays defined also where the event does not fit.
        self.put += (self.queued.len() - before) as u64;
        written.map(|_| self.put)
    }

    /// The bytes that are not yet written.
    pub(super) fn pending(&self) -> u64 {
        self.put - self.done
    }

    pub(super) fn is_done(&self, position: u64) -> bool {
        self.done >= position || self.failed.is_some()
    }

    /// The end of a call can't be written: no more is.
    pub(super) fn lose(&mut self, call: u64, problem: Problem) {
        let problem = Arc::new(problem);
        self.failed.get_or_insert(Failed::Lost { call, problem });
    }

    pub(super) fn check(&self) -> Result<(), JournalError> {
        match self.failed.clone() {
            None => Ok(()),
            Some(Failed::Write(source)) => Err(JournalError::Write { source }),
            Some(Failed::Lost { call, problem }) => Err(JournalError::Lost { call, problem }),
        }
    }
}

impl<T: Send + 'static> Queue<T> {
    /// Starts the thread. What is put is synced where `sync` says so, and else in the end.
    pub(super) fn start(order: T, sink: impl JournalSink, sync: bool) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                order,
                queued: Vec::new(),
                put: 0,
                done: 0,
                failed: None,
                closed: false,
                idle: false,
                waiting: Vec::new(),
            }),
            work: Condvar::new(),
            progress: Condvar::new(),
        });
        let writing = shared.clone();
        let writer = thread::Builder::new()
            .name("packr journal".to_owned())
            .spawn(move || writing.write_all(sink, sync))?;
        Ok(Self {
            shared,
            writer: Mutex::new(Some(writer)),
        })
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.shared.lock()
    }

    /// Tells the thread that there is something to write.
    pub(super) fn wake(&self, state: &mut State<T>) {
        // Where it is not idle it looks by itself, and a call of the system is saved.
        if std::mem::take(&mut state.idle) {
            self.shared.work.notify_one();
        }
    }

    /// Waits on this thread until something holds. It is asked after each write, and a failed one is the last.
    pub(super) fn wait<'a>(
        &'a self,
        state: MutexGuard<'a, State<T>>,
        mut until: impl FnMut(&State<T>) -> bool,
    ) -> MutexGuard<'a, State<T>> {
        let waited = self
            .shared
            .progress
            .wait_while(state, |state| !until(state));
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits without a thread until there is something.
    pub(super) async fn wait_async<R>(
        &self,
        mut until: impl FnMut(&mut State<T>) -> Option<R>,
    ) -> R {
        poll_fn(|context| {
            let mut state = self.lock();
            if let Some(found) = until(&mut state) {
                return Poll::Ready(found);
            }
            let waker = context.waker();
            if !state.waiting.iter().any(|known| known.will_wake(waker)) {
                state.waiting.push(waker.clone());
            }
            Poll::Pending
        })
        .await
    }

    /// Writes what is queued, syncs it, and ends the thread.
    pub(super) fn close(&self) -> Result<(), JournalError> {
        let mut state = self.lock();
        state.closed = true;
        self.wake(&mut state);
        drop(state);
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(writer) = writer.take() {
            // It does not panic: what the sink does is caught.
            let _ = writer.join();
        }
        self.lock().check()
    }
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_all(&self, mut sink: impl JournalSink, sync: bool) {
        let mut batch = Vec::new();
        loop {
            let idle = |state: &mut State<T>| {
                state.idle = state.queued.is_empty() && !state.closed;
                state.idle
            };
            let state = self.work.wait_while(self.lock(), idle);
            let mut state = state.unwrap_or_else(PoisonError::into_inner);
            let is_last = state.queued.is_empty();
            std::mem::swap(&mut batch, &mut state.queued);
            drop(state);

            let write = || match (is_last, sync) {
                (true, _) => sink.sync(),
                (false, true) => sink.append_and_sync(&batch),
                (false, false) => sink.append(&batch),
            };
            let written = catch_unwind(AssertUnwindSafe(write));
            let written = written.unwrap_or_else(|_| Err(io::Error::other("the sink panicked")));
            let mut state = self.lock();
            state.done += batch.len() as u64;
            let has_failed = written.is_err();
            if let Err(error) = written {
                state.failed.get_or_insert(Failed::Write(Arc::new(error)));
            }
            let waiting = std::mem::take(&mut state.waiting);
            drop(state);
            self.progress.notify_all();
            waiting.into_iter().for_each(Waker::wake);
            if is_last || has_failed {
                return;
            }
            batch.clear();
        }
    }
}
