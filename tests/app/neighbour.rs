//! Two windows on one keyring, and keys that are in memory alone when the window is closed.

use crate::desk::{Desk, sample};
use crate::keyring::{PASSPHRASE, Window, run};
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::message::keyring::work::KeyringNews;
use jotsmith::app::value::builder::Slot;
use jotsmith::app::value::{Place, SecretText};
use jotsmith::app::view::{Dialog, KeyringDialogView, View};
use jotsmith::shell::keyring::KeyringDesk;

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
    window.send(Command::RemoveKey(row));
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

#[test]
fn what_was_changed_here_is_not_replaced_by_what_others_wrote() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(sample("Access token, ES256").1, "prod");
    // A change whose save has not come back.
    window.held = Some(Vec::new());
    let ring = window.ring("prod");
    let row = window.keyring(KeyringCommand::Choose(Place::Keyring(ring))).keys.rows[0].id;
    window.send(Command::RemoveKey(row));
    let news = KeyringNews::ChangedOutside(ring);
    let asked = window.held.as_ref().unwrap().len();
    let view = window.send(Command::Answer(Box::new(Answer::Keyring(Box::new(news)))));
    assert_eq!(window.held.as_ref().unwrap().len(), asked, "nothing is read over it");
    assert!(view.keys.rows.is_empty());
}

fn closes(window: &Window) -> bool {
    window.desk.asked.iter().any(|effect| matches!(effect, Effect::CloseWindow))
}

#[test]
fn keys_in_memory_alone_are_asked_about_before_the_window_closes() {
    let mut window = Window::new();
    window.create("prod");
    // What was loaded from a file is in that file, and a typed secret is known to who typed it.
    window.desk.key_file("a.jwk", sample("Access token, ES256").1.as_bytes());
    window.desk.add_key("not a key but a secret of some length");
    assert!(!window.desk.state.must_ask_before_closing());

    window.send(Command::Build(BuildCommand::StartEmpty));
    let view = window.send(Command::Build(BuildCommand::MakeKey(Slot::Signature(0))));
    assert!(view.notices.last().unwrap().text.contains("in this session alone"), "{:?}", view.notices);
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
