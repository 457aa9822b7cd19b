//! Selective disclosure: what can be marked, and what a presentation shows.

use super::header::picker;
use super::{KeyPicker, missing};
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::disclose::DiscloseCommand;
use crate::app::query::builder::disclose::{found, holder, is_guarded};
use crate::app::query::key;
use crate::app::state::State;
use crate::app::state::builder::MadeFor;
use crate::app::value::builder::Field;
use crate::app::value::words::{counted, elided, grouped};
use crate::engine::builder::draft::{Draft, DraftSelection, PayloadKind};
use crate::engine::builder::sd_jwt::{ClaimPath, PathFinder, Places};
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::speech;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Claims that are offered at a time.
pub const PAGE: usize = 200;
/// With more values than these nothing is offered: the command line takes paths.
const MOST: usize = 20_000;

/// Which claims the holder may withhold.
#[derive(Clone, Debug, Default)]
pub struct SelectionEdit {
    /// The token is an SD-JWT.
    pub is_on: bool,
    /// Some of the claims, as they stand.
    pub rows: Vec<ClaimMark>,
    /// The number of the first of them, among those that the filter leaves.
    pub first: usize,
    /// How many the filter leaves.
    pub count: usize,
    /// "201–400 of 1,801"; empty: all of them are there.
    pub page: String,
    /// How many there are; 0: the text is not JSON.
    pub total: usize,
    /// What is asked for.
    pub filter: String,
    /// There are too many to offer any.
    pub is_too_many: bool,
    /// Decoys among the uppermost claims.
    pub decoys_on_top: u16,
    /// "3 of 9 can be withheld".
    pub words: String,
    /// Decoys wherever something can be withheld.
    pub decoys: u16,
    /// The hash of the digests.
    pub hash: &'static str,
    /// The keys that the holder could have.
    pub holder: KeyPicker,
}

/// One claim, member or element, that can be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimMark {
    /// Where it stands: a JSON pointer.
    pub path: String,
    /// How deep it stands, the uppermost 0.
    pub depth: usize,
    /// Its name, or its place in a list.
    pub label: String,
    /// Its value, in short.
    pub value: String,
    /// It can be withheld.
    pub is_on: bool,
    /// It decides about validity, and must not be withheld.
    pub is_guarded: bool,
    /// Decoys in it; `None`: it is no object and no list, and has no room for any.
    pub decoys: Option<u16>,
}

/// What the holder shows a verifier.
#[derive(Clone, Debug, Default)]
pub struct PresentationEdit {
    pub is_open: bool,
    /// Some of what can be shown: path, and whether it is.
    pub rows: Vec<(String, bool)>,
    /// The number of the first of them.
    pub first: usize,
    /// How many there are.
    pub count: usize,
    /// "201–400 of 1,801"; empty: all of them are there.
    pub page: String,
    /// Bind it with the holder's key.
    pub binds: bool,
    /// Why it cannot be bound; empty: it can.
    pub unbound: String,
    /// What the verifier asks to be signed.
    pub nonce: String,
    pub audience: String,
    /// It is there, of the token as it stands.
    pub is_made: bool,
    /// "412 bytes, 2 disclosures, bound to the holder".
    pub words: String,
    /// Why there is none.
    pub fault: Option<(String, String)>,
}

/// `None`: it cannot be an SD-JWT at all.
pub(in crate::app) fn selection(state: &State, draft: &Draft) -> Option<SelectionEdit> {
    if !draft.structure.signs() || draft.payload.kind != PayloadKind::Claims {
        return None;
    }
    let own = &draft.selection;
    let mut edit = SelectionEdit { is_on: own.is_on, decoys: own.decoys, ..SelectionEdit::default() };
    if !own.is_on {
        return Some(edit);
    }
    edit.filter.clone_from(&state.build.offering.filter);
    if let Some(document) = state.build.derived.document(Field::Claims).filter(|document| document.object().is_some()) {
        edit.total = document.len() - 1;
        edit.is_too_many = document.len() > MOST;
        if !edit.is_too_many {
            offer(state, own, document, &mut edit);
        }
    }
    edit.hash = match own.hash.as_str() {
        "sha-384" => "sha-384",
        "sha-512" => "sha-512",
        _ => "sha-256",
    };
    edit.holder = holders(state, own);
    Some(edit)
}

/// The keys that the holder could have: any pair.
fn holders(state: &State, own: &DraftSelection) -> KeyPicker {
    let ring = &state.build.ring;
    let chosen = own.holder.as_ref().and_then(|holder| holder.resolve(ring));
    let pairs: Vec<&Arc<Jwk>> = ring.keys().iter().filter(|key| !matches!(key.material, KeyMaterial::Oct(_))).collect();
    let make = BuildCommand::Disclose(DiscloseCommand::MakeHolder);
    KeyPicker {
        name: "Holder's key",
        key: chosen.map(|key| key.id.0),
        words: match (chosen, &own.holder) {
            (Some(key), _) => key::plain_name(key),
            (None, Some(reference)) => format!("{}, missing", missing::name(reference)),
            (None, None) => "None: anyone who has the token can present it".to_owned(),
        },
        is_optional: true,
        is_making: state.build.generating.is_some_and(|(_, made_for)| made_for == MadeFor::Holder),
        ..picker(state, &pairs, |_| true, Some(make))
    }
}

