//! What can be shown to others: the token redacted, and a page about it.

use super::{ExportRow, Group, Masking, Rule, Subject, Unfit};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::redact::{Redactor, Rules};
use crate::engine::report;
use crate::engine::report::page::Page;
use std::sync::OnceLock;

pub(super) static ROWS: &[ExportRow] = &[
    ExportRow::new(
        Group::Report,
        ("html", "Report as a page", "report.html"),
        "One HTML page with verdict, claims, findings and times, without scripts; values are pseudonyms",
        Rule::Open,
        |_| key().map(drop),
        |subject| {
            let Subject { examination, judgement, cleaned, notes, now, token, .. } = *subject;
            let report = report::report(examination, judgement, cleaned, notes, None, now);
            Ok(report.to_html(&Page { now, token }, Some(redactor()?)).trim_end().to_owned())
        },
    )
    .masking(Masking::Redacted),
    ExportRow::new(
        Group::Report,
        ("redacted", "Redacted token", "redacted.txt"),
        "The structure stays, values are pseudonyms, and what signs or encrypts it is gone",
        Rule::Open,
        |_| key().map(drop),
        |subject| {
            let redacted = redactor()?.text(subject.token);
            if redacted.left_out > 0 { Err(Unfit::Unredacted) } else { Ok(redacted.text) }
        },
    )
    .masking(Masking::Redacted),
];

/// The same for everything that this process hands on, so that one value has one pseudonym.
fn key() -> Result<SecretBytes, Unfit> {
    static KEY: OnceLock<Option<SecretBytes>> = OnceLock::new();
    KEY.get_or_init(Redactor::key).clone().ok_or(Unfit::NoRandomness)
}

fn redactor() -> Result<Redactor, Unfit> {
    Ok(Redactor::new(key()?, Rules::default()))
}
