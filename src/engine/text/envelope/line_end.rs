//! The same sign at the end of every line: the right border of a box or a table, `$` of `cat -A` and nano, `>` of less,
//! `^M` of an editor.

use zeroize::Zeroizing;

/// Signs that stand there, the longer ones first.
const SIGNS: [&str; 15] = [
    "^M$", "^M", "|", "\u{2502}", "\u{2503}", "\u{2551}", "\u{2506}", "*", "#", "$", ">", "\u{ac}", "\u{b6}", ".", ";",
];

pub(super) fn applies(text: &str) -> bool {
    let mut lines = content(text);
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    let mark = sign(first);
    mark.is_some() && (sign(second) == mark || lines.next().is_none())
}

fn sign(line: &str) -> Option<&'static str> {
    SIGNS.into_iter().find(|sign| line.ends_with(sign))
}

/// The lines with something in them, and not the borders above and below.
fn content(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !is_border(line))
}

/// A line that is drawn: all of it, or both of its ends.
fn is_border(line: &str) -> bool {
    let is_drawn = |character: char| matches!(character, '\u{2500}'..='\u{257f}' | '+' | '-' | '=' | '_');
    let line = line.trim();
    let is_side = |character: char| matches!(character, '|' | '*' | '#' | '.' | ':' | ' ') || is_drawn(character);
    let is_corner = |character: char| matches!(character, '\u{250c}'..='\u{254b}' | '\u{2552}'..='\u{256c}' | '\u{256d}'..='\u{2570}');
    line.chars().count() >= 3 && line.chars().all(is_side) && line.chars().filter(|next| is_drawn(*next)).count() >= 2
        || line.chars().count() >= 3 && line.chars().all(|character| matches!(character, '*' | '#'))
        || line.starts_with(is_corner) && line.ends_with(is_corner)
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let lines: Vec<&str> = content(text).collect();
    let mark = sign(lines.first()?)?;
    // The last line may be the end of the value.
    let (last, before) = lines.split_last()?;
    if before.is_empty() || !before.iter().all(|line| line.ends_with(mark)) {
        return None;
    }
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    for line in before.iter().chain([last]) {
        out.push_str(line.strip_suffix(mark).unwrap_or(line).trim_end());
        out.push('\n');
    }
    Some(out)
}
