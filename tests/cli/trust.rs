//! Keyrings that whoever can write their folder has changed: noticed, told, and not used unless the person says so.

use crate::golden::Said;
use crate::vector::{BEFORE, HS256, hs256_jwk};
use crate::{Folder, Ran, UNUSABLE, VALID, inspect, keys};
use std::path::{Path, PathBuf};

const PASS: &str = "ladle gravel owl sonnet thaw";
const PROD: &[&str] = &["--keyring", "prod", "--passphrase-env", "PASS"];

/// A folder with keyrings, and what one computer remembers of them.
struct Place {
    folder: Folder,
    computer: String,
}

impl Place {
    /// With the keyring `prod`, which holds a key that has nothing to do with the token.
    fn new() -> Self {
        let folder = Folder::new();
        let place = Self { computer: folder.path("computer"), folder };
        assert_eq!(place.keys(&[&["generate", "oct-256", "--create", "--kid", "=mine"], PROD].concat()).status, 0);
        place
    }

    fn keys(&self, arguments: &[&str]) -> Ran {
        let run = keys(&self.folder, arguments).env("PASS", PASS).env("OTHER", "another passphrase");
        run.env("JOTSMITH_CONFIG_DIR", &self.computer).run()
    }

    fn inspect(&self, arguments: &[&str]) -> Ran {
        let run = inspect(&[&[HS256, "--now", BEFORE], arguments].concat()).env("PASS", PASS);
        run.env("JOTSMITH_DATA_DIR", &self.folder.path("data")).env("JOTSMITH_CONFIG_DIR", &self.computer).run()
    }

    fn file(&self, name: &str) -> PathBuf {
        Path::new(&self.folder.path("data/keyrings")).join(name)
    }

    /// A plain set with the key of the token, as an attacker writes it.
    fn plant(&self, name: &str) {
        let set = format!("{{\"keys\":[{}]}}", hs256_jwk().replace("\"kty\"", "\"jotsmith\":{\"gen\":9},\"kty\""));
        std::fs::write(self.file(name), set).expect("planted");
    }
}

/// Why is a golden. Where there is a token it is read out, and none of those keys was tried.
fn refused(said: &mut Said, ran: &Ran) {
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    said.line(ran.stdout.lines().next().unwrap_or_default());
}

#[test]
fn a_plain_set_in_the_place_of_a_keyring_is_not_used() {
    let place = Place::new();
    let mut said =
        Said::in_folder("cli/trust/a_plain_set_in_the_place_of_a_keyring_is_not_used", &place.folder.path(""));
    place.plant("prod.jwe");
    for arguments in [PROD, &["--keyring", "prod"], &["--keyring", "prod", "--accept-changed-keyring"]] {
        refused(&mut said, &place.inspect(arguments));
        refused(&mut said, &place.keys(&[&["list"], arguments].concat()));
    }
    refused(&mut said, &place.keys(&[&["generate", "p-256"], PROD].concat()));
    refused(&mut said, &place.keys(&[&["export"], PROD].concat()));
    said.line(place.keys(&["list"]).stdout);
    said.agree();
}

#[test]
fn a_plain_set_beside_its_name_is_not_used_either() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/trust/a_plain_set_beside_its_name_is_not_used_either", &place.folder.path(""));
    std::fs::remove_file(place.file("prod.jwe")).unwrap();
    place.plant("prod.jwks");
    for arguments in [PROD, &["--keyring", "prod"]] {
        refused(&mut said, &place.inspect(arguments));
        refused(&mut said, &place.keys(&[&["list"], arguments].concat()));
    }
    // Another computer has nothing to compare with. There, the passphrase tells.
    let other = Place { computer: place.folder.path("other"), ..place };
    for arguments in [["list"].as_slice(), &["export"], &["generate", "p-256"]] {
        refused(&mut said, &other.keys(&[arguments, PROD].concat()));
        std::fs::remove_dir_all(&other.computer).expect("remembered");
    }
    refused(&mut said, &other.inspect(PROD));
    // Whoever wants the plain set says so.
    let ran = other.inspect(&["--keyring", "prod"]);
    assert_eq!(ran.status, VALID, "{ran:?}");
    said.agree();
}

