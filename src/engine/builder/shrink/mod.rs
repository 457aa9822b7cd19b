//! What would make a token shorter, each change measured on this very token and the most telling first.
//!
//! *Invariant:* the saving that is told is the saving that is got: a change is made on the token's own texts, and the rest is
//! as long as its algorithms make it.

mod claim;
pub mod edit;
mod header;
pub mod made;

use super::draft::{Draft, Follow, PayloadKind, Structure, Writing};
use crate::engine::ground::size::SESSION_ID_BYTES;
use crate::engine::jose::frame::{Frame, Replacement};
use crate::engine::jose::layer::Examination;
use crate::engine::jose::sd_jwt::SdJwt;
use crate::engine::jwt::profile::{ProfileKind, ProfileRow, profile};
use edit::{Edit, edited};
use std::borrow::Cow;

/// Bytes of content above which nothing is tried: each change reads all of it again.
const LONGEST: usize = 128 * 1024;
/// Values above which nothing is tried with them one by one.
const MOST_VALUES: usize = 500;
/// The least that is worth a line, in characters.
const LEAST: usize = 1;

/// One way to make a token shorter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    pub kind: SavingKind,
    /// Characters less.
    pub bytes: usize,
    /// Characters of the token then.
    pub total: usize,
    /// What is done to a draft; `None`: it is no matter of the builder.
    pub change: Option<Change>,
}

/// What is done, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavingKind {
    /// Another algorithm signs.
    Algorithm {
        from: String,
        to: &'static str,
    },
    /// Another algorithm encrypts the content.
    ContentEncryption {
        from: String,
        to: &'static str,
    },
    /// Of the claims, as the next.
    WhiteSpace,
    Escapes,
    /// A shorter name; whether it is a registered one.
    Name {
        from: String,
        to: String,
        is_registered: bool,
    },
    /// Claims without which it is as good a token of its kind; `profile` is that kind, where it is known.
    Drop {
        names: Vec<String>,
        profile: Option<&'static ProfileRow>,
    },
    /// Empty claims.
    Empty {
        names: Vec<String>,
    },
    /// A claim that whoever needs it can ask for.
    Move {
        name: String,
        to: Elsewhere,
    },
    /// One audience in a list.
    SingleAudience,
    /// So many numbers in quotes.
    Numbers {
        count: usize,
    },
    Uuids {
        count: usize,
    },
    /// The entries of a list as numbers.
    NumberedEntries {
        name: String,
        count: usize,
    },
    BitSet {
        name: String,
        count: usize,
    },
    Prefix {
        name: String,
        prefix: String,
        count: usize,
    },
    /// A header that could be shorter; of a nested token that of the encryption is another.
    Header {
        what: HeaderSaving,
        is_encryption: bool,
    },
    /// Compact in place of JSON.
    Compact,
    /// The inner token alone.
    Unnested {
        is_encrypted: bool,
    },
    /// The claims compressed before they are encrypted.
    Compressed,
    /// An identifier in place of the token.
    Reference,
}

/// What could be shorter in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderSaving {
    WhiteSpace,
    Escapes,
    /// A key identifier of fewer characters.
    KeyId {
        from: usize,
        to: usize,
    },
    /// `application/` in front of a media type (RFC 7515 §4.1.9).
    MediaType {
        name: &'static str,
    },
    /// `typ` left out.
    Type,
    /// A parameter that carries or names a key, which `kid` does as well.
    KeyParameter {
        name: &'static str,
    },
    /// Header parameters that repeat claims.
    Replicated {
        names: Vec<String>,
    },
}

/// Where a claim can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Elsewhere {
    /// The UserInfo endpoint.
    UserInfo,
    /// Token introspection, or a table of one's own.
    Introspection,
}

/// What a saving does to a draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    Claims(Edit),
    /// The header of the signature, or of the encryption.
    Header {
        is_encryption: bool,
        edit: Edit,
    },
    Algorithm(&'static str),
    ContentEncryption(&'static str),
    Compact,
    Unnested,
    Compressed,
}

impl SavingKind {
    /// The word of the JSON report.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Algorithm { .. } => "algorithm",
            Self::ContentEncryption { .. } => "content_encryption",
            Self::WhiteSpace | Self::Header { what: HeaderSaving::WhiteSpace, .. } => "white_space",
            Self::Escapes | Self::Header { what: HeaderSaving::Escapes, .. } => "escapes",
            Self::Name { .. } => "name",
            Self::Drop { .. } => "drop",
            Self::Empty { .. } => "empty",
            Self::Move { .. } => "move",
            Self::SingleAudience => "single_audience",
            Self::Numbers { .. } => "numbers",
            Self::Uuids { .. } => "uuids",
            Self::NumberedEntries { .. } => "numbered_entries",
            Self::BitSet { .. } => "bit_set",
            Self::Prefix { .. } => "prefix",
            Self::Header { what: HeaderSaving::KeyId { .. }, .. } => "key_id",
            Self::Header { what: HeaderSaving::MediaType { .. }, .. } => "media_type",
            Self::Header { what: HeaderSaving::Type, .. } => "type",
            Self::Header { what: HeaderSaving::KeyParameter { .. }, .. } => "key_parameter",
            Self::Header { what: HeaderSaving::Replicated { .. }, .. } => "replicated",
            Self::Compact => "compact",
            Self::Unnested { .. } => "unnested",
            Self::Compressed => "compressed",
            Self::Reference => "reference",
        }
    }
}

