//! What wraps a token, a key or a secret on its way to the clipboard: one file an envelope, one table of them.
//!
//! An envelope takes one layer off a text and says nothing about what comes out. Whoever looks for something, a token or
//! a key, says whether it is there; the search tries every order to a depth, least layers first, with one budget of
//! bytes for everything it does.
//!
//! *Invariant:* nothing is taken off for good here. A layer counts only when what is looked for was found below it, and
//! it is listed then.

mod base64_text;
pub(crate) mod byte_list;
mod bytes;
mod cookie_chunk;
mod diff;
mod emphasis;
mod health_card;
mod hex;
mod hex_dump;
mod html_entity;
mod html_tag;
mod http_head;
mod hyphen;
mod json_part;
mod json_piece;
mod json_string;
mod line_end;
mod line_number;
mod line_prefix;
mod line_tail;
mod object_print;
mod part_dot;
mod percent;
mod plus_sign;
mod prompt;
mod psql;
mod quoted_printable;
mod string_piece;
mod terminal;
mod typography;
mod yaml;

use bytes::Text;
pub(crate) use bytes::{of_file, text_of};
pub(crate) use hex_dump::dumped;
pub(crate) use hyphen::applies as is_hyphenated;
pub(crate) use json_string::unescaped;
#[cfg(test)]
use object_print::to_json as printed_object;

use std::cell::Cell;
use zeroize::Zeroizing;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnvelopeKind {
    /// `=3D`, and `=` at line ends (RFC 2045 §6.7).
    QuotedPrintable,
    /// `&#46;`, `&quot;`.
    HtmlEntities,
    /// `<wbr>`, `<span>`.
    HtmlTags,
    /// `%2E`, and `+` for a blank.
    Percent,
    /// Blanks that were plus signs.
    PlusSigns,
    /// `\"`, `\/`, `\u002e`, `\x2e`.
    JsonString,
    /// An object as Python, Node, Ruby, PHP, Go or PowerShell print it, JSONP, JSON with comments.
    PrintedObject,
    /// `[101, 121, 74]`, `<Buffer 65 79 4a>`.
    ByteList,
    /// Base64 of a text.
    Base64,
    /// Hexadecimal of a text.
    Hexadecimal,
    /// What xxd, hexdump, od and tcpdump print.
    HexDump,
    /// The same characters in front of every line.
    LinePrefix,
    /// `_…_` around it.
    Emphasis,
    /// Hyphens at line ends.
    Hyphens,
    /// A sign at the end of every line.
    LineEnds,
    /// What differs in front of every line.
    LineTails,
    /// JSON objects behind each other that share a value.
    JsonPieces,
    /// Signs between the parts of a token that are no dots, or none.
    PartDots,
    /// Numbers in front of lines.
    LineNumbers,
    Diff,
    /// psql's `+` at line ends.
    Psql,
    /// zsh's `%`, fish's `⏎`.
    ShellMark,
    /// A string literal in pieces.
    StringPieces,
    /// Escape sequences of a terminal.
    TerminalColours,
    /// Smart quotes, no-break spaces, characters without width.
    Typography,
    /// Text around JSON.
    JsonPart,
    /// The head of an HTTP answer.
    HttpHead,
    /// A cookie in pieces.
    CookieChunks,
    /// A SMART Health Card's digits.
    HealthCard,
    Yaml,
    /// How the bytes are written that came out of another: packed with gzip, in UTF-16.
    Form,
}

/// One row of the table.
struct Envelope {
    kind: EnvelopeKind,
    /// What is said of it once it was taken off.
    words: &'static str,
    /// Whether it can be there: a look for a few characters.
    applies: fn(&str) -> bool,
    /// Takes one layer off; `None` where there is none.
    open: fn(&str) -> Option<Text>,
}

/// A layer that was taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layer {
    pub kind: EnvelopeKind,
    /// In words, for a person: "Quoted-printable decoded".
    pub words: &'static str,
}

