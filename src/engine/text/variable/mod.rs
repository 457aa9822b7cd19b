//! Names and values, in whatever a person has them: an .env file, a Secret of Kubernetes, the settings of a program, lines of
//! source code. Which of them are keys, and what is masked of them, is asked of one table of names.
//!
//! *Invariant:* what may be a secret by its name is never left out silently.

pub(crate) mod assignment;
pub(crate) mod call;
pub(crate) mod code;
pub(crate) mod command;
mod context;
pub(crate) mod doubt;
mod expression;
pub(crate) mod front;
mod line;
mod literal;
pub(crate) mod name;
pub(crate) mod notation;
mod secret;
pub(crate) mod signing;
mod statement;
mod table;
pub(crate) mod unused;
mod word;
mod yaml;

use crate::engine::ground::base64url::decode_base64;
use crate::engine::ground::json::{self, Document, Kind};
use crate::engine::ground::secret::SecretBytes;
use doubt::Doubt;
pub(crate) use line::{of_line, read, unquoted};
use name::speaks_of_secrets;
pub(crate) use name::{is_name, is_path_of_names};
pub(crate) use secret::{Secrets, hidden, is_secret, is_surely_secret, may_be_secret, secrets};
use signing::{Named, named};
use std::collections::{HashMap, HashSet};
use zeroize::Zeroizing;

#[derive(Clone)]
pub(crate) struct Variable {
    pub name: String,
    pub value: SecretBytes,
    /// It has no name of its own: what is named is the call that it is an argument of.
    pub is_argument: bool,
    /// A call that signs takes it, whatever it is called.
    pub is_used: bool,
    /// Why what stands there is hardly its value, whatever the value is.
    pub doubt: Option<Doubt>,
    /// How the value is read, where it can be read otherwise.
    pub reading: Option<&'static str>,
    /// How it is written, piece by piece, where that is not the value itself.
    pub written: Vec<SecretBytes>,
}

impl Variable {
    pub(crate) fn new(name: impl Into<String>, value: impl Into<SecretBytes>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            is_argument: false,
            is_used: false,
            doubt: None,
            reading: None,
            written: Vec::new(),
        }
    }
}

/// What a text gives a secret or keeps under a name without a sign between the two: commands, tables, statements, sentences.
pub(crate) fn kept(text: &str, wanted: Wanted) -> impl Iterator<Item = command::Put> {
    command::find(text).into_iter().chain(table::find(text, wanted)).chain(statement::find(text, wanted))
}

/// What is looked for where people write of secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// What verifies: the text says that it is the secret.
    Secrets,
    /// What nobody else may read: also what was the secret once, what is made of it, what stands beside it.
    Hidden,
}

/// What of a text was read before a limit ended it: the first of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Names with values.
    Values(usize),
    /// Members and elements of JSON.
    Entries(usize),
    Lines(usize),
    Bytes(usize),
    /// Objects of a `List` of Kubernetes.
    Items(usize),
    /// Values that may be secrets.
    Secrets(usize),
}

/// Variables, and what of the text they are from where that is not all of it.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) variables: Vec<Variable>,
    pub(crate) part: Option<Part>,
}

impl From<Vec<Variable>> for Found {
    fn from(variables: Vec<Variable>) -> Self {
        Self { variables, part: None }
    }
}

/// Whether a text says that it is a Secret or a ConfigMap of Kubernetes.
pub(crate) fn may_be_manifest(text: &str) -> bool {
    const BEGINNING: usize = 64 * 1024;
    let text = &text[..text.floor_char_boundary(BEGINNING)];
    let is_said = || {
        let kinds = text.match_indices("kind").map(|(at, kind)| text[at + kind.len()..].trim_start_matches(['"', ' ']));
        let named =
            kinds.filter_map(|rest| rest.strip_prefix(':')).map(|rest| rest.trim_start_matches([' ', '"', '\'']));
        named
            .map(|rest| rest.split(|end: char| !end.is_ascii_alphabetic()).next())
            .any(|kind| kind.and_then(is_kind_of_secret).is_some())
    };
    // A piece of one is one as well.
    text.contains("kind") && text.contains("data") && (text.contains("apiVersion") || is_said())
}

