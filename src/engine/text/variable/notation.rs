//! How programs, shells and files write a value behind its name: `name=value`, `"name": "value"`, `['name'] = 'value'`,
//! `("name", "value")`, `setx name value`, `| name | value |`, a block of YAML, the content of an element.
//!
//! *Invariant:* one reading of them, for what is looked for in settings and for what is masked in a text.

use crate::engine::ground::span::Span;

/// Longest value in quotes; it must end somewhere.
const LONGEST_QUOTED: usize = 64 * 1024;
/// Longest text of a CDATA section.
const LONGEST_DATA: usize = 4 * 1024;
/// Longest text of a shell's here-document.
const LONGEST_HERE: usize = 1_024;
/// Longest call or type between a name and its value: `Encoding.UTF8.GetBytes(`, `: &'static str =`.
const LONGEST_BETWEEN: usize = 64;
/// Longest line that gives a directive its value.
const LONGEST_DIRECTIVE: usize = 1_024;
/// Commands behind which a name and a value follow with a blank between them.
const COMMANDS: [&str; 13] = [
    "#define",
    "set -x",
    "set -gx",
    "set -Ux",
    "set -xg",
    "set -xU",
    "set --export",
    "set --global --export",
    "setenv",
    "ENV",
    "ARG",
    "setx",
    "setx /M",
];

/// A value as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written<'a> {
    pub(crate) span: Span,
    /// The quotes that it is in, with the backslashes or the encoding in front of them.
    pub(crate) quote: Option<&'a str>,
}

/// Where a value in no quotes ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// At what separates the fields of a form, too.
    Request,
    Settings,
    /// As in settings; what opens a block is no value, but has others in it.
    Blocks,
}

/// What is behind a name, and what is to be read next where that is no value.
pub(crate) enum Behind<'a> {
    Value(Written<'a>),
    /// Another name, which has a value of its own: the default in `os.getenv('NAME', 'value')`.
    Inner(usize),
    Nothing,
}

/// The value behind the name that stands at `name`; of an option a blank is enough between them.
pub(crate) fn behind<'a>(text: &'a str, name: Span, is_option: bool, style: Style) -> Behind<'a> {
    match separator(text, name, is_option) {
        Some((at, sign)) => value(text, name, at, sign, style),
        None => Behind::Nothing,
    }
}

