//! Blocks of PEM: what is in each, whatever its label says.

use super::super::binary;
use super::super::draft::Draft;
use super::super::{der, pem, ssh};
use super::{Importer, WRAPPINGS};
use crate::engine::ground::json::Value;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
use crate::engine::key::foreign::ForeignFormat;
use crate::engine::text::words::shown;

impl Importer<'_> {
    pub(super) fn pem(&mut self, text: &str, place: &str, key_id: Option<&str>) {
        let found = pem::read(text, self.limits.keys);
        for note in found.notes {
            self.note(if place.is_empty() { note.to_owned() } else { format!("{place}: {note}") });
        }
        let count = found.blocks.len();
        let mut curve: Option<SecretBytes> = None;
        for (index, block) in found.blocks.into_iter().enumerate() {
            let label = shown(&block.label).into_owned();
            let own = if count > 1 { format!("block {}, {label}", index + 1) } else { label };
            let place = if place.is_empty() { own } else { format!("{place}: {own}") };
            if block.label == "EC PARAMETERS" {
                curve = block.bytes;
                continue;
            }
            // certutil -encode puts CERTIFICATE around any file.
            if let Some(inner) =
                block.bytes.as_ref().filter(|bytes| block.encryption.is_none() && self.is_text_of_a_key(bytes))
            {
                self.note(format!("{place}: the BEGIN and END lines enclose a key file as text"));
                self.nesting += 1;
                self.content(inner.expose(), &place, WRAPPINGS);
                self.nesting -= 1;
                continue;
            }
            let draft = self.pem_block(&block, curve.as_ref()).map(|mut draft| {
                draft.key_id = key_id.map(str::to_owned);
                draft
            });
            // What is wrong with the bytes of a block that breaks off is that there are more.
            let draft = draft.map_err(|error| match error {
                KeyError::Damaged(_) | KeyError::NotBase64 | KeyError::Empty if !block.is_closed => {
                    KeyError::EndMissing
                }
                other => other,
            });
            self.accept(&place, draft);
        }
        if self.out.keys.is_empty() && self.out.problems.is_empty() {
            // Parameters alone.
            self.problem(place, KeyError::Foreign(ForeignFormat::Parameters));
        }
    }

    fn pem_block(&self, block: &pem::Block, curve: Option<&SecretBytes>) -> Result<Draft, KeyError> {
        match block.label.as_str() {
            "OPENSSH PRIVATE KEY" => {
                let bytes = block.bytes.as_ref().ok_or(KeyError::NotBase64)?;
                return ssh::private(bytes.expose(), self.context(None));
            }
            "PKCS7" | "CMS" | "PKCS #7 SIGNED DATA" => return Err(KeyError::Foreign(ForeignFormat::Pkcs7)),
            "X509 CRL" => return Err(KeyError::Foreign(ForeignFormat::RevocationList)),
            label if label.contains("SIGSTORE") || label.contains("COSIGN") => {
                return Err(KeyError::Foreign(ForeignFormat::Sigstore));
            }
            "PGP MESSAGE" => return Err(KeyError::Foreign(ForeignFormat::PgpMessage)),
            label if label.starts_with("PGP ") => return Err(KeyError::Foreign(ForeignFormat::OpenPgp)),
            label if label.starts_with("SSH2 ") => return Err(KeyError::Foreign(ForeignFormat::Ssh2Private)),
            label if label.ends_with("PARAMETERS") => return Err(KeyError::Foreign(ForeignFormat::Parameters)),
            _ => {}
        }
        let bytes = block.bytes.as_ref().ok_or(KeyError::NotBase64)?;
        let mut format = "PEM";
        let opened;
        let bytes = match &block.encryption {
            Some((cipher, iv)) => {
                format = "encrypted PEM";
                opened = binary::decrypt_old(cipher, iv, bytes.expose(), self.options.passphrase.as_ref())?;
                opened.expose()
            }
            None => bytes.expose(),
        };
        if bytes.is_empty() {
            return Err(KeyError::Empty);
        }
        let curve = match curve {
            // A SEQUENCE there spells the curve out.
            Some(parameters) => Some(binary::curve_parameters(parameters.expose()).ok_or(KeyError::ExplicitCurve)?),
            None => None,
        };
        let (structure, _) = der::classify(bytes).ok_or_else(|| match block.label.as_str() {
            label if label.contains("KEY") || label.contains("CERTIFICATE") => KeyError::Damaged("DER structure in it"),
            _ => KeyError::Unsupported("the BEGIN line names no kind of key, and what it encloses is none".to_owned()),
        })?;
        let is_ec = matches!(structure, der::Structure::EcPrivateKey(_));
        let mut draft = binary::read(structure, self.context(curve.filter(|_| is_ec)))?;
        draft.format = format!("{format}, {}", draft.format);
        Ok(draft)
    }
}

/// Whether an object is nothing but keys or certificates in PEM, each under a name.
pub(super) fn is_map(object: Value<'_>) -> bool {
    object.children().all(|value| value.as_str().is_some_and(|text| text.contains("-----BEGIN ")))
}

/// Whether the name of a member says what its value is, and not which one.
pub(super) fn is_word_for_key(name: &str) -> bool {
    const WORDS: [&str; 13] = [
        "key",
        "cert",
        "certificate",
        "pem",
        "public",
        "private",
        "publickey",
        "privatekey",
        "chain",
        "fullchain",
        "ca",
        "crt",
        "x509",
    ];
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_variable =
        name.contains('_') && letters.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_variable || WORDS.iter().any(|word| letters.eq_ignore_ascii_case(word))
}
