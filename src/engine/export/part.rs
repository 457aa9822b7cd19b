//! The token and its parts, as they were received.

use super::{ExportRow, Group, Rule, Secrecy, Subject, Unfit};
use crate::engine::ground::base64url;
use crate::engine::jose::layer::{ContentKind, Layer};
use crate::engine::jose::sd_jwt::SdJwt;

pub(super) static ROWS: &[ExportRow] = &[
    ExportRow::new(
        Group::Token,
        ("token", "Token", "token.jwt"),
        "Only the token, without what stood around it",
        Rule::Secret,
        |_| Ok(()),
        |subject| Ok(subject.token.to_owned()),
    ),
    ExportRow::new(
        Group::Token,
        ("header", "Header", "header.json"),
        "JSON, exactly as it was written",
        Rule::Weighed(|subject| weighed(subject.layer(), subject.shown_layer(), |layer| header(layer, subject.entry))),
        |subject| subject.layer().and_then(|layer| header(layer, subject.entry)).map(drop).ok_or(Unfit::NoPart),
        |subject| subject.layer().and_then(|layer| header(layer, subject.entry)).ok_or(Unfit::NoPart),
    ),
    ExportRow::new(
        Group::Token,
        ("payload", "Payload", "payload.json"),
        "The payload or plaintext, unchanged; of an SD-JWT with its disclosed claims",
        Rule::Weighed(payload_secrecy),
        |subject| subject.layer().and_then(payload).map(drop).ok_or(Unfit::NoPart),
        |subject| subject.layer().and_then(payload).ok_or(Unfit::NoPart),
    ),
    ExportRow::new(
        Group::Token,
        ("unsigned-token", "Token without its signature", "unsigned.txt"),
        "Without disclosures and key binding too: nobody can use it, and everybody can read its claims",
        Rule::Weighed(|subject| {
            let is_covered = !std::ptr::eq(subject.examination, subject.shown);
            if is_covered { Secrecy::Secret } else { Secrecy::Open }
        }),
        |subject| redacted(subject).map(drop),
        redacted,
    ),
];

/// Without its last part. Behind the first tilde stand disclosures and a key binding: each is worth as much as the signature.
fn redacted(subject: &Subject<'_>) -> Result<String, Unfit> {
    if subject.token.starts_with('{') {
        return Err(Unfit::NotCompact);
    }
    let jose = subject.token.split('~').next().ok_or(Unfit::NotCompact)?;
    let parts: Vec<&str> = jose.split('.').collect();
    match parts.as_slice() {
        [] | [_] => Err(Unfit::NotCompact),
        // Of what is encrypted nothing is left but how.
        [header, _, _, _, _] => Ok(format!("{header}.[removed]")),
        [kept @ .., _] => Ok(format!("{}.[removed]", kept.join("."))),
    }
}

/// The objects that make the header, each as it was written; those that stand in the clear are cut out of theirs.
pub(super) fn header(layer: &Layer, entry: usize) -> Option<String> {
    let texts: Vec<String> = layer
        .header(entry)?
        .sources
        .iter()
        .map(|source| match source.object().filter(|_| source.root != 0) {
            Some(object) => object.lexeme().into_owned(),
            None => String::from_utf8_lossy(source.document.bytes()).into_owned(),
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// What is shown as the claims: bytes that are no text in base64url.
fn payload(layer: &Layer) -> Option<String> {
    if layer.sd_jwt.as_ref().and_then(SdJwt::claims).is_some() {
        return Some(String::from_utf8_lossy(layer.shown_claims()?.bytes()).into_owned());
    }
    let content = layer.content.as_ref()?;
    Some(std::str::from_utf8(&content.bytes).map_or_else(|_| base64url::encode(&content.bytes), str::to_owned))
}

fn payload_secrecy(subject: &Subject<'_>) -> Secrecy {
    let content = subject.layer().and_then(|layer| layer.content.as_ref());
    // The content of an encrypted token was meant to stay between two.
    let is_inside = content.is_some_and(|content| content.part.is_none() || content.kind == ContentKind::Nested);
    let is_of_sd_jwt = subject.layer().and_then(|layer| layer.sd_jwt.as_ref()?.claims()).is_some();
    if is_inside && !is_of_sd_jwt { Secrecy::Secret } else { weighed(subject.layer(), subject.shown_layer(), payload) }
}

/// Secret where a private key is in it.
fn weighed(received: Option<&Layer>, shown: Option<&Layer>, text: impl Fn(&Layer) -> Option<String>) -> Secrecy {
    let is_open = received
        .zip(shown)
        .is_some_and(|(received, shown)| std::ptr::eq(received, shown) || text(received) == text(shown));
    if is_open { Secrecy::Open } else { Secrecy::Secret }
}
