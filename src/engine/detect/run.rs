//! Reads one token out of a text, through everything that mail programs, terminals, shells and encoders do to it.

use super::alphabet::{is_core, is_plain, is_token};
use super::opening::{self, Opening};
use super::symbol::{Change, Gap, gap, is_wordish, stands_alone, word};
use crate::engine::ground::span::Span;

/// What was undone on the way, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Line breaks taken out, with the indentation behind them.
    pub(super) line_breaks: usize,
    /// Runs of blanks taken out within a line.
    pub(super) spaces: usize,
    /// Mail quoting marks, `>`.
    pub(super) mail_quotes: usize,
    /// Invisible characters.
    pub(super) invisible: usize,
    /// Dashes that became hyphens.
    pub(super) dashes: usize,
    /// `\/`, `\u002e`, `\n`.
    pub(super) json_escapes: usize,
    /// `\_`, `\.` and the like.
    pub(super) backslashes: usize,
    /// `%2E` and the like.
    pub(super) percent: usize,
    /// Layers of base64 around the whole token.
    pub(super) base64: usize,
    /// The token was cut with an ellipsis.
    pub(super) ellipsis: bool,
    /// A full stop or slash behind it.
    pub(super) punctuation: usize,
    /// The signature that Express puts behind a cookie.
    pub(super) cookie_signature: bool,
    /// Another token followed without anything between them.
    pub(super) joined: bool,
    /// Blanks that stand where a plus sign was.
    pub(super) pluses: usize,
    /// The cookies that were joined, by name and in order.
    pub(super) chunks: Vec<String>,
}

impl Changes {
    /// Adds what was undone in another piece of the same token.
    pub(super) fn add(&mut self, other: &Self) {
        self.line_breaks += other.line_breaks;
        self.spaces += other.spaces;
        self.mail_quotes += other.mail_quotes;
        self.invisible += other.invisible;
        self.dashes += other.dashes;
        self.json_escapes += other.json_escapes;
        self.backslashes += other.backslashes;
        self.percent += other.percent;
    }

    pub(super) fn count(&mut self, change: Change) {
        match change {
            Change::None => {}
            Change::Percent => self.percent += 1,
            Change::JsonEscape => self.json_escapes += 1,
            Change::Backslash => self.backslashes += 1,
            Change::Dash => self.dashes += 1,
            Change::Invisible => self.invisible += 1,
        }
    }
}

/// A token as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) changes: Changes,
    /// What its first part says.
    pub(super) opening: Opening,
    /// How many dots it has before its first tilde.
    pub(super) dots: usize,
    /// Whether it is read in one piece.
    pub(super) whole_word: bool,
    /// Where the part behind the last dot or tilde starts.
    last_part: usize,
    has_tilde: bool,
    opened: bool,
    /// How often the header may still be read while it grows.
    readings: u8,
    /// Length of the longest line so far.
    width: usize,
    depth: usize,
}

impl Run {
    /// Reads the token that starts at `start`.
    pub(super) fn read(text: &str, start: usize, in_path: bool, depth: usize) -> Self {
        let mut run = Self { span: Span::new(start, start), readings: 4, depth, ..Self::default() };
        if run.read_unencoded(text) {
            return run;
        }
        let mut piece = String::new();
        let mut changes = Changes::default();
        run.span.end = word(text, start, in_path, &mut piece, &mut changes);
        run.append(&piece, &changes);
        run.whole_word = true;
        if run.read_plus_signs(text) {
            return run;
        }
        while let Some(gap) = gap(text, run.span.end) {
            let mut piece = String::new();
            let mut changes = Changes::default();
            let end = word(text, gap.next, false, &mut piece, &mut changes);
            if piece.is_empty() || !run.joins(&gap, &piece, stands_alone(text, end)) {
                break;
            }
            changes.add(&gap.changes);
            run.append(&piece, &changes);
            run.span.end = end;
            run.whole_word = false;
        }
        run.cut_at_ellipsis(text);
        run.open();
        run
    }

