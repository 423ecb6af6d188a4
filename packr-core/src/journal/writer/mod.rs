//! Writes a journal while the calls happen.

mod options;
mod queue;
mod resume;
mod run;
mod sink;

use std::path::Path;

pub use options::{Durability, JournalOptions, WhenFull};
pub use resume::{Complete, Resume, ResumeError};
pub use sink::{JournalSink, ResumableSink};

use super::binary::{self, Message};
use super::error::JournalError;
use super::model::Header;
use crate::intercept::{
    Call, CallInterceptor, Decision, Direction, End, Failure, Redaction, Wait, misfit, qualified,
    split_export,
};
use crate::{Error, Value};
use queue::{Queue, State};
use run::{Open, Run};
pub(super) use sink::FileSink;

/// An interceptor that writes every call to a journal, and lets all of them go on.
///
/// Keep one in an [`Arc`](std::sync::Arc), to [finish](Self::finish) it. One writer on several instances and threads writes their
/// calls as one run, in the order in which they began.
///
/// Events are queued, and one thread writes what has gathered. What a call waits for is
/// [chosen](JournalOptions::durability); async calls wait without blocking their thread. Nothing is left out in silence: where a write fails, each call after it is
/// refused with [`JournalError::Write`], and [`finish`](Self::finish) returns it; calls under way go on to their end.
///
/// ```
/// use std::sync::Arc;
/// use packr_core::intercept::{Call, CallInterceptor, Direction, End};
/// use packr_core::journal::{Header, Journal, JournalOptions, JournalWriter, Tail};
/// use packr_core::Value;
///
/// # let directory = std::env::temp_dir().join(format!("packr-journal-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory)?;
/// let path = directory.join("run.journal");
/// let header = Header::new().metadata("ticket", 4711);
/// let writer = Arc::new(JournalWriter::create(&path, &header, &JournalOptions::DEFAULT)?);
/// // linker.set_interceptor(writer.clone()), and then calls; this is one made up:
/// let input = Value::Tuple(vec![Value::U8(1)]);
/// let call = Call::new(Direction::Export, "$root", "double", &input);
/// writer.begin(&call);
/// writer.end(&call, End::Returned(&Value::U8(2)));
/// writer.finish()?;
///
/// let journal = Journal::open(&path)?;
/// assert_eq!((journal.events.len(), journal.tail), (2, Tail::Finished));
/// assert_eq!(journal.header, header);
/// # std::fs::remove_dir_all(directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct JournalWriter {
    queue: Queue<Run>,
    options: JournalOptions,
    redaction: Redaction,
}

impl JournalWriter {
    /// A journal in a new file, which is locked until this is finished or dropped.
    ///
    /// # Errors
    /// [`JournalError::Exists`] where there is such a file, and whatever keeps it from being made and begun.
    pub fn create(
        path: impl AsRef<Path>,
        header: &Header,
        options: &JournalOptions,
    ) -> Result<Self, JournalError> {
        Self::to_sink(FileSink::create(path.as_ref())?, header, options)
    }

    /// Goes on with the journal in a file, with what comes after its last whole event cut off. Times go on from when it began. Calls that had not
    /// ended stay without an end; to go on with those too, and have one run, use [`Resume`].
    ///
    /// All of it is read, to check it, in the memory of a [`JournalReader`](super::JournalReader).
    ///
    /// # Errors
    /// [`JournalError::InUse`] where somebody else writes to it, [`JournalError::Damaged`] where it was not only cut, and
    /// whatever keeps it from being read.
    pub fn append(path: impl AsRef<Path>, options: &JournalOptions) -> Result<Self, JournalError> {
        let path = path.as_ref();
        Self::append_to(FileSink::open(path)?, options).map_err(|error| error.of_file(path))
    }

    /// [`append`](Self::append) to somewhere else than a file.
    ///
    /// # Errors
    /// [`JournalError::Read`] and [`JournalError::Write`] where the sink fails, and as [`append`](Self::append).
    pub fn append_to(
        mut sink: impl ResumableSink,
        options: &JournalOptions,
    ) -> Result<Self, JournalError> {
        let resumed = sink::read(&mut sink, &options.limits, drop)?;
        sink.truncate(resumed.offset).map_err(write_error)?;
        Self::start(Run::resumed(resumed), sink, options)
    }

