//! Texts in quotes as programs and settings write them, joined as they join them, and what each of them stands for. Of two
//! notations that look the same both readings are kept.

use super::notation::{self, Written};
use super::{context, is_name};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::ground::span::Span;
use zeroize::Zeroizing;

/// Texts that are joined.
const MOST_PARTS: usize = 64;
/// What is called on a text and leaves it the same, or turns it into bytes.
const NEUTRAL: &[&str] = &[
    "as_bytes",
    "as_ref",
    "as_str",
    "b",
    "bytes",
    "encode",
    "freeze",
    "getbytes",
    "into",
    "into_bytes",
    "strip",
    "to_owned",
    "to_string",
    "tobytearray",
    "toutf8bytes",
    "tostring",
    "to_vec",
    "trim",
    "trimindent",
    "tochararray",
    "unicodescalars",
    "utf8",
    "data",
    "valueof",
    "describe",
    "length",
    "c_str",
];

/// A text in quotes.
#[derive(Clone, Copy)]
struct Part<'a> {
    span: Span,
    /// The letters and signs in front of the quotes.
    prefix: &'a str,
    mark: &'a str,
}

/// One value, of one text or of several that are joined.
pub(super) struct Literal<'a> {
    parts: Vec<Part<'a>>,
    /// Where it began, with its quotes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Something else is joined to it, or is done with it: it is no value.
    pub(super) is_computed: bool,
    /// A part of it is filled in when the program runs.
    pub(super) is_template: bool,
}

/// How a text in quotes is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Escaped,
    /// Only quotes and backslashes are escaped: PHP.
    Quotes,
    AsWritten,
    /// Two quotes in it end a text and begin another.
    Joined,
}

impl Mode {
    const fn words(self) -> &'static str {
        match self {
            Self::Escaped => "escapes decoded",
            Self::Quotes => "only escaped quotes decoded",
            Self::AsWritten => "backslashes kept",
            Self::Joined => "without the quotes in it",
        }
    }
}

/// What a text stands for, and how it was read where there is another reading.
pub(super) struct Reading {
    pub(super) value: Zeroizing<Vec<u8>>,
    pub(super) words: Option<&'static str>,
}

/// How long what opens the text is that this closes.
fn opening(mark: &str) -> usize {
    if mark.starts_with("\"#") { 1 } else { mark.len() }
}

fn part<'a>(text: &'a str, written: Written<'a>) -> Option<Part<'a>> {
    let mark = written.quote?;
    let open = written.span.start.checked_sub(opening(mark))?;
    let front = text.get(..open)?;
    let is_of_prefix = |byte: &u8| byte.is_ascii_alphabetic() || b"$@#".contains(byte);
    let length = front.bytes().rev().take(5).take_while(is_of_prefix).count();
    // A word in front of it is none.
    let prefix = if length > 4 { "" } else { &front[front.len() - length..] };
    Some(Part { span: written.span, prefix, mark })
}

/// The text in quotes that was found, with those that are joined to it. In parentheses, and in a program, no sign is
/// needed between them.
pub(super) fn joined<'a>(text: &'a str, first: Written<'a>, is_program: bool) -> Option<Literal<'a>> {
    let own = part(text, first)?;
    let start = first.span.start.checked_sub(opening(own.mark) + own.prefix.len())?;
    let is_within = text[..start].trim_end().ends_with('(');
    let mut literal = Literal {
        parts: vec![own],
        start,
        end: first.span.end + own.mark.len(),
        is_computed: false,
        is_template: false,
    };
    while literal.parts.len() <= MOST_PARTS {
        let at = literal.end;
        let rest = text.get(at..)?;
        let behind = rest.trim_start();
        let gap = &rest[..rest.len() - behind.len()];
        let is_same_line = !gap.contains('\n');
        let next = at + gap.len();
        if let Some((name, end)) = method(text, next).filter(|_| !behind.starts_with("..")) {
            if !is_neutral(text, name, next, end) {
                literal.is_computed = true;
                break;
            }
            literal.end = end;
            continue;
        }
        let sign = joins(behind, is_same_line).or_else(|| in_statement(text, start, behind));
        if sign == Some(0)
            || is_same_line && behind.starts_with("% ") && !behind.starts_with("% \n")
            || is_same_line && behind.starts_with("%(")
        {
            literal.is_computed = true;
            break;
        }
        let is_implied = is_within
            || is_program && is_same_line && !gap.is_empty()
            || gap.is_empty() && context::is_adjacent(text, next, own.mark);
        let from = match sign {
            Some(length) => next + length,
            None if is_implied => next,
            None => break,
        };
        let from = from + (text.get(from..)?.len() - text.get(from..)?.trim_start().len());
        let quote_at = from + notation::prefix(text.get(from..)?);
        let other = notation::quoted(text, quote_at).and_then(|written| part(text, written));
        match other {
            Some(other) => {
                literal.end = other.span.end + other.mark.len();
                literal.parts.push(other);
            }
            None if sign.is_some() => {
                literal.is_computed = true;
                break;
            }
            None => break,
        }
    }
    literal.is_computed |= literal.parts.len() > MOST_PARTS;
    literal.is_template = literal.parts.iter().any(|part| is_template(text, *part));
    Some(literal)
}

