//! Keys as JSON (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2, RFC 9964): the one place where a JWK is written.

use crate::engine::ground::base64url;
use crate::engine::key::{Jwk, KeyMaterial};
use zeroize::Zeroizing;

/// Which half of a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Private,
    /// What everybody may see.
    Public,
}

/// The public half of a key alone, without a name, as a `jwk` or `epk` header parameter carries it; `None` for a shared
/// secret.
pub fn public_text(material: &KeyMaterial) -> Option<String> {
    let mut object = Object::new(material);
    object.material(material, Half::Public)?;
    Some(String::clone(&object.close()))
}

/// A JWK Set (RFC 7517 §5). With [`Half::Public`] shared secrets are left out; `None` where nothing is left.
pub fn jwk_set_text<'a>(keys: impl IntoIterator<Item = &'a Jwk>, half: Half) -> Option<Zeroizing<String>> {
    let texts: Vec<Zeroizing<String>> = keys.into_iter().filter_map(|key| jwk_text(key, half)).collect();
    if texts.is_empty() {
        return None;
    }
    let length: usize = texts.iter().map(|text| text.len() + 1).sum();
    let mut out = Zeroizing::new(String::with_capacity(length + 16));
    out.push_str("{\"keys\":[");
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(text);
    }
    out.push_str("]}");
    Some(out)
}

/// The key as a JWK in one line; `None` for the public half of a shared secret, which has none. With [`Half::Private`] a
/// key that has no private half is written as far as it goes.
pub fn jwk_text(key: &Jwk, half: Half) -> Option<Zeroizing<String>> {
    let is_public = half == Half::Public;
    let mut object = Object::new(&key.material);
    if let Some(key_id) = &key.key_id {
        object.text("kid", key_id);
    }
    if let Some(public_key_use) = &key.public_key_use {
        object.text("use", public_key_use);
    }
    if let Some(operations) = &key.key_operations {
        let kept = if is_public { public_operations(operations) } else { operations.clone() };
        // An empty list forbids everything; where nothing is left, nothing is said.
        if !kept.is_empty() || !is_public {
            object.raw("key_ops", &serde_json::Value::from(kept).to_string());
        }
    }
    if let (Some(algorithm), false) = (&key.algorithm, matches!(key.material, KeyMaterial::Akp { .. })) {
        object.text("alg", algorithm);
    }
    object.material(&key.material, half)?;
    for (name, value) in [("x5t", &key.x5t), ("x5t#S256", &key.x5t_s256)] {
        if let Some(value) = value {
            object.text(name, value);
        }
    }
    Some(object.close())
}

/// What the public half may do where the whole key may do this (RFC 7517 §4.3).
fn public_operations(operations: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for operation in operations {
        let public = match operation.as_str() {
            "sign" | "verify" => "verify",
            "decrypt" | "encrypt" => "encrypt",
            "unwrapKey" | "wrapKey" => "wrapKey",
            // WebCrypto gives the public half of a key agreement no use at all; other words are not ours to turn round.
            _ => continue,
        };
        if !kept.iter().any(|known| known == public) {
            kept.push(public.to_owned());
        }
    }
    kept
}

/// A JSON object in the making.
struct Object(Zeroizing<String>);

impl Object {
    /// With its `kty`.
    fn new(material: &KeyMaterial) -> Self {
        // Room for RSA with 4096 bits, so that no copy is left behind in growing.
        let mut text = Zeroizing::new(String::with_capacity(4096));
        text.push('{');
        let mut object = Self(text);
        object.text("kty", material.key_type().name());
        object
    }

    /// The members of the key itself (RFC 7518 §6, RFC 8037 §2, RFC 9964), in the order in which the RFCs write them.
    fn material(&mut self, material: &KeyMaterial, half: Half) -> Option<()> {
        let is_public = half == Half::Public;
        match material {
            KeyMaterial::Oct(_) if is_public => return None,
            KeyMaterial::Oct(secret) => self.bytes("k", secret.expose()),
            KeyMaterial::Rsa { n, e, private } => {
                self.bytes("n", n);
                self.bytes("e", e);
                if let (Some(private), false) = (private, is_public) {
                    self.bytes("d", private.d.expose());
                    for (name, number) in ["p", "q", "dp", "dq", "qi"].iter().zip(private.crt.iter().flatten()) {
                        self.bytes(name, number.expose());
                    }
                }
            }
            KeyMaterial::Ec { curve, x, y, d } => {
                self.text("crv", curve.name());
                self.bytes("x", x);
                self.bytes("y", y);
                if let (Some(d), false) = (d, is_public) {
                    self.bytes("d", d.expose());
                }
            }
            KeyMaterial::Okp { curve, x, d } => {
                self.text("crv", curve.name());
                self.bytes("x", x);
                if let (Some(d), false) = (d, is_public) {
                    self.bytes("d", d.expose());
                }
            }
            KeyMaterial::Akp { algorithm, public, seed } => {
                self.text("alg", algorithm);
                self.bytes("pub", public);
                if let (Some(seed), false) = (seed, is_public) {
                    self.bytes("priv", seed.expose());
                }
            }
        }
        Some(())
    }

    fn raw(&mut self, name: &str, value: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
        self.0.push_str(value);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &serde_json::Value::from(value).to_string());
    }

    fn bytes(&mut self, name: &str, value: &[u8]) {
        let encoded = Zeroizing::new(base64url::encode(value));
        self.raw(name, "\"");
        self.0.push_str(&encoded);
        self.0.push('"');
    }

    fn close(mut self) -> Zeroizing<String> {
        self.0.push('}');
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Half, jwk_set_text, public_text};
    use crate::engine::ground::limit::Limits;
    use crate::engine::key::KeyIds;
    use crate::engine::key_file::import::ImportOptions;
    use crate::engine::verify::key_file::import;

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
        assert_eq!(public_text(&keys[0].material), Some(format!("{{{public}}}")));
        assert_eq!(public_text(&keys[1].material), None);
        let with_names = public.replace(r#""kty":"OKP","#, r#""kty":"OKP","kid":"a\"b","use":"sig","#);
        assert_eq!(*jwk_set_text(&keys, Half::Public).unwrap(), format!(r#"{{"keys":[{{{with_names}}}]}}"#));
        assert!(jwk_set_text(&keys, Half::Private).unwrap().contains("\"d\":\"nWGx"));
        assert_eq!(jwk_set_text(&keys[1..], Half::Public), None);
    }
}
