//! What a token is called in a print of a structure: PHP's `["name"]=>`, Erlang's `<<"name">> =>`, Rust's `name: Some(`, a tuple
//! of name and value, a row or a column of a table.

use super::alphabet::{is_line_break, is_quote};
use super::opening;

/// Bytes in front of a token in which its name is looked for.
const BESIDE: usize = 4_096;
/// Longest name.
const LONGEST: usize = 64;
/// Words and calls around a value that are passed over.
const MOST: usize = 8;
/// Lines of a table that are gone up.
const ROWS: usize = 64;

/// The name that stands in front of a token, which ends `before`.
pub(super) fn name(before: &str) -> Option<String> {
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(BESIDE))..];
    named(before).or_else(|| row(before)).or_else(|| line_above(before)).or_else(|| column(before))
}

/// The name of the pair in which a value is called no more than that: `- key: "name"` on the line above, `<key>name</key>`.
pub(super) fn beside_value(before: &str) -> Option<String> {
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(BESIDE))..];
    let above = before.trim_end_matches([' ', '\t', '-', '"', '\'']).trim_end_matches(is_line_break);
    let line = above.rsplit(is_line_break).next()?.trim_start_matches([' ', '\t', '-', '\u{25bf}']);
    let value = ["key:", "name:", "Key:", "Name:", "key =", "name ="].iter().find_map(|key| line.strip_prefix(key))?;
    usable(value.trim().trim_end_matches([',', ';']).trim_matches(['"', '\'']))
}

/// `<key>name</key>` in front of `<string>`, as in a property list.
pub(super) fn property(before: &str) -> Option<String> {
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(BESIDE))..];
    let keyed = before.trim_end().strip_suffix("<string>")?.trim_end().strip_suffix("</key>")?;
    usable(&keyed[keyed.rfind("<key>")? + 5..])
}

/// A name with a sign behind it, and what a program writes around the value: `name => string(244) "`, `name: Some(`.
fn named(before: &str) -> Option<String> {
    let mut rest = before;
    let mut is_wrapped = false;
    for _ in 0..MOST {
        let bare = rest.trim_end_matches(|sign: char| sign.is_whitespace() || is_quote(sign));
        let bare = bare.strip_suffix("<<").unwrap_or(bare);
        let Some(inner) = without_type(bare) else { break };
        is_wrapped = true;
        rest = inner;
    }
    let bare = rest.trim_end_matches(|sign: char| sign.is_whitespace() || is_quote(sign));
    let bare = bare.strip_suffix("<<").unwrap_or(bare).trim_end();
    // On another line stands the name of something else.
    if rest[bare.len()..].contains(is_line_break) && !is_wrapped {
        return None;
    }
    for sign in ["=>", "->", ":=", "=", ":", " . "] {
        let Some(front) = bare.strip_suffix(sign.trim_end()) else { continue };
        return at_end(front.trim_end());
    }
    let quoted = || rest.ends_with(is_quote).then(|| keyword(bare)).flatten();
    match bare.strip_suffix(',') {
        Some(front) => first_of_pair(front.trim_end()),
        None => quoted(),
    }
}

/// Without the type or the call that stands last: `Some(`, `string(244)`, `(len=244)`, `chr`, an address.
fn without_type(text: &str) -> Option<&str> {
    const TYPES: [&str; 6] = ["string", "chr", "String", "str", "binary", "text"];
    let word = |text: &str| {
        text.bytes()
            .rev()
            .take(LONGEST)
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"_.:$<>".contains(byte))
            .count()
    };
    if let Some(call) = text.strip_suffix('(') {
        let name = word(call.trim_end_matches(':'));
        return (name > 0).then(|| &call[..call.len() - name]);
    }
    if let Some(open) = text.strip_suffix(')') {
        let at = open.rfind('(')?;
        let inside = &open[at + 1..];
        let is_of_value = inside.len() <= 24
            && inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"=_ .*".contains(&byte))
            && !inside.is_empty();
        let front = &open[..at];
        let type_name = word(front);
        return is_of_value.then(|| {
            if inside.bytes().all(|byte| byte.is_ascii_digit()) { &front[..front.len() - type_name] } else { front }
        });
    }
    let last = word(text);
    let (front, last) = text.split_at(text.len() - last);
    let is_address = last.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let is_type = TYPES.contains(&last) && front.trim_end().ends_with(['=', ':', '>']);
    (is_address || is_type).then_some(front)
}

