//! The token as received (RFC 7515, 7516, 7797, 9901): parts, headers, layers, and what became of them.
//!
//! *Invariant:* parsing never fails and tries no key; what a verdict needs is a slice of what was received.

pub mod certificate;
pub mod content;
pub mod cost;
pub(crate) mod covered;
pub mod disclosure;
pub(crate) mod eaten;
pub mod embedded;
pub mod exposed;
pub mod fault;
pub mod frame;
pub mod growth;
pub mod header;
pub mod jwe;
pub mod jws;
pub mod layer;
pub mod parse;
pub mod part;
pub mod possession;
pub mod reason;
pub mod sd_jwt;
pub mod status;
