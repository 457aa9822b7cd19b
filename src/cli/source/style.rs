//! Colours of the report for people.

use crate::engine::speech::verdict::{Kind, Tone, VerdictWords};
use anstyle::{AnsiColor, Style};

pub(in crate::cli) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(in crate::cli) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(in crate::cli) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(in crate::cli) const NEUTRAL: Style = AnsiColor::Blue.on_default().bold();
pub(in crate::cli) const HEADING: Style = Style::new().bold();
pub(in crate::cli) const NAME: Style = AnsiColor::Cyan.on_default();
pub(in crate::cli) const WEAK: Style = Style::new().dimmed();

/// How a verdict looks, and its mark.
pub(in crate::cli) fn mark(verdict: &VerdictWords) -> (Style, char) {
    let style = match verdict.tone {
        Tone::Good => GOOD,
        Tone::Neutral => NEUTRAL,
        Tone::Warning => WARNING,
        Tone::Bad => BAD,
    };
    let mark = match verdict.kind {
        Kind::Valid => '✔',
        Kind::Time | Kind::Wrong => '✘',
        Kind::Unchecked | Kind::Locked => '?',
        Kind::Flawed | Kind::Unsecured => '!',
    };
    (style, mark)
}
