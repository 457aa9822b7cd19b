use super::{Group, Secrecy, Subject, Unfit, named, rows};
use crate::engine::examine::examine;
use crate::engine::ground::base64url;
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::jose::layer::Examination;
use crate::engine::judge::judge;
use crate::engine::jwt::policy::Policy;
use crate::engine::key::{KeyIds, KeyRing};
use crate::engine::key_file::import::ImportOptions;
use crate::engine::verify::key_file;
use std::sync::Arc;

const NOW: i64 = 1_795_442_400;
const ES256: [&str; 2] = [
    include_str!("../../../assets/samples/access-token.txt"),
    include_str!("../../../assets/samples/signing-key.json"),
];

fn examined(token: &str, keys: &str) -> Examination {
    let mut ids = KeyIds::default();
    let limits = Limits::DEFAULT;
    let imported = key_file::import(keys.as_bytes(), "keys.json", &ImportOptions::default(), &limits, &mut ids);
    examine(token, &KeyRing::new(imported.keys.into_iter().map(Arc::new)), &ExamineOptions::default())
}

/// Does something with a token as the subject of exports.
fn with<T>(token: &str, keys: &str, policy: &Policy, url: &str, act: impl FnOnce(&Subject<'_>) -> T) -> T {
    let token = token.trim();
    let examination = examined(token, keys);
    let shown = examination.covered();
    let judgement = judge(&examination, policy, NOW);
    act(&Subject {
        token,
        examination: &examination,
        shown: &shown,
        judgement: &judgement,
        policy,
        layer: examination.layers.len().saturating_sub(1),
        entry: 0,
        cleaned: &[],
        notes: &[],
        now: NOW,
        url,
    })
}

fn made(name: &str, token: &str, keys: &str) -> Result<String, Unfit> {
    with(token, keys, &Policy::default(), super::URL, |subject| {
        named(name).expect("a row").make(subject).map(|text| text.to_string())
    })
}

const SAMPLES: &[[&str; 2]] = &[
    ES256,
    [include_str!("../../../assets/samples/sd-jwt.txt"), include_str!("../../../assets/samples/sd-jwt-key.json")],
    [include_str!("../../../assets/samples/nested.txt"), include_str!("../../../assets/samples/nested-keys.json")],
    [include_str!("../../../assets/samples/nested.txt"), "{}"],
    ["{\"payload\":\"e30\",\"protected\":\"eyJhbGciOiJub25lIn0\",\"signature\":\"\"}", "{}"],
    ["eyJhbGciOiJub25lIn0.e30'; rm -rf ~; '.AA", "{}"],
    ["eyJhbGciOiJub25lIn0.e30.", "{}"],
    ["eyJ", "{}"],
    ["", "{}"],
];

#[test]
fn what_fits_can_be_made_and_what_does_not_says_why() {
    for [token, keys] in SAMPLES {
        with(token, keys, &Policy::default(), super::URL, |subject| {
            for row in rows() {
                assert_eq!(row.fits(subject), row.make(subject).map(drop), "{} of {token}", row.name);
                row.secrecy(subject);
                row.notes(subject);
            }
        });
    }
}

/// Open is what nobody can use: no signature, no disclosure, no key binding, no plaintext.
#[test]
fn nothing_open_holds_what_makes_the_token_usable() {
    for [token, keys] in SAMPLES {
        with(token, keys, &Policy::default(), super::URL, |subject| {
            // The header of a key binding says what it is, and nothing else.
            let is_header = |part: &str| base64url::decode(part).bytes.starts_with(b"{\"alg\"");
            let parts = subject.token.split(['.', '~']).skip(2).filter(|part| part.len() > 8 && !is_header(part));
            let parts: Vec<&str> = parts.collect();
            for row in rows().filter(|row| row.secrecy(subject) == Secrecy::Open) {
                let Ok(text) = row.make(subject) else { continue };
                assert!(parts.iter().all(|part| !text.contains(part)), "{}: {}", row.name, *text);
            }
        });
    }
}

#[test]
fn no_program_holds_a_token_a_subject_or_a_key() {
    let [token, keys] = ES256;
    let programs = rows().filter(|row| matches!(row.group, Group::Verify | Group::Create));
    let mut count = 0;
    for row in programs {
        let text = match made(row.name, token, keys) {
            Ok(text) => text,
            Err(unfit) => {
                assert!(
                    matches!(unfit, Unfit::Algorithm { .. } | Unfit::SecretArgument { .. }),
                    "{}: {unfit:?}",
                    row.name
                );
                continue;
            }
        };
        count += 1;
        assert!(token.trim().split('.').all(|part| !text.contains(part)), "{}", row.name);
        assert!(!text.contains("user-4711") && !text.contains("PRIVATE KEY"), "{}", row.name);
    }
    assert!(count >= 10, "{count}");
}

#[test]
fn a_quote_never_becomes_a_command() {
    let hostile = "eyJhbGciOiJub25lIn0.e30'; rm -rf ~; '.AA";
    for name in ["curl", "httpie", "powershell", "fetch", "http-file", "authorization", "set-cookie", "dpop-header"] {
        assert!(matches!(made(name, hostile, "{}"), Err(Unfit::NotCompact)), "{name}");
    }
    assert_eq!(made("env", hostile, "{}").as_deref(), Ok("TOKEN='eyJhbGciOiJub25lIn0.e30'\\''; rm -rf ~; '\\''.AA'"));
}

#[test]
fn an_address_is_an_address() {
    let [token, keys] = ES256;
    let make = |name: &str, url: &str| {
        with(token, keys, &Policy::default(), url, |subject| {
            named(name).expect("a row").make(subject).map(|text| text.to_string())
        })
    };
    for url in ["https://a.example/'x", "https://a.example/$(id)", "https://a.example/?a=b&c[]=d"] {
        let text = make("curl", url).expect("an address");
        assert!(text.ends_with(&format!("'{}'", url.replace('\'', "'\\''"))), "{text}");
        assert_eq!(text.contains("--globoff"), url.contains('['));
    }
    for url in ["file:///etc/passwd", "--output x", "https://a.example/\r\nX: y", "https://a.example/ x", ""] {
        assert_eq!(make("curl", url), Err(Unfit::Address), "{url}");
    }
}

#[test]
fn an_access_token_that_is_bound_to_a_key_goes_behind_dpop() {
    let payload = base64url::encode(br#"{"cnf":{"jkt":"x"}}"#);
    let header = made("authorization", &format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AAAA"), "{}").expect("a header");
    assert!(header.starts_with("Authorization: DPoP eyJ"), "{header}");
}

/// What a parser of the other language reads is what the token says.
#[test]
fn claims_are_read_back_as_they_were() {
    let claims = r#"{"=cmd":"=HYPERLINK(\"x\")","a,b":"line\nbreak, \"quoted\"","n":-5,"e":1E5,"yes":"no","o":{"x":[],"y":{},"z":[1,[2,"&c: d"]]},"u":"\ud83d\ude00\u2028"}"#;
    let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", base64url::encode(claims.as_bytes()));
    assert_eq!(made("claims-json", &token, "{}").as_deref(), Ok(claims));
    let csv = made("claims-csv", &token, "{}").expect("a table");
    for line in csv.split("\r\n") {
        assert!(!line.starts_with(['=', '+', '-', '@']) && !line.contains(",=") && !line.contains(",-"), "{line}");
    }
    let yaml = made("claims-yaml", &token, "{}").expect("YAML");
    let expected = "\"=cmd\": \"=HYPERLINK(\\\"x\\\")\"\n\"a,b\": \"line\\u000abreak, \\\"quoted\\\"\"\n\"n\": -5\n\"e\": 1.0e+5\n\"yes\": \"no\"\n\"o\":\n  \"x\": []\n  \"y\": {}\n  \"z\":\n    - 1\n    -\n      - 2\n      - \"&c: d\"\n\"u\": \"\\U0001f600\\u2028\"";
    assert_eq!(yaml, expected);
    let twice = format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", base64url::encode(br#"{"a":1,"a":2}"#));
    assert_eq!(made("claims-yaml", &twice, "{}"), Err(Unfit::Repeated("a".to_owned())));
}

#[test]
fn a_report_masks_what_may_be_personal() {
    let claims = r#"{"iss":"https://a.example","sub":"alice-4711","email":"alice@example.org","phone_number":"+49 170 1234567","roles":["editor"],"exp":1795442500,"nested":{"name":"Alice Example"}}"#;
    let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", base64url::encode(claims.as_bytes()));
    for name in ["markdown", "markdown-table"] {
        let text = made(name, &token, "{}").expect("a report");
        for personal in ["alice-4711", "alice@", "Alice", "170 12", "example.org"] {
            assert!(!text.contains(personal), "{name}: {personal}\n{text}");
        }
        assert!(text.contains("| `exp` | `1795442500` | 2026-11-23 14:01:40 UTC |"), "{text}");
        assert!(text.contains("| `roles` | `[\"editor\"]` |"), "{text}");
    }
    // Whatever a claim is for, what names somebody in it is masked, and so is what a sentence would repeat of it.
    let header = r#"{"alg":"HS256","kid":"walker@acme-corp.example","jku":"https://walker-alice.example/jwks.json","walker@acme-corp.example":1}"#;
    let claims = r#"{"iss":"walker@acme-corp.example","aud":["a","https://u:walker-pw@a.example"],"scope":"read walker@acme-corp.example","exp":"walker-alice, 1970-01-01 and so on, which is no time of anything","iat":1795442400,"walker@acme-corp.example":{"a":1}}"#;
    let hostile = format!("{}.{}.AAAA", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    for name in ["markdown", "markdown-table"] {
        let text = made(name, &hostile, "{}").expect("a report");
        assert!(!text.contains("walker"), "{name}: {text}");
        assert!(text.contains("| `iat` | `1795442400` |"), "{text}");
        let row = text.lines().find(|line| line.starts_with("| `aud` |")).expect("a row");
        assert_eq!(row.split('|').nth(2).map(str::trim), Some("•••••• (list, 2 items)"), "{text}");
    }
    assert!(made("markdown-unmasked", &hostile, "{}").expect("a report").contains("| `kid` | `\"walker@"));
    // What gives access, in an address or by itself, is masked in whatever claim it stands.
    for access in [
        r#""iss":"https://bob:walker@db""#,
        r#""aud":"postgres://bob:walker@localhost:5432/x""#,
        r#""aud":"bob:walker@db""#,
        r#""aud":["x","amqp://walker@queue"]"#,
        r#""client_id":"https://bob%3Awalker%40db""#,
        r#""aud":"https://a.example/?access_token=walker""#,
        r#""aud":"https://a.example/#x=1&client_secret=walker""#,
        r#""scope":"read ghp_walkerwalkerwalkerwalkerwalkerwalker""#,
        r#""roles":[{"name":"editor","password":"walker"}]"#,
        r#""groups":{"a":{"api_key":"walker"}}"#,
    ] {
        let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", base64url::encode(format!("{{{access}}}").as_bytes()));
        for name in ["markdown", "markdown-table"] {
            let text = made(name, &token, "{}").expect("a report");
            assert!(!text.contains("walker"), "{name}: {access}: {text}");
        }
    }
    // A verdict that repeats a masked value says its word alone.
    let told = r#"{"iss":"https://a.example","sub":"alice-4711","nonce":"alice-nonce-4711","exp":1795442500}"#;
    let told = format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", base64url::encode(told.as_bytes()));
    let policy = Policy { nonce: Some("another".to_owned()), ..Policy::default() };
    let made_so = |subject: &Subject<'_>| named("markdown").expect("a row").make(subject).map(|text| text.to_string());
    let text = with(&told, "{}", &policy, super::URL, made_so).expect("a report");
    assert!(text.contains("**Invalid**") && !text.contains("alice-nonce"), "{text}");
    assert!(made("markdown-unmasked", &token, "{}").expect("a report").contains("alice-4711"));
}

#[test]
fn only_the_public_half_of_the_key_leaves() {
    let [token, keys] = ES256;
    let jwk = made("jwk", token, keys).expect("a key verified it");
    assert!(jwk.contains("\"kid\"") && !jwk.contains("\"d\""), "{jwk}");
    assert!(made("public-jwks", token, keys).expect("a set").starts_with("{\"keys\":["));
    assert!(made("pem", token, keys).expect("PEM").starts_with("-----BEGIN PUBLIC KEY-----"));
    assert_eq!(made("jwk", token, "{}"), Err(Unfit::NoKey));
}
