//! Secrets among the arguments of what signs and verifies: `jwt.sign(payload, 'secret')`, `HmacSHA256(data, "secret")`,
//! `.signWith(SignatureAlgorithm.HS256, "secret")`. They have no name, only a place.

use super::Variable;
use super::context;
use super::literal::{self, Literal};
use super::notation::{self, Written};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::ground::span::Span;
use std::cell::OnceCell;
use std::collections::{HashSet, VecDeque};
use zeroize::Zeroizing;

/// PostgreSQL's `$$…$$`.
const DOLLARS: &str = "$$";
/// Longest arguments that are read.
const LONGEST: usize = 4 * 1_024;
/// Brackets in brackets of arguments that are read: no secret is deeper, and calls in calls are each read to there.
const DEEPEST: usize = 32;
/// Longest name of what is called, with what it is called on.
const LONGEST_NAME: usize = 64;

/// Which arguments are the secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// From this one on.
    From(usize),
    Only(usize),
    /// The second, or the only one: a hash is asked for with the data in front of the secret, or with the secret alone.
    Last,
    /// Wherever a text is turned into bytes, in a function within it too.
    Bytes,
}

/// What is called, in small letters, a word that is in the name of what it is called on, and where the secret is.
const CALLS: &[(&str, &str, Place)] = &[
    ("sign", "jw", Place::From(1)),
    ("verify", "jw", Place::From(1)),
    ("signasync", "jw", Place::From(1)),
    ("verifyasync", "jw", Place::From(1)),
    ("encode", "jw", Place::From(1)),
    ("decode", "jw", Place::From(1)),
    ("create", "jwt", Place::From(1)),
    ("create", "signer", Place::From(1)),
    ("jwtverify", "", Place::From(1)),
    ("encode_jwt", "", Place::From(NONE)),
    ("decode_jwt", "", Place::From(NONE)),
    ("parse", "jwt", Place::Bytes),
    ("parsewithclaims", "jwt", Place::Bytes),
    ("sign", "", Place::Bytes),
    ("signedstring", "", Place::From(0)),
    ("signwith", "", Place::From(0)),
    ("verifywith", "", Place::From(0)),
    ("setsigningkey", "", Place::From(0)),
    ("hmacshakeyfor", "", Place::From(0)),
    ("withsecret", "", Place::From(0)),
    ("hmac256", "algorithm", Place::From(0)),
    ("hmac384", "algorithm", Place::From(0)),
    ("hmac512", "algorithm", Place::From(0)),
    ("secretkeyspec", "", Place::From(0)),
    ("secretkey", "", Place::Only(0)),
    ("symmetricsecuritykey", "", Place::From(0)),
    ("macsigner", "", Place::From(0)),
    ("macverifier", "", Place::From(0)),
    ("from_secret", "", Place::From(0)),
    ("from_base64_secret", "", Place::From(0)),
    ("plaintext", "inmemory", Place::From(0)),
    ("base64encoded", "inmemory", Place::From(0)),
    ("createsecretkey", "", Place::Only(0)),
    ("createhmac", "", Place::Only(1)),
    ("importkey", "", Place::Only(1)),
    ("hash_hmac", "", Place::Only(2)),
    ("hexdigest", "hmac", Place::Only(1)),
    ("base64digest", "hmac", Place::Only(1)),
    ("digest", "openssl::hmac", Place::Only(1)),
    ("digest", "hmac", Place::Only(0)),
    ("new", "hmac", Place::Only(0)),
    ("hmacsha1", "", Place::Last),
    ("hmacsha256", "", Place::Last),
    ("hmacsha384", "", Place::Last),
    ("hmacsha512", "", Place::Last),
];

/// What the secret is called where arguments have names.
const KEYWORDS: [&str; 8] =
    ["key", "secret", "secret_key", "secretKey", "jwt_secret", "signing_key", "private_key", "secretOrKey"];
/// Options that are read.
const MOST_OPTIONS: usize = 32;
/// A number that no argument has: only those count that have a name.
const NONE: usize = usize::MAX - 1;
/// In place of the number of an argument that has such a name.
const NAMED: usize = usize::MAX;

