//! COSE_Key (RFC 9052 §7, RFC 9053 §7): the key of WebAuthn, mdoc and CWT, in CBOR.

use super::draft::Draft;
use crate::engine::crypto::key;
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use crate::engine::key::error::KeyError;

/// How deep arrays and maps within a member are followed.
const DEPTH: u8 = 4;
/// Members of a key.
const MEMBERS: u64 = 16;

/// A value of CBOR (RFC 8949 §3.1), as far as a key has any.
#[derive(Clone, Copy)]
enum Item<'a> {
    Integer(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    Sign(bool),
    Other,
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    /// The major type and the argument; none of indefinite length.
    fn head(&mut self) -> Option<(u8, u64)> {
        let first = *self.take(1)?.first()?;
        let argument = match first & 0x1f {
            small @ 0..=23 => u64::from(small),
            size @ 24..=27 => {
                self.take(1 << (size - 24))?.iter().fold(0, |value: u64, byte| value << 8 | u64::from(*byte))
            }
            _ => return None,
        };
        Some((first >> 5, argument))
    }

    fn item(&mut self, depth: u8) -> Option<Item<'a>> {
        let (major, argument) = self.head()?;
        Some(match major {
            0 => Item::Integer(i64::try_from(argument).ok()?),
            1 => Item::Integer(-1 - i64::try_from(argument).ok()?),
            2 => Item::Bytes(self.take(argument)?),
            3 => Item::Text(std::str::from_utf8(self.take(argument)?).ok()?),
            4 | 5 if depth > 0 && argument <= MEMBERS => {
                for _ in 0..argument * if major == 5 { 2 } else { 1 } {
                    self.item(depth - 1)?;
                }
                Item::Other
            }
            7 if argument == 20 || argument == 21 => Item::Sign(argument == 21),
            7 => Item::Other,
            _ => return None,
        })
    }
}

/// The members of a key by their labels; `None`: it is no map of such labels that ends where the bytes do.
fn members(bytes: &[u8]) -> Option<Vec<(i64, Item<'_>)>> {
    let mut reader = Reader(bytes);
    let (5, count @ 2..=MEMBERS) = reader.head()? else { return None };
    let mut out = Vec::new();
    for _ in 0..count {
        let label = reader.item(0)?;
        let value = reader.item(DEPTH)?;
        if let Item::Integer(label) = label {
            out.push((label, value));
        }
    }
    reader.0.is_empty().then_some(out)
}

const CURVES: [(i64, Curve); 8] = [
    (1, Curve::P256),
    (2, Curve::P384),
    (3, Curve::P521),
    (4, Curve::X25519),
    (5, Curve::X448),
    (6, Curve::Ed25519),
    (7, Curve::Ed448),
    (8, Curve::Secp256k1),
];
/// The algorithms of COSE that JOSE has under another name.
const ALGORITHMS: [(i64, &str); 13] = [
    (-7, "ES256"),
    (-35, "ES384"),
    (-36, "ES512"),
    (-47, "ES256K"),
    (-8, "EdDSA"),
    (-37, "PS256"),
    (-38, "PS384"),
    (-39, "PS512"),
    (-257, "RS256"),
    (-258, "RS384"),
    (-259, "RS512"),
    (5, "HS256"),
    (7, "HS512"),
];

