//! Marks of Markdown and of chats around a whole text: `_x_`, `**x**`, `~~x~~`. An underscore is a character of base64url, too.

use zeroize::Zeroizing;

const MARKS: [&str; 7] = ["***", "**", "__", "~~", "*", "_", "~"];

pub(super) fn applies(text: &str) -> bool {
    inside(text).is_some()
}

fn inside(text: &str) -> Option<&str> {
    let text = text.trim();
    MARKS.into_iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark)).filter(|inside| !inside.is_empty())
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    inside(text).map(|inside| Zeroizing::new(inside.to_owned()))
}
