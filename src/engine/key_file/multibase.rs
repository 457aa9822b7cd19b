//! The public key in a `did:key` (W3C did:key §3.1.2) or in `publicKeyMultibase`: base58 of a number that says what it is, and
//! the key.

use super::draft::Draft;
use crate::engine::crypto::key;
use crate::engine::ground::jwa::Curve;
use crate::engine::key::KeyMaterial;
use crate::engine::key::error::KeyError;

/// The work grows with the square of it; a key on P-521 has some 100 characters.
const LONGEST: usize = 160;
const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// The codes of the keys that JOSE has, each as the two bytes that it is written in.
const CODES: [([u8; 2], Curve); 7] = [
    ([0xed, 0x01], Curve::Ed25519),
    ([0xec, 0x01], Curve::X25519),
    ([0x80, 0x24], Curve::P256),
    ([0x81, 0x24], Curve::P384),
    ([0x82, 0x24], Curve::P521),
    ([0xe7, 0x01], Curve::Secp256k1),
    ([0x83, 0x24], Curve::Ed448),
];

/// The key of `did:key:z…`, with or without a fragment behind it; `None`: it is another text, or a kind of key that JOSE does
/// not have.
pub(crate) fn read(text: &str) -> Option<Result<Draft, KeyError>> {
    let key = text.strip_prefix("did:key:").unwrap_or(text);
    let key = key.split(['#', '?']).next()?.strip_prefix('z')?;
    let bytes = base58(key)?;
    let (code, key) = bytes.split_at_checked(2)?;
    let (_, curve) = CODES.iter().find(|(own, _)| own == code)?;
    let row = curve.row();
    let material = match row.key_type {
        "EC" if key.len() == row.coordinate_len + 1 => key::ec_public(*curve, key),
        "OKP" if key.len() == row.coordinate_len => Ok(KeyMaterial::Okp { curve: *curve, x: key.to_vec(), d: None }),
        _ => return None,
    };
    Some(material.map(|material| {
        let mut draft = Draft::new(material, "did:key");
        draft.notes.push("read as the public key that the DID is made of".to_owned());
        draft
    }))
}

fn base58(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    // The least byte first.
    let mut number: Vec<u8> = Vec::new();
    for letter in text.bytes() {
        let mut carry = u32::try_from(ALPHABET.iter().position(|known| *known == letter)?).ok()?;
        for digit in &mut number {
            carry += u32::from(*digit) * 58;
            *digit = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry > 0 {
            number.push((carry & 0xff) as u8);
        }
    }
    number.extend(text.bytes().take_while(|letter| *letter == b'1').map(|_| 0));
    number.reverse();
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::engine::ground::jwa::Curve;
    use crate::engine::key::KeyMaterial;

    /// The examples of the specification.
    #[test]
    fn the_keys_of_the_specification() {
        for (did, expected) in [
            ("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", Curve::Ed25519),
            ("z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", Curve::X25519),
            (
                "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169#zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
                Curve::P256,
            ),
            ("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", Curve::Secp256k1),
        ] {
            let draft = read(did).unwrap_or_else(|| panic!("{did}")).expect("sound");
            let (KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. }) = draft.material else {
                panic!("{did}")
            };
            assert_eq!(curve, expected, "{did}");
        }
        for other in ["did:web:example.com", "z6Mk", "zebra", "did:key:f00", "z0OIl"] {
            assert!(read(other).is_none(), "{other}");
        }
    }
}
