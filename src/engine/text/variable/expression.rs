//! What a program gives a name where that is no text in quotes: another name, a call, one of several values. Only texts in
//! quotes are secrets there.

use super::doubt::Doubt;
use super::literal::{self, Literal};
use super::{notation, speaks_of_secrets};
use crate::engine::ground::span::Span;
use crate::engine::text::typed::looks_random;

/// Longest expression that is read.
const LONGEST: usize = 1_024;
/// Longest line in front of a name that is looked at.
const LONGEST_FRONT: usize = 256;
/// Lines that are looked at for what is written only in programs.
const MOST_LINES: usize = 2_000;
/// Words in front of a name that give it a value in a program.
const DECLARES: &[&str] = &[
    "const",
    "let",
    "var",
    "val",
    "final",
    "static",
    "mut",
    "my",
    "our",
    "string",
    "String",
    "auto",
    "&str",
    "str",
    "byte[]",
    "readonly",
    "public",
    "private",
    "protected",
    "Key",
    "SecretKey",
];

/// Whether a text is a program, by the lines that nothing else has.
pub(super) fn is_program(text: &str) -> bool {
    const STATEMENTS: &[&str] = &[
        "const ",
        "let ",
        "var ",
        "val ",
        "final ",
        "static ",
        "public ",
        "private ",
        "protected ",
        "pub ",
        "internal ",
        "export const ",
        "export let ",
        "export default ",
        "module.exports",
        "exports.",
        "return ",
        "throw ",
        "await ",
        "async ",
    ];
    const DEFINITIONS: &[&str] = &[
        "func ",
        "fn ",
        "def ",
        "class ",
        "function ",
        "interface ",
        "struct ",
        "namespace ",
        "export function ",
        "export class ",
    ];
    const IMPORTS: &[&str] =
        &["import ", "from ", "package ", "using ", "require ", "require(", "require_once", "use "];
    const WHOLE: &[&str] = &["<?php", "#include ", "if __name__", "DEBUG = True", "DEBUG = False"];
    let is_one = |line: &str| {
        let line = line.trim();
        let starts = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
        let ends = |signs: &[char]| line.ends_with(signs);
        starts(WHOLE)
            || starts(STATEMENTS) && (line.contains(['=', '(', '{']) || ends(&[';']))
            || starts(DEFINITIONS) && line.contains(['(', '{', ':']) && ends(&['{', ':', '}', ')', ';'])
            || starts(IMPORTS) && is_import(line)
            || ends(&[';']) && (line.ends_with(");") || line.ends_with("};"))
    };
    text.lines().take(MOST_LINES).any(is_one)
}

fn is_import(line: &str) -> bool {
    let words = line.trim_end_matches(';').split_whitespace().count();
    line.ends_with(';') || line.contains(['"', '\'']) || line.contains(" import ") || words == 2
}

/// A value that is computed, with what stands in quotes of which it may be one.
pub(super) struct Expression<'a> {
    pub(super) span: Span,
    pub(super) literals: Vec<Literal<'a>>,
    pub(super) doubt: Doubt,
}

/// The expression that begins at `at` and gives `name` its value, if it is one; `text` is a program or not.
pub(super) fn of_name<'a>(text: &'a str, name: Span, at: usize, is_program: bool) -> Option<Expression<'a>> {
    let first = *text.as_bytes().get(at)?;
    if !first.is_ascii_alphabetic() && !b"_$@(!*&".contains(&first) {
        return None;
    }
    let end = end(text, at);
    let written = text.get(at..end)?.trim_end();
    let span = Span::new(at, at + written.len());
    let is_name = is_path(written);
    // Nobody calls a variable so.
    if is_name && looks_random(written) {
        return None;
    }
    let sign = text.get(name.end..at)?;
    let is_code = is_declared(text, name)
        // PHP, Perl, PowerShell.
        || is_spaced(sign) && text[..name.start].ends_with('$')
        || is_spaced(sign) && (is_program || is_ended(text, end) || is_computed(written))
        || is_program && sign.ends_with(": ")
        || is_name && is_argument(text, name, end)
        || is_name
            && is_spaced(sign)
            && is_upper(name.of(text)?)
            && is_called_secret(written)
            && !text.contains("\n[")
            && !text.starts_with('[');
    if !is_code {
        return None;
    }
    let literals: Vec<_> = operands(text, span).into_iter().filter_map(|operand| in_quotes(text, operand)).collect();
    let doubt = if is_name { Doubt::LikeName } else { Doubt::Code };
    Some(Expression { span, literals, doubt })
}

/// The words in front of a name.
fn front(text: &str, name: Span) -> &str {
    let near = &text[text.ceil_char_boundary(name.start.saturating_sub(LONGEST_FRONT))..name.start];
    near.rfind('\n').map_or(near, |place| &near[place + 1..])
}

