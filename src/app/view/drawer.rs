//! Below the panes: findings, times, bytes, keys that were tried, and what can be handed on.

use super::act;
use super::cache::Kept;
use super::rejection;
use super::{AttemptRow, Drawer, FindingRow, Timeline, TimelineMark};
use crate::app::query::desk::{has_hashes, is_list};
use crate::app::query::key;
use crate::app::state::State;
use crate::app::value::words::{capital, elided, safe};
use crate::app::value::{DrawerTab, Icon, TABLE_ROWS, TextSpan, TimeStyle, Tone, is_time, time};
use crate::engine::jose::layer::Examination;
use crate::engine::jose::status::{Attempt, Outcome};
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::profile::profile;
use crate::engine::rule::finding::{Finding, Severity, worst_first};
use crate::engine::speech::{self, finding::Told};

/// A clock that is so many times the length of all times away from them is not on their line.
const FAR: i128 = 3;
/// Rows of one list that are shown.
const ROWS: usize = 500;

pub(super) fn build(state: &State, kept: &mut Kept) -> Drawer {
    let (findings, counts) = counted_findings(state);
    Drawer {
        muted: muted(state),
        open: state.settings.drawer_open,
        tab: tab(state),
        counts,
        findings,
        checklist: super::checklist::build(state),
        together: super::desk::checks(state),
        has_hashes: has_hashes(state),
        timeline: timeline(state),
        size: super::size::build(state, kept),
        keys_tried: keys_tried(state),
        export: super::export::build(state, kept.exports(state)),
        exports: kept.exports(state).to_vec(),
    }
}

/// The tab that is shown. With one token nothing belongs together.
fn tab(state: &State) -> DrawerTab {
    match state.settings.drawer_tab {
        DrawerTab::Together if !is_list(state) && !has_hashes(state) && state.desk.checks.is_empty() => {
            DrawerTab::Findings
        }
        tab => tab,
    }
}

/// The judgement has other findings, and nothing else has changed.
pub(super) fn refresh_findings(state: &State, drawer: &mut Drawer) {
    (drawer.findings, drawer.counts) = counted_findings(state);
    drawer.muted = muted(state);
}

/// Whether a finding may be kept from the list: what makes a token invalid may not.
fn can_be_muted(finding: &Finding) -> bool {
    finding.severity != Severity::Error
}

fn is_muted(state: &State, finding: &Finding) -> bool {
    can_be_muted(finding) && state.settings.muted.iter().any(|rule| rule == finding.rule.id)
}

/// Rules that are muted: those that this token breaks first.
fn muted(state: &State) -> Vec<(String, usize)> {
    let findings = all_findings(state);
    let count =
        |rule: &String| findings.iter().filter(|finding| can_be_muted(finding) && finding.rule.id == rule).count();
    let mut muted: Vec<_> = state.settings.muted.iter().map(|rule| (rule.clone(), count(rule))).collect();
    muted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    muted
}

/// The findings, and how many there are of each tone.
fn counted_findings(state: &State) -> (Vec<FindingRow>, [usize; 3]) {
    let mut rows = rejection::rows(state);
    rows.extend(findings(state));
    let findings = rows;
    let mut counts = [0; 3];
    for finding in &findings {
        counts[match finding.tone {
            Tone::Bad => 0,
            Tone::Warning => 1,
            Tone::Good | Tone::Neutral => 2,
        }] += 1;
    }
    (findings, counts)
}

/// What is worth saying, the worst first.
fn all_findings(state: &State) -> Vec<&Finding> {
    let Some(examination) = state.examination() else { return Vec::new() };
    let judged = state.derived.judgement.iter().flat_map(|judgement| &judgement.findings);
    let mut findings = worst_first(examination.findings.iter().chain(judged));
    findings.truncate(ROWS);
    findings
}

fn findings(state: &State) -> Vec<FindingRow> {
    let Some(examination) = state.examination() else { return Vec::new() };
    let zone = state.local_zone();
    let listed = all_findings(state).into_iter().filter(|finding| !is_muted(state, finding));
    speech::finding::told(examination, listed)
        .into_iter()
        .map(|Told { finding, of }| {
            let map = (finding.layer == 0).then(|| state.source_map(0)).flatten();
            let token = finding.span.and_then(|span| map?.span(span));
            let layer = [layer_name(examination, finding.layer), of];
            let layer = layer.into_iter().flatten().reduce(|layer, of| format!("{layer}, {of}"));
            let row = finding_row(finding, token, layer.map(|layer| capital(&layer)));
            let rule = can_be_muted(finding).then_some(finding.rule.id);
            let message = safe(&speech::finding::message(finding, zone));
            FindingRow { actions: act::of_finding(state, finding), rule, message, ..row }
        })
        .collect()
}

