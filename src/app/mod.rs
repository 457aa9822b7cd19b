//! The application as a value: state and command in, state and effects out, and a view of it.

pub mod command;
pub mod job;
pub mod view;
