//! Claims that are objects, lists of objects or JSON in a string: opened in the table, where they stand.

use crate::desk::{Desk, lines, row, table, text};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::{CopyTarget, PaneMode};
use jotsmith::engine::ground::base64url::encode;

fn names(view: &jotsmith::app::view::View) -> Vec<(String, usize)> {
    table(&view.claims.body).iter().map(|row| (row.name.clone(), row.depth)).collect()
}

#[test]
fn what_is_within_a_claim_is_opened_below_it() {
    let claims = r#"{"realm_access":{"roles":["a","b"],"more":{"updated_at":1700000000}},"address":"{\"city\":\"Köln\",\"geo\":{\"lat\":5e1}}","sub":"{not json"}"#;
    let token = format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(claims.as_bytes()));
    let mut desk = Desk::new();
    let view = desk.paste(&token);
    let of = |view: &jotsmith::app::view::View, name: &str| row(table(&view.claims.body), name).clone();
    let fold = |view: &jotsmith::app::view::View, name: &str| of(view, name).fold.expect("it can be opened").0;
    assert_eq!(of(&view, "sub").fold, None);
    assert!(of(&view, "address").badges.iter().any(|(words, _)| words == "JSON in a string"));
    let view = desk.send(Command::ToggleMember(fold(&view, "realm_access")));
    let view = desk.send(Command::ToggleMember(fold(&view, "more")));
    let view = desk.send(Command::ToggleMember(fold(&view, "address")));
    let view = desk.send(Command::ToggleMember(fold(&view, "geo")));
    let expected = [
        ("realm_access", 0),
        ("roles", 1),
        ("more", 1),
        ("updated_at", 2),
        ("address", 0),
        ("city", 1),
        ("geo", 1),
        ("lat", 2),
        ("sub", 0),
    ];
    assert_eq!(names(&view), expected.map(|(name, depth)| (name.to_owned(), depth)));
    assert_eq!(text(&of(&view, "realm_access").value), "2 members");
    assert!(text(&of(&view, "updated_at").reading).contains("2023-11-14 22:13:20"));
    assert_eq!(text(&of(&view, "city").value), "Köln");
    // A number is what was written, and each value is copied by itself.
    let target = of(&view, "lat").copy;
    assert_eq!(desk.copied(target), Some(("5e1".to_owned(), false)));
    let target = of(&view, "updated_at").copy;
    assert_eq!(desk.copied(target).map(|(text, _)| text).as_deref(), Some("1700000000"));
    // What it stands for in the token is found there.
    assert!(of(&view, "updated_at").token.is_some() && of(&view, "city").token.is_none());
    let view = desk.send(Command::ToggleMember(fold(&view, "realm_access")));
    assert_eq!(names(&view)[1].0, "address");
}

/// `signedDate` of an App Store notification, and what is in its data.
#[test]
fn times_in_milliseconds_are_read() {
    let claims = r#"{"signedDate":1700000000123,"data":{"purchaseDate":1700000000000,"appAppleId":1700000000},"n":1700000000000}"#;
    let token = format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(claims.as_bytes()));
    let mut desk = Desk::new();
    let view = desk.paste(&token);
    let reading = |view: &jotsmith::app::view::View, name: &str| text(&row(table(&view.claims.body), name).reading);
    assert_eq!(reading(&view, "signedDate"), "2023-11-14 22:13:20 UTC · 3 years ago · written in milliseconds");
    assert_eq!(reading(&view, "n"), "");
    let fold = row(table(&view.claims.body), "data").fold.expect("it can be opened").0;
    let view = desk.send(Command::ToggleMember(fold));
    assert_eq!(reading(&view, "purchaseDate"), reading(&view, "signedDate"));
    assert_eq!(reading(&view, "appAppleId"), "");
    // The clock goes on, and the words with it.
    let view = desk.send(Command::SetClock("2023-11-14T22:14:20Z".to_owned()));
    assert_eq!(reading(&view, "signedDate"), "2023-11-14 22:13:20 UTC · 1 min ago · written in milliseconds");
    assert_eq!(reading(&view, "purchaseDate"), reading(&view, "signedDate"));
    let view = desk.send(Command::ClaimsMode(PaneMode::Json));
    let json = lines(&view.claims.body).join("\n");
    assert!(json.contains("2023-11-14 22:13:20"), "{json}");
}

