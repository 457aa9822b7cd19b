//! What outlives the window: commands, work for the shell, answers.

use crate::engine::builder::draft::Draft;
use crate::engine::builder::saved::SavedTemplate;
use std::fmt;

/// What a person does with drafts and templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeepCommand {
    /// Put the draft away: there is nothing to go on with.
    Discard,
    /// The note that a draft was restored has been read.
    Settled,
    /// Ask for the name of a new template, or do not.
    Name(bool),
    /// Save the draft as a template of this name.
    Save(String),
    /// Start from a template of one's own.
    Start(String),
    Delete(String),
    /// Delete all of one's own.
    DeleteAll,
    /// Save again what was deleted.
    PutBack(Vec<SavedTemplate>),
    /// Show the draft that was restored.
    Show,
}

/// What the disk is to do.
#[derive(Clone, PartialEq, Eq)]
pub enum KeepWork {
    /// Keep this draft, in a moment; `None`: keep none.
    Draft(Option<Box<Draft>>),
    /// Save this template.
    Save(Box<SavedTemplate>),
    /// Save these again that were deleted.
    PutBack(Vec<SavedTemplate>),
    /// Delete the templates of these names.
    Delete(Vec<String>),
}

impl fmt::Debug for KeepWork {
    /// Names the work and nothing that was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft(Some(_)) => "Draft(kept)",
            Self::Draft(None) => "Draft(none)",
            Self::Save(_) => "Save",
            Self::PutBack(_) => "PutBack",
            Self::Delete(_) => "Delete",
        })
    }
}

/// What the disk says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeepAnswer {
    /// A draft was left when the program ended the last time.
    Restored {
        draft: Box<Draft>,
        /// When it was changed last, in seconds since 1970.
        saved_at: i64,
        /// Texts that something private was left out of, in words.
        left_out: Vec<String>,
    },
    /// The templates that there are, and why: after the start, after saving or deleting one.
    Templates(Vec<SavedTemplate>, Happened),
    /// Something failed, in words.
    Failed(String),
    /// A template was not saved, in words: its name is asked for once more.
    NotSaved(String),
    /// What to tell, one sentence each.
    Notices(Vec<String>),
}

/// Why the list of templates has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    Read,
    /// This one was saved.
    Saved(String),
    /// These were saved again.
    PutBack,
    /// These were deleted.
    Deleted(Vec<SavedTemplate>),
}
