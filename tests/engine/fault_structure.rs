//! Part B of the fault catalogue: structure. Each test is a row, named by its number.

use crate::golden::Said;
use crate::support::{is_verified, look};
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::jose::layer::{ContentKind, Examination, JoseObject};
use jotsmith::engine::jose::status::SignatureStatus;
use jotsmith::engine::key::{Jwk, KeyMaterial, KeyRing};
use jotsmith::engine::rule::finding::Severity;
use std::sync::Arc;

const SECRET: &[u8] = b"a secret of this test that is long enough for HS256";

fn ring() -> KeyRing {
    KeyRing::new([Arc::new(key())])
}

fn key() -> Jwk {
    let json = serde_json::json!({ "kty": "oct", "k": encode(SECRET) });
    crate::support::keys(json.to_string().as_bytes()).remove(0)
}

fn signed(header: &str, payload: &[u8]) -> String {
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload));
    let material = KeyMaterial::Oct(SECRET.to_vec().into());
    let signature = sign(find("HS256").unwrap(), &material, input.as_bytes()).unwrap();
    format!("{input}.{}", encode(&signature))
}

fn see(text: &str) -> Examination {
    look(text, &ring(), None)
}

fn rules(examination: &Examination) -> Vec<&'static str> {
    examination.findings.iter().map(|finding| finding.rule.id).collect()
}

fn has(examination: &Examination, rule: &str) -> bool {
    rules(examination).contains(&rule)
}

const HS256: &str = r#"{"alg":"HS256"}"#;

#[test]
fn b1_nothing_at_all_is_a_layer_without_a_panic() {
    for text in ["", " ", "\n\t"] {
        assert_eq!(see(text).layers.len(), 1);
    }
}

