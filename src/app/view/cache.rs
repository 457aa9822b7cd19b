//! The view, kept from one frame to the next: only that is made anew which can have changed.
//!
//! The state counts its changes ([`Revisions`]); it knows nothing of what was made of it. A hover lights up bytes. A tick
//! of the clock turns words about time. Anything else makes the panes anew, but for the rows of long lists, which hold as
//! long as the examination, the layer, the mode and the folds do.

use super::export::{ExportRow, Exports};
use super::model::{Offer, PaneBody, View};
use super::rows::RowList;
use super::{
    builder, checklist, claims, compare, desk, dialog, drawer, export, header, keys, reading, signature, status, token,
    verdict,
};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::message::guess::GuessCommand;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::state::{Revisions, State};
use crate::app::value::size::Measured;
use crate::app::value::{Icon, PaneMode, TextSpan, TimeStyle};
use crate::engine::jose::layer::Examination;
use std::collections::BTreeMap;

/// What a view is made of, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the part of that name")]
pub enum Part {
    Token,
    /// The tokens at hand.
    Desk,
    Verdict,
    Header,
    Claims,
    /// The words about time in the table of claims.
    ClaimTimes,
    Signature,
    Findings,
    Timeline,
    Checklist,
    /// Sizes, keys tried and exports.
    Drawer,
    Status,
    Keys,
    Builder,
    /// The words about time in the builder.
    BuilderTimes,
    HeaderRows,
    ClaimRows,
    SignatureRows,
    Exports,
}

/// What is made anew after every change that is more than a hover or a tick.
const EVERY: [Part; 13] = [
    Part::Token,
    Part::Desk,
    Part::Verdict,
    Part::Header,
    Part::Claims,
    Part::Signature,
    Part::Findings,
    Part::Timeline,
    Part::Checklist,
    Part::Drawer,
    Part::Status,
    Part::Keys,
    Part::Builder,
];

/// A view, and what it was made of.
pub struct Cache {
    view: View,
    of: Revisions,
    /// What the panes offer before each thing is offered once.
    offers: Offers,
    kept: Kept,
}

/// What panes offer by themselves.
#[derive(Default)]
struct Offers {
    token: Option<Offer>,
    verdict: Vec<Action>,
    signature: Vec<Action>,
}

/// What is dear to make, and how often each part was made.
#[derive(Default)]
pub(super) struct Kept {
    header: Option<(RowsKey, Option<RowList>)>,
    claims: Option<(RowsKey, Option<RowList>)>,
    signature: Option<(RowsKey, Option<RowList>)>,
    exports: Exports,
    measured: Option<(u64, Measured)>,
    made: BTreeMap<Part, u64>,
}

/// What the rows of a pane depend on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct RowsKey {
    examination: u64,
    version: u64,
    layer: usize,
    entry: usize,
    mode: PaneMode,
    folds: u64,
    times: TimeStyle,
}

impl Kept {
    fn count(&mut self, part: Part) {
        *self.made.entry(part).or_default() += 1;
    }

    pub(super) fn header_rows(&mut self, state: &State) -> Option<RowList> {
        let made = rows(&mut self.header, state, state.settings.header_mode, header::rows);
        self.note(made, Part::HeaderRows)
    }

    pub(super) fn claim_rows(&mut self, state: &State) -> Option<RowList> {
        let made = rows(&mut self.claims, state, state.settings.claims_mode, claims::rows);
        self.note(made, Part::ClaimRows)
    }

    pub(super) fn signature_rows(&mut self, state: &State) -> Option<RowList> {
        let made = rows(&mut self.signature, state, state.settings.signature_mode, signature::rows);
        self.note(made, Part::SignatureRows)
    }

    pub(super) fn exports(&mut self, state: &State) -> &[ExportRow] {
        if self.exports.refresh(state) {
            self.count(Part::Exports);
        }
        self.exports.rows()
    }

    /// The token that is shown, measured.
    pub(super) fn measured(&mut self, state: &State, examination: &Examination) -> &Measured {
        let of = state.derived.examination.as_ref().map_or(0, |(revision, _)| *revision);
        let measured = self.measured.take().filter(|(known, _)| *known == of);
        let (_, measured) = self.measured.insert(measured.unwrap_or_else(|| (of, Measured::of(examination))));
        measured
    }

    fn note(&mut self, (rows, is_new): (Option<RowList>, bool), part: Part) -> Option<RowList> {
        if is_new {
            self.count(part);
        }
        rows
    }
}

/// The rows that were made for what is shown, and whether they had to be made now.
fn rows(
    kept: &mut Option<(RowsKey, Option<RowList>)>,
    state: &State,
    mode: PaneMode,
    make: fn(&State) -> Option<RowList>,
) -> (Option<RowList>, bool) {
    // An examination of another token is not shown for long.
    let shown = state.examination().and(state.derived.examination.as_ref());
    let Some(&(examination, _)) = shown else { return (None, false) };
    let key = RowsKey {
        examination,
        version: state.token.version,
        layer: state.layer_index(),
        entry: state.entry_index(),
        mode,
        folds: state.looking.folds,
        times: state.settings.time_style,
    };
    match kept {
        // Until the new examination is there, the old rows stay: their places in the box are not lit meanwhile.
        Some((of, rows)) if *of == key || (!state.is_current() && of.examination == examination) => {
            (rows.clone(), false)
        }
        _ => {
            let made = make(state);
            *kept = Some((key, made.clone()));
            (made, true)
        }
    }
}

