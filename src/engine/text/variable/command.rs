//! Secrets that a command of a shell puts where they are kept: `gh secret set NAME --body VALUE`,
//! `az keyvault secret set --name NAME --value VALUE`, `echo VALUE | wrangler secret put NAME`, `dotnet user-secrets set NAME VALUE`.
//!
//! What has a sign between its name and its value (`heroku config:set NAME=value`) is an assignment and read as one.

use super::name::{is_path_of_names, speaks_of_secrets};
use super::secret::is_surely_secret;
use crate::engine::ground::span::Span;

/// Longest command; one that goes on in the next lines is one.
const LONGEST: usize = 16 * 1024;
/// Commands of which the value stands in an option, behind the name, or comes in from elsewhere.
const COMMANDS: [&str; 35] = [
    "aws secretsmanager create-secret",
    "aws secretsmanager put-secret-value",
    "aws secretsmanager update-secret",
    "aws ssm put-parameter",
    "az keyvault secret set",
    "azd env set",
    "azd env set-secret",
    "berglas create",
    "bws secret create",
    "cf set-env",
    "chamber write",
    "consul kv put",
    "credstash put",
    "doppler secrets set",
    "dotnet user-secrets set",
    "etcdctl put",
    "fastly secret-store-entry create",
    "firebase functions:secrets:set",
    "gh secret set",
    "gh variable set",
    "glab variable set",
    "launchctl setenv",
    "netlify env:set",
    "pulumi config set",
    "redis-cli set",
    "scw secret version create",
    "security add-generic-password",
    "sst secret set",
    "travis env set",
    "ansible-vault encrypt_string",
    "docker secret create",
    "gcloud secrets create",
    "gcloud secrets versions add",
    "podman secret create",
    "vercel env add",
];
/// The value is the first argument, and an option names it.
const FIRST: &str = "ansible-vault encrypt_string";
/// What stands behind the name here is a file or an environment: the value comes from elsewhere.
const FROM_ELSEWHERE: [&str; 5] = [
    "docker secret create",
    "gcloud secrets create",
    "gcloud secrets versions add",
    "podman secret create",
    "vercel env add",
];
/// Commands that are called with `put` alone.
const PUT: [&str; 2] = ["wrangler secret put", "wrangler pages secret put"];
/// Options that have the value.
const OPTIONS: [&str; 8] =
    ["--value", "--body", "-b", "-v", "-w", "--secret-string", "--string-value", "--secret-value"];
/// What may stand in front of a command.
const RUNNERS: [&str; 9] = ["sudo", "npx", "pnpm", "yarn", "bunx", "exec", "dlx", "$", ">"];

/// A value, and the name that it is kept under.
pub(crate) struct Put {
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// All of them, in order.
pub(crate) fn find(text: &str) -> Vec<Put> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = end_of_command(text, at);
        let near = text.floor_char_boundary(end.min(at + LONGEST));
        if may_be_one(&text[at..near]) {
            in_command(text, Span::new(at, near), &mut found);
        }
        at = end + 1;
    }
    found
}

/// Whether a line has such a command, whatever it keeps and wherever that comes from.
pub(super) fn is_one(line: &str) -> bool {
    let line = &line[..line.floor_char_boundary(LONGEST)];
    may_be_one(line)
        && words(line, Span::new(0, line.len()))
            .split(|word| word.is_sign && !word.text.starts_with('<'))
            .any(|own| command(own).is_some())
}

/// Whether a word of a command that keeps secrets stands there at all.
fn may_be_one(line: &str) -> bool {
    COMMANDS.iter().chain(&PUT).any(|command| {
        command.split(' ').next().is_some_and(|first| line.contains(first))
            && command.rsplit(' ').next().is_some_and(|last| line.contains(last))
    })
}

/// The end of the line, and of those that it goes on in: behind `\` of a POSIX shell, `^` of cmd.exe, `` ` `` of PowerShell. The
/// fence of a block in Markdown is none of these.
fn end_of_command(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end);
        let line = text[at..end].trim_end();
        let goes_on = line.ends_with('\\') || [" ^", "\t^", " `", "\t`"].iter().any(|sign| line.ends_with(sign));
        if end == text.len() || !goes_on {
            return end;
        }
        at = end + 1;
    }
}

/// A word of a command, without its quotes, or one of the signs between commands.
struct Word<'a> {
    text: &'a str,
    span: Span,
    is_sign: bool,
}

