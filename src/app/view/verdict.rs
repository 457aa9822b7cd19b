//! The one sentence on the token, and the breadcrumb of its layers.

use super::act::{button, buttons, of_finding};
use super::{Crumb, VerdictStrip, assumption, sd_jwt};
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::state::State;
use crate::app::value::words::capital;
use crate::app::value::{Icon, Tone};
use crate::engine::ground::jwa::{KeyManagementAlgorithm, KeyManagementFamily};
use crate::engine::jose::layer::{Examination, JoseObject, Layer};
use crate::engine::jose::reason::{Reason, SignatureReason};
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::jwt::policy::{Judgement, Verdict};
use crate::engine::rule::finding::Finding;
use crate::engine::rule::key::{KEY_HS_EMPTY, KEY_HS_LEAKED};
use crate::engine::speech;
use crate::engine::speech::act::Act;
use crate::engine::speech::verdict::Kind;
use crate::engine::speech::verdict::Tone::{Bad, Good, Neutral, Warning};

pub(super) fn build(state: &State) -> VerdictStrip {
    if state.token.text.trim().is_empty() {
        return VerdictStrip {
            word: "Nothing yet".to_owned(),
            detail: "Paste a token to read it".to_owned(),
            ..VerdictStrip::default()
        };
    }
    let Some(examination) = state.examination() else { return without_examination(state) };
    let Some(judgement) = &state.derived.judgement else { return without_examination(state) };
    let mut strip = of_examination(state, examination, judgement);
    strip.stale = !state.is_current();
    strip
}

fn without_examination(state: &State) -> VerdictStrip {
    let reading = &state.derived.reading;
    if state.derived.pending.is_some() {
        let action = Action { label: "Stop".to_owned(), icon: Some(Icon::Cross), command: Command::CancelWork };
        return VerdictStrip {
            icon: Some(Icon::Search),
            word: "Examining".to_owned(),
            actions: if state.derived.is_slow { vec![action] } else { Vec::new() },
            ..VerdictStrip::default()
        };
    }
    if let Some(key) = &reading.key {
        let action = Action {
            label: "Move it to the keys".to_owned(),
            icon: Some(Icon::Key),
            command: Command::MoveTokenToKeys,
        };
        return VerdictStrip {
            tone: Tone::Warning,
            icon: Some(Icon::Key),
            word: "A key, not a token".to_owned(),
            detail: format!("This is {}", key.words),
            actions: vec![action],
            ..VerdictStrip::default()
        };
    }
    if !reading.candidates.is_empty() {
        return VerdictStrip {
            icon: Some(Icon::Question),
            word: "Not examined".to_owned(),
            detail: "The examination was stopped".to_owned(),
            ..VerdictStrip::default()
        };
    }
    let fetch = reading.foreign.as_ref().and_then(|foreign| foreign.command.clone()).map(Act::CopyCommand);
    let actions = fetch.and_then(|act| button(state, &act)).into_iter().collect();
    let (word, detail) = match &reading.foreign {
        Some(foreign) => ("Not a JSON Web Token".to_owned(), format!("{} · {}", foreign.name, foreign.explanation)),
        None => ("Not a token".to_owned(), "Nothing in this text could be a JSON Web Token".to_owned()),
    };
    VerdictStrip { tone: Tone::Warning, icon: Some(Icon::Question), word, detail, actions, ..VerdictStrip::default() }
}

fn of_examination(state: &State, examination: &Examination, judgement: &Judgement) -> VerdictStrip {
    let mut words = speech::verdict::of(examination, judgement, state.now());
    for read in assumption::secrets_used(state, examination) {
        words = words.assuming(format!("assumed that the secret is read {}", read.reading.words()));
    }
    let (time, time_tone) =
        words.time.as_ref().map_or_else(Default::default, |time| (time.words.clone(), tone(time.tone)));
    VerdictStrip {
        tone: tone(words.tone),
        icon: Some(icon(words.kind)),
        detail: words.detail(),
        word: words.word,
        time,
        time_tone,
        actions: actions(state, examination),
        assumed: assumption::build(state, examination),
        stale: false,
    }
}

/// What the first reason of the first layer that is not right says can be done; else what brings a key that could help.
fn actions(state: &State, examination: &Examination) -> Vec<Action> {
    // Where the claims alone are what is wrong, the first of them that something can be done about.
    if state.derived.judgement.as_ref().is_some_and(|judgement| judgement.verdict == Verdict::Invalid)
        && examination.layers.iter().all(|layer| matches!(speech::verdict::tone_of(layer), Good | Warning | Neutral))
    {
        let judged = state.derived.judgement.iter().flat_map(|judgement| &judgement.findings);
        if let Some(acts) = judged.map(|finding| of_finding(state, finding)).find(|acts| !acts.is_empty()) {
            return acts;
        }
    }
    let is_done =
        |layer: &&Layer| matches!(speech::verdict::tone_of(layer), Good | Warning) && !could_a_key_help(layer);
    let Some(layer) = examination.layers.iter().find(|layer| !is_done(layer)) else { return Vec::new() };
    // What is right about a malformed one stands behind the rule that it breaks, and as what it fits behind its name.
    let signed = layer.signatures.iter().flat_map(|result| {
        let is_behind = matches!(result.reasons.get(1), Some(Reason::Cause(..)));
        let is_malformed = result.status == SignatureStatus::Malformed;
        let count = if is_malformed || is_behind { result.reasons.len() } else { 1 };
        result.reasons.iter().take(count)
    });
    let reasons = signed.chain(layer.recipients.iter().filter_map(|result| result.reasons.first()));
    if let Some(acts) = reasons.map(|reason| buttons(state, reason)).find(|acts| !acts.is_empty()) {
        // The sentence needs the room: others stand beside it in the pane.
        // Which payload was supplied can be what is wrong.
        let again = key_actions(state, layer).into_iter().filter(|action| action.command == Command::OpenPayload);
        return acts.into_iter().take(1).chain(again).collect();
    }
    // Of several keyrings the strip would be full, and its sentence cut: the pane has the room.
    let is_full = crate::app::query::keyring::unlock_actions(state).len() > 1;
    if is_full || !could_a_key_help(layer) || sd_jwt::is_refused_alone(layer) {
        return Vec::new();
    }
    // What is known about its secret comes before what could be.
    let is_of_secret = |finding: &&Finding| [KEY_HS_LEAKED.id, KEY_HS_EMPTY.id].contains(&finding.rule.id);
    let known = examination.findings.iter().filter(is_of_secret).flat_map(|finding| of_finding(state, finding)).next();
    match known {
        Some(act) => [act].into_iter().chain(key_actions(state, layer).into_iter().take(1)).collect(),
        None => key_actions(state, layer),
    }
}

