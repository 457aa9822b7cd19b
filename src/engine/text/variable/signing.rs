//! Whether tokens are signed with the value of a name: surely, perhaps, or in all likelihood not.
//!
//! *Invariant:* what is called a secret is one, unless a word behind it says what of the secret it is; a `key` may be the key of
//! anything, and the word in front of it says of what.

use super::doubt::Doubt;
use super::name::{folded, is_of_tokens, speaks_of_secrets};
use super::word::{DESCRIBES, ENTRY, HASHES, VAGUE, says};

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

/// What a name says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Signing(Signs),
    /// Behind what is called a secret stands a word that nobody knows: whose it is, or what of it the value is.
    Unsure,
    /// In its place is something else, or nobody can tell.
    Doubtful(Doubt),
    /// It does not speak of secrets at all.
    Other,
}

/// What a name ends with that is called a secret.
const SECRETS: &[&str] = &["secret", "secrets", "hmac", "passphrase"];
const KEYS: &[&str] = &["key", "keys"];
/// The same where the name is of tokens; elsewhere they open a database.
const SECRETS_OF_TOKENS: &[&str] = &["password", "passwd", "pwd", "pass"];
/// Words in front of a secret, or around it, that say that its value is what a hash or a cipher made of it.
const HASHED: &[&str] = &["hashed", "hashes", "checksums", "digests", "fingerprints"];
const OF_OTHERS: &[&str] = &["encrypted", "ciphertext"];
/// Words in front of a secret that say that the value is the name of one, or none at all.
const OF_ENTRIES: &[&str] = &["existing", "pull", "invalid", "wrong", "bad", "incorrect", "fake", "dummy"];
/// What stands behind the name of a key and says which one it is, or how it is written: `JWT_KEY_OLD`. Digits are no part of a
/// word, and one letter alone always says no more.
const WHICH: &[&str] = &[
    "base",
    "hex",
    "utf",
    "hs",
    "value",
    "computed",
    "raw",
    "string",
    "str",
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
    "main",
    "live",
    "prod",
    "production",
    "dev",
    "development",
    "stage",
    "staging",
    "sandbox",
    "qa",
    "test",
    "testing",
    "local",
    "access",
    "refresh",
    "signing",
    "for",
    "uat",
    "preprod",
    "preview",
    "beta",
    "demo",
    "us",
    "eu",
    "ap",
    "emea",
    "east",
    "west",
    "north",
    "south",
    "central",
];
/// What tools put in front of variables that a page in a browser can read.
const OF_PAGES: &[&str] = &[
    "VITE_",
    "RENDERER_VITE_",
    "REACT_APP_",
    "VUE_APP_",
    "NG_APP_",
    "GATSBY_",
    "STORYBOOK_",
    "SANITY_STUDIO_",
    "NUXT_ENV_",
    "NX_",
    "TARO_APP_",
    "UMI_APP_",
    "NEXT_PUBLIC_",
    "NUXT_PUBLIC_",
    "EXPO_PUBLIC_",
    "PUBLIC_",
];
/// How words begin beside which a `key` is one that signs or encrypts.
const OF_CRYPTOGRAPHY: &[&str] = &[
    "jwt",
    "jws",
    "jwe",
    "jose",
    "token",
    "sign",
    "hmac",
    "secret",
    "session",
    "crypt",
    "encrypt",
    "decrypt",
    "secur",
    "bearer",
    "private",
    "master",
    "shared",
    "symmetric",
];
/// The same as whole words.
const OF_CRYPTOGRAPHY_WHOLE: &[&str] = &["auth", "hs", "verify", "verification", "verifier"];
/// What a section is called that holds whatever a program is set up with.
const SECTIONS: &[&str] = &["app", "data", "env", "environment", "variables", "settings", "config", "configuration"];

/// The words of a name, without case and digits: "jwtSecret2" is "jwt" and "secret".
pub(super) fn words(name: &str) -> Vec<String> {
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

/// What stands in front of one of the words that a word ends with.
fn before<'a>(word: &'a str, ends: &[&str]) -> Option<&'a str> {
    ends.iter().find_map(|end| word.strip_suffix(end))
}

/// What stands behind one of them in a word that is written as one: "file" of "jwtsecretfile".
fn behind<'a>(word: &'a str, inner: &[&str]) -> Option<&'a str> {
    inner.iter().find_map(|inner| word.split_once(inner)).map(|(_, behind)| behind)
}

/// Whether a word is one of a password: "compass" is none.
fn is_password(word: &str) -> bool {
    SECRETS_OF_TOKENS.contains(&word) || ["password", "passwd"].iter().any(|end| word.ends_with(end))
}

