//! Jotsmith: a native inspector and builder for JSON Web Tokens.
#![doc = include_str!("README.md")]

pub mod app;
pub mod cli;
pub mod cores;
pub mod engine;
pub mod process;
#[cfg(feature = "gui")]
pub mod shell;
pub mod store;
#[cfg(feature = "gui")]
pub mod ui;
