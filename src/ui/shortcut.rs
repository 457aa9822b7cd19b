//! Every command that needs no parameter: its words, its keys, and what it does. The palette and the list of shortcuts
//! are made from this one table.

use crate::app::message::anchor::AnchorCommand;
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::elsewhere::ElsewhereCommand;
use crate::app::message::command::Command;
use crate::app::message::desk::DeskCommand;
use crate::app::message::guess::GuessCommand;
use crate::app::message::kept::KeptCommand;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::policy::PolicyCommand;
use crate::app::message::settings::SettingsCommand;
use crate::app::message::share::ShareCommand;
use crate::app::value::builder::{BuildCopy, TamperSource};
use crate::app::value::desk::{EntryId, Step};
use crate::app::value::settings::SettingsPage;
use crate::app::value::share::ShareScope;
use crate::app::value::{CopyTarget, DrawerTab, PaneMode, ThemeChoice, TimeStyle, Workspace};
use crate::app::view::builder::Page;
use crate::app::view::{DeskRow, View};
use crate::ui::egui;
use egui::{Event, Key, KeyboardShortcut, Modifiers};

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Send(Command),
    /// Tells the application several things, one after the other.
    SendAll(Vec<Command>),
    /// Puts the keyboard into the token box.
    FocusToken,
    /// Puts the keyboard into the field that filters what is shown: the claims, the keys.
    Filter,
    /// Puts the keyboard into the next area of the window, or the one before.
    NextArea(Way),
    /// Brings the findings of the token in the making into sight.
    FindingsOfBuild,
    /// Shows or hides the list of tokens, which may be shown because there is room for it.
    ToggleDesk,
}

/// Where the keyboard goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    On,
    Back,
}

/// One thing that can be done.
pub struct Entry {
    /// Under which heading it is listed.
    pub group: &'static str,
    pub name: &'static str,
    pub key: Option<KeyboardShortcut>,
    /// What it does now; `None` while it makes no sense.
    pub act: fn(&View) -> Option<Act>,
}

const fn ctrl(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

const fn ctrl_shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key))
}

const fn shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::SHIFT, key))
}

const fn alt(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::ALT, key))
}

const fn plain(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::NONE, key))
}

fn send(command: Command) -> Option<Act> {
    Some(Act::Send(command))
}

fn keyring(command: KeyringCommand) -> Option<Act> {
    send(Command::Keyring(command))
}

fn settings(page: SettingsPage) -> Option<Act> {
    send(Command::Settings(SettingsCommand::Open(page)))
}

fn build(command: BuildCommand) -> Option<Act> {
    send(Command::Build(command))
}

/// The same, and the builder is shown.
fn build_page(command: BuildCommand) -> Option<Act> {
    Some(Act::SendAll(vec![Command::Show(Workspace::Build), Command::Build(command)]))
}

/// Whether the token of the draft is made; `None`: there is no draft.
fn made(view: &View) -> Option<bool> {
    match &view.build.page {
        Page::Draft(draft) => Some(draft.result.token.as_ref().is_some_and(|token| token.is_current)),
        _ => None,
    }
}

fn with_token(view: &View, command: Command) -> Option<Act> {
    if view.token.text.is_empty() { None } else { send(command) }
}

/// What the menu of the claims offers there.
fn claims_menu(view: &View, place: usize) -> Option<Act> {
    view.claims.more.get(place).and_then(|action| send(action.command.clone()))
}

/// Copies what the list of exports has under this name, while it is possible.
fn export(view: &View, name: &str) -> Option<Act> {
    let row = view.drawer.exports.iter().find(|row| row.export == name && row.is_possible)?;
    send(Command::Copy(row.copy.clone()))
}

fn with_desk(view: &View, command: DeskCommand) -> Option<Act> {
    if view.desk.count > 0 { send(Command::Desk(command)) } else { None }
}

/// The one below the one that is shown; below the last, the first.
fn next_on_desk(view: &View) -> Option<EntryId> {
    let rows: Vec<&DeskRow> = view.desk.rows.iter().filter(|row| !row.is_opaque).collect();
    let at = rows.iter().position(|row| row.is_chosen)?;
    let next = rows.get(at + 1).or_else(|| rows.first())?;
    (!next.is_chosen).then_some(next.id)
}

