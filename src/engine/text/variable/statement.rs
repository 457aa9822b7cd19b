//! Secrets in statements of SQL, in directives of servers, and in what people write to each other: `ALTER DATABASE d SET
//! app.jwt_secret TO 'value'`, `fastcgi_param JWT_SECRET "value";`, `the jwt secret is value`.

use super::Wanted;
use super::command::Put;
use super::name::is_path_of_names;
use super::secret::is_surely_secret;
use super::table::is_secret;
use crate::engine::ground::span::Span;

/// Values that are taken.
const MOST: usize = 256;
/// Longest line, and longest statement.
const LONGEST: usize = 16 * 1024;
/// Words between `secret` and what it is, in a sentence.
const BETWEEN: usize = 4;
/// Words behind which a name and its value follow.
const DIRECTIVES: [&str; 13] = [
    "set",
    "setenv",
    "fastcgi_param",
    "uwsgi_param",
    "scgi_param",
    "grpc_set_header",
    "passenger_env_var",
    "passenger_set_cgi_param",
    "env",
    "passenv",
    "hset",
    "mset",
    "define",
];

/// All of them.
pub(super) fn find(text: &str, wanted: Wanted) -> Vec<Put> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        if line.len() <= LONGEST {
            let own = Span::new(start, end);
            settings(text, own, wanted, &mut out);
            directive(text, own, &mut out);
            updated(text, own, &mut out);
            said(text, own, wanted, &mut out);
        }
        start = end + 1;
        if out.len() >= MOST {
            break;
        }
    }
    inserted(text, wanted, &mut out);
    out.truncate(MOST);
    out
}

/// A word of a line without its quotes.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    span: Span,
    is_quoted: bool,
}

/// The words of a line; quotes make one of several, and brackets, commas and semicolons outside of them are words.
fn words(text: &str, within: Span) -> Vec<Word<'_>> {
    const MOST: usize = 512;
    let bytes = text.as_bytes();
    let mut at = within.start;
    let mut words = Vec::new();
    while at < within.end && words.len() < MOST {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        if matches!(byte, b'"' | b'\'' | b'`')
            && let Some(length) = closing(&text[at + 1..within.end], byte)
        {
            let span = Span::new(at + 1, at + 1 + length);
            words.push(Word { text: &text[span.start..span.end], span, is_quoted: true });
            at = span.end + 1;
            continue;
        }
        let is_sign = |byte: &u8| matches!(byte, b'(' | b')' | b',' | b';' | b'{' | b'}');
        let length = if is_sign(&byte) {
            1
        } else {
            let rest = &bytes[at..within.end];
            rest.iter().take_while(|byte| !byte.is_ascii_whitespace() && !is_sign(byte)).count().max(1)
        };
        let end = text.ceil_char_boundary(at + length);
        words.push(Word { text: &text[at..end], span: Span::new(at, end), is_quoted: false });
        at = end;
    }
    words
}

/// Where quotes are closed: two of SQL's are one in the text.
fn closing(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = memchr::memchr(quote, bytes.get(at..)?) {
        let end = at + step;
        let is_escaped = quote == b'"' && bytes[..end].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
        if bytes.get(end + 1) == Some(&quote) && quote == b'\'' {
            at = end + 2;
        } else if is_escaped {
            at = end + 1;
        } else {
            return Some(end);
        }
    }
    None
}

/// `SET name TO 'value'`, of a session, a role, a database or a server (PostgreSQL).
fn settings(text: &str, line: Span, wanted: Wanted, out: &mut Vec<Put>) {
    let lower = line.of(text).unwrap_or_default();
    if !lower.contains("TO") && !lower.contains("to") {
        return;
    }
    let words = words(text, line);
    for (at, four) in words.windows(4).enumerate() {
        let [set, name, to, value] = four else { continue };
        // A piece of what is joined is none.
        if wanted == Wanted::Secrets && words.get(at + 4).is_some_and(|behind| behind.text.starts_with("||")) {
            continue;
        }
        let is_set = ["set", "session", "local"].iter().any(|word| set.text.eq_ignore_ascii_case(word));
        if is_set && to.text.eq_ignore_ascii_case("to") && is_secret(name.text) && !value.text.is_empty() {
            out.push(Put { name: name.text.to_owned(), span: value.span });
        }
    }
}