pub(crate) fn blanks(text: &str, at: usize) -> usize {
    text.as_bytes().get(at..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Where the value begins, and the sign in front of it; empty for a blank.
pub(crate) fn separator(text: &str, name: Span, is_option: bool) -> Option<(usize, &str)> {
    const SIGNS: [&str; 14] = ["=>", ":=", "?=", "||=", "??=", "||", "??", "?:", "=", ":", "%3D", "%3d", "%3A", "%3a"];
    let bytes = text.as_bytes();
    let quoted = quote(text, name.end);
    let mut at = name.end + quoted.map_or(0, str::len);
    let closes = bytes.get(at).copied().filter(|byte| matches!(byte, b']' | b')'));
    // `os.environ.get('NAME') or 'value'`, `ENV.fetch('NAME') { 'value' }`
    let is_called = closes == Some(b')') && quoted.is_some();
    if closes == Some(b']') || is_called {
        at += 1;
    }
    let gap = blanks(text, at);
    at += gap;
    let rest = text.get(at..)?;
    if is_called {
        let sign = ["or ", "||", "??", "?:", "{"].iter().find(|sign| rest.starts_with(**sign))?;
        let at = at + sign.len();
        return Some((at + blanks(text, at), sign));
    }
    // Go's `key, err := …`.
    if let Some(sign) = [", _ := ", ", err := ", ", _ = ", ", err = "].iter().find(|sign| rest.starts_with(**sign)) {
        return Some((at + sign.len(), "="));
    }
    // `["--jwt-secret", "value"]`
    if is_option && quoted.is_some() && rest.starts_with(',') && rest[1..].trim_start().starts_with(['"', '\'']) {
        return Some((at + 1 + blanks(text, at + 1), "="));
    }
    // A comparison gives nothing its value.
    if rest.starts_with("==") || rest.starts_with("=~") {
        return None;
    }
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        let at = at + sign.len();
        return Some((at + blanks(text, at), sign));
    }
    let near = text.ceil_char_boundary(name.start.saturating_sub(LONGEST_BETWEEN));
    let line = &text[near..name.start];
    let line = line.rfind('\n').map_or(line, |place| &line[place + 1..]);
    let is_argument = || quoted.is_some_and(|quoted| line.strip_suffix(quoted).is_some_and(|line| line.ends_with('(')));
    let is_cell = || line.trim_start().starts_with('|') && line.matches('|').count() == 1;
    // A row of two columns.
    let is_row = || {
        let begins_line = line.is_empty() && (name.start <= LONGEST_BETWEEN || near < name.start);
        begins_line && !rest[1..].lines().next().unwrap_or_default().contains([',', ' ', '(', '"'])
    };
    let sign = match rest.as_bytes().first()? {
        b',' if quoted.is_none() && name.len() < LONGEST_BETWEEN && is_row() => return Some((at + 1, ",\t")),
        b',' if is_argument() => ",",
        b'|' if is_cell() => "|",
        _ if gap > 0 && (is_option || is_commanded(line) || is_directive(line, rest)) => return Some((at, "")),
        _ if gap > 0
            && let Some(length) = typed(rest) =>
        {
            return Some((at + length + blanks(text, at + length), "="));
        }
        _ => return None,
    };
    let at = at + sign.len();
    Some((at + blanks(text, at), sign))
}

/// Go's type between a name and its sign: `const name string = "value"`.
fn typed(rest: &str) -> Option<usize> {
    let kind = ["string ", "[]byte "].into_iter().find(|kind| rest.starts_with(kind))?;
    let behind = rest[kind.len()..].trim_start();
    (behind.starts_with('=') && !behind.starts_with("==")).then(|| rest.len() - behind.len() + 1)
}

/// Whether a line is a directive with one value in quotes, as nginx has them: `name "value";`.
fn is_directive(line: &str, rest: &str) -> bool {
    if !line.trim().is_empty() || !rest.starts_with(['"', '\'']) {
        return false;
    }
    let near = &rest[..rest.floor_char_boundary(LONGEST_DIRECTIVE)];
    near.lines().next().unwrap_or_default().trim_end().ends_with(';')
}

/// Whether a command stands in front of a name that gives it its value.
fn is_commanded(line: &str) -> bool {
    let line = line.trim_end_matches([' ', '\t', '"', '\'']);
    COMMANDS.iter().any(|command| {
        line.len() >= command.len()
            && line.get(line.len() - command.len()..).is_some_and(|end| end.eq_ignore_ascii_case(command))
            && line[..line.len() - command.len()].trim_end_matches(['$', '>', '#', ' ', '\t']).is_empty()
    })
}

fn value<'a>(text: &'a str, name: Span, at: usize, sign: &str, style: Style) -> Behind<'a> {
    let at = if sign == "=>" { at + dumped(text.get(at..).unwrap_or_default()) } else { at };
    let Some(rest) = text.get(at..) else { return Behind::Nothing };
    if let Some(written) = bracketed(rest, at) {
        return Behind::Value(written);
    }
    let at = at + prefix(rest);
    if let Some(mark) = quote(text, at) {
        return of_quotes(text, at, mark);
    }
    let Some(rest) = text.get(at..) else { return Behind::Nothing };
    if sign == "," || sign == "{" || sign.trim_end() == "or" {
        // `default='value'` is the only other thing that gives an argument a value.
        let word = rest.bytes().take(LONGEST_BETWEEN).take_while(|byte| is_of_name(*byte)).count();
        let keyed = rest.get(word..).filter(|_| word > 0).and_then(|rest| rest.strip_prefix('='));
        let inner = at + word + 1;
        return match keyed.and_then(|_| quote(text, inner)) {
            Some(mark) => of_quotes(text, inner, mark),
            None => Behind::Nothing,
        };
    }
    if let Some(span) = here_document(text, at) {
        return plain(span);
    }
    if sign == "|" || sign == ",\t" {
        let cell = rest.split(['|', '\n']).next().unwrap_or_default().trim_end();
        let bare = cell.trim_matches('`');
        let start = at + (cell.len() - cell.trim_start_matches('`').len());
        return plain(Span::new(start, start + bare.len()));
    }
    if sign == ":"
        && let Some(span) = block(text, name.start, at).or_else(|| next_line(text, name.start, at))
    {
        return plain(span);
    }
    match between(text, at, sign) {
        // A value with brackets in it is masked, whatever it is.
        Some(Behind::Inner(_)) if style == Style::Request => {}
        Some(found) => return found,
        None => {}
    }
    // Seen before the value is read: in `a={a={a={` each reaches to the end.
    if style == Style::Blocks && opens_block(rest) {
        return Behind::Inner(at);
    }
    let ends = |character: char| {
        character.is_whitespace()
            || matches!(character, ';' | ',' | '"' | '\'' | '<' | '>' | ')' | '}' | ']' | '`')
            || character == '&' && style == Style::Request
    };
    let length = rest.find(ends).unwrap_or(rest.len());
    let length = rest[..length].find("%26").filter(|_| style == Style::Request).unwrap_or(length);
    plain(Span::new(at, continued(text, at, at + length)))
}

