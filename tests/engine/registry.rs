//! Every algorithm that IANA lists, and those that are met beside them: each is checked, or known and not checked by this
//! build, and none is called malformed.

use crate::golden::Said;
use crate::support::{explain, keys};
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, KEY_MANAGEMENT_ALGORITHMS, SIGNATURE_ALGORITHMS, elsewhere,
};
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::registry::ALGORITHMS;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::status::{RecipientStatus, SignatureStatus};
use jotsmith::engine::key::{KeyIds, KeyRing};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::speech;
use jotsmith::engine::verify::key_file::import;

/// Not IANA's: brainpool, COSE's names, HPKE, drafts.
const OTHERS: &[&str] = &[
    "ESB256",
    "ESB320",
    "ESB384",
    "ESB512",
    "ESP256",
    "ESP384",
    "ESP512",
    "HS256/64",
    "SLH-DSA-SHA2-128s",
    "HPKE-0",
    "HPKE-1",
    "HPKE-2",
    "HPKE-3",
    "HPKE-4",
    "HPKE-5",
    "HPKE-6",
    "HPKE-7",
    "HPKE-0-KE",
    "HPKE-1-KE",
    "HPKE-2-KE",
    "HPKE-3-KE",
    "HPKE-4-KE",
    "HPKE-5-KE",
    "HPKE-6-KE",
    "HPKE-7-KE",
    "ECDH-1PU",
    "ECDH-1PU+A128KW",
    "C20P",
    "XC20P",
    "ECDH-ES+XC20PKW",
    "ML-KEM-768",
    "BBS",
];

fn see(token: &str) -> Examination {
    examine(token, &KeyRing::default(), &ExamineOptions::default())
}

