//! Targets for what Jotsmith makes and keeps, and for the whole: drafts, templates, settings, building, presenting,
//! envelopes, verdicts, and how work grows.

use super::{LIMITS, NOW, inside, wrapped};
use jotsmith::app::value::settings::Settings;
use jotsmith::engine::builder::draft::Draft;
use jotsmith::engine::builder::saved::SavedTemplate;
use jotsmith::engine::builder::sd_jwt::{
    ClaimPath, Disclose, KeyBindingRequest, PresentationRequest, Selection, issue, present as show,
};
use jotsmith::engine::builder::{
    BuildNote, BuildRequest, Encryption, HeaderSync, Payload, RecipientRequest, SignatureRequest, Signing,
    build as make, private,
};
use jotsmith::engine::crypto::signature;
use jotsmith::engine::detect::detect;
use jotsmith::engine::examine::examine as look;
use jotsmith::engine::ground::base64url as base64;
use jotsmith::engine::ground::jwa;
use jotsmith::engine::ground::limit::{ExamineOptions, Limits};
use jotsmith::engine::jose::jws::Serialization;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::reason::{Reason, SignatureReason};
use jotsmith::engine::jose::status::{RecipientStatus, SignatureStatus};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyIds, KeyMaterial, KeyRing};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::speech;
use jotsmith::engine::verify::key_file::import;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// Kept drafts, as the file has them: what is kept again is the same, and holds nothing private.
pub fn draft(data: &[u8]) {
    let Ok(draft) = serde_json::from_slice::<Draft>(data) else { return };
    let text = serde_json::to_string(&draft).expect("a draft can be kept");
    assert_eq!(serde_json::from_str::<Draft>(&text).expect("what is kept is read"), draft);
    let (kept, left_out) = private::keepable(&draft);
    let (again, nothing) = private::keepable(&kept);
    assert_eq!((again, nothing.len()), (kept.clone(), 0), "something private was left after leaving {left_out:?} out");
    let _ = draft.selection.selection(&keys().ring);
    let mut renamed = draft.selection.clone();
    renamed.rename("sub", "subject");
}

/// Templates of a person's own.
pub fn template(data: &[u8]) {
    let Ok(template) = serde_json::from_slice::<SavedTemplate>(data) else { return };
    for now in [0, NOW, i64::MIN, i64::MAX] {
        let filled = template.fill(now).expect("there is randomness");
        let untouched = |draft: &Draft| Draft { payload: Default::default(), ..draft.clone() };
        assert_eq!(untouched(&filled), untouched(&template.draft), "more than claims was changed");
        match SavedTemplate::of("again", &filled, now) {
            Ok(saved) => {
                let _ = saved.fill(now).expect("there is randomness");
            }
            Err(refusal) => assert!(!refusal.places.is_empty()),
        }
    }
}

/// The settings file: whatever is in it, settings come out, and members of others stay.
pub fn settings(data: &[u8]) {
    let Ok(mut members) = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(data) else { return };
    let before = members.clone();
    let settings = Settings::read(&members);
    settings.write(&mut members);
    assert_eq!(Settings::read(&members), settings, "what is written is read");
    let mut own = serde_json::Map::new();
    Settings { window: Some([640.0, 480.0]), ..Settings::default() }.write(&mut own);
    for (name, value) in before.iter().filter(|(name, _)| !own.contains_key(*name)) {
        assert_eq!(members.get(name), Some(value), "{name} was lost");
    }
}

/// Keys with their private halves, one of a kind.
struct Keys {
    all: Vec<Arc<Jwk>>,
    ring: KeyRing,
}

fn keys() -> &'static Keys {
    static KEYS: LazyLock<Keys> = LazyLock::new(|| {
        // The examples of RFC 7515 A.1 and A.3, RFC 8037 A.1, RFC 7516 A.3, RFC 7517 B; a second of two kinds.
        const TEXTS: [&str; 6] = [
            r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#,
            r#"{"kty":"oct","k":"GawgguFyGrWKav7AX4VKUg"}"#,
            r#"{"kty":"OKP","crv":"X25519","x":"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo","d":"dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo"}"#,
            r#"{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
        ];
        let mut ids = KeyIds::default();
        let all: Vec<Arc<Jwk>> = TEXTS
            .iter()
            .flat_map(|text| {
                import(text.as_bytes(), "fuzz", &ImportOptions::default(), &Limits::DEFAULT, &mut ids).keys
            })
            .map(Arc::new)
            .collect();
        assert_eq!(all.len(), TEXTS.len());
        Keys { ring: KeyRing::new(all.iter().cloned()), all }
    });
    &KEYS
}

