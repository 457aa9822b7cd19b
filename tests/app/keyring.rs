//! Keyrings: commands in, view out, with the real files in a folder of their own.

use crate::desk::{Desk, NOW, sample};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::{Answer, Reminder};
use jotsmith::app::message::keyring::work::KeyringWork;
use jotsmith::app::message::keyring::{Away, KeyringCommand};
use jotsmith::app::value::{FileBytes, Place, RingId, SecretText, Tone, Workspace};
use jotsmith::app::view::{Dialog, KeyringDialogView, KeyringRow, View};
use jotsmith::shell::keyring::KeyringDesk;
use jotsmith::store::keyring::{KeyringFolder, Memory};
use std::collections::VecDeque;
use std::path::Path;

pub const PASSPHRASE: &str = "ladle-gravel-owl-sonnet-thaw";

/// The application, with a keeper of keyrings who answers at once unless told to wait.
pub struct Window {
    pub desk: Desk,
    keeper: KeyringDesk,
    folder: tempfile::TempDir,
    /// Work is kept here instead of being done.
    pub held: Option<Vec<KeyringWork>>,
}

impl Window {
    pub fn new() -> Self {
        Self::at(tempfile::tempdir().unwrap())
    }

    fn at(folder: tempfile::TempDir) -> Self {
        let memory = Memory::at(folder.path().join("seen"));
        let keeper = KeyringDesk::at(KeyringFolder::at(folder.path()).with_memory(memory));
        let mut window = Self { desk: Desk::new(), keeper, folder, held: None };
        window.keyring(KeyringCommand::List);
        window
    }

    /// A second window on the same folder.
    pub fn second(&self) -> (Desk, KeyringDesk) {
        (Desk::new(), KeyringDesk::at(KeyringFolder::at(self.folder.path())))
    }

    pub fn send(&mut self, command: Command) -> View {
        let held = &mut self.held;
        let keeper = &mut self.keeper;
        run(&mut self.desk, command, &mut |work| match held {
            Some(held) => {
                held.push(work);
                None
            }
            None => keeper.perform(work).map(|news| Answer::Keyring(Box::new(news))),
        })
    }

    pub fn keyring(&mut self, command: KeyringCommand) -> View {
        self.send(Command::Keyring(command))
    }

    /// Lets the keeper do what was held.
    pub fn release(&mut self) -> View {
        let held = self.held.take().unwrap_or_default();
        for work in held {
            if let Some(news) = self.keeper.perform(work) {
                self.send(Command::Answer(Box::new(Answer::Keyring(Box::new(news)))));
            }
        }
        self.desk.view()
    }

    /// Looks at the files, as the keeper's thread does when it has nothing else to do.
    pub fn look(&mut self) -> View {
        for news in self.keeper.look() {
            self.send(Command::Answer(Box::new(Answer::Keyring(Box::new(news)))));
        }
        self.desk.view()
    }

    /// Whether nobody else has done anything to the files since.
    pub fn keeper_is_quiet(&mut self) -> bool {
        self.keeper.look().is_empty()
    }

    pub fn create(&mut self, name: &str) -> View {
        self.keyring(KeyringCommand::OpenCreate);
        self.keyring(KeyringCommand::Create { name: name.to_owned(), passphrase: secret(PASSPHRASE), is_public: false })
    }

    pub fn ring(&self, name: &str) -> RingId {
        match row(&self.desk.view(), name).place {
            Place::Keyring(ring) => ring,
            Place::Session => panic!("the session is no keyring"),
        }
    }

    pub fn unlock(&mut self, name: &str, passphrase: &str) -> View {
        let ring = self.ring(name);
        self.keyring(KeyringCommand::OpenUnlock(ring));
        self.keyring(KeyringCommand::Unlock(secret(passphrase)))
    }

    /// Adds the sample's keys to the session and keeps them all in a keyring.
    pub fn keep(&mut self, keys: &str, name: &str) -> View {
        self.keyring(KeyringCommand::Choose(Place::Session));
        self.send(Command::Show(Workspace::Inspect));
        self.send(Command::OpenAddKey);
        self.send(Command::AddKey(secret(keys), Default::default()));
        let ids = self.keyring(KeyringCommand::Choose(Place::Session)).keys.rows.iter().map(|row| row.id).collect();
        self.keyring(KeyringCommand::OpenKeep(ids));
        let ring = self.ring(name);
        self.keyring(KeyringCommand::Keep { ring: Some(ring), moving: true })
    }

    pub fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }
}

/// Does a command, the jobs, and the work on keyrings that `work` answers.
pub fn run(desk: &mut Desk, command: Command, work: &mut dyn FnMut(KeyringWork) -> Option<Answer>) -> View {
    let mut queue = VecDeque::from([command]);
    while let Some(command) = queue.pop_front() {
        let from = desk.asked.len();
        desk.send(command);
        let asked: Vec<Effect> = desk.asked.drain(from..).collect();
        for effect in asked {
            match effect {
                Effect::Keyring(each) => queue.extend(work(each).map(|answer| Command::Answer(Box::new(answer)))),
                other => desk.asked.push(other),
            }
        }
    }
    desk.view()
}

pub fn secret(text: &str) -> SecretText {
    SecretText::new(text.to_owned())
}

#[track_caller]
fn row<'a>(view: &'a View, name: &str) -> &'a KeyringRow {
    view.keys
        .keyrings
        .iter()
        .find(|row| row.name == name)
        .unwrap_or_else(|| panic!("no keyring {name}: {:?}, {:?}, {:?}", view.keys.keyrings, view.notices, view.dialog))
}

/// All messages, a line each.
pub fn notices(view: &View) -> String {
    view.notices.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n")
}

pub fn says(view: &View, text: &str) -> bool {
    view.notices.iter().any(|notice| notice.text == text)
}

#[test]
fn a_keyring_is_made_filled_locked_and_unlocked_and_the_token_follows() {
    let mut said = Said::new("app/keyring/a_keyring_is_made_filled_locked_and_unlocked_and_the_token_follows");
    let (token, keys) = sample("Access token, ES256");
    let mut window = Window::new();
    let view = window.create("prod");
    assert!(view.dialog.is_none(), "{:?}", view.dialog);
    said.line(&row(&view, "prod").note);
    let view = window.keep(keys, "prod");
    assert_eq!(view.keys.title, "prod");
    assert_eq!(view.keys.rows.len(), 1, "{:?}", view.notices);
    let view = window.send(Command::PasteToken(token.to_owned()));
    assert_eq!(view.verdict.word, "Valid, with a problem");
    said.line(&view.signature.entries[0].subtitle);
    said.line(&view.drawer.keys_tried[0].kind);

    let ring = window.ring("prod");
    let view = window.keyring(KeyringCommand::Lock(ring));
    assert_eq!(view.verdict.word, "Not checked");
    let actions = [&view.verdict.actions[..], &view.signature.actions[..]].concat();
    let unlock = actions.iter().find(|action| action.label.starts_with("Unlock")).expect("an offer to unlock");
    assert_eq!(unlock.label, "Unlock prod to try its key");
    window.send(unlock.command.clone());
    let view = window.keyring(KeyringCommand::Unlock(secret(PASSPHRASE)));
    assert_eq!(view.verdict.word, "Valid, with a problem", "it is examined again by itself");
    assert!(view.dialog.is_none());
    said.agree();
}

