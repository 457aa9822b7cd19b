//! What is sent to people: a report and tables in Markdown, the findings, the JSON report.
//!
//! Whatever came out of a token stands in a code span: no link, no mention and no HTML is made of it.

use super::claims::time;
use super::{ExportRow, Group, Masking, Rule, Subject, Unfit};
use crate::engine::ground::json::{Kind, Member, Value};
use crate::engine::jose::layer::Layer;
use crate::engine::jose::reason::Reason;
use crate::engine::jwt::numeric_date;
use crate::engine::lint::privacy::secret;
use crate::engine::report;
use crate::engine::rule::finding::{Finding, worst_first};
use crate::engine::speech;
use crate::engine::text::escape::{Whitespace, escaped, push_json_as_written};
use crate::engine::text::uri::Uri;
use crate::engine::text::variable::name::{self, Opens, normalized};
use crate::engine::text::words::{counted, grouped, shown};
use std::collections::HashSet;
use std::fmt::Write;

pub(super) static ROWS: &[ExportRow] = &[
    row(
        "markdown",
        "Report",
        "report.md",
        "Verdict, header, claims and findings as Markdown; personal values are masked, the signature is left out",
        |subject| Ok(whole(subject, true)),
    )
    .masking(Masking::Personal),
    row(
        "markdown-unmasked",
        "Report with every value",
        "report.md",
        "The same with every claim as it is, without the signature",
        |subject| Ok(whole(subject, false)),
    ),
    ExportRow::new(
        Group::Report,
        ("markdown-table", "Table of claims", "claims.md"),
        "A line for each claim, times read out, personal values masked",
        Rule::Open,
        |subject| subject.claims().map(drop),
        |subject| Ok(table(subject.shown_claims()?, "Claim", SHOWN_CLAIMS).trim_end().to_owned()),
    )
    .masking(Masking::Personal),
    ExportRow::new(
        Group::Report,
        ("json-report", "Report in JSON", "report.json"),
        "What jotsmith inspect --json prints, payload included: for scripts and bug reports",
        // The payload stands in it whole: what was meant for two eyes stays out of clipboard histories.
        Rule::Secret,
        |_| Ok(()),
        |subject| {
            let Subject { examination, judgement, cleaned, notes, now, .. } = *subject;
            Ok(report::report(examination, judgement, cleaned, notes, None, now).to_json())
        },
    ),
    row("findings", "Findings", "findings.txt", "All of them, one per line", |subject| {
        Ok(findings(subject).iter().map(|finding| finding_line(finding)).collect::<Vec<_>>().join("\n"))
    }),
];