/// The values of the Secrets and ConfigMaps of Kubernetes in a text, in YAML or JSON: those of a Secret's `data` are in
/// base64. A value that is a file of variables is the variables in it.
pub(crate) fn of_manifest(text: &str, depth: usize) -> Option<Found> {
    if !may_be_manifest(text) {
        return None;
    }
    let (manifests, part): (Vec<Manifest>, _) = if text.trim_start().starts_with('{') {
        of_json(text, depth)
    } else {
        (text.split("\n---").filter_map(of_yaml).collect(), None)
    };
    let mut out = Vec::new();
    for (is_secret, entries) in manifests {
        for (section, name, text) in entries {
            let text = text.trim_end_matches(['\r', '\n']);
            let is_encoded = is_secret && section == "data";
            let value = if is_encoded { decode_base64(text) } else { Some(SecretBytes::from(text.as_bytes())) };
            let Some(value) = value else { continue };
            // A file of variables or of settings, as a mounted one is.
            let inner = std::str::from_utf8(value.expose())
                .ok()
                .filter(|text| text.contains('\n'))
                .and_then(|text| read(text).or_else(|| of_yaml_settings(text).map(|found| found.variables)));
            match inner {
                Some(inner) => out.extend(inner),
                None => out.push(Variable::new(name, value)),
            }
        }
    }
    (!out.is_empty()).then_some(Found { variables: out, part })
}

/// Whether it is a Secret, and its entries: where it is, its name, its text.
type Manifest = (bool, Vec<(String, String, Zeroizing<String>)>);

/// Items of one list that are read.
const MOST_ITEMS: usize = 64;

fn of_json(text: &str, depth: usize) -> (Vec<Manifest>, Option<Part>) {
    let document = json::scan(text.as_bytes(), depth);
    let of_object = |object: json::Value<'_>| {
        let is_secret = is_kind_of_secret(&object.get("kind")?.as_str()?)?;
        let mut entries = Vec::new();
        for section in ["data", "stringData"] {
            for value in object.get(section).into_iter().flat_map(json::Value::children) {
                if let (Some(name), Some(text)) = (value.name(), value.as_str()) {
                    entries.push((section.to_owned(), name.into_owned(), text.into_owned().into()));
                }
            }
        }
        Some((is_secret, entries))
    };
    let root = document.root().filter(|root| root.kind() == Kind::Object && document.is_complete());
    let mut items = root.and_then(|root| root.get("items")).into_iter().flat_map(json::Value::children);
    let found = root.into_iter().chain(items.by_ref().take(MOST_ITEMS)).filter_map(of_object).collect();
    let part = items.next().map(|_| Part::Items(MOST_ITEMS));
    drop(items);
    document.wipe();
    (found, part)
}

fn of_yaml(text: &str) -> Option<Manifest> {
    let kind = text.lines().find_map(|line| line.strip_prefix("kind:"))?;
    let is_secret = is_kind_of_secret(unquoted(kind.trim()))?;
    let (mut entries, mut section): (Vec<_>, Option<&str>) = (Vec::new(), None);
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.trim_start().starts_with('#')).peekable();
    let indent = |line: &str| line.len() - line.trim_start().len();
    while let Some(line) = lines.next() {
        if indent(line) == 0 {
            section = ["data", "stringData"].into_iter().find(|name| line.strip_suffix(':') == Some(name));
        } else if let (Some(section), Some((name, value))) = (section, line.split_once(':')) {
            let (name, mut value) = (unquoted(name.trim()), Zeroizing::new(unquoted(value.trim()).to_owned()));
            // A block (YAML 1.2.2 §8.1): the lines that are indented farther.
            if value.starts_with(['|', '>']) {
                let is_inner = |inner: &&str| inner.is_empty() || indent(inner) > indent(line);
                let inner = std::iter::from_fn(|| lines.next_if(is_inner)).map(str::trim_start);
                value = Zeroizing::new(inner.chain([""]).collect::<Vec<_>>().join("\n"));
            }
            if !name.is_empty() && !value.is_empty() {
                entries.push((section.to_owned(), name.to_owned(), value));
            }
        }
    }
    Some((is_secret, entries))
}

