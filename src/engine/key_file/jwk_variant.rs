//! JWKs that other programs write otherwise than RFC 7517 has it, and whose meaning is plain all the same: rewritten as
//! they should be, and what was rewritten is said.

use super::der;
use super::jwk_text::public_text;
use super::object;
use crate::engine::ground::base64url::{self, FaultKind};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::jwa::Curve;
use crate::engine::key::error::KeyError;
use crate::engine::text::words::shown;
use data_encoding::HEXLOWER_PERMISSIVE;
use zeroize::{Zeroize as _, Zeroizing};

/// Names of members, as the RFCs write them.
const MEMBERS: [&str; 26] = [
    "kty", "use", "key_ops", "alg", "kid", "x5u", "x5c", "x5t", "x5t#S256", "k", "n", "e", "d", "p", "q", "dp", "dq",
    "qi", "oth", "crv", "x", "y", "pub", "priv", "ext", "keys",
];

/// What members are called elsewhere, and what they are.
const ALIASES: [(&str, &str); 3] = [("modulus", "n"), ("exponent", "e"), ("publicExponent", "e")];

/// `kty`, and what it is elsewhere.
const KEY_TYPES: [(&str, &str, &str); 4] = [
    ("RSA-HSM", "RSA", "Azure Key Vault's name for an RSA key in an HSM"),
    ("EC-HSM", "EC", "Azure Key Vault's name for an EC key in an HSM"),
    ("MAC", "oct", "an old name for a shared secret"),
    ("octet", "oct", "another name for a shared secret"),
];

/// `crv`, and what it is elsewhere.
const CURVES: [(&str, &str); 16] = [
    ("secp256r1", "P-256"),
    ("prime256v1", "P-256"),
    ("P256", "P-256"),
    ("p256", "P-256"),
    ("nistP256", "P-256"),
    ("secp384r1", "P-384"),
    ("P384", "P-384"),
    ("secp521r1", "P-521"),
    ("P521", "P-521"),
    ("P-256K", "secp256k1"),
    ("K-256", "secp256k1"),
    ("P256K", "secp256k1"),
    ("SECP256K1", "secp256k1"),
    ("ED25519", "Ed25519"),
    ("ed25519", "Ed25519"),
    ("x25519", "X25519"),
];

/// Names of `alg` that are another world's, and what they are called in JOSE.
const ALGORITHMS: [(&str, &str, &str); 12] = [
    ("SHA256withRSA", "RS256", "Java's name"),
    ("SHA384withRSA", "RS384", "Java's name"),
    ("SHA512withRSA", "RS512", "Java's name"),
    ("SHA256withECDSA", "ES256", "Java's name"),
    ("SHA384withECDSA", "ES384", "Java's name"),
    ("SHA512withECDSA", "ES512", "Java's name"),
    ("HmacSHA256", "HS256", "Java's name"),
    ("HmacSHA384", "HS384", "Java's name"),
    ("HmacSHA512", "HS512", "Java's name"),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "RS256", "XML Signature's name"),
    ("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "HS256", "XML Signature's name"),
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "ES256", "XML Signature's name"),
];

/// What is worth saying of a `kty`, `alg` or `k` although it is not changed.
pub(crate) fn remark(object: Value<'_>) -> Option<String> {
    let secret = object.get("k").and_then(Value::as_str);
    if let Some(secret) = secret.filter(|secret| secret.len() >= object::SHORTEST_HEXADECIMAL)
        && secret.bytes().all(|byte| byte.is_ascii_hexdigit())
        && secret.bytes().any(|byte| byte.is_ascii_digit())
    {
        return Some(format!(
            "k is {} hexadecimal digits, read as base64url as RFC 7518 §6.4.1 says. If the bytes that they spell are meant, \
             write base64url of those",
            secret.len()
        ));
    }
    let alg = object.get("alg")?.as_str()?;
    let (_, name, whose) = ALGORITHMS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(&alg))?;
    Some(format!(
        "alg \"{}\" is {whose} for {name}: no token can name it, so the key fits none (RFC 7517 §4.4). Write \"alg\":\"{name}\"",
        shown(&alg)
    ))
}