/// How long the sign is that joins two texts. `0`: what is joined is no text.
fn joins(behind: &str, is_same_line: bool) -> Option<usize> {
    let operand = |rest: &str| rest.trim_start().starts_with(['"', '\'', '$', '`']);
    if behind.starts_with('+') && !behind.starts_with("++") && !behind.starts_with("+=") {
        return Some(1);
    }
    if let Some(rest) = behind.strip_prefix("..").filter(|rest| !rest.starts_with('.')) {
        return is_same_line.then_some(2).filter(|_| !rest.trim_start().is_empty());
    }
    if let Some(rest) = behind.strip_prefix("<>") {
        return operand(rest).then_some(2);
    }
    let rest = behind.strip_prefix(['.', '&', '~'])?;
    operand(rest).then_some(1)
}

/// `'a' || 'b'` of SQL. In a program the second is what is taken where the first is empty.
fn in_statement(text: &str, start: usize, behind: &str) -> Option<usize> {
    let is_text = behind.strip_prefix("||").is_some_and(|rest| rest.trim_start().starts_with('\''));
    (is_text && context::is_of_statement(text, start)).then_some(2)
}

/// Whether what is called on a text leaves it the same: `name` stands at `from` and its call ends at `end`.
pub(super) fn is_neutral(text: &str, name: &str, from: usize, end: usize) -> bool {
    let arguments = text.get(from + name.len()..end).unwrap_or_default().to_ascii_lowercase();
    // `.toString('hex')` writes it otherwise.
    NEUTRAL.contains(&name.to_ascii_lowercase().as_str())
        && !["hex", "base64"].iter().any(|encoding| arguments.contains(encoding))
}

/// `.name(…)` or `.name`, and where it ends.
pub(super) fn method(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?;
    let rest = rest.strip_prefix("?.").or_else(|| rest.strip_prefix('.'))?;
    let length = rest.bytes().take(64).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let name = rest.get(..length).filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))?;
    let end = text.len() - rest.len() + length;
    let behind = text.get(end..)?;
    if !behind.starts_with('(') {
        return Some((name, end));
    }
    // What is given to it is an encoding, or nothing.
    let near = &behind[..behind.floor_char_boundary(128)];
    Some((name, end + near.find(')')? + 1))
}

/// Texts that are joined with nothing between them: `concat!("a", "b")`, `['a', 'b'].join('')`, `''.join(['a', 'b'])`.
pub(super) fn list(text: &str, at: usize) -> Option<Literal<'_>> {
    const LISTS: &[(&str, u8, bool)] = &[
        ("concat!(", b')', false),
        ("''.join([", b']', false),
        ("\"\".join([", b']', false),
        ("String.join(\"\", ", b')', false),
        ("[", b']', true),
    ];
    let rest = text.get(at..)?;
    let (open, close, is_joined_behind) = LISTS.iter().find(|(open, ..)| rest.starts_with(open))?;
    let mut place = at + open.len();
    let blank = |place: usize| text[place..].len() - text[place..].trim_start().len();
    let mut parts = Vec::new();
    while parts.len() < MOST_PARTS {
        place += blank(place);
        if text.as_bytes().get(place) == Some(close) {
            break;
        }
        let written = notation::quoted(text, place + notation::prefix(text.get(place..)?))?;
        let part = part(text, written)?;
        place = part.span.end + part.mark.len();
        place += blank(place);
        parts.push(part);
        match text.as_bytes().get(place) {
            Some(b',') => place += 1,
            Some(byte) if byte == close => break,
            _ => return None,
        }
    }
    let mut end = place + 1;
    if *is_joined_behind {
        let behind = text.get(end..)?;
        let join = [".join('')", ".join(\"\")", ".join(``)"].iter().find(|join| behind.starts_with(**join));
        let ruby = || behind.starts_with(".join") && !behind[".join".len()..].starts_with(['(', '.', '_']);
        end += join.map(|join| join.len()).or_else(|| ruby().then_some(".join".len()))?;
    }
    let is_template = parts.iter().any(|part| is_template(text, *part));
    (!parts.is_empty()).then_some(Literal { parts, start: at, end, is_computed: false, is_template })
}

