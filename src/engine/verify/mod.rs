//! Checking signatures and opening encryption: which key belongs to which entry, what came of it, and why it failed.
//!
//! *Invariant:* a primitive is called only after every MUST of the RFC was checked; *verified* names a key, an algorithm
//! and the exact received bytes.

mod attempt;
pub(crate) mod attribution;
pub(crate) mod cause;
pub mod chain;
pub(crate) mod critical;
pub(crate) mod decrypt;
pub(crate) mod embedded;
pub(crate) mod exposed;
mod foreign;
mod form;
pub mod guess;
pub(crate) mod holder;
pub mod key_file;
pub(crate) mod own_key;
pub(crate) mod possession;
pub(crate) mod public_secret;
mod raw;
pub mod sd_jwt;
pub mod select;
pub(crate) mod signature;
pub(crate) mod work;