fn is_kind_of_secret(kind: &str) -> Option<bool> {
    match kind {
        "Secret" => Some(true),
        "ConfigMap" => Some(false),
        _ => None,
    }
}

/// Secrets in one value that are taken.
const MOST_PIECES: usize = 16;

/// The same, where a value that is an object in JSON is the members of that: Hasura's secret in an environment.
pub(crate) fn expanded(variables: &[Variable], depth: usize) -> Vec<Variable> {
    let mut out = Vec::with_capacity(variables.len());
    for variable in variables {
        let value = variable.value.expose();
        let document = value.trim_ascii_start().starts_with(b"{").then(|| json::scan(value, depth));
        let root = document.as_ref().filter(|document| document.is_complete()).and_then(Document::root);
        match root.filter(|root| root.get("kty").is_none() && root.get("keys").is_none()) {
            Some(root) => out.extend(
                of_settings(root)
                    .variables
                    .into_iter()
                    .map(|inner| Variable { name: format!("{}.{}", variable.name, inner.name), ..inner }),
            ),
            // `Jwt:Key = value`, as the .NET tool lists it, and `Environment=NAME=value` of systemd.
            // `SIMPLE_JWT = {'SIGNING_KEY': 'value'}`: an object as a program writes it.
            None if is_object(value) => {
                let inner = assignment::read(std::str::from_utf8(value).unwrap_or_default()).variables;
                out.extend(inner.into_iter().map(|inner| {
                    let name = format!("{}.{}", variable.name, inner.name);
                    Variable { name, ..inner }
                }));
                out.push(variable.clone());
            }
            None => out.push(match std::str::from_utf8(value).ok().and_then(inner) {
                Some((name, value)) if !matches!(named(&variable.name), Named::Signing(_)) => {
                    Variable::new(format!("{}.{name}", variable.name), value.as_bytes())
                }
                _ => Variable { value: defaulted(&variable.value), ..variable.clone() },
            }),
        }
        // `JWT_SECRETS=one,two`: it may be a list, and may be one.
        if signing::is_of_several(&variable.name) {
            let text = std::str::from_utf8(value).unwrap_or_default();
            let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
            let pieces = inner.split(',').map(|piece| unquoted(piece.trim())).filter(|_| inner.contains(','));
            out.extend(pieces.take(MOST_PIECES).map(|piece| Variable::new(&*variable.name, piece.as_bytes())));
        }
        if let Some(document) = document {
            document.wipe();
        }
    }
    out
}

/// Whether a value is an object or a call of a program that has names with values in quotes.
fn is_object(value: &[u8]) -> bool {
    const LONGEST: usize = 8 * 1024;
    let text = std::str::from_utf8(value).map(str::trim).unwrap_or_default();
    let is_closed = |open: &str, close: char| text.starts_with(open) && text.ends_with(close);
    let is_begun = is_closed("{", '}') || ["dict(", "Map.of(", "array("].iter().any(|open| is_closed(open, ')'));
    is_begun && text.len() <= LONGEST && text.contains(['\'', '"']) && text.contains([':', '=', ','])
}

/// A name with its value within a value.
fn inner(text: &str) -> Option<(&str, &str)> {
    let is_constant = |name: &str| name.contains('_') && !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let spaced = text.split_once(" = ").filter(|(name, _)| is_name(name));
    let (name, value) =
        spaced.or_else(|| text.split_once('=').filter(|(name, _)| is_name(name) && is_constant(name)))?;
    // `NAME="value",OTHER="value"`, as supervisord has them.
    let quoted = value.strip_prefix('"').and_then(|value| Some(&value[..value.find("\",")?]));
    Some((name, quoted.unwrap_or(value)))
}

