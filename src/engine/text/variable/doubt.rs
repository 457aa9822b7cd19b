//! Why the value of a variable that is called like a secret is hardly one. It is tried all the same, last, and never silently.

use super::signing::{Signs, words};
use super::{call, code};
use crate::engine::ground::base64url::decode_base64;
use crate::engine::text::compact::is_compact;
use crate::engine::text::typed::looks_random;
use zeroize::Zeroizing;

/// Why a value is hardly a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Its name says that it is something else: `JWT_SECRET_FILE`, `SITE_KEY`.
    OtherName,
    /// Its name does not say of what it is a key: `POSTHOG_KEY`.
    UnclearName,
    /// Everybody who opens the page can read it: `NEXT_PUBLIC_JWT_SECRET`.
    OfPage,
    /// Where a file or an entry lies.
    Path,
    /// It looks like that, and may be a secret as well.
    LikePath,
    /// An expression or a type of a program.
    Code,
    /// What a variable or a setting is called: `JWT_SIGNING_SECRET`, `process.env.JWT_SECRET`.
    LikeName,
    /// A line of a program: `const secret = config.jwt.secret;`
    LikeCode,
    /// What was made of a secret, and is none itself: `JWT_SECRET_SHA256`.
    Hash,
    /// It looks like that, and its name is that of a secret.
    LikeHash,
    /// What a program prints where it has nothing, or something else than a text: `[object Object]`, `<Buffer 6b 65>`.
    Printed,
    /// An address, of whatever scheme.
    Address,
    /// The name of what a store of secrets holds.
    Reference,
    /// It looks like that, and its name is that of a secret.
    LikeReference,
    /// A template that nobody filled in.
    Template,
    /// What something else is masked with.
    Mask,
    /// It looks like that, and its name is that of a secret.
    LikeMask,
    /// A secret that is encrypted, and has to be decrypted first.
    Encrypted,
    Token,
    /// A key, public or private.
    Key,
    /// `true`, `null`, a number, a duration.
    Setting,
    /// One to three characters.
    TooShort,
}

impl Doubt {
    /// Whether the value may be a secret all the same, which only the person knows.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::UnclearName | Self::LikePath) || self.is_look()
    }

    /// Whether only what the value looks like speaks against it.
    pub const fn is_look(self) -> bool {
        matches!(self, Self::LikeName | Self::LikeCode | Self::LikeHash | Self::LikeReference | Self::LikeMask)
    }

    /// The same of a value whose name says that it is a secret.
    pub(super) const fn of_secret(self) -> Self {
        match self {
            Self::Hash => Self::LikeHash,
            Self::Reference => Self::LikeReference,
            Self::Mask => Self::LikeMask,
            other => other,
        }
    }
}

/// Why a value is no secret, whatever it is called.
pub(super) fn of_value(value: &str, signs: Signs) -> Option<Doubt> {
    let value = value.trim();
    let starts = |fronts: &[&str]| fronts.iter().any(|front| value.starts_with(front));
    if is_printed(value) {
        return Some(Doubt::Printed);
    }
    if is_template(value) || is_unfilled(value) {
        return Some(Doubt::Template);
    }
    if is_mask(value) {
        return Some(Doubt::Mask);
    }
    // Jasypt, SOPS, Spring Cloud Config, HashiCorp Vault's transit engine, Ansible.
    if starts(&["ENC(", "ENC[", "{cipher}", "encrypted:", "vault:v1:", "$ANSIBLE_VAULT;"]) {
        return Some(Doubt::Encrypted);
    }
    if is_setting(value, signs) || call::says_how(value) {
        return Some(Doubt::Setting);
    }
    if is_hash(value) {
        return Some(Doubt::Hash);
    }
    if is_public_key(value) {
        return Some(Doubt::Key);
    }
    // CloudFormation and App Service write them with blanks.
    if starts(&["@Microsoft.KeyVault(", "KeyVault(", "cat ", "`cat "]) || is_tagged(value) {
        return Some(Doubt::Reference);
    }
    if is_environment_path(value) {
        return Some(Doubt::Path);
    }
    if code::is_expression(value) {
        return Some(Doubt::Code);
    }
    if value.contains(char::is_whitespace) {
        return None;
    }
    let references = [
        "arn:",
        "projects/",
        "pk_live_",
        "pk_test_",
        "secretref:",
        "did:",
        "vault:",
        "ssm:",
        "kms:",
        "keyvault:",
        "urn:",
    ];
    if starts(&references) {
        return Some(Doubt::Reference);
    }
    if starts(&["file:", "classpath:"]) || is_path(value) {
        // One step alone is nobody's path, and anybody's secret.
        let is_one_step = value.strip_prefix('/').is_some_and(|step| !step.contains(['/', '.']));
        return Some(if is_one_step { Doubt::LikePath } else { Doubt::Path });
    }
    if has_scheme(value) || is_host(value) {
        return Some(Doubt::Address);
    }
    // What looks random is never called a name, however its letters fell; a long name of words does not.
    if code::is_name_of_another(value) && (code::is_of_words(value) || !looks_random(value)) {
        return Some(Doubt::LikeName);
    }
    is_compact(value).then_some(Doubt::Token)
}

