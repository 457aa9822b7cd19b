//! From any text that a person pastes to the tokens in it.
//!
//! People paste headers, cookies, curl commands, log lines, wrapped mails and whole HTTP archives. What is taken away to
//! get at a token is listed with it, never silent; a text that is a token and nothing else is not touched at all. The
//! work is linear in the text: this runs at every edit.

mod alphabet;
mod answer;
mod context;
mod cookie;
mod example;
mod field;
mod foreign;
mod key;
mod label;
mod member;
mod object;
mod opening;
mod placeholder;
mod printed;
mod run;
mod scheme;
mod search;
mod symbol;
mod wrapped;

pub use crate::engine::text::envelope::EnvelopeKind;
pub use foreign::{Foreign, ForeignKind};
pub use key::{KeyHint, KeyHintKind};
pub(crate) use placeholder::is_own_redaction;
pub use wrapped::steps;

use super::ground::limit::Limits;
use super::ground::span::Span;
use super::text::cut;
use alphabet::{is_blank, is_core, is_quote};
use context::counted;
use run::{Changes, Run};
use search::Search;

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detection {
    /// The tokens, each once, in the order in which they stand; at most [`Limits::candidates`].
    pub candidates: Vec<Candidate>,
    /// What the text is if it is not a JOSE object; beside a candidate, what the candidate was wrapped in.
    pub foreign: Option<Foreign>,
    /// What else is there that is not a JOSE object: an opaque `refresh_token` beside an `access_token`.
    pub others: Vec<Foreign>,
    /// A key in the text: offered to move to the keys.
    pub key_material: Option<KeyHint>,
    /// Not everything is listed: the text is longer than [`Limits::text`], or there are more tokens than
    /// [`Limits::candidates`].
    pub truncated: bool,
    /// The text is longer than [`Limits::text`]; only its beginning was read.
    pub text_truncated: bool,
}

/// Longest text behind a token that is looked at.
const LONGEST_FOLLOWING: usize = 8 * 1024;
/// How much of what stands in front of one.
const LONGEST_PRECEDING: usize = 512;

/// What stands behind a token in its line of the text that it was found in, with the ellipsis that it ends in.
pub fn following(text: &str, source: Span) -> &str {
    let token = source.of(text).unwrap_or_default();
    // What is behind an ellipsis within it was not read either.
    let shown = token.split('\u{2026}').next().unwrap_or_default();
    let shown = shown.find(cut::DATADOG).map_or(shown, |at| &shown[..at]);
    let shown = shown.strip_suffix("...").unwrap_or(shown);
    let rest = text.get(source.end - (token.len() - shown.len())..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    if line.len() > LONGEST_FOLLOWING { "" } else { line }
}

/// The end of what stands in front of a token in the text that it was found in: its line, and some of those above.
pub fn preceding(text: &str, source: Span) -> &str {
    let before = text.get(..source.start).unwrap_or_default();
    &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST_PRECEDING))..]
}

#[derive(Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The token itself, ready to be parsed.
    pub text: String,
    pub kind: CandidateKind,
    /// What to call it in a list: "access_token", "Cookie session", "token 2". Different for each candidate.
    pub label: String,
    /// Whether what stands beside it in the text names it; else it is only counted.
    pub is_named: bool,
    /// Where it stands in the text, in bytes, as it was written there.
    pub source: Span,
    /// What was left out or changed.
    pub cleaned: Vec<Cleanup>,
    /// What is worth knowing about it although nothing was changed.
    pub notes: Vec<Note>,
    /// How often it is in the text.
    pub occurrences: usize,
}

/// Not the token: whoever holds it may use it, and this may end in a log.
impl std::fmt::Debug for Candidate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Candidate")
            .field("length", &self.text.len())
            .field("kind", &self.kind)
            .field("label", &self.label)
            .field("source", &self.source)
            .field("cleaned", &self.cleaned)
            .field("notes", &self.notes)
            .field("occurrences", &self.occurrences)
            .finish()
    }
}

/// The form of a token, by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CandidateKind {
    /// Three parts (RFC 7515 §7.1).
    CompactJws,
    /// Five parts (RFC 7516 §7.1).
    CompactJwe,
    /// Neither three nor five parts, or parts that are not base64: what there is can be shown.
    Fragment,
    /// A JWS or JWE in JSON (RFC 7515 §7.2, RFC 7516 §7.2).
    JsonSerialization,
    /// A JWS with disclosures behind tildes (RFC 9901 §4).
    SdJwt,
}

