//! Requests as the calls of a program: `fetch(…)`, `axios.post(…)`, `requests.get(…)`. What would have to be computed is not
//! known: then there is no request, and what goes with it is not checked.

use super::request::{Parts, tokens};
use crate::engine::text::envelope::unescaped;
use std::borrow::Cow;

/// Libraries whose functions are named after methods.
const LIBRARIES: [&str; 6] = ["requests", "httpx", "axios", "session", "client", "http"];
const METHODS: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "request"];

/// The first call of a line: the place behind its opening parenthesis, and the function.
pub(super) fn in_line(line: &str) -> Option<(usize, &str)> {
    let is_name = |character: char| character.is_ascii_alphanumeric() || "_.$".contains(character);
    line.match_indices('(').find_map(|(at, _)| {
        let before = &line[..at];
        let start = before
            .rfind(|character: char| !is_name(character))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let name = &before[start..];
        let bare = name.strip_prefix("window.").or_else(|| name.strip_prefix("self.")).unwrap_or(name);
        let is_call = matches!(bare, "fetch" | "axios")
            || bare
                .split_once('.')
                .is_some_and(|(library, function)| LIBRARIES.contains(&library) && METHODS.contains(&function));
        is_call.then_some((at + 1, bare))
    })
}

enum Word<'a> {
    Text(Cow<'a, str>),
    Name(&'a str),
    Sign(char),
}

/// The request of a call, whose arguments `text` begins with, and where it ends.
pub(super) fn read(function: &str, text: &str) -> (Parts, usize) {
    let (words, end) = words(text);
    let parts = parts(function, &words);
    let is_unread = parts.is_none();
    let tokens = tokens(text.get(..end).unwrap_or(text));
    (Parts { tokens, is_unread, ..parts.unwrap_or_default() }, end)
}

fn parts(function: &str, words: &[(Word<'_>, usize)]) -> Option<Parts> {
    let name = |at: usize| match words.get(at)? {
        (Word::Name(name), _) => Some(*name),
        (Word::Text(text), _) => Some(&**text),
        _ => None,
    };
    let is_sign =
        |at: usize, signs: &str| matches!(words.get(at), Some((Word::Sign(sign), _)) if signs.contains(*sign));
    let text = |at: usize| match words.get(at)? {
        // What follows it may be a part of it.
        (Word::Text(text), _) if !is_sign(at + 1, "+%.") && !text.contains(['{', '$', '<']) => Some(text.clone()),
        _ => None,
    };
    let of_function = function.rsplit_once('.').map_or("", |(_, method)| method);
    let is_fetch = function == "fetch";
    let (mut method, mut address) = (None, None);
    let mut headers = Vec::new();
    // `{ method, headers }` takes it from a variable; `{ ...options }` may, and so may options in one.
    let is_shorthand = |at: usize| {
        matches!(words.get(at), Some((Word::Name("method" | "url"), 1..)))
            && !is_sign(at + 1, ":=.")
            && !at.checked_sub(1).is_some_and(|before| is_sign(before, ":=+%."))
    };
    if (0..words.len()).any(is_shorthand) {
        return None;
    }
    for at in 0..words.len() {
        let Some(called) = name(at).filter(|_| is_sign(at + 1, ":=")) else { continue };
        let value = text(at + 2);
        match called {
            "method" => method = Some(value?.into_owned()),
            "url" => address = Some(value?.into_owned()),
            _ => headers.extend(value.map(|value| (called.to_owned(), value.into_owned()))),
        }
    }
    // By their places: `request("POST", "https://…")`, `fetch("https://…", {…})`.
    let mut first = 0;
    if of_function == "request" && method.is_none() && address.is_none() {
        method = Some(text(0).filter(|_| is_sign(1, ","))?.into_owned());
        first = 2;
    }
    if address.is_none() {
        address = Some(text(first)?.into_owned());
        // Options in a variable may name another method.
        let is_computed = |(word, depth): &(Word<'_>, usize)| match word {
            Word::Sign('.') => true,
            Word::Name(_) => *depth == 0,
            _ => false,
        };
        if of_function.is_empty() && method.is_none() && words.iter().skip(first + 1).any(is_computed) {
            return None;
        }
    }
    let method = match of_function {
        "" | "request" => method.unwrap_or_else(|| "GET".to_owned()),
        function => function.to_owned(),
    };
    // Fetch Standard, "normalize a method": PATCH is none of those.
    let method = match is_fetch && method == "patch" {
        true => method,
        false => method.to_ascii_uppercase(),
    };
    let address = address.filter(|address| address.contains("://"))?;
    Some(Parts { method, address, headers, ..Parts::default() })
}

/// The words of the arguments, with how deep in brackets each is.
fn words(text: &str) -> (Vec<(Word<'_>, usize)>, usize) {
    let (mut words, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' | b'`' => {
                let mut end = at + 1;
                while bytes.get(end).is_some_and(|next| *next != byte) {
                    end += if bytes[end] == b'\\' { 2 } else { 1 };
                }
                let written = text.get(at + 1..end).unwrap_or_default();
                let read = if written.contains('\\') { unescaped(written).to_string().into() } else { written.into() };
                words.push((Word::Text(read), depth));
                at = end + 1;
                continue;
            }
            b')' if depth == 0 => return (words, at + 1),
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth = depth.saturating_sub(1),
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let end = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"_-".contains(byte));
                let end = end.map_or(text.len(), |length| at + length);
                words.push((Word::Name(text.get(at..end).unwrap_or_default()), depth));
                at = end;
                continue;
            }
            b':' | b'=' | b',' | b'+' | b'%' | b'.' => words.push((Word::Sign(char::from(byte)), depth)),
            _ => {}
        }
        at += 1;
    }
    (words, text.len())
}
