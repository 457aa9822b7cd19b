//! Commands as PowerShell parts them, and those of its own that send a request.

use super::{COMPUTED, Line, Options};
use crate::engine::cross::request::Parts;

/// Parameters of `Invoke-RestMethod` and `Invoke-WebRequest` that have a value.
const VALUES: [&str; 43] = [
    "authentication",
    "body",
    "certificate",
    "certificatethumbprint",
    "connectiontimeoutseconds",
    "contenttype",
    "credential",
    "custommethod",
    "errorvariable",
    "erroraction",
    "ea",
    "form",
    "headers",
    "httpversion",
    "infile",
    "informationaction",
    "informationvariable",
    "maximumfollowrellink",
    "maximumredirection",
    "maximumretrycount",
    "method",
    "operationtimeoutseconds",
    "outbuffer",
    "outfile",
    "outvariable",
    "pipelinevariable",
    "progressaction",
    "proxy",
    "proxycredential",
    "responseheadersvariable",
    "retryintervalsec",
    "sessionvariable",
    "sslprotocol",
    "statuscodevariable",
    "timeoutsec",
    "token",
    "transferencoding",
    "unixsocket",
    "uri",
    "useragent",
    "warningaction",
    "warningvariable",
    "websession",
];

/// Those without one.
const SWITCHES: [&str; 17] = [
    "allowinsecureredirect",
    "allowunencryptedauthentication",
    "debug",
    "disablekeepalive",
    "followrellink",
    "noproxy",
    "passthru",
    "preserveauthorizationonredirect",
    "preservehttpmethodonredirect",
    "proxyusedefaultcredentials",
    "resume",
    "skipcertificatecheck",
    "skipheadervalidation",
    "skiphttperrorcheck",
    "usebasicparsing",
    "usedefaultcredentials",
    "verbose",
];

/// Whether a line is for it: it goes on behind a backtick, or begins with its prompt.
pub(super) fn is_meant(line: &str) -> bool {
    let is_prompt = line.trim_start().starts_with("PS ") && line.contains('>');
    let line = line.trim_end_matches(['\r', '\n']);
    is_prompt || line.ends_with(" `") && memchr::memchr_iter(b'`', line.as_bytes()).nth(1).is_none()
}

/// Whether words are for its own command of the same name: `curl` and `wget` are names of `Invoke-WebRequest` in Windows.
pub(super) fn is_own(words: &[String]) -> bool {
    words.iter().any(|word| {
        let name = word.strip_prefix('-').map(|name| name.split(':').next().unwrap_or(name));
        let is_one = |known: &&str| {
            known.len() > 2 && name.is_some_and(|name| name.len() > 2 && name.eq_ignore_ascii_case(known))
        };
        word.starts_with("@{") || VALUES.iter().chain(&SWITCHES).any(is_one)
    })
}

/// A word of a command.
enum Word {
    /// As it is written, perhaps a parameter.
    Bare(String),
    Quoted(String),
    /// `@{ name = value; … }`, as far as it is written out.
    Table(Vec<(String, String)>),
    /// What a variable or a command holds.
    Computed,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    words: Vec<Word>,
    is_unsure: bool,
}

/// The words of one command for a program, and where it ends.
pub(super) fn read(text: &str) -> Line {
    let reader = Reader::of(text);
    let mut line = Line { end: reader.at, is_unsure: reader.is_unsure, ..Line::default() };
    for word in reader.words {
        match word {
            Word::Bare(word) | Word::Quoted(word) => line.words.push(word),
            Word::Computed => line.words.push(COMPUTED.to_string()),
            Word::Table(_) => line.is_unsure = true,
        }
    }
    line
}

/// The request of one of its own commands; what is written in it; where it ends.
pub(super) fn request(text: &str) -> (Option<Parts>, Vec<String>, usize) {
    let reader = Reader::of(text);
    let parts = if reader.is_unsure { None } else { parts(&reader.words) };
    let mut written = Vec::new();
    for word in reader.words {
        match word {
            Word::Bare(word) | Word::Quoted(word) => written.push(word),
            Word::Table(pairs) => written.extend(pairs.into_iter().map(|(_, value)| value)),
            Word::Computed => {}
        }
    }
    (parts, written, reader.at)
}

/// "any unambiguous prefix" (about_Parameters). Whether it has a value.
fn parameter(name: &str) -> Option<(&'static str, bool)> {
    let name = name.to_ascii_lowercase();
    let all = VALUES.iter().map(|known| (*known, true)).chain(SWITCHES.iter().map(|known| (*known, false)));
    let mut found = None;
    for (known, has_value) in all {
        if known == name {
            return Some((known, has_value));
        }
        if known.starts_with(&name) {
            if found.is_some() {
                return None;
            }
            found = Some((known, has_value));
        }
    }
    found
}

