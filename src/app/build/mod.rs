//! The builder as a value: what the person wants made, what came of it, and how it came to be.
//!
//! [`draft::Draft`] is the ground state. Every change of it, or of the session's keys, asks the worker for a new token;
//! an answer to an older question is dropped.

mod change;
mod choice;
pub mod command;
pub mod disclose;
mod edit;
mod history;
mod in_step;
mod inspected;
pub mod job;
pub mod keep;
mod key;
mod make;
pub mod member;
mod quick;
mod request;
pub(super) mod save;
mod start;
mod text;
pub(super) mod update;

pub use crate::engine::builder::draft;

pub(super) use change::{Change, ChangeKind};
pub(super) use disclose::{found, holder, is_guarded};
pub(super) use inspected::Original;
pub(super) use key::{encryption_algorithms, fits_recipient, fits_signature, generated_for, signing_key};
pub(super) use quick::{AtCaret, at_caret};
pub(super) use request::Unready;
pub(super) use text::text;

use crate::app::state::State;
use crate::app::view::build::{EditMode, Field, Slot};
use crate::engine::builder::tamper::TamperSet;
use crate::engine::builder::template::TEMPLATES;
use crate::engine::ground::json::Document;
use crate::engine::key::KeyRing;
use draft::{Draft, PayloadKind};
use history::History;
use job::Made;
use std::sync::Arc;

/// All that the builder knows.
#[derive(Default)]
pub(super) struct Builder {
    /// What is to be made; `None`: nothing was begun.
    pub draft: Option<Draft>,
    /// The token that it was carried over from.
    pub original: Option<Arc<Original>>,
    history: History,
    /// The templates are shown in place of the draft.
    pub is_choosing: bool,
    /// A template that waits for a key, because its header carries the public half.
    pub waiting: Option<usize>,
    /// The draft before headers were brought into step, where that took something away that was typed, and the question since.
    overwritten: Option<(u64, Box<Draft>)>,
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
    pub is_more_open: bool,
    /// The person was told why it is too weak, and wants it.
    pub allows_weak: bool,
    /// All keys at hand: those of the session and of open keyrings.
    pub ring: KeyRing,
    /// The keys that the last question was asked with.
    keys: Vec<u64>,
    pub making: Making,
    /// A key is being generated for this one.
    pub generating: Option<(u64, MadeFor)>,
    generations: u64,
    pub tamper: Option<Tampering>,
    /// A file that is to be written.
    pub saving: Option<save::Saving>,
    /// What follows from the texts alone.
    pub derived: Derived,
    /// What outlives the window.
    pub keep: keep::Keeping,
    /// What a holder shows.
    pub presenting: disclose::Presenting,
    /// Which of many claims are offered to be withheld.
    pub offering: disclose::Offering,
}

/// Whose key is being generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MadeFor {
    /// A signature's or a recipient's.
    Slot(Slot),
    /// The holder's of an SD-JWT.
    Holder,
}

/// What is being made, and what was.
#[derive(Default)]
pub(super) struct Making {
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
    /// The last token that was made, also while a newer question is open or could not be answered.
    pub token: Option<(u64, Arc<Made>)>,
    /// A fault of our own.
    pub failure: Option<String>,
}

/// The variants of a token.
pub(super) struct Tampering {
    pub revision: u64,
    /// What they are variants of, in words.
    pub title: String,
    /// `None`: being made.
    pub set: Option<Result<Arc<TamperSet>, String>>,
}

/// What follows from the texts, kept while they hold.
#[derive(Default)]
pub(super) struct Derived {
    /// The texts that are JSON, read.
    pub documents: Vec<(Field, Arc<Document>)>,
    /// What differs from the original.
    pub changes: Vec<Change>,
    /// Whether the original's signature covers the texts as they were typed; `None`: nothing to compare with.
    pub holds: Option<Result<(), &'static str>>,
}

impl Derived {
    /// A text that was read.
    pub fn document(&self, field: Field) -> Option<&Arc<Document>> {
        self.documents.iter().find(|(each, _)| *each == field).map(|(_, document)| document)
    }
}

/// In how many seconds a distance of time that is read out changes, and whether that is each second.
pub(super) fn next_tick(state: &State) -> Option<(u64, bool)> {
    use crate::engine::jwt::numeric_date;
    let draft = state.build.draft.as_ref().filter(|draft| draft.payload.kind == PayloadKind::Claims)?;
    let document = state.build.derived.document(Field::Claims).filter(|_| !draft.payload.claims.is_empty())?;
    let times: Vec<i64> = match state.build.claims_mode {
        EditMode::Text => {
            let (_, caret) = state.build.caret.filter(|(field, _)| *field == Field::Claims)?;
            at_caret(document, caret).map(|found| found.seconds).into_iter().collect()
        }
        EditMode::Form => {
            let members = document.object()?.members().filter(|member| super::view::is_time(&member.name));
            let dates = members.filter_map(|member| numeric_date::parse(member.value).ok());
            dates.filter_map(|date| i64::try_from(date.seconds).ok()).collect()
        }
    };
    // Within an hour the distance is told to the second.
    let nearest = times.iter().map(|time| time.saturating_sub(state.clock.real).unsigned_abs()).min()?;
    Some(if nearest <= 3_660 { (1, true) } else { (60, false) })
}

/// What undo brings back.
#[derive(Clone, PartialEq)]
pub(super) struct Snapshot {
    pub draft: Option<Draft>,
    pub original: Option<Arc<Original>>,
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
    fn snapshot(&self) -> Snapshot {
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