/// Whether an object without `kty` may be a key all the same.
pub(crate) fn is_likely(object: Value<'_>) -> bool {
    let has_type = object.members().any(|member| member.name.eq_ignore_ascii_case("kty"));
    let chain = object.get("x5c").is_some_and(|chain| chain.kind() == Kind::Array && chain.child_count() > 0);
    // A header has a chain too, and says what it is signed with.
    has_type || chain && object.get("typ").is_none() && object.get("enc").is_none()
}

/// The object as a JWK, and what had to be changed; `None` where nothing can be.
pub(crate) fn rewritten(object: Value<'_>) -> Option<(Zeroizing<String>, Vec<String>)> {
    if object.kind() != Kind::Object {
        return None;
    }
    let mut notes = Vec::new();
    let mut members: Vec<(String, Zeroizing<String>)> = Vec::new();
    for member in object.members() {
        let alias = || ALIASES.iter().find(|(other, _)| other.eq_ignore_ascii_case(&member.name)).map(|(_, own)| own);
        let known = MEMBERS.iter().find(|known| known.eq_ignore_ascii_case(&member.name)).or_else(alias).copied();
        let name = match known {
            Some(known) if known != &*member.name && object.get(known).is_none() => {
                notes.push(format!("member \"{}\" read as \"{known}\"", shown(&member.name)));
                known.to_owned()
            }
            _ => member.name.to_string(),
        };
        // Two spellings of one name are two values.
        if members.iter().any(|(own, _)| *own == name) {
            return None;
        }
        let value = member.value.as_str().map_or_else(
            || member.value.lexeme().into_owned(),
            |text| serde_json::Value::from(plain_value(&name, &text, &mut notes)).to_string(),
        );
        members.push((name, Zeroizing::new(value)));
    }
    let value = |members: &[(String, Zeroizing<String>)], name: &str| {
        members.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim_matches('"').to_owned())
    };
    // Ed25519 and its like are of kty OKP (RFC 8037 §2).
    if value(&members, "kty").as_deref() == Some("EC")
        && value(&members, "crv").is_some_and(|crv| matches!(crv.as_str(), "Ed25519" | "X25519" | "Ed448" | "X448"))
        && let Some((_, kty)) = members.iter_mut().find(|(name, _)| name == "kty")
    {
        *kty = Zeroizing::new("\"OKP\"".to_owned());
        notes.push("kty \"EC\" read as \"OKP\", the type of Ed25519 and similar keys (RFC 8037 §2)".to_owned());
    }
    // A certificate alone has the key in it (RFC 7517 §4.7).
    let has_key = ["n", "x", "k", "pub"].iter().any(|name| members.iter().any(|(own, _)| own == name));
    if !has_key && let Some(chain) = object.get("x5c") {
        let (material, note) = object::certified(chain).ok().map(|material| (material, None)).or_else(|| {
            let text = chain.children().next().unwrap_or(chain).as_str()?;
            let bare: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
            let note = "x5c read although it is not a list of base64 (RFC 7517 §4.7)".to_owned();
            Some((object::certified_by(&bare).ok()?, Some(note)))
        })?;
        if let Some(note) = note {
            notes.push(note);
            members.retain(|(name, _)| name != "x5c");
        }
        let public = public_text(&material)?;
        let inside = public.strip_prefix('{')?.strip_suffix('}')?;
        members.retain(|(name, _)| !matches!(name.as_str(), "kty" | "crv" | "e" | "y"));
        notes.push("the key was taken from the certificate in x5c".to_owned());
        return Some((written(&members, inside), notes));
    }
    let is_other = !notes.is_empty() || !loose_members(object).is_empty();
    is_other.then(|| (written(&members, ""), notes))
}

