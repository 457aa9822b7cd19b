//! Chains of certificates that lead to an anchor or do not (RFC 5280 §6, RFC 7515 §4.1.6): authorities made here, in the
//! shapes of the families of tokens that people meet, and every way in which a chain is not one.

use jotsmith::engine::crypto::certificate::PathError;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::limit::{ExamineOptions, Limits};
use jotsmith::engine::jose::embedded::Trust;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::status::SignatureStatus::{Rejected, Unchecked, Verified};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::KeyRing;
use jotsmith::engine::key_file::anchor;
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use openssl::x509::extension::{BasicConstraints, KeyUsage};
use openssl::x509::{X509, X509Builder, X509NameBuilder};
use serde_json::{Value, json};
use std::sync::Arc;

const NOW: i64 = 1_700_000_000;
const DAY: i64 = 86_400;

/// What the holder of a certificate may do.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// An authority; `Some`: with so many authorities below it.
    Authority(Option<u32>),
    /// Signs tokens.
    Signer,
    /// No extension at all.
    Plain,
    /// A key for encryption alone.
    Encrypter,
    /// Issues certificates by its key usage, and is no authority by its basic constraints.
    Pretender,
}

#[derive(Clone)]
struct Holder {
    certificate: X509,
    key: PKey<Private>,
}

fn p256() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

fn issue(name: &str, role: Role, issuer: Option<&Holder>) -> Holder {
    issue_with(name, role, issuer, p256(), (-DAY, 365 * DAY), MessageDigest::sha256())
}

fn issue_with(
    name: &str,
    role: Role,
    issuer: Option<&Holder>,
    key: PKey<Private>,
    (start, end): (i64, i64),
    digest: MessageDigest,
) -> Holder {
    let named = |name: &str| {
        let mut builder = X509NameBuilder::new().unwrap();
        builder.append_entry_by_text("CN", name).unwrap();
        builder.build()
    };
    let mut builder = X509Builder::new().unwrap();
    builder.set_version(2).unwrap();
    let subject = named(name);
    builder.set_subject_name(&subject).unwrap();
    builder.set_issuer_name(issuer.map_or(&subject, |issuer| issuer.certificate.subject_name())).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.set_serial_number(&BigNum::from_u32(7).unwrap().to_asn1_integer().unwrap()).unwrap();
    builder.set_not_before(&Asn1Time::from_unix(NOW + start).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::from_unix(NOW + end).unwrap()).unwrap();
    let usage = |mut usage: KeyUsage| usage.critical().build().unwrap();
    match role {
        Role::Authority(most) => {
            let mut constraints = BasicConstraints::new();
            constraints.critical().ca();
            if let Some(most) = most {
                constraints.pathlen(most);
            }
            builder.append_extension(constraints.build().unwrap()).unwrap();
            let mut signs = KeyUsage::new();
            signs.key_cert_sign();
            builder.append_extension(usage(signs)).unwrap();
        }
        Role::Signer => {
            let mut signs = KeyUsage::new();
            signs.digital_signature();
            builder.append_extension(usage(signs)).unwrap();
        }
        Role::Plain => {}
        Role::Encrypter => {
            let mut encrypts = KeyUsage::new();
            encrypts.key_encipherment();
            builder.append_extension(usage(encrypts)).unwrap();
        }
        Role::Pretender => {
            let mut both = KeyUsage::new();
            both.digital_signature().key_cert_sign();
            builder.append_extension(usage(both)).unwrap();
        }
    }
    builder.sign(issuer.map_or(&key, |issuer| &issuer.key), digest).unwrap();
    Holder { certificate: builder.build(), key }
}

fn der(holder: &Holder) -> Value {
    data_encoding::BASE64.encode(&holder.certificate.to_der().unwrap()).into()
}

/// A token with this chain, signed with the key of `signer`.
fn token(signer: &Holder, chain: &[&Holder], mut header: Value, claims: &Value) -> String {
    if !chain.is_empty() {
        header["x5c"] = chain.iter().map(|holder| der(holder)).collect();
    }
    let is_rsa = signer.key.rsa().is_ok();
    header["alg"] = if is_rsa { "RS256" } else { "ES256" }.into();
    let input = format!("{}.{}", encode(header.to_string().as_bytes()), encode(claims.to_string().as_bytes()));
    let mut with = Signer::new(MessageDigest::sha256(), &signer.key).unwrap();
    let made = with.sign_oneshot_to_vec(input.as_bytes()).unwrap();
    let bytes = if is_rsa {
        made
    } else {
        let pair = EcdsaSig::from_der(&made).unwrap();
        [pair.r(), pair.s()].iter().flat_map(|number| number.to_vec_padded(32).unwrap()).collect()
    };
    format!("{input}.{}", encode(&bytes))
}

fn ring(anchors: &[&Holder]) -> KeyRing {
    let mut ring = KeyRing::default();
    for holder in anchors {
        for found in anchor::read(&holder.certificate.to_pem().unwrap(), "anchor.pem", &Limits::DEFAULT).unwrap() {
            ring.trust(Arc::new(found));
        }
    }
    ring
}

