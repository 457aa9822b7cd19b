//! Where a text or a JSON document has a private key in it, so that it is not shown: as a JWK or a PEM, in the clear, in a
//! string, in base64, as `did:jwk` or in a token within the token.

mod dump;

use crate::engine::ground::base64url;
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::text::envelope;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The members of a JWK that hold what is private or secret (RFC 7518 §6.2.2, §6.3.2, §6.4.1; RFC 8037 §2; RFC 9964).
/// Those within `oth` are `r`, `d` and `t`.
pub(crate) const PRIVATE_MEMBERS: [&str; 9] = ["k", "d", "p", "q", "dp", "dq", "qi", "oth", "priv"];

/// What stands for each byte of a private key.
const MASK: u8 = b'*';
/// How many strings and encodings deep a key is looked for.
const DEEPEST: usize = 4;
/// Characters of base64 that can hold a private key: the shortest is `{"kty":"oct","k":"x"}`.
const SHORTEST: usize = 24;
/// Bytes of a text that are looked at before it is quoted in a sentence: no key is longer.
const LONGEST: usize = 32 * 1_024;
/// Characters of a private member that tell a key which does not say that it is one.
const SHORTEST_MEMBER: usize = 16;

/// The text as a sentence may quote it: stars where a private key is in it. Whoever cuts a text does so after this, for half
/// a key does not look like one.
pub(crate) fn covered_text(text: &str) -> Cow<'_, str> {
    if is_private(text) { Cow::Owned(text.chars().map(|_| char::from(MASK)).collect()) } else { Cow::Borrowed(text) }
}

/// Whether a private key is in a text.
pub(crate) fn is_private(text: &str) -> bool {
    let beginning = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    beginning.len() >= SHORTEST_JWK && !in_text(beginning, 0, &Budget::of(beginning.len())).is_empty()
}

/// The private keys in a text, each as the text or the DER that it was found in, however it is spelled.
pub(crate) fn keys_within(text: &str) -> Vec<Zeroizing<Vec<u8>>> {
    let mut keys = Vec::new();
    let beginning = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    if beginning.len() >= SHORTEST_JWK {
        let budget = Budget::of(beginning.len());
        search(beginning, 0, &budget, &mut |key| keys.push(Zeroizing::new(key.to_vec())));
    }
    keys
}

/// Characters of `{"kty":"oct","k":"x"}`.
const SHORTEST_JWK: usize = 21;

/// The document with a star for every byte of a private key; the same one where there is none. Every value stays where it is.
pub(crate) fn covered(document: &Arc<Document>) -> Arc<Document> {
    let spans = in_document(document, 0, &Budget::of(document.bytes().len()));
    if spans.is_empty() {
        Arc::clone(document)
    } else {
        Arc::new(document.with_bytes(starred(document.bytes(), &spans)))
    }
}

/// The document with a star for every byte of this value's text.
pub(crate) fn covered_value(document: &Arc<Document>, value: Value<'_>) -> Arc<Document> {
    let mut spans = Vec::new();
    leaves(value, &mut spans);
    Arc::new(document.with_bytes(starred(document.bytes(), &spans)))
}

/// Bytes of any kind with a star for every byte of a private key; the same ones where there is none.
pub(crate) fn covered_bytes(bytes: &Arc<[u8]>) -> Arc<[u8]> {
    let spans = match std::str::from_utf8(bytes) {
        Ok(text) => in_text(text, 0, &Budget::of(text.len())),
        Err(_) if is_private_der(bytes) => vec![Span::new(0, bytes.len())],
        Err(_) => Vec::new(),
    };
    if spans.is_empty() { Arc::clone(bytes) } else { starred(bytes, &spans) }
}

