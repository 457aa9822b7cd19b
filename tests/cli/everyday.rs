//! What is done every day: short flags, claims one by one, keys out of keyrings, signing elsewhere, a verifier tried.

use crate::golden::{Said, said};
use crate::{Folder, INVALID, Ran, Run, UNUSABLE, VALID, build, inspect, keys, present, run};
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use serde_json::Value;

/// A private key, and nobody's.
const ED25519: &str = r#"{"kty":"OKP","kid":"mine","use":"sig","alg":"Ed25519","crv":"Ed25519","x":"oYBiNvOc4WLKqWa3Qv9g5pPDXNqjjmPUyj1qFCWQ2c4","d":"Tyh6HE80jpUTLeAhVyiFeYzVDfwtPaIPe-8UUbYDGA8"}"#;
const NOW: &str = "1700000000";
const PASS: &str = "ladle gravel owl sonnet thaw";

fn decoded(token: &str, part: usize) -> Value {
    let part = token.trim().split('.').nth(part).expect("a part");
    serde_json::from_slice(&jotsmith::engine::ground::base64url::decode(part).bytes).expect("JSON")
}

fn done(run: Run) -> Ran {
    let ran = run.env("PASS", PASS).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    ran
}

#[cfg(unix)]
fn at(folder: &Folder, run: Run) -> Run {
    run.env("JOTSMITH_DATA_DIR", &folder.path("data"))
}

/// A keyring `prod` with a key to sign with and one to decrypt with.
fn keyring() -> Folder {
    let folder = Folder::new();
    let with = ["--keyring", "prod", "--create", "--passphrase-env", "PASS"];
    for (kind, kid) in [("ES256", "=signer-1"), ("ECDH-ES+A256KW", "=reader-1")] {
        done(keys(&folder, &[&["generate", kind, "--kid", kid], &with[..]].concat()));
    }
    folder
}

#[test]
fn claims_are_set_one_by_one_and_merge_into_a_template() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    let arguments = ["--iss", "https://a.example", "--sub", "alice", "--aud", "b", "--aud", "c", "-C", "n:=[1,true]"];
    let more =
        ["-C", "text=1=2", "--claim", "https://x.example/r=admin", "--exp", "+5m", "-q", "-k", &key, "--now", NOW];
    let ran = build(&[&arguments[..], &more[..]].concat()).run();
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    let expected = serde_json::json!({
        "iss": "https://a.example", "sub": "alice", "aud": ["b", "c"], "n": [1, true], "text": "1=2",
        "https://x.example/r": "admin", "exp": 1_700_000_300,
    });
    assert_eq!(decoded(&ran.stdout, 1), expected);
    // A template keeps what is not set.
    let ran = build(&["-t", "access-token", "--sub", "bob", "-q", "-k", &key, "--now", NOW]).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    let claims = decoded(&ran.stdout, 1);
    assert_eq!(claims["sub"], "bob");
    assert!(claims.get("iss").is_some() && claims.get("client_id").is_some(), "{claims}");
    let ran = build(&["--claim", "n:=yes", "-k", &key]).run();
    assert_eq!(ran.status, UNUSABLE);
    said("cli/everyday/claims_are_set_one_by_one_and_merge_into_a_template", &ran.stderr);
}

#[test]
fn what_inspect_would_warn_of_is_said_and_refused_with_strict() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    let mut said = Said::new("cli/everyday/what_inspect_would_warn_of_is_said_and_refused_with_strict");
    let arguments = ["--claims", r#"{"sub":"a","exp":"1700000300"}"#, "--now", NOW, "-k", &key];
    let ran = build(&arguments).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.stderr.contains("(TIME_MALFORMED)"), "{ran:?}");
    said.line(&ran.stderr);
    let ran = build(&[&arguments[..], &["--strict"]].concat()).run();
    assert_eq!((ran.status, ran.stdout.as_str()), (INVALID, ""), "{ran:?}");
    assert!(ran.stderr.contains("(TIME_MALFORMED)"), "{ran:?}");
    said.line(&ran.stderr);
    said.agree();
    // A good one passes, and nothing is said.
    let good = r#"{"iss":"https://a.example","sub":"a","aud":"b","iat":1700000000,"exp":1700000300,"jti":"1"}"#;
    let header = r#"{"typ":"at+jwt"}"#;
    let ran =
        build(&["--claims", good, "--header", header, "--claim", "client_id=c", "--now", NOW, "-k", &key, "--strict"])
            .run();
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
}

