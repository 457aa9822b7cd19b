//! How much of a word that somebody passed is repeated. A secret in a log is worse than a message that says "…" for what stands
//! in the line above it: what is repeated has a reason to be a name.
//!
//! A reason is that it names what is there or is offered, or that at least half of its letters are words that keys and
//! services are called by, with no piece in it that chance may have made. Without one, these are not repeated: symbols that no
//! name has, digits among letters, four words in a row, three of the list that passphrases are made from, and what is long.

use super::choice;
use crate::engine::jwt::profile::PROFILES;
use crate::engine::keyring::guess;
use crate::engine::text::words;
use crate::store::keyring::KeyringFolder;
use clap::Command;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::Path;

/// Words that environments, services and keys are called by, besides those of the commands and their options. None that
/// passwords are commonly made of.
const OF_NAMES: &str = "prod production stage staging dev development qa uat preprod sandbox local localhost backup backups key keys \
    keyring ring token tokens jwt jws jwe jwk jwks jose oauth oidc saml sso auth authn authz idp sign signing signer \
    signature verifier encrypt encryption decrypt private public cert certs certificate ca client server service \
    services api apis app apps web account accounts team user users customer tenant org partner okta keycloak entra \
    cognito firebase internal external issuer audience access refresh session payment payments order orders billing \
    gateway proxy edge node cluster region zone east west north south central eu us uk aws azure gcp github gitlab \
    kubernetes docker db database data config settings template templates policy file folder sample example version \
    release rotation rsa ec ed aes hmac sha hs rs es ps pem der alpha beta";

/// Words of our own that people make passwords of, too.
const OF_PASSWORDS: [&str; 10] =
    ["password", "passphrase", "secret", "login", "admin", "test", "none", "root", "master", "guess"];

/// Fewer characters are a word of some grammar, whatever they are.
const SHORTEST: usize = 6;
/// As many letters in a row are no word.
const LONGEST_LETTERS: usize = 20;
/// Letters behind the last dot of a file's name.
const LONGEST_END: usize = 4;
/// As many characters are a sentence or a password.
const LONGEST_VALUE: usize = 24;
/// Random text that is as long as a digest.
const LONGEST_NAME: usize = 32;
/// Characters by which a digest is known again. Of a secret as long, what guessing it takes is left.
const BEGINNING: usize = 8;

/// How much of a word is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    Whole,
    /// That of a thumbprint, a UUID, a digest: secrets are written in the same way.
    Beginning,
    Nothing,
}

impl Said {
    /// What stands in the place of the word.
    pub(super) fn words(self, text: &str) -> String {
        let beginning = if self == Self::Beginning { text.chars().take(BEGINNING).collect() } else { String::new() };
        format!("{beginning}…")
    }
}

