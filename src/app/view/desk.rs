//! The tokens at hand: the list of them, and what belongs together.

use super::FindingRow;
use super::verdict::{icon, tone};
use crate::app::message::desk::DeskCheck;
use crate::app::query;
use crate::app::query::desk::{
    current, has_several, is_list, is_seen, known, listed, listed_opaque, text_claim, title,
};
use crate::app::state::State;
use crate::app::state::desk::{Came, Entry, OpaqueEntry};
use crate::app::value::desk::EntryId;
use crate::app::value::words::{elided, safe};
use crate::app::value::{Icon, RingId, Role, Run, Tone};
use crate::engine::cross::{CrossKind, Outcome};
use crate::engine::jwt::profile::profile;
use crate::engine::speech;
use crate::engine::speech::opaque::Standing;
use std::collections::HashMap;

/// Characters of an issuer or a subject that a row shows.
const SHOWN: usize = 80;
/// What the tokens say about each other, as far as it is shown.
const ROWS: usize = 500;

/// The tokens at hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeskView {
    /// Those that the filter leaves, in the order in which they came.
    pub rows: Vec<DeskRow>,
    /// How many tokens there are.
    pub count: usize,
    /// How many entries the list has without a filter: tokens, and what came with them.
    pub entries: usize,
    pub filter: String,
    /// Whether the person wants to see them; `None`: as there is room.
    pub is_open: Option<bool>,
    /// There are several entries.
    pub is_worth_it: bool,
    /// The keyrings that can keep one, and their names.
    pub keyrings: Vec<(RingId, String)>,
    /// What is in the box is a token.
    pub can_keep: bool,
    /// One of them is in the box, so that another can be held against it.
    pub can_compare: bool,
}

/// One token of several, or what came with one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeskRow {
    pub id: EntryId,
    pub tone: Tone,
    pub icon: Option<Icon>,
    /// "Valid", "Expired": the verdict in a word.
    pub word: String,
    /// "JWS from access_token".
    pub title: String,
    /// "ID token · issuer.example".
    pub kind: String,
    /// "Valid · expires in 4 min · alice".
    pub facts: String,
    /// The file that it came from.
    pub file: Option<String>,
    /// How many of those in the list it was found in, one within the other.
    pub depth: usize,
    /// "in notification", where it was found in another.
    pub inside: String,
    /// The first of those that came in one text.
    pub is_first: bool,
    pub is_chosen: bool,
    /// It is not a token: it is never in the box, cannot be compared and is not kept.
    pub is_opaque: bool,
}

pub(super) fn build(state: &State) -> DeskView {
    let shown = current(state).map(|entry| entry.id);
    let mut rows = if is_seen(state) { rows(state, shown) } else { Vec::new() };
    let mut source = None;
    let rows = rows.drain(..).map(|(of, row)| DeskRow { is_first: source.replace(of) != Some(of), ..row }).collect();
    DeskView {
        rows,
        count: state.desk.entries.len(),
        entries: state.desk.entries.len() + state.desk.came.iter().flat_map(Came::listed).count(),
        filter: state.desk.filter.clone(),
        is_open: state.desk.is_open,
        is_worth_it: is_list(state),
        keyrings: query::kept::writable(state).map(|ring| (ring.id, elided(&ring.name, 30))).collect(),
        can_keep: state.candidate().is_some_and(|candidate| candidate.is_whole),
        can_compare: shown.is_some() && has_several(state),
    }
}

/// Tokens by the text that they came in, and behind those of one text what came with them.
fn rows(state: &State, shown: Option<EntryId>) -> Vec<(u64, DeskRow)> {
    let mut opaque: HashMap<u64, Vec<(u64, DeskRow)>> = HashMap::new();
    for (came, entry) in listed_opaque(state) {
        opaque.entry(came.source).or_default().push((came.source, opaque_row(state, came, entry)));
    }
    let mut tokens: Vec<(u64, DeskRow)> = Vec::new();
    let entries: Vec<&Entry> = listed(state).collect();
    for (at, entry) in entries.iter().enumerate() {
        tokens.push((entry.source, DeskRow { is_chosen: shown == Some(entry.id), ..row(state, entry) }));
        if entries.get(at + 1).is_none_or(|next| next.source != entry.source) {
            tokens.extend(opaque.remove(&entry.source).unwrap_or_default());
        }
    }
    // What came without a token stands in front.
    let sources: Vec<u64> = state.desk.came.iter().map(|came| came.source).collect();
    let alone = sources.iter().flat_map(|source| opaque.remove(source).unwrap_or_default());
    alone.collect::<Vec<_>>().into_iter().chain(tokens).collect()
}