/// Lua's `[[…]]`, Perl's `q{…}` and `q(…)`: what is in them is as it is written.
fn bracketed(rest: &str, at: usize) -> Option<Written<'static>> {
    const QUOTES: [(&str, &str); 3] = [("[[", "]]"), ("q{", "}"), ("q(", ")")];
    let near = &rest[..rest.floor_char_boundary(LONGEST_DIRECTIVE)];
    let line = near.split('\n').next().unwrap_or_default();
    let (open, close) = QUOTES.into_iter().find(|(open, _)| line.starts_with(open))?;
    let length = line[open.len()..].find(close)?;
    let inner = &line[open.len()..open.len() + length];
    // A list in a list.
    let is_list = open == "[[" && inner.starts_with(['"', '\'', '[', '{', ' ']) || inner.trim().is_empty();
    let start = at + open.len();
    (!is_list).then(|| Written { span: Span::new(start, start + length), quote: Some(close) })
}

/// Where a value in no quotes ends, which goes on in the next lines behind a backslash at the end of each.
fn continued(text: &str, start: usize, end: usize) -> usize {
    const MOST_LINES: usize = 16;
    let mut end = end;
    for _ in 0..MOST_LINES {
        let rest = text.get(end..).unwrap_or_default();
        let Some(next) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) else { break };
        if end == start || !text[..end].ends_with('\\') || text[..end].ends_with("\\\\") {
            break;
        }
        let word = next.trim_start_matches([' ', '\t']);
        let from = text.len() - word.len();
        let length = word.find(|letter: char| letter.is_whitespace()).unwrap_or(word.len());
        // Another option or name follows.
        if length == 0 || word.starts_with('-') || word[..length].contains('=') {
            break;
        }
        end = from + length;
    }
    end
}

/// Whether others stand within what begins so, in no quotes.
pub(super) fn opens_block(text: &str) -> bool {
    text.starts_with(['{', '[', '(', '|', '>'])
}

fn plain<'a>(span: Span) -> Behind<'a> {
    if span.is_empty() { Behind::Nothing } else { Behind::Value(Written { span, quote: None }) }
}

/// PHP's `var_dump` breaks the line behind the arrow, and says of what type and how long the text is.
fn dumped(rest: &str) -> usize {
    let text = rest.trim_start();
    let kind = text.strip_prefix("string(").map(|rest| rest.trim_start_matches(|sign: char| sign.is_ascii_digit()));
    kind.and_then(|rest| rest.strip_prefix(") ")).map_or(0, |text| rest.len() - text.len())
}

