//! The one sentence on the token, and the breadcrumb of its layers.

use super::signature::weakness;
use super::{Crumb, VerdictStrip, sd_jwt};
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query::key;
use crate::app::state::State;
use crate::app::value::words::{capital, elided};
use crate::app::value::{Icon, Tone};
use crate::engine::ground::jwa::{
    ContentEncryptionAlgorithm, KeyManagementAlgorithm, KeyManagementFamily, SignatureAlgorithm, SignatureFamily,
};
use crate::engine::jose::layer::{Examination, JoseObject, Layer};
use crate::engine::jose::reason::{Reason, SignatureReason};
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::numeric_date::duration;
use crate::engine::jwt::policy::{ClaimState, Judgement, Verdict};
use crate::engine::rule::finding::Severity;
use crate::engine::speech;

/// Seconds before its end at which a token is said to end soon.
const SOON: i128 = 60;

/// How a layer stands, in words.
struct Standing {
    tone: Tone,
    icon: Icon,
    word: String,
    detail: String,
    is_good: bool,
}

impl Standing {
    fn new(tone: Tone, icon: Icon, word: &str, detail: impl Into<String>) -> Self {
        Self { tone, icon, word: word.to_owned(), detail: detail.into(), is_good: false }
    }

    fn good(self) -> Self {
        Self { is_good: true, ..self }
    }
}

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
            word: "Being looked into".to_owned(),
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
            word: "Not looked into".to_owned(),
            detail: "The work was stopped before it was done".to_owned(),
            ..VerdictStrip::default()
        };
    }
    let (word, detail) = match &reading.foreign {
        Some(foreign) => ("Not a JSON Web Token".to_owned(), format!("{} · {}", foreign.name, foreign.explanation)),
        None => ("Not a token".to_owned(), "Nothing in this text could be a JSON Web Token".to_owned()),
    };
    VerdictStrip { tone: Tone::Warning, icon: Some(Icon::Question), word, detail, ..VerdictStrip::default() }
}

fn of_examination(state: &State, examination: &Examination, judgement: &Judgement) -> VerdictStrip {
    let standings: Vec<Standing> = examination.layers.iter().map(|layer| standing(examination, layer)).collect();
    let (time, time_tone) = time(state, examination, judgement);
    let mut strip = VerdictStrip { time, time_tone, ..VerdictStrip::default() };
    let opened = examination.layers.iter().take_while(|layer| is_opened(layer)).count();
    if let Some((index, first)) = standings.iter().enumerate().find(|(_, standing)| !standing.is_good) {
        strip.tone = first.tone;
        strip.icon = Some(first.icon);
        strip.word = first.word.clone();
        strip.detail = first.detail.clone();
        if index > 0 && opened >= index {
            strip.word = format!("Decrypted, {}", uncapital(&first.word));
        }
        if let Some(layer) = examination.layers.get(index)
            && could_a_key_help(layer)
            && !sd_jwt::is_refused_alone(layer)
        {
            strip.actions = key_actions(state, layer);
            // Of several keyrings the strip would be full, and its sentence cut: the pane has the room.
            if crate::app::query::keyring::unlock_actions(state).len() > 1 {
                strip.actions.clear();
            }
        }
        // What is past its time is no good whatever the signature: that comes first, and what was not checked behind it.
        if judgement.verdict == Verdict::Invalid && matches!(first.tone, Tone::Neutral | Tone::Warning) {
            let (word, is_time) = invalid(examination, judgement);
            strip.detail = format!("{} · {}", uncapital(&strip.word), uncapital(&strip.detail));
            strip.detail = with_unmet(judgement, &word, strip.detail);
            strip.word = word;
            strip.tone = Tone::Bad;
            strip.icon = Some(if is_time { Icon::Clock } else { Icon::Cross });
            if is_time {
                strip.time.clear();
            }
        }
        return strip;
    }
    let Some(innermost) = standings.last() else {
        return VerdictStrip { word: "Cannot be read".to_owned(), tone: Tone::Bad, icon: Some(Icon::Cross), ..strip };
    };
    strip.tone = standings.iter().map(|standing| standing.tone).find(|tone| *tone != Tone::Good).unwrap_or(Tone::Good);
    strip.icon = Some(innermost.icon);
    strip.word = if opened > 0 && opened < standings.len() {
        format!("Decrypted, {}", uncapital(&innermost.word))
    } else {
        innermost.word.clone()
    };
    strip.detail = innermost.detail.clone();
    match judgement.verdict {
        Verdict::Valid => {}
        Verdict::Invalid => {
            let (word, is_time) = invalid(examination, judgement);
            strip.detail = with_unmet(judgement, &word, format!("{} · {}", uncapital(&strip.word), strip.detail));
            strip.word = word;
            strip.tone = Tone::Bad;
            strip.icon = Some(if is_time { Icon::Clock } else { Icon::Cross });
            if is_time {
                strip.time.clear();
            }
        }
        // Every layer is right as far as it was looked at, and that was not all of it.
        Verdict::Unchecked | Verdict::Unsecured | Verdict::Unreadable => {
            strip.detail = first_finding(examination).unwrap_or_else(|| strip.word.clone());
            strip.word = "Not fully checked".to_owned();
            strip.tone = Tone::Warning;
            strip.icon = Some(Icon::Question);
        }
    }
    strip
}

