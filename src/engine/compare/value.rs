//! What a JSON value means, however it is written.

use crate::engine::ground::json::{Kind, Value};
use crate::engine::jose::covered::Cover;
use crate::engine::text::escape::push_json_string;
use std::collections::HashMap;

/// A text that two values share if they mean the same: members by name, numbers by value, strings without their escapes.
pub(super) fn meaning(value: Value<'_>) -> String {
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

/// The items of a list, each as it means and as it is written.
pub(super) struct Items(Vec<(String, String)>);

/// The items of a list; with `words` also of a text of words between blanks, with `single` also of a text alone.
pub(super) fn items(value: Value<'_>, words: bool, single: bool, cover: &Cover<'_>) -> Option<Items> {
    let text = |text: &str| {
        let mut quoted = String::new();
        push_json_string(&mut quoted, text);
        (quoted.clone(), quoted)
    };
    match value.kind() {
        Kind::Array => Some(Items(value.children().map(|child| (meaning(child), cover.lexeme(child))).collect())),
        Kind::String if words => Some(Items(value.as_str()?.split_whitespace().map(text).collect())),
        Kind::String if single => Some(Items(vec![(meaning(value), cover.lexeme(value))])),
        _ => None,
    }
}

impl Items {
    /// As written, those that `other` has not, or has fewer times.
    pub(super) fn without(&self, other: &Self) -> Vec<String> {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for (meaning, _) in &other.0 {
            *count.entry(meaning).or_default() += 1;
        }
        let mut is_missing = |(meaning, _): &&(String, String)| match count.get_mut(meaning.as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        };
        self.0.iter().filter(|item| is_missing(item)).map(|(_, written)| written.clone()).collect()
    }
}
