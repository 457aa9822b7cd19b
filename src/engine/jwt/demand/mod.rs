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
pub(super) use openid::{
    AUTHORIZATION_RESPONSE, FEDERATION, ID_TOKEN, LOGOUT_TOKEN, SECURITY_EVENT, USERINFO_RESPONSE,
};

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
    /// The header parameter is base64url where it is there.
    Base64Url(&'static str),
    /// `crit` among the claims names none, for none is understood here (OpenID Federation §3.1).
    NoCriticalClaims,
    /// The claim is not in what an entity says of itself.
    NotOfConfiguration(&'static str),
    /// The claim is in nothing but what an entity says of itself.
    OfConfiguration(&'static str),
    /// One identity, a string (RFC 8225 §5.2.1).
    Origin(&'static str),
    /// Lists of identities, each with one at least (RFC 8225 §5.2.1).
    Destinations(&'static str),
    /// In calls of SHAKEN the claim is there, and one of these; any string where that is empty (RFC 8588).
    ForShaken(&'static str, &'static [&'static str]),
    /// The claim is this string, or a list that has it.
    Includes(&'static str, &'static str),
    /// The claim is a list that begins with this string.
    First(&'static str, &'static str),
    /// The claim is a URL, or an object whose `id` is one.
    Named(&'static str),
    /// The claim is an object, or a list of objects, with something in it.
    Subjects(&'static str),
    /// The claim, where it is there, is the value at this place: a claim, or a member of one.
    Agrees(&'static str, &'static [&'static str]),
    /// The claim, where it is there, is a subject identifier (RFC 9493 §3).
    SubjectIdentifier(&'static str),
    /// Every member of the claim is a string.
    MemberTexts(&'static str),
    /// Every member of the claim is an object with this member, a string.
    EachHas(&'static str, &'static str),
    /// Every member of the claim is an object, and none of their members is null.
    ObjectsWithin(&'static str),
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

/// What of a token a demand is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Parameter(&'static str),
    Claim(&'static str),
}

impl What {
    /// The parameter or the claim that it is about; `None` where it is about several, or about the token as a whole.
    pub const fn subject(&self) -> Option<Subject> {
        Some(match *self {
            Self::Type | Self::NoOtherKind | Self::CurrentType(_) => Subject::Parameter("typ"),
            Self::Parameter(name) | Self::Base64Url(name) => Subject::Parameter(name),
            Self::NoPrivateKey | Self::PublicKey | Self::OwnKey | Self::HeaderKey => Subject::Parameter("jwk"),
            Self::Claim(name, _)
            | Self::Optional(name, _)
            | Self::NoClaim(name)
            | Self::NotOfConfiguration(name)
            | Self::OfConfiguration(name)
            | Self::Member(name, ..)
            | Self::AnyMember(name, _)
            | Self::PublicMember(name, _)
            | Self::PublicKeys(name)
            | Self::Filled(name)
            | Self::Excludes(name, _)
            | Self::Objects(name)
            | Self::Single(name)
            | Self::AtMost(name, _)
            | Self::Https(name)
            | Self::Secure(name)
            | Self::Bare(name)
            | Self::WorkloadIdentifier(name)
            | Self::Uri(name)
            | Self::Positive(name)
            | Self::Hash(name)
            | Self::Origin(name)
            | Self::Destinations(name)
            | Self::Includes(name, _)
            | Self::First(name, _)
            | Self::Named(name)
            | Self::Subjects(name)
            | Self::Agrees(name, _)
            | Self::SubjectIdentifier(name)
            | Self::MemberTexts(name)
            | Self::EachHas(name, _)
            | Self::ObjectsWithin(name)
            | Self::ForShaken(name, _) => Subject::Claim(name),
            Self::Event(_) | Self::Events => Subject::Claim("events"),
            Self::KeyAlgorithm => Subject::Claim("cnf"),
            Self::StatusList => Subject::Claim("status_list"),
            Self::NoCriticalClaims => Subject::Claim("crit"),
            Self::Fresh => Subject::Claim("iat"),
            Self::AuthorizedParty => Subject::Claim("azp"),
            _ => return None,
        })
    }
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