/// What makes bytes or a key of a text, so that the text is what counts. What else is called there gives something of its own:
/// `readFileSync('key.pem')`, `config.get('name')`.
const CONVERSIONS: [&str; 17] = [
    "byte",
    "bytes",
    "from",
    "encode",
    "decode",
    "getbytes",
    "b64decode",
    "frombase64string",
    "key",
    "secretkeyspec",
    "symmetricsecuritykey",
    "hmacshakeyfor",
    "createsecretkey",
    "parse",
    "plaintext",
    "base64encoded",
    "from_secret",
];

/// Words in quotes that say how something is signed or written.
const NO_SECRETS: [&str; 22] = [
    "utf8",
    "utf-8",
    "utf16le",
    "utf-16",
    "ascii",
    "latin1",
    "iso-8859-1",
    "binary",
    "base64",
    "base64url",
    "hex",
    "sha1",
    "sha256",
    "sha384",
    "sha512",
    "sha-256",
    "sha-384",
    "sha-512",
    "hmacsha256",
    "hmacsha384",
    "hmacsha512",
    "none",
];

/// A secret, and what it is an argument of.
pub(crate) struct Argument<'a> {
    pub(crate) span: Span,
    /// The quotes around it; empty for none.
    pub(crate) mark: &'a str,
    pub(crate) callee: &'a str,
}

/// All of them, in order.
pub(crate) fn find(text: &str) -> Vec<Argument<'_>> {
    let mut found = Vec::new();
    let mut signs = Signs::new(text);
    for at in memchr::memchr_iter(b'(', text.as_bytes()) {
        let callee = callee(text, at);
        if let Some(place) = place(callee).or_else(|| in_statement(text, at, callee)) {
            arguments(&mut signs, at + 1, b')', place, callee, &mut found);
        }
    }
    // Ruby needs no parentheses.
    for name in ["JWT.encode ", "JWT.decode "] {
        let mut signs = Signs::new(text);
        for at in memchr::memmem::find_iter(text.as_bytes(), name) {
            arguments(&mut signs, at + name.len(), b'\n', Place::From(1), name.trim_end(), &mut found);
        }
    }
    found.sort_by_key(|one| one.span.start);
    // Of a call within a call, each finds it.
    found.dedup_by_key(|one| one.span);
    found
}

/// pgjwt's `select sign('{…}', 'secret')` and `verify('token', 'secret')`.
fn in_statement(text: &str, at: usize, callee: &str) -> Option<Place> {
    let name = callee.rsplit('.').next().unwrap_or_default();
    let is_one = ["sign", "verify"].iter().any(|word| name.eq_ignore_ascii_case(word));
    (is_one && context::is_of_statement(text, at - callee.len())).then_some(Place::From(1))
}

/// The names that stand in the place of the secret, as they are or turned into bytes: `jwt.sign(payload, key)`.
pub(super) fn names(text: &str) -> HashSet<&str> {
    let mut found = HashSet::new();
    for at in memchr::memchr_iter(b'(', text.as_bytes()) {
        let callee = callee(text, at);
        let Some(place) = place(callee).or_else(|| in_statement(text, at, callee)) else { continue };
        let wanted = match place {
            Place::From(number) | Place::Only(number) => Some(number),
            Place::Last => Some(1),
            // `.sign(key)` alone; what is parsed comes first.
            Place::Bytes => callee.to_ascii_lowercase().ends_with("sign").then_some(0),
        };
        for (number, argument) in list(text, at + 1).into_iter().enumerate() {
            let keyword = keyed_name(argument);
            let is_named = keyword.is_some_and(|(name, _)| KEYWORDS.contains(&name));
            let value = keyword.map_or(argument, |(_, value)| value);
            if is_named || keyword.is_none() && wanted == Some(number) {
                found.extend(bare_name(value));
            }
        }
    }
    found
}

