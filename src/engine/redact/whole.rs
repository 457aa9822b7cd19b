//! Values of several texts: a list of them, and one that is put together (`'ab' + 'cd'`, `''.join(['ab', 'cd'])`). What names
//! one of them names all.

use crate::engine::ground::span::Span;
use crate::engine::text::variable::notation;

/// Bytes of an expression that are read.
const LONGEST: usize = 16 * 1024;
/// A longer word is the value.
const LONGEST_WORD: usize = 256;
/// Brackets within brackets.
const DEEPEST: usize = 16;

/// Calls that make one text of several, or a list: what is handed to them is what they return.
const JOINS: [&str; 17] = [
    "concat",
    "join",
    "format",
    "sprintf",
    "of",
    "aslist",
    "array",
    "list",
    "tuple",
    "set",
    "frozenset",
    "append",
    "vec",
    "vec!",
    "implode",
    "strcat",
    "asarray",
];
/// Words between two values of which one is taken, and in front of what is made.
const WORDS: [&str; 5] = ["or", "if", "else", "unless", "new"];
const OPERATORS: &[u8] = b"+.&%|?:*<>=/\\^`-_";

/// What of an expression is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// What its value is made of. `bare`: words in a list as well, as YAML has them.
    Value { bare: bool, is_spaced: bool },
    /// All texts up to the bracket that closes, in calls too.
    Arguments,
}

/// The texts of the expression that begins at `from`, and where it ends.
pub(super) fn texts(text: &str, from: usize, wanted: Wanted) -> (Vec<Span>, usize) {
    let end = text.floor_char_boundary(from.saturating_add(LONGEST));
    let mut reader = Reader {
        text: text.get(..end).unwrap_or_default(),
        at: from,
        wanted,
        groups: Vec::new(),
        found: Vec::new(),
        last: Last::Operator,
        is_named: false,
    };
    if wanted == Wanted::Arguments {
        reader.groups.push(true);
    }
    while reader.step().is_some() {}
    (reader.found, reader.at)
}

/// The items of a list of YAML in lines behind a name that stands at `name` (YAML 1.2.2 section 8.2.1), from the end of its line,
/// and where the list ends.
pub(super) fn lines(text: &str, name: usize, from: usize) -> (Vec<Span>, usize) {
    let indent = |line: &str| line.bytes().take_while(|byte| *byte == b' ').count();
    let begin = text[..name].rfind('\n').map_or(0, |place| place + 1);
    let least = indent(&text[begin..name]);
    let (mut found, mut end) = (Vec::new(), from);
    let Some(rest) = text[from..].strip_prefix("\r\n").or_else(|| text[from..].strip_prefix('\n')) else {
        return (found, end);
    };
    let mut at = text.len() - rest.len();
    for line in rest.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let own = indent(line);
        let Some(item) = line[own..].strip_prefix("- ").filter(|_| own >= least) else { break };
        let front = item.len() - item.trim_start().len();
        let bare = item.trim().split(" #").next().unwrap_or_default().trim_end();
        // An item that is a mapping has names of its own.
        let is_mapping = bare.contains(": ") || bare.ends_with(':') || bare.starts_with(['{', '[', '|', '>', '*', '&']);
        let value = bare.trim_matches(['"', '\'']);
        let start = start + own + 2 + front + (bare.len() - bare.trim_start_matches(['"', '\'']).len());
        if !is_mapping && !value.is_empty() {
            found.push(Span::new(start, start + value.len()));
        }
        end = at;
    }
    (found, end)
}

/// What was read last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Or a bracket that opens: something has to follow.
    Operator,
    /// `is_found`: it is one of those that were found.
    Quoted { is_found: bool },
    /// A word, with where it begins, or a bracket that closes.
    Word(usize),
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    wanted: Wanted,
    /// The brackets that are open, and whether what is in them is of the value.
    groups: Vec<bool>,
    found: Vec<Span>,
    last: Last,
    /// What follows has a name of its own.
    is_named: bool,
}

