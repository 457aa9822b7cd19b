//! What is fuzzed: one function for each way in which bytes of a stranger come into the house, and what must hold there
//! whatever they are. The same functions run under libFuzzer (`run`, this package) and over the seeds with simple
//! mutations in every `cargo test` (`main.rs`).
//!
//! No panic and no abort holds by itself; bounded memory and time is what the runner watches.

use jotsmith::engine::builder::edit;
use jotsmith::engine::convert::{ConvertError, convert};
use jotsmith::engine::crypto::{digest, signature};
use jotsmith::engine::detect::detect as find_tokens;
use jotsmith::engine::examine::examine as look;
use jotsmith::engine::ground::jwa;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::ground::span::Span;
use jotsmith::engine::ground::{base64url as base64, json as scanner};
use jotsmith::engine::jose::jws::Serialization;
use jotsmith::engine::jose::layer::{Examination, JoseObject};
use jotsmith::engine::jose::parse as parser;
use jotsmith::engine::jose::part::Part;
use jotsmith::engine::jose::status::{RecipientStatus, SignatureStatus};
use jotsmith::engine::judge::{judge, next_change};
use jotsmith::engine::jwt::checklist::checklist;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::jwt::profile::PROFILES;
use jotsmith::engine::key::{Jwk, KeyIds, KeyMaterial, KeyRing};
use jotsmith::engine::key_file::export::{EXPORT_FORMATS, export};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::key_file::jwk_text::{Half, jwk_text};
use jotsmith::engine::keyring;
use jotsmith::engine::report::report;
use jotsmith::engine::speech::key_error;
use jotsmith::engine::verify::key_file::import;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

#[path = "made.rs"]
mod made;

pub use made::{builder, draft, envelope, growth, present, settings, template, verdict};

/// One way in, by the name of its file in `fuzz_targets/`.
pub struct Target {
    /// The name.
    pub name: &'static str,
    /// Takes the bytes and panics where something does not hold.
    pub run: fn(&[u8]),
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "detect", run: detect },
    Target { name: "parse", run: parse },
    Target { name: "json", run: json },
    Target { name: "base64url", run: base64url },
    Target { name: "jwk", run: jwk },
    Target { name: "key_file", run: key_file },
    Target { name: "keyring_open", run: keyring_open },
    Target { name: "sd_jwt", run: sd_jwt },
    Target { name: "judge", run: judged },
    Target { name: "examine", run: examine },
    Target { name: "verdict", run: verdict },
    Target { name: "envelope", run: envelope },
    Target { name: "builder", run: builder },
    Target { name: "present", run: present },
    Target { name: "draft", run: draft },
    Target { name: "template", run: template },
    Target { name: "settings", run: settings },
    Target { name: "growth", run: growth },
];

/// 2026-11-23 14:00:00 UTC.
const NOW: i64 = 1_795_442_400;

/// As they are, but for the work that a person would wait for: a fuzzer does it a million times.
const LIMITS: Limits = Limits {
    pbes2_iterations: 2_000,
    pbes2_iterations_ceiling: 2_000,
    rsa_modulus_bits: 4_096,
    public_secret_work: 1 << 20,
    ..Limits::DEFAULT
};

fn inside(span: Span, text: &str) {
    assert!(span.of(text).is_some(), "{span:?} is not of a text of {} bytes", text.len());
}

/// Tokens in any pasted text.
pub fn detect(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let limits = Limits { candidates: 8, ..LIMITS };
    let detection = find_tokens(text, &limits);
    assert!(detection.candidates.len() <= limits.candidates);
    for (index, candidate) in detection.candidates.iter().enumerate() {
        inside(candidate.source, text);
        assert!(candidate.occurrences > 0);
        assert!(!candidate.text.trim().is_empty(), "an empty token");
        assert!(detection.candidates[..index].iter().all(|other| other.label != candidate.label), "two labels alike");
        assert!(detection.candidates[..index].iter().all(|other| other.text != candidate.text), "two tokens alike");
    }
    // Nothing is changed without being listed.
    if let [only] = detection.candidates.as_slice()
        && only.cleaned.is_empty()
    {
        assert_eq!(Some(only.text.as_str()), only.source.of(text), "changed, and not listed");
    }
    let _ = format!("{detection:?}");
    composed(data, &limits);
}