/// What a shell, docker compose or Spring takes where a variable is not set: the end of `${NAME:-value}`, `${NAME:value}`.
fn defaulted(value: &SecretBytes) -> SecretBytes {
    let inner = value.expose().strip_prefix(b"${").and_then(|rest| rest.strip_suffix(b"}"));
    let default = inner.and_then(|inner| {
        // Spring has a colon alone, and a shell may have the other sign alone.
        let place = |wanted: u8| inner.iter().position(|sign| *sign == wanted);
        let at = place(b':').or_else(|| place(b'-'))?;
        let is_variable = std::str::from_utf8(&inner[..at]).is_ok_and(is_name);
        let rest = inner.get(at..)?;
        let default = [&b":-"[..], b":=", b":", b"-"].iter().find_map(|sign| rest.strip_prefix(*sign));
        // `${NAME:?message}` and `${NAME:+other}` of a shell have none.
        let is_default = |default: &&[u8]| !(default.is_empty() || inner[at] == b':' && default.starts_with(b"?"));
        default.filter(|default| is_variable && is_default(default) && !default.starts_with(b"+"))
    });
    default.map_or_else(|| value.clone(), SecretBytes::from)
}

/// The variables of settings in YAML, and of whatever else gives values to names.
pub(crate) fn of_settings_text(text: &str) -> Found {
    let yaml = of_yaml_settings(text);
    let other = assignment::read(text);
    // What is YAML as a whole is read so; that it is searched for anything else is one chance more.
    let part = yaml.as_ref().map_or(other.part, |yaml| yaml.part);
    let mut variables = yaml.unwrap_or_default().variables;
    // A `key` of YAML within something else is read under its path or not at all: alone it does not say what it opens.
    let is_within = |line: &str| {
        let content = line.trim_start().trim_start_matches("- ").trim_start();
        content.starts_with("key:") && content.len() < line.len() && !line.trim_end().ends_with(',')
    };
    let has_inner_key = text.lines().any(is_within);
    // What has its name there is the same variable, read as YAML has it.
    let of_yaml: HashSet<String> =
        variables.iter().map(|one| one.name.rsplit('.').next().unwrap_or_default().to_owned()).collect();
    let is_known = |name: &str| of_yaml.contains(name.rsplit('.').next().unwrap_or_default());
    let is_of_yaml = |one: &Variable| is_known(&one.name) || has_inner_key && one.name == "key";
    variables.extend(other.variables.into_iter().filter(|one| !is_of_yaml(one)));
    Found { variables, part }
}

/// Entries of one configuration that are looked at.
const MOST_ENTRIES: usize = 4_096;

/// The texts of a configuration in JSON, each under its path: `Jwt.Key`.
pub(crate) fn of_settings(root: json::Value<'_>) -> Found {
    if let Some(source) = notebook(root) {
        return assignment::read(&source);
    }
    let mut part = None;
    let mut variables = within(root, 2, &mut { MOST_ENTRIES }, &mut part);
    variables.extend(of_secret_manager(root));
    Found { variables, part }
}

/// The source of the cells of a Jupyter notebook: it is a program, whatever is around it.
fn notebook(root: json::Value<'_>) -> Option<Zeroizing<String>> {
    let cells = root.get("cells").filter(|cells| cells.kind() == Kind::Array)?;
    let mut source = Zeroizing::new(String::new());
    let mut is_one = false;
    for cell in cells.children() {
        let Some(kind) = cell.get("cell_type") else { continue };
        is_one = true;
        if kind.as_str().as_deref() != Some("code") {
            continue;
        }
        let Some(own) = cell.get("source") else { continue };
        own.as_str()
            .into_iter()
            .chain(own.children().filter_map(json::Value::as_str))
            .for_each(|line| source.push_str(&line));
        source.push('\n');
    }
    is_one.then_some(source)
}

/// Whether a text is a notebook: what is in its strings is a program.
pub(crate) fn is_notebook(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"cell_type\"")
}

/// What Google's Secret Manager answers, or gcloud prints of it: the value is in base64.
fn of_secret_manager(root: json::Value<'_>) -> Option<Variable> {
    let name = root.get("name")?.as_str()?;
    let (_, name) = name.split_once("/secrets/")?;
    let name = name.split('/').next()?;
    let data = root.get("payload")?.get("data")?.as_str()?;
    let written = vec![SecretBytes::from(data.as_bytes())];
    Some(Variable { written, ..Variable::new(format!("secrets.{name}"), decode_base64(&data)?) })
}