/// Whether a text stands where a secret was to be put: a template, a request to fill it in, what a program prints for nothing.
pub(crate) fn is_in_place_of_one(text: &str) -> bool {
    let text = text.trim();
    is_printed(text) || is_template(text) || is_unfilled(text)
}

/// The hash of a password or of a text, as programs write one: `$2b$12$…`, `$argon2id$…`, `sha256:…`.
fn is_hash(value: &str) -> bool {
    const CRYPT: &[&str] =
        &["$2a$", "$2b$", "$2y$", "$argon2", "$scrypt$", "$pbkdf2", "$1$", "$5$", "$6$", "$7$", "$y$"];
    const NAMED: &[&str] =
        &["sha1", "sha224", "sha256", "sha384", "sha512", "md5", "blake2b", "pbkdf2_sha256", "scrypt", "bcrypt"];
    let named = value.trim_start_matches('{').split_once([':', '-', '$', '}']);
    CRYPT.iter().any(|front| value.starts_with(front) && value.len() > 20)
        || named.is_some_and(|(name, rest)| {
            rest.len() >= 16
                && !rest.contains(char::is_whitespace)
                && NAMED.iter().any(|known| name.eq_ignore_ascii_case(known))
        })
}

/// What a program prints that was given no text: `undefined`, `[object Object]`, `<Buffer 6b 65>`, Go's `%!s(<nil>)`.
fn is_printed(value: &str) -> bool {
    const WORDS: &[&str] = &["undefined", "null", "none", "nil", "nan", "<nil>", "<none>", "<null>", "%!s(<nil>)"];
    const OF_PYTHON: &str = " object at 0x";
    const FRONTS: &[(&str, &str)] = &[
        ("[object ", "]"),
        ("<Buffer", ">"),
        ("[Function", "]"),
        ("Promise {", "}"),
        ("Uint8Array(", "]"),
        ("<function ", ">"),
        ("<bound method ", ">"),
        ("java.lang.", ""),
    ];
    WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
        || FRONTS.iter().any(|(open, close)| value.starts_with(open) && value.ends_with(close))
        || value.starts_with('<') && value.ends_with('>') && value.contains(OF_PYTHON)
}

/// A tag or an alias of YAML (YAML 1.2.2 §6.8.2, §7.1): `!!str x`, `!vault`, `!Ref X`. `!Passw0rd` is a secret: only those
/// are tags that are known.
pub(super) fn is_tagged(value: &str) -> bool {
    const KNOWN: &[&str] = &[
        "str",
        "binary",
        "int",
        "float",
        "bool",
        "null",
        "vault",
        "secret",
        "env",
        "env_var",
        "ENV",
        "include",
        "file",
        "reference",
        "unsafe",
        "Ref",
        "Sub",
        "GetAtt",
        "ImportValue",
        "FindInMap",
        "Join",
        "Base64",
        "Select",
    ];
    let Some(rest) = value.strip_prefix('!') else { return false };
    let rest = rest.trim_start_matches('!');
    let tag = rest.split(char::is_whitespace).next().unwrap_or_default();
    let is_of_language =
        value.starts_with("!!") && ["python/", "ruby/", "java"].iter().any(|front| tag.starts_with(front));
    KNOWN.contains(&tag) || is_of_language
}