/// A token in the envelopes that the first bytes choose, one in the other: it is found, and every layer is listed. Each choice
/// once, for it takes twenty times as long as all else; with anything around them they are for the target `envelope`.
fn composed(data: &[u8], limits: &Limits) {
    thread_local! {
        static DONE: RefCell<BTreeSet<Vec<u8>>> = const { RefCell::new(BTreeSet::new()) };
    }
    let chosen = data.iter().take(3).map(|byte| byte % ENVELOPES).collect();
    if !DONE.with_borrow_mut(|done| done.insert(chosen)) {
        return;
    }
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let mut text = TOKEN.to_owned();
    for byte in data.iter().take(3) {
        text = wrapped(&text, *byte);
    }
    let detection = find_tokens(&text, limits);
    let found: Vec<&str> = detection.candidates.iter().map(|candidate| candidate.text.as_str()).collect();
    assert_eq!(found, [TOKEN], "in {text}");
    assert_eq!(detection.candidates[0].cleaned.is_empty(), text == TOKEN, "not listed: {text}");
}

/// Envelopes that [`wrapped`] has.
const ENVELOPES: u8 = 7;

/// `text` in the envelope of this number.
fn wrapped(text: &str, envelope: u8) -> String {
    let each = |write: &dyn Fn(u8) -> String| -> String {
        text.bytes()
            .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { write(byte) })
            .collect()
    };
    let hexadecimal = || text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    match envelope % ENVELOPES {
        0 => each(&|byte| format!("%{byte:02X}")),
        1 => each(&|byte| format!("&#{byte};")),
        2 => serde_json::Value::from(text).to_string(),
        3 => hexadecimal(),
        4 => {
            // Quoted-printable: soft line breaks behind at most 70 characters.
            let encoded = each(&|byte| format!("={byte:02X}"));
            let mut out = String::new();
            for (index, character) in encoded.chars().enumerate() {
                if index > 0 && index % 70 == 0 {
                    // An escape is not broken.
                    let tail = out.len().saturating_sub(2);
                    if !out[tail..].contains('=') {
                        out.push_str("=\r\n");
                    }
                }
                out.push(character);
            }
            out
        }
        5 => base64::encode(text.as_bytes()),
        _ => format!("[{}]", text.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(", ")),
    }
}

/// All parts of an object with their characters.
fn parts(object: &JoseObject) -> Vec<&Part> {
    match object {
        JoseObject::Jws(jws) => {
            let of_header =
                |entry: usize| jws.signatures[entry].header.sources.iter().filter_map(|source| source.part.as_ref());
            let mut all: Vec<&Part> = (0..jws.signatures.len()).flat_map(of_header).collect();
            all.extend(&jws.payload);
            all.extend(jws.signatures.iter().filter_map(|entry| entry.signature.as_ref()));
            all
        }
        JoseObject::Jwe(jwe) => {
            let mut all: Vec<&Part> = jwe.protected.iter().collect();
            all.extend(jwe.recipients.iter().filter_map(|entry| entry.encrypted_key.as_ref()));
            all.extend([&jwe.iv, &jwe.ciphertext, &jwe.tag, &jwe.aad].into_iter().flatten());
            all
        }
        JoseObject::Unreadable(unreadable) => unreadable.parts.iter().collect(),
    }
}

