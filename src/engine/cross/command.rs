//! Requests as the commands of a shell: curl, wget, HTTPie, PowerShell. What cannot be read for certain is no request: then what
//! goes with it is not checked, and that is said.

mod power;
mod prompt;
mod shell;

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

/// Whom the commands of a line are for: each takes other signs for quotation marks and for its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Posix,
    /// The prompt of Windows.
    Prompt,
    PowerShell,
}

/// Whom a line is for.
pub(super) fn dialect(line: &str) -> Dialect {
    match () {
        () if prompt::is_meant(line) => Dialect::Prompt,
        () if power::is_meant(line) => Dialect::PowerShell,
        () => Dialect::Posix,
    }
}

/// What stands for another command in a word, or for a variable: what it holds is not known.
const COMPUTED: char = '$';

/// The words of a command.
#[derive(Default)]
struct Line {
    words: Vec<String>,
    /// Where it ends, its comment among it.
    end: usize,
    /// There are tokens in another command within it.
    has_inner: bool,
    /// A file or a text is its standard input.
    has_input: bool,
    /// Something in it may mean something else.
    is_unsure: bool,
}

/// The words of one command of curl, and where it ends.
pub(super) fn words(dialect: Dialect, text: &str) -> (Vec<String>, usize) {
    let line = parted(dialect, "", text);
    (line.words, line.end)
}

fn parted(dialect: Dialect, before: &str, text: &str) -> Line {
    match dialect {
        Dialect::Prompt => prompt::read(text),
        Dialect::PowerShell => power::read(text),
        Dialect::Posix => {
            let is_tick = before.trim_end_matches([' ', '$', '%']).ends_with('`');
            let outer =
                if is_tick { Some('`') } else { before.chars().next_back().filter(|last| "\"'".contains(*last)) };
            shell::read(text, outer)
        }
    }
}

/// The request of a command, whose arguments `text` begins with, and where it ends. `before`: what stands in front of it.
pub(super) fn read(program: Program, dialect: Dialect, before: &str, text: &str) -> (Parts, usize) {
    let of_power = || {
        let (parts, written, end) = power::request(text);
        (parts, Line { words: written, end, ..Line::default() })
    };
    let (parts, line) = match program {
        Program::PowerShell => of_power(),
        _ => {
            let line = parted(dialect, before, text);
            match program {
                Program::Curl | Program::Wget if power::is_own(&line.words) => of_power(),
                Program::Curl => (curl(&line.words), line),
                Program::Wget => (wget(&line.words), line),
                _ => {
                    let has_input = line.has_input || before.trim_end().ends_with('|');
                    (httpie(&line.words, program == Program::Httpie(true), has_input), line)
                }
            }
        }
    };
    let is_whole = !line.is_unsure && !goes_on(text.get(line.end..).unwrap_or_default());
    let parts = parts.filter(|parts| is_whole && parts.address.len() <= LONGEST);
    let is_unread = parts.is_none();
    let tokens = tokens(&line.words.join(" "));
    (Parts { tokens, is_unread, has_inner: line.has_inner, ..parts.unwrap_or_default() }, line.end)
}

/// Whether the line behind a command begins with an option: then something is wrong with the sign that continues the command, or
/// its lines are folded (YAML 1.2 §8.1.3).
fn goes_on(behind: &str) -> bool {
    let Some(behind) = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix('\n')) else { return false };
    let option = behind.trim_start_matches([' ', '\t']).strip_prefix('-');
    let name = option.map(|option| option.strip_prefix('-').unwrap_or(option));
    name.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// Options of curl without a value that say nothing of method and address.
const CURL_FLAGS: [&str; 39] = [
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
    "--form-escape",
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
        let is_known = |text: &str| !text.contains(['$', '{', '<', '^', '\\']);
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
    let is_literal = words.iter().any(|word| word == "--globoff" || word == "-g");
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        if let Some(long) = word.strip_prefix("--") {
            curl_option(&mut options, word, long, &mut rest)?;
        } else if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            curl_letters(&mut options, letters, &mut rest)?;
        } else {
            // One without a scheme is an address, too; a variable may hold options.
            options.address(word)?;
        }
    }
    let parts = options.finish()?;
    // curl(1), "Globbing": several addresses, but for the brackets of an IPv6 address.
    let path =
        parts.address.split_once("://").and_then(|(_, rest)| rest.find(['/', '?']).and_then(|at| rest.get(at..)));
    let is_one = is_literal || !path.is_some_and(|path| path.contains('['));
    Some(parts).filter(|parts| is_one && parts.address.contains("://"))
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
        "data" | "data-raw" | "data-ascii" | "data-binary" | "data-urlencode" | "form" | "form-string" | "json" => {
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

/// `:8080/x` is of this computer, and the scheme may be left out.
fn httpie_address(word: &str, is_secure: bool) -> Cow<'_, str> {
    let scheme = if is_secure { "https" } else { "http" };
    match word.strip_prefix(':') {
        Some(local) if local.starts_with(|digit: char| digit.is_ascii_digit()) => {
            format!("{scheme}://localhost:{local}").into()
        }
        Some(local) => format!("{scheme}://localhost{local}").into(),
        None if word.contains("://") => word.into(),
        None => format!("{scheme}://{word}").into(),
    }
}

fn httpie(words: &[String], is_secure: bool, has_input: bool) -> Option<Parts> {
    const FLAGS: [&str; 14] = [
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
        "-q",
        "--check-status",
    ];
    // Those behind which a sign of equality may stand.
    const VALUES: [&str; 12] = [
        "--output",
        "--print",
        "--timeout",
        "--verify",
        "--cert",
        "--cert-key",
        "--session",
        "--session-read-only",
        "--pretty",
        "--style",
        "--max-redirects",
        "--proxy",
    ];
    let mut options = Options::default();
    let mut auth = (None, None);
    let (mut is_secure, mut has_input) = (is_secure, has_input);
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "-a" | "--auth" => auth.0 = Some(rest.next()?.clone()),
            "-A" | "--auth-type" => auth.1 = Some(rest.next()?.clone()),
            "--ignore-stdin" => has_input = false,
            "--raw" => {
                rest.next()?;
                options.has_body = true;
            }
            "-o" | "-p" | "-s" => drop(rest.next()?),
            word if VALUES.contains(&word) => drop(rest.next()?),
            word if FLAGS.contains(&word) => {}
            word if word.starts_with('-') && word.contains('=') => {
                let (name, value) = word.split_once('=')?;
                match name {
                    "--raw" => options.has_body = true,
                    "--auth" => auth.0 = Some(value.to_owned()),
                    "--auth-type" => auth.1 = Some(value.to_owned()),
                    "--default-scheme" if options.address.is_none() => is_secure = value == "https",
                    name if VALUES.contains(&name) => {}
                    _ => return None,
                }
            }
            word if word.starts_with('-') => return None,
            word if options.address.is_none() => {
                let is_method = word.bytes().all(|byte| byte.is_ascii_alphabetic()) && options.method.is_none();
                match is_method && word != "localhost" {
                    true => options.method = Some(word.to_ascii_uppercase()),
                    false => {
                        options.address(&httpie_address(word, is_secure))?;
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
    // "Redirected input": what it is, is the body. An option behind says whether it is taken.
    options.has_body |= has_input;
    if let (Some(token), Some("bearer")) = (&auth.0, auth.1.as_deref()) {
        options.bearer(token);
    }
    options.finish()
}
