//! The cryptographic primitives: the only place that names josekit and OpenSSL.
//!
//! josekit supplies the primitive wherever it computes what the standard says, and `provider` alone names it. Its token containers, its readers of
//! DER, PEM and JSON and its bounds are never used: every length, curve and range that a standard demands is checked
//! here before a primitive is called, and where josekit refuses what the standard allows, or does not say why it
//! failed, OpenSSL is called directly and a comment says why.

pub mod certificate;
pub mod compression;
pub mod configuration;
pub mod confusion;
pub mod content;
pub mod digest;
pub mod generate;
pub mod key;
pub mod key_file;
pub mod key_management;
pub mod mac;
pub mod made;
pub mod ml_dsa;
pub mod oaep;
pub mod pkey;
mod provider;
pub mod shared_prime;
pub mod signature;

#[cfg(test)]
pub(crate) mod tests;