/// `<<EOF`, the lines up to one that is `EOF`.
pub(crate) fn here_document(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?.strip_prefix("<<")?;
    let rest = &rest[..rest.floor_char_boundary(LONGEST_HERE)];
    let (first, body) = rest.split_once('\n')?;
    let word = first.trim().trim_start_matches(['-', '~']).trim_matches(['"', '\'']);
    let is_word = !word.is_empty() && word.len() <= 32 && word.bytes().all(is_of_name);
    let start = text.len() - text.get(at..)?.len() + 2 + first.len() + 1;
    let mut end = 0;
    for line in body.split_inclusive('\n') {
        if line.trim() == word {
            let inside = body[..end].trim_end();
            return (is_word && !inside.is_empty()).then(|| Span::new(start, start + inside.len()));
        }
        end += line.len();
    }
    None
}

/// Letters in front of quotes that say how they are read: `b'…'`, `r"…"`, `@"…"`, Bash's `$'…'`.
pub(crate) fn prefix(rest: &str) -> usize {
    // Erlang's `<<"…">>`; a here-document has no such end.
    if rest.starts_with("<<\"") && rest.lines().next().is_some_and(|line| line.contains("\">>")) {
        return 2;
    }
    let length =
        rest.bytes().take(3).take_while(|byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'$' | b'@')).count();
    // Rust's `r#"…"#`.
    let hashes = rest.bytes().skip(length).take(8).take_while(|byte| *byte == b'#').count();
    let hashes = if rest[..length].ends_with('r') { hashes } else { 0 };
    let is_one = length <= 2 && matches!(rest.as_bytes().get(length + hashes), Some(b'"' | b'\''));
    if is_one { length + hashes } else { 0 }
}

/// The text in quotes that begins there.
pub(crate) fn quoted(text: &str, at: usize) -> Option<Written<'_>> {
    match of_quotes(text, at, quote(text, at)?) {
        Behind::Value(written) if text[written.span.end..].starts_with(written.quote?) => Some(written),
        _ => None,
    }
}

fn of_quotes<'a>(text: &'a str, at: usize, mark: &'a str) -> Behind<'a> {
    let start = at + mark.len();
    let Some(rest) = text.get(start..) else { return Behind::Nothing };
    let rest = &rest[..rest.floor_char_boundary(LONGEST_QUOTED)];
    let raw = raw_closing(text, at, rest);
    let length = raw.map_or_else(|| closing(rest, mark), |(length, _)| length);
    let mark = raw.map_or(mark, |(_, mark)| mark);
    if length == 0 {
        return Behind::Nothing;
    }
    Behind::Value(Written { span: Span::new(start, start + length), quote: Some(mark) })
}

