//! What was held against each other, in words.

use super::Words;
use super::verdict::Kind;
use crate::engine::cross::{
    Credential, CrossCheck, CrossKind, ListStanding, Miswriting, Outcome, StatusValue, Together, With,
};
use crate::engine::ground::jwa::Hash;
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::policy::Judgement;
use crate::engine::jwt::profile::{ProfileKind, profile};
use crate::engine::text::words::{capital, clause, shown};

/// What a comparison says; `name` is what a token is called, the first being 0.
pub fn words(check: &CrossCheck, name: impl Fn(usize) -> String) -> Words {
    let with = with(check.with, &name);
    let (of, claim) = (name(check.token), check.kind.code());
    match (check.kind, check.outcome) {
        (_, Outcome::Status { value, standing }) => status_of(value, standing, &of),
        (_, Outcome::WholeHash) => {
            Words::new(format!("{claim} of {of} is the whole hash of {with}, not its left half"))
                .advising("Encode the left half of the hash alone")
        }
        (_, Outcome::ListUnreadable(fault)) => Words::new(format!("The status list for {of} {}", fault.words()))
            .advising("Reject the list: the status of the token is not known. Its issuer has to correct it"),
        (
            _,
            outcome @ (Outcome::ListTooLong
            | Outcome::ListTooShort
            | Outcome::OlderList
            | Outcome::NoList
            | Outcome::ListWithoutTime),
        ) => of_list(outcome, &of),
        (_, Outcome::Miswritten(how)) => miswritten(how, claim, &of, &with),
        (_, Outcome::ReferenceUnreadable) => {
            Words::new(format!("{of} refers to a status list, but not by an index and a URI"))
                .advising("Reject it: whether it was revoked cannot be looked up")
        }
        (_, Outcome::TooManyReferences) => Words::new(format!("{of} refers to more than 16 status lists"))
            .advising("Reject it: a token has one status, and not all of these were looked up"),
        (_, Outcome::Repeated) => repeated(check, &of),
        (_, Outcome::Replayed) => Words::new(format!("{claim} of {of} was used for another request"))
            .advising("Make a new proof for each request: whoever sees this one can send it again"),
        (_, Outcome::MaybeReplayed) => {
            Words::new(format!("{claim} of {of} appears in several requests that may be one and the same"))
                .advising("If more than one was sent, make a new proof for each")
        }
        (_, Outcome::NotAtHand) => absent(check, &of, &with),
        (CrossKind::SignInTime, outcome) => sign_in(check, outcome, &of),
        (CrossKind::TokenType, _) => {
            Words::new(format!("{of} is not bound to a key (cnf.jkt), although its token_type is DPoP"))
                .advising("Reject it: whoever gets hold of it can use it")
        }
        (CrossKind::RefreshedSubject, Outcome::Unsure) => Words::new(format!(
            "{claim} of {of} is not that of {with}; they are for different clients, which may know one user by different names"
        ))
        .advising("Compare a claim that is the same for all clients"),
        (CrossKind::UserInfoSubject, Outcome::Unsure) => {
            Words::new(format!("{claim} of {of} is that of none of the ID tokens at hand"))
                .advising("If it came with one of them, reject it: it is about another user")
        }
        (_, Outcome::Unsure) => Words::new(format!("{claim} of {of} is that of none of the ID tokens at hand"))
            .advising("Examine it together with the ID token of the session that it ends"),
        (_, Outcome::ListNotAtHand) => not_at_hand(check, &of),
        (_, Outcome::Missing) => missing(check.kind, &of, &with),
        (CrossKind::Certificate | CrossKind::ProofKey | CrossKind::GrantedKey, Outcome::Malformed) => {
            Words::new(format!("cnf of {of} names its key by a value that is not a string")).advising("Reject it")
        }
        (CrossKind::RefreshedSignIn, Outcome::Malformed) => {
            Words::new(format!("{claim} of {of} is not a number")).advising("Reject it")
        }
        (_, Outcome::Malformed) => Words::new(format!("{claim} of {of} is not a string")).advising("Reject it"),
        (_, Outcome::NoHash) => no_hash(claim, &of),
        (_, Outcome::Alias) => Words::new(format!("{claim} of {of} is not the address of {with}"))
            .advising("Reject it unless your service goes by that name: only its configuration can tell"),
        (CrossKind::Method, Outcome::MatchesForwarded) => Words::new(format!(
            "{claim} of {of} is the method that the header of {with} says it was sent with: {}",
            check.expected
        ))
        .advising("Check that only a proxy of your own can write that field"),
        (_, Outcome::MatchesForwarded) => Words::new(format!(
            "{claim} of {of} is the address that the header of {with} says it was sent to: {}",
            check.expected
        ))
        .advising("Check that only a proxy of your own can write that field"),
        (kind, Outcome::Matches) => compared(kind, true, &of, &with),
        (kind, Outcome::Differs) => compared(kind, false, &of, &with),
    }
}

