//! The builder: commands in, view out.

use crate::desk::{Desk, NOW, sample};
use crate::golden::Said;
use crate::in_step::is_of_kid;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::builder::{
    BuildCopy, EditMode, Field, Follow, PayloadKind, Quick, Slot, Structure, TamperSource, Writing,
};
use jotsmith::app::value::{CopyTarget, Tone, Workspace};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{BuildView, ChangeRow, DraftView, Page};

/// RFC 7515 A.3 prints this key; this one is of the same kind and nobody's.
fn build(desk: &mut Desk, command: BuildCommand) -> View {
    desk.send(Command::Build(command))
}

fn draft(view: &BuildView) -> &DraftView {
    match &view.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn token(view: &View) -> String {
    let token = draft(&view.build).result.token.as_ref().expect("a token was made");
    assert!(token.is_current, "the token is of the draft as it stands");
    token.text.to_string()
}

fn refusal(view: &View) -> (String, Vec<String>) {
    let result = &draft(&view.build).result;
    assert!(result.token.as_ref().is_none_or(|token| !token.is_current), "nothing was made");
    (result.title.clone(), result.reasons.iter().map(|(message, _)| message.clone()).collect())
}

fn template(name: &str) -> usize {
    jotsmith::engine::builder::template::TEMPLATES.iter().position(|template| template.name == name).unwrap()
}

/// Starts from a template, and makes the keys that it needs.
fn start(desk: &mut Desk, name: &str) -> View {
    let mut view = build(desk, BuildCommand::StartTemplate(template(name)));
    for _ in 0..3 {
        let made = match &view.build.page {
            Page::Templates(page) => page.waiting.as_ref().map(|(_, actions)| actions[0].command.clone()),
            Page::Draft(draft) => draft.result.actions.first().map(|action| action.command.clone()),
            _ => None,
        };
        match made {
            Some(command @ Command::Build(BuildCommand::MakeKey(_) | BuildCommand::SetKey(..))) => {
                view = desk.send(command)
            }
            _ => break,
        }
    }
    view
}

fn header(view: &View) -> String {
    draft(&view.build).signature.as_ref().unwrap().protected.text.to_string()
}

fn claims(view: &View) -> String {
    draft(&view.build).payload.editor.as_ref().unwrap().text.to_string()
}

fn changes(view: &View) -> Vec<ChangeRow> {
    draft(&view.build).result.original.as_ref().unwrap().changes.clone()
}

/// A secret of 32 bytes, and nobody's.
const SECRET: &str = r#"{"kty":"oct","kid":"shared","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;

#[test]
fn from_a_template_over_a_changed_claim_to_a_verified_token() {
    let mut said = Said::new("app/build/from_a_template_over_a_changed_claim_to_a_verified_token");
    let mut desk = Desk::new();
    let view = desk.send(Command::Show(Workspace::Build));
    let Page::Templates(page) = &view.build.page else { panic!("templates are shown first") };
    assert!(page.cards.iter().any(|card| card.title == "CDN access grant"));
    let view = build(&mut desk, BuildCommand::StartTemplate(template("access-token")));
    let result = &draft(&view.build).result;
    assert_eq!(result.title, "No key to sign with yet");
    assert_eq!(result.actions[0].label, "Generate a key for this");
    let view = desk.send(result.actions[0].command.clone());
    assert_eq!(view.keys.rows.len(), 1, "it is among the session's keys");
    said.line(&view.notices.last().expect("a message").text);
    assert!(header(&view).contains(r#""alg":"ES256","typ":"at+jwt","kid":""#), "{}", header(&view));
    let changed = claims(&view).replace("orders:read", "orders:admin");
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, changed));
    let made = token(&view);
    let copied = desk.copied(CopyTarget::Build(BuildCopy::Token)).unwrap();
    assert_eq!(copied, (made.clone(), true), "kept out of clipboard histories");
    let view = build(&mut desk, BuildCommand::OpenInInspect);
    assert_eq!((view.workspace, view.token.text.as_ref()), (Workspace::Inspect, made.as_str()));
    assert_eq!(view.verdict.word, "Valid");
    said.agree();
}

#[test]
fn every_template_makes_a_token_that_inspect_accepts() {
    for template in jotsmith::engine::builder::template::TEMPLATES {
        // RSA keys take seconds to make in a debug build.
        let mut desk = Desk::new();
        let needs_rsa = template.algorithms.first().is_some_and(|name| name.starts_with("RS"));
        if needs_rsa {
            start(&mut desk, "session");
            start(&mut desk, "access-token");
        }
        let view = start(&mut desk, template.name);
        assert!(!token(&view).is_empty(), "{}", template.name);
        let view = build(&mut desk, BuildCommand::OpenInInspect);
        assert_eq!(view.verdict.tone, Tone::Good, "{}: {:?}", template.name, view.verdict);
    }
}

#[test]
fn what_is_typed_is_what_is_signed() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    let odd = "{ \"b\" :1e0,\n\t\"a\":\"\\u0041\" , \"n\":1.10 }";
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, odd.to_owned()));
    let payload = token(&view).split('.').nth(1).unwrap().to_owned();
    assert_eq!(jotsmith::engine::ground::base64url::decode(&payload).bytes, odd.as_bytes());
    let view = build(&mut desk, BuildCommand::SetCompacted(true));
    let payload = token(&view).split('.').nth(1).unwrap().to_owned();
    assert_eq!(
        String::from_utf8(jotsmith::engine::ground::base64url::decode(&payload).bytes).unwrap(),
        r#"{"b":1e0,"a":"\u0041","n":1.10}"#,
        "spaces between values go, lexemes stay"
    );
}

