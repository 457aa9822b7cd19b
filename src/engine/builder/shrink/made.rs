//! A token that was just made, as layers: what was put into it is known, and nothing is tried to find it out.

use crate::engine::builder::{BuildRequest, Built};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::content;
use crate::engine::jose::exposed::Exposed;
use crate::engine::jose::layer::{Examination, Layer};
use crate::engine::jose::parse::parse;
use std::sync::Arc;

/// Its layers, without any status: for its size alone.
pub fn layers(request: &BuildRequest, built: &Built, limits: &Limits) -> Examination {
    let layer = |text: &str, content: Option<&[u8]>| {
        let object = parse(text, limits).object;
        let mut layer = Layer {
            text: text.into(),
            object,
            content: None,
            signatures: Vec::new(),
            public_secrets: Vec::new(),
            recipients: Vec::new(),
            sd_jwt: None,
            embedded: Vec::new(),
            possession: None,
            certificates: Vec::new(),
            exposed: Exposed::default(),
        };
        let part = layer.jws().and_then(|jws| jws.payload.clone());
        layer.content = content.map(|bytes| content::read(Arc::from(bytes), part, &layer.object, limits));
        layer
    };
    let payload = (built.detached_payload.is_none()).then(|| request.payload.bytes());
    let layers = match (&request.encryption, &built.signed) {
        (None, _) | (Some(_), None) => vec![layer(&built.text, payload)],
        (Some(_), Some(signed)) => vec![layer(&built.text, Some(signed.as_bytes())), layer(signed, payload)],
    };
    Examination { layers, findings: Vec::new(), size: built.size.clone(), is_search_short: false }
}
