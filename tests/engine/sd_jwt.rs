//! SD-JWTs of our own (RFC 9901): the RFC's bytes, every claim hidden and found again, what is refused, presentations.

use crate::build::signing_keys;
use crate::support::{is_verified, keys, look, ring};
use data_encoding::BASE64URL_NOPAD;
use jotsmith::engine::builder::sd_jwt::{
    ClaimPath, Decoys, Disclose, Issued, KeyBindingRequest, NoRandomness, PresentationRequest, Presented, SaltSource,
    SdJwtError, Selection, issue, issue_with, parents, present, preview, weak_points,
};
use jotsmith::engine::builder::{
    BuildError, BuildRequest, Encryption, HeaderSync, Payload, RecipientRequest, SignatureRequest, Signing, jwe,
};
use jotsmith::engine::ground::jwa::{Hash, SIGNATURE_ALGORITHMS, SignatureFamily, signature};
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::jose::disclosure::DisclosureState;
use jotsmith::engine::jose::jws::Serialization;
use jotsmith::engine::jose::jws::Serialization::{Compact, Flattened, General};
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::sd_jwt::SdJwt;
use jotsmith::engine::jose::sd_jwt::{HashCheck, KeyBindingStatus};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyRing};
use jotsmith::engine::speech;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const NOW: i64 = 1_750_000_000;
const LIMITS: Limits = Limits::DEFAULT;

const PERSON: &str = r#"{
  "iss": "https://issuer.example",
  "iat": 1683000000,
  "exp": 1883000000,
  "sub": "user_42",
  "name": "Żaneta \u00fc",
  "n": 1.0,
  "big":1e400,
  "address": {"street": "1 Main St", "city": "Anytown", "geo": [1.50, -0, {"alt": 3e1}]},
  "nationalities": ["US", "DE", {"code": "PL"}]
}"#;

fn key(json: &str) -> Arc<Jwk> {
    Arc::new(keys(json.as_bytes()).remove(0))
}

fn issuer() -> Arc<Jwk> {
    key(include_str!("../data/keys/p256.jwk.json"))
}

fn holder() -> Arc<Jwk> {
    key(include_str!("../data/keys/ed25519.pkcs8.pem"))
}

/// The public half alone, as `cnf` carries it.
fn public(key: &Jwk) -> String {
    jotsmith::engine::key_file::jwk_text::public_text(&key.material).unwrap()
}

fn paths(paths: &[&str]) -> Vec<ClaimPath> {
    paths.iter().map(|path| ClaimPath::parse(path).unwrap()).collect()
}

fn select(chosen: &[&str]) -> Selection {
    Selection { paths: paths(chosen), ..Selection::default() }
}

fn request(claims: &str) -> BuildRequest {
    in_form(claims, Compact)
}

fn in_form(claims: &str, serialization: Serialization) -> BuildRequest {
    let signature = SignatureRequest::new(issuer(), "");
    BuildRequest {
        payload: Payload::Claims(claims.to_owned()),
        signing: Some(Signing { serialization, ..Signing::compact(signature) }),
        ..BuildRequest::default()
    }
}

fn made(request: &BuildRequest, selection: &Selection) -> Issued {
    issue(request, selection, &LIMITS).unwrap_or_else(|error| panic!("{error:?}"))
}

fn refusal(request: &BuildRequest, selection: &Selection) -> BuildError {
    issue(request, selection, &LIMITS).map(|issued| issued.built.text).expect_err("it was made")
}

fn code(error: &BuildError) -> &'static str {
    error.code()
}

fn opened(token: &str) -> Examination {
    look(token, &KeyRing::new([issuer(), holder()]), None)
}

fn sd_jwt(examination: &Examination) -> &SdJwt {
    examination.layers[0].sd_jwt.as_ref().expect("an SD-JWT")
}

fn processed(sd_jwt: &SdJwt) -> Value {
    let text = String::from_utf8(sd_jwt.processed.as_ref().unwrap().bytes().to_vec()).unwrap();
    // serde_json cannot hold that number.
    serde_json::from_str(&text.replace("1e400", "400")).unwrap()
}

/// Verified, nothing wrong with it; its processed claims.
fn good(token: &str) -> Value {
    let examination = opened(token);
    let found = sd_jwt(&examination);
    assert!(found.reasons.is_empty(), "{:?}", found.reasons);
    assert!(is_verified(&examination), "{:?}", examination.layers[0].signatures);
    assert_eq!(judge(&examination, &Policy::default(), NOW).verdict, Verdict::Valid);
    processed(found)
}

fn decoded(text: &str) -> String {
    String::from_utf8(BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()).unwrap()
}

/// Salts of a published example, by the path of the claim.
struct Published(BTreeMap<String, String>);

