//! Signing elsewhere: the bytes that a card, an HSM or a KMS is to sign, and the token of what it gave back.

mod misfit;
mod spelling;

pub use misfit::{ForeignSignature, Misfit, MisfitKind};
pub use spelling::Spelling;

use super::jws::{self, Signer, check_unencoded};
use super::{BuildError, BuildRequest, Place, WeakPoint, Weakness, weakness};
use crate::engine::crypto::digest::digest;
use crate::engine::crypto::signature::verify;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::{Hash, SignatureFamily, SignatureRow, signature};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::jws::Serialization;
use crate::engine::key::Jwk;
use crate::engine::text::envelope::{self, Work};
use spelling::{Reading, readings};

/// Bytes of the longest signature in any of its spellings: ML-DSA-87 as a hex dump, with what a service answers around it.
pub const LONGEST_SIGNATURE: usize = 64 * 1024;

/// What is to be signed.
#[derive(Clone, Debug)]
pub struct ToSign {
    /// The signing input (RFC 7515 §5.1).
    pub bytes: Vec<u8>,
    pub row: &'static SignatureRow,
    /// The payload stays outside of the token.
    pub is_detached: bool,
}

/// Why there is no token of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssembleError {
    /// It is no signing input: header and payload with a dot between them.
    NoInput,
    /// This name is twice in its header, so that every verifier must reject it (RFC 7515 §4).
    Duplicate(String),
    /// Its header names no algorithm that is computed here.
    Algorithm(String),
    /// In none of its spellings does it fit the input and the key, or is it as long as a signature where there is no key.
    Misfit(Box<Misfit>),
    /// It fits, and the payload is not what a compact token can hold as it is (RFC 7797 §5.2).
    OnlyDetached,
}

impl AssembleError {
    /// Of two ways to read the same file, the one in which more was found to be right says why.
    const fn rank(&self) -> u8 {
        match self {
            Self::NoInput => 0,
            Self::Duplicate(_) => 1,
            Self::Algorithm(_) => 2,
            Self::Misfit(_) => 3,
            Self::OnlyDetached => 4,
        }
    }
}

/// The token of a file that holds a signing input, and of the signature over it.
///
/// # Errors
///
/// As [`ToSign::read`] and [`ToSign::assemble`].
pub fn assemble(bytes: &[u8], is_detached: bool, signature: &[u8], key: &Jwk) -> Result<String, AssembleError> {
    let made = |bytes: &[u8]| ToSign::read(bytes, is_detached)?.assemble(signature, key);
    // A payload that is signed as it is (RFC 7797) may end with a line break; behind any other input an editor or a shell
    // has added it.
    let error = match (made(bytes), without_line_break(bytes)) {
        (Err(error), Some(shorter)) => match made(shorter) {
            Ok(token) => return Ok(token),
            Err(other) if error.rank() > other.rank() => error,
            Err(other) => other,
        },
        (made, _) => return made,
    };
    Err(error)
}

/// What is signed along with the header, as it is sent or given beside the token.
pub fn payload(bytes: &[u8]) -> Option<Vec<u8>> {
    let (header, payload) = parts(bytes).ok()?;
    let header = base64url::decode(header).bytes;
    let document = json::scan(header.as_slice(), Limits::DEFAULT.json_depth);
    let is_unencoded = document.object().and_then(|header| header.get("b64")?.as_bool()) == Some(false);
    if is_unencoded {
        return Some(payload.to_vec());
    }
    let payload = std::str::from_utf8(payload).ok()?;
    Some(base64url::decode(payload.trim_end()).bytes)
}

/// Why the token of a signing input and this key should not be made, as of one that is signed here.
pub fn weak_points(bytes: &[u8], key: &Jwk) -> Vec<WeakPoint> {
    let Ok(input) = ToSign::read(bytes, true) else { return Vec::new() };
    let mut found = weakness::of_signature(input.row, Some(key), Place::SigningKey(0));
    // The public half is there to verify, and may say so.
    let verifies = !key.is_private()
        && key.key_operations.as_ref().is_some_and(|operations| operations.iter().any(|one| one == "verify"));
    found.retain(|point| !(verifies && matches!(point.weakness, Weakness::OtherOperations { .. })));
    found
}

