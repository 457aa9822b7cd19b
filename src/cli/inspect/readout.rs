//! The report for people: the verdict in one sentence, then what it rests on.
//!
//! Everything that came out of a token goes through [`escaped`] on its way out.

use super::value::{as_written, shortened, time_words};
use super::{certificate, checklist, entry, sd_jwt};
use crate::cli::source::style::{BAD, HEADING, NAME, NEUTRAL, WARNING, WEAK, mark};
use crate::engine::cross::Evaluated;
use crate::engine::ground::base64url;
use crate::engine::ground::json::Value;
use crate::engine::ground::size::{SESSION_ID_BYTES, SizeReport};
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{Content, ContentKind, Examination, JoseObject, Layer};
use crate::engine::jose::part::PartName;
use crate::engine::jwt::checklist::Checklist;
use crate::engine::jwt::policy::{Judgement, Subject};
use crate::engine::jwt::profile::profile;
use crate::engine::jwt::{claim, numeric_date};
use crate::engine::report::Picked;
use crate::engine::rule::finding::{Finding, Place, Severity};
use crate::engine::speech;
use crate::engine::speech::act::Act;
use crate::engine::speech::finding::Told;
use crate::engine::text::escape::escaped;
use crate::engine::text::words::{counted, grouped};
use jiff::tz::TimeZone;
use std::fmt::{self, Write};

/// Characters up to which a column of names is aligned.
const WIDEST_NAME: usize = 24;
/// Members of one object that are shown.
const MOST_MEMBERS: usize = 1_000;
/// Bytes of a binary payload that are shown.
const MOST_BYTES: usize = 96;

/// What is read out.
#[derive(Clone, Debug)]
pub(super) struct Readout<'a> {
    /// What is true without a clock.
    pub(super) examination: &'a Examination,
    /// What is true at `now`.
    pub(super) judgement: &'a Judgement,
    /// What was removed from around the token.
    pub(super) cleaned: &'a [String],
    /// What else is to be said about how the token stood there.
    pub(super) notes: &'a [String],
    /// What it presents.
    pub(super) credentials: &'a [Evaluated],
    /// Which of several tokens this is.
    pub(super) picked: Option<Picked>,
    /// What the tokens of the input are, where there are several.
    pub(super) labels: &'a [String],
    /// What stands behind them in the list, and is none.
    pub(super) opaque: Vec<String>,
    /// Every entry of the list is shown, in its place.
    pub(super) is_one_of_all: bool,
    /// Seconds since 1970.
    pub(super) now: i64,
    /// The zone that times are told in; `None`: UTC.
    pub(super) zone: Option<&'a TimeZone>,
    /// Whether the person said what time it is.
    pub(super) is_now_given: bool,
    /// Seconds by which clocks may differ.
    pub(super) leeway: u64,
    /// What the standard of its kind demands, where that is asked for.
    pub(super) checklist: Option<Checklist>,
}

