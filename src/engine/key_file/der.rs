//! Just enough DER (X.690) to see what a binary key file is and to take its numbers out: bounded slices of the input, no
//! allocation by a declared length, no recursion.

/// One element: tag and content.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    pub tag: u8,
    pub content: &'a [u8],
    /// Identifier, length and content.
    pub whole: &'a [u8],
}

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;

/// Reads elements one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    /// The next element; `None` at the end, for a length beyond the end, and for what DER key files do not use
    /// (indefinite lengths, tags above 30).
    pub(crate) fn next(&mut self) -> Option<Element<'a>> {
        let (&tag, behind_tag) = self.rest.split_first()?;
        let (&first, behind_length) = behind_tag.split_first()?;
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (length, content) = match first {
            0..=0x7f => (usize::from(first), behind_length),
            0x81..=0x84 => {
                let (octets, content) = behind_length.split_at_checked(usize::from(first & 0x7f))?;
                (octets.iter().fold(0_usize, |sum, &octet| sum << 8 | usize::from(octet)), content)
            }
            _ => return None,
        };
        let (content, rest) = content.split_at_checked(length)?;
        let whole = self.rest.get(..self.rest.len() - rest.len())?;
        self.rest = rest;
        Some(Element { tag, content, whole })
    }

    /// The next element if it has this tag; otherwise the reader stays where it is.
    pub(crate) fn take(&mut self, tag: u8) -> Option<Element<'a>> {
        let mut ahead = *self;
        let element = ahead.next().filter(|element| element.tag == tag)?;
        *self = ahead;
        Some(element)
    }

    /// The next element as a non-negative integer without leading zeros; empty for 0.
    pub(crate) fn unsigned(&mut self) -> Option<&'a [u8]> {
        let content = self.take(INTEGER)?.content;
        if *content.first()? >= 0x80 {
            return None;
        }
        Some(without_leading_zeros(content))
    }

    /// The next element as a small number.
    pub(crate) fn small(&mut self) -> Option<u64> {
        let bytes = self.unsigned()?;
        (bytes.len() <= 8).then(|| bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
    }

    /// The bytes of the next element, a BIT STRING of whole octets.
    pub(crate) fn bits(&mut self) -> Option<&'a [u8]> {
        whole_octets(self.take(BIT_STRING)?.content)
    }
}

impl<'a> Element<'a> {
    pub(crate) fn inside(self) -> Reader<'a> {
        Reader::new(self.content)
    }
}

/// The octets of a BIT STRING's content; `None` where its last octet is not whole.
pub(crate) fn whole_octets(content: &[u8]) -> Option<&[u8]> {
    match content.split_first()? {
        (0, octets) => Some(octets),
        _ => None,
    }
}

/// Big-endian without the zero octets in front.
pub(crate) fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// An AlgorithmIdentifier: object identifier and parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AlgorithmIdentifier<'a> {
    /// The object identifier's content octets.
    pub oid: &'a [u8],
    /// The parameters, where there are any.
    pub parameters: Option<Element<'a>>,
}

impl<'a> AlgorithmIdentifier<'a> {
    pub(crate) fn read(sequence: Element<'a>) -> Option<Self> {
        let mut inside = (sequence.tag == SEQUENCE).then(|| sequence.inside())?;
        let oid = inside.take(OID)?.content;
        Some(Self { oid, parameters: inside.next() })
    }
}

/// The first octet of a certificate's key usage (RFC 5280 §4.2.1.3): `digitalSignature` is its highest bit. `None` where it
/// has no such extension.
pub(crate) fn key_usage(certificate: &[u8]) -> Option<u8> {
    const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
    let mut body = Reader::new(certificate).take(SEQUENCE)?.inside().take(SEQUENCE)?.inside();
    let extensions = std::iter::from_fn(|| body.next()).find(|element| element.tag == 0xa3)?;
    let mut extensions = extensions.inside().take(SEQUENCE)?.inside();
    let mut extension = std::iter::from_fn(|| extensions.take(SEQUENCE)).map(Element::inside).find(|extension| {
        let mut ahead = *extension;
        ahead.take(OID).is_some_and(|oid| oid.content == KEY_USAGE)
    })?;
    // Behind its name and whether it is critical.
    let value = std::iter::from_fn(|| extension.next()).find(|element| element.tag == OCTET_STRING)?;
    // A usage without a bit allows nothing.
    Some(Reader::new(value.content).take(BIT_STRING).and_then(|bits| bits.content.get(1).copied()).unwrap_or(0))
}

