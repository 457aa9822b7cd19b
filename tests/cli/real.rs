//! What people really paste, after public bug reports and forums: one row a command, named by its case in
//! `tests/data/real`. A row holds the fact that is found, by its type or its stable name, and no wording.

use super::{INVALID, Run, UNCHECKED, UNUSABLE, VALID, inspect};
use crate::golden::Said;
use jotsmith::engine::detect::{CleanupKind, EnvelopeKind, ForeignKind, KeyHintKind, detect};
use jotsmith::engine::ground::limit::Limits;

use jotsmith::engine::key::{ForeignFormat, KeyError, KeyIds};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::verify::key_file;
use serde_json::Value;
use std::path::{Path, PathBuf};

const NOW: &str = "1800000000";
const SECRET: &str = "--secret-file secret.txt";

/// What a row says beside the exit status.
enum Fact {
    /// The signature's first reason.
    Reason(&'static str),
    /// Another of its reasons.
    Also(&'static str),
    /// A reason or a finding comes with this.
    Act(&'static str),
    Finding(&'static str),
    /// A claim differs in this alone.
    Differs(&'static str, &'static str),
    /// A key that could not be used made the signature, once it is corrected: it is told beside the refusal.
    Notes(usize),
    /// What the token was in, the outermost first.
    In(&'static [CleanupKind]),
    /// What the tokens are called.
    Called(&'static [&'static str]),
    /// What it is instead of a token.
    Is(ForeignKind),
    IsKey(KeyHintKind),
    /// Why the key of the row is refused.
    Refused(fn(&KeyError) -> bool),
    Assumed(&'static str),
}

use Fact::{Act, Also, Assumed, Called, Differs, Finding, In, Is, IsKey, Notes, Reason, Refused};

const fn envelope(kind: EnvelopeKind) -> CleanupKind {
    CleanupKind::Envelope(kind)
}

/// Case, arguments, exit status, facts.
type Row = (&'static str, &'static str, i32, &'static [Fact]);

/// What the signature's bytes are, what was signed, what the secret is.
const CAUSES: &[Row] = &[
    ("01-hex-mac", "token.txt --secret-file secret.txt", INVALID, &[Reason("signature-hex")]),
    ("03-newline-in-signing-input", "token.txt --secret-file secret.txt", INVALID, &[Reason("signed-trailing")]),
    (
        "04-alb-padded",
        "padded.txt --key pub.pem",
        INVALID,
        &[Reason("signature-intact"), Also("ENC_B64_PADDED"), Act("verify-as-written")],
    ),
    ("04-alb-padded", "padded.txt --key pub.pem --as-written", VALID, &[Assumed("as-written")]),
    ("04-alb-padded", "stripped.txt --key pub.pem", INVALID, &[Reason("signed-padded")]),
    ("05-graph-nonce", "token.txt --key jwks.json", INVALID, &[Reason("graph-nonce"), Act("hash-nonce")]),
    ("05-graph-nonce", "token.txt --key jwks.json --hash-nonce", VALID, &[Assumed("hashed-nonce")]),
    ("06-kms-double-hash", "token.txt --key pub.pem", INVALID, &[Reason("signed-hash")]),
    ("07-quoted-secret-docker-env", "token.txt --secret-file secret.txt", INVALID, &[Reason("secret-quotes")]),
    (
        "09-std-base64-signature-url-decoded",
        "token.txt --key pub.pem",
        INVALID,
        &[Reason("ENC_B64_STD_ALPHABET"), Also("signature-intact"), In(&[CleanupKind::PlusSigns])],
    ),
    ("10-rsa-signature-too-long", "token.txt --key pub.pem", INVALID, &[Reason("signature-trailing")]),
    (
        "12-xmldsig-alg",
        "token.txt --secret-file secret.txt",
        UNCHECKED,
        &[Reason("algorithm-name"), Also("signature-intact")],
    ),
    ("14-utf16-secret", "token.txt --secret-file secret.txt", INVALID, &[Reason("secret-utf16")]),
    (
        "114-std-base64-token",
        "t.txt --secret-file secret.txt",
        INVALID,
        // The signature covers the payload as it is written: putting its alphabet right would break it.
        &[Reason("signature-intact"), Also("ENC_B64_STD_ALPHABET")],
    ),
    ("115-signature-over-json", "t.txt --secret-file secret.txt", INVALID, &[Reason("signed-json")]),
    ("118-snowflake", "t.txt --key k.p8", VALID, &[Finding("ISS_FINGERPRINT")]),
    ("119-kid-wrong-but-key-fits", "t.txt --key jwks.json", VALID, &[Finding("KEY_OTHER_KID")]),
    ("124-secret-is-jwk-json", "t.txt --key k.json", INVALID, &[Reason("secret-jwk-text")]),
    ("126-jws-hs256-with-pem-secret", "t.txt --key pub.pem", INVALID, &[Reason("forged-with-public-key")]),
    ("142-vault-transit-signature", "a.txt --key pub.pem", INVALID, &[Reason("signature-vault")]),
    ("142-vault-transit-signature", "b.txt --key pub.pem", INVALID, &[Reason("signature-vault")]),
    ("142-vault-transit-signature", "c.txt --key pub.pem", INVALID, &[Reason("signature-vault")]),
    ("143-oaep-other-hash", "a.txt --key k.pem", INVALID, &[Reason("oaep-hash")]),
    ("143-oaep-other-hash", "b.txt --key k.pem", INVALID, &[Reason("other-algorithm")]),
    ("16-nextauth-session", "cookie.txt --secret-file secret.txt", VALID, &[Reason("auth-js")]),
    (
        "164-jwk-header-verifies-but-other-key-given",
        "t.txt --key b.pem",
        INVALID,
        &[Reason("embedded-key-fits"), Act("use-own-key")],
    ),
    ("164-jwk-header-verifies-but-other-key-given", "t.txt --own-key", UNCHECKED, &[Assumed("own-key")]),
    (
        "80-openbanking-detached",
        "sig.txt --key jwks.json --payload body.json",
        INVALID,
        &[Reason("CRIT_UNKNOWN"), Also("signature-intact")],
    ),
    (
        "80-openbanking-detached",
        "sig2.txt --key jwks.json --payload body.json",
        INVALID,
        &[Reason("CRIT_UNKNOWN"), Also("signature-intact")],
    ),
    (
        "80-openbanking-detached",
        "sig2.txt --key jwks.json --payload body-nl.json",
        INVALID,
        &[Reason("payload-spelling"), Also("CRIT_UNKNOWN")],
    ),
    ("80-openbanking-detached", "sig2.txt --key jwks.json", INVALID, &[Reason("CRIT_UNKNOWN")]),
    (
        "80b-detached-trailing-newline",
        "sig.txt --key pub.pem --payload body.json",
        INVALID,
        &[Reason("payload-spelling")],
    ),
    ("80c-detached-with-payload-put-back", "sig.txt --key pub.pem", INVALID, &[Reason("signed-b64")]),
];

/// What was proved, assumed: the token is verified or decrypted, and the report says under what.
const AS_MADE: &[(&str, &str)] = &[
    ("01-hex-mac", "token.txt --secret-file secret.txt"),
    ("03-newline-in-signing-input", "token.txt --secret-file secret.txt"),
    ("04-alb-padded", "stripped.txt --key pub.pem"),
    ("06-kms-double-hash", "token.txt --key pub.pem"),
    ("07-quoted-secret-docker-env", "token.txt --secret-file secret.txt"),
    ("10-rsa-signature-too-long", "token.txt --key pub.pem"),
    ("12-xmldsig-alg", "token.txt --secret-file secret.txt"),
    ("14-utf16-secret", "token.txt --secret-file secret.txt"),
    ("115-signature-over-json", "t.txt --secret-file secret.txt"),
    ("124-secret-is-jwk-json", "t.txt --key k.json"),
    ("142-vault-transit-signature", "a.txt --key pub.pem"),
    ("142-vault-transit-signature", "b.txt --key pub.pem"),
    ("142-vault-transit-signature", "c.txt --key pub.pem"),
    ("143-oaep-other-hash", "a.txt --key k.pem"),
    ("143-oaep-other-hash", "b.txt --key k.pem"),
    ("80b-detached-trailing-newline", "sig.txt --key pub.pem --payload body.json"),
    ("80c-detached-with-payload-put-back", "sig.txt --key pub.pem"),
];

/// What no assumption makes valid: a forgery, and what breaks another rule.
const NEVER_AS_MADE: &[(&str, &str)] = &[
    ("126-jws-hs256-with-pem-secret", "t.txt --key pub.pem"),
    ("80-openbanking-detached", "sig2.txt --key jwks.json --payload body-nl.json"),
    ("164-jwk-header-verifies-but-other-key-given", "t.txt --key b.pem"),
];

/// What is wrong with the claims.
const CLAIMS: &[Row] = &[
    (
        "101-timezone-iat",
        "t.txt --secret-file secret.txt",
        INVALID,
        &[Finding("NBF_FUTURE"), Differs("nbf", "time-zone"), Differs("iat", "time-zone"), Act("judge-at-iat")],
    ),
    ("101-timezone-iat", "t.txt --secret-file secret.txt --at-iat", VALID, &[]),
    (
        "104-azure-v1-v2-issuer",
        "t.txt --secret-file secret.txt --issuer https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0",
        INVALID,
        &[Finding("ISS_MISMATCH"), Differs("iss", "entra-version"), Act("expect-issuer")],
    ),
    (
        "105-apple-notification",
        "n.json",
        UNCHECKED,
        &[Reason("embedded-key-fits"), Act("load-trust-anchor"), Act("take-inner")],
    ),
    (
        "105-apple-notification",
        "n.json --key root.cer",
        UNCHECKED,
        &[Reason("issuer-given-as-key"), Act("load-trust-anchor")],
    ),
    ("105-apple-notification", "n.json --key leaf.pem", VALID, &[Finding("CLAIM_TOKEN"), Act("take-inner")]),
    ("105-apple-notification", "n.json --key leaf.pem --inner signedTransactionInfo", VALID, &[]),
    ("131-shc-expired-inside-deflate", "shc-expired.txt --key jwks.json", INVALID, &[Finding("EXP_PAST")]),
    (
        "131-shc-expired-inside-deflate",
        "shc-expired.txt --key jwks.json --issuer https://other.example --require vc",
        INVALID,
        &[Finding("ISS_MISMATCH")],
    ),
    ("25-payload-double-stringified", "token.txt --secret-file secret.txt", INVALID, &[Finding("JSON_WRAPPED")]),
];

/// Where the token is.
const ENVELOPES: &[Row] = &[
    ("109-postman-env", "e.json --secret-file secret.txt", VALID, &[Called(&["access_token", "id_token"])]),
    ("122-bearer-twice", "t.txt --secret-file secret.txt", VALID, &[In(&[CleanupKind::Scheme, CleanupKind::Header])]),
    (
        "139-sasl-xoauth2",
        "a.txt --secret-file secret.txt",
        VALID,
        &[In(&[envelope(EnvelopeKind::Base64), CleanupKind::Scheme])],
    ),
    ("139-sasl-xoauth2", "b.txt --secret-file secret.txt", VALID, &[In(&[CleanupKind::Scheme])]),
    ("151-file-named-example", "example.jwt --secret-file secret.txt", VALID, &[]),
    ("151-file-named-example", "expired.txt --secret-file secret.txt", VALID, &[]),
    ("151-file-named-example", "export.json --secret-file secret.txt", VALID, &[In(&[CleanupKind::JsonMember])]),
    ("153-oauth-json-ms-refresh", "a.json --secret-file secret.txt", VALID, &[Called(&["access_token", "id_token"])]),
    ("162-cognito-and-cookie-dump", "t.txt --key p.pem", VALID, &[Called(&["idToken", "accessToken"])]),
    ("21-supabase-cookie-base64", "c.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::Base64)])]),
    (
        "21-supabase-cookie-base64",
        "chunk.txt --secret-file secret.txt",
        VALID,
        &[In(&[envelope(EnvelopeKind::CookieChunks), envelope(EnvelopeKind::Base64)])],
    ),
    ("27-smart-health-card", "jws.txt --key jwks.json", VALID, &[]),
    ("27-smart-health-card", "qr.txt --key jwks.json", VALID, &[In(&[envelope(EnvelopeKind::HealthCard)])]),
    ("27-smart-health-card", "card.smart-health-card --key jwks.json", VALID, &[In(&[CleanupKind::JsonMember])]),
    ("29-zsh-percent", "t.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::ShellMark)])]),
    (
        "30-quoted-printable",
        "t.txt --secret-file secret.txt",
        VALID,
        &[In(&[envelope(EnvelopeKind::QuotedPrintable), CleanupKind::Parameter])],
    ),
    ("30-quoted-printable", "u.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::QuotedPrintable)])]),
    ("34-html-entities", "a.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::HtmlEntities)])]),
    ("34-html-entities", "b.txt --secret-file secret.txt", VALID, &[]),
    ("34-html-entities", "c.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::HtmlTags)])]),
    ("34-html-entities", "d.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::HtmlTags)])]),
    ("36-hexdump-xxd", "t.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::HexDump)])]),
    ("36-hexdump-xxd", "plainhex.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::Hexadecimal)])]),
    (
        "38-double-urlencoded",
        "t.txt --secret-file secret.txt",
        VALID,
        &[In(&[envelope(EnvelopeKind::Percent), CleanupKind::Parameter])],
    ),
    ("40-psql-table", "t.txt --secret-file secret.txt", VALID, &[In(&[envelope(EnvelopeKind::Psql)])]),
    (
        "74-vapid-authorization-header",
        "h.txt",
        UNCHECKED,
        &[Called(&["vapid"]), Notes(1), Reason("embedded-key-fits"), Act("use-own-key")],
    ),
    ("79-flattened-python-repr", "t.txt --key pub.pem", VALID, &[In(&[envelope(EnvelopeKind::PrintedObject)])]),
];

/// What is no token.
const FOREIGN: &[Row] = &[
    ("134-private-jwk-as-base64-in-token-box", "a.txt", UNUSABLE, &[IsKey(KeyHintKind::Jwk)]),
    ("134-private-jwk-as-base64-in-token-box", "b.txt", UNUSABLE, &[IsKey(KeyHintKind::Jwk)]),
    ("134-private-jwk-as-base64-in-token-box", "c.txt", UNUSABLE, &[IsKey(KeyHintKind::JwkSet)]),
    ("134-private-jwk-as-base64-in-token-box", "d.txt", UNUSABLE, &[IsKey(KeyHintKind::Jwk)]),
    ("153-oauth-json-ms-refresh", "b.txt", UNUSABLE, &[Is(ForeignKind::Token)]),
    ("153-oauth-json-ms-refresh", "c.txt", UNUSABLE, &[Is(ForeignKind::Token)]),
    ("160-html-login-page-as-token", "t.txt", UNUSABLE, &[Is(ForeignKind::Answer)]),
    ("160-html-login-page-as-token", "u.json", UNUSABLE, &[Is(ForeignKind::Answer)]),
    ("23-bearer-undefined", "a.txt", UNUSABLE, &[Is(ForeignKind::Placeholder)]),
    ("23-bearer-undefined", "b.txt", UNUSABLE, &[Is(ForeignKind::Placeholder)]),
    ("23-bearer-undefined", "c.txt", UNUSABLE, &[Is(ForeignKind::Placeholder)]),
    ("23-bearer-undefined", "d.txt", UNUSABLE, &[Is(ForeignKind::Placeholder)]),
    ("23-bearer-undefined", "e.txt", UNUSABLE, &[Is(ForeignKind::Placeholder)]),
    ("23-bearer-undefined", "f.txt", UNUSABLE, &[Is(ForeignKind::Placeholder)]),
    ("23-bearer-undefined", "g.txt", UNUSABLE, &[Is(ForeignKind::Placeholder)]),
];

/// Keys, as they are found and as they are refused.
const KEYS: &[Row] = &[
    ("133-p12-convert", "t.txt --key a.p12 --passphrase-env P", INVALID, &[Reason("signature-mismatch")]),
    ("145-jwk-alg-oddities", "token.txt --key jwks.json", INVALID, &[Reason("key-alg"), Also("bytes-match")]),
    (
        "146-jwks-plus-opened-by-html",
        "token.txt --key jwks.json",
        UNUSABLE,
        &[Refused(|error| *error == KeyError::Foreign(ForeignFormat::WebPage))],
    ),
    ("147-jwks-with-http-headers", "token.txt --key jwks.txt", VALID, &[]),
    ("147c-jwks-jsonp-comment", "token.txt --key jwks.txt", VALID, &[]),
    (
        "148-inspect-shows-token-despite-bad-key",
        "t.txt --key bad.json",
        UNUSABLE,
        &[Reason("no-key"), Refused(|error| *error == KeyError::EmptySet)],
    ),
    ("148-inspect-shows-token-despite-bad-key", "t.txt --key missing.pem", UNUSABLE, &[Reason("no-key"), Notes(1)]),
    ("154-source-code-pem", "t.txt --key java.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key diff.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key mail.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key tf.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key numbered.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key xml.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key pct.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key xfcc.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key nginx.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key plus.txt", VALID, &[]),
    ("154-source-code-pem", "t.txt --key sqlhex.txt", VALID, &[]),
    ("158-hs-secret-jwks-oct-b64std", "t.txt --key k.json", VALID, &[Finding("KEY_MEMBER_ENCODING")]),
    ("54c-pem-env-b64", "token.txt --key k.env", VALID, &[]),
    ("56-azure-kv-rsa-hsm", "token.txt --key kv.json", VALID, &[]),
    (
        "61-oidc-discovery",
        "token.txt --key openid-configuration.json",
        UNUSABLE,
        &[Refused(|error| matches!(error, KeyError::Metadata { keys } if keys == "https://issuer.example/jwks"))],
    ),
    ("62c-jwks-json-string", "token.txt --key s.json", VALID, &[]),
    ("63-jwk-node-console", "token.txt --key jwk.txt", VALID, &[]),
    ("64-rsakeyvalue-xml", "token.txt --key key.xml", VALID, &[]),
    ("66-spiffe-bundle", "token.txt --key bundle.json", VALID, &[]),
    ("67-jwks-n-std-base64", "token.txt --key jwks.json", VALID, &[Finding("KEY_MEMBER_ENCODING")]),
    (
        "69-jwk-ec-short-x",
        "token.txt --key jwks.json",
        UNUSABLE,
        &[Refused(|error| matches!(error, KeyError::MemberZeros { name: "x", expected: 32, found: 31 })), Notes(3)],
    ),
    (
        "70-jwk-ec-long-x",
        "token.txt --key jwks.json",
        UNUSABLE,
        &[Refused(|error| matches!(error, KeyError::MemberZeros { name: "x", expected: 32, found: 33 })), Notes(3)],
    ),
    (
        "71-jwk-e-decimal",
        "token.txt --key jwks.json",
        UNUSABLE,
        &[Refused(|error| matches!(error, KeyError::MemberNumber { name: "e", .. })), Notes(3)],
    ),
    ("73-vapid-raw", "token.txt --key vapid.json", VALID, &[]),
    ("84-dotenv-secret", "token.txt --key .env", VALID, &[]),
    ("84b-laravel-app-key", "token.txt --key appkey.txt", VALID, &[]),
    (
        "85-cosign-key",
        "token.txt --key cosign.key",
        UNUSABLE,
        &[Refused(|error| *error == KeyError::Foreign(ForeignFormat::Sigstore))],
    ),
    ("92-certutil-encode", "token.txt --key k.pem", VALID, &[]),
    ("93c-utf16-secret-file", "token.txt --secret-file secret.txt", VALID, &[]),
    ("93c-utf16-secret-file", "token.txt --key secret.txt", VALID, &[]),
    ("93c-utf16-secret-file", "token.txt --secret-file bom8.txt", VALID, &[]),
];

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/real").join(case)
}

fn command(case: &str, arguments: &str) -> Run {
    let mut all: Vec<&str> = arguments.split(' ').collect();
    all.push("--json");
    // Judged at its own time, another is given by nobody.
    if !arguments.contains("--at-iat") {
        all.extend(["--now", NOW]);
    }
    inspect(&all).within(&folder(case)).env("P", "pw")
}

/// The members of all objects in a list of reports.
fn texts<'a>(list: &'a Value, member: &str) -> Vec<&'a str> {
    list.as_array().into_iter().flatten().filter_map(|item| item.get(member)?.as_str()).collect()
}

fn check((case, arguments, status, facts): &Row) {
    let ran = command(case, arguments).run();
    let report = ran.report();
    let context = format!("{case}: {arguments}\n{ran:?}");
    assert_eq!(ran.status, *status, "{context}");
    let layer = &report["layers"][0];
    let entry = [&layer["signatures"][0], &layer["recipients"][0]].into_iter().find(|entry| !entry.is_null());
    let reasons = entry.map_or(&Value::Null, |entry| &entry["reasons"]);
    let codes = texts(reasons, "code");
    let findings = &report["findings"];
    let file = folder(case).join(arguments.split(' ').next().expect("a token"));
    let text = || String::from_utf8_lossy(&std::fs::read(&file).expect("a file of the case")).into_owned();
    for fact in *facts {
        match fact {
            Reason(code) => assert_eq!(codes.first(), Some(code), "{context}"),
            Also(code) => assert!(codes[1..].contains(code), "{code} {context}"),
            Act(code) => {
                let all = [reasons, findings].into_iter().flat_map(|list| list.as_array().into_iter().flatten());
                let mut acts = all.filter_map(|item| item["act"]["code"].as_str());
                assert!(acts.any(|own| own == *code), "{code} {context}");
            }
            Finding(rule) => assert!(texts(findings, "rule").contains(rule), "{rule} {context}"),
            Differs(claim, kind) => {
                let checks = report["checks"].as_array().expect("checks");
                let check = checks.iter().find(|check| check["claim"] == *claim).expect("a check of the claim");
                assert_eq!(check["difference"]["kind"], *kind, "{context}");
            }
            Notes(count) => assert_eq!(report["notes"].as_array().map_or(0, Vec::len), *count, "{context}"),
            In(layers) => {
                let detection = detect(&text(), &Limits::DEFAULT);
                let cleaned: Vec<CleanupKind> = detection.candidates[0].cleaned.iter().map(|one| one.kind).collect();
                let mut left = cleaned.iter();
                assert!(layers.iter().all(|layer| left.any(|own| own == layer)), "{layers:?} {cleaned:?} {context}");
            }
            Called(labels) => {
                let detection = detect(&text(), &Limits::DEFAULT);
                let own: Vec<&str> = detection.candidates.iter().map(|candidate| candidate.label.as_str()).collect();
                assert_eq!(own, *labels, "{context}");
            }
            Is(kind) => {
                let foreign = detect(&text(), &Limits::DEFAULT).foreign;
                assert_eq!(foreign.map(|foreign| foreign.kind), Some(*kind), "{context}");
            }
            IsKey(kind) => {
                let hint = detect(&text(), &Limits::DEFAULT).key_material;
                assert_eq!(hint.map(|hint| hint.kind), Some(*kind), "{context}");
            }
            Refused(is_why) => {
                let (_, key) = arguments.split_once("--key ").expect("a key");
                let bytes = std::fs::read(folder(case).join(key)).expect("a file of the case");
                let options = ImportOptions::default();
                let imported = key_file::import(&bytes, key, &options, &Limits::DEFAULT, &mut KeyIds::default());
                let problem = imported.problems.first().unwrap_or_else(|| panic!("{context}"));
                assert!(imported.keys.is_empty() && is_why(&problem.error), "{problem:?} {context}");
            }
            Assumed(word) => assert_eq!(entry.expect("an entry")["assumed"], *word, "{context}"),
        }
    }
}

#[test]
fn causes_are_found() {
    CAUSES.iter().for_each(check);
}

/// The sentence offers it, doing it makes the token valid, and the verdict and the report say what was assumed.
#[test]
fn what_was_proved_can_be_assumed() {
    let mut said = Said::new("cli/real/what_was_proved_can_be_assumed");
    let mut printed = 0;
    for (case, arguments) in AS_MADE {
        let offered = command(case, arguments).run();
        let layer = &offered.report()["layers"][0];
        let entry = [&layer["signatures"][0], &layer["recipients"][0]].into_iter().find(|entry| !entry.is_null());
        let reasons = entry.expect("an entry")["reasons"].as_array().expect("reasons").clone();
        assert!(reasons.iter().any(|reason| reason["act"]["option"] == "--as-made"), "{case}: {offered:?}");
        assert_ne!(offered.status, VALID, "{case}");
        let ran = command(case, &format!("{arguments} --as-made")).run();
        let layer = &ran.report()["layers"][0];
        let assumed = [&layer["signatures"][0]["assumed"], &layer["recipients"][0]["assumed"]];
        assert!(ran.status == VALID && assumed.iter().any(|assumed| **assumed == "as-made"), "{case}: {ran:?}");
        // One value alone, for a script: what it rests on is said beside it.
        let all: Vec<&str> = arguments.split(' ').chain(["--as-made", "--field", "iss", "--now", NOW]).collect();
        let ran = inspect(&all).within(&folder(case)).env("P", "pw").run();
        if !ran.stdout.is_empty() {
            printed += 1;
            // What is said before depends on where the source is kept.
            said.line(format!("{case}\n{}", ran.stderr.lines().last().unwrap_or_default()));
        }
    }
    assert!(printed > 3, "{printed}");
    for (case, arguments) in NEVER_AS_MADE {
        let offered = command(case, arguments).run();
        assert!(!offered.stdout.contains("--as-made"), "{case}: {offered:?}");
        let ran = command(case, &format!("{arguments} --as-made")).run();
        assert_eq!(ran.status, INVALID, "{case}: {ran:?}");
    }
    said.agree();
}

#[test]
fn claims_say_what_they_differ_in() {
    CLAIMS.iter().for_each(check);
}

#[test]
fn tokens_are_found_in_what_wraps_them() {
    ENVELOPES.iter().for_each(check);
}

#[test]
fn what_is_no_token_is_named() {
    FOREIGN.iter().for_each(check);
}

#[test]
fn keys_are_read_or_refused_with_the_reason() {
    KEYS.iter().for_each(check);
}

/// A private key and its certificate are one key.
#[test]
fn a_private_key_and_its_certificate_are_one() {
    for arguments in [&["convert", "a.p12", "--passphrase-env", "P"][..], &["convert", "both.pem"]] {
        let all: Vec<&str> = [&["keys"][..], arguments, &["--to", "public-jwk"]].concat();
        let ran = super::run(&all).within(&folder("133-p12-convert")).env("P", "pw").run();
        assert_eq!(ran.status, VALID, "{ran:?}");
        let key: Value = serde_json::from_str(&ran.stdout).expect("one JWK");
        assert_eq!(key["kty"], "RSA", "{ran:?}");
    }
}

/// Every folder of cases is in a row, and no row is of a case that is not there.
#[test]
fn every_case_has_a_row() {
    let rows = || [CAUSES, CLAIMS, ENVELOPES, FOREIGN, KEYS].into_iter().flatten();
    let mut folders: Vec<String> = std::fs::read_dir(folder(""))
        .expect("the cases")
        .map(|entry| entry.expect("a folder").file_name().into_string().expect("UTF-8"))
        .collect();
    folders.sort();
    for case in &folders {
        assert!(rows().any(|(own, ..)| own == case), "{case} has no row");
    }
    assert!(rows().all(|(own, ..)| folders.iter().any(|case| case == own)));
    assert!(rows().filter(|(_, arguments, ..)| arguments.ends_with(SECRET)).count() > 20);
}