const fn row(
    name: &'static str,
    title: &'static str,
    file: &'static str,
    line: &'static str,
    make: fn(&Subject<'_>) -> Result<String, Unfit>,
) -> ExportRow {
    ExportRow::new(Group::Report, (name, title, file), line, Rule::Open, |_| Ok(()), make)
}

/// Findings that are listed.
const MANY: usize = 500;

/// What a person's data never stands in by its definition. All else is masked, as nobody can know what it says.
const SHOWN_CLAIMS: &[&str] = &[
    "acr",
    "amr",
    "aud",
    "auth_time",
    "azp",
    "client_id",
    "entitlements",
    "exp",
    "groups",
    "iat",
    "iss",
    "nbf",
    "permissions",
    "roles",
    "scope",
    "scp",
    "token_use",
    "typ",
    "ver",
];
const SHOWN_PARAMETERS: &[&str] = &["alg", "b64", "crit", "cty", "enc", "kid", "p2c", "typ", "x5t", "x5t#S256", "zip"];

/// Claims that are a time. Anything else in their place may say anything.
const TIMES: &[&str] = &["auth_time", "exp", "iat", "nbf"];

/// Whether a member may be read by others. An empty list names all.
fn is_shown(member: &Member<'_>, shown: &[&str]) -> bool {
    shown.is_empty()
        || shown.contains(&&*member.name)
            && !within(member.value).any(tells_too_much)
            && (!TIMES.contains(&&*member.name) || member.value.kind() == Kind::Number)
}

/// Whether a value names somebody or gives access, whatever claim it stands in.
fn tells_too_much(value: Value<'_>) -> bool {
    value.name().is_some_and(|name| may_name_somebody(&name) || opens(&name))
        || value
            .as_str()
            .is_some_and(|text| may_name_somebody(&text) || secret(&text).is_some() || has_secret_parameter(&text))
}

/// Whether a value of this name gives access.
fn opens(name: &str) -> bool {
    let key = normalized(name);
    name::opens(name, &key) != Opens::No || name::exposed(&key).is_some()
}

/// Whether one of an address's parameters is called a secret: `?access_token=…`.
fn has_secret_parameter(text: &str) -> bool {
    let pairs = text.split(['?', '&', '#', ';']).filter_map(|pair| pair.split_once('='));
    pairs.into_iter().any(|(name, value)| !value.is_empty() && opens(name))
}

/// Whether a text may have an address of a person in it, or credentials in an address: both stand in front of an `@`,
/// and what is in front of it may be written in too many ways to be told (RFC 3986 §3.2.1, RFC 5322 §3.4.1).
fn may_name_somebody(text: &str) -> bool {
    text.contains('@') || text.contains("%40")
}

/// A value and all that is in it.
fn within<'a>(value: Value<'a>) -> impl Iterator<Item = Value<'a>> {
    (value.index()..value.next_index()).filter_map(move |index| value.document().value(index))
}

/// The worst first.
fn findings<'a>(subject: &Subject<'a>) -> Vec<&'a Finding> {
    let mut all = worst_first(subject.examination.findings.iter().chain(&subject.judgement.findings));
    all.truncate(MANY);
    all
}

fn finding_line(finding: &Finding) -> String {
    let mut line = format!("{}: {}", finding.severity.spoken(), finding.message);
    if !finding.advice.is_empty() {
        let _ = write!(line, ". {}", finding.advice);
    }
    let _ = write!(line, " [{}]", finding.rule.id);
    if !finding.rule.reference.is_empty() {
        let _ = write!(line, " ({})", finding.rule.reference);
    }
    line
}

/// No signature, no key, no encrypted part.
fn whole(subject: &Subject<'_>, is_masked: bool) -> String {
    let verdict = speech::verdict::of(subject.examination, subject.judgement, subject.now);
    let mut text = format!("# Token report\n\n**{}**", verdict.word);
    let hidden = if is_masked { masked_texts(subject) } else { Vec::new() };
    let repeats = |text: &str| hidden.iter().any(|hidden| text.contains(hidden));
    // What repeats something that is masked is not said: the word stays.
    let detail = Some(verdict.detail()).filter(|detail| !repeats(detail)).unwrap_or_default();
    let time = verdict.time.map(|time| time.words).unwrap_or_default();
    for (between, words) in [(": ", &detail), (" · ", &time)].into_iter().filter(|(_, words)| !words.is_empty()) {
        let _ = write!(text, "{between}{}", plain(words));
    }
    let (now, leeway) = (numeric_date::format_utc(subject.now), subject.policy.leeway());
    let size = counted(subject.examination.size.total, "byte");
    let _ = write!(text, "\n\nAs of {now}, leeway {leeway} s, {size}\n");
    for (index, layer) in subject.shown.layers.iter().enumerate() {
        of_layer(&mut text, subject, (layer, index), is_masked, &repeats);
    }
    let findings = findings(subject);
    if !findings.is_empty() {
        text.push_str("\n## Findings\n\n");
        for finding in findings {
            // A sentence that repeats what is masked gives way to the rule's own.
            let line = finding_line(finding);
            let line = if repeats(&line) {
                format!("{}: {} [{}]", finding.severity.spoken(), finding.rule.title, finding.rule.id)
            } else {
                line
            };
            let _ = writeln!(text, "- {}", plain(&line));
        }
    }
    text.trim_end().to_owned()
}

