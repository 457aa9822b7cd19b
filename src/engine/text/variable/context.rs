//! What stands directly around a value in a program or in settings: whether it is all of the value, or a fragment of an
//! expression, the input of a function, a message, a comparison, what a person is asked.
//!
//! *Invariant:* only near text is looked at, so that it costs the same for each value. A doubt never gives a valid token.

use super::doubt::Doubt;
use super::{literal, notation};
use crate::engine::ground::base64url::decode_base64;
use crate::engine::ground::span::Span;
use zeroize::Zeroizing;

/// How far is looked to either side.
const NEAR: usize = 256;
/// Longest name of what is called.
const LONGEST_NAME: usize = 64;
/// What a text is given to and is still the value: a conversion, a wrapper, a default. Whatever else is called makes
/// something of its own of it: `md5('…')`, `decrypt('…')`, `vault.read('…')`.
const KEEPS: &[&str] = &[
    "from",
    "byte",
    "bytes",
    "str",
    "string",
    "text",
    "getbytes",
    "encode",
    "new",
    "secret",
    "secretstr",
    "secretstring",
    "secretkey",
    "secretvalue",
    "key",
    "of",
    "b64decode",
    "urlsafe_b64decode",
    "standard_b64decode",
    "frombase64string",
    "fromhex",
    "fromhexstring",
    "unhexlify",
    "decode64",
    "strict_decode64",
    "urlsafe_decode64",
    "base64_decode",
    "base64decode",
    "hex2bin",
    "decodestring",
    "decode",
    "decodebase64",
    "decodehex",
    "parsehex",
    "parsehexbinary",
    "parsebase64binary",
    "a2b_hex",
    "a2b_base64",
    "atob",
    "bytearray",
    "tobytes",
    "tobytearray",
    "uint8array",
    "asuint8array",
    "toutf8bytes",
    "some",
    "ok",
    "just",
    "pure",
    "into",
    "sensitive",
    "nonsensitive",
    "tostring",
    "to_s",
    "default",
    "field",
    "env",
    "getenv",
    "get",
    "getordefault",
    "config",
    "setting",
    "param",
    "fetch",
    "fromstring",
    "secretkeyspec",
    "symmetricsecuritykey",
    "hmacshakeyfor",
    "createsecretkey",
    "plaintext",
    "base64encoded",
    "from_secret",
    "from_base64_secret",
    "value",
    "utf8",
    "cow",
    "lazy",
    "wrap",
    "literal",
    "lit",
    "freeze",
    "valueof",
    "defaultvalue",
    "parse",
    "stringvar",
    "settings",
    "hmac256",
    "hmac384",
    "hmac512",
    "newsecret",
    "require_secret",
    "tochararray",
    "chars",
    "trim",
    "strip",
    "convert",
    "quote",
    "unquote",
    "l",
    "c",
    "t",
    "cstring",
    "fromutf8",
];
/// What is called to tell somebody something.
const TELLS: &[&str] = &[
    "print",
    "println",
    "printf",
    "puts",
    "log",
    "logger",
    "info",
    "debug",
    "warn",
    "warning",
    "error",
    "trace",
    "fatal",
    "panic",
    "throw",
    "raise",
    "fail",
    "abort",
    "assert",
    "expect",
    "alert",
    "message",
    "describe",
    "it",
    "notify",
    "die",
    "critical",
    "usage",
    "help",
    "confirm",
    "prompt",
    "exception",
    "host",
    "input",
    "eprintln",
    "bail",
    "anyhow",
];
/// Options whose text is for a person.
const PROMPTS: &[&str] =
    &["-p", "-m", "--message", "--description", "--title", "--prompt", "--help", "--notes", "--comment", "--text"];
/// Words behind which a value is compared with the name that follows.
const COMPARES: &[&str] = &["if", "elif", "elsif", "elseif", "while", "unless", "when", "where", "until", "assert"];

/// The quotes that are open at a place of its line, and where they open.
fn quotes_around(text: &str, at: usize) -> Option<(usize, u8)> {
    let bytes = &text.as_bytes()[..at];
    let mut place = line_start(text, at);
    let mut open = None;
    while place < at {
        match (bytes[place], open) {
            (b'\\', _) => place += 1,
            (byte, Some((_, mark))) if byte == mark => open = None,
            (byte @ (b'"' | b'`'), None) => open = Some((place, byte)),
            (b'\'', None) if !is_apostrophe(bytes, place) => open = Some((place, b'\'')),
            _ => {}
        }
        place += 1;
    }
    open
}

