//! Demands and what became of them, in words: clauses in small letters, which stand in a line and in a sentence.

use super::super::demand::What;
use super::super::numeric_date;
use super::super::policy::ClaimState;
use super::super::profile::ProfileRow;
use super::{Gap, State, Violation};
use crate::engine::text::words::{counted, joined, shown};

/// What is demanded.
pub(super) fn clause(what: &What, row: &ProfileRow) -> String {
    match *what {
        What::Verified => "every signature is verified".to_owned(),
        What::Signed => "it is signed".to_owned(),
        What::Asymmetric => "it is signed with a private key".to_owned(),
        What::Type => format!("typ is {}", either(row.types)),
        What::NoOtherKind => "typ, if present, names no other kind".to_owned(),
        What::Parameter(name) => format!("the header has {name}"),
        What::OneParameter(names) => format!("the header has exactly one of {}", joined(names)),
        What::NoParameter(names) => format!("the header has none of {}", joined(names)),
        What::CurrentType(name) => format!("typ is {name}, not an older name of it"),
        What::AllProtected => "the signature protects all of the header".to_owned(),
        What::NoPrivateKey => "jwk in the header, if present, is a public key".to_owned(),
        What::HeaderKey => "it is signed with the key in its header, if that has one".to_owned(),
        What::PublicKey => "jwk in the header is a public key".to_owned(),
        What::OwnKey => "it is signed with the key in its header".to_owned(),
        What::Flattened => "it is in the flattened JSON serialization".to_owned(),
        What::Claim(name, shape) => format!("{name} is {}", shape.words()),
        What::Optional(name, shape) => format!("{name}, if present, is {}", shape.words()),
        What::AnyClaim(names) => format!("{} is present", either(names)),
        What::NoClaim(name) => format!("{name} is absent"),
        What::Member(claim, member, shape) => format!("{member} in {claim} is {}", shape.words()),
        What::AnyMember(claim, members) => format!("{claim} has {}", either(members)),
        What::Event(uri) => format!("events has {uri}, an object"),
        What::Events => "events has objects, named by URIs".to_owned(),
        What::PublicMember(claim, member) => format!("{member} in {claim}, if present, is a public key"),
        What::PublicKeys(name) => format!("{name} has public keys only"),
        What::KeyAlgorithm => "alg of jwk in cnf names an algorithm for signatures with a private key".to_owned(),
        What::Filled(name) => format!("{name}, if present, is not empty"),
        What::Excludes(list, name) => format!("{list}, if present, does not have the value of {name}"),
        What::Objects(name) => format!("{name} is a list of objects"),
        What::Same(one, other) => format!("{one} and {other} are equal"),
        What::Single(name) => format!("{name} has a single value"),
        What::AtMost(name, limit) => format!("{name} has at most {limit} ASCII characters"),
        What::Https(name) => format!("{name} is an https URL without query and fragment"),
        What::Secure(name) => format!("{name}, if present, is an https URL"),
        What::WorkloadIdentifier(name) => {
            format!("{name} is a URI with a trust domain, and without user, port, query and fragment")
        }
        What::Bare(name) => format!("{name} has no query and no fragment"),
        What::Uri(name) => format!("{name} is a URI"),
        What::Positive(name) => format!("{name}, if present, is a number above 0"),
        What::StatusList => "status_list has bits of 1, 2, 4 or 8 and a lst that can be read".to_owned(),
        What::Disclosures => "every disclosure belongs to it".to_owned(),
        What::NotWithheld(names) => format!("none of these claims can be withheld: {}", names.join(", ")),
        What::Expires => "exp is present and not past".to_owned(),
        What::NotExpired => "exp, if present, is not past".to_owned(),
        What::Begun => "nbf, if present, is reached".to_owned(),
        What::Fresh => "iat is close to the current time".to_owned(),
        What::Issuer => "iss is the expected issuer".to_owned(),
        What::Audience => "aud names the expected audience".to_owned(),
        What::AuthorizedParty => "azp, if present, is the expected audience; it is, where aud names several".to_owned(),
        What::Algorithm => "alg is an expected one".to_owned(),
        What::Nonce => "nonce is the expected one".to_owned(),
        What::Method => "htm is the method of the request".to_owned(),
        What::Url => "htu is the URL of the request".to_owned(),
        What::AccessToken => "ath and the key are those of the access token".to_owned(),
        What::Attested => "the key is the one in the client attestation".to_owned(),
        What::WorkloadKey => "key and alg are those in cnf of the workload identity token".to_owned(),
        What::KeyBinding => "the key binding, if present, is verified".to_owned(),
        What::Hash(name) => format!("{name}, if present, is the right hash"),
        What::Verifier(clause) => clause.to_owned(),
    }
}

/// "a", "a or b", "a, b or c".
fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Why it is as it is.
pub(super) fn detail(state: &State) -> Option<String> {
    match state {
        State::Fulfilled | State::UpToVerifier => None,
        State::Violated(violation) => Some(violated(violation)),
        State::NotChecked(gap) => Some(unchecked(*gap).to_owned()),
    }
}

fn violated(violation: &Violation) -> String {
    match violation {
        Violation::Missing => "it is missing".to_owned(),
        Violation::Empty => "it is empty".to_owned(),
        Violation::Shape(words) => format!("it is {words}"),
        Violation::Present(names) if names.len() == 1 => format!("{} is present", names.concat()),
        Violation::Present(names) => format!("{} are present", joined(names)),
        Violation::Value(value) => format!("it is \u{201c}{}\u{201d}", shown(value)),
        Violation::Values(count) => format!("it has {}", counted(*count, "value")),
        Violation::Length(count) => format!("it has {}", counted(*count, "character")),
        Violation::Unprotected => "it is not protected by the signature".to_owned(),
        Violation::Unsigned => "it is not signed".to_owned(),
        Violation::Symmetric(algorithm) => format!("{} uses a shared secret", shown(algorithm)),
        Violation::Rejected => "that was rejected".to_owned(),
        Violation::NoPublicKey => "it is not a public key".to_owned(),
        Violation::PrivateKey => "it has private members".to_owned(),
        Violation::OtherKey => "it is a different key".to_owned(),
        Violation::Withheld(name) => format!("{name} is in a disclosure"),
        Violation::Time(ClaimState::Expired(seconds)) => {
            format!("it expired {}", numeric_date::relative(-i128::from(*seconds)))
        }
        Violation::Time(ClaimState::NotYet(seconds)) => {
            format!("it becomes valid {}", numeric_date::relative(i128::from(*seconds)))
        }
        Violation::Time(_) | Violation::Malformed => "it is malformed".to_owned(),
        Violation::Stale(distance) => format!("it is {}", numeric_date::relative(*distance)),
        Violation::Differs => "it is a different one".to_owned(),
        Violation::List(fault) => format!("it {}", fault.words()),
    }
}

const fn unchecked(gap: Gap) -> &'static str {
    match gap {
        Gap::NoKey => "no key fits",
        Gap::Locked => "the content is encrypted or not at hand",
        Gap::NothingExpected => "no expectation was given",
        Gap::NotAtHand => "what it belongs to is not at hand",
        Gap::UnknownAlgorithm => "the algorithm is not supported",
        Gap::OnlyEncrypted => "it is encrypted but not signed",
    }
}
