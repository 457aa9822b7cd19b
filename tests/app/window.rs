//! The whole window, driven by labels and roles, without a display.

use crate::desk::{NOW, sample};
use eframe::egui::{self, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::app::message::job::Answer;
use jotsmith::app::value::{CopyTarget, FileAnswer, FileBytes, FilePurpose, Secrecy};
use jotsmith::shell::clipboard::{Board, Clipboard};
use jotsmith::shell::clock::Clock;
use jotsmith::shell::file::FilePicker;
use jotsmith::shell::guess::InlineGuesser;
use jotsmith::shell::keep::InlineKeep;
use jotsmith::shell::keyring::{InlineKeeper, KeyringDesk};
use jotsmith::shell::settings::SettingsFile;
use jotsmith::shell::worker::Inline;
use jotsmith::shell::{App, News, Post, World, channel};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use zeroize::Zeroizing;

/// What a test's world holds.
#[derive(Default)]
pub struct Outside {
    pub clipboard: Option<String>,
    pub file: Option<(&'static str, &'static str)>,
    pub copied: Vec<(String, bool)>,
    /// What is selected in another program.
    pub selected: Option<String>,
    /// What text fields gave to the clipboard.
    pub kept: Vec<(Board, String)>,
    /// Where the platform's dialog puts new files; `None`: there is no dialog.
    pub folder: Option<std::path::PathBuf>,
}

struct TestClipboard(Rc<RefCell<Outside>>, Post);

impl Clipboard for TestClipboard {
    fn read(&mut self) {
        let text = self.0.borrow().clipboard.clone().ok_or_else(|| "The clipboard contains no text".to_owned());
        (self.1)(News::Answer(Answer::Clipboard(text)));
    }

    fn paste(&mut self) {
        let text = self.0.borrow().clipboard.clone().ok_or_else(|| "The clipboard contains no text".to_owned());
        (self.1)(News::Pasted(text.map(Into::into)));
    }

    fn paste_selected(&mut self, place: egui::Pos2) {
        let text = self.0.borrow().selected.clone().unwrap_or_default();
        (self.1)(News::Selected(place, text.into()));
    }

    fn keep(&mut self, board: Board, text: Zeroizing<String>, _: Duration) {
        self.0.borrow_mut().kept.push((board, text.to_string()));
    }

    fn write(&mut self, target: CopyTarget, text: Zeroizing<String>, secrecy: Secrecy, stays: Duration) {
        self.0.borrow_mut().copied.push((text.to_string(), secrecy != Secrecy::Open));
        (self.1)(News::Answer(Answer::Copied(target)));
        if secrecy != Secrecy::Open {
            (self.1)(News::Answer(Answer::SecretHeld(stays.as_secs())));
        }
    }

    fn clear(&mut self) {
        (self.1)(News::Answer(Answer::SecretGone));
    }
}

struct TestFiles(Rc<RefCell<Outside>>, Post);

impl FilePicker for TestFiles {
    fn choose(&mut self, purpose: FilePurpose, _frame: Option<&eframe::Frame>) {
        let result = match self.0.borrow().file {
            Some((name, text)) => FileAnswer::Read(FileBytes::new(name.to_owned(), text.as_bytes().to_vec())),
            None => FileAnswer::NoDialog,
        };
        (self.1)(News::Answer(Answer::File { purpose, result }));
    }

    fn choose_new(&mut self, purpose: FilePurpose, name: &str, _frame: Option<&eframe::Frame>) {
        let result = match &self.0.borrow().folder {
            Some(folder) => FileAnswer::Place(folder.join(name)),
            None => FileAnswer::NoDialog,
        };
        (self.1)(News::Answer(Answer::File { purpose, result }));
    }

    fn read(&mut self, purpose: FilePurpose, path: &str) {
        let result = FileAnswer::Unreadable(format!("The file {path} does not exist"));
        (self.1)(News::Answer(Answer::File { purpose, result }));
    }

    fn write(&mut self, path: &std::path::Path, bytes: std::sync::Arc<[u8]>, is_typed: bool) {
        let result = if is_typed {
            jotsmith::shell::file::write_typed(path, &bytes)
        } else {
            jotsmith::shell::file::write(path, &bytes)
        };
        (self.1)(News::Answer(Answer::File { purpose: FilePurpose::Save, result }));
    }

    fn take_dropped(&mut self, paths: Vec<std::path::PathBuf>) {
        jotsmith::shell::file::dropped::take(paths, &self.1);
    }

    fn abandon(&mut self) {}
}

struct Standing;

impl Clock for Standing {
    fn now(&self) -> i64 {
        NOW
    }

    fn passed(&self) -> i64 {
        0
    }

    fn until_next_second(&self) -> Duration {
        Duration::from_secs(3_600)
    }
}

pub fn window() -> (Harness<'static, App>, Rc<RefCell<Outside>>) {
    window_with(KeyringDesk::default(), SettingsFile::default())
}

/// A window with these keyrings and settings.
pub fn window_with(rings: KeyringDesk, settings: SettingsFile) -> (Harness<'static, App>, Rc<RefCell<Outside>>) {
    window_in(rings, settings, None)
}

/// The same, with a folder for drafts and templates.
pub fn window_in(
    rings: KeyringDesk,
    settings: SettingsFile,
    folder: Option<std::path::PathBuf>,
) -> (Harness<'static, App>, Rc<RefCell<Outside>>) {
    let outside = Rc::new(RefCell::new(Outside::default()));
    let shared = Rc::clone(&outside);
    let harness = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(24).build_eframe(move |creation| {
        let (post, news) = channel(&creation.egui_ctx);
        let world = World {
            executor: Box::new(Inline::new(post.clone())),
            clipboard: Box::new(TestClipboard(Rc::clone(&shared), post.clone())),
            files: Box::new(TestFiles(Rc::clone(&shared), post.clone())),
            keyrings: Box::new(InlineKeeper::new(rings, post.clone())),
            guesser: Box::new(InlineGuesser(post.clone())),
            shelf: Box::new(InlineKeep::new(folder.as_deref(), post.clone())),
            clock: Box::new(Standing),
            zone: jiff::tz::TimeZone::UTC,
            settings,
            notice: None,
            news,
            post,
        };
        App::new(&creation.egui_ctx, world)
    });
    (harness, outside)
}

/// Frames until nothing is left to do; messages that go away by themselves are not waited for.
pub fn settle(harness: &mut Harness<'static, App>) {
    harness.run_steps(8);
}

pub fn paste(harness: &mut Harness<'static, App>, text: &str) {
    harness.event(egui::Event::Paste(text.to_owned()));
    settle(harness);
}

pub fn shows(harness: &Harness<'static, App>, text: &str) -> bool {
    harness.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn paste_without_focus_gives_a_verdict() {
    let (mut harness, _) = window();
    settle(&mut harness);
    assert!(shows(&harness, "Paste a token"));
    paste(&mut harness, sample("Access token, ES256").0);
    assert!(shows(&harness, "Not checked"));
    assert!(shows(&harness, "No key is loaded"));
    assert!(shows(&harness, "user-4711"));
}

#[test]
fn the_paste_button_asks_the_clipboard() {
    let (mut harness, outside) = window();
    settle(&mut harness);
    outside.borrow_mut().clipboard = Some(format!("Bearer {}", sample("Unsecured").0));
    harness.get_all_by_role_and_label(Role::Button, "Paste").next().expect("a Paste button").click();
    settle(&mut harness);
    assert!(shows(&harness, "Unsecured"));
    assert!(shows(&harness, "Bearer"), "what was removed is listed");
}

/// What the window makes of these events before it draws.
fn hooked(harness: &mut Harness<'static, App>, events: Vec<egui::Event>) -> Vec<egui::Event> {
    let ctx = harness.ctx.clone();
    let mut raw = egui::RawInput { events, ..egui::RawInput::default() };
    eframe::App::raw_input_hook(harness.state_mut(), &ctx, &mut raw);
    raw.events
}

#[test]
fn the_keys_for_a_paste_go_the_way_of_the_button() {
    let paste = egui::Event::Key {
        key: egui::Key::V,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::COMMAND,
    };
    let (mut harness, outside) = window();
    settle(&mut harness);
    outside.borrow_mut().clipboard = Some("line\r\nline".to_owned());
    assert_eq!(hooked(&mut harness, vec![paste.clone()]), [], "nothing is read on the window's thread");
    settle(&mut harness);
    assert_eq!(hooked(&mut harness, Vec::new()), [egui::Event::Paste("line\nline".to_owned())]);
    assert_eq!(hooked(&mut harness, Vec::new()), [], "once");
    outside.borrow_mut().clipboard = None;
    hooked(&mut harness, vec![paste]);
    settle(&mut harness);
    assert!(shows(&harness, "The clipboard contains no text"));
}

/// So does the middle button, wherever it is pressed: what is selected elsewhere comes with a later frame.
#[test]
fn a_middle_click_goes_the_same_way() {
    let pos = egui::pos2(600.0, 60.0);
    let button = egui::PointerButton::Middle;
    let click = egui::Event::PointerButton { pos, button, pressed: true, modifiers: egui::Modifiers::NONE };
    let (mut harness, outside) = window();
    settle(&mut harness);
    assert_eq!(hooked(&mut harness, vec![click.clone()]), std::slice::from_ref(&click));
    settle(&mut harness);
    assert_eq!(hooked(&mut harness, Vec::new()), [], "nothing is selected");
    outside.borrow_mut().selected = Some("line\r\nline".to_owned());
    assert_eq!(hooked(&mut harness, vec![click.clone()]), [click], "nothing is read on the window's thread");
    settle(&mut harness);
    assert_eq!(
        hooked(&mut harness, Vec::new()),
        [egui::Event::MiddleClickPaste { pos, text: "line\nline".to_owned() }]
    );
    assert_eq!(hooked(&mut harness, Vec::new()), [], "once");
}

/// Whoever works with the keyboard goes on where they were, whether the dialog did something or not.
#[test]
fn the_keyboard_is_back_where_it_was_when_a_dialog_closes() {
    let (mut harness, outside) = window();
    settle(&mut harness);
    outside.borrow_mut().file = Some(("keys.json", sample("Access token, ES256").1));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num3);
    settle(&mut harness);
    harness.get_all_by_role_and_label(Role::Button, "Load key file…").next().expect("a button").click();
    settle(&mut harness);
    let has_keyboard = |harness: &Harness<'static, App>| {
        let is_key = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Button;
        let key = harness.query_all_by_label_contains("Key ").find(is_key).expect("a key");
        key.accesskit_node().is_focused()
    };
    let is_key = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Button;
    harness.query_all_by_label_contains("Key ").find(is_key).expect("a key").focus();
    settle(&mut harness);
    assert!(has_keyboard(&harness));
    for end in [egui::Key::Escape, egui::Key::Enter] {
        harness.key_press(egui::Key::F2);
        settle(&mut harness);
        assert!(shows(&harness, "Your name for it") && !has_keyboard(&harness));
        harness.event(egui::Event::Text("signer".to_owned()));
        settle(&mut harness);
        harness.key_press(end);
        settle(&mut harness);
        assert!(!shows(&harness, "Your name for it") && has_keyboard(&harness), "{end:?}");
    }
    assert!(shows(&harness, "signer"), "and it was named");
}

