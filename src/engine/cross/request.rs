//! The requests that a paste shows: a request as it is sent, a curl command, the entries of a HAR. A proof of possession names
//! the method and the address of the one that it was made for.

use super::call;
use super::command::{self, Dialect};
use super::forwarded::{self, Forwarded, Origin};
use super::pairs::Pairs;
use crate::engine::ground::json::{Kind, Value};
use std::collections::HashSet;

/// Requests that are taken from one paste.
const MOST: usize = 4_096;
/// Tokens of one request that are kept.
const TOKENS: usize = 16;
/// Longest address that is taken for one.
pub(super) const LONGEST: usize = 8 * 1_024;

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
    /// There are tokens in a command within it, which are not its own.
    has_inner: bool,
    /// It was not read: where it goes to is not known.
    is_unread: bool,
    /// What its header says of where it was sent to, where proxies or a `Host` of its own changed that.
    origin: Origin,
}

/// Where a request goes to: its method and its address without the scheme, and the scheme if it is known.
pub(super) type Place<'a> = ((&'a str, String), Option<&'a str>);

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

    /// Whether it is known where it goes to.
    pub(super) fn is_read(&self) -> bool {
        !self.is_unread
    }

    /// Whether no token is to be seen in it.
    pub(super) fn shows_no_token(&self) -> bool {
        self.tokens.is_empty() && !self.has_inner
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

    /// Its method, and its address without what says nothing of where it goes to: by these it is told whether two are the same
    /// one, shown again. The scheme, where it is shown, by itself.
    pub(super) fn place(&self) -> Place<'_> {
        place(&self.method, &self.address)
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
        let address = without_userinfo(address);
        let (sent, origin) = (Vec::new(), Origin::default());
        let mut request = Self { method, address, tokens, sent, proofs: 0, has_inner: false, is_unread: false, origin };
        let mut forwarded = Forwarded::default();
        for (name, value) in headers {
            let (name, value) = (name.trim(), value.trim());
            forwarded.add(name, value);
            if name.eq_ignore_ascii_case("dpop") {
                request.proofs += value.split(',').filter(|proof| proof.trim().starts_with("eyJ")).count();
            } else if name.eq_ignore_ascii_case("authorization") {
                let sent = self::sent(value).filter(|sent| !request.sent.contains(sent));
                request.sent.extend(sent.filter(|_| request.sent.len() < TOKENS));
            }
        }
        request.origin = forwarded.origin(&request.address);
        request.is_unread = request.origin.has_several_hosts;
        request
    }

    /// The address with this scheme, where its own is not known.
    pub(super) fn address_like(&self, scheme: &str) -> String {
        with_scheme(&self.address, scheme)
    }

    /// The same of the addresses that its header says it was sent to.
    pub(super) fn origins_like(&self, scheme: &str) -> impl Iterator<Item = String> {
        self.origin.addresses.iter().map(move |origin| with_scheme(origin, scheme))
    }

    /// The same of the address that it goes to by its header, where that is not its own.
    pub(super) fn target_like(&self, scheme: &str) -> Option<String> {
        self.origin.target.as_ref().map(|target| with_scheme(target, scheme))
    }

    /// The methods that its header says it was sent with.
    pub(super) fn methods(&self) -> &[String] {
        &self.origin.methods
    }

    /// Where it was sent to before it was passed on, as its header says.
    pub(super) fn earlier_places(&self) -> impl Iterator<Item = (&str, String)> {
        let own = std::iter::once(&self.address);
        let methods = || std::iter::once(&self.method).chain(&self.origin.methods);
        let of_addresses =
            self.origin.addresses.iter().flat_map(move |address| methods().map(move |own| (own, address)));
        let of_methods = own.flat_map(|address| self.origin.methods.iter().map(move |method| (method, address)));
        of_addresses.chain(of_methods).map(|(method, address)| place(method, address).0)
    }
}

/// The user and the password are none of the target (RFC 9110 §4.2.4): programs send them in the header.
fn without_userinfo(address: String) -> String {
    let Some((scheme, rest)) = address.split_once("//") else { return address };
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    match authority.rfind('@') {
        Some(at) => format!("{scheme}//{}", &rest[at + 1..]),
        None => address,
    }
}

