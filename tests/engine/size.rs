//! What a token costs and what would make it shorter: the sums are right to the byte, and each saving that is told is got
//! by the token that is made anew.

use crate::golden::Said;
use crate::support::{explain, keys, look};
use jotsmith::engine::builder::draft::{Draft, Structure};
use jotsmith::engine::builder::edit::compact;
use jotsmith::engine::builder::shrink::{Change, HeaderSaving, Saving, SavingKind, savings};
use jotsmith::engine::builder::{
    BuildRequest, Encryption, HeaderSync, Payload, RecipientRequest, SignatureRequest, Signing, build,
};
use jotsmith::engine::ground::jwa::{content_encryption, key_management, signature};
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::size::limit::{Sending, Standing};
use jotsmith::engine::jose::cost::{Cost, MemberCost, cost};
use jotsmith::engine::jose::frame::Frame;
use jotsmith::engine::jose::jws::Serialization;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::key::KeyIds;
use jotsmith::engine::key::{Jwk, KeyRing};
use jotsmith::engine::key_file::generate::{GeneratedKind, KeyIdSource, Recipe, generate};
use jotsmith::engine::speech;
use std::sync::{Arc, LazyLock};

/// An access token as many issuers write it: long names, white space, escapes, UUIDs, roles, a person's data.
const CLAIMS: &str = r##"{
  "iss": "https:\/\/issuer.example", "sub": "123e4567-e89b-12d3-a456-426614174000", "aud": ["https://api.example"],
  "exp": 1900000000, "iat": 1800000000, "jti": "c9a1", "client_id": "web", "scope": "openid profile",
  "https://issuer.example/claims/roles": ["app:admin:read", "app:admin:write", "app:user:read"],
  "emailAddress": "alice@example.com", "account": "12345", "accounts": ["1", "22", "333"],
  "nickname": "", "middle_name": null, "extras": {},
  "groups": ["0f8fad5b-d9cb-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"],
  "picture": "https://cdn.example/avatars/alice-the-great.png", "theme": {"dark": true, "accent": "#336699"},
  "name": "Alice \u00c9tienne"
}"##;
const HEADER: &str = r#"{ "typ": "application/at+jwt", "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "x5u": "https:\/\/issuer.example\/k.pem" }"#;

fn made(kind: GeneratedKind) -> Arc<Jwk> {
    let recipe =
        Recipe { kind, key_id: KeyIdSource::None, public_key_use: None, algorithm: None, key_operations: None };
    Arc::new(generate(&recipe, &mut KeyIds::default()).expect("a key"))
}

fn file(name: &str) -> Arc<Jwk> {
    let path = format!("{}/tests/data/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut found = keys(&std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}")));
    Arc::new(found.remove(0))
}

static SECRET: LazyLock<Arc<Jwk>> = LazyLock::new(|| made(GeneratedKind::Oct(512)));
static RSA: LazyLock<Arc<Jwk>> = LazyLock::new(|| file("rsa.pkcs8.pem"));
static P256: LazyLock<Arc<Jwk>> = LazyLock::new(|| file("p256.pkcs8.pem"));
static P521: LazyLock<Arc<Jwk>> = LazyLock::new(|| file("p521.pkcs8.pem"));
static ED25519: LazyLock<Arc<Jwk>> = LazyLock::new(|| file("ed25519.pkcs8.pem"));
static WRAPPING: LazyLock<Arc<Jwk>> = LazyLock::new(|| made(GeneratedKind::Oct(256)));

fn key_to_sign(algorithm: &str) -> Arc<Jwk> {
    match algorithm {
        "HS256" | "HS384" | "HS512" => SECRET.clone(),
        "ES256" => P256.clone(),
        "ES512" => P521.clone(),
        "Ed25519" | "EdDSA" => ED25519.clone(),
        _ => RSA.clone(),
    }
}

fn key_to_encrypt(algorithm: &str) -> Arc<Jwk> {
    match algorithm {
        "A256KW" | "A256GCMKW" => WRAPPING.clone(),
        "ECDH-ES" | "ECDH-ES+A256KW" => P256.clone(),
        _ => RSA.clone(),
    }
}

