//! A first word that is no command: a token or a file, which is to be inspected, or a mistake.

use super::source::input::{self, Source, holds_token, is_token};
use clap::Command;
use clap::error::{ContextKind, ContextValue, Error};
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};

/// Characters of a word that an error repeats: more than any command or option has.
const LONGEST_WORD: usize = 32;

/// Tokens and files that are given in place of a command.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Opening {
    pub paths: Vec<PathBuf>,
    /// Tokens, and what people paste around them.
    pub texts: Vec<String>,
    /// `-` is among them.
    pub reads_stdin: bool,
}

impl fmt::Debug for Opening {
    /// Tokens are counted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opening({} files, {} texts)", self.paths.len(), self.texts.len())
    }
}

/// What a window is to open: nothing but tokens and files, of which one is there at least. Who misspells the only one
/// learns it where it was typed.
pub(super) fn opening(arguments: &[OsString], command: &Command) -> Option<Opening> {
    let words = arguments.get(1..)?;
    let first = words.first()?;
    let is_option = |word: &OsString| word.as_encoded_bytes().starts_with(b"-") && !input::is_stdin(Path::new(word));
    if is_command(first, command) || !can_be_inspected(first) || words.iter().any(is_option) {
        return None;
    }
    let mut opening = Opening::default();
    for word in words {
        match Source::of(Some(word)) {
            Ok(Source::Text(text)) => opening.texts.push(text),
            Ok(Source::File(path)) => opening.paths.push(path),
            Ok(Source::Stdin) => opening.reads_stdin = true,
            Err(_) => return None,
        }
    }
    let is_any = !opening.texts.is_empty() || opening.reads_stdin || opening.paths.iter().any(|path| path.exists());
    is_any.then_some(opening)
}

/// The arguments, with the `inspect` that is meant where a token or a file is given alone; several are a `desk`.
pub(super) fn completed(arguments: impl IntoIterator<Item = OsString>, command: &Command) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|word| word == "encrypt") {
        for argument in arguments.iter_mut().skip(2) {
            encrypt_to(argument);
        }
    }
    if arguments.get(1).is_some_and(|word| !is_command(word, command) && can_be_inspected(word)) {
        let is_word = |word: &&OsString| can_be_inspected(word);
        let several = arguments.iter().skip(1).take_while(is_word).count() > 1;
        arguments.insert(1, OsString::from(if several { "desk" } else { "inspect" }));
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

#[cfg(test)]
mod tests {
    use super::{Opening, completed, opening};
    use std::ffi::OsString;
    use std::path::PathBuf;

    const TOKEN: &str = "eyJhbGciOiJub25lIn0.e30.";

    fn given(words: &[&str]) -> Vec<OsString> {
        std::iter::once("jotsmith").chain(words.iter().copied()).map(OsString::from).collect()
    }

    fn opened(words: &[&str]) -> Option<Opening> {
        opening(&given(words), &crate::cli::command())
    }

    #[test]
    fn tokens_and_files_alone_are_for_a_window() {
        let opening = opened(&[TOKEN, "Cargo.toml", "no/such.jwt", "-"]).expect("something to open");
        assert_eq!(opening.texts, [TOKEN]);
        assert_eq!(opening.paths, ["Cargo.toml", "no/such.jwt"].map(PathBuf::from));
        assert!(opening.reads_stdin);
        // Options are for the command line, and so is what can only be an error.
        for words in
            [&[TOKEN, "--json"][..], &["--json", TOKEN], &["inspect", TOKEN], &["no/such.jwt"], &["nonsense"], &[""]]
        {
            assert_eq!(opened(words), None, "{words:?}");
        }
        assert!(!format!("{:?}", opened(&[TOKEN])).contains("eyJ"));
    }

    #[test]
    fn without_a_window_one_is_inspected_and_several_are_a_desk() {
        let completed = |words: &[&str]| completed(given(words), &crate::cli::command()).swap_remove(1);
        assert_eq!(completed(&[TOKEN]), "inspect");
        assert_eq!(completed(&[TOKEN, "--key", "Cargo.toml"]), "inspect");
        assert_eq!(completed(&[TOKEN, "Cargo.toml"]), "desk");
        assert_eq!(completed(&["keys", "list"]), "keys");
    }
}
