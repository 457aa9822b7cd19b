//! The size of a token as it is shown.

use crate::app::message::notice::Action;
use crate::app::value::size::{Sending, SizePage};
use crate::app::value::{PartKind, Tone};
use crate::engine::ground::size::baseline::Baseline;
use crate::engine::ground::size::traffic::Traffic;

/// What a token costs and where it fits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SizeView {
    pub page: SizePage,
    /// One sentence: "477 bytes, 21.7 times a session ID of 22 characters".
    pub summary: String,
    /// How it stands to each way to send it.
    pub verdicts: Vec<(Tone, String)>,
    /// Parts of the token, those of a header below it.
    pub parts: Vec<SizeBar>,
    /// Claims with their encoded share, largest first, nested ones below theirs.
    pub claims: Vec<SizeBar>,
    /// What the encoding and the layers cost.
    pub overhead: Vec<String>,
    pub limits: Vec<LimitRow>,
    pub savings: Vec<SavingRow>,
    /// What it costs in a day and a month.
    pub costs: Vec<String>,
    pub baseline: Baseline,
    pub traffic: Traffic,
    /// How it is sent.
    pub sending: Sending,
}

/// Something that takes bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct SizeBar {
    pub name: String,
    pub bytes: usize,
    /// 0..1 of the whole.
    pub share: f32,
    /// Its colour, for parts.
    pub kind: Option<PartKind>,
    /// How far in it is.
    pub depth: usize,
}

/// A place with a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitRow {
    pub name: String,
    /// "35 bytes to spare of 4,096".
    pub words: String,
    /// What is measured, and who says so.
    pub origin: String,
    pub tone: Tone,
    /// Its number among those of one's own.
    pub own: Option<usize>,
}

/// Something that would make the token shorter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavingRow {
    pub sentence: String,
    pub advice: String,
    /// "256 bytes, 54 %".
    pub saves: String,
    /// Does it in the builder.
    pub action: Option<Action>,
}
