//! SD-JWTs in the builder: claims marked, the token made, a presentation of it, all read again by Inspect.

use crate::desk::{Desk, NOW};
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::disclose::DiscloseCommand;
use jotsmith::app::message::builder::member::{MemberChange, MemberCommand};
use jotsmith::app::message::command::Command;
use jotsmith::app::value::CopyTarget;
use jotsmith::app::value::builder::{BuildCopy, Field, Slot, Structure};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, PAGE, Page, PresentationEdit, SelectionEdit};
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::jose::sd_jwt::{KeyBindingStatus, SdJwt};
use jotsmith::engine::jose::status::SignatureStatus;
use jotsmith::engine::key::{Jwk, KeyIds, KeyRing};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::verify::key_file::import;
use std::sync::Arc;

const ISSUER: &str = include_str!("../data/keys/p256.jwk.json");
const HOLDER: &str = include_str!("../data/keys/ed25519.pkcs8.pem");

fn build(desk: &mut Desk, command: BuildCommand) -> View {
    desk.send(Command::Build(command))
}

fn disclose(desk: &mut Desk, command: DiscloseCommand) -> View {
    build(desk, BuildCommand::Disclose(command))
}

fn draft(view: &View) -> &DraftView {
    match &view.build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn selection(view: &View) -> &SelectionEdit {
    draft(view).selection.as_ref().expect("it can be an SD-JWT")
}

fn presentation(view: &View) -> &PresentationEdit {
    draft(view).presentation.as_ref().expect("there is something to show")
}

fn header(view: &View) -> String {
    draft(view).signature.as_ref().unwrap().protected.text.to_string()
}

fn token(view: &View) -> String {
    let token = draft(view).result.token.as_ref().unwrap_or_else(|| panic!("{:?}", draft(view).result));
    assert!(token.is_current);
    token.text.to_string()
}

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.add_key(ISSUER);
    desk.add_key(HOLDER);
    desk.start();
    let claims =
        format!(r#"{{"iss":"https://a.example","exp":{},"name":"Jane","address":{{"city":"X","zip":"1"}}}}"#, NOW + 60);
    build(&mut desk, BuildCommand::Edit(Field::Claims, claims));
    let view = desk.view();
    // The issuer's key signs; the other one is the holder's.
    let issuer = draft(&view).signature.as_ref().unwrap().choice.as_ref().unwrap();
    let issuer = issuer.picker.keys.iter().find(|key| key.words.contains("P-256")).unwrap().value;
    build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(issuer)));
    desk
}

fn ring() -> KeyRing {
    let read =
        |text: &str| import(text.as_bytes(), "", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default());
    let keys: Vec<Jwk> = read(ISSUER).keys;
    KeyRing::new(keys.into_iter().map(Arc::new))
}

/// The issuer's signature holds, and so do the disclosures.
fn opened(token: &str) -> (SdJwt, Option<KeyBindingStatus>) {
    let examination = examine(token, &ring(), &ExamineOptions::default());
    let layer = &examination.layers[0];
    assert_eq!(layer.signatures[0].status, SignatureStatus::Verified);
    let sd_jwt = layer.sd_jwt.clone().expect("an SD-JWT");
    assert!(sd_jwt.reasons.is_empty(), "{:?}", sd_jwt.reasons);
    (sd_jwt, layer.key_binding_standing().map(|(status, _)| status))
}

