//! A hyphen at the end of every line but the last, as a program that sets text breaks a long word. Base64url has hyphens of
//! its own: that all of these lines end with one by chance happens once in thousands.

use crate::engine::text::sign::is_dash;
use zeroize::Zeroizing;

/// Line breaks with a hyphen of ASCII that are no chance.
const FEWEST: usize = 2;

pub(crate) fn applies(text: &str) -> bool {
    let mut lines = text.trim().lines().map(str::trim_end).rev();
    if lines.next().is_none() {
        return false;
    }
    let (mut count, mut is_typographic) = (0, true);
    for line in lines {
        let Some(last) = line.chars().next_back().filter(|last| *last == '-' || is_dash(*last)) else { return false };
        is_typographic &= last != '-';
        count += 1;
    }
    count >= if is_typographic { 1 } else { FEWEST }
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut lines = text.trim().lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        let is_hyphen = |character: char| character == '-' || is_dash(character);
        out.push_str(if is_last { line } else { line.strip_suffix(is_hyphen).unwrap_or(line) });
    }
    Some(out)
}