fn other_mode(mode: PaneMode, modes: &[PaneMode]) -> Option<PaneMode> {
    let at = modes.iter().position(|each| *each == mode).map_or(0, |at| at + 1);
    modes.get(at).or_else(|| modes.first()).copied().filter(|next| *next != mode)
}

/// All of them, in the order in which they are listed.
pub const ENTRIES: &[Entry] = &[
    Entry { group: "Token", name: "Paste a token", key: None, act: |_| send(Command::RequestPaste) },
    Entry { group: "Token", name: "Open a token file…", key: ctrl(Key::O), act: |_| send(Command::OpenTokenFile) },
    Entry {
        group: "Token",
        name: "Clear the token box",
        key: ctrl_shift(Key::Backspace),
        act: |view| with_token(view, Command::ClearToken),
    },
    Entry {
        group: "Token",
        name: "Undo the clean-up or the clearing",
        key: ctrl_shift(Key::U),
        act: |view| if view.token.can_undo { send(Command::UndoToken) } else { None },
    },
    Entry { group: "Token", name: "Show or hide the desk", key: plain(Key::F4), act: |_| Some(Act::ToggleDesk) },
    Entry {
        group: "Token",
        name: "Next token on the desk",
        key: alt(Key::ArrowDown),
        act: |view| with_desk(view, DeskCommand::Step(Step::Down)),
    },
    Entry {
        group: "Token",
        name: "Previous token on the desk",
        key: alt(Key::ArrowUp),
        act: |view| with_desk(view, DeskCommand::Step(Step::Up)),
    },
    Entry {
        group: "Token",
        name: "Compare with the next token on the desk",
        key: None,
        act: |view| next_on_desk(view).and_then(|id| with_desk(view, DeskCommand::Compare(id))),
    },
    Entry {
        group: "Token",
        name: "Keep this token in a keyring…",
        key: None,
        act: |view| {
            let has_none = view.desk.can_keep && view.desk.keyrings.is_empty();
            has_none.then(|| send(Command::Kept(KeptCommand::NoKeyring))).flatten()
        },
    },
    Entry { group: "Token", name: "Clear the desk", key: None, act: |view| with_desk(view, DeskCommand::RemoveAll) },
    Entry { group: "Token", name: "Go to the token box", key: ctrl(Key::L), act: |_| Some(Act::FocusToken) },
    Entry {
        group: "Copy",
        name: "Copy the token",
        key: ctrl_shift(Key::C),
        act: |view| with_token(view, Command::Copy(CopyTarget::Token)),
    },
    Entry {
        group: "Copy",
        name: "Copy the header",
        key: ctrl_shift(Key::H),
        act: |view| view.header.copy.clone().and_then(|target| send(Command::Copy(target))),
    },
    Entry {
        group: "Copy",
        name: "Copy the claims",
        key: ctrl_shift(Key::P),
        act: |view| view.claims.copy.clone().and_then(|target| send(Command::Copy(target))),
    },
    Entry {
        group: "Copy",
        name: "Copy the signature",
        key: None,
        act: |view| view.signature.copy.clone().and_then(|target| send(Command::Copy(target))),
    },
    Entry { group: "Copy", name: "Copy the claims, indented", key: None, act: |view| claims_menu(view, 0) },
    Entry {
        group: "Look",
        name: "Sort the claims by name, or as written",
        key: None,
        act: |view| claims_menu(view, 1),
    },
    Entry { group: "Copy", name: "Copy the findings", key: None, act: |view| export(view, "findings") },
    Entry {
        group: "Copy",
        name: "Copy the token without its signature",
        key: None,
        act: |view| export(view, "unsigned-token"),
    },
    Entry {
        group: "Copy",
        name: "Save report…",
        key: None,
        act: |view| with_token(view, Command::Share(ShareCommand::SaveReport)),
    },
    Entry {
        group: "Copy",
        name: "Save picture of the panes…",
        key: None,
        act: |view| with_token(view, Command::Share(ShareCommand::SavePicture)),
    },
    Entry {
        group: "Copy",
        name: "Share redacted…",
        key: None,
        act: |view| with_token(view, Command::Share(ShareCommand::Open(ShareScope::Token))),
    },
    Entry {
        group: "Copy",
        name: "Share the desk redacted…",
        key: None,
        act: |view| if view.desk.count > 1 { send(Command::Share(ShareCommand::Open(ShareScope::Desk))) } else { None },
    },
    Entry {
        group: "Copy",
        name: "Copy a report in Markdown",
        key: ctrl_shift(Key::M),
        act: |view| export(view, "markdown"),
    },
    Entry { group: "Copy", name: "Copy a report in JSON", key: None, act: |view| export(view, "json-report") },
    Entry {
        group: "Copy",
        name: "Copy as an Authorization header",
        key: None,
        act: |view| export(view, "authorization"),
    },
    Entry { group: "Copy", name: "Copy as a Set-Cookie header", key: None, act: |view| export(view, "set-cookie") },
    Entry { group: "Copy", name: "Copy as a curl command", key: None, act: |view| export(view, "curl") },
    Entry {
        group: "Token",
        name: "Set what you expect of a token…",
        key: ctrl_shift(Key::E),
        act: |_| send(Command::Policy(PolicyCommand::Open)),
    },
    Entry {
        group: "Token",
        name: "Expect the issuer of this token",
        key: None,
        act: |view| with_token(view, Command::Policy(PolicyCommand::ExpectIssuer)),
    },
    Entry {
        group: "Token",
        name: "Expect the audience of this token",
        key: None,
        act: |view| with_token(view, Command::Policy(PolicyCommand::ExpectAudience)),
    },
    Entry {
        group: "Token",
        name: "Expect any token",
        key: None,
        act: |view| {
            let is_something = !view.status.expectations.is_empty();
            is_something.then(|| send(Command::Policy(PolicyCommand::Clear))).flatten()
        },
    },
    Entry {
        group: "Build",
        name: "Edit this token",
        key: ctrl(Key::E),
        act: |view| if view.build.can_edit_inspected { build(BuildCommand::EditInspected) } else { None },
    },
    Entry {
        group: "Build",
        name: "New token from a template…",
        key: ctrl(Key::N),
        act: |_| build_page(BuildCommand::ShowTemplates(true)),
    },
    Entry {
        group: "Build",
        name: "Copy the built token",
        key: ctrl_shift(Key::B),
        act: |view| {
            let made = made(view)?;
            if made { send(Command::Copy(CopyTarget::Build(BuildCopy::Token))) } else { None }
        },
    },
    Entry {
        group: "Build",
        name: "Open the built token in Inspect",
        key: ctrl(Key::Enter),
        act: |view| if made(view)? { build(BuildCommand::OpenInInspect) } else { None },
    },
    Entry {
        group: "Build",
        name: "Mend the finding at the caret, or the first one",
        key: alt(Key::Enter),
        act: |view| match &view.build.page {
            Page::Draft(draft) if view.workspace == Workspace::Build => send(draft.result.mend.clone()?.command),
            _ => None,
        },
    },
    Entry {
        group: "Build",
        name: "Use the first key that fits, where one is missing",
        key: alt(Key::K),
        act: |view| match &view.build.page {
            Page::Draft(draft) if view.workspace == Workspace::Build => {
                let choose = draft.result.choose.as_ref().map(|choose| choose.command.clone());
                send(choose.or_else(|| draft.result.none_to_take.clone())?)
            }
            _ => None,
        },
    },
    Entry {
        group: "Build",
        name: "Sign elsewhere…",
        key: None,
        // Without a draft it says so.
        act: |view| match view.build.page {
            Page::Elsewhere(_) => send(Command::Show(Workspace::Build)),
            _ => build_page(BuildCommand::Elsewhere(ElsewhereCommand::Open)),
        },
    },
    Entry {
        group: "Build",
        name: "Tamper set of the token in Inspect",
        key: None,
        act: |view| {
            if view.build.can_tamper_inspected { build(BuildCommand::Tamper(TamperSource::Inspected)) } else { None }
        },
    },
    Entry {
        group: "Build",
        name: "Undo in the builder",
        key: None,
        act: |view| if view.build.can_undo { build_page(BuildCommand::Undo) } else { None },
    },
    Entry {
        group: "Build",
        name: "Redo in the builder",
        key: None,
        act: |view| if view.build.can_redo { build_page(BuildCommand::Redo) } else { None },
    },
    Entry {
        group: "Keys",
        name: "Load a trust anchor…",
        key: None,
        act: |_| send(Command::Anchor(AnchorCommand::Load)),
    },
    Entry { group: "Keys", name: "Load a key file…", key: ctrl_shift(Key::O), act: |_| send(Command::LoadKeyFile) },
    Entry {
        group: "Keys",
        name: "Paste a key or a secret…",
        key: ctrl_shift(Key::K),
        act: |_| send(Command::OpenAddKey),
    },
    Entry {
        group: "Keys",
        name: "Put the removed keys back",
        key: None,
        act: |view| if view.keys.can_undo_removal { send(Command::UndoRemoveKeys(None)) } else { None },
    },
    Entry {
        group: "Keys",
        name: "Generate a key…",
        key: ctrl_shift(Key::G),
        act: |_| keyring(KeyringCommand::OpenGenerate),
    },
    Entry {
        group: "Keys",
        name: "Keep the selected keys in a keyring…",
        key: None,
        act: |view| {
            let ids = view.keys.selected.clone();
            if ids.is_empty() { None } else { keyring(KeyringCommand::OpenKeep(ids)) }
        },
    },
    Entry {
        group: "Keys",
        name: "Select all keys",
        key: None,
        act: |view| {
            let ids: Vec<u64> = view.keys.rows.iter().map(|row| row.id).collect();
            let is_shown = view.workspace == Workspace::Keys && ids.len() > 1;
            is_shown.then(|| send(Command::SelectKeys(ids))).flatten()
        },
    },
    Entry { group: "Keys", name: "New keyring…", key: None, act: |_| keyring(KeyringCommand::OpenCreate) },
    Entry { group: "Keys", name: "Keyrings in the trash…", key: None, act: |_| keyring(KeyringCommand::OpenTrash) },
    Entry { group: "Keys", name: "Import a keyring…", key: None, act: |_| keyring(KeyringCommand::OpenImport) },
    Entry {
        group: "Keys",
        name: "Lock all keyrings",
        key: ctrl_shift(Key::L),
        act: |view| {
            let can_lock = view.keys.keyrings.iter().any(|ring| ring.can_lock);
            if can_lock { keyring(KeyringCommand::LockAll) } else { None }
        },
    },
    Entry {
        group: "Keys",
        name: "Lock keyrings after 5 idle minutes",
        key: None,
        act: |_| keyring(KeyringCommand::SetAutoLock(Some(5))),
    },
    Entry {
        group: "Keys",
        name: "Lock keyrings after 15 idle minutes",
        key: None,
        act: |_| keyring(KeyringCommand::SetAutoLock(Some(15))),
    },
    Entry {
        group: "Keys",
        name: "Lock keyrings after 1 idle hour",
        key: None,
        act: |_| keyring(KeyringCommand::SetAutoLock(Some(60))),
    },
    Entry {
        group: "Keys",
        name: "Never lock keyrings automatically",
        key: None,
        act: |_| keyring(KeyringCommand::SetAutoLock(None)),
    },
    Entry {
        group: "Keys",
        name: "Guess the secret…",
        key: None,
        act: |view| {
            let guess = Command::Guess(GuessCommand::Open);
            let is_possible = view.signature.actions.iter().any(|action| action.command == guess);
            is_possible.then(|| send(guess)).flatten()
        },
    },
    Entry { group: "Keys", name: "Use a passphrase…", key: None, act: |_| send(Command::OpenPassphrase) },
    Entry { group: "Look", name: "Inspect", key: ctrl(Key::Num1), act: |_| send(Command::Show(Workspace::Inspect)) },
    Entry { group: "Look", name: "Build", key: ctrl(Key::Num2), act: |_| send(Command::Show(Workspace::Build)) },
    Entry { group: "Look", name: "Keys", key: ctrl(Key::Num3), act: |_| send(Command::Show(Workspace::Keys)) },
    Entry {
        group: "Look",
        name: "Switch the header between table and JSON",
        key: None,
        act: |view| other_mode(view.header.mode, &view.header.modes).and_then(|mode| send(Command::HeaderMode(mode))),
    },
    Entry {
        group: "Look",
        name: "Switch the claims between table and JSON",
        key: ctrl_shift(Key::J),
        act: |view| other_mode(view.claims.mode, &view.claims.modes).and_then(|mode| send(Command::ClaimsMode(mode))),
    },
    Entry {
        group: "Look",
        name: "Filter the claims or the keys",
        key: ctrl(Key::F),
        act: |view| {
            let is_shown = match view.workspace {
                Workspace::Inspect => view.claims.modes.contains(&PaneMode::Table),
                Workspace::Keys => view.keys.total > 0,
                // Claims that the holder may withhold are many.
                Workspace::Build => {
                    matches!(&view.build.page, Page::Draft(draft) if draft.selection.as_ref().is_some_and(|edit| edit.is_on))
                }
            };
            is_shown.then_some(Act::Filter)
        },
    },
    Entry { group: "Look", name: "Go to the next area", key: plain(Key::F6), act: |_| Some(Act::NextArea(Way::On)) },
    Entry {
        group: "Look",
        name: "Go to the previous area",
        key: shift(Key::F6),
        act: |_| Some(Act::NextArea(Way::Back)),
    },
    Entry { group: "Look", name: "Show or hide the drawer", key: ctrl(Key::J), act: |_| send(Command::ToggleDrawer) },
    Entry {
        group: "Look",
        name: "Findings",
        key: alt(Key::Num1),
        act: |view| match &view.build.page {
            Page::Draft(draft) if view.workspace == Workspace::Build => {
                (!draft.result.remarks.is_empty()).then_some(Act::FindingsOfBuild)
            }
            _ => send(Command::SelectTab(DrawerTab::Findings)),
        },
    },
    Entry {
        group: "Look",
        name: "Checklist of the kind of token",
        key: alt(Key::Num2),
        act: |_| send(Command::SelectTab(DrawerTab::Checklist)),
    },
    Entry {
        group: "Look",
        name: "What the tokens on the desk say about each other",
        key: alt(Key::Num3),
        act: |view| {
            let is_there = view.desk.is_worth_it || view.drawer.has_hashes;
            is_there.then(|| send(Command::SelectTab(DrawerTab::Together))).flatten()
        },
    },
    Entry {
        group: "Look",
        name: "Timeline",
        key: alt(Key::Num4),
        act: |_| send(Command::SelectTab(DrawerTab::Timeline)),
    },
    Entry { group: "Look", name: "Size", key: alt(Key::Num5), act: |_| send(Command::SelectTab(DrawerTab::Size)) },
    Entry {
        group: "Look",
        name: "Keys tried",
        key: alt(Key::Num6),
        act: |_| send(Command::SelectTab(DrawerTab::KeysTried)),
    },
    Entry { group: "Look", name: "Export", key: alt(Key::Num7), act: |_| send(Command::SelectTab(DrawerTab::Export)) },
    Entry { group: "Time", name: "Set the clock…", key: ctrl(Key::T), act: |_| send(Command::OpenSetClock) },
    Entry {
        group: "Time",
        name: "Use the real clock",
        key: None,
        act: |view| if view.status.clock_is_set { send(Command::SetClock(String::new())) } else { None },
    },
    Entry { group: "Time", name: "Show times in UTC", key: None, act: |_| send(Command::SetTimeStyle(TimeStyle::Utc)) },
    Entry {
        group: "Time",
        name: "Show times in local time",
        key: None,
        act: |_| send(Command::SetTimeStyle(TimeStyle::Local)),
    },
    Entry {
        group: "Time",
        name: "Show times relative to now",
        key: None,
        act: |_| send(Command::SetTimeStyle(TimeStyle::Relative)),
    },
    Entry {
        group: "Time",
        name: "Show times in Unix seconds",
        key: None,
        act: |_| send(Command::SetTimeStyle(TimeStyle::Unix)),
    },
    Entry { group: "Window", name: "Theme: system", key: None, act: |_| send(Command::SetTheme(ThemeChoice::System)) },
    Entry { group: "Window", name: "Theme: light", key: None, act: |_| send(Command::SetTheme(ThemeChoice::Light)) },
    Entry { group: "Window", name: "Theme: dark", key: None, act: |_| send(Command::SetTheme(ThemeChoice::Dark)) },
    Entry {
        group: "Window",
        name: "Stop the current work",
        key: ctrl(Key::Period),
        act: |view| if view.token.busy { send(Command::CancelWork) } else { None },
    },
    Entry { group: "Window", name: "Settings…", key: ctrl(Key::Comma), act: |_| settings(SettingsPage::Appearance) },
    Entry { group: "Window", name: "Settings: times", key: None, act: |_| settings(SettingsPage::Times) },
    Entry { group: "Window", name: "Settings: sizes", key: None, act: |_| settings(SettingsPage::Sizes) },
    Entry { group: "Window", name: "Settings: privacy", key: None, act: |_| settings(SettingsPage::Privacy) },
    Entry {
        group: "Window",
        name: "Settings: what is remembered",
        key: None,
        act: |_| settings(SettingsPage::Remembered),
    },
    Entry { group: "Window", name: "Command palette", key: ctrl(Key::K), act: |_| send(Command::OpenPalette) },
    Entry {
        group: "Window",
        name: "Keyboard shortcuts",
        key: plain(Key::Questionmark),
        act: |_| send(Command::OpenShortcuts),
    },
    Entry { group: "Window", name: "About Jotsmith", key: None, act: |_| send(Command::OpenAbout) },
];

