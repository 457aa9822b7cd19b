//! What came of a draft: the token, or why there is none.

use super::header::use_key;
use super::{BuiltToken, Halves, ResultView, TextSpan, missing, original, place_in, remark};
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::elsewhere::ElsewhereCommand;
use crate::app::message::builder::job::Spaces;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query::builder::key::offered;
use crate::app::query::key;
use crate::app::state::State;
use crate::app::state::builder::{Builder, Unready};
use crate::app::value::builder::{BuildCopy, Field, Slot};
use crate::app::value::words::{capital, counted, elided, grouped};
use crate::app::value::{CopyTarget, Icon, Tone};
use crate::app::view::token::kind;
use crate::app::view::{Note, TokenPart, size};
use crate::engine::builder::draft::{Draft, Follow};
use crate::engine::builder::{BuildError, Place};
use crate::engine::ground::size::SESSION_ID_BYTES;
use crate::engine::jwt::numeric_date;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::speech;
use crate::engine::speech::Words;

/// Characters of a token that are shown.
const SHOWN: usize = 24 * 1024;

pub(in crate::app) fn view(state: &State, draft: &Draft) -> ResultView {
    let making = &state.build.making;
    let answer = making.answer.as_ref().filter(|(revision, _)| *revision == making.revision).map(|(_, made)| &**made);
    let last = making.answer.as_ref().map(|(_, made)| &**made);
    let mut view = ResultView {
        is_pending: making.pending.is_some(),
        is_slow: making.is_slow,
        token: token(state),
        ..ResultView::default()
    };
    if let Some(unready) = making.unready {
        unready_words(state, draft, unready, &mut view);
    } else if let Some(failure) = &making.failure {
        (view.tone, view.title) = (Tone::Bad, "The token could not be built".to_owned());
        view.reasons.push((failure.clone(), String::new()));
    } else if making.is_stopped {
        view.title = "Stopped before the token was built".to_owned();
        let command = Command::Build(BuildCommand::MakeNow);
        view.actions.push(Action { label: "Make it".to_owned(), icon: None, command });
    } else if let Some(made) = answer.or(last) {
        match &made.built {
            Ok(built) => {
                view.tone = Tone::Good;
                view.title = done(state, draft);
                view.notes.extend(built.notes.iter().map(|built| note(speech::builder::note(built), Tone::Warning)));
                if !made.weak_points.is_empty() && state.build.allows_weak {
                    view.tone = Tone::Warning;
                    view.allowed = Some(true);
                    view.reasons =
                        made.weak_points.iter().map(|point| pair(speech::builder::weakness(&point.weakness))).collect();
                }
            }
            Err(error) => refused(draft, error, &mut view),
        }
    }
    if draft.structure.encrypts() && draft.encryption.is_compressed {
        let text = "Compressed before encryption: the length can reveal the content (RFC 8725 §3.6)";
        view.notes.insert(0, Note { tone: Tone::Warning, text: text.to_owned(), token: None });
    }
    if let Some(template) = state.build.template() {
        let neutral = |text: &&str| Note { tone: Tone::Neutral, text: (*text).to_owned(), token: None };
        if template.name == "cdn-grant" && draft.structure.signs() {
            view.halves = Some(halves(state, draft));
        } else {
            view.notes.extend(template.notes.iter().map(neutral));
        }
    }
    let refused = state.build.refused.iter().map(|refused| {
        let (name, typed) = (elided(&refused.name, 30), elided(&refused.typed, 40));
        note(Words::new(format!("\"{typed}\", typed for {name}, is not in the token: {}", refused.why)), Tone::Warning)
    });
    view.notes.extend(refused);
    view.remarks = remark::rows(state);
    view.mend = remark::mend(state, &view.remarks).cloned();
    let compared = if making.pending.is_some() { last } else { answer };
    view.original = original::view(state, compared);
    view
}

fn pair(words: Words) -> (String, String) {
    (words.sentence, words.advice)
}

fn note(words: Words, tone: Tone) -> Note {
    Note { tone, text: words.joined(), token: None }
}

/// "Signed with ES256 and key \"prod\", then encrypted for …".
fn done(state: &State, draft: &Draft) -> String {
    let mut words = Vec::new();
    if draft.structure.signs() {
        let signing = &draft.signing;
        match signing.signatures.as_slice() {
            _ if signing.is_unsecured => words.push("unsecured: nobody vouches for it".to_owned()),
            [one] => {
                let key = one.key.as_ref().and_then(|key| key.resolve(&state.build.ring));
                let key = key.map(|key| format!(" and {}", short(key))).unwrap_or_default();
                words.push(format!("signed with {}{key}", one.algorithm));
            }
            many => words.push(format!("signed {} times", many.len())),
        }
    }
    if draft.structure.encrypts() {
        match draft.encryption.recipients.as_slice() {
            [one] => {
                let key = one.key.as_ref().and_then(|key| key.resolve(&state.build.ring));
                let key = key.map(|key| format!(" for {}", short(key))).unwrap_or_default();
                words.push(format!("encrypted{key} with {}", one.algorithm));
            }
            many => words.push(format!("encrypted for {} recipients", many.len())),
        }
    }
    capital(&words.join(", then "))
}