/// The arguments of a call, from behind its parenthesis.
fn list(text: &str, from: usize) -> Vec<&str> {
    const LONGEST: usize = 1_024;
    let end = text.floor_char_boundary(from.saturating_add(LONGEST));
    let bytes = &text.as_bytes()[..end];
    let (mut at, mut start, mut depth) = (from, from, 0_usize);
    let mut found = Vec::new();
    while let Some(byte) = bytes.get(at).copied().filter(|_| depth <= DEEPEST) {
        match byte {
            b'"' | b'\'' | b'`' => {
                let mark = &text[at..=at];
                if let Some(length) = literal(&text[at + 1..end], mark) {
                    at += length + 1;
                }
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => {
                found.push(&text[start..at]);
                return found;
            }
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                found.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    Vec::new()
}

/// `key=value`, `key: value`, `key => value`.
fn keyed_name(argument: &str) -> Option<(&str, &str)> {
    let argument = argument.trim();
    let length = argument.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let (name, rest) = argument.split_at(length);
    let rest = rest.trim_start();
    let value = ["=>", ":=", "=", ":"].iter().find_map(|sign| rest.strip_prefix(sign))?;
    (length > 0 && !value.starts_with(['=', ':'])).then_some((name, value))
}

/// The name that is all of an argument, but for what turns its value into bytes or a key.
fn bare_name(argument: &str) -> Option<&str> {
    const MOST_CALLS: usize = 4;
    const LONGEST_NAME: usize = 64;
    let mut rest = argument.trim();
    for _ in 0..MOST_CALLS {
        rest = rest.trim().trim_start_matches(['&', '*', '$', '@']);
        rest = rest.strip_prefix("new ").map_or(rest, str::trim_start);
        for end in [".getBytes()", ".encode()", ".as_bytes()", ".as_ref()", ".to_vec()", ".bytes"] {
            rest = rest.strip_suffix(end).unwrap_or(rest);
        }
        let is_name = rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && rest.len() <= LONGEST_NAME
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if is_name {
            return Some(rest);
        }
        let (callee, inner) = rest.strip_suffix(')')?.split_once('(')?;
        let (_, name) = parts(callee.trim_end_matches("()"));
        let name = name.trim_start_matches("[]");
        if !CONVERSIONS.iter().any(|word| name.eq_ignore_ascii_case(word)) {
            return None;
        }
        rest = inner.split(',').next()?;
    }
    None
}

/// The keys that options of OpenSSL give: `-macopt hexkey:…`, `-macopt key:…`.
pub(super) fn keyed(text: &str) -> impl Iterator<Item = Variable> {
    const OPTION: &str = "-macopt";
    let one = |at: usize| {
        let rest = text[at + OPTION.len()..].trim_start_matches([' ', '=', '"', '\'']);
        let (name, value) = rest.split_once(':').filter(|(name, _)| ["key", "hexkey"].contains(name))?;
        let word = value.split([' ', '\t', '\n', '\r', '"', '\'', '|', ')']).next().filter(|word| !word.is_empty())?;
        let bytes = match name {
            "hexkey" => Zeroizing::new(data_encoding::HEXLOWER_PERMISSIVE.decode(word.as_bytes()).ok()?),
            _ => Zeroizing::new(word.as_bytes().to_vec()),
        };
        let written = vec![SecretBytes::from(word.as_bytes())];
        Some(Variable { is_used: true, written, ..Variable::new("hmac_key", &bytes[..]) })
    };
    memchr::memmem::find_iter(text.as_bytes(), OPTION).take(MOST_OPTIONS).filter_map(one)
}

/// The name in front of a parenthesis, with what it is called on: `Jwts.builder`, `JWT::encode`, `$jwt->sign`.
fn callee(text: &str, at: usize) -> &str {
    let near = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST_NAME))..at];
    let near = near.trim_end_matches([' ', '\t']);
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.:>-$".contains(byte);
    let length = near.bytes().rev().take_while(is_of_name).count();
    // `require('jsonwebtoken').sign(…)`, `new TextEncoder().encode(…)`
    let front = &near[..near.len() - length];
    let length = match front.strip_suffix(')').and_then(|front| front.rfind("require(")) {
        Some(start) if near[near.len() - length..].starts_with('.') => near.len() - start,
        _ => length,
    };
    &near[near.len() - length..]
}

