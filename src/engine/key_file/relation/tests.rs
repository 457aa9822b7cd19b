use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::import::{Import, ImportOptions};
use crate::engine::rule::finding::Severity;
use crate::engine::verify::key_file::import;

/// Products of five primes of 1024 bits, made for this test: p·q, p·r, s·t.
const PQ: &str = "yHDAGdhIGz8L0jl3mfXuM_rlj2dcswm9MFB6Nnf0ZZ_Eh74xubXCoIvSQKVF1ufZDQQdNl2yF1PHeA2SkYEG4KGmVPBXdPoT2D1aYeSxfZh8tdcra0B9K8jOlQe9GhAdECf6nNGk9Vnvhv4WRCBpA76eCAhIYaDjYVS5ZaP1iLPBaG4NxplwWFDk034p5k6Qq0b0WC9YpSi1M_wdrw7XjTKZUy7nNaaH3rWHAV0i53jvis1ZT0OVBt9KwFJouRnITeGkZgbMJDRPfGk1ghOonGvUI853bX-fde1kmMNn_9jlx8S7fvUamImBLFCFiH6HIjY6syQrcXJO3rbXH09tTQ";
const PR: &str = "54j3gHIZhNQkXyROitEjD935cDTGnvgdwfjUBVfPodIuBgLKArWZ35mXK9oLtMY4OziuqrCxFAOB1B43m5hku7xKnFK6DaF2YfOsuh2XzNWcKykFEyzXDzbmjHS8SJ1mbHwm372g6y8vzUnpN1hqw8H9ucFZSpgPmkCjznNd2NNxlONsemcNd7YARx8PWaC2kducQBt2UCM49v2zLnIPoHOVvtMgFtdoqERTt5IBAOnW1PAYr-vusfZHfYTiayRqJEBrpVJRlKYyhUtWz7_E8YdNGicY01jhLo7kC9Y8W_OVix9XWaFUBLdLL5P6rz4PF3ERy9GbI-btstIAcW8IMQ";
const ST: &str = "zdcrl-qmEBSpHP7WlA3Q1H7qD6vj3R2o3oHzqL1hQibBKoVfBZ7a4PF2OO3fzfOo2KBfA0PPR3FvKioGBWn18YvYgbbtBwNVVf-wUpfIU5WUbHRG6x5PlkyrwP9yoiGR1YCDpy_zUNJCBdLDDqLMcHVuZOQjMS1ijotcx9RTNLmbxuDHaXtgvRgCQF9FaJsGPQCDpMbqAXoRO1_AkFitxbwVUNwW-Z32x1M1wmN82e7wwNBzy6u45YWgxJkwvRQQlmo9Qt3YUb5BqxF1EQPZ6S0m2REgl11cy-ufFWZCfPTbE9GjxiAmug_q5fj4e-BpbBfhyddQQlGYrIZnBYs8yQ";

fn taken(text: &str) -> Import {
    import(text.as_bytes(), "test", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default())
}

fn rsa(name: &str, n: &str, e: &str) -> String {
    format!(r#"{{"kty":"RSA","kid":"{name}","n":"{n}","e":"{e}"}}"#)
}

/// Rule and message of those that compare keys.
fn found<'a>(key: &'a Jwk, rule: &str) -> Option<&'a str> {
    key.findings.iter().find(|finding| finding.rule.id == rule).map(|finding| finding.message.as_str())
}

#[test]
fn a_prime_in_common_is_found_whatever_stands_between() {
    let import = taken(&format!("[{},{},{}]", rsa("a", PQ, "AQAB"), rsa("c", ST, "AQAB"), rsa("b", PR, "AQAB")));
    let [a, c, b] = &import.keys[..] else { panic!("{:?}", import.problems) };
    assert_eq!(found(a, "KEY_SHARED_PRIME"), Some("It shares a prime with another key, kid b"));
    assert_eq!(found(b, "KEY_SHARED_PRIME"), Some("It shares a prime with another key, kid a"));
    assert_eq!(found(c, "KEY_SHARED_PRIME"), None);
    assert!(import.keys.iter().all(|key| found(key, "KEY_DUP_MODULUS").is_none()));
    // Alone, none of them can be told.
    assert_eq!(found(&taken(&rsa("a", PQ, "AQAB")).keys[0], "KEY_SHARED_PRIME"), None);
}

#[test]
fn a_modulus_in_common_is_found_unless_it_is_the_same_key() {
    let import = taken(&format!("[{},{},{}]", rsa("a", PQ, "AQAB"), rsa("b", PQ, "Aw"), rsa("c", ST, "AQAB")));
    let messages: Vec<_> = import.keys.iter().map(|key| found(key, "KEY_DUP_MODULUS")).collect();
    let expected = ["kid b", "kid a"].map(|name| format!("It has the same modulus as another key, {name}"));
    assert_eq!(messages, [Some(expected[0].as_str()), Some(&expected[1]), None]);
    // The same key twice, under another name: nothing is shared that was not before.
    let twice = taken(&format!("[{},{}]", rsa("a", PQ, "AQAB"), rsa("b", PQ, "AQAB")));
    assert!(twice.keys.iter().all(|key| found(key, "KEY_DUP_MODULUS").is_none()));
}

