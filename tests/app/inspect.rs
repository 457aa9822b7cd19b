//! Paste a token, read it, believe the verdict.

use crate::desk::{Desk, NOW, lines, row, sample, table, text};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::{Answer, JobKind, Reminder};
use jotsmith::app::message::notice::Action;
use jotsmith::app::value::sample::SAMPLES;
use jotsmith::app::value::{
    CopyTarget, DrawerTab, FileAnswer, FileBytes, FilePurpose, Icon, PaneMode, PartKind, TimeStyle, Tone,
};
use jotsmith::app::view::{Fold, PaneBody};

const OTHER_EC_KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;

#[test]
fn the_empty_window_teaches() {
    let mut said = Said::new("app/inspect/the_empty_window_teaches");
    let view = Desk::new().view();
    let empty = view.empty.expect("it is empty to show yet");
    assert_eq!(empty.samples.len(), SAMPLES.len());
    said.line(&view.verdict.word);
    said.agree();
}

#[test]
fn a_pasted_token_is_read_and_without_a_key_not_checked() {
    let mut said = Said::new("app/inspect/a_pasted_token_is_read_and_without_a_key_not_checked");
    let view = Desk::new().paste(sample("Access token, ES256").0);
    assert_eq!(view.verdict.word, "Not checked");
    assert_eq!(view.verdict.tone, Tone::Neutral);
    said.line(&view.verdict.detail);
    assert!(view.verdict.actions.iter().any(|action| action.command == Command::LoadKeyFile));
    assert!(view.verdict.actions.iter().any(|action| action.command == Command::OpenAddKey));
    assert_eq!(text(&row(table(&view.header.body), "alg").value), "ES256");
    assert_eq!(text(&row(table(&view.claims.body), "sub").value), "user-4711");
    assert!(view.empty.is_none());
    said.agree();
}

#[test]
fn the_right_key_verifies() {
    let mut said = Said::new("app/inspect/the_right_key_verifies");
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.paste(token);
    let view = desk.add_key(keys);
    assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Valid, with a problem", Tone::Warning));
    assert!(view.verdict.detail.contains("ES256") && view.verdict.detail.contains("sample-signing"));
    said.line(&view.verdict.time);
    assert_eq!(view.signature.entries.len(), 1);
    said.line(&view.signature.entries[0].subtitle);
    assert!(view.dialog.is_none(), "the dialog is closed when its key is there");
    said.agree();
}

