//! The same in front of every line: a comment's sign, a quoting mark, the name and time that a log writes.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    text.trim().contains('\n')
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    columns(text).or_else(|| table(text)).or_else(|| common(text))
}

/// A PEM block whose lines all begin in the same column: what stands in front of it differs where a log writes the time.
fn columns(text: &str) -> Option<Zeroizing<String>> {
    let begin = text.find("-----BEGIN ")?;
    let start = text[..begin].rfind('\n').map_or(0, |at| at + 1);
    let width = begin - start;
    let end = begin + text[begin..].find("-----END ")?;
    let last = text[..end].rfind('\n').map_or(0, |at| at + 1);
    // The lines between, each with that many bytes in front.
    if width == 0 || last <= start || end - last != width || text[start..begin].trim().is_empty() {
        return None;
    }
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    out.push_str(&text[..start]);
    for line in text[start..].split_inclusive('\n') {
        out.push_str(line.get(width..).unwrap_or("\n"));
    }
    Some(out)
}

/// The last column of a table whose cells have several lines: a border stands at one place in all of them.
fn table(text: &str) -> Option<Zeroizing<String>> {
    let is_border = |character: char| matches!(character, '|' | '\u{2502}' | '\u{2503}' | '\u{2551}');
    let is_filled = |line: &&str| !line.trim().is_empty();
    let first = text.lines().find(is_filled)?;
    let places = first.char_indices().enumerate().filter(|(_, (_, character))| is_border(*character));
    let (column, (_, border)) =
        places.filter(|(_, (at, border))| is_filled(&&first[at + border.len_utf8()..])).last()?;
    let cell = |line: &str| {
        let (at, own) = line.char_indices().nth(column)?;
        (own == border).then(|| line[at + own.len_utf8()..].trim_start().to_owned())
    };
    let cells: Option<Vec<String>> = text.lines().filter(is_filled).map(cell).collect();
    cells.filter(|cells| cells.len() > 1).map(|cells| Zeroizing::new(cells.join("\n")))
}

/// What all lines begin with, up to the last character that belongs to no value.
fn common(text: &str) -> Option<Zeroizing<String>> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut prefix = lines.next()?;
    let mut count = 1;
    for line in lines {
        let length = prefix.bytes().zip(line.bytes()).take_while(|(one, other)| one == other).count();
        // A line with nothing behind its sign.
        if line.trim_end() == prefix.trim_end() || line.len() == length {
            continue;
        }
        prefix = &prefix[..prefix.floor_char_boundary(length)];
        count += 1;
        if prefix.is_empty() {
            return None;
        }
    }
    let is_value =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '=' | '"' | '\'' | '{');
    let prefix = prefix.trim_end_matches(is_value);
    if prefix.trim().is_empty() || count < 2 {
        return None;
    }
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    for line in text.lines() {
        out.push_str(line.strip_prefix(prefix).unwrap_or_default());
        out.push('\n');
    }
    Some(out)
}