#[test]
fn b2_one_or_two_parts_show_what_they_have() {
    let header = encode(HS256.as_bytes());
    let one = see(&header);
    assert!(has(&one, "PARTS_ONE"), "{:?}", rules(&one));
    let JoseObject::Unreadable(object) = &one.layers[0].object else { panic!("one part is no JWS") };
    assert_eq!(object.header.algorithm().as_deref(), Some("HS256"));

    let two = see(&format!("{header}.{}", encode(br#"{"sub":"x"}"#)));
    assert!(has(&two, "PARTS_TWO"));
    assert_eq!(two.layers[0].content.as_ref().unwrap().kind, ContentKind::Claims);

    let unsecured = see(&format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(br#"{"sub":"x"}"#)));
    assert_eq!(unsecured.layers[0].signatures[0].status, SignatureStatus::Unsecured);
}

#[test]
fn b3_four_parts_are_called_that() {
    assert!(has(&see("eyJhbGciOiJkaXIifQ.a.b.c"), "PARTS_FOUR"));
}

#[test]
fn b4_five_parts_without_enc_and_hpke_by_name() {
    let plain = see(&format!("{}.a.b.c.d", encode(HS256.as_bytes())));
    assert_eq!(plain.layers[0].kind_word(), "jwe");
    assert!(has(&plain, "ENC_MISSING"));
    let hpke = see(&format!("{}.AAAA..AAAA.", encode(br#"{"alg":"HPKE-0"}"#)));
    assert_eq!(hpke.layers[0].recipients[0].status.word(), "locked");
    assert!(has(&hpke, "HPKE") && !has(&hpke, "ENC_MISSING"), "{:?}", rules(&hpke));
}

#[test]
fn b5_millions_of_dots_are_bounded() {
    let dots = ".".repeat(5_000_000);
    let examination = see(&dots);
    assert!(has(&examination, "PARTS_MANY"));
    // A bound on complexity, not on speed: quadratic work on five million would take hours.
}

#[test]
fn b6_each_part_has_its_own_fault() {
    for text in [".", "..", "a.b.c", "a.b", "...", "....", ".....", "~", ".~."] {
        let examination = see(text);
        assert!(!is_verified(&examination));
        assert!(!examination.findings.is_empty(), "{text:?} passed without a word");
    }
    assert!(has(&see("a.b.c"), "ENC_B64_LENGTH"));
}

#[test]
fn b7_a_token_cut_anywhere_is_never_verified_and_says_why() {
    let token = signed(HS256, br#"{"iss":"https://issuer.example","sub":"user-42","roles":["a","b"]}"#);
    assert!(is_verified(&see(&token)));
    for end in 0..token.len() {
        let examination = see(&token[..end]);
        assert!(!is_verified(&examination), "verified when cut at {end}");
        let said = !examination.findings.is_empty()
            || examination.layers[0].signatures.iter().any(|result| !result.reasons.is_empty());
        assert!(said, "nothing was said about a cut at {end}");
    }
}

#[test]
fn b7_a_cut_where_fields_end_names_the_length_and_what_cuts_there() {
    let claims = format!(r#"{{"iss":"https://issuer.example","groups":["{}"]}}"#, "x".repeat(9000));
    let token = signed(HS256, claims.as_bytes());
    for (length, what) in [(255, "VARCHAR(255)"), (1024, "1,024"), (4000, "VARCHAR2(4000)"), (4096, "4,096")] {
        let examination = see(&token[..length]);
        let finding = examination.findings.iter().find(|finding| finding.rule.id == "ENC_TRUNCATED");
        let message = &finding.unwrap_or_else(|| panic!("nothing is said at {length}")).message;
        assert!(message.contains(what), "{message}");
        assert!(!has(&see(&token[..length + 7]), "ENC_TRUNCATED"), "{length}");
    }
    // In the signature, too; a whole token of that length is no cut one.
    let short = signed(HS256, format!(r#"{{"sub":"{}"}}"#, "x".repeat(140)).as_bytes());
    assert!(short.len() > 255 && short.len() < 255 + 30, "{}", short.len());
    assert!(has(&see(&short[..255]), "ENC_TRUNCATED"));
    let exact = (60..200)
        .map(|count| signed(HS256, format!(r#"{{"sub":"{}"}}"#, "x".repeat(count)).as_bytes()))
        .find(|token| token.len() == 256)
        .unwrap();
    assert!(!has(&see(&exact), "ENC_TRUNCATED"));
}

#[test]
fn b8_a_payload_that_breaks_off_is_shown_up_to_there() {
    let text = format!("{}.{}", encode(HS256.as_bytes()), encode(br#"{"iss":"https://a","roles":["x","#));
    let examination = see(&text);
    let content = examination.layers[0].content.as_ref().unwrap();
    assert_eq!(content.kind, ContentKind::BrokenClaims);
    let root = content.document.as_ref().unwrap().root().unwrap();
    assert_eq!(root.get("iss").unwrap().as_str().unwrap(), "https://a");
    assert!(has(&examination, "JSON_TRUNCATED"));
}

#[test]
fn b9_payloads_that_are_no_claims_set() {
    for (payload, kind) in [
        (&b""[..], ContentKind::Empty),
        (b"null", ContentKind::OtherJson),
        (b"5", ContentKind::OtherJson),
        (b"\"x\"", ContentKind::OtherJson),
        (b"[1]", ContentKind::OtherJson),
        (b"Live long and prosper.", ContentKind::Text),
        (b"\x00\xff\x10", ContentKind::Binary),
    ] {
        let examination = see(&signed(HS256, payload));
        assert!(is_verified(&examination), "{payload:?}");
        if !payload.is_empty() {
            assert_eq!(examination.layers[0].content.as_ref().unwrap().kind, kind, "{payload:?}");
        }
    }
}

#[test]
fn b10_headers_that_no_verifier_may_accept() {
    for (header, rule) in [
        ("[]", "HEADER_NOT_OBJECT"),
        ("5", "HEADER_NOT_OBJECT"),
        ("{}", "ALG_MISSING"),
        (r#"{"alg":5}"#, "ALG_NOT_STRING"),
        (r#"{"alg":null}"#, "ALG_NOT_STRING"),
        (r#"{"alg":{}}"#, "ALG_NOT_STRING"),
        (r#"{"alg":"HS256""#, "JSON_TRUNCATED"),
        (r#"{"alg":"HS256"} "#, ""),
        (r#"{"alg":"HS256"}x"#, "JSON_TRAILING"),
        ("\u{feff}{\"alg\":\"HS256\"}", "JSON_BOM"),
    ] {
        let examination = see(&signed(header, b"{}"));
        assert_eq!(is_verified(&examination), rule.is_empty(), "{header}");
        assert!(rule.is_empty() || has(&examination, rule), "{header}: {:?}", rules(&examination));
    }
}

#[test]
fn b11_a_detached_payload_is_asked_for_and_then_used() {
    let token = signed(HS256, b"the payload");
    let parts: Vec<&str> = token.split('.').collect();
    let detached = format!("{}..{}", parts[0], parts[2]);
    let without = see(&detached);
    assert_eq!(without.layers[0].signatures[0].status, SignatureStatus::Unchecked);
    assert_eq!(without.layers[0].signatures[0].reasons[0].code(), "payload-detached");
    assert!(is_verified(&look(&detached, &ring(), Some(b"the payload"))));
    assert!(!is_verified(&look(&detached, &ring(), Some(b"another payload"))));
}

#[test]
fn b11_an_empty_payload_is_not_mistaken_for_a_detached_one() {
    let token = signed(HS256, b"");
    assert!(token.contains(".."));
    assert!(is_verified(&see(&token)));
}

fn json_of(token: &str) -> serde_json::Value {
    let parts: Vec<&str> = token.split('.').collect();
    serde_json::json!({ "payload": parts[1], "protected": parts[0], "signature": parts[2] })
}

#[test]
fn b12_json_serializations_with_a_verdict_for_each_signature() {
    let good = json_of(&signed(HS256, b"{}"));
    assert!(is_verified(&see(&good.to_string())));
    let mut bad = good.clone();
    bad["signature"] = "AAAA".into();
    let entry = |value: &serde_json::Value| serde_json::json!({ "protected": value["protected"], "signature": value["signature"] });
    let general = serde_json::json!({ "payload": good["payload"], "signatures": [entry(&bad), entry(&good)] });
    let states: Vec<_> = see(&general.to_string()).layers[0].signatures.iter().map(|result| result.status).collect();
    assert_eq!(states, [SignatureStatus::Rejected, SignatureStatus::Verified]);

    let mut mixed = general.clone();
    mixed["signature"] = good["signature"].clone();
    assert!(!is_verified(&see(&mixed.to_string())));
    let mut unknown = good.clone();
    unknown["extra"] = 5.into();
    assert!(is_verified(&see(&unknown.to_string())), "unknown members are to be ignored (RFC 7515 §7.2)");

    let many = serde_json::json!({ "payload": good["payload"], "signatures": vec![entry(&good); 1000] });
    let examination = see(&many.to_string());
    assert_eq!(examination.layers[0].signatures.len(), 32);
    assert!(has(&examination, "TOO_MANY_ENTRIES"));
}

#[test]
fn b12_a_parameter_in_two_headers_and_alg_outside_the_protected_one() {
    let mut twice = json_of(&signed(HS256, b"{}"));
    twice["header"] = serde_json::json!({ "alg": "HS256" });
    let examination = see(&twice.to_string());
    assert!(!is_verified(&examination) && has(&examination, "HEADER_NOT_DISJOINT"));

    // RFC 7515 §7.2.1: without a protected header the signing input starts with the dot.
    let input = format!(".{}", encode(b"{}"));
    let material = KeyMaterial::Oct(SECRET.to_vec().into());
    let signature = sign(find("HS256").unwrap(), &material, input.as_bytes()).unwrap();
    let unprotected = serde_json::json!({
        "payload": encode(b"{}"), "header": { "alg": "HS256" }, "signature": encode(&signature)
    });
    let examination = see(&unprotected.to_string());
    assert!(is_verified(&examination), "{}", crate::support::explain(&examination));
    assert!(has(&examination, "HEADER_UNPROTECTED"));
}

#[test]
fn b13_a_compact_token_inside_a_json_payload_is_not_read_as_the_outer_one() {
    let inner = signed(HS256, br#"{"admin":true}"#);
    let outer = serde_json::json!({ "payload": inner, "protected": encode(HS256.as_bytes()), "signature": "AAAA" });
    let examination = see(&outer.to_string());
    assert!(!is_verified(&examination));
    assert_eq!(examination.layers[0].kind_word(), "jws");
}

#[test]
fn b14_tokens_in_tokens_are_followed_to_the_limit() {
    let mut token = signed(HS256, br#"{"sub":"innermost"}"#);
    for _ in 0..3 {
        token = signed(r#"{"alg":"HS256","cty":"JWT"}"#, token.as_bytes());
    }
    let examination = see(&token);
    assert_eq!(examination.layers.len(), 4);
    assert!(examination.layers.iter().all(|layer| layer.signatures[0].status == SignatureStatus::Verified));
    assert!(examination.claims().is_some());
    for _ in 0..9 {
        token = signed(r#"{"alg":"HS256","cty":"JWT"}"#, token.as_bytes());
    }
    let examination = see(&token);
    assert_eq!(examination.layers.len(), 8);
    assert!(has(&examination, "TOO_MANY_LAYERS"));
}

#[test]
fn b16_none_with_a_signature_and_none_in_a_jwe() {
    let token = format!("{}.{}.AAAA", encode(br#"{"alg":"none"}"#), encode(b"{}"));
    assert_eq!(see(&token).layers[0].signatures[0].status, SignatureStatus::Malformed);
    let jwe = format!("{}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", encode(br#"{"alg":"none","enc":"A128GCM"}"#));
    assert_ne!(see(&jwe).layers[0].recipients[0].status.word(), "decrypted");
    for variant in ["None", "NONE", "nOnE"] {
        let token = format!("{}.{}.", encode(format!(r#"{{"alg":"{variant}"}}"#).as_bytes()), encode(b"{}"));
        assert_eq!(see(&token).layers[0].signatures[0].status, SignatureStatus::Unchecked, "{variant}");
    }
}

#[test]
fn b17_to_b20_strange_text_and_numbers_come_through_as_written() {
    let payload = "{\"a\":\"\\u0000\u{202e}😀\",\"n\":[1e400,-0,1E-7,9223372036854775808,18446744073709551616]}";
    let examination = see(&signed(HS256, payload.as_bytes()));
    let document = examination.claims().unwrap().document.clone().unwrap();
    let numbers: Vec<String> =
        document.root().unwrap().get("n").unwrap().children().map(|value| value.lexeme().into_owned()).collect();
    assert_eq!(numbers, ["1e400", "-0", "1E-7", "9223372036854775808", "18446744073709551616"]);
    for broken in ["{\"n\":00}", "{\"n\":0x1}"] {
        assert!(has(&see(&signed(HS256, broken.as_bytes())), "JSON_SYNTAX"), "{broken}");
    }
}

#[test]
fn b19_an_object_of_a_hundred_thousand_members() {
    let members: Vec<String> = (0..100_000).map(|number| format!("\"k{number}\":{number}")).collect();
    let payload = format!("{{{}}}", members.join(","));
    let examination = see(&signed(HS256, payload.as_bytes()));
    assert!(is_verified(&examination));
    assert_eq!(examination.claims().unwrap().document.as_ref().unwrap().root().unwrap().child_count(), 100_000);
}

#[test]
fn b21_duplicates_are_listed_and_a_header_with_one_is_refused() {
    let claims = see(&signed(HS256, br#"{"admin":false,"admin":true,"\u0061dmin":1}"#));
    assert!(has(&claims, "JSON_DUP_KEY_ESCAPED") || has(&claims, "JSON_DUP_KEY"), "{:?}", rules(&claims));
    let header = see(&signed(r#"{"alg":"none","alg":"HS256"}"#, b"{}"));
    assert_eq!(header.layers[0].signatures[0].status, SignatureStatus::Malformed);
}

#[test]
fn b22_depth_is_bounded_in_header_and_payload() {
    for depth in [129, 10_000, 200_000] {
        let deep = format!("{{\"a\":{}", "[".repeat(depth));
        assert!(has(&see(&signed(HS256, deep.as_bytes())), "JSON_TOO_DEEP"));
        let header = format!("{{\"alg\":\"HS256\",\"a\":{}", "[".repeat(depth));
        assert!(!is_verified(&see(&signed(&header, b"{}"))));
    }
}

#[test]
fn b23_payloads_in_other_encodings_are_bytes() {
    let utf16: Vec<u8> = "{\"a\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for payload in [&utf16[..], b"\x1f\x8b\x08\x00", b"\x82\xa1a\x01"] {
        let examination = see(&signed(HS256, payload));
        assert!(is_verified(&examination));
        assert_ne!(examination.layers[0].content.as_ref().unwrap().kind, ContentKind::Claims);
    }
}

/// A deterministic stream of numbers: the same inputs on every machine.
fn stream(mut seed: u64) -> impl FnMut() -> u64 {
    move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    }
}

#[test]
fn mutated_tokens_are_never_verified_and_never_panic() {
    let token = signed(HS256, br#"{"iss":"joe","exp":1300819380}"#);
    let json = json_of(&token).to_string();
    let mut next = stream(0x5eed);
    for round in 0..4_000 {
        let original = if round % 2 == 0 { &token } else { &json };
        let mut bytes = original.as_bytes().to_vec();
        for _ in 0..=next() % 3 {
            let at = next() as usize % bytes.len();
            match next() % 3 {
                0 => bytes[at] = (next() % 128) as u8,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, (next() % 128) as u8),
            }
        }
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let examination = see(&text);
        if is_verified(&examination) {
            // Only what JSON does not count may differ: whitespace, and members that nobody reads.
            let layer = &examination.layers[0];
            assert!(text.starts_with('{') || text.trim() == token, "verified after a mutation: {text}");
            assert_eq!(&*layer.content.as_ref().unwrap().bytes, br#"{"iss":"joe","exp":1300819380}"#);
        }
    }
}

#[test]
fn b15_sd_jwts_of_every_unsound_kind_are_bounded_and_named() {
    let payload = br#"{"_sd_alg":"sha-256","_sd":["AAAA"]}"#;
    let header = r#"{"alg":"HS256","typ":"example+sd-jwt"}"#;
    let token = signed(header, payload);
    // Ten thousand disclosures that nobody refers to; none of them valid base64url or JSON; the same one twice.
    let many: String =
        (0..10_000).map(|index| format!("~{}", encode(format!(r#"["salt","c{index}",1]"#).as_bytes()))).collect();
    let twice = encode(br#"["salt","a",1]"#);
    for tail in [many.as_str(), "~!!!~", "~AAAA~", &format!("~{twice}~{twice}~"), "~", "~~~~"] {
        let examination = see(&format!("{token}{tail}"));
        let reasons = examination.layers[0].fatal_reasons();
        assert!(tail == "~" || !reasons.is_empty(), "{}: nothing is wrong with it", &tail[..tail.len().min(40)]);
    }
}

#[test]
fn b18_a_claim_of_five_megabytes_is_read_in_time() {
    let payload = format!(r#"{{"sub":"{}"}}"#, "x".repeat(5 << 20));
    let token = signed(HS256, payload.as_bytes());
    let examination = see(&token);
    assert!(is_verified(&examination));
    assert_eq!(examination.claims().map(|content| content.bytes.len()), Some(payload.len()));
}

#[test]
fn b20_numbers_are_the_text_that_they_were_written_as() {
    let long = "9".repeat(309);
    let lexemes = ["1e400", "-0", "1E-7", "9223372036854775808", "18446744073709551616", long.as_str()];
    for lexeme in lexemes {
        let examination = see(&signed(HS256, format!(r#"{{"n":{lexeme}}}"#).as_bytes()));
        assert!(is_verified(&examination));
        let value = examination.claims_document().unwrap().object().unwrap().get("n").unwrap();
        assert_eq!(value.lexeme(), lexeme);
    }
    for broken in ["00", "0x1", "+1", "1."] {
        assert!(see(&signed(HS256, format!(r#"{{"n":{broken}}}"#).as_bytes())).claims().is_none(), "{broken}");
    }
}

#[test]
fn b24_a_compressed_payload_is_inflated_within_bounds_and_called_not_standard() {
    let mut said =
        Said::new("engine/fault_structure/b24_a_compressed_payload_is_inflated_within_bounds_and_called_not_standard");
    use jotsmith::engine::crypto::compression::deflate;
    let message = |payload: &[u8]| {
        let examination = see(&signed(r#"{"alg":"HS256","zip":"DEF"}"#, payload));
        assert!(is_verified(&examination), "the signature is over the bytes as they are");
        let found = examination.findings.iter().find(|finding| finding.rule.id == "ZIP_IN_JWS");
        found.unwrap().message.clone()
    };
    let claims = br#"{"iss":"https://health.example","vc":{}}"#.repeat(4);
    said.line(message(&deflate(&claims)));
    said.line(message(&deflate(&vec![0; 4 << 20])));
    assert_eq!(message(b"{}"), "zip has no meaning in a signed token");
    said.agree();
}

/// Found by fuzzing: a JSON serialization that breaks off in a string, behind a character of several bytes.
#[test]
fn b7_a_json_serialization_cut_in_a_string_keeps_its_parts_in_place() {
    for end in ["J2Wu7m\u{5c2}", "J2Wu7m", "J2Wu\u{feff}\u{1b}x\"}", "", "\\"] {
        let text = format!(r#"{{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"{end}"#);
        let examination = see(&text);
        assert!(!is_verified(&examination));
        let jws = examination.layers[0].jws().expect("it has a signature");
        let part = jws.signatures[0].signature.as_ref().expect("as far as it goes");
        let shown = part.span.of(&text).expect("stands in the text");
        assert!(end.starts_with(shown), "{shown:?} of {end:?}");
    }
}

/// RFC 7515 §7.2.1, RFC 7516 §7.2.1: what is empty must be left out. No other verifier takes an empty `protected`.
#[test]
fn b12_empty_members_are_refused_or_pointed_out() {
    let material = KeyMaterial::Oct(SECRET.to_vec().into());
    let sign = |input: &str| encode(&sign(find("HS256").unwrap(), &material, input.as_bytes()).unwrap());
    let payload = encode(b"{}");
    let unprotected = sign(&format!(".{payload}"));
    let without = format!(r#"{{"header":{{"alg":"HS256"}},"payload":"{payload}","signature":"{unprotected}"}}"#);
    assert!(is_verified(&see(&without)));
    let empty = see(&without.replacen('{', r#"{"protected":"","#, 1));
    assert!(has(&empty, "JSON_MEMBER_EMPTY"), "{:?}", rules(&empty));
    assert_eq!(empty.layers[0].signatures[0].status, SignatureStatus::Malformed);
    let protected = encode(HS256.as_bytes());
    let signature = sign(&format!("{protected}.{payload}"));
    let needless =
        format!(r#"{{"protected":"{protected}","header":{{}},"payload":"{payload}","signature":"{signature}"}}"#);
    let needless = see(&needless);
    assert!(is_verified(&needless));
    assert!(has(&needless, "JSON_MEMBER_NEEDLESS"), "{:?}", rules(&needless));
}

/// A parameter of the wrong type that no check depends on is pointed out; libraries differ in whether they refuse it.
#[test]
fn b10_header_parameters_of_another_type_are_pointed_out() {
    for (parameter, message) in [
        (r#""kid":1"#, "kid is a number, not a string"),
        (r#""typ":["JWT"]"#, "typ is an array, not a string"),
        (r#""cty":null"#, "cty is null, not a string"),
        (r#""jwk":"x""#, "jwk is a string, not an object"),
        (r#""x5t#S256":{}"#, "x5t#S256 is an object, not a string"),
    ] {
        let examination = see(&signed(&format!(r#"{{"alg":"HS256",{parameter}}}"#), b"{}"));
        // What typ and cty say decides what the token is (RFC 8725 §3.11): where they say nothing, nobody can tell.
        assert_eq!(is_verified(&examination), !parameter.contains("typ"), "{parameter}");
        let finding = examination.findings.iter().find(|finding| finding.rule.id.ends_with("_TYPE")).expect(parameter);
        assert_eq!(finding.severity == Severity::Error, parameter.contains("kid"), "{parameter}");
        assert_eq!(finding.message, message);
    }
    assert!(!has(&see(&signed(r#"{"alg":"HS256","kid":"1","typ":"JWT","jwk":{}}"#, b"{}")), "HDR_TYPE"));
}

/// What stands behind a byte order mark is shown; the token is refused all the same.
#[test]
fn b10_a_header_behind_a_byte_order_mark_is_shown_and_refused() {
    let examination = see(&signed("\u{feff}{\"alg\":\"HS256\"}", b"{}"));
    assert!(has(&examination, "JSON_BOM"), "{:?}", rules(&examination));
    assert!(!has(&examination, "ALG_MISSING"), "the algorithm is there to be seen");
    let result = &examination.layers[0].signatures[0];
    assert_eq!((result.status, result.algorithm.as_deref()), (SignatureStatus::Malformed, Some("HS256")));
}

/// RFC 7519 §7.2: what says it is a JWT holds a claims set, or is refused; a JWS may hold anything.
#[test]
fn b9_a_jwt_without_a_claims_set_is_invalid() {
    let mut said = Said::new("engine/fault_structure/b9_a_jwt_without_a_claims_set_is_invalid");
    use jotsmith::engine::judge::judge;
    use jotsmith::engine::jwt::policy::{Policy, Verdict};
    for payload in [&b""[..], b"null", b"[{}]", b"\"x\"", b"hello", b"\xff\xfe"] {
        for (typ, expected) in [
            (r#","typ":"JWT""#, Verdict::Invalid),
            (r#","typ":"at+jwt""#, Verdict::Invalid),
            (r#","typ":"JOSE""#, Verdict::Valid),
            ("", Verdict::Valid),
        ] {
            let examination = see(&signed(&format!(r#"{{"alg":"HS256"{typ}}}"#), payload));
            assert!(is_verified(&examination));
            let verdict = judge(&examination, &Policy::default(), 0).verdict;
            assert_eq!(verdict, expected, "{typ} {payload:?}");
            let finding = examination.findings.iter().find(|finding| finding.rule.id == "JSON_NOT_OBJECT");
            // Without a typ, nothing between two dots is told as a payload that was left out.
            let Some(finding) = finding else {
                assert!(payload.is_empty() && expected == Verdict::Valid, "{typ} {payload:?}");
                continue;
            };
            said.line(format!("{typ} {}: {verdict:?}: {}", payload.escape_ascii(), finding.message));
        }
    }
    said.agree();
}
