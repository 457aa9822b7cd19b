//! Pieces of tokens, tokens with nothing between them, and what only looks like one.

use super::super::following;
use super::CandidateKind::{CompactJws, Fragment};
use super::{A1, CleanupKind, JWE, NoteKind, check, check_all, check_foreign, es256, rs256, seen};

#[test]
fn pieces_are_fragments() {
    let parts: Vec<&str> = A1.split('.').collect();
    let two = format!("{}.{}", parts[0], parts[1]);
    let four = format!("{A1}.AAAA");
    let six = format!("{JWE}.AAAA");
    let trailing = format!("{A1}.");
    let foreign = A1.replacen("aXNz", "aX$z", 1).replacen("dBj", "d€j", 1);
    for text in [
        parts[0],
        &two,
        &four,
        &six,
        &trailing,
        &foreign,
        "a.b.c",
        "..",
        ".",
        "a.b",
        "eyJ",
        "eyJhbGciOi",
        "AAAA.BBBB.CCCC",
        "a.b.c.d.e.f.g",
    ] {
        check(text, text, Fragment, &[]);
    }
    check(&format!("Bearer {foreign}"), &foreign, Fragment, &[CleanupKind::Scheme]);
    // In a sentence a lone header is a token only if it is one.
    check_foreign("see eyJ in there", "Text without a token");
    check_all(&format!("header {} only", parts[0]), &[("token", parts[0])]);
}

/// The first letter was not selected when it was copied.
#[test]
fn a_token_that_lacks_its_first_letter_is_not_taken_apart() {
    check(&A1[1..], &A1[1..], Fragment, &[]);
    check(&format!("Bearer {}", &A1[1..]), &A1[1..], Fragment, &[CleanupKind::Scheme]);
}

/// Pasted twice, or two of them into one field.
#[test]
fn tokens_with_nothing_between_them_are_separated() {
    let (es, rs) = (es256(), rs256());
    let texts = |text: &str| {
        let found = seen(text).candidates;
        assert!(found.iter().all(|candidate| candidate.cleaned.iter().any(|made| made.kind == CleanupKind::Joined)));
        found.into_iter().map(|candidate| candidate.text).collect::<Vec<_>>()
    };
    assert_eq!(texts(&format!("{A1}{A1}")), [A1]);
    assert_eq!(texts(&format!("{JWE}{JWE}")), [JWE]);
    let mut all = texts(&format!("{A1}{es}{rs}"));
    all.sort();
    let mut expected = [A1.to_owned(), es.clone(), rs];
    expected.sort();
    assert_eq!(all, expected);
    assert_eq!(texts(&format!("Authorization: Bearer {es}{A1}"))[0], es);
    // Five parts alone are no sign of it.
    let five = format!("{A1}.{}.e30", &es[..20]);
    assert!(seen(&five).candidates[0].cleaned.iter().all(|made| made.kind != CleanupKind::Joined));
}

#[test]
fn an_ellipsis_is_left_out() {
    use CleanupKind::Ellipsis;
    for (text, expected) in [
        (format!("{}…", &A1[..60]), &A1[..60]),
        (format!("{}...", &A1[..60]), &A1[..60]),
        (format!("{}...", &A1[..30]), &A1[..30]),
    ] {
        let candidate = check(&text, expected, Fragment, &[Ellipsis]);
        assert_eq!(candidate.notes[0].kind, NoteKind::CutShort);
    }
    // Its end is there, too: what is between them was masked.
    for text in [format!("{}…{}", &A1[..60], &A1[100..]), format!("{}...{}", &A1[..30], &A1[100..])] {
        assert_eq!(check(&text, &text, Fragment, &[]).notes[0].kind, NoteKind::Masked);
    }
    // Header and payload are whole, and the signature alone was left out.
    let front = &A1[..=A1.rfind('.').unwrap()];
    for (text, left_out) in [(format!("{front}…"), "…"), (format!("{front}..."), "...")] {
        let candidate = check(&text, front, CompactJws, &[Ellipsis]);
        assert_eq!(following(&text, candidate.source), left_out);
    }
    // Empty parts are not an ellipsis.
    let many = format!("{}.....", A1);
    check(&many, &many, Fragment, &[]);
}

#[test]
fn a_compact_lookalike_is_not_taken_from_the_middle() {
    check_foreign("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABeyJhAAAA", "URL without a token");
    check_foreign("someprefixeyJhbGciOiJIUzI1NiJ9", "Opaque token");
}

/// What stands where a token was masked is a mask, not an example that somebody forgot to fill in.
#[test]
fn masks_are_named() {
    for text in [
        "Authorization: Bearer ***",
        "Authorization: Bearer [MASKED]",
        "access_token=[FILTERED]&x=1",
        "Parameters: {\"token\"=>\"[FILTERED]\"}",
        "{\"request\":{\"headers\":[[\"Authorization\",\"[Filtered]\"]]}}",
        "user:\n  token: REDACTED\n",
        "access_token = (sensitive value)",
        "Authorization: Bearer \u{2022}\u{2022}\u{2022}\u{2022}\u{2022}\u{2022}",
        "token: '[PII of type 'System.IdentityModel.Tokens.Jwt.JwtSecurityToken' is hidden. For more details, see https://aka.ms/IdentityModel/PII.]'.",
        "IDX10503: Signature validation failed. Keys tried: '[PII is hidden]'.",
        "Data\n====\nca.crt:     1107 bytes\ntoken:      871 bytes\n",
    ] {
        check_foreign(text, "Masked token");
    }
    for text in ["Authorization: Bearer <token>", "token=YOUR_TOKEN_HERE", "Bearer xxxxxxxx"] {
        check_foreign(text, "Placeholder");
    }
}