/// Any text as a JOSE object; written in another serialization and back it is the same, byte for byte.
pub fn parse(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let parsed = parser::parse(text, &LIMITS);
    for fault in &parsed.faults {
        assert!(fault.span.is_none_or(|span| span.of(text).is_some()), "{fault:?} stands nowhere");
    }
    let all = parts(&parsed.object);
    for part in &all {
        inside(part.span, text);
        for fault in &part.faults {
            inside(fault.span, part.text(text));
        }
        inside(part.span_of_bytes(Span::new(0, part.bytes.len())), text);
    }
    let serialization = match &parsed.object {
        JoseObject::Jws(jws) => jws.serialization,
        JoseObject::Jwe(jwe) => jwe.serialization,
        JoseObject::Unreadable(_) => return,
    };
    if serialization == Serialization::Compact {
        // Every character between the dots is in a part: nothing was dropped, nothing was made up.
        let mut at = 0;
        let mut spans: Vec<Span> = all.iter().map(|part| part.span).collect();
        spans.sort();
        for span in spans {
            let between = text.get(at..span.start).expect("parts stand one behind the other");
            assert!(between.bytes().all(|byte| byte == b'.'), "{between:?} is in no part");
            at = span.end;
        }
        let rest = text.get(at..).expect("parts end within the text");
        assert!(rest.is_empty() || rest.starts_with(['~', '.']), "{rest:?} is in no part");
    }
    for to in [Serialization::Compact, Serialization::Flattened, Serialization::General] {
        let Ok(converted) = convert(text, &parsed.object, to) else { continue };
        if to == serialization {
            assert_eq!(converted, text);
            continue;
        }
        let again = parser::parse(&converted, &LIMITS);
        let texts = |object: &JoseObject, text: &str| -> Vec<(String, Vec<u8>)> {
            let mut texts: Vec<_> =
                parts(object).iter().map(|part| (part.text(text).to_owned(), part.bytes.to_vec())).collect();
            // An empty encrypted key, IV or tag is left out of the JSON serializations.
            texts.retain(|(text, _)| !text.is_empty());
            texts
        };
        assert_eq!(texts(&parsed.object, text), texts(&again.object, &converted), "{to:?}: {converted}");
        if serialization == Serialization::Compact {
            let back = convert(&converted, &again.object, Serialization::Compact);
            // An unencoded payload may hold what the compact serialization must not (RFC 7797 §5.2).
            let is_refused = back.as_ref().is_err_and(|reason| *reason == ConvertError::UnencodedPayload);
            assert!(is_refused || back.as_deref() == Ok(text), "there and back by {to:?}: {back:?}, {converted}");
        }
    }
}

