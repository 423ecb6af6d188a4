//! On what the figures were taken.

use std::process::Command;

pub struct Environment {
    pub commit: String,
    pub processor: String,
    pub cores: usize,
    pub rustc: String,
}

impl Environment {
    pub fn new() -> Self {
        let unknown = || "unknown".to_owned();
        let processor = std::fs::read_to_string("/proc/cpuinfo")
            .ok()
            .and_then(|text| {
                let line = text.lines().find(|line| line.starts_with("model name"))?;
                Some(line.split_once(':')?.1.trim().to_owned())
            });
        let rustc = said("rustc", &["--version"]).map(|said| {
            let words: Vec<_> = said.split(' ').take(2).collect();
            words.join(" ")
        });
        Self {
            commit: commit().unwrap_or_else(unknown),
            processor: processor.unwrap_or_else(unknown),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            rustc: rustc.unwrap_or_else(unknown),
        }
    }
}

/// The commit of the sources, and whether there is more than that in them.
fn commit() -> Option<String> {
    let git = |arguments: &[&str]| {
        let mut all = vec!["-C", env!("CARGO_MANIFEST_DIR")];
        all.extend(arguments);
        said("git", &all)
    };
    let commit = git(&["rev-parse", "--short=10", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--untracked-files=no"])?;
    Some(match changed.is_empty() {
        true => commit,
        false => format!("{commit} with changes"),
    })
}

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
