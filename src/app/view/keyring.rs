//! Keyrings: the list at the left, what is to be said of the one that is chosen, and in which forms keys are handed out.

use super::{KeysView, Message};
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::query::keyring::{gone_actions, try_backups, unlock_again, unsaved_actions};
use crate::app::state::State;
use crate::app::state::keyring::{Held, OpenRing, Ring, RingStatus, sentence};
use crate::app::value::words::{capital, counted, grouped, safe};
use crate::app::value::{CopyTarget, Icon, KeyExport, Place, Tone};
use crate::engine::key::KeyMaterial;
use crate::engine::key_file::export::ExportRow;
use crate::engine::keyring::Form;

/// One line of the list of keyrings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyringRow {
    /// Names it in commands.
    pub place: Place,
    pub name: String,
    /// How it stands: "open, 4 keys".
    pub note: String,
    /// The same as a picture.
    pub icon: Icon,
    pub tone: Tone,
    /// Its keys are shown.
    pub is_chosen: bool,
    /// It is encrypted, and open.
    pub can_lock: bool,
    pub can_unlock: bool,
}

/// Something to be said of a keyring, with what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyringNote {
    pub tone: Tone,
    /// In a sentence or two.
    pub text: String,
    pub actions: Vec<Action>,
}

/// A form in which keys can be handed out.
#[derive(Clone, Debug, PartialEq)]
pub struct HandOut {
    /// What it is called; says "private" where it is.
    pub title: String,
    /// Whether it holds what must not be shown.
    pub is_private: bool,
    /// Copies it; `None` for bytes and for what has a passphrase.
    pub copy: Option<CopyTarget>,
    /// Saves it into a file.
    pub save: Command,
}

/// Fills in what the key workspace says of keyrings.
pub(super) fn describe(state: &State, view: &mut KeysView) {
    let keyrings = &state.keyrings;
    view.auto_lock = state.settings.auto_lock;
    let session = state.keys.ring.keys().len();
    view.keyrings = vec![KeyringRow {
        place: Place::Session,
        name: "This session".to_owned(),
        note: format!("{}, in memory", counted(session, "key")),
        icon: Icon::Clock,
        tone: Tone::Neutral,
        is_chosen: keyrings.chosen == Place::Session,
        can_lock: false,
        can_unlock: false,
    }];
    view.keyrings.extend(keyrings.rings.iter().map(|ring| row(ring, keyrings.chosen == Place::Keyring(ring.id))));
    if let Some(why) = &keyrings.fault {
        let actions = vec![action("Try again", Icon::Undo, KeyringCommand::List)];
        view.notes.push(KeyringNote {
            tone: Tone::Bad,
            text: format!("The keyrings could not be listed: {why}"),
            actions,
        });
    }
    if let Some((left, all)) = state.keys.relations.left() {
        let text = format!(
            "Of {} RSA keys, only the first {} were checked for shared primes",
            grouped(all),
            grouped(all - left)
        );
        view.notes.push(KeyringNote { tone: Tone::Neutral, text, actions: Vec::new() });
    }
    let chosen = match keyrings.chosen {
        Place::Session => None,
        Place::Keyring(id) => keyrings.get(id),
    };
    match chosen {
        None => of_session(state, view),
        Some(ring) => of_ring(ring, state.keyrings.idle.rings.contains(&ring.id), view),
    }
}

fn action(label: &str, icon: Icon, command: KeyringCommand) -> Action {
    Action { label: label.to_owned(), icon: Some(icon), command: Command::Keyring(command) }
}

/// Every form of a key.
pub(super) fn hand_out_key(state: &State, id: u64) -> Vec<HandOut> {
    let forms = query::keyring::of_key(state, id);
    forms.into_iter().map(|(row, what)| hand_out(row, what)).collect()
}

/// Every form of several keys together.
pub(super) fn hand_out_keys(state: &State, ids: &[u64]) -> Vec<HandOut> {
    let forms = query::keyring::of_keys(state, ids);
    forms.into_iter().map(|(row, what)| hand_out(row, what)).collect()
}

fn hand_out(row: &ExportRow, what: KeyExport) -> HandOut {
    let is_text = !row.is_binary && !row.needs_passphrase;
    HandOut {
        title: row.title.to_owned(),
        is_private: row.is_private,
        copy: is_text.then(|| match what.only() {
            Some(id) => CopyTarget::KeyAs(id, row.format),
            None => CopyTarget::Keys(what.clone()),
        }),
        save: Command::Keyring(KeyringCommand::SaveExport(what)),
    }
}

/// "4 keys", "1 key, 2 tokens".
fn contents(held: Held) -> String {
    match held.tokens {
        0 => counted(held.keys, "key"),
        tokens => format!("{}, {}", counted(held.keys, "key"), counted(tokens, "token")),
    }
}

