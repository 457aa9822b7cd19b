//! What to do about arguments that are wrong, where the parser knows only how they are spelled.

use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// Options that nobody should have: what would be given with them is seen by every user of the computer, and kept by the shell.
const SECRETS: [(&str, &str, &str); 6] = [
    ("--secret", "--secret-file FILE", "SECRET=… jotsmith … --secret-env SECRET"),
    ("--hmac", "--secret-file FILE", "SECRET=… jotsmith … --secret-env SECRET"),
    ("--passphrase", "--passphrase-file FILE", "PASSPHRASE=… jotsmith … --passphrase-env PASSPHRASE"),
    ("--password", "--passphrase-file FILE", "PASSPHRASE=… jotsmith … --passphrase-env PASSPHRASE"),
    ("--new-passphrase", "--new-passphrase-file FILE", "PASSPHRASE=… jotsmith … --new-passphrase-env PASSPHRASE"),
    ("--file-passphrase", "--file-passphrase-file FILE", "PASSPHRASE=… jotsmith … --file-passphrase-env PASSPHRASE"),
];

/// The options of `inspect` before any command are for it: a token is piped in.
pub(super) fn with_command(mut arguments: Vec<OsString>, command: &Command) -> Vec<OsString> {
    let is_of_inspect = |word: &str| {
        let inspect = command.find_subcommand("inspect");
        inspect.into_iter().flat_map(Command::get_arguments).any(|argument| match word.strip_prefix("--") {
            Some(name) => argument.get_long() == Some(name.split('=').next().unwrap_or(name)),
            None => word
                .strip_prefix('-')
                .and_then(|rest| rest.chars().next())
                .is_some_and(|short| argument.get_short() == Some(short)),
        })
    };
    if arguments.get(1).and_then(|word| word.to_str()).is_some_and(is_of_inspect) {
        arguments.insert(1, OsString::from("inspect"));
    }
    arguments
}

/// The error with what helps.
pub(super) fn advised(mut error: Error) -> Error {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let advice = match error.kind() {
        ErrorKind::UnknownArgument => text(ContextKind::InvalidArg).and_then(|argument| of_argument(&argument)),
        ErrorKind::InvalidSubcommand if error.get(ContextKind::SuggestedSubcommand).is_none() => {
            Some("no file of this name is here, and it is no token".to_owned())
        }
        _ => None,
    };
    if let Some(advice) = advice {
        error.remove(ContextKind::SuggestedArg);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(advice)]));
    }
    error
}

fn of_argument(argument: &str) -> Option<String> {
    if let Some((_, file, variable)) = SECRETS.iter().find(|(option, ..)| *option == argument) {
        return Some(format!("secrets are never passed on the command line: {file}, or {variable}"));
    }
    if matches!(argument, "--key" | "-k") {
        return Some("a key file is named without an option here".to_owned());
    }
    if !argument.starts_with('-') && Path::new(argument).is_file() {
        let is_token = Path::new(argument)
            .extension()
            .and_then(OsStr::to_str)
            .is_some_and(|end| matches!(end, "jwt" | "jws" | "jwe"));
        return Some(match is_token {
            true => "for several tokens, use jotsmith desk".to_owned(),
            false => format!("to use it as the key, pass --key {argument}"),
        });
    }
    None
}
