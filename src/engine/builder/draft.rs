//! What a person has made so far: texts, structure, and which keys are meant. Never a key, so that it may be kept.

use super::sd_jwt::{ClaimPath, Decoys, SdJwtError, Selection, uppermost};
use super::{BuildRequest, Encryption, HeaderSync, Payload, Signing};
use crate::engine::ground::jwa::{Hash, SignatureFamily, SignatureRow};
use crate::engine::jose::jws::Serialization;
use crate::engine::key::{Jwk, KeyMaterial, KeyRing};
use crate::engine::verify::sd_jwt::{hash_name, hash_named};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that says what token is made. The ground state of the builder: whatever else it shows follows from this, the
/// session's keys and the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// What it was started from: a template's title, "Edited token".
    pub title: String,
    /// The name of the template that it was started from; empty: of none.
    pub template: String,
    /// What is done with the payload.
    pub structure: Structure,
    /// What is signed or encrypted.
    pub payload: DraftPayload,
    pub signing: DraftSigning,
    pub encryption: DraftEncryption,
    /// What the holder may withhold (RFC 9901).
    pub selection: DraftSelection,
}

/// What the holder of a token may withhold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftSelection {
    /// The token is an SD-JWT.
    pub is_on: bool,
    /// Claims that can be withheld, as [`ClaimPath`](super::sd_jwt::ClaimPath) reads them.
    pub paths: Vec<String>,
    /// Decoys wherever something can be withheld.
    pub decoys: u16,
    /// Decoys at chosen objects and lists, by their path; the empty one stands for the claims themselves.
    pub decoys_at: BTreeMap<String, u16>,
    /// The name of the hash, as `_sd_alg` has it; empty: `sha-256`.
    pub hash: String,
    pub holder: Option<KeyReference>,
}

/// What is done with the payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Structure {
    #[default]
    Sign,
    Encrypt,
    /// A JWS inside a JWE (RFC 7519 §11.2).
    SignThenEncrypt,
}

impl Structure {
    /// Whether something is signed.
    pub const fn signs(self) -> bool {
        !matches!(self, Self::Encrypt)
    }

    /// Whether something is encrypted.
    pub const fn encrypts(self) -> bool {
        !matches!(self, Self::Sign)
    }
}

/// How a token is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Writing {
    /// Parts with dots between them.
    #[default]
    Compact,
    /// JSON with one signature or recipient.
    Flattened,
    /// JSON with a list of them.
    General,
}

impl Writing {
    /// The engine's word for it.
    pub const fn serialization(self) -> Serialization {
        match self {
            Self::Compact => Serialization::Compact,
            Self::Flattened => Serialization::Flattened,
            Self::General => Serialization::General,
        }
    }

    pub const fn of(serialization: Serialization) -> Self {
        match serialization {
            Serialization::Compact => Self::Compact,
            Serialization::Flattened => Self::Flattened,
            Serialization::General => Self::General,
        }
    }
}

/// What becomes of `alg`, `typ` and `kid` in a header text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Follow {
    /// All three follow algorithm and key.
    #[default]
    InStep,
    /// `alg` and `enc` alone follow.
    AlgorithmOnly,
    /// The text stays as it is.
    LeftAlone,
}

impl Follow {
    /// The engine's word for it.
    pub const fn sync(self) -> HeaderSync {
        match self {
            Self::InStep => HeaderSync::InStep,
            Self::AlgorithmOnly => HeaderSync::AlgorithmOnly,
            Self::LeftAlone => HeaderSync::LeftAlone,
        }
    }

