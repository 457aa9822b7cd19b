//! Keys: in, shown, out again, and never seen.

use crate::desk::{Desk, sample};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::Answer;
use jotsmith::app::value::{
    ChosenKey, CopyTarget, FileAnswer, FileBytes, FilePurpose, KeyColumn, KeyFormat, Secrecy, SecretReading,
    SecretText, Tone, Workspace,
};
use jotsmith::app::view::{Dialog, View};

/// The secret of RFC 7515 A.1 and a token that it signed.
const A1_SECRET: &str = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

fn secret(text: &str) -> SecretText {
    SecretText::new(text.to_owned())
}

#[test]
fn a_secret_is_read_as_it_was_chosen() {
    let mut said = Said::new("app/key/a_secret_is_read_as_it_was_chosen");
    let (token, _) = sample("Shared secret, HS256");
    let mut desk = Desk::new();
    desk.paste(token);
    desk.send(Command::OpenAddKey);
    let view = desk.send(Command::AddKey(secret(A1_SECRET), SecretReading::Base64Url));
    said.line(&view.verdict.detail);
    assert_eq!(view.keys.rows.len(), 1);
    said.line(&view.keys.rows[0].source);
    said.agree();
}

#[test]
fn the_dialog_says_what_the_text_could_be_and_shows_none_of_it() {
    let mut said = Said::new("app/key/the_dialog_says_what_the_text_could_be_and_shows_none_of_it");
    let mut desk = Desk::new();
    desk.send(Command::OpenAddKey);
    let view = desk.send(Command::PreviewKey(secret(A1_SECRET), SecretReading::Automatic));
    let Some(Dialog::AddKey { error: None, readings, .. }) = view.dialog else { panic!("{:?}", view.dialog) };
    said.line(readings.join("\n"));
    let view = desk.send(Command::PreviewKey(secret(sample("Access token, ES256").1), SecretReading::Automatic));
    let Some(Dialog::AddKey { readings, .. }) = view.dialog else { panic!() };
    said.line(readings.join("\n"));
    said.agree();
}

#[test]
fn what_is_no_key_says_why_and_nothing_typed_is_lost() {
    let mut desk = Desk::new();
    for (text, reading) in [
        ("", SecretReading::Automatic),
        ("zz zz", SecretReading::Hex),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", SecretReading::Automatic),
        (sample("Expired").0, SecretReading::Automatic),
    ] {
        desk.send(Command::OpenAddKey);
        let view = desk.send(Command::AddKey(secret(text), reading));
        let Some(Dialog::AddKey { error: Some(error), .. }) = &view.dialog else { panic!("{text}: {:?}", view.dialog) };
        assert!(error.len() > 10, "{error}");
        assert!(view.keys.rows.is_empty());
    }
}

#[test]
fn a_key_in_the_token_box_is_offered_to_move_and_not_kept() {
    let (token, keys) = sample("Encrypted, RSA-OAEP-256");
    let mut desk = Desk::new();
    let view = desk.paste(keys);
    assert_eq!(view.verdict.actions[0].command, Command::MoveTokenToKeys, "it is offered to move");
    assert!(view.token.offer.is_none(), "and not twice");
    assert!(view.instead.is_some(), "the panes would be empty");
    assert_eq!(view.verdict.word, "A key, not a token");
    let view = desk.send(Command::MoveTokenToKeys);
    assert_eq!(&*view.token.text, "");
    assert!(!view.token.can_undo, "a private key is not kept to be brought back");
    assert_eq!(view.keys.rows.len(), 1);
    assert_eq!(desk.paste(token).verdict.word, "Valid, with a problem");
}

#[test]
fn a_removed_key_no_longer_verifies_and_can_be_put_back() {
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    desk.paste(token);
    let id = desk.view().keys.rows[0].id;
    let view = desk.send(Command::RemoveKeys(vec![id]));
    assert_eq!(view.verdict.word, "Not checked");
    assert!(view.keys.can_undo_removal);
    assert!(view.notices.iter().any(|notice| !notice.actions.is_empty()));
    let view = desk.send(Command::UndoRemoveKeys(None));
    assert_eq!(view.verdict.word, "Valid, with a problem");
    assert!(!view.keys.can_undo_removal);
}