/// The document with a star for every byte of the names and strings that are one of those to be covered.
pub(crate) fn covered_texts(document: &Arc<Document>, is_covered: impl Fn(&str) -> bool) -> Arc<Document> {
    let is_one = |text: Option<Cow<'_, str>>| text.is_some_and(|text| is_covered(&text));
    let mut spans = Vec::new();
    for value in (0..document.len()).filter_map(|index| document.value(index)) {
        if is_one(value.name()) {
            spans.extend(value.name_span().map(unquoted));
        }
        if is_one(value.as_str()) {
            leaves(value, &mut spans);
        }
    }
    if spans.is_empty() {
        Arc::clone(document)
    } else {
        Arc::new(document.with_bytes(starred(document.bytes(), &spans)))
    }
}

/// The members of an object that are the private half of a key. A key that says its type is one; without that, what has the
/// members of its public half too.
pub(crate) fn private_members<'a>(object: Value<'a>) -> impl Iterator<Item = Value<'a>> {
    let has = |name: &str| object.members().any(|member| member.name.eq_ignore_ascii_case(name));
    let is_key = object.kind() == Kind::Object && has("kty");
    let may_be_one = object.kind() == Kind::Object && !is_key && is_half_named(has);
    object
        .members()
        .filter(move |member| {
            let is_long = || member.value.as_str().is_some_and(|text| is_key_text(&text));
            is_private_name(&member.name) && (is_key || may_be_one && is_long())
        })
        .map(|member| member.value)
}

/// Whether members are those of a key that does not say its type (RFC 7518 §6).
fn is_half_named(has: impl Fn(&str) -> bool) -> bool {
    has("n") && has("e") || has("crv") || has("x") && has("d") || has("k") && (has("alg") || has("key_ops"))
}

/// Whether a text may be a number or a secret of a key: base64url, and long.
fn is_key_text(text: &str) -> bool {
    text.len() >= SHORTEST_MEMBER && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/=".contains(&byte))
}

/// Whether a text has the form and the length of a secret, and no name is like that: a long run of both letters and digits.
pub(crate) fn may_be_key(text: &str) -> bool {
    const SHORTEST: usize = 32;
    let has = |known: fn(&u8) -> bool| text.as_bytes().iter().any(known);
    text.len() >= SHORTEST && is_key_text(text) && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

/// Without the quotes around it.
fn unquoted(span: Span) -> Span {
    Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1))
}

/// Whether a name is that of a private member of a JWK, as readers that are lenient about case take it.
pub(crate) fn is_private_name(name: &str) -> bool {
    PRIVATE_MEMBERS.iter().any(|private| private.eq_ignore_ascii_case(name))
}

fn starred(bytes: &[u8], spans: &[Span]) -> Arc<[u8]> {
    let mut out = bytes.to_vec();
    for span in spans {
        if let Some(private) = out.get_mut(span.range()) {
            private.fill(MASK);
        }
    }
    out.into()
}

/// The bytes of a document that are private: within the quotes of strings, and numbers.
fn in_document(document: &Document, depth: usize, budget: &Budget) -> Vec<Span> {
    let mut found = Vec::new();
    for value in (0..document.len()).filter_map(|index| document.value(index)) {
        // A name is shown like a value.
        if let Some(span) = value.name_span().filter(|span| span.len() > SHORTEST_JWK)
            && value.name().is_some_and(|name| !in_text(&name, depth, budget).is_empty())
        {
            found.push(unquoted(span));
        }
        match value.kind() {
            Kind::Object | Kind::Array if is_private_list(value, depth, budget) => leaves(value, &mut found),
            Kind::Object => private_members(value).for_each(|private| leaves(private, &mut found)),
            Kind::String if value.as_str().is_some_and(|text| !in_text(&text, depth, budget).is_empty()) => {
                leaves(value, &mut found);
            }
            _ => {}
        }
    }
    // What broke off is no value, and is shown all the same.
    if !document.is_complete()
        && let Ok(text) = std::str::from_utf8(document.bytes())
    {
        found.extend(in_text(text, depth, budget));
    }
    found
}

