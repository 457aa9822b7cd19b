//! YAML turned into JSON: Istio's `jwks: |`, a JWK written as YAML, a Kubernetes manifest.

use super::object_print::push_string;
use saphyr_parser::{Event, Parser, ScalarStyle};
use zeroize::Zeroizing;

/// Longest text that is read as YAML: its parser goes through it slowly.
const LONGEST: usize = 256 * 1024;
/// Deepest nesting that is read.
const DEPTH: usize = 32;

pub(super) fn applies(text: &str) -> bool {
    // A name, a colon and what it names, on the first line that is no comment and no end of a document.
    let mut lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '%']) && *line != "---");
    text.len() <= LONGEST
        && lines.next().is_some_and(|line| {
            let line = line.strip_prefix("- ").unwrap_or(line);
            line.split_once(':').is_some_and(|(name, value)| {
                let name = name.trim_matches(['"', '\'']);
                !name.is_empty()
                    && name
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b' '))
                    && (value.is_empty() || value.starts_with(' '))
            })
        })
}

/// What is open while the events go by.
enum Open {
    List { is_first: bool },
    Map { is_first: bool, wants_name: bool },
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len() + 64));
    let mut stack: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, _) = event.ok()?;
        match event {
            // What a document refers to twice can grow without end: such are not read.
            Event::Alias(_) => return None,
            Event::SequenceStart(..) | Event::MappingStart(..) if stack.len() >= DEPTH => return None,
            Event::SequenceStart(..) => {
                before_value(&mut stack, &mut out)?;
                out.push('[');
                stack.push(Open::List { is_first: true });
            }
            Event::MappingStart(..) => {
                before_value(&mut stack, &mut out)?;
                out.push('{');
                stack.push(Open::Map { is_first: true, wants_name: true });
            }
            Event::SequenceEnd => {
                stack.pop();
                out.push(']');
            }
            Event::MappingEnd => {
                stack.pop();
                out.push('}');
            }
            Event::Scalar(value, style, ..) => scalar(&value, style, &mut stack, &mut out)?,
            // One document: the next one may be another thing.
            Event::DocumentEnd => break,
            _ => {}
        }
        if out.len() > 4 * LONGEST {
            return None;
        }
    }
    out.starts_with(['{', '[']).then_some(out)
}

/// What has to stand in front of a value; `None` where a map wants a name.
fn before_value(stack: &mut [Open], out: &mut String) -> Option<()> {
    match stack.last_mut() {
        Some(Open::List { is_first }) => {
            if !*is_first {
                out.push(',');
            }
            *is_first = false;
        }
        Some(Open::Map { wants_name: true, .. }) => return None,
        Some(Open::Map { wants_name, .. }) => *wants_name = true,
        None => {}
    }
    Some(())
}

fn scalar(value: &str, style: ScalarStyle, stack: &mut [Open], out: &mut String) -> Option<()> {
    if let Some(Open::Map { is_first, wants_name }) = stack.last_mut()
        && *wants_name
    {
        if !*is_first {
            out.push(',');
        }
        *is_first = false;
        *wants_name = false;
        push_string(out, value);
        out.push(':');
        return Some(());
    }
    before_value(stack, out)?;
    let is_plain = style == ScalarStyle::Plain;
    match value {
        "" | "~" | "null" if is_plain => out.push_str("null"),
        "true" | "false" if is_plain => out.push_str(value),
        // 65537 is a number in YAML as it is in JSON.
        _ if is_plain
            && value.len() <= 15
            && value.bytes().all(|byte| byte.is_ascii_digit())
            && !value.starts_with('0') =>
        {
            out.push_str(value)
        }
        _ => push_string(out, value),
    }
    Some(())
}
