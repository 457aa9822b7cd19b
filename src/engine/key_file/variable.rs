//! An .env file or a Secret of Kubernetes: names and values, one of which is the key or the secret that is meant.

use super::pem;
use crate::engine::ground::json::{self, Kind};
use crate::engine::ground::secret::SecretBytes;

pub(crate) struct Variable {
    pub name: String,
    pub value: SecretBytes,
}

/// Whether a text says that it is a Secret or a ConfigMap of Kubernetes.
pub(crate) fn may_be_manifest(text: &str) -> bool {
    const BEGINNING: usize = 64 * 1024;
    let text = &text[..text.floor_char_boundary(BEGINNING)];
    text.contains("kind") && (text.contains("data") || text.contains("stringData")) && text.contains("apiVersion")
}

/// The values of a Secret or a ConfigMap of Kubernetes, in YAML or JSON: those of a Secret's `data` are in base64.
pub(crate) fn of_manifest(text: &str, depth: usize) -> Option<Vec<Variable>> {
    if !may_be_manifest(text) {
        return None;
    }
    let found = if text.trim_start().starts_with('{') { of_json(text, depth)? } else { of_yaml(text)? };
    let (is_secret, entries) = found;
    let value = |section: &str, value: &str| {
        let is_encoded = is_secret && section == "data";
        if is_encoded { pem::decode_base64(value) } else { Some(SecretBytes::from(value.as_bytes())) }
    };
    let variables = entries.into_iter().filter_map(|(section, name, text)| {
        Some(Variable { name, value: value(&section, text.trim_end_matches(['\r', '\n']))? })
    });
    Some(variables.collect()).filter(|variables: &Vec<_>| !variables.is_empty())
}

/// Whether it is a Secret, and its entries: where it is, its name, its text.
type Manifest = (bool, Vec<(String, String, zeroize::Zeroizing<String>)>);

fn of_json(text: &str, depth: usize) -> Option<Manifest> {
    let document = json::scan(text.as_bytes(), depth);
    let root = document.root().filter(|root| root.kind() == Kind::Object && document.is_complete())?;
    let is_secret = is_secret(&root.get("kind")?.as_str()?)?;
    let mut entries = Vec::new();
    for section in ["data", "stringData"] {
        for value in root.get(section).into_iter().flat_map(json::Value::children) {
            if let (Some(name), Some(text)) = (value.name(), value.as_str()) {
                entries.push((section.to_owned(), name.into_owned(), text.into_owned().into()));
            }
        }
    }
    document.wipe();
    Some((is_secret, entries))
}

fn of_yaml(text: &str) -> Option<Manifest> {
    let kind = text.lines().find_map(|line| line.strip_prefix("kind:"))?;
    let is_secret = is_secret(unquoted(kind.trim()))?;
    let (mut entries, mut section): (Vec<_>, Option<&str>) = (Vec::new(), None);
    for line in text.lines().map(str::trim_end).filter(|line| !line.trim_start().starts_with('#')) {
        let is_indented = line.starts_with([' ', '\t']);
        if !is_indented {
            section = ["data", "stringData"].into_iter().find(|name| line.strip_suffix(':') == Some(name));
        } else if let (Some(section), Some((name, value))) = (section, line.split_once(": ")) {
            let (name, value) = (unquoted(name.trim()), unquoted(value.trim()));
            if is_name(name) && !value.starts_with(['|', '>']) {
                entries.push((section.to_owned(), name.to_owned(), value.to_owned().into()));
            }
        }
    }
    Some((is_secret, entries))
}

fn is_secret(kind: &str) -> Option<bool> {
    match kind {
        "Secret" => Some(true),
        "ConfigMap" => Some(false),
        _ => None,
    }
}

