//! What the standards demand of each kind of token, a row a demand: the one table behind the checklist and the findings about
//! what a kind lacks.

mod credential;
mod network;
mod oauth;
mod openid;

pub(super) use credential::{
    ISSUER_METADATA, KEY_ATTESTATION, KEY_BINDING, SD_JWT, SD_JWT_CREDENTIAL, STATUS_LIST, VERIFIABLE_CREDENTIAL,
    VERIFIABLE_PRESENTATION,
};
pub(super) use network::{ACME_REQUEST, CI_JOB, PASSPORT, SERVICE_ACCOUNT, WORKLOAD_IDENTITY, WORKLOAD_PROOF};
pub(super) use oauth::{
    ACCESS_TOKEN, AUTHORIZATION_GRANT, AUTHORIZATION_REQUEST, BEARER_TOKEN, CLIENT_ASSERTION, CLIENT_ATTESTATION,
    DPOP_PROOF, IDENTITY_GRANT, INTROSPECTION_RESPONSE, POSSESSION_PROOF, REFRESH_TOKEN, TRANSACTION_TOKEN,
};
pub(super) use openid::{AUTHORIZATION_RESPONSE, FEDERATION, ID_TOKEN, LOGOUT_TOKEN, SECURITY_EVENT};

use super::claim::Shape;

/// One demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    pub what: What,
    pub level: Level,
    /// Where the standard says it.
    pub section: &'static str,
    /// The values of `typ` that it is for, where a kind has several; `""`: none of them. Empty: all.
    pub types: &'static [&'static str],
}

/// How strong it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// What does not meet it is no token of the kind.
    Must,
    /// There may be reasons not to.
    Should,
}

/// What is demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Every signature is verified with a key at hand.
    Verified,
    /// It is signed, and not with `none`.
    Signed,
    /// It is signed with a private key: neither `none` nor a shared secret.
    Asymmetric,
    /// `typ` is one of those of the kind.
    Type,
    /// `typ` does not name another kind; for kinds that demand no `typ`.
    NoOtherKind,
    /// The header parameter is there.
    Parameter(&'static str),
    /// Exactly one of these header parameters is there.
    OneParameter(&'static [&'static str]),
    /// None of these header parameters is there.
    NoParameter(&'static [&'static str]),
    /// Of the types of the kind, `typ` names the one of today and none that an earlier text had.
    CurrentType(&'static str),
    /// Nothing of the header is outside the signature.
    AllProtected,
    /// `jwk` of the header is a public key.
    PublicKey,
    /// `jwk` of the header is a public key where it is there.
    NoPrivateKey,
    /// The signature is that of the key in the header.
    OwnKey,
    /// The same where the header has it, as `jwk` or `x5c`; else it only names it.
    HeaderKey,
    /// It is in the flattened JSON serialization.
    Flattened,
    /// The claim is there, is of this shape, and is not empty.
    Claim(&'static str, Shape),
    /// The claim is of this shape where it is there.
    Optional(&'static str, Shape),
    /// One of these claims at least is there.
    AnyClaim(&'static [&'static str]),
    NoClaim(&'static str),
    /// A member of a claim that is an object: it is there, and of this shape.
    Member(&'static str, &'static str, Shape),
    /// One of these members of a claim at least is there.
    AnyMember(&'static str, &'static [&'static str]),
    /// `events` has this member, an object.
    Event(&'static str),
    /// `events` has at least one member, each an object by the name of a URI.
    Events,
    /// A member of a claim is a public key where it is there.
    PublicMember(&'static str, &'static str),
    /// All keys of the list are public ones.
    PublicKeys(&'static str),
    /// `alg` of `jwk` in `cnf` names an algorithm for signatures with a private key.
    KeyAlgorithm,
    /// The list is not empty where it is there.
    Filled(&'static str),
    /// The list does not have the value of the other claim.
    Excludes(&'static str, &'static str),
    /// The claim is a list with something in it, every element an object.
    Objects(&'static str),
    /// Both claims are the same string.
    Same(&'static str, &'static str),
    /// The claim is one string, or a list of one.
    Single(&'static str),
    /// The claim has at most so many ASCII characters.
    AtMost(&'static str, usize),
    /// The claim is an address with `https`, without query and fragment.
    Https(&'static str),
    /// The claim is an address with `https`.
    Secure(&'static str),
    /// The claim is an address without query and fragment.
    Bare(&'static str),
    /// The claim is the address of a workload: it has a trust domain, and no user, port, query or fragment.
    WorkloadIdentifier(&'static str),
    /// The claim is a URI.
    Uri(&'static str),
    /// The claim, if it is there, is a number above 0.
    Positive(&'static str),
    /// `status_list` has `bits` that are known and a `lst` that can be read.
    StatusList,
    /// Every disclosure is well-formed, and its digest is in the payload.
    Disclosures,
    /// None of these claims is in a disclosure: a holder could withhold it.
    NotWithheld(&'static [&'static str]),
    /// `exp` is there and not past.
    Expires,
    /// `exp` is not past where it is there.
    NotExpired,
    /// `nbf` is reached where it is there.
    Begun,
    /// `iat` is within the window of a proof.
    Fresh,
    /// `iss` is the one that is expected.
    Issuer,
    /// `aud` names the one that is expected.
    Audience,
    /// `azp` is the one that is expected as audience, and there where `aud` names others too.
    AuthorizedParty,
    /// `alg` is one that is expected.
    Algorithm,
    /// `nonce` is the one that is expected.
    Nonce,
    /// `htm` is the method of the request.
    Method,
    /// `htu` is the address of the request.
    Url,
    /// `ath` is the hash of the access token that it came with, which is bound to its key.
    AccessToken,
    /// It is made with the key that the attestation names.
    Attested,
    /// It is made with the key that the workload identity token names, and with the algorithm that it names for that.
    WorkloadKey,
    /// Its key binding holds, where it has one.
    KeyBinding,
    /// The claim is the hash of something else, which is not at hand here.
    Hash(&'static str),
    /// Nobody but the verifier can tell.
    Verifier(&'static str),
}

use What::{Begun, NoOtherKind, NotExpired, Verified};

/// Of tokens whose `typ` names none of the kind.
const NO_TYPE: &[&str] = &[""];

const TEXT: Shape = Shape::String;
const TEXTS: Shape = Shape::StringOrStrings;

/// One that holds for all types of a kind.
const fn of(what: What, level: Level, section: &'static str) -> Demand {
    Demand { what, level, section, types: &[] }
}

/// One for some of its types alone.
const fn only(types: &'static [&'static str], what: What, level: Level, section: &'static str) -> Demand {
    Demand { what, level, section, types }
}

/// What is demanded of every token; those of times stand in for kinds that say nothing of them.
pub const EVERY: &[Demand] = &[
    of(Verified, Level::Must, "RFC 7515 §5.2; RFC 8725 §3.3"),
    of(NotExpired, Level::Must, "RFC 7519 §4.1.4"),
    of(Begun, Level::Must, "RFC 7519 §4.1.5"),
    of(NoOtherKind, Level::Must, "RFC 8725 §3.11"),
];