#[test]
fn other_words_for_the_same_mean_what_people_expect() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    let signed = run(&["sign", "--sub", "a", "-q", "-k", &key]).run();
    assert_eq!(signed.status, 0, "{signed:?}");
    assert_eq!(run(&["verify", "-", "-k", &key]).input(signed.stdout.clone()).run().status, VALID);
    assert!(run(&["decode", "-"]).input(signed.stdout).run().stdout.contains("\"a\""));
    // A key on standard input, and the recipient's is meant where something is encrypted.
    let wrap = r#"{"kty":"oct","kid":"wrap","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA","alg":"A256KW"}"#;
    let sealed = run(&["encrypt", "--sub", "secret-one", "-q", "--key", "-"]).input(wrap).run();
    assert_eq!(sealed.status, 0, "{sealed:?}");
    assert_eq!(sealed.stdout.trim().split('.').count(), 5);
    let opened = run(&["decrypt", sealed.stdout.trim(), "-k", &folder.file("wrap.jwk", wrap)]).run();
    assert!(opened.stdout.contains("secret-one"), "{opened:?}");
}

#[cfg(unix)]
#[test]
fn keys_come_out_of_keyrings() {
    let folder = keyring();
    let prod = ["-K", "prod", "--passphrase-env", "PASS", "-q"];
    // The only one that can sign does.
    let ran = done(at(&folder, build(&[&["--sub", "a"], &prod[..]].concat())));
    assert_eq!(decoded(&ran.stdout, 0)["kid"], "signer-1");
    let verified = at(&folder, inspect(&["-", "-K", "prod", "--passphrase-env", "PASS"])).input(ran.stdout);
    assert_eq!(verified.env("PASS", PASS).run().status, VALID);
    // Signed and encrypted, both by name.
    let both = ["--sub", "a", "--kid", "signer-1", "--to-kid", "reader-1"];
    let ran = done(at(&folder, build(&[&both, &prod[..]].concat())));
    let header = decoded(&ran.stdout, 0);
    assert_eq!((&header["kid"], &header["cty"]), (&"reader-1".into(), &"JWT".into()));
    // Two that could: one is chosen, and the names are told.
    done(keys(&folder, &["generate", "ES256", "--kid", "=signer-2", "-K", "prod", "--passphrase-env", "PASS"]));
    let ran = at(&folder, build(&[&["--sub", "a"], &prod[..]].concat())).env("PASS", PASS).run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    let mut said = Said::new("cli/everyday/keys_come_out_of_keyrings");
    said.line(&ran.stderr);
    let ran = at(&folder, build(&[&["--sub", "a", "--kid", "nobody"], &prod[..]].concat())).env("PASS", PASS).run();
    said.line(&ran.stderr);
    said.agree();
}