#[test]
fn the_same_key_twice_is_one_key() {
    let mut said = Said::new("app/key/the_same_key_twice_is_one_key");
    let (_, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    let view = desk.add_key(keys);
    assert_eq!(view.keys.rows.len(), 1);
    said.line(&view.notices.last().expect("a message").text);
    said.agree();
}

#[test]
fn a_key_is_shown_with_all_but_its_secret() {
    let (_, keys) = sample("Encrypted, RSA-OAEP-256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    let row = desk.view().keys.rows[0].clone();
    assert_eq!((row.kid.as_str(), row.kind.as_str(), row.private), ("sample-encryption", "RSA 2048 bits", true));
    assert_eq!(row.can, "encrypt, decrypt");
    let view = desk.send(Command::SelectKey(Some(row.id)));
    assert_eq!(view.workspace, Workspace::Keys);
    let private: serde_json::Value = serde_json::from_str(keys).unwrap();
    let (public, is_secret) = desk.copied(CopyTarget::PublicJwk(row.id)).unwrap();
    assert!(!is_secret && public.contains(private["n"].as_str().unwrap()));
    let shown = format!("{view:?}{public}");
    for member in ["d", "p", "q", "dp", "dq", "qi"] {
        assert!(!shown.contains(private[member].as_str().unwrap()), "{member} is shown");
    }
}

#[test]
fn a_shared_secret_has_no_public_form_and_no_thumbprint_to_guess_it_by() {
    let mut desk = Desk::new();
    desk.add_key("hunter2");
    let row = desk.view().keys.rows[0].clone();
    assert_eq!(row.thumbprint, "");
    assert_eq!(desk.copied(CopyTarget::PublicJwk(row.id)), None);
    assert_eq!(desk.copied(CopyTarget::KeyThumbprint(row.id)), None);
    let view = desk.send(Command::SelectKey(Some(row.id)));
    assert!(!format!("{view:?}").contains("hunter2"));
}

/// "Copy as": public forms are open, private ones say "private" and are marked so that the clipboard forgets them.
#[test]
fn a_key_is_copied_in_the_formats_that_fit_it() {
    let mut desk = Desk::new();
    desk.add_key(include_str!("../data/keys/p256.pkcs8.pem"));
    let id = desk.view().keys.rows[0].id;
    let view = desk.send(Command::SelectKey(Some(id)));
    let forms = view.keys.detail.expect("it is shown").hand_out;
    let copies: Vec<_> = forms.into_iter().filter_map(|form| Some((form.title, form.copy?))).collect();
    let names: Vec<&str> = copies.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["Public JWK", "Public JWK Set", "Public key, PEM (SPKI)", "Public key, OpenSSH", "Thumbprint, SHA-256"]
    {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(!names.contains(&"Private key, PEM (PKCS#1)"), "that is for RSA");
    let private = "lJrs52jkXK663Jy49Ttb36pp2DHa6IsB8eUw007lNJ4";
    let pem = include_str!("../data/keys/p256.pkcs8.pem").lines().nth(2).unwrap();
    for (name, target) in &copies {
        let (text, secrecy) = desk.copy(target.clone()).unwrap_or_else(|| panic!("{name} is not copied"));
        let says_private = name.to_lowercase().contains("private");
        assert_eq!(secrecy, if says_private { Secrecy::Private } else { Secrecy::Open }, "{name}");
        if !says_private {
            assert!(!text.contains(private) && !text.contains(pem), "{name}: {text}");
        }
        assert!(!text.ends_with('\n'), "{name}");
    }
    assert!(copies.last().is_some_and(|(name, _)| name.to_lowercase().contains("private")), "private ones stand last");
    // What needs a passphrase or is bytes is for files.
    assert_eq!(desk.copied(CopyTarget::KeyAs(id, KeyFormat::EncryptedPkcs8Pem)), None);
    assert_eq!(desk.copied(CopyTarget::KeyAs(id, KeyFormat::Pkcs8Der)), None);
    // A public key has no private form, whoever asks.
    desk.add_key(include_str!("../data/keys/ed25519.spki.pem"));
    let public = desk.view().keys.rows[1].id;
    assert_eq!(desk.copied(CopyTarget::KeyAs(public, KeyFormat::Pkcs8Pem)), None);
    // A secret is copied as what it is, never as a hash.
    desk.add_key("hunter2");
    let secret = desk.view().keys.rows[2].id;
    assert_eq!(desk.copied(CopyTarget::KeyAs(secret, KeyFormat::ThumbprintUri)), None);
    assert!(
        desk.copied(CopyTarget::KeyAs(secret, KeyFormat::Jwk))
            .is_some_and(|(text, is_secret)| { is_secret && text.contains("aHVudGVyMg") })
    );
}

#[test]
fn a_file_dialog_can_be_closed_be_missing_or_give_a_file_that_cannot_be_read() {
    let mut desk = Desk::new();
    let answer = |result| Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Key, result }));
    let view = desk.send(Command::LoadKeyFile);
    assert!(matches!(view.dialog, Some(Dialog::WaitingForFile { .. })));
    assert!(desk.send(answer(FileAnswer::Cancelled)).dialog.is_none());

    desk.send(Command::LoadKeyFile);
    let view = desk.send(answer(FileAnswer::NoDialog));
    assert!(matches!(view.dialog, Some(Dialog::TypePath { error: None, .. })));
    desk.send(Command::GivePath("/tmp/key.pem".to_owned()));
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::ReadPath { path, .. } if path == "/tmp/key.pem")));
    let view = desk.send(answer(FileAnswer::Unreadable("The file /tmp/key.pem does not exist".to_owned())));
    assert!(matches!(view.dialog, Some(Dialog::TypePath { error: Some(_), .. })), "another path can be typed");
    desk.send(Command::CloseDialog);

    // A dialog that was given up answers late: nobody wants its file any more.
    desk.send(Command::LoadKeyFile);
    desk.send(Command::CloseDialog);
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::AbandonFile)));
    let file = FileBytes::new("key.json".to_owned(), sample("Access token, ES256").1.as_bytes().to_vec());
    assert!(desk.send(answer(FileAnswer::Read(file))).keys.rows.is_empty());
}

