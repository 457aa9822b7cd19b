//! What the name of a member, parameter or variable says about its value.

use super::mask::MaskKind;
use crate::engine::lint::privacy::{self, Sensitive};
use crate::engine::rule::Rule;
use crate::engine::text::variable::name::{Opens, normalized, opens};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names of people and things that a person is known by.
const ID_NAMES: &[&str] = &[
    "sub",
    "subject",
    "user",
    "userid",
    "username",
    "login",
    "loginhint",
    "logonname",
    "account",
    "accountid",
    "uid",
    "oid",
    "tid",
    "upn",
    "jti",
    "uti",
    "puid",
    "samaccountname",
    "nickname",
    "preferredusername",
    "customerid",
    "employeeid",
    "memberid",
    "deviceid",
    "installationid",
    "tenantid",
    "orgid",
    "organizationid",
    "traceid",
    "requestid",
    "correlationid",
];
const NAME_NAMES: &[&str] = &["nickname", "displayname", "preferredusername", "realname", "commonname", "cn"];
/// Names of issuer, audience and client.
const ISSUER_NAMES: &[&str] =
    &["iss", "aud", "azp", "clientid", "client", "cid", "appid", "issuer", "audience", "resource"];
const ROLE_NAMES: &[&str] = &[
    "scope",
    "scp",
    "scopes",
    "role",
    "roles",
    "group",
    "groups",
    "permission",
    "permissions",
    "entitlement",
    "entitlements",
    "authority",
    "authorities",
    "realmaccess",
    "resourceaccess",
    "cognitogroups",
    "wids",
    "rights",
    "privileges",
];
const HASH_NAMES: &[&str] =
    &["athash", "chash", "shash", "ath", "sdhash", "jkt", "x5t", "x5ts256", "x5ts512", "rh", "digest"];

/// Scopes of OpenID Connect Core §5.4, §11, and of the usual servers.
pub(super) const STANDARD_SCOPES: &[&str] =
    &["openid", "profile", "email", "address", "phone", "offline_access", "offline", "uma_protection", "User.Read"];

/// What a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Masked(MaskKind),
    /// The same, but the name often means something else.
    Ambiguous(MaskKind),
    /// The same where the value has the form of something that opens: `tokens` of a parser are words, and a `seed` is a number.
    Shaped(MaskKind),
    Issuer,
    Roles,
    Nothing,
}

/// What whole names say, whatever words are in them, and what others say where no word does.
struct Known {
    first: HashMap<&'static str, Named>,
    last: HashMap<&'static str, Named>,
}

/// Every word of a text is asked for.
static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let all = |lists: &[(&[&'static str], Named)]| {
        let mut all = HashMap::new();
        for (names, says) in lists {
            all.extend(names.iter().map(|name| (*name, *says)));
        }
        all
    };
    Known {
        // What is on two lists says what the later one does.
        first: all(&[
            (HASH_NAMES, Named::Masked(MaskKind::Hash)),
            (ROLE_NAMES, Named::Roles),
            (ISSUER_NAMES, Named::Issuer),
        ]),
        last: all(&[(ID_NAMES, Named::Masked(MaskKind::Id)), (NAME_NAMES, Named::Masked(MaskKind::Name))]),
    }
});

/// What the name says, in a token as well as in a request.
pub(super) fn named(name: &str) -> Named {
    let key = &*normalized(name);
    if let Some(says) = KNOWN.first.get(key) {
        return *says;
    }
    match opens(name, key) {
        Opens::Perhaps => return Named::Ambiguous(MaskKind::Secret),
        Opens::Surely => return Named::Masked(MaskKind::Secret),
        Opens::No => {}
    }
    match privacy::sensitive(key) {
        Some(Sensitive::Identity) => Named::Masked(MaskKind::Id),
        Some(Sensitive::Special) => Named::Masked(MaskKind::Special),
        Some(Sensitive::Personal(rule)) => Named::Masked(personal(rule)),
        None if key == "2fa" => Named::Ambiguous(MaskKind::Secret),
        None if is_shaped(key) => Named::Shaped(MaskKind::Secret),
        None => KNOWN.last.get(key).copied().unwrap_or(Named::Nothing),
    }
}

fn is_shaped(key: &str) -> bool {
    key.ends_with("tokens") || matches!(key, "seed" | "mnemonic" | "jwts")
}

/// Whether a name is that of a PIN. One has four to twelve digits (ISO 9564-1 section 8.1); the number of a pin of a chip has fewer.
pub(super) fn is_pin(name: &str) -> bool {
    matches!(&*normalized(name), "pin" | "2fa")
}

/// Whether a number or a word may be a PIN, or a code that is used once.
pub(super) fn may_be_pin(written: &str) -> bool {
    (4..=12).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name is of several.
pub(super) fn is_plural(name: &str) -> bool {
    let key = normalized(name);
    ["keys", "tokens", "secrets", "passwords", "credentials", "codes", "passphrases", "jwts"]
        .iter()
        .any(|end| key.ends_with(end))
}

fn personal(rule: &Rule) -> MaskKind {
    match rule.id {
        "PII_EMAIL" => MaskKind::Email,
        "PII_PHONE" => MaskKind::Phone,
        "PII_NAME" => MaskKind::Name,
        "PII_ADDRESS" => MaskKind::Address,
        "PII_BIRTHDATE" => MaskKind::Date,
        "PII_GEO" => MaskKind::Location,
        "PII_IP" => MaskKind::Ip,
        _ => MaskKind::Text,
    }
}

/// Header lines whose value goes on to the end of the line, and opens something.
pub(super) fn is_header(name: &str) -> bool {
    let key = normalized(name);
    matches!(
        &*key,
        "authorization"
            | "proxyauthorization"
            | "cookie"
            | "setcookie"
            | "setcookie2"
            | "xapikey"
            | "apikey"
            | "xauthtoken"
            | "dpop"
            | "xcsrftoken"
            | "xxsrftoken"
            | "xamzsecuritytoken"
            | "xforwardeduser"
            | "xforwardedemail"
            | "xaccesstoken"
            | "xidtoken"
            | "xforwardedaccesstoken"
    )
}

pub(super) fn is_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case("cookie")
}

pub(super) fn is_set_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case("set-cookie") || name.eq_ignore_ascii_case("set-cookie2")
}

pub(super) fn is_authorization(name: &str) -> bool {
    name.eq_ignore_ascii_case("authorization") || name.eq_ignore_ascii_case("proxy-authorization")
}
