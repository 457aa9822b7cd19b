//! Selective disclosure: what can be marked, and what a presentation shows.

use super::{Choice, Field};
use crate::app::build::draft::{Draft, PayloadKind};
use crate::app::build::holder;
use crate::app::key;
use crate::app::state::State;
use crate::app::view::text::{counted, elided};
use crate::engine::build::sd_jwt::{ClaimPath, Places};
use crate::engine::json::{Kind, Value};
use std::collections::HashSet;

/// Claims that are offered.
const ROWS: usize = 300;
/// With more values than these nothing is offered: the command line takes paths.
const MOST: usize = 20_000;

/// Which claims the holder may withhold.
#[derive(Clone, Debug, Default)]
pub struct SelectionEdit {
    /// The token is an SD-JWT.
    pub is_on: bool,
    /// The claims, as they stand; empty: the text is not JSON.
    pub rows: Vec<ClaimMark>,
    /// Claims that are not offered, because there are too many.
    pub more: usize,
    /// "3 of 9 can be withheld".
    pub words: String,
    /// Decoys wherever something can be withheld.
    pub decoys: u16,
    /// The hash of the digests.
    pub hash: &'static str,
    /// The keys that the holder could have.
    pub keys: Vec<Choice<u64>>,
    /// The one that is chosen.
    pub holder: Option<u64>,
    /// Its name; when none is chosen, what that means.
    pub holder_words: String,
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
}

/// What the holder shows a verifier.
#[derive(Clone, Debug, Default)]
pub struct PresentationEdit {
    /// Open or folded.
    pub is_open: bool,
    /// What can be shown: path, and whether it is.
    pub rows: Vec<(String, bool)>,
    /// Bind it with the holder's key.
    pub binds: bool,
    /// Why it cannot be bound; empty: it can.
    pub unbound: String,
    /// What the verifier asks to be signed.
    pub nonce: String,
    /// The verifier.
    pub audience: String,
    /// It is there, of the token as it stands.
    pub is_made: bool,
    /// "412 bytes, 2 disclosures, bound to the holder".
    pub words: String,
    /// Why there is none.
    pub fault: Option<(String, String)>,
}

/// `None`: it cannot be an SD-JWT at all.
pub(super) fn selection(state: &State, draft: &Draft) -> Option<SelectionEdit> {
    if !draft.structure.signs() || draft.payload.kind != PayloadKind::Claims {
        return None;
    }
    let own = &draft.selection;
    let mut edit = SelectionEdit { is_on: own.is_on, decoys: own.decoys, ..SelectionEdit::default() };
    if !own.is_on {
        return Some(edit);
    }
    if let Some(document) = state.build.derived.document(Field::Claims)
        && document.len() <= MOST
        && let Some(root) = document.object()
    {
        let marked: HashSet<usize> = own
            .paths
            .iter()
            .filter_map(|path| ClaimPath::parse(path).ok())
            .flat_map(|path| path.resolve(root))
            .map(Value::index)
            .collect();
        let places = Places::new(document);
        edit.more = document.len().saturating_sub(1 + ROWS);
        edit.rows = (1..document.len().min(ROWS + 1))
            .filter_map(|index| document.value(index))
            .map(|value| {
                let path = places.pointer(value);
                let label = match value.name() {
                    Some(name) => elided(&name, 40),
                    None => format!("[{}]", path.rsplit('/').next().unwrap_or_default()),
                };
                let short = match value.kind() {
                    Kind::Object => "{…}".to_owned(),
                    Kind::Array => "[…]".to_owned(),
                    _ => elided(&value.lexeme(), 40),
                };
                let top = path.split('/').nth(1).unwrap_or_default();
                ClaimMark {
                    depth: value.depth().saturating_sub(1),
                    label,
                    value: short,
                    is_on: marked.contains(&value.index()),
                    is_guarded: guarded(top, root.get("vct").is_some()),
                    path,
                }
            })
            .collect();
        edit.words = format!("{} of {} can be withheld", marked.len(), counted(document.len() - 1, "claim"));
    }
    if let Some(document) = state.build.derived.document(Field::Claims).filter(|document| document.len() > MOST) {
        edit.more = document.len() - 1;
    }
    edit.hash = match own.hash.as_str() {
        "sha-384" => "sha-384",
        "sha-512" => "sha-512",
        _ => "sha-256",
    };
    let ring = &state.build.ring;
    edit.keys = ring
        .keys()
        .iter()
        .filter(|key| !matches!(key.material, crate::engine::jwk::KeyMaterial::Oct(_)))
        .map(|each| Choice { value: each.id.0, name: key::words(each), words: key::kind(each), fits: true })
        .collect();
    let chosen = own.holder.as_ref().and_then(|holder| holder.resolve(ring));
    edit.holder = chosen.map(|key| key.id.0);
    edit.holder_words = match (chosen, &own.holder) {
        (Some(key), _) => key::words(key),
        (None, Some(_)) => "The holder's key is not loaded".to_owned(),
        (None, None) => "None: whoever has the token can show it".to_owned(),
    };
    Some(edit)
}

/// RFC 9901 §9.7, and SD-JWT VC.
fn guarded(name: &str, is_credential: bool) -> bool {
    matches!(name, "iss" | "aud" | "exp" | "nbf" | "cnf")
        || is_credential && matches!(name, "vct" | "vct#integrity" | "aka_vcts" | "status")
}

/// `None`: there is nothing to show a part of.
pub(super) fn presentation(state: &State, draft: &Draft) -> Option<PresentationEdit> {
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
    match presenting.current() {
        Some(Ok(presented)) => {
            edit.is_made = true;
            let bound = if presenting.binds && edit.unbound.is_empty() { ", bound to the verifier" } else { "" };
            let count = counted(presented.disclosed.len(), "disclosure");
            edit.words = format!("{}, {count}{bound}", counted(presented.size.total, "byte"));
        }
        Some(Err(reason)) => edit.fault = Some((reason.message.clone(), reason.advice.clone())),
        None => {}
    }
    Some(edit)
}
