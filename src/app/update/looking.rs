//! What the person looks at: workspace, layer, entry, folds, tab.

use super::act::{judge_again, notify};
use super::builder;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::keyring::work::KeyringWork;
use crate::app::message::notice::Action;
use crate::app::state::State;
use crate::app::value::settings::MOST_MUTED;
use crate::app::value::{DrawerTab, Icon, MemberFold, Tone, Workspace};
use crate::engine::jwt::profile::named;
use std::collections::HashSet;
use std::hash::Hash;

pub(super) fn show(state: &mut State, workspace: Workspace, effects: &mut Vec<Effect>) {
    state.workspace = workspace;
    if workspace == Workspace::Build {
        builder::keep::seen(state);
    }
    if workspace == Workspace::Keys {
        // Another program may have made one.
        effects.push(Effect::Keyring(KeyringWork::List));
    }
}

pub(super) fn select_layer(state: &mut State, layer: usize) {
    state.looking.layer = Some(layer);
    state.looking.entry = None;
    forget_folds(state);
}

pub(super) fn select_entry(state: &mut State, entry: usize) {
    state.looking.entry = Some(entry);
    forget_folds(state);
}

pub(super) fn fold_claims(state: &mut State, node: usize) {
    toggle(&mut state.looking.claims_folds, node);
    state.looking.folds += 1;
}

pub(super) fn sort_claims(state: &mut State, is_sorted: bool) {
    state.looking.is_sorted = is_sorted;
    forget_folds(state);
}

pub(super) fn fold_member(state: &mut State, fold: MemberFold) {
    toggle(&mut state.looking.members_open, fold);
    state.looking.folds += 1;
}

pub(super) fn fold_header(state: &mut State, node: usize) {
    toggle(&mut state.looking.header_folds, node);
    state.looking.folds += 1;
}

/// A token that is none of the kind is invalid then.
pub(super) fn choose_kind(state: &mut State, id: Option<&str>) {
    state.looking.kind = id.and_then(named).map(|row| row.kind);
    judge_again(state);
}

/// It is remembered, and can be undone.
pub(super) fn mute(state: &mut State, rule: String, effects: &mut Vec<Effect>) {
    let muted = &mut state.settings.muted;
    if muted.contains(&rule) || muted.len() >= MOST_MUTED {
        return;
    }
    muted.push(rule.clone());
    let text = format!("Findings of {rule} are no longer listed");
    let command = Command::Unmute(rule);
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command };
    notify(state, Tone::Neutral, text, Some(undo), effects);
}

pub(super) fn select_tab(state: &mut State, tab: DrawerTab) {
    state.settings.drawer_tab = tab;
    state.settings.drawer_open = true;
}

/// Another layer or entry has other nodes.
pub(super) fn forget_folds(state: &mut State) {
    state.looking.header_folds.clear();
    state.looking.claims_folds.clear();
    state.looking.members_open.clear();
    state.looking.folds += 1;
}

fn toggle<T: Hash + Eq + Copy>(folds: &mut HashSet<T>, node: T) {
    if !folds.remove(&node) {
        folds.insert(node);
    }
}
