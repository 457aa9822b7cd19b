//! Arguments that are wrong: what is said is for people, and names what to do.

use crate::golden::Said;
use crate::{Folder, Ran, UNUSABLE, build, keys, run};
use std::path::Path;

/// Words of parsers and of the system that are not for people.
const FOREIGN: [&str; 8] = [
    "invalid digit",
    "os error",
    "too large to fit",
    "cannot parse integer",
    "is not in 1..",
    "unexpected argument '-1'",
    "No such file",
    "Not a directory",
];

const P256: &str = include_str!("../data/keys/p256.jwk.json");

fn all(command: &clap::Command, path: &[String], found: &mut Vec<(Vec<String>, clap::Command)>) {
    for each in command.get_subcommands() {
        let path = [path, &[each.get_name().to_owned()]].concat();
        all(each, &path, found);
        found.push((path, each.clone()));
    }
}

fn flags(names: &[&str]) -> Vec<(Vec<String>, String, String)> {
    let mut commands = Vec::new();
    all(&jotsmith::cli::command(), &[], &mut commands);
    let mut flags = Vec::new();
    for (path, command) in commands {
        for argument in command.get_arguments() {
            let value = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
            let value = value.unwrap_or_default();
            if let Some(long) =
                argument.get_long().filter(|_| names.iter().any(|name| value.split(" | ").any(|own| own == *name)))
            {
                flags.push((path.clone(), format!("--{long}"), value));
            }
        }
    }
    flags
}

fn tried(folder: &Folder, path: &[String], more: &[&str]) -> Ran {
    let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
    arguments.extend(more);
    run(&arguments).env("JOTSMITH_DATA_DIR", &folder.path("data")).run()
}

/// Every option that takes a number, a time or a size, of every command.
#[test]
fn a_number_or_a_time_that_is_none_is_said_to_be_none_in_words() {
    let folder = Folder::new();
    let mut said = Said::new("cli/wrong/a_number_or_a_time_that_is_none_is_said_to_be_none_in_words");
    let flags = flags(&["N", "TIME", "BYTES", "SECONDS", "PATH=N", "NAME=BYTES"]);
    assert!(flags.len() > 40, "{flags:?}");
    let mut seen = std::collections::BTreeSet::new();
    for (path, flag, value) in flags {
        for wrong in ["5x", "", "-1", "99999999999999999999"] {
            // Seconds before 1970 are a time.
            let is_time = wrong == "-1" && ["now", "exp", "nbf", "iat"].contains(&&flag[2..]);
            // The name of a claim.
            if is_time || value.starts_with("CLAIM") {
                continue;
            }
            let ran = tried(&folder, &path, &[&flag, wrong]);
            let words = ran.stderr.lines().next().unwrap_or_default();
            assert_eq!((ran.status, ran.stdout.as_str()), (UNUSABLE, ""), "{path:?} {flag} {wrong}: {ran:?}");
            assert!(words.contains(&flag), "{path:?} {flag} {wrong}: {ran:?}");
            let foreign = FOREIGN.iter().find(|foreign| ran.stderr.contains(**foreign));
            assert!(foreign.is_none(), "{path:?} {flag} {wrong}: {ran:?}");
            seen.insert(words.to_owned());
        }
    }
    seen.iter().for_each(|words| said.line(words));
    said.agree();
}

