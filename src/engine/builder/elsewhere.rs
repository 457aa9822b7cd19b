//! Signing elsewhere: the bytes that a card, an HSM or a KMS is to sign, and the token of what it gave back.

use super::jws::{self, Signer, check_unencoded};
use super::{BuildError, BuildRequest};
use crate::engine::crypto::digest::digest;
use crate::engine::crypto::signature::{raw_of_der, verify};
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::{Hash, SignatureFamily, SignatureRow, signature};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::jws::Serialization;
use crate::engine::key::Jwk;

/// Bytes of the longest signature in any of its spellings: ML-DSA-87 in hexadecimal, with line breaks.
pub const LONGEST_SIGNATURE: usize = 32 * 1024;

/// What is to be signed.
#[derive(Clone, Debug)]
pub struct ToSign {
    /// The signing input (RFC 7515 §5.1).
    pub bytes: Vec<u8>,
    pub row: &'static SignatureRow,
    /// The payload stays outside of the token.
    pub is_detached: bool,
}

/// Why there is no token of a signature; further down, more was found to be right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssembleError {
    /// It is no signing input: header and payload with a dot between them.
    NoInput,
    /// This name is twice in its header, so that every verifier must reject it (RFC 7515 §4).
    Duplicate(String),
    /// Its header names no algorithm that is computed here.
    Algorithm(String),
    /// In none of its spellings is it as long as a signature of the algorithm.
    Length,
    /// In none of its spellings does it fit the input and the key.
    Unfit,
    /// It fits, and the payload is not what a compact token can hold as it is (RFC 7797 §5.2).
    OnlyDetached,
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
            Err(other) => error.max(other),
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
        let header = base64url::decode(header).bytes;
        let document = json::scan(header.as_slice(), Limits::DEFAULT.json_depth);
        if let Some((twice, _)) = document.object().and_then(|header| json::duplicates(header).into_iter().next()) {
            return Err(AssembleError::Duplicate(twice));
        }
        let name = document.object().and_then(|header| header.get("alg")?.as_str());
        let name = name.ok_or(AssembleError::NoInput)?.into_owned();
        let is_unencoded = document.object().and_then(|header| header.get("b64")?.as_bool()) == Some(false);
        let is_base64url = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if !is_unencoded && !payload.iter().all(is_base64url) {
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
    /// base64url. It is checked first.
    ///
    /// # Errors
    ///
    /// It does not fit.
    pub fn assemble(&self, signature: &[u8], key: &Jwk) -> Result<String, AssembleError> {
        let fits = |signature: &Vec<u8>| verify(self.row, &key.material, &self.bytes, signature).is_ok();
        let signature = spellings(signature, self.row).into_iter().find(fits).ok_or(AssembleError::Unfit)?;
        self.with(&signature)
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
        let mut spelled = spellings(signature, self.row).into_iter().skip(usize::from(is_text));
        let signature = spelled.find(|each| self.is_as_long(each)).ok_or(AssembleError::Length)?;
        self.with(&signature)
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

/// What these bytes can mean.
fn spellings(bytes: &[u8], row: &SignatureRow) -> Vec<Vec<u8>> {
    let mut found = vec![bytes.to_vec()];
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text: String = text.split_whitespace().collect();
        let digits = text.strip_prefix("0x").unwrap_or(&text).replace(':', "");
        let pairs = digits.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        });
        found.extend(pairs.collect::<Option<Vec<u8>>>());
        let url: String = text.replace('+', "-").replace('/', "_");
        found.push(base64url::decode(url.trim_end_matches('=')).bytes);
    }
    let raw = row.curve.filter(|_| row.family == SignatureFamily::Ecdsa);
    let of_der: Vec<Vec<u8>> = found.iter().filter_map(|each| raw_of_der(raw?, each)).collect();
    found.extend(of_der);
    found
}

#[cfg(test)]
mod tests {
    use super::{AssembleError, ToSign, assemble};
    use crate::engine::builder::{BuildRequest, Payload, SignatureRequest, Signing};
    use crate::engine::crypto::signature::sign;
    use crate::engine::examine::examine;
    use crate::engine::ground::base64url;
    use crate::engine::ground::jwa::Curve;
    use crate::engine::ground::limit::{ExamineOptions, Limits};
    use crate::engine::jose::jws::Serialization;
    use crate::engine::jose::status::SignatureStatus;
    use crate::engine::key::{Jwk, KeyIds, KeyRing};
    use crate::engine::key_file::generate::{GeneratedKind, KeyIdSource, Recipe, generate};
    use std::sync::Arc;

    fn key(kind: GeneratedKind) -> Arc<Jwk> {
        let recipe = Recipe {
            kind,
            key_id: KeyIdSource::Thumbprint,
            public_key_use: None,
            algorithm: None,
            key_operations: None,
        };
        Arc::new(generate(&recipe, &mut KeyIds::default()).unwrap())
    }

