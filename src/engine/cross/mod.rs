//! What belongs together, held against each other: the tokens of one request or one login, the code and the state that came
//! with them. Each comparison is a fact with both values; what is not at hand is not compared.

mod hash;
mod parameter;
mod status;

pub use parameter::Parameters;
pub use status::StatusValue;

use super::ground::json::Value;
use super::jose::layer::Examination;
use super::jwt::profile::{ProfileKind, first_header, profile};
use super::key_file::import::public_material;
use super::key_file::thumbprint::thumbprint_sha256;
use hash::Hashes;
use std::borrow::Cow;

/// One of the tokens at hand.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    /// Its characters as they are sent: what hashes are made of.
    pub text: &'a str,
    pub examination: &'a Examination,
    /// Whether its verdict is *valid*: what a list says counts only then.
    pub is_valid: bool,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossCheck {
    pub kind: CrossKind,
    /// Which of the tokens makes the claim; the first is 0.
    pub token: usize,
    pub with: With,
    pub outcome: Outcome,
    /// What the token says.
    pub found: String,
    /// What it should say; empty where that could not be computed.
    pub expected: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CrossKind {
    /// `at_hash` of an ID token (OpenID Connect Core §3.1.3.6).
    AccessTokenHash,
    /// `c_hash` of an ID token (OpenID Connect Core §3.3.2.11).
    CodeHash,
    /// `s_hash` of an ID token (FAPI 1.0 Part 2 §5.1).
    StateHash,
    /// `ath` of a DPoP proof (RFC 9449 §4.2).
    ProofTokenHash,
    /// The key of a DPoP proof and `cnf` of its access token (RFC 9449 §6).
    ProofKey,
    /// `iss` of two tokens of one login.
    Issuer,
    /// `sub` of two tokens of one login (OpenID Connect Core §5.3.2, Back-Channel Logout §2.6).
    Subject,
    /// `sid` of a logout token and its ID token.
    Session,
    /// The bit of a status list (draft-ietf-oauth-status-list §8.3).
    Status,
}

/// What it was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum With {
    /// Another of the tokens; the first is 0.
    Token(usize),
    /// An access token that is not a JWT.
    OpaqueAccessToken,
    Code,
    State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Matches,
    Differs,
    /// The algorithm of the signature fixes no hash function.
    NoHash,
    /// What the list says of the token, and whether the list itself is valid: anyone can write one.
    Status {
        value: StatusValue,
        is_list_valid: bool,
    },
    /// The status list cannot be read, or is shorter than the index.
    ListUnreadable,
}

impl CrossCheck {
    /// Whether something is wrong: the two do not belong together, or the token was revoked.
    pub fn is_bad(&self) -> bool {
        match self.outcome {
            Outcome::Differs | Outcome::ListUnreadable => true,
            Outcome::Status { value, is_list_valid } => is_list_valid && value != StatusValue::Valid,
            Outcome::Matches | Outcome::NoHash => false,
        }
    }
}

impl CrossKind {
    /// Its name in reports: the claim that is compared.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AccessTokenHash => "at_hash",
            Self::CodeHash => "c_hash",
            Self::StateHash => "s_hash",
            Self::ProofTokenHash => "ath",
            Self::ProofKey => "cnf",
            Self::Issuer => "iss",
            Self::Subject => "sub",
            Self::Session => "sid",
            Self::Status => "status",
        }
    }

    pub const fn reference(self) -> &'static str {
        match self {
            Self::AccessTokenHash => "OpenID Connect Core §3.1.3.6",
            Self::CodeHash => "OpenID Connect Core §3.3.2.11",
            Self::StateHash => "FAPI 1.0 Part 2 §5.1",
            Self::ProofTokenHash => "RFC 9449 §4.2",
            Self::ProofKey => "RFC 9449 §6",
            Self::Issuer => "OpenID Connect Core §3.1.3.7",
            Self::Subject => "OpenID Connect Core §5.3.2",
            Self::Session => "OpenID Connect Back-Channel Logout §2.6",
            Self::Status => "draft-ietf-oauth-status-list §8.3",
        }
    }
}

impl Outcome {
    /// Its name in reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::Differs => "differs",
            Self::NoHash => "no_hash",
            Self::Status { value, .. } => value.code(),
            Self::ListUnreadable => "list_unreadable",
        }
    }
}

/// A token with what is asked of it more than once.
struct Known<'a> {
    text: &'a str,
    examination: &'a Examination,
    is_valid: bool,
    kind: Option<ProfileKind>,
    claims: Option<Value<'a>>,
}

impl<'a> Known<'a> {
    fn claim(&self, name: &str) -> Option<Value<'a>> {
        self.claims?.get(name)
    }

    fn text_of(&self, name: &str) -> Option<Cow<'a, str>> {
        self.claim(name)?.as_str()
    }

    fn is_access_token(&self) -> bool {
        matches!(self.kind, Some(ProfileKind::AccessToken | ProfileKind::AccessTokenRfc9068))
    }

    /// What may be an access token where nothing says which one is: whatever is not something else.
    fn may_be_access_token(&self) -> bool {
        self.is_access_token() || self.kind.is_none() && self.claim("at_hash").is_none()
    }
}

