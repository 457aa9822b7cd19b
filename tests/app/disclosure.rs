//! SD-JWT in the window (RFC 9901): claims, disclosures, key binding.

use crate::desk::{Desk, lines, row, sample, table, text};
use crate::golden::Said;
use data_encoding::BASE64URL_NOPAD;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::{CopyTarget, DrawerTab, Icon, PaneMode, PartKind, TextSpan, Tone};
use jotsmith::app::view::{MemberRow, View};

const SAMPLE: &str = "SD-JWT with key binding";

fn open() -> (Desk, View) {
    let (token, keys) = sample(SAMPLE);
    let mut desk = Desk::new();
    desk.add_key(keys);
    let view = desk.paste(token);
    (desk, view)
}

/// The issuer-signed JWT, the disclosures, the key binding JWT.
fn parts() -> Vec<&'static str> {
    sample(SAMPLE).0.split('~').collect()
}

fn badges(row: &MemberRow) -> Vec<&str> {
    row.badges.iter().map(|(words, _)| words.as_str()).collect()
}

/// The token with its disclosures changed and no key binding.
fn presented(disclosures: &[&str]) -> String {
    let mut token = format!("{}~", parts()[0]);
    for disclosure in disclosures {
        token.push_str(disclosure);
        token.push('~');
    }
    token
}

#[test]
fn the_claims_are_the_processed_ones_and_what_was_disclosed_is_marked() {
    let mut said = Said::new("app/disclosure/the_claims_are_the_processed_ones_and_what_was_disclosed_is_marked");
    let (_, view) = open();
    assert_eq!(view.verdict.word, "Valid, with a problem", "{:?}", view.verdict);
    said.line(&view.verdict.time);
    assert_eq!(view.claims.subtitle, "SD-JWT, 3 disclosures, 5 undisclosed · issuer.example.com");
    let rows = table(&view.claims.body);
    assert_eq!(text(&row(rows, "given_name").value), "Mira");
    assert_eq!(badges(row(rows, "given_name")), ["disclosed"]);
    assert_eq!(badges(row(rows, "address")), ["1 disclosed inside"]);
    assert_eq!(badges(row(rows, "nationalities")), ["1 disclosed inside"]);
    assert!(badges(row(rows, "iss")).is_empty(), "the issuer sent it in the clear");
    // RFC 9901 §7.1 step 3e: digests and _sd_alg are no claims.
    assert!(rows.iter().all(|row| !row.name.starts_with("_sd")), "{rows:?}");
    said.line(text(&row(rows, "exp").reading));
    said.line(text(&row(rows, "Not disclosed").value));
    said.agree();
}

#[test]
fn each_disclosure_has_a_row_and_a_part_of_the_token() {
    let mut said = Said::new("app/disclosure/each_disclosure_has_a_row_and_a_part_of_the_token");
    let (mut desk, view) = open();
    let rows = table(&view.claims.body);
    let first = row(rows, "Disclosure 1");
    assert_eq!(text(&first.value), "given_name: \"Mira\"");
    let reading = text(&first.reading);
    said.line(&reading);
    // The first element of the disclosure is its salt, the digest is that over its characters (RFC 9901 §4.2.3).
    let disclosure = BASE64URL_NOPAD.decode(parts()[1].as_bytes()).unwrap();
    let salt = serde_json::from_slice::<Vec<String>>(&disclosure).unwrap().remove(0);
    let digest =
        jotsmith::engine::crypto::digest::digest(jotsmith::engine::ground::jwa::Hash::Sha256, parts()[1].as_bytes());
    let expected = format!("salt {salt} · digest {}", BASE64URL_NOPAD.encode(&digest));
    assert!(reading.ends_with(&expected) && first.tone == Tone::Neutral, "{reading}");
    // Whether the digest was signed is for the signature to say.
    assert_eq!(badges(first), ["digest matched"]);
    said.line(text(&row(rows, "Disclosure 3").reading));

    let of = |kind: PartKind| view.token.parts.iter().filter(move |part| part.kind == kind).collect::<Vec<_>>();
    let labels: Vec<&str> = of(PartKind::AdditionalData).iter().map(|part| part.label.as_str()).collect();
    assert_eq!(labels, ["Disclosure 1, given_name", "Disclosure 2, locality", "Disclosure 3, /nationalities/0"]);
    let slice = |span: TextSpan| &view.token.text[span.start..span.end];
    assert_eq!(slice(of(PartKind::AdditionalData)[0].span), parts()[1]);
    let [binding] = of(PartKind::Unknown)[..] else { panic!("one key binding") };
    assert_eq!((binding.label.as_str(), slice(binding.span)), ("Key binding", parts()[4]));

    assert_eq!(first.token.map(slice), Some(parts()[1]), "a row lights up its disclosure");
    assert_eq!(desk.copied(first.copy.clone()), Some((parts()[1].to_owned(), true)));
    said.agree();
}

