//! What code has to know about a token to verify it, or to make one like it.

use super::super::{Subject, Unfit};
use crate::engine::ground::jwa::{Curve, SignatureAlgorithm, SignatureFamily, SignatureRow};
use crate::engine::jose::jws::{Serialization, Signature};
use crate::engine::jose::layer::Layer;
use crate::engine::jwt::numeric_date;

/// Claims whose presence is demanded where this token has them.
pub(super) const REQUIRED: [&str; 7] = ["exp", "nbf", "iat", "iss", "sub", "aud", "jti"];

/// How long a token lives whose own lifetime is not known.
const SHORT: i64 = 300;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) row: &'static SignatureRow,
    /// Of EdDSA, which names no curve: the signature's length tells.
    pub(super) is_448: bool,
    pub(super) key_id: Option<String>,
    pub(super) token_type: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) audience: Option<String>,
    pub(super) leeway: u64,
    pub(super) required: Vec<&'static str>,
    /// Seconds from `iat` to `exp`, or [`SHORT`] where that is not known; `None`: it does not expire.
    pub(super) lifetime: Option<i64>,
}

impl Facts {
    /// The innermost signature: what is outside was taken off before.
    pub(super) fn of(subject: &Subject<'_>) -> Result<Self, Unfit> {
        let layer = subject.layer().ok_or(Unfit::NoPart)?;
        let signature = one_signature(layer)?;
        let row = SignatureAlgorithm::named(&signature.header.algorithm().ok_or(Unfit::NoAlgorithm)?).known();
        let row = row.ok_or(Unfit::NoAlgorithm)?;
        if row.family == SignatureFamily::Unsecured {
            return Err(Unfit::Unsecured);
        }
        let claims = subject.claims()?;
        let text = |name: &str| Some(claims.get(name)?.as_str()?.into_owned());
        let audience = || match claims.get("aud") {
            Some(value) if value.as_str().is_none() => {
                Some(value.children().find_map(|item| item.as_str())?.into_owned())
            }
            _ => text("aud"),
        };
        let seconds = |name: &str| Some(numeric_date::parse(claims.get(name)?).ok()?.seconds);
        let lifetime = || i64::try_from(seconds("exp")? - seconds("iat").or_else(|| seconds("nbf"))?).ok();
        Ok(Self {
            row,
            is_448: row.curve == Some(Curve::Ed448)
                || row.family == SignatureFamily::EdDsa
                    && signature.signature.as_ref().is_some_and(|part| part.bytes.len() == 114),
            key_id: signature.header.protected("kid").and_then(|kid| Some(kid.value.as_str()?.into_owned())),
            token_type: signature.header.protected("typ").and_then(|typ| Some(typ.value.as_str()?.into_owned())),
            issuer: subject.policy.issuer.clone().or_else(|| text("iss")),
            audience: subject.policy.audience.clone().or_else(audience),
            leeway: subject.policy.leeway(),
            required: REQUIRED.into_iter().filter(|name| claims.get(name).is_some()).collect(),
            lifetime: lifetime().filter(|seconds| *seconds > 0).or(claims.get("exp").map(|_| SHORT)),
        })
    }

    pub(super) fn is_hmac(&self) -> bool {
        self.row.family == SignatureFamily::Hmac
    }
}

/// The one signature of a token that libraries for JWTs can read.
fn one_signature(layer: &Layer) -> Result<&Signature, Unfit> {
    if layer.jwe().is_some() {
        return Err(Unfit::Encrypted);
    }
    let jws = layer.jws().ok_or(Unfit::NoPart)?;
    if layer.sd_jwt.is_some() {
        return Err(Unfit::SelectiveDisclosure);
    }
    if jws.serialization != Serialization::Compact {
        return Err(Unfit::NotCompact);
    }
    if jws.detached {
        return Err(Unfit::Detached);
    }
    let signature = jws.signatures.first().ok_or(Unfit::NoPart)?;
    if signature.header.get("crit").is_some() || signature.is_unencoded() {
        return Err(Unfit::Critical);
    }
    Ok(signature)
}
