//! The report for people: the verdict in one sentence, then what it rests on.
//!
//! Everything that came out of a token goes through [`escaped`] on its way out.

use super::{certificate, sd_jwt};
use crate::engine::ground::base64url;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::jwa::CURVES;
use crate::engine::ground::size::SizeReport;
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{Content, ContentKind, Examination, JoseObject, Layer};
use crate::engine::jose::status::{Attempt, MatchedBy, Outcome, Reason, RecipientStatus, SignatureStatus};
use crate::engine::jwt::policy::{ClaimCheck, ClaimState, Judgement, Verdict};
use crate::engine::jwt::profile::profile;
use crate::engine::jwt::{claim, numeric_date};
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::weakness;
use crate::engine::report::Picked;
use crate::engine::rule::finding::{Finding, Severity};
use crate::engine::text::escape::{Whitespace, escaped, push_json_as_written};
use anstyle::{AnsiColor, Style};
use std::fmt::{self, Write};

pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(super) const NEUTRAL: Style = AnsiColor::Blue.on_default().bold();
pub(super) const HEADING: Style = Style::new().bold();
pub(super) const NAME: Style = AnsiColor::Cyan.on_default();
pub(super) const WEAK: Style = Style::new().dimmed();

/// Characters of one value that are shown; the JSON report has all of them.
const LONGEST_VALUE: usize = 2_000;
/// Characters up to which a column of names is aligned.
const WIDEST_NAME: usize = 24;
/// Members of one object that are shown.
const MOST_MEMBERS: usize = 1_000;
/// Keys without success that are listed for one signature.
const MOST_ATTEMPTS: usize = 10;
/// Bytes of a binary payload that are shown.
const MOST_BYTES: usize = 96;

/// What is read out.
#[derive(Clone, Copy, Debug)]
pub struct Readout<'a> {
    /// What is true without a clock.
    pub examination: &'a Examination,
    /// What is true at `now`.
    pub judgement: &'a Judgement,
    /// What was removed from around the token.
    pub cleaned: &'a [String],
    /// What else is to be said about how the token stood there.
    pub notes: &'a [String],
    /// Which of several tokens this is.
    pub picked: Option<Picked>,
    /// What the tokens of the input are, where there are several.
    pub labels: &'a [String],
    /// Seconds since 1970.
    pub now: i64,
    /// Seconds by which clocks may differ.
    pub leeway: u64,
}

