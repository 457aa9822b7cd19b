//! Two windows on one keyring, and keys that are in memory alone when the window is closed.

use crate::desk::{Desk, sample};
use crate::golden::Said;
use crate::keyring::{PASSPHRASE, Window, notices, run};
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::message::keyring::work::{Allowed, KeyringNews, KeyringWork};
use jotsmith::app::value::builder::Slot;
use jotsmith::app::value::{Place, RingId, SecretText, Tone};
use jotsmith::app::view::builder::Page;
use jotsmith::app::view::{Dialog, KeyringDialogView, View};
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::shell::keyring::KeyringDesk;
use jotsmith::store::disk::{Disk, DiskFile, RealDisk};
use jotsmith::store::keyring::{KeyringFolder, Memory};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A secret of 32 bytes, and nobody's.
const PRIVATE: &str = r#"{"kty":"oct","kid":"p","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;

/// A second window that has unlocked `prod`.
struct Second {
    desk: Desk,
    keeper: KeyringDesk,
}

impl Second {
    fn send(&mut self, command: Command) -> View {
        let keeper = &mut self.keeper;
        run(&mut self.desk, command, &mut |work| keeper.perform(work).map(|news| Answer::Keyring(Box::new(news))))
    }

    fn keyring(&mut self, command: KeyringCommand) -> View {
        self.send(Command::Keyring(command))
    }

    /// Looks at the files, as the keeper's thread does when it has nothing else to do.
    fn look(&mut self) -> View {
        for news in self.keeper.look() {
            self.send(Command::Answer(Box::new(Answer::Keyring(Box::new(news)))));
        }
        self.desk.view()
    }

    fn of(window: &Window) -> Self {
        let (desk, keeper) = window.second();
        let mut second = Self { desk, keeper };
        let view = second.keyring(KeyringCommand::List);
        let place = view.keys.keyrings.iter().find(|ring| ring.name == "prod").expect("it is listed").place;
        let Place::Keyring(ring) = place else { panic!("a keyring") };
        second.keyring(KeyringCommand::OpenUnlock(ring));
        second.keyring(KeyringCommand::Unlock(SecretText::new(PASSPHRASE.to_owned())));
        second.keyring(KeyringCommand::Choose(place));
        second
    }
}

fn names(view: &View) -> Vec<&str> {
    view.keys.rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn the_second_window_sees_what_the_first_one_changes() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let mut second = Second::of(&window);
    let view = second.look();
    let (before, id) = (names(&view).len(), view.keys.rows[0].id);
    assert_eq!(before, 1);

    // A key is added, and the one that was there keeps its place in commands.
    window.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
    let view = second.look();
    assert_eq!(names(&view).len(), 2, "{:?}", view.notices);
    assert_eq!(view.keys.rows[0].id, id, "what was chosen is still chosen");
    assert_eq!(view.notices.last().unwrap().text, "prod was changed elsewhere: 1 key added");
    assert!(second.keeper.look().is_empty(), "told once");

    // And taken out.
    let ring = window.ring("prod");
    let row = window.keyring(KeyringCommand::Choose(Place::Keyring(ring))).keys.rows[0].id;
    window.send(Command::RemoveKeys(vec![row]));
    let view = second.look();
    assert_eq!(names(&view).len(), 1);
    assert_eq!(view.notices.last().unwrap().text, "prod was changed elsewhere: 1 key removed");

    // A new keyring is listed; when the first lets go of this one, the second may write.
    window.create("staging");
    window.keyring(KeyringCommand::Lock(ring));
    let view = second.look();
    assert!(view.keys.keyrings.iter().any(|ring| ring.name == "staging"));
    let row = view.keys.keyrings.iter().find(|ring| ring.name == "prod").unwrap();
    assert!(row.note.starts_with("open"), "{}", row.note);
}

