//! The tokens at hand: what joins them, which one is shown, and what the worker finds out about them.

use super::act::{self, examine, forget_offer, notify};
use super::{looking, reading, token};
use crate::app::message::command::Command;
use crate::app::message::desk::{DeskAnswer, DeskCommand, DeskJob, Supplied};
use crate::app::message::effect::Effect;
use crate::app::message::job::{Job, JobKind};
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::state::State;
use crate::app::state::desk::{Asked, Came, Desk, Entry, MOST_DEPTH, OpaqueEntry, Removed, Tokens};
use crate::app::value::desk::{EntryId, Step};
use crate::app::value::reading::{Arrived, TokenCandidate};
use crate::app::value::{DrawerTab, Icon, Tone, Workspace, words};
use crate::engine::cross::{self, Parameters, Together, Worth};
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jose::layer::{Examination, JoseObject};
use crate::engine::judge;
use crate::engine::jwt::inner;
use crate::engine::jwt::policy::Judgement;
use crate::engine::key::KeyId;
use crate::engine::speech;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Tokens that the desk holds.
const MOST: usize = 256;
/// Texts that what came in them beside tokens is kept of.
const MOST_CAME: usize = 16;
/// Bytes of all of them together, and of the texts that they stood in.
const LARGEST: usize = 32 * 1024 * 1024;

pub(super) fn apply(state: &mut State, command: DeskCommand, effects: &mut Vec<Effect>) {
    match command {
        DeskCommand::Show(is_open) => {
            state.workspace = Workspace::Inspect;
            state.desk.is_open = Some(is_open);
        }
        DeskCommand::Choose(id) => choose(state, id, effects),
        DeskCommand::Step(step) => take_step(state, step, effects),
        DeskCommand::Filter(text) => state.desk.filter = text,
        DeskCommand::Remove(id) => remove(state, id, effects),
        DeskCommand::UndoRemove(number) => undo_remove(state, number, effects),
        DeskCommand::RemoveAll => {
            let desk = &mut state.desk;
            desk.filter.clear();
            desk.compared = None;
            desk.came_revision += 1;
            let entries: Vec<_> = std::mem::take(&mut desk.entries).into_iter().enumerate().collect();
            let words = words::counted(entries.len(), "token");
            let removed = Removed { entries, came: std::mem::take(&mut desk.came), opaque: None };
            tell_removed(state, removed, &words, effects);
        }
        DeskCommand::Compare(id) => {
            // What came first is first: the second may be meant to replace it.
            let place = |id| state.desk.entries.iter().position(|entry| entry.id == id);
            let shown = query::desk::current(state).map(|entry| entry.id).filter(|shown| *shown != id);
            state.desk.compared = shown.map(|shown| if place(shown) < place(id) { (shown, id) } else { (id, shown) });
        }
        DeskCommand::SwapCompared => {
            state.desk.compared = state.desk.compared.map(|(first, second)| (second, first));
        }
        DeskCommand::CloseCompare => state.desk.compared = None,
        DeskCommand::Supply(supplied) => supply(state, supplied),
    }
}

/// They came with the token that is shown: what was typed before in their place counts no longer.
fn supply(state: &mut State, supplied: Supplied) {
    remember_shown(state);
    let Some(source) = query::desk::current(state).map(|entry| entry.source) else { return };
    let desk = &mut state.desk;
    desk.came_revision += 1;
    match desk.came.iter_mut().find(|came| came.source == source) {
        Some(came) => came.supplied = supplied,
        None => add_came(desk, Came { supplied, ..came(source, Parameters::default(), None) }),
    }
    desk.came.retain(|came| came.parameters != Parameters::default() || !came.supplied.is_empty());
}

fn came(source: u64, parameters: Parameters, file: Option<String>) -> Came {
    Came { source, file, parameters, supplied: Supplied::default(), opaque: Vec::new() }
}