/// The JSON scanner, held against serde_json.
pub fn json(data: &[u8]) {
    let document = scanner::scan(data, LIMITS.json_depth);
    let length = data.len();
    if let Some(fault) = document.fault() {
        assert!(fault.span.start <= fault.span.end && fault.span.end <= length, "{fault:?} of {length}");
    }
    for index in 0..document.len() {
        let value = document.value(index).expect("counted");
        let span = value.span();
        assert!(span.start <= span.end && span.end <= length, "{span:?} of {length}");
        assert!(value.name_span().is_none_or(|name| name.end <= span.start), "a name behind its value");
        assert!(value.next_index() > index && value.next_index() <= document.len());
        let _ = (value.as_str(), value.lexeme(), value.has_lone_surrogate(), value.as_u64());
    }
    if let Some(root) = document.root() {
        let _ = scanner::duplicates(root).len();
        assert_eq!(root.children().count().min(1), root.child_count().min(1));
    }
    let peer = serde_json::from_slice::<serde_json::Value>(data);
    match &peer {
        Ok(_) => assert!(document.is_complete(), "serde_json reads it, this does not: {:?}", document.fault()),
        Err(error) if document.is_complete() => {
            // What JSON allows and serde_json cannot hold: 1e400, half a surrogate pair, a nesting of exactly the limit.
            let says = error.to_string();
            let known = ["number out of range", "surrogate", "unexpected end of hex escape", "recursion limit"];
            assert!(known.iter().any(|known| says.contains(known)), "serde_json says {says}");
        }
        Err(_) => {}
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let (Ok(compact), Ok(pretty)) = (edit::compact(text, LIMITS.json_depth), edit::pretty(text, LIMITS.json_depth)) {
        assert_eq!(edit::compact(&pretty, LIMITS.json_depth).as_deref(), Ok(compact.as_str()));
        assert_eq!(edit::compact(&compact, LIMITS.json_depth).as_deref(), Ok(compact.as_str()));
        if let Ok(peer) = &peer {
            assert_eq!(serde_json::from_str::<serde_json::Value>(&compact).ok().as_ref(), Some(peer));
        }
    }
}

/// base64url: strict and lenient.
pub fn base64url(data: &[u8]) {
    assert_eq!(base64::decode(&base64::encode(data)).bytes, data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let decoded = base64::decode(text);
    for fault in &decoded.faults {
        inside(fault.span, text);
    }
    assert_eq!(decoded.is_strict(), base64::encode(&decoded.bytes) == text, "strict is what encodes to the same text");
    assert!(decoded.bytes.len() <= text.len());
    for end in [0, 1, decoded.bytes.len() / 2, decoded.bytes.len(), usize::MAX / 4] {
        let span = base64::encoded_span(Span::new(end / 2, end), text.len());
        assert!(span.start <= span.end && span.end <= text.len());
    }
}

fn import_options() -> ImportOptions {
    ImportOptions { passphrase: Some(SecretBytes::from(b"open sesame".as_slice())), ..ImportOptions::default() }
}

/// What is known about a key stays known when it is written and read again.
fn round_trips(key: &Jwk, all_formats: bool) {
    let again = |bytes: &[u8], what: &str| {
        let import = import(bytes, "again", &import_options(), &Limits::DEFAULT, &mut KeyIds::default());
        let [again] = import.keys.as_slice() else {
            panic!("{what}: {} keys, {:?}", import.keys.len(), import.problems);
        };
        assert_eq!(again.thumbprint, key.thumbprint, "{what}");
    };
    let text = jwk_text(key, Half::Private).expect("a key that was read can be written as a JWK");
    again(text.as_bytes(), "jwk");
    if !all_formats {
        return;
    }
    for row in EXPORT_FORMATS {
        // An encrypted file costs what it should; a thumbprint or a bare secret says not what it is.
        if row.needs_passphrase || row.name.starts_with("thumbprint") || matches!(key.material, KeyMaterial::Oct(_)) {
            continue;
        }
        if let Ok(bytes) = export(&[key], row.format, None) {
            again(bytes.expose(), row.name);
        }
    }
}

/// JWKs and JWK Sets.
pub fn jwk(data: &[u8]) {
    // What is no JSON at all belongs to the other target.
    if data.iter().find(|byte| !byte.is_ascii_whitespace()).is_none_or(|byte| !b"{[".contains(byte)) {
        return;
    }
    let import = import(data, "fuzz", &import_options(), &LIMITS, &mut KeyIds::default());
    for problem in &import.problems {
        let _ = (key_error::problem(problem), problem.rule());
    }
    for key in import.keys.iter().take(4) {
        round_trips(key, false);
    }
}

/// Key files of every kind.
pub fn key_file(data: &[u8]) {
    let import = import(data, "fuzz", &import_options(), &LIMITS, &mut KeyIds::default());
    for problem in &import.problems {
        let _ = (key_error::problem(problem), problem.rule());
    }
    for key in import.keys.iter().take(2) {
        round_trips(key, true);
    }
    let _ = format!("{import:?}");
}

/// Keyring files.
pub fn keyring_open(data: &[u8]) {
    let _ = keyring::outline(data);
    let passphrase = SecretBytes::from(b"open sesame".as_slice());
    let opened = match keyring::open(data, "fuzz", Some(&passphrase), &LIMITS, &mut KeyIds::default()) {
        // With a passphrase, a plain one is refused.
        Err(keyring::OpenError::NotEncrypted) => keyring::open(data, "fuzz", None, &LIMITS, &mut KeyIds::default()),
        opened => opened,
    };
    let Ok(mut opened) = opened else { return };
    for entry in opened.entries() {
        let text = entry.text();
        assert!(
            serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok()
                || scanner::scan(text.as_bytes(), LIMITS.json_depth + 2).is_complete(),
            "an entry that is no JSON: {}",
            text.as_str()
        );
        let _ = entry.public_text();
    }
    let copy = opened.clone();
    assert_eq!(opened.merge(&copy), 0, "a keyring has all that it has");
    // A plain one can be written and read again without the cost of a passphrase.
    if opened.form() == keyring::Form::Public
        && let Ok(sealed) = keyring::seal(&opened, &passphrase, keyring::Strength::Full)
    {
        let again = keyring::open(&sealed, "fuzz", None, &Limits::DEFAULT, &mut KeyIds::default());
        let again = again.expect("what was written opens");
        let texts = |keyring: &keyring::Keyring| -> Vec<String> {
            keyring.entries().iter().map(|entry| String::clone(&*entry.text())).collect()
        };
        assert_eq!(texts(&again), texts(&opened));
    }
}

/// SD-JWTs: the first line is the payload, every other a disclosure's JSON. `#1` to `#9` stand for the digest of the
/// disclosure of that line, so that mutations find their way past the hash.
pub fn sd_jwt(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut lines = text.split('\n');
    let payload = lines.next().unwrap_or_default();
    let mut digests: Vec<String> = Vec::new();
    let resolve = |line: &str, digests: &[String]| {
        let mut line = line.to_owned();
        for (index, digest) in digests.iter().enumerate().take(9) {
            line = line.replace(&format!("#{}", index + 1), digest);
        }
        line
    };
    let mut disclosures = String::new();
    for line in lines.take(64) {
        let disclosure = base64::encode(resolve(line, &digests).as_bytes());
        digests.push(base64::encode(&digest::sha256(disclosure.as_bytes())));
        disclosures.push('~');
        disclosures.push_str(&disclosure);
    }
    let header = r#"{"alg":"HS256","typ":"example+sd-jwt"}"#;
    let token = format!("{}{disclosures}~", signed(header, resolve(payload, &digests).as_bytes()));
    judged_and_reported(&token, &hmac_ring());
}

const SECRET: &[u8] = b"a secret of 32 bytes for fuzzing";

fn hmac_ring() -> KeyRing {
    let secret = format!(r#"{{"kty":"oct","k":"{}"}}"#, base64::encode(SECRET));
    let keys = import(secret.as_bytes(), "fuzz", &ImportOptions::default(), &LIMITS, &mut KeyIds::default()).keys;
    KeyRing::new(keys.into_iter().map(Arc::new))
}

fn signed(header: &str, payload: &[u8]) -> String {
    let input = format!("{}.{}", base64::encode(header.as_bytes()), base64::encode(payload));
    let row = jwa::signature::find("HS256").expect("in the table");
    let key = KeyMaterial::Oct(SecretBytes::from(SECRET));
    let code = signature::sign(row, &key, input.as_bytes()).expect("a MAC");
    format!("{input}.{}", base64::encode(&code))
}

/// Header and claims of a token whose signature is right: everything that is said about what was signed. The first line
/// are header members behind `alg`, the rest is the payload.
pub fn judged(data: &[u8]) {
    let (members, payload) = match data.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (&b""[..], data),
    };
    let members = String::from_utf8_lossy(members);
    let comma = if members.trim().is_empty() { "" } else { "," };
    let header = format!(r#"{{"alg":"HS256"{comma}{members}}}"#);
    let token = signed(&header, payload);
    judged_and_reported(&token, &hmac_ring());
    if is_expired_to_a_reader(payload) {
        let examination = look(&token, &hmac_ring(), &ExamineOptions { limits: LIMITS, ..ExamineOptions::default() });
        let verdict = judge(&examination, &Policy::default(), NOW).verdict;
        assert_ne!(verdict, Verdict::Valid, "{header}: a reader sees an exp that is past or none that is a time");
    }
}

/// Whether a reader of JSON that nobody here wrote sees an `exp` that is past, or that is no time at all: serde_json over the
/// payload as it is, and over what lenient readers make of it (Python's NaN and UTF-16, the byte order mark that browsers
/// strip, bytes that they replace, the NUL at which C ends, JSON in a JSON string).
fn is_expired_to_a_reader(payload: &[u8]) -> bool {
    use serde_json::Value;
    let wide = |pair: fn([u8; 2]) -> u16| {
        let units = payload.chunks_exact(2).filter_map(|chunk| Some(pair(chunk.try_into().ok()?)));
        char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect::<String>()
    };
    let utf8 = String::from_utf8_lossy(payload);
    let texts = [
        utf8.replace("-Infinity", "null").replace("Infinity", "null").replace("NaN", "null"),
        utf8.into_owned(),
        wide(u16::from_be_bytes),
        wide(u16::from_le_bytes),
    ];
    texts.iter().any(|text| {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_end_matches('\0');
        let mut read = serde_json::from_str::<Value>(text).ok();
        for _ in 0..2 {
            let Some(Value::String(inside)) = &read else { break };
            read = serde_json::from_str(inside).ok();
        }
        let exp = read.as_ref().and_then(|read| read.get("exp"));
        // A second of play: a double is no exact number.
        exp.is_some_and(|exp| exp.as_f64().is_none_or(|exp| exp < NOW as f64 - 1.0))
    })
}

/// Keys of every type: those of the RFCs' examples, one for each.
fn every_ring() -> KeyRing {
    const SETS: [&str; 7] = [
        include_str!("../data/rfc/rfc7515.json"),
        include_str!("../data/rfc/rfc7516.json"),
        include_str!("../data/rfc/rfc7519.json"),
        include_str!("../data/rfc/rfc7797.json"),
        include_str!("../data/rfc/rfc8037.json"),
        include_str!("../data/rfc/rfc9964.json"),
        include_str!("../data/rfc/rfc9901.json"),
    ];
    let mut ids = KeyIds::default();
    let mut keys: Vec<Jwk> = Vec::new();
    for set in SETS {
        let set: serde_json::Value = serde_json::from_str(set).expect("JSON");
        for example in set["examples"].as_array().into_iter().flatten() {
            let text = example["key"].to_string();
            let found = import(text.as_bytes(), "fuzz", &ImportOptions::default(), &LIMITS, &mut ids).keys;
            for key in found {
                if keys.iter().all(|known| known.thumbprint != key.thumbprint) {
                    keys.push(key);
                }
            }
        }
    }
    for recipe in ["p-384", "p-521", "secp256k1", "x25519", "x448", "ed448"] {
        let Some(kind) = jotsmith::engine::key_file::generate::find(recipe) else { continue };
        let recipe = jotsmith::engine::key_file::generate::Recipe::usual(kind);
        keys.extend(jotsmith::engine::key_file::generate::generate(&recipe, &mut ids).ok());
    }
    KeyRing::new(keys.into_iter().map(Arc::new))
}

/// The whole: any text, keys of every type.
pub fn examine(data: &[u8]) {
    static RING: LazyLock<KeyRing> = LazyLock::new(every_ring);
    let Ok(text) = std::str::from_utf8(data) else { return };
    judged_and_reported(text, &RING);
}

/// Examines, judges and reports. What is called good must be so by the engine's own account.
fn judged_and_reported(text: &str, ring: &KeyRing) {
    thread_local! {
        static OPTIONS: RefCell<[ExamineOptions; 2]> = RefCell::new([
            ExamineOptions { limits: LIMITS, ..ExamineOptions::default() },
            ExamineOptions {
                limits: LIMITS,
                detached_payload: Some(b"$.02".as_slice().into()),
                keys_are_for_this_token: true,
                ..ExamineOptions::default()
            },
        ]);
    }
    OPTIONS.with_borrow(|options| {
        for options in options {
            check(&look(text, ring, options));
        }
    });
}

fn check(examination: &Examination) {
    assert!(!examination.layers.is_empty() && examination.layers.len() <= LIMITS.layers);
    for finding in &examination.findings {
        let layer = examination.layers.get(finding.layer).expect("a finding is of a layer");
        assert!(finding.span.is_none_or(|span| span.of(&layer.text).is_some()), "{finding:?} stands nowhere");
    }
    for layer in &examination.layers {
        for result in &layer.signatures {
            assert_eq!(result.status == SignatureStatus::Verified, result.key.is_some() && result.reasons.is_empty());
        }
        for result in &layer.recipients {
            assert_eq!(result.status == RecipientStatus::Decrypted, result.key.is_some());
        }
    }
    let policy = Policy {
        leeway: Some(60),
        issuer: Some("https://as.example".to_owned()),
        audience: Some("api".to_owned()),
        token_type: Some("at+jwt".to_owned()),
        algorithms: vec!["ES256".to_owned(), "dir".to_owned()],
        required_claims: vec!["sub".to_owned()],
        required_values: vec![("scope".to_owned(), "read".into())],
        min_remaining: Some(600),
        max_age: Some(300),
        nonce: Some("n".to_owned()),
        method: Some("GET".to_owned()),
        uri: Some("https://as.example/token".to_owned()),
        is_proof: true,
        proof_window: Some(300),
        profile: None,
        at_iat: false,
    };
    let kinds = PROFILES.iter().map(|row| Policy { profile: Some(row.kind), ..policy.clone() });
    for policy in kinds {
        let judgement = judge(examination, &policy, NOW);
        let list = checklist(examination, &judgement.checks, &policy, NOW).expect("every kind has one");
        assert!(list.lines.iter().all(|line| !line.clause(list.row).is_empty()));
    }
    for policy in [&Policy::default(), &policy] {
        for now in [NOW, i64::MIN, i64::MAX] {
            let judgement = judge(examination, policy, now);
            let _ = next_change(examination, policy, now);
            if now == NOW {
                let list = checklist(examination, &judgement.checks, policy, now);
                let report = report(examination, &judgement, &[], &[], None, now);
                let json = report.with_checklist(list.as_ref(), false).to_json();
                assert!(scanner::scan(json.into_bytes(), 2 * LIMITS.json_depth).is_complete(), "the report is no JSON");
            }
        }
    }
}