fn is_of_cryptography(word: &str) -> bool {
    let is_author = word.starts_with("author");
    !is_author
        && (OF_CRYPTOGRAPHY.iter().any(|front| word.starts_with(front) || word.ends_with(front))
            || OF_CRYPTOGRAPHY_WHOLE.contains(&word))
}

/// Whether a name is one of several secrets: `JWT_SECRETS`, `cookie.keys`.
pub(super) fn is_of_several(name: &str) -> bool {
    let last = name.rsplit(['.', ':']).next().unwrap_or_default();
    words(last).last().is_some_and(|word| word.ends_with("secrets") || word.ends_with("keys"))
}

/// Whether a variable of this name holds a secret or a key that signs.
pub(crate) fn signs(name: &str) -> Option<Signs> {
    match named(name) {
        Named::Signing(signs) => Some(signs),
        Named::Unsure | Named::Doubtful(_) | Named::Other => None,
    }
}

/// What a name says of its value.
pub(crate) fn named(name: &str) -> Named {
    let mut parts: Vec<&str> = name.split(['.', ':']).filter(|part| !part.is_empty()).collect();
    let says_which = |word: &String| word.len() == 1 || WHICH.contains(&word.as_str());
    let is_numbered = name.ends_with(|last: char| last.is_ascii_digit());
    // Terraform's `jwt_secret.value`.
    if parts.len() > 1 && parts.last().is_some_and(|part| words(part).iter().all(says_which)) {
        parts.pop();
    }
    let Some(own_name) = parts.pop() else { return Named::Other };
    let mut own = words(own_name);
    // `JWT_SECRET_KID1` is one of several, `JWT_SECRET_KID` what it is called.
    while own.len() > 1 && own.last().is_some_and(|word| says_which(word) || is_numbered && word == "kid") {
        own.pop();
    }
    let is_of_tokens = is_of_tokens(name);
    let has = |words: &[String], known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let is_behind = |front: &&str| own_name.get(..front.len()).is_some_and(|start| start.eq_ignore_ascii_case(front));
    // Nuxt's `runtimeConfig.public` as well.
    let is_of_page = OF_PAGES.iter().any(is_behind) || parts.ends_with(&["runtimeConfig", "public"]);
    let is_public = |words: &[String]| words.iter().any(|word| word == "public");
    let say = |words: &[String], what: u8| words.iter().any(|word| says(word, what));
    let is_described = |words: &[String]| say(words, DESCRIBES);
    let is_secret = |word: &String| before(word, SECRETS).is_some() || is_of_tokens && is_password(word);
    // `SECRET_KEY_BASE` is a secret as `JWT_SECRET` is; a key alone may be one of anything.
    let secret = own.iter().rposition(is_secret);
    let key = own.iter().rposition(|word| before(word, KEYS).is_some());
    let around = parts.last().map(|part| words(part)).unwrap_or_default();
    // `HMAC_SHA256.secret` is one.
    let is_hashed =
        |words: &[String]| (has(words, HASHED) || say(words, HASHES)) && !words.iter().any(|word| word == "hmac");
    // What a service of docker compose may read is called there, and lies elsewhere.
    if secret.is_some() && parts.first() == Some(&"services") && own == ["secrets"] {
        return Named::Doubtful(Doubt::OtherName);
    }
    if let Some(at) = secret.max(key) {
        if has(&own, OF_OTHERS) || has(&around, OF_OTHERS) {
            return Named::Doubtful(Doubt::Encrypted);
        }
        if say(&own[at + 1..], HASHES) || has(&own[..at], HASHED) || is_hashed(&around) {
            return Named::Doubtful(Doubt::Hash);
        }
    }
    match (secret, key) {
        (Some(at), _) if is_described(&own[at + 1..]) || has(&own[..at], OF_ENTRIES) => {
            Named::Doubtful(Doubt::OtherName)
        }
        (Some(_), _) if is_of_page => Named::Doubtful(Doubt::OfPage),
        // `SECRET_TOKEN` is one of an API as often.
        (Some(at), _)
            if say(&own[at + 1..], VAGUE)
                || is_public(&own)
                || is_public(&around)
                || own[at + 1..].last().is_some_and(|word| word == "token") =>
        {
            Named::Doubtful(Doubt::UnclearName)
        }
        // `secretOrKey` of Passport.
        (Some(at), _)
            if own[at + 1..].iter().any(|word| word != "or" && before(word, KEYS).is_none() && !is_secret(word)) =>
        {
            Named::Unsure
        }
        (Some(_), _) if is_of_tokens => Named::Signing(Signs::OfTokens),
        (Some(_), _) => Named::Signing(Signs::Secret),
        (None, Some(_)) if is_of_page => Named::Doubtful(Doubt::OfPage),
        (None, Some(at)) => match named_key(&own, at, &around, parts.is_empty()) {
            Ok(_) if is_of_tokens => Named::Signing(Signs::OfTokens),
            Ok(_) if folded(name).contains("secret") => Named::Signing(Signs::Secret),
            Ok(()) => Named::Signing(Signs::Perhaps),
            Err(doubt) => Named::Doubtful(doubt),
        },
        // Joken's.
        (None, None) if own == ["default", "signer"] => Named::Signing(Signs::OfTokens),
        // The members of `secrets` are secrets, whatever each is called.
        (None, None) if around.last().is_some_and(|word| word == "secrets") && !is_described(&own) => {
            if say(&own, HASHES) {
                return Named::Doubtful(Doubt::Hash);
            }
            Named::Signing(if is_of_tokens { Signs::OfTokens } else { Signs::Secret })
        }
        (None, None) if speaks_of_secrets(name) || own.iter().any(|word| behind(word, SECRETS).is_some()) => {
            Named::Doubtful(described(&own))
        }
        // Alone it may open anything, tokens too.
        (None, None) if parts.is_empty() && matches!(own.as_slice(), [only] if is_password(only)) => {
            Named::Doubtful(Doubt::UnclearName)
        }
        (None, None) => Named::Other,
    }
}