/// The keyring goes on under its new name, and what the draft means is found in it.
#[test]
fn the_second_window_follows_a_keyring_that_the_first_one_renames() {
    let mut said = Said::new("app/neighbour/the_second_window_follows_a_keyring_that_the_first_one_renames");
    let mut window = Window::new();
    window.create("prod");
    window.keep(PRIVATE, "prod");
    let mut second = Second::of(&window);
    second.look();
    let view = second.send(Command::Build(BuildCommand::StartEmpty));
    let Page::Draft(draft) = &view.build.page else { panic!("{:?}", view.build.page) };
    let key = draft.signature.as_ref().unwrap().choice.as_ref().unwrap().picker.keys[0].value;
    second.send(Command::Build(BuildCommand::SetKey(Slot::Signature(0), Some(key))));
    let has_token = |view: &View| match &view.build.page {
        Page::Draft(draft) => draft.result.token.as_ref().is_some_and(|token| token.is_current),
        other => panic!("{other:?}"),
    };
    assert!(has_token(&second.desk.view()));
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::OpenRename(ring));
    window.keyring(KeyringCommand::Rename("live".to_owned()));
    let view = second.look();
    let listed: Vec<&str> = view.keys.keyrings.iter().map(|ring| ring.name.as_str()).collect();
    assert_eq!(listed, ["This session", "live"], "{:?}", view.notices);
    said.line(notices(&view));
    assert!(has_token(&view), "the key is still at hand");
    // What the first does from now on is seen too.
    window.keep(sample("Encrypted, RSA-OAEP-256").1, "live");
    second.look();
    let view = second.look();
    let row = view.keys.keyrings.iter().find(|ring| ring.name == "live").unwrap();
    said.line(&row.note);
    said.agree();
}

/// A new name is no way around what is remembered: another keyring that is put there with the last save of this one beside it, as
/// a rename and a save would leave it, is not taken in.
#[test]
fn another_keyring_that_looks_like_a_renamed_one_is_not_taken_for_it() {
    let mut said = Said::new("app/neighbour/another_keyring_that_looks_like_a_renamed_one_is_not_taken_for_it");
    let mut window = Window::new();
    window.create("staging");
    window.keep(sample("Access token, ES256").1, "staging");
    window.create("prod");
    let old = std::fs::read(window.file("prod.jwe")).unwrap();
    window.keep(PRIVATE, "prod");
    let last = std::fs::read(window.file("prod.jwe")).unwrap();
    let ring = window.ring("prod");
    window.look();
    for (number, planted) in [std::fs::read(window.file("staging.jwe")).unwrap(), old].iter().enumerate() {
        let name = format!("live{number}");
        let before = if number == 0 { "prod".to_owned() } else { "live0".to_owned() };
        std::fs::write(window.file(&format!("{name}.jwe")), planted).unwrap();
        std::fs::write(window.file(&format!("{name}.jwe.bak1")), &last).unwrap();
        std::fs::remove_file(window.file(&format!("{before}.jwe"))).unwrap();
        for _ in 0..3 {
            window.look();
        }
        let view = window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
        assert_eq!(names(&view), ["p"], "{:?}", view.notices);
        said.line(notices(&view));
    }
    // Back under its old name, it is still not that keyring.
    std::fs::rename(window.file("live1.jwe"), window.file("prod.jwe")).unwrap();
    for _ in 0..3 {
        window.look();
    }
    let view = window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
    assert_eq!(names(&view), ["p"], "{:?}", view.notices);
    said.agree();
}

#[test]
fn the_second_window_sees_that_the_first_one_deletes_it() {
    let mut said = Said::new("app/neighbour/the_second_window_sees_that_the_first_one_deletes_it");
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let mut second = Second::of(&window);
    second.look();
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Delete(ring));
    let view = second.look();
    said.line(notices(&view));
    let row = view.keys.keyrings.iter().find(|ring| ring.name == "prod").unwrap();
    assert_eq!((row.tone, row.note.as_str()), (Tone::Bad, "file is gone, 1 key"));
    // And that it comes back.
    let view = window.keyring(KeyringCommand::OpenTrash);
    let Some(Dialog::Keyring(KeyringDialogView::Trash { entries })) = view.dialog else { panic!("{:?}", view.dialog) };
    window.keyring(KeyringCommand::Restore(entries[0].2.clone()));
    let view = second.look();
    said.line(notices(&view));
    said.agree();
}

#[test]
fn the_second_window_asks_for_a_passphrase_that_the_first_one_changes() {
    let mut said = Said::new("app/neighbour/the_second_window_asks_for_a_passphrase_that_the_first_one_changes");
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let mut second = Second::of(&window);
    second.look();
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::OpenChangePassphrase(ring));
    let other = "another-ladle-gravel-owl-thaw";
    window.keyring(KeyringCommand::ChangePassphrase(SecretText::new(other.to_owned())));
    window.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
    let view = second.look();
    let notice = view.notices.last().unwrap();
    said.line(&notice.text);
    let row = view.keys.keyrings.iter().find(|ring| ring.name == "prod").unwrap();
    said.line(&row.note);
    for note in &view.keys.notes {
        said.line(&note.text);
    }
    let again = notice.actions.iter().find(|action| action.label == "Unlock again…").expect("what helps").clone();
    let view = second.send(again.command);
    assert!(matches!(&view.dialog, Some(Dialog::Keyring(KeyringDialogView::Unlock { .. }))), "{:?}", view.dialog);
    let view = second.keyring(KeyringCommand::Unlock(SecretText::new(other.to_owned())));
    assert_eq!(names(&view).len(), 2, "{:?}", view.notices);
    said.agree();
}

