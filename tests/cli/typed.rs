//! What a person types at a terminal where `-` was passed: asked for by its name, and not shown where it is secret.

use crate::golden::Said;
use crate::passphrase::{Terminal, shell, words_of};
use crate::{Folder, UNUSABLE, VALID, build, inspect, run};

const SECRET: &str = "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0";
const PASS: &str = "ladle gravel owl sonnet thaw";
const P256: &str = include_str!("../data/keys/p256.jwk.json");
const PEM: &str = include_str!("../data/keys/p256.pkcs8.pem");

/// What is shown from the question on, and what was printed into the file `out`.
fn typed(folder: &Folder, line: &str, question: &str, text: &str) -> Option<(String, String)> {
    let out = folder.path("out");
    let mut terminal = Terminal::run(folder, &format!("exec \"$JOTSMITH\" {line} >{out}"))?;
    terminal.wait_for(question);
    terminal.write(text);
    let (rest, is_success) = terminal.end();
    assert!(is_success, "{line}: {rest}");
    Some((rest, std::fs::read_to_string(out).expect("it was printed")))
}

#[test]
fn a_shared_secret_is_asked_for_and_not_shown() {
    let folder = Folder::new();
    let question = "Shared secret for --secret-file (not shown): ";
    let line = "build --sub a --secret-file - -q";
    let Some((shown, token)) = typed(&folder, line, question, &format!("{SECRET}\n")) else { return };
    assert!(!shown.contains(&SECRET[..8]), "{shown}");
    let file = folder.file("secret", SECRET);
    assert_eq!(inspect(&["-", "--secret-file", &file]).input(token).run().status, VALID);
}

#[test]
fn a_key_is_asked_for_in_as_many_lines_as_it_has() {
    let folder = Folder::new();
    let question = "Key for --key (not shown; Ctrl-D ends it): ";
    let value: serde_json::Value = serde_json::from_str(P256).expect("JSON");
    let pretty = serde_json::to_string_pretty(&value).expect("JSON");
    // A terminal that takes lines as a whole takes 4,095 characters of one.
    let mut long = value;
    long["x-note"] = "n".repeat(6_000).into();
    for text in [format!("{}\n", P256.trim()), format!("{pretty}\n"), PEM.to_owned(), format!("{long}\n")] {
        let Some((shown, token)) = typed(&folder, "build --sub a -k - -q", question, &text) else { return };
        assert!(shown.lines().all(|line| !line.contains("kty") && !line.contains("BEGIN")), "{shown}");
        let key = folder.file("key", P256);
        assert_eq!(inspect(&["-", "-k", &key]).input(token).run().status, VALID, "{text}");
    }
    // Without a line break at its end, and what was mistyped taken back.
    let cut = format!("oops\u{15}{}", P256.trim().replace('\n', ""));
    let Some((_, token)) = typed(&folder, "build --sub a -k - -q", question, &format!("{cut}\u{4}")) else { return };
    assert!(token.starts_with("eyJ"), "{token}");
}

#[test]
fn a_passphrase_is_asked_for_where_it_was_to_come_from_standard_input() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/typed/a_passphrase_is_asked_for_where_it_was_to_come_from_standard_input",
        &folder.path(""),
    );
    let Some(mut terminal) = Terminal::run(&folder, "exec \"$JOTSMITH\" keys create prod --passphrase-file -") else {
        return;
    };
    terminal.wait_for("Passphrase: ");
    terminal.write(&format!("{PASS}\n"));
    terminal.wait_for("Repeat it: ");
    terminal.write(&format!("{PASS}\n"));
    let (rest, is_success) = terminal.end();
    assert!(is_success && !rest.contains("ladle"), "{rest}");
    // By another name of standard input, and a wrong one is asked for again.
    let Some(mut terminal) = Terminal::run(&folder, "exec \"$JOTSMITH\" keys list -K prod --passphrase-fd 0") else {
        return;
    };
    terminal.wait_for("Passphrase: ");
    terminal.write("not this one\n");
    terminal.wait_for("Passphrase of keyring prod: ");
    terminal.write(&format!("{PASS}\n"));
    let (rest, is_success) = terminal.end();
    assert!(is_success, "{rest}");
    said.line(words_of(&rest));
    // What something is sealed with is typed twice.
    let line = "exec \"$JOTSMITH\" encrypt --sub a --passphrase-file -";
    let Some(mut terminal) = Terminal::run(&folder, line) else { return };
    terminal.wait_for("Passphrase: ");
    terminal.write(&format!("{PASS}\n"));
    terminal.wait_for("Repeat it: ");
    terminal.write("another one\n");
    let (rest, is_success) = terminal.end();
    assert!(!is_success, "{rest}");
    said.line(words_of(&rest));
    assert_eq!(shell(&folder, "\"$0\" keys list -K prod --passphrase-env PASS").status, 0);
    said.agree();
}