/// The token of a draft, and its examination with every key.
fn token(draft: &Draft) -> Examination {
    let payload = &draft.payload;
    let text = if payload.is_compacted { compact(&payload.claims, 128).unwrap() } else { payload.claims.clone() };
    let signing = draft.structure.signs().then(|| Signing {
        serialization: draft.signing.writing.serialization(),
        is_detached: false,
        is_unencoded: false,
        signatures: vec![SignatureRequest {
            algorithm: signature::find(&draft.signing.signatures[0].algorithm),
            key: Some(key_to_sign(&draft.signing.signatures[0].algorithm)),
            protected: draft.signing.signatures[0].protected.clone(),
            unprotected: String::new(),
            sync: draft.signing.signatures[0].follow.sync(),
        }],
    });
    let encryption = draft.structure.encrypts().then(|| {
        let recipient = &draft.encryption.recipients[0];
        let key = key_to_encrypt(&recipient.algorithm);
        Encryption {
            serialization: draft.encryption.writing.serialization(),
            content_encryption: content_encryption::find(&draft.encryption.content_encryption),
            protected: draft.encryption.protected.clone(),
            shared: String::new(),
            recipients: vec![RecipientRequest {
                algorithm: key_management::find(&recipient.algorithm),
                ..RecipientRequest::new(key)
            }],
            aad: None,
            compress: draft.encryption.is_compressed,
            sync: draft.encryption.follow.sync(),
            dangerous: None,
        }
    });
    let request = BuildRequest { payload: Payload::Claims(text), signing, encryption, allow_weak: true };
    let built = build(&request, &Limits::DEFAULT).unwrap_or_else(|error| panic!("{error:?}"));
    let all = [&*SECRET, &*RSA, &*P256, &*P521, &*ED25519, &*WRAPPING].map(Arc::clone);
    look(&built.text, &KeyRing::new(all), None)
}

/// A draft as Inspect hands it to the builder: headers as they are.
fn draft(structure: Structure, sign: &str, encrypt: (&str, &str), serialization: Serialization) -> Draft {
    let signing = Signing {
        serialization,
        is_detached: false,
        is_unencoded: false,
        signatures: vec![SignatureRequest {
            algorithm: signature::find(sign),
            key: None,
            protected: format!("{{\"alg\":\"{sign}\",{}", &HEADER[1..]),
            unprotected: String::new(),
            sync: HeaderSync::LeftAlone,
        }],
    };
    let protected = format!(
        "{{\"alg\":\"{}\",\"enc\":\"{}\",\"kid\":\"a key to encrypt\", \"iss\":\"https://issuer.example\"}}",
        encrypt.0, encrypt.1
    );
    let encryption = Encryption {
        serialization,
        content_encryption: content_encryption::find(encrypt.1),
        protected,
        shared: String::new(),
        recipients: vec![RecipientRequest {
            algorithm: key_management::find(encrypt.0),
            ..RecipientRequest::new(key_to_encrypt(encrypt.0))
        }],
        aad: None,
        compress: false,
        sync: HeaderSync::LeftAlone,
        dangerous: None,
    };
    let request = BuildRequest {
        payload: Payload::Claims(CLAIMS.to_owned()),
        signing: structure.signs().then_some(signing),
        encryption: structure.encrypts().then_some(encryption),
        allow_weak: true,
    };
    Draft::of(&request, None)
}

fn drafts() -> Vec<(String, Draft)> {
    let none = ("RSA-OAEP-256", "A256GCM");
    let mut drafts = Vec::new();
    for sign in ["RS256", "PS256", "ES256", "ES512", "EdDSA", "HS256", "HS512"] {
        drafts.push((sign.to_owned(), draft(Structure::Sign, sign, none, Serialization::Compact)));
    }
    for encrypt in ["RSA-OAEP-256", "A256KW", "A256GCMKW", "ECDH-ES", "ECDH-ES+A256KW"] {
        for content in ["A128CBC-HS256", "A256CBC-HS512", "A192CBC-HS384", "A256GCM"] {
            let name = format!("{encrypt} {content}");
            drafts.push((name, draft(Structure::Encrypt, "", (encrypt, content), Serialization::Compact)));
        }
    }
    for content in ["A128CBC-HS256", "A128GCM"] {
        let draft = draft(Structure::SignThenEncrypt, "RS256", ("RSA-OAEP-256", content), Serialization::Compact);
        drafts.push((format!("nested {content}"), draft));
    }
    for serialization in [Serialization::Flattened, Serialization::General] {
        let signed = draft(Structure::Sign, "RS256", none, serialization);
        drafts.push((format!("{serialization:?} signed"), signed));
        let sealed = draft(Structure::Encrypt, "", ("RSA-OAEP-256", "A256CBC-HS512"), serialization);
        drafts.push((format!("{serialization:?} encrypted"), sealed));
    }
    drafts
}