/// In front of the detail what the token is instead of what is expected, where the word says that it is not.
fn with_unmet(judgement: &Judgement, word: &str, detail: String) -> String {
    match judgement.unmet().next() {
        Some(unmet) if unmet.rule.title == word => format!("{} · {detail}", unmet.message),
        _ => detail,
    }
}

/// What makes a token invalid whose signature is right: the word, and whether it is about time.
fn invalid(examination: &Examination, judgement: &Judgement) -> (String, bool) {
    for check in &judgement.checks {
        let word = match &check.state {
            // What is expected and not so is told by its finding.
            ClaimState::Holds | ClaimState::IssuedInFuture(_) | ClaimState::Mismatch | ClaimState::Missing => continue,
            ClaimState::Expired(ago) => return (format!("Expired {} ago", duration(*ago)), true),
            ClaimState::NotYet(until) => return (format!("Not valid for another {}", duration(*until)), true),
            ClaimState::Malformed => format!("{} is malformed", check.claim),
        };
        return (word, false);
    }
    if let Some(unmet) = judgement.unmet().next() {
        return (unmet.rule.title.to_owned(), false);
    }
    if let Some(ClaimState::IssuedInFuture(until)) =
        judgement.checks.iter().map(|check| &check.state).find(|state| matches!(state, ClaimState::IssuedInFuture(_)))
    {
        return (format!("Issued {} in the future", duration(*until)), true);
    }
    let finding = judgement.findings.iter().find(|finding| finding.severity == Severity::Error);
    let word = finding.map(|finding| finding.message.clone()).or_else(|| first_finding(examination));
    (word.unwrap_or_else(|| "Not valid".to_owned()), false)
}

fn first_finding(examination: &Examination) -> Option<String> {
    let findings = &examination.findings;
    let worst = findings.iter().find(|finding| finding.severity == Severity::Error).or_else(|| findings.first())?;
    Some(worst.message.clone())
}

fn is_opened(layer: &Layer) -> bool {
    layer.recipients.iter().any(|result| result.status == RecipientStatus::Decrypted)
}

fn reason(reasons: &[Reason]) -> String {
    reasons.first().map(speech::reason::sentence).unwrap_or_default()
}

fn standing(examination: &Examination, layer: &Layer) -> Standing {
    match &layer.object {
        JoseObject::Unreadable(_) => {
            Standing::new(Tone::Bad, Icon::Cross, "Cannot be read", first_finding(examination).unwrap_or_default())
        }
        JoseObject::Jws(_) => signed(layer),
        JoseObject::Jwe(_) => encrypted(layer),
    }
}

