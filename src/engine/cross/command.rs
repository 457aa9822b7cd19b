//! Requests as the commands of a shell: curl, wget, HTTPie, PowerShell. What cannot be read for certain is no request: then what
//! goes with it is not checked, and that is said.

use super::request::{LONGEST, Parts, tokens};
use std::borrow::Cow;

/// What a command is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    Curl,
    Wget,
    /// HTTPie; whether it is called `https`.
    Httpie(bool),
    PowerShell,
}

/// Their names, and whether one may stand anywhere in a line: the others are words of prose, and addresses.
const NAMES: [(&str, Program, bool); 11] = [
    ("curl", Program::Curl, true),
    ("curl.exe", Program::Curl, true),
    ("invoke-restmethod", Program::PowerShell, true),
    ("invoke-webrequest", Program::PowerShell, true),
    ("irm", Program::PowerShell, false),
    ("iwr", Program::PowerShell, false),
    ("wget", Program::Wget, false),
    ("http", Program::Httpie(false), false),
    ("https", Program::Httpie(true), false),
    ("xh", Program::Httpie(false), false),
    ("xhs", Program::Httpie(true), false),
];

/// The first command of a line: the place behind its name.
pub(super) fn in_line(line: &str) -> Option<(usize, usize, Program)> {
    let mut at = 0;
    let (mut is_first, mut is_prompt) = (true, false);
    for word in line.split_inclusive(|character: char| character.is_whitespace() || "`(;|&\"'=".contains(character)) {
        let name = word.trim_end_matches(|character: char| character.is_whitespace());
        let bare = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let is_ended = name.len() < word.len();
        let known = NAMES.iter().find(|(known, _, _)| is_ended && bare.eq_ignore_ascii_case(known));
        if let Some((_, program, is_anywhere)) = known
            && (is_first || *is_anywhere && !is_prompt)
        {
            return Some((at, at + name.len(), *program));
        }
        at += word.len();
        // What follows in its line is a comment; only directly behind the sign is it a prompt.
        if name.starts_with('#') && (!is_first || name != "#") {
            return None;
        }
        is_prompt |= name == "#";
        // A prompt, the words in front of a command.
        is_first &=
            name.is_empty() || ["$", "#", ">", "%", "PS", "sudo", "time"].contains(&name) || name.ends_with('>');
    }
    None
}

/// The request of a command, whose arguments `text` begins with, and where it ends. `before`: what stands in front of it.
pub(super) fn read(program: Program, before: &str, text: &str) -> (Option<Parts>, usize) {
    let (words, end, has_inner) = match program {
        Program::PowerShell => {
            let (words, end) = power_words(text);
            (words, end, false)
        }
        _ => {
            let is_tick = before.trim_end_matches([' ', '$', '%']).ends_with('`');
            let outer =
                if is_tick { Some('`') } else { before.chars().next_back().filter(|last| "\"'".contains(*last)) };
            let Shell { words, end, has_inner, .. } = Shell::read(text, outer);
            (words, end, has_inner)
        }
    };
    let parts = match program {
        Program::Curl => curl(&words),
        Program::Wget => wget(&words),
        Program::Httpie(is_secure) => httpie(&words, is_secure),
        Program::PowerShell => power_shell(&words),
    };
    let parts = parts.filter(|parts| parts.address.len() <= LONGEST);
    (parts.map(|parts| Parts { tokens: tokens(&words.join(" ")), has_inner, ..parts }), end)
}

/// Options of curl without a value that say nothing of method and address.
const CURL_FLAGS: [&str; 38] = [
    "--anyauth",
    "--basic",
    "--compressed",
    "--compressed-ssh",
    "--create-dirs",
    "--digest",
    "--disable",
    "--fail",
    "--fail-early",
    "--fail-with-body",
    "--globoff",
    "--http0.9",
    "--http1.0",
    "--http1.1",
    "--http2",
    "--http2-prior-knowledge",
    "--http3",
    "--http3-only",
    "--include",
    "--insecure",
    "--ipv4",
    "--ipv6",
    "--junk-session-cookies",
    "--location",
    "--location-trusted",
    "--no-buffer",
    "--no-progress-meter",
    "--parallel",
    "--path-as-is",
    "--progress-bar",
    "--raw",
    "--remote-name",
    "--show-error",
    "--show-headers",
    "--silent",
    "--ssl-reqd",
    "--tlsv1.2",
    "--tlsv1.3",
];

