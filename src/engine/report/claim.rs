//! `checks` in the JSON report: how the claims stand that were judged, and in what they differ from what is expected.

use super::Object;
use crate::engine::ground::span::Span;
use crate::engine::jwt::policy::{ClaimCheck, ClaimState, Subject};
use crate::engine::text::private::covered_text;

/// How one claim stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// `token` or `key-binding`.
    pub subject: &'static str,
    /// `exp`, `nbf`, `iat`, `iss`, `aud` or `nonce`.
    pub claim: &'static str,
    /// `holds`, `expired`, `not-yet`, `issued-in-future`, `malformed`, `mismatch` or `missing`.
    pub state: &'static str,
    /// Seconds by which a time is past or to come; left out where there is none.
    pub seconds: Option<u64>,
    /// In what alone it differs from what it should be; left out where that is not known.
    pub difference: Option<DifferenceReport>,
}

/// In what alone a claim differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceReport {
    /// `slash`, `scheme`, `case`, `port`, `whitespace`, `entra-version` or `time-zone`.
    pub kind: &'static str,
    /// The token's value and the expected one, with the bytes in which each differs from the other; left out for a time.
    pub values: Option<[(String, Span); 2]>,
}

pub(super) fn report(check: &ClaimCheck) -> CheckReport {
    let (state, seconds) = match check.state {
        ClaimState::Holds => ("holds", None),
        ClaimState::Expired(ago) => ("expired", Some(ago)),
        ClaimState::NotYet(until) => ("not-yet", Some(until)),
        ClaimState::IssuedInFuture(until) => ("issued-in-future", Some(until)),
        ClaimState::Malformed => ("malformed", None),
        ClaimState::Mismatch => ("mismatch", None),
        ClaimState::Missing => ("missing", None),
    };
    CheckReport {
        subject: match check.subject {
            Subject::Token => "token",
            Subject::KeyBinding => "key-binding",
        },
        claim: check.claim,
        state,
        seconds,
        difference: check.difference.as_ref().map(|difference| DifferenceReport {
            kind: difference.what.code(),
            values: difference.names.as_ref().map(|names| {
                let (found, expected) = names.marks();
                let told = |text: &str| covered_text(text).into_owned();
                [(told(&names.found), found), (told(&names.expected), expected)]
            }),
        }),
    }
}

impl CheckReport {
    pub(super) fn write(out: &mut String, check: &Self) {
        let mut object = Object::begin(out);
        object.text("subject", check.subject);
        object.text("claim", check.claim);
        object.text("state", check.state);
        if let Some(seconds) = check.seconds {
            object.number("seconds", seconds);
        }
        if let Some(difference) = &check.difference {
            let mut member = Object::begin(object.name("difference"));
            member.text("kind", difference.kind);
            for (name, (value, span)) in ["found", "expected"].into_iter().zip(difference.values.iter().flatten()) {
                let mut side = Object::begin(member.name(name));
                side.text("value", value);
                side.name("span").push_str(&format!("[{},{}]", span.start, span.end));
                side.end();
            }
            member.end();
        }
        object.end();
    }
}
