//! What `speech` says can be done, as buttons.

use crate::app::message::anchor::AnchorCommand;
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::notice::Action;
use crate::app::message::policy::PolicyCommand;
use crate::app::query::{self, key};
use crate::app::state::State;
use crate::app::value::assumption::Assumption;
use crate::app::value::{CopyTarget, FileBytes, Icon};
use crate::engine::jose::embedded::EmbeddedSource;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::reason::{MissingKeyReason, Reason};
use crate::engine::rule::finding::Finding;
use crate::engine::rule::structure::NESTED_LOOKALIKE;
use crate::engine::speech::act::{self, Act, Manner};
use crate::engine::speech::reason::words;

/// The button.
pub(super) fn button(state: &State, act: &Act) -> Option<Action> {
    let assume = |icon, assumption| (icon, Command::Assume(assumption));
    let (icon, command) = match act {
        Act::LoadKey | Act::LoadSecret => (Icon::Open, Command::LoadKeyFile),
        Act::EnterPassphrase => (Icon::Lock, Command::OpenPassphrase),
        Act::SupplyPayload => (Icon::Open, Command::LoadPayloadFile),
        Act::RunAnyway => (Icon::Clock, Command::DoItAnyway),
        Act::LoadTrustAnchor => (Icon::Open, Command::Anchor(AnchorCommand::Load)),
        Act::ReadSecretAs(reading) => assume(Icon::Key, Assumption::Secret(*reading)),
        Act::UsePublicSecret => assume(Icon::Warning, Assumption::PublicSecret),
        Act::UseOwnKey => assume(Icon::Key, Assumption::OwnKey),
        Act::VerifyAsWritten => assume(Icon::Check, Assumption::AsWritten),
        Act::AsMade(manner) => {
            let is_of_key = matches!(manner, Manner::Secret | Manner::SecretOfEncryption | Manner::Value);
            assume(if is_of_key { Icon::Key } else { Icon::Check }, Assumption::AsMade)
        }
        Act::HashNonce => assume(Icon::Check, Assumption::HashedNonce),
        Act::JudgeAtIat => assume(Icon::Clock, Assumption::AtIat),
        Act::ExpectIssuer { issuer, .. } => {
            (Icon::Check, Command::Policy(PolicyCommand::ExpectAlso { issuer: Some(issuer.clone()), audience: None }))
        }
        Act::ExpectAudience { audience, .. } => {
            (Icon::Check, Command::Policy(PolicyCommand::ExpectAlso { issuer: None, audience: Some(audience.clone()) }))
        }
        Act::Unlock(name) => {
            let ring = state.keyrings.rings.iter().find(|ring| ring.name == *name)?;
            (Icon::Unlock, Command::Keyring(KeyringCommand::OpenUnlock(ring.id)))
        }
        Act::TakeInner(path) => (Icon::Jump, Command::TakeInner(path.clone())),
        // Offered with the text that it is about.
        Act::OpenAsToken => return None,
        Act::CopyCommand(command) => (Icon::Copy, Command::Copy(CopyTarget::Text(command.clone()))),
    };
    Some(Action { label: act.label(), icon: Some(icon), command })
}

/// The buttons beside the sentence on a reason. What brings a key stands below all of them.
pub(super) fn buttons(state: &State, reason: &Reason) -> Vec<Action> {
    let brings_a_key = |act: &Act| {
        matches!(act, Act::LoadKey | Act::LoadSecret | Act::EnterPassphrase | Act::SupplyPayload | Act::RunAnyway)
    };
    let act = words(reason).act;
    let mut actions: Vec<Action> =
        act.iter().filter(|act| !brings_a_key(act)).filter_map(|act| button(state, act)).collect();
    if let Reason::MissingKey(missing) = reason {
        match missing {
            MissingKeyReason::IssuerGivenAsKey { .. } => {
                actions.splice(0..0, trust_loaded(state));
            }
            // A certificate leads to an anchor; who has none can still see whether its key made the signature.
            MissingKeyReason::MadeByEmbedded { source: EmbeddedSource::Certificate { .. }, .. } => {
                actions.extend(button(state, &Act::UseOwnKey));
            }
            _ => {}
        }
    }
    actions
}

/// The button beside a finding.
pub(super) fn of_finding(state: &State, finding: &Finding) -> Vec<Action> {
    let (Some(examination), Some(judgement)) = (state.examination(), &state.derived.judgement) else {
        return Vec::new();
    };
    if finding.rule.id == NESTED_LOOKALIKE.id {
        return open_content(examination, finding.layer).into_iter().collect();
    }
    let act = act::of_finding(finding, examination, judgement);
    act.and_then(|act| button(state, &act)).into_iter().collect()
}

/// A payload that looks like a token, and is claims as long as nobody says otherwise (RFC 7519 §5.2).
fn open_content(examination: &Examination, layer: usize) -> Option<Action> {
    let content = examination.layers.get(layer)?.content.as_ref()?;
    let command = Command::OpenAsToken(FileBytes::new("the payload".to_owned(), content.bytes.to_vec()));
    Some(Action { label: Act::OpenAsToken.label(), icon: Some(Icon::Jump), command })
}

/// A certificate that was loaded as a key, where an anchor is meant, is trusted with a click.
fn trust_loaded(state: &State) -> Vec<Action> {
    let keys = state.keys.ring.keys().iter();
    let certified = keys.filter(|key| {
        query::anchor::of_key(state, key.id.0).is_some_and(|anchor| !query::anchor::is_trusted(state, &anchor))
    });
    let certified: Vec<_> = certified.take(2).collect();
    let trust = |key: &&std::sync::Arc<crate::engine::key::Jwk>| Action {
        label: match certified.len() {
            1 => "Use as trust anchor".to_owned(),
            _ => format!("Use {} as trust anchor", key::name(key)),
        },
        icon: Some(Icon::Check),
        command: Command::Anchor(AnchorCommand::OfKey(key.id.0)),
    };
    certified.iter().map(trust).collect()
}

#[cfg(test)]
mod tests {
    use super::button;
    use crate::app::state::State;
    use crate::app::value::settings::Settings;
    use crate::engine::jwt::difference::ClaimDifference;
    use crate::engine::key::reading::SecretReading;
    use crate::engine::speech::act::{Act, Manner};
    use std::collections::HashSet;

    /// Each is a button of its own. The exhaustive match in [`button`] sees to it that a new one gets one.
    #[test]
    fn every_act_is_a_button() {
        let state = State::new(Settings::default(), jiff::tz::TimeZone::UTC, 0);
        let difference = || ClaimDifference::Case;
        let acts = [
            Act::ReadSecretAs(SecretReading::Base64),
            Act::UsePublicSecret,
            Act::UseOwnKey,
            Act::VerifyAsWritten,
            Act::HashNonce,
            Act::AsMade(Manner::Secret),
            Act::ExpectIssuer { issuer: "a".to_owned(), difference: difference() },
            Act::ExpectAudience { audience: "a".to_owned(), difference: difference() },
            Act::JudgeAtIat,
            Act::TakeInner("a".to_owned()),
            Act::CopyCommand("a".to_owned()),
            Act::LoadKey,
            Act::EnterPassphrase,
            Act::LoadTrustAnchor,
            Act::SupplyPayload,
            Act::RunAnyway,
        ];
        let commands: HashSet<String> =
            acts.iter().map(|act| format!("{:?}", button(&state, act).expect("a button").command)).collect();
        assert_eq!(commands.len(), acts.len());
        assert_eq!(button(&state, &Act::Unlock("not there".to_owned())), None);
    }
}