/// `it's`, and not `b'…'`.
fn is_apostrophe(bytes: &[u8], at: usize) -> bool {
    let letters = bytes[..at].iter().rev().take(3).take_while(|byte| byte.is_ascii_alphanumeric());
    let letters: Vec<u8> = letters.copied().collect();
    letters.len() > 2 || !letters.iter().all(|letter| b"bBrRuUfFeEnNxXqQs".contains(letter))
}

/// The beginning of the line that a place is in, or of what is near it.
fn line_start(text: &str, at: usize) -> usize {
    let from = text.ceil_char_boundary(at.saturating_sub(NEAR));
    text[from..at].rfind('\n').map_or(from, |place| from + place + 1)
}

pub(super) fn front(text: &str, at: usize) -> &str {
    &text[line_start(text, at)..at]
}

/// What follows on the same line, as far as it is near.
fn behind(text: &str, at: usize) -> &str {
    let near = &text[at..text.floor_char_boundary(at.saturating_add(NEAR))];
    near.split('\n').next().unwrap_or_default().trim_end_matches('\r')
}

/// The word that a text ends with.
fn last_word(text: &str) -> &str {
    let length = text.bytes().rev().take(LONGEST_NAME).take_while(|byte| is_of_name(*byte)).count();
    &text[text.len() - length..]
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-!".contains(&byte)
}

/// What is called where a text ends with the parenthesis of a call; `Some("")`: the parenthesis is of no call.
fn called(front: &str) -> Option<&str> {
    let front = front.trim_end().strip_suffix('(')?.trim_end_matches([' ', '\t']);
    // `get<string>(…)`, `[]byte(…)`
    let front = match front.strip_suffix('>') {
        Some(inner) => &inner[..inner.rfind('<').unwrap_or(inner.len())],
        None => front,
    };
    Some(last_word(front).trim_matches(['-', '!']))
}

fn is_one_of(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.eq_ignore_ascii_case(word))
}

fn tells(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    is_one_of(name, TELLS)
        || ["error", "exception", "printf", "println"].iter().any(|end| lower.ends_with(end))
        || lower.starts_with("assert")
}

/// Why the value of this name is hardly it, by what stands around both: `value` without its quotes.
pub(super) fn of_place(text: &str, name: Span, value: Span, is_quoted: bool) -> Option<Doubt> {
    if is_compared(text, name) || is_told(text, name, value, is_quoted) {
        return Some(Doubt::LikeCode);
    }
    let line = front(text, name.start);
    // What is read out of a file has the name of the entry in front of it.
    if ["--from-file=", "--from-env-file=", "--set-file ", "--set-file="].iter().any(|option| line.ends_with(option)) {
        return Some(Doubt::Path);
    }
    // What a shell prints where the variable is missing, or takes where it is not.
    let is_expansion = line.ends_with("${") && text[name.end..].starts_with([':', '?', '+']);
    if is_expansion && text[name.end..].trim_start_matches(':').starts_with(['?', '+']) {
        return Some(Doubt::Template);
    }
    (!is_quoted && is_cut(text, name, value)).then_some(Doubt::LikeCode)
}

/// A value in no quotes that ends in the middle of an expression: `os.environ["…"]`, `get<string>('…')`.
fn is_cut(text: &str, name: Span, value: Span) -> bool {
    let rest = behind(text, value.end);
    let Some(next) = rest.chars().next() else { return false };
    match next {
        '"' | '\'' | '`' => {
            let around = quotes_around(text, name.start).map(|(_, mark)| char::from(mark));
            let is_escaped = text[..value.end].ends_with('\\');
            around != Some(next) && !is_escaped && value.len() > 1
        }
        '<' => {
            let kind = rest[1..]
                .trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "_,. []".contains(letter));
            kind.starts_with(">(") || kind.starts_with(">>(")
        }
        _ => false,
    }
}

