//! Names and values in whatever notation a program or a configuration has them: `name = "value"`, `name: value`,
//! `'name' => 'value'`, `-e NAME=value`, `<add key="name" value="value"/>`, a pair of `name` and `value`, Terraform's
//! `default`, the columns of a table. What such a text is as a whole does not matter, only where its values are.

use super::doubt::Doubt;
use super::literal::{self, Literal};
use super::name::speaks_of_secrets;
use super::notation::{self, Behind, Style, Written};
use super::signing::{Signs, signs};
use super::{Found, Part, Variable, Wanted, is_name, is_path_of_names, unquoted};
use super::{call, context, expression, unused};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::ground::span::Span;
use std::collections::{BTreeSet, HashSet};
use zeroize::Zeroizing;

/// Longest text that is searched.
const LONGEST: usize = 64 * 1024;
/// Values that are taken.
const MOST: usize = 256;
/// How often a value is looked into for another: `Environment="NAME=value"`.
const DEPTH: u8 = 2;

/// One name with its value.
struct Assignment {
    name: String,
    value: Zeroizing<String>,
    /// The value, where that is no text.
    bytes: Option<Zeroizing<Vec<u8>>>,
    is_quoted: bool,
    start: usize,
    doubt: Option<Doubt>,
    reading: Option<&'static str>,
    written: Vec<SecretBytes>,
}

impl Assignment {
    fn new(name: &str, value: Zeroizing<String>, is_quoted: bool, start: usize) -> Self {
        Self {
            name: name.to_owned(),
            value,
            bytes: None,
            is_quoted,
            start,
            doubt: None,
            reading: None,
            written: Vec::new(),
        }
    }

    fn named(&self, name: impl Into<String>) -> Variable {
        let value = self.bytes.as_ref().map_or(self.value.as_bytes(), |bytes| bytes);
        let written = self.written.clone();
        Variable { doubt: self.doubt, reading: self.reading, written, ..Variable::new(name, value) }
    }
}

/// The values in the text, each with the name that stands before it.
pub(crate) fn read(text: &str) -> Found {
    let (text, behind) = text.split_at(text.floor_char_boundary(LONGEST));
    let text = &*unused::in_use(text);
    let All { found, is_cut } = all(text);
    let blocks = blocks(text);
    let mut out = Vec::new();
    let mut consumed = vec![false; found.len()];
    for (index, assignment) in found.iter().enumerate() {
        let label = match &*assignment.name.to_ascii_lowercase() {
            // A property list has `<key>name</key><string>value</string>`.
            "value" | "val" | "default" | "default_value" | "string" => found
                .iter()
                .enumerate()
                .take(index)
                .skip(index.saturating_sub(4))
                .rfind(|(at, other)| !consumed[*at] && is_label(&other.name))
                .and_then(|(at, other)| Some((Some(at), super::label(&other.value)?)))
                .or_else(|| {
                    let (_, label) = blocks.iter().rfind(|(start, _)| *start < assignment.start)?;
                    Some((None, label.clone()))
                }),
            _ => None,
        };
        if let Some((at, name)) = label {
            at.into_iter().chain([index]).for_each(|at| consumed[at] = true);
            out.push(assignment.named(name));
        }
    }
    let rest =
        found.into_iter().zip(consumed).filter(|(_, is_consumed)| !is_consumed).map(|(assignment, _)| assignment);
    out.extend(rest.map(|one| one.named(&*one.name)));
    let known: HashSet<_> = out.iter().map(|one| (one.name.as_str(), one.value.expose())).collect();
    let is_new = |one: &Variable| !known.contains(&(one.name.as_str(), one.value.expose()));
    let kept = super::kept(text, Wanted::Secrets).map(|put| Variable {
        doubt: doubt_of_kept(text, put.span),
        ..Variable::new(put.name, put.span.of(text).unwrap_or_default().as_bytes())
    });
    let more: Vec<_> = columns(text).chain(kept).filter(is_new).take(MOST + 1).collect();
    out.extend(more);
    out.extend(call::keyed(text));
    mark_used(text, &mut out);
    for found in call::find(text).into_iter().take(MOST + 1) {
        argument(text, &found, &mut out);
    }
    let is_cut = is_cut || out.len() > MOST;
    out.truncate(MOST);
    Found { variables: out, part: part(is_cut, behind) }
}