/// How long the text in Rust's `r#"…"#` is, and what closes it.
fn raw_closing<'a>(text: &'a str, at: usize, rest: &'a str) -> Option<(usize, &'a str)> {
    let hashes = text[..at].bytes().rev().take(8).take_while(|byte| *byte == b'#').count();
    if hashes == 0 || !text[..at - hashes].ends_with('r') || !text[at..].starts_with('"') {
        return None;
    }
    let sign = format!("\"{}", "#".repeat(hashes));
    let end = memchr::memmem::find(rest.as_bytes(), sign.as_bytes())?;
    Some((end, &rest[end..end + sign.len()]))
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

/// What stands between the sign and the value: a type (`: string = "…"`), a call (`Buffer.from('…')`), another name
/// (`process.env.NAME || '…'`). `None`: nothing of that.
fn between<'a>(text: &'a str, at: usize, sign: &str) -> Option<Behind<'a>> {
    let near = text.get(at..)?;
    let near = &near[..near.floor_char_boundary(LONGEST_BETWEEN)];
    // `new TextEncoder().encode('…')`
    let created = near.strip_prefix("new").filter(|rest| rest.starts_with(' ')).map_or(0, |_| "new ".len());
    let of_name = |from: usize| {
        near[from..].bytes().take_while(|byte| is_of_name(*byte) || matches!(byte, b'[' | b']' | b':' | b'$')).count()
    };
    let mut word = match of_name(created) {
        0 => 0,
        length => created + length,
    };
    while word > 0 && near[word..].starts_with("().") {
        word += "().".len();
        word += of_name(word);
    }
    let rest = &near[word..];
    if let Some(call) = rest.strip_prefix('(').filter(|_| word > 0) {
        let inner = at + word + 1 + (call.len() - call.trim_start_matches(['\n', '\r', ' ', '\t']).len());
        let Some(mark) = quote(text, inner + prefix(text.get(inner..)?)) else {
            // A call without a text in it is no value.
            return call.contains(')').then_some(Behind::Inner(inner));
        };
        let Behind::Value(argument) = of_quotes(text, inner + prefix(text.get(inner..)?), mark) else { return None };
        // `getenv('NAME', 'value')` and its like have a name first, `Buffer.from('value', 'utf8')` has not.
        let callee = near[..word].to_ascii_lowercase();
        let asks = ["env", "config", "setting", "fetch", "param"].iter().any(|part| callee.contains(part));
        let asks = asks || callee.ends_with("get");
        // What is read out of a file has the name of the file.
        let is_of_file = ["open", "readfile", "read_to", "file_get", "readall", "slurp", "file.read", "include_"]
            .iter()
            .any(|part| callee.contains(part));
        if is_of_file {
            return Some(Behind::Inner(inner));
        }
        // What is asked for has a name; a value of its own may stand behind it.
        let is_of_name = asks && argument.span.of(text).is_some_and(super::is_name);
        return Some(if is_of_name { Behind::Inner(inner) } else { Behind::Value(argument) });
    }
    let trimmed = rest.trim_start_matches([' ', '\t']);
    if word > 0 && ["||", "??", "?:"].iter().any(|other| trimmed.starts_with(other)) {
        return Some(Behind::Inner(at));
    }
    // A type stands behind a colon and a blank, and its value behind an equals sign with blanks around it.
    let line = near.lines().next().unwrap_or_default();
    let (kind, _) = line.split_once(" = ").filter(|_| sign == ":")?;
    let is_type = kind.bytes().all(|byte| is_of_name(byte) || b"<>&'[]:*? |".contains(&byte)) && !kind.contains("  ");
    let start = at + kind.len() + 3;
    let start = start + blanks(text, start);
    let start = start + prefix(text.get(start..)?);
    match quote(text, start).filter(|_| is_type) {
        Some(mark) => Some(of_quotes(text, start, mark)),
        // `: SecretStr = SecretStr("…")`
        None if is_type => between(text, start, "="),
        None => None,
    }
}

/// How far a line is indented.
fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// The lines of a block of YAML (YAML 1.2.2 §8.1) whose sign, `|` or `>`, stands at `at`: those that are indented farther than
/// the line of the name.
fn block(text: &str, name: usize, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let near = &rest[..rest.floor_char_boundary(16)];
    let sign = near.lines().next()?.trim_end().strip_prefix(['|', '>'])?;
    if sign.len() > 2 || !sign.bytes().all(|byte| byte.is_ascii_digit() || b"+-".contains(&byte)) {
        return None;
    }
    let line = text[..name].rfind('\n').map_or(0, |place| place + 1);
    let least = indent(&text[line..name]);
    let start = at + rest.find('\n')? + 1;
    let mut end = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if !line.trim().is_empty() && indent(line) <= least {
            break;
        }
        end += line.len();
    }
    let body = text.get(start..end)?;
    let (front, behind) = (body.len() - body.trim_start().len(), body.len() - body.trim_end().len());
    (!body.trim().is_empty()).then(|| Span::new(start + front, end - behind))
}

/// A scalar of YAML on the line behind its name, which is indented farther.
fn next_line(text: &str, name: usize, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let line = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let line = line.lines().next()?;
    let content = line.trim();
    let begin = text[..name].rfind('\n').map_or(0, |place| place + 1);
    let is_other = content.starts_with(['-', '#', '{', '[', '|', '>', '<'])
        || content.ends_with(':')
        || content.contains(": ")
        || content.split_once('=').is_some_and(|(name, _)| super::is_name(name.trim()));
    if content.is_empty() || is_other || indent(line) <= indent(&text[begin..name]) {
        return None;
    }
    let start = at + (rest.len() - line_start(rest).len()) + indent(line);
    let bare = content.trim_matches(['"', '\'']);
    let start = start + (content.len() - content.trim_start_matches(['"', '\'']).len());
    (!bare.is_empty()).then(|| Span::new(start, start + bare.len()))
}