/// It came last. What has come again is listed where it came last.
fn add_came(desk: &mut Desk, came: Came) {
    desk.came.push(came);
    list_opaque(desk);
    let sources: HashSet<u64> = desk.entries.iter().map(|entry| entry.source).chain([desk.sources]).collect();
    desk.came.retain(|came| sources.contains(&came.source) || came.listed().next().is_some());
    let over = desk.came.len().saturating_sub(MOST_CAME);
    desk.came.drain(..over);
}

/// The codes and access tokens of what came last become entries of the list.
fn list_opaque(desk: &mut Desk) {
    desk.came_revision += 1;
    let Some((last, before)) = desk.came.split_last_mut() else { return };
    for opaque in last.parameters.opaque() {
        let is_same = |entry: &OpaqueEntry| entry.opaque == opaque;
        before.iter_mut().for_each(|came| came.opaque.retain(|entry| !is_same(entry)));
        if !last.opaque.iter().any(is_same) {
            desk.count += 1;
            last.opaque.push(OpaqueEntry { id: EntryId(desk.count), opaque, is_gone: false });
        }
    }
}

/// Takes in the tokens of a text that goes into the box, and the code and the state that came with them.
pub(super) fn take_in(
    state: &mut State,
    arrived: &Arrived,
    file: Option<(String, Option<u64>)>,
    effects: &mut Vec<Effect>,
) {
    let (file, drop) = file.map_or((None, None), |(file, drop)| (Some(file), drop));
    let parameters = arrived.parameters.clone();
    let has_tokens = arrived.reading.candidates.iter().any(|candidate| candidate.is_whole);
    if !has_tokens && parameters == Parameters::default() {
        return;
    }
    // Files that were dropped together, or named in one command, are one text in several pieces.
    let is_more = drop.is_some() && state.desk.drop == drop;
    state.desk.drop = drop;
    state.desk.sources += u64::from(!is_more);
    let source = state.desk.sources;
    let has_come = parameters != Parameters::default();
    if let Some(last) = state.desk.came.last_mut().filter(|last| is_more && last.source == source) {
        last.parameters.extend(parameters);
        list_opaque(&mut state.desk);
    } else if has_come {
        let came = came(source, parameters, file.clone());
        add_came(&mut state.desk, came);
    }
    // A private key beside a token is not kept with it.
    let is_kept = !arrived.reading.key.is_some_and(|key| key.private) && has_room(state, &arrived.text);
    let mut left = 0;
    for (index, candidate) in arrived.reading.candidates.iter().enumerate() {
        if !candidate.is_whole {
            continue;
        }
        let place = if is_kept { (Arc::clone(&arrived.text), index) } else { (Arc::clone(&candidate.text), 0) };
        left += usize::from(!add(state, candidate, source, place, file.clone()));
    }
    if left > 0 {
        let verb = if left == 1 { "was" } else { "were" };
        let text = format!("The desk is full: {} {verb} not added", words::counted(left, "token"));
        let clear = Action {
            label: "Clear the desk".to_owned(),
            icon: Some(Icon::Trash),
            command: Command::Desk(DeskCommand::RemoveAll),
        };
        notify(state, Tone::Warning, text, Some(clear), effects);
    }
}

/// Whether a token came with these files, which were dropped together.
pub(super) fn has_come(state: &State, drop: u64) -> bool {
    let desk = &state.desk;
    desk.drop == Some(drop) && desk.entries.iter().any(|entry| entry.source == desk.sources)
}

