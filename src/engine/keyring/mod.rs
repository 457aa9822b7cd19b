//! A keyring as a value: bytes in, bytes out. It is an Encrypted JWK Set (RFC 7517 §7), so that other programs open it
//! too; one with public keys alone may be a plain JWK Set.
//!
//! What Jotsmith adds stands under one member, `jotsmith`, of the set and of each key. Members that it does not know are
//! kept as they were written.

mod anchor;
mod error;
pub mod guess;
mod join;
mod member;
mod open;
mod seal;
mod token;

pub use error::{AddError, OpenError, SealError};
pub use open::{Outline, check_form, open, outline};
pub use seal::{PBES2_ITERATIONS, PBES2_ITERATIONS_LATCHSET, Strength, seal};
pub use token::KeptToken;

use super::crypto::digest;
use super::crypto::key::Effort;
use super::crypto::key_management::random;
use super::ground::base64url;
use super::ground::json;
use super::ground::json::{Kind, Value};
use super::ground::limit::Limits;
use super::ground::secret::SecretBytes;
use super::key::{Jwk, KeyError, KeyIds, KeyMaterial, KeySource, TrustAnchor};
use super::key_file::jwk_text::{Half, jwk_text};
use super::key_file::{import, relation};
use super::text::private::PRIVATE_MEMBERS;
use anchor::AnchorEntry;
use member::Members;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use token::TokenEntry;
use zeroize::Zeroizing;

/// The member that holds what is Jotsmith's own.
const OWN: &str = "jotsmith";
/// The version of it that is written. A higher one means: readable, but not to be written by this Jotsmith.
const VERSION: u64 = 1;
/// The longest keyring that is read, in bytes: room for ten thousand long private keys.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// How a keyring is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Encrypted,
    /// Not at all: public keys alone.
    Public,
}

/// What Jotsmith knows about a key besides the key. All of it may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryDetails {
    /// What the person calls it.
    pub name: Option<String>,
    /// When it was added, in seconds since 1970.
    pub created: Option<i64>,
    /// The issuer that it is pinned to: a token of another one should not be verified with it.
    pub issuer: Option<String>,
    /// The file that it came from.
    pub source: Option<String>,
}

/// One element of the set.
#[derive(Clone, Debug)]
pub struct KeyringEntry {
    content: Content,
    key: Result<Arc<Jwk>, KeyError>,
    details: EntryDetails,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Object(Members),
    /// An element that is no object, and so no key; kept all the same.
    Other(Text),
}

/// A JSON text that may be secret.
#[derive(Clone, PartialEq, Eq)]
struct Text(Zeroizing<String>);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{} bytes]", self.0.len())
    }
}

impl KeyringEntry {
    /// The key, or why it cannot be used. It is kept either way.
    pub fn key(&self) -> Result<&Arc<Jwk>, &KeyError> {
        self.key.as_ref()
    }

    /// What is known besides.
    pub fn details(&self) -> &EntryDetails {
        &self.details
    }

    /// The whole JSON text, private members included.
    pub fn text(&self) -> Zeroizing<String> {
        match &self.content {
            Content::Object(members) => members.text(),
            Content::Other(text) => text.0.clone(),
        }
    }

    /// The public half as a JWK, with the certificates that stand beside it; `None` for a shared secret and for what is no
    /// key. Members that are not known to be public are left out.
    pub fn public_text(&self) -> Option<String> {
        let key = self.key.as_ref().ok()?;
        let mut text = String::clone(&*jwk_text(key, Half::Public)?);
        if let Content::Object(members) = &self.content {
            for name in ["x5u", "x5c"] {
                if let Some(value) = members.get(name) {
                    text.truncate(text.len().saturating_sub(1));
                    text.push_str(&format!(",\"{name}\":{value}}}"));
                }
            }
        }
        Some(text)
    }

    /// Whether it is a secret or has a private half, as far as that can be seen.
    fn is_private(&self) -> bool {
        match (&self.key, &self.content) {
            (Ok(key), _) => key.is_private(),
            (Err(_), Content::Object(members)) => PRIVATE_MEMBERS.iter().any(|name| members.get(name).is_some()),
            (Err(_), Content::Other(_)) => false,
        }
    }

