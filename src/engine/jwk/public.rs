//! The public half as a JWK (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2, RFC 9964), for headers and for whoever verifies.

use super::{Jwk, KeyMaterial};
use crate::engine::base64url;

/// The members of the public half, in the order in which the RFCs write them; `None` for a shared secret, which has none.
/// No value needs an escape.
fn members(material: &KeyMaterial) -> Option<String> {
    Some(match material {
        KeyMaterial::Oct(_) => return None,
        KeyMaterial::Rsa { n, e, .. } => {
            format!(r#""kty":"RSA","n":"{}","e":"{}""#, base64url::encode(n), base64url::encode(e))
        }
        KeyMaterial::Ec { curve, x, y, .. } => format!(
            r#""kty":"EC","crv":"{}","x":"{}","y":"{}""#,
            curve.name(),
            base64url::encode(x),
            base64url::encode(y)
        ),
        KeyMaterial::Okp { curve, x, .. } => {
            format!(r#""kty":"OKP","crv":"{}","x":"{}""#, curve.name(), base64url::encode(x))
        }
        KeyMaterial::Akp { algorithm, public, .. } => {
            format!(r#""kty":"AKP","alg":"{algorithm}","pub":"{}""#, base64url::encode(public))
        }
    })
}

/// The public half alone, as a `jwk` or `epk` header parameter carries it; `None` for a shared secret.
pub fn jwk_text(material: &KeyMaterial) -> Option<String> {
    members(material).map(|members| format!("{{{members}}}"))
}

/// A JWK Set (RFC 7517 §5) of the public halves, with `kid`, `use` and `alg` where the keys have them: what a verifier is
/// given. Shared secrets are left out.
pub fn jwk_set_text<'a>(keys: impl IntoIterator<Item = &'a Jwk>) -> String {
    let mut list = Vec::new();
    for key in keys {
        let Some(mut text) = members(&key.material) else { continue };
        let algorithm = key.algorithm.as_ref().filter(|_| !matches!(key.material, KeyMaterial::Akp { .. }));
        for (name, value) in [("kid", key.key_id.as_ref()), ("use", key.public_key_use.as_ref()), ("alg", algorithm)] {
            if let Some(value) = value {
                text.push_str(&format!(",\"{name}\":{}", serde_json::Value::from(value.as_str())));
            }
        }
        list.push(format!("{{{text}}}"));
    }
    format!("{{\"keys\":[{}]}}", list.join(","))
}

#[cfg(test)]
mod tests {
    use super::{jwk_set_text, jwk_text};
    use crate::engine::jwk::{ImportOptions, KeyIds, import};
    use crate::engine::limit::Limits;

    #[test]
    fn the_public_half_and_nothing_else() {
        // RFC 8037 A.1 and RFC 7515 A.1.
        let set = r#"{"keys":[
            {"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","kid":"a\"b","use":"sig",
             "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
            {"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}]}"#;
        let options = ImportOptions::default();
        let keys = import(set.as_bytes(), "test", &options, &Limits::DEFAULT, &mut KeyIds::default()).keys;
        assert_eq!(keys.len(), 2);
        let public = r#""kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#;
        assert_eq!(jwk_text(&keys[0].material), Some(format!("{{{public}}}")));
        assert_eq!(jwk_text(&keys[1].material), None);
        assert_eq!(jwk_set_text(&keys), format!(r#"{{"keys":[{{{public},"kid":"a\"b","use":"sig"}}]}}"#));
    }
}
