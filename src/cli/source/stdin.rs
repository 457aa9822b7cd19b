//! Which arguments are read from standard input: there is one of it.

use super::input::{is_stdin, is_stdin_device};
use clap::{Arg, ArgMatches, Command};
use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::OnceLock;

/// What is read from standard input, as it was written: "--claims".
static ASKED: OnceLock<String> = OnceLock::new();

/// The argument that standard input is for, where it is known.
pub(super) fn asked() -> Option<&'static str> {
    ASKED.get().map(String::as_str)
}

/// Remembers which argument is read from standard input.
///
/// # Errors
///
/// Several are: the second would find nothing, and take that for what was meant.
pub(in crate::cli) fn check(command: &Command, matches: &ArgMatches) -> Result<(), String> {
    let (mut command, mut matches) = (command, matches);
    while let Some((name, inner)) = matches.subcommand() {
        let Some(found) = command.find_subcommand(name) else { break };
        (command, matches) = (found, inner);
    }
    let mut named: Vec<String> = Vec::new();
    let mut is_token_given = false;
    let mut token = None;
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        let Ok(Some(values)) = matches.try_get_raw(id) else {
            if argument.is_positional() && !argument.is_required_set() && takes_dash(argument) {
                token = Some(value_name(argument));
            }
            continue;
        };
        is_token_given |= argument.is_positional();
        let count = values.filter(|value| reads(argument, value)).count();
        named.extend(std::iter::repeat_n(label(argument), count));
    }
    // Where no token is given, it is piped in.
    let is_clipboard = matches.try_get_one::<bool>("clipboard").ok().flatten().is_some_and(|given| *given);
    let reads_clipboard =
        is_clipboard && argument_named(command, "clipboard").is_some_and(|own| is_for_reading(own, command));
    let is_elsewhere = is_token_given || reads_clipboard;
    match (named.as_slice(), token.filter(|_| !is_elsewhere)) {
        ([], _) => Ok(()),
        ([only], Some(_)) => Err(format!(
            "no token: {only} reads standard input, which can be read only once. Pass the token as an argument, or name a file \
             for one of them"
        )),
        ([only], None) => {
            let _ = ASKED.set(only.clone());
            Ok(())
        }
        ([first, second, ..], _) => {
            let both = if first == second {
                format!("{first} names it twice")
            } else {
                format!("{first} and {second} both name it")
            };
            Err(format!("standard input can be read only once, and {both}: name a file for one of them"))
        }
    }
}

fn argument_named<'a>(command: &'a Command, id: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|argument| argument.get_id() == id)
}

/// Whether `--clipboard` takes the place of the token, and not that of standard output.
fn is_for_reading(argument: &Arg, command: &Command) -> bool {
    command.get_arg_conflicts_with(argument).into_iter().any(Arg::is_positional)
}

fn value_name(argument: &Arg) -> String {
    argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default()
}

/// Whether `-` stands for standard input there.
fn takes_dash(argument: &Arg) -> bool {
    value_name(argument).split(" | ").any(|name| name == "-")
}

fn label(argument: &Arg) -> String {
    match (argument.get_long(), argument.get_short()) {
        (Some(long), _) => format!("--{long}"),
        (None, Some(short)) => format!("-{short}"),
        (None, None) if value_name(argument).starts_with("TOKEN") => "the token".to_owned(),
        (None, None) if argument.get_index() == Some(2) => "the second argument".to_owned(),
        (None, None) => "the first argument".to_owned(),
    }
}

/// Whether this value of this argument is read from standard input.
fn reads(argument: &Arg, value: &OsStr) -> bool {
    let name = value_name(argument);
    let is_file = name.split(" | ").any(|name| matches!(name, "FILE" | "TOKEN" | "FIRST" | "SECOND" | "-"));
    let is_output = ["out", "output"].iter().any(|id| argument.get_id() == id);
    let is_descriptor = argument.get_id().as_str().ends_with("_fd") && value == "0";
    is_descriptor || (is_file && !is_output && (is_stdin(Path::new(value)) || is_stdin_device(Path::new(value))))
}

/// Whether a person types what is read from standard input.
pub(super) fn is_typed() -> bool {
    io::stdin().is_terminal()
}