/// The name that a text ends with, in quotes or brackets: `["name":protected]`, `<<"name">>`, `:name`.
fn at_end(text: &str) -> Option<String> {
    let mut text = text.strip_suffix(">>").unwrap_or(text).trim_end();
    if let Some(inside) = text.strip_suffix(']') {
        let inside = &inside[inside.rfind('[')? + 1..];
        // What a property of PHP may be seen by.
        text = inside.split([':', ' ']).next()?;
    }
    let text = text.trim_end_matches(is_quote);
    let length = text.bytes().rev().take(LONGEST + 1).take_while(is_of_name).count();
    usable(&text[text.len() - length..])
}

/// `("name", `, `{name, `, `["name", `: the first of two.
fn first_of_pair(text: &str) -> Option<String> {
    let text = text.strip_suffix(">>").unwrap_or(text);
    let bare = text.trim_end_matches(is_quote);
    let length = bare.bytes().rev().take(LONGEST + 1).take_while(is_of_name).count();
    let (front, name) = bare.split_at(bare.len() - length);
    let front = front.trim_end_matches(is_quote);
    let front = front.strip_suffix("<<").unwrap_or(front).trim_end();
    // A row of a list with commas begins with it.
    let is_first = front.is_empty()
        || front.ends_with(['(', '[', '{'])
        || bare.len() == text.len() && {
            let line = text.rsplit(is_line_break).next().unwrap_or_default();
            line.len() == name.len()
        };
    is_first.then(|| usable(name)).flatten()
}

/// `:name "value"`, as Clojure has it.
fn keyword(text: &str) -> Option<String> {
    let length = text.bytes().rev().take(LONGEST + 1).take_while(is_of_name).count();
    let (front, name) = text.split_at(text.len() - length);
    let front = front.strip_suffix(':')?;
    (front.is_empty() || front.ends_with(['{', ' ', '(', '\n', ','])).then(|| usable(name)).flatten()
}

/// A line of a name, two blanks or a tab or a line of the table, and the token.
fn row(before: &str) -> Option<String> {
    let line = before.rsplit(is_line_break).next()?;
    let line = line.trim_end_matches(is_quote);
    let bare = line.trim_end_matches([' ', '\t', '|', '\u{2502}']);
    let gap = &line[bare.len()..];
    let is_gap = gap.contains("  ") || gap.contains(['\t', '|', '\u{2502}']);
    let cell = bare.trim_start_matches([' ', '|', '\u{2502}']).trim_matches(is_quote);
    is_gap.then(|| usable(cell)).flatten()
}

/// The line above has the name: R's `$name`, Redis' `1) "name"`.
fn line_above(before: &str) -> Option<String> {
    let mut lines = before.rsplit(is_line_break).filter(|line| !line.is_empty());
    let (own, above) = (lines.next()?.trim_start(), lines.next()?.trim());
    let own = own.trim_end_matches(is_quote).trim_end();
    if own == "[1]" {
        return usable(above.strip_prefix('$')?);
    }
    let number = own.strip_suffix(')')?;
    let (key, name) = above.split_once(") ")?;
    let (own, key): (u32, u32) = (number.parse().ok()?, key.parse().ok()?);
    (own == key + 1 && own % 2 == 0).then(|| usable(name.trim_matches(is_quote))).flatten()
}

