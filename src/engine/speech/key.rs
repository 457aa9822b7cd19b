//! Keys in words.

use crate::engine::crypto::pkey;
use crate::engine::ground::jwa::{
    ContentEncryptionAlgorithm, KeyManagementAlgorithm, KeyManagementFamily, SignatureAlgorithm, SignatureFamily,
};
use crate::engine::jose::jwe::Jwe;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::reason::NeededKey;
use crate::engine::jose::sd_jwt::EMBEDDED_KEY;
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::key::names::Names;
use crate::engine::key::{Jwk, KeyKind, KeyMaterial, PASTED};
use crate::engine::text::variable::Part;
use crate::engine::text::words::{counted, grouped, shown};

/// What a key is, with an article: "an EC key on P-256".
pub fn kind(kind: KeyKind) -> String {
    let article = match kind {
        KeyKind::Rsa | KeyKind::RsaPss | KeyKind::Ec(_) | KeyKind::Okp(_) => "an",
        KeyKind::SharedSecret | KeyKind::Akp(_) => "a",
    };
    format!("{article} {}", plain_kind(kind))
}

/// The same without an article.
pub fn plain_kind(kind: KeyKind) -> String {
    match kind {
        KeyKind::SharedSecret => "shared secret".to_owned(),
        KeyKind::Rsa => "RSA key".to_owned(),
        KeyKind::RsaPss => "RSASSA-PSS key".to_owned(),
        KeyKind::Ec(curve) => format!("EC key on {}", curve.name()),
        KeyKind::Okp(curve) => format!("OKP key on {}", curve.name()),
        KeyKind::Akp(algorithm) => format!("key for {algorithm}"),
    }
}

/// What the key can do by what it is, and may do by what it says of itself.
fn abilities(key: &Jwk) -> Vec<&'static str> {
    let is_private = key.is_private();
    let (signs, encrypts) = match &key.material {
        KeyMaterial::Oct(_) | KeyMaterial::Rsa { .. } => (true, true),
        KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. } => (curve.row().signs, curve.row().agrees),
        KeyMaterial::Akp { .. } => (true, false),
    };
    let use_is = |wanted: &str| key.public_key_use.as_deref().is_none_or(|found| found == wanted);
    let mut can = Vec::new();
    if signs && use_is("sig") {
        can.push("verify");
        if is_private {
            can.push("sign");
        }
    }
    if encrypts && use_is("enc") {
        can.push("encrypt");
        if is_private {
            can.push("decrypt");
        }
    }
    can
}

/// What the key can do, in a column: "verify, sign".
pub fn can(key: &Jwk) -> String {
    let can = abilities(key);
    if can.is_empty() { "nothing: its use is unknown".to_owned() } else { can.join(", ") }
}

/// The same in a line of its own: "can verify, sign".
pub fn can_do(key: &Jwk) -> String {
    let can = abilities(key);
    if can.is_empty() { "can do nothing: its use is unknown".to_owned() } else { format!("can {}", can.join(", ")) }
}

/// What a new key is called where nobody says otherwise: "EC P-256 of 2026-11-29". Another key of the day has a number more.
pub fn new_name(key: &Jwk, now: i64, names: &mut Names) -> String {
    let what = match &key.material {
        KeyMaterial::Oct(secret) => format!("{}-byte secret", grouped(secret.len() as u128)),
        KeyMaterial::Rsa { n, .. } => format!("RSA {}", pkey::bits(n)),
        KeyMaterial::Ec { curve, .. } => format!("EC {}", curve.name()),
        KeyMaterial::Okp { curve, .. } => curve.name().to_owned(),
        KeyMaterial::Akp { algorithm, .. } => (*algorithm).to_owned(),
    };
    let day = format_utc(now);
    names.take(&format!("{what} of {}", day.split(' ').next().unwrap_or_default()), &key.thumbprint)
}

/// That another key has the name that was meant for this one.
pub fn named_apart(wanted: &str, name: &str) -> String {
    format!("Another key is called \"{}\", so this one is called \"{}\"", shown(wanted), shown(name))
}

/// That a private key took over what its certificate says.
pub fn one_with_certificate(name: &str) -> String {
    format!("{name} and its certificate are one key")
}

/// Of a file that was given as a secret and looks like something else that has one in it, or none.
pub const TAKEN_WHOLE: &str = "no secret was found in this text, so that all of it is tried as the secret";