/// What a DER structure is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Structure<'a> {
    /// RFC 8017 §A.1.1: n and e.
    RsaPublicKey(Reader<'a>),
    /// RFC 8017 §A.1.2.
    RsaPrivateKey(Reader<'a>),
    /// RFC 5915.
    EcPrivateKey(Reader<'a>),
    /// RFC 5208, RFC 5958: algorithm, private key, public key where there is one.
    PrivateKeyInfo { algorithm: AlgorithmIdentifier<'a>, private: &'a [u8], public: Option<&'a [u8]> },
    /// RFC 5958 §3.
    EncryptedPrivateKeyInfo { algorithm: AlgorithmIdentifier<'a>, encrypted: &'a [u8], whole: &'a [u8] },
    /// RFC 5280 §4.1.2.7.
    SubjectPublicKeyInfo { algorithm: AlgorithmIdentifier<'a>, public: &'a [u8] },
    /// RFC 5280 §4.1; the key's own structure, and the whole for OpenSSL.
    Certificate { key: Element<'a>, whole: &'a [u8] },
    /// RFC 2986.
    CertificateRequest { key: Element<'a> },
    /// A DSA private key as OpenSSL used to write it.
    DsaPrivateKey,
    /// RFC 7292.
    Pkcs12,
    /// RFC 2315.
    Pkcs7,
    /// RFC 5280 §5.1.
    RevocationList,
}

const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];

/// What `bytes` begin with, and how many bytes stand behind it. `None` where it is nothing that is known.
pub(crate) fn classify(bytes: &[u8]) -> Option<(Structure<'_>, usize)> {
    let mut top = Reader::new(bytes);
    let outer = top.take(SEQUENCE)?;
    let structure = structure(outer)?;
    Some((structure, bytes.len() - outer.whole.len()))
}

fn structure(outer: Element<'_>) -> Option<Structure<'_>> {
    let mut inside = outer.inside();
    let first = inside.next()?;
    match first.tag {
        INTEGER => with_number(outer, first, inside),
        SEQUENCE => with_sequence(outer, first, inside),
        OID if first.content.starts_with(PKCS7) => Some(Structure::Pkcs7),
        _ => None,
    }
}

fn with_number<'a>(outer: Element<'a>, first: Element<'a>, mut inside: Reader<'a>) -> Option<Structure<'a>> {
    let second = inside.next()?;
    match second.tag {
        SEQUENCE => {
            if first.content == [3] && second.inside().take(OID).is_some_and(|oid| oid.content.starts_with(PKCS7)) {
                return Some(Structure::Pkcs12);
            }
            let algorithm = AlgorithmIdentifier::read(second)?;
            let private = inside.take(OCTET_STRING)?.content;
            // RFC 5958 §2: attributes [0], publicKey [1] IMPLICIT BIT STRING.
            inside.take(0xa0);
            let public = inside.take(0x81).and_then(|element| whole_octets(element.content));
            Some(Structure::PrivateKeyInfo { algorithm, private, public })
        }
        OCTET_STRING => Some(Structure::EcPrivateKey(outer.inside())),
        INTEGER if inside.is_empty() => Some(Structure::RsaPublicKey(outer.inside())),
        INTEGER => {
            let numbers = {
                let mut count = 2;
                while inside.take(INTEGER).is_some() {
                    count += 1;
                }
                count
            };
            match numbers {
                6 if inside.is_empty() => Some(Structure::DsaPrivateKey),
                9 => Some(Structure::RsaPrivateKey(outer.inside())),
                _ => None,
            }
        }
        _ => None,
    }
}

fn with_sequence<'a>(outer: Element<'a>, first: Element<'a>, mut inside: Reader<'a>) -> Option<Structure<'a>> {
    let second = inside.next()?;
    match second.tag {
        BIT_STRING => {
            let algorithm = AlgorithmIdentifier::read(first)?;
            Some(Structure::SubjectPublicKeyInfo { algorithm, public: whole_octets(second.content)? })
        }
        OCTET_STRING => {
            let algorithm = AlgorithmIdentifier::read(first)?;
            Some(Structure::EncryptedPrivateKeyInfo { algorithm, encrypted: second.content, whole: outer.whole })
        }
        SEQUENCE => {
            inside.take(BIT_STRING)?;
            signed(outer, first)
        }
        _ => None,
    }
}

/// Something, the algorithm of its signature, and the signature: certificate, request or revocation list.
fn signed<'a>(outer: Element<'a>, body: Element<'a>) -> Option<Structure<'a>> {
    let mut fields = body.inside();
    let has_version = fields.take(0xa0).is_some();
    if fields.take(INTEGER).is_none() {
        // A list without a version starts with the algorithm.
        return Some(Structure::RevocationList);
    }
    let (second, third, fourth) = (fields.take(SEQUENCE)?, fields.next()?, fields.next()?);
    if !has_version && fourth.tag == 0xa0 {
        // Request: version, subject, key, attributes [0].
        return Some(Structure::CertificateRequest { key: third });
    }
    if third.tag != SEQUENCE || AlgorithmIdentifier::read(second).is_none() {
        return None;
    }
    if fourth.tag != SEQUENCE {
        // List: version, algorithm, issuer, a time.
        return Some(Structure::RevocationList);
    }
    // Certificate: version, serial number, algorithm, issuer, validity, subject, key.
    fields.take(SEQUENCE)?;
    let key = fields.take(SEQUENCE)?;
    Some(Structure::Certificate { key, whole: outer.whole })
}

/// The dotted form of an object identifier; shortened where it is very long.
pub(crate) fn dotted(oid: &[u8]) -> String {
    let mut out = String::new();
    let mut value = 0_u64;
    for &byte in oid.iter().take(32) {
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            if out.is_empty() {
                let first = (value / 40).min(2);
                out = format!("{first}.{}", value - first * 40);
            } else {
                out.push_str(&format!(".{value}"));
            }
            value = 0;
        } else if value >> 56 != 0 {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Reader, classify, dotted};

    #[test]
    fn a_length_beyond_the_end_is_no_element() {
        // What makes other readers allocate a terabyte.
        assert!(Reader::new(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x00]).next().is_none());
        assert!(Reader::new(&[0x30, 0x88, 0, 0, 1, 0, 0, 0, 0, 0]).next().is_none());
        assert!(Reader::new(&[0x30, 0x80, 0, 0]).next().is_none());
        assert!(Reader::new(&[0x30]).next().is_none());
        assert!(Reader::new(&[]).next().is_none());
        assert!(classify(&[0x30, 0x00]).is_none());
    }

    #[test]
    fn numbers_are_unsigned_and_lose_their_zeros() {
        assert_eq!(Reader::new(&[2, 2, 0, 0x80]).unsigned(), Some(&[0x80_u8][..]));
        assert_eq!(Reader::new(&[2, 1, 0]).unsigned(), Some(&[][..]));
        assert_eq!(Reader::new(&[2, 1, 0x80]).unsigned(), None);
        assert_eq!(Reader::new(&[2, 0]).unsigned(), None);
        assert_eq!(Reader::new(&[2, 3, 1, 0, 1]).small(), Some(65537));
    }

    #[test]
    fn object_identifiers_in_dots() {
        assert_eq!(dotted(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]), "1.2.840.113549.1.1.1");
        assert_eq!(dotted(&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12]), "2.16.840.1.101.3.4.3.18");
        assert_eq!(dotted(&[]), "");
    }
}
