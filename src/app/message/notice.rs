//! Buttons, and short messages with buttons.

use crate::app::value::{Icon, Tone};

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// What it says.
    pub label: String,
    /// Its icon.
    pub icon: Option<Icon>,
    /// What it does.
    pub command: crate::app::message::command::Command,
}

impl Eq for Action {}

/// A short message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it stands.
    pub tone: Tone,
    /// What is the case.
    pub text: String,
    /// Buttons: "Undo".
    pub actions: Vec<Action>,
    /// Names it for closing.
    pub id: u64,
}