/// What is called, and on what.
fn parts(callee: &str) -> (&str, &str) {
    let name = callee.rsplit(['.', ':', '>', '$', '-', ')']).next().unwrap_or_default();
    (&callee[..callee.len() - name.len()], name)
}

fn place(callee: &str) -> Option<Place> {
    let (on, name) = parts(callee);
    if name.len() < 3 {
        return None;
    }
    let (on, lower) = (on.to_ascii_lowercase(), name.to_ascii_lowercase());
    let is_on = |part: &str| on.contains(part) || part == "jw" && on.contains("webtoken");
    let (.., place) = CALLS.iter().find(|(word, part, _)| *word == lower && is_on(part))?;
    match *place {
        // Only a method signs: `sign(x)` is of mathematics.
        Place::Bytes if lower == "sign" && !on.ends_with('.') => None,
        // Go names the hash in front of the key.
        Place::Only(0) if name == "New" => Some(Place::Only(1)),
        place => Some(place),
    }
}

/// Whether the call whose parenthesis stands there makes a token, and whether its first argument alone is what it holds.
pub(super) fn takes_payload(text: &str, at: usize) -> Option<bool> {
    let (on, name) = parts(callee(text, at));
    if name.len() < 4 {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "signjwt" | "encryptjwt" | "unsecuredjwt" => Some(false),
        "claim" | "claims" | "withclaim" | "addclaim" | "addclaims" | "setclaims" | "withpayload" | "setpayload"
        | "withpayloadclaim" => on.ends_with(['.', '>', ':']).then_some(false),
        "sign" | "signasync" | "encode" | "create" => {
            let is_from = |place| matches!(place, Place::From(first) if first > 0);
            place(callee(text, at)).is_some_and(is_from).then_some(true)
        }
        _ => None,
    }
}

/// A bracket that is open, and whether what is in it still counts.
struct Open {
    close: u8,
    counts: bool,
}

/// The quotes, brackets and commas of what one call after the other may have for its arguments. Calls in calls go over the
/// same ones: what each is, is found out once.
struct Signs<'a> {
    text: &'a str,
    near: VecDeque<Sign<'a>>,
    /// Up to where they were looked for.
    read: usize,
}

struct Sign<'a> {
    at: usize,
    byte: u8,
    quoted: OnceCell<Option<Quoted<'a>>>,
    /// Of a parenthesis: whether what is called there makes bytes or a key of a text.
    is_conversion: OnceCell<bool>,
}

/// A text in quotes.
#[derive(Clone, Copy)]
struct Quoted<'a> {
    mark: &'a str,
    span: Span,
    may_be_secret: bool,
    /// Behind what is joined to it.
    end: usize,
}

