//! What can be handed on of a token that was made up.

use crate::app::value::CopyTarget;
use crate::app::view::{ExportPreview, ExportRow};

pub fn rows() -> Vec<ExportRow> {
    let row = |export: &'static str, name: &str, description: &str| ExportRow {
        name: name.into(),
        called: name.into(),
        group: "Token",
        description: description.into(),
        is_possible: true,
        is_secret: export == "curl",
        export,
        copy: CopyTarget::Export(export),
    };
    vec![
        row("curl", "curl command", "A request with the token in its Authorization header"),
        row("unsigned-token", "Token without its signature", "Nobody can use it, and everybody can read its claims"),
        row("markdown", "Report in Markdown", "Verdict, header, claims and findings"),
    ]
}

pub fn preview() -> ExportPreview {
    ExportPreview {
        title: "Token without its signature".into(),
        line: "Safe to put in a ticket: nobody can use it".into(),
        text: "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.[removed]".into(),
        qr: None,
        more: 0,
        notes: vec![],
        other: None,
        is_possible: true,
        is_secret: false,
        export: "unsigned-token",
        copy: CopyTarget::Export("unsigned-token"),
    }
}
