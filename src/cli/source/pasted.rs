//! What was passed where a name belongs: a key, a token, a secret. It is never repeated, because what a program says ends in
//! the logs of whoever runs it.

use super::choice;
use super::input::{holds_token, is_token};
use super::key::KeyPath;
use crate::engine::detect::detect;
use crate::engine::ground::limit::Limits;
use crate::engine::jwt::profile::PROFILES;
use crate::engine::text::words;
use clap::{Arg, Command};
use std::any::TypeId;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

/// What stands in the place of what is not repeated.
const UNSPOKEN: &str = "…";
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
    let is_in_a_folder = path.parent().is_some_and(|parent| !parent.as_os_str().is_empty() && parent.is_dir());
    has_extension || is_in_a_folder || (!is_strict && is_word(text))
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
    /// It stands where a name is expected that no file has: of a keyring, a kind, a template.
    is_name: bool,
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
    let takes_names = words.first().is_some_and(|word| ["keys", "profiles", "templates", "completions"].contains(word));
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
        let last = Passed::new(option, word, &options);
        all.push(Passed { is_name: option.is_some() || takes_names, ..last });
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
        Self { option, value, takes: option.map(|option| options.takes(option)).unwrap_or_default(), is_name: true }
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

    /// Whether it is not to be repeated, whoever says something about it.
    fn is_unspeakable(&self) -> bool {
        let text = self.value;
        let is_there = || Path::new(text).exists() || (is_variable_name(text) && std::env::var_os(text).is_some());
        // An address that may be repeated is part of what to do instead.
        let is_address = || matches!(Pasted::of(OsStr::new(text), true), Some(Pasted::Address(Some(_))));
        let is_secret =
            |is_strict: bool| !is_file_name(text, is_strict) && !is_variable_name(text) && !is_there() && !is_address();
        match self.option {
            _ if text.len() < SHORTEST => false,
            Some(option) if is_of_secret(option) || self.takes == Takes::Key => is_secret(true),
            _ => {
                let is_random = text.len() >= LONGEST_WORD
                    && text
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_'))
                    && text.bytes().any(|byte| byte.is_ascii_digit());
                let is_json = self.takes == Takes::Json && (text.contains('=') || text.starts_with(['{', '[']));
                let is_guarded = is_like_password(text)
                    && !is_json
                    && !is_file_name(text, self.is_name || is_random_word(text))
                    && !is_address();
                (is_token(text) || is_random || is_guarded || text.contains("-----BEGIN")) && !is_there()
            }
        }
    }
}

/// Fewer characters are a word of some grammar, whatever they are; as many are a sentence or a password.
const SHORTEST_PASSWORD: usize = 8;
const LONGEST_VALUE: usize = 24;

/// Whether a text is long, in one piece, and has digits within: no name that somebody gave a file.
fn is_random_word(text: &str) -> bool {
    text.chars().count() >= LONGEST_VALUE
        && text.chars().all(char::is_alphanumeric)
        && text.trim_end_matches(|c: char| c.is_ascii_digit()).contains(|c: char| c.is_ascii_digit())
}

/// Whether a value is more like a password than like a number, a time, a name in lower case, or what some table offers.
fn is_like_password(text: &str) -> bool {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    let count = text.chars().count();
    let is_time = text.chars().all(|c| c.is_ascii_digit() || matches!(c, 'T' | 'Z' | ':' | '-' | '+' | '.' | ' '));
    if count < SHORTEST_PASSWORD || is_time {
        return false;
    }
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || " -_./:+,=@#~{}".contains(c));
    let is_mixed = has(char::is_lowercase) && has(char::is_uppercase) && has(|c| c.is_ascii_digit());
    // Long names of lower-case words are many: of formats, files, programs.
    let is_name = text.chars().all(|c| c.is_ascii_lowercase() || "-_./{}".contains(c));
    let is_command = text.starts_with(['.', '/']);
    let is_like_password = !is_plain || is_mixed || (count >= LONGEST_VALUE && !is_name && !is_command);
    let is_offered = || {
        let names = choice::algorithms().chain(PROFILES.iter().map(|row| row.id));
        words::meant(text, names).is_some()
    };
    is_like_password && !is_offered()
}

/// What nobody repeats.
static UNSPEAKABLE: OnceLock<Vec<String>> = OnceLock::new();

/// Remembers what in the arguments may be a secret, so that nothing that is said repeats it.
///
/// # Errors
///
/// A key is among them: who sees the command line has it, and what the options would make of it is not tried.
pub(in crate::cli) fn keep_unspoken(arguments: &[OsString], command: &Command) -> Result<(), &'static str> {
    let passed = passed(arguments, command);
    let mut texts: Vec<String> =
        passed.iter().filter(|passed| passed.is_unspeakable()).map(|passed| passed.value.to_owned()).collect();
    // The longest first: what is a piece of another goes with it.
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
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

fn without(message: &str, texts: &[String]) -> String {
    let mut message = message.to_owned();
    for text in texts {
        message = message.replace(text.as_str(), UNSPOKEN);
        // Where it was cut: all of it that is there.
        let beginning: String = text.chars().take(BEGINNING).collect();
        let mut from = 0;
        while beginning.chars().count() == BEGINNING
            && let Some(place) = message.get(from..).and_then(|rest| rest.find(&beginning)).map(|place| from + place)
        {
            let same = message[place..].char_indices().zip(text.chars()).take_while(|((_, one), other)| one == other);
            let length: usize = same.map(|((_, character), _)| character.len_utf8()).sum();
            message.replace_range(place..place + length, UNSPOKEN);
            from = place + UNSPOKEN.len();
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
        for secret in ["keyfile", "hunter2", "s3cr3t/Ab+c==", "p@ss.Word9x", "QUJDREVGR0hJSktMTU5PUFFSU1RVVg"] {
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
        let texts = ["abcdefghijklmnopqrstuvwxyz".to_owned(), "changeit".to_owned()];
        assert_eq!(without("no abcdefghijklmnopqrstuv… and changeit", &texts), "no …… and …");
        assert_eq!(without("abcdefghijklmnopqrstuvwxyz is abcd", &texts), "… is abcd");
    }
}
