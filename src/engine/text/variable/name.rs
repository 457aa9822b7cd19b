//! What the name of a variable, member, parameter or header says about its value. One table for the keys that are looked for
//! in settings, for the values that are masked, and for what a token should not have in it.

use super::word::ends;
use std::sync::LazyLock;

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

/// The rows whose word begins with each letter.
static BY_LETTER: LazyLock<[Vec<&'static Row>; 26]> = LazyLock::new(|| {
    let mut all: [Vec<&Row>; 26] = Default::default();
    for row in ROWS {
        let first = row.word.bytes().next().map(|first| usize::from(first.wrapping_sub(b'a')));
        if let Some(rows) = first.and_then(|first| all.get_mut(first)) {
            rows.push(row);
        }
    }
    all
});

/// The rows that a name is of, which has no case and no separators. Every word of a text is asked: only rows whose first letter
/// is there are looked at.
fn rows_of(name: &str) -> impl Iterator<Item = &'static Row> {
    let at_letter = move |(at, letter): (usize, u8)| {
        let rows = BY_LETTER.get(usize::from(letter.wrapping_sub(b'a'))).into_iter().flatten();
        rows.filter(move |row| row.is_at(name, at)).copied()
    };
    name.bytes().enumerate().flat_map(at_letter)
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

    /// Whether its word stands there in a name, where it has to stand.
    fn is_at(&self, name: &str, at: usize) -> bool {
        let Some(behind) = name.as_bytes()[at..].strip_prefix(self.word.as_bytes()) else { return false };
        match self.form {
            Form::Whole => at == 0 && behind.is_empty(),
            Form::Part => true,
            Form::End => behind.is_empty(),
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
    part("passcode"),
    part("verificationcode"),
    part("confirmationcode"),
    part("onetimecode"),
    part("authcode"),
    part("logincode"),
    part("securitycode"),
    part("recoverycode"),
    part("backupcode"),
    part("scratchcode"),
    part("otpcode"),
    part("smscode"),
    // `mfa_code`, `2fa_code`
    Row::new("facode", Form::End, Opens::Surely),
    part("totpcode"),
    part("authreqid"),
    part("seedphrase"),
    part("recoveryphrase"),
    part("cardnumber"),
    part("userpwd"),
    part("storepass"),
    part("keypass"),
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
    whole("rediscliauth"),
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
    hint("defaultsigner").signs(),
    hint("token").of_tokens(),
    hint("nextauth").of_tokens(),
    hint("authsecret").of_tokens(),
    hint("jose").of_tokens(),
    hint("refresh").of_tokens(),
    hint("accesssecret").of_tokens(),
    hint("sessionsecret").of_tokens(),
    hint("signing").of_tokens(),
];

/// A name without namespace, case and separators: "https://app.example/E-Mail" is "email". Empty for a long one.
pub(crate) fn normalized(name: &str) -> String {
    let last = name.rsplit(['/', ':', '#']).next().unwrap_or(name);
    if last.len() > 48 {
        return String::new();
    }
    folded(last)
}

pub(super) fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether a value of this name opens something; `key` is the name [`normalized`].
pub(crate) fn opens(name: &str, key: &str) -> Opens {
    let (mut is_whole, mut is_one) = (false, is_key_of_environment(name) || is_pass_of_environment(name));
    for row in rows_of(key).filter(|row| row.opens != Opens::No) {
        if row.opens == Opens::Perhaps {
            return Opens::Perhaps;
        }
        (is_whole, is_one) = (is_whole || row.form == Form::Whole, true);
    }
    if is_whole || is_one && !ends(key) {
        Opens::Surely
    } else if is_pass(name) {
        if OPENED.iter().any(|what| key.contains(what)) { Opens::Surely } else { Opens::Perhaps }
    } else {
        Opens::No
    }
}

/// The short words for a password, as the last of several: `DB_PASS`, `dbPass`, `smtp.pw`. One of them that is the whole name has
/// a row; `compass` and `bypass` are other words.
const PASSES: [&str; 4] = ["pass", "pw", "pwd", "psw"];
/// What is opened with one: a `render_pass` is none.
const OPENED: [&str; 32] = [
    "admin", "root", "user", "login", "default", "basic", "proxy", "db", "database", "sql", "mysql", "postgres", "pg",
    "mongo", "redis", "rabbit", "mqtt", "amqp", "kafka", "smtp", "imap", "mail", "ldap", "ftp", "ssh", "wifi", "http",
    "registry", "docker", "vpn", "svn", "git",
];

fn is_pass(name: &str) -> bool {
    let last = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_part = last.len() < name.len();
    let lower = last.to_ascii_lowercase();
    PASSES.iter().any(|pass| {
        let Some(front) = lower.strip_suffix(pass).and_then(|front| last.get(..front.len())) else { return false };
        let behind = &last[front.len()..];
        match front.as_bytes().last() {
            None => is_part,
            // dbPass, and not compass
            Some(before) => before.is_ascii_lowercase() && behind.starts_with(|c: char| c.is_ascii_uppercase()),
        }
    })
}

/// `DB_PASS`, `MYSQL_PWD`: what is so called in the environment of a program is no `render_pass`.
fn is_pass_of_environment(name: &str) -> bool {
    let is_upper = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    is_upper && is_pass(name)
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

/// Whether a name is of tokens rather than of anything else.
pub(super) fn is_of_tokens(name: &str) -> bool {
    let whole = folded(name);
    rows_of(&whole).any(|row| row.of_tokens)
}

/// Whether a name speaks of secrets or keys, be it of what one is called, where it lies or how long it is.
pub(crate) fn speaks_of_secrets(name: &str) -> bool {
    let whole = folded(name);
    rows_of(&whole).any(|row| row.signs)
}

/// Whether a text is the name of a variable, option or member.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|character: char| character.is_ascii_alphabetic() || character == '_')
        && name.len() <= 128
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// The same for names within each other: `Jwt:Key` of .NET.
pub(crate) fn is_path_of_names(name: &str) -> bool {
    name.len() <= 128 && name.split(':').all(is_name)
}

/// Whether a variable of this name holds a public key; what it holds still has to be one.
pub(super) fn may_be_public(name: &str) -> bool {
    let name = folded(name);
    ["public", "cert", "verify", "x509"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{Exposed, Opens, ROWS, exposed, normalized, opens};

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
            assert_eq!(opens(name, &normalized(name)), Opens::Surely, "{name}");
        }
        for name in ["mfa_code", "2fa-code", "verificationCode", "backup_codes", "X-Passcode", "auth_req_id"] {
            assert_eq!(opens(name, &normalized(name)), Opens::Surely, "{name}");
        }
        for name in [
            "DB_PASS",
            "MYSQL_PWD",
            "DB_PW",
            "dbPass",
            "mail.smtp.pass",
            "smtp_pass",
            "adminPw",
            "REDISCLI_AUTH",
            "X_PASS",
        ] {
            assert_eq!(opens(name, &normalized(name)), Opens::Surely, "{name}");
        }
        for name in ["render_pass", "firstPass", "pass"] {
            assert_eq!(opens(name, &normalized(name)), Opens::Perhaps, "{name}");
        }
        for name in ["compass", "COMPASS", "bypass", "db_bypass", "passenger", "pass_rate", "OLDPWD"] {
            assert_eq!(opens(name, &normalized(name)), Opens::No, "{name}");
        }
        for name in ["code", "state", "key", "signature", "cookie"] {
            assert_eq!(opens(name, &normalized(name)), Opens::Perhaps, "{name}");
        }
        for name in [
            "country_code",
            "error_code",
            "sort_key",
            "PUBLIC_KEY",
            "token_type",
            "token_endpoint",
            "secret_length",
            "key_id",
            "name",
            "",
        ] {
            assert_eq!(opens(name, &normalized(name)), Opens::No, "{name}");
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
        assert!(ROWS.iter().all(|row| super::rows_of(row.word).any(|found| std::ptr::eq(row, found))));
    }
}