/// The token that was typed or edited, and leaves the box now.
pub(super) fn remember_shown(state: &mut State) {
    let Some(candidate) = state.candidate().filter(|candidate| candidate.is_whole && state.is_current()).cloned()
    else {
        return;
    };
    let layer = state.examination().and_then(|examination| examination.layers.first());
    if layer.is_none_or(|layer| matches!(layer.object, JoseObject::Unreadable(_))) {
        return;
    }
    let is_kept = !state.derived.reading.key.is_some_and(|key| key.private) && has_room(state, &state.token.text);
    let place = match is_kept {
        true => (Arc::clone(&state.token.text), state.token.candidate),
        false => (Arc::clone(&candidate.text), 0),
    };
    let was_removed = state.desk.removed.iter().last().is_some_and(|removed| removed.has(&candidate.text));
    if state.desk.of_text(&candidate.text).is_none() && !was_removed {
        state.desk.sources += 1;
        state.desk.drop = None;
        let source = state.desk.sources;
        add(state, &candidate, source, place, None);
    }
}

/// Whether a text that tokens stand in can be kept with them.
fn has_room(state: &State, text: &str) -> bool {
    let mut size = text.len();
    let mut before: Option<&Arc<str>> = None;
    for entry in &state.desk.entries {
        size += entry.text.len();
        // Those of one text stand behind each other, and share it.
        if before.replace(&entry.place.0).is_none_or(|before| !Arc::ptr_eq(before, &entry.place.0)) {
            size += entry.place.0.len();
        }
    }
    size <= LARGEST
}

/// Whether it is on the desk now: there is an end to what that holds.
fn add(
    state: &mut State,
    candidate: &TokenCandidate,
    source: u64,
    place: (Arc<str>, usize),
    file: Option<String>,
) -> bool {
    let desk = &mut state.desk;
    if let Some(at) = desk.entries.iter().position(|entry| entry.text == candidate.text) {
        // It has come again: what stands beside it now is what belongs to it.
        let below = desk.entries.get(at).map(|entry| desk.below(entry.id)).unwrap_or_default();
        let known = desk.entries.remove(at);
        desk.entries.push(Entry { source, place, within: None, ..known });
        let (mut inner, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut desk.entries).into_iter().partition(|entry| below.contains(&entry.id));
        inner.iter_mut().for_each(|entry| entry.source = source);
        desk.entries = rest.into_iter().chain(inner).collect();
        return true;
    }
    if desk.entries.len() == MOST || !has_room(state, &candidate.text) {
        return false;
    }
    let desk = &mut state.desk;
    desk.count += 1;
    desk.entries.push(Entry {
        id: EntryId(desk.count),
        text: Arc::clone(&candidate.text),
        following: Arc::clone(&candidate.following),
        preceding: Arc::clone(&candidate.preceding),
        label: candidate.label.clone(),
        is_named: candidate.is_named,
        source,
        place,
        file,
        within: None,
        is_opened: false,
        presents: Vec::new(),
        examination: None,
        judgement: None,
        worth: Worth::default(),
    });
    true
}

/// The tokens in the claims of the one that is shown become entries of their own.
pub(super) fn open_shown(state: &mut State) {
    let Some(id) = query::desk::current(state).map(|entry| entry.id) else { return };
    let examination = state.derived.examination.as_ref().map(|(_, examination)| Arc::clone(examination));
    if let Some(examination) = examination {
        open_inner(state, id, &examination);
    }
}

/// The tokens in the claims of an entry become entries below it, once.
fn open_inner(state: &mut State, id: EntryId, examination: &Examination) {
    let Some(entry) = state.desk.entries.iter_mut().find(|entry| entry.id == id && !entry.is_opened) else { return };
    // What is locked may be opened later.
    if examination.readable_claims().is_none() {
        return;
    }
    entry.is_opened = true;
    let inner = inner::tokens(examination);
    entry.presents = inner.iter().filter(|inner| inner.is_credential).map(|inner| inner.text.as_str().into()).collect();
    let source = entry.source;
    let depth = state.desk.entry(id).map_or(0, |entry| state.desk.depth(entry));
    if depth >= MOST_DEPTH {
        return;
    }
    for inner in inner {
        let text: Arc<str> = inner.text.into();
        let is_known = state.desk.of_text(&text).is_some();
        if is_known || state.desk.entries.len() >= MOST || !has_room(state, &text) {
            continue;
        }
        let desk = &mut state.desk;
        desk.count += 1;
        let below = desk.below(id);
        let last = desk.entries.iter().rposition(|entry| entry.id == id || below.contains(&entry.id));
        let entry = Entry {
            id: EntryId(desk.count),
            place: (Arc::clone(&text), 0),
            text,
            following: "".into(),
            preceding: "".into(),
            label: inner.path,
            is_named: true,
            source,
            file: None,
            within: Some(id),
            is_opened: false,
            presents: Vec::new(),
            examination: None,
            judgement: None,
            worth: Worth::default(),
        };
        desk.entries.insert(last.map_or(desk.entries.len(), |last| last + 1), entry);
    }
}