impl<'a> Signs<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, near: VecDeque::new(), read: 0 }
    }

    /// Goes on to the next call.
    fn go_on(&mut self, from: usize, end: usize) {
        let passed = self.before(from);
        self.near.drain(..passed);
        let is_sign = |byte: u8| b"\"'`\\$([{)]},\n".contains(&byte);
        let start = self.read.max(from);
        let behind = self.text.as_bytes().get(start..end).unwrap_or_default();
        let found = behind.iter().enumerate().filter(|(_, byte)| is_sign(**byte));
        let sign = |(step, byte): (usize, &u8)| Sign {
            at: start + step,
            byte: *byte,
            quoted: OnceCell::new(),
            is_conversion: OnceCell::new(),
        };
        self.near.extend(found.map(sign));
        self.read = self.read.max(end);
    }

    /// How many of them stand in front of it.
    fn before(&self, at: usize) -> usize {
        self.near.partition_point(|sign| sign.at < at)
    }

    /// The text in quotes that begins there and ends in front of `end`.
    fn quoted(&self, sign: &Sign<'a>, end: usize) -> Option<Quoted<'a>> {
        let read = || {
            // In a text of another program they have backslashes in front of them.
            let is_dollars = sign.byte == b'$' && self.text[sign.at..].starts_with(DOLLARS);
            let mark = if is_dollars { DOLLARS } else { notation::quote(self.text, sign.at)? };
            let start = sign.at + mark.len();
            // Rust's `r#"…"#`.
            let raw = if self.text[..sign.at].ends_with('#') { notation::quoted(self.text, sign.at) } else { None };
            let mark = raw.and_then(|raw| raw.quote).unwrap_or(mark);
            let near = self.text.get(start..self.text.floor_char_boundary(start.saturating_add(LONGEST)))?;
            let length = match raw {
                Some(raw) => raw.span.len(),
                None if is_dollars => memchr::memmem::find(near.as_bytes(), DOLLARS.as_bytes())?,
                None => literal(near, mark)?,
            };
            let span = Span::new(start, start + length);
            // What is joined to it is of it.
            let joined = joined(self.text, span, mark).map_or(0, |joined| joined.end);
            let may_be_secret = may_be_secret(span.of(self.text)?);
            Some(Quoted { mark, span, may_be_secret, end: joined.max(span.end + mark.len()) })
        };
        let quoted = *sign.quoted.get_or_init(read);
        quoted.filter(|quoted| quoted.span.end + quoted.mark.len() <= end)
    }

    fn is_conversion(&self, sign: &Sign<'a>) -> bool {
        *sign.is_conversion.get_or_init(|| {
            let (_, name) = parts(callee(self.text, sign.at));
            CONVERSIONS.iter().any(|word| name.eq_ignore_ascii_case(word))
        })
    }
}

/// The texts in quotes that are the secret, from behind the parenthesis to the one that closes it.
fn arguments<'a>(
    signs: &mut Signs<'a>,
    from: usize,
    close: u8,
    place: Place,
    callee: &'a str,
    found: &mut Vec<Argument<'a>>,
) {
    let text = signs.text;
    let end = text.floor_char_boundary(from.saturating_add(LONGEST));
    signs.go_on(from, end);
    let mut open = vec![Open { close, counts: place != Place::Bytes }];
    let (mut index, mut argument, mut closed) = (0, from, end);
    let mut literals: Vec<(usize, Span, &str)> = Vec::new();
    let mut next = 0;
    while let Some(sign) = signs.near.get(next).filter(|sign| sign.at < end && open.len() <= DEEPEST) {
        next += 1;
        match sign.byte {
            b'"' | b'\'' | b'`' | b'\\' | b'$' => {
                // It is an apostrophe else, or a sign for a variable.
                let Some(Quoted { mark, span, may_be_secret, end }) = signs.quoted(sign, end) else { continue };
                // Of a function within it, what is turned into bytes there.
                let is_innermost = place == Place::Bytes && open.last().is_some_and(|open| open.counts);
                let counts = is_innermost || open.iter().all(|open| open.counts);
                if counts && may_be_secret {
                    let keyword = keyword(&text[argument.min(sign.at)..sign.at]);
                    let is_named = open.len() == 1 && keyword.is_some_and(|name| KEYWORDS.contains(&name));
                    if keyword.is_none() || is_named {
                        literals.push((if is_named { NAMED } else { index }, span, mark));
                    }
                }
                next = next.max(signs.before(end));
            }
            b'(' => open.push(Open { close: b')', counts: signs.is_conversion(sign) }),
            b'[' => open.push(Open { close: b']', counts: false }),
            b'{' => open.push(Open { close: b'}', counts: false }),
            b',' if open.len() == 1 => (index, argument) = (index + 1, sign.at + 1),
            byte if open.last().is_some_and(|open| open.close == byte) => {
                open.pop();
                if open.is_empty() {
                    closed = sign.at;
                    break;
                }
            }
            _ => {}
        }
    }
    if place == Place::Last && index == 1 && literals.iter().all(|(number, ..)| *number == 0) {
        literals.extend(bare(text, Span::new(argument.min(closed), closed)).map(|span| (1, span, "")));
    }
    let wanted = |number: usize| match place {
        _ if number == NAMED => true,
        Place::From(first) => number >= first,
        Place::Only(only) => number == only,
        Place::Last => number == usize::from(index > 0),
        Place::Bytes => true,
    };
    let secrets = literals.into_iter().filter(|(number, ..)| wanted(*number));
    found.extend(secrets.map(|(_, span, mark)| Argument { span, mark, callee }));
}

