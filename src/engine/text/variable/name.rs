//! What the name of a variable, member, parameter or header says about its value. One table for the keys that are looked for
//! in settings, for the values that are masked, and for what a token should not have in it.

/// How a name has the word of a row, without case and separators.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// It is the word.
    Whole,
    /// The word is somewhere in it.
    Part,
    /// It ends with the word.
    End,
}

/// What a name says of whether its value opens something by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opens {
    Surely,
    /// In a request or a file of settings; elsewhere the name means something else as often: `code: 404`, `state: open`.
    Perhaps,
    No,
}

/// What is a fault where it stands in a token that everybody can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exposed {
    Secret,
    Token,
}

struct Row {
    word: &'static str,
    form: Form,
    opens: Opens,
    /// Said of a name that is the word.
    exposed: Option<Exposed>,
    /// Whether signatures may be made with it.
    signs: bool,
    /// Whether it is of tokens rather than of anything else.
    of_tokens: bool,
}

impl Row {
    const fn new(word: &'static str, form: Form, opens: Opens) -> Self {
        Self { word, form, opens, exposed: None, signs: false, of_tokens: false }
    }

    const fn exposed(self, exposed: Exposed) -> Self {
        Self { exposed: Some(exposed), ..self }
    }

    const fn signs(self) -> Self {
        Self { signs: true, ..self }
    }

    const fn of_tokens(self) -> Self {
        Self { of_tokens: true, ..self }
    }

    fn is_of(&self, name: &str) -> bool {
        match self.form {
            Form::Whole => name == self.word,
            Form::Part => name.contains(self.word),
            Form::End => name.ends_with(self.word),
        }
    }
}

const fn whole(word: &'static str) -> Row {
    Row::new(word, Form::Whole, Opens::Surely)
}

const fn perhaps(word: &'static str) -> Row {
    Row::new(word, Form::Whole, Opens::Perhaps)
}

const fn part(word: &'static str) -> Row {
    Row::new(word, Form::Part, Opens::Surely)
}

/// A word of names that make a key of a secret, whatever else it is.
const fn hint(word: &'static str) -> Row {
    Row::new(word, Form::Part, Opens::No)
}

static ROWS: &[Row] = &[
    part("password").exposed(Exposed::Secret),
    part("passwd").exposed(Exposed::Secret),
    part("passphrase").exposed(Exposed::Secret).signs(),
    part("secret").exposed(Exposed::Secret).signs(),
    part("clientsecret").exposed(Exposed::Secret),
    part("apikey").exposed(Exposed::Secret),
    part("apisecret").exposed(Exposed::Secret),
    part("privatekey").exposed(Exposed::Secret),
    part("accesskey").exposed(Exposed::Secret),
    part("secretkey").exposed(Exposed::Secret),
    part("secretaccesskey").exposed(Exposed::Secret),
    part("totpsecret").exposed(Exposed::Secret),
    part("otpsecret").exposed(Exposed::Secret),
    part("mfasecret").exposed(Exposed::Secret),
    part("signingkey").of_tokens(),
    part("signaturekey"),
    part("encryptionkey"),
    part("masterkey"),
    part("credential"),
    part("codeverifier"),
    part("devicecode"),
    part("usercode"),
    part("setcookie"),
    part("authorization"),
    part("samlresponse"),
    part("samlrequest"),
    part("signaturevalue"),
    part("sessionid"),
    part("sessid"),
    part("sessionkey"),
    part("xauth"),
    part("xcsrf"),
    part("xxsrf"),
    Row::new("token", Form::End, Opens::Surely),
    Row::new("signature", Form::End, Opens::Surely),
    whole("refreshtoken").exposed(Exposed::Token),
    whole("accesstoken").exposed(Exposed::Token),
    whole("idtoken").exposed(Exposed::Token),
    whole("sessiontoken").exposed(Exposed::Token),
    whole("securityanswer").exposed(Exposed::Secret),
    whole("pwd").exposed(Exposed::Secret),
    whole("otp").exposed(Exposed::Secret),
    whole("cvv").exposed(Exposed::Secret),
    whole("cvc").exposed(Exposed::Secret),
    perhaps("pass").exposed(Exposed::Secret),
    perhaps("pin").exposed(Exposed::Secret),
    whole("totp"),
    whole("sid"),
    whole("dpop"),
    whole("assertion"),
    whole("clientassertion"),
    whole("actortoken"),
    whole("subjecttoken"),
    whole("nonce"),
    whole("sig"),
    whole("hmac"),
    whole("bearer"),
    whole("jwt"),
    whole("vptoken"),
    whole("relaystate"),
    whole("codechallenge"),
    whole("psk"),
    perhaps("code"),
    perhaps("state"),
    perhaps("session"),
    perhaps("key"),
    perhaps("auth"),
    perhaps("signature"),
    perhaps("ticket"),
    perhaps("salt"),
    perhaps("cookie"),
    hint("key").signs(),
    hint("jwt").signs().of_tokens(),
    hint("hmac").signs(),
    hint("jwk").signs(),
    hint("token").of_tokens(),
    hint("nextauth").of_tokens(),
    hint("authsecret").of_tokens(),
    hint("jose").of_tokens(),
    hint("refresh").of_tokens(),
    hint("accesssecret").of_tokens(),
    hint("sessionsecret").of_tokens(),
    hint("signing").of_tokens(),
];

