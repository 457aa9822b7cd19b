//! Values that are known by the name in front of them, in any notation: `name=value`, `"name": "value"`, `name: value`,
//! `--name value`, a header line.

use super::mask::MaskKind;
use super::name::{self, Named};
use crate::engine::ground::span::Span;
use crate::engine::text::variable::notation::{self, Behind, Style};

/// A value, and what it is.
pub(super) struct NamedValue {
    pub(super) span: Span,
    pub(super) kind: MaskKind,
    /// The header whose value it is.
    pub(super) header: Option<String>,
}

const LONGEST_NAME: usize = 64;

/// Schemes of the `Authorization` header that a credential stands behind (IANA HTTP Authentication Schemes).
const SCHEMES: [&str; 6] = ["Bearer", "Basic", "DPoP", "Token", "Digest", "Negotiate"];

/// All of them, in order.
pub(super) fn find(text: &str) -> Vec<NamedValue> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut label = Label::default();
    let is_script = ["postMessage", "<script", "id_token"].iter().any(|word| text.contains(word));
    while at < bytes.len() {
        // Two digits behind a percent sign are no name.
        if bytes[at] == b'%' && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
            at += 3;
            continue;
        }
        if !is_name(bytes[at]) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().position(|byte| !is_name(*byte)).unwrap_or(bytes.len() - at);
        let end = at + length;
        let start = std::mem::replace(&mut at, end);
        if length > LONGEST_NAME {
            continue;
        }
        let own = text.get(start..end).unwrap_or_default();
        if let Some(value) =
            of_name(text, (start, end), own, is_script).or_else(|| label.of_pair(text, Span::new(start, end), own))
        {
            at = value.span.end.max(end);
            found.push(value);
        }
    }
    found
}

/// The name that was last given as a value, as in `name: DB_PASSWORD` with a line `value: …` behind it (Kubernetes, ECS).
#[derive(Default)]
struct Label {
    kind: Option<MaskKind>,
    end: usize,
}

impl Label {
    /// How far behind the name its value is.
    const REACH: usize = 256;

    /// Remembers a label, or gives the value that it is of.
    fn of_pair(&mut self, text: &str, name: Span, word: &str) -> Option<NamedValue> {
        let word = word.trim_start_matches('-').to_ascii_lowercase();
        match &*word {
            "name" | "key" | "parameterkey" | "parametername" => {
                // Read no farther than a name goes: what it gives is left to be read again, for it may be masked itself.
                let near = text.get(..text.floor_char_boundary(name.end + Self::REACH))?;
                let span = value(near, name, false).filter(|span| span.len() <= LONGEST_NAME)?;
                self.end = span.end;
                self.kind = match name::named(span.of(text)?) {
                    Named::Masked(kind) | Named::Ambiguous(kind) => Some(kind),
                    _ => None,
                };
                None
            }
            "variable" => {
                // Terraform: the value is the `default` in the block.
                let rest = text.get(name.end..)?.strip_prefix(" \"")?;
                let label = &rest[..rest.find('"').filter(|length| *length <= LONGEST_NAME)?];
                self.end = name.end + 2 + label.len();
                self.kind = match name::named(label) {
                    Named::Masked(kind) => Some(kind),
                    _ => None,
                };
                None
            }
            "value" | "val" | "default" | "parametervalue" => {
                let kind = self.kind.filter(|_| name.start.saturating_sub(self.end) <= Self::REACH)?;
                let span = value(text, name, false)?;
                self.kind = None;
                Some(NamedValue { span, kind, header: None })
            }
            _ => None,
        }
    }
}

