//! An .env file: names and values, one of which is the key or the secret that is meant.

use zeroize::Zeroizing;

pub(crate) struct Variable<'a> {
    pub name: &'a str,
    pub value: Zeroizing<String>,
}

/// The variables, if the text is an .env file and nothing else: `NAME=value` in every line, but for comments.
pub(crate) fn read(text: &str) -> Option<Vec<Variable<'_>>> {
    let mut out = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").or_else(|| line.strip_prefix("set ")).map_or(line, str::trim_start);
        let (name, value) = line.split_once('=')?;
        let name = name.trim_end();
        if !is_name(name) {
            return None;
        }
        out.push(Variable { name, value: Zeroizing::new(unquoted(value.trim()).to_owned()) });
    }
    // One line alone is a variable only if its name says so: a secret may have = in it.
    match out.as_slice() {
        [] => None,
        [one] if !may_name_a_secret(one.name) || one.value.is_empty() => None,
        _ => Some(out),
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|character: char| character.is_ascii_alphabetic() || character == '_')
        && name.len() <= 128
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

fn unquoted(value: &str) -> &str {
    ['"', '\'', '`'].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value)
}

/// Whether a variable of this name holds a secret or a key.
fn may_name_a_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["SECRET", "KEY", "JWT", "HMAC", "PASSPHRASE", "JWK"].iter().any(|word| name.contains(word))
}

/// The one variable that by its name is the secret of tokens; `None` if none is, or several are.
pub(crate) fn secret<'a, 'b>(variables: &'b [Variable<'a>]) -> Option<&'b Variable<'a>> {
    let usable = |variable: &&Variable| may_name_a_secret(variable.name) && variable.value.len() >= 4;
    let of_tokens = |variable: &&Variable| {
        let name = variable.name.to_ascii_uppercase();
        usable(variable)
            && ["JWT", "TOKEN", "NEXTAUTH", "AUTH_SECRET", "JOSE"].iter().any(|word| name.contains(word))
            && name.contains(['S', 'K'])
    };
    let only = |test: &dyn Fn(&&Variable) -> bool| {
        let mut all = variables.iter().filter(|variable| test(variable));
        all.next().filter(|_| all.next().is_none())
    };
    only(&of_tokens).or_else(|| only(&usable))
}