/// The first bytes, and what stands behind them.
fn choices<const N: usize>(data: &[u8]) -> Option<([u8; N], &[u8])> {
    let (first, rest) = data.split_first_chunk::<N>()?;
    Some((*first, rest))
}

fn of<T: Copy>(choice: u8, values: &[T]) -> T {
    values[usize::from(choice) % values.len()]
}

/// Building from any texts: what is made is verified and opened by the same engine, and carries what was typed.
///
/// Bytes: what, serialization, how headers follow, key, recipient, switches; then two headers and the payload, a line each.
pub fn builder(data: &[u8]) {
    let Some(([what, writing, follow, key, recipient, switches], rest)) = choices::<6>(data) else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default().to_owned();
    let (protected, other, payload) = (line(), line(), line());
    let serialization = of(writing, &[Serialization::Compact, Serialization::Flattened, Serialization::General]);
    let sync = of(follow, &[HeaderSync::InStep, HeaderSync::AlgorithmOnly, HeaderSync::LeftAlone]);
    let is_on = |bit: u8| switches & (1 << bit) != 0;
    let key = &keys().all[usize::from(key) % keys().all.len()];
    let recipient = &keys().all[usize::from(recipient) % keys().all.len()];
    let unprotected = if serialization == Serialization::Compact { String::new() } else { other };
    let signing = (what % 3 != 1).then(|| {
        let mut one = SignatureRequest { sync, ..SignatureRequest::new(Arc::clone(key), protected.clone()) };
        one.unprotected.clone_from(&unprotected);
        Signing { serialization, is_detached: is_on(0), is_unencoded: is_on(1), signatures: vec![one] }
    });
    let encryption = (what % 3 != 0).then(|| {
        let mut one = RecipientRequest { pbes2_count: Some(8), ..RecipientRequest::new(Arc::clone(recipient)) };
        one.header.clone_from(&unprotected);
        let aad = (is_on(2) && serialization != Serialization::Compact).then(|| b"aad".as_slice().into());
        let made = Encryption::compact(one, protected.clone());
        Encryption { serialization, aad, compress: is_on(3), sync, ..made }
    });
    let is_claims = !is_on(4);
    let bytes: Arc<[u8]> = payload.as_bytes().into();
    let payload = if is_claims { Payload::Claims(payload) } else { Payload::Bytes(bytes) };
    let mut request = BuildRequest { payload, signing, encryption, allow_weak: false };
    let built = match make(&request, &LIMITS) {
        Ok(built) => built,
        Err(error) => {
            assert!(!speech::builder::errors(&error).is_empty(), "refused without a word");
            // What is weak alone is made where the person wants it, or refused for another reason.
            request.allow_weak = true;
            let _ = make(&request, &LIMITS);
            return;
        }
    };
    // An extension that Jotsmith does not know is made, and told: the verifier may know it.
    if built.notes.iter().any(|note| matches!(note, BuildNote::UnknownExtension(_))) {
        return;
    }
    let options = ExamineOptions {
        limits: LIMITS,
        detached_payload: built.detached_payload.clone(),
        keys_are_for_this_token: true,
        ..ExamineOptions::default()
    };
    let ring = KeyRing::new([Arc::clone(key), Arc::clone(recipient)]);
    let examination = look(&built.text, &ring, &options);
    for layer in &examination.layers {
        for result in &layer.signatures {
            // A `typ` that was typed may name a kind with demands of its own on the key, which is the person's to meet.
            let is_kind = |reason: &Reason| matches!(reason, Reason::Signature(SignatureReason::NoProof { .. }));
            let is_bad = matches!(result.status, SignatureStatus::Rejected | SignatureStatus::Malformed)
                && !result.reasons.first().is_some_and(is_kind);
            assert!(!is_bad, "made, and then {:?}: {:?}, {}", result.status, result.reasons, built.text);
        }
        for result in &layer.recipients {
            let is_bad = matches!(result.status, RecipientStatus::Failed | RecipientStatus::Malformed);
            assert!(!is_bad, "made, and then {:?}: {:?}, {}", result.status, result.reasons, built.text);
        }
    }
}