pub(super) fn finding_row(finding: &Finding, token: Option<TextSpan>, layer: Option<String>) -> FindingRow {
    let reference = match finding.rule.reference {
        "" => finding.rule.id.to_owned(),
        place => format!("{} · {place}", finding.rule.id),
    };
    FindingRow {
        rule: None,
        tone: match finding.severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Warning,
            Severity::Info => Tone::Neutral,
        },
        message: safe(&finding.message),
        advice: safe(&finding.advice),
        reference,
        token,
        layer,
        actions: Vec::new(),
    }
}

/// "Layer 2, JWS", where there are several.
fn layer_name(examination: &Examination, index: usize) -> Option<String> {
    let layer = examination.layers.get(index).filter(|_| examination.layers.len() > 1)?;
    let word = match layer.kind_word() {
        "unreadable" => "unreadable".to_owned(),
        word => word.to_uppercase(),
    };
    Some(format!("Layer {}, {word}", index + 1))
}

pub(super) fn timeline(state: &State) -> Timeline {
    let claims = state.examination().and_then(Examination::claims_document).and_then(|document| document.object());
    let Some(claims) = claims else { return Timeline::default() };
    let now = state.now();
    let mut times: Vec<(String, i128)> = Vec::new();
    for member in claims.members().take(TABLE_ROWS) {
        // Times far from any calendar would leave no room for the others.
        if is_time(&member.name)
            && times.len() < 12
            && let Ok(date) = numeric_date::parse(member.value)
            && date.utc().is_some()
            && !date.looks_like_milliseconds()
        {
            times.push((member.name.into_owned(), date.seconds));
        }
    }
    if times.is_empty() {
        return Timeline::default();
    }
    times.sort_by_key(|(_, seconds)| *seconds);
    // A clock that is moved by hand does not move the line below it.
    let real = i128::from(state.clock.real);
    let (own_first, own_last) = shown_times(&times);
    // Far from all of them the clock would press them into one point: it stands at the end of the line then.
    let far = (own_last - own_first) * FAR;
    let is_far = far > 0 && (real < own_first - far || real > own_last + far);
    let (first, last) = if is_far { (own_first, own_last) } else { (own_first.min(real), own_last.max(real)) };
    let length = (last - first).max(1) as f64;
    let end = |place: f64| (first as f64 + (place - 0.04) / 0.92 * length).round() as i64;
    let place = |seconds: i128| (0.04 + 0.92 * (seconds - first) as f64 / length) as f32;
    let of = |name: &str| times.iter().find(|(known, _)| known == name).map(|(_, seconds)| *seconds);
    let begin = of("nbf").or_else(|| of("iat"));
    let valid = match (begin, of("exp")) {
        (None, None) => None,
        (Some(begin), Some(end)) => (begin <= end).then(|| (place(begin), place(end))),
        (Some(begin), None) => Some((place(begin), 1.0)),
        (None, Some(end)) => Some((0.0, place(end))),
    };
    let marks = times
        .iter()
        .map(|(name, seconds)| TimelineMark {
            name: safe(name),
            at: place(*seconds),
            time: i64::try_from(*seconds).map(|seconds| time_words(state, seconds)).unwrap_or_default(),
            relative: time::from_now(*seconds, now),
            tone: match name.as_str() {
                "exp" if *seconds <= i128::from(now) => Tone::Bad,
                "nbf" if *seconds > i128::from(now) => Tone::Bad,
                "iat" if *seconds > i128::from(now) => Tone::Warning,
                "exp" | "nbf" => Tone::Good,
                _ => Tone::Neutral,
            },
            judged_at: i64::try_from(*seconds - i128::from(name == "exp")).ok(),
        })
        .collect();
    let words: Vec<String> = times
        .iter()
        .map(|(name, seconds)| {
            let is_past = *seconds <= i128::from(now);
            let what = match (name.as_str(), is_past) {
                ("iat", _) => "issued",
                ("nbf", true) => "became valid",
                ("nbf", false) => "valid",
                ("exp", true) => "expired",
                ("exp", false) => "expires",
                ("auth_time", _) => "signed in",
                ("updated_at", _) => "profile updated",
                (other, _) => other,
            };
            format!("{what} {}", time::from_now(*seconds, now))
        })
        .collect();
    let mut summary = safe(&capital(&words.join(", ")));
    let lifetime = begin.zip(of("exp")).and_then(|(begin, end)| u64::try_from(end - begin).ok());
    if let Some(lifetime) = lifetime.filter(|lifetime| *lifetime > 0) {
        let kind = state.examination().and_then(profile).and_then(|profile| profile.kind());
        summary = format!("{summary}. {}", speech::lifetime::words(lifetime, kind));
    }
    Timeline { marks, now: place(i128::from(now)), ends: (end(0.0), end(1.0)), valid, summary }
}