#[test]
fn a_keyring_is_there_at_the_next_start() {
    let (token, keys) = sample("Access token, ES256");
    let mut window = Window::new();
    window.create("prod");
    window.keep(keys, "prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    let mut window = Window::at(window.folder);
    let view = window.send(Command::PasteToken(token.to_owned()));
    let labels: Vec<_> =
        view.verdict.actions.iter().chain(&view.signature.actions).map(|action| &action.label).collect();
    assert!(labels.iter().any(|label| *label == "Unlock prod to try its keys"), "{labels:?}");
    assert_eq!(window.unlock("prod", PASSPHRASE).verdict.word, "Valid, with a problem");
}

#[test]
fn several_locked_keyrings_are_offered_by_the_pane_and_the_sentence_stays_whole() {
    let mut window = Window::new();
    for name in ["prod", "staging"] {
        window.create(name);
        window.keep(sample("Encrypted, RSA-OAEP-256").1, name);
    }
    window.keyring(KeyringCommand::LockAll);
    let view = window.send(Command::PasteToken(sample("Access token, ES256").0.to_owned()));
    let labels: Vec<_> = view.signature.actions.iter().map(|action| action.label.as_str()).collect();
    assert_eq!(labels[..2], ["Unlock prod to try its key", "Unlock staging to try its key"], "{labels:?}");
    assert!(view.verdict.actions.is_empty(), "{:?}", view.verdict.actions);
}

#[test]
fn a_wrong_passphrase_can_be_tried_again_and_says_the_same() {
    let mut said = Said::new("app/keyring/a_wrong_passphrase_can_be_tried_again_and_says_the_same");
    let mut window = Window::new();
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    let mut told = Vec::new();
    for wrong in ["wrong", "ladle-gravel-owl-sonnet-thaw "] {
        let view = window.unlock("prod", wrong);
        let Some(Dialog::Keyring(KeyringDialogView::Unlock { error: Some(error), is_working: false, .. })) =
            view.dialog
        else {
            panic!("{:?}", view.dialog)
        };
        told.push(error);
    }
    assert_eq!(told[0], told[1]);
    said.line(&told[0]);
    let view = window.keyring(KeyringCommand::Unlock(secret(PASSPHRASE)));
    assert!(view.dialog.is_none() && says(&view, "prod is open: 0 keys"), "{}", notices(&view));
    said.agree();
}

#[test]
fn no_view_holds_a_passphrase_or_a_private_key() {
    let (_, keys) = sample("Encrypted, RSA-OAEP-256");
    let private: serde_json::Value = serde_json::from_str(keys).unwrap();
    let mut window = Window::new();
    window.keyring(KeyringCommand::OpenCreate);
    let mut views =
        vec![window.keyring(KeyringCommand::Rate { name: "prod".to_owned(), passphrase: secret(PASSPHRASE) })];
    views.push(window.create("prod"));
    views.push(window.keep(keys, "prod"));
    let id = views.last().unwrap().keys.rows[0].id;
    views.push(window.send(Command::SelectKey(Some(id))));
    views.push(window.keyring(KeyringCommand::OpenEdit(id)));
    let ring = window.ring("prod");
    views.push(window.keyring(KeyringCommand::OpenChangePassphrase(ring)));
    views.push(window.keyring(KeyringCommand::ChangePassphrase(secret("another-ladle-gravel-owl-thaw"))));
    views.push(window.keyring(KeyringCommand::Lock(ring)));
    views.push(window.unlock("prod", "another-ladle-gravel-owl-thaw"));
    for view in views {
        let shown = format!("{view:?}");
        for member in ["d", "p", "q", "dp", "dq", "qi"] {
            assert!(!shown.contains(private[member].as_str().unwrap()), "{member} is shown");
        }
        assert!(!shown.contains(PASSPHRASE) && !shown.contains("another-ladle-gravel-owl-thaw"));
    }
}

#[test]
fn the_strength_of_a_passphrase_is_told_with_its_cost() {
    let mut said = Said::new("app/keyring/the_strength_of_a_passphrase_is_told_with_its_cost");
    let mut window = Window::new();
    window.keyring(KeyringCommand::OpenCreate);
    let mut rate = |text: &str| {
        let view = window.keyring(KeyringCommand::Rate { name: "prod".to_owned(), passphrase: secret(text) });
        match view.dialog {
            Some(Dialog::Keyring(KeyringDialogView::Create { strength, .. })) => strength,
            other => panic!("{other:?}"),
        }
    };
    let bad = rate("prod2026").unwrap();
    assert_eq!((bad.tone, bad.word.as_str()), (Tone::Bad, "Very weak"));
    said.line(&bad.cost);
    let strong = rate(PASSPHRASE).unwrap();
    assert_eq!((strong.tone, strong.word.as_str()), (Tone::Good, "Strong"));
    said.line(&strong.derivation);
    assert_eq!(rate(""), None);
    said.agree();
}

/// One that is guessed at once is asked about: the second time it is meant.
#[test]
fn a_very_weak_passphrase_is_used_only_if_it_is_wanted_once_more() {
    let mut said = Said::new("app/keyring/a_very_weak_passphrase_is_used_only_if_it_is_wanted_once_more");
    let mut window = Window::new();
    let create = |passphrase: &str| KeyringCommand::Create {
        name: "prod".to_owned(),
        passphrase: secret(passphrase),
        is_public: false,
    };
    window.keyring(KeyringCommand::OpenCreate);
    let view = window.keyring(create("hunter2"));
    let Some(Dialog::Keyring(KeyringDialogView::Create { error, strength: Some(strength), .. })) = &view.dialog else {
        panic!("{:?}", view.dialog)
    };
    assert!(strength.is_asked_about && view.keys.keyrings.len() == 1);
    said.line(&strength.word);
    said.line(error.as_deref().unwrap_or_default());
    // What is typed meanwhile is asked about anew.
    let name = "prod".to_owned();
    let view = window.keyring(KeyringCommand::Rate { name, passphrase: secret("hunter22") });
    let Some(Dialog::Keyring(KeyringDialogView::Create { error: None, strength: Some(strength), .. })) = &view.dialog
    else {
        panic!("{:?}", view.dialog)
    };
    assert!(!strength.is_asked_about);
    window.keyring(create("hunter22"));
    let view = window.keyring(create("hunter22"));
    assert_eq!(view.keys.keyrings.len(), 2);
    // The same for another passphrase.
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::OpenChangePassphrase(ring));
    let view = window.keyring(KeyringCommand::ChangePassphrase(secret("letmein")));
    assert!(view.dialog.is_some(), "it is asked about");
    assert!(window.keyring(KeyringCommand::ChangePassphrase(secret("letmein"))).dialog.is_none());
    said.agree();
}

