//! The parts of a token, whatever its form.

use crate::engine::jose::header::HeaderSource;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::part::Part;

/// The parts of a token, in no particular order.
pub(in crate::app) fn parts_of(object: &JoseObject) -> Vec<&Part> {
    let headers =
        |sources: &'_ [HeaderSource]| -> Option<usize> { sources.iter().position(|source| source.part.is_some()) };
    let mut parts: Vec<&Part> = Vec::new();
    match object {
        JoseObject::Jws(jws) => {
            for signature in &jws.signatures {
                let sources = &signature.header.sources;
                parts.extend(headers(sources).and_then(|index| sources[index].part.as_ref()));
                parts.extend(&signature.signature);
            }
            parts.extend(&jws.payload);
        }
        JoseObject::Jwe(jwe) => {
            parts.extend(&jwe.protected);
            parts.extend(jwe.recipients.iter().filter_map(|recipient| recipient.encrypted_key.as_ref()));
            parts.extend([&jwe.iv, &jwe.ciphertext, &jwe.tag, &jwe.aad].into_iter().flatten());
        }
        JoseObject::Unreadable(unreadable) => parts.extend(&unreadable.parts),
    }
    parts
}
