//! The window as pictures: panes and dialogs in both themes and two sizes, compared with a tolerance.
//!
//! They are drawn on the CPU (`tests/picture`), so they need no GPU and no display, and are the same on every machine. A
//! word more or less stays below the tolerance: words are pinned by `tree`. What a picture holds is where things are and
//! what colour they have.

use crate::golden;
use crate::tree::{Stage, show, state};
use eframe::egui::TexturesDelta;
use egui_kittest::{Harness, TestRenderer};
use jotsmith::app::message::command::Command;
use jotsmith::app::value::ThemeChoice;
use picture::{Picture, SAME, Textures};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const THEMES: [(&str, ThemeChoice); 2] = [("dark", ThemeChoice::Dark), ("light", ThemeChoice::Light)];
const SIZES: [[u16; 2]; 2] = [[1280, 800], [900, 600]];

/// The states of [`crate::tree`] of which there are pictures.
const PANES: &[&str] = &[
    "inspect/empty",
    "inspect/verified",
    "inspect/expired",
    "inspect/nested",
    "inspect/sd-jwt",
    "inspect/trusted",
    "inspect/act-offered",
    "inspect/act-done",
    "inspect/own-key",
    "inspect/layers",
    "inspect/claims-open",
    "inspect/desk-together",
    "inspect/findings",
    "inspect/checklist",
    "inspect/timeline",
    "inspect/size",
    "inspect/export-cookie",
    "build/templates",
    "build/signed",
    "build/nested-two-recipients",
    "keys/session",
    "keys/private",
    "keys/anchors",
];
const DIALOGS: &[&str] = &[
    "dialog/add-key-readings",
    "dialog/policy",
    "dialog/share",
    "dialog/palette",
    "dialog/shortcuts",
    "dialog/keyring-create-strength",
];

#[test]
fn panes() {
    compare(PANES);
}

#[test]
fn dialogs() {
    compare(DIALOGS);
}

#[test]
fn a_picture_that_differs_is_seen() {
    let one = Picture { size: [100, 100], pixels: vec![[10, 20, 30]; 10_000] };
    let mut other = Picture { size: [100, 100], pixels: one.pixels.clone() };
    for pixel in &mut other.pixels[..20] {
        pixel[1] += 2 * SAME;
    }
    assert_eq!(one.difference(&other), None, "20 of 10,000");
    other.pixels[20][1] += 2 * SAME;
    assert_eq!(one.difference(&other).as_deref(), Some("21 of 10000 pixels differ"));
    other.pixels.fill([10 + SAME, 20, 30]);
    assert_eq!(one.difference(&other), None, "a shade");
    other.size = [200, 50];
    assert!(one.difference(&other).is_some());
}

#[test]
fn every_picture_has_its_state() {
    // Those that are new are being written meanwhile.
    if golden::is_renewed() {
        return;
    }
    let expected: BTreeSet<PathBuf> = [PANES, DIALOGS]
        .concat()
        .iter()
        .flat_map(|name| THEMES.map(|(theme, _)| SIZES.map(|size| path(name, theme, size))).concat())
        .collect();
    let files: BTreeSet<PathBuf> = golden::files(&golden::folder("picture"), "png").into_iter().collect();
    assert_eq!(files, expected);
}

fn path(name: &str, theme: &str, [width, height]: [u16; 2]) -> PathBuf {
    golden::folder("picture").join(format!("{name}-{theme}-{width}x{height}.png"))
}

fn compare(names: &[&str]) {
    let mut differences = Vec::new();
    for name in names {
        let textures = Shared::default();
        let stage = Stage::new(state(name));
        let mut harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_max_steps(24)
            .renderer(textures.clone())
            .build_ui_state(show, stage);
        for (theme, choice) in THEMES {
            harness.state_mut().window.send(Command::SetTheme(choice));
            for size in SIZES {
                harness.set_size(size.map(f32::from).into());
                harness.run_steps(4);
                let drawn = textures.draw(&harness, size);
                differences.extend(difference(&path(name, theme, size), &drawn));
            }
        }
    }
    golden::agree(differences);
}

/// How a picture differs from its file, which is written anew where goldens are renewed.
fn difference(path: &Path, drawn: &Picture) -> Option<String> {
    let golden = Picture::read(path);
    let difference = match &golden {
        Some(golden) => golden.difference(drawn)?,
        None => "there is no such picture".to_owned(),
    };
    if golden::is_renewed() {
        drawn.write(path);
        return None;
    }
    let name = path.file_stem().expect("a name").to_string_lossy();
    let aside = |what: &str| Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.{what}.png"));
    let mut said = format!("{}: {difference}", path.display());
    drawn.write(&aside("actual"));
    said.push_str(&format!("\n  drawn:  {}", aside("actual").display()));
    if let Some(golden) = golden.filter(|golden| golden.size == drawn.size) {
        golden.marked(drawn).write(&aside("difference"));
        said.push_str(&format!("\n  marked: {}", aside("difference").display()));
    }
    Some(said)
}

/// The textures of a window, taken from what egui gives a renderer.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Textures>>);

impl TestRenderer for Shared {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.borrow_mut().change(delta);
    }
}

impl Shared {
    fn draw(&self, harness: &Harness<'_, Stage>, size: [u16; 2]) -> Picture {
        let output = harness.output();
        let primitives = harness.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        self.0.borrow().draw(&primitives, size.map(usize::from))
    }
}
