//! What is kept on disk: where, and written so that neither a crash nor a full disk leaves half a file.
//!
//! Keys are kept in keyrings alone, encrypted; nothing of a token is kept at all.

pub mod atomic;
pub mod disk;
pub mod keyring;
pub mod path;
pub mod regular;
pub mod settings;
