//! The public half of the key that verified or decrypted the token.

use super::{ExportRow, Group, Rule, Subject, Unfit};
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::export::{ExportFormat, export};

pub(super) static ROWS: &[ExportRow] = &[
    row(
        ("jwk", "Public JWK", "jwk.json"),
        "The key that checked this token, as one JSON object",
        |subject| fits(subject, ExportFormat::PublicJwk),
        |subject| written(subject, ExportFormat::PublicJwk),
    ),
    row(
        ("public-jwks", "Public JWK Set", "jwks.json"),
        "The same as a set, as an issuer publishes it: what the code below reads",
        |subject| fits(subject, ExportFormat::PublicJwkSet),
        |subject| written(subject, ExportFormat::PublicJwkSet),
    ),
    row(
        ("pem", "Public key, PEM", "public.pem"),
        "The same for OpenSSL and for libraries without JWK",
        |subject| fits(subject, ExportFormat::SpkiPem),
        |subject| written(subject, ExportFormat::SpkiPem),
    ),
];

const fn row(
    names: (&'static str, &'static str, &'static str),
    line: &'static str,
    fits: fn(&Subject<'_>) -> Result<(), Unfit>,
    make: fn(&Subject<'_>) -> Result<String, Unfit>,
) -> ExportRow {
    ExportRow::new(Group::Key, names, line, Rule::Open, fits, make)
}

/// The key that verified or opened the layer that is looked at, else any other layer.
fn of<'a>(subject: &Subject<'a>) -> Option<&'a Jwk> {
    let own = subject.layer().into_iter();
    own.chain(&subject.examination.layers).find_map(|layer| {
        let signatures = layer.signatures.get(subject.entry).into_iter().chain(&layer.signatures);
        let verified = signatures.filter(|result| result.status == SignatureStatus::Verified);
        let recipients = layer.recipients.get(subject.entry).into_iter().chain(&layer.recipients);
        let opened = recipients.filter(|result| result.status == RecipientStatus::Decrypted);
        verified.map(|result| &result.key).chain(opened.map(|result| &result.key)).flatten().map(|key| &**key).next()
    })
}

fn public<'a>(subject: &Subject<'a>) -> Result<&'a Jwk, Unfit> {
    let key = of(subject).ok_or(Unfit::NoKey)?;
    if matches!(key.material, KeyMaterial::Oct(_)) { Err(Unfit::SharedSecret) } else { Ok(key) }
}

fn fits(subject: &Subject<'_>, format: ExportFormat) -> Result<(), Unfit> {
    if format.fits(public(subject)?) { Ok(()) } else { Err(Unfit::KeyFormat) }
}

fn written(subject: &Subject<'_>, format: ExportFormat) -> Result<String, Unfit> {
    let mut key = public(subject)?.clone();
    // A set is there to be looked up in by the token's kid, and some verifiers take no key without alg.
    if let Some(header) = subject.layer().filter(|_| format.row().is_set).and_then(|layer| layer.header(subject.entry))
    {
        key.key_id = key.key_id.or_else(|| header.key_id());
        key.algorithm = key.algorithm.or_else(|| header.algorithm());
    }
    let bytes = export(&[&key], format, None).map_err(|_| Unfit::KeyFormat)?;
    let text = std::str::from_utf8(bytes.expose()).map_err(|_| Unfit::KeyFormat)?;
    Ok(text.trim_end().to_owned())
}