#[test]
fn a_key_that_did_not_sign_does_not_verify() {
    let (token, _) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.paste(token);
    let kid = OTHER_EC_KEY.replacen("{", r#"{"kid":"sample-signing","#, 1);
    let view = desk.add_key(&kid);
    assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Invalid", Tone::Bad));
    assert!(!view.verdict.detail.is_empty());
    assert!(!view.drawer.keys_tried.is_empty());
    assert!(view.drawer.keys_tried.iter().all(|row| row.tone != Tone::Good));
}

#[test]
fn a_key_of_another_kind_leaves_the_signature_unchecked_and_says_so() {
    let mut said = Said::new("app/inspect/a_key_of_another_kind_leaves_the_signature_unchecked_and_says_so");
    let mut desk = Desk::new();
    desk.paste(sample("Access token, ES256").0);
    let view = desk.add_key(sample("Shared secret, HS256").1);
    assert_eq!(view.verdict.word, "Not checked");
    said.line(&view.verdict.detail);
    assert_eq!(view.drawer.keys_tried.len(), 1);
    said.agree();
}

/// A list of what is wrong is not empty where the token is invalid.
#[test]
fn why_a_token_is_invalid_stands_among_the_findings() {
    let mut desk = Desk::new();
    desk.paste(sample("Access token, ES256").0);
    let view = desk.add_key(&OTHER_EC_KEY.replacen('{', r#"{"kid":"sample-signing","#, 1));
    assert_eq!(view.verdict.tone, Tone::Bad);
    let worst = view.drawer.findings.first().expect("a finding");
    assert!(worst.tone == Tone::Bad && view.drawer.counts[0] >= 1);
    assert!(view.signature.entries[0].reasons.iter().any(|reason| reason.message == worst.message), "{worst:?}");
    let view = desk.add_key(sample("Access token, ES256").1);
    assert!(view.drawer.findings.iter().all(|finding| finding.message != worst.message), "it is verified now");
}

#[test]
fn a_changed_byte_is_rejected() {
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    let (head, signature) = token.rsplit_once('.').unwrap();
    let flipped = if signature.starts_with('p') { 'q' } else { 'p' };
    let view = desk.paste(&format!("{head}.{flipped}{}", &signature[1..]));
    assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Invalid", Tone::Bad));
}

#[test]
fn an_expired_token_says_since_when_and_that_its_signature_is_right() {
    let mut said = Said::new("app/inspect/an_expired_token_says_since_when_and_that_its_signature_is_right");
    let (token, keys) = sample("Expired");
    let mut desk = Desk::new();
    desk.add_key(keys);
    let view = desk.paste(token);
    said.line(&view.verdict.word);
    assert_eq!(view.verdict.tone, Tone::Bad);
    said.line(&view.verdict.detail);
    assert_eq!(row(table(&view.claims.body), "exp").tone, Tone::Bad);
    // Nothing of a clock is hidden: at a time before its end the same token is valid.
    desk.send(Command::OpenSetClock);
    let view = desk.send(Command::SetClock("2025-06-02 08:30".to_owned()));
    assert_eq!((view.verdict.word.as_str(), view.verdict.time.as_str()), ("Valid", "expires in 30 min"));
    assert!(view.status.clock_is_set && view.status.clock.contains("2025-06-02 08:30:00"));
    let view = desk.send(Command::SetClock("2025-06-02 07:59:50".to_owned()));
    assert_eq!(view.verdict.time, "issued 10 s in the future");
    assert_eq!(view.verdict.time_tone, Tone::Warning);
    said.agree();
}

#[test]
fn an_expired_token_that_was_not_checked_says_both() {
    let mut said = Said::new("app/inspect/an_expired_token_that_was_not_checked_says_both");
    let view = Desk::new().paste(sample("Expired").0);
    said.line(&view.verdict.word);
    said.line(&view.verdict.detail);
    assert_eq!(view.verdict.tone, Tone::Bad);
    said.agree();
}

#[test]
fn leeway_is_shown_and_counts() {
    let mut said = Said::new("app/inspect/leeway_is_shown_and_counts");
    let (token, keys) = sample("Expired");
    let mut desk = Desk::new();
    desk.add_key(keys);
    desk.paste(token);
    desk.send(Command::SetClock("2025-06-02 09:00:30".to_owned()));
    assert_eq!(desk.view().verdict.tone, Tone::Bad);
    let view = desk.send(Command::SetLeeway(60));
    assert_eq!((view.verdict.tone, view.status.leeway), (Tone::Good, 60));
    said.line(&view.verdict.time);
    said.agree();
}

#[test]
fn the_clock_turns_the_verdict_once_a_second_and_only_while_there_are_times() {
    let mut said = Said::new("app/inspect/the_clock_turns_the_verdict_once_a_second_and_only_while_there_are_times");
    let (token, keys) = sample("Expired");
    let mut desk = Desk::new();
    assert!(!desk.state.wants_ticks(), "an empty window does not tick");
    desk.add_key(keys);
    desk.paste(token);
    assert!(desk.state.wants_ticks());
    let end = 1_748_854_800; // 2025-06-02 09:00:00 UTC
    assert_eq!(desk.send(Command::Tick(end - 1)).verdict.time, "expires in 1 s");
    said.line(desk.send(Command::Tick(end)).verdict.word);
    desk.send(Command::SetClock(NOW.to_string()));
    assert!(!desk.state.wants_ticks(), "a clock that was set stands still");
    desk.send(Command::SetClock(String::new()));
    desk.send(Command::ClearToken);
    assert!(!desk.state.wants_ticks());
    said.agree();
}

#[test]
fn far_from_every_time_of_a_token_the_window_wakes_once_a_minute_at_most() {
    let (token, keys) = sample("Expired");
    let end = 1_748_854_800;
    let mut desk = Desk::new();
    desk.add_key(keys);
    desk.paste(token);
    for (now, time) in [(end + 2 * 86_400, "09:00 UTC"), (end + 7_250, "11:00 UTC")] {
        let view = desk.send(Command::Tick(now));
        assert!(view.status.clock.ends_with(time), "{}: seconds would stand still", view.status.clock);
        let next = desk.state.next_tick().unwrap();
        assert!((2..=60).contains(&next), "{next}");
        let later = desk.send(Command::Tick(now + next as i64 - 1)).verdict;
        assert_eq!(view.verdict, later, "nothing changes before");
    }
    // "2 h" ago becomes "2 h 1 min" at just now.
    desk.send(Command::Tick(end + 7_250));
    let next = desk.state.next_tick().unwrap() as i64;
    assert_eq!(desk.send(Command::Tick(end + 7_250 + next)).verdict.word, "Expired 2 h 1 min ago");
    for now in [end + 3_500, end - 3_500, end - 1, end] {
        let view = desk.send(Command::Tick(now));
        assert_eq!(desk.state.next_tick(), Some(1), "{now}");
        assert_eq!(view.status.clock.matches(':').count(), 2, "{}", view.status.clock);
    }
}

#[test]
fn a_jwe_is_locked_says_which_key_it_needs_and_opens() {
    let mut said = Said::new("app/inspect/a_jwe_is_locked_says_which_key_it_needs_and_opens");
    let (token, keys) = sample("Encrypted, RSA-OAEP-256");
    let mut desk = Desk::new();
    let view = desk.paste(token);
    assert_eq!((view.verdict.word.as_str(), view.verdict.icon), ("Encrypted", Some(Icon::Lock)));
    said.line(&view.verdict.detail);
    assert_eq!(text(&row(table(&view.header.body), "enc").value), "A256GCM", "the header is visible without a key");
    let PaneBody::Message(message) = &view.claims.body else { panic!("the claims are locked") };
    assert_eq!(message.title, "Locked");
    assert!(message.actions.iter().any(|action| action.command == Command::LoadKeyFile));
    assert_eq!(view.signature.title, "Encryption");
    assert!(view.signature.facts.iter().any(|(name, _)| name == "Ciphertext"));

    let view = desk.key_file("key.json", keys.as_bytes());
    assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Valid, with a problem", Tone::Warning));
    assert_eq!(text(&row(table(&view.claims.body), "given_name").value), "Mira");
    assert!(row(table(&view.claims.body), "given_name").token.is_none(), "a plaintext has no place in the token");
    said.agree();
}

#[test]
fn a_nested_token_shows_its_layers_from_the_outside_in() {
    let mut desk = Desk::new();
    let index = SAMPLES.iter().position(|sample| sample.name == "Signed, then encrypted").unwrap();
    let view = desk.send(Command::OpenSample(index));
    assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Valid", Tone::Good));
    let labels: Vec<_> = view.layers.iter().map(|crumb| (crumb.label.as_str(), crumb.selected)).collect();
    assert_eq!(labels, [("JWE", false), ("JWS", true)]);
    assert_eq!(text(&row(table(&view.claims.body), "acr").value), "urn:example:two-factor");
    let view = desk.send(Command::SelectLayer(0));
    assert_eq!(text(&row(table(&view.header.body), "cty").value), "JWT");
    let PaneBody::Message(message) = &view.claims.body else { panic!("another token") };
    assert_eq!(message.actions[0].command, Command::SelectLayer(1));
}

#[test]
fn a_nested_token_whose_signature_is_not_checked_is_not_good() {
    let (token, _) = sample("Signed, then encrypted");
    let mut desk = Desk::new();
    desk.add_key(sample("Encrypted, RSA-OAEP-256").1);
    let view = desk.paste(token);
    assert_eq!(view.verdict.word, "Not checked");
    assert_ne!(view.verdict.tone, Tone::Good);
}

#[test]
fn a_passphrase_opens_what_was_encrypted_with_one() {
    let mut said = Said::new("app/inspect/a_passphrase_opens_what_was_encrypted_with_one");
    let mut desk = Desk::new();
    let view = desk.paste(sample("Encrypted with a passphrase").0);
    let PaneBody::Message(message) = &view.claims.body else { panic!("the claims are locked") };
    assert!(message.actions.iter().any(|action| action.command == Command::OpenPassphrase));
    assert!(view.verdict.actions.is_empty() && view.signature.actions.is_empty(), "it is offered once");
    said.line(&view.verdict.detail);
    let give = |text: &str| Command::GivePassphrase(jotsmith::app::value::SecretText::new(text.to_owned()));
    desk.send(Command::OpenPassphrase);
    let view = desk.send(give("wrong"));
    assert_ne!(view.verdict.tone, Tone::Good);
    desk.send(Command::OpenPassphrase);
    let view = desk.send(give("correct horse battery staple"));
    said.line(&view.verdict.word);
    said.agree();
}

/// A passphrase is for what was encrypted with one: of an HMAC that somebody else made it says nothing.
#[test]
fn the_passphrase_of_one_token_does_not_speak_against_the_next_one() {
    let hmac = format!("eyJhbGciOiJIUzI1NiJ9.e30.{}", "A".repeat(43));
    let mut desk = Desk::new();
    let before = desk.paste(&hmac).verdict;
    desk.paste(sample("Encrypted with a passphrase").0);
    desk.send(Command::OpenPassphrase);
    let passphrase = "correct horse battery staple".to_owned();
    let view = desk.send(Command::GivePassphrase(jotsmith::app::value::SecretText::new(passphrase)));
    assert_eq!(view.keys.rows.len(), 1, "it is kept");
    let after = desk.paste(&hmac).verdict;
    assert_eq!((&*after.word, after.tone), (&*before.word, before.tone), "{}", after.detail);
}

#[test]
fn none_is_never_valid() {
    let mut desk = Desk::new();
    desk.add_key(sample("Access token, ES256").1);
    let view = desk.paste(sample("Unsecured").0);
    assert_eq!((view.verdict.word.as_str(), view.verdict.icon), ("Unsecured", Some(Icon::Unsigned)));
    assert_eq!(view.verdict.tone, Tone::Warning);
    assert!(view.verdict.actions.is_empty(), "no key could help");
}

#[test]
fn no_key_is_asked_for_where_none_could_help() {
    // The last character of the signature has bits that must be zero (RFC 4648 §3.5).
    let token = "eyJhbGciOiJIUzI1NiJ9.e30.QNPyjxPRiRfjftJ_jgBiIU92QNVnd7";
    let view = Desk::new().paste(token);
    assert_eq!(view.verdict.word, "Malformed");
    assert!(view.verdict.actions.is_empty(), "{:?}", view.verdict.actions);
    let asks = |action: &Action| matches!(action.command, Command::LoadKeyFile | Command::OpenAddKey);
    assert!(!view.signature.actions.iter().any(asks), "{:?}", view.signature.actions);
    // ESB256, {}, 64 bytes: known by name and not computed, with whatever key.
    let token = "eyJhbGciOiJFU0IyNTYifQ.e30.".to_owned() + &"A".repeat(86);
    let view = Desk::new().paste(&token);
    assert_eq!(view.verdict.word, "Not checked");
    assert!(view.verdict.detail.contains("brainpoolP256r1"), "{}", view.verdict.detail);
    assert!(view.verdict.actions.is_empty(), "{:?}", view.verdict.actions);
}

#[test]
fn a_weak_key_verifies_and_is_called_weak() {
    // HS256 with the secret "secret", as half the tutorials have it.
    let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.\
                 Rq8IxqeX7eA6GgYxlcHdPFVRNFFZc5rEI3MQTZZbK3I";
    let mut desk = Desk::new();
    desk.paste(token);
    let view = desk.add_key("secret");
    assert_eq!(view.verdict.word, "Valid, with a weak key");
    assert_eq!(view.verdict.tone, Tone::Warning);
}

#[test]
fn a_broken_token_shows_all_that_is_left() {
    let mut said = Said::new("app/inspect/a_broken_token_shows_all_that_is_left");
    let view = Desk::new().paste(sample("Broken").0);
    assert_eq!(view.verdict.tone, Tone::Bad);
    assert_eq!(text(&row(table(&view.header.body), "alg").value), "ES256");
    let shown = lines(&view.claims.body);
    assert!(shown.iter().any(|line| line.contains("\"iss\": \"https://login.example.com\"")), "{shown:?}");
    said.line(view.claims.note.expect("what is wrong with it").text);
    assert!(view.drawer.counts[0] > 0, "there are errors among the findings");
    said.agree();
}

#[test]
fn nothing_refuses_to_decode() {
    for text in [
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJIUzI1NiJ9.e30",
        "eyJhbGciOiJIUzI1NiJ9.e30.",
        "eyJhbGciOiJIUzI1NiJ9.e30.AA.",
        "eyJhbGciOiJIUzI1NiJ9.e30.AA.BB.CC",
        "eyJhbGciOiJIUzI1NiJ9.e30.AA.BB.CC.DD",
        "eyJhbGciOiJIUzI1NiJ9.e3!0.AA",
        "eyJ0eXAiOiJKV1QifQ.e30.AA",
        "eyJhbGciOjV9.W10.AA",
        "eyJhbGciOiJIUzI1NiJ9..AA",
    ] {
        let view = Desk::new().paste(text);
        assert!(!view.verdict.word.is_empty(), "{text}");
        assert_ne!(view.verdict.tone, Tone::Good, "{text}");
        assert!(!view.token.parts.is_empty(), "{text}");
        assert!(!matches!(view.header.body, PaneBody::Message(_)), "{text}: the header can be shown");
    }
}

#[test]
fn text_that_is_no_token_is_named() {
    let view = Desk::new().paste("v2.local.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(view.verdict.word, "Not a JSON Web Token");
    assert!(view.verdict.detail.contains("PASETO"), "{}", view.verdict.detail);
    let view = Desk::new().paste("hello, world");
    assert_eq!(view.verdict.tone, Tone::Warning);
}

#[test]
fn a_paste_is_cleaned_says_so_and_can_be_taken_back() {
    let mut said = Said::new("app/inspect/a_paste_is_cleaned_says_so_and_can_be_taken_back");
    let (token, _) = sample("Shared secret, HS256");
    let pasted = format!("Authorization: Bearer {}\n{}", &token[..60], &token[60..]);
    let mut desk = Desk::new();
    let before = desk.view().token.revision;
    let view = desk.paste(&pasted);
    assert_eq!(&*view.token.text, token);
    assert!(view.token.revision > before);
    let cleaned = view.token.cleaned.expect("what was removed is listed");
    said.line(cleaned);
    assert!(view.token.can_undo);
    let view = desk.send(Command::UndoToken);
    assert_eq!(&*view.token.text, pasted, "every byte is back");
    said.line(&view.verdict.detail);
    said.agree();
}

#[test]
fn typing_is_never_rewritten() {
    let (token, _) = sample("Shared secret, HS256");
    let typed = format!("Bearer {}\n{}", &token[..60], &token[60..]);
    let mut desk = Desk::new();
    let before = desk.view().token.revision;
    let view = desk.send(Command::EditToken(typed.clone()));
    assert_eq!((&*view.token.text, view.token.revision), (typed.as_str(), before));
    let parts = &view.token.parts;
    assert_eq!(
        parts.iter().map(|part| part.kind).collect::<Vec<_>>(),
        [PartKind::Header, PartKind::Payload, PartKind::Signature]
    );
    assert_eq!(parts[0].span.start, "Bearer ".len(), "the parts are lit where they stand in the box");
    assert_eq!(parts[2].span.end, typed.len());
}

#[test]
fn clearing_can_be_taken_back() {
    let mut desk = Desk::new();
    let (token, _) = sample("Shared secret, HS256");
    desk.paste(token);
    assert!(desk.send(Command::ClearToken).empty.is_some());
    assert_eq!(&*desk.send(Command::UndoToken).token.text, token);
}

#[test]
fn several_tokens_are_offered_and_none_is_lost() {
    let mut said = Said::new("app/inspect/several_tokens_are_offered_and_none_is_lost");
    let (first, keys) = sample("Access token, ES256");
    let (second, _) = sample("Expired");
    let pasted = format!("{{\"access_token\":\"{first}\",\"id_token\":\"{second}\"}}");
    let mut desk = Desk::new();
    desk.add_key(keys);
    let view = desk.paste(&pasted);
    assert_eq!(&*view.token.text, pasted);
    assert_eq!(view.token.candidates.len(), 2);
    assert!(view.token.candidates[0].contains("access_token"), "{:?}", view.token.candidates);
    assert_eq!(view.verdict.word, "Valid, with a problem");
    let view = desk.send(Command::ChooseCandidate(1));
    said.line(&view.verdict.word);
    assert!(view.token.parts[0].span.start > first.len(), "the second one is lit");
    assert_eq!(desk.copied(CopyTarget::Token).unwrap().0, second, "what is copied is what is looked at");
    said.agree();
}

#[test]
fn a_claim_lights_its_characters() {
    let (token, _) = sample("Access token, ES256");
    let mut desk = Desk::new();
    let view = desk.paste(token);
    let span = row(table(&view.claims.body), "iss").token.expect("it stands in the token");
    let payload = view.token.parts[1].span;
    assert!(payload.start <= span.start && span.end <= payload.end);
    let view = desk.send(Command::Hover(Some(span)));
    assert_eq!(view.lit, Some(span));
    let view = desk.send(Command::EditToken("äöü".to_owned()));
    let half = jotsmith::app::value::TextSpan { start: 1, end: 3 };
    assert_eq!(view.lit, None);
    assert_eq!(desk.send(Command::Hover(Some(half))).lit, None, "never in the middle of a character");
}

#[test]
fn an_error_underlines_its_exact_bytes() {
    let (token, _) = sample("Shared secret, HS256");
    let broken = token.replacen("leGFt", "le!Ft", 1);
    let place = broken.find('!').unwrap();
    let view = Desk::new().paste(&broken);
    let fault = view.token.faults.iter().find(|fault| (fault.span.start..fault.span.end).contains(&place));
    assert!(fault.is_some_and(|fault| fault.span.end - fault.span.start <= 2), "{:?}", view.token.faults);
}

#[test]
fn json_is_shown_as_written_with_duplicates_and_folds() {
    let payload = r#"{"sub":"a","n":1.10,"list":[1,2],"sub":"b","x":12345678901234567890}"#;
    let token = format!("eyJhbGciOiJub25lIn0.{}.", data_encoding::BASE64URL_NOPAD.encode(payload.as_bytes()));
    let mut desk = Desk::new();
    let view = desk.paste(&token);
    let rows = table(&view.claims.body);
    let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["sub", "n", "list", "sub", "x"]);
    assert!(rows[0].badges.iter().any(|(text, tone)| text == "there twice" && *tone == Tone::Bad));
    assert_eq!(text(&rows[1].value), "1.10");
    assert_eq!(text(&rows[4].value), "12345678901234567890");
    let view = desk.send(Command::ClaimsMode(PaneMode::Json));
    assert_eq!(lines(&view.claims.body).len(), 10);
    let PaneBody::Rows(shown) = &view.claims.body else { panic!() };
    let Some(Fold { node, folded: false }) = shown.0.row(3).fold else { panic!("the list can be folded") };
    let view = desk.send(Command::ToggleFold(node));
    assert_eq!(lines(&view.claims.body).len(), 7);
    let view = desk.send(Command::ToggleFold(node));
    assert_eq!(lines(&view.claims.body).len(), 10);
}

#[test]
fn times_are_shown_in_the_chosen_style() {
    let mut said = Said::new("app/inspect/times_are_shown_in_the_chosen_style");
    let mut desk = Desk::new();
    desk.paste(sample("Access token, ES256").0);
    let mut exp = |style| text(&row(table(&desk.send(Command::SetTimeStyle(style)).claims.body), "exp").reading);
    said.line(exp(TimeStyle::Utc));
    said.line(exp(TimeStyle::Local));
    said.line(exp(TimeStyle::Relative));
    // The value itself is in Unix seconds.
    said.line(exp(TimeStyle::Unix));
    said.agree();
}

#[test]
fn an_old_answer_is_dropped_and_the_old_verdict_stays_dimmed_until_the_new_one() {
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    desk.paste(token);
    desk.held = Some(Vec::new());
    let view = desk.send(Command::EditToken(sample("Expired").0.to_owned()));
    assert!(view.verdict.stale, "dimmed");
    assert_eq!(view.verdict.word, "Valid, with a problem");
    assert!(!view.token.parts.is_empty(), "the new text is coloured at once");
    desk.send(Command::EditToken(sample("Unsecured").0.to_owned()));
    let jobs = desk.held.replace(Vec::new()).unwrap();
    let [old, new] = jobs.try_into().expect("two jobs");
    let revision = new.revision();
    let view = desk.send(Command::Answer(Box::new(old.run())));
    assert!(view.verdict.stale && view.verdict.word == "Valid, with a problem", "the old answer changes nothing");
    let view = desk.send(Command::Answer(Box::new(Answer::Due(Reminder::Work(revision)))));
    assert!(view.token.busy, "it takes long");
    assert_eq!(view.verdict.word, "Examining", "an old verdict is not shown for long beside another token");
    assert!(view.verdict.actions.iter().any(|action| action.command == Command::CancelWork));
    let view = desk.send(Command::Answer(Box::new(new.run())));
    assert!(!view.verdict.stale && !view.token.busy);
    assert_eq!(view.verdict.word, "Unsecured");
}

#[test]
fn work_can_be_stopped_and_a_late_answer_is_not_wanted() {
    let mut desk = Desk::new();
    desk.held = Some(Vec::new());
    desk.paste(sample("Access token, ES256").0);
    desk.send(Command::CancelWork);
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::CancelWork(JobKind::Examine))));
    let job = desk.held.as_mut().and_then(Vec::pop).unwrap();
    let view = desk.send(Command::Answer(Box::new(job.run())));
    assert!(!view.token.busy);
    assert_eq!(view.verdict.word, "Not examined");
    assert!(!matches!(view.claims.body, PaneBody::Table(_)));
}

