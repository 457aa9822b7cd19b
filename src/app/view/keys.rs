//! The keys of the session or of a keyring.

use super::drawer::finding_row;
use super::{KeyDetail, KeyRow, KeysView};
use crate::app::message::anchor::AnchorCommand;
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::query::key;
use crate::app::state::State;
use crate::app::value::words::{capital, counted, elided, grouped, in_short, safe};
use crate::app::value::{Icon, KeyColumn, KeyOrder, Place, Tone};
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::key::{Certificate, Jwk, KeyMaterial};
use crate::engine::key_file::weakness;
use crate::engine::keyring::KeyringEntry;
use crate::engine::rule::finding::Severity;
use crate::engine::speech;
use std::collections::{HashMap, HashSet};

pub(super) fn build(state: &State) -> KeysView {
    let rows = rows(state);
    let mut view = KeysView {
        total: rows.len(),
        order: state.keys.order,
        filter: state.keys.filter.clone(),
        rows: arranged(state, rows),
        can_undo_removal: !state.keys.removed.is_empty(),
        ..KeysView::default()
    };
    select(state, &mut view);
    view.count = match (view.rows.len(), view.total) {
        (_, 0) => String::new(),
        (shown, total) if shown == total => grouped(total),
        (shown, total) => format!("{} of {}", grouped(shown), grouped(total)),
    };
    if view.selected.len() > 1 {
        view.count.push_str(&format!(", {} selected", grouped(view.selected.len())));
    }
    view.anchors = super::anchor::rows(state);
    view.tokens = super::kept::rows(state);
    super::keyring::describe(state, &mut view);
    view
}

/// Marks what is selected and shown: what the filter hides is neither removed nor handed out.
fn select(state: &State, view: &mut KeysView) {
    let wanted: HashSet<u64> = state.keys.selected.iter().copied().collect();
    if wanted.is_empty() {
        return;
    }
    let mut shown = HashSet::new();
    for row in view.rows.iter_mut().filter(|row| wanted.contains(&row.id)) {
        row.is_selected = true;
        shown.insert(row.id);
    }
    view.selected = state.keys.selected.iter().filter(|id| shown.contains(id)).copied().collect();
    view.detail = match view.selected.as_slice() {
        [] => None,
        [id] => detail_of(state, view, *id),
        ids => Some(details_of(state, view, ids)),
    };
}

/// Whether it tells what the time makes of a certificate.
pub(super) fn shows_times(state: &State) -> bool {
    if super::anchor::rows(state).is_some_and(|rows| !rows.is_empty()) {
        return true;
    }
    let key = state.keys.only_selected().and_then(|id| state.key(id));
    key.is_some_and(|key| state.keys.certificates.contains_key(&key.id))
}

/// The keys of the session, or of the keyring that is chosen.
fn rows(state: &State) -> Vec<KeyRow> {
    let told = &state.keys.relations;
    let ring = match state.keyrings.chosen {
        Place::Session => return of_session(state),
        Place::Keyring(ring) => state.keyrings.get(ring),
    };
    let Some((ring, open)) = ring.and_then(|ring| Some((ring, ring.open()?))) else { return Vec::new() };
    let kept = elided(&ring.name, 60);
    let source =
        |entry: &KeyringEntry| entry.details().source.as_deref().map(|source| elided(source, 60)).unwrap_or_default();
    let entries = open.keyring.entries().iter().enumerate();
    entries
        .map(|(index, entry)| match entry.key() {
            Ok(key) => KeyRow { kept: kept.clone(), source: source(entry), ..row(&told.told(key)) },
            Err(error) => KeyRow {
                id: query::keyring::unusable_id(index),
                name: entry
                    .details()
                    .name
                    .as_deref()
                    .map_or_else(|| "Not usable".to_owned(), |name| in_short(name, 60)),
                kid: String::new(),
                kind: "unknown".to_owned(),
                can: "nothing".to_owned(),
                private: false,
                kept: kept.clone(),
                source: safe(&capital(&error.to_string())),
                thumbprint: String::new(),
                tone: Tone::Warning,
                is_selected: false,
            },
        })
        .collect()
}

