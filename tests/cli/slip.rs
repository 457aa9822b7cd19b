//! Slips that people make with the options, and what they are told.

use crate::vector::{BEFORE, HS256};
use crate::{Folder, INVALID, Ran, UNCHECKED, UNUSABLE, VALID, build, inspect, keys, run};
use serde_json::Value;

const P256: &str = include_str!("../data/keys/p256.jwk.json");
const RSA: &str = include_str!("../data/keys/rsa.jwk.json");
const SECRET: &str = "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0";
const NOW: &str = "1800000000";

fn says(ran: &Ran, status: i32, words: &str) {
    assert_eq!(ran.status, status, "{words}: {ran:?}");
    assert!(ran.stderr.contains(words) || ran.stdout.contains(words), "{words}: {ran:?}");
}

fn header(token: &str) -> Value {
    let part = token.trim().split('.').next().unwrap_or_default();
    let bytes = data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).expect("base64url");
    serde_json::from_slice(&bytes).expect("a header")
}

#[test]
fn encrypt_never_signs() {
    let folder = Folder::new();
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
    says(&encrypt(&["--encrypt-to", &secret]), UNUSABLE, "jotsmith encrypt --secret-file");
    says(&encrypt(&[]), UNUSABLE, "--secret-file");
    says(&encrypt(&["--jwe-alg", "dir"]), UNUSABLE, "--secret-file");
    says(&encrypt(&["--jwe-alg", "dir", "--secret-file", &secret]), UNUSABLE, "16, 24, 32, 48 or 64");
    says(&run(&["encrypt", "-t", "id-token", "-k", &private]).run(), UNUSABLE, "use jotsmith build");
    let signing = folder.file("ed.pem", include_str!("../data/keys/ed25519.pkcs8.pem"));
    says(&encrypt(&["-k", &signing]), UNUSABLE, "cannot encrypt");
    let ran = build(&["--sub", "a", "--jwe-alg", "dir", "--secret-file", &secret]).run();
    says(&ran, UNUSABLE, "jotsmith encrypt");
}

#[test]
fn a_token_is_signed_with_the_variable_that_is_meant() {
    let folder = Folder::new();
    let env = folder.file("api.env", format!("DB=1\nJWT_SECRET={SECRET}\nOTHER=x\n"));
    let value = folder.file("value.txt", SECRET);
    for option in ["-k", "--secret-file"] {
        let ran = build(&["--sub", "a", "--exp", "+1h", option, &env]).run();
        says(&ran, 0, "JWT_SECRET");
        let checked = inspect(&["-", "--secret-file", &value]).input(ran.stdout.trim()).run();
        assert_eq!(checked.status, VALID, "{checked:?}");
        let checked = inspect(&["-", option, &env]).input(ran.stdout.trim()).run();
        assert_eq!(checked.status, VALID, "{checked:?}");
    }
    // Of two that may be meant, none is.
    let two = folder.file("two.env", format!("JWT_SECRET={SECRET}\nJWT_SECRET_OLD=0{SECRET}\n"));
    says(&build(&["--sub", "a", "--secret-file", &two]).run(), UNUSABLE, "JWT_SECRET_OLD");
    // The text of a key is no secret.
    let key = folder.file("key.json", P256);
    says(&build(&["--sub", "a", "--secret-file", &key]).run(), UNUSABLE, "pass it with --key");
}

/// Where a limit ends the search of a file, whoever reads the report knows it as well.
#[test]
fn a_file_that_is_read_in_part_says_so() {
    let folder = Folder::new();
    let values: String = (0..300).map(|index| format!("option_{index} = \"{index}\"\n")).collect();
    let values = format!("[a]\n{values}");
    let own = format!("jwt_secret = \"{SECRET}\"\n");
    let (before, behind) = (folder.file("a.toml", format!("{own}{values}")), folder.file("b.toml", values + &own));
    let value = folder.file("value.txt", SECRET);
    let token = build(&["--sub", "a", "--exp", "+1h", "--secret-file", &value]).run().stdout;
    let part = "nly the first 256 values were searched for secrets; give the part that contains yours";
    for (option, path, status) in
        [("-k", &before, VALID), ("--secret-file", &before, VALID), ("-k", &behind, UNCHECKED)]
    {
        let ran = inspect(&["-", option, path]).input(token.trim()).run();
        assert_eq!(ran.status, status, "{ran:?}");
        assert!(ran.stderr.contains(part), "{ran:?}");
        let ran = inspect(&["-", option, path, "--json"]).input(token.trim()).run();
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        assert!(report["notes"].to_string().contains(part), "{}", ran.stdout);
    }
    says(&inspect(&["-", "--secret-file", &behind]).input(token.trim()).run(), UNCHECKED, part);
    let ran = inspect(&["-", "-k", &value]).input(token.trim()).run();
    assert!(ran.status == VALID && ran.stderr.is_empty(), "{ran:?}");
}

#[test]
fn a_time_is_not_guessed_from_digits() {
    for now in ["2026", "2030", "20261129"] {
        says(&inspect(&[HS256, "--now", now]).run(), UNUSABLE, "2026-01-31");
    }
    let made = |arguments: &[&str]| {
        build(&[&["--now", NOW, "--secret-env", "KEY"], arguments].concat()).env("KEY", SECRET).run()
    };
    says(&made(&["--exp", "90"]), UNUSABLE, "Did you mean +90s?");
    says(&made(&["--exp", "20270101"]), UNUSABLE, "2026-01-31");
    says(&made(&["--claim", "exp=+5m"]), UNUSABLE, "--exp +5m");
    let past = made(&["--exp", "-1h"]);
    says(&past, 0, "warning: Expired");
    assert!(!past.stderr.contains("error:") && !past.stderr.contains("new token"), "{past:?}");
    for exp in ["+1y", "+1mo", "29.11.2030"] {
        assert_eq!(made(&["--exp", exp]).status, 0, "{exp}");
    }
    let token = made(&["--exp", "-20s", "--iat", "-2m"]).stdout;
    let ran = inspect(&["-", "--now", NOW, "--secret-env", "KEY", "--leeway", "30s", "--max-age", "5m"]);
    assert_eq!(ran.env("KEY", SECRET).input(token.trim()).run().status, VALID);
}