/// Two values, and whether they are the same.
fn compared(kind: CrossKind, is_same: bool, of: &str, with: &str) -> Words {
    let claim = kind.code();
    match (kind, is_same) {
        (
            CrossKind::RequestClient
            | CrossKind::AssertionClient
            | CrossKind::AttestationClient
            | CrossKind::HintClient,
            false,
        ) => Words::new(format!("{claim} of {of} is not the client_id of {with}"))
            .advising("Reject the request: both name the client that sends it"),
        (
            CrossKind::RequestClient
            | CrossKind::AssertionClient
            | CrossKind::AttestationClient
            | CrossKind::HintClient,
            true,
        ) => Words::new(format!("{claim} of {of} is the client_id of {with}")),
        (CrossKind::ProofKey | CrossKind::GrantedKey | CrossKind::AttestationKey, is_same) => {
            key(kind, is_same, of, with)
        }
        (CrossKind::ResponseIssuer, false) => {
            Words::new(format!("{claim} of {of} is not that of {with}: another authorization server answered"))
                .advising("Reject the response: two authorization servers were mixed up")
        }
        (
            CrossKind::Issuer
            | CrossKind::TokenIssuer
            | CrossKind::AuthenticationRequest
            | CrossKind::ResponseIssuer
            | CrossKind::Subject
            | CrossKind::Session,
            true,
        ) => Words::new(format!("{claim} of {of} is that of {with}")),
        (
            CrossKind::Issuer
            | CrossKind::TokenIssuer
            | CrossKind::AuthenticationRequest
            | CrossKind::Subject
            | CrossKind::Session,
            false,
        ) => Words::new(format!("{claim} of {of} is not that of {with}: they do not belong to one login")),
        (
            CrossKind::RefreshedIssuer
            | CrossKind::RefreshedSubject
            | CrossKind::RefreshedSignIn
            | CrossKind::RefreshedParty
            | CrossKind::HybridIssuer
            | CrossKind::HybridSubject
            | CrossKind::HintSubject
            | CrossKind::UserInfoSubject,
            is_same,
        ) => again(kind, is_same, of, with),
        (CrossKind::Audience, true) => Words::new(format!("{of} is for a client that {with} is for")),
        (CrossKind::Audience, false) => {
            Words::new(format!("{of} is for another client than {with}")).advising("Reject it: it ends no session here")
        }
        (
            CrossKind::Certificate
            | CrossKind::Method
            | CrossKind::Address
            | CrossKind::Target
            | CrossKind::Scheme
            | CrossKind::Type
            | CrossKind::Nonce
            | CrossKind::State
            | CrossKind::ResponseState
            | CrossKind::Client,
            is_same,
        ) => beside(kind, is_same, of, with),
        (_, true) => Words::new(format!("{claim} of {of} is the hash of {with}")),
        (CrossKind::AccessTokenHash, false) => {
            Words::new(format!("{claim} of {of} is not the hash of {with}: they were not issued together"))
                .advising("The access token was exchanged or refreshed, or belongs to another login")
        }
        (CrossKind::ProofTokenHash, false) => Words::new(format!(
            "{claim} of {of} is not the hash of {with}: the proof was made for another access token"
        ))
        .advising("Make a new proof for each access token; hash the token exactly as it is sent"),
        (CrossKind::WorkloadHash | CrossKind::TransactionHash, false) => {
            Words::new(format!("{claim} of {of} is not the hash of {with}: the proof was made for another token"))
                .advising("Make a new proof for each token; hash the token exactly as it is sent")
        }
        (_, false) => {
            Words::new(format!("{claim} of {of} is not the hash of {with}: they do not come from one response"))
                .advising("If they came in one response, reject it: a code or a state was injected")
        }
    }
}

