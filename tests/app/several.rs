//! Several tokens at hand: the list, what belongs together, two side by side.

use crate::act::hs256;
use crate::desk::{Desk, row, sample, table, text};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::desk::DeskCommand;
use jotsmith::app::message::job::{Answer, JobKind};
use jotsmith::app::message::notice::Action;
use jotsmith::app::value::assumption::Assumption;
use jotsmith::app::value::desk::{EntryId, Step};
use jotsmith::app::value::{DrawerTab, FileBytes, Tone};
use jotsmith::app::view::{CompareMark, View};
use jotsmith::engine::ground::base64url::encode;

const LOGIN: &str = include_str!("../data/tokens/login-redirect.txt");
const LOGOUT: &str = include_str!("../data/tokens/logout-token.jwt");

/// A logout token of the issuer and the client of `LOGIN`, and of its session, for another person.
fn logout_of_another() -> String {
    let claims = r#"{"iss":"https://login.example","aud":"shop","sub":"u-4712","sid":"s-1","iat":1795442400,"exp":1795442520,"jti":"a","events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#;
    let mut parts = LOGOUT.trim().split('.');
    let (header, signature) = (parts.next().expect("a header"), parts.nth(1).expect("a signature"));
    format!("{header}.{}.{signature}", encode(claims.as_bytes()))
}

fn send(desk: &mut Desk, command: DeskCommand) -> View {
    desk.send(Command::Desk(command))
}

fn titles(view: &View) -> Vec<&str> {
    view.desk.rows.iter().map(|row| row.title.as_str()).collect()
}

/// Which row is shown.
fn chosen(view: &View) -> Option<usize> {
    view.desk.rows.iter().position(|row| row.is_chosen)
}

fn id(view: &View, index: usize) -> EntryId {
    view.desk.rows[index].id
}

#[test]
fn a_login_is_its_tokens_and_what_they_say_about_each_other() {
    let mut desk = Desk::new();
    let view = desk.paste(LOGIN);
    assert_eq!(titles(&view), ["access_token", "id_token", "code"]);
    assert_eq!((chosen(&view), view.desk.is_worth_it), (Some(0), true));
    assert!(view.desk.rows[..2].iter().all(|row| row.word == "Not checked" && !row.kind.is_empty()));
    let tones: Vec<Tone> = view.drawer.together.iter().map(|row| row.tone).collect();
    // iss, at_hash, c_hash and s_hash.
    assert_eq!(tones, [Tone::Good; 4]);

    let key = include_str!("../data/tokens/login.jwk");
    let view = desk.add_key(key);
    assert_eq!(view.desk.rows.iter().map(|row| row.tone).collect::<Vec<_>>(), [Tone::Good; 3], "with the new key");

    let other = id(&view, 1);
    let view = send(&mut desk, DeskCommand::Choose(other));
    assert_eq!((chosen(&view), view.token.candidate), (Some(1), 1));
    assert_eq!(&*view.token.text, LOGIN, "the text stays, and the other token in it is shown");
    let reading = |name: &str| text(&row(table(&view.claims.body), name).reading);
    assert_eq!(reading("at_hash"), "at_hash of id_token is the hash of access_token");
    assert_eq!(reading("c_hash"), "c_hash of id_token is the hash of the code");
    assert_eq!(reading("iss"), "");
}

