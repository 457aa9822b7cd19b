//! The same engine without a window: arguments in, text or JSON out.

mod builder;
mod inspect;
mod keys;
mod source;

use clap::{Parser, Subcommand};
use source::print::complain;
use source::status::UNUSABLE;
use std::ffi::OsString;
use std::process::ExitCode;

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
    Build(Box<builder::BuildArguments>),
    Present(Box<builder::present::PresentArguments>),
    Templates(builder::templates::TemplatesArguments),
    Keys(Box<keys::KeysArguments>),
}

/// Runs the command that `arguments` name, the program's own name first, and says how it ended.
///
/// Exit status of `inspect`: 0 valid, 1 invalid, 2 usage or unreadable input, 3 not checked or unsecured. Of `build` and `present`: 0 made,
/// 1 refused, 2 usage or unreadable input. Of `keys` and `templates`: 0 done, 2 not.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let ended = match Arguments::try_parse_from(arguments).map(|arguments| arguments.command) {
        Ok(Command::Inspect(arguments)) => inspect::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Build(arguments)) => builder::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Present(arguments)) => builder::present::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Templates(arguments)) => builder::templates::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Keys(arguments)) => keys::run(&arguments).map_err(|error| error.to_string()),
        // Help and version are errors to clap, for standard output and with status 0.
        Err(error) => {
            let _ = error.print();
            Ok(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(UNUSABLE)))
        }
    };
    ended.unwrap_or_else(|message| {
        complain(&message);
        ExitCode::from(UNUSABLE)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