/// Ends of names that describe a secret and are none.
const DESCRIPTIONS: &[&str] = &[
    "type",
    "uri",
    "url",
    "endpoint",
    "expiresin",
    "expires",
    "expiry",
    "exp",
    "method",
    "methods",
    "alg",
    "algs",
    "algorithm",
    "lifetime",
    "ttl",
    "count",
    "length",
    "size",
    "supported",
    "policy",
    "field",
    "header",
    "headername",
    "format",
    "ref",
    "enabled",
    "required",
    "validity",
    "at",
    "values",
    "server",
    "realm",
    "verified",
];

/// A name without namespace, case and separators: "https://app.example/E-Mail" is "email". Empty for a long one.
pub(crate) fn normalized(name: &str) -> String {
    let last = name.rsplit(['/', ':', '#']).next().unwrap_or(name);
    if last.len() > 48 {
        return String::new();
    }
    folded(last)
}

fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether a value of this name opens something.
pub(crate) fn opens(name: &str) -> Opens {
    let key = normalized(name);
    let rows = || ROWS.iter().filter(|row| row.opens != Opens::No);
    if rows().any(|row| row.opens == Opens::Perhaps && row.is_of(&key)) {
        return Opens::Perhaps;
    }
    if rows().any(|row| row.form == Form::Whole && row.is_of(&key)) {
        return Opens::Surely;
    }
    let describes = DESCRIPTIONS.iter().any(|end| key.len() > end.len() && key.ends_with(end));
    let is_one = rows().any(|row| row.is_of(&key)) || is_key_of_environment(name);
    if is_one && !describes { Opens::Surely } else { Opens::No }
}

/// `STRIPE_KEY`, `APP_KEY`: what is so called in the environment of a program is no `sort_key` of a table.
fn is_key_of_environment(name: &str) -> bool {
    let is_upper = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    is_upper && name.ends_with("_KEY") && !name.contains("PUBLIC")
}

/// What it is that everybody could read, if a token had a value of this name.
pub(crate) fn exposed(key: &str) -> Option<Exposed> {
    ROWS.iter().find(|row| row.exposed.is_some() && row.word == key)?.exposed
}

/// Whether a text is the name of a variable, option or member.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|character: char| character.is_ascii_alphabetic() || character == '_')
        && name.len() <= 128
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// Whether a variable of this name holds a public key; what it holds still has to be one.
pub(super) fn may_be_public(name: &str) -> bool {
    let name = folded(name);
    ["public", "cert", "verify", "x509"].iter().any(|word| name.contains(word))
}

/// How likely tokens are signed with the value of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Signs {
    /// A secret of tokens.
    OfTokens,
    /// A secret.
    Secret,
    /// A key of anything.
    Perhaps,
}

/// Whether a name speaks of secrets or keys, be it of what one is called, where it lies or how long it is.
pub(crate) fn speaks_of_secrets(name: &str) -> bool {
    let whole = folded(name);
    ROWS.iter().any(|row| row.signs && row.is_of(&whole))
}