/// Those with one.
const CURL_VALUES: [&str; 25] = [
    "--cacert",
    "--capath",
    "--cert",
    "--cert-type",
    "--ciphers",
    "--connect-timeout",
    "--connect-to",
    "--cookie",
    "--cookie-jar",
    "--dump-header",
    "--interface",
    "--key",
    "--key-type",
    "--limit-rate",
    "--max-time",
    "--noproxy",
    "--output",
    "--pass",
    "--proxy",
    "--referer",
    "--resolve",
    "--retry",
    "--user",
    "--user-agent",
    "--write-out",
];

/// Letters of curl that have a value, but for those that mean something here.
const CURL_LETTERS: &str = "AbcCDeEmoPQrtuUwxYyzh";
const CURL_FLAG_LETTERS: &str = "#01234679aBfgijJklLMnNOpqRsSvZ";

/// What the options say of the request.
#[derive(Default)]
struct Options {
    method: Option<String>,
    address: Option<String>,
    has_body: bool,
    is_get: bool,
    is_head: bool,
    upload: Option<String>,
    headers: Vec<(String, String)>,
}

impl Options {
    /// Whether it is the only one.
    fn address(&mut self, address: &str) -> Option<()> {
        let is_only = self.address.is_none();
        self.address = Some(address.to_owned());
        is_only.then_some(())
    }

    fn header(&mut self, header: &str) {
        self.headers.extend(header.split_once(':').map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    fn bearer(&mut self, token: &str) {
        self.headers.push(("Authorization".to_owned(), format!("Bearer {token}")));
    }

    fn finish(self) -> Option<Parts> {
        let usual = match () {
            () if self.is_head => "HEAD",
            () if self.upload.is_some() => "PUT",
            () if self.has_body && !self.is_get => "POST",
            () => "GET",
        };
        let method = self.method.unwrap_or_else(|| usual.to_owned());
        // What a variable holds is not known.
        let is_known = |text: &str| !text.contains(['$', '{', '<']);
        let mut address = self.address.filter(|address| is_known(address) && is_known(&method))?;
        if let Some(file) = self.upload.filter(|file| !matches!(file.as_str(), "-" | ".")) {
            uploaded(&mut address, &file)?;
        }
        Some(Parts { method, address, headers: self.headers, ..Parts::default() })
    }
}

/// "If there is no file part in the specified URL, curl appends the local filename" (curl(1), `--upload-file`).
fn uploaded(address: &mut String, file: &str) -> Option<()> {
    let path = address.split_once("://").map_or("", |(_, rest)| rest);
    if path.contains('/') && !path.ends_with('/') && !path.contains(['?', '#']) {
        return Some(());
    }
    let name = file.rsplit('/').next().unwrap_or(file);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    // How it would be escaped depends on the version.
    if name.is_empty() || !name.bytes().all(is_plain) || path.contains(['?', '#']) {
        return None;
    }
    if !path.contains('/') {
        address.push('/');
    }
    address.push_str(name);
    Some(())
}

/// `None` where something in it may mean another method or address.
fn curl(words: &[String]) -> Option<Parts> {
    let mut options = Options::default();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        if let Some(long) = word.strip_prefix("--") {
            curl_option(&mut options, word, long, &mut rest)?;
        } else if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            curl_letters(&mut options, letters, &mut rest)?;
        } else if word.contains("://") {
            options.address(word)?;
        }
    }
    options.finish()
}

