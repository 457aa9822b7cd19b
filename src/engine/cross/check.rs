//! One comparison: what is compared with what, and what came of it.

use super::{ListStanding, Miswriting, StatusValue};
use crate::engine::jwt::status_list::ListFault;

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
    /// `rt_hash` of an ID token, the hash of the refresh token (OpenID Connect CIBA §10.3.1).
    RefreshTokenHash,
    /// `auth_req_id` of an ID token and of the response that it came in (OpenID Connect CIBA §10.3.1).
    AuthenticationRequest,
    /// `s_hash` of an ID token (FAPI 1.0 Part 2 §5.1).
    StateHash,
    /// `ath` of a DPoP proof (RFC 9449 §4.2).
    ProofTokenHash,
    /// The key of a DPoP proof and `cnf` of its access token (RFC 9449 §6).
    ProofKey,
    /// The key of the DPoP proof that a token was asked for with, and `cnf` of that token (RFC 9449 §5).
    GrantedKey,
    /// `iss` of a logout token and its ID token (OpenID Connect Back-Channel Logout §2.6).
    Issuer,
    /// `iss` of an access token and of the ID token that it came with (RFC 9068 §4).
    TokenIssuer,
    /// `iss` of a token and of the response that it came in (RFC 9207 §2.4).
    ResponseIssuer,
    /// `sub` of a logout token and its ID token (OpenID Connect Back-Channel Logout §2.6).
    Subject,
    /// `sid` of a logout token and its ID token.
    Session,
    /// `aud` of a logout token and its ID token: one client (Back-Channel Logout §2.6).
    Audience,
    /// `nonce` of an ID token and of the authorization request (OpenID Connect Core §3.1.3.7).
    Nonce,
    /// `auth_time` of an ID token and `max_age` of the authorization request (OpenID Connect Core §2, §3.1.2.1).
    SignInTime,
    /// `state` of an authorization response and of its request (JARM §2.4).
    State,
    /// `state` of the response that an ID token came in and of its request (RFC 6749 §10.12).
    ResponseState,
    /// `aud` of an ID token or of a signed response, and `client_id` of the request (OpenID Connect Core §3.1.3.7, JARM §2.4).
    Client,
    /// `client_id` of a request object and of the request that it is in (RFC 9101 §5).
    RequestClient,
    /// `sub` of a client assertion and `client_id` beside it (RFC 7521 §4.2).
    AssertionClient,
    /// `aud` of an ID token hint and `client_id` of the logout request (RP-Initiated Logout §2).
    HintClient,
    /// The key of a client attestation proof and `cnf` of its attestation (draft-ietf-oauth-attestation-based-client-auth §8).
    AttestationKey,
    /// `sub` of a client attestation and `client_id` of the request (draft-ietf-oauth-attestation-based-client-auth §8).
    AttestationClient,
    /// `token_type` of an answer and `cnf` of the access token in it (RFC 9449 §5).
    TokenType,
    /// `htm` of a DPoP proof and the method of the request (RFC 9449 §4.3).
    Method,
    /// `htu` of a DPoP proof and the address of the request (RFC 9449 §4.3).
    Address,
    /// `aud` of a workload proof and the address of the request (draft-ietf-wimse-wpt §2).
    Target,
    /// That a request has one proof (RFC 9449 §4.3).
    Proof,
    /// `jti` of a DPoP proof: each request has a proof of its own (RFC 9449 §11.1).
    ProofId,
    /// The scheme that a bound token is sent with (RFC 9449 §7.2).
    Scheme,
    /// `iss`, `sub` and `auth_time` of an ID token that was refreshed, and of that of the login (OpenID Connect Core §12.2).
    RefreshedIssuer,
    RefreshedSubject,
    RefreshedSignIn,
    /// `azp` of both.
    RefreshedParty,
    /// `iss` and `sub` of the ID tokens from the authorization endpoint and the token endpoint (OpenID Connect Core §3.3.3.6).
    HybridIssuer,
    HybridSubject,
    /// `sub` of an ID token and of that which its request showed (OpenID Connect Core §3.1.2.2).
    HintSubject,
    /// `sub` of a signed UserInfo response and of the ID token (OpenID Connect Core §5.3.2).
    UserInfoSubject,
    /// `typ` of a token and the parameter that it came in (RFC 8725 §3.11).
    Type,
    /// That an access token which is sent with the scheme DPoP is bound to a key (RFC 9449 §7.1).
    Unbound,
    /// That a request has one access token (RFC 6750 §2).
    SentToken,
    /// `wth` of a workload proof: the hash of its workload identity token.
    WorkloadHash,
    /// `tth` of a workload proof: the hash of its transaction token.
    TransactionHash,
    /// `cnf` of a token that is bound to a client certificate (RFC 8705 §3.1).
    Certificate,
    /// That an answer has one ID token (RFC 6749 §3.1).
    Answer,
    /// That an answer or a request has each parameter once (RFC 6749 §3.1).
    Parameter,
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
    RefreshToken,
    /// The access token of the very request that the proof is in; `None` where it is not among the tokens.
    Sent(Option<usize>),
    Code,
    State,
    /// An authorization request, or the request that a proof was made for.
    Request,
    /// One of the requests that a proof is in; the first one of the input is 0.
    NthRequest(usize),
    Certificate,
    /// A list that is not at hand.
    List,
    /// The answer that it came in.
    Answer,
    /// The proof of the key that a token is bound to.
    Proof,
    WorkloadIdentity,
    TransactionToken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Matches,
    Differs,
    /// The claim is not a string.
    Malformed,
    /// The claim has to be there, and is not.
    Missing,
    /// It is not the address of the request, but the one that the header of the request says it was sent to.
    MatchesForwarded,
    /// The algorithm of the signature fixes no hash function.
    NoHash,
    /// It names the other by a name that only the verifier can know for one of its own.
    Alias,
    /// It is the hash, but all of it, where its left half is asked for.
    WholeHash,
    /// It is the hash, made or written in another way.
    Miswritten(Miswriting),
    /// What the list says of the token, and what the list itself is worth: anyone can write one.
    Status {
        value: StatusValue,
        standing: ListStanding,
    },
    /// The status list cannot be read.
    ListUnreadable(ListFault),
    /// The status list is shorter than the index.
    ListTooShort,
    /// The status list is longer than what is inflated here.
    ListTooLong,
    /// What refers to a status list is not an index and an address.
    ReferenceUnreadable,
    /// The token refers to more status lists than are looked at.
    TooManyReferences,
    /// A list that cannot be read, of which a newer one is at hand.
    OlderList,
    /// What it is compared with is more than once in one answer or request, with different values: readers disagree on which
    /// one counts (RFC 6749 §3.1).
    Repeated,
    /// The same proof, or one with its `jti`, is in several requests.
    Replayed,
    /// The proof is in several requests that are alike: they may be one that is shown twice, or sent again.
    MaybeReplayed,
    /// The status list is not at hand; its address is what is expected.
    ListNotAtHand,
    /// A list that does not say that it is one.
    NoList,
    /// A list that does not say when it was made (draft-ietf-oauth-status-list §5.1: `iat` is required).
    ListWithoutTime,
    /// What the claim is to be compared with is not at hand.
    NotAtHand,
    /// Only the verifier can tell.
    Unsure,
}

