//! Trust anchors: certificates out of PEM or DER files.

use super::der::{self, Structure};
use super::pem;
use crate::engine::crypto::certificate::ParsedCertificate;
use crate::engine::ground::json::{self, Kind};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{KeyError, TrustAnchor};

/// Every certificate in a file, one at least.
pub fn read(bytes: &[u8], source: &str, limits: &Limits) -> Result<Vec<TrustAnchor>, KeyError> {
    if bytes.len() > limits.key_file {
        return Err(KeyError::TooLong { length: bytes.len(), limit: limits.key_file });
    }
    let text = std::str::from_utf8(bytes).ok().filter(|text| pem::is_likely(text));
    let blocks: Vec<Vec<u8>> = match text {
        Some(text) => {
            let blocks = pem::read(text, limits.keys).blocks.into_iter();
            let certificates = blocks.filter(|block| block.label.ends_with("CERTIFICATE"));
            certificates.filter_map(|block| block.bytes.map(|bytes| bytes.expose().to_vec())).collect()
        }
        None => vec![bytes.to_vec()],
    };
    let anchors = blocks.into_iter().map(|der| match der::classify(&der) {
        Some((Structure::Certificate { whole, .. }, _)) => {
            let certificate = ParsedCertificate::read(whole)?.facts()?;
            Ok(TrustAnchor::new(certificate, source))
        }
        _ => Err(KeyError::NotAKey),
    });
    let anchors = anchors.collect::<Result<Vec<_>, KeyError>>()?;
    if anchors.is_empty() { Err(KeyError::NotAKey) } else { Ok(anchors) }
}

/// The first certificate in the `x5c` of a JWK, a JSON text.
pub fn of_jwk(text: &str, source: &str) -> Option<TrustAnchor> {
    let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    let anchor = (|| {
        let chain = document.object()?.get("x5c").filter(|chain| chain.kind() == Kind::Array)?;
        let first = chain.children().next()?.as_str()?;
        let der = data_encoding::BASE64.decode(first.as_bytes()).ok()?;
        let certificate = ParsedCertificate::read(&der).ok()?.facts().ok()?;
        Some(TrustAnchor::new(certificate, source))
    })();
    // The key may be private.
    document.wipe();
    anchor
}