#[test]
fn what_cannot_be_made_says_why_in_the_dialog() {
    let mut said = Said::new("app/keyring/what_cannot_be_made_says_why_in_the_dialog");
    let mut window = Window::new();
    window.create("prod");
    for (name, passphrase) in [("prod", PASSPHRASE), ("a/b", PASSPHRASE), ("", PASSPHRASE), ("x", "")] {
        window.keyring(KeyringCommand::OpenCreate);
        let passphrase = secret(passphrase);
        let view = window.keyring(KeyringCommand::Create { name: name.to_owned(), passphrase, is_public: false });
        let Some(Dialog::Keyring(KeyringDialogView::Create { error: Some(error), is_working: false, .. })) =
            &view.dialog
        else {
            panic!("{name}: {:?}", view.dialog)
        };
        said.line(error);
        assert_eq!(view.keys.keyrings.len(), 2, "the session and prod");
    }
    said.agree();
}

#[test]
fn a_removed_key_comes_back_where_it_was() {
    let mut said = Said::new("app/keyring/a_removed_key_comes_back_where_it_was");
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let view = window.desk.view();
    let id = view.keys.rows[0].id;
    let view = window.send(Command::RemoveKeys(vec![id]));
    assert!(view.keys.rows.is_empty() && view.keys.can_undo_removal);
    said.line(notices(&view));
    let view = window.send(Command::UndoRemoveKeys(None));
    assert_eq!(view.keys.rows[0].id, id);
    assert!(!view.keys.can_undo_removal);
    // And so it is on the disk.
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    assert_eq!(window.unlock("prod", PASSPHRASE).keys.rows.len(), 1);
    said.agree();
}

#[test]
fn several_keys_of_a_keyring_are_removed_in_one_step_and_come_back_where_they_were() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Signed, then encrypted").1, "prod");
    let ids = |view: &View| -> Vec<u64> { view.keys.rows.iter().map(|row| row.id).collect() };
    let ring = window.ring("prod");
    let all = ids(&window.keyring(KeyringCommand::Choose(Place::Keyring(ring))));
    assert!(all.len() >= 2, "{all:?}");
    let view = window.send(Command::RemoveKeys(all.clone()));
    assert!(view.keys.rows.is_empty());
    assert!(says(&view, &format!("{} keys removed from prod", all.len())), "{}", notices(&view));
    assert_eq!(ids(&window.send(Command::UndoRemoveKeys(None))), all);
    // A keyring that is locked takes what was taken out of it along.
    window.send(Command::RemoveKeys(all));
    let view = window.keyring(KeyringCommand::Lock(ring));
    assert!(!view.keys.can_undo_removal);
}

#[test]
fn a_note_and_an_issuer_stay_with_the_key() {
    let mut window = Window::new();
    window.create("prod");
    let view = window.keep(sample("Access token, ES256").1, "prod");
    let id = view.keys.rows[0].id;
    window.keyring(KeyringCommand::OpenEdit(id));
    let view = window.keyring(KeyringCommand::Edit {
        name: "The signing key".to_owned(),
        issuer: "https://issuer.example".to_owned(),
    });
    assert!(view.dialog.is_none());
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    let view = window.unlock("prod", PASSPHRASE);
    assert_eq!(view.keys.rows[0].name, "The signing key");
    let view = window.send(Command::SelectKey(Some(view.keys.rows[0].id)));
    let facts = view.keys.detail.unwrap().facts;
    assert!(facts.contains(&("Issuer".to_owned(), "only https://issuer.example".to_owned())), "{facts:?}");
}

/// A key has its name wherever it is: from its file, from the person, in a verdict, and in the keyring with where it came from.
#[test]
fn a_key_of_the_session_has_a_name_that_its_keyring_keeps() {
    let mut window = Window::new();
    let pem = include_bytes!("../data/keys/p256.spki.pem");
    let view = window.desk.key_file("acme.pem", pem);
    let id = view.keys.rows[0].id;
    assert_eq!((&*view.keys.rows[0].name, &*view.keys.rows[0].kind), ("acme", "EC P-256"));
    let source = |view: View| {
        let facts = view.keys.detail.unwrap().facts;
        facts.into_iter().find(|(name, _)| name == "Source").map(|(_, source)| source)
    };
    let here = source(window.send(Command::SelectKey(Some(id))));
    assert_eq!(here.as_deref(), Some("acme.pem, PEM, SPKI"));
    window.keyring(KeyringCommand::OpenEdit(id));
    let Some(Dialog::Keyring(KeyringDialogView::Edit { name, issuer: None, .. })) = window.desk.view().dialog else {
        panic!("a name and nothing else")
    };
    assert_eq!(name, "acme");
    let view = window.keyring(KeyringCommand::Edit { name: " ACME production ".to_owned(), issuer: String::new() });
    assert!(view.dialog.is_none());
    assert_eq!(view.keys.rows[0].name, "ACME production");
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::OpenKeep(vec![id]));
    window.keyring(KeyringCommand::Keep { ring: Some(ring), moving: true });
    window.keyring(KeyringCommand::Lock(ring));
    let view = window.unlock("prod", PASSPHRASE);
    assert_eq!(view.keys.rows[0].name, "ACME production");
    let view = window.send(Command::SelectKey(Some(view.keys.rows[0].id)));
    assert_eq!(source(view), here);
}

/// A public keyring is offered where it can hold what is to be kept, and, while it is closed, to be opened.
#[test]
fn what_is_private_is_kept_in_no_public_keyring() {
    let mut window = Window::new();
    window.keyring(KeyringCommand::OpenCreate);
    window.keyring(KeyringCommand::Create { name: "team".to_owned(), passphrase: secret(""), is_public: true });
    let ring = window.ring("team");
    window.keyring(KeyringCommand::Choose(Place::Session));
    for (key, is_offered) in
        [(include_str!("../data/keys/p256.jwk.json"), false), (include_str!("../data/keys/ed25519.spki.pem"), true)]
    {
        let before: Vec<u64> = window.desk.view().keys.rows.iter().map(|row| row.id).collect();
        window.send(Command::OpenAddKey);
        let view = window.send(Command::AddKey(secret(key), Default::default()));
        let id = view.keys.rows.iter().map(|row| row.id).find(|id| !before.contains(id)).expect("added");
        for is_closed in [false, true] {
            if is_closed {
                window.keyring(KeyringCommand::Lock(ring));
            }
            let view = window.keyring(KeyringCommand::OpenKeep(vec![id]));
            let Some(Dialog::Keyring(KeyringDialogView::Keep { rings, locked, .. })) = view.dialog else {
                panic!("asked")
            };
            let offered = [rings.len(), locked.len()];
            assert_eq!(offered, if is_closed { [0, usize::from(is_offered)] } else { [usize::from(is_offered), 0] });
            assert!(locked.iter().all(|(.., is_public)| *is_public));
            window.send(Command::CloseDialog);
        }
        window.keyring(KeyringCommand::OpenUnlock(ring));
    }
}

