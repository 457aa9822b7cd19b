//! The application as a value: state and command in, state and effects out, and a view of it.
//!
//! Ground state is what the person gave: text, keys, policy, selections. All else is derived from it by pure functions
//! and kept for as long as it holds. [`update::update`] is the only writer. Nothing here knows a window, a thread, a file
//! or a clock: what must be done in the world is asked for with an [`effect::Effect`], and comes back as a
//! [`command::Command`].

pub mod analysis;
pub mod build;
pub mod command;
mod copy;
mod dropped;
pub mod effect;
pub mod job;
mod key;
pub mod key_file;
pub mod key_relation;
pub mod keyring;
pub mod policy;
pub mod sample;
pub mod settings;
pub mod state;
mod time;
pub mod update;
pub mod view;
