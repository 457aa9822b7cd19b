//! Keyrings that whoever can write their folder has changed: noticed, told, and not used unless the person says so.

use crate::golden::Said;
use crate::vector::{BEFORE, HS256, hs256_jwk};
use crate::{Folder, Ran, UNUSABLE, VALID, inspect, keys};
use data_encoding::BASE64URL_NOPAD;
use std::path::{Path, PathBuf};

pub(crate) const PASS: &str = "ladle gravel owl sonnet thaw";
pub(crate) const PROD: &[&str] = &["--keyring", "prod", "--passphrase-env", "PASS"];

/// A folder with keyrings, and what one computer remembers of them.
pub(crate) struct Place {
    pub(crate) folder: Folder,
    pub(crate) computer: String,
}

impl Place {
    /// With the keyring `prod`, which holds a key that has nothing to do with the token.
    pub(crate) fn new() -> Self {
        let folder = Folder::new();
        let place = Self { computer: folder.path("computer"), folder };
        assert_eq!(place.keys(&[&["generate", "oct-256", "--create", "--kid", "=mine"], PROD].concat()).status, 0);
        place
    }

    pub(crate) fn keys(&self, arguments: &[&str]) -> Ran {
        let run = keys(&self.folder, arguments).env("PASS", PASS).env("OTHER", "another passphrase");
        run.env("JOTSMITH_CONFIG_DIR", &self.computer).run()
    }

    pub(crate) fn inspect(&self, arguments: &[&str]) -> Ran {
        let run = inspect(&[&[HS256, "--now", BEFORE], arguments].concat()).env("PASS", PASS);
        run.env("JOTSMITH_DATA_DIR", &self.folder.path("data")).env("JOTSMITH_CONFIG_DIR", &self.computer).run()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        Path::new(&self.folder.path("data/keyrings")).join(name)
    }

    /// A plain set with the key of the token, as an attacker writes it.
    pub(crate) fn plant(&self, name: &str) {
        let set = format!("{{\"keys\":[{}]}}", hs256_jwk().replace("\"kty\"", "\"jotsmith\":{\"gen\":9},\"kty\""));
        std::fs::write(self.file(name), set).expect("planted");
    }
}