    /// A journal to somewhere else than a file.
    ///
    /// # Errors
    /// [`JournalError::Write`] where its beginning can't be written.
    pub fn to_sink(
        mut sink: impl JournalSink,
        header: &Header,
        options: &JournalOptions,
    ) -> Result<Self, JournalError> {
        let mut bytes = Vec::new();
        let begun = binary::begin(&mut bytes, header);
        begun.map_err(|problem| JournalError::Header { problem })?;
        let written = match options.durability {
            Durability::Sync => sink.append_and_sync(&bytes),
            _ => sink.append(&bytes),
        };
        written.map_err(write_error)?;
        Self::start(Run::new(header.started), sink, options)
    }

    fn start(
        run: Run,
        sink: impl JournalSink,
        options: &JournalOptions,
    ) -> Result<Self, JournalError> {
        let sync = options.durability == Durability::Sync;
        Ok(Self {
            queue: Queue::start(run, sink, sync).map_err(write_error)?,
            options: *options,
            redaction: Redaction::new(),
        })
    }

    /// Sets what is left out of arguments and results before they are written. Nothing by default. The messages of failures are
    /// written as they are.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    /// Notes that the journal ends here, writes and syncs what is queued. Calls that begin later are refused; those under way stay
    /// without an end.
    ///
    /// Dropping the writer does the same, and nobody is told of an error.
    ///
    /// # Errors
    /// The first error of writing, also each time this is called again.
    pub fn finish(&self) -> Result<(), JournalError> {
        let mut state = self.queue.lock();
        if !state.order.finished && state.check().is_ok() {
            // Eight bytes always fit a frame.
            let _ = state.put(|run, out| binary::finish(out, run.events));
        }
        state.order.finished = true;
        drop(state);
        self.queue.close()
    }

    /// Queues the beginning of a call, if there is room; returns where it ends.
    fn queue_start(
        &self,
        state: &mut State<Run>,
        call: &Call<'_>,
        id: Option<u64>,
        input: &Message,
    ) -> Result<Option<u64>, JournalError> {
        state.check()?;
        if state.order.finished {
            return Err(JournalError::Finished);
        }
        if !self.has_room(state, input) {
            return match self.options.when_full {
                WhenFull::Wait => Ok(None),
                WhenFull::Refuse => Err(JournalError::Full {
                    max: self.options.max_queued,
                }),
            };
        }
        let event = state.order.events;
        let queued = state.put(|run, out| run.start(out, call, id, input));
        self.queue.wake(state);
        queued
            .map(Some)
            .map_err(|problem| JournalError::Event { event, problem })
    }

    /// Queues the end of a call, whether there is room or not; returns where it ends. None where there is nothing to wait for.
    fn queue_end(&self, call: &Call<'_>, id: Option<u64>, end: End<'_>) -> Option<u64> {
        self.queue_end_of(call, end, |run| run.take(call, id))
    }

    fn queue_end_of(
        &self,
        call: &Call<'_>,
        end: End<'_>,
        take: impl FnOnce(&mut Run) -> Option<Open>,
    ) -> Option<u64> {
        let message = match end {
            End::Returned(value) => {
                let name = qualified(call.interface, call.function);
                let left = self.redaction.output(&name, value);
                Message::returned(left.as_ref().unwrap_or(value), &self.options.limits)
            }
            End::Failed(error) => Ok(Message::failed(&Failure::of(call, error))),
        };
        let mut state = self.queue.lock();
        // Calls that this refused have not begun here.
        let open = take(&mut state.order)?;
        if state.order.finished || state.check().is_err() {
            return None;
        }
        let put = |run: &mut Run, out: &mut Vec<u8>| run.end(out, open.call, call, &message?);
        let queued = state.put(put);
        self.queue.wake(&mut state);
        match queued {
            Ok(position) => Some(position),
            Err(problem) => {
                state.lose(open.call, problem);
                None
            }
        }
    }

    fn has_room(&self, state: &State<Run>, input: &Message) -> bool {
        let pending = state.pending();
        pending == 0 || pending + input.len() as u64 <= self.options.max_queued as u64
    }

    fn is_written(&self, state: &State<Run>, position: u64) -> bool {
        self.options.durability == Durability::None || state.is_done(position)
    }