    pub const fn of(sync: HeaderSync) -> Self {
        match sync {
            HeaderSync::InStep => Self::InStep,
            HeaderSync::AlgorithmOnly => Self::AlgorithmOnly,
            HeaderSync::LeftAlone => Self::LeftAlone,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayloadKind {
    /// A JWT Claims Set.
    #[default]
    Claims,
    Text,
    /// The bytes of a file.
    File,
}

/// What is signed or encrypted. The texts of kinds that are not chosen are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftPayload {
    /// Which of them counts.
    pub kind: PayloadKind,
    /// The claims, as they were typed.
    pub claims: String,
    /// Whether spaces and line breaks between the values of the claims are left out of the token. Off: byte for byte.
    pub is_compacted: bool,
    /// A text of any kind.
    pub text: String,
    /// A file's name and bytes.
    pub file: Option<DraftFile>,
}

/// A file that was chosen as the payload, or bytes that an inspected token carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFile {
    /// Its name, for a person.
    pub name: String,
    #[serde(with = "bytes_as_text")]
    pub bytes: Arc<[u8]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftSigning {
    /// How the JWS is written.
    pub writing: Writing,
    /// The payload stays outside (RFC 7515 Appendix F).
    pub is_detached: bool,
    /// The payload is not base64url (RFC 7797).
    pub is_unencoded: bool,
    /// Nothing is signed: `alg` is `none` (RFC 7518 §3.6).
    pub is_unsecured: bool,
    /// At least one.
    pub signatures: Vec<DraftSignature>,
}

impl Default for DraftSigning {
    fn default() -> Self {
        Self {
            writing: Writing::Compact,
            is_detached: false,
            is_unencoded: false,
            is_unsecured: false,
            signatures: vec![DraftSignature::default()],
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftSignature {
    /// The key that is meant.
    pub key: Option<KeyReference>,
    /// The `alg` value that was chosen; empty: none.
    pub algorithm: String,
    /// The protected header, as typed.
    pub protected: String,
    /// The unprotected header, as typed.
    pub unprotected: String,
    /// Whether the header follows.
    pub follow: Follow,
    /// The `kid` that stands in the header because it is that of the key; `None`: none was put there.
    pub kid_in_step: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftEncryption {
    /// How the JWE is written.
    pub writing: Writing,
    /// The `enc` value that was chosen; empty: it follows from the key.
    pub content_encryption: String,
    /// The protected header, as typed.
    pub protected: String,
    /// The shared unprotected header, as typed.
    pub shared: String,
    /// Additional authenticated data, as typed; empty: none.
    pub aad: String,
    pub is_compressed: bool,
    /// Whether the headers follow.
    pub follow: Follow,
    /// At least one.
    pub recipients: Vec<DraftRecipient>,
}

impl Default for DraftEncryption {
    fn default() -> Self {
        Self {
            writing: Writing::Compact,
            content_encryption: String::new(),
            protected: String::new(),
            shared: String::new(),
            aad: String::new(),
            is_compressed: false,
            follow: Follow::InStep,
            recipients: vec![DraftRecipient::default()],
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftRecipient {
    /// The key that is meant.
    pub key: Option<KeyReference>,
    /// The `alg` value that was chosen; empty: none.
    pub algorithm: String,
    /// The recipient's own header, as typed.
    pub header: String,
    /// Agreement PartyUInfo as text; empty: as the header says.
    pub apu: String,
    /// Agreement PartyVInfo as text; empty: as the header says.
    pub apv: String,
    /// The iteration count of PBES2, as typed; empty: the advised one.
    pub count: String,
    /// The `kid` that stands in a header because it is that of the key; `None`: none was put there.
    pub kid_in_step: Option<String>,
}

/// Which key is meant: how it is found again, never the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyReference {
    /// Its name for as long as the program runs.
    #[serde(skip)]
    pub id: Option<u64>,
    /// Its `kid`.
    pub key_id: Option<String>,
    /// Its SHA-256 thumbprint. Of a shared secret there is none: a weak one could be guessed from it (RFC 7638 §7).
    pub thumbprint: Option<String>,
    /// The thumbprint while the program runs, of a shared secret too: a secret without a name is found again when its
    /// keyring is unlocked, and one of the same name is not taken for it.
    #[serde(skip)]
    pub fingerprint: Option<String>,
    /// What a person calls it; empty: nobody has said.
    pub name: String,
    /// The keyring that it was in last.
    pub keyring: Option<String>,
}

impl Draft {
    /// What a request says, without its keys.
    pub fn of(request: &BuildRequest, selection: Option<&Selection>) -> Self {
        let structure = match (&request.signing, &request.encryption) {
            (_, None) => Structure::Sign,
            (None, Some(_)) => Structure::Encrypt,
            (Some(_), Some(_)) => Structure::SignThenEncrypt,
        };
        let mut payload = DraftPayload::default();
        match &request.payload {
            Payload::Claims(text) => payload.claims.clone_from(text),
            Payload::Bytes(bytes) => {
                payload.kind = PayloadKind::File;
                payload.file = Some(DraftFile { name: "payload".to_owned(), bytes: Arc::clone(bytes) });
            }
        }
        Self {
            structure,
            payload,
            signing: request.signing.as_ref().map(DraftSigning::of).unwrap_or_default(),
            encryption: request.encryption.as_ref().map(DraftEncryption::of).unwrap_or_default(),
            selection: selection.map(DraftSelection::of).unwrap_or_default(),
            ..Self::default()
        }
    }
}

impl DraftSigning {
    fn of(signing: &Signing) -> Self {
        let is_none = |row: Option<&SignatureRow>| row.is_some_and(|row| row.family == SignatureFamily::Unsecured);
        Self {
            writing: Writing::of(signing.serialization),
            is_detached: signing.is_detached,
            is_unencoded: signing.is_unencoded,
            is_unsecured: signing.signatures.iter().all(|signature| is_none(signature.algorithm)),
            signatures: signing
                .signatures
                .iter()
                .map(|signature| DraftSignature {
                    key: signature.key.as_deref().map(KeyReference::to),
                    algorithm: signature.algorithm.map_or_else(String::new, |row| row.name.to_owned()),
                    protected: signature.protected.clone(),
                    unprotected: signature.unprotected.clone(),
                    follow: Follow::of(signature.sync),
                    kid_in_step: None,
                })
                .collect(),
        }
    }
}

impl DraftEncryption {
    fn of(encryption: &Encryption) -> Self {
        let text = |bytes: &Option<Arc<[u8]>>| {
            bytes.as_deref().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
        };
        Self {
            writing: Writing::of(encryption.serialization),
            content_encryption: encryption.content_encryption.map_or_else(String::new, |row| row.name.to_owned()),
            protected: encryption.protected.clone(),
            shared: encryption.shared.clone(),
            aad: text(&encryption.aad),
            is_compressed: encryption.compress,
            follow: Follow::of(encryption.sync),
            recipients: encryption
                .recipients
                .iter()
                .map(|recipient| DraftRecipient {
                    key: Some(KeyReference::to(&recipient.key)),
                    algorithm: recipient.algorithm.map_or_else(String::new, |row| row.name.to_owned()),
                    header: recipient.header.clone(),
                    apu: text(&recipient.apu),
                    apv: text(&recipient.apv),
                    count: recipient.pbes2_count.map_or_else(String::new, |count| count.to_string()),
                    kid_in_step: None,
                })
                .collect(),
        }
    }
}

impl DraftSelection {
    fn of(selection: &Selection) -> Self {
        Self {
            is_on: true,
            paths: selection.paths.iter().map(|path| path.text().to_owned()).collect(),
            decoys: selection
                .decoys
                .iter()
                .filter(|decoys| decoys.place.is_none())
                .map(Decoys::count_or_most)
                .max()
                .unwrap_or(0),
            decoys_at: selection
                .decoys
                .iter()
                .filter_map(|decoys| Some((decoys.place.as_ref()?.text().to_owned(), decoys.count_or_most())))
                .collect(),
            hash: hash_name(selection.hash).to_owned(),
            holder: selection.holder.as_deref().map(KeyReference::to),
        }
    }

    /// What the engine is asked for; `None`: the token is no SD-JWT. The error is the path that cannot be read.
    ///
    /// # Errors
    ///
    /// [`SdJwtError::Path`].
    pub fn selection(&self, ring: &KeyRing) -> Result<Option<Selection>, SdJwtError> {
        if !self.is_on {
            return Ok(None);
        }
        let read =
            |path: &String| ClaimPath::parse(path).map_err(|error| SdJwtError::Path { path: path.clone(), error });
        let mut decoys = vec![Decoys { place: None, count: usize::from(self.decoys) }];
        for (path, count) in &self.decoys_at {
            let place = if path.is_empty() { ClaimPath::whole() } else { read(path)? };
            decoys.push(Decoys { place: Some(place), count: usize::from(*count) });
        }
        Ok(Some(Selection {
            paths: self.paths.iter().map(read).collect::<Result<_, _>>()?,
            decoys,
            hash: hash_named(&self.hash).unwrap_or(Hash::Sha256),
            holder: self.holder.as_ref().and_then(|holder| holder.resolve(ring)).cloned(),
        }))
    }
}

impl DraftSelection {
    /// An uppermost claim is called otherwise now: what was chosen of it, and inside it, stays chosen.
    pub fn rename(&mut self, old: &str, new: &str) {
        let (from, to) = (uppermost(old), uppermost(new));
        let renamed = |path: &str| {
            if path == old && !path.starts_with('/') {
                return Some(to.clone());
            }
            let rest = path.strip_prefix(&from).filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
            Some(format!("{to}{rest}"))
        };
        for path in &mut self.paths {
            if let Some(new) = renamed(path) {
                *path = new;
            }
        }
        let decoys = std::mem::take(&mut self.decoys_at);
        self.decoys_at = decoys.into_iter().map(|(path, count)| (renamed(&path).unwrap_or(path), count)).collect();
    }
}

impl KeyReference {
    /// What finds this key again.
    pub fn to(key: &Jwk) -> Self {
        let is_secret = matches!(key.material, KeyMaterial::Oct(_));
        Self {
            id: Some(key.id.0),
            key_id: key.key_id.clone(),
            thumbprint: (!is_secret).then(|| key.thumbprint.clone()),
            fingerprint: Some(key.thumbprint.clone()),
            name: String::new(),
            keyring: None,
        }
    }

    /// The key that is meant, if it is at hand.
    pub fn resolve<'a>(&self, ring: &'a KeyRing) -> Option<&'a Arc<Jwk>> {
        if let Some(key) = self.id.and_then(|id| ring.get(crate::engine::key::KeyId(id))) {
            return Some(key);
        }
        let same = |key: &&Arc<Jwk>| match (self.fingerprint.as_ref().or(self.thumbprint.as_ref()), &self.key_id) {
            (Some(thumbprint), _) => key.thumbprint == *thumbprint,
            (None, Some(key_id)) => key.key_id.as_ref() == Some(key_id) && matches!(key.material, KeyMaterial::Oct(_)),
            (None, None) => false,
        };
        // Of both halves of a pair the private one does more.
        let found: Vec<&Arc<Jwk>> = ring.keys().iter().filter(same).collect();
        found.iter().find(|key| key.is_private()).or_else(|| found.first()).copied()
    }
}

/// Bytes as base64url, so that they fit into a JSON file.
mod bytes_as_text {
    use crate::engine::ground::base64url;
    use serde::{Deserialize, Deserializer, Serializer};
    use std::sync::Arc;

    pub fn serialize<S: Serializer>(bytes: &Arc<[u8]>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64url::encode(bytes))
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Arc<[u8]>, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(base64url::decode(&text).bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, DraftFile, KeyReference, Structure};

    #[test]
    fn a_draft_can_be_kept_and_brought_back() {
        let mut draft = Draft { title: "Edited token".to_owned(), structure: Structure::Encrypt, ..Draft::default() };
        draft.payload.claims = "{ \"a\" :1e0 }".to_owned();
        draft.payload.file = Some(DraftFile { name: "x.bin".to_owned(), bytes: vec![0, 255].into() });
        let text = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
        assert_eq!(serde_json::from_str::<Draft>("{}").unwrap(), Draft::default());
    }

    #[test]
    fn the_thumbprint_of_a_secret_is_not_kept() {
        use crate::engine::ground::limit::Limits;
        use crate::engine::key::KeyIds;
        use crate::engine::key_file::import::ImportOptions;
        use crate::engine::verify::key_file::import;
        let import = |text: &str| {
            let mut ids = KeyIds::default();
            let keys = import(text.as_bytes(), "", &ImportOptions::default(), &Limits::DEFAULT, &mut ids).keys;
            keys.into_iter().next().unwrap()
        };
        let secret = import(r#"{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0","kid":"s"}"#);
        let reference = KeyReference::to(&secret);
        assert_eq!((reference.thumbprint.clone(), reference.key_id.as_deref()), (None, Some("s")));
        assert!(!serde_json::to_string(&reference).unwrap().contains(&secret.thumbprint));
    }
}
