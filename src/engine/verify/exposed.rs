//! The key that made a token, within that token: whoever reads it can make another.

use super::work::{self, Work};
use crate::engine::crypto::key::{Effort, check};
use crate::engine::ground::json::{Kind, Value, scan};
use crate::engine::ground::jwa::{CURVES, Curve};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::ground::span::Span;
use crate::engine::jose::exposed::Exposed;
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::layer::{ContentKind, Layer};
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::key::{Jwk, KeyIds, KeyMaterial};
use crate::engine::key_file::import::{ImportOptions, public_material};
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use crate::engine::rule::finding::Place;
use crate::engine::text::private::{keys_within, private_members};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE, HEXUPPER};
use memchr::memmem;
use zeroize::Zeroizing;

/// Bytes of a secret that no text has by chance, as all of it and as a part.
const SHORTEST: usize = 4;
const SHORTEST_PART: usize = 16;
/// Texts of private keys that are opened in one layer.
const MOST_KEYS: usize = 8;

/// Where a layer says its own key.
pub(crate) struct Found {
    pub(crate) place: Place,
    /// Bytes of the layer's text.
    pub(crate) span: Option<Span>,
    /// The header parameter or claim that says it.
    pub(crate) name: String,
}

/// The texts of the layer that hold the key that made it, and the first place where one stands.
pub(crate) fn examine(layer: &Layer, work: &Work) -> (Exposed, Option<Found>) {
    let verified = layer.signatures.iter().filter(|result| result.status == SignatureStatus::Verified);
    let decrypted = layer.recipients.iter().filter(|result| result.status == RecipientStatus::Decrypted);
    let keys: Vec<&Jwk> = verified
        .filter_map(|result| result.key.as_deref())
        .chain(decrypted.filter_map(|result| result.key.as_deref()))
        .collect();
    let (needles, exposed) = (Needles::of(&keys), Exposed::default());
    let mut search = Search { needles, exposed, found: None, left: MOST_KEYS, work };
    if search.needles.is_empty() {
        return (Exposed::default(), None);
    }
    for header in headers(layer) {
        for source in &header.sources {
            if let Some(object) = source.object() {
                search.values(object, Place::Header, &|bytes| Some(source.span_in_text(bytes)));
            }
        }
    }
    // What is encrypted is read by those alone who have the key.
    if layer.jws().is_some() {
        search.content(layer);
    }
    (search.exposed, search.found)
}

fn headers(layer: &Layer) -> impl Iterator<Item = &JoseHeader> {
    let signatures = layer.jws().into_iter().flat_map(|jws| &jws.signatures).map(|entry| &entry.header);
    let recipients = layer.jwe().into_iter().flat_map(|jwe| &jwe.recipients).map(|entry| &entry.header);
    signatures.chain(recipients)
}

/// What is looked for.
#[derive(Default)]
struct Needles {
    /// Secrets in each spelling.
    secrets: Vec<Zeroizing<String>>,
    /// Thumbprints of key pairs.
    pairs: Vec<String>,
    /// Public halves to which a private one is a few bytes.
    halves: Vec<KeyMaterial>,
}

impl Needles {
    fn of(keys: &[&Jwk]) -> Self {
        let mut needles = Self::default();
        for key in keys {
            match &key.material {
                KeyMaterial::Oct(secret) if secret.len() >= SHORTEST => {
                    let bytes = secret.expose();
                    needles
                        .secrets
                        .extend(std::str::from_utf8(bytes).map(|text| Zeroizing::new(text.trim().to_owned())));
                    let spellings = [&BASE64URL_NOPAD, &BASE64URL, &BASE64, &BASE64_NOPAD, &HEXLOWER, &HEXUPPER];
                    needles.secrets.extend(spellings.map(|spelling| Zeroizing::new(spelling.encode(bytes))));
                }
                KeyMaterial::Oct(_) => {}
                material => {
                    needles.pairs.push(key.thumbprint.clone());
                    needles.halves.push(material.clone());
                }
            }
        }
        needles.secrets.retain(|secret| secret.len() >= SHORTEST);
        needles
    }

    fn is_empty(&self) -> bool {
        self.secrets.is_empty() && self.pairs.is_empty()
    }

    /// The secret that is in a text, as it is spelled there.
    fn secret(&self, text: &str) -> Option<&str> {
        let trimmed = text.trim();
        let is_within = |secret: &str| {
            secret.len() >= SHORTEST_PART
                && secret.len() < trimmed.len()
                && memmem::find(trimmed.as_bytes(), secret.as_bytes()).is_some()
        };
        let is_in = |secret: &str| trimmed == secret || is_within(secret);
        self.secrets.iter().map(|secret| secret.as_str()).find(|secret| is_in(secret))
    }

