//! What was passed where a name belongs: a key, a token, a secret. It is never repeated, because what a program says ends in
//! the logs of whoever runs it.

use super::discretion::{Names, Said, is_phrase, is_random, is_there};
use super::input::{holds_token, is_token};
use super::key::KeyPath;
use crate::engine::detect::detect;
use crate::engine::ground::limit::Limits;
use clap::{Arg, Command};
use std::any::TypeId;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

/// Characters of a text that are enough to know it by where only its beginning was said.
const BEGINNING: usize = 16;
/// Characters of a secret that are replaced wherever they are said: fewer are in half of all words.
const SHORTEST: usize = 4;
/// Longest word that may be the name of something and no random text.
const LONGEST_WORD: usize = 32;

/// What a text is that was taken for the name of a file, and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    Key,
    Token,
    /// JSON that is no key and no token.
    Json,
    /// A URL; itself, where nothing in it may be a secret.
    Address(Option<String>),
    /// Several names, with commas between them, all of which are there.
    Several,
    /// No name at all, as a variable gives it that is not set.
    Empty,
    /// Whatever else does not look like a name.
    Other,
}

impl Pasted {
    /// What it is, where no file has this name; `None`: a name, which can be repeated. Where a secret is at hand (`is_strict`), a
    /// bare word is none either.
    pub(super) fn of(name: &OsStr, is_strict: bool) -> Option<Self> {
        let Some(text) = name.to_str() else { return Some(Self::Other) };
        if text.trim().is_empty() {
            return Some(Self::Empty);
        }
        if detect(text, &Limits::DEFAULT).key_material.is_some() {
            return Some(Self::Key);
        }
        if text.trim_start().starts_with(['{', '[']) && !holds_token(text) {
            return Some(Self::Json);
        }
        if let Some(address) = ["https://", "http://"].iter().find(|scheme| text.starts_with(**scheme)) {
            let is_plain = text[address.len()..].chars().all(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | '/' | ':' | '~')
            });
            return Some(Self::Address((is_plain && !holds_token(text)).then(|| text.to_owned())));
        }
        if text.contains(',') && text.split(',').all(|piece| Path::new(piece).exists()) {
            return Some(Self::Several);
        }
        if is_token(text) && !text.trim_start().starts_with('{') || holds_token(text) {
            return Some(Self::Token);
        }
        (!is_file_name(text, is_strict)).then_some(Self::Other)
    }
}

impl fmt::Display for Pasted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str(
                "that is a key, not a file name: write it to a file, or pass - and pipe it into standard input",
            ),
            Self::Token => f.write_str(
                "that is a token, not a file name: write it to a file, or pass - and pipe it into standard input",
            ),
            Self::Json => f.write_str(
                "that is JSON, not a file name: write it to a file, or pass - and pipe it into standard input. Claims are \
                 passed with --claims",
            ),
            Self::Address(address) => write!(
                f,
                "that is a URL, and nothing is downloaded: curl -s {} >jwks.json, then pass jwks.json",
                address.as_deref().unwrap_or("URL")
            ),
            Self::Empty => f.write_str("the name of the file is empty: is the variable that it comes from set?"),
            Self::Several => f.write_str("no file has this name: to pass several files, repeat the option"),
            Self::Other => f.write_str(
                "there is no such file. What was passed is not repeated because it may be a secret: pass the name of a \
                 file that contains it",
            ),
        }
    }
}

/// Whether a text can be the name of a file and is hardly a secret: something with an extension, or in a folder that is there;
/// otherwise a word.
fn is_file_name(text: &str, is_strict: bool) -> bool {
    let path = Path::new(text);
    let is_sound = text.len() <= 1_024
        && !text
            .chars()
            .any(|character| character.is_control() || matches!(character, '"' | '{' | '}' | '<' | '>' | '|'));
    if !is_sound || text.contains("-----") {
        return false;
    }
    let has_extension = path.extension().and_then(OsStr::to_str).is_some_and(|extension| {
        let is_cased_alike = extension == extension.to_lowercase() || extension == extension.to_uppercase();
        (1..=8).contains(&extension.len())
            && extension.starts_with(|first: char| first.is_ascii_alphabetic())
            && extension.chars().all(|character| character.is_ascii_alphanumeric())
            && is_cased_alike
    });
    // What is in the root is there; another word may well begin with its sign.
    let is_folder = |parent: &&Path| !parent.as_os_str().is_empty() && parent.parent().is_some() && parent.is_dir();
    let is_in_a_folder = path.parent().filter(is_folder).is_some();
    has_extension && !is_phrase(text) || is_in_a_folder || (!is_strict && is_word(text))
}

