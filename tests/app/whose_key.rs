//! Whose key a key at hand is: what a holder's key alone can judge is the same to `inspect`, to `desk` and to the window. The
//! key of a holder makes proofs and presentations; that it did not make what another issued to them says nothing.

use crate::desk::{Desk, NOW};
use jotsmith::app::message::command::Command as WindowCommand;
use jotsmith::app::message::desk::DeskCommand;
use jotsmith::app::view::View;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::key::{Jwk, KeyIds};
use jotsmith::engine::key_file::generate::{self, Recipe};
use jotsmith::engine::key_file::jwk_text;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};

const ISSUER: &str = "https://issuer.example";
const HOLDER: &str = "did:example:h";

pub(crate) fn fresh() -> Jwk {
    let recipe = Recipe::usual(generate::find("p-256").expect("a recipe"));
    generate::generate(&recipe, &mut KeyIds::default()).expect("a key")
}

pub(crate) fn public(key: &Jwk) -> Value {
    serde_json::from_str(&jwk_text::public_text(&key.material).expect("a public key")).expect("JSON")
}

pub(crate) fn signed(key: &Jwk, typ: &str, more: &Value, claims: &Value) -> String {
    let mut header = json!({"alg": "ES256", "typ": typ});
    let members = header.as_object_mut().expect("an object");
    members.extend(more.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
    let input = format!("{}.{}", encode(header.to_string().as_bytes()), encode(claims.to_string().as_bytes()));
    let signature = sign(find("ES256").expect("ES256"), &key.material, input.as_bytes()).expect("a signature");
    format!("{input}.{}", encode(&signature))
}

fn hash(text: &str) -> String {
    encode(&openssl::sha::sha256(text.as_bytes()))
}

/// The same with one claim changed after it was signed.
fn tampered(token: &str) -> String {
    let (rest, signature) = token.rsplit_once('.').expect("a signature");
    let (header, claims) = rest.rsplit_once('.').expect("claims");
    let claims = data_encoding::BASE64URL_NOPAD.decode(claims.as_bytes()).expect("base64url");
    let mut claims: Value = serde_json::from_slice(&claims).expect("claims");
    claims["tampered"] = json!(true);
    format!("{header}.{}.{signature}", encode(claims.to_string().as_bytes()))
}

fn proof(holder: &Jwk, of: &str) -> String {
    let claims = json!({"jti": "1", "htm": "GET", "htu": "https://api.example/x", "iat": NOW, "ath": hash(of)});
    signed(holder, "dpop+jwt", &json!({"jwk": public(holder)}), &claims)
}

fn presentation(holder: &Jwk, party: &str, credential: &str) -> String {
    signed(holder, "JWT", &json!({}), &json!({"iss": party, "vp": {"verifiableCredential": [credential]}}))
}

fn terminal(arguments: &[&str], input: &str) -> Value {
    let now = NOW.to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotsmith"));
    command.args(arguments).args(["-", "--json", "--now", &now]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it runs");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("it reads");
    let out = child.wait_with_output().expect("it ends").stdout;
    serde_json::from_slice(&out)
        .unwrap_or_else(|_| panic!("no JSON of {arguments:?}: {}", String::from_utf8_lossy(&out)))
}

/// The verdicts on all tokens of a text, those in claims too, in no order.
fn by_inspect(keys: &[&str], text: &str, count: usize) -> Vec<String> {
    let mut all = Vec::new();
    for number in 1..=count {
        let number = number.to_string();
        let report = terminal(&[&["inspect", "--pick", &number], keys].concat(), text);
        all.push(report["message"].as_str().expect("a message").to_owned());
        for credential in report["credentials"].as_array().into_iter().flatten() {
            all.push(credential["message"].as_str().expect("a message").to_owned());
        }
    }
    all.sort();
    all.dedup();
    all
}

pub(crate) fn by_desk(keys: &[&str], text: &str) -> Vec<String> {
    let report = terminal(&[&["desk"], keys].concat(), text);
    let tokens = report["tokens"].as_array().expect("tokens").iter();
    let mut all: Vec<String> = tokens.map(|token| token["message"].as_str().expect("a message").to_owned()).collect();
    all.sort();
    all.dedup();
    all
}

fn line(view: &View) -> String {
    let pieces = [&view.verdict.detail, &view.verdict.time].into_iter().filter(|piece| !piece.is_empty());
    let pieces: Vec<&str> = pieces.map(String::as_str).collect();
    format!("{}: {}", view.verdict.word, pieces.join(" · "))
}

pub(crate) fn by_window(keys: &[(&str, Value)], text: &str) -> Vec<String> {
    let mut desk = Desk::new();
    keys.iter().for_each(|(name, key)| drop(desk.key_file(name, key.to_string().as_bytes())));
    let view = desk.paste(text);
    let mut all: Vec<String> = view.desk.rows.is_empty().then(|| line(&view)).into_iter().collect();
    for id in view.desk.rows.iter().map(|row| row.id) {
        all.push(line(&desk.send(WindowCommand::Desk(DeskCommand::Choose(id)))));
    }
    all.sort();
    all.dedup();
    all
}

/// How each verdict of a list begins.
pub(crate) fn words(all: &[String]) -> Vec<&str> {
    let mut words: Vec<&str> = all.iter().map(|line| line.split(':').next().unwrap_or_default()).collect();
    words.dedup();
    words
}

struct Situation {
    name: &'static str,
    text: String,
    /// Tokens in it that are in no other.
    count: usize,
    /// What the verdicts begin with where that key is at hand.
    by_issuer: &'static [&'static str],
    by_holder: &'static [&'static str],
    by_both: &'static [&'static str],
}

