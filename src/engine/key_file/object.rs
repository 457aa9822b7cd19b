//! A JWK as a JSON object (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2, RFC 9964).

use super::binary;
use super::der;
use super::draft::Draft;
use super::pem::decode_base64;
use crate::engine::crypto::{key, ml_dsa};
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::certificate::Certificate;
use crate::engine::key::error::KeyError;
use crate::engine::key::{KeyMaterial, RsaPrivate};
use crate::engine::rule::encoding::JSON_DUP_KEY;
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::rule::key::{KEY_INT_PADDED, KEY_MEMBER_TYPE, KEY_X5C_INVALID, KEY_X5C_MISMATCH, KEY_X5T_MISMATCH};
use crate::engine::text::words::shown;
use std::borrow::Cow;

/// Members that decide which key it is; two values for one of them are two keys.
const DECISIVE: &[&str] =
    &["kty", "k", "n", "e", "d", "p", "q", "dp", "dq", "qi", "oth", "crv", "x", "y", "alg", "pub", "priv"];

/// Fewest digits of a secret in hexadecimal: base64url of random bytes has other letters among so many.
pub(crate) const SHORTEST_HEXADECIMAL: usize = 32;

/// Reads the object as a JWK.
pub(crate) fn read(object: Value<'_>) -> Result<Draft, KeyError> {
    if object.kind() != Kind::Object {
        return Err(KeyError::NotAnObject);
    }
    let mut findings = Vec::new();
    for (name, _) in json::duplicates(object) {
        if let Some(decisive) = DECISIVE.iter().find(|decisive| **decisive == name) {
            return Err(KeyError::MemberTwice(decisive));
        }
        findings.push(finding(&JSON_DUP_KEY, format!("{} appears twice; the last one is used", shown(&name))));
    }
    let key_type = text(object, "kty")?.ok_or(KeyError::MemberMissing("kty"))?;
    let material = match &*key_type {
        "oct" => {
            written_as_number(object, "k", SHORTEST_HEXADECIMAL)?;
            let secret = binary_member(object, "k")?;
            KeyMaterial::Oct(secret.ok_or(KeyError::MemberMissing("k"))?)
        }
        "RSA" => rsa(object, &mut findings)?,
        "EC" => {
            let curve = curve(object, "EC")?;
            let coordinate = |name| {
                written_as_number(object, name, 2 * curve.row().coordinate_len)?;
                required(object, name).map(|bytes| bytes.expose().to_vec())
            };
            let (x, y) = (coordinate("x")?, coordinate("y")?);
            KeyMaterial::Ec { curve, x, y, d: binary_member(object, "d")? }
        }
        "OKP" => {
            let curve = curve(object, "OKP")?;
            let x = required(object, "x")?.expose().to_vec();
            KeyMaterial::Okp { curve, x, d: binary_member(object, "d")? }
        }
        "AKP" => {
            // RFC 9964: alg is required, and decides what pub and priv are.
            let name = text(object, "alg")?.ok_or(KeyError::MemberMissing("alg"))?;
            let set = ml_dsa::parameter_set(&name).ok_or_else(|| KeyError::AlgorithmUnknown(name.into_owned()))?;
            let public = required(object, "pub")?.expose().to_vec();
            KeyMaterial::Akp { algorithm: set.name, public, seed: binary_member(object, "priv")? }
        }
        other => return Err(KeyError::KeyTypeUnknown(other.to_owned())),
    };
    let mut draft = Draft::new(material, "JWK");
    draft.findings = findings;
    draft.key_id = lenient_text(object, "kid", &mut draft.findings);
    draft.public_key_use = restriction(object, "use", &mut draft.findings)?;
    draft.algorithm = restriction(object, "alg", &mut draft.findings)?;
    draft.x5t = lenient_text(object, "x5t", &mut draft.findings);
    draft.x5t_s256 = lenient_text(object, "x5t#S256", &mut draft.findings);
    draft.key_operations = operations(object, &mut draft.findings)?;
    certificates(object, &mut draft);
    Ok(draft)
}

fn finding(rule: &'static crate::engine::rule::Rule, message: String) -> Finding {
    Finding::new(rule, 0, Place::Key).saying(message)
}

/// A string member that the key cannot be read without.
fn text<'a>(object: Value<'a>, name: &'static str) -> Result<Option<Cow<'a, str>>, KeyError> {
    object.get(name).map(|value| value.as_str().ok_or(KeyError::MemberType(name))).transpose()
}

/// A string member that is ignored, with a finding, where it is none.
fn lenient_text(object: Value<'_>, name: &str, findings: &mut Vec<Finding>) -> Option<String> {
    let value = object.get(name)?;
    let text = value.as_str();
    if text.is_none() {
        let message = format!("{name} is {} instead of a string and is ignored", value.kind().words());
        findings.push(finding(&KEY_MEMBER_TYPE, message));
    }
    text.map(Cow::into_owned)
}

