//! What `speech` says can be done, as buttons.

use crate::app::message::anchor::AnchorCommand;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query::{self, key};
use crate::app::state::State;
use crate::app::value::Icon;
use crate::app::value::assumption::Assumption;
use crate::engine::jose::reason::{MissingKeyReason, Reason};
use crate::engine::speech::act::Act;
use crate::engine::speech::reason::words;

/// The button.
pub(super) fn button(act: &Act) -> Action {
    let (icon, command) = match act {
        Act::LoadKey | Act::LoadSecret => (Icon::Open, Command::LoadKeyFile),
        Act::EnterPassphrase => (Icon::Lock, Command::OpenPassphrase),
        Act::SupplyPayload => (Icon::Open, Command::LoadPayloadFile),
        Act::RunAnyway => (Icon::Clock, Command::DoItAnyway),
        Act::LoadTrustAnchor => (Icon::Open, Command::Anchor(AnchorCommand::Load)),
        Act::ReadSecretAs(reading) => (Icon::Key, Command::Assume(Assumption::Secret(*reading))),
    };
    Action { label: act.label(), icon: Some(icon), command }
}

/// The buttons beside the sentence on a reason. What brings a key stands below all of them.
pub(super) fn buttons(state: &State, reason: &Reason) -> Vec<Action> {
    let brings_a_key = |act: &Act| {
        matches!(act, Act::LoadKey | Act::LoadSecret | Act::EnterPassphrase | Act::SupplyPayload | Act::RunAnyway)
    };
    let act = words(reason).act;
    let mut actions: Vec<Action> = act.iter().filter(|act| !brings_a_key(act)).map(button).collect();
    if let Reason::MissingKey(MissingKeyReason::IssuerGivenAsKey { .. }) = reason {
        actions.splice(0..0, trust_loaded(state));
    }
    actions
}

/// A certificate that was loaded as a key, where an anchor is meant, is trusted with a click.
fn trust_loaded(state: &State) -> Vec<Action> {
    let keys = state.keys.ring.keys().iter();
    let certified = keys.filter(|key| {
        query::anchor::of_key(state, key.id.0).is_some_and(|anchor| !query::anchor::is_trusted(state, &anchor))
    });
    let trust = |key: &std::sync::Arc<crate::engine::key::Jwk>| Action {
        label: format!("Use {} as trust anchor", key::name(key)),
        icon: Some(Icon::Check),
        command: Command::Anchor(AnchorCommand::OfKey(key.id.0)),
    };
    certified.take(2).map(trust).collect()
}