fn curl_option<'a>(
    options: &mut Options,
    word: &str,
    long: &str,
    rest: &mut impl Iterator<Item = &'a String>,
) -> Option<()> {
    let (name, own) = long.split_once('=').map_or((long, None), |(name, own)| (name, Some(own)));
    let mut value = || own.map(str::to_owned).or_else(|| rest.next().cloned());
    match name {
        "request" => options.method = Some(value()?),
        "url" => options.address(&value()?)?,
        "head" => options.is_head = true,
        "get" => options.is_get = true,
        "upload-file" => options.upload = Some(value()?),
        "header" => options.header(&value()?),
        "oauth2-bearer" => options.bearer(&value()?),
        "verbose" => {}
        name if name.starts_with("data") || name.starts_with("form") || name == "json" => {
            options.has_body = true;
            value()?;
        }
        _ if CURL_FLAGS.contains(&word) || name.starts_with("no-") => {}
        _ if CURL_VALUES.iter().any(|known| known.get(2..) == Some(name)) => drop(value()),
        _ => return None,
    }
    Some(())
}

/// Several letters behind one hyphen: what is behind one that has a value is that (curl(1): `-sSLX DELETE`).
fn curl_letters<'a>(options: &mut Options, letters: &str, rest: &mut impl Iterator<Item = &'a String>) -> Option<()> {
    for (at, letter) in letters.char_indices() {
        let own = letters.get(at + letter.len_utf8()..).filter(|own| !own.is_empty());
        let mut value = || own.map(str::to_owned).or_else(|| rest.next().cloned());
        match letter {
            'X' => options.method = Some(value()?),
            'H' => options.header(&value()?),
            'd' | 'F' => {
                value()?;
                options.has_body = true;
            }
            'T' => options.upload = Some(value()?),
            'I' => {
                options.is_head = true;
                continue;
            }
            'G' => {
                options.is_get = true;
                continue;
            }
            letter if CURL_FLAG_LETTERS.contains(letter) => continue,
            letter if CURL_LETTERS.contains(letter) => drop(value()),
            // A file of options, the beginning of another request.
            _ => return None,
        }
        return Some(());
    }
    Some(())
}

fn wget(words: &[String]) -> Option<Parts> {
    const FLAGS: [&str; 12] = ["-q", "-S", "-v", "-nv", "-d", "-O-", "-c", "-N", "-4", "-6", "-qO-", "-SO-"];
    const VALUES: [&str; 8] = ["-O", "-o", "-P", "-U", "-T", "-t", "-a", "-qO"];
    let mut options = Options::default();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let (name, own) = match word.split_once('=').filter(|_| word.starts_with("--")) {
            Some((name, own)) => (name, Some(own)),
            None => (word.as_str(), None),
        };
        let mut value = || own.map(str::to_owned).or_else(|| rest.next().cloned());
        match name {
            "--method" => options.method = Some(value()?.to_ascii_uppercase()),
            "--header" => options.header(&value()?),
            "--post-data" | "--post-file" => {
                value()?;
                options.has_body = true;
            }
            "--body-data" | "--body-file" | "--user-agent" | "--output-document" | "--ca-certificate"
            | "--certificate" | "--private-key" | "--timeout" | "--tries" => drop(value()?),
            "--spider" => options.is_head = true,
            "--quiet" | "--server-response" | "--no-check-certificate" | "--content-on-error" | "--verbose" => {}
            name if FLAGS.contains(&name) => {}
            name if VALUES.contains(&name) => drop(value()?),
            name if name.starts_with('-') => return None,
            word => options.address(word)?,
        }
    }
    let address = options.address.as_deref().filter(|address| address.contains("://"))?.to_owned();
    options.address = Some(address);
    options.finish()
}