fn of_layer(
    text: &mut String,
    subject: &Subject<'_>,
    (layer, index): (&Layer, usize),
    is_masked: bool,
    repeats: &dyn Fn(&str) -> bool,
) {
    let _ = write!(text, "\n## Layer {}: {}\n", index + 1, layer.kind_word().to_uppercase());
    let everything: &[&str] = &[];
    let objects = layer.header(0).into_iter().flat_map(|header| &header.sources).filter_map(|source| source.object());
    for object in objects.filter(|object| object.kind() == Kind::Object && object.child_count() > 0) {
        text.push('\n');
        text.push_str(&table(object, "Header", if is_masked { SHOWN_PARAMETERS } else { everything }));
    }
    let mut entry = |what: &str, word: &str, reasons: &[Reason]| {
        let _ = write!(text, "\n{what}: {word}");
        for sentence in reasons.iter().map(speech::reason::sentence).filter(|sentence| !repeats(sentence)) {
            let _ = write!(text, " · {}", plain(&sentence));
        }
        text.push('\n');
    };
    layer.signatures.iter().for_each(|result| entry("Signature", result.status.word(), &result.reasons));
    layer.recipients.iter().for_each(|result| entry("Recipient", result.status.word(), &result.reasons));
    let claims = layer.shown_claims().and_then(|document| document.object());
    if let Some(claims) = claims.filter(|claims| claims.child_count() > 0) {
        text.push('\n');
        text.push_str(&table(claims, "Claim", if is_masked { SHOWN_CLAIMS } else { everything }));
    } else if let Some(content) = layer.content.as_ref() {
        let _ = write!(text, "\nThe payload is {}, {}\n", content.kind.words(), counted(content.bytes.len(), "byte"));
    }
    if let Some(sd_jwt) = &layer.sd_jwt {
        let disclosures = counted(sd_jwt.disclosures.len(), "disclosure");
        let _ = write!(text, "\nSD-JWT: {disclosures}, {} undisclosed\n", grouped(sd_jwt.undisclosed as u128));
        for (index, disclosure) in sd_jwt.disclosures.iter().take(MANY).enumerate() {
            let name = disclosure.name().or_else(|| disclosure.path.as_deref().map(Into::into));
            let name = name.map(|name| format!(", {}", code(&escaped(&name)))).unwrap_or_default();
            let _ = write!(text, "\n- Disclosure {}{name}: {}", index + 1, disclosure.state.word());
        }
        text.push('\n');
        if let Some((status, reasons)) = subject.judgement.key_binding_standing(layer) {
            let _ = write!(text, "\nKey binding: {}", status.word());
            for sentence in reasons.iter().map(speech::reason::sentence).filter(|sentence| !repeats(sentence)) {
                let _ = write!(text, " · {}", plain(&sentence));
            }
            text.push('\n');
        }
    }
}

/// A line for each member; of those that `shown` does not name only what they are. An empty `shown` names all.
fn table(object: Value<'_>, title: &str, shown: &[&str]) -> String {
    let has_times = object.members().any(|member| !time(&member.name, member.value).is_empty());
    let mut text = format!("| {title} | Value |{}\n", if has_times { " Time |" } else { "" });
    text.push_str(if has_times { "| --- | --- | --- |\n" } else { "| --- | --- |\n" });
    for member in object.members() {
        let is_shown = is_shown(&member, shown);
        let value = if is_shown { code(&one_line(member.value)) } else { mask(member.value) };
        let name = match shown {
            [_, ..] if may_name_somebody(&member.name) => MASK.to_owned(),
            _ => code(&escaped(&member.name)),
        };
        let _ = write!(text, "| {name} | {value} |");
        if has_times {
            let time = if is_shown { time(&member.name, member.value) } else { String::new() };
            let _ = write!(text, " {time} |");
        }
        text.push('\n');
    }
    text
}