/// What was left out or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleanup {
    pub kind: CleanupKind,
    /// For a person: "Bearer removed", "2 line breaks removed".
    pub text: String,
    pub count: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CleanupKind {
    /// `Bearer` or `DPoP` in front.
    Scheme,
    /// `Authorization:` or `DPoP:` in front.
    Header,
    /// Another name in front.
    Name,
    /// Taken from a cookie.
    Cookie,
    /// `Path`, `HttpOnly` and so on.
    CookieAttributes,
    /// Joined from several cookies.
    CookieChunks,
    /// The signature that Express puts behind a cookie's value.
    CookieSignature,
    /// Taken from a parameter of a URL or form.
    Parameter,
    /// Taken from a member of JSON.
    JsonMember,
    /// Taken from a command line.
    Command,
    /// Other text around it.
    Surroundings,
    Quotes,
    /// Commas, semicolons, full stops behind it.
    Punctuation,
    /// Blanks and line breaks around it.
    Whitespace,
    LineBreaks,
    Spaces,
    /// `>` at the beginning of lines.
    MailQuoting,
    /// Byte order marks, zero-width characters.
    Invisible,
    /// En dash, em dash, minus instead of the hyphen.
    Dashes,
    /// JSON's escapes.
    JsonEscapes,
    /// Backslashes of Markdown or a regular expression.
    Backslashes,
    PercentEncoding,
    /// Base64 around the whole token.
    Base64,
    /// An ellipsis, and what stands behind it.
    Ellipsis,
    /// Blanks that were plus signs.
    PlusSigns,
    /// Two tokens with nothing between them.
    Joined,
    /// A layer around all of it.
    Envelope(EnvelopeKind),
}

/// Something worth knowing about a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: NoteKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// All letters are small, or all are capital.
    CaseLost,
    /// Whoever printed the token cut it.
    CutShort,
    /// Something stands in the place of some of its characters.
    Masked,
    /// It was base64-encoded once more than a token is.
    EncodedTwice,
    /// A cookie between others is missing.
    ChunkMissing,
    /// The key that checks it stands beside it.
    KeyBeside,
}

/// What of a text is to be found beside the tokens in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Tokens,
    /// And keys.
    Keys,
    /// And what else the text is: to say so, all of it is held against whatever is known.
    All,
}

/// Finds the tokens in `text`, below envelopes too.
pub fn detect(text: &str, limits: &Limits) -> Detection {
    wrapped::improved(text, limits, Wanted::All)
}

/// The same tokens alone, for whoever does not say what else it is.
pub(crate) fn tokens(text: &str, limits: &Limits) -> Vec<Candidate> {
    wrapped::improved(text, limits, Wanted::Keys).candidates
}

/// The tokens in `text` as it stands, none below an envelope.
pub(crate) fn plain_tokens(text: &str, limits: &Limits) -> Vec<Candidate> {
    plain(text, limits, Wanted::Tokens).candidates
}

fn plain(text: &str, limits: &Limits, wanted: Wanted) -> Detection {
    let end = text.floor_char_boundary(limits.text);
    let text_truncated = end < text.len();
    let text = &text[..end];
    let outer = trimmed(text, Span::new(0, text.len()));
    if outer.is_empty() {
        return Detection { truncated: text_truncated, text_truncated, ..Detection::default() };
    }
    let mut search = Search {
        text,
        limits,
        outer,
        value: peeled(text, outer),
        zones: Vec::new(),
        found: Vec::new(),
        weak: Vec::new(),
        others: Vec::new(),
        wrapped: None,
        truncated: text_truncated,
    };
    let keys = search.objects_and_keys();
    search.chunked_cookies();
    search.zones.sort_unstable();
    search.wrapped_block();
    search.broken_word();
    search.compact();
    search.whole_value();
    search.named_tokens();
    search.finish(key::joined(&keys), text_truncated, wanted)
}

/// The pieces of tokens that are spread over several cookies.
pub(crate) fn cookie_pieces(text: &str, limits: &Limits) -> Vec<Span> {
    cookie::chunked(text, limits.json_depth).into_iter().flat_map(|chunked| chunked.pieces).collect()
}

/// The keys in `text`: PEM, JWK, OpenSSH, PuTTY.
pub(crate) fn keys(text: &str, limits: &Limits) -> Vec<KeyHint> {
    let mut keys = key::find(text);
    keys.extend(object::find(text, limits.json_depth).keys);
    keys.sort_by_key(|key| key.span.start);
    keys
}