/// Keys that are not in the table because they are not commands: name and keys.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("Paste a token from anywhere", "Ctrl+V"),
    ("Walk the claims, open and close them", "Arrow keys"),
    ("Copy the focused claim", "Enter"),
    ("Explain the focused claim", "F1"),
    ("Undo, redo in the builder", "Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y"),
    ("Select several keys", "Ctrl+Click, Shift+Click, Shift+Arrows, Ctrl+A"),
    ("Remove, put back, copy, rename selected keys", "Delete, Ctrl+Z, Ctrl+C, F2"),
    ("Rename the key of the verdict, of a picker, or a keyring", "F2"),
    ("Close the dialog, menu or message in front", "Esc"),
    ("Larger, smaller, normal size", "Ctrl+Plus, Ctrl+Minus, Ctrl+0"),
    ("Quit", "Ctrl+Q"),
];

/// Takes the shortcuts out of this frame's input and says what they do. Keys that edit text are left alone while a text
/// field has the keyboard.
pub fn consume(ctx: &egui::Context, view: &View) -> Vec<Act> {
    ctx.input_mut(|input| drop_text_of_alt(&mut input.events));
    let typing = ctx.text_edit_focused();
    let mut acts = Vec::new();
    for entry in by_precision() {
        let Some(key) = entry.key else { continue };
        if typing && !is_function_key(key) && (key.conflicts_with_text_editing() || edits_text(key)) {
            continue;
        }
        // A question mark needs Shift on most keyboards and none on others.
        let pressed = if key.logical_key == Key::Questionmark {
            ctx.input_mut(|input| {
                input.consume_key(Modifiers::SHIFT, Key::Questionmark)
                    || input.consume_key(Modifiers::NONE, Key::Questionmark)
            })
        } else {
            ctx.input_mut(|input| input.consume_shortcut(&key))
        };
        if pressed {
            acts.extend((entry.act)(view));
        }
    }
    acts
}

