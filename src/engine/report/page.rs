//! The report as one HTML page to send: no script, nothing from elsewhere, every character of the token escaped.

use super::{Entries, Entry, FindingReport, LayerReport, Report};
use crate::engine::crypto::digest::sha256;
use crate::engine::ground::json::{Kind, Value, scan};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::jwt::numeric_date;
use crate::engine::redact::{Mask, Readable, ReadablePart, Redactor, pieces};
use crate::engine::speech;
use crate::engine::text::escape::escaped;
use crate::engine::text::words::{capital, grouped};
use html_escape::encode_safe;
use std::fmt::Write as _;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8886;--weak:#777;--good:#18752f;--bad:#be1e1e;--warning:#7d5600;--mark:#f3e3a8}\
@media(prefers-color-scheme:dark){:root{--weak:#999;--good:#5fce7f;--bad:#ff7b72;--warning:#e0b24c;--mark:#5a4a12}}\
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid var(--line)}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line)}\
th{font-weight:600;white-space:nowrap}code,pre{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}\
mark{background:var(--mark);color:inherit;border-radius:3px}.weak{color:var(--weak)}\
.valid,.verified{color:var(--good)}.invalid,.rejected,.error{color:var(--bad)}.warning,.unsecured{color:var(--warning)}\
@media print{body{margin:0}}";

/// What is to be put on the page beside the report.
pub struct Page<'a> {
    /// The time of the judgement, in seconds since 1970.
    pub now: i64,
    /// The token as it was received: what is masked in it is masked on the whole page.
    pub token: &'a str,
}

impl Report {
    /// As a page; with a redactor, as one that can be shown to others.
    pub fn to_html(&self, page: &Page<'_>, redactor: Option<Redactor>) -> String {
        let mut writer = Writer { out: String::new(), redactor };
        writer.learn(self, page.token);
        writer.page(self, page);
        writer.out
    }
}

struct Writer {
    out: String,
    redactor: Option<Redactor>,
}

impl Writer {
    /// Everything that is masked must be known before the first sentence is written.
    fn learn(&mut self, report: &Report, token: &str) {
        let Some(redactor) = &mut self.redactor else { return };
        let parts: Vec<(ReadablePart, &str)> = report.layers.iter().flat_map(parts).collect();
        redactor.learn(token, &parts);
    }

    fn page(&mut self, report: &Report, page: &Page<'_>) {
        let hash = data_encoding::BASE64.encode(&sha256(STYLE.as_bytes()));
        let _ = write!(
            self.out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <title>Token report</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        );
        let message = self.said(&report.message);
        let _ = writeln!(self.out, "<h1 class=\"{}\">{message}</h1>", report.verdict);
        let time = numeric_date::format_utc(page.now);
        let how = if self.redactor.is_some() { speech::redact::PAGE_REDACTED } else { speech::redact::PAGE_WHOLE };
        let _ = writeln!(
            self.out,
            "<p class=\"weak\">As of {time} · {} bytes · {how}</p>",
            grouped(report.size.total as u128)
        );
        for (index, layer) in report.layers.iter().enumerate() {
            self.layer(report, index, layer);
        }
        self.timeline(report, page.now);
        self.findings(&report.findings);
        self.sizes(report);
        let version = env!("CARGO_PKG_VERSION");
        let _ =
            write!(self.out, "</main>\n<footer class=\"weak\"><p>Jotsmith {version}</p></footer>\n</body>\n</html>\n");
    }

    fn layer(&mut self, report: &Report, index: usize, layer: &LayerReport) {
        let of =
            if report.layers.len() > 1 { format!(" {} of {}", index + 1, report.layers.len()) } else { String::new() };
        let kind = layer.kind.to_uppercase();
        let form = layer.serialization.map(|form| format!(", {form}")).unwrap_or_default();
        if let Some(header) = &layer.header {
            let _ = writeln!(self.out, "<h2>Header <span class=\"weak\">{kind}{form}{of}</span></h2>");
            self.members(header.text(), ReadablePart::Header);
        }
        if let Some(claims) = &layer.claims {
            self.out.push_str("<h2>Claims</h2>\n");
            self.members(claims.text(), ReadablePart::Claims);
        }
        match &layer.entries {
            Some(Entries::Signatures(entries)) => self.entries("Signature", entries),
            Some(Entries::Recipients(entries)) => self.entries("Encryption", entries),
            None => {}
        }
    }

    fn entries(&mut self, title: &str, entries: &[Entry]) {
        let _ = writeln!(self.out, "<h2>{title}</h2>");
        for entry in entries {
            let algorithm = self.said(entry.algorithm.as_deref().unwrap_or("no algorithm"));
            let status = capital(entry.status);
            let _ = writeln!(
                self.out,
                "<p><strong class=\"{}\">{status}</strong> <code>{algorithm}</code></p>",
                entry.status
            );
            if entry.reasons.is_empty() {
                continue;
            }
            self.out.push_str("<ul>\n");
            for reason in &entry.reasons {
                let message = self.said(&reason.message);
                let _ = writeln!(self.out, "<li>{message}</li>");
            }
            self.out.push_str("</ul>\n");
        }
    }