#[test]
fn dropped_files_say_by_themselves_what_they_are() {
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    let file = |name: &str, text: &str| FileBytes::new(name.to_owned(), text.as_bytes().to_vec());
    let view = desk.send(Command::DropFiles { files: vec![file("a", token), file("b", keys)], unread: Vec::new() });
    assert_eq!(view.verdict.word, "Valid, with a problem");
    let view = desk.send(Command::DropFiles {
        files: vec![FileBytes::new("x.bin".to_owned(), vec![0x30, 0x82, 0xFF, 0xFF, 0])],
        unread: Vec::new(),
    });
    assert!(view.notices.iter().any(|notice| notice.tone != Tone::Good), "{:?}", view.notices);
}

#[test]
fn an_encrypted_key_file_asks_for_its_passphrase() {
    let (bytes, passphrase) = encrypted_key();
    let mut desk = Desk::new();
    let view = desk.key_file("key.pem", bytes.as_bytes());
    let Some(Dialog::Passphrase { purpose, error: None, .. }) = &view.dialog else { panic!("{:?}", view.dialog) };
    assert!(purpose.contains("key.pem"));
    let view = desk.send(Command::GivePassphrase(secret("wrong")));
    assert!(matches!(view.dialog, Some(Dialog::Passphrase { error: Some(_), .. })), "{:?}", view.dialog);
    let view = desk.send(Command::GivePassphrase(secret(passphrase)));
    assert!(view.dialog.is_none(), "{:?}", view.dialog);
    assert_eq!(view.keys.rows.len(), 1);
    assert!(view.keys.rows[0].private);
}

