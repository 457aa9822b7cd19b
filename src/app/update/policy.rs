//! What a command does to the expectations of a token.

use super::act::{judge_again, notify};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::message::policy::PolicyCommand;
use crate::app::query::policy::of_token;
use crate::app::state::{OpenDialog, State};
use crate::app::value::policy::PolicyText;
use crate::app::value::words::elided;
use crate::app::value::{Icon, Tone};
use crate::engine::jwt::policy::Policy;

/// Does a command, and judges the token anew where that may change the verdict.
pub(super) fn apply(state: &mut State, command: PolicyCommand, effects: &mut Vec<Effect>) {
    match command {
        PolicyCommand::Open => {
            state.dialog = Some(OpenDialog::Policy { error: None });
            return;
        }
        PolicyCommand::Set(text) => match text.read() {
            Ok(policy) => {
                state.expected = policy;
                state.dialog = None;
            }
            Err(error) => {
                state.dialog = Some(OpenDialog::Policy { error: Some(error) });
                return;
            }
        },
        PolicyCommand::ExpectIssuer => state.expected.issuer = of_token(state).issuer,
        PolicyCommand::ExpectAudience => state.expected.audience = of_token(state).audience,
        PolicyCommand::ExpectAlso { issuer, audience } => expect_also(state, issuer, audience, effects),
        PolicyCommand::Clear => {
            state.expected = Policy::default();
            state.dialog = None;
        }
    }
    judge_again(state);
}

/// What a diagnosis advises: it is said, and can be taken back.
fn expect_also(state: &mut State, issuer: Option<String>, audience: Option<String>, effects: &mut Vec<Effect>) {
    let before = PolicyText::of(&state.expected);
    let what = [("issuer", &issuer), ("audience", &audience)].into_iter().find_map(|(name, value)| {
        value.as_ref().map(|value| format!("The {name} that is expected is now {}", elided(value, 100)))
    });
    if let Some(issuer) = issuer {
        state.expected.issuer = Some(issuer);
    }
    if let Some(audience) = audience {
        state.expected.audience = Some(audience);
    }
    if let Some(text) = what {
        let command = Command::Policy(PolicyCommand::Set(before));
        let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command };
        notify(state, Tone::Neutral, text, Some(undo), effects);
    }
}