fn signed(layer: &Layer) -> Standing {
    let results = &layer.signatures;
    let verified = results.iter().filter(|result| result.status == SignatureStatus::Verified).count();
    let worst = results.iter().max_by_key(|result| match result.status {
        SignatureStatus::Verified => 0,
        SignatureStatus::Unchecked => 1,
        SignatureStatus::Unsecured => 2,
        SignatureStatus::Rejected => 3,
        SignatureStatus::Malformed => 4,
    });
    let Some(worst) = worst else {
        return Standing::new(Tone::Bad, Icon::Cross, "Malformed", "There is no signature in it");
    };
    let mut detail = reason(&worst.reasons);
    if results.len() > 1 {
        let count = format!("{verified} of {} signatures verified", results.len());
        detail = if detail.is_empty() { count } else { format!("{count} · {detail}") };
    }
    match worst.status {
        SignatureStatus::Verified => {
            let key = worst.key.as_deref();
            let algorithm = worst.algorithm.as_deref().map(|name| elided(name, 30)).unwrap_or_default();
            let named = key.map(|key| format!("{algorithm} · {}", key::words(key))).unwrap_or(algorithm);
            let detail = if results.len() > 1 { detail } else { named };
            let weak = results.iter().find_map(weakness);
            match weak {
                _ if !layer.fatal_reasons().is_empty() => {
                    let why = format!("{} · the issuer's signature is right", reason(layer.fatal_reasons()));
                    Standing::new(Tone::Bad, Icon::Cross, "Rejected", why)
                }
                _ if !layer.unchecked_reasons().is_empty() => {
                    let why = format!("{} · the issuer's signature is right", reason(layer.unchecked_reasons()));
                    Standing::new(Tone::Warning, Icon::Question, "Not fully checked", why)
                }
                Some(finding) => {
                    let why = format!(" · {}", uncapital(&finding.message));
                    let word = "Signature verified with a weak key";
                    Standing::new(Tone::Warning, Icon::Warning, word, format!("{detail}{why}")).good()
                }
                None => Standing::new(Tone::Good, Icon::Check, "Signature verified", detail).good(),
            }
        }
        SignatureStatus::Unchecked => Standing::new(Tone::Neutral, Icon::Question, "Not checked", detail),
        SignatureStatus::Unsecured => {
            let why = "alg is none: there is no signature, so anyone can have written this";
            Standing::new(Tone::Warning, Icon::Unsigned, "Unsecured", why)
        }
        SignatureStatus::Rejected => Standing::new(Tone::Bad, Icon::Cross, "Rejected", detail),
        SignatureStatus::Malformed => Standing::new(Tone::Bad, Icon::Cross, "Malformed", detail),
    }
}

fn encrypted(layer: &Layer) -> Standing {
    if let Some(opened) = layer.recipients.iter().find(|result| result.status == RecipientStatus::Decrypted) {
        let algorithm = opened.algorithm.as_deref().map(|name| elided(name, 30)).unwrap_or_default();
        let name = opened.key.as_deref().map(|key| format!(" · {}", key::words(key))).unwrap_or_default();
        return Standing::new(Tone::Good, Icon::Unlock, "Decrypted", format!("{algorithm}{name}")).good();
    }
    let worst = layer.recipients.iter().max_by_key(|result| match result.status {
        RecipientStatus::Decrypted => 0,
        RecipientStatus::Malformed => 1,
        RecipientStatus::Failed => 2,
        // Somebody's key is not here yet: the token may still open.
        RecipientStatus::Locked => 3,
    });
    let Some(worst) = worst else {
        return Standing::new(Tone::Bad, Icon::Cross, "Malformed", "There is no recipient in it");
    };
    let detail = reason(&worst.reasons);
    match worst.status {
        RecipientStatus::Malformed => Standing::new(Tone::Bad, Icon::Cross, "Malformed", detail),
        RecipientStatus::Failed => Standing::new(Tone::Bad, Icon::Cross, "It did not open", detail),
        _ => {
            let needed = needed_key(layer, 0).map(|needed| uncapital(&needed));
            let detail = match needed {
                Some(needed) if detail.is_empty() => needed,
                Some(needed) => format!("{detail} · {needed}"),
                None => detail,
            };
            Standing::new(Tone::Neutral, Icon::Lock, "Encrypted, locked", detail)
        }
    }
}