/// What would make this token shorter, the most telling first.
pub fn savings(examination: &Examination) -> Vec<Saving> {
    let row = profile(examination).and_then(|profile| profile.row);
    let sd_jwt = examination.layers.first().and_then(|layer| layer.sd_jwt.as_ref());
    of(&Frame::of(examination), row, sd_jwt)
}

/// The same of a frame, which is a token of this kind.
pub fn of(frame: &Frame<'_>, row: Option<&'static ProfileRow>, sd_jwt: Option<&SdJwt>) -> Vec<Saving> {
    let Some(outermost) = frame.sheets.first() else { return Vec::new() };
    let content = frame.innermost().and_then(|sheet| sheet.content);
    let claims = content.and_then(|content| std::str::from_utf8(&content.bytes).ok());
    let claims = claims.filter(|text| text.len() <= LONGEST);
    let mut list = List { frame, total: outermost.text.len(), row, savings: Vec::new() };
    if let (Some(text), Some(document)) = (claims, content.and_then(|content| content.document.as_deref())) {
        let values = document.root().map_or(0, |root| root.next_index().saturating_sub(root.index()));
        if values <= MOST_VALUES {
            claim::collect(&mut list, text, document);
        }
    }
    header::collect(&mut list, claims);
    // What only its reader can make something of, or proves something once, has no reference.
    if outermost.content.is_some() && sd_jwt.is_none() && can_be_a_reference(row) {
        list.add(SavingKind::Reference, Some(SESSION_ID_BYTES), None);
    }
    let mut savings = list.savings;
    savings.sort_by_key(|saving| std::cmp::Reverse(saving.bytes));
    savings
}

fn can_be_a_reference(row: Option<&ProfileRow>) -> bool {
    use ProfileKind::{AccessToken, AccessTokenRfc9068, RefreshToken};
    row.is_none_or(|row| matches!(row.kind, AccessToken | AccessTokenRfc9068 | RefreshToken))
}

/// What was found so far.
struct List<'a> {
    frame: &'a Frame<'a>,
    total: usize,
    row: Option<&'static ProfileRow>,
    savings: Vec<Saving>,
}

impl List<'_> {
    /// A way that leaves `total` characters, if they are fewer.
    fn add(&mut self, kind: SavingKind, total: Option<usize>, change: Option<Change>) {
        let Some(total) = total else { return };
        let bytes = self.total.saturating_sub(total);
        if bytes >= LEAST {
            self.savings.push(Saving { kind, bytes, total, change });
        }
    }

    /// A change of the claims.
    fn add_claims(&mut self, kind: SavingKind, text: &str, edit: Edit) {
        let Some(new) = edited(text, &edit) else { return };
        let content = Some(Cow::Borrowed(new.as_bytes()));
        let total = self.frame.length(&Replacement { content, ..Replacement::default() });
        self.add(kind, total, Some(Change::Claims(edit)));
    }
}

impl Change {
    /// Makes it in a draft. Which key goes with another algorithm is for the caller to say.
    pub fn apply(&self, draft: &mut Draft) {
        match self {
            Self::Claims(Edit::Compact) => draft.payload.is_compacted = true,
            Self::Claims(edit) if draft.payload.kind == PayloadKind::Claims => {
                if let Some(text) = edited(&draft.payload.claims, edit) {
                    draft.payload.claims = text;
                }
            }
            Self::Claims(_) => {}
            Self::Header { is_encryption: true, edit } => {
                let encryption = &mut draft.encryption;
                keep(&mut encryption.follow);
                change(&mut encryption.protected, edit);
            }
            Self::Header { is_encryption: false, edit } => {
                let Some(signature) = draft.signing.signatures.first_mut() else { return };
                keep(&mut signature.follow);
                change(&mut signature.protected, edit);
            }
            Self::Algorithm(name) => {
                let Some(signature) = draft.signing.signatures.first_mut() else { return };
                (*name).clone_into(&mut signature.algorithm);
                if signature.follow == Follow::LeftAlone {
                    change(&mut signature.protected, &set("alg", name));
                }
            }
            Self::ContentEncryption(name) => {
                (*name).clone_into(&mut draft.encryption.content_encryption);
                if draft.encryption.follow == Follow::LeftAlone {
                    change(&mut draft.encryption.protected, &set("enc", name));
                }
            }
            Self::Compact => {
                draft.signing.writing = Writing::Compact;
                draft.encryption.writing = Writing::Compact;
            }
            Self::Unnested => draft.structure = Structure::Sign,
            Self::Compressed => {
                draft.encryption.is_compressed = true;
                if draft.encryption.follow == Follow::LeftAlone {
                    change(&mut draft.encryption.protected, &set("zip", "DEF"));
                }
            }
        }
    }
}

fn set(name: &str, value: &str) -> Edit {
    Edit::Set { name: name.to_owned(), json: super::edit::quoted(value) }
}

fn change(text: &mut String, edit: &Edit) {
    if let Some(new) = edited(text, edit) {
        *text = new;
    }
}

/// What was taken out of a header is not put in again.
fn keep(follow: &mut Follow) {
    if *follow == Follow::InStep {
        *follow = Follow::AlgorithmOnly;
    }
}
