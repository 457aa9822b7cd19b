//! How making a token ended: the token on standard output, or the reasons why there is none.

use super::error::BuilderError;
use crate::cli::source::print::{complain, print};
use crate::engine::builder::{BuildError, Built};
use crate::engine::speech::{self, Words};
use std::process::ExitCode;

/// The token was refused: too weak, or not what the standard allows.
const REFUSED: u8 = 1;

/// Prints the token and nothing else, or says why there is none.
pub(super) fn made_or_refused(made: Result<Built, BuildError>) -> Result<ExitCode, BuilderError> {
    match made {
        Ok(built) => {
            for note in &built.notes {
                complain(&speech::builder::note(note).joined());
            }
            let mut text = built.text;
            text.push('\n');
            print(text.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            let code = refused(&speech::builder::errors(&error));
            if error.can_be_allowed() {
                complain("Pass --allow-weak to make it anyway");
            }
            Ok(code)
        }
    }
}

pub(super) fn refused(reasons: &[Words]) -> ExitCode {
    for words in reasons {
        complain(&format!("refused: {}", words.joined()));
    }
    ExitCode::from(REFUSED)
}
