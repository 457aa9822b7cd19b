//! Speed as ratios: each row times a thing of ours against its own measure in the same run, in turn, so that a machine that
//! slows down slows both. Run with `cargo bench`; nothing here passes or fails by the clock.
//!
//! What is compared: verifying against the same signature checked by OpenSSL alone; a large token against its base64url and
//! HMAC alone; a frame of the window with a token against one without.

use jotsmith::app::value::reading as analysis;
use jotsmith::engine::builder::jwe::{Encryption, RecipientRequest};
use jotsmith::engine::builder::{BuildRequest, Payload, SignatureRequest, Signing, build};
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::jose::status::SignatureStatus;
use jotsmith::engine::key::{Jwk, KeyIds, KeyRing};
use jotsmith::engine::key_file::export::{ExportFormat, export};
use jotsmith::engine::key_file::generate;
use jotsmith::engine::key_file::generate::{Recipe, generate};
use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey, Public};
use openssl::sign::{Signer, Verifier};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long one sample of one side takes at least.
const SAMPLE: Duration = Duration::from_millis(20);
/// Samples of each side; the median counts.
const SAMPLES: usize = 15;

fn main() {
    // `cargo test --benches` and `cargo bench -- --list` ask for nothing that takes time.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("run with cargo bench");
        return;
    }
    println!("{:44} {:>12} {:>12} {:>8}", "what", "ours", "measure", "ratio");
    for (kind, digest) in [
        ("oct-256", Some(MessageDigest::sha256())),
        ("rsa-2048", Some(MessageDigest::sha256())),
        ("p-256", Some(MessageDigest::sha256())),
        ("ed25519", None),
    ] {
        verifying(kind, digest);
    }
    for kind in ["oct-256", "rsa-2048", "p-256", "p-384", "p-521", "ed25519"] {
        explaining(kind);
    }
    for (kind, alg) in [("oct-256", "A256KW"), ("rsa-2048", "RSA-OAEP"), ("p-256", "ECDH-ES+A128KW")] {
        closed(kind, alg);
    }
    wrapped();
    large(1_000_000);
    large(10_000_000);
    #[cfg(feature = "gui")]
    window::frames();
}