fn one_line(value: Value<'_>) -> String {
    let mut out = String::new();
    push_json_as_written(&mut out, &value.lexeme(), Whitespace::InOneLine);
    out
}

/// What stands for what is masked.
const MASK: &str = "••••••";

/// What kind of value it is, and nothing of it.
fn mask(value: Value<'_>) -> String {
    let words = match value.kind() {
        Kind::String => "text".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::Array => format!("list, {}", counted(value.child_count(), "item")),
        Kind::Object => format!("object, {}", counted(value.child_count(), "member")),
        Kind::True | Kind::False => "true or false".to_owned(),
        Kind::Null => "null".to_owned(),
    };
    format!("{MASK} ({words})")
}

/// The texts of what is masked, so far as a sentence could repeat them: in any layer, in full, as they begin, the host of an
/// address.
fn masked_texts(subject: &Subject<'_>) -> Vec<String> {
    // Shorter ones occur by chance; those of a header's keys are words of its standard.
    const SHORTEST: usize = 4;
    const SHORTEST_IN_HEADER: usize = 10;
    // A sentence has no more of a long one.
    const BEGINNING: usize = 40;
    let mut all = HashSet::new();
    let mut add = |object: Value<'_>, shown: &[&str], shortest: usize| {
        for member in object.members().filter(|member| !is_shown(member, shown)) {
            for value in within(member.value) {
                let text = match value.kind() {
                    Kind::String => value.as_str().unwrap_or_default(),
                    Kind::Number => value.lexeme(),
                    _ => continue,
                };
                let host = Uri::parse(&text).map(|uri| uri.host).unwrap_or_default();
                let beginning = &text[..text.floor_char_boundary(BEGINNING)];
                let texts = [beginning, host].into_iter().filter(|text| text.chars().count() >= shortest);
                all.extend(texts.flat_map(said));
            }
        }
        let names = object.members().map(|member| member.name).filter(|name| may_name_somebody(name));
        all.extend(names.flat_map(|name| said(&name)));
    };
    for layer in &subject.shown.layers {
        if let Some(claims) = layer.shown_claims().and_then(|document| document.object()) {
            add(claims, SHOWN_CLAIMS, SHORTEST);
        }
        let headers = layer.header(0).into_iter().flat_map(|header| &header.sources);
        headers
            .filter_map(|source| source.object())
            .for_each(|header| add(header, SHOWN_PARAMETERS, SHORTEST_IN_HEADER));
    }
    all.into_iter().collect()
}

/// A text as sentences write it: what hides or reorders is spelled out in either of two ways.
fn said(text: &str) -> [String; 2] {
    [escaped(text).into_owned(), shown(text).into_owned()]
}

/// A code span that its content cannot end (CommonMark §6.1), within a cell of a table (GFM §4.10).
fn code(content: &str) -> String {
    let longest = content.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad =
        if content.starts_with(['`', ' ']) || content.ends_with(['`', ' ']) || content.is_empty() { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", content.replace('|', "\\|"))
}

/// Words in which values of a token may stand: nothing of them is markup.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    for character in escaped(words).chars() {
        let is_markup = matches!(character, '\\' | '`' | '*' | '<' | '>' | '&' | '|' | '~' | '!' | '#')
            || (character == '[' && before != ' ')
            || (character == '_' && !before.is_alphanumeric());
        if is_markup {
            out.push('\\');
        }
        // An address or a mention becomes a link at the sites where reports are pasted.
        match character {
            '@' => out.push_str("&#64;"),
            ':' if out.ends_with("http") || out.ends_with("https") => out.push_str("&#58;"),
            _ => out.push(character),
        }
        before = character;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{code, plain};

    #[test]
    fn a_code_span_ends_where_it_should() {
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn words_are_no_markup() {
        assert_eq!(plain("<b>x</b> @all https://a.example"), "\\<b\\>x\\</b\\> &#64;all https&#58;//a.example");
        assert_eq!(plain("exp is in_line [RULE_ID]"), "exp is in_line [RULE_ID]");
    }
}
