//! The requests that a paste shows: a request as it is sent, a curl command, the entries of a HAR. A proof of possession names
//! the method and the address of the one that it was made for.

use super::parameter::Pairs;
use crate::engine::ground::json::{Kind, Value};
use std::collections::HashSet;

/// Requests that are taken from one paste.
const MOST: usize = 256;
/// Tokens of one request that are kept.
const TOKENS: usize = 16;
/// Longest address that is taken for one.
const LONGEST: usize = 8 * 1_024;

/// How a command begins.
const CURL: &str = "curl ";

/// One request.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// `https://host/path`, or `//host/path` where the scheme is not shown.
    pub address: String,
    /// What in it begins as a token does, by its hash code: tokens themselves are kept elsewhere.
    tokens: Vec<u64>,
    /// The access tokens that it is sent with, each once: one is allowed.
    sent: Vec<Sent>,
    /// How often it has the header `DPoP`.
    proofs: usize,
}

/// The access token of a request, and how it is sent.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Sent {
    /// With the scheme `DPoP` (RFC 9449 §7.1), not as `Bearer`.
    pub(super) is_bound: bool,
    pub(super) text: String,
}

/// Not its address, which may have a credential in it.
impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Request").field("method", &self.method).finish_non_exhaustive()
    }
}

impl Request {
    /// The hash codes of the tokens in it.
    pub(super) fn codes(&self) -> &[u64] {
        &self.tokens
    }

    /// Whether no token is to be seen in it.
    pub(super) fn shows_no_token(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The access token that it is sent with; `None` where there are several.
    pub(super) fn sent(&self) -> Option<&Sent> {
        self.sent.first().filter(|_| !self.has_several_tokens())
    }

    /// The access tokens that it is sent with.
    pub(super) fn all_sent(&self) -> &[Sent] {
        &self.sent
    }

    /// Takes an access token out.
    pub(super) fn forget(&mut self, is_it: impl Fn(&str) -> bool) {
        self.sent.retain(|sent| !is_it(&sent.text));
    }

    /// Whether it has several access tokens (RFC 6750 §2: clients "MUST NOT use more than one method to transmit the token in
    /// each request").
    pub(super) fn has_several_tokens(&self) -> bool {
        self.sent.iter().any(|sent| Some(&sent.text) != self.sent.first().map(|first| &first.text))
    }

    /// Whether it has several proofs, where one is allowed (RFC 9449 §4.3).
    pub(super) fn has_several_proofs(&self) -> bool {
        self.proofs > 1
    }

    fn of<'a>(
        (method, address): (String, String),
        tokens: Vec<u64>,
        headers: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut request = Self { method, address, tokens, sent: Vec::new(), proofs: 0 };
        for (name, value) in headers {
            let (name, value) = (name.trim(), value.trim());
            if name.eq_ignore_ascii_case("dpop") {
                request.proofs += value.split(',').filter(|proof| proof.trim().starts_with("eyJ")).count();
            } else if name.eq_ignore_ascii_case("authorization") {
                let sent = sent(value).filter(|sent| !request.sent.contains(sent));
                request.sent.extend(sent.filter(|_| request.sent.len() < TOKENS));
            }
        }
        request
    }

    /// The address with this scheme, where its own is not known.
    pub(super) fn address_like(&self, scheme: &str) -> String {
        match self.address.strip_prefix("//") {
            Some(rest) => format!("{scheme}://{rest}"),
            None => self.address.clone(),
        }
    }
}

/// `DPoP eyJ…`, `Bearer eyJ…`, `DPoP Kz~8mXK1EalYznwH-LC-1fBAo`. What stands for a token, or is a part of one, is none.
fn sent(value: &str) -> Option<Sent> {
    let (scheme, text) = value.split_once(' ')?;
    let is_bound = scheme.eq_ignore_ascii_case("DPoP");
    let text = text.trim();
    let is_token = match text.starts_with("eyJ") {
        true => text.split('.').filter(|part| !part.is_empty()).count() >= 3,
        false => is_opaque(text),
    };
    ((is_bound || scheme.eq_ignore_ascii_case("Bearer")) && is_token && text.len() <= LONGEST)
        .then(|| Sent { is_bound, text: text.to_owned() })
}

/// Whether this is a whole access token that is no JWT: in the characters of RFC 9110 §11.2, `token68`, and so long and so
/// mixed that it cannot be guessed (RFC 6749 §10.10). `ACCESS_TOKEN`, `xxxxxxxxxxxxxxxx` and `Kz~8…gxU` stand for one.
pub(super) fn is_opaque(text: &str) -> bool {
    const SHORTEST: usize = 16;
    const FEWEST: usize = 8;
    let body = text.trim_end_matches('=');
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
    let has = |kind: fn(&u8) -> bool| body.bytes().any(|byte| kind(&byte));
    let distinct: HashSet<u8> = body.bytes().collect();
    body.len() >= SHORTEST
        && body.bytes().all(is_of_token)
        && !body.contains("...")
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && distinct.len() >= FEWEST
}

