//! What a person does to the members of a text in the form.

use super::edit::{BROKEN, edit_text, edit_text_by, json_of};
use super::make::make;
use crate::app::message::builder::member::{MemberChange, MemberCommand};
use crate::app::message::effect::Effect;
use crate::app::state::State;
use crate::app::state::builder::Refused;
use crate::app::state::builder::text::text;
use crate::app::update::act::notify;
use crate::app::value::builder::Field;
use crate::app::value::words::elided;
use crate::app::value::{Tone, is_time};
use crate::engine::builder::edit::{Edited, NewValue};
use crate::engine::builder::member;
use crate::engine::builder::member::MemberError;
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::jwt::moment::Moment;

const DEPTH: usize = Limits::DEFAULT.json_depth;

pub(in crate::app) fn apply(state: &mut State, field: Field, command: MemberCommand, effects: &mut Vec<Effect>) {
    // A value is typed letter by letter: a run of them is one step to take back, as in the text.
    if let MemberCommand::At { place, name, change: MemberChange::Text(value) } = &command {
        let Some(text) = state.build.draft.as_ref().and_then(|draft| text(draft, field)) else { return };
        if name_at(text, *place).as_deref() == Some(name)
            && let Ok(edited) = member::set(text, *place, NewValue::Text(value), DEPTH)
        {
            take_refused(state, field, name);
            edit_text(state, field, edited.text, effects);
            state.build.revision += 1;
        }
        return;
    }
    let now = state.now();
    let refused = match &command {
        MemberCommand::At { name, .. } => take_refused(state, field, name),
        MemberCommand::Add { .. } => None,
    };
    let said = edit_text_by(state, field, effects, |text| match &command {
        MemberCommand::Add { name, value } => add(text, name, value, now),
        MemberCommand::At { place, name, change } => {
            // The text has gone on since: what stands there now is not meant.
            if name_at(text, *place).as_deref() != Some(name) {
                return Ok(None);
            }
            self::change(text, *place, name, change, now).map(Some)
        }
    });
    if let MemberCommand::At { place, name, change } = &command {
        let now = state.build.draft.as_ref().and_then(|draft| text(draft, field));
        let new = match change {
            MemberChange::Name(_) | MemberChange::NameAsJson(_) => now.and_then(|text| name_at(text, *place)),
            MemberChange::Up | MemberChange::Down => Some(name.clone()),
            // What was typed for a member counts, is refused, or gives way to what is typed now.
            MemberChange::Text(_) | MemberChange::Json(_) | MemberChange::Remove => None,
        };
        // Else it goes with its member.
        state.build.refused.extend(new.zip(refused).map(|(name, refused)| Refused { name, ..refused }));
    }
    match said {
        // It is said beside the value, for as long as it stands there.
        Err(why) if let MemberCommand::At { name, change: MemberChange::Json(typed), .. } = &command => {
            let (name, typed) = (name.clone(), typed.clone());
            let now = state.build.draft.as_ref().and_then(|draft| text(draft, field));
            let instead = now.and_then(|text| value_of(text, &name)).unwrap_or_default();
            state.build.refused.push(Refused { field, name, instead, typed, why });
        }
        Err(why) => notify(state, Tone::Warning, why, None, effects),
        Ok(()) => follow_name(state, field, &command, effects),
    }
}

/// What was refused for a member.
fn take_refused(state: &mut State, field: Field, name: &str) -> Option<Refused> {
    let refused = &mut state.build.refused;
    let at = refused.iter().position(|refused| refused.field == field && refused.name == name)?;
    Some(refused.remove(at))
}

/// What can be withheld of a claim still can when it is called otherwise.
fn follow_name(state: &mut State, field: Field, command: &MemberCommand, effects: &mut Vec<Effect>) {
    let MemberCommand::At { place, name, change: MemberChange::Name(_) | MemberChange::NameAsJson(_) } = command else {
        return;
    };
    let Some(draft) = state.build.draft.as_mut().filter(|_| field == Field::Claims) else { return };
    let Some(new) = name_at(&draft.payload.claims, *place).filter(|new| new != name) else { return };
    let before = draft.selection.clone();
    draft.selection.rename(name, &new);
    if draft.selection != before {
        make(state, effects);
    }
}

fn name_at(text: &str, place: usize) -> Option<String> {
    let document = json::scan(text.as_bytes(), DEPTH);
    let member = document.object()?.children().nth(place)?;
    member.name().map(std::borrow::Cow::into_owned)
}

/// The value of a member, as it is written.
pub(in crate::app) fn value_of(text: &str, name: &str) -> Option<String> {
    let document = json::scan(text.as_bytes(), DEPTH);
    document.object()?.get(name).map(|value| value.lexeme().into_owned())
}

fn add(text: &str, name: &str, value: &str, now: i64) -> Result<Option<Edited>, String> {
    let value = value.trim();
    let is_json = value.starts_with(['{', '[', '"', '-'])
        || value.starts_with(|first: char| first.is_ascii_digit())
        || ["true", "false", "null"].contains(&value)
        || is_time(name) && Moment::parse(value).is_ok();
    let json = if is_json { Some(json_of(name, value, now)?) } else { None };
    let new = json.as_deref().map_or(NewValue::Text(value), NewValue::Json);
    member::add(text, name, new, DEPTH).map(Some).map_err(|error| words(&error, name))
}

fn change(text: &str, place: usize, name: &str, change: &MemberChange, now: i64) -> Result<Edited, String> {
    let (edited, name) = match change {
        MemberChange::Name(new) if new.is_empty() => return Err("Enter a name".to_owned()),
        MemberChange::Name(new) => (member::rename(text, place, NewValue::Text(new), DEPTH), new.as_str()),
        MemberChange::NameAsJson(new) => (member::rename(text, place, NewValue::Json(new), DEPTH), new.as_str()),
        MemberChange::Text(value) => (member::set(text, place, NewValue::Text(value), DEPTH), name),
        MemberChange::Json(value) => {
            let value = json_of(name, value, now)?;
            (member::set(text, place, NewValue::Json(&value), DEPTH), name)
        }
        MemberChange::Up => match place.checked_sub(1) {
            Some(before) => (member::swap_with_next(text, before, DEPTH), name),
            None => return Ok(unchanged(text)),
        },
        MemberChange::Down => (member::swap_with_next(text, place, DEPTH), name),
        MemberChange::Remove => (member::remove(text, place, DEPTH), name),
    };
    match edited {
        // The last one goes no further down.
        Err(MemberError::Nowhere) => Ok(unchanged(text)),
        edited => edited.map_err(|error| words(&error, name)),
    }
}

fn unchanged(text: &str) -> Edited {
    Edited { text: text.to_owned(), span: Default::default() }
}

fn words(error: &MemberError, name: &str) -> String {
    let name = elided(name, 40);
    match error {
        MemberError::NameTaken => {
            format!("{name} already exists: a name may appear only once (RFC 7519 §4)")
        }
        MemberError::NotAName => format!("{name} is not a JSON string: write this name in quotes, with its escapes"),
        MemberError::Text(_) | MemberError::Nowhere => BROKEN.to_owned(),
    }
}
