//! An object as a program prints it, or as source code writes it, turned into JSON.
//!
//! Python's and Ruby's single quotes and `=>`, Node's and JSON5's bare names, Java's and PowerShell's `{kty=RSA}`, Go's
//! `map[kty:RSA]`, PHP's `Array ( [kty] => RSA )` and `array('kty' => 'RSA')`, strings in pieces with `+`, comments,
//! trailing commas, and JSONP. What is JSON already is none of it.

use zeroize::Zeroizing;

/// Deepest nesting that is read.
const DEPTH: usize = 32;
/// Places at which an object is looked for.
const PLACES: usize = 16;

pub(super) fn applies(text: &str) -> bool {
    text.contains(['{', '[', '(']) && text.contains([':', '='])
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    to_json(text)
}

/// The first object of `text` as JSON; `None` if there is none, or if it is JSON as it stands.
pub(crate) fn to_json(text: &str) -> Option<Zeroizing<String>> {
    let mut from = 0;
    // Each place is read up to what cannot be: all of them together cost no more than a few times the text.
    let mut work = text.len().saturating_mul(2).saturating_add(4096);
    for _ in 0..PLACES {
        let at = from + text.get(from..)?.find(['{', '[', '('])?;
        let start = array_word(text, at).unwrap_or(at);
        let mut reader =
            Reader { text, at: start, out: Zeroizing::new(String::with_capacity(text.len())), relaxed: false };
        if reader.value(0).is_some() && reader.out.starts_with(['{', '[']) {
            return reader.relaxed.then_some(reader.out);
        }
        work = work.checked_sub(reader.at - start)?;
        from = at + 1;
    }
    None
}

/// Where the word in front of an opening sign begins that makes it a map: `map[`, `Array (`.
fn array_word(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end();
    ["map", "Array", "array"].iter().find(|word| before.ends_with(**word)).map(|word| before.len() - word.len())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    out: Zeroizing<String>,
    /// Whether anything was not JSON.
    relaxed: bool,
}