/// What is there and what is offered.
pub(super) struct Names<'a> {
    command: &'a Command,
    offered: OnceCell<(Vec<String>, HashSet<String>)>,
    keyrings: OnceCell<Vec<String>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(command: &'a Command) -> Self {
        Self { command, offered: OnceCell::new(), keyrings: OnceCell::new() }
    }

    /// How much of a word is said that stands where no secret belongs.
    pub(super) fn said(&self, text: &str) -> Said {
        if let Some((name, value)) = text.split_once('=') {
            // Without a name that is one in front of it, the sign is part of a password.
            let is_named = self.is_name(name) || self.is_made_of_names(name);
            let whole = if is_named { Said::Whole } else { self.said(&[name, value].concat()) };
            return self.said(name).max(self.said(value)).max(whole);
        }
        // A key in the cloud: what is secret of it is not in its name.
        if text.starts_with("arn:") {
            let is_said = |piece: &str| is_digest(piece) || self.said(piece) == Said::Whole;
            return if text.split([':', '/']).all(is_said) { Said::Whole } else { Said::Nothing };
        }
        // As paths are mostly written: the folder may be the slip.
        let is_of_path = |c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | '/');
        if text.contains('/') && text.chars().all(is_of_path) && !is_phrase(&text.replace('/', " ")) {
            return text.split('/').map(|piece| self.said(piece)).max().unwrap_or(Said::Whole);
        }
        let is_digest = is_digest(text);
        if !is_digest && !may_be_password(text) || self.is_name(text) {
            return Said::Whole;
        }
        if is_digest {
            return Said::Beginning;
        }
        let is_made_of_names = is_plain(text) && !is_listed_phrase(text) && self.is_made_of_names(text);
        if is_made_of_names && !self.has_random_piece(text) { Said::Whole } else { Said::Nothing }
    }

    /// Whether it names something, or nearly.
    fn is_name(&self, text: &str) -> bool {
        is_there(text)
            || words::meant(text, self.offered().0.iter().map(String::as_str)).is_some()
            || words::meant(text, self.keyrings.get_or_init(keyrings).iter().map(String::as_str)).is_some()
    }

    fn is_made_of_names(&self, text: &str) -> bool {
        let of_names = |word: &str| self.offered().1.contains(word);
        let words = words_of(text);
        let letters = |words: &mut dyn Iterator<Item = &String>| words.map(|word| word.chars().count()).sum::<usize>();
        let all = letters(&mut words.iter());
        // Of a text by chance, some letters are a word: it has no others between its digits.
        let is_random = text.chars().count() >= LONGEST_VALUE && words.iter().all(|word| word.chars().count() < 3);
        all > 0 && !is_random && 2 * letters(&mut words.iter().filter(|word| of_names(word))) >= all
    }

    /// Whether a piece of it goes from letters to digits and back, other than a quarter of a year or a version does.
    fn has_random_piece(&self, text: &str) -> bool {
        let is_known =
            |word: &String| self.offered().1.contains(word) || matches!(word.as_str(), "q" | "v" | "h" | "w" | "rc");
        text.split(|c: char| !c.is_alphanumeric()).any(|piece| {
            let kinds: Vec<bool> = piece.chars().map(|c| c.is_ascii_digit()).collect();
            let changes = kinds.windows(2).filter(|pair| pair.first() != pair.last()).count();
            changes > 1 && !words_of(piece).iter().all(is_known)
        })
    }

    /// Every command, option and value, and the words in them.
    fn offered(&self) -> &(Vec<String>, HashSet<String>) {
        self.offered.get_or_init(|| {
            let mut names: Vec<String> =
                choice::algorithms().chain(PROFILES.iter().map(|row| row.id)).map(str::to_owned).collect();
            add_names(self.command, &mut names);
            let words = names.iter().flat_map(|name| words_of(name)).filter(|word| word.len() > 1);
            let words = words.chain(OF_NAMES.split_whitespace().map(str::to_owned));
            let words = words.filter(|word| !OF_PASSWORDS.contains(&word.as_str())).collect();
            (names, words)
        })
    }
}

/// Whether a file or a keyring has this name.
pub(super) fn is_there(text: &str) -> bool {
    Path::new(text).exists() || keyrings().iter().any(|name| name == text)
}

fn keyrings() -> Vec<String> {
    let listed = KeyringFolder::standard().and_then(|folder| folder.list().ok()).unwrap_or_default();
    listed.into_iter().map(|listed| listed.name).collect()
}

fn add_names(command: &Command, names: &mut Vec<String>) {
    for inner in command.get_subcommands() {
        names.push(inner.get_name().to_owned());
        names.extend(inner.get_all_aliases().map(str::to_owned));
        add_names(inner, names);
    }
    for argument in command.get_arguments() {
        names.extend(argument.get_long().map(|long| format!("--{long}")));
        names.extend(argument.get_possible_values().iter().map(|value| value.get_name().to_owned()));
    }
}

/// The words in a text, in lower case: letters, parted by all else and where a capital begins another.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for character in text.chars() {
        if character.is_alphabetic() {
            let begins = before.is_none_or(|before| before.is_lowercase() && character.is_uppercase());
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(character.to_lowercase());
            }
            before = Some(character);
        } else {
            before = None;
        }
    }
    words
}

/// Whether it is only made of characters that names, addresses and times have.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || " -_./:+,=@#~{}".contains(c))
}

