//! Commands as the prompt of Windows reads them. A caret takes the meaning from what is behind it, and the program takes the
//! quotation marks away: where a backslash stands in front of one, or two follow each other, it is a part of the word. Browsers
//! write commands for it: each quotation mark has a caret, and within a word `^\^"` stands for one.

use super::{COMPUTED, Line};

/// Whether a line is for this prompt: no other shell has a caret there.
pub(super) fn is_meant(line: &str) -> bool {
    let line = line.trim_end();
    // In others it is a sign of a pattern: `grep '^"'`, `sed 's/^"//'`.
    let has_caret = || {
        let mut carets = memchr::memchr_iter(b'^', line.as_bytes());
        carets.any(|at| match line.as_bytes().get(at + 1) {
            Some(b'"') => line[..at].ends_with(char::is_whitespace),
            Some(b'&' | b'|' | b'<' | b'>') => !line[..at].ends_with(['\'', '"', '/', '(', '[', '|']),
            _ => false,
        })
    };
    let is_prompt = || {
        let (prompt, _) = line.split_once('>').unwrap_or_default();
        let prompt = prompt.as_bytes();
        matches!(prompt, [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic()) && !prompt.contains(&b' ')
    };
    // Else it would be written as a variable of another shell, or is no escape in an address.
    let is_variable = |(at, _): (usize, &str)| {
        let length = variable(&line[at..]).unwrap_or_default();
        let name = line[at..].get(1..length.saturating_sub(1)).unwrap_or_default();
        name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    line.ends_with('^') || has_caret() || is_prompt() || line.match_indices('%').any(is_variable)
}

/// How long the variable is that this begins with: `%NAME%`. What may be an escape of a character in an address is none.
fn variable(text: &str) -> Option<usize> {
    let name = text.strip_prefix('%')?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let length = name.bytes().position(|byte| !is_part(&byte))?;
    let is_escape = length == 2 && name.as_bytes().iter().take(2).all(u8::is_ascii_hexdigit);
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    (is_name && !is_escape && name[length..].starts_with(['%', ':'])).then_some(length + 2)
}

/// How a quotation mark was opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    /// By itself: a caret is one in it.
    Plain,
    /// By one with a caret.
    Caret,
}

#[derive(Default)]
struct Reader {
    line: Line,
    word: String,
    /// There are quotation marks in the word: it may be empty.
    is_open: bool,
    is_redirected: bool,
    quote: Option<Quote>,
    /// Backslashes directly in front.
    slashes: usize,
}

/// How long a caret with a line break behind it is, or with two.
fn line_breaks(text: &str, most: usize) -> usize {
    let Some(behind) = text.strip_prefix('^') else { return 0 };
    let mut rest = behind;
    for _ in 0..most {
        let Some(next) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) else { break };
        rest = next;
    }
    if rest.len() == behind.len() { 0 } else { text.len() - rest.len() }
}

/// The words of one command, and where it ends.
pub(super) fn read(text: &str) -> Line {
    let mut reader = Reader::default();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        let is_plain = reader.quote == Some(Quote::Plain);
        let next = rest.chars().nth(1);
        let breaks = line_breaks(rest, if reader.quote.is_some() { 2 } else { 1 });
        at += match first {
            // As older browsers write a quotation mark there.
            '^' if is_plain && rest.starts_with("^\\^\"") => reader.letter('"', 4),
            '\\' if is_plain && rest.starts_with("\\^\"") => reader.letter('"', 3),
            // "^ and TWO new lines" are one in a word.
            '^' if breaks > 0 && reader.quote.is_some() => {
                reader.letter('\n', breaks);
                breaks
            }
            '^' if breaks > 0 => breaks,
            '^' if !is_plain => match next {
                Some(escaped) => 1 + reader.take(escaped, true, &rest[1..]),
                None => 1,
            },
            _ if reader.is_end(first) => break,
            first => reader.take(first, false, rest),
        };
    }
    reader.line.is_unsure |= reader.quote.is_some();
    reader.finish();
    reader.line.end = at;
    reader.line
}