impl Cache {
    pub fn new(state: &State) -> Self {
        let mut kept = Kept::default();
        let (view, offers) = make(state, &mut kept);
        Self { view, of: state.revisions, offers, kept }
    }

    /// The view as it was when it was last brought up to date.
    pub fn view(&self) -> &View {
        &self.view
    }

    pub fn into_view(self) -> View {
        self.view
    }

    /// How often a part was made.
    pub fn made(&self, part: Part) -> u64 {
        self.kept.made.get(&part).copied().unwrap_or_default()
    }

    /// Brings the view up to date.
    pub fn refresh(&mut self, state: &State) -> &View {
        let (old, new) = (std::mem::replace(&mut self.of, state.revisions), state.revisions);
        if old.changes != new.changes {
            (self.view, self.offers) = make(state, &mut self.kept);
            return &self.view;
        }
        if old.findings != new.findings {
            self.kept.count(Part::Findings);
            drawer::refresh_findings(state, &mut self.view.drawer);
        }
        if old.ticks != new.ticks {
            self.tick(state);
        }
        self.view.lit = lit(state);
        &self.view
    }

    /// The clock has moved on, and nothing else has changed.
    fn tick(&mut self, state: &State) {
        let (view, kept) = (&mut self.view, &mut self.kept);
        for part in [Part::Verdict, Part::ClaimTimes, Part::Timeline, Part::Checklist, Part::Status] {
            kept.count(part);
        }
        view.verdict = reading::strip(state);
        self.offers.verdict.clone_from(&view.verdict.actions);
        claims::refresh_times(state, &mut view.claims);
        view.drawer.timeline = drawer::timeline(state);
        // What would be handed on may say how long the token is still good.
        if view.drawer.export.preview.is_some() {
            view.drawer.export = export::build(state, kept.exports(state));
        }
        view.drawer.checklist = checklist::build(state);
        view.status = status::build(state);
        if !view.desk.rows.is_empty() {
            kept.count(Part::Desk);
            view.desk = desk::build(state);
        }
        if signature::shows_times(state) {
            kept.count(Part::Signature);
            view.signature = signature::build(state, kept);
            self.offers.signature.clone_from(&view.signature.actions);
        }
        if keys::shows_times(state) {
            kept.count(Part::Keys);
            view.keys = keys::build(state);
        }
        if builder::shows_times(state) {
            kept.count(Part::BuilderTimes);
            builder::refresh_times(state, &mut view.build);
        }
        offer_once(state, view, &self.offers);
    }
}

fn make(state: &State, kept: &mut Kept) -> (View, Offers) {
    for part in EVERY {
        kept.count(part);
    }
    let mut view = View {
        workspace: state.workspace,
        theme: state.settings.theme,
        token: token::build(state),
        desk: desk::build(state),
        compare: compare::build(state),
        empty: reading::empty(state),
        instead: reading::instead(state),
        verdict: reading::strip(state),
        layers: verdict::layers(state),
        header: header::build(state, kept),
        claims: claims::build(state, kept),
        signature: signature::build(state, kept),
        drawer: drawer::build(state, kept),
        status: status::build(state),
        keys: keys::build(state),
        build: builder::build(state),
        dialog: dialog::build(state),
        notices: state.notices.clone(),
        lit: lit(state),
        just_copied: state.just_copied.clone(),
        drop_hint: None,
    };
    let offers = Offers {
        token: view.token.offer.clone(),
        verdict: view.verdict.actions.clone(),
        signature: view.signature.actions.clone(),
    };
    offer_once(state, &mut view, &offers);
    (view, offers)
}

/// Each thing is offered once: by the pane that needs it, else beside the sentence on the token.
fn offer_once(state: &State, view: &mut View, offers: &Offers) {
    let (mut verdict, mut signature) = (offers.verdict.clone(), offers.signature.clone());
    if signature == verdict {
        signature.clear();
    }
    // What stands beside the sentence above is not said once more below.
    for reason in view.signature.entries.iter_mut().flat_map(|entry| &mut entry.reasons) {
        reason.actions.retain(|action| !verdict.contains(action));
    }
    for finding in &mut view.drawer.findings {
        finding.actions.retain(|action| !verdict.contains(action));
    }
    if let PaneBody::Message(message) = &view.claims.body {
        if signature == message.actions {
            signature.clear();
        }
        if verdict == message.actions {
            verdict.clear();
        }
    }
    if query::guess::is_possible(state) {
        let command = Command::Guess(GuessCommand::Open);
        signature.push(Action { label: "Guess the secret…".to_owned(), icon: Some(Icon::Search), command });
    }
    if builder::can_edit(state) {
        let command = Command::Build(BuildCommand::EditInspected);
        signature.push(Action { label: "Edit this token".to_owned(), icon: Some(Icon::Build), command });
    }
    let is_beside = |offer: &Offer| verdict.iter().any(|action| action.command == offer.command);
    view.token.offer = offers.token.clone().filter(|offer| !is_beside(offer));
    (view.verdict.actions, view.signature.actions) = (verdict, signature);
}

/// What is hovered, where it is in the text.
fn lit(state: &State) -> Option<TextSpan> {
    let text = &state.token.text;
    state
        .looking
        .hover
        .filter(|span| span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end))
}
