//! What is expected of a token, and how it stands to that.

use super::difference::Difference;
use super::profile::ProfileKind;
use crate::engine::ground::json;
use crate::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, KEY_MANAGEMENT_ALGORITHMS, SIGNATURE_ALGORITHMS, elsewhere,
};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::registry;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::reason::Reason;
use crate::engine::jose::sd_jwt::KeyBindingStatus;
use crate::engine::rule::finding::{Finding, Place, Severity};
use crate::engine::text::meaning::meaning;
use crate::engine::text::words::{self, shown_name};

/// What the person expects of a token; shown, never hidden.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Policy {
    /// Seconds by which clocks may differ; `None`: nothing is said of it, which is 0.
    pub leeway: Option<u64>,
    /// The `iss` that is expected, exactly; `None`: any.
    pub issuer: Option<String>,
    /// The `aud` that must be among the token's; `None`: any.
    pub audience: Option<String>,
    /// The `typ` that is expected, compared as a media type (RFC 7515 §4.1.9); `None`: any.
    pub token_type: Option<String>,
    /// The algorithms that are accepted, by their exact names: those of signatures restrict signatures, those of
    /// encryption what is encrypted. Empty: any.
    pub algorithms: Vec<String>,
    /// Claims that have to be there, whatever their value.
    pub required_claims: Vec<String>,
    /// Claims that have to have this value; in a list, it has to be among the elements.
    pub required_values: Vec<(String, serde_json::Value)>,
    /// Seconds that it must still be valid for, at least; a token without `exp` is. `None`: any.
    pub min_remaining: Option<u64>,
    /// Seconds since `iat` after which the token is too old, leeway not counted; `None`: any age.
    pub max_age: Option<u64>,
    /// The `nonce` that was asked for: of a key binding where there is one, else of the claims; `None`: any.
    pub nonce: Option<String>,
    /// The method of the request that a DPoP proof was made for (`htm`); `None`: any.
    pub method: Option<String>,
    /// The address of that request (`htu`), compared without query and fragment; `None`: any.
    pub uri: Option<String>,
    /// A token was named that this one came with, so that it must be a proof of possession.
    pub is_proof: bool,
    /// Seconds by which the `iat` of a proof, such as a key binding, may be off the clock (RFC 9901 §7.3 step 5.5 leaves
    /// the window to the verifier). `None`: [`PROOF_WINDOW`], and one that is off is a finding; it was made, and may be
    /// looked at long after. `Some`: it is invalid then.
    pub proof_window: Option<u64>,
    /// The kind of token that is expected, whatever it looks like: it must be all that the standard of that kind demands.
    pub profile: Option<ProfileKind>,
    /// The time is the token's own `iat`, and not the clock's: told in the verdict.
    pub at_iat: bool,
}

/// The JSON value of a text that can be expected of a claim: one that is kept exactly, as numbers with many digits are not.
pub fn expected_value(text: &str) -> Option<serde_json::Value> {
    let read = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let kept = value.to_string();
    let kept = json::scan(kept.as_bytes(), Limits::DEFAULT.json_depth);
    (meaning(read.root()?) == meaning(kept.root()?)).then_some(value)
}

/// Why a name cannot be that of an algorithm that is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlgorithmError {
    /// `none`: a token that nobody signed is never valid.
    Unsecured,
    /// No algorithm is called that; the one that may be meant.
    Unknown { name: String, meant: Option<&'static str> },
}

impl std::fmt::Display for AlgorithmError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unsecured => f.write_str("\"none\" cannot be expected: an unsecured token is never valid"),
            Self::Unknown { name, meant } => {
                write!(f, "unknown algorithm \"{}\"", shown_name(name))?;
                meant.map_or(Ok(()), |meant| write!(f, ". Did you mean {meant}?"))
            }
        }
    }
}

/// Whether `name` can be the name of an algorithm that is accepted: one that is computed here, or known by its name. A name
/// in another case is none (RFC 7515 §4.1.1), and a policy that has it accepts nothing.
///
/// # Errors
///
/// See [`AlgorithmError`].
pub fn accepts_algorithm(name: &str) -> Result<(), AlgorithmError> {
    if name.eq_ignore_ascii_case("none") {
        return Err(AlgorithmError::Unsecured);
    }
    let names = SIGNATURE_ALGORITHMS.iter().map(|row| row.name).filter(|name| *name != "none");
    let names = names.chain(KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| row.name));
    let names = names.chain(CONTENT_ENCRYPTION_ALGORITHMS.iter().map(|row| row.name));
    let is_known = names.clone().any(|known| known == name) || elsewhere::algorithm(name).is_some();
    if is_known || registry::algorithm(name).is_some_and(|row| row.location != "JWK") {
        return Ok(());
    }
    let meant = elsewhere::registered(name).or_else(|| words::meant(name, names));
    Err(AlgorithmError::Unknown { name: name.to_owned(), meant })
}