impl Readout<'_> {
    /// The whole text, with colours as ANSI escape sequences.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        // Writing into a String cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let verdict = speech::verdict::of(self.examination, self.judgement, self.now);
        let (style, mark) = mark(&verdict);
        writeln!(out, "{style}{mark} {}{style:#}", escaped(&verdict.line()))?;
        for cleaned in self.cleaned {
            writeln!(out, "{WEAK}  cleaned up: {}{WEAK:#}", escaped(cleaned))?;
        }
        for note in self.notes {
            writeln!(out, "{WARNING}  {}{WARNING:#}", escaped(note))?;
        }
        self.write_list(out)?;
        let layers = &self.examination.layers;
        for (index, layer) in layers.iter().enumerate() {
            writeln!(out)?;
            self.write_layer(out, layer, (layers.len() > 1).then_some((index + 1, layers.len())))?;
        }
        self.write_credentials(out)?;
        self.write_findings(out)?;
        if let Some(list) = &self.checklist {
            checklist::write(out, list)?;
        }
        writeln!(out)?;
        writeln!(out, "{}", size_line(&self.examination.size))?;
        let as_of = numeric_date::format_at(self.now, self.zone);
        let leeway = if self.leeway == 0 { String::new() } else { format!(" · leeway {} s", self.leeway) };
        writeln!(out, "{WEAK}as of {as_of}{leeway}{WEAK:#}")
    }

    /// What else is in the input.
    fn write_list(&self, out: &mut String) -> fmt::Result {
        let number = self.picked.map_or(1, |picked| picked.number);
        if self.is_one_of_all || self.picked.is_none() && self.opaque.is_empty() {
            return Ok(());
        }
        let all = || self.labels.iter().chain(&self.opaque);
        let what = if self.opaque.is_empty() { "token " } else { "" };
        let of = all().count();
        writeln!(out, "{WARNING}  {what}{number} of {of} in the input; --pick N chooses another{WARNING:#}")?;
        for (index, label) in (1..).zip(all()) {
            let mark = if index == number { '▸' } else { ' ' };
            writeln!(out, "{WEAK}  {mark} {index} {}{WEAK:#}", shortened(&escaped(label)))?;
        }
        Ok(())
    }

    fn write_layer(&self, out: &mut String, layer: &Layer, place: Option<(usize, usize)>) -> fmt::Result {
        let what = match &layer.object {
            JoseObject::Jws(jws) => format!("JWS, {}", jws.serialization.word()),
            JoseObject::Jwe(jwe) => format!("JWE, {}", jwe.serialization.word()),
            JoseObject::Unreadable(_) => "Neither JWS nor JWE".to_owned(),
        };
        let place = place.map_or(String::new(), |(number, of)| format!("  {WEAK}layer {number} of {of}{WEAK:#}"));
        writeln!(out, "{HEADING}{what}{HEADING:#}{place}")?;
        match &layer.object {
            JoseObject::Jws(jws) => {
                if jws.serialization == Serialization::General {
                    for (index, signature) in jws.signatures.iter().enumerate() {
                        write_header(out, &format!("Header of signature {}", index + 1), &signature.header)?;
                    }
                } else if let Some(signature) = jws.signatures.first() {
                    write_header(out, "Header", &signature.header)?;
                }
            }
            JoseObject::Jwe(jwe) => {
                if jwe.serialization == Serialization::General {
                    for (index, recipient) in jwe.recipients.iter().enumerate() {
                        write_header(out, &format!("Header of recipient {}", index + 1), &recipient.header)?;
                    }
                } else if let Some(recipient) = jwe.recipients.first() {
                    write_header(out, "Header", &recipient.header)?;
                }
            }
            JoseObject::Unreadable(unreadable) => {
                if unreadable.parts.first().is_none_or(|part| part.name != PartName::Payload) {
                    write_header(out, "Header", &unreadable.header)?;
                }
                for (index, part) in unreadable.parts.iter().enumerate() {
                    let (characters, bytes) =
                        (counted(part.span.len(), "character"), counted(part.bytes.len(), "byte"));
                    writeln!(out, "  {NAME}part {}{NAME:#}  {characters}, {bytes}", index + 1)?;
                }
            }
        }
        match &layer.content {
            Some(content) => self.write_content(out, content, layer)?,
            None if layer.jwe().is_some() => writeln!(out, "  {HEADING}Plaintext{HEADING:#}\n    locked")?,
            None if layer.jws().is_some_and(|jws| jws.detached) => {
                writeln!(out, "  {HEADING}Payload{HEADING:#}\n    detached: not in the token")?;
            }
            None => {}
        }
        entry::write(out, layer)?;
        sd_jwt::write(out, layer, self.judgement, (self.now, self.zone))?;
        certificate::write(out, layer, (self.now, self.zone))
    }

    fn write_content(&self, out: &mut String, content: &Content, layer: &Layer) -> fmt::Result {
        let name = if layer.jwe().is_some() { "Plaintext" } else { "Payload" };
        let object = layer.shown_claims().and_then(|document| document.root());
        let processed = layer.sd_jwt.as_ref().filter(|sd_jwt| sd_jwt.claims().is_some());
        let length = content.bytes.len();
        let bytes = counted(length, "byte");
        match content.kind {
            ContentKind::Claims | ContentKind::BrokenClaims => {
                let broken =
                    if content.kind == ContentKind::BrokenClaims { ", as far as they can be read" } else { "" };
                let what = match (&layer.sd_jwt, processed) {
                    (None, _) => "",
                    (Some(_), Some(_)) => ", with what was disclosed",
                    (Some(_), None) => ", as the issuer signed them",
                };
                let kind = self.profile(layer).map_or_else(String::new, |name| format!("  {WEAK}{name}{WEAK:#}"));
                writeln!(out, "  {HEADING}Claims{HEADING:#}{what}{broken}{kind}")?;
                let members: Vec<_> = object.into_iter().flat_map(|object| object.children()).collect();
                write_members(out, &members, |value| {
                    let notes = [self.time(value), processed.and_then(|sd_jwt| sd_jwt::note(sd_jwt, value))];
                    let notes: Vec<String> = notes.into_iter().flatten().collect();
                    (!notes.is_empty()).then(|| notes.join(" · "))
                })?;
            }
            ContentKind::OtherJson => {
                writeln!(out, "  {HEADING}{name}{HEADING:#}, JSON")?;
                if let Some(value) = object {
                    writeln!(out, "    {}", as_written(value))?;
                }
            }
            ContentKind::Nested => {
                writeln!(out, "  {HEADING}{name}{HEADING:#}\n    a token of {bytes}, the next layer")?
            }
            ContentKind::Text => {
                let text = String::from_utf8_lossy(&content.bytes);
                writeln!(out, "  {HEADING}{name}{HEADING:#}, text of {bytes}\n    {}", shortened(&escaped(&text)))?;
            }
            ContentKind::Binary => {
                let shown = content.bytes.get(..MOST_BYTES).unwrap_or(&content.bytes);
                let more = if shown.len() < length { "…" } else { "" };
                let encoded = base64url::encode(shown);
                writeln!(out, "  {HEADING}{name}{HEADING:#}, {bytes}, base64url\n    {encoded}{more}")?;
            }
            ContentKind::Empty => writeln!(out, "  {HEADING}{name}{HEADING:#}\n    empty")?,
        }
        Ok(())
    }

    /// A time claim, read out: "2011-03-22 18:43:00 UTC · 15 years ago".
    fn time(&self, value: Value<'_>) -> Option<String> {
        let name = value.name()?;
        if claim::claim(&name).is_none_or(|row| row.value_type != "NumericDate") {
            let (seconds, is_milliseconds) = claim::unregistered_time(&name, value)?;
            let time = numeric_date::format_at(i64::try_from(seconds).ok()?, self.zone);
            let distance = numeric_date::relative(seconds - i128::from(self.now));
            let unit = if is_milliseconds { " · written in milliseconds" } else { "" };
            return Some(format!("{time} · {distance}{unit}"));
        }
        Some(time_words(&numeric_date::parse(value).ok()?, self.now, self.zone))
    }

    /// What kind of token it is, where the innermost layer is shown.
    fn profile(&self, layer: &Layer) -> Option<String> {
        let is_innermost = self.examination.innermost().is_some_and(|innermost| std::ptr::eq(innermost, layer));
        is_innermost.then(|| profile(self.examination)).flatten().map(|profile| profile.name())
    }

    /// The two names that a finding is about, one below the other, with what differs marked in both.
    fn write_marks(&self, out: &mut String, finding: &Finding) -> fmt::Result {
        let claim = match finding.rule.id {
            "ISS_MISMATCH" => "iss",
            "AUD_MISMATCH" => "aud",
            _ => return Ok(()),
        };
        let subject = if finding.place == Place::KeyBinding { Subject::KeyBinding } else { Subject::Token };
        let mut checks = self.judgement.checks.iter();
        let check = checks.find(|check| check.claim == claim && check.subject == subject);
        let Some(names) = check.and_then(|check| check.difference.as_ref()?.names.as_ref()) else { return Ok(()) };
        let (found, expected) = names.marks();
        for (what, name, span) in [("token", &names.found, found), ("expected", &names.expected, expected)] {
            // A column a character, or the marks would stand elsewhere.
            if name.len() > MOST_MARKED || !name.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
                return Ok(());
            }
            writeln!(out, "          {what:<8}  {name}")?;
            let marks = "^".repeat(span.len().max(1));
            writeln!(out, "                    {:indent$}{WEAK}{marks}{WEAK:#}", "", indent = span.start)?;
        }
        Ok(())
    }

    /// What it presents, each with its verdict.
    fn write_credentials(&self, out: &mut String) -> fmt::Result {
        if !self.credentials.is_empty() {
            writeln!(out, "\n{HEADING}Credentials{HEADING:#}")?;
        }
        for Evaluated { number, path, examination, judgement } in self.credentials {
            let verdict = speech::verdict::of(examination, judgement, self.now);
            let (style, mark) = mark(&verdict);
            writeln!(out, "  {style}{mark}{style:#} {NAME}{}{NAME:#}  {}", escaped(path), escaped(&verdict.line()))?;
            writeln!(out, "    {WEAK}--inner {number} shows it{WEAK:#}")?;
        }
        Ok(())
    }

    fn write_findings(&self, out: &mut String) -> fmt::Result {
        let mut findings: Vec<&Finding> = self.examination.findings.iter().chain(&self.judgement.findings).collect();
        if findings.is_empty() {
            return Ok(());
        }
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        writeln!(out, "\n{HEADING}Findings{HEADING:#}")?;
        for Told { finding, of } in speech::finding::told(self.examination, findings) {
            let style = match finding.severity {
                Severity::Error => BAD,
                Severity::Warning => WARNING,
                Severity::Info => NEUTRAL,
            };
            let word = finding.severity.spoken();
            let layer = if self.examination.layers.len() > 1 {
                format!(", layer {}", finding.layer + 1)
            } else {
                String::new()
            };
            let of = of.map(|of| format!(", {of}")).unwrap_or_default();
            let message = speech::finding::message(finding, self.zone);
            let message = escaped(&message);
            writeln!(out, "  {style}{word:<7}{style:#} {message}  {WEAK}{}{layer}{of}{WEAK:#}", finding.rule.id)?;
            let act = speech::act::of_finding(finding, self.examination, self.judgement);
            let mut what = entry::advised(&finding.advice, act.as_ref());
            if self.is_now_given && act == Some(Act::JudgeAtIat) {
                // They exclude each other.
                what.push_str(" instead of --now");
            }
            let advice = [what.as_str(), finding.rule.reference];
            let advice: Vec<_> = advice.into_iter().filter(|text| !text.is_empty()).collect();
            if !advice.is_empty() {
                writeln!(out, "          {WEAK}{}{WEAK:#}", advice.join(" · "))?;
            }
            self.write_marks(out, finding)?;
        }
        Ok(())
    }
}