/// A code, or an access token that is not a JWT, with what the tokens say of it. Its text stands in no view.
fn opaque_row(state: &State, came: &Came, entry: &OpaqueEntry) -> DeskRow {
    // What came in another text is told there.
    let is_of_it = |told: &&DeskCheck| {
        let of = state.desk.checked.get(told.check.token).and_then(|id| state.desk.entry(*id));
        !told.is_unrelated() && (!told.is_apart || of.is_none_or(|of| state.desk.came_with(of.source).is_none()))
    };
    let checks = state.desk.checks.iter().filter(is_of_it).map(|told| &told.check);
    let words = speech::opaque::words(&entry.opaque, checks, |index| name(state, index));
    let (tone, icon) = match words.standing {
        Standing::Fits => (Tone::Good, Icon::Check),
        Standing::Fails => (Tone::Bad, Icon::Cross),
        Standing::Open => (Tone::Neutral, Icon::Question),
    };
    DeskRow {
        id: entry.id,
        tone,
        icon: Some(icon),
        title: entry.opaque.kind.parameter().to_owned(),
        file: came.file.as_deref().map(|file| elided(file, SHOWN)),
        kind: format!("{} · {}", words.name, words.length),
        facts: safe(&words.sentences.join(" · ")),
        is_opaque: true,
        ..DeskRow::default()
    }
}

fn row(state: &State, entry: &Entry) -> DeskRow {
    let parent = entry.within.and_then(|id| state.desk.entry(id));
    let row = DeskRow {
        id: entry.id,
        depth: state.desk.depth(entry),
        inside: parent.map(|parent| format!("in {}", elided(&title(state, parent), SHOWN))).unwrap_or_default(),
        title: safe(&title(state, entry)),
        file: entry.file.as_deref().map(|file| elided(file, SHOWN)),
        ..DeskRow::default()
    };
    let Some((examination, judgement)) = known(state, entry) else {
        let (icon, word) = match state.desk.asked {
            Some(_) if !state.desk.is_failed => (Icon::Search, "Examining"),
            _ => (Icon::Question, "Not examined"),
        };
        return DeskRow { icon: Some(icon), word: word.to_owned(), ..row };
    };
    let words = speech::verdict::of(examination, judgement, state.now());
    let claim = |name| text_claim(examination, name).map(|text| elided(&text, SHOWN));
    let kind = profile(examination).map(|profile| profile.name()).filter(|_| entry.is_named);
    // The list is narrow: what all but one scheme have in common tells nothing.
    let issuer = claim("iss").map(|issuer| issuer.strip_prefix("https://").map(str::to_owned).unwrap_or(issuer));
    let joined = |facts: Vec<Option<String>>| facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    DeskRow {
        tone: tone(words.tone),
        icon: Some(icon(words.kind)),
        kind: joined(vec![kind, issuer]),
        facts: joined(vec![Some(words.word.clone()), words.time.as_ref().map(|time| time.words.clone()), claim("sub")]),
        word: words.word,
        ..row
    }
}

/// What a token is called that a check is about.
fn name(state: &State, index: usize) -> String {
    let entry = state.desk.checked.get(index).and_then(|id| state.desk.entry(*id));
    entry.map_or_else(|| "a token".to_owned(), |entry| elided(&title(state, entry), SHOWN))
}

/// What a claim of the token that is shown says about another token.
pub(super) fn reading(state: &State, claim: &str) -> Option<Run> {
    let shown = current(state)?.id;
    let is_about =
        |told: &&DeskCheck| told.check.kind.code() == claim && state.desk.checked.get(told.check.token) == Some(&shown);
    let told = state.desk.checks.iter().find(is_about)?;
    // That two tokens of one login have one issuer is worth a word only where they have not.
    let is_usual = matches!(told.check.kind, CrossKind::Issuer | CrossKind::Subject | CrossKind::Session);
    if is_usual && !told.is_bad() {
        return None;
    }
    let words = speech::cross::words(&told.check, |index| name(state, index));
    Some(Run::new(safe(&words.sentence), Role::Tone(tone_of(told))))
}

fn tone_of(told: &DeskCheck) -> Tone {
    match () {
        () if told.is_bad() => Tone::Bad,
        () if told.check.is_open() || told.is_unrelated() => Tone::Neutral,
        () => Tone::Good,
    }
}

/// What two of them say about each other: as findings, what is wrong first.
pub(super) fn checks(state: &State) -> Vec<FindingRow> {
    let name = |index: usize| name(state, index);
    let mut rows: Vec<FindingRow> = state.desk.checks.iter().map(|check| check_row(check, name)).collect();
    rows.sort_by_key(|row| match row.tone {
        Tone::Bad => 0,
        Tone::Warning => 1,
        Tone::Good => 2,
        Tone::Neutral => 3,
    });
    rows.truncate(ROWS);
    rows
}

fn check_row(told: &DeskCheck, name: impl Fn(usize) -> String) -> FindingRow {
    let check = &told.check;
    let words = speech::cross::words(check, name);
    let values = matches!(check.outcome, Outcome::Differs | Outcome::Alias)
        .then(|| format!("Found {}, expected {}", elided(&check.found, SHOWN), elided(&check.expected, SHOWN)));
    // Of two that came at different times the advice would be about a login that nobody looks at.
    let advice = (!words.advice.is_empty() && !told.is_unrelated()).then(|| safe(&words.advice));
    FindingRow {
        rule: None,
        tone: tone_of(told),
        message: safe(&words.sentence),
        advice: values.into_iter().chain(advice).collect::<Vec<_>>().join(" · "),
        reference: check.kind.reference().to_owned(),
        token: None,
        layer: None,
        actions: Vec::new(),
    }
}
