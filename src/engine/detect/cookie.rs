//! Cookies: tokens cut into several because browsers take 4,096 bytes each, and the attributes behind one.

use super::alphabet::is_token;
use super::foreign::{Foreign, ForeignKind};
use super::opening;
use super::run::{Changes, Run};
use super::symbol;
use super::{Note, NoteKind};
use crate::engine::ground::span::Span;
use crate::engine::text::words::shown;
use std::collections::HashMap;

/// A token that was spread over several cookies.
#[derive(Debug)]
pub(super) struct Chunked {
    /// The name that the chunks share.
    pub(super) name: String,
    pub(super) run: Run,
    /// Where each chunk stands, in the order of the text.
    pub(super) pieces: Vec<Span>,
    /// The first number that is missing.
    pub(super) missing: Option<usize>,
}

/// How many cookies with a number are looked at.
const MAX_CHUNKS: usize = 1024;

struct Chunk {
    index: usize,
    name: String,
    span: Span,
    value: String,
    changes: Changes,
}

/// Finds chunked tokens: `name.0`, `name.1` (Auth.js, Auth0), `name_0`, `name_1` (oauth2-proxy), `nameC1`, `nameC2`
/// (ASP.NET).
pub(super) fn chunked(text: &str, depth: usize) -> Vec<Chunked> {
    let mut order: Vec<String> = Vec::new();
    let mut groups: HashMap<String, Vec<Chunk>> = HashMap::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut count = 0;
    while let Some(step) = memchr::memchr(b'=', bytes.get(at..).unwrap_or_default()) {
        let equals = at + step;
        at = equals + 1;
        let Some((base, index, name)) = numbered(bytes.get(..equals).unwrap_or_default()) else { continue };
        let (mut value, mut changes) = (String::new(), Changes::default());
        let quoted = usize::from(bytes.get(at) == Some(&b'"'));
        let end = symbol::word(text, at + quoted, false, &mut value, &mut changes);
        // The first chunk opens a token, the others are the middle of one.
        if value.is_empty()
            || !matches!(bytes.get(end), None | Some(b';' | b'"' | b'\'' | b'\r' | b'\n' | b' ' | b'\\'))
        {
            continue;
        }
        count += 1;
        if count > MAX_CHUNKS {
            break;
        }
        if !groups.contains_key(&base) {
            order.push(base.clone());
        }
        let span = Span::new(at + quoted, end);
        groups.entry(base).or_default().push(Chunk { index, name, span, value, changes });
        at = end;
    }
    order.into_iter().filter_map(|base| groups.remove(&base).and_then(|chunks| join(base, chunks, depth))).collect()
}

/// The name in front of an equals sign, if it ends with the number of a chunk: base, number, whole name.
fn numbered(before: &[u8]) -> Option<(String, usize, String)> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$' | b'!' | b'@');
    let length = before.iter().rev().take(129).take_while(|byte| is_name(byte)).count();
    if length > 128 {
        return None;
    }
    let name = std::str::from_utf8(&before[before.len() - length..]).ok()?;
    let stem = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let digits = &name[stem.len()..];
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    let base = stem
        .strip_suffix(['.', '_', '-'])
        .or_else(|| stem.strip_suffix('C').map(|stem| stem.strip_suffix('_').unwrap_or(stem)))
        .filter(|base| !base.is_empty())?;
    Some((base.to_owned(), digits.parse().ok()?, name.to_owned()))
}

