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
    has_empty: bool,
    has_kid: bool,
    /// Which command they are for, where it is one.
    family: Option<Family>,
}

/// Commands that are mistaken in the same ways.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// What makes a token.
    Building,
    /// What takes one.
    Reading,
    Keys,
}

impl Given {
    pub(super) fn of(arguments: &[OsString]) -> Self {
        let is_kid = |argument: &OsString| argument == "--kid" || argument.as_encoded_bytes().starts_with(b"--kid=");
        let is_empty = |argument: &OsString| argument.is_empty() || argument.as_encoded_bytes().ends_with(b"=");
        Self {
            has_empty: arguments.iter().any(is_empty),
            has_kid: arguments.iter().any(is_kid),
            family: arguments.get(1).and_then(|word| word.to_str()).and_then(|word| match word {
                "build" | "sign" | "encrypt" => Some(Family::Building),
                "keys" => Some(Family::Keys),
                "inspect" | "verify" | "decode" | "decrypt" | "desk" => Some(Family::Reading),
                _ => None,
            }),
        }
    }
}

/// What other programs call their commands.
const SYNONYMS: [(&[&str], &str); 7] = [
    (&["validate", "check", "test"], "verify"),
    (&["parse", "read", "show", "view", "print", "debug"], "inspect"),
    (&["create", "make", "issue", "mint", "new"], "build"),
    (&["generate", "keygen", "gen", "key"], "keys generate"),
    (&["diff"], "compare"),
    (&["crack", "brute", "bruteforce"], "guess"),
    (&["version"], "--version"),
];
/// The same of those of `keys`.
const SYNONYMS_OF_KEYS: [(&[&str], &str); 5] = [
    (&["new", "make", "gen", "keygen"], "keys generate"),
    (&["ls"], "keys list"),
    (&["rm", "del"], "keys remove, or keys delete for a whole keyring"),
    (&["info", "get", "view", "print"], "keys show"),
    (&["name", "label"], "keys note"),
];

/// What other programs call their options, and what does that here.
const OPTIONS: [(Family, &[&str], &str); 8] = [
    (
        Family::Building,
        &["--ttl", "--expires", "--expires-in", "--expiry", "--lifetime"],
        "set exp with --exp, such as --exp +5m",
    ),
    (Family::Building, &["--typ", "--type"], "write typ into the header: --header '{\"typ\":\"at+jwt\"}'"),
    (Family::Building, &["-o", "--out", "--output"], "the token goes to standard output: redirect it with >FILE"),
    (Family::Reading, &["--alg"], "name the accepted algorithms with --algorithm"),
    (
        Family::Reading,
        &["--public-key", "--pubkey", "--jwks", "--jwk", "--cert", "--certificate", "--secret-key"],
        "keys, key sets and certificates are all passed with --key FILE, and secrets with --secret-file FILE",
    ),
    (
        Family::Reading,
        &["-o", "--out", "--output", "--format"],
        "choose the format with --json, --sarif or --html, and redirect the output with >FILE",
    ),
    (Family::Keys, &["--format"], "pass the format with --to"),
    (Family::Keys, &["--size", "--bits", "--curve"], "it is part of the kind: rsa-4096, p-384, oct-256"),
];

/// Whether it is said that this option is missing.
fn misses(error: &Error, option: &str) -> bool {
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(missing)) => missing.iter().any(|missing| missing.split(' ').next() == Some(option)),
        _ => false,
    }
}

/// The error with what helps, for these arguments.
pub(super) fn advised(mut error: Error, given: &Given) -> Error {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let is_empty = given.has_empty && text(ContextKind::InvalidValue).is_some_and(|value| value.is_empty());
    let unknown = text(ContextKind::InvalidArg).filter(|_| error.kind() == ErrorKind::UnknownArgument);
    let advice = match error.kind() {
        ErrorKind::UnknownArgument => unknown.as_deref().and_then(|argument| of_argument(argument, given)),
        ErrorKind::InvalidValue if is_empty => {
            Some("the value is empty: is the variable that it comes from set?".to_owned())
        }
        ErrorKind::MissingRequiredArgument if given.has_kid && misses(&error, "--keyring") => Some(
            "--kid names a key of a keyring; to write a kid into the header, pass --header '{\"kid\":\"…\"}'"
                .to_owned(),
        ),
        ErrorKind::InvalidSubcommand => {
            let word = text(ContextKind::InvalidSubcommand).unwrap_or_default().to_lowercase();
            let synonyms: &[_] = if given.family == Some(Family::Keys) { &SYNONYMS_OF_KEYS } else { &SYNONYMS };
            match synonyms.iter().find(|(words, _)| words.contains(&word.as_str())) {
                Some((_, meant)) => Some(format!("use jotsmith {meant}")),
                None if error.get(ContextKind::SuggestedSubcommand).is_none() => {
                    Some("it is not a command, a file here or a token".to_owned())
                }
                None => None,
            }
        }
        _ => None,
    };
    if let Some(advice) = advice {
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::SuggestedSubcommand);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(advice)]));
    } else if unknown.is_some_and(|argument| argument.starts_with('-')) {
        // That it could be a value, behind `--`, is never what was meant.
        error.remove(ContextKind::Suggested);
    }
    error
}

fn of_argument(argument: &str, given: &Given) -> Option<String> {
    let family = given.family;
    let option = OPTIONS.iter().find(|(of, words, _)| Some(*of) == family && words.contains(&argument));
    if let Some((.., advice)) = option {
        return Some((*advice).to_owned());
    }
    if let Some((_, file, variable)) = SECRETS.iter().find(|(option, ..)| *option == argument) {
        return Some(format!("secrets are never passed on the command line: {file}, or {variable}"));
    }
    if matches!(argument, "--key" | "-k") {
        return Some("a key file is named without an option here".to_owned());
    }
    if !argument.starts_with('-') && Path::new(argument).is_file() {
        let end = Path::new(argument).extension().and_then(OsStr::to_str).unwrap_or_default();
        let is_token = matches!(end, "jwt" | "jws" | "jwe");
        let is_claims = family == Some(Family::Building) && matches!(end, "json" | "txt" | "");
        return Some(match is_token {
            true => "for several tokens, use jotsmith desk".to_owned(),
            false if is_claims => format!("to use it as the claims, pass --claims {argument}"),
            false => format!("to use it as the key, pass --key {argument}"),
        });
    }
    match family {
        _ if argument.starts_with('-') => None,
        Some(Family::Building) => Some("claims are passed with --claims, as JSON or the name of a file".to_owned()),
        Some(Family::Reading) => {
            Some("a key is passed with --key FILE; for several tokens, use jotsmith desk".to_owned())
        }
        Some(Family::Keys) => Some("name a keyring with --keyring NAME, and one of its keys with --key".to_owned()),
        None => None,
    }
}