#[test]
fn broken_json_names_the_byte_and_keeps_what_was_made() {
    let mut said = Said::new("app/build/broken_json_names_the_byte_and_keeps_what_was_made");
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    let view = desk.start();
    let before = token(&view);
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, "{\n  \"a\": 01\n}".to_owned()));
    let (title, _) = refusal(&view);
    assert_eq!(title, "The claims are not JSON yet");
    let editor = draft(&view.build).payload.editor.clone().unwrap();
    let (span, message) = editor.fault.unwrap();
    assert_eq!(&editor.text[span.start..span.end], "01");
    said.line(&message);
    let stale = draft(&view.build).result.token.as_ref().unwrap();
    assert!(!stale.is_current && *stale.text == *before, "nothing jumps");
    assert_eq!(desk.copied(CopyTarget::Build(BuildCopy::Token)), None, "an older token is not copied by mistake");
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, r#"{"a":1,"a":2}"#.to_owned()));
    let (span, message) = draft(&view.build).payload.editor.as_ref().unwrap().fault.clone().unwrap();
    assert!(span.start < span.end);
    said.line(&message);
    said.agree();
}

#[test]
fn algorithm_follows_key_and_key_follows_algorithm() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    build(&mut desk, BuildCommand::StartTemplate(template("access-token")));
    build(&mut desk, BuildCommand::MakeKey(Slot::Signature(0)));
    let view = build(&mut desk, BuildCommand::SetAlgorithm(Slot::Signature(0), "HS256".to_owned()));
    assert_eq!(draft(&view.build).signature.as_ref().unwrap().choice.as_ref().unwrap().picker.key, None);
    let view = desk.choose();
    let choice = draft(&view.build).signature.as_ref().unwrap().choice.clone().unwrap();
    assert_eq!(choice.picker.words, "shared");
    assert!(header(&view).contains(r#""alg":"HS256""#) && header(&view).contains(r#""kid":"shared""#));
    let elliptic = choice.picker.keys.iter().find(|key| key.words.starts_with("EC")).unwrap().value;
    let view = build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(elliptic)));
    assert!(header(&view).contains(r#""alg":"ES256""#), "{}", header(&view));
    // Typed into the header, it is chosen as well.
    let typed = header(&view).replace("ES256", "HS256");
    let view = build(&mut desk, BuildCommand::Edit(Field::Protected(0), typed));
    let choice = draft(&view.build).signature.as_ref().unwrap().choice.clone().unwrap();
    assert_eq!((choice.algorithm.as_str(), choice.picker.key), ("HS256", None));
    desk.choose();
    let view = build(&mut desk, BuildCommand::Settle);
    assert!(header(&view).contains(r#""kid":"shared""#));
    token(&view);
}

#[test]
fn a_header_that_is_left_alone_stays() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::LeftAlone));
    let odd = "{ \"alg\" : \"HS256\" }";
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), odd.to_owned()));
    let view = build(&mut desk, BuildCommand::Settle);
    assert_eq!(header(&view), odd);
    let part = token(&view).split('.').next().unwrap().to_owned();
    assert_eq!(jotsmith::engine::ground::base64url::decode(&part).bytes, odd.as_bytes());
    // With alg alone, kid and typ are not put in.
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), "{\"x\":1}".to_owned()));
    let view = build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::AlgorithmOnly));
    assert_eq!(header(&view), r#"{"alg":"HS256","x":1}"#);
}

