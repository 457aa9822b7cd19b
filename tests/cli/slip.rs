//! Slips that people make with the options, and what they are told.

use crate::golden::Said;
use crate::vector::{BEFORE, HS256};
use crate::{Folder, INVALID, Ran, UNCHECKED, UNUSABLE, VALID, build, inspect, keys, run};
use serde_json::Value;

const P256: &str = include_str!("../data/keys/p256.jwk.json");
const RSA: &str = include_str!("../data/keys/rsa.jwk.json");
const SECRET: &str = "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0";
const NOW: &str = "1800000000";

/// What is said is a golden.
fn says(said: &mut Said, ran: &Ran, status: i32) {
    assert_eq!(ran.status, status, "{ran:?}");
    said.line(&ran.stderr);
}

fn header(token: &str) -> Value {
    let part = token.trim().split('.').next().unwrap_or_default();
    let bytes = data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).expect("base64url");
    serde_json::from_slice(&bytes).expect("a header")
}

#[test]
fn encrypt_never_signs() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/slip/encrypt_never_signs", &folder.path(""));
    let secret = folder.file("secret.txt", SECRET);
    let sized = folder.file("sized.txt", "0123456789abcdef0123456789ABCDEF");
    let private = folder.file("key.json", P256);
    for (arguments, alg) in [
        (&["--secret-file", secret.as_str()][..], "PBES2-HS512+A256KW"),
        (&["--secret-file", &sized], "A256KW"),
        (&["--secret-file", &sized, "--jwe-alg", "dir"], "dir"),
        (&["--secret-file", &sized, "--alg", "dir"], "dir"),
        (&["--secret-env", "KEY"], "PBES2-HS512+A256KW"),
        (&["--passphrase-file", &secret], "PBES2-HS512+A256KW"),
        (&["-k", &private], "ECDH-ES+A256KW"),
    ] {
        let ran = run(&[&["encrypt", "--sub", "a"][..], arguments].concat()).env("KEY", SECRET).run();
        assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
        assert_eq!(ran.stdout.trim().split('.').count(), 5, "{ran:?}");
        assert_eq!(header(&ran.stdout)["alg"], alg, "{ran:?}");
        // What it was encrypted with opens it.
        let keys: Vec<&str> =
            arguments.iter().copied().filter(|word| !matches!(*word, "--jwe-alg" | "--alg" | "dir")).collect();
        let opened = inspect(&[&["-"][..], &keys].concat()).env("KEY", SECRET).input(ran.stdout.trim()).run();
        assert_eq!(opened.status, VALID, "{arguments:?}: {opened:?}");
    }
    // Each says the option that works.
    let encrypt = |arguments: &[&str]| run(&[&["encrypt", "--sub", "a"][..], arguments].concat()).run();
    says(&mut said, &encrypt(&["--encrypt-to", &secret]), UNUSABLE);
    says(&mut said, &encrypt(&[]), UNUSABLE);
    says(&mut said, &encrypt(&["--jwe-alg", "dir"]), UNUSABLE);
    says(&mut said, &encrypt(&["--jwe-alg", "dir", "--secret-file", &secret]), UNUSABLE);
    says(&mut said, &run(&["encrypt", "-t", "id-token", "-k", &private]).run(), UNUSABLE);
    let signing = folder.file("ed.pem", include_str!("../data/keys/ed25519.pkcs8.pem"));
    says(&mut said, &encrypt(&["-k", &signing]), UNUSABLE);
    let ran = build(&["--sub", "a", "--jwe-alg", "dir", "--secret-file", &secret]).run();
    says(&mut said, &ran, UNUSABLE);
    said.agree();
}

#[test]
fn a_token_is_signed_with_the_variable_that_is_meant() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/slip/a_token_is_signed_with_the_variable_that_is_meant", &folder.path(""));
    let env = folder.file("api.env", format!("DB=1\nJWT_SECRET={SECRET}\nOTHER=x\n"));
    let value = folder.file("value.txt", SECRET);
    for option in ["-k", "--secret-file"] {
        let ran = build(&["--sub", "a", "--exp", "+1h", option, &env]).run();
        says(&mut said, &ran, 0);
        let checked = inspect(&["-", "--secret-file", &value]).input(ran.stdout.trim()).run();
        assert_eq!(checked.status, VALID, "{checked:?}");
        let checked = inspect(&["-", option, &env]).input(ran.stdout.trim()).run();
        assert_eq!(checked.status, VALID, "{checked:?}");
    }
    // Of two that may be meant, none is.
    let two = folder.file("two.env", format!("JWT_SECRET={SECRET}\nJWT_SECRET_OLD=0{SECRET}\n"));
    says(&mut said, &build(&["--sub", "a", "--secret-file", &two]).run(), UNUSABLE);
    // The text of a key is no secret.
    let key = folder.file("key.json", P256);
    says(&mut said, &build(&["--sub", "a", "--secret-file", &key]).run(), UNUSABLE);
    said.agree();
}

