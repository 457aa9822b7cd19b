//! What is true of this text, these keys, at this time. Pure: no files, no threads, no clock, no window.

pub mod base64url;
pub mod convert;
mod critical;
pub mod crypto;
pub mod detect;
pub mod examine;
pub mod finding;
pub mod header;
pub mod json;
pub mod judge;
pub mod jwa;
pub mod jwe;
pub mod jwk;
pub mod jws;
pub mod jwt;
pub mod layer;
pub mod limit;
pub mod lint;
pub mod parse;
pub mod part;
pub mod registry;
pub mod sdjwt;
pub mod secret;
pub mod size;
pub mod span;
pub mod status;