/// Takes out what keys with Alt would type: a text field would write the letter of a shortcut. On a Mac such keys are how
/// some characters are typed, so that only those of shortcuts are taken there.
fn drop_text_of_alt(events: &mut Vec<Event>) {
    let mut is_of_alt = false;
    events.retain(|event| match event {
        Event::Key { key, pressed: true, modifiers, .. } => {
            // AltGr is Ctrl with Alt on Windows, and no Alt elsewhere.
            let has_alt = modifiers.alt && !modifiers.ctrl && !modifiers.command;
            let is_shortcut =
                || ENTRIES.iter().filter_map(|entry| entry.key).any(|own| own.modifiers.alt && own.logical_key == *key);
            is_of_alt = has_alt && (!cfg!(target_os = "macos") || is_shortcut());
            true
        }
        Event::Text(_) => !std::mem::take(&mut is_of_alt),
        _ => true,
    });
}

/// Those that write nothing.
fn is_function_key(key: KeyboardShortcut) -> bool {
    matches!(key.logical_key, Key::F1 | Key::F2 | Key::F4 | Key::F6)
}

/// Those that a text field uses itself, although a modifier is held.
fn edits_text(key: KeyboardShortcut) -> bool {
    key.logical_key == Key::Backspace || key.logical_key == Key::Delete
}