/// An object that is a name with its value: `{"key": "name", "value": "value"}`, as Postman, Kubernetes, the Parameter Store of
/// AWS and 1Password have it.
fn pair<'a>(object: json::Value<'a>) -> Option<(String, std::borrow::Cow<'a, str>)> {
    let value = ["value", "Value"].iter().find_map(|name| object.get(name)?.as_str())?;
    let label = ["key", "name", "Name", "label"].iter().find_map(|name| label(&object.get(name)?.as_str()?))?;
    Some((label, value))
}

/// What a person or a store calls something, as the name of a variable: `/prod/jwt/secret`, `JWT secret`.
fn label(text: &str) -> Option<String> {
    const MOST_STEPS: usize = 8;
    if is_path_of_names(text) {
        return Some(text.to_owned());
    }
    let steps: Vec<&str> = text.split('/').filter(|step| !step.is_empty()).take(MOST_STEPS + 1).collect();
    if text.contains('/') {
        return (steps.len() <= MOST_STEPS && steps.iter().all(|step| is_name(step))).then(|| steps.join("."));
    }
    let joined = text.split_whitespace().take(MOST_STEPS).collect::<Vec<_>>().join("_");
    is_name(&joined).then_some(joined)
}

/// What an object calls itself whose secrets are within it: an entry of 1Password or Bitwarden, an answer of AWS.
fn title(object: json::Value<'_>) -> Option<String> {
    let named = [("title", "fields"), ("name", "login"), ("Name", "SecretString")];
    let (name, _) = named.iter().find(|(_, member)| object.get(member).is_some())?;
    label(&object.get(name)?.as_str()?)
}

/// `nesting`: how often JSON in a string is gone into.
fn within(root: json::Value<'_>, nesting: u8, budget: &mut usize, part: &mut Option<Part>) -> Vec<Variable> {
    let document = root.document();
    // The names of the objects around a value, outermost first.
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut out = Vec::new();
    let mut pairs = 0;
    let mut index = root.index();
    while let Some(value) = document.value(index).filter(|_| index < root.next_index()) {
        if *budget == 0 {
            *part = Some(Part::Entries(MOST_ENTRIES));
            break;
        }
        (index, *budget) = (index + 1, *budget - 1);
        while around.last().is_some_and(|(depth, _)| *depth >= value.depth()) {
            around.pop();
        }
        // The members of a key are no settings, and a set of many keys is not searched.
        if value.kind() == Kind::Object && value.get("kty").is_some() {
            (index, *budget) = (value.next_index(), *budget + 1);
            continue;
        }
        let name = value.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        // `["NAME=value"]`, as Docker tells the environment of a container.
        let set = value.as_str().filter(|_| name.is_empty());
        if let Some((name, text)) = set.as_deref().and_then(|text| text.split_once('=')).filter(|set| is_name(set.0)) {
            out.push(Variable::new(name, text.as_bytes()));
        }
        if let Some((label, text)) = pair(value) {
            pairs = value.next_index();
            out.push(Variable::new(path(&around, &label), text.as_bytes()));
        }
        // What stands in a list has the name of the list.
        if let Some(text) =
            set.filter(|text| !text.contains('=') && around.last().is_some_and(|(_, list)| !list.is_empty()))
        {
            out.push(Variable::new(path(&around, ""), text.as_bytes()));
        }
        let is_of_pair =
            value.index() < pairs && matches!(&*name, "key" | "name" | "value" | "Name" | "Value" | "label");
        if let Some(text) = value.as_str().filter(|_| !name.is_empty() && !is_of_pair) {
            // JSON in a string, as AWS Secrets Manager answers.
            let inner = text.trim_start().starts_with('{').then(|| json::scan(text.as_bytes(), 8));
            let inside = inner.as_ref().filter(|inner| inner.is_complete()).and_then(Document::root);
            match inside.filter(|root| root.kind() == Kind::Object) {
                Some(root) if nesting > 0 => out.extend(
                    within(root, nesting - 1, budget, part)
                        .into_iter()
                        .map(|inner| Variable { name: format!("{}.{}", path(&around, &name), inner.name), ..inner }),
                ),
                _ => out.push(Variable::new(path(&around, &name), text.as_bytes())),
            }
            if let Some(inner) = inner {
                inner.wipe();
            }
        }
        around.push((value.depth(), title(value).unwrap_or(name)));
    }
    out
}

