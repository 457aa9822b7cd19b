//! Lines of an .env file, of a file of properties and of a shell: `NAME=value`, `export NAME="value"; command`.

use super::doubt::Doubt;
use super::name::{is_name, may_be_public, speaks_of_secrets};
use super::signing::{Named, Signs, named};
use super::{Variable, expression, literal, notation, unused};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::ground::span::Span;
use std::cell::OnceCell;
use std::ops::Deref;
use zeroize::Zeroizing;

/// Lines that one value in quotes may have.
const MOST_LINES: usize = 64;
/// Variables that one may be put together of.
const MOST_KNOWN: usize = 128;
/// Longest value that another variable is put into.
const LONGEST_FILLED: usize = 1_024;

/// The variables, if the text is an .env file and nothing else: `NAME=value` in every line, but for comments.
pub(crate) fn read(text: &str) -> Option<Vec<Variable>> {
    let mut out: Vec<Variable> = Vec::new();
    let mut names = 0;
    let is_program = OnceCell::new();
    for line in whole_lines(text) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') || is_of_shell(line) || unused::is_comment(line) {
            continue;
        }
        let (name, value) = set(line)?;
        let value = value.trim();
        // Padding of base64 is no value.
        let is_padding = !value.is_empty() && value.bytes().all(|byte| byte == b'=');
        // What a shell computes with a key that an option has.
        let is_computed = value.starts_with("$(") && value.contains("openssl ");
        if !is_name(name) || is_padding || is_call(value) || is_computed {
            return None;
        }
        // What a program gives it is read as a program has it.
        let is_program = || *is_program.get_or_init(|| expression::is_program(text));
        if speaks_of_secrets(name) && is_of_program(line, name, value, is_program) {
            return None;
        }
        names += 1;
        if let Some(variable) = filled(name, value, &out) {
            out.push(variable);
            continue;
        }
        if let Some(inner) = value.strip_prefix("$'").and_then(|rest| rest.strip_suffix('\'')) {
            out.push(Variable::new(name, unescaped_all(inner)));
            continue;
        }
        let is_ended = is_command(line);
        let readings = readings(value).chain(first_word(value, is_ended));
        let mut all: Vec<&str> = if value.is_empty() { vec![""] } else { readings.collect() };
        all.dedup();
        // In double quotes, programs write a line break so (and a shell does not).
        let is_escaped = value.starts_with('"')
            && !value.contains("-----BEGIN")
            && ["\\n", "\\t", "\\r"].iter().any(|escape| value.contains(escape));
        let others = all.iter().filter_map(|value| unescaped(value).map(|value| SecretBytes::from(value.as_bytes())));
        let others =
            others.chain(all.iter().filter(|_| is_escaped).map(|value| SecretBytes::from(unescaped_all(value))));
        let mut readings: Vec<Variable> = Vec::new();
        for other in others.filter(|other| all.iter().all(|value| value.as_bytes() != other.expose())) {
            if readings.iter().all(|known| known.value != other) {
                readings.push(Variable { reading: Some("escapes decoded"), ..Variable::new(name, other) });
            }
        }
        let kept = if readings.is_empty() { None } else { Some("backslashes kept") };
        out.extend(all.iter().map(|value| Variable { reading: kept, ..Variable::new(name, value.as_bytes()) }));
        out.extend(readings);
    }
    // One line alone is a variable only if its name clearly is one: a secret may have = in it.
    match out.as_slice() {
        [] => None,
        // One that speaks of secrets and has none yet is no secret itself; base64 has neither of these signs.
        [one] if one.value.is_empty() && one.name.contains(['_', '.']) && speaks_of_secrets(&one.name) => Some(out),
        // Lines of base64 with one sign of padding each: nothing of it is repeated as a name.
        all if all.iter().all(|one| one.value.is_empty()) => None,
        [one, ..] if names == 1 && (!is_clear_name(&one.name, one.value.len()) || one.value.is_empty()) => None,
        _ => Some(out),
    }
}

