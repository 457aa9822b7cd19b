//! Headers, algorithms and layers that could be shorter.

use super::edit::Edit;
use super::{Change, HeaderSaving, List, SavingKind, set};
use crate::engine::builder::edit::quoted;
use crate::engine::ground::json;
use crate::engine::ground::jwa::key_management::{self, KeyManagementFamily};
use crate::engine::ground::jwa::{SignatureFamily, content_encryption, signature};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::registry::REGISTERED_CLAIMS;
use crate::engine::ground::size::encoded_len;
use crate::engine::jose::frame::{Replacement, Sealing, Sheet};
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jwt::demand::What;

/// Characters of a key identifier that tell the keys of an issuer apart.
const KEY_ID: usize = 4;

pub(super) fn collect(list: &mut List<'_>, claims: Option<&str>) {
    for layer in 0..list.frame.sheets.len() {
        let Some(sheet) = list.frame.sheets.get(layer).copied() else { continue };
        let Some(header) = sole_header(&sheet) else { continue };
        // A signed token around a signed one is not what the builder makes.
        if matches!(sheet.object, JoseObject::Jws(_)) && layer + 1 < list.frame.sheets.len() {
            continue;
        }
        if let Some(text) = protected(header) {
            texts(list, layer, &sheet, header, &text, claims);
            algorithm(list, layer, &sheet, header, &text);
            content(list, layer, &sheet, header, &text);
        }
    }
    structure(list);
}

/// The header, where there is one signature or recipient.
fn sole_header<'a>(sheet: &Sheet<'a>) -> Option<&'a JoseHeader> {
    match sheet.object {
        JoseObject::Jws(jws) => <&[_; 1]>::try_from(jws.signatures.as_slice()).ok().map(|[entry]| &entry.header),
        JoseObject::Jwe(jwe) => <&[_; 1]>::try_from(jwe.recipients.as_slice()).ok().map(|[entry]| &entry.header),
        JoseObject::Unreadable(_) => None,
    }
}

/// The text of the protected header.
fn protected(header: &JoseHeader) -> Option<String> {
    let source = header.sources.iter().find(|source| source.origin == Origin::Protected)?;
    let part = source.part.as_ref().filter(|part| part.is_strict())?;
    String::from_utf8(part.bytes.to_vec()).ok()
}

impl List<'_> {
    fn add_header(&mut self, what: HeaderSaving, layer: usize, text: &str, edit: Edit) {
        let Some(new) = super::edit::edited(text, &edit) else { return };
        let total = self.frame.length(&Replacement { header: Some((layer, &new)), ..Replacement::default() });
        let sheet = self.frame.sheets.get(layer);
        let is_encryption = sheet.is_some_and(|sheet| matches!(sheet.object, JoseObject::Jwe(_)));
        self.add(SavingKind::Header { what, is_encryption }, total, Some(Change::Header { is_encryption, edit }));
    }

    fn demands(&self, is_meant: impl Fn(&What) -> bool) -> bool {
        self.row.is_some_and(|row| row.demands.iter().any(|demand| is_meant(&demand.what)))
    }
}