    /// Whether the call of an end goes on: one that was queued beyond the bound waits, so that the host is no faster than the journal.
    fn lets_go(&self, state: &State<Run>, position: u64) -> bool {
        let has_room = state.pending() <= self.options.max_queued as u64
            || self.options.when_full == WhenFull::Refuse
            || state.check().is_err();
        has_room && self.is_written(state, position)
    }

    fn message(&self, call: &Call<'_>) -> Result<Message, JournalError> {
        let name = qualified(call.interface, call.function);
        let left = self.redaction.input(&name, call.parameters, call.input);
        let input = left.as_ref().unwrap_or(call.input);
        Message::of(input, &self.options.limits).map_err(|problem| JournalError::Event {
            event: self.queue.lock().order.events,
            problem,
        })
    }

    fn start_call(&self, call: &Call<'_>, id: Option<u64>) -> Result<(), JournalError> {
        let input = self.message(call)?;
        let mut state = self.queue.lock();
        let position = loop {
            match self.queue_start(&mut state, call, id, &input)? {
                Some(position) => break position,
                None => {
                    state = self.queue.wait(state, |state| {
                        self.has_room(state, &input) || state.check().is_err()
                    });
                }
            }
        };
        let state = self
            .queue
            .wait(state, |state| self.is_written(state, position));
        state.check()
    }

    async fn start_call_async(&self, call: &Call<'_>) -> Result<(), JournalError> {
        let input = self.message(call)?;
        let queue = |state: &mut State<Run>| {
            self.queue_start(state, call, Some(call.id), &input)
                .transpose()
        };
        let position = self.queue.wait_async(queue).await?;
        let begun = Begun(self, call);
        let written =
            |state: &mut State<Run>| self.is_written(state, position).then(|| state.check());
        let written = self.queue.wait_async(written).await;
        std::mem::forget(begun);
        written
    }

    fn end_call(&self, call: &Call<'_>, id: Option<u64>, end: End<'_>) {
        self.wait_for_end(self.queue_end(call, id, end));
    }

    fn wait_for_end(&self, queued: Option<u64>) {
        if let Some(position) = queued {
            let state = self.queue.lock();
            drop(
                self.queue
                    .wait(state, |state| self.lets_go(state, position)),
            );
        }
    }

    fn wait_for_end_async(&self, queued: Option<u64>) -> Wait<'_, ()> {
        let Some(position) = queued else {
            return Wait::ready(());
        };
        let lets_go = move |state: &mut State<Run>| self.lets_go(state, position).then_some(());
        Wait::future(self.queue.wait_async(lets_go))
    }
}

fn write_error(source: std::io::Error) -> JournalError {
    JournalError::Write {
        source: source.into(),
    }
}

/// A call whose beginning is queued, but which has not begun before that is written.
struct Begun<'a>(&'a JournalWriter, &'a Call<'a>);

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        let Self(writer, call) = self;
        writer.cancelled(call, &Error::cancelled(call));
    }
}

impl Drop for JournalWriter {
    fn drop(&mut self) {
        // Whoever wants to know calls it.
        let _ = self.finish();
    }
}

impl std::fmt::Debug for JournalWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JournalWriter")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl CallInterceptor for JournalWriter {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        let call = Call::new(Direction::Import, interface, function, input);
        self.start_call(&call, None)
            .err()
            .map(|error| misfit(&error))
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        let call = Call::new(Direction::Import, interface, function, input);
        self.end_call(&call, None, End::Returned(output));
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        let (interface, function) = split_export(function);
        let call = Call::new(Direction::Export, interface, function, input);
        self.start_call(&call, None)
            .err()
            .map(|error| misfit(&error))
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        let (interface, function) = split_export(function);
        let call = Call::new(Direction::Export, interface, function, input);
        self.end_call(&call, None, End::Returned(output));
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        decision(self.start_call(call, Some(call.id)))
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.end_call(call, Some(call.id), end);
    }

    fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
        Wait::future(async { decision(self.start_call_async(call).await) })
    }

    fn end_async<'a>(&'a self, call: &'a Call<'a>, end: End<'a>) -> Wait<'a, ()> {
        self.wait_for_end_async(self.queue_end(call, Some(call.id), end))
    }

    fn cancelled(&self, call: &Call<'_>, error: &Error) {
        self.queue_end(call, Some(call.id), End::Failed(error));
    }
}

fn decision(started: Result<(), JournalError>) -> Decision {
    match started {
        Ok(()) => Decision::Continue,
        Err(error) => Decision::Refuse(Box::new(error)),
    }
}
