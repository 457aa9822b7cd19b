//! What everything stands on: bytes and where they are, limits, base64url, JSON as written, algorithms and registries as
//! tables.
//!
//! *Invariant:* nothing here knows what a token or a key is.

pub mod base64url;
pub mod json;
pub mod jwa;
pub mod limit;
pub mod registry;
pub mod secret;
pub mod size;
pub mod span;