#[test]
fn what_was_changed_here_is_not_replaced_by_what_others_wrote() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    // A change whose save has not come back.
    window.held = Some(Vec::new());
    let ring = window.ring("prod");
    let row = window.keyring(KeyringCommand::Choose(Place::Keyring(ring))).keys.rows[0].id;
    window.send(Command::RemoveKeys(vec![row]));
    let news = KeyringNews::ChangedOutside(ring);
    let asked = window.held.as_ref().unwrap().len();
    let view = window.send(Command::Answer(Box::new(Answer::Keyring(Box::new(news)))));
    assert_eq!(window.held.as_ref().unwrap().len(), asked, "nothing is read over it");
    assert!(view.keys.rows.is_empty());
}

/// A save of the same keyring that takes no lock, as a synchronizer brings it from another computer: with one more key.
fn saved_elsewhere(window: &Window) -> Vec<u8> {
    let mut other = Window::new();
    std::fs::copy(window.file("prod.jwe"), other.file("prod.jwe")).unwrap();
    other.keyring(KeyringCommand::List);
    other.unlock("prod", PASSPHRASE);
    other.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
    std::fs::read(other.file("prod.jwe")).unwrap()
}

fn asks_about_the_change(view: &View) -> bool {
    matches!(&view.dialog, Some(Dialog::Keyring(KeyringDialogView::Changed { .. })))
}

/// Reading a file is not seeing what is in it: what was refused is not overwritten by the next save.
#[test]
fn what_others_wrote_and_this_window_refused_is_not_overwritten() {
    let mut said = Said::new("app/neighbour/what_others_wrote_and_this_window_refused_is_not_overwritten");
    let mut window = Window::new();
    window.create("prod");
    window.look();
    let ring = window.ring("prod");
    let of_another = {
        let mut other = Window::new();
        other.create("prod");
        other.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
        std::fs::read(other.file("prod.jwe")).unwrap()
    };
    for theirs in [of_another, b"neither a keyring nor empty".to_vec()] {
        std::fs::write(window.file("prod.jwe"), &theirs).unwrap();
        let view = window.look();
        said.line(&view.notices.last().expect("a message").text);
        let view = window.keep(sample("Access token, ES256").1, "prod");
        assert!(asks_about_the_change(&view), "{:?}", view.notices);
        assert_eq!(std::fs::read(window.file("prod.jwe")).unwrap(), theirs);
        if theirs.starts_with(b"neither") {
            // Nor by a retry after a merge that failed.
            window.keyring(KeyringCommand::Merge(ring));
            window.keyring(KeyringCommand::Retry(ring));
            assert_eq!(std::fs::read(window.file("prod.jwe")).unwrap(), theirs);
        }
        window.keyring(KeyringCommand::Overwrite(ring));
        assert!(!window.desk.state.has_unsaved_keys());
        window.look();
    }
    said.agree();
}

#[test]
fn a_change_made_while_the_file_is_read_again_does_not_replace_it() {
    let mut window = Window::new();
    window.create("prod");
    window.look();
    let theirs = saved_elsewhere(&window);
    std::fs::write(window.file("prod.jwe"), &theirs).unwrap();
    window.held = Some(Vec::new());
    window.look();
    window.keep(sample("Access token, ES256").1, "prod");
    assert_eq!(window.held.as_ref().map(Vec::len), Some(2), "read, then saved");
    let view = window.release();
    assert!(asks_about_the_change(&view), "{:?}", view.notices);
    assert_eq!(std::fs::read(window.file("prod.jwe")).unwrap(), theirs);
    // Merged, both keys are in it.
    let ring = window.ring("prod");
    let view = window.keyring(KeyringCommand::Merge(ring));
    assert!(!window.desk.state.has_unsaved_keys(), "{:?}", view.notices);
    window.keyring(KeyringCommand::Lock(ring));
    window.unlock("prod", PASSPHRASE);
    assert_eq!(names(&window.keyring(KeyringCommand::Choose(Place::Keyring(ring)))).len(), 2);
}