/// Longest name whose difference is marked below it.
const MOST_MARKED: usize = 160;

fn write_header(out: &mut String, title: &str, header: &JoseHeader) -> fmt::Result {
    writeln!(out, "  {HEADING}{title}{HEADING:#}")?;
    let parameters: Vec<_> = header.parameters().collect();
    let values: Vec<_> = parameters.iter().map(|parameter| parameter.value).collect();
    let mut index = 0;
    write_members(out, &values, |_| {
        let origin = parameters.get(index).map(|parameter| parameter.origin);
        index += 1;
        origin.filter(|origin| *origin != Origin::Protected).map(|origin| origin.words().to_owned())
    })
}

/// Members in two columns, each with what `note` says of it.
fn write_members(
    out: &mut String,
    members: &[Value<'_>],
    mut note: impl FnMut(Value<'_>) -> Option<String>,
) -> fmt::Result {
    if members.is_empty() {
        return writeln!(out, "    {WEAK}none{WEAK:#}");
    }
    let names: Vec<_> = members.iter().take(MOST_MEMBERS).map(|value| member_name(*value)).collect();
    let widths = names.iter().map(|name| name.chars().count());
    let width = widths.filter(|width| *width <= WIDEST_NAME).max().unwrap_or(0);
    for (value, name) in members.iter().zip(&names) {
        let padding = width.saturating_sub(name.chars().count());
        write!(out, "    {NAME}{name}{NAME:#}{:padding$}  {}", "", as_written(*value))?;
        match note(*value) {
            Some(note) => writeln!(out, "  {WEAK}{note}{WEAK:#}")?,
            None => writeln!(out)?,
        }
    }
    if members.len() > names.len() {
        writeln!(out, "    {WEAK}and {} more{WEAK:#}", members.len() - names.len())?;
    }
    Ok(())
}

fn member_name(value: Value<'_>) -> String {
    let name = value.name().unwrap_or_default();
    if name.is_empty() { "\"\"".to_owned() } else { shortened(&escaped(&name)) }
}

/// "477 bytes · header 61 · payload 214 · signature 86 · 21.7× a session id"
fn size_line(size: &SizeReport) -> String {
    let mut out = counted(size.total, "byte");
    for part in &size.parts {
        let _ = write!(out, " · {} {}", part.name, grouped(part.bytes as u128));
    }
    let _ = write!(out, " · {}× a session ID", speech::size::times(size.total, SESSION_ID_BYTES));
    out
}

#[cfg(test)]
mod tests {
    use super::size_line;
    use crate::engine::ground::size::{PartSize, SizeReport};

    #[test]
    fn the_size_is_one_line() {
        let part = |name, bytes| PartSize { name, bytes };
        for (total, payload, line) in [
            (477, 214, "477 bytes · header 61 · payload 214 · signature 86 · 21.7× a session ID"),
            (25_610, 25_461, "25,610 bytes · header 61 · payload 25,461 · signature 86 · 1,164× a session ID"),
            (3_041, 2_892, "3,041 bytes · header 61 · payload 2,892 · signature 86 · 138× a session ID"),
        ] {
            let parts = vec![part("header", 61), part("payload", payload), part("signature", 86)];
            let size = SizeReport { total, parts, ..SizeReport::default() };
            assert_eq!(size_line(&size), line);
        }
    }
}