/// Whether a list, or an object of numbered members, is a private key in pieces: the lines of a PEM, or the numbers of its
/// bytes.
pub(crate) fn is_list_of_key(list: Value<'_>) -> bool {
    is_private_list(list, 0, &Budget::of(list.span().len()))
}

fn is_private_list(list: Value<'_>, depth: usize, budget: &Budget) -> bool {
    const FEWEST: usize = 3;
    if list.child_count() < FEWEST {
        return false;
    }
    let first = list.children().next();
    if first.is_some_and(|first| first.kind() == Kind::Number) {
        // Java counts bytes from -128.
        let byte = |value: Value<'_>| value.lexeme().parse::<i16>().ok().filter(|byte| (-128..256).contains(byte));
        let bytes: Option<Vec<u8>> = list.children().map(|value| byte(value).map(|byte| byte as u8)).collect();
        return bytes.map(Zeroizing::new).is_some_and(|bytes| is_private_in(&bytes, depth, budget, &mut |_| {}));
    }
    let is_pem = first.and_then(Value::as_str).is_some_and(|text| text.contains("-----BEGIN "));
    let lines = || {
        list.children().map_while(Value::as_str).fold(Zeroizing::new(String::new()), |mut all, line| {
            all.push_str(&line);
            all.push('\n');
            all
        })
    };
    is_pem && !in_text(&lines(), depth, budget).is_empty()
}

/// The strings, without their quotes, and the numbers of a value.
fn leaves(value: Value<'_>, found: &mut Vec<Span>) {
    let within = (value.index()..value.next_index()).filter_map(|index| value.document().value(index));
    for leaf in within {
        let span = leaf.span();
        match leaf.kind() {
            Kind::String if span.len() > 2 => found.push(Span::new(span.start + 1, span.end - 1)),
            Kind::Number => found.push(span),
            _ => {}
        }
    }
}

/// The bytes of a text that are private.
fn in_text(text: &str, depth: usize, budget: &Budget) -> Vec<Span> {
    search(text, depth, budget, &mut |_| {})
}

/// The private keys in a text that are spelled as the numbers of their bytes.
pub(crate) fn dumps(text: &str) -> Vec<Span> {
    let budget = Budget::of(text.len());
    let spelled = dump::pairs(text).into_iter().chain(dump::lists(text));
    let private = spelled.filter(|one| one.is_labelled || is_private_in(&one.bytes, 0, &budget, &mut |_| {}));
    private.map(|one| one.span).collect()
}

/// Bytes that may still be gone through for one text, with all that is encoded in it: whoever writes a text of encodings in
/// encodings chooses how many there are.
struct Budget(Cell<usize>);

impl Budget {
    /// How often each byte is gone through. A key in a string in a string in base64 takes four.
    const PASSES: usize = 32;
    /// However short the text is.
    const LEAST: usize = 16 * 1024;

    const fn of(length: usize) -> Self {
        Self(Cell::new(length.saturating_mul(Self::PASSES).saturating_add(Self::LEAST)))
    }

    fn spend(&self, bytes: usize) -> bool {
        let left = self.0.get().checked_sub(bytes);
        self.0.set(left.unwrap_or_default());
        left.is_some()
    }
}