#[test]
fn the_desk_drops_nothing_silently() {
    let folder = Folder::new();
    let token = folder.file("token.jwt", HS256);
    let same = folder.file("same.txt", format!("Authorization: Bearer {HS256}"));
    let other = folder.file("uuid.txt", "3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    let ran = run(&["desk", "--now", BEFORE, &other, &token]).run();
    says(&ran, UNUSABLE, "uuid.txt: this is not a JOSE token. UUID");
    assert!(ran.stderr.contains("UUID") && ran.stdout.contains("token.jwt"), "{ran:?}");
    let ran = run(&["desk", &token, &same]).run();
    assert!(ran.stderr.contains("same.txt: the same token as 1"), "{ran:?}");
    let ran = run(&["desk", "--now", BEFORE, &token, &folder.path("missing.jwt")]).run();
    says(&ran, UNUSABLE, "missing.jwt: no such file");
    assert!(ran.stdout.contains("token.jwt"), "{ran:?}");
    let key = folder.file("key.pub", include_str!("../data/keys/p256.spki.pem"));
    says(&run(&["desk", "--now", BEFORE, &token, &key]).run(), UNUSABLE, "pass a key with --key");
}

#[test]
fn what_was_probably_meant_is_told() {
    let folder = Folder::new();
    let rsa = folder.file("rsa.json", RSA);
    let convert = |to: &str| keys(&folder, &["convert", &rsa, "--to", to]).run();
    says(&convert("pem"), UNUSABLE, "'spki-pem', 'pkcs8-pem'");
    says(&convert("ssh"), UNUSABLE, "'openssh-public'");
    says(&convert("private-jwk"), UNUSABLE, "'jwk'");
    says(&keys(&folder, &["generate", "RSA"]).run(), UNUSABLE, "'rsa-2048'");
    let ran = inspect(&[HS256, "--algorithm", "hs256", "--secret-encoding", "b64"]).run();
    assert_ne!(ran.status, UNUSABLE, "{ran:?}");
    let token = folder.file("token.jwt", HS256);
    says(&inspect(&[&token, &rsa]).run(), UNUSABLE, &format!("--key {rsa}"));
    says(&run(&["no_such_thing"]).run(), UNUSABLE, "no file of this name");
    says(&inspect(&[HS256, "-K", &rsa]).run(), UNUSABLE, "is a file, not a keyring");
    // A token that is piped in, with nothing but options.
    let ran = run(&["--secret-env", "KEY", "--json"]).env("KEY", "secret").input(HS256).run();
    assert!(ran.stdout.starts_with("{\"format\":1"), "{ran:?}");
    for command in [&["desk", &token][..], &["compare", &token, &token]] {
        let ran = run(&[command, &["-k", &rsa]].concat()).run();
        assert!(!ran.stderr.contains("unexpected argument"), "{ran:?}");
    }
    let ran = inspect(&[HS256, "--require", "jti,exp", "--audience", "orders,payments"]).run();
    says(&ran, INVALID, "repeat --require");
    assert!(ran.stderr.contains("is one audience"), "{ran:?}");
    let policy = folder.file("policy.json", "{\"issuer\":\"x\",\"audence\":\"y\"}");
    says(&inspect(&[HS256, "--policy", &policy]).run(), UNUSABLE, "Did you mean audience?");
}

#[test]
fn a_key_is_converted_without_what_it_has_not() {
    let folder = Folder::new();
    let public = folder.file("public.pem", include_str!("../data/keys/p256.spki.pem"));
    let ran = keys(&folder, &["convert", &public, "--to", "jwk"]).run();
    says(&ran, 0, "\"kty\":\"EC\"");
    let private = folder.file("private.json", P256);
    says(&keys(&folder, &["convert", &private, "--to", "jwk"]).run(), UNUSABLE, "--private");
    let first = P256.trim().replacen('{', "{\"kid\":\"one\",", 1);
    let second = RSA.trim().replacen('{', "{\"kid\":\"two\",", 1);
    let set = folder.file("set.json", format!("{{\"keys\":[{first},{second}]}}"));
    says(&keys(&folder, &["convert", &set, "--to", "spki-pem"]).run(), UNUSABLE, "choose one with --key: one, two");
    let ran = keys(&folder, &["convert", &set, "--to", "spki-pem", "--kid", "two"]).run();
    says(&ran, 0, "BEGIN PUBLIC KEY");
    says(&keys(&folder, &["convert", &set, "--to", "spki-pem", "--kid", "three"]).run(), UNUSABLE, "three");
}

#[test]
fn a_text_without_a_token_has_no_faults_of_one() {
    let ran = inspect(&["-", "--json"]).input("3f2504e0-4f89-41d3-9a0c-0305e82c3301").run();
    let report = ran.report();
    assert_eq!(report["findings"], serde_json::json!([]), "{report}");
    assert!(!report["message"].as_str().unwrap_or_default().contains("one part"), "{report}");
}

/// A keyring often has the public half under the name that everybody knows, and the private one under another.
#[test]
fn a_key_that_cannot_sign_is_told_from_one_that_is_not_there() {
    let folder = Folder::new();
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
    says(&sign("alone"), UNUSABLE, "is public and cannot sign");
    says(&sign("nobody"), UNUSABLE, "it has no key nobody;");
}
