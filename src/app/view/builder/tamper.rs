//! Variants of a token, for testing one's own verifier.

use super::{TamperView, VariantRow};
use crate::app::state::builder::Tampering;
use crate::app::value::Tone;
use crate::engine::builder::tamper::{Expected, TamperSet};
use crate::engine::jwt::numeric_date::format_utc;

pub(in crate::app) fn view(tampering: &Tampering) -> TamperView {
    let mut view = TamperView { title: tampering.title.clone(), ..TamperView::default() };
    match &tampering.set {
        None => view.is_pending = true,
        Some(Err(why)) => view.error = crate::app::value::words::capital(why),
        Some(Ok(set)) => {
            view.verifier = verifier(set);
            view.rows = set
                .variants
                .iter()
                .map(|variant| {
                    let (expected, tone) = words(variant.expected);
                    VariantRow {
                        name: variant.name.to_string(),
                        title: variant.title.to_string(),
                        why: variant.why.to_owned(),
                        reference: variant.reference.to_owned(),
                        expected: expected.to_owned(),
                        tone,
                    }
                })
                .collect();
        }
    }
    view
}

fn verifier(set: &TamperSet) -> Vec<(String, String)> {
    let mut told = vec![("Algorithm".to_owned(), set.algorithm.clone())];
    told.push(("Time".to_owned(), format!("{} · {}", format_utc(set.now), set.now)));
    for (label, value) in [("Issuer", &set.issuer), ("Audience", &set.audience)] {
        if let Some(value) = value {
            told.push((label.to_owned(), crate::app::value::words::elided(value, 80)));
        }
    }
    told
}

const fn words(expected: Expected) -> (&'static str, Tone) {
    match expected {
        Expected::Accept => ("accept", Tone::Good),
        Expected::Reject => ("reject", Tone::Bad),
        Expected::RejectClaims => ("reject: claims", Tone::Warning),
        Expected::RejectOrUseLast => ("reject, or the last", Tone::Warning),
    }
}
