//! Goes on with a run that was stopped, in the same journal.

use std::io;
use std::path::Path;

use super::options::JournalOptions;
use super::run::Run;
use super::sink::{self, FileSink, JournalSink, ResumableSink};
use super::{JournalWriter, decision};
use crate::intercept::{
    Begins, Call, CallInterceptor, Decision, Direction, Diverged, End, Ends, Redaction, ReplayMode,
    ReplayScope, Replayer, Wait, split_export,
};
use crate::journal::error::JournalError;
use crate::journal::model::{Event, Header, Journal, Start};
use crate::journal::store::{JournalStore, RunId};
use crate::{Error, Value};

/// Goes on with a run that was stopped, and with its journal: an interceptor.
///
/// The host makes the calls of the run again from its beginning, with whatever inputs it had. What the journal has is answered from it: a
/// host function whose end it has does not run. From where it ends, calls are made and written. So the journal becomes what it would have been
/// without the interruption, but for the times: one run, which a [`Replayer`] replays.
///
/// - A call that the journal has keeps its number; its end, if it had none, is written when it ends.
/// - **A host function that was under way is called once more**: nobody knows how far it came. [`under_way`](Self::under_way) lists those. The
///   same goes for one of which nothing was written yet, which with [`Durability::None`](super::Durability::None) can be several. What must be done once has
///   to be found out by the host function, by an id among its arguments.
/// - The host's calls that are complete are made again too, so that the guest has the state it had, and what comes of them is
///   compared. [`complete`](Self::complete) changes that.
/// - A call that differs from the recorded one is refused with the [`Divergence`](crate::intercept::Divergence), and so is each later one.
///   Nothing of that is written, and [`finish`](Self::finish) returns it. The file stays as it was, and can be resumed by the right guest.
/// - The order of the recorded calls is that of [`ReplayMode::Strict`]. So a journal of one instance can be resumed, or of several whose calls
///   follow each other or are made inside each other. Calls that overlapped, of several threads or tasks, begin again in the same order only if the host sees to
///   that: give each a journal.
///
/// A journal that was cut is cut off after its last whole event, and one that is finished goes on as well, once there is something to
/// write. A future that is dropped is an end, [`Error::Cancelled`], which is written and replayed: whoever stops in order to go on later
/// [finishes](Self::finish) first.
///
/// ```
/// use std::sync::Arc;
/// use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, End};
/// use packr_core::journal::{Header, Journal, JournalOptions, JournalWriter, Resume, Tail};
/// use packr_core::Value;
///
/// # let directory = std::env::temp_dir().join(format!("packr-resume-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory)?;
/// let path = directory.join("run.journal");
/// let input = Value::Tuple(vec![Value::U8(1)]);
/// let call = Call::new(Direction::Export, "$root", "double", &input);
/// {
///     let writer = JournalWriter::create(&path, &Header::new(), &JournalOptions::DEFAULT)?;
///     writer.begin(&call);
///     // The process is killed.
/// }
///
/// let resume = Arc::new(Resume::open(&path, &JournalOptions::DEFAULT)?);
/// assert_eq!(resume.under_way()[0].function.name, "double");
/// // linker.set_interceptor(resume.clone()), and then the same calls:
/// assert!(matches!(resume.begin(&call), Decision::Continue));
/// resume.end(&call, End::Returned(&Value::U8(2)));
/// resume.finish()?;
///
/// let journal = Journal::open(&path)?;
/// assert_eq!((journal.events.len(), journal.tail), (2, Tail::Finished));
/// # std::fs::remove_dir_all(directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Resume {
    replayer: Replayer,
    writer: JournalWriter,
    header: Header,
    under_way: Vec<Start>,
}

/// What happens to the host's calls that a resumed journal has with their end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Complete {
    /// The host makes them again and the guest runs, answered from the journal, so that it has the state that it had. What comes of them
    /// is compared.
    #[default]
    Again,
    /// The host makes them again, and they are answered from the journal: the guest does not run. For guests that keep nothing between calls. Those that
    /// were under way run.
    Answered,
    /// The host does not make them, and begins with what was under way or comes next. For guests that keep nothing between calls.
    ///
    /// What the guest called when it was instantiated is no call of the host, and expected again.
    Skipped,
}

