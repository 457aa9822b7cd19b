//! Passwords without a name: arguments of what is called with a user and a password, `user:password` that is about to be encoded
//! for the scheme Basic (RFC 7617), codes in a message.

use super::mask::MaskKind;
use super::name;
use super::named_value::NamedValue;
use super::whole::{Wanted, texts};
use crate::engine::ground::span::Span;
use crate::engine::text::variable::notation;
use memchr::memmem;

/// What takes a user and a password, or a password alone: without case and underscores.
const CALLEES: [&str; 20] = [
    "httpbasicauth",
    "httpdigestauth",
    "httpproxyauth",
    "httpntlmauth",
    "basicauth",
    "basicauthentication",
    "digestauth",
    "setbasicauth",
    "setdigestauth",
    "httpbasic",
    "networkcredential",
    "networkcredentials",
    "usernamepasswordcredentials",
    "usernamepasswordcredential",
    "usernamepasswordauthenticationtoken",
    "passwordauthentication",
    "passwordcredential",
    "clientcredential",
    "clientsecretcredential",
    "pscredential",
];
/// Methods that do, and mean other things as often: two texts have to be handed to them.
const METHODS: [&str; 4] = ["auth", "basic", "digest", "login"];
/// Bytes in front of a bracket in which its callee begins.
const LONGEST_CALLEE: usize = 64;

/// All of them.
pub(super) fn find(text: &str) -> impl Iterator<Item = NamedValue> {
    let found = calls(text).into_iter().chain(pairs(text)).chain(options(text)).chain(encoded(text)).chain(codes(text));
    found.map(|(span, kind)| NamedValue { span, kind, header: None })
}

type Found = (Span, MaskKind);

/// What is called takes a user and a password.
pub(super) fn is_callee(word: &str) -> bool {
    CALLEES.contains(&&*folded(word))
}

fn folded(word: &str) -> String {
    let last = word.rsplit(['.', ':', '>']).next().unwrap_or(word);
    last.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

/// The word that ends at `at`.
fn callee(text: &str, at: usize) -> &str {
    let is_of_callee = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.:".contains(byte);
    let before = text.as_bytes()[..at].iter().rev();
    let length = before.take(LONGEST_CALLEE).take_while(|byte| is_of_callee(byte)).count();
    &text[at - length..at]
}

fn calls(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut until = 0;
    for at in memchr::memchr_iter(b'(', text.as_bytes()) {
        let word = callee(text, at);
        if word.len() < 4 || at < until {
            continue;
        }
        let own = folded(word);
        if CALLEES.contains(&&*own) || own == "new" && word.contains("::") && text[..at].ends_with("PSCredential]::new")
        {
            let (arguments, end) = texts(text, at + 1, Wanted::Arguments);
            until = end;
            let is_user = |index: usize| index == 0 && arguments.len() > 1;
            let kind = |index| if is_user(index) { MaskKind::Id } else { MaskKind::Secret };
            found.extend(arguments.iter().enumerate().map(|(index, span)| (*span, kind(index))));
        } else if own == "basic" && word.ends_with("redentials.basic")
            || word.contains('.') && METHODS.contains(&&*own)
            || text[..at - word.len()].ends_with(')') && METHODS.contains(&&*own)
        {
            found.extend(pair(text, at + 1).into_iter().flatten());
        } else if ["base64", "b64encode", "btoa"].iter().any(|name| own.contains(name)) || word.ends_with("Buffer.from")
        {
            let (arguments, end) = texts(text, at + 1, Wanted::Arguments);
            until = end;
            let mut pairs = arguments.into_iter().filter(|span| span.of(text).is_some_and(is_pair));
            found.extend(pairs.next().map(|span| (span, MaskKind::Secret)));
        }
    }
    found
}

/// `'user', 'password'`
fn pair(text: &str, from: usize) -> Option<[Found; 2]> {
    let quoted = |from: usize| {
        let rest = text.get(from..)?;
        let blank = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        let at = from + blank + notation::prefix(&rest[blank..]);
        let written = notation::quoted(text, at)?;
        Some((written.span, written.span.end + written.quote.map_or(0, str::len)))
    };
    let (user, end) = quoted(from)?;
    let from = end + notation::blanks(text, end);
    text.get(from..)?.strip_prefix(',')?;
    let (password, end) = quoted(from + 1)?;
    let behind = text.get(end..)?.trim_start();
    (behind.is_empty() || behind.starts_with([')', ']', ',', '\n', '.']) || text[end..].starts_with(['\n', '\r']))
        .then_some([(user, MaskKind::Id), (password, MaskKind::Secret)])
}

/// `auth=('user', 'password')`, `'auth' => ['user', 'password']`, Ruby's `basic_auth 'user', 'password'`.
fn pairs(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), b"auth") {
        let end = at + "auth".len();
        if text.as_bytes().get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
            continue;
        }
        let is_call = ["basic_", "digest_"].iter().any(|kind| text[..at].ends_with(kind));
        let blank = notation::blanks(text, end);
        if is_call && blank > 0 {
            found.extend(pair(text, end).into_iter().flatten());
            continue;
        }
        let from = end + notation::quote(text, end).map_or(0, str::len);
        let rest = text.get(from..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let behind = ["=>", ":=", "=", ":"].iter().find_map(|sign| rest.strip_prefix(sign));
        let behind = behind.map(|rest| rest.trim_start_matches([' ', '\t'])).and_then(|rest| {
            let rest = rest.strip_prefix("array").unwrap_or(rest);
            rest.strip_prefix(['(', '['])
        });
        if let Some(behind) = behind {
            found.extend(pair(text, text.len() - behind.len()).into_iter().flatten());
        }
    }
    found
}

