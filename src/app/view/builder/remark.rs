//! What Inspect would say about the token in the making: beside the text, and each with what mends it.

use super::{RemarkRow, TextSpan, result};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::state::State;
use crate::app::state::builder::Builder;
use crate::app::value::builder::{Field, Quick};
use crate::app::value::words::{capital, elided};
use crate::app::value::{Icon, Tone};
use crate::engine::builder::Place;
use crate::engine::builder::draft::Follow;
use crate::engine::builder::review::{Fix, Remark};
use crate::engine::jwt::numeric_date;
use crate::engine::key::Jwk;
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

/// Headers that name another key than the one that is used: whoever reads the token would look for that one.
fn strange_kids(builder: &Builder) -> Vec<RemarkRow> {
    let Some(draft) = &builder.draft else { return Vec::new() };
    let ring = &builder.ring;
    let mut found = Vec::new();
    let mut look = |field: Field, key: &Jwk, follow: Follow, is_signature: bool| {
        let Some(document) = builder.derived.document(field) else { return };
        let Some(value) = document.object().and_then(|header| header.get("kid")) else { return };
        let Some(named) = value.as_str() else { return };
        // In step the token has the key's own, whatever the text still says.
        if key.key_id.as_deref() == Some(&*named) || (follow == Follow::InStep && key.key_id.is_some()) {
            return;
        }
        let (text, advice, fix) = strange_kid(field, &named, key, is_signature);
        let start = value.name_span().map_or(value.span().start, |name| name.start);
        found.push(RemarkRow {
            tone: Tone::Warning,
            text,
            advice: capital(&advice),
            reference: "RFC 7515 §4.1.4; RFC 7516 §4.1.6".to_owned(),
            field: Some(field),
            span: Some(TextSpan { start, end: value.span().end }),
            fix: Some(fix),
        });
    };
    if draft.structure.signs() && !draft.signing.is_unsecured {
        for (index, signature) in draft.signing.signatures.iter().enumerate() {
            let Some(key) = signature.key.as_ref().and_then(|key| key.resolve(ring)) else { continue };
            for field in [Field::Protected(index), Field::Unprotected(index)] {
                look(field, key, signature.follow, true);
            }
        }
    }
    if draft.structure.encrypts() {
        let encryption = &draft.encryption;
        for (index, recipient) in encryption.recipients.iter().enumerate() {
            let Some(key) = recipient.key.as_ref().and_then(|key| key.resolve(ring)) else { continue };
            look(Field::RecipientHeader(index), key, encryption.follow, false);
            // What all recipients share names the key of one alone.
            if let [_] = encryption.recipients.as_slice() {
                for field in [Field::EncryptionHeader, Field::SharedHeader] {
                    look(field, key, encryption.follow, false);
                }
            }
        }
    }
    found
}

/// That a header names another key than this one, what comes of it, and what takes the name out.
pub(super) fn strange_kid(field: Field, named: &str, key: &Jwk, is_signature: bool) -> (String, String, Action) {
    let named = query::key::short(named);
    let (used, reader) = match (is_signature, key.key_id.is_some()) {
        (true, true) => (format!("another key signs ({})", result::short(key)), "verifier"),
        (true, false) => ("the key that signs has no name".to_owned(), "verifier"),
        (false, true) => (format!("it is encrypted for another key ({})", result::short(key)), "recipient"),
        (false, false) => ("the key that it is encrypted for has no name".to_owned(), "recipient"),
    };
    let text = format!("kid says \"{named}\", but {used}");
    let advice = format!("a {reader} would look for the key that kid names");
    let command = Command::Build(BuildCommand::RemoveMember(field, "kid".to_owned()));
    (text, advice, Action { label: "Remove kid".to_owned(), icon: Some(Icon::Trash), command })
}

/// All of them, the worst first.
pub(in crate::app) fn rows(state: &State) -> Vec<RemarkRow> {
    let (remarks, is_current) = remarks(&state.build);
    let said = remarks.iter().take(LISTED).map(|remark| {
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
    });
    let mut rows: Vec<RemarkRow> = said.chain(strange_kids(&state.build)).collect();
    rows.sort_by_key(|row| match row.tone {
        Tone::Bad => 0,
        Tone::Warning => 1,
        _ => 2,
    });
    rows
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
    let kids = strange_kids(builder).into_iter().filter(|row| row.field == Some(wanted));
    let kids = kids.filter_map(|row| Some((row.span?, row.tone, format!("{}\n{}", row.text, row.advice))));
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
        .chain(kids)
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