/// An EC key that OpenSSL encrypted for this test.
fn encrypted_key() -> (&'static str, &'static str) {
    (include_str!("../data/key/encrypted-ec.pem"), "open sesame")
}

/// The file, as the dialog answers with it.
fn load(desk: &mut Desk, file: FileBytes) -> View {
    desk.send(Command::LoadKeyFile);
    let result = FileAnswer::Read(file);
    let view = desk.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Key, result })));
    let id = view.keys.rows.last().expect("a key was loaded").id;
    desk.send(Command::SelectKey(Some(id)))
}

/// What is found in the key that is shown: its tone and its rule.
fn findings(view: &View) -> Vec<(Tone, String)> {
    let detail = view.keys.detail.as_ref().expect("a key is shown");
    let rule = |reference: &str| reference.split(' ').next().unwrap_or_default().to_owned();
    detail.findings.iter().map(|finding| (finding.tone, rule(&finding.reference))).collect()
}

#[test]
fn a_private_key_in_a_file_that_others_can_read_is_told() {
    let told =
        |file: FileBytes| findings(&load(&mut Desk::new(), file)).iter().any(|(_, rule)| rule == "KEY_FILE_PERMS");
    let private = include_bytes!("../data/keys/p256.pkcs8.pem");
    assert!(told(FileBytes::new("key.pem".into(), private.to_vec()).open_to_others(true)));
    assert!(!told(FileBytes::new("key.pem".into(), private.to_vec())));
    let public = include_bytes!("../data/keys/p256.spki.pem");
    assert!(!told(FileBytes::new("key.pem".into(), public.to_vec()).open_to_others(true)));
}

#[test]
fn a_private_key_in_a_folder_that_is_copied_elsewhere_is_told() {
    let file = |bytes: &[u8]| FileBytes::new("key.pem".into(), bytes.to_vec()).carried_by(Some("Dropbox"));
    let told =
        |view: &View| findings(view).into_iter().find(|(_, rule)| rule == "KEY_IN_SYNC_FOLDER").map(|(tone, _)| tone);
    let private = load(&mut Desk::new(), file(include_bytes!("../data/keys/p256.pkcs8.pem")));
    assert_eq!(told(&private), Some(Tone::Neutral), "{:?}", findings(&private));
    let public = load(&mut Desk::new(), file(include_bytes!("../data/keys/p256.spki.pem")));
    assert_eq!(told(&public), None);
    // Under a passphrase it says nothing to whoever has the copy.
    let mut desk = Desk::new();
    let (bytes, passphrase) = encrypted_key();
    desk.send(Command::DropFiles { files: vec![file(bytes.as_bytes())], unread: Vec::new() });
    let view = desk.send(Command::GivePassphrase(secret(passphrase)));
    let view = desk.send(Command::SelectKey(Some(view.keys.rows[0].id)));
    assert_eq!(told(&view), None);
}

#[test]
fn what_was_dropped_and_could_not_be_read_is_said() {
    let mut desk = Desk::new();
    let unread = vec!["pipe is not a regular file".to_owned()];
    let files = vec![FileBytes::new("a.json".into(), jwk(1))];
    let view = desk.send(Command::DropFiles { files, unread: unread.clone() });
    assert_eq!(view.keys.rows.len(), 1);
    assert!(view.notices.iter().any(|notice| notice.tone == Tone::Bad && notice.text == unread[0]));
    let files = (2..6).map(|index| FileBytes::new(format!("{index}.json"), jwk(index))).collect();
    let view = desk.send(Command::DropFiles { files, unread });
    let last = &view.notices.last().expect("a word").text;
    assert_eq!(last, "5 files dropped, 4 keys loaded · 1 with a problem, the first: pipe is not a regular file");
}

