//! A value written anew with the members of every object in another order.

use super::{Kind, Value};

impl Value<'_> {
    /// The same value without white space, names and scalars as they were written, the members of each object in the order of
    /// what `order` makes of their names.
    pub fn sorted_by<K: Ord>(self, order: impl Fn(&str) -> K + Copy) -> String {
        let mut text = String::with_capacity(self.span().len());
        write(self, order, &mut text);
        text
    }
}

/// No deeper than the scanner went.
fn write<K: Ord>(value: Value<'_>, order: impl Fn(&str) -> K + Copy, out: &mut String) {
    let mut children: Vec<Value<'_>> = value.children().collect();
    let (open, close) = match value.kind() {
        Kind::Object => {
            children.sort_by_cached_key(|child| child.name().map(|name| order(&name)));
            ('{', '}')
        }
        Kind::Array => ('[', ']'),
        _ => return out.push_str(&value.lexeme()),
    };
    out.push(open);
    for (index, child) in children.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        if let Some(span) = child.name_span() {
            let name = child.document().bytes().get(span.range()).unwrap_or_default();
            out.push_str(&String::from_utf8_lossy(name));
            out.push(':');
        }
        write(child, order, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use crate::engine::ground::json::scan;

    #[test]
    fn members_change_their_order_and_nothing_else_does() {
        let document = scan(r#" {"b": [{"z":1.50, "Y" : "\u00e9"}], "A": {} , "a":null} "#.as_bytes(), 8);
        let root = document.root().unwrap();
        assert_eq!(root.sorted_by(str::to_owned), r#"{"A":{},"a":null,"b":[{"Y":"\u00e9","z":1.50}]}"#);
        assert_eq!(root.sorted_by(str::to_lowercase), r#"{"A":{},"a":null,"b":[{"Y":"\u00e9","z":1.50}]}"#);
    }
}
