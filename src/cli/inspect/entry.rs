//! The signatures and recipients of a layer in the report for people, with the keys that were tried.

use super::value::key_name;
use crate::cli::source::style::{BAD, GOOD, HEADING, NEUTRAL, WARNING, WEAK};
use crate::engine::ground::jwa::CURVES;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::reason::{KeyReason, Reason};
use crate::engine::jose::status::{Attempt, MatchedBy, Outcome, RecipientStatus, SignatureStatus};
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::speech::act::{Act, Manner};
use crate::engine::speech::{self, Words};
use crate::engine::text::escape::escaped;
use crate::engine::text::words::counted;
use anstyle::Style;
use std::fmt::{self, Write};

/// Keys without success that are listed for one signature.
const MOST_ATTEMPTS: usize = 10;

pub(super) fn write(out: &mut String, layer: &Layer) -> fmt::Result {
    if !layer.signatures.is_empty() {
        let title = if layer.signatures.len() == 1 { "Signature" } else { "Signatures" };
        writeln!(out, "  {HEADING}{title}{HEADING:#}")?;
    }
    for result in &layer.signatures {
        let (style, words) = match result.status {
            SignatureStatus::Verified => (GOOD, "✔ verified"),
            SignatureStatus::Rejected => (BAD, "✘ rejected"),
            SignatureStatus::Unchecked => (NEUTRAL, "? not checked"),
            SignatureStatus::Unsecured => (WARNING, "! unsecured"),
            SignatureStatus::Malformed => (BAD, "✘ malformed"),
        };
        let algorithm = result.algorithm.as_deref();
        write_entry(out, style, words, algorithm, result.key.as_deref(), result.matched_by, &result.reasons)?;
        write_attempts(out, &result.attempts, &result.reasons)?;
    }
    if !layer.recipients.is_empty() {
        let title = if layer.recipients.len() == 1 { "Encryption" } else { "Recipients" };
        writeln!(out, "  {HEADING}{title}{HEADING:#}")?;
    }
    for result in &layer.recipients {
        let (style, words) = match result.status {
            RecipientStatus::Decrypted => (GOOD, "✔ decrypted"),
            RecipientStatus::Failed => (BAD, "✘ not decrypted"),
            RecipientStatus::Locked => (NEUTRAL, "? locked"),
            RecipientStatus::Malformed => (BAD, "✘ malformed"),
        };
        let algorithm = result.algorithm.as_deref();
        write_entry(out, style, words, algorithm, result.key.as_deref(), result.matched_by, &result.reasons)?;
        write_attempts(out, &result.attempts, &result.reasons)?;
    }
    Ok(())
}

fn write_entry(
    out: &mut String,
    style: Style,
    words: &str,
    algorithm: Option<&str>,
    key: Option<&Jwk>,
    matched_by: Option<MatchedBy>,
    reasons: &[Reason],
) -> fmt::Result {
    write!(out, "    {style}{words}{style:#}")?;
    if let Some(algorithm) = algorithm {
        write!(out, "  {}", escaped(algorithm))?;
    }
    if let Some(key) = key {
        write!(out, "  key {}  {WEAK}{}", escaped(&key_name(key)), escaped(&key_details(key)))?;
        if let Some(matched_by) = matched_by {
            write!(out, " · {}", matched_by.words())?;
        }
        write!(out, "{WEAK:#}")?;
    }
    writeln!(out)?;
    for reason in reasons {
        write_words(out, &speech::reason::words(reason))?;
    }
    Ok(())
}

/// A reason and, below it, what to do: with the option that does it.
pub(super) fn write_words(out: &mut String, words: &Words) -> fmt::Result {
    writeln!(out, "      {}", escaped(&words.sentence))?;
    let advice = advised(&words.advice, words.act.as_ref());
    if !advice.is_empty() {
        writeln!(out, "      {WEAK}{advice}{WEAK:#}")?;
    }
    Ok(())
}