/// `%APPDATA%\\jwt.key`, `$HOME/.jwt`, `${HOME}/.jwt`, `$(pwd)/jwt`: a path that begins where a variable says.
fn is_environment_path(value: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"_()".contains(&byte))
    };
    let between = |open: &str, close: &str| value.strip_prefix(open)?.split_once(close);
    let behind = between("%", "%")
        .or_else(|| between("${", "}"))
        .filter(|(name, _)| is_name(name))
        .or_else(|| between("$(", ")"))
        .map(|(_, rest)| rest)
        .or_else(|| {
            let rest = value.strip_prefix('$')?;
            let at = rest.find(['/', '\\'])?;
            is_name(&rest[..at]).then(|| &rest[at..])
        });
    behind.is_some_and(|rest| {
        rest.starts_with(['/', '\\']) && rest.split(['/', '\\']).filter(|step| !step.is_empty()).all(is_step)
    })
}

/// `${JWT_SECRET}`, `{{ .Values.secret }}`, `%JWT_SECRET%`, `<your secret>`.
fn is_template(value: &str) -> bool {
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_variable = |name: &str| is_name(name) && name.bytes().all(|byte| !byte.is_ascii_lowercase());
    let within = |open: &str, close: &str| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    [("${", "}"), ("#{", "}"), ("#{", "}#"), ("{{", "}}"), ("$(", ")"), ("<%", "%>"), ("{%", "%}")]
        .iter()
        .filter(|(open, _)| open.len() < value.len())
        .any(|(open, close)| within(open, close).is_some_and(|inner| !inner.is_empty()))
        || [("%", "%"), ("__", "__"), ("@@", "@@")]
            .iter()
            .any(|(open, close)| within(open, close).is_some_and(is_variable))
        || value
            .strip_prefix('$')
            .is_some_and(|name| is_variable(name) && !name.contains(|sign: char| sign.is_ascii_digit()))
        || within("<", ">").is_some_and(|inner| !inner.is_empty() && !inner.contains(['<', '>']))
}

/// `REPLACE_ME`, `your-secret-here`: words that tell the person to put something else in their place. (`changeme` is a secret
/// that is really used, and is known as such.)
fn is_unfilled(value: &str) -> bool {
    const ASKED: &[&str] = &[
        "replaceme",
        "replacethis",
        "replacewith",
        "placeholder",
        "putyour",
        "insertyour",
        "enteryour",
        "generateone",
        "fillme",
        "fillin",
        "setme",
        "yoursecrethere",
        "yourkeyhere",
    ];
    // People think of sentences, and programs of placeholders in one word.
    if value.contains(char::is_whitespace) || looks_random(value) {
        return false;
    }
    let words = Zeroizing::new(words(value));
    // Whole words, written together or not: nothing is asked by `computeyourself`.
    let is_asked = (0..words.len()).any(|start| {
        let mut joined = Zeroizing::new(String::new());
        words[start..].iter().take(4).any(|word| {
            joined.push_str(word);
            ASKED.contains(&joined.as_str())
        })
    });
    is_asked
        || (words.first().is_some_and(|word| word == "your") && words.last().is_some_and(|word| word == "here"))
        || matches!(words.as_slice(), [only] if ["todo", "fixme", "tbd"].contains(&only.as_str()))
}

/// `[REDACTED]`, `********`, `xxxxxxxx`, `(sensitive value)`.
fn is_mask(value: &str) -> bool {
    const WORDS: &[&str] =
        &["redacted", "masked", "filtered", "hidden", "secret", "sensitive", "sensitive value", "removed", "omitted"];
    let of_signs = |sign: char| value.chars().all(|character| character == sign) && value.chars().count() >= 3;
    let inner = [('[', ']'), ('(', ')'), ('*', '*')]
        .iter()
        .find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close))
        .map(|inner| inner.trim_matches('*').to_ascii_lowercase());
    ['*', 'x', 'X', '•', '.', '…', '#', '-'].into_iter().any(of_signs)
        || inner.is_some_and(|inner| WORDS.contains(&inner.as_str()))
}

/// Whole minutes, in seconds, up to a year.
const fn is_lifetime(seconds: u32) -> bool {
    seconds >= 60 && seconds <= 31_622_400 && seconds.is_multiple_of(60)
}

fn is_setting(value: &str, signs: Signs) -> bool {
    const WORDS: &[&str] = &["true", "false", "yes", "no", "on", "off", "enabled", "disabled"];
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_digits(&value.replacen('.', "", 1));
    let duration = value.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let unit = &value[duration.len()..];
    const UNITS: &[&str] = &["ms", "s", "sec", "m", "min", "h", "d", "w", "y", "days", "hours", "minutes", "seconds"];
    WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
        // How long a secret is, as kubectl describes one.
        || value.split_once(' ').is_some_and(|(count, unit)| unit == "bytes" && is_digits(count))
        // Sixteen digits and more are typed by somebody who wants a secret; of a secret, only what looks like a lifetime is none.
        || is_number && (signs == Signs::Perhaps && value.len() < 16 || value.parse().is_ok_and(is_lifetime))
        || is_digits(duration) && duration.len() < 8 && UNITS.contains(&unit)
}

