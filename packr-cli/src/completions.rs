//! `packr completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::error::Failure;
use crate::output;

/// Print a script that completes packr's commands and options in a shell.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  packr completions bash > ~/.local/share/bash-completion/completions/packr"
)]
pub(crate) struct Args {
    /// The shell.
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::Cli::command(), "packr", &mut script);
    output::print_bytes(&script)
}