/// Whether a name stands there that is filled in, where the language fills names in: `"…$name"` of Kotlin, PHP, PowerShell,
/// Perl, Dart and shells. In others a dollar is one.
fn is_filled(text: &str, part: Part<'_>) -> bool {
    const MARKS: &[&str] = &[
        "<?php",
        "#!/bin/",
        "#!/usr/bin/env bash",
        "#!/usr/bin/perl",
        "fun main(",
        "import 'package:",
        "use strict",
        "$env:",
    ];
    let lexeme = part.span.of(text).unwrap_or_default();
    let bytes = lexeme.as_bytes();
    let is_one = memchr::memchr_iter(b'$', bytes).any(|at| {
        let slashes = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
        let opens = bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || b"_{(".contains(next));
        slashes % 2 == 0 && opens
    });
    let is_plain = lexeme.starts_with("${") && lexeme.ends_with('}');
    if !is_one || is_plain || !matches!(part.mark, "\"" | "\"\"\"") || !matches!(part.prefix, "" | "s") {
        return false;
    }
    let line = context::front(text, part.span.start.saturating_sub(part.mark.len())).trim_start();
    let name = line.trim_end().trim_end_matches('=');
    let is_of_shell = line.ends_with('=') && text.starts_with("#!") && is_name(name);
    part.prefix == "s"
        || line.starts_with('$')
        || is_of_shell
        || line.starts_with("export ") && !line.contains(" = ")
        || ["my ", "our ", "val ", "def "].iter().any(|word| line.starts_with(word))
        || line.contains(" val ")
        || MARKS.iter().any(|mark| text.contains(mark))
}

/// Whether something is filled in there: `${…}`, `#{…}`, `{…}` where the quotes say so.
fn is_template(text: &str, part: Part<'_>) -> bool {
    let lexeme = part.span.of(text).unwrap_or_default();
    let prefix = part.prefix.to_ascii_lowercase();
    let is_whole = lexeme.starts_with("${") && lexeme.ends_with('}');
    let opens = |sign: &str| lexeme.split_once(sign).is_some_and(|(_, rest)| rest.contains('}'));
    let is_double = part.mark != "'" && part.mark != "'''" && !matches!(part.mark, "}" | ")" | "]]" | "$$");
    let is_formatted = matches!(prefix.as_str(), "f" | "fr" | "rf") || prefix.contains('$') && is_double;
    is_double && !is_whole && (opens("${") || opens("#{")) && !prefix.contains('r')
        || is_filled(text, part)
        || is_formatted && lexeme.replace("{{", "").contains('{')
}