/// D12: used all the same, and its facts are shown.
#[test]
fn d12_the_dates_of_a_certificate_are_told_and_the_key_is_used() {
    let certificate = include_bytes!("../data/keys/p256.certificate.pem");
    // The certificate valid from 2026-11-23 16:28:09 UTC to 2036-11-20 16:28:09 UTC.
    let (begin, end) = (1_795_451_289, 2_110_811_289);
    for (now, holds) in [(begin - 1, false), (begin, true), (end, true), (end + 1, false)] {
        let mut desk = Desk::new();
        desk.send(Command::SetClock(now.to_string()));
        let view = load(&mut desk, FileBytes::new("issuer.pem".into(), certificate.to_vec()));
        let told = findings(&view).iter().any(|(_, rule)| rule == "KEY_CERT_EXPIRED");
        assert_eq!(told, !holds, "at {now}");
        let facts = &view.keys.detail.as_ref().unwrap().facts;
        let valid_to = facts.iter().find(|(label, _)| label == "Valid to").map(|(_, value)| value.as_str());
        assert_eq!(valid_to, Some("2036-11-20 16:28:09 UTC"));
    }
}

/// D14.
#[test]
fn d14_many_files_at_once_are_taken_and_summed_up() {
    let mut said = Said::new("app/key/d14_many_files_at_once_are_taken_and_summed_up");
    let mut desk = Desk::new();
    let key = include_bytes!("../data/keys/p256.spki.pem");
    let file = |name: String, bytes: &[u8]| FileBytes::new(name, bytes.to_vec());
    let mut files: Vec<_> = (0..499).map(|index| file(format!("{index}.jwk"), &jwk(index))).collect();
    files.push(file("picture.bin".into(), &[0x00, 0x9f, 0x92, 0x96, 0xf0, 0x28]));
    let view = desk.send(Command::DropFiles { files, unread: Vec::new() });
    assert_eq!(view.keys.rows.len(), 499);
    let [notice] = view.notices.as_slice() else { panic!("{:?}", view.notices) };
    said.line(&notice.text);
    assert!(notice.text.contains("picture.bin"), "{}", notice.text);
    // A few are told of one by one.
    let view = desk.send(Command::DropFiles { files: vec![file("a.pem".into(), key)], unread: Vec::new() });
    assert_eq!(view.notices.len(), 2);
    said.agree();
}