impl CrossCheck {
    /// Whether something is wrong: the two do not belong together, or the token was revoked.
    pub fn is_bad(&self) -> bool {
        match self.outcome {
            Outcome::Differs
            | Outcome::WholeHash
            | Outcome::Malformed
            | Outcome::Missing
            | Outcome::ListUnreadable(_)
            | Outcome::ListTooShort
            | Outcome::Miswritten(_)
            | Outcome::Repeated
            | Outcome::Replayed
            | Outcome::TooManyReferences
            | Outcome::ReferenceUnreadable => true,
            // What was revoked stays so, however old the list is that says it.
            Outcome::Status { value, standing } => {
                matches!(standing, ListStanding::Counts | ListStanding::Stale) && value != StatusValue::Valid
            }
            Outcome::Matches
            | Outcome::MatchesForwarded
            | Outcome::Alias
            | Outcome::Unsure
            | Outcome::MaybeReplayed
            | Outcome::NoHash
            | Outcome::NoList
            | Outcome::ListWithoutTime
            | Outcome::ListNotAtHand
            | Outcome::NotAtHand
            | Outcome::OlderList
            | Outcome::ListTooLong => false,
        }
    }

    /// Whether nothing can be said: the list is not verified, no hash function is fixed.
    pub fn is_open(&self) -> bool {
        match self.outcome {
            Outcome::Alias
            | Outcome::Unsure
            | Outcome::MaybeReplayed
            | Outcome::NoHash
            | Outcome::NoList
            | Outcome::ListWithoutTime
            | Outcome::ListNotAtHand
            | Outcome::NotAtHand
            | Outcome::OlderList
            | Outcome::ListTooLong => true,
            Outcome::Status { value, standing: ListStanding::Stale } => value == StatusValue::Valid,
            Outcome::Status { standing, .. } => standing != ListStanding::Counts,
            _ => false,
        }
    }

    /// Whether what is at hand says nothing after all: a list that does not count, one that cannot be read. What is not at hand
    /// is not missed in a token that is looked at by itself.
    pub fn is_doubtful(&self) -> bool {
        let is_at_hand =
            !matches!(self.outcome, Outcome::ListNotAtHand | Outcome::NotAtHand | Outcome::OlderList | Outcome::NoHash);
        // The newer list has been told.
        let is_superseded = matches!(self.outcome, Outcome::Status { standing: ListStanding::Superseded, .. });
        self.is_open() && is_at_hand && !is_superseded
    }
}

