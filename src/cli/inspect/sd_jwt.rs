//! An SD-JWT in the report for people: its disclosures and its key binding (RFC 9901).

use super::value::{as_written, shortened, time_words};
use crate::cli::source::style::{BAD, GOOD, HEADING, NAME, NEUTRAL, WARNING, WEAK};
use crate::engine::ground::json::Value;
use crate::engine::jose::disclosure::{Disclosure, DisclosureKind, DisclosureState};
use crate::engine::jose::layer::Layer;
use crate::engine::jose::sd_jwt::{HashCheck, HolderKey, KeyBindingStatus, SdJwt};
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::policy::Judgement;
use crate::engine::speech;
use crate::engine::text::escape::escaped;
use jiff::tz::TimeZone;
use std::fmt::{self, Write};

/// Disclosures that are listed.
const MOST_DISCLOSURES: usize = 1_000;
/// Reasons that are listed.
const MOST_REASONS: usize = 8;

/// What is said of a claim that came out of a disclosure, or has some inside.
pub(super) fn note(sd_jwt: &SdJwt, claim: Value<'_>) -> Option<String> {
    sd_jwt.claims()?;
    if sd_jwt.disclosure_at(claim.name_span()?.start).is_some() {
        return Some("disclosed".to_owned());
    }
    match sd_jwt.disclosures_within(claim.span()) {
        0 => None,
        count => Some(format!("{count} disclosed inside")),
    }
}

/// The time that is now, and the zone that times are told in; `None`: UTC.
type Times<'a> = (i64, Option<&'a TimeZone>);

/// Disclosures and key binding; nothing for what is no SD-JWT.
pub(super) fn write(out: &mut String, layer: &Layer, judgement: &Judgement, (now, zone): Times<'_>) -> fmt::Result {
    let Some(sd_jwt) = &layer.sd_jwt else { return Ok(()) };
    let count = sd_jwt.disclosures.len();
    write!(out, "  {HEADING}Disclosures{HEADING:#}  {count}, hashed with {}", shortened(&escaped(&sd_jwt.hash_name)))?;
    match sd_jwt.undisclosed {
        0 => writeln!(out)?,
        1 => writeln!(out, "; 1 undisclosed digest")?,
        more => writeln!(out, "; {more} undisclosed digests")?,
    }
    for (index, disclosure) in sd_jwt.disclosures.iter().take(MOST_DISCLOSURES).enumerate() {
        write_disclosure(out, disclosure, index + 1)?;
    }
    if count > MOST_DISCLOSURES {
        writeln!(out, "    {WEAK}and {} more{WEAK:#}", count - MOST_DISCLOSURES)?;
    }
    for reason in sd_jwt.disclosure_reasons().take(MOST_REASONS) {
        writeln!(out, "    {BAD}✘{BAD:#} {}", escaped(&speech::reason::sentence(reason)))?;
    }
    write_key_binding(out, layer, judgement, (now, zone))
}

fn write_disclosure(out: &mut String, disclosure: &Disclosure, number: usize) -> fmt::Result {
    write!(out, "    {number}  ")?;
    if let Some(name) = disclosure.name() {
        write!(out, "{NAME}{}{NAME:#}  ", shortened(&escaped(&name)))?;
    }
    match disclosure.value() {
        Some(value) => write!(out, "{}", as_written(value))?,
        None => write!(out, "{WEAK}cannot be read{WEAK:#}")?,
    }
    let (style, words) = match disclosure.state {
        DisclosureState::Disclosed => match &disclosure.path {
            Some(path) => (WEAK, format!("at {}", escaped(path))),
            None => (WEAK, "has no effect".to_owned()),
        },
        DisclosureState::Unreferenced => (BAD, "matches no digest".to_owned()),
        DisclosureState::Refused => (BAD, "not allowed there".to_owned()),
        DisclosureState::Repeated => (BAD, "duplicate".to_owned()),
        DisclosureState::Unchecked => (WARNING, "not matched".to_owned()),
    };
    write!(out, "  {style}{words}{style:#}")?;
    if let (Some(salt), true) = (disclosure.salt(), disclosure.kind != DisclosureKind::Broken) {
        write!(out, "  {WEAK}salt {}{WEAK:#}", as_written(salt))?;
    }
    writeln!(out)
}

fn write_key_binding(out: &mut String, layer: &Layer, judgement: &Judgement, (now, zone): Times<'_>) -> fmt::Result {
    let Some(key_binding) = layer.sd_jwt.as_ref().and_then(|sd_jwt| sd_jwt.key_binding.as_ref()) else { return Ok(()) };
    let Some((status, reasons)) = judgement.key_binding_standing(layer) else { return Ok(()) };
    writeln!(out, "  {HEADING}Key binding{HEADING:#}")?;
    let (style, words) = match status {
        KeyBindingStatus::Verified => (GOOD, "✔ verified"),
        KeyBindingStatus::Rejected => (BAD, "✘ rejected"),
        KeyBindingStatus::Unchecked => (NEUTRAL, "? not checked"),
    };
    write!(out, "    {style}{words}{style:#}")?;
    if let Some(algorithm) = &key_binding.signature.algorithm {
        write!(out, "  {}", escaped(algorithm))?;
    }
    writeln!(
        out,
        "  {WEAK}{}{WEAK:#}",
        match key_binding.holder_key {
            HolderKey::Embedded => "the holder's key in cnf",
            HolderKey::Thumbprint => "the holder's key by its thumbprint in cnf",
            HolderKey::KeyId => "the holder's key by its name in cnf",
            HolderKey::Unknown => "the holder's key is not known",
        }
    )?;
    for reason in reasons.iter().take(MOST_REASONS) {
        super::entry::write_words(out, &speech::reason::words(reason))?;
    }
    let hash = match key_binding.hash {
        HashCheck::Matches => "matches this presentation",
        HashCheck::Differs => "belongs to another presentation",
        HashCheck::Missing => "missing",
        HashCheck::Unchecked => "could not be compared",
    };
    writeln!(out, "    {NAME}sd_hash{NAME:#}  {hash}")?;
    let claims = [("nonce", key_binding.nonce()), ("aud", key_binding.audience())];
    for (name, value) in claims {
        let value = value.map_or_else(|| "missing, or not a string".to_owned(), |value| shortened(&escaped(&value)));
        writeln!(out, "    {NAME}{name:<7}{NAME:#}  {value}")?;
    }
    let made = match key_binding.issued_at() {
        None => "missing, or not a number".to_owned(),
        Some(lexeme) => match numeric_date::from_lexeme(&lexeme) {
            Some(date) => time_words(&date, now, zone),
            None => shortened(&escaped(&lexeme)),
        },
    };
    writeln!(out, "    {NAME}{:<7}{NAME:#}  {made}", "iat")
}