/// Why what was found in words is hardly the secret: it is a piece of several texts, or was the secret once.
fn doubt_of_kept(text: &str, span: Span) -> Option<Doubt> {
    let front = context::front(text, span.start);
    let is_piece = || {
        let quote = front.chars().next_back().filter(|last| matches!(last, '"' | '\''))?;
        let mark = if quote == '"' { "\"" } else { "'" };
        let literal = literal::joined(text, Written { span, quote: Some(mark) }, true)?;
        (literal.is_computed || literal.end > span.end + 1).then_some(())
    };
    let is_defined = front.trim_start().starts_with("#define");
    if is_defined && is_piece().is_some() {
        return Some(Doubt::LikeCode);
    }
    front.trim_end_matches(['"', '\'', '`']).ends_with(" was ").then_some(Doubt::UnclearName)
}

/// What is given to a call that signs is a secret, whatever it is called; what is only the beginning of one is none.
fn mark_used(text: &str, out: &mut [Variable]) {
    const MOST_NAMES: usize = 32;
    let used = call::names(text);
    let own: BTreeSet<String> = out.iter().map(|one| one.name.clone()).collect();
    let candidates = own.iter().filter(|name| used.contains(name.as_str()) || speaks_of_secrets(name));
    let augmented: HashSet<&String> =
        candidates.take(MOST_NAMES).filter(|name| context::is_augmented(text, name)).collect();
    for one in out {
        if augmented.contains(&one.name) {
            one.doubt = one.doubt.or(Some(Doubt::LikeCode));
        } else {
            one.is_used |= used.contains(one.name.as_str());
        }
    }
}

/// What was read, where there is more or something stands behind it.
fn part(is_cut: bool, behind: &str) -> Option<Part> {
    match behind.trim() {
        _ if is_cut => Some(Part::Values(MOST)),
        "" => None,
        _ => Some(Part::Bytes(LONGEST)),
    }
}

/// The same, of a single line: only what stands in quotes or has the name of a variable in capitals, lest a secret be cut
/// at a `=` or `:` of its own.
pub(crate) fn read_line(text: &str) -> Found {
    let beginning = &*unused::in_use(&text[..text.floor_char_boundary(LONGEST)]);
    // In the middle of a line, as an argument of a command, it is a name that says so.
    let is_inner = |one: &Assignment| one.start > 0 && signs(&one.name).is_some_and(|signs| signs < Signs::Perhaps);
    let is_one = all(beginning).found.iter().any(|one| is_clear(one) || is_inner(one))
        || !call::find(beginning).is_empty()
        || call::keyed(beginning).next().is_some()
        || super::kept(beginning, Wanted::Secrets).next().is_some();
    if is_one { read(text) } else { Found::default() }
}

/// The secret that is an argument of a call, under what is called.
fn argument(text: &str, found: &call::Argument<'_>, out: &mut Vec<Variable>) {
    let name = format!("{}(…)", found.callee);
    let of_value = |value: &[u8]| Variable { is_argument: true, ..Variable::new(&*name, value) };
    let Some(literal) = call::joined(text, found.span, found.mark) else {
        let written = Written { span: found.span, quote: Some("\"") };
        return out.push(of_value(unescaped(text, written).as_bytes()));
    };
    let doubt = if literal.is_template { Some(Doubt::Template) } else { None };
    if let Some(doubt) = if literal.is_computed || !literal.is_whole(text) { Some(Doubt::Code) } else { doubt } {
        let written = literal.span().of(text).unwrap_or_default();
        let own = of_value(written.as_bytes());
        return out.push(Variable { doubt: Some(doubt), written: literal.written(text), ..own });
    }
    let readings = literal.readings(text, false).into_iter();
    let written = || literal.written(text);
    out.extend(readings.map(|one| Variable { reading: one.words, written: written(), ..of_value(&one.value) }));
}