/// `CURLOPT_USERPWD, 'user:password'` and `ConvertTo-SecureString "password"`, which may stand in front of it as well.
fn options(text: &str) -> Vec<Found> {
    const REACH: usize = 64;
    let mut found = Vec::new();
    let whole = |at: usize| notation::quoted(text, at).map(|written| (written.span, MaskKind::Secret));
    for option in ["USERPWD", "PASSWD", "XOAUTH2_BEARER"] {
        for at in memmem::find_iter(text.as_bytes(), option.as_bytes()) {
            let rest = &text[at + option.len()..];
            let rest = rest.trim_start_matches(['"', '\'', ' ', '\t']);
            let Some(rest) = rest.strip_prefix("=>").or_else(|| rest.strip_prefix(',')) else { continue };
            let rest = rest.trim_start_matches([' ', '\t']);
            found.extend(whole(text.len() - rest.len()));
        }
    }
    for command in ["ConvertTo-SecureString", "convertto-securestring"] {
        for at in memmem::find_iter(text.as_bytes(), command.as_bytes()) {
            let from = at + command.len();
            let rest = &text[from..];
            let option = rest.bytes().take(REACH);
            let gap = option.take_while(|byte| byte.is_ascii_alphabetic() || b" -(".contains(byte)).count();
            found.extend(whole(from + gap));
            let front = text[..at].trim_end();
            let front = front.strip_suffix('|').map(str::trim_end).unwrap_or_default();
            if let Some(mark @ ('"' | '\'')) = front.chars().next_back() {
                let inner = &front[..front.len() - 1];
                let near = &inner[inner.ceil_char_boundary(inner.len().saturating_sub(4 * REACH))..];
                let length = near.rfind([mark, '\n']).map_or(0, |place| near.len() - place - 1);
                let span = Span::new(inner.len() - length, inner.len());
                found.extend((length > 0).then_some((span, MaskKind::Secret)));
            }
        }
    }
    found
}

/// Whether a text is `user:password` of RFC 7617, and no time, address or other name with a value.
fn is_pair(text: &str) -> bool {
    let Some((user, password)) = text.split_once(':') else { return false };
    let is_user = !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._@-+".contains(&byte));
    is_user
        && password.len() >= 4
        && !password.starts_with(['/', ' ', '$', '{', '%'])
        && !matches!(user, "data" | "urn" | "http" | "https" | "mailto")
        && !text.contains(char::is_whitespace)
}

/// `printf 'user:password' | base64`
fn encoded(text: &str) -> Vec<Found> {
    const REACH: usize = 256;
    let mut found = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), b"base64") {
        let Some(front) = text[..at].trim_end().strip_suffix('|') else { continue };
        let near = &front[front.ceil_char_boundary(front.len().saturating_sub(REACH))..];
        let near = near.trim_end();
        let line = near.rfind('\n').map_or(near, |place| &near[place + 1..]);
        let word = line.trim_end_matches(['"', '\'']);
        let start = word.rfind([' ', '"', '\'']).map_or(0, |place| place + 1);
        let word = word[start..].trim_end_matches("\\n");
        let begin = front.trim_end().len() - line.len() + start;
        if ["echo", "printf"].iter().any(|command| line.contains(command)) && is_pair(word) {
            found.push((Span::new(begin, begin + word.len()), MaskKind::Secret));
        }
    }
    found
}

/// Codes in messages: `Your verification code is 493817`, `493817 is your sign-in code`.
fn codes(text: &str) -> Vec<Found> {
    const REACH: usize = 48;
    const IS_YOURS: &str = " is your ";
    const SAID: [&str; 8] =
        ["code is ", "code: ", "otp is ", "otp: ", "passcode is ", "passcode: ", "pin is ", "password is "];
    const KINDS: [&str; 14] = [
        "verification",
        "security",
        "one-time",
        "one time",
        "login",
        "log-in",
        "sign-in",
        "confirmation",
        "authentication",
        "passcode",
        "otp",
        "2fa",
        "two-factor",
        "your pin",
    ];
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)).map(|step| at + step)
    {
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + length;
        let span = Span::new(start, at);
        let is_joined = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        if !name::may_be_pin(&text[span.range()]) || is_joined(bytes.get(at)) {
            continue;
        }
        let front = text[text.ceil_char_boundary(start.saturating_sub(REACH))..start].to_ascii_lowercase();
        let front = front.rfind(['\n', '.']).map_or(&*front, |place| &front[place + 1..]);
        let behind = text[at..text.floor_char_boundary(at + REACH)].to_ascii_lowercase();
        let behind = behind.split(['\n', '.']).next().unwrap_or_default();
        let is_said = SAID.iter().any(|said| front.ends_with(said)) && KINDS.iter().any(|kind| front.contains(kind));
        let is_named = behind.starts_with(IS_YOURS)
            && ["code", "otp", "passcode", "pin", "password"].iter().any(|word| behind.contains(word));
        if is_said || is_named {
            found.push((span, MaskKind::Secret));
        }
    }
    found
}
