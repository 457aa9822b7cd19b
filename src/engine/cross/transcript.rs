//! What a terminal shows, or a record of HTTP: requests to the token endpoint, each with its answer below.

use super::pairs::{Pairs, form_pairs, object_pairs};
use super::request::curl_data;
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;

/// A request for tokens, and what was answered.
pub(super) struct Exchange {
    pub(super) sent: Pairs,
    pub(super) answer: Pairs,
}

/// Requests and answers that are looked at.
const MOST: usize = 1_024;

/// The requests of a text that have an answer below, in its order.
pub(super) fn exchanges(text: &str) -> Vec<Exchange> {
    let mut all = Vec::new();
    // Most texts have none.
    if !text.contains("refresh_token") {
        return all;
    }
    let (mut asked, mut lines) = (0, Lines { text, at: 0 });
    let mut bodies: Vec<Pairs> = Vec::new();
    while let Some((start, object)) = lines.next_object() {
        let document = json::scan(object.as_bytes(), Limits::DEFAULT.json_depth);
        let Some(pairs) = document.object().map(object_pairs) else { continue };
        if is_asking(&pairs) {
            bodies.push(pairs);
            continue;
        }
        if !["id_token", "access_token", "refresh_token"].iter().any(|name| pairs.has(name)) {
            continue;
        }
        bodies.extend(text.get(asked..start).into_iter().flat_map(forms));
        asked = lines.at;
        // Of several requests it is not known which was answered.
        if let ([_], true) = (bodies.as_slice(), all.len() < MOST) {
            all.extend(bodies.pop().map(|sent| Exchange { sent, answer: pairs }));
        }
        bodies.clear();
    }
    all
}

/// Whether this is sent to the token endpoint.
fn is_asking(pairs: &Pairs) -> bool {
    pairs.has("grant_type") || pairs.is_refresh() && !pairs.has("access_token")
}

/// The forms in what stands above an answer: what the options of curl send, or one written down.
fn forms(text: &str) -> Vec<Pairs> {
    let pieces = text.split(|character: char| character.is_whitespace() || "\"'`".contains(character));
    let written = pieces.filter(|piece| piece.contains('&')).map(form_pairs);
    curl_data(text).into_iter().chain(written).filter(is_asking).collect()
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    fn next_line(&mut self) -> Option<(usize, &'a str)> {
        let (start, rest) = (self.at, self.text.get(self.at..)?);
        let line = rest.split_inclusive('\n').next()?;
        self.at += line.len();
        Some((start, line.trim_end()))
    }

    /// The next object that begins a line, and where: to the end of that line, or to a line that closes it.
    fn next_object(&mut self) -> Option<(usize, &'a str)> {
        loop {
            let (start, line) = self.next_line()?;
            if !line.starts_with('{') {
                continue;
            }
            if line.ends_with('}') {
                return Some((start, line));
            }
            while let Some((_, line)) = self.next_line() {
                if line.starts_with('}') {
                    return Some((start, self.text.get(start..self.at)?.trim_end()));
                }
            }
        }
    }
}