impl Readout<'_> {
    /// The whole text, with colours as ANSI escape sequences.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing into a String cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let (style, mark) = mark(self.judgement.verdict);
        writeln!(out, "{style}{mark} {}{style:#}", escaped(&self.sentence()))?;
        for cleaned in self.cleaned {
            writeln!(out, "{WEAK}  cleaned up: {}{WEAK:#}", escaped(cleaned))?;
        }
        for note in self.notes {
            writeln!(out, "{WARNING}  {}{WARNING:#}", escaped(note))?;
        }
        if let Some(Picked { number, of }) = self.picked {
            writeln!(out, "{WARNING}  token {number} of {of} in the input; --pick N chooses another{WARNING:#}")?;
            for (index, label) in self.labels.iter().enumerate() {
                let mark = if index + 1 == number { '▸' } else { ' ' };
                writeln!(out, "{WEAK}  {mark} {} {}{WEAK:#}", index + 1, shortened(&escaped(label)))?;
            }
        }
        let layers = &self.examination.layers;
        for (index, layer) in layers.iter().enumerate() {
            writeln!(out)?;
            self.write_layer(out, layer, (layers.len() > 1).then_some((index + 1, layers.len())))?;
        }
        self.write_findings(out)?;
        writeln!(out)?;
        writeln!(out, "{}", size_line(&self.examination.size))?;
        let as_of = numeric_date::format_utc(self.now);
        let leeway = if self.leeway == 0 { String::new() } else { format!(" · leeway {} s", self.leeway) };
        writeln!(out, "{WEAK}as of {as_of}{leeway}{WEAK:#}")
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
                write_header(out, "Header", &unreadable.header)?;
                for (index, part) in unreadable.parts.iter().enumerate() {
                    let bytes = part.bytes.len();
                    writeln!(out, "  {NAME}part {}{NAME:#}  {} characters, {bytes} bytes", index + 1, part.span.len())?;
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
        write_entries(out, layer)?;
        sd_jwt::write(out, layer, self.now)?;
        certificate::write(out, layer, self.now)
    }

    fn write_content(&self, out: &mut String, content: &Content, layer: &Layer) -> fmt::Result {
        let name = if layer.jwe().is_some() { "Plaintext" } else { "Payload" };
        let object = layer.shown_claims().and_then(|document| document.root());
        let processed = layer.sd_jwt.as_ref().filter(|sd_jwt| sd_jwt.claims().is_some());
        let length = content.bytes.len();
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
                writeln!(out, "  {HEADING}{name}{HEADING:#}\n    a token of {length} bytes, the next layer")?
            }
            ContentKind::Text => {
                let text = String::from_utf8_lossy(&content.bytes);
                writeln!(
                    out,
                    "  {HEADING}{name}{HEADING:#}, text of {length} bytes\n    {}",
                    shortened(&escaped(&text))
                )?;
            }
            ContentKind::Binary => {
                let shown = content.bytes.get(..MOST_BYTES).unwrap_or(&content.bytes);
                let more = if shown.len() < length { "…" } else { "" };
                let encoded = base64url::encode(shown);
                writeln!(out, "  {HEADING}{name}{HEADING:#}, {length} bytes, base64url\n    {encoded}{more}")?;
            }
            ContentKind::Empty => writeln!(out, "  {HEADING}{name}{HEADING:#}\n    empty")?,
        }
        Ok(())
    }

    /// A time claim, read out: "2011-03-22 18:43:00 UTC · 15 years ago".
    fn time(&self, value: Value<'_>) -> Option<String> {
        let name = value.name()?;
        if claim::claim(&name).is_none_or(|row| row.value_type != "NumericDate") {
            return None;
        }
        Some(time_words(&numeric_date::parse(value).ok()?, self.now))
    }

    /// What kind of token it is, where the innermost layer is shown.
    fn profile(&self, layer: &Layer) -> Option<String> {
        let is_innermost = self.examination.innermost().is_some_and(|innermost| std::ptr::eq(innermost, layer));
        is_innermost.then(|| profile(self.examination)).flatten().map(|profile| profile.name())
    }

    fn write_findings(&self, out: &mut String) -> fmt::Result {
        let mut findings: Vec<&Finding> = self.examination.findings.iter().chain(&self.judgement.findings).collect();
        if findings.is_empty() {
            return Ok(());
        }
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        writeln!(out, "\n{HEADING}Findings{HEADING:#}")?;
        for finding in findings {
            let style = match finding.severity {
                Severity::Error => BAD,
                Severity::Warning => WARNING,
                Severity::Info => NEUTRAL,
            };
            let word = finding.severity.word();
            let layer = if self.examination.layers.len() > 1 {
                format!(", layer {}", finding.layer + 1)
            } else {
                String::new()
            };
            let message = escaped(&finding.message);
            writeln!(out, "  {style}{word:<7}{style:#} {message}  {WEAK}{}{layer}{WEAK:#}", finding.rule.id)?;
            let advice = [finding.advice.as_str(), finding.rule.reference];
            let advice: Vec<_> = advice.into_iter().filter(|text| !text.is_empty()).collect();
            if !advice.is_empty() {
                writeln!(out, "          {WEAK}{}{WEAK:#}", escaped(&advice.join(" · ")))?;
            }
        }
        Ok(())
    }

    /// The verdict in one sentence.
    pub fn sentence(&self) -> String {
        let verdict = self.judgement.verdict;
        let head = match verdict {
            Verdict::Valid => "Valid",
            Verdict::Invalid => "Invalid",
            Verdict::Unchecked => "Not checked",
            Verdict::Unsecured => "Unsecured",
            Verdict::Unreadable => "Cannot be read",
        };
        let mut clauses = match verdict {
            Verdict::Valid => Vec::new(),
            Verdict::Invalid => self.faults(),
            Verdict::Unchecked => self.gaps(),
            Verdict::Unsecured => vec!["alg is none, so anyone can have made this token".to_owned()],
            Verdict::Unreadable => self.first_error().into_iter().collect(),
        };
        if matches!(verdict, Verdict::Valid | Verdict::Invalid) {
            clauses.extend(self.achievements());
        }
        if verdict == Verdict::Invalid {
            clauses.extend(self.gaps());
        }
        if !matches!(verdict, Verdict::Invalid | Verdict::Unreadable) {
            clauses.extend(self.expiry());
        }
        if clauses.is_empty() { head.to_owned() } else { format!("{head}: {}", clauses.join(" · ")) }
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for layer in &self.examination.layers {
            for result in &layer.signatures {
                match result.status {
                    SignatureStatus::Rejected => faults.push(because("the signature is rejected", &result.reasons)),
                    SignatureStatus::Malformed => faults.push(because("it breaks a rule", &result.reasons)),
                    _ => {}
                }
            }
            for result in &layer.recipients {
                match result.status {
                    RecipientStatus::Failed => faults.push(because("no key opens it", &result.reasons)),
                    RecipientStatus::Malformed => faults.push(because("it breaks a rule", &result.reasons)),
                    _ => {}
                }
            }
        }
        let layers = self.examination.layers.iter();
        faults.extend(layers.filter_map(|layer| layer.fatal_reasons().first()).map(|reason| clause(&reason.message)));
        faults.extend(self.judgement.checks.iter().filter_map(claim_fault));
        faults.extend(self.judgement.unmet().map(|finding| clause(&finding.message)));
        if faults.is_empty() {
            faults.extend(self.first_error());
        }
        faults.truncate(4);
        faults
    }

    fn gaps(&self) -> Vec<String> {
        let layers = &self.examination.layers;
        let signatures = layers.iter().flat_map(|layer| &layer.signatures);
        let signature = signatures
            .filter(|result| result.status == SignatureStatus::Unchecked)
            .map(|result| because("the signature was not checked", &result.reasons));
        let recipients = layers.iter().flat_map(|layer| &layer.recipients);
        let recipient = recipients
            .filter(|result| result.status == RecipientStatus::Locked)
            .map(|result| because("it is encrypted", &result.reasons));
        let unbound =
            layers.iter().flat_map(|layer| layer.unchecked_reasons().first()).map(|reason| clause(&reason.message));
        signature.chain(recipient).chain(unbound).take(1).collect()
    }

    fn achievements(&self) -> Vec<String> {
        let mut clauses = Vec::new();
        for layer in &self.examination.layers {
            let signature = layer.signatures.iter().find(|result| result.status == SignatureStatus::Verified);
            if let Some(result) = signature {
                clauses.push(with("signature verified", result.algorithm.as_deref(), result.key.as_deref()));
                let against = result.key.as_deref().map(|key| weakness::in_use(key, result.algorithm.as_deref()));
                let weakness = against.into_iter().flatten().find(weakness::is_weakness);
                clauses.extend(weakness.map(|finding| format!("a weak key: {}", clause(&finding.message))));
            }
            let recipient = layer.recipients.iter().find(|result| result.status == RecipientStatus::Decrypted);
            if let Some(result) = recipient {
                clauses.push(with("decrypted", result.algorithm.as_deref(), result.key.as_deref()));
            }
        }
        clauses
    }

    fn expiry(&self) -> Option<String> {
        if let Some(fault) = self.judgement.checks.iter().find_map(claim_fault) {
            return Some(fault);
        }
        let expires = self.examination.claims_document()?.object()?.get("exp")?;
        let date = numeric_date::parse(expires).ok()?;
        let left = date.seconds.saturating_sub(i128::from(self.now));
        Some(if left > 0 {
            format!("expires {}", numeric_date::relative(left))
        } else {
            format!("expired {}, within the leeway", numeric_date::relative(left))
        })
    }

    fn first_error(&self) -> Option<String> {
        let findings = || self.examination.findings.iter().chain(&self.judgement.findings);
        let error = findings().find(|finding| finding.severity == Severity::Error).or_else(|| findings().next())?;
        Some(clause(&error.message))
    }
}

