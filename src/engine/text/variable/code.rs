//! Values that are pieces of a program: types, calls, and what variables and settings are called.

use super::signing::{Named, Signs, named, words};
use super::{command, doubt};
use zeroize::Zeroizing;

/// What a value is called on that a program reads from somewhere: `process.env.JWT_SECRET`.
const ROOTS: &[&str] = &[
    "process",
    "import",
    "os",
    "env",
    "ENV",
    "Env",
    "System",
    "config",
    "Config",
    "configuration",
    "settings",
    "Settings",
    "Rails",
    "var",
    "local",
    "data",
    "this",
    "self",
    "options",
    "opts",
    "app",
    "Application",
    "constants",
    "module",
    "secrets",
    "viper",
    "cfg",
    "conf",
    "props",
    "Deno",
    "Bun",
    "Environment",
    "Values",
    "vars",
];
/// What is called to read a value from somewhere.
const READERS: &[&str] = &[
    "env",
    "getenv",
    "secret",
    "file",
    "config",
    "var",
    "readfile",
    "readfilesync",
    "lookup",
    "setting",
    "get",
    "fetch",
    "require",
    "sensitive",
    "param",
    "parameter",
    "ssm",
    "vault",
    "resolve",
    "nonsensitive",
    "jsondecode",
    "base64decode",
];

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || "_$".contains(first))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_$".contains(&byte))
}

fn speaks(name: &str) -> bool {
    matches!(named(name), Named::Signing(Signs::OfTokens | Signs::Secret) | Named::Unsure)
}

/// A type or a call: `string`, `&'static str`, `os.getenv("JWT_SECRET")`, `ENV['JWT_SECRET']`.
pub(super) fn is_expression(value: &str) -> bool {
    const TYPES: &[&str] = &[
        "string",
        "String",
        "str",
        "SecretStr",
        "SecretString",
        "bytes",
        "Bytes",
        "Buffer",
        "Uint8Array",
        "Lazy",
        "number",
        "any",
        "unknown",
        "object",
        "Option",
        "Optional",
        "OnceCell",
        "OnceLock",
        "LazyLock",
        "Vec",
    ];
    let value = value.trim_end_matches(';');
    let (front, is_symfony) = match value.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')) {
        Some(inner) if inner.ends_with(')') => (inner, true),
        _ => (value, false),
    };
    let bare = front.split(['<', '(', '[']).next().unwrap_or_default();
    let is_type = !value.contains(' ') && TYPES.contains(&bare)
        || ["&[", "&str", "&'"].iter().any(|front| value.starts_with(front));
    let callee = bare.trim_start_matches(['@', '$']);
    let is_callee = !callee.is_empty()
        && callee.len() <= 64
        && callee.split(['.', ':', '-', '>']).all(|name| name.is_empty() || is_name(name));
    let last = callee.rsplit(['.', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let reads = callee.contains('.') || callee.contains("::") || READERS.contains(&last.as_str());
    let arguments = &front[bare.len()..];
    let is_quoted = ["('", "(\"", "['", "[\""].iter().any(|open| arguments.starts_with(open));
    let closes = arguments.ends_with([')', ']']) || is_symfony;
    is_type
        || is_callee
            && (arguments == "("
                || closes && !arguments.is_empty() && (is_quoted || arguments.starts_with('(') && reads))
}

/// What something is called in a program or in settings: `process.env.JWT_SECRET`, `MY_SECRET_NAME`, `*alias`.
pub(super) fn is_name_of_another(value: &str) -> bool {
    let value = value.trim_end_matches(';');
    if let Some(alias) = value.strip_prefix('*') {
        return alias.len() > 2 && alias.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-".contains(&byte));
    }
    if let Some(name) = value.strip_prefix("env:").or_else(|| value.strip_prefix("$env:")) {
        return is_constant(name);
    }
    let names: Vec<&str> = value.split('.').take(8).collect();
    let is_reference = names.len() > 1
        && names.iter().all(|name| is_name(name))
        && (ROOTS.contains(&names[0])
            || names.iter().any(|name| name.contains(|letter: char| letter.is_ascii_uppercase()) && speaks(name))
            || names.last().is_some_and(|last| *last == "result" || *last == "secret"));
    is_reference || is_constant(value)
}

/// Whether a name is made of words, however long it is: `credentials.jwt_signing_secret`, and not `aB3.xK9mQ2x`.
pub(super) fn is_of_words(value: &str) -> bool {
    const SHORTEST: usize = 3;
    let words = Zeroizing::new(words(value));
    let letters: usize = words.iter().map(String::len).sum();
    let is_spoken = |word: &String| word.len() < 4 || word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    words.iter().all(is_spoken) && letters >= SHORTEST * words.len() && digits * 8 <= value.len()
}

/// Words in capitals with underscores between them. Nobody's secret is written so, and everybody can guess it.
fn is_constant(value: &str) -> bool {
    // `HS256`, `V2`, `JWT`, `2024`: letters and then digits, with a vowel in what is longer than an abbreviation.
    let is_word = |word: &str| {
        let letters = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let digits = word.len() - letters.len();
        let is_spoken = letters.len() < 6 || letters.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
        letters.bytes().all(|byte| byte.is_ascii_uppercase()) && digits <= 4 && is_spoken
    };
    value.contains('_') && is_name(value) && value.split('_').all(is_word)
}

/// Words that a line of a program begins with.
const KEYWORDS: &[&str] = &[
    "const",
    "let",
    "var",
    "val",
    "import",
    "export",
    "from",
    "function",
    "def",
    "class",
    "return",
    "public",
    "private",
    "protected",
    "static",
    "final",
    "use",
    "using",
    "package",
    "func",
    "fn",
    "async",
    "await",
    "#include",
    "#define",
    "pub",
    "type",
    "interface",
    "enum",
    "require",
    "String",
    "string",
    "byte[]",
    "local",
    "my",
    "echo",
];

/// Commands that secrets are given to.
const COMMANDS: &[&str] = &[
    "kubectl",
    "gh",
    "aws",
    "az",
    "gcloud",
    "vault",
    "docker",
    "podman",
    "heroku",
    "fly",
    "flyctl",
    "vercel",
    "netlify",
    "npm",
    "npx",
    "node",
    "curl",
    "openssl",
    "ssh",
    "sudo",
    "helm",
    "terraform",
    "wrangler",
    "railway",
    "op",
    "doppler",
];

/// Whether a text of one line is a line of a program: what stands in it is no secret as a whole.
pub(crate) fn is_line(text: &str) -> bool {
    let text = text.trim();
    let is_command = || {
        let mut words = text.trim_start_matches(['$', '>', ' ']).split_whitespace();
        words.next().is_some_and(|word| COMMANDS.contains(&word)) && words.next().is_some() && text.contains(" -")
    };
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || "_$.".contains(letter);
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let second = rest.trim_start().trim_start_matches(['{', '*', '"', '\'', '<']).trim_start();
    let behind = second.trim_start_matches(is_of_name);
    let is_named = behind.len() < second.len();
    let signs = ["=", "(", ":", "{", ";", " from ", " import ", " =", " as ", " }", ",", "\"", "'", ">"];
    let is_statement = is_named
        && KEYWORDS.contains(&first)
        && (signs.iter().any(|sign| behind.starts_with(sign)) || text.ends_with(';') || behind.contains(" = "));
    // PHP, ERB.
    let is_opened = ["<?php", "<?=", "<%"].iter().any(|open| text.starts_with(open)) && text.contains(' ');
    is_opened
        || is_statement
        || is_assignment(text)
        || is_expression(text)
        || is_command()
        || command::is_one(text)
        || is_tag(text)
}

/// Whether a name that is surely one of a secret is given something in a line: `jwt_secret: ${…}`, `secret_key: {…}`. Then the
/// line is no secret itself, whatever the name is given.
pub(crate) fn names_secret(line: &str) -> bool {
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    line.split(|letter: char| !is_of_name(letter)).any(|word| {
        let Some(at) = word.as_ptr().addr().checked_sub(line.as_ptr().addr()) else { return false };
        let behind = &line[at + word.len()..];
        let is_given = [": ", " = ", " := ", "=${", "=$(", "=@", "=!", "={", "=[", "=<"]
            .iter()
            .any(|sign| behind.starts_with(sign));
        is_given && word.contains(['_', '-', '.']) && word.len() <= 64 && speaks(word)
    })
}

/// The same of a text that is one such line; `!!` is in front of types of YAML, which are no calls.
pub(crate) fn is_tagged(text: &str) -> bool {
    is_tag(text.trim()) && !text.contains(": !!") && !text.trim().contains('\n')
}

/// `secret: !vault …`: a value of YAML that stands elsewhere.
fn is_tag(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(name, value)| is_name(name) && doubt::is_tagged(value.trim_start()))
}

