//! Where things stand: nothing is cut, and the room goes to what needs it.

use super::*;
use crate::app::message::notice::Notice;
use crate::app::value::size::SizePage;

/// The harness keeps a margin of 8 points around what it shows.
const MARGIN: f32 = 8.0;

/// A window of this size.
fn at(view: View, width: f32, height: f32) -> Harness<'static, Stage> {
    let mut stage = stage_of(view, width + MARGIN * 2.0, height + MARGIN * 2.0);
    stage.run();
    stage
}

fn strip(harness: &Harness<'_, Stage>) -> Rect {
    harness.get_by_role(Part::Status).rect()
}

fn tabs(harness: &Harness<'_, Stage>) -> Rect {
    harness.get_by_role_and_label(Part::Tab, "Timeline").rect()
}

fn with_text(text: &str) -> View {
    let mut view = fabricated::verified();
    view.token.parts.clear();
    view.token.text = text.into();
    view.token.revision = 30;
    view
}

#[test]
fn the_token_box_follows_its_text() {
    let top = |text: &str| strip(&at(with_text(text), 1280.0, 800.0)).top();
    let row = theme::ROW;
    let (one, three, five, many) =
        (top("e30.e30.AA"), top(&"a".repeat(400)), top(&"a".repeat(790)), top(&"a".repeat(20_000)));
    assert_eq!(one, top("e30.\ne30."), "two rows at least");
    assert!((three - one - row).abs() < 0.5, "{one} {three}");
    assert!((five - one - row * 3.0).abs() < 0.5, "{one} {five}");
    assert_eq!(five, many, "five rows at most");
    let low = strip(&at(with_text(&"a".repeat(20_000)), 900.0, 600.0)).top();
    assert!(low <= 120.0 + MARGIN, "three rows in a low window: {low}");
}

#[test]
fn the_panes_have_the_most_room_in_a_low_window() {
    for (text, least) in [("e30.e30.AA".to_owned(), 285.0), ("a".repeat(20_000), 265.0)] {
        let harness = at(with_text(&text), 900.0, 600.0);
        let panes = tabs(&harness).top() - strip(&harness).bottom();
        assert!(panes >= least, "{panes}");
        let drawer = 600.0 + MARGIN - theme::STATUS - tabs(&harness).bottom();
        assert!(drawer >= 52.0, "one finding is seen: {drawer}");
    }
}

#[test]
fn the_bytes_of_a_signature_never_cover_what_is_said_of_it() {
    for (width, height) in [(1280.0, 800.0), (900.0, 600.0), (700.0, 900.0)] {
        let mut view = fabricated::rejected();
        view.signature.entries[0].reasons = (0..6)
            .map(|number| {
                let message = format!("Reason {number} that takes more than a line in so narrow a pane");
                ReasonView::new(message, "Do".repeat(20))
            })
            .collect();
        let harness = at(view, width, height);
        let note = harness.get_by_label("2 other keys tried").rect();
        let bytes = harness.query_by_label("Bytes: Hex").map(|node| node.rect());
        assert!(bytes.is_none_or(|bytes| bytes.top() >= note.bottom()), "{note:?} {bytes:?}");
    }
}

#[test]
fn a_note_on_broken_json_is_wrapped_within_its_pane() {
    let text = "Invalid JSON at byte 150: unexpected end; expected the closing quote";
    for (width, height) in [(1280.0, 800.0), (900.0, 600.0), (700.0, 900.0)] {
        let mut view = fabricated::rejected();
        view.claims.note = Some(Note { tone: Tone::Bad, text: text.into(), token: None });
        view.header.note = view.claims.note.clone();
        let harness = at(view, width, height);
        let notes: Vec<Rect> = harness
            .query_all_by(|node| node.role() == Part::Label && node.value().as_deref() == Some(text))
            .map(|node| node.rect())
            .collect();
        assert_eq!(notes.len(), 2);
        if width > 850.0 {
            let header = harness.get_by_label("Copy header").rect().right() + theme::PAD;
            assert!(notes[0].right() <= header, "{notes:?} {header}");
            assert!(notes[0].height() > 20.0, "{notes:?}");
        }
        let right = harness.get_by_label("Copy claims").rect().right() + theme::PAD;
        assert!(notes[1].right() <= right, "{notes:?} {right}");
    }
}

#[test]
fn a_subtitle_is_shown_whole_or_not_at_all() {
    let shown = |width: f32| {
        let harness = at(fabricated::verified(), width, 600.0);
        harness.query_all_by(|node| node.value().as_deref() == Some("61 bytes")).map(|node| node.rect().width()).next()
    };
    let whole = shown(1280.0).expect("there is room");
    assert_eq!(shown(1600.0), Some(whole));
    for width in [860.0, 880.0, 900.0, 940.0, 980.0] {
        assert!(shown(width).is_none_or(|found| (found - whole).abs() < 1.0), "{width}");
    }
}

