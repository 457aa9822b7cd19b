//! What came with tokens and is none: codes and opaque access tokens, as entries of the desk.

use crate::desk::{Desk, sample};
use jotsmith::app::message::command::Command;
use jotsmith::app::message::desk::{DeskCommand, Supplied};
use jotsmith::app::value::{DrawerTab, FileBytes, Tone};
use jotsmith::app::view::{DeskRow, View};
use jotsmith::engine::crypto::digest::digest;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::Hash;

const LOGIN: &str = include_str!("../data/tokens/login-redirect.txt");
const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";
/// OpenID Connect Core A.3, as an access token.
const OPAQUE: &str = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";

fn send(desk: &mut Desk, command: DeskCommand) -> View {
    desk.send(Command::Desk(command))
}

fn opaque(view: &View) -> Vec<&DeskRow> {
    view.desk.rows.iter().filter(|row| row.is_opaque).collect()
}

/// The only one.
fn only(view: &View) -> &DeskRow {
    let [row] = opaque(view)[..] else { panic!("{:?}", view.desk.rows) };
    row
}

/// An ID token with `at_hash` of this access token.
fn id_token(access_token: &str) -> String {
    let half = encode(&digest(Hash::Sha256, access_token.as_bytes())[..16]);
    let claims = format!(r#"{{"iss":"https://a.example","sub":"b","aud":"c","iat":1,"exp":9,"at_hash":"{half}"}}"#);
    format!("{}.{}.AAAA", encode(br#"{"alg":"ES256"}"#), encode(claims.as_bytes()))
}

#[test]
fn a_login_is_three_entries() {
    let mut desk = Desk::new();
    let view = desk.paste(LOGIN);
    let titles: Vec<&str> = view.desk.rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!((titles, view.desk.count, view.desk.entries), (vec!["access_token", "id_token", "code"], 2, 3));
    let code = only(&view);
    assert_eq!((&*code.kind, code.tone), ("Authorization code · 22 characters", Tone::Good));
    assert_eq!(code.facts, "c_hash of id_token is the hash of the code");
    // Whoever has it may use it: what is not in the box shows it nowhere.
    assert!(!format!("{:?} {:?}", view.desk, view.drawer).contains(CODE));

    let view = Desk::new().paste(&LOGIN.replace("code=Splx", "code=Tplx"));
    assert_eq!(only(&view).tone, Tone::Bad, "{:?}", only(&view));
}

/// The answer of a token endpoint (OpenID Connect Core §3.1.3.3) whose access token is no JWT.
#[test]
fn an_opaque_access_token_is_an_entry() {
    let answer = |token: &str| {
        let id_token = id_token(OPAQUE);
        format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":3600,"id_token":"{id_token}"}}"#)
    };
    let view = Desk::new().paste(&answer(OPAQUE));
    assert!(view.desk.is_worth_it, "two entries are a list");
    let row = only(&view);
    assert_eq!((&*row.title, row.tone), ("access_token", Tone::Good), "{row:?}");
    assert_eq!(row.facts, "at_hash of ID token is the hash of the access token");
    assert_eq!(only(&Desk::new().paste(&answer("another-Opaque-token-0123456789"))).tone, Tone::Bad);
    // Nothing says whether it is that of an ID token without the hash.
    let id_token = format!("{}.{}.AAAA", encode(br#"{"alg":"ES256"}"#), encode(br#"{"sub":"b","aud":"c"}"#));
    let view = Desk::new().paste(&format!(r#"{{"access_token":"{OPAQUE}","id_token":"{id_token}"}}"#));
    assert_eq!((only(&view).tone, &*only(&view).facts), (Tone::Neutral, "Not checked: no token here has its hash"));
}

#[test]
fn what_is_called_code_need_not_be_one() {
    let token = sample("Expired").0;
    for text in [
        format!("https://shop.example/?code=SUMMER&jwt={token}"),
        format!("https://shop.example/?code=de-DE-and-more-words&state=open&jwt={token}"),
        format!(r#"{{"code":0,"access_token":"{token}"}}"#),
        format!("access_token=ACCESS_TOKEN_GOES_HERE&jwt={token}"),
        format!("Authorization: Bearer xxxxxxxxxxxxxxxxxxxxxxxx\n\n{token}"),
    ] {
        let view = Desk::new().paste(&text);
        assert!(opaque(&view).is_empty(), "{text}: {:?}", view.desk.rows);
    }
}

#[test]
fn choosing_one_shows_what_the_tokens_say_of_it() {
    let mut desk = Desk::new();
    let view = desk.paste(LOGIN);
    let code = only(&view).id;
    desk.paste(sample("Unsecured").0);
    let view = send(&mut desk, DeskCommand::Choose(code));
    assert_eq!((view.drawer.tab, view.drawer.open, &*view.token.text), (DrawerTab::Together, true, LOGIN));
    assert!(view.compare.is_none());
    let shown = view.desk.rows.iter().position(|row| row.is_chosen);
    assert_eq!(shown, Some(0), "the token of its login is in the box");
    // Another token of the login stays where it is.
    let id_token = view.desk.rows[1].id;
    send(&mut desk, DeskCommand::Choose(id_token));
    let view = send(&mut desk, DeskCommand::Choose(code));
    assert_eq!(view.desk.rows.iter().position(|row| row.is_chosen), Some(1));
}

#[test]
fn what_is_taken_off_is_compared_no_longer_and_comes_back() {
    let mut desk = Desk::new();
    let code = |view: &View| view.desk.rows.iter().any(|row| row.is_opaque);
    let view = desk.paste(LOGIN);
    let all = view.drawer.together.len();
    let id = only(&view).id;
    let view = send(&mut desk, DeskCommand::Remove(id));
    assert!(!code(&view));
    assert_eq!(view.notices.last().unwrap().text, "Authorization code was taken off the desk");
    let good = |view: &View| view.drawer.together.iter().filter(|row| row.tone == Tone::Good).count();
    assert_eq!((view.drawer.together.len(), good(&view)), (all, all - 1), "c_hash has nothing to be compared with");
    let view = send(&mut desk, DeskCommand::UndoRemove(None));
    assert_eq!((code(&view), good(&view)), (true, all));
    let view = send(&mut desk, DeskCommand::RemoveAll);
    assert_eq!(view.desk.entries, 0);
    let view = send(&mut desk, DeskCommand::UndoRemove(None));
    assert_eq!((only(&view).tone, good(&view)), (Tone::Good, all));
}

/// Each login is held against its own code, whatever was pasted after it.
#[test]
fn a_login_keeps_its_code() {
    let mut desk = Desk::new();
    desk.add_key(include_str!("../data/tokens/login.jwk"));
    desk.paste(LOGIN);
    let other = "https://shop.example/cb?code=AnotherCode0123456789&state=xyz";
    let view = desk.paste(&format!("{other}\n{}", sample("Expired").0));
    let tones: Vec<(&str, Tone)> = opaque(&view).iter().map(|row| (row.title.as_str(), row.tone)).collect();
    assert_eq!(tones, [("code", Tone::Good), ("code", Tone::Neutral)]);
    let id_token = view.desk.rows[1].id;
    let view = send(&mut desk, DeskCommand::Choose(id_token));
    assert!(view.drawer.together.iter().all(|row| row.tone == Tone::Good), "{:?}", view.drawer.together);
    // The same text again is the same login.
    let view = desk.paste(LOGIN);
    assert_eq!((opaque(&view).len(), view.desk.count), (2, 3));
    let last = view.desk.rows.last().unwrap();
    assert_eq!((last.is_opaque, last.tone), (true, Tone::Good));
}

#[test]
fn what_came_first_waits_for_its_token() {
    let mut desk = Desk::new();
    let url = format!("https://shop.example/cb?code={CODE}&state=af0ifjsldkj");
    let view = desk.paste(&url);
    assert!(view.desk.rows.is_empty(), "a list is of tokens");
    let id_token = LOGIN.split("id_token=").nth(1).unwrap().split('&').next().unwrap().trim();
    let view = desk.paste(id_token);
    let rows: Vec<(bool, Tone)> = view.desk.rows.iter().map(|row| (row.is_opaque, row.tone)).collect();
    assert_eq!(rows, [(true, Tone::Good), (false, Tone::Neutral)], "{:?}", view.desk.rows);

    // Files that are dropped together are one text.
    let file = |name: &str, text: &str| FileBytes::new(name.to_owned(), text.as_bytes().to_vec());
    let files = vec![file("id.jwt", id_token), file("redirect.txt", &url)];
    let view = Desk::new().send(Command::DropFiles { files, unread: Vec::new() });
    assert_eq!((only(&view).tone, view.desk.entries), (Tone::Good, 2));
}

#[test]
fn the_filter_knows_them_by_name() {
    let mut desk = Desk::new();
    desk.paste(LOGIN);
    let view = send(&mut desk, DeskCommand::Filter("authorization".to_owned()));
    assert!(view.desk.rows.iter().all(|row| row.is_opaque) && view.desk.rows.len() == 1);
    let view = send(&mut desk, DeskCommand::Filter(CODE.to_owned()));
    assert!(view.desk.rows.is_empty(), "not by what it is");
    let view = send(&mut desk, DeskCommand::Filter("login.example".to_owned()));
    assert!(opaque(&view).is_empty() && view.desk.rows.len() == 2);
}

/// What is typed takes the place of what came of its kind, and of nothing else.
#[test]
fn what_is_typed_leaves_the_rest() {
    let mut desk = Desk::new();
    let id_token = LOGIN.split("id_token=").nth(1).unwrap().split('&').next().unwrap().trim();
    // Not in one answer: what is typed could be meant.
    let view = desk.paste(&format!("https://shop.example/cb?code={CODE}&state=af0ifjsldkj\n\n{id_token}"));
    let good = |view: &View| view.drawer.together.iter().filter(|row| row.tone == Tone::Good).count();
    let all = good(&view);
    let mut supply = |state: &str| {
        let supplied = Supplied { state: state.to_owned().into(), ..Supplied::default() };
        good(&send(&mut desk, DeskCommand::Supply(supplied)))
    };
    assert_eq!(supply("another-state"), all - 1, "the code is still that of the paste");
    assert_eq!(supply(""), all, "and the state comes back");
}
