//! `jotsmith keys trust`: the trust anchors of a keyring.

use super::arguments::TrustArguments;
use super::error::KeysError;
use super::writing::Writing;
use crate::cli::source::clock::clock;
use crate::cli::source::input::{self, Hidden};
use crate::cli::source::keyring;
use crate::cli::source::passphrase::{Passphrase, check_used};
use crate::cli::source::print::print;
use crate::engine::ground::limit::Limits;
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::key::{Certificate, KeyIds};
use crate::engine::key_file::anchor;
use crate::engine::keyring::Keyring;
use crate::engine::text::escape::escaped;
use serde_json::{Value, json};
use std::sync::Arc;

/// Characters of a thumbprint that name a certificate.
const SHORTEST: usize = 6;

pub(super) fn trust(arguments: &TrustArguments) -> Result<(), KeysError> {
    if !arguments.files.is_empty() {
        return add(arguments);
    }
    match &arguments.remove {
        Some(wanted) => remove(arguments, wanted),
        None => list(arguments),
    }
}

fn add(arguments: &TrustArguments) -> Result<(), KeysError> {
    let mut anchors = Vec::new();
    for path in &arguments.files {
        let bytes = input::read_secret_file(path, Limits::DEFAULT.key_file, Hidden::Key)?;
        let name = input::name(path);
        let read = anchor::read(&bytes, &name, &Limits::DEFAULT);
        anchors.extend(read.map_err(|_| KeysError::NoCertificate { name })?);
    }
    let mut writing = begin(arguments)?;
    let (mut added, mut known) = (String::new(), 0);
    for anchor in anchors {
        let subject = escaped(&anchor.certificate.subject).into_owned();
        if writing.keyring.trust(Arc::new(anchor), clock()) {
            added.push_str(&format!("{subject} is a trust anchor of {} now\n", escaped(&arguments.keyring)));
        } else {
            known += 1;
        }
    }
    if !added.is_empty() {
        writing.save()?;
    }
    if known > 0 {
        added.push_str(&format!("{known} already there\n"));
    }
    Ok(print(added.as_bytes())?)
}

fn remove(arguments: &TrustArguments, wanted: &str) -> Result<(), KeysError> {
    let mut writing = begin(arguments)?;
    let found: Vec<&Certificate> = certificates(&writing.keyring).filter(|found| is_meant(found, wanted)).collect();
    let (subject, x5t_s256) = match found.as_slice() {
        [one] => (escaped(&one.subject).into_owned(), one.x5t_s256.clone()),
        [] => {
            let keyring = arguments.keyring.clone();
            return Err(KeysError::NoSuchAnchor { name: wanted.to_owned(), keyring });
        }
        several => {
            let thumbprints = several.iter().map(|found| found.x5t_s256.chars().take(12).collect()).collect();
            return Err(KeysError::SeveralAnchors { name: wanted.to_owned(), thumbprints });
        }
    };
    writing.keyring.distrust(&x5t_s256);
    writing.save()?;
    let ring = escaped(&arguments.keyring).into_owned();
    Ok(print(format!("{subject} is no longer a trust anchor of {ring}; its backup still has it\n").as_bytes())?)
}

fn begin(arguments: &TrustArguments) -> Result<Writing, KeysError> {
    let mut ids = KeyIds::default();
    Writing::begin(&arguments.keyring, None, arguments.passphrase.origin(), arguments.trust, &mut ids)
}

fn certificates(keyring: &Keyring) -> impl Iterator<Item = &Certificate> {
    keyring.anchors().map(|(anchor, _)| &anchor.certificate)
}

/// Whether a person means this certificate: by its common name, its whole subject or the beginning of its thumbprint.
fn is_meant(certificate: &Certificate, wanted: &str) -> bool {
    certificate.subject == wanted
        || certificate.common_name.as_deref() == Some(wanted)
        || (wanted.len() >= SHORTEST && certificate.x5t_s256.starts_with(wanted))
}

fn list(arguments: &TrustArguments) -> Result<(), KeysError> {
    let mut passphrase = Passphrase::of(arguments.passphrase.origin())?;
    let keyring = keyring::read(&arguments.keyring, &mut passphrase, arguments.trust, &mut KeyIds::default())?;
    check_used(passphrase.as_ref())?;
    let text = if arguments.json { as_json(&arguments.keyring, &keyring) } else { as_text(&keyring) };
    Ok(print(text.as_bytes())?)
}

fn as_text(keyring: &Keyring) -> String {
    let mut out = String::new();
    for (index, (anchor, _)) in keyring.anchors().enumerate() {
        let certificate = &anchor.certificate;
        out.push_str(&format!("{:>3}  {}\n", index + 1, escaped(&certificate.subject)));
        if let Some(until) = certificate.not_after {
            out.push_str(&format!("     until {}\n", format_utc(until)));
        }
        out.push_str(&format!("     thumbprint {}\n", certificate.x5t_s256));
        if !anchor.source.is_empty() {
            out.push_str(&format!("     from {}\n", escaped(&anchor.source)));
        }
    }
    if out.is_empty() { "No trust anchors\n".to_owned() } else { out }
}

fn as_json(name: &str, keyring: &Keyring) -> String {
    let anchors: Vec<Value> = keyring
        .anchors()
        .map(|(anchor, created)| {
            let certificate = &anchor.certificate;
            json!({
                "subject": certificate.subject,
                "issuer": certificate.issuer,
                "not_before": certificate.not_before,
                "not_after": certificate.not_after,
                "x5t#S256": certificate.x5t_s256,
                "source": anchor.source,
                "created": created,
            })
        })
        .collect();
    format!("{}\n", json!({ "keyring": name, "trust": anchors }))
}