fn see(token: &str, anchors: &[&Holder]) -> Examination {
    examine(token, &ring(anchors), &ExamineOptions::default())
}

fn verdict(examination: &Examination) -> Verdict {
    judge(examination, &Policy::default(), NOW).verdict
}

fn trust(examination: &Examination) -> Trust {
    examination.layers.last().unwrap().embedded[0].trust.clone().unwrap()
}

fn broken(examination: &Examination) -> PathError {
    assert_eq!(verdict(examination), Verdict::Unchecked);
    match trust(examination) {
        Trust::Broken(error) => error,
        other => panic!("{other:?}"),
    }
}

/// App Store Server Notifications, an integrity verdict inside an encryption, the FIDO metadata service, an EUDI credential:
/// with nothing a fact, with their root verified, with another root not.
#[test]
fn the_families_that_carry_their_chain_are_verified_with_their_root_alone() {
    let root = issue("root", Role::Authority(None), None);
    let middle = issue("intermediate", Role::Authority(Some(0)), Some(&root));
    let leaf = issue("leaf", Role::Signer, Some(&middle));
    let other = issue("root", Role::Authority(None), None);
    let direct = issue("issuer", Role::Signer, Some(&root));
    let rsa = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let metadata = issue_with("mds", Role::Signer, Some(&middle), rsa, (-DAY, DAY), MessageDigest::sha256());
    let app_store = json!({"notificationType": "TEST", "signedDate": 1_700_000_000_000_i64, "version": "2.0"});
    let mds = json!({"legalHeader": "x", "no": 60, "nextUpdate": "2023-12-01", "entries": []});
    let credential = json!({"iss": "https://pid.example", "vct": "urn:eudi:pid:1", "iat": NOW, "exp": NOW + DAY});
    let integrity = json!({"requestDetails": {"nonce": "n"}, "deviceIntegrity": {}});
    let shapes = [
        ("App Store", token(&leaf, &[&leaf, &middle, &root], json!({}), &app_store)),
        ("FIDO MDS", token(&metadata, &[&metadata, &middle], json!({"typ": "JWT"}), &mds)),
        ("EUDI", format!("{}~", token(&direct, &[&direct], json!({"typ": "dc+sd-jwt"}), &credential))),
        ("Play Integrity", token(&leaf, &[&leaf, &middle], json!({}), &integrity)),
    ];
    for (name, text) in shapes {
        let alone = see(&text, &[]);
        assert_eq!((verdict(&alone), trust(&alone)), (Verdict::Unchecked, Trust::NoAnchors), "{name}");
        let with_root = see(&text, &[&root]);
        assert_eq!(verdict(&with_root), Verdict::Valid, "{name}: {:?}", with_root.layers[0].signatures[0]);
        let Trust::Anchored { anchor, path, .. } = trust(&with_root) else { panic!("{name}") };
        assert_eq!((anchor.as_str(), path.last().unwrap().subject.as_str()), ("CN=root", "CN=root"), "{name}");
        // A root of the same name with another key.
        assert!(
            matches!(broken(&see(&text, &[&other])), PathError::NoAnchor { .. } | PathError::NotSigned { .. }),
            "{name}"
        );
        // Before and behind the certificates.
        for at in [NOW - 2 * DAY, NOW + 400 * DAY] {
            assert_ne!(judge(&with_root, &Policy::default(), at).verdict, Verdict::Valid, "{name} at {at}");
        }
    }
}

/// RFC 5280 §4.2.1.3, §4.2.1.9, §6.1.4: who may issue, and who may sign.
#[test]
fn a_certificate_that_may_not_do_what_it_did_leads_nowhere() {
    let root = issue("root", Role::Authority(None), None);
    let at = |index: usize| PathError::NotAnAuthority { at: index };
    for (role, error) in [(Role::Plain, at(1)), (Role::Signer, at(1)), (Role::Pretender, at(1))] {
        let middle = issue("middle", role, Some(&root));
        let leaf = issue("leaf", Role::Signer, Some(&middle));
        assert_eq!(broken(&see(&token(&leaf, &[&leaf, &middle], json!({}), &json!({})), &[&root])), error);
        // Nor is it one because it is an anchor itself, unless its key usage says that it issues: an anchor need not have
        // basic constraints (RFC 5280 §6.1.1 (d)).
        if role == Role::Pretender {
            continue;
        }
        assert_eq!(broken(&see(&token(&leaf, &[&leaf], json!({}), &json!({})), &[&middle])), error);
    }
    let short = issue("short", Role::Authority(Some(0)), None);
    let middle = issue("middle", Role::Authority(None), Some(&short));
    let leaf = issue("leaf", Role::Signer, Some(&middle));
    let text = token(&leaf, &[&leaf, &middle], json!({}), &json!({}));
    assert!(matches!(broken(&see(&text, &[&short])), PathError::NotAnAuthority { .. }), "the path is too long");
    for role in [Role::Encrypter, Role::Authority(None)] {
        let leaf = issue("leaf", role, Some(&root));
        let text = token(&leaf, &[&leaf], json!({}), &json!({}));
        assert_eq!(broken(&see(&text, &[&root])), PathError::NotForSignatures);
        // Trusted by itself, its key still is not for that.
        assert_eq!(broken(&see(&text, &[&leaf])), PathError::NotForSignatures);
    }
    let weak = issue_with("leaf", Role::Signer, Some(&root), p256(), (-DAY, DAY), MessageDigest::sha1());
    let text = token(&weak, &[&weak], json!({}), &json!({}));
    assert_eq!(broken(&see(&text, &[&root])), PathError::TooWeak { at: 0 });
    // Somebody else's certificate in front of the chain of the anchor.
    let stranger = issue("stranger", Role::Signer, None);
    let text = token(&stranger, &[&stranger, &root], json!({}), &json!({}));
    assert!(matches!(broken(&see(&text, &[&root])), PathError::NoAnchor { at: 0 }));
}