impl Reader {
    /// Whether the command is over in front of this sign.
    fn is_end(&self, sign: char) -> bool {
        let is_break = matches!(sign, '\n' | '\r');
        let is_joined = self.is_redirected && self.word.is_empty();
        is_break || self.quote.is_none() && (sign == '|' || sign == '&' && !is_joined)
    }

    fn letter(&mut self, letter: char, length: usize) -> usize {
        self.flush();
        self.word.push(letter);
        length
    }

    /// The backslashes stand for themselves.
    fn flush(&mut self) {
        self.word.extend(std::iter::repeat_n('\\', std::mem::take(&mut self.slashes)));
    }

    /// Takes what `rest` begins with, and says how long that is.
    fn take(&mut self, sign: char, is_escaped: bool, rest: &str) -> usize {
        if sign == '\\' {
            self.slashes += 1;
            return 1;
        }
        if sign == '"' {
            return self.quotation_mark(is_escaped, rest);
        }
        self.flush();
        let length = sign.len_utf8();
        match (self.quote, sign) {
            (_, '%') if !is_escaped => return self.percent(rest),
            (Some(Quote::Caret), '<' | '>' | '|') if !is_escaped => {
                self.line.is_unsure = true;
                self.word.push(sign);
            }
            (Some(_), _) => self.word.push(sign),
            (None, sign) if sign.is_whitespace() => self.finish(),
            (None, '<' | '>') if !is_escaped => self.redirect(sign),
            // They may be of a block around it, and an apostrophe is no quotation mark here.
            (None, '(' | ')' | '\'') if !is_escaped => {
                self.line.is_unsure = true;
                self.word.push(sign);
            }
            (None, _) => self.word.push(sign),
        }
        length
    }

    fn quotation_mark(&mut self, is_escaped: bool, rest: &str) -> usize {
        let slashes = std::mem::take(&mut self.slashes);
        self.word.extend(std::iter::repeat_n('\\', slashes / 2));
        let again = match self.quote {
            Some(Quote::Plain) if rest.starts_with("\"\"") => 2,
            Some(Quote::Caret) if rest.starts_with("\"^\"") => 3,
            _ => 0,
        };
        if slashes % 2 == 1 {
            self.word.push('"');
            return 1;
        }
        if again > 0 {
            self.word.push('"');
            return again;
        }
        self.is_open = true;
        self.quote = match self.quote {
            None if is_escaped => Some(Quote::Caret),
            None => Some(Quote::Plain),
            Some(quote) => {
                self.line.is_unsure |= (quote == Quote::Caret) != is_escaped;
                None
            }
        };
        1
    }

    /// `%NAME%`, `%1`, `%%`; or else it is an escape in an address.
    fn percent(&mut self, rest: &str) -> usize {
        if let Some(length) = variable(rest) {
            self.word.push(COMPUTED);
            return length;
        }
        let is_escape = rest.as_bytes().get(1..3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let is_argument =
            !is_escape && rest[1..].starts_with(|next: char| next.is_ascii_digit() || "*~".contains(next));
        self.word.push(if is_argument { COMPUTED } else { '%' });
        if rest.starts_with("%%") { 2 } else { 1 }
    }

    /// `>file`, `2>&1`, `<file`.
    fn redirect(&mut self, sign: char) {
        if self.is_redirected && self.word.is_empty() {
            return;
        }
        if self.word.bytes().all(|byte| byte.is_ascii_digit()) && !self.is_open {
            self.word.clear();
        }
        self.finish();
        self.line.has_input |= sign == '<';
        self.is_redirected = true;
    }

    /// The word is over.
    fn finish(&mut self) {
        self.flush();
        if self.is_open || !self.word.is_empty() {
            let word = std::mem::take(&mut self.word);
            if !std::mem::take(&mut self.is_redirected) {
                self.line.words.push(word);
            }
        }
        self.is_open = false;
    }
}