fn place<'a>(method: &'a str, address: &'a str) -> Place<'a> {
    let (scheme, rest) = address.split_once("//").unwrap_or(("", address));
    let rest = rest.split('#').next().unwrap_or(rest);
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let port = if scheme.eq_ignore_ascii_case("http:") { ":80" } else { ":443" };
    let host = host.strip_suffix(port).unwrap_or(host).to_ascii_lowercase();
    let slash = if path.starts_with('/') { "" } else { "/" };
    ((method, format!("{host}{slash}{path}")), Some(scheme).filter(|scheme| !scheme.is_empty()))
}

/// Whether something in an address has to be filled in: `https://{{host}}/users/{id}`, `https://$API_HOST/`, `<host>`. `$` alone
/// may be a part of a path.
fn is_template(address: &str) -> bool {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let host = rest.split('/').next().unwrap_or(rest);
    let is_variable = |(at, _): (usize, &str)| {
        rest[at + 1..].starts_with(|next: char| next.is_ascii_uppercase() || "{(".contains(next))
    };
    rest.contains(['{', '<']) || host.contains(['$', '%']) || rest.match_indices('$').any(is_variable)
}

fn with_scheme(address: &str, scheme: &str) -> String {
    match address.strip_prefix("//") {
        Some(rest) => format!("{scheme}://{rest}"),
        None => address.to_owned(),
    }
}

/// `DPoP eyJ…`, `Bearer eyJ…`, `DPoP Kz~8mXK1EalYznwH-LC-1fBAo`. What stands for a token, or is a part of one, is none.
fn sent(value: &str) -> Option<Sent> {
    let (scheme, text) = value.split_once(' ')?;
    let is_bound = scheme.eq_ignore_ascii_case("DPoP");
    let text = credentials(text.trim_start())?;
    let is_token = match text.starts_with("eyJ") {
        true => text.split('.').filter(|part| !part.is_empty()).count() >= 3 && !text.contains("..."),
        false => is_opaque(text),
    };
    ((is_bound || scheme.eq_ignore_ascii_case("Bearer")) && is_token && text.len() <= LONGEST)
        .then(|| Sent { is_bound, text: text.to_owned() })
}

/// The token that a text begins with: what follows it in a line is none of it. `None` where it is cut off by other characters.
fn credentials(text: &str) -> Option<&str> {
    let is_of_token = |character: char| character.is_ascii_alphanumeric() || "-._~+/=".contains(character);
    let end = text.find(|character: char| !is_of_token(character)).unwrap_or(text.len());
    let (token, behind) = text.split_at(end);
    let is_whole = behind.chars().next().is_none_or(|next| next.is_whitespace() || ",;\"'`)]}|\\".contains(next));
    is_whole.then_some(token)
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
pub(super) fn tokens(text: &str) -> Vec<u64> {
    let is_token = |character: char| character.is_ascii_alphanumeric() || "-_.~".contains(character);
    let words = text.split(|character: char| !is_token(character));
    words.filter(|word| word.starts_with("eyJ")).take(TOKENS).map(code).collect()
}

/// A request as it was read.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) method: String,
    pub(super) address: String,
    pub(super) headers: Vec<(String, String)>,
    /// Those in its own words.
    pub(super) tokens: Vec<u64>,
    /// There are others in a command within it.
    pub(super) has_inner: bool,
    /// What it says of its method and its address is not certain.
    pub(super) is_unread: bool,
}

impl Parts {
    fn request(self, tokens: Vec<u64>) -> Request {
        let (has_inner, is_unread) = (self.has_inner, self.is_unread);
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let request = Request::of((self.method, self.address), tokens, headers);
        Request { has_inner, is_unread: is_unread || request.is_unread, ..request }
    }

    /// Whether a proof of its own is in its header.
    fn has_proof(&self) -> bool {
        let is_proof = |(name, value): &(String, String)| {
            name.trim().eq_ignore_ascii_case("dpop") && value.trim_start().starts_with("eyJ")
        };
        self.headers.iter().any(is_proof)
    }
}

/// How a request begins that has its header in lines: `GET /path HTTP/1.1`, or the pseudo-header fields of HTTP/2.
enum Head {
    Line(String, String),
    Fields,
}