/// The bytes of a text that are private; `found_key` is told each text and DER that has a key in it in the clear. What is too
/// much to be gone through is covered: it may hold one.
fn search(text: &str, depth: usize, budget: &Budget, found_key: &mut dyn FnMut(&[u8])) -> Vec<Span> {
    if !budget.spend(text.len()) {
        return vec![Span::new(0, text.len())];
    }
    let mut found = spans(text);
    if !found.is_empty() {
        found_key(text.as_bytes());
    }
    if depth >= DEEPEST {
        return found;
    }
    for spelled in dump::pairs(text).into_iter().chain(dump::lists(text)) {
        if spelled.is_labelled || is_private_in(&spelled.bytes, depth, budget, found_key) {
            found.push(spelled.span);
        }
    }
    // JSON in a string in JSON: its quotes are escaped.
    for span in strings(text) {
        let lexeme = span.of(text).filter(|lexeme| lexeme.contains('\\'));
        let inner = lexeme.and_then(|lexeme| serde_json::from_str::<String>(lexeme).ok());
        if inner.is_some_and(|inner| !search(&inner, depth + 1, budget, found_key).is_empty()) {
            found.push(Span::new(span.start + 1, span.end - 1));
        }
    }
    // Percent-encoding has neither white space nor quotes.
    let mut end = 0;
    for piece in text.split(|character: char| character.is_whitespace() || character == '"') {
        let span = Span::new(end, end + piece.len());
        end = span.end + text.get(span.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let plain = if piece.contains('%') { percent_decode_str(piece).decode_utf8().ok() } else { None };
        if plain.is_some_and(|plain| plain != piece && !search(&plain, depth + 1, budget, found_key).is_empty()) {
            found.push(span);
        }
    }
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'/' | b'=');
    let mut at = 0;
    while let Some(start) = text.as_bytes().iter().skip(at).position(is_base64).map(|skipped| at + skipped) {
        let length = text.as_bytes().iter().skip(start).take_while(|byte| is_base64(byte)).count();
        at = start + length;
        let Some(piece) = text.get(start..at).filter(|piece| piece.len() >= SHORTEST) else { continue };
        if spellings(piece).any(|bytes| is_private_in(&bytes, depth, budget, found_key)) {
            found.push(Span::new(start, at));
        }
    }
    found
}

/// How base64 of what gzip packed begins.
const PACKED: &str = "H4sI";

/// What a piece may be the base64 and the hexadecimal digits of.
fn spellings(piece: &str) -> impl Iterator<Item = Vec<u8>> {
    // `{`, `[`, white space and letters that begin a text, and DER: anything else is decoded in vain.
    let is_base64 = piece.starts_with(['e', 'W', 'M', 'L', 'I', 'C', 'D', 'Z']) || piece.starts_with(PACKED);
    let is_hex =
        ["30", "7b", "7B", "5b", "5B", "22", "2d", "2D", "20", "0a", "0A"].iter().any(|start| piece.starts_with(start));
    let whole = is_base64.then(|| base64url::decode(piece).bytes);
    let hex = if is_hex { data_encoding::HEXLOWER_PERMISSIVE.decode(piece.as_bytes()).ok() } else { None };
    whole.into_iter().chain(hex).chain(beginnings(piece).map(|tail| base64url::decode(tail).bytes))
}

/// Where base64 of a key may begin behind other characters of its alphabet, as in a path or behind a name: `x=eyJ…`.
fn beginnings(piece: &str) -> impl Iterator<Item = &str> {
    /// `{"`, `{` with white space, `[{`, `-----` and DER of lengths that private keys have.
    const STARTS: [&str; 12] = ["eyJ", "eyA", "ewo", "ew0", "W3s", "LS0t", "MIG", "MII", "MHc", "MHQ", "MC4", "MEc"];
    const MOST: usize = 8;
    let mut starts: Vec<usize> = STARTS
        .iter()
        .flat_map(|start| piece.match_indices(start).take(MOST))
        .map(|(at, _)| at)
        .filter(|at| *at > 0)
        .collect();
    starts.sort_unstable();
    starts.into_iter().take(MOST).filter_map(|at| piece.get(at..))
}

/// Whether decoded bytes are a private key or a text with one.
fn is_private_in(bytes: &[u8], depth: usize, budget: &Budget, found_key: &mut dyn FnMut(&[u8])) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(text) => !search(text, depth + 1, budget, found_key).is_empty(),
        Err(_) => {
            if !budget.spend(bytes.len()) {
                return true;
            }
            // What is packed is unpacked within the limit of envelopes.
            if bytes.starts_with(&[0x1f, 0x8b]) {
                let unpacked = envelope::text_of(bytes);
                return unpacked.is_some_and(|inner| !search(&inner.text, depth + 1, budget, found_key).is_empty());
            }
            let is_key = is_private_der(bytes);
            if is_key {
                found_key(bytes);
            }
            is_key
        }
    }
}

