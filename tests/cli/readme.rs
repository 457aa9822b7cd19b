//! Every command of README.md, run as it stands there: in a shell, in a folder that has the files which it names.

use crate::{Folder, build, keys};
use std::path::Path;
use std::process::Command;

/// The lines of the shell blocks that call this program, each with the lines that go on from it.
fn commands() -> Vec<String> {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("it is there");
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
}

#[cfg(unix)]
#[test]
fn every_command_of_the_readme_runs() {
    let folder = Folder::new();
    furnish(&folder);
    let has_openssl = Command::new("openssl").arg("version").output().is_ok();
    let program = Path::new(env!("CARGO_BIN_EXE_jotsmith"));
    let path = format!(
        "{}:{}",
        program.parent().expect("a folder").display(),
        std::env::var_os("PATH").expect("a path").display()
    );
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
        let ran = Command::new("sh")
            .args(["-c", &there])
            .current_dir(folder.path(""))
            .env("PATH", &path)
            .env("PASS", "ladle gravel owl sonnet thaw")
            .env("JOTSMITH_DATA_DIR", folder.path("data"))
            .env("JOTSMITH_CONFIG_DIR", folder.path("config"))
            .stdin(std::process::Stdio::null())
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&ran.stderr);
        // What is usage is wrong in the README; a verdict that is not good is one all the same.
        assert!(matches!(ran.status.code(), Some(0 | 1 | 3)), "{command}\n{said}");
    }
}
