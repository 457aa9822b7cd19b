//! The members of a JSON object, each value as it was written: what a program does not know it must not lose
//! (RFC 7517 §4, §5: "additional members can be present").

use crate::engine::ground::json::Value;
use std::fmt;
use zeroize::Zeroizing;

/// Names and values in their order, duplicates included. A value is its JSON text, so that a number keeps its digits.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Members(Vec<(String, Zeroizing<String>)>);

impl Members {
    /// The members of an object.
    pub(crate) fn read(object: Value<'_>) -> Self {
        let text = |value: Value<'_>| Zeroizing::new(value.lexeme().into_owned());
        Self(object.members().map(|member| (member.name.into_owned(), text(member.value))).collect())
    }

    /// The JSON text of the last member of this name, which is the one that counts.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Puts a value, a JSON text, in the place of the member of this name, or at the end.
    pub(crate) fn set(&mut self, name: &str, value: String) {
        let value = Zeroizing::new(value);
        match self.0.iter_mut().rev().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// Puts a string, or takes the member away.
    pub(crate) fn set_text(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.set(name, quoted(value)),
            None => self.remove(name),
        }
    }

    /// Puts an integer, or takes the member away.
    pub(crate) fn set_number(&mut self, name: &str, value: Option<i64>) {
        match value {
            Some(value) => self.set(name, value.to_string()),
            None => self.remove(name),
        }
    }

    /// Takes every member of this name away.
    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(known, _)| known != name);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every member, as JSON texts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(crate) fn text(&self) -> Zeroizing<String> {
        let length: usize = self.0.iter().map(|(name, value)| 2 * name.len() + value.len() + 8).sum();
        let mut out = Zeroizing::new(String::with_capacity(length + 2));
        out.push('{');
        for (index, (name, value)) in self.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            out.push_str(&quoted(name));
            out.push(':');
            out.push_str(value);
        }
        out.push('}');
        out
    }
}

/// Names and values may be secret.
impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} members]", self.0.len())
    }
}

/// A JSON string.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::Members;
    use crate::engine::ground::json::scan;

    fn read(text: &str) -> Members {
        let document = scan(text.as_bytes(), 128);
        Members::read(document.object().unwrap())
    }

    #[test]
    fn nothing_is_lost_and_nothing_rounded() {
        let text = r#"{"a":1.0,"b":{ "c" : [1e400,-0] },"a":18446744073709551616,"ü\"\n":"A","":null}"#;
        let members = read(text);
        assert_eq!(members.get("a"), Some("18446744073709551616"), "the last one counts");
        assert_eq!(*members.text(), text);
        assert_eq!(read(&members.text()), members);
    }

    #[test]
    fn a_member_is_replaced_in_its_place() {
        let mut members = read(r#"{"a":1,"b":2,"c":3}"#);
        members.set_text("b", Some("x\"y"));
        members.set_number("d", Some(-4));
        members.set_text("a", None);
        assert_eq!(*members.text(), r#"{"b":"x\"y","c":3,"d":-4}"#);
        assert_eq!(format!("{members:?}"), "[3 members]");
    }
}