/// A time and how far away it is.
pub(super) fn time_words(date: &numeric_date::NumericDate, now: i64) -> String {
    let distance = numeric_date::relative(date.seconds.saturating_sub(i128::from(now)));
    date.utc().map_or_else(|| distance.clone(), |utc| format!("{utc} · {distance}"))
}

fn mark(verdict: Verdict) -> (Style, char) {
    match verdict {
        Verdict::Valid => (GOOD, '✔'),
        Verdict::Invalid | Verdict::Unreadable => (BAD, '✘'),
        Verdict::Unchecked => (NEUTRAL, '?'),
        Verdict::Unsecured => (WARNING, '!'),
    }
}

fn claim_fault(check: &ClaimCheck) -> Option<String> {
    let claim = check.claim;
    Some(match check.state {
        ClaimState::Holds => return None,
        ClaimState::Expired(0) => "expired just now".to_owned(),
        ClaimState::Expired(seconds) => format!("expired {} ago", numeric_date::duration(seconds)),
        ClaimState::NotYet(seconds) => format!("not valid for another {}", numeric_date::duration(seconds)),
        ClaimState::IssuedInFuture(seconds) => format!("issued {} in the future", numeric_date::duration(seconds)),
        ClaimState::Malformed => format!("{claim} is not what it must be"),
        // Said with what is expected, as a finding.
        ClaimState::Mismatch | ClaimState::Missing => return None,
    })
}

/// The first reason, which is a sentence in itself, or else the bare fact.
fn because(what: &str, reasons: &[Reason]) -> String {
    reasons.first().map_or_else(|| what.to_owned(), |reason| clause(&reason.message))
}

/// A sentence as part of another: its first letter small, unless it begins with a name in capitals.
fn clause(sentence: &str) -> String {
    let mut characters = sentence.chars();
    match (characters.next(), sentence.chars().nth(1)) {
        (Some(first), Some(second)) if first.is_uppercase() && (second.is_lowercase() || second == ' ') => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => sentence.to_owned(),
    }
}