/// Words that a secret is called by. Only they make a key of a value, and only at the end of its name.
const SECRETS: &[&str] = &["secret", "secrets", "key", "keys", "hmac", "passphrase"];
/// The same where the name is of tokens; elsewhere they open a database.
const SECRETS_OF_TOKENS: &[&str] = &["password", "passwd", "pwd", "pass"];
/// Words behind it that say which of several it is, or how it is written. Digits are no part of a word here.
const WHICH: &[&str] = &[
    "base",
    "hex",
    "utf",
    "hs",
    "value",
    "raw",
    "string",
    "text",
    "plain",
    "default",
    "current",
    "previous",
    "prev",
    "old",
    "new",
    "next",
    "primary",
    "secondary",
    "backup",
    "fallback",
    "prod",
    "production",
    "dev",
    "development",
    "stage",
    "staging",
    "test",
    "testing",
    "local",
    "access",
    "refresh",
    "signing",
];
/// Words in front of it that say that everybody may know it, or that it is the name of an entry.
const NO_SECRETS: &[&str] = &[
    "public",
    "pub",
    "publishable",
    "anon",
    "anonymous",
    "site",
    "verify",
    "verification",
    "cert",
    "certificate",
    "header",
    "claim",
    "query",
    "param",
    "parameter",
    "name",
    "file",
    "path",
    "url",
    "uri",
    "id",
    "kid",
    "prefix",
    "suffix",
    "cache",
    "restore",
    "sort",
    "order",
    "group",
    "partition",
    "primary",
    "foreign",
    "unique",
    "index",
    "storage",
    "object",
    "field",
    "column",
    "routing",
    "message",
    "translation",
    "measurement",
    "tracking",
    "maps",
    "map",
];
/// What tools put in front of variables that a page in a browser can read.
const OF_PAGES: &[&str] =
    &["VITE_", "REACT_APP_", "VUE_APP_", "GATSBY_", "NEXT_PUBLIC_", "NUXT_PUBLIC_", "EXPO_PUBLIC_", "PUBLIC_"];
/// Where a `key` that is called no more than that is a key, rather than the name of an entry.
const AROUND_KEYS: &[&str] = &[
    "jwt",
    "jws",
    "jose",
    "token",
    "auth",
    "sign",
    "hmac",
    "secret",
    "session",
    "cookie",
    "crypt",
    "security",
    "app",
    "bearer",
    "data",
    "env",
    "variables",
    "settings",
    "config",
];

/// The words of a name, without case and digits: "jwtSecret2" is "jwt" and "secret".
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        let is_new = !letter.is_ascii_alphanumeric() || (was_lower && letter.is_ascii_uppercase());
        if is_new {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_ascii_alphabetic()) {
            word.push(letter.to_ascii_lowercase());
        }
        was_lower = letter.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a variable of this name holds a secret or a key that signs. The last word of its last part decides; what stands
/// behind a secret's name otherwise is said of it (`JWT_SECRET_FILE`), and is no secret.
pub(crate) fn signs(name: &str) -> Option<Signs> {
    let mut parts: Vec<&str> = name.split(['.', ':']).filter(|part| !part.is_empty()).collect();
    // `SECRET_A` as well.
    let says_which = |word: &String| word.len() == 1 || WHICH.contains(&word.as_str());
    let is_which = |part: &&str| words(part).iter().all(says_which);
    // Terraform's `jwt_secret.value`.
    if parts.len() > 1 && parts.last().is_some_and(is_which) {
        parts.pop();
    }
    let own_name = parts.pop()?;
    let mut own = words(own_name);
    while own.len() > 1 && own.last().is_some_and(says_which) {
        own.pop();
    }
    let last = own.last()?;
    let whole = folded(name);
    let is_of_tokens = ROWS.iter().any(|row| row.of_tokens && row.is_of(&whole));
    let ends = |ends: &[&str]| ends.iter().any(|end| last.ends_with(end));
    let is_one = ends(SECRETS) || (is_of_tokens && ends(SECRETS_OF_TOKENS));
    let is_other = own.iter().any(|word| {
        let front = SECRETS.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        word.contains("public") || NO_SECRETS.contains(&front)
    });
    let is_of_page = OF_PAGES.iter().any(|front| own_name.starts_with(front));
    if !is_one || is_other || is_of_page {
        return None;
    }
    // `with.key` of a cache and `secretKeyRef.key` name an entry.
    let is_bare = matches!(own.as_slice(), [word] if word == "key" || word == "keys");
    if let Some(around) = parts.last().map(|part| folded(part)).filter(|_| is_bare)
        && (around.ends_with("ref") || !AROUND_KEYS.iter().any(|word| around.contains(word)))
    {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| whole.contains(word));
    Some(if is_of_tokens {
        Signs::OfTokens
    } else if has(&["secret"]) {
        Signs::Secret
    } else {
        Signs::Perhaps
    })
}