/// What a name describes in which no word is that of a secret or a key.
fn described(own: &[String]) -> Doubt {
    // One word of several: `jwtsecretfile`.
    let ends = |what| own.iter().filter_map(|word| behind(word, SECRETS)).any(|end| says(end, what));
    let has = |what| own.iter().any(|word| says(word, what));
    match () {
        () if ends(HASHES) => Doubt::Hash,
        () if ends(DESCRIBES) || has(DESCRIBES) || has(VAGUE) || has(HASHES) => Doubt::OtherName,
        () => Doubt::UnclearName,
    }
}

/// Whether the `key` at this place of a name is one that signs.
fn named_key(own: &[String], at: usize, around: &[String], is_alone: bool) -> Result<(), Doubt> {
    let front = own.get(at).and_then(|word| before(word, KEYS)).unwrap_or_default();
    let front =
        if front.is_empty() { at.checked_sub(1).and_then(|at| own.get(at)).map_or("", |word| word) } else { front };
    let is_described = own[at + 1..].iter().any(|word| says(word, DESCRIBES));
    let is_public = own.iter().any(|word| word.contains("public"));
    // Laravel's.
    let is_of_app =
        matches!(own, [app, _] if app == "app") || matches!(own, [front, app, _] if front == "laravel" && app == "app");
    if is_described || is_public || says(front, ENTRY) {
        return Err(Doubt::OtherName);
    }
    // Something that nobody knows stands behind it.
    if at + 1 < own.len() {
        return Err(Doubt::UnclearName);
    }
    if is_of_app || own[..at].iter().any(|word| is_of_cryptography(word)) || is_of_cryptography(front) {
        return Ok(());
    }
    // `with.key` of a cache and `secretKeyRef.key` name an entry.
    if around.last().is_some_and(|word| word.ends_with("ref")) {
        return Err(Doubt::OtherName);
    }
    let is_bare = own.len() == 1 && front.is_empty();
    // `app.key` and `data.key` may name an entry as well.
    let is_section = |word: &String| is_bare && SECTIONS.contains(&word.as_str());
    let is_of_around = around.iter().any(|word| is_of_cryptography(word) && !is_section(word));
    if is_of_around && !is_alone { Ok(()) } else { Err(Doubt::UnclearName) }
}