/// What is no secret is shown, and whoever waits for nothing is told what is waited for.
#[test]
fn what_is_read_from_the_terminal_is_named() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", P256);
    let line = format!("build -c - -k {key} -q");
    let asked = "--claims is read from the terminal: type or paste it, and end it with Ctrl-D on a line of its own";
    let Some((_, token)) = typed(&folder, &line, asked, "{\"sub\":\"a\"}\n\u{4}") else { return };
    assert!(token.starts_with("eyJ"), "{token}");
}

#[test]
fn two_things_from_standard_input_are_refused_by_their_names() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/typed/two_things_from_standard_input_are_refused_by_their_names", &folder.path(""));
    let key = folder.file("key.jwk", P256);
    let cases: &[(&[&str], [&str; 2])] = &[
        (&["build", "-c", "-", "-k", "-"], ["--claims", "--key"]),
        (&["build", "--claims=-", "--header", "-", "-k", &key], ["--claims", "--header"]),
        (&["build", "--sub", "a", "-k", "-", "-e", "-"], ["--key", "--encrypt-to"]),
        (&["build", "--sub", "a", "-k", "-", "-k", "-"], ["--key", "twice"]),
        (&["build", "--payload", "-", "--secret-file", "/dev/stdin"], ["--payload", "--secret-file"]),
        (&["build", "--input", "-", "--signature", "-", "-k", &key], ["--input", "--signature"]),
        (&["sign", "-c", "-", "-k", "-"], ["--claims", "--key"]),
        (&["encrypt", "-c", "-", "--key", "-"], ["--claims", "--encrypt-to"]),
        (&["inspect", "-", "-k", "-"], ["the token", "--key"]),
        (&["inspect", "-k", "-"], ["no token", "--key"]),
        (&["verify", "--secret-file", "-"], ["no token", "--secret-file"]),
        (&["inspect", "-", "--passphrase-fd", "0"], ["the token", "--passphrase-fd"]),
        (&["keys", "list", "-", "--passphrase-file", "-"], ["the first argument", "--passphrase-file"]),
        (&["compare", "-", "-"], ["the first argument", "the second argument"]),
        (&["desk", "-", "-k", "-"], ["the token", "--key"]),
        (&["present", "-", "-k", "-", "--nonce", "n", "--aud", "a"], ["the token", "--holder-key"]),
        (&["tamper", "-", "-k", "-"], ["the token", "--key"]),
        (&["guess", "-", "-w", "-"], ["the token", "--wordlist"]),
    ];
    for (arguments, names) in cases {
        let ran = run(arguments).input(P256).run();
        assert_eq!((ran.status, ran.stdout.as_str()), (UNUSABLE, ""), "{arguments:?}: {ran:?}");
        said.line(format!("$ jotsmith {}\n{}", arguments.join(" "), ran.stderr));
        assert!(names.iter().all(|name| ran.stderr.contains(name)), "{arguments:?}: {ran:?}");
    }
    // A text is no file, whatever it says.
    let ran = build(&["--sub", "-", "--iss", "-", "-k", "-", "-q"]).input(P256).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    said.agree();
}

#[test]
fn a_header_comes_from_standard_input_or_a_file() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/typed/a_header_comes_from_standard_input_or_a_file", &folder.path(""));
    let key = folder.file("key.jwk", P256);
    let header = r#"{"typ":"at+jwt","x":"y"}"#;
    let here = build(&["--sub", "a", "--header", header, "-k", &key, "-q"]).run().stdout;
    let file = folder.file("header.json", header);
    let piped = build(&["--sub", "a", "--header", "-", "-k", &key, "-q"]).input(header).run();
    let read = build(&["--sub", "a", "--header", &file, "-k", &key, "-q"]).run();
    for ran in [&piped, &read] {
        assert_eq!(ran.status, 0, "{ran:?}");
        assert_eq!(ran.stdout.split('.').next(), here.split('.').next());
    }
    let unprotected = ["--unprotected", "-", "--serialization", "flattened"];
    let ran = build(&[&["--sub", "a", "-k", &key, "-q"], &unprotected[..]].concat()).input(r#"{"n":1}"#).run();
    assert!(ran.status == 0 && ran.stdout.contains("\"header\":{\"n\":1}"), "{ran:?}");
    let sealed = ["encrypt", "--sub", "a", "-k", &folder.file("rsa.pem", RSA), "--jwe-header", "-", "-q"];
    let ran = run(&sealed).input(r#"{"apu":"x","y":1}"#).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    let missing = build(&["--sub", "a", "--header", &folder.path("none.json"), "-k", &key]).run();
    assert_eq!(missing.status, UNUSABLE, "{missing:?}");
    said.line(&missing.stderr);
    said.agree();
}

const RSA: &str = include_str!("../data/keys/rsa.pkcs8.pem");
