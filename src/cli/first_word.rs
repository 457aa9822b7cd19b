//! A first word that is no command: a token or a file, which is to be inspected, or a mistake.

use super::source::input::{self, holds_token, is_token};
use clap::Command;
use clap::error::{ContextKind, ContextValue, Error};
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// Characters of a word that an error repeats: more than any command or option has.
const LONGEST_WORD: usize = 32;

/// The arguments, with the `inspect` that is meant where a token or a file is given alone.
pub(super) fn completed(arguments: impl IntoIterator<Item = OsString>, command: &Command) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|word| word == "encrypt") {
        for argument in arguments.iter_mut().skip(2) {
            encrypt_to(argument);
        }
    }
    if arguments.get(1).is_some_and(|word| !is_command(word, command) && can_be_inspected(word)) {
        arguments.insert(1, OsString::from("inspect"));
    }
    arguments
}

/// Who encrypts with a key means the recipient's, however it is written: `-k FILE`, `--key=FILE`.
fn encrypt_to(argument: &mut OsString) {
    let Some(text) = argument.to_str() else { return };
    let new = match text.strip_prefix("--key=") {
        Some(file) => Some(format!("--encrypt-to={file}")),
        None if text == "--key" || text == "-k" => Some("--encrypt-to".to_owned()),
        None if text == "--alg" || text == "-a" => Some("--jwe-alg".to_owned()),
        None if text == "--kid" => Some("--to-kid".to_owned()),
        None => None,
    };
    if let Some(new) = new {
        *argument = new.into();
    }
}

fn is_command(word: &OsStr, command: &Command) -> bool {
    word == "help" || command.find_subcommand(word).is_some()
}

fn can_be_inspected(word: &OsStr) -> bool {
    // No command has a dot or a slash in its name: that it is no file is to be said, and not that it is no command.
    let is_file_name = word.to_str().is_some_and(|text| !text.starts_with('-') && text.contains(['.', '/', '\\']));
    let is_text = word.to_str().is_some_and(|text| !text.starts_with('-') && (is_token(text) || holds_token(text)));
    is_text || is_file_name || input::is_stdin(Path::new(word)) || Path::new(word).is_file()
}

/// The error without a token, or whatever else so long may be a secret: it would stand in the log of whoever called.
pub(super) fn discreet(mut error: Error) -> Error {
    let is_discreet = |text: &str| text.chars().count() <= LONGEST_WORD && !is_token(text);
    let spoken: Vec<ContextKind> = error
        .context()
        .filter(|(_, value)| matches!(value, ContextValue::String(text) if !is_discreet(text)))
        .map(|(kind, _)| kind)
        // The name of an argument is ours, however long.
        .filter(|kind| {
            matches!(kind, ContextKind::InvalidSubcommand | ContextKind::InvalidValue)
                || (*kind == ContextKind::InvalidArg && error.kind() == clap::error::ErrorKind::UnknownArgument)
        })
        .collect();
    for kind in spoken {
        error.insert(kind, ContextValue::String("…".to_owned()));
    }
    error
}