#[test]
fn a_fault_in_the_worker_is_said_and_nothing_is_called_good() {
    let mut desk = Desk::new();
    desk.held = Some(Vec::new());
    desk.paste(sample("Access token, ES256").0);
    let revision = desk.held.as_ref().unwrap()[0].revision();
    let answer = Answer::Failed { kind: JobKind::Examine, revision, message: "src/x.rs:1:1".to_owned() };
    let view = desk.send(Command::Answer(Box::new(answer)));
    assert!(view.notices.iter().any(|notice| notice.tone == Tone::Bad && notice.text.contains("src/x.rs:1:1")));
    assert_ne!(view.verdict.tone, Tone::Good);
}

#[test]
fn everything_can_be_copied_and_what_is_secret_is_kept_from_histories() {
    let mut said = Said::new("app/inspect/everything_can_be_copied_and_what_is_secret_is_kept_from_histories");
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    desk.paste(token);
    let mut copied = |target| desk.copied(target).expect("there is something to copy");
    assert_eq!(copied(CopyTarget::Token), (token.to_owned(), true));
    assert_eq!(copied(CopyTarget::Export("authorization")), (format!("Authorization: Bearer {token}"), true));
    assert!(copied(CopyTarget::Export("curl")).0.contains("https://api.example.com"));
    let cookie = format!("Set-Cookie: __Host-token={token}; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=Lax");
    assert_eq!(copied(CopyTarget::Export("set-cookie")), (cookie, true), "as long as a browser keeps it");
    let parts: Vec<_> = (0..3).map(|index| copied(CopyTarget::TokenPart(index)).0).collect();
    assert_eq!(parts.join("."), token);
    assert_eq!(copied(CopyTarget::Signature).0, parts[2]);
    assert!(copied(CopyTarget::Header).0.starts_with("{\"alg\":\"ES256\""));
    assert!(copied(CopyTarget::Claims).0.starts_with("{\"iss\":"));
    assert_eq!(copied(CopyTarget::HeaderValue(0)).0, "ES256");
    let redacted = copied(CopyTarget::Export("unsigned-token")).0;
    assert!(!redacted.contains(&parts[2]) && redacted.starts_with(&parts[0]));
    let report = copied(CopyTarget::Export("markdown")).0;
    said.line(&report);
    assert!(!report.contains(&parts[2]), "no signature in a report");
    let report: serde_json::Value = serde_json::from_str(&copied(CopyTarget::Export("json-report")).0).unwrap();
    assert_eq!((&report["format"], &report["verdict"]), (&1.into(), &"valid".into()));
    let view = desk.view();
    let CopyTarget::ClaimValue(node) = row(table(&view.claims.body), "sub").copy else { panic!() };
    assert_eq!(desk.copied(CopyTarget::ClaimValue(node)).unwrap().0, "user-4711");
    assert_eq!(desk.copied(CopyTarget::ClaimMember(node)).unwrap().0, "\"sub\": \"user-4711\"");
    assert!(desk.copied(CopyTarget::Text("x".into())).is_some());
    desk.send(Command::ClearToken);
    assert_eq!(desk.copied(CopyTarget::Token), None);
    said.agree();
}