/// `if secret = "…"`, `[ "$NAME" = '…' ]`, `"$NAME" = …`.
fn is_compared(text: &str, name: Span) -> bool {
    let line = front(text, name.start);
    let bare = line.trim_end_matches(['$', '{', '"', '\'', '(', '!', ' ']);
    let is_expanded = line.ends_with("\"$") || line.ends_with("\"${");
    is_expanded && text[name.end..].trim_start_matches('}').starts_with('"')
        || line.ends_with(['$', '{']) && (bare.ends_with('[') || is_one_of(last_word(bare), &["test"]))
        || is_one_of(last_word(bare), COMPARES) && bare.len() < line.len()
}

/// Whether name and value stand in what somebody is told or asked.
fn is_told(text: &str, name: Span, value: Span, is_quoted: bool) -> bool {
    let around = quotes_around(text, name.start);
    let is_own = around.is_some_and(|(open, mark)| {
        open + 1 == name.start && text.as_bytes().get(name.end).is_some_and(|byte| *byte == mark)
    });
    let Some((open, mark)) = around else {
        return false;
    };
    let line = front(text, open);
    let letters = last_word(line);
    let line = if letters.len() <= 2 { &line[..line.len() - letters.len()] } else { line };
    let is_message = called(line).is_some_and(tells);
    if is_own || is_message {
        return is_message;
    }
    let words = line.trim_end();
    if is_one_of(last_word(words), &["raise", "throw", "die", "print", "Write-Host", "Write-Error", "Write-Warning"])
        || is_one_of(words.rsplit([' ', '\t']).next().unwrap_or_default(), PROMPTS)
    {
        return true;
    }
    // In a text of a program, words behind the value are no part of a setting.
    let is_given = words.ends_with(['=', '(', ',']) && open + 1 == name.start && !is_quoted;
    let is_option = words.rsplit([' ', '\t']).next().is_some_and(|word| word.starts_with('-'));
    let rest = behind(text, value.end);
    let next = rest.trim_start();
    is_given
        && !is_option
        && next.len() < rest.len()
        && next.starts_with(|first: char| first.is_ascii_alphabetic())
        && rest.bytes().any(|byte| byte == mark)
        && next.split(char::from(mark)).next().is_some_and(|said| !said.contains('='))
}

/// Whether a text in quotes is all of a value: `start` and `end` are with its quotes, and with what is called on it.
pub(super) fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let line = text.get(text.ceil_char_boundary(start.saturating_sub(NEAR))..start).unwrap_or_default().trim_end();
    let mut end = end;
    if let Some(name) = called(line) {
        if !name.is_empty() && !is_one_of(name, KEEPS) {
            return false;
        }
        match after_call(text, end) {
            Some(after) => end = after,
            None => return false,
        }
    }
    // `vault['…']`: what is looked up.
    let is_of_list = |last: char| last.is_ascii_alphanumeric() || "_)]".contains(last);
    if line.strip_suffix('[').is_some_and(|list| list.ends_with(is_of_list)) {
        return false;
    }
    if line.ends_with('+') || line.ends_with("..") || line.ends_with("==") || line.ends_with("!=") {
        return false;
    }
    ends_there(text, end)
}

/// Whether nothing is joined to what ends there, and nothing more is done with it.
fn ends_there(text: &str, end: usize) -> bool {
    const OPERATORS: &[&str] =
        &["* ", "|> ", "== ", "!= ", "===", "-replace ", "-creplace ", "-join ", "-split ", "-f ", "=~ "];
    let rest = behind(text, end);
    let Some(next) = rest.chars().next() else { return true };
    let tail = &rest[next.len_utf8()..];
    let is_joined = match next {
        '"' | '\'' | '`' => quotes_around(text, end).is_none() && notation::quoted(text, end).is_some(),
        '/' => !tail.starts_with(['/', '*', '>']) && !tail.trim().is_empty() && !tail.starts_with(char::is_whitespace),
        '*' => !tail.starts_with('/'),
        '%' => !tail.starts_with('>'),
        '[' | '(' | '$' | '_' => true,
        // `"…"s` and `"…"u8` say of what type it is.
        _ => {
            next.is_alphanumeric()
                && !is_one_of(
                    &rest[..rest.len() - rest.trim_start_matches(char::is_alphanumeric).len()],
                    &["s", "sv", "u8"],
                )
        }
    };
    let gap = rest.trim_start();
    let is_operated = gap.len() < rest.len()
        && (OPERATORS.iter().any(|sign| gap.starts_with(sign))
            || gap.strip_prefix("x ").is_some_and(|count| count.starts_with(|first: char| first.is_ascii_digit()))
            || gap
                .strip_prefix("| ")
                .is_some_and(|filter| filter.starts_with(|first: char| first.is_ascii_lowercase())));
    !is_joined && !is_operated
}