/// The list of keys says what still has each of them when the window is closed.
#[test]
fn the_list_of_keys_says_where_each_is_kept() {
    let mut window = Window::new();
    window.desk.key_file("acme.pem", include_bytes!("../data/keys/p256.spki.pem"));
    window.send(Command::OpenAddKey);
    let view = window.send(Command::AddKey(secret(sample("Access token, ES256").1), Default::default()));
    let kept = |view: &View| view.keys.rows.iter().map(|row| row.kept.clone()).collect::<Vec<_>>();
    assert_eq!(kept(&view), ["its file", "nowhere"]);
    let id = view.keys.rows[1].id;
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::OpenKeep(vec![id]));
    window.keyring(KeyringCommand::Keep { ring: Some(ring), moving: false });
    let view = window.keyring(KeyringCommand::Choose(Place::Session));
    assert_eq!(kept(&view), ["its file", "prod"]);
    let view = window.send(Command::SelectKey(Some(id)));
    let facts = view.keys.detail.unwrap().facts;
    assert!(facts.contains(&("Kept in".to_owned(), "prod".to_owned())), "{facts:?}");
    window.keyring(KeyringCommand::Lock(ring));
    let view = window.keyring(KeyringCommand::Choose(Place::Session));
    assert_eq!(kept(&view), ["its file", "a keyring or a file"], "which one is not told while it is locked");
    let view = window.unlock("prod", PASSPHRASE);
    assert_eq!(kept(&view), ["prod"]);
}

/// The name that a person gave is what the verdict says.
#[test]
fn a_verdict_calls_a_key_by_its_name() {
    let mut window = Window::new();
    let (token, keys) = sample("Access token, ES256");
    window.desk.paste(token);
    let view = window.desk.add_key(keys);
    window.keyring(KeyringCommand::OpenEdit(view.keys.rows[0].id));
    let name = "ACME production";
    window.keyring(KeyringCommand::Edit { name: name.to_owned(), issuer: String::new() });
    let view = window.desk.view();
    assert!(format!("{:?}", view.verdict).contains(name), "{:?}", view.verdict);
}

#[test]
fn a_new_passphrase_opens_and_the_old_one_does_not() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::OpenChangePassphrase(ring));
    let view = window.keyring(KeyringCommand::ChangePassphrase(secret("quite another one")));
    assert!(view.dialog.is_none());
    window.keyring(KeyringCommand::Lock(ring));
    assert!(window.unlock("prod", PASSPHRASE).dialog.is_some());
    assert!(window.keyring(KeyringCommand::Unlock(secret("quite another one"))).dialog.is_none());
}

#[test]
fn another_name_is_the_files_name_too() {
    let mut said = Said::new("app/keyring/another_name_is_the_files_name_too");
    let mut window = Window::new();
    window.create("prod");
    window.create("staging");
    let ring = window.ring("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    window.keyring(KeyringCommand::Lock(ring));
    window.unlock("prod", PASSPHRASE);
    window.keyring(KeyringCommand::OpenRename(ring));
    let view = window.keyring(KeyringCommand::Rename("staging".to_owned()));
    let Some(Dialog::Keyring(KeyringDialogView::Rename { error: Some(_), .. })) = view.dialog else {
        panic!("{:?}", view.dialog)
    };
    let view = window.keyring(KeyringCommand::Rename("production".to_owned()));
    assert!(view.dialog.is_none());
    assert!(window.file("production.jwe").exists() && !window.file("prod.jwe").exists());
    said.line(&row(&view, "production").note);
    said.agree();
    let view = window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
    let kept: Vec<&str> = view.keys.rows.iter().map(|row| row.kept.as_str()).collect();
    assert!(kept.iter().all(|place| *place == "production") && !kept.is_empty(), "{kept:?}");
}

#[test]
fn what_is_moved_to_the_trash_comes_back() {
    let mut said = Said::new("app/keyring/what_is_moved_to_the_trash_comes_back");
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let ring = window.ring("prod");
    let view = window.keyring(KeyringCommand::Delete(ring));
    assert_eq!(view.keys.keyrings.len(), 1);
    assert!(!window.file("prod.jwe").exists());
    let notice = view.notices.last().expect("a message");
    let view = window.send(notice.actions[0].command.clone());
    said.line(notices(&view));
    assert_eq!(window.unlock("prod", PASSPHRASE).keys.rows.len(), 1);
    // And so when the message is long gone.
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Delete(ring));
    let view = window.keyring(KeyringCommand::OpenTrash);
    let Some(Dialog::Keyring(KeyringDialogView::Trash { entries })) = view.dialog else { panic!("{:?}", view.dialog) };
    assert_eq!((entries.len(), entries[0].0.as_str()), (1, "prod"));
    let view = window.keyring(KeyringCommand::Restore(entries[0].2.clone()));
    assert!(view.dialog.is_none());
    said.line(&row(&view, "prod").note);
    said.agree();
}

#[test]
fn a_keyring_in_the_trash_is_deleted_for_good_after_a_word_about_what_is_lost() {
    let mut said = Said::new("app/keyring/a_keyring_in_the_trash_is_deleted_for_good_after_a_word_about_what_is_lost");
    let mut window = Window::new();
    for name in ["prod", "test"] {
        window.create(name);
        window.keep(sample("Access token, ES256").1, name);
        let ring = window.ring(name);
        window.keyring(KeyringCommand::Delete(ring));
    }
    let entries = |view: &View| match &view.dialog {
        Some(Dialog::Keyring(KeyringDialogView::Trash { entries })) => entries.clone(),
        other => panic!("{other:?}"),
    };
    let view = window.keyring(KeyringCommand::OpenTrash);
    let listed = entries(&view);
    let path = listed.iter().find(|(name, ..)| name == "prod").expect("it is there").2.clone();
    // A keyring is not deleted for good by its place alone.
    window.keyring(KeyringCommand::Erase);
    window.keyring(KeyringCommand::OpenErase(window.file("other.jwe")));
    assert_eq!(entries(&window.desk.view()).len(), 2);
    let view = window.keyring(KeyringCommand::OpenErase(path.clone()));
    let Some(Dialog::Keyring(KeyringDialogView::Erase { name, lost, .. })) = &view.dialog else {
        panic!("{:?}", view.dialog)
    };
    assert_eq!(name, "prod");
    // When it was deleted is the computer's time.
    said.line(lost.split_once(". ").expect("more than when").1);
    // Keep it: nothing has happened.
    assert_eq!(entries(&window.keyring(KeyringCommand::OpenTrash)).len(), 2);

    // The disk does not let go of it.
    window.keyring(KeyringCommand::OpenErase(path.clone()));
    let hidden = path.with_extension("hidden");
    std::fs::rename(&path, &hidden).unwrap();
    std::fs::create_dir(&path).unwrap();
    let view = window.keyring(KeyringCommand::Erase);
    let Some(Dialog::Keyring(KeyringDialogView::Erase { error: Some(error), is_working: false, .. })) = &view.dialog
    else {
        panic!("{:?}", view.dialog)
    };
    said.line(error);
    std::fs::remove_dir(&path).unwrap();
    std::fs::rename(&hidden, &path).unwrap();

    let view = window.keyring(KeyringCommand::Erase);
    said.line(notices(&view));
    assert_eq!(entries(&view).iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>(), ["test"]);
    assert!(!path.parent().unwrap().exists());
    said.agree();
}