#[cfg(unix)]
#[test]
fn a_holder_presents_with_the_key_of_a_keyring() {
    let folder = keyring();
    let issuer = folder.file("issuer.jwk", ED25519);
    let with = ["-K", "prod", "--passphrase-env", "PASS"];
    let public = done(keys(&folder, &[&["export", "--key", "signer-1", "--to", "public-jwk"], &with[..]].concat()));
    let holder = folder.file("holder.jwk", public.stdout);
    let held =
        build(&["--claims", r#"{"vct":"x","name":"A"}"#, "-q", "-k", &issuer, "--holder", &holder, "--sd", "name"])
            .run();
    assert_eq!(held.status, 0, "{held:?}");
    // Another key that could sign is not taken: the token names its holder.
    done(keys(&folder, &[&["generate", "ES256", "--kid", "=other"], &with[..]].concat()));
    let shown = ["-", "--disclose", "name", "--nonce", "n-1", "--aud", "https://v.example"];
    let ran = at(&folder, present(&[&shown, &with[..]].concat())).input(held.stdout).env("PASS", PASS).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    let checked = inspect(&["-", "-k", &issuer, "--nonce", "n-1", "--json"]).input(ran.stdout).run();
    let binding = &checked.report()["layers"][0]["sd_jwt"]["key_binding"];
    assert_eq!((&binding["status"], &binding["nonce"]), (&"verified".into(), &"n-1".into()), "{checked:?}");
}

#[test]
fn what_is_signed_elsewhere_is_put_together_and_checked() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    let public = keys(&folder, &["convert", &key, "--to", "public-jwk"]).run();
    let public = folder.file("public.jwk", public.stdout);
    let ran = build(&["--sub", "a", "-k", &public, "--signing-input"]).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(!ran.stdout.ends_with('\n') && ran.stdout.split('.').count() == 2, "{ran:?}");
    let mut said =
        Said::in_folder("cli/everyday/what_is_signed_elsewhere_is_put_together_and_checked", &folder.path(""));
    said.line(&ran.stderr);
    let input = folder.file("input", &ran.stdout);
    // Here the token is signed with the private half; its signature is what a card would give back.
    let here = build(&["--sub", "a", "-k", &key, "-q"]).run().stdout;
    let (signed, signature) = here.trim().rsplit_once('.').unwrap();
    assert_eq!(signed, ran.stdout, "the same bytes");
    let bytes = jotsmith::engine::ground::base64url::decode(signature).bytes;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    for (name, spelled) in [("raw", bytes.clone()), ("hex", hex.into_bytes()), ("b64", signature.as_bytes().to_vec())] {
        let file = folder.file(name, spelled);
        let token = build(&["--input", &input, "--signature", &file, "-k", &public]).run();
        assert_eq!((token.status, token.stdout.as_str()), (0, here.as_str()), "{name}: {token:?}");
    }
    let wrong = folder.file("wrong", [7_u8; 64]);
    let token = build(&["--input", &input, "--signature", &wrong, "-k", &public]).run();
    assert_eq!((token.status, token.stdout.as_str()), (INVALID, ""), "{token:?}");
    said.line(&token.stderr);
    said.agree();
}

/// RFC 7797: such a payload is any bytes, a line break at its end and others that are no text among them.
#[test]
fn an_unencoded_payload_is_signed_elsewhere() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    let public = keys(&folder, &["convert", &key, "--to", "public-jwk"]).run();
    let public = folder.file("public.jwk", public.stdout);
    let mut said = Said::new("cli/everyday/an_unencoded_payload_is_signed_elsewhere");
    for (name, payload) in [("pdf", &b"%PDF-1.7\n%\xe2\xe3\xcf\xd3.\n"[..]), ("text", b"a line\n")] {
        let payload_file = folder.file(name, payload);
        let with = ["--payload", &payload_file, "--detached", "--header", r#"{"b64":false}"#, "-q"];
        // The whole token, for the header and the signature that a card would give back.
        let here = build(&[&with[..], &["-k", &key]].concat()).run().stdout;
        let (header, signature) = here.trim().split_once("..").unwrap();
        let input = folder.file("input", [header.as_bytes(), b".", payload].concat());
        let signature = folder.file("signature", signature);
        let arguments = ["--input", &input, "--signature", &signature, "-k", &public];
        let made = build(&[&arguments[..], &["--detached"]].concat()).run();
        assert_eq!((made.status, made.stdout.as_str()), (0, here.as_str()), "{name}: {made:?}");
        let attached = build(&arguments).run();
        assert_eq!((attached.status, attached.stdout.as_str()), (INVALID, ""), "{name}: {attached:?}");
        said.line(&attached.stderr);
    }
    said.agree();
}

#[test]
fn a_set_of_variants_is_written() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    let token = build(&["--sub", "a", "--exp", "+5m", "--now", NOW, "-q", "-k", &key]).run().stdout;
    let ran = run(&["tamper", token.trim(), "-k", &key, "--now", NOW]).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    let set: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(set["format"], "jotsmith-tamper-1");
    assert!(set["variants"].as_array().is_some_and(|variants| variants.len() > 10));
    assert!(!ran.stdout.contains("Tyh6HE80"), "no private key is in it");
    let ran = run(&["tamper", token.trim()]).run();
    assert_eq!(ran.status, UNUSABLE);
    assert!(ran.stderr.contains("--key"), "{ran:?}");
    // A time of the token's own, as `inspect` takes it.
    let at = |time: &str| run(&["tamper", token.trim(), "-k", &key, "--now", time]).run();
    let set: Value = serde_json::from_str(&at("just before exp").stdout).expect("JSON");
    assert_eq!(set["verifier"]["now"].as_i64(), NOW.parse().ok().map(|now: i64| now + 299));
    assert_eq!(at("at nbf").status, UNUSABLE, "it names none");
}