/// Whether a text is short, and made of what names are made of.
fn is_word(text: &str) -> bool {
    text.chars().count() <= LONGEST_WORD
        && text.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | ' ' | '/' | '.'))
}

/// Whether a text can be the name of a variable and is hardly its value: `JWT_SECRET`, `PW`.
pub(super) fn is_variable_name(text: &str) -> bool {
    let is_upper = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let has_letter_first = text.starts_with(|first: char| first.is_ascii_uppercase() || first == '_');
    let is_words =
        text.contains('_') || (text.len() <= BEGINNING && text.bytes().all(|byte| byte.is_ascii_uppercase()));
    is_upper && has_letter_first && is_words && text.len() <= 64
}

/// An argument and the option in front of it, where there is one.
struct Passed<'a> {
    option: Option<&'a str>,
    value: &'a str,
    takes: Takes,
}

/// What an option takes, as far as it matters here.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Takes {
    /// JSON, which is made into a token, whatever is in it.
    Json,
    /// The name of a file with a key; a secret in its place is a slip that is often made.
    Key,
    #[default]
    Else,
}

impl Takes {
    fn of(argument: &Arg) -> Self {
        let names = argument.get_value_names().unwrap_or_default();
        if names.iter().any(|name| name.contains("JSON")) {
            Self::Json
        } else if argument.get_value_parser().type_id() == TypeId::of::<KeyPath>() {
            Self::Key
        } else {
            Self::Else
        }
    }
}

/// The options of the command that the words name, `keys list` as well as `inspect`.
struct Options<'a> {
    all: &'a Command,
    own: &'a Command,
}

impl<'a> Options<'a> {
    fn of(all: &'a Command, words: &[&str]) -> Self {
        let mut own = all;
        for word in words {
            let Some(command) = own.find_subcommand(word) else { break };
            own = command;
        }
        Self { all, own }
    }

    fn takes(&self, option: &str) -> Takes {
        // Where this command has no such option, it is one of another that was meant.
        let found = argument(self.own, option).or_else(|| any_argument(self.all, option));
        found.map(Takes::of).unwrap_or_default()
    }
}

fn argument<'a>(command: &'a Command, option: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|argument| match option.strip_prefix("--") {
        Some(long) => {
            argument.get_long() == Some(long) || argument.get_all_aliases().is_some_and(|all| all.contains(&long))
        }
        None => argument
            .get_short()
            .is_some_and(|short| option.strip_prefix('-').is_some_and(|rest| rest.chars().eq([short]))),
    })
}

fn any_argument<'a>(command: &'a Command, option: &str) -> Option<&'a Arg> {
    argument(command, option).or_else(|| command.get_subcommands().find_map(|command| any_argument(command, option)))
}

/// Every argument behind the program's name, `--key=FILE` and `-kFILE` as the two that they are.
fn passed<'a>(arguments: &'a [OsString], command: &Command) -> Vec<Passed<'a>> {
    let is_option = |word: &str| word.len() > 1 && word.starts_with('-') && !word.starts_with("---") && word != "--";
    let words: Vec<&str> = arguments.iter().skip(1).filter_map(|word| word.to_str()).collect();
    let options = Options::of(command, &words);
    let mut all = Vec::with_capacity(words.len());
    for (index, word) in words.iter().copied().enumerate() {
        let before = index.checked_sub(1).and_then(|index| words.get(index)).copied();
        let option = before.filter(|before| is_option(before) && !before.contains('='));
        match word.split_once('=') {
            Some((name, value)) if word.starts_with("--") && is_option(word) => {
                all.push(Passed::new(Some(name), value, &options));
            }
            _ if is_option(word) && !word.starts_with("--") && word.is_char_boundary(2) && word.len() > 2 => {
                all.push(Passed::new(Some(&word[..2]), &word[2..], &options));
            }
            _ => {}
        }
        all.push(Passed::new(option, word, &options));
    }
    all
}