#[test]
fn claims_are_marked_and_the_token_hides_them() {
    let mut desk = desk();
    let view = desk.view();
    assert!(!selection(&view).is_on && selection(&view).rows.is_empty());
    assert!(!token(&view).contains('~'));
    let view = disclose(&mut desk, DiscloseCommand::On(true));
    assert!(header(&view).contains(r#""typ":"sd-jwt""#), "{}", header(&view));
    let rows: Vec<(&str, usize, bool)> =
        selection(&view).rows.iter().map(|row| (row.path.as_str(), row.depth, row.is_guarded)).collect();
    assert_eq!(
        rows,
        [
            ("/iss", 0, true),
            ("/exp", 0, true),
            ("/name", 0, false),
            ("/address", 0, false),
            ("/address/city", 1, false),
            ("/address/zip", 1, false)
        ]
    );
    disclose(&mut desk, DiscloseCommand::Claim("/name".to_owned(), true));
    disclose(&mut desk, DiscloseCommand::Decoys(2));
    disclose(&mut desk, DiscloseCommand::Hash("sha-512".to_owned()));
    let view = disclose(&mut desk, DiscloseCommand::Claim("/address/city".to_owned(), true));
    assert_eq!(selection(&view).words, "2 of 6 claims can be withheld");
    let (sd_jwt, _) = opened(&token(&view));
    assert_eq!((sd_jwt.disclosures.len(), sd_jwt.undisclosed, sd_jwt.hash_name.as_str()), (2, 4, "sha-512"));
    // What was marked and is gone from the text does not stop anything, and counts again when it is back.
    let text = draft(&view).payload.editor.as_ref().unwrap().text.to_string();
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, text.replace("\"name\"", "\"nick\"")));
    assert_eq!(opened(&token(&view)).0.disclosures.len(), 1);
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(opened(&token(&view)).0.disclosures.len(), 2);
    // And it is an ordinary token again.
    let view = disclose(&mut desk, DiscloseCommand::On(false));
    assert!(header(&view).contains(r#""typ":"JWT""#) && !token(&view).contains('~'), "{}", header(&view));
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(selection(&view).is_on && token(&view).ends_with('~'));
    let view = build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    assert!(draft(&view).selection.is_none());
}

/// How many digests stand in an object or list of the signed claims.
fn digests(token: &str) -> serde_json::Value {
    let payload = token.split(['.', '~']).nth(1).unwrap();
    serde_json::from_slice(&jotsmith::engine::ground::base64url::decode(payload).bytes).unwrap()
}

#[test]
fn decoys_go_where_they_are_wished() {
    let mut desk = desk();
    disclose(&mut desk, DiscloseCommand::On(true));
    let claims = format!(r#"{{"exp":{},"name":"Jane","address":{{"city":"X"}},"list":["a",["b"]]}}"#, NOW + 60);
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, claims.clone()));
    let room: Vec<(&str, Option<u16>)> =
        selection(&view).rows.iter().map(|row| (row.path.as_str(), row.decoys)).collect();
    assert_eq!(
        room,
        [
            ("/exp", None),
            ("/name", None),
            ("/address", Some(0)),
            ("/address/city", None),
            ("/list", Some(0)),
            ("/list/0", None),
            ("/list/1", Some(0)),
            ("/list/1/0", None)
        ]
    );
    disclose(&mut desk, DiscloseCommand::DecoysAt(String::new(), 2));
    disclose(&mut desk, DiscloseCommand::DecoysAt("/list/1".to_owned(), 3));
    let view = disclose(&mut desk, DiscloseCommand::DecoysAt("/address".to_owned(), 1));
    assert_eq!(selection(&view).decoys_on_top, 2);
    let signed = digests(&token(&view));
    let count = |value: &serde_json::Value| value.as_array().map_or(0, Vec::len);
    assert_eq!((count(&signed["_sd"]), count(&signed["address"]["_sd"])), (2, 1));
    assert_eq!((count(&signed["list"]), count(&signed["list"][1])), (2, 4));
    opened(&token(&view));
    // One step back, and a place that is gone stops nothing.
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(digests(&token(&view))["address"]["_sd"].is_null());
    build(&mut desk, BuildCommand::Redo);
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, claims.replace("\"address\"", "\"home\"")));
    assert!(digests(&token(&view))["home"]["_sd"].is_null());
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(count(&digests(&token(&view))["address"]["_sd"]), 1);
    // In the form a claim keeps what was chosen of it when it is renamed.
    disclose(&mut desk, DiscloseCommand::Claim("/address/city".to_owned(), true));
    let change = MemberChange::Name("home".to_owned());
    let rename = MemberCommand::At { place: 2, name: "address".to_owned(), change };
    let view = build(&mut desk, BuildCommand::Member(Field::Claims, rename));
    assert_eq!(count(&digests(&token(&view))["home"]["_sd"]), 2);
    assert!(selection(&view).rows.iter().any(|row| row.path == "/home/city" && row.is_on));
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(selection(&view).rows.iter().any(|row| row.path == "/address" && row.decoys == Some(1)));
    let view = disclose(&mut desk, DiscloseCommand::DecoysAt("/address".to_owned(), 0));
    assert_eq!(count(&digests(&token(&view))["address"]["_sd"]), 1, "the digest of the city");
}

