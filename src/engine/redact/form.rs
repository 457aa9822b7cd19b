//! Fields of forms: of HTML, as a SAML or an OAuth response is posted by a page, and of `multipart/form-data` (RFC 7578).

use super::mask::MaskKind;
use super::name::{self, Named};
use super::named_value::NamedValue;
use crate::engine::ground::span::Span;
use crate::engine::text::variable::{is_name, notation};

/// Longest tag that is read.
const LONGEST_TAG: usize = 512 * 1024;
/// Longest header lines of a part.
const LONGEST_HEAD: usize = 2 * 1_024;
/// Elements that hold a value beside a name, and the attribute that it is in.
const ELEMENTS: [(&str, &str); 5] =
    [("<input", "value"), ("<meta", "content"), ("<button", "value"), ("<option", "value"), ("<add", "value")];

/// Elements that have a name in an attribute and the value for their text: Java's properties, Android's strings.
const NAMED_ELEMENTS: [&str; 8] =
    ["<entry", "<property", "<prop", "<string", "<setting", "<param", "<parameter", "<constant"];
/// Elements of a property list (`plist(5)`) that are the value of the `key` in front of them.
const VALUES: [&str; 5] = ["string", "data", "integer", "real", "value"];

/// The values of all of them whose names say that they are to be masked.
pub(super) fn find(text: &str) -> Vec<NamedValue> {
    let mut found = elements(text);
    found.extend(parts(text));
    found
}

fn kind_of(name: &str) -> Option<MaskKind> {
    match name::named(name) {
        Named::Masked(kind) | Named::Ambiguous(kind) => Some(kind),
        _ => None,
    }
}

fn elements(text: &str) -> Vec<NamedValue> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', text.as_bytes().get(at..).unwrap_or_default()).map(|step| at + step) {
        at = start + 1;
        let rest = &text[start..];
        let opens = |tag: &str| {
            let (own, behind) = rest.as_bytes().split_at_checked(tag.len()).unwrap_or_default();
            own.eq_ignore_ascii_case(tag.as_bytes()) && behind.first().is_some_and(u8::is_ascii_whitespace)
        };
        if let Some(tag) = NAMED_ELEMENTS.iter().find(|tag| opens(tag)) {
            let (value, end) = named_content(text, start + tag.len());
            found.extend(value);
            at = end.max(at);
            continue;
        }
        let Some((tag, holder)) = ELEMENTS.iter().find(|(tag, _)| opens(tag)) else {
            found.extend(content(text, at));
            continue;
        };
        let from = start + tag.len();
        let (attributes, end) = attributes(text, from);
        at = end.max(at);
        let of =
            |wanted: &str| attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, span)| *span);
        let word = |wanted: &str| of(wanted).and_then(|span| span.of(text)).unwrap_or_default();
        // `<add key="ClientSecret" value="…"/>` is how .NET configures.
        let (id, named) = (kind_of(word("id")), kind_of(word("name")).or_else(|| kind_of(word("key"))));
        let is_password = word("type").eq_ignore_ascii_case("password");
        let kind = if is_password { Some(MaskKind::Secret) } else { named.or(id) };
        let Some((span, kind)) = of(holder).filter(|span| !span.is_empty()).zip(kind) else { continue };
        found.push(NamedValue { span, kind, header: None });
    }
    found
}

/// `<password>…</password>`: the text of an element without attributes whose name says what it is.
fn content(text: &str, from: usize) -> Option<NamedValue> {
    let (name, span) = notation::content(text, from).filter(|(name, _)| !name.starts_with('/'))?;
    match entry(text, name, span) {
        Some((label, span)) => Some(NamedValue { span, kind: kind_of(label)?, header: None }),
        None => Some(NamedValue { span, kind: kind_of(name)?, header: None }),
    }
}

/// `<key>JWT_SECRET</key><string>…</string>`: what is in the first element is the name of what is in the second one.
fn entry<'a>(text: &'a str, element: &str, label: Span) -> Option<(&'a str, Span)> {
    const LONGEST_GAP: usize = 64;
    let name = label.of(text).map(str::trim).filter(|_| matches!(element, "key" | "name"))?;
    let behind = text.get(label.end..)?.strip_prefix("</")?.strip_prefix(element)?.strip_prefix('>')?;
    let gap = behind.bytes().take(LONGEST_GAP).take_while(u8::is_ascii_whitespace).count();
    behind[gap..].strip_prefix('<')?;
    let (element, value) = notation::content(text, text.len() - behind.len() + gap + 1)?;
    (is_name(name) && VALUES.contains(&element)).then_some((name, value))
}

/// `<entry key="JWT_SECRET">…</entry>`, and where the tag ends.
fn named_content(text: &str, from: usize) -> (Option<NamedValue>, usize) {
    let (attributes, end) = attributes(text, from);
    let of =
        |wanted: &str| attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, span)| *span);
    let value = || {
        let kind = ["key", "name"].iter().find_map(|name| kind_of(of(name)?.of(text)?))?;
        // `<property name="…" value="…"/>` as well.
        let content = || {
            let start = (text.as_bytes().get(end) == Some(&b'>')).then_some(end + 1)?;
            let length = memchr::memchr(b'<', text.as_bytes().get(start..)?)?;
            Some(Span::new(start, start + length))
        };
        let span = of("value").or_else(content).filter(|span| !span.is_empty())?;
        Some(NamedValue { span, kind, header: None })
    };
    (value(), end)
}