impl SaltSource for Published {
    fn salt(&mut self, path: &str) -> Result<String, NoRandomness> {
        self.0.get(path).cloned().ok_or(NoRandomness)
    }

    fn decoy(&mut self) -> Result<Vec<u8>, NoRandomness> {
        Err(NoRandomness)
    }

    fn place(&mut self, _bound: usize) -> Result<usize, NoRandomness> {
        Err(NoRandomness)
    }
}

fn example(name: &str) -> Value {
    let file: Value = serde_json::from_str(include_str!("../data/rfc/rfc9901.json")).unwrap();
    file["examples"].as_array().unwrap().iter().find(|example| example["name"] == name).expect("an example").clone()
}

/// As the RFC's examples are written: a space behind commas and colons.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{}: {}", json!(name), spaced(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// Remakes an example from its processed claims, the holder's key and the salts that its disclosures have.
fn remade(name: &str, serialization: Serialization, order: &[&str]) -> (Issued, Value) {
    let example = example(name);
    let token = example["token"].as_str().unwrap();
    let examination = look(token, &ring(&example["key"]), None);
    let found = sd_jwt(&examination);
    let salts: BTreeMap<String, String> = found
        .disclosures
        .iter()
        .map(|disclosure| (disclosure.path.clone().unwrap(), disclosure.salt().unwrap().as_str().unwrap().into_owned()))
        .collect();
    let selection = Selection {
        paths: salts.keys().map(|path| ClaimPath::parse(path).unwrap()).collect(),
        holder: Some(key(&example["processed"]["cnf"]["jwk"].to_string())),
        ..Selection::default()
    };
    // The order in which the RFC's disclosures stand is that of the claims as its issuer had them.
    let claims: serde_json::Map<String, Value> =
        order.iter().map(|name| ((*name).to_owned(), example["processed"][*name].clone())).collect();
    let mut request = in_form(&spaced(&Value::Object(claims)), serialization);
    for signature in request.signing.iter_mut().flat_map(|signing| &mut signing.signatures) {
        "{\"alg\": \"ES256\", \"typ\": \"example+sd-jwt\"}".clone_into(&mut signature.protected);
        signature.sync = HeaderSync::LeftAlone;
    }
    (issue_with(&request, &selection, &mut Published(salts), &LIMITS).unwrap(), example)
}

#[test]
fn rfc9901_5_1_byte_for_byte() {
    let order = [
        "given_name",
        "family_name",
        "email",
        "phone_number",
        "phone_number_verified",
        "address",
        "birthdate",
        "updated_at",
        "iss",
        "iat",
        "exp",
        "sub",
        "nationalities",
    ];
    let (issued, example) = remade("RFC 9901 5.1 issuance", Compact, &order);
    let ours: Vec<&str> = issued.built.text.split('~').collect();
    let theirs: Vec<&str> = example["token"].as_str().unwrap().split('~').collect();
    assert_eq!(ours[1..], theirs[1..], "the disclosures");
    let signed = |jwt: &str| jwt.rsplit_once('.').unwrap().0.to_owned();
    // The signature itself is random (ECDSA): what is signed is not.
    assert_eq!(signed(ours[0]), signed(theirs[0]), "{}", issued.claims);
    assert_eq!(issued.disclosures.len(), 10);
    // The RFC's signature therefore holds for what we made.
    let (_, signature) = theirs[0].rsplit_once('.').unwrap();
    let theirs = format!("{}.{signature}~{}", signed(ours[0]), ours[1..].join("~"));
    assert!(is_verified(&look(&theirs, &ring(&example["key"]), None)));
}

#[test]
fn rfc9901_8_2_byte_for_byte() {
    let order = ["sub", "given_name", "family_name", "birthdate", "iss", "iat", "exp"];
    let (issued, example) = remade("RFC 9901 8.2 flattened, as issued", Flattened, &order);
    let ours: Value = serde_json::from_str(&issued.built.text).unwrap();
    let theirs: Value = serde_json::from_str(example["token"].as_str().unwrap()).unwrap();
    for member in ["header", "payload", "protected"] {
        assert_eq!(ours[member], theirs[member], "{member}");
    }
}

#[test]
fn rfc9901_5_2_and_8_2_bind_the_same_bytes() {
    for name in ["RFC 9901 5.2 presentation", "RFC 9901 8.2 flattened with key binding"] {
        let example = example(name);
        let token = example["token"].as_str().unwrap();
        let theirs = look(token, &ring(&example["key"]), None);
        let request = PresentationRequest {
            token: token.to_owned(),
            disclose: Disclose::Everything,
            key_binding: Some(KeyBindingRequest { nonce: "1234567890".to_owned(), ..binding(holder()) }),
            // The RFC does not print the holder's private key.
            allow_weak: true,
        };
        let error = present(&PresentationRequest { allow_weak: false, ..request.clone() }, &LIMITS).unwrap_err();
        assert_eq!(code(&error), "other-holder");
        let ours = opened(&present(&request, &LIMITS).unwrap().text);
        let hash = |examination: &Examination| {
            let claims = sd_jwt(examination).key_binding.as_ref().unwrap().document.clone().unwrap();
            claims.object().unwrap().get("sd_hash").unwrap().as_str().unwrap().into_owned()
        };
        assert_eq!(hash(&ours), hash(&theirs), "{name}");
    }
}

