//! The verdict at a time: signatures and decryption as examined, claims against the clock.

use super::finding::Finding;

/// What the person expects of a token; shown, never hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Seconds by which clocks may differ.
    pub leeway: u64,
    /// The `iss` that is expected, exactly; `None`: any.
    pub issuer: Option<String>,
    /// The `aud` that must be among the token's; `None`: any.
    pub audience: Option<String>,
}

/// The one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every layer verified or decrypted with a supplied key, and the claims hold now.
    Valid,
    /// Rejected, malformed, expired, not yet valid, wrong issuer or audience.
    Invalid,
    /// Nothing speaks against it, but a layer was not checked.
    Unchecked,
    /// `alg` is `none`: anyone can have made it.
    Unsecured,
    /// Not a JOSE object at all.
    Unreadable,
}

impl Verdict {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unchecked => "unchecked",
            Self::Unsecured => "unsecured",
            Self::Unreadable => "unreadable",
        }
    }
}

/// How one claim stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimCheck {
    /// `exp`, `nbf`, `iat`, `iss` or `aud`.
    pub claim: &'static str,
    /// How it stands.
    pub state: ClaimState,
}

/// How a claim stands at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimState {
    /// It holds; for a time, seconds until it no longer does (`exp`) or since it does (`nbf`, `iat`).
    Holds,
    /// `exp` is past: seconds since then, leeway not counted.
    Expired(u64),
    /// `nbf` is to come: seconds until then, leeway not counted.
    NotYet(u64),
    /// `iat` is to come: seconds until then.
    IssuedInFuture(u64),
    /// Not a number, not a string …
    Malformed,
    /// Another than expected.
    Mismatch,
    /// Expected and not there.
    Missing,
}

/// The verdict and what it rests on.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The one word.
    pub verdict: Verdict,
    /// `exp`, `nbf`, `iat` where the token has them; `iss`, `aud` where the policy expects them.
    pub checks: Vec<ClaimCheck>,
    /// What depends on the time or the policy, beside the examination's findings.
    pub findings: Vec<Finding>,
}