fn httpie(words: &[String], is_secure: bool) -> Option<Parts> {
    const FLAGS: [&str; 16] = [
        "-v",
        "--verbose",
        "-b",
        "--body",
        "-h",
        "--headers",
        "-j",
        "--json",
        "-f",
        "--form",
        "-F",
        "--follow",
        "--ignore-stdin",
        "-q",
        "--check-status",
        "--print=HhBb",
    ];
    let mut options = Options::default();
    let mut auth = (None, None);
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "-a" | "--auth" => auth.0 = Some(rest.next()?.clone()),
            "-A" | "--auth-type" => auth.1 = Some(rest.next()?.clone()),
            "-o" | "--output" | "-p" | "--print" | "--timeout" | "--verify" | "--cert" | "--session" => {
                rest.next()?;
            }
            word if FLAGS.contains(&word) => {}
            word if word.starts_with('-') && word.contains('=') => {}
            word if word.starts_with('-') => return None,
            word if options.address.is_none() => {
                let is_method = word.bytes().all(|byte| byte.is_ascii_alphabetic()) && options.method.is_none();
                match is_method && word != "localhost" {
                    true => options.method = Some(word.to_ascii_uppercase()),
                    false => {
                        let scheme = if is_secure { "https" } else { "http" };
                        let address: Cow<'_, str> = match word.strip_prefix(':') {
                            Some(local) if local.starts_with(|digit: char| digit.is_ascii_digit()) => {
                                format!("{scheme}://localhost:{local}").into()
                            }
                            Some(local) => format!("{scheme}://localhost{local}").into(),
                            None if word.contains("://") => word.into(),
                            None => format!("{scheme}://{word}").into(),
                        };
                        options.address(&address)?;
                    }
                }
            }
            // An item: a header, a field of a query, of a body, a file.
            item => match item.find([':', '=', '@']) {
                Some(at) if item[at..].starts_with(":=") || !item[at..].starts_with(':') => {
                    options.has_body |= !item[at..].starts_with("==");
                }
                Some(_) => options.header(item),
                None => return None,
            },
        }
    }
    if let (Some(token), Some("bearer")) = (&auth.0, auth.1.as_deref()) {
        options.bearer(token);
    }
    options.finish()
}

/// `-Uri …`, `-Method …`, `-Headers @{ name = value; … }` in any order.
fn power_shell(words: &[String]) -> Option<Parts> {
    let mut options = Options::default();
    let mut rest = words.iter().peekable();
    while let Some(word) = rest.next() {
        let name = word.to_ascii_lowercase();
        match name.as_str() {
            "-uri" => options.address(rest.next()?)?,
            "-method" | "-custommethod" => options.method = Some(rest.next()?.to_ascii_uppercase()),
            // What a variable holds is not known; it may be a table of all parameters.
            name if name.starts_with('@') && name.len() > 1 => return None,
            // A pair of a table: `"DPoP" = "eyJ…"`.
            "=" => {}
            _ if rest.peek().is_some_and(|next| *next == "=") => {
                rest.next();
                if let Some(value) = rest.next() {
                    options.headers.push((word.clone(), value.clone()));
                }
            }
            name if !name.starts_with('-') && name.contains("://") && options.address.is_none() => {
                options.address(word)?;
            }
            _ => {}
        }
    }
    options.finish()
}

/// The words of one command, as a shell parts them: up to the first line break that is not escaped, or to a sign that ends it.
/// Also where it ends.
pub(super) fn shell_words(text: &str) -> (Vec<String>, usize) {
    let shell = Shell::read(text, None);
    (shell.words, shell.end)
}

/// What stands for another command in a word: what that prints is not known.
const COMPUTED: char = '$';

/// A command as a shell reads it.
#[derive(Default)]
struct Shell {
    words: Vec<String>,
    /// Where it ends, its comment among it.
    end: usize,
    word: String,
    /// There are quotation marks in the word: it may be empty.
    is_open: bool,
    /// The next word is a file that is written or read.
    is_redirected: bool,
    /// There are tokens in another command within it.
    has_inner: bool,
}

/// Whether there is another backtick before the line is over.
fn is_closed_in_line(text: &str) -> bool {
    memchr::memchr2(b'`', b'\n', text.as_bytes()).is_some_and(|at| text[at..].starts_with('`'))
}

type Characters<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