fn row(ring: &Ring, is_chosen: bool) -> KeyringRow {
    let known = |words: &str| match ring.count {
        Some(held) => format!("{words}, {}", contents(held)),
        None => words.to_owned(),
    };
    let is_public = ring.form == Form::Public;
    let (icon, tone, note) = match &ring.standing {
        RingStatus::Locked if ring.fault.is_some() => (Icon::Warning, Tone::Bad, "cannot be opened".to_owned()),
        RingStatus::Locked if is_public => (Icon::Eye, Tone::Neutral, known("public keys, closed")),
        RingStatus::Locked => (Icon::Lock, Tone::Neutral, known("locked")),
        RingStatus::Opening => (Icon::Lock, Tone::Neutral, "opening".to_owned()),
        RingStatus::Open(open) => {
            let count = contents(Held::of(&open.keyring));
            match open {
                open if open.is_gone => (Icon::Warning, Tone::Bad, format!("file is gone, {count}")),
                open if open.fault.is_some() => (Icon::Warning, Tone::Bad, format!("not saved, {count}")),
                open if open.outside.is_some() => (Icon::Warning, Tone::Warning, format!("changed elsewhere, {count}")),
                open if open.read_only.is_some() => (Icon::Eye, Tone::Warning, format!("read-only, {count}")),
                _ if is_public => (Icon::Eye, Tone::Good, format!("public, {count}")),
                open if open.saving.is_some() => (Icon::Unlock, Tone::Good, format!("saving, {count}")),
                _ => (Icon::Unlock, Tone::Good, format!("open, {count}")),
            }
        }
    };
    KeyringRow {
        place: Place::Keyring(ring.id),
        name: safe(&ring.name),
        note,
        icon,
        tone,
        is_chosen,
        can_lock: ring.open().is_some() && !is_public,
        can_unlock: matches!(ring.standing, RingStatus::Locked) && ring.fault.is_none(),
    }
}

/// What brings keys in.
fn adding() -> Vec<Action> {
    vec![
        Action { label: "Load key file…".to_owned(), icon: Some(Icon::Open), command: Command::LoadKeyFile },
        Action { label: "Paste key…".to_owned(), icon: Some(Icon::Paste), command: Command::OpenAddKey },
        action("Generate key…", Icon::Plus, KeyringCommand::OpenGenerate),
    ]
}

fn of_session(state: &State, view: &mut KeysView) {
    view.title = "This session".to_owned();
    view.actions = adding();
    if state.keys.ring.keys().iter().any(|key| !matches!(key.material, KeyMaterial::Oct(_))) {
        view.hand_out.extend(query::keyring::of_place(Place::Session).map(|(row, what)| hand_out(row, what)));
    }
    let ids: Vec<u64> = state.keys.ring.keys().iter().map(|key| key.id.0).collect();
    if ids.len() > 1 {
        view.more.push(action("Keep all in a keyring…", Icon::Lock, KeyringCommand::OpenKeep(ids)));
    }
    if view.total == 0 {
        view.message = Some(Message {
            icon: Some(Icon::Key),
            title: "No keys in this session".to_owned(),
            lines: vec![
                "Load or paste a JWK, a JWK Set, a PEM file, a certificate or a secret, or drop a file on this window"
                    .to_owned(),
                "Session keys stay in memory and are lost when the window is closed. A keyring keeps them, encrypted"
                    .to_owned(),
            ],
            actions: Vec::new(),
            tone: Tone::Neutral,
        });
    }
}

fn of_ring(ring: &Ring, by_itself: bool, view: &mut KeysView) {
    let id = ring.id;
    view.title = safe(&ring.name);
    let locked_more = [
        action("Rename…", Icon::Settings, KeyringCommand::OpenRename(id)),
        action("Move to the trash", Icon::Trash, KeyringCommand::Delete(id)),
    ];
    match &ring.standing {
        RingStatus::Opening => {
            view.message = Some(Message {
                icon: Some(Icon::Lock),
                title: format!("Opening {}", safe(&ring.name)),
                ..Message::default()
            });
        }
        RingStatus::Locked => {
            view.more.extend(locked_more);
            view.message = Some(locked(ring, by_itself));
        }
        RingStatus::Open(open) => {
            if open.read_only.is_none() {
                view.actions = adding();
            }
            if open.keyring.form() == Form::Encrypted {
                view.actions.push(action("Lock", Icon::Lock, KeyringCommand::Lock(id)));
            }
            notes(ring, open, view);
            if open.keyring.keys().next().is_some() {
                let mut sets = query::keyring::of_place(Place::Keyring(id)).map(|(row, what)| hand_out(row, what));
                sets[1].title = "JWK Set without a passphrase, private".to_owned();
                let [public, private] = sets;
                view.hand_out.push(public);
                for (title, what) in query::keyring::of_ring(id) {
                    view.hand_out.push(HandOut {
                        title: format!("{title}, private"),
                        is_private: true,
                        copy: None,
                        save: Command::Keyring(KeyringCommand::SaveExport(what)),
                    });
                }
                if open.keyring.keys().any(|key| key.is_private()) {
                    view.hand_out.push(private);
                }
            }
            let label = if open.keyring.form() == Form::Public {
                "Protect with a passphrase…"
            } else {
                "Change passphrase…"
            };
            view.more.push(action(label, Icon::Key, KeyringCommand::OpenChangePassphrase(id)));
            view.more.extend(locked_more);
            if view.total == 0 {
                view.message = Some(empty(ring, open));
            }
        }
    }
}

