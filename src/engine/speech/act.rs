//! Advice that the program can carry out: a button in the window, an option in the terminal, a code in the report.

use crate::engine::jose::layer::Examination;
use crate::engine::jose::status::{SignatureResult, SignatureStatus};
use crate::engine::judge;
use crate::engine::jwt::difference::{ClaimDifference, Difference};
use crate::engine::jwt::inner;
use crate::engine::jwt::policy::{Judgement, Subject};
use crate::engine::key::public_secret::Trial;
use crate::engine::key::reading::SecretReading;
use crate::engine::lint::claims::CLAIM_TOKEN;
use crate::engine::rule::claims::{AUD_MISMATCH, EXP_PAST, ISS_MISMATCH, NBF_FUTURE};
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::rule::key::{KEY_HS_EMPTY, KEY_HS_LEAKED};
use crate::engine::text::private::is_private;
use crate::engine::text::words::shown;
use std::borrow::Cow;

/// Something that can be done about a reason or a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Read the shared secret in another way.
    ReadSecretAs(SecretReading),
    /// Use the secret that everybody knows and that fits.
    UsePublicSecret,
    /// Take the key that the token carries for its maker's.
    UseOwnKey,
    /// Take base64 with padding or in the standard alphabet for what was meant.
    VerifyAsWritten,
    /// Take the token as it was made, in the way that was proved.
    AsMade(Manner),
    /// Hash the `nonce` of the header before the signature is checked.
    HashNonce,
    /// Expect the issuer that the token has.
    ExpectIssuer {
        /// The token's.
        issuer: String,
        /// In what it differs from what is expected now.
        difference: ClaimDifference,
    },
    /// Expect the audience that the token has.
    ExpectAudience {
        /// The token's.
        audience: String,
        /// In what it differs from what is expected now.
        difference: ClaimDifference,
    },
    /// Unlock the keyring of this name.
    Unlock(String),
    /// Judge the token at the time at which it says that it was made.
    JudgeAtIat,
    /// Take the token out of this claim.
    TakeInner(String),
    /// Read what is here as a token.
    OpenAsToken,
    /// Copy the command that fetches the keys.
    CopyCommand(String),
    LoadKey,
    /// Load a shared secret.
    LoadSecret,
    /// Enter the passphrase of a token.
    EnterPassphrase,
    /// Load a certificate as a trust anchor.
    LoadTrustAnchor,
    /// Supply the detached payload.
    SupplyPayload,
    /// Do more work than is done without being told to.
    RunAnyway,
}

/// In what respect a token is taken as it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// The secret that its signature was made with.
    Secret,
    /// The value of a variable that may be a secret.
    Value,
    /// The secret that it was encrypted with.
    SecretOfEncryption,
    /// How its signature is written.
    Written,
    /// What was signed, and by which algorithm.
    Signed,
    Encrypted,
}

impl Act {
    pub fn label(&self) -> String {
        match self {
            Self::ReadSecretAs(reading) => format!("Read the secret {}", reading.words()),
            Self::UsePublicSecret => "Use the public secret that fits".to_owned(),
            Self::UseOwnKey => "Verify with its own key".to_owned(),
            Self::VerifyAsWritten => "Verify as written".to_owned(),
            Self::AsMade(manner) => match manner {
                Manner::Secret => "Verify with the secret as it was used",
                Manner::Value => "Verify with that value",
                Manner::SecretOfEncryption => "Decrypt with the secret as it was used",
                Manner::Written => "Verify as it was written",
                Manner::Signed => "Verify as it was signed",
                Manner::Encrypted => "Decrypt as it was encrypted",
            }
            .to_owned(),
            Self::HashNonce => "Hash the nonce (Graph)".to_owned(),
            Self::ExpectIssuer { difference, .. } | Self::ExpectAudience { difference, .. } => expected(difference),
            Self::Unlock(name) => format!("Unlock {}", shown(name)),
            Self::JudgeAtIat => "Evaluate at its iat".to_owned(),
            Self::TakeInner(_) => "Extract the inner token".to_owned(),
            Self::OpenAsToken => "Open as a token".to_owned(),
            Self::CopyCommand(_) => "Copy the command that fetches the keys".to_owned(),
            Self::LoadKey | Self::LoadSecret => "Load key file…".to_owned(),
            Self::EnterPassphrase => "Use passphrase".to_owned(),
            Self::LoadTrustAnchor => "Load trust anchor…".to_owned(),
            Self::SupplyPayload => "Load payload file…".to_owned(),
            Self::RunAnyway => "Run it anyway".to_owned(),
        }
    }