/// The attributes of a tag, each with where its value stands, and where the tag ends (HTML §13.1.2.3).
fn attributes(text: &str, from: usize) -> (Vec<(&str, Span)>, usize) {
    let bytes = text.as_bytes();
    let last = text.floor_char_boundary(from.saturating_add(LONGEST_TAG));
    let mut attributes = Vec::new();
    let mut at = from;
    while at < last && bytes[at] != b'>' {
        if bytes[at].is_ascii_whitespace() || bytes[at] == b'/' {
            at += 1;
            continue;
        }
        let run = |from: usize, ends: &dyn Fn(u8) -> bool| {
            bytes[from..last].iter().position(|byte| ends(*byte)).map_or(last, |length| from + length)
        };
        let name_end = run(at, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>'));
        let name = text.get(at..name_end).unwrap_or_default();
        let sign = run(name_end, &|byte| !byte.is_ascii_whitespace());
        if bytes.get(sign) != Some(&b'=') || sign >= last {
            at = sign.max(at + 1);
            continue;
        }
        let start = run(sign + 1, &|byte| !byte.is_ascii_whitespace());
        let (start, end) = match bytes.get(start).filter(|_| start < last) {
            // A value is as long as it is: what is behind the most that a tag may have is no less secret.
            Some(mark @ (b'"' | b'\'')) => {
                let behind = bytes.get(start + 1..).unwrap_or_default();
                let length = memchr::memchr(*mark, behind).unwrap_or(behind.len());
                (start + 1, start + 1 + length)
            }
            _ => (start, run(start, &|byte| byte.is_ascii_whitespace() || byte == b'>')),
        };
        attributes.push((name, Span::new(start.min(end), end)));
        // Behind the quotes.
        at = end + usize::from(matches!(bytes.get(end), Some(b'"' | b'\'')));
    }
    (attributes, at)
}

/// The line that parts of a form are separated by: the last in front of a part that begins with two dashes.
fn boundary(before: &str) -> Option<&str> {
    const LONGEST: usize = 4_096;
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(LONGEST))..)?;
    near.lines().rev().find(|line| line.starts_with("--") && line.len() > 2).map(str::trim_end)
}

/// `Content-Disposition: form-data; name="password"`, and behind an empty line the value, up to the next boundary.
fn parts(text: &str) -> Vec<NamedValue> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = memchr::memmem::find(text.as_bytes().get(at..).unwrap_or_default(), b"form-data;") {
        let start = at + step;
        at = start + 1;
        let head = &text[start..text.floor_char_boundary(start.saturating_add(LONGEST_HEAD))];
        let line = head.lines().next().unwrap_or_default();
        let parameters = line.split(';').filter_map(|parameter| parameter.split_once('='));
        let mut names = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("name"));
        let name = names.next().map_or("", |(_, value)| value.trim().trim_matches('"'));
        let Some(kind) = kind_of(name) else { continue };
        // Other header lines may follow.
        let gaps = ["\r\n\r\n", "\n\n"].iter().filter_map(|gap| Some(head.find(gap)? + gap.len()));
        let Some(from) = gaps.min().map(|length| start + length) else { continue };
        let body = &text[from..];
        let length = boundary(&text[..start]).map_or(body.len(), |boundary| {
            // RFC 2046 section 5.1.1: the delimiter is at the beginning of a line.
            let is_end = |at: &usize| body[..*at].ends_with('\n');
            let found = memchr::memmem::find_iter(body.as_bytes(), boundary.as_bytes()).find(is_end);
            found.unwrap_or(body.len())
        });
        let length = body[..length].trim_end_matches(['\r', '\n']).len();
        if length > 0 {
            found.push(NamedValue { span: Span::new(from, from + length), kind, header: None });
        }
        at = from + length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::find;

    fn values(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|found| found.span.of(text).unwrap()).collect()
    }

    #[test]
    fn fields_of_a_page() {
        assert_eq!(values(r#"<input type="hidden" name="SAMLResponse" value="PHNh"/>"#), ["PHNh"]);
        assert_eq!(values("<INPUT value='a>b' NAME = password>"), ["a>b"]);
        assert_eq!(values("<input type=password name=x value=hunter2>"), ["hunter2"]);
        assert_eq!(values(r#"<meta name="csrf-token" content="abc"><meta name="author" content="b">"#), ["abc"]);
        assert_eq!(values(r#"<input name="q" value="shoes"><inputs name="password" value="a"><p>a < b</p>"#), [""; 0]);
        assert_eq!(
            values("<c:password>hunter2</c:password><client_secret>s3</client_secret><b>x</b>"),
            ["hunter2", "s3"]
        );
        assert_eq!(
            values(
                "<dict><key>JWT_SECRET</key>\n\t<string>s3</string><key>Label</key><string>x</string><key>hunter2</key></dict>"
            ),
            ["s3", "hunter2"]
        );
        assert_eq!(values(r#"<entry key="jwt.secret">s3</entry><entry key="color">red</entry>"#), ["s3"]);
        assert_eq!(values(r#"<string name="api_key">s3</string><property name="password" value="s4"/>"#), ["s3", "s4"]);
        assert_eq!(values(r#"<add key="ClientSecret" value="xcs7788"/><add key="Mode" value="On"/>"#), ["xcs7788"]);
        for cut in
            ["<input", "<input ", "<input name", "<input name=", "<input name='password' value='a", "<input value"]
        {
            let found = values(cut);
            assert!(found.is_empty() || found == ["a"], "{cut}");
        }
    }

    #[test]
    fn parts_of_a_form() {
        let part = |name: &str, value: &str| {
            format!(
                "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n{value}\r\n"
            )
        };
        let text = format!(
            "{}{}{}--x--\r\n",
            part("password", "hunter2\r\nline two"),
            part("note", "hi"),
            part("code", "abc")
        );
        assert_eq!(values(&text), ["hunter2\r\nline two", "abc"]);
        assert_eq!(values("form-data; name=password"), [""; 0]);
        assert_eq!(values("form-data; name=password\n\nx"), ["x"]);
    }
}
