//! Selective disclosure in the panes: which claims were disclosed, the disclosures themselves, and their places in the
//! token.

use super::json::{Places, inline_runs};
use super::member::more_claims_row;
use super::{MemberRow, Row, RowList, Rows, TokenPart};
use crate::app::state::State;
use crate::app::value::reading::SourceMap;
use crate::app::value::words::{capital, counted, elided, grouped, safe};
use crate::app::value::{CopyTarget, PartKind, Role, Run, Tone};
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::jose::disclosure::{Disclosure, DisclosureState};
use crate::engine::jose::layer::{Examination, Layer};
use crate::engine::jose::sd_jwt::SdJwt;
use crate::engine::jose::status::SignatureStatus;
use crate::engine::rule::finding::Severity;
use std::collections::HashSet;
use std::sync::Arc;

/// The colour of a disclosure in the token box.
pub(super) const DISCLOSURE: PartKind = PartKind::AdditionalData;
/// The colour of a key binding JWT.
pub(super) const KEY_BINDING: PartKind = PartKind::Unknown;
/// Disclosures that are listed, or coloured one by one.
const MANY: usize = 500;
/// Characters of a name that a label shows.
const NAME: usize = 60;
/// Characters of a value that a row shows.
const VALUE: usize = 300;

/// Beside the heading of the claims; `None` where their length says it all.
pub(super) fn subtitle(state: &State, layer: &Layer) -> Option<String> {
    if let Some(sd_jwt) = &layer.sd_jwt {
        let mut words = format!("SD-JWT, {}", counted(sd_jwt.disclosures.len(), "disclosure"));
        if sd_jwt.undisclosed > 0 {
            words.push_str(&format!(", {} undisclosed", grouped(sd_jwt.undisclosed)));
        }
        return Some(words);
    }
    Some(state.derived.profile.as_ref().filter(|_| is_innermost(state))?.name())
}

/// Whether the innermost layer is shown: what kind of token it is tells the kind of its claims alone.
pub(super) fn is_innermost(state: &State) -> bool {
    state.examination().is_some_and(|found| state.layer_index() + 1 == found.layers.len())
}

/// Whether nothing but the disclosures or the key binding speaks against it: then no other key helps.
pub(super) fn is_refused_alone(layer: &Layer) -> bool {
    !layer.fatal_reasons().is_empty()
        && layer.signatures.iter().all(|result| result.status == SignatureStatus::Verified)
}

/// Where the bytes of the processed claims stand in the box; `None` where the payload is shown as it was signed.
pub(super) fn places(state: &State) -> Option<Places> {
    state.layer()?.sd_jwt.as_ref()?.claims()?;
    let (_, examination) = state.derived.examination.as_ref()?;
    let text = state.source_map(state.layer_index()).cloned();
    let map = text.map(|text| SourceMap::Processed(Arc::clone(examination), Box::new(text)));
    Some(Places { part: None, map })
}

/// The parts of the token box beside the JWS.
pub(super) fn token_parts(layer: &Layer, map: &SourceMap) -> Vec<TokenPart> {
    let Some(sd_jwt) = &layer.sd_jwt else { return Vec::new() };
    let part = |span: Span, kind, label| {
        let span = map.span(span).filter(|_| !span.is_empty())?;
        Some(TokenPart { span, kind, label })
    };
    let mut parts: Vec<TokenPart> = sd_jwt
        .disclosures
        .iter()
        .take(MANY)
        .enumerate()
        .filter_map(|(index, found)| part(found.part.span, DISCLOSURE, label(found, index + 1)))
        .collect();
    if let (Some(first), Some(last)) = (sd_jwt.disclosures.get(MANY), sd_jwt.disclosures.last()) {
        let label = format!("Disclosures {} to {}", MANY + 1, grouped(sd_jwt.disclosures.len()));
        parts.extend(part(Span::new(first.part.span.start, last.part.span.end), DISCLOSURE, label));
    }
    if let Some(key_binding) = &sd_jwt.key_binding {
        parts.extend(part(key_binding.span, KEY_BINDING, "Key binding".to_owned()));
    }
    parts
}

/// "Disclosure 2, given_name".
fn label(disclosure: &Disclosure, number: usize) -> String {
    match disclosure.name().map(|name| elided(&name, NAME)).or_else(|| disclosure.path.as_deref().map(safe)) {
        Some(name) => format!("Disclosure {number}, {name}"),
        None => format!("Disclosure {number}"),
    }
}