impl Literal<'_> {
    /// All of it, as it is written.
    pub(super) const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether it is all of a value, and no fragment of something that is computed.
    pub(super) fn is_whole(&self, text: &str) -> bool {
        !self.is_computed && context::is_whole(text, self.start, self.end)
    }

    /// In the encoding that it is turned into bytes with, where that is not UTF-8.
    fn as_encoded(&self, text: &str, value: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
        let (front, behind) = (&text[..self.start], text.get(self.end..).unwrap_or_default());
        let behind =
            behind.trim_start_matches([',', ' ', '.']).trim_start_matches("encode(").trim_start_matches(['"', '\'']);
        let is_little = front.ends_with(".Unicode.GetBytes(")
            || ["utf16le", "utf-16le", "utf-16-le", "ucs2"].iter().any(|name| behind.starts_with(name));
        let is_big = front.ends_with(".BigEndianUnicode.GetBytes(")
            || ["utf-16be", "utf-16-be"].iter().any(|name| behind.starts_with(name));
        match std::str::from_utf8(&value) {
            Ok(value) if is_little => Zeroizing::new(value.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Ok(value) if is_big => Zeroizing::new(value.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            _ => value,
        }
    }

    /// Its texts, as they are written.
    pub(super) fn written(&self, text: &str) -> Vec<SecretBytes> {
        self.parts.iter().filter_map(|part| part.span.of(text)).map(|part| SecretBytes::from(part.as_bytes())).collect()
    }

    /// What it may stand for, the likeliest first. `is_plain`: a notation in which a backslash is nothing else.
    pub(super) fn readings(&self, text: &str, may_be_plain: bool) -> Vec<Reading> {
        let mut out: Vec<Reading> = Vec::new();
        for mode in [Mode::Escaped, Mode::AsWritten, Mode::Quotes, Mode::Joined] {
            let mut value = Zeroizing::new(Vec::new());
            for part in &self.parts {
                read(part.span.of(text).unwrap_or_default(), *part, mode, may_be_plain, &mut value);
            }
            let decoded = std::str::from_utf8(&value)
                .ok()
                .and_then(|written| context::decoded(text, self.start, self.end, written));
            if let Some(value) = decoded {
                return vec![Reading { value, words: None }];
            }
            let value = self.as_encoded(text, value);
            if out.iter().all(|known| known.value != value) {
                out.push(Reading { value, words: Some(mode.words()) });
            }
        }
        if let [only] = out.as_mut_slice() {
            only.words = None;
        }
        out
    }
}

fn read(lexeme: &str, part: Part<'_>, mode: Mode, may_be_plain: bool, out: &mut Vec<u8>) {
    let prefix = part.prefix.to_ascii_lowercase();
    let is_raw = prefix.contains('@')
        || prefix.contains('#')
        || matches!(part.mark, "}" | ")" | "]]" | "$$")
        || matches!(prefix.as_str(), "r" | "br" | "rb" | "ur");
    if is_raw {
        let text = if prefix.contains('@') {
            Zeroizing::new(lexeme.replace("\"\"", "\""))
        } else {
            Zeroizing::new(lexeme.to_owned())
        };
        out.extend_from_slice(text.as_bytes());
        return;
    }
    let is_single = part.mark == "'" && !prefix.contains('$');
    let is_of_lines = part.mark == "`" || part.mark.len() == 3 && !part.mark.starts_with(['%', '\\']);
    // What a mode does not concern is read as usual.
    let mode = match mode {
        Mode::AsWritten if is_single || is_of_lines || may_be_plain => Mode::AsWritten,
        Mode::Quotes if is_single => Mode::Quotes,
        Mode::Joined => Mode::Joined,
        _ => Mode::Escaped,
    };
    let mut rest = lexeme;
    let pair: String = part.mark.repeat(2);
    while let Some(first) = rest.chars().next() {
        if part.mark.len() == 1 && rest.starts_with(&pair) {
            if mode != Mode::Joined {
                out.extend_from_slice(part.mark.as_bytes());
            }
            rest = &rest[2..];
            continue;
        }
        let is_escape = first == '\\'
            && match mode {
                Mode::AsWritten => false,
                Mode::Quotes => rest[1..].starts_with(['\\', '\'']),
                Mode::Escaped | Mode::Joined => true,
            };
        if is_escape {
            rest = escape(&rest[1..], prefix.contains('b'), out);
            continue;
        }
        out.extend_from_slice(first.encode_utf8(&mut [0; 4]).as_bytes());
        rest = &rest[first.len_utf8()..];
    }
}

/// What stands behind a backslash; says what is left.
pub(super) fn escape<'a>(rest: &'a str, is_bytes: bool, out: &mut Vec<u8>) -> &'a str {
    let push = |letter: char, out: &mut Vec<u8>| out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    let Some(sign) = rest.chars().next() else {
        out.push(b'\\');
        return rest;
    };
    let behind = &rest[sign.len_utf8()..];
    let digits = |count: usize| behind.get(..count).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let plain = match sign {
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        'v' => Some('\u{b}'),
        'a' => Some('\u{7}'),
        'e' => Some('\u{1b}'),
        _ => None,
    };
    if let Some(plain) = plain {
        push(plain, out);
        return behind;
    }
    match sign {
        '\n' => return behind.trim_start_matches([' ', '\t']),
        'x' => {
            if let Some(code) = digits(2) {
                match char::from_u32(code) {
                    Some(letter) if !is_bytes => push(letter, out),
                    _ => out.push(u8::try_from(code).unwrap_or_default()),
                }
                return &behind[2..];
            }
        }
        'u' if behind.starts_with('{') => {
            let inner = behind[1..].split('}').next().unwrap_or_default();
            if let Some(letter) = u32::from_str_radix(inner, 16).ok().and_then(char::from_u32) {
                push(letter, out);
                return behind.get(inner.len() + 2..).unwrap_or_default();
            }
        }
        'u' | 'U' => {
            let length = if sign == 'u' { 4 } else { 8 };
            if let Some(code) = digits(length) {
                let other = || behind.get(6..10).filter(|_| behind[4..].starts_with("\\u"));
                let low = other().and_then(|low| u32::from_str_radix(low, 16).ok());
                if let (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) = (code, low) {
                    let whole = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                    push(char::from_u32(whole).unwrap_or('\u{fffd}'), out);
                    return &behind[10..];
                }
                push(char::from_u32(code).unwrap_or('\u{fffd}'), out);
                return &behind[length..];
            }
        }
        '0'..='7' => {
            let length = rest.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
            if let Ok(code) = u8::from_str_radix(&rest[..length], 8) {
                if is_bytes {
                    out.push(code)
                } else {
                    push(char::from(code), out)
                }
                return &rest[length..];
            }
        }
        _ => {}
    }
    push(sign, out);
    behind
}