fn without_line_break(bytes: &[u8]) -> Option<&[u8]> {
    let line = bytes.strip_suffix(b"\n")?;
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

impl ToSign {
    /// The bytes that the signature of this request is made over. The public half of the key is enough, for its `kid`.
    ///
    /// # Errors
    ///
    /// As [`build`](super::build); one compact signature alone is made elsewhere.
    pub fn of(request: &BuildRequest, limits: &Limits) -> Result<Self, BuildError> {
        let Some(signing) = request.signing.as_ref().filter(|_| request.encryption.is_none()) else {
            return Err(BuildError::NothingToMake);
        };
        if signing.serialization != Serialization::Compact {
            return Err(BuildError::OnlyCompactElsewhere { serialization: signing.serialization });
        }
        let plan = jws::plan_for(signing, &request.payload, false, limits, Signer::Elsewhere)?;
        let weak: Vec<_> = plan.weak_points().collect();
        if !weak.is_empty() && !request.allow_weak {
            return Err(BuildError::TooWeak { weak_points: weak });
        }
        let (row, bytes) = plan.messages().into_iter().next().ok_or(BuildError::NothingToMake)?;
        Ok(Self { bytes, row, is_detached: signing.is_detached })
    }

    /// The bytes that were to be signed, as they were printed. An unencoded payload (RFC 7797) is any bytes: the header
    /// alone has to be text.
    ///
    /// # Errors
    ///
    /// They are none, or of an algorithm that is not computed here.
    pub fn read(bytes: &[u8], is_detached: bool) -> Result<Self, AssembleError> {
        let (header, payload) = parts(bytes)?;
        let header = base64url::decode(header);
        if !header.is_strict() {
            return Err(AssembleError::NoInput);
        }
        let document = json::scan(header.bytes, Limits::DEFAULT.json_depth);
        if let Some((twice, _)) = document.object().and_then(|header| json::duplicates(header).into_iter().next()) {
            return Err(AssembleError::Duplicate(twice));
        }
        let name = document.object().and_then(|header| header.get("alg")?.as_str());
        let name = name.ok_or(AssembleError::NoInput)?.into_owned();
        let is_unencoded = document.object().and_then(|header| header.get("b64")?.as_bool()) == Some(false);
        let is_base64url = |payload| std::str::from_utf8(payload).is_ok_and(|text| base64url::decode(text).is_strict());
        if !is_unencoded && !is_base64url(payload) {
            return Err(AssembleError::NoInput);
        }
        let row = signature::find(&name).filter(|row| row.family != SignatureFamily::Unsecured);
        let row = row.ok_or(AssembleError::Algorithm(name))?;
        Ok(Self { bytes: bytes.to_vec(), row, is_detached })
    }

    /// It is authenticated with a shared secret, which makes and checks it: there is no public key (RFC 7518 §3.2).
    pub fn is_mac(&self) -> bool {
        self.row.family == SignatureFamily::Hmac
    }

    /// The hash that is signed, where the algorithm signs one.
    pub fn digest(&self) -> Option<(Hash, Vec<u8>)> {
        let is_hashed =
            matches!(self.row.family, SignatureFamily::Ecdsa | SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss);
        let hash = self.row.hash.filter(|_| is_hashed)?;
        Some((hash, digest(hash, &self.bytes)))
    }

    /// The token of a signature in any of the spellings that tools give it: r‖s or DER, bytes, hexadecimal, base64 or
    /// base64url, and the answers of services around them. It is checked first: what verifies is what it is.
    ///
    /// # Errors
    ///
    /// It does not fit.
    pub fn assemble(&self, signature: &[u8], key: &Jwk) -> Result<String, AssembleError> {
        let fits = |signature: &[u8]| verify(self.row, &key.material, &self.bytes, signature).is_ok();
        let read = readings(signature, self.row);
        if let Some(reading) = read.iter().find(|reading| fits(&reading.bytes)) {
            return self.with(&reading.bytes);
        }
        let wrapped = envelope::of_file(signature).and_then(|file| {
            envelope::search(&file.text, &Work::of(file.text.len()), |inner, _| {
                readings(inner.as_bytes(), self.row).into_iter().find(|reading| fits(&reading.bytes))
            })
        });
        match wrapped {
            Some(reading) => self.with(&reading.bytes),
            None => Err(self.misfit(signature, &read, Some(key))),
        }
    }

    /// The same where no key is at hand: the spelling that is as long as a signature of this algorithm. Nothing is checked.
    ///
    /// # Errors
    ///
    /// None of its spellings is.
    pub fn assemble_unchecked(&self, signature: &[u8]) -> Result<String, AssembleError> {
        // Text stands for bytes, and is not them.
        let is_text = std::str::from_utf8(signature)
            .is_ok_and(|text| text.chars().all(|each| !each.is_control() || each.is_whitespace()));
        let read = readings(signature, self.row);
        let may_be = |reading: &&Reading| !is_text || reading.spelling != Spelling::Bytes;
        match read.iter().filter(may_be).find(|reading| self.is_as_long(&reading.bytes)) {
            Some(reading) => self.with(&reading.bytes),
            None => Err(self.misfit(signature, &read, None)),
        }
    }

    fn misfit(&self, signature: &[u8], read: &[Reading], key: Option<&Jwk>) -> AssembleError {
        AssembleError::Misfit(Box::new(misfit::find(self, signature, read, key)))
    }

    /// Whether a signature of this algorithm can be so long (RFC 7518 §3, RFC 8037 §3.1, RFC 9964).
    fn is_as_long(&self, signature: &[u8]) -> bool {
        let length = signature.len();
        match self.row.family {
            SignatureFamily::Hmac => self.row.hash.is_some_and(|hash| hash.output_len() == length),
            SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => (256..=2_048).contains(&length),
            SignatureFamily::Ecdsa => self.row.curve.is_some_and(|curve| 2 * curve.row().coordinate_len == length),
            SignatureFamily::EdDsa => match self.row.curve {
                Some(curve) => 2 * curve.row().coordinate_len == length,
                None => [64, 114].contains(&length),
            },
            SignatureFamily::MlDsa => [2_420, 3_309, 4_627].contains(&length),
            SignatureFamily::Unsecured => false,
        }
    }

    fn with(&self, signature: &[u8]) -> Result<String, AssembleError> {
        let (header, payload) = parts(&self.bytes)?;
        let payload = match std::str::from_utf8(payload) {
            _ if self.is_detached => "",
            Ok(text) if check_unencoded(Serialization::Compact, payload).is_ok() => text,
            _ => return Err(AssembleError::OnlyDetached),
        };
        Ok(format!("{header}.{payload}.{}", base64url::encode(signature)))
    }
}

/// What is in front of the first dot, and what is behind it.
fn parts(bytes: &[u8]) -> Result<(&str, &[u8]), AssembleError> {
    let dot = bytes.iter().position(|byte| *byte == b'.').ok_or(AssembleError::NoInput)?;
    let (header, payload) = (bytes.get(..dot).unwrap_or_default(), bytes.get(dot + 1..).unwrap_or_default());
    Ok((std::str::from_utf8(header).map_err(|_| AssembleError::NoInput)?, payload))
}

#[cfg(test)]
mod tests;
