//! Answers in scripts: a message between windows (`response_mode=web_message`), as a page or its source has it.
//!
//! What is read are the strings in object literals, whether the names are in quotes or not, and those that are assigned to
//! members of a variable. What would have to be computed is left out.

use super::pairs::Pairs;
use crate::engine::text::envelope::unescaped;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// How often a string is read as a script or an object of its own.
const MOST_DEPTH: usize = 2;
/// Objects in objects that are told apart.
const MOST_OBJECTS: usize = 64;

/// What one object says.
pub(super) struct Message {
    pub(super) pairs: Pairs,
    pub(super) kind: MessageKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageKind {
    /// Whatever a script has objects for.
    Object,
    /// It is sent to another window: an answer of whatever endpoint.
    Posted,
    /// It says that it is what the authorization endpoint answered.
    Response,
}

/// What the objects of a script say, or of the scripts of a page.
pub(super) fn messages(text: &str) -> Vec<Message> {
    read(text, MOST_DEPTH)
}

/// `depth`: how deep strings in it may still be read.
fn read(text: &str, depth: usize) -> Vec<Message> {
    // Without one of these names there is no answer.
    if !["id_token", "response", "code"].iter().any(|name| text.contains(name)) {
        return Vec::new();
    }
    let mut lexer = Lexer { text, at: 0, last: b';', unclosed: [0; 3], has_comment_end: true };
    let mut reader = Reader { depth, ..Reader::default() };
    while let Some(token) = lexer.next() {
        reader.take(token);
    }
    reader.finish();
    reader.all
}

enum Token<'a> {
    /// A name, with those that it is a member of: `data.id_token`.
    Word(&'a str),
    /// What is between quotation marks, as it is written.
    Text(&'a str),
    Sign(u8),
    /// `<script>` or `</script>`.
    Tag,
}

/// What stands for operators of several signs and for whatever is in no object.
const OTHER: u8 = 0xff;

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// The sign before, 0 behind words and strings.
    last: u8,
    /// Up to where a string in double quotes, single quotes or backticks is not closed.
    unclosed: [usize; 3],
    has_comment_end: bool,
}

impl<'a> Lexer<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        let token = loop {
            let rest = self.text.get(self.at..)?;
            let begin = rest.trim_start();
            self.at += rest.len() - begin.len();
            let first = *begin.as_bytes().first()?;
            if first == b'/' && self.skip_comment(begin) {
                continue;
            }
            break match first {
                b'"' | b'\'' | b'`' => self.string(begin, first),
                b'<' if is_tag(begin) => {
                    self.at += "<script".len();
                    Token::Tag
                }
                _ if is_name(first) => self.word(begin),
                _ => self.sign(begin, first),
            };
        };
        self.last = match token {
            Token::Sign(sign) => sign,
            _ => 0,
        };
        Some(token)
    }

    /// Whether there was one.
    fn skip_comment(&mut self, rest: &str) -> bool {
        if rest.starts_with("/*") && self.has_comment_end {
            match rest.find("*/") {
                Some(end) => self.at += end + 2,
                None => self.has_comment_end = false,
            }
            return self.has_comment_end;
        }
        // In `https://host` it is none.
        let is_comment = rest.starts_with("//") && !self.text[..self.at].ends_with(':');
        if is_comment {
            self.at += memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        }
        is_comment
    }

    fn string(&mut self, rest: &'a str, quote: u8) -> Token<'a> {
        let kind = b"\"'`".iter().position(|known| *known == quote).unwrap_or_default();
        // The apostrophe of a word, a name in a text.
        let is_sign = self.text[..self.at].ends_with(|before: char| before.is_ascii_alphanumeric())
            || quote == b'`' && !b":=(+,".contains(&self.last);
        if is_sign || self.at < self.unclosed[kind] {
            self.at += 1;
            return Token::Sign(OTHER);
        }
        let bytes = rest.as_bytes();
        let mut end = 1;
        loop {
            match bytes.get(end) {
                Some(b'\\') => end += 2,
                Some(byte) if *byte == quote => break,
                Some(b'\n') | None => {
                    self.unclosed[kind] = self.at + end;
                    self.at += 1;
                    return Token::Sign(OTHER);
                }
                Some(_) => end += 1,
            }
        }
        self.at += end + 1;
        Token::Text(&rest[1..end])
    }

    fn word(&mut self, rest: &'a str) -> Token<'a> {
        let bytes = rest.as_bytes();
        let is_part = |at: usize| bytes.get(at).is_some_and(|byte| is_name(*byte));
        let mut end = 1;
        while is_part(end) || bytes.get(end) == Some(&b'.') && is_part(end + 1) {
            end += 1;
        }
        self.at += end;
        Token::Word(&rest[..end])
    }

    fn sign(&mut self, rest: &str, first: u8) -> Token<'a> {
        const OPERATORS: &[u8] = b"=!<>+-*/%&|^?";
        let length = rest.bytes().take_while(|byte| OPERATORS.contains(byte)).count();
        match length {
            // All of a letter that is in no name here.
            0 => {
                self.at += rest.chars().next().map_or(1, char::len_utf8);
                Token::Sign(if first.is_ascii() { first } else { OTHER })
            }
            1 => {
                self.at += 1;
                Token::Sign(first)
            }
            _ => {
                // `<` of a tag is looked at by itself.
                self.at += rest[1..length].find('<').map_or(length, |at| at + 1);
                Token::Sign(OTHER)
            }
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}

fn is_tag(rest: &str) -> bool {
    ["<script", "</script"].iter().any(|tag| rest.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag)))
}

