//! Changes of texts: typed, by a quick action, brought into step.

use super::change;
use super::choice::set_algorithm;
use super::make::make;
use crate::app::message::effect::Effect;
use crate::app::query::builder::caret::at_caret;
use crate::app::state::State;
use crate::app::state::builder::text::{text, text_mut};
use crate::app::update::act::notify;
use crate::app::value::builder::{Field, Slot};
use crate::app::value::words::capital;
use crate::app::value::{Tone, is_time};
use crate::engine::builder::draft::Follow;
use crate::engine::builder::edit::Edited;
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::jwt::moment::Moment;
use jiff::tz::TimeZone;

const DEPTH: usize = Limits::DEFAULT.json_depth;
/// Said where a text cannot be changed by the engine.
pub(in crate::app) const BROKEN: &str = "The text is not a JSON object: correct the underlined error first";

pub(in crate::app) fn edit_text(state: &mut State, field: Field, new: String, effects: &mut Vec<Effect>) {
    let build = &mut state.build;
    let Some(draft) = &build.draft else { return };
    let Some(old) = text(draft, field).filter(|old| **old != new).cloned() else { return };
    let before = build.snapshot();
    build.history.typed(before, field, &old, &new);
    if let Some(text) = build.draft.as_mut().and_then(|draft| text_mut(draft, field)) {
        *text = new;
    }
    follow_header(state, field);
    make(state, effects);
}

/// An algorithm that is typed into a header which is kept in step is chosen by that.
fn follow_header(state: &mut State, field: Field) {
    let ring = state.build.ring.clone();
    let Some(draft) = &mut state.build.draft else { return };
    let named = |text: &str, name: &str| {
        let document = json::scan(text.as_bytes(), DEPTH);
        document.object()?.get(name)?.as_str().map(std::borrow::Cow::into_owned)
    };
    let is_known =
        |name: &String| crate::engine::ground::jwa::signature::find(name).is_some_and(|row| row.name != "none");
    match field {
        Field::Protected(index) => {
            let Some(signature) = draft.signing.signatures.get(index) else { return };
            let typed = named(&signature.protected, "alg").filter(is_known);
            let (algorithm, follow) = (signature.algorithm.clone(), signature.follow);
            if let Some(typed) = typed.filter(|typed| *typed != algorithm && follow != Follow::LeftAlone) {
                set_algorithm(draft, Slot::Signature(index), &typed, &ring);
                state.build.allows_weak = false;
            }
        }
        Field::EncryptionHeader if draft.encryption.follow != Follow::LeftAlone => {
            let header = draft.encryption.protected.clone();
            let known = |name: &String| crate::engine::ground::jwa::key_management::find(name).is_some();
            let first = draft.encryption.recipients.first().map(|recipient| recipient.algorithm.clone());
            let typed = named(&header, "alg").filter(known);
            if let (1, Some(typed)) =
                (draft.encryption.recipients.len(), typed.filter(|typed| Some(typed) != first.as_ref()))
            {
                set_algorithm(draft, Slot::Recipient(0), &typed, &ring);
                state.build.allows_weak = false;
            }
            let known = |name: &String| crate::engine::ground::jwa::content_encryption::find(name).is_some();
            if let Some(typed) = named(&header, "enc").filter(known) {
                draft.encryption.content_encryption = typed;
            }
        }
        _ => {}
    }
}

/// A change of one text by the engine: every other byte stays.
pub(in crate::app) fn edit_member(
    state: &mut State,
    field: Field,
    effects: &mut Vec<Effect>,
    edit: impl FnOnce(&str) -> Result<Edited, String>,
) {
    if let Err(why) = edit_text_by(state, field, effects, |text| edit(text).map(Some)) {
        notify(state, Tone::Warning, why, None, effects);
    }
}

/// The same; the error is what was said against it, in words. `None`: nothing is to be done.
pub(in crate::app) fn edit_text_by(
    state: &mut State,
    field: Field,
    effects: &mut Vec<Effect>,
    edit: impl FnOnce(&str) -> Result<Option<Edited>, String>,
) -> Result<(), String> {
    let Some(old) = state.build.draft.as_ref().and_then(|draft| text(draft, field)).cloned() else { return Ok(()) };
    if let Some(edited) = edit(&old)? {
        put_text(state, field, edited.text, effects);
        let span = edited.span.range();
        state.build.selected = (!span.is_empty()).then_some((field, span));
    }
    Ok(())
}

fn put_text(state: &mut State, field: Field, new: String, effects: &mut Vec<Effect>) {
    change(state, effects, |draft| {
        if let Some(text) = text_mut(draft, field) {
            *text = new;
        }
    });
    follow_header(state, field);
}

pub(in crate::app) fn respace(
    state: &mut State,
    field: Field,
    respaced: fn(&str, usize) -> Result<String, json::Fault>,
    effects: &mut Vec<Effect>,
) {
    let Some(old) = state.build.draft.as_ref().and_then(|draft| text(draft, field)) else { return };
    match respaced(old, DEPTH) {
        Ok(new) => put_text(state, field, new, effects),
        Err(_) => notify(state, Tone::Warning, BROKEN, None, effects),
    }
}

pub(in crate::app) fn set_time_at_caret(state: &mut State, typed: &str, effects: &mut Vec<Effect>) {
    let Some((field @ Field::Claims, caret)) = state.build.caret else { return };
    let found = state.build.derived.document(field).and_then(|document| at_caret(document, caret));
    let Some(found) = found else { return };
    let seconds = match Moment::parse(typed) {
        Ok(moment) => moment.at(state.now(), &TimeZone::UTC),
        Err(error) => return notify(state, Tone::Warning, capital(&error.to_string()), None, effects),
    };
    let Some(old) = state.build.draft.as_ref().and_then(|draft| text(draft, field)) else { return };
    let (Some(before), Some(after)) = (old.get(..found.span.start), old.get(found.span.end..)) else { return };
    let lexeme = seconds.to_string();
    let new = format!("{before}{lexeme}{after}");
    let span = found.span.start..found.span.start + lexeme.len();
    put_text(state, field, new, effects);
    state.build.caret = Some((field, span.end));
    state.build.selected = Some((field, span));
}

/// JSON as it was typed into a field of the form; for a time also whatever is one at `now`.
pub(in crate::app) fn json_of(name: &str, typed: &str, now: i64) -> Result<String, String> {
    let typed = typed.trim();
    let document = json::scan(typed.as_bytes(), DEPTH);
    if document.is_complete() {
        return Ok(typed.to_owned());
    }
    match Moment::parse(typed).ok().filter(|_| is_time(name)) {
        Some(moment) => Ok(moment.at(now, &TimeZone::UTC).to_string()),
        None => Err(format!("The value of {name} is not JSON: a string needs quotes")),
    }
}
