//! What stands around a token in the text: how it is called there, and what was left out.

use super::alphabet::{is_blank, is_invisible, is_line_break, is_quote};
use super::member::{holder, is_like_json, member_beside, member_beside_in_string, request_place, sibling_name};
use super::{Cleanup, CleanupKind, Note, NoteKind};
use super::{cookie, field, opening, printed};
use crate::engine::ground::span::Span;

/// How many bytes to each side are looked at.
const REACH: usize = 8192;
/// Longest name that is shown.
const LONGEST_NAME: usize = 64;

/// The text around tokens.
pub(super) struct Surroundings<'a> {
    text: &'a str,
    is_json: bool,
    is_archive: bool,
    is_command: bool,
}

/// What was found around one token.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// What it is called there.
    pub(super) label: Option<String>,
    /// What was left out.
    pub(super) cleaned: Vec<Cleanup>,
    /// What stands beside it that is worth knowing.
    pub(super) notes: Vec<Note>,
}

/// The text before a token, taken away from its end.
#[derive(Default)]
struct Before<'a> {
    rest: &'a str,
    quotes: usize,
    blanks: usize,
    invisible: usize,
    escapes: usize,
    percent: usize,
    brackets: usize,
}

/// What stands in front of one token.
struct Front<'a> {
    before: Before<'a>,
    /// What stands between the name and the token.
    sign: Option<char>,
    name: String,
    /// Express writes `s:` in front of a signed cookie.
    express: bool,
    /// `Bearer` or `DPoP`, and how often.
    scheme: String,
    schemes: usize,
    /// The name as it is shown.
    shown: String,
    option: bool,
    is_header: bool,
    is_cookie: bool,
    sets_cookie: bool,
    /// Attributes of the cookie, which stand behind it.
    attributes: Vec<String>,
    is_parameter: bool,
    /// The user of `user:token`, as Basic credentials and docker have it.
    is_user: bool,
}

impl Front<'_> {
    /// What of it was removed.
    fn say(&self, is_json: bool, cleaned: &mut Vec<Cleanup>) {
        let Self { shown, scheme, schemes, .. } = self;
        if !scheme.is_empty() {
            let scheme = capitalised(scheme);
            let text = match *schemes {
                1 => format!("{scheme} removed"),
                2 => format!("{scheme} removed, which appears twice: a server accepts it once"),
                _ => format!("{scheme} removed, which appears {schemes} times: a server accepts it once"),
            };
            cleaned.push(cleanup(CleanupKind::Scheme, *schemes, text));
        }
        if self.express {
            cleaned.push(cleanup(CleanupKind::Name, 1, "Leading s: removed"));
        }
        if shown.is_empty() {
            // Nothing says how it is called.
        } else if self.is_header {
            cleaned.push(cleanup(CleanupKind::Header, 1, format!("{shown}: removed")));
        } else if self.is_cookie {
            cleaned.push(cleanup(CleanupKind::Cookie, 1, format!("Taken from the cookie {shown}")));
            if self.sets_cookie && !self.attributes.is_empty() {
                let text = format!("Cookie attributes ignored: {}", self.attributes.join("; "));
                cleaned.push(cleanup(CleanupKind::CookieAttributes, self.attributes.len(), text));
            }
        } else if self.is_parameter {
            cleaned.push(cleanup(CleanupKind::Parameter, 1, format!("Taken from the parameter {shown}")));
        } else if self.is_user {
            cleaned.push(cleanup(CleanupKind::Name, 1, format!("User name {shown} in front of the token removed")));
        } else if is_json && self.sign == Some(':') {
            cleaned.push(cleanup(CleanupKind::JsonMember, 1, format!("Taken from the JSON member {shown}")));
        } else if self.option {
            cleaned.push(cleanup(CleanupKind::Name, 1, format!("Taken from the option {}", self.name)));
        } else {
            cleaned.push(cleanup(CleanupKind::Name, 1, format!("{shown} in front of the token removed")));
        }
    }
}

