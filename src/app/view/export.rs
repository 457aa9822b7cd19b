//! What can be handed on: every row of the engine's table, and what the chosen one would hand on.

use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::message::share::ShareCommand;
use crate::app::query;
use crate::app::state::State;
use crate::app::value::words::safe;
use crate::app::value::{CopyTarget, DrawerTab, Icon};
use crate::engine::convert::ConvertError;
use crate::engine::export::{self, Group, Secrecy, Subject, Unfit, qr};
use crate::engine::jwt::policy::Policy;
use crate::engine::speech;

/// The report that there is a picture of, too.
const REPORT: &str = "html";
/// Characters of what is handed on that are shown.
const SHOWN: usize = 12_000;

/// One thing that can be handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRow {
    /// "curl command".
    pub name: String,
    /// How it is called away from its heading.
    pub called: String,
    /// The heading that it stands under.
    pub group: &'static str,
    /// What it is good for, or why it is not possible.
    pub description: String,
    pub is_possible: bool,
    /// Whoever has it can use the token.
    pub is_secret: bool,
    /// Its name in the table.
    pub export: &'static str,
    pub copy: CopyTarget,
}

/// The tab with everything that can be handed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportPane {
    /// Only rows with these words are shown.
    pub filter: String,
    pub groups: Vec<&'static str>,
    /// Only the rows of this group are shown; `None`: of all.
    pub group: Option<&'static str>,
    pub rows: Vec<ExportRow>,
    /// Name of the row whose preview is shown.
    pub chosen: Option<&'static str>,
    pub preview: Option<ExportPreview>,
}

/// What a row would hand on, as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPreview {
    pub title: String,
    pub line: String,
    pub text: String,
    /// Drawn in place of the text.
    pub qr: Option<QrSquares>,
    /// Bytes behind what is shown.
    pub more: usize,
    pub notes: Vec<ExportNote>,
    /// The same in another form.
    pub other: Option<Action>,
    pub is_possible: bool,
    pub is_secret: bool,
    pub export: &'static str,
    pub copy: CopyTarget,
}

/// The squares of a QR code, with the light ones around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrSquares {
    pub side: usize,
    /// Line by line.
    pub dark: Vec<bool>,
}

/// A piece of what is handed on, and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportNote {
    pub piece: String,
    pub words: &'static str,
}

/// The rows, and what they were made of.
#[derive(Default)]
pub(super) struct Exports {
    of: Option<Of>,
    rows: Vec<ExportRow>,
}

#[derive(PartialEq)]
struct Of {
    examination: u64,
    layer: usize,
    entry: usize,
    policy: Policy,
}

impl Exports {
    /// Makes them anew when another token or layer is shown, or something else is expected. Whether it had to.
    pub(super) fn refresh(&mut self, state: &State) -> bool {
        let of = state.examination().and(state.derived.examination.as_ref()).map(|(examination, _)| Of {
            examination: *examination,
            layer: state.layer_index(),
            entry: state.entry_index(),
            policy: state.policy(),
        });
        if self.of == of {
            return false;
        }
        let rows = query::export::with(state, |subject| export::rows().filter_map(|each| row(each, subject)).collect());
        *self = Self { of, rows: rows.unwrap_or_default() };
        true
    }

    pub(super) fn rows(&self) -> &[ExportRow] {
        &self.rows
    }
}

/// A row; `None` where it would say what everybody sees: that it is in that form already, or no token at all.
fn row(row: &'static export::ExportRow, subject: &Subject<'_>) -> Option<ExportRow> {
    let unfit = row.fits(subject).err();
    if matches!(unfit, Some(Unfit::SameForm | Unfit::NoProof | Unfit::NoPart | Unfit::Form(ConvertError::Unreadable))) {
        return None;
    }
    let description = match &unfit {
        Some(unfit) => format!("Not possible: {}", safe(&speech::export::words(unfit).joined())),
        None => row.line.to_owned(),
    };
    Some(ExportRow {
        name: row.title.to_owned(),
        // Libraries are called alike whether they verify or create.
        called: match row.group {
            Group::Verify | Group::Create => format!("{}, {}", row.group.title(), row.title),
            _ => row.title.to_owned(),
        },
        group: row.group.title(),
        description,
        is_possible: unfit.is_none(),
        is_secret: row.secrecy(subject) == Secrecy::Secret,
        export: row.name,
        copy: CopyTarget::Export(row.name),
    })
}

/// The tab: what the filter and the group leave, and the preview.
pub(super) fn build(state: &State, rows: &[ExportRow]) -> ExportPane {
    let looking = &state.looking.export;
    let words = looking.filter.to_lowercase();
    let is_shown = |row: &&ExportRow| {
        let text = format!("{} {} {} {}", row.group, row.name, row.export, row.description).to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    };
    let mut groups: Vec<&'static str> = Vec::new();
    for row in rows {
        if !groups.contains(&row.group) {
            groups.push(row.group);
        }
    }
    let group = looking.group.filter(|group| groups.contains(group));
    let of_group = |row: &&ExportRow| group.is_none_or(|group| group == row.group);
    let shown: Vec<ExportRow> = rows.iter().filter(of_group).filter(is_shown).cloned().collect();
    let chosen = looking.chosen.filter(|name| shown.iter().any(|row| row.export == *name));
    let chosen = chosen.or_else(|| shown.iter().find(|row| row.is_possible).or(shown.first()).map(|row| row.export));
    let is_seen = state.settings.drawer_open && state.settings.drawer_tab == DrawerTab::Export;
    ExportPane {
        filter: looking.filter.clone(),
        groups,
        group,
        preview: chosen.filter(|_| is_seen).and_then(|name| preview(state, name, rows)),
        rows: shown,
        chosen,
    }
}

fn preview(state: &State, name: &'static str, rows: &[ExportRow]) -> Option<ExportPreview> {
    let row = rows.iter().find(|row| row.export == name)?;
    let empty = ExportPreview {
        title: row.name.clone(),
        line: row.description.clone(),
        text: String::new(),
        qr: None,
        more: 0,
        notes: Vec::new(),
        other: None,
        is_possible: false,
        is_secret: row.is_secret,
        export: name,
        copy: row.copy.clone(),
    };
    if row.is_possible && name == qr::NAME {
        let squares = query::export::with(state, qr::code).flatten();
        let squares = squares.map(|squares| QrSquares { side: squares.side, dark: squares.dark });
        return Some(ExportPreview { is_possible: squares.is_some(), qr: squares, ..empty });
    }
    let Some((text, _)) = query::export::made(state, name) else { return Some(empty) };
    let cut = text.char_indices().nth(SHOWN).map_or(text.len(), |(end, _)| end);
    let notes = query::export::with(state, |subject| export::named(name).map(|row| row.notes(subject))).flatten();
    let notes = notes.unwrap_or_default().into_iter();
    Some(ExportPreview {
        // Line by line: what hides or turns text is made visible, and a line break stays one.
        text: text[..cut].lines().map(shown_line).collect::<Vec<_>>().join("\n"),
        more: text.len() - cut,
        notes: notes.map(|note| ExportNote { piece: safe(&note.piece), words: note.words }).collect(),
        other: (name == REPORT).then(|| Action {
            label: "Save picture…".to_owned(),
            icon: Some(Icon::Export),
            command: Command::Share(ShareCommand::SavePicture),
        }),
        is_possible: true,
        ..empty
    })
}

/// An indentation by tabs is no deception.
fn shown_line(line: &str) -> String {
    let tabs = line.len() - line.trim_start_matches('\t').len();
    format!("{}{}", "    ".repeat(tabs), safe(&line[tabs..]))
}
