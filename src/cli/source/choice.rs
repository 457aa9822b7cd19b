//! Choices out of tables: one list for the parser, the help, its errors and the completions of a shell.

use crate::engine::builder::template::TEMPLATES;
use crate::engine::export::{self, ExportRow};
use crate::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, ContentEncryptionAlgorithm, ContentEncryptionRow, KEY_MANAGEMENT_ALGORITHMS,
    KeyManagementAlgorithm, KeyManagementRow, SIGNATURE_ALGORITHMS, SignatureAlgorithm, SignatureRow,
};
use crate::engine::jwt::profile::{self, PROFILES, ProfileRow};
use crate::engine::text::words;
use clap::builder::{NonEmptyStringValueParser, PossibleValue, PossibleValuesParser, StyledStr, TypedValueParser};
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command};
use std::ffi::{OsStr, OsString};

/// One of a list. The list is made when it is asked for, and not at each start.
#[derive(Clone)]
pub(in crate::cli) struct Choice<T> {
    pub(in crate::cli) offered: fn() -> Vec<PossibleValue>,
    pub(in crate::cli) named: fn(&str) -> Option<T>,
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Choice<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        let offered = (self.offered)();
        // Nobody who writes rs256 means anything else.
        let names = || offered.iter().map(PossibleValue::get_name);
        let same =
            value.to_str().and_then(|text| names().find(|name| name.eq_ignore_ascii_case(text))).map(OsString::from);
        let read = PossibleValuesParser::new(offered.clone());
        let read = read.parse_ref(command, argument, same.as_deref().unwrap_or(value));
        let name = read.map_err(|error| advised(error, value, names()))?;
        (self.named)(&name).ok_or_else(|| Error::new(ErrorKind::InvalidValue).with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.offered)().into_iter()))
    }
}

/// Other names of what is offered, and what stands behind them.
const SYNONYMS: [(&str, &[&str]); 9] = [
    ("pem", &["spki-pem", "pkcs8-pem"]),
    ("der", &["spki-der", "pkcs8-der"]),
    ("ssh", &["openssh-public"]),
    ("openssh", &["openssh-public"]),
    ("private-jwk", &["jwk"]),
    ("private-jwk-set", &["jwk-set"]),
    ("jwks", &["public-jwk-set", "jwk-set"]),
    ("public-jwks", &["public-jwk-set"]),
    ("ec", &["p-256", "p-384", "p-521"]),
];

/// The error with what was probably meant, where the parser's own guess is by letters alone.
fn advised<'a>(mut error: Error, value: &OsStr, names: impl Iterator<Item = &'a str> + Clone) -> Error {
    let Some(text) = value.to_str().map(str::to_ascii_lowercase).filter(|text| !text.is_empty()) else { return error };
    if let Some(tip) = of_another_role(&text, names.clone()) {
        error.remove(ContextKind::SuggestedValue);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
        return error;
    }
    let synonyms = SYNONYMS.iter().filter(|(synonym, _)| *synonym == text).flat_map(|(_, meant)| meant.iter().copied());
    let mut meant: Vec<&str> = synonyms.filter(|name| names.clone().any(|offered| offered == *name)).collect();
    if meant.is_empty() {
        let begins =
            |name: &&str| name.to_ascii_lowercase().strip_prefix(&text).is_some_and(|rest| rest.starts_with('-'));
        meant = names.clone().filter(begins).take(MOST_MEANT).collect();
    }
    if meant.is_empty() {
        meant.extend(words::meant(&text, names));
    }
    if !meant.is_empty() {
        let meant = meant.into_iter().map(str::to_owned).collect();
        error.insert(ContextKind::SuggestedValue, ContextValue::Strings(meant));
    }
    error
}