/// What is merged is not older unasked: it would bring back what was taken out.
#[test]
fn an_older_file_is_asked_about_before_it_is_merged() {
    let mut said = Said::new("app/neighbour/an_older_file_is_asked_about_before_it_is_merged");
    let mut window = Window::new();
    window.create("prod");
    window.keep(PRIVATE, "prod");
    let old = std::fs::read(window.file("prod.jwe")).unwrap();
    let ring = window.ring("prod");
    let row = window.keyring(KeyringCommand::Choose(Place::Keyring(ring))).keys.rows[0].id;
    window.send(Command::RemoveKeys(vec![row]));
    window.look();
    std::fs::write(window.file("prod.jwe"), old).unwrap();
    let view = window.keep(sample("Access token, ES256").1, "prod");
    assert!(asks_about_the_change(&view), "{:?}", view.notices);
    let view = window.keyring(KeyringCommand::Merge(ring));
    let asked = view.notices.last().expect("a question").clone();
    said.line(&asked.text);
    let view = window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
    assert_eq!(view.keys.rows.len(), 1);
    assert!(!names(&view).contains(&"p"));
    // Whoever wants them has them.
    window.send(asked.actions[0].command.clone());
    let view = window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
    assert!(names(&view).contains(&"p"), "{:?}", view.notices);
    assert!(!window.desk.state.has_unsaved_keys());
    said.agree();
}

#[test]
fn what_was_taken_in_is_what_the_next_save_replaces() {
    let mut said = Said::new("app/neighbour/what_was_taken_in_is_what_the_next_save_replaces");
    let mut window = Window::new();
    window.create("prod");
    window.look();
    std::fs::write(window.file("prod.jwe"), saved_elsewhere(&window)).unwrap();
    let view = window.look();
    said.line(notices(&view));
    let view = window.keep(sample("Access token, ES256").1, "prod");
    assert!(view.dialog.is_none() && !window.desk.state.has_unsaved_keys(), "{:?}", view.notices);
    said.agree();
}

/// A synchronizer that brings an old save back: it is told while the keyring is open, and at every opening until then.
#[test]
fn an_open_keyring_that_is_set_back_is_told_now_and_at_the_next_opening() {
    let mut said = Said::new("app/neighbour/an_open_keyring_that_is_set_back_is_told_now_and_at_the_next_opening");
    let mut window = Window::new();
    window.create("prod");
    let old = std::fs::read(window.file("prod.jwe")).unwrap();
    window.keep(sample("Access token, ES256").1, "prod");
    window.look();
    std::fs::write(window.file("prod.jwe"), old).unwrap();
    let view = window.look();
    said.line(notices(&view));
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    let view = window.unlock("prod", PASSPHRASE);
    let Some(Dialog::Keyring(KeyringDialogView::Unlock { error: Some(error), may_allow: true, .. })) = &view.dialog
    else {
        panic!("{:?}", view.dialog)
    };
    said.line(format!("at the next opening: {error}"));
    said.agree();
}