/// RFC 5280 §6.1.3 (a)(2): of the path each certificate counts, the anchor too, and of the rest none.
#[test]
fn the_dates_of_the_path_count_and_no_others() {
    let long = (-DAY, 365 * DAY);
    let over = (-10 * DAY, -DAY);
    let sha256 = MessageDigest::sha256;
    for (of_root, of_middle, of_leaf) in [(over, long, long), (long, over, long), (long, long, over)] {
        let root = issue_with("root", Role::Authority(None), None, p256(), of_root, sha256());
        let middle = issue_with("middle", Role::Authority(None), Some(&root), p256(), of_middle, sha256());
        let leaf = issue_with("leaf", Role::Signer, Some(&middle), p256(), of_leaf, sha256());
        for chain in [&[&leaf, &middle, &root][..], &[&leaf, &middle]] {
            let examination = see(&token(&leaf, chain, json!({}), &json!({})), &[&root]);
            let judgement = judge(&examination, &Policy::default(), NOW);
            assert_eq!(judgement.verdict, Verdict::Invalid);
            assert!(judgement.unmet().any(|finding| finding.rule.id == "HDR_X5C_DATES"));
        }
    }
    let root = issue("root", Role::Authority(None), None);
    let leaf = issue("leaf", Role::Signer, Some(&root));
    let unrelated = issue_with("unrelated", Role::Plain, None, p256(), over, sha256());
    let examination = see(&token(&leaf, &[&leaf, &root, &unrelated], json!({}), &json!({})), &[&root]);
    assert_eq!(verdict(&examination), Verdict::Valid);
    // The same authority, renewed: the path that is still valid is the one that counts, in whatever order they are loaded.
    let key = root.key.clone();
    let old = issue_with("root", Role::Authority(None), None, key, (-10 * DAY, -DAY), sha256());
    let text = token(&leaf, &[&leaf], json!({}), &json!({}));
    for anchors in [[&old, &root], [&root, &old]] {
        assert_eq!(verdict(&see(&text, &anchors)), Verdict::Valid);
    }
}

/// The leaf of a chain that leads to an anchor is a key that was supplied: another one beside it takes nothing away, and a
/// kind of token that carries its own key adds nothing.
#[test]
fn an_anchor_beside_other_keys() {
    let root = issue("root", Role::Authority(None), None);
    let leaf = issue("leaf", Role::Signer, Some(&root));
    let stranger = issue("stranger", Role::Signer, None);
    let mut ring = ring(&[&root]);
    let pem = stranger.key.public_key_to_pem().unwrap();
    crate::support::keys(&pem).into_iter().for_each(|key| ring.push(Arc::new(key)));
    let options = ExamineOptions { keys_are_for_this_token: true, ..ExamineOptions::default() };
    let status = |text: &str| examine(text, &ring, &options).layers[0].signatures[0].status;
    let text = token(&leaf, &[&leaf], json!({}), &json!({}));
    assert_eq!(status(&text), Verified);
    // Changed, it is nobody's.
    let (input, _) = text.rsplit_once('.').unwrap();
    assert_eq!(status(&format!("{input}.{}", encode(&[1; 64]))), Rejected);
    // A proof with its own key and no chain, where only an anchor was supplied.
    let jwk = crate::support::keys(&stranger.key.public_key_to_pem().unwrap()).remove(0);
    let jwk: Value =
        serde_json::from_str(&jotsmith::engine::key_file::jwk_text::public_text(&jwk.material).unwrap()).unwrap();
    let claims = json!({"jti": "1", "htm": "GET", "htu": "https://a.example/", "iat": NOW});
    let dpop = token(&stranger, &[], json!({"typ": "dpop+jwt", "jwk": jwk}), &claims);
    let examination = see(&dpop, &[&root]);
    assert_eq!(examination.layers[0].signatures[0].status, Unchecked);
    assert_eq!(verdict(&examination), Verdict::Unchecked);
}