/// The head of the column that the token is in, in a table with a sign between its columns.
fn column(before: &str) -> Option<String> {
    let mut lines = before.rsplit(is_line_break);
    let own = lines.next()?;
    let front = own.trim_end_matches([' ', '"', '\'']);
    let sign = front.chars().next_back().filter(|sign| matches!(sign, '|' | '\t' | ',' | ';' | '\u{2502}'))?;
    let number = front.matches(sign).count();
    let is_rule = |line: &str| {
        line.chars().all(|sign| matches!(sign, '-' | '+' | '|' | '=' | ' ' | ':' | '\u{2500}'..='\u{257f}'))
    };
    let is_row = |line: &&str| line.contains(sign) || !line.trim().is_empty() && is_rule(line);
    let head = lines.take(ROWS).take_while(is_row).filter(|line| !is_rule(line)).last()?;
    usable(head.split(sign).nth(number)?.trim().trim_matches(is_quote))
}

fn is_of_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// A name, and no piece of a token or a number.
fn usable(name: &str) -> Option<String> {
    let name = name.trim();
    let is_name = (2..=LONGEST).contains(&name.len())
        && name.bytes().all(|byte| is_of_name(&byte) || matches!(byte, b'.' | b' '))
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.split(' ').count() <= 3
        && !opening::starts(name);
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{beside_value, name, property};

    #[test]
    fn names_in_prints_of_many_languages() {
        for before in [
            "array(2) {\n  [\"id_token\"]=>\n  string(244) \"",
            "  [\"id_token\":\"App\\Token\":private]=>\n  string(2) \"",
            "  [\"id_token\":protected]=>\n  string(2) \"",
            "Array\n(\n    [id_token] => ",
            "    [id_token:protected] => ",
            "array (size=2)\n  'id_token' => string '",
            "{\n  [\"id_token\"] = \"",
            "#{<<\"id_token\">> => <<\"",
            "[{id_token,<<\"",
            "[{<<\"id_token\">>,<<\"",
            "[{\"id_token\", \"",
            " IDToken: (string) (len=244) \"",
            " (string) (len=8) \"id_token\": (string) (len=239) \"",
            "[(id_token, ",
            "Map(id_token -> ",
            "Token(id_token: Optional(\"",
            "T { id_token: Some(\"",
            "    id_token: Some(\n        \"",
            "    id_token: Some(IdToken(\"",
            "Object {\"id_token\": String(\"",
            "OrderedDict([('id_token', '",
            "[ 'id_token', '",
            "\u{2502} id_token \u{2502} '",
            "Name      Value\n----      -----\nid_token                       ",
            "{:id_token \"",
            "((\"id_token\" . \"",
            "$id_token\n[1] \"",
            " $ id_token    : chr \"",
            "name,token\nid_token,",
            "3) \"id_token\"\n4) \"",
            "id_token\t\"",
            "{id_token = 0x7ffe12 \"",
            "user|id_token\n1|",
            "| user | id_token |\n|---|---|\n| 1 | ",
        ] {
            let found = name(before).map(|found| found.to_ascii_lowercase().replace('_', ""));
            assert_eq!(found.as_deref(), Some("idtoken"), "{before}");
        }
        assert_eq!(beside_value("  - key: \"id_token\"\n    - ").as_deref(), Some("id_token"));
        assert_eq!(property("<dict><key>id_token</key>\n<string>").as_deref(), Some("id_token"));
    }

    #[test]
    fn what_is_no_name_is_none() {
        let token = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln";
        for before in [
            "",
            "Here is it: \n",
            "please (see the other) look at ",
            "I got this, ",
            "1, 2, ",
            "2026-11-30T06:00:00Z,",
            "Token(",
            "https://a.example/x, ",
            "[",
            "((\"",
            &format!("Token({token},"),
            &format!("{token}|"),
            &format!("{token}\t"),
            "3) \"id_token\"\n7) \"",
        ] {
            assert_eq!(name(before), None, "{before}");
        }
    }
}
