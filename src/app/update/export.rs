//! The list of exports, and files that are made of them.

use super::act::notify;
use super::builder::save;
use crate::app::message::effect::Effect;
use crate::app::message::export::ExportCommand;
use crate::app::query;
use crate::app::state::State;
use crate::app::value::Tone;
use crate::engine::export;

pub(super) fn apply(state: &mut State, command: ExportCommand, effects: &mut Vec<Effect>) {
    let looking = &mut state.looking.export;
    match command {
        ExportCommand::Choose(name) => looking.chosen = Some(name),
        ExportCommand::Group(group) => looking.group = group,
        ExportCommand::Filter(words) => looking.filter = words,
        ExportCommand::Save(name) => {
            let file = export::named(name).map_or(name, |row| row.file);
            match query::export::made(state, name) {
                // A file ends with a line break.
                Some((text, _)) => save::save(state, file, [text.as_bytes(), b"\n"].concat().into(), effects),
                None => notify(state, Tone::Warning, "This is not possible for the token", None, effects),
            }
        }
    }
}
