//! Claims that are not needed, or could be written in fewer bytes.

use super::edit::{Edit, is_number, uuid};
use super::{Elsewhere, List, SavingKind};
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::registry::REGISTERED_CLAIMS;
use crate::engine::jwt::claim;
use crate::engine::jwt::demand::What;
use crate::engine::jwt::profile::{ProfileKind, ProfileRow};

/// Claims of one kind of saving that are told one by one.
const MOST: usize = 8;
/// Values that are looked at.
const VALUES: usize = 4_000;

/// What protects whoever relies on the token, or says what it is: never too much.
const KEPT: &[&str] = &[
    "nonce",
    "cnf",
    "scope",
    "scp",
    "client_id",
    "azp",
    "sid",
    "acr",
    "amr",
    "auth_time",
    "events",
    "act",
    "may_act",
    "authorization_details",
    "status",
    "at_hash",
    "c_hash",
    "s_hash",
    "sd_hash",
    "vct",
    "vc",
    "vp",
    "_sd",
    "_sd_alg",
    "htm",
    "htu",
    "ath",
    "token_introspection",
    "status_list",
    "jwks",
    "metadata",
    "tid",
    "ver",
];

/// Claims about a person that the UserInfo endpoint answers (OpenID Connect Core §5.1).
const PERSON: &[&str] = &[
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "email",
    "email_verified",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "phone_number",
    "phone_number_verified",
    "address",
    "updated_at",
];

/// Lists that grow with what somebody may do.
const RIGHTS: &[&str] = &[
    "roles",
    "role",
    "groups",
    "group",
    "permissions",
    "authorities",
    "entitlements",
    "wids",
    "privileges",
    "teams",
    "memberof",
    "realmaccess",
    "resourceaccess",
];

/// Names that say the same as a registered one: in small letters and digits alone, and the registered one.
#[rustfmt::skip]
const REGISTERED: &[(&str, &str)] = &[
    ("issuer", "iss"), ("subject", "sub"), ("userid", "sub"), ("useridentifier", "sub"), ("nameidentifier", "sub"),
    ("audience", "aud"), ("audiences", "aud"),
    ("expires", "exp"), ("expiry", "exp"), ("expiration", "exp"), ("expirationtime", "exp"), ("expiresat", "exp"),
    ("notbefore", "nbf"), ("validfrom", "nbf"), ("issuedat", "iat"), ("createdat", "iat"),
    ("tokenid", "jti"), ("jwtid", "jti"),
    ("scopes", "scope"), ("permittedscopes", "scope"), ("clientidentifier", "client_id"), ("applicationid", "client_id"),
    ("authorizedparty", "azp"), ("sessionid", "sid"), ("sessionidentifier", "sid"),
    ("authenticationtime", "auth_time"), ("authenticationmethods", "amr"), ("authenticationcontext", "acr"),
    ("confirmation", "cnf"), ("emailaddress", "email"), ("useremail", "email"), ("fullname", "name"),
    ("displayname", "name"), ("phonenumber", "phone_number"), ("timezone", "zoneinfo"), ("pictureurl", "picture"),
    ("userroles", "roles"), ("authorities", "roles"), ("rolenames", "roles"), ("role", "roles"),
    ("usergroups", "groups"), ("memberof", "groups"), ("groupmemberships", "groups"),
];

pub(super) fn collect(list: &mut List<'_>, text: &str, document: &Document) {
    let Some(object) = document.object() else { return };
    list.add_claims(SavingKind::WhiteSpace, text, Edit::Compact);
    list.add_claims(SavingKind::Escapes, text, Edit::Unescape);
    names(list, text, object);
    dropped(list, text, object);
    let single = |name: &str| object.get(name).is_some_and(|value| value.kind() == Kind::Array);
    if single("aud") {
        list.add_claims(SavingKind::SingleAudience, text, Edit::Single("aud".to_owned()));
    }
    numbers(list, text, object);
    let all = (0..document.len().min(VALUES)).filter_map(|index| document.value(index));
    let count = all.filter(|value| value.as_str().is_some_and(|text| uuid(&text).is_some())).count();
    if count > 0 {
        list.add_claims(SavingKind::Uuids { count }, text, Edit::Uuids);
    }
    rights(list, text, object);
}

