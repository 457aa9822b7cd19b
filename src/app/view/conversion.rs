//! The layer that is shown in the other serializations, or why it cannot be written so.

use super::ExportRow;
use crate::app::state::State;
use crate::app::value::words::safe;
use crate::app::value::{CopyTarget, Form};
use crate::engine::convert::convert;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{JoseObject, Layer};
use crate::engine::speech;

/// Longest text, in bytes, of which it is found out at once what it can be written as; beyond, when it is copied.
const LONGEST: usize = 1024 * 1024;

const FORMS: [(Form, &str, &str); 3] = [
    (Form::Compact, "As compact", "For a header or a URL; every part is copied, so signatures stay valid"),
    (Form::Flattened, "As flattened JSON", "One JSON object; every part is copied, so signatures stay valid"),
    (Form::General, "As general JSON", "JSON with a list; every part is copied, so signatures stay valid"),
];

/// For which examination and layer it was found out what each form is, or why it is not.
#[derive(Default)]
pub(super) struct Conversions {
    of: Option<(u64, usize)>,
    /// In the order of the forms; `None` where it is in that form already, or nothing was found out.
    answers: [Option<Result<(), String>>; 3],
}

fn own_form(layer: &Layer) -> Option<Serialization> {
    match &layer.object {
        JoseObject::Jws(jws) => Some(jws.serialization),
        JoseObject::Jwe(jwe) => Some(jwe.serialization),
        JoseObject::Unreadable(_) => None,
    }
}

impl Conversions {
    /// Finds it out anew when another layer is shown, or another token. Whether it had to.
    pub(super) fn refresh(&mut self, state: &State) -> bool {
        let of = state.derived.examination.as_ref().map(|(revision, _)| (*revision, state.layer_index()));
        if self.of == of {
            return false;
        }
        let answers = FORMS.map(|(form, ..)| {
            let layer = state.layer()?;
            let own = own_form(layer)?;
            if own == form.of_engine() || layer.text.len() > LONGEST {
                return None;
            }
            let answer = convert(&layer.text, &layer.object, form.of_engine());
            Some(answer.map(drop).map_err(|error| speech::convert::words(&error).joined()))
        });
        *self = Self { of, answers };
        true
    }
}

/// One row for each form that it is not in.
pub(super) fn exports(state: &State, conversions: &Conversions) -> Vec<ExportRow> {
    let Some(own) = state.layer().and_then(own_form) else { return Vec::new() };
    FORMS
        .iter()
        .zip(&conversions.answers)
        .filter(|((form, ..), _)| form.of_engine() != own)
        .map(|((form, name, good), answer)| {
            let description = match answer {
                Some(Err(why)) => format!("Not possible: {}", safe(why)),
                _ => (*good).to_owned(),
            };
            ExportRow { name: (*name).to_owned(), description, copy: CopyTarget::Converted(*form) }
        })
        .collect()
}

pub(super) fn text(state: &State, form: Form) -> Option<String> {
    let layer = state.layer()?;
    convert(&layer.text, &layer.object, form.of_engine()).ok()
}