/// What came in one text is judged together, in the strip, in the findings and in the list.
#[test]
fn a_token_beside_the_list_that_revokes_it_is_not_valid() {
    let mut said = Said::new("app/several/a_token_beside_the_list_that_revokes_it_is_not_valid");
    let (revoked, list) =
        (include_str!("../data/tokens/status-revoked.jwt"), include_str!("../data/tokens/status-list.jwt"));
    let mut desk = Desk::new();
    desk.add_key(include_str!("../data/tokens/login.jwk"));
    let view = desk.paste(&format!("{revoked}\n{list}"));
    assert_eq!(view.verdict.tone, Tone::Bad, "{:?}", view.verdict);
    said.line(&view.verdict.detail);
    for row in view.drawer.findings.iter().filter(|row| row.tone == Tone::Bad) {
        said.line(&row.message);
    }
    assert_eq!(view.desk.rows.iter().map(|row| row.tone).collect::<Vec<_>>(), [Tone::Bad, Tone::Good]);
    let other = id(&view, 1);
    let view = send(&mut desk, DeskCommand::Choose(other));
    assert_eq!(
        view.desk.rows.iter().map(|row| row.tone).collect::<Vec<_>>(),
        [Tone::Bad, Tone::Good],
        "also in the list"
    );
    // By itself nothing is known of its status.
    let mut desk = Desk::new();
    desk.add_key(include_str!("../data/tokens/login.jwk"));
    let view = desk.paste(revoked);
    assert_eq!(view.verdict.tone, Tone::Good, "{:?}", view.verdict);
    said.agree();
}

/// A code of another login in the redirect (OpenID Connect Core §3.3.2.10).
#[test]
fn an_id_token_beside_another_code_is_not_valid() {
    let mut said = Said::new("app/several/an_id_token_beside_another_code_is_not_valid");
    let mut desk = Desk::new();
    desk.add_key(include_str!("../data/tokens/login.jwk"));
    let view = desk.paste(&LOGIN.replace("code=Splx", "code=Tplx"));
    let id_token = id(&view, 1);
    let view = send(&mut desk, DeskCommand::Choose(id_token));
    assert_eq!(view.verdict.tone, Tone::Bad, "{:?}", view.verdict);
    said.line(&view.verdict.detail);
    said.agree();
}

#[test]
fn what_was_looked_at_before_can_be_shown_again() {
    let mut desk = Desk::new();
    let (one, other) = (sample("Expired").0, sample("Unsecured").0);
    let view = desk.paste(one);
    assert!(!view.desk.is_worth_it, "one token is no list");
    desk.paste(LOGIN);
    let view = desk.paste(other);
    // With the code of the login.
    assert_eq!((view.desk.rows.len(), chosen(&view)), (5, Some(4)));

    let view = send(&mut desk, DeskCommand::Step(Step::Up));
    assert_eq!((chosen(&view), &*view.token.text), (Some(2), LOGIN), "with the text that it stood in");
    let view = send(&mut desk, DeskCommand::Step(Step::Up));
    assert_eq!((chosen(&view), view.token.candidate), (Some(1), 0));
    let view = send(&mut desk, DeskCommand::Step(Step::Up));
    assert_eq!((chosen(&view), &*view.token.text), (Some(0), one));
    let view = send(&mut desk, DeskCommand::Step(Step::Up));
    assert_eq!(chosen(&view), Some(0), "above the first there is none");

    // The same token again is the same entry.
    let view = desk.paste(other);
    assert_eq!((view.desk.rows.len(), chosen(&view)), (5, Some(4)));
}

#[test]
fn what_was_edited_is_kept_when_another_takes_its_place() {
    let mut desk = Desk::new();
    let typed = sample("Unsecured").0;
    desk.send(Command::EditToken(typed.to_owned()));
    let view = desk.paste(sample("Expired").0);
    assert_eq!(view.desk.rows.len(), 2);
    let first = id(&view, 0);
    let view = send(&mut desk, DeskCommand::Choose(first));
    // In the list the one that was typed came when it left the box.
    assert_eq!(&*view.token.text, typed);
    desk.send(Command::EditToken("not a token".to_owned()));
    let view = desk.paste(LOGIN);
    assert_eq!(view.desk.count, 4, "what is no token is none on the desk");
}

#[test]
fn tokens_that_came_apart_are_not_blamed_for_each_other() {
    let logout = logout_of_another();
    let mut desk = Desk::new();
    desk.paste(LOGIN);
    let view = desk.paste(&logout);
    // The logout token may be of another login: nobody said that it is of this one.
    let told: Vec<Tone> = view.drawer.together.iter().map(|row| row.tone).collect();
    assert!(!told.contains(&Tone::Bad), "{told:?}");
    assert_eq!(told.iter().filter(|tone| **tone == Tone::Neutral).count(), 1);

    let mut desk = Desk::new();
    let view = desk.paste(&format!("{LOGIN}\n{logout}"));
    assert_eq!(view.drawer.together.iter().filter(|row| row.tone == Tone::Bad).count(), 1, "in one text they are");
}