/// Where a limit ends the search of a file, whoever reads the report knows it as well.
#[test]
fn a_file_that_is_read_in_part_says_so() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/slip/a_file_that_is_read_in_part_says_so", &folder.path(""));
    let values: String = (0..300).map(|index| format!("option_{index} = \"{index}\"\n")).collect();
    let values = format!("[a]\n{values}");
    let own = format!("jwt_secret = \"{SECRET}\"\n");
    let (before, behind) = (folder.file("a.toml", format!("{own}{values}")), folder.file("b.toml", values + &own));
    let value = folder.file("value.txt", SECRET);
    let token = build(&["--sub", "a", "--exp", "+1h", "--secret-file", &value]).run().stdout;
    for (option, path, status) in
        [("-k", &before, VALID), ("--secret-file", &before, VALID), ("-k", &behind, UNCHECKED)]
    {
        let ran = inspect(&["-", option, path]).input(token.trim()).run();
        assert_eq!(ran.status, status, "{ran:?}");
        said.line(&ran.stderr);
        let ran = inspect(&["-", option, path, "--json"]).input(token.trim()).run();
        said.line(ran.report()["notes"].to_string());
    }
    says(&mut said, &inspect(&["-", "--secret-file", &behind]).input(token.trim()).run(), UNCHECKED);
    let ran = inspect(&["-", "-k", &value]).input(token.trim()).run();
    assert!(ran.status == VALID && ran.stderr.is_empty(), "{ran:?}");
    said.agree();
}

#[test]
fn a_time_is_not_guessed_from_digits() {
    let mut said = Said::new("cli/slip/a_time_is_not_guessed_from_digits");
    for now in ["2026", "2030", "20261129"] {
        says(&mut said, &inspect(&[HS256, "--now", now]).run(), UNUSABLE);
    }
    let made = |arguments: &[&str]| {
        build(&[&["--now", NOW, "--secret-env", "KEY"], arguments].concat()).env("KEY", SECRET).run()
    };
    says(&mut said, &made(&["--exp", "90"]), UNUSABLE);
    says(&mut said, &made(&["--exp", "20270101"]), UNUSABLE);
    says(&mut said, &made(&["--claim", "exp=+5m"]), UNUSABLE);
    let past = made(&["--exp", "-1h"]);
    says(&mut said, &past, 0);
    assert!(!past.stderr.contains("error:"), "{past:?}");
    for exp in ["+1y", "+1mo", "29.11.2030"] {
        assert_eq!(made(&["--exp", exp]).status, 0, "{exp}");
    }
    let token = made(&["--exp", "-20s", "--iat", "-2m"]).stdout;
    let ran = inspect(&["-", "--now", NOW, "--secret-env", "KEY", "--leeway", "30s", "--max-age", "5m"]);
    assert_eq!(ran.env("KEY", SECRET).input(token.trim()).run().status, VALID);
    said.agree();
}

#[test]
fn the_desk_drops_nothing_silently() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/slip/the_desk_drops_nothing_silently", &folder.path(""));
    let token = folder.file("token.jwt", HS256);
    let same = folder.file("same.txt", format!("Authorization: Bearer {HS256}"));
    let other = folder.file("uuid.txt", "3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    let ran = run(&["desk", "--now", BEFORE, &other, &token]).run();
    says(&mut said, &ran, UNUSABLE);
    assert!(ran.stdout.contains("token.jwt"), "{ran:?}");
    let ran = run(&["desk", &token, &same]).run();
    said.line(&ran.stderr);
    let ran = run(&["desk", "--now", BEFORE, &token, &folder.path("missing.jwt")]).run();
    says(&mut said, &ran, UNUSABLE);
    assert!(ran.stdout.contains("token.jwt"), "{ran:?}");
    let key = folder.file("key.pub", include_str!("../data/keys/p256.spki.pem"));
    says(&mut said, &run(&["desk", "--now", BEFORE, &token, &key]).run(), UNUSABLE);
    said.agree();
}