/// `set $name "value";`, `fastcgi_param NAME value;`, `SET name "value"` of Redis, `secret value` of Caddy.
fn directive(text: &str, line: Span, out: &mut Vec<Put>) {
    let words = words(text, line);
    let words = match words.iter().position(|word| word.text.ends_with('>')) {
        // The prompt of a shell of a database.
        Some(0) => &words[1..],
        _ => &words[..],
    };
    let Some(first) = words.first().filter(|first| !first.is_quoted) else { return };
    let is_end = |word: Option<&Word<'_>>| word.is_none_or(|word| matches!(word.text, ";" | "}" | "EX" | "PX" | "NX"));
    let put = |name: &str, value: &Word<'_>| Put { name: name.to_owned(), span: value.span };
    if DIRECTIVES.iter().any(|known| first.text.eq_ignore_ascii_case(known)) {
        let at = if first.text.eq_ignore_ascii_case("hset") { 2 } else { 1 };
        if let (Some(name), Some(value)) = (words.get(at), words.get(at + 1)) {
            let bare = name.text.trim_start_matches('$');
            if is_secret(bare) && is_value(value) && is_end(words.get(at + 2)) {
                out.push(put(bare, value));
            }
        }
        return;
    }
    // Clojure's map, and what a block of a server has in it.
    for pair in words.windows(2) {
        let [name, value] = pair else { continue };
        if let Some(bare) = name.text.strip_prefix(':').filter(|bare| value.is_quoted && is_secret(bare)) {
            out.push(put(bare, value));
        }
    }
    match words {
        [name, value, rest @ ..]
            if !value.is_quoted && is_secret(name.text) && is_random(value.text) && is_end(rest.first()) =>
        {
            out.push(put(name.text, value));
        }
        [crypto, key, what, value]
            if crypto.text == "crypto"
                && key.text == "key"
                && ["sign", "verify", "sign-verify"].contains(&what.text)
                && is_random(value.text) =>
        {
            out.push(put("crypto_secret_key", value));
        }
        _ => {}
    }
}

/// `UPDATE … SET value = 'value' WHERE name = 'jwt_secret'`.
fn updated(text: &str, line: Span, out: &mut Vec<Put>) {
    let written = line.of(text).unwrap_or_default();
    if !["update", "UPDATE", "Update"].iter().any(|word| written.contains(word)) {
        return;
    }
    let words = words(text, line);
    let Some(at) = words.iter().position(|word| word.text.eq_ignore_ascii_case("where")) else { return };
    let (set, condition) = words.split_at(at);
    let name = condition.windows(2).find_map(|two| match two {
        [sign, name] if sign.text == "=" && name.is_quoted && is_secret(name.text) => Some(name.text),
        _ => None,
    });
    let value = set.windows(3).find_map(|three| match three {
        [column, sign, value]
            if sign.text == "="
                && value.is_quoted
                && column
                    .text
                    .to_ascii_lowercase()
                    .rsplit(['_', '.'])
                    .next()
                    .is_some_and(|last| ["value", "val", "data"].contains(&last)) =>
        {
            Some(value)
        }
        _ => None,
    });
    if let (Some(name), Some(value)) = (name, value) {
        out.push(Put { name: name.to_owned(), span: value.span });
    }
}

