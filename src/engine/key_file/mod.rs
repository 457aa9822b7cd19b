//! Keys in the formats that people have, one file a format, reading and writing; generating keys and comparing them.
//!
//! *Invariant:* importing a key names no decryption: whoever may open an encrypted JWK passes an opener in.

pub mod anchor;
pub(crate) mod binary;
pub(crate) mod certificate;
pub(crate) mod cose;
pub(crate) mod der;
pub(crate) mod draft;
pub mod export;
pub mod generate;
pub mod import;
pub mod jwk_text;
pub(crate) mod jwk_variant;
pub(crate) mod multibase;
pub(crate) mod object;
pub(crate) mod pem;
pub(crate) mod pkcs12;
pub(crate) mod point;
pub(crate) mod printed;
pub(crate) mod putty;
pub(crate) mod recognition;
pub mod relation;
pub mod secret;
pub(crate) mod ssh;
pub(crate) mod structure;
pub mod thumbprint;
pub mod weakness;
pub(crate) mod xml;
