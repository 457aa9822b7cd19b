//! What a token costs, what it fits into, what would make it shorter.

mod model;

pub use model::{LimitRow, SavingRow, SizeBar, SizeView};

use super::cache::Kept;
use super::token::kind;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::message::size::SizeCommand;
use crate::app::state::State;
use crate::app::value::size::Measured;
use crate::app::value::words::{counted, elided};
use crate::app::value::{DrawerTab, Tone};
use crate::engine::builder::shrink::Saving;
use crate::engine::ground::size::limit::{Row, Sending, Standing, ranked};
use crate::engine::jose::cost::{Cost, MemberCost, PartCost, PartKind};
use crate::engine::jose::frame::Frame;
use crate::engine::jose::layer::Examination;
use crate::engine::speech;

/// Bars of one list.
const BARS: usize = 200;
/// Levels of claims within claims that are unfolded.
const DEPTH: usize = 6;

/// The pane, while it is open: nobody waits for what is not shown.
pub(super) fn build(state: &State, kept: &mut Kept) -> SizeView {
    let is_shown = state.settings.drawer_open && state.settings.drawer_tab == DrawerTab::Size;
    let Some(examination) = state.examination().filter(|_| is_shown) else { return SizeView::default() };
    let measured = kept.measured(state, examination);
    let size = &state.settings.size;
    let total = measured.cost.total;
    let can_edit = super::builder::can_edit(state);
    SizeView {
        page: state.looking.size,
        summary: speech::size::comparison(total, size.baseline, measured.sub),
        verdicts: verdicts(examination, total, &size.sending),
        parts: parts(&measured.cost),
        claims: claims(&measured.cost),
        overhead: speech::size::overhead(&measured.cost),
        limits: limits(total, &size.sending),
        savings: savings(measured, can_edit.then_some("Apply in Build")),
        costs: speech::size::traffic(total, size.baseline.bytes(measured.sub), &size.traffic),
        baseline: size.baseline,
        traffic: size.traffic,
        sending: size.sending.clone(),
    }
}

/// How the token stands to each way to send it.
pub(super) fn verdicts(examination: &Examination, total: usize, sending: &Sending) -> Vec<(Tone, String)> {
    let verdicts = speech::size::verdicts(&Frame::of(examination), total, sending);
    let tone = |standing: Option<Standing>| match standing {
        Some(Standing::Over { .. }) => Tone::Bad,
        Some(Standing::Near { .. }) => Tone::Warning,
        Some(Standing::Passes { .. }) => Tone::Good,
        None => Tone::Neutral,
    };
    verdicts.into_iter().map(|(standing, words)| (tone(standing), words)).collect()
}

/// Each part with its share, and the parameters of headers below them.
pub(super) fn parts(cost: &Cost) -> Vec<SizeBar> {
    let mut bars = Vec::new();
    for part in &cost.parts {
        bars.push(SizeBar {
            name: speech::size::part(part),
            bytes: part.bytes,
            share: share(part.bytes, cost),
            kind: Some(colour(part)),
            depth: 0,
        });
        members(&part.members, cost, 1, &mut bars);
    }
    bars.truncate(BARS);
    bars
}

fn colour(part: &PartCost) -> crate::app::value::PartKind {
    match part.kind {
        PartKind::Part(name) => kind(name),
        PartKind::UnprotectedHeader => crate::app::value::PartKind::Header,
        PartKind::Disclosure => super::sd_jwt::DISCLOSURE,
        PartKind::KeyBinding => super::sd_jwt::KEY_BINDING,
    }
}

/// Each claim with its share, the largest first.
pub(super) fn claims(cost: &Cost) -> Vec<SizeBar> {
    let mut bars = Vec::new();
    members(&cost.claims, cost, 0, &mut bars);
    bars.truncate(BARS);
    if cost.between_claims > 0 && !cost.claims.is_empty() {
        bars.push(SizeBar {
            name: "between them".to_owned(),
            bytes: cost.between_claims,
            share: share(cost.between_claims, cost),
            kind: Some(kind(crate::engine::jose::part::PartName::Unknown)),
            depth: 0,
        });
    }
    bars
}

fn members(of: &[MemberCost], cost: &Cost, depth: usize, bars: &mut Vec<SizeBar>) {
    if depth > DEPTH {
        return;
    }
    for member in of {
        if bars.len() > BARS {
            return;
        }
        let name = elided(&member.name, 60);
        let name = if member.elements > 1 { format!("{name} ({})", member.elements) } else { name };
        bars.push(SizeBar { name, bytes: member.bytes, share: share(member.bytes, cost), kind: None, depth });
        members(&member.members, cost, depth + 1, bars);
    }
}

fn share(bytes: usize, cost: &Cost) -> f32 {
    bytes as f32 / cost.total.max(1) as f32
}

/// What is sent through where, what it is too long for first, then by what is left.
pub(super) fn limits(total: usize, sending: &Sending) -> Vec<LimitRow> {
    let row = |check: &crate::engine::ground::size::limit::Check<'_>| LimitRow {
        name: elided(&check.row.name(), 60),
        words: speech::size::standing(check),
        origin: format!("{} · {}", speech::size::carrier(check.row.carrier()), speech::size::origin(&check.row)),
        tone: match check.standing {
            Standing::Over { .. } => Tone::Bad,
            Standing::Near { .. } => Tone::Warning,
            Standing::Passes { .. } => Tone::Good,
        },
        own: match check.row {
            Row::Own(own) => sending.own.iter().position(|known| std::ptr::eq(known, own)),
            Row::Known(_) => None,
        },
    };
    ranked(total, sending).iter().map(row).collect()
}

/// What would make it shorter; `label` is that of the buttons that do it.
pub(super) fn savings(measured: &Measured, label: Option<&str>) -> Vec<SavingRow> {
    let total = measured.cost.total.max(1);
    let row = |saving: &Saving| {
        let words = speech::size::saving(&saving.kind);
        let action = saving.change.as_ref().zip(label).map(|(change, label)| Action {
            label: label.to_owned(),
            icon: None,
            command: Command::Size(SizeCommand::Shrink(change.clone())),
        });
        let saves = format!("{}, {} %", counted(saving.bytes, "byte"), speech::size::share(saving.bytes, total));
        SavingRow { sentence: words.sentence, advice: words.advice, saves, action }
    };
    measured.savings.iter().map(row).collect()
}