#[test]
fn another_keyring_under_the_same_name_and_passphrase_is_asked_about() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/trust/another_keyring_under_the_same_name_and_passphrase_is_asked_about",
        &place.folder.path(""),
    );
    let elsewhere = Place::new();
    std::fs::copy(elsewhere.file("prod.jwe"), place.file("prod.jwe")).unwrap();
    refused(&mut said, &place.inspect(PROD));
    refused(&mut said, &place.keys(&[&["list"], PROD].concat()));
    refused(&mut said, &place.keys(&[&["generate", "p-256"], PROD].concat()));
    let ran = place.keys(&[&["list", "--accept-changed-keyring"], PROD].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    // From then on it is this one.
    assert_eq!(place.keys(&[&["list"], PROD].concat()).status, 0);
    // Deleted by the person, another one of the name is no surprise.
    assert_eq!(place.keys(&["delete", "prod"]).status, 0);
    let ran = place.keys(&["generate", "p-256", "--keyring", "prod", "--create", "--passphrase-env", "OTHER"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    said.agree();
}

#[test]
fn an_older_version_is_told_until_it_is_accepted() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/trust/an_older_version_is_told_until_it_is_accepted", &place.folder.path(""));
    let old = std::fs::read(place.file("prod.jwe")).unwrap();
    assert_eq!(place.keys(&[&["generate", "p-256"], PROD].concat()).status, 0);
    std::fs::write(place.file("prod.jwe"), &old).unwrap();
    let list = [&["list"], PROD].concat();
    for _ in 0..2 {
        let ran = place.keys(&list);
        assert_eq!(ran.status, 0, "{ran:?}");
        said.line(&ran.stderr);
    }
    let ran = place.keys(&[&list[..], &["--accept-changed-keyring"]].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(place.keys(&list).stderr, "");
    // What was written elsewhere since is newer, and no news.
    let elsewhere = Place { computer: place.folder.path("elsewhere"), ..place };
    assert_eq!(elsewhere.keys(&[&["generate", "ed25519"], PROD].concat()).stderr, "");
    let place = Place { computer: elsewhere.folder.path("computer"), ..elsewhere };
    assert_eq!(place.keys(&list).stderr, "");
    said.agree();
}

#[test]
fn a_public_keyring_takes_no_passphrase() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/trust/a_public_keyring_takes_no_passphrase", &place.folder.path(""));
    let key = place.folder.file("key.json", crate::vector::ES256_JWK);
    let public = ["add", &key, "--keyring", "team", "--create", "--public"];
    refused(&mut said, &place.keys(&[&public[..], &["--passphrase-env", "PASS"]].concat()));
    assert_eq!(place.keys(&public).status, 0);
    // Beside one that needs it, it may stand.
    let ran = place.inspect(&[PROD, &["--keyring", "team"]].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (crate::INVALID, ""), "{ran:?}");
    said.agree();
}

#[test]
fn rights_of_others_are_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let mut said = Said::in_folder("cli/trust/rights_of_others_are_told", &place.folder.path(""));
    let list = [&["list"], PROD].concat();
    assert_eq!(place.keys(&list).stderr, "");
    for (path, mode) in [(place.file("prod.jwe"), 0o666), (place.file(""), 0o777)] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let ran = place.keys(&list);
        assert_eq!(ran.status, 0, "{ran:?}");
        said.line(&ran.stderr);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    }
    said.agree();
}

/// What the window keeps as a trust anchor in a keyring is one on the command line too.
#[test]
fn a_trust_anchor_in_a_keyring_counts() {
    let data: serde_json::Value = serde_json::from_str(include_str!("../data/certificate.json")).unwrap();
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/trust/a_trust_anchor_in_a_keyring_counts", &folder.path(""));
    std::fs::create_dir_all(folder.path("data/keyrings")).unwrap();
    let anchored = |root: &serde_json::Value| {
        let set = serde_json::json!({"keys": [], "jotsmith": {"v": 1, "trust": [{"x5c": [root]}]}});
        std::fs::write(folder.path("data/keyrings/team.jwks"), set.to_string()).unwrap();
        let token = include_str!("../data/tokens/chain.jwt").trim();
        let run = inspect(&[token, "--keyring", "team", "--now", BEFORE_CHAIN, "--accept-changed-keyring"]);
        run.env("JOTSMITH_DATA_DIR", &folder.path("data")).env("JOTSMITH_CONFIG_DIR", &folder.path("computer")).run()
    };
    let ran = anchored(&data["root"]);
    assert_eq!(ran.status, VALID, "{ran:?}");
    said.line(&ran.stdout);
    let ran = anchored(&data["ed25519"]);
    assert_ne!(ran.status, VALID, "{ran:?}");
    said.agree();
}

/// 2026-11-23 14:00:00 UTC.
const BEFORE_CHAIN: &str = "1795442400";