/// A key's name where there is little room.
pub(super) fn short(key: &Jwk) -> String {
    match &key.key_id {
        Some(kid) if key.name.is_none() => format!("key \"{}\"", key::short(kid)),
        _ => key::words(key),
    }
}

fn unready_words(state: &State, draft: &Draft, unready: Unready, view: &mut ResultView) {
    view.tone = Tone::Neutral;
    let action = |label: &str, icon, command| Action { label: label.to_owned(), icon: Some(icon), command };
    let load = [
        action("Load key file…", Icon::Open, Command::LoadKeyFile),
        action("Paste key…", Icon::Paste, Command::OpenAddKey),
    ];
    let password = || action("Type it…", Icon::Key, Command::OpenAddKey);
    let make = |slot| action("Generate a key for this", Icon::Plus, Command::Build(BuildCommand::MakeKey(slot)));
    let can_make = |algorithm: &str| crate::app::query::builder::key::generated_for(algorithm, "").is_some();
    let offer_keys = |slot, view: &mut ResultView| {
        let keys = offered(&state.build.ring, draft, slot);
        view.actions.extend(keys.iter().map(|(key, algorithm)| use_key(key, *algorithm, slot)));
        view.choose = view.actions.first().cloned();
        view.none_to_take = Some(none_to_take(false));
    };
    match unready {
        Unready::NoKey(index) => {
            let algorithm = draft.signing.signatures.get(index).map_or("", |each| each.algorithm.as_str());
            let many = draft.signing.signatures.len() > 1;
            let whose =
                if many { format!("Signature {} has no key", index + 1) } else { "No key to sign with".to_owned() };
            view.title = format!("{whose} yet");
            let kind = if algorithm.starts_with("HS") { "a shared secret" } else { "a private key that fits it" };
            view.reasons.push((format!("{algorithm} needs {kind}"), String::new()));
            offer_keys(Slot::Signature(index), view);
            view.actions.extend(can_make(algorithm).then(|| make(Slot::Signature(index))));
            view.actions.extend(load);
            let elsewhere = Command::Build(BuildCommand::Elsewhere(ElsewhereCommand::Open));
            view.actions.push(action("Sign elsewhere…", Icon::Export, elsewhere));
        }
        Unready::NoRecipient(index) => {
            let algorithm = draft.encryption.recipients.get(index).map_or("", |each| each.algorithm.as_str());
            let many = draft.encryption.recipients.len() > 1;
            let whose =
                if many { format!("Recipient {} has no key", index + 1) } else { "No key to encrypt for".to_owned() };
            view.title = format!("{whose} yet");
            let needed = if algorithm.starts_with("PBES2") {
                format!("{algorithm} needs a password, which is kept as a secret among your keys")
            } else {
                format!("{algorithm} needs the recipient's key; its public half is enough where there is one")
            };
            view.reasons.push((needed, String::new()));
            offer_keys(Slot::Recipient(index), view);
            view.actions.extend(can_make(algorithm).then(|| make(Slot::Recipient(index))));
            if algorithm.starts_with("PBES2") {
                view.actions.push(password());
            } else {
                view.actions.extend(load);
            }
        }
        Unready::Missing(slot) => {
            let signatures = &draft.signing.signatures;
            let reference = match slot {
                Slot::Signature(index) => signatures.get(index).and_then(|each| each.key.as_ref()),
                Slot::Recipient(index) => draft.encryption.recipients.get(index).and_then(|each| each.key.as_ref()),
            };
            if !reference.is_some_and(|reference| missing::missing(state, reference, view)) {
                view.actions.extend(load);
            }
            view.none_to_take = Some(none_to_take(true));
        }
        Unready::MissingHolder => {
            let holder = draft.selection.holder.as_ref();
            if !holder.is_some_and(|reference| missing::missing(state, reference, view)) {
                view.actions.extend(load);
            }
            view.none_to_take = Some(none_to_take(true));
        }
        Unready::NotANumber(_) => {
            view.tone = Tone::Bad;
            view.title = "The PBKDF2 iteration count is not a whole number".to_owned();
        }
        Unready::NoFile => {
            view.title = "No payload file is chosen yet".to_owned();
            view.actions.push(action("Choose a file…", Icon::Open, Command::Build(BuildCommand::LoadPayload)));
        }
    }
    // Said once: what is being made is not offered.
    if state.build.generating.is_some() {
        view.actions.retain(|action| !matches!(action.command, Command::Build(BuildCommand::MakeKey(_))));
        view.reasons.push(("Generating a key…".to_owned(), String::new()));
    }
}