/// What is named in one command, or dropped at once, came together, as it does for `jotsmith desk`.
#[test]
fn files_that_are_dropped_together_are_one_input() {
    let file = |name: &str, text: &str| FileBytes::new(name.to_owned(), text.as_bytes().to_vec());
    let drop = |desk: &mut Desk, files: Vec<FileBytes>| desk.send(Command::DropFiles { files, unread: Vec::new() });
    let bad = |view: &View| view.drawer.together.iter().filter(|row| row.tone == Tone::Bad).count();
    let both = || [file("login.txt", LOGIN), file("logout.jwt", &logout_of_another())];
    let mut together = Desk::new();
    let view = drop(&mut together, both().into());
    assert_eq!((view.desk.count, bad(&view)), (3, 1));
    let mut apart = Desk::new();
    let [login, logout] = both();
    drop(&mut apart, vec![login]);
    let view = drop(&mut apart, vec![logout]);
    assert_eq!((view.desk.count, bad(&view)), (3, 0));
}

/// A file without a token does not push the tokens that it was dropped with out of the box.
#[test]
fn what_is_no_token_leaves_those_that_came_with_it_in_the_box() {
    let file = |name: &str, text: &str| FileBytes::new(name.to_owned(), text.as_bytes().to_vec());
    let notes = || file("notes.txt", "hello world");
    let mut desk = Desk::new();
    let files = vec![file("logout.jwt", LOGOUT), notes()];
    let view = desk.send(Command::DropFiles { files, unread: Vec::new() });
    assert_eq!((view.token.text.trim(), view.desk.count), (LOGOUT.trim(), 1));
    let notice = view.notices.last().expect("it is told");
    assert_eq!((notice.tone, &*notice.text), (Tone::Warning, "notes.txt contains no token"));
    // By itself it is shown, as what it is.
    let view = desk.send(Command::DropFiles { files: vec![notes()], unread: Vec::new() });
    assert_eq!(&*view.token.text, "hello world");
    // Whichever comes first.
    let files = vec![notes(), file("logout.jwt", LOGOUT)];
    let view = desk.send(Command::DropFiles { files, unread: Vec::new() });
    assert_eq!(view.token.text.trim(), LOGOUT.trim());
}

/// W3C VCDM 2.0 §7.1: the credentials are verified too, each by itself.
#[test]
fn a_presentation_is_only_as_good_as_its_credentials() {
    let key = include_str!("../data/tokens/secret.jwk");
    let told = |presentation: &str| {
        let mut desk = Desk::new();
        desk.add_key(key);
        let view = desk.paste(presentation);
        (
            view.verdict.tone,
            format!("{}: {}", view.verdict.word, view.verdict.detail),
            view.desk.rows.iter().map(|row| row.tone).collect::<Vec<_>>(),
        )
    };
    let mut said = Said::new("app/several/a_presentation_is_only_as_good_as_its_credentials");
    let (good, bad) = (Tone::Good, Tone::Bad);
    for (presentation, rows) in [
        (include_str!("../data/tokens/presentation-good.jwt"), vec![good, good]),
        (include_str!("../data/tokens/presentation-over.jwt"), vec![bad, good, bad]),
        (include_str!("../data/tokens/presentation-strange.jwt"), vec![bad, good, bad]),
    ] {
        let (tone, line, of_rows) = told(presentation);
        assert_eq!((tone, &of_rows), (rows[0], &rows), "{line}");
        said.line(&line);
    }
    said.agree();
}