#[test]
fn a_keyring_in_a_folder_that_is_copied_elsewhere_says_so() {
    let mut said = Said::new("app/keyring/a_keyring_in_a_folder_that_is_copied_elsewhere_says_so");
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::at(folder);
    let view = window.create("prod");
    let mut told = |when: &str, view: &View| {
        let notes: Vec<&str> = view.keys.notes.iter().map(|note| note.text.as_str()).collect();
        said.line(format!("{when}: {}", notes.join("; ")));
    };
    told("alone", &view);
    std::fs::create_dir(window.file(".git")).unwrap();
    std::fs::write(window.file(".git/HEAD"), b"ref: refs/heads/main\n").unwrap();
    told("in a work tree", &window.keyring(KeyringCommand::List));
    window.create("test");
    window.keyring(KeyringCommand::Choose(row(&window.desk.view(), "test").place));
    told("a new one", &window.desk.view());
    said.agree();
}

#[test]
fn keyrings_lock_when_nothing_happens() {
    let mut said = Said::new("app/keyring/keyrings_lock_when_nothing_happens");
    let mut window = Window::new();
    window.create("prod");
    assert_eq!(window.desk.state.next_wake(), Some(15 * 60), "the window is woken although nothing is shown");
    let tick = |window: &mut Window, minutes: i64| window.send(Command::Passed(minutes * 60));
    said.line(&row(&tick(&mut window, 14), "prod").note);
    window.send(Command::Show(Workspace::Inspect));
    // Something was done at 14 minutes.
    said.line(&row(&tick(&mut window, 28), "prod").note);
    let view = tick(&mut window, 29);
    assert!(row(&view, "prod").note.starts_with("locked"), "{:?}", row(&view, "prod"));
    said.line(notices(&view));
    assert_eq!(window.desk.state.next_wake(), None);

    window.unlock("prod", PASSPHRASE);
    window.keyring(KeyringCommand::SetAutoLock(None));
    assert_eq!(window.desk.state.next_wake(), None);
    said.line(&row(&tick(&mut window, 600), "prod").note);
    said.agree();
}

/// The clock that counts is one that nobody sets, and that goes on while the computer sleeps.
#[test]
fn a_clock_that_is_moved_neither_locks_keyrings_nor_keeps_them_open() {
    let mut window = Window::new();
    window.create("prod");
    let is_locked = |view: &View| row(view, "prod").note.starts_with("locked");
    assert!(
        !is_locked(&window.send(Command::Tick(NOW + 10 * 365 * 86_400))),
        "ten years later, by the wall clock alone"
    );
    window.send(Command::Tick(NOW - 10 * 365 * 86_400));
    assert!(!is_locked(&window.send(Command::Passed(14 * 60 + 59))));
    assert_eq!(window.desk.state.next_wake(), Some(1));
    assert!(is_locked(&window.send(Command::Passed(15 * 60))), "although the wall clock was set back");
}

/// What the desktop says of the person locks them at once; who wants none locked by itself wants none locked by this.
#[test]
fn keyrings_lock_when_the_person_goes_away() {
    let mut said = Said::new("app/keyring/keyrings_lock_when_the_person_goes_away");
    for away in [Away::Sleep, Away::ScreenLock, Away::SessionSwitch] {
        let mut window = Window::new();
        window.create("prod");
        let view = window.keyring(KeyringCommand::Away(away));
        assert!(row(&view, "prod").note.starts_with("locked"), "{away:?}");
        said.line(notices(&view));
    }
    let mut window = Window::new();
    window.create("prod");
    window.keyring(KeyringCommand::SetAutoLock(None));
    let view = window.keyring(KeyringCommand::Away(Away::Sleep));
    assert!(!row(&view, "prod").note.starts_with("locked"));
    said.agree();
}

/// Older files open with the older passphrase: they are named, and go when the person says so.
#[test]
fn another_passphrase_reaches_backups_and_what_saves_left() {
    let mut said = Said::new("app/keyring/another_passphrase_reaches_backups_and_what_saves_left");
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    std::fs::write(window.file(".prod.jwe.tmp-1-00"), b"x").unwrap();
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::OpenChangePassphrase(ring));
    let view =
        window.keyring(KeyringCommand::ChangePassphrase(SecretText::new("another-ladle-gravel-owl-thaw".to_owned())));
    let notice = view.notices.last().expect("told");
    said.line(&notice.text);
    assert!(Path::exists(&window.file("prod.jwe.bak1")));
    let view = window.send(notice.actions[0].command.clone());
    said.line(notices(&view));
    for left in ["prod.jwe.bak1", "prod.jwe.bak2", "prod.jwe.bak3", ".prod.jwe.tmp-1-00"] {
        assert!(!Path::exists(&window.file(left)), "{left}");
    }
    assert!(Path::exists(&window.file("prod.jwe")));
    said.agree();
}

/// Whoever comes back from a meal is told why the list is empty.
#[test]
fn the_word_about_locked_keyrings_stays_until_something_is_done_about_it() {
    let mut said = Said::new("app/keyring/the_word_about_locked_keyrings_stays_until_something_is_done_about_it");
    let mut window = Window::new();
    window.create("prod");
    window.create("test");
    window.desk.asked.clear();
    let view = window.send(Command::Passed(20 * 60));
    let text = "prod and test were locked after 15 minutes of inactivity";
    let notice = view.notices.iter().find(|notice| notice.text == text).unwrap_or_else(|| panic!("{:?}", view.notices));
    let labels: Vec<&str> = notice.actions.iter().map(|action| action.label.as_str()).collect();
    assert_eq!(labels, ["Unlock prod…", "Unlock test…"]);
    let is_timed =
        |effect: &Effect| matches!(effect, Effect::Remind { reminder: Reminder::Notice(id), .. } if *id == notice.id);
    assert!(!window.desk.asked.iter().any(is_timed), "no clock takes it away");
    let message = window.keyring(KeyringCommand::Choose(row(&view, "test").place)).keys.message.expect("it is locked");
    said.line(message.lines.join("\n"));
    // Nor do other messages.
    for _ in 0..6 {
        window.send(Command::DropFiles {
            files: vec![FileBytes::new("x.bin".into(), vec![0, 0x9f, 0x92])],
            unread: Vec::new(),
        });
    }
    let view = window.desk.view();
    assert_eq!(view.notices.len(), 4);
    assert!(says(&view, text), "{:?}", view.notices);
    assert!(says(&window.unlock("prod", PASSPHRASE), text), "one of them is still locked");
    assert!(!says(&window.unlock("test", PASSPHRASE), text));
    // Once more, and closed by hand: what the workspace says of the keyring stays.
    let view = window.send(Command::Passed(40 * 60));
    assert_eq!(view.notices.iter().filter(|notice| notice.text == text).count(), 1);
    let id = view.notices.iter().find(|notice| notice.text == text).unwrap().id;
    let view = window.send(Command::DismissNotice(id));
    assert!(!says(&view, text));
    assert!(view.keys.message.is_some_and(|message| message.lines.len() == 2));
    said.agree();
}

