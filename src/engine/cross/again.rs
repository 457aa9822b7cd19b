//! An ID token that is issued again: with the code of a login, at a refresh, or for a user whom a hint names. It is of the same
//! user.

use super::bound::{answered_request, audiences};
use super::table::Table;
use super::{CrossCheck, CrossKind, Known, Outcome, Redirected, Said, SentAs, With};
use crate::engine::jwt::numeric_date::{self, NumericDate};
use crate::engine::jwt::profile::ProfileKind;
use std::collections::HashSet;

/// A token, and its place among those at hand.
type Placed<'a> = (usize, &'a Known<'a>);

/// Whom an ID token is of, and whom that of the authorization endpoint is of (OpenID Connect Core §3.3.3.6), that of the login of
/// which it was refreshed (§12.2), or the one which its request showed (§3.1.2.2).
pub(super) fn of_same_user(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if token.kind != Some(ProfileKind::IdToken) {
        return;
    }
    let answers: Vec<&Redirected> =
        table.answers(token.text).iter().copied().filter(|answer| answer.place == SentAs::IdToken).collect();
    let mut seen = HashSet::from([index]);
    let of_code = answers.iter().filter_map(|answer| answer.code.as_deref()).flat_map(|code| table.fronts(code));
    for other in of_code.copied().filter(|other| seen.insert(*other)).collect::<Vec<_>>() {
        let Some(front) = table.known.get(other) else { continue };
        out.extend(compared(CrossKind::HybridIssuer, "iss", (index, token), (other, front)));
        out.extend(compared(CrossKind::HybridSubject, "sub", (index, token), (other, front)));
    }
    let mut seen = HashSet::from([index]);
    for answer in answers.iter().filter(|answer| !answer.originals.is_empty()) {
        let originals = answer.originals.iter().filter_map(|text| table.at(text));
        let logins: Vec<Placed<'_>> = originals.filter_map(|other| Some((other, table.known.get(other)?))).collect();
        // Where several logins brought the refresh token, it is that of one of them.
        let fits = |(_, login): &&Placed<'_>| is_same(token, login, "sub") && is_same(token, login, "iss");
        let Some(login) = logins.iter().find(fits).or(logins.first()) else { continue };
        if seen.insert(login.0) {
            refreshed(out, (index, token), *login);
        }
    }
    if answers.iter().any(|answer| !answer.is_refreshed) {
        hinted(out, (index, token), table);
    }
}

/// "its iss Claim Value MUST be the same …, its sub Claim Value MUST be the same …" (OpenID Connect Core §12.2).
fn refreshed(out: &mut Vec<CrossCheck>, (index, token): Placed<'_>, (other, first): Placed<'_>) {
    let issuer = compared(CrossKind::RefreshedIssuer, "iss", (index, token), (other, first));
    let is_other_issuer = issuer.as_ref().is_some_and(|check| check.outcome == Outcome::Differs);
    out.extend(issuer);
    // What one issuer calls a user says nothing of whom another one calls so.
    if is_other_issuer {
        return;
    }
    let subject = compared(CrossKind::RefreshedSubject, "sub", (index, token), (other, first));
    let is_shared = shares_client(token, first);
    out.extend(subject.map(|check| match check.outcome {
        // Clients of one family may have one refresh token, and each another name for its user (OpenID Connect Core §8.1).
        Outcome::Differs if !is_shared => CrossCheck { outcome: Outcome::Unsure, ..check },
        _ => check,
    }));
    if is_shared {
        out.extend(party((index, token), (other, first)));
        out.extend(signed_in((index, token), (other, first)));
    }
}

/// Whether both have one value of a claim.
fn is_same(token: &Known<'_>, other: &Known<'_>, name: &'static str) -> bool {
    matches!((token.said(name), other.said(name)), (Some(Said::Texts(own)), Some(Said::Texts(of_other))) if own == of_other)
}

fn compared(
    kind: CrossKind,
    name: &'static str,
    (index, token): Placed<'_>,
    (other, first): Placed<'_>,
) -> Option<CrossCheck> {
    // What is encrypted for somebody else has to be looked at with a key.
    token.claims.and(first.claims)?;
    let (said, of_first) = (token.said(name), first.said(name));
    let (blamed, with, outcome, found, expected) = match (said, of_first) {
        (Some(Said::Malformed(lexeme)), _) => (index, other, Outcome::Malformed, lexeme, String::new()),
        (None, _) => (index, other, Outcome::Missing, String::new(), String::new()),
        // Then the fault is that of the first.
        (_, Some(Said::Malformed(lexeme))) => (other, index, Outcome::Malformed, lexeme, String::new()),
        (_, None) => (other, index, Outcome::Missing, String::new(), String::new()),
        (Some(said), Some(Said::Texts(expected))) => {
            let expected = expected.into_iter().next_back()?;
            let (outcome, found) = said.against(&expected);
            (index, other, outcome, found, expected)
        }
    };
    Some(CrossCheck { kind, token: blamed, with: With::Token(with), outcome, found, expected })
}

