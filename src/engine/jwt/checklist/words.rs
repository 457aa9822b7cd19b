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
        What::Type => format!("typ is {}", either(&row.accepted_types())),
        What::NoOtherKind => "typ, if present, names no other kind".to_owned(),
        What::Parameter(name) => format!("the header has {name}"),
        What::OneParameter(names) => format!("the header has exactly one of {}", joined(names)),
        What::NoParameter([name]) => format!("the header does not have {name}"),
        What::NoParameter(names) => format!("the header has none of {}", joined(names)),
        What::Base64Url(name) => format!("{name} in the header is base64url"),
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
        What::Filled(name) => format!("{name}, if present, has at least one element"),
        What::NoCriticalClaims => "crit, if present, lists only claims that are understood".to_owned(),
        What::NotOfConfiguration(name) => format!("an entity configuration does not have {name}"),
        What::OfConfiguration(name) => format!("a statement about another entity does not have {name}"),
        What::Origin(name) => format!("{name} has a single identity, tn or uri, a string"),
        What::Destinations(name) => format!("{name} has tn, uri or both, each a list with at least one string"),
        What::ForShaken(name, []) => format!("{name} is a string, if ppt is shaken"),
        What::ForShaken(name, allowed) => format!("{name} is {}, if ppt is shaken", either(allowed)),
        What::Includes(name, text) => format!("{name} includes {text}"),
        What::First(name, text) => format!("the first element of {name} is {text}"),
        What::Named(name) => format!("{name} is a URL, or an object whose id is one"),
        What::Subjects(name) => format!("{name} is an object or a list of objects, none of them empty"),
        What::Agrees(name, path) => format!("{name}, if present, has the value of {}", path.join(".")),
        What::SubjectIdentifier(name) => format!("{name}, if present, has format and the members of that format"),
        What::MemberTexts(name) => format!("the members of {name}, if present, are strings"),
        What::EachHas(name, member) => format!("every member of {name} is an object with {member}, a string"),
        What::ObjectsWithin(name) => format!("the members of {name}, if present, are objects without null in them"),
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
        What::NotWithheld(names) => format!("the holder cannot withhold {}", either(names)),
        What::Expires => "exp is present and not past".to_owned(),
        What::NotExpired => "exp, if present, is not past".to_owned(),
        What::Begun => "nbf, if present, is reached".to_owned(),
        What::Fresh => "iat is close to the current time".to_owned(),
        What::Issuer => "iss is the expected issuer".to_owned(),
        What::Audience => "aud names the expected audience".to_owned(),
        What::AuthorizedParty => {
            "azp, if present, is the expected audience; it is present if aud has several values".to_owned()
        }
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
pub(super) fn detail(what: &What, state: &State) -> Option<String> {
    match state {
        State::Fulfilled | State::UpToVerifier => None,
        State::Violated(violation) => Some(own(what, violation).unwrap_or_else(|| of_it(violation))),
        State::NotChecked(gap) => Some(unchecked(*gap).to_owned()),
    }
}

/// In what a demand is not met whose clause names several things, or the token itself, so that "it" would be another one.
fn own(what: &What, violation: &Violation) -> Option<String> {
    Some(match (what, violation) {
        (What::Verified, Violation::Rejected) => "a signature was rejected".to_owned(),
        (What::Verified, Violation::Unsigned) => "the token is not signed".to_owned(),
        (What::Disclosures, _) => "not every one does".to_owned(),
        (What::Signed | What::Asymmetric, Violation::Missing) => "alg is missing".to_owned(),
        (What::Flattened, Violation::Value(word)) => format!("it is {word}"),
        (What::Parameter(_), Violation::Missing) => "it does not".to_owned(),
        (What::Parameter(name), _) => format!("{name} {}", predicate(violation)?),
        (What::OneParameter(names) | What::AnyMember(_, names), Violation::Missing) => {
            format!("it has {}", none(names))
        }
        (What::OneParameter(_) | What::NoParameter(_), Violation::Present(found)) => {
            format!("it has {}", joined(found))
        }
        (What::OneParameter(_), Violation::Unprotected) => "the signature does not protect it".to_owned(),
        (What::AllProtected, _) => "it does not".to_owned(),
        (What::OwnKey, Violation::Missing) => "the header has none".to_owned(),
        (What::OwnKey | What::HeaderKey, Violation::OtherKey) => "a different key made the signature".to_owned(),
        (What::OwnKey | What::HeaderKey, Violation::ForbiddenKey) => {
            "alg, use or key_ops of that key forbid it".to_owned()
        }
        (What::OwnKey, Violation::NoPublicKey) => "that is not a public key".to_owned(),
        (What::AnyClaim([_]), Violation::Missing) => "it is missing".to_owned(),
        (What::AnyClaim(names), Violation::Missing) => format!("{} is", none(names)),
        (What::NoClaim(_), Violation::Present(_)) => "it is present".to_owned(),
        (What::NoCriticalClaims, _) => "Jotsmith does not support any of those in it".to_owned(),
        (What::NotOfConfiguration(_) | What::OfConfiguration(_), _) => "this one does".to_owned(),
        (What::Filled(_), Violation::Empty) => "it has none".to_owned(),
        (What::Excludes(..), Violation::Value(value)) => format!("it has \u{201c}{}\u{201d}", shown(value)),
        (What::Same(..), Violation::Missing) => "not both are present".to_owned(),
        (What::Same(..), Violation::Differs) => "they are different".to_owned(),
        (What::Origin(_) | What::Destinations(_), Violation::Missing) => "it has neither".to_owned(),
        (What::Origin(_), Violation::Values(_)) => "it has several".to_owned(),
        (What::Origin(_), Violation::Shape(words)) => format!("the identity is {words}"),
        (What::Origin(_), Violation::Empty) => "the identity is empty".to_owned(),
        (What::Destinations(_), Violation::Shape(words)) => format!("one of them is {words}"),
        (What::Destinations(_), Violation::Empty) => "one of them is empty".to_owned(),
        (What::Includes(..), Violation::Differs) => "it does not".to_owned(),
        (What::First(..), Violation::Element) => "it is not a string".to_owned(),
        (What::MemberTexts(_), Violation::Member(name)) => format!("{} is not", shown(name)),
        (What::EachHas(..), Violation::Member(name)) => format!("{} is not", shown(name)),
        (What::ObjectsWithin(_), Violation::Member(name)) => format!("{} is not", shown(name)),
        (What::AuthorizedParty, Violation::Missing) => "azp is missing".to_owned(),
        (What::AccessToken, Violation::Missing) => "ath is missing".to_owned(),
        (What::AccessToken, Violation::Differs) => "ath is the hash of another token".to_owned(),
        (What::AccessToken | What::WorkloadKey, Violation::OtherKey) => "the key is a different one".to_owned(),
        (What::AccessToken | What::Attested, Violation::Malformed) => "cnf is malformed".to_owned(),
        (What::WorkloadKey, Violation::Value(alg)) => format!("alg is \u{201c}{}\u{201d}", shown(alg)),
        (What::WorkloadKey, Violation::Missing) => "cnf does not have both".to_owned(),
        (What::WorkloadKey, Violation::Malformed) => "cnf is malformed".to_owned(),
        (What::Attested, Violation::Missing) => "the client attestation has no key".to_owned(),
        (What::KeyBinding, Violation::Rejected) => "it was rejected".to_owned(),
        _ => return None,
    })
}