#[test]
fn the_limits_of_size_are_seen_without_scrolling() {
    let mut view = fabricated::verified();
    view.drawer.tab = DrawerTab::Size;
    view.drawer.size.page = SizePage::Limits;
    let row = view.drawer.size.limits.first().cloned().expect("a row");
    view.drawer.size.limits = ["URL", "Cookie", "Header line", "All headers"]
        .map(|name| LimitRow { name: name.into(), ..row.clone() })
        .into();
    let harness = at(view, 1280.0, 800.0);
    let last = harness.query_all_by(|node| node.value().as_deref() == Some("All headers")).next().unwrap().rect();
    assert!(last.bottom() <= 800.0 + MARGIN - theme::STATUS, "{last:?}");
}

#[test]
fn words_of_ours_are_not_broken() {
    let mut view = fabricated::locked();
    let words = "key agreement with key wrapping, ECDH-ES+A256KW and an uncommonly-long-name-of-an-algorithm";
    view.signature.facts = vec![("Mode".into(), vec![Run::new(words, Role::Plain)])];
    let harness = at(view, 900.0, 600.0);
    let label = harness.query_all_by(|node| node.value().as_deref() == Some(words)).next().expect("the fact is there");
    let pane = label.rect();
    assert!(pane.right() <= 900.0 + MARGIN && pane.height() > 40.0, "{pane:?}");
}

#[test]
fn where_there_is_no_token_there_are_no_empty_panes() {
    let mut view = fabricated::verified();
    let message = Message { title: "What a token looks like".into(), ..Message::default() };
    view.instead = Some(message);
    let harness = at(view, 1280.0, 800.0);
    assert!(says(&harness, "What a token looks like"));
    assert!(harness.query_by_label("Copy header").is_none());
    assert!(harness.query_by_role_and_label(Part::Tab, "Timeline").is_some(), "the drawer stays");
}

#[test]
fn every_copy_is_confirmed_in_one_place() {
    let mut view = fabricated::verified();
    assert!(!says(&at(view.clone(), 1280.0, 800.0), "Copied"));
    view.just_copied = Some(CopyTarget::Export("markdown"));
    assert!(says(&at(view, 1280.0, 800.0), "Copied"));
}

/// What one is about to read is not under a message: it has lines of its own above the bottom line.
#[test]
fn a_message_covers_nothing() {
    for (width, height) in [(1280.0, 800.0), (900.0, 600.0)] {
        let mut view = fabricated::verified();
        view.notices = fabricated::broken().notices;
        let count = view.notices.len();
        let harness = at(view, width, height);
        let messages: Vec<_> = harness.query_all_by_label("Close the message").map(|node| node.rect()).collect();
        assert_eq!(messages.len(), count);
        let status = harness.get_by_label("Times: UTC").rect();
        let tabs = harness.query_all_by_role(Part::Tab).map(|node| node.rect());
        for other in tabs.chain([status]) {
            let is_covered = messages.iter().any(|message| message.shrink(1.0).intersects(other));
            assert!(!is_covered, "{other:?} under {messages:?}");
        }
        assert!(messages.iter().all(|message| message.bottom() <= status.top() + 12.0), "{messages:?} over {status:?}");
        let drawer = harness.get_by_label("Hide the drawer").rect();
        assert!(drawer.bottom() < messages[0].top());
    }
}

#[test]
fn messages_that_come_together_are_all_read() {
    for (width, height) in [(1280.0, 800.0), (900.0, 600.0)] {
        let mut view = fabricated::verified();
        let long = |id: u64| {
            format!(
                "{id}: the kid of the template, \"prod-2025\", gave way to the key's: the key has the kid \"prod-2026\", and whoever verifies the token looks for that one"
            )
        };
        let told = |id: u64| Notice { id, tone: Tone::Warning, text: long(id), actions: Vec::new() };
        view.notices = vec![told(1)];
        let mut harness = at(view, width, height);
        for count in 2..=4 {
            harness.state_mut().view.notices.push(told(count));
            harness.run();
            let text = |id: u64| {
                let text = long(id);
                let mut found = harness.query_all_by(|node| node.value().as_deref() == Some(&*text));
                found.next().expect("it is told").rect()
            };
            let shown: Vec<Rect> = (1..=count).map(text).collect();
            let bottom = height + MARGIN - theme::STATUS;
            for (index, line) in shown.iter().enumerate() {
                assert!(line.bottom() <= bottom + 1.0, "{width}x{height}, {index} of {count}: {line:?}, {bottom}");
                let above = shown[..index].last();
                assert!(above.is_none_or(|above| above.bottom() <= line.top()), "{index} of {count}: {shown:?}");
            }
            assert!(bottom - shown[shown.len() - 1].bottom() < 30.0, "they end above the bottom line: {shown:?}");
        }
    }
}
