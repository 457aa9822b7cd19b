//! What a person does with the settings, and with what outlives the window.

use crate::app::value::settings::{Settings, SettingsPage};

#[derive(Clone, Debug, PartialEq)]
pub enum SettingsCommand {
    /// Show this page of them.
    Open(SettingsPage),
    /// Seconds that a secret stays on the clipboard.
    ClearSecretsAfter(u64),
    /// Whether the builder's draft outlives the window.
    KeepDraft(bool),
    /// Forget all of a kind.
    Forget(Remembered),
    /// Take that back: these are the settings as they were.
    PutBack(Remembered, Box<Settings>),
    /// The window as large as at the first start, and its splitters where they stood then.
    ResetLayout,
}

/// What can be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    Expectations,
    /// Rules whose findings are not listed.
    Muted,
    /// Limits of one's own.
    Limits,
    /// Everything else that is set.
    Choices,
}