/// The same, of what stands beside keys in PEM: what comes with a certificate in words is no variable.
pub(crate) fn read_beside(text: &str) -> Found {
    let (text, behind) = text.split_at(text.floor_char_boundary(LONGEST));
    let All { mut found, is_cut } = all(&unused::in_use(text));
    found.retain(|one| is_clear(one) && !one.value.contains("-----BEGIN"));
    let variables: Vec<_> = found.into_iter().map(|one| one.named(&*one.name)).collect();
    // Most of what has keys is nothing else, however long it is.
    let is_one = |one: &Variable| speaks_of_secrets(&one.name);
    let part = part(is_cut, behind).filter(|_| variables.iter().any(is_one));
    Found { variables, part }
}

/// Whether it is surely a name with its value.
fn is_clear(one: &Assignment) -> bool {
    let is_variable = one.name.len() > 3
        && one.name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    one.is_quoted || is_variable
}

fn is_label(name: &str) -> bool {
    ["key", "name", "label", "title"].iter().any(|label| name.eq_ignore_ascii_case(label))
}

/// Those in a text, and behind them those that are in their values.
struct All {
    found: Vec<Assignment>,
    /// Whether there are more.
    is_cut: bool,
}

fn all(text: &str) -> All {
    let (mut found, mut inner) = (Vec::new(), Vec::new());
    let is_cut = scan(text, DEPTH, expression::is_program(text), &mut found, &mut inner);
    found.extend(inner);
    All { found, is_cut }
}

/// Says whether there are more than are taken.
fn scan(text: &str, depth: u8, is_program: bool, out: &mut Vec<Assignment>, inner: &mut Vec<Assignment>) -> bool {
    let bytes = text.as_bytes();
    let (mut at, mut is_cut) = (0, false);
    while at < bytes.len() {
        if let Some(end) = comment(text, at) {
            at = end;
            continue;
        }
        if bytes[at] == b'<'
            && let Some((name, span)) = notation::content(text, at + 1)
                .filter(|(name, _)| is_name(name))
                .or_else(|| notation::labelled(text, at + 1).filter(|(name, _)| is_path_of_names(name)))
        {
            if out.len() >= MOST {
                return true;
            }
            let value = entities_decoded(span.of(text).unwrap_or_default());
            out.push(Assignment::new(name, value, true, at));
            at = span.end;
            continue;
        }
        let Some(name) = name_at(text, at) else {
            at += 1;
            continue;
        };
        let word = name.of(text).unwrap_or_default();
        // `$env:NAME = 'value'` of PowerShell.
        if word.eq_ignore_ascii_case("env") && text[..name.start].ends_with('$') && text[name.end..].starts_with(':') {
            at = name.end + 1;
            continue;
        }
        let is_option = is_option(text, name);
        match notation::behind(text, name, is_option, Style::Blocks) {
            Behind::Nothing => at = name.end.max(at + 1),
            Behind::Inner(next) => {
                at = computed(text, name, next, is_program, out).unwrap_or(next).max(at + 1);
            }
            Behind::Value(written) => {
                // Quotes that are not closed on their line are an apostrophe, but around a key.
                let lexeme = written.span.of(text).unwrap_or_default();
                let is_of_lines = written.quote.is_some_and(|quote| quote != "`") && lexeme.contains('\n');
                let is_closed = written.quote.is_none_or(|quote| text[written.span.end..].starts_with(quote));
                let is_open = !is_closed || is_of_lines && !lexeme.starts_with("-----BEGIN");
                if is_open
                    || is_name_of_another(text, written)
                    || written.quote.is_none() && notation::opens_block(lexeme)
                {
                    at = written.span.start.max(at + 1);
                    continue;
                }
                if out.len() >= MOST {
                    return true;
                }
                if written.quote.is_none()
                    && let Some(end) = computed(text, name, written.span.start, is_program, out)
                {
                    at = end.max(at + 1);
                    continue;
                }
                let literal = Some(written).filter(|written| is_of_program(*written));
                let literal = literal.and_then(|written| literal::joined(text, written, is_program));
                let value = unescaped(text, written);
                if depth > 0 && value.contains(['=', ':']) {
                    let (mut own, mut deeper) = (Vec::new(), Vec::new());
                    is_cut |= scan(&value, depth - 1, false, &mut own, &mut deeper);
                    own.append(&mut deeper);
                    let is_said = text[name.end..written.span.start].contains(" = ") && is_said(&value);
                    // `--from-file=jwt-secret=path`
                    let doubt = if word.ends_with("-file") { Some(Doubt::Path) } else { None };
                    for one in &mut own {
                        one.start = at;
                        one.doubt = one.doubt.or(doubt).or(is_said.then_some(Doubt::LikeCode));
                    }
                    inner.append(&mut own);
                    is_cut |= inner.len() > MOST;
                    inner.truncate(MOST);
                }
                if let Some(literal) = literal {
                    of_literal(text, name, &literal, out);
                    at = literal.end;
                    continue;
                }
                plain(text, name, at, value, written, out);
                at = written.span.end + written.quote.map_or(0, str::len);
            }
        }
    }
    is_cut
}