#[test]
fn no_signature_algorithm_makes_a_token_malformed() {
    let mut checked = 0;
    for name in ALGORITHMS.iter().map(|row| row.name).chain(OTHERS.iter().copied()) {
        // As long as the algorithm makes it: another length is wrong whatever the key.
        let row = SIGNATURE_ALGORITHMS.iter().find(|row| row.name == name);
        let length = row.map_or(64, |row| row.signature_len.unwrap_or(if row.key_type == "RSA" { 256 } else { 64 }));
        let signature = if name == "none" { String::new() } else { encode(&vec![1; length]) };
        let token = format!("{}.{}.{signature}", encode(format!(r#"{{"alg":"{name}"}}"#).as_bytes()), encode(b"{}"));
        let examination = see(&token);
        let result = &examination.layers[0].signatures[0];
        let is_ours = row.is_some();
        match name {
            "none" => assert_eq!(result.status, SignatureStatus::Unsecured),
            _ => assert_eq!(result.status, SignatureStatus::Unchecked, "{name} {}", explain(&examination)),
        }
        let expected = if name == "none" {
            "unsecured"
        } else if is_ours {
            "no-key"
        } else {
            "algorithm-unsupported"
        };
        assert_eq!(result.reasons[0].code(), expected, "{name}");
        let sentence = speech::reason::sentence(&result.reasons[0]);
        assert!(is_ours || sentence.contains(name), "{name}: {sentence}");
        checked += 1;
    }
    println!("{checked} names as alg of a JWS: none malformed");
}

/// A JWE whose structure is what this algorithm demands.
fn encrypted(alg: &str, enc: &str) -> String {
    const EPK: &str = r#","epk":{"kty":"OKP","crv":"X25519","x":"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"}"#;
    let row = KEY_MANAGEMENT_ALGORITHMS.iter().find(|row| row.name == alg);
    let parameters = match alg {
        _ if alg.starts_with("ECDH-ES") => EPK.to_owned(),
        _ if alg.ends_with("GCMKW") => format!(r#","iv":"{}","tag":"{}""#, encode(&[1; 12]), encode(&[1; 16])),
        _ if alg.starts_with("PBES2") => format!(r#","p2s":"{}","p2c":1000"#, encode(&[1; 8])),
        _ => String::new(),
    };
    let is_integrated = alg.starts_with("HPKE-") && !alg.ends_with("-KE");
    let enc_member = if is_integrated { String::new() } else { format!(r#","enc":"{enc}""#) };
    let header = format!(r#"{{"alg":"{alg}"{enc_member}{parameters}}}"#);
    let key = if row.is_some_and(|row| row.mode.forbids_encrypted_key()) { String::new() } else { encode(&[1; 24]) };
    let lengths = CONTENT_ENCRYPTION_ALGORITHMS.iter().find(|row| row.name == enc);
    let (iv, tag) = if is_integrated { (0, 0) } else { lengths.map_or((12, 16), |row| (row.iv_len, row.tag_len)) };
    let part = |length: usize| encode(&vec![1; length]);
    format!("{}.{key}.{}.{}.{}", encode(header.as_bytes()), part(iv), part(16), part(tag))
}

#[test]
fn no_encryption_algorithm_makes_a_token_malformed() {
    let names = || ALGORITHMS.iter().map(|row| row.name).chain(OTHERS.iter().copied());
    for (alg, enc) in names().map(|alg| (alg, "A128GCM")).chain(names().map(|enc| ("A128KW", enc))) {
        let examination = see(&encrypted(alg, enc));
        let result = &examination.layers[0].recipients[0];
        assert_eq!(result.status, RecipientStatus::Locked, "{alg} {enc} {}", explain(&examination));
        let is_ours = KEY_MANAGEMENT_ALGORITHMS.iter().any(|row| row.name == alg)
            && CONTENT_ENCRYPTION_ALGORITHMS.iter().any(|row| row.name == enc);
        let expected = if is_ours { "no-key" } else { "algorithm-unsupported" };
        assert_eq!(result.reasons[0].code(), expected, "{alg} {enc}");
    }
}

#[test]
fn brainpool_is_known_by_name() {
    let mut said = Said::new("engine/registry/brainpool_is_known_by_name");
    for (crv, name) in
        [("BP-256", "brainpoolP256r1"), ("BP-512", "brainpoolP512r1"), ("brainpoolP384r1", "brainpoolP384r1")]
    {
        let jwk = format!(r#"{{"kty":"EC","crv":"{crv}","x":"AA","y":"AA"}}"#);
        let options = ImportOptions::default();
        let import = import(jwk.as_bytes(), "test", &options, &Limits::DEFAULT, &mut KeyIds::default());
        let [problem] = import.problems.as_slice() else { panic!("{:?}", import.problems) };
        let message = speech::key_error::problem(problem).sentence;
        said.line(message);
        // As the sender's ephemeral key it leaves the token locked.
        let epk = format!(r#"{{"alg":"ECDH-ES","enc":"A128GCM","epk":{jwk}}}"#);
        let token = format!("{}..{}.AAAA.{}", encode(epk.as_bytes()), encode(&[1; 12]), encode(&[1; 16]));
        let examination = see(&token);
        assert_eq!(examination.layers[0].recipients[0].status, RecipientStatus::Locked, "{}", explain(&examination));
        assert_eq!(elsewhere::curve(crv), Some(name));
    }
    for name in ["ESB256", "ESB320", "ESB384", "ESB512"] {
        said.line(elsewhere::algorithm(name).expect("it is known"));
    }
    for file in [include_str!("../data/keys/brainpool.pkcs8.pem"), include_str!("../data/keys/brainpool.sec1.pem")] {
        assert!(keys(file.as_bytes()).is_empty());
    }
    // What Jotsmith computes is not among what it only knows.
    for name in
        SIGNATURE_ALGORITHMS.iter().map(|row| row.name).chain(KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| row.name))
    {
        assert_eq!(elsewhere::algorithm(name), None, "{name}");
    }
    said.agree();
}
