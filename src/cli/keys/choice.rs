//! Kinds of keys, formats and members, out of the engine's tables.

use crate::cli::source::choice::{Choice, Suggested, algorithms};
use crate::engine::key_file::export::{EXPORT_FORMATS, ExportRow};
use crate::engine::key_file::generate::{self, GENERATED_KINDS, Recipe};
use crate::engine::keyring::Strength;
use clap::builder::PossibleValue;

/// How keys are written.
#[derive(Clone, Copy)]
pub(super) enum OutputFormat {
    /// Each of them, or as a set.
    Keys(&'static ExportRow),
    /// A whole keyring.
    Keyring(&'static KeyringRow),
}

impl OutputFormat {
    fn named(name: &str) -> Option<Self> {
        let keys = EXPORT_FORMATS.iter().find(|row| row.name == name).map(Self::Keys);
        keys.or_else(|| KEYRING_FORMATS.iter().find(|row| row.name == name).map(Self::Keyring))
    }
}

/// How a whole keyring is written.
#[derive(Debug)]
pub(super) struct KeyringRow {
    pub(super) name: &'static str,
    title: &'static str,
    pub(super) strength: Strength,
}

const KEYRING_FORMATS: &[KeyringRow] = &[
    KeyringRow { name: "encrypted-jwk-set", title: "A whole keyring, encrypted", strength: Strength::Full },
    KeyringRow {
        name: "encrypted-jwk-set-for-jose",
        title: "A whole keyring, encrypted so weakly that Debian's jose opens it",
        strength: Strength::LatchsetJose,
    },
];

/// What `--to` takes.
pub(super) fn format() -> Choice<OutputFormat> {
    Choice {
        offered: || {
            let keys = EXPORT_FORMATS.iter().map(|row| PossibleValue::new(row.name).help(row.title));
            let keyrings = KEYRING_FORMATS.iter().map(|row| PossibleValue::new(row.name).help(row.title));
            keys.chain(keyrings).collect()
        },
        named: OutputFormat::named,
    }
}

/// What is generated: a kind of key, or the algorithm that one is for.
pub(super) fn kind() -> Choice<Recipe> {
    Choice {
        offered: || {
            let kinds = GENERATED_KINDS.iter().map(|row| PossibleValue::new(row.name).help(row.title));
            // Some are called like their kind.
            let algorithms = generate::all_algorithms().into_iter().filter(|name| generate::find(name).is_none());
            kinds.chain(algorithms.map(|name| PossibleValue::new(name).help(title_for(name)))).collect()
        },
        named: generate::named,
    }
}

/// The kind of key that is made for an algorithm.
fn title_for(algorithm: &str) -> &'static str {
    let kind = generate::named(algorithm).map(|recipe| recipe.kind);
    GENERATED_KINDS.iter().find(|row| Some(row.kind) == kind).map_or("", |row| row.title)
}

/// A `kid`: where it comes from, or its text.
pub(super) fn key_id() -> Suggested {
    Suggested(|| ["thumbprint", "date", "uuid", "none"].map(PossibleValue::new).into())
}

/// A `use`, or `none`.
pub(super) fn public_key_use() -> Suggested {
    Suggested(|| ["sig", "enc", "none"].map(PossibleValue::new).into())
}

/// An `alg`, or `none`.
pub(super) fn algorithm() -> Suggested {
    Suggested(|| algorithms().filter(|name| *name != "none").chain(["none"]).map(PossibleValue::new).collect())
}

/// A value of `key_ops` (RFC 7517 §4.3).
pub(super) fn operation() -> Suggested {
    Suggested(|| {
        ["sign", "verify", "encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits"]
            .map(PossibleValue::new)
            .into()
    })
}
