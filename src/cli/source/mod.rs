//! What the subcommands share: where their input comes from, and where their output goes.
//!
//! *Invariant*: nothing here knows a subcommand.

pub(super) mod choice;
pub(super) mod clipboard;
pub(super) mod clock;
mod discretion;
pub(super) mod error;
pub(super) mod given;
pub(super) mod input;
#[cfg(unix)]
pub(super) mod interruption;
pub(super) mod key;
pub(super) mod key_place;
pub(super) mod keyring;
pub(super) mod named;
pub(super) mod number;
pub(super) mod opaque;
pub(super) mod output;
pub(super) mod passphrase;
pub(super) mod pasted;
pub(super) mod print;
pub(super) mod secret;
pub(super) mod status;
pub(super) mod stdin;
pub(super) mod style;
mod terminal;
pub(super) mod token;