    fn read(value: Value<'_>, key: Result<Arc<Jwk>, KeyError>) -> Self {
        if value.kind() != Kind::Object {
            let text = Text(Zeroizing::new(value.lexeme().into_owned()));
            return Self { content: Content::Other(text), key, details: EntryDetails::default() };
        }
        let own = value.get(OWN);
        let text = |name| own.and_then(|own| own.get(name)?.as_str()).map(|text| text.into_owned());
        let details = EntryDetails {
            name: text("name"),
            created: own.and_then(|own| seconds(own, "created")),
            issuer: text("issuer"),
            source: text("source"),
        };
        let mut entry = Self { content: Content::Object(Members::read(value)), key, details };
        entry.name_key();
        entry
    }

    /// Writes the details into the members, beside those of ours that this version does not know.
    fn set_details(&mut self, details: EntryDetails, depth: usize) {
        let Content::Object(members) = &mut self.content else { return };
        let mut own = own_members(members, depth);
        own.set_text("name", details.name.as_deref());
        own.set_number("created", details.created);
        own.set_text("issuer", details.issuer.as_deref());
        own.set_text("source", details.source.as_deref());
        if own.is_empty() {
            members.remove(OWN);
        } else {
            members.set(OWN, String::clone(&*own.text()));
        }
        self.details = details;
        self.name_key();
    }

    /// The key is called what its entry is.
    fn name_key(&mut self) {
        if let Ok(key) = &mut self.key
            && key.name != self.details.name
        {
            *key = Arc::new(Jwk { name: self.details.name.clone(), ..Jwk::clone(key) });
        }
    }
}

/// A number for the thumbprint of a key. The thumbprint itself decides.
fn mark_of(key: &Jwk) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.thumbprint.hash(&mut hasher);
    hasher.finish()
}

/// What stands under our member so far.
fn own_members(members: &Members, depth: usize) -> Members {
    let Some(text) = members.get(OWN) else { return Members::default() };
    let document = json::scan(text.as_bytes(), depth);
    let own = document.object().map(Members::read).unwrap_or_default();
    document.wipe();
    own
}

/// A time in seconds since 1970.
fn seconds(own: Value<'_>, name: &str) -> Option<i64> {
    let value = own.get(name).filter(|value| value.kind() == Kind::Number)?;
    value.lexeme().parse().ok()
}

#[derive(Clone, Debug)]
pub struct Keyring {
    name: String,
    form: Form,
    entries: Vec<KeyringEntry>,
    /// The certificates that are trusted.
    anchors: Vec<AnchorEntry>,
    /// The tokens that are kept.
    tokens: Vec<TokenEntry>,
    /// What the set has besides `keys`.
    members: Members,
    version: u64,
    created: Option<i64>,
    generation: u64,
    /// What is known to who can open it alone, so that nobody else makes a keyring that passes for this one.
    identity: Option<Text>,
    /// Iterations that it was opened with.
    iterations: Option<u64>,
    /// Where the keys of a thumbprint are, by its hash; `None` where places have moved since.
    places: Option<HashMap<u64, Vec<usize>>>,
}

impl Keyring {
    /// An empty one, made at this time in seconds since 1970.
    pub fn new(name: impl Into<String>, form: Form, created: i64) -> Self {
        let mut keyring = Self {
            name: name.into(),
            form,
            entries: Vec::new(),
            anchors: Vec::new(),
            tokens: Vec::new(),
            members: Members::default(),
            version: VERSION,
            created: Some(created),
            generation: 0,
            identity: None,
            iterations: None,
            places: None,
        };
        keyring.identify();
        keyring
    }

    /// Its name: the `kid` in the header that everybody can read. That of a public keyring is its file's alone.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives it another name, which its keys say that they are from.
    pub fn rename(&mut self, name: impl Into<String>) {
        let before = std::mem::replace(&mut self.name, name.into());
        if before == self.name {
            return;
        }
        for entry in &mut self.entries {
            if let Ok(key) = &mut entry.key
                && key.source.name == before
            {
                let source = KeySource { name: self.name.clone(), ..key.source.clone() };
                *key = Arc::new(Jwk { source, ..Jwk::clone(key) });
            }
        }
    }