/// `environment=NAME="value"` of supervisord: what stands behind the first sign is a name as well.
fn is_name_of_another(text: &str, written: Written<'_>) -> bool {
    let lexeme = written.span.of(text).unwrap_or_default();
    written.quote.is_none()
        && lexeme.strip_suffix('=').is_some_and(is_name)
        && text[written.span.end..].starts_with('"')
}

/// Takes a value that is written as it is, and the rest of its line where that may be of it.
fn plain(
    text: &str,
    name: Span,
    start: usize,
    value: Zeroizing<String>,
    written: Written<'_>,
    out: &mut Vec<Assignment>,
) {
    let own = own_name(name.of(text).unwrap_or_default()).to_owned();
    let whole = rest_of_line(text, Span::new(name_start(text, start), written.span.end), written);
    let is_quoted = written.quote.is_some();
    let doubt = context::of_place(text, name, written.span, is_quoted);
    out.push(Assignment { doubt, ..Assignment::new(&own, value, is_quoted, start) });
    if let Some(value) = whole {
        let span = Span::new(written.span.start, written.span.start + value.len());
        let doubt = context::of_place(text, name, span, false);
        out.push(Assignment { doubt, ..Assignment::new(&own, value, false, start) });
    }
}

/// `--name`, and `-Name "…"` of PowerShell or `-hmac "…"` of OpenSSL.
fn is_option(text: &str, name: Span) -> bool {
    let front = &text[..name.start];
    let is_word = front.ends_with('-') && (front.len() == 1 || front[..front.len() - 1].ends_with([' ', '\t', '\n']));
    let is_word = is_word && name.of(text).is_some_and(speaks_of_secrets);
    front.ends_with("--") || is_word && text[name.end..].trim_start_matches([' ', '\t']).starts_with(['"', '\''])
}

/// Whether what is written within a text is what somebody is told: words, and no setting.
fn is_said(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    !text.contains('\n') && !text.contains(" -") && text.split_whitespace().filter(is_word).count() > 1
}

/// Text in quotes as a program or settings have it, and not as an address or a text in a text does.
fn is_of_program(written: Written<'_>) -> bool {
    const MARKS: [&str; 8] = ["\"", "'", "`", "\"\"\"", "'''", "]]", "}", ")"];
    written.quote.is_some_and(|mark| mark.starts_with("\"#") || MARKS.contains(&mark))
}

