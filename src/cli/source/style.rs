//! Colours of the report for people.

use anstyle::{AnsiColor, Style};

pub(in crate::cli) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(in crate::cli) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(in crate::cli) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(in crate::cli) const NEUTRAL: Style = AnsiColor::Blue.on_default().bold();
pub(in crate::cli) const HEADING: Style = Style::new().bold();
pub(in crate::cli) const NAME: Style = AnsiColor::Cyan.on_default();
pub(in crate::cli) const WEAK: Style = Style::new().dimmed();
