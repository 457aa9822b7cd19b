//! Keys as programs print them for people: the text of OpenSSL, an object of PowerShell.

use super::draft::Draft;
use crate::engine::crypto::key;
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
use crate::engine::key::{KeyMaterial, RsaPrivate};
use zeroize::Zeroizing;

/// Longest print that is read.
const LONGEST: usize = 64 * 1024;

/// The key that `openssl rsa -text`, `openssl pkey -text` or `openssl x509 -text` printed; `None`: nothing of it.
pub(crate) fn of_command(text: &str) -> Option<Result<Draft, KeyError>> {
    if text.len() > LONGEST {
        return None;
    }
    let material = rsa(text).map(Ok).or_else(|| elliptic(text))?;
    Some(material.map(|material| {
        let mut draft = Draft::new(material, "text of OpenSSL");
        draft.notes.push("read from what openssl prints with -text".to_owned());
        draft
    }))
}

fn rsa(text: &str) -> Option<KeyMaterial> {
    let n = block(text, &["Modulus:", "modulus:"])?;
    let exponent = ["Exponent: ", "publicExponent: "].iter().find_map(|label| {
        let line = text.lines().map(str::trim).find_map(|line| line.strip_prefix(label))?;
        line.split(' ').next()?.parse::<u64>().ok()
    })?;
    let secret = |label| block(text, &[label]).map(|bytes| SecretBytes::from(bytes.as_slice()));
    let crt = || {
        Some([
            secret("prime1:")?,
            secret("prime2:")?,
            secret("exponent1:")?,
            secret("exponent2:")?,
            secret("coefficient:")?,
        ])
    };
    let private = secret("privateExponent:").map(|d| RsaPrivate { d, crt: crt() });
    let bytes = exponent.to_be_bytes();
    let e = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    Some(KeyMaterial::Rsa { n: n.to_vec(), e, private })
}

fn elliptic(text: &str) -> Option<Result<KeyMaterial, KeyError>> {
    const OKP: [(&str, Curve); 4] =
        [("ED25519", Curve::Ed25519), ("ED448", Curve::Ed448), ("X25519", Curve::X25519), ("X448", Curve::X448)];
    const EC: [(&str, Curve); 4] = [
        ("prime256v1", Curve::P256),
        ("secp384r1", Curve::P384),
        ("secp521r1", Curve::P521),
        ("secp256k1", Curve::Secp256k1),
    ];
    let private = || whole_block(text, "priv:");
    let public = || whole_block(text, "pub:");
    let is_okp =
        |name: &str| [" Public-Key:", " Private-Key:"].iter().any(|what| text.contains(&format!("{name}{what}")));
    if let Some((_, curve)) = OKP.iter().find(|(name, _)| is_okp(name)) {
        return match private() {
            Some(private) => Some(key::okp_private(*curve, &private)),
            None => Some(Ok(KeyMaterial::Okp { curve: *curve, x: public()?.to_vec(), d: None })),
        };
    }
    let (_, curve) = EC.iter().find(|(name, _)| text.contains(&format!("ASN1 OID: {name}")))?;
    match private() {
        Some(private) => Some(key::ec_private(*curve, &private)),
        None => Some(key::ec_public(*curve, &public()?)),
    }
}

/// The bytes below one of these labels, without zeros in front.
fn block(text: &str, labels: &[&str]) -> Option<Zeroizing<Vec<u8>>> {
    let whole = labels.iter().find_map(|label| whole_block(text, label))?;
    let zeros = whole.iter().take_while(|byte| **byte == 0).count();
    Some(Zeroizing::new(whole[zeros..].to_vec()))
}

/// The bytes in the lines below a label: pairs of digits with colons between them.
fn whole_block(text: &str, label: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut lines = text.lines().map(str::trim).skip_while(|line| *line != label).skip(1);
    let mut digits = Zeroizing::new(Vec::with_capacity(LONGEST));
    let is_of_block = |line: &&str| {
        !line.is_empty()
            && line.split(':').all(|pair| pair.len() <= 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    for line in lines.by_ref().take_while(is_of_block) {
        digits.extend(line.bytes().filter(|byte| *byte != b':'));
    }
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(&digits).ok().map(Zeroizing::new)?;
    (!bytes.is_empty()).then_some(bytes)
}

/// A JWK Set of the JWKs that PowerShell printed: `@{kty=RSA; n=…}`, or a line a member.
pub(crate) fn power_shell(text: &str) -> Option<Zeroizing<String>> {
    let text = text.trim();
    if text.len() > LONGEST || !text.contains("kty") {
        return None;
    }
    let keys: Vec<String> = match text.strip_prefix("@{").and_then(|rest| rest.strip_suffix('}')) {
        Some(inner) => vec![object(inner.split(';').filter_map(|member| member.split_once('=')))?],
        None => {
            let lines = joined_lines(text);
            let objects = lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty());
            objects.map(|lines| object(lines.iter().filter_map(|line| line.split_once(':')))).collect::<Option<_>>()?
        }
    };
    (!keys.is_empty()).then(|| Zeroizing::new(format!("{{\"keys\":[{}]}}", keys.join(","))))
}

/// Each member in one line: what is too wide goes on below, indented.
fn joined_lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        match out.last_mut() {
            Some(last) if line.starts_with("   ") && !last.is_empty() => last.push_str(line.trim()),
            _ => out.push(line.trim().to_owned()),
        }
    }
    out
}

/// The members as JSON, where they are those of a JWK.
fn object<'a>(members: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let mut object = serde_json::Map::new();
    for (name, value) in members {
        let (name, value) = (name.trim(), value.trim());
        // A list is printed in braces, and cut where it is long.
        let list = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let value = match list {
            Some(list) if list.contains("...") || list.contains('\u{2026}') => continue,
            Some(list) => serde_json::Value::from(list.split(',').map(str::trim).collect::<Vec<_>>()),
            None => serde_json::Value::from(value),
        };
        object.insert(name.to_owned(), value);
    }
    let is_jwk = object.contains_key("kty") && object.len() > 1;
    is_jwk.then(|| serde_json::Value::Object(object).to_string())
}