/// Why is a golden. Where there is a token it is read out, and none of those keys was tried.
pub(crate) fn refused(said: &mut Said, ran: &Ran) {
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
        refused(&mut said, &other.keys(&[arguments, PROD, &["--accept-changed-keyring"]].concat()));
        std::fs::remove_dir_all(&other.computer).expect("remembered");
    }
    refused(&mut said, &other.inspect(PROD));
    // Whoever wants the plain set says so, once.
    refused(&mut said, &other.inspect(&["--keyring", "prod"]));
    for arguments in [&["--keyring", "prod", "--accept-changed-keyring"][..], &["--keyring", "prod"]] {
        let ran = other.inspect(arguments);
        assert_eq!(ran.status, VALID, "{ran:?}");
    }
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
    let mut place = Place::new();
    let mut said = Said::in_folder("cli/trust/an_older_version_is_told_until_it_is_accepted", &place.folder.path(""));
    let old = std::fs::read(place.file("prod.jwe")).unwrap();
    assert_eq!(place.keys(&[&["generate", "p-256"], PROD].concat()).status, 0);
    std::fs::write(place.file("prod.jwe"), &old).unwrap();
    let list = [&["list"], PROD].concat();
    for _ in 0..2 {
        let ran = place.keys(&list);
        refused(&mut said, &ran);
    }
    // Nor is it written over, which would end the telling.
    refused(&mut said, &place.keys(&[&["generate", "p-384"], PROD].concat()));
    refused(&mut said, &place.inspect(PROD));
    let ran = place.keys(&[&list[..], &["--accept-changed-keyring"]].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    said.line(&ran.stderr);
    assert_eq!(place.keys(&list).stderr, "");
    // Saves count on from the highest that was seen: no other computer takes the next for as new as what was lost.
    assert_eq!(place.keys(&[&["generate", "p-384"], PROD].concat()).status, 0);
    let newer = std::fs::read(place.file("prod.jwe")).unwrap();
    assert_eq!(place.keys(&[&["generate", "ed25519"], PROD].concat()).status, 0);
    std::fs::write(place.file("prod.jwe"), &newer).unwrap();
    refused(&mut said, &place.keys(&list));
    assert_eq!(place.keys(&[&list[..], &["--accept-changed-keyring"]].concat()).status, 0);
    // What was written elsewhere since is news where this computer has seen a save of that number, and else it is newer.
    for is_newer in [false, true] {
        let elsewhere = Place { computer: place.folder.path("elsewhere"), ..place };
        assert_eq!(elsewhere.keys(&[&["generate", "ed25519"], PROD].concat()).stderr, "");
        place = Place { computer: elsewhere.folder.path("computer"), ..elsewhere };
        if !is_newer {
            refused(&mut said, &place.keys(&list));
            assert_eq!(place.keys(&[&list[..], &["--accept-changed-keyring"]].concat()).status, 0);
        }
        assert_eq!(place.keys(&list).stderr, "");
    }
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
    let seen = Path::new(&place.computer).join("seen");
    for (path, mode) in
        [(place.file("prod.jwe"), 0o666), (place.file(""), 0o777), (place.file(""), 0o1777), (seen, 0o777)]
    {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let ran = place.keys(&list);
        assert_eq!(ran.status, 0, "{ran:?}");
        said.line(&ran.stderr);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    }
    // Those of another user's file are in that user's hands: no permission that one removes helps. Only root can try.
    if std::os::unix::fs::chown(place.file("prod.jwe"), Some(54_322), None).is_ok() {
        let ran = place.keys(&list);
        assert!(!ran.stderr.is_empty() && !ran.stderr.contains("chmod"), "{ran:?}");
    }
    said.agree();
}

/// Two saves of one number: what another computer wrote meanwhile, or what was put in its place.
#[test]
fn another_file_of_the_same_save_is_asked_about() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/trust/another_file_of_the_same_save_is_asked_about", &place.folder.path(""));
    let first = std::fs::read(place.file("prod.jwe")).unwrap();
    let elsewhere = Place { computer: place.folder.path("elsewhere"), ..place };
    assert_eq!(elsewhere.keys(&[&["generate", "ed25519"], PROD].concat()).status, 0);
    let theirs = std::fs::read(elsewhere.file("prod.jwe")).unwrap();
    std::fs::write(elsewhere.file("prod.jwe"), first).unwrap();
    let place = Place { computer: elsewhere.folder.path("computer"), ..elsewhere };
    assert_eq!(place.keys(&[&["generate", "p-256"], PROD].concat()).status, 0);
    std::fs::write(place.file("prod.jwe"), theirs).unwrap();
    refused(&mut said, &place.keys(&[&["list"], PROD].concat()));
    assert_eq!(place.keys(&[&["list", "--accept-changed-keyring"], PROD].concat()).status, 0);
    assert_eq!(place.keys(&[&["list"], PROD].concat()).stderr, "");
    said.agree();
}