/// A refused JWK with its numbers written as base64url of their bytes, of the length that they have; `None` where that
/// changes nothing. It is not used for anything but to say whether that is all that is wrong with it.
pub(crate) fn mended(object: Value<'_>) -> Option<Zeroizing<String>> {
    const NUMBERS: [&str; 11] = ["n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k"];
    let is_curve = object.get("kty").and_then(Value::as_str).as_deref() == Some("EC");
    let width = object
        .get("crv")
        .and_then(Value::as_str)
        .filter(|_| is_curve)
        .and_then(|name| Curve::named(&name))
        .map(|curve| curve.row().coordinate_len);
    let mut any = false;
    let mut members: Vec<(String, Zeroizing<String>)> = Vec::new();
    for member in object.members() {
        let name = member.name.to_string();
        let written = NUMBERS.contains(&name.as_str()).then(|| {
            let text = match member.value.kind() {
                Kind::Number => member.value.lexeme(),
                _ => member.value.as_str()?,
            };
            let bytes = Zeroizing::new(number(&name, &text, width)?);
            let sized = match width.filter(|_| matches!(name.as_str(), "x" | "y")) {
                Some(width) => {
                    let bare = der::without_leading_zeros(&bytes);
                    Zeroizing::new([vec![0; width.saturating_sub(bare.len())].as_slice(), bare].concat())
                }
                None => bytes,
            };
            Some(base64url::encode(&sized)).filter(|own| *own != *text)
        });
        any |= written.as_ref().is_some_and(Option::is_some);
        let value = match written.flatten() {
            Some(text) => serde_json::Value::from(text).to_string(),
            None => member.value.lexeme().into_owned(),
        };
        members.push((name, Zeroizing::new(value)));
    }
    // Numbers that are written as they should may still stand under each other's name.
    if !any && is_curve {
        let place = |name: &str| members.iter().position(|(own, _)| own == name);
        let (x, y) = (place("x")?, place("y")?);
        members[x].0 = "y".to_owned();
        members[y].0 = "x".to_owned();
        any = true;
    }
    any.then(|| written(&members, ""))
}

/// The bytes of a member in whatever notation it is.
fn number(name: &str, text: &str, width: Option<usize>) -> Option<Vec<u8>> {
    const LONGEST: usize = 4096;
    if text.len() > LONGEST {
        return None;
    }
    let bare = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    // As OpenSSL prints them.
    let bare = Zeroizing::new(if bare.contains(':') { bare.replace([':', ' ', '\n'], "") } else { bare.to_owned() });
    let bare = bare.as_str();
    let is_decimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_hexadecimal = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digits = width.map_or(256, |width| 2 * width);
    if name == "k" {
        let decoded = base64url::decode(text);
        return if decoded.is_strict() {
            Some(decoded.bytes)
        } else if is_hexadecimal && bare.len().is_multiple_of(2) && bare.len() >= object::SHORTEST_HEXADECIMAL {
            HEXLOWER_PERMISSIVE.decode(bare.as_bytes()).ok()
        } else {
            // The secret as text.
            Some(text.as_bytes().to_vec())
        };
    }
    let as_number = name == "e" && text != "AQAB" || bare.len() >= digits;
    if is_decimal && as_number && !(width.is_some() && text.len() == digits) {
        return Some(of_decimal(text));
    }
    if is_hexadecimal && as_number {
        let even = Zeroizing::new(if bare.len().is_multiple_of(2) { bare.to_owned() } else { format!("0{bare}") });
        return HEXLOWER_PERMISSIVE.decode(even.as_bytes()).ok();
    }
    let plain = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    let decoded = base64url::decode(&plain);
    decoded.is_strict().then_some(decoded.bytes)
}