/// The claims that are seen: those that the filter leaves, a page of them.
fn offer(state: &State, own: &DraftSelection, document: &Document, edit: &mut SelectionEdit) {
    let places = Places::new(document);
    let Some(finder) = PathFinder::new(document, &places, own.paths.len() + own.decoys_at.len()) else { return };
    let resolve = |path: &str| ClaimPath::parse(path).map(|path| finder.resolve(&path)).unwrap_or_default();
    let marked: HashSet<usize> = own.paths.iter().flat_map(|path| resolve(path)).map(Value::index).collect();
    let mut decoys: HashMap<usize, u16> = HashMap::new();
    for (path, count) in own.decoys_at.iter().filter(|(path, _)| !path.is_empty()) {
        for value in resolve(path) {
            let most = decoys.entry(value.index()).or_default();
            *most = (*most).max(*count);
        }
    }
    edit.decoys_on_top = own.decoys_at.get("").copied().unwrap_or(0);
    edit.words = format!("{} of {} can be withheld", grouped(marked.len()), counted(edit.total, "claim"));
    let found = found(document, &places, &edit.filter);
    edit.count = found.len();
    edit.first = first_of_page(state.build.offering.first, edit.count);
    let is_credential = document.root().is_some_and(|root| root.get("vct").is_some());
    let shown = found.into_iter().skip(edit.first).take(PAGE).filter_map(|index| document.value(index));
    edit.rows = shown
        .map(|value| {
            let path = places.pointer(value);
            let label = match value.name() {
                Some(name) => elided(&name, 40),
                None => format!("[{}]", path.rsplit('/').next().unwrap_or_default()),
            };
            let (short, is_container) = match value.kind() {
                Kind::Object => ("{…}".to_owned(), true),
                Kind::Array => ("[…]".to_owned(), true),
                _ => (elided(&value.lexeme(), 40), false),
            };
            ClaimMark {
                depth: value.depth().saturating_sub(1),
                label,
                value: short,
                is_on: marked.contains(&value.index()),
                is_guarded: is_guarded(&path, is_credential),
                decoys: is_container.then(|| decoys.get(&value.index()).copied().unwrap_or(0)),
                path,
            }
        })
        .collect();
    edit.page = page_words(edit.first, edit.rows.len(), edit.count);
}

/// Which of them are on the page, in words.
fn page_words(first: usize, shown: usize, count: usize) -> String {
    if shown >= count {
        return String::new();
    }
    format!("{}–{} of {}", grouped(first + 1), grouped(first + shown), grouped(count))
}

/// Where the page begins that is asked for, of those that there are.
fn first_of_page(asked: usize, count: usize) -> usize {
    let last = count.saturating_sub(1) / PAGE * PAGE;
    (asked / PAGE * PAGE).min(last)
}

/// `None`: there is nothing to show a part of.
pub(in crate::app) fn presentation(state: &State, draft: &Draft) -> Option<PresentationEdit> {
    let made = state.build.making.token.as_ref().map(|(_, made)| made)?;
    if !draft.selection.is_on || draft.structure.encrypts() || made.disclosures.is_empty() {
        return None;
    }
    let presenting = &state.build.presenting;
    let mut edit = PresentationEdit {
        is_open: presenting.is_open,
        rows: made.disclosures.iter().map(|path| (path.clone(), presenting.shown.contains(path))).collect(),
        binds: presenting.binds,
        unbound: match (&draft.selection.holder, holder(state)) {
            (None, _) => "The token names no holder: choose the holder's key to bind it".to_owned(),
            (Some(_), None) => "To bind it, load the holder's private key".to_owned(),
            _ => String::new(),
        },
        nonce: presenting.nonce.clone(),
        audience: presenting.audience.clone(),
        ..PresentationEdit::default()
    };
    edit.rows.sort();
    edit.count = edit.rows.len();
    edit.first = first_of_page(presenting.first, edit.count);
    edit.rows = edit.rows.drain(..).skip(edit.first).take(PAGE).collect();
    edit.page = page_words(edit.first, edit.rows.len(), edit.count);
    match presenting.current() {
        Some(Ok(presented)) => {
            edit.is_made = true;
            let bound = if presenting.binds && edit.unbound.is_empty() { ", bound to the verifier" } else { "" };
            let count = counted(presented.disclosed.len(), "disclosure");
            edit.words = format!("{}, {count}{bound}", counted(presented.size.total, "byte"));
        }
        Some(Err(error)) => {
            let words = speech::builder::first(error);
            edit.fault = Some((words.sentence, words.advice));
        }
        None => {}
    }
    Some(edit)
}