pub(super) fn code(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What begins as the tokens of a header or a command do.
fn tokens(text: &str) -> Vec<u64> {
    let is_token = |character: char| character.is_ascii_alphanumeric() || "-_.~".contains(character);
    let words = text.split(|character: char| !is_token(character));
    words.filter(|word| word.starts_with("eyJ")).take(TOKENS).map(code).collect()
}

/// Those in a text that is not JSON.
pub(super) fn of_text(text: &str) -> Vec<Request> {
    let mut found = Vec::new();
    // Where each begins, and what its first line says.
    let mut start: Option<(usize, String, String)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some((method, target)) = request_line(line) {
            if let Some(open) = start.take() {
                found.extend(finished(open, &text[..at]));
            }
            start = Some((at, method.to_owned(), target.to_owned()));
        }
        at += line.len();
    }
    if let Some(open) = start {
        found.extend(finished(open, text));
    }
    if found.is_empty() {
        found.extend(curl(text));
    }
    found.truncate(MOST);
    found
}

/// `GET /path HTTP/1.1`, also behind the `> ` of `curl -v`.
fn request_line(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end().trim_start_matches("> ");
    let (rest, version) = line.rsplit_once(' ')?;
    let (method, target) = rest.split_once(' ')?;
    let is_method = !method.is_empty() && method.len() <= 16 && method.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_method && version.starts_with("HTTP/") && !target.contains(' ') && target.len() <= LONGEST)
        .then_some((method, target))
}

/// The request whose first line was found, up to the end of `text`.
fn finished((start, method, target): (usize, String, String), text: &str) -> Option<Request> {
    let block = text.get(start..)?;
    let address = if target.starts_with('/') {
        let host = block.lines().find_map(|line| {
            let (name, value) = line.trim_start_matches("> ").split_once(':')?;
            name.eq_ignore_ascii_case("host").then(|| value.trim())
        })?;
        format!("//{host}{target}")
    } else {
        target.contains("://").then_some(target)?
    };
    let headers = block.lines().skip(1).map(|line| line.trim_start_matches("> "));
    let headers = headers.take_while(|line| !line.trim().is_empty()).filter_map(|line| line.split_once(':'));
    Some(Request::of((method, address), tokens(block), headers))
}

/// Options of curl that say nothing of method and address.
const PLAIN: [&str; 16] = [
    "-v",
    "--verbose",
    "-s",
    "--silent",
    "-S",
    "--show-error",
    "-k",
    "--insecure",
    "-L",
    "--location",
    "-i",
    "--include",
    "-f",
    "--fail",
    "--compressed",
    "-sS",
];

/// A curl command; `None` where something in it may mean another method or address, and where there are several.
fn curl(text: &str) -> Option<Request> {
    let at = text.find(CURL).filter(|_| text.matches(CURL).nth(1).is_none())?;
    let words = shell_words(text.get(at + CURL.len()..)?);
    let (mut method, mut address, mut has_body, mut is_get) = (None, None, false, false);
    let mut headers = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "-X" | "--request" => method = rest.next().cloned(),
            "--url" => address = rest.next().cloned(),
            "-I" | "--head" => method = Some("HEAD".to_owned()),
            "-G" | "--get" => is_get = true,
            "-T" | "--upload-file" => method = Some("PUT".to_owned()),
            "-H" | "--header" => headers.extend(rest.next().and_then(|header| header.split_once(':'))),
            "-A" | "-b" | "--cookie" | "-o" | "-u" | "--user" | "-e" => drop(rest.next()),
            word if word.starts_with("--data")
                || word == "-d"
                || word == "-F"
                || word == "--form"
                || word == "--json" =>
            {
                has_body = true;
                if !word.contains('=') {
                    rest.next();
                }
            }
            word if word.starts_with("-X") => method = word.get(2..).map(str::to_owned),
            word if PLAIN.contains(&word) => {}
            word if word.starts_with('-') => return None,
            word if word.contains("://") && address.is_none() => address = Some(word.to_owned()),
            word if word.contains("://") => return None,
            _ => {}
        }
    }
    let usual = if has_body && !is_get { "POST" } else { "GET" };
    let address = address.filter(|address| address.len() <= LONGEST)?;
    let method = method.unwrap_or_else(|| usual.to_owned());
    Some(Request::of((method, address), tokens(text), headers.into_iter()))
}

/// What the options of a curl command send, each of which may be one field of a form: `-d code=… -d state=…`, `-F id_token=…`.
pub(super) fn curl_data(text: &str) -> Pairs {
    let mut pairs = Pairs::default();
    let Some(at) = text.find(CURL).filter(|_| text.matches(CURL).nth(1).is_none()) else { return pairs };
    let words = shell_words(text.get(at + CURL.len()..).unwrap_or_default());
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let (option, own) = match word.split_once('=').filter(|_| word.starts_with("--")) {
            Some((option, own)) => (option, Some(own)),
            None => (word.as_str(), None),
        };
        let is_encoded = matches!(option, "-d" | "--data" | "--data-raw" | "--data-ascii" | "--data-binary");
        if !is_encoded && !matches!(option, "--data-urlencode" | "-F" | "--form" | "--form-string") {
            continue;
        }
        let data = own.or_else(|| rest.next().map(String::as_str)).unwrap_or_default();
        if is_encoded && data.contains('&') {
            continue;
        }
        if let Some((name, value)) = data.split_once('=') {
            let plain = value.replace('+', " ");
            let decoded = percent_encoding::percent_decode_str(&plain).decode_utf8();
            pairs.add(name, &decoded.ok().filter(|_| is_encoded).unwrap_or_else(|| value.into()));
        }
    }
    pairs
}