/// What is deleted is remembered: neither the trash nor the folder is a way around the question.
#[test]
fn what_is_put_into_the_trash_or_in_the_place_of_what_was_deleted_is_asked_about() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/trust/what_is_put_into_the_trash_or_in_the_place_of_what_was_deleted_is_asked_about",
        &place.folder.path(""),
    );
    let folder_in_trash =
        |place: &Place| std::fs::read_dir(place.file("trash")).unwrap().next().unwrap().unwrap().path();
    let was = std::fs::read(place.file("prod.jwe")).unwrap();
    assert_eq!(place.keys(&["delete", "prod"]).status, 0);
    place.plant("prod.jwks");
    refused(&mut said, &place.inspect(&["--keyring", "prod"]));
    std::fs::remove_file(place.file("prod.jwks")).unwrap();
    // A folder of its own in the trash, as deleting a public keyring makes one.
    let planted = place.file("trash/prod.jwks-00112233445566aa");
    std::fs::create_dir_all(&planted).unwrap();
    place.plant("trash/prod.jwks-00112233445566aa/prod.jwks");
    let restore = ["restore", "prod"];
    // The last that was deleted here comes first, whatever the dates say.
    let pick = ["restore", "prod", "--pick", "2"];
    refused(&mut said, &place.keys(&pick));
    // It is named as what takes the place of an encrypted one, and not asked about again by whoever accepts that.
    assert_eq!(place.keys(&[&pick[..], &["--accept-changed-keyring"]].concat()).status, 0);
    assert_eq!(place.inspect(&["--keyring", "prod"]).status, VALID);
    std::fs::remove_file(place.file("prod.jwks")).unwrap();
    // Another file, in the folder that deleting made: plain, or encrypted by whom one does not know.
    let kept = folder_in_trash(&place).join("prod.jwe");
    place.plant("other");
    std::fs::rename(place.file("other"), &kept).unwrap();
    refused(&mut said, &place.keys(&restore));
    let elsewhere = Place::new();
    std::fs::copy(elsewhere.file("prod.jwe"), &kept).unwrap();
    refused(&mut said, &place.keys(&restore));
    std::fs::write(&kept, was).unwrap();
    let ran = place.keys(&restore);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(place.keys(&[&["list"], PROD].concat()).stderr, "");
    // Erased, nothing is remembered.
    assert_eq!(place.keys(&["delete", "prod"]).status, 0);
    assert_eq!(place.keys(&["erase", "prod", "--yes"]).status, 0);
    assert_eq!(std::fs::read_dir(Path::new(&place.computer).join("seen")).unwrap().count(), 0);
    said.agree();
}

/// A memory that cannot be read is no reason to believe what is there.
#[cfg(unix)]
#[test]
fn a_memory_that_cannot_be_read_or_written_is_told() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/trust/a_memory_that_cannot_be_read_or_written_is_told", &place.folder.path(""));
    let seen = Path::new(&place.computer).join("seen");
    let file = std::fs::read_dir(&seen).unwrap().next().unwrap().unwrap().path();
    let list = [&["list"], PROD].concat();
    let told = |said: &mut Said, ran: &Ran| {
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        let name = file.file_name().unwrap().to_str().unwrap();
        said.line(ran.stderr.replace(name, "….json"));
    };
    for content in [&b""[..], b"{\"is_encrypted\":tr"] {
        std::fs::write(&file, content).unwrap();
        told(&mut said, &place.keys(&list));
        told(&mut said, &place.inspect(PROD));
        assert_eq!(std::fs::read(&file).unwrap(), content, "not written over");
    }
    // Nothing can be read from a folder, whoever asks.
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    told(&mut said, &place.keys(&list));
    let accept = [&list[..], &["--accept-changed-keyring"]].concat();
    let ran = place.keys(&accept);
    assert_eq!(ran.status, 0, "{ran:?}");
    said.line(ran.stderr.replace(file.file_name().unwrap().to_str().unwrap(), "….json"));
    told(&mut said, &place.keys(&list));
    std::fs::remove_dir(&file).unwrap();
    assert_eq!(place.keys(&accept).stderr, "");
    said.agree();
}