/// The keys of the session. What the window alone has is gone with it.
fn of_session(state: &State) -> Vec<KeyRow> {
    let mut places: HashMap<&str, (&str, bool)> = HashMap::new();
    for (ring, open) in state.keyrings.open() {
        for key in open.keyring.keys() {
            let place = places.entry(&key.thumbprint).or_insert((&ring.name, key.is_private()));
            if key.is_private() && !place.1 {
                *place = (&ring.name, true);
            }
        }
    }
    let kept = |key: &Jwk| match places.get(key.thumbprint.as_str()) {
        // The public half alone is not the key.
        Some((name, has_private)) if *has_private || !key.is_private() => in_short(name, 60),
        // That keyring is locked, or it was saved.
        _ if state.keys.kept.contains(&key.id) => "a keyring or a file".to_owned(),
        _ if key.source.file().is_some() => "its file".to_owned(),
        _ => "nowhere".to_owned(),
    };
    let told = &state.keys.relations;
    state.keys.ring.keys().iter().map(|key| KeyRow { kept: kept(key), ..row(&told.told(key)) }).collect()
}

/// The rows that the filter leaves, in the order that was asked for.
fn arranged(state: &State, mut rows: Vec<KeyRow>) -> Vec<KeyRow> {
    let filter = state.keys.filter.to_lowercase();
    let words: Vec<&str> = filter.split_whitespace().collect();
    if !words.is_empty() {
        rows.retain(|row| {
            let all = KeyColumn::ALL.map(|column| cell(row, column).to_lowercase());
            // What its detail says of it as well.
            let key = state.key(row.id);
            let said = key.into_iter().flat_map(|key| [key.algorithm.as_deref(), key.public_key_use.as_deref()]);
            let said: Vec<String> = said.flatten().map(str::to_lowercase).collect();
            words.iter().all(|word| all.iter().chain(&said).any(|cell| cell.contains(word)))
        });
    }
    if let Some(KeyOrder { column, is_reversed }) = state.keys.order {
        rows.sort_by_cached_key(|row| cell(row, column).to_lowercase());
        // What has nothing in this column comes last, whichever way.
        let blank = rows.iter().take_while(|row| cell(row, column).is_empty()).count();
        rows.rotate_left(blank);
        let filled = rows.len() - blank;
        if is_reversed {
            rows.get_mut(..filled).unwrap_or_default().reverse();
        }
    }
    rows
}

/// What a column says of a key.
fn cell(row: &KeyRow, column: KeyColumn) -> &str {
    match column {
        KeyColumn::Name => &row.name,
        KeyColumn::Kid => &row.kid,
        KeyColumn::Type => &row.kind,
        KeyColumn::Can => &row.can,
        KeyColumn::Holds => row.holds(),
        KeyColumn::Kept => &row.kept,
        KeyColumn::Source => &row.source,
        KeyColumn::Thumbprint => &row.thumbprint,
    }
}

