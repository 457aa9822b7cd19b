//! A kind of token as a checklist: every demand of its standard, and whether this token meets it.
//!
//! *Invariant:* what is not known is not held against the token, and not for it.

mod claim;
mod document;
mod header;
mod words;

use super::demand::{Demand, EVERY, Level, What};
use super::policy::{ClaimCheck, ClaimState, Policy, Subject};
use super::profile::{self, ProfileRow, first_header};
use super::proof::workload_algorithm;
use super::status_list::ListFault;
use crate::engine::jose::embedded::OwnKeyGap;
use crate::engine::jose::layer::{Examination, Layer};
use crate::engine::jose::possession::{CompanionKind, NamedKey, Possession};
use crate::engine::jose::reason::{Reason, SignatureReason};
use crate::engine::jose::sd_jwt::{HashCheck, KeyBindingStatus};
use crate::engine::jose::status::SignatureStatus;

/// Every demand of a kind, in the order of the standard.
#[derive(Clone, Debug)]
pub struct Checklist {
    pub row: &'static ProfileRow,
    /// What `typ` names of that kind; empty where it names none.
    pub typ: &'static str,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub demand: &'static Demand,
    pub state: State,
}

/// How a demand is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Fulfilled,
    Violated(Violation),
    NotChecked(Gap),
    /// Nothing in the token tells.
    UpToVerifier,
}

/// In what a demand is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    Missing,
    Empty,
    /// It is another kind of JSON: that in words.
    Shape(&'static str),
    /// What is there that must not be.
    Present(Vec<&'static str>),
    /// It has this value.
    Value(String),
    /// It has so many values.
    Values(usize),
    /// It has so many characters.
    Length(usize),
    /// It has a character that ASCII does not have.
    NotAscii,
    /// An element of the list is something else.
    Element,
    /// This member of it is missing, or not what it must be.
    Member(String),
    /// It is the statement of another entity, or of the entity itself, which must not have it.
    Elsewhere,
    /// It is not protected by the signature.
    Unprotected,
    Unsigned,
    /// The algorithm is for shared secrets.
    Symmetric(String),
    Rejected,
    PrivateKey,
    /// It is another kind of key, or none that can be read.
    NoPublicKey,
    /// The signature is that of another key.
    OtherKey,
    /// The signature is that of the key, whose own members say that it must not be.
    ForbiddenKey,
    /// The holder could withhold it.
    Withheld(&'static str),
    /// `exp`, `nbf` at the time.
    Time(ClaimState),
    /// Seconds from now.
    Stale(i128),
    Differs,
    Malformed,
    List(ListFault),
}

/// Why a demand was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// No key was tried, or none fits.
    NoKey,
    /// The content is encrypted.
    Locked,
    /// Nothing was said that it could be compared with.
    NothingExpected,
    /// What it belongs to is not at hand.
    NotAtHand,
    /// The algorithm is not known here.
    UnknownAlgorithm,
    OnlyEncrypted,
    /// No key was tried, because the token breaks a rule that makes every verifier reject it.
    Broken,
}

impl Demand {
    /// What is demanded of a kind, as a clause in small letters.
    pub fn clause(&self, row: &ProfileRow) -> String {
        words::clause(&self.what, row)
    }
}

impl Checklist {
    /// Fills in what the token was a hash of, once that is at hand.
    pub fn settle_hash(&mut self, claim: &str, is_right: bool) {
        let state = if is_right { State::Fulfilled } else { State::Violated(Violation::Differs) };
        let is_meant = |line: &&mut Line| matches!(line.demand.what, What::Hash(name) if name == claim);
        for line in self.lines.iter_mut().filter(is_meant) {
            line.state = state.clone();
        }
    }

    /// Fills in that it is for the recipient, unless another one is expected.
    pub fn settle_audience(&mut self) {
        let is_open =
            |line: &&mut Line| matches!(line.demand.what, What::Audience) && !matches!(line.state, State::Violated(_));
        self.lines.iter_mut().filter(is_open).for_each(|line| line.state = State::Fulfilled);
    }
}

impl State {
    /// The word of the JSON report.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Fulfilled => "fulfilled",
            Self::Violated(_) => "violated",
            Self::NotChecked(_) => "not_checked",
            Self::UpToVerifier => "up_to_verifier",
        }
    }
}

impl Line {
    /// What is demanded, as a clause in small letters.
    pub fn clause(&self, row: &ProfileRow) -> String {
        self.demand.clause(row)
    }

    /// Why it is as it is; `None` where there is nothing to say.
    pub fn detail(&self) -> Option<String> {
        words::detail(&self.demand.what, &self.state)
    }