#[cfg(unix)]
#[test]
fn a_verifier_of_ones_own_is_tried() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    let public = keys(&folder, &["convert", &key, "--to", "public-jwk"]).run().stdout;
    let public = folder.file("public.jwk", public);
    let token = build(&["--sub", "a", "--exp", "+5m", "--now", NOW, "-q", "-k", &key]).run().stdout;
    let with = ["tamper", token.trim(), "-k", &key, "--now", NOW];
    // This program is a verifier too, and a good one.
    let own = format!("'{}' verify {{}} -k '{public}' --now {NOW} --algorithm Ed25519", env!("CARGO_BIN_EXE_jotsmith"));
    let ran = run(&[&with[..], &["--try", &own]].concat()).run();
    assert!(ran.stdout.lines().count() > 10, "{ran:?}");
    // But for what it takes off before it reads: a line break is what a clipboard adds.
    let wrong: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("WRONG")).collect();
    assert!(wrong.iter().all(|line| line.contains("base64url-line-break")), "{ran:?}");
    // One that accepts everything is found out, and what it does wrong is said.
    let ran = run(&[&with[..], &["--try", "true"]].concat()).run();
    assert_eq!(ran.status, INVALID, "{ran:?}");
    assert!(ran.stdout.contains("WRONG"), "{ran:?}");
    let mut said = Said::new("cli/everyday/a_verifier_of_ones_own_is_tried");
    said.line(&ran.stderr);
    // And one that accepts nothing.
    let ran = run(&[&with[..], &["--try", "false"]].concat()).run();
    assert_eq!((ran.status, ran.stdout.matches("WRONG").count()), (INVALID, 1), "{ran:?}");
    let ran = run(&[&with[..], &["--try", "./there-is-no-such-program {}"]].concat()).run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    said.agree();
}

#[test]
fn a_keyring_is_kept_in_order_without_a_window() {
    let folder = keyring();
    let with = ["-K", "prod", "--passphrase-env", "PASS"];
    let does = |arguments: &[&str]| done(keys(&folder, arguments)).stdout;
    let key = |arguments: &[&str]| done(keys(&folder, &[arguments, &with[..]].concat())).stdout;
    let name = "Production signer";
    assert_eq!(key(&["note", "signer-1", name]), "Production signer is its name now\n");
    assert_eq!(key(&["pin", name, "https://a.example"]), "Production signer is pinned to issuer https://a.example\n");
    let shown: Value = serde_json::from_str(&key(&["show", "signer-1", "--json"])).expect("JSON");
    assert_eq!((&shown["name"], &shown["issuer"]), (&name.into(), &"https://a.example".into()));
    assert_eq!((&shown["public_jwk"]["kid"], shown["public_jwk"].get("d")), (&"signer-1".into(), None));
    assert!(key(&["show", "signer-1"]).contains(name));
    let exported = key(&["export", "-k", name, "--to", "public-jwk"]);
    assert!(exported.contains("signer-1") && !exported.contains("\"d\""), "{exported}");
    assert_eq!(key(&["remove", "reader-1"]), "reader-1 removed from prod; its backup still has it\n");
    let listed: Value = serde_json::from_str(&key(&["list", "--json"])).expect("JSON");
    assert_eq!(listed["keys"].as_array().map(Vec::len), Some(1));
    // The keyring itself.
    assert_eq!(does(&["rename", "prod", "production"]), "prod is called production now\n");
    // What is sealed in the file still has its old name; its keys are from the keyring that a person sees.
    let with_new = ["-K", "production", "--passphrase-env", "PASS"];
    let data = folder.path("data");
    let build = build(&[&["--iss", "https://a.example", "-q"], &with_new[..]].concat());
    let token = done(build.env("JOTSMITH_DATA_DIR", &data)).stdout;
    let inspect = inspect(&[&[token.trim()], &with_new[..]].concat());
    let read_out = done(inspect.env("JOTSMITH_DATA_DIR", &data)).stdout;
    assert!(read_out.contains("production") && !read_out.replace("production", "").contains("prod"), "{read_out}");
    let new = keys(&folder, &["passphrase", "production", "--passphrase-env", "PASS", "--new-passphrase-env", "NEW"]);
    let new = new.env("NEW", "quite another one");
    let mut said = Said::in_folder("cli/everyday/a_keyring_is_kept_in_order_without_a_window", &folder.path(""));
    said.line(done(new).stdout);
    let old = keys(&folder, &["list", "-K", "production", "--passphrase-env", "PASS"]).env("PASS", PASS).run();
    assert_eq!(old.status, UNUSABLE, "the old one opens it no more");
    let again =
        keys(&folder, &["list", "-K", "production", "--passphrase-env", "PASS"]).env("PASS", "quite another one");
    assert_eq!(again.run().status, 0);
    // A file of one becomes one; private keys without encryption do not.
    let file = format!("{}/keyrings/production.jwe", folder.path("data"));
    assert_eq!(does(&["import", &file, "--as", "copy"]), "copy is among the keyrings\n");
    let clear = folder.file("clear.jwks", format!("{{\"keys\":[{ED25519}]}}"));
    let refused = keys(&folder, &["import", &clear]).run();
    assert_eq!(refused.status, UNUSABLE);
    said.line(&refused.stderr);
    said.agree();
    let nobody = keys(&folder, &["show", "nobody", "-K", "production", "--passphrase-env", "PASS"]);
    assert_eq!(nobody.env("PASS", "quite another one").run().status, UNUSABLE);
}