impl Shell {
    /// `outer`: the quotation mark in front of it, which ends it.
    fn read(text: &str, outer: Option<char>) -> Self {
        let mut shell = Self { end: text.len(), ..Self::default() };
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let next = characters.peek().map(|(_, next)| *next);
            match character {
                _ if outer == Some(character) => return shell.ended(at),
                '\\' => match characters.next() {
                    Some((_, '\n')) | None => {}
                    Some((_, '\r')) => drop(characters.next_if(|(_, next)| *next == '\n')),
                    Some((_, '"')) if outer == Some('"') => shell.quoted(text, '"', &mut characters),
                    Some((_, escaped)) => shell.word.push(escaped),
                },
                '\'' if shell.word.ends_with('$') => {
                    shell.word.pop();
                    shell.escaped(&mut characters);
                }
                '\'' | '"' => shell.quoted(text, character, &mut characters),
                // As the command prompt of Windows continues one.
                '^' if matches!(next, Some('\r' | '\n')) => {
                    let _ = characters.next_if(|(_, next)| *next == '\r');
                    let _ = characters.next_if(|(_, next)| *next == '\n');
                }
                '^' if next == Some('"') => shell.prompted(&mut characters),
                '$' if next == Some('(') => shell.inner(text, at, &mut characters),
                '`' if is_closed_in_line(&text[at + 1..]) => shell.inner(text, at, &mut characters),
                '#' if shell.word.is_empty() && !shell.is_open => {
                    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
                    return shell.ended(end);
                }
                '&' if next == Some('>') => shell.finish(),
                '\n' | ';' | '|' | '&' | ')' | '`' => return shell.ended(at),
                // `https://host/<id>` is no file, but what someone has to fill in.
                '<' if shell.word.contains("://") => shell.word.push('<'),
                '<' | '>' if next == Some('(') => shell.inner(text, at, &mut characters),
                '<' | '>' => shell.redirect(&mut characters),
                character if character.is_whitespace() => shell.finish(),
                // No command has it but in quotation marks.
                '(' => shell.word.push(COMPUTED),
                character => shell.word.push(character),
            }
        }
        let end = shell.end;
        shell.ended(end)
    }

    fn ended(mut self, end: usize) -> Self {
        self.finish();
        self.end = end;
        self
    }

    /// The word is over.
    fn finish(&mut self) {
        if self.is_open || !self.word.is_empty() {
            let word = std::mem::take(&mut self.word);
            if !std::mem::take(&mut self.is_redirected) {
                self.words.push(word);
            }
        }
        self.is_open = false;
    }

    /// `>file`, `2>&1`, `<<< word`.
    fn redirect(&mut self, characters: &mut Characters<'_>) {
        if self.word.bytes().all(|byte| byte.is_ascii_digit()) && !self.is_open {
            self.word.clear();
        }
        self.finish();
        while characters.next_if(|(_, next)| "<>&|".contains(*next)).is_some() {}
        self.is_redirected = true;
    }

    /// Up to the closing quotation mark.
    fn quoted(&mut self, text: &str, quote: char, characters: &mut Characters<'_>) {
        self.is_open = true;
        while let Some((at, character)) = characters.next() {
            match character {
                _ if character == quote => return,
                '\\' if quote == '"' => match characters.next() {
                    Some((_, '\n')) | None => {}
                    // Within other quotation marks each of them is escaped: `"curl -H \"…\""`.
                    Some((_, '\r')) => drop(characters.next_if(|(_, next)| *next == '\n')),
                    Some((_, escaped)) => self.word.push(escaped),
                },
                '$' if quote == '"' && characters.peek().is_some_and(|(_, next)| *next == '(') => {
                    self.inner(text, at, characters);
                }
                '`' if quote == '"' => self.inner(text, at, characters),
                character => self.word.push(character),
            }
        }
    }

    /// `^"…^"`, as browsers write it for the command prompt of Windows, where a caret takes the meaning from what is behind it.
    fn prompted(&mut self, characters: &mut Characters<'_>) {
        characters.next();
        self.is_open = true;
        while let Some((_, character)) = characters.next() {
            match character {
                '^' => match characters.next() {
                    Some((_, '"')) | None => return,
                    Some((_, escaped)) => self.word.push(escaped),
                },
                '\\' if characters.next_if(|(_, next)| *next == '^').is_some() => match characters.next() {
                    Some((_, '"')) => self.word.push('"'),
                    Some((_, escaped)) => self.word.extend(['\\', escaped]),
                    None => return,
                },
                '\\' => {
                    let _ = characters.next_if(|(_, next)| *next == '\\');
                    self.word.push('\\');
                }
                character => self.word.push(character),
            }
        }
    }

    /// `$'…'`, as browsers write what has an apostrophe in it.
    fn escaped(&mut self, characters: &mut Characters<'_>) {
        self.is_open = true;
        while let Some((_, character)) = characters.next() {
            match character {
                '\'' => return,
                '\\' => match characters.next() {
                    Some((_, 'n')) => self.word.push('\n'),
                    Some((_, 'r')) => self.word.push('\r'),
                    Some((_, 't')) => self.word.push('\t'),
                    Some((_, digits @ ('u' | 'x'))) => {
                        let (most, mut code) = (if digits == 'u' { 4 } else { 2 }, 0);
                        for _ in 0..most {
                            let digit = characters.next_if(|(_, next)| next.is_ascii_hexdigit());
                            let Some(digit) = digit.and_then(|(_, digit)| digit.to_digit(16)) else { break };
                            code = code * 16 + digit;
                        }
                        self.word.push(char::from_u32(code).unwrap_or(COMPUTED));
                    }
                    Some((_, escaped)) => self.word.push(escaped),
                    None => {}
                },
                character => self.word.push(character),
            }
        }
    }

    /// Another command in a word, or in front of it: `$(…)`, `<(…)`, and that in backticks, which begins at `start`.
    fn inner(&mut self, text: &str, start: usize, characters: &mut Characters<'_>) {
        let is_tick = text[start..].starts_with('`');
        let (mut depth, mut quote) = (0_usize, None);
        let mut end = text.len();
        while let Some((at, character)) = characters.next() {
            match (quote, character) {
                (_, '\\') if quote != Some('\'') => drop(characters.next()),
                (None, '`') if is_tick => depth = 0,
                (None, '\'' | '"') => quote = Some(character),
                (Some(open), _) if open == character => quote = None,
                (None, '(') => depth += 1,
                (None, ')') if !is_tick => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0 && quote.is_none() && matches!(character, '`' | ')') {
                end = at;
                break;
            }
        }
        self.has_inner |= text[start..end].contains("eyJ");
        self.word.push(COMPUTED);
    }
}

