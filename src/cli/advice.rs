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

/// What is known of the arguments besides the error.
pub(super) struct Given {
    /// One of them is empty.
    pub(super) has_empty: bool,
    pub(super) has_kid: bool,
}

/// What other programs call their commands.
const SYNONYMS: [(&[&str], &str); 6] = [
    (&["validate", "check", "test"], "verify"),
    (&["parse", "read", "show", "view", "print", "debug"], "inspect"),
    (&["create", "make", "issue", "mint", "new"], "build"),
    (&["generate", "keygen", "gen", "key"], "keys generate"),
    (&["diff"], "compare"),
    (&["crack", "brute", "bruteforce"], "guess"),
];

/// Whether it is said that this option is missing.
fn misses(error: &Error, option: &str) -> bool {
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(missing)) => missing.iter().any(|missing| missing.split(' ').next() == Some(option)),
        _ => false,
    }
}

/// The error with what helps, for these arguments.
pub(super) fn advised(mut error: Error, arguments: &Given) -> Error {
    let Given { has_empty, has_kid } = *arguments;
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let is_empty = has_empty && text(ContextKind::InvalidValue).is_some_and(|value| value.is_empty());
    let advice = match error.kind() {
        ErrorKind::UnknownArgument => text(ContextKind::InvalidArg).and_then(|argument| of_argument(&argument)),
        ErrorKind::InvalidValue if is_empty => {
            Some("the value is empty: is the variable set that it comes from?".to_owned())
        }
        ErrorKind::MissingRequiredArgument if has_kid && misses(&error, "--keyring") => Some(
            "--kid names a key of a keyring; to write a kid into the header, pass --header '{\"kid\":\"…\"}'"
                .to_owned(),
        ),
        ErrorKind::InvalidSubcommand => {
            let word = text(ContextKind::InvalidSubcommand).unwrap_or_default().to_lowercase();
            match SYNONYMS.iter().find(|(words, _)| words.contains(&word.as_str())) {
                Some((_, meant)) => Some(format!("what does that here is jotsmith {meant}")),
                None if error.get(ContextKind::SuggestedSubcommand).is_none() => {
                    Some("it is no command, no file of this name is here, and it is no token".to_owned())
                }
                None => None,
            }
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
