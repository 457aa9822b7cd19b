//! Keys that are written as they are nowhere else: a DID, a header of HTTP, CBOR, the lines of a PEM in a list, what a store of
//! secrets answers. And prints of keys that hold none.

use super::super::draft::Draft;
use super::super::{binary, cose, der, multibase, pem, printed};
use super::{Importer, WRAPPINGS};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
use crate::engine::key::foreign::ForeignFormat;
use crate::engine::text::variable::{doubt, front};
use crate::engine::text::words::shown;
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

/// Longest text of a COSE_Key or a DID.
const LONGEST: usize = 8 * 1024;
/// Certificates of a header.
const MOST: usize = 16;

impl Importer<'_> {
    /// A key that a whole text is, in a spelling of its own; says whether that settled it.
    pub(super) fn spelled_otherwise(&mut self, text: &str, place: &str) -> bool {
        if text.len() <= LONGEST
            && let Some(draft) = multibase::read(text).or_else(|| cose::read(bytes_of(text)?.expose()))
        {
            self.accept(place, draft);
            return true;
        }
        if let Some(missing) = shortened(text) {
            self.problem(place, KeyError::Shortened { missing });
            return true;
        }
        if is_printed_object(text) {
            self.problem(place, KeyError::PrintedObject);
            return true;
        }
        // `<your secret>` is no element of XML.
        if is_invitation(text) && doubt::is_in_place_of_one(text) {
            self.problem(place, KeyError::Placeholder);
            return true;
        }
        if (text.contains("odulus:") || text.contains("pub:"))
            && !pem::is_likely(text)
            && let Some(draft) = printed::of_command(text)
        {
            self.accept(place, draft);
            return true;
        }
        self.printed_by_power_shell(text, place) || self.certificates_of_header(text, place)
    }

    /// A JWK that PowerShell printed, as a whole text or in a string of JSON; says whether it is one.
    pub(super) fn printed_by_power_shell(&mut self, text: &str, place: &str) -> bool {
        let is_likely = self.nesting == 0 && (text.starts_with("@{") || text.contains("kty") && text.contains(" : "));
        let Some(json) = is_likely.then(|| printed::power_shell(text)).flatten() else { return false };
        self.note("read from an object that PowerShell printed");
        self.nesting += 1;
        let settled = self.json_text(&json, place);
        self.nesting -= 1;
        settled
    }

    /// A COSE_Key in binary; says whether it is one.
    pub(super) fn cose(&mut self, bytes: &[u8], place: &str) -> bool {
        let Some(draft) = cose::read(bytes) else { return false };
        self.accept(place, draft);
        true
    }

    /// `Client-Cert: :MII…:` and `Client-Cert-Chain: :…:, :…:` (RFC 9440 §2): certificates between colons (RFC 8941 §3.3.5).
    fn certificates_of_header(&mut self, text: &str, place: &str) -> bool {
        let value = match text.split_once(": ") {
            Some((name, value)) if name.to_ascii_lowercase().starts_with("client-cert") => value.trim(),
            _ => text,
        };
        if !value.starts_with(":MI") || !value.ends_with(':') {
            return false;
        }
        let mut found = false;
        for item in value.split(',').take(MOST) {
            let base64 = item.trim().strip_prefix(':').and_then(|item| item.strip_suffix(':'));
            let Some(bytes) = base64.and_then(pem::decode_base64) else { continue };
            let Some((structure @ der::Structure::Certificate { .. }, _)) = der::classify(bytes.expose()) else {
                continue;
            };
            let draft = binary::read(structure, self.context(None)).map(|mut draft| {
                draft.format = format!("Client-Cert header, {}", draft.format);
                draft
            });
            self.accept(place, draft);
            found = true;
        }
        found
    }

    /// The PEM whose lines are the elements of a list; says whether it is one.
    pub(super) fn lines_of_pem(&mut self, list: Value<'_>, place: &str) -> bool {
        const LINES: usize = 1_024;
        let mut children = list.children();
        let is_begun = children
            .next()
            .and_then(Value::as_str)
            .is_some_and(|first| first.trim_start().starts_with("-----BEGIN ") && !first.contains("-----END "));
        if list.kind() != Kind::Array || !is_begun || list.child_count() > LINES {
            return false;
        }
        let mut text = Zeroizing::new(String::new());
        for line in list.children() {
            let Some(line) = line.as_str() else { return false };
            text.push_str(&line);
            text.push('\n');
        }
        if !text.contains("-----END ") {
            return false;
        }
        self.note("the lines of a PEM in a list were joined");
        self.pem(&text, place, None);
        true
    }

    /// A PEM in a string whose blanks, signs and line breaks are percent-encoded; says whether it is one.
    pub(super) fn percent_encoded_pem(&mut self, text: &str, place: &str) -> bool {
        if !["-----BEGIN%20", "-----BEGIN+", "%2DBEGIN%20"].iter().any(|mark| text.contains(mark)) {
            return false;
        }
        // A plus sign of base64 is written as %2B.
        let plain = if text.contains("%2B") || !text.contains("BEGIN+") {
            Zeroizing::new(text.to_owned())
        } else {
            Zeroizing::new(text.replace('+', " "))
        };
        let Ok(plain) = percent_decode_str(&plain).decode_utf8() else { return false };
        let plain = Zeroizing::new(plain.replace("BEGIN+", "BEGIN ").replace("END+", "END ").replace("+KEY-", " KEY-"));
        if !pem::is_likely(&plain) {
            return false;
        }
        self.note("percent-encoding decoded");
        self.pem(&plain, place, None);
        true
    }

    /// What a store of secrets answers with the secret in base64: `{"name": …, "payload": {"data": "…"}}` of Google Cloud's
    /// Secret Manager. Says whether it is one.
    pub(super) fn answer_of_store(&mut self, root: Value<'_>, place: &str) -> bool {
        let payload = root.get("payload").filter(|payload| payload.kind() == Kind::Object);
        let data = payload.and_then(|payload| payload.get("data")?.as_str());
        let is_one = self.nesting == 0
            && (root.get("name").is_some() || root.child_count() == 1)
            && root.get("signatures").is_none();
        let Some(secret) = data.filter(|_| is_one).and_then(|data| pem::decode_base64(&data)) else { return false };
        let before = self.out.keys.len();
        self.note("payload.data, as Google Cloud Secret Manager answers, was decoded from base64");
        self.nesting += 1;
        self.content(secret.expose(), place, WRAPPINGS);
        self.nesting -= 1;
        let is_secret =
            self.out.keys.get(before..).is_some_and(|keys| {
                keys.len() == 1 && keys.iter().all(|key| key.source.is_secret && key.name.is_none())
            });
        if is_secret && self.out.secret.is_none() {
            self.out.secret = Some(secret);
        }
        true
    }

    /// The key in an entry of a list of keys that is no JWK: Keycloak's administration lists a key with its SubjectPublicKeyInfo
    /// and its certificate.
    pub(super) fn key_of_entry(&mut self, entry: Value<'_>, place: &str) -> bool {
        if entry.get("kty").is_some() {
            return false;
        }
        let text = |name: &str| entry.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let names = ["publicKey", "public_key", "certificate", "x509Certificate"];
        let bytes = names.iter().find_map(|name| pem::decode_base64(&text(name)?));
        let Some(bytes) = bytes else { return false };
        let Some((structure, _)) = der::classify(bytes.expose()) else { return false };
        let kid = text("kid").or_else(|| text("id"));
        let comma = if place.is_empty() { "" } else { ", " };
        let named = kid.as_deref().map(|kid| format!("{place}{comma}kid \"{}\"", shown(kid)));
        let draft = binary::read(structure, self.context(None)).map(|draft| Draft {
            format: format!("base64 DER, {}", draft.format),
            key_id: kid.map(std::borrow::Cow::into_owned),
            algorithm: text("algorithm").map(std::borrow::Cow::into_owned).filter(|name| is_algorithm(name)),
            ..draft
        });
        self.note("read from the public keys or certificates in a list that is no JWK Set");
        self.accept(named.as_deref().unwrap_or(place), draft);
        true
    }

    /// The secret behind what a terminal, a log or a chat writes in front of a line: another reading beside the whole line.
    pub(super) fn behind_prefix(&mut self, text: &str) {
        let Some((word, what)) = front::behind(text) else { return };
        if self.out.keys.is_empty() && self.out.secret.is_none() {
            self.out.secret = Some(SecretBytes::from(word.as_bytes()));
        }
        self.note(format!("read without {what} too"));
        self.secret(SecretBytes::from(word.as_bytes()), &format!("text, without {what}"));
    }
}