#[test]
fn an_inspected_token_is_carried_over_byte_for_byte() {
    let mut said = Said::new("app/build/an_inspected_token_is_carried_over_byte_for_byte");
    let (text, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    desk.paste(text);
    let view = build(&mut desk, BuildCommand::EditInspected);
    assert_eq!(view.workspace, Workspace::Build);
    let bytes = |part: usize| jotsmith::engine::ground::base64url::decode(text.split('.').nth(part).unwrap()).bytes;
    assert_eq!(header(&view).as_bytes(), bytes(0));
    assert_eq!(claims(&view).as_bytes(), bytes(1));
    let original = draft(&view.build).result.original.clone().unwrap();
    assert!(original.changes.is_empty());
    let (tone, words) = original.signature.unwrap();
    assert_eq!(tone, Tone::Good);
    said.line(&words);
    // A space is enough.
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, format!("{} ", claims(&view))));
    let original = draft(&view.build).result.original.clone().unwrap();
    said.line(original.signature.unwrap().1);
    assert!(original.changes.is_empty(), "no member differs");
    let view = build(&mut desk, BuildCommand::Quick(Quick::Expires(-3_600)));
    let [change] = changes(&view).try_into().unwrap();
    assert_eq!((change.word, change.name.as_str(), change.is.as_str()), ("changed", "exp", "1795438800"));
    assert!(!draft(&view.build).payload.editor.as_ref().unwrap().marks.is_empty());
    build(&mut desk, BuildCommand::SetText(Field::Claims, "new".to_owned(), "x".to_owned()));
    let view = build(&mut desk, BuildCommand::RemoveMember(Field::Claims, "iss".to_owned()));
    let words: Vec<&str> = changes(&view).iter().map(|change| change.word).collect();
    assert_eq!(words, ["changed", "added", "removed"]);
    // Only the public half of the sample's key is at hand.
    let (title, _) = refusal(&view);
    assert_eq!(title, "No key to sign with yet");
    let make = draft(&view.build).result.actions[0].command.clone();
    let view = desk.send(make);
    assert_ne!(token(&view), text);
    assert_eq!(header(&view).as_bytes(), bytes(0), "the header is left alone");
    let rows = draft(&view.build).result.remarks.iter().filter(|row| is_of_kid(row));
    // The new key is called by its thumbprint.
    said.line(rows.filter_map(|row| row.text.split(" (").next()).collect::<Vec<_>>().join("\n"));
    assert_eq!(view.token.text.as_ref(), text, "nothing is signed anew in its place");
    let difference = &draft(&view.build).result.token.as_ref().unwrap().difference;
    said.line(difference);
    let view = build(&mut desk, BuildCommand::OpenInInspect);
    said.line(&view.verdict.word);
    said.agree();
}