/// Whether it is surely the name of a variable: `JWT_SECRET`, `jwt.secret`; `Hockey_Team` is half a secret.
fn is_clear_name(name: &str, length: usize) -> bool {
    const SHORTEST_KEY: usize = 60;
    let is_capital = name.len() > 1
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        && name.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_named = match named(name) {
        Named::Signing(signs) => signs < Signs::Perhaps || name.contains(['.', '_', '-']),
        Named::Unsure => true,
        Named::Doubtful(doubt) => !doubt.is_open() && doubt != Doubt::OtherName || name.contains('.'),
        Named::Other => false,
    };
    is_capital || is_named || (may_be_public(name) && length >= SHORTEST_KEY)
}

/// A line as it is written, or several that are one.
enum Line<'a> {
    Written(&'a str),
    Joined(Zeroizing<String>),
}

impl Deref for Line<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Written(line) => line,
            Self::Joined(line) => line,
        }
    }
}

/// The lines, where a value in quotes may have several and a backslash goes on in the next.
fn whole_lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        // Properties go on behind a backslash, without the blanks in front.
        if is_continued(line) {
            let (mut joined, mut behind) = (Zeroizing::new(line.trim_end_matches(['\r', '\\']).to_owned()), behind);
            for _ in 0..MOST_LINES {
                let (next, rest_of) = behind.split_once('\n').unwrap_or((behind, ""));
                behind = rest_of;
                joined.push_str(next.trim_start().trim_end_matches(['\r', '\\']));
                if !is_continued(next) {
                    break;
                }
            }
            rest = behind;
            return Some(Line::Joined(joined));
        }
        let length = open_value(line).and_then(|quote| closed_later(behind, quote)).map(|end| line.len() + 1 + end);
        let length = length.unwrap_or(line.len());
        let whole = &rest[..length];
        rest = rest[length..].strip_prefix('\n').unwrap_or(&rest[length..]);
        Some(Line::Written(whole))
    })
}

fn is_continued(line: &str) -> bool {
    let line = line.trim_end_matches('\r');
    let slashes = line.bytes().rev().take_while(|byte| *byte == b'\\').count();
    slashes % 2 == 1 && line.contains('=') | line.starts_with([' ', '\t'])
}

/// The quote that a line opens in front of its value and does not close.
fn open_value(line: &str) -> Option<char> {
    let (name, value) = set(line.trim())?;
    let value = value.trim_start();
    let quote = value.chars().next().filter(|first| is_name(name) && matches!(first, '"' | '\'' | '`'))?;
    closing(&value[1..], quote).is_none().then_some(quote)
}

/// Where the line ends that closes the quote, in what stands behind the line that opens it.
fn closed_later(behind: &str, quote: char) -> Option<usize> {
    let mut end = 0;
    for line in behind.split_inclusive('\n').take(MOST_LINES) {
        // Another variable: it was an apostrophe.
        if set(line.trim()).is_some_and(|(name, value)| is_name(name) && value.trim_start().starts_with(quote)) {
            return None;
        }
        let bare = line.trim_end();
        if bare.ends_with(quote) || closing(bare, quote).is_some_and(|at| bare[at + 1..].trim_start().starts_with('#'))
        {
            return Some(end + bare.len());
        }
        end += line.len();
    }
    None
}

/// Where a quote is that no backslash stands in front of.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(at, character)| {
        let is_one = character == quote && !is_escaped;
        is_escaped = character == '\\' && !is_escaped && quote != '\'';
        is_one.then_some(at)
    })
}

/// What a line `NAME=value` sets, whatever stands around the value.
fn set(line: &str) -> Option<(&str, &str)> {
    let (name, value) = exported(line).split_once('=')?;
    Some((name.trim_end(), value))
}

