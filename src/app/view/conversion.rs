//! The layer that is shown in the other serializations, or why it cannot be written so.

use super::{CopyTarget, ExportRow};
use crate::app::state::State;
use crate::engine::convert::convert;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{JoseObject, Layer};

/// Longest text, in bytes, of which it is found out at once what it can be written as; beyond, when it is copied.
const LONGEST: usize = 1024 * 1024;

/// A serialization (RFC 7515 §7, RFC 7516 §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the standards' names")]
pub enum Form {
    Compact,
    Flattened,
    General,
}

const FORMS: [(Form, &str, &str); 3] = [
    (Form::Compact, "As compact", "For a header or a URL; part for part, so that every signature stays right"),
    (Form::Flattened, "As flattened JSON", "One JSON object; part for part, so that every signature stays right"),
    (Form::General, "As general JSON", "JSON with a list; part for part, so that every signature stays right"),
];

impl Form {
    const fn of_engine(self) -> Serialization {
        match self {
            Self::Compact => Serialization::Compact,
            Self::Flattened => Serialization::Flattened,
            Self::General => Serialization::General,
        }
    }
}

/// For which examination and layer it was found out what each form is, or why it is not.
#[derive(Default)]
pub(in crate::app) struct Conversions {
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

/// Finds it out anew when another layer is shown, or another token.
pub(in crate::app) fn refresh(state: &mut State) {
    let of = state.derived.examination.as_ref().map(|(revision, _)| (*revision, state.layer_index()));
    if state.derived.conversions.of == of {
        return;
    }
    let answers = FORMS.map(|(form, ..)| {
        let layer = state.layer()?;
        let own = own_form(layer)?;
        if own == form.of_engine() || layer.text.len() > LONGEST {
            return None;
        }
        let answer = convert(&layer.text, &layer.object, form.of_engine());
        Some(answer.map(drop).map_err(|reason| match &*reason.advice {
            "" => reason.message,
            advice => format!("{}. {advice}", reason.message),
        }))
    });
    state.derived.conversions = Conversions { of, answers };
}

/// One row for each form that it is not in.
pub(super) fn exports(state: &State) -> Vec<ExportRow> {
    let Some(own) = state.layer().and_then(own_form) else { return Vec::new() };
    let answers = &state.derived.conversions.answers;
    FORMS
        .iter()
        .zip(answers)
        .filter(|((form, ..), _)| form.of_engine() != own)
        .map(|((form, name, good), answer)| {
            let description = match answer {
                Some(Err(why)) => format!("Not possible: {}", super::text::safe(why)),
                _ => (*good).to_owned(),
            };
            ExportRow { name: (*name).to_owned(), description, copy: CopyTarget::Converted(*form) }
        })
        .collect()
}

/// The text itself.
pub(in crate::app) fn text(state: &State, form: Form) -> Option<String> {
    let layer = state.layer()?;
    convert(&layer.text, &layer.object, form.of_engine()).ok()
}