    pub fn form(&self) -> Form {
        self.form
    }

    /// All that is in it, in the order in which it stands.
    pub fn entries(&self) -> &[KeyringEntry] {
        &self.entries
    }

    /// The keys that can be used.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<Jwk>> {
        self.entries.iter().filter_map(|entry| entry.key.as_ref().ok())
    }

    /// The certificates that it says are trusted, and when each was added, in seconds since 1970.
    pub fn anchors(&self) -> impl Iterator<Item = (&Arc<TrustAnchor>, Option<i64>)> {
        self.anchors.iter().filter_map(|entry| Some((entry.anchor()?, entry.created())))
    }

    /// The same for checking: each says that it came from this keyring.
    pub fn trusted(&self) -> impl Iterator<Item = Arc<TrustAnchor>> {
        let source = format!("keyring {}", self.name);
        self.anchors()
            .map(move |(anchor, _)| Arc::new(TrustAnchor { source: source.clone(), ..TrustAnchor::clone(anchor) }))
    }

    /// Keeps a certificate as a trust anchor; says whether it was not there yet.
    pub fn trust(&mut self, anchor: Arc<TrustAnchor>, added: i64) -> bool {
        let is_new = self.anchors().all(|(known, _)| !known.is(&anchor));
        if is_new {
            self.anchors.push(AnchorEntry::new(anchor, added));
        }
        is_new
    }

    /// Takes a trust anchor out, by its `x5t#S256`, and says whether there was one.
    pub fn distrust(&mut self, x5t_s256: &str) -> bool {
        let before = self.anchors.len();
        self.anchors.retain(|entry| entry.anchor().is_none_or(|anchor| anchor.certificate.x5t_s256 != x5t_s256));
        self.anchors.len() < before
    }

    /// The tokens that it keeps, in the order in which they came.
    pub fn tokens(&self) -> impl Iterator<Item = &KeptToken> {
        self.tokens.iter().filter_map(TokenEntry::kept)
    }

    /// Keeps a token; says whether it was not there yet.
    ///
    /// # Errors
    ///
    /// [`AddError::TokenInPublic`]: without encryption everybody who reads the file could use it.
    pub fn keep_token(&mut self, token: KeptToken) -> Result<bool, AddError> {
        if self.form == Form::Public {
            return Err(AddError::TokenInPublic);
        }
        let is_new = self.tokens().all(|known| known.token() != token.token());
        if is_new {
            self.tokens.push(TokenEntry::new(token));
        }
        Ok(is_new)
    }

    /// Takes a token out, by its mark.
    pub fn forget_token(&mut self, mark: &str) -> Option<KeptToken> {
        let at = self.tokens.iter().position(|entry| entry.kept().is_some_and(|kept| kept.mark() == mark))?;
        self.tokens.remove(at).kept().cloned()
    }

    /// Takes all tokens out: whoever gets its keys need not get them.
    pub fn forget_tokens(&mut self) {
        self.tokens.clear();
    }

    /// When it was made, in seconds since 1970, where that is known.
    pub fn created(&self) -> Option<i64> {
        self.created
    }

    /// How often it was written.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Counts a write that has reached the disk.
    pub fn was_written(&mut self) {
        self.generation = self.generation.saturating_add(1);
    }

    /// The iterations of key derivation that it was opened with; `None` for a new or a public one.
    pub fn iterations(&self) -> Option<u64> {
        self.iterations
    }

    /// Whether a newer Jotsmith made it, so that this one only reads it; then the version of its format.
    pub fn newer_version(&self) -> Option<u64> {
        (self.version > VERSION).then_some(self.version)
    }

    /// Whether it holds a secret or a private half, usable or not.
    pub fn holds_private_keys(&self) -> bool {
        self.entries.iter().any(KeyringEntry::is_private)
    }

    /// Makes an encrypted keyring out of a public one, or gives an encrypted one another passphrase: from now on it needs
    /// that one and may hold private keys. It is another keyring to who remembers it.
    pub fn protect(&mut self) {
        self.form = Form::Encrypted;
        self.identity = None;
        self.identify();
    }

    /// Gives an encrypted keyring an identity where it has none: one of another program, or of an older Jotsmith.
    pub fn identify(&mut self) {
        if self.form == Form::Encrypted && self.identity.is_none() {
            // Without randomness nothing is saved either.
            self.identity = random(16).ok().map(|bytes| Text(Zeroizing::new(base64url::encode(&bytes))));
        }
    }

    /// What may be remembered outside of it to know it again: a digest of what only who opens it can see.
    pub fn mark(&self) -> Option<[u8; 32]> {
        let identity = self.identity.as_ref().filter(|_| self.form == Form::Encrypted)?;
        Some(digest::sha256(format!("jotsmith keyring {}", identity.0.as_str()).as_bytes()))
    }

    /// Adds a key at the end. `text` is the JSON that it came as, if it came as a JWK: its unknown members are kept.
    ///
    /// # Errors
    ///
    /// [`AddError::Already`] where the same key, with the same `kid` and no less of it, is there; a private key is not
    /// added to a keyring without encryption.
    pub fn add(&mut self, key: &Arc<Jwk>, text: Option<&SecretBytes>, added: i64) -> Result<usize, AddError> {
        if self.form == Form::Public && key.is_private() {
            return Err(AddError::PrivateInPublic);
        }
        if let Some(index) = self.position_of(key) {
            return Err(AddError::Already(index));
        }
        let depth = Limits::DEFAULT.json_depth;
        let from_text = text.and_then(|text| {
            let document = json::scan(text.expose(), depth);
            let members = document.object().filter(|object| object.get("kty").is_some()).map(Members::read);
            document.wipe();
            members
        });
        let members = from_text.or_else(|| {
            let text = jwk_text(key, Half::Private)?;
            let document = json::scan(text.as_bytes(), depth);
            let members = document.object().map(Members::read);
            document.wipe();
            members
        });
        let content = Content::Object(members.unwrap_or_default());
        let mut entry = KeyringEntry { content, key: Ok(key.clone()), details: EntryDetails::default() };
        let details = EntryDetails {
            name: key.name_to_keep().map(str::to_owned),
            created: Some(added),
            issuer: None,
            source: key.source.file().map(str::to_owned),
        };
        entry.set_details(details, depth);
        self.entries.push(entry);
        let index = self.entries.len() - 1;
        if let Some(places) = &mut self.places {
            places.entry(mark_of(key)).or_default().push(index);
        }
        Ok(index)
    }

    /// Where the same key is: same thumbprint, same `kid`, and private if this one is.
    fn position_of(&mut self, key: &Jwk) -> Option<usize> {
        let entries = &self.entries;
        // Made once for many that are added one by one.
        let places = self.places.get_or_insert_with(|| {
            let mut places: HashMap<u64, Vec<usize>> = HashMap::with_capacity(entries.len());
            for (index, entry) in entries.iter().enumerate() {
                if let Ok(key) = &entry.key {
                    places.entry(mark_of(key)).or_default().push(index);
                }
            }
            places
        });
        let candidates = places.get(&mark_of(key))?;
        candidates.iter().copied().find(|&index| {
            entries.get(index).and_then(|entry| entry.key.as_ref().ok()).is_some_and(|known| {
                known.thumbprint == key.thumbprint
                    && known.key_id == key.key_id
                    && (known.is_private() || !key.is_private())
                    && !known.has_other_certificate(key)
            })
        })
    }

    pub fn remove(&mut self, index: usize) -> Option<KeyringEntry> {
        self.places = None;
        (index < self.entries.len()).then(|| self.entries.remove(index))
    }

    /// Puts one in, at most at the end: what undoes [`Keyring::remove`].
    pub fn insert(&mut self, index: usize, entry: KeyringEntry) {
        self.places = None;
        self.entries.insert(index.min(self.entries.len()), entry);
    }

    /// Changes what is known about an entry besides its key; says whether there is such an entry.
    pub fn set_details(&mut self, index: usize, details: EntryDetails) -> bool {
        match self.entries.get_mut(index) {
            Some(entry) if matches!(entry.content, Content::Object(_)) => {
                entry.set_details(details, Limits::DEFAULT.json_depth);
                true
            }
            _ => false,
        }
    }

    /// Gives keys that `before` has too the names that they had there in commands, so that what refers to them still does.
    pub fn keep_ids(&mut self, before: &Self) {
        let mark = |key: &Jwk| (key.thumbprint.clone(), key.key_id.clone(), key.is_private());
        let mut known: HashMap<_, _> = before.keys().map(|key| (mark(key), key.id)).collect();
        for entry in &mut self.entries {
            if let Ok(key) = &mut entry.key
                && let Some(id) = known.remove(&mark(key))
            {
                *key = Arc::new(Jwk { id, ..Jwk::clone(key) });
            }
        }
    }

    /// Takes over every entry of `other` that is not here, and says how many: for two who changed the same keyring. What
    /// one of them removed comes back; where both noted something about a key, this side's note stays.
    pub fn merge(&mut self, other: &Self) -> usize {
        self.places = None;
        let mark = |entry: &KeyringEntry| digest::sha256(entry.without_own().as_bytes());
        let mut here: HashMap<[u8; 32], usize> =
            self.entries.iter().enumerate().map(|(index, entry)| (mark(entry), index)).collect();
        let mut added = 0;
        for entry in &other.entries {
            if let Some(known) = here.get(&mark(entry)).and_then(|index| self.entries.get_mut(*index)) {
                let (ours, theirs) = (known.details.clone(), entry.details.clone());
                let both = EntryDetails {
                    name: ours.name.clone().or(theirs.name),
                    created: ours.created.or(theirs.created),
                    issuer: ours.issuer.clone().or(theirs.issuer),
                    source: ours.source.clone().or(theirs.source),
                };
                if both != ours {
                    known.set_details(both, Limits::DEFAULT.json_depth);
                }
                continue;
            }
            here.insert(mark(entry), self.entries.len());
            self.entries.push(entry.clone());
            added += 1;
        }
        for entry in &other.anchors {
            // What cannot be read is compared as it is written, and kept like everything else.
            let is_known = match entry.anchor() {
                Some(anchor) => self.anchors().any(|(known, _)| known.is(anchor)),
                None => self.anchors.iter().any(|known| known.is_written_as(entry)),
            };
            if !is_known {
                self.anchors.push(entry.clone());
            }
        }
        for entry in &other.tokens {
            if !self.tokens.iter().any(|known| known.is(entry)) {
                self.tokens.push(entry.clone());
            }
        }
        self.generation = self.generation.max(other.generation);
        added
    }

    /// The set as JSON; `generation` is the one that it will have.
    fn text(&self, generation: u64) -> Zeroizing<String> {
        let mut own = own_members(&self.members, Limits::DEFAULT.json_depth);
        own.set("v", self.version.to_string());
        if let Some(created) = self.created {
            own.set_number("created", Some(created));
        }
        own.set("gen", generation.to_string());
        match anchor::write(&self.anchors) {
            Some(list) => own.set(anchor::TRUST, list),
            None => own.remove(anchor::TRUST),
        }
        match token::write(&self.tokens) {
            Some(list) => own.set(token::TOKENS, String::clone(&list)),
            None => own.remove(token::TOKENS),
        }
        own.set_text("id", self.identity.as_ref().filter(|_| self.form == Form::Encrypted).map(|id| id.0.as_str()));
        let mut members = self.members.clone();
        members.set(OWN, String::clone(&*own.text()));
        let texts: Vec<Zeroizing<String>> = self.entries.iter().map(KeyringEntry::text).collect();
        let rest = members.text();
        let length: usize = texts.iter().map(|text| text.len() + 2).sum();
        let mut out = Zeroizing::new(String::with_capacity(length + rest.len() + 16));
        out.push_str("{\"keys\":[");
        for (index, text) in texts.iter().enumerate() {
            // A line for each key: a plain set can be read, and compared with tools for text.
            out.push_str(if index > 0 { ",\n" } else { "\n" });
            out.push_str(text);
        }
        out.push_str("\n],");
        out.push_str(rest.strip_prefix('{').unwrap_or(&rest));
        out
    }

    /// Reads the JSON of a set, or of a single key.
    fn read(
        text: &[u8],
        name: String,
        form: Form,
        iterations: Option<u64>,
        limits: &Limits,
        ids: &mut KeyIds,
    ) -> Result<Self, OpenError> {
        let document = json::scan(text, limits.json_depth);
        let keyring = Self::of_document(&document, name, form, iterations, limits, ids);
        document.wipe();
        keyring
    }

    fn of_document(
        document: &json::Document,
        name: String,
        form: Form,
        iterations: Option<u64>,
        limits: &Limits,
        ids: &mut KeyIds,
    ) -> Result<Self, OpenError> {
        let Some(root) = document.object() else {
            return Err(if document.is_complete() { OpenError::NotAKeyring } else { OpenError::Damaged });
        };
        // Two lists would be a mistake of somebody's; the keys of both are kept.
        let lists: Vec<Value<'_>> =
            root.members().filter(|member| member.name == "keys").map(|member| member.value).collect();
        let values: Vec<Value<'_>> = match lists.as_slice() {
            // RFC 7517 §7: an encrypted JWK is one key.
            [] if root.get("kty").is_some() => vec![root],
            [] => return Err(OpenError::NotAKeyring),
            lists if lists.iter().all(|list| list.kind() == Kind::Array) => {
                lists.iter().flat_map(|list| list.children()).collect()
            }
            _ => return Err(OpenError::NotAKeyring),
        };
        let mut members = if lists.is_empty() { Members::default() } else { Members::read(root) };
        members.remove("keys");
        let own = if lists.is_empty() { None } else { root.get(OWN) };
        let number = |name| own.and_then(|own| own.get(name)?.as_u64());
        let version = match own.and_then(|own| own.get("v")) {
            None => VERSION,
            // A version that is no number is none of ours: better not to write it.
            Some(version) => version.as_u64().unwrap_or(u64::MAX),
        };
        Ok(Self {
            entries: entries(&values, &name, limits, ids),
            anchors: own.map(anchor::read).unwrap_or_default(),
            tokens: own.map(token::read).unwrap_or_default(),
            name,
            form,
            members,
            version,
            created: own.and_then(|own| seconds(own, "created")),
            generation: number("gen").unwrap_or(0),
            identity: own.and_then(|own| own.get("id")?.as_str()).map(|id| Text(Zeroizing::new(id.into_owned()))),
            iterations,
            places: None,
        })
    }
}