/// A string member that says what the key may be used for (RFC 7517 §4.2, §4.4). One that cannot be read is no
/// permission; `null`, which careless programs write for what is absent, is ignored with a finding.
fn restriction(object: Value<'_>, name: &'static str, findings: &mut Vec<Finding>) -> Result<Option<String>, KeyError> {
    match object.get(name) {
        Some(value) if !matches!(value.kind(), Kind::String | Kind::Null) => {
            Err(KeyError::RestrictionType { name, found: value.kind().words() })
        }
        _ => Ok(lenient_text(object, name, findings)),
    }
}

/// The same for `key_ops` (RFC 7517 §4.3).
fn operations(object: Value<'_>, findings: &mut Vec<Finding>) -> Result<Option<Vec<String>>, KeyError> {
    let Some(value) = object.get("key_ops") else { return Ok(None) };
    match value.kind() {
        Kind::Array => {
            let names = value.children().map(|element| element.as_str().map(Cow::into_owned));
            let found = "a list of other values";
            names.collect::<Option<_>>().map(Some).ok_or(KeyError::RestrictionType { name: "key_ops", found })
        }
        Kind::Null => {
            findings.push(finding(&KEY_MEMBER_TYPE, "key_ops is null and is ignored".to_owned()));
            Ok(None)
        }
        other => Err(KeyError::RestrictionType { name: "key_ops", found: other.words() }),
    }
}

/// The bytes of a base64url member, strictly; empty is an error (no member of a key is ever empty).
fn binary_member(object: Value<'_>, name: &'static str) -> Result<Option<SecretBytes>, KeyError> {
    let Some(text) = text(object, name)? else { return Ok(None) };
    let decoded = base64url::decode(&text);
    let bytes = SecretBytes::new(decoded.bytes);
    if let Some(fault) = decoded.faults.first() {
        return Err(KeyError::MemberEncoding { name, fault: fault.kind });
    }
    if bytes.is_empty() {
        return Err(KeyError::MemberEmpty(name));
    }
    Ok(Some(bytes))
}

/// Refuses a member that is plainly a number in decimal or hexadecimal: some of them are base64url as well, of other bytes.
/// `digits` is how many hexadecimal digits it has, or the fewest if it is `n`.
fn written_as_number(object: Value<'_>, name: &'static str, digits: usize) -> Result<(), KeyError> {
    let Some(value) = object.get(name) else { return Ok(()) };
    let decimal = Err(KeyError::MemberNumber { name, notation: "a decimal number" });
    if value.kind() == Kind::Number && matches!(name, "n" | "e") {
        return decimal;
    }
    let Some(text) = value.as_str() else { return Ok(()) };
    let bare = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(&text);
    // As OpenSSL prints them.
    let joined = zeroize::Zeroizing::new(bare.replace([':', ' ', '\n'], ""));
    let bare = if bare.contains(':') { joined.as_str() } else { bare };
    let is_hexadecimal = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_decimal = is_hexadecimal && text.bytes().all(|byte| byte.is_ascii_digit());
    let hexadecimal = Err(KeyError::MemberNumber { name, notation: "hexadecimal" });
    match name {
        // Exponents that are in use.
        "e" if matches!(&*text, "3" | "5" | "17" | "257" | "65537") => decimal,
        "e" if matches!(bare.trim_start_matches('0').to_ascii_lowercase().as_str(), "10001") => hexadecimal,
        // Base64url of random bytes has letters beyond F among so many characters.
        "n" if is_decimal && text.len() >= digits => decimal,
        "n" if is_hexadecimal && bare.len() >= digits => hexadecimal,
        "x" | "y" if is_hexadecimal && bare.len() == digits => hexadecimal,
        "x" | "y" if is_decimal && text.len() > digits => decimal,
        // Where it is base64url as well, it is what it says that it is (RFC 7518 §6.4.1).
        "k" if is_hexadecimal && bare.len() >= digits && !base64url::decode(&text).is_strict() => hexadecimal,
        _ => Ok(()),
    }
}

fn required(object: Value<'_>, name: &'static str) -> Result<SecretBytes, KeyError> {
    binary_member(object, name)?.ok_or(KeyError::MemberMissing(name))
}

fn curve(object: Value<'_>, key_type: &str) -> Result<Curve, KeyError> {
    let name = text(object, "crv")?.ok_or(KeyError::MemberMissing("crv"))?;
    Curve::named(&name)
        .filter(|curve| curve.row().key_type == key_type)
        .ok_or_else(|| KeyError::CurveUnknown(name.into_owned()))
}

