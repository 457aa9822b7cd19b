//! What stands in the place of a value: a pseudonym that is the same for the same value, and says nothing about it.

use crate::engine::crypto::mac::hmac;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::text::uri::Uri;
use std::collections::{HashMap, HashSet};
use zeroize::{Zeroize, Zeroizing};

/// What a masked value was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MaskKind {
    /// Signature, ciphertext, or something in their place.
    Signature,
    Secret,
    Key,
    Name,
    Email,
    Phone,
    Address,
    /// Of a person: birth, death.
    Date,
    Location,
    Ip,
    Url,
    /// The name of a computer.
    Host,
    Id,
    Hash,
    Role,
    Number,
    Text,
    /// Data under special legal protection.
    Special,
}

impl MaskKind {
    /// What the pseudonym begins with, and what the JSON report calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Secret => "secret",
            Self::Key => "key",
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Date => "date",
            Self::Location => "location",
            Self::Ip => "ip",
            Self::Url => "url",
            Self::Host => "host",
            Self::Id => "id",
            Self::Hash => "hash",
            Self::Role => "role",
            Self::Number => "number",
            Self::Text => "text",
            Self::Special => "special",
        }
    }
}

/// Letters and digits that are not mistaken for each other, without vowels, so that no words come out.
const LETTERS: &[u8; 24] = b"bcdfghjkmnpqrstvwxz23456";
/// Characters that tell pseudonyms apart where lengths are not kept.
const CODE: usize = 6;
/// Digits of a masked number.
const DIGITS: usize = 9;
/// Of longer ones some piece is shared by chance, and says nothing.
const LONGEST_COMPARED: usize = 256;
/// Pieces of this many characters are not shared with the value.
const PIECE: usize = 4;

pub(super) struct Pseudonyms {
    key: SecretBytes,
    keeps_lengths: bool,
    by_value: HashMap<(String, Option<usize>), String>,
    taken: HashSet<String>,
}

impl Pseudonyms {
    pub(super) fn new(key: SecretBytes, keeps_lengths: bool) -> Self {
        Self { key, keeps_lengths, by_value: HashMap::new(), taken: HashSet::new() }
    }

    /// Of a value that is written in `length` bytes.
    pub(super) fn of(&mut self, kind: MaskKind, value: &str, length: usize) -> String {
        let length = self.keeps_lengths.then_some(length);
        let known = (value.to_owned(), length);
        if let Some(pseudonym) = self.by_value.get(&known) {
            return pseudonym.clone();
        }
        let pseudonym = match (kind, value.rsplit_once('@')) {
            (MaskKind::Email, Some((local, domain))) => self.email(local, domain, value, length),
            // RFC 2606 §2: nothing ever answers there.
            (MaskKind::Host, _) if length.is_none() => format!("host-{}.invalid", self.free(value, CODE)),
            _ => match length {
                None => format!("{}-{}", kind.word(), self.free(value, CODE)),
                Some(length) => self.free(value, length),
            },
        };
        self.by_value.insert(known, pseudonym.clone());
        pseudonym
    }

    fn email(&mut self, local: &str, domain: &str, whole: &str, length: Option<usize>) -> String {
        match length {
            None => format!("email-{}@redacted.invalid", self.free(whole, CODE)),
            Some(length) => {
                let domain_length = domain.len().min(length.saturating_sub(2));
                let local = self.free(local, length.saturating_sub(domain_length + 1));
                format!("{local}@{}", self.free(domain, domain_length))
            }
        }
    }

    /// A number without fraction, for a number of `length` characters.
    pub(super) fn number(&mut self, lexeme: &str, length: usize) -> String {
        let length = self.keeps_lengths.then_some(length);
        let known = (format!("#{lexeme}"), length);
        if let Some(pseudonym) = self.by_value.get(&known) {
            return pseudonym.clone();
        }
        let digits = length.unwrap_or(DIGITS);
        let made = self.chosen(
            lexeme,
            |bytes| {
                let digit = |(index, byte): (usize, &u8)| match index {
                    0 => char::from(b'1' + byte % 9),
                    _ => char::from(b'0' + byte % 10),
                };
                bytes.iter().take(digits).enumerate().map(digit).collect()
            },
            digits,
        );
        self.by_value.insert(known, made.clone());
        made
    }

