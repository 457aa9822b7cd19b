//! Selective disclosure, templates of one's own and the kept draft in the whole window, driven by labels and roles.

use crate::build_window::{press, type_text};
use crate::window::{Outside, settle, shows, window, window_in};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jotsmith::app::value::Workspace;
use jotsmith::shell::App;
use jotsmith::shell::keyring::KeyringDesk;
use jotsmith::shell::settings::SettingsFile;
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

type Window = Harness<'static, App>;

fn kept_in(folder: &Path) -> (Window, Rc<RefCell<Outside>>) {
    let (mut harness, outside) = window_in(KeyringDesk::default(), SettingsFile::default(), Some(folder.to_path_buf()));
    settle(&mut harness);
    (harness, outside)
}

/// Scrolls to what is further down in a column, and presses it.
fn reach(harness: &mut Window, name: &str) {
    let node = harness.query_all_by_label(name).next().unwrap_or_else(|| panic!("nothing is called {name}"));
    node.scroll_to_me();
    settle(harness);
    press(harness, name);
}

#[test]
fn a_credential_is_made_and_presented() {
    let (mut harness, outside) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Verifiable credential (SD-JWT VC)");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    assert!(shows(&harness, "9 of 14 claims can be withheld"));
    press(&mut harness, "Copy token");
    let disclosures =
        |outside: &Rc<RefCell<Outside>>| outside.borrow().copied.last().unwrap().0.matches('~').count() - 1;
    assert_eq!(disclosures(&outside), 9);
    reach(&mut harness, "Can be withheld: /birthdate");
    assert!(shows(&harness, "8 of 14 claims can be withheld"));
    press(&mut harness, "Copy token");
    assert_eq!(disclosures(&outside), 8);
    reach(&mut harness, "Present it");
    reach(&mut harness, "Show /given_name");
    reach(&mut harness, "Show /address/locality");
    reach(&mut harness, "Copy presentation");
    // Given name, address, and the locality in it.
    assert_eq!(disclosures(&outside), 3);
    reach(&mut harness, "Inspect it");
    assert_eq!(harness.state().view().workspace, Workspace::Inspect);
    assert!(shows(&harness, "Valid: signature verified"));
    assert!(shows(&harness, "Anytown") && !shows(&harness, "1 Main St"));
}

#[test]
fn a_template_is_saved_found_again_and_deleted_with_a_way_back() {
    let place = tempfile::tempdir().unwrap();
    let (mut harness, _) = kept_in(place.path());
    press(&mut harness, "Build");
    press(&mut harness, "Access token (RFC 9068)");
    press(&mut harness, "More of the builder");
    press(&mut harness, "Save as template…");
    type_text(&mut harness, "Name of the template", "Ours");
    press(&mut harness, "Save");
    assert!(shows(&harness, "Saved as template Ours, without keys"));
    drop(harness);

    let (mut harness, _) = kept_in(place.path());
    // What was being built is there as well.
    assert!(shows(&harness, "Your draft was restored"));
    press(&mut harness, "Show it");
    assert!(shows(&harness, "Restored from"));
    assert!(!shows(&harness, "Your draft was restored"), "said once");
    press(&mut harness, "New…");
    assert!(shows(&harness, "Your templates"));
    press(&mut harness, "Your template Ours");
    assert!(harness.state().view().build.can_undo, "it took the place of the restored draft");
    press(&mut harness, "New…");
    press(&mut harness, "Delete the template Ours");
    assert!(shows(&harness, "Template Ours deleted") && !shows(&harness, "Your templates"));
    press(&mut harness, "Undo");
    assert!(shows(&harness, "Your templates"));
}