impl CrossKind {
    /// Its name in reports: the claim that is compared.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AccessTokenHash => "at_hash",
            Self::CodeHash => "c_hash",
            Self::RefreshTokenHash => "urn:openid:params:jwt:claim:rt_hash",
            Self::AuthenticationRequest => "urn:openid:params:jwt:claim:auth_req_id",
            Self::StateHash => "s_hash",
            Self::ProofTokenHash => "ath",
            Self::ProofKey | Self::GrantedKey => "cnf",
            Self::Issuer | Self::TokenIssuer | Self::ResponseIssuer => "iss",
            Self::SignInTime => "auth_time",
            Self::Subject => "sub",
            Self::Session => "sid",
            Self::Audience => "aud",
            Self::Nonce => "nonce",
            Self::State | Self::ResponseState => "state",
            Self::Client | Self::HintClient | Self::Target => "aud",
            Self::RequestClient => "client_id",
            Self::AssertionClient | Self::AttestationClient => "sub",
            Self::RefreshedIssuer | Self::HybridIssuer => "iss",
            Self::RefreshedSubject | Self::HybridSubject | Self::HintSubject | Self::UserInfoSubject => "sub",
            Self::RefreshedParty => "azp",
            Self::RefreshedSignIn => "auth_time",
            Self::AttestationKey | Self::Unbound => "cnf",
            Self::TokenType => "token_type",
            Self::Type => "typ",
            Self::Method => "htm",
            Self::Address => "htu",
            Self::Proof => "DPoP",
            Self::ProofId => "jti",
            Self::Scheme | Self::SentToken => "Authorization",
            Self::WorkloadHash => "wth",
            Self::TransactionHash => "tth",
            Self::Certificate => "cnf",
            Self::Answer => "id_token",
            Self::Parameter => "parameter",
            Self::Status => "status",
        }
    }

    pub const fn reference(self) -> &'static str {
        match self {
            Self::AccessTokenHash => "OpenID Connect Core §3.1.3.6",
            Self::CodeHash => "OpenID Connect Core §3.3.2.11",
            Self::RefreshTokenHash | Self::AuthenticationRequest => "OpenID Connect CIBA §10.3.1",
            Self::StateHash => "FAPI 1.0 Part 2 §5.1",
            Self::ProofTokenHash => "RFC 9449 §4.2",
            Self::ProofKey => "RFC 9449 §6",
            Self::TokenIssuer => "RFC 9068 §4",
            Self::SignInTime => "OpenID Connect Core §2; §3.1.3.7",
            Self::ResponseIssuer => "RFC 9207 §2.4",
            Self::Nonce => "OpenID Connect Core §3.1.3.7",
            Self::ResponseState => "RFC 6749 §10.12",
            Self::State => "JARM §2.4",
            Self::Client => "OpenID Connect Core §3.1.3.7; JARM §2.4",
            Self::Method | Self::Address | Self::Proof => "RFC 9449 §4.3",
            Self::RequestClient => "RFC 9101 §5",
            Self::AssertionClient => "RFC 7521 §4.2",
            Self::AttestationKey | Self::AttestationClient => "draft-ietf-oauth-attestation-based-client-auth §8",
            Self::HintClient => "OpenID Connect RP-Initiated Logout §2",
            Self::TokenType | Self::GrantedKey => "RFC 9449 §5",
            Self::Type => "RFC 8725 §3.11",
            Self::ProofId => "RFC 9449 §11.1",
            Self::Scheme => "RFC 9449 §7.2",
            Self::Unbound => "RFC 9449 §7.1",
            Self::RefreshedIssuer | Self::RefreshedSubject | Self::RefreshedSignIn | Self::RefreshedParty => {
                "OpenID Connect Core §12.2"
            }
            Self::HybridIssuer | Self::HybridSubject => "OpenID Connect Core §3.3.3.6",
            Self::HintSubject => "OpenID Connect Core §3.1.2.2",
            Self::UserInfoSubject => "OpenID Connect Core §5.3.2",
            Self::SentToken => "RFC 6750 §2",
            Self::WorkloadHash | Self::TransactionHash | Self::Target => "draft-ietf-wimse-wpt §2",
            Self::Certificate => "RFC 8705 §3.1",
            Self::Answer | Self::Parameter => "RFC 6749 §3.1",
            Self::Issuer | Self::Subject | Self::Session | Self::Audience => "OpenID Connect Back-Channel Logout §2.6",
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
            Self::Malformed => "malformed",
            Self::Missing => "missing",
            Self::ListNotAtHand => "list_not_at_hand",
            Self::MatchesForwarded => "matches_forwarded",
            Self::NoHash => "no_hash",
            Self::Alias => "alias",
            Self::WholeHash => "whole_hash",
            Self::Status { value, .. } => value.code(),
            Self::ListTooLong => "list_too_long",
            Self::ListUnreadable(_) => "list_unreadable",
            Self::ListTooShort => "list_too_short",
            Self::Miswritten(_) => "miswritten",
            Self::ReferenceUnreadable => "reference_unreadable",
            Self::TooManyReferences => "too_many_references",
            Self::OlderList => "older_list",
            Self::Repeated => "repeated",
            Self::Replayed => "replayed",
            Self::MaybeReplayed => "maybe_replayed",
            Self::NoList => "no_list",
            Self::ListWithoutTime => "list_without_iat",
            Self::NotAtHand => "not_at_hand",
            Self::Unsure => "unsure",
        }
    }
}
