//! Findings as they are listed: what is said of several signatures or recipients stands once, and names them.

use crate::engine::ground::span::Span;
use crate::engine::jose::header::{HeaderSource, JoseHeader};
use crate::engine::jose::layer::{Examination, JoseObject, Layer};
use crate::engine::jwt::numeric_date::format_in;
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::text::words::joined;
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// A finding, and whom of several it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    pub finding: &'a Finding,
    /// "signature 2", "signatures 1 and 3", where the layer has several and it is not about all of it.
    pub of: Option<String>,
}

/// The list, in its order; what several of them say of one thing each stands where the first stood.
pub fn told<'a>(examination: &Examination, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Told<'a>> {
    let mut groups: Vec<(&Finding, Vec<Entry>)> = Vec::new();
    for finding in findings {
        let entry = examination.layers.get(finding.layer).and_then(|layer| entry(layer, finding));
        let group = groups
            .iter_mut()
            .find(|(first, entries)| entry.is_some() && !entries.is_empty() && first.says_the_same(finding));
        match group {
            Some((_, entries)) => entries.extend(entry.filter(|entry| !entries.contains(entry))),
            None => groups.push((finding, entry.into_iter().collect())),
        }
    }
    groups.into_iter().map(|(finding, entries)| Told { finding, of: words(&entries) }).collect()
}

/// Which signature or recipient of several a finding is about: "signature 2".
pub fn of(examination: &Examination, finding: &Finding) -> Option<String> {
    let entry = examination.layers.get(finding.layer).and_then(|layer| entry(layer, finding))?;
    words(&[entry])
}

/// What it says, with the time that it names as the clocks of a zone show it; in UTC without one.
pub fn message<'a>(finding: &'a Finding, zone: Option<&TimeZone>) -> Cow<'a, str> {
    let around = |span: Span| Some((finding.message.get(..span.start)?, finding.message.get(span.end..)?));
    let named = finding.time.zip(zone).and_then(|(time, zone)| Some((time.seconds, zone, around(time.span)?)));
    match named {
        Some((seconds, zone, (before, after))) => Cow::Owned(format!("{before}{}{after}", format_in(seconds, zone))),
        None => Cow::Borrowed(&finding.message),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Signature(usize),
    Recipient(usize),
}

fn words(entries: &[Entry]) -> Option<String> {
    let number = |entry: &Entry| {
        let (Entry::Signature(index) | Entry::Recipient(index)) = entry;
        (index + 1).to_string()
    };
    let what = match entries.first()? {
        Entry::Signature(_) => "signature",
        Entry::Recipient(_) => "recipient",
    };
    let numbers: Vec<String> = entries.iter().map(number).collect();
    let plural = if numbers.len() == 1 { "" } else { "s" };
    Some(format!("{what}{plural} {}", joined(&numbers)))
}

fn entry(layer: &Layer, finding: &Finding) -> Option<Entry> {
    match &layer.object {
        JoseObject::Jws(jws) if jws.signatures.len() > 1 => match finding.place {
            Place::Signature(index) => Some(Entry::Signature(index)),
            _ => only(jws.signatures.iter().map(|entry| &entry.header), finding.span?).map(Entry::Signature),
        },
        JoseObject::Jwe(jwe) if jwe.recipients.len() > 1 => match finding.place {
            Place::Recipient(index) => Some(Entry::Recipient(index)),
            _ => only(jwe.recipients.iter().map(|entry| &entry.header), finding.span?).map(Entry::Recipient),
        },
        _ => None,
    }
}

/// The one whose header has these bytes; what is in the header of all is about none of them.
fn only<'a>(headers: impl Iterator<Item = &'a JoseHeader>, span: Span) -> Option<usize> {
    let has = |source: &HeaderSource| {
        let whole = match &source.part {
            Some(part) => Some(part.span),
            None => source.object().map(|object| object.span()),
        };
        whole.is_some_and(|whole| whole.start <= span.start && span.end <= whole.end)
    };
    let mut having = headers.enumerate().filter(|(_, header)| header.sources.iter().any(has)).map(|(index, _)| index);
    having.next().filter(|_| having.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{of, told};
    use crate::engine::examine::examine;
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::limit::ExamineOptions;
    use crate::engine::key::KeyRing;

    /// Two headers have a `jku` over plain http, the third has not; what is wrong with the claims is about no signature.
    #[test]
    fn what_several_signatures_share_is_said_once_and_names_them() {
        let entry =
            |header: &str| format!("{{\"protected\":\"{}\",\"signature\":\"AAAA\"}}", encode(header.as_bytes()));
        let jku = r#"{"alg":"ES256","jku":"http://keys.example/set"}"#;
        let entries = [jku, r#"{"alg":"ES256","typ":"JWT"}"#, jku].map(entry).join(",");
        let token = format!("{{\"payload\":\"{}\",\"signatures\":[{entries}]}}", encode(br#"{"exp":1,"sub":"x"}"#));
        let examination = examine(&token, &KeyRing::default(), &ExamineOptions::default());
        let told = told(&examination, &examination.findings);
        let about = |rule: &str| told.iter().filter(|told| told.finding.rule.id == rule).collect::<Vec<_>>();
        let jku = about("HDR_JKU");
        assert_eq!(jku.len(), 1);
        assert_eq!(jku[0].of.as_deref(), Some("signatures 1 and 3"));
        assert!(about("AUD_MISSING").iter().all(|told| told.of.is_none()));
        let found: Vec<_> = examination.findings.iter().filter(|finding| finding.rule.id == "HDR_JKU").collect();
        assert_eq!(
            found.iter().filter_map(|one| of(&examination, one)).collect::<Vec<_>>(),
            ["signature 1", "signature 3"]
        );
    }
}
