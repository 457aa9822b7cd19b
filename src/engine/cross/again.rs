//! An ID token that is issued again: at a refresh, or for a user whom a hint names. It is of the same user.

use super::table::Table;
use super::{CrossCheck, CrossKind, Known, Outcome, Said, SentAs, With};
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::profile::ProfileKind;

/// Whom an ID token is of, and whom that of the login was of which it was refreshed from (OpenID Connect Core §12.2), or the
/// one which its request showed (§3.1.2.2).
pub(super) fn of_same_user(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if token.kind != Some(ProfileKind::IdToken) {
        return;
    }
    let answers = table.answers(token.text).iter().filter(|answer| answer.place == SentAs::IdToken);
    let first = answers.filter_map(|answer| table.at(answer.original.as_deref()?)).find(|other| *other != index);
    if let Some((other, first)) = first.and_then(|other| Some((other, table.known.get(other)?))) {
        for (kind, name) in [(CrossKind::RefreshedIssuer, "iss"), (CrossKind::RefreshedSubject, "sub")] {
            out.extend(compared(kind, name, (index, token), (other, first)));
        }
        out.extend(signed_in((index, token), (other, first)));
        return;
    }
    let Some((other, hint)) = hint(token, table).filter(|(other, _)| *other != index) else { return };
    // One of another issuer or client may well name the same user otherwise (OpenID Connect Core §8.1).
    let is_alike = |name| matches!((token.said(name), hint.said(name)), (Some(Said::Texts(own)), Some(Said::Texts(of_hint))) if own == of_hint);
    if is_alike("iss") && is_alike("aud") {
        out.extend(compared(CrossKind::HintSubject, "sub", (index, token), (other, hint)));
    }
}

fn compared(
    kind: CrossKind,
    name: &str,
    (index, token): (usize, &Known<'_>),
    (other, first): (usize, &Known<'_>),
) -> Option<CrossCheck> {
    let (Some(said), Some(Said::Texts(expected))) = (token.said(name), first.said(name)) else { return None };
    let expected = expected.into_iter().next_back()?;
    let (outcome, found) = said.against(&expected);
    Some(CrossCheck { kind, token: index, with: With::Token(other), outcome, found, expected })
}

/// "if the ID Token contains an auth_time Claim, its value MUST represent the time of the original authentication" (§12.2).
fn signed_in((index, token): (usize, &Known<'_>), (other, first): (usize, &Known<'_>)) -> Option<CrossCheck> {
    let time = |token: &Known<'_>| {
        let date = token.all("auth_time").next().and_then(|value| numeric_date::parse(value).ok());
        date.map(|date| date.seconds)
    };
    let (found, expected) = (time(token)?, time(first)?);
    let outcome = if found == expected { Outcome::Matches } else { Outcome::Differs };
    let (kind, with) = (CrossKind::RefreshedSignIn, With::Token(other));
    let (found, expected) = (found.to_string(), expected.to_string());
    Some(CrossCheck { kind, token: index, with, outcome, found, expected })
}

/// The ID token that the request showed which this one answers.
fn hint<'a>(token: &Known<'_>, table: &Table<'a>) -> Option<(usize, &'a Known<'a>)> {
    let answers = table.answers(token.text);
    let is_of_state = |state: &String| answers.iter().any(|answer| answer.state.as_ref() == Some(state));
    let mut asked = table.parameters.asked.iter().filter(|asked| asked.state.as_ref().is_some_and(is_of_state));
    let only = asked.next().filter(|_| asked.next().is_none())?;
    table.shown(only.hint?)
}