    /// So many letters that stand for nothing else.
    pub(super) fn free(&mut self, value: &str, length: usize) -> String {
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 24)]);
        self.chosen(value, |bytes| bytes.iter().take(length).map(letter).collect(), length)
    }

    /// The first of what `make` makes that is not taken and shares no piece with the value.
    fn chosen(&mut self, value: &str, make: impl Fn(&[u8]) -> String, length: usize) -> String {
        let mut made = String::new();
        for round in 0..64_u32 {
            made = make(&self.stream(value, round, length));
            if (length > LONGEST_COMPARED || !shares_piece(&made, value)) && self.taken.insert(made.clone()) {
                break;
            }
        }
        made
    }

    /// Bytes that nobody can compute without the key. The value is read once, however many there are.
    fn stream(&self, value: &str, round: u32, length: usize) -> Vec<u8> {
        let seed = Zeroizing::new(hmac(Hash::Sha256, self.key.expose(), &[&round.to_be_bytes()[..], value.as_bytes()]));
        let mut bytes = Vec::with_capacity(length + 32);
        let mut block = 0_u32;
        while bytes.len() < length {
            bytes.extend(hmac(Hash::Sha256, &seed, &[&block.to_be_bytes()[..]]));
            block += 1;
        }
        bytes
    }
}

/// The values are in its table.
impl Drop for Pseudonyms {
    fn drop(&mut self) {
        self.by_value.drain().for_each(|((mut value, _), _)| value.zeroize());
    }
}

/// Whether a piece of the value, forwards or backwards, would stand in what is written instead of it.
fn shares_piece(made: &str, value: &str) -> bool {
    if made.eq_ignore_ascii_case(value) {
        return true;
    }
    let made = made.to_ascii_lowercase();
    let reversed: Vec<u8> = made.bytes().rev().collect();
    let pieces: HashSet<&[u8]> = made.as_bytes().windows(PIECE).chain(reversed.windows(PIECE)).collect();
    let value = value.to_ascii_lowercase();
    value.as_bytes().windows(PIECE).any(|piece| pieces.contains(piece))
}

/// Path segments that the standards and the usual servers have, and which tell nothing about anybody.
const SEGMENTS: &[&str] = &[
    ".well-known",
    "api",
    "auth",
    "authorize",
    "callback",
    "certs",
    "connect",
    "default",
    "discovery",
    "introspect",
    "jwks",
    "jwks.json",
    "keys",
    "login",
    "logout",
    "me",
    "oauth",
    "oauth-authorization-server",
    "oauth2",
    "oidc",
    "openid-configuration",
    "openid-connect",
    "protocol",
    "realms",
    "revoke",
    "status",
    "statuslist",
    "token",
    "userinfo",
    "v1",
    "v2",
    "v2.0",
];

/// Hosts of the standards, which stand in the names of claims and events.
const STANDARD_HOSTS: &[&str] =
    &["schemas.openid.net", "openid.net", "schemas.xmlsoap.org", "schemas.microsoft.com", "www.w3.org", "w3.org"];

/// Whether a name or URL is a standard's own.
pub(super) fn is_of_a_standard(text: &str) -> bool {
    text.starts_with("urn:ietf:params:") && is_plain(text)
        || Uri::parse(text).is_some_and(|uri| {
            STANDARD_HOSTS.contains(&uri.host) && uri.userinfo.is_none() && uri.port.is_empty() && is_plain(uri.rest)
        })
}

fn is_plain(text: &str) -> bool {
    text.len() <= 120 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/:.-_".contains(&byte))
}

/// Whether a piece of a path may stay.
pub(super) fn is_usual_segment(segment: &str) -> bool {
    segment.len() < 2 || SEGMENTS.contains(&segment)
}

/// Names of services that everybody uses, and of none (RFC 2606).
const LABELS: &[&str] = &[
    "amazonaws",
    "amazoncognito",
    "apple",
    "auth0",
    "azure",
    "azurewebsites",
    "cloudfront",
    "example",
    "facebook",
    "github",
    "gitlab",
    "gmail",
    "google",
    "googleapis",
    "gserviceaccount",
    "hotmail",
    "icloud",
    "internal",
    "invalid",
    "localhost",
    "microsoft",
    "microsoftonline",
    "okta",
    "outlook",
    "windows",
    "yahoo",
];

/// Whether a label of a host names nobody in particular.
pub(super) fn is_usual_label(label: &str) -> bool {
    LABELS.iter().any(|usual| label.eq_ignore_ascii_case(usual))
}