/// The window's colour of a tone.
pub(super) const fn tone(tone: speech::verdict::Tone) -> Tone {
    match tone {
        Good => Tone::Good,
        Neutral => Tone::Neutral,
        Warning => Tone::Warning,
        Bad => Tone::Bad,
    }
}

pub(super) const fn icon(kind: Kind) -> Icon {
    match kind {
        Kind::Valid => Icon::Check,
        Kind::Flawed => Icon::Warning,
        Kind::Time => Icon::Clock,
        Kind::Wrong => Icon::Cross,
        Kind::Unchecked => Icon::Question,
        Kind::Locked => Icon::Lock,
        Kind::Unsecured => Icon::Unsigned,
    }
}

/// Whether another key could change how the layer stands: not where it is malformed, or has no signature.
pub(super) fn could_a_key_help(layer: &Layer) -> bool {
    use RecipientStatus::{Decrypted, Failed, Locked};
    use SignatureStatus::{Rejected, Unchecked};
    let is_open = layer.recipients.iter().any(|result| result.status == Decrypted);
    let is_unsecured = layer.signatures.iter().all(|result| result.status == SignatureStatus::Unsecured);
    // What this build does not compute needs no key.
    let is_ours = |reasons: &[Reason]| reasons.first().is_none_or(|reason| !reason.is_unsupported());
    layer.signatures.iter().any(|result| matches!(result.status, Unchecked | Rejected) && is_ours(&result.reasons))
        // A key binding that names a key which is not at hand.
        || (layer.jws().is_some() && !is_unsecured && !layer.unchecked_reasons().is_empty())
        || (!is_open
            && layer
                .recipients
                .iter()
                .any(|result| matches!(result.status, Locked | Failed) && is_ours(&result.reasons)))
}

/// Buttons that bring a key.
pub(super) fn key_actions(state: &State, layer: &Layer) -> Vec<Action> {
    let mut actions = Vec::new();
    let algorithm_of =
        |name: &Option<String>| name.as_deref().and_then(|name| KeyManagementAlgorithm::named(name).known());
    let rows: Vec<_> = layer.recipients.iter().filter_map(|result| algorithm_of(&result.algorithm)).collect();
    let of_recipients = layer
        .recipients
        .iter()
        .flat_map(|result| result.reasons.iter().chain(result.attempts.iter().flat_map(|attempt| &attempt.reasons)));
    let mut reasons = layer.signatures.iter().flat_map(|result| &result.reasons).chain(of_recipients);
    let is_too_dear = reasons.any(Reason::is_excessive_work);
    let limits = &state.options.limits;
    if is_too_dear && *limits != limits.do_it_anyway() {
        actions.extend(button(state, &Act::RunAnyway));
    }
    let is_detached = |reason: &Reason| *reason == Reason::Signature(SignatureReason::PayloadDetached);
    if layer.signatures.iter().flat_map(|result| &result.reasons).any(is_detached) {
        return super::claims::payload_actions(state);
    }
    // A payload was given, and it may be the wrong one.
    if state.options.detached_payload.is_some() && layer.jws().is_some_and(|jws| jws.detached) {
        actions.extend(super::claims::payload_actions(state));
    }
    if rows.iter().any(|row| row.family == KeyManagementFamily::Pbes2) {
        actions.extend(button(state, &Act::EnterPassphrase));
    }
    actions.extend(crate::app::query::keyring::unlock_actions(state));
    actions.extend(button(state, &Act::LoadKey));
    actions.push(Action { label: "Paste key".to_owned(), icon: Some(Icon::Paste), command: Command::OpenAddKey });
    actions
}

pub(super) fn layers(state: &State) -> Vec<Crumb> {
    let Some(examination) = state.examination() else { return Vec::new() };
    if examination.layers.len() < 2 {
        return Vec::new();
    }
    let selected = state.layer_index();
    let crumb = |(index, layer): (usize, &Layer)| Crumb {
        label: match layer.object {
            JoseObject::Jws(_) => "JWS".to_owned(),
            JoseObject::Jwe(_) => "JWE".to_owned(),
            JoseObject::Unreadable(_) => capital("unreadable"),
        },
        tone: tone(speech::verdict::tone_of(layer)),
        selected: index == selected,
    };
    examination.layers.iter().enumerate().map(crumb).collect()
}