/// "if it contains an azp Claim, its azp Claim Value MUST be the same …; if no azp Claim was present in the original ID Token, one MUST
/// NOT be present" (§12.2): one that names the client to which the first was issued says the same.
fn party((index, token): Placed<'_>, (other, first): Placed<'_>) -> Option<CrossCheck> {
    let said = token.said("azp")?;
    let expected = match first.said("azp") {
        Some(Said::Texts(texts)) => texts.into_iter().next_back()?,
        Some(Said::Malformed(_)) => return None,
        None => {
            let clients = audiences(first);
            let named = clients.iter().find_map(|client| match client {
                Said::Texts(texts) => texts.first().filter(|text| said.against(text).0 == Outcome::Matches).cloned(),
                Said::Malformed(_) => None,
            });
            named.unwrap_or_default()
        }
    };
    let (outcome, found) = said.against(&expected);
    let (kind, with) = (CrossKind::RefreshedParty, With::Token(other));
    Some(CrossCheck { kind, token: index, with, outcome, found, expected })
}

/// "if the ID Token contains an auth_time Claim, its value MUST represent the time of the original authentication" (§12.2).
fn signed_in((index, token): Placed<'_>, (other, first): Placed<'_>) -> Option<CrossCheck> {
    let value = |token: &Known<'_>| {
        let value = token.all("auth_time").next()?;
        Some((numeric_date::parse(value), value.lexeme().into_owned()))
    };
    let (own, of_first) = (value(token)?, value(first)?);
    let kind = CrossKind::RefreshedSignIn;
    let text = |date: &NumericDate| date.seconds.to_string();
    let (blamed, with, outcome, found, expected) = match (&own.0, &of_first.0) {
        (Ok(found), Ok(expected)) => {
            let outcome = if found.seconds == expected.seconds { Outcome::Matches } else { Outcome::Differs };
            (index, other, outcome, text(found), text(expected))
        }
        (Err(_), _) => (index, other, Outcome::Malformed, own.1, String::new()),
        (_, Err(_)) => (other, index, Outcome::Malformed, of_first.1, String::new()),
    };
    Some(CrossCheck { kind, token: blamed, with: With::Token(with), outcome, found, expected })
}

/// Whether one of the audiences of both is the same: one of another client may well name the same user otherwise (OpenID Connect Core
/// §8.1).
fn shares_client(token: &Known<'_>, other: &Known<'_>) -> bool {
    let names = |token: &Known<'_>| -> HashSet<String> {
        let said = audiences(token).into_iter();
        said.filter_map(|said| match said {
            Said::Texts(texts) => texts.into_iter().next(),
            Said::Malformed(_) => None,
        })
        .collect()
    };
    !names(token).is_disjoint(&names(other))
}

/// "The sub Claim in the UserInfo Response MUST be verified to exactly match the sub Claim in the ID Token" (OpenID Connect Core
/// §5.3.2). Which login it is of is not said: only that it is of none at hand can be told.
pub(super) fn user_info(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if token.kind != Some(ProfileKind::UserInfoResponse) {
        return;
    }
    let (Some(issuer), Some(subject)) = (one(token, "iss"), one(token, "sub")) else { return };
    let (outcome, other) = match table.user(&issuer, &subject) {
        Some(other) => (Outcome::Matches, other),
        None => match table.issued_by(&issuer).and_then(|other| Some((other, table.known.get(other)?))) {
            Some((other, id_token)) if shares_client(token, id_token) => (Outcome::Unsure, other),
            _ => return,
        },
    };
    let (kind, with) = (CrossKind::UserInfoSubject, With::Token(other));
    out.push(CrossCheck { kind, token: index, with, outcome, found: subject, expected: String::new() });
}

/// The value of a claim that is there once.
pub(super) fn one(token: &Known<'_>, name: &str) -> Option<String> {
    super::one(token.claims?, name)
}

/// The ID token that the request showed which this one answers.
fn hinted(out: &mut Vec<CrossCheck>, (index, token): Placed<'_>, table: &Table<'_>) {
    let meant = answered_request(token, table);
    let Some(first) = meant.first().and_then(|asked| asked.hint) else { return };
    if meant.iter().any(|asked| asked.hint != Some(first)) {
        return;
    }
    let Some((other, hint)) = table.shown(first).filter(|(other, _)| *other != index) else { return };
    // So may one of another issuer, and one that was issued to another client of the same audience.
    let is_other = |name| token.said(name).is_some() && hint.said(name).is_some() && !is_same(token, hint, name);
    let is_hint = matches!(hint.said("sub"), Some(Said::Texts(_)));
    if is_hint && !is_other("iss") && !is_other("azp") && shares_client(token, hint) {
        out.extend(compared(CrossKind::HintSubject, "sub", (index, token), (other, hint)));
    }
}
