//! Every command of README.md, run as it stands there: in a shell, in a folder that has the files which it names. What a
//! sentence names as `jotsmith …` is a command too, with something in the place of its words in capitals.

use crate::{Folder, build, keys};
use std::path::Path;
use std::process::Command;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("it is there")
}

/// What stands between backticks in the sentences.
fn inline_code() -> Vec<String> {
    let readme = readme();
    let prose = readme.split("```").step_by(2);
    // A block stands between three of them.
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// What a reader puts in the place of words in capitals, and of files that are to be of a kind.
const IN_PLACE: &[(&str, &str)] = &[
    ("eyJ…", "$(cat token.txt)"),
    ("[TOKEN | FILE | -]", "token.txt"),
    ("guess token.txt", "guess hmac.txt"),
    ("templates delete NAME", "templates delete mine"),
    ("export --as NAME", "export --as curl token.txt"),
    ("FIRST SECOND", "yesterday.jwt today.jwt"),
    ("FILE…", "token.txt today.jwt"),
    ("TOKEN", "\"$(cat token.txt)\""),
    ("SHELL", "bash"),
];

/// Commands of sentences that name no input: they read the token that is piped in, or sign with a key.
const COMPLETED: &[(&str, &str)] = &[
    ("jotsmith desk", "jotsmith desk token.txt today.jwt"),
    ("jotsmith inspect", "jotsmith inspect < token.txt"),
    ("jotsmith build", "jotsmith build --template access-token --key auth.pem"),
];

/// The commands that sentences name, completed.
fn commands_of_prose() -> Vec<String> {
    let code = inline_code().into_iter().filter(|code| code.starts_with("jotsmith "));
    code.map(|code| {
        let completed = COMPLETED.iter().find(|(command, _)| *command == code);
        let mut code = completed.map_or(code, |(_, completed)| (*completed).to_owned());
        for (word, value) in IN_PLACE {
            code = code.replace(word, value);
        }
        code
    })
    .collect()
}

/// The lines of the shell blocks that call this program, each with the lines that go on from it.
fn commands() -> Vec<String> {
    let readme = readme();
    let mut found: Vec<String> = Vec::new();
    let mut is_shell = false;
    for line in readme.lines() {
        match line {
            "```sh" => is_shell = true,
            "```" => is_shell = false,
            line if is_shell => {
                let goes_on = found.last().is_some_and(|last: &String| last.ends_with(['|', '\\']));
                match found.last_mut().filter(|_| goes_on) {
                    Some(last) => last.push_str(&format!("\n{line}")),
                    None if line.contains("jotsmith ") || line.starts_with("openssl ") => found.push(line.to_owned()),
                    None => {}
                }
            }
            _ => {}
        }
    }
    found
}

/// What the commands need: keys, claims, a token, a secret.
fn furnish(folder: &Folder) {
    let generate = |kind: &str, file: &str| {
        let out = folder.path(file);
        let ran = keys(folder, &["generate", kind, "--private", "--to", "pkcs8-pem", "--out", &out]).run();
        assert_eq!(ran.status, 0, "{ran:?}");
    };
    let public = |of: &str, file: &str| {
        let (from, out) = (folder.path(of), folder.path(file));
        let ran = keys(folder, &["convert", &from, "--to", "spki-pem", "--out", &out]).run();
        assert_eq!(ran.status, 0, "{ran:?}");
    };
    for file in ["auth.pem", "issuer.pem", "holder.pem", "key.pem"] {
        generate("ES256", file);
    }
    for (of, file) in [
        ("auth.pem", "auth-public.pem"),
        ("issuer.pem", "issuer-public.pem"),
        ("holder.pem", "holder-public.pem"),
        ("key.pem", "public.pem"),
    ] {
        public(of, file);
    }
    generate("ECDH-ES+A256KW", "recipient-private.pem");
    public("recipient-private.pem", "recipient.pem");
    let jwk = keys(folder, &["convert", &folder.path("auth.pem"), "--private", "--to", "jwk"]).run().stdout;
    folder.file("signer.jwk", jwk);
    let set = keys(folder, &["convert", &folder.path("issuer-public.pem"), "--to", "public-jwk-set"]).run().stdout;
    folder.file("jwks.json", set);
    folder.file("person.json", r#"{"name":"Alice","address":{"city":"Bern"}}"#);
    folder.file("claims.json", r#"{"sub":"alice"}"#);
    let made = build(&["-t", "access-token", "-q", "-k", &folder.path("issuer.pem")]).run();
    assert_eq!(made.status, 0, "{made:?}");
    folder.file("token.txt", &made.stdout);
    folder.file("token.jwt", &made.stdout);
    folder.file("access.jwt", &made.stdout);
    folder.file("redirect.txt", format!("https://app.example/#access_token={}", made.stdout.trim()));
    let har = format!(
        r#"{{"log":{{"entries":[{{"request":{{"url":"https://app.example/?token={}"}}}}]}}}}"#,
        made.stdout.trim()
    );
    folder.file("login.har", har);
    folder.file("yesterday.jwt", &made.stdout);
    let again = build(&["-t", "access-token", "-q", "-k", &folder.path("issuer.pem"), "--sub", "bob"]).run();
    folder.file("today.jwt", again.stdout);
    folder.file("secret.txt", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");
    folder.file("verify", "exit 1\n");
    folder.file("weak.txt", "correct-horse");
    folder.file("words.txt", "battery\ncorrect-horse\n");
    let weak = build(&["-t", "access-token", "-q", "--allow-weak", "--secret-file", &folder.path("weak.txt")]).run();
    assert_eq!(weak.status, 0, "{weak:?}");
    folder.file("hmac.txt", weak.stdout);
}

/// Runs a line in a shell, in the folder, where there is neither a display nor anything to type.
#[cfg(unix)]
fn in_shell(folder: &Folder, line: &str) -> std::process::Output {
    let program = Path::new(env!("CARGO_BIN_EXE_jotsmith"));
    let path = format!(
        "{}:{}",
        program.parent().expect("a folder").display(),
        std::env::var_os("PATH").expect("a path").display()
    );
    Command::new("sh")
        .args(["-c", line])
        .current_dir(folder.path(""))
        .env("PATH", &path)
        .env("PASS", "ladle gravel owl sonnet thaw")
        .env("JOTSMITH_DATA_DIR", folder.path("data"))
        .env("JOTSMITH_CONFIG_DIR", folder.path("config"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("a shell")
}

#[cfg(unix)]
#[test]
fn every_command_of_the_readme_runs() {
    let folder = Folder::new();
    furnish(&folder);
    let has_openssl = Command::new("openssl").arg("version").output().is_ok();
    let commands = commands();
    assert!(commands.len() > 10, "{commands:#?}");
    for command in &commands {
        if !has_openssl && (command.starts_with("openssl") || command.contains("--signature")) {
            continue;
        }
        // A network, a clipboard and a terminal are not here: the token comes from a file, the passphrase from a variable.
        let there = command
            .split('#')
            .next()
            .unwrap_or_default()
            .trim()
            .replace("curl -s https://issuer.example/token", "cat token.txt")
            .replace("wl-paste", "cat token.txt")
            .replace("keys create prod", "keys create prod --passphrase-env PASS")
            .replace("--keyring prod", "--keyring prod --passphrase-env PASS");
        let ran = in_shell(&folder, &there);
        let said = String::from_utf8_lossy(&ran.stderr);
        // What is usage is wrong in the README; a verdict that is not good is one all the same.
        assert!(matches!(ran.status.code(), Some(0 | 1 | 3)), "{command}\n{said}");
    }
}

#[cfg(unix)]
#[test]
fn every_command_that_a_sentence_of_the_readme_names_runs() {
    let folder = Folder::new();
    furnish(&folder);
    let key = folder.path("auth.pem");
    let saved = "jotsmith build --template access-token --key \"$0\" --save-template mine".replace("$0", &key);
    let ran = in_shell(&folder, &saved);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let commands = commands_of_prose();
    assert!(commands.len() > 15, "{commands:#?}");
    for command in &commands {
        let ran = in_shell(&folder, command);
        let said = String::from_utf8_lossy(&ran.stderr);
        if command.contains("--clipboard") {
            // There is none; the option is known all the same.
            assert!(
                ran.status.code() == Some(2) && said.contains("clipboard") && !said.contains("Usage"),
                "{command}\n{said}"
            );
            continue;
        }
        assert!(matches!(ran.status.code(), Some(0 | 1 | 3)), "{command}\n{said}");
        let rest = command.split('"').step_by(2).collect::<String>();
        let in_capitals = |word: &&str| word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase());
        assert_eq!(rest.split_whitespace().find(in_capitals), None, "{command}: say in IN_PLACE what stands for it");
    }
}

/// Options and subcommands that a sentence names alone are those of some help.
#[test]
fn every_option_and_subcommand_of_the_readme_has_its_help() {
    let folder = crate::golden::folder("cli/help");
    let helps = crate::golden::files(&folder, "txt");
    let texts: Vec<String> = helps.iter().map(|path| std::fs::read_to_string(path).expect("a help")).collect();
    let knows = |option: &str| {
        let is_it =
            |word: &str| word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-') == option;
        texts.iter().any(|help| help.split([' ', '\n', '[', ']', '=', ',', '|', '`']).any(is_it))
    };
    let mut options = 0;
    for code in inline_code() {
        if code.starts_with("cargo ") {
            continue;
        }
        for option in code.split([' ', '\n', '[', ']', '=']).filter(|word| word.starts_with("--") && word.len() > 2) {
            options += 1;
            assert!(knows(option), "{option} in `{code}`");
        }
        if let Some(verb) = code.strip_prefix("keys ").and_then(|rest| rest.split_whitespace().next()) {
            assert!(folder.join(format!("keys-{verb}.txt")).exists(), "keys {verb}");
        }
    }
    assert!(options > 50, "{options}");
}
