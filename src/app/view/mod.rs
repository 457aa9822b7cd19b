//! What the window shows, as plain values: no engine type, no secret, no toolkit.
//!
//! A [`Cache`] makes a [`View`] of the state; `ui` draws it and answers with commands. A view is cheap to clone:
//! long things sit behind [`Rows`].

mod act;
mod anchor;
mod assumption;
pub mod builder;
mod cache;
mod certificate;
mod checklist;
pub(super) mod claims;
mod compare;
pub mod copy;
mod desk;
mod dialog;
mod drawer;
mod empty;
mod export;
mod guess;
pub(super) mod header;
mod json;
mod kept;
mod key_binding;
mod keyring;
mod keyring_dialog;
mod keys;
mod member;
pub mod model;
mod palette;
mod policy;
mod reading;
mod rejection;
mod rows;
pub(super) mod sd_jwt;
mod settings;
mod share;
pub(super) mod signature;
mod size;
mod status;
mod token;
mod verdict;

pub use cache::{Cache, Part};
pub use checklist::{CheckRow, ChecklistView, KindChoice};
pub use compare::{CompareMark, CompareRow, CompareView, Compared};
pub use desk::{DeskRow, DeskView};
pub use export::{ExportNote, ExportPane, ExportPreview, ExportRow, QrSquares};
pub use guess::GuessView;
pub use keyring::{HandOut, KeyringNote, KeyringRow};
pub use keyring_dialog::{GenerateKind, KeyringDialogView, PassphraseView, PasswordView};
pub use model::{
    Assumed, AttemptRow, Crumb, Dialog, Drawer, EmptyState, EntryView, FindingRow, KeyDetail, KeyRow, KeysView,
    MemberRow, Message, Note, Offer, Pane, PaneBody, PlaceRow, ReasonView, Sample, SignaturePane, StatusBar, Timeline,
    TimelineMark, TokenBox, TokenFault, TokenPart, VerdictStrip, View,
};
pub use size::{LimitRow, SavingRow, SizeBar, SizeView};

pub use palette::Named;
pub use policy::{ExpectationChoice, Met, PolicyView};
pub use rows::{Fold, Row, RowList, Rows};
pub use settings::{RememberedView, SettingsView};
pub use share::{ShareLine, ShareRun, ShareView};

use crate::app::state::State;
use crate::app::value::TextSpan;

/// Where the coloured parts of the token stand in the box.
pub(super) fn token_parts(state: &State) -> Vec<TextSpan> {
    token::build(state).parts.into_iter().map(|part| part.span).collect()
}

/// What the window shows of `state`, made of nothing but that. A window keeps a [`Cache`] instead.
pub fn build(state: &State) -> View {
    Cache::new(state).into_view()
}
