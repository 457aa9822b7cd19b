//! The only place that names OpenSSL and josekit.

pub mod digest;
pub mod key;