/// Shows an entry, in the text that it stood in.
fn choose(state: &mut State, id: EntryId, effects: &mut Vec<Effect>) {
    if let Some((came, _)) = state.desk.opaque(id) {
        // Nothing can be read in it: what the tokens that it came with say of it is shown.
        let source = came.source;
        let of_source = || state.desk.entries.iter().find(|entry| entry.source == source).map(|entry| entry.id);
        let is_shown = query::desk::current(state).is_some_and(|entry| entry.source == source);
        if let Some(token) = of_source().filter(|_| !is_shown) {
            choose(state, token, effects);
        }
        state.workspace = Workspace::Inspect;
        return looking::select_tab(state, DrawerTab::Together);
    }
    let Some(entry) = state.desk.entry(id) else { return };
    let (text, index) = entry.place.clone();
    state.workspace = Workspace::Inspect;
    if state.token.text == text {
        state.desk.compared = None;
        return token::choose_candidate(state, index, effects);
    }
    // What is on the desk can be chosen again: it need not be remembered to be undone.
    let is_kept = state.desk.entries.iter().any(|entry| entry.place.0 == state.token.text);
    if !is_kept {
        token::remember_text(state);
    }
    state.desk.wanted = Some((Arc::clone(&text), index));
    reading::restore(state, text, effects);
}

/// Which token is meant of a text that goes into the box.
pub(super) fn wanted(state: &mut State, text: &Arc<str>) -> Option<usize> {
    let (wanted, index) = state.desk.wanted.take()?;
    Arc::ptr_eq(&wanted, text).then_some(index)
}

fn take_step(state: &mut State, step: Step, effects: &mut Vec<Effect>) {
    let shown = query::desk::current(state).map(|entry| entry.id);
    let listed: Vec<EntryId> = query::desk::listed(state).map(|entry| entry.id).collect();
    let at = shown.and_then(|shown| listed.iter().position(|id| *id == shown));
    let next = match (step, at) {
        (Step::Down, None) => listed.first(),
        (Step::Up, None) => listed.last(),
        (Step::Down, Some(at)) => listed.get(at + 1),
        (Step::Up, Some(at)) => at.checked_sub(1).and_then(|at| listed.get(at)),
    };
    if let Some(next) = next.copied() {
        choose(state, next, effects);
    }
}

fn remove(state: &mut State, id: EntryId, effects: &mut Vec<Effect>) {
    if let Some(entry) = state.desk.came.iter_mut().flat_map(|came| &mut came.opaque).find(|entry| entry.id == id) {
        entry.is_gone = true;
        let words = speech::opaque::name(entry.opaque.kind);
        state.desk.came_revision += 1;
        return tell_removed(state, Removed { opaque: Some(id), ..Removed::default() }, words, effects);
    }
    let Some(entry) = state.desk.entry(id) else { return };
    let words = words::elided(&query::desk::title(state, entry), 60);
    // What was found in it goes with it.
    let gone: Vec<EntryId> = std::iter::once(id).chain(state.desk.below(id)).collect();
    let words = match gone.len() {
        1 => words,
        count => format!("{words} and {} in it", words::counted(count - 1, "token")),
    };
    state.desk.compared = state.desk.compared.filter(|(first, second)| !gone.contains(first) && !gone.contains(second));
    let entries = std::mem::take(&mut state.desk.entries).into_iter().enumerate();
    let (removed, kept): (Vec<_>, Vec<_>) = entries.partition(|(_, entry)| gone.contains(&entry.id));
    state.desk.entries = kept.into_iter().map(|(_, entry)| entry).collect();
    tell_removed(state, Removed { entries: removed, ..Removed::default() }, &words, effects);
}