/// What the time says: words and tone; empty where the token has no times.
fn time(state: &State, examination: &Examination, judgement: &Judgement) -> (String, Tone) {
    for check in &judgement.checks {
        match check.state {
            ClaimState::Expired(ago) => return (format!("expired {} ago", duration(ago)), Tone::Bad),
            ClaimState::NotYet(until) => return (format!("not valid for another {}", duration(until)), Tone::Bad),
            ClaimState::IssuedInFuture(until) => {
                return (format!("issued {} in the future", duration(until)), Tone::Warning);
            }
            _ => {}
        }
    }
    let Some(claims) = examination.claims_document().and_then(|document| document.object()) else {
        return (String::new(), Tone::Neutral);
    };
    let Some(expiry) = claims.get("exp") else { return ("never expires".to_owned(), Tone::Neutral) };
    let Ok(expiry) = numeric_date::parse(expiry) else { return (String::new(), Tone::Neutral) };
    let left = expiry.ceil().saturating_sub(i128::from(state.now()));
    let words = |seconds: i128| duration(u64::try_from(seconds.unsigned_abs()).unwrap_or(u64::MAX));
    if left <= 0 {
        // Its end is past, and the leeway covers it.
        let ago = if left == 0 { "just now".to_owned() } else { format!("{} ago", words(left)) };
        return (format!("expired {ago}, within the leeway"), Tone::Warning);
    }
    (format!("expires in {}", words(left)), if left <= SOON { Tone::Warning } else { Tone::Good })
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
    let action = |label: &str, icon, command| Action { label: label.to_owned(), icon: Some(icon), command };
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
        actions.push(action("Do it anyway", Icon::Clock, Command::DoItAnyway));
    }
    let is_detached = |reason: &Reason| *reason == Reason::Signature(SignatureReason::PayloadDetached);
    if layer.signatures.iter().flat_map(|result| &result.reasons).any(is_detached) {
        return super::claims::payload_actions();
    }
    // A payload was given, and it may be the wrong one.
    if state.options.detached_payload.is_some() && layer.jws().is_some_and(|jws| jws.detached) {
        actions.extend(super::claims::payload_actions());
    }
    if rows.iter().any(|row| row.family == KeyManagementFamily::Pbes2) {
        actions.push(action("Use passphrase", Icon::Lock, Command::OpenPassphrase));
    }
    actions.extend(crate::app::query::keyring::unlock_actions(state));
    actions.push(action("Load key file…", Icon::Open, Command::LoadKeyFile));
    actions.push(action("Paste key", Icon::Paste, Command::OpenAddKey));
    actions
}

/// Which key would fit: "Needs an RSA private key". `None` where the algorithm is not known.
pub(super) fn needed_key(layer: &Layer, entry: usize) -> Option<String> {
    if let Some(jwe) = layer.jwe() {
        let header = &jwe.recipients.get(entry)?.header;
        let row = KeyManagementAlgorithm::named(&header.algorithm()?).known()?;
        let bits = |bytes: usize| format!("a shared key of {} bits", bytes * 8);
        return Some(match row.family {
            KeyManagementFamily::Pbes2 => "Needs a passphrase".to_owned(),
            KeyManagementFamily::Rsa15 | KeyManagementFamily::RsaOaep => "Needs the RSA private key".to_owned(),
            KeyManagementFamily::EcdhEs => {
                let curve = header.get("epk").and_then(|epk| Some(epk.value.get("crv")?.as_str()?.into_owned()));
                match curve {
                    Some(curve) => format!("Needs the private key on {}", elided(&curve, 20)),
                    None => "Needs the private key, EC or OKP".to_owned(),
                }
            }
            KeyManagementFamily::Direct => {
                let row = jwe.content_encryption().and_then(|name| ContentEncryptionAlgorithm::named(&name).known());
                format!("Needs {}", row.map_or("the shared key".to_owned(), |row| bits(row.key_len)))
            }
            KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => {
                format!("Needs {}", row.wrapping_key_len.map_or("the shared key".to_owned(), bits))
            }
        });
    }
    let header = &layer.jws()?.signatures.get(entry)?.header;
    let row = SignatureAlgorithm::named(&header.algorithm()?).known()?;
    Some(match row.family {
        SignatureFamily::Hmac => "Needs the shared secret".to_owned(),
        SignatureFamily::Unsecured => return None,
        SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => "Needs the issuer's RSA public key".to_owned(),
        _ => match row.curve {
            Some(curve) => format!("Needs the issuer's public key on {}", curve.name()),
            None => format!("Needs the issuer's {} public key", row.name),
        },
    })
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
        tone: standing(examination, layer).tone,
        selected: index == selected,
    };
    examination.layers.iter().enumerate().map(crumb).collect()
}

/// With a small letter in front, as in the middle of a sentence; abbreviations keep theirs.
fn uncapital(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(characters).collect()
        }
        (Some('A'), Some(' ')) => format!("a {}", characters.as_str()),
        _ => text.to_owned(),
    }
}
