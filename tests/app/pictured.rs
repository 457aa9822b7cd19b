//! A picture of the panes: what is drawn for it says nothing that is masked, and its pixels are the file.

use crate::desk::sample;
use crate::window::{Outside, paste, settle, shows, window};
use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, ColorImage, ScreenshotCallback, Shape, ViewportCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jotsmith::shell::App;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

const PERSON: &str = include_str!("../data/tokens/finding-person.jwt");

/// Every text that was painted in the last frame.
fn painted(harness: &Harness<'static, App>) -> String {
    fn collect(shape: &Shape, out: &mut Vec<String>) {
        match shape {
            Shape::Text(text) => out.push(text.galley.text().to_owned()),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    harness.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, &mut out));
    out.join("\n")
}

fn paints(harness: &Harness<'static, App>, text: &str) -> bool {
    painted(harness).contains(text)
}

/// The request for the window's pixels that came with the last frame.
fn request(harness: &Harness<'static, App>) -> Option<ScreenshotCallback> {
    let commands = harness.output().viewport_output.values().flat_map(|viewport| &viewport.commands);
    commands.into_iter().find_map(|command| match command {
        ViewportCommand::Screenshot(callback) => Some(callback.clone()),
        _ => None,
    })
}

/// Asks for the picture in the tab of exports, and goes on to the frame that is to be pictured.
fn ask(harness: &mut Harness<'static, App>) -> ScreenshotCallback {
    for (role, name) in
        [(Role::Tab, "Export"), (Role::RadioButton, "Report as a page"), (Role::Button, "Save picture…")]
    {
        let found = harness.query_all_by_role_and_label(role, name).last();
        found.unwrap_or_else(|| panic!("no {role:?} {name}")).click_accesskit();
        if role != Role::Button {
            settle(harness);
        }
    }
    for _ in 0..20 {
        harness.step();
        if let Some(callback) = request(harness) {
            return callback;
        }
    }
    panic!("no picture was asked for");
}

fn load_key(harness: &mut Harness<'static, App>, outside: &RefCell<Outside>, key: &'static str) {
    outside.borrow_mut().file = Some(("key.json", key));
    let button = harness.get_all_by_role_and_label(Role::Button, "Load key file…").next();
    button.expect("a button that loads a key").click();
    settle(harness);
}

#[test]
fn a_picture_is_drawn_of_what_is_masked_and_saved() {
    let (mut harness, outside): (_, Rc<RefCell<Outside>>) = window();
    let folder = tempfile::tempdir().expect("a folder");
    outside.borrow_mut().folder = Some(folder.path().to_owned());
    paste(&mut harness, PERSON);
    let callback = ask(&mut harness);
    let shown = painted(&harness);
    // The frame that is taken is the next one.
    harness.step();
    for shown in [shown, painted(&harness)] {
        for left in
            ["ada", "lovelace", "example.org", "login.example", "user-4711", "k2Zs8q0V", "7946", "1815", "james"]
        {
            assert!(!shown.to_lowercase().contains(&left.to_lowercase()), "{left} in {shown}");
        }
        for left in ["203.0.113.7", "GB29NWBK", "4111111", "078-05", "F32.1", "51.5", "0.13", "PaLVczWs", "3d a2 d5"] {
            assert!(!shown.contains(left), "{left} in {shown}");
        }
        for kept in
            ["HS256", "email", "@redacted.invalid", "1795442940", "expires in 9 min", "Not checked", "Redacted: "]
        {
            assert!(shown.contains(kept), "no {kept} in {shown}");
        }
    }
    let pixels = vec![Color32::from_rgba_premultiplied(10, 20, 30, 0), Color32::WHITE];
    callback.complete(Arc::new(ColorImage::new([2, 1], pixels)));
    let path = folder.path().join("token.png");
    for _ in 0..400 {
        harness.step();
        if shows(&harness, "Saved as") {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(shows(&harness, "Saved as"));
    let rows = png_rows(&path);
    assert_eq!(rows, ([2, 1], vec![[10, 20, 30, 255], [255, 255, 255, 255]]));
    settle(&mut harness);
    assert!(paints(&harness, "Ada Lovelace"), "the panes are back");
}

/// Size and pixels of a PNG file.
fn png_rows(path: &std::path::Path) -> ([usize; 2], Vec<[u8; 4]>) {
    let image = eframe::icon_data::from_png_bytes(&std::fs::read(path).expect("it was written")).expect("a PNG file");
    let (pixels, _) = image.rgba.as_chunks::<4>();
    ([image.width as usize, image.height as usize], pixels.to_vec())
}

#[test]
fn what_was_decrypted_is_masked_too() {
    let (mut harness, outside) = window();
    paste(&mut harness, sample("Encrypted, RSA-OAEP-256").0);
    load_key(&mut harness, &outside, sample("Encrypted, RSA-OAEP-256").1);
    assert!(paints(&harness, "Mira"));
    ask(&mut harness);
    assert!(!paints(&harness, "Mira"));
    for kept in ["RSA-OAEP-256", "name-", "Valid"] {
        assert!(paints(&harness, kept), "no {kept} in {}", painted(&harness));
    }
}

#[test]
fn a_window_that_nobody_draws_is_back_after_a_while() {
    let (mut harness, _) = window();
    paste(&mut harness, PERSON);
    ask(&mut harness);
    for _ in 0..400 {
        std::thread::sleep(Duration::from_millis(20));
        harness.step();
        if shows(&harness, "No picture of the window could be taken") {
            assert!(paints(&harness, "Ada Lovelace"));
            return;
        }
    }
    panic!("the picture stays in the place of the panes");
}
