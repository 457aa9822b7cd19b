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
    let is_python = matches!(function.split('.').next(), Some("requests" | "httpx"));
    let (words, end) = words(text, is_python);
    let parts = words.and_then(|words| parts(function, &words));
    let is_unread = parts.is_none();
    let tokens = tokens(text.get(..end).unwrap_or(text));
    (Parts { tokens, is_unread, ..parts.unwrap_or_default() }, end)
}

type Words<'w, 'a> = &'w [(Word<'a>, usize)];

fn is_sign(word: Option<&(Word<'_>, usize)>, signs: &str) -> bool {
    matches!(word, Some((Word::Sign(sign), _)) if signs.contains(*sign))
}

/// What is written out, where nothing has to be filled in: what follows it may be a part of it.
fn text<'w>(words: Words<'w, '_>) -> Option<&'w str> {
    match words {
        [(Word::Text(text), _)] if !text.contains(['{', '$', '<', '\\']) => Some(text),
        _ => None,
    }
}

/// The arguments of a call, or the members of an object: what is between the commas `depth` deep in brackets.
fn parted<'w, 'a>(words: Words<'w, 'a>, depth: usize) -> impl Iterator<Item = Words<'w, 'a>> {
    let parts = words.split(move |(word, own)| *own == depth && matches!(word, Word::Sign(',')));
    parts.filter(|part| !part.is_empty())
}

/// What an object says of the request.
#[derive(Default)]
enum Member {
    #[default]
    Absent,
    Text(String),
    /// Nothing that is known.
    Computed,
}

impl Member {
    fn of(words: Words<'_, '_>) -> Self {
        text(words).map_or(Self::Computed, |text| Self::Text(text.to_owned()))
    }

    /// What it says, or what is usual without it.
    fn or(self, usual: &str) -> Option<String> {
        match self {
            Self::Absent => Some(usual.to_owned()),
            Self::Text(text) => Some(text),
            Self::Computed => None,
        }
    }

    fn known(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Options in an object that is written out: its own members, not those of a body or of parameters in it.
#[derive(Default)]
struct Options {
    method: Member,
    url: Member,
}

impl Options {
    /// `None` where it is no such object.
    fn of(words: Words<'_, '_>) -> Option<Self> {
        let [(Word::Sign('{'), depth), members @ .., (Word::Sign('}'), _)] = words else { return None };
        let inner = depth + 1;
        // Another one behind it is a part of something else.
        if members.iter().any(|(_, own)| *own <= *depth) {
            return None;
        }
        let mut options = Self::default();
        for member in parted(members, inner) {
            let name = match member {
                [(Word::Name(name), _), ..] => *name,
                [(Word::Text(name), _), ..] => &**name,
                // `...options`, `[name]: value` may be any of them.
                _ => {
                    (options.method, options.url) = (Member::Computed, Member::Computed);
                    continue;
                }
            };
            let value = match member {
                [_, (Word::Sign(':'), _), value @ ..] => Member::of(value),
                // `{ method }` takes it from a variable.
                _ => Member::Computed,
            };
            match name {
                "method" => options.method = value,
                "url" => options.url = value,
                _ => {}
            }
        }
        Some(options)
    }

    fn is_silent(&self) -> bool {
        matches!((&self.method, &self.url), (Member::Absent, Member::Absent))
    }
}

fn parts(function: &str, words: Words<'_, '_>) -> Option<Parts> {
    let (library, of_library) = function.rsplit_once('.').map_or((function, ""), |(library, own)| (library, own));
    let (mut by_place, mut by_name) = (Vec::new(), Vec::new());
    for argument in parted(words, 0) {
        match argument {
            [(Word::Name(name), _), (Word::Sign('='), _), value @ ..] => by_name.push((*name, value)),
            // `**options`: what it names cannot be named beside it.
            [(Word::Sign('*'), _), ..] => {}
            argument => by_place.push(argument),
        }
    }
    let place = |at: usize| by_place.get(at).copied();
    let named = |name: &str| by_name.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    let given = |at: usize, name: &str| text(place(at).or_else(|| named(name))?).map(str::to_owned);
    let options = |at: usize| place(at).map_or_else(|| Some(Options::default()), Options::of);
    let (method, address) = match (library, of_library) {
        ("fetch" | "axios", "") => match place(0).and_then(Options::of) {
            Some(only) if library == "axios" => (only.method.or("GET")?, only.url.known()?),
            _ => (options(1)?.method.or("GET")?, given(0, "url")?),
        },
        (_, "request") => match place(0).and_then(Options::of) {
            Some(only) => (only.method.or("GET")?, only.url.known()?),
            None => (given(0, "method")?, given(1, "url")?),
        },
        (library, of_library) => {
            // Some take options that say otherwise; what is a body cannot be told from them.
            let is_fixed = matches!(library, "requests" | "httpx" | "axios");
            let mut objects = by_place.iter().skip(1).filter_map(|argument| Options::of(argument));
            if !is_fixed && !objects.all(|object| object.is_silent()) || named("method").is_some() {
                return None;
            }
            (of_library.to_owned(), given(0, "url")?)
        }
    };
    // Fetch Standard, "normalize a method": PATCH is none of those.
    let method = match library == "fetch" && method == "patch" {
        true => method,
        false => method.to_ascii_uppercase(),
    };
    let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let address = Some(address).filter(|address| is_method && address.contains("://"))?;
    Some(Parts { method, address, headers: headers(words), ..Parts::default() })
}

/// Pairs of a name and a text in what is called `headers`.
fn headers(words: Words<'_, '_>) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    // How deep in brackets such a name is, of which the value is not over.
    let mut within: Option<usize> = None;
    for (at, (word, depth)) in words.iter().enumerate() {
        let name = match word {
            Word::Name(name) => *name,
            Word::Text(text) => text,
            Word::Sign(',' | '}') if within.is_some_and(|own| *depth <= own) => {
                within = None;
                continue;
            }
            Word::Sign(_) => continue,
        };
        if !is_sign(words.get(at + 1), ":=,") {
            continue;
        }
        if within.is_none() && name == "headers" {
            within = Some(*depth);
        } else if within.is_some_and(|own| own < *depth)
            && let Some((Word::Text(value), _)) = words.get(at + 2)
            && words.get(at + 3).is_none_or(|_| is_sign(words.get(at + 3), ",})]"))
        {
            headers.push((name.to_owned(), value.to_string()));
        }
    }
    headers
}

/// The words of the arguments, with how deep in brackets each is; `None` where they are not closed. Then where they end.
fn words(text: &str, is_python: bool) -> (Option<Vec<(Word<'_>, usize)>>, usize) {
    let (mut words, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    let bytes = text.as_bytes();
    let behind = |at: usize, sign: u8| memchr::memchr(sign, &bytes[at..]).map_or(text.len(), |length| at + length);
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        match byte {
            b'"' | b'\'' | b'`' => {
                // Without its end it says nothing for certain.
                let (text, end) = match string(text, at) {
                    Ok(string) => string,
                    Err(end) => return (None, end),
                };
                words.push((Word::Text(text), depth));
                at = end;
                continue;
            }
            b'#' if is_python => {
                at = behind(at, b'\n');
                continue;
            }
            b'/' if rest.starts_with(b"//") && !is_python => {
                at = behind(at, b'\n');
                continue;
            }
            b'/' if rest.starts_with(b"/*") && !is_python => {
                let Some(end) = memchr::memmem::find(rest, b"*/") else { return (None, text.len()) };
                at += end + 2;
                continue;
            }
            b')' if depth == 0 => return (Some(words), at + 1),
            b'(' | b'{' | b'[' => {
                words.push((Word::Sign(char::from(byte)), depth));
                depth += 1;
            }
            b')' | b'}' | b']' => {
                depth = depth.saturating_sub(1);
                words.push((Word::Sign(char::from(byte)), depth));
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"_-".contains(byte));
                let end = end.map_or(text.len(), |length| at + length);
                words.push((Word::Name(text.get(at..end).unwrap_or_default()), depth));
                at = end;
                continue;
            }
            byte if byte.is_ascii_whitespace() => {}
            byte => words.push((Word::Sign(if byte.is_ascii() { char::from(byte) } else { '\u{fffd}' }), depth)),
        }
        at += 1;
    }
    (None, text.len())
}

/// The string that begins there, and where it ends: one in quotation marks ends with its line, those of three each do not. Where
/// it has no end, up to where there is none.
fn string(text: &str, start: usize) -> Result<(Cow<'_, str>, usize), usize> {
    let bytes = text.as_bytes();
    let Some(&quote) = bytes.get(start) else { return Err(text.len()) };
    let three = [quote; 3];
    if quote != b'`' && bytes[start..].starts_with(&three) {
        let end = memchr::memmem::find(&bytes[start + 3..], &three).map(|length| start + 3 + length);
        let string = end.and_then(|end| Some((text.get(start + 3..end)?.into(), end + 3)));
        return string.ok_or(text.len());
    }
    let mut end = start + 1;
    loop {
        match bytes.get(end) {
            Some(byte) if *byte == quote => break,
            Some(b'\\') => end += 2,
            Some(b'\n') if quote != b'`' => return Err(end),
            Some(_) => end += 1,
            None => return Err(text.len()),
        }
    }
    let written = text.get(start + 1..end).unwrap_or_default();
    let read = if written.contains('\\') { unescaped(written).to_string().into() } else { written.into() };
    Ok((read, end + 1))
}