/// Takes what is no text in quotes where only those are secrets; says where to read on.
fn computed(text: &str, name: Span, at: usize, is_program: bool, out: &mut Vec<Assignment>) -> Option<usize> {
    let own = own_name(name.of(text)?);
    if out.len() >= MOST {
        return None;
    }
    let begin = value_start(text, name, at);
    let in_calls = || {
        let inner = context::innermost(text, begin).filter(|inner| *inner > begin + 2)?;
        literal::joined(text, notation::quoted(text, inner)?, is_program)
    };
    if let Some(literal) = literal::list(text, begin).or_else(in_calls) {
        of_literal(text, name, &literal, out);
        return Some(literal.end);
    }
    if !speaks_of_secrets(own) {
        return None;
    }
    if let Some(rest) = text.get(at..)?.strip_prefix('(') {
        let inner = text.len() - rest.trim_start().len();
        let inner = inner + notation::prefix(text.get(inner..)?);
        let literal = literal::joined(text, notation::quoted(text, inner)?, is_program)?;
        if !text.get(literal.end..)?.trim_start().trim_start_matches(',').trim_start().starts_with(')') {
            return None;
        }
        of_literal(text, name, &literal, out);
        return Some(literal.end);
    }
    let Some(expression) = expression::of_name(text, name, at, is_program) else {
        // The result of a call is none of the texts in it.
        let is_called = text[begin..at.max(begin)].contains('(') && notation::quote(text, at).is_none();
        let line =
            Zeroizing::new(text[begin..].lines().next().unwrap_or_default().chars().take(256).collect::<String>());
        if is_called && signs(own).is_some_and(|signs| signs < Signs::Perhaps) {
            out.push(Assignment { doubt: Some(Doubt::Code), ..Assignment::new(own, line, false, name.start) });
        }
        return None;
    };
    expression.literals.iter().for_each(|literal| of_literal(text, name, literal, out));
    if expression.literals.is_empty() {
        let written = Zeroizing::new(expression.span.of(text)?.to_owned());
        out.push(Assignment { doubt: Some(expression.doubt), ..Assignment::new(own, written, false, name.start) });
    }
    Some(at)
}

/// Where a value begins whose first name or call is followed to `at`.
fn value_start(text: &str, name: Span, at: usize) -> usize {
    let between = text.get(name.end..at).unwrap_or_default();
    let sign = between.rfind(" = ").map(|sign| sign + 1).or_else(|| between.find(['=', ':']));
    let rest = sign.map_or("", |sign| between[sign..].trim_start_matches(['=', ':', '>', ' ', '\t', '\n', '\r']));
    let begin = at - rest.len();
    // `: &str = …`
    let line = text[begin..].split('\n').next().unwrap_or_default();
    let line = &line[..line.floor_char_boundary(64)];
    let is_type =
        |kind: &str| kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.<>&'[]:*? |".contains(&byte));
    let typed =
        line.split_once(" = ").filter(|(kind, _)| between.contains(':') && !between.contains('=') && is_type(kind));
    typed.map_or(begin, |(kind, _)| begin + kind.len() + 3)
}

/// Takes each reading of a text in quotes, or of several that are joined.
fn of_literal(text: &str, name: Span, literal: &Literal<'_>, out: &mut Vec<Assignment>) {
    let own = own_name(name.of(text).unwrap_or_default());
    let is_fragment = !literal.is_computed && !literal.is_whole(text);
    let placed = context::of_place(text, name, literal.span(), true);
    let placed = placed.or(is_fragment.then_some(Doubt::LikeCode));
    let refused = is_refused(text, name).then_some(Doubt::OtherName).or(placed);
    let computed = if literal.is_template { Some(Doubt::Template) } else { None };
    let computed = if literal.is_computed { Some(Doubt::Code) } else { computed };
    if let Some(doubt) = computed {
        let written = Zeroizing::new(literal.span().of(text).unwrap_or_default().to_owned());
        let own = Assignment::new(own, written, true, name.start);
        out.push(Assignment { doubt: Some(doubt), written: literal.written(text), ..own });
        return;
    }
    let is_shell = text[..name.start].ends_with('$') || text[..name.start].ends_with("$env:");
    let readings = literal.readings(text, is_shell);
    // Of what is no secret, one is enough.
    let count = if speaks_of_secrets(own) { readings.len() } else { 1 };
    for reading in readings.into_iter().take(count) {
        let (value, bytes) = match std::str::from_utf8(&reading.value) {
            // In XML, quotes and signs are written as entities (XML 1.0 §4.6).
            Ok(value) if value.contains('&') && text.trim_start().starts_with('<') => (entities_decoded(value), None),
            Ok(value) => (Zeroizing::new(value.to_owned()), None),
            Err(_) => (Zeroizing::default(), Some(reading.value)),
        };
        let reading = reading.words;
        let written = literal.written(text);
        let own = Assignment::new(own, value, true, name.start);
        out.push(Assignment { bytes, doubt: refused, reading, written, ..own });
    }
}

