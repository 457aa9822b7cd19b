//! The tokens at hand: what the person does with the list, and looking into all of them, for the worker.

use crate::app::value::desk::{EntryId, Step};
use crate::app::value::policy::Expectations;
use crate::engine::cross::{CrossCheck, CrossKind, Outcome, Parameters, Token, With, Worth, cross_checks};
use crate::engine::examine::examine_again;
use crate::engine::ground::limit::{Beside, ExamineOptions};
use crate::engine::jose::layer::Examination;
use crate::engine::judge::judge;
use crate::engine::jwt::policy::Judgement;
use crate::engine::key::KeyRing;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

#[derive(Clone, Debug, PartialEq)]
pub enum DeskCommand {
    /// Show or hide the list.
    Show(bool),
    /// Put this one into the box, with the text that it stood in.
    Choose(EntryId),
    /// The one above or below the one that is shown.
    Step(Step),
    /// List only those that have these words.
    Filter(String),
    Remove(EntryId),
    /// Bring back what the removal of this number took; `None`: the last one.
    UndoRemove(Option<u64>),
    RemoveAll,
    /// Hold the one that is shown against this one.
    Compare(EntryId),
    SwapCompared,
    CloseCompare,
    /// Hold what the person types against the token that is shown: what came with it, but not in its text.
    Supply(Supplied),
}

/// What an answer of an authorization server has beside its tokens. An empty text is none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Supplied {
    pub code: Zeroizing<String>,
    pub state: Zeroizing<String>,
    /// One that is no JWT.
    pub access_token: Zeroizing<String>,
}

impl Supplied {
    pub fn is_empty(&self) -> bool {
        [&self.code, &self.state, &self.access_token].into_iter().all(|text| text.trim().is_empty())
    }
}

/// Each of them opens something.
impl fmt::Debug for Supplied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Supplied")
    }
}

/// The work that one examination may do is divided among the tokens, by at least this and at most that.
const SHARES: (u64, u64) = (4, 64);

/// One of the tokens, for the worker.
#[derive(Clone)]
pub(in crate::app) struct DeskToken {
    pub id: EntryId,
    /// Those of one text have the same number.
    pub source: u64,
    pub text: Arc<str>,
    pub following: Arc<str>,
    pub preceding: Arc<str>,
    pub before: Option<Arc<Examination>>,
}

/// Looking into every token on the desk, for the worker.
#[derive(Clone)]
pub struct DeskJob {
    pub(in crate::app) revision: u64,
    pub(in crate::app) tokens: Vec<DeskToken>,
    /// What came beside the tokens, by the text that it came in, the latest last.
    pub(in crate::app) came: Vec<(u64, Parameters)>,
    pub(in crate::app) keys: KeyRing,
    pub(in crate::app) options: ExamineOptions,
    pub(in crate::app) expectations: Expectations<'static>,
    pub(in crate::app) now: i64,
}

#[derive(Clone)]
pub struct DeskAnswer {
    pub(in crate::app) revision: u64,
    pub(in crate::app) examinations: Vec<(EntryId, Arc<Examination>)>,
    /// What each was worth, by the clock and the expectations of the question.
    pub(in crate::app) worth: Vec<Worth>,
    /// Tokens are numbered in the order of `examinations`.
    pub(in crate::app) checks: Vec<DeskCheck>,
}

/// What two things on the desk say about each other.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::app) struct DeskCheck {
    pub check: CrossCheck,
    /// They came in different texts: that they do not fit says no more than that they do not belong together.
    pub is_apart: bool,
}

impl DeskJob {
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Does the work, here and now.
    pub fn run(self) -> DeskAnswer {
        let count = u64::try_from(self.tokens.len()).unwrap_or(u64::MAX);
        let mut options = self.options.clone();
        options.limits.work /= count.clamp(SHARES.0, SHARES.1);
        let mut examinations = Vec::with_capacity(self.tokens.len());
        let all: Vec<(Beside, u64)> = beside(self.tokens.iter().map(|token| (&token.text, token.source)));
        let opaque: HashMap<u64, Vec<Beside>> =
            self.came.iter().map(|(source, parameters)| (*source, parameters.opaque_tokens())).collect();
        for token in &self.tokens {
            if options.cancel.is_cancelled() {
                break;
            }
            let mut beside = beside_one(&all, token.source, &token.text);
            beside.extend(opaque.get(&token.source).into_iter().flatten().cloned());
            let (following, preceding) = (Some(Arc::clone(&token.following)), Some(Arc::clone(&token.preceding)));
            let options = ExamineOptions { following, preceding, beside, ..options.clone() };
            let examination = examine_again(&token.text, &self.keys, &options, token.before.as_deref());
            examinations.push((token.id, Arc::new(examination)));
        }
        let judged = |examination: &Examination| judge(examination, &self.expectations.of(Some(examination)), self.now);
        let judgements: Vec<Judgement> = examinations.iter().map(|(_, examination)| judged(examination)).collect();
        let checks = self.checks(&examinations, &judgements);
        let worth = judgements.iter().map(Worth::of).collect();
        DeskAnswer { revision: self.revision, examinations, worth, checks }
    }