/// A token, and the key that it is bound to.
fn key(kind: CrossKind, is_same: bool, of: &str, with: &str) -> Words {
    match kind {
        _ if is_same => Words::new(format!("{of} is bound to the key of {with}")),
        CrossKind::AttestationKey => Words::new(format!("{of} is not bound to the key that made {with}"))
            .advising("Sign the proof with the key that the attestation names in cnf"),
        CrossKind::GrantedKey => {
            Words::new(format!("{of} is not bound to the key that made {with}, with which it was requested"))
                .advising("Reject it: whoever requested it cannot use it")
        }
        _ => Words::new(format!("{of} is not bound to the key that made {with}"))
            .advising("Sign the proof with the key that the access token was requested with"),
    }
}

/// An ID token, and another one of the same user.
fn again(kind: CrossKind, is_same: bool, of: &str, with: &str) -> Words {
    let claim = kind.code();
    match kind {
        _ if is_same => Words::new(format!("{claim} of {of} is that of {with}")),
        CrossKind::HintSubject => {
            Words::new(format!("{claim} of {of} is not that of {with}: the request asked for another user"))
                .advising("Reject it: somebody else signed in")
        }
        CrossKind::HybridIssuer | CrossKind::HybridSubject => {
            Words::new(format!("{claim} of {of} is not that of {with}, although one login brought both"))
                .advising("Reject the login: an ID token or a code was injected")
        }
        _ => Words::new(format!("{claim} of {of} is not that of {with}: a refresh must not change it"))
            .advising("Reject it: it may be of another login"),
    }
}

/// What it was compared with.
fn with(with: With, name: &dyn Fn(usize) -> String) -> String {
    match with {
        With::Token(index) | With::Sent(Some(index)) => name(index),
        With::OpaqueAccessToken => "the access token".to_owned(),
        With::RefreshToken => "the refresh token".to_owned(),
        With::Sent(None) => "the access token in the same request".to_owned(),
        With::Code => "the code".to_owned(),
        With::State => "the state".to_owned(),
        With::Request => "the request".to_owned(),
        With::NthRequest(index) => format!("request {}", index + 1),
        With::Certificate => "the certificate".to_owned(),
        With::List => "the status list".to_owned(),
        With::Answer => "the response".to_owned(),
        With::Proof => "a DPoP proof by its key".to_owned(),
        With::WorkloadIdentity => "the workload identity token".to_owned(),
        With::TransactionToken => "the transaction token".to_owned(),
    }
}

/// Puts into the judgement of one of several tokens that came together what the checks say of it.
pub fn judge_together(together: &Together<'_>, token: usize, judgement: &mut Judgement) {
    let name = |index: usize| match together.examinations.get(index) {
        _ if index == token => "the token".to_owned(),
        examination => called(examination.copied().flatten()).to_owned(),
    };
    together.judge(token, judgement, |check| {
        let words = words(check, name);
        // The name of a claim is written as it is.
        let sentence = if begins_with_claim(check) { words.sentence } else { capital(&words.sentence) };
        (sentence, words.advice)
    });
}

/// What a credential is that a presentation holds.
pub fn credential(credential: &Credential<'_>, now: i64) -> String {
    let words = super::verdict::of(credential.examination, credential.judgement, now);
    // What became of an expired one's signature is told where it is shown itself.
    let why = words.clauses.first().filter(|_| words.kind != Kind::Time).cloned();
    format!("{} is not valid: {}", shown(credential.path), why.unwrap_or_else(|| clause(&words.word)))
}

/// Whether the sentence about it begins with the name of a claim.
fn begins_with_claim(check: &CrossCheck) -> bool {
    let is_of_hash = matches!(
        check.kind,
        CrossKind::AccessTokenHash
            | CrossKind::RefreshTokenHash
            | CrossKind::CodeHash
            | CrossKind::StateHash
            | CrossKind::ProofTokenHash
            | CrossKind::WorkloadHash
            | CrossKind::TransactionHash
    );
    let is_of_login = matches!(
        check.kind,
        CrossKind::Issuer
            | CrossKind::TokenIssuer
            | CrossKind::AuthenticationRequest
            | CrossKind::ResponseIssuer
            | CrossKind::Subject
            | CrossKind::RefreshedIssuer
            | CrossKind::RefreshedSubject
            | CrossKind::RefreshedSignIn
            | CrossKind::RefreshedParty
            | CrossKind::HybridIssuer
            | CrossKind::HybridSubject
            | CrossKind::HintSubject
            | CrossKind::UserInfoSubject
            | CrossKind::Session
    );
    let is_of_client = matches!(
        check.kind,
        CrossKind::RequestClient
            | CrossKind::AssertionClient
            | CrossKind::AttestationClient
            | CrossKind::HintClient
            | CrossKind::SignInTime
            | CrossKind::Type
    );
    match check.outcome {
        Outcome::WholeHash
        | Outcome::Miswritten(_)
        | Outcome::Malformed
        | Outcome::NoHash
        | Outcome::NotAtHand
        | Outcome::Replayed
        | Outcome::MaybeReplayed
        | Outcome::MatchesForwarded
        | Outcome::Unsure
        | Outcome::Alias => true,
        Outcome::Repeated => !matches!(check.kind, CrossKind::Proof | CrossKind::SentToken),
        Outcome::Matches | Outcome::Differs => {
            is_of_hash || is_of_login || is_of_client || check.kind == CrossKind::Target
        }
        _ => false,
    }
}