#[test]
fn a_token_with_a_quote_never_becomes_a_command() {
    let mut desk = Desk::new();
    let evil = "rm -rf ~";
    desk.paste(&format!("eyJhbGciOiJub25lIn0.e30'; {evil}; '.AA"));
    if let Some((command, _)) = desk.copied(CopyTarget::Export("curl")) {
        assert!(!command.contains(evil), "{command}");
    }
}

#[test]
fn a_copy_is_confirmed_for_a_moment() {
    let mut desk = Desk::new();
    let view = desk.send(Command::Answer(Box::new(Answer::Copied(CopyTarget::Token))));
    assert_eq!(view.just_copied, Some(CopyTarget::Token));
    let reminder = desk.asked.iter().find_map(|effect| match effect {
        Effect::Remind { reminder, .. } => Some(*reminder),
        _ => None,
    });
    let view = desk.send(Command::Answer(Box::new(Answer::Due(reminder.unwrap()))));
    assert_eq!(view.just_copied, None);
}

#[test]
fn size_says_where_the_bytes_go() {
    let mut said = Said::new("app/inspect/size_says_where_the_bytes_go");
    let (token, _) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.paste(token);
    let view = desk.send(Command::SelectTab(DrawerTab::Size));
    assert!(view.drawer.open && view.drawer.tab == DrawerTab::Size);
    let size = &view.drawer.size;
    let parts = size.parts.iter().filter(|bar| bar.depth == 0);
    assert_eq!(parts.map(|bar| bar.bytes).sum::<usize>() + 2, token.len());
    assert!(size.claims.iter().any(|bar| bar.name == "jti"));
    let claims: Vec<_> = size.claims.iter().filter(|bar| bar.depth == 0 && bar.kind.is_none()).collect();
    assert!(claims.windows(2).all(|pair| pair[0].bytes >= pair[1].bytes));
    let payload = size.parts.iter().find(|bar| bar.name == "payload").expect("a payload").bytes;
    let claims = size.claims.iter().filter(|bar| bar.depth == 0).map(|bar| bar.bytes);
    assert_eq!(claims.sum::<usize>(), payload, "claims and what is between them are the payload");
    let status = text(&view.status.size);
    assert!(status.starts_with(&format!("{} B", token.len())), "{status}");
    said.line(&status);
    said.agree();
}