#[test]
fn claims_beyond_the_first_page_are_found() {
    let mut said = Said::new("app/selective/claims_beyond_the_first_page_are_found");
    let mut desk = desk();
    disclose(&mut desk, DiscloseCommand::On(true));
    let many: Vec<String> = (0..900).map(|index| format!("\"claim-{index}\":{{\"v\":\"Value {index}\"}}")).collect();
    let claims = format!("{{\"exp\":{},{}}}", NOW + 60, many.join(","));
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, claims));
    let edit = selection(&view);
    assert_eq!((edit.total, edit.count, edit.first, edit.rows.len()), (1_801, 1_801, 0, PAGE));
    let view = disclose(&mut desk, DiscloseCommand::From(PAGE));
    assert_eq!(selection(&view).rows[0].path, "/claim-99/v");
    assert_eq!(selection(&view).page, "201–400 of 1,801");
    let view = disclose(&mut desk, DiscloseCommand::From(usize::MAX));
    assert_eq!((selection(&view).first, selection(&view).rows.len()), (1_800, 1));
    let last = selection(&view).rows[0].path.clone();
    assert_eq!(last, "/claim-899/v");
    let view = disclose(&mut desk, DiscloseCommand::Claim(last.clone(), true));
    assert!(selection(&view).rows[0].is_on && selection(&view).first == 1_800, "the page stays");
    // By name with all that is inside, by value, by path, in upper or lower case.
    for (filter, count) in [("claim-77", 22), ("VALUE 899", 1), ("/claim-5/", 1), ("exp", 1), ("nothing", 0)] {
        let view = disclose(&mut desk, DiscloseCommand::Filter(filter.to_owned()));
        assert_eq!((selection(&view).count, selection(&view).first), (count, 0), "{filter}");
    }
    disclose(&mut desk, DiscloseCommand::Filter("Value 89".to_owned()));
    let view = disclose(&mut desk, DiscloseCommand::Matching(true));
    assert_eq!(selection(&view).words, "11 of 1,801 claims can be withheld");
    let (made, _) = desk.copied(CopyTarget::Build(BuildCopy::Token)).unwrap();
    assert_eq!(opened(&made).0.disclosures.len(), 11);
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(selection(&view).words, "1 of 1,801 claims can be withheld", "in one step");
    build(&mut desk, BuildCommand::Redo);
    let view = disclose(&mut desk, DiscloseCommand::Matching(false));
    said.line(&selection(&view).words);
    // What decides about validity is never marked along.
    disclose(&mut desk, DiscloseCommand::Filter(String::new()));
    let view = disclose(&mut desk, DiscloseCommand::Matching(true));
    assert_eq!(selection(&view).words, "1,800 of 1,801 claims can be withheld");
    let view = disclose(&mut desk, DiscloseCommand::ShowPresentation(true));
    assert_eq!((presentation(&view).rows.len(), presentation(&view).count), (PAGE, 1_800));
    let view = disclose(&mut desk, DiscloseCommand::ShowFrom(1_799));
    assert_eq!((presentation(&view).first, presentation(&view).rows.len()), (1_600, 200));
    let view = disclose(&mut desk, DiscloseCommand::ShowAll(true));
    said.line(&presentation(&view).words);
    let view = disclose(&mut desk, DiscloseCommand::ShowAll(false));
    said.line(&presentation(&view).words);
    said.agree();
}

#[test]
fn what_decides_about_validity_is_refused_until_it_is_wanted() {
    let mut said = Said::new("app/selective/what_decides_about_validity_is_refused_until_it_is_wanted");
    let mut desk = desk();
    disclose(&mut desk, DiscloseCommand::On(true));
    let view = disclose(&mut desk, DiscloseCommand::Claim("/exp".to_owned(), true));
    let result = &draft(&view).result;
    assert_eq!(result.allowed, Some(false));
    said.line(result.reasons.iter().map(|(message, _)| message.as_str()).collect::<Vec<_>>().join("\n"));
    let view = build(&mut desk, BuildCommand::AllowWeak(true));
    assert!(token(&view).ends_with('~'));
    said.agree();
}