/// The first and the last of the times that the line is long enough for: those that the token is valid by, and what is near
/// them. A profile that was updated weeks ago would press an hour into one point: it stands at the end of the line.
fn shown_times(times: &[(String, i128)]) -> (i128, i128) {
    let ends = |times: &mut dyn Iterator<Item = i128>| {
        times.fold(None, |ends: Option<(i128, i128)>, seconds| {
            Some(ends.map_or((seconds, seconds), |(first, last)| (first.min(seconds), last.max(seconds))))
        })
    };
    let is_of_period = |name: &str| matches!(name, "iat" | "nbf" | "exp");
    let all = || times.iter().map(|(_, seconds)| *seconds);
    let period = ends(&mut times.iter().filter(|(name, _)| is_of_period(name)).map(|(_, seconds)| *seconds));
    let near = period.filter(|(first, last)| first < last).and_then(|(first, last)| {
        let far = (last - first) * FAR;
        ends(&mut all().filter(|seconds| (first - far..=last + far).contains(seconds)))
    });
    near.or_else(|| ends(&mut all())).unwrap_or_default()
}

fn time_words(state: &State, seconds: i64) -> String {
    match state.settings.time_style {
        TimeStyle::Local => time::local(seconds, &state.zone),
        TimeStyle::Unix => seconds.to_string(),
        _ => numeric_date::format_utc(seconds),
    }
}

fn keys_tried(state: &State) -> Vec<AttemptRow> {
    let Some(examination) = state.examination() else { return Vec::new() };
    let several_layers = examination.layers.len() > 1;
    let mut rows = Vec::new();
    for (index, layer) in examination.layers.iter().enumerate() {
        let lists: Vec<&[Attempt]> = layer
            .signatures
            .iter()
            .map(|result| &*result.attempts)
            .chain(layer.recipients.iter().map(|result| &*result.attempts))
            .collect();
        let word = if layer.jwe().is_some() { "recipient" } else { "signature" };
        for (number, attempts) in lists.iter().enumerate() {
            let entry = match (several_layers, lists.len() > 1) {
                (false, false) => None,
                (true, false) => layer_name(examination, index),
                (false, true) => Some(format!("{} {}", capital(word), number + 1)),
                (true, true) => Some(format!("Layer {}, {word} {}", index + 1, number + 1)),
            };
            rows.extend(attempts.iter().take(ROWS).map(|attempt| attempt_row(state, attempt, entry.clone())));
        }
    }
    rows.truncate(ROWS);
    rows
}

fn attempt_row(state: &State, attempt: &Attempt, entry: Option<String>) -> AttemptRow {
    let (tone, icon, otherwise) = match attempt.outcome {
        Outcome::Success => (Tone::Good, Icon::Check, attempt.matched_by.words()),
        Outcome::Failure => (Tone::Bad, Icon::Cross, "Tried: not this key"),
        Outcome::Unfit => (Tone::Neutral, Icon::Info, "Does not fit"),
    };
    let mut reasons: Vec<String> = attempt.reasons.iter().map(speech::reason::sentence).collect();
    if attempt.outcome == Outcome::Success {
        reasons.insert(0, otherwise.to_owned());
    }
    let reason = if reasons.is_empty() { otherwise.to_owned() } else { reasons.join(" · ") };
    let private = if attempt.key.is_private() { "private" } else { "public" };
    let kind = match attempt.key.key_type() {
        crate::engine::key::KeyType::Oct => key::kind(&attempt.key),
        _ => format!("{}, {private}", key::kind(&attempt.key)),
    };
    let kind = match state.keyrings.origin(attempt.key.id) {
        Some(ring) => format!("{kind}, in {}", elided(ring, 30)),
        None => kind,
    };
    AttemptRow { tone, icon, key: key::plain_name(&attempt.key), kind, reason: safe(&capital(&reason)), entry }
}