/// Whether it is written as a password, of which there may be a reason to be a name.
fn may_be_password(text: &str) -> bool {
    let count = text.chars().count();
    let has = |test: fn(char) -> bool| text.chars().any(test);
    if count < SHORTEST || is_quantity(text) {
        return false;
    }
    let words = words_of(text);
    let is_phrase = words.iter().filter(|word| word.chars().count() > 2).count() > 3;
    let is_of_list = words.len() > 2 && words.iter().all(|word| guess::is_listed(word));
    let has_digits_in_letters = has(char::is_alphabetic) && has(|c| c.is_ascii_digit());
    let is_long_word = words.iter().any(|word| word.chars().count() >= LONGEST_LETTERS);
    // Long names of lower-case words are many: of formats, files, programs.
    let is_name = text.chars().all(|c| c.is_ascii_lowercase() || "-_./{}".contains(c));
    let is_command = text.starts_with(['.', '/']);
    is_phrase
        || is_of_list
        || has_digits_in_letters
        || is_long_word
        || !is_plain(text)
        || count >= LONGEST_VALUE && !is_name && !is_command
}

/// Whether it is a number, a time, or a number of something.
fn is_quantity(text: &str) -> bool {
    const UNITS: [&str; 24] = [
        "s", "sec", "second", "m", "min", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year",
        "ms", "k", "kb", "kib", "mb", "b", "byte", "x",
    ];
    let is_time = text.chars().all(|c| c.is_ascii_digit() || matches!(c, 'T' | 'Z' | ':' | '-' | '+' | '.' | ' '));
    let is_number_first = text.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit());
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | ' ' | '.' | ','));
    let is_quarter = |text: &str| {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        text.split_once(['Q', 'q'])
            .is_some_and(|(year, number)| year.len() == 4 && number.len() == 1 && digits(year) && digits(number))
    };
    let is_unit = |word: &String| UNITS.iter().any(|unit| word == unit || word.strip_suffix('s') == Some(unit));
    is_time || is_quarter(text) || is_number_first && is_plain && words_of(text).iter().all(is_unit)
}

/// Whether it is written as a thumbprint, a digest or a UUID is, in hexadecimal or base64url.
fn is_digest(text: &str) -> bool {
    let text = text.strip_prefix("SHA256:").unwrap_or(text);
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let is_uuid = groups == [8, 4, 4, 4, 12] && is_hex(&text.replace('-', ""));
    let pairs = text.replace(':', "");
    let is_hex_digest = matches!(pairs.len(), 32 | 40 | 64 | 96 | 128) && is_hex(&pairs);
    let is_base64url = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let has_all = text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_uppercase())
        && text.bytes().any(|byte| byte.is_ascii_lowercase());
    // Of SHA-256 and longer: what is left of one of SHA-1 is guessed sooner.
    let is_thumbprint = matches!(text.len(), 43 | 64 | 86) && has_all && text.bytes().all(is_base64url);
    is_uuid || is_hex_digest || is_thumbprint
}

/// Whether it is long, in one piece and with digits, and not a digest.
pub(super) fn is_random(text: &str) -> bool {
    text.len() >= LONGEST_NAME
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_'))
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether it is words alone, of which the last one is too long for the end of a file's name.
pub(super) fn is_phrase(text: &str) -> bool {
    let words = words_of(text);
    let is_of_words = text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '_' | '.'));
    let is_end = |word: &String| word.chars().count() <= LONGEST_END;
    is_of_words
        && words.len() > 3
        && words.iter().all(|word| word.chars().count() > 2)
        && !words.last().is_some_and(is_end)
}

/// Whether it is words of the list for passphrases alone, whatever parts them.
fn is_listed_phrase(text: &str) -> bool {
    let words = words_of(text);
    words.len() > 3 && words.iter().all(|word| guess::is_listed(word))
}

#[cfg(test)]
mod tests {
    use super::{Names, Said};

