//! What OpenSSL and the services of others sign becomes a token as they print it, and what does not fit says why.

use crate::golden::Said;
use crate::{Folder, INVALID, Ran, UNUSABLE, VALID, build, inspect, run};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Runs openssl on some input; `None`, and it is said: it is not here.
fn openssl(arguments: &[&str], input: &str) -> Option<Vec<u8>> {
    let started = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        assert!(std::env::var_os("JOTSMITH_TEST_ALL").is_none(), "no openssl here");
        let _ = writeln!(std::io::stderr(), "no openssl here: what it signs is not tested");
        return None;
    };
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{arguments:?}");
    Some(output.stdout)
}

/// A private key that openssl made, its public half, and what `--signing-input` prints for it.
struct Signing {
    folder: Folder,
    private: String,
    public: String,
    input: String,
}

impl Signing {
    fn new(kind: &[&str], algorithm: &str) -> Option<Self> {
        let folder = Folder::new();
        let private = folder.file("private.pem", openssl(&[&["genpkey"], kind].concat(), "")?);
        let public = folder.file("public.pem", openssl(&["pkey", "-in", &private, "-pubout"], "")?);
        let ran = build(&["--sub", "a", "-k", &public, "--alg", algorithm, "--signing-input"]).run();
        assert_eq!(ran.status, 0, "{ran:?}");
        folder.file("input", &ran.stdout);
        Some(Self { folder, private, public, input: ran.stdout })
    }

    fn sign(&self, more: &[&str], input: &str) -> Vec<u8> {
        openssl(&[&["dgst", "-sha256", "-sign", &self.private], more].concat(), input).expect("it was there")
    }

    fn assembled(&self, signature: impl AsRef<[u8]>) -> Ran {
        let (signature, input) = (self.folder.file("signature", signature), self.folder.path("input"));
        build(&["--input", &input, "--signature", &signature, "-k", &self.public, "-q"]).run()
    }
}

const EC: [&str; 4] = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
const RSA: [&str; 4] = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];

#[test]
fn what_openssl_prints_is_taken_as_it_is() {
    for (kind, algorithm) in [(EC, "ES256"), (RSA, "RS256")] {
        let Some(signing) = Signing::new(&kind, algorithm) else { return };
        for more in [&["-binary"][..], &["-hex"], &["-hex", "-c"], &["-r", "-hex"]] {
            let printed = signing.sign(more, &signing.input);
            let ran = signing.assembled(&printed);
            assert_eq!(ran.status, 0, "{algorithm} {more:?}: {ran:?} {}", String::from_utf8_lossy(&printed));
            assert_eq!(inspect(&["-", "-k", &signing.public]).input(ran.stdout).run().status, VALID);
        }
    }
}

#[test]
fn the_signature_comes_from_standard_input_as_well() {
    let Some(signing) = Signing::new(&EC, "ES256") else { return };
    let (printed, input) = (signing.sign(&["-hex"], &signing.input), signing.folder.path("input"));
    let ran = build(&["--input", &input, "--signature", "-", "-k", &signing.public, "-q"]).input(printed).run();
    assert_eq!(ran.status, 0, "{ran:?}");
}

/// What is said: the file to look at is `golden/said/cli/elsewhere/…`.
#[test]
fn what_does_not_fit_says_what_it_is_and_what_would_be_right() {
    let mut said = Said::new("cli/elsewhere/what_does_not_fit_says_what_it_is_and_what_would_be_right");
    let Some(ec) = Signing::new(&EC, "ES256") else { return };
    let Some(pss) = Signing::new(&RSA, "PS256") else { return };
    let digest = openssl(&["dgst", "-sha256", "-binary"], &ec.input).expect("it was there");
    let of_hash = {
        let hash = ec.folder.file("hash", &digest);
        ec.sign(&["-binary", &hash], "")
    };
    let with_break = format!("{}\n", ec.input);
    let longest = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:-2"];
    let right = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"];
    assert_eq!(pss.assembled(pss.sign(&right, &pss.input)).status, 0);
    let other = Signing::new(&EC, "ES256").expect("it was there");
    let cases: [(&str, &Signing, Vec<u8>); 10] = [
        ("the hash", &ec, digest),
        ("the hash of the hash was signed", &ec, of_hash),
        ("a line break was signed as well", &ec, ec.sign(&[], &with_break)),
        ("with another key", &ec, other.sign(&[], &ec.input)),
        ("PSS with the longest salt", &pss, pss.sign(&longest, &pss.input)),
        ("PKCS #1 v1.5", &pss, pss.sign(&[], &pss.input)),
        ("of RSA for ES256", &ec, pss.sign(&["-hex"], &ec.input)),
        ("nothing", &ec, Vec::new()),
        ("the public key", &ec, std::fs::read(&ec.public).expect("a file")),
        ("an error", &ec, b"{\"__type\":\"DisabledException\",\"message\":\"arn is disabled\"}".to_vec()),
    ];
    for (name, signing, signature) in cases {
        let ran = signing.assembled(signature);
        assert_eq!((ran.status, ran.stdout.as_str()), (INVALID, ""), "{name}: {ran:?}");
        said.line(format!("# {name}\n{}", ran.stderr));
    }
    let rsa = pss.folder.path("public.pem");
    let (input, signature) = (ec.folder.path("input"), ec.folder.file("right", ec.sign(&[], &ec.input)));
    let ran = build(&["--input", &input, "--signature", &signature, "-k", &rsa]).run();
    assert_eq!(ran.status, INVALID, "{ran:?}");
    said.line(format!("# checked with an RSA key\n{}", ran.stderr));
    said.agree();
    // The two were exchanged.
    let ran = run(&["build", "--input", &signature, "--signature", &input, "-k", &ec.public]).run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    assert!(ran.stderr.contains("--signing-input"), "{ran:?}");
}

/// What was printed is put together with one key that may verify, and with nothing that was changed on the way.
#[test]
fn what_is_assembled_is_what_was_printed() {
    let Some(signing) = Signing::new(&EC, "ES256") else { return };
    let signature = signing.folder.file("signature", signing.sign(&[], &signing.input));
    let (header, payload) = signing.input.split_once('.').expect("two parts");
    for changed in [format!("{header}=.{payload}"), format!("{header}.{payload}="), format!("{header}.+{payload}")] {
        let input = signing.folder.file("changed", changed);
        let ran = build(&["--input", &input, "--signature", &signature, "-k", &signing.public]).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    }
    let input = signing.folder.path("input");
    let ran =
        build(&["--input", &input, "--signature", &signature, "-k", &signing.private, "-k", &signing.public]).run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    let jwk = run(&["keys", "convert", &signing.public, "--to", "public-jwk"]);
    let jwk: serde_json::Value = serde_json::from_str(&jwk.run().stdout).expect("a key");
    for (operation, status) in [("verify", 0), ("encrypt", INVALID)] {
        let mut jwk = jwk.clone();
        jwk["key_ops"] = serde_json::json!([operation]);
        let key = signing.folder.file("key.jwk", jwk.to_string());
        let ran = build(&["--input", &input, "--signature", &signature, "-k", &key]).run();
        assert_eq!(ran.status, status, "{operation}: {ran:?}");
    }
}