/// `text` without the envelopes that the token was found below; `None`: there are none.
pub(crate) fn unwrapped(text: &str, candidate: &Candidate) -> Option<String> {
    let kinds = candidate.cleaned.iter().filter_map(|cleanup| match cleanup.kind {
        CleanupKind::Envelope(kind) if kind != EnvelopeKind::Form => Some((kind, cleanup.count)),
        _ => None,
    });
    let mut current: Option<String> = None;
    for (kind, count) in kinds {
        for _ in 0..count {
            let (_, inner) = crate::engine::text::envelope::take_off(current.as_deref().unwrap_or(text), kind)?;
            current = Some(inner.to_string());
        }
    }
    current
}

/// `span` without the blanks at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.of(text).unwrap_or_default();
    let front = inside.trim_start_matches(is_blank);
    let start = span.start + (inside.len() - front.len());
    Span::new(start, start + front.trim_end_matches(is_blank).len())
}

/// `span` without blanks, quotation marks, a comma or semicolon behind it, and a scheme or a well-known name in front.
fn peeled(text: &str, span: Span) -> Span {
    const NAMES: [&str; 9] = [
        "authorization",
        "bearer",
        "dpop",
        "access_token",
        "id_token",
        "refresh_token",
        "token",
        "jwt",
        "proxy-authorization",
    ];
    let mut span = span;
    // A name, a scheme and quotation marks around each: more than a few rounds are not written by anyone.
    for _ in 0..8 {
        let before = span;
        span = trimmed(text, span);
        let inside = span.of(text).unwrap_or_default();
        let unquoted = inside.trim_start_matches(is_quote);
        span.start += inside.len() - unquoted.len();
        span.end = span.start
            + unquoted.trim_end_matches(|character| is_quote(character) || matches!(character, ',' | ';')).len();
        let inside = span.of(text).unwrap_or_default();
        let name = inside.bytes().take(24).take_while(|&byte| is_core(byte)).count();
        let rest = inside.get(name..).unwrap_or_default();
        if NAMES.iter().any(|known| inside[..name].eq_ignore_ascii_case(known))
            && rest.starts_with(|character: char| {
                matches!(character, ':' | '=') || is_blank(character) || is_quote(character)
            })
        {
            let value = rest.trim_start_matches(|character: char| {
                matches!(character, ':' | '=') || is_blank(character) || is_quote(character)
            });
            span.start = span.end - value.len();
        }
        if span == before {
            break;
        }
    }
    span
}

fn case_lost() -> Note {
    let text = "Its upper and lower case were lost, which cannot be repaired: copy the token again from its source";
    Note { kind: NoteKind::CaseLost, text: text.to_owned() }
}

fn cut_short() -> Note {
    Note {
        kind: NoteKind::CutShort,
        text: "The token was cut off when it was printed: copy it again from its source".to_owned(),
    }
}

fn masked() -> Note {
    let text = "Part of it is masked or left out, so it can be neither read nor verified: copy the whole token";
    Note { kind: NoteKind::Masked, text: text.to_owned() }
}

/// The form of a token, by its shape.
fn kind_of(run: &Run) -> CandidateKind {
    if !opening::starts(&run.text) {
        CandidateKind::Fragment
    } else if run.is_selective() {
        CandidateKind::SdJwt
    } else if run.dots == 2 && (run.is_base64() || run.opening.unencoded) {
        CandidateKind::CompactJws
    } else if run.dots == 4 && run.is_base64() {
        CandidateKind::CompactJwe
    } else {
        CandidateKind::Fragment
    }
}

/// Takes off a full stop or a slash that belongs to the text around the token.
fn trim_punctuation(run: &mut Run) {
    let text = run.text.as_str();
    let full_stop = text.ends_with('.') && !text.ends_with("..") && !matches!(run.dots, 2 | 4);
    let standard = || text.bytes().filter(|byte| matches!(byte, b'+' | b'/' | b'=')).count();
    if full_stop || (text.ends_with(['+', '/']) && standard() == 1) {
        run.drop_last_character();
    }
}

/// Whether parts with dots between them are likelier than a word, a number or an address.
fn may_be_parts(text: &str) -> bool {
    let dots = text.bytes().filter(|&byte| byte == b'.').count();
    if dots == 0 {
        return false;
    }
    let inner = text.trim_matches('.');
    let word = !inner.contains('.') && inner.len() < text.len() && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    let number = !inner.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    !number && (inner.is_empty() || !word)
}

