//! How tokens are measured, and making one shorter.

use super::act::examine;
use super::builder;
use crate::app::message::builder::BuildCommand;
use crate::app::message::effect::Effect;
use crate::app::message::size::SizeCommand;
use crate::app::state::State;
use crate::app::value::Workspace;
use crate::app::value::size::{MOST_LIMITS, in_front, is_plain};

pub(super) fn apply(state: &mut State, command: SizeCommand, effects: &mut Vec<Effect>) {
    let size = &mut state.settings.size;
    match command {
        SizeCommand::Page(page) => state.looking.size = page,
        SizeCommand::Compare(baseline) => size.baseline = baseline,
        SizeCommand::SetTraffic(traffic) => size.traffic = traffic,
        SizeCommand::AsCookie(is_cookie) => size.sending.is_cookie = is_cookie,
        SizeCommand::SetCookieName(name) if is_plain(&name) && !name.is_empty() => size.sending.cookie = name,
        SizeCommand::SetAddress(address) if is_plain(&in_front(address.clone())) => {
            size.sending.address = in_front(address);
        }
        SizeCommand::SetOthers(bytes) => size.sending.others = bytes,
        SizeCommand::AddLimit(own) if is_plain(&own.name) && size.sending.own.len() < MOST_LIMITS => {
            size.sending.own.push(own);
        }
        SizeCommand::RemoveLimit(index) if index < size.sending.own.len() => {
            size.sending.own.remove(index);
        }
        SizeCommand::Shrink(change) => {
            if state.workspace != Workspace::Build {
                // The claims are those of the innermost layer, and so is the draft.
                state.looking.layer = None;
                builder::apply(state, BuildCommand::EditInspected, effects);
            }
            if state.workspace == Workspace::Build {
                builder::shrink(state, &change, effects);
            }
        }
        SizeCommand::SetCookieName(_)
        | SizeCommand::SetAddress(_)
        | SizeCommand::AddLimit(_)
        | SizeCommand::RemoveLimit(_) => {}
    }
    follow(state, effects);
}

/// What the findings say of the length depends on how the token is sent.
pub(super) fn follow(state: &mut State, effects: &mut Vec<Effect>) {
    if state.options.sending != state.settings.size.sending {
        state.options.sending.clone_from(&state.settings.size.sending);
        examine(state, effects);
        builder::make_again(state, effects);
    }
}