#[test]
fn a_holder_shows_what_was_chosen_bound_to_a_verifier() {
    let mut said = Said::new("app/selective/a_holder_shows_what_was_chosen_bound_to_a_verifier");
    let mut desk = desk();
    disclose(&mut desk, DiscloseCommand::On(true));
    for path in ["/name", "/address", "/address/city", "/address/zip"] {
        disclose(&mut desk, DiscloseCommand::Claim(path.to_owned(), true));
    }
    let view = disclose(&mut desk, DiscloseCommand::ShowPresentation(true));
    said.line(&presentation(&view).unbound);
    assert!(presentation(&view).is_made, "a presentation without a binding is one");
    let holder = selection(&view).holder.keys.iter().find(|key| key.words.contains("Ed25519")).unwrap().value;
    disclose(&mut desk, DiscloseCommand::Holder(Some(holder)));
    disclose(&mut desk, DiscloseCommand::Nonce("from the verifier".to_owned()));
    let view = disclose(&mut desk, DiscloseCommand::Show("/address/city".to_owned(), true));
    let edit = presentation(&view);
    assert!(edit.unbound.is_empty() && edit.is_made, "{edit:?}");
    said.line(&edit.words);
    let (text, _) = desk.copied(CopyTarget::Build(BuildCopy::Presentation)).unwrap();
    let (sd_jwt, binding) = opened(&text);
    assert_eq!(binding, Some(KeyBindingStatus::Verified));
    let shown: Vec<_> = sd_jwt.disclosures.iter().filter_map(|each| each.path.clone()).collect();
    assert_eq!(shown, ["/address/city", "/address"]);
    assert_eq!(sd_jwt.key_binding.unwrap().nonce().as_deref(), Some("from the verifier"));
    // It follows the token: other claims, another presentation, the same choice.
    let claims = draft(&view).payload.editor.as_ref().unwrap().text.replace("\"X\"", "\"Y\"");
    build(&mut desk, BuildCommand::Edit(Field::Claims, claims));
    let (text, _) = desk.copied(CopyTarget::Build(BuildCopy::Presentation)).unwrap();
    let processed = opened(&text).0.processed.unwrap();
    assert!(String::from_utf8(processed.bytes().to_vec()).unwrap().contains("\"Y\""));
    let view = disclose(&mut desk, DiscloseCommand::Open);
    assert!(view.token.text.starts_with(&text[..40]) || !view.token.text.is_empty());
    said.agree();
}

#[test]
fn a_holder_gets_a_key_with_one_click() {
    let mut said = Said::new("app/selective/a_holder_gets_a_key_with_one_click");
    let mut desk = desk();
    disclose(&mut desk, DiscloseCommand::On(true));
    disclose(&mut desk, DiscloseCommand::Claim("/name".to_owned(), true));
    disclose(&mut desk, DiscloseCommand::ShowPresentation(true));
    let view = disclose(&mut desk, DiscloseCommand::MakeHolder);
    for notice in &view.notices {
        said.line(&notice.text);
    }
    assert!(selection(&view).holder.key.is_some() && !selection(&view).holder.is_making);
    said.line(&presentation(&view).words);
    assert!(draft(&view).result.title.contains("ES256"), "the issuer's key signs as before");
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(selection(&view).holder.key.is_none(), "one step back");
    said.agree();
}

#[test]
fn the_template_of_a_credential_is_one() {
    let mut desk = desk();
    let index = jotsmith::engine::builder::template::TEMPLATES
        .iter()
        .position(|template| template.name == "sd-jwt-vc")
        .unwrap();
    build(&mut desk, BuildCommand::StartTemplate(index));
    let view = desk.choose();
    assert!(header(&view).contains("dc+sd-jwt"));
    assert_eq!(opened(&token(&view)).0.disclosures.len(), 9);
    assert_eq!(selection(&view).rows.iter().filter(|row| row.is_on).count(), 9);
}
