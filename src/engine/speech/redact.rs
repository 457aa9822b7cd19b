//! What was masked, in words.

use crate::engine::redact::{MaskKind, ReadablePart, Redacted};
use crate::engine::text::words::grouped;
use std::collections::BTreeMap;

/// What a page says of itself.
pub const PAGE_REDACTED: &str = "redacted: marked values are pseudonyms";
pub const PAGE_WHOLE: &str = "not redacted: it shows what the token says about people and systems";
/// What a picture says of itself.
pub const PICTURE: &str = "Redacted: values are pseudonyms, and the signature is left out";

/// That a text is as it was.
pub fn nothing() -> String {
    "nothing was masked: the output is the input".to_owned()
}

/// That masked values may be left where they stand once more.
pub fn left_out(count: usize) -> String {
    format!("the input is too long to look for {} of its masked values wherever they appear", grouped(count as u128))
}

/// What something is that was masked: "an e-mail address".
pub const fn kind(kind: MaskKind) -> &'static str {
    kind_words(kind).0
}

const fn kind_words(kind: MaskKind) -> (&'static str, &'static str) {
    match kind {
        MaskKind::Signature => ("signature or ciphertext", "signatures or ciphertexts"),
        MaskKind::Secret => ("secret", "secrets"),
        MaskKind::Key => ("key", "keys"),
        MaskKind::Name => ("name", "names"),
        MaskKind::Email => ("e-mail address", "e-mail addresses"),
        MaskKind::Phone => ("telephone number", "telephone numbers"),
        MaskKind::Address => ("postal address", "postal addresses"),
        MaskKind::Date => ("date", "dates"),
        MaskKind::Location => ("location", "locations"),
        MaskKind::Ip => ("IP address", "IP addresses"),
        MaskKind::Url => ("web address", "web addresses"),
        MaskKind::Host => ("host name", "host names"),
        MaskKind::Id => ("ID", "IDs"),
        MaskKind::Hash => ("hash", "hashes"),
        MaskKind::Role => ("role or scope", "roles or scopes"),
        MaskKind::Number => ("number", "numbers"),
        MaskKind::Text => ("other value", "other values"),
        MaskKind::Special => ("specially protected value", "specially protected values"),
    }
}

/// All of it in one line: "2 signatures or ciphertexts, 3 IDs, 1 key".
pub fn summary(redacted: &[Redacted]) -> String {
    let mut counts: BTreeMap<MaskKind, usize> = BTreeMap::new();
    for (kind, count) in redacted.iter().flat_map(Redacted::counts) {
        *counts.entry(kind).or_default() += count;
    }
    let left_out = redacted.iter().map(|redacted| redacted.left_out).find(|count| *count > 0);
    let words: Vec<String> = counts
        .iter()
        .map(|(kind, count)| match (count, kind_words(*kind)) {
            (1, (one, _)) => format!("1 {one}"),
            (_, (_, several)) => format!("{} {several}", grouped(*count as u128)),
        })
        .chain(left_out.map(self::left_out))
        .collect();
    words.join(", ")
}

/// What can be read of a token: its title.
pub fn part(part: ReadablePart) -> String {
    match part {
        ReadablePart::Header => "Header".to_owned(),
        ReadablePart::Claims => "Claims".to_owned(),
        ReadablePart::Disclosure(number) => format!("Disclosure {number}"),
    }
}
