//! The layer that is looked at in another serialization (RFC 7515 §7, RFC 7516 §7).

use super::{ExportRow, Group, Rule, Subject, Unfit};
use crate::engine::convert::convert;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{JoseObject, Layer};

pub(super) static ROWS: &[ExportRow] = &[
    ExportRow::new(
        Group::Token,
        ("compact", "As compact", "token.jwt"),
        "For a header or a URL; every part is copied, so signatures stay valid",
        Rule::Secret,
        |subject| written(subject, Serialization::Compact).map(drop),
        |subject| written(subject, Serialization::Compact),
    ),
    ExportRow::new(
        Group::Token,
        ("flattened", "As flattened JSON", "token.json"),
        "One JSON object; every part is copied, so signatures stay valid",
        Rule::Secret,
        |subject| written(subject, Serialization::Flattened).map(drop),
        |subject| written(subject, Serialization::Flattened),
    ),
    ExportRow::new(
        Group::Token,
        ("general", "As general JSON", "token.json"),
        "JSON with a list; every part is copied, so signatures stay valid",
        Rule::Secret,
        |subject| written(subject, Serialization::General).map(drop),
        |subject| written(subject, Serialization::General),
    ),
];

fn own(layer: &Layer) -> Option<Serialization> {
    match &layer.object {
        JoseObject::Jws(jws) => Some(jws.serialization),
        JoseObject::Jwe(jwe) => Some(jwe.serialization),
        JoseObject::Unreadable(_) => None,
    }
}

fn written(subject: &Subject<'_>, form: Serialization) -> Result<String, Unfit> {
    let layer = subject.layer().ok_or(Unfit::NoPart)?;
    if own(layer) == Some(form) {
        return Err(Unfit::SameForm);
    }
    convert(&layer.text, &layer.object, form).map_err(Unfit::Form)
}
