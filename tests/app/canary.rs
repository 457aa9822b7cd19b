//! A run of the window with marked secrets, typed, pasted, loaded and kept, and a search for the marks in everything that
//! stays: what a screen reader is told, egui's memory, the title, the view, the settings, the folder of keyrings.

use crate::desk::sample;
use crate::window::{Outside, window_with};
use eframe::egui::{self, Id, Key, Modifiers, TextEdit, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::shell::App;
use jotsmith::shell::keyring::KeyringDesk;
use jotsmith::shell::settings::SettingsFile;
use jotsmith::store::keyring::KeyringFolder;
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

/// What is marked. Long and rare: found wherever it stays.
const TYPED: &str = "canary-typed-secret-0d7e61-not-to-stay";
const PASTED: &str = "canary-pasted-secret-93c5fa-not-to-stay";
const PASSPHRASE: &str = "canary-passphrase-b8120e-not-to-stay";
const WRONG: &str = "canary-wrong-passphrase-4a7d09-not-to-stay";
/// The private value of tests/data/keys/p256.pkcs8.pem, and a line of that file.
const PRIVATE: &str = "lJrs52jkXK663Jy49Ttb36pp2DHa6IsB8eUw007lNJ4";
const PEM: &str = include_str!("../data/keys/p256.pkcs8.pem");

/// Fields of text that egui keeps something of.
const FIELDS: [&str; 5] =
    ["token field", "secret field", "dialog field", "keyring passphrase", "keyring passphrase again"];

fn marks() -> Vec<String> {
    let mut marks = vec![PRIVATE.to_owned(), PEM.lines().nth(1).expect("base64").to_owned()];
    for text in [TYPED, PASTED, PASSPHRASE, WRONG] {
        marks.push(text.to_owned());
        for skip in 0..3 {
            let part = &text.as_bytes()[skip..];
            marks.push(data_encoding::BASE64URL_NOPAD.encode(&part[..part.len() / 3 * 3]));
        }
    }
    marks
}

struct Run {
    harness: Harness<'static, App>,
    outside: Rc<RefCell<Outside>>,
    folder: tempfile::TempDir,
}

impl Run {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let rings = KeyringDesk::at(KeyringFolder::at(folder.path().join("keyrings")));
        let (settings, _) = SettingsFile::at(folder.path().join("config"), "canary");
        let (harness, outside) = window_with(rings, settings);
        let mut run = Self { harness, outside, folder };
        run.settle();
        run
    }

    fn settle(&mut self) {
        self.harness.run_steps(8);
    }

    fn click(&mut self, label: &str) {
        let found = self.harness.get_all_by_role_and_label(Role::Button, label).next();
        found.unwrap_or_else(|| panic!("no button {label}")).click();
        self.settle();
    }

    fn fill(&mut self, role: Role, label: &str, text: &str) {
        let field = self.harness.get_all_by_role_and_label(role, label).next();
        field.unwrap_or_else(|| panic!("no field {label}")).focus();
        self.settle();
        self.harness.get_all_by_role_and_label(role, label).next().expect("still there").type_text(text);
        self.settle();
    }

    fn paste(&mut self, text: &str) {
        self.harness.event(egui::Event::Paste(text.to_owned()));
        self.settle();
    }

    fn shows(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    /// All that can be read out of the window, by a program of the desktop or by one that reads its memory of fields.
    fn readable(&self) -> String {
        let mut out = format!("{}\n{:?}\n", self.harness.state().view().title(), self.harness.state().view());
        for node in self.harness.root().children_recursive() {
            let node = node.accesskit_node();
            out.push_str(&format!("{:?} {:?} {:?}\n", node.label(), node.value(), node.description()));
        }
        let ctx = &self.harness.ctx;
        out.push_str(&ctx.memory(|memory| format!("{memory:?}\n")));
        for name in FIELDS {
            let Some(state) = TextEdit::load_state(ctx, Id::unique(name)) else { continue };
            // Every text that could be brought back with Ctrl+Z or Ctrl+Y, in the field or by egui.
            let mut undoer = state.undoer();
            let mut at = Default::default();
            while let Some(earlier) = undoer.undo(&at).cloned() {
                out.push_str(&format!("{name}: {earlier:?}\n"));
                at = earlier;
            }
            while let Some(later) = undoer.redo(&at).cloned() {
                out.push_str(&format!("{name}: {later:?}\n"));
                at = later;
            }
        }
        out
    }

    #[track_caller]
    fn assert_clean(&self, when: &str) {
        let readable = self.readable();
        for mark in marks() {
            let at = readable.find(&mark);
            let around = at.map(|at| &readable[at.saturating_sub(60)..(at + mark.len()).min(readable.len())]);
            assert_eq!(around, None, "{when}");
        }
    }
}

fn assert_files_clean(folder: &Path, count: &mut usize) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            assert_files_clean(&path, count);
            continue;
        }
        *count += 1;
        let bytes = std::fs::read(&path).unwrap();
        for mark in marks() {
            assert!(!bytes.windows(mark.len()).any(|window| window == mark.as_bytes()), "{mark} in {}", path.display());
        }
    }
}