/// A key like no other.
fn jwk(index: u32) -> Vec<u8> {
    let secret: Vec<u8> = (0..32).map(|byte| (index.wrapping_mul(2_654_435_761) >> (byte % 24)) as u8 ^ byte).collect();
    let secret = jotsmith::engine::ground::base64url::encode(&secret);
    format!(r#"{{"kty":"oct","kid":"key-{index}","k":"{secret}"}}"#).into_bytes()
}

/// The table sorts by any column, forwards, backwards and no longer, and shows what has the words that were asked for.
#[test]
fn the_table_of_keys_is_sorted_and_filtered() {
    let mut desk = Desk::new();
    desk.key_file("rsa.pem", include_bytes!("../data/keys/rsa.spki.pem"));
    desk.key_file("Ed.pem", include_bytes!("../data/keys/ed25519.pkcs8.pem"));
    let mut view = desk.key_file("p256.jwk", include_bytes!("../data/keys/p256.jwk.json"));
    let names = |view: &View| view.keys.rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    let came = names(&view);
    assert_eq!(came[..2], ["rsa", "Ed"]);
    let mut sorted = came.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_ne!(sorted, came);
    for expected in [sorted.clone(), sorted.iter().rev().cloned().collect(), came.clone()] {
        view = desk.send(Command::SortKeys(KeyColumn::Name));
        assert_eq!(names(&view), expected, "{:?}", view.keys.order);
    }
    // What has nothing in a column comes last, whichever way.
    for _ in 0..2 {
        view = desk.send(Command::SortKeys(KeyColumn::Kid));
        let kids: Vec<bool> = view.keys.rows.iter().map(|row| row.kid.is_empty()).collect();
        assert!(kids.is_sorted() && kids.contains(&true), "{kids:?}");
    }
    let view = desk.send(Command::FilterKeys("ED25519 private".to_owned()));
    assert_eq!((names(&view), view.keys.total, &*view.keys.count), (vec!["Ed".to_owned()], 3, "1 of 3"));
    let view = desk.send(Command::FilterKeys("nothing like it".to_owned()));
    assert!(view.keys.rows.is_empty() && view.keys.message.is_none(), "there are keys, and the field stays");
    let view = desk.send(Command::FilterKeys(String::new()));
    assert_eq!(view.keys.rows.len(), 3);
}

/// A key that is pasted over the token it is meant for: that comes back, and is checked with it.
#[test]
fn the_token_comes_back_when_the_key_that_was_pasted_over_it_is_moved() {
    let (token, key) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.paste(token);
    desk.paste(key);
    let view = desk.send(Command::MoveTokenToKeys);
    assert_eq!(&*view.token.text, token);
    assert_eq!(view.verdict.word, "Valid, with a problem");
    // One that was put away before the paste does not.
    let mut desk = Desk::new();
    desk.paste(token);
    desk.send(Command::ClearToken);
    desk.paste(key);
    assert_eq!(&*desk.send(Command::MoveTokenToKeys).token.text, "");
}

/// Three keys of files, one of which is a shared secret.
fn three_keys() -> Desk {
    let mut desk = Desk::new();
    desk.key_file("rsa.pem", include_bytes!("../data/keys/rsa.pkcs8.pem"));
    desk.key_file("ed25519.pem", include_bytes!("../data/keys/ed25519.pkcs8.pem"));
    desk.add_key(include_str!("../data/tokens/secret.jwk"));
    desk.send(Command::Show(Workspace::Keys));
    desk
}

fn ids(view: &View) -> Vec<u64> {
    view.keys.rows.iter().map(|row| row.id).collect()
}

#[test]
fn several_keys_are_shown_copied_and_removed_together_and_come_back_together() {
    let mut said = Said::new("app/key/several_keys_are_shown_copied_and_removed_together_and_come_back_together");
    let mut desk = three_keys();
    let all = ids(&desk.view());
    let view = desk.send(Command::SelectKeys(all.clone()));
    assert!(view.keys.rows.iter().all(|row| row.is_selected) && view.keys.selected == all);
    said.line(&view.keys.count);
    let detail = view.keys.detail.expect("what they have in common");
    said.line(&detail.name);
    detail.facts.iter().for_each(|(label, value)| said.line(format!("{label}: {value}")));
    detail.hand_out.iter().for_each(|form| said.line(&form.title));
    detail.actions.iter().chain([&detail.removal]).for_each(|action| said.line(&action.label));

    // What is public of them; that one has no public half is said.
    let view = desk.send(Command::CopyPublic(all.clone()));
    said.line(&view.notices.last().expect("a message").text);
    let (text, secrecy) = desk.clipboard.pop().expect("a copy");
    let set: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert!(
        secrecy == Secrecy::Open && set["keys"].as_array().expect("a set").len() == 2 && !text.contains("\"d\""),
        "{text}"
    );

    let view = desk.send(Command::RemoveKeys(vec![all[2], all[0]]));
    assert_eq!(ids(&view), [all[1]]);
    assert_eq!(view.keys.selected, [all[1]]);
    said.line(&view.notices.last().expect("a message").text);
    let view = desk.send(Command::UndoRemoveKeys(None));
    assert_eq!(ids(&view), all, "each where it was");
    // One of them is not there any more: what is said is what was removed.
    let view = desk.send(Command::RemoveKeys(vec![all[0], all[1], u64::MAX]));
    said.line(&view.notices.last().expect("a message").text);
    said.agree();
}

/// Each *Undo* is that of its own removal, whatever was removed since.
#[test]
fn the_undo_of_a_message_brings_back_what_that_message_is_about() {
    let mut desk = three_keys();
    let all = ids(&desk.view());
    let mut undo = |id: u64| {
        let view = desk.send(Command::RemoveKeys(vec![id]));
        view.notices.last().expect("a message").actions[0].command.clone()
    };
    let (first, second) = (undo(all[0]), undo(all[1]));
    let view = desk.send(first.clone());
    assert_eq!(ids(&view), [all[0], all[2]]);
    assert!(!view.notices.iter().any(|notice| notice.actions.iter().any(|action| action.command == first)));
    let view = desk.send(second);
    assert!(all.iter().all(|id| ids(&view).contains(id)));
}

#[test]
fn what_the_filter_hides_is_not_selected() {
    let mut desk = three_keys();
    let all = ids(&desk.view());
    desk.send(Command::SelectKeys(all.clone()));
    let view = desk.send(Command::FilterKeys("rsa".to_owned()));
    assert_eq!(view.keys.selected, [all[0]]);
    assert_eq!(view.keys.detail.expect("of the one").removal.command, Command::RemoveKeys(vec![all[0]]));
}

#[test]
fn a_shared_secret_that_is_copied_says_that_it_has_no_public_half() {
    let mut desk = three_keys();
    let secret = ids(&desk.view())[2];
    let view = desk.send(Command::CopyPublic(vec![secret]));
    assert_eq!(view.notices.last().expect("a message").text, "Nothing was copied: a shared secret has no public half");
    assert!(desk.clipboard.is_empty());
}

/// Of several variables none is chosen for the person; those that are chosen have the names that they were given.
#[test]
fn of_several_pasted_keys_those_are_added_that_were_chosen() {
    let mut desk = Desk::new();
    desk.send(Command::OpenAddKey);
    let text = "JWT_SECRET=s3cr3t-of-the-first-one\nREFRESH_SECRET=s3cr3t-of-the-second-one\n";
    let view = desk.send(Command::PreviewKey(secret(text), SecretReading::Automatic));
    let Some(Dialog::AddKey { found, readings, .. }) = &view.dialog else { panic!("{:?}", view.dialog) };
    let names: Vec<&str> = found.iter().map(|key| key.name.as_str()).collect();
    assert_eq!(names, ["JWT_SECRET", "REFRESH_SECRET"]);
    assert!(readings.is_empty() && !format!("{view:?}").contains("s3cr3t"));
    let chosen = vec![ChosenKey { index: 1, name: "refresh".to_owned() }];
    let view = desk.send(Command::AddChosenKeys(secret(text), chosen));
    let names: Vec<&str> = view.keys.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["refresh"]);
    assert!(view.dialog.is_none());
    // A text that is read in one way alone is one secret.
    desk.send(Command::OpenAddKey);
    let view = desk.send(Command::PreviewKey(secret(text), SecretReading::Utf8));
    let Some(Dialog::AddKey { found, .. }) = &view.dialog else { panic!("{:?}", view.dialog) };
    assert!(found.is_empty());
}