    /// Whether a text is the private half alone, as far as there is work left to say so.
    fn is_half(&self, text: &str, work: &Work) -> bool {
        // What nearly every `kid` is: the hash of a key, and as long as a private one.
        if self.pairs.iter().any(|thumbprint| thumbprint == text) {
            return false;
        }
        let spelled = |text: &[u8]| HEXLOWER_PERMISSIVE.decode(text).or_else(|_| BASE64URL_NOPAD.decode(text));
        let Ok(bytes) = spelled(text.trim().as_bytes()).map(SecretBytes::new) else { return false };
        let is_whole =
            |pair: KeyMaterial| work.take(work::pairing(&pair)) && check(&pair, &mut Effort::default()).is_ok();
        self.halves.iter().filter_map(|half| with_private(half, &bytes)).any(is_whole)
    }

    fn is_pair(&self, material: &KeyMaterial) -> bool {
        self.pairs.contains(&thumbprint_sha256(material))
    }
}

/// A public half with this as its private one; `None` where that has another length.
fn with_private(public: &KeyMaterial, private: &SecretBytes) -> Option<KeyMaterial> {
    let fits = |curve: &Curve| CURVES.iter().any(|row| row.curve == *curve && row.private_len == private.len());
    match public {
        KeyMaterial::Ec { curve, x, y, .. } if fits(curve) => {
            Some(KeyMaterial::Ec { curve: *curve, x: x.clone(), y: y.clone(), d: Some(private.clone()) })
        }
        KeyMaterial::Okp { curve, x, .. } if fits(curve) => {
            Some(KeyMaterial::Okp { curve: *curve, x: x.clone(), d: Some(private.clone()) })
        }
        _ => None,
    }
}

struct Search<'a> {
    needles: Needles,
    exposed: Exposed,
    found: Option<Found>,
    left: usize,
    work: &'a Work,
}

impl Search<'_> {
    fn content(&mut self, layer: &Layer) {
        let Some(content) = &layer.content else { return };
        match &content.document {
            Some(_) => {
                if let Some(claims) = layer.claims_document().and_then(|document| document.root()) {
                    self.values(claims, Place::Payload, &|bytes| layer.claims_span(bytes));
                }
            }
            None if content.kind == ContentKind::Text => {
                if let Ok(text) = std::str::from_utf8(&content.bytes)
                    && self.text(text)
                {
                    let span = content.part.as_ref().map(|part| part.span);
                    self.keep(text, Place::Payload, span, "The payload");
                }
            }
            None => {}
        }
        for disclosure in layer.sd_jwt.iter().flat_map(|sd_jwt| &sd_jwt.disclosures) {
            if let Some(root) = disclosure.document.root() {
                self.values(root, Place::Payload, &|_| Some(disclosure.part.span));
            }
        }
    }

    fn values(&mut self, root: Value<'_>, place: Place, span: &dyn Fn(Span) -> Option<Span>) {
        for value in (root.index()..root.next_index()).filter_map(|index| root.document().value(index)) {
            let name = value.name().unwrap_or_default();
            if self.text(&name) {
                self.keep(&name, place, span(value.name_span().unwrap_or(value.span())), "The name of a member");
            }
            let is_own = match value.kind() {
                Kind::String => value.as_str().is_some_and(|text| self.text(&text)),
                Kind::Object => self.is_own_pair(value),
                _ => false,
            };
            if is_own {
                let text = value.as_str().unwrap_or_default();
                let called = if name.is_empty() { "An element" } else { &*name };
                self.keep(&text, place, span(value.span()), called);
            }
        }
    }

    fn keep(&mut self, text: &str, place: Place, span: Option<Span>, name: &str) {
        if !text.is_empty() {
            let key = self.needles.secret(text).map(str::to_owned);
            self.exposed.push(text, key.as_deref());
        }
        self.found.get_or_insert_with(|| Found { place, span, name: name.to_owned() });
    }

    /// Whether a text has the key in it.
    fn text(&mut self, text: &str) -> bool {
        if text.len() < SHORTEST {
            return false;
        }
        if self.needles.secret(text).is_some() {
            return true;
        }
        if self.needles.pairs.is_empty() || self.left == 0 {
            return false;
        }
        if self.needles.is_half(text, self.work) {
            return true;
        }
        keys_within(text).iter().take(MOST_KEYS).any(|key| self.opens(key))
    }

    /// Whether the text or DER of a private key is that of the pair.
    fn opens(&mut self, key: &[u8]) -> bool {
        let Some(left) = self.left.checked_sub(1) else { return false };
        self.left = left;
        let (options, limits) = (ImportOptions::default(), Limits::DEFAULT);
        let imported = super::key_file::import(key, "", &options, &limits, &mut KeyIds::default());
        if imported.keys.iter().any(|key| self.needles.pairs.contains(&key.thumbprint)) {
            return true;
        }
        let document = scan(key, limits.json_depth);
        (0..document.len()).filter_map(|index| document.value(index)).any(|value| self.is_own_pair(value))
    }

    fn is_own_pair(&self, object: Value<'_>) -> bool {
        !self.needles.pairs.is_empty()
            && object.kind() == Kind::Object
            && private_members(object).next().is_some()
            && public_material(object).is_ok_and(|material| self.needles.is_pair(&material))
    }
}
