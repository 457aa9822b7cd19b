//! The builder as a value: what the person wants made, what came of it, and how it came to be.
//!
//! [`draft::Draft`] is the ground state. Every change of it, or of the session's keys, asks the worker for a new token;
//! an answer to an older question is dropped.

pub(in crate::app) mod change;
pub(in crate::app) mod history;
pub(in crate::app) mod text;

use crate::app::message::builder::job::Made;
use crate::app::state::removal::Removals;
use crate::app::value::Original;
use crate::app::value::builder::{EditMode, Field, Slot};
use crate::engine::builder::BuildError;
use crate::engine::builder::draft::Draft;
use crate::engine::builder::elsewhere::{AssembleError, ToSign};
use crate::engine::builder::rehearsal::Rehearsed;
use crate::engine::builder::saved::SavedTemplate;
use crate::engine::builder::sd_jwt::Presented;
use crate::engine::builder::tamper::TamperSet;
use crate::engine::builder::template::TEMPLATES;
use crate::engine::ground::json::Document;
use crate::engine::key::KeyRing;
use crate::engine::speech::Words;
use change::Change;
use history::History;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All that the builder knows.
#[derive(Default)]
pub(in crate::app) struct Builder {
    /// What is to be made; `None`: nothing was begun.
    pub draft: Option<Draft>,
    /// The token that it was carried over from.
    pub original: Option<Arc<Original>>,
    pub history: History,
    /// What messages offer to take back, each by its number.
    pub steps: Removals<Step>,
    /// The templates are shown in place of the draft.
    pub is_choosing: bool,
    /// A template that waits for a key, because its header carries the public half.
    pub waiting: Option<usize>,
    /// The draft before headers were brought into step, where that took something away that was typed, and the question since.
    pub overwritten: Option<(u64, Box<Draft>)>,
    /// Rises when a text is changed by anything but typing in its field.
    pub revision: u64,
    /// What was just set by a quick action, to be selected in its field.
    pub selected: Option<(Field, std::ops::Range<usize>)>,
    /// Where the caret stands.
    pub caret: Option<(Field, usize)>,
    /// The signature and the recipient that are shown.
    pub signature: usize,
    pub recipient: usize,
    pub claims_mode: EditMode,
    pub header_mode: EditMode,
    pub is_more_open: bool,
    /// The person was told why it is too weak, and wants it.
    pub allows_weak: bool,
    /// All keys at hand: those of the session and of open keyrings.
    pub ring: KeyRing,
    /// The keys that the last question was asked with.
    pub keys: Vec<u64>,
    pub making: Making,
    /// A key is being generated for this one.
    pub generating: Option<(u64, MadeFor)>,
    /// The revision of the draft that it is made for.
    pub asked_at: u64,
    pub generations: u64,
    pub tamper: Option<Tampering>,
    pub elsewhere: Option<Elsewhere>,
    /// A file that is to be written.
    pub saving: Option<Saving>,
    /// Values that were typed into the form and are not in the text, because they are none.
    pub refused: Vec<Refused>,
    /// What follows from the texts alone.
    pub derived: DraftFacts,
    /// What outlives the window.
    pub keep: Shelf,
    /// What a holder shows.
    pub presenting: Presenting,
    /// Which of many claims are offered to be withheld.
    pub offering: Offering,
}

/// A value that was typed for a member and refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Refused {
    pub field: Field,
    pub name: String,
    /// What the member says instead, as it is written: where that has become another, what was typed is no longer meant.
    pub instead: String,
    /// As it was typed.
    pub typed: String,
    /// Why it is none.
    pub why: String,
}

/// Whose key is being generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum MadeFor {
    /// A signature's or a recipient's.
    Slot(Slot),
    /// The holder's of an SD-JWT.
    Holder,
}

/// What is being made, and what was.
#[derive(Default)]
pub(in crate::app) struct Making {
    /// Rises with every question.
    pub revision: u64,
    /// The question that is worked on.
    pub pending: Option<u64>,
    pub is_slow: bool,
    /// It was stopped by hand, or waits to be asked for.
    pub is_stopped: bool,
    /// Why nothing was asked.
    pub unready: Option<Unready>,
    /// The last answer, and the question it belongs to.
    pub answer: Option<(u64, Arc<Made>)>,
    /// What Inspect would say where a key is missed, and the question it belongs to.
    pub rehearsed: Option<(u64, Arc<Rehearsed>)>,
    /// The last token that was made, also while a newer question is open or could not be answered.
    pub token: Option<(u64, Arc<Made>)>,
    /// A fault of our own.
    pub failure: Option<String>,
}

/// The variants of a token.
pub(in crate::app) struct Tampering {
    pub revision: u64,
    /// What they are variants of, in words.
    pub title: String,
    /// `None`: being made.
    pub set: Option<Result<Arc<TamperSet>, String>>,
}