/// Directives of servers and columns of tables, in which a header line has no colon: `proxy_set_header Authorization "…";`.
fn header_value(text: &str, start: usize, end: usize) -> Option<Span> {
    const REACH: usize = 64;
    let near = &text[text.ceil_char_boundary(start.saturating_sub(REACH))..start];
    let line = near.rfind('\n').map_or(near, |place| &near[place + 1..]).to_ascii_lowercase();
    let rest = text.get(end..)?;
    let is_directive = ["header", "param"].iter().any(|word| line.contains(word)) && rest.starts_with([' ', '\t']);
    let is_column = rest.starts_with(['\t', ',', ';', '|']);
    if !is_directive && !is_column {
        return None;
    }
    let from = end + rest.len() - rest.trim_start_matches(['\t', ',', ';', '|', ' ']).len();
    let rest = text.get(from..)?;
    let (quotes, length) = match rest.chars().next() {
        Some(mark @ ('"' | '\'')) => (1, rest[1..].find([mark, '\n']).unwrap_or(rest.len() - 1)),
        _ => (0, rest.find(['\t', ';', ',', '|', '\n']).unwrap_or(rest.len())),
    };
    // The names of columns are no values.
    let value = rest.get(quotes..quotes + length)?.trim_end();
    (value.contains(' ') || value.len() >= 16 && is_directive)
        .then(|| Span::new(from + quotes, from + quotes + value.len()))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn of_name(text: &str, (start, end): (usize, usize), name: &str, is_script: bool) -> Option<NamedValue> {
    // `https://user:password@host`: an address, whose parts are told apart elsewhere.
    if text[..start].ends_with("://") {
        return None;
    }
    let is_flag = name.starts_with('-');
    let name = name.trim_start_matches('-');
    // `openssl dgst -mac HMAC -macopt key:…`, in hexadecimal as well.
    let is_of_mac = matches!(name, "key" | "hexkey") && text[..start].ends_with("-macopt ");
    if is_of_mac || is_flag && name == "S" && is_of_jwt(text, start) {
        let span = value(text, Span::new(start, end), is_flag)?;
        return Some(NamedValue { span, kind: MaskKind::Secret, header: None });
    }
    if is_flag && let Some(kind) = flag(name) {
        let span = value(text, Span::new(start, end), true)?;
        let header = (kind == Flag::Cookie).then(|| "Cookie".to_owned());
        return Some(NamedValue { span, kind: MaskKind::Secret, header });
    }
    if name::is_header(name) && text.get(end..)?.starts_with(':') && !is_within_quotes(text, start, end) {
        let span = line(text, end + 1, start)?;
        return Some(NamedValue { span, kind: MaskKind::Secret, header: Some(name.to_owned()) });
    }
    if name::is_header(name)
        && let Some(span) = header_value(text, start, end)
    {
        return Some(NamedValue { span, kind: MaskKind::Secret, header: Some(name.to_owned()) });
    }
    let member = name.rsplit('.').next().unwrap_or(name);
    let (kind, needs_equals) = match name::named(name) {
        // `data.code = '…'`.
        Named::Nothing if matches!(name::named(member), Named::Ambiguous(_)) => (MaskKind::Secret, true),
        // In a line of text, a name names anything.
        Named::Masked(MaskKind::Name) if name.eq_ignore_ascii_case("name") => return None,
        Named::Masked(kind) => (kind, false),
        Named::Ambiguous(kind) => (kind, true),
        Named::Issuer | Named::Roles | Named::Nothing => return None,
    };
    let behind = text.get(end..)?;
    if needs_equals
        && !(behind.starts_with('=') || behind.starts_with("%3D") || behind.starts_with("%3d"))
        && !(is_script && is_in_script(behind))
    {
        return None;
    }
    if is_path_of_program(text, start, behind) {
        return None;
    }
    let span = value(text, Span::new(start, end), is_flag)?;
    // `authorization=Bearer …`: the scheme opens nothing, what is behind it does.
    let is_scheme = |word: &str| SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme));
    let behind_scheme = if is_scheme(span.of(text)?) { value(text, span, true) } else { None };
    let span = behind_scheme.unwrap_or(span);
    let written = span.of(text)?;
    if name == "key" && is_name_of_entry(written, text.get(span.end..)?) {
        return None;
    }
    // An HTTP status.
    let is_number = needs_equals && written.len() <= 3 && written.bytes().all(|byte| byte.is_ascii_digit());
    let is_placeholder = is_number
        || matches!(written, "null" | "true" | "false" | "undefined" | "none" | "None")
        || written.starts_with("${") && written.ends_with('}')
        || written.starts_with("{{") && written.ends_with("}}")
        || written.starts_with('$') && written[1..].bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    (!is_placeholder).then_some(NamedValue { span, kind, header: None })
}

/// Whether what is called a key is the name of a secret that stands behind it: `<entry key="db.password">…</entry>`.
fn is_name_of_entry(written: &str, behind: &str) -> bool {
    let content = behind.trim_start_matches(['"', '\'']).strip_prefix('>');
    content.is_some_and(|content| !content.starts_with('<')) && matches!(name::named(written), Named::Masked(_))
}

