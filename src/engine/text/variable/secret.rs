//! Which variables of a text are the secret of tokens, and which are called like one and hardly are.

use super::Variable;
use super::doubt::{self, Doubt};
use super::front;
use super::signing::{Named, Signs, named, signs};
use crate::engine::ground::json;
use crate::engine::text::typed::looks_random;
use std::collections::HashSet;
use zeroize::Zeroizing;

/// Secrets of one text that are taken.
const MOST_SECRETS: usize = 32;
/// Values that are hardly secrets and are tried all the same.
const MOST_DOUBTFUL: usize = 128;
/// Values below that are no secrets.
const SHORTEST: usize = 4;

pub(crate) struct Secrets<'a> {
    /// Whether the first is it more clearly than all others.
    pub(crate) is_clear: bool,
    pub(crate) all: Vec<&'a Variable>,
    /// More than are taken.
    pub(crate) left_out: Vec<&'a Variable>,
    /// Those that speak of secrets and hardly hold one, and why.
    pub(crate) doubtful: Vec<(Doubt, &'a Variable)>,
    /// Whether there are more of these than are taken.
    pub(crate) is_cut: bool,
}

/// The variables that by their names may be the secret of tokens, the likeliest first, none twice; and those that speak of
/// secrets and hardly hold one. Of which `is_key` says that it is a key, it is none.
pub(crate) fn secrets<'a>(variables: &'a [Variable], is_key: impl Fn(&[u8]) -> bool) -> Secrets<'a> {
    let mut found: Vec<(Signs, &Variable)> = Vec::new();
    let mut doubtful: Vec<(Doubt, &Variable)> = Vec::new();
    let mut is_cut = false;
    let beside = Beside::of(variables);
    // The same value under another name is the same key.
    let (mut seen, mut doubted): (HashSet<&[u8]>, HashSet<&[u8]>) = Default::default();
    for variable in variables {
        let value = variable.value.expose();
        match judged(variable, &beside, &is_key) {
            Judged::Other => {}
            Judged::Secret(signs) => {
                if seen.insert(value) {
                    found.push((signs, variable));
                }
            }
            Judged::Doubtful(_) if doubted.contains(value) => {}
            Judged::Doubtful(_) if doubtful.len() >= MOST_DOUBTFUL => is_cut = true,
            Judged::Doubtful(doubt) => {
                doubted.insert(value);
                doubtful.push((doubt, variable));
            }
        }
    }
    // A value that is encrypted, or a hash, in one place is no secret in another.
    let of_other = |(doubt, _): &&(Doubt, &Variable)| matches!(doubt, Doubt::Encrypted | Doubt::Hash | Doubt::LikeHash);
    let others: HashSet<&[u8]> = doubtful.iter().filter(of_other).map(|(_, one)| one.value.expose()).collect();
    found.retain(|(_, variable)| !others.contains(variable.value.expose()));
    seen.retain(|value| !others.contains(value));
    // The only variable that there is was given for what it holds.
    if let ([only], [], [(doubt, _)]) = (variables, found.as_slice(), doubtful.as_slice())
        && matches!(doubt, Doubt::UnclearName | Doubt::LikePath)
    {
        found.push((Signs::Perhaps, only));
        seen.insert(only.value.expose());
    }
    doubtful.retain(|(_, doubted)| !seen.contains(doubted.value.expose()));
    found.sort_by_key(|(signs, _)| *signs);
    let first = found.first().map(|(signs, _)| *signs);
    let is_clear = found.iter().filter(|(signs, _)| Some(*signs) == first).count() == 1;
    let mut all: Vec<&Variable> = found.into_iter().map(|(_, variable)| variable).collect();
    let left_out = all.split_off(all.len().min(MOST_SECRETS));
    Secrets { is_clear, all, left_out, doubtful, is_cut }
}

/// What a variable is, by its name and by its value.
enum Judged {
    Secret(Signs),
    Doubtful(Doubt),
    /// It speaks of no secret.
    Other,
}

fn judged(variable: &Variable, beside: &Beside<'_>, is_key: impl Fn(&[u8]) -> bool) -> Judged {
    let value = variable.value.expose();
    let named =
        if variable.is_argument || variable.is_used { Named::Signing(Signs::OfTokens) } else { named(&variable.name) };
    match (named, variable.doubt) {
        _ if value.is_empty() => Judged::Other,
        // Where it stands says more than what it looks like.
        (Named::Signing(_) | Named::Unsure, Some(doubt)) => Judged::Doubtful(doubt),
        _ => judged_by_value(named, variable, beside, is_key),
    }
}