/// Whether a token may start at `at`: not in the middle of other base64.
fn is_boundary(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[..at];
    match before {
        [] => true,
        // An escape or a percent-encoded sign in front of it ends with letters or digits.
        [.., b'\\', b'n' | b'r' | b't' | b'b' | b'f'] => true,
        [.., b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => true,
        [.., b'\\', b'u', a, b, c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) => true,
        [.., b'=', b'3', b'D'] => true,
        // The subprotocol with which a browser sends one to Kubernetes.
        _ if before.ends_with(b"bearer.authorization.k8s.io.") => true,
        // Behind a dot it is the payload of something whose header opens in another way, or a PASETO.
        [.., last, b'.'] => !is_core(*last),
        [.., last] => !is_core(*last),
    }
}

/// Follows whether a place is in the path of a URL, where a slash ends a token.
#[derive(Default)]
struct PathTracker {
    at: usize,
    in_path: bool,
}

impl PathTracker {
    /// Asked for ascending places only.
    fn at(&mut self, bytes: &[u8], place: usize) -> bool {
        while self.at < place {
            let rest = &bytes[self.at..];
            match rest[0] {
                b':' if rest.starts_with(b"://") || rest.starts_with(b":\\/\\/") => self.in_path = true,
                b'%' if rest.starts_with(b"%3A%2F%2F") || rest.starts_with(b"%3a%2f%2f") => self.in_path = true,
                b'?' | b'#' | b'=' | b'&' | b'"' | b'\'' | b'<' | b'>' | b' ' | b'\t' | b'\r' | b'\n' => {
                    self.in_path = false
                }
                _ => {}
            }
            self.at += 1;
        }
        self.in_path || (place > 0 && bytes[place - 1] == b'/')
    }
}

/// What was undone inside a token, in words.
fn listed(changes: &Changes) -> Vec<Cleanup> {
    let mut list = Vec::new();
    let mut add = |kind: CleanupKind, count: usize, text: String| {
        if count > 0 {
            list.push(Cleanup { kind, text, count });
        }
    };
    let chunks = changes.chunks.len();
    add(CleanupKind::CookieChunks, chunks, format!("{chunks} cookies joined in order: {}", changes.chunks.join(", ")));
    add(CleanupKind::Joined, usize::from(changes.joined), "Two tokens with nothing between them separated".to_owned());
    let signature = "Signature added by Express ignored".to_owned();
    add(CleanupKind::CookieSignature, usize::from(changes.cookie_signature), signature);
    add(CleanupKind::Base64, changes.base64, "Base64 around the whole token decoded".to_owned());
    let breaks = changes.line_breaks;
    add(CleanupKind::LineBreaks, breaks, format!("{} removed", counted(breaks, "line break", "line breaks")));
    let spaces = changes.spaces;
    add(CleanupKind::Spaces, spaces, format!("Spaces in {} removed", counted(spaces, "place", "places")));
    let pluses = changes.pluses;
    let text = format!(
        "{} in the last part read as +, which URL decoding turns into a space",
        counted(pluses, "space", "spaces")
    );
    add(CleanupKind::PlusSigns, pluses, text);
    let quotes = changes.mail_quotes;
    add(
        CleanupKind::MailQuoting,
        quotes,
        format!("{} removed", counted(quotes, "mail quoting mark", "mail quoting marks")),
    );
    let invisible = changes.invisible;
    let text = format!("{} removed", counted(invisible, "invisible character", "invisible characters"));
    add(CleanupKind::Invisible, invisible, text);
    let dashes = changes.dashes;
    let text = format!(
        "{} read as -; an e-mail program or word processor may have changed more",
        counted(dashes, "long dash", "long dashes")
    );
    add(CleanupKind::Dashes, dashes, text);
    add(CleanupKind::JsonEscapes, changes.json_escapes, "JSON escapes decoded".to_owned());
    let backslashes = changes.backslashes;
    add(CleanupKind::Backslashes, backslashes, format!("{} removed", counted(backslashes, "backslash", "backslashes")));
    add(CleanupKind::PercentEncoding, changes.percent, "Percent-encoding decoded".to_owned());
    add(CleanupKind::Ellipsis, usize::from(changes.ellipsis), "Ellipsis and everything after it ignored".to_owned());
    let text = "Punctuation after it removed".to_owned();
    add(CleanupKind::Punctuation, changes.punctuation, text);
    list
}

#[cfg(test)]
mod tests;
