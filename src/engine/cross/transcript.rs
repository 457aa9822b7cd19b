//! What a terminal shows, or a record of HTTP: requests to the token endpoint, each with its answer below.

use super::pairs::{Pairs, form_pairs, object_pairs};
use super::request::curl_data;
use crate::engine::ground::json::{self, FaultKind, Kind};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;

/// A request for tokens, and what was answered.
pub(super) struct Exchange {
    pub(super) sent: Pairs,
    pub(super) answer: Pairs,
}

/// Requests and answers that are looked at.
const MOST: usize = 1_024;

/// Longest value without a form around it.
const LONGEST_VALUE: usize = 4_096;
/// Longest object that is looked into.
const LONGEST_OBJECT: usize = 256 * 1024;

/// The requests of a text that have an answer below, in its order.
pub(super) fn exchanges(text: &str) -> Vec<Exchange> {
    let mut all = Vec::new();
    // Most texts have none.
    if !["refresh_token", "grant_type"].iter().any(|name| text.contains(name)) {
        return all;
    }
    let mut objects = Objects { text, at: 0, budget: text.len().saturating_mul(4) + LONGEST_OBJECT };
    // What stands above the next answer, without the objects that were sent.
    let (mut above, mut from) = (String::new(), 0);
    let mut bodies: Vec<Pairs> = Vec::new();
    while let Some((span, pairs)) = objects.next() {
        let is_body = is_asking(&pairs);
        let is_answer = !is_body && ["id_token", "access_token", "refresh_token"].iter().any(|name| pairs.has(name));
        // An error answers as well (RFC 6749 §5.2).
        let is_error = !is_body && pairs.has("error");
        if is_body || is_answer || is_error {
            above.push_str(text.get(from..span.start).unwrap_or_default());
            from = span.end;
        }
        if is_body {
            // Where it stood.
            above.push_str("grant_type");
            bodies.push(pairs);
        } else if is_error {
            bodies.clear();
            above.clear();
        } else if is_answer {
            bodies.extend(askings(&above, bodies.is_empty()));
            // Of several requests it is not known which was answered; and what a later command shows answers none of them.
            if let ([_], true, true) = (bodies.as_slice(), all.len() < MOST, is_answered_below(&above)) {
                all.extend(bodies.pop().map(|sent| Exchange { sent, answer: pairs }));
            }
            bodies.clear();
            above.clear();
        }
    }
    all
}

/// Whether this is sent to the token endpoint.
fn is_asking(pairs: &Pairs) -> bool {
    pairs.has("grant_type") || pairs.is_refresh() && !pairs.has("access_token")
}

/// What is asked in what stands above an answer: what the options of curl send, a form that is written down, and names with their
/// values in whatever notation a line has them; without any of these, in all of the text.
fn askings(text: &str, is_alone: bool) -> Vec<Pairs> {
    let mut all = forms(text);
    let is_known = |line: &str| line.contains("curl") || !forms(line).is_empty();
    let lines = logical_lines(text).into_iter().filter(|line| !is_known(line));
    all.extend(lines.map(loose_pairs).filter(is_asking));
    if all.is_empty() && is_alone {
        all.extend(Some(loose_pairs(text)).filter(|pairs| is_asking(pairs) && !pairs.is_repeated()));
    }
    all
}

/// The forms in it: what the options of curl send, or one that is written down.
fn forms(text: &str) -> Vec<Pairs> {
    let pieces = text.split(|character: char| character.is_whitespace() || "\"'`".contains(character));
    let written = pieces.filter(|piece| piece.contains('&')).map(form_pairs);
    curl_data(text).into_iter().chain(written).filter(is_asking).collect()
}

/// Lines, with those that go on behind a sign at their end or within brackets.
fn logical_lines(text: &str) -> Vec<&str> {
    /// A bracket that is open for longer is none.
    const MOST_LINES: usize = 40;
    let (mut all, mut start, mut end) = (Vec::new(), 0, 0);
    let (mut depth, mut count) = (0_usize, 0);
    for line in text.split_inclusive('\n') {
        (end, count) = (end + line.len(), count + 1);
        for byte in line.bytes() {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        let goes_on = depth > 0 && count < MOST_LINES || line.trim_end().ends_with(['\\', '`', '^']);
        if !goes_on {
            all.extend(text.get(start..end));
            (start, depth, count) = (end, 0, 0);
        }
    }
    all.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    all
}

/// Names with their values as a call, a hash or a command line has them: `'grant_type': 'refresh_token'`, `refresh_token=…`,
/// `@{code='…'}`.
fn loose_pairs(text: &str) -> Pairs {
    const WANTED: [&str; 4] = ["grant_type", "refresh_token", "code", "client_id"];
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let is_quote = |c: char| matches!(c, '"' | '\'' | '\\' | '`');
    let is_call = text.contains('(');
    let mut pairs = Pairs::default();
    for name in WANTED {
        let mut read = 0;
        for at in memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()) {
            // Within the value before.
            if at < read {
                continue;
            }
            let (before, rest) = (&text[..at], &text[at + name.len()..]);
            if before.ends_with(is_of_name) {
                continue;
            }
            let sign = rest.trim_start_matches(is_quote).trim_start_matches([' ', '\t']);
            let Some(value) = sign.strip_prefix("=>").or_else(|| sign.strip_prefix([':', '='])) else { continue };
            let value = value.trim_start_matches([' ', '\t']);
            let bare = value.trim_start_matches(is_quote);
            let is_quoted = bare.len() < value.len();
            // In code, what has no quotes is a variable.
            if !is_quoted && (is_call || sign.starts_with(':') || sign.starts_with("=>")) {
                continue;
            }
            let near = &bare[..bare.floor_char_boundary(LONGEST_VALUE)];
            let is_end =
                |c: char| is_quote(c) || !is_quoted && (c.is_whitespace() || ";,&)}]".contains(c)) || c == '\n';
            let value = &near[..near.find(is_end).unwrap_or(near.len())];
            // A variable.
            if !value.is_empty() && (is_quoted || !value.starts_with(['$', '%', '{'])) {
                pairs.add(name, value);
            }
            read = text.len() - bare.len() + value.len();
            // Several are enough to know that it is not known which is meant.
            if pairs.all(name).nth(1).is_some() {
                break;
            }
        }
    }
    pairs
}

