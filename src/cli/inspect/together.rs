//! What came with the token, held against it.

use crate::engine::cross::{self, CrossCheck, Parameters, Together};
use crate::engine::examine::examine;
use crate::engine::ground::limit::{Beside, ExamineOptions};
use crate::engine::jose::layer::Examination;
use crate::engine::judge::judge;
use crate::engine::jwt::policy::{Judgement, Policy};
use crate::engine::key::KeyRing;
use crate::engine::speech::cross::judge_together;

/// The token that was picked.
pub(super) struct Picked<'a> {
    pub(super) text: &'a str,
    pub(super) examination: &'a Examination,
}

/// What the token and those that came with it say of each other, it being the first; its judgement takes that in. `input` is
/// the whole text that was given.
pub(super) fn check(
    token: &Picked<'_>,
    beside: &[Beside],
    input: &str,
    (keys, now): (&KeyRing, i64),
    judgement: &mut Judgement,
) -> Vec<CrossCheck> {
    let is_key_expected = !keys.keys().is_empty();
    let look = |other: &Beside| {
        let options = ExamineOptions { is_key_expected, ..ExamineOptions::default() };
        let examination = examine(&other.text, keys, &options);
        let judgement = judge(&examination, &Policy::default(), now);
        (examination, judgement)
    };
    let others: Vec<(Examination, Judgement)> = beside.iter().map(look).collect();
    let own = cross::Token::of(token.text, token.examination, judgement);
    let told = beside
        .iter()
        .zip(&others)
        .map(|(other, (examination, judgement))| cross::Token::of(&other.text, examination, judgement));
    let tokens: Vec<_> = std::iter::once(own).chain(told).collect();
    let mut parameters = Parameters::of(input);
    // What was named as the access token is one, whatever it looks like.
    let given = beside.iter().filter(|other| other.is_given);
    parameters.access_tokens.extend(given.map(|other| other.text.to_string()));
    let checks = cross::cross_checks(&tokens, &parameters);
    let examinations: Vec<_> = tokens.iter().map(|token| Some(token.examination)).collect();
    judge_together(
        &Together { examinations: &examinations, token: 0, answers: &parameters.answers },
        judgement,
        &checks,
    );
    checks
}