/// Whether DER is a private key by its first fields: PKCS #8 (RFC 5958 §2), PKCS #1 (RFC 8017 A.1.2), SEC 1 (RFC 5915 §3) or
/// PKCS #12, which holds one (RFC 7292 §4).
fn is_private_der(bytes: &[u8]) -> bool {
    let body = match bytes {
        [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] => rest,
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        _ => return false,
    };
    match body {
        // A version of one byte, then an algorithm, a large number, or an octet string that fills a field.
        [0x02, 0x01, 0 | 1, 0x30, ..] | [0x02, 0x01, 0 | 1, 0x02, 0x81 | 0x82, ..] => true,
        [0x02, 0x01, 1, 0x04, length, ..] => *length >= 28,
        [0x02, 0x01, 3, 0x30, ..] => true,
        _ => false,
    }
}

/// The bytes of `text` that are private, in their order: values of JWK members without their quotes, and what stands
/// between the lines of a PEM.
pub(crate) fn spans(text: &str) -> Vec<Span> {
    let mut found = pem(text);
    found.extend(members(text));
    found.extend(loose_members(text));
    found.extend(putty(text));
    found.extend(xml(text));
    found.sort_by_key(|span| span.start);
    // A PEM within a JSON string can be both.
    let mut end = 0;
    found.retain(|span| {
        let is_new = span.start >= end;
        end = end.max(span.end);
        is_new
    });
    found
}

/// Between `-----BEGIN … PRIVATE KEY-----` and the next `-----END`, or the end of the text.
fn pem(text: &str) -> Vec<Span> {
    const BEGIN: &str = "-----BEGIN ";
    const LABEL: &str = "PRIVATE KEY-----";
    /// What stands before that: the label is a few words.
    const BEFORE: usize = 32;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = text.get(at..).and_then(|rest| rest.find(BEGIN)).map(|place| at + place) {
        at = begin + BEGIN.len();
        let rest = text.get(at..).unwrap_or_default();
        // No farther, or a text of many beginnings would be read as often as it has them.
        let line = rest.get(..rest.floor_char_boundary(BEFORE + LABEL.len())).unwrap_or(rest);
        let Some(label) = line.find(LABEL) else { continue };
        let start = at + label + LABEL.len();
        let end = text.get(start..).and_then(|rest| rest.find("-----END")).map_or(text.len(), |place| start + place);
        if end > start {
            found.push(Span::new(start, end));
        }
        at = end;
    }
    found
}

/// Values of private members, in a text that speaks of a key at all.
fn members(text: &str) -> Vec<Span> {
    let strings = strings(text);
    let name = |span: &Span| {
        let lexeme = span.of(text).unwrap_or_default();
        serde_json::from_str::<String>(lexeme).unwrap_or_else(|_| lexeme.trim_matches('"').to_owned())
    };
    let has = |wanted: &str| strings.iter().any(|span| name(span).eq_ignore_ascii_case(wanted));
    let is_key = has("kty");
    if !is_key && !is_half_named(has) {
        return Vec::new();
    }
    // `r` and `t` stand in `oth` alone.
    let is_private = |name: &str| is_private_name(name) || matches!(name, "r" | "t");
    let inside = |span: &Span| {
        let lexeme = span.of(text).unwrap_or_default();
        let is_closed = lexeme.len() >= 2 && lexeme.ends_with('"');
        Span::new(span.start + 1, if is_closed { span.end - 1 } else { span.end })
    };
    let mut found = Vec::new();
    // Brackets that were opened since a private name: all within is its value.
    let mut open = 0_usize;
    for (index, span) in strings.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| strings.get(before));
        let between = text.get(before.map_or(0, |before| before.end)..span.start).unwrap_or_default().trim();
        let brackets = between.chars().fold(0_usize, |depth, character| match character {
            '[' | '{' => depth + 1,
            ']' | '}' => depth.saturating_sub(1),
            _ => depth,
        });
        let closed = between.chars().filter(|character| matches!(character, ']' | '}')).count();
        let is_value = between.starts_with(':') && before.is_some_and(|before| is_private(&name(before)));
        if open > 0 {
            open = open.saturating_sub(closed) + brackets;
        } else if is_value {
            open = brackets;
        }
        let is_name = || text.get(span.end..).unwrap_or_default().trim_start().starts_with(':');
        let is_long = || is_key || inside(span).of(text).is_some_and(is_key_text);
        if (is_value || open > 0) && !is_name() && is_long() {
            found.push(inside(span));
        }
    }
    found.retain(|span| !span.is_empty());
    found
}