fn with(what: &str, algorithm: Option<&str>, key: Option<&Jwk>) -> String {
    let mut out = format!("{what} with {}", algorithm.unwrap_or("no algorithm"));
    if let Some(key) = key {
        let _ = write!(out, " and key {}", key_name(key));
    }
    out
}

/// What a key is called: its `kid`, or the file it came from.
fn key_name(key: &Jwk) -> String {
    key.key_id.as_ref().map_or_else(|| key.source.name.clone(), |key_id| format!("\"{key_id}\""))
}

/// Type, size, format, and the file where the name does not say it. For a secret the length and nothing else.
fn key_details(key: &Jwk) -> String {
    let what = match &key.material {
        KeyMaterial::Oct(secret) => format!("{} bytes", secret.len()),
        KeyMaterial::Rsa { n, .. } => {
            let bits = n.len() * 8 - n.first().map_or(0, |byte| byte.leading_zeros() as usize);
            format!("RSA {bits} bits")
        }
        KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. } => {
            CURVES.iter().find(|row| row.curve == *curve).map_or("curve", |row| row.name).to_owned()
        }
        KeyMaterial::Akp { algorithm, .. } => (*algorithm).to_owned(),
    };
    let place = if key.key_id.is_some() { format!(" · {}", key.source.name) } else { String::new() };
    format!("{what} · {}{place}", key.source.format)
}

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

/// A value as it was written, in one line.
pub(super) fn as_written(value: Value<'_>) -> String {
    let lexeme = value.lexeme();
    // Far more than is shown goes unread: an escape is at most twelve characters for one.
    let cut = lexeme.char_indices().nth(LONGEST_VALUE + 1).map_or(&*lexeme, |(end, _)| &lexeme[..end]);
    let mut out = String::new();
    match value.kind() {
        Kind::Object | Kind::Array | Kind::String => push_json_as_written(&mut out, cut, Whitespace::InOneLine),
        _ => out.push_str(&escaped(cut)),
    }
    if cut.len() < lexeme.len() {
        let _ = write!(out, "… ({} characters; --json has all)", lexeme.chars().count());
        return out;
    }
    out
}

pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
        None => text.to_owned(),
    }
}

fn write_entries(out: &mut String, layer: &Layer) -> fmt::Result {
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
        write_attempts(out, &result.attempts)?;
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
        write_attempts(out, &result.attempts)?;
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
        writeln!(out, "      {}", escaped(&reason.message))?;
        if !reason.advice.is_empty() {
            writeln!(out, "      {WEAK}{}{WEAK:#}", escaped(&reason.advice))?;
        }
    }
    Ok(())
}

/// The keys that did not do it, and why not.
fn write_attempts(out: &mut String, attempts: &[Attempt]) -> fmt::Result {
    let failed = || attempts.iter().filter(|attempt| attempt.outcome != Outcome::Success);
    for attempt in failed().take(MOST_ATTEMPTS) {
        let how = if attempt.outcome == Outcome::Unfit { "does not fit" } else { "did not" };
        let name = key_name(&attempt.key);
        let details = key_details(&attempt.key);
        writeln!(out, "      key {}: {how}  {WEAK}{}{WEAK:#}", escaped(&name), escaped(&details))?;
        for reason in &attempt.reasons {
            writeln!(out, "        {}", escaped(&reason.message))?;
        }
    }
    let more = failed().count().saturating_sub(MOST_ATTEMPTS);
    if more > 0 {
        writeln!(out, "      {WEAK}and {more} more keys{WEAK:#}")?;
    }
    Ok(())
}

/// "477 bytes · header 61 · payload 214 · signature 86 · 21.7× a session id"
fn size_line(size: &SizeReport) -> String {
    let mut out = format!("{} bytes", size.total);
    for part in &size.parts {
        let _ = write!(out, " · {} {}", part.name, part.bytes);
    }
    let _ = write!(out, " · {:.1}× a session id", size.ratio_to_session_id());
    out
}

#[cfg(test)]
mod tests {
    use super::{clause, size_line};
    use crate::engine::ground::size::{PartSize, SizeReport};

    #[test]
    fn the_size_is_one_line() {
        let part = |name, bytes| PartSize { name, bytes };
        let size =
            SizeReport { total: 477, parts: vec![part("header", 61), part("payload", 214), part("signature", 86)] };
        assert_eq!(size_line(&size), "477 bytes · header 61 · payload 214 · signature 86 · 21.7× a session id");
    }

    #[test]
    fn a_sentence_joins_another_without_its_capital() {
        assert_eq!(clause("No key fits"), "no key fits");
        assert_eq!(clause("A part is missing"), "a part is missing");
        assert_eq!(clause("RS256 is not allowed"), "RS256 is not allowed");
        assert_eq!(clause("É"), "É");
        assert_eq!(clause(""), "");
    }
}