#[test]
fn whatever_is_hidden_is_found_again_and_the_rest_is_not_touched() {
    let original: Value = serde_json::from_str(&PERSON.replace("1e400", "400")).unwrap();
    for chosen in [
        &["name"][..],
        &["/n"],
        &["/big"],
        &["/address/street", "/address/geo/1"],
        &["/address", "/address/street", "/address/geo", "/address/geo/2", "/address/geo/2/alt"],
        &["/nationalities/*"],
        &["/nationalities/2/code"],
        &["/address/**", "nationalities"],
        &["sub", "name", "n", "big", "address", "nationalities"],
        &[],
    ] {
        for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            for decoys in [0, 3] {
                let selection = Selection {
                    decoys: vec![Decoys { place: None, count: decoys }],
                    hash,
                    holder: Some(holder()),
                    ..select(chosen)
                };
                for form in [Compact, Flattened, General] {
                    let issued = made(&in_form(PERSON, form), &selection);
                    let examination = opened(&issued.built.text);
                    let found = sd_jwt(&examination);
                    assert!(found.reasons.is_empty(), "{chosen:?}: {:?}", found.reasons);
                    assert!(is_verified(&examination));
                    assert!(found.disclosures.iter().all(|one| one.state == DisclosureState::Disclosed));
                    let text = String::from_utf8(found.processed.as_ref().unwrap().bytes().to_vec()).unwrap();
                    for lexeme in ["1e400", "1.0", "1.50", "-0", "3e1", r#""Żaneta \u00fc""#] {
                        assert!(text.contains(lexeme), "{chosen:?}: {lexeme} in {text}");
                    }
                    let mut claims: Value = serde_json::from_str(&text.replace("1e400", "400")).unwrap();
                    let cnf = claims.as_object_mut().unwrap().remove("cnf");
                    assert!(cnf.is_some(), "the holder");
                    assert_eq!(claims, original, "{chosen:?}");
                    let digests = found.disclosures.len() + found.undisclosed;
                    assert!(digests >= issued.disclosures.len() + decoys);
                    assert_eq!(issued.claims.contains("_sd_alg"), digests > 0);
                    assert_eq!(issued.built.size.total, issued.built.text.len());
                }
            }
        }
    }
}