/// That the other window lets go of it makes nothing writable that this Jotsmith does not understand.
#[test]
fn what_a_newer_jotsmith_made_stays_read_only_when_its_lock_is_free() {
    let mut said = Said::new("app/neighbour/what_a_newer_jotsmith_made_stays_read_only_when_its_lock_is_free");
    let mut window = Window::new();
    std::fs::write(window.file("prod.jwks"), r#"{"keys":[],"jotsmith":{"v":2}}"#).unwrap();
    window.keyring(KeyringCommand::List);
    // It is new here, and anybody can have written it.
    let ring = window.ring("prod");
    let digest = jotsmith::store::keyring::digest(&std::fs::read(window.file("prod.jwks")).unwrap());
    let view = window.keyring(KeyringCommand::OpenAnyway(ring, digest));
    said.line(notices(&view));
    let news = KeyringNews::Writable(ring);
    let view = window.send(Command::Answer(Box::new(Answer::Keyring(Box::new(news)))));
    said.line(format!("free: {}", notices(&view)));
    let view =
        window.keep(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#, "prod");
    assert!(!window.desk.state.has_unsaved_keys(), "{:?}", view.notices);
    said.agree();
}

fn closes(window: &Window) -> bool {
    window.desk.asked.iter().any(|effect| matches!(effect, Effect::CloseWindow))
}

#[test]
fn keys_in_memory_alone_are_asked_about_before_the_window_closes() {
    let mut said = Said::new("app/neighbour/keys_in_memory_alone_are_asked_about_before_the_window_closes");
    let mut window = Window::new();
    window.create("prod");
    // What was loaded from a file is in that file, and a typed secret is known to who typed it.
    window.desk.key_file("a.jwk", sample("Access token, ES256").1.as_bytes());
    window.desk.add_key("not a key but a secret of some length");
    assert!(!window.desk.state.must_ask_before_closing());

    window.send(Command::Build(BuildCommand::StartEmpty));
    let view = window.send(Command::Build(BuildCommand::MakeKey(Slot::Signature(0))));
    said.line(&view.notices.last().unwrap().text);
    assert!(window.desk.state.must_ask_before_closing());
    let view = window.keyring(KeyringCommand::CloseWindow);
    let Some(Dialog::Keyring(KeyringDialogView::Unkept { title, keys, .. })) = view.dialog else {
        panic!("{:?}", view.dialog)
    };
    assert_eq!((title.as_str(), keys.len()), ("1 key is not saved anywhere", 1));
    assert!(!closes(&window));

    // Kept, and then the window closes.
    window.keyring(KeyringCommand::OpenKeep(keys));
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Keep { ring: Some(ring), moving: false });
    assert!(closes(&window), "{:?}", window.desk.asked);
    // In the keyring and locked away, it is kept all the same.
    window.keyring(KeyringCommand::Lock(ring));
    assert!(!window.desk.state.must_ask_before_closing());
    said.agree();
}

#[test]
fn who_means_to_lose_a_key_can() {
    let mut window = Window::new();
    window.send(Command::Build(BuildCommand::StartEmpty));
    window.send(Command::Build(BuildCommand::MakeKey(Slot::Signature(0))));
    window.keyring(KeyringCommand::CloseWindow);
    let view = window.send(Command::CloseDialog);
    assert!(view.dialog.is_none() && !closes(&window), "it stays");
    window.keyring(KeyringCommand::CloseWindow);
    window.keyring(KeyringCommand::CloseAndLose);
    assert!(closes(&window) && !window.desk.state.must_ask_before_closing());
}

/// A disk on which the other window saves a keyring just after it was read here.
#[derive(Default)]
struct Overtaken {
    next: Mutex<Option<Vec<u8>>>,
}

impl Disk for Overtaken {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let read = RealDisk.read(path, limit);
        if let Some(next) = self.next.lock().unwrap().take() {
            std::fs::write(path, next)?;
        }
        read
    }
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        RealDisk.create(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.link(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.make_folder(folder)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }
}

/// What is read between two saves of the other window is no older version: it is read again.
#[test]
fn what_the_first_window_saves_meanwhile_makes_nothing_older() {
    let mut window = Window::new();
    window.create("prod");
    let path = window.file("prod.jwe");
    let folder = path.parent().unwrap();
    let disk = Arc::new(Overtaken::default());
    let memory = Memory::at(folder.join("seen"));
    let mut keeper = KeyringDesk::at(KeyringFolder::on(folder, Arc::clone(&disk) as Arc<dyn Disk>).with_memory(memory));
    let (ring, name) = (RingId(1), "prod".to_owned());
    let passphrase = SecretBytes::from(PASSPHRASE.as_bytes());
    let opened = keeper.perform(KeyringWork::Open {
        ring,
        name: name.clone(),
        passphrase: Some(passphrase.clone()),
        first_id: 1000,
        allowed: Allowed::default(),
        spare: None,
    });
    assert!(matches!(&opened, Some(KeyringNews::Opened(_, Ok(_)))), "{opened:?}");

    window.keep(sample("Access token, ES256").1, "prod");
    let between = std::fs::read(&path).unwrap();
    window.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
    let last = std::fs::read(&path).unwrap();
    let mut refreshed = |first: &[u8], then: Option<Vec<u8>>| {
        std::fs::write(&path, first).unwrap();
        *disk.next.lock().unwrap() = then;
        let (name, passphrase) = (name.clone(), passphrase.clone());
        match keeper.perform(KeyringWork::Refresh { ring, name, passphrase, first_id: 2000 }) {
            Some(KeyringNews::Refreshed(_, Ok(read))) => Ok((read.keyring.keys().count(), read.warning)),
            Some(KeyringNews::Refreshed(_, Err(fault))) => Err(fault.message),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refreshed(&between, Some(last)), Ok((2, None)));
    // One that stays older is, and what it lacks is not lost here too.
    assert_eq!(
        refreshed(&between, None),
        Err("It is an older version: save 2, but this computer has seen save 3. Later changes are missing".to_owned())
    );
}
