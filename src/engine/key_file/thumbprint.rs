//! JWK thumbprints (RFC 7638; RFC 8037 §2 for OKP, RFC 9964 for AKP).

use crate::engine::crypto::digest;
use crate::engine::ground::base64url;
use crate::engine::key::KeyMaterial;
use zeroize::Zeroizing;

/// The SHA-256 thumbprint, base64url: hash of the required members alone, in lexicographic order, without whitespace
/// (RFC 7638 §3).
///
/// That of an `oct` key is a hash of the secret itself: it lets others test guesses (RFC 7638 §7).
pub fn thumbprint_sha256(material: &KeyMaterial) -> String {
    base64url::encode(&digest::sha256(canonical(material).as_bytes()))
}

/// The JSON text that is hashed. No value needs an escape: names of curves and algorithms, and base64url.
fn canonical(material: &KeyMaterial) -> Zeroizing<String> {
    Zeroizing::new(match material {
        KeyMaterial::Oct(secret) => {
            let k = Zeroizing::new(base64url::encode(secret.expose()));
            format!(r#"{{"k":"{}","kty":"oct"}}"#, *k)
        }
        KeyMaterial::Rsa { n, e, .. } => {
            format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, base64url::encode(e), base64url::encode(n))
        }
        KeyMaterial::Ec { curve, x, y, .. } => format!(
            r#"{{"crv":"{}","kty":"EC","x":"{}","y":"{}"}}"#,
            curve.name(),
            base64url::encode(x),
            base64url::encode(y)
        ),
        KeyMaterial::Okp { curve, x, .. } => {
            format!(r#"{{"crv":"{}","kty":"OKP","x":"{}"}}"#, curve.name(), base64url::encode(x))
        }
        KeyMaterial::Akp { algorithm, public, .. } => {
            format!(r#"{{"alg":"{algorithm}","kty":"AKP","pub":"{}"}}"#, base64url::encode(public))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::thumbprint_sha256;
    use crate::engine::ground::base64url::decode;
    use crate::engine::ground::jwa::Curve;
    use crate::engine::key::KeyMaterial;

    /// RFC 7638 §3.1.
    #[test]
    fn rfc7638_3_1() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiF\
                 V4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9\
                 c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1\
                 jF44-csFCur-kEgU8awapJzKnqDKgw";
        let material = KeyMaterial::Rsa { n: decode(n).bytes, e: decode("AQAB").bytes, private: None };
        assert_eq!(thumbprint_sha256(&material), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    /// RFC 8037 Appendix A.3.
    #[test]
    fn rfc8037_a_3() {
        let x = decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").bytes;
        let material = KeyMaterial::Okp { curve: Curve::Ed25519, x, d: None };
        assert_eq!(thumbprint_sha256(&material), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
