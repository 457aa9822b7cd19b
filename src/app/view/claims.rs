//! The middle pane: claims, payload or plaintext.

use super::act::button;
use super::cache::Kept;
use super::json::{Places, Section, WIDE, fault_note, hex_rows, json_rows, text_rows};
use super::member::{child_reading, claim_reading, claim_row, explain_claim, inner_document, more_claims_row, unfold};
use super::verdict::key_actions;
use super::{MemberRow, Message, Pane, PaneBody, RowList, sd_jwt};
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query::desk::text_claim;
use crate::app::state::State;
use crate::app::value::words::{counted, elided};
use crate::app::value::{CopyTarget, Icon, PaneMode, Role, TABLE_ROWS, Tone, is_called_time, is_time};
use crate::engine::ground::json::{Document, Value, scan};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::layer::{Content, ContentKind, Layer};
use crate::engine::jose::part::Part;
use crate::engine::jose::status::RecipientStatus;
use crate::engine::speech;
use crate::engine::speech::act::Act;
use crate::engine::speech::key::missing_for;
use std::collections::HashMap;
use std::sync::Arc;

/// Characters of an issuer that are shown.
const LONGEST_ISSUER: usize = 200;

pub(super) fn build(state: &State, kept: &mut Kept) -> Pane {
    let Some(layer) = state.covered_layer() else { return message("Claims", Message::default()) };
    let Some(content) = &layer.content else {
        return missing(state, layer);
    };
    let is_plaintext = layer.jwe().is_some();
    let title = match content.kind {
        ContentKind::Claims | ContentKind::BrokenClaims => "Claims",
        _ if is_plaintext => "Plaintext",
        _ => "Payload",
    };
    let length = content.bytes.len();
    match (content.kind, &content.document) {
        (ContentKind::Empty, _) => message(title, Message { title: "It is empty".to_owned(), ..Message::default() }),
        (ContentKind::Claims, Some(document)) => {
            let modes = vec![PaneMode::Table, PaneMode::Json];
            let mode = state.settings.claims_mode;
            let body = if mode == PaneMode::Table {
                let document = layer.shown_claims().unwrap_or(document);
                let rows = sd_jwt::finish_table(state, layer, table(state, content, document));
                PaneBody::Table(unfold(state, rows, document, &table_places(state, content)))
            } else {
                rows_body(state, kept)
            };
            let mut pane = pane(title, length, body, mode, modes);
            pane.issuer = issuer(state).unwrap_or_default();
            pane.subtitle = subtitle(state, layer, &pane.issuer, &pane.subtitle);
            let profile = state.derived.profile.as_ref().filter(|_| sd_jwt::is_innermost(state));
            pane.more = more(state);
            pane.brief = profile.map(|profile| profile.name()).unwrap_or_default();
            pane
        }
        (ContentKind::Nested, _) => {
            let next = state.layer_index() + 1;
            let mut pane = pane(title, length, rows_body(state, kept), PaneMode::Json, Vec::new());
            pane.subtitle = format!("{} · another token", pane.subtitle);
            if state.examination().is_none_or(|examination| examination.layers.len() <= next) {
                return pane;
            }
            pane.body = PaneBody::Message(Message {
                icon: Some(Icon::Info),
                title: "The content is another token".to_owned(),
                lines: vec!["It is nested in this one, which signs or encrypts it".to_owned()],
                actions: vec![Action {
                    label: "Show it".to_owned(),
                    icon: Some(Icon::Jump),
                    command: Command::SelectLayer(next),
                }],
                tone: Tone::Neutral,
            });
            pane
        }
        (ContentKind::Binary, _) => pane(title, length, rows_body(state, kept), PaneMode::Hex, Vec::new()),
        (_, document) => {
            let mut pane = pane(title, length, rows_body(state, kept), PaneMode::Json, Vec::new());
            let is_json = matches!(content.kind, ContentKind::BrokenClaims | ContentKind::OtherJson);
            let document = document.as_deref().filter(|_| is_json);
            pane.note = document.and_then(|document| {
                fault_note(document, &places(state, content.part.as_ref().filter(|_| content.dress.is_none())))
            });
            pane
        }
    }
}