fn line_start(rest: &str) -> &str {
    rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest)
}

/// Quotes at a place, with the backslashes or the encoding in front of them.
pub(crate) fn quote(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let slashes = rest.bytes().take(8).take_while(|byte| *byte == b'\\').count();
    match rest.as_bytes().get(slashes) {
        _ if rest.starts_with("\"\"\"") || rest.starts_with("'''") => rest.get(..3),
        Some(b'"' | b'\'') => rest.get(..=slashes),
        Some(b'`') if slashes == 0 => rest.get(..1),
        _ if rest.starts_with("%22") => rest.get(..3),
        _ if rest.starts_with("&quot;") => rest.get(..6),
        _ => None,
    }
}

/// Where a value in quotes ends: at the same quotes, or with the line.
fn closing(rest: &str, mark: &str) -> usize {
    let is_plain = mark.len() == 1;
    let mut at = 0;
    while let Some(step) = rest.get(at..).and_then(|behind| behind.find(mark)) {
        let end = at + step;
        let slashes = rest[..end].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if is_plain && rest[end..].starts_with(&mark.repeat(2)) && mark != "`" && closes_later(&rest[end + 2..], mark) {
            at = end + 2;
            continue;
        }
        if !is_plain || slashes % 2 == 0 {
            return end;
        }
        at = end + mark.len();
    }
    rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// Whether two quotes are one in the text, as in SQL, in YAML and in C#'s `@"…"`: another closes it in the same line, and what
/// ends a value stands behind that.
fn closes_later(rest: &str, mark: &str) -> bool {
    const LONGEST: usize = 512;
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    let line = near.lines().next().unwrap_or_default();
    let is_begun = line.starts_with(|first: char| !first.is_whitespace() && !",;)]}:".contains(first));
    is_begun
        && line.find(mark).is_some_and(|end| {
            let behind = &line[end + mark.len()..];
            let behind = behind.trim_start_matches(mark);
            behind.is_empty() || behind.starts_with([' ', ';', ',', ')', ']', '}', '.', '\r'])
        })
}

/// `<name>…</name>`: the name and the text of an element without attributes, whose tag opens in front of `from`.
pub(crate) fn content(text: &str, from: usize) -> Option<(&str, Span)> {
    const LONGEST_NAME: usize = 64;
    let rest = text.get(from..)?;
    let end = rest.bytes().take(LONGEST_NAME).position(|byte| byte == b'>')?;
    let name = rest.get(..end)?;
    let span = element_text(text, from + end + 1)?;
    Some((name.rsplit(':').next().unwrap_or(name), span))
}

/// `<entry key="name">…</entry>`: the name that an attribute gives, and the text of the element.
pub(crate) fn labelled(text: &str, from: usize) -> Option<(&str, Span)> {
    const LONGEST_TAG: usize = 256;
    let rest = text.get(from..)?;
    let end = rest.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')?;
    let tag = rest.get(..end)?;
    if tag.starts_with(['/', '!', '?']) || tag.ends_with('/') || tag.contains('<') || tag.contains(" value=") {
        return None;
    }
    let name = [" key=", " name=", " id="].iter().find_map(|attribute| {
        let value = &tag[tag.find(attribute)? + attribute.len()..];
        let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        value[1..].split(mark).next()
    })?;
    Some((name, element_text(text, from + end + 1)?))
}

/// The text of an element, where it has no other element in it.
fn element_text(text: &str, start: usize) -> Option<Span> {
    const OPEN: &str = "<![CDATA[";
    let rest = text.get(start..)?;
    let gap = rest.len() - rest.trim_start().len();
    if let Some(data) = rest[gap..].strip_prefix(OPEN) {
        let start = start + gap + OPEN.len();
        // It must end somewhere.
        let near = &data.as_bytes()[..data.len().min(LONGEST_DATA)];
        let length = memchr::memmem::find(near, b"]]>")?;
        return (length > 0).then(|| Span::new(start, start + length));
    }
    let length = memchr::memchr(b'<', rest.as_bytes())?;
    (length > 0).then(|| Span::new(start, start + length))
}
