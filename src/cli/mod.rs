//! The same engine without a window: arguments in, text or JSON out.

mod advice;
mod alias;
mod builder;
mod compare;
mod completions;
mod desk;
mod export;
mod first_word;
mod guess;
mod hyphen;
mod inspect;
mod keys;
mod profiles;
mod redact;
mod size;
mod source;

pub use first_word::Opening;
pub use source::clipboard::{HOLD, HOLD_SECRET, NONE, READ};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use source::pasted::{keep_unspoken, unspoken};
use source::print::{complain, complain_lines};
use source::status::UNUSABLE;
use source::stdin;
use std::ffi::OsString;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "jotsmith",
    version,
    about = "Inspect, check and make JSON Web Tokens, and keep their keys, offline",
    after_help = "Without a command, a window opens, with the tokens and files that are given instead of one. \
        Without a display, or with options, they are inspected. Wherever a file is read, - is standard input.",
    max_term_width = 80,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Inspect(Box<inspect::InspectArguments>),
    Desk(desk::DeskArguments),
    Compare(compare::CompareArguments),
    Export(Box<export::ExportArguments>),
    Redact(redact::RedactArguments),
    Size(Box<size::SizeArguments>),
    Build(Box<builder::BuildArguments>),
    Present(Box<builder::present::PresentArguments>),
    Tamper(Box<builder::tamper::TamperArguments>),
    Templates(builder::templates::TemplatesArguments),
    Guess(guess::GuessArguments),
    Keys(Box<keys::KeysArguments>),
    Profiles(profiles::ProfilesArguments),
    Completions(completions::CompletionsArguments),
}

/// The commands and their arguments, from which help, manual and completions are made.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// What a window is to open, where tokens and files are given instead of a command, and no option.
pub fn opening(arguments: &[OsString]) -> Option<Opening> {
    first_word::opening(arguments, &command())
}

/// Runs the command that `arguments` name, the program's own name first, and says how it ended.
///
/// Exit status of `inspect` and `desk`: 0 valid, 1 invalid, 2 usage or unreadable input, 3 not checked or unsecured. Of `build`, `present` and `export`: 0 made,
/// 1 refused, 2 usage or unreadable input. Of `compare`: 0 the same, 1 different, 2 usage or unreadable input. Of `redact`: 0 redacted, 1 nothing to mask,
/// 2 usage or unreadable input. Of `size`: 0 it keeps every limit that was given, 1 it does not, 2 usage or unreadable input. Of `guess`: 0 found, 1 not
/// found. Of the others: 0 done, 2 not.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let defined = command();
    if let Err(message) = keep_unspoken(&arguments, &defined) {
        complain(message);
        return ExitCode::from(UNUSABLE);
    }
    let is_decryption = arguments.get(1).is_some_and(|word| word == "decrypt");
    let is_encryption = arguments.get(1).is_some_and(|word| word == "encrypt");
    let is_signing = arguments.get(1).is_some_and(|word| word == "sign");
    let given = advice::Given::of(&arguments);
    let mut command = alias::spoken(defined, &arguments);
    let arguments = advice::with_command(first_word::completed(arguments, &command), &command);
    let arguments = hyphen::joined(arguments, &command);
    let parsed = command.try_get_matches_from_mut(arguments);
    if let Some(Err(message)) = parsed.as_ref().ok().map(|matches| stdin::check(&command, matches)) {
        complain(&message);
        return ExitCode::from(UNUSABLE);
    }
    let parsed = parsed.and_then(|mut matches| Arguments::from_arg_matches_mut(&mut matches));
    let ended = match parsed.map(|arguments| arguments.command) {
        Ok(Command::Inspect(mut arguments)) => {
            arguments.is_decryption = is_decryption;
            inspect::run(&arguments).map_err(|error| error.to_string())
        }
        Ok(Command::Desk(arguments)) => desk::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Compare(arguments)) => compare::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Export(arguments)) => export::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Redact(arguments)) => redact::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Size(arguments)) => size::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Build(mut arguments)) => {
            arguments.is_encryption = is_encryption;
            arguments.is_signing = is_signing;
            builder::run(&mut arguments).map_err(|error| error.to_string())
        }
        Ok(Command::Present(arguments)) => builder::present::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Tamper(arguments)) => builder::tamper::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Templates(arguments)) => builder::templates::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Guess(arguments)) => guess::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Keys(arguments)) => keys::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Profiles(arguments)) => profiles::run(&arguments).map_err(|error| error.to_string()),
        Ok(Command::Completions(arguments)) => {
            completions::run(&arguments, self::command()).map_err(|error| error.to_string())
        }
        // Help and version are errors to clap, for standard output and with status 0.
        Err(error) => {
            let error = advice::advised(first_word::discreet(error), &given);
            let said = error.render().to_string();
            let spoken = unspoken(&said);
            if spoken == said {
                let _ = error.print();
            } else {
                complain_lines(&spoken);
            }
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
    #[test]
    fn the_arguments_are_well_formed() {
        super::command().debug_assert();
    }
}
