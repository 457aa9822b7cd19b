//! HTML tags within a value: `<wbr>`, `<br/>`, `<span>`. What a tag's attributes say is lost with them.

use zeroize::Zeroizing;

/// Elements that stand within a line of text: taken off without a trace.
const INLINE: &[&str] = &[
    "a", "b", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "tt", "u", "var", "wbr", "nobr", "cite", "q", "label", "abbr", "bdi", "bdo",
];

pub(super) fn applies(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        matches!(bytes.get(at + 1), Some(b'/' | b'!')) || bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
    }) && text.contains('>')
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    let mut any = false;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_comment = tag.starts_with("<!--");
        let end = if is_comment { tag.find("-->").map(|end| end + 3) } else { tag.find('>').map(|end| end + 1) };
        let name: String =
            tag[1..].trim_start_matches('/').chars().take(16).take_while(char::is_ascii_alphanumeric).collect();
        match end {
            Some(end) if is_comment || tag.starts_with("<!") || !name.is_empty() => {
                let is_inline = is_comment || INLINE.iter().any(|known| known.eq_ignore_ascii_case(&name));
                if !is_inline {
                    out.push('\n');
                }
                any = true;
                rest = &tag[end..];
            }
            Some(_) => {
                out.push('<');
                rest = &tag[1..];
            }
            // No tag is closed any more.
            None => {
                out.push_str(tag);
                rest = "";
            }
        }
    }
    out.push_str(rest);
    any.then_some(out)
}