/// The private half of a PuTTY key: base64 between the counts of its lines and the MAC.
fn putty(text: &str) -> Vec<Span> {
    const BEGIN: &str = "Private-Lines:";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = text.get(at..).and_then(|rest| rest.find(BEGIN)).map(|place| at + place + BEGIN.len()) {
        let rest = text.get(begin..).unwrap_or_default();
        let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b' ').count();
        let end = rest.find("Private-").map_or(text.len(), |place| begin + place);
        found.extend(Some(Span::new((begin + digits).min(end), end)).filter(|span| !span.is_empty()));
        at = end;
    }
    found
}

/// What is private of an `RSAKeyValue`, as .NET writes it.
fn xml(text: &str) -> Vec<Span> {
    const MEMBERS: [&str; 6] = ["P", "Q", "DP", "DQ", "InverseQ", "D"];
    if !text.contains("RSAKeyValue") && !text.contains("RSAParameters") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for member in MEMBERS {
        for (open, close) in [("<", ">"), ("&lt;", "&gt;"), ("\\u003c", "\\u003e")] {
            let begin = format!("{open}{member}{close}");
            let mut at = 0;
            while let Some(start) =
                text.get(at..).and_then(|rest| rest.find(&begin)).map(|place| at + place + begin.len())
            {
                let rest = text.get(start..).unwrap_or_default();
                let end = rest.find(open).map_or(text.len(), |place| start + place);
                found.extend(Some(Span::new(start, end)).filter(|span| !span.is_empty()));
                at = end;
            }
        }
    }
    found
}

/// Values of private members as other notations than JSON write a JWK: `d: 'lJrs…'` (JavaScript), `'d': 'lJrs…'` (Python),
/// `"d" => "lJrs…"` (Ruby, PHP), `d: lJrs…` (YAML).
fn loose_members(text: &str) -> Vec<Span> {
    const LONGEST_NAME: usize = 4;
    let bytes = text.as_bytes();
    if memchr::memmem::find(bytes, b"kty").is_none() {
        return Vec::new();
    }
    let is_member = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'/');
    let has_oth = memchr::memmem::find(bytes, b"oth").is_some();
    let is_quote = |text: &str| text.ends_with(['\'', '"', '`']);
    // A value may go on behind white space, as YAML folds it, or be put together of several: `'lJrs' + 'aB3d'`. What a sign
    // follows is the next name.
    let goes_on = |found: &[Span], start: usize| {
        let gap = found.last().and_then(|before| text.get(before.end..start));
        let joins = |character: char| character.is_whitespace() || "'\"`+.\\|>".contains(character);
        gap.is_some_and(|gap| gap.chars().all(joins))
    };
    let is_name = |end: usize| {
        let rest = text.get(end..).unwrap_or_default();
        let rest = rest.strip_prefix(['\'', '"', '`']).unwrap_or(rest).trim_start();
        rest.starts_with(':') || rest.starts_with("=>")
    };
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes.get(at..).and_then(|rest| rest.iter().position(is_member)).map(|step| at + step) {
        at = start + bytes.iter().skip(start).take_while(|byte| is_member(byte)).count();
        if at - start < SHORTEST_MEMBER || is_name(at) {
            continue;
        }
        if goes_on(&found, start) {
            found.push(Span::new(start, at));
            continue;
        }
        // No farther back than a name with its sign and some white space.
        let before = text.get(text.floor_char_boundary(start.saturating_sub(32))..start).unwrap_or_default();
        let before = if is_quote(before) { &before[..before.len() - 1] } else { before };
        let before = before.trim_end();
        // `k: >-` and the value in lines below it (YAML 1.2.2 §8.1).
        let block = before.trim_end_matches(['-', '+']).strip_suffix(['|', '>']).map(str::trim_end);
        let before = block.filter(|before| before.ends_with(':')).unwrap_or(before);
        let Some(name) = ["=>", ":", "="].iter().find_map(|sign| before.strip_suffix(sign)).map(str::trim_end) else {
            continue;
        };
        let name = if is_quote(name) { &name[..name.len() - 1] } else { name };
        let length = name.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        let word = &name[name.len() - length..];
        let is_in_oth = || matches!(word, "r" | "t") && has_oth;
        if length <= LONGEST_NAME && (is_private_name(word) || is_in_oth()) {
            found.push(Span::new(start, at));
        }
    }
    found
}