fn is_algorithm(name: &str) -> bool {
    crate::engine::ground::registry::algorithm(name).is_some()
}

/// The bytes of a text in base64 or hexadecimal.
fn bytes_of(text: &str) -> Option<SecretBytes> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    if digits.len() >= 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok().map(SecretBytes::new);
    }
    let is_base64 =
        text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte));
    is_base64.then(|| pem::decode_base64(text)).flatten()
}

/// How many bytes are missing from what a program printed of a list of bytes: Node's `<Buffer 2d 2d … 401 more bytes>`,
/// `Uint8Array(451) [ 45, 45, … 351 more items ]`.
pub(super) fn shortened(text: &str) -> Option<usize> {
    let is_list = text.starts_with("<Buffer ") || text.starts_with("Uint8Array(") || text.starts_with("[ ");
    let behind = is_list.then(|| text.rsplit_once("... ")).flatten()?.1;
    let (count, unit) = behind.split_once(' ')?;
    let is_unit = ["more byte", "more item"].iter().any(|known| unit.starts_with(known));
    count.parse().ok().filter(|_| is_unit)
}

/// What a program prints of a key that it holds, and that is not the key.
pub(super) fn is_printed_object(text: &str) -> bool {
    const FRONTS: [&str; 12] = [
        "PublicKeyObject",
        "PrivateKeyObject",
        "SecretKeyObject",
        "KeyObject",
        "CryptoKey",
        "[object CryptoKey]",
        "[object Object]",
        "[object KeyObject]",
        "<cryptography.hazmat.",
        "<RSAPublicKey",
        "Promise {",
        "System.Security.Cryptography.",
    ];
    let is_of_java = || {
        let name = text.split('@').next().unwrap_or_default();
        ["sun.security.", "org.bouncycastle.", "java.security."].iter().any(|front| name.starts_with(front))
    };
    let is_begun = |front: &str| {
        text.strip_prefix(front).is_some_and(|rest| {
            front.ends_with(['.', ']', '{']) || rest.is_empty() || rest.starts_with([' ', '{', '['])
        })
    };
    text.len() <= LONGEST && (FRONTS.iter().any(|front| is_begun(front)) || is_of_java())
}