/// A public key as SSH has it, or a short SubjectPublicKeyInfo in base64 (RFC 8410 §4).
fn is_public_key(value: &str) -> bool {
    let kinds = ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"];
    let is_line = kinds.iter().any(|kind| value.starts_with(kind))
        && value.split_whitespace().nth(1).is_some_and(|key| key.starts_with("AAAA"));
    let is_bare = ["AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh"].iter().any(|front| value.starts_with(front));
    let is_spki = || {
        let bytes = (value.starts_with('M') && value.len() < 200).then(|| decode_base64(value)).flatten();
        bytes.is_some_and(
            |bytes| matches!(bytes.expose(), [0x30, length, 0x30, ..] if bytes.len() == 2 + usize::from(*length)),
        )
    };
    is_line || is_bare || is_spki()
}

/// `https://…`, `jdbc:postgresql://…`, `op://…`. A scheme has letters only, but for some.
fn has_scheme(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else { return false };
    let is_word = |word: &str| word == "s3" || !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    !rest.is_empty() && scheme.split(['+', '-', '.', ':']).all(is_word)
}

/// An address of version 4 or a name with or without a port, an address of version 6, or one of e-mail.
fn is_host(value: &str) -> bool {
    const TOP: &[&str] = &[
        "com",
        "net",
        "org",
        "io",
        "dev",
        "app",
        "cloud",
        "local",
        "localhost",
        "internal",
        "lan",
        "svc",
        "example",
        "test",
        "gov",
        "edu",
        "co",
        "uk",
        "de",
        "fr",
        "nl",
        "eu",
        "ch",
        "at",
        "us",
        "in",
        "jp",
        "cn",
        "br",
        "ru",
        "ai",
    ];
    let number = |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (host, port) = value.split_once(':').unwrap_or((value, "0"));
    let is_four =
        number(port) && host.split('.').count() == 4 && host.split('.').all(|part| number(part) && part.len() < 4);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let is_domain = |name: &str| {
        name.contains('.')
            && name.split('.').all(is_label)
            && name.rsplit('.').next().is_some_and(|top| TOP.contains(&top))
    };
    // `monkey:1999` is a secret; with a name of two labels, or of this machine, it is an address.
    let is_named = || {
        number(port)
            && (is_domain(host)
                || host == "localhost"
                || value.contains(':') && host.contains('.') && host.split('.').all(is_label))
    };
    let is_mail = || {
        value.split_once('@').is_some_and(|(user, domain)| {
            let is_of_user = |byte: u8| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte);
            !user.is_empty() && user.bytes().all(is_of_user) && is_domain(domain)
        })
    };
    let is_six = || {
        let groups = value.trim_start_matches('[').trim_end_matches(']').split(':');
        let is_group = |group: &str| group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_hexdigit());
        let count = groups.clone().count();
        (3..=8).contains(&count) && groups.clone().all(is_group) && value.contains("::")
    };
    is_four || is_named() || is_mail() || is_six()
}

/// A path of a file, or of an entry in a store of secrets. Base64 may begin with / and have more of them: each step of a path is
/// a word, and none of it has both cases and digits as nobody's word has.
fn is_path(value: &str) -> bool {
    const EXTENSIONS: &[&str] = &[
        ".pem", ".key", ".txt", ".json", ".jwk", ".jwks", ".der", ".crt", ".cer", ".pub", ".p12", ".pfx", ".jks",
        ".yaml", ".yml",
    ];
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./\\@~: ".contains(&byte);
    if !value.bytes().all(is_plain) {
        return false;
    }
    let lower = value.to_ascii_lowercase();
    let has_extension = EXTENSIONS.iter().any(|end| lower.len() > end.len() && lower.ends_with(end));
    let steps = |path: &str| path.split(['/', '\\']).filter(|step| !step.is_empty()).all(is_step);
    let is_drive = matches!(value.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    let rest = ["./", "../", "~/", "\\\\", "/"].iter().find_map(|front| value.strip_prefix(front));
    let rest = if is_drive { value.get(3..) } else { rest };
    match rest {
        Some(rest) => !rest.is_empty() && (has_extension || steps(rest)),
        // `my.secret.key` is a secret.
        None => has_extension && steps(value) && (value.contains(['/', '\\']) || !lower.ends_with(".key")),
    }
}

/// Whether a step of a path is made of words: `production`, `jwt-signing.secret`, `JWT_SECRET`, `MyKeys`, `v2`.
fn is_step(step: &str) -> bool {
    step.split(['-', '_', '.', '@', ' ']).all(|word| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let letters = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let is_one_case = letters.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
            || letters.bytes().all(|byte| byte.is_ascii_uppercase());
        // `MyKeys`: a letter in upper case begins a word, and is alone.
        let is_camel = letters.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !letters.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase))
            && letters.bytes().filter(u8::is_ascii_uppercase).count() * 3 <= letters.len();
        let is_number = digits == word.len();
        is_number || letters.bytes().all(|byte| byte.is_ascii_alphabetic()) && (is_one_case || is_camel) && digits <= 6
    })
}