/// The rows of the claims with what was disclosed marked, and below them what is known of the disclosures.
pub(super) fn finish_table(state: &State, layer: &Layer, mut rows: Vec<MemberRow>) -> Vec<MemberRow> {
    let Some(sd_jwt) = &layer.sd_jwt else { return rows };
    if let Some(object) = sd_jwt.claims().and_then(|claims| claims.object()) {
        for (row, member) in rows.iter_mut().zip(object.members()) {
            row.badges.extend(badge(sd_jwt, member.name_span, member.value.span()));
        }
    }
    rows.extend(undisclosed_row(sd_jwt));
    let of_layer = |disclosure: &Disclosure| problem(state, disclosure);
    let disclosures = sd_jwt.disclosures.iter().take(MANY).enumerate();
    rows.extend(disclosures.map(|(index, found)| disclosure_row(state, found, index, of_layer(found))));
    let more = sd_jwt.disclosures.len().saturating_sub(MANY);
    if more > 0 {
        let words = format!("and {} more disclosures", grouped(more));
        rows.push(MemberRow { value: vec![Run::new(words, Role::Weak)], ..more_claims_row(more) });
    }
    rows
}

fn badge(sd_jwt: &SdJwt, name: Span, value: Span) -> Option<(String, Tone)> {
    if sd_jwt.disclosure_at(name.start).is_some() {
        return Some(("disclosed".to_owned(), Tone::Neutral));
    }
    match sd_jwt.disclosures_within(value) {
        0 => None,
        count => Some((format!("{} disclosed inside", grouped(count)), Tone::Neutral)),
    }
}

fn undisclosed_words(sd_jwt: &SdJwt) -> Option<String> {
    (sd_jwt.undisclosed > 0).then(|| counted(sd_jwt.undisclosed, "undisclosed digest"))
}

fn undisclosed_row(sd_jwt: &SdJwt) -> Option<MemberRow> {
    let words = undisclosed_words(sd_jwt)?;
    let mut row = plain_row("Not disclosed", vec![Run::new(words.clone(), Role::Plain)], words);
    row.explanation =
        Some("Claims that the holder withheld, or decoys; only the issuer can tell which · RFC 9901 §4.2.5".to_owned());
    Some(row)
}

fn plain_row(name: &str, value: Vec<Run>, text: String) -> MemberRow {
    MemberRow {
        name: name.to_owned(),
        value,
        reading: Vec::new(),
        explanation: None,
        badges: Vec::new(),
        copy: CopyTarget::Text(text),
        token: None,
        tone: Tone::Neutral,
        depth: 0,
        fold: None,
        whole: None,
        is_rest: false,
    }
}

fn disclosure_row(state: &State, found: &Disclosure, index: usize, problem: Option<String>) -> MemberRow {
    let mut reading = Vec::new();
    let mut say = |text: String, role| {
        if !reading.is_empty() {
            reading.push(Run::new(" · ", Role::Weak));
        }
        reading.push(Run::new(text, role));
    };
    if let Some(problem) = &problem {
        say(safe(problem), Role::Tone(Tone::Bad));
    }
    if let Some(path) = &found.path {
        say(format!("at {}", safe(path)), Role::Plain);
    }
    if let Some(salt) = found.salt() {
        say(format!("salt {}", elided(&text_of(salt), NAME)), Role::Weak);
    }
    if let Some(digest) = &found.digest {
        say(format!("digest {digest}"), Role::Weak);
    }
    let (words, tone) = state_words(found.state);
    let map = state.source_map(state.layer_index());
    MemberRow {
        value: value_runs(found),
        reading,
        explanation: Some(
            "A claim that the issuer signed only as a digest, disclosed by the holder · RFC 9901 §4.2".to_owned(),
        ),
        badges: vec![(words.to_owned(), tone)],
        token: map.and_then(|map| map.span(found.part.span)),
        tone: if problem.is_some() { Tone::Bad } else { tone },
        ..plain_row(&format!("Disclosure {}", index + 1), Vec::new(), String::new())
    }
    .copying(CopyTarget::Disclosure(index))
}

impl MemberRow {
    fn copying(self, copy: CopyTarget) -> Self {
        Self { copy, ..self }
    }
}

fn text_of(value: Value<'_>) -> String {
    value.as_str().map_or_else(|| value.lexeme().into_owned(), std::borrow::Cow::into_owned)
}

/// `given_name: "Mira"`, or the element alone; what cannot be read as either as far as it is text.
fn value_runs(found: &Disclosure) -> Vec<Run> {
    let Some(value) = found.value() else {
        let bytes = found.part.bytes.get(..VALUE).unwrap_or(&found.part.bytes);
        return vec![Run::new(safe(&String::from_utf8_lossy(bytes)), Role::Fault)];
    };
    let mut runs = Vec::new();
    if let Some(name) = found.name() {
        runs.push(Run::new(elided(&name, NAME), Role::Name));
        runs.push(Run::new(": ", Role::Punctuation));
    }
    runs.extend(inline_runs(&found.document, value, VALUE));
    runs
}

