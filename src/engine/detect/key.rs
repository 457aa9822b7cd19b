//! Keys in a text that was to be a token: they are offered to move to where keys belong.

use crate::engine::ground::span::Span;
use crate::engine::text::variable::{self, Variable};

/// How a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyHintKind {
    /// A JSON Web Key (RFC 7517 §4).
    Jwk,
    /// A JWK Set (RFC 7517 §5).
    JwkSet,
    /// PEM: a key.
    Pem,
    /// PEM: a certificate.
    Certificate,
    /// An OpenSSH public key in one line, or a PuTTY key file.
    Ssh,
    /// Names and values, one of which is a secret by its name: an .env file, variables of Terraform.
    Variables,
}

/// A key in the text. It holds no part of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyHint {
    pub kind: KeyHintKind,
    /// Whether it is private or secret: then it is not to be kept in the undo history.
    pub private: bool,
    /// How many keys there are.
    pub count: usize,
    /// Where the (first) key stands in the text.
    pub span: Span,
}

impl KeyHint {
    /// In words, for instance "a private key (PEM)".
    pub const fn words(&self) -> &'static str {
        match (self.kind, self.private) {
            (KeyHintKind::Jwk, true) => "a private or secret key (JWK)",
            (KeyHintKind::Jwk, false) => "a public key (JWK)",
            (KeyHintKind::JwkSet, true) => "a JWK Set with private or secret keys",
            (KeyHintKind::JwkSet, false) => "a JWK Set",
            (KeyHintKind::Pem, true) => "a private key (PEM)",
            (KeyHintKind::Pem, false) => "a public key (PEM)",
            (KeyHintKind::Certificate, _) => "a certificate (PEM)",
            (KeyHintKind::Ssh, true) => "a private key (SSH)",
            (KeyHintKind::Ssh, false) => "a public key (SSH)",
            (KeyHintKind::Variables, _) if self.count > 1 => "a list of variables with several secrets",
            (KeyHintKind::Variables, _) => "a secret in a variable",
        }
    }
}

/// Joins all that was found: the most sensitive one names it, the count is that of all.
pub(super) fn joined(hints: &[KeyHint]) -> Option<KeyHint> {
    let chosen = hints.iter().find(|hint| hint.private).or_else(|| hints.first())?;
    Some(KeyHint { count: hints.iter().map(|hint| hint.count).sum(), ..*chosen })
}

/// Finds PEM blocks, also such as stand in JSON or in an environment variable with `\n` for line breaks, and SSH keys.
pub(super) fn find(text: &str) -> Vec<KeyHint> {
    let mut hints = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(begin) = marker(bytes, at, b"BEGIN ") {
        let body = begin + 6;
        let label = text.get(body..).unwrap_or_default();
        let label = &label[..label.find(['-', '\n', '\r']).unwrap_or(label.len())];
        at = body;
        if let Some(kind) = labelled(label) {
            let end = marker(bytes, body, b"END ").map_or(text.len(), |end| line_end(text, end + 4));
            let start = text[..begin].trim_end_matches(['-', ' ']).len();
            let private = label.contains("PRIVATE KEY");
            hints.push(KeyHint { kind, private, count: 1, span: Span::new(start, end) });
            at = end;
        }
    }
    if hints.is_empty() {
        hints.extend(ssh(text));
    }
    hints
}

/// Longest text in which a secret is looked for among variables: nobody's settings are longer.
const LONGEST_SETTINGS: usize = 1024 * 1024;

/// A text that is variables and nothing else, one of which is the secret by its name.
pub(super) fn variables(text: &str) -> Option<KeyHint> {
    if text.len() > LONGEST_SETTINGS {
        return None;
    }
    // A form has its names and values in one line.
    let is_form = |variable: &Variable| variable.value.expose().contains(&b'&');
    let variables = variable::read(text).filter(|variables| !variables.iter().any(is_form))?;
    let span = Span::new(0, text.len());
    let count = variable::secrets(&variables, |_| false).all.len();
    (count > 0).then_some(KeyHint { kind: KeyHintKind::Variables, private: true, count, span })
}

/// The next place at or behind `at` where `word` stands behind dashes.
fn marker(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes.get(at..)?, word)
        .map(|step| at + step)
        .find(|&place| bytes[..place].ends_with(b"----") || bytes[..place].ends_with(b"---- "))
}

fn labelled(label: &str) -> Option<KeyHintKind> {
    if label.contains("CERTIFICATE") && !label.contains("REQUEST") {
        Some(KeyHintKind::Certificate)
    } else if label.contains("SSH2") {
        Some(KeyHintKind::Ssh)
    } else if label.contains(" KEY") || label.contains("CERTIFICATE") || label.contains("EC PARAMETERS") {
        Some(KeyHintKind::Pem)
    } else {
        None
    }
}

/// The end of the dashes that close a PEM block.
fn line_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while bytes.get(end).is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b' ') {
        end += 1;
    }
    while bytes.get(end) == Some(&b'-') {
        end += 1;
    }
    end
}

fn ssh(text: &str) -> Option<KeyHint> {
    let trimmed = text.trim_start_matches(super::alphabet::is_blank);
    let start = text.len() - trimmed.len();
    let hint =
        |private| KeyHint { kind: KeyHintKind::Ssh, private, count: 1, span: Span::new(start, text.trim_end().len()) };
    if trimmed.starts_with("PuTTY-User-Key-File-") {
        return Some(hint(true));
    }
    let (name, rest) = trimmed.split_once(' ')?;
    let known = matches!(name, "ssh-rsa" | "ssh-ed25519" | "ssh-dss")
        || name.starts_with("ecdsa-sha2-")
        || name.starts_with("sk-");
    // Every SSH key blob starts with the 32-bit length of its type's name.
    (known && rest.trim_start().starts_with("AAAA")).then(|| hint(false))
}