#[cfg(test)]
mod tests {
    use super::{Doubt, of_value};
    use crate::engine::text::variable::signing::Signs;

    #[test]
    fn what_a_value_is_that_is_no_secret() {
        for (value, doubt) in [
            ("/run/secrets/production/jwt-signing-secret", Doubt::Path),
            ("/run/secrets/JWT_SECRET", Doubt::Path),
            ("/etc/ssl/private/orders.example.com/key.pem", Doubt::Path),
            ("/Users/jo/MyKeys/jwtKey.pem", Doubt::Path),
            ("/prod/orders/jwt/secret", Doubt::Path),
            ("./keys/Private", Doubt::Path),
            ("~/keys/jwt.key", Doubt::Path),
            ("C:\\keys\\jwt.key", Doubt::Path),
            ("keys/hs256.txt", Doubt::Path),
            ("/supersecret", Doubt::LikePath),
            ("process.env.JWT_SECRET", Doubt::LikeName),
            ("config.jwt.secret", Doubt::LikeName),
            ("jwtConstants.secret", Doubt::LikeName),
            ("random_password.jwt.result", Doubt::LikeName),
            ("JWT_SECRET", Doubt::LikeName),
            ("MY_SECRET_NAME", Doubt::LikeName),
            ("ORDERS_V2", Doubt::LikeName),
            ("*jwt_default", Doubt::LikeName),
            ("getenv('JWT_SECRET')", Doubt::Code),
            ("ENV['JWT_SECRET']", Doubt::Code),
            ("os.environ.get(\"JWT_SECRET\", None)", Doubt::Code),
            ("%env(JWT_SECRET)%", Doubt::Code),
            ("env:JWT_SECRET", Doubt::LikeName),
            ("%APPDATA%\\keys\\jwt", Doubt::Path),
            ("$HOME/.secrets/jwt", Doubt::Path),
            ("db.example.com:5432", Doubt::Address),
            ("localhost:8080", Doubt::Address),
            ("auth.example.com", Doubt::Address),
            ("ops@example.com", Doubt::Address),
            ("did:web:example.com", Doubt::Reference),
            ("Rails.application.credentials.jwt_signing_secret", Doubt::LikeName),
            ("#{JwtKey}#", Doubt::Template),
            ("@@JWT_KEY@@", Doubt::Template),
            ("$2b$12$abcdefghijklmnopqrstuvwxyzabcdef", Doubt::Hash),
            ("sha256:9f86d081884c7d659a2feaa0c55ad015", Doubt::Hash),
            ("HS256", Doubt::Setting),
            ("base64", Doubt::Setting),
            ("os.getenv(", Doubt::Code),
            ("string", Doubt::Code),
            ("SecretStr", Doubt::Code),
            ("&[u8", Doubt::Code),
            ("Lazy<String>", Doubt::Code),
            ("!vault |", Doubt::Reference),
            ("!secret jwt", Doubt::Reference),
            ("secretref:jwt-secret", Doubt::Reference),
            ("encrypted:BGr2AL3xAbc", Doubt::Encrypted),
            ("32 bytes", Doubt::Setting),
            ("604800", Doubt::Setting),
            ("certs/jwt.pem", Doubt::Path),
            ("file:/etc/jwt", Doubt::Path),
            ("classpath:jwt.key", Doubt::Path),
            ("https://vault.example/v1/jwt", Doubt::Address),
            ("jdbc:postgresql://db/app", Doubt::Address),
            ("op://vault/jwt/password", Doubt::Address),
            ("10.0.0.1", Doubt::Address),
            ("10.0.0.1:8080", Doubt::Address),
            ("fe80::1", Doubt::Address),
            ("arn:aws:kms:eu-west-1:123456789012:key/1234abcd", Doubt::Reference),
            ("projects/acme-prod/secrets/jwt-signing/versions/latest", Doubt::Reference),
            ("pk_live_abcdefghijklmnopqrstuvwxyz012345", Doubt::Reference),
            ("vault:secret/data/jwt#key", Doubt::Reference),
            ("@Microsoft.KeyVault(SecretUri=https://a.vault.azure.net/secrets/jwt)", Doubt::Reference),
            ("!Ref JwtSecret", Doubt::Reference),
            ("${{ secrets.JWT_SECRET }}", Doubt::Template),
            ("{{ .Values.jwt.secret }}", Doubt::Template),
            ("%JWT_SECRET%", Doubt::Template),
            ("__JWT_SECRET__", Doubt::Template),
            ("$JWT_SECRET", Doubt::Template),
            ("<your secret here>", Doubt::Template),
            ("[REDACTED]", Doubt::Mask),
            ("********", Doubt::Mask),
            ("(sensitive value)", Doubt::Mask),
            ("ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)", Doubt::Encrypted),
            ("ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ==,type:str]", Doubt::Encrypted),
            ("vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==", Doubt::Encrypted),
            ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ", Doubt::Key),
            ("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", Doubt::Key),
            ("eyJhbGciOiJIUzI1NiJ9.e30.rsUrg5XmqhJatvoFw6M3rcFv8m3oAqsc6eBrskEHLG8", Doubt::Token),
            ("true", Doubt::Setting),
            ("undefined", Doubt::Printed),
            ("None", Doubt::Printed),
            ("3600s", Doubt::Setting),
        ] {
            assert_eq!(of_value(value, Signs::OfTokens), Some(doubt), "{value}");
        }
        assert_eq!(of_value("8080", Signs::Perhaps), Some(Doubt::Setting));
    }

