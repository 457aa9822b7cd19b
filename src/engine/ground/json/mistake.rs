//! What a person did where a text stopped being JSON: a comma too many, quotes of another kind. Only what the text shows; where it
//! could be several, none.

use super::super::span::Span;
use super::{Expected, Fault, FaultKind};

/// A mistake as people know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    TrailingComma,
    SingleQuotes,
    /// “…”, as word processors set them.
    TypographicQuotes,
    /// A string that its line ends.
    MissingQuote,
    /// A name without quotes.
    UnquotedName,
    /// A text without quotes.
    UnquotedText,
    /// A quote within a string.
    UnescapedQuote,
    Comment,
    MissingComma,
    MissingColon,
    /// The text ends, and this closes what is open.
    MissingEnd(char),
    /// `True`, `None`, `undefined`: what JSON writes instead.
    Literal(&'static str),
    /// `tru`: the literal that it begins.
    UnfinishedLiteral(&'static str),
    /// `NaN` and `Infinity` are no numbers here.
    NotANumber,
    LeadingZero,
    PlusSign,
    /// `.5` or `1.`
    BareDot,
    Hexadecimal,
}

/// Literals of other languages, in lower case, and what JSON has.
const LITERALS: [(&str, &str); 7] = [
    ("true", "true"),
    ("false", "false"),
    ("null", "null"),
    ("none", "null"),
    ("nil", "null"),
    ("undefined", "null"),
    ("yes", "true"),
];

/// The mistake behind a fault, and its bytes in the text; `None`: the fault says all that is known.
pub fn mistake(text: &str, fault: &Fault) -> Option<(Mistake, Span)> {
    let at = fault.span.start;
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    let found = match fault.kind {
        FaultKind::Truncated => truncated(before, fault.expected),
        FaultKind::ControlCharacter if rest.starts_with(['\n', '\r']) => open_string(before),
        FaultKind::BadNumber => number(rest, at),
        FaultKind::Unexpected | FaultKind::Trailing => unexpected(before, rest, fault),
        _ => None,
    };
    found.filter(|(_, span)| text.get(span.range()).is_some())
}

/// The text ends too early.
fn truncated(before: &str, expected: Expected) -> Option<(Mistake, Span)> {
    let end = before.trim_end().len();
    let (last, here) = (Span::new(end.saturating_sub(1), end), Span::new(before.len(), before.len()));
    match expected {
        Expected::ClosingQuote => open_string(before),
        _ if before.trim_end().ends_with(',') => Some((Mistake::TrailingComma, last)),
        Expected::CommaOrBrace | Expected::NameOrBrace => Some((Mistake::MissingEnd('}'), here)),
        Expected::CommaOrBracket | Expected::ValueOrBracket => Some((Mistake::MissingEnd(']'), here)),
        Expected::Colon => Some((Mistake::MissingColon, last)),
        _ => None,
    }
}

/// The string that is still open behind `before`, from its quote on.
fn open_string(before: &str) -> Option<(Mistake, Span)> {
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let written = before.get(line..)?;
    let (mut start, mut is_escaped) = (None, false);
    for (at, byte) in written.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => start = Some(line + at),
            _ => {}
        }
    }
    Some((Mistake::MissingQuote, Span::new(start?, before.trim_end_matches(['\n', '\r']).len())))
}

fn number(rest: &str, at: usize) -> Option<(Mistake, Span)> {
    let word = word(rest);
    let span = Span::new(at, at + word.len());
    let digits = word.trim_start_matches(['+', '-']);
    let mistake = match digits {
        "NaN" | "Infinity" | "nan" | "inf" => Mistake::NotANumber,
        _ if digits.starts_with("0x") || digits.starts_with("0X") => Mistake::Hexadecimal,
        "None" | "Null" | "NULL" | "Nil" | "NIL" => Mistake::Literal("null"),
        _ if word.starts_with('+') => Mistake::PlusSign,
        _ if digits.starts_with('.') || digits.ends_with('.') => Mistake::BareDot,
        _ if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Mistake::LeadingZero
        }
        _ => return None,
    };
    Some((mistake, span))
}

fn unexpected(before: &str, rest: &str, fault: &Fault) -> Option<(Mistake, Span)> {
    let at = fault.span.start;
    let trimmed = before.trim_end();
    let first = rest.chars().next()?;
    let to = |length: usize| Span::new(at, at + length);
    match first {
        '}' | ']' if trimmed.ends_with(',') => {
            return Some((Mistake::TrailingComma, Span::new(trimmed.len() - 1, trimmed.len())));
        }
        ',' if fault.kind == FaultKind::Trailing && rest.trim_end() == "," => {
            return Some((Mistake::TrailingComma, to(1)));
        }
        '#' => return Some((Mistake::Comment, to(line_of(rest).len()))),
        '/' if rest.starts_with("//") => return Some((Mistake::Comment, to(line_of(rest).len()))),
        '/' if rest.starts_with("/*") => {
            return Some((Mistake::Comment, to(rest.find("*/").map_or(rest.len(), |end| end + 2))));
        }
        '\'' | '`' => {
            let end = rest.get(1..)?.find(first).map_or(line_of(rest).len(), |end| end + 2);
            return Some((Mistake::SingleQuotes, to(end.min(line_of(rest).len()))));
        }
        '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' => {
            return Some((Mistake::TypographicQuotes, to(first.len_utf8())));
        }
        _ => {}
    }
    let word = word(rest);
    match fault.expected {
        Expected::CommaOrBrace | Expected::CommaOrBracket => {
            let is_adjacent = trimmed.len() == before.len() && before.ends_with('"');
            let starts_value = first == '"' || first == '{' || first == '[' || !word.is_empty();
            if is_adjacent && !word.is_empty() {
                Some((Mistake::UnescapedQuote, Span::new(before.len() - 1, before.len())))
            } else if starts_value {
                let end = trimmed.len();
                Some((Mistake::MissingComma, Span::new(last_character(trimmed), end)))
            } else {
                None
            }
        }
        Expected::Colon => Some((Mistake::MissingColon, Span::new(last_character(trimmed), trimmed.len()))),
        Expected::QuotedName if !word.is_empty() => Some((Mistake::UnquotedName, to(word.len()))),
        Expected::Value | Expected::Literal if !word.is_empty() => {
            let lower = word.to_ascii_lowercase();
            let literal = LITERALS.iter().find(|(other, _)| *other == lower).map(|(_, right)| *right);
            let text = rest.split([',', '}', ']', '\n', '\r']).next().unwrap_or(word).trim_end();
            Some(match (literal, begun(text)) {
                (Some(right), _) => (Mistake::Literal(right), to(word.len())),
                (None, Some(whole)) => (Mistake::UnfinishedLiteral(whole), to(text.len())),
                (None, None) => (Mistake::UnquotedText, to(text.len())),
            })
        }
        _ => None,
    }
}