#[test]
fn a_key_file_verifies() {
    let (mut harness, outside) = window();
    paste(&mut harness, sample("Access token, ES256").0);
    outside.borrow_mut().file = Some(("keys.json", sample("Access token, ES256").1));
    harness
        .get_all_by_role_and_label(Role::Button, "Load key file…")
        .next()
        .expect("a button that loads a key")
        .click();
    settle(&mut harness);
    assert!(shows(&harness, "Valid, with a problem: "));
}

#[test]
fn a_jwe_opens_with_its_key_file() {
    let (mut harness, outside) = window();
    paste(&mut harness, sample("Encrypted, RSA-OAEP-256").0);
    assert!(shows(&harness, "Encrypted: "));
    outside.borrow_mut().file = Some(("key.json", sample("Encrypted, RSA-OAEP-256").1));
    harness
        .get_all_by_role_and_label(Role::Button, "Load key file…")
        .next()
        .expect("a button that loads a key")
        .click();
    settle(&mut harness);
    assert!(shows(&harness, "Valid, with a problem: "));
    assert!(shows(&harness, "Mira"));
}

#[test]
fn broken_expired_and_several_tokens() {
    let (mut harness, _) = window();
    paste(&mut harness, sample("Broken").0);
    assert!(shows(&harness, "Invalid JSON at byte"));
    paste(&mut harness, sample("Expired").0);
    assert!(shows(&harness, "Expired"));
    paste(&mut harness, &format!("{}\n{}", sample("Expired").0, sample("Unsecured").0));
    assert_eq!(harness.state().view().token.candidates.len(), 2);
}