impl KeyringEntry {
    /// The entry without what is Jotsmith's own.
    fn without_own(&self) -> Zeroizing<String> {
        match &self.content {
            Content::Object(members) => {
                let mut members = members.clone();
                members.remove(OWN);
                members.text()
            }
            Content::Other(text) => text.0.clone(),
        }
    }
}

fn entries(values: &[Value<'_>], name: &str, limits: &Limits, ids: &mut KeyIds) -> Vec<KeyringEntry> {
    let mut effort = Effort::default();
    let mut keys: Vec<Jwk> = Vec::new();
    // Where in `keys` each one is, or why it is not.
    let read: Vec<Result<usize, KeyError>> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            if index >= limits.keys {
                return Err(KeyError::TooManyKeys { limit: limits.keys });
            }
            keys.push(import::read_jwk(*value, name, ids, &mut effort)?);
            Ok(keys.len() - 1)
        })
        .collect();
    relation::mark_names(&mut keys);
    relation::mark_shared_moduli(&mut keys);
    let keys: Vec<Arc<Jwk>> = keys.into_iter().map(Arc::new).collect();
    let key = |read: Result<usize, KeyError>| read.and_then(|index| keys.get(index).cloned().ok_or(KeyError::NotAKey));
    values.iter().zip(read).map(|(value, read)| KeyringEntry::read(*value, key(read))).collect()
}

/// A passphrase as the key that PBES2 takes.
fn passphrase_material(passphrase: &SecretBytes) -> KeyMaterial {
    KeyMaterial::Oct(passphrase.clone())
}
