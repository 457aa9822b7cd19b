//! Questions about the tokens at hand.

use crate::app::message::desk::{DeskToken, beside, beside_one};
use crate::app::state::State;
use crate::app::state::desk::{Came, Entry, OpaqueEntry};
use crate::app::value::desk::EntryId;
use crate::engine::cross::{self, Credential, Together};
use crate::engine::ground::limit::Beside;
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::inner;
use crate::engine::jwt::policy::Judgement;
use crate::engine::jwt::profile::profile;
use crate::engine::speech;
use std::collections::HashMap;

/// The entry that is in the box.
pub(in crate::app) fn current(state: &State) -> Option<&Entry> {
    state.desk.of_text(&state.candidate()?.text)
}

/// Those that the filter leaves, in their order.
pub(in crate::app) fn listed(state: &State) -> impl Iterator<Item = &Entry> {
    let wanted = state.desk.filter.trim().to_lowercase();
    state.desk.entries.iter().filter(move |entry| wanted.is_empty() || words(state, entry).contains(&wanted))
}

/// All that the list says of an entry, in lower case.
fn words(state: &State, entry: &Entry) -> String {
    let mut words = vec![entry.label.clone()];
    words.extend(entry.file.clone());
    if let Some((examination, _)) = known(state, entry) {
        words.extend(profile(examination).map(|profile| profile.name()));
        words.extend(["iss", "sub"].iter().filter_map(|name| text_claim(examination, name)));
    }
    words.join("\n").to_lowercase()
}

/// What it is called: as the text names it, else what kind of token it is.
pub(in crate::app) fn title(state: &State, entry: &Entry) -> String {
    if entry.is_named {
        return entry.label.clone();
    }
    let kind = known(state, entry).and_then(|(examination, _)| profile(examination)).map(|profile| profile.name());
    kind.unwrap_or_else(|| entry.label.clone())
}

/// A claim that is a text.
pub(in crate::app) fn text_claim(examination: &Examination, name: &str) -> Option<String> {
    let (_, claims) = examination.readable_claims()?;
    Some(claims.get(name)?.as_str()?.into_owned())
}

/// What is known of an entry. Of the one that is in the box it is what the panes show, assumptions and all.
pub(in crate::app) fn known<'a>(state: &'a State, entry: &'a Entry) -> Option<(&'a Examination, &'a Judgement)> {
    let is_shown = state.is_current() && state.candidate().is_some_and(|candidate| candidate.text == entry.text);
    if is_shown && let (Some(examination), Some(judgement)) = (state.examination(), &state.derived.judgement) {
        return Some((examination, judgement));
    }
    Some((entry.examination.as_deref()?, entry.judgement.as_ref()?))
}

/// What the tokens on the desk say of each other that came in one text. `shown` is the one in the box, as the panes show it.
pub(in crate::app) fn together<'a>(
    state: &'a State,
    source: u64,
    shown: Option<(EntryId, &'a Examination)>,
) -> Option<Together<'a>> {
    let desk = &state.desk;
    if desk.checks.is_empty() {
        return None;
    }
    let entries: HashMap<EntryId, &Entry> = desk.entries.iter().map(|entry| (entry.id, entry)).collect();
    let of_one_text = |id: &EntryId| {
        let other = entries.get(id).filter(|other| other.source == source)?;
        let shown = shown.filter(|(shown, _)| shown == id).map(|(_, examination)| examination);
        shown.or(other.examination.as_deref())
    };
    let examinations: Vec<Option<&Examination>> = desk.checked.iter().map(of_one_text).collect();
    let checks = desk.checks.iter().filter(|told| !told.is_apart).map(|told| &told.check);
    let came = desk.came_with(source).map(Came::parameters);
    Some(Together::new(examinations, came.as_ref().map_or(&[][..], |came| came.answers.as_slice()), checks))
}