fn is_declared(text: &str, name: Span) -> bool {
    front(text, name).split_whitespace().next_back().is_some_and(|word| DECLARES.contains(&word))
}

/// ` = `, as nobody writes it in a shell.
fn is_spaced(sign: &str) -> bool {
    sign.starts_with([' ', '\t']) && sign.contains('=') && sign.ends_with([' ', '\t'])
}

fn is_ended(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    rest.starts_with(';') && rest[1..].lines().next().is_none_or(|line| line.trim().is_empty())
}

/// A name, with what it is a member of: `config.jwtSecret`.
fn is_path(written: &str) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_$.!?".contains(&byte);
    !written.is_empty() && written.bytes().all(is_of_name)
}

fn is_upper(name: &str) -> bool {
    !name.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// `settings_secret_key`: a variable that is called so itself.
fn is_called_secret(written: &str) -> bool {
    written.contains(['_', '.']) && speaks_of_secrets(written) && !written.bytes().any(|byte| byte.is_ascii_digit())
}

/// `f(secret=name)`.
fn is_argument(text: &str, name: Span, end: usize) -> bool {
    let front = front(text, name);
    let is_open = front.rfind('(').is_some_and(|open| !front[open..].contains(')') && !front[..open].ends_with('$'));
    is_open
        && text.get(end..).is_some_and(|rest| rest.starts_with([')', ',']))
        && !is_upper(name.of(text).unwrap_or_default())
}

/// Whether only a program can compute what is written there.
fn is_computed(written: &str) -> bool {
    let is_called =
        ["await ", "new "].iter().any(|word| written.strip_prefix(word).is_some_and(|rest| rest.contains('(')));
    let has_quotes = written.contains(['"', '\'', '`']);
    is_called
        || [" && ", " || ", " ?? "].iter().any(|sign| written.contains(sign))
        || has_quotes
            && (written.contains(" ? ") && written.contains(" : ")
                || written.contains(" if ") && written.contains(" else "))
}

/// Where the expression ends that begins there: with its statement, or the bracket that it is in.
fn end(text: &str, at: usize) -> usize {
    let near = &text[..text.floor_char_boundary(at.saturating_add(LONGEST))];
    let bytes = near.as_bytes();
    let mut depth = 0_usize;
    let mut end = at;
    while let Some(byte) = bytes.get(end).copied() {
        match byte {
            b'"' | b'\'' | b'`' => {
                if let Some(written) = notation::quoted(text, end) {
                    end = written.span.end + written.quote.map_or(1, str::len);
                    continue;
                }
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' | b',' | b';' if depth == 0 => break,
            b')' | b']' | b'}' => depth -= 1,
            b'\n' if depth == 0 => {
                const OPERATORS: &[&str] = &["?", ":", "||", "&&", "+", ".", "|"];
                let (before, behind) = (near[at..end].trim_end(), near[end..].trim_start());
                let goes_on = OPERATORS.iter().any(|sign| before.ends_with(sign))
                    || ["? ", ": ", "||", "&&", "??", "?."].iter().any(|sign| behind.starts_with(sign));
                if !goes_on {
                    break;
                }
            }
            _ => {}
        }
        end += 1;
    }
    text.floor_char_boundary(end.min(text.len()))
}

/// What it may be one of: `a ? b : c`, `a || b`, `a if b else c`.
fn operands(text: &str, span: Span) -> Vec<Span> {
    const SIGNS: &[&str] = &["??", "||", "&&", "?:", "?", ":", " if ", " else ", " or ", " and "];
    let mut out = Vec::new();
    let (mut at, mut from, mut depth) = (span.start, span.start, 0_usize);
    while at < span.end {
        let rest = &text[at..span.end];
        let Some(letter) = rest.chars().next() else { break };
        if matches!(letter, '"' | '\'' | '`')
            && let Some(written) = notation::quoted(text, at)
        {
            at = written.span.end + written.quote.map_or(1, str::len);
            continue;
        }
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !rest.starts_with("?.") => {
                if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                    out.push(Span::new(from, at));
                    at += sign.len();
                    from = at;
                    continue;
                }
            }
            _ => {}
        }
        at += letter.len_utf8();
    }
    out.push(Span::new(from, span.end.max(from)));
    out
}

/// A text in quotes that an operand is, and nothing else.
fn in_quotes<'a>(text: &'a str, operand: Span) -> Option<Literal<'a>> {
    let written = operand.of(text)?;
    let start = operand.start + (written.len() - written.trim_start().len());
    let at = start + notation::prefix(text.get(start..)?);
    let literal = literal::joined(text, notation::quoted(text, at)?, true)?;
    let end = operand.start + written.trim_end().len();
    (literal.end >= end && !literal.is_computed && !literal.is_template).then_some(literal)
}