/// Those that were pasted before the token that they are in are judged before it all the same, and what they present counts.
#[test]
fn what_was_pasted_first_is_judged_first_where_it_is_within() {
    let secret = b"a secret of these tokens that is long enough";
    let holding = |held: &str| {
        let claims = encode(format!(r#"{{"vp_token":["{held}"]}}"#).as_bytes());
        let input = format!("{}.{claims}", encode(br#"{"alg":"HS256"}"#));
        format!("{input}.{}", hs256(secret, &input))
    };
    let strange = include_str!("../data/tokens/presentation-strange.jwt").trim();
    let (mut desk, mut outer) = (Desk::new(), strange.to_owned());
    desk.paste(strange);
    for _ in 0..4 {
        outer = holding(&outer);
        desk.paste(&outer);
    }
    let first = id(&desk.view(), 0);
    send(&mut desk, DeskCommand::Choose(first));
    let view = desk.add_key(include_str!("../data/tokens/secret.jwk"));
    let tones: Vec<Tone> = view.desk.rows.iter().map(|row| row.tone).collect();
    let (good, bad) = (Tone::Good, Tone::Bad);
    assert_eq!(tones, [bad, good, bad, bad, bad, bad, bad]);
}

/// A response that presents what presents a credential of somebody unknown.
#[test]
fn a_response_is_as_unchecked_as_what_is_presented_in_it() {
    let mut said = Said::new("app/several/a_response_is_as_unchecked_as_what_is_presented_in_it");
    let signed = |secret: &[u8], claims: &str| {
        let input = format!("{}.{}", encode(br#"{"alg":"HS256"}"#), encode(claims.as_bytes()));
        format!("{input}.{}", hs256(secret, &input))
    };
    let secret = b"a secret of these tokens that is long enough";
    let told = |credential: &str| {
        let presentation = signed(secret, &format!(r#"{{"vp":{{"verifiableCredential":["{credential}"]}}}}"#));
        let mut desk = Desk::new();
        desk.add_key(include_str!("../data/tokens/secret.jwk"));
        desk.paste(&signed(secret, &format!(r#"{{"vp_token":["{presentation}"]}}"#))).verdict.detail
    };
    for credential in [&signed(secret, r#"{"sub":"a"}"#), "eyJhbGciOiJSUzI1NiJ9.e30.AAAA"] {
        said.line(told(credential));
    }
    said.agree();
}

#[test]
fn two_are_compared() {
    let mut desk = Desk::new();
    desk.paste(include_str!("../data/tokens/compare-first.jwt"));
    let view = desk.paste(include_str!("../data/tokens/compare-second.jwt"));
    assert!(view.desk.can_compare);
    let first = id(&view, 0);
    let view = send(&mut desk, DeskCommand::Compare(first));
    let compare = view.compare.expect("both are there");
    assert!(compare.is_different);
    let marks = |name: &str| -> Vec<CompareMark> {
        let rows = compare.sections.iter().flat_map(|(_, rows)| rows).filter(|row| row.name == name);
        rows.map(|row| row.mark).collect()
    };
    assert_eq!(marks("tenant"), [CompareMark::OnlySecond], "the one that came first is the first");
    let view = send(&mut desk, DeskCommand::SwapCompared);
    let rows = view.compare.expect("still").sections;
    let tenant = rows.iter().flat_map(|(_, rows)| rows).find(|row| row.name == "tenant").expect("it differs");
    assert_eq!(tenant.mark, CompareMark::OnlyFirst);
    // A token that is chosen is shown.
    assert!(send(&mut desk, DeskCommand::Choose(first)).compare.is_none());
    assert!(send(&mut desk, DeskCommand::Compare(first)).compare.is_none(), "one is not compared with itself");
}

#[test]
fn filtering_removing_and_clearing() {
    let mut desk = Desk::new();
    desk.paste(LOGIN);
    desk.paste(LOGOUT);
    let view = send(&mut desk, DeskCommand::Filter("LOGOUT".to_owned()));
    assert_eq!((view.desk.rows.len(), view.desk.count), (1, 3));
    let view = send(&mut desk, DeskCommand::Filter(String::new()));
    let (before, middle) = (titles(&view).iter().map(|title| (*title).to_owned()).collect::<Vec<_>>(), id(&view, 1));
    let view = send(&mut desk, DeskCommand::Remove(middle));
    assert_eq!(view.desk.count, 2);
    let undo: &Action = &view.notices.last().expect("it is told").actions[0];
    let view = desk.send(undo.command.clone());
    assert_eq!(titles(&view), before, "in its place");
    let view = send(&mut desk, DeskCommand::RemoveAll);
    assert_eq!((view.desk.count, &*view.token.text), (0, LOGOUT.trim()), "the box stays as it is");
    assert!(view.drawer.together.is_empty());
    assert_eq!(view.notices.last().unwrap().text, "3 tokens were taken off the desk");
    desk.send(Command::SelectTab(DrawerTab::Together));
    assert_eq!(desk.view().drawer.tab, DrawerTab::Findings, "nothing is together with one token");
    assert_eq!(titles(&send(&mut desk, DeskCommand::UndoRemove(None))), before);
}

#[test]
fn a_file_is_named_and_a_private_key_is_not_kept() {
    let mut desk = Desk::new();
    let key = include_str!("../data/tokens/aes.jwk");
    let text = format!("{}\n{key}", sample("Expired").0);
    let file = FileBytes::new("login.har".to_owned(), LOGIN.as_bytes().to_vec());
    let view = desk.send(Command::DropFiles { files: vec![file], unread: Vec::new() });
    assert!(view.desk.rows.iter().all(|row| row.file.as_deref() == Some("login.har")));
    desk.paste(&text);
    let view = desk.paste(sample("Unsecured").0);
    let with_key = id(&view, 3);
    let view = send(&mut desk, DeskCommand::Choose(with_key));
    assert_eq!(&*view.token.text, sample("Expired").0, "the token comes back without the key beside it");
}

#[test]
fn there_is_an_end_to_it() {
    let mut desk = Desk::new();
    let token = |number: usize| {
        let claims = data_encoding::BASE64URL_NOPAD.encode(format!("{{\"jti\":\"{number}\"}}").as_bytes());
        format!("eyJhbGciOiJub25lIn0.{claims}.")
    };
    for paste in 0..5 {
        let text: Vec<String> = (0..60).map(|number| token(paste * 60 + number)).collect();
        desk.paste(&text.join("\n"));
    }
    let view = desk.view();
    assert_eq!(view.desk.count, 256);
    let notice = view.notices.last().expect("it is told");
    assert_eq!(notice.text, "The desk is full: 44 tokens were not added");
    // The token that was pasted is shown all the same.
    assert_eq!(chosen(&view), Some(240));
}

#[test]
fn long_texts_are_not_kept_beside_their_tokens_for_ever() {
    let mut desk = Desk::new();
    let padding = "x ".repeat(4 * 1024 * 1024);
    for number in 0..6 {
        let token = |name: &str| {
            let claims = format!("{{\"jti\":\"{name}{number}\"}}");
            format!("eyJhbGciOiJub25lIn0.{}.", data_encoding::BASE64URL_NOPAD.encode(claims.as_bytes()))
        };
        desk.paste(&format!("{}\n{}\n{padding}", token("a"), token("b")));
    }
    let view = desk.view();
    assert_eq!(view.desk.count, 12);
    let (first, last) = (id(&view, 0), id(&view, 11));
    let length = |desk: &mut Desk, id| send(desk, DeskCommand::Choose(id)).token.text.len();
    assert!(length(&mut desk, first) > padding.len(), "with the text that it stood in");
    assert!(length(&mut desk, last) < 100, "by itself");
}

#[test]
fn a_long_text_comes_back_with_the_token_that_was_chosen() {
    let mut desk = Desk::new();
    let padding = "x ".repeat(100 * 1024);
    desk.paste(&format!("{LOGIN}\n{padding}"));
    let view = desk.paste(sample("Expired").0);
    let second = id(&view, 1);
    desk.held = Some(Vec::new());
    let view = send(&mut desk, DeskCommand::Choose(second));
    assert_eq!((chosen(&view), &*view.token.text), (Some(3), sample("Expired").0), "until it is read nothing changes");
    let jobs = desk.held.take().unwrap_or_default();
    for job in jobs {
        desk.send(Command::Answer(Box::new(job.run())));
    }
    let view = desk.view();
    assert_eq!((chosen(&view), view.token.candidate), (Some(1), 1));
}

#[test]
fn evaluating_one_token_at_its_iat_ends_with_the_next() {
    let mut desk = Desk::new();
    desk.paste(sample("Expired").0);
    let view = desk.paste(LOGIN);
    let first = id(&view, 0);
    send(&mut desk, DeskCommand::Choose(first));
    let view = desk.send(Command::Assume(Assumption::AtIat));
    assert!(!view.verdict.assumed.is_empty(), "{:?}", view.verdict);
    let view = send(&mut desk, DeskCommand::Step(Step::Down));
    assert!(view.verdict.assumed.is_empty(), "the next one is evaluated now");
}

/// Two that were pasted apart and then together belong together now.
#[test]
fn what_comes_again_together_is_held_against_each_other() {
    let mut desk = Desk::new();
    let logout = logout_of_another();
    let (first, second) =
        (LOGIN.rsplit_once("id_token=").expect("an ID token").1.split('&').next().expect("its end").trim(), &*logout);
    desk.paste(first);
    let view = desk.paste(second);
    let bad = |view: &View| view.drawer.together.iter().filter(|row| row.tone == Tone::Bad).count();
    assert_eq!(bad(&view), 0);
    let view = desk.paste(&format!("{first}\n{second}"));
    assert_eq!((view.desk.rows.len(), bad(&view)), (2, 1));
}

/// What was taken off stays off when the box goes on to another token, until it is brought back or pasted again.
#[test]
fn what_was_taken_off_does_not_come_back_by_itself() {
    let mut desk = Desk::new();
    desk.paste(sample("Expired").0);
    let view = desk.paste(sample("Unsecured").0);
    let shown = id(&view, 1);
    send(&mut desk, DeskCommand::Remove(shown));
    let view = desk.paste(LOGIN);
    assert_eq!(view.desk.count, 3, "{:?}", titles(&view));
}

#[test]
fn a_list_that_is_opened_for_one_token_looks_into_it() {
    let mut desk = Desk::new();
    desk.paste(sample("Expired").0);
    send(&mut desk, DeskCommand::Show(true));
    let view = desk.send(Command::ClearToken);
    assert!(view.desk.rows[0].word.starts_with("Expired"), "{:?}", view.desk.rows);
    // A fault of the worker's is no work that goes on.
    desk.held = Some(Vec::new());
    desk.paste(sample("Unsecured").0);
    let revision = desk.held.take().unwrap().iter().find(|job| job.kind() == JobKind::Desk).unwrap().revision();
    let failed = Answer::Failed { kind: JobKind::Desk, revision, message: "src/x.rs:1:1".to_owned() };
    let view = desk.send(Command::Answer(Box::new(failed)));
    assert!(view.desk.rows.iter().all(|row| row.word != "Examining"), "{:?}", view.desk.rows);
}

/// An App Store notification: what is signed in it is signed again, and stands below it, in its place.
#[test]
fn tokens_in_claims_stand_below_the_one_that_they_are_in() {
    use data_encoding::BASE64URL_NOPAD;
    let token = |claims: &str| {
        let part = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
        format!("{}.{}.{}", part(r#"{"alg":"ES256"}"#), part(claims), part(&"x".repeat(64)))
    };
    let deepest = token(r#"{"a":1}"#);
    let transaction = token(&format!(r#"{{"transactionId":"1","deep":"{deepest}"}}"#));
    let renewal = token(r#"{"autoRenewStatus":1}"#);
    let notification =
        token(&format!(r#"{{"data":{{"signedTransactionInfo":"{transaction}","signedRenewalInfo":"{renewal}"}}}}"#));
    let mut desk = Desk::new();
    let view = desk.paste(&notification);
    let rows = |view: &View| -> Vec<(String, usize)> {
        view.desk.rows.iter().map(|row| (row.title.clone(), row.depth)).collect()
    };
    let below = [
        ("data.signedTransactionInfo".to_owned(), 1),
        ("deep".to_owned(), 2),
        ("data.signedRenewalInfo".to_owned(), 1),
    ];
    assert_eq!(rows(&view)[1..], below);
    assert_eq!((view.desk.rows[0].depth, view.desk.rows[0].is_chosen), (0, true));
    assert_eq!(view.desk.rows[2].inside, "in data.signedTransactionInfo");
    // It is walked like any other, and what is in the box is the token alone.
    let view = desk.send(Command::Desk(DeskCommand::Choose(view.desk.rows[1].id)));
    assert_eq!(&*view.token.text, transaction);
    // One that is taken off does not come back, and what was in it goes with it; but it can be undone.
    let view = desk.send(Command::Desk(DeskCommand::Remove(view.desk.rows[1].id)));
    assert_eq!(rows(&view)[1..], below[2..]);
    let view = desk.add_key(r#"{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#);
    assert_eq!(rows(&view).len(), 2);
    let view = desk.send(Command::Desk(DeskCommand::UndoRemove(None)));
    assert_eq!(rows(&view)[1..], below);
    // The same notification once more: nothing is there twice.
    let view = desk.paste(&notification);
    assert_eq!(rows(&view)[1..], below);
}

/// draft-ietf-oauth-status-list §5.1: what a list says is looked up again when its `ttl` has passed.
#[test]
fn a_status_list_counts_until_its_ttl_has_passed() {
    let mut said = Said::new("app/several/a_status_list_counts_until_its_ttl_has_passed");
    use crate::desk::NOW;
    let secret = b"a secret that both of them are made with";
    let made = |header: &str, claims: &str| {
        let input = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
        format!("{input}.{}", hs256(secret, &input))
    };
    let uri = "https://issuer.example/1";
    let token = |idx: u8| {
        let status = format!(r#"{{"status_list":{{"idx":{idx},"uri":"{uri}"}}}}"#);
        made(r#"{"alg":"HS256"}"#, &format!(r#"{{"iss":"a","exp":{},"status":{status}}}"#, NOW + 9_000))
    };
    let claims =
        format!(r#""iss":"a","sub":"{uri}","iat":{NOW},"ttl":600,"status_list":{{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}"#);
    let list = made(r#"{"alg":"HS256","typ":"statuslist+jwt"}"#, &format!("{{{claims}}}"));
    let mut desk = Desk::new();
    desk.add_key(&format!(r#"{{"kty":"oct","alg":"HS256","k":"{}"}}"#, encode(secret)));
    let (valid, revoked) = (token(1), token(3));
    desk.paste(&format!("{valid}\n{revoked}\n{list}"));
    let told = |desk: &Desk| -> Vec<(Tone, String)> {
        let rows = desk.view().drawer.together;
        rows.into_iter().map(|row| (row.tone, row.message)).collect()
    };
    let mut says = |when: &str, desk: &Desk| {
        for (tone, message) in told(desk) {
            said.line(format!("{when}: {tone:?}: {message}"));
        }
    };
    says("at first", &desk);
    assert!(!told(&desk).iter().any(|(_, message)| message.contains("ttl")));
    desk.send(Command::Tick(NOW + 600));
    assert!(!told(&desk).iter().any(|(_, message)| message.contains("ttl")), "to its last second");
    desk.send(Command::Tick(NOW + 601));
    says("too late", &desk);
    let first = id(&desk.view(), 0);
    let view = send(&mut desk, DeskCommand::Choose(first));
    let found = view.drawer.findings.iter().find(|row| row.rule == Some("STATUS_LIST_STALE"));
    assert!(found.is_some_and(|row| row.tone == Tone::Warning), "{:?}", view.drawer.findings);
    desk.send(Command::SetClock("+0s".to_owned()));
    desk.send(Command::SetLeeway(60));
    says("with a leeway", &desk);
    said.agree();
}