    /// The stable name in reports, `kebab-case`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ReadSecretAs(_) => "read-secret-as",
            Self::UsePublicSecret => "use-public-secret",
            Self::UseOwnKey => "use-own-key",
            Self::VerifyAsWritten => "verify-as-written",
            Self::AsMade(Manner::Secret | Manner::SecretOfEncryption | Manner::Value) => "use-secret-as-used",
            Self::AsMade(Manner::Written | Manner::Signed) => "verify-as-made",
            Self::AsMade(Manner::Encrypted) => "decrypt-as-made",
            Self::HashNonce => "hash-nonce",
            Self::ExpectIssuer { .. } => "expect-issuer",
            Self::ExpectAudience { .. } => "expect-audience",
            Self::Unlock(_) => "unlock",
            Self::JudgeAtIat => "judge-at-iat",
            Self::TakeInner(_) => "take-inner",
            Self::OpenAsToken => "open-as-token",
            Self::CopyCommand(_) => "copy-command",
            Self::LoadKey => "load-key",
            Self::LoadSecret => "load-secret",
            Self::EnterPassphrase => "enter-passphrase",
            Self::LoadTrustAnchor => "load-trust-anchor",
            Self::SupplyPayload => "supply-payload",
            Self::RunAnyway => "run-anyway",
        }
    }

    /// The option of the command line that does it.
    pub fn flag(&self) -> Option<Cow<'static, str>> {
        let option = |name: &str, value: &str| quoted(value).map(|value| Cow::Owned(format!("{name} {value}")));
        Some(Cow::Borrowed(match self {
            Self::ReadSecretAs(SecretReading::Base64) => "--secret-encoding base64",
            Self::ReadSecretAs(SecretReading::Base64Url) => "--secret-encoding base64url",
            Self::ReadSecretAs(SecretReading::Hex) => "--secret-encoding hex",
            Self::ReadSecretAs(
                SecretReading::AsIs
                | SecretReading::WithoutLineBreak
                | SecretReading::Text
                | SecretReading::BehindBase64,
            )
            | Self::AsMade(_) => "--as-made",
            Self::OpenAsToken | Self::CopyCommand(_) => return None,
            Self::UsePublicSecret => "--public-secret",
            Self::UseOwnKey => "--own-key",
            Self::VerifyAsWritten => "--as-written",
            Self::HashNonce => "--hash-nonce",
            Self::ExpectIssuer { issuer, .. } => return option("--issuer", issuer),
            Self::ExpectAudience { audience, .. } => return option("--audience", audience),
            Self::Unlock(name) => return option("--keyring", name),
            Self::JudgeAtIat => "--at-iat",
            Self::TakeInner(path) => return option("--inner", path),
            Self::RunAnyway => "--do-it-anyway",
            Self::LoadKey => "--key FILE",
            Self::LoadSecret => "--secret-file FILE",
            Self::EnterPassphrase => "--passphrase-file FILE",
            Self::LoadTrustAnchor => "--trust FILE",
            Self::SupplyPayload => "--payload FILE",
        }))
    }
}

/// A value as a shell takes it; `None` for what no command line should hold.
fn quoted(value: &str) -> Option<String> {
    const LONGEST: usize = 512;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@%+,=".contains(&byte);
    let is_printable = value.bytes().all(|byte| (0x20..0x7f).contains(&byte) && byte != b'\'');
    if value.is_empty() || value.len() > LONGEST || !is_printable || is_private(value) {
        return None;
    }
    Some(if value.bytes().all(is_plain) { value.to_owned() } else { format!("'{value}'") })
}

