mod again;
mod answer;
mod call;
mod command;
mod login;
mod request;

use super::{CrossKind, ListStanding, Miswriting, Outcome, Parameters, StatusValue, Token, With, cross_checks};
use crate::engine::examine::examine;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jwt::policy::Verdict;
use crate::engine::jwt::status_list::ListFault;
use crate::engine::key::KeyRing;

fn token(header: &str, claims: &str) -> String {
    format!("{}.{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()), encode(b"signature"))
}

fn checks(texts: &[&str], parameters: &Parameters) -> Vec<(CrossKind, usize, With, Outcome)> {
    let options = ExamineOptions::default();
    let examined: Vec<_> = texts.iter().map(|text| examine(text, &KeyRing::default(), &options)).collect();
    let tokens: Vec<_> = texts
        .iter()
        .zip(&examined)
        .map(|(text, examination)| Token { text, examination, verdict: Verdict::Valid, is_stale: false })
        .collect();
    let checks = cross_checks(&tokens, parameters);
    checks.into_iter().map(|check| (check.kind, check.token, check.with, check.outcome)).collect()
}

/// The bytes of a status list, compressed as they are sent.
fn lst(bytes: &[u8]) -> String {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encode(&encoder.finish().unwrap())
}

fn texts(value: &str) -> Vec<String> {
    vec![value.to_owned()]
}

/// OpenID Connect Core A.4 and A.6: the ID tokens' own claims, with the code and the access token of the same answers.
#[test]
fn openid_connect_core_appendix_a() {
    let header = r#"{"kid":"1e9gdk7","alg":"RS256"}"#;
    let claims = r#"{"iss":"http://server.example.com","sub":"248289761001","aud":"s6BhdRkqt3","nonce":"n-0S6_WzA2Mj","exp":1311281970,"iat":1311280970,"at_hash":"77QmUPtjPfzWtF2AnpK9RQ","c_hash":"LDktKdoQak3Pk0cnXxCltA"}"#;
    let parameters = Parameters {
        codes: texts("Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk"),
        access_tokens: texts("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
        ..Parameters::default()
    };
    let id_token = token(header, claims);
    assert_eq!(
        checks(&[&id_token], &parameters),
        [
            (CrossKind::AccessTokenHash, 0, With::OpaqueAccessToken, Outcome::Matches),
            (CrossKind::CodeHash, 0, With::Code, Outcome::Matches),
        ]
    );
    let another = Parameters { codes: texts("another"), access_tokens: texts("another"), ..Parameters::default() };
    assert!(checks(&[&id_token], &another).iter().all(|check| check.3 == Outcome::Differs));
    // What is not at hand is not passed over in silence.
    assert_eq!(
        checks(&[&id_token], &Parameters::default()),
        [
            (CrossKind::AccessTokenHash, 0, With::OpaqueAccessToken, Outcome::NotAtHand),
            (CrossKind::CodeHash, 0, With::Code, Outcome::NotAtHand),
        ]
    );
    let unsigned = token(r#"{"alg":"ML-DSA-44"}"#, claims);
    assert!(checks(&[&unsigned], &parameters).iter().all(|check| check.3 == Outcome::NoHash));
}

/// Of a request that is not at hand nothing is passed over in silence.
fn not_read(kind: CrossKind, token: usize) -> (CrossKind, usize, With, Outcome) {
    (kind, token, With::Request, Outcome::NotAtHand)
}

/// RFC 9449 §7.1: the proof of figure 13 has the hash of the access token of figure 12, which is bound to the proof's key.
#[test]
fn a_proof_and_its_access_token() {
    let proof = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA";
    let parameters =
        Parameters { access_tokens: texts("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"), ..Parameters::default() };
    assert_eq!(
        checks(&[proof], &parameters),
        [
            not_read(CrossKind::Method, 0),
            not_read(CrossKind::Address, 0),
            (CrossKind::ProofTokenHash, 0, With::OpaqueAccessToken, Outcome::Matches)
        ]
    );
    // RFC 9449 §6.1, figure 8: an access token that is bound to the same key.
    let bound = token(
        r#"{"alg":"ES256","typ":"at+jwt"}"#,
        r#"{"sub":"someone@example.com","iss":"https://server.example.com","nbf":1562262611,"exp":1562266216,"cnf":{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}"#,
    );
    assert_eq!(
        checks(&[&bound, proof], &parameters),
        [
            not_read(CrossKind::Method, 1),
            not_read(CrossKind::Address, 1),
            (CrossKind::ProofTokenHash, 1, With::OpaqueAccessToken, Outcome::Matches)
        ],
        "the proof is not for the other token"
    );
    assert_eq!(
        checks(&[&bound, proof], &Parameters::default()),
        [
            not_read(CrossKind::Method, 1),
            not_read(CrossKind::Address, 1),
            (CrossKind::ProofTokenHash, 1, With::Token(0), Outcome::Differs),
            (CrossKind::ProofKey, 0, With::Token(1), Outcome::Matches),
        ]
    );
}

/// draft-ietf-oauth-status-list §4.1 and §4.2: the lists of the examples, byte for byte.
#[test]
fn status_lists_of_the_draft() {
    let of = |list: &str, uri: &str, index: u32| {
        let list = token(
            r#"{"alg":"ES256","typ":"statuslist+jwt"}"#,
            &format!(r#"{{"sub":"https://example.com/statuslists/1","iat":1,"status_list":{list}}}"#),
        );
        let referring = token(
            r#"{"alg":"ES256"}"#,
            &format!(r#"{{"iss":"a","status":{{"status_list":{{"idx":{index},"uri":"{uri}"}}}}}}"#),
        );
        checks(&[&referring, &list], &Parameters::default())
    };
    let uri = "https://example.com/statuslists/1";
    let one_bit = r#"{"bits":1,"lst":"eNrbuRgAAhcBXQ"}"#;
    let expected = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1];
    for (index, status) in (0..).zip(expected) {
        let value = if status == 1 { StatusValue::Invalid } else { StatusValue::Valid };
        assert_eq!(
            of(one_bit, uri, index),
            [(CrossKind::Status, 0, With::Token(1), Outcome::Status { value, standing: ListStanding::Counts })]
        );
    }
    let two_bits = r#"{"bits":2,"lst":"eNo76fITAAPfAgc"}"#;
    let expected = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3];
    for (index, status) in (0..).zip(expected) {
        let value = match status {
            0 => StatusValue::Valid,
            1 => StatusValue::Invalid,
            2 => StatusValue::Suspended,
            other => StatusValue::Application(other),
        };
        assert_eq!(of(two_bits, uri, index)[0].3, Outcome::Status { value, standing: ListStanding::Counts }, "{index}");
    }
    assert_eq!(of(one_bit, uri, 16)[0].3, Outcome::ListTooShort);
    assert_eq!(of(r#"{"bits":3,"lst":"eNrbuRgAAhcBXQ"}"#, uri, 0)[0].3, Outcome::ListUnreadable(ListFault::Bits));
    assert_eq!(of(r#"{"bits":1,"lst":"AAAA"}"#, uri, 0)[0].3, Outcome::ListUnreadable(ListFault::NotCompressed));
    // A list at another address says nothing: the one that is meant is named.
    let found = of(one_bit, "https://example.com/statuslists/2", 0);
    assert_eq!(found, [(CrossKind::Status, 0, With::List, Outcome::ListNotAtHand)]);
}

#[test]
fn a_logout_token_is_of_the_login_or_not() {
    let id_token = token(
        r#"{"alg":"RS256"}"#,
        r#"{"iss":"https://op.example","sub":"u1","aud":"c","nonce":"n","exp":9,"iat":1,"sid":"s1"}"#,
    );
    let logout = |sub: &str, sid: &str| {
        token(
            r#"{"alg":"RS256","typ":"logout+jwt"}"#,
            &format!(
                r#"{{"iss":"https://op.example","sub":"{sub}","aud":"c","iat":1,"jti":"1","sid":"{sid}","events":{{"http://schemas.openid.net/event/backchannel-logout":{{}}}}}}"#
            ),
        )
    };
    let outcomes = |sub, sid| -> Vec<_> {
        checks(&[&id_token, &logout(sub, sid)], &Parameters::default())
            .into_iter()
            .map(|check| (check.0, check.3))
            .collect()
    };
    let all = |subject, session| {
        vec![
            (CrossKind::Issuer, Outcome::Matches),
            (CrossKind::Subject, subject),
            (CrossKind::Session, session),
            (CrossKind::Audience, Outcome::Matches),
        ]
    };
    assert_eq!(outcomes("u1", "s1"), all(Outcome::Matches, Outcome::Matches));
    assert_eq!(outcomes("u2", "s1"), all(Outcome::Differs, Outcome::Matches));
    // It ends another session.
    assert_eq!(outcomes("u2", "s2"), all(Outcome::Unsure, Outcome::Unsure));
}

#[test]
fn parameters_are_read_out_of_what_people_paste() {
    let url = "https://client.example/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=a%20b+c#id_token=eyJ.x.y&access_token=2YotnFZFEjr1zCsicMWpAA";
    let found = Parameters::of(url);
    assert_eq!(found.codes, texts("SplxlOBeZQQYbYS6WxSbIA"));
    assert_eq!(found.states, texts("a b c"));
    assert_eq!(found.access_tokens, texts("2YotnFZFEjr1zCsicMWpAA"));
    let json = r#"{"access_token":"SlAV32hkKG","token_type":"Bearer","id_token":"eyJ.x.y","state":"s"}"#;
    assert_eq!(Parameters::of(json).access_tokens, texts("SlAV32hkKG"));
    assert_eq!(Parameters::of(json).states, texts("s"));
    assert_eq!(Parameters::of("access_token=eyJhbGciOiJIUzI1NiJ9.e30.x"), Parameters::default());
    assert!(!format!("{found:?}").contains("SplxlO"));
}

/// RFC 6749 §3.1, §5.1: parameters "MUST NOT be included more than once". Neither of two values is taken for the one that is
/// meant, whichever of them the ID token has the hash of.
#[test]
fn of_what_one_answer_has_twice_nothing_is_taken() {
    let hash = |text: &str| {
        let digest = crate::engine::crypto::digest::digest(crate::engine::ground::jwa::Hash::Sha256, text.as_bytes());
        encode(&digest[..16])
    };
    let claims = |more: &str| format!(r#"{{"iss":"a","sub":"b","aud":"c","nonce":"n","exp":9,"iat":1{more}}}"#);
    let hashes = format!(r#","at_hash":"{}","c_hash":"{}","s_hash":"{}""#, hash("one-1"), hash("one-1"), hash("one-1"));
    let id_token = token(r#"{"alg":"RS256"}"#, &claims(&hashes));
    let outcomes = |text: &str, tokens: &[&str]| -> Vec<_> {
        checks(tokens, &Parameters::of(text)).into_iter().map(|check| (check.0, check.3)).collect()
    };
    let again = |kind| (kind, Outcome::Repeated);
    for (name, kind) in
        [("access_token", CrossKind::AccessTokenHash), ("code", CrossKind::CodeHash), ("state", CrossKind::StateHash)]
    {
        for (one, other) in [("one-1", "other-1"), ("other-1", "one-1")] {
            for text in [
                format!(r#"{{"session_state":"x","{name}":"{one}","id_token":"{id_token}","{name}":"{other}"}}"#),
                format!(
                    r#"{{"session_state":"x","{name}":"{one}","id_token":"{id_token}","\u00{:x}{}":"{other}"}}"#,
                    name.as_bytes()[0],
                    &name[1..]
                ),
                format!(
                    "HTTP/1.1 200 OK\r\nA: b\r\n\r\n{{\"session_state\":\"x\",\"{name}\":\"{one}\",\"id_token\":\"{id_token}\",\"{name}\":\"{other}\"}}"
                ),
                format!("https://c.example/cb#{name}={one}&id_token={id_token}&{name}={other}"),
                format!("https://c.example/cb?{name}={one}#id_token={id_token}&{name}={other}"),
                format!(
                    "https://c.example/cb#{name}={one}&id_token={id_token}&%{:x}{}={other}",
                    name.as_bytes()[0],
                    &name[1..]
                ),
            ] {
                let found = outcomes(&text, &[&id_token]);
                assert!(found.contains(&again(kind)), "{text}: {found:?}");
                assert!(!found.contains(&(kind, Outcome::Matches)), "{text}: {found:?}");
            }
        }
        // Twice the same is the same for every reader.
        let text = format!(r#"{{"session_state":"x","{name}":"one-1","id_token":"{id_token}","{name}":"one-1"}}"#);
        assert!(outcomes(&text, &[&id_token]).contains(&(kind, Outcome::Matches)));
        // In two answers each may be its own.
        let text = format!("https://c.example/#{name}=one-1&id_token={id_token}\nhttps://c.example/?{name}=other");
        assert!(outcomes(&text, &[&id_token]).contains(&(kind, Outcome::Matches)));
    }
    // JWTs, and an ID token without a hash: an attacker's would be one.
    let access = |sub: &str| token(r#"{"alg":"RS256","typ":"at+jwt"}"#, &format!(r#"{{"iss":"a","sub":"{sub}"}}"#));
    let (one, other) = (access("1"), access("2"));
    let bare = token(r#"{"alg":"RS256"}"#, &claims(""));
    let text = format!(r#"{{"access_token":"{one}","id_token":"{bare}","access_token":"{other}"}}"#);
    assert!(outcomes(&text, &[&one, &bare, &other]).contains(&again(CrossKind::AccessTokenHash)));
    // Two ID tokens in one answer.
    let text = format!(r#"{{"id_token":"{id_token}","access_token":"one-1","id_token":"{bare}"}}"#);
    let found = outcomes(&text, &[&id_token, &bare]);
    assert_eq!(found.iter().filter(|check| **check == again(CrossKind::Answer)).count(), 2, "{found:?}");
    // A request that asks for two nonces.
    let request = "https://op.example/authorize?response_type=code&client_id=c&nonce=n&nonce=m&state=s";
    let of_client = (CrossKind::Client, Outcome::Matches);
    assert_eq!(outcomes(request, &[&bare]), [again(CrossKind::Nonce), of_client]);
    let debug = format!("{:?}", Parameters::of(&text).answers) + &format!("{:?}", Parameters::of(request).asked);
    assert!(!debug.contains("eyJ") && !debug.contains('m'), "{debug}");
}

/// Readers disagree on which of two counts, so that none may say otherwise; what is malformed proves nothing.
#[test]
fn what_is_there_twice_or_malformed_does_not_match() {
    let parameters = Parameters {
        codes: texts("Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk"),
        ..Parameters::default()
    };
    let outcome = |members: &str| {
        let id_token =
            token(r#"{"alg":"RS256"}"#, &format!(r#"{{"iss":"a","sub":"b","aud":"c","nonce":"n",{members}}}"#));
        checks(&[&id_token], &parameters)[0].3
    };
    assert_eq!(outcome(r#""c_hash":"LDktKdoQak3Pk0cnXxCltA""#), Outcome::Matches);
    assert_eq!(outcome(r#""c_hash":"x","c_hash":"LDktKdoQak3Pk0cnXxCltA""#), Outcome::Differs);
    assert_eq!(outcome(r#""c_hash":"LDktKdoQak3Pk0cnXxCltA","c_hash":"x""#), Outcome::Differs);
    assert_eq!(outcome(r#""c_hash":5"#), Outcome::Malformed);
    assert_eq!(outcome(r#""c_hash":null"#), Outcome::Malformed);
}

/// A token of no known kind may be the access token, but that it does not fit says nothing.
#[test]
fn a_token_that_may_be_anything_speaks_only_when_it_fits() {
    let id_token = token(r#"{"alg":"RS256"}"#, r#"{"iss":"a","sub":"b","aud":"c","nonce":"n","at_hash":"x"}"#);
    let session = token(r#"{"alg":"HS256"}"#, r#"{"session":"1"}"#);
    let absent = (CrossKind::AccessTokenHash, 0, With::OpaqueAccessToken, Outcome::NotAtHand);
    assert_eq!(checks(&[&id_token, &session], &Parameters::default()), [absent]);
    let access = token(r#"{"alg":"HS256","typ":"at+jwt"}"#, r#"{"iss":"a","sub":"b"}"#);
    let found = checks(&[&id_token, &session, &access], &Parameters::default());
    assert!(found.contains(&(CrossKind::AccessTokenHash, 0, With::Token(2), Outcome::Differs)), "{found:?}");
}

/// draft-ietf-oauth-status-list §5.1, §6.2: what a list and a reference to one must have.
#[test]
fn lists_and_references_that_are_none() {
    let uri = "https://example.com/statuslists/1";
    let list = |header: &str, more: &str| {
        token(header, &format!(r#"{{"sub":"{uri}"{more},"status_list":{{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}}}"#))
    };
    let refer = |status: &str| token(r#"{"alg":"ES256"}"#, &format!(r#"{{"iss":"a",{status}}}"#));
    let at = |idx: &str| refer(&format!(r#""status":{{"status_list":{{"idx":{idx},"uri":"{uri}"}}}}"#));
    let outcomes = |texts: &[&str]| -> Vec<Outcome> {
        checks(texts, &Parameters::default()).into_iter().map(|check| check.3).collect()
    };
    let (typed, iat) = (r#"{"alg":"ES256","typ":"statuslist+jwt"}"#, r#","iat":1"#);
    let status = |value| Outcome::Status { value, standing: ListStanding::Counts };
    let good = list(typed, iat);
    assert_eq!(outcomes(&[&at("3"), &good]), [status(StatusValue::Invalid)]);
    for same in ["3.0", "3e0"] {
        assert_eq!(outcomes(&[&at(same), &good]), [status(StatusValue::Invalid)], "{same}");
    }
    for unreadable in ["\"3\"", "-1", "1.5", "null", "[3]"] {
        assert_eq!(outcomes(&[&at(unreadable), &good]), [Outcome::ReferenceUnreadable], "{unreadable}");
        assert_eq!(outcomes(&[&at(unreadable)]), [Outcome::ReferenceUnreadable], "{unreadable}, without a list");
    }
    for status in ["\"x\"", "[]"] {
        let credential = token(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, &format!(r#"{{"vct":"a","status":{status}}}"#));
        assert_eq!(outcomes(&[&credential]), [Outcome::ReferenceUnreadable], "{status}");
        let other = token(r#"{"alg":"ES256","typ":"at+jwt"}"#, &format!(r#"{{"iss":"a","status":{status}}}"#));
        assert_eq!(outcomes(&[&other]), [], "{status}");
    }
    assert_eq!(outcomes(&[&at("3"), &list(typed, "")]), [Outcome::ListWithoutTime]);
    assert_eq!(outcomes(&[&at("3"), &list(r#"{"alg":"ES256","typ":"at+jwt"}"#, iat)]), [Outcome::NoList]);
    // Another list of the same address says otherwise: both are told, and in any order the newer one counts.
    let made_at = |iat: &str, lst: &str| {
        token(typed, &format!(r#"{{"sub":"{uri}",{iat},"status_list":{{"bits":1,"lst":"{lst}"}}}}"#))
    };
    // 16 entries, all valid.
    let (revoked, valid) = ("eNrbuRgAAhcBXQ", &*lst(&[0, 0]));
    let superseded = |value| Outcome::Status { value, standing: ListStanding::Superseded };
    let newer = made_at(r#""iat":2"#, valid);
    let expected = [superseded(StatusValue::Invalid), status(StatusValue::Valid)];
    assert_eq!(outcomes(&[&at("3"), &good, &newer]), expected);
    assert_eq!(outcomes(&[&at("3"), &newer, &good]), [expected[1], expected[0]]);
    let again = made_at(r#""iat":2"#, revoked);
    let expected = [status(StatusValue::Valid), status(StatusValue::Invalid)];
    assert_eq!(outcomes(&[&at("3"), &newer, &again]), expected, "of the same second: the strictest counts");
    let twice = made_at(r#""iat":3,"iat":1"#, valid);
    let expected = [status(StatusValue::Invalid), superseded(StatusValue::Valid)];
    assert_eq!(outcomes(&[&at("3"), &again, &twice]), expected, "a duplicate does not make it newer");
    let broken = made_at(r#""iat":1"#, "AAAA");
    assert_eq!(outcomes(&[&at("3"), &broken, &newer]), [Outcome::OlderList, status(StatusValue::Valid)]);
    let broken = made_at(r#""iat":3"#, "AAAA");
    let expected = [Outcome::ListUnreadable(ListFault::NotCompressed), superseded(StatusValue::Valid)];
    assert_eq!(outcomes(&[&at("3"), &broken, &newer]), expected, "the newest cannot be read");
    // More than are looked up are told.
    let many = |count: usize| {
        let one = format!(r#"{{"idx":0,"uri":"{uri}"}}"#);
        refer(&format!(r#""status":{{{}}}"#, vec![format!(r#""status_list":{one}"#); count].join(",")))
    };
    assert_eq!(outcomes(&[&many(16)]).len(), 16);
    let found = outcomes(&[&many(17)]);
    assert_eq!((found.len(), found[0]), (17, Outcome::TooManyReferences));
    let lists = made_at(&vec![format!(r#""iat":1,"status_list":{{"bits":1,"lst":"{valid}"}}"#); 16].join(","), revoked);
    assert_eq!(outcomes(&[&at("3"), &lists]), [Outcome::ListUnreadable(ListFault::Repeated)]);
    // Twice in one list, and twice in the token: the strictest counts.
    let twice = list(typed, r#","iat":1,"status_list":{"bits":1,"lst":"eNpjAAAAAQAB"}"#);
    assert_eq!(outcomes(&[&at("3"), &twice]), [status(StatusValue::Invalid)]);
    // RFC 1950 §2.2: the checksum belongs to it.
    let spoiled =
        token(typed, &format!(r#"{{"sub":"{uri}","iat":1,"status_list":{{"bits":1,"lst":"eNrbuRgAAhcBXA"}}}}"#));
    assert_eq!(outcomes(&[&at("3"), &spoiled]), [Outcome::ListUnreadable(ListFault::Checksum)]);
}

/// "exit code=0" in a log is no authorization code, and of several codes the one that fits is meant.
#[test]
fn a_code_is_one_of_a_query_or_a_form() {
    let text = "https://client.example/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=a\nHTTP exit code=0\n";
    assert_eq!(Parameters::of(text).codes, texts("SplxlOBeZQQYbYS6WxSbIA"));
    assert_eq!(Parameters::of("code=abc").codes, texts("abc"));
    assert_eq!(Parameters::of("a?code=1 b?code=2").codes.len(), 2);
}

/// Anyone whose key is at hand could clear what another has revoked.
#[test]
fn a_list_of_another_issuer_or_one_that_is_not_valid_counts_for_nothing() {
    let uri = "https://issuer.example/1";
    let token_of = |issuer: &str, idx: u8| {
        let status = format!(r#"{{"status_list":{{"idx":{idx},"uri":"{uri}"}}}}"#);
        token(r#"{"alg":"ES256"}"#, &format!(r#"{{"iss":"{issuer}","status":{status}}}"#))
    };
    let list_of = |issuer: &str| {
        let list = r#"{"bits":1,"lst":"eNrbuRgAAhcBXQ"}"#;
        let claims = format!(r#"{{"iss":"{issuer}","sub":"{uri}","iat":1,"status_list":{list}}}"#);
        token(r#"{"alg":"ES256","typ":"statuslist+jwt"}"#, &claims)
    };
    let told = |issuer: &str, verdict: Verdict, is_stale: bool, idx: u8| {
        let texts = [token_of("https://issuer.example", idx), list_of(issuer)];
        let examined = texts.each_ref().map(|text| examine(text, &KeyRing::default(), &ExamineOptions::default()));
        let tokens: Vec<_> = texts
            .iter()
            .zip(&examined)
            .map(|(text, examination)| Token { text, examination, verdict, is_stale })
            .collect();
        let check = cross_checks(&tokens, &Parameters::default()).into_iter().next().expect("a check");
        match check.outcome {
            Outcome::Status { standing, .. } => (standing, check.is_bad(), check.is_open()),
            other => panic!("no status: {other:?}"),
        }
    };
    let standing = |issuer: &str, verdict: Verdict| told(issuer, verdict, false, 3).0;
    assert_eq!(standing("https://issuer.example", Verdict::Valid), ListStanding::Counts);
    assert_eq!(standing("https://attacker.example", Verdict::Valid), ListStanding::Foreign);
    assert_eq!(standing("https://issuer.example", Verdict::Unchecked), ListStanding::Unchecked);
    assert_eq!(standing("https://issuer.example", Verdict::Invalid), ListStanding::Invalid);
    // §5.1: what an old list marks as valid may have been revoked since; what it revoked stays so.
    let (valid, revoked) = (1, 3);
    let stale = |issuer: &str, idx| told(issuer, Verdict::Valid, true, idx);
    assert_eq!(stale("https://issuer.example", valid), (ListStanding::Stale, false, true));
    assert_eq!(stale("https://issuer.example", revoked), (ListStanding::Stale, true, false));
    assert_eq!(stale("https://attacker.example", revoked), (ListStanding::Foreign, false, true));
}

/// OpenID Connect Core §3.1.3.6 asks for the left half; all of it is a common mistake.
#[test]
fn the_whole_hash_is_told_as_such() {
    let access = token(r#"{"alg":"ES256","typ":"at+jwt"}"#, r#"{"iss":"a"}"#);
    let whole =
        encode(&crate::engine::crypto::digest::digest(crate::engine::ground::jwa::Hash::Sha256, access.as_bytes()));
    let id_token = token(
        r#"{"alg":"ES256"}"#,
        &format!(r#"{{"iss":"a","sub":"b","aud":"c","nonce":"n","exp":9,"iat":1,"at_hash":"{whole}"}}"#),
    );
    let found = checks(&[&id_token, &access], &Parameters::default());
    assert!(found.contains(&(CrossKind::AccessTokenHash, 0, With::Token(1), Outcome::WholeHash)), "{found:?}");
}

/// Where the algorithm fixes no hash function nothing can be compared, and an empty claim is not the hash of anything.
#[test]
fn nothing_is_the_hash_where_no_hash_function_is_fixed() {
    let access = token(r#"{"alg":"ES256","typ":"at+jwt"}"#, r#"{"iss":"a"}"#);
    for at_hash in ["", "x"] {
        let claims = format!(r#"{{"iss":"a","sub":"b","aud":"c","nonce":"n","exp":9,"iat":1,"at_hash":"{at_hash}"}}"#);
        let found = checks(&[&token(r#"{"alg":"none"}"#, &claims), &access], &Parameters::default());
        assert!(found.contains(&(CrossKind::AccessTokenHash, 0, With::Token(1), Outcome::NoHash)), "{found:?}");
    }
}

/// A token may refer to a list, and a list hold lists, as often as there is room: each is inflated once, and not all are.
#[test]
fn references_and_lists_without_number_are_bounded() {
    let uri = "https://issuer.example/1";
    let reference = format!(r#"{{"status_list":{{"idx":3,"uri":"{uri}"}}}}"#);
    let references = vec![format!(r#""status":{reference}"#); 1_000].join(",");
    let lists = vec![r#""status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}"#; 1_000].join(",");
    let referring = token(r#"{"alg":"ES256"}"#, &format!("{{{references}}}"));
    let list = token(r#"{"alg":"ES256","typ":"statuslist+jwt"}"#, &format!(r#"{{"sub":"{uri}","iat":1,{lists}}}"#));
    let found = checks(&[&referring, &list], &Parameters::default());
    assert_eq!(found.len(), 17, "as many as are looked at, and that there are more");
}

/// A hash of the right token is told from that of another, however it is made or written.
#[test]
fn a_hash_that_is_written_otherwise_is_still_of_this_token() {
    use crate::engine::crypto::digest::digest;
    use crate::engine::ground::jwa::Hash;
    let access = token(r#"{"alg":"ES256","typ":"at+jwt"}"#, r#"{"iss":"a"}"#);
    let outcome = |at_hash: &str| {
        let claims = format!(r#"{{"iss":"a","sub":"b","aud":"c","nonce":"n","exp":9,"iat":1,"at_hash":"{at_hash}"}}"#);
        let found = checks(&[&token(r#"{"alg":"ES256"}"#, &claims), &access], &Parameters::default());
        found.into_iter().find(|check| check.0 == CrossKind::AccessTokenHash).map(|check| check.3)
    };
    let half = |hash: Hash| {
        let digest = digest(hash, access.as_bytes());
        digest[..digest.len() / 2].to_vec()
    };
    let right = half(Hash::Sha256);
    assert_eq!(outcome(&encode(&right)), Some(Outcome::Matches));
    let written = |how| Some(Outcome::Miswritten(how));
    let other = Miswriting::Hash { made_with: Hash::Sha512, demanded: Hash::Sha256 };
    assert_eq!(outcome(&encode(&half(Hash::Sha512))), written(other));
    assert_eq!(outcome(&data_encoding::BASE64URL.encode(&right)), written(Miswriting::Base64));
    assert_eq!(outcome(&data_encoding::HEXLOWER.encode(&right)), written(Miswriting::Hexadecimal));
    assert_eq!(outcome(&encode(data_encoding::HEXUPPER.encode(&right).as_bytes())), written(Miswriting::Hexadecimal));
    assert_eq!(outcome(&encode(&right[..15])), Some(Outcome::Differs));
    assert_eq!(outcome(""), Some(Outcome::Differs));
}

#[test]
fn a_logout_token_is_for_the_client_of_the_id_token() {
    let id_token = token(r#"{"alg":"ES256"}"#, r#"{"iss":"a","sub":"b","aud":["c","d"],"nonce":"n","exp":9,"iat":1}"#);
    let events = r#""events":{"http://schemas.openid.net/event/backchannel-logout":{}}"#;
    let outcome = |aud: &str| {
        let claims = format!(r#"{{"iss":"a","sub":"b","aud":{aud},"iat":1,"jti":"x",{events}}}"#);
        let found =
            checks(&[&id_token, &token(r#"{"alg":"ES256","typ":"logout+jwt"}"#, &claims)], &Parameters::default());
        found.into_iter().find(|check| check.0 == CrossKind::Audience).map(|check| check.3)
    };
    assert_eq!(outcome(r#""d""#), Some(Outcome::Matches));
    assert_eq!(outcome(r#"["x","c"]"#), Some(Outcome::Matches));
    assert_eq!(outcome(r#""x""#), Some(Outcome::Differs));
    assert_eq!(outcome("7"), None, "the checklist says so");
}

/// RFC 9449 §4.3 steps 8 and 9, with the proof of §7.1 in the request that it is for, and in another one.
#[test]
fn a_proof_is_for_the_request_that_it_is_in() {
    let proof = token(
        r#"{"alg":"ES256","typ":"dpop+jwt"}"#,
        r#"{"jti":"1","htm":"GET","htu":"https://resource.example.org/protectedresource","iat":1562262618}"#,
    );
    let outcomes = |text: &str| -> Vec<_> {
        let found = checks(&[&proof], &Parameters::of(text));
        found.into_iter().map(|(kind, _, with, outcome)| (kind, with, outcome)).collect()
    };
    let both = |method, address| {
        vec![(CrossKind::Method, With::Request, method), (CrossKind::Address, With::Request, address)]
    };
    let request = |line: &str| format!("{line} HTTP/1.1\nHost: RESOURCE.example.org:443\nDPoP: {proof}\n\n");
    assert_eq!(outcomes(&request("GET /protectedresource?page=2")), both(Outcome::Matches, Outcome::Matches));
    assert_eq!(outcomes(&request("POST /protectedresource")), both(Outcome::Differs, Outcome::Matches));
    assert_eq!(outcomes(&request("GET /another")), both(Outcome::Matches, Outcome::Differs));
    // Of several the one counts that has it; where none has it, none is meant.
    let other = "PUT /x HTTP/1.1\nHost: a.example\n\n";
    assert_eq!(
        outcomes(&format!("{other}{}", request("GET /protectedresource"))),
        both(Outcome::Matches, Outcome::Matches)
    );
    assert_eq!(outcomes(&other.repeat(2)), both(Outcome::NotAtHand, Outcome::NotAtHand));
    let har = format!(
        r#"{{"log":{{"entries":[{{"request":{{"method":"PUT","url":"https://a.example/","headers":[]}}}},
        {{"request":{{"method":"GET","url":"https://resource.example.org/protectedresource","headers":[{{"name":"DPoP","value":"{proof}"}}]}}}}]}}}}"#
    );
    assert_eq!(outcomes(&har), both(Outcome::Matches, Outcome::Matches));
    let curl = format!("curl -X DELETE https://resource.example.org/protectedresource -H 'DPoP: {proof}'");
    assert_eq!(outcomes(&curl), both(Outcome::Differs, Outcome::Matches));
}

/// OpenID Connect Core §3.3.2.11: from the authorization endpoint, c_hash and at_hash are required with what they are of.
#[test]
fn a_hash_that_must_be_there_is_missed() {
    let id_token = token(r#"{"alg":"RS256"}"#, r#"{"iss":"a","sub":"b","aud":"c","nonce":"n","exp":9,"iat":1}"#);
    let access = token(r#"{"alg":"RS256","typ":"at+jwt"}"#, r#"{"iss":"a","sub":"b"}"#);
    let found = |text: &str| checks(&[&id_token, &access], &Parameters::of(text));
    let url = format!("https://c.example/cb#code=x&id_token={id_token}&access_token={access}");
    let missing = |kind, with| (kind, 0, with, Outcome::Missing);
    let all = found(&url);
    assert!(all.contains(&missing(CrossKind::CodeHash, With::Code)), "{all:?}");
    assert!(all.contains(&missing(CrossKind::AccessTokenHash, With::Token(1))), "{all:?}");
    // From the token endpoint they are optional.
    let answer = format!(r#"{{"id_token":"{id_token}","access_token":"{access}","code":"x"}}"#);
    assert!(found(&answer).iter().all(|check| check.3 != Outcome::Missing));
    assert!(
        found(&format!("https://c.example/cb#id_token={id_token}")).iter().all(|check| check.3 != Outcome::Missing)
    );
}

#[test]
fn what_was_asked_for_comes_back() {
    let request = "https://op.example/authorize?response_type=code&client_id=shop&state=af0&nonce=n-0S6";
    let id_token = |nonce: &str| {
        token(
            r#"{"alg":"RS256"}"#,
            &format!(r#"{{"iss":"a","sub":"b","aud":"shop","exp":9,"iat":1,"nonce":"{nonce}"}}"#),
        )
    };
    let outcome = |text: &str, of: &str| -> Vec<_> {
        let found = checks(&[text], &Parameters::of(of)).into_iter().filter(|check| check.0 != CrossKind::Client);
        found.map(|check| (check.0, check.3)).collect()
    };
    assert_eq!(outcome(&id_token("n-0S6"), request), [(CrossKind::Nonce, Outcome::Matches)]);
    assert_eq!(outcome(&id_token("x"), request), [(CrossKind::Nonce, Outcome::Differs)]);
    // Of two requests the one that fits is meant.
    let two = format!("{}\n{request}", request.replace("n-0S6", "other"));
    assert_eq!(outcome(&id_token("n-0S6"), &two), [(CrossKind::Nonce, Outcome::Matches)]);
    assert_eq!(outcome(&id_token("n-0S6"), "https://c.example/cb?code=x&nonce=n"), [], "no request");
}

/// draft-ietf-wimse-wpt: the proof names the identity token that it goes with by its hash.
#[test]
fn a_workload_proof_and_its_identity_token() {
    let identity =
        token(r#"{"alg":"ES256","typ":"wit+jwt"}"#, r#"{"sub":"wimse://a.example/x","exp":9,"cnf":{"jwk":{}}}"#);
    let hash =
        encode(&crate::engine::crypto::digest::digest(crate::engine::ground::jwa::Hash::Sha256, identity.as_bytes()));
    let proof = |hash: &str| {
        token(
            r#"{"alg":"ES256","typ":"wpt+jwt"}"#,
            &format!(r#"{{"aud":"https://b.example","exp":9,"jti":"1","wth":"{hash}"}}"#),
        )
    };
    let outcome = |hash: &str| checks(&[&identity, &proof(hash)], &Parameters::default());
    let target = not_read(CrossKind::Target, 1);
    assert_eq!(outcome(&hash), [(CrossKind::WorkloadHash, 1, With::Token(0), Outcome::Matches), target]);
    assert_eq!(outcome("x"), [(CrossKind::WorkloadHash, 1, With::Token(0), Outcome::Differs), target]);
}

/// draft-ietf-wimse-wpt §2: `tth` is "mandatory if the respective tokens are included in the request".
#[test]
fn a_workload_proof_has_the_hash_of_the_transaction_token_that_it_is_sent_with() {
    let transaction = token(r#"{"alg":"ES256","typ":"txntoken+jwt"}"#, r#"{"aud":"a","exp":9,"txn":"1"}"#);
    let hash = encode(&crate::engine::crypto::digest::digest(
        crate::engine::ground::jwa::Hash::Sha256,
        transaction.as_bytes(),
    ));
    let outcome = |claims: &str, is_one_request: bool| {
        let proof = token(r#"{"alg":"ES256","typ":"wpt+jwt"}"#, claims);
        let end = if is_one_request { "\r\n" } else { "\r\n\r\nGET /y HTTP/1.1\r\nHost: b.example\r\n" };
        let text = format!(
            "GET /x HTTP/1.1\r\nHost: a.example\r\nAuthorization: WPT {proof}{end}Txn-Token: {transaction}\r\n"
        );
        let found = checks(&[&proof, &transaction], &Parameters::of(&text));
        let mut found = found.into_iter().filter(|check| check.0 == CrossKind::TransactionHash);
        found.next().map(|check| (check.2, check.3))
    };
    assert_eq!(outcome(&format!(r#"{{"tth":"{hash}"}}"#), true), Some((With::Token(1), Outcome::Matches)));
    assert_eq!(outcome("{}", true), Some((With::Token(1), Outcome::Missing)));
    assert_eq!(outcome("{}", false), None, "it is in another request");
}

/// RFC 8705 §3.1: the thumbprint is that of the DER encoding, as base64url.
#[test]
fn a_token_is_bound_to_a_certificate() {
    let pem = "-----BEGIN CERTIFICATE-----\nAAECAwQ=\n-----END CERTIFICATE-----\n";
    let hash =
        encode(&crate::engine::crypto::digest::digest(crate::engine::ground::jwa::Hash::Sha256, &[0, 1, 2, 3, 4]));
    let bound = |hash: &str| token(r#"{"alg":"ES256"}"#, &format!(r#"{{"iss":"a","cnf":{{"x5t#S256":"{hash}"}}}}"#));
    let outcome = |hash: &str, text: &str| checks(&[&bound(hash)], &Parameters::of(text));
    let is = |outcome| [(CrossKind::Certificate, 0, With::Certificate, outcome)];
    assert_eq!(outcome(&hash, pem), is(Outcome::Matches));
    assert_eq!(outcome("x", pem), is(Outcome::Differs));
    let header = format!("X-Client-Cert: {}", pem.replace(' ', "%20").replace('\n', "%0A"));
    assert_eq!(outcome(&hash, &header), is(Outcome::Matches));
    assert_eq!(outcome(&hash, "no certificate"), is(Outcome::NotAtHand));
}

/// RFC 9449 §6: without the proof nobody has shown the key that the token is bound to. A claim that is no hash is none
/// whatever is at hand.
#[test]
fn a_hash_of_what_is_not_at_hand_is_told_as_such() {
    let bound = token(r#"{"alg":"ES256","typ":"at+jwt"}"#, r#"{"iss":"a","cnf":{"jkt":"0ZcOCO"}}"#);
    let none = Parameters::default();
    assert_eq!(checks(&[&bound], &none), [(CrossKind::ProofKey, 0, With::Proof, Outcome::NotAtHand)]);
    let workload = token(r#"{"alg":"ES256","typ":"wpt+jwt"}"#, r#"{"wth":"a","tth":"b","ath":"c"}"#);
    assert_eq!(
        checks(&[&workload], &none),
        [
            (CrossKind::WorkloadHash, 0, With::WorkloadIdentity, Outcome::NotAtHand),
            (CrossKind::TransactionHash, 0, With::TransactionToken, Outcome::NotAtHand),
            (CrossKind::ProofTokenHash, 0, With::OpaqueAccessToken, Outcome::NotAtHand),
        ]
    );
    let malformed = token(r#"{"alg":"RS256"}"#, r#"{"iss":"a","sub":"b","aud":"c","nonce":"n","c_hash":1}"#);
    assert_eq!(checks(&[&malformed], &none), [(CrossKind::CodeHash, 0, With::Code, Outcome::Malformed)]);
}

/// An answer is one however it was printed; several logins in lines are no answer that says something twice.
#[test]
fn answers_are_read_in_the_notations_of_others() {
    let pairs =
        [("code", "evil-1"), ("state", "s"), ("access_token", "wrong"), ("id_token", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA")];
    let form: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let object: serde_json::Map<_, _> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    let object = serde_json::Value::from(object).to_string();
    let url = format!("https://c.example/cb#{}", form.join("&"));
    let lines = |sign: &str| pairs.iter().map(|(name, value)| format!("{name}{sign} {value}\n")).collect::<String>();
    let escaped = percent_encoding::utf8_percent_encode(&url, percent_encoding::NON_ALPHANUMERIC).to_string();
    for text in [
        url.clone(),
        format!("<a href=\"https://c.example/cb#{}\">", form.join("&amp;")),
        escaped.replace("%2E", ".").replace("%2D", "-"),
        object.clone(),
        serde_json::Value::from(object.as_str()).to_string(),
        object.replace('"', "'"),
        lines(":"),
        lines(" ="),
    ] {
        let found = Parameters::of(&text);
        assert_eq!((found.codes.len(), found.access_tokens.len(), found.answers.len()), (1, 1, 1), "{text}");
        let answer = &found.answers[0];
        assert_eq!((answer.code.as_deref(), answer.access_token.as_deref()), (Some("evil-1"), Some("wrong")), "{text}");
        assert!(answer.repeated.is_empty(), "{text}");
    }
    let two = format!("{}{}", lines(":"), lines(":").replace("AAAA", "BBBB").replace("wrong", "other"));
    assert!(Parameters::of(&two).answers.is_empty());
    assert_eq!(Parameters::of("exit code: 0\nstate: done\n"), Parameters::default());
}