#[test]
fn a_sample_opens_with_a_click() {
    let (mut harness, _) = window();
    settle(&mut harness);
    let sample = harness
        .query_all_by_label_contains("Signed, then encrypted")
        .find(|node| node.accesskit_node().role() == Role::Button);
    sample.expect("a button for the sample").click();
    settle(&mut harness);
    assert!(shows(&harness, "Valid: decrypted with"));
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        panic!("the window's thread reads no file")
    }
}

/// Whatever is dropped is read elsewhere, with the same care as a file that is chosen.
#[test]
fn dropped_files_are_read_away_from_the_windows_thread() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("token.jwt"), sample("Access token, ES256").0).unwrap();
    std::fs::write(at("key.json"), sample("Access token, ES256").1).unwrap();
    let (mut harness, _) = window();
    settle(&mut harness);
    for name in ["token.jwt", "key.json", "missing.pem"] {
        harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(at(name))));
    }
    harness.step();
    harness.input_mut().dropped_files.clear();
    // How long a busy machine takes to read them is not what is tested.
    for _ in 0..3000 {
        harness.step();
        if shows(&harness, "Valid, with a problem: ") {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    settle(&mut harness);
    assert!(shows(&harness, "Valid, with a problem: "));
    assert!(shows(&harness, "does not exist"));
}

/// What explained a thing is gone as soon as a dialog lies above it.
#[test]
fn no_tooltip_lies_above_a_dialog() {
    let (mut harness, _) = window();
    paste(&mut harness, sample("Access token, ES256").0);
    let button = harness.get_all_by_role_and_label(Role::Button, "Copy header").next().expect("a button").rect();
    harness.event(egui::Event::PointerMoved(button.center()));
    let tooltips = |harness: &Harness<'static, App>| {
        harness.ctx.memory(|memory| {
            memory.areas().visible_layer_ids().iter().filter(|layer| layer.order == egui::Order::Tooltip).count()
        })
    };
    harness.run_steps(90);
    assert_eq!(tooltips(&harness), 1, "the pointer rests on a button");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    harness.run_steps(4);
    assert!(harness.state().view().dialog.is_some());
    assert_eq!(tooltips(&harness), 0);
}

/// In the smallest window, with the list of tokens open, each pane shows something of what is in it.
#[test]
fn the_desk_leaves_room_for_the_panes_in_a_small_window() {
    let (mut harness, _) = window();
    harness.set_size(egui::vec2(900.0, 600.0));
    paste(&mut harness, &format!("{}\n{}", sample("Access token, ES256").0, sample("Expired").0));
    harness.key_press(egui::Key::F4);
    settle(&mut harness);
    let boxes = |label: &str| -> Vec<_> {
        harness.query_all_by_label(label).filter_map(|node| node.accesskit_node().bounding_box()).collect()
    };
    let drawer = boxes("Timeline").first().expect("the drawer").y0;
    // A member of the header below the first, one of the claims, and what is said of the signature lie above the drawer.
    for label in ["kid", "sub", "No key is loaded"] {
        let lowest = boxes(label).iter().map(|place| place.y1).fold(0.0, f64::max);
        assert!(lowest > 0.0 && lowest <= drawer, "{label}: {lowest} of {drawer}");
    }
}
