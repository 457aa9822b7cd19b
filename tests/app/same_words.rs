//! One verdict, one wording: the window's strip, the first line of the terminal and the message of the JSON report say the
//! same words, in thirty situations and more.

use crate::desk::{Desk, NOW};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A token and the files of the keys that are at hand, below `tests/data` and `assets/samples`.
const SITUATIONS: &[(&str, &[&str])] = &[
    // Valid, and what it rests on.
    ("tokens/good.jwt", &["tokens/secret.jwk"]),
    ("tokens/es256.jwt", &["keys/p256.spki.pem"]),
    ("tokens/rs256.jwt", &["keys/rsa.spki.pem"]),
    ("tokens/ed448.jwt", &["keys/ed448.spki.pem"]),
    ("tokens/a256gcmkw.jwt", &["tokens/aes.jwk"]),
    ("tokens/ecdh-es-a128kw.jwt", &["keys/p256.pkcs8.pem"]),
    ("tokens/empty-payload.jwt", &["tokens/secret.jwk"]),
    ("tokens/finding-secret.jwt", &["tokens/secret.jwk"]),
    ("tokens/rfc7515-general.json", &["tokens/rfc7515-general.jwk"]),
    ("tokens/rfc7519-nested.jwt", &["tokens/rfc7519-nested.jwk"]),
    ("tokens/rfc8037-ed25519.jwt", &["tokens/rfc8037-ed25519.jwk"]),
    ("samples/nested.txt", &["samples/nested-keys.json"]),
    ("samples/sd-jwt.txt", &["samples/sd-jwt-key.json"]),
    // Against the clock.
    ("tokens/expired.jwt", &["tokens/secret.jwk"]),
    ("tokens/expired.jwt", &["tokens/other-secret.jwk"]),
    ("tokens/expired.jwt", &[]),
    ("tokens/not-yet.jwt", &["tokens/secret.jwk"]),
    ("tokens/from-the-future.jwt", &["tokens/secret.jwk"]),
    // Rejected, malformed, not decrypted.
    ("tokens/tampered.jwt", &["tokens/secret.jwk"]),
    ("tokens/hs512-with-hs256.jwt", &["tokens/secret.jwk"]),
    ("tokens/hmac-with-public-key.jwt", &["keys/rsa.spki.pem"]),
    ("tokens/es256-der.jwt", &["keys/p256.spki.pem"]),
    ("tokens/cut-signature.jwt", &["tokens/secret.jwk"]),
    ("tokens/critical.jwt", &["tokens/secret.jwk"]),
    ("tokens/alg-missing.jwt", &["tokens/secret.jwk"]),
    ("tokens/finding-padded.jwt", &["tokens/secret.jwk"]),
    ("tokens/array-payload.jwt", &["tokens/secret.jwk"]),
    // Not checked.
    ("tokens/good.jwt", &[]),
    ("tokens/es256.jwt", &["keys/x25519.spki.pem"]),
    ("tokens/alg-unknown.jwt", &["tokens/secret.jwk"]),
    ("tokens/rfc7797-detached.jwt", &["tokens/rfc7797-detached.jwk"]),
    ("tokens/dir.jwt", &[]),
    ("tokens/ecdh-es.jwt", &["keys/p256.spki.pem"]),
    ("tokens/rfc9901-presented.jwt", &[]),
    ("samples/nested.txt", &[]),
    // Neither.
    ("tokens/rfc7515-none.jwt", &[]),
];

fn path(name: &str) -> PathBuf {
    let folder = if name.starts_with("samples/") { "assets" } else { "tests/data" };
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name)
}

fn terminal(token: &str, keys: &[&str], more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotsmith"));
    command.arg("inspect").arg(path(token)).args(["--now", &NOW.to_string(), "--color", "never"]).args(more);
    for key in keys {
        command.arg("--key").arg(path(key));
    }
    String::from_utf8(command.output().expect("it runs").stdout).expect("UTF-8")
}

fn window(token: &str, keys: &[&str]) -> String {
    let mut desk = Desk::new();
    for key in keys {
        let name = path(key).file_name().expect("a name").to_string_lossy().into_owned();
        desk.key_file(&name, &std::fs::read(path(key)).expect("readable"));
    }
    let verdict = desk.paste(&std::fs::read_to_string(path(token)).expect("UTF-8")).verdict;
    let rest: Vec<String> = [verdict.detail, verdict.time].into_iter().filter(|piece| !piece.is_empty()).collect();
    format!("{}: {}", verdict.word, rest.join(" · "))
}

#[test]
fn window_terminal_and_report_say_the_same_words() {
    assert!(SITUATIONS.len() >= 30);
    let mut lines = std::collections::BTreeSet::new();
    for (token, keys) in SITUATIONS {
        let read_out = terminal(token, keys, &[]);
        let line = read_out.lines().next().unwrap_or_default();
        let line = line.split_once(' ').map_or(line, |(_, line)| line);
        let report: serde_json::Value = serde_json::from_str(&terminal(token, keys, &["--json"])).expect("JSON");
        assert_eq!(report["message"].as_str(), Some(line), "{token} {keys:?}");
        assert_eq!(window(token, keys), line, "{token} {keys:?}");
        lines.insert(line.to_owned());
    }
    assert!(lines.len() >= 25, "the situations differ: {lines:#?}");
}