    /// Whether a token that does not meet it is none of the kind, and nothing else that is judged says so.
    pub(super) fn is_fatal(&self) -> bool {
        let is_said = matches!(
            self.demand.what,
            What::Verified
                | What::NotExpired
                | What::Begun
                | What::NoOtherKind
                | What::Issuer
                | What::Audience
                | What::Nonce
                | What::Method
                | What::Url
                | What::AccessToken
                | What::Attested
                | What::Algorithm
                | What::Hash(_)
                | What::KeyBinding
                | What::Disclosures
        );
        let is_time = matches!(self.state, State::Violated(Violation::Time(_)));
        matches!(self.state, State::Violated(_)) && self.demand.level == Level::Must && !is_said && !is_time
    }
}

/// How the signatures of a layer stand, whatever else the token is rejected for: that it is none of its kind is another demand's.
fn signature_statuses(layer: &Layer) -> impl Iterator<Item = SignatureStatus> {
    layer.signatures.iter().enumerate().map(|(entry, result)| {
        let is_of_kind = match result.reasons.first() {
            Some(Reason::Signature(SignatureReason::NoProof { gap, .. })) => *gap != OwnKeyGap::OtherKey,
            _ => false,
        };
        let is_by_own = || layer.embedded.iter().any(|own| own.entry == entry && own.fits == Some(true));
        match result.status {
            SignatureStatus::Rejected if is_of_kind && (result.key.is_some() || is_by_own()) => {
                SignatureStatus::Verified
            }
            SignatureStatus::Rejected if is_of_kind => SignatureStatus::Unchecked,
            status => status,
        }
    })
}

/// The checklist of a kind; that of the token's own where none is named. `checks` are those of the judgement at this time.
pub fn checklist(examination: &Examination, checks: &[ClaimCheck], policy: &Policy, now: i64) -> Option<Checklist> {
    let row = policy.profile.and_then(profile::row).or_else(|| profile::profile(examination)?.row)?;
    of_kind(row, examination, checks, policy, now)
}

pub(super) fn of_kind(
    row: &'static ProfileRow,
    examination: &Examination,
    checks: &[ClaimCheck],
    policy: &Policy,
    now: i64,
) -> Option<Checklist> {
    let layer = examination.innermost()?;
    let header = first_header(layer);
    let typ = header.map_or("", |header| row.declared_type(header));
    let claims = examination.readable_claims().map(|(_, claims)| claims);
    let demanded = header.map_or("", |header| row.demanded_type(header, claims));
    let token = Token { examination, layer, row, checks, policy, now };
    let own = row.demands(demanded);
    let expires = row.demands(demanded).any(|demand| matches!(demand.what, What::Expires));
    let has_type = row.demands(demanded).any(|demand| matches!(demand.what, What::Type));
    let common = EVERY.iter().filter(|demand| match demand.what {
        What::NotExpired => !expires,
        What::NoOtherKind => !has_type,
        _ => true,
    });
    let lines = own.chain(common).map(|demand| Line { demand, state: token.state(&demand.what) }).collect();
    Some(Checklist { row, typ, lines })
}

/// What the demands are held against.
struct Token<'a> {
    examination: &'a Examination,
    /// The innermost.
    layer: &'a Layer,
    row: &'static ProfileRow,
    checks: &'a [ClaimCheck],
    policy: &'a Policy,
    now: i64,
}

