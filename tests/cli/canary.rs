//! Marked secrets through every command, and a search for the marks in all that is printed, logged or kept in the clear.

use crate::vector::{encode, sign};
use crate::{Folder, Ran, Run, build, inspect, keys, run};
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::keyring::open;
use std::path::Path;

/// What is marked: a passphrase, a shared secret, its words in JSON. Long and rare, found wherever they leak.
const PASSPHRASE: &str = "canary-passphrase-5d1e7b-not-to-be-seen";
const SECRET: &str = "canary-secret-7f3a9c-not-to-be-seen-anywhere-at-all";
const OTHER: &str = "canary-other-2b8d44-not-to-be-seen-anywhere-at-all";

/// A mark as it stands, in base64 of both alphabets, and in hexadecimal.
fn marks(extra: &[String]) -> Vec<Vec<u8>> {
    let mut marks: Vec<Vec<u8>> = extra.iter().map(|text| text.as_bytes().to_vec()).collect();
    for text in [PASSPHRASE, SECRET, OTHER] {
        marks.push(text.as_bytes().to_vec());
        // The middle: what stands before it shifts the alphabet by up to two bytes.
        for skip in 0..3 {
            let part = &text.as_bytes()[skip..];
            let encoded = encode(&part[..part.len() / 3 * 3]);
            marks.push(encoded.replace('-', "+").replace('_', "/").into_bytes());
            marks.push(encoded.into_bytes());
        }
        marks.push(data_encoding::HEXLOWER.encode(text.as_bytes()).into_bytes());
    }
    marks
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

#[test]
fn marked_secrets_show_nowhere() {
    let folder = Folder::new();
    let jwk = format!(r#"{{"kty":"oct","kid":"marked","k":"{}"}}"#, encode(OTHER));
    let (secret, jwk) = (folder.file("secret.txt", SECRET), folder.file("secret.jwk", jwk));
    let private =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/keys/p256.pkcs8.pem")).unwrap();
    let pem = folder.file("p256.pem", &private);
    // Its private value in base64url, and a line of the PEM.
    let private =
        ["lJrs52jkXK663Jy49Ttb36pp2DHa6IsB8eUw007lNJ4".to_owned(), private.lines().nth(1).unwrap().to_owned()];
    let token = sign(r#"{"alg":"HS256"}"#, r#"{"sub":"alice"}"#, SECRET.as_bytes());
    let damaged = format!("{}AAAA", &token[..token.len() - 4]);
    let broken = folder.file("broken.jwk", format!(r#"{{"kty":"oct","k":"{}=","crv":[{{"#, encode(OTHER)));
    let ring = ["--keyring", "prod", "--passphrase-env", "PASS"];
    let with = |words: &[&str]| -> Run { keys(&folder, &[words, &ring].concat()) };
    let out = folder.path("encrypted.pem");
    let runs: Vec<Run> = vec![
        keys(&folder, &["generate", "oct-256", "--keyring", "prod", "--create", "--passphrase-env", "PASS"]),
        with(&["generate", "p-256"]),
        with(&["add", &secret, &jwk, &pem]),
        with(&["add", &secret]),
        with(&["add", &broken]),
        with(&["list"]),
        with(&["list", "--json"]),
        keys(&folder, &["list", &secret]),
        keys(&folder, &["list", &jwk, "--json"]),
        keys(&folder, &["list", &broken]),
        keys(&folder, &["list"]),
        with(&["export"]),
        with(&["export", "--to", "jwk-set"]),
        with(&["export", "--to", "encrypted-jwk-set", "--private"]),
        keys(&folder, &["convert", &pem]),
        keys(&folder, &["convert", &pem, "--to", "pkcs8-pem"]),
        keys(
            &folder,
            &[
                "convert",
                &pem,
                "--to",
                "encrypted-pkcs8-pem",
                "--private",
                "--new-passphrase-env",
                "PASS",
                "--out",
                &out,
            ],
        ),
        keys(&folder, &["convert", &jwk]),
        keys(&folder, &["convert", &jwk, "--to", "thumbprint"]),
        // A wrong passphrase, and one where none belongs.
        keys(&folder, &["list", "--keyring", "prod", "--passphrase-env", "SECRET"]),
        keys(&folder, &["list", "--keyring", SECRET]),
        inspect(&[&token, "--secret-env", "SECRET"]),
        inspect(&[&token, "--secret-env", "SECRET", "--json"]),
        inspect(&[&token, "--secret-env", "OTHER", "--json"]),
        inspect(&[&damaged, "--secret-file", &secret]),
        inspect(&[&damaged, "--key", &jwk, "--key", &pem, "--json"]),
        inspect(&[&[&token, "--json"], &ring[..]].concat()).env("JOTSMITH_DATA_DIR", &folder.path("data")),
        build(&["--claims", r#"{"sub":"alice"}"#, "--secret-env", "SECRET"]),
        build(&["--claims", r#"{"sub":"alice"}"#, "--key", &pem]),
        build(&["--claims", r#"{"sub":"alice"}"#, "--key", &broken]),
        build(&["--claims", r#"{"sub":"alice"}"#, "--passphrase-env", "PASS", "--jwe-alg", "PBES2-HS256+A128KW"]),
        keys(&folder, &["delete", "prod"]),
        keys(&folder, &["trash"]),
        keys(&folder, &["restore", "prod"]),
    ];
    let marks = marks(&private);
    let (mut count, mut worked) = (0, 0);
    for run in runs {
        let Ran { status, stdout, stderr } = run
            .env("PASS", PASSPHRASE)
            .env("SECRET", SECRET)
            .env("OTHER", OTHER)
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "full")
            .run();
        // The one that names a keyring like a secret is told its own words again.
        let stderr = stderr.replace(&format!("keyring {SECRET}"), "");
        for mark in &marks {
            let shown = String::from_utf8_lossy(mark);
            assert!(!holds(stdout.as_bytes(), mark), "{shown} in run {count}: {stdout}");
            assert!(!holds(stderr.as_bytes(), mark), "{shown} in run {count}: {stderr}");
        }
        count += 1;
        worked += usize::from(status == 0);
    }
    assert!(worked >= 20, "most of them do something: {worked} of {count}");
    // What was written: the keyring, its backups, the exported file. They hold the keys, encrypted.
    let mut written = Vec::new();
    files(Path::new(&folder.path("data")), &mut written);
    written.push((out.clone(), std::fs::read(&out).unwrap()));
    assert!(written.iter().any(|(name, _)| name.ends_with("prod.jwe")));
    for (name, bytes) in &written {
        for mark in &marks {
            assert!(!holds(bytes, mark), "{} in {name}", String::from_utf8_lossy(mark));
        }
    }
    let (_, sealed) = written.iter().find(|(name, _)| name.ends_with("prod.jwe")).unwrap();
    let passphrase = SecretBytes::from(PASSPHRASE.as_bytes());
    let keyring = open(sealed, "prod", Some(&passphrase), &Limits::DEFAULT, &mut Default::default()).expect("it opens");
    assert_eq!(keyring.entries().len(), 5, "and it holds them");
    println!("{count} runs and {} files, {} marks: found nowhere", written.len(), marks.len());
}

/// A crash leaves no core dump, and the environment can say otherwise.
#[cfg(target_os = "linux")]
#[test]
fn a_crash_leaves_no_core_dump() {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, Stdio};
    let folder = Folder::new();
    let crashed = |allow: &str| {
        let mut child = Command::new("sh")
            .args(["-c", "ulimit -c unlimited 2>/dev/null; exec \"$0\" inspect -", env!("CARGO_BIN_EXE_jotsmith")])
            .env("JOTSMITH_ALLOW_DEBUGGER", allow)
            .current_dir(folder.path(""))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let read = |name: &str| std::fs::read_to_string(format!("/proc/{}/{name}", child.id())).unwrap_or_default();
        // The hard limit: the soft one may be zero before.
        let limit = || {
            let line = read("limits").lines().find(|line| line.starts_with("Max core file size")).map(str::to_owned);
            line.and_then(|line| line.split_whitespace().rev().nth(1).map(str::to_owned))
        };
        let begun = std::time::Instant::now();
        let is_ready = || {
            let has_begun = read("comm").trim() == "jotsmith";
            has_begun && (!allow.is_empty() || limit().as_deref() == Some("0"))
        };
        // A busy machine is no fault.
        while begun.elapsed().as_secs() < 30 && !is_ready() {
            std::thread::yield_now();
        }
        // It waits for its input by then. SIGQUIT would be ignored where the tests run in a shell's background.
        std::thread::sleep(std::time::Duration::from_millis(300));
        let limit = limit();
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-TRAP", &pid]).status().expect("kill").success());
        let status = child.wait().expect("it ends");
        assert_eq!(status.signal(), Some(5));
        (limit, status.core_dumped())
    };
    assert_eq!(crashed(""), (Some("0".to_owned()), false));
    let (limit, dumped) = crashed("1");
    println!("with JOTSMITH_ALLOW_DEBUGGER the limit is {limit:?}, core dumped: {dumped}");
    assert_ne!(limit.as_deref(), Some("0"), "the environment can say otherwise");
}

/// A private key that somebody put into a token (RFC 7517 §9.3): nothing of it is printed. Every form is in
/// `tests/engine/private_key.rs`.
#[test]
fn a_private_key_inside_a_token_is_never_printed() {
    let folder = Folder::new();
    let pem = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/keys/p256.pkcs8.pem")).unwrap();
    let marks = marks(&[pem.lines().nth(1).unwrap().to_owned()]);
    let jwk = format!(r#"{{"kty":"oct","k":"{}","kid":"1"}}"#, encode(OTHER));
    let header = format!(r#"{{"alg":"HS256","jwk":{jwk}}}"#);
    let quoted = serde_json::Value::from(&*pem);
    let inner = sign(&header, format!(r#"{{"a":1,"cnf":{{"jwk":{jwk}}},"b":{quoted}}}"#), SECRET.as_bytes());
    let other = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tokens/dpop.jwt");
    let texts = [
        inner.clone(),
        sign(r#"{"alg":"HS256","cty":"JWT"}"#, &inner, SECRET.as_bytes()),
        sign(r#"{"alg":"HS256"}"#, &jwk, SECRET.as_bytes()),
        sign(r#"{"alg":"HS256"}"#, &pem, SECRET.as_bytes()),
    ];
    for (index, text) in texts.iter().enumerate() {
        let token = folder.file(&format!("{index}.txt"), text);
        for run in [
            inspect(&[&token, "--secret-env", "SECRET"]),
            inspect(&[&token, "--secret-env", "SECRET", "--json"]),
            run(&["compare", &token, other]),
            run(&["redact", &token]),
            run(&["redact", &token, "--json", "--keep-lengths"]),
            run(&["compare", &token, other, "--json"]),
        ] {
            let Ran { stdout, stderr, .. } = run.env("SECRET", SECRET).env("RUST_LOG", "trace").run();
            for mark in &marks {
                let shown = holds(stdout.as_bytes(), mark) || holds(stderr.as_bytes(), mark);
                assert!(!shown, "{} of {text}: {stdout}{stderr}", String::from_utf8_lossy(mark));
            }
        }
    }
}
