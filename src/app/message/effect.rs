//! What must be done in the world: the shell does it and answers with a command.

use super::builder::keep::KeepWork;
use super::guess::GuessWork;
use super::job::{Job, JobKind, Reminder};
use super::keyring::work::KeyringWork;
use super::share::RedactJob;
use crate::app::value::settings::Settings;
use crate::app::value::{CopyTarget, FilePurpose};
use crate::engine::report::picture::Masked;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// One thing to do.
#[derive(Clone)]
pub enum Effect {
    /// Give this to the worker; it answers with [`Answer::Examined`](super::job::Answer::Examined).
    Run(Job),
    /// What the worker does of this kind is no longer wanted.
    CancelWork(JobKind),
    /// Ask the clipboard; it answers with [`Answer::Clipboard`](super::job::Answer::Clipboard).
    ReadClipboard,
    /// Give this to the worker with what the panes say; what comes of it is shown by [`Effect::ShowPicture`].
    TakePicture(RedactJob),
    /// Show this in the place of all panes until a picture of it was taken; it answers with
    /// [`Answer::Picture`](super::job::Answer::Picture).
    ShowPicture(Masked),
    /// Put this on the clipboard: the text is made of the state as it is now, by `view::copy`.
    Copy(CopyTarget),
    /// Take the secret off the clipboard that was copied last.
    ClearClipboard,
    /// Open the platform's file dialog.
    ChooseFile(FilePurpose),
    /// Open the platform's dialog for a new file, which this name is proposed for; it answers with
    /// [`FileAnswer::Place`](crate::app::value::FileAnswer::Place).
    ChooseNewFile(FilePurpose, String),
    /// Nobody waits for the file dialog any more.
    AbandonFile,
    /// Read the file at a path that was typed.
    ReadPath {
        purpose: FilePurpose,
        /// The path as typed.
        path: String,
    },
    /// Write a file; it answers with [`FilePurpose::Save`].
    WriteFile {
        path: PathBuf,
        bytes: Arc<[u8]>,
        /// The path was typed: `~` is the home folder, and what is there already is not replaced.
        is_typed: bool,
    },
    /// Give this to the keeper of the keyrings; it answers with [`Answer::Keyring`](super::job::Answer::Keyring).
    Keyring(KeyringWork),
    /// Keep what outlives the window; answers come as [`Answer::Build`](super::job::Answer::Build).
    Keep(KeepWork),
    /// Try a list of words; it answers with [`Answer::Guess`](super::job::Answer::Guess). What was tried before is stopped.
    Guess(GuessWork),
    /// Stop trying words.
    StopGuessing,
    /// The size of the window, and its splitters, as at the first start.
    ResetLayout,
    /// Close the window: what kept it open is done.
    CloseWindow,
    /// Write the settings to their file.
    SaveSettings(Settings),
    /// Come back with this reminder.
    Remind {
        reminder: Reminder,
        /// After how many milliseconds.
        after: u64,
    },
}

impl fmt::Debug for Effect {
    /// Names the effect and nothing that could be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run(_) => f.write_str("Run"),
            Self::CancelWork(kind) => write!(f, "CancelWork({kind:?})"),
            Self::ReadClipboard => f.write_str("ReadClipboard"),
            Self::TakePicture(_) => f.write_str("TakePicture"),
            Self::ShowPicture(_) => f.write_str("ShowPicture"),
            Self::Copy(_) => f.write_str("Copy"),
            Self::ClearClipboard => f.write_str("ClearClipboard"),
            Self::ChooseFile(purpose) => write!(f, "ChooseFile({purpose:?})"),
            Self::ChooseNewFile(purpose, _) => write!(f, "ChooseNewFile({purpose:?})"),
            Self::AbandonFile => f.write_str("AbandonFile"),
            Self::ReadPath { purpose, .. } => write!(f, "ReadPath({purpose:?})"),
            Self::WriteFile { bytes, .. } => write!(f, "WriteFile({} bytes)", bytes.len()),
            Self::Keyring(work) => write!(f, "Keyring({work:?})"),
            Self::Keep(work) => write!(f, "Keep({work:?})"),
            Self::Guess(work) => work.fmt(f),
            Self::StopGuessing => f.write_str("StopGuessing"),
            Self::ResetLayout => f.write_str("ResetLayout"),
            Self::CloseWindow => f.write_str("CloseWindow"),
            Self::SaveSettings(_) => f.write_str("SaveSettings"),
            Self::Remind { reminder, after } => write!(f, "Remind({reminder:?}, {after} ms)"),
        }
    }
}
