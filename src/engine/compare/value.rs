//! The items of lists, held against each other.

use crate::engine::ground::json::{Kind, Value};
use crate::engine::jose::covered::Cover;
use crate::engine::text::escape::push_json_string;
use crate::engine::text::meaning::meaning;
use std::collections::HashMap;

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
