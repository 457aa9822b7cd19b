//! One import: what is recognized is read, wherever it stands.

use super::super::binary::{self, Context};
use super::super::draft::Draft;
use super::super::recognition::mentions_keys;
use super::super::secret::without_line_break;
use super::super::secret::{SecretReading, secret_readings};
use super::super::{der, jwk_variant, object, pem, point, putty, relation, ssh, xml};
use super::{
    Ancestor, Import, ImportOptions, KeyProblem, LONGEST_GUESSED_SECRET, LONGEST_SECRET_IN_LINES, Opener, WRAPPINGS,
    below, block, coordinate, is_key_list, join, named, path, text_of,
};
use crate::engine::crypto::key::{self, Effort};
use crate::engine::ground::json::{self, Document, Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::parse::parse;
use crate::engine::key::error::KeyError;
use crate::engine::key::foreign::{self, ForeignFormat};
use crate::engine::key::{Doubt, Doubtful, Jwk, KeyId, KeyIds, KeyMaterial, SourceKind};
use crate::engine::text::compact::is_compact;
use crate::engine::text::variable::{self, assignment};
use crate::engine::text::words::{counted, shown};
use crate::engine::text::{envelope, page};
use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::sync::Arc;

pub(super) struct Importer<'a> {
    pub(super) open: Opener,
    pub(super) source_name: &'a str,
    pub(super) options: &'a ImportOptions,
    pub(super) limits: &'a Limits,
    pub(super) ids: &'a mut KeyIds,
    pub(super) effort: Effort,
    /// Iterations of key derivation that are still done, over all blocks.
    pub(super) work: Cell<u64>,
    pub(super) is_full: bool,
    /// Whether what is read now came out of a JWE.
    pub(super) is_encrypted: bool,
    /// The `kid` of the JWK that is read now.
    pub(super) key_id: Option<String>,
    /// Whether a text in which nothing is recognised may be a secret.
    pub(super) guesses: bool,
    /// How often JSON in a string of JSON was gone into.
    pub(super) nesting: u8,
    pub(super) out: Import,
}