fn judged_by_value(named: Named, variable: &Variable, beside: &Beside<'_>, is_key: impl Fn(&[u8]) -> bool) -> Judged {
    let value = variable.value.expose();
    let text = std::str::from_utf8(value).unwrap_or_default();
    let is_short = value.len() < SHORTEST;
    // A tag of YAML is a notation, and nobody's text.
    let looked = |doubt: Doubt| if doubt::is_tagged(text.trim()) { doubt } else { doubt.of_secret() };
    let secret =
        |signs| doubt::of_value(text, signs).map_or(Judged::Secret(signs), |doubt| Judged::Doubtful(looked(doubt)));
    match named {
        Named::Other => Judged::Other,
        Named::Signing(Signs::Perhaps) | Named::Doubtful(_) | Named::Unsure if is_short => Judged::Other,
        Named::Signing(_) if is_short => Judged::Doubtful(Doubt::TooShort),
        _ if is_key(value) => Judged::Doubtful(Doubt::Key),
        _ if beside.is_entry(variable) => Judged::Doubtful(Doubt::OtherName),
        Named::Signing(signs) => secret(signs),
        Named::Unsure if text.is_empty() || looks_random(text) => secret(Signs::Perhaps),
        Named::Unsure => Judged::Doubtful(doubt::of_value(text, Signs::Perhaps).unwrap_or(Doubt::UnclearName)),
        Named::Doubtful(_) if beside.is_hmac_key(variable) => secret(Signs::OfTokens),
        // What the name says for sure, no value makes less sure.
        Named::Doubtful(doubt) => {
            let of_value = doubt::of_value(text, Signs::Perhaps);
            Judged::Doubtful(of_value.filter(|other| doubt.is_open() || !other.is_open()).unwrap_or(doubt))
        }
    }
}

/// What in a text is a secret, or doubted to be one, as it is read where keys are looked for, and as it is written.
pub(crate) fn hidden(text: &str, depth: usize) -> Vec<Zeroizing<String>> {
    let trimmed = text.trim();
    let of_json = || trimmed.starts_with(['{', '[']).then(|| super::of_loose_json(trimmed, depth)).flatten();
    let found = super::of_manifest(trimmed, depth)
        .or_else(of_json)
        .or_else(|| super::read(trimmed).map(super::Found::from))
        .unwrap_or_else(|| super::of_settings_text(text));
    let variables = super::expanded(&found.variables, depth);
    let Secrets { all, left_out, doubtful, .. } = secrets(&variables, |_| false);
    let doubted = doubtful.into_iter().filter(|(doubt, one)| may_be_hidden(*doubt, one)).map(|(_, one)| one);
    let mut out: Vec<_> = labelled(text).collect();
    out.extend(of_store(trimmed, depth));
    // One word behind a prompt, a line number, a quotation mark.
    out.extend(front::behind(trimmed).map(|(word, _)| Zeroizing::new(word.to_owned())));
    for variable in all.into_iter().chain(left_out).chain(doubted) {
        for value in variable.written.iter().chain([&variable.value]) {
            out.extend(std::str::from_utf8(value.expose()).ok().map(|text| Zeroizing::new(text.to_owned())));
        }
    }
    out
}

/// Whether a word without a name may be a secret, by what it looks like.
pub(crate) fn may_be_secret(word: &str) -> bool {
    doubt::of_value(word, Signs::Perhaps).is_none()
}

/// `Private Key:` in a line, and the key in the next, as web-push prints them.
fn labelled(text: &str) -> impl Iterator<Item = Zeroizing<String>> {
    const SHORTEST: usize = 16;
    let mut is_label = false;
    text.lines().map(str::trim).filter(|line| !line.is_empty()).filter_map(move |line| {
        let was_label = std::mem::replace(&mut is_label, is_label_of_key(line));
        let is_one = was_label && line.len() >= SHORTEST && !line.contains(char::is_whitespace);
        is_one.then(|| Zeroizing::new(line.to_owned()))
    })
}

fn is_label_of_key(line: &str) -> bool {
    let Some(label) = line.strip_suffix(':').filter(|label| label.len() <= 64) else { return false };
    ["private key", "secret key", "secret", "signing key", "jwt secret"].iter().any(|end| {
        label.len() >= end.len()
            && label.is_char_boundary(label.len() - end.len())
            && label[label.len() - end.len()..].eq_ignore_ascii_case(end)
    })
}

