//! What Inspect would say about the token in the making: beside the text, and each with what mends it.

use super::{RemarkRow, TextSpan};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::state::State;
use crate::app::state::builder::Builder;
use crate::app::value::builder::{Field, Quick};
use crate::app::value::words::elided;
use crate::app::value::{Icon, Tone};
use crate::engine::builder::Place;
use crate::engine::builder::review::{Fix, Remark};
use crate::engine::jwt::numeric_date;
use crate::engine::rule::finding::Severity;

/// Findings that are listed.
const LISTED: usize = 60;

const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warning,
        Severity::Info => Tone::Neutral,
    }
}

const fn field(place: Place) -> Option<Field> {
    match place {
        Place::Payload => Some(Field::Claims),
        Place::ProtectedHeader(index) => Some(Field::Protected(index)),
        Place::UnprotectedHeader(index) => Some(Field::Unprotected(index)),
        Place::EncryptionHeader => Some(Field::EncryptionHeader),
        Place::SharedHeader => Some(Field::SharedHeader),
        Place::RecipientHeader(index) => Some(Field::RecipientHeader(index)),
        Place::Request | Place::SigningKey(_) | Place::RecipientKey(_) => None,
    }
}

/// Those of the last token that was to be made of this draft, and whether it is of the texts as they stand.
fn remarks(builder: &Builder) -> (&[Remark], bool) {
    let making = &builder.making;
    if let (Some(_), Some((revision, said))) = (making.unready, &making.rehearsed) {
        return (&said.remarks, *revision == making.revision);
    }
    match making.answer.as_ref() {
        Some((revision, made)) => (&made.remarks, *revision == making.revision && making.pending.is_none()),
        None => (&[], false),
    }
}

/// All of them, the worst first.
pub(in crate::app) fn rows(state: &State) -> Vec<RemarkRow> {
    let (remarks, is_current) = remarks(&state.build);
    remarks
        .iter()
        .take(LISTED)
        .map(|remark| {
            let Remark { finding, place, span, fix } = remark;
            let field = field(*place);
            RemarkRow {
                tone: tone(finding.severity),
                text: finding.message.clone(),
                advice: finding.advice.clone(),
                reference: finding.rule.reference.to_owned(),
                field,
                span: span.filter(|_| is_current).map(|span| TextSpan { start: span.start, end: span.end }),
                fix: fix.as_ref().and_then(|fix| action(fix, field)),
            }
        })
        .collect()
}

/// What mends the one at the caret, or else the first that can be mended in one step.
pub(in crate::app) fn mend<'a>(state: &State, rows: &'a [RemarkRow]) -> Option<&'a Action> {
    let caret = state.build.caret;
    let is_at_caret = |row: &&RemarkRow| {
        let (Some((field, at)), Some(span)) = (caret, row.span) else { return false };
        row.field == Some(field) && (span.start..=span.end).contains(&at)
    };
    let fixable = || rows.iter().filter(|row| row.fix.is_some());
    fixable().find(is_at_caret).or_else(|| fixable().next())?.fix.as_ref()
}

/// Bytes of one text that something is said about: drawn where they stand.
pub(in crate::app) fn of_field(builder: &Builder, wanted: Field, text: &str) -> Vec<(TextSpan, Tone, String)> {
    let (remarks, is_current) = remarks(builder);
    remarks
        .iter()
        .filter(|remark| is_current && field(remark.place) == Some(wanted))
        .filter_map(|remark| {
            let span = remark.span.filter(|span| text.get(span.range()).is_some())?;
            let words = match remark.finding.advice.as_str() {
                "" => remark.finding.message.clone(),
                advice => format!("{}\n{advice}", remark.finding.message),
            };
            Some((TextSpan { start: span.start, end: span.end }, tone(remark.finding.severity), words))
        })
        .collect()
}

fn action(fix: &Fix, field: Option<Field>) -> Option<Action> {
    let (label, icon, command) = match fix {
        Fix::Expire(seconds) => {
            let lifetime = numeric_date::duration(u64::try_from(*seconds).unwrap_or_default());
            (format!("Set exp in {lifetime}"), Icon::Plus, BuildCommand::Quick(Quick::Expires(*seconds)))
        }
        Fix::Identify => ("Add a jti".to_owned(), Icon::Plus, BuildCommand::Quick(Quick::NewId)),
        Fix::Issue => ("Set iat to now".to_owned(), Icon::Plus, BuildCommand::Quick(Quick::IssuedNow)),
        Fix::Set { name, json } => {
            let label = format!("Write {} as {}", elided(name, 24), elided(json, 40));
            (label, Icon::Build, BuildCommand::SetJson(Field::Claims, name.clone(), json.clone()))
        }
        Fix::Remove(name) => {
            let label = format!("Remove {}", elided(name, 24));
            (label, Icon::Trash, BuildCommand::RemoveMember(field?, name.clone()))
        }
    };
    Some(Action { label, icon: Some(icon), command: Command::Build(command) })
}