/// A token that is signed by a card, an HSM or a KMS.
pub(in crate::app) struct Elsewhere {
    /// The public key that the signature is checked with.
    pub key: Option<u64>,
    /// The person chose it, or none; else it is the one that the draft names, as soon as that is at hand.
    pub is_chosen: bool,
    pub algorithm: String,
    /// What is to be signed, or why there is nothing.
    pub input: Result<Arc<ToSign>, Vec<Words>>,
    /// What came of the signature.
    pub made: Option<Result<Assembled, AssembleError>>,
}

/// A token whose signature came from elsewhere.
pub(in crate::app) struct Assembled {
    pub token: String,
    /// The key that it was verified with; `None`: there was none.
    pub checked_with: Option<u64>,
}

/// What follows from the texts, kept while they hold.
#[derive(Default)]
pub(in crate::app) struct DraftFacts {
    /// The texts that are JSON, read.
    pub documents: Vec<(Field, Arc<Document>)>,
    /// What differs from the original.
    pub changes: Vec<Change>,
    /// Whether the original's signature covers the texts as they were typed; `None`: nothing to compare with.
    pub holds: Option<Result<(), &'static str>>,
}

impl DraftFacts {
    /// A text that was read.
    pub fn document(&self, field: Field) -> Option<&Arc<Document>> {
        self.documents.iter().find(|(each, _)| *each == field).map(|(_, document)| document)
    }
}

/// What undo brings back.
#[derive(Clone, PartialEq)]
pub(in crate::app) struct Snapshot {
    pub draft: Option<Draft>,
    pub original: Option<Arc<Original>>,
}

/// What one step changed.
pub(in crate::app) struct Step {
    pub before: Snapshot,
    pub after: Snapshot,
}

impl Snapshot {
    /// About how many bytes of text it holds.
    fn size(&self) -> usize {
        let Some(draft) = &self.draft else { return 0 };
        let payload = &draft.payload;
        let headers: usize =
            draft.signing.signatures.iter().map(|each| each.protected.len() + each.unprotected.len()).sum();
        payload.claims.len() + payload.text.len() + headers + draft.encryption.protected.len() + 256
    }
}

impl Builder {
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { draft: self.draft.clone(), original: self.original.clone() }
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is one to bring back.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// The token that was made of the draft as it stands.
    pub fn current(&self) -> Option<&Arc<Made>> {
        let (revision, made) = self.making.token.as_ref()?;
        (*revision == self.making.revision && self.making.pending.is_none()).then_some(made)
    }

    /// The template that the draft was started from.
    pub fn template(&self) -> Option<&'static crate::engine::builder::template::Template> {
        let name = &self.draft.as_ref()?.template;
        TEMPLATES.iter().find(|template| template.name == *name)
    }
}

/// Why the engine is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Unready {
    /// A signature has no key.
    NoKey(usize),
    /// A recipient has no key.
    NoRecipient(usize),
    /// The key that is meant is not at hand: another is never taken in its place.
    Missing(Slot),
    /// The holder's key that is meant is not at hand.
    MissingHolder,
    /// A field is not a positive whole number.
    NotANumber(Field),
    /// The payload is to be a file, and none is chosen.
    NoFile,
}

/// What is to be written.
pub(in crate::app) struct Saving {
    /// What it is called unless the person says otherwise.
    pub name: String,
    pub bytes: Arc<[u8]>,
}

/// What the builder knows of what is kept.
#[derive(Default)]
pub(in crate::app) struct Shelf {
    /// The state of the draft that was kept last.
    pub told: u64,
    /// Templates of the person's own, by name.
    pub templates: Vec<SavedTemplate>,
    /// A name is asked for; why the last one was refused.
    pub naming: Option<String>,
    /// The draft was restored, and from when it is.
    pub restored: Option<(i64, Vec<String>)>,
}

/// Which of many claims are offered.
#[derive(Default)]
pub(in crate::app) struct Offering {
    /// Those with this text in their path or value.
    pub filter: String,
    /// From the n-th on.
    pub first: usize,
}

/// What is shown of a token, and to whom.
pub(in crate::app) struct Presenting {
    pub is_open: bool,
    /// Paths of the claims that are shown.
    pub shown: BTreeSet<String>,
    /// What can be shown is offered from the n-th on.
    pub first: usize,
    pub binds: bool,
    pub nonce: String,
    pub audience: String,
    /// Rises with every question.
    pub revision: u64,
    /// The last answer, and the question it belongs to.
    pub answer: Option<(u64, Result<Arc<Presented>, BuildError>)>,
}

impl Default for Presenting {
    fn default() -> Self {
        Self {
            is_open: false,
            shown: BTreeSet::new(),
            first: 0,
            binds: true,
            nonce: "n-0S6_WzA2Mj".to_owned(),
            audience: "https://verifier.example.com".to_owned(),
            revision: 0,
            answer: None,
        }
    }
}

impl Presenting {
    /// The presentation of the token as it stands.
    pub fn current(&self) -> Option<&Result<Arc<Presented>, BuildError>> {
        self.answer.as_ref().filter(|(revision, _)| *revision == self.revision).map(|(_, answer)| answer)
    }
}