#[test]
fn a_public_set_of_a_file_has_each_key_once() {
    let folder = Folder::new();
    let set = format!("{{\"keys\":[{ED25519},{}]}}", ED25519.replace("\"kid\":\"mine\",", ""));
    let file = folder.file("both.jwks", set);
    let ran = keys(&folder, &["convert", &file, "--to", "public-jwk-set"]).run();
    let keys: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(keys["keys"].as_array().map(Vec::len), Some(1), "{ran:?}");
    assert_eq!(keys["keys"][0]["kid"], "mine", "the one that says more of itself");
}

/// Every help fits a terminal of 80 columns.
#[test]
fn every_help_fits_eighty_columns() {
    fn all(command: &clap::Command, path: &[String], found: &mut Vec<Vec<String>>) {
        found.push(path.to_vec());
        for each in command.get_subcommands() {
            let more = [path, &[each.get_name().to_owned()]].concat();
            all(each, &more, found);
        }
    }
    let mut paths = Vec::new();
    all(&jotsmith::cli::command(), &[], &mut paths);
    let mut long = Vec::new();
    for path in paths {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let ran = run(&arguments).run();
        let lines = ran.stdout.lines().filter(|line| line.chars().count() > 80);
        long.extend(lines.map(|line| format!("{}: {line}", path.join(" "))));
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// Trust anchors of a keyring are added, listed, used and removed without a window.
#[test]
fn the_trust_anchors_of_a_keyring_are_kept_in_order_without_a_window() {
    let folder = keyring();
    let with = ["-K", "prod", "--passphrase-env", "PASS"];
    let does = |arguments: &[&str]| keys(&folder, &[&["trust"], arguments, &with[..]].concat()).env("PASS", PASS).run();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/keys/p256.certificate.pem");
    assert_eq!(does(&[]).stdout, "No trust anchors\n");
    let added = does(&[root]);
    assert_eq!(added.stdout, "CN=jotsmith test, O=Example is a trust anchor of prod now\n", "{added:?}");
    assert_eq!(does(&[root]).stdout, "1 already there\n");
    let listed: Value = serde_json::from_str(&does(&["--json"]).stdout).expect("JSON");
    let anchor = &listed["trust"][0];
    assert_eq!(
        (&anchor["subject"], &anchor["not_after"]),
        (&"CN=jotsmith test, O=Example".into(), &2_110_811_289.into())
    );
    let mut said = Said::in_folder(
        "cli/everyday/the_trust_anchors_of_a_keyring_are_kept_in_order_without_a_window",
        &folder.path(""),
    );
    said.line(does(&[]).stdout);
    // What is no certificate is none, and what is not there is not removed.
    let key = folder.file("key.jwk", ED25519);
    let refused = does(&[&key]);
    assert_eq!(refused.status, UNUSABLE);
    said.line(&refused.stderr);
    let refused = does(&["--remove", "another"]);
    assert_eq!(refused.status, UNUSABLE);
    said.line(&refused.stderr);
    let thumbprint = anchor["x5t#S256"].as_str().expect("a thumbprint");
    for name in ["jotsmith test", thumbprint.get(..8).expect("long enough")] {
        said.line(does(&["--remove", name]).stdout);
        assert_eq!(does(&[]).stdout, "No trust anchors\n");
        does(&[root]);
    }
    said.agree();
}

/// A token that Ed25519 signs, with a claim of this length, and the arguments that tamper with it.
#[cfg(unix)]
fn to_tamper(folder: &Folder, length: usize) -> Vec<String> {
    let key = folder.file("key.jwk", ED25519);
    let claims = folder.file("claims.json", format!(r#"{{"sub":"a","x":"{}"}}"#, "x".repeat(length)));
    let token = build(&["-c", &claims, "--exp", "+5m", "--now", NOW, "-q", "-k", &key]).run().stdout;
    let token = folder.file("token.jwt", token);
    ["tamper", &token, "-k", &key, "--now", NOW].map(str::to_owned).to_vec()
}

#[cfg(unix)]
fn tampered(with: &[String], more: &[&str]) -> Ran {
    let arguments: Vec<&str> = with.iter().map(String::as_str).chain(more.iter().copied()).collect();
    run(&arguments).run()
}

#[cfg(unix)]
#[test]
fn a_verifier_that_crashes_or_does_not_end_has_not_rejected() {
    let folder = Folder::new();
    let with = to_tamper(&folder, 1);
    let mut said = Said::new("cli/everyday/a_verifier_that_crashes_or_does_not_end_has_not_rejected");
    // Killed itself, and in a shell of its own.
    for command in ["sh -c 'kill -SEGV $$'", "sh -c 'sh -c \"kill -ABRT \\$\\$\"; exit $?'"] {
        let ran = tampered(&with, &["--try", command]);
        let count = ran.stdout.lines().count();
        assert_eq!((ran.status, ran.stdout.matches("WRONG").count()), (INVALID, count), "{ran:?}");
        assert!(ran.stdout.lines().all(|line| line.split_whitespace().last() == Some("crashed")), "{ran:?}");
        said.line(&ran.stderr);
    }
    // One that waits for ever, for one variant alone, in a program that a script has started; it is ended with it.
    let pid = folder.path("pid");
    let script = format!(
        "read token; case $token in *.*.*) test -e {pid} || {{ sleep 1000 & echo $! >{pid}; wait; }};; esac; exit 1"
    );
    let script = folder.file("verify.sh", script);
    let ran = tampered(&with, &["--timeout", "1", "--try", &format!("sh {script}")]);
    assert_eq!((ran.status, ran.stdout.matches("WRONG").count()), (INVALID, 1), "{ran:?}");
    said.line(ran.stdout.lines().next().expect("the original"));
    said.line(&ran.stderr);
    said.agree();
    let pid = std::fs::read_to_string(pid).unwrap();
    let stat = format!("/proc/{}/stat", pid.trim());
    let is_gone = || std::fs::read_to_string(&stat).map_or(true, |stat| stat.contains(") Z "));
    // Whoever is killed ends soon, not at once.
    let is_ended = (0..1000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        is_gone()
    });
    assert!(is_ended, "its program still runs");
}

#[test]
fn without_a_key_a_signed_token_has_no_variants() {
    let token = build(&["--sub", "a", "-q", "--secret-env", "S"]).env("S", "a secret of forty bytes or more, ok").run();
    let ran = run(&["tamper", token.stdout.trim()]).run();
    assert_eq!((ran.status, ran.stdout.as_str()), (UNUSABLE, ""), "{ran:?}");
    said("cli/everyday/without_a_key_a_signed_token_has_no_variants", &ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_verifier_does_not_see_the_secret() {
    let folder = Folder::new();
    let secret = "a secret of forty bytes or somewhat more";
    let other = "is passed on";
    let token = build(&["--sub", "a", "-q", "--secret-env", "S"]).env("S", secret).run().stdout;
    let seen = folder.path("seen");
    let command = format!("sh -c 'env >>{seen}; false'");
    let ran = run(&["tamper", token.trim(), "--secret-env", "S", "--try", &command]);
    let ran =
        ran.env("S", secret).env("JOTSMITH_SECRET", secret).env("JOTSMITH_DATA_DIR", "/").env("OTHER", other).run();
    assert_eq!(ran.status, INVALID, "{ran:?}");
    let seen = std::fs::read_to_string(seen).unwrap();
    assert!(seen.contains(&format!("OTHER={other}")) && !seen.contains(secret), "{seen}");
    assert!(seen.contains("JOTSMITH_DATA_DIR="), "{seen}");
}

/// Linux takes no argument of more than 128 kB.
#[cfg(target_os = "linux")]
#[test]
fn a_token_that_no_argument_can_hold_does_not_end_the_run() {
    let folder = Folder::new();
    // Some of the variants are longer than the token, some are shorter.
    let with = to_tamper(&folder, 131_000 * 3 / 4 - 200);
    let ran = tampered(&with, &["--try", "false {}"]);
    let untried = |ran: &Ran| ran.stdout.lines().filter(|line| line.starts_with('-')).count();
    assert!((1..ran.stdout.lines().count()).contains(&untried(&ran)), "{} {}", ran.stdout, ran.stderr);
    let mut said = Said::new("cli/everyday/a_token_that_no_argument_can_hold_does_not_end_the_run");
    said.line(ran.stdout.lines().find(|line| line.starts_with('-')).expect("one"));
    said.line(&ran.stderr);
    said.agree();
    // On standard input, which this one does not read, none is too long.
    let ran = tampered(&with, &["--try", "false"]);
    assert_eq!((ran.status, untried(&ran)), (INVALID, 0), "{}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn the_file_of_variants_is_its_owners_and_whole() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let with = to_tamper(&folder, 1);
    let out = folder.path("vectors.json");
    let ran = tampered(&with, &["--out", &out]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let ran = tampered(&with, &["--out", &out]);
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    let mut said = Said::in_folder("cli/everyday/the_file_of_variants_is_its_owners_and_whole", &folder.path(""));
    said.line(&ran.stderr);
    said.agree();
    // No room for all of it.
    let half = folder.path("half.json");
    let line = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", line, env!("CARGO_BIN_EXE_jotsmith")]).args(&with).args(["--out", &half]);
    let output = limited.output().unwrap();
    assert_eq!(output.status.code(), Some(UNUSABLE), "{output:?}");
    assert!(!std::path::Path::new(&half).exists(), "half a file");
}

/// A shared secret is as good a key at the desk as anywhere.
#[test]
fn the_desk_takes_secrets() {
    let folder = Folder::new();
    let secret = "a secret of forty bytes or somewhat more";
    let token = build(&["--sub", "a", "--exp", "+5m", "--now", NOW, "-q", "--secret-env", "S"]).env("S", secret).run();
    let token = token.stdout.trim();
    let file = folder.file("secret", secret);
    assert_eq!(run(&["desk", token, "--now", NOW]).run().status, 3);
    assert_eq!(run(&["desk", token, "--now", NOW, "--secret-file", &file]).run().status, 0);
    assert_eq!(run(&["desk", token, "--now", NOW, "--secret-env", "S"]).env("S", secret).run().status, 0);
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let with = ["desk", token, "--now", NOW, "--secret-env", "S", "--secret-encoding", "hex"];
    assert_eq!(run(&with).env("S", &hex).run().status, 0);
    assert_eq!(run(&with[..6]).env("S", &hex).run().status, INVALID);
    assert_eq!(run(&["desk", token, "--secret-env", "S"]).run().status, UNUSABLE);
}

/// OpenID Connect RP-Initiated Logout §2: a provider should take an ID token hint that has expired.
#[test]
fn a_hint_that_has_expired_is_no_fault() {
    let folder = Folder::new();
    let secret = "0123456789abcdef0123456789abcdef";
    let file = folder.file("secret", secret);
    let claims = r#"{"iss":"https://op.example","sub":"u","aud":"web","iat":1000,"exp":2000}"#;
    let token = crate::vector::sign(r#"{"alg":"HS256"}"#, claims, secret.as_bytes());
    let status = |url: &str| run(&["desk", url, "--now", "3000", "--secret-file", &file]).run().status;
    assert_eq!(status(&format!("https://op.example/logout?id_token_hint={token}&client_id=web")), 0);
    assert_eq!(status(&format!("https://op.example/logout?id_token_hint={token}&client_id=other")), INVALID);
    assert_eq!(status(&format!("https://op.example/logout?id_token_hint={token}x&client_id=web")), INVALID);
    assert_eq!(status(&format!("https://app.example/cb#id_token={token}&state=s")), INVALID);
}

/// A HAR stays one, with the same pseudonym wherever a value stands, in bodies as well.
#[test]
fn a_redacted_har_is_still_a_har() {
    let folder = Folder::new();
    let claims = r#"{"sub":"user-48151623","email":"ada.lovelace@example.org","exp":1796000000}"#;
    let token = crate::vector::sign(r#"{"alg":"HS256","kid":"prod-1"}"#, claims, b"0123456789abcdef0123456789abcdef");
    let body = data_encoding::BASE64.encode(format!(r#"{{"access_token":"{token}","expires_in":3600}}"#).as_bytes());
    let har = format!(
        r#"{{"log":{{"version":"1.2","entries":[{{"request":{{"url":"https://api.example/users/user-48151623",
        "headers":[{{"name":"Authorization","value":"Bearer {token}"}},{{"name":"Accept","value":"*/*"}}]}},
        "response":{{"content":{{"encoding":"base64","text":"{body}"}}}}}}]}}}}"#
    );
    let file = folder.file("login.har", &har);
    let ran = run(&["redact", &file]).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    let redacted: Value = serde_json::from_str(&ran.stdout).expect("a HAR");
    let entry = &redacted["log"]["entries"][0];
    assert_eq!(entry["request"]["headers"][1]["value"], "*/*");
    let url = entry["request"]["url"].as_str().unwrap();
    let subject = url.rsplit('/').next().unwrap();
    let bearer = entry["request"]["headers"][0]["value"].as_str().unwrap().strip_prefix("Bearer ").unwrap();
    let payload = bearer.split('.').nth(1).unwrap();
    let payload = data_encoding::BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap();
    let claims: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!((claims["sub"].as_str(), claims["exp"].as_u64()), (Some(subject), Some(1_796_000_000)));
    let text = entry["response"]["content"]["text"].as_str().unwrap();
    let body = String::from_utf8(data_encoding::BASE64.decode(text.as_bytes()).unwrap()).unwrap();
    assert!(body.contains(bearer) && body.contains("3600"), "{body}");
    let kept = run(&["redact", &file, "--keep", "sub", "--keep-lengths"]).run();
    assert!(kept.stdout.contains("user-48151623"));
    assert_eq!(kept.stdout.trim_end().len(), har.len());
}

/// Where there is no display there is no clipboard: that is said, and nothing is lost in it.
#[cfg(all(unix, not(target_vendor = "apple")))]
#[test]
fn a_clipboard_that_is_not_there_says_so() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    let mut said = Said::new("cli/everyday/a_clipboard_that_is_not_there_says_so");
    for run in [inspect(&["--clipboard"]), build(&["--sub", "a", "-k", &key, "--clipboard", "-q"])] {
        let ran = run.run();
        assert_eq!((ran.status, ran.stdout.as_str()), (UNUSABLE, ""), "{ran:?}");
        said.line(&ran.stderr);
    }
    let both = inspect(&["--clipboard", "eyJhbGciOiJub25lIn0.e30."]).run();
    assert_eq!(both.status, UNUSABLE, "{both:?}");
    said.line(&both.stderr);
    said.agree();
}

/// What comes back of an HMAC is checked with the secret: there is no public key.
#[test]
fn an_hmac_is_made_elsewhere_and_checked_with_the_secret() {
    let folder = Folder::new();
    let secret = folder.file("secret", "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0");
    let ran = build(&["--sub", "a", "--alg", "HS256", "--signing-input"]).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    let mut said =
        Said::in_folder("cli/everyday/an_hmac_is_made_elsewhere_and_checked_with_the_secret", &folder.path(""));
    said.line(&ran.stderr);
    said.agree();
    let input = folder.file("input", &ran.stdout);
    let here = build(&["--sub", "a", "--secret-file", &secret, "-q"]).run().stdout;
    let (signed, mac) = here.trim().rsplit_once('.').unwrap();
    assert_eq!(signed, ran.stdout, "the same bytes");
    let mac = folder.file("mac", mac);
    let token = build(&["--input", &input, "--signature", &mac, "--secret-file", &secret, "-q"]).run();
    assert_eq!((token.status, token.stdout.as_str()), (0, here.as_str()), "{token:?}");
    let other = folder.file("other", "another secret of thirty-two bytes or more");
    let token = build(&["--input", &input, "--signature", &mac, "--secret-file", &other]).run();
    assert_eq!((token.status, token.stdout.as_str()), (INVALID, ""), "{token:?}");
}

/// RFC 7515 §4: "The Header Parameter names within the JOSE Header MUST be unique". What is among the claims is told: some parsers
/// take the last (RFC 7519 §4).
#[test]
fn a_name_that_is_twice_in_what_was_signed_elsewhere_is_not_silent() {
    let folder = Folder::new();
    let secret = folder.file("secret", "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0");
    let encode = |text: &str| jotsmith::engine::ground::base64url::encode(text.as_bytes());
    let assembled = |header: &str, payload: &str| {
        let signed = format!("{}.{}", encode(header), encode(payload));
        let key = PKey::hmac(b"Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0").unwrap();
        let mac = Signer::new(MessageDigest::sha256(), &key).unwrap().sign_oneshot_to_vec(signed.as_bytes()).unwrap();
        let (input, mac) = (folder.file("input", &signed), folder.file("mac", &mac));
        build(&["--input", &input, "--signature", &mac, "--secret-file", &secret]).run()
    };
    let header = assembled(r#"{"alg":"HS256","kid":"a","kid":"b"}"#, r#"{"sub":"a"}"#);
    assert_eq!((header.status, header.stdout.as_str()), (UNUSABLE, ""), "{header:?}");
    assert!(header.stderr.contains("kid"), "{header:?}");
    let claims = assembled(r#"{"alg":"HS256"}"#, r#"{"sub":"a","sub":"b"}"#);
    assert_eq!(claims.status, 0, "{claims:?}");
    assert!(claims.stderr.contains("JSON_DUP_KEY"), "{claims:?}");
}

#[test]
fn elsewhere_is_compact_and_says_so() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", ED25519);
    for form in ["general", "flattened"] {
        let ran = build(&["--sub", "a", "-k", &key, "--signing-input", "--serialization", form]).run();
        assert_eq!((ran.status, ran.stdout.as_str()), (INVALID, ""), "{ran:?}");
        assert_eq!(ran.stderr.matches(form).count(), 1, "it does not advise what it refuses: {ran:?}");
    }
}
