//! `jotsmith inspect --sarif`: what the schema of SARIF 2.1.0 demands of a log, for every token of the tests.

use crate::inspect;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The members that the schema allows in an object: `additionalProperties` is false in all of them.
const ALLOWED: [(&str, &[&str]); 13] = [
    ("log", &["$schema", "version", "runs", "inlineExternalProperties", "properties"]),
    (
        "run",
        &["tool", "invocations", "artifacts", "logicalLocations", "results", "columnKind", "language", "properties"],
    ),
    ("tool", &["driver", "extensions", "properties"]),
    (
        "toolComponent",
        &["name", "organization", "version", "semanticVersion", "informationUri", "fullName", "rules", "properties"],
    ),
    (
        "reportingDescriptor",
        &["id", "name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration", "properties"],
    ),
    ("reportingConfiguration", &["enabled", "level", "rank", "parameters", "properties"]),
    ("multiformatMessageString", &["text", "markdown", "properties"]),
    ("invocation", &["executionSuccessful", "exitCode", "commandLine", "properties"]),
    ("artifact", &["location", "length", "mimeType", "contents", "encoding", "properties"]),
    ("result", &["ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints", "properties"]),
    ("location", &["id", "physicalLocation", "logicalLocations", "message", "properties"]),
    ("artifactLocation", &["uri", "uriBaseId", "index", "description", "properties"]),
    (
        "region",
        &["startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength", "byteOffset", "byteLength"],
    ),
];

fn only(object: &Value, kind: &str) {
    let (_, allowed) = ALLOWED.iter().find(|(name, _)| *name == kind).expect("a kind");
    let members: BTreeSet<&str> =
        object.as_object().unwrap_or_else(|| panic!("{kind}: {object}")).keys().map(|name| &**name).collect();
    let strange: Vec<_> = members.iter().filter(|name| !allowed.contains(name)).collect();
    assert!(strange.is_empty(), "{kind} with {strange:?}");
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a string: {value}"))
}

fn level(value: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&text(value)), "{value}");
}

/// RFC 3986 §4.1: no character that has to be escaped.
fn uri(value: &Value) {
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    assert!(text(value).bytes().all(is_fit), "{value}");
}

fn check(log: &Value, exit: i32) {
    only(log, "log");
    assert_eq!(log["version"], "2.1.0");
    uri(&log["$schema"]);
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    for run in runs {
        only(run, "run");
        only(&run["tool"], "tool");
        let driver = &run["tool"]["driver"];
        only(driver, "toolComponent");
        assert!(!text(&driver["name"]).is_empty());
        let rules = driver["rules"].as_array().unwrap();
        let ids: BTreeSet<&str> = rules.iter().map(|rule| text(&rule["id"])).collect();
        assert_eq!(ids.len(), rules.len(), "uniqueItems");
        for rule in rules {
            only(rule, "reportingDescriptor");
            only(&rule["shortDescription"], "multiformatMessageString");
            only(&rule["help"], "multiformatMessageString");
            only(&rule["defaultConfiguration"], "reportingConfiguration");
            assert!(!text(&rule["help"]["text"]).is_empty() && !text(&rule["shortDescription"]["text"]).is_empty());
            level(&rule["defaultConfiguration"]["level"]);
        }
        for invocation in run["invocations"].as_array().unwrap() {
            only(invocation, "invocation");
            assert!(invocation["executionSuccessful"].is_boolean());
            assert_eq!(invocation["exitCode"], exit);
        }
        assert!(["utf16CodeUnits", "unicodeCodePoints"].contains(&text(&run["columnKind"])));
        let artifacts = run["artifacts"].as_array().cloned().unwrap_or_default();
        for artifact in &artifacts {
            only(artifact, "artifact");
            only(&artifact["location"], "artifactLocation");
            uri(&artifact["location"]["uri"]);
        }
        for result in run["results"].as_array().unwrap() {
            only(result, "result");
            assert!(!text(&result["message"]["text"]).is_empty());
            level(&result["level"]);
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            for location in result["locations"].as_array().unwrap() {
                place(location, artifacts.len());
            }
        }
    }
}