/// A plain set is anybody's who can write it: one question when it is new, and one that says what came and went.
#[test]
fn a_public_keyring_is_asked_about_when_it_is_new_or_was_changed_elsewhere() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/trust/a_public_keyring_is_asked_about_when_it_is_new_or_was_changed_elsewhere",
        &place.folder.path(""),
    );
    let team = ["--keyring", "team"];
    place.plant("team.jwks");
    refused(&mut said, &place.inspect(&team));
    refused(&mut said, &place.keys(&[&["list"], &team[..]].concat()));
    std::fs::remove_file(place.file("team.jwks")).unwrap();
    // One that was made here is used, and so is what is written into it here.
    let key = place.folder.file("key.json", crate::vector::ES256_JWK);
    assert_eq!(place.keys(&["add", &key, "--keyring", "team", "--create", "--public"]).status, 0);
    assert_eq!(place.inspect(&team).stderr, "");
    let own = std::fs::read_to_string(place.file("team.jwks")).unwrap();
    // By hand, or by a service that syncs the folder.
    let edited = own.replace("\"keys\":[", &format!("\"keys\":[{},", hs256_jwk()));
    std::fs::write(place.file("team.jwks"), edited).unwrap();
    refused(&mut said, &place.inspect(&team));
    refused(&mut said, &place.keys(&[&["add", &key], &team[..]].concat()));
    let ran = place.inspect(&[&team[..], &["--accept-changed-keyring"]].concat());
    assert_eq!(ran.status, VALID, "{ran:?}");
    assert_eq!(place.inspect(&team).status, VALID);
    std::fs::write(place.file("team.jwks"), own.replace("\"gen\":1", "\"gen\":2")).unwrap();
    refused(&mut said, &place.inspect(&team));
    // An earlier Jotsmith remembered nothing of what was in it: anyone may have written what is there now.
    for file in std::fs::read_dir(Path::new(&place.computer).join("seen")).unwrap() {
        let path = file.unwrap().path();
        let mut seen: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        seen.as_object_mut().unwrap().retain(|name, _| ["is_encrypted", "mark", "generation"].contains(&name.as_str()));
        std::fs::write(&path, seen.to_string()).unwrap();
    }
    refused(&mut said, &place.inspect(&team));
    said.line(place.inspect(&[&team[..], &["--accept-changed-keyring"]].concat()).stderr);
    assert_eq!(place.inspect(&team).stderr, "");
    std::fs::write(place.file("team.jwks"), own.replace("\"gen\":1", "\"gen\":3")).unwrap();
    refused(&mut said, &place.inspect(&team));
    said.agree();
}

