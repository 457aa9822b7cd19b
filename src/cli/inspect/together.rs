//! What came with the token, held against it.

use crate::engine::cross::{self, CrossCheck, Opaque, Parameters, Together};
use crate::engine::examine::examine;
use crate::engine::ground::limit::{Beside, ExamineOptions};
use crate::engine::jose::layer::Examination;
use crate::engine::judge::judge;
use crate::engine::jwt::policy::{Judgement, Policy};
use crate::engine::key::KeyRing;
use crate::engine::speech::cross::judge_together;
use std::collections::HashMap;
use std::sync::Arc;

/// The token that was picked.
pub(super) struct Picked<'a> {
    pub(super) text: &'a str,
    pub(super) examination: &'a Examination,
}

/// What is known of the tokens of an input, each looked into once, whichever of them is the one that is picked.
pub(super) struct Others {
    examinations: HashMap<Arc<str>, Examination>,
    parameters: Parameters,
}

impl Others {
    /// `input` is the whole text that was given.
    pub(super) fn of(input: &str) -> Self {
        Self { examinations: HashMap::new(), parameters: Parameters::of(input) }
    }

    /// What is listed beside the tokens.
    pub(super) fn opaque(&self) -> Vec<Opaque> {
        self.parameters.opaque()
    }

    /// What came beside the tokens that is an access token, and no JWT.
    pub(super) fn opaque_tokens(&self) -> Vec<Beside> {
        self.parameters.opaque_tokens()
    }

    /// There are other keys.
    pub(super) fn forget(&mut self) {
        self.examinations.clear();
    }

    /// What the token and those that came with it say of each other, it being the first; its judgement takes that in.
    pub(super) fn check(
        &mut self,
        token: &Picked<'_>,
        beside: &[Beside],
        (keys, now): (&KeyRing, i64),
        judgement: &mut Judgement,
    ) -> Vec<CrossCheck> {
        let options = ExamineOptions { is_key_expected: !keys.keys().is_empty(), ..ExamineOptions::default() };
        for other in beside {
            let examined = self.examinations.entry(Arc::clone(&other.text));
            examined.or_insert_with(|| examine(&other.text, keys, &options));
        }
        let others: Vec<(&Beside, &Examination, Judgement)> = beside
            .iter()
            .filter_map(|other| {
                let examination = self.examinations.get(&other.text)?;
                Some((other, examination, judge(examination, &Policy::default(), now)))
            })
            .collect();
        let own = cross::Token::of(token.text, token.examination, judgement);
        let told =
            others.iter().map(|(other, examination, judgement)| cross::Token::of(&other.text, examination, judgement));
        let tokens: Vec<_> = std::iter::once(own).chain(told).collect();
        let mut parameters = self.parameters.clone();
        // What was named as the access token is one, whatever it looks like.
        let given = beside.iter().filter(|other| other.is_given);
        parameters.access_tokens.extend(given.map(|other| other.text.to_string()));
        let checks = cross::cross_checks(&tokens, &parameters);
        let examinations: Vec<_> = tokens.iter().map(|token| Some(token.examination)).collect();
        judge_together(&Together::new(examinations, &parameters.answers, &checks), 0, judgement);
        checks
    }
}
