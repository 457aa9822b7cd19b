//! `jotsmith completions`: what a shell completes.

use super::source::error::SourceError;
use super::source::print::print;
use clap::{Args, Command};
use clap_complete::Shell;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
The Debian package installs them for bash, fish and zsh. Names of keyrings (-K),
of keys in them (--kid, --to-kid) and of your own templates are not completed:
the scripts know what is the same for everybody.

Examples:
  jotsmith completions bash >~/.local/share/bash-completion/completions/jotsmith
  jotsmith completions fish >~/.config/fish/completions/jotsmith.fish";

/// Print completions for a shell
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Prints those of `command` and all below it.
pub(super) fn run(arguments: &CompletionsArguments, mut command: Command) -> Result<ExitCode, SourceError> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    print(&script)?;
    Ok(ExitCode::SUCCESS)
}
