//! The tokens in the claims of a token: one of them is inspected in its place.

use super::InspectError;
use crate::cli::source::token::Found;
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::inner::{self, InnerToken};

/// Goes on with the token in a claim: the whole path of the claim, its name, or the number of the token, the first being 1.
pub(super) fn take(found: &mut Found, examination: &Examination, wanted: &str) -> Result<(), InspectError> {
    let tokens = inner::tokens(examination);
    let token = chosen(&tokens, wanted)?;
    found.cleaned.push(format!("Taken from the claim {}", token.path));
    found.token = token.text.clone();
    Ok(())
}

fn chosen<'t, 'a>(tokens: &'t [InnerToken<'a>], wanted: &str) -> Result<&'t InnerToken<'a>, InspectError> {
    if let Some(token) = tokens.iter().find(|inner| inner.path == wanted) {
        return Ok(token);
    }
    let is_named = |path: &str| {
        let plain = path.trim_end_matches(']').rsplit_once('[').map_or(path, |(plain, _)| plain);
        let is_it = |own: &str| own == wanted || own.rsplit('.').next() == Some(wanted);
        is_it(path) || is_it(plain) || path.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(['[', '#', '.']))
    };
    let named: Vec<_> = tokens.iter().enumerate().filter(|(_, inner)| is_named(&inner.path)).collect();
    match named.as_slice() {
        [(_, only)] => Ok(*only),
        [] => {
            let number = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let known = || tokens.iter().map(|inner| inner.path.clone()).collect();
            number
                .and_then(|index| tokens.get(index))
                .ok_or_else(|| InspectError::NoInner { path: wanted.to_owned(), known: known() })
        }
        several => {
            let known = several.iter().map(|(index, inner)| (index + 1, inner.path.clone())).collect();
            Err(InspectError::SeveralInner { path: wanted.to_owned(), known })
        }
    }
}