#[test]
fn a_second_window_reads_and_says_why_it_does_not_write() {
    let mut said = Said::new("app/keyring/a_second_window_reads_and_says_why_it_does_not_write");
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let (mut desk, mut keeper) = window.second();
    let mut send = |command: KeyringCommand| {
        run(&mut desk, Command::Keyring(command), &mut |work| {
            keeper.perform(work).map(|news| Answer::Keyring(Box::new(news)))
        })
    };
    let view = send(KeyringCommand::List);
    let Place::Keyring(ring) = row(&view, "prod").place else { panic!() };
    send(KeyringCommand::OpenUnlock(ring));
    let view = send(KeyringCommand::Unlock(secret(PASSPHRASE)));
    said.line(&row(&view, "prod").note);
    said.line(&view.keys.notes[0].text);
    assert_eq!(view.keys.rows.len(), 1);
    let reopen = view.keys.notes[0].actions[0].command.clone();

    // The first one lets go, and the second may write.
    let first = window.ring("prod");
    window.keyring(KeyringCommand::Lock(first));
    let Command::Keyring(reopen) = reopen else { panic!() };
    let view = send(reopen);
    assert!(row(&view, "prod").note.starts_with("open"), "{:?}", row(&view, "prod"));
    said.agree();
}

#[test]
fn an_answer_that_nobody_waits_for_opens_nothing() {
    let mut window = Window::new();
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    window.held = Some(Vec::new());
    window.unlock("prod", PASSPHRASE);
    window.send(Command::CloseDialog);
    let view = window.release();
    assert!(row(&view, "prod").note.starts_with("locked"), "{:?}", row(&view, "prod"));
    assert!(window.unlock("prod", PASSPHRASE).dialog.is_none(), "and it can be opened again");
}

#[test]
fn a_failed_save_keeps_the_changes_and_offers_a_way() {
    let mut said = Said::new("app/keyring/a_failed_save_keeps_the_changes_and_offers_a_way");
    let mut window = Window::new();
    window.create("prod");
    window.held = Some(Vec::new());
    let ring = window.ring("prod");
    // The folder is gone the moment it is to be written.
    window.keep(sample("Access token, ES256").1, "prod");
    let before = std::fs::read(window.file("prod.jwe")).unwrap();
    let elsewhere = window.folder.path().with_extension("away");
    std::fs::rename(window.folder.path(), &elsewhere).unwrap();
    std::fs::write(window.folder.path(), b"").unwrap();
    let view = window.release();
    said.line(&row(&view, "prod").note);
    assert_eq!(view.keys.rows.len(), 1, "the change stays");
    let labels: Vec<_> = view.keys.notes[0].actions.iter().map(|action| action.label.as_str()).collect();
    assert_eq!(labels, ["Retry", "Save elsewhere…"], "{:?}", view.keys.notes);
    let notice = view.notices.iter().find(|notice| notice.tone == Tone::Bad).expect("a message");
    assert_eq!(notice.actions.len(), 2, "{notice:?}");
    assert!(window.desk.state.has_unsaved_keys());
    // Locking would lose it, so that is asked.
    let view = window.keyring(KeyringCommand::Lock(ring));
    said.line(&row(&view, "prod").note);
    said.line(notices(&view));

    std::fs::remove_file(window.folder.path()).unwrap();
    std::fs::rename(&elsewhere, window.folder.path()).unwrap();
    assert_eq!(std::fs::read(window.file("prod.jwe")).unwrap(), before, "the old file is untouched");
    window.keyring(KeyringCommand::Retry(ring));
    assert!(!window.desk.state.has_unsaved_keys());
    window.keyring(KeyringCommand::Lock(ring));
    assert_eq!(window.unlock("prod", PASSPHRASE).keys.rows.len(), 1);
    said.agree();
}

#[test]
fn changes_from_outside_are_merged_replaced_or_kept_beside() {
    let mut said = Said::new("app/keyring/changes_from_outside_are_merged_replaced_or_kept_beside");
    for way in ["merge", "replace", "both"] {
        let mut window = Window::new();
        window.create("prod");
        let ring = window.ring("prod");
        // Somebody who takes no lock writes another version: one with the key of another sample.
        let other = {
            let mut other = Window::new();
            other.create("prod");
            other.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
            std::fs::read(other.file("prod.jwe")).unwrap()
        };
        std::fs::write(window.file("prod.jwe"), &other).unwrap();
        let view = window.keep(sample("Access token, ES256").1, "prod");
        let Some(Dialog::Keyring(KeyringDialogView::Changed { .. })) = view.dialog else { panic!("{:?}", view.dialog) };
        assert_eq!(std::fs::read(window.file("prod.jwe")).unwrap(), other, "nothing is overwritten");
        match way {
            "merge" => {
                let view = window.keyring(KeyringCommand::Merge(ring));
                // It is another keyring altogether.
                assert_eq!(view.keys.rows.len(), 1, "{:?}", view.notices);
                let asked = view.notices.last().and_then(|notice| notice.actions.first()).expect("it is asked about");
                assert_eq!(asked.label, "Take over its keys anyway");
                let view = window.send(asked.command.clone());
                assert_eq!(view.keys.rows.len(), 2, "{:?}", view.notices);
            }
            "replace" => {
                let view = window.keyring(KeyringCommand::Overwrite(ring));
                assert_eq!(view.keys.rows.len(), 1);
                assert_eq!(std::fs::read(window.file("prod.jwe.bak1")).unwrap(), other, "it is a backup now");
            }
            _ => {
                window.keyring(KeyringCommand::OpenSaveElsewhere(ring));
                let view = window.keyring(KeyringCommand::SaveElsewhere("prod mine".to_owned()));
                assert!(view.dialog.is_none(), "{:?}", view.dialog);
                said.line(&row(&view, "prod mine").note);
                assert!(row(&view, "prod").note.starts_with("locked"), "the other is there too");
                assert_eq!(std::fs::read(window.file("prod.jwe")).unwrap(), other);
            }
        }
        assert!(!window.desk.state.has_unsaved_keys(), "{way}");
    }
    said.agree();
}