/// `invalid secret: '…'`: what a log says of a value that was refused.
fn is_refused(text: &str, name: Span) -> bool {
    const WORDS: &[&str] = &["invalid", "wrong", "bad", "incorrect", "unexpected", "rejected", "unknown", "mismatched"];
    let front = text[..name.start].trim_end_matches([' ', '\t', '"', '\'']);
    let length = front.bytes().rev().take(16).take_while(u8::is_ascii_alphabetic).count();
    let word = &front[front.len() - length..];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Where a comment ends that begins here: a line of it, or one of XML. What is in it is out of use, or an example.
fn comment(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let rest = &bytes[at..];
    if rest.starts_with(b"<!--") {
        return Some(memchr::memmem::find(rest, b"-->").map_or(bytes.len(), |end| at + end));
    }
    if !matches!(rest.first(), Some(b'#' | b'/' | b';' | b'*')) {
        return None;
    }
    let is_begun = rest.starts_with(b"//")
        || rest.starts_with(b"/*")
        || matches!(rest, [b'#' | b';' | b'*', b' ' | b'\t', ..])
        || rest.starts_with(b"#")
            && !["define", "let", "set", "{", "<"].iter().any(|word| rest[1..].starts_with(word.as_bytes()));
    let is_first = || {
        let before = text[..at].trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with('\n')
    };
    (is_begun && is_first()).then(|| memchr::memchr(b'\n', rest).map_or(bytes.len(), |end| at + end))
}

/// The beginning of the line that a place is in.
fn name_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |place| place + 1)
}

/// A value in no quotes to the end of its line, where that is more than its first word and the line begins with its name: a
/// secret may have blanks, commas and semicolons.
fn rest_of_line(text: &str, span: Span, written: Written<'_>) -> Option<Zeroizing<String>> {
    const LONGEST: usize = 1_024;
    if written.quote.is_some() || written.span.of(text)?.contains('\n') {
        return None;
    }
    let front = text.get(span.start..written.span.start)?;
    let is_first = front.split(['=', ':']).filter(|word| !word.trim().is_empty()).count() == 1
        && is_name(front.trim().trim_end_matches(['=', ':', ' ', '\t']));
    let rest = text.get(written.span.start..)?;
    let rest = &rest[..rest.floor_char_boundary(LONGEST)];
    let line = rest.lines().next()?.trim_end().trim_end_matches(';');
    let is_more =
        is_first && line.len() > written.span.len() && speaks_of_secrets(front.trim_end_matches(['=', ':', ' ']));
    is_more.then(|| Zeroizing::new(line.to_owned()))
}

/// The name of a variable without what programs write in front of it.
fn own_name(name: &str) -> &str {
    ["process.env.", "import.meta.env.", "ENV.", "env."]
        .iter()
        .find_map(|front| name.strip_prefix(front))
        .unwrap_or(name)
        .trim_start_matches('-')
}

/// With the characters that entities of HTML stand for.
pub(crate) fn entities_decoded(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    html_escape::decode_html_entities_to_string(text, &mut out);
    out
}

/// What the value is that is written there.
fn unescaped(text: &str, written: Written<'_>) -> Zeroizing<String> {
    let lexeme = written.span.of(text).unwrap_or_default();
    match written.quote {
        Some("&quot;") => entities_decoded(lexeme),
        Some(_) if lexeme.contains('\\') => {
            let mut value = Zeroizing::new(String::with_capacity(lexeme.len()));
            let mut characters = lexeme.chars();
            while let Some(character) = characters.next() {
                let next = if character == '\\' { characters.next() } else { Some(character) };
                value.push(match (character, next) {
                    ('\\', Some('n')) => '\n',
                    ('\\', Some('t')) => '\t',
                    (_, Some(other)) => other,
                    (_, None) => character,
                });
            }
            value
        }
        // Behind a backslash at the end of its line a value goes on.
        None if lexeme.contains("\\\n") || lexeme.contains("\\\r\n") => {
            let lines = lexeme.lines().map(|line| line.trim_start().trim_end_matches('\\'));
            Zeroizing::new(lines.collect())
        }
        _ => Zeroizing::new(lexeme.to_owned()),
    }
}