/// Whichever comes first: the row is that of the private key, with the certificate's name.
#[test]
fn a_certificate_and_its_private_half_are_one_row() {
    let (certificate, private): (&[u8], &[u8]) =
        (include_bytes!("../data/keys/p256.certificate.pem"), include_bytes!("../data/keys/p256.pkcs8.pem"));
    for files in [[("tls.crt", certificate), ("tls.key", private)], [("tls.key", private), ("tls.crt", certificate)]] {
        let mut desk = Desk::new();
        for (name, bytes) in files {
            desk.key_file(name, bytes);
        }
        let view = desk.view();
        assert_eq!(view.keys.rows.len(), 1, "{:?}", view.keys.rows);
        let row = &view.keys.rows[0];
        assert!(row.private && row.name == "jotsmith test", "{row:?}");
        let id = row.id;
        let view = desk.send(Command::SelectKey(Some(id)));
        let facts = &view.keys.detail.as_ref().unwrap().facts;
        assert!(facts.iter().any(|(label, _)| label == "x5t#S256"), "{facts:?}");
        assert!(facts.iter().any(|(label, _)| label == "Certificate"), "{facts:?}");
    }
    // The certificate of another key stays by itself.
    let mut desk = Desk::new();
    desk.key_file("tls.crt", certificate);
    desk.key_file("other.key", include_bytes!("../data/keys/p384.pkcs8.pem"));
    assert_eq!(desk.view().keys.rows.len(), 2);
}