/// "ID token · login.example · 230 bytes".
fn subtitle(state: &State, layer: &Layer, issuer: &str, length: &str) -> String {
    let kind = sd_jwt::subtitle(state, layer);
    let length = if layer.sd_jwt.is_some() { "" } else { length };
    let words = [kind.as_deref().unwrap_or_default(), issuer, length];
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Who issued the token, as the list of the desk says it.
fn issuer(state: &State) -> Option<String> {
    let examination = state.examination().filter(|_| sd_jwt::is_innermost(state))?;
    let issuer = text_claim(examination, "iss")?;
    Some(elided(issuer.strip_prefix("https://").unwrap_or(&issuer), LONGEST_ISSUER))
}

/// What can be done with the claims besides copying them as they were written.
fn more(state: &State) -> Vec<Action> {
    let is_sorted = state.looking.is_sorted;
    let order = if is_sorted { "Show in the order as written" } else { "Sort by name" };
    let action = |label: &str, icon, command| Action { label: label.to_owned(), icon: Some(icon), command };
    vec![
        action("Copy indented", Icon::Copy, Command::Copy(CopyTarget::ClaimsIndented)),
        action(order, Icon::ChevronDown, Command::SortClaims(!is_sorted)),
    ]
}

/// The clock has moved on: the words about time in the table, and how they stand.
pub(super) fn refresh_times(state: &State, pane: &mut Pane) {
    let Some(document) = state.layer().and_then(|layer| layer.shown_claims()) else { return };
    let PaneBody::Table(rows) = &mut pane.body else { return };
    for row in rows {
        if let CopyTarget::ClaimInner(node, inner) = row.copy
            && (is_time(&row.name) || is_called_time(&row.name))
            && let Some(document) = document.value(node).and_then(inner_document)
            && let Some(value) = document.value(inner)
        {
            row.reading = child_reading(state, &row.name, value);
        }
        if let CopyTarget::ClaimValue(node) = row.copy
            && (is_time(&row.name) || is_called_time(&row.name))
            && let Some(value) = document.value(node)
        {
            match row.depth {
                0 => (row.reading, row.tone) = claim_reading(state, &row.name, value),
                _ => row.reading = child_reading(state, &row.name, value),
            }
        }
    }
}

fn pane(title: &str, bytes: usize, body: PaneBody, mode: PaneMode, modes: Vec<PaneMode>) -> Pane {
    let copy = Some(CopyTarget::Claims);
    let (title, subtitle) = (title.to_owned(), counted(bytes, "byte"));
    Pane {
        title,
        subtitle,
        brief: String::new(),
        issuer: String::new(),
        more: Vec::new(),
        body,
        mode,
        modes,
        copy,
        note: None,
    }
}

fn message(title: &str, message: Message) -> Pane {
    Pane {
        title: title.to_owned(),
        subtitle: String::new(),
        brief: String::new(),
        issuer: String::new(),
        more: Vec::new(),
        body: PaneBody::Message(message),
        mode: PaneMode::Table,
        modes: Vec::new(),
        copy: None,
        note: None,
    }
}

fn rows_body(state: &State, kept: &mut Kept) -> PaneBody {
    kept.claim_rows(state).map_or_else(|| PaneBody::Message(Message::default()), PaneBody::Rows)
}

/// There is no content: it is locked, or it was left out.
fn missing(state: &State, layer: &Layer) -> Pane {
    if layer.jwe().is_none() {
        let is_detached = layer.jws().is_some_and(|jws| jws.detached);
        let title = if is_detached { "The payload is detached" } else { "There is no payload" };
        let lines = if is_detached {
            vec!["A detached payload is sent separately; the signature still covers it".to_owned()]
        } else {
            Vec::new()
        };
        let actions = if is_detached { payload_actions(state) } else { Vec::new() };
        let icon = Some(Icon::Info);
        return message("Payload", Message { icon, title: title.to_owned(), lines, actions, tone: Tone::Neutral });
    }
    let entry = layer.recipients.get(state.entry_index());
    let status = entry.map_or(RecipientStatus::Locked, |entry| entry.status);
    let title = match status {
        RecipientStatus::Locked => "Locked",
        RecipientStatus::Failed => "Could not be decrypted",
        RecipientStatus::Malformed => "Cannot be decrypted",
        RecipientStatus::Decrypted => "Nothing to show",
    };
    // What opens it; why it is closed stands in the sentence above and in the pane beside.
    let needed = missing_for(layer, state.entry_index()).filter(|_| status != RecipientStatus::Malformed);
    let reason = || entry.and_then(|entry| entry.reasons.first()).map(speech::reason::sentence);
    let lines: Vec<String> = needed.or_else(reason).into_iter().collect();
    let tone = if status == RecipientStatus::Locked { Tone::Neutral } else { Tone::Bad };
    let actions = if status == RecipientStatus::Malformed { Vec::new() } else { key_actions(state, layer) };
    message("Claims", Message { icon: Some(Icon::Lock), title: title.to_owned(), lines, actions, tone })
}

/// The buttons that bring a detached payload.
pub(super) fn payload_actions(state: &State) -> Vec<Action> {
    let typed = Action { label: "Type payload…".to_owned(), icon: Some(Icon::Paste), command: Command::OpenPayload };
    button(state, &Act::SupplyPayload).into_iter().chain([typed]).collect()
}

fn places(state: &State, part: Option<&Part>) -> Places {
    // A plaintext has no place in the token: it was encrypted there.
    let map = part.and_then(|_| state.source_map(state.layer_index()).cloned());
    Places { part: part.cloned(), map }
}

fn table_places(state: &State, content: &Content) -> Places {
    let plain = || places(state, content.part.as_ref().filter(|_| content.dress.is_none()));
    sd_jwt::places(state).unwrap_or_else(plain)
}

fn table(state: &State, content: &Content, document: &Document) -> Vec<MemberRow> {
    let places = table_places(state, content);
    let Some(object) = document.object() else { return Vec::new() };
    let mut times: HashMap<String, usize> = HashMap::new();
    for member in object.members().take(10 * TABLE_ROWS) {
        *times.entry(member.name.into_owned()).or_default() += 1;
    }
    let mut rows: Vec<MemberRow> = object
        .members()
        .take(TABLE_ROWS)
        .map(|member| {
            let times = times.get(&*member.name).copied().unwrap_or(1);
            claim_row(state, member.value, document, &places, times)
        })
        .collect();
    if state.looking.is_sorted {
        rows.sort_by_key(|row| row.name.to_lowercase());
    }
    if object.child_count() > TABLE_ROWS {
        rows.push(more_claims_row(object.child_count() - TABLE_ROWS));
    }
    rows
}

/// The rows of every mode but the table.
pub(super) fn rows(state: &State) -> Option<RowList> {
    let layer = state.covered_layer()?;
    let content = layer.content.as_ref()?;
    if let Some(document) = layer.shown_claims().filter(|_| layer.sd_jwt.is_some()) {
        let places = sd_jwt::places(state)
            .unwrap_or_else(|| places(state, content.part.as_ref().filter(|_| content.dress.is_none())));
        return Some(sd_jwt::finish_rows(state, document_rows(state, Arc::clone(document), places)));
    }
    let places = places(state, content.part.as_ref().filter(|_| content.dress.is_none()));
    match (content.kind, &content.document) {
        (ContentKind::Claims | ContentKind::BrokenClaims | ContentKind::OtherJson, Some(document)) => {
            Some(document_rows(state, Arc::clone(document), places))
        }
        (ContentKind::Empty, _) => None,
        _ => Some(bytes_rows(Arc::clone(&content.bytes), places)),
    }
}

fn document_rows(state: &State, document: Arc<Document>, places: Places) -> RowList {
    if let Some(sorted) = document.root().filter(|_| state.looking.is_sorted && document.is_complete()).map(sorted) {
        // What was moved stands nowhere in the token.
        let section = Section {
            heading: None,
            document: Arc::new(sorted),
            root: 0,
            places: Places::default(),
            first_node: 0,
            copy: |_, _| None,
            first_member: 0,
            explain: explain_claim,
            zone: state.local_zone().cloned(),
        };
        return json_rows(vec![section], &state.looking.claims_folds);
    }
    let section = Section {
        heading: None,
        document,
        root: 0,
        places,
        first_node: 0,
        copy: |node, _| Some(CopyTarget::ClaimValue(node)),
        first_member: 0,
        explain: explain_claim,
        zone: state.local_zone().cloned(),
    };
    json_rows(vec![section], &state.looking.claims_folds)
}

/// The same values, the members of each object in the order of their names.
fn sorted(root: Value<'_>) -> Document {
    scan(root.sorted_by(str::to_lowercase).as_bytes(), Limits::DEFAULT.json_depth)
}

fn bytes_rows(bytes: Arc<[u8]>, places: Places) -> RowList {
    if std::str::from_utf8(&bytes).is_ok() {
        text_rows(bytes, places, Role::Plain, WIDE)
    } else {
        hex_rows(bytes, places, true)
    }
}