/// The bytes of a number in decimal, the most significant first.
fn of_decimal(text: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::new();
    for digit in text.bytes() {
        let mut carry = u16::from(digit - b'0');
        for byte in bytes.iter_mut().rev() {
            let value = u16::from(*byte) * 10 + carry;
            *byte = (value & 0xff) as u8;
            carry = value >> 8;
        }
        if carry > 0 {
            bytes.insert(0, carry as u8);
        }
    }
    bytes
}

/// Members that are base64url (RFC 7518 §6, RFC 8037 §2, RFC 9964 §3).
const BINARY: [&str; 13] = ["k", "n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "pub", "priv"];

/// Base64 that is not quite base64url, and can mean one thing only; with what is wrong with it.
fn loose(text: &str) -> Option<(Zeroizing<String>, FaultKind)> {
    // A number in decimal or hexadecimal is another one in base64.
    let digits = text.strip_prefix("0x").unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) || text.trim_end_matches('=').contains('=') {
        return None;
    }
    let mut decoded = base64url::decode(text);
    let is_plain = |kind| matches!(kind, FaultKind::Padding | FaultKind::StandardAlphabet | FaultKind::TrailingBits);
    let fault = decoded.faults.first()?.kind;
    let own = decoded.faults.iter().all(|fault| is_plain(fault.kind)).then(|| base64url::encode(&decoded.bytes));
    decoded.bytes.zeroize();
    own.filter(|own| !own.is_empty()).map(|own| (Zeroizing::new(own), fault))
}

/// The members of a JWK that are base64 and not quite base64url, each with what is wrong with it. RFC 7515 §2 wants them
/// refused; most readers take them, and so do people who ask why one does not.
pub(crate) fn loose_members(object: Value<'_>) -> Vec<KeyError> {
    let fault = |name: &'static str| Some(loose(&object.get(name)?.as_str()?)?.1);
    BINARY.into_iter().filter_map(|name| Some(KeyError::MemberEncoding { name, fault: fault(name)? })).collect()
}

/// The value of a member as the RFCs write it.
fn plain_value(name: &str, text: &str, notes: &mut Vec<String>) -> String {
    if BINARY.contains(&name)
        && let Some((own, _)) = loose(text)
    {
        return own.to_string();
    }
    let replaced = match name {
        "kty" => KEY_TYPES
            .iter()
            .find(|(known, ..)| known.eq_ignore_ascii_case(text))
            .map(|(_, meant, why)| {
                (*meant, format!("kty \"{}\" read as \"{meant}\": it is {why} (RFC 7517 §4.1)", shown(text)))
            })
            .or_else(|| {
                let meant =
                    ["oct", "RSA", "EC", "OKP", "AKP"].into_iter().find(|known| known.eq_ignore_ascii_case(text))?;
                (meant != text).then(|| {
                    (meant, format!("kty \"{}\" read as \"{meant}\": case counts (RFC 7517 §4.1)", shown(text)))
                })
            }),
        "crv" => CURVES
            .iter()
            .find(|(known, _)| *known == text)
            .map(|(_, meant)| *meant)
            .or_else(|| {
                let known = ["P-256", "P-384", "P-521", "Ed25519", "Ed448", "X25519", "X448", "secp256k1"];
                known.into_iter().find(|known| known.eq_ignore_ascii_case(text) && *known != text)
            })
            .map(|meant| (meant, format!("crv \"{}\" read as \"{meant}\"", shown(text)))),
        _ => None,
    };
    match replaced {
        Some((meant, note)) => {
            notes.push(note);
            meant.to_owned()
        }
        None => text.to_owned(),
    }
}

fn written(members: &[(String, Zeroizing<String>)], more: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::from("{"));
    out.push_str(more);
    for (name, value) in members {
        if out.len() > 1 {
            out.push(',');
        }
        out.push_str(&serde_json::Value::from(name.as_str()).to_string());
        out.push(':');
        out.push_str(value);
    }
    out.push('}');
    out
}