/// Whether a name is a module of a program, with what it is asked for behind it: `jsonwebtoken::encode(…)`,
/// `use jsonwebtoken::Header;`. A value could begin with a colon as well, but nobody calls one.
fn is_path_of_program(text: &str, start: usize, behind: &str) -> bool {
    const LONGEST: usize = 128;
    if !behind.starts_with("::") {
        return false;
    }
    let near = &text[text.ceil_char_boundary(start.saturating_sub(LONGEST))..start];
    let line = near.rfind('\n').map_or(near, |place| &near[place + 1..]).trim_start();
    let path = behind.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || b"_:".contains(byte));
    let path = &behind[..path.count()];
    let is_imported = ["use ", "pub use ", "using ", "using namespace "].iter().any(|word| line.starts_with(word));
    path.len() > 2 && (is_imported || behind[path.len()..].starts_with(['(', '<', '!', '{']) || path.ends_with("::"))
}

/// The value behind a name. What begins a line of variables goes on to the next blank, whatever signs it has.
fn value(text: &str, name: Span, is_option: bool) -> Option<Span> {
    const LONGEST_FRONT: usize = 16;
    let is_variable =
        name.of(text)?.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'0'..=b'9'));
    let near = &text[text.ceil_char_boundary(name.start.saturating_sub(LONGEST_FRONT))..name.start];
    let front = near.rfind('\n').map_or(near, |place| &near[place + 1..]);
    let is_whole_line = near.len() > front.len() || name.start <= LONGEST_FRONT;
    let begins_line = is_whole_line && matches!(front.trim(), "" | "export" | "set" | "ENV" | "-");
    let style = if is_variable && begins_line { Style::Settings } else { Style::Request };
    match notation::behind(text, name, is_option, style) {
        Behind::Value(written) => Some(written.span),
        Behind::Inner(_) | Behind::Nothing => None,
    }
}

/// Whether what is `behind` a name that means many things is, in a script of a login, a text that cannot be guessed: a code and a
/// state are sent to another window like this (RFC 6749 §10.10).
fn is_in_script(behind: &str) -> bool {
    const SHORTEST: usize = 10;
    let value = behind.trim_start_matches([' ', '\'', '"', ']']).strip_prefix([':', '=']).map(str::trim_start);
    let Some(value) = value else { return false };
    let Some(quote) = value.chars().next().filter(|sign| matches!(sign, '"' | '\'' | '`')) else { return false };
    let written = value[1..].bytes().take(SHORTEST);
    written.clone().count() == SHORTEST
        && written.into_iter().all(|byte| byte != quote as u8 && !byte.is_ascii_whitespace())
}

/// A member name of JSON, whose value is in quotes of its own.
fn is_within_quotes(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with('"') && text[end..].starts_with('"')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flag {
    Secret,
    Cookie,
}

/// Whether an option is that of `jwt encode` or `jwt decode`, whose `-S` is the secret.
fn is_of_jwt(text: &str, start: usize) -> bool {
    const REACH: usize = 128;
    let near = &text[text.ceil_char_boundary(start.saturating_sub(REACH))..start];
    let line = near.rfind('\n').map_or(near, |place| &near[place + 1..]);
    ["jwt encode ", "jwt decode "].iter().any(|command| line.contains(command))
}

/// Options of curl and HTTPie that take what opens something.
fn flag(name: &str) -> Option<Flag> {
    match name {
        "u" | "user" | "proxy-user" | "U" | "oauth2-bearer" | "pass" | "proxy-pass" | "auth" => Some(Flag::Secret),
        "b" | "cookie" => Some(Flag::Cookie),
        _ => None,
    }
}

/// To the end of a line, or of the quotes that the line is in.
fn line(text: &str, from: usize, name: usize) -> Option<Span> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    let rest = text.get(start..)?;
    if rest.starts_with("\\n") || rest.starts_with("\\r\\n") {
        return None;
    }
    let quote = text[..name].chars().next_back().filter(|character| matches!(character, '"' | '\'' | '`'));
    let end =
        rest.find(|character: char| matches!(character, '\n' | '\r') || Some(character) == quote).unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['\\', ' ', '\t']);
    // `\r\n` as a program prints it.
    let end = written.find("\\r\\n").or_else(|| written.find("\\n")).unwrap_or(written.len());
    (end > 0).then(|| Span::new(start, start + end))
}