/// The words of one command, as a shell parts them: up to the first line break that is not escaped.
fn shell_words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut is_open) = (Vec::new(), String::new(), false);
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some('\''), _) => word.push(character),
            (_, '\\') => match characters.next() {
                Some('\n') | None => {}
                Some(escaped) => word.push(escaped),
            },
            (Some(_), _) => word.push(character),
            (None, '\'' | '"') => (quote, is_open) = (Some(character), true),
            (None, '\n' | ';' | '|') => break,
            (None, character) if character.is_whitespace() => {
                if is_open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                is_open = false;
            }
            (None, _) => word.push(character),
        }
    }
    if is_open || !word.is_empty() {
        words.push(word);
    }
    words
}

/// The requests of a HAR (`log.entries[].request`).
pub(super) fn of_har(root: Value<'_>) -> Vec<Request> {
    let entries = root.get("log").and_then(|log| log.get("entries"));
    let entries = entries.filter(|entries| entries.kind() == Kind::Array);
    let request = |entry: Value<'_>| {
        let request = entry.get("request")?;
        let text = |name| request.get(name).and_then(|value| value.as_str()).map(|text| text.into_owned());
        let (method, address) = (text("method")?, text("url")?);
        let headers = request.get("headers").into_iter().flat_map(Value::children);
        let text =
            |header: Value<'_>, name| header.get(name).and_then(|value| value.as_str()).map(|text| text.into_owned());
        let headers = headers.filter_map(|header| text(header, "value").map(|value| (text(header, "name"), value)));
        let headers: Vec<_> = headers.map(|(name, value)| (name.unwrap_or_default(), value)).collect();
        let tokens = headers.iter().flat_map(|(_, value)| tokens(value)).take(TOKENS).collect();
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        (address.len() <= LONGEST).then(|| Request::of((method, address), tokens, headers))
    };
    entries.into_iter().flat_map(Value::children).filter_map(request).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::{code, of_text, shell_words};

    fn found(text: &str) -> Vec<(String, String)> {
        of_text(text).into_iter().map(|request| (request.method, request.address)).collect()
    }

    fn one(method: &str, address: &str) -> Vec<(String, String)> {
        vec![(method.to_owned(), address.to_owned())]
    }

    #[test]
    fn requests_as_they_are_sent() {
        // RFC 9449 §7.1, figure 12.
        let text = "GET /protectedresource HTTP/1.1\nHost: resource.example.org\nAuthorization: DPoP Kz~8mXK1\nDPoP: eyJ0.eyJq.2oW9\n";
        assert_eq!(found(text), one("GET", "//resource.example.org/protectedresource"));
        assert_eq!(of_text(text)[0].codes(), [code("eyJ0.eyJq.2oW9")]);
        let verbose =
            "* Connected\n> POST /token HTTP/2\r\n> host: as.example\r\n> dpop: eyJa.eyJb.c\r\n< HTTP/2 200\r\n";
        assert_eq!(found(verbose), one("POST", "//as.example/token"));
        assert_eq!(found("POST https://as.example/token HTTP/1.1\n"), one("POST", "https://as.example/token"));
        let two = format!("{text}\n{}", text.replace("GET", "PUT"));
        assert_eq!(found(&two).len(), 2);
        // Without a host it is not known where to; a log line is no request.
        assert_eq!(found("GET /x HTTP/1.1\n"), []);
        assert_eq!(found("Got a HTTP/1.1\nGET\n HTTP/1.1"), []);
    }

    #[test]
    fn curl_commands() {
        for (command, method, address) in [
            ("curl https://a.example/x?y=1 -H 'DPoP: eyJ'", "GET", "https://a.example/x?y=1"),
            ("$ curl -s -XPUT \"https://a.example/x\"", "PUT", "https://a.example/x"),
            ("curl --request DELETE \\\n  --url https://a.example/", "DELETE", "https://a.example/"),
            ("curl -H 'Referer: https://b.example/' -d 'a=b' https://a.example/t", "POST", "https://a.example/t"),
            ("curl -G --data-urlencode a=b https://a.example/t", "GET", "https://a.example/t"),
            ("curl -I https://a.example/t", "HEAD", "https://a.example/t"),
        ] {
            assert_eq!(found(command), one(method, address), "{command}");
        }
        assert_eq!(found("curl --help"), []);
        assert_eq!(shell_words(r#"a 'b c' "d \"e" f\ g '' x"#), ["a", "b c", "d \"e", "f g", "", "x"]);
        assert_eq!(shell_words("'never closed"), ["never closed"]);
    }
}
