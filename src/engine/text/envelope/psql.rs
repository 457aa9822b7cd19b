//! A value with line breaks in a table of psql: each of its lines but the last ends with `+` (or `↵`).

use zeroize::Zeroizing;

const SIGNS: [char; 2] = ['+', '\u{21B5}'];

pub(super) fn applies(text: &str) -> bool {
    text.contains("+\n") || text.contains("+\r\n") || text.contains('\u{21B5}')
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let (mut any, mut goes_on) = (false, false);
    for line in text.split_inclusive('\n') {
        // The frame in front of a line that goes on with the value.
        let line = if goes_on { line.trim_start_matches([' ', '|', '\u{2502}']) } else { line };
        goes_on = false;
        let content = line.trim_end();
        // The line between the head of the table and its rows is not meant.
        match content.strip_suffix(SIGNS).filter(|before| !before.ends_with('-')) {
            Some(before) => {
                out.push_str(before.trim_end());
                out.push('\n');
                any = true;
                goes_on = true;
            }
            None => out.push_str(line),
        }
    }
    any.then_some(out)
}
