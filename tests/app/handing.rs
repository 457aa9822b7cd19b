//! Making keys, and handing them out.

use crate::desk::sample;
use crate::golden::Said;
use crate::keyring::{PASSPHRASE, Window, notices, secret};
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::keyring::{KeyChoices, KeyIdChoice, KeyringCommand};
use jotsmith::app::value::{CopyTarget, FileAnswer, FilePurpose, Place, Secrecy, Tone};
use jotsmith::app::view::{Dialog, HandOut, KeyringDialogView, View};

fn choices(view: &View, which: &str, place: Place) -> KeyChoices {
    let Some(Dialog::Keyring(KeyringDialogView::Generate { kinds, .. })) = &view.dialog else {
        panic!("{:?}", view.dialog)
    };
    let kind = kinds.iter().find(|kind| kind.which == which).unwrap_or_else(|| panic!("no kind {which}"));
    KeyChoices {
        name: String::new(),
        kind: kind.index,
        key_id: KeyIdChoice::Typed,
        typed: format!("new {which}"),
        public_key_use: Some(kind.usual_use.clone()),
        algorithm: Some(kind.usual.clone()),
        key_operations: Vec::new(),
        place,
    }
}

fn form<'a>(forms: &'a [HandOut], title: &str) -> &'a HandOut {
    let titles: Vec<_> = forms.iter().map(|form| &form.title).collect();
    forms.iter().find(|form| form.title == title).unwrap_or_else(|| panic!("no {title} in {titles:?}"))
}

#[test]
fn every_kind_can_be_made_and_its_usual_algorithm_is_offered() {
    let mut window = Window::new();
    let view = window.keyring(KeyringCommand::OpenGenerate);
    let Some(Dialog::Keyring(KeyringDialogView::Generate { kinds, .. })) = &view.dialog else { panic!() };
    assert_eq!(kinds.len(), 19);
    for kind in kinds {
        assert!(kind.algorithms.contains(&(kind.usual.clone(), kind.usual_use.clone())), "{kind:?}");
    }
    let mut count = 0;
    for kind in kinds.iter().filter(|kind| !kind.is_slow) {
        let view = window.keyring(KeyringCommand::OpenGenerate);
        let view = window.keyring(KeyringCommand::Generate(choices(&view, &kind.which, Place::Session)));
        count += 1;
        assert!(view.dialog.is_none(), "{:?}", view.dialog);
        assert_eq!(view.keys.rows.len(), count);
        let detail = view.keys.detail.expect("the new key is shown");
        assert!(detail.facts.contains(&("kid".to_owned(), format!("new {}", kind.which))), "{:?}", detail.facts);
    }
}

#[test]
fn a_new_key_goes_into_the_keyring_and_is_there_later() {
    let mut window = Window::new();
    window.create("prod");
    let ring = window.ring("prod");
    let view = window.keyring(KeyringCommand::OpenGenerate);
    let Some(Dialog::Keyring(KeyringDialogView::Generate { places, .. })) = &view.dialog else { panic!() };
    assert_eq!(places[0], (Place::Keyring(ring), "prod".to_owned()), "first where the person looks");
    window.keyring(KeyringCommand::Generate(choices(&view, "Ed25519", Place::Keyring(ring))));
    window.keyring(KeyringCommand::Lock(ring));
    let view = window.unlock("prod", PASSPHRASE);
    assert_eq!(view.keys.rows[0].kid, "new Ed25519");
    assert_eq!(view.keys.rows[0].can, "verify, sign");
}

#[test]
fn a_key_that_nobody_waits_for_is_dropped() {
    let mut window = Window::new();
    window.held = Some(Vec::new());
    let view = window.keyring(KeyringCommand::OpenGenerate);
    let view = window.keyring(KeyringCommand::Generate(choices(&view, "P-256", Place::Session)));
    assert!(matches!(view.dialog, Some(Dialog::Keyring(KeyringDialogView::Generate { is_working: true, .. }))));
    window.send(Command::CloseDialog);
    let view = window.release();
    assert!(view.keys.rows.is_empty() && view.dialog.is_none());
}