#[test]
fn an_edited_token_is_signed_with_the_key_that_is_chosen_for_it_and_no_other() {
    let mut said = Said::new("app/build/an_edited_token_is_signed_with_the_key_that_is_chosen_for_it_and_no_other");
    let (text, _) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.add_key(include_str!("../data/keys/p256.jwk.json"));
    desk.paste(text);
    // A key that fits is at hand, and offered first; whether it is to sign this token is not for the program to say.
    let view = build(&mut desk, BuildCommand::EditInspected);
    let (title, _) = refusal(&view);
    assert_eq!(title, "No key to sign with yet");
    let picker = draft(&view.build).signature.as_ref().unwrap().choice.as_ref().unwrap().picker.clone();
    assert_eq!((picker.key, &*picker.words, picker.keys[0].fits), (None, "Choose a key", true));
    let labels: Vec<&str> = picker.actions.iter().map(|action| action.label.as_str()).collect();
    assert_eq!(labels, ["New key", "Paste key or secret…", "Load key file…"]);
    // Nor does it take one that comes while the person is elsewhere.
    desk.send(Command::Show(Workspace::Keys));
    desk.add_key(include_str!("../data/keys/rfc7517-b.jwk.json"));
    let view = desk.send(Command::Show(Workspace::Build));
    assert_eq!(draft(&view.build).signature.as_ref().unwrap().choice.as_ref().unwrap().picker.key, None);
    let view = build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(picker.keys[0].value)));
    let made = token(&view);
    assert_eq!(made.rsplit_once('.').unwrap().0, text.rsplit_once('.').unwrap().0, "header and claims are kept");
    assert_ne!(made, text);
    said.line(&draft(&view.build).result.title);
    let rows = draft(&view.build).result.remarks.iter().filter(|row| is_of_kid(row));
    said.line(rows.map(|row| row.text.as_str()).collect::<Vec<_>>().join("\n"));
    assert_eq!(view.token.text.as_ref(), text, "Inspect shows what it showed");
    said.agree();
}

#[test]
fn what_is_too_weak_is_refused_until_the_person_says_so() {
    let mut said = Said::new("app/build/what_is_too_weak_is_refused_until_the_person_says_so");
    let mut desk = Desk::new();
    desk.add_key(r#"{"kty":"oct","kid":"short","k":"AyM1SysPpbyDfgZld3umjQ"}"#);
    desk.add_key(SECRET);
    desk.start();
    let short = desk.view().keys.rows.iter().find(|row| row.name == "short").unwrap().id;
    let view = build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(short)));
    let (title, reasons) = refusal(&view);
    assert_eq!(title, "Too weak to issue");
    said.line(reasons.join("\n"));
    assert_eq!(draft(&view.build).result.allowed, Some(false));
    let view = build(&mut desk, BuildCommand::AllowWeak(true));
    token(&view);
    assert_eq!((draft(&view.build).result.allowed, draft(&view.build).result.tone), (Some(true), Tone::Warning));
    // Typing keeps it; another key or algorithm does not.
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, "{}".to_owned()));
    token(&view);
    let view = build(&mut desk, BuildCommand::SetAlgorithm(Slot::Signature(0), "HS512".to_owned()));
    assert_eq!(draft(&view.build).result.allowed, Some(false));
    said.agree();
}