#[test]
fn a_saving_that_is_told_is_got() {
    let mut words = std::collections::BTreeSet::new();
    let mut count = 0;
    for (name, draft) in drafts() {
        let before = token(&draft);
        assert!(before.claims().is_some(), "{name}: {}", explain(&before));
        let found = savings(&before);
        assert!(found.windows(2).all(|pair| pair[0].bytes >= pair[1].bytes), "{name}: the most telling comes first");
        for Saving { kind, bytes, total, change } in &found {
            assert_eq!(before.size.total - bytes, *total, "{name}: {kind:?}");
            words.insert(kind.word());
            let Some(change) = change else { continue };
            let mut other = draft.clone();
            change.apply(&mut other);
            assert_ne!(other, draft, "{name}: {kind:?}");
            let after = token(&other);
            assert_eq!(after.size.total, *total, "{name}: {kind:?}");
            assert!(after.claims().is_some(), "{name}: {kind:?}");
            count += 1;
        }
    }
    println!("{count} savings were made");
    assert!(count > 300);
    let expected = [
        "algorithm",
        "bit_set",
        "compact",
        "compressed",
        "content_encryption",
        "drop",
        "empty",
        "escapes",
        "key_id",
        "key_parameter",
        "media_type",
        "move",
        "name",
        "numbered_entries",
        "numbers",
        "prefix",
        "reference",
        "replicated",
        "single_audience",
        "type",
        "unnested",
        "uuids",
        "white_space",
    ];
    // An access token says what it is: its type is demanded.
    let missing: Vec<_> = expected.into_iter().filter(|word| !words.contains(word) && *word != "type").collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn saving(examination: &Examination, is_meant: impl Fn(&SavingKind) -> bool) -> Option<Saving> {
    savings(examination).into_iter().find(|saving| is_meant(&saving.kind))
}

#[test]
fn what_a_kind_demands_and_what_protects_is_not_dropped() {
    let examination = token(&draft(Structure::Sign, "ES256", ("", ""), Serialization::Compact));
    let dropped: Vec<String> = savings(&examination)
        .into_iter()
        .flat_map(|saving| match saving.kind {
            SavingKind::Drop { names, .. } | SavingKind::Empty { names } => names,
            SavingKind::Move { name, .. } => vec![name],
            _ => Vec::new(),
        })
        .collect();
    for name in ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "scope"] {
        assert!(!dropped.iter().any(|dropped| dropped == name), "{name}: {dropped:?}");
    }
    for name in ["theme", "picture", "nickname", "middle_name", "extras", "groups"] {
        assert!(dropped.iter().any(|dropped| dropped == name), "{name}: {dropped:?}");
    }
}

