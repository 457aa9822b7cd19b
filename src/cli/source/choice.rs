//! Choices out of tables: one list for the parser, the help, its errors and the completions of a shell.

use crate::engine::builder::template::TEMPLATES;
use crate::engine::export::{self, ExportRow};
use crate::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, ContentEncryptionAlgorithm, ContentEncryptionRow, KEY_MANAGEMENT_ALGORITHMS,
    KeyManagementAlgorithm, KeyManagementRow, SIGNATURE_ALGORITHMS, SignatureAlgorithm, SignatureRow,
};
use crate::engine::jwt::profile::{self, PROFILES, ProfileRow};
use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::error::{Error, ErrorKind};
use clap::{Arg, Command};
use std::ffi::OsStr;

/// One of a list. The list is made when it is asked for, and not at each start.
#[derive(Clone)]
pub(in crate::cli) struct Choice<T> {
    pub(in crate::cli) offered: fn() -> Vec<PossibleValue>,
    pub(in crate::cli) named: fn(&str) -> Option<T>,
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Choice<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        let name = PossibleValuesParser::new((self.offered)()).parse_ref(command, argument, value)?;
        (self.named)(&name).ok_or_else(|| Error::new(ErrorKind::InvalidValue).with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.offered)().into_iter()))
    }
}

/// Text of any kind, of which some is offered to whoever completes it.
#[derive(Clone)]
pub(in crate::cli) struct Suggested(pub(in crate::cli) fn() -> Vec<PossibleValue>);

impl TypedValueParser for Suggested {
    type Value = String;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, argument, value)
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

/// The name of any of them.
pub(in crate::cli) fn algorithm() -> Choice<String> {
    Choice { offered: || algorithms().map(PossibleValue::new).collect(), named: |name| Some(name.to_owned()) }
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