/// How many characters of each kind stand at the edges of a token.
struct Edge {
    quotes: usize,
    punctuation: usize,
    blanks: usize,
    invisible: usize,
    escapes: usize,
    brackets: usize,
}

impl Edge {
    fn of(before: &Before<'_>) -> Self {
        let Before { quotes, invisible, escapes, brackets, .. } = *before;
        Self { quotes, punctuation: 0, blanks: 0, invisible, escapes, brackets }
    }

    /// Takes away what stands behind the token and means nothing.
    fn take<'a>(&mut self, after: &'a str) -> &'a str {
        let mut rest = after;
        while let Some(character) = rest.chars().next() {
            let mut length = character.len_utf8();
            match character {
                _ if is_quote(character) => self.quotes += 1,
                _ if is_invisible(character) => self.invisible += 1,
                _ if is_blank(character) => self.blanks += 1,
                ',' | ';' | '.' | '\u{2026}' => self.punctuation += 1,
                '\\' => {
                    self.escapes += 1;
                    if rest[1..].starts_with(['n', 'r', 't']) {
                        length = 2;
                    }
                }
                ')' | ']' | '}' | '>' | '^' => self.brackets += 1,
                _ => break,
            }
            rest = &rest[length..];
        }
        rest
    }
}

impl Before<'_> {
    /// The last character, percent-encoding undone, and its length.
    fn last(&self) -> Option<(char, usize)> {
        let bytes = self.rest.as_bytes();
        if let [.., b'%', high, low] = bytes
            && let (Some(high), Some(low)) = (char::from(*high).to_digit(16), char::from(*low).to_digit(16))
        {
            let code = high << 4 | low;
            if (0x20..0x7F).contains(&code) {
                return char::from_u32(code).map(|character| (character, 3));
            }
        }
        // \n and its like in JSON or a shell string.
        if let [.., b'\\', b'n' | b'r' | b't'] = bytes {
            return Some(('\n', 2));
        }
        self.rest.chars().next_back().map(|character| (character, character.len_utf8()))
    }

    fn drop(&mut self, length: usize) {
        if length == 3 && matches!(self.rest.as_bytes(), [.., b'%', _, _]) {
            self.percent += 1;
        }
        self.rest = &self.rest[..self.rest.len() - length];
    }

    /// Takes blanks, quotation marks and opening brackets away. Returns whether there were any.
    fn open(&mut self) -> bool {
        let mut any = false;
        while let Some((character, length)) = self.last() {
            if is_quote(character) {
                self.quotes += 1;
            } else if is_invisible(character) {
                self.invisible += 1;
            } else if is_blank(character) {
                self.blanks += 1;
            } else if character == '\\' {
                self.escapes += 1;
            } else if matches!(character, '(' | '[' | '{' | '<' | '^' | '$') {
                self.brackets += 1;
            } else {
                break;
            }
            any = true;
            self.drop(length);
        }
        any
    }

    /// Takes `:` and `=` away with what [`Before::open`] takes. Returns the sign.
    fn separate(&mut self) -> Option<char> {
        let mut sign = None;
        loop {
            self.open();
            match self.last() {
                Some((character @ (':' | '='), length)) => {
                    sign = Some(character);
                    self.drop(length);
                }
                // PowerShell and Ruby write => between name and value.
                Some(('>', 1)) if self.rest.ends_with("=>") => {
                    sign = Some('=');
                    self.drop(2);
                }
                _ => return sign,
            }
        }
    }

    /// The name at the end.
    fn name(&self) -> &str {
        let length = self
            .rest
            .bytes()
            .rev()
            .take(LONGEST_NAME + 1)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'@'))
            .count();
        if length > LONGEST_NAME {
            return "";
        }
        let name = &self.rest[self.rest.len() - length..];
        // %3Dname: the hexadecimal digits are not its beginning.
        let encoded = self.rest.as_bytes().get(self.rest.len().wrapping_sub(length + 1)) == Some(&b'%');
        if encoded { name.get(2..).unwrap_or_default() } else { name }
    }
}