/// That no key is there to be taken, and whether one is meant that is not at hand.
fn none_to_take(is_meant: bool) -> Command {
    Command::Build(BuildCommand::NoKeyToTake { is_meant })
}

fn refused(draft: &Draft, error: &BuildError, view: &mut ResultView) {
    view.tone = Tone::Bad;
    view.reasons = speech::builder::errors(error).into_iter().map(pair).collect();
    view.title = match error {
        BuildError::TooWeak { .. } => {
            view.allowed = Some(false);
            "Too weak to issue".to_owned()
        }
        BuildError::Syntax { place, .. } | BuildError::NotAnObject { place, .. } => {
            // The editor says where, beside the place itself.
            view.reasons.clear();
            let verb = if *place == Place::Payload { "The claims are" } else { "A header is" };
            format!("{verb} not JSON yet")
        }
        _ => "Not built".to_owned(),
    };
    let follow = |slot| Action {
        label: "Let the header follow".to_owned(),
        icon: None,
        command: Command::Build(BuildCommand::SetFollow(slot, Follow::InStep)),
    };
    let leaves_signature = |index: usize| {
        draft.signing.signatures.get(index).is_some_and(|signature| signature.follow == Follow::LeftAlone)
    };
    match error.place() {
        Place::ProtectedHeader(index) | Place::UnprotectedHeader(index) | Place::SigningKey(index)
            if leaves_signature(index) && is_mismatch(error) =>
        {
            view.actions.push(follow(Slot::Signature(index)));
        }
        Place::EncryptionHeader | Place::SharedHeader | Place::RecipientHeader(_) | Place::RecipientKey(_)
            if draft.encryption.follow == Follow::LeftAlone && is_mismatch(error) =>
        {
            view.actions.push(follow(Slot::Recipient(0)));
        }
        _ => {}
    }
}

/// Header and key say different things.
fn is_mismatch(error: &BuildError) -> bool {
    matches!(
        error,
        BuildError::AlgorithmMissing { .. }
            | BuildError::AlgorithmUnknown { .. }
            | BuildError::AlgorithmDiffers { .. }
            | BuildError::Sign { .. }
            | BuildError::Determine { .. }
            | BuildError::Parameter { .. }
    )
}

/// The bytes of a text that the engine names, and why.
pub(in crate::app) fn fault_of(builder: &Builder, field: Field, text: &str) -> Option<(TextSpan, String)> {
    let making = &builder.making;
    let (revision, error) = match (&making.answer, &making.rehearsed) {
        (Some((revision, made)), _) => (*revision, made.built.as_ref().err()?),
        (None, Some((revision, said))) => (*revision, said.fault.as_ref()?),
        (None, None) => return None,
    };
    if revision != making.revision {
        return None;
    }
    let is_here = match (error.place(), field) {
        (Place::Payload, Field::Claims | Field::Text) | (Place::EncryptionHeader, Field::EncryptionHeader) => true,
        (Place::SharedHeader, Field::SharedHeader) => true,
        (Place::ProtectedHeader(a), Field::Protected(b))
        | (Place::UnprotectedHeader(a), Field::Unprotected(b))
        | (Place::RecipientHeader(a), Field::RecipientHeader(b)) => a == b,
        _ => false,
    };
    let span = error.span().filter(|span| is_here && text.get(span.range()).is_some())?;
    let (line, column) = place_in(text, span.start);
    let message = format!("{}, at line {line}, column {column}", speech::builder::first(error).sentence);
    Some((TextSpan { start: span.start, end: span.end }, message))
}

fn token(state: &State) -> Option<BuiltToken> {
    let (_, made) = state.build.making.token.as_ref()?;
    let built = made.built.as_ref().ok()?;
    let mut end = built.text.len().min(SHOWN);
    while !built.text.is_char_boundary(end) {
        end -= 1;
    }
    let text = built.text.get(..end).unwrap_or_default();
    let parts = made
        .parts
        .iter()
        .filter(|(_, span)| span.start < end && !span.is_empty())
        .map(|(name, span)| TokenPart {
            span: TextSpan { start: span.start, end: span.end.min(end) },
            kind: kind(*name),
            label: format!("{}, {}", capital(name.word()), counted(span.len(), "character")),
        })
        .collect();
    let total = built.size.total;
    let sending = &state.options.sending;
    Some(BuiltToken {
        text: text.into(),
        parts,
        more: built.text.len() - end,
        characters: grouped(text.chars().count()),
        is_current: state.build.current().is_some(),
        size: counted(total, "byte"),
        ratio: format!("{} times a session ID", speech::size::times(built.size.total, SESSION_ID_BYTES)),
        difference: state.build.original.as_ref().map_or_else(String::new, |original| difference(total, original.size)),
        parts_sizes: size::parts(&made.measured.cost),
        claims: size::claims(&made.measured.cost),
        overhead: speech::size::overhead(&made.measured.cost),
        verdicts: made.layers.as_ref().map_or_else(Vec::new, |layers| size::verdicts(layers, total, sending)),
        limits: size::limits(total, sending).into_iter().filter(|row| row.tone != Tone::Good).collect(),
        savings: size::savings(&made.measured, Some("Apply")),
        is_detached: built.detached_payload.is_some(),
        whitespace: whitespace(made.spaces, state.build.draft.as_ref().is_some_and(|draft| draft.structure.signs())),
    })
}