/// A token that another key made, with every cause tried, against the same examination without.
fn explaining(kind: &str) {
    let token = token(&key(kind), r#"{"iss":"https://issuer.example","exp":1795442700}"#.to_owned());
    let ring = KeyRing::new([key(kind)]);
    let with = ExamineOptions { keys_are_for_this_token: true, ..ExamineOptions::default() };
    let limited = |limits: Limits| ExamineOptions { limits, ..with.clone() };
    let (live, without) = (limited(Limits::DEFAULT.at_once()), limited(Limits { cause_calls: 0, ..Limits::DEFAULT }));
    let examined = |options: &ExamineOptions| assert!(!black_box(examine(&token, &ring, options)).layers.is_empty());
    row(&format!("why {kind} rejects, while one types"), || examined(&live), || examined(&without));
    row(&format!("why {kind} rejects, every cause tried"), || examined(&with), || examined(&without));
}

/// The same of a token that was encrypted for another key.
fn closed(kind: &str, alg: &str) {
    let key = || {
        let row = generate::find(kind).expect("there is such a kind");
        let recipe = Recipe { public_key_use: None, algorithm: Some(alg.to_owned()), ..Recipe::usual(row) };
        Arc::new(generate(&recipe, &mut KeyIds::default()).expect("a key"))
    };
    let encryption = Some(Encryption::compact(RecipientRequest::new(key()), ""));
    let payload = Payload::Claims(r#"{"iss":"https://issuer.example"}"#.to_owned());
    let token =
        build(&BuildRequest { payload, encryption, ..Default::default() }, &Limits::DEFAULT).expect("a token").text;
    let ring = KeyRing::new([key()]);
    let limited =
        |limits: Limits| ExamineOptions { keys_are_for_this_token: true, limits, ..ExamineOptions::default() };
    let (live, with) = (limited(Limits::DEFAULT.at_once()), limited(Limits::DEFAULT));
    let without = limited(Limits { cause_calls: 0, ..Limits::DEFAULT });
    let examined = |options: &ExamineOptions| assert!(!black_box(examine(&token, &ring, options)).layers.is_empty());
    row(&format!("why {kind} does not open, while one types"), || examined(&live), || examined(&without));
    row(&format!("why {kind} does not open, every cause"), || examined(&with), || examined(&without));
}

/// A token in four wrappings, found and examined, against the token alone found and examined.
fn wrapped() {
    let token = token(&key("p-256"), r#"{"iss":"https://issuer.example","exp":1795442700}"#.to_owned());
    let json = serde_json::json!({ "access_token": token, "token_type": "Bearer" }).to_string();
    let inside = serde_json::json!({ "body": json }).to_string();
    let paste = format!("> set-cookie: session={}\n", data_encoding::BASE64.encode(inside.as_bytes()));
    let (ring, options) = (KeyRing::default(), ExamineOptions::default());
    let read = |paste: &str| {
        let read = analysis::read(paste, &Limits::DEFAULT);
        let candidate = read.candidates.first().expect("a token");
        assert!(!black_box(examine(&candidate.text, &ring, &options)).layers.is_empty());
    };
    row("find and examine a token in four wrappings", || read(&paste), || read(&token));
}

/// One thing against its measure, in turn.
fn row(name: &str, mut ours: impl FnMut(), mut measure: impl FnMut()) {
    let (mut times, mut measures) = (Vec::new(), Vec::new());
    for _ in 0..SAMPLES {
        times.push(sample(&mut ours));
        measures.push(sample(&mut measure));
    }
    let (time, measure) = (median(times), median(measures));
    println!("{name:44} {:>12} {:>12} {:>7.2}x", words(time), words(measure), time / measure);
}

/// Seconds that one call takes, from as many as fill a sample.
fn sample(work: &mut impl FnMut()) -> f64 {
    let begin = Instant::now();
    let mut calls = 0_u32;
    while begin.elapsed() < SAMPLE {
        work();
        calls += 1;
    }
    begin.elapsed().as_secs_f64() / f64::from(calls)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn words(seconds: f64) -> String {
    if seconds < 1e-3 { format!("{:.1} µs", seconds * 1e6) } else { format!("{:.2} ms", seconds * 1e3) }
}

fn key(kind: &str) -> Arc<Jwk> {
    let row = generate::find(kind).expect("there is such a kind");
    Arc::new(generate(&Recipe::usual(row), &mut KeyIds::default()).expect("a key"))
}

fn token(key: &Arc<Jwk>, claims: String) -> String {
    let signing = Signing::compact(SignatureRequest::new(Arc::clone(key), ""));
    let request = BuildRequest { payload: Payload::Claims(claims), signing: Some(signing), ..Default::default() };
    build(&request, &Limits::DEFAULT).expect("a token").text
}

/// What OpenSSL alone has to check: the signing input and the signature's bytes.
fn parts(token: &str) -> (&str, &str) {
    token.rsplit_once('.').expect("a compact token")
}

/// The whole examination of a token (parsing, keys, verifying, lint) against base64url and OpenSSL's check alone.
fn verifying(kind: &str, digest: Option<MessageDigest>) {
    let key = key(kind);
    let claims = r#"{"iss":"https://issuer.example","sub":"user-42","aud":"https://cdn.example","iat":1795442400,"exp":1795442700,"roles":["editor","cdn:read"]}"#;
    let token = token(&key, claims.to_owned());
    let ring = KeyRing::new([Arc::clone(&key)]);
    let options = ExamineOptions::default();
    let (input, signature) = parts(&token);
    let ours = || {
        let examination = examine(&token, &ring, &options);
        assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Verified);
    };
    let name = format!("examine a token, {kind}");
    if kind == "oct-256" {
        let secret = export(&[&key], ExportFormat::Secret, None).expect("a secret");
        let secret = PKey::hmac(secret.expose()).expect("a key");
        let sha256 = MessageDigest::sha256();
        row(&name, ours, || {
            let mut signer = Signer::new(sha256, &secret).expect("a signer");
            let tag = signer.sign_oneshot_to_vec(input.as_bytes()).expect("a tag");
            assert!(openssl::memcmp::eq(&tag, &base64url::decode(signature).bytes));
        });
        return;
    }
    let public = export(&[&key], ExportFormat::SpkiDer, None).expect("a public key");
    let public: PKey<Public> = PKey::public_key_from_der(public.expose()).expect("a key");
    row(&name, ours, || {
        let bytes = base64url::decode(signature).bytes;
        let mut verifier = match digest {
            Some(digest) => Verifier::new(digest, &public),
            None => Verifier::new_without_digest(&public),
        }
        .expect("a verifier");
        // JOSE has r and s side by side, OpenSSL wants them in DER (RFC 7518 §3.4).
        let bytes = if public.id() == Id::EC { der(&bytes) } else { bytes };
        assert!(verifier.verify_oneshot(&bytes, input.as_bytes()).expect("a verdict"));
    });
}

fn der(bytes: &[u8]) -> Vec<u8> {
    use openssl::bn::BigNum;
    let (r, s) = bytes.split_at(bytes.len() / 2);
    let number = |bytes| BigNum::from_slice(bytes).expect("a number");
    let signature = openssl::ecdsa::EcdsaSig::from_private_components(number(r), number(s)).expect("a signature");
    signature.to_der().expect("DER")
}

/// A token of so many bytes of claims: reading the paste, and examining it.
fn large(bytes: usize) {
    let key = key("oct-256");
    let token = token(&key, format!(r#"{{"sub":"alice","data":"{}"}}"#, "x".repeat(bytes)));
    let ring = KeyRing::new([Arc::clone(&key)]);
    let (input, _) = parts(&token);
    let (_, payload) = input.split_once('.').expect("a compact token");
    let secret = export(&[&key], ExportFormat::Secret, None).expect("a secret");
    let secret = PKey::hmac(secret.expose()).expect("a key");
    let options = ExamineOptions::default();
    let name = format!("examine {} MB, against base64url and HMAC", bytes / 1_000_000);
    let alone = || {
        black_box(base64url::decode(payload).bytes);
        let mut signer = Signer::new(MessageDigest::sha256(), &secret).expect("a signer");
        black_box(signer.sign_oneshot_to_vec(input.as_bytes()).expect("a tag"));
    };
    row(&name, || assert!(!black_box(examine(&token, &ring, &options)).layers.is_empty()), alone);
    let name = format!("read a paste of {} MB, against the same", bytes / 1_000_000);
    row(&name, || assert_eq!(analysis::read(&token, &Limits::DEFAULT).candidates.len(), 1), alone);
}

#[cfg(feature = "gui")]
mod window {
    use super::{key, row, token};
    use jotsmith::app::message::command::Command;
    use jotsmith::app::message::effect::Effect;
    use jotsmith::app::state::State;
    use jotsmith::app::update::update;
    use jotsmith::app::value::settings::Settings;
    use jotsmith::app::view::{self, View};
    use jotsmith::ui::{Ui, egui};

    /// The view of a window in which this token was pasted.
    fn view_of(token: Option<String>) -> View {
        let mut state = State::new(Settings::default(), jiff::tz::TimeZone::UTC, 1_795_442_400);
        let mut queue: Vec<Command> = token.map(Command::PasteToken).into_iter().collect();
        while let Some(command) = queue.pop() {
            for effect in update(&mut state, command) {
                if let Effect::Run(job) = effect {
                    queue.push(Command::Answer(Box::new(job.run())));
                }
            }
        }
        view::build(&state)
    }

    struct Window {
        ctx: egui::Context,
        ui: Ui,
        view: View,
    }

    impl Window {
        fn new(token: Option<String>) -> Self {
            let ctx = egui::Context::default();
            let ui = Ui::new(&ctx);
            let mut window = Self { ctx, ui, view: view_of(token) };
            // Fonts and layouts of the first frames are made once.
            for _ in 0..4 {
                window.frame();
            }
            window
        }

        fn frame(&mut self) {
            let rect = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0));
            let input = egui::RawInput { screen_rect: Some(rect), ..Default::default() };
            let output = self.ctx.run_ui(input, |ui| self.ui.show(ui, &self.view, &mut |_| {}));
            let shapes = output.shapes.clone();
            let pixels = output.pixels_per_point;
            output.drop_without_applying_deltas();
            std::hint::black_box(self.ctx.tessellate(shapes, pixels));
        }
    }

    /// A frame with a token against a frame of the empty window.
    pub fn frames() {
        let key = key("p-256");
        let claims = |bytes: usize| format!(r#"{{"sub":"alice","exp":1795446000,"data":"{}"}}"#, "x".repeat(bytes));
        for (name, bytes) in [
            ("a frame with a token, against an empty window", 100),
            ("the same, 100 kB, against an empty window", 100_000),
            ("the same, 10 MB, against an empty window", 10_000_000),
        ] {
            let mut empty = Window::new(None);
            let mut full = Window::new(Some(token(&key, claims(bytes))));
            row(name, || full.frame(), || empty.frame());
        }
    }
}
