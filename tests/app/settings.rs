//! The settings: what can be set in the window is in the file at once, and the other way round.

use crate::desk::{Desk, sample};
use crate::window::{paste, settle, shows, window_with};
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::message::policy::PolicyCommand;
use jotsmith::app::message::settings::{Remembered, SettingsCommand};
use jotsmith::app::message::size::SizeCommand;
use jotsmith::app::value::policy::PolicyText;
use jotsmith::app::value::settings::{Settings, SettingsPage, Swap};
use jotsmith::app::value::size::{Baseline, Carrier, OwnLimit, Traffic};
use jotsmith::app::value::{CopyTarget, DrawerTab, PaneMode, ThemeChoice, TimeStyle};
use jotsmith::app::view::{Dialog, SettingsView};
use jotsmith::shell::App;
use jotsmith::shell::keyring::KeyringDesk;
use jotsmith::shell::settings::SettingsFile;
use serde_json::{Map, Value, json};

fn open(desk: &mut Desk, page: SettingsPage) {
    desk.send(Command::Settings(SettingsCommand::Open(page)));
}

fn shown(desk: &Desk) -> SettingsView {
    match desk.view().dialog {
        Some(Dialog::Settings(view)) => *view,
        other => panic!("no settings: {other:?}"),
    }
}

/// What the last command wrote.
fn written(desk: &Desk) -> Settings {
    let written = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::SaveSettings(settings) => Some(settings.clone()),
        _ => None,
    });
    written.expect("saved")
}

fn limit(name: &str) -> Command {
    let own = OwnLimit { name: name.to_owned(), carrier: Carrier::HeaderLine, bytes: 2_000 };
    Command::Size(SizeCommand::AddLimit(own))
}

fn expect(desk: &mut Desk, name: &str) {
    let issuer = "https://auth.example.com".to_owned();
    let text = PolicyText { name: name.to_owned(), issuer, ..PolicyText::default() };
    desk.send(Command::Policy(PolicyCommand::Set(Box::new(text))));
}

/// Sets everything that the dialog sets otherwise than it was.
fn set_all(desk: &mut Desk) {
    let traffic = Traffic { requests: 3, pages: 4, users: 5, services: 6 };
    for command in [
        Command::SetTheme(ThemeChoice::Dark),
        Command::HeaderMode(PaneMode::Json),
        Command::ClaimsMode(PaneMode::Json),
        Command::SignatureMode(PaneMode::Base64url),
        Command::ToggleDrawer,
        Command::SetTimeStyle(TimeStyle::Local),
        Command::SetLeeway(60),
        Command::Size(SizeCommand::Compare(Baseline::Sub)),
        Command::Size(SizeCommand::SetTraffic(traffic)),
        Command::Size(SizeCommand::AsCookie(true)),
        Command::Size(SizeCommand::SetCookieName("s".to_owned())),
        Command::Size(SizeCommand::SetAddress("https://a.example/?t=".to_owned())),
        Command::Size(SizeCommand::SetOthers(7)),
        limit("Gateway"),
        Command::Settings(SettingsCommand::ClearSecretsAfter(120)),
        Command::Keyring(KeyringCommand::SetAutoLock(None)),
        Command::Settings(SettingsCommand::KeepDraft(false)),
        Command::Mute("EXP_FAR".to_owned()),
    ] {
        desk.send(command);
    }
    expect(desk, "Orders API");
}