/// Joins the chunks in the order of their numbers.
fn join(name: String, mut chunks: Vec<Chunk>, depth: usize) -> Option<Chunked> {
    chunks.sort_by_key(|chunk| chunk.index);
    chunks.dedup_by_key(|chunk| chunk.index);
    let (first, others) = chunks.split_first()?;
    if others.is_empty() || first.index > 1 || !opening::starts(&first.value) {
        return None;
    }
    // Numbered cookies that each hold a token of their own are several tokens.
    if others.iter().any(|chunk| opening::starts(&chunk.value)) {
        return None;
    }
    let alone = Run::of(first.value.clone(), first.span, Changes::default(), depth);
    if alone.is_complete() {
        return None;
    }
    let missing = chunks.windows(2).find(|pair| pair[1].index != pair[0].index + 1).map(|pair| pair[0].index + 1);
    let mut text = String::new();
    let mut changes = Changes::default();
    for chunk in &chunks {
        text.push_str(&chunk.value);
        changes.add(&chunk.changes);
        changes.chunks.push(chunk.name.clone());
    }
    if !text.bytes().all(is_token) || text.contains("...") {
        return None;
    }
    let mut pieces: Vec<Span> = chunks.iter().map(|chunk| chunk.span).collect();
    pieces.sort_unstable();
    let span = Span::new(pieces.first()?.start, pieces.last()?.end);
    Some(Chunked { name, run: Run::of(text, span, changes, depth), pieces, missing })
}

/// A cookie in pieces of which one at least is missing, and no token is in what there is: named.
pub(super) fn piece(text: &str, source: Span) -> Option<Foreign> {
    const LONGEST: usize = 64 * 1024;
    if text.len() > LONGEST {
        return None;
    }
    let mut found: Option<(String, Vec<usize>)> = None;
    for pair in text.split([';', '\n', '&']).map(str::trim).take(MAX_CHUNKS) {
        let Some((front, value)) = pair.split_once('=') else { continue };
        let Some((base, index, name)) = numbered(front.as_bytes()) else { continue };
        // Supabase, Auth.js and Auth0 put a dot in front of the number.
        let is_one = name.ends_with(&format!(".{index}")) && value.len() >= 40 && !value.contains(char::is_whitespace);
        if is_one && found.as_ref().is_none_or(|(known, _)| *known == base) {
            found.get_or_insert_with(|| (base, Vec::new())).1.push(index);
        }
    }
    let (base, mut indexes) = found?;
    indexes.sort_unstable();
    indexes.dedup();
    let missing = (0..).find(|index| !indexes.contains(index)).unwrap_or_default();
    let base = shown(&base);
    let is_gap = indexes.last().is_some_and(|last| missing < *last);
    let explanation = if is_gap {
        format!("The cookie {base} is split into several, and {base}.{missing} is missing")
    } else {
        format!("The cookie {base} is split into several, of which {base}.{missing} would be the next")
    };
    Some(Foreign {
        kind: ForeignKind::Text,
        name: "Piece of a cookie",
        explanation: explanation.into(),
        advice: "Copy all of its pieces, name by name: together they contain the token".into(),
        command: None,
        label: None,
        source,
    })
}

/// What is to be said of a broken token that has the name of one cookie of several: `next-auth.session-token.0`.
pub(super) fn one_of_several(label: &str) -> Option<Note> {
    let (base, index) = label.rsplit(' ').next()?.rsplit_once('.')?;
    let is_number = (1..=2).contains(&index.len()) && index.bytes().all(|byte| byte.is_ascii_digit());
    let text = format!(
        "{} is one of several cookies that contain the token together: copy those with the other numbers too",
        shown(&format!("{base}.{index}"))
    );
    (is_number && base.len() > 2).then_some(Note { kind: NoteKind::ChunkMissing, text })
}

/// The attributes of a `Set-Cookie` line (RFC 6265 §4.1), as written; `after` is what follows the value.
pub(super) fn attributes(after: &str) -> Vec<String> {
    const NAMES: [&str; 9] =
        ["path", "domain", "expires", "max-age", "secure", "httponly", "samesite", "partitioned", "priority"];
    let line = after.split(['\r', '\n', '"']).next().unwrap_or_default();
    line.split(';')
        .take(16)
        .map(str::trim)
        .filter(|part| {
            let name = part.split('=').next().unwrap_or_default().trim().to_ascii_lowercase();
            NAMES.contains(&name.as_str())
        })
        .map(|part| part.chars().take(64).collect())
        .collect()
}