/// Which notation a list of members is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Commas or semicolons between members.
    Separated,
    /// Go: blanks between them.
    Blanks,
    /// print_r: one a line.
    Lines,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn starts(&self, with: &str) -> bool {
        self.rest().starts_with(with)
    }

    /// Steps over blanks and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let behind = rest.trim_start();
            self.at += rest.len() - behind.len();
            let comment = if behind.starts_with("//") || behind.starts_with('#') {
                behind.find('\n').unwrap_or(behind.len())
            } else if behind.starts_with("/*") {
                behind.find("*/").map_or(behind.len(), |end| end + 2)
            } else {
                return;
            };
            self.relaxed = true;
            self.at += comment;
        }
    }

    fn take(&mut self, sign: &str) -> bool {
        let taken = self.starts(sign);
        if taken {
            self.at += sign.len();
        }
        taken
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        self.skip();
        // PowerShell.
        if self.take("@{") {
            self.relaxed = true;
            return self.members('}', Style::Separated, depth);
        }
        if self.take("{") {
            return self.members('}', Style::Separated, depth);
        }
        if self.take("map[") {
            self.relaxed = true;
            return self.members(']', Style::Blanks, depth);
        }
        // var_dump: array(2) {
        if let Some(behind) = self.rest().strip_prefix("array(")
            && let Some(at) = behind.find(|character: char| !character.is_ascii_digit()).filter(|at| *at > 0)
            && let Some(open) = behind[at..].strip_prefix(')').map(str::trim_start).filter(|rest| rest.starts_with('{'))
        {
            self.relaxed = true;
            self.at = self.text.len() - open.len() + 1;
            return self.members('}', Style::Blanks, depth);
        }
        for (word, style) in [("Array", Style::Lines), ("array", Style::Separated)] {
            if self.starts(word) && self.rest()[word.len()..].trim_start().starts_with('(') {
                self.at += word.len();
                self.skip();
                self.at += 1;
                self.relaxed = true;
                return self.members(')', style, depth);
            }
        }
        if self.take("[") {
            return self.elements(depth);
        }
        self.scalar(Style::Separated)
    }

    /// The elements of a list, or, with `=>` between names and values, the members of a map, in brackets.
    fn elements(&mut self, depth: usize) -> Option<()> {
        let start = self.at;
        self.skip();
        let mut ahead = Reader { text: self.text, at: self.at, out: Zeroizing::new(String::new()), relaxed: false };
        if self.starts("\"") || self.starts("'") || self.starts(":") {
            let is_map = ahead.name().is_some() && {
                ahead.skip();
                ahead.starts("=>")
            };
            if is_map {
                self.at = start;
                self.relaxed = true;
                return self.members(']', Style::Separated, depth);
            }
        }
        self.out.push('[');
        let mut is_first = true;
        loop {
            self.skip();
            if self.take("]") {
                self.out.push(']');
                return Some(());
            }
            if !is_first {
                self.out.push(',');
            }
            self.value(depth + 1)?;
            is_first = false;
            self.skip();
            if !self.take(",") && !self.starts("]") {
                return None;
            }
            self.skip();
            self.relaxed |= self.starts("]") && self.text[..self.at].trim_end().ends_with(',');
        }
    }

    fn members(&mut self, close: char, style: Style, depth: usize) -> Option<()> {
        self.out.push('{');
        let mut is_first = true;
        loop {
            self.skip();
            while self.take(",") || self.take(";") {
                self.relaxed = true;
                self.skip();
            }
            if self.rest().starts_with(close) {
                self.at += 1;
                self.out.push('}');
                return Some(());
            }
            if !is_first {
                self.out.push(',');
            }
            is_first = false;
            self.name()?;
            self.skip();
            if !self.take(":") {
                if !self.take("=>") && !self.take("=") {
                    return None;
                }
                self.relaxed = true;
            }
            self.out.push(':');
            let rest = self.rest().trim_start();
            let is_nested = rest.starts_with(['{', '[', '@'])
                || rest.starts_with("map[")
                || rest.starts_with("Array")
                || rest.starts_with("array");
            if is_nested {
                self.value(depth + 1)?
            } else {
                self.scalar(style)?
            }
            let before = self.at;
            self.skip();
            let is_separated = self.take(",") || self.take(";");
            if !is_separated && !self.rest().starts_with(close) && (style == Style::Separated || self.at == before) {
                return None;
            }
        }
    }

    /// The name of a member.
    fn name(&mut self) -> Option<()> {
        // print_r and var_dump put names into brackets.
        let is_bracketed = self.take("[");
        self.relaxed |= is_bracketed;
        if self.starts("\"") || self.starts("'") {
            self.string()?;
        } else {
            self.take(":");
            let length = self
                .rest()
                .bytes()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b'#'))
                .count();
            let word = self.rest().get(..length).filter(|word| !word.is_empty() && word.len() <= 128)?;
            self.relaxed = true;
            self.at += length;
            push_string(&mut self.out, word);
        }
        if is_bracketed && !self.take("]") {
            return None;
        }
        // Ruby writes "kty": and :kty =>
        Some(())
    }

    fn scalar(&mut self, style: Style) -> Option<()> {
        if style == Style::Lines {
            let rest = self.rest().trim_start_matches([' ', '\t']);
            self.at = self.text.len() - rest.len();
            let line = rest.split(['\n', '\r']).next().unwrap_or_default();
            self.at += line.len();
            push_string(&mut self.out, line.trim_end());
            return Some(());
        }
        self.skip();
        // var_dump: string(3) "RSA"
        if let Some(behind) = self.rest().strip_prefix("string(")
            && let Some(at) = behind.find(')')
        {
            self.relaxed = true;
            self.at += "string(".len() + at + 1;
            self.skip();
        }
        // Python's bytes and old strings.
        if let [mark, quote @ (b'\'' | b'"'), ..] = self.rest().as_bytes()
            && matches!(mark, b'b' | b'u' | b'r')
        {
            let _ = quote;
            self.relaxed = true;
            self.at += 1;
        }
        if self.starts("\"") || self.starts("'") || self.starts("`") {
            return self.string();
        }
        let is_part = |byte: &u8| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'.' | b'=' | b':' | b'@' | b'$' | b'%' | b'~' | b'#')
        };
        let length = self.rest().bytes().take_while(is_part).count();
        let word = self.rest().get(..length).filter(|word| !word.is_empty())?;
        self.at += length;
        let constant = match word {
            "true" | "false" | "null" => Some(word),
            "True" => Some("true"),
            "False" => Some("false"),
            "None" | "nil" | "undefined" | "NULL" | "<nil>" => Some("null"),
            _ if is_number(word) => Some(word),
            _ => None,
        };
        self.relaxed |= constant != Some(word);
        match constant {
            Some(constant) => self.out.push_str(constant),
            None => push_string(&mut self.out, word),
        }
        Some(())
    }

    /// A string, in pieces maybe.
    fn string(&mut self) -> Option<()> {
        let mut content = Zeroizing::new(String::new());
        loop {
            let quote = self.rest().chars().next()?;
            self.relaxed |= quote != '"';
            self.at += 1;
            loop {
                let rest = self.rest();
                let at = rest.find([quote, '\\'])?;
                content.push_str(&rest[..at]);
                self.at += at;
                if !self.take("\\") {
                    self.at += 1;
                    break;
                }
                self.escape(&mut content)?;
            }
            let (end, was_relaxed) = (self.at, self.relaxed);
            self.skip();
            if self.take("+") || self.take(".") {
                self.skip();
            }
            if self.at == end
                || !(self.starts("\"") || self.starts("'") || self.starts("`"))
                || !self.text[end..self.at].contains(['+', '.'])
            {
                self.at = end;
                self.relaxed = was_relaxed;
                push_string(&mut self.out, &content);
                return Some(());
            }
            self.relaxed = true;
        }
    }

    fn escape(&mut self, content: &mut String) -> Option<()> {
        let rest = self.rest();
        let character = rest.chars().next()?;
        let number = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        let (meant, length) = match character {
            'n' => ('\n', 1),
            'r' => ('\r', 1),
            't' => ('\t', 1),
            'b' => ('\u{8}', 1),
            'f' => ('\u{C}', 1),
            '0' => ('\0', 1),
            'u' => (number(rest.get(1..5)?)?, 5),
            'x' => (number(rest.get(1..3)?)?, 3),
            '\n' => {
                self.at += 1;
                return Some(());
            }
            other => (other, other.len_utf8()),
        };
        content.push(meant);
        self.at += length;
        Some(())
    }
}

/// Whether `word` is a number of JSON (RFC 8259 §6).
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let whole = digits.split('.').next().unwrap_or_default();
    let is_padded = whole.len() > 1 && whole.starts_with('0');
    !is_padded
        && digits.starts_with(|character: char| character.is_ascii_digit())
        && digits.ends_with(|character: char| character.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
}

/// `text` as a string of JSON.
pub(super) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out.push('"');
}