fn cleanup(kind: CleanupKind, count: usize, text: impl Into<String>) -> Cleanup {
    Cleanup { kind, text: text.into(), count }
}

/// "1 line break" or "3 line breaks".
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// The end of `text`, at most [`REACH`] bytes.
fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(REACH))..]
}

/// The beginning of `text`, at most [`REACH`] bytes.
fn front(text: &str) -> &str {
    &text[..text.floor_char_boundary(REACH)]
}

impl<'a> Surroundings<'a> {
    /// Looks at how the text begins.
    pub(super) fn new(text: &'a str) -> Self {
        let start = front(text.trim_start_matches(is_blank)).trim_start_matches(['$', '#', '>', ' ']);
        let word: String = start
            .chars()
            .take_while(|character| character.is_ascii_alphanumeric() || *character == '-')
            .take(24)
            .collect();
        let word = word.to_ascii_lowercase();
        let is_command = matches!(
            word.as_str(),
            "curl"
                | "wget"
                | "http"
                | "https"
                | "xh"
                | "iwr"
                | "irm"
                | "invoke-webrequest"
                | "invoke-restmethod"
                | "grpcurl"
        ) && start[word.len()..].starts_with([' ', '.', '\t'])
            || front(text).contains("Invoke-WebRequest")
            || front(text).contains("Invoke-RestMethod");
        let is_json = is_like_json(start);
        let is_archive = is_json && front(text).contains("\"log\"") && text.contains("\"entries\"");
        Self { text, is_json, is_archive, is_command }
    }

    /// Describes what stands around `span`.
    pub(super) fn describe(&self, span: Span) -> Context {
        let mut context = Context::default();
        let whole_before = self.text.get(..span.start).unwrap_or_default();
        let whole_after = self.text.get(span.end..).unwrap_or_default();
        // How a file or the output of a command ends is nothing worth telling.
        if whole_before.is_empty() && matches!(whole_after, "" | "\n" | "\r\n") {
            return context;
        }
        let blank_before = tail(whole_before);
        let after = front(whole_after);
        let front = self.in_front(blank_before, after);
        front.say(self.is_json, &mut context.cleaned);
        self.name(&front, blank_before, after, &mut context);
        let mut edge = Edge::of(&front.before);
        let rest = edge.take(after);
        let is_left = {
            let attributes_only =
                front.is_cookie && !front.attributes.is_empty() && only_attributes(rest, &front.attributes);
            let before_left = whole_before.len() > blank_before.len()
                || has_words(front.before.rest, front.sets_cookie || front.is_cookie);
            let after_left = whole_after.len() > after.len() || (!rest.is_empty() && !attributes_only);
            // A sign without a name in front of it is text too.
            (before_left || after_left || (front.sign.is_some() && front.shown.is_empty()), after_left)
        };
        self.say_left_out(&front, &edge, is_left, &mut context.cleaned);
        context
    }

