//! JSON Web Encryption (RFC 7516): what was received, untouched.

use super::header::{JoseHeader, Origin};
use super::jws::Serialization;
use super::part::Part;

/// A JWE as received. A part or member that is missing is `None`; an empty one is a part without bytes.
#[derive(Clone, Debug)]
pub struct Jwe {
    pub serialization: Serialization,
    /// The protected header's part; `None` where there is none.
    pub protected: Option<Part>,
    /// At least one.
    pub recipients: Vec<Recipient>,
    pub iv: Option<Part>,
    pub ciphertext: Option<Part>,
    pub tag: Option<Part>,
    /// The `aad` member of a JSON serialization.
    pub aad: Option<Part>,
}

#[derive(Clone, Debug)]
pub struct Recipient {
    /// The whole header as this recipient sees it.
    pub header: JoseHeader,
    /// The encrypted key; `None` where the member is missing.
    pub encrypted_key: Option<Part>,
}

impl Jwe {
    /// The Additional Authenticated Data that the tag covers (RFC 7516 §5.1 step 14): the protected header's characters
    /// as received, and behind a dot those of `aad` where there is one.
    pub fn additional_authenticated_data(&self, layer_text: &str) -> Vec<u8> {
        let mut data = self.protected.as_ref().map_or("", |part| part.text(layer_text)).as_bytes().to_vec();
        if let Some(aad) = &self.aad {
            data.push(b'.');
            data.extend_from_slice(aad.text(layer_text).as_bytes());
        }
        data
    }

    /// `enc`, which must be the same for all recipients (RFC 7516 §7.2.1); taken from the first that has it.
    pub fn content_encryption(&self) -> Option<String> {
        self.recipients.iter().find_map(|recipient| recipient.header.text("enc"))
    }

    /// `zip`, which counts only in the protected header (RFC 7516 §4.1.3).
    pub fn compression(&self) -> Option<String> {
        let header = &self.recipients.first()?.header;
        let parameter = header.get("zip")?;
        (parameter.origin == Origin::Protected).then(|| parameter.value.as_str().map(Into::into)).flatten()
    }
}