/// "neither", "none of them": which of several things it is.
const fn none(names: &[&str]) -> &'static str {
    match names.len() {
        1 => "none",
        2 => "neither",
        _ => "none of them",
    }
}

/// What is wrong with the one thing that the demand's clause begins with.
fn of_it(violation: &Violation) -> String {
    if let Some(predicate) = predicate(violation) {
        return format!("it {predicate}");
    }
    match violation {
        Violation::Present(names) if names.len() == 1 => format!("{} is present", names.concat()),
        Violation::Present(names) => format!("{} are present", joined(names)),
        Violation::Symmetric(algorithm) => format!("{} uses a shared secret", shown(algorithm)),
        Violation::Withheld(name) => format!("{name}, or something in it, is in a disclosure"),
        Violation::Element => "an element is not".to_owned(),
        Violation::Member(name) => format!("{} is missing or not a string", shown(name)),
        _ => "it is not".to_owned(),
    }
}

/// What is wrong with it, without "it".
fn predicate(violation: &Violation) -> Option<String> {
    Some(match violation {
        Violation::Missing => "is missing".to_owned(),
        Violation::Empty => "is empty".to_owned(),
        Violation::Shape(words) => format!("is {words}"),
        Violation::Value(value) => format!("is \u{201c}{}\u{201d}", shown(value)),
        Violation::Values(count) => format!("has {}", counted(*count, "value")),
        Violation::Length(count) => format!("has {}", counted(*count, "character")),
        Violation::NotAscii => "has a character that is not ASCII".to_owned(),
        Violation::Unprotected => "is not protected by the signature".to_owned(),
        Violation::Unsigned => "is not signed".to_owned(),
        Violation::Rejected => "was rejected".to_owned(),
        Violation::NoPublicKey => "is not a public key".to_owned(),
        Violation::PrivateKey => "has private members".to_owned(),
        Violation::OtherKey => "is a different key".to_owned(),
        Violation::ForbiddenKey => "must not be used for it".to_owned(),
        Violation::Time(ClaimState::Expired(seconds)) => {
            format!("expired {}", numeric_date::relative(-i128::from(*seconds)))
        }
        Violation::Time(ClaimState::NotYet(seconds)) => {
            format!("becomes valid {}", numeric_date::relative(i128::from(*seconds)))
        }
        Violation::Time(_) | Violation::Malformed => "is malformed".to_owned(),
        Violation::Stale(distance) => format!("is {}", numeric_date::relative(*distance)),
        Violation::Differs => "is a different one".to_owned(),
        Violation::List(fault) => fault.words().to_owned(),
        Violation::Present(_)
        | Violation::Symmetric(_)
        | Violation::Withheld(_)
        | Violation::Element
        | Violation::Member(_)
        | Violation::Elsewhere => return None,
    })
}

const fn unchecked(gap: Gap) -> &'static str {
    match gap {
        Gap::NoKey => "no key fits",
        Gap::Locked => "the content is encrypted or not at hand",
        Gap::NothingExpected => "no expectation was given",
        Gap::NotAtHand => "what it belongs to is not at hand",
        Gap::UnknownAlgorithm => "the algorithm is not supported",
        Gap::OnlyEncrypted => "it is encrypted but not signed",
        Gap::Broken => "no key was tried, because the token breaks a rule",
    }
}
