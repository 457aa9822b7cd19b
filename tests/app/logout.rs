//! A logout token beside an ID token of another login: it is not clean in any list.

use crate::desk::NOW;
use crate::whose_key::{by_desk, by_window, fresh, public, signed, words};
use serde_json::json;

/// OpenID Connect Back-Channel Logout §2.6: `iss`, `sub`, `sid` and `aud` are those of the session that is to end. Whichever of
/// them is another's, the logout token beside that login is not good for it.
#[test]
fn a_logout_token_of_another_login_is_not_clean() {
    let key = fresh();
    let claims = json!({"iss": "https://op.example", "sub": "u1", "aud": "c", "nonce": "n", "iat": NOW, "exp": NOW + 60, "sid": "s1"});
    let id_token = signed(&key, "JWT", &json!({}), &claims);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("op.jwk");
    std::fs::write(&path, public(&key).to_string()).expect("it is written");
    let arguments = ["--key", path.to_str().expect("UTF-8")];
    let logout = |name: &str, value: &str| {
        let mut claims = json!({"iss": "https://op.example", "sub": "u1", "sid": "s1", "aud": "c", "iat": NOW, "exp": NOW + 60, "jti": "1",
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}}});
        claims[name] = json!(value);
        signed(&key, "logout+jwt", &json!({}), &claims)
    };
    for (name, value, expected) in [
        ("jti", "2", &["Valid"][..]),
        ("iss", "https://other.example", &["Invalid", "Valid"]),
        ("sub", "u2", &["Invalid", "Valid"]),
        // The same person may have another session with the same client.
        ("sid", "s2", &["Valid"]),
        ("aud", "d", &["Invalid", "Valid"]),
    ] {
        let text = format!("{id_token}\n{}", logout(name, value));
        let desk = by_desk(&arguments, &text);
        assert_eq!(words(&desk), expected, "{name}: {desk:#?}");
        assert_eq!(by_window(&[("op.jwk", public(&key))], &text), desk, "{name}");
    }
}