    fn request(key: &Arc<Jwk>) -> BuildRequest {
        let signing = Signing {
            serialization: Serialization::Compact,
            is_detached: false,
            is_unencoded: false,
            signatures: vec![SignatureRequest::new(key.clone(), "")],
        };
        let payload = Payload::Claims(r#"{"sub":"a"}"#.to_owned());
        BuildRequest { payload, signing: Some(signing), encryption: None, allow_weak: false }
    }

    /// DER of r and s (RFC 3279 §2.2.3).
    fn der(raw: &[u8]) -> Vec<u8> {
        let number = |bytes: &[u8]| {
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len() - 1);
            let mut bytes = bytes[zeros..].to_vec();
            if bytes[0] >= 0x80 {
                bytes.insert(0, 0);
            }
            [vec![2, bytes.len() as u8], bytes].concat()
        };
        let (r, s) = raw.split_at(raw.len() / 2);
        let inside = [number(r), number(s)].concat();
        [vec![0x30, inside.len() as u8], inside].concat()
    }

    #[test]
    fn a_signature_that_was_made_elsewhere_fits_in_every_spelling() {
        for kind in [GeneratedKind::Curve(Curve::P256), GeneratedKind::Curve(Curve::Ed25519)] {
            let key = key(kind);
            let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
            let raw = sign(input.row, &key.material, &input.bytes).unwrap();
            let hex: String = raw.iter().map(|byte| format!("{byte:02x}")).collect();
            let mut spelled = vec![raw.clone(), hex.into_bytes(), base64url::encode(&raw).into_bytes()];
            if kind == GeneratedKind::Curve(Curve::P256) {
                spelled.push(der(&raw));
                spelled.push(der(&raw).iter().map(|byte| format!("{byte:02X}:")).collect::<String>().into_bytes());
                assert_eq!(input.digest().unwrap().1.len(), 32);
            } else {
                assert!(input.digest().is_none(), "Ed25519 signs the bytes themselves");
            }
            let again = ToSign::read(&input.bytes, false).unwrap();
            for signature in spelled {
                let token = again.assemble(&signature, &key).unwrap();
                let ring = KeyRing::new([key.clone()]);
                let examination = examine(&token, &ring, &ExamineOptions::default());
                assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Verified);
            }
        }
    }

    /// RFC 7797 §3: what is signed are the bytes of the payload, whatever they are.
    #[test]
    fn an_unencoded_payload_is_any_bytes() {
        let key = key(GeneratedKind::Curve(Curve::P256));
        for (payload, is_alone) in
            [(&b"%PDF\xff\x00.\n"[..], false), (b"line\n", false), (b"a.b", false), (b"$02", true)]
        {
            let mut request = request(&key);
            request.payload = Payload::Bytes(payload.into());
            let signing = request.signing.as_mut().unwrap();
            (signing.is_detached, signing.is_unencoded) = (true, true);
            let input = ToSign::of(&request, &Limits::DEFAULT).unwrap();
            assert!(input.bytes.ends_with(payload));
            let signature = sign(input.row, &key.material, &input.bytes).unwrap();
            let token = assemble(&input.bytes, true, &signature, &key).unwrap();
            assert!(token.contains(".."), "{token}");
            assert_eq!(assemble(&[&input.bytes, &b"\r\n"[..]].concat(), true, &signature, &key), Ok(token));
            let attached = assemble(&input.bytes, false, &signature, &key);
            match is_alone {
                true => assert!(attached.unwrap().contains(".$02.")),
                false => assert_eq!(attached, Err(AssembleError::OnlyDetached)),
            }
        }
    }

    /// A signature over the line break behind an encoded payload is a signature over something else.
    #[test]
    fn a_line_break_behind_an_encoded_payload_is_not_signed() {
        let key = key(GeneratedKind::Curve(Curve::P256));
        let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
        let with_break = [&input.bytes, &b"\n"[..]].concat();
        let signature = sign(input.row, &key.material, &input.bytes).unwrap();
        let token = assemble(&with_break, false, &signature, &key).unwrap();
        assert!(!token.contains('\n'), "{token}");
        let other = sign(input.row, &key.material, &with_break).unwrap();
        for is_detached in [false, true] {
            assert_eq!(assemble(&with_break, is_detached, &other, &key), Err(AssembleError::Unfit));
        }
    }

    #[test]
    fn a_signature_over_anything_else_is_refused() {
        let key = key(GeneratedKind::Curve(Curve::P256));
        let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
        let other = sign(input.row, &key.material, b"anything else").unwrap();
        assert_eq!(input.assemble(&other, &key), Err(AssembleError::Unfit));
        for nothing in [&b""[..], b"no dot", b"e30.e30"] {
            assert_eq!(ToSign::read(nothing, false).unwrap_err(), AssembleError::NoInput);
        }
        let none = format!("{}.e30", base64url::encode(br#"{"alg":"none"}"#));
        assert_eq!(ToSign::read(none.as_bytes(), false).unwrap_err(), AssembleError::Algorithm("none".to_owned()));
    }
}