/// Five minutes: what verifiers commonly allow for a proof that is made on the spot.
pub const PROOF_WINDOW: u64 = 5 * 60;

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
    /// Whose claim it is.
    pub subject: Subject,
    /// `exp`, `nbf`, `iat`, `iss` or `aud`.
    pub claim: &'static str,
    pub state: ClaimState,
    /// In what alone it differs from what it should be, where that is known.
    pub difference: Option<Difference>,
}

/// Whose claims are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The token's.
    Token,
    /// The key binding's: it is a JWT of its own (RFC 9901 §4.3).
    KeyBinding,
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
    Mismatch,
    /// Expected and not there.
    Missing,
}

/// The verdict and what it rests on.
#[derive(Clone, Debug)]
pub struct Judgement {
    pub verdict: Verdict,
    /// `exp`, `nbf`, `iat` where the token has them; `iss`, `aud` where the policy expects them.
    pub checks: Vec<ClaimCheck>,
    /// What depends on the time or the policy, beside the examination's findings.
    pub findings: Vec<Finding>,
    /// See [`Policy::at_iat`].
    pub is_at_iat: bool,
    /// What came of the credentials of a presentation, as far as they were looked at.
    pub credentials: Credentials,
}

/// How many credentials of a presentation are valid, and how many were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    pub valid: usize,
    pub invalid: usize,
    /// Those that no key at hand fits are among them.
    pub all: usize,
}

impl Judgement {
    /// What the person expects and the token is not, and what it rests on that does not hold: findings, the first one first.
    pub fn unmet(&self) -> impl Iterator<Item = &Finding> {
        const RULES: [&str; 25] = [
            "ISS_MISMATCH",
            "AUD_MISMATCH",
            "NONCE_MISMATCH",
            "TYP_NOT_EXPECTED",
            "ALG_NOT_EXPECTED",
            "CLAIM_EXPECTED",
            "CLAIM_VALUE",
            "PROFILE_UNMET",
            "EXPIRES_SOON",
            "AGE_EXCEEDED",
            "HTM_MISMATCH",
            "HTU_MISMATCH",
            "ATH_MISMATCH",
            "CNF_MISMATCH",
            "COMPANION_INVALID",
            "ATTESTATION_CLIENT",
            "TOGETHER_MISMATCH",
            "STATUS_NOT_VALID",
            "STATUS_UNREADABLE",
            "STATUS_LIST_TTL",
            "CREDENTIAL_INVALID",
            "PROOF_EXPECTED",
            "OWN_KEY_ISSUER",
            "HDR_X5C_DATES",
            "PROOF_STALE",
        ];
        self.findings.iter().filter(|finding| RULES.contains(&finding.rule.id))
    }
}

impl Judgement {
    /// How the key binding of a layer stands at this time and why; `None` where there is none.
    pub fn key_binding_standing(&self, layer: &Layer) -> Option<(KeyBindingStatus, Vec<Reason>)> {
        let (status, mut reasons) = layer.key_binding_standing()?;
        let is_refused = self.checks.iter().any(|check| {
            check.subject == Subject::KeyBinding
                && !matches!(check.state, ClaimState::Holds | ClaimState::IssuedInFuture(_))
        });
        if !is_refused {
            return Some((status, reasons));
        }
        if status != KeyBindingStatus::Rejected {
            reasons.clear();
        }
        let bound = self.findings.iter().filter(|finding| finding.place == Place::KeyBinding);
        let errors = bound.filter(|finding| finding.severity == Severity::Error);
        reasons.extend(errors.map(|finding| Reason::rule(finding.rule, finding.message.clone())));
        Some((KeyBindingStatus::Rejected, reasons))
    }
}

impl Policy {
    /// Seconds by which clocks may differ.
    pub fn leeway(&self) -> u64 {
        self.leeway.unwrap_or(0)
    }

    /// By how much the `iat` of a proof may be off, leeway included, in seconds.
    pub(super) fn window(&self) -> i128 {
        i128::from(self.proof_window.unwrap_or(PROOF_WINDOW)) + i128::from(self.leeway())
    }

    /// Whether anything is expected besides what every token has to be.
    pub fn expects_something(&self) -> bool {
        *self != Self { leeway: self.leeway, at_iat: self.at_iat, ..Self::default() }
    }
}