/// `INSERT INTO t (id, jwt_secret) VALUES (1, 'value')`.
fn inserted(text: &str, wanted: Wanted, out: &mut Vec<Put>) {
    let bytes = text.as_bytes();
    let starts = memchr::memmem::find_iter(bytes, b"VALUES").chain(memchr::memmem::find_iter(bytes, b"values"));
    for at in starts.take(MOST) {
        let before = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
        let Some(columns) = before.trim_end().strip_suffix(')').and_then(|list| Some(&list[list.rfind('(')? + 1..]))
        else {
            continue;
        };
        let columns: Vec<&str> =
            columns.split(',').map(|name| name.trim().trim_matches(['"', '`', '[', ']'])).collect();
        if !columns.iter().any(|name| is_secret(name)) {
            continue;
        }
        let end = text.floor_char_boundary((at + LONGEST).min(text.len()));
        let end = text[at..end].find(';').map_or(end, |length| at + length);
        let (mut number, mut depth) = (0, 0_usize);
        let words = words(text, Span::new(at + "VALUES".len(), end));
        for (at, word) in words.iter().enumerate() {
            let is_sign = |word: Option<&Word<'_>>, signs: [&str; 2]| {
                word.is_some_and(|word| !word.is_quoted && signs.contains(&word.text))
            };
            match (word.text, word.is_quoted) {
                ("(", false) => (depth, number) = (depth + 1, if depth == 0 { 0 } else { number }),
                (")", false) => depth = depth.saturating_sub(1),
                (",", false) if depth == 1 => number += 1,
                // All of the column: no argument of a function, and nothing is joined to it.
                (_, true)
                    if wanted == Wanted::Hidden && depth > 0
                        || depth == 1
                            && is_sign(at.checked_sub(1).and_then(|at| words.get(at)), ["(", ","])
                            && is_sign(words.get(at + 1), [")", ","]) =>
                {
                    let name = columns.get(number).filter(|name| is_secret(name));
                    out.extend(name.map(|name| Put { name: (*name).to_owned(), span: word.span }));
                }
                _ => {}
            }
        }
    }
}

/// `the jwt secret is value`, `our secret key: "value"`, `with the secret value and HS256`.
fn said(text: &str, line: Span, wanted: Wanted, out: &mut Vec<Put>) {
    const NAMES: [&str; 3] = ["secret", "secrets", "passphrase"];
    const SIGNS: [&str; 6] = ["is", "was", "->", "are", "\u{2192}", "is:"];
    let written = line.of(text).unwrap_or_default();
    let lower = written.to_ascii_lowercase();
    if !["secret", "passphrase", "password", " key"].iter().any(|word| lower.contains(word)) {
        return;
    }
    let words = words(text, line);
    let bare = |word: &Word<'_>| word.text.trim_end_matches([':', '=']).to_ascii_lowercase();
    // A sentence of two such words does not say which, and a hash, a name or the secret of yesterday is none.
    let random = || words.iter().filter(|word| is_random(word.text));
    if is_of_another(&lower) || random().count() > 1 {
        if wanted == Wanted::Hidden {
            // Markup, settings and code are read elsewhere.
            let is_bare = |word: &&Word<'_>| {
                let inner = word.text.trim_end_matches('=');
                word.is_quoted || !inner.contains(['<', '>', '"', '\'', '{', '}', '=', '(', ')'])
            };
            out.extend(random().filter(is_bare).map(|word| Put { name: "secret".to_owned(), span: without_end(word) }));
        }
        return;
    }
    for (at, word) in words.iter().enumerate().filter(|(_, word)| !word.is_quoted) {
        let own = bare(word);
        let last = own.rsplit(['_', '-', '.']).next().unwrap_or_default();
        let is_key = last == "key"
            && at > 0
            && ["signing", "hmac", "jwt", "secret", "shared", "hs256"].contains(&&*bare(&words[at - 1]));
        // A name without a sign: `key="JwtSecret"` is an attribute, and read elsewhere.
        let is_own = || is_path_of_names(&own) && is_surely_secret(&own);
        let is_named = (NAMES.contains(&last) || is_key || is_own()) && !word.text.starts_with(['-', '$']);
        if !is_named {
            continue;
        }
        let name = match at.checked_sub(1).map(|at| bare(&words[at])) {
            Some(of) if ["jwt", "jws", "token", "signing", "hmac", "shared"].contains(&&*of) => {
                format!("{of}_{}", if is_key { "secret" } else { last })
            }
            _ if is_key => "signing_secret".to_owned(),
            _ => own.clone(),
        };
        let behind = &words[at + 1..];
        // What has a sign directly behind a name is read elsewhere; a name of two words has none there.
        let is_phrase = is_key || name != own;
        let is_sign = |word: &Word<'_>| {
            !word.is_quoted
                && (SIGNS.contains(&&*word.text.to_ascii_lowercase()) || is_phrase && matches!(word.text, "=" | ":"))
        };
        let sign = match word.text.ends_with([':', '=']) {
            true if is_phrase => Some(0),
            true => continue,
            false => behind.iter().take(BETWEEN + 1).position(is_sign).map(|place| place + 1),
        };
        let value = match sign {
            Some(place) => behind.get(place),
            // `with the secret value`: only what nobody takes for a word.
            None => behind.first().filter(|value| is_random(value.text)),
        };
        let is_one = |value: &&Word<'_>| value.is_quoted && !value.text.is_empty() || is_telling(value.text);
        let Some(value) = value.filter(is_one) else { continue };
        out.push(Put { name, span: without_end(value) });
        return;
    }
    // Alone on its line, and the value on the next.
    let is_label = || {
        let label = lower.trim().trim_end_matches(':');
        label.len() <= 32
            && label.split(' ').count() <= 4
            && ["secret", "secret key", "signing key", "passphrase"].iter().any(|end| label.ends_with(end))
            && label.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ')
    };
    let rest = text.get(line.end + 1..).unwrap_or_default();
    let next = rest.split('\n').next().unwrap_or_default();
    let value = next.trim().trim_matches('`');
    if is_label() && is_random(value) && !value.contains(char::is_whitespace) {
        let start = line.end + 1 + next.find(value).unwrap_or(0);
        let name = if lower.contains("jwt") { "jwt_secret" } else { "secret" };
        out.push(Put { name: name.to_owned(), span: Span::new(start, start + value.len()) });
    }
}