/// Compares whatever of this belongs together.
pub fn cross_checks(tokens: &[Token<'_>], parameters: &Parameters) -> Vec<CrossCheck> {
    let known: Vec<Known<'_>> = tokens
        .iter()
        .map(|token| Known {
            text: token.text,
            examination: token.examination,
            is_valid: token.is_valid,
            kind: profile(token.examination).and_then(|profile| profile.kind()),
            claims: token.examination.readable_claims().map(|(_, claims)| claims),
        })
        .collect();
    let mut out = Vec::new();
    let mut hashes = Hashes::default();
    for (index, token) in known.iter().enumerate() {
        hashed(&mut out, &mut hashes, &known, index, token, parameters);
        proof(&mut out, &mut hashes, &known, index, token, parameters);
        login(&mut out, &known, index, token);
        status::check(&mut out, &known, index, token);
    }
    out
}

/// The hashes of an ID token.
fn hashed(
    out: &mut Vec<CrossCheck>,
    hashes: &mut Hashes,
    known: &[Known<'_>],
    index: usize,
    token: &Known<'_>,
    parameters: &Parameters,
) {
    let header = token.examination.innermost().and_then(first_header);
    let hash = header.and_then(|header| hash::of_algorithm(&header.algorithm()?));
    let mut check = |kind, found: &str, with, value: &str| {
        let expected = hash.map(|hash| hashes.left_half(hash, value)).unwrap_or_default();
        let outcome = match hash {
            None => Outcome::NoHash,
            Some(_) if expected == found => Outcome::Matches,
            Some(_) => Outcome::Differs,
        };
        CrossCheck { kind, token: index, with, outcome, found: found.to_owned(), expected }
    };
    if let Some(found) = token.text_of("at_hash") {
        let others = known.iter().enumerate().filter(|(other, known)| *other != index && known.may_be_access_token());
        let others = others.map(|(other, known)| (With::Token(other), known.text));
        let opaque = parameters.access_token.as_deref().map(|text| (With::OpaqueAccessToken, text));
        let compared: Vec<_> =
            others.chain(opaque).map(|(with, text)| check(CrossKind::AccessTokenHash, &found, with, text)).collect();
        out.extend(closest(compared));
    }
    for (name, kind, with, value) in [
        ("c_hash", CrossKind::CodeHash, With::Code, &parameters.code),
        ("s_hash", CrossKind::StateHash, With::State, &parameters.state),
    ] {
        if let (Some(found), Some(value)) = (token.text_of(name), value.as_deref()) {
            out.push(check(kind, &found, with, value));
        }
    }
}

/// Of comparisons with all that may be meant, the one that fits; where none does, the first.
fn closest(mut compared: Vec<CrossCheck>) -> Option<CrossCheck> {
    let fitting = compared.iter().position(|check| check.outcome == Outcome::Matches);
    (!compared.is_empty()).then(|| compared.swap_remove(fitting.unwrap_or(0)))
}

/// A DPoP proof and its access token.
fn proof(
    out: &mut Vec<CrossCheck>,
    hashes: &mut Hashes,
    known: &[Known<'_>],
    index: usize,
    token: &Known<'_>,
    parameters: &Parameters,
) {
    if token.kind != Some(ProfileKind::DpopProof) {
        return;
    }
    let mut with = None;
    if let Some(found) = token.text_of("ath") {
        let others = known.iter().enumerate().filter(|(other, known)| *other != index && known.may_be_access_token());
        let others = others.map(|(other, known)| (With::Token(other), known.text));
        let opaque = parameters.access_token.as_deref().map(|text| (With::OpaqueAccessToken, text));
        let compared: Vec<_> = others
            .chain(opaque)
            .map(|(with, text)| {
                let expected = hashes.sha256(text);
                let outcome = if *expected == *found { Outcome::Matches } else { Outcome::Differs };
                let found = found.clone().into_owned();
                CrossCheck { kind: CrossKind::ProofTokenHash, token: index, with, outcome, found, expected }
            })
            .collect();
        if let Some(check) = closest(compared) {
            with = Some(check.with);
            out.push(check);
        }
    }
    let is_meant = |other: usize| with.is_none_or(|with| with == With::Token(other));
    let bound = known.iter().enumerate().filter(|(other, _)| *other != index && is_meant(*other));
    let mut bound = bound.filter_map(|(other, known)| Some((other, known.claim("cnf")?.get("jkt")?.as_str()?)));
    let header = token.examination.innermost().and_then(first_header);
    let own = header.and_then(|header| public_material(header.protected("jwk")?.value).ok());
    if let (Some((other, found)), Some(own)) = (bound.next(), own) {
        let expected = thumbprint_sha256(&own);
        let outcome = if *found == *expected { Outcome::Matches } else { Outcome::Differs };
        let (kind, with, found) = (CrossKind::ProofKey, With::Token(index), found.into_owned());
        out.push(CrossCheck { kind, token: other, with, outcome, found, expected });
    }
}

/// Issuer, subject and session of tokens of one login: the ID token, and what came with it.
fn login(out: &mut Vec<CrossCheck>, known: &[Known<'_>], index: usize, token: &Known<'_>) {
    let mut id_tokens = known.iter().enumerate().filter(|(_, known)| known.kind == Some(ProfileKind::IdToken));
    let (Some((id, id_token)), None) = (id_tokens.next(), id_tokens.next()) else { return };
    if id == index {
        return;
    }
    let claims: &[(CrossKind, &str)] = match token.kind {
        Some(ProfileKind::LogoutToken) => {
            &[(CrossKind::Issuer, "iss"), (CrossKind::Subject, "sub"), (CrossKind::Session, "sid")]
        }
        // An access token for another API may well have another issuer's form or a pairwise subject.
        Some(ProfileKind::AccessToken | ProfileKind::AccessTokenRfc9068) => &[(CrossKind::Issuer, "iss")],
        _ => return,
    };
    for &(kind, name) in claims {
        let (Some(found), Some(expected)) = (token.text_of(name), id_token.text_of(name)) else { continue };
        let outcome = if found == expected { Outcome::Matches } else { Outcome::Differs };
        let (found, expected) = (found.into_owned(), expected.into_owned());
        out.push(CrossCheck { kind, token: index, with: With::Token(id), outcome, found, expected });
    }
}

#[cfg(test)]
mod tests;
