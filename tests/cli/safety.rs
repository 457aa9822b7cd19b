//! What a hostile token, a hostile terminal and a curious log get to see.

use crate::golden::Said;
use crate::vector::{BEFORE, HS256, encode, hs256, sign};
use crate::{Folder, INVALID, UNUSABLE, VALID, inspect, run};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// Long and rare: found wherever it leaks.
const CANARY: &str = "canary-7f3a9c-never-to-be-printed";

/// What a terminal acts upon, and what changes how a line reads.
fn is_dangerous(character: char) -> bool {
    let is_control = character.is_control() && character != '\n';
    is_control
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[test]
fn nothing_of_a_token_reaches_the_terminal_as_a_command() {
    // ESC as a JSON escape is legal JSON; C1, DEL and bidirectional controls may stand as they are.
    let evil = "\\u001b[2J\\u0007\\r\\n✔ Valid\\b \u{9b}31m\u{7f}\u{202e}dilav\u{2066}\u{feff}\u{200b}";
    let token = sign(
        &format!("{{\"alg\":\"HS256{evil}\",\"kid\":\"{evil}\",\"{evil}\":1,\"crit\":[\"{evil}\"]}}"),
        format!("{{\"sub\":\"{evil}\",\"{evil}\":[\"{evil}\"],\"exp\":\"{evil}\"}}"),
        b"secret",
    );
    let broken = format!("{}.{}.{}", encode(format!("{{\"alg\":\"{evil}")), encode(evil), encode("\u{1b}[2J"));
    let text = sign("{\"alg\":\"HS256\"}", "\u{1b}]0;title\u{7}\u{9b}2J\u{202e}", b"secret");
    let unreadable = "\u{1b}[31m not a token \u{202e}\u{9b}".to_owned();
    for token in [token, broken, text, unreadable] {
        for more in [&["--json"][..], &["--color", "never"]] {
            let ran =
                inspect(&[&["-", "--secret-env", "KEY"], more].concat()).env("KEY", "x").input(token.as_str()).run();
            let found = ran.stdout.chars().chain(ran.stderr.chars()).find(|character| is_dangerous(*character));
            assert_eq!(found, None, "{more:?}: {ran:?}");
        }
    }
}

#[test]
fn file_names_and_variables_are_escaped_too() {
    for arguments in [&["\u{1b}[2J"][..], &[HS256, "--key", "\u{1b}[2J"], &[HS256, "--secret-env", "\u{1b}[2J"]] {
        let ran = inspect(arguments).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        assert!(!ran.stderr.chars().any(is_dangerous), "{ran:?}");
    }
}

#[test]
fn colours_are_for_terminals_alone() {
    let run = |arguments: &[&str]| inspect(&[&[HS256], arguments].concat()).run().stdout;
    assert!(!run(&[]).contains('\u{1b}'), "a pipe is no terminal");
    assert!(!run(&["--color", "never"]).contains('\u{1b}'));
    assert!(run(&["--color", "always"]).contains("\u{1b}["));
    assert!(!run(&["--color", "always", "--json"]).contains('\u{1b}'));
}

#[test]
fn no_secret_is_ever_printed() {
    let folder = Folder::new();
    let file = folder.file("secret", CANARY);
    let jwk = folder.file("key.json", format!("{{\"kty\":\"oct\",\"k\":\"{}\"}}", encode(CANARY)));
    let broken = folder.file("broken.json", format!("{{\"kty\":\"oct\",\"k\":\"{CANARY}*\"}}"));
    let pem = folder.file("broken.pem", format!("-----BEGIN PRIVATE KEY-----\n{CANARY}\n-----END PRIVATE KEY-----\n"));
    let right = hs256("{\"sub\":\"a\"}", CANARY.as_bytes());
    let digest = encode(openssl::sha::sha256(CANARY.as_bytes()));
    let forms = [
        CANARY.to_owned(),
        encode(CANARY),
        data_encoding::BASE64.encode(CANARY.as_bytes()),
        data_encoding::HEXLOWER.encode(CANARY.as_bytes()),
        digest,
    ];
    for token in [right.as_str(), HS256, "not a token"] {
        for arguments in [
            &["--secret-file", file.as_str()][..],
            &["--secret-file", file.as_str(), "--secret-encoding", "hex"],
            &["--secret-file", file.as_str(), "--secret-encoding", "base64"],
            &["--secret-env", "KEY"],
            &["--secret-env", "KEY", "--secret-encoding", "base64url"],
            &["--passphrase-env", "KEY"],
            &["--key", jwk.as_str()],
            &["--key", broken.as_str()],
            &["--key", pem.as_str(), "--passphrase-env", "KEY"],
            &["--key", file.as_str()],
        ] {
            for json in [&[][..], &["--json"]] {
                let ran =
                    inspect(&[&["-", "--now", BEFORE], arguments, json].concat()).env("KEY", CANARY).input(token).run();
                for form in &forms {
                    assert!(!ran.stdout.contains(form) && !ran.stderr.contains(form), "{arguments:?}: {ran:?}");
                }
            }
        }
    }
    assert_eq!(inspect(&[&right, "--secret-file", &file]).run().status, VALID);
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    let claims = format!("{{\"long\":\"{}\"}}", "x".repeat(1_000_000));
    let folder = Folder::new();
    let token = folder.file("token", hs256(claims, b"secret"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_jotsmith"))
        .args(["inspect", &token, "--json", "--secret-env", "KEY"])
        .env("KEY", "wrong")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut first = [0; 10];
    child.stdout.take().expect("piped").read_exact(&mut first).expect("a beginning");
    // Here the reading end is closed.
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(INVALID), "the verdict stays what it is");
}

#[test]
fn a_full_disk_is_told() {
    let mut said = Said::new("cli/safety/a_full_disk_is_told");
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let output = Command::new(env!("CARGO_BIN_EXE_jotsmith"))
        .args(["inspect", HS256])
        .stdin(Stdio::null())
        .stdout(full)
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(UNUSABLE));
    said.line(String::from_utf8_lossy(&output.stderr));
    said.agree();
}

#[test]
fn endless_input_ends() {
    let mut said = Said::new("cli/safety/endless_input_ends");
    let Ok(zero) = std::fs::File::open("/dev/zero") else { return };
    let output = Command::new(env!("CARGO_BIN_EXE_jotsmith"))
        .args(["inspect", "-"])
        .stdin(zero)
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(UNUSABLE));
    said.line(String::from_utf8_lossy(&output.stderr));
    said.agree();
}

