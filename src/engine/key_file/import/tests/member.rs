//! What the members of a JWK have to be.

use super::*;

fn jwk_error(json: &str) -> KeyError {
    error(json.as_bytes())
}

#[test]
fn members_are_strict() {
    let encoding = |name, fault| KeyError::MemberEncoding { name, fault };
    use base64url::FaultKind;
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AA\n"}"#), encoding("k", FaultKind::Whitespace));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"A?AA"}"#), encoding("k", FaultKind::Foreign));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAAA"}"#), encoding("k", FaultKind::Length));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"A=AA"}"#), encoding("k", FaultKind::Padding));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":""}"#), KeyError::MemberEmpty("k"));
    assert_eq!(jwk_error(r#"{"kty":"oct"}"#), KeyError::MemberMissing("k"));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAA","k":"BBBB"}"#), KeyError::MemberTwice("k"));
    assert_eq!(jwk_error(r#"{"kty":"rsa","n":"AQAB","e":"AQAB"}"#), KeyError::KeyTypeUnknown("rsa".to_owned()));
    assert_eq!(jwk_error(r#"{"kty":5}"#), KeyError::MemberType("kty"));
    assert_eq!(jwk_error(r#"{"kty":"OKP","crv":"P-256","x":"AA"}"#), KeyError::CurveUnknown("P-256".to_owned()));
    assert_eq!(
        jwk_error(r#"{"kty":"EC","crv":"Ed25519","x":"AA","y":"AA"}"#),
        KeyError::CurveUnknown("Ed25519".into())
    );
    // What cannot be read is no permission.
    let restriction = |name, found| KeyError::RestrictionType { name, found };
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAA","use":7}"#), restriction("use", "a number"));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAA","alg":["HS256"]}"#), restriction("alg", "an array"));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAA","key_ops":"sign"}"#), restriction("key_ops", "a string"));
    assert_eq!(
        jwk_error(r#"{"kty":"oct","k":"AAAA","key_ops":[1]}"#),
        restriction("key_ops", "a list of other values")
    );
    assert_eq!(
        restriction("use", "a number").to_string(),
        "\"use\" is a number, not a string, so it is unknown what the key may be used for"
    );
    let import = taken(br#"{"kty":"oct","k":"AAAA","kid":"a","kid":"b","use":null,"key_ops":null,"alg":null}"#);
    let key = one(&import);
    assert_eq!((key.key_id.as_deref(), &key.public_key_use, &key.key_operations), (Some("b"), &None, &None));
    for rule in ["JSON_DUP_KEY", "KEY_MEMBER_TYPE"] {
        assert!(rules(key).contains(&rule), "{rule}");
    }
}

/// What can mean one thing only is read, and said.
#[test]
fn base64_that_is_not_quite_base64url_is_read_with_a_warning() {
    let right = text(file!("p256.jwk.json"));
    let x = "NkHXKPwYBk4R3JTQdAgKLmTtLjDsyxs26rI7GMEhaxs";
    let padded = right.replace(x, &format!("{x}="));
    for (written, right, problem) in [
        (r#"{"kty":"oct","k":"AAw="}"#, r#"{"kty":"oct","k":"AAw"}"#, "k is not base64url: it is padded with ="),
        (r#"{"kty":"oct","k":"A+A/"}"#, r#"{"kty":"oct","k":"A-A_"}"#, "k is not base64url: it has + or /"),
        (
            r#"{"kty":"oct","k":"Ax"}"#,
            r#"{"kty":"oct","k":"Aw"}"#,
            "k is not base64url: the unused bits of its last character are not zero",
        ),
        (&*padded, &*right, "x is not base64url: it is padded with ="),
    ] {
        let import = taken(written.as_bytes());
        let key = one(&import);
        assert!(rules(key).contains(&"KEY_MEMBER_ENCODING"), "{written}");
        assert!(import.notes.iter().any(|note| note.starts_with(problem)), "{:?}", import.notes);
        let good = taken(right.as_bytes());
        assert!(!rules(one(&good)).contains(&"KEY_MEMBER_ENCODING"));
        assert_eq!(thumbprint_sha256(&key.material), thumbprint_sha256(&one(&good).material), "{written}");
    }
}

#[test]
fn points_lie_on_their_curve() {
    let jwk = text(file!("p256.jwk.json"));
    let x = "NkHXKPwYBk4R3JTQdAgKLmTtLjDsyxs26rI7GMEhaxs";
    let y = "EFzpIpaW1T5ij4gaWygpkH5k9VsHVU3Xd2pRA6w7Puw";
    let d = "lJrs52jkXK663Jy49Ttb36pp2DHa6IsB8eUw007lNJ4";
    assert!(jwk.contains(x) && jwk.contains(y) && jwk.contains(d));
    assert_eq!(jwk_error(&jwk.replace(y, x)), KeyError::NotOnCurve);
    let short = base64url::encode(&[1; 31]);
    let long = base64url::encode(&[&[0][..], &base64url::decode(x).bytes].concat());
    let length = |name, found| KeyError::MemberLength { name, expected: 32, found };
    assert_eq!(jwk_error(&jwk.replace(x, &short)), length("x", 31));
    // With one zero byte less it is a point of the curve, and that is said.
    assert_eq!(jwk_error(&jwk.replace(x, &long)), KeyError::MemberZeros { name: "x", expected: 32, found: 33 });
    let other = base64url::encode(&[&[1][..], &base64url::decode(x).bytes].concat());
    assert_eq!(jwk_error(&jwk.replace(x, &other)), length("x", 33));
    assert_eq!(jwk_error(&jwk.replace(d, &short)), length("d", 31));
    assert_eq!(jwk_error(&jwk.replace(d, &base64url::encode(&[1; 32]))), KeyError::PrivatePublicMismatch);
    assert_eq!(jwk_error(&jwk.replace(d, &base64url::encode(&[0; 32]))), KeyError::OutOfRange("d"));
    assert_eq!(jwk_error(&jwk.replace(d, &base64url::encode(&[0xff; 32]))), KeyError::OutOfRange("d"));
    assert_eq!(jwk_error(&jwk.replace(x, "?").replace(y, x).replace('?', y)), KeyError::SwappedCoordinates);
    // x + p is the same residue, and no coordinate.
    assert_eq!(jwk_error(&jwk.replace(x, &base64url::encode(&[0xff; 32]))), KeyError::NotOnCurve);
    assert_eq!(jwk_error(&jwk.replace(x, &base64url::encode(&[0; 32]))), KeyError::NotOnCurve);
    // A point of another curve is no forged one: crv is wrong.
    for named in ["P-384", "P-521", "secp256k1"] {
        let found = jwk_error(&jwk.replace("P-256", named));
        assert_eq!(found, KeyError::OtherCurve { named, found: "P-256" });
    }
    let ed = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"D"}"#;
    let right = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    check(
        ed.replace(r#""D""#, &format!("\"{right}\"")).as_bytes(),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
        true,
        "JWK",
    );
    let wrong = format!("\"{}\"", base64url::encode(&[7; 32]));
    assert_eq!(jwk_error(&ed.replace(r#""D""#, &wrong)), KeyError::PrivatePublicMismatch);
}

#[test]
fn rsa_numbers_belong_together() {
    let jwk = text(file!("rsa.jwk.json"));
    check(jwk.as_bytes(), RSA, true, "JWK");
    let value = |name: &str| {
        let start = jwk.find(&format!("\"{name}\": \"")).unwrap() + name.len() + 5;
        jwk[start..].split('"').next().unwrap().to_owned()
    };
    let without = |name: &str| jwk.replace(&format!("\"{name}\""), &format!("\"x-{name}\""));
    for name in ["p", "q", "dp", "dq", "qi"] {
        let missing = jwk_error(&without(name));
        assert_eq!(
            missing,
            KeyError::MemberMissing(["p", "q", "dp", "dq", "qi"].into_iter().find(|n| *n == name).unwrap())
        );
    }
    assert_eq!(jwk_error(&without("d")), KeyError::MemberMissing("d"));
    // Another number of the right size, for each.
    for (name, named) in [("p", "p, q"), ("q", "p, q"), ("dp", "dp"), ("dq", "dq"), ("qi", "qi"), ("d", "d")] {
        let mut bytes = base64url::decode(&value(name)).bytes;
        bytes[20] ^= 4;
        let changed = jwk.replace(&value(name), &base64url::encode(&bytes));
        assert_eq!(jwk_error(&changed), KeyError::RsaInconsistent(named), "{name}");
    }
    // Without primes d alone is tested.
    let bare = |d: &str| format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB","d":"{d}"}}"#, value("n"));
    check(bare(&value("d")).as_bytes(), RSA, true, "JWK");
    let mut bytes = base64url::decode(&value("d")).bytes;
    bytes[20] ^= 4;
    assert_eq!(jwk_error(&bare(&base64url::encode(&bytes))), KeyError::PrivatePublicMismatch);
    assert_eq!(jwk_error(&jwk.replacen('{', r#"{"oth":[],"#, 1)), KeyError::RsaMultiPrime);
    // Zero bytes in front are harmless, and said; the thumbprint is that of the bare number.
    let padded = base64url::encode(&[&[0][..], &base64url::decode(&value("n")).bytes].concat());
    let import = taken(jwk.replace(&value("n"), &padded).as_bytes());
    assert_eq!(one(&import).thumbprint, RSA);
    assert!(rules(one(&import)).contains(&"KEY_INT_PADDED"));
    assert!(!rules(one(&taken(jwk.as_bytes()))).contains(&"KEY_INT_PADDED"));
}

#[test]
fn rsa_sizes_are_bounded() {
    let public = |n: &[u8], e: &str| format!(r#"{{"kty":"RSA","n":"{}","e":"{e}"}}"#, base64url::encode(n));
    let mut odd = vec![0xff; 2049];
    assert_eq!(jwk_error(&public(&odd, "AQAB")), KeyError::RsaTooLarge { bits: 16_392, limit: 16_384 });
    odd.truncate(256);
    odd[255] = 0xfe;
    assert_eq!(jwk_error(&public(&odd, "AQAB")), KeyError::RsaModulus { bits: 2048 });
    assert_eq!(jwk_error(&public(&[1], "AQAB")), KeyError::RsaModulus { bits: 1 });
    odd[255] = 0xfd;
    assert_eq!(jwk_error(&public(&odd, &base64url::encode(&odd))), KeyError::OutOfRange("e"));
    assert_eq!(jwk_error(&public(&odd, "AA")), KeyError::OutOfRange("e"));
}

// Findings

fn rsa_rules(n: &str, e: &str) -> Vec<&'static str> {
    rules(one(&taken(format!(r#"{{"kty":"RSA","n":"{n}","e":"{e}"}}"#).as_bytes())))
}

#[test]
fn weak_rsa_keys_come_in_and_are_marked() {
    // Two primes 2^480 apart; 65521 as a factor; the ROCA example of Project Wycheproof.
    let close = "xodMpiMezqzgI2cWcTNWAJno050PukPSY8m-xwTsY6uKKz2bPEOU8Ch3ov0GK-1A7UTTW0Ha7N2KPZm-k0WKqD5jP7osGoI8UaC7mLXKJCChwqo\
                 QzGGJO8VzYK_okokUjQUsHIv3XBeoRMi1L48OdCuXB1JxYmdgAy9oqLXHlh7RaA2_6ydCz-QUoEo_a61LbZtKwAA_YYc0VCFIvih2D_d2m3\
                 UqqV6svfZnXXSZd8mKd4t1rzljtsoPs8d0e2XahtKQp5qgAyRePbuQ-5ELx4vSTIKtrzRsOf8LyDOyUoCpgmuHEsdESbKHw_tvy9KTyMKWU\
                 88NGBCRHl8BN6HyzQ";
    let small = "_R4ZSMwgNKgttneQ1rA3FqGTV0d7YBKX01ENblnpqjPJsLDMMbeYzAlZhZOalTbt-FocaBC0w0v8DnMI3tuI-OJAVQ-Ex1gRZmAh6Z9grgnQ5Zi\
                 yOOx9yHKnI-I3lPsG0HCxVn9M40qJvHFMKIIHwAiSaWg83ofVF_aNiM2DxPWZQrvrsycOdzyciuvOiXMIRoowtNeUaWZ8mBshkujnmp799l\
                 0gsd3iINY65fmWdKT_G6MJNaEuMsPSYYi_sDgB3AGB6H9Y5_s_2hMI4fzRtAY44OFQJkwDX45raH-w4jVqQrSjnfT-zAmmmNbWCR793W4QI\
                 kewShe8s-eqahp6CQ";
    let roca = "AanFpofbj7KjD4Lf-N2hVMKR7yewSyXhhbirIMTGpfYEhZ_lnt5UoK98DnKIgArXGTu3MaW_HhFw16HGaTDUHqPrId7fe4r11CqRw09yBFuW79V\
                8sYIwHdzCaWflUI6auImYbVfoN9_nD5n8N8SY9DwXw7mwZM9wREPXoDPgOoIWl6q_MPsp7n0zs3Z5ZaiQWOOzl1S9OhwAfSiiOwz6efnXEax\
                uTEtPd7BjSx7NaFka8Dx9U7YqXy2RFj1O9PjyaDGuRh7YXsX3iMUSP_wSyHQg_c_qHRtKUsNSGCT7OZg0hzm2KphtjnayKJvC64vAbROBR4\
                Ubg6Bxg9IQVZ-QYyE";
    assert_eq!(rsa_rules(close, "AQAB"), ["KEY_RSA_SMALL", "KEY_RSA_FERMAT"]);
    assert_eq!(rsa_rules(small, "AQAB"), ["KEY_RSA_SMALL", "KEY_RSA_SMALLFACTOR"]);
    assert!(rsa_rules(roca, "AQAB").contains(&"KEY_RSA_ROCA"));
    let sound = one(&taken(file!("rsa.spki.pem"))).clone();
    // 2048 bits: worth a word, no warning.
    assert_eq!(rules(&sound), ["KEY_RSA_SMALL"]);
    assert_eq!(sound.findings[0].severity, Severity::Info);
    let KeyMaterial::Rsa { n, .. } = &sound.material else { panic!() };
    let n = base64url::encode(n);
    for (e, severity) in [
        (&[1][..], Severity::Error),
        (&[6], Severity::Error),
        (&[3], Severity::Warning),
        (&[17], Severity::Info),
        (&[1, 0, 0, 0, 0, 0, 0, 0, 1], Severity::Info),
    ] {
        let import = taken(format!(r#"{{"kty":"RSA","n":"{n}","e":"{}"}}"#, base64url::encode(e)).as_bytes());
        let found = one(&import).findings.iter().find(|finding| finding.rule.id == "KEY_RSA_E").map(|f| f.severity);
        assert_eq!(found, Some(severity), "{e:?}");
    }
}

#[test]
fn short_and_typed_secrets_come_in_and_are_marked() {
    let found = |json: &str| rules(one(&taken(json.as_bytes())));
    let secret = |bytes: &[u8]| base64url::encode(bytes);
    let random: Vec<u8> = (0..64_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect();
    let k31 = secret(&random[..31]);
    assert_eq!(found(&format!(r#"{{"kty":"oct","k":"{k31}"}}"#)), ["KEY_HS_SHORT"]);
    let k32 = secret(&random[..32]);
    assert!(found(&format!(r#"{{"kty":"oct","k":"{k32}"}}"#)).is_empty());
    assert_eq!(found(&format!(r#"{{"kty":"oct","alg":"HS384","k":"{k32}"}}"#)), ["KEY_HS_SHORT"]);
    // Keys of ciphers have lengths of their own.
    let k16 = secret(&random[..16]);
    assert!(found(&format!(r#"{{"kty":"oct","alg":"A128KW","k":"{k16}"}}"#)).is_empty());
    assert!(found(&format!(r#"{{"kty":"oct","use":"enc","k":"{k16}"}}"#)).is_empty());
    assert_eq!(found(&format!(r#"{{"kty":"oct","alg":"A256KW","k":"{k16}"}}"#)), ["KEY_ALG_MISMATCH"]);
    let import = taken(b"hunter2hunter2");
    let key = one(&import);
    assert_eq!(rules(key), ["KEY_HS_SHORT", "KEY_HS_LOW_ENTROPY"]);
    assert_eq!(key.findings[0].severity, Severity::Warning);
    assert_eq!(key.findings[0].message, "14 bytes (112 bits); HS256 needs 32 bytes (256 bits)");
    assert!(found(r#"{"kty":"oct","k":"eW91ci0yNTYtYml0LXNlY3JldA"}"#).contains(&"KEY_KNOWN_PUBLIC"));
}

#[test]
fn members_that_contradict_each_other_are_marked() {
    let jwk = text(file!("p256.jwk.json"));
    let found = |members: &str| rules(one(&taken(jwk.replacen('{', &format!("{{{members},"), 1).as_bytes())));
    assert!(found(r#""alg":"ES256","use":"sig","kid":"a""#).is_empty());
    assert_eq!(found(r#""use":"sig","key_ops":["verify"]"#), ["KEY_USE_OPS_BOTH"]);
    assert_eq!(found(r#""use":"sig","key_ops":["deriveKey"]"#), ["KEY_OPS_CONFLICT"]);
    assert_eq!(found(r#""key_ops":["sign","sign"]"#), ["KEY_OPS_DUP"]);
    assert_eq!(found(r#""alg":"ES384""#), ["KEY_ALG_MISMATCH"]);
    assert_eq!(found(r#""alg":"RS256""#), ["KEY_ALG_MISMATCH"]);
    assert_eq!(found(r#""alg":"ES521""#), ["KEY_ALG_UNKNOWN"]);
    assert_eq!(found(r#""alg":"ES256","use":"enc""#), ["KEY_USE_CONFLICT"]);
    assert_eq!(found(r#""alg":"ECDH-ES","use":"sig""#), ["KEY_USE_CONFLICT"]);
}

#[test]
fn x5c_belongs_to_the_key() {
    let certificate = data_encoding::BASE64.encode(&der_of(file!("p256.certificate.pem")));
    let jwk = text(file!("p256.jwk.json"));
    let with = |jwk: &str, members: &str| jwk.replacen('{', &format!("{{{members},"), 1);
    let import = taken(with(&jwk, &format!(r#""x5c":["{certificate}"]"#)).as_bytes());
    assert!(rules(one(&import)).is_empty());
    assert_eq!(one(&import).x5t.as_deref(), Some("7oRJAmPmAPLozRviuFOQmG0phZ8"));
    assert_eq!(import.certificates[0].1.subject, "CN=jotsmith test, O=Example");
    let import = taken(with(&jwk, &format!(r#""x5t":"AAAA","x5c":["{certificate}"]"#)).as_bytes());
    assert_eq!(rules(one(&import)), ["KEY_X5T_MISMATCH"]);
    assert_eq!(one(&import).x5t.as_deref(), Some("AAAA"));
    for broken in [r#""x5c":["!"]"#, r#""x5c":"x""#, r#""x5c":[]"#, r#""x5c":["AAAA"]"#] {
        assert_eq!(rules(one(&taken(with(&jwk, broken).as_bytes()))), ["KEY_X5C_INVALID"], "{broken}");
    }
    let rsa = text(file!("rsa.jwk.json"));
    let import = taken(with(&rsa, &format!(r#""x5c":["{certificate}"]"#)).as_bytes());
    assert_eq!(one(&import).thumbprint, RSA);
    assert!(rules(one(&import)).contains(&"KEY_X5C_MISMATCH"));
}

/// RFC 7517 Appendix B: a JWK with a certificate.
#[test]
fn rfc7517_b() {
    let import = taken(file!("rfc7517-b.jwk.json"));
    let key = one(&import);
    assert_eq!(key.key_id.as_deref(), Some("1b94c"));
    assert!(
        !rules(key).contains(&"KEY_X5C_MISMATCH") && !rules(key).contains(&"KEY_X5C_INVALID"),
        "{:?}",
        key.findings
    );
    assert_eq!(import.certificates[0].1.subject, "C=US, ST=CO, L=Denver, O=Ping Identity Corp., CN=Brian Campbell");
}

// D13