#[test]
fn unsecured_only_behind_its_switch() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    let view = desk.start();
    let offered = &draft(&view.build).signature.as_ref().unwrap().choice.as_ref().unwrap().algorithms;
    assert!(offered.iter().all(|row| row.value != "none"));
    let view = build(&mut desk, BuildCommand::SetUnsecured(true));
    assert_eq!(refusal(&view).0, "Too weak to issue");
    let view = build(&mut desk, BuildCommand::AllowWeak(true));
    assert!(token(&view).ends_with('.') && header(&view).contains(r#""alg":"none""#));
    let view = build(&mut desk, BuildCommand::SetUnsecured(false));
    assert!(header(&view).contains(r#""alg":"HS256""#), "{}", header(&view));
    assert!(!token(&view).ends_with('.'));
}

#[test]
fn quick_actions_write_whole_numbers_and_leave_the_rest() {
    let mut said = Said::new("app/build/quick_actions_write_whole_numbers_and_leave_the_rest");
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    let typed = "{\n  \"sub\" : \"a\",\n  \"exp\": 5\n}";
    build(&mut desk, BuildCommand::Edit(Field::Claims, typed.to_owned()));
    let view = build(&mut desk, BuildCommand::Quick(Quick::Expires(300)));
    assert_eq!(claims(&view), format!("{{\n  \"sub\" : \"a\",\n  \"exp\": {}\n}}", NOW + 300));
    let editor = draft(&view.build).payload.editor.clone().unwrap();
    let selected = editor.selected.unwrap();
    assert_eq!(&editor.text[selected.start..selected.end], (NOW + 300).to_string());
    for quick in [Quick::IssuedNow, Quick::NotBeforeNow, Quick::NewId, Quick::AddRole("admin".to_owned())] {
        build(&mut desk, BuildCommand::Quick(quick));
    }
    let text = claims(&desk.view());
    assert!(text.contains(&format!("\"iat\" : {NOW}")) || text.contains(&format!("\"iat\": {NOW}")), "{text}");
    assert!(text.contains("[\"admin\"]") && text.contains("\"jti\""), "{text}");
    // The time at the caret is read out; a date becomes a whole number.
    let caret = text.find("exp").unwrap() + 8;
    let view = build(&mut desk, BuildCommand::Caret(Field::Claims, caret));
    let time = draft(&view.build).payload.at_caret.clone().unwrap();
    said.line(&time.words);
    let view = build(&mut desk, BuildCommand::SetTimeAtCaret("2026-11-24 00:00".to_owned()));
    assert!(claims(&view).contains("\"exp\": 1795478400"), "{}", claims(&view));
    let dated = claims(&view).replace("1795478400", "\"2026-11-25T00:00:00Z\"");
    build(&mut desk, BuildCommand::Edit(Field::Claims, dated));
    let view = build(&mut desk, BuildCommand::Caret(Field::Claims, caret));
    let time = draft(&view.build).payload.at_caret.clone().unwrap();
    assert_eq!(time.fix.as_deref(), Some("Make it 1795564800"));
    let view = build(&mut desk, BuildCommand::SetTimeAtCaret(time.date));
    assert!(claims(&view).contains("\"exp\": 1795564800"));
    said.agree();
}

#[test]
fn the_form_edits_the_same_text() {
    let mut said = Said::new("app/build/the_form_edits_the_same_text");
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    let typed = "{\"n\" : 1.10, \"sub\":\"a\\u0062\",\n \"exp\":1795442400}";
    build(&mut desk, BuildCommand::Edit(Field::Claims, typed.to_owned()));
    let view = build(&mut desk, BuildCommand::ClaimsMode(EditMode::Form));
    let rows = draft(&view.build).payload.form.clone().unwrap();
    assert_eq!((rows[1].value.as_str(), rows[1].is_text), ("ab", true));
    assert_eq!((rows[0].value.as_str(), rows[0].is_text), ("1.10", false));
    said.line(&rows[2].reading);
    let set = |desk: &mut Desk, name: &str, value: &str| {
        build(desk, BuildCommand::SetJson(Field::Claims, name.to_owned(), value.to_owned()))
    };
    build(&mut desk, BuildCommand::SetText(Field::Claims, "sub".to_owned(), "x\"y".to_owned()));
    let view = set(&mut desk, "exp", "2026-11-24");
    assert_eq!(claims(&view), "{\"n\" : 1.10, \"sub\":\"x\\\"y\",\n \"exp\":1795478400}");
    let view = set(&mut desk, "n", "[1,");
    assert!(claims(&view).contains("1.10"), "half of a value is not taken");
    said.line(&view.notices.last().expect("a message").text);
    said.agree();
}

#[test]
fn undo_and_redo_reach_across_the_whole_builder() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    let view = desk.start();
    let first = (claims(&view), token(&view));
    for text in ["{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1}"] {
        build(&mut desk, BuildCommand::Edit(Field::Claims, text.to_owned()));
    }
    build(&mut desk, BuildCommand::SetStructure(Structure::SignThenEncrypt));
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(draft(&view.build).structure, Structure::Sign);
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(claims(&view).starts_with("{\"a\"") && claims(&view) != "{\"a\":1}", "{}", claims(&view));
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!((claims(&view), token(&view)), first, "HMAC is deterministic: the same token again");
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(!view.build.can_undo && view.build.can_redo, "the choice of the key was a step as well");
    for _ in 0..4 {
        build(&mut desk, BuildCommand::Redo);
    }
    let view = desk.view();
    assert_eq!(draft(&view.build).structure, Structure::SignThenEncrypt);
    assert_eq!(claims(&view), "{\"a\":1}");
}

#[test]
fn older_answers_are_dropped_and_the_old_token_stays_dimmed() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    let view = desk.start();
    let before = token(&view);
    desk.held = Some(Vec::new());
    build(&mut desk, BuildCommand::Edit(Field::Claims, "{\"a\":1}".to_owned()));
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, "{\"a\":2}".to_owned()));
    let shown = draft(&view.build).result.token.as_ref().unwrap();
    assert!(!shown.is_current && *shown.text == *before);
    let jobs = desk.held.take().unwrap();
    let [old, new] = jobs.try_into().unwrap();
    let view = desk.send(Command::Answer(Box::new(old.run())));
    assert!(!draft(&view.build).result.token.as_ref().unwrap().is_current, "an older answer is dropped");
    let view = desk.send(Command::Answer(Box::new(new.run())));
    assert_ne!(token(&view), before);
}