#[cfg(test)]
mod tests {
    use super::joined;
    use super::notation;

    fn read(text: &str) -> Vec<String> {
        let at = notation::prefix(text);
        let written = notation::quoted(text, at).unwrap_or_else(|| panic!("{text}"));
        let literal = joined(text, written, true).unwrap_or_else(|| panic!("{text}"));
        if literal.is_computed || literal.is_template {
            return Vec::new();
        }
        literal.readings(text, false).into_iter().map(|one| String::from_utf8_lossy(&one.value).into_owned()).collect()
    }

    #[test]
    fn a_text_in_quotes_is_read_as_each_notation_has_it() {
        for (text, values) in [
            ("'ab'", &["ab"][..]),
            (r"'\u0041\x42C\u{44}\105'", &["ABCDE", r"\u0041\x42C\u{44}\105"]),
            (r#""\ud83d\ude00""#, &["😀"]),
            (r#""ab\ncd""#, &["ab\ncd"]),
            (r"'ab\ncd'", &["ab\ncd", r"ab\ncd"]),
            (r"'ab\'c\n'", &["ab'c\n", r"ab\'c\n", r"ab'c\n"]),
            (r"`ab\ncd`", &["ab\ncd", r"ab\ncd"]),
            (r#""""ab\ncd""""#, &["ab\ncd", r"ab\ncd"]),
            (r#"r"ab\n""#, &[r"ab\n"]),
            ("r#\"ab\"c\\n\"#", &["ab\"c\\n"]),
            ("@\"ab\"\"c\\n\"", &["ab\"c\\n"]),
            (r"$'ab\nc'", &["ab\nc"]),
            ("'it''s'", &["it's", "its"]),
            ("'ab' + 'cd'", &["abcd"]),
            ("'ab' +\n  'cd';", &["abcd"]),
            ("'ab'\n  + 'cd';", &["abcd"]),
            ("\"ab\" \"cd\"", &["abcd"]),
            ("\"ab\" . \"cd\";", &["abcd"]),
            ("\"ab\" .. \"cd\"", &["abcd"]),
            ("'ab'.trim()", &["ab"]),
            ("\"ab\".getBytes(StandardCharsets.UTF_8)", &["ab"]),
            ("'ab', 'cd'", &["ab"]),
            ("'ab'\n'cd'", &["ab"]),
            ("'ab' + x", &[]),
            ("'ab' . $x", &[]),
            ("'ab'.repeat(3)", &[]),
            ("'%s' % x", &[]),
            ("'{}'.format(x)", &[]),
            ("`a${x}b`", &[]),
            ("f\"a{x}b\"", &[]),
            ("$\"a{x}b\"", &[]),
            ("\"a#{x}b\"", &[]),
        ] {
            assert_eq!(read(text), values, "{text}");
        }
    }
}
