//! Names and values in whatever notation a program or a configuration has them: `name = "value"`, `name: value`,
//! `'name' => 'value'`, `-e NAME=value`, `<add key="name" value="value"/>`, a pair of `name` and `value`, Terraform's
//! `default`, the columns of a table. What such a text is as a whole does not matter, only where its values are.

use super::variable::{Variable, is_name};
use zeroize::Zeroizing;

/// Longest text that is searched.
const LONGEST: usize = 64 * 1024;
/// Values that are taken.
const MOST: usize = 256;
/// How often a value is looked into for another: `Environment="NAME=value"`.
const DEPTH: u8 = 2;

/// One name with its value.
struct Assignment {
    name: String,
    value: Zeroizing<String>,
    is_quoted: bool,
    start: usize,
}

/// The values in the text, each with the name that stands before it.
pub(crate) fn read(text: &str) -> Vec<Variable> {
    let mut found = Vec::new();
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
    scan(text, 0, DEPTH, &mut found);
    let blocks = blocks(text);
    let mut out = Vec::new();
    let mut consumed = vec![false; found.len()];
    for (index, assignment) in found.iter().enumerate() {
        let label = match &*assignment.name.to_ascii_lowercase() {
            "value" | "val" | "default" | "default_value" => found
                .iter()
                .enumerate()
                .take(index)
                .skip(index.saturating_sub(4))
                .rfind(|(at, other)| !consumed[*at] && is_label(&other.name))
                .filter(|(_, other)| is_name(&other.value))
                .map(|(at, other)| (Some(at), other.value.to_string()))
                .or_else(|| {
                    let (_, label) = blocks.iter().rfind(|(start, _)| *start < assignment.start)?;
                    Some((None, label.clone()))
                }),
            _ => None,
        };
        if let Some((at, name)) = label {
            at.into_iter().chain([index]).for_each(|at| consumed[at] = true);
            out.push(Variable { name, value: assignment.value.as_bytes().into() });
        }
    }
    let rest =
        found.into_iter().zip(consumed).filter(|(_, is_consumed)| !is_consumed).map(|(assignment, _)| assignment);
    out.extend(rest.map(|Assignment { name, value, .. }| Variable { name, value: value.as_bytes().into() }));
    out.extend(columns(text));
    out.truncate(MOST);
    out
}

/// The same, of a single line: only what stands in quotes or has the name of a variable in capitals, lest a secret be cut
/// at a `=` or `:` of its own.
pub(crate) fn read_line(text: &str) -> Vec<Variable> {
    let mut found = Vec::new();
    scan(text, 0, DEPTH, &mut found);
    let is_clear = found.iter().any(|one| {
        let is_variable = one.name.len() > 3
            && one.name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        one.is_quoted || is_variable
    });
    if is_clear { read(text) } else { Vec::new() }
}

fn is_label(name: &str) -> bool {
    ["key", "name"].iter().any(|label| name.eq_ignore_ascii_case(label))
}

fn scan(text: &str, base: usize, depth: u8, out: &mut Vec<Assignment>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && out.len() < MOST {
        let Some((name, behind)) = name_at(text, at) else {
            at += 1;
            continue;
        };
        let Some(value_at) = separator(bytes, behind) else {
            at = behind.max(at + 1);
            continue;
        };
        let Some((value, end, is_quoted)) = value(text, value_at) else {
            at = value_at;
            continue;
        };
        if is_quoted && depth > 0 {
            scan(&value, base + at, depth - 1, out);
        }
        out.push(Assignment { name: name.to_owned(), value, is_quoted, start: base + at });
        at = end;
    }
}

/// A name in quotes or in none, and where it ends.
fn name_at(text: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    if before.is_some_and(is_of_name) {
        return None;
    }
    let quote = bytes.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
    let start = at + usize::from(quote.is_some());
    let length = bytes.get(start..)?.iter().take_while(|byte| is_of_name(byte)).count();
    let end = start + length;
    let name = text.get(start..end).filter(|name| is_name(name))?;
    match quote {
        Some(quote) => (bytes.get(end) == Some(&quote)).then_some((name, end + 1)),
        None => Some((name, end)),
    }
}