impl Layer {
    /// As one of several notes, in lower case: "quoted-printable undone".
    pub(crate) fn note(&self) -> String {
        let mut characters = self.words.chars();
        match (characters.next(), self.words.chars().nth(1)) {
            (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(characters).collect(),
            _ => self.words.to_owned(),
        }
    }
}

macro_rules! envelopes {
    ($( $kind:ident $module:ident $words:literal; )*) => {
        /// All of them; what says more clearly that it is there comes first.
        const ENVELOPES: &[Envelope] = &[
            $( Envelope {
                kind: EnvelopeKind::$kind,
                words: $words,
                applies: $module::applies,
                open: |text| $module::open(text).map(Text::from),
            }, )*
        ];
    };
}

envelopes! {
    HealthCard health_card "SMART Health Card digits (shc:/) decoded";
    CookieChunks cookie_chunk "Cookie chunks joined in order";
    TerminalColours terminal "Terminal escape sequences removed";
    Hyphens hyphen "Hyphens at line ends removed";
    Typography typography "Typographic quotation marks, spaces and invisible characters replaced or removed";
    ShellMark prompt "Shell's mark for a missing final line break removed";
    QuotedPrintable quoted_printable "Quoted-printable decoded";
    HtmlEntities html_entity "HTML entities decoded";
    HtmlTags html_tag "HTML tags removed";
    Percent percent "Percent-encoding decoded";
    JsonString json_string "Escapes of a JSON or source code string decoded";
    HttpHead http_head "HTTP headers removed";
    JsonPart json_part "Text around the JSON removed";
    Diff diff "Diff markers removed";
    LineNumbers line_number "Line numbers removed";
    LinePrefix line_prefix "Prefix of every line removed";
    Emphasis emphasis "Emphasis marks around it removed";
    LineEnds line_end "Sign at the end of every line removed";
    LineTails line_tail "Text before the last word of every line removed";
    JsonPieces json_piece "Values of JSON lines joined";
    PartDots part_dot "Dots between the parts of the token restored";
    Psql psql "psql's + at line ends removed";
    PlusSigns plus_sign "Spaces read as +, which URL decoding turns into spaces";
    StringPieces string_piece "Pieces of a string joined";
    HexDump hex_dump "Read from a hex dump";
    Hexadecimal hex "Hexadecimal decoded";
    ByteList byte_list "Read from a list of bytes";
    Base64 base64_text "Base64 decoded";
    PrintedObject object_print "Read as a printed object, which is not JSON";
    Yaml yaml "Read as YAML";
}

/// Longest text that is unwrapped.
pub(crate) const LONGEST: usize = 256 * 1024;
/// How many layers are taken off at most.
const DEPTH: usize = 4;
/// Texts that are looked at in one search.
const TEXTS: usize = 64;
/// How often the bytes of the text may be gone through in one search, its envelopes and what is looked for in them
/// together.
const PASSES: usize = 24;
/// Bytes that may be gone through however short the text is.
const LEAST: usize = 64 * 1024;

/// The bytes that may still be gone through, over a whole search.
pub(crate) struct Work(Cell<usize>);

impl Work {
    /// For a text of this length.
    pub(crate) fn of(length: usize) -> Self {
        Self(Cell::new(length.min(LONGEST).saturating_mul(PASSES).max(LEAST)))
    }

    /// Takes `bytes` off; says whether there were that many.
    fn spend(&self, bytes: usize) -> bool {
        match self.0.get().checked_sub(bytes) {
            Some(left) => {
                self.0.set(left);
                true
            }
            None => {
                self.0.set(0);
                false
            }
        }
    }
}

/// A text below some layers.
struct Opened {
    text: Zeroizing<String>,
    layers: Vec<Layer>,
}

/// `text` without one envelope of this sort, if it is in one.
pub(crate) fn take_off(text: &str, kind: EnvelopeKind) -> Option<(&'static str, Zeroizing<String>)> {
    let envelope = ENVELOPES.iter().find(|envelope| envelope.kind == kind)?;
    if text.len() > LONGEST || !(envelope.applies)(text) {
        return None;
    }
    (envelope.open)(text).map(|inner| (envelope.words, inner.text))
}

/// Takes envelopes off `text`, in every order, until `accept` finds below them what it looks for. The text itself is not
/// offered to it. `None` as well where the budget is used up.
pub(crate) fn search<T>(text: &str, work: &Work, mut accept: impl FnMut(&str, &[Layer]) -> Option<T>) -> Option<T> {
    if text.len() > LONGEST {
        return None;
    }
    let mut seen: Vec<Opened> = Vec::new();
    let mut next = 0;
    let mut current = Opened { text: Zeroizing::new(text.to_owned()), layers: Vec::new() };
    loop {
        for envelope in ENVELOPES {
            if !work.spend(current.text.len()) {
                return None;
            }
            if !(envelope.applies)(&current.text) {
                // A look for a few characters is worth a fraction of a pass.
                work.0.set(work.0.get() + current.text.len() - current.text.len() / 16);
                continue;
            }
            let Some(Text { text: inner, form }) = (envelope.open)(&current.text) else { continue };
            let is_known = inner.trim().is_empty()
                || *inner == *current.text
                || inner.len() > 4 * LONGEST
                || seen.iter().any(|known| *known.text == *inner);
            if is_known || *inner == text {
                continue;
            }
            let mut layers = current.layers.clone();
            layers.push(Layer { kind: envelope.kind, words: envelope.words });
            layers.extend(form.map(|form| Layer { kind: EnvelopeKind::Form, words: form.words }));
            if !work.spend(inner.len()) {
                return None;
            }
            if let Some(found) = accept(&inner, &layers) {
                return Some(found);
            }
            if layers.len() < DEPTH && seen.len() < TEXTS {
                seen.push(Opened { text: inner, layers });
            }
        }
        if next >= seen.len() {
            return None;
        }
        // What was gone through stays in the list, so that no order of layers comes back to it.
        current = Opened { text: seen[next].text.clone(), layers: seen[next].layers.clone() };
        next += 1;
    }
}

#[cfg(test)]
mod tests;
