//! Changes of a JSON text that make it shorter, each as a value: what is measured on a token is applied to a draft.

use crate::engine::builder::edit::{self, NewValue, Position, quoted, remove_member, set_member};
use crate::engine::builder::member;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::text::deceptive::is_deceptive;

const DEPTH: usize = Limits::DEFAULT.json_depth;
/// Bits of a set of roles at least: room for those that others have.
const BITS: usize = 64;

/// One change of a JSON object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// No white space between values.
    Compact,
    /// No escapes but those that JSON demands.
    Unescape,
    Rename {
        from: String,
        to: String,
    },
    Remove(Vec<String>),
    Set {
        name: String,
        json: String,
    },
    /// A list of one string becomes the string.
    Single(String),
    /// Digits in quotes become numbers.
    Numbers(Vec<Vec<String>>),
    /// UUIDs become base64url of their 16 bytes.
    Uuids,
    /// The entries of a list become their numbers in a table that all sides know.
    Numbered(Vec<String>),
    /// The entries of a list become bits of a number in base64url.
    BitSet(Vec<String>),
    /// What all entries of a list begin with is left out.
    WithoutPrefix(Vec<String>, String),
}

/// The text after the change; `None`: it cannot be made there, or changes nothing.
pub fn edited(text: &str, edit: &Edit) -> Option<String> {
    let new = match edit {
        Edit::Compact => edit::compact(text, DEPTH).ok()?,
        Edit::Unescape => unescape(text)?,
        Edit::Rename { from, to } => rename(text, from, to)?,
        Edit::Remove(names) => {
            names.iter().try_fold(text.to_owned(), |text, name| Some(remove_member(&text, name, DEPTH).ok()?.text))?
        }
        Edit::Set { name, json } => set_member(text, name, NewValue::Json(json), Position::Last, DEPTH).ok()?.text,
        Edit::Single(name) => single(text, name)?,
        Edit::Numbers(paths) => replaced(text, |value| {
            let digits = value.as_str().filter(|text| is_number(text))?;
            paths.iter().any(|path| is_at(value, path)).then(|| digits.into_owned())
        })?,
        Edit::Uuids => replaced(text, |value| Some(quoted(&encode(&uuid(value.as_str()?.as_ref())?))))?,
        Edit::Numbered(path) => replaced_at(text, path, |list| {
            let numbers: Vec<String> = (1..=list.child_count()).map(|number| number.to_string()).collect();
            Some(format!("[{}]", numbers.join(",")))
        })?,
        Edit::BitSet(path) => replaced_at(text, path, |list| Some(quoted(&bit_set(list.child_count()))))?,
        Edit::WithoutPrefix(path, prefix) => replaced_at(text, path, |list| {
            let rest = list.children().map(|entry| Some(quoted(entry.as_str()?.strip_prefix(prefix.as_str())?)));
            Some(format!("[{}]", rest.collect::<Option<Vec<_>>>()?.join(",")))
        })?,
    };
    (new != text).then_some(new)
}

fn rename(text: &str, from: &str, to: &str) -> Option<String> {
    let document = json::scan(text.as_bytes(), DEPTH);
    let place = document.object()?.children().position(|child| child.name().as_deref() == Some(from))?;
    Some(member::rename(text, place, NewValue::Text(to), DEPTH).ok()?.text)
}

fn single(text: &str, name: &str) -> Option<String> {
    let document = json::scan(text.as_bytes(), DEPTH);
    let list = document.object()?.get(name).filter(|list| list.kind() == Kind::Array && list.child_count() == 1)?;
    let only = list.children().next().filter(|only| only.kind() == Kind::String)?;
    Some(edit::splice(text, list.span(), "", &only.lexeme(), "").text)
}

/// How many entries a set has room for that so many are in.
pub fn bits_of(count: usize) -> usize {
    count.max(BITS).next_multiple_of(8)
}

/// So many bits, all set, in base64url; the first entry of the list is the lowest bit of the first byte.
fn bit_set(count: usize) -> String {
    let mut bytes = vec![0_u8; bits_of(count) / 8];
    for (index, byte) in bytes.iter_mut().enumerate() {
        let bits = count.saturating_sub(index * 8).min(8);
        *byte = if bits == 8 { 0xff } else { (1 << bits) - 1 };
    }
    encode(&bytes)
}

/// The 16 bytes of a UUID as it is usually written.
pub(super) fn uuid(text: &str) -> Option<[u8; 16]> {
    let bytes = text.as_bytes();
    let is_hyphen = |index: usize| matches!(index, 8 | 13 | 18 | 23);
    if bytes.len() != 36 || !(0..36).all(|at| (bytes[at] == b'-') == is_hyphen(at)) {
        return None;
    }
    let digits: String = text.chars().filter(|character| *character != '-').collect();
    // `from_str_radix` takes a sign.
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u128::from_str_radix(&digits, 16).ok().map(u128::to_be_bytes)
}