/// A secret without quotes, as pages explain it: `HMACSHA256(data, a-secret-256)`. What could be a variable is one.
fn bare(text: &str, argument: Span) -> Option<Span> {
    const SHORTEST: usize = 8;
    let written = argument.of(text)?;
    let word = written.trim();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_$.".contains(&byte);
    let is_one = word.len() >= SHORTEST
        && !word.bytes().any(|byte| byte.is_ascii_whitespace() || b"()[]{}<>".contains(&byte))
        && !word.bytes().all(is_name)
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && !word.starts_with("your");
    let start = argument.start + (written.len() - written.trim_start().len());
    is_one.then(|| Span::new(start, start + word.len()))
}

/// How long a text in quotes is; `None`: they are not closed on their line.
fn literal(rest: &str, mark: &str) -> Option<usize> {
    let is_of_lines = mark == "`" || mark.len() == 3;
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if !mark.starts_with('\\') => at += 2,
            b'\n' if !is_of_lines => return None,
            _ if bytes[at..].starts_with(mark.as_bytes()) => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// The text in quotes there, with what is joined to it.
pub(super) fn joined<'a>(text: &'a str, span: Span, mark: &'a str) -> Option<Literal<'a>> {
    let is_plain = mark.starts_with("\"#") || ["\"", "'", "`", "\"\"\"", "'''"].contains(&mark);
    literal::joined(text, Written { span, quote: Some(mark).filter(|_| is_plain) }, false)
}

/// `algorithm="HS256"`, `key: "…"`: what has a name is known by it. A prefix of the quotes is not of it.
fn keyword(front: &str) -> Option<&str> {
    const LONGEST: usize = 4 * LONGEST_NAME;
    let front = front.trim();
    if front.len() > LONGEST {
        return None;
    }
    let bare = front.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '@');
    let front = if front.len() - bare.len() <= 2 { bare.trim_end() } else { front };
    let name = front.trim_end_matches([':', '=', '>', ' ']);
    let is_one = name.len() < front.len()
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_one.then_some(name)
}

/// Whether a text in quotes may be a secret.
fn may_be_secret(literal: &str) -> bool {
    !literal.is_empty() && !says_how(literal) && !literal.starts_with(['{', '['])
}

/// Whether a text only says how something is done: an algorithm or an encoding.
pub(super) fn says_how(literal: &str) -> bool {
    let is_algorithm = literal.len() == 5
        && literal.as_bytes()[2..].iter().all(u8::is_ascii_digit)
        && literal.as_bytes()[..2].iter().all(u8::is_ascii_uppercase);
    let is_word = NO_SECRETS.iter().any(|word| literal.eq_ignore_ascii_case(word));
    is_algorithm || is_word
}

#[cfg(test)]
mod tests {
    use super::find;