/// The literal that a text is the beginning of; one letter could be anything.
fn begun(text: &str) -> Option<&'static str> {
    ["true", "false", "null"].into_iter().find(|whole| text.len() > 1 && whole.starts_with(text))
}

/// Where the last character begins.
fn last_character(text: &str) -> usize {
    text.char_indices().next_back().map_or(0, |(at, _)| at)
}

fn line_of(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or_default()
}

/// The run of letters and digits that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || "+-._$".contains(c))).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Mistake, mistake};
    use crate::engine::ground::json::scan;

    fn found(text: &str) -> (Option<Mistake>, String) {
        let document = scan(text.as_bytes(), 64);
        let fault = document.fault().unwrap_or_else(|| panic!("it is JSON: {text}"));
        match mistake(text, fault) {
            Some((mistake, span)) => (Some(mistake), text[span.range()].to_owned()),
            None => (None, String::new()),
        }
    }

    /// What is wrong, and the bytes of it.
    #[test]
    fn mistakes_have_the_names_that_people_know_at_their_place() {
        for (text, mistake, bytes) in [
            ("{\"a\":1,}", Mistake::TrailingComma, ","),
            ("{\"a\":[1,2,\n]}", Mistake::TrailingComma, ","),
            ("{\"a\":1},", Mistake::TrailingComma, ","),
            ("{'a':1}", Mistake::SingleQuotes, "'a'"),
            ("{\"a\":'b c'}", Mistake::SingleQuotes, "'b c'"),
            ("{“a”:1}", Mistake::TypographicQuotes, "“"),
            ("{\"a\":\"b\n}", Mistake::MissingQuote, "\"b"),
            ("{\"a\":\"b}", Mistake::MissingQuote, "\"b}"),
            ("{\"a\": \"b\\\"c\n}", Mistake::MissingQuote, "\"b\\\"c"),
            ("{a:1}", Mistake::UnquotedName, "a"),
            ("{\"a\":alice smith, \"b\":1}", Mistake::UnquotedText, "alice smith"),
            ("{\"a\":\"say \"hi\" now\"}", Mistake::UnescapedQuote, "\""),
            ("{\"a\":1 // one\n}", Mistake::Comment, "// one"),
            ("{/* x */\"a\":1}", Mistake::Comment, "/* x */"),
            ("# x\n{}", Mistake::Comment, "# x"),
            ("{\"a\":1\n\"b\":2}", Mistake::MissingComma, "1"),
            ("{\"a\" 1}", Mistake::MissingColon, "\""),
            ("{\"a\":1", Mistake::MissingEnd('}'), ""),
            ("{\"a\":[1", Mistake::MissingEnd(']'), ""),
            ("{\"a\":True}", Mistake::Literal("true"), "True"),
            ("{\"a\":undefined}", Mistake::Literal("null"), "undefined"),
            ("{\"a\":tru}", Mistake::UnfinishedLiteral("true"), "tru"),
            ("{\"a\":[fals ,1]}", Mistake::UnfinishedLiteral("false"), "fals"),
            ("{\"a\":nul\n}", Mistake::UnfinishedLiteral("null"), "nul"),
            ("{\"a\":n}", Mistake::UnquotedText, "n"),
            ("{\"a\":true blue}", Mistake::MissingComma, "e"),
            ("{\"a\":fa la}", Mistake::UnquotedText, "fa la"),
            ("{\"a\":NaN}", Mistake::NotANumber, "NaN"),
            ("{\"a\":012}", Mistake::LeadingZero, "012"),
            ("{\"a\":+1}", Mistake::PlusSign, "+1"),
            ("{\"a\":.5}", Mistake::BareDot, ".5"),
            ("{\"a\":0x1F}", Mistake::Hexadecimal, "0x1F"),
        ] {
            assert_eq!(found(text), (Some(mistake), bytes.to_owned()), "{text}");
        }
    }

    #[test]
    fn no_text_makes_it_panic() {
        let pieces =
            ["{", "}", "[", "]", "\"", "'", "\\", ",", ":", "é", "“", "/", "*", "#", "\n", "0", "+", ".", "N", " "];
        for one in pieces {
            for two in pieces {
                for three in pieces {
                    let text = format!("{{\"a\":{one}{two}{three}");
                    if let Some(fault) = scan(text.as_bytes(), 8).fault() {
                        let _ = mistake(&text, fault);
                    }
                }
            }
        }
    }
}