#[test]
fn what_is_private_is_copied_only_when_it_says_so_and_is_marked() {
    let mut said = Said::new("app/handing/what_is_private_is_copied_only_when_it_says_so_and_is_marked");
    let (_, keys) = sample("Encrypted, RSA-OAEP-256");
    let private: serde_json::Value = serde_json::from_str(keys).unwrap();
    let mut window = Window::new();
    window.create("prod");
    let view = window.keep(keys, "prod");
    let view = window.send(Command::SelectKey(Some(view.keys.rows[0].id)));
    let forms = view.keys.detail.expect("detail").hand_out;
    assert!(forms.len() > 12, "{forms:?}");
    let d = private["d"].as_str().unwrap();
    for form in &forms {
        assert_eq!(form.is_private, form.title.to_lowercase().contains("private"), "{}", form.title);
        let Some(target) = &form.copy else { continue };
        let copied = window.desk.copy(target.clone());
        let (text, secrecy) = copied.unwrap_or_else(|| panic!("{} was not copied", form.title));
        assert_eq!(secrecy, if form.is_private { Secrecy::Private } else { Secrecy::Open }, "{}", form.title);
        if !form.is_private {
            assert!(!text.contains(d) && !text.contains("PRIVATE"), "{}", form.title);
        }
        let view = window.send(Command::Answer(Box::new(Answer::Copied(target.clone()))));
        if form.is_private {
            said.line(format!("{}: {}", form.title, view.notices.last().expect("a message").text));
        }
    }
    let jwk = form(&forms, "JWK, private").copy.clone().unwrap();
    assert!(window.desk.copy(jwk).is_some_and(|(text, _)| text.contains(d)));
    said.agree();
}

#[test]
fn a_set_for_an_authorization_server_holds_no_private_key() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    window.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
    let view = window.keep("hunter2 is no good secret", "prod");
    let Some(CopyTarget::Keys(what)) = form(&view.keys.hand_out, "Public JWK Set").copy.clone() else { panic!() };
    let Some((text, Secrecy::Open)) = window.desk.copy(CopyTarget::Keys(what)) else { panic!() };
    let set: serde_json::Value = serde_json::from_str(&text).unwrap();
    let keys = set["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 2, "a shared secret has no public half");
    assert!(keys.iter().all(|key| key.get("d").is_none() && key.get("k").is_none()));
}

/// Chooses a form, gives a passphrase if asked, and a file.
fn save(window: &mut Window, form: &HandOut, passphrase: Option<&str>, name: &str) -> View {
    let view = window.send(form.save.clone());
    if let Some(passphrase) = passphrase {
        assert!(
            matches!(view.dialog, Some(Dialog::Keyring(KeyringDialogView::ExportPassphrase { .. }))),
            "{:?}",
            view.dialog
        );
        window.keyring(KeyringCommand::SaveExportWith(secret(passphrase)));
    }
    assert!(window.desk.asked.iter().any(|effect| matches!(effect, Effect::ChooseNewFile(..))));
    window.desk.asked.clear();
    let result = FileAnswer::Place(window.file(name));
    window.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Export, result })))
}

