//! Rows of a long list, of which only those are made that are seen.

use crate::app::value::{CopyTarget, Run, TextSpan};
use std::fmt;
use std::sync::Arc;

/// One row of a long, virtualised list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How far it is indented, in steps.
    pub indent: usize,
    /// Whether it can be folded, and is folded now.
    pub fold: Option<Fold>,
    pub runs: Vec<Run>,
    /// What copying this row puts on the clipboard.
    pub copy: Option<CopyTarget>,
    /// The bytes of the token box's text that it stands for.
    pub token: Option<TextSpan>,
    /// Plain words about it, for a tooltip.
    pub explanation: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fold {
    /// Which node, for [`Command::ToggleFold`](crate::app::message::command::Command::ToggleFold).
    pub node: usize,
    /// Whether its inside is hidden.
    pub folded: bool,
}

/// Rows that are made when they are seen.
pub trait Rows: Send + Sync {
    fn len(&self) -> usize;
    /// The one at `index`; an empty row beyond the end.
    fn row(&self, index: usize) -> Row;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The same for a pane that is so many characters wide; `None` where they do not depend on it.
    fn wrapped(&self, _columns: usize) -> Option<RowList> {
        None
    }
}

/// Shared rows.
#[derive(Clone)]
pub struct RowList(pub Arc<dyn Rows>);

impl fmt::Debug for RowList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RowList({} rows)", self.0.len())
    }
}

impl From<Vec<Row>> for RowList {
    fn from(rows: Vec<Row>) -> Self {
        struct Fixed(Vec<Row>);
        impl Rows for Fixed {
            fn len(&self) -> usize {
                self.0.len()
            }
            fn row(&self, index: usize) -> Row {
                self.0.get(index).cloned().unwrap_or_default()
            }
        }
        Self(Arc::new(Fixed(rows)))
    }
}
