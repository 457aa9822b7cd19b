//! Checklists: an example of each kind of token, as its specification gives it where it gives one, meets every line of its
//! checklist; a variant that breaks one demand is told by that line, and fails where the kind is expected.

use crate::kind_example::{CREDENTIAL_TYPE, Draft, examples};
use crate::possession::{NOW, fresh, hash, see};
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::checklist::{Checklist, Gap, State, Violation, checklist};
use jotsmith::engine::jwt::claim::Shape;
use jotsmith::engine::jwt::demand::{Demand, Level, What};
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::jwt::profile::{PROFILES, ProfileRow, named};
use serde_json::{Value, json};
use std::collections::HashSet;

fn remove(object: &mut Value, name: &str) {
    object.as_object_mut().unwrap().remove(name);
}

/// What is not of this shape.
fn other(shape: Shape) -> Value {
    match shape {
        Shape::String | Shape::StringOrStrings | Shape::Boolean => json!(7),
        Shape::Number | Shape::Object | Shape::Array | Shape::Strings | Shape::ObjectOrArray => json!("x"),
    }
}

/// Tokens that do not meet a demand; none where that takes more than a change of the token.
fn broken(draft: &Draft, demand: &Demand) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut make = |change: &dyn Fn(&mut Draft)| {
        let mut broken = draft.clone();
        change(&mut broken);
        found.push(broken);
    };
    match demand.what {
        What::Verified => make(&|draft| draft.is_forged = true),
        What::Signed => make(&|draft| draft.header["alg"] = "none".into()),
        What::Asymmetric => {
            make(&|draft| draft.header["alg"] = "none".into());
            make(&|draft| draft.header["alg"] = "HS256".into());
        }
        What::Type => {
            make(&|draft| draft.header["typ"] = "other+jwt".into());
            make(&|draft| remove(&mut draft.header, "typ"));
        }
        What::NoOtherKind => make(&|draft| draft.header["typ"] = "statuslist+jwt".into()),
        What::Parameter(name) => make(&|draft| remove(&mut draft.header, name)),
        What::OneParameter(names) => {
            make(&|draft| names.iter().for_each(|name| remove(&mut draft.header, name)));
            make(&|draft| names.iter().take(2).for_each(|name| draft.header[*name] = "x".into()));
        }
        What::NoParameter(names) => make(&|draft| draft.header[names[0]] = "https://a.example/".into()),
        What::PublicKey => {
            make(&|draft| draft.header["jwk"]["d"] = "AAAA".into());
            make(&|draft| draft.header["jwk"] = "x".into());
        }
        What::Base64Url(name) => make(&|draft| draft.header[name] = "a b".into()),
        What::OwnKey => make(&|draft| draft.is_forged = true),
        What::Flattened => make(&|draft| draft.is_flattened = false),
        What::Claim(name, shape) => {
            make(&|draft| remove(&mut draft.claims, name));
            make(&|draft| draft.claims[name] = other(shape));
            if shape == Shape::String {
                make(&|draft| draft.claims[name] = "".into());
            }
        }
        What::Optional(name, shape) => make(&|draft| draft.claims[name] = other(shape)),
        What::AnyClaim(names) => make(&|draft| names.iter().for_each(|name| remove(&mut draft.claims, name))),
        What::NoClaim(name) => make(&|draft| draft.claims[name] = json!(NOW + 300)),
        What::Member(claim, member, shape) => {
            make(&|draft| remove(&mut draft.claims[claim], member));
            make(&|draft| draft.claims[claim][member] = other(shape));
        }
        What::AnyMember(claim, members) => {
            make(&|draft| members.iter().for_each(|member| remove(&mut draft.claims[claim], member)));
        }
        What::Event(uri) => {
            make(&|draft| {
                remove(&mut draft.claims["events"], uri);
                draft.claims["events"]["urn:x"] = json!({});
            });
            make(&|draft| draft.claims["events"][uri] = json!(true));
        }
        What::Objects(name) => {
            make(&|draft| draft.claims[name] = json!([]));
            make(&|draft| draft.claims[name] = json!([1]));
        }
        What::Same(one, _) => make(&|draft| draft.claims[one] = "somebody else".into()),
        What::Single(name) => make(&|draft| draft.claims[name] = json!(["a", "b"])),
        What::AtMost(name, limit) => {
            make(&|draft| draft.claims[name] = "x".repeat(limit + 1).into());
            make(&|draft| draft.claims[name] = "é".into());
        }
        What::Https(name) => {
            for text in ["http://a.example", "a.example", "https://a.example/?x", "https://a.example/#x"] {
                make(&|draft| draft.claims[name] = text.into());
            }
        }
        What::Bare(name) => make(&|draft| draft.claims[name] = "https://server.example.com/token?x=1".into()),
        What::CurrentType("dc+sd-jwt") => make(&|draft| draft.header["typ"] = "vc+sd-jwt".into()),
        What::CurrentType(_) => make(&|draft| draft.header["typ"] = "keyattestation+jwt".into()),
        What::AllProtected => make(&|draft| draft.unprotected = Some(json!({"x": 1}))),
        What::NoPrivateKey => make(&|draft| draft.header["jwk"]["d"] = "AAAA".into()),
        What::HeaderKey => make(&|draft| draft.is_forged = true),
        What::Events => {
            for events in [json!({}), json!({CREDENTIAL_TYPE: 1}), json!({"logout": {}})] {
                make(&|draft| draft.claims["events"] = events.clone());
            }
        }
        What::PublicMember(claim, member) => {
            make(&|draft| draft.claims[claim][member]["d"] = "AAAA".into());
            make(&|draft| draft.claims[claim][member] = json!({"kty": "oct"}));
        }
        What::PublicKeys(name) => {
            make(&|draft| draft.claims[name][0]["d"] = "AAAA".into());
            make(&|draft| remove(&mut draft.claims[name][0], "x"));
        }
        What::KeyAlgorithm => {
            for name in ["none", "HS256", "ECDH-ES", ""] {
                make(&|draft| draft.claims["cnf"]["jwk"]["alg"] = name.into());
            }
            make(&|draft| remove(&mut draft.claims["cnf"]["jwk"], "alg"));
        }
        What::Filled(name) => make(&|draft| draft.claims[name] = json!([])),
        What::Excludes(list, name) => make(&|draft| draft.claims[list] = json!(["a", draft.claims[name]])),
        What::Secure(name) => {
            for value in [json!("http://a.example"), json!("a.example"), json!("https://a.example/#x"), json!(7)] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::WorkloadIdentifier(name) => {
            for text in [
                "no URI",
                "urn:a",
                "spiffe:///a",
                "spiffe://a:80/b",
                "spiffe://u@a/b",
                "spiffe://a/b?c",
                "spiffe://a/b#c",
            ] {
                make(&|draft| draft.claims[name] = text.into());
            }
        }
        What::AuthorizedParty => make(&|draft| {
            remove(&mut draft.claims, "azp");
            draft.claims["aud"] = json!(["a", "b"]);
        }),
        What::Positive(name) => {
            for value in [json!(0), json!(-1), json!("43200")] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::StatusList => {
            for bits in [json!(3), json!(0), json!("1")] {
                make(&|draft| draft.claims["status_list"]["bits"] = bits.clone());
            }
            for lst in ["!!!", "eNrbuRgAAhcBXQ==", "AAAA"] {
                make(&|draft| draft.claims["status_list"]["lst"] = lst.into());
            }
            make(&|draft| remove(&mut draft.claims["status_list"], "lst"));
            make(&|draft| remove(&mut draft.claims, "status_list"));
        }
        What::NoCriticalClaims => make(&|draft| draft.claims["crit"] = json!(["x"])),
        What::NotOfConfiguration(name) => make(&|draft| {
            draft.claims["sub"] = draft.claims["iss"].clone();
            draft.claims[name] = json!({});
        }),
        What::OfConfiguration(name) => make(&|draft| {
            draft.claims["sub"] = "https://other.example".into();
            draft.claims[name] = json!(["https://a.example"]);
        }),
        What::Origin(name) => {
            for value in [json!({"tn": "1", "uri": "sip:a@b"}), json!({"tn": ["1"]}), json!({"tn": ""}), json!({})] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::Destinations(name) => {
            for value in
                [json!({"tn": "1"}), json!({"tn": []}), json!({"tn": [1]}), json!({"uri": ["a"], "tn": 1}), json!({})]
            {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::ForShaken(name, allowed) => {
            let others =
                if allowed.is_empty() { vec![json!(7), json!("")] } else { vec![json!(7), json!("Z"), json!("")] };
            for value in others {
                make(&|draft| (draft.header["ppt"], draft.claims[name]) = ("shaken".into(), value.clone()));
            }
            make(&|draft| {
                draft.header["ppt"] = "shaken".into();
                remove(&mut draft.claims, name);
            });
        }
        What::Includes(name, _) => {
            for value in [json!("X"), json!(["X"]), json!(7)] {
                make(&|draft| draft.claims[name] = value.clone());
            }
            make(&|draft| remove(&mut draft.claims, name));
        }
        What::First(name, text) => {
            for value in [json!(["https://www.w3.org/2018/credentials/v1", text]), json!([{}, text])] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::Named(name) => {
            for value in
                [json!(7), json!({"name": "a"}), json!(["https://a.example"]), json!("no URI"), json!({"id": 7})]
            {
                make(&|draft| draft.claims[name] = value.clone());
            }
            make(&|draft| remove(&mut draft.claims, name));
        }
        What::Subjects(name) => {
            for value in [json!([]), json!("x"), json!({}), json!([{"id": "a"}, "x"])] {
                make(&|draft| draft.claims[name] = value.clone());
            }
            make(&|draft| remove(&mut draft.claims, name));
        }
        What::Agrees("sub", _) => make(&|draft| {
            draft.claims["credentialSubject"] = json!({"id": "did:example:1"});
            draft.claims["sub"] = "did:example:2".into();
        }),
        What::Agrees(name, _) => make(&|draft| draft.claims[name] = "https://other.example".into()),
        What::SubjectIdentifier(name) => {
            for value in [
                json!({"email": "a@example.com"}),
                json!({"format": 1}),
                json!({"format": "email", "phone_number": "1"}),
                json!({"format": "iss_sub", "iss": "https://a.example"}),
                json!({"format": "aliases", "identifiers": []}),
            ] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::MemberTexts(name) => make(&|draft| draft.claims[name] = json!({"a": "b", "x": 7})),
        What::EachHas(name, member) => {
            for value in [json!({"a": {}}), json!({"a": {member: 7}}), json!({"a": {member: "b"}, "c": "d"})] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::ObjectsWithin(name) => {
            for value in [json!({"openid_provider": null}), json!({"a": {}, "openid_provider": {"issuer": null}})] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::Uri(name) => make(&|draft| draft.claims[name] = "no URI".into()),
        What::Disclosures => make(&|draft| draft.disclosures.push(encode(br#"["salt","name","value"]"#))),
        What::NotWithheld(names) => {
            for name in names.iter().filter(|name| draft.claims.get(**name).is_some()) {
                make(&|draft| {
                    let value = draft.claims[*name].clone();
                    let disclosure = encode(json!(["salt-of-16-bytes", name, value]).to_string().as_bytes());
                    remove(&mut draft.claims, name);
                    draft.claims["_sd"] = json!([hash(&disclosure)]);
                    draft.disclosures.push(disclosure);
                });
            }
            // What is inside of one may be what counts: the key in cnf.
            for name in names.iter().filter(|name| draft.claims[**name].is_object()) {
                make(&|draft| {
                    let disclosure = encode(br#"["salt-of-16-bytes","inner","value"]"#);
                    draft.claims[*name]["_sd"] = json!([hash(&disclosure)]);
                    draft.disclosures.push(disclosure);
                });
            }
        }
        What::Expires => {
            make(&|draft| remove(&mut draft.claims, "exp"));
            make(&|draft| draft.claims["exp"] = json!(NOW));
            make(&|draft| draft.claims["exp"] = "x".into());
        }
        What::NotExpired => make(&|draft| draft.claims["exp"] = json!(NOW - 1)),
        What::Begun => make(&|draft| draft.claims["nbf"] = json!(NOW + 100)),
        What::Fresh => make(&|draft| draft.claims["iat"] = json!(NOW - 10_000)),
        What::Issuer
        | What::Audience
        | What::Nonce
        | What::Method
        | What::Url
        | What::AccessToken
        | What::Attested
        | What::Algorithm
        | What::WorkloadKey
        | What::KeyBinding
        | What::Hash(_)
        | What::Verifier(_) => {}
    }
    found
}

fn list(examination: &Examination, policy: &Policy) -> Checklist {
    let judgement = judge(examination, policy, NOW);
    checklist(examination, &judgement.checks, policy, NOW).expect("a kind")
}

fn state<'a>(list: &'a Checklist, demand: &Demand) -> Option<&'a State> {
    let same = list.lines.iter().find(|line| std::ptr::eq(line.demand, demand));
    // Of another typ the same is demanded by another text.
    same.or_else(|| list.lines.iter().find(|line| line.demand.what == demand.what)).map(|line| &line.state)
}

fn of(row: &ProfileRow) -> Policy {
    Policy { profile: Some(row.kind), ..Policy::default() }
}

#[test]
fn an_example_of_each_kind_meets_every_demand() {
    let (key, other_key) = (fresh(), fresh());
    let mut seen = HashSet::new();
    for (id, draft) in examples(&key) {
        let row = named(id).unwrap();
        seen.insert(id);
        let token = draft.token(&key, &other_key);
        let examination = see(&token, &[&key], &[], false);
        let list = list(&examination, &of(row));
        let violated: Vec<String> = list
            .lines
            .iter()
            .filter(|line| matches!(line.state, State::Violated(_)))
            .map(|line| format!("{}: {:?}", line.clause(row), line.state))
            .collect();
        assert!(violated.is_empty(), "{id}: {violated:#?}\n{token}");
        let judgement = judge(&examination, &of(row), NOW);
        // A request to an ACME server and a key binding alone are no JWTs of their own, but hold all the same.
        assert_eq!(judgement.verdict, Verdict::Valid, "{id}: {:#?}", judgement.findings);
        // What tells the kind without being told is the same kind.
        let own = checklist(&examination, &judgement.checks, &Policy::default(), NOW).map(|list| list.row.id);
        let is_guessed = ["authorization-response", "id-token", "bearer-token"].contains(&id);
        assert!(own == Some(id) || is_guessed && own.is_none(), "{id} is taken for {own:?}");
    }
    let missing: Vec<_> = PROFILES.iter().map(|row| row.id).filter(|id| !seen.contains(id)).collect();
    assert!(missing.is_empty(), "without an example: {missing:?}");
}

#[test]
fn one_broken_demand_is_told_by_its_line() {
    let (key, other_key) = (fresh(), fresh());
    let mut untested = Vec::new();
    for (id, draft) in examples(&key) {
        let row = named(id).unwrap();
        let good = see(&draft.token(&key, &other_key), &[&key], &[], false);
        for line in list(&good, &of(row)).lines {
            let variants = broken(&draft, line.demand);
            let is_of_elsewhere = matches!(line.state, State::NotChecked(_) | State::UpToVerifier);
            if variants.is_empty() && !is_of_elsewhere && !matches!(line.demand.what, What::Hash(_)) {
                untested.push(format!("{id}: {}", line.clause(row)));
            }
            for variant in variants {
                let token = variant.token(&key, &other_key);
                let examination = see(&token, &[&key], &[], false);
                let list = list(&examination, &of(row));
                let clause = line.clause(row);
                // Another typ can be none of those that the demand is for.
                let Some(state) = state(&list, line.demand) else { panic!("{id}: {clause} is gone: {token}") };
                assert!(matches!(state, State::Violated(_)), "{id}: {clause} is {state:?}: {token}");
                let broken = list.lines.iter().find(|line| line.state == *state).unwrap();
                assert!(broken.detail().is_some(), "{id}: {clause}");
                let verdict = judge(&examination, &of(row), NOW).verdict;
                let is_window = matches!(line.demand.what, What::Fresh);
                if line.demand.level == Level::Must && !is_window {
                    assert!(
                        matches!(verdict, Verdict::Invalid | Verdict::Unsecured),
                        "{id}: {clause}: {verdict:?}: {token}"
                    );
                }
            }
        }
    }
    assert!(untested.is_empty(), "{untested:#?}");
}

#[test]
fn expectations_are_lines_of_the_checklist() {
    let (key, other_key) = (fresh(), fresh());
    let text = |claims: &Value, name: &str| match &claims[name] {
        Value::Array(list) => list[0].as_str().map(str::to_owned),
        value => value.as_str().map(str::to_owned),
    };
    for (id, draft) in examples(&key) {
        let row = named(id).unwrap();
        let examination = see(&draft.token(&key, &other_key), &[&key], &[], false);
        let met = Policy {
            issuer: text(&draft.claims, "iss"),
            audience: text(&draft.claims, "aud"),
            nonce: text(&draft.claims, "nonce"),
            method: text(&draft.claims, "htm"),
            uri: text(&draft.claims, "htu"),
            ..of(row)
        };
        let expected = |what: &What, policy: &Policy| match what {
            What::Issuer => policy.issuer.is_some(),
            What::Audience => policy.audience.is_some(),
            What::Nonce => policy.nonce.is_some(),
            What::Method => policy.method.is_some(),
            What::Url => policy.uri.is_some(),
            _ => false,
        };
        for line in list(&examination, &met).lines {
            let is_expectation =
                matches!(line.demand.what, What::Issuer | What::Audience | What::Nonce | What::Method | What::Url);
            if expected(&line.demand.what, &met) {
                assert_eq!(line.state, State::Fulfilled, "{id}: {}", line.clause(row));
            } else if is_expectation {
                assert_eq!(line.state, State::NotChecked(Gap::NothingExpected), "{id}: {}", line.clause(row));
            }
        }
        let wrong = |text: &Option<String>| text.as_ref().map(|_| "https://other.example/".to_owned());
        let unmet = Policy {
            issuer: wrong(&met.issuer),
            audience: wrong(&met.audience),
            nonce: wrong(&met.nonce),
            method: wrong(&met.method),
            uri: wrong(&met.uri),
            ..of(row)
        };
        for line in list(&examination, &unmet).lines {
            if expected(&line.demand.what, &unmet) {
                assert_eq!(line.state, State::Violated(Violation::Differs), "{id}: {}", line.clause(row));
            }
        }
    }
}

/// RFC 8725 §3.12: what says that it is one kind must not pass as another.
#[test]
fn a_typ_of_another_kind_fails() {
    let (key, other_key) = (fresh(), fresh());
    for (id, draft) in examples(&key).into_iter().filter(|(_, draft)| draft.header["typ"] != "JWT") {
        let token = draft.token(&key, &other_key);
        let examination = see(&token, &[&key], &[], false);
        let is_declared =
            examination.layers[0].jws().is_some_and(|jws| jws.signatures[0].header.protected("typ").is_some());
        for row in PROFILES.iter().filter(|row| row.id != id && is_declared) {
            let judgement = judge(&examination, &of(row), NOW);
            // A special case of the kind that is asked for: RFC 9068 §4, draft-ietf-oauth-sd-jwt-vc §2 and others.
            let is_special_case = [
                ("security-event", "logout-token"),
                ("bearer-token", "access-token"),
                ("sd-jwt", "sd-jwt-vc"),
                ("authorization-grant", "identity-grant"),
            ]
            .contains(&(row.id, id));
            if is_special_case {
                assert_eq!(judgement.verdict, Verdict::Valid, "{id} as {}: {:?}", row.id, judgement.findings);
                continue;
            }
            // What SD-JWT VC was called before is of both kinds, and an SD-JWT either way.
            if draft.header["typ"] == "vc+sd-jwt" && ["sd-jwt-vc", "sd-jwt"].contains(&row.id) {
                continue;
            }
            assert_eq!(judgement.verdict, Verdict::Invalid, "{id} as {}", row.id);
            let rules: Vec<_> = judgement.findings.iter().map(|finding| finding.rule.id).collect();
            assert!(rules.contains(&"TYP_NOT_EXPECTED"), "{id} as {}: {rules:?}", row.id);
        }
    }
}

/// A key of a kind that is not known here is not held against the token; a shared secret is, and so is what is no key.
#[test]
fn keys_of_other_kinds_are_not_held_against_a_token() {
    let (key, other_key) = (fresh(), fresh());
    let (_, draft) = examples(&key).into_iter().find(|(id, _)| *id == "workload-identity").expect("an example");
    for (jwk, is_public) in [
        (json!({"kty": "OKP", "crv": "Bls12381G2", "x": "AAAA", "alg": "ES256"}), true),
        (json!({"kty": "NEW", "alg": "ES256"}), true),
        (json!({"kty": "oct", "k": "AAAA", "alg": "ES256"}), false),
        (json!({"kty": "oct", "alg": "ES256"}), false),
        (json!({"alg": "ES256"}), false),
        (json!("key"), false),
    ] {
        let mut draft = draft.clone();
        draft.claims["cnf"]["jwk"] = jwk.clone();
        let examination = see(&draft.token(&key, &other_key), &[&key], &[], false);
        let list = list(&examination, &Policy::default());
        let demand = list.lines.iter().find(|line| line.demand.what == What::PublicMember("cnf", "jwk")).expect("it");
        assert_eq!(demand.state == State::Fulfilled, is_public, "{jwk}: {:?}", demand.state);
    }
}

/// Without a key the demands of the claims are told all the same; what is encrypted is not held against anything.
#[test]
fn what_is_not_known_is_not_checked() {
    let (key, other_key) = (fresh(), fresh());
    let (_, draft) = examples(&key).into_iter().find(|(id, _)| *id == "access-token").expect("an example");
    let examination = see(&draft.token(&key, &other_key), &[], &[], false);
    let list = list(&examination, &Policy::default());
    assert_eq!(list.row.id, "access-token");
    let of = |what: What| list.lines.iter().find(|line| line.demand.what == what).map(|line| line.state.clone());
    assert_eq!(of(What::Verified), Some(State::NotChecked(Gap::NoKey)));
    assert_eq!(of(What::Claim("jti", Shape::String)), Some(State::Fulfilled));
    let locked = see(include_str!("../data/tokens/rfc7519-encrypted.jwt").trim(), &[], &[], false);
    let policy = Policy { profile: Some(named("id-token").unwrap().kind), ..Policy::default() };
    let judgement = judge(&locked, &policy, NOW);
    assert_eq!(judgement.verdict, Verdict::Unchecked);
    let list = checklist(&locked, &judgement.checks, &policy, NOW).unwrap();
    for line in &list.lines {
        assert!(
            !matches!(line.state, State::Violated(_) | State::Fulfilled),
            "{}: {:?}",
            line.clause(list.row),
            line.state
        );
    }
}

/// What a line says is what is the case: a good signature is verified, whatever else the token is rejected for.
#[test]
fn a_line_names_its_own_cause() {
    let (key, other_key) = (fresh(), fresh());
    let of_kind = |id: &str, change: &dyn Fn(&mut Draft), what: &What| {
        let (_, mut draft) = examples(&key).into_iter().find(|(own, _)| *own == id).expect("an example");
        change(&mut draft);
        let examination = see(&draft.token(&key, &other_key), &[&key], &[], false);
        let policy = of(named(id).unwrap());
        assert_eq!(judge(&examination, &policy, NOW).verdict, Verdict::Invalid, "{id}");
        let lines = list(&examination, &policy).lines;
        lines.into_iter().find(|line| line.demand.what == *what).map(|line| line.state).expect("a line")
    };
    let no_jti = |draft: &mut Draft| remove(&mut draft.claims, "jti");
    assert_eq!(of_kind("dpop-proof", &no_jti, &What::Verified), State::Fulfilled);
    let crit = |draft: &mut Draft| draft.claims["crit"] = json!(["x"]);
    assert_eq!(of_kind("federation-statement", &crit, &What::Verified), State::Fulfilled);
    assert!(matches!(of_kind("federation-statement", &crit, &What::NoCriticalClaims), State::Violated(_)));
    let forged = |draft: &mut Draft| draft.is_forged = true;
    assert_eq!(of_kind("dpop-proof", &forged, &What::Verified), State::Violated(Violation::Rejected));
    assert_eq!(of_kind("dpop-proof", &forged, &What::OwnKey), State::Violated(Violation::OtherKey));
    let extension = |draft: &mut Draft| (draft.header["crit"], draft.header["x"]) = (json!(["x"]), json!(1));
    assert_eq!(of_kind("dpop-proof", &extension, &What::OwnKey), State::NotChecked(Gap::Broken));
    let other_algorithm = |draft: &mut Draft| draft.header["jwk"]["alg"] = "ES384".into();
    assert_eq!(of_kind("dpop-proof", &other_algorithm, &What::OwnKey), State::Violated(Violation::ForbiddenKey));
    let umlaut = |draft: &mut Draft| draft.claims["sub"] = "\u{fc}".into();
    assert_eq!(of_kind("id-token", &umlaut, &What::AtMost("sub", 255)), State::Violated(Violation::NotAscii));
}

/// One fault is one reason: what the proof is rejected for, and the time that is none, are told once.
#[test]
fn one_fault_is_told_once() {
    let (key, other_key) = (fresh(), fresh());
    for (id, claim, value) in [
        ("dpop-proof", "iat", json!("x")),
        ("dpop-proof", "jti", json!(7)),
        ("id-token", "iat", json!("x")),
        ("possession-proof", "iat", json!("x")),
    ] {
        let (_, mut draft) = examples(&key).into_iter().find(|(own, _)| *own == id).expect("an example");
        draft.claims[claim] = value;
        let examination = see(&draft.token(&key, &other_key), &[&key], &[], false);
        let judgement = judge(&examination, &of(named(id).unwrap()), NOW);
        assert_eq!(judgement.verdict, Verdict::Invalid, "{id}");
        let words = jotsmith::engine::speech::verdict::of(&examination, &judgement, NOW);
        let told = words.clauses.iter().filter(|clause| clause.contains(claim)).count();
        assert_eq!(told, 1, "{id}: {:?}", words.clauses);
    }
}
