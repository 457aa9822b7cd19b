//! Points and numbers of elliptic curves without anything around them, as Web Push writes its keys (VAPID, RFC 8292).

use super::draft::Draft;
use super::pem::decode_base64;
use crate::engine::crypto::key::{self, Effort};
use crate::engine::ground::json::Value;
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use crate::engine::key::error::KeyError;

/// Curves by the length of an uncompressed point, likelier ones first.
const CURVES: [(usize, Curve); 4] = [(65, Curve::P256), (65, Curve::Secp256k1), (97, Curve::P384), (133, Curve::P521)];
/// Words of a text that are looked at.
const WORDS: usize = 64;

/// The key of an uncompressed point (SEC 1 §2.3.3); `None` if the bytes are none by their length and first byte.
fn read(bytes: &[u8]) -> Option<Result<KeyMaterial, KeyError>> {
    let mut curves = CURVES.iter().filter(|(length, _)| *length == bytes.len()).peekable();
    if bytes.first() != Some(&4) || curves.peek().is_none() {
        return None;
    }
    let material = curves.find_map(|(_, curve)| {
        let material = key::ec_public(*curve, bytes).ok()?;
        key::check(&material, &mut Effort::default()).ok().map(|()| material)
    });
    Some(material.ok_or(KeyError::NotOnCurve))
}

/// The key of both coordinates alone. No other bytes are on a curve by chance.
fn coordinates(bytes: &[u8]) -> Option<Draft> {
    CURVES.iter().filter(|(length, _)| *length == bytes.len() + 1).find_map(|(_, curve)| {
        let (x, y) = bytes.split_at(bytes.len() / 2);
        let material = KeyMaterial::Ec { curve: *curve, x: x.to_vec(), y: y.to_vec(), d: None };
        key::check(&material, &mut Effort::default()).ok()?;
        let mut draft = Draft::new(material, format!("raw {} coordinates", curve.name()));
        draft.notes.push("read as the coordinates of a public key".to_owned());
        Some(draft)
    })
}

/// The key of a file that is a point and nothing else.
pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Result<Draft, KeyError>> {
    match read(bytes) {
        Some(point) => Some(point.map(|point| joined(point, &[]))),
        None => coordinates(bytes).map(Ok),
    }
}

/// The Ed25519 keys that HashiCorp Vault's transit engine gives as the base64 of their bytes, one a version.
pub(crate) fn from_vault(root: Value<'_>) -> Vec<Draft> {
    const VERSIONS: usize = 64;
    let data = root.get("data").unwrap_or(root);
    let versions = data.get("keys").into_iter().flat_map(Value::children).take(VERSIONS);
    let is_ed25519 =
        |value: Value<'_>, name: &str| value.get(name).and_then(Value::as_str).as_deref() == Some("ed25519");
    versions
        .filter(|version| is_ed25519(data, "type") || is_ed25519(*version, "name"))
        .filter_map(|version| decode_base64(&version.get("public_key")?.as_str()?))
        .filter(|bytes| bytes.len() == 32)
        .map(|bytes| {
            let material = KeyMaterial::Okp { curve: Curve::Ed25519, x: bytes.expose().to_vec(), d: None };
            let mut draft = Draft::new(material, "raw Ed25519 key");
            draft.notes.push("read as HashiCorp Vault writes an Ed25519 key".to_owned());
            draft
        })
        .collect()
}

/// The bytes of a word in base64 of either alphabet or hexadecimal.
fn bytes_of(word: &str) -> Option<SecretBytes> {
    if word.len() >= 128 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return data_encoding::HEXLOWER_PERMISSIVE.decode(word.as_bytes()).ok().map(SecretBytes::new);
    }
    decode_base64(word)
}

/// `point` with the private number that belongs to it, if it is among `numbers`.
fn joined(point: KeyMaterial, numbers: &[SecretBytes]) -> Draft {
    let KeyMaterial::Ec { curve, x, y, .. } = &point else { return Draft::new(point, "raw point") };
    let pairs = numbers.iter().filter(|number| number.len() == x.len()).map(|number| KeyMaterial::Ec {
        curve: *curve,
        x: x.clone(),
        y: y.clone(),
        d: Some(number.clone()),
    });
    let whole = pairs.into_iter().find(|pair| key::check(pair, &mut Effort::default()).is_ok());
    let format = format!("raw {} point", curve.name());
    let mut draft = Draft::new(whole.unwrap_or(point), format);
    draft.notes.push("read as an uncompressed point, as Web Push writes its keys (VAPID)".to_owned());
    draft
}

/// The key in a text of few words, one of which is a point: alone, or as a tool prints a pair.
pub(crate) fn from_text(text: &str) -> Option<Result<Draft, KeyError>> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_')))
        .filter(|word| (40..=270).contains(&word.len()))
        .take(WORDS + 1)
        .collect();
    if words.len() > WORDS {
        return None;
    }
    let bytes: Vec<SecretBytes> = words.iter().filter_map(|word| bytes_of(word)).collect();
    let mut points = bytes.iter().filter_map(|bytes| read(bytes.expose()));
    let Some(point) = points.next() else {
        // Everybody has the coordinates of a public key: they are no secret.
        return bytes.iter().find_map(|bytes| coordinates(bytes.expose())).map(Ok);
    };
    // Several are no pair.
    if points.next().is_some() {
        return None;
    }
    Some(point.map(|point| joined(point, &bytes)))
}

/// The key in `{"publicKey": "B…", "privateKey": "…"}`, whatever the case of the names and whatever is between the words.
pub(crate) fn from_json(object: Value<'_>) -> Option<Result<Draft, KeyError>> {
    let strings: Vec<SecretBytes> = object
        .members()
        .filter_map(|member| member.value.as_str().filter(|text| (40..=270).contains(&text.len())))
        .filter_map(|text| bytes_of(&text))
        .collect();
    let mut points = strings.iter().filter_map(|bytes| read(bytes.expose()));
    let point = points.next()?;
    if points.next().is_some() {
        return None;
    }
    Some(point.map(|point| joined(point, &strings)))
}