/// What a token beside another is called.
fn called(examination: Option<&Examination>) -> &'static str {
    match examination.and_then(|examination| profile(examination)?.kind()) {
        Some(ProfileKind::AccessToken | ProfileKind::AccessTokenRfc9068) => "the access token",
        Some(ProfileKind::IdToken) => "the ID token",
        Some(ProfileKind::DpopProof) => "the DPoP proof",
        Some(ProfileKind::StatusList) => "the status list",
        Some(ProfileKind::LogoutToken) => "the logout token",
        Some(ProfileKind::ClientAttestation) => "the client attestation",
        Some(ProfileKind::WorkloadIdentity) => "the workload identity token",
        Some(ProfileKind::WorkloadProof) => "the workload proof",
        Some(ProfileKind::TransactionToken) => "the transaction token",
        _ => "the token beside it",
    }
}

/// What is to be said of a list whatever it says itself.
fn of_list(outcome: Outcome, of: &str) -> Words {
    match outcome {
        Outcome::ListTooShort => Words::new(format!("The status list ends before the index of {of}"))
            .advising("Fetch the list again: this is not the right list, or not the latest one"),
        Outcome::OlderList => {
            Words::new(format!("An older status list for {of} cannot be read; a newer one is at hand"))
        }
        Outcome::NoList => Words::new(format!("The status list for {of} is not one: its typ is another"))
            .advising("A status list has typ statuslist+jwt"),
        Outcome::ListWithoutTime => Words::new(format!("The status list for {of} has no iat: it does not count"))
            .advising("Its issuer has to add iat: without it, an old list passes for a new one"),
        _ => Words::new(format!("The status list for {of} is too long to decompress")),
    }
}

/// When somebody signed in, and how long ago that may be.
fn sign_in(check: &CrossCheck, outcome: Outcome, of: &str) -> Words {
    let (age, longest) = (&check.found, &check.expected);
    match outcome {
        Outcome::Missing => Words::new(format!("{of} has no auth_time, although the request has max_age {longest}"))
            .advising("Reject it: without auth_time nothing says when the user signed in"),
        Outcome::Malformed => Words::new(format!("auth_time of {of} is not a number")).advising("Reject it"),
        Outcome::Matches => Words::new(format!("auth_time of {of} is within max_age of the request")),
        Outcome::Differs => Words::new(format!(
            "auth_time of {of} is {age} s before iat, although the request allows {longest} s (max_age)"
        ))
        .advising("Ask the user to sign in again"),
        _ => Words::new(format!(
            "auth_time of {of} is {age} s before iat; the request allows {longest} s (max_age) between the sign-in and the request"
        ))
        .advising("Compare auth_time with the time of the request"),
    }
}

