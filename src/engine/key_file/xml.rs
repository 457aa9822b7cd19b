//! Keys in XML: `RSAKeyValue` (XML Signature §4.5.2.2, and what .NET's ToXmlString writes), `ECKeyValue`, and the
//! certificates of SAML metadata.
//!
//! Elements are found by their local name; nothing else of XML is needed, and no entity is ever followed.

use super::draft::Draft;
use super::pem::decode_base64;
use super::{binary, der};
use crate::engine::crypto::key;
use crate::engine::ground::json::Value;
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
use crate::engine::key::{KeyMaterial, RsaPrivate};

/// One key, and the element that it stands in.
pub(crate) struct Found {
    pub element: &'static str,
    pub draft: Result<Draft, KeyError>,
}

/// Every key in `text`, at most `limit`.
pub(crate) fn read(text: &str, limit: usize, context: binary::Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() < limit
        && let Some((name, inside, end)) =
            element(text, at, &["RSAKeyValue", "RSAParameters", "ECKeyValue", "X509Certificate"])
    {
        at = end;
        let (element, draft) = match name {
            "RSAKeyValue" => ("RSAKeyValue", rsa(inside)),
            "RSAParameters" => ("RSAParameters", rsa(inside)),
            "ECKeyValue" => ("ECKeyValue", ec(inside)),
            _ => ("X509Certificate", certificate(inside, context)),
        };
        let draft = draft.map(|mut draft| {
            draft.format = format!("XML, {}", draft.format);
            draft
        });
        found.push(Found { element, draft });
    }
    found
}

/// The next element behind `from` with one of these local names: the name, what is inside, and where it ends.
fn element<'a>(text: &'a str, from: usize, names: &[&'static str]) -> Option<(&'static str, &'a str, usize)> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find('<')? + 1;
        let tag = &text[at..];
        let qualified = tag
            .bytes()
            .take(128)
            .take_while(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-'))
            .count();
        let local = tag[..qualified].rsplit(':').next().unwrap_or_default();
        let Some(name) = names.iter().find(|name| **name == local) else { continue };
        let start = at + tag.find('>')? + 1;
        let inside = text.get(start..)?;
        // </ds:Name> with the same prefix.
        let close = format!("</{}", &tag[..qualified]);
        let length = inside.find(&close)?;
        return Some((name, &inside[..length], start + length + close.len()));
    }
}

fn bytes(inside: &str, name: &'static str) -> Result<Option<SecretBytes>, KeyError> {
    let Some((_, text, _)) = element(inside, 0, &[name]) else { return Ok(None) };
    let bytes = decode_base64(text).ok_or(KeyError::NotBase64)?;
    Ok(Some(SecretBytes::from(der::without_leading_zeros(bytes.expose()))))
}

fn rsa(inside: &str) -> Result<Draft, KeyError> {
    let n = bytes(inside, "Modulus")?.ok_or(KeyError::MemberMissing("Modulus"))?.expose().to_vec();
    let e = bytes(inside, "Exponent")?.ok_or(KeyError::MemberMissing("Exponent"))?.expose().to_vec();
    let numbers = ["P", "Q", "DP", "DQ", "InverseQ"].map(|name| bytes(inside, name));
    let crt = match numbers {
        [Ok(Some(p)), Ok(Some(q)), Ok(Some(dp)), Ok(Some(dq)), Ok(Some(qi))] => Some([p, q, dp, dq, qi]),
        _ => None,
    };
    let private = bytes(inside, "D")?.map(|d| RsaPrivate { d, crt });
    Ok(Draft::new(KeyMaterial::Rsa { n, e, private }, "RSAKeyValue"))
}

/// The same as JSON, as .NET's serializers write RSAParameters.
pub(crate) fn from_json(object: Value<'_>) -> Option<Result<Draft, KeyError>> {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let (n, e) = (text("Modulus")?, text("Exponent")?);
    let number = |text: &str| {
        let bytes = decode_base64(text).ok_or(KeyError::NotBase64)?;
        Ok::<_, KeyError>(der::without_leading_zeros(bytes.expose()).to_vec())
    };
    let private = text("D").map(|d| decode_base64(&d).ok_or(KeyError::NotBase64));
    let draft = || {
        let private = private.transpose()?.map(|d| RsaPrivate { d, crt: None });
        let mut draft = Draft::new(KeyMaterial::Rsa { n: number(&n)?, e: number(&e)?, private }, "JSON, RSAParameters");
        draft.notes.push("read as .NET's RSAParameters, which is not a JWK".to_owned());
        Ok(draft)
    };
    Some(draft())
}

/// RFC 4050 and XML Signature 1.1 §4.5.2.3: a curve by its object identifier, and a point.
fn ec(inside: &str) -> Result<Draft, KeyError> {
    let curve = [
        ("1.2.840.10045.3.1.7", Curve::P256),
        ("1.3.132.0.34", Curve::P384),
        ("1.3.132.0.35", Curve::P521),
        ("1.3.132.0.10", Curve::Secp256k1),
    ]
    .iter()
    .find(|(oid, _)| inside.contains(&format!("{oid}\"")))
    .map(|(_, curve)| *curve)
    .ok_or(KeyError::CurveMissing)?;
    let (_, point, _) = element(inside, 0, &["PublicKey"]).ok_or(KeyError::MemberMissing("PublicKey"))?;
    let point = decode_base64(point).ok_or(KeyError::NotBase64)?;
    Ok(Draft::new(key::ec_public(curve, point.expose())?, "ECKeyValue"))
}

fn certificate(inside: &str, context: binary::Context<'_>) -> Result<Draft, KeyError> {
    let bytes = decode_base64(inside).ok_or(KeyError::NotBase64)?;
    match der::classify(bytes.expose()) {
        Some((structure @ der::Structure::Certificate { .. }, _)) => binary::read(structure, context),
        _ => Err(KeyError::Damaged("certificate")),
    }
}
