//! What a certificate says about the key in it (RFC 5280). The chain is not checked.

use std::sync::Arc;

/// Facts of an X.509 certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Subject, as `CN=…, O=…`.
    pub subject: String,
    /// The common name of the subject, the last one where there are several: the most specific.
    pub common_name: Option<String>,
    /// Issuer, in the same form.
    pub issuer: String,
    /// Serial number in hexadecimal.
    pub serial_number: String,
    /// Start of validity, in seconds since 1970; `None` where it cannot be read.
    pub not_before: Option<i64>,
    /// End of validity, in seconds since 1970; `None` where it cannot be read.
    pub not_after: Option<i64>,
    /// Whether subject and issuer are the same.
    pub is_self_issued: bool,
    /// SHA-1 of the DER bytes, base64url: `x5t`.
    pub x5t: String,
    /// SHA-256 of the DER bytes, base64url: `x5t#S256`.
    pub x5t_s256: String,
    /// Its DER bytes.
    pub der: Arc<[u8]>,
}
