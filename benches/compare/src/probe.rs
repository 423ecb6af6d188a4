//! The published packr can overflow the host's stack, and its guests can loop for ever: so a process of its own tries first.

use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::measure::too_slow;

/// For the process to begin and to compile the guest.
const START: Duration = Duration::from_secs(20);

/// Whether this process can run a contender at all, and in that time.
pub fn fit_to_run(contender: &str, row: &str, longest: Duration) -> Result<(), String> {
    if !cfg!(feature = "published") || !contender.starts_with("published") {
        return Ok(());
    }
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut child = Command::new(program)
        .args(["--only", contender, "--bench", row, "--iterations", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    // It calls twice: once to compare.
    let deadline = Instant::now() + START + longest * 2;
    let status = loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => break status,
            None if Instant::now() > deadline => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("too slow: no answer in {:?}", START + longest * 2));
            }
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    let (mut said, mut complained) = (String::new(), String::new());
    if let (Some(mut out), Some(mut err)) = (child.stdout.take(), child.stderr.take()) {
        let _ = out.read_to_string(&mut said);
        let _ = err.read_to_string(&mut complained);
    }
    if !status.success() {
        let reason = complained
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty());
        return Err(format!("{}, {status}", reason.unwrap_or("no message")));
    }
    match said.trim().parse() {
        Ok(nanoseconds) => too_slow(Duration::from_nanos(nanoseconds), longest),
        Err(_) => Err(format!("the trial said {said:?}")),
    }
}