fn place(location: &Value, artifacts: usize) {
    only(location, "location");
    for logical in location["logicalLocations"].as_array().unwrap() {
        assert!(!text(&logical["name"]).is_empty() && !text(&logical["fullyQualifiedName"]).is_empty());
    }
    let Some(physical) = location.get("physicalLocation") else { return assert_eq!(artifacts, 0) };
    only(&physical["artifactLocation"], "artifactLocation");
    assert!(physical["artifactLocation"]["index"].as_u64().unwrap() < artifacts as u64);
    uri(&physical["artifactLocation"]["uri"]);
    if let Some(region) = physical.get("region") {
        only(region, "region");
        let number = |name: &str| region.get(name).map(|value| value.as_u64().unwrap());
        let (line, column) = (number("startLine").unwrap(), number("startColumn").unwrap());
        assert!(line >= 1 && column >= 1, "{region}");
        if let Some((end_line, end_column)) = number("endLine").zip(number("endColumn")) {
            assert!((end_line, end_column) >= (line, column), "{region}");
        }
    }
}

#[test]
fn every_log_is_what_the_schema_demands() {
    let mut results = 0;
    for folder in ["tokens", "verdict"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_token = path.extension().is_some_and(|extension| extension == "jwt" || extension == "txt");
            if !is_token {
                continue;
            }
            let ran = inspect(&[path.to_str().unwrap(), "--sarif", "--now", "1795442400"]).run();
            // What holds no token is said on standard error alone.
            let Ok(log) = serde_json::from_str(&ran.stdout) else {
                assert!(ran.stdout.is_empty() && ran.status == 2, "{}: {ran:?}", path.display());
                continue;
            };
            assert!(ran.stdout.ends_with('\n') && ran.stdout.trim_end().lines().count() == 1);
            check(&log, ran.status);
            results += log["runs"][0]["results"].as_array().unwrap().len();
        }
    }
    assert!(results > 100, "{results} results");
}

/// Who sees nothing but the results must see why the token is rejected, and where.
#[test]
fn what_is_rejected_has_an_error_that_says_why() {
    let mut rejected = 0;
    for folder in ["tokens", "verdict"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if !path.extension().is_some_and(|extension| extension == "jwt" || extension == "txt") {
                continue;
            }
            let ran = inspect(&[path.to_str().unwrap(), "--sarif", "--now", "1795442400"]).run();
            let Ok(log) = serde_json::from_str::<Value>(&ran.stdout) else { continue };
            let run = &log["runs"][0];
            // What is no token at all has no faults of one.
            if run["properties"]["verdict"] != "invalid" {
                continue;
            }
            rejected += 1;
            let results = run["results"].as_array().unwrap();
            let errors = results.iter().filter(|result| result["level"] == "error");
            let rules: Vec<&str> = errors.map(|result| text(&result["ruleId"])).collect();
            assert!(!rules.is_empty(), "{}", path.display());
            // That is what is said where nothing more exact is known.
            assert!(!rules.contains(&"TOKEN_REJECTED"), "{}", path.display());
            assert_eq!(run["invocations"][0]["executionSuccessful"], true);
        }
    }
    assert!(rejected > 20, "{rejected} tokens");
}

/// The place of a finding is that of its characters in the file, whatever stands in front of the token.
#[test]
fn a_region_points_at_the_characters() {
    let folder = crate::Folder::new();
    let token =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tokens/finding-time.jwt"))
            .unwrap();
    let token = token.trim();
    let file = folder.file("a b.txt", format!("first line\né {token}\n"));
    let ran = inspect(&[&file, "--sarif", "--now", "1795442400"]).run();
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    check(&log, ran.status);
    let json = inspect(&[&file, "--json", "--now", "1795442400"]).run().report();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    let mut seen = 0;
    for (result, finding) in results.iter().zip(findings) {
        let physical = &result["locations"][0]["physicalLocation"];
        assert!(text(&physical["artifactLocation"]["uri"]).ends_with("/a%20b.txt"));
        let region = &physical["region"];
        assert_eq!(region["startLine"], 2);
        if let Some(span) = finding["span"].as_array() {
            // The line begins with two characters of three bytes.
            assert_eq!(region["startColumn"].as_u64(), span[0].as_u64().map(|start| start + 3), "{finding}");
            assert_eq!(region["endColumn"].as_u64(), span[1].as_u64().map(|end| end + 3), "{finding}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}