/// The words of one command of PowerShell: a table may have several lines. A sign of equality is a word by itself.
fn power_words(text: &str) -> (Vec<String>, usize) {
    let (mut words, mut word, mut depth) = (Vec::new(), String::new(), 0_usize);
    let (mut quote, mut end) = (None, text.len());
    let mut characters = text.char_indices().peekable();
    let finish = |word: &mut String, words: &mut Vec<String>| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (Some(open), character) if open == character => {
                quote = None;
                words.push(std::mem::take(&mut word));
            }
            (Some('"') | None, '`') => match characters.next() {
                Some((_, '\r')) => drop(characters.next_if(|(_, next)| *next == '\n')),
                Some((_, '\n')) | None => {}
                Some((_, escaped)) => word.push(escaped),
            },
            (Some(_), _) => word.push(character),
            (None, '\'' | '"') => {
                finish(&mut word, &mut words);
                quote = Some(character);
            }
            (None, '{' | '(') => {
                depth += 1;
                word.clear();
            }
            (None, '}' | ')') => {
                finish(&mut word, &mut words);
                depth = depth.saturating_sub(1);
            }
            (None, '\n' | '|' | ';') if depth == 0 => {
                end = at;
                break;
            }
            (None, '#') if word.is_empty() => while characters.next_if(|(_, next)| *next != '\n').is_some() {},
            (None, '=') => {
                finish(&mut word, &mut words);
                words.push("=".to_owned());
            }
            (None, character) if character.is_whitespace() || character == ';' => finish(&mut word, &mut words),
            (None, _) => word.push(character),
        }
    }
    finish(&mut word, &mut words);
    (words, end)
}