fn words(text: &str, within: Span) -> Vec<Word<'_>> {
    let bytes = text.as_bytes();
    let (mut at, end) = (within.start, within.end);
    let mut words = Vec::new();
    let mut push = |from: usize, to: usize, is_sign: bool| {
        words.push(Word { text: &text[from..to], span: Span::new(from, to), is_sign });
    };
    while at < end {
        match bytes[at] {
            byte if byte.is_ascii_whitespace() => at += 1,
            b'\\' | b'^' | b'`' if bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace()) => at += 1,
            sign @ (b'|' | b';' | b'&' | b'<') => {
                let length = bytes[at..end].iter().take_while(|byte| **byte == sign).count();
                push(at, at + length, true);
                at += length;
            }
            quote @ (b'"' | b'\'') => {
                let from = at + 1;
                let mut to = from;
                while to < end && bytes[to] != quote {
                    to += if bytes[to] == b'\\' && quote == b'"' { 2 } else { 1 };
                }
                // What is not closed is no word that anybody meant.
                if to < end {
                    push(from, to, false);
                }
                at = text.ceil_char_boundary(to.saturating_add(1).min(end));
            }
            _ => {
                let length = bytes[at..end]
                    .iter()
                    .take_while(|byte| !byte.is_ascii_whitespace() && !b"|;&".contains(byte))
                    .count();
                let word = &text[at..at + length];
                // `--value="the value"`
                let quoted =
                    word.find('=').filter(|sign| word.starts_with('-') && word[sign + 1..].starts_with(['"', '\'']));
                match quoted {
                    Some(sign) => {
                        push(at, at + sign, false);
                        at += sign + 1;
                    }
                    None => {
                        push(at, at + length, false);
                        at += length;
                    }
                }
            }
        }
    }
    words
}

fn in_command(text: &str, within: Span, found: &mut Vec<Put>) {
    let words = words(text, within);
    let mut before: &[Word<'_>] = &[];
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let length = rest.iter().position(|word| word.is_sign && !word.text.starts_with('<')).unwrap_or(rest.len());
        let (own, behind) = rest.split_at(length);
        found.extend(put(own, before));
        let is_piped = behind.first().is_some_and(|sign| sign.text == "|");
        before = if is_piped { own } else { &[] };
        rest = behind.get(1..).unwrap_or_default();
    }
}

/// The command of these words, and its arguments.
fn command<'a>(own: &'a [Word<'a>]) -> Option<(&'static str, &'a [Word<'a>])> {
    let own = &own[own.iter().position(|word| !RUNNERS.contains(&word.text))?..];
    COMMANDS.iter().chain(&PUT).find_map(|command| {
        let length = command.split(' ').count();
        let is_same = command.split(' ').zip(own).all(|(part, word)| word.text.eq_ignore_ascii_case(part));
        (is_same && own.len() > length).then(|| (*command, &own[length..]))
    })
}

/// What this command keeps; `before` is the one whose output goes into it.
fn put(own: &[Word<'_>], before: &[Word<'_>]) -> Option<Put> {
    let (command, arguments) = command(own)?;
    let name_at = arguments.iter().position(|word| !word.is_sign && name_in(word.text).is_some_and(speaks_of_secrets));
    let name_at =
        name_at.or_else(|| arguments.iter().position(|word| !word.is_sign && name_in(word.text).is_some()))?;
    let name = called(option_value(arguments[name_at].text));
    let of_option = || {
        let at = arguments.iter().position(|word| OPTIONS.contains(&word.text))?;
        literal(arguments.get(at + 1)?)
    };
    let of_joined_option = || {
        arguments.iter().find_map(|word| {
            let (option, value) = word.text.split_once('=')?;
            (OPTIONS.contains(&option) && !value.is_empty())
                .then(|| Span::new(word.span.end - value.len(), word.span.end))
        })
    };
    let of_here = || {
        let at = arguments.iter().position(|word| word.is_sign && word.text == "<<<")?;
        literal(arguments.get(at + 1)?)
    };
    let of_pipe = || {
        let (program, said) = before.split_first()?;
        let is_printf = program.text == "printf";
        let mut said = said.iter().filter(|word| !(word.text.starts_with('-') && word.text.len() < 4 && !is_printf));
        match (program.text, said.next()?) {
            ("echo" | "printf" | "Write-Output", value) if !value.text.starts_with('%') => literal(value),
            ("printf", _) => literal(said.next()?),
            _ => None,
        }
    };
    let behind_name = || {
        let at = if command == FIRST { 0 } else { name_at + 1 };
        let is_there = !FROM_ELSEWHERE.contains(&command) && !PUT.contains(&command);
        literal(arguments.get(at).filter(|_| is_there)?)
    };
    let span = of_option().or_else(of_joined_option).or_else(of_here).or_else(of_pipe).or_else(behind_name)?;
    Some(Put { name, span })
}