/// `-Uri …`, `-Method …`, `-Headers @{ name = value; … }` in any order; the address may stand by itself.
fn parts(words: &[Word]) -> Option<Parts> {
    let mut options = Options::default();
    let (mut has_form, mut rest) = (false, words.iter().peekable());
    while let Some(word) = rest.next() {
        let written = match word {
            Word::Bare(word) if word.starts_with('-') => word,
            Word::Bare(word) | Word::Quoted(word) => {
                options.address(word)?;
                continue;
            }
            Word::Table(_) | Word::Computed => return None,
        };
        let (name, own) = written[1..].split_once(':').map_or((&written[1..], None), |(name, own)| (name, Some(own)));
        let (name, has_value) = parameter(name)?;
        let own = own.filter(|own| !own.is_empty()).map(|own| Word::Bare(own.to_owned()));
        let value = match (&own, has_value) {
            (Some(own), _) => own,
            (None, true) => rest.next()?,
            (None, false) => continue,
        };
        match (name, value) {
            ("uri", Word::Bare(address) | Word::Quoted(address)) => options.address(address)?,
            ("method" | "custommethod", Word::Bare(method) | Word::Quoted(method)) => {
                options.method = Some(method.to_ascii_uppercase());
            }
            ("headers", Word::Table(pairs)) => options.headers.extend(pairs.iter().cloned()),
            ("uri" | "method" | "custommethod", _) => return None,
            ("form" | "infile", _) => has_form = true,
            _ => {}
        }
    }
    // Without a method it depends on the version.
    if has_form && options.method.is_none() {
        return None;
    }
    options.finish().filter(|parts| parts.address.contains("://"))
}