    fn values(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|found| found.span.of(text).unwrap()).collect()
    }

    #[test]
    fn a_secret_among_arguments_is_found_by_its_place() {
        for text in [
            // JavaScript
            "jwt.sign(payload, 'S3CRET')",
            "const t = jwt.sign({ sub: 'a', n: f(1, 'x') }, 'S3CRET', { algorithm: 'HS256', issuer: 'me' });",
            "jwt.verify(token, \"S3CRET\", (error, claims) => { if (error) fail('no') })",
            "jsonwebtoken.verify(token, Buffer.from('S3CRET', 'base64'))",
            "jwt.verify(token, process.env.JWT_SECRET || 'S3CRET')",
            "await jwtVerify(jwt, new TextEncoder().encode('S3CRET'))",
            "await new SignJWT({ a: 'b' }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('S3CRET'))",
            "crypto.createHmac('sha256', 'S3CRET').update('text').digest('hex')",
            "CryptoJS.HmacSHA256(header + '.' + payload, 'S3CRET')",
            "HMACSHA256(\n  base64UrlEncode(header) + \".\" +\n  base64UrlEncode(payload),\n  \"S3CRET\"\n)",
            "HMACSHA256(\n  base64UrlEncode(header) + \".\" +\n  base64UrlEncode(payload),\n  S3-CRET8\n)",
            "crypto.subtle.importKey('raw', new TextEncoder().encode('S3CRET'), { name: 'HMAC' }, false, ['sign'])",
            "KJUR.jws.JWS.sign('HS256', header, '{\"a\":1}', 'S3CRET')",
            // Java
            "Jwts.builder().setSubject(\"a\").signWith(SignatureAlgorithm.HS256, \"S3CRET\").compact()",
            r#"log: "jwt.sign(a, \"S3CRET\")""#,
            "Jwts.parser().setSigningKey(\"S3CRET\").parse(x)",
            ".signWith(Keys.hmacShaKeyFor(\"S3CRET\".getBytes(StandardCharsets.UTF_8)))",
            "Algorithm.HMAC256(\"S3CRET\")",
            "new SecretKeySpec(\"S3CRET\".getBytes(), \"HmacSHA256\")",
            // Python
            "jwt.encode({\"some\": \"payload\"}, \"S3CRET\", algorithm=\"HS256\")",
            "jwt.decode(token, 'S3CRET', algorithms=['HS256'])",
            "hmac.new(b'S3CRET', b'a message', hashlib.sha256)",
            "jwt.encode({'a': 'b'}, key=\"S3CRET\", algorithm='HS256')",
            "jwt.decode(jwt='not the secret', key=b'S3CRET', algorithms=['HS256'])",
            // Go
            "token.SignedString([]byte(\"S3CRET\"))",
            "jwt.Parse(text, func(t *jwt.Token) (any, error) { return []byte(\"S3CRET\"), nil })",
            "hmac.New(sha256.New, []byte(\"S3CRET\"))",
            // PHP
            "JWT::encode($payload, 'S3CRET', 'HS256')",
            "JWT::decode($jwt, new Key('S3CRET', 'HS256'))",
            "hash_hmac('sha256', 'data', 'S3CRET', true)",
            "InMemory::plainText('S3CRET')",
            // Ruby
            "JWT.encode payload, 'S3CRET', 'HS256'",
            "JWT.decode(token, 'S3CRET', true, { algorithm: 'HS256' })",
            "OpenSSL::HMAC.hexdigest('SHA256', 'S3CRET', 'data')",
            // C#
            "new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"S3CRET\"))",
            "new HMACSHA256(Encoding.UTF8.GetBytes(\"S3CRET\"))",
            // Rust
            "EncodingKey::from_secret(b\"S3CRET\")",
            "EncodingKey::from_secret(\"S3CRET\".as_ref())",
        ] {
            let wanted = if text.contains("S3-CRET8") { "S3-CRET8" } else { "S3CRET" };
            assert_eq!(values(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_is_no_secret_among_arguments_stays() {
        for text in [
            "jwt.sign(payload, process.env.JWT_SECRET, { issuer: 'acme', expiresIn: '1h' })",
            "jwt.verify(token, fs.readFileSync('public.pem'))",
            "jwt.verify(token, config.get('jwt.secret'))",
            "jwt.verify(token, os.environ['JWT_SECRET'], algorithms=['HS256'])",
            "jwt.decode(token, options={'verify_signature': False})",
            "jwt.decode('not the secret', key)",
            "sign('text')",
            "url.parse('https://a.example')",
            "JSON.parse('{}')",
            "new TextEncoder().encode('text')",
            "crypto.createHmac('sha256', secret).update('text')",
            "HMACSHA256(base64UrlEncode(header), your-256-bit-secret)",
            "HMACSHA256(data, settings.key256)",
            "Math.sign('1')",
            "it doesn't sign (or verify) what isn't there",
            "jwt.sign(",
            "jwt.sign(a, 'b",
            "jwt.sign(a, \\",
        ] {
            assert_eq!(values(text), [""; 0], "{text}");
        }
    }
}
