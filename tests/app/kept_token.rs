//! Tokens of the desk that a keyring keeps: encrypted on the disk, there again when it is unlocked.

use crate::desk::sample;
use crate::keyring::{PASSPHRASE, Window};
use jotsmith::app::message::command::Command;
use jotsmith::app::message::kept::KeptCommand;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::value::{Place, SecretText, Workspace};
use jotsmith::app::view::View;

fn send(window: &mut Window, command: KeptCommand) -> View {
    window.send(Command::Kept(command))
}

fn keep(window: &mut Window, name: &str) -> View {
    window.send(Command::PasteToken(sample(name).0.to_owned()));
    let ring = window.desk.view().desk.keyrings[0].0;
    send(window, KeptCommand::Keep { token: None, ring })
}

fn show_ring(window: &mut Window) -> View {
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Choose(Place::Keyring(ring)))
}

fn titles(view: &View) -> Vec<&str> {
    view.keys.tokens.iter().map(|row| row.title.as_str()).collect()
}

/// The last thing that was said.
fn said(view: &View) -> &str {
    view.notices.last().map_or("", |notice| notice.text.as_str())
}

/// Whether a part of the token is readable in a file below the folder.
fn is_on_disk(window: &Window, token: &str) -> bool {
    let parts: Vec<&str> = token.split('.').filter(|part| part.len() > 8).collect();
    let mut folders = vec![window.file("")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            if parts.iter().any(|part| bytes.windows(part.len()).any(|window| window == part.as_bytes())) {
                return true;
            }
        }
    }
    false
}

#[test]
fn what_is_kept_is_there_again_after_locking_and_nowhere_in_clear() {
    let token = sample("Access token, ES256").0;
    let mut window = Window::new();
    window.create("prod");
    let view = keep(&mut window, "Access token, ES256");
    crate::golden::said("app/kept_token/what_is_kept_is_there_again_after_locking_and_nowhere_in_clear", said(&view));
    let view = keep(&mut window, "Access token, ES256");
    assert_eq!(said(&view), "prod already has this token");
    keep(&mut window, "Expired");
    let view = show_ring(&mut window);
    assert_eq!(view.keys.tokens.len(), 2);
    let note = |view: &View| view.keys.keyrings.iter().find(|row| row.name == "prod").unwrap().note.clone();
    assert_eq!(note(&view), "open, 0 keys, 2 tokens");
    assert!(view.keys.tokens.iter().any(|row| row.title == "ID token"), "{:?}", view.keys.tokens);
    assert!(!format!("{:?}", view.keys.tokens).contains("eyJ"), "nothing of it is shown there");
    assert!(!is_on_disk(&window, token));

    window.send(Command::Desk(jotsmith::app::message::desk::DeskCommand::RemoveAll));
    window.send(Command::ClearToken);
    let view = window.keyring(KeyringCommand::LockAll);
    assert_eq!((titles(&view), note(&view).as_str()), (Vec::<&str>::new(), "locked, 0 keys, 2 tokens"));
    assert!(!is_on_disk(&window, token));
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::OpenUnlock(ring));
    window.keyring(KeyringCommand::Unlock(SecretText::new(PASSPHRASE.to_owned())));
    let view = show_ring(&mut window);
    assert_eq!(view.keys.tokens.len(), 2);
    let view = window.send(view.keys.tokens[0].actions[0].command.clone());
    assert_eq!((view.workspace, &*view.token.text), (Workspace::Inspect, token));
}

/// A token of no kind is told from others by how it is made.
#[test]
fn one_without_a_kind_is_not_called_token_alone() {
    let mut window = Window::new();
    window.create("prod");
    window.send(Command::PasteToken(include_str!("../data/tokens/rfc7515-rs256.jwt").trim().to_owned()));
    let ring = window.desk.view().desk.keyrings[0].0;
    send(&mut window, KeptCommand::Keep { token: None, ring });
    let view = show_ring(&mut window);
    assert_eq!(titles(&view), ["Signed token, RS256"]);
}

#[test]
fn one_that_is_removed_can_be_put_back() {
    let mut window = Window::new();
    window.create("prod");
    keep(&mut window, "Unsecured");
    let view = show_ring(&mut window);
    let remove = view.keys.tokens[0].actions.last().unwrap().command.clone();
    let view = window.send(remove);
    assert!(view.keys.tokens.is_empty());
    let undo = view.notices.last().unwrap().actions[0].command.clone();
    let view = window.send(undo);
    assert_eq!(view.keys.tokens.len(), 1);
}

/// Without a passphrase nothing protects a token: it is offered no place, and the person is told what to do.
#[test]
fn a_keyring_without_encryption_takes_none() {
    let mut window = Window::new();
    window.keyring(KeyringCommand::OpenCreate);
    window.keyring(KeyringCommand::Create {
        name: "open".to_owned(),
        passphrase: SecretText::default(),
        is_public: true,
    });
    let token = sample("Unsecured").0;
    let view = window.send(Command::PasteToken(token.to_owned()));
    assert!(view.desk.can_keep && view.desk.keyrings.is_empty(), "{:?}", view.desk.keyrings);
    let view = send(&mut window, KeptCommand::NoKeyring);
    let notice = view.notices.last().expect("it is said");
    assert!(notice.actions.iter().any(|action| action.label == "New keyring…"), "{notice:?}");
    // Whoever asks all the same is refused.
    let ring = window.ring("open");
    let view = send(&mut window, KeptCommand::Keep { token: None, ring });
    assert_eq!(said(&view), "An unencrypted keyring cannot keep tokens");
    assert!(!is_on_disk(&window, token));
}