    /// The members of an object, each in a row.
    fn members(&mut self, json: &str, part: ReadablePart) {
        let readable = self.readable(json, part);
        let document = scan(readable.text.as_bytes(), Limits::DEFAULT.json_depth);
        let Some(object) = document.object() else {
            let text = marked(&readable.text, Span::new(0, readable.text.len()), &readable.masks);
            let _ = writeln!(self.out, "<pre>{text}</pre>");
            return;
        };
        self.out.push_str("<table>\n");
        for member in object.members() {
            let name = marked(&readable.text, inside(member.name_span), &readable.masks);
            let value = marked(&readable.text, member.value.span(), &readable.masks);
            let time = time_of(&member.name, member.value).map(|time| format!(" <span class=\"weak\">{time}</span>"));
            let time = time.unwrap_or_default();
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\"><code>{name}</code></th><td><code>{value}</code>{time}</td></tr>"
            );
        }
        self.out.push_str("</table>\n");
    }

    fn readable(&mut self, json: &str, part: ReadablePart) -> Readable {
        match &mut self.redactor {
            Some(redactor) => redactor.excerpt(part, json),
            None => Readable { part, depth: 0, text: json.to_owned(), masks: Vec::new() },
        }
    }

    fn timeline(&mut self, report: &Report, now: i64) {
        let claims = report.layers.iter().rev().find_map(|layer| layer.claims.as_ref());
        let Some(claims) = claims else { return };
        let document = scan(claims.text().as_bytes(), Limits::DEFAULT.json_depth);
        let mut marks: Vec<(i128, &str)> =
            [("Issued", "iat"), ("Not before", "nbf"), ("Expires", "exp"), ("Authenticated", "auth_time")]
                .into_iter()
                .filter_map(|(words, name)| {
                    Some((numeric_date::parse(document.object()?.get(name)?).ok()?.seconds, words))
                })
                .collect();
        if marks.is_empty() {
            return;
        }
        marks.push((i128::from(now), "This report"));
        marks.sort_by_key(|(seconds, _)| *seconds);
        self.out.push_str("<h2>Timeline</h2>\n<table>\n");
        for (seconds, words) in marks {
            let Ok(seconds) = i64::try_from(seconds) else { continue };
            let time = numeric_date::format_utc(seconds);
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\">{words}</th><td>{time}</td><td class=\"weak\">{}</td></tr>",
                numeric_date::relative(i128::from(seconds) - i128::from(now))
            );
        }
        self.out.push_str("</table>\n");
    }

    fn findings(&mut self, findings: &[FindingReport]) {
        let _ = writeln!(self.out, "<h2>Findings <span class=\"weak\">{}</span></h2>", findings.len());
        if findings.is_empty() {
            return;
        }
        self.out.push_str("<table>\n");
        for finding in findings {
            let message = self.said(&finding.message);
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\" class=\"{0}\">{1}</th><td>{message}</td><td class=\"weak\"><code>{2}</code></td></tr>",
                finding.severity.word(),
                capital(finding.severity.spoken()),
                finding.rule
            );
        }
        self.out.push_str("</table>\n");
    }

    fn sizes(&mut self, report: &Report) {
        self.out.push_str("<h2>Size</h2>\n<table>\n");
        let total = report.size.total.max(1);
        for (name, bytes) in &report.size.parts {
            let share = speech::size::share(*bytes, total);
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\">{}</th><td>{} bytes</td><td class=\"weak\">{share} %</td></tr>",
                capital(name),
                grouped(*bytes as u128)
            );
        }
        let _ = writeln!(
            self.out,
            "<tr><th scope=\"row\">Total</th><td>{} bytes</td><td></td></tr>\n</table>",
            grouped(report.size.total as u128)
        );
    }

    /// A sentence, which may repeat something of the token.
    fn said(&mut self, sentence: &str) -> String {
        let sentence = match &mut self.redactor {
            Some(redactor) => redactor.sentence(sentence).text,
            None => sentence.to_owned(),
        };
        encode_safe(&escaped(&sentence)).into_owned()
    }
}

pub(super) fn parts(layer: &LayerReport) -> impl Iterator<Item = (ReadablePart, &str)> {
    let header = layer.header.iter().map(|json| (ReadablePart::Header, json.text()));
    header.chain(layer.claims.iter().map(|json| (ReadablePart::Claims, json.text())))
}

/// Between the quotes.
fn inside(span: Span) -> Span {
    Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1))
}

/// A piece of a text, what is masked in it marked.
fn marked(text: &str, span: Span, masks: &[Mask]) -> String {
    let mut out = String::new();
    for (piece, is_masked) in pieces(text, span, masks) {
        let (before, behind) = if is_masked { ("<mark>", "</mark>") } else { ("", "") };
        let _ = write!(out, "{before}{}{behind}", encode_safe(&escaped(piece)));
    }
    out
}

fn time_of(name: &str, value: Value<'_>) -> Option<String> {
    let is_time = matches!(name, "exp" | "iat" | "nbf" | "auth_time" | "updated_at") && value.kind() == Kind::Number;
    let date = is_time.then(|| numeric_date::parse(value).ok()).flatten()?;
    i64::try_from(date.seconds).ok().map(numeric_date::format_utc)
}