/// A run was not resumed to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResumeError {
    /// It is another run than the recorded one, or ended before that. Nothing of what differs is written.
    #[error(
        "the resumed run is not the recorded one, and nothing of what differs was written\n{0}"
    )]
    Diverged(Box<Diverged>),
    /// The journal can't be written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl Resume {
    /// Reads a journal, to go on with its run. The file is locked until this is dropped, and not changed before there is something to
    /// write.
    ///
    /// The guest should be the one of the [header](Self::header). The recorded calls stay in memory.
    ///
    /// # Errors
    /// As [`JournalWriter::append`].
    pub fn open(path: impl AsRef<Path>, options: &JournalOptions) -> Result<Self, JournalError> {
        Self::on(FileSink::open(path.as_ref())?, options)
    }

    /// [`open`](Self::open) of something else than a file, which is read, and not changed before there is something to write.
    ///
    /// # Errors
    /// As [`JournalWriter::append_to`].
    pub fn on(
        mut sink: impl ResumableSink,
        options: &JournalOptions,
    ) -> Result<Self, JournalError> {
        let mut events = Vec::new();
        let resumed = sink::read(&mut sink, &options.limits, |event| events.push(event))?;
        let (header, cut) = (resumed.header.clone(), Some(resumed.offset));
        let writer = JournalWriter::start(Run::resumed(resumed), CutLater { sink, cut }, options)?;
        Ok(Self::new(writer, header, events))
    }

    /// [`open`](Self::open) of a run in a store.
    ///
    /// # Errors
    /// As [`JournalWriter::append_in`].
    pub fn open_in(
        store: &dyn JournalStore,
        run: &RunId,
        options: &JournalOptions,
    ) -> Result<Self, JournalError> {
        Self::on(store.append(run)?, options)
    }

    fn new(writer: JournalWriter, header: Header, events: Vec<Event>) -> Self {
        let journal = Journal::new(header, events);
        let replayer = Replayer::new(journal.recording()).mode(ReplayMode::Partial);
        Self {
            replayer: replayer.resumed(),
            writer,
            under_way: journal.unfinished().into_iter().cloned().collect(),
            header: journal.header,
        }
    }

    /// Sets what happens to the host's calls that are complete. [`Complete::Again`] by default.
    #[must_use]
    pub fn complete(mut self, complete: Complete) -> Self {
        self.replayer.set_scope(match complete {
            Complete::Answered => ReplayScope::Both,
            Complete::Again | Complete::Skipped => ReplayScope::Imports,
        });
        self.replayer.skip_complete(complete == Complete::Skipped);
        self
    }

    /// Sets what is neither compared nor written: the one with which the journal was written. Nothing by default. A call is answered with
    /// what the journal has.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.replayer.set_redaction(redaction.clone());
        self.writer.redaction = redaction;
        self
    }

    /// What the run is of.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The calls that had not ended where the run was stopped, in the order in which they began. Imports among them are host functions that
    /// are called once more.
    pub fn under_way(&self) -> &[Start] {
        &self.under_way
    }

    /// Whether the run is still where it was before: a recorded call has not been made again, or has not ended again as it did. What a
    /// host does beside its calls, and should do once, it does when this is false.
    pub fn is_replaying(&self) -> bool {
        self.replayer.is_behind()
    }

    /// Ends the run: notes that the journal ends here, as [`JournalWriter::finish`]. Calls that begin later are refused.
    ///
    /// Dropping does the same, and nobody is told of an error.
    ///
    /// # Errors
    /// [`ResumeError::Diverged`] where the calls were others than the recorded ones or fewer; the journal then stays open, so
    /// that it can be resumed again. Else the first error of writing.
    pub fn finish(&self) -> Result<(), ResumeError> {
        match self.replayer.finish() {
            Ok(()) => Ok(self.writer.finish()?),
            Err(diverged) => {
                // What was written is whole, and what was not is told by the divergence.
                let _ = self.writer.leave_open();
                Err(ResumeError::Diverged(diverged))
            }
        }
    }

    fn start_call(&self, call: &Call<'_>, id: Option<u64>) -> Decision {
        match self.replayer.begins(call, id) {
            Begins::New => decision(self.writer.start_call(call, id)),
            Begins::UnderWay(index) => decision(self.writer.resume_call(index, id)),
            Begins::Decided(decision) => decision,
        }
    }

    /// Queues the end of a call, if it is new; returns where it ends.
    fn queue_end(&self, call: &Call<'_>, id: Option<u64>, end: End<'_>) -> Option<u64> {
        // Without an id a call is known by its function, and the innermost of those, which is the newest, ends first.
        let is_new = id.is_none() && self.writer.queue.lock().order.has_new(call);
        let ends = match is_new && !self.replayer.has_diverged() {
            true => Ends::New,
            false => self.replayer.ends(call, id, end),
        };
        match ends {
            Ends::New => self.writer.queue_end(call, id, end),
            Ends::Recorded(index) => {
                let take = |run: &mut Run| run.take_number(index as u64);
                self.writer.queue_end_of(call, end, take)
            }
            Ends::Nothing => None,
        }
    }

    fn end_call(&self, call: &Call<'_>, id: Option<u64>, end: End<'_>) {
        self.writer.wait_for_end(self.queue_end(call, id, end));
    }
}