/// Whether an argument of this name takes, or would take, a secret or where one is.
fn is_of_secret(option: &str) -> bool {
    let name = option.trim_start_matches('-');
    ["secret", "passphrase", "password"].iter().any(|word| name.contains(word)) && !name.ends_with("encoding")
}

impl<'a> Passed<'a> {
    fn new(option: Option<&'a str>, value: &'a str, options: &Options<'_>) -> Self {
        Self { option, value, takes: option.map(|option| options.takes(option)).unwrap_or_default() }
    }

    /// A key in itself, private or behind dashes that make an option of it, where none is read.
    fn is_misplaced_key(&self) -> bool {
        let is_json = self.takes == Takes::Json;
        let is_dashed = self.value.starts_with("-----BEGIN") || self.value.starts_with("---- BEGIN");
        let hint = || detect(self.value, &Limits::DEFAULT).key_material;
        is_dashed
            || (self.option.is_some()
                && !is_json
                && self.value.len() > SHORTEST
                && hint().is_some_and(|hint| hint.private))
    }

    /// How much of it is repeated, whoever says something about it.
    fn said(&self, names: &Names<'_>) -> Said {
        let text = self.value;
        let is_variable = is_variable_name(text);
        // An address that may be repeated is part of what to do instead.
        let is_address = || matches!(Pasted::of(OsStr::new(text), true), Some(Pasted::Address(Some(_))));
        if text.len() < SHORTEST || is_variable && std::env::var_os(text).is_some() || is_there(text) || is_address() {
            return Said::Whole;
        }
        match self.option {
            Some(option) if is_of_secret(option) || self.takes == Takes::Key => {
                if is_file_name(text, true) || is_variable { Said::Whole } else { Said::Nothing }
            }
            _ if is_token(text) || text.contains("-----BEGIN") => Said::Nothing,
            _ if self.takes == Takes::Json && text.contains('=') => {
                if is_random(text) {
                    Said::Nothing
                } else {
                    Said::Whole
                }
            }
            _ if is_variable || is_file_name(text, true) => Said::Whole,
            _ => names.said(text),
        }
    }
}

/// What nobody repeats, each with what is said in its place.
static UNSPEAKABLE: OnceLock<Vec<(String, String)>> = OnceLock::new();

/// Remembers what in the arguments may be a secret, so that nothing that is said repeats it.
///
/// # Errors
///
/// A key is among them: who sees the command line has it, and what the options would make of it is not tried.
pub(in crate::cli) fn keep_unspoken(arguments: &[OsString], command: &Command) -> Result<(), &'static str> {
    let passed = passed(arguments, command);
    let names = Names::of(command);
    let guarded = passed.iter().map(|passed| (passed.value, passed.said(&names)));
    let guarded = guarded.filter(|(_, said)| *said != Said::Whole);
    let mut texts: Vec<(String, String)> = guarded.map(|(text, said)| (text.to_owned(), said.words(text))).collect();
    // The longest first: what is a piece of another goes with it.
    texts.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    let _ = UNSPEAKABLE.set(texts);
    if passed.iter().any(Passed::is_misplaced_key) {
        return Err(
            "a key was passed as an argument, where logs and other users can see it: write it to a file and pass the \
                    name of the file, or pass - and pipe it into standard input",
        );
    }
    Ok(())
}

/// A message without what may be a secret.
pub(in crate::cli) fn unspoken(message: &str) -> String {
    without(message, UNSPEAKABLE.get().map_or(&[], Vec::as_slice))
}