/// The secret in base64 that Google Cloud's Secret Manager answers with: `{"name": …, "payload": {"data": "…"}}`.
fn of_store(text: &str, depth: usize) -> Option<Zeroizing<String>> {
    const SHORTEST: usize = 8;
    if !text.starts_with('{') || !text.contains("\"payload\"") {
        return None;
    }
    let document = json::scan(text.as_bytes(), depth);
    let data = document.root().and_then(|root| {
        root.get("name")?;
        Some(Zeroizing::new(root.get("payload")?.get("data")?.as_str()?.into_owned()))
    });
    document.wipe();
    data.filter(|data| data.len() >= SHORTEST)
}

/// Whether a doubted value is worth hiding: a word that stands in every text is not.
fn may_be_hidden(doubt: Doubt, variable: &Variable) -> bool {
    const SHORTEST: usize = 16;
    let text = std::str::from_utf8(variable.value.expose()).unwrap_or_default();
    match doubt {
        Doubt::OfPage | Doubt::LikePath | Doubt::Hash | Doubt::LikeHash | Doubt::Encrypted => text.len() >= 8,
        Doubt::UnclearName => looks_random(text) || text.len() >= SHORTEST && !text.contains(char::is_whitespace),
        // `secretPlaceholder`: by its name it is something else, by its looks it is not.
        Doubt::OtherName => looks_random(text),
        Doubt::Template | Doubt::Code => !variable.written.is_empty(),
        _ => false,
    }
}

/// Whether a line that stands alone gives a secret its value, by its name and by what it is.
pub(crate) fn is_secret(name: &str, value: &str, is_key: impl Fn(&[u8]) -> bool) -> bool {
    let variables = [Variable::new(name, value.as_bytes())];
    matches!(judged(&variables[0], &Beside::of(&variables), is_key), Judged::Secret(_))
}

/// What stands beside a `key`, and says what it is.
struct Beside<'a> {
    /// Where a `secret` is, whose `key` is what it is called or whom it is for: Kong's consumers.
    secrets: HashSet<&'a str>,
    /// Where an HMAC is named: `{"type": "HS256", "key": "…"}`, as Hasura has it.
    algorithms: HashSet<&'a str>,
}

impl<'a> Beside<'a> {
    fn of(variables: &'a [Variable]) -> Self {
        let mut beside = Self { secrets: HashSet::new(), algorithms: HashSet::new() };
        for variable in variables {
            let (section, name) = parts(&variable.name);
            if name.eq_ignore_ascii_case("secret") {
                beside.secrets.insert(section);
            }
            if ["type", "alg", "algorithm"].iter().any(|word| name.eq_ignore_ascii_case(word))
                && [&b"HS256"[..], b"HS384", b"HS512"].contains(&variable.value.expose())
            {
                beside.algorithms.insert(section);
            }
        }
        beside
    }

    fn is_entry(&self, variable: &Variable) -> bool {
        let (section, name) = parts(&variable.name);
        name == "key" && self.secrets.contains(section)
    }

    fn is_hmac_key(&self, variable: &Variable) -> bool {
        let (section, name) = parts(&variable.name);
        name == "key" && self.algorithms.contains(section)
    }
}

/// The names around one, and its own.
fn parts(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}

/// Whether a name is that of a secret and of nothing else: it says so, or is a variable of an environment.
pub(crate) fn is_surely_secret(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_variable =
        last.contains('_') && last.bytes().all(|byte| byte.is_ascii_uppercase() || b"_0123456789".contains(&byte));
    signs(name).is_some_and(|signs| signs < Signs::Perhaps || is_variable)
}

#[cfg(test)]
mod tests {
    use super::hidden;

    /// What is read as a secret where keys are looked for is masked where a text is redacted.
    #[test]
    fn the_answer_of_a_store_and_of_a_command_are_hidden() {
        let of = |text: &str| hidden(text, 16).iter().map(|secret| secret.to_string()).collect::<Vec<_>>();
        let answer = r#"{"name": "projects/1/secrets/jwt/versions/1", "payload": {"data": "Y29ycmVjdC1ob3JzZQ=="}}"#;
        assert!(of(answer).contains(&"Y29ycmVjdC1ob3JzZQ==".to_owned()));
        assert!(of("$ echo $JWT_SECRET\ncorrect-horse-battery").contains(&"correct-horse-battery".to_owned()));
        assert!(of("$ ls\ncorrect-horse-battery").is_empty());
    }
}