#[test]
fn what_was_probably_meant_is_told() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/slip/what_was_probably_meant_is_told", &folder.path(""));
    let rsa = folder.file("rsa.json", RSA);
    let convert = |to: &str| keys(&folder, &["convert", &rsa, "--to", to]).run();
    says(&mut said, &convert("pem"), UNUSABLE);
    says(&mut said, &convert("ssh"), UNUSABLE);
    says(&mut said, &convert("private-jwk"), UNUSABLE);
    says(&mut said, &keys(&folder, &["generate", "RSA"]).run(), UNUSABLE);
    let ran = inspect(&[HS256, "--algorithm", "hs256", "--secret-encoding", "b64"]).run();
    assert_ne!(ran.status, UNUSABLE, "{ran:?}");
    let token = folder.file("token.jwt", HS256);
    says(&mut said, &inspect(&[&token, &rsa]).run(), UNUSABLE);
    says(&mut said, &run(&["no_such_thing"]).run(), UNUSABLE);
    says(&mut said, &inspect(&[HS256, "-K", &rsa]).run(), UNUSABLE);
    // A token that is piped in, with nothing but options.
    let ran = run(&["--secret-env", "KEY", "--json"]).env("KEY", "secret").input(HS256).run();
    assert!(ran.stdout.starts_with("{\"format\":1"), "{ran:?}");
    for command in [&["desk", &token][..], &["compare", &token, &token]] {
        let ran = run(&[command, &["-k", &rsa]].concat()).run();
        assert_ne!(ran.status, UNUSABLE, "{ran:?}");
    }
    let ran = inspect(&[HS256, "--require", "jti,exp", "--audience", "orders,payments"]).run();
    says(&mut said, &ran, INVALID);
    let policy = folder.file("policy.json", "{\"issuer\":\"x\",\"audence\":\"y\"}");
    says(&mut said, &inspect(&[HS256, "--policy", &policy]).run(), UNUSABLE);
    said.agree();
}

#[test]
fn a_key_is_converted_without_what_it_has_not() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/slip/a_key_is_converted_without_what_it_has_not", &folder.path(""));
    let public = folder.file("public.pem", include_str!("../data/keys/p256.spki.pem"));
    let ran = keys(&folder, &["convert", &public, "--to", "jwk"]).run();
    assert!(ran.status == 0 && ran.stdout.contains("\"kty\":\"EC\""), "{ran:?}");
    let private = folder.file("private.json", P256);
    says(&mut said, &keys(&folder, &["convert", &private, "--to", "jwk"]).run(), UNUSABLE);
    let first = P256.trim().replacen('{', "{\"kid\":\"one\",", 1);
    let second = RSA.trim().replacen('{', "{\"kid\":\"two\",", 1);
    let set = folder.file("set.json", format!("{{\"keys\":[{first},{second}]}}"));
    says(&mut said, &keys(&folder, &["convert", &set, "--to", "spki-pem"]).run(), UNUSABLE);
    let ran = keys(&folder, &["convert", &set, "--to", "spki-pem", "--kid", "two"]).run();
    assert!(ran.status == 0 && ran.stdout.starts_with("-----BEGIN PUBLIC KEY"), "{ran:?}");
    says(&mut said, &keys(&folder, &["convert", &set, "--to", "spki-pem", "--kid", "three"]).run(), UNUSABLE);
    said.agree();
}

#[test]
fn a_text_without_a_token_has_no_faults_of_one() {
    let mut said = Said::new("cli/slip/a_text_without_a_token_has_no_faults_of_one");
    let ran = inspect(&["-", "--json"]).input("3f2504e0-4f89-41d3-9a0c-0305e82c3301").run();
    let report = ran.report();
    assert_eq!(report["findings"], serde_json::json!([]), "{report}");
    said.line(report["message"].as_str().unwrap_or_default());
    said.agree();
}

/// A keyring often has the public half under the name that everybody knows, and the private one under another.
#[test]
fn a_key_that_cannot_sign_is_told_from_one_that_is_not_there() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/slip/a_key_that_cannot_sign_is_told_from_one_that_is_not_there", &folder.path(""));
    let private = folder.file("private.json", P256.trim().replacen('{', "{\"kid\":\"mine\",", 1));
    let public = folder.file("public.pem", include_str!("../data/keys/p256.spki.pem"));
    let rsa = folder.file("rsa.json", RSA);
    let converted = keys(&folder, &["convert", &rsa, "--to", "public-jwk"]).run().stdout;
    let alone = folder.file("alone.json", converted.trim().replacen('{', "{\"kid\":\"alone\",", 1));
    let at = |run: crate::Run| {
        run.env("JOTSMITH_DATA_DIR", &folder.path("data")).env("PASS", "ladle-gravel-owl-sonnet-thaw").run()
    };
    let keyring = ["--keyring", "prod", "--passphrase-env", "PASS"];
    let add = |files: &[&str]| at(run(&[&["keys", "add", "--create"][..], files, &keyring].concat()));
    assert_eq!(add(&[&public, &private, &alone]).status, 0);
    let sign = |kid: &str| at(build(&[&["--sub", "a", "--kid", kid][..], &keyring].concat()));
    assert_eq!(sign("mine").status, 0, "{:?}", sign("mine"));
    says(&mut said, &sign("alone"), UNUSABLE);
    says(&mut said, &sign("nobody"), UNUSABLE);
    said.agree();
}