    fn checks(&self, examinations: &[(EntryId, Arc<Examination>)], judgements: &[Judgement]) -> Vec<DeskCheck> {
        let examined = self.tokens.iter().zip(examinations).zip(judgements);
        let tokens: Vec<Token<'_>> = examined
            .map(|((token, (_, examination)), judgement)| Token::of(&token.text, examination, judgement))
            .collect();
        let source = |index: usize| self.tokens.get(index).map(|token| token.source);
        // Each token is held against what came with it; one that came alone, against what came last.
        let place = |index: usize| {
            let own = self.came.iter().position(|(of, _)| Some(*of) == source(index));
            own.or(self.came.len().checked_sub(1))
        };
        let places: BTreeSet<Option<usize>> = (0..tokens.len()).map(place).collect();
        let nothing = Parameters::default();
        let mut all: Vec<DeskCheck> = Vec::new();
        for at in places {
            let came = at.and_then(|at| self.came.get(at));
            let (of, parameters) = came.map_or((None, &nothing), |(of, parameters)| (Some(*of), parameters));
            let came_with = |check: &CrossCheck| match check.with {
                With::Token(other) | With::Sent(Some(other)) => source(other),
                With::OpaqueAccessToken
                | With::Sent(None)
                | With::Code
                | With::State
                | With::Request
                | With::Certificate => of,
                // It is only named.
                With::List | With::Answer | With::Proof | With::WorkloadIdentity | With::TransactionToken => {
                    source(check.token)
                }
            };
            let told = |check: CrossCheck| DeskCheck { is_apart: came_with(&check) != source(check.token), check };
            // Of what came by itself it is not known which of the tokens it belongs to, unless it fits.
            let is_told = |told: &DeskCheck| {
                !told.is_apart
                    || !matches!(told.check.outcome, Outcome::Differs | Outcome::Alias)
                    || matches!(told.check.with, With::Token(_) | With::Sent(Some(_)))
            };
            let checks = cross_checks(&tokens, parameters).into_iter().filter(|check| place(check.token) == at);
            all.extend(checks.map(told).filter(is_told));
        }
        if self.came.len() > 1 {
            all.sort_by_key(|told| told.check.token);
        }
        all
    }
}

/// The tokens on the desk, as they stand beside each other: texts, and the text that each came in.
pub(in crate::app) fn beside<'a>(tokens: impl Iterator<Item = (&'a Arc<str>, u64)>) -> Vec<(Beside, u64)> {
    tokens.map(|(text, source)| (Beside::new(Arc::clone(text), false, false), source)).collect()
}

/// Those beside the token with this text, which came in `source`.
pub(in crate::app) fn beside_one(all: &[(Beside, u64)], source: u64, text: &Arc<str>) -> Vec<Beside> {
    let others = all.iter().filter(|(other, _)| other.text != *text);
    others.map(|(other, of)| other.apart(*of != source)).collect()
}

impl DeskCheck {
    /// Whether something is wrong. A hash over what was pasted at another time is only of another login.
    pub fn is_bad(&self) -> bool {
        self.check.is_bad() && !self.is_unrelated()
    }

    /// Whether it only says that the two have nothing to do with each other.
    pub fn is_unrelated(&self) -> bool {
        self.is_apart && self.check.outcome == Outcome::Differs && self.check.kind != CrossKind::Status
    }
}

impl fmt::Debug for DeskJob {
    /// Tokens and keys are counted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Desk(revision {}, {} tokens, {} keys)", self.revision, self.tokens.len(), self.keys.keys().len())
    }
}

impl fmt::Debug for DeskAnswer {
    /// Tokens and what they say are counted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tokens, checks) = (self.examinations.len(), self.checks.len());
        write!(f, "Desk(revision {}, {tokens} tokens, {checks} checks)", self.revision)
    }
}