/// The same of JSON as people write it: with comments, and with commas behind the last member. `None`: it is none either.
pub(crate) fn of_loose_json(text: &str, depth: usize) -> Option<Found> {
    let strict = relaxed(text);
    let document = json::scan(strict.as_bytes(), depth);
    let found = document.root().filter(|_| document.is_complete()).map(of_settings);
    document.wipe();
    found
}

/// Without comments, and without commas in front of what closes.
fn relaxed(text: &str) -> Zeroizing<String> {
    let bytes = text.as_bytes();
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let (mut at, mut from) = (0, 0);
    // Where the last comma is, while nothing but blanks stands behind it.
    let mut comma = None;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = match bytes[at] {
            b'"' => {
                comma = None;
                let mut end = at + 1;
                while end < bytes.len() && bytes[end] != b'"' {
                    end += if bytes[end] == b'\\' { 2 } else { 1 };
                }
                at = (end + 1).min(bytes.len());
                continue;
            }
            b'/' if rest.starts_with(b"//") => memchr::memchr(b'\n', rest).map_or(bytes.len(), |end| at + end),
            b'/' if rest.starts_with(b"/*") => {
                memchr::memmem::find(rest, b"*/").map_or(bytes.len(), |end| at + end + 2)
            }
            b',' => {
                out.push_str(&text[from..at]);
                (from, comma) = (at, Some(out.len()));
                at += 1;
                continue;
            }
            b'}' | b']' => {
                out.push_str(&text[from..at]);
                from = at;
                if let Some(comma) = comma.take() {
                    out.replace_range(comma..=comma, " ");
                }
                at += 1;
                continue;
            }
            byte => {
                if !byte.is_ascii_whitespace() {
                    comma = None;
                }
                at += 1;
                continue;
            }
        };
        out.push_str(&text[from..at]);
        (at, from) = (end, end);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Longest value that an alias of YAML stands for.
const LONGEST_ANCHORED: usize = 1_024;

/// The values of a configuration in YAML, each under its path; `NAME=value` in a list as well, as docker compose has it.
pub(crate) fn of_yaml_settings(text: &str) -> Option<Found> {
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut out = Vec::new();
    // What is named with `&` is meant by `*` (YAML 1.2.2 §6.9.2, §7.1).
    let mut anchors: HashMap<&str, &str> = HashMap::new();
    let mut option: Option<&str> = None;
    let mut lines = text.lines().peekable();
    let mut count = 0;
    while let Some(line) = lines.next_if(|_| count < MOST_ENTRIES).map(str::trim_end) {
        count += 1;
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') || content == "---" {
            continue;
        }
        let indent = line.len() - content.len();
        while around.last().is_some_and(|(depth, _)| *depth >= indent) {
            around.pop();
        }
        let item = content.strip_prefix("- ").map(str::trim_start);
        let content = unquoted(item.unwrap_or(content));
        let set = content.split_once('=').filter(|(name, _)| item.is_some() && is_name(name));
        if let Some((name, value)) = set {
            let value = line::readings(value.trim()).next().unwrap_or_default();
            out.push(Variable::new(path(&around, name), value.as_bytes()));
        } else if let Some(name) = option.take().filter(|_| item.is_some() && !content.starts_with('-')) {
            // `- --jwt-secret`, and its value in the next line.
            out.push(Variable::new(path(&around, name), content.as_bytes()));
        } else if let Some((name, value)) = content.split_once(':') {
            let (name, value) = (unquoted(name.trim()), value.trim());
            if !is_name(name) {
                return None;
            }
            // `NAME := value` is of another notation.
            if value.starts_with('=') {
                return None;
            }
            let anchored = value.strip_prefix('&').and_then(|rest| rest.split_once(' '));
            let value = match anchored.filter(|(anchor, _)| is_name(anchor)) {
                Some((anchor, value)) => {
                    // Each alias is a copy.
                    if value.len() <= LONGEST_ANCHORED {
                        anchors.insert(anchor, value.trim());
                    }
                    value.trim()
                }
                None => value.strip_prefix('*').and_then(|alias| anchors.get(alias)).copied().unwrap_or(value),
            };
            if let Some(header) = yaml::block(value) {
                let is_inner = |line: &&str| line.trim().is_empty() || line.len() - line.trim_start().len() > indent;
                let block: Vec<&str> = std::iter::from_fn(|| lines.next_if(is_inner)).collect();
                count += block.len();
                let readings = yaml::readings(header, &block);
                let of_reading = |(value, words): (Zeroizing<String>, _)| Variable {
                    reading: words,
                    ..Variable::new(path(&around, name), value.as_bytes())
                };
                out.extend(readings.into_iter().map(of_reading));
            } else if value.is_empty() {
                around.push((indent, name.to_owned()));
            } else if let Some(value) = yaml::quoted(value) {
                out.push(Variable::new(path(&around, name), &value[..]));
            } else {
                // Behind a blank, # begins a comment (YAML 1.2.2 §6.6).
                let plain = line::readings(value).take(1);
                out.extend(plain.map(|value| Variable::new(path(&around, name), value.as_bytes())));
            }
        } else if item.is_some() {
            option = content.strip_prefix("--").filter(|name| is_name(name));
            // What stands in a list has the name of the list.
            out.push(Variable::new(path(&around, ""), content.as_bytes()));
        } else {
            return None;
        }
    }
    let part = lines.next().map(|_| Part::Lines(MOST_ENTRIES));
    (out.len() + around.len() > 1).then_some(Found { variables: out, part })
}