    #[test]
    fn what_a_program_prints_or_a_person_fills_in_is_no_secret() {
        for (value, doubt) in [
            ("<Buffer 6b 65 79>", Doubt::Printed),
            ("[object Object]", Doubt::Printed),
            ("null", Doubt::Printed),
            ("please-replace-me", Doubt::Template),
        ] {
            assert_eq!(of_value(value, Signs::OfTokens), Some(doubt), "{value}");
        }
    }

    /// What only begins like a path, an address or a key is a secret as any other.
    #[test]
    fn what_may_be_a_secret_is_left_one() {
        for value in [
            "correct-horse-battery-staple",
            "/aB3+x/Zq9PdMn0tRVcX7eW2yUoL5kJhG4fS8iQ1bN6=",
            "/aB3x/Zq9PdMn0tRVcX7eW2yUoL5kJhG4fS8iQ1bN6s",
            "/app/Zq9PdMn0tRVcX7eW2yUoL5kJhG4fS8iQ1bN6sAB",
            "/tmp/x7GhQ9PdMn0tRVcX7eW2yUoL5kJhG4fS8iQ1bN6",
            "/Secret.Pass!word9",
            "./aB3x9PdMn0tRVcX7eW2y",
            "~this is a passphrase",
            "k:/aB3x9PdMn0tRVcX7eW2y",
            "s3cr3t://of-mine",
            "ssh-is how I remember it",
            "12345678",
            "sk_live_abcdefghijk",
            "eyJ-is.how-it.begins too",
            "0123456789abcdef0123456789abcdef",
            "P@ss<w>rd",
            "<Kx9mV9qZt2xW8bNh4",
            "!Passw0rd",
            "!Password",
            "my.secret.key",
            "super-secret.key",
            "my-secret-key",
            "my_jwt_secret",
            "never put your eggs in one basket",
            "your dreams begin right here",
            "123456",
            "$UP3RS3CRET",
            "6bfe:12a0:44c1:90de:aa01:3344:9f0b:1177",
            "pk_of_mine_1234567",
            "$up3rs3cret",
            "monkey:1999",
            "computeyourself",
            "QX7_K9PLMZ4T_88VNW2R",
            "!hunter",
            "correct.horse.battery.staple",
            "hello(world)",
        ] {
            assert_eq!(of_value(value, Signs::OfTokens), None, "{value}");
        }
        assert_eq!(of_value("4815162342108151623421", Signs::Perhaps), None);
    }
}