#[cfg(test)]
mod tests {
    use super::super::doubt::Doubt;
    use super::{Named, Signs, named, signs};

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
            ("ORDER_SERVICE_JWT_SECRET", Some(Signs::OfTokens)),
            ("ID_TOKEN_SECRET", Some(Signs::OfTokens)),
            ("SITE_SECRET", Some(Signs::Secret)),
            ("FILE_SERVICE_JWT_SECRET", Some(Signs::OfTokens)),
            ("COLUMN_HMAC_KEY", Some(Signs::Secret)),
            ("URL_SIGNING_KEY", Some(Signs::OfTokens)),
            ("JWT_VERIFY_KEY", Some(Signs::OfTokens)),
            ("JWT_VERIFICATION_KEY", Some(Signs::OfTokens)),
            ("MESSAGE_SIGNING_KEY", Some(Signs::OfTokens)),
            ("PATH_JWT_KEY", Some(Signs::OfTokens)),
            ("JWT_SECRET_LIVE", Some(Signs::OfTokens)),
            ("JWT_SECRET_QA", Some(Signs::OfTokens)),
            ("JWT_SECRET_US_EAST", Some(Signs::OfTokens)),
            ("JWT_SECRET_FOR_SIGNING", Some(Signs::OfTokens)),
            ("JWT_SECRET_KID1", Some(Signs::OfTokens)),
            ("JWT_SECRET_STR", Some(Signs::OfTokens)),
            ("HS256_KEY", Some(Signs::Perhaps)),
            ("hs256.key", Some(Signs::Perhaps)),
            ("secrets.jwt", Some(Signs::OfTokens)),
            ("secrets.session", Some(Signs::Secret)),
            ("COOKIE_NAME_SECRET", Some(Signs::Secret)),
            ("HMAC_SHA256_SECRET", Some(Signs::Secret)),
            ("IN_SECRETS", Some(Signs::Secret)),
            ("secrets", Some(Signs::Secret)),
            ("LARAVEL_APP_KEY", Some(Signs::Perhaps)),
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
            "JWT_LEEWAY",
            "JWT_SECRET_EXAMPLE",
            "wrongSecret",
        ] {
            assert_eq!(signs(name), None, "{name}");
        }
    }

    /// Of what a key is, its name may leave open; what is called a secret and is none is doubted, and never silently left out.
    #[test]
    fn what_is_doubted_is_told_apart() {
        for (name, doubt) in [
            ("JWT_SECRET_FILE", Doubt::OtherName),
            ("JWT_ISSUER_KEY", Doubt::OtherName),
            ("IDEMPOTENCY_KEY", Doubt::OtherName),
            ("RECAPTCHA_SITE_KEY", Doubt::OtherName),
            ("env.valueFrom.secretKeyRef.key", Doubt::OtherName),
            ("POSTHOG_KEY", Doubt::UnclearName),
            ("AUTHOR_KEY", Doubt::UnclearName),
            ("S3_KEY", Doubt::UnclearName),
            ("key", Doubt::UnclearName),
            ("login.key", Doubt::UnclearName),
            ("NEXT_PUBLIC_JWT_SECRET", Doubt::OfPage),
            ("VITE_JWT_SECRET", Doubt::OfPage),
            ("JWT_PUBLIC_SECRET", Doubt::UnclearName),
            ("SECRET_TOKEN", Doubt::UnclearName),
            ("JWT_SECRET_MD5", Doubt::Hash),
            ("JWT_SECRET_HASH", Doubt::Hash),
            ("JWT_SECRET_DIGEST", Doubt::Hash),
            ("JWT_SECRET_FINGERPRINT", Doubt::Hash),
            ("HASHED_JWT_SECRET", Doubt::Hash),
            ("jwtsecretsha256", Doubt::Hash),
            ("checksums.jwt_secret", Doubt::Hash),
            ("runtimeConfig.public.jwtSecret", Doubt::OfPage),
            ("JWT_SECRET_KID", Doubt::OtherName),
            ("JWT_KEY_ALIAS", Doubt::OtherName),
            ("existingSecret", Doubt::OtherName),
            ("secrets.jwt.driver", Doubt::OtherName),
            ("JWT_SECRET_256_BITS", Doubt::UnclearName),
            ("PUSHER_APP_KEY", Doubt::UnclearName),
            ("OAUTH_CLIENT_KEY", Doubt::UnclearName),
            ("INTERNAL_JWT", Doubt::UnclearName),
            ("PASSWORD", Doubt::UnclearName),
            ("JWT_TOKEN", Doubt::UnclearName),
            ("JWT_SEED", Doubt::UnclearName),
            ("JWT_BYPASS", Doubt::UnclearName),
            ("sha256.jwt_secret", Doubt::Hash),
            ("services.api.secrets", Doubt::OtherName),
            ("ENCRYPTED_JWT_SECRET", Doubt::Encrypted),
            ("spec.encryptedData.jwt-secret", Doubt::Encrypted),
            ("JWT_SECRET_SHA256", Doubt::Hash),
        ] {
            assert_eq!(named(name), Named::Doubtful(doubt), "{name}");
        }
        for name in ["JWT_SECRET_USER", "JWT_SECRET_ADMIN", "JWT_SECRET_PAYMENTS", "jwtSecretOrders"] {
            assert_eq!(named(name), Named::Unsure, "{name}");
        }
        for name in ["PORT", "DB_PASSWORD", "name", "issuer", ""] {
            assert_eq!(named(name), Named::Other, "{name}");
        }
    }
}