impl Importer<'_> {
    pub(super) fn problem(&mut self, place: &str, error: KeyError) {
        if error == KeyError::PassphraseNeeded {
            self.out.needs_passphrase = true;
        }
        let key_id = self.key_id.clone();
        self.out.problems.push(KeyProblem { place: place.to_owned(), error, key_id });
    }

    /// Takes a key in if it is whole and there is room, and says which one it became.
    pub(super) fn accept(&mut self, place: &str, draft: Result<Draft, KeyError>) -> Option<KeyId> {
        if self.is_full {
            return None;
        }
        if self.out.keys.len() + self.out.problems.len() >= self.limits.keys {
            self.is_full = true;
            self.problem("", KeyError::TooManyKeys { limit: self.limits.keys });
            return None;
        }
        let checked = draft.and_then(|draft| match key::check(&draft.material, &mut self.effort) {
            Ok(()) => Ok(draft),
            Err(error) => Err(coordinate::precise(&draft.material).unwrap_or(error)),
        });
        let mut draft = match checked {
            Ok(draft) => draft,
            Err(error) => {
                self.problem(place, error);
                return None;
            }
        };
        for note in std::mem::take(&mut draft.notes) {
            self.note(if place.is_empty() { note } else { format!("{place}: {note}") });
        }
        if matches!(draft.material, KeyMaterial::Rsa { .. }) && self.effort.weak_factors == 0 {
            self.note("so many RSA keys that not all of them were tested for weak factors");
        }
        let (key, certificate) = named(draft, self.source_name, self.ids, &mut self.effort);
        if let Some(certificate) = certificate {
            self.out.certificates.push((key.id, certificate));
        }
        let id = key.id;
        self.out.keys.push(key);
        Some(id)
    }

    /// Keeps a value that somebody may have taken for a secret.
    pub(super) fn doubt(&mut self, draft: Draft, doubt: Doubt) {
        let (key, _) = named(draft, self.source_name, self.ids, &mut self.effort);
        self.out.doubtful.push(Doubtful { key: Arc::new(key), doubt });
    }

    // What is it?

    pub(super) fn content(&mut self, bytes: &[u8], place: &str, wrapping: u8) {
        if bytes.is_empty() {
            return self.problem(place, KeyError::Empty);
        }
        if self.binary_structure(bytes, place, "DER") || self.cose(bytes, place) {
            return;
        }
        if bytes.starts_with(&[0x1f, 0x8b])
            && wrapping < WRAPPINGS
            && let Some(packed) = envelope::text_of(bytes)
        {
            self.note(packed.note().unwrap_or("unpacked with gzip"));
            return self.content(packed.text.as_bytes(), place, wrapping + 1);
        }
        if let Some(format) = foreign::of_binary(bytes) {
            return self.problem(place, KeyError::Foreign(format));
        }
        let Some((text, note)) = text_of(bytes) else {
            return self.guessed_secret(bytes, place);
        };
        if let Some(note) = note {
            self.note(note);
        }
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return self.problem(place, KeyError::Empty);
        }
        if self.open_ssh_public(trimmed, place) {
            return;
        }
        if trimmed.starts_with(putty::START) {
            let draft = putty::read(trimmed, self.context(None));
            self.accept(place, draft);
            return;
        }
        if let Some(format) = foreign::of_text(trimmed) {
            return self.problem(place, KeyError::Foreign(format));
        }
        if self.spelled_otherwise(trimmed, place) {
            return;
        }
        if variable::may_be_manifest(trimmed) && self.variables(trimmed, place, wrapping) {
            return;
        }
        if trimmed.starts_with(['{', '[', '"']) && self.json_text(trimmed, place) {
            return;
        }
        if pem::is_likely(&text) {
            // Variables of an .env file beside a key are no less secrets.
            let beside = assignment::read_beside(&text);
            self.pem(&text, place, None);
            self.named_secret(&beside, place);
            return;
        }
        if below::is_markup(trimmed) {
            return self.xml(trimmed, place);
        }
        if is_compact(trimmed) {
            return self.token(trimmed, place);
        }
        if self.variables(trimmed, place, wrapping) {
            return;
        }
        if let Some(draft) = point::from_text(trimmed) {
            self.accept(place, draft);
            return;
        }
        let trimmed = trimmed.strip_prefix("did:jwk:").map_or(trimmed, |key| key.split('#').next().unwrap_or_default());
        if wrapping < WRAPPINGS && (self.wrapped(trimmed, place, wrapping) || self.wrapped_words(trimmed, place)) {
            return;
        }
        self.guessed_secret(text.as_bytes(), place);
    }

    /// DER of a kind that is known, or clearly meant to be; says whether that settled it.
    fn binary_structure(&mut self, bytes: &[u8], place: &str, wrapping: &str) -> bool {
        if let Some((structure, behind)) = der::classify(bytes) {
            if behind > 0 {
                let was = if behind == 1 { "was" } else { "were" };
                self.note(format!("{} after the DER structure {was} ignored", counted(behind, "byte")));
            }
            if matches!(structure, der::Structure::Pkcs12) {
                self.pkcs12(bytes, place);
                return true;
            }
            let draft = binary::read(structure, self.context(None)).map(|mut draft| {
                draft.format = format!("{wrapping}, {}", draft.format);
                draft
            });
            self.accept(place, draft);
            return true;
        }
        // A length in long form that points beyond the end, and the first element of a key: the file was cut.
        let declared = match bytes {
            [0x30, 0x82, high, low, der::INTEGER | der::SEQUENCE, ..] => {
                Some(4 + (usize::from(*high) << 8 | usize::from(*low)))
            }
            [0x30, 0x81, length, der::INTEGER | der::SEQUENCE, ..] => Some(3 + usize::from(*length)),
            _ => None,
        };
        let is_binary = std::str::from_utf8(bytes).is_err();
        if is_binary && bytes.len() > 80 && declared.is_some_and(|declared| declared > bytes.len()) {
            self.problem(place, KeyError::Damaged("DER structure"));
            return true;
        }
        false
    }

    pub(super) fn context<'b>(&'b self, curve: Option<&'b [u8]>) -> Context<'b> {
        Context { passphrase: self.options.passphrase.as_ref(), limits: self.limits, curve, work: &self.work }
    }

    fn guessed_secret(&mut self, bytes: &[u8], place: &str) {
        if !self.guesses {
            return self.problem(place, KeyError::NotAKey);
        }
        if let Some(error) = std::str::from_utf8(bytes).ok().and_then(below::no_secret) {
            // Settings that people write are no strict JSON.
            let loose = |text| variable::of_loose_json(text, self.limits.json_depth);
            let found =
                matches!(error, KeyError::Json(_)).then(|| std::str::from_utf8(bytes).ok().and_then(loose)).flatten();
            if let Some(found) = found
                && self.named_secret(&found, place)
            {
                self.note("read as JSON with comments or trailing commas");
                return;
            }
            return self.problem(place, error);
        }
        let is_long = bytes.len() > LONGEST_GUESSED_SECRET;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => text,
            _ if is_long => return self.problem(place, KeyError::NotAKey),
            _ => match point::from_bytes(bytes) {
                Some(draft) => {
                    self.accept(place, draft);
                    return;
                }
                None => return self.secret(SecretBytes::from(bytes), "binary"),
            },
        };
        if text.trim_end().contains(['\n', '\r']) {
            return self.secret_in_lines(text, place, is_long);
        }
        if is_long {
            return self.problem(place, KeyError::NotAKey);
        }
        let before = self.out.doubtful.len();
        let found = assignment::read_line(text);
        if self.named_secret(&found, place) {
            return;
        }
        // It has a name that speaks of secrets, or is a line of a program: no part of it is a secret, and the whole is none.
        if self.out.doubtful.len() > before {
            let error = below::masked(&found.variables).unwrap_or_else(|| {
                KeyError::Variables(found.variables.into_iter().map(|variable| variable.name).collect())
            });
            return self.problem(place, error);
        }
        // A template that nobody filled in is one with its name as well.
        if variable::code::is_line(text) || variable::code::names_secret(text) {
            self.doubt(Draft::secret(without_line_break(bytes).into(), "text"), Doubt::LikeCode);
            return self.problem(place, KeyError::NotAKey);
        }
        if without_line_break(bytes).len() < bytes.len() {
            self.note("the final line break was removed");
        }
        let readings = secret_readings(bytes);
        let others: Vec<String> = readings
            .iter()
            .filter(|(reading, _)| !matches!(reading, SecretReading::AsIs | SecretReading::WithoutLineBreak))
            .map(|(reading, secret)| format!("{} ({})", reading.words(), counted(secret.len(), "byte")))
            .collect();
        if !others.is_empty() {
            self.note(format!("read as text; it could also be read {}", others.join(" or ")));
        }
        self.secret(SecretBytes::from(without_line_break(bytes)), "text");
        self.behind_prefix(text);
    }

    /// A text of several lines that is no key file.
    fn secret_in_lines(&mut self, text: &str, place: &str, is_long: bool) {
        if self.named_secret(&variable::of_settings_text(text), place) {
            return;
        }
        if is_long {
            return self.problem(place, KeyError::NotAKey);
        }
        self.behind_prefix(text);
        if self.out.keys.iter().any(|key| key.source.is_secret) {
            return;
        }
        // Nobody's secret has lines, but base64 is broken into them.
        match pem::decode_base64(text) {
            // A key is longer, or begins as DER does.
            Some(secret) if secret.expose().starts_with(&[0x30, 0x82]) || secret.len() > LONGEST_SECRET_IN_LINES => {
                self.problem(place, KeyError::Damaged("base64 of a key"));
            }
            Some(secret) if !secret.is_empty() => {
                self.note("read as base64 in lines");
                self.secret(secret, "base64");
            }
            _ => self.problem(place, KeyError::NotAKey),
        }
    }

    /// base64 around a key file: DER without its PEM lines, a Kubernetes secret, an environment variable.
    fn wrapped(&mut self, text: &str, place: &str, wrapping: u8) -> bool {
        if text.len() < 40 {
            return false;
        }
        let Some(inner) = pem::decode_base64(text) else { return false };
        if der::classify(inner.expose()).is_some() {
            self.note("base64 without BEGIN and END lines");
            return self.binary_structure(inner.expose(), place, "base64 DER");
        }
        let Some((inner_text, _)) = text_of(inner.expose()) else { return false };
        let start = inner_text.trim_start();
        if pem::is_likely(&inner_text) || (start.starts_with('{') && mentions_keys(start)) {
            self.note("the base64 around it was decoded");
            self.content(inner.expose(), place, wrapping + 1);
            return true;
        }
        false
    }

    /// PEM, JWKs or PKCS#12 in base64 somewhere in a text: the `data` of a Kubernetes secret.
    fn wrapped_words(&mut self, text: &str, place: &str) -> bool {
        // "-----BEGIN" in base64; `{"` and `{\n` and `{ "`; a SEQUENCE.
        const STARTS: [&str; 5] = ["LS0tLS1CRUdJTi", "eyJ", "ewog", "eyAi", "M"];
        let mut found = false;
        for word in text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',')) {
            let is_likely = word.len() >= 40 && STARTS.iter().any(|start| word.starts_with(start));
            let Some(inner) = is_likely.then(|| pem::decode_base64(word)).flatten() else { continue };
            let structure = der::classify(inner.expose()).map(|(structure, _)| structure);
            // A bare certificate in base64 is one of a chain that belongs to something else.
            if matches!(structure, Some(der::Structure::Certificate { .. })) {
                continue;
            }
            if structure.is_none() {
                let Some((inner_text, _)) = text_of(inner.expose()) else { continue };
                if !pem::is_likely(&inner_text) && !inner_text.contains("\"kty\"") {
                    continue;
                }
            }
            let before = self.out.keys.len() + self.out.problems.len();
            self.content(inner.expose(), place, WRAPPINGS);
            if self.out.keys.len() + self.out.problems.len() > before {
                found = true;
                self.note("the base64 around it was decoded");
            }
        }
        found
    }

    /// Lines of `authorized_keys`, or one of a `.pub` file, or an SSH2 public key; says whether that settled it.
    fn open_ssh_public(&mut self, text: &str, place: &str) -> bool {
        if text.starts_with("---- BEGIN SSH2 PUBLIC KEY") {
            self.accept(place, ssh::ssh2_public(text));
            return true;
        }
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        // The first line decides: a key may be quoted in the middle of anything.
        if lines.next().is_none_or(|(_, line)| ssh::public_line(line).is_none()) {
            return false;
        }
        let is_one = lines.next().is_none();
        for (index, line) in text.lines().enumerate() {
            let Some(draft) = ssh::public_line(line) else { continue };
            let own = if is_one { String::new() } else { format!("line {}", index + 1) };
            self.accept(&join(place, &own), draft);
            if self.is_full {
                break;
            }
        }
        true
    }

    // JWE (RFC 7517 §7)

    /// A token where a key should be: an encrypted JWK or JWK Set is opened.
    fn token(&mut self, text: &str, place: &str) {
        if self.is_encrypted {
            // A JWE in a JWE: nobody wraps keys twice, and whoever knows a public key could nest them without end.
            return self.problem(place, KeyError::Foreign(ForeignFormat::Token));
        }
        let parsed = parse(text, &Limits { text: self.limits.key_file, ..*self.limits });
        let JoseObject::Jwe(jwe) = parsed.object else {
            return self.problem(place, KeyError::Foreign(ForeignFormat::Token));
        };
        let header = jwe.recipients.first().map(|recipient| &recipient.header);
        let says_keys = header.and_then(|header| header.text("cty")).is_some_and(|cty| {
            ["jwk+json", "jwk-set+json"].iter().any(|kind| cty.to_ascii_lowercase().ends_with(kind))
        });
        let is_faulty = parsed.faults.iter().any(|fault| fault.is_fatal);
        match (self.open)(&jwe, text, self.options, self.limits, &self.work) {
            _ if is_faulty && says_keys => self.problem(place, KeyError::Damaged("encryption")),
            Ok(plain) => self.opened_keys(&plain, place),
            // Nothing says that there is a key in it: a token, for all that is known.
            Err(_) if !says_keys => self.problem(place, KeyError::Foreign(ForeignFormat::Token)),
            Err(error) => self.problem(place, error),
        }
    }

    fn opened_keys(&mut self, plain: &[u8], place: &str) {
        let document = json::scan(plain, self.limits.json_depth);
        let before = self.out.keys.len() + self.out.problems.len();
        self.is_encrypted = true;
        if document.object().is_some() {
            self.json(&document, place);
        }
        self.is_encrypted = false;
        document.wipe();
        if self.out.keys.len() + self.out.problems.len() == before {
            self.problem(place, KeyError::NotAKey);
        }
    }

    // JSON

    /// Says whether that settled it: broken JSON without a trace of keys may be a secret.
    pub(super) fn json_text(&mut self, text: &str, place: &str) -> bool {
        let document = json::scan(text.as_bytes(), self.limits.json_depth);
        let settled = match document.fault() {
            None => self.json(&document, place),
            // One text behind the other: two sets that were appended, or one key a line.
            Some(fault) if fault.kind == json::FaultKind::Trailing && mentions_keys(text) && !text.starts_with('"') => {
                self.json_texts(text, &document, place)
            }
            // What is no JSON because of the line breaks of a PEM in it is still that PEM.
            Some(_) if text.contains("-----END ") && pem::is_likely(text) => false,
            // Quoted lines of source code begin like a JSON string.
            Some(fault) if mentions_keys(text) && !text.starts_with('"') => {
                self.problem(place, KeyError::Json(fault.kind));
                true
            }
            Some(_) => false,
        };
        document.wipe();
        settled
    }

    pub(super) fn json(&mut self, document: &Document, place: &str) -> bool {
        let Some(root) = document.root() else { return false };
        if !matches!(root.kind(), Kind::Object | Kind::Array | Kind::String) {
            return false;
        }
        if root.get("ciphertext").is_some() && root.get("kty").is_none() {
            if let Ok(text) = std::str::from_utf8(document.bytes()) {
                self.token(text.trim(), place);
            }
            return true;
        }
        let before = self.out.keys.len() + self.out.problems.len();
        self.json_values(document, root, place);
        if self.out.keys.len() + self.out.problems.len() > before {
            // A client's secret beside its keys, an .env in JSON.
            if root.kind() == Kind::Object {
                self.settings_beside(root, place);
            }
            return true;
        }
        if root.kind() == Kind::String {
            return false;
        }
        let of_vault = point::from_vault(root);
        if !of_vault.is_empty() {
            for draft in of_vault {
                self.accept(place, Ok(draft));
            }
            return true;
        }
        if self.answer_of_store(root, place) {
            return true;
        }
        let other = || point::from_json(root).or_else(|| xml::from_json(root));
        if root.kind() == Kind::Object
            && let Some(draft) = other()
        {
            self.accept(place, draft);
            return true;
        }
        let metadata = root.get("jwks_uri").and_then(Value::as_str);
        if metadata.is_none() && self.settings(root, place) {
            return true;
        }
        let error = if let Some(keys) = metadata {
            KeyError::Metadata { keys: keys.into_owned() }
        } else if ["ciphertext", "signatures", "payload", "protected"]
            .iter()
            .any(|name| root.get(name).is_some_and(|value| value.kind() != Kind::Object))
        {
            KeyError::Foreign(ForeignFormat::Token)
        } else if ["n", "k", "crv", "x", "pub"].iter().any(|name| root.get(name).is_some()) {
            KeyError::MemberMissing("kty")
        } else if let Some(words) = page::answer(root) {
            KeyError::ServerAnswer(words)
        } else if root.get("keys").is_some_and(|keys| keys.kind() == Kind::Array && keys.child_count() == 0) {
            KeyError::EmptySet
        } else if root.child_count() == 0 {
            KeyError::Empty
        } else {
            KeyError::NotAKey
        };
        self.problem(place, error);
        true
    }

    /// Walks the document from front to back: JWKs, sets of them at any depth, and PEM in strings.
    fn json_values(&mut self, document: &Document, root: Value<'_>, outer: &str) {
        // What an issuer or a client says of itself (OpenID Connect Discovery §3, Registration §2) is for everybody.
        let is_metadata =
            ["issuer", "jwks_uri", "client_id", "redirect_uris"].iter().any(|name| root.get(name).is_some());
        let mut ancestors: Vec<Ancestor> = Vec::new();
        let mut index = 0;
        while let Some(value) = document.value(index) {
            ancestors.truncate(value.depth());
            let position = ancestors.last_mut().map_or(0, |parent| {
                parent.seen += 1;
                parent.seen - 1
            });
            ancestors.push(Ancestor { index, position, seen: 0, name: OnceCell::new() });
            index += 1;
            match value.kind() {
                Kind::Object if value.get("kty").is_some() || jwk_variant::is_likely(value) => {
                    let place = join(outer, &path(document, &ancestors));
                    self.jwk(value, &place, "JWK");
                    index = value.next_index();
                }
                Kind::Array if is_key_list(document, value, &ancestors) => {
                    let place = join(outer, &path(document, &ancestors));
                    self.key_list(value, &place, is_metadata);
                    index = value.next_index();
                }
                Kind::Array if value.children().next().is_some_and(|first| first.kind() == Kind::String) => {
                    let place = join(outer, &path(document, &ancestors));
                    if self.lines_of_pem(value, &place) {
                        index = value.next_index();
                    }
                }
                Kind::String => {
                    let Some(text) = value.as_str() else { continue };
                    if let Some(draft) = ssh::public_line(&text) {
                        self.accept(&join(outer, &path(document, &ancestors)), draft);
                        continue;
                    }
                    if !text.contains("BEGIN ") || !pem::is_likely(&text) {
                        let place = join(outer, &path(document, &ancestors));
                        let is_read = self.percent_encoded_pem(&text, &place)
                            || self.json_in_string(&text, &place)
                            || text.starts_with("@{") && self.printed_by_power_shell(&text, &place);
                        if !is_read {
                            self.wrapped_words(&text, &place);
                        }
                        continue;
                    }
                    let parent = ancestors.iter().rev().nth(1).and_then(|parent| document.value(parent.index));
                    let key_id = match value.name() {
                        // Google's service accounts.
                        Some(name) if name == "private_key" => {
                            parent.and_then(|parent| parent.get("private_key_id")?.as_str())
                        }
                        // Certificates and keys under their kid, as Google and Firebase publish them.
                        Some(name) if parent.is_some_and(block::is_map) && !block::is_word_for_key(&name) => Some(name),
                        _ => None,
                    };
                    let place = join(outer, &path(document, &ancestors));
                    self.pem(&text, &place, key_id.as_deref());
                }
                _ => {}
            }
            if self.is_full {
                return;
            }
        }
    }

    fn jwk(&mut self, value: Value<'_>, place: &str, format: &str) {
        self.jwk_or_variant(value, place, format, true);
    }

    pub(super) fn jwk_or_variant(&mut self, value: Value<'_>, place: &str, format: &str, may_vary: bool) {
        let draft = object::read(value).map(|mut draft| {
            draft.format = format!("{}{format}", if self.is_encrypted { "encrypted " } else { "" });
            draft
        });
        let kid = value.get("kid").and_then(Value::as_str);
        let comma = if place.is_empty() { "" } else { ", " };
        let named = kid.as_deref().map(|kid| format!("{place}{comma}kid \"{}\"", shown(kid)));
        let own = named.as_deref().unwrap_or(place);
        if may_vary && draft.is_err() && self.variant(value, own, format) {
            return;
        }
        let remark = jwk_variant::remark(value).filter(|_| draft.is_ok());
        self.key_id = kid.map(Cow::into_owned);
        let was_refused = self.out.problems.len();
        let accepted = self.accept(own, draft);
        if may_vary && self.out.problems.len() > was_refused {
            self.mend(value);
        }
        if let Some(id) = accepted {
            self.out.texts.push((id, SecretBytes::from(value.lexeme().as_bytes())));
            if let Some(remark) = remark {
                self.note(if own.is_empty() { remark } else { format!("{own}: {remark}") });
            }
        }
        self.key_id = None;
    }

    fn key_list(&mut self, list: Value<'_>, place: &str, is_published: bool) {
        let first = self.out.keys.len();
        for (position, element) in list.children().enumerate() {
            let place = format!("{place}[{position}]");
            if !self.key_of_entry(element, &place) {
                self.jwk(element, &place, "JWK Set");
            }
            if self.is_full {
                break;
            }
        }
        let members = self.out.keys.get_mut(first..).unwrap_or_default();
        members.iter_mut().for_each(|key| key.source.is_of_set = true);
        relation::mark_names(members);
        relation::mark_secrets_among_public_keys(members, is_published);
    }

    /// What the keys are to each other and to their file.
    pub(super) fn relate(&mut self) {
        self.join();
        if self.options.is_file {
            let kind = if self.out.keys.len() == 1 { SourceKind::FileOfItsOwn } else { SourceKind::File };
            self.out.keys.iter_mut().for_each(|key| key.source.kind = kind);
            let doubtful = self.out.doubtful.iter_mut().map(|doubtful| Arc::make_mut(&mut doubtful.key));
            doubtful.for_each(|key| key.source.kind = SourceKind::File);
        }
    }

    /// A private key and its certificate in one file: the thumbprints of the certificate are the key's too, and its name.
    fn join(&mut self) {
        let left = relation::mark_shared_moduli(&mut self.out.keys);
        if left > 0 {
            self.note(format!("so many RSA keys that {left} of them were not tested for shared primes"));
        }
        if self.out.certificates.is_empty() {
            return;
        }
        self.join_certificates();
        let has_several = self.out.keys.iter().filter(|key| key.is_private()).count() > 1;
        let is_apart = |key: &Jwk| key.is_private() && key.x5t_s256.is_none();
        let is_pair = |key: &Jwk| !key.is_private() && key.source.format.ends_with("certificate");
        if !has_several && self.out.keys.iter().any(is_apart) && self.out.keys.iter().any(is_pair) {
            self.note("the certificate is not that of the private key beside it: they are two keys");
        }
        let by_thumbprint: HashMap<String, (Option<String>, Option<String>)> = self
            .out
            .keys
            .iter()
            .filter(|key| key.x5t_s256.is_some())
            .map(|key| (key.thumbprint.clone(), (key.x5t.clone(), key.x5t_s256.clone())))
            .collect();
        for key in self.out.keys.iter_mut().filter(|key| key.x5t_s256.is_none()) {
            if let Some((x5t, x5t_s256)) = by_thumbprint.get(&key.thumbprint) {
                key.x5t.clone_from(x5t);
                key.x5t_s256.clone_from(x5t_s256);
            }
        }
    }
}