#[test]
fn a_damaged_keyring_says_so_and_opens_from_its_backup() {
    let mut said = Said::new("app/keyring/a_damaged_keyring_says_so_and_opens_from_its_backup");
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let view = window.keep(sample("Encrypted, RSA-OAEP-256").1, "prod");
    assert_eq!(view.keys.rows.len(), 2);
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    let whole = std::fs::read(window.file("prod.jwe")).unwrap();
    std::fs::write(window.file("prod.jwe"), &whole[..whole.len() / 2]).unwrap();
    let view = window.keyring(KeyringCommand::List);
    assert_eq!(row(&view, "prod").note, "cannot be opened");
    let view = window.unlock("prod", PASSPHRASE);
    let Some(Dialog::Keyring(KeyringDialogView::Unlock { error: Some(error), spares, .. })) = view.dialog else {
        panic!("{:?}", view.dialog)
    };
    said.line(&error);
    let spare = spares.first().cloned().expect("a backup is offered");
    let view = window.keyring(KeyringCommand::UnlockSpare(spare, secret(PASSPHRASE)));
    assert_eq!(view.keys.rows.len(), 1, "{:?}", view.dialog);
    said.line(&view.keys.notes[0].text);
    assert_eq!(std::fs::read(window.file("prod.jwe")).unwrap().len(), whole.len() / 2, "the file is untouched so far");
    window.keyring(KeyringCommand::Retry(ring));
    window.keyring(KeyringCommand::Lock(ring));
    assert_eq!(window.unlock("prod", PASSPHRASE).keys.rows.len(), 1);
    said.agree();
}

/// A plain JWK Set with these keys, as whoever can write the folder leaves it.
fn plant(window: &Window, name: &str, keys: &str) {
    let public = keys.trim();
    let set = if public.contains("\"keys\"") { public.to_owned() } else { format!("{{\"keys\":[{public}]}}") };
    std::fs::write(window.file(name), set).unwrap();
}

#[test]
fn a_plain_set_in_the_place_of_a_keyring_is_not_opened() {
    let mut said = Said::new("app/keyring/a_plain_set_in_the_place_of_a_keyring_is_not_opened");
    let (token, keys) = sample("Access token, ES256");
    let mut window = Window::new();
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    plant(&window, "prod.jwe", keys);
    // Neither at the next start by itself, nor with the passphrase.
    let mut window = Window::at(window.folder);
    let view = window.send(Command::PasteToken(token.to_owned()));
    assert_ne!(view.verdict.word, "Valid, with a problem");
    assert_eq!(row(&view, "prod").note, "cannot be opened");
    let view = window.unlock("prod", PASSPHRASE);
    let Some(Dialog::Keyring(KeyringDialogView::Unlock { error: Some(error), may_allow, .. })) = view.dialog else {
        panic!("{:?}", view.dialog)
    };
    said.line(&error);
    assert!(!may_allow);
    said.agree();
}

#[test]
fn a_plain_set_beside_its_name_is_asked_about() {
    let mut said = Said::new("app/keyring/a_plain_set_beside_its_name_is_asked_about");
    let (token, keys) = sample("Access token, ES256");
    let mut window = Window::new();
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    std::fs::remove_file(window.file("prod.jwe")).unwrap();
    plant(&window, "prod.jwks", keys);
    let mut window = Window::at(window.folder);
    let view = window.send(Command::PasteToken(token.to_owned()));
    assert_ne!(view.verdict.word, "Valid, with a problem");
    let notice = view.notices.iter().find(|notice| !notice.actions.is_empty()).expect("told");
    said.line(&notice.text);
    assert_eq!(notice.actions[0].label, "Open it anyway");
    let view = window.send(notice.actions[0].command.clone());
    assert_eq!(view.verdict.word, "Valid, with a problem");
    // From then on it is this one.
    let mut window = Window::at(window.folder);
    assert_eq!(window.send(Command::PasteToken(token.to_owned())).verdict.word, "Valid, with a problem");
    said.agree();
}

#[test]
fn another_keyring_of_the_same_passphrase_is_asked_about_and_one_yes_is_for_one_question() {
    let mut said =
        Said::new("app/keyring/another_keyring_of_the_same_passphrase_is_asked_about_and_one_yes_is_for_one_question");
    let mut window = Window::new();
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    let mut elsewhere = Window::new();
    elsewhere.create("prod");
    std::fs::copy(elsewhere.file("prod.jwe"), window.file("prod.jwe")).unwrap();
    let view = window.unlock("prod", PASSPHRASE);
    let Some(Dialog::Keyring(KeyringDialogView::Unlock { error: Some(error), may_allow: true, .. })) = &view.dialog
    else {
        panic!("{:?}", view.dialog)
    };
    said.line(error);
    let view = window.keyring(KeyringCommand::UnlockAnyway(secret(PASSPHRASE)));
    assert!(view.dialog.is_none() && row(&view, "prod").note.starts_with("open"), "{:?}", view.dialog);
    window.keyring(KeyringCommand::Lock(ring));
    assert!(window.unlock("prod", PASSPHRASE).dialog.is_none(), "asked once");
    said.agree();
}

