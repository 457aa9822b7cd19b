//! Values that are known by the name in front of them, in any notation: `name=value`, `"name": "value"`, `name: value`,
//! `--name value`, a header line.

use super::fold;
use super::login;
use super::mask::MaskKind;
use super::name::{self, Named};
use super::option;
use super::whole::{self, Wanted, may_open};
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
    let mut several = Several::default();
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
        let name = Span::new(start, end);
        let pieces = several.of_name(text, name, own);
        let value = of_name(text, (start, end), own, is_script).or_else(|| label.of_pair(text, name, own));
        // What opens a list or a call is no value, where what is in it is one.
        if let Some(value) = value.filter(|value| pieces.is_empty() || !opens_several(text, value.span)) {
            let others = others(text, name, own, &value);
            at = others.last().map_or(value.span.end, |last| last.span.end).max(end);
            found.push(value);
            found.extend(others);
        }
        found.extend(pieces);
    }
    found
}

/// The texts of values that are lists, or put together of several.
#[derive(Default)]
struct Several {
    /// What was read up to there is not read again for a name within it.
    until: usize,
}

impl Several {
    fn of_name(&mut self, text: &str, name: Span, own: &str) -> Vec<NamedValue> {
        let own = own.trim_start_matches('-');
        let (kind, is_sure) = match name::named(own) {
            Named::Masked(kind @ (MaskKind::Secret | MaskKind::Key)) => (kind, true),
            Named::Ambiguous(kind) | Named::Shaped(kind) => (kind, false),
            _ => return Vec::new(),
        };
        let name = Span::new(name.start, appended(text, name.end));
        let is_defined = text[..name.start].ends_with("#define ");
        let Some((from, sign)) = notation::separator(text, name, is_defined) else { return Vec::new() };
        if from < self.until || sign.is_empty() && !is_defined || [",", "|", ",\t", "{"].contains(&sign) {
            return Vec::new();
        }
        let is_spaced = is_defined || text[..from].ends_with(' ') && !text[..from].trim_end().ends_with(':');
        let wanted = Wanted::Value { bare: true, is_spaced };
        let is_block = sign == ":" && text[from..].starts_with(['\r', '\n']);
        let (texts, end) =
            if is_block { whole::lines(text, name.start, from) } else { whole::texts(text, from, wanted) };
        self.until = end;
        // In a list without quotes, what a program has are names: only YAML is sure to have values.
        let is_quoted = |span: &Span| text[..span.start].ends_with(['"', '\'', '`']);
        let is_value = |span: &Span| {
            let written = span.of(text).unwrap_or_default();
            may_open(written) || is_sure && (is_quoted(span) || sign == ":" && is_word_of_list(written))
        };
        texts.into_iter().filter(is_value).map(|span| NamedValue { span, kind, header: None }).collect()
    }
}

/// What may be a secret without quotes in a list of YAML.
fn is_word_of_list(written: &str) -> bool {
    const SHORTEST: usize = 4;
    written.len() >= SHORTEST
        && !written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !matches!(written, "null" | "true" | "false" | "None" | "undefined")
        && !written.starts_with(['$', '*', '&', '!'])
}

/// Whether what was read as a value is what a list or a call begins with.
fn opens_several(text: &str, span: Span) -> bool {
    let is_quoted = text[..span.start].ends_with(['"', '\'', '`']);
    !is_quoted && span.of(text).is_some_and(|written| written.contains(['[', '(', '{']) || written == "new")
}

/// `NAME+=value`, PHP's `$name .= 'value'`: what is added to a secret is one. Where the sign for that ends, without its equals
/// sign.
fn appended(text: &str, end: usize) -> usize {
    let at = end + notation::blanks(text, end);
    let rest = text.get(at..).unwrap_or_default();
    let is_one = ["+=", ".="].iter().any(|sign| rest.starts_with(sign)) && !rest[1..].starts_with("==");
    if is_one { at + 1 } else { end }
}