/// With what every escape stands for.
fn unescaped_all(value: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        rest = literal::escape(&rest[at + 1..], true, &mut out);
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// Whether a line gives a value as only programs do: in quotes that are joined to something or have letters in front of them,
/// by another name, by a call.
fn is_of_program(line: &str, name: &str, value: &str, is_program: impl Fn() -> bool) -> bool {
    // A dictionary of Python, a text of Lua.
    if value.starts_with("{'") || value.starts_with("[[") && value.ends_with("]]") {
        return true;
    }
    let prefix = notation::prefix(value);
    if prefix > 0 {
        return !value.starts_with('$') && notation::quoted(value, prefix).is_some();
    }
    let start = line.len() - exported(line).len();
    let Some(at) = value.as_ptr().addr().checked_sub(line.as_ptr().addr()).filter(|at| *at <= line.len()) else {
        return false;
    };
    if let Some(written) = notation::quoted(line, at) {
        let literal = literal::joined(line, written, false);
        let is_spaced = line[..at].ends_with([' ', '\t']) && !line.starts_with("set ");
        let is_fragment =
            |literal: &literal::Literal<'_>| is_spaced && (literal.is_template || !literal.is_whole(line));
        return literal
            .is_some_and(|literal| literal.is_computed || literal.end > written.span.end + 3 || is_fragment(&literal));
    }
    expression::of_name(line, Span::new(start, start + name.len()), at, is_program()).is_some()
}

/// `"${OTHER}/rest"` where the other variable is known, or not: then it is a template.
fn filled(name: &str, value: &str, known: &[Variable]) -> Option<Variable> {
    let bare = unquoted(value);
    if value.starts_with('\'') || bare.len() > LONGEST_FILLED {
        return None;
    }
    let (front, rest) = bare.split_once("${")?;
    let (other, behind) = rest.split_once('}')?;
    if front.is_empty() && behind.is_empty() || !is_name(other) {
        return None;
    }
    let of_other = known.iter().rev().take(MOST_KNOWN).find(|one| one.name == other && one.doubt.is_none());
    let value = of_other.filter(|_| !behind.contains("${")).map(|one| {
        let mut value = front.as_bytes().to_vec();
        value.extend_from_slice(one.value.expose());
        value.extend_from_slice(behind.as_bytes());
        value
    });
    Some(match value {
        Some(value) => Variable::new(name, value),
        None => Variable { doubt: Some(Doubt::Template), ..Variable::new(name, bare.as_bytes()) },
    })
}

/// A line of a script around its variables that sets none.
fn is_of_shell(line: &str) -> bool {
    ["set -a", "set +a", "set -e", "set -eu", "set -o allexport", "set +o allexport"].contains(&line)
}

/// Whether a command stands in the line, as in `env NAME=value command`, so that a blank ends the value.
fn is_command(line: &str) -> bool {
    exported(line).len() < line.len()
}

/// Without the word that makes it a variable of what is started from the shell.
fn exported(line: &str) -> &str {
    let rest = ["export", "set", "env", "declare -x", "setx"].iter().find_map(|word| line.strip_prefix(word));
    rest.filter(|rest| rest.starts_with([' ', '\t'])).map_or(line, str::trim_start)
}

/// The name and the value of a line `NAME=value` or `name: value`.
pub(crate) fn of_line(line: &str) -> Option<(&str, &str)> {
    let line = exported(line.trim());
    let (name, value) = line.split_once(": ").or_else(|| line.split_once('='))?;
    let name = name.trim_end();
    is_name(name).then(|| (name, unquoted(value.trim())))
}

/// `os.getenv('NAME', 'value')`: a line of a program.
fn is_call(value: &str) -> bool {
    let Some((name, arguments)) = value.split_once('(') else { return false };
    is_name(name) && arguments.trim_start().starts_with(['"', '\'', '`'])
}

/// A value without the quotes that it is in, and without what stands behind them: a comment, another command.
pub(crate) fn unquoted(value: &str) -> &str {
    let Some(quote) = value.chars().next().filter(|first| matches!(first, '"' | '\'' | '`')) else { return value };
    let inner = &value[1..];
    let closed = closing(inner, quote).and_then(|at| {
        let behind = &inner[at + 1..];
        let is_end = behind.trim().is_empty() || behind.starts_with([' ', '\t', ';', '&', '|', '#']);
        is_end.then(|| &inner[..at])
    });
    closed.or_else(|| inner.strip_suffix(quote)).unwrap_or(value)
}

/// What the value may be that is written so: of two programs one takes what follows ` #` off, and the other does not.
pub(super) fn readings(value: &str) -> impl Iterator<Item = &str> {
    let bare = unquoted(value);
    let comment = || [" #", "\t#"].iter().filter_map(|mark| value.find(mark)).min();
    let cut = if bare.len() == value.len() { comment().map(|at| value[..at].trim_end()) } else { None };
    cut.filter(|cut| !cut.is_empty()).into_iter().chain([bare])
}

/// The first word of a value that a command follows.
fn first_word(value: &str, is_ended: bool) -> Option<&str> {
    const COMMANDS: &[&str] = &[
        "node", "nodemon", "npm", "npx", "yarn", "pnpm", "python", "python3", "ruby", "rails", "bundle", "php", "java",
        "go", "cargo", "docker", "deno", "bun", "dotnet", "gunicorn", "uvicorn", "flask", "make", "sh", "bash",
    ];
    if value.starts_with(['"', '\'', '`']) {
        return None;
    }
    let at = value.find([' ', '\t', ';'])?;
    let next = value[at..].trim_start_matches(['&', ';', ' ', '\t']).split_whitespace().next().unwrap_or_default();
    let is_one = is_ended || COMMANDS.contains(&next) || next.starts_with("./");
    (is_one && at > 0 && !next.starts_with('#')).then(|| &value[..at])
}

/// The value with what backslashes stand for in a file of properties, where it has any.
fn unescaped(value: &str) -> Option<Zeroizing<String>> {
    // A path of Windows has others.
    let is_escaped = ["\\:", "\\=", "\\#", "\\!", "\\ ", "\\\\", "\\u"].iter().any(|escape| value.contains(escape));
    if !is_escaped || value.as_bytes().get(1) == Some(&b':') {
        return None;
    }
    let mut out = Zeroizing::new(String::with_capacity(value.len()));
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        let next = if character == '\\' { characters.next() } else { None };
        let digits = || characters.as_str().get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match (next, digits().and_then(char::from_u32)) {
            (Some('u'), Some(unit)) => {
                out.push(unit);
                characters.nth(3);
            }
            (Some('t'), _) => out.push('\t'),
            (Some('n'), _) => out.push('\n'),
            (Some('r'), _) => out.push('\r'),
            (Some(other), _) => out.push(other),
            (None, _) => out.push(character),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Variable, read};

    fn pairs(text: &str) -> Vec<(String, String)> {
        let pair = |one: Variable| (one.name, String::from_utf8(one.value.expose().to_vec()).unwrap());
        read(text).unwrap_or_default().into_iter().map(pair).collect()
    }

    #[test]
    fn what_a_line_gives_its_name() {
        for (text, values) in [
            ("JWT_SECRET=s", &["s"][..]),
            ("JWT_SECRET=\"s\"", &["s"]),
            ("JWT_SECRET=s # c", &["s", "s # c"]),
            ("JWT_SECRET=s\t# c", &["s", "s\t# c"]),
            ("JWT_SECRET=s#c", &["s#c"]),
            ("JWT_SECRET=\"s # c\"", &["s # c"]),
            ("JWT_SECRET='s' # c", &["s"]),
            ("export JWT_SECRET=\"s\"; node x", &["s"]),
            ("export JWT_SECRET='s' && npm start", &["s"]),
            ("JWT_SECRET='s' node app.js", &["s"]),
            ("env JWT_SECRET=s cmd", &["s cmd", "s"]),
            ("JWT_SECRET=s node app.js", &["s node app.js", "s"]),
            ("JWT_SECRET=correct horse", &["correct horse"]),
            ("JWT_SECRET=\"a\nb\"", &["a\nb"]),
            ("jwt.secret=ab\\\n    cd", &["abcd"]),
            ("jwt.secret=a\\:b", &["a\\:b", "a:b"]),
            ("jwt.secret=a\\u0042", &["a\\u0042", "aB"]),
            ("JWT_SECRET=it's", &["it's"]),
        ] {
            let found = pairs(text);
            assert_eq!(found.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), values, "{text}");
        }
    }

    /// A secret is not cut at a sign of its own, and half of it is no name.
    #[test]
    fn a_line_alone_is_a_variable_where_its_name_is_one() {
        for text in
            ["monkey=banana-split", "Hockey_Team=1999!", "key=value", "abc=def", "QUJD=", "author=me", "verify=1999"]
        {
            assert_eq!(pairs(text), [], "{text}");
        }
        for text in ["JWT_SECRET=x", "jwt.secret=x", "secret=x", "PASSPHRASE=x", "PORT=x", "app.key=x"] {
            assert_eq!(pairs(text).len(), 1, "{text}");
        }
    }
}