#[test]
fn a_keyring_that_was_set_back_is_told() {
    let mut said = Said::new("app/keyring/a_keyring_that_was_set_back_is_told");
    let mut window = Window::new();
    window.create("prod");
    let old = std::fs::read(window.file("prod.jwe")).unwrap();
    window.keep(sample("Access token, ES256").1, "prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    std::fs::write(window.file("prod.jwe"), old).unwrap();
    let view = window.unlock("prod", PASSPHRASE);
    let Some(Dialog::Keyring(KeyringDialogView::Unlock { error: Some(error), may_allow: true, .. })) = &view.dialog
    else {
        panic!("{:?}", view.dialog)
    };
    said.line(error);
    let view = window.keyring(KeyringCommand::UnlockAnyway(secret(PASSPHRASE)));
    assert!(view.dialog.is_none() && row(&view, "prod").note.starts_with("open"), "{:?}", view.dialog);
    said.agree();
}

/// What anybody can have written is not opened by itself, and named with a button that does.
#[test]
fn a_public_keyring_that_is_new_or_was_changed_elsewhere_is_opened_by_a_button() {
    let mut said = Said::new("app/keyring/a_public_keyring_that_is_new_or_was_changed_elsewhere_is_opened_by_a_button");
    let (token, keys) = sample("Access token, ES256");
    let window = Window::new();
    std::fs::create_dir_all(window.file("").as_path()).unwrap();
    plant(&window, "team.jwks", keys);
    let mut window = Window::at(window.folder);
    let offered = |window: &mut Window, said: &mut Said| {
        let view = window.send(Command::PasteToken(token.to_owned()));
        assert_ne!(view.verdict.word, "Valid, with a problem");
        let notice = view.notices.iter().find(|notice| !notice.actions.is_empty()).expect("told");
        said.line(&notice.text);
        assert_eq!(notice.actions[0].label, "Open it anyway");
        let view = window.send(notice.actions[0].command.clone());
        assert_eq!(view.verdict.word, "Valid, with a problem");
    };
    offered(&mut window, &mut said);
    // Asked once.
    let mut window = Window::at(window.folder);
    assert_eq!(window.send(Command::PasteToken(token.to_owned())).verdict.word, "Valid, with a problem");
    let folder = window.folder;
    let window = Window::at(folder);
    let path = window.file("team.jwks");
    let text = std::fs::read_to_string(&path).unwrap();
    let more = r#"{"kty":"oct","kid":"slipped-in","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    std::fs::write(&path, text.replacen('[', &format!("[{more},"), 1)).unwrap();
    let mut window = Window::at(window.folder);
    offered(&mut window, &mut said);
    said.agree();
}

/// The trash is no way around the question either.
#[test]
fn what_was_put_into_the_trash_is_asked_about_when_it_is_back() {
    let mut said = Said::new("app/keyring/what_was_put_into_the_trash_is_asked_about_when_it_is_back");
    let (token, keys) = sample("Access token, ES256");
    let mut window = Window::new();
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Delete(ring));
    let planted = window.file("trash/prod.jwks-00112233445566aa");
    std::fs::create_dir_all(&planted).unwrap();
    plant(&window, "trash/prod.jwks-00112233445566aa/prod.jwks", keys);
    window.keyring(KeyringCommand::Restore(planted.join("prod.jwks")));
    let mut window = Window::at(window.folder);
    let view = window.send(Command::PasteToken(token.to_owned()));
    assert_ne!(view.verdict.word, "Valid, with a problem");
    let notice = view.notices.iter().find(|notice| !notice.actions.is_empty()).expect("told");
    said.line(&notice.text);
    said.agree();
}

#[test]
fn what_a_crash_left_is_offered() {
    let mut said = Said::new("app/keyring/what_a_crash_left_is_offered");
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    let newer = std::fs::read(window.file("prod.jwe")).unwrap();
    // The last save only got as far as its temporary file.
    std::fs::rename(window.file("prod.jwe.bak1"), window.file("prod.jwe")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(window.file(".prod.jwe.tmp-1-00"), newer).unwrap();
    // This computer has seen the save that is in it.
    window.unlock("prod", PASSPHRASE);
    let view = window.keyring(KeyringCommand::UnlockAnyway(secret(PASSPHRASE)));
    assert!(view.keys.rows.is_empty());
    let note = view.keys.notes.first().expect("a note");
    said.line(&note.text);
    let view = window.send(note.actions[0].command.clone());
    assert_eq!(view.keys.rows.len(), 1, "{:?}", view.notices);
    assert!(view.keys.notes.is_empty(), "{:?}", view.keys.notes);
    assert!(!Path::exists(&window.file(".prod.jwe.tmp-1-00")));
    said.agree();
}

#[test]
fn a_public_keyring_opens_by_itself_and_takes_no_secret() {
    let mut said = Said::new("app/keyring/a_public_keyring_opens_by_itself_and_takes_no_secret");
    let (token, keys) = sample("Access token, ES256");
    let mut window = Window::new();
    window.keyring(KeyringCommand::OpenCreate);
    let name = "partners".to_owned();
    window.keyring(KeyringCommand::Create { name, passphrase: SecretText::default(), is_public: true });
    let view = window.keep(keys, "partners");
    assert_eq!(view.keys.rows.len(), 1, "{:?}", view.notices);
    let view = window.keep(sample("Encrypted, RSA-OAEP-256").1, "partners");
    said.line(notices(&view));
    let mut window = Window::at(window.folder);
    assert_eq!(window.send(Command::PasteToken(token.to_owned())).verdict.word, "Valid, with a problem");
    said.agree();
}

#[test]
fn the_window_does_not_close_over_what_is_not_saved() {
    let mut window = Window::new();
    window.create("prod");
    window.held = Some(Vec::new());
    window.keep(sample("Access token, ES256").1, "prod");
    assert!(window.desk.state.has_unsaved_keys());
    // A save that is under way is waited for, and then it closes by itself.
    let view = window.keyring(KeyringCommand::CloseWindow);
    assert!(view.dialog.is_none(), "{:?}", view.dialog);
    let closes = |window: &Window| window.desk.asked.iter().any(|effect| matches!(effect, Effect::CloseWindow));
    assert!(!closes(&window));
    window.release();
    assert!(closes(&window));

    // One that failed is asked about.
    window.desk.asked.clear();
    window.held = Some(Vec::new());
    let id = window.desk.view().keys.rows[0].id;
    window.send(Command::RemoveKeys(vec![id]));
    std::fs::write(window.file("prod.jwe"), b"somebody else's").unwrap();
    window.release();
    window.send(Command::CloseDialog);
    let view = window.keyring(KeyringCommand::CloseWindow);
    let Some(Dialog::Keyring(KeyringDialogView::Closing { names })) = view.dialog else { panic!("{:?}", view.dialog) };
    assert_eq!(names, ["prod"]);
    assert!(!closes(&window));
    window.keyring(KeyringCommand::CloseAndLose);
    assert!(closes(&window) && !window.desk.state.has_unsaved_keys(), "now nothing holds it back");
}

#[test]
fn a_keyring_of_ten_thousand_keys_opens_and_is_tried_on_a_token() {
    let mut said = Said::new("app/keyring/a_keyring_of_ten_thousand_keys_opens_and_is_tried_on_a_token");
    let mut window = Window::new();
    window.create("tenants");
    let keys: Vec<String> = (0..10_000)
        .map(|index| {
            let secret = jotsmith::engine::ground::base64url::encode(format!("{index:032}").as_bytes());
            format!(r#"{{"kty":"oct","kid":"tenant-{index}","k":"{secret}"}}"#)
        })
        .collect();
    let view = window.keep(&format!("{{\"keys\":[{}]}}", keys.join(",")), "tenants");
    said.line(notices(&view));
    let ring = window.ring("tenants");
    window.keyring(KeyringCommand::Lock(ring));
    let view = window.unlock("tenants", PASSPHRASE);
    assert_eq!(view.keys.rows.len(), 10_000, "{:?}", view.dialog);
    let begin = std::time::Instant::now();
    let view = window.send(Command::PasteToken(sample("Shared secret, HS256").0.to_owned()));
    println!("a token examined and shown against a keyring of 10,000 keys: {:?}", begin.elapsed());
    assert_eq!(view.drawer.keys_tried.len(), 500, "no list is longer than can be read");
    said.agree();
}