#[test]
fn nothing_makes_it_panic() {
    let deep = format!("{}.{}.", encode("{\"alg\":\"none\"}"), encode(format!("{{\"a\":{}", "[".repeat(100_000))));
    for input in [
        &b"."[..],
        b"..",
        b".....",
        b"eyJ",
        b"eyJ.eyJ.eyJ",
        b"{}",
        b"{\"payload\":1,\"signatures\":[{}]}",
        b"{\"ciphertext\":\"\",\"recipients\":[]}",
        b"\xff\xfe",
        b"\xff",
        b"\0",
        "…".as_bytes(),
        deep.as_bytes(),
    ] {
        for more in [&[][..], &["--json"]] {
            let ran = inspect(&[&["-", "--secret-env", "KEY"], more].concat()).env("KEY", "secret").input(input).run();
            assert_ne!(ran.status, VALID, "{ran:?}");
            assert!((0..=3).contains(&ran.status), "{ran:?}");
            if ran.stdout.starts_with('{') {
                ran.report();
            }
        }
    }
}

/// A token that stands where a command or a value belongs is a mistake; standard error ends in a log.
#[test]
fn no_mistake_in_the_arguments_repeats_a_token() {
    let folder = Folder::new();
    let token = hs256(r#"{"sub":"canary"}"#, b"an unusually long secret, really");
    let key = ["ghp_", &"Zm9vYmFyYmF6cXV4".repeat(2)].concat();
    for secret in [token.as_str(), key.as_str()] {
        for arguments in [
            &["keys", secret][..],
            &["templates", secret],
            &["inspect", "x", secret],
            &["build", secret],
            &["build", "--alg", secret],
            &["keys", "generate", secret],
            &["keys", "generate", "p-256", "--to", secret],
            &["inspect", "--now", secret],
            &["inspect", "--leeway", secret],
            &["completions", secret],
            &["help", secret],
        ] {
            let ran = run(arguments).env("JOTSMITH_DATA_DIR", &folder.path("data")).run();
            assert_eq!(ran.status, UNUSABLE, "{arguments:?} {ran:?}");
            for part in secret.split('.') {
                assert!(!ran.stderr.contains(part) && !ran.stdout.contains(part), "{arguments:?} {ran:?}");
            }
        }
    }
    let ran = run(&[&key]).run();
    assert!(ran.status == UNUSABLE && !ran.stderr.contains(&key), "{ran:?}");
    // What is short is repeated: a person sees the slip.
    assert!(run(&["inspekt"]).run().stderr.contains("'inspekt'"));
}

/// A thumbprint is known again by how it begins; a secret of that length is not given away by it.
#[test]
fn what_is_as_long_as_a_digest_is_begun() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/safety/what_is_as_long_as_a_digest_is_begun", &folder.path(""));
    let at = |arguments: &[&str]| run(arguments).env("JOTSMITH_DATA_DIR", &folder.path("data")).run();
    assert_eq!(at(&["keys", "create", "sommer2026", "--public"]).stderr, "");
    for digest in [
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ] {
        for arguments in [
            &["keys", "show", digest, "--keyring", "sommer2026", "--accept-changed-keyring"][..],
            &["keys", "generate", digest],
        ] {
            let ran = at(arguments);
            assert_eq!(ran.status, UNUSABLE, "{ran:?}");
            assert!(!ran.stderr.contains(&digest[..12]), "{ran:?}");
            said.line(&ran.stderr);
        }
    }
    // What is made under a name is called so.
    let ran = at(&["keys", "create", "winter2026", "--public"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "keyring winter2026 created\n"), "{ran:?}");
    let ran = run(&["keys", "create", "autumn2026", "--generate-passphrase"]);
    said.line(ran.env("JOTSMITH_DATA_DIR", &folder.path("data")).run().stderr);
    said.agree();
}

