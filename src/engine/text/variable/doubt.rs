//! Why the value of a variable that is called like a secret is hardly one. It is tried all the same, last, and never silently.

use super::signing::{Named, Signs, named};
use crate::engine::ground::base64url::decode_base64;
use crate::engine::text::compact::is_compact;

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
    /// An address, of whatever scheme.
    Address,
    /// The name of what a store of secrets holds.
    Reference,
    /// A template that nobody filled in.
    Template,
    /// What something else is masked with.
    Mask,
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
        matches!(self, Self::UnclearName | Self::LikePath)
    }
}

/// Why a value is no secret, whatever it is called.
pub(super) fn of_value(value: &str, signs: Signs) -> Option<Doubt> {
    let value = value.trim();
    let starts = |fronts: &[&str]| fronts.iter().any(|front| value.starts_with(front));
    if is_template(value) {
        return Some(Doubt::Template);
    }
    if is_unfilled(value) {
        return Some(Doubt::Template);
    }
    if is_mask(value) {
        return Some(Doubt::Mask);
    }
    // Jasypt, SOPS, Spring Cloud Config, HashiCorp Vault's transit engine, Ansible.
    if starts(&["ENC(", "ENC[", "{cipher}", "encrypted:", "vault:v1:", "$ANSIBLE_VAULT;"]) {
        return Some(Doubt::Encrypted);
    }
    if is_setting(value, signs) {
        return Some(Doubt::Setting);
    }
    if is_public_key(value) {
        return Some(Doubt::Key);
    }
    // CloudFormation and App Service write them with blanks.
    if starts(&["@Microsoft.KeyVault(", "KeyVault(", "cat ", "`cat "]) || is_tagged(value) {
        return Some(Doubt::Reference);
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
    if is_code(value) {
        return Some(Doubt::Code);
    }
    if has_scheme(value) || is_host(value) {
        return Some(Doubt::Address);
    }
    is_compact(value).then_some(Doubt::Token)
}

/// A tag or an alias of YAML (YAML 1.2.2 §6.8.2, §7.1): `!!str x`, `!vault`, `!Ref X`, `*alias`.
fn is_tagged(value: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-".contains(&byte));
    let tag = value.strip_prefix('!').map(|rest| rest.trim_start_matches('!').split_once(' ').unwrap_or((rest, "")));
    // `!Passw0rd` is a secret: the words of tags have one case, or are known.
    let is_known = |tag: &str| {
        let tag = tag.trim_start_matches('!');
        is_word(tag) && (tag.bytes().all(|byte| byte.is_ascii_lowercase()) || CLOUD_FORMATION.contains(&tag))
    };
    const CLOUD_FORMATION: &[&str] = &["Ref", "Sub", "GetAtt", "ImportValue", "FindInMap", "Join", "Base"];
    tag.is_some_and(|(tag, rest)| is_known(tag) && (!rest.is_empty() || value.starts_with("!!") || tag.len() < 8))
        || value.strip_prefix('*').is_some_and(|alias| alias.len() > 2 && is_word(alias))
}

/// A type, a call, or what something is called in a program: `string`, `process.env.JWT_SECRET`, `JWT_SECRET`.
fn is_code(value: &str) -> bool {
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
    ];
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || "_$".contains(first))
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_$".contains(&byte))
    };
    let speaks = |name: &str| matches!(named(name), Named::Signing(Signs::OfTokens | Signs::Secret));
    let bare = value.split(['<', '(', '[']).next().unwrap_or_default();
    let is_type =
        TYPES.contains(&bare) || value.starts_with("&[") || value.starts_with("&str") || value.starts_with("&'");
    let names: Vec<&str> = value.split('.').take(8).collect();
    let is_reference = names.len() > 1
        && names.iter().all(|name| is_name(name))
        && (ROOTS.contains(&names[0])
            || names.iter().any(|name| name.contains(|letter: char| letter.is_ascii_uppercase()) && speaks(name))
            || names.last().is_some_and(|last| *last == "result" || *last == "secret"));
    // What a variable is called: nobody's secret is written so, and everybody can guess it.
    let is_variable = value.contains('_')
        && is_name(value)
        && !value.contains(|letter: char| letter.is_ascii_lowercase())
        && speaks(value);
    let is_call = value.ends_with('(')
        || (value.ends_with(')') && is_name(bare.rsplit('.').next().unwrap_or_default()) && bare.contains('.'));
    is_type || is_reference || is_variable || is_call
}

