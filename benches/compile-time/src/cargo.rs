//! Runs of cargo on the two host crates.

use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

/// One of the crates in `hosts/`.
#[derive(Clone, Copy)]
pub struct Host {
    pub name: &'static str,
    /// Without it the crate is empty.
    pub bindings: bool,
}

impl Host {
    fn cargo(self, command: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(directory())
            .args([command, "--quiet", "--package"]);
        cargo
            .arg(format!("host-{}", self.name))
            .args(["--target-dir", "target/hosts"]);
        if self.bindings {
            cargo.args(["--features", "bindings"]);
        }
        // Set for every run, since a change of it builds the dependencies anew.
        cargo.env("RUSTC_BOOTSTRAP", "1");
        cargo
    }

    /// `cargo check` after the source was touched.
    pub fn check(self, incremental: bool) -> Result<Duration, String> {
        self.touch()?;
        let mut cargo = self.cargo("check");
        cargo.env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
        let start = Instant::now();
        run(&mut cargo)?;
        Ok(start.elapsed())
    }

    /// Seconds that rustc spends in expanding the crate's macros.
    pub fn expansion(self) -> Result<Duration, String> {
        self.touch()?;
        let mut cargo = self.rustc(&["-Ztime-passes"]);
        let output = run(&mut cargo)?;
        let line = output
            .lines()
            .find(|line| line.ends_with("macro_expand_crate"));
        let seconds = line.and_then(|line| line.split_once("time:")?.1.split_once(';'));
        let seconds = seconds.and_then(|(seconds, _)| seconds.trim().parse().ok());
        let seconds = seconds.ok_or("rustc names no pass `macro_expand_crate`")?;
        Ok(Duration::from_secs_f64(seconds))
    }

    /// Lines of the crate when all its macros and derives are expanded, written by rustc.
    pub fn expanded_lines(self) -> Result<usize, String> {
        self.touch()?;
        Ok(run(&mut self.rustc(&["-Zunpretty=expanded"]))?
            .lines()
            .count())
    }

    fn rustc(self, flags: &[&str]) -> Command {
        let mut cargo = self.cargo("rustc");
        cargo
            .env("CARGO_INCREMENTAL", "0")
            .args(["--profile", "check", "--"])
            .args(flags);
        cargo
    }

    fn touch(self) -> Result<(), String> {
        let path = directory().join("hosts").join(self.name).join("src/lib.rs");
        let file = File::options().append(true).open(&path);
        let touched = file.and_then(|file| file.set_modified(SystemTime::now()));
        touched.map_err(|error| format!("{}: {error}", path.display()))
    }
}

pub fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What the command printed, in both ways.
fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    match output.status.success() {
        true => Ok(text.into_owned()),
        false => Err(text.lines().take(20).collect::<Vec<_>>().join("\n")),
    }
}