/// Puts into the judgement of the token that is shown what those say of it that came in the same text.
pub(in crate::app) fn judge_together(
    state: &State,
    entry: &Entry,
    examination: &Examination,
    judgement: &mut Judgement,
) {
    let Some(together) = together(state, entry.source, Some((entry.id, examination))) else { return };
    if let Some(token) = state.desk.checked.iter().position(|id| *id == entry.id) {
        speech::cross::judge_together(&together, token, judgement);
    }
}

/// Puts into the judgement of a presentation what is known of the credentials that it holds.
pub(in crate::app) fn judge_within(state: &State, entry: &Entry, examination: &Examination, judgement: &mut Judgement) {
    if inner::credentials(examination) == 0 {
        return;
    }
    let held: Vec<_> = inner::tokens(examination).into_iter().filter(|inner| inner.is_credential).collect();
    let credentials: Vec<Credential<'_>> = held
        .iter()
        .filter_map(|inner| {
            let held = state.desk.of_text(&inner.text).filter(|held| held.id != entry.id)?;
            let (examination, judgement) = (held.examination.as_deref()?, held.judgement.as_ref()?);
            Some(Credential { path: &inner.path, examination, judgement })
        })
        .collect();
    if !credentials.is_empty() {
        let now = state.now();
        cross::judge_within(examination, judgement, &credentials, |held| speech::cross::credential(held, now));
    }
}

/// All of them, as the worker gets them.
pub(in crate::app) fn tokens(state: &State) -> Vec<DeskToken> {
    let token = |entry: &Entry| DeskToken {
        id: entry.id,
        source: entry.source,
        text: entry.text.clone(),
        following: entry.following.clone(),
        preceding: entry.preceding.clone(),
        before: entry.examination.clone(),
    };
    state.desk.entries.iter().map(token).collect()
}

/// What stands beside the token in the box, for a proof that was made for one of them.
pub(in crate::app) fn beside_shown(state: &State) -> Vec<Beside> {
    let Some(entry) = current(state) else { return Vec::new() };
    let others = state.desk.entries.iter().map(|other| (&other.text, other.source));
    let opaque = state.desk.came_with(entry.source).map(|came| came.parameters().opaque_tokens());
    beside_one(&beside(others), entry.source, &entry.text).into_iter().chain(opaque.into_iter().flatten()).collect()
}

/// Whether anybody looks at them: then they are examined.
pub(in crate::app) fn is_seen(state: &State) -> bool {
    let is_wanted = state.desk.is_open == Some(true) || !state.desk.came.is_empty();
    has_several(state) || is_wanted && !state.desk.entries.is_empty()
}

/// Whether the token that is shown has hashes of what came with it (OpenID Connect Core §3.3.2.11; FAPI 1.0 for `s_hash`).
pub(in crate::app) fn has_hashes(state: &State) -> bool {
    let claims = state.examination().filter(|_| state.is_current()).and_then(Examination::readable_claims);
    claims.is_some_and(|(_, claims)| ["at_hash", "c_hash", "s_hash"].iter().any(|name| claims.get(name).is_some()))
}

/// Whether there are several tokens.
pub(in crate::app) fn has_several(state: &State) -> bool {
    state.desk.entries.len() > 1
}

/// Whether the list is worth its room: a token, and something beside it.
pub(in crate::app) fn is_list(state: &State) -> bool {
    let has_opaque = || state.desk.came.iter().any(|came| came.listed().next().is_some());
    has_several(state) || !state.desk.entries.is_empty() && has_opaque()
}

/// Codes and access tokens that the filter leaves, each with what it came with. Those of one text are together.
pub(in crate::app) fn listed_opaque(state: &State) -> impl Iterator<Item = (&Came, &OpaqueEntry)> {
    let wanted = state.desk.filter.trim().to_lowercase();
    let all = state.desk.came.iter().flat_map(|came| came.listed().map(move |entry| (came, entry)));
    all.filter(move |(came, entry)| {
        let kind = entry.opaque.kind;
        let words = [kind.parameter(), speech::opaque::name(kind), came.file.as_deref().unwrap_or_default()];
        wanted.is_empty() || words.iter().any(|words| words.to_lowercase().contains(&wanted))
    })
}