/// `${JWT_SECRET}`, `{{ .Values.secret }}`, `%JWT_SECRET%`, `<your secret>`.
fn is_template(value: &str) -> bool {
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_variable = |name: &str| is_name(name) && name.bytes().all(|byte| !byte.is_ascii_lowercase());
    let within = |open: &str, close: &str| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    [("${", "}"), ("#{", "}"), ("{{", "}}"), ("$(", ")"), ("<%", "%>"), ("{%", "%}")]
        .iter()
        .filter(|(open, _)| open.len() < value.len())
        .any(|(open, close)| within(open, close).is_some_and(|inner| !inner.is_empty()))
        || [("%", "%"), ("__", "__")].iter().any(|(open, close)| within(open, close).is_some_and(is_variable))
        || value
            .strip_prefix('$')
            .is_some_and(|name| is_variable(name) && !name.contains(|sign: char| sign.is_ascii_digit()))
        || within("<", ">").is_some_and(|inner| !inner.is_empty() && !inner.contains(['<', '>']))
}

/// `REPLACE_ME`, `your-secret-here`: words that tell the person to put something else in their place. (`changeme` is a secret
/// that is really used, and is known as such.)
fn is_unfilled(value: &str) -> bool {
    // People think of sentences, and programs of placeholders in one word.
    if value.contains(char::is_whitespace) {
        return false;
    }
    let plain: String =
        value.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let is_asked =
        ["replaceme", "replacethis", "replacewith", "placeholder", "putyour", "insertyour", "enteryour", "generateone"]
            .iter()
            .any(|words| plain.contains(words));
    is_asked
        || (plain.starts_with("your") && plain.ends_with("here"))
        || ["todo", "fixme", "tbd"].contains(&plain.as_str())
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
    const WORDS: &[&str] =
        &["true", "false", "yes", "no", "on", "off", "null", "nil", "none", "undefined", "enabled", "disabled"];
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

/// An address of version 4 with or without a port, or one of version 6.
fn is_host(value: &str) -> bool {
    let number = |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (host, port) = value.split_once(':').unwrap_or((value, "0"));
    let is_four =
        number(port) && host.split('.').count() == 4 && host.split('.').all(|part| number(part) && part.len() < 4);
    let is_six = || {
        let groups = value.trim_start_matches('[').trim_end_matches(']').split(':');
        let is_group = |group: &str| group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_hexdigit());
        let count = groups.clone().count();
        (3..=8).contains(&count) && groups.clone().all(is_group) && value.contains("::")
    };
    is_four || is_six()
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
            ("process.env.JWT_SECRET", Doubt::Code),
            ("config.jwt.secret", Doubt::Code),
            ("jwtConstants.secret", Doubt::Code),
            ("random_password.jwt.result", Doubt::Code),
            ("JWT_SECRET", Doubt::Code),
            ("os.getenv(", Doubt::Code),
            ("string", Doubt::Code),
            ("SecretStr", Doubt::Code),
            ("&[u8", Doubt::Code),
            ("Lazy<String>", Doubt::Code),
            ("!vault |", Doubt::Reference),
            ("!secret jwt", Doubt::Reference),
            ("*jwt_default", Doubt::Reference),
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
            ("undefined", Doubt::Setting),
            ("None", Doubt::Setting),
            ("3600s", Doubt::Setting),
        ] {
            assert_eq!(of_value(value, Signs::OfTokens), Some(doubt), "{value}");
        }
        assert_eq!(of_value("8080", Signs::Perhaps), Some(Doubt::Setting));
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
        ] {
            assert_eq!(of_value(value, Signs::OfTokens), None, "{value}");
        }
        assert_eq!(of_value("4815162342108151623421", Signs::Perhaps), None);
    }
}