#[test]
fn private_keys_in_what_is_published_are_named() {
    let private = r#"{"kty":"EC","kid":"p","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}"#;
    let secret = r#"{"kty":"oct","kid":"s","k":"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg"}"#;
    let public = rsa("r", ST, "AQAB");
    let severities = |text: String| -> Vec<Option<(&'static str, Severity)>> {
        let import = taken(&text);
        assert!(import.problems.is_empty(), "{:?}", import.problems);
        let of = |key: &Jwk| {
            let finding = key.findings.iter().find(|finding| finding.rule.id.ends_with("_IN_JWKS"))?;
            Some((finding.rule.id, finding.severity))
        };
        import.keys.iter().map(of).collect()
    };
    let (own, oct) = ("KEY_PRIVATE_IN_JWKS", "KEY_OCT_IN_JWKS");
    // Private ones alone are somebody's own.
    assert_eq!(severities(format!(r#"{{"keys":[{private},{secret}]}}"#)), [None, None]);
    let mixed = severities(format!(r#"{{"keys":[{private},{secret},{public}]}}"#));
    assert_eq!(mixed, [Some((own, Severity::Info)), Some((oct, Severity::Warning)), None]);
    let metadata = format!(r#"{{"issuer":"https://a.example","jwks":{{"keys":[{private},{secret}]}}}}"#);
    assert_eq!(severities(metadata), [Some((own, Severity::Error)), Some((oct, Severity::Error))]);
}

#[test]
fn a_key_without_a_name_among_others_is_named() {
    let nameless = rsa("", ST, "AQAB").replace(r#""kid":"","#, "");
    let import = taken(&format!("[{},{nameless}]", rsa("a", PQ, "AQAB")));
    assert_eq!(found(&import.keys[0], "KEY_NO_KID"), None);
    assert!(found(&import.keys[1], "KEY_NO_KID").is_some());
    assert_eq!(found(&taken(&nameless).keys[0], "KEY_NO_KID"), None, "alone it needs none");
}

/// A secret out of a tutorial is public, however it is written; its words are not repeated.
#[test]
fn a_secret_that_everybody_knows_is_named() {
    for (text, is_known) in [("changeme", true), ("your_jwt_secret", true), ("undefined", true), ("hunter3", false)] {
        let import = taken(text);
        let finding = found(&import.keys[0], "KEY_HS_LEAKED").or_else(|| found(&import.keys[0], "KEY_KNOWN_PUBLIC"));
        assert_eq!(finding.is_some(), is_known, "{text}");
        assert!(finding.is_none_or(|message| !message.contains(text)), "{finding:?}");
        assert_eq!(import.keys[0].shown_thumbprint(), None);
    }
}

/// Keys of several places: where the other one is kept is said, and what a key's own file said already is not said again.
#[test]
fn keys_of_several_places_are_compared() {
    let key = |text: String| std::sync::Arc::new(taken(&text).keys.remove(0));
    let kept = |place: &str| Some(format!("in keyring {place}"));
    let keys = [
        (key(rsa("a", PQ, "AQAB")), None),
        (key(rsa("b", PQ, "Aw")), kept("prod")),
        (key(rsa("c", PR, "AQAB")), kept("test")),
        (key(rsa("c", PR, "AQAB")), kept("prod")),
        (key(rsa("d", ST, "AQAB")), None),
    ];
    // In one program no two keys have the same name.
    let keys = keys.map(|(key, place)| {
        let id = crate::engine::key::KeyId(keys_id(&key, place.as_deref()));
        (std::sync::Arc::new(Jwk { id, ..Jwk::clone(&key) }), place)
    });
    let told = super::related(&keys);
    assert_eq!(told.left, 0);
    let of = |index: usize| -> Vec<&str> {
        let own = told.findings.iter().filter(|(id, _)| *id == keys[index].0.id);
        own.map(|(_, finding)| finding.message.as_str()).collect()
    };
    let dup = "It has the same modulus as another key, kid";
    let prime = "It shares a prime with another key, kid";
    assert_eq!(of(0), [format!("{dup} b in keyring prod"), format!("{prime} c in keyring test")]);
    assert_eq!(of(1), [format!("{dup} a"), format!("{prime} c in keyring test")]);
    assert_eq!(of(2), [format!("{prime} a")]);
    assert_eq!(of(3), [format!("{prime} a")], "the same key in two keyrings is no fault of its own");
    assert!(of(4).is_empty());
    assert_eq!(super::related(&keys[2..4]), super::Related::default());
}

/// A number for a key and its place.
fn keys_id(key: &Jwk, place: Option<&str>) -> u64 {
    let mark = |text: &str| text.bytes().map(u64::from).sum::<u64>();
    mark(key.key_id.as_deref().unwrap_or_default()) * 10_000 + place.map_or(0, mark)
}