/// Whether a value is no secret, whatever it is called: where one lies, what everybody may know, a token, or a setting.
pub(crate) fn is_no_secret(value: &str, signs: Signs) -> bool {
    let is_word = !value.contains(char::is_whitespace);
    let has_scheme = || {
        value.split_once("://").is_some_and(|(scheme, _)| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
        })
    };
    let is_reference = ["arn:", "projects/", "pk_", "did:"].iter().any(|front| value.starts_with(front));
    let is_public_key = ["ssh-", "ecdsa-sha2-", "sk-ssh-", "AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh"]
        .iter()
        .any(|front| value.starts_with(front));
    let is_setting = ["true", "false"].iter().any(|word| value.eq_ignore_ascii_case(word));
    let is_number = signs == Signs::Perhaps && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_setting
        || is_number
        || is_public_key
        || (is_word && (has_scheme() || is_reference || is_path(value) || is_token(value)))
}

/// A path of a file. Base64 may begin with / and have more of them, so that one has to be written as nobody's base64 is.
fn is_path(value: &str) -> bool {
    const ROOTS: &[&str] = &[
        "/run/",
        "/etc/",
        "/var/",
        "/home/",
        "/usr/",
        "/opt/",
        "/mnt/",
        "/srv/",
        "/tmp/",
        "/root/",
        "/app/",
        "/secrets/",
        "/Users/",
        "/vault/",
        "/proc/",
        "/dev/",
    ];
    let is_drive = matches!(value.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    let is_lower = || {
        let has_letters = value.bytes().filter(u8::is_ascii_lowercase).count() * 2 > value.len();
        has_letters && !value.bytes().any(|byte| byte.is_ascii_uppercase() || b"+=".contains(&byte))
    };
    is_drive
        || ["./", "../", "~/", "\\\\"].iter().any(|front| value.starts_with(front))
        || ROOTS.iter().any(|front| value.starts_with(front))
        || (value.starts_with('/') && (is_lower() || value.contains('.')))
}

/// A JWS or JWE in compact form (RFC 7515 §7.1, RFC 7516 §7.1) whose header is JSON.
fn is_token(value: &str) -> bool {
    let is_text = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    value.starts_with("eyJ") && matches!(value.matches('.').count(), 2 | 4) && value.bytes().all(is_text)
}

#[cfg(test)]
mod tests {
    use super::{Exposed, Opens, ROWS, Signs, exposed, is_no_secret, normalized, opens, signs};

    #[test]
    fn a_name_says_what_its_value_opens() {
        for name in [
            "password",
            "DB_PASSWORD",
            "client_secret",
            "STRIPE_KEY",
            "APP_KEY",
            "X-Amz-Signature",
            "X-Amz-Security-Token",
            "signingKey",
            "SignatureValue",
            "jwt",
        ] {
            assert_eq!(opens(name), Opens::Surely, "{name}");
        }
        for name in ["code", "state", "key", "signature", "cookie"] {
            assert_eq!(opens(name), Opens::Perhaps, "{name}");
        }
        for name in ["sort_key", "PUBLIC_KEY", "token_type", "token_endpoint", "secret_length", "key_id", "name", ""] {
            assert_eq!(opens(name), Opens::No, "{name}");
        }
    }

    #[test]
    fn a_name_says_whether_its_value_signs() {
        for (name, expected) in [
            ("JWT_SECRET", Some(Signs::OfTokens)),
            ("jwt.secret", Some(Signs::OfTokens)),
            ("SIGNING_KEY", Some(Signs::OfTokens)),
            ("A_SECRET", Some(Signs::Secret)),
            ("COOKIE_SECRET", Some(Signs::Secret)),
            ("APP_KEY", Some(Signs::Perhaps)),
            ("app.jwt_secret.value", Some(Signs::OfTokens)),
            ("NEXTAUTH_SECRET", Some(Signs::OfTokens)),
            ("AUTH_SECRET", Some(Signs::OfTokens)),
            ("SECRET_KEY_BASE", Some(Signs::Secret)),
            ("Jwt:Key", Some(Signs::OfTokens)),
            ("Jwt__Key", Some(Signs::OfTokens)),
            ("data.jwt-secret", Some(Signs::OfTokens)),
            ("secretKey", Some(Signs::Secret)),
            ("JWTSecret", Some(Signs::OfTokens)),
            ("jwtsecret", Some(Signs::OfTokens)),
            ("JWT_SECRET_2", Some(Signs::OfTokens)),
            ("JWT_SECRET_PROD", Some(Signs::OfTokens)),
            ("JWT_SECRET_BASE64", Some(Signs::OfTokens)),
            ("IssuerSigningKey", Some(Signs::OfTokens)),
            ("JWT_PASSWORD", Some(Signs::OfTokens)),
            ("JWT_PUBLIC_KEY", None),
            ("KEY_ID", None),
            ("DB_PASSWORD", None),
            ("PORT", None),
        ] {
            assert_eq!(signs(name), expected, "{name}");
        }
    }

    /// What a name says of a secret is none: where it lies, how it is called, what is done with it.
    #[test]
    fn what_is_said_of_a_secret_is_none() {
        for name in [
            "ANON_KEY",
            "JWT_SECRET_FILE",
            "JWT_SECRET_ARN",
            "JWT_SECRET_NAME",
            "JWT_PRIVATE_KEY_PATH",
            "STRIPE_PUBLISHABLE_KEY",
            "RECAPTCHA_SITE_KEY",
            "VITE_FIREBASE_API_KEY",
            "NEXT_PUBLIC_API_KEY",
            "jwt",
            "JWT_ALG",
            "JWT_AUDIENCE",
            "REDIS_KEY_PREFIX",
            "SECRET_QUESTION",
            "JWT_COOKIE",
            "JWT_COOKIE_NAME",
            "JWT_HEADER",
            "JWT_PREFIX",
            "JWT_MODE",
            "JWT_ENABLED",
            "JWT_SIGNING_ALGORITHM",
            "JWT_SECRET_ENCODING",
            "JWT_REALM",
            "JWT_DIGEST",
            "JWT_USER",
            "JWT_ENV",
            "JWT_ROLE",
            "JWT_HASH",
            "JWT_ALGO",
            "JWT_ENC",
            "JWT_STRATEGY",
            "JWT_SCHEME",
            "JWT_PROVIDER",
            "JWT_TENANT",
            "jwtAlg",
            "jwt.alg",
            "jobs.build.with.key",
            "spec.env.valueFrom.secretKeyRef.key",
            "spec.env.valueFrom.secretKeyRef.name",
            "SECRET_ROTATION",
            "JWT_SECRET_HASH",
            "jwtSecretARN",
            "jwtsecretfile",
            "keyID",
            "sitekey",
            "JWT_HEADER_KEY",
            "JWT_EXPIRES_IN",
            "PUBLIC_JWT",
            "JWT_LEEWAY",
        ] {
            assert_eq!(signs(name), None, "{name}");
        }
        for value in [
            "/run/secrets/production/jwt-signing-secret",
            "/etc/ssl/private/orders.example.com/key.pem",
            "./keys/Private",
            "C:\\keys\\jwt.key",
            "https://vault.example/v1/jwt",
            "arn:aws:kms:eu-west-1:123456789012:key/1234abcd",
            "projects/acme-prod/secrets/jwt-signing/versions/latest",
            "pk_live_abcdefghijklmnopqrstuvwxyz012345",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ",
            "eyJhbGciOiJIUzI1NiJ9.e30.rsUrg5XmqhJatvoFw6M3rcFv8m3oAqsc6eBrskEHLG8",
            "true",
        ] {
            assert!(is_no_secret(value, Signs::OfTokens), "{value}");
        }
        for value in [
            "correct-horse-battery-staple",
            "/aB3+x/Zq9PdMn0tRVcX7eW2yUoL5kJhG4fS8iQ1bN6=",
            "/aB3x/Zq9PdMn0tRVcX7eW2yUoL5kJhG4fS8iQ1bN6s",
            "12345678",
            "sk_live_abcdefghijk",
            "eyJ-is.how-it.begins too",
        ] {
            assert!(!is_no_secret(value, Signs::OfTokens), "{value}");
        }
    }

    #[test]
    fn a_token_should_not_have_some_names() {
        assert_eq!(exposed(&normalized("client-secret")), Some(Exposed::Secret));
        assert_eq!(exposed(&normalized("access_token")), Some(Exposed::Token));
        assert_eq!(exposed("secretary"), None);
    }

    #[test]
    fn rows_are_normalized() {
        assert!(ROWS.iter().all(|row| row.word == normalized(row.word)));
    }
}