/// Every JSON string with its quotes; the last one may not be closed.
fn strings(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'"', bytes.get(at..).unwrap_or_default()).map(|place| at + place) {
        at = start + 1;
        loop {
            match bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(b'"') => {
                    at += 1;
                    break;
                }
                Some(_) => at += 1,
                None => break,
            }
        }
        at = at.min(bytes.len());
        found.push(Span::new(start, at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{dumps, is_private};

    const PEM: &str = include_str!("../../../../tests/data/keys/p256.pkcs8.pem");

    fn der() -> Vec<u8> {
        let body: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
        data_encoding::BASE64.decode(body.as_bytes()).expect("base64")
    }

    fn spelled(of: impl Fn(&u8) -> String, separator: &str) -> String {
        der().iter().map(of).collect::<Vec<_>>().join(separator)
    }

    /// Only what turns bytes into keys knows these.
    #[test]
    fn a_key_in_the_numbers_of_its_bytes_is_private() {
        let lines = PEM.lines().map(|line| format!("\"{line}\"")).collect::<Vec<_>>().join(",");
        for text in [
            format!("[{}]", spelled(u8::to_string, ",")),
            format!("new byte[] {{{}}}", spelled(|byte| (*byte as i8).to_string(), ", ")),
            format!("{{\"type\":\"Buffer\",\"data\":[{}]}}", spelled(u8::to_string, ",")),
            format!("<Buffer {}>", spelled(|byte| format!("{byte:02x}"), " ")),
            spelled(|byte| format!("{byte:02x}"), ":"),
            spelled(|byte| format!("{byte:02X}"), " "),
            format!("privateExponent:\n    00:{}\n", vec!["ab"; 40].join(":")),
            format!("priv:\n    {}:\n    {}\npub:", vec!["01"; 15].join(":"), vec!["ef"; 17].join(":")),
            format!("[{lines}]"),
            data_encoding::BASE64.encode(include_bytes!("../../../../tests/data/keys/p256.p12")),
        ] {
            assert!(is_private(&text), "{text}");
        }
        for text in [
            format!("[{}]", vec!["48"; 64].join(",")),
            format!("modulus:\n    00:{}\n", vec!["ab"; 40].join(":")),
            format!("Serial Number:\n    {}", vec!["0a"; 30].join(":")),
            vec!["12:30"; 30].join(" "),
        ] {
            assert!(!is_private(&text), "{text}");
        }
        assert_eq!(dumps(&format!("a {} b", spelled(|byte| format!("{byte:02x}"), ":"))).len(), 1);
    }
}
