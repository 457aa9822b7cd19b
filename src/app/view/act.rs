//! What `speech` says can be done, as buttons.

use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::value::Icon;
use crate::engine::speech::act::Act;

/// The button; `None` where the window has none for it.
pub(super) fn button(act: &Act) -> Option<Action> {
    let (icon, command) = match act {
        Act::LoadKey | Act::LoadSecret => (Icon::Open, Command::LoadKeyFile),
        Act::EnterPassphrase => (Icon::Lock, Command::OpenPassphrase),
        Act::SupplyPayload => (Icon::Open, Command::LoadPayloadFile),
        Act::RunAnyway => (Icon::Clock, Command::DoItAnyway),
        Act::ReadSecretAs(_)
        | Act::LoadTrustAnchor
        | Act::UsePublicSecret
        | Act::UseOwnKey
        | Act::VerifyAsWritten
        | Act::HashNonce
        | Act::ExpectIssuer { .. }
        | Act::ExpectAudience { .. }
        | Act::Unlock(_)
        | Act::JudgeAtIat
        | Act::TakeInner(_)
        | Act::OpenAsToken
        | Act::CopyCommand(_) => return None,
    };
    Some(Action { label: act.label(), icon: Some(icon), command })
}