/// Those in a text that is not JSON.
pub(super) fn of_text(text: &str) -> Vec<Request> {
    let mut found = Vec::new();
    // The one whose lines go on: where it begins.
    let mut open: Option<(usize, Head)> = None;
    // The commands and the calls, whether they were read or not.
    let mut commands: Vec<Parts> = Vec::new();
    let (mut at, mut end_of_command, mut is_field) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if at <= end_of_command || found.len() + commands.len() >= MOST {
            continue;
        }
        if start < end_of_command {
            end_of_command = further(text, (end_of_command, at), command::dialect(line), &mut commands);
            continue;
        }
        let was_field = std::mem::replace(&mut is_field, pseudo_field(line).is_some());
        let head = match request_line(line) {
            Some((method, target)) => Some(Head::Line(method.to_owned(), target.to_owned())),
            None => (is_field && !was_field).then_some(Head::Fields),
        };
        if let Some(head) = head {
            found.extend(open.replace((start, head)).and_then(|open| finished(open, &text[..start])));
        } else if let Some((parts, end)) = command(text, start, line) {
            found.extend(open.take().and_then(|open| finished(open, &text[..start])));
            commands.push(parts);
            end_of_command = further(text, (end, at), command::dialect(line), &mut commands);
        } else if let Some(request) = log_line(line) {
            found.extend(open.take().and_then(|open| finished(open, &text[..start])));
            found.push(request);
        }
    }
    found.extend(open.and_then(|open| finished(open, text)));
    // What stands around a command that is alone goes with it, but for other proofs than its own.
    let is_alone = found.is_empty() && commands.len() == 1;
    let of_commands = commands.into_iter().map(|mut parts| {
        let own = std::mem::take(&mut parts.tokens);
        let goes_with_it = is_alone && !parts.is_unread && !parts.has_inner && !parts.has_proof();
        let tokens = if goes_with_it { tokens(text) } else { own };
        parts.request(tokens)
    });
    // Of what was not read it is known alone what is in it.
    let (read, unread): (Vec<Request>, Vec<Request>) = of_commands.partition(Request::is_read);
    found.extend(read.into_iter().chain(unread.into_iter().filter(|unread| !unread.shows_no_token())));
    found.truncate(MOST);
    found
}

/// The command or the call in a line, and where it ends.
fn command(text: &str, start: usize, line: &str) -> Option<(Parts, usize)> {
    if let Some((begin, behind, program)) = command::in_line(line) {
        let arguments = text.get(start + behind..)?;
        let (parts, length) = command::read(program, command::dialect(line), line.get(..begin)?, arguments);
        // Words of prose are none.
        return Some((parts, start + behind + length));
    }
    let (behind, function) = call::in_line(line)?;
    let (parts, length) = call::read(function, text.get(start + behind..)?);
    Some((parts, start + behind + length))
}

/// The commands of a shell behind one in the same line, which ends at `end`: `curl … && curl …`. Where the last one ends.
fn further(text: &str, (mut end, end_of_line): (usize, usize), dialect: Dialect, commands: &mut Vec<Parts>) -> usize {
    while let Some(rest) = text.get(end..end_of_line).filter(|_| commands.len() < MOST) {
        let line = rest.trim_start_matches([';', '&', '|', ' ', '(', ')', '`']);
        let start = end_of_line - line.len();
        let Some((begin, behind, program)) = command::in_line(line) else { break };
        let before = text.get(end..start + begin).unwrap_or_default();
        let Some(arguments) = text.get(start + behind..) else { break };
        let (parts, length) = command::read(program, dialect, before, arguments);
        commands.push(parts);
        end = start + behind + length;
    }
    end
}

/// Methods that are known in a line that does not say that it is of HTTP.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// `GET /path HTTP/1.1`, also behind the `> ` of `curl -v`; `GET https://host/path` of a file for REST clients.
fn request_line(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end().trim_start_matches("> ");
    let (method, rest) = line.split_once(' ')?;
    let (target, is_of_http) = match rest.rsplit_once(' ') {
        Some((target, version)) => (target, version.starts_with("HTTP/")),
        None => (rest, METHODS.contains(&method) && (rest.starts_with('/') || rest.contains("://"))),
    };
    let is_method = !method.is_empty() && method.len() <= 16 && method.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_method && is_of_http && !target.contains(' ') && target.len() <= LONGEST).then_some((method, target))
}