/// Whether a string is an integer in its plainest form that every reader holds exactly.
pub(super) fn is_number(text: &str) -> bool {
    (1..=15).contains(&text.len())
        && text.bytes().all(|digit| digit.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'))
}

/// Every string without the escapes that it can do without.
fn unescape(text: &str) -> Option<String> {
    let document = json::scan(text.as_bytes(), DEPTH);
    document.object()?;
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let strings = (0..document.len()).filter_map(|index| document.value(index)).flat_map(|value| {
        let name = value.name_span().zip(value.name());
        let string = (value.kind() == Kind::String).then(|| value.as_str().map(|text| (value.span(), text))).flatten();
        [name, string]
    });
    for (span, string) in strings.flatten() {
        let lexeme = span.of(text)?;
        let plain = quoted(&string);
        let is_same = !string.contains('\u{fffd}') && !string.contains(is_deceptive);
        if lexeme.contains('\\') && is_same && plain.len() < lexeme.len() {
            out.push_str(text.get(done..span.start)?);
            out.push_str(&plain);
            done = span.end;
        }
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

/// The text with every value replaced for which there is something else.
fn replaced(text: &str, new: impl Fn(Value<'_>) -> Option<String>) -> Option<String> {
    let document = json::scan(text.as_bytes(), DEPTH);
    document.object()?;
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for value in (0..document.len()).filter_map(|index| document.value(index)) {
        if value.span().start < done {
            continue;
        }
        if let Some(new) = new(value) {
            out.push_str(text.get(done..value.span().start)?);
            out.push_str(&new);
            done = value.span().end;
        }
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

fn replaced_at(text: &str, path: &[String], new: impl Fn(Value<'_>) -> Option<String>) -> Option<String> {
    let document = json::scan(text.as_bytes(), DEPTH);
    let value = path.iter().try_fold(document.object()?, |value, name| value.get(name))?;
    let span: Span = value.span();
    Some(edit::splice(text, span, "", &new(value)?, "").text)
}

/// Whether a value is at this path, or an entry of the list there.
fn is_at(value: Value<'_>, path: &[String]) -> bool {
    let Some(root) = value.document().root() else { return false };
    let Some(at) = path.iter().try_fold(root, |at, name| at.get(name)) else { return false };
    at.index() == value.index()
        || (at.kind() == Kind::Array && value.depth() == at.depth() + 1 && {
            at.index() < value.index() && value.index() < at.next_index()
        })
}

#[cfg(test)]
mod tests {
    use super::{Edit, bit_set, edited, is_number, uuid};

    #[test]
    fn every_other_byte_stays() {
        let of = |text: &str, edit: &Edit| edited(text, edit);
        let name = |text: &str| text.to_owned();
        let text = "{ \"a\" : [\"x:1\", \"x:2\"], \"n\":\"12\",\"l\":[\"7\",8] }";
        assert_eq!(of(text, &Edit::Compact).as_deref(), Some(r#"{"a":["x:1","x:2"],"n":"12","l":["7",8]}"#));
        let prefix = Edit::WithoutPrefix(vec![name("a")], name("x:"));
        assert_eq!(of(text, &prefix).as_deref(), Some("{ \"a\" : [\"1\",\"2\"], \"n\":\"12\",\"l\":[\"7\",8] }"));
        let numbers = Edit::Numbers(vec![vec![name("n")], vec![name("l")]]);
        assert_eq!(of(text, &numbers).as_deref(), Some("{ \"a\" : [\"x:1\", \"x:2\"], \"n\":12,\"l\":[7,8] }"));
        let numbered = Edit::Numbered(vec![name("a")]);
        assert_eq!(of(text, &numbered).as_deref(), Some("{ \"a\" : [1,2], \"n\":\"12\",\"l\":[\"7\",8] }"));
        let rename = Edit::Rename { from: name("a"), to: name("b") };
        assert!(of(text, &rename).is_some_and(|text| text.starts_with("{ \"b\" : [")));
        assert_eq!(of(text, &Edit::Rename { from: name("a"), to: name("n") }), None, "that is another claim");
        assert_eq!(of(text, &Edit::Remove(vec![name("a"), name("l")])).as_deref(), Some("{ \"n\":\"12\" }"));
        assert_eq!(of(text, &Edit::Remove(vec![name("z")])), None);
        assert_eq!(of(r#"{"aud":["x"]}"#, &Edit::Single(name("aud"))).as_deref(), Some(r#"{"aud":"x"}"#));
        assert_eq!(of(r#"{"aud":["x","y"]}"#, &Edit::Single(name("aud"))), None);
        for broken in ["", "{", "[1]", "\"x\""] {
            assert_eq!(of(broken, &Edit::Uuids), None, "{broken}");
            assert_eq!(of(broken, &Edit::Unescape), None, "{broken}");
        }
    }

    #[test]
    fn escapes_that_json_demands_stay() {
        let text = r#"{"u\u0072l":"https:\/\/a\/b","q":"\"\\\n","e":"\u00e9","lone":"\ud800","bidi":"\u202e"}"#;
        let plain =
            "{\"url\":\"https://a/b\",\"q\":\"\\\"\\\\\\n\",\"e\":\"é\",\"lone\":\"\\ud800\",\"bidi\":\"\\u202e\"}";
        assert_eq!(edited(text, &Edit::Unescape).as_deref(), Some(plain));
    }

    #[test]
    fn ids_and_sets_are_as_short_as_they_can_be() {
        let id = "123e4567-e89b-12d3-a456-426614174000";
        assert_eq!(uuid(id).map(|bytes| bytes[0]), Some(0x12));
        assert_eq!(uuid(&id.replace('-', "+")), None);
        assert_eq!(uuid("+23e4567-e89b-12d3-a456-42661417400é"), None);
        let new = edited(&format!("{{\"sub\":\"{id}\",\"g\":[\"{id}\"]}}"), &Edit::Uuids);
        assert_eq!(new.as_deref(), Some(r#"{"sub":"Ej5FZ-ibEtOkVkJmFBdAAA","g":["Ej5FZ-ibEtOkVkJmFBdAAA"]}"#));
        assert_eq!((bit_set(9).as_str(), bit_set(64).len(), bit_set(65).len()), ("_wEAAAAAAAA", 11, 12));
        assert!(is_number("0") && is_number("999999999999999"));
        assert!(["", "007", "-1", "1.0", "9999999999999999"].iter().all(|text| !is_number(text)));
    }
}
