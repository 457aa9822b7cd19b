//! Values that begin with a hyphen: one in 64 key IDs in base64url does, and so may a claim or the name of a file.

use clap::{Arg, Command};
use std::ffi::{OsStr, OsString};

/// The arguments, in which a value that begins with a hyphen is joined to its option, `--kid=-abc`: the parser takes it for
/// options else. What is the name of an option, or is written as one, is none: there the value was forgotten.
pub(super) fn joined(arguments: Vec<OsString>, command: &Command) -> Vec<OsString> {
    let mut command = command;
    let mut is_named = false;
    let mut out: Vec<OsString> = Vec::with_capacity(arguments.len());
    let mut waiting = arguments.into_iter().peekable();
    out.extend(waiting.next());
    while let Some(argument) = waiting.next() {
        if argument == "--" {
            out.push(argument);
            out.extend(waiting);
            break;
        }
        if let Some(inner) = command.find_subcommand(&argument).filter(|_| !is_named) {
            command = inner;
            out.push(argument);
            continue;
        }
        let Some(option) = option(command, &argument) else {
            // Options may stand before the command that they are for, words that are no command not.
            is_named |= !argument.as_encoded_bytes().starts_with(b"-");
            out.push(argument);
            continue;
        };
        let takes_value = option.get_action().takes_values();
        match waiting.next_if(|next| takes_value && is_value(command, next)) {
            Some(value) if is_hyphenated(&value) => {
                let mut whole = argument;
                whole.push("=");
                whole.push(value);
                out.push(whole);
            }
            value => {
                out.push(argument);
                out.extend(value);
            }
        }
    }
    out
}

/// The option that this is, with nothing behind it.
fn option<'a>(command: &'a Command, argument: &OsStr) -> Option<&'a Arg> {
    let text = argument.to_str()?;
    let mut short =
        text.strip_prefix('-').filter(|rest| rest.chars().count() == 1).and_then(|rest| rest.chars().next());
    let long = text.strip_prefix("--");
    short = short.filter(|_| long.is_none());
    command.get_arguments().find(|own| {
        let is_long =
            |name: &str| own.get_long() == Some(name) || own.get_all_aliases().is_some_and(|all| all.contains(&name));
        long.is_some_and(is_long) || short.is_some_and(|short| own.get_short() == Some(short))
    })
}

/// Whether it can be the value of the option before it.
fn is_value(command: &Command, argument: &OsStr) -> bool {
    let name = argument.to_str().unwrap_or_default();
    let name = name.split('=').next().unwrap_or(name);
    let is_word =
        |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let is_written_as_option = name.strip_prefix("--").is_some_and(is_word);
    let is_help = matches!(name, "-h" | "-V");
    !is_written_as_option && !is_help && option(command, OsStr::new(name)).is_none()
}

fn is_hyphenated(value: &OsStr) -> bool {
    value.len() > 1 && value.as_encoded_bytes().starts_with(b"-")
}

#[cfg(test)]
mod tests {
    use super::joined;
    use std::ffi::OsString;

    fn read(line: &str) -> String {
        let arguments = line.split(' ').map(OsString::from).collect();
        let joined = joined(arguments, &crate::cli::command());
        let words: Vec<_> = joined.iter().map(|word| word.to_string_lossy()).collect();
        words.join(" ")
    }

    #[test]
    fn a_value_with_a_hyphen_is_joined_to_its_option() {
        for (line, expected) in [
            ("jotsmith build --kid -abc -k key.pem", "jotsmith build --kid=-abc -k key.pem"),
            ("jotsmith build -k -abc", "jotsmith build -k=-abc"),
            ("jotsmith build --sub --Zx_-", "jotsmith build --sub=--Zx_-"),
            ("jotsmith build --claim -x=b --iat now", "jotsmith build --claim=-x=b --iat now"),
            ("jotsmith keys export -k -x_1", "jotsmith keys export -k=-x_1"),
            ("jotsmith inspect t --issuer -a", "jotsmith inspect t --issuer=-a"),
            // The value was forgotten.
            ("jotsmith inspect t --issuer --json", "jotsmith inspect t --issuer --json"),
            ("jotsmith inspect t --issuer -k key.pem", "jotsmith inspect t --issuer -k key.pem"),
            ("jotsmith inspect t --issuer --audience=x", "jotsmith inspect t --issuer --audience=x"),
            ("jotsmith inspect t --issuer --jsn", "jotsmith inspect t --issuer --jsn"),
            ("jotsmith inspect t --issuer -h", "jotsmith inspect t --issuer -h"),
            // It is none.
            ("jotsmith inspect --key -", "jotsmith inspect --key -"),
            ("jotsmith inspect --json -abc", "jotsmith inspect --json -abc"),
            ("jotsmith inspect -- --issuer -abc", "jotsmith inspect -- --issuer -abc"),
            ("jotsmith desk --now -1h", "jotsmith desk --now=-1h"),
        ] {
            assert_eq!(read(line), expected);
        }
    }
}