/// Issuing SD-JWTs of any claims, and presenting them: first line the claims, then what can be withheld, what is disclosed,
/// and a nonce.
pub fn present(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let claims = line();
    let paths = |line: &str| -> Vec<ClaimPath> {
        line.split('|').take(16).filter_map(|path| ClaimPath::parse(path).ok()).collect()
    };
    let (concealed, disclosed, nonce) = (paths(line()), paths(line()), line());
    let issuer = &keys().all[1];
    let holder = &keys().all[2];
    let request = BuildRequest {
        payload: Payload::Claims(claims.to_owned()),
        signing: Some(Signing::compact(SignatureRequest::new(Arc::clone(issuer), r#"{"typ":"example+sd-jwt"}"#))),
        ..BuildRequest::default()
    };
    let selection = Selection { paths: concealed, holder: Some(Arc::clone(holder)), ..Selection::default() };
    let Ok(issued) = issue(&request, &selection, &LIMITS) else { return };
    let ring = KeyRing::new([Arc::clone(issuer)]);
    let options = ExamineOptions { limits: LIMITS, ..ExamineOptions::default() };
    let holds = |text: &str, count: usize| {
        let examination = look(text, &ring, &options);
        let layer = &examination.layers[0];
        assert!(
            layer.signatures.iter().all(|result| result.status == SignatureStatus::Verified),
            "not verified: {text}"
        );
        let sd_jwt = layer.sd_jwt.as_ref();
        assert_eq!(sd_jwt.map_or(0, |sd_jwt| sd_jwt.disclosures.len()), count, "{text}");
        if let Some(reason) = sd_jwt.and_then(|sd_jwt| sd_jwt.disclosure_reasons().next()) {
            panic!("a disclosure of our own is refused: {reason:?}, {text}");
        }
    };
    holds(&issued.built.text, issued.disclosures.len());
    let binding = KeyBindingRequest {
        key: Arc::clone(holder),
        algorithm: None,
        nonce: nonce.to_owned(),
        audience: "https://verifier.example".to_owned(),
        issued_at: NOW,
    };
    for disclose in [Disclose::Everything, Disclose::Claims(disclosed)] {
        for key_binding in [None, Some(binding.clone())] {
            let token = issued.built.text.clone();
            let request = PresentationRequest { token, disclose: disclose.clone(), key_binding, allow_weak: false };
            let Ok(presented) = show(&request, &LIMITS) else { continue };
            holds(&presented.text, presented.disclosed.len());
        }
    }
}

/// A token and a key in envelopes that the first bytes choose, in a text of anything: nothing else is made of them.
pub fn envelope(data: &[u8]) {
    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UifQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const KEY: &str = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let Some(([count, chain @ ..], rest)) = choices::<6>(data) else { return };
    let Ok(around) = std::str::from_utf8(rest) else { return };
    let (before, behind) = around.split_once('\0').unwrap_or((around, ""));
    let wrap = |text: &str| {
        chain.iter().take(usize::from(count) % 6).fold(text.to_owned(), |text, envelope| {
            // Some envelopes grow what is in them sixfold.
            if text.len() > 64 * 1024 { text } else { wrapped(&text, *envelope) }
        })
    };
    let text = format!("{before}{}{behind}", wrap(TOKEN));
    let limits = Limits { candidates: 8, ..LIMITS };
    let found = detect(&text, &limits);
    for candidate in &found.candidates {
        inside(candidate.source, &text);
        // What was taken out of envelopes is listed.
        let is_as_it_stands = candidate.source.of(&text) == Some(candidate.text.as_str());
        assert!(is_as_it_stands || !candidate.cleaned.is_empty(), "changed, and not listed: {}", candidate.text);
    }
    let text = format!("{before}{}{behind}", wrap(KEY));
    let options = ImportOptions::default();
    let found = import(text.as_bytes(), "fuzz", &options, &LIMITS, &mut KeyIds::default());
    if around.is_empty() {
        // Beyond the depth that is searched, a text may be what a person types as a secret; never another key.
        let is_right =
            |key: &Jwk| key.thumbprint == keys().all[2].thumbprint || matches!(key.material, KeyMaterial::Oct(_));
        assert!(found.keys.iter().all(is_right), "another key");
    }
}

/// Whole verdicts: a token that is rightly signed by one of the keys; with any one bit flipped, or with another key, it is
/// never valid.
///
/// Bytes: algorithm, place of the flip (2), its bit, policy; then members of the header in a line, and the payload.
pub fn verdict(data: &[u8]) {
    let Some(([algorithm, high, low, bit, expected], rest)) = choices::<5>(data) else { return };
    let at = rest.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let members = String::from_utf8_lossy(&rest[..at]);
    let payload = rest.get(at + 1..).unwrap_or_default();
    let (name, index) = of(algorithm, &[("HS256", 0), ("ES256", 1), ("Ed25519", 2), ("HS384", 0), ("EdDSA", 2)]);
    let key = &keys().all[index];
    let comma = if members.trim().is_empty() { "" } else { "," };
    let header = format!(r#"{{"alg":"{name}"{comma}{members}}}"#);
    let input = format!("{}.{}", base64::encode(header.as_bytes()), base64::encode(payload));
    let row = jwa::signature::find(name).expect("in the table");
    let code = signature::sign(row, &key.material, input.as_bytes()).expect("a signature");
    let token = format!("{input}.{}", base64::encode(&code));
    let on = |bit: u8, text: &str| (expected & (1 << bit) != 0).then(|| text.to_owned());
    let policy = Policy {
        issuer: on(0, "https://as.example"),
        audience: on(1, "api"),
        token_type: on(2, "at+jwt"),
        nonce: on(3, "n"),
        required_claims: on(4, "sub").into_iter().collect(),
        leeway: Some(60),
        ..Policy::default()
    };
    let told = |text: &str, key: &Arc<Jwk>| {
        let options = ExamineOptions { limits: LIMITS, keys_are_for_this_token: true, ..ExamineOptions::default() };
        let examination: Examination = look(text, &KeyRing::new([Arc::clone(key)]), &options);
        let judgement = judge(&examination, &policy, NOW);
        let words = speech::verdict::of(&examination, &judgement, NOW);
        assert!(!words.line().trim().is_empty(), "a verdict without a word");
        judgement.verdict
    };
    let first = told(&token, key);
    let mut bytes = token.clone().into_bytes();
    let at = (usize::from(high) << 8 | usize::from(low)) % bytes.len();
    bytes[at] ^= 1 << (bit % 7);
    let flipped = String::from_utf8(bytes).expect("still ASCII");
    assert_ne!(told(&flipped, key), Verdict::Valid, "valid with a flipped bit at {at}: {flipped}");
    let other = &keys().all[if index == 0 { 5 } else { 0 }];
    assert_ne!(told(&token, other), Verdict::Valid, "valid with another key: {token}");
    if first == Verdict::Valid {
        // It is a matter of the key: the same claims, not signed.
        let unsigned = format!("{input}.");
        assert_ne!(told(&unsigned, key), Verdict::Valid, "valid without a signature");
    }
}

/// `run` says so, as cargo-fuzz does.
#[allow(unexpected_cfgs)]
const IS_FUZZER: bool = cfg!(fuzzing);

/// How work grows: a text with one piece of it repeated, and repeated four times as often. Under the fuzzer alone, where
/// nobody else's minute is wasted by an assertion about time: more than ten times as long for four times as much, three
/// times in a row, is a finding.
///
/// Bytes: what is done; then what stands in front, the piece, and what stands behind, a zero between them.
pub fn growth(data: &[u8]) {
    let Some(([what], rest)) = choices::<1>(data) else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let mut pieces = text.splitn(3, '\0');
    let (Some(before), Some(piece), behind) = (pieces.next(), pieces.next(), pieces.next().unwrap_or("")) else {
        return;
    };
    if piece.is_empty() || before.len() + behind.len() > 4096 {
        return;
    }
    let size = if IS_FUZZER { 16 * 1024 } else { 2 * 1024 };
    let repeated = |times: usize| format!("{before}{}{behind}", piece.repeat(times * size / piece.len().max(1)));
    let run = |text: &str| -> Duration {
        let start = worked();
        match what % 4 {
            0 => drop(detect(text, &LIMITS)),
            1 => drop(import(text.as_bytes(), "fuzz", &ImportOptions::default(), &LIMITS, &mut KeyIds::default())),
            2 => {
                let token = format!("{}.{}.AA", base64::encode(br#"{"alg":"HS256"}"#), base64::encode(text.as_bytes()));
                whole(&token);
            }
            _ => whole(text),
        }
        worked().saturating_sub(start)
    };
    let (short, long) = (repeated(1), repeated(4));
    let mut found = 0;
    for _ in 0..3 {
        let (one, four) = (run(&short), run(&long));
        if !IS_FUZZER || four < Duration::from_millis(30) || four < 10 * one {
            return;
        }
        found = four.as_millis();
    }
    panic!("four times as much takes {found} ms, more than ten times as long");
}

/// How long this process has worked: what else the machine does counts for nothing.
#[cfg(unix)]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(not(unix))]
fn worked() -> Duration {
    static START: LazyLock<std::time::Instant> = LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn whole(text: &str) {
    let options = ExamineOptions { limits: LIMITS, ..ExamineOptions::default() };
    let examination = look(text, &keys().ring, &options);
    let _ = judge(&examination, &Policy::default(), NOW);
}