/// A value that stands there itself, and is no option and no sign.
fn literal(word: &Word<'_>) -> Option<Span> {
    let is_value = !word.is_sign && !word.text.is_empty() && !word.text.starts_with('-');
    is_value.then_some(word.span)
}

/// The name in an argument: itself, or the value of an option; the last step of a path says what it is of.
fn name_in(argument: &str) -> Option<&str> {
    let value = option_value(argument);
    let last = value.rsplit(['/', ':']).next().unwrap_or(value);
    (!value.starts_with('-') && is_path_of_names(last)).then_some(last)
}

fn option_value(argument: &str) -> &str {
    match argument.split_once('=') {
        Some((option, value)) if option.starts_with('-') => value,
        _ => argument,
    }
}

/// What the secret is called: its own name, and what it is of where that alone says too little (`Jwt:Key`).
fn called(name: &str) -> String {
    let mut steps = name.rsplit(['/', ':']);
    let own = steps.next().unwrap_or(name);
    match steps.next() {
        Some(around) if !is_surely_secret(own) && is_path_of_names(around) => format!("{around}.{own}"),
        _ => own.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn pairs(text: &str) -> Vec<(String, &str)> {
        find(text).into_iter().map(|put| (put.name, put.span.of(text).unwrap())).collect()
    }

    #[test]
    fn what_a_command_keeps_is_found() {
        for text in [
            "gh secret set JWT_SECRET --body \"S\"",
            "gh secret set JWT_SECRET -b S --repo a/b",
            "gh secret set JWT_SECRET --body=S",
            "gh secret set JWT_SECRET --repo a/b --body='S'",
            "echo -n 'S' | gh secret set JWT_SECRET",
            "printf '%s' \"S\" | gh secret set JWT_SECRET --env production",
            "$ npx wrangler secret put JWT_SECRET <<< S",
            "echo S | wrangler secret put JWT_SECRET",
            "vercel env add JWT_SECRET production <<< S",
            "echo S | vercel env add JWT_SECRET production",
            "az keyvault secret set --vault-name v --name JWT_SECRET --value S",
            "az keyvault secret set \\\n  --vault-name v \\\n  --name JWT_SECRET \\\n  --value S",
            "az keyvault secret set `\n  --name JWT_SECRET `\n  --value S",
            "```\ngh secret set JWT_SECRET -b S\n```\n",
            "aws ssm put-parameter --name /app/JWT_SECRET --value S --type SecureString",
            "aws secretsmanager create-secret --name prod/JWT_SECRET --secret-string S",
            "gcloud secrets create JWT_SECRET --data-file=- <<< S",
            "netlify env:set JWT_SECRET S --context production",
            "doppler secrets set JWT_SECRET S",
            "cf set-env my-app JWT_SECRET S",
            "cd api && sudo cf set-env my-app JWT_SECRET S; cf restage my-app",
            "security add-generic-password -a me -s JWT_SECRET -w S",
            "ansible-vault encrypt_string 'S' --name 'JWT_SECRET'",
            "pulumi config set --secret JWT_SECRET S",
            "docker secret create JWT_SECRET - <<< S",
        ] {
            assert_eq!(pairs(text), [("JWT_SECRET".to_owned(), "S")], "{text}");
        }
        assert_eq!(pairs("dotnet user-secrets set \"Jwt:Key\" \"a b\""), [("Jwt.Key".to_owned(), "a b")]);
        let two = "gh secret set DB_PASSWORD -b one\ngh secret set JWT_SECRET -b two\n";
        assert_eq!(pairs(two), [("DB_PASSWORD".to_owned(), "one"), ("JWT_SECRET".to_owned(), "two")]);
    }

    #[test]
    fn what_a_command_keeps_is_not_always_in_it() {
        for text in [
            "gh secret set JWT_SECRET < secret.txt",
            "gh secret set JWT_SECRET",
            "gh secret list --json name",
            "vercel env add JWT_SECRET production",
            "docker secret create JWT_SECRET ./secret.txt",
            "gcloud secrets create JWT_SECRET --data-file=secret.txt",
            "wrangler secret put JWT_SECRET --env production",
            "cat secret.txt | gh secret set JWT_SECRET",
            "we gh secret set it yesterday",
            "gh secret set JWT_SECRET --body \"",
            "gh secret set JWT_SECRET --body \"\\",
            "az keyvault secret set --name",
        ] {
            assert!(find(text).is_empty(), "{text}: {:?}", pairs(text));
        }
    }
}