impl<'a> Reader<'a> {
    fn of(text: &'a str) -> Self {
        let mut reader = Self { text, at: 0, words: Vec::new(), is_unsure: false };
        while !reader.is_over() {
            reader.word();
        }
        reader
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes to the next word; whether there is none.
    fn is_over(&mut self) -> bool {
        loop {
            let rest = self.rest();
            let Some(first) = rest.chars().next() else { return true };
            match first {
                '\n' | '\r' | ';' | '|' | '&' | ')' | '}' => {
                    // In an address without quotation marks it is none that PowerShell takes.
                    self.is_unsure |= first == '&' && !rest.starts_with("&&");
                    return true;
                }
                '#' => self.at += memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()),
                '<' if rest.starts_with("<#") => match rest.find("#>") {
                    Some(end) => self.at += end + 2,
                    None => {
                        (self.is_unsure, self.at) = (true, self.text.len());
                    }
                },
                '`' if line_break(&rest[1..]) > 0 => self.at += 1 + line_break(&rest[1..]),
                first if first.is_whitespace() => self.at += first.len_utf8(),
                _ => return false,
            }
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let word = match rest.as_bytes() {
            [b'@', b'{', ..] => self.table(),
            [b'@', quote @ (b'\'' | b'"'), ..] => self.here(char::from(*quote)),
            [b'(' | b'{' | b'[', ..] | [b'@', b'(', ..] | [b'$', ..] => self.computed(),
            [b'@', ..] | [b',' | b'>' | b'<', ..] => {
                // A table of all parameters, an array, a file.
                self.is_unsure = true;
                self.at += 1;
                Word::Computed
            }
            [b'\'' | b'"', ..] => Word::Quoted(self.glued()),
            _ => match self.glued() {
                text if !text.is_empty() => Word::Bare(text),
                _ => {
                    self.at += rest.chars().next().map_or(1, char::len_utf8);
                    self.is_unsure = true;
                    Word::Computed
                }
            },
        };
        // What follows at once is a part of it: a member, an operator.
        let is_ended = self.rest().chars().next().is_none_or(|next| next.is_whitespace() || ";|&)}`".contains(next));
        self.is_unsure |= !is_ended;
        self.words.push(word);
    }

    /// Texts in quotation marks and others side by side.
    fn glued(&mut self) -> String {
        let mut word = String::new();
        while let Some(first) = self.rest().chars().next() {
            match first {
                '\'' | '"' => self.quoted(first, &mut word),
                '`' if line_break(&self.rest()[1..]) > 0 => break,
                '`' => {
                    self.at += 1;
                    let escaped = self.rest().chars().next();
                    word.extend(escaped);
                    self.at += escaped.map_or(0, char::len_utf8);
                }
                '$' if self.rest().starts_with("$(") => {
                    self.skip_group(1);
                    word.push(COMPUTED);
                }
                first if first.is_whitespace() || ";|&(){},".contains(first) => break,
                first => {
                    word.push(first);
                    self.at += first.len_utf8();
                }
            }
        }
        word
    }

    fn quoted(&mut self, quote: char, word: &mut String) {
        self.at += 1;
        while let Some(next) = self.rest().chars().next() {
            self.at += next.len_utf8();
            match next {
                _ if next == quote && self.rest().starts_with(quote) => {
                    self.at += 1;
                    word.push(quote);
                }
                _ if next == quote => return,
                '`' if quote == '"' => {
                    let escaped = self.rest().chars().next();
                    word.extend(escaped);
                    self.at += escaped.map_or(0, char::len_utf8);
                }
                '$' if quote == '"' && self.rest().starts_with('(') => {
                    self.skip_group(0);
                    word.push(COMPUTED);
                }
                _ => word.push(next),
            }
        }
        self.is_unsure = true;
    }

    /// `@'`, lines, `'@`.
    fn here(&mut self, quote: char) -> Word {
        let rest = self.rest();
        let Some((end, begin)) = rest.find(&format!("\n{quote}@")).zip(rest.find('\n')) else {
            (self.is_unsure, self.at) = (true, self.text.len());
            return Word::Computed;
        };
        self.at += end + 3;
        Word::Quoted(rest.get(begin + 1..end).unwrap_or_default().to_owned())
    }

    /// A variable with its members, or what is in brackets.
    fn computed(&mut self) -> Word {
        while let Some(first) = self.rest().chars().next() {
            match first {
                '(' | '{' | '[' => self.skip_group(0),
                first if first.is_whitespace() || ";|&)},".contains(first) => break,
                '\'' | '"' => self.quoted(first, &mut String::new()),
                first => self.at += first.len_utf8(),
            }
        }
        Word::Computed
    }

    /// Goes behind the bracket that closes the one which is `before` characters from here.
    fn skip_group(&mut self, before: usize) {
        self.at += before;
        let mut depth = 0_usize;
        while let Some(first) = self.rest().chars().next() {
            match first {
                '\'' | '"' => {
                    // Without what may be computed in it: that would be a group in a group.
                    self.at += 1;
                    let length = self.rest().find(first).map_or(self.rest().len(), |length| length + 1);
                    self.at += length;
                    continue;
                }
                '(' | '{' | '[' => depth += 1,
                ')' | '}' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += first.len_utf8();
            if depth == 0 {
                return;
            }
        }
        self.is_unsure = true;
    }

    /// Pairs whose values are written out: an expression is none.
    fn table(&mut self) -> Word {
        let mut pairs = Vec::new();
        self.at += 2;
        loop {
            let rest = self.rest();
            let Some(first) = rest.chars().next() else {
                self.is_unsure = true;
                break;
            };
            if first == '}' {
                self.at += 1;
                break;
            }
            if first.is_whitespace() || first == ';' {
                self.at += first.len_utf8();
                continue;
            }
            if first == '#' {
                self.at += memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
                continue;
            }
            let name = self.name();
            let value = self.value();
            pairs.extend(name.zip(value));
        }
        Word::Table(pairs)
    }

    /// The name of a member, and the sign behind it.
    fn name(&mut self) -> Option<String> {
        let mut name = String::new();
        while let Some(first) = self.rest().chars().next() {
            match first {
                '=' => {
                    self.at += 1;
                    return Some(name.trim().to_owned());
                }
                '\'' | '"' => self.quoted(first, &mut name),
                ';' | '}' | '\n' => return None,
                first => {
                    name.push(first);
                    self.at += first.len_utf8();
                }
            }
        }
        None
    }

    /// Its value, where that is one text.
    fn value(&mut self) -> Option<String> {
        let (mut text, mut texts, mut is_computed) = (String::new(), 0, false);
        while let Some(first) = self.rest().chars().next() {
            match first {
                ';' | '}' | '\n' => break,
                '`' if line_break(&self.rest()[1..]) > 0 => self.at += 1 + line_break(&self.rest()[1..]),
                '\'' | '"' => {
                    texts += 1;
                    self.quoted(first, &mut text);
                }
                '(' | '{' | '[' => {
                    is_computed = true;
                    self.skip_group(0);
                }
                first => {
                    is_computed |= !first.is_whitespace();
                    self.at += first.len_utf8();
                }
            }
        }
        (texts == 1 && !is_computed).then_some(text)
    }
}

/// How long the line break is that this begins with.
fn line_break(text: &str) -> usize {
    let behind = text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n'));
    behind.map_or(0, |behind| text.len() - behind.len())
}