fn undo_remove(state: &mut State, number: Option<u64>, effects: &mut Vec<Effect>) {
    let Some((number, removed)) = state.desk.removed.take(number) else { return };
    forget_offer(state, &Command::Desk(DeskCommand::UndoRemove(Some(number))));
    let desk = &mut state.desk;
    for (at, entry) in removed.entries {
        if desk.of_text(&entry.text).is_none() {
            let at = at.min(desk.entries.len());
            desk.entries.insert(at, entry);
        }
    }
    for (at, came) in removed.came.into_iter().enumerate() {
        if desk.came_with(came.source).is_none() && desk.came.len() < MOST_CAME {
            desk.came.insert(at.min(desk.came.len()), came);
        }
    }
    for entry in desk.came.iter_mut().flat_map(|came| &mut came.opaque) {
        entry.is_gone &= Some(entry.id) != removed.opaque;
    }
    desk.came_revision += 1;
    // A proof is held against what stands beside it now.
    examine(state, effects);
}

/// They can be brought back.
fn tell_removed(state: &mut State, removed: Removed, words: &str, effects: &mut Vec<Effect>) {
    let verb = if removed.entries.len() < 2 { "was" } else { "were" };
    let text = format!("{words} {verb} taken off the desk");
    let number = state.desk.removed.push(removed);
    examine(state, effects);
    let command = Command::Desk(DeskCommand::UndoRemove(Some(number)));
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command };
    notify(state, Tone::Neutral, text, Some(undo), effects);
}

/// Asks anew where other tokens or other keys are at hand than those of the last question.
pub(super) fn follow(state: &mut State, effects: &mut Vec<Effect>) {
    if !query::desk::is_seen(state) {
        if state.desk.asked.take().is_some() {
            state.desk.revision += 1;
            (state.desk.checks, state.desk.checked) = Default::default();
            effects.push(Effect::CancelWork(JobKind::Desk));
        }
        return;
    }
    let tokens = Tokens {
        entries: state.desk.entries.iter().map(|entry| (entry.id, entry.source)).collect(),
        came: state.desk.came_revision,
        worth: state.desk.entries.iter().map(|entry| entry.worth).collect(),
    };
    let examination = state.derived.revision;
    let is_same = |asked: &&mut Asked| asked.tokens == tokens;
    if state.desk.asked.as_mut().filter(is_same).is_some_and(|asked| asked.examination == examination) {
        return;
    }
    let keys = state.all_keys();
    let pinned = |id: KeyId| keys.pinned(id).map(str::to_owned);
    let ids: Vec<_> = keys.keys().iter().map(|key| (key.id, pinned(key.id))).collect();
    let anchors: Vec<String> = keys.anchors().iter().map(|anchor| anchor.certificate.x5t_s256.clone()).collect();
    if let Some(asked) = state.desk.asked.as_mut().filter(is_same)
        && asked.keys == ids
        && asked.anchors == anchors
    {
        asked.examination = examination;
        return;
    }
    state.desk.revision += 1;
    state.desk.is_failed = false;
    state.desk.asked = Some(Asked { tokens, keys: ids, anchors, examination });
    let options = ExamineOptions { limits: state.options.limits, ..ExamineOptions::default() };
    let job = DeskJob {
        revision: state.desk.revision,
        tokens: query::desk::tokens(state),
        came: state.desk.came.iter().map(|came| (came.source, came.parameters().into_owned())).collect(),
        keys,
        options,
        expectations: state.expectations().into_owned(),
        now: state.now(),
    };
    effects.push(Effect::Run(Job::Desk(Box::new(job))));
}