    /// What stands in front of a token: a name, a sign, a scheme.
    fn in_front<'b>(&self, blank_before: &'b str, after: &str) -> Front<'b> {
        let mut before = Before { rest: blank_before, ..Before::default() };
        before.open();
        let mut sign = before.separate();
        let mut name = before.name().to_owned();
        // Express writes s: in front of a signed cookie.
        let mut express = false;
        if name == "s" && sign == Some(':') {
            express = true;
            before.rest = &before.rest[..before.rest.len() - 1];
            sign = before.separate();
            name = before.name().to_owned();
        }
        let mut scheme = String::new();
        // Whoever puts Bearer in front of what has it already sends it twice.
        let mut schemes = 0;
        while schemes < 8 && matches!(name.to_ascii_lowercase().as_str(), "bearer" | "dpop" | "wpt") {
            let is_header = name.eq_ignore_ascii_case("dpop") && sign == Some(':');
            if is_header {
                break;
            }
            before.rest = &before.rest[..before.rest.len() - name.len()];
            scheme = name;
            schemes += 1;
            sign = before.separate();
            name = before.name().to_owned();
        }
        let line = before.rest.rsplit(is_line_break).next().unwrap_or_default();
        let line = line.rsplit(['"', '\'']).next().unwrap_or_default().to_ascii_lowercase();
        if sign.is_none() {
            // curl --oauth2-bearer TOKEN
            let option = name.starts_with('-') && before.blanks > 0;
            if !option {
                name.clear();
            }
        }
        // "Here it is:" is no name, and neither is what stands on the line before.
        let apart = blank_before[before.rest.len()..].contains(is_line_break);
        let short = name.len() <= 2 && name.bytes().all(|byte| byte.is_ascii_lowercase());
        if sign == Some(':') && !self.is_json && scheme.is_empty() && (apart || short || is_number(&name)) {
            name.clear();
        }
        let stem = before.rest.len() - if sign.is_some() || !name.is_empty() { name.len() } else { 0 };
        let option = name.starts_with('-');
        let shown = name.trim_start_matches('-').trim_end_matches(['-', '.']);
        before.rest = &before.rest[..stem];
        let shown = behind_escape(before.rest, shown).to_owned();
        let lead = before.rest.trim_end_matches(' ');
        let lead = Before { rest: lead, ..Before::default() }.last().map(|(character, _)| character);

        let is_header = matches!(shown.to_ascii_lowercase().as_str(), "authorization" | "proxy-authorization" | "dpop");
        let attributes = cookie::attributes(after);
        let set_cookie = line.contains("set-cookie") || !attributes.is_empty();
        let is_cookie = sign == Some('=')
            && (set_cookie
                || line.contains("cookie:")
                || line.contains("cookie=")
                || lead == Some(';')
                || self.is_command
                    && (blank_before.contains("-b ") || blank_before.contains("--cookie "))
                    && after_is_cookie(after));
        let is_parameter =
            sign == Some('=') && !is_cookie && (matches!(lead, Some('?' | '&' | '#' | ';')) || starts_parameter(after));
        // The name begins where a string does, and the token stands behind it with nothing but the colon between them.
        let is_user = self.is_json
            && sign == Some(':')
            && blank_before.ends_with(&format!("{shown}:"))
            && before.rest.ends_with('"');
        // A line that a diff takes out is no option.
        let option = option && !(sign == Some('=') && !name.starts_with("--") && is_first_of_line(before.rest));
        Front {
            is_user,
            before,
            sign,
            name,
            express,
            scheme,
            schemes,
            shown,
            option,
            is_header,
            is_cookie,
            sets_cookie: set_cookie,
            attributes,
            is_parameter,
        }
    }

    /// What the token is called there, and what is worth knowing about what stands beside it.
    fn name(&self, front: &Front<'_>, blank_before: &str, after: &str, context: &mut Context) {
        let Front { before, scheme, is_cookie, .. } = front;
        let shown = front.shown.clone();
        let nameless = shown.is_empty();
        context.label = if nameless {
            (!scheme.is_empty()).then(|| capitalised(scheme))
        } else if *is_cookie {
            Some(format!("Cookie {shown}"))
        } else if says_nothing(&shown) {
            sibling_name(before.rest)
                .or_else(|| field::in_tag(blank_before, after))
                .or_else(|| self.is_json.then(|| member_beside(before.rest, after)).flatten())
                .or_else(|| self.is_json.then(|| member_beside_in_string(before.rest, after)).flatten())
                .or_else(|| self.is_json.then(|| holder(before.rest)).flatten())
                .or_else(|| printed::beside_value(before.rest))
                .or(Some(shown))
        } else if shown == "t" && is_web_push(before.rest) {
            Some("vapid".to_owned())
        } else {
            Some(shown)
        };
        if nameless && scheme.is_empty() {
            context.label = printed::property(blank_before)
                .or_else(|| cell_before(blank_before))
                .or_else(|| element_before(blank_before))
                .or_else(|| field::of_part(blank_before))
                .or_else(|| printed::name(blank_before));
        }
        if context.label.as_deref() == Some("vapid")
            && after.split(is_line_break).next().is_some_and(|line| line.contains("k="))
        {
            let text = "k= next to it is the public key that verifies it (RFC 8292 §3): load its value as the key";
            context.notes.push(Note { kind: NoteKind::KeyBeside, text: text.to_owned() });
        }
        if self.is_archive
            && let Some(place) = request_place(blank_before)
        {
            let label = context.label.take().unwrap_or_else(|| "token".to_owned());
            context.label = Some(format!("{label}, {place}"));
        }
    }

    /// What around it was left out.
    fn say_left_out(
        &self,
        front: &Front<'_>,
        edge: &Edge,
        (left, after_left): (bool, bool),
        cleaned: &mut Vec<Cleanup>,
    ) {
        let Edge { quotes, punctuation, blanks, invisible, escapes, brackets } = *edge;
        let Front { before, is_cookie, is_parameter, attributes, .. } = front;
        let plain_json = self.is_json && left;
        if quotes > 0 && !plain_json {
            cleaned.push(cleanup(CleanupKind::Quotes, quotes, "Quotation marks removed"));
        }
        if escapes > 0 && !plain_json {
            let text = counted(escapes, "backslash around it removed", "backslashes around it removed");
            cleaned.push(cleanup(CleanupKind::JsonEscapes, escapes, text));
        }
        if before.percent > 0 && !left {
            cleaned.push(cleanup(CleanupKind::PercentEncoding, before.percent, "Percent-encoding around it decoded"));
        }
        if punctuation > 0 && !plain_json && (!left || !after_left) && attributes.is_empty() {
            cleaned.push(cleanup(CleanupKind::Punctuation, punctuation, "Punctuation after it removed"));
        }
        if brackets > 0 && !left {
            cleaned.push(cleanup(CleanupKind::Surroundings, brackets, "Brackets around it removed"));
        }
        if invisible > 0 {
            let text =
                counted(invisible, "invisible character around it removed", "invisible characters around it removed");
            cleaned.push(cleanup(CleanupKind::Invisible, invisible, text));
        }
        if left {
            let text = if self.is_command {
                (CleanupKind::Command, "Taken from the command around it")
            } else if *is_cookie {
                (CleanupKind::Surroundings, "Taken from the cookies around it")
            } else if self.is_json {
                (CleanupKind::Surroundings, "Taken from the JSON around it")
            } else if *is_parameter {
                (CleanupKind::Surroundings, "Taken from the URL or form around it")
            } else {
                (CleanupKind::Surroundings, "Taken from the text around it")
            };
            cleaned.push(cleanup(text.0, 1, text.1));
        } else if cleaned.is_empty() && before.blanks + blanks > 0 {
            let text = "Spaces and line breaks around it removed";
            cleaned.push(cleanup(CleanupKind::Whitespace, before.blanks + blanks, text));
        } else if cleaned.is_empty() {
            cleaned.push(cleanup(CleanupKind::Surroundings, 1, "Taken from the text around it"));
        }
    }
}