/// What ends the sentence is none of its last word.
fn without_end(word: &Word<'_>) -> Span {
    let inner = if word.is_quoted { word.text } else { word.text.trim_end_matches(['.', '!', '?', ':']) };
    Span::new(word.span.start, word.span.start + inner.len())
}

/// Whether a sentence is about something else than the secret of today: what is made of it, its name, the one before.
fn is_of_another(lower: &str) -> bool {
    const WORDS: [&str; 58] = [
        "hash",
        "hashed",
        "sha",
        "sha1",
        "sha256",
        "sha512",
        "md5",
        "digest",
        "checksum",
        "fingerprint",
        "thumbprint",
        "bcrypt",
        "id",
        "name",
        "named",
        "called",
        "version",
        "path",
        "arn",
        "uuid",
        "ref",
        "reference",
        "old",
        "previous",
        "former",
        "last",
        "new",
        "was",
        "were",
        "not",
        "never",
        "no",
        "don't",
        "dont",
        "isn't",
        "wasn't",
        "wrong",
        "invalid",
        "revoked",
        "leaked",
        "expired",
        "rotate",
        "rotated",
        "deleted",
        "example",
        "instance",
        "sample",
        "dummy",
        "placeholder",
        "wifi",
        "database",
        "db",
        "login",
        "user",
        "account",
        "commit",
        "fix",
        "encrypted",
    ];
    lower.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '\'')).any(|word| WORDS.contains(&word))
}

fn is_value(word: &Word<'_>) -> bool {
    word.is_quoted && !word.text.is_empty() || is_telling(word.text)
}

/// Whether a word is none of a sentence: it has digits or signs, or capitals within.
fn is_telling(word: &str) -> bool {
    const SHORTEST: usize = 6;
    let inner = word.trim_end_matches(['.', '!', '?', ':']);
    let is_number = inner.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = inner.bytes().skip(1).all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'\''));
    let is_path = inner.contains("://") || inner.starts_with(['/', '<', '{', '[', '$']);
    inner.len() >= SHORTEST && !is_word && !is_number && !is_path
}