fn difference(total: usize, original: usize) -> String {
    match total.cmp(&original) {
        std::cmp::Ordering::Equal => "as long as the original".to_owned(),
        std::cmp::Ordering::Greater => format!("{} longer than the original", grouped(total - original)),
        std::cmp::Ordering::Less => format!("{} shorter than the original", grouped(original - total)),
    }
}

/// A CDN grant: who does what.
fn halves(state: &State, draft: &Draft) -> Halves {
    let signature = draft.signing.signatures.first();
    let algorithm = signature.map_or("ES256", |signature| signature.algorithm.as_str());
    let key = signature.and_then(|signature| signature.key.as_ref()?.resolve(&state.build.ring));
    let has_public = key.is_some_and(|key| !matches!(key.material, KeyMaterial::Oct(_)));
    let text = |name: &str| {
        let document = state.build.derived.document(Field::Claims)?;
        // As far as it can be read while one types.
        let value = document.root()?.get(name)?;
        Some(value.as_str().map_or_else(|| value.lexeme().into_owned(), std::borrow::Cow::into_owned))
    };
    let quoted = |value: &str| format!("\"{}\"", elided(value, 50));
    let seconds = |name: &str| text(name)?.parse::<i64>().ok();
    let lifetime = seconds("exp").zip(seconds("iat").or_else(|| seconds("nbf"))).map(|(end, start)| end - start);
    let lifetime = match (lifetime.and_then(|lifetime| u64::try_from(lifetime).ok()), seconds("exp")) {
        (Some(lifetime), _) => format!("for {}", numeric_date::duration(lifetime)),
        (None, Some(end)) => format!("until {}", numeric_date::format_utc(end)),
        (None, None) => "without an expiry: set exp".to_owned(),
    };
    // What is not there, or not so, is no check that the token passes.
    let has_begun = seconds("nbf").is_some_and(|from| from <= state.now());
    let is_alive = seconds("exp").is_some_and(|until| state.now() < until);
    let times = match (has_begun, is_alive) {
        (true, true) => Some("nbf has passed, exp has not"),
        (true, false) => Some("nbf has passed"),
        (false, true) => Some("exp has not passed"),
        (false, false) => None,
    };
    let mut checker = vec![
        format!("Has the public JWK Set and no session store; accepts only alg {algorithm}"),
        "Finds the key by kid and verifies the signature".to_owned(),
    ];
    let names: Vec<String> =
        ["iss", "aud"].into_iter().filter_map(|name| Some(format!("{name} is {}", quoted(&text(name)?)))).collect();
    checker.extend((!names.is_empty()).then(|| names.join(", ")));
    checker.extend(times.map(str::to_owned));
    checker.push(format!("Only then reads roles: {}", text("roles").unwrap_or_else(|| "there are none".to_owned())));
    Halves {
        signer: vec![
            "Only it has the private key".to_owned(),
            format!("Signs permissions, {lifetime}"),
            "Issues the next token after expiry: a revoked permission ends then".to_owned(),
        ],
        checker,
        copy: has_public.then_some(CopyTarget::Build(BuildCopy::PublicSet)),
    }
}

/// Spaces and line breaks cost as much as claims do; whether they are signed is the person's choice.
fn whitespace(spaces: Spaces, is_signed: bool) -> Option<Action> {
    let (words, leave_out) = match spaces {
        Spaces::Kept(0) | Spaces::LeftOut(0) => return None,
        Spaces::Kept(count) => (format!("Leave out {} of spaces and line breaks", counted(count, "byte")), true),
        Spaces::LeftOut(count) => {
            let verb = if is_signed { "Sign" } else { "Encrypt" };
            (format!("{verb} the {} of spaces and line breaks too", counted(count, "byte")), false)
        }
    };
    Some(Action { label: words, icon: None, command: Command::Build(BuildCommand::SetCompacted(leave_out)) })
}
