//! What the place of a key file says about the private keys in it, and what the dates of their certificates say.

use super::input;
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Certificate, Jwk, KeyId, KeyIds, Unread};
use crate::engine::key_file::import::{Import, ImportOptions};
use crate::engine::key_file::weakness;
use crate::engine::rule;
use crate::engine::rule::finding::Severity;
use crate::engine::verify::key_file::import;
use crate::store::{regular, synced};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Marks the keys of a file with what is not to be seen from its bytes alone.
pub(in crate::cli) fn mark(imported: &mut Import, path: &Path, bytes: &[u8], options: &ImportOptions, now: i64) {
    let certificates: HashMap<KeyId, &Certificate> =
        imported.certificates.iter().map(|(id, certificate)| (*id, certificate)).collect();
    for key in &mut imported.keys {
        let certificate = certificates.get(&key.id);
        key.findings.extend(certificate.and_then(|certificate| weakness::certificate_dates(certificate, now)));
    }
    if !needs_passphrase(bytes, options) {
        mark_place(imported.keys.iter_mut(), path);
    }
}

/// Marks the private ones among keys that no passphrase protects, of the file at `path`.
pub(in crate::cli) fn mark_place<'a>(keys: impl Iterator<Item = &'a mut Jwk>, path: &Path) {
    let mut private = keys.filter(|key| key.is_private()).peekable();
    if private.peek().is_none() {
        return;
    }
    // What comes out of a pipe has no place.
    if input::is_stdin(path) || path.starts_with("/dev") {
        return;
    }
    let Some(metadata) = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file) else { return };
    let (is_open, carrier) = (regular::is_open_to_others(&metadata), synced::carrier(path));
    for key in private {
        key.findings.extend(is_open.then(weakness::readable_file));
        key.findings.extend(carrier.map(weakness::copied_file));
    }
}

/// The same for values that may have been taken for a secret.
pub(in crate::cli) fn mark_doubtful(unread: &mut Unread, path: &Path) {
    mark_place(unread.doubtful.iter_mut().map(|doubtful| Arc::make_mut(&mut doubtful.key)), path);
}

/// Whether a passphrase keeps the keys of the file from whoever has it.
pub(in crate::cli) fn needs_passphrase(bytes: &[u8], options: &ImportOptions) -> bool {
    let without = ImportOptions { passphrase: None, ..options.clone() };
    options.passphrase.is_some()
        && !import(bytes, "", &without, &Limits::DEFAULT, &mut KeyIds::default()).keys.iter().any(Jwk::is_private)
}

/// What the place and the dates say, in sentences, each once. A report says by itself what is a warning, of the keys that
/// it used: `besides_report` leaves that out.
pub(in crate::cli) fn words<'a>(keys: impl Iterator<Item = &'a Jwk>, besides_report: bool) -> Vec<String> {
    let rules = [&rule::key::KEY_FILE_PERMS, &rule::key::KEY_IN_SYNC_FOLDER, &rule::key::KEY_CERT_EXPIRED];
    let mut out: Vec<String> = Vec::new();
    for finding in keys.flat_map(|key| &key.findings) {
        let is_said = besides_report && finding.severity >= Severity::Warning;
        let is_one = !is_said && rules.iter().any(|rule| rule.id == finding.rule.id);
        let words = format!("{}: {}. {}", finding.severity.spoken(), finding.message, finding.advice);
        if is_one && !out.contains(&words) {
            out.push(words);
        }
    }
    out
}
