//! What is kept on disk: where, and written so that neither a crash nor a full disk leaves half a file.
//!
//! Keys are kept in keyrings alone, encrypted. Of tokens nothing is kept but what a person is making: as a draft until it is
//! done with, and as a template where it is saved as one; never with a private key.

pub mod atomic;
pub mod disk;
pub mod draft;
mod format;
pub mod keyring;
pub mod path;
pub mod regular;
pub mod settings;
pub mod synced;
pub mod template;