/// Whether a text in other quotes follows at once, as only a shell joins them: `"a"'b'`.
pub(super) fn is_adjacent(text: &str, at: usize, mark: &str) -> bool {
    let next = behind(text, at).chars().next();
    next.is_some_and(|next| matches!(next, '"' | '\'') && !mark.starts_with(next))
        && quotes_around(text, at).is_none()
        && notation::quoted(text, at).is_some()
}

/// Whether a place is in a statement of SQL that asks for something.
pub(super) fn is_of_statement(text: &str, at: usize) -> bool {
    let near = text[text.ceil_char_boundary(at.saturating_sub(NEAR))..at].to_ascii_lowercase();
    let near = near.rsplit(';').next().unwrap_or_default();
    ["select ", "perform ", "values ", "set "].iter().any(|word| near.contains(word))
}

/// Where the calls end that a text is an argument of; `None`: something is done with what they give.
fn after_call(text: &str, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let most = text.floor_char_boundary(end.saturating_add(NEAR));
    let (mut at, mut depth) = (end, 1_usize);
    while at < most {
        match bytes[at] {
            quote @ (b'"' | b'\'') if bytes.get(at + 1) == Some(&quote) => at += 1,
            b'"' | b'\'' => {
                let written = notation::quoted(text, at)?;
                at = written.span.end;
            }
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            b'\n' if text[end..at].contains(';') => return Some(at),
            _ => {}
        }
        at += 1;
    }
    // The end of it is too far away to be of this value.
    if depth > 0 || at >= most {
        return Some(text.floor_char_boundary(at.min(most)));
    }
    let mut after = at + 1;
    while let Some((name, next)) = literal::method(text, after) {
        if !literal::is_neutral(text, name, after, next) {
            return None;
        }
        after = next;
    }
    Some(after)
}

/// How the text of a call that decodes it is written.
pub(super) fn decoded(text: &str, start: usize, end: usize, value: &str) -> Option<Zeroizing<Vec<u8>>> {
    const OF_HEX: &[&str] =
        &["fromhex", "fromhexstring", "unhexlify", "hex2bin", "decodehex", "parsehex", "parsehexbinary", "a2b_hex"];
    const OF_BASE64: &[&str] = &[
        "b64decode",
        "urlsafe_b64decode",
        "standard_b64decode",
        "frombase64string",
        "decode64",
        "strict_decode64",
        "urlsafe_decode64",
        "base64_decode",
        "base64decode",
        "decodebase64",
        "parsebase64binary",
        "a2b_base64",
        "atob",
    ];
    let line = text.get(text.ceil_char_boundary(start.saturating_sub(NEAR))..start).unwrap_or_default();
    let name = called(line)?;
    let on = line[..line.len().saturating_sub(name.len() + 1)].to_ascii_lowercase();
    let on = on.rsplit(['=', ';', '\n', ',']).next().unwrap_or_default();
    let is_decoder = is_one_of(name, &["decode", "decodestring", "decode_string"]);
    // `Buffer.from('…', 'hex')`
    let rest = behind(text, end).trim_start_matches([',', ' ']).trim_start_matches(['"', '\'', ':']);
    let is_from = is_one_of(name, &["from", "bytearray"]);
    let says = |word: &str| is_from && rest.starts_with(word);
    if is_one_of(name, OF_HEX) || is_decoder && on.contains("hex") || says("hex") {
        let bare = value.strip_prefix("0x").unwrap_or(value);
        return data_encoding::HEXLOWER_PERMISSIVE.decode(bare.as_bytes()).ok().map(Zeroizing::new);
    }
    if is_one_of(name, OF_BASE64) || is_decoder && (on.contains("base64") || on.contains("b64")) || says("base64") {
        return decode_base64(value).map(|bytes| Zeroizing::new(bytes.expose().to_vec()));
    }
    None
}

