//! Answers in a page that posts itself (OAuth 2.0 Form Post Response Mode §4), and in the parts of a form (RFC 7578).

use super::pairs::Pairs;
use crate::engine::text::page::{disposition, field, field_name};

/// Fields of one form that are read.
const MOST: usize = 256;

/// The fields of each form of a page; those outside of any form are one.
pub(super) fn forms(page: &str) -> Vec<Pairs> {
    let mut all = Vec::new();
    let (mut pairs, mut count) = (Pairs::default(), 0);
    let mut rest = page;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        let is_tag = |name: &str| {
            rest.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name))
                && rest[name.len()..].starts_with(|next: char| next.is_ascii_whitespace() || "/>".contains(next))
        };
        if is_tag("form") || is_tag("/form") {
            all.push(std::mem::take(&mut pairs));
            count = 0;
        } else if is_tag("input") && count < MOST {
            count += 1;
            let (name, value, end) = field(&rest["input".len()..]);
            rest = &rest["input".len() + end..];
            if let (Some(name), Some(value)) = (name, value) {
                pairs.add(&decoded(name), &decoded(value));
            }
        }
    }
    all.push(pairs);
    all.retain(|pairs| !pairs.is_empty());
    all
}

fn decoded(value: &str) -> String {
    html_escape::decode_html_entities(value).into_owned()
}

/// The fields of a form that is sent in parts: those up to a closing boundary are one form.
pub(super) fn parts(text: &str) -> Vec<Pairs> {
    let mut all = Vec::new();
    let mut pairs = Pairs::default();
    // The name of the part whose head or value is read.
    let mut name: Option<&str> = None;
    // Its value, once its head is over.
    let mut value: Option<String> = None;
    for line in text.lines() {
        if line.starts_with("--") {
            if let (Some(name), Some(value)) = (name.take(), value.take()) {
                pairs.add(name, &value);
            }
            if line.trim_end().ends_with("--") {
                all.push(std::mem::take(&mut pairs));
            }
        } else if let Some(disposition) = disposition(line) {
            (name, value) = (field_name(disposition), None);
        } else if name.is_some() {
            match &mut value {
                None if line.trim().is_empty() => value = Some(String::new()),
                // Nothing that is looked for has several lines.
                Some(value) if value.is_empty() => value.push_str(line.trim()),
                _ => {}
            }
        }
    }
    // One that was cut off, or copied without its last line.
    if let (Some(name), Some(value)) = (name, value) {
        pairs.add(name, &value);
    }
    all.push(pairs);
    all.retain(|pairs| !pairs.is_empty());
    all
}
