//! What is kept on disk: where, and written so that neither a crash nor a full disk leaves half a file.
//!
//! Nothing of a token or a key is kept here.

pub mod atomic;
pub mod path;
pub mod settings;