/// A name in quotes or in none; the quotes are not of it.
fn name_at(text: &str, at: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    if before.is_some_and(is_of_name) {
        return None;
    }
    let length = bytes.get(at..)?.iter().take_while(|byte| is_of_name(byte)).count();
    let name = text.get(at..at + length)?;
    let start = at + (name.len() - name.trim_start_matches('-').len());
    is_name(name.trim_start_matches('-')).then(|| Span::new(start, at + length))
}

/// `variable "name" {`: where it is, and the name.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("\" {").chain(text.match_indices("\"{")) {
        let before = text.get(..at).unwrap_or_default();
        let Some((_, label)) = before.rsplit_once('"') else { continue };
        if is_name(label) {
            out.push((at, label.to_owned()));
        }
    }
    out.sort_by_key(|(at, _)| *at);
    out
}

/// Lines of a name and one value, in columns or with a comma between them.
fn columns(text: &str) -> impl Iterator<Item = Variable> {
    let row = |line: &str| {
        let (name, value) = ["  ", "\t", ","].iter().find_map(|gap| line.split_once(gap))?;
        let (name, value) = (unquoted(name.trim()), unquoted(value.trim()));
        let is_row = is_name(name) && !value.is_empty() && !value.contains(char::is_whitespace);
        is_row.then(|| Variable::new(name, value.as_bytes()))
    };
    text.lines().filter_map(row)
}

#[cfg(test)]
mod tests {
    use super::{Variable, read, read_line};

    fn pairs(text: &str) -> Vec<(String, String)> {
        let pair = |one: Variable| (one.name, String::from_utf8(one.value.expose().to_vec()).unwrap());
        read(text).variables.into_iter().map(pair).collect()
    }

    #[test]
    fn values_are_found_in_many_notations() {
        for text in [
            "variable \"jwt_secret\" {\n  type = string\n  default = \"s3cr3t=:x\"\n}",
            "[jwt]\njwt_secret = \"s3cr3t=:x\"",
            "env:\n  - name: jwt_secret\n    value: s3cr3t=:x",
            "services:\n  api:\n    environment:\n      - jwt_secret=s3cr3t=:x\n      - DB=x",
            "{\"values\":[{\"key\":\"other\",\"value\":\"y\"},{\"key\":\"jwt_secret\",\"value\":\"s3cr3t=:x\"}]}",
            "[Service]\nEnvironment=\"jwt_secret=s3cr3t=:x\"",
            "docker run -e jwt_secret=s3cr3t=:x -p 80:80 api",
            "module.exports = { jwt_secret: 's3cr3t=:x' };",
            "<configuration><add key=\"jwt_secret\" value=\"s3cr3t=:x\"/></configuration>",
            "<?php return ['jwt' => ['jwt_secret' => 's3cr3t=:x']];",
            "Key          Value\n---          -----\njwt_secret   s3cr3t=:x",
            "const jwt_secret = `s3cr3t=:x`;",
            "jwt_secret := \"s3cr3t=:x\"",
            "#{jwt_secret => <<\"s3cr3t=:x\">>}",
            "#<Config @jwt_secret=\"s3cr3t=:x\", @port=3000>",
            "environment=jwt_secret=\"s3cr3t=:x\",PORT=\"3000\"\n",
            "<plist><dict><key>other</key><string>y</string><key>jwt_secret</key><string>s3cr3t=:x</string></dict></plist>",
        ] {
            let found = pairs(text);
            let wanted = ("jwt_secret".to_owned(), "s3cr3t=:x".to_owned());
            assert!(found.contains(&wanted), "{text}: {found:?}");
        }
        assert_eq!(pairs("a = \"x\\\"y\\n\""), [("a".to_owned(), "x\"y\n".to_owned())]);
        assert_eq!(pairs("nothing at all"), []);
        assert_eq!(pairs("a = \"open"), []);
    }

    #[test]
    fn a_secret_with_separators_of_its_own_is_left_whole() {
        for secret in ["abc:def", "abc=def", "key=", "q==", "a b: c"] {
            assert!(read_line(secret).variables.is_empty(), "{secret}");
        }
        assert_eq!(read_line("docker run -e JWT_SECRET=abc api").variables.len(), 1);
    }
}
