//! E8, E11: odd places and keyrings of a newer Jotsmith, as the command line meets them.

use crate::golden::Said;
use crate::{Folder, Ran, UNUSABLE};
use std::process::{Command, Stdio};

/// The status of a program that panicked.
const PANICKED: i32 = 101;
const PASS: &str = "ladle gravel owl sonnet thaw";

/// `jotsmith keys …` in this folder, with nothing in its environment but this.
fn run(folder: &Folder, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_jotsmith"))
        .arg("keys")
        .args(arguments)
        .current_dir(folder.path(""))
        .env_clear()
        .env("PASS", PASS)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let ran = Ran {
        status: output.status.code().expect("it ends by itself"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    };
    assert!(!ran.stderr.contains("panicked") && ran.status != PANICKED, "{ran:?}");
    ran
}

const GENERATE: &[&str] = &["generate", "ed25519", "--keyring", "prod", "--create", "--passphrase-env", "PASS"];

/// E8.
#[test]
fn without_a_home_or_in_one_that_cannot_be_written_nothing_is_lost_and_it_is_said() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/fault/without_a_home_or_in_one_that_cannot_be_written_nothing_is_lost_and_it_is_said",
        &folder.path(""),
    );
    let home = folder.path("home");
    let (relative, absolute) = ("not/absolute", folder.path("data"));
    // The XDG specification: a relative path is ignored.
    let ran = run(&folder, GENERATE, &[("HOME", &home), ("XDG_DATA_HOME", relative), ("XDG_CONFIG_HOME", relative)]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(!std::path::Path::new(&folder.path("not")).exists(), "nothing is written where the program happens to run");
    let ran = run(&folder, &["list"], &[("HOME", &home)]);
    said.line(&ran.stdout);
    let ran = run(&folder, GENERATE, &[("HOME", &home), ("XDG_DATA_HOME", &absolute)]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(std::path::Path::new(&absolute).is_dir());
    // No home at all: the system's list of users may still name one.
    let ran = run(&folder, &["list"], &[]);
    assert!(ran.status == 0 || ran.stderr.contains("JOTSMITH_DATA_DIR"), "{ran:?}");
    // Homes that are none.
    let file = folder.file("file", "x");
    for home in ["/dev/null", "/dev/null/home", file.as_str(), "/proc/nowhere", &"x/".repeat(3_000)] {
        let ran = run(&folder, &["list"], &[("JOTSMITH_DATA_DIR", home)]);
        assert!(matches!(ran.status, 0 | UNUSABLE), "{home:.40}: {ran:?}");
        let ran = run(&folder, GENERATE, &[("JOTSMITH_DATA_DIR", home)]);
        assert_eq!(ran.status, UNUSABLE, "{home:.40}: {ran:?}");
        // What /proc answers depends on whose it is.
        match home.starts_with("/proc") {
            true => assert!(ran.stderr.contains("JOTSMITH_DATA_DIR") || ran.stderr.contains("prod"), "{ran:?}"),
            false => said.line(ran.stderr.replace(home, "[HOME]")),
        }
        assert_eq!(ran.stdout, "", "a key that was not kept is not shown as if it were");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "x");
    // Set to nothing means not set.
    let ran = run(&folder, &["list"], &[("HOME", &home), ("JOTSMITH_DATA_DIR", "")]);
    assert!(ran.stdout.contains("prod"), "{ran:?}");
    said.agree();
}

/// E11: what a newer Jotsmith wrote is listed and never written.
#[test]
fn a_keyring_of_a_newer_jotsmith_is_read_and_left_as_it_is() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/fault/a_keyring_of_a_newer_jotsmith_is_read_and_left_as_it_is", &folder.path(""));
    let data = folder.path("data");
    let environment: &[(&str, &str)] = &[("JOTSMITH_DATA_DIR", &data)];
    std::fs::create_dir_all(folder.path("data/keyrings")).unwrap();
    let set = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"new","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        {"kty":"quantum","kid":"unknown","spin":"1"}],"jotsmith":{"v":2,"colour":"blue"},"later":[1.0]}"#;
    let path = folder.file("data/keyrings/team.jwks", set);
    let ran = run(&folder, &["list", "--keyring", "team", "--accept-changed-keyring"], environment);
    assert_eq!(ran.status, 0, "{ran:?}");
    said.line(&ran.stdout);
    let key =
        folder.file("key.json", r#"{"kty":"OKP","crv":"X25519","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08"}"#);
    let ran = run(&folder, &["add", &key, "--keyring", "team"], environment);
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), set, "byte for byte");
    assert_eq!(
        std::fs::read_dir(folder.path("data/keyrings"))
            .unwrap()
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().contains("bak"))
            .count(),
        0
    );
    // One of this version with unknown members and keys keeps them.
    let set = set.replace("\"v\":2", "\"v\":1");
    let path = folder.file("data/keyrings/known.jwks", &set);
    let ran = run(&folder, &["add", &key, "--keyring", "known", "--accept-changed-keyring"], environment);
    assert_eq!(ran.status, 0, "{ran:?}");
    let saved = std::fs::read_to_string(&path).unwrap();
    for kept in [
        r#""kty":"quantum","kid":"unknown","spin":"1""#,
        r#""colour":"blue""#,
        r#""later":[1.0]"#,
        "3p7bfXt9wbTTW2HC7OQ1Nz",
    ] {
        assert!(saved.contains(kept), "{kept}: {saved}");
    }
    said.agree();
}
