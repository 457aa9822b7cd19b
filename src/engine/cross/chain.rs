//! From refresh token to refresh token: which login an answer to one is of, wherever in the input that stands (RFC 6749 §6: each
//! answer may bring another one, and need not bring an ID token with it).

use super::Redirected;
use std::collections::{HashMap, HashSet};

/// An answer of the token endpoint that brings a refresh token and no ID token.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Renewed {
    /// The refresh token that was sent for it.
    pub(super) sent: Option<String>,
    pub(super) brought: String,
}

/// What an answer to a refresh token brings: another one, and the place of the answer where it has an ID token.
type Brought<'a> = (Option<&'a str>, Option<usize>);

/// Logins with one refresh token that are told apart. Where more have it, it is no refresh token: it was masked, or made for a test.
const MOST_LOGINS: usize = 4;

/// The answers that began the logins which refresh tokens are of.
pub(super) struct Chain<'a> {
    answers: &'a [Redirected],
    /// What was got with each refresh token.
    next: HashMap<&'a str, Vec<Brought<'a>>>,
    logins: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Chain<'a> {
    pub(super) fn of(answers: &'a [Redirected], renewed: &'a [Renewed]) -> Self {
        let of_answers = answers
            .iter()
            .enumerate()
            .map(|(index, one)| (one.refreshed_with.as_deref(), one.refresh_token.as_deref(), Some(index)));
        let of_others = renewed.iter().map(|one| (one.sent.as_deref(), Some(one.brought.as_str()), None));
        let mut next: HashMap<&str, Vec<Brought<'_>>> = HashMap::new();
        let (mut begun, mut brought, mut sent) = (Vec::new(), HashSet::new(), Vec::new());
        for (with, brings, answer) in of_answers.chain(of_others) {
            let (with, brings) = (with.filter(|token| !is_mask(token)), brings.filter(|token| !is_mask(token)));
            brought.extend(brings.filter(|_| brings != with));
            match with {
                Some(with) => {
                    next.entry(with).or_default().push((brings, answer));
                    sent.push(with);
                }
                None => begun.extend(brings.zip(answer)),
            }
        }
        let mut chain = Self { answers, next, logins: HashMap::new() };
        begun.into_iter().for_each(|(token, login)| chain.spread(token, login));
        // Of a login that was not recorded the first answer with an ID token stands for it.
        let mut open: Vec<&str> = sent.into_iter().rev().filter(|token| !brought.contains(token)).collect();
        let mut seen = HashSet::new();
        while let Some(token) = open.pop() {
            if chain.logins.contains_key(token) || !seen.insert(token) {
                continue;
            }
            for (brings, answer) in chain.next.get(token).cloned().unwrap_or_default() {
                match (brings, answer) {
                    (Some(brings), Some(answer)) if !chain.logins.contains_key(brings) => chain.spread(brings, answer),
                    (Some(brings), None) => open.push(brings),
                    _ => {}
                }
            }
        }
        chain
    }

    /// A refresh token, and all that were got with it, are of this login.
    fn spread(&mut self, token: &'a str, login: usize) {
        let mut open = vec![token];
        while let Some(token) = open.pop() {
            let logins = self.logins.entry(token).or_default();
            let text = |index: usize| self.answers.get(index).map(|answer| &answer.id_token);
            if logins.len() <= MOST_LOGINS && !logins.iter().any(|known| text(*known) == text(login)) {
                logins.push(login);
                open.extend(self.next.get(token).into_iter().flatten().filter_map(|(brings, _)| *brings));
            }
        }
    }

    /// The places of the answers that began the login of this refresh token: several where several logins brought it.
    pub(super) fn logins(&self, token: &str) -> &[usize] {
        self.logins.get(token).filter(|all| all.len() <= MOST_LOGINS).map_or(&[], Vec::as_slice)
    }
}

/// Whether a text stands for a credential that was taken out: `removed`, `refresh_token`. No server makes one that can be guessed so
/// (RFC 6749 §10.10).
pub(super) fn is_mask(text: &str) -> bool {
    /// Letters that 128 bits have in base64.
    const SHORTEST: usize = 22;
    text.len() < SHORTEST && text.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_- .".contains(&byte))
}