fn situations(issuer: &Jwk, holder: &Jwk) -> Vec<Situation> {
    let cnf = json!({"jwk": public(holder)});
    let access = |claims: Value| signed(issuer, "at+jwt", &json!({}), &claims);
    let bound = access(
        json!({"iss": ISSUER, "sub": "a", "aud": "api", "client_id": "c", "jti": "1", "iat": NOW, "exp": NOW + 60, "cnf": {"jkt": holder.thumbprint}}),
    );
    let free = access(
        json!({"iss": ISSUER, "sub": "a", "aud": "api", "client_id": "c", "jti": "1", "iat": NOW, "exp": NOW + 60}),
    );
    let attestation = signed(
        issuer,
        "oauth-client-attestation+jwt",
        &json!({}),
        &json!({"iss": ISSUER, "sub": "c", "iat": NOW, "exp": NOW + 60, "cnf": cnf}),
    );
    let attested = signed(
        holder,
        "oauth-client-attestation-pop+jwt",
        &json!({}),
        &json!({"iss": "c", "aud": ISSUER, "jti": "1", "iat": NOW}),
    );
    let credential = signed(issuer, "JWT", &json!({}), &json!({"iss": ISSUER, "sub": HOLDER}));
    let own = signed(holder, "JWT", &json!({}), &json!({"iss": HOLDER, "sub": "a"}));
    let presented = presentation(holder, HOLDER, &credential);
    let response = signed(holder, "JWT", &json!({}), &json!({"iss": HOLDER, "vp_token": [presented]}));
    let carrying = |typ: &str, mut claims: Value| {
        claims["vp_token"] = json!(credential);
        signed(holder, typ, &json!({}), &claims)
    };
    let sd_jwt = format!(
        "{}~",
        signed(issuer, "dc+sd-jwt", &json!({}), &json!({"iss": ISSUER, "vct": "v", "cnf": cnf, "iat": NOW}))
    );
    let binding =
        signed(holder, "kb+jwt", &json!({}), &json!({"aud": "v", "nonce": "n", "iat": NOW, "sd_hash": hash(&sd_jwt)}));
    let bad = &["Invalid"][..];
    let good = &["Valid"][..];
    let half = &["Not checked", "Valid"][..];
    // What the holder presents is as unchecked as what its issuer made.
    let whole = &["Not checked", "Not fully checked"][..];
    let open = &["Not checked"][..];
    let wit = |holder: &Jwk| {
        signed(
            issuer,
            "wit+jwt",
            &json!({}),
            &json!({"iss": ISSUER, "sub": "wimse://a/b", "iat": NOW, "exp": NOW + 60, "cnf": {"jwk": public(holder)}}),
        )
    };
    let wpt = |of: &str| {
        signed(
            holder,
            "wpt+jwt",
            &json!({}),
            &json!({"aud": "https://api.example/x", "exp": NOW + 60, "jti": "1", "wth": hash(of)}),
        )
    };
    let (identity, of_another) = (wit(holder), wit(&fresh()));
    let opaque = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    let sent = format!(
        "GET /x HTTP/1.1\r\nHost: api.example\r\nAuthorization: DPoP {opaque}\r\nDPoP: {}\r\n\r\n",
        proof(holder, opaque)
    );
    vec![
        Situation {
            name: "a workload proof",
            text: format!("{identity}\n{}", wpt(&identity)),
            count: 2,
            by_issuer: good,
            by_holder: half,
            by_both: good,
        },
        Situation {
            name: "a workload proof by another key",
            text: format!("{of_another}\n{}", wpt(&of_another)),
            count: 2,
            by_issuer: &["Invalid", "Valid"],
            by_holder: &["Invalid", "Not checked"],
            by_both: &["Invalid", "Valid"],
        },
        Situation {
            name: "an opaque access token",
            text: sent,
            count: 1,
            by_issuer: open,
            by_holder: good,
            by_both: good,
        },
        Situation {
            name: "bound to the proof's key",
            text: format!("{bound}\n{}", proof(holder, &bound)),
            count: 2,
            by_issuer: good,
            by_holder: half,
            by_both: good,
        },
        Situation {
            name: "alone, bound to the key",
            text: bound.clone(),
            count: 1,
            by_issuer: good,
            by_holder: open,
            by_both: good,
        },
        Situation {
            name: "named by the proof alone",
            text: format!("{free}\n{}", proof(holder, &free)),
            count: 2,
            by_issuer: half,
            by_holder: half,
            by_both: good,
        },
        Situation {
            name: "nothing names the key",
            text: free,
            count: 1,
            by_issuer: good,
            by_holder: bad,
            by_both: good,
        },
        Situation {
            name: "a client attestation",
            text: format!("{attestation}\n{attested}"),
            count: 2,
            by_issuer: good,
            by_holder: half,
            by_both: good,
        },
        Situation {
            name: "a key binding",
            text: format!("{sd_jwt}{binding}"),
            count: 1,
            by_issuer: good,
            by_holder: open,
            by_both: good,
        },
        Situation {
            name: "a presentation",
            text: presented.clone(),
            count: 1,
            by_issuer: half,
            by_holder: whole,
            by_both: good,
        },
        Situation {
            name: "a presentation behind what it presents",
            text: format!("{credential}\n{presented}"),
            count: 2,
            by_issuer: half,
            by_holder: whole,
            by_both: good,
        },
        Situation {
            name: "a presentation in a response",
            text: response,
            count: 1,
            by_issuer: half,
            by_holder: whole,
            by_both: good,
        },
        Situation {
            name: "a credential of the holder, changed",
            text: presentation(holder, HOLDER, &tampered(&own)),
            count: 1,
            by_issuer: bad,
            by_holder: bad,
            by_both: bad,
        },
        Situation {
            name: "a credential, changed",
            text: presentation(holder, HOLDER, &tampered(&credential)),
            count: 1,
            by_issuer: bad,
            by_holder: whole,
            by_both: bad,
        },
        Situation {
            name: "bound, and changed",
            text: format!("{}\n{}", tampered(&bound), proof(holder, &tampered(&bound))),
            count: 2,
            by_issuer: bad,
            by_holder: half,
            by_both: bad,
        },
        // What carries a presented token is no presentation by that.
        Situation {
            name: "an access token that carries a credential, changed",
            text: tampered(&carrying("at+jwt", json!({"iss": HOLDER, "sub": "admin"}))),
            count: 1,
            by_issuer: &["Invalid", "Valid"],
            by_holder: bad,
            by_both: &["Invalid", "Valid"],
        },
        Situation {
            name: "of nobody, and carries a credential, changed",
            text: tampered(&carrying("JWT", json!({"sub": "admin"}))),
            count: 1,
            by_issuer: &["Invalid", "Valid"],
            by_holder: bad,
            by_both: &["Invalid", "Valid"],
        },
        Situation {
            name: "a proof, changed",
            text: tampered(&proof(holder, &bound)),
            count: 1,
            by_issuer: bad,
            by_holder: bad,
            by_both: bad,
        },
    ]
}