/// The names around a value and its own, as far as they say what it is: each value has a path of its own, however deep.
fn path(around: &[(usize, String)], name: &str) -> String {
    const MOST_NAMES: usize = 32;
    const LONGEST_NAME: usize = 128;
    const LONGEST: usize = 2 * LONGEST_NAME;
    let end = |name: &str| name[name.ceil_char_boundary(name.len().saturating_sub(LONGEST_NAME))..].to_owned();
    let mut length = 0;
    let inner = around.iter().rev().take(MOST_NAMES).map(|(_, name)| name.as_str());
    let mut names: Vec<String> = std::iter::once(name)
        .chain(inner)
        .filter(|name| !name.is_empty())
        .map(end)
        .take_while(|name| {
            length += name.len() + 1;
            length <= LONGEST
        })
        .collect();
    names.reverse();
    names.join(".")
}

#[cfg(test)]
mod tests {
    use super::{of_settings, of_yaml_settings, path};
    use crate::engine::ground::json;

    /// Each value has a path, so that its length times their number is what a text of 1 MB makes.
    #[test]
    fn a_path_is_no_longer_than_what_says_what_a_value_is() {
        let around: Vec<_> = ["a", "b"].map(|name| (0, name.to_owned())).into();
        assert_eq!(path(&around, "c"), "a.b.c");
        let lines = |depth: usize| format!("{0}name:\n{0}  jwt_secret: value\n", " ".repeat(depth));
        let deep: String = (0..1_000).map(lines).collect();
        let found = of_yaml_settings(&deep).unwrap().variables;
        assert_eq!(found.len(), 1_000);
        assert!(
            found.iter().all(|one| one.name.len() <= 256 && one.name.ends_with(".jwt_secret") || one.name.len() < 32)
        );
        let (name, inner) = ("n".repeat(10_000), r#"{\"key\":\"value\"}"#);
        let text = format!(r#"{{"{name}":{{"{name}":"{inner}","jwt":{{"key":"other"}}}}}}"#);
        let document = json::scan(text.as_bytes(), 8);
        let names: Vec<_> = of_settings(document.root().unwrap()).variables.into_iter().map(|one| one.name).collect();
        assert!(names.iter().all(|name| name.len() <= 300), "{names:?}");
        assert!(names[0].ends_with("n.key") && names[1].ends_with("n.jwt.key"), "{names:?}");
    }
}