/// Every option that takes a file, of every command: one without a name, a folder, one that is not there.
#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", P256);
    let token = folder.file("token", build(&["--sub", "a", "-k", &key, "-q"]).run().stdout);
    let secret = "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0";
    let hmac = folder.file("hmac", build(&["--sub", "a", "--secret-env", "S", "-q"]).env("S", secret).run().stdout);
    for (path, flag, _) in flags(&["FILE"]) {
        let (missing, dir) = (folder.path("no/such.pem"), folder.path(""));
        for (wrong, why) in [("", "empty"), (dir.as_str(), "folder"), (&missing, "no such file")] {
            let rest: &[&str] = match path.last().map(String::as_str) {
                Some("build") if flag == "--signature" => &["--input", &token, "-k", &key],
                Some("build") if flag == "--input" => &["--signature", &token, "-k", &key],
                Some("build") if flag == "--access-token" => &["-t", "dpop", "-k", &key],
                Some("build") if flag == "--claims" || flag == "--payload" => &["-k", &key],
                Some("build") if flag == "--aad" => &["--sub", "a", "-e", &key, "--serialization", "flattened"],
                Some("build") if flag == "--key" => &["--sub", "a"],
                Some("build") => &["--sub", "a", "-k", &key],
                Some("present") if flag == "--holder-key" => &[&token, "--nonce", "n", "--aud", "a"],
                Some("present") => &[&token, "--nonce", "n", "--aud", "a", "-k", &key],
                Some("keys" | "list" | "convert") if flag != "--out" => &[&key],
                Some("convert") => &[&key],
                Some("export") if path.len() == 1 => &[&token, "--as", "markdown"],
                Some("compare") => &[&token, &token],
                Some("tamper") if flag == "--out" => &[&token, "-k", &key],
                Some("guess") => &[&hmac],
                Some("add") => &[&key, "-K", "x", "--create"],
                Some("generate") => &["--private"],
                Some(_) if path.first().is_some_and(|first| first == "keys") => continue,
                _ => &[&token],
            };
            // Headers are files where they are the name of one.
            if flag.contains("header")
                || flag.contains("unprotected")
                || (flag.ends_with("passphrase-file") && path.len() > 1)
            {
                continue;
            }
            let ran = tried(&folder, &path, &[rest, &[flag.as_str(), wrong]].concat());
            let is_new = ["--out", "--output"].contains(&flag.as_str()) && why == "no such file";
            assert_ne!(ran.status, 0, "{path:?} {flag} {wrong}: {ran:?}");
            assert!(ran.stderr.contains(why) || is_new, "{path:?} {flag} {wrong}: {ran:?}");
            let foreign = FOREIGN.iter().find(|foreign| ran.stderr.contains(**foreign));
            assert!(foreign.is_none(), "{path:?} {flag} {wrong}: {ran:?}");
        }
    }
}

/// What the system says of folders and descriptors.
#[cfg(unix)]
#[test]
fn what_the_system_refuses_is_said_in_words() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/wrong/what_the_system_refuses_is_said_in_words", &folder.path(""));
    let file = folder.file("file", "no folder");
    let key = folder.file("key.jwk", P256);
    let token = build(&["--sub", "a", "-k", &key, "-q"]).run().stdout;
    for arguments in [
        &["keys", "list"][..],
        &["keys", "create", "x", "--generate-passphrase"],
        &["templates"],
        &["build", "-t", "mine", "-k", &key],
    ] {
        let ran = run(arguments).env("JOTSMITH_DATA_DIR", &file).run();
        assert!(FOREIGN.iter().all(|foreign| !ran.stderr.contains(foreign)), "{arguments:?}: {ran:?}");
        said.line(format!("$ jotsmith {}\n{}", arguments.join(" "), ran.stderr));
    }
    for arguments in [
        &["keys", "convert", &key, "--passphrase-fd", "99"][..],
        &["keys", "convert", &key, "--out", &key],
        &["keys", "import", &key],
        &["keys", "import", &file],
        &["tamper", "-", "-k", &key, "--try", &file],
    ] {
        let ran = run(arguments).env("JOTSMITH_DATA_DIR", &folder.path("data")).input(token.clone()).run();
        assert!(FOREIGN.iter().all(|foreign| !ran.stderr.contains(foreign)), "{arguments:?}: {ran:?}");
        said.line(format!("$ jotsmith {}\n{}", arguments.join(" "), ran.stderr));
    }
    said.agree();
}