/// The line that is sent, `Authorization: Bearer …` and its kind, counts: the tab and the rules agree to the byte about what is too long.
#[test]
fn the_size_tab_and_the_rules_measure_the_same_line() {
    let of_length = |total: usize| {
        let (header, claims) = ("eyJhbGciOiJFUzI1NiJ9", ["e30", "eyB9"]);
        let signature = |claims: &str| total - header.len() - claims.len() - 2;
        let claims = claims.into_iter().find(|claims| signature(claims) % 4 != 1).expect("a length of base64url");
        format!("{header}.{claims}.{}", "A".repeat(signature(claims)))
    };
    let rules = ["SIZE_URL", "SIZE_COOKIE", "SIZE_8K", "SIZE_16K"];
    for (limit, around, row) in [(2_000, 27, 0), (4_096, 12, 1), (8_190, 22, 2), (16_383, 20, 3)] {
        for (total, fits) in [(limit - around, true), (limit - around + 1, false), (limit, false)] {
            let mut desk = Desk::new();
            desk.paste(&of_length(total));
            let view = desk.send(Command::SelectTab(DrawerTab::Size));
            // Those that the rules speak of, of all places.
            let ruled = ["URL that works everywhere", "Cookie", "Apache httpd", "Node.js"];
            let of_rules = view.drawer.size.limits.iter().filter(|row| ruled.contains(&row.name.as_str()));
            let too_long = of_rules.filter(|row| row.tone == Tone::Bad).count();
            assert_eq!(too_long, if fits { row } else { row + 1 }, "{total}: {:?}", view.drawer.size.limits);
            let findings = &view.drawer.findings;
            let is_said = |rule: &str| findings.iter().any(|row| row.reference.split([' ', ',']).any(|id| id == rule));
            let said: Vec<_> = rules.iter().filter(|rule| is_said(rule)).collect();
            let worst = too_long.checked_sub(1).map(|worst| &rules[worst]);
            assert_eq!(said, worst.into_iter().collect::<Vec<_>>(), "{total}");
        }
    }
}