impl Token<'_> {
    fn state(&self, what: &What) -> State {
        match *what {
            What::Verified => self.verified(),
            What::Signed | What::Asymmetric | What::OwnKey | What::HeaderKey | What::Flattened => self.signature(what),
            What::Type
            | What::NoOtherKind
            | What::Parameter(_)
            | What::OneParameter(_)
            | What::NoParameter(_)
            | What::CurrentType(_)
            | What::AllProtected
            | What::NoPrivateKey
            | What::Base64Url(_)
            | What::PublicKey => self.header(what),
            What::Expires | What::NotExpired | What::Begun | What::Fresh => self.time(what),
            What::Issuer => self.expected("iss", self.policy.issuer.is_some()),
            What::Audience => self.expected("aud", self.policy.audience.is_some()),
            What::Algorithm => self.expected_algorithm(),
            What::Nonce => self.expected("nonce", self.policy.nonce.is_some()),
            What::Method => self.expected("htm", self.policy.method.is_some()),
            What::Url => self.expected("htu", self.policy.uri.is_some()),
            What::AccessToken => self.companion(CompanionKind::AccessToken),
            What::Attested => self.companion(CompanionKind::ClientAttestation),
            What::WorkloadKey => self.workload_key(),
            What::KeyBinding => self.key_binding(),
            What::Disclosures => self.disclosures(),
            What::Verifier(_) => State::UpToVerifier,
            _ if !self.layer.is_payload_known() => State::NotChecked(Gap::Locked),
            _ => self.claim(what),
        }
    }

    /// Signatures of every layer that has one.
    fn verified(&self) -> State {
        let statuses: Vec<_> = self.examination.layers.iter().flat_map(signature_statuses).collect();
        let has = |status: SignatureStatus| statuses.contains(&status);
        if has(SignatureStatus::Rejected) || has(SignatureStatus::Malformed) {
            State::Violated(Violation::Rejected)
        } else if has(SignatureStatus::Unsecured) {
            State::Violated(Violation::Unsigned)
        } else if statuses.is_empty() && self.layer.is_payload_known() {
            State::NotChecked(Gap::OnlyEncrypted)
        } else if statuses.is_empty() {
            State::NotChecked(Gap::Locked)
        } else if has(SignatureStatus::Unchecked) {
            State::NotChecked(Gap::NoKey)
        } else {
            State::Fulfilled
        }
    }

    /// What was compared with what the person expects.
    fn expected(&self, claim: &'static str, is_expected: bool) -> State {
        if !is_expected {
            return State::NotChecked(Gap::NothingExpected);
        }
        let mut checks = self.checks.iter().filter(|check| check.claim == claim);
        // Of a key binding the verifier is named there (RFC 9901 §4.3).
        let check = checks.clone().find(|check| check.subject == Subject::KeyBinding).or_else(|| checks.next());
        match check.map(|check| &check.state) {
            None => State::NotChecked(Gap::Locked),
            Some(ClaimState::Holds) => State::Fulfilled,
            Some(ClaimState::Missing) => State::Violated(Violation::Missing),
            Some(ClaimState::Malformed) => State::Violated(Violation::Malformed),
            Some(_) => State::Violated(Violation::Differs),
        }
    }

    fn companion(&self, kind: CompanionKind) -> State {
        let Some(Possession { hash, key, .. }) = self.possession().filter(|possession| possession.kind == kind) else {
            return State::NotChecked(Gap::NotAtHand);
        };
        match (hash, key) {
            (Some(HashCheck::Missing), _) => State::Violated(Violation::Missing),
            (Some(HashCheck::Differs), _) => State::Violated(Violation::Differs),
            (_, NamedKey::Differs) => State::Violated(Violation::OtherKey),
            (_, NamedKey::Malformed) => State::Violated(Violation::Malformed),
            // An access token may be bound elsewhere than in itself (RFC 9449 §6.2).
            (_, NamedKey::Missing) if kind == CompanionKind::ClientAttestation => State::Violated(Violation::Missing),
            (_, NamedKey::Unreadable) if kind == CompanionKind::ClientAttestation => State::NotChecked(Gap::NotAtHand),
            (Some(HashCheck::Unchecked), _) => State::NotChecked(Gap::NotAtHand),
            _ => State::Fulfilled,
        }
    }

    /// The key of a workload proof, and its algorithm, which has to be the very one (draft-ietf-wimse-wpt §2).
    fn workload_key(&self) -> State {
        let possession = self.possession().filter(|possession| possession.kind == CompanionKind::WorkloadIdentity);
        let Some(possession) = possession else { return State::NotChecked(Gap::NotAtHand) };
        match possession.key {
            NamedKey::Matches => {}
            NamedKey::Differs => return State::Violated(Violation::OtherKey),
            NamedKey::Missing => return State::Violated(Violation::Missing),
            NamedKey::Malformed => return State::Violated(Violation::Malformed),
            NamedKey::Unreadable => return State::NotChecked(Gap::NotAtHand),
        }
        let own = first_header(self.layer).and_then(|header| header.algorithm());
        match (workload_algorithm(possession), own) {
            (Some(named), Some(own)) if named == own => State::Fulfilled,
            (Some(_), Some(own)) => State::Violated(Violation::Value(own)),
            _ => State::Violated(Violation::Missing),
        }
    }

    fn possession(&self) -> Option<&Possession> {
        self.examination.layers.first().and_then(|layer| layer.possession.as_ref())
    }

    fn disclosures(&self) -> State {
        match &self.layer.sd_jwt {
            Some(sd_jwt) if sd_jwt.disclosure_reasons().next().is_some() => State::Violated(Violation::Rejected),
            _ => State::Fulfilled,
        }
    }

    fn key_binding(&self) -> State {
        match self.layer.key_binding_standing() {
            // Whether there has to be one is the verifier's policy.
            None => State::UpToVerifier,
            Some((KeyBindingStatus::Verified, _)) => State::Fulfilled,
            Some((KeyBindingStatus::Rejected, _)) => State::Violated(Violation::Rejected),
            Some((KeyBindingStatus::Unchecked, _)) => State::NotChecked(Gap::NoKey),
        }
    }
}
