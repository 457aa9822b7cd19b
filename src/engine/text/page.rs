//! Web pages, which stand where something else was expected, and what forms call their fields.

use crate::engine::ground::json::{Kind, Value};

/// Whether `text` is an HTML page.
pub(crate) fn is_page(text: &str) -> bool {
    let front: String = text.trim_start().chars().take(1024).collect::<String>().to_ascii_lowercase();
    front.starts_with("<!doctype html")
        || front.starts_with("<html")
        || front.starts_with('<') && front.contains("<html")
}

/// What a server says in JSON instead of giving keys (RFC 6749 §5.2, RFC 9457): an error and its words.
pub(crate) fn answer(root: Value<'_>) -> Option<String> {
    let text = |value: Value<'_>, name: &str| value.get(name).and_then(Value::as_str).map(|text| text.into_owned());
    let joined = |code: String, words: Option<String>| match words {
        Some(words) => format!("{code}: {words}"),
        None => code,
    };
    let message = |value: Value<'_>| {
        ["error_description", "message", "Message", "detail", "title", "msg"].iter().find_map(|name| text(value, name))
    };
    if let Some(error) = root.get("error") {
        return match error.kind() {
            Kind::String => Some(joined(text(root, "error")?, message(root))),
            Kind::Object => {
                let code = text(error, "code").or_else(|| text(error, "status"));
                match code {
                    Some(code) => Some(joined(code, message(error))),
                    None => message(error),
                }
            }
            _ => None,
        };
    }
    let has_status = ["status", "statusCode", "code", "timestamp", "path", "type", "traceId"]
        .iter()
        .any(|name| root.get(name).is_some());
    message(root).filter(|_| root.child_count() == 1 || has_status)
}

/// What stands between the tags of its title.
pub(crate) fn title(text: &str) -> Option<String> {
    let front = text.get(..text.floor_char_boundary(65_536))?;
    let lower = front.to_ascii_lowercase();
    let start = lower.find("<title")?;
    let start = start + lower.get(start..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title = html_escape::decode_html_entities(front.get(start..end)?.trim()).into_owned();
    (!title.is_empty()).then_some(title)
}

/// The command that fetches the keys at `address`, where it is one that a shell takes between quotes as it stands.
pub(crate) fn fetch_command(address: &str) -> Option<String> {
    let is_plain = address.len() <= 2048
        && (address.starts_with("https://") || address.starts_with("http://"))
        && address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\'' | b'\\' | b'"' | b'`' | b'$'));
    is_plain.then(|| format!("curl -s '{address}' > jwks.json"))
}

/// The same as advice.
pub(crate) fn fetch_keys(address: &str) -> String {
    match fetch_command(address) {
        Some(command) => format!("Fetch the keys and load the file: {command}"),
        None => "Fetch the keys from jwks_uri and load the file".to_owned(),
    }
}

/// `name` and `value` among the attributes of a tag (HTML §13.1.2.3), the first of each, and where it ends.
pub(crate) fn field(tag: &str) -> (Option<&str>, Option<&str>, usize) {
    let (mut name, mut value) = (None, None);
    let mut rest = tag;
    let end = |rest: &str| tag.len() - rest.len();
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_ascii_whitespace() || sign == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (name, value, end(rest));
        }
        let is_end = |sign: char| sign.is_ascii_whitespace() || "=>/".contains(sign);
        // A sign of equality in front of a name is part of it.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest[first..].find(is_end).map_or(rest.len(), |length| length + first);
        let (attribute, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let text;
        (text, rest) = match behind.trim_start().strip_prefix('=') {
            None => ("", behind),
            Some(behind) => {
                let behind = behind.trim_start();
                let quote = behind.chars().next().filter(|sign| matches!(sign, '"' | '\''));
                match quote {
                    // What is never closed goes on to the end of the page.
                    Some(quote) => behind[1..].split_once(quote).unwrap_or((&behind[1..], "")),
                    None => {
                        let is_end = |sign: char| sign.is_ascii_whitespace() || sign == '>';
                        behind.split_at(behind.find(is_end).unwrap_or(behind.len()))
                    }
                }
            }
        };
        match () {
            () if name.is_none() && attribute.eq_ignore_ascii_case("name") => name = Some(text),
            () if value.is_none() && attribute.eq_ignore_ascii_case("value") => value = Some(text),
            () => {}
        }
    }
}

/// The parameters of a head that begins the part of a form (RFC 7578 §4.2).
pub(crate) fn disposition(line: &str) -> Option<&str> {
    const BEGIN: &str = "content-disposition:";
    let (begin, rest) = line.split_at_checked(BEGIN.len())?;
    (begin.eq_ignore_ascii_case(BEGIN) && rest.contains("form-data")).then_some(rest)
}

/// `name` of `form-data; name="code"`.
pub(crate) fn field_name(disposition: &str) -> Option<&str> {
    let mut parameters = disposition.split(';').filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("name"))?;
    Some(value.trim().trim_matches('"'))
}