/// The same, and long enough to be the secret of an HMAC.
fn is_random(word: &str) -> bool {
    const SHORTEST: usize = 16;
    let has = |known: fn(&u8) -> bool| word.bytes().any(|byte| known(&byte));
    word.len() >= SHORTEST && is_telling(word) && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{Wanted, find};

    const S: &str = "Zk9-qLw3vT7pXr2sYb8nHd5m";

    fn values(text: &str) -> Vec<&str> {
        let mut values: Vec<_> = find(text, Wanted::Secrets).into_iter().filter_map(|put| put.span.of(text)).collect();
        values.dedup();
        values
    }

    #[test]
    fn secrets_of_statements_and_sentences_are_found() {
        for text in [
            "SET app.jwt_secret TO '<S>';",
            "set local app.jwt_secret to '<S>';",
            "SET SESSION \"app.settings.jwt_secret\" TO '<S>';",
            "ALTER DATABASE postgres SET \"app.settings.jwt_secret\" TO '<S>';",
            "ALTER ROLE authenticator SET pgrst.jwt_secret TO '<S>';",
            "ALTER SYSTEM SET app.jwt_secret TO '<S>';",
            "INSERT INTO app (id, jwt_secret) VALUES (1, '<S>');",
            "INSERT INTO app (id, jwt_secret) VALUES (1, '<S>'), (2, '<S>');",
            "UPDATE config SET value = '<S>' WHERE name = 'jwt_secret';",
            "location / {\n  set $jwt_secret \"<S>\";\n}\n",
            "set $jwt_secret <S>;",
            "fastcgi_param JWT_SECRET \"<S>\";",
            "fastcgi_param JWT_SECRET <S>;",
            "passenger_env_var JWT_SECRET <S>;",
            "SetEnv JWT_SECRET <S>",
            "SET jwt_secret \"<S>\"",
            "127.0.0.1:6379> SET jwt_secret \"<S>\"",
            "HSET config jwt_secret \"<S>\"",
            "jwt {\n  secret <S>\n}",
            "crypto key sign-verify <S>",
            "{:jwt-secret \"<S>\"}",
            "the jwt secret is <S>",
            "My JWT secret is \"<S>\".",
            "our secret key is `<S>`, thanks",
            "I sign with the secret <S> and HS256",
            "the secret we use for it is <S>.",
            "JWT secret:\n<S>\n",
            "JWT Secret\n<S>\n",
            "[10:21] bob: jwt_secret is <S>",
            "JWT_SECRET -> <S>",
            "signing key = <S>",
        ] {
            let text = text.replace("<S>", S);
            assert_eq!(values(&text), [S], "{text}");
        }
    }

    /// Nobody else may read what was the secret, nor what may be the other half of it.
    #[test]
    fn what_is_no_secret_of_today_is_hidden_all_the_same() {
        for text in [
            "INSERT INTO app (jwt_secret, id) VALUES ('<S>' || id, 1);",
            "ALTER DATABASE d SET app.jwt_secret TO '<S>' || 'x';",
            "We revoked the leaked secret <S> yesterday",
            "the old jwt secret is <S>, the new one is <S>",
            "fix: rotate jwt secret <S>.",
            "the hash of the secret is <S>",
        ] {
            let text = text.replace("<S>", S);
            assert!(values(&text).is_empty(), "{text}");
            let mut hidden: Vec<_> =
                find(&text, Wanted::Hidden).into_iter().filter_map(|put| put.span.of(&text)).collect();
            hidden.dedup();
            assert_eq!(hidden, [S], "{text}");
        }
    }

    #[test]
    fn a_sentence_about_a_secret_has_none() {
        for text in [
            "",
            "the jwt secret is invalid",
            "the secret is stored in the vault",
            "the secret is https://vault.example/v1",
            "is the secret key right?",
            "SET search_path TO 'public';",
            "set $backend \"http://x\";",
            "secret sauce",
            "Secret: see below",
            "the password is wrong, the secret is 12345678",
            "INSERT INTO app (id, name) VALUES (1, 'x');",
            "INSERT INTO app (id, jwt_secret) VALUES (1, digest('<S>', 'sha256'));",
            "INSERT INTO app (jwt_secret, id) VALUES ('<S>' || id, 1);",
            "INSERT INTO app (jwt_secret, note) VALUES (f('x', 1), lower('<S>'));",
            "ALTER DATABASE d SET app.jwt_secret TO '<S>' || 'x';",
            "crypto key format <S>",
            "sha256 of the jwt secret is <S>",
            "the secret id is <S>",
            "the jwt secret was <S>, it is not any more",
            "the old jwt secret is <S>, the new one is <S>-2",
            "We revoked the leaked secret <S> yesterday",
            "Do not use the secret <S> in production",
            "fix: rotate jwt secret <S>",
            "the wifi password is <S>",
            "Hash of secret\n<S>\n",
            "Old JWT secret:\n<S>\n",
        ] {
            let text = &*text.replace("<S>", S);
            assert_eq!(values(text), [""; 0], "{text}");
        }
    }
}