pub(super) fn take_answer(state: &mut State, answer: DeskAnswer) {
    if answer.revision != state.desk.revision {
        return;
    }
    state.desk.checked = answer.examinations.iter().map(|(id, _)| *id).collect();
    state.desk.checks = answer.checks;
    for (id, examination) in answer.examinations {
        open_inner(state, id, &examination);
        if let Some(entry) = state.desk.entries.iter_mut().find(|entry| entry.id == id) {
            entry.examination = Some(examination);
        }
    }
    act::judge_again(state);
    // Where the clock or what is expected has moved on meanwhile, it is asked again.
    if let Some(asked) = &mut state.desk.asked {
        asked.tokens.worth = answer.worth;
    }
}

/// The worker met a fault of its own.
pub(super) fn take_failure(state: &mut State, message: &str, effects: &mut Vec<Effect>) {
    state.desk.is_failed = true;
    let text = format!("The tokens on the desk could not be examined because of a bug in Jotsmith: {message}");
    notify(state, Tone::Bad, text, None, effects);
}

/// What clock and policy make of them.
pub(super) fn judge_again(state: &mut State) {
    // A clock that stands at the `iat` of the token that is shown does not stand at theirs, and the kind that was chosen for it
    // is not theirs.
    let now = state.now();
    let places: HashMap<EntryId, usize> = state.desk.checked.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut of_sources: HashMap<u64, Option<Together<'_>>> = HashMap::new();
    let mut judged = |entry: &Entry| {
        let examination = entry.examination.as_deref()?;
        let mut judgement = judge::judge(examination, &state.policy_for(Some(examination)), now);
        let worth = Worth::of(&judgement);
        let together = of_sources.entry(entry.source);
        let together = together.or_insert_with(|| query::desk::together(state, entry.source, None));
        if let (Some(together), Some(token)) = (together, places.get(&entry.id)) {
            speech::cross::judge_together(together, *token, &mut judgement);
        }
        Some((judgement, worth))
    };
    let mut judgements: Vec<_> = state.desk.entries.iter().map(&mut judged).collect();
    let texts: HashMap<&str, usize> =
        state.desk.entries.iter().enumerate().rev().map(|(at, held)| (&*held.text, at)).collect();
    let place = |text: &Arc<str>| texts.get(&**text).copied();
    let held = |entry: &Entry| entry.presents.iter().filter_map(place).collect();
    let held: Vec<Vec<usize>> = state.desk.entries.iter().map(held).collect();
    // A presentation knows what it presents, in whatever order they came.
    for at in cross::innermost_first(&held) {
        let judged = judgements.get_mut(at).and_then(Option::take).map(|(mut judgement, worth)| {
            if let Some(entry) = state.desk.entries.get(at).filter(|entry| !entry.presents.is_empty())
                && let Some(examination) = entry.examination.as_deref()
            {
                query::desk::judge_within(state, entry, examination, &mut judgement);
            }
            (judgement, worth)
        });
        let Some(entry) = state.desk.entries.get_mut(at) else { continue };
        let worth = judged.as_ref().map(|(_, worth)| *worth).unwrap_or_default();
        let judgement = judged.map(|(judgement, _)| judgement);
        let verdict = |judgement: &Option<Judgement>| judgement.as_ref().map(|judgement| judgement.verdict);
        if verdict(&judgement) != verdict(&entry.judgement) || worth != entry.worth {
            // The list says something else, and so may a status list.
            state.revisions.changes += 1;
        }
        (entry.judgement, entry.worth) = (judgement, worth);
    }
}
