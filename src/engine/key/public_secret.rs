//! Secrets that everybody knows: the empty one, and those that are printed in documentation and shipped as defaults.

use crate::engine::ground::registry;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::rule::key::{KEY_HS_EMPTY, KEY_HS_LEAKED};
use crate::engine::text::words::shown;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The bytes of a secret that everybody knows, and what it is.
pub(crate) struct PublicSecret {
    pub bytes: Vec<u8>,
    pub kind: Kind,
}

pub(crate) enum Kind {
    /// None was set, and this is what became of that.
    Missing(&'static str),
    /// It is written there.
    Leaked { text: &'static str, reading: &'static str, place: &'static str },
}

/// What all of them together gave for one signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// None was tried: it is no HMAC, or too long.
    Untried,
    /// None of them made it.
    Other,
    /// The one at this index made it.
    Public(usize),
}

impl Trial {
    /// The secret that made it, where everybody knows that.
    pub fn secret(self) -> Option<SecretBytes> {
        let Self::Public(index) = self else { return None };
        PUBLIC_SECRETS.get(index).map(|secret| SecretBytes::from(secret.bytes.as_slice()))
    }

    /// What everybody knows: "The secret is public, "secret" (…)".
    pub fn words(self) -> Option<String> {
        let Self::Public(index) = self else { return None };
        PUBLIC_SECRETS.get(index).map(PublicSecret::words)
    }
}

/// The secret at this index, in the words that stand behind "made with".
pub(crate) fn words(index: usize) -> String {
    match PUBLIC_SECRETS.get(index).map(|secret| &secret.kind) {
        Some(Kind::Missing(what)) => format!("a secret that is {what}"),
        Some(Kind::Leaked { text, reading, place }) => {
            format!("a public secret, \"{}\"{reading} ({place})", shown(text))
        }
        None => "a public secret".to_owned(),
    }
}

impl PublicSecret {
    pub fn finding(&self, layer: usize) -> Finding {
        let rule = match self.kind {
            Kind::Missing(_) => &KEY_HS_EMPTY,
            Kind::Leaked { .. } => &KEY_HS_LEAKED,
        };
        Finding::new(rule, layer, Place::Key).saying(format!("{}: anyone can forge this token", self.words()))
    }

    fn words(&self) -> String {
        match self.kind {
            Kind::Missing(what) => format!("The secret is {what}"),
            Kind::Leaked { text, reading, place } => {
                format!("The secret is public, \"{}\"{reading} ({place})", shown(text))
            }
        }
    }
}

macro_rules! unfilled {
    ($($text:literal)*) => {
        [$(($text, concat!("the text ", $text, ": a variable that was never filled in"))),*]
    };
}

/// What stands in configurations and source code where the value of a variable belongs.
const UNFILLED: [(&str, &str); 20] = unfilled![
    "${JWT_SECRET}" "$JWT_SECRET" "{{JWT_SECRET}}" "{{ JWT_SECRET }}" "%JWT_SECRET%" "<JWT_SECRET>" "process.env.JWT_SECRET"
    "${process.env.JWT_SECRET}" "env(JWT_SECRET)" "%env(JWT_SECRET)%" "${JWT_SECRET_KEY}" "process.env.JWT_SECRET_KEY"
    "${SECRET_KEY}" "process.env.SECRET_KEY" "${SECRET}" "process.env.SECRET" "${jwt.secret}" "[object Object]" "NaN"
    "<no value>"
];

/// All of them, in each way in which they may have been read, the likely ones first.
pub(crate) static PUBLIC_SECRETS: LazyLock<Vec<PublicSecret>> = LazyLock::new(|| {
    // HMAC pads its key with zeros (RFC 2104 §2): zero bytes alone, up to a block of the hash, are the empty secret.
    let missing = [
        ("", "empty or all zero bytes"),
        ("\n", "just a line break"),
        ("null", "the word null, so it was probably never set"),
        ("undefined", "the word undefined, so it was probably never set"),
        ("None", "the word None, so it was probably never set"),
        ("nil", "the word nil, so it was probably never set"),
    ];
    let mut secrets: Vec<PublicSecret> = missing
        .into_iter()
        .chain(UNFILLED)
        .map(|(text, what)| PublicSecret { bytes: text.as_bytes().to_vec(), kind: Kind::Missing(what) })
        .collect();
    let listed = registry::rows::<2>(include_str!("../../../assets/registry/public_secrets.csv"));
    let mut readings: Vec<_> = listed
        .iter()
        .flat_map(|&[text, place]| readings(text).into_iter().map(move |reading| (reading, text, place)))
        .collect();
    // Plain text first: that is how nearly all of them are used.
    readings.sort_by_key(|((rank, ..), ..)| *rank);
    let mut known: HashSet<Vec<u8>> = secrets.iter().map(|secret| secret.bytes.clone()).collect();
    for ((_, bytes, reading), text, place) in readings {
        if known.insert(bytes.clone()) {
            secrets.push(PublicSecret { bytes, kind: Kind::Leaked { text, reading, place } });
        }
    }
    secrets
});

/// Where a secret is printed or shipped, if it is one that everybody knows; its words are not said.
pub(crate) fn where_listed(secret: &[u8]) -> Option<&'static str> {
    PUBLIC_SECRETS.iter().find(|known| known.bytes == secret).map(|known| match known.kind {
        Kind::Missing(_) => "a word that means the secret was never set",
        Kind::Leaked { place, .. } => place,
    })
}

/// The bytes that programs take a configured text for, each with its rank and how it was read.
fn readings(text: &'static str) -> Vec<(u8, Vec<u8>, &'static str)> {
    use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
    let bytes = text.as_bytes();
    let mut readings = vec![(0, bytes.to_vec(), ""), (2, [bytes, b"\n"].concat(), " with a line break at its end")];
    if let Some(decoded) =
        [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD].iter().find_map(|encoding| encoding.decode(bytes).ok())
    {
        readings.push((1, decoded, " read as base64"));
    }
    if let Ok(decoded) = HEXLOWER_PERMISSIVE.decode(bytes) {
        readings.push((1, decoded, " read as hexadecimal"));
    }
    readings
}
