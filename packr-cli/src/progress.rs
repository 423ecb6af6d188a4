//! Shows that something is under way once it has taken a second. Only on a terminal.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// Something that is under way. Ends when it is dropped.
pub(crate) struct Progress {
    bar: Arc<ProgressBar>,
    end: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins something, `compiling calc.wasm` for instance.
    pub(crate) fn begin(what: String) -> Self {
        Self::show(ProgressBar::new_spinner(), what)
    }

    /// Begins something of so many steps.
    pub(crate) fn counting(what: String, steps: usize) -> Self {
        Self::measured(
            what,
            steps as u64,
            "{msg} {wide_bar} {human_pos} of {human_len} ({eta} left)",
        )
    }

    fn measured(what: String, length: u64, template: &str) -> Self {
        let bar = ProgressBar::new(length);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self::show(bar, what)
    }

    fn show(bar: ProgressBar, what: String) -> Self {
        // Hidden until it has taken a while; a bar of no length would show as a full one.
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let bar = Arc::new(bar);
        if !std::io::stderr().is_terminal() {
            return Self { bar, end: None };
        }
        let (end, ended) = channel::<()>();
        let shown = bar.clone();
        let thread = thread::spawn(move || {
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.set_message(what);
                shown.enable_steady_tick(TICK);
            }
        });
        Self {
            bar,
            end: Some((end, thread)),
        }
    }

    /// A step is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }

    /// What can hide it while something else is written to the terminal.
    pub(crate) fn hider(&self) -> Hider {
        Hider(self.bar.clone())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.end.take() {
            drop(end);
            // It only ever waits for the sender that is gone.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

/// Hides a [`Progress`] while something else is written.
#[derive(Clone)]
pub(crate) struct Hider(Arc<ProgressBar>);

impl Hider {
    pub(crate) fn hide<R>(&self, write: impl FnOnce() -> R) -> R {
        self.0.suspend(write)
    }
}