/// Parameters that could be left out or be shorter.
fn texts(list: &mut List<'_>, layer: usize, sheet: &Sheet<'_>, header: &JoseHeader, text: &str, claims: Option<&str>) {
    list.add_header(HeaderSaving::WhiteSpace, layer, text, Edit::Compact);
    list.add_header(HeaderSaving::Escapes, layer, text, Edit::Unescape);
    let of = |name: &str| header.protected(name)?.value.as_str().map(std::borrow::Cow::into_owned);
    for name in ["typ", "cty"] {
        // The prefix may be left out where no other slash follows (RFC 7515 §4.1.9).
        let short = of(name).and_then(|value| {
            let (prefix, rest) = value.split_at_checked("application/".len())?;
            let is_prefix = prefix.eq_ignore_ascii_case("application/") && !rest.contains('/');
            is_prefix.then(|| rest.to_owned())
        });
        if let Some(short) = short {
            list.add_header(HeaderSaving::MediaType { name }, layer, text, set(name, &short));
        }
    }
    if header.protected("typ").is_some() && !list.demands(|what| matches!(what, What::Type)) {
        list.add_header(HeaderSaving::Type, layer, text, Edit::Remove(vec!["typ".to_owned()]));
    }
    if let Some(kid) = of("kid") {
        let short: String = kid.chars().take(KEY_ID).collect();
        let kind = HeaderSaving::KeyId { from: kid.chars().count(), to: KEY_ID };
        let edit = Edit::Set { name: "kid".to_owned(), json: quoted(&short) };
        list.add_header(kind, layer, text, edit);
    }
    for name in ["x5c", "jwk", "x5u", "jku", "x5t", "x5t#S256"] {
        let is_demanded = list.demands(|what| match what {
            What::Parameter(demanded) => *demanded == name,
            What::OneParameter(demanded) => demanded.contains(&name),
            What::OwnKey | What::PublicKey => name == "jwk",
            _ => false,
        });
        if header.protected(name).is_some() && !is_demanded {
            let remove = Edit::Remove(vec![name.to_owned()]);
            list.add_header(HeaderSaving::KeyParameter { name }, layer, text, remove);
        }
    }
    replicated(list, layer, sheet, header, text, claims);
}

/// Claims that the header of a JWE repeats (RFC 7519 §5.3).
fn replicated(
    list: &mut List<'_>,
    layer: usize,
    sheet: &Sheet<'_>,
    header: &JoseHeader,
    text: &str,
    claims: Option<&str>,
) {
    let JoseObject::Jwe(_) = sheet.object else { return };
    let Some(claims) = claims else { return };
    let document = json::scan(claims.as_bytes(), Limits::DEFAULT.json_depth);
    let Some(object) = document.object() else { return };
    let repeated = |name: &&str| header.protected(name).is_some() && object.get(name).is_some();
    let names: Vec<String> = REGISTERED_CLAIMS.into_iter().filter(repeated).map(str::to_owned).collect();
    if !names.is_empty() {
        list.add_header(HeaderSaving::Replicated { names: names.clone() }, layer, text, Edit::Remove(names));
    }
}

/// Algorithms whose signatures are shorter, the header's `alg` along with it.
fn algorithm(list: &mut List<'_>, layer: usize, sheet: &Sheet<'_>, header: &JoseHeader, text: &str) {
    use SignatureFamily::{Ecdsa, EdDsa, Hmac, MlDsa, RsaPkcs1, RsaPss, Unsecured};
    let JoseObject::Jws(jws) = sheet.object else { return };
    let Some(from) = header.algorithm() else { return };
    let Some(row) = signature::find(&from) else { return };
    let others: &[&'static str] = match row.family {
        RsaPkcs1 | RsaPss => &["ES256", "Ed25519", "HS256"],
        Ecdsa => &["ES256", "Ed25519", "HS256"],
        EdDsa => &["Ed25519", "ES256", "HS256"],
        Hmac => &["HS256"],
        MlDsa => &["ML-DSA-44", "ML-DSA-65", "ES256", "Ed25519"],
        Unsecured => &[],
    };
    let now = jws.signatures.first().and_then(|entry| entry.signature.as_ref()).map_or(0, |part| part.bytes.len());
    for name in others.iter().filter(|name| **name != from) {
        // A shared secret is no choice for whom the standard demands a key pair.
        if *name == "HS256" && row.family != Hmac && list.demands(|what| matches!(what, What::Asymmetric)) {
            continue;
        }
        let Some(to) = signature::find(name) else { continue };
        let Some(length) = to.signature_len.filter(|length| *length < now) else { continue };
        let Some(new) = super::edit::edited(text, &set("alg", to.name)) else { continue };
        let replacement =
            Replacement { header: Some((layer, &new)), signature: Some((layer, length)), ..Replacement::default() };
        let total = list.frame.length(&replacement);
        let kind = SavingKind::Algorithm { from: from.clone(), to: to.name };
        list.add(kind, total, Some(Change::Algorithm(to.name)));
    }
}