/// What has to be there, and is not.
fn missing(kind: CrossKind, of: &str, with: &str) -> Words {
    let claim = kind.code();
    match kind {
        CrossKind::ProofTokenHash => {
            Words::new(format!("{of} has no {claim}, although an access token is in the same request"))
                .advising("Hash the access token into the proof: without ath, the proof is good for any of them")
        }
        CrossKind::TransactionHash => {
            Words::new(format!("{of} has no {claim}, although {with} is in the same request"))
                .advising("Hash the transaction token into the proof: without tth, it could be replaced by another")
        }
        CrossKind::ResponseState => {
            Words::new(format!("The response with {of} has no {claim}, although {with} that it answers has one"))
                .advising("Reject it: nothing ties it to this request")
        }
        CrossKind::Unbound => {
            Words::new(format!("{of} is not bound to a key (cnf.jkt), but was sent with the scheme DPoP"))
                .advising("Reject it: whoever gets hold of it can use it with a key of their own")
        }
        CrossKind::RefreshedIssuer
        | CrossKind::RefreshedSubject
        | CrossKind::HybridIssuer
        | CrossKind::HybridSubject
        | CrossKind::HintSubject => Words::new(format!("{of} has no {claim}, which must be that of {with}"))
            .advising("Reject it: without it nobody knows whom the token is of"),
        CrossKind::Nonce | CrossKind::State => {
            Words::new(format!("{of} has no {claim}, although {with} that it answers has one"))
                .advising("Reject it: nothing ties it to this request")
        }
        _ => Words::new(format!("{of} has no {claim}, although it came from the authorization endpoint with {with}"))
            .advising("Reject it: without the hash, what came with it can be replaced"),
    }
}

/// What is not at hand, and where it is to be had.
fn absent(check: &CrossCheck, of: &str, with: &str) -> Words {
    let advice = match check.with {
        With::Proof => "Examine it together with the request that it was sent in",
        With::Certificate => "Examine it together with the certificate of the client",
        With::WorkloadIdentity | With::TransactionToken => {
            "Examine it together with the request that the proof was sent in"
        }
        With::Request => {
            // It may be there, written in a way that is not known.
            let claim = check.kind.code();
            return Words::new(format!(
                "{claim} of {of} is not checked: no request with it could be read from the input"
            ))
            .advising("Examine it together with its request: as it is sent, as a curl command or in a HAR");
        }
        _ if check.kind == CrossKind::ProofTokenHash => {
            "Examine it together with the request that the proof was sent in"
        }
        _ => "Examine the response that the token came in, as a whole",
    };
    Words::new(format!("{} of {of} is not checked: {with} is not at hand", check.kind.code())).advising(advice)
}

fn no_hash(claim: &str, of: &str) -> Words {
    Words::new(format!("{claim} of {of} cannot be compared: its alg fixes no hash function"))
}

/// What one answer or request has twice.
fn repeated(check: &CrossCheck, of: &str) -> Words {
    if check.kind == CrossKind::Proof {
        return Words::new(format!("The request that {of} is in has more than one DPoP proof"))
            .advising("Reject the request: it may have one header DPoP, with one proof");
    }
    if check.kind == CrossKind::SentToken {
        return Words::new(format!("The request that {of} is in has more than one access token"))
            .advising("Reject the request: it may send one access token, in one way");
    }
    let what = if check.with == With::Request { "request" } else { "response" };
    let cannot = match check.kind {
        CrossKind::Answer | CrossKind::Parameter => String::new(),
        _ => format!("; {of} cannot be compared with it"),
    };
    Words::new(format!("{} appears twice in one {what}, with different values{cannot}", check.found))
        .advising(format!("Reject the {what}: readers disagree on which value counts (RFC 6749 §3.1)"))
}

fn not_at_hand(check: &CrossCheck, of: &str) -> Words {
    let (entry, address) = (&check.found, shown(&check.expected));
    Words::new(format!("The status of {of} is entry {entry} of a list that is not at hand: {address}"))
        .advising("Fetch the list and open it here: nothing is fetched for you")
}

/// A hash of the right text that is written in another way.
fn miswritten(how: Miswriting, claim: &str, of: &str, with: &str) -> Words {
    let is_it = format!("{claim} of {of} is the hash of {with}");
    let name = |hash: Hash| match hash {
        Hash::Sha1 => "SHA-1",
        Hash::Sha256 => "SHA-256",
        Hash::Sha384 => "SHA-384",
        Hash::Sha512 => "SHA-512",
    };
    match how {
        Miswriting::Hash { made_with, demanded } => {
            let (made_with, demanded) = (name(made_with), name(demanded));
            Words::new(format!("{is_it}, but made with {made_with}, not with {demanded}"))
                .advising(format!("Hash with {demanded}: verifiers reject anything else"))
        }
        Miswriting::LeftHalf => {
            Words::new(format!("{is_it}, but only its left half")).advising("Encode all of the hash")
        }
        Miswriting::Hexadecimal => Words::new(format!("{is_it}, but written in hexadecimal"))
            .advising("Encode the bytes of the hash, not its digits, in base64url"),
        Miswriting::Base64 => Words::new(format!("{is_it}, but not in base64url without padding"))
            .advising("Encode it in base64url without padding: verifiers compare the text"),
    }
}