#[test]
fn several_signatures_each_with_its_own_key() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    start(&mut desk, "access-token");
    let view = build(&mut desk, BuildCommand::Add(Slot::Signature(0)));
    let edit = draft(&view.build).signature.clone().unwrap();
    assert_eq!((edit.tabs.len(), edit.index, edit.writing), (2, 1, Writing::General));
    let picker = edit.choice.unwrap().picker;
    assert_eq!(picker.key, None, "whose it is, the person says");
    let shared = picker.keys.iter().find(|key| key.name == "shared").expect("it is offered").value;
    build(&mut desk, BuildCommand::SetKey(Slot::Signature(1), Some(shared)));
    let view = build(&mut desk, BuildCommand::Edit(Field::Unprotected(1), "{\"note\":\"second\"}".to_owned()));
    assert!(token(&view).contains("\"signatures\""));
    let view = build(&mut desk, BuildCommand::OpenInInspect);
    assert_eq!(view.signature.entries.len(), 2);
    assert!(view.signature.entries.iter().all(|entry| entry.tone != Tone::Bad), "{:?}", view.signature.entries);
    build(&mut desk, BuildCommand::Remove(Slot::Signature(1)));
    let view = build(&mut desk, BuildCommand::SetWriting(Slot::Signature(0), Writing::Flattened));
    assert!(token(&view).contains("\"signature\":"));
}

#[test]
fn several_recipients_with_shared_and_own_headers() {
    let mut desk = Desk::new();
    start(&mut desk, "encrypted-profile");
    let view = build(&mut desk, BuildCommand::Add(Slot::Recipient(0)));
    let actions = draft(&view.build).result.actions.clone();
    assert_eq!(draft(&view.build).result.title, "Recipient 2 has no key yet");
    build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(1), "A256KW".to_owned()));
    let view = desk.send(actions[0].command.clone());
    token(&view);
    build(&mut desk, BuildCommand::Edit(Field::SharedHeader, "{\"x\":\"shared\"}".to_owned()));
    build(&mut desk, BuildCommand::Edit(Field::RecipientHeader(1), "{\"y\":\"own\"}".to_owned()));
    build(&mut desk, BuildCommand::Edit(Field::Aad, "covered".to_owned()));
    let view = build(&mut desk, BuildCommand::Settle);
    let made = token(&view);
    assert!(made.contains("\"recipients\"") && made.contains("\"aad\"") && made.contains("\"own\""), "{made}");
    let view = build(&mut desk, BuildCommand::OpenInInspect);
    assert_eq!(view.signature.entries.len(), 2);
    assert!(view.signature.entries.iter().any(|entry| entry.tone == Tone::Good), "{:?}", view.signature.entries);
}

#[test]
fn detached_unencoded_and_other_payloads() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    build(&mut desk, BuildCommand::SetPayload(PayloadKind::Text));
    let payload = "hello, world";
    build(&mut desk, BuildCommand::Edit(Field::Text, payload.to_owned()));
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), "{\"alg\":\"HS256\"}".to_owned()));
    let view = build(&mut desk, BuildCommand::SetDetached(true));
    assert!(token(&view).contains(".."));
    assert_eq!(
        desk.copied(CopyTarget::Build(BuildCopy::DetachedPayload)).unwrap().0,
        payload,
        "what the token does not carry is at hand"
    );
    build(&mut desk, BuildCommand::SetDetached(false));
    let view = build(&mut desk, BuildCommand::SetUnencoded(true));
    assert!(header(&view).contains("\"b64\":false") && header(&view).contains("\"crit\":[\"b64\"]"));
    assert!(token(&view).contains(&format!(".{payload}.")));
    let view = build(&mut desk, BuildCommand::SetUnencoded(false));
    assert!(!header(&view).contains("b64"), "{}", header(&view));
    token(&view);
}