#[test]
fn the_timeline_puts_times_in_order() {
    let mut said = Said::new("app/inspect/the_timeline_puts_times_in_order");
    let mut desk = Desk::new();
    let view = desk.paste(sample("Access token, ES256").0);
    let timeline = &view.drawer.timeline;
    let names: Vec<_> = timeline.marks.iter().map(|mark| mark.name.as_str()).collect();
    assert_eq!(names, ["auth_time", "iat", "nbf", "exp"]);
    let (from, until) = timeline.valid.expect("it is valid for a while");
    assert!(from < timeline.now && timeline.now < until);
    said.line(&timeline.summary);
    said.agree();
}

#[test]
fn settings_are_saved_when_they_change_and_only_then() {
    let mut desk = Desk::new();
    let saves = |desk: &Desk| desk.asked.iter().filter(|effect| matches!(effect, Effect::SaveSettings(_))).count();
    desk.send(Command::ToggleDrawer);
    assert_eq!(saves(&desk), 1);
    desk.paste(sample("Expired").0);
    desk.send(Command::SetLeeway(0));
    assert_eq!(saves(&desk), 1);
}

#[test]
fn every_sample_opens_with_its_key_and_says_what_it_should() {
    let expected = [
        ("Access token, ES256", "Valid"),
        ("Shared secret, HS256", "Expired 15 years ago"),
        ("Encrypted, RSA-OAEP-256", "Valid"),
        ("Signed, then encrypted", "Valid"),
        ("Encrypted with a passphrase", "Encrypted"),
        ("Expired", "Expired"),
        ("Unsecured", "Unsecured"),
        ("SD-JWT with key binding", "Valid"),
    ];
    for (index, sample) in SAMPLES.iter().enumerate() {
        let view = Desk::new().send(Command::OpenSample(index));
        match expected.iter().find(|(name, _)| *name == sample.name) {
            Some((_, word)) => assert!(view.verdict.word.starts_with(word), "{}: {:?}", sample.name, view.verdict),
            None => assert_eq!(view.verdict.tone, Tone::Bad, "{}", sample.name),
        }
    }
}