#[test]
fn marked_secrets_stay_nowhere() {
    let mut run = Run::new();
    let token = sample("Shared secret, HS256").0;
    run.paste(token);
    assert!(run.readable().contains(token), "what may be seen is found where the marks are searched");

    // Typed into the dialog, given up, typed again and added.
    for is_added in [false, true] {
        run.click("Paste key");
        let label = "A JWK, a JWK Set, PEM, a certificate, or the secret of an HMAC";
        run.fill(Role::PasswordInput, label, TYPED);
        run.assert_clean("while a secret is typed, which is shown as dots");
        run.click(if is_added { "Add key" } else { "Cancel" });
        run.assert_clean("after a secret was typed");
    }
    assert!(run.shows("1 key"), "it was added");

    // Pasted where the token goes, by itself and with the field in focus.
    let jwk =
        format!(r#"{{"kty":"oct","kid":"marked","k":"{}"}}"#, data_encoding::BASE64URL_NOPAD.encode(PASTED.as_bytes()));
    run.paste(&jwk);
    run.click("Move it to the keys");
    run.assert_clean("after a key was moved away from the token");
    run.harness.get_all_by_role_and_label(Role::MultilineTextInput, "Token").next().expect("a field").focus();
    run.settle();
    for text in [jwk.replace("marked", "again"), PEM.to_owned()] {
        run.paste(&text);
        run.click("Move it to the keys");
        run.assert_clean("after a key was pasted into the field in focus and moved");
        // What could be undone is.
        run.harness.key_press_modifiers(Modifiers::CTRL, Key::Z);
        run.settle();
        run.assert_clean("after Ctrl+Z");
    }

    // From a file, also one that is broken.
    run.click("Keys");
    for (name, text) in [("p256.pem", PEM), ("broken.pem", &PEM[..PEM.len() / 2])] {
        run.outside.borrow_mut().file = Some((name, text));
        run.click("Load key file…");
        run.assert_clean("after a key file was loaded");
    }

    // Into a keyring, which is locked, not opened with a wrong passphrase, and opened.
    run.assert_clean("where keys are listed");
    run.click("More");
    run.click("Keep all in a keyring…");
    if run.harness.query_all_by_role_and_label(Role::PasswordInput, "Passphrase").next().is_none() {
        run.click("Next");
    }
    run.fill(Role::TextInput, "Name", "prod");
    run.fill(Role::PasswordInput, "Passphrase", PASSPHRASE);
    run.assert_clean("while a passphrase is typed, whose strength is shown");
    run.fill(Role::PasswordInput, "Repeat it", PASSPHRASE);
    run.click("Create keyring");
    run.assert_clean("after a keyring was made");
    run.click("Lock");
    run.assert_clean("after it was locked");
    for passphrase in [WRONG, PASSPHRASE] {
        run.click("Unlock…");
        run.fill(Role::PasswordInput, "Passphrase", passphrase);
        run.click("Unlock");
        run.assert_clean("after a passphrase was typed");
        if passphrase == WRONG {
            assert!(run.shows("assphrase"), "it says that it is wrong");
            run.harness.key_press(Key::Escape);
            run.settle();
        }
    }
    assert!(run.shows("prod"));

    // Copied: on the clipboard, as was asked, and nowhere else.
    run.click("Inspect");
    run.click("Clear");
    run.assert_clean("at the end");
    let kept = KeyringFolder::at(run.folder.path().join("keyrings")).list().unwrap();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let folder = run.folder;
    // The window closes and writes its settings.
    drop(run.harness);
    let mut count = 0;
    assert_files_clean(folder.path(), &mut count);
    println!("{} marks searched in {count} files: found nowhere", marks().len());
    assert!(count >= 1);
}
