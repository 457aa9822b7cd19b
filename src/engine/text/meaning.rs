//! What a JSON value means, however it is written.

use super::escape::push_json_string;
use crate::engine::ground::json::{Kind, Value, duplicates};
use std::collections::HashMap;

/// A text that two values share if they mean the same: members by name, numbers by value, strings without their escapes.
pub fn meaning(value: Value<'_>) -> String {
    let mut out = String::new();
    push(&mut out, value);
    out
}

fn push(out: &mut String, value: Value<'_>) {
    match value.kind() {
        Kind::Object => {
            // The last of a name counts.
            let by_name: HashMap<_, _> = value.members().map(|member| (member.name, member.value)).collect();
            let mut members: Vec<_> = by_name.into_iter().collect();
            members.sort_unstable_by(|one, other| one.0.cmp(&other.0));
            out.push('{');
            for (name, value) in members {
                push_json_string(out, &name);
                out.push(':');
                push(out, value);
                out.push(',');
            }
            out.push('}');
        }
        Kind::Array => {
            out.push('[');
            for child in value.children() {
                push(out, child);
                out.push(',');
            }
            out.push(']');
        }
        Kind::String => match value.as_str().filter(|_| !value.has_lone_surrogate()) {
            Some(text) => push_json_string(out, &text),
            None => out.push_str(&value.lexeme()),
        },
        Kind::Number => out.push_str(&decimal(&value.lexeme())),
        _ => out.push_str(&value.lexeme()),
    }
}

/// A number by its value, exactly: `1.0`, `1` and `10e-1` are one. Digits without zeros at the ends, and the power of ten of
/// the last.
fn decimal(lexeme: &str) -> String {
    let (sign, unsigned) = lexeme.strip_prefix('-').map_or(("", lexeme), |rest| ("-", rest));
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return "0".to_owned();
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    // An exponent beyond 64 bits is told apart by its digits.
    match exponent.parse::<i64>() {
        Ok(exponent) => {
            let last = i128::from(exponent) - fraction.len() as i128 + zeros as i128;
            format!("{sign}{significant}e{last}")
        }
        Err(_) => lexeme.to_owned(),
    }
}

/// Whether readers disagree on what it means: a name occurs twice in an object somewhere in it.
pub fn is_ambiguous(value: Value<'_>) -> bool {
    let is_twice = value.kind() == Kind::Object && !duplicates(value).is_empty();
    is_twice || value.children().any(is_ambiguous)
}