fn locked(ring: &Ring, by_itself: bool) -> Message {
    let name = safe(&ring.name);
    if let Some(fault) = &ring.fault {
        return Message {
            icon: Some(Icon::Warning),
            title: format!("{name} cannot be opened"),
            lines: vec![capital(fault), backups_beside(ring.spares.len())],
            actions: match ring.spares.len() {
                0 => vec![action("Check again", Icon::Undo, KeyringCommand::List)],
                count => vec![try_backups(ring.id, count)],
            },
            tone: Tone::Bad,
        };
    }
    let is_public = ring.form == Form::Public;
    let mut lines = vec![if is_public {
        "It is not encrypted and needs no passphrase".to_owned()
    } else {
        "Its keys are encrypted; tokens are not checked against them".to_owned()
    }];
    if by_itself {
        lines.push("It was locked automatically".to_owned());
    }
    Message {
        icon: Some(if is_public { Icon::Eye } else { Icon::Lock }),
        title: format!("{name} is {}", if is_public { "closed" } else { "locked" }),
        lines,
        actions: vec![action(
            if is_public { "Open" } else { "Unlock…" },
            Icon::Unlock,
            KeyringCommand::OpenUnlock(ring.id),
        )],
        tone: Tone::Neutral,
    }
}

/// What there is instead of a file that cannot be opened.
fn backups_beside(count: usize) -> String {
    match count {
        0 => "No backup of it was found next to it".to_owned(),
        1 => "Its backup is next to it and may be intact".to_owned(),
        count => format!("Its {count} backups are next to it and may be intact"),
    }
}

fn empty(ring: &Ring, open: &OpenRing) -> Message {
    let kind = if open.keyring.form() == Form::Public { "only public keys" } else { "keys of any kind" };
    Message {
        icon: Some(Icon::Key),
        title: format!("{} is empty", safe(&ring.name)),
        lines: vec![format!(
            "It can hold {kind}. Load or paste one, or select a session key and choose Keep in a keyring…"
        )],
        actions: Vec::new(),
        tone: Tone::Neutral,
    }
}

/// Files of interrupted saves that are told one by one.
const MOST_LEFTOVERS: usize = 3;

fn notes(ring: &Ring, open: &OpenRing, view: &mut KeysView) {
    let id = ring.id;
    if open.is_gone {
        let text = "Its file is gone: its keys are in memory alone, and no token is made with them".to_owned();
        view.notes.push(KeyringNote { tone: Tone::Bad, text, actions: gone_actions(id, open) });
    } else if let Some(fault) = &open.fault {
        let words = &fault.fault;
        let text = if words.advice.is_empty() {
            words.message.clone()
        } else {
            format!("{}. {}", words.message, words.advice)
        };
        let tone = Tone::Bad;
        let actions = unsaved_actions(id, fault.is_changed, fault.is_backup);
        view.notes.push(KeyringNote { tone, text: safe(&text), actions });
    }
    if let Some(why) = &open.outside {
        let text = format!("It was changed elsewhere, and this is how it was before: {}", sentence(why));
        view.notes.push(KeyringNote { tone: Tone::Warning, text: safe(&text), actions: vec![unlock_again(id)] });
    }
    if let Some(why) = &open.read_only {
        let text = format!("Read-only: {}", safe(why));
        // What a newer Jotsmith wrote stays read-only, however often it is opened.
        let actions = match open.keyring.newer_version() {
            Some(_) => Vec::new(),
            None => vec![action("Open for writing", Icon::Undo, KeyringCommand::Reopen(id))],
        };
        view.notes.push(KeyringNote { tone: Tone::Warning, text, actions });
    }
    if let Some(carrier) = ring.carrier.filter(|_| open.keyring.form() == Form::Encrypted) {
        let text = format!(
            "Its file is in {carrier}, so it is copied elsewhere; the copies are only as safe as its passphrase"
        );
        view.notes.push(KeyringNote { tone: Tone::Neutral, text, actions: Vec::new() });
    }
    for spare in open.leftovers.iter().take(MOST_LEFTOVERS) {
        let text = format!("A save was interrupted. The partial file was kept: {}", safe(&spare.words));
        let actions = vec![
            action("Take over its keys", Icon::Plus, KeyringCommand::RecoverLeftover(id, spare.clone())),
            action("Discard it", Icon::Trash, KeyringCommand::DiscardLeftover(id, spare.clone())),
        ];
        view.notes.push(KeyringNote { tone: Tone::Warning, text, actions });
    }
    if let Some(more) = open.leftovers.len().checked_sub(MOST_LEFTOVERS).filter(|more| *more > 0) {
        let text = format!("{} more of interrupted saves", counted(more, "file"));
        let actions = vec![action("Delete all, and the backups", Icon::Trash, KeyringCommand::DiscardOlder(id))];
        view.notes.push(KeyringNote { tone: Tone::Warning, text, actions });
    }
}