/// Anyone could have written it, and that the keyring is damaged is easily arranged.
#[test]
fn a_backup_of_a_public_keyring_that_nobody_here_made_is_asked_about() {
    let place = Place::new();
    let key = place.folder.file("key.json", crate::vector::ES256_JWK);
    assert_eq!(place.keys(&["add", &key, "--keyring", "team", "--create", "--public"]).status, 0);
    place.plant("team.jwks.bak1");
    let restore = ["backups", "team", "--restore", "1"];
    let ran = place.keys(&restore);
    assert_eq!((ran.status, place.inspect(&["--keyring", "team"]).stderr.as_str()), (UNUSABLE, ""), "{ran:?}");
    let ran = place.keys(&[&restore[..], &["--accept-changed-keyring"]].concat());
    assert_eq!((ran.status, place.inspect(&["--keyring", "team"]).status), (0, VALID), "{ran:?}");
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

/// A public key on Ed25519, if there is such a point: of half of all numbers there is. Nobody has the private half.
fn point(number: u32) -> serde_json::Value {
    let x = BASE64URL_NOPAD.encode(&[&number.to_be_bytes()[..], &[7; 28]].concat());
    serde_json::json!({ "kty": "OKP", "crv": "Ed25519", "kid": number.to_string(), "x": x })
}

/// Whoever wrote the keyring wrote the names in it: none of them words the question.
#[test]
fn what_a_public_keyring_calls_its_keys_does_not_word_the_question() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/trust/what_a_public_keyring_calls_its_keys_does_not_word_the_question",
        &place.folder.path(""),
    );
    let team = ["--keyring", "team"];
    let key = place.folder.file("key.json", crate::vector::ES256_JWK);
    assert_eq!(place.keys(&["add", &key, "--keyring", "team", "--create", "--public"]).status, 0);
    let own = std::fs::read_to_string(place.file("team.jwks")).unwrap();
    let rsa = place.folder.file("rsa.json", include_str!("../data/keys/rsa.jwk.json"));
    let public: serde_json::Value =
        serde_json::from_str(&place.keys(&["convert", &rsa, "--to", "public-jwk"]).stdout).unwrap();
    for kid in ["nothing; removed nothing", "no key\", only a \"note", "x\"); removed 9 keys (\"y", ""] {
        let mut public = public.clone();
        public["kid"] = kid.into();
        std::fs::write(place.file("team.jwks"), own.replace("\"keys\":[", &format!("\"keys\":[{public},"))).unwrap();
        refused(&mut said, &place.keys(&[&["list"], &team[..]].concat()));
    }
    // A pin is what a verdict rests on.
    std::fs::write(place.file("team.jwks"), &own).unwrap();
    let listed: serde_json::Value =
        serde_json::from_str(&place.keys(&["list", "--json", "--keyring", "team"]).stdout).unwrap();
    let print = listed["keys"][0]["thumbprint"].as_str().unwrap();
    assert_eq!(place.keys(&["pin", "--keyring", "team", print, "https://good.example"]).status, 0);
    let pinned = std::fs::read_to_string(place.file("team.jwks")).unwrap();
    for (from, to) in [
        ("https://good.example", "https://evil.example"),
        ("\"issuer\":\"https://good.example\"", "\"note\":\"x\""),
        ("\"kty\"", "\"kid\":\"renamed\",\"kty\""),
        ("\"kty\"", "\"key_ops\":[\"verify\"],\"kty\""),
    ] {
        assert_eq!(pinned.matches(from).count(), 1, "{from}: {pinned}");
        std::fs::write(place.file("team.jwks"), pinned.replace(from, to)).unwrap();
        refused(&mut said, &place.keys(&[&["list"], &team[..]].concat()));
    }
    // The same key again, for another issuer, and secrets, of which nothing is remembered that would help to guess them.
    let key = |kid: &str, issuer: &str| {
        let mut again: serde_json::Value = serde_json::from_str(&pinned).unwrap();
        let mut again = again["keys"][0].take();
        again["kid"] = kid.into();
        again["jotsmith"]["issuer"] = issuer.into();
        again.to_string()
    };
    let long = format!("https://{}.example/", "x".repeat(3_000));
    let evil = [
        key("other", "https://evil.example"),
        key("a\\\" b", "https://a.example\\"),
        key("\u{201d}); removed 1 key (\u{201c}x", &long),
        key(&"k".repeat(60), ""),
    ];
    for evil in evil {
        std::fs::write(place.file("team.jwks"), pinned.replace("\"keys\":[", &format!("\"keys\":[{evil},"))).unwrap();
        refused(&mut said, &place.keys(&[&["list"], &team[..]].concat()));
    }
    let secret =
        |k: &str| pinned.replace("\"keys\":[", &format!("\"keys\":[{{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"{k}\"}},"));
    std::fs::write(place.file("team.jwks"), secret("9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA")).unwrap();
    assert_eq!(place.keys(&[&["list"], &team[..], &["--accept-changed-keyring"]].concat()).status, 0);
    let other = secret("8pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA");
    std::fs::write(place.file("team.jwks"), other.replace("\"keys\":[", &format!("\"keys\":[{public},"))).unwrap();
    refused(&mut said, &place.keys(&[&["list"], &team[..]].concat()));
    // Many keys, of which each counts.
    let own_set: serde_json::Value = serde_json::from_str(&pinned).unwrap();
    let mut many = own_set.clone();
    let keys = many["keys"].as_array_mut().unwrap();
    for number in 0..2_600_u32 {
        let made = point(number);
        keys.push(made);
    }
    std::fs::write(place.file("team.jwks"), many.to_string()).unwrap();
    let accepted = place.keys(&[&["list"], &team[..], &["--accept-changed-keyring"]].concat());
    assert_eq!(accepted.status, 0, "{accepted:?}");
    let mut more = public;
    more["kid"] = "attacker".into();
    many["keys"].as_array_mut().unwrap().push(more);
    std::fs::write(place.file("team.jwks"), many.to_string()).unwrap();
    refused(&mut said, &place.keys(&[&["list"], &team[..]].concat()));
    said.agree();
}