/// An object that is not over yet, or whatever else is in braces.
#[derive(Default)]
struct Object<'a> {
    /// The member or the variable that it becomes the value of, and the sign behind that.
    name: Option<(Cow<'a, str>, u8)>,
    pairs: Pairs,
    /// Its `type` is `authorization_response` (OAuth 2.0 Web Message Response Mode).
    is_response: bool,
    is_posted: bool,
    /// Its member `response`.
    response: Option<Pairs>,
}

#[derive(Default)]
struct Reader<'a> {
    depth: usize,
    all: Vec<Message>,
    objects: Vec<Object<'a>>,
    /// How many more are open, which are not told apart.
    deeper: usize,
    /// What is said of the members of each variable.
    variables: BTreeMap<String, Pairs>,
    /// Variables that are sent to another window.
    posted: HashSet<&'a str>,
    /// What is being read: a name, `:` or `=` behind it, the strings behind that.
    name: Option<Cow<'a, str>>,
    link: Option<u8>,
    value: Option<String>,
    /// Another string has to follow.
    is_joined: bool,
    /// The variable in front of a bracket.
    base: Option<Cow<'a, str>>,
    is_posting: bool,
    is_first_argument: bool,
    /// What is read is one of two values.
    is_choice: bool,
}

impl<'a> Reader<'a> {
    fn take(&mut self, token: Token<'a>) {
        let is_first_argument = std::mem::take(&mut self.is_first_argument);
        match token {
            Token::Word(word) => {
                // A statement ends with its line, too.
                self.settle();
                if is_first_argument && self.is_posting {
                    self.posted.insert(word);
                }
                self.begin(Some(word.into()));
            }
            Token::Text(text) => self.string(text),
            Token::Sign(b':') if self.is_choice => self.begin(None),
            Token::Sign(sign @ (b':' | b'=')) if self.name.is_some() && self.link.is_none() => self.link = Some(sign),
            Token::Sign(b'+') if self.value.is_some() && !self.is_joined => self.is_joined = true,
            Token::Sign(b',') => self.end(),
            Token::Sign(b';' | b')') => {
                self.end();
                self.is_posting = false;
            }
            Token::Sign(b'(') => {
                let called = |name: &str| self.name.as_ref().is_some_and(|own| own.ends_with(name));
                self.is_posting = called("postMessage") || self.is_posting && called("stringify");
                self.is_first_argument = true;
                self.begin(None);
                self.is_choice = false;
            }
            Token::Sign(b'{') => self.open(),
            Token::Sign(b'}') => self.close(),
            Token::Sign(b'[') if self.link.is_none() && self.name.is_some() => {
                let base = self.name.take();
                self.begin(None);
                self.base = base;
            }
            Token::Sign(b']') if self.base.is_some() && self.name.is_some() => {
                let name = self.base.take().zip(self.name.take()).map(|(base, name)| format!("{base}.{name}").into());
                self.begin(name);
            }
            Token::Sign(b'?') => {
                self.begin(None);
                self.is_choice = true;
            }
            Token::Sign(_) => self.begin(None),
            Token::Tag => self.finish(),
        }
    }