const fn state_words(state: DisclosureState) -> (&'static str, Tone) {
    match state {
        DisclosureState::Disclosed => ("digest matched", Tone::Neutral),
        DisclosureState::Unreferenced => ("matches no digest", Tone::Bad),
        DisclosureState::Refused => ("not allowed there", Tone::Bad),
        DisclosureState::Repeated => ("duplicate", Tone::Bad),
        DisclosureState::Unchecked => ("not matched", Tone::Warning),
    }
}

/// The worst that was found inside these characters of the layer's text.
fn problem(state: &State, disclosure: &Disclosure) -> Option<String> {
    let (own, layer) = (disclosure.part.span, state.layer_index());
    let findings = state.examination()?.findings.iter();
    findings
        .filter(|finding| finding.layer == layer && finding.severity == Severity::Error)
        .find(|finding| finding.span.is_some_and(|span| own.start <= span.start && span.end <= own.end))
        .map(|finding| finding.message.clone())
}

/// The rows of the JSON mode: each disclosed value marked once, and the disclosures below.
pub(super) fn finish_rows(state: &State, claims: RowList) -> RowList {
    let Some((_, examination)) = &state.derived.examination else { return claims };
    let layer = state.layer_index();
    let map = state.source_map(layer).cloned();
    let sd_jwt = state.layer().and_then(|layer| layer.sd_jwt.as_ref());
    let disclosed = sd_jwt.and_then(|sd_jwt| Some(roots(sd_jwt, sd_jwt.claims()?))).unwrap_or_default();
    RowList(Arc::new(ProcessedRows { claims, examination: Arc::clone(examination), layer, map, disclosed }))
}

/// The values that a disclosure brought, not those inside them.
fn roots(sd_jwt: &SdJwt, claims: &Document) -> HashSet<usize> {
    let mut roots = HashSet::new();
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    for index in 0..claims.len() {
        let Some(value) = claims.value(index) else { break };
        while open.last().is_some_and(|(end, _)| index >= *end) {
            open.pop();
        }
        let around = open.last().and_then(|(_, source)| *source);
        let source = sd_jwt.disclosure_at(value.span().start);
        if source.is_some() && source != around {
            roots.insert(index);
        }
        if matches!(value.kind(), Kind::Object | Kind::Array) {
            open.push((value.next_index(), source));
        }
    }
    roots
}

struct ProcessedRows {
    claims: RowList,
    examination: Arc<Examination>,
    layer: usize,
    map: Option<SourceMap>,
    disclosed: HashSet<usize>,
}

impl ProcessedRows {
    fn sd_jwt(&self) -> Option<&SdJwt> {
        self.examination.layers.get(self.layer)?.sd_jwt.as_ref()
    }
}

impl Rows for ProcessedRows {
    fn len(&self) -> usize {
        let extra = self.sd_jwt().map_or(0, |sd_jwt| {
            let disclosures = sd_jwt.disclosures.len();
            usize::from(sd_jwt.undisclosed > 0) + if disclosures > 0 { disclosures + 1 } else { 0 }
        });
        self.claims.0.len() + extra
    }

    fn row(&self, index: usize) -> Row {
        let Some(mut at) = index.checked_sub(self.claims.0.len()) else {
            let mut row = self.claims.0.row(index);
            if matches!(row.copy, Some(CopyTarget::ClaimValue(node)) if self.disclosed.contains(&node)) {
                row.runs.push(Run::new("  disclosed", Role::Weak));
            }
            return row;
        };
        let Some(sd_jwt) = self.sd_jwt() else { return Row::default() };
        let words = |text: String| Row { runs: vec![Run::new(text, Role::Weak)], ..Row::default() };
        if let Some(undisclosed) = undisclosed_words(sd_jwt) {
            if at == 0 {
                return words(undisclosed);
            }
            at -= 1;
        }
        let Some(number) = at.checked_sub(1) else {
            return words(capital(&counted(sd_jwt.disclosures.len(), "disclosure")));
        };
        let Some(found) = sd_jwt.disclosures.get(number) else { return Row::default() };
        let mut runs = match found.document.root().filter(|_| found.document.is_complete()) {
            Some(root) => inline_runs(&found.document, root, VALUE),
            None => value_runs(found),
        };
        let (words, tone) = state_words(found.state);
        if tone != Tone::Neutral {
            runs.push(Run::new(format!("  {words}"), Role::Tone(tone)));
        }
        Row {
            indent: 1,
            runs,
            copy: Some(CopyTarget::Disclosure(number)),
            token: self.map.as_ref().and_then(|map| map.span(found.part.span)),
            explanation: Some(label(found, number + 1)),
            fold: None,
        }
    }
}