/// Whatever the terminal can say of a token that is not made advises what can be done there, and what it advises does it.
#[test]
fn a_refusal_advises_an_option_that_helps() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/wrong/a_refusal_advises_an_option_that_helps", &folder.path(""));
    let named = |name: &str| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/keys/").to_owned() + name;
    let (ec, rsa, x25519, public) =
        (named("p256.jwk.json"), named("rsa.pkcs8.pem"), named("x25519.spki.pem"), named("p256.spki.pem"));
    let secret = folder.file("secret", "too short");
    let signer = folder.file("signer.jwk", P256.replace("\"kty\"", "\"alg\":\"ES256\",\"kty\""));
    let payload = folder.file("payload", "a.b");
    let two = ["-e", &x25519, "-e", &rsa];
    let unencoded = r#"{"b64":false}"#;
    let encrypter =
        folder.file("encrypter.jwk", P256.replace("\"kty\"", "\"alg\":\"ECDH-ES\",\"use\":\"enc\",\"kty\""));
    // What is refused, and what is passed as advised, in the place of the last arguments.
    let cases: &[(&[&str], &[&str], &[&str])] = &[
        (&["build", "--sub", "a"], &[], &["-k", &ec]),
        (&["build", "--sub", "a", "--alg", "ES256"], &[], &["-k", &ec]),
        (&["build", "--sub", "a"], &["-k", &public], &["-k", &ec]),
        (&["build", "--sub", "a", "-k", &ec], &["--alg", "RS256"], &[]),
        (&["build", "--sub", "a"], &["--secret-file", &secret], &["--secret-file", &secret, "--allow-weak"]),
        (&["build", "--sub", "a"], &["--alg", "none"], &["-k", &ec]),
        (&["build", "--sub", "a", "-e", &rsa], &["--jwe-alg", "RSA1_5"], &["--jwe-alg", "RSA-OAEP-256"]),
        (&["build", "--sub", "a"], &[&two[..], &["--serialization", "compact"]].concat(), &two),
        (
            &["build", "--sub", "a", "-k", &ec],
            &["--unprotected", r#"{"n":1}"#],
            &["--unprotected", r#"{"n":1}"#, "--serialization", "flattened"],
        ),
        (&["build", "--sub", "a", "-k", &ec], &["--header", unencoded], &[]),
        (&["build", "--payload", &payload, "-k", &ec, "--header", unencoded], &[], &["--detached"]),
        (&["build", "--sub", "a", "-k", &ec, "-e", &rsa], &["--detached"], &[]),
        (&["build", "--sub", "a"], &["-e", &signer], &["-e", &rsa]),
        (&["build", "--sub", "a", "-k", &ec], &["--zip"], &["--zip", "-e", &rsa]),
        (&["build", "--sub", "a"], &["-k", &encrypter], &["-k", &ec]),
        (&["build", "--sub", "a"], &["-k", &x25519], &["-k", &ec]),
        (&["build", "--sub", "a", "--signing-input"], &[], &["-k", &public]),
        (&["build", "--sub", "a", "-k", &ec], &["--alg", "ECDH-ES"], &["--jwe-alg", "ECDH-ES", "-e", &ec]),
        (&["build", "--sub", "a", "-k", &ec], &["--alg", "A256GCM"], &["--enc", "A256GCM", "-e", &ec]),
        (&["encrypt", "--sub", "a", "-k", &rsa], &["--alg", "RS256"], &[]),
        (&["encrypt", "--sub", "a"], &["-k", &signer], &["-k", &rsa]),
        (&["encrypt", "--sub", "a"], &[], &["-k", &rsa]),
        (&["encrypt", "--sub", "a", "-k", &rsa], &["--detached"], &[]),
    ];
    for (start, wrong, right) in cases {
        let refused = run(&[*start, *wrong].concat()).run();
        assert_ne!((refused.status, refused.stdout.as_str()), (0, ""), "{start:?} {wrong:?}: {refused:?}");
        assert!(refused.stdout.is_empty(), "{start:?} {wrong:?}: {refused:?}");
        let shown = |path: &&str| {
            Path::new(path).file_name().map_or_else(|| (*path).to_owned(), |name| name.to_string_lossy().into_owned())
        };
        said.line(format!("$ jotsmith {}", [*start, *wrong].concat().iter().map(shown).collect::<Vec<_>>().join(" ")));
        said.line(refused.stderr.replace(&named(""), ""));
        let made = run(&[*start, *right].concat()).run();
        assert_eq!(made.status, 0, "{start:?} {right:?}: {made:?}");
    }
    said.agree();
}

/// Words for a window, in whatever a terminal can print.
#[test]
fn no_sentence_of_a_terminal_names_a_button() {
    let folder = Folder::new();
    for arguments in
        [&["list", "-K", "none"][..], &["generate"], &["convert"], &["export", "-K", "none"], &["restore", "none"]]
    {
        let ran = keys(&folder, arguments).run();
        let words = ran.stderr.to_lowercase();
        assert!(["click", "button", "dialog", "save elsewhere"].iter().all(|word| !words.contains(word)), "{ran:?}");
    }
}

/// What other programs call their commands, and what is easily mistaken, is answered with what does it here.
#[test]
fn a_word_of_another_program_is_answered_with_the_command_here() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/wrong/a_word_of_another_program_is_answered_with_the_command_here", &folder.path(""));
    let key = folder.file("key.jwk", P256);
    for word in ["validate", "generate", "diff"] {
        let ran = run(&[word, "x"]).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
    }
    for (arguments, meant) in [
        (&["build", "--sub", "a", "--ttl", "5m"][..], "--exp"),
        (&["sign", "--typ", "at+jwt"], "--header"),
        (&["build", "--sub", "a", "-o", "token"], "standard output"),
        (&["build", "{\"sub\":\"a\"}"], "--claims"),
        (&["build", "--payload", "{\"sub\":\"a\"}", "-k", &key], "--claims"),
        (&["inspect", "x.jwt", "--alg", "ES256"], "--algorithm"),
        (&["verify", "x.jwt", "--jwks", "x"], "--key"),
        (&["verify", "x.jwt", "--format", "json"], "--json"),
        (&["keys", "generate", "--bits", "4096"], "rsa-4096"),
        (&["keys", "convert", &key, "--format", "pem"], "--to"),
        (&["keys", "ls"], "keys list"),
        (&["keys", "export", "prod", "-K", "x"], "--keyring"),
    ] {
        let ran = run(arguments).run();
        assert!(ran.status == UNUSABLE && ran.stderr.contains(meant), "{arguments:?}: {ran:?}");
        said.line(format!("$ jotsmith {}\n{}", arguments.join(" "), ran.stderr));
    }
    let ran = build(&["--sub", "a", "-k", &key, "--kid", "mine"]).run();
    assert!(ran.status == UNUSABLE && ran.stderr.contains("--header"), "{ran:?}");
    let ran = build(&["-t", "sesion", "-k", &key]).run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    let token = build(&["--sub", "a", "-k", &key, "-q"]).run().stdout;
    let ran = run(&["decrypt", "-", "-k", &key]).input(token).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    said.line(&ran.stderr);
    // A key for another use has an algorithm for it.
    for (kind, alg) in [("rsa-2048", "RSA-OAEP-256"), ("p-256", "ECDH-ES+A256KW"), ("oct-256", "A256KW")] {
        let ran = run(&["keys", "generate", kind, "--use", "enc", "--private"]).run();
        assert!(ran.status == 0 && ran.stdout.contains(&format!("\"alg\":\"{alg}\"")), "{ran:?}");
        assert!(!ran.stderr.contains("warning"), "{ran:?}");
    }
    said.agree();
}

/// Who passes a passphrase takes what comes of it for protected: one that does nothing is not taken in silence.
#[test]
fn a_passphrase_that_opens_nothing_is_told() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/wrong/a_passphrase_that_opens_nothing_is_told", &folder.path(""));
    let key = folder.file("key.jwk", P256);
    let pass = folder.file("pass", "ladle gravel owl sonnet thaw\n");
    let ran = run(&["keys", "generate", "--private", "--passphrase-file", &pass]).run();
    assert_eq!((ran.status, ran.stdout.as_str()), (UNUSABLE, ""), "{ran:?}");
    assert!(ran.stderr.contains("--new-passphrase-file"), "{ran:?}");
    for arguments in [
        &["keys", "convert", &key, "--passphrase-file", &pass][..],
        &["keys", "list", &key, "--passphrase-file", &pass],
        &["build", "--sub", "a", "-k", &key, "--passphrase-file", &pass],
    ] {
        let ran = run(arguments).run();
        assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
        said.line(&ran.stderr);
    }
    let used = run(&["encrypt", "--sub", "a", "--passphrase-file", &pass]).run();
    assert_eq!(used.status, 0, "{used:?}");
    said.line(&used.stderr);
    said.agree();
}