fn rsa(object: Value<'_>, findings: &mut Vec<Finding>) -> Result<KeyMaterial, KeyError> {
    if object.get("oth").is_some() {
        return Err(KeyError::RsaMultiPrime);
    }
    written_as_number(object, "n", 256)?;
    written_as_number(object, "e", 0)?;
    // RFC 7518 §2: Base64urlUInt has no leading zero octets. They are harmless and common: Java writes them.
    let mut padded = Vec::new();
    let mut number = |name: &'static str| -> Result<Option<SecretBytes>, KeyError> {
        let Some(bytes) = binary_member(object, name)? else { return Ok(None) };
        let plain = der::without_leading_zeros(bytes.expose());
        if plain.len() < bytes.len() {
            padded.push(name);
        }
        Ok(Some(SecretBytes::from(plain)))
    };
    let n = number("n")?.ok_or(KeyError::MemberMissing("n"))?.expose().to_vec();
    let e = number("e")?.ok_or(KeyError::MemberMissing("e"))?.expose().to_vec();
    let d = number("d")?;
    let [p, q, dp, dq, qi] = [number("p")?, number("q")?, number("dp")?, number("dq")?, number("qi")?];
    let crt = match (p, q, dp, dq, qi) {
        (None, None, None, None, None) => None,
        (Some(p), Some(q), Some(dp), Some(dq), Some(qi)) => Some([p, q, dp, dq, qi]),
        // RFC 7518 §6.3.2: one of them demands all.
        (None, ..) => return Err(KeyError::MemberMissing("p")),
        (_, None, ..) => return Err(KeyError::MemberMissing("q")),
        (_, _, None, ..) => return Err(KeyError::MemberMissing("dp")),
        (_, _, _, None, _) => return Err(KeyError::MemberMissing("dq")),
        (.., None) => return Err(KeyError::MemberMissing("qi")),
    };
    let private = match (d, crt) {
        (Some(d), crt) => Some(RsaPrivate { d, crt }),
        (None, None) => None,
        (None, Some(_)) => return Err(KeyError::MemberMissing("d")),
    };
    if !padded.is_empty() {
        findings.push(finding(&KEY_INT_PADDED, format!("{} starts with a zero byte", padded.join(", "))));
    }
    Ok(KeyMaterial::Rsa { n, e, private })
}

/// RFC 7517 §4.7 to §4.9: the first certificate of x5c is of this key; x5t and x5t#S256 are its thumbprints.
fn certificates(object: Value<'_>, draft: &mut Draft) {
    let Some(chain) = object.get("x5c") else { return };
    let leaf = match leaf(chain) {
        Ok(leaf) => leaf,
        Err(why) => {
            draft.findings.push(finding(&KEY_X5C_INVALID, format!("x5c cannot be read: {why}")));
            return;
        }
    };
    let (material, facts) = leaf;
    if !is_same_public_key(&material, &draft.material) {
        let subject = &facts.subject;
        let message = format!("The first certificate in x5c ({}) is for another key", shown(subject));
        draft.findings.push(finding(&KEY_X5C_MISMATCH, message));
        return;
    }
    for (name, stated, computed) in
        [("x5t", &mut draft.x5t, &facts.x5t), ("x5t#S256", &mut draft.x5t_s256, &facts.x5t_s256)]
    {
        match stated {
            Some(stated) if stated != computed => {
                let message = format!("{name} is not the thumbprint of the certificate in x5c, which is {computed}");
                draft.findings.push(finding(&KEY_X5T_MISMATCH, message));
            }
            Some(_) => {}
            None => *stated = Some(computed.clone()),
        }
    }
    draft.certificate = Some(facts);
}

/// The key of the first certificate in `x5c`.
pub(crate) fn certified(chain: Value<'_>) -> Result<KeyMaterial, KeyError> {
    leaf(chain).map(|(material, _)| material)
}

/// The key of a certificate in base64.
pub(crate) fn certified_by(text: &str) -> Result<KeyMaterial, KeyError> {
    certificate_of(text).map(|(material, _)| material)
}

fn leaf(chain: Value<'_>) -> Result<(KeyMaterial, Certificate), KeyError> {
    let first = (chain.kind() == Kind::Array).then(|| chain.children().next()).flatten();
    let text = first.and_then(Value::as_str).ok_or(KeyError::MemberType("x5c"))?;
    certificate_of(&text)
}

fn certificate_of(text: &str) -> Result<(KeyMaterial, Certificate), KeyError> {
    let bytes = decode_base64(text).ok_or(KeyError::NotBase64)?;
    match der::classify(bytes.expose()) {
        Some((structure @ der::Structure::Certificate { whole, .. }, 0)) => {
            let work = std::cell::Cell::new(0);
            let context = binary::Context { passphrase: None, limits: &Limits::DEFAULT, curve: None, work: &work };
            let material = binary::read(structure, context)?.material;
            Ok((material, key::certificate(whole)?))
        }
        _ => Err(KeyError::Damaged("certificate")),
    }
}

fn is_same_public_key(one: &KeyMaterial, other: &KeyMaterial) -> bool {
    // A thumbprint covers exactly the public members (RFC 7638 §3.2).
    super::thumbprint::thumbprint_sha256(one) == super::thumbprint::thumbprint_sha256(other)
}