    fn begin(&mut self, name: Option<Cow<'a, str>>) {
        (self.name, self.link, self.value, self.base, self.is_joined) = (name, None, None, None, false);
    }

    fn string(&mut self, written: &'a str) {
        let text = match written.contains('\\') {
            true => Cow::Owned(unescaped(written).to_string()),
            false => Cow::Borrowed(written),
        };
        if self.depth > 0 && text.contains('{') {
            // In an attribute quotation marks are written as entities.
            let decoded = html_escape::decode_html_entities(&text);
            self.all.extend(read(&decoded, self.depth - 1));
        }
        match (self.link, &mut self.value) {
            (Some(_), None) => self.value = Some(text.into_owned()),
            (Some(_), Some(value)) if self.is_joined => {
                value.push_str(&text);
                self.is_joined = false;
            }
            (Some(_), Some(_)) => self.begin(None),
            (None, _) if self.base.is_some() && self.name.is_none() => self.name = Some(text),
            (None, _) => self.begin(Some(text)),
        }
    }

    /// The value is over.
    fn settle(&mut self) {
        if let (Some(name), Some(link), Some(value), false) =
            (self.name.take(), self.link, self.value.take().filter(|value| !value.is_empty()), self.is_joined)
        {
            self.add(&name, link, &value);
        }
        self.begin(None);
    }

    /// The member is over, or the statement.
    fn end(&mut self) {
        self.settle();
        self.is_choice = false;
    }

    fn add(&mut self, name: &str, link: u8, value: &str) {
        if link == b'=' {
            let (variable, member) = name.rsplit_once('.').unwrap_or(("", name));
            if Pairs::has_name(member) {
                self.variables.entry(variable.to_owned()).or_default().add(member, value);
            }
        } else if let Some(object) = self.objects.last_mut().filter(|_| self.deeper == 0) {
            object.is_response |= name == "type" && value == "authorization_response";
            object.pairs.add(name, value);
        }
    }

    fn open(&mut self) {
        let name = self.name.take().zip(self.link);
        self.begin(None);
        self.is_choice = false;
        if self.objects.len() == MOST_OBJECTS {
            self.deeper += 1;
        } else {
            self.objects.push(Object { name, is_posted: std::mem::take(&mut self.is_posting), ..Object::default() });
        }
    }

    fn close(&mut self) {
        self.end();
        match self.deeper.checked_sub(1) {
            Some(deeper) => self.deeper = deeper,
            None => self.close_object(),
        }
    }

    fn close_object(&mut self) {
        let Some(Object { name, pairs, is_response, is_posted, response }) = self.objects.pop() else { return };
        if let Some(response) = response {
            self.tell(response, if is_response { MessageKind::Response } else { MessageKind::Object });
        }
        match (name, self.objects.last_mut()) {
            (Some((name, b':')), Some(outer)) if name == "response" && outer.response.is_none() => {
                outer.response = Some(pairs);
            }
            (Some((name, b'=')), _) => {
                // It is another object from here on.
                let before = self.variables.insert(name.into_owned(), pairs);
                before.into_iter().for_each(|before| self.tell(before, MessageKind::Object));
            }
            _ => self.tell(pairs, if is_posted { MessageKind::Posted } else { MessageKind::Object }),
        }
    }

    fn tell(&mut self, pairs: Pairs, kind: MessageKind) {
        if !pairs.is_empty() {
            self.all.push(Message { pairs, kind });
        }
    }

    /// The script is over, or the text.
    fn finish(&mut self) {
        self.end();
        while !self.objects.is_empty() {
            self.close_object();
        }
        (self.deeper, self.is_posting) = (0, false);
        for (name, pairs) in std::mem::take(&mut self.variables) {
            // Which of several values a variable has is known to whoever runs the script.
            if !pairs.is_repeated() {
                let is_posted = self.posted.contains(name.as_str());
                self.tell(pairs, if is_posted { MessageKind::Posted } else { MessageKind::Object });
            }
        }
        self.posted.clear();
    }
}