/// `<your secret>`, `<JWT_KEY>`: no element of XML.
fn is_invitation(text: &str) -> bool {
    let lower = text.get(..64.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    text.starts_with('<')
        && !text.contains(['/', '=', '?', '!'])
        && ["secret", "key", "your", "here", "token", "password", "jwt"].iter().any(|word| lower.contains(word))
}

/// The name of a key file in the place of its content: `/etc/keys/jwks.json`, `certs\public.pem`.
pub(super) fn is_path(text: &str) -> bool {
    const KEYS: [&str; 13] =
        ["pem", "crt", "cer", "der", "p12", "pfx", "jks", "jwk", "jwks", "ppk", "p8", "p7b", "keystore"];
    const OTHERS: [&str; 7] = ["json", "key", "pub", "txt", "env", "yml", "yaml"];
    let text = text.strip_prefix("file://").unwrap_or(text);
    let is_sound = text.len() <= 256
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/\\._-~: ".contains(&byte))
        && !text.trim().contains("  ");
    let Some((front, extension)) = text.rsplit_once('.').filter(|_| is_sound) else { return false };
    let extension = extension.to_ascii_lowercase();
    let is_absolute = ["/", "./", "../", "~/"].iter().any(|begin| front.starts_with(begin))
        || front.as_bytes().get(1) == Some(&b':') && front.contains('\\');
    let is_bare = !front.is_empty() && !front.contains([' ', ':']);
    is_absolute && (KEYS.contains(&&*extension) || OTHERS.contains(&&*extension))
        || is_bare && (KEYS.contains(&&*extension) || front.ends_with("jwks") && extension == "json")
}

/// What is surely no secret, by how it is written.
pub(super) fn no_secret(text: &str) -> Option<KeyError> {
    if let Some(missing) = shortened(text) {
        return Some(KeyError::Shortened { missing });
    }
    if is_printed_object(text) {
        return Some(KeyError::PrintedObject);
    }
    if text.starts_with("AGE-SECRET-KEY-1") || text.starts_with("age1") && text.len() == 62 {
        return Some(KeyError::Foreign(ForeignFormat::Age));
    }
    if text.starts_with("did:") && !text.contains(char::is_whitespace) {
        return Some(KeyError::Foreign(ForeignFormat::Did));
    }
    if text.starts_with("SHA256:") && crate::engine::key::likeness::fingerprint(text).is_some() {
        return Some(KeyError::Foreign(ForeignFormat::Fingerprint));
    }
    is_path(text).then_some(KeyError::Foreign(ForeignFormat::Path))
}

#[cfg(test)]
mod tests {
    use super::{is_path, is_printed_object, no_secret, shortened};
    use crate::engine::key::error::KeyError;
    use crate::engine::key::foreign::ForeignFormat;

    #[test]
    fn what_is_surely_no_secret() {
        for path in ["/etc/keys/jwks.json", "./key.pem", "C:\\keys\\server.pfx", "~/.ssh/id_rsa.pub", "jwks.json"] {
            assert!(is_path(path), "{path}");
        }
        for secret in ["/secret", "a.b", "key.with.dots", "s3cr3t/Ab.json", "correct horse.pem"] {
            assert!(!is_path(secret), "{secret}");
        }
        for printed in
            ["PublicKeyObject {}", "CryptoKey { type: 'public' }", "<cryptography.hazmat.bindings object at 0x1>"]
        {
            assert!(is_printed_object(printed), "{printed}");
        }
        assert!(!is_printed_object("CryptoKeyboard-7"));
        assert_eq!(shortened("<Buffer 2d 2d 2d ... 401 more bytes>"), Some(401));
        assert_eq!(shortened("<Buffer 2d 2d 2d>"), None);
        let of = |text: &str| no_secret(text);
        assert_eq!(of("did:web:example.com"), Some(KeyError::Foreign(ForeignFormat::Did)));
        let age = format!("AGE-SECRET-KEY-1{}", "Q".repeat(58));
        assert_eq!(of(&age), Some(KeyError::Foreign(ForeignFormat::Age)));
        assert_eq!(of("correct-horse-battery-staple"), None);
    }
}