    /// A last part in which blanks stand for the `+` of standard base64, as a URL decoder leaves it: with them, and only
    /// with them, it is exactly as long as the algorithm demands.
    fn read_plus_signs(&mut self, text: &str) -> bool {
        if text.as_bytes().get(self.span.end) != Some(&b' ') || self.has_tilde {
            return false;
        }
        self.open();
        let Some(last) = self.opening.last_part().filter(|_| self.dots == self.opening.dots()) else { return false };
        let length = self.text.len() - self.last_part;
        let rest = &text[self.span.end..];
        let longest = last.lengths.last().copied().unwrap_or(0).saturating_sub(length) + 4;
        let more = rest
            .bytes()
            .take(longest)
            .take_while(|&byte| is_core(byte) || matches!(byte, b'+' | b'/' | b'=' | b' '))
            .count();
        // Nothing but blanks, a line break or a closing sign follows.
        let more = rest[..more].trim_end_matches(' ');
        let bare = more.trim_end_matches('=');
        let is_end = rest[more.len()..].chars().next().is_none_or(|next| !next.is_ascii_alphanumeric() && next != '.');
        if !is_end
            || bare.contains('=')
            || last.lengths.contains(&length)
            || !last.lengths.contains(&(length + bare.len()))
        {
            return false;
        }
        // Words of prose are not cut out of base64: they have no capitals and digits in their middle.
        if bare.split(' ').filter(|word| word.len() >= 3).all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))
        {
            return false;
        }
        self.changes.pluses = bare.bytes().filter(|byte| *byte == b' ').count();
        self.text.push_str(&bare.replace(' ', "+"));
        self.span.end += more.len();
        true
    }

    /// Reads `span` as one token if it is a block of lines of the same length, the last one shorter: then it was wrapped,
    /// and nothing in it is left out, not even what is too much for a token. Where a blank stands for each line break, as when
    /// lines are copied out of one field into another, it is one only if it is whole then: words have blanks between them too.
    pub(super) fn read_block(text: &str, span: Span, depth: usize) -> Option<Self> {
        let limited = text.get(..span.end)?;
        let mut run = Self { span, readings: 4, depth, ..Self::default() };
        let mut piece = String::new();
        let mut changes = Changes::default();
        let mut at = word(limited, span.start, false, &mut piece, &mut changes);
        let width = piece.len();
        if width < 20 || !opening::starts(&piece) {
            return None;
        }
        run.append(&piece, &changes);
        let mut last = width;
        while at < span.end {
            let gap = gap(limited, at)?;
            let mut piece = String::new();
            let mut changes = Changes::default();
            let end = word(limited, gap.next, false, &mut piece, &mut changes);
            let shorter = piece.len() < width;
            let is_one = gap.changes.line_breaks == 1 || gap.changes.line_breaks == 0 && gap.changes.spaces > 0;
            if !is_one || last != width || piece.is_empty() || piece.len() > width {
                return None;
            }
            if run.text.ends_with('=') && !piece.starts_with(['.', '~']) {
                return None;
            }
            if run.is_another(&piece) && !(run.text.ends_with('.') && run.dots == 1) {
                return None;
            }
            if shorter && !piece.starts_with('.') {
                run.open();
                if is_wordish(&piece) && !run.ends_with(&piece) || run.dots >= 2 && run.is_complete() {
                    return None;
                }
            }
            last = piece.len();
            changes.add(&gap.changes);
            run.append(&piece, &changes);
            at = end;
        }
        run.opened = false;
        run.open();
        let escaped = run.opening.unencoded && run.changes.json_escapes > 0;
        let by_blanks = run.is_complete();
        let is_wrapped = if run.changes.spaces > 0 { by_blanks } else { run.changes.line_breaks > 0 };
        (is_wrapped && !escaped && !run.text.contains("...")).then_some(run)
    }

    /// Whether the line `piece` is the beginning of another token. An object within a header or payload opens like a token
    /// where the line happens to break in front of it.
    fn is_another(&self, piece: &str) -> bool {
        opening::starts(piece)
            && (self.width < 20
                || self.dots >= 2
                || piece.get(..8) == self.text.get(..8)
                || Opening::read(piece.split('.').next().unwrap_or_default(), self.depth).is_jose())
    }

    /// Whether `piece` makes the last part as long as it must be.
    fn ends_with(&self, piece: &str) -> bool {
        let length = self.text.len() - self.last_part + piece.len();
        self.opening.last_part().is_some_and(|last| last.lengths.contains(&length))
    }

    /// What a text that is a token and nothing else says.
    pub(super) fn of(text: String, span: Span, changes: Changes, depth: usize) -> Self {
        let mut run = Self { span, depth, ..Self::default() };
        run.append(&text, &changes);
        run.changes.chunks = changes.chunks;
        run.changes.base64 = changes.base64;
        run.open();
        run
    }

    /// A JSON serialization, which is taken as it is.
    pub(super) fn json(text: String, span: Span, changes: Changes) -> Self {
        Self { text, span, changes, opened: true, ..Self::default() }
    }

    /// A JWS whose payload is not base64url-encoded (RFC 7797): blanks and signs may stand there, and nothing in
    /// it may be changed.
    fn read_unencoded(&mut self, text: &str) -> bool {
        let start = self.span.start;
        let rest = text.get(start..).unwrap_or_default();
        let header = rest.bytes().take_while(|&byte| is_core(byte)).count();
        if rest.as_bytes().get(header) != Some(&b'.') {
            return false;
        }
        self.opening = Opening::read(&rest[..header], self.depth);
        self.opened = true;
        if !self.opening.unencoded {
            return false;
        }
        let payload = &rest[header + 1..];
        let Some(dot) = memchr::memchr(b'.', payload.as_bytes()) else { return false };
        // RFC 7797 §5.2: printable characters except the dot. Line breaks are none of the payload, and what is all of
        // base64url's letters is read like any other token, wrapped lines and all.
        let payload = &payload[..dot];
        if payload.bytes().all(is_plain) || payload.bytes().any(|byte| byte.is_ascii_control()) {
            return false;
        }
        let signature = header + 1 + dot + 1;
        let end = signature + rest[signature..].bytes().take_while(|&byte| is_core(byte)).count();
        // With one more dot it has four parts or more, which no form of a JWS has; with a tilde it is an SD-JWT.
        let behind = &rest.as_bytes()[end..];
        if matches!(behind, [b'~', ..] | [b'.']) || matches!(behind, [b'.', next, ..] if is_plain(*next)) {
            return false;
        }
        self.text = rest[..end].to_owned();
        self.span = Span::new(start, start + end);
        self.dots = 2;
        self.last_part = signature;
        true
    }

    fn append(&mut self, piece: &str, changes: &Changes) {
        let before = self.text.len();
        self.text.push_str(piece);
        self.changes.add(changes);
        self.width = self.width.max(piece.len());
        let first = if self.has_tilde { "" } else { piece.split('~').next().unwrap_or_default() };
        self.dots += memchr::memchr_iter(b'.', first.as_bytes()).count();
        self.has_tilde |= piece.len() > first.len();
        if let Some(at) = memchr::memrchr2(b'.', b'~', piece.as_bytes()) {
            self.last_part = before + at + 1;
        }
    }

    /// Reads the header once it is there.
    fn open(&mut self) {
        if !self.opened {
            self.opening = Opening::read(self.first_part(), self.depth);
            self.opened = true;
        }
    }

    pub(super) fn first_part(&self) -> &str {
        let end = memchr::memchr2(b'.', b'~', self.text.as_bytes()).unwrap_or(self.text.len());
        &self.text[..end]
    }

    /// Whether the header, with no dot behind it yet, is a whole object. While it grows line by line it is read a few
    /// times only, so that the work stays linear.
    fn header_is_whole(&mut self) -> bool {
        if self.readings == 0 || !opening::ends_object(&self.text) {
            return false;
        }
        self.readings -= 1;
        Opening::read(&self.text, self.depth).complete
    }

    /// Whether `piece`, which stands behind a gap, belongs to the token.
    fn joins(&mut self, gap: &Gap, piece: &str, alone: bool) -> bool {
        if self.text.ends_with('=') && !piece.starts_with(['.', '~']) {
            // Padding ends a part.
            return false;
        }
        let wraps = gap.is_line_break();
        let starts = if wraps { self.is_another(piece) } else { opening::starts(piece) };
        // A line as long as the longest is the middle of something, whatever it looks like.
        let wordish = is_wordish(piece) && piece.len() != self.width;
        if self.has_tilde {
            if starts {
                // A Key Binding JWT, or the next token.
                let first = piece.split('.').next().unwrap_or_default();
                return self.text.ends_with('~')
                    && Opening::read(first, self.depth).media_type.as_deref() == Some("kb+jwt");
            }
            // A disclosure is a JSON array: base64url of [" or [ is Wy or Ww.
            let fits = !self.text.ends_with('~') || piece.starts_with('W');
            return wraps && alone && !wordish && fits && piece.len() <= self.width;
        }
        if self.dots == 0 {
            if self.header_is_whole() {
                return piece.starts_with('.') && (alone || piece == "." || piece.len() > 8);
            }
            let long = piece.len() >= 20 && piece.contains('.');
            return !starts && !wordish && ((wraps && alone) || long);
        }
        self.open();
        let expected = self.opening.dots();
        if self.dots < expected {
            if self.text.ends_with('.') {
                return !wordish && (alone && wraps || piece.len() >= 16 || piece.contains('.'));
            }
            if starts || wordish {
                return false;
            }
            if piece.starts_with('.') {
                return alone || piece == "." || piece.len() > 8;
            }
            let long = piece.len() >= 32 || piece.len() >= 8 && piece.contains('.');
            return if wraps { alone || long } else { long };
        }
        if self.dots > expected || starts || piece.trim_end_matches('.').contains('.') {
            return false;
        }
        let length = self.text.len() - self.last_part;
        let joined = length + piece.trim_end_matches(['.', '=']).split('~').next().unwrap_or_default().len();
        // A line as long as those before it goes on; a shorter one ends.
        let regular = wraps && alone && self.changes.line_breaks > 0 && piece.len() <= self.width;
        match self.opening.last_part() {
            Some(last) => {
                let complete = last.lengths.contains(&length);
                if complete && !(last.by_key && regular && !wordish) {
                    return false;
                }
                if last.lengths.contains(&joined) {
                    return wraps || alone || joined > length + 8;
                }
                let longest = last.lengths.last().copied().unwrap_or(0);
                joined <= longest && !wordish && alone && (wraps || piece.len() >= 16)
            }
            None => wraps && alone && !wordish && piece.len() <= self.width,
        }
    }

    /// Takes an ellipsis off, and what stands behind it: the token was shortened by whoever printed it.
    fn cut_at_ellipsis(&mut self, text: &str) {
        if text.get(self.span.end..).is_some_and(|rest| rest.starts_with('\u{2026}')) {
            self.changes.ellipsis = true;
            while let Some(character) = text.get(self.span.end..).and_then(|rest| rest.chars().next()) {
                let belongs = character == '\u{2026}' || u8::try_from(character).is_ok_and(is_plain);
                if !belongs {
                    break;
                }
                self.span.end += character.len_utf8();
            }
        }
        self.cut_at_dots();
    }

    /// The same for an ellipsis of three dots.
    pub(super) fn cut_at_dots(&mut self) {
        let bytes = self.text.as_bytes();
        let Some(at) = memchr::memmem::find(bytes, b"...") else { return };
        // Behind header and payload the first of four is the dot of the signature.
        let is_signature = &bytes[at..] == b"...." && memchr::memchr_iter(b'.', &bytes[..at]).count() == 1;
        let at = if is_signature { at + 1 } else { at };
        if bytes.get(at + 3) == Some(&b'.') {
            // So many dots are parts, not an ellipsis.
            return;
        }
        let trailing = at + 3 == bytes.len();
        if !trailing {
            self.open();
            if self.opening.content_encryption.is_some() {
                // Empty parts of a JWE.
                return;
            }
        }
        self.text.truncate(at);
        self.changes.ellipsis = true;
        self.dots = memchr::memchr_iter(b'.', self.text.split('~').next().unwrap_or_default().as_bytes()).count();
        self.last_part = memchr::memrchr2(b'.', b'~', self.text.as_bytes()).map_or(0, |at| at + 1);
    }

    /// Where a second token begins that follows this one without anything between them: in its last part, whose end is then
    /// a header.
    pub(super) fn joined_at(&self) -> Option<usize> {
        const MOST_TRIES: usize = 16;
        const MOST_DOTS: usize = 16;
        let own = self.opening.dots();
        if !self.opening.is_jose() || self.has_tilde || !(own + 2..=MOST_DOTS).contains(&self.dots) {
            return None;
        }
        let mut dots = memchr::memchr_iter(b'.', self.text.as_bytes());
        let start = dots.nth(own - 1)? + 1;
        let end = dots.next()?;
        let last = self.text.get(start..end)?;
        memchr::memmem::find_iter(last.as_bytes(), b"ey")
            .take(MOST_TRIES)
            .find(|at| {
                let opening = last.get(*at..).map(|header| Opening::read(header, self.depth));
                opening.is_some_and(|opening| opening.complete && opening.is_jose())
            })
            .map(|at| start + at)
    }

    /// Ends at this byte of it, where another token begins. Returns that one.
    pub(super) fn end_at(&mut self, at: usize) -> String {
        if self.is_verbatim() {
            self.span.end = self.span.start + at;
        }
        let rest = self.text.split_off(at);
        self.dots = self.opening.dots();
        self.last_part = memchr::memrchr(b'.', self.text.as_bytes()).map_or(0, |at| at + 1);
        self.changes.joined = true;
        rest
    }

    /// Takes the last part off: what a program put behind the token.
    pub(super) fn drop_last_part(&mut self) {
        if let Some(at) = memchr::memrchr(b'.', self.text.as_bytes()) {
            self.text.truncate(at);
            self.dots = self.dots.saturating_sub(1);
        }
    }

    /// Takes the last character off.
    pub(super) fn drop_last_character(&mut self) {
        let verbatim = self.is_verbatim();
        if self.text.pop() == Some('.') {
            self.dots = self.dots.saturating_sub(1);
        }
        if verbatim {
            self.span.end -= 1;
        }
        self.changes.punctuation += 1;
    }

    /// Whether text and token are the same character for character.
    fn is_verbatim(&self) -> bool {
        self.changes == Changes { punctuation: self.changes.punctuation, ..Changes::default() }
    }

    /// Whether all letters have become small, or all capital: nothing can bring them back.
    pub(super) fn lost_its_case(&self) -> bool {
        let bytes = self.text.as_bytes();
        bytes.len() >= 20
            && opening::starts_without_case(&self.text)
            && (!bytes.iter().any(u8::is_ascii_uppercase) || !bytes.iter().any(u8::is_ascii_lowercase))
    }

    /// Whether it has nothing but base64 between its dots.
    pub(super) fn is_base64(&self) -> bool {
        self.text.bytes().all(|byte| is_token(byte) && byte != b'~')
    }

    /// Whether nothing is missing: as many dots as there must be, a last part as long as it must be.
    pub(super) fn is_complete(&self) -> bool {
        let length = self.text.len() - self.last_part;
        self.dots == self.opening.dots() && self.opening.last_part().is_none_or(|last| last.lengths.contains(&length))
    }

    /// Whether it is an SD-JWT by its shape (RFC 9901 §4).
    pub(super) fn is_selective(&self) -> bool {
        self.has_tilde && self.dots == 2
    }
}