/// The variables, if the text is an .env file and nothing else: `NAME=value` in every line, but for comments.
pub(crate) fn read(text: &str) -> Option<Vec<Variable>> {
    let mut out = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").or_else(|| line.strip_prefix("set ")).map_or(line, str::trim_start);
        let (name, value) = line.split_once('=')?;
        let name = name.trim_end();
        // Padding of base64 is no value.
        let is_padding = !value.is_empty() && value.trim().bytes().all(|byte| byte == b'=');
        if !is_name(name) || is_padding {
            return None;
        }
        out.push(Variable { name: name.to_owned(), value: unquoted(value.trim()).as_bytes().into() });
    }
    // One line alone is a variable only if its name says so: a secret may have = in it.
    match out.as_slice() {
        [] => None,
        // Lines of base64 with one sign of padding each: nothing of it is repeated as a name.
        all if all.iter().all(|one| one.value.is_empty()) => None,
        [one] if !(may_name_a_secret(&one.name) || may_name_a_public_key(&one.name)) || one.value.is_empty() => None,
        _ => Some(out),
    }
}

pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|character: char| character.is_ascii_alphabetic() || character == '_')
        && name.len() <= 128
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

fn unquoted(value: &str) -> &str {
    let quotes = ['"', '\'', '`'];
    let whole = quotes.iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    // A comment, or the sign that ends the line, may stand behind the quotes.
    let closed = || {
        let (inner, behind) = quotes.iter().find_map(|quote| value.strip_prefix(*quote)?.split_once(*quote))?;
        let is_comment = behind.starts_with([' ', '\t']) && behind.trim_start().starts_with(['#', ';']);
        (is_comment || behind.trim() == ";").then_some(inner)
    };
    whole.or_else(closed).unwrap_or(value)
}

/// Whether a variable of this name holds a public key; what it holds still has to be one.
fn may_name_a_public_key(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["PUBLIC", "CERT", "VERIFY", "X509"].iter().any(|word| name.contains(word))
}

/// Whether a variable of this name holds a secret or a key: its last part decides, where it is a path, but for one that says
/// nothing (Terraform's `jwt_secret.value`).
fn may_name_a_secret(name: &str) -> bool {
    let mut parts = name.rsplit(['.', ':']);
    let last = parts.next().unwrap_or(name);
    let name = if last.eq_ignore_ascii_case("value") { parts.next().unwrap_or(last) } else { last };
    let name = name.to_ascii_uppercase();
    let is_other = name.contains("PUBLIC") || name.ends_with("ID");
    !is_other && ["SECRET", "KEY", "JWT", "HMAC", "PASSPHRASE", "JWK"].iter().any(|word| name.contains(word))
}

/// Secrets of one file that are taken.
const MOST_SECRETS: usize = 8;

/// What names of secrets that make tokens contain.
const OF_TOKENS: [&str; 9] =
    ["JWT", "TOKEN", "NEXTAUTH", "AUTH_SECRET", "JOSE", "REFRESH", "ACCESS_SECRET", "SESSION_SECRET", "SIGNING"];

/// The variables that by their names are the secret of tokens: the one that is it most clearly, else all that may be it.
pub(crate) fn secrets(variables: &[Variable]) -> Vec<&Variable> {
    let usable = |variable: &Variable| may_name_a_secret(&variable.name) && variable.value.len() >= 4;
    let has = |variable: &Variable, words: &[&str]| {
        let name = variable.name.to_ascii_uppercase();
        words.iter().any(|word| name.contains(word))
    };
    let of_tokens = |variable: &Variable| {
        usable(variable) && has(variable, &OF_TOKENS) && has(variable, &["SECRET", "KEY", "HMAC", "PASSPHRASE"])
    };
    let named_so = |variable: &Variable| usable(variable) && has(variable, &["SECRET"]);
    let all = |test: &dyn Fn(&Variable) -> bool| variables.iter().filter(|variable| test(variable)).collect::<Vec<_>>();
    let tiers = [all(&of_tokens), all(&named_so), all(&usable)];
    let clear = tiers.iter().find(|tier| tier.len() == 1);
    let mut found = clear.or_else(|| tiers.iter().find(|tier| !tier.is_empty())).cloned().unwrap_or_default();
    found.truncate(MOST_SECRETS);
    found
}