/// `name = other.name;`, `this.name = call(argument)`: what is given a value that stands elsewhere.
fn is_assignment(text: &str) -> bool {
    let is_dotted =
        |name: &str| !name.is_empty() && name.split(['.', ':']).all(|name| name.is_empty() || is_name(name));
    let Some((name, value)) = text.split_once('=') else { return false };
    let value = value.trim();
    let is_ended = value.ends_with(';');
    let value = value.trim_end_matches(';').trim_end();
    let is_reference =
        is_name_of_another(value) && value.contains('.') || is_expression(value) || is_ended && is_dotted(value);
    is_dotted(name.trim().trim_end_matches(':').trim_end()) && is_reference
}

#[cfg(test)]
mod tests {
    use super::is_line;

    #[test]
    fn a_line_of_a_program_is_told_from_a_secret() {
        for text in [
            "const secret = process.env.JWT_SECRET;",
            "import jwt from 'jsonwebtoken';",
            "import { sign } from \"jsonwebtoken\"",
            "from jose import jwt",
            "jwt.sign(payload, secret)",
            "const token = jwt.sign(payload, config.secret, { expiresIn: '1h' });",
            "JWT_SECRET = os.getenv(\"JWT_SECRET\")",
            "this.secret = config.jwt.secret;",
            "private final String secret;",
            "String secret = env.getProperty(\"jwt.secret\");",
            "func Secret() string {",
            "def secret(self):",
            "return config.get('jwt.secret')",
            "module.exports = config.jwt;",
            "#include \"secret.h\"",
            "gh secret set JWT_SECRET --body value",
            "gh secret set JWT_SECRET < secret.txt",
            "cat secret.txt | npx wrangler secret put JWT_SECRET",
            "secret: !vault $ANSIBLE_VAULT;1.1;AES256",
            "jwt_key: !Ref JwtSecret",
            "secret := os.Getenv(\"JWT_SECRET\")",
        ] {
            assert!(is_line(text), "{text}");
        }
        for text in [
            "correct horse battery staple",
            "let it be",
            "secret: !Passw0rd",
            "set the secret",
            "monkey=banana-split",
            "Hockey_Team=1999!",
            "use the force, Luke",
            "my.secret.key",
            "a=b=c;",
            "hello(world)",
            "return to sender",
            "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0=",
            "p@ss;word",
            "x = y",
        ] {
            assert!(!is_line(text), "{text}");
        }
    }
}