#[test]
fn a_detached_payload_comes_from_a_file() {
    let mut said = Said::new("app/inspect/a_detached_payload_comes_from_a_file");
    // RFC 7515 A.1 with its payload left out (Appendix F).
    let (token, keys) = sample("Shared secret, HS256");
    let parts: Vec<&str> = token.split('.').collect();
    let mut desk = Desk::new();
    desk.add_key(keys);
    let view = desk.paste(&format!("{}..{}", parts[0], parts[2]));
    assert_eq!(view.verdict.word, "Not checked", "{:?}", view.verdict);
    let PaneBody::Message(message) = &view.claims.body else { panic!("there is no payload") };
    assert!(message.actions.iter().any(|action| action.command == Command::LoadPayloadFile));
    desk.send(Command::LoadPayloadFile);
    let bytes = data_encoding::BASE64URL_NOPAD.decode(parts[1].as_bytes()).unwrap();
    let result = FileAnswer::Read(FileBytes::new("payload.json".to_owned(), bytes));
    let view = desk.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Payload, result })));
    said.line(&view.verdict.detail);
    assert_eq!(
        desk.paste(sample("Unsecured").0).verdict.word,
        "Unsecured",
        "the payload was for the other token alone"
    );
    said.agree();
}

#[test]
fn a_detached_payload_is_typed_and_can_be_typed_again() {
    use jotsmith::app::view::Dialog;
    // RFC 7797 §4.2: not encoded, with the key of RFC 7515 A.1.
    let token = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY";
    let mut desk = Desk::new();
    desk.add_key(sample("Shared secret, HS256").1);
    let view = desk.paste(token);
    let PaneBody::Message(message) = &view.claims.body else { panic!("there is no payload") };
    assert!(message.actions.iter().any(|action| action.command == Command::OpenPayload), "{message:?}");
    assert_eq!(desk.send(Command::OpenPayload).dialog, Some(Dialog::Payload));
    let view = desk.send(Command::GivePayload("$.02\n".to_owned()));
    assert_eq!((view.verdict.word.as_str(), view.dialog), ("Invalid", None));
    assert!(view.verdict.actions.iter().any(|action| action.command == Command::OpenPayload), "there is no way back");
    let view = desk.send(Command::GivePayload("$.02".to_owned()));
    // The RFC's secret is printed in it.
    assert_eq!(view.verdict.word, "Valid, with a weak key", "{:?}", view.verdict);
}