/// Why what a list says does not count, and what to do.
const fn doubt(standing: ListStanding) -> (&'static str, &'static str) {
    match standing {
        ListStanding::Counts | ListStanding::Unchecked => {
            ("the list is not verified", "Supply the key of the list's issuer: anyone can write a list")
        }
        ListStanding::Stale => (
            "the list is older than its ttl says",
            "Fetch the list again and open it here: the token may have been revoked since",
        ),
        ListStanding::Invalid => ("the list itself is not valid", "Fetch the list again"),
        ListStanding::Superseded => ("a newer list is at hand, and that one counts", ""),
        ListStanding::Foreign => {
            ("the list is of another issuer", "Ask the token's issuer who may sign its status lists")
        }
    }
}

/// What a list says, and what the list is worth.
fn status_of(value: StatusValue, standing: ListStanding, of: &str) -> Words {
    let said = status(value, of);
    match standing {
        ListStanding::Counts => said,
        // What an old list says against the token still holds.
        ListStanding::Stale if value != StatusValue::Valid => {
            Words::new(format!("{}; the list is older than its ttl says", said.sentence)).advising(said.advice)
        }
        standing => {
            let (but, advice) = doubt(standing);
            Words::new(format!("{}, but {but}", said.sentence)).advising(advice)
        }
    }
}

fn status(value: StatusValue, of: &str) -> Words {
    match value {
        StatusValue::Valid => Words::new(format!("The status list marks {of} as valid")),
        StatusValue::Invalid => Words::new(format!("The status list marks {of} as invalid: it was revoked"))
            .advising("Reject it, whatever its signature and its times say"),
        StatusValue::Suspended => Words::new(format!("The status list marks {of} as suspended"))
            .advising("Reject it until the issuer lifts the suspension"),
        // draft-ietf-oauth-status-list §7.1: these are left to whoever uses them, the others to later registrations.
        StatusValue::Application(number @ (3 | 12..=15)) => {
            Words::new(format!("The status list gives {of} the status {number}, which issuer and verifier agree on"))
        }
        StatusValue::Application(number) => {
            Words::new(format!("The status list gives {of} the status {number}, which has no registered meaning"))
                .advising("Reject it until its issuer says what that means")
        }
    }
}

/// What a token says of the request or the certificate that it came with.
fn beside(kind: CrossKind, is_same: bool, of: &str, with: &str) -> Words {
    let claim = kind.code();
    match (kind, is_same) {
        (CrossKind::Certificate, true) => Words::new(format!("{of} is bound to {with}")),
        (CrossKind::Certificate, false) => {
            Words::new(format!("{of} is bound to another client certificate than the one at hand"))
                .advising("Send it over a connection with the certificate that it was requested with")
        }
        (CrossKind::ResponseState, true) => Words::new(format!("state of the response with {of} is that of {with}")),
        (CrossKind::ResponseState, false) => {
            Words::new(format!("state of the response with {of} is not that of {with}: it answers another one"))
                .advising("If it came as the answer to this request, reject it: it was injected (RFC 6749 §10.12)")
        }
        (CrossKind::Client, true) => Words::new(format!("{of} is meant for the client of {with}")),
        (CrossKind::Client, false) => {
            Words::new(format!("{of} is meant for another client than that of {with}")).advising("Reject it")
        }
        (CrossKind::Type, _) => {
            Words::new(format!("{claim} of {of} names another kind of token than the parameter that it came in"))
                .advising("Reject it: a token that was made for another purpose must not pass for this one")
        }
        (CrossKind::Scheme, _) => Words::new(format!("{of} is bound to a key, but was sent as a bearer token"))
            .advising("Send it with the scheme DPoP; whoever gets it as Bearer has to reject it"),
        (CrossKind::Target, true) => Words::new(format!("{claim} of {of} is the address of {with}")),
        (_, true) => Words::new(format!("{claim} of {of} is that of {with}")),
        (CrossKind::Method | CrossKind::Address, false) => {
            Words::new(format!("{claim} of {of} is not that of {with}: the proof was made for another one"))
                .advising("Make a new proof for each request")
        }
        (_, false) => Words::new(format!("{claim} of {of} is not that of {with}: it answers another one"))
            .advising("If it came as the answer to this request, reject it: it was injected"),
    }
}