#[test]
fn a_key_is_saved_for_its_owner_alone_and_reads_back() {
    let mut window = Window::new();
    let mut said = Said::in_folder(
        "app/handing/a_key_is_saved_for_its_owner_alone_and_reads_back",
        &window.file("").display().to_string(),
    );
    window.create("prod");
    let view = window.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
    let view = window.send(Command::SelectKey(Some(view.keys.rows[0].id)));
    let forms = view.keys.detail.expect("detail").hand_out;
    for (title, passphrase, name) in [
        ("Public key, DER (SPKI)", None, "public.der"),
        ("Private key, DER (PKCS#8)", None, "private.der"),
        ("Private key, PEM with a passphrase (PKCS#8)", Some("ladle-gravel-for-the-file"), "private.pem"),
    ] {
        let view = save(&mut window, form(&forms, title), passphrase, name);
        said.line(format!("{title}: {}", view.notices.last().expect("a message").text));
        let bytes = std::fs::read(window.file(name)).unwrap();
        let mut reader = crate::desk::Desk::new();
        let view = reader.key_file(name, &bytes);
        let view = match passphrase {
            Some(passphrase) => reader.send(Command::GivePassphrase(secret(passphrase))),
            None => view,
        };
        assert_eq!(view.keys.rows.len(), 1, "{title}: {:?}", view.notices);
        assert_eq!(view.keys.rows[0].private, name.starts_with("private"), "{title}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(window.file(name)).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    said.agree();
}

/// Two files are being written, and only one of them is.
#[test]
fn of_two_exports_only_the_keys_of_the_one_that_was_written_are_kept() {
    let mut window = Window::new();
    let mut said = Said::in_folder(
        "app/handing/of_two_exports_only_the_keys_of_the_one_that_was_written_are_kept",
        &window.file("").display().to_string(),
    );
    let mut ids = Vec::new();
    for _ in 0..2 {
        let view = window.keyring(KeyringCommand::OpenGenerate);
        let view = window.keyring(KeyringCommand::Generate(choices(&view, "Ed25519", Place::Session)));
        ids.push(view.keys.rows.last().expect("a key").id);
    }
    window.held = Some(Vec::new());
    for (id, name) in [(ids[0], "written.pem"), (ids[1], "written.pem/lost.pem")] {
        let view = window.send(Command::SelectKey(Some(id)));
        let forms = view.keys.detail.expect("detail").hand_out;
        save(&mut window, form(&forms, "Private key, PEM (PKCS#8)"), None, name);
    }
    let view = window.release();
    said.line(notices(&view));
    let view = window.keyring(KeyringCommand::CloseWindow);
    let Some(Dialog::Keyring(KeyringDialogView::Unkept { keys, .. })) = view.dialog else {
        panic!("{:?}", view.dialog)
    };
    assert_eq!(keys, [ids[1]]);
    said.agree();
}

#[test]
fn a_keyring_is_exported_and_imported_under_another_name() {
    let (token, keys) = sample("Access token, ES256");
    let mut window = Window::new();
    let mut said = Said::in_folder(
        "app/handing/a_keyring_is_exported_and_imported_under_another_name",
        &window.file("").display().to_string(),
    );
    window.create("prod");
    let view = window.keep(keys, "prod");
    for (title, name) in [
        ("Encrypted JWK Set, private", "full.jwe"),
        ("Encrypted JWK Set for Debian's jose, weaker, private", "weak.jwe"),
    ] {
        let view = save(&mut window, form(&view.keys.hand_out, title), Some("another-ladle-gravel-owl-thaw"), name);
        said.line(format!("{title}: {}", view.notices.last().expect("a message").text));
    }
    let bytes = std::fs::read(window.file("weak.jwe")).unwrap();
    let header =
        jotsmith::engine::ground::base64url::decode(std::str::from_utf8(&bytes).unwrap().split('.').next().unwrap());
    assert!(String::from_utf8_lossy(&header.bytes).contains("\"p2c\":32768"));

    let mut other = Window::new();
    other.keyring(KeyringCommand::OpenImport);
    let bytes = std::fs::read(window.file("full.jwe")).unwrap();
    let file = jotsmith::app::value::FileBytes::new("full.jwe".to_owned(), bytes);
    let answer = Answer::File { purpose: FilePurpose::Keyring, result: FileAnswer::Read(file) };
    let view = other.send(Command::Answer(Box::new(answer)));
    let Some(Dialog::Keyring(KeyringDialogView::Import { name, .. })) = view.dialog else {
        panic!("{:?}", view.dialog)
    };
    assert_eq!(name, "full");
    other.keyring(KeyringCommand::Import("from elsewhere".to_owned()));
    other.send(Command::PasteToken(token.to_owned()));
    assert_eq!(other.unlock("from elsewhere", "another-ladle-gravel-owl-thaw").verdict.word, "Valid, with a problem");
    said.agree();
}

#[test]
fn a_dropped_keyring_is_imported_and_a_dropped_token_is_read() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let bytes = std::fs::read(window.file("prod.jwe")).unwrap();
    let drop = |name: &str, bytes: Vec<u8>| {
        let files = vec![jotsmith::app::value::FileBytes::new(name.to_owned(), bytes)];
        Command::DropFiles { files, unread: Vec::new() }
    };
    let mut other = Window::new();
    let view = other.send(drop("prod.jwe", bytes));
    let Some(Dialog::Keyring(KeyringDialogView::Import { name, .. })) = view.dialog else {
        panic!("{:?}", view.dialog)
    };
    assert_eq!(name, "prod");
    other.keyring(KeyringCommand::Import(name));
    assert_eq!(other.unlock("prod", PASSPHRASE).keys.rows.len(), 1);
    let view = other.send(drop("token.txt", sample("Encrypted, RSA-OAEP-256").0.as_bytes().to_vec()));
    assert!(view.dialog.is_none() && !view.token.text.is_empty());
}

#[test]
fn a_file_that_is_there_is_not_replaced_by_a_typed_path() {
    let mut said = Said::new("app/handing/a_file_that_is_there_is_not_replaced_by_a_typed_path");
    let mut window = Window::new();
    window.create("prod");
    let view = window.keep(sample("Access token, ES256").1, "prod");
    let view = window.send(Command::SelectKey(Some(view.keys.rows[0].id)));
    let forms = view.keys.detail.expect("detail").hand_out;
    std::fs::write(window.file("there.json"), b"mine").unwrap();
    window.send(form(&forms, "Public JWK").save.clone());
    let answer = Answer::File { purpose: FilePurpose::Export, result: FileAnswer::NoDialog };
    let view = window.send(Command::Answer(Box::new(answer)));
    assert!(matches!(view.dialog, Some(Dialog::TypePath { .. })), "{:?}", view.dialog);
    let path = window.file("there.json").display().to_string();
    let view = window.send(Command::GivePath(path));
    let notice = view.notices.last().expect("a message");
    assert_eq!(notice.tone, Tone::Bad);
    said.line(notice.text.replace(&window.file("").display().to_string(), "[DIR]/"));
    assert_eq!(std::fs::read(window.file("there.json")).unwrap(), b"mine");
    said.agree();
}