#[test]
fn what_is_not_hidden_keeps_its_bytes() {
    let hidden = |claims: &str, chosen: &[&str]| {
        let issued = made(&request(claims), &select(chosen));
        let mut text = issued.claims;
        for disclosure in issued.disclosures {
            text = text.replace(&disclosure.digest, "#");
        }
        text
    };
    assert_eq!(hidden(r#"{"a":1,"b":2,"c":3}"#, &["b"]), r##"{"_sd":["#"],"a":1,"c":3,"_sd_alg":"sha-256"}"##);
    assert_eq!(hidden(r#"{"a":1, "b":2}"#, &["a"]), r##"{"_sd":["#"], "b":2, "_sd_alg":"sha-256"}"##);
    assert_eq!(hidden(r#"{"a": 1}"#, &["a"]), r##"{"_sd": ["#"],"_sd_alg": "sha-256"}"##);
    assert_eq!(
        hidden("{\n  \"a\": 1.0,\n  \"b\": [ 1 ,2, 3e1 ]\n}\n", &["/b/1"]),
        "{\n  \"a\": 1.0,\n  \"b\": [ 1 ,{\"...\": \"#\"}, 3e1 ],\n  \"_sd_alg\": \"sha-256\"\n}\n"
    );
    assert_eq!(
        hidden("{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": { \"d\":4 }\n}", &["/b", "/c/d"]),
        "{\n  \"_sd\": [\"#\"],\n  \"a\": 1,\n  \"c\": {\"_sd\": [\"#\"]},\n  \"_sd_alg\": \"sha-256\"\n}"
    );
    // Nothing hidden: nothing changed.
    assert_eq!(hidden("{ \"a\" : 1 }", &[]), "{ \"a\" : 1 }");
}

#[test]
fn nothing_tells_the_order_or_the_number() {
    let claims = r#"{"a":1,"b":2,"c":3,"d":4,"list":[1]}"#;
    let selection = Selection {
        decoys: vec![
            Decoys { place: None, count: 5 },
            Decoys { place: Some(ClaimPath::parse("/list").unwrap()), count: 7 },
            Decoys { place: Some(ClaimPath::whole()), count: 6 },
        ],
        ..select(&["a", "b", "c", "d", "/list/0"])
    };
    let mut places = std::collections::HashSet::new();
    let mut salts = std::collections::HashSet::new();
    for _ in 0..20 {
        let issued = made(&request(claims), &selection);
        let signed: Value = serde_json::from_str(&issued.claims).unwrap();
        let digests: Vec<&str> = signed["_sd"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert_eq!(digests.len(), 10, "of two wishes for a place the greater one counts");
        assert!(digests.is_sorted());
        let list = signed["list"].as_array().unwrap();
        assert_eq!(list.len(), 8);
        let real = issued.disclosures.iter().find(|one| one.path == "/list/0").unwrap();
        places.insert(list.iter().position(|one| one["..."] == real.digest.as_str()).unwrap());
        for disclosure in &issued.disclosures {
            let salt: Value = serde_json::from_str(&decoded(&disclosure.text)).unwrap();
            let salt = salt[0].as_str().unwrap().to_owned();
            assert_eq!(BASE64URL_NOPAD.decode(salt.as_bytes()).unwrap().len(), 16, "128 bits");
            assert!(salts.insert(salt), "each its own");
        }
        assert_eq!(good(&issued.built.text)["list"], json!([1]));
    }
    assert!(places.len() > 1, "a decoy stands anywhere in a list");
}

#[test]
fn every_digital_signature_serves() {
    for row in SIGNATURE_ALGORITHMS {
        if matches!(row.family, SignatureFamily::Hmac | SignatureFamily::Unsecured) {
            continue;
        }
        for key in signing_keys(row) {
            for form in [Compact, Flattened, General] {
                let mut request = in_form(PERSON, form);
                let signature = SignatureRequest { algorithm: Some(row), ..SignatureRequest::new(key.clone(), "") };
                request.signing.as_mut().unwrap().signatures = vec![signature];
                let issued = made(&request, &select(&["name", "/address/*"]));
                let examination = look(&issued.built.text, &KeyRing::new([key.clone()]), None);
                assert!(is_verified(&examination), "{}", row.name);
                assert_eq!(sd_jwt(&examination).disclosures.len(), 4);
            }
        }
    }
}

#[test]
fn the_type_is_in_step() {
    let typ = |claims: &str, protected: &str, sync: HeaderSync| {
        let mut request = request(claims);
        let signature = &mut request.signing.as_mut().unwrap().signatures[0];
        protected.clone_into(&mut signature.protected);
        signature.sync = sync;
        let token = made(&request, &select(&["a"])).built.text;
        serde_json::from_str::<Value>(&decoded(token.split('.').next().unwrap())).unwrap()["typ"].clone()
    };
    assert_eq!(typ(r#"{"a":1}"#, "", HeaderSync::InStep), "sd-jwt");
    assert_eq!(typ(r#"{"a":1,"vct":"https://a.example/b"}"#, "", HeaderSync::InStep), "dc+sd-jwt");
    assert_eq!(typ(r#"{"a":1}"#, r#"{"typ":"example+sd-jwt"}"#, HeaderSync::InStep), "example+sd-jwt");
    assert_eq!(typ(r#"{"a":1}"#, "", HeaderSync::AlgorithmOnly), Value::Null);
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    let refused = |claims: &str, selection: &Selection| refusal(&request(claims), selection);
    let BuildError::SdJwt(SdJwtError::ReservedName { name, span }) = refused(r#"{"a":[{"_sd":1}]}"#, &select(&["a"]))
    else {
        panic!()
    };
    assert_eq!((name.as_str(), span.start), ("_sd", 7));
    for reserved in [r#"{"...":1}"#, r#"{"a":{"_sd_alg":1}}"#] {
        assert_eq!(code(&refused(reserved, &select(&[]))), "sd-jwt-reserved-name");
    }
    assert_eq!(code(&refused(r#"{"a":1}"#, &select(&["b"]))), "claim-path-nowhere");
    assert_eq!(code(&refused(r#"{"a":1}"#, &select(&["/a/0"]))), "claim-path-nowhere");
    let decoys = |place: &str| Selection {
        decoys: vec![Decoys { place: Some(ClaimPath::parse(place).unwrap()), count: 1 }],
        ..Selection::default()
    };
    assert_eq!(code(&refused(r#"{"a":1}"#, &decoys("/a"))), "decoys-nowhere");
    let many = Selection { decoys: vec![Decoys { place: None, count: usize::MAX }], ..select(&["a"]) };
    assert_eq!(code(&refused(r#"{"a":1}"#, &many)), "sd-jwt-too-many");
    assert_eq!(code(&refused(r#"{"a":}"#, &select(&["a"]))), "json-syntax");
    assert_eq!(code(&refused(r#"{"a":1,"a":2}"#, &select(&["a"]))), "JSON_DUP_KEY");
    let secret = Selection { holder: Some(key(r#"{"kty":"oct","k":"AAAA"}"#)), ..Selection::default() };
    assert_eq!(code(&refused(r#"{"a":1}"#, &secret)), "holder-key-secret");
    let bound = Selection { holder: Some(holder()), ..Selection::default() };
    let error = refused(r#"{"cnf":{"kid":"other"}}"#, &bound);
    assert_eq!((code(&error), error.span().unwrap().start), ("holder-differs", 7));
    let mut detached = request(r#"{"a":1}"#);
    detached.signing.as_mut().unwrap().is_detached = true;
    assert_eq!(code(&refusal(&detached, &select(&["a"]))), "sd-jwt-detached");
    let bytes = BuildRequest { payload: Payload::Bytes((*b"abc").into()), ..request("{}") };
    assert_eq!(code(&refusal(&bytes, &select(&[]))), "sd-jwt-payload");
    assert_eq!(code(&refusal(&BuildRequest { signing: None, ..request("{}") }, &select(&[]))), "sd-jwt-unsigned");
    let mut unencoded = request(r#"{"a":1}"#);
    unencoded.signing.as_mut().unwrap().is_unencoded = true;
    assert_eq!(code(&refusal(&unencoded, &select(&["a"]))), "b64-claims");
}

#[test]
fn a_cnf_that_says_the_same_stays_as_it_is() {
    let holder = holder();
    let claims = format!(r#"{{"a":1,"cnf":{{"kid":"x","jwk":{}}}}}"#, public(&holder));
    let selection = Selection { holder: Some(holder), ..select(&["a"]) };
    let cnf = good(&made(&request(&claims), &selection).built.text)["cnf"].clone();
    assert_eq!(cnf["kid"], "x");
}

#[test]
fn what_decides_about_validity_is_hidden_only_on_purpose() {
    let credential = r#"{"iss":"https://a.example","vct":"https://a.example/b","exp":1883000000,"cnf":{"kid":"a"},
        "status":{"status_list":{"idx":0,"uri":"https://a.example/s"}},"sub":"x","iat":1683000000,"aud":"y"}"#;
    let weak = |claims: &str, chosen: &[&str]| -> Vec<String> {
        let points = weak_points(&request(claims), &select(chosen), &LIMITS).unwrap();
        points.iter().map(|point| speech::builder::weakness(&point.weakness).sentence).collect()
    };
    for name in ["iss", "exp", "cnf", "vct", "/status/status_list/idx", "/cnf/kid", "aud"] {
        assert_eq!(weak(credential, &[name]).len(), 1, "{name}");
        let error = refusal(&request(credential), &select(&[name]));
        assert_eq!(code(&error), "hidden-validity", "{name}");
        assert!(error.can_be_allowed());
        let allowed = BuildRequest { allow_weak: true, ..request(credential) };
        issue(&allowed, &select(&[name]), &LIMITS).unwrap();
    }
    assert!(weak(credential, &["sub", "iat"]).is_empty());
    // Without vct, status is a claim like others.
    assert!(weak(r#"{"status":1}"#, &["status"]).is_empty());
    let secret = key(&json!({"kty": "oct", "k": BASE64URL_NOPAD.encode(&[7; 64])}).to_string());
    let mut shared = request(r#"{"a":1}"#);
    shared.signing.as_mut().unwrap().signatures[0] = SignatureRequest::new(secret, "");
    assert_eq!(code(&refusal(&shared, &select(&["a"]))), "symmetric-sd-jwt");
    let mut unsecured = request(r#"{"a":1}"#);
    let none = &mut unsecured.signing.as_mut().unwrap().signatures[0];
    (none.algorithm, none.key) = (signature::find("none"), None);
    assert_eq!(code(&refusal(&unsecured, &select(&["a"]))), "unsecured");
    let token = made(&BuildRequest { allow_weak: true, ..unsecured }, &select(&["a"])).built.text;
    assert!(!sd_jwt(&opened(&token)).reasons.is_empty(), "every verifier rejects it");
}

#[test]
fn an_editor_sees_what_would_be_signed() {
    let (claims, disclosures) = preview(r#"{"a":1,"b":2}"#, &select(&["a"]), &LIMITS).unwrap();
    assert_eq!(disclosures.len(), 1);
    assert!(claims.starts_with(r#"{"_sd":[""#) && claims.ends_with(r#""b":2,"_sd_alg":"sha-256"}"#), "{claims}");
    assert!(preview(r#"{"a":}"#, &select(&["a"]), &LIMITS).is_err());
}

#[test]
fn a_whole_sd_jwt_can_be_encrypted() {
    let rsa = key(include_str!("../data/keys/rsa.jwk.json"));
    let recipient = RecipientRequest {
        algorithm: jwe::default_algorithm(&rsa),
        key: rsa.clone(),
        header: String::new(),
        apu: None,
        apv: None,
        pbes2_count: None,
    };
    let encryption = Encryption {
        serialization: Compact,
        content_encryption: jotsmith::engine::ground::jwa::content_encryption::find("A256GCM"),
        protected: String::new(),
        shared: String::new(),
        recipients: vec![recipient],
        aad: None,
        compress: false,
        sync: HeaderSync::InStep,
        dangerous: None,
    };
    let request = BuildRequest { encryption: Some(encryption), ..request(PERSON) };
    let issued = made(&request, &select(&["name"]));
    let examination = look(&issued.built.text, &KeyRing::new([rsa, issuer()]), None);
    assert_eq!(examination.layers.len(), 2);
    assert_eq!(examination.layers[1].sd_jwt.as_ref().unwrap().disclosures.len(), 1);
    assert!(decoded(issued.built.text.split('.').next().unwrap()).contains(r#""cty":"sd-jwt""#));
    assert_eq!(judge(&examination, &Policy::default(), NOW).verdict, Verdict::Valid);
}

// ---- Presentations

fn binding(key: Arc<Jwk>) -> KeyBindingRequest {
    KeyBindingRequest {
        key,
        algorithm: None,
        nonce: "n-\"1\"".to_owned(),
        audience: "https://verifier.example".to_owned(),
        issued_at: NOW,
    }
}

fn held(form: Serialization) -> String {
    let selection = Selection {
        holder: Some(holder()),
        decoys: vec![Decoys { place: None, count: 2 }],
        ..select(&[
            "name",
            "/address",
            "/address/street",
            "/address/geo/0",
            "/nationalities/*",
            "/nationalities/2/code",
        ])
    };
    made(&in_form(PERSON, form), &selection).built.text
}

fn presentation(token: &str, chosen: &[&str]) -> PresentationRequest {
    PresentationRequest {
        token: token.to_owned(),
        disclose: Disclose::Claims(paths(chosen)),
        key_binding: Some(binding(holder())),
        allow_weak: false,
    }
}

fn presented(token: &str, chosen: &[&str]) -> Presented {
    present(&presentation(token, chosen), &LIMITS).unwrap_or_else(|error| panic!("{chosen:?}: {error:?}"))
}

#[test]
fn a_presentation_shows_what_was_chosen_and_nothing_else() {
    for form in [Compact, Flattened, General] {
        let token = held(form);
        for (chosen, pointer, count) in [
            (&["name"][..], "/name", 1),
            // What is around it comes along.
            (&["/address/street"], "/address/street", 2),
            (&["street"], "/address/street", 2),
            (&["/address/geo/0"], "/address/geo/0", 2),
            (&["/nationalities/2/code"], "/nationalities/0/code", 2),
            (&["/nationalities/*"], "/nationalities/2", 3),
            (&["/address", "/address/*"], "/address/street", 2),
            (&["/address/**"], "/address/geo/0", 3),
            (&["**"], "/nationalities/2/code", 8),
            (&[], "/iss", 0),
        ] {
            let made = presented(&token, chosen);
            let claims = good(&made.text);
            assert!(claims.pointer(pointer).is_some(), "{chosen:?}: {claims}");
            assert_eq!(made.disclosed.len(), count, "{chosen:?}");
            let examination = opened(&made.text);
            let found = sd_jwt(&examination);
            assert_eq!(found.disclosures.len(), count);
            let (status, reasons) = examination.layers[0].key_binding_standing().unwrap();
            assert_eq!(status, KeyBindingStatus::Verified, "{reasons:?}");
            let key_binding = found.key_binding.as_ref().unwrap();
            assert_eq!(key_binding.hash, HashCheck::Matches);
            assert_eq!(key_binding.nonce().as_deref(), Some("n-\"1\""));
            assert_eq!(key_binding.audience().as_deref(), Some("https://verifier.example"));
            assert_eq!(key_binding.issued_at().as_deref(), Some("1750000000"));
            assert_eq!(made.size.total, made.text.len());
        }
    }
}

/// RFC 7800 §3.1: at most one key. Readers differ in which of several they take for the holder's.
#[test]
fn a_cnf_with_several_keys_binds_to_none() {
    let (own, other) = (public(&holder()), public(&issuer()));
    let thumbprint = |key: Arc<Jwk>| key.thumbprint.clone();
    let (own_name, other_name) = (thumbprint(holder()), thumbprint(issuer()));
    for (cnf, is_one) in [
        (format!(r#"{{"jwk":{own},"jkt":"{other_name}"}}"#), false),
        (format!(r#"{{"jkt":"{other_name}","jwk":{own}}}"#), false),
        (format!(r#"{{"jwk":{own},"jwk":{other}}}"#), false),
        (format!(r#"{{"jwk":{other},"jwk":{own}}}"#), false),
        (format!(r#"{{"jwk":{own},"jkt":7}}"#), false),
        (format!(r#"{{"jwk":{own},"jkt":"{own_name}"}}"#), true),
        (format!(r#"{{"jwk":{own},"kid":"a"}}"#), true),
    ] {
        let issued = made(&request(&format!(r#"{{"a":1,"cnf":{cnf}}}"#)), &select(&["a"])).built.text;
        let bound = PresentationRequest { allow_weak: true, ..presentation(&issued, &["a"]) };
        let examination = opened(&present(&bound, &LIMITS).unwrap_or_else(|error| panic!("{cnf}: {error:?}")).text);
        let verdict = judge(&examination, &Policy::default(), NOW).verdict;
        let has_finding = examination.findings.iter().any(|finding| finding.rule.id == "SDJWT_KB_HOLDERS");
        assert_eq!((verdict == Verdict::Valid, has_finding), (is_one, !is_one), "{cnf}: {:#?}", examination.findings);
    }
}

#[test]
fn a_presentation_is_presented_again_without_its_old_key_binding() {
    for form in [Compact, Flattened, General] {
        let first = presented(&held(form), &["/address/street", "name"]).text;
        let second = presented(&first, &["name"]);
        assert_eq!(second.disclosed.len(), 1);
        assert!(good(&second.text).get("address").is_none());
        let unbound = PresentationRequest { key_binding: None, ..presentation(&first, &["name"]) };
        let text = present(&unbound, &LIMITS).unwrap().text;
        assert!(sd_jwt(&opened(&text)).key_binding.is_none());
        assert_eq!(form == Compact, text.ends_with('~'));
    }
}

#[test]
fn of_several_signatures_none_is_touched() {
    let mut request = in_form(PERSON, General);
    let signing = request.signing.as_mut().unwrap();
    signing.signatures[0].unprotected = r#"{ "kid" : "one" }"#.to_owned();
    signing
        .signatures
        .push(SignatureRequest { unprotected: r#"{"kid":"two"}"#.to_owned(), ..SignatureRequest::new(holder(), "") });
    let issued = made(&request, &Selection { holder: Some(holder()), ..select(&["name", "n"]) });
    let token: Value = serde_json::from_str(&issued.built.text).unwrap();
    let text = presented(&issued.built.text, &["n"]).text;
    let shown: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(shown["signatures"][1], token["signatures"][1]);
    assert_eq!(shown["signatures"][0]["signature"], token["signatures"][0]["signature"]);
    assert_eq!(shown["signatures"][0]["header"]["disclosures"].as_array().unwrap().len(), 1);
    assert!(text.contains(r#""kid" : "one""#), "{text}");
    good(&text);
}

#[test]
fn an_issued_jwt_without_its_tilde_is_presented_with_one() {
    let issued = made(&request(r#"{"a":1}"#), &Selection { holder: Some(holder()), ..select(&["a"]) });
    let jwt = issued.built.text.split('~').next().unwrap();
    let text = presented(jwt, &[]).text;
    assert!(text.starts_with(&format!("{jwt}~")));
    good(&text);
}

#[test]
fn what_cannot_be_presented_is_refused() {
    let token = held(Compact);
    let refused = |request: &PresentationRequest| present(request, &LIMITS).map(|made| made.text).unwrap_err();
    let chosen = |chosen: &[&str]| refused(&presentation(&token, chosen));
    let error = chosen(&["shoe_size"]);
    assert_eq!(code(&error), "not-disclosable");
    assert!(speech::builder::first(&error).advice.contains("/address/street"), "{error:?}");
    assert_eq!(code(&chosen(&["iss"])), "always-disclosed");
    let error = chosen(&["nationalities"]);
    assert!(speech::builder::first(&error).advice.contains("/nationalities/*"), "{error:?}");
    let twins = made(
        &request(r#"{"a":{"x":1},"b":{"x":2}}"#),
        &Selection { holder: Some(holder()), ..select(&["/a/x", "/b/x"]) },
    );
    let error = refused(&presentation(&twins.built.text, &["x"]));
    assert_eq!(code(&error), "name-ambiguous");
    assert!(speech::builder::first(&error).advice.contains("/a/x, /b/x"));
    let with = |key_binding: KeyBindingRequest| {
        refused(&PresentationRequest { key_binding: Some(key_binding), ..presentation(&token, &["name"]) })
    };
    assert_eq!(code(&with(binding(issuer()))), "other-holder");
    let half = key(&public(&holder()));
    assert_eq!(code(&with(binding(half))), "no-private-key");
    let secret = key(&json!({"kty": "oct", "k": BASE64URL_NOPAD.encode(&[7; 64])}).to_string());
    assert_eq!(code(&with(binding(secret))), "key-binding-algorithm");
    let unbound = made(&request(r#"{"a":1}"#), &select(&["a"]));
    assert_eq!(code(&refused(&presentation(&unbound.built.text, &["a"]))), "no-holder");
    let plain = jotsmith::engine::builder::build(&request(r#"{"a":1}"#), &LIMITS).unwrap();
    assert_eq!(code(&refused(&presentation(&plain.text, &[]))), "not-sd-jwt");
    assert_eq!(code(&refused(&presentation("what is this", &[]))), "not-sd-jwt");
    // A token that every verifier rejects is not made worse: a disclosure too many.
    let foreign = format!("{token}{}~", twins.disclosures[0].text);
    assert_eq!(code(&refused(&presentation(&foreign, &["name"]))), "SDJWT_UNREF_DISCLOSURE");
    let places = |places: &[usize]| PresentationRequest {
        disclose: Disclose::Places(places.iter().copied().collect()),
        ..presentation(&token, &[])
    };
    assert_eq!(code(&refused(&places(&[99]))), "not-disclosable");
    assert_eq!(present(&places(&[0]), &LIMITS).unwrap().disclosed.len(), 1);
}

#[test]
fn one_is_told_what_stays_hidden_inside() {
    let token = held(Compact);
    let notes = |chosen: &[&str]| presented(&token, chosen).notes.len();
    assert_eq!(notes(&["/address"]), 1);
    assert_eq!(notes(&["/address", "/address/street"]), 0);
    assert_eq!(notes(&["/address/**"]), 0);
    assert_eq!(notes(&["name"]), 0);
    let examination = opened(&token);
    let parents = parents(sd_jwt(&examination));
    let place = |path: &str| sd_jwt(&examination).disclosures.iter().position(|one| one.path.as_deref() == Some(path));
    assert_eq!(parents[place("/address/street").unwrap()], place("/address"));
    assert_eq!(parents[place("/name").unwrap()], None);
}

#[test]
fn a_draft_keeps_decoys_where_they_were_wished() {
    use jotsmith::engine::builder::draft::Draft;
    let selection = Selection {
        decoys: vec![
            Decoys { place: None, count: 1 },
            Decoys { place: Some(ClaimPath::whole()), count: 2 },
            Decoys { place: Some(ClaimPath::parse("/list").unwrap()), count: 3 },
            Decoys { place: Some(ClaimPath::parse("o").unwrap()), count: usize::MAX },
        ],
        ..select(&["/list/0"])
    };
    let claims = r#"{"list":[1],"o":{}}"#;
    let mut draft = Draft::of(&request(claims), Some(&selection));
    let kept: Vec<(&str, u16)> =
        draft.selection.decoys_at.iter().map(|(path, count)| (path.as_str(), *count)).collect();
    assert_eq!((draft.selection.decoys, kept), (1, vec![("", 2), ("/list", 3), ("o", u16::MAX)]));
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&text).unwrap().selection, draft.selection);
    // Called otherwise, they stay chosen.
    draft.selection.rename("list", "a/b~");
    draft.selection.rename("o", "p");
    assert_eq!(draft.selection.paths, ["/a~1b~0/0"]);
    assert_eq!(draft.selection.decoys_at.keys().collect::<Vec<_>>(), ["", "/a~1b~0", "/p"]);
    draft.selection.decoys_at.insert("/p".to_owned(), 4);
    let again = draft.selection.selection(&Default::default()).unwrap().unwrap();
    let issued = made(&request(r#"{"a/b~":[1],"p":{}}"#), &again);
    let signed: Value = serde_json::from_str(&issued.claims).unwrap();
    let count = |value: &Value| value.as_array().map_or(0, Vec::len);
    assert_eq!((count(&signed["_sd"]), count(&signed["a/b~"]), count(&signed["p"]["_sd"])), (2, 4, 4));
}

#[test]
fn thousands_of_chosen_claims_are_found_at_once() {
    let claims: Vec<String> = (0..15_000).map(|index| format!("\"claim-{index}\":{index}")).collect();
    let claims = format!("{{{}}}", claims.join(","));
    let paths: Vec<String> = (0..15_000).map(|index| format!("/claim-{index}")).collect();
    let selection =
        Selection { paths: paths.iter().map(|path| ClaimPath::parse(path).unwrap()).collect(), ..Selection::default() };
    let (_, disclosures) = preview(&claims, &selection, &Limits::DEFAULT).unwrap();
    assert_eq!(disclosures.len(), 15_000);
}