#[test]
fn a_password_with_a_chosen_count_and_compression_with_its_warning() {
    let mut said = Said::new("app/build/a_password_with_a_chosen_count_and_compression_with_its_warning");
    let mut desk = Desk::new();
    desk.add_key(r#"{"kty":"oct","kid":"password","k":"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ"}"#);
    desk.start();
    build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), "PBES2-HS256+A128KW".to_owned()));
    desk.choose();
    let view = build(&mut desk, BuildCommand::Edit(Field::Count(0), "many".to_owned()));
    said.line(refusal(&view).0);
    let view = build(&mut desk, BuildCommand::Edit(Field::Count(0), "2,000".to_owned()));
    token(&view);
    let encryption = draft(&view.build).encryption.clone().unwrap();
    assert!(encryption.count.is_some() && encryption.parties.is_none());
    let view = build(&mut desk, BuildCommand::SetCompressed(true));
    let encryption = draft(&view.build).encryption.clone().unwrap();
    assert!(encryption.protected.text.contains("\"zip\":\"DEF\""));
    said.line(draft(&view.build).result.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join("\n"));
    let view = build(&mut desk, BuildCommand::SetCompressed(false));
    assert!(!draft(&view.build).encryption.as_ref().unwrap().protected.text.contains("zip"));
    said.agree();
}

#[test]
fn the_cdn_grant_shows_both_halves_and_copies_the_public_set() {
    let mut said = Said::new("app/build/the_cdn_grant_shows_both_halves_and_copies_the_public_set");
    let mut desk = Desk::new();
    let view = start(&mut desk, "cdn-grant");
    let halves = draft(&view.build).result.halves.clone().unwrap();
    said.line(halves.signer.join("\n"));
    said.line(halves.checker.join("\n"));
    let (set, is_secret) = desk.copied(halves.copy.unwrap()).unwrap();
    assert!(set.starts_with("{\"keys\":[{\"kty\":\"EC\"") && !set.contains("\"d\":") && !is_secret, "{set}");
    // The CDN has nothing but the set, and checks the grant.
    let made = token(&desk.view());
    let mut cdn = Desk::new();
    cdn.add_key(&set);
    assert_eq!(cdn.paste(&made).verdict.word, "Valid");
    said.agree();
}

#[test]
fn the_tamper_set_is_listed_opened_and_exported() {
    let mut desk = Desk::new();
    start(&mut desk, "access-token");
    let view = build(&mut desk, BuildCommand::Tamper(TamperSource::Built));
    let Page::Tamper(page) = &view.build.page else { panic!("no variants") };
    assert!(page.rows.len() > 20 && page.rows[0].expected == "accept");
    let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
    let at = names.iter().position(|name| name.contains("none")).unwrap_or_else(|| panic!("{names:?}"));
    let (json, _) = desk.copied(CopyTarget::Build(BuildCopy::TamperSet)).unwrap();
    assert!(json.contains("jotsmith-tamper-1") && !json.contains("\"d\":"));
    let (variant, _) = desk.copied(CopyTarget::Build(BuildCopy::Variant(at))).unwrap();
    let view = build(&mut desk, BuildCommand::OpenVariant(at));
    assert_eq!(view.token.text.as_ref(), variant);
    assert_ne!(view.verdict.tone, Tone::Good);
    let view = build(&mut desk, BuildCommand::CloseTamper);
    draft(&view.build);
}

#[test]
fn a_nested_token_is_carried_over_whole() {
    let mut desk = Desk::new();
    start(&mut desk, "nested");
    let before = build(&mut desk, BuildCommand::OpenInInspect);
    assert_eq!(before.verdict.word, "Valid");
    let view = build(&mut desk, BuildCommand::EditInspected);
    assert_eq!(draft(&view.build).structure, Structure::SignThenEncrypt);
    assert!(draft(&view.build).result.original.as_ref().unwrap().changes.is_empty(), "{:?}", changes(&view));
    assert_eq!(draft(&view.build).result.token.as_ref().unwrap().difference, "as long as the original");
    let changed = claims(&view).replace("Jane Doe", "John Doe");
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, changed));
    token(&view);
    let [change] = changes(&view).try_into().unwrap();
    assert_eq!((change.name.as_str(), change.is.as_str()), ("name", "\"John Doe\""));
    let after = build(&mut desk, BuildCommand::OpenInInspect);
    assert_eq!(after.verdict.word, "Valid");
    assert_ne!(after.token.text, before.token.text);
    // The outer layer alone can be edited too.
    desk.send(Command::SelectLayer(0));
    let view = build(&mut desk, BuildCommand::EditInspected);
    assert_eq!(draft(&view.build).structure, Structure::Encrypt);
    assert_eq!(draft(&view.build).payload.kind, PayloadKind::Text);
    token(&view);
}

