//! The certificates of `x5c` in the report for people (RFC 7515 §4.1.6).

use super::value::shortened;
use crate::cli::source::style::{BAD, GOOD, HEADING, NAME, WARNING, WEAK};
use crate::engine::crypto::certificate::Issuance;
use crate::engine::jose::certificate::{CertificateChain, ChainCertificate};
use crate::engine::jose::embedded::Trust;
use crate::engine::jose::layer::Layer;
use crate::engine::jwt::numeric_date;
use crate::engine::speech;
use crate::engine::text::escape::escaped;
use anstyle::Style;
use jiff::tz::TimeZone;
use std::fmt::{self, Write};

/// Every chain of the layer.
pub(super) fn write(out: &mut String, layer: &Layer, clock: (i64, Option<&TimeZone>)) -> fmt::Result {
    for chain in layer.certificates.iter().filter(|chain| !chain.certificates.is_empty()) {
        let whose = match (layer.certificates.len(), layer.jwe()) {
            (1, _) => String::new(),
            (_, Some(_)) => format!(" of recipient {}", chain.entry + 1),
            (_, None) => format!(" of signature {}", chain.entry + 1),
        };
        let embedded = layer.embedded.iter().find(|found| found.entry == chain.entry && found.trust.is_some());
        let (style, trust) = match embedded.and_then(|found| found.trust.as_ref()) {
            Some(Trust::Anchored { anchor, .. }) => (GOOD, format!("lead to {}", shortened(&escaped(anchor)))),
            Some(Trust::Broken(error)) => (BAD, speech::embedded::broken(error)),
            Some(Trust::NoAnchors) | None => (WARNING, "trust is not checked".to_owned()),
        };
        writeln!(out, "  {HEADING}Certificates{whose}{HEADING:#}  {style}{trust}{style:#}")?;
        for (index, certificate) in chain.certificates.iter().enumerate() {
            match certificate {
                Some(certificate) => write_one(out, index + 1, certificate, clock)?,
                None => writeln!(out, "    {}  {BAD}cannot be read{BAD:#}", index + 1)?,
            }
        }
        write_fit(out, chain)?;
    }
    Ok(())
}

fn write_one(
    out: &mut String,
    number: usize,
    certificate: &ChainCertificate,
    (now, zone): (i64, Option<&TimeZone>),
) -> fmt::Result {
    let text = |text: &str| shortened(&escaped(text));
    writeln!(
        out,
        "    {number}  {}  {WEAK}{}{WEAK:#}",
        text(&certificate.facts.subject),
        text(&certificate.key_words)
    )?;
    let mut line = |name: &str, style: Style, words: &str| {
        writeln!(out, "       {NAME}{name:<10}{NAME:#}  {style}{words}{style:#}")
    };
    line("issuer", Style::new(), &text(&certificate.facts.issuer))?;
    let when = |seconds: Option<i64>| match seconds {
        Some(seconds) => {
            let distance = numeric_date::relative(i128::from(seconds) - i128::from(now));
            format!("{} · {distance}", numeric_date::format_at(seconds, zone))
        }
        None => "cannot be read".to_owned(),
    };
    // RFC 5280 §4.1.2.5: both ends are inside.
    let is_early = certificate.facts.not_before.is_none_or(|seconds| now < seconds);
    let is_late = certificate.facts.not_after.is_none_or(|seconds| now > seconds);
    line("valid from", if is_early { BAD } else { Style::new() }, &when(certificate.facts.not_before))?;
    line("valid to", if is_late { BAD } else { Style::new() }, &when(certificate.facts.not_after))?;
    if !certificate.alternative_names.is_empty() {
        line("names", Style::new(), &text(&certificate.alternative_names.join(", ")))?;
    }
    let (style, words) = match (certificate.is_self_signed, certificate.issued_by_next) {
        (true, _) => (Style::new(), "itself"),
        (_, Some(Issuance::Signed)) => (GOOD, "the next certificate"),
        (_, Some(Issuance::NotSigned)) => (BAD, "not by the next certificate, although the names match"),
        (_, Some(Issuance::OtherName)) => (BAD, "not by the next certificate"),
        (_, Some(Issuance::Unknown)) => {
            (Style::new(), "the next certificate by its name; the signature was not checked")
        }
        (_, None) => (Style::new(), "an issuer that is not in the list"),
    };
    line("signed by", style, words)
}

/// What the first certificate has to do with the token.
fn write_fit(out: &mut String, chain: &CertificateChain) -> fmt::Result {
    match chain.is_of_key {
        Some(true) => writeln!(out, "    {GOOD}the first certificate is of the key that fits{GOOD:#}")?,
        Some(false) => writeln!(out, "    {BAD}the first certificate is of another key{BAD:#}")?,
        None => {}
    }
    for (name, is_right) in [("x5t", chain.is_x5t_right), ("x5t#S256", chain.is_x5t_s256_right)] {
        match is_right {
            Some(true) => writeln!(out, "    {GOOD}{name} is its thumbprint{GOOD:#}")?,
            Some(false) => writeln!(out, "    {BAD}{name} is not its thumbprint{BAD:#}")?,
            None => {}
        }
    }
    Ok(())
}