/// Where the value begins behind `=`, `:`, `=>` or `:=`.
fn separator(bytes: &[u8], at: usize) -> Option<usize> {
    let blanks = |at: usize| {
        at + bytes.get(at..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    };
    let at = blanks(at);
    let rest = bytes.get(at..)?;
    let length = [&b"=>"[..], b":=", b"=", b":"].iter().find(|separator| rest.starts_with(separator))?.len();
    Some(blanks(at + length))
}

/// The value, where it ends, and whether it stands in quotes. What opens a block is none.
fn value(text: &str, at: usize) -> Option<(Zeroizing<String>, usize, bool)> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    if matches!(first, '"' | '\'' | '`') {
        let mut value = Zeroizing::new(String::new());
        let mut characters = rest.char_indices().skip(1);
        while let Some((index, character)) = characters.next() {
            match character {
                '\\' => value.push(match characters.next()?.1 {
                    'n' => '\n',
                    't' => '\t',
                    other => other,
                }),
                '\n' => return None,
                _ if character == first => return Some((value, at + index + 1, true)),
                _ => value.push(character),
            }
        }
        return None;
    }
    let length = rest.find([' ', '\t', '\r', '\n', ',', ';', ')', '}', ']', '<', '>', '"', '\'']).unwrap_or(rest.len());
    let is_block = matches!(first, '{' | '[' | '(' | '|' | '>');
    (length > 0 && !is_block).then(|| (Zeroizing::new(rest[..length].to_owned()), at + length, false))
}

/// `variable "name" {`: where it is, and the name.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("\" {").chain(text.match_indices("\"{")) {
        let before = text.get(..at).unwrap_or_default();
        let Some((_, label)) = before.rsplit_once('"') else { continue };
        if is_name(label) {
            out.push((at, label.to_owned()));
        }
    }
    out.sort_by_key(|(at, _)| *at);
    out
}

/// Lines of a name and one value, in columns.
fn columns(text: &str) -> Vec<Variable> {
    let row = |line: &str| {
        let (name, value) = line.split_once("  ").or_else(|| line.split_once('\t'))?;
        let value = value.trim();
        let is_row = is_name(name.trim()) && !value.is_empty() && !value.contains(char::is_whitespace);
        is_row.then(|| Variable { name: name.trim().to_owned(), value: value.as_bytes().into() })
    };
    text.lines().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::{read, read_line};

    fn pairs(text: &str) -> Vec<(String, String)> {
        let pair = |one: super::Variable| (one.name, String::from_utf8(one.value.expose().to_vec()).unwrap());
        read(text).into_iter().map(pair).collect()
    }

    #[test]
    fn values_are_found_in_many_notations() {
        for text in [
            "variable \"jwt_secret\" {\n  type = string\n  default = \"s3cr3t=:x\"\n}",
            "[jwt]\njwt_secret = \"s3cr3t=:x\"",
            "env:\n  - name: jwt_secret\n    value: s3cr3t=:x",
            "services:\n  api:\n    environment:\n      - jwt_secret=s3cr3t=:x\n      - DB=x",
            "{\"values\":[{\"key\":\"other\",\"value\":\"y\"},{\"key\":\"jwt_secret\",\"value\":\"s3cr3t=:x\"}]}",
            "[Service]\nEnvironment=\"jwt_secret=s3cr3t=:x\"",
            "docker run -e jwt_secret=s3cr3t=:x -p 80:80 api",
            "module.exports = { jwt_secret: 's3cr3t=:x' };",
            "<configuration><add key=\"jwt_secret\" value=\"s3cr3t=:x\"/></configuration>",
            "<?php return ['jwt' => ['jwt_secret' => 's3cr3t=:x']];",
            "Key          Value\n---          -----\njwt_secret   s3cr3t=:x",
            "const jwt_secret = `s3cr3t=:x`;",
            "jwt_secret := \"s3cr3t=:x\"",
        ] {
            let found = pairs(text);
            let wanted = ("jwt_secret".to_owned(), "s3cr3t=:x".to_owned());
            assert!(found.contains(&wanted), "{text}: {found:?}");
        }
        assert_eq!(pairs("a = \"x\\\"y\\n\""), [("a".to_owned(), "x\"y\n".to_owned())]);
        assert_eq!(pairs("nothing at all"), []);
        assert_eq!(pairs("a = \"open"), []);
    }

    #[test]
    fn a_secret_with_separators_of_its_own_is_left_whole() {
        for secret in ["abc:def", "abc=def", "key=", "q==", "a b: c"] {
            assert!(read_line(secret).is_empty(), "{secret}");
        }
        assert_eq!(read_line("docker run -e JWT_SECRET=abc api").len(), 1);
    }
}