/// The values behind a first one in no quotes with commas between them, `API_KEYS=one,two`: of a name that is of several, and of
/// a variable of a shell, whose value goes on to the next blank.
fn others(text: &str, name: Span, own: &str, first: &NamedValue) -> Vec<NamedValue> {
    const MOST: usize = 256;
    const LONGEST: usize = 512;
    let is_quoted = text[..first.span.start].ends_with(['"', '\'', '`']);
    let is_several = name::is_plural(own);
    if is_quoted || first.header.is_some() || first.kind != MaskKind::Secret || !(is_several || is_setting(text, name))
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut end = first.span.end;
    while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix(',')).filter(|_| found.len() < MOST) {
        let gap = if is_several { rest.bytes().take(1).take_while(|byte| *byte == b' ').count() } else { 0 };
        let rest = &rest[gap..];
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let ends = |sign: char| sign.is_whitespace() || ",;\"'<>()[]{}`".contains(sign);
        let length = near.find(ends).unwrap_or(near.len());
        let word = &near[..length];
        // Another name, or the rest of a sentence.
        let is_other = word.trim_end_matches('=').contains('=') || word.contains(':') || gap > 0 && !may_open(word);
        if length == 0 || is_other {
            break;
        }
        let start = end + 1 + gap;
        end = start + length;
        found.push(NamedValue { span: Span::new(start, end), kind: first.kind, header: None });
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
    if is_flag && let Some(found) = option::find(text, Span::new(start, end)) {
        return Some(found);
    }
    if is_flag && let Some(kind) = flag(name) {
        let span = value(text, Span::new(start, end), true)?;
        let header = (kind == Flag::Cookie).then(|| "Cookie".to_owned());
        return Some(NamedValue { span, kind: MaskKind::Secret, header });
    }
    if name::is_header(name) && text.get(end..)?.starts_with(':') && !is_within_quotes(text, start, end) {
        let span = fold::extended(text, end + 1, line(text, end + 1, start))?;
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
        Named::Shaped(kind) => (kind, false),
        Named::Issuer | Named::Roles | Named::Nothing => return None,
    };
    let end = appended(text, end);
    let behind = text.get(end..)?;
    let is_given = || {
        ["=", "%3D", "%3d", ":="].iter().any(|sign| behind.starts_with(sign))
            || is_script && is_in_script(behind)
            || name::is_pin(name) && is_pin_in(behind)
    };
    if needs_equals && !is_given() {
        return None;
    }
    if is_path_of_program(text, start, behind) {
        return None;
    }
    if let Some(span) = of_netrc(text, start, end, name)
        .or_else(|| of_shell(text, end))
        .or_else(|| fold::next_line(text, end).filter(|_| is_flag))
    {
        return Some(NamedValue { span, kind, header: None });
    }
    let span = value(text, Span::new(start, end), is_flag)?;
    let is_shaped = matches!(name::named(name), Named::Shaped(_));
    if is_shaped && !may_open(span.of(text)?) || is_only_opening(span.of(text)?) {
        return None;
    }
    // A tag or an anchor of YAML stands in front of the value: `!!str value`.
    let is_tag =
        span.of(text)?.starts_with(['!', '&']) && behind.starts_with(": ") && behind[2..].starts_with(span.of(text)?);
    let span = if is_tag { value(text, span, true).unwrap_or(span) } else { span };
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

/// Whether digits that may be a PIN stand behind its name: `pin: 493817`, and `pin: 13` is one of a chip.
fn is_pin_in(behind: &str) -> bool {
    let rest = behind.trim_start_matches(['"', '\'']);
    let Some(rest) = rest.strip_prefix(':') else { return false };
    let rest = rest.trim_start_matches([' ', '"', '\'']);
    let near = &rest[..rest.floor_char_boundary(16)];
    let length = near.find(|sign: char| sign.is_whitespace() || ",;\"'}".contains(sign)).unwrap_or(near.len());
    name::may_be_pin(&near[..length])
}

/// Whether what was read as a value is nothing but what opens one, or what is called with it.
fn is_only_opening(written: &str) -> bool {
    written.bytes().all(|byte| b"[({@".contains(&byte))
        || written.split_once('(').is_some_and(|(word, _)| login::is_callee(word))
}

/// `NAME=$(cat <<EOF`, and the lines up to `EOF`.
fn of_shell(text: &str, end: usize) -> Option<Span> {
    let rest = text.get(end..)?.strip_prefix('=')?;
    let rest = rest.strip_prefix('"').unwrap_or(rest).strip_prefix("$(cat ")?;
    notation::here_document(text, text.len() - rest.len())
}

/// `machine as.example login web password secret`: in a `.netrc`, blanks are all that stands between a name and its value.
fn of_netrc(text: &str, start: usize, end: usize, name: &str) -> Option<Span> {
    const REACH: usize = 256;
    if !matches!(name, "password" | "passwd") {
        return None;
    }
    let near = &text[text.ceil_char_boundary(start.saturating_sub(REACH))..start];
    let mut words = near.split_ascii_whitespace().rev().skip(1);
    if !matches!(words.next(), Some("login" | "machine" | "account")) {
        return None;
    }
    let from = end + notation::blanks(text, end);
    let length = text.get(from..)?.find(char::is_whitespace).unwrap_or(text.len() - from);
    (from > end && length > 0).then(|| Span::new(from, from + length))
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
pub(super) fn value(text: &str, name: Span, is_option: bool) -> Option<Span> {
    let style = if is_setting(text, name) { Style::Settings } else { Style::Request };
    match notation::behind(text, name, is_option, style) {
        Behind::Value(written) => Some(written.span),
        Behind::Inner(_) | Behind::Nothing => None,
    }
}

/// Whether a name is a variable that begins a line.
fn is_setting(text: &str, name: Span) -> bool {
    const LONGEST_FRONT: usize = 16;
    let is_of_variable = |byte: u8| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'0'..=b'9');
    let is_variable = name.of(text).is_some_and(|name| name.trim_end_matches('+').bytes().all(is_of_variable));
    let near = &text[text.ceil_char_boundary(name.start.saturating_sub(LONGEST_FRONT))..name.start];
    let front = near.rfind('\n').map_or(near, |place| &near[place + 1..]);
    let is_whole_line = near.len() > front.len() || name.start <= LONGEST_FRONT;
    is_variable && is_whole_line && matches!(front.trim(), "" | "export" | "set" | "ENV" | "-")
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