/// What is not in the table is said to be there.
#[test]
fn a_long_list_that_is_opened_says_what_is_left() {
    let list = vec![r#"{"c":1}"#; 1_500].join(",");
    let token =
        format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(format!(r#"{{"a":[{list}],"b":1}}"#).as_bytes()));
    let mut desk = Desk::new();
    let view = desk.paste(&token);
    let fold = row(table(&view.claims.body), "a").fold.expect("it can be opened").0;
    let view = desk.send(Command::ToggleMember(fold));
    let rows = table(&view.claims.body);
    let (more, at) = (row(rows, "…"), rows.iter().position(|row| row.name == "…").expect("a row"));
    assert_eq!(more.depth, 1);
    let shown = rows[..at].iter().filter(|row| row.depth == 1).count();
    assert!(text(&more.value).contains(&(1_500 - shown).to_string()), "{}", text(&more.value));
    assert_eq!(rows.last().map(|row| row.name.as_str()), Some("b"));
}

/// What a row cannot show of a list is shown by the JSON view, and the row brings it.
#[test]
fn a_long_list_of_single_values_opens_as_a_whole() {
    let mut said = Said::new("app/claims/a_long_list_of_single_values_opens_as_a_whole");
    for (count, is_cut) in [(200, false), (201, true)] {
        let list = vec!["\"a\""; count].join(",");
        let claims = encode(format!(r#"{{"a":[{list}],"b":{{"c":[{list}]}}}}"#).as_bytes());
        let mut desk = Desk::new();
        let view = desk.paste(&format!("{}.{claims}.", encode(br#"{"alg":"none"}"#)));
        let fold = row(table(&view.claims.body), "b").fold.expect("it can be opened").0;
        let view = desk.send(Command::ToggleMember(fold));
        for name in ["a", "c"] {
            let row = row(table(&view.claims.body), name);
            said.line(format!("{name} of {count}: {}", text(&row.value).lines().last().unwrap_or_default()));
            assert_eq!((row.whole.is_some(), row.is_rest), (is_cut, false), "{name} of {count}");
        }
    }
    said.agree();
}

/// OpenID Connect Core A.6: the code is typed, because the token alone was pasted.
#[test]
fn a_code_that_is_typed_is_checked_against_the_hash() {
    let claims = r#"{"iss":"https://server.example.com","sub":"248289761001","aud":"s6BhdRkqt3","nonce":"n-0S6_WzA2Mj","c_hash":"LDktKdoQak3Pk0cnXxCltA","exp":1311281970,"iat":1311280970}"#;
    let token = format!("{}.{}.AAAA", encode(br#"{"alg":"RS256"}"#), encode(claims.as_bytes()));
    let mut desk = Desk::new();
    let view = desk.paste(&token);
    assert!(view.drawer.has_hashes && view.drawer.together.is_empty());
    let mut supply = |code: &str| {
        let supplied = jotsmith::app::message::desk::Supplied { code: code.to_owned().into(), ..Default::default() };
        desk.send(Command::Desk(jotsmith::app::message::desk::DeskCommand::Supply(supplied))).drawer.together
    };
    let tone = |rows: Vec<jotsmith::app::view::FindingRow>| rows.iter().map(|row| row.tone).collect::<Vec<_>>();
    assert_eq!(
        tone(supply(" Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk ")),
        [jotsmith::app::value::Tone::Good]
    );
    assert_eq!(tone(supply("another")), [jotsmith::app::value::Tone::Bad]);
    assert!(tone(supply("")).is_empty());
}

/// Years after its end a token's times stand apart on the line, and the clock beyond them.
#[test]
fn the_times_of_an_old_token_are_told_apart() {
    let claims = r#"{"iat":1600000000,"nbf":1600000600,"exp":1600003600}"#;
    let token = format!("{}.{}.AAAA", encode(br#"{"alg":"HS256"}"#), encode(claims.as_bytes()));
    let mut desk = Desk::new();
    let line = desk.paste(&token).drawer.timeline;
    let places: Vec<f32> = line.marks.iter().map(|mark| mark.at).collect();
    assert!(places[0] < 0.1 && places[2] > 0.9 && places[1] > places[0] + 0.1, "{places:?}");
    assert!(line.now > 1.0);
    // The places of the line are times.
    for mark in &line.marks[..2] {
        let seconds = line.seconds_at(mark.at).expect("a time");
        assert!((seconds - mark.judged_at.expect("a time")).abs() <= 1, "{seconds}");
    }
    let view = desk.send(Command::Assume(jotsmith::app::value::assumption::Assumption::At(1_600_001_000)));
    assert!(view.status.clock_is_set && (0.0..1.0).contains(&view.drawer.timeline.now));
    assert_eq!(view.drawer.timeline.marks.len(), 3);
}

/// Sorted, the values are the same; copied as written or indented they stand in their order.
#[test]
fn claims_are_sorted_and_indented_on_demand() {
    let claims = r#"{"sub":"x","Aud":"a","iat":1700000000,"n":{"z":1.50,"b":[2,1]}}"#;
    let token = format!("{}.{}.AAAA", encode(br#"{"alg":"HS256"}"#), encode(claims.as_bytes()));
    let mut desk = Desk::new();
    desk.paste(&token);
    assert_eq!(desk.copied(CopyTarget::Claims).map(|(text, _)| text).as_deref(), Some(claims));
    let indented = desk.copied(CopyTarget::ClaimsIndented).map(|(text, _)| text).expect("it can be copied");
    assert!(indented.starts_with("{\n  \"sub\": \"x\"") && indented.contains("1.50"), "{indented}");
    let view = desk.send(Command::SortClaims(true));
    assert_eq!(names(&view), ["Aud", "iat", "n", "sub"].map(|name| (name.to_owned(), 0)));
    let view = desk.send(Command::ClaimsMode(PaneMode::Json));
    let written: String = lines(&view.claims.body).concat().split_whitespace().collect();
    assert_eq!(written, r#"{"Aud":"a","iat":1700000000,2023-11-1422:13:20UTC"n":{"b":[2,1],"z":1.50},"sub":"x"}"#);
    let action = view.claims.more.iter().find(|action| action.label == "Show in the order as written");
    let view = desk.send(action.expect("there is a way back").command.clone());
    assert!(lines(&view.claims.body)[1].contains("sub"));
}
