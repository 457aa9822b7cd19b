//! What a command does to the expectations of a token.

use super::act::judge_again;
use crate::app::message::policy::PolicyCommand;
use crate::app::query::policy::of_token;
use crate::app::state::{OpenDialog, State};
use crate::engine::jwt::policy::Policy;

/// Does a command, and judges the token anew where that may change the verdict.
pub(super) fn apply(state: &mut State, command: PolicyCommand) {
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
        PolicyCommand::Clear => {
            state.expected = Policy::default();
            state.dialog = None;
        }
    }
    judge_again(state);
}