/// A pseudo-header field of HTTP/2 (RFC 9113 §8.3.1) and its value, as browsers and curl print them.
fn pseudo_field(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().trim_start_matches("> ");
    let line = match line.strip_prefix("* ") {
        Some(line) => line.rsplit_once("[:").map(|(_, field)| field.trim_end_matches(']'))?,
        None => line.strip_prefix(':')?,
    };
    let (name, value) = line.split_once([':', ' ', '='])?;
    let is_known = ["method", "path", "scheme", "authority"].contains(&name);
    is_known.then(|| (name, value.trim_start_matches(':').trim()))
}

/// A line of a log: a method and a whole address in it, and tokens behind them. Of several it is not known which is meant.
fn log_line(line: &str) -> Option<Request> {
    let (method, address) = match (quoted_line(line), logged_address(line)) {
        (Some(one), None) => one,
        (None, Some(Logged::One(one))) => one,
        _ => return None,
    };
    let tokens = tokens(line);
    if tokens.is_empty() || address.len() > LONGEST || is_template(&address) {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let values = ["authorization", "dpop"].into_iter().filter_map(|name| Some((name, logged((line, &lower), name)?)));
    let has_forwarded = lower.contains("forwarded") || lower.contains("x-");
    let forwarded = forwarded::names().filter(|_| has_forwarded).filter_map(|name| {
        let value = logged((line, &lower), name)?;
        Some((name, value.split([' ', '\t', '\r', '\n']).next().unwrap_or(value)))
    });
    Some(Request::of((method, address), tokens, values.chain(forwarded)))
}

/// `"PUT /path HTTP/1.1"` as web servers log it, where the line has a `host`, too.
fn quoted_line(line: &str) -> Option<(String, String)> {
    let quoted = line.split('"').skip(1).step_by(2);
    let (method, target) = quoted.filter(|text| text.contains(" HTTP/")).find_map(request_line)?;
    if target.contains("://") {
        return Some((method.to_owned(), target.to_owned()));
    }
    let names = [" host=", " host:", "\"host\":"];
    let host = names.iter().find_map(|name| line.split_once(name)).map(|(_, rest)| rest.trim_start())?;
    let host = host.trim_start_matches('"').split(['"', ' ', ',', '\n', '\r']).next()?;
    (target.starts_with('/') && !host.is_empty()).then(|| (method.to_owned(), format!("//{host}{target}")))
}

/// What is logged without being quoted.
enum Logged {
    One((String, String)),
    Several,
}

/// `PUT https://host/path`, `method=PUT url=https://host/path`.
fn logged_address(line: &str) -> Option<Logged> {
    let is_sign = |character: char| character.is_whitespace() || "\"'=:[(".contains(character);
    let mut found: Option<(&str, &str)> = None;
    let (mut is_several, mut end) = (false, 0);
    for (scheme, _) in line.match_indices("://") {
        let Some(start) = line[end..scheme].rfind(|character: char| !character.is_ascii_alphabetic()) else { continue };
        let start = end + start + 1;
        let is_end = |character: char| character.is_whitespace() || "\"',".contains(character);
        let before = line[end..start].trim_end_matches(is_sign);
        end = scheme;
        let before = ["url", "uri"].iter().find_map(|name| before.strip_suffix(name)).map_or(before, |before| {
            let before = before.trim_end_matches(is_sign).trim_end_matches(',');
            before.trim_end_matches(is_sign)
        });
        let Some(method) = before.rsplit(is_sign).next().filter(|method| METHODS.contains(method)) else { continue };
        let address = line[start..].split(is_end).next().unwrap_or_default();
        is_several |= found.is_some_and(|found| found != (method, address));
        found = Some((method, address));
        if is_several {
            break;
        }
    }
    let (method, address) = found?;
    // One that is named so says which it is.
    let named = line.match_indices("method").filter_map(|(at, name)| {
        let value = line[at + name.len()..].trim_start_matches(['"', '\'']).strip_prefix([':', '='])?;
        let value = value.trim_start_matches([' ', '"', '\'']);
        value.split(|character: char| !character.is_ascii_alphabetic()).next()
    });
    let is_other = |named: &str| METHODS.contains(&named) && named != method;
    let is_several = is_several || named.into_iter().any(is_other);
    Some(if is_several { Logged::Several } else { Logged::One((method.to_owned(), address.to_owned())) })
}

/// The value of a name in a line of a log, and in the same in small letters: `dpop="…"`, `authorization: 'DPoP …'`.
fn logged<'a>((line, lower): (&'a str, &str), name: &str) -> Option<&'a str> {
    let (at, _) = lower.match_indices(name).find(|(at, _)| {
        let behind = lower[at + name.len()..].trim_start_matches(['"', '\'']);
        behind.starts_with([':', '='])
            && !lower[..*at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '-')
    })?;
    let value = line[at + name.len()..].trim_start_matches(['"', '\'', ':', '=', ' ']);
    Some(value.split(['"', '\'']).next().unwrap_or(value))
}