/// What to do with an algorithm that is one, and not of those that are offered: the name that is nearest by its letters means
/// something else.
fn of_another_role<'a>(text: &str, mut offered: impl Iterator<Item = &'a str>) -> Option<String> {
    let name = algorithms().find(|name| name.eq_ignore_ascii_case(text))?;
    let first = offered.next()?;
    // A list of something else than algorithms.
    if offered.any(|own| own == name) || first == name || !algorithms().any(|own| own == first) {
        return None;
    }
    Some(if SignatureAlgorithm::named(name).known().is_some() {
        format!("{name} signs, and does not encrypt")
    } else if ContentEncryptionAlgorithm::named(name).known().is_some() {
        format!("{name} encrypts the content: pass it with --enc, and name the recipient with --encrypt-to")
    } else {
        format!("{name} encrypts, and does not sign: pass it with --jwe-alg, and name the recipient with --encrypt-to")
    })
}

/// Names that are suggested at once.
const MOST_MEANT: usize = 4;

/// Text of any kind, of which some is offered to whoever completes it.
#[derive(Clone)]
pub(in crate::cli) struct Suggested(pub(in crate::cli) fn() -> Vec<PossibleValue>);

/// Text that is not empty: a variable that is not set would be meant for everything, or for nothing.
pub(in crate::cli) fn text() -> NonEmptyStringValueParser {
    NonEmptyStringValueParser::new()
}

/// The same of what need not be text.
#[derive(Clone)]
pub(in crate::cli) struct Filled;

impl TypedValueParser for Filled {
    type Value = OsString;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<OsString, Error> {
        if value.is_empty() {
            // It says so in the parser's own words.
            text().parse_ref(command, argument, value)?;
        }
        Ok(value.to_owned())
    }
}

impl TypedValueParser for Suggested {
    type Value = String;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        text().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter()))
    }
}

/// An `alg` of a JWS.
pub(in crate::cli) fn signature() -> Choice<&'static SignatureRow> {
    Choice {
        offered: || SIGNATURE_ALGORITHMS.iter().map(|row| PossibleValue::new(row.name)).collect(),
        named: |name| SignatureAlgorithm::named(name).known(),
    }
}

/// An `alg` of a JWE.
pub(in crate::cli) fn key_management() -> Choice<&'static KeyManagementRow> {
    Choice {
        offered: || KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| PossibleValue::new(row.name)).collect(),
        named: |name| KeyManagementAlgorithm::named(name).known(),
    }
}

/// An `enc` of a JWE.
pub(in crate::cli) fn content_encryption() -> Choice<&'static ContentEncryptionRow> {
    Choice {
        offered: || CONTENT_ENCRYPTION_ALGORITHMS.iter().map(|row| PossibleValue::new(row.name)).collect(),
        named: |name| ContentEncryptionAlgorithm::named(name).known(),
    }
}

/// The name of any of them that can be accepted: an unsecured token is never valid.
pub(in crate::cli) fn algorithm() -> Choice<String> {
    Choice {
        offered: || algorithms().filter(|name| *name != "none").map(PossibleValue::new).collect(),
        named: |name| Some(name.to_owned()),
    }
}

/// The names of all of them, signatures first.
pub(in crate::cli) fn algorithms() -> impl Iterator<Item = &'static str> {
    let signatures = SIGNATURE_ALGORITHMS.iter().map(|row| row.name);
    let management = KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| row.name);
    signatures.chain(management).chain(CONTENT_ENCRYPTION_ALGORITHMS.iter().map(|row| row.name))
}

/// A kind of token.
pub(in crate::cli) fn profile() -> Choice<&'static ProfileRow> {
    Choice {
        offered: || PROFILES.iter().map(|row| PossibleValue::new(row.id).help(row.line)).collect(),
        named: profile::named,
    }
}

/// What can be made of a token.
pub(in crate::cli) fn export() -> Choice<&'static ExportRow> {
    Choice {
        offered: || export::rows().map(|row| PossibleValue::new(row.name).help(row.title)).collect(),
        named: export::named,
    }
}

/// A template, one of those that are built in or one that was saved.
pub(in crate::cli) fn template() -> Suggested {
    Suggested(|| TEMPLATES.iter().map(|row| PossibleValue::new(row.name).help(row.summary)).collect())
}