#[test]
fn what_takes_long_says_so_and_can_be_stopped() {
    use jotsmith::app::message::effect::Effect;
    use jotsmith::app::message::job::{Answer, JobKind, Reminder};
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), "PBES2-HS512+A256KW".to_owned()));
    desk.choose();
    desk.held = Some(Vec::new());
    desk.asked.clear();
    let view = build(&mut desk, BuildCommand::Edit(Field::Count(0), "5000000".to_owned()));
    assert!(draft(&view.build).result.is_pending && !draft(&view.build).result.is_slow);
    let reminder = desk.asked.iter().find_map(|effect| match effect {
        Effect::Remind { reminder: reminder @ Reminder::Build(_), .. } => Some(*reminder),
        _ => None,
    });
    let view = desk.send(Command::Answer(Box::new(Answer::Due(reminder.unwrap()))));
    assert!(draft(&view.build).result.is_slow);
    let view = build(&mut desk, BuildCommand::Cancel);
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::CancelWork(JobKind::Build))));
    let result = &draft(&view.build).result;
    assert!(!result.is_pending && result.title == "Stopped before the token was built");
    assert_eq!(result.actions[0].command, Command::Build(BuildCommand::MakeNow));
    // The answer to what was stopped comes too late.
    let jobs = desk.held.take().unwrap();
    let view = desk.send(Command::Answer(Box::new(jobs.into_iter().next_back().unwrap().run())));
    assert_eq!(draft(&view.build).result.title, "Stopped before the token was built");
}

#[test]
fn a_key_that_is_gone_is_missed_and_found_again() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    let id = desk.view().keys.rows[0].id;
    let view = desk.send(Command::RemoveKeys(vec![id]));
    assert_eq!(draft(&view.build).result.title, "Key \"shared\" is not loaded");
    let view = desk.send(Command::UndoRemoveKeys(None));
    token(&view);
}

#[test]
fn what_the_engine_finds_is_shown_at_its_place() {
    let mut said = Said::new("app/build/what_the_engine_finds_is_shown_at_its_place");
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::LeftAlone));
    let view = build(&mut desk, BuildCommand::Edit(Field::Protected(0), "{\"alg\":\"HS265\"}".to_owned()));
    let (_, reasons) = refusal(&view);
    said.line(reasons.join("\n"));
    let protected = draft(&view.build).signature.as_ref().unwrap().protected.clone();
    let (span, message) = protected.fault.unwrap();
    assert_eq!(&protected.text[span.start..span.end], "\"HS265\"");
    said.line(&message);
    // One click mends it.
    let action = draft(&view.build).result.actions[0].clone();
    assert_eq!(action.label, "Let the header follow");
    let view = desk.send(action.command);
    assert!(header(&view).contains("HS256"), "{}", header(&view));
    token(&view);
    said.agree();
}

#[test]
fn private_material_is_in_no_view_and_no_draft() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    let view = desk.start();
    let all = format!("{view:?}");
    assert!(!all.contains("9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"));
}

#[test]
fn a_very_long_text_is_signed_and_not_laid_out() {
    let mut desk = Desk::new();
    desk.add_key(SECRET);
    desk.start();
    let long = format!("{{\"x\":\"{}\"}}", "y".repeat(400_000));
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, long));
    let edit = draft(&view.build);
    assert!(edit.payload.is_too_long && edit.payload.editor.is_none());
    let token = edit.result.token.as_ref().unwrap();
    assert!(token.is_current && token.more > 400_000, "{}", token.more);
    let view = build(&mut desk, BuildCommand::Quick(Quick::Expires(300)));
    assert!(draft(&view.build).result.token.as_ref().unwrap().is_current);
    assert!(desk.copied(CopyTarget::Build(BuildCopy::Token)).unwrap().0.len() > 500_000);
}