/// How the content is encrypted.
fn content(list: &mut List<'_>, layer: usize, sheet: &Sheet<'_>, header: &JoseHeader, text: &str) {
    let JoseObject::Jwe(jwe) = sheet.object else { return };
    let Some(row) = jwe.content_encryption().and_then(|name| content_encryption::find(&name)) else { return };
    let Some(family) = header.algorithm().and_then(|name| key_management::find(&name)).map(|row| row.family) else {
        return;
    };
    let key = jwe.recipients.first().and_then(|recipient| recipient.encrypted_key.as_ref());
    let key = key.map_or(0, |part| part.bytes.len());
    let is_compressed = jwe.compression().is_some();
    // GCM of the same strength: a shorter vector, a shorter tag, no padding.
    let gcm = match row.name {
        "A128CBC-HS256" => content_encryption::find("A128GCM"),
        "A192CBC-HS384" => content_encryption::find("A192GCM"),
        "A256CBC-HS512" => content_encryption::find("A256GCM"),
        _ => None,
    };
    if let Some(to) = gcm
        && let Some(new) = super::edit::edited(text, &set("enc", to.name))
    {
        // Whoever encrypts the key with RSA writes as many bytes for any; who wraps it, those of the key and eight more.
        let wrapped = match family {
            KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15 => key,
            _ => key.saturating_sub(row.key_len.saturating_sub(to.key_len)),
        };
        let sealing = Sealing { row: to, key: wrapped, is_compressed };
        let replacement =
            Replacement { header: Some((layer, &new)), encryption: Some((layer, sealing)), ..Replacement::default() };
        let total = list.frame.length(&replacement);
        let kind = SavingKind::ContentEncryption { from: row.name.to_owned(), to: to.name };
        list.add(kind, total, Some(Change::ContentEncryption(to.name)));
    }
    if !is_compressed && let Some(new) = super::edit::edited(text, &set("zip", "DEF")) {
        let sealing = Sealing { row, key, is_compressed: true };
        let replacement =
            Replacement { header: Some((layer, &new)), encryption: Some((layer, sealing)), ..Replacement::default() };
        let total = list.frame.length(&replacement);
        list.add(SavingKind::Compressed, total, Some(Change::Compressed));
    }
}

/// JSON where compact would do, and a token around another.
fn structure(list: &mut List<'_>) {
    if let Some(total) = list.frame.sheets.first().and_then(compact) {
        list.add(SavingKind::Compact, Some(total), Some(Change::Compact));
    }
    if let [outer, inner] = list.frame.sheets.as_slice() {
        let is_signed = matches!(inner.object, JoseObject::Jws(_));
        let is_encrypted = matches!(outer.object, JoseObject::Jwe(_));
        let total = inner.text.len();
        list.add(SavingKind::Unnested { is_encrypted }, Some(total), is_signed.then_some(Change::Unnested));
    }
}

/// How long a JSON serialization would be in compact form, where it can be.
fn compact(sheet: &Sheet<'_>) -> Option<usize> {
    let header = sole_header(sheet)?;
    let is_protected = header.sources.iter().all(|source| source.origin == Origin::Protected);
    let text = protected(header).filter(|_| is_protected)?;
    let parts = match sheet.object {
        JoseObject::Jws(jws) if jws.serialization != Serialization::Compact => {
            let [entry] = jws.signatures.as_slice() else { return None };
            if entry.is_unencoded() {
                return None;
            }
            vec![jws.payload.as_ref()?.bytes.len(), entry.signature.as_ref()?.bytes.len()]
        }
        JoseObject::Jwe(jwe) if jwe.serialization != Serialization::Compact && jwe.aad.is_none() => {
            let [recipient] = jwe.recipients.as_slice() else { return None };
            let key = recipient.encrypted_key.as_ref().map_or(0, |part| part.bytes.len());
            let length = |part: &Option<crate::engine::jose::part::Part>| part.as_ref().map(|part| part.bytes.len());
            vec![key, length(&jwe.iv)?, length(&jwe.ciphertext)?, length(&jwe.tag)?]
        }
        _ => return None,
    };
    let dots = parts.len();
    Some(encoded_len(text.len()) + dots + parts.into_iter().map(encoded_len).sum::<usize>())
}