/// The advice with the option that does it; with what the option is for, where that is not what is advised.
pub(super) fn advised(advice: &str, act: Option<&Act>) -> String {
    let Some((act, flag)) = act.and_then(|act| Some((act, act.flag()?))) else { return escaped(advice).into_owned() };
    let (advice, flag) = (escaped(advice), escaped(&flag));
    let purpose = match act {
        Act::UsePublicSecret => "to verify with it all the same",
        Act::JudgeAtIat => "to evaluate the token at its iat",
        Act::AsMade(Manner::SecretOfEncryption | Manner::Encrypted) => "to decrypt it as it was made",
        Act::AsMade(Manner::Value) => "to verify with that value",
        Act::AsMade(_) => "to verify it as it was made",
        Act::HashNonce | Act::VerifyAsWritten => "to verify it all the same",
        // What is to be loaded comes first, and then what else can be done.
        Act::LoadKey | Act::LoadSecret if advice.contains("; ") => {
            return advice.replacen("; ", &format!(" ({flag}); "), 1);
        }
        _ => return format!("{advice} ({flag})").trim_start().to_owned(),
    };
    format!("{advice}; {purpose}: {flag}")
}

/// The keys that did not do it, and why not. Where `reasons` say what would have made it right, it may be this key that would.
fn write_attempts(out: &mut String, attempts: &[Attempt], reasons: &[Reason]) -> fmt::Result {
    let is_explained = reasons.iter().any(|reason| matches!(reason, Reason::Cause(..)));
    let failed = || attempts.iter().filter(|attempt| attempt.outcome != Outcome::Success);
    for attempt in failed().take(MOST_ATTEMPTS) {
        let has = |known: fn(&KeyReason) -> bool| {
            attempt.reasons.iter().any(|reason| matches!(reason, Reason::Key(reason) if known(reason)))
        };
        let how = if has(|reason| matches!(reason, KeyReason::FitsAnyway(_))) {
            "fits, but may not be used"
        } else if has(|reason| matches!(reason, KeyReason::Same)) {
            "the same key"
        } else if has(|reason| matches!(reason, KeyReason::NotNeeded(_) | KeyReason::BudgetSpent)) {
            "not tried"
        } else if attempt.outcome == Outcome::Unfit {
            "does not fit"
        } else if is_explained {
            "did not, as the token is"
        } else {
            "did not"
        };
        let name = key_name(&attempt.key);
        let details = key_details(&attempt.key);
        writeln!(out, "      key {}: {how}  {WEAK}{}{WEAK:#}", escaped(&name), escaped(&details))?;
        for reason in attempt.reasons.iter().filter(|reason| !(is_explained && reason.is_mere_mismatch())) {
            writeln!(out, "        {}", escaped(&speech::reason::sentence(reason)))?;
        }
    }
    let more = failed().count().saturating_sub(MOST_ATTEMPTS);
    if more > 0 {
        writeln!(out, "      {WEAK}and {more} more keys{WEAK:#}")?;
    }
    Ok(())
}

/// Type, size, format, and the file where the name does not say it. For a secret the length and nothing else.
fn key_details(key: &Jwk) -> String {
    let what = match &key.material {
        KeyMaterial::Oct(secret) => counted(secret.len(), "byte"),
        KeyMaterial::Rsa { n, .. } => {
            let bits = n.len() * 8 - n.first().map_or(0, |byte| byte.leading_zeros() as usize);
            format!("RSA {bits} bits")
        }
        KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. } => {
            CURVES.iter().find(|row| row.curve == *curve).map_or("curve", |row| row.name).to_owned()
        }
        KeyMaterial::Akp { algorithm, .. } => (*algorithm).to_owned(),
    };
    let place = if key.called().is_some() { format!(" · {}", key.source.name) } else { String::new() };
    format!("{what} · {}{place}", key.source.format)
}