/// A claim lights up the characters that carry it: those of the disclosure, not of the payload.
#[test]
fn a_disclosed_claim_is_found_in_its_disclosure() {
    let (mut desk, view) = open();
    let rows = table(&view.claims.body);
    let claim = row(rows, "given_name");
    let span = claim.token.expect("it stands in the token");
    let whole = row(rows, "Disclosure 1").token.expect("so does its disclosure");
    assert!(whole.start < span.start && span.end <= whole.end, "{span:?} within {whole:?}");
    let from = (span.start - whole.start) / 4 * 3;
    let bytes = BASE64URL_NOPAD.decode(parts()[1].as_bytes()).unwrap();
    assert!(bytes[from.saturating_sub(3)..].windows(10).any(|window| window == b"given_name"));
    let iss = row(rows, "iss").token.expect("it stands in the payload");
    assert!(iss.end < whole.start);
    assert_eq!(desk.copied(claim.copy.clone()).unwrap().0, "Mira");
    let all = desk.copied(CopyTarget::Claims).unwrap().0;
    assert!(all.contains("Mira") && !all.contains("_sd"), "{all}");
}

#[test]
fn json_shows_the_same_and_the_disclosures_below() {
    let (mut desk, _) = open();
    let view = desk.send(Command::ClaimsMode(PaneMode::Json));
    let shown = lines(&view.claims.body);
    let marked: Vec<&String> = shown.iter().filter(|line| line.rsplit("  ").next() == Some("disclosed")).collect();
    assert_eq!(marked.len(), 3, "{shown:?}");
    assert!(marked.iter().any(|line| line.starts_with("\"locality\": \"Exampleton\"")), "{marked:?}");
    assert!(marked.iter().any(|line| line.starts_with("\"GB\"")), "{marked:?}");
    let below = shown.iter().position(|line| line == "5 undisclosed digests").expect("the digests are counted");
    assert_eq!(shown[below + 1], "3 disclosures");
    assert!(shown[below + 2].contains("\"given_name\", \"Mira\""), "{}", shown[below + 2]);
    assert_eq!(shown.len(), below + 5);
}

#[test]
fn the_key_binding_has_an_entry_of_its_own() {
    let mut said = Said::new("app/disclosure/the_key_binding_has_an_entry_of_its_own");
    let (mut desk, view) = open();
    let [issuer, holder] = &view.signature.entries[..] else { panic!("two entries") };
    said.line(&issuer.title);
    assert_eq!((holder.title.as_str(), holder.tone, holder.icon), ("Key binding verified", Tone::Good, Icon::Check));
    assert_eq!(holder.subtitle, "ES256 · the holder's key in cnf");
    let fact = |view: &View, name: &str| {
        let found = view.signature.facts.iter().find(|(label, _)| label == name);
        text(&found.unwrap_or_else(|| panic!("no {name}")).1)
    };
    said.line(fact(&view, "Binding sd_hash"));
    assert_eq!(fact(&view, "Binding nonce"), "n-0S6_WzA2Mj");
    assert_eq!(fact(&view, "Binding aud"), "https://verifier.example.com");
    said.line(fact(&view, "Binding iat"));

    // Chosen, it shows its own header and signature.
    let view = desk.send(Command::SelectEntry(1));
    assert_eq!(view.signature.selected, 1);
    assert_eq!(text(&row(table(&view.header.body), "typ").value), "kb+jwt");
    said.line(&view.header.subtitle);
    let binding = view.token.parts.iter().find(|part| part.label == "Key binding").unwrap().span;
    let typ = row(table(&view.header.body), "typ").token.expect("it stands in the token");
    assert!(binding.start <= typ.start && typ.end <= binding.end, "{typ:?} within {binding:?}");
    let signature = parts()[4].rsplit('.').next().unwrap();
    assert_eq!(desk.copied(CopyTarget::Signature), Some((signature.to_owned(), true)));
    assert_eq!(view.claims.subtitle, "SD-JWT, 3 disclosures, 5 undisclosed · issuer.example.com", "the claims stay");
    said.agree();
}

/// RFC 9901 §7.3: the key in `cnf` is worth what the issuer's signature is worth.
#[test]
fn a_key_binding_is_not_verified_before_its_issuer_is() {
    let mut said = Said::new("app/disclosure/a_key_binding_is_not_verified_before_its_issuer_is");
    let view = Desk::new().paste(sample(SAMPLE).0);
    assert_eq!(view.verdict.word, "Not checked");
    let holder = &view.signature.entries[1];
    assert_eq!((holder.title.as_str(), holder.tone), ("Key binding not checked", Tone::Neutral));
    said.line(&holder.reasons[0].message);
    said.agree();
}

