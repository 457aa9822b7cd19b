//! Colours of the report for people.

use anstyle::{AnsiColor, Style};

pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(super) const NEUTRAL: Style = AnsiColor::Blue.on_default().bold();
pub(super) const HEADING: Style = Style::new().bold();
pub(super) const NAME: Style = AnsiColor::Cyan.on_default();
pub(super) const WEAK: Style = Style::new().dimmed();