/// Shorter names.
fn names(list: &mut List<'_>, text: &str, object: Value<'_>) {
    let mut found = 0;
    for member in object.members().take(VALUES) {
        let Some((to, is_registered)) = shorter(&member.name, member.value) else { continue };
        if object.get(&to).is_some() || found == MOST {
            continue;
        }
        found += 1;
        let from = member.name.into_owned();
        let kind = SavingKind::Name { from: from.clone(), to: to.clone(), is_registered };
        list.add_claims(kind, text, Edit::Rename { from, to });
    }
}

/// A shorter name for a claim, and whether it is a registered one.
fn shorter(name: &str, value: Value<'_>) -> Option<(String, bool)> {
    let is_address = name.contains("://") || name.starts_with("urn:");
    let last = if is_address { name.rsplit(['/', '#', ':']).next()? } else { name };
    let plain: String = last.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let registered = REGISTERED.iter().find(|(known, _)| *known == plain).map(|(_, registered)| *registered);
    let is_fitting = |name: &&str| {
        let shape = claim::claim(name).and_then(|row| row.shape());
        shape.is_none_or(|shape| shape.fits(value))
    };
    let to = match registered.filter(is_fitting) {
        Some(registered) => registered,
        None if is_address && last.len() > 1 => last,
        None => return None,
    };
    let is_registered = claim::claim(to).is_some_and(|row| row.is_registered);
    (to.len() < name.len()).then(|| (to.to_owned(), is_registered))
}

/// Claims that its kind does not demand.
fn dropped(list: &mut List<'_>, text: &str, object: Value<'_>) {
    let row = list.row;
    let is_empty = |value: Value<'_>| match value.kind() {
        Kind::Null => true,
        Kind::Object | Kind::Array => value.child_count() == 0,
        Kind::String => value.span().len() <= "\"\"".len(),
        Kind::Number | Kind::True | Kind::False => false,
    };
    let mut empty = Vec::new();
    let mut dispensable: Vec<(usize, String)> = Vec::new();
    for member in object.members().take(VALUES) {
        if is_demanded(row, &member.name) {
            continue;
        }
        if is_empty(member.value) {
            empty.push(member.name.into_owned());
        } else if !KEPT.contains(&&*member.name) && !REGISTERED_CLAIMS.contains(&&*member.name) {
            dispensable.push((member.value.span().len() + member.name_span.len(), member.name.into_owned()));
        }
    }
    if !empty.is_empty() {
        list.add_claims(SavingKind::Empty { names: empty.clone() }, text, Edit::Remove(empty));
    }
    dispensable.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    let (moved, spare): (Vec<_>, Vec<_>) =
        dispensable.into_iter().map(|(_, name)| name).partition(|name| elsewhere(row, name).is_some());
    for name in moved.into_iter().take(MOST) {
        let Some(to) = elsewhere(row, &name) else { continue };
        list.add_claims(SavingKind::Move { name: name.clone(), to }, text, Edit::Remove(vec![name]));
    }
    if spare.len() > 1 {
        let names = spare.clone();
        list.add_claims(SavingKind::Drop { names: names.clone(), profile: row }, text, Edit::Remove(names));
    }
    for name in spare.into_iter().take(MOST) {
        let names = vec![name];
        list.add_claims(SavingKind::Drop { names: names.clone(), profile: row }, text, Edit::Remove(names));
    }
}

/// Where a claim can be had that is not in the token.
fn elsewhere(row: Option<&ProfileRow>, name: &str) -> Option<Elsewhere> {
    use ProfileKind::{AccessToken, AccessTokenRfc9068, IdToken, RefreshToken};
    // What proves something once, or is for strangers, has nobody behind it who could be asked.
    if row.is_some_and(|row| !matches!(row.kind, AccessToken | AccessTokenRfc9068 | IdToken | RefreshToken)) {
        return None;
    }
    let plain: String = name.rsplit(['/', '#', ':']).next()?.chars().filter(char::is_ascii_alphanumeric).collect();
    if RIGHTS.contains(&&*plain.to_ascii_lowercase()) {
        Some(Elsewhere::Introspection)
    } else if PERSON.contains(&name) {
        Some(Elsewhere::UserInfo)
    } else {
        None
    }
}

