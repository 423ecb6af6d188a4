//! A contender in a process of its own: what it leaves on the heap, overflows or loops in is not the others' trouble.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::serve::Ready;

pub struct Process {
    child: Child,
    ask: ChildStdin,
    said: Receiver<String>,
    complaints: Receiver<String>,
}

impl Process {
    /// Begins, and waits for what came of the work that it does once.
    pub fn start(contender: &str, row: &str, patience: Duration) -> Result<(Self, Ready), String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut child = Command::new(program)
            .args(["--serve", "--only", contender, "--bench", row])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(ask), Some(out), Some(err)) = pipes else {
            return Err("the process has no pipes".to_owned());
        };
        let mut process = Self {
            child,
            ask,
            said: lines(out),
            complaints: first_line(err),
        };
        let line = process.hear(patience)?;
        let ready = Ready::from_line(&line).ok_or_else(|| format!("it said {line:?}"))?;
        Ok((process, ready))
    }

    /// Does it that many times.
    pub fn run(&mut self, iterations: u64, patience: Duration) -> Result<Duration, String> {
        // Where it has ended, `hear` finds out why.
        let _ = writeln!(self.ask, "{iterations}");
        let line = self.hear(patience)?;
        let nanoseconds = line.parse().map_err(|_| format!("it said {line:?}"))?;
        Ok(Duration::from_nanos(nanoseconds))
    }

    fn hear(&mut self, patience: Duration) -> Result<String, String> {
        match self.said.recv_timeout(patience) {
            Ok(line) => Ok(line),
            Err(RecvTimeoutError::Timeout) => Err(format!("too slow: no answer in {patience:?}")),
            Err(RecvTimeoutError::Disconnected) => {
                let status = self.child.wait().map_err(|error| error.to_string())?;
                let complaint = self.complaints.recv().unwrap_or_default();
                Err(format!("{complaint} ({status})"))
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(out: ChildStdout) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Reads all, so that the process never waits for a reader.
fn first_line(mut err: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        let _ = err.read_to_end(&mut text);
        let text = String::from_utf8_lossy(&text);
        let line = text.lines().map(str::trim).find(|line| !line.is_empty());
        let _ = sender.send(line.unwrap_or("no message").to_owned());
    });
    receiver
}