    const NAMES: &[&str] = &[
        // Short, or plain words.
        "prod",
        "Prod1",
        "team",
        "nobody",
        "production",
        "tomorow",
        "inspekt",
        "hello",
        "my-keys",
        "my-prod-keys",
        "schluessel",
        "Schl\u{fc}ssel",
        "\u{9375}",
        "alice",
        "a.b.c",
        "isuer.pem",
        "keys/isuer.pem",
        "exports-for-alice/token-2026-11",
        "tkens/signing-2026",
        "no such key",
        // Digits and cases with a word that says what it is.
        "Prod1234",
        "prod-2026",
        "user42",
        "keycloak-2",
        "2026Q1",
        "signing-2026Q1",
        "api-v1beta1",
        "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "RSA-4096x",
        "RS2566",
        "ES256KX",
        "eu-west-1",
        "signing-key-2026-11",
        "team42",
        "key_2",
        "api2-gateway",
        "node-0815",
        "backup2026",
        "ed25519-prod",
        "MySigningKeyForProduction",
        "payment-service-signing-keys",
        "payment-service-signing-key-2026-11",
        "p256.spki.pem.old",
        // Near to what is offered.
        "acess-token",
        "PBES2-HS256+A128KX",
        "encrypted-jwk-set-for-jos",
        "--accept-changed-keyrings",
        "--passphrase-fil",
        // Times, numbers, sizes.
        "2026-11-30",
        "2026-11-30T10:00:00Z",
        "+90days",
        "1h30m",
        "4096",
        "99999999999",
        "1,000",
        "5 minutes",
        "4096bytes",
        "cookie=4096",
        "level=5",
        "localhost:8443",
    ];
    const PASSWORDS: &[&str] = &[
        "Sommer2026",
        "api-key-9f8e7d6c5b",
        "token_9f8e7d6c8a",
        "api_key_aZ9xK",
        "signing7Kx9",
        "AppKey99x",
        "auth0-Zx81kQ",
        "Company123",
        "Qwerty!",
        "Liebe!",
        "Sommer=2026",
        "/Sommer2026!",
        "sommer2026",
        "Sommer2026!",
        "hunter2",
        "hunter22",
        "Tr0ub4dor&3",
        "Tr0ub4dor&3xyz",
        "letmein!",
        "p@ssword!",
        "Passw0rd",
        "Password1",
        "password123",
        "secret123",
        "admin1234",
        "test1234",
        "alice1984",
        "Login2026",
        "changeme1",
        "correct-horse-battery-staple",
        "correct horse battery staple",
        "CorrectHorseBatteryStaple",
        "correcthorsebatterystaple",
        "correct.horse.battery.staple",
        "correct/horse/battery/staple",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "squishy-grape-lantern-otter-plank-mumble",
        "ladle-gravel-owl-sonnet-thaw",
        "ladle gravel owl sonnet thaw",
        "ladle_gravel_owl",
        "squishy-grape-lantern",
        "richtig-pferd-batterie-klammer",
        "Ich mag drei bunte Hunde",
        "mq7x2vd9kfw3hb8zt5jn6rcp1ylg",
        "k7#Vq!m2zLx9@pR4",
        "ghp_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4",
        "AKIAIOSFODNN7EXAMPLE",
        "JBSWY3DPEHPK3PXP2",
        "s3cr3t/Ab+c==",
        "MyDogRex7",
        "password=Sommer2026",
        "qwertz123",
        "xkcd-936-horse",
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo",
    ];
    const DIGESTS: &[&str] = &[
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "d41d8cd98f00b204e9800998ecf8427e",
        "SHA256:NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "d1:77:0d:5f:84:91:10:1d:12:7e:6f:a0:be:4b:8a:31:5c:a1:9c:d0",
    ];

    #[test]
    fn what_is_like_a_password_is_not_said_and_what_is_like_a_name_is() {
        let command = crate::cli::command();
        let names = Names::of(&command);
        let wrong = |expected: Said, texts: &[&'static str]| -> Vec<&'static str> {
            texts.iter().copied().filter(|text| names.said(text) != expected).collect()
        };
        assert!(NAMES.len() >= 40 && PASSWORDS.len() >= 40);
        assert_eq!(wrong(Said::Whole, NAMES), [""; 0]);
        assert_eq!(wrong(Said::Nothing, PASSWORDS), [""; 0]);
        assert_eq!(wrong(Said::Beginning, DIGESTS), [""; 0]);
        assert_eq!(Said::Beginning.words(DIGESTS[0]), "3f2504e0…");
        assert_eq!(Said::Nothing.words(PASSWORDS[0]), "…");
    }

    #[test]
    fn a_generated_passphrase_is_not_said() {
        let command = crate::cli::command();
        let names = Names::of(&command);
        for _ in 0..50 {
            let secret = crate::engine::keyring::guess::generate().unwrap();
            let text = std::str::from_utf8(secret.expose()).unwrap();
            assert_eq!(names.said(text), Said::Nothing, "{text}");
            assert_eq!(names.said(&text.replace('-', " ")), Said::Nothing, "{text}");
        }
    }
}