/// More modifiers first: egui's matching ignores an extra Shift, and Ctrl+O would swallow Ctrl+Shift+O.
fn by_precision() -> Vec<&'static Entry> {
    let mut entries: Vec<_> = ENTRIES.iter().collect();
    entries
        .sort_by_key(|entry| entry.key.map_or(0, |key| -i32::from(key.modifiers.shift) - i32::from(key.modifiers.alt)));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortcut_with_alt_types_nothing() {
        let key = |key: Key, modifiers: Modifiers| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        };
        let text = |text: &str| Event::Text(text.to_owned());
        let alt_gr = Modifiers::CTRL.plus(Modifiers::ALT).plus(Modifiers::COMMAND);
        for (pressed, modifiers, is_typed) in [
            (Key::K, Modifiers::ALT, false),
            (Key::Num1, Modifiers::ALT, false),
            (Key::K, Modifiers::ALT.plus(Modifiers::SHIFT), false),
            (Key::K, Modifiers::NONE, true),
            (Key::K, Modifiers::SHIFT, true),
            (Key::Q, alt_gr, true),
        ] {
            let mut events =
                vec![text("a"), key(pressed, modifiers), text("k"), key(Key::B, Modifiers::NONE), text("b")];
            drop_text_of_alt(&mut events);
            let typed: String = events
                .iter()
                .filter_map(|event| if let Event::Text(text) = event { Some(&**text) } else { None })
                .collect();
            assert_eq!(typed, if is_typed { "akb" } else { "ab" }, "{pressed:?} {modifiers:?}");
        }
    }

    #[test]
    fn no_two_shortcuts_clash() {
        let keys: Vec<_> = ENTRIES.iter().filter_map(|entry| Some((entry.name, entry.key?))).collect();
        for (index, (name, key)) in keys.iter().enumerate() {
            for (other, other_key) in keys.iter().skip(index + 1) {
                assert_ne!(key, other_key, "{name} and {other}");
            }
        }
    }

    #[test]
    fn no_shortcut_takes_what_the_toolkit_has() {
        for entry in ENTRIES {
            let Some(key) = entry.key else { continue };
            if key.modifiers == Modifiers::COMMAND {
                let taken = [
                    Key::A,
                    Key::C,
                    Key::V,
                    Key::X,
                    Key::Z,
                    Key::Y,
                    Key::Q,
                    Key::Plus,
                    Key::Minus,
                    Key::Num0,
                    Key::Equals,
                ];
                assert!(!taken.contains(&key.logical_key), "{}", entry.name);
            }
            if key.modifiers == Modifiers::COMMAND.plus(Modifiers::SHIFT) {
                assert!(![Key::V, Key::Z].contains(&key.logical_key), "{}", entry.name);
            }
        }
    }

    #[test]
    fn names_are_told_apart() {
        for (index, entry) in ENTRIES.iter().enumerate() {
            assert!(ENTRIES.iter().skip(index + 1).all(|other| other.name != entry.name), "{}", entry.name);
        }
    }
}
