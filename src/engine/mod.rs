//! What is true of this text, these keys, at this time. Pure: no files, no threads, no clock, no window.
//!
//! The floors, lowest first; each may name those before it and none behind it (`tests/app/floor.rs`).
//! The façade, from text and keys to a verdict, is documented item by item; elsewhere a comment has to earn its line.

pub mod builder;
pub mod compare;
pub mod convert;
pub mod cross;
pub mod crypto;
pub mod detect;
#[warn(missing_docs)]
pub mod examine;
pub mod export;
pub mod ground;
pub mod jose;
#[warn(missing_docs)]
pub mod judge;
pub mod jwt;
pub mod key;
pub mod key_file;
pub mod keyring;
pub mod lint;
pub mod redact;
pub mod report;
pub mod rule;
pub mod speech;
pub mod text;
pub mod verify;