/// The key that these bytes are as a whole; `None`: they are no COSE_Key.
pub(crate) fn read(bytes: &[u8]) -> Option<Result<Draft, KeyError>> {
    // A map, and the least that any key has.
    if !matches!(bytes.first(), Some(0xa2..=0xb0)) || bytes.len() < 20 {
        return None;
    }
    let members = members(bytes)?;
    let get = |label: i64| members.iter().find(|(own, _)| *own == label).map(|(_, item)| *item);
    let number = |label: i64| match get(label)? {
        Item::Integer(number) => Some(number),
        _ => None,
    };
    let bytes = |label: i64| match get(label)? {
        Item::Bytes(bytes) => Some(bytes),
        _ => None,
    };
    let curve = || CURVES.iter().find(|(own, _)| Some(*own) == number(-1)).map(|(_, curve)| *curve);
    let material = match number(1)? {
        1 => okp(curve()?, bytes(-2), bytes(-4)),
        2 => ec(curve()?, bytes(-2), get(-3), bytes(-4)),
        3 => Ok(KeyMaterial::Rsa { n: bytes(-1)?.to_vec(), e: bytes(-2)?.to_vec(), private: None }),
        4 => Ok(KeyMaterial::Oct(SecretBytes::from(bytes(-1)?))),
        _ => return None,
    };
    let of_private = number(1) == Some(3) && bytes(-3).is_some();
    Some(material.map(|material| {
        let mut draft = Draft::new(material, "COSE_Key");
        draft.notes.push("read as a COSE_Key (RFC 9052 §7)".to_owned());
        if of_private {
            draft.notes.push("only the public half of the RSA key is used".to_owned());
        }
        draft.key_id = match get(2) {
            Some(Item::Bytes(kid)) => std::str::from_utf8(kid).ok().map(str::to_owned),
            Some(Item::Text(kid)) => Some(kid.to_owned()),
            _ => None,
        };
        let algorithm = ALGORITHMS.iter().find(|(own, _)| Some(*own) == number(3));
        draft.algorithm = algorithm.map(|(_, name)| (*name).to_owned());
        draft
    }))
}

fn okp(curve: Curve, x: Option<&[u8]>, d: Option<&[u8]>) -> Result<KeyMaterial, KeyError> {
    match (x, d) {
        (None, Some(d)) => key::okp_private(curve, d),
        (Some(x), d) => Ok(KeyMaterial::Okp { curve, x: x.to_vec(), d: d.map(SecretBytes::from) }),
        (None, None) => Err(KeyError::MemberMissing("x")),
    }
}

fn ec(curve: Curve, x: Option<&[u8]>, y: Option<Item<'_>>, d: Option<&[u8]>) -> Result<KeyMaterial, KeyError> {
    let public = match (x, y) {
        (Some(x), Some(Item::Bytes(y))) => KeyMaterial::Ec { curve, x: x.to_vec(), y: y.to_vec(), d: None },
        // The sign of y alone (RFC 9053 §7.1.1).
        (Some(x), Some(Item::Sign(sign))) => key::ec_public(curve, &[&[2 + u8::from(sign)], x].concat())?,
        _ => return d.map_or(Err(KeyError::MemberMissing("y")), |d| key::ec_private(curve, d)),
    };
    Ok(match (public, d) {
        (KeyMaterial::Ec { curve, x, y, .. }, Some(d)) => KeyMaterial::Ec { curve, x, y, d: Some(d.into()) },
        (public, _) => public,
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::engine::crypto::key::{self, Effort};
    use crate::engine::ground::jwa::Curve;
    use crate::engine::key::KeyMaterial;

    /// RFC 9052 Appendix C.7.1, and the same with the sign of y alone.
    #[test]
    fn the_public_key_of_the_standard() {
        let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).expect("hexadecimal");
        let x = "65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d";
        let y = "1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c";
        for (last, expected_y) in [(format!("225820{y}"), true), ("22f4".to_owned(), true)] {
            let whole = format!("a5010202421131200121 5820{x}{last}").replace(' ', "");
            let draft = read(&hex(&whole)).expect("a key").expect("sound");
            let KeyMaterial::Ec { curve, y: own, d, .. } = &draft.material else { panic!("no EC key") };
            assert_eq!((*curve, own == &hex(y), d.is_none()), (Curve::P256, expected_y, true));
            assert_eq!(draft.key_id.as_deref(), Some("\u{11}1"));
            assert!(key::check(&draft.material, &mut Effort::default()).is_ok());
            // Whatever is missing or stands behind it, it is none.
            assert!(read(&hex(&whole)[..hex(&whole).len() - 1]).is_none());
            assert!(read(&hex(&format!("{whole}00"))).is_none());
        }
    }
}
