//! The tokens at hand: what was pasted, dropped, opened and looked at since the window opened. Nothing of it outlives
//! the window but what is kept in a keyring.

use super::removal::Removals;
use crate::app::message::desk::{DeskCheck, Supplied};
use crate::app::value::desk::EntryId;
use crate::engine::cross::{Opaque, Parameters, Worth};
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::policy::Judgement;
use crate::engine::key::KeyId;
use std::borrow::Cow;
use std::sync::Arc;

/// Tokens within tokens are followed so far.
pub(in crate::app) const MOST_DEPTH: usize = 8;

#[derive(Default)]
pub(in crate::app) struct Desk {
    /// In the order in which they came.
    pub entries: Vec<Entry>,
    /// The number of the last entry.
    pub count: u64,
    /// The number of the last text.
    pub sources: u64,
    /// How often files were dropped, and which of the drops the last text came with: its files are one text.
    pub drops: u64,
    pub drop: Option<u64>,
    /// Whether the list is shown; `None`: it is, where there are several tokens and room for it.
    pub is_open: Option<bool>,
    pub filter: String,
    /// What was taken off together, and from where.
    pub removed: Removals<Removed>,
    /// The text that goes into the box for one that was chosen, and which of its tokens that is.
    pub wanted: Option<(Arc<str>, usize)>,
    /// Two that are held against each other.
    pub compared: Option<(EntryId, EntryId)>,
    /// What came beside the tokens, the latest text last.
    pub came: Vec<Came>,
    /// Rises when that changes.
    pub came_revision: u64,
    /// What belongs together; tokens are numbered as in `checked`.
    pub checks: Vec<DeskCheck>,
    pub checked: Vec<EntryId>,
    /// The number of the last question, and what it was about.
    pub revision: u64,
    pub asked: Option<Asked>,
    /// The worker met a fault of its own: what was asked for last does not come.
    pub is_failed: bool,
}

/// What an answer depends on.
pub(in crate::app) struct Asked {
    pub tokens: Tokens,
    /// With the issuer that each is pinned to.
    pub keys: Vec<(KeyId, Option<String>)>,
    /// Their thumbprints.
    pub anchors: Vec<String>,
    /// The examination that the keys were looked at with: they change with it alone.
    pub examination: u64,
}

#[derive(PartialEq, Eq)]
pub(in crate::app) struct Tokens {
    /// Each with the text that it came in last.
    pub entries: Vec<(EntryId, u64)>,
    /// What came beside them, by its revision.
    pub came: u64,
    /// What each is worth: a status list counts only where it is valid.
    pub worth: Vec<Worth>,
}

/// One of them.
pub(in crate::app) struct Entry {
    pub id: EntryId,
    pub text: Arc<str>,
    /// What stands behind it in its line.
    pub following: Arc<str>,
    /// The end of what stands in front of it.
    pub preceding: Arc<str>,
    /// "JWS from access_token".
    pub label: String,
    /// Whether the text names it so; else it is only counted.
    pub is_named: bool,
    /// The number of the text that it came in; others of that text have the same.
    pub source: u64,
    /// That text, and which of the tokens in it this one is.
    pub place: (Arc<str>, usize),
    /// The file that it came from.
    pub file: Option<String>,
    /// The entry that it was found in, in a claim.
    pub within: Option<EntryId>,
    /// The tokens in its claims have become entries: whoever takes one off does not want it back.
    pub is_opened: bool,
    /// The credentials that it presents, read with those: claims do not change.
    pub presents: Vec<Arc<str>>,
    pub examination: Option<Arc<Examination>>,
    /// With what those say of it that came in the same text.
    pub judgement: Option<Judgement>,
    /// What it is worth by itself.
    pub worth: Worth,
}

/// What was taken off together.
#[derive(Default)]
pub(in crate::app) struct Removed {
    /// From where.
    pub entries: Vec<(usize, Entry)>,
    pub came: Vec<Came>,
    pub opaque: Option<EntryId>,
}

impl Removed {
    /// Whether a token with this text is among them.
    pub fn has(&self, text: &str) -> bool {
        self.entries.iter().any(|(_, entry)| *entry.text == *text)
    }
}

/// What came beside the tokens of one text: codes, states, requests.
pub(in crate::app) struct Came {
    /// The number of the text.
    pub source: u64,
    pub file: Option<String>,
    pub parameters: Parameters,
    /// What was typed in place of that.
    pub supplied: Supplied,
    /// What of it is listed.
    pub opaque: Vec<OpaqueEntry>,
}

/// A code or an access token that is listed with the tokens.
pub(in crate::app) struct OpaqueEntry {
    pub id: EntryId,
    pub opaque: Opaque,
    /// It was taken off: nothing is held against it.
    pub is_gone: bool,
}

impl Came {
    /// What the tokens are held against.
    pub fn parameters(&self) -> Cow<'_, Parameters> {
        let gone = || self.opaque.iter().filter(|entry| entry.is_gone);
        if self.supplied.is_empty() && gone().next().is_none() {
            return Cow::Borrowed(&self.parameters);
        }
        let mut parameters = self.parameters.clone();
        gone().for_each(|entry| parameters.forget(&entry.opaque));
        let Supplied { code, state, access_token } = &self.supplied;
        let places = [&mut parameters.codes, &mut parameters.states, &mut parameters.access_tokens];
        for (place, text) in places.into_iter().zip([code, state, access_token]) {
            if !text.trim().is_empty() {
                *place = vec![text.trim().to_owned()];
            }
        }
        Cow::Owned(parameters)
    }

    /// What of it is on the desk.
    pub fn listed(&self) -> impl Iterator<Item = &OpaqueEntry> {
        self.opaque.iter().filter(|entry| !entry.is_gone)
    }
}

impl Desk {
    /// What came beside the tokens of a text.
    pub fn came_with(&self, source: u64) -> Option<&Came> {
        self.came.iter().find(|came| came.source == source)
    }

    /// The code or access token with this number, and what it came with.
    pub fn opaque(&self, id: EntryId) -> Option<(&Came, &OpaqueEntry)> {
        self.came.iter().find_map(|came| Some((came, came.listed().find(|entry| entry.id == id)?)))
    }

    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Those that were found in it, and in those, in their order.
    pub fn below(&self, id: EntryId) -> Vec<EntryId> {
        let mut found = vec![id];
        for entry in &self.entries {
            if entry.within.is_some_and(|parent| found.contains(&parent)) {
                found.push(entry.id);
            }
        }
        found.remove(0);
        found
    }

    /// How many of those at hand it was found in, one within the other.
    pub fn depth(&self, entry: &Entry) -> usize {
        let mut parents = std::iter::successors(entry.within, |id| self.entry(*id)?.within);
        parents.by_ref().take(MOST_DEPTH).take_while(|id| self.entry(*id).is_some()).count()
    }

    pub fn of_text(&self, text: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| *entry.text == *text)
    }
}
