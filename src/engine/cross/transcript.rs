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
        if is_body || is_answer {
            above.push_str(text.get(from..span.start).unwrap_or_default());
            from = span.end;
        }
        if is_body {
            bodies.push(pairs);
        } else if is_answer {
            bodies.extend(askings(&above, bodies.is_empty()));
            // Of several requests it is not known which was answered; and what a later command shows answers none of them.
            if let ([_], true, false) = (bodies.as_slice(), all.len() < MOST, is_of_later_command(&above)) {
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
    let mut pairs = Pairs::default();
    for name in WANTED {
        for at in memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()) {
            let (before, rest) = (&text[..at], &text[at + name.len()..]);
            if before.ends_with(is_of_name) {
                continue;
            }
            let sign = rest.trim_start_matches(is_quote).trim_start_matches([' ', '\t']);
            let Some(value) = sign.strip_prefix("=>").or_else(|| sign.strip_prefix([':', '='])) else { continue };
            let value = value.trim_start_matches([' ', '\t']);
            let bare = value.trim_start_matches(is_quote);
            let is_quoted = bare.len() < value.len();
            let is_end =
                |c: char| is_quote(c) || !is_quoted && (c.is_whitespace() || ";,&)}]".contains(c)) || c == '\n';
            let value = &bare[..bare.find(is_end).unwrap_or(bare.len())];
            // A variable.
            if !value.is_empty() && (is_quoted || !value.starts_with(['$', '%', '{'])) {
                pairs.add(name, value);
            }
        }
    }
    pairs
}

/// Whether another command stands between what was asked and its answer: its own may have gone into a file or a pipe.
fn is_of_later_command(above: &str) -> bool {
    const COMMANDS: [&str; 8] = ["curl ", "cat ", "http ", "https ", "xh ", "wget ", "irm ", "Invoke-"];
    let Some(asked) = ["grant_type", "refresh_token"].iter().filter_map(|name| above.rfind(name)).max() else {
        return false;
    };
    let mut lines = above.get(asked..).unwrap_or_default().split('\n');
    // The rest of its own, and those that go on.
    while lines.next().is_some_and(|line| line.trim_end().ends_with(['\\', '`', '^'])) {}
    lines.any(|line| {
        let line = line.trim_start();
        let prompted = ["$ ", "% ", "PS ", ">>> "].iter().any(|prompt| line.starts_with(prompt));
        prompted || COMMANDS.iter().any(|command| line.starts_with(command))
    })
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