/// "Bearer", however it was written; `WPT` is that of draft-ietf-wimse-wpt §2.
fn capitalised(scheme: &str) -> String {
    let known = ["DPoP", "WPT"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known));
    known.unwrap_or("Bearer").to_owned()
}

/// Whether what is left in front says anything. In a cookie line the name of the header does not.
fn has_words(text: &str, is_cookie: bool) -> bool {
    let text = text.trim_end_matches(|character| is_blank(character) || matches!(character, '-' | '?' | '&' | '#'));
    let text = text.trim_start_matches(is_blank);
    let name = text.trim_end_matches([':', ' ']);
    if is_cookie && (name.eq_ignore_ascii_case("cookie") || name.eq_ignore_ascii_case("set-cookie")) {
        return false;
    }
    !text.is_empty()
}

/// Whether nothing but attributes of a cookie stands in `text`.
fn only_attributes(text: &str, attributes: &[String]) -> bool {
    let text = text.trim_matches(|character| is_blank(character) || character == ';');
    text.split(';').filter(|part| !part.trim().is_empty()).count() <= attributes.len()
}

/// Names of members that say nothing about the token in them.
fn says_nothing(name: &str) -> bool {
    ["value", "secret", "data", "content", "text", "raw", "body", "string", "val"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// A name without the rest of an escape that is in front of it: `\u0026id_token`, `\x26id_token`.
fn behind_escape<'a>(before: &str, name: &'a str) -> &'a str {
    // `^A` stands for a control character, as a terminal shows it.
    if before.ends_with('^') && name.len() > 3 && name.starts_with('A') {
        return &name[1..];
    }
    let length = match name.as_bytes().first() {
        Some(b'u') => 5,
        Some(b'x') => 3,
        _ => return name,
    };
    let is_escape = before.ends_with('\\')
        && name.get(1..length).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    name.get(length..).filter(|_| is_escape).unwrap_or(name)
}