/// That a limit ended the search of a file for the secrets among its variables.
pub fn read_in_part(part: Part) -> String {
    let first = match part {
        Part::Values(count) => counted(count, "value"),
        Part::Entries(count) => format!("{} members and elements", grouped(count as u128)),
        Part::Lines(count) => counted(count, "line"),
        Part::Bytes(count) => counted(count, "byte"),
        Part::Items(count) => format!("{} of its list", counted(count, "object")),
        Part::Secrets(count) => {
            return format!(
                "only the {count} likeliest values were tried as secrets; give the part that contains yours"
            );
        }
    };
    format!("only the first {first} were searched for secrets; give the part that contains yours")
}

/// What an algorithm needs, with an article.
pub fn needed(needed: NeededKey) -> String {
    match needed {
        NeededKey::SharedSecret => "a shared secret".to_owned(),
        NeededKey::Password => "a password".to_owned(),
        NeededKey::Rsa => "an RSA key".to_owned(),
        NeededKey::Ec(curve) => format!("an EC key on {}", curve.name()),
        NeededKey::Okp(curve) => format!("an OKP key on {}", curve.name()),
        NeededKey::EdDsa => "an OKP key on Ed25519 or Ed448".to_owned(),
        NeededKey::Akp(algorithm) => format!("a key for {algorithm}"),
        NeededKey::Agreement => "an EC key on P-256, P-384 or P-521, or an OKP key on X25519 or X448".to_owned(),
        NeededKey::Nothing => "no key".to_owned(),
    }
}

/// A key in the middle of a sentence: `key "prod-2026"`, by its name or its `kid`, or what it is and where it came from.
pub fn named(key: &Jwk) -> String {
    // The name that a token gives to its own key says nothing: it may be that of somebody else's.
    if let Some(name) = key.called().filter(|_| key.id != EMBEDDED_KEY) {
        // The value of a variable, which its file may have several of.
        if let Some(file) = key.source.file().filter(|_| key.source.is_secret && key.name.is_some()) {
            return format!("the secret {} of {}", shown(name), shown(file));
        }
        return format!("key \"{}\"", shown(name));
    }
    let what = match &key.material {
        KeyMaterial::Oct(secret) => format!("{}-byte secret", grouped(secret.len() as u128)),
        KeyMaterial::Rsa { n, .. } => format!("{}-bit RSA key", pkey::bits(n)),
        KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. } => format!("{} key", curve.name()),
        KeyMaterial::Akp { algorithm, .. } => format!("{algorithm} key"),
    };
    match key.source.name.as_str() {
        PASTED => format!("the pasted {what}"),
        name => format!("the {what} from {}", shown(name)),
    }
}

/// Which key a signature or recipient needs: "Needs the RSA private key". `None` where the algorithm is not known.
pub fn missing_for(layer: &Layer, entry: usize) -> Option<String> {
    if let Some(jwe) = layer.jwe() {
        return missing_for_recipient(jwe, entry);
    }
    let header = &layer.jws()?.signatures.get(entry)?.header;
    let row = SignatureAlgorithm::named(&header.algorithm()?).known()?;
    Some(match row.family {
        SignatureFamily::Hmac => "Needs the shared secret".to_owned(),
        SignatureFamily::Unsecured => return None,
        SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => "Needs the issuer's RSA public key".to_owned(),
        SignatureFamily::Ecdsa | SignatureFamily::EdDsa | SignatureFamily::MlDsa => match row.curve {
            Some(curve) => format!("Needs the issuer's public key on {}", curve.name()),
            None => format!("Needs the issuer's {} public key", row.name),
        },
    })
}

fn missing_for_recipient(jwe: &Jwe, entry: usize) -> Option<String> {
    let header = &jwe.recipients.get(entry)?.header;
    let row = KeyManagementAlgorithm::named(&header.algorithm()?).known()?;
    let shared = |length: Option<usize>| match length {
        Some(bytes) => format!("Needs a shared key of {} bits", bytes * 8),
        None => "Needs the shared key".to_owned(),
    };
    Some(match row.family {
        KeyManagementFamily::Pbes2 => "Needs a passphrase".to_owned(),
        KeyManagementFamily::Rsa15 | KeyManagementFamily::RsaOaep => "Needs the RSA private key".to_owned(),
        KeyManagementFamily::EcdhEs => {
            let curve = header.get("epk").and_then(|epk| Some(epk.value.get("crv")?.as_str()?.into_owned()));
            match curve {
                Some(curve) => format!("Needs the private key on {}", shown(&curve)),
                None => "Needs the private key, EC or OKP".to_owned(),
            }
        }
        KeyManagementFamily::Direct => {
            let row = jwe.content_encryption().and_then(|name| ContentEncryptionAlgorithm::named(&name).known());
            shared(row.map(|row| row.key_len))
        }
        KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => shared(row.wrapping_key_len),
    })
}