/// A secret for something else says nothing about a token that a passphrase opens.
#[test]
fn a_secret_that_is_not_the_passphrase_leaves_the_token_locked() {
    let mut said = Said::new("app/inspect/a_secret_that_is_not_the_passphrase_leaves_the_token_locked");
    let mut desk = Desk::new();
    desk.add_key(sample("Shared secret, HS256").1);
    let view = desk.paste(sample("Encrypted with a passphrase").0);
    assert_eq!(view.verdict.word, "Encrypted", "{:?}", view.verdict);
    said.line(&view.verdict.detail);
    assert_ne!(view.verdict.tone, Tone::Bad);
    said.agree();
}

/// What the empty window offers as good has to be good, and no problem of its own.
#[test]
fn samples_that_are_to_be_good_are_made_when_they_are_opened() {
    for (name, word) in
        [("Access token, ES256", "Valid"), ("Encrypted, RSA-OAEP-256", "Valid"), ("Signed, then encrypted", "Valid")]
    {
        let index = SAMPLES.iter().position(|sample| sample.name == name).unwrap();
        let view = Desk::new().send(Command::OpenSample(index));
        assert_eq!(view.verdict.word, word, "{name}");
        assert_eq!(view.verdict.time, "expires in 10 min", "{name}");
        let worst = view.drawer.findings.iter().find(|found| found.tone == Tone::Bad);
        assert!(worst.is_none(), "{name}: {worst:?}");
    }
}

/// RFC 7516 A.4: the key at hand is none of the first recipient's, and the second one's may still come.
#[test]
fn a_token_for_several_is_locked_as_long_as_one_key_may_come() {
    let file: serde_json::Value = serde_json::from_str(include_str!("../data/rfc/rfc7516.json")).unwrap();
    let examples = file["examples"].as_array().unwrap();
    let token =
        examples.iter().filter_map(|example| example["token"].as_str()).find(|token| token.contains("recipients"));
    let mut desk = Desk::new();
    let stranger = sample("Encrypted, RSA-OAEP-256").1;
    let stranger: serde_json::Value = serde_json::from_str(stranger).unwrap();
    let bare = ["kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"];
    let bare: serde_json::Map<String, serde_json::Value> =
        bare.iter().map(|name| ((*name).to_owned(), stranger[*name].clone())).collect();
    desk.add_key(&serde_json::Value::from(bare).to_string());
    let view = desk.paste(token.expect("the general serialization"));
    assert_eq!(view.verdict.word, "Encrypted", "{:?}", view.verdict);
    assert_eq!(view.signature.entries.len(), 2);
}

/// What takes too long to be tried while somebody types is tried behind that, and said when it is found.
#[test]
fn a_rare_cause_is_found_behind_the_first_answer() {
    let (token, key) = (
        concat!(
            "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJqb2UifQ.",
            "3KptI45iEwzjkzLf4wQ8zl-4N_hpHhJB5oxzP6s-bSaBdvFkCFqrX226DKET0pByvRoFw0qwP7okyYxCQ2IsCQ"
        ),
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    );
    let mut desk = Desk::new();
    desk.paste(token);
    desk.add_key(key);
    let view = desk.view();
    assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Invalid", Tone::Bad));
    let mut said = Said::new("app/inspect/a_rare_cause_is_found_behind_the_first_answer");
    said.line(&view.verdict.detail);
    said.agree();
}

/// What the terminal says of a pasted token is what the window says, with the same offer: what stands behind the token, too.
#[test]
fn a_cause_leads_the_verdict_with_its_act() {
    let mut said = Said::new("app/inspect/a_cause_leads_the_verdict_with_its_act");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/real");
    let read =
        |case: &str, name: &str| std::fs::read_to_string(folder.join(case).join(name)).expect("a file of the case");
    for (case, token, key) in [
        ("01-hex-mac", "token.txt", "secret.txt"),
        ("10-rsa-signature-too-long", "token.txt", "pub.pem"),
        ("12-xmldsig-alg", "token.txt", "secret.txt"),
        ("14-utf16-secret", "token.txt", "secret.txt"),
        ("142-vault-transit-signature", "a.txt", "pub.pem"),
        ("142-vault-transit-signature", "b.txt", "pub.pem"),
        ("143-oaep-other-hash", "a.txt", "k.pem"),
    ] {
        let mut desk = Desk::new();
        desk.paste(&read(case, token));
        desk.add_key(&read(case, key));
        let view = desk.view();
        assert_eq!(view.verdict.actions.len(), 1, "{case}: {:?}", view.verdict);
        let action = view.verdict.actions[0].clone();
        said.line(format!("{case}: {}: {} [{}]", view.verdict.word, view.verdict.detail, action.label));
        let view = desk.send(action.command);
        assert_ne!(view.verdict.tone, Tone::Bad, "{case}: {:?}", view.verdict);
        assert_eq!(view.verdict.assumed.len(), 1, "{case}: {:?}", view.verdict);
    }
    said.agree();
}