/// The text in quotes within calls that keep it: `new String(decode("…"))`; where it or its letters begin.
pub(super) fn innermost(text: &str, at: usize) -> Option<usize> {
    const MOST_CALLS: usize = 4;
    let mut at = at;
    for _ in 0..MOST_CALLS {
        let near = &text[at..text.floor_char_boundary(at.saturating_add(NEAR))];
        let near = near.split('\n').next().unwrap_or_default();
        let begin = at + notation::prefix(text.get(at..)?);
        if notation::quote(text, begin).is_some() {
            return Some(begin);
        }
        let near = near.strip_prefix("new ").map_or(near, str::trim_start);
        let is_of_callee = |letter: char| letter.is_ascii_alphanumeric() || "_.:[]".contains(letter);
        let mut length = near.len() - near.trim_start_matches(is_of_callee).len();
        while near[length..].starts_with("().") {
            length += 3;
            length += near[length..].len() - near[length..].trim_start_matches(is_of_callee).len();
        }
        let rest = near[length..].strip_prefix('(')?;
        if length == 0 || !is_one_of(last_word(&near[..length]), KEEPS) && !near[..length].ends_with("]byte") {
            return None;
        }
        // What is asked for has a name.
        let lower = near[..length].to_ascii_lowercase();
        let asks = ["env", "config", "setting", "fetch", "param"].iter().any(|part| lower.contains(part));
        if asks || lower.ends_with("get") {
            return None;
        }
        let skipped = rest.len() - rest.trim_start().len();
        at = text.len() - text[at..].len() + (near.as_ptr().addr() - text[at..].as_ptr().addr()) + length + 1 + skipped;
    }
    None
}

/// Whether a name is given more than its value: `name += '…'`.
pub(super) fn is_augmented(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, name).any(|at| {
        // A statement of its own: not what is printed, and not the member of another object.
        let front = text[..at].trim_end_matches([' ', '\t', '$', '@']);
        let is_begun = at.checked_sub(1).is_none_or(|before| !is_of_name(bytes[before]))
            && (front.is_empty() || front.ends_with(['\n', '\r', ';', '{', '}', '(']) || front.ends_with("self."));
        let rest = text[at + name.len()..].trim_start_matches([' ', '\t']);
        is_begun && ["+=", ".=", "..="].iter().any(|sign| rest.starts_with(sign))
    })
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn a_text_in_quotes_is_whole_or_a_fragment() {
        let whole = |text: &str| {
            let start = text.find('"').unwrap();
            let end = start + 1 + text[start + 1..].find('"').unwrap() + 1;
            is_whole(text, start, end)
        };
        for text in [
            "x = \"S\";",
            "x = \"S\"",
            "x: \"S\", y",
            "x = (\"S\")",
            "x = [\"S\"]",
            "return \"S\";",
            "x = \"S\" // c",
            "x = \"S\" # c",
            "x = \"S\"}",
            "x = []byte(\"S\")",
            "x = Buffer.from(\"S\", 'utf8');",
            "x = new String(\"S\").getBytes();",
            "x = SecretStr(\"S\")",
            "X=\"S\" node app.js",
            "<a x=\"S\"/>",
            "f(x, \"S\")",
        ] {
            assert!(whole(text), "{text}");
        }
        for text in [
            "x = \"S\"[::-1]",
            "x = \"S\"'T'",
            "x = \"S\"$Y",
            "x = \"S\"rest",
            "x = md5(\"S\")",
            "x = decrypt(\"S\");",
            "x = strings.ToUpper(\"S\")",
            "x = get<string>(\"S\").upper()",
            "x = vault[\"S\"]",
            "x = y + \"S\"",
            "x = \"S\" * 3",
            "x = \"S\" |> String.upcase()",
            "x = \"S\" -replace 'a', 'b'",
            "x = {{ \"S\" | upper }}",
            "x = bytes(\"S\")[0]",
            "x = b64decode(\"S\").hex()",
        ] {
            assert!(!whole(text), "{text}");
        }
    }
}