fn detail_of(state: &State, view: &KeysView, id: u64) -> Option<KeyDetail> {
    let entry = query::keyring::entry(state, id);
    let mut shown = match (state.key(id), entry) {
        (Some(key), _) => {
            let mut detail = detail(&state.keys.relations.told(key));
            if let Some(certificate) = state.keys.certificates.get(&key.id) {
                certified(state, certificate, &mut detail);
            }
            detail
        }
        (None, Some(entry)) => {
            let why = entry.key().err().map(ToString::to_string).unwrap_or_default();
            KeyDetail {
                name: "Not usable".to_owned(),
                facts: vec![
                    ("Why".to_owned(), safe(&capital(&why))),
                    ("Kept".to_owned(), "unchanged, as it was written".to_owned()),
                ],
                findings: Vec::new(),
                hand_out: Vec::new(),
                actions: Vec::new(),
                removal: removal("Remove this entry", &[id]),
            }
        }
        (None, None) => return None,
    };
    let command = |label: &str, icon, command| Action {
        label: label.to_owned(),
        icon: Some(icon),
        command: Command::Keyring(command),
    };
    if let Some(entry) = entry {
        let details = entry.details();
        let mut facts = Vec::new();
        let mut add = |label: &str, value: Option<String>| {
            facts.extend(value.map(|value| (label.to_owned(), elided(&value, 200))));
        };
        add(
            "Kept in",
            query::keyring::entry_ring(state, id).and_then(|ring| Some(state.keyrings.get(ring)?.name.clone())),
        );
        add("Issuer", details.issuer.clone().map(|issuer| format!("only {issuer}")));
        add("Added", details.created.map(format_utc));
        // Where it came from before it was kept says more than the keyring does.
        if let (Some(came_from), Some((_, source))) =
            (&details.source, shown.facts.iter_mut().find(|(label, _)| label == "Source"))
        {
            *source = elided(came_from, 120);
        }
        shown.facts.splice(0..0, facts);
        if let (Err(_), Some(name)) = (entry.key(), &details.name) {
            shown.name = in_short(name, 60);
        }
        shown.actions.push(command("Name and issuer…", Icon::Settings, KeyringCommand::OpenEdit(id)));
    } else {
        if let Some(row) = view.rows.iter().find(|row| row.id == id) {
            shown.facts.insert(0, (KeyColumn::Kept.title().to_owned(), row.kept.clone()));
        }
        shown.actions.push(command("Name…", Icon::Settings, KeyringCommand::OpenEdit(id)));
    }
    shown.hand_out = super::keyring::hand_out_key(state, id);
    if query::anchor::of_key(state, id).is_some_and(|anchor| !query::anchor::is_trusted(state, &anchor)) {
        shown.actions.push(Action {
            label: "Use as trust anchor".to_owned(),
            icon: Some(Icon::Check),
            command: Command::Anchor(AnchorCommand::OfKey(id)),
        });
    }
    if state.key(id).is_some() {
        let label = if entry.is_some() { "Keep in another keyring…" } else { "Keep in a keyring…" };
        shown.actions.push(command(label, Icon::Lock, KeyringCommand::OpenKeep(vec![id])));
    }
    Some(shown)
}

fn removal(label: &str, ids: &[u64]) -> Action {
    Action { label: label.to_owned(), icon: Some(Icon::Trash), command: Command::RemoveKeys(ids.to_vec()) }
}

/// Kinds that are counted one by one where several keys are selected.
const MOST_KINDS: usize = 8;

/// What several keys are together, and what can be done with all of them.
fn details_of(state: &State, view: &KeysView, ids: &[u64]) -> KeyDetail {
    let rows = || view.rows.iter().filter(|row| row.is_selected);
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for row in rows() {
        match kinds.iter_mut().find(|(kind, _)| *kind == row.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((&row.kind, 1)),
        }
    }
    let kind = |(kind, count): &(&str, usize)| match count {
        1 => (*kind).to_owned(),
        count => format!("{} × {kind}", grouped(*count)),
    };
    let mut told: Vec<String> = kinds.iter().take(MOST_KINDS).map(kind).collect();
    if let Some(more) = kinds.len().checked_sub(MOST_KINDS).filter(|more| *more > 0) {
        told.push(format!("and {more} more"));
    }
    let private = rows().filter(|row| row.private).count();
    let material = match (private, ids.len() - private) {
        (private, 0) => format!("{} private", grouped(private)),
        (0, public) => format!("{} public", grouped(public)),
        (private, public) => format!("{} private, {} public", grouped(private), grouped(public)),
    };
    let facts = vec![("Kinds".to_owned(), told.join(", ")), ("Material".to_owned(), material)];
    let usable: Vec<u64> = ids.iter().filter(|id| state.key(**id).is_some()).copied().collect();
    let mut actions = Vec::new();
    if let Some(first) = usable.first() {
        let is_kept = query::keyring::entry_ring(state, *first).is_some();
        actions.push(Action {
            label: if is_kept { "Keep in another keyring…" } else { "Keep in a keyring…" }.to_owned(),
            icon: Some(Icon::Lock),
            command: Command::Keyring(KeyringCommand::OpenKeep(usable.clone())),
        });
    }
    let name = counted(ids.len(), "key");
    KeyDetail {
        removal: removal(&format!("Remove {name}"), ids),
        name,
        facts,
        findings: Vec::new(),
        hand_out: super::keyring::hand_out_keys(state, &usable),
        actions,
    }
}