#[test]
fn the_key_of_a_holder_is_the_same_to_inspect_desk_and_window() {
    let (issuer, holder) = (fresh(), fresh());
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, key: &Jwk| {
        let path = folder.path().join(name);
        std::fs::write(&path, public(key).to_string()).expect("it is written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let (of_issuer, of_holder) = (file("issuer.jwk", &issuer), file("holder.jwk", &holder));
    for Situation { name, text, count, by_issuer, by_holder, by_both } in situations(&issuer, &holder) {
        for (arguments, keys, expected) in [
            (vec!["--key", of_issuer.as_str()], vec![("issuer.jwk", &issuer)], by_issuer),
            (vec!["--key", of_holder.as_str()], vec![("holder.jwk", &holder)], by_holder),
            (
                vec!["--key", of_holder.as_str(), "--key", of_issuer.as_str()],
                vec![("holder.jwk", &holder), ("issuer.jwk", &issuer)],
                by_both,
            ),
        ] {
            let keys: Vec<(&str, Value)> = keys.into_iter().map(|(name, key)| (name, public(key))).collect();
            let desk = by_desk(&arguments, &text);
            assert_eq!(words(&desk), expected, "{name}, {arguments:?}: {desk:#?}");
            // It lists what a token presents, and not what is presented in that.
            let inspected = by_inspect(&arguments, &text, count);
            assert!(inspected.iter().all(|line| desk.contains(line)), "{name}: {inspected:#?} {desk:#?}");
            let window = by_window(&keys, &text);
            assert_eq!(window, desk, "window: {name}, {arguments:?}");
        }
    }
}