/// Whether the answer is surely that of what was asked last: nothing stands between that a program which sends requests would not
/// show, and its own line says nothing of another command or a file.
fn is_answered_below(above: &str) -> bool {
    let Some(asked) = ["grant_type", "refresh_token"].iter().filter_map(|name| above.rfind(name)).max() else {
        return true;
    };
    let mut end = 0;
    let mut lines = logical_lines(above).into_iter();
    let own = lines.find(|line| {
        end += line.len();
        asked < end
    });
    let own = own.unwrap_or_default();
    let is_own_end = end < above.len() || above.ends_with('\n');
    // The first sign may be a prompt.
    let mut words = own.split_whitespace().skip(1);
    let goes_elsewhere = words.any(|word| matches!(word, "-o" | "-O" | "--output" | ">" | ">>" | "&&" | "||"));
    let tail = own.rsplit(['"', '\'', '}', ')']).next().unwrap_or_default();
    // A bracket that is not closed makes one line of what are several.
    let is_prompted = |line: &str| ["$ ", "% ", "# ", "PS ", ">>> "].iter().any(|prompt| line.starts_with(prompt));
    if goes_elsewhere || tail.contains(';') || own.lines().skip(1).any(is_prompted) {
        return false;
    }
    let mut lines = above.get(end..).unwrap_or_default().split_inclusive('\n');
    // The answer begins within the last of them.
    !is_own_end || lines.all(|line| !line.ends_with('\n') || is_of_exchange(line.trim_end()))
}

/// What stands between a request and its answer: field lines, what `curl -v` says of the connection, how much came.
fn is_of_exchange(line: &str) -> bool {
    let bare = line.trim_start_matches(['<', '>', '*', ' ']);
    // A cited terminal, or one that is indented.
    if bare.is_empty() || line.starts_with('*') || line.starts_with("{ [") || line.starts_with("} [") {
        return true;
    }
    if let Some(rest) = bare.strip_prefix("HTTP/") {
        let status = rest.split(' ').nth(1).and_then(|status| status.parse::<u16>().ok());
        return status.is_none_or(|status| status < 300);
    }
    let is_field = bare.split_once(':').is_some_and(|(name, value)| {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !name.is_empty() && name.bytes().all(is_name) && (value.is_empty() || value.starts_with(' '))
    });
    let is_request = bare.ends_with(" HTTP/1.1") || bare.ends_with(" HTTP/2") || bare.ends_with(" HTTP/1.0");
    let first = bare.split_whitespace().next().unwrap_or_default();
    let is_meter = first == "%" && bare.ends_with("Current")
        || first == "Dload"
        || bare.bytes().all(|byte| byte.is_ascii_digit() || b" :-.kMG\r".contains(&byte));
    is_field || is_request || is_meter
}

/// The objects of a text with names in them, wherever they stand.
struct Objects<'a> {
    text: &'a str,
    at: usize,
    /// Bytes that may still be read: what is cut off is read again from each of its braces.
    budget: usize,
}

impl Objects<'_> {
    fn next(&mut self) -> Option<(Span, Pairs)> {
        loop {
            let step = memchr::memchr(b'{', self.text.as_bytes().get(self.at..)?)?;
            let start = self.at + step;
            self.at = start + 1;
            let rest = self.text.get(start..)?;
            if !rest[1..].trim_start().starts_with('"') {
                continue;
            }
            let rest = &rest[..rest.floor_char_boundary(LONGEST_OBJECT)];
            let document = json::scan(rest.as_bytes(), Limits::DEFAULT.json_depth);
            let fault = document.fault();
            let read = fault.map_or(rest.len(), |fault| fault.span.start);
            self.budget = self.budget.checked_sub(read.max(64))?;
            if fault.is_some_and(|fault| fault.kind != FaultKind::Trailing) {
                continue;
            }
            let Some(root) = document.root().filter(|root| root.kind() == Kind::Object) else { continue };
            self.at = start + root.span().end;
            return Some((root.span().shift(start), object_pairs(root)));
        }
    }
}