/// Whether its kind demands the claim.
fn is_demanded(row: Option<&ProfileRow>, name: &str) -> bool {
    row.is_some_and(|row| {
        row.demands.iter().any(|demand| match demand.what {
            What::Claim(claim, _)
            | What::Member(claim, _, _)
            | What::AnyMember(claim, _)
            | What::Objects(claim)
            | What::Hash(claim)
            | What::Single(claim)
            | What::Https(claim)
            | What::Bare(claim)
            | What::Uri(claim)
            | What::Secure(claim)
            | What::WorkloadIdentifier(claim)
            | What::PublicKeys(claim)
            | What::PublicMember(claim, _)
            | What::AtMost(claim, _) => claim == name,
            What::AnyClaim(claims) => claims.contains(&name),
            What::Same(first, second) => first == name || second == name,
            What::Event(_) | What::Events => name == "events",
            What::KeyAlgorithm => name == "cnf",
            What::AuthorizedParty => name == "azp",
            _ => false,
        })
    })
}

/// Numbers in quotes. `sub` and the other registered claims are strings by their standard.
fn numbers(list: &mut List<'_>, text: &str, object: Value<'_>) {
    let mut paths = Vec::new();
    let mut count = 0;
    for member in object.members().take(VALUES) {
        if claim::claim(&member.name).is_some_and(|row| row.is_registered) {
            continue;
        }
        let is_digits = |value: Value<'_>| value.as_str().is_some_and(|text| is_number(&text));
        let own = match member.value.kind() {
            Kind::String => usize::from(is_digits(member.value)),
            Kind::Array if member.value.children().all(is_digits) => member.value.child_count(),
            _ => 0,
        };
        if own > 0 {
            count += own;
            paths.push(vec![member.name.into_owned()]);
        }
    }
    if count > 0 {
        list.add_claims(SavingKind::Numbers { count }, text, Edit::Numbers(paths));
    }
}

/// Lists of strings, at the top and one further in: as bits, as numbers, without what all of them begin with.
fn rights(list: &mut List<'_>, text: &str, object: Value<'_>) {
    let mut lists: Vec<(Vec<String>, Value<'_>)> = Vec::new();
    for member in object.members().take(VALUES) {
        let name = member.name.into_owned();
        if member.value.kind() == Kind::Object {
            let inner = member.value.members().take(VALUES);
            lists.extend(inner.map(|inner| (vec![name.clone(), inner.name.into_owned()], inner.value)));
        } else {
            lists.push((vec![name], member.value));
        }
    }
    lists.retain(|(path, value)| {
        let is_audience = path.len() == 1 && matches!(&*path[0], "aud" | "amr" | "_sd");
        let is_list = value.kind() == Kind::Array && value.child_count() > 1;
        is_list && !is_audience && value.children().all(|entry| entry.kind() == Kind::String)
    });
    lists.sort_by_key(|(_, value)| std::cmp::Reverse(value.span().len()));
    for (path, value) in lists.into_iter().take(MOST) {
        let (name, count) = (path.join("."), value.child_count());
        let entries: Vec<_> = value.children().filter_map(Value::as_str).collect();
        // Identifiers of many things make no set of bits.
        if entries.iter().any(|entry| uuid(entry).is_some() || is_number(entry)) {
            let kind = SavingKind::NumberedEntries { name: name.clone(), count };
            list.add_claims(kind, text, Edit::Numbered(path.clone()));
        } else {
            let kind = SavingKind::BitSet { name: name.clone(), count };
            list.add_claims(kind, text, Edit::BitSet(path.clone()));
        }
        let common = entries.iter().skip(1).fold(entries.first().map_or("", |first| first), |common, entry| {
            let same = common.chars().zip(entry.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
            common.get(..same).unwrap_or_default()
        });
        let end = common.rfind([':', '/', '.', '_', '-']).map_or(0, |at| at + 1);
        let prefix = common.get(..end).unwrap_or_default().to_owned();
        if prefix.len() > 1 && !entries.iter().any(|entry| entry.len() == prefix.len()) {
            let kind = SavingKind::Prefix { name, prefix: prefix.clone(), count };
            list.add_claims(kind, text, Edit::WithoutPrefix(path, prefix));
        }
    }
}
