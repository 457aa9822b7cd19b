//! What the verdict rests on that nobody but the person says, each with its way back.

use super::Assumed;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query::key;
use crate::app::state::State;
use crate::app::state::assumption::ReadAs;
use crate::app::value::Icon;
use crate::app::value::assumption::Assumption;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::status::Assumed as Made;
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::key::KeyId;
use crate::engine::speech::assumption::as_made;

/// The assumptions that the verdict on what is shown rests on.
pub(super) fn build(state: &State, examination: &Examination) -> Vec<Assumed> {
    let mut assumed = Vec::new();
    let assumptions = state.options.assumptions;
    let mut add = |is_made: bool, text: &str, icon, assumption| {
        if is_made {
            assumed.push(row(text.to_owned(), "Undo", icon, assumption));
        }
    };
    let own_key = "Assumed: the token's own key is trusted. It does not prove who made the token";
    add(assumptions.own_key, own_key, Icon::Key, Assumption::OwnKey);
    let as_written = "Assumed: its base64 is accepted as written, as with AWS load balancers (ALB)";
    add(assumptions.as_written, as_written, Icon::Info, Assumption::AsWritten);
    for words in made_otherwise(examination).iter().filter(|_| assumptions.as_made) {
        assumed.push(row(format!("Assumed: {words}"), "Undo", Icon::Info, Assumption::AsMade));
    }
    let mut add = |is_made: bool, text: &str, icon, assumption| {
        if is_made {
            assumed.push(row(text.to_owned(), "Undo", icon, assumption));
        }
    };
    let hashed = "Assumed: its nonce was hashed before signing, as for Microsoft Graph";
    add(assumptions.hashed_nonce, hashed, Icon::Info, Assumption::HashedNonce);
    let public = "Assumed: a publicly known secret is the right key. Anyone could have made this token";
    add(assumptions.public_secret, public, Icon::Warning, Assumption::PublicSecret);
    for ReadAs { reading, key, .. } in secrets_used(state, examination) {
        let text = format!("Assumed: the {} is read {}", key::name(key), reading.words());
        assumed.push(row(text, "Undo", Icon::Key, Assumption::Secret(*reading)));
    }
    if let Some(seconds) = state.clock.set {
        let (text, assumption) = if state.clock.is_at_iat {
            (format!("Assumed: it is {}, its iat", format_utc(seconds)), Assumption::AtIat)
        } else {
            (format!("Assumed: it is {}", format_utc(seconds)), Assumption::At(seconds))
        };
        assumed.push(row(text, "Use the real clock", Icon::Clock, assumption));
    }
    assumed
}

/// How the token was made, each way once.
fn made_otherwise(examination: &Examination) -> Vec<String> {
    let layers = || examination.layers.iter();
    let of_signatures = layers().flat_map(|layer| &layer.signatures).flat_map(|result| &result.assumed);
    let of_recipients = layers().flat_map(|layer| &layer.recipients).flat_map(|result| &result.assumed);
    let mut found: Vec<String> = Vec::new();
    for assumed in of_signatures.chain(of_recipients) {
        let words = match assumed {
            Made::AsMade(cause) => as_made(cause, "its"),
            Made::NamedValue => "the value that fits is the secret".to_owned(),
            _ => continue,
        };
        if !found.contains(&words) {
            found.push(words);
        }
    }
    found
}

/// The secrets that did it in another reading than they were loaded in.
pub(super) fn secrets_used<'a>(
    state: &'a State,
    examination: &'a Examination,
) -> impl Iterator<Item = &'a ReadAs> + use<'a> {
    let is_used = |id: KeyId| {
        let signatures = examination.layers.iter().flat_map(|layer| &layer.signatures).filter_map(|it| it.key.as_ref());
        let recipients = examination.layers.iter().flat_map(|layer| &layer.recipients).filter_map(|it| it.key.as_ref());
        signatures.chain(recipients).any(|key| key.id == id)
    };
    state.keys.read_as.iter().filter(move |read| is_used(read.key.id))
}

fn row(text: String, undo: &str, icon: Icon, assumption: Assumption) -> Assumed {
    let command = Command::TakeBack(assumption);
    Assumed { text, icon, undo: Action { label: undo.to_owned(), icon: Some(Icon::Undo), command } }
}