fn without(message: &str, texts: &[(String, String)]) -> String {
    let mut message = message.to_owned();
    for (text, words) in texts {
        // By now it may be the name of something that was made.
        if message.contains(text) && is_there(text) {
            continue;
        }
        message = message.replace(text.as_str(), words);
        // Where it was cut: all of it that is there.
        let beginning: String = text.chars().take(BEGINNING).collect();
        let mut from = 0;
        while beginning.chars().count() == BEGINNING
            && let Some(place) = message.get(from..).and_then(|rest| rest.find(&beginning)).map(|place| from + place)
        {
            let same = message[place..].char_indices().zip(text.chars()).take_while(|((_, one), other)| one == other);
            let length: usize = same.map(|((_, character), _)| character.len_utf8()).sum();
            message.replace_range(place..place + length, words);
            from = place + words.len();
        }
    }
    message
}

#[cfg(test)]
mod tests {
    use super::{Options, Pasted, Takes, is_variable_name, without};
    use std::ffi::OsStr;

    #[test]
    fn what_is_no_name_is_not_repeated() {
        for name in
            ["no/such/key.pem", "key.PEM", "r.p12", "/tmp/nothing-of-this-name", "./key", "jwks.json", "a b.jwk"]
        {
            assert_eq!(Pasted::of(OsStr::new(name), true), None, "{name}");
        }
        assert_eq!(Pasted::of(OsStr::new("keyfile"), false), None);
        for secret in [
            "keyfile",
            "hunter2",
            "s3cr3t/Ab+c==",
            "p@ss.Word9x",
            "correct.horse.battery.staple",
            "QUJDREVGR0hJSktMTU5PUFFSU1RVVg",
        ] {
            assert_eq!(Pasted::of(OsStr::new(secret), true), Some(Pasted::Other), "{secret}");
        }
        let jwk = "{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}";
        assert_eq!(Pasted::of(OsStr::new(jwk), false), Some(Pasted::Key));
        assert_eq!(Pasted::of(OsStr::new("eyJhbGciOiJub25lIn0.e30."), false), Some(Pasted::Token));
        assert_eq!(
            Pasted::of(OsStr::new("https://id.example/jwks"), true),
            Some(Pasted::Address(Some("https://id.example/jwks".to_owned())))
        );
        assert_eq!(Pasted::of(OsStr::new("https://a:b@id.example/?key=1"), true), Some(Pasted::Address(None)));
    }

    #[test]
    fn a_variable_is_known_by_its_case() {
        for name in ["JWT_SECRET", "PW", "SECRET", "KEY_2", "_X"] {
            assert!(is_variable_name(name), "{name}");
        }
        for value in ["changeit", "hunter2", "JBSWY3DPEHPK3PXP", "9_A", "", "Secret_1"] {
            assert!(!is_variable_name(value), "{value}");
        }
    }

    /// By the definitions of the commands, so that an option that is new is known as well.
    #[test]
    fn what_an_option_takes_is_known_from_its_definition() {
        let command = crate::cli::command();
        let takes = |words: &[&str], option: &str| Options::of(&command, words).takes(option);
        for (words, option) in [
            (&["inspect"][..], "--key"),
            (&["verify"], "-k"),
            (&["encrypt"], "--encrypt-to"),
            (&["inspect"], "--trust"),
            (&["present"], "--holder-key"),
            (&["build"], "--holder"),
            (&["tamper"], "-k"),
            (&["token.jwt"], "--key"),
        ] {
            assert!(takes(words, option) == Takes::Key, "{words:?} {option}");
        }
        for option in
            ["--claims", "-c", "--claim", "-C", "--header", "--unprotected", "--jwe-header", "--jwe-unprotected"]
        {
            assert!(takes(&["build"], option) == Takes::Json, "{option}");
        }
        // The name of a key in a keyring, and what is none.
        assert!(takes(&["keys", "export"], "--key") == Takes::Else && takes(&["build"], "--nonsense") == Takes::Else);
    }

    #[test]
    fn what_was_cut_is_not_repeated_either() {
        let texts = ["abcdefghijklmnopqrstuvwxyz", "changeit"].map(|text| (text.to_owned(), "…".to_owned()));
        assert_eq!(without("no abcdefghijklmnopqrstuv… and changeit", &texts), "no …… and …");
        assert_eq!(without("abcdefghijklmnopqrstuvwxyz is abcd", &texts), "… is abcd");
    }
}