/// A member of the file that no control sets fails here, unless a person sets it by what they do.
#[test]
fn each_member_of_the_file_can_be_set() {
    let by_doing = ["drawer_tab", "maximized"];
    let mut desk = Desk::new();
    let mut before = Map::new();
    Settings::default().write(&mut before);
    set_all(&mut desk);
    let mut after = Map::new();
    written(&desk).write(&mut after);
    let flat = |members: &Map<String, Value>| -> Vec<(String, Value)> {
        let inner = |name: &String, value: &Value| match value {
            Value::Object(inner) => {
                inner.iter().map(|(each, value)| (format!("{name}.{each}"), value.clone())).collect()
            }
            value => vec![(name.clone(), value.clone())],
        };
        members.iter().flat_map(|(name, value)| inner(name, value)).collect()
    };
    for (name, value) in flat(&after) {
        let was = flat(&before).into_iter().find(|(other, _)| *other == name).map(|(_, value)| value);
        assert_ne!(Some(value).as_ref() == was.as_ref(), !by_doing.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn defaults_are_restored_without_what_is_remembered_and_can_be_taken_back() {
    let mut desk = Desk::new();
    set_all(&mut desk);
    let set = written(&desk);
    open(&mut desk, SettingsPage::Appearance);
    desk.send(Command::Settings(SettingsCommand::Forget(Remembered::Choices)));
    let default = written(&desk);
    assert_eq!((default.theme, default.leeway, default.secret_stays), (ThemeChoice::System, 0, 30));
    assert_eq!((&default.expectations, &default.muted), (&set.expectations, &set.muted));
    assert_eq!(default.size.sending.own, set.size.sending.own);
    let undo = shown(&desk).done.expect("it can be undone").actions[0].command.clone();
    desk.send(undo);
    assert_eq!(written(&desk), set);
}

#[test]
fn each_kind_of_what_is_remembered_is_forgotten_alone_and_put_back() {
    let mut desk = Desk::new();
    desk.paste(sample("Access token, ES256").0);
    set_all(&mut desk);
    expect(&mut desk, "Billing");
    let set = written(&desk);
    for what in [Remembered::Expectations, Remembered::Muted, Remembered::Limits] {
        open(&mut desk, SettingsPage::Remembered);
        desk.send(Command::Settings(SettingsCommand::Forget(what)));
        let left = written(&desk);
        let gone =
            [left.expectations.is_empty(), left.muted.is_empty(), left.size.sending.own.is_empty()].map(usize::from);
        assert_eq!(gone.iter().sum::<usize>(), 1, "{what:?}");
        let undo = shown(&desk).done.expect("it can be undone").actions[0].command.clone();
        desk.send(undo);
        assert_eq!(written(&desk), set, "{what:?}");
        desk.send(Command::CloseDialog);
    }
    // What is no longer there is no longer expected.
    desk.send(Command::Policy(PolicyCommand::Choose(jotsmith::app::value::policy::Expecting::Named(
        "Billing".to_owned(),
    ))));
    assert_eq!(desk.view().status.expects, "Expects Billing");
    desk.send(Command::Settings(SettingsCommand::Forget(Remembered::Expectations)));
    assert_eq!(desk.view().status.expects, "Expects anything");
}

/// What was set is in the file when the window is still open.
fn set(harness: &mut Harness<'static, App>, control: &str) {
    harness.get_by_label(control).click();
    settle(harness);
}

#[test]
fn the_keyboard_opens_them_and_a_click_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (settings, _) = SettingsFile::at(folder.path().to_owned(), "test");
    let (mut harness, outside) = window_with(KeyringDesk::default(), settings);
    settle(&mut harness);
    paste(&mut harness, sample("Unsecured").0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    settle(&mut harness);
    assert!(shows(&harness, "Restore defaults"));
    let file =
        || -> Value { serde_json::from_slice(&std::fs::read(folder.path().join("settings.json")).unwrap()).unwrap() };
    set(&mut harness, "Theme: Light");
    assert_eq!(file()["theme"], "light");
    set(&mut harness, "Privacy");
    set(&mut harness, "Clear the clipboard after: 2 min");
    set(&mut harness, "Keep the draft when the window closes");
    set(&mut harness, "Lock keyrings after: never");
    let kept = file();
    let privacy = [&kept["clipboard_seconds"], &kept["keep_draft"], &kept["auto_lock_minutes"]];
    assert_eq!(privacy, [&json!(120), &json!(false), &Value::Null]);
    set(&mut harness, "Times");
    set(&mut harness, "Show times: Local time");
    assert_eq!(file()["time_style"], "local");
    set(&mut harness, "Appearance");
    set(&mut harness, "Reset size and panes");
    assert_eq!(file()["window"], json!([1280.0, 800.0]));
    set(&mut harness, "Close");
    // A secret stays as long as was set.
    harness.get_by_label("Copy").click();
    settle(&mut harness);
    assert_eq!(outside.borrow().copied.len(), 1);
    assert!(shows(&harness, "Clipboard cleared in 120 s"));
}

#[test]
fn a_draft_that_is_not_to_be_kept_leaves_the_disk_at_once() {
    use jotsmith::app::message::builder::keep::KeepWork;
    let mut desk = Desk::new();
    desk.start();
    let kept = |desk: &Desk| {
        let kept = desk.asked.iter().rev().find_map(|effect| match effect {
            Effect::Keep(KeepWork::Draft(draft)) => Some(draft.is_some()),
            _ => None,
        });
        kept.expect("the disk was told")
    };
    assert!(kept(&desk));
    desk.send(Command::Settings(SettingsCommand::KeepDraft(false)));
    assert!(!kept(&desk));
    desk.start();
    assert!(!kept(&desk));
    desk.send(Command::Settings(SettingsCommand::KeepDraft(true)));
    assert!(kept(&desk));
}

/// A token that is pasted into a field of the settings stays out of their file as well.
#[test]
fn nothing_secret_is_written() {
    let token = sample("Access token, ES256").0;
    let mut desk = Desk::new();
    desk.paste(token);
    set_all(&mut desk);
    desk.send(Command::Size(SizeCommand::SetAddress(format!("https://a.example/?t={token}"))));
    desk.send(Command::SelectTab(DrawerTab::Size));
    desk.send(Command::Copy(CopyTarget::Token));
    let mut members = Map::new();
    written(&desk).write(&mut members);
    assert!(!Value::Object(members).to_string().contains("eyJ"));
}

#[test]
fn whether_memory_is_locked_is_told_where_it_was_asked() {
    let mut desk = Desk::new();
    open(&mut desk, SettingsPage::Privacy);
    assert_eq!(shown(&desk).memory, None);
    for (swap, word) in [(Swap::Never, "Locked"), (Swap::Limited(8 << 20), "Not locked")] {
        desk.send(Command::Answer(Box::new(Answer::Swap(swap))));
        let (said, why) = shown(&desk).memory.expect("it is told");
        assert_eq!(said, word);
        assert_eq!(why.contains("8,388,608"), swap != Swap::Never, "{why}");
    }
}