/// `s:244:"…"`: how long a text is, as PHP serializes it.
fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether nothing stands in front of a name in its line.
fn is_first_of_line(before: &str) -> bool {
    before.is_empty() || before.ends_with(is_line_break)
}

/// Whether this is the scheme of Web Push (RFC 8292 §3).
fn is_web_push(before: &str) -> bool {
    let before = before.trim_end();
    before.get(before.len().saturating_sub(5)..).is_some_and(|scheme| scheme.eq_ignore_ascii_case("vapid"))
}

/// In a table the cell in front of the token, if it may be a name. Of a path of names, as a cache's keys are, the last.
fn cell_before(before: &str) -> Option<String> {
    let line = before.rsplit(is_line_break).next()?;
    let line = line.trim_start_matches([' ', '|', '\u{2502}']);
    let cell = match line.trim_end_matches(' ').strip_suffix('\t') {
        Some(cells) => cells.rsplit('\t').next()?,
        // Two columns with a line between them.
        None => {
            let cells = line.trim_end().strip_suffix(['|', '\u{2502}'])?;
            Some(cells).filter(|cells| !cells.contains(['|', '\u{2502}']))?
        }
    };
    let cell = cell.trim().trim_matches(is_quote);
    // The token beside it is no path of names.
    if opening::starts(cell) {
        return None;
    }
    let name = if cell.split('.').count() >= 3 && !cell.contains("://") { cell.rsplit('.').next()? } else { cell };
    let is_name = name.len() >= 2
        && name.len() <= LONGEST_NAME
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'/' | b'@'));
    is_name.then(|| name.to_owned())
}

/// The element whose content the token is: `<access_token>…`.
fn element_before(before: &str) -> Option<String> {
    let tag = before.trim_end().strip_suffix('>')?;
    let name = tag.get(tag.rfind('<')? + 1..)?.split([' ', '\n', '\t']).next()?;
    let name = name.rsplit(':').next()?;
    let is_name =
        name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    // Those of HTML say nothing.
    let is_of_html =
        ["td", "th", "div", "span", "code", "pre", "li", "br", "tr", "body", "html", "wbr", "strong", "em"];
    (is_name && name.len() <= LONGEST_NAME && !is_of_html.iter().any(|known| name.eq_ignore_ascii_case(known)))
        .then(|| name.to_owned())
}

fn starts_parameter(after: &str) -> bool {
    after.strip_prefix('&').is_some_and(|rest| {
        let name =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')).count();
        name > 0 && rest.as_bytes().get(name) == Some(&b'=')
    })
}

fn after_is_cookie(after: &str) -> bool {
    after.starts_with([';', '"', '\''])
}
