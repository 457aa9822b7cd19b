//! The application as a value: state and command in, state and effects out, and a view of it.
//!
//! Ground state is what the person gave: text, keys, policy, selections. All else is derived from it by pure functions
//! and kept for as long as it holds. [`update::update`] is the only writer. Nothing here knows a window, a thread, a file
//! or a clock: what must be done in the world is asked for with an [`message::effect::Effect`], and comes back as a
//! [`message::command::Command`].
//!
//! Floors, each may name those in front of it: `value < message < state < query < view`, and `update` above `query`,
//! beside `view`, neither naming the other.

pub mod message;
mod query;
pub mod state;
pub mod update;
pub mod value;
pub mod view;