/// Those whose names may be that of a secret as well, and that are not among these.
pub(crate) fn other_secrets<'a>(variables: &'a [Variable], taken: &[&Variable]) -> Vec<&'a str> {
    let is_taken = |variable: &Variable| taken.iter().any(|taken| std::ptr::eq(*taken, variable));
    let others = variables.iter().filter(|variable| may_name_a_secret(&variable.name) && !is_taken(variable));
    others.map(|variable| variable.name.as_str()).collect()
}

/// Entries of one configuration that are looked at.
const MOST_ENTRIES: usize = 4_096;

/// The texts of a configuration in JSON, each under its path: `Jwt.Key`.
pub(crate) fn of_settings(root: json::Value<'_>) -> Vec<Variable> {
    within(root, 2)
}

/// An object that is a name with its value: `{"key": "name", "value": "value"}`, as Postman and Kubernetes have it.
fn pair<'a>(object: json::Value<'a>) -> Option<(String, std::borrow::Cow<'a, str>)> {
    let value = object.get("value")?.as_str()?;
    let label = ["key", "name"].iter().find_map(|name| object.get(name)?.as_str()).filter(|label| is_name(label))?;
    Some((label.into_owned(), value))
}

/// `nesting`: how often JSON in a string is gone into.
fn within(root: json::Value<'_>, nesting: u8) -> Vec<Variable> {
    let document = root.document();
    // The names of the objects around a value, outermost first.
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut out = Vec::new();
    let mut pairs = 0;
    for value in (root.index()..root.next_index()).take(MOST_ENTRIES).filter_map(|index| document.value(index)) {
        while around.last().is_some_and(|(depth, _)| *depth >= value.depth()) {
            around.pop();
        }
        let name = value.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if let Some((label, text)) = pair(value) {
            pairs = value.next_index();
            out.push(Variable { name: path(&around, &label), value: text.as_bytes().into() });
        }
        let is_of_pair = value.index() < pairs && matches!(&*name, "key" | "name" | "value");
        if let Some(text) = value.as_str().filter(|_| !name.is_empty() && !is_of_pair) {
            // JSON in a string, as AWS Secrets Manager answers.
            let inner = text.trim_start().starts_with('{').then(|| json::scan(text.as_bytes(), 8));
            match inner.as_ref().and_then(|inner| inner.root().filter(|root| root.kind() == Kind::Object)) {
                Some(root) if nesting > 0 => out.extend(
                    within(root, nesting - 1)
                        .into_iter()
                        .map(|inner| Variable { name: path(&around, &format!("{name}.{}", inner.name)), ..inner }),
                ),
                _ => out.push(Variable { name: path(&around, &name), value: text.as_bytes().into() }),
            }
            if let Some(inner) = inner {
                inner.wipe();
            }
        }
        around.push((value.depth(), name));
    }
    out
}

/// The values of a configuration in YAML, each under its path; `NAME=value` in a list as well, as docker compose has it.
pub(crate) fn of_yaml_settings(text: &str) -> Option<Vec<Variable>> {
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut out = Vec::new();
    for line in text.lines().take(MOST_ENTRIES).map(str::trim_end) {
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
            out.push(Variable { name: path(&around, name), value: unquoted(value.trim()).as_bytes().into() });
        } else if let Some((name, value)) = content.split_once(':') {
            let (name, value) = (unquoted(name.trim()), value.trim());
            if !is_name(name) {
                return None;
            }
            if value.is_empty() {
                around.push((indent, name.to_owned()));
            } else {
                out.push(Variable { name: path(&around, name), value: unquoted(value).as_bytes().into() });
            }
        } else if item.is_none() {
            return None;
        }
    }
    (out.len() + around.len() > 1).then_some(out)
}

fn path(around: &[(usize, String)], name: &str) -> String {
    let names = around.iter().map(|(_, name)| name.as_str()).chain([name]);
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(".")
}