#[test]
fn a_proof_has_no_reference_and_keeps_its_key() {
    let request = |header: &str, claims: &str| BuildRequest {
        payload: Payload::Claims(claims.to_owned()),
        signing: Some(Signing {
            serialization: Serialization::Compact,
            is_detached: false,
            is_unencoded: false,
            signatures: vec![SignatureRequest {
                sync: HeaderSync::LeftAlone,
                ..SignatureRequest::new(P256.clone(), header)
            }],
        }),
        encryption: None,
        allow_weak: true,
    };
    let header = r#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}}"#;
    let claims = r#"{"jti":"1","htm":"GET","htu":"https://a.example/","iat":1}"#;
    let built = build(&request(header, claims), &Limits::DEFAULT).unwrap();
    let examination = look(&built.text, &KeyRing::default(), None);
    let found = savings(&examination);
    let is_key = |kind: &SavingKind| {
        matches!(
            kind,
            SavingKind::Header { what: HeaderSaving::KeyParameter { .. } | HeaderSaving::Type, .. }
                | SavingKind::Reference
        )
    };
    assert!(!found.iter().any(|saving| is_key(&saving.kind)), "{found:?}");
    assert!(!found.iter().any(|saving| matches!(saving.change, Some(Change::Algorithm("HS256")))), "{found:?}");
    // One that says nothing of its kind may do without typ, and is told not to.
    let built = build(&request(r#"{"typ":"JWT","alg":"ES256"}"#, r#"{"a":1}"#), &Limits::DEFAULT).unwrap();
    let without = saving(&look(&built.text, &KeyRing::default(), None), |kind| {
        matches!(kind, SavingKind::Header { what: HeaderSaving::Type, .. })
    })
    .unwrap();
    assert_eq!(without.total, r#"{"alg":"ES256"}"#.len() * 4 / 3 + 1 + 10 + 1 + 86);
    let words = speech::size::saving(&without.kind);
    crate::golden::said(
        "engine/size/a_proof_has_no_reference_and_keeps_its_key",
        format!("{}. {}", words.sentence, words.advice),
    );
}

/// Every part of the sums, at every level.
fn is_sum(cost: &Cost) {
    let parts: usize = cost.parts.iter().map(|part| part.bytes).sum();
    assert_eq!(parts + cost.framing, cost.total);
    let decoded: usize = cost.parts.iter().map(|part| part.decoded).sum();
    assert_eq!(decoded + cost.base64, parts);
    fn inside(members: &[MemberCost]) {
        for member in members {
            assert!(member.members.iter().map(|inner| inner.bytes).sum::<usize>() <= member.bytes, "{member:?}");
            assert!(member.members.windows(2).all(|pair| pair[0].bytes >= pair[1].bytes));
            inside(&member.members);
        }
    }
    inside(&cost.claims);
    cost.parts.iter().for_each(|part| inside(&part.members));
}

#[test]
fn the_parts_are_the_whole_and_the_claims_are_what_carries_them() {
    for (name, draft) in drafts() {
        let examination = token(&draft);
        let cost = cost(&examination);
        assert_eq!(cost.total, examination.size.total, "{name}");
        is_sum(&cost);
        let claims = cost.claims.iter().map(|claim| claim.bytes).sum::<usize>() + cost.between_claims;
        let word = if draft.structure.encrypts() { "ciphertext" } else { "payload" };
        let part = cost.parts.iter().find(|part| part.kind.word() == word).unwrap();
        match draft.structure {
            // Padding, and what is around the inner payload, carries no claims.
            Structure::Sign => assert_eq!(claims, part.bytes, "{name}"),
            Structure::Encrypt => {
                assert!(claims <= part.bytes && claims + 22 > part.bytes, "{name}: {claims} of {part:?}")
            }
            Structure::SignThenEncrypt => {
                assert!(claims < part.bytes && claims > CLAIMS.len() * 16 / 9 - 4, "{name}: {claims} of {part:?}");
                assert_eq!(cost.layers.len(), 2);
                assert_eq!(cost.layers[0].content, Some(cost.layers[1].total));
                assert_eq!(cost.layers[0].adds(), Some(cost.total - cost.layers[1].total));
            }
        }
        let theme = cost.claims.iter().find(|claim| claim.name == "theme").unwrap();
        assert_eq!(theme.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["accent", "dark"]);
        assert_eq!(cost.is_json, examination.layers[0].text.starts_with('{'));
    }
}

#[test]
fn each_signature_and_each_recipient_is_told() {
    let sign = |key: &Arc<Jwk>, header: &str| SignatureRequest::new(key.clone(), header);
    let request = BuildRequest {
        payload: Payload::Claims(CLAIMS.to_owned()),
        signing: Some(Signing {
            serialization: Serialization::General,
            is_detached: false,
            is_unencoded: false,
            signatures: vec![
                sign(&P256, "{}"),
                SignatureRequest { unprotected: r#"{"kid":"two"}"#.to_owned(), ..sign(&RSA, "{}") },
            ],
        }),
        ..BuildRequest::default()
    };
    let built = build(&request, &Limits::DEFAULT).unwrap();
    let cost = cost(&look(&built.text, &KeyRing::default(), None));
    is_sum(&cost);
    let names: Vec<String> = cost.parts.iter().map(speech::size::part).collect();
    let expected = ["payload", "header 1", "signature 1", "header 2", "unprotected header 2", "signature 2"];
    assert_eq!(names, expected);
    assert_eq!(cost.parts[2].bytes, 86);
    assert!(savings_of_two(&built.text).is_empty(), "which of two signatures would be another, nobody knows");
}

fn savings_of_two(token: &str) -> Vec<Saving> {
    let found = savings(&look(token, &KeyRing::default(), None)).into_iter();
    found.filter(|saving| matches!(saving.kind, SavingKind::Algorithm { .. } | SavingKind::Compact)).collect()
}

#[test]
fn the_verdict_says_how_many_more_roles_fit() {
    let mut said = Said::new("engine/size/the_verdict_says_how_many_more_roles_fit");
    let words = |roles: usize, sending: &Sending| {
        let roles: Vec<String> = (0..roles).map(|index| format!("\"role-number-{index:03}\"")).collect();
        let mut draft = draft(Structure::Sign, "ES256", ("", ""), Serialization::Compact);
        draft.payload.claims = format!("{{\"sub\":\"a\",\"roles\":[{}]}}", roles.join(","));
        let examination = token(&draft);
        let verdicts = speech::size::verdicts(&Frame::of(&examination), examination.size.total, sending);
        (examination.size.total, verdicts[0].clone())
    };
    let sending = Sending::default();
    let mut seen = 0;
    for roles in 140..165 {
        let (total, (standing, told)) = words(roles, &sending);
        said.line(format!("{roles} roles: {told}"));
        let used = total + sending.cookie.len();
        if used > 4_096 {
            assert!(matches!(standing, Some(Standing::Over { by }) if by == used - 4_096), "{told}");
            continue;
        }
        let left = 4_096 - used;
        let has = |word: &str| told.split_whitespace().any(|own| own == word);
        assert!(has(&left.to_string()), "{told}");
        // The next token with so many more is really too long, and with one less is not.
        let more = (1..=20).find(|more| words(roles + more, &sending).0 + sending.cookie.len() > 4_096).unwrap();
        if let Some(number) = ["one", "two", "three"].get(more - 1) {
            assert!(has(number), "{told}");
            seen += 1;
        }
    }
    assert!(seen >= 2);
    said.agree();
}
