//! Buttons, and short messages with buttons.

use crate::app::value::{Icon, Tone};

#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub label: String,
    pub icon: Option<Icon>,
    pub command: crate::app::message::command::Command,
}

impl Eq for Action {}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub text: String,
    /// Buttons: "Undo".
    pub actions: Vec<Action>,
    /// Names it for closing.
    pub id: u64,
}