#[test]
fn a_disclosure_left_out_breaks_the_key_binding() {
    let mut said = Said::new("app/disclosure/a_disclosure_left_out_breaks_the_key_binding");
    let all = parts();
    let mut desk = Desk::new();
    desk.add_key(sample(SAMPLE).1);
    let view = desk.paste(&format!("{}~{}~{}~{}", all[0], all[1], all[2], all[4]));
    assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Invalid", Tone::Bad), "{:?}", view.verdict);
    said.line(&view.verdict.detail);
    let holder = &view.signature.entries[1];
    assert_eq!((holder.title.as_str(), holder.tone), ("Key binding rejected", Tone::Bad));
    assert!(!holder.reasons[0].advice.is_empty(), "it says what to do: {holder:?}");
    assert!(view.verdict.actions.is_empty(), "no key helps: {:?}", view.verdict.actions);
    // What the issuer signed and the holder disclosed is still what it is.
    assert_eq!(badges(row(table(&view.claims.body), "given_name")), ["disclosed"]);
    said.agree();
}

/// RFC 9901 §7.1 step 5: a disclosure that no digest names makes the whole invalid.
#[test]
fn a_forged_disclosure_shows_the_payload_as_it_was_signed() {
    let mut said = Said::new("app/disclosure/a_forged_disclosure_shows_the_payload_as_it_was_signed");
    let forged = BASE64URL_NOPAD.encode(br#"["salt","admin",true]"#);
    let mut desk = Desk::new();
    desk.add_key(sample(SAMPLE).1);
    let view = desk.paste(&presented(&[parts()[1], &forged]));
    assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Invalid", Tone::Bad), "{:?}", view.verdict);
    let rows = table(&view.claims.body);
    assert!(rows.iter().any(|row| row.name == "_sd"), "the payload as it is");
    assert!(rows.iter().all(|row| row.name != "given_name" && row.name != "admin"));
    let row = row(rows, "Disclosure 2");
    assert_eq!((badges(row), row.tone), (vec!["matches no digest"], Tone::Bad));
    said.line(text(&row.reading));
    assert_eq!(text(&row.value), "admin: true");
    desk.send(Command::ClaimsMode(PaneMode::Json));
    let shown = lines(&desk.view().claims.body);
    said.line(shown.last().unwrap());
    said.agree();
}

#[test]
fn a_broken_disclosure_is_shown_as_far_as_it_goes() {
    let mut desk = Desk::new();
    desk.add_key(sample(SAMPLE).1);
    let broken = BASE64URL_NOPAD.encode(b"[\"salt\", \"a\x1b[2J");
    let view = desk.paste(&presented(&[&broken, "", "!!"]));
    let rows = table(&view.claims.body);
    let shown = text(&row(rows, "Disclosure 1").value);
    assert!(shown.starts_with("[\"salt\"") && !shown.contains('\x1b'), "{shown}");
    assert_eq!(row(rows, "Disclosure 2").tone, Tone::Bad);
}

/// RFC 9901 §8: in JSON disclosures and key binding stand in the unprotected header.
#[test]
fn in_json_they_are_found_as_well() {
    let (mut desk, _) = open();
    let (json, _) = desk.copied(CopyTarget::Export("flattened")).expect("nothing is lost");
    let view = desk.paste(&json);
    assert_eq!(view.verdict.word, "Valid, with a problem", "{:?}", view.verdict);
    let slice = |span: TextSpan| &view.token.text[span.start..span.end];
    let disclosure =
        view.token.parts.iter().find(|part| part.label == "Disclosure 2, locality").expect("it is coloured");
    assert_eq!(slice(disclosure.span), parts()[2]);
    let rows = table(&view.claims.body);
    assert_eq!(badges(row(rows, "given_name")), ["disclosed"]);
    assert_eq!(row(rows, "Disclosure 1").token.map(slice), Some(parts()[1]));
    assert_eq!(view.signature.entries[1].title, "Key binding verified");
    let view = desk.send(Command::SelectEntry(1));
    let typ = row(table(&view.header.body), "typ").token.expect("it stands in the token");
    let binding = view.token.parts.iter().find(|part| part.label == "Key binding").unwrap().span;
    assert!(binding.start <= typ.start && typ.end <= binding.end);
}

#[test]
fn without_a_key_binding_there_is_no_entry_for_it() {
    let mut desk = Desk::new();
    desk.add_key(sample(SAMPLE).1);
    let view = desk.paste(&presented(&[]));
    assert_eq!(view.verdict.tone, Tone::Good, "{:?}", view.verdict);
    assert_eq!(view.claims.subtitle, "SD-JWT, 0 disclosures, 8 undisclosed · issuer.example.com");
    assert_eq!(view.signature.entries.len(), 1);
    assert!(view.signature.facts.is_empty());
    assert!(table(&view.claims.body).iter().all(|row| !row.name.starts_with("Disclosure")));
}

/// Each part alone is worth something: a redacted token has none of them.
#[test]
fn a_redacted_sd_jwt_cannot_be_used() {
    let mut said = Said::new("app/disclosure/a_redacted_sd_jwt_cannot_be_used");
    let (mut desk, view) = open();
    assert!(view.drawer.exports.iter().any(|row| row.copy == CopyTarget::Export("unsigned-token")));
    let redacted = desk.copied(CopyTarget::Export("unsigned-token")).unwrap().0;
    assert!(redacted.ends_with(".[removed]"), "{redacted}");
    let signature = parts()[0].rsplit('.').next().unwrap();
    for secret in parts()[1..].iter().copied().chain([signature]) {
        assert!(!redacted.contains(secret), "{secret} is still there");
    }
    let report = desk.copied(CopyTarget::Export("markdown")).unwrap().0;
    said.line(&report);
    for secret in parts()[1..].iter().copied().chain([signature]) {
        assert!(!report.contains(secret), "{secret} is in the report");
    }
    said.agree();
}

#[test]
fn the_bytes_of_disclosures_are_counted() {
    let (mut desk, _) = open();
    let view = desk.send(Command::SelectTab(DrawerTab::Size));
    let bars = &view.drawer.size.parts;
    let disclosures: Vec<_> = bars.iter().filter(|bar| bar.name.split(' ').next() == Some("disclosure")).collect();
    let bytes: Vec<_> = disclosures.iter().map(|bar| bar.bytes).collect();
    assert_eq!(bytes, parts()[1..4].iter().map(|part| part.len()).collect::<Vec<_>>());
    assert!(bars.iter().any(|bar| bar.name == "key binding" && bar.bytes == parts()[4].len()));
}

#[test]
fn the_kind_of_token_stands_beside_the_claims() {
    let mut said = Said::new("app/disclosure/the_kind_of_token_stands_beside_the_claims");
    let view = Desk::new().paste(sample("Access token, ES256").0);
    said.line(&view.claims.subtitle);
    // The first example of RFC 7515 is of no known kind.
    assert_eq!(Desk::new().paste(sample("Shared secret, HS256").0).claims.subtitle, "joe · 70 bytes");
    said.agree();
}

/// The holder decides how many there are: what is drawn each frame stays bounded, and the JSON view shows them all.
#[test]
fn very_many_disclosures_are_listed_within_bounds() {
    let mut said = Said::new("app/disclosure/very_many_disclosures_are_listed_within_bounds");
    use jotsmith::engine::crypto::digest::digest;
    use jotsmith::engine::ground::jwa::Hash;
    const MANY: usize = 20_000;
    let disclosures: Vec<String> =
        (0..MANY).map(|n| BASE64URL_NOPAD.encode(format!(r#"["s{n}","c{n}",{n}]"#).as_bytes())).collect();
    let digests = disclosures.iter().map(|one| BASE64URL_NOPAD.encode(&digest(Hash::Sha256, one.as_bytes())));
    let payload = serde_json::json!({"inside": {"_sd": digests.collect::<Vec<_>>()}}).to_string();
    let header = BASE64URL_NOPAD.encode(br#"{"alg":"ES256"}"#);
    let payload = BASE64URL_NOPAD.encode(payload.as_bytes());
    let token = format!("{header}.{payload}.{}~{}~", "A".repeat(86), disclosures.join("~"));
    let mut desk = Desk::new();
    let view = desk.paste(&token);
    assert_eq!(view.claims.subtitle, "SD-JWT, 20,000 disclosures");
    let rows = table(&view.claims.body);
    assert_eq!(badges(&rows[0]), ["20,000 disclosed inside"]);
    assert_eq!(rows.len(), 502);
    said.line(text(&rows[501].value));
    let last = view.token.parts.last().unwrap();
    assert_eq!(last.label, "Disclosures 501 to 20,000");
    assert!(view.token.text[last.span.start..last.span.end].ends_with(disclosures[MANY - 1].as_str()));
    let view = desk.send(Command::ClaimsMode(PaneMode::Json));
    let shown = lines(&view.claims.body);
    assert!(shown.last().unwrap().contains("\"c19999\", 19999"), "{:?}", shown.last());
    said.agree();
}
