//! `crit` (RFC 7515 §4.1.11, RFC 7516 §4.1.13) and the header rules that hold for signatures and recipients alike.
//!
//! josekit ignores `crit` in JWE and in JWS JSON; nothing is handed to it before these checks have passed.

use crate::engine::ground::json::Kind;
use crate::engine::ground::limit::Limits;
use crate::engine::jose::fault::source_faults;
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::rule::finding::Fault;
use crate::engine::rule::structure;
use crate::engine::text::words::shown;
use std::collections::HashSet;

/// Parameters of RFC 7515, 7516 and 7518 themselves: `crit` must not name them.
const STANDARD_NAMES: &[&str] = &[
    "alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit", "enc", "zip", "epk", "apu",
    "apv", "iv", "tag", "p2s", "p2c",
];

/// Everything that is wrong with a header whatever its algorithm. `understood` are the extensions that Jotsmith implements.
pub(crate) fn header_faults(header: &JoseHeader, understood: &[&str]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = header.sources.iter().flat_map(source_faults).collect();
    faults.extend(disjoint_faults(header));
    faults.extend(algorithm_faults(header));
    faults.extend(critical_faults(header, understood));
    faults.extend(type_notes(header));
    faults.into_iter().map(Fault::of_header).collect()
}

/// Parameters that no check depends on, of another type than the RFC gives them (RFC 7515 §4.1, RFC 7516 §4.1). Some
/// libraries refuse such a token, most do not look.
fn type_notes(header: &JoseHeader) -> Vec<Fault> {
    const STRINGS: &[&str] = &["kid", "typ", "cty", "jku", "x5u", "x5t", "x5t#S256"];
    let mut faults = Vec::new();
    for parameter in header.parameters() {
        let Some(name) = parameter.value.name() else { continue };
        let (is_other, needed) = match &*name {
            "jwk" => (parameter.value.kind() != Kind::Object, "an object"),
            name if STRINGS.contains(&name) => (parameter.value.kind() != Kind::String, "a string"),
            _ => continue,
        };
        if is_other {
            let message = format!("{name} is {}, not {needed}", parameter.value.kind().words());
            let rule = if name == "kid" { &structure::KID_TYPE } else { &structure::HDR_TYPE };
            let span = parameter.span_in_text();
            // What kind of token it is, and of what: policy rests on both (RFC 7515 §4.1.9, §4.1.10, RFC 8725 §3.11).
            // Null is what many write for nothing.
            let is_null = parameter.value.kind() == Kind::Null;
            let is_policy = matches!(&*name, "typ" | "cty") && parameter.origin == Origin::Protected && !is_null;
            faults.push(if is_policy { Fault::fatal(rule, span, message) } else { Fault::note(rule, span, message) });
        }
    }
    faults
}

/// RFC 7515 §4 and RFC 7516 §4: the names of the sources must be disjoint.
fn disjoint_faults(header: &JoseHeader) -> Vec<Fault> {
    let mut seen: HashSet<(String, Origin)> = HashSet::new();
    let mut faults = Vec::new();
    for parameter in header.parameters() {
        let Some(name) = parameter.value.name() else { continue };
        let elsewhere = [Origin::Protected, Origin::Unprotected, Origin::SharedUnprotected, Origin::PerRecipient]
            .into_iter()
            .find(|&origin| origin != parameter.origin && seen.contains(&(name.to_string(), origin)));
        if let Some(other) = elsewhere {
            let shown = shown(&name);
            let message = format!(
                "\"{shown}\" appears in both the {} and the {} header",
                other.words(),
                parameter.origin.words()
            );
            faults.push(Fault::fatal(&structure::HEADER_NOT_DISJOINT, parameter.span_in_text(), message));
        }
        seen.insert((name.into_owned(), parameter.origin));
    }
    faults
}

fn algorithm_faults(header: &JoseHeader) -> Vec<Fault> {
    match header.get("alg") {
        None => vec![Fault::fatal(&structure::ALG_MISSING, None, "The header names no algorithm (alg)")],
        Some(parameter) if parameter.value.kind() != Kind::String => {
            let message = format!("alg is {}, not a string", parameter.value.kind().words());
            vec![Fault::fatal(&structure::ALG_NOT_STRING, parameter.span_in_text(), message)]
        }
        Some(_) => Vec::new(),
    }
}

fn critical_faults(header: &JoseHeader, understood: &[&str]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if header.get("crit").is_none() {
        return faults;
    }
    // Asked for each name: found in one step, however long the header is.
    let protected: HashSet<_> = header
        .parameters()
        .filter(|parameter| parameter.origin == Origin::Protected)
        .filter_map(|parameter| parameter.value.name())
        .collect();
    for parameter in header.parameters().filter(|parameter| parameter.value.name().as_deref() == Some("crit")) {
        let span = parameter.span_in_text();
        if parameter.origin != Origin::Protected {
            faults.push(Fault::fatal(&structure::CRIT_UNPROTECTED, span, structure::CRIT_UNPROTECTED.title));
        }
        if parameter.value.kind() != Kind::Array {
            let message = format!("crit is {}, not a list of names", parameter.value.kind().words());
            faults.push(Fault::fatal(&structure::CRIT_NOT_ARRAY, span, message));
            continue;
        }
        if parameter.value.child_count() == 0 {
            faults.push(Fault::fatal(&structure::CRIT_EMPTY, span, structure::CRIT_EMPTY.title));
        }
        let mut seen = HashSet::new();
        // One fault of each kind says enough; a list of a million names must not make a million of them.
        let mut said = HashSet::new();
        let mut say = |rule: &'static crate::engine::rule::Rule, message: String| {
            if said.insert(rule.id) {
                faults.push(Fault::fatal(rule, span, message));
            }
        };
        let count = parameter.value.child_count();
        let most = Limits::DEFAULT.critical_names;
        if count > most {
            let message = format!("crit names {count} parameters; only the first {most} are examined");
            say(&structure::CRIT_TOO_MANY, message);
        }
        for element in parameter.value.children().take(most) {
            let Some(name) = element.as_str() else {
                say(&structure::CRIT_NOT_ARRAY, format!("crit contains {}, not a name", element.kind().words()));
                continue;
            };
            let shown = shown(&name);
            if !seen.insert(name.to_string()) {
                say(&structure::CRIT_DUP, format!("crit names \"{shown}\" twice"));
            }
            if STANDARD_NAMES.contains(&name.as_ref()) {
                say(&structure::CRIT_STD_NAME, format!("crit names \"{shown}\", a parameter of the standard itself"));
            } else if !understood.contains(&name.as_ref()) {
                say(&structure::CRIT_UNKNOWN, format!("crit requires \"{shown}\", which Jotsmith does not support"));
            }
            if !protected.contains(name.as_ref()) {
                say(
                    &structure::CRIT_MISSING_PARAM,
                    format!("crit names \"{shown}\", which is not in the protected header"),
                );
            }
        }
    }
    faults
}

/// Whether `crit` of the protected header lists `name`.
pub(crate) fn is_critical(header: &JoseHeader, name: &str) -> bool {
    header
        .protected("crit")
        .is_some_and(|parameter| parameter.value.children().any(|element| element.as_str().as_deref() == Some(name)))
}
