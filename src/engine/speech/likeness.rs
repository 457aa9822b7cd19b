//! What a text may be that was taken for a shared secret, in words.

use crate::engine::key::likeness::{Likeness, RawKind};
use crate::engine::text::words::counted;

/// In the middle of a sentence, behind "is".
pub(super) fn words(likeness: Likeness) -> String {
    match likeness {
        Likeness::Raw { bytes, kind } => {
            let bytes = counted(bytes, "byte");
            let raw = match kind {
                RawKind::Public(curve) => format!("a raw {} key", curve.name()),
                RawKind::Coordinates(curve) => format!("the raw coordinates of a point on {}", curve.name()),
                RawKind::Compressed(curve) => format!("a compressed point on {}", curve.name()),
                RawKind::Private(curve) => {
                    let curve = curve.name();
                    return format!(
                        "{bytes}: a shared secret, or a {curve} private key, which only a PEM or JWK file says"
                    );
                }
            };
            format!("{bytes}: a shared secret, or {raw} that did not make this signature")
        }
        Likeness::Fingerprint(hash) => {
            format!("most likely the {hash} fingerprint of a key or certificate, which does not contain the key")
        }
        Likeness::Placeholder => "a placeholder: nothing was filled in".to_owned(),
        Likeness::OtherReading => "another reading of the same text".to_owned(),
    }
}

/// What to do, without a full stop; may be empty.
pub(super) const fn advice(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Raw { .. } | Likeness::OtherReading => "",
        Likeness::Fingerprint(_) => "Load the key or the certificate itself",
        Likeness::Placeholder => "Load the file that contains the secret itself",
    }
}