/// Every way to pass a value: each option of each command, and each place.
fn ways(command: &clap::Command, path: &[String], out: &mut Vec<Vec<String>>) {
    for argument in command.get_arguments().filter(|argument| argument.get_action().takes_values()) {
        let with = |more: &[String]| [path, more].concat();
        if argument.is_positional() {
            out.push(with(&["{}".to_owned()]));
        }
        if let Some(long) = argument.get_long() {
            out.push(with(&[format!("--{long}"), "{}".to_owned()]));
            out.push(with(&[format!("--{long}={{}}")]));
        }
        if let Some(short) = argument.get_short() {
            out.push(with(&[format!("-{short}{{}}")]));
        }
    }
    for inner in command.get_subcommands() {
        ways(inner, &[path, &[inner.get_name().to_owned()]].concat(), out);
    }
}

/// In the place of a file's name, of a variable's, of anything: what is passed by mistake stands in the logs of whoever runs it.
#[test]
fn a_key_in_any_argument_is_never_repeated() {
    let folder = Folder::new();
    let secret = encode("canary-7f3a9c-never-printed-3221");
    let keys = [
        format!("{{\"kty\":\"oct\",\"k\":\"{secret}\"}}"),
        format!("-----BEGIN PRIVATE KEY-----\n{secret}\n-----END PRIVATE KEY-----\n"),
    ];
    let mut all = Vec::new();
    ways(&jotsmith::cli::command(), &[], &mut all);
    assert!(all.len() > 250, "{}", all.len());
    for (index, way) in all.iter().enumerate() {
        let key = &keys[index % 2];
        let words: Vec<String> = way.iter().map(|word| word.replace("{}", key)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = run(&words).env("JOTSMITH_DATA_DIR", &folder.path("data")).within(Path::new(&folder.path(""))).run();
        assert!(!ran.stdout.contains(&secret) && !ran.stderr.contains(&secret), "{way:?}: {ran:?}");
    }
}

/// A password is none of what is offered, of the words of any grammar, or of the names of anything.
#[test]
fn a_password_in_any_argument_is_never_repeated() {
    let folder = Folder::new();
    let passwords = [
        "Tr0ub4dor&3xyz",
        "mq7x2vd9kfw3hb8zt5jn6rcp1ylg",
        "Sommer2026",
        "correct-horse-battery-staple",
        "correct.horse.battery.staple",
        "squishy-grape-lantern-otter-plank-mumble",
    ];
    let mut all = Vec::new();
    ways(&jotsmith::cli::command(), &[], &mut all);
    let mut repeated = Vec::new();
    for (index, way) in all.iter().enumerate() {
        let password = passwords[index % passwords.len()];
        let words: Vec<String> = way.iter().map(|word| word.replace("{}", password)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = run(&words).env("JOTSMITH_DATA_DIR", &folder.path("data")).within(Path::new(&folder.path(""))).run();
        let is_repeated = ran.stderr.contains(password) || (ran.status == UNUSABLE && ran.stdout.contains(password));
        repeated.extend(is_repeated.then(|| format!("{way:?}: {}", ran.stderr)));
    }
    for way in [
        &["inspect", HS256, "--now"][..],
        &["inspect", HS256, "--leeway"],
        &["inspect", HS256, "--profile"],
        &["inspect", HS256, "--keyring"],
        &["inspect", HS256, "--inner"],
        &["inspect", HS256, "--field"],
        &["inspect", HS256, "--secret-encoding"],
        &["build", "--claims", "{}", "--alg"],
        &["export", HS256, "--as"],
        &["keys", "show", "my-key", "--keyring"],
        &["keys", "show"],
        &["keys", "delete"],
        &["keys", "generate"],
        &["profiles"],
        &["templates", "delete"],
    ] {
        for password in passwords {
            let ran = run(&[way, &[password]].concat()).env("JOTSMITH_DATA_DIR", &folder.path("data")).run();
            let is_repeated = ran.stderr.contains(password) || ran.stdout.contains(password);
            repeated.extend(is_repeated.then(|| format!("{way:?}: {}", ran.stderr)));
        }
    }
    assert_eq!(repeated, [""; 0]);
    assert_eq!(
        run(&["keys", "create", "sommer2026", "--public"]).env("JOTSMITH_DATA_DIR", &folder.path("data")).run().status,
        0
    );
    // What is close to what was meant is said, so that the slip is seen.
    for (way, value) in [
        (&["inspect", HS256, "--now"][..], "tomorow"),
        (&["inspect", HS256, "--profile"], "acess-token"),
        (&["build", "--claims", "{}", "--alg"], "PBES2-HS512+A256KX"),
        (&["keys", "show", "my-key", "--keyring"], "production"),
        // What is made of words that keys and services are called by, and what there is.
        (&["keys", "show", "my-key", "--keyring"], "Prod1234"),
        (&["keys", "show", "my-key", "--keyring"], "user42"),
        (&["keys", "generate"], "RSA-4096x"),
        (&["keys", "show", "my-key", "--keyring"], "sommer2027"),
        (&["keys", "delete"], "payment-service-signing-keys"),
        (&["inspect"], "exports-for-alice/token-2026-11"),
    ] {
        let ran = run(&[way, &[value]].concat()).env("JOTSMITH_DATA_DIR", &folder.path("data")).run();
        assert!(ran.stderr.contains(value), "{ran:?}");
    }
}

#[test]
fn a_secret_instead_of_its_file_or_variable_is_not_repeated() {
    let mut said = Said::new("cli/safety/a_secret_instead_of_its_file_or_variable_is_not_repeated");
    let token = HS256;
    let long = encode("canary-7f3a9c-never-printed-3221");
    for secret in ["changeit", "hunter2", "s3cr3t/w1th+base64==", "-dash-s3cret", "Two words", long.as_str()] {
        for option in [
            "--secret-file",
            "--secret-env",
            "--passphrase-file",
            "--passphrase-env",
            "--key",
            "--secret",
            "--passphrase",
        ] {
            for command in ["inspect", "build", "tamper", "desk", "encrypt"] {
                let apart = [command, token, option, secret];
                let joined = format!("{option}={secret}");
                for words in [&apart[..], &[command, token, &joined], &[command, &joined], &[option, secret]] {
                    let ran = run(words).run();
                    assert!(!ran.stdout.contains(secret) && !ran.stderr.contains(secret), "{words:?}: {ran:?}");
                    assert_ne!(ran.status, VALID, "{words:?}: {ran:?}");
                }
            }
        }
    }
    // What is a name is told, so that a slip in it is seen.
    let ran = inspect(&[HS256, "-k", "keys/isuer.pem", "--secret-env", "JWT_SECRT"]).run();
    said.line(&ran.stderr);
    for value in ["https://id.example/jwks", "https://a:b@id.example/jwks", HS256] {
        let ran = inspect(&[HS256, "-k", value]).run();
        said.line(&ran.stderr);
    }
    let ran = inspect(&[HS256, "--secret", "x"]).run();
    said.line(&ran.stderr);
    said.agree();
}