/// Characters of a name or a kid in the table, and some.
const LONGEST_NAME: usize = 200;

fn row(key: &Jwk) -> KeyRow {
    KeyRow {
        id: key.id.0,
        // The table cuts them to its columns, and finds them by what it cuts.
        name: match key.called().or_else(|| key.name_to_keep()) {
            Some(name) => in_short(name, LONGEST_NAME),
            None => key::plain_name(key),
        },
        kid: key.key_id.as_deref().map(|kid| in_short(kid, LONGEST_NAME)).unwrap_or_default(),
        kind: key::kind(key),
        can: speech::key::can(key),
        private: key.is_private(),
        kept: String::new(),
        source: key::source(key),
        thumbprint: thumbprint(key).unwrap_or_default(),
        tone: match key.findings.iter().map(|finding| finding.severity).max() {
            Some(Severity::Error) => Tone::Bad,
            Some(Severity::Warning) => Tone::Warning,
            _ => Tone::Neutral,
        },
        is_selected: false,
    }
}

/// The thumbprint of a shared secret is a hash of it, with which a weak one can be guessed (RFC 7638 §7): it is not shown.
fn thumbprint(key: &Jwk) -> Option<String> {
    (!matches!(key.material, KeyMaterial::Oct(_))).then(|| key.thumbprint.clone())
}

/// The certificate that the key came from. Nobody vouches for it here.
fn certified(state: &State, certificate: &Certificate, detail: &mut KeyDetail) {
    let date = |seconds: Option<i64>| seconds.map_or_else(|| "cannot be read".to_owned(), format_utc);
    let facts = [
        ("Certificate", elided(&certificate.subject, 200)),
        ("Issued by", elided(&certificate.issuer, 200)),
        ("Valid from", date(certificate.not_before)),
        ("Valid to", date(certificate.not_after)),
    ];
    detail.facts.extend(facts.map(|(label, value)| (label.to_owned(), value)));
    let finding = weakness::certificate_dates(certificate, state.now());
    detail.findings.extend(finding.map(|finding| finding_row(&finding, None, None)));
}

fn detail(key: &Jwk) -> KeyDetail {
    let mut facts = vec![
        ("Kind".to_owned(), key::kind(key)),
        ("Type".to_owned(), key.key_type().name().to_owned()),
        ("Can".to_owned(), speech::key::can(key)),
    ];
    let mut add = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            facts.push((label.to_owned(), elided(&value, 120)));
        }
    };
    add("kid", key.key_id.clone());
    add("use", key.public_key_use.clone());
    add("key_ops", key.key_operations.as_ref().map(|operations| operations.join(", ")));
    add("alg", key.algorithm.clone());
    add("Material", Some(if key.is_private() { "private" } else { "public" }.to_owned()));
    add("Thumbprint", thumbprint(key));
    add("x5t", key.x5t.clone());
    add("x5t#S256", key.x5t_s256.clone());
    add("Source", Some(key::source(key)));
    KeyDetail {
        name: key::plain_name(key),
        facts,
        findings: key.findings.iter().map(|finding| finding_row(finding, None, None)).collect(),
        hand_out: Vec::new(),
        actions: Vec::new(),
        removal: removal("Remove this key", &[key.id.0]),
    }
}
