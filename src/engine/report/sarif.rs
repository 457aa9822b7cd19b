//! The findings as a SARIF 2.1.0 log, for what shows the results of checks beside code.

use super::FindingReport;
use super::Report;
use crate::engine::lint::all_rules;
use crate::engine::rule::Rule;
use crate::engine::text::escape::escaped;
use serde_json::{Value, json};

/// Where the schema is published; it names the version of the log as well.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The exit status of a program that could not do what it was asked for.
const UNUSABLE: u8 = 2;

/// Where the token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Artifact<'a> {
    /// Its address, relative or absolute; `None`: it was an argument, or came from standard input.
    pub uri: Option<&'a str>,
    /// The whole text, where the token's characters stand in it as they are.
    pub text: Option<&'a str>,
    /// Byte of `text` at which the token begins.
    pub start: usize,
}

impl Report {
    /// The log in one line. `exit_code` is that of the program.
    pub fn to_sarif(&self, artifact: &Artifact<'_>, exit_code: u8) -> String {
        let mut rules: Vec<&'static Rule> = Vec::new();
        let mut results = Vec::new();
        for finding in &self.findings {
            let Some(rule) = all_rules().find(|rule| rule.id == finding.rule) else { continue };
            let index = rules.iter().position(|known| known.id == rule.id).unwrap_or_else(|| {
                rules.push(rule);
                rules.len() - 1
            });
            results.push(self.result(finding, index, artifact));
        }
        let rules: Vec<Value> = rules.into_iter().map(descriptor).collect();
        let mut run = json!({
            "tool": { "driver": {
                "name": "Jotsmith",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "invocations": [{ "executionSuccessful": exit_code != UNUSABLE, "exitCode": exit_code }],
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": { "verdict": self.verdict, "message": plain(&self.message) },
        });
        if let (Some(uri), Some(run)) = (artifact.uri, run.as_object_mut()) {
            run.insert("artifacts".to_owned(), json!([{ "location": { "uri": uri } }]));
        }
        json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }).to_string()
    }

    fn result(&self, finding: &FindingReport, index: usize, artifact: &Artifact<'_>) -> Value {
        let layer = self.layers.get(finding.layer).map_or("", |layer| layer.kind);
        let mut location = json!({
            "logicalLocations": [{
                "name": format!("layer {} ({layer})", finding.layer + 1),
                "fullyQualifiedName": format!("layers/{}", finding.layer),
            }],
        });
        if let (Some(uri), Some(location)) = (artifact.uri, location.as_object_mut()) {
            let mut physical = json!({ "artifactLocation": { "uri": uri, "index": 0 } });
            // What is inside the outermost layer has no characters of its own in the file.
            let span = finding.span.filter(|_| finding.layer == 0);
            let bytes = span.map_or((artifact.start, artifact.start), |span| {
                (artifact.start.saturating_add(span.start), artifact.start.saturating_add(span.end))
            });
            if let (Some(region), Some(physical)) =
                (artifact.text.and_then(|text| region(text, bytes, span.is_some())), physical.as_object_mut())
            {
                physical.insert("region".to_owned(), region);
            }
            location.insert("physicalLocation".to_owned(), physical);
        }
        json!({
            "ruleId": finding.rule,
            "ruleIndex": index,
            "level": finding.severity.spoken(),
            "message": { "text": plain(&finding.message) },
            "locations": [location],
        })
    }
}

/// Lines and columns count from 1, columns in characters; the end is the column behind the last one.
fn region(text: &str, (start, end): (usize, usize), has_end: bool) -> Option<Value> {
    let (line, column) = position(text, start)?;
    let mut region = json!({ "startLine": line, "startColumn": column });
    if let (true, Some((end_line, end_column)), Some(region)) = (has_end, position(text, end), region.as_object_mut()) {
        region.insert("endLine".to_owned(), json!(end_line));
        region.insert("endColumn".to_owned(), json!(end_column));
    }
    Some(region)
}

fn position(text: &str, byte: usize) -> Option<(usize, usize)> {
    let before = text.get(..byte)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some((line, column))
}

/// What a finding says may come out of a token: nothing in it hides or reorders text.
fn plain(text: &str) -> String {
    escaped(text).into_owned()
}

fn descriptor(rule: &'static Rule) -> Value {
    let mut help = vec![rule.title];
    help.extend([rule.advice, rule.reference].into_iter().filter(|text| !text.is_empty()));
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "help": { "text": help.join(". ") },
        "defaultConfiguration": { "level": rule.severity.spoken() },
    })
}
