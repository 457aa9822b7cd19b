//! The same engine without a window: arguments in, text or JSON out.

mod build;
mod certificate;
mod input;
mod inspect;
mod key_place;
mod keys;
mod present;
pub mod readout;
mod sd_jwt;
mod templates;

use crate::engine::text::escape;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Usage is wrong, or something could not be read.
const UNUSABLE: u8 = 2;

#[derive(Parser)]
#[command(
    name = "jotsmith",
    version,
    about = "Inspect, check and make JSON Web Tokens, and keep their keys, offline",
    after_help = "Without a command, a window opens.",
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Inspect(Box<inspect::InspectArguments>),
    Build(Box<build::BuildArguments>),
    Present(Box<present::PresentArguments>),
    Templates(templates::TemplatesArguments),
    Keys(Box<keys::KeysArguments>),
}

/// Runs the command that `arguments` name, the program's own name first, and says how it ended.
///
/// Exit status of `inspect`: 0 valid, 1 invalid, 2 usage or unreadable input, 3 not checked or unsecured. Of `build` and `present`: 0 made,
/// 1 refused, 2 usage or unreadable input. Of `keys` and `templates`: 0 done, 2 not.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let unusable = |message: String| {
        complain(&message);
        ExitCode::from(UNUSABLE)
    };
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Command::Inspect(arguments) }) => {
            inspect::run(&arguments).unwrap_or_else(|error| unusable(error.to_string()))
        }
        Ok(Arguments { command: Command::Build(arguments) }) => {
            build::run(&arguments).unwrap_or_else(|error| unusable(error.to_string()))
        }
        Ok(Arguments { command: Command::Present(arguments) }) => {
            present::run(&arguments).unwrap_or_else(|error| unusable(error.to_string()))
        }
        Ok(Arguments { command: Command::Templates(arguments) }) => {
            templates::run(&arguments).unwrap_or_else(|error| unusable(error.to_string()))
        }
        Ok(Arguments { command: Command::Keys(arguments) }) => {
            keys::run(&arguments).unwrap_or_else(|error| unusable(error.to_string()))
        }
        // Help and version are errors to clap, for standard output and with status 0.
        Err(error) => {
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(UNUSABLE))
        }
    }
}

/// Says something on standard error. That nobody listens there is no reason to fail.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr(), "jotsmith: {}", escape::escaped(message));
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