impl Reader<'_> {
    /// Reads one sign or word; `None`: the expression ends in front of it.
    fn step(&mut self) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let blank = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
        let is_new_line = rest[..blank].contains('\n');
        let (rest, at) = (&rest[blank..], self.at + blank);
        let first = rest.chars().next()?;
        let is_outside = self.groups.is_empty();
        let is_open = self.last == Last::Operator || !is_outside;
        // Out of all brackets, a line that neither ends nor begins with an operator is the last one.
        let is_indented = !rest_of_line(&self.text[self.at..at]).is_empty();
        if is_new_line && !is_open && !(first == '+' || first == '.' && is_indented) {
            return None;
        }
        match first {
            ';' => return None,
            ',' if is_outside => return None,
            ',' => {
                (self.at, self.last, self.is_named) = (at + 1, Last::Operator, false);
                return Some(());
            }
            ')' | ']' | '}' => {
                self.groups.pop()?;
                (self.at, self.last) = (at + 1, Last::Word(at));
                // The brackets of a call close what was asked for.
                return (!self.groups.is_empty() || self.wanted != Wanted::Arguments).then_some(());
            }
            '(' | '[' | '{' => return self.opens(at, blank, first, is_open),
            _ => {}
        }
        if let Some(mark) = notation::quote(self.text, at + notation::prefix(rest)) {
            return self.quoted(at + notation::prefix(rest), mark, blank, is_open);
        }
        self.word(rest, at, is_open)
    }

    fn opens(&mut self, at: usize, blank: usize, sign: char, is_open: bool) -> Option<()> {
        // Java's `new String[] {…}`
        let is_of_type = sign == '{' && self.text[..self.at].ends_with(']');
        if !is_open && blank > 0 && !is_of_type || self.groups.len() >= DEEPEST {
            return None;
        }
        let callee = match self.last {
            Last::Word(start) if blank == 0 => self.text.get(start..at).unwrap_or_default(),
            _ => "",
        };
        let is_of_value = self.groups.last().copied().unwrap_or(true);
        let is_kept = match sign {
            _ if self.wanted == Wanted::Arguments => true,
            // An index, `environ['NAME']`; a list of Go or Java has its type in front of braces.
            '[' => callee.is_empty() || callee == "@" || callee.ends_with('!'),
            '(' => callee.is_empty() || callee == "@" || is_join(callee),
            _ => true,
        };
        self.groups.push(is_of_value && is_kept);
        (self.at, self.last) = (at + 1, Last::Operator);
        Some(())
    }

    fn quoted(&mut self, at: usize, mark: &str, blank: usize, is_open: bool) -> Option<()> {
        let is_beside = matches!(self.last, Last::Quoted { .. });
        let is_spaced = matches!(self.wanted, Wanted::Value { is_spaced: true, .. });
        // Two texts beside each other are one in C, in Python and in a shell: there, a blank separates arguments.
        if !is_open && !(is_beside && (blank == 0 || is_spaced)) {
            return None;
        }
        let start = at + mark.len();
        if self.text.get(start..)?.starts_with(mark) {
            (self.at, self.last) = (start + mark.len(), Last::Quoted { is_found: false });
            return Some(());
        }
        let written = notation::quoted(self.text, at)?;
        // What has a name of its own in there is another thing, unless it looks like no other.
        let may_be_value = !self.is_named || written.span.of(self.text).is_some_and(may_open);
        let is_found = self.groups.last().copied().unwrap_or(true) && may_be_value;
        if is_found {
            self.found.push(written.span);
        }
        let behind = written.span.end + written.quote.map_or(0, str::len);
        (self.at, self.last) = (behind, Last::Quoted { is_found });
        Some(())
    }

    fn word(&mut self, rest: &str, at: usize, is_open: bool) -> Option<()> {
        let ends = |sign: char| sign.is_whitespace() || ",;()[]{}\"'".contains(sign);
        let near = &rest[..rest.floor_char_boundary(LONGEST_WORD)];
        let length =
            near.find(ends).or((near.len() == rest.len()).then_some(near.len())).filter(|length| *length > 0)?;
        let word = &rest[..length];
        let behind = at + length;
        let is_outside = self.groups.is_empty();
        if word.starts_with('#') || word.starts_with("//") {
            // A comment.
            if is_outside {
                return None;
            }
            self.at = at + rest.find('\n').unwrap_or(rest.len());
            return Some(());
        }
        let is_operator = word.bytes().all(|byte| OPERATORS.contains(&byte)) || WORDS.contains(&word);
        let is_method = word.starts_with(['.', '?', '+', '&', '%', '|', ':']);
        if !is_open && !is_operator && !is_method {
            return None;
        }
        // `'name': 'value'`, `'name' => 'value'`: what is in front is a name.
        if !is_outside && word.starts_with([':', '=']) {
            if self.last == (Last::Quoted { is_found: true }) {
                self.found.pop();
            }
            self.is_named = self.wanted != Wanted::Arguments && self.last != Last::Operator;
        }
        // Another name is given a value.
        if is_outside && (word.contains('=') || word.len() > 1 && word.ends_with(':')) {
            return None;
        }
        if !is_outside && word.len() > 1 && word.ends_with(['=', ':']) {
            self.is_named = self.wanted != Wanted::Arguments;
        }
        let is_bare = matches!(self.wanted, Wanted::Value { bare: true, .. });
        let is_item = self.last == Last::Operator && rest[length..].trim_start().starts_with([',', ']', ')']);
        if is_bare && is_item && !is_operator && !self.is_named && self.groups.last() == Some(&true) {
            self.found.push(Span::new(at, behind));
        }
        let goes_on = is_operator || word.ends_with(|sign: char| sign != '`' && sign != '_' && is_sign(sign));
        (self.at, self.last) = (behind, if goes_on { Last::Operator } else { Last::Word(at) });
        Some(())
    }
}

/// What is behind the last line break.
fn rest_of_line(blank: &str) -> &str {
    blank.rfind('\n').map_or("", |at| &blank[at + 1..])
}

fn is_sign(sign: char) -> bool {
    sign.is_ascii() && OPERATORS.contains(&(sign as u8))
}

fn is_join(callee: &str) -> bool {
    let last = callee.rsplit(['.', ':', '+', '>']).next().unwrap_or(callee).to_ascii_lowercase();
    JOINS.contains(&last.as_str())
}

/// Whether a text has the form of what opens something, and no word is like that: letters and digits, or the words that a wallet
/// is restored from (BIP 39).
pub(super) fn may_open(text: &str) -> bool {
    const SHORTEST: usize = 8;
    const LONG: usize = 20;
    const FEWEST_WORDS: usize = 12;
    let has = |known: fn(&u8) -> bool| text.bytes().any(|byte| known(&byte));
    if text.contains(' ') {
        let is_word = |word: &str| (3..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase());
        return text.split(' ').all(is_word) && text.split(' ').count() >= FEWEST_WORDS;
    }
    let is_mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    let is_random = text.len() >= LONG && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    text.len() >= SHORTEST && !text.contains(['/', '(', '$', '<']) && (is_mixed || is_random)
}