/// To expect what the token has, by that in which it differs.
fn expected(difference: &ClaimDifference) -> String {
    match difference {
        ClaimDifference::Slash { is_there: true } => "Expect it with the slash",
        ClaimDifference::Slash { is_there: false } => "Expect it without the slash",
        ClaimDifference::Scheme { found, .. } if !found.is_empty() => {
            return format!("Expect it with {}", shown(found));
        }
        ClaimDifference::Scheme { .. } => "Expect it without the scheme",
        ClaimDifference::Port { found, .. } if !found.is_empty() => {
            return format!("Expect it with port {}", shown(found));
        }
        ClaimDifference::Port { .. } => "Expect it without the port",
        ClaimDifference::EntraVersion { found: 1 } => "Expect the v1 issuer",
        ClaimDifference::EntraVersion { .. } => "Expect the v2 issuer",
        ClaimDifference::KeycloakPath { is_there: true } => "Expect it with /auth",
        ClaimDifference::KeycloakPath { is_there: false } => "Expect it without /auth",
        ClaimDifference::EntraAddress => "Expect the tenant's issuer",
        ClaimDifference::Host { found, .. } => return format!("Expect it from {}", shown(found)),
        ClaimDifference::Case
        | ClaimDifference::Normalization
        | ClaimDifference::LookAlike { .. }
        | ClaimDifference::Whitespace { .. }
        | ClaimDifference::TimeZone { .. }
        | ClaimDifference::Several(_)
        | ClaimDifference::TimeText(_) => "Expect the token's value",
    }
    .to_owned()
}

/// What can be done about a finding.
pub fn of_finding(finding: &Finding, examination: &Examination, judgement: &Judgement) -> Option<Act> {
    let rule = |known: &crate::engine::rule::Rule| known.id == finding.rule.id;
    if rule(&ISS_MISMATCH) {
        return near(judgement, "iss").map(|(issuer, difference)| Act::ExpectIssuer { issuer, difference });
    }
    if rule(&AUD_MISMATCH) {
        return near(judgement, "aud").map(|(audience, difference)| Act::ExpectAudience { audience, difference });
    }
    if (rule(&EXP_PAST) || rule(&NBF_FUTURE)) && finding.place == Place::Payload {
        // 0 and a duration are no time at which anything was issued, and one at which it is not valid either helps nobody.
        let is_time = judge::fitting_issue_time(examination).is_some();
        return (!judgement.is_at_iat && is_time).then_some(Act::JudgeAtIat);
    }
    if rule(&KEY_HS_LEAKED) || rule(&KEY_HS_EMPTY) {
        let layer = examination.layers.get(finding.layer)?;
        // Where a key at hand refuses the token, or made it, nothing is to be assumed.
        let trials = layer.signatures.iter().zip(&layer.public_secrets);
        let is_open = |(result, trial): (&SignatureResult, &Trial)| {
            result.status == SignatureStatus::Unchecked && can_be_used(*trial)
        };
        return trials.into_iter().any(is_open).then_some(Act::UsePublicSecret);
    }
    if rule(&CLAIM_TOKEN) {
        let layer = examination.innermost()?;
        let inner = inner::tokens(examination).into_iter().find(|inner| {
            let span = layer.claims_span(crate::engine::jose::layer::member_bytes(inner.value));
            span == finding.span
        })?;
        return Some(Act::TakeInner(inner.path));
    }
    None
}

/// Whether the secret that was found can be taken for a key: an empty one is none.
fn can_be_used(trial: Trial) -> bool {
    trial.secret().is_some_and(|secret| !secret.is_empty())
}

/// The token's value of a claim that is nearly the one that is expected.
fn near(judgement: &Judgement, claim: &str) -> Option<(String, ClaimDifference)> {
    let mut checks = judgement.checks.iter();
    let check = checks.find(|check| check.subject == Subject::Token && check.claim == claim)?;
    // A name that only looks like the expected one may be a forger's.
    let is_safe = |difference: &&Difference| !matches!(difference.what, ClaimDifference::LookAlike { .. });
    let difference = check.difference.as_ref().filter(is_safe)?;
    Some((difference.names.as_ref()?.found.clone(), difference.what.clone()))
}

#[cfg(test)]
mod tests {
    use super::{Act, quoted};
    use crate::engine::jwt::difference::ClaimDifference;

    #[test]
    fn a_value_is_quoted_for_a_shell_or_left_out() {
        assert_eq!(quoted("https://a.example/x").as_deref(), Some("https://a.example/x"));
        assert_eq!(quoted("a b;$(c)").as_deref(), Some("'a b;$(c)'"));
        for value in ["", "it's", "a\nb", "\u{e9}"] {
            assert_eq!(quoted(value), None, "{value:?}");
        }
    }

    #[test]
    fn the_slash_is_named_where_the_token_has_it() {
        let label = |is_there| {
            let difference = ClaimDifference::Slash { is_there };
            Act::ExpectIssuer { issuer: "https://a/".to_owned(), difference }.label()
        };
        assert_eq!([label(true), label(false)], ["Expect it with the slash", "Expect it without the slash"]);
    }
}