impl JournalWriter {
    /// A call whose beginning the journal has is made once more.
    fn resume_call(&self, index: usize, id: Option<u64>) -> Result<(), JournalError> {
        let mut state = self.queue.lock();
        state.check()?;
        match state.order.finished {
            true => Err(JournalError::Finished),
            false => {
                state.order.resume(index as u64, id);
                Ok(())
            }
        }
    }

    /// Writes what is queued and no more, without a note that the journal ends.
    fn leave_open(&self) -> Result<(), JournalError> {
        self.queue.lock().order.finished = true;
        self.queue.close()
    }
}

impl Drop for Resume {
    fn drop(&mut self) {
        // Whoever wants to know calls it.
        let _ = self.finish();
    }
}

/// A journal that loses what comes after its last whole event when something else is written there.
struct CutLater<S> {
    sink: S,
    cut: Option<u64>,
}

impl<S: ResumableSink> CutLater<S> {
    fn cut(&mut self) -> io::Result<()> {
        match self.cut.take() {
            Some(offset) => self.sink.truncate(offset),
            None => Ok(()),
        }
    }
}

impl<S: ResumableSink> JournalSink for CutLater<S> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.cut()?;
        self.sink.append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sink.sync()
    }

    fn append_and_sync(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.cut()?;
        self.sink.append_and_sync(bytes)
    }
}

impl CallInterceptor for Resume {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        let call = Call::new(Direction::Import, interface, function, input);
        self.start_call(&call, None).in_short()
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        let call = Call::new(Direction::Import, interface, function, input);
        self.end_call(&call, None, End::Returned(output));
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        let (interface, function) = split_export(function);
        let call = Call::new(Direction::Export, interface, function, input);
        self.start_call(&call, None).in_short()
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        let (interface, function) = split_export(function);
        let call = Call::new(Direction::Export, interface, function, input);
        self.end_call(&call, None, End::Returned(output));
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.start_call(call, Some(call.id))
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.end_call(call, Some(call.id), end);
    }

    fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
        let id = Some(call.id);
        match self.replayer.begins(call, id) {
            Begins::New => self.writer.begin_async(call),
            Begins::UnderWay(index) => Wait::ready(decision(self.writer.resume_call(index, id))),
            Begins::Decided(decision) => Wait::ready(decision),
        }
    }

    fn end_async<'a>(&'a self, call: &'a Call<'a>, end: End<'a>) -> Wait<'a, ()> {
        self.writer
            .wait_for_end_async(self.queue_end(call, Some(call.id), end))
    }

    fn cancelled(&self, call: &Call<'_>, error: &Error) {
        self.queue_end(call, Some(call.id), End::Failed(error));
    }
}