/// The request whose beginning was found, up to the end of `text`.
fn finished((start, head): (usize, Head), text: &str) -> Option<Request> {
    let block = text.get(start..)?;
    let (method, address) = match head {
        Head::Line(method, target) if target.starts_with('/') => {
            let host = block.lines().find_map(|line| {
                let (name, value) = line.trim_start_matches("> ").split_once(':')?;
                name.eq_ignore_ascii_case("host").then(|| value.trim()).filter(|host| !host.is_empty())
            })?;
            (method, format!("//{host}{target}"))
        }
        Head::Line(method, target) => (method, target.contains("://").then_some(target)?),
        Head::Fields => {
            let fields: Vec<(&str, &str)> = block
                .lines()
                .map_while(|line| pseudo_field(line).or_else(|| line.contains(':').then_some(("", ""))))
                .collect();
            let field = |name| fields.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
            let (method, path, host) = (field("method")?, field("path")?, field("authority")?);
            let scheme = field("scheme").map(|scheme| format!("{scheme}:")).unwrap_or_default();
            (method.to_owned(), format!("{scheme}//{host}{path}"))
        }
    };
    if is_template(&address) {
        return None;
    }
    let headers = block.lines().map(|line| line.trim_start_matches("> "));
    let headers = headers.take_while(|line| !line.trim().is_empty()).filter_map(header_field);
    Some(Request::of((method, address), tokens(block), headers))
}

/// A field of the header in a line; that of `curl -v` too: `* [HTTP/2] [1] [dpop: …]`.
fn header_field(line: &str) -> Option<(&str, &str)> {
    let line = match line.strip_prefix("* ") {
        Some(line) => line.rsplit_once('[').map(|(_, field)| field.trim_end_matches(']'))?,
        None => line,
    };
    line.split_once(':')
}

/// What the options of each curl command send, each of which may be one field of a form: `-d code=… -d state=…`, `-F id_token=…`.
pub(super) fn curl_data(text: &str) -> Vec<Pairs> {
    let (mut all, mut at) = (Vec::new(), 0);
    // Whom a line is for is looked up once.
    let (mut dialect, mut end_of_line) = (Dialect::Posix, 0);
    while let Some(found) = text[at..].find(CURL).filter(|_| all.len() < MOST) {
        at += found + CURL.len();
        if at > end_of_line {
            end_of_line = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
            dialect = command::dialect(&text[at..end_of_line]);
        }
        let (words, end) = command::words(dialect, &text[at..]);
        at += end;
        all.push(data(&words));
    }
    all.retain(|pairs| !pairs.is_empty());
    all
}

fn data(words: &[String]) -> Pairs {
    let mut pairs = Pairs::default();
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

/// The requests of a HAR (`log.entries[].request`).
pub(super) fn of_har(root: Value<'_>) -> Vec<Request> {
    let entries = root.get("log").and_then(|log| log.get("entries"));
    let entries = entries.filter(|entries| entries.kind() == Kind::Array);
    let request = |entry: Value<'_>| {
        // What a browser answered itself was not sent: it knows that the host wants https.
        let answered = entry.get("response").and_then(|response| response.get("headers"));
        let is_own = |header: Value<'_>| {
            let name = header.get("name").and_then(|name| name.as_str());
            name.is_some_and(|name| name.eq_ignore_ascii_case("non-authoritative-reason"))
        };
        if answered.into_iter().flat_map(Value::children).any(is_own) {
            return None;
        }
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
    use super::{Dialect, code, command, of_text};

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
        let words = |text| command::words(Dialect::Posix, text).0;
        assert_eq!(words(r#"a 'b c' "d \"e" f\ g '' x"#), ["a", "b c", "d \"e", "f g", "", "x"]);
        assert_eq!(words("'never closed"), ["never closed"]);
    }
}
