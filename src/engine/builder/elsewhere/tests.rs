use super::{AssembleError, ForeignSignature, MisfitKind, Spelling, ToSign, assemble};
use crate::engine::builder::{BuildRequest, Payload, SignatureRequest, Signing};
use crate::engine::crypto::signature::sign;
use crate::engine::examine::examine;
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::status::SignatureStatus;
use crate::engine::key::{Jwk, KeyIds, KeyRing};
use crate::engine::key_file::generate::{GeneratedKind, KeyIdSource, Recipe, generate};
use std::sync::Arc;

fn key(kind: GeneratedKind) -> Arc<Jwk> {
    let recipe =
        Recipe { kind, key_id: KeyIdSource::Thumbprint, public_key_use: None, algorithm: None, key_operations: None };
    Arc::new(generate(&recipe, &mut KeyIds::default()).unwrap())
}

fn request(key: &Arc<Jwk>) -> BuildRequest {
    let signing = Signing {
        serialization: Serialization::Compact,
        is_detached: false,
        is_unencoded: false,
        signatures: vec![SignatureRequest::new(key.clone(), "")],
    };
    let payload = Payload::Claims(r#"{"sub":"a"}"#.to_owned());
    BuildRequest { payload, signing: Some(signing), encryption: None, allow_weak: false }
}

/// DER of r and s (RFC 3279 §2.2.3).
fn der(raw: &[u8]) -> Vec<u8> {
    let number = |bytes: &[u8]| {
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len() - 1);
        let mut bytes = bytes[zeros..].to_vec();
        if bytes[0] >= 0x80 {
            bytes.insert(0, 0);
        }
        [vec![2, bytes.len() as u8], bytes].concat()
    };
    let (r, s) = raw.split_at(raw.len() / 2);
    let inside = [number(r), number(s)].concat();
    [vec![0x30, inside.len() as u8], inside].concat()
}

#[test]
fn a_signature_that_was_made_elsewhere_fits_in_every_spelling() {
    for kind in [GeneratedKind::Curve(Curve::P256), GeneratedKind::Curve(Curve::Ed25519)] {
        let key = key(kind);
        let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
        let raw = sign(input.row, &key.material, &input.bytes).unwrap();
        let hex: String = raw.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut spelled = vec![raw.clone(), hex.into_bytes(), base64url::encode(&raw).into_bytes()];
        if kind == GeneratedKind::Curve(Curve::P256) {
            spelled.push(der(&raw));
            spelled.push(der(&raw).iter().map(|byte| format!("{byte:02X}:")).collect::<String>().into_bytes());
            assert_eq!(input.digest().unwrap().1.len(), 32);
        } else {
            assert!(input.digest().is_none(), "Ed25519 signs the bytes themselves");
        }
        let again = ToSign::read(&input.bytes, false).unwrap();
        for signature in spelled {
            let token = again.assemble(&signature, &key).unwrap();
            let ring = KeyRing::new([key.clone()]);
            let examination = examine(&token, &ring, &ExamineOptions::default());
            assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Verified);
        }
    }
}

/// RFC 7797 §3: what is signed are the bytes of the payload, whatever they are.
#[test]
fn an_unencoded_payload_is_any_bytes() {
    let key = key(GeneratedKind::Curve(Curve::P256));
    for (payload, is_alone) in [(&b"%PDF\xff\x00.\n"[..], false), (b"line\n", false), (b"a.b", false), (b"$02", true)] {
        let mut request = request(&key);
        request.payload = Payload::Bytes(payload.into());
        let signing = request.signing.as_mut().unwrap();
        (signing.is_detached, signing.is_unencoded) = (true, true);
        let input = ToSign::of(&request, &Limits::DEFAULT).unwrap();
        assert!(input.bytes.ends_with(payload));
        let signature = sign(input.row, &key.material, &input.bytes).unwrap();
        let token = assemble(&input.bytes, true, &signature, &key).unwrap();
        assert!(token.contains(".."), "{token}");
        assert_eq!(assemble(&[&input.bytes, &b"\r\n"[..]].concat(), true, &signature, &key), Ok(token));
        let attached = assemble(&input.bytes, false, &signature, &key);
        match is_alone {
            true => assert!(attached.unwrap().contains(".$02.")),
            false => assert_eq!(attached, Err(AssembleError::OnlyDetached)),
        }
    }
}

/// A signature over the line break behind an encoded payload is a signature over something else.
#[test]
fn a_line_break_behind_an_encoded_payload_is_not_signed() {
    let key = key(GeneratedKind::Curve(Curve::P256));
    let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
    let with_break = [&input.bytes, &b"\n"[..]].concat();
    let signature = sign(input.row, &key.material, &input.bytes).unwrap();
    let token = assemble(&with_break, false, &signature, &key).unwrap();
    assert!(!token.contains('\n'), "{token}");
    let other = sign(input.row, &key.material, &with_break).unwrap();
    for is_detached in [false, true] {
        let Err(AssembleError::Misfit(misfit)) = assemble(&with_break, is_detached, &other, &key) else { panic!() };
        assert!(matches!(misfit.kind, MisfitKind::Made(_)), "{misfit:?}");
    }
}

#[test]
fn a_signature_over_anything_else_is_refused() {
    let key = key(GeneratedKind::Curve(Curve::P256));
    let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
    let other = sign(input.row, &key.material, b"anything else").unwrap();
    let Err(AssembleError::Misfit(misfit)) = input.assemble(&other, &key) else { panic!() };
    assert_eq!((misfit.kind, misfit.expected), (MisfitKind::Unknown, Some(64)));
    for nothing in [&b""[..], b"no dot", b"e30.e30"] {
        assert_eq!(ToSign::read(nothing, false).unwrap_err(), AssembleError::NoInput);
    }
    let none = format!("{}.e30", base64url::encode(br#"{"alg":"none"}"#));
    assert_eq!(ToSign::read(none.as_bytes(), false).unwrap_err(), AssembleError::Algorithm("none".to_owned()));
}

/// As the tools print them: `openssl dgst`, the command lines and the interfaces of AWS, Google, Azure, Vault, OCI and YubiHSM.
#[test]
fn the_answers_of_tools_and_services_are_read_as_they_are() {
    for kind in [GeneratedKind::Curve(Curve::P256), GeneratedKind::Rsa(2048)] {
        let key = key(kind);
        let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
        let raw = sign(input.row, &key.material, &input.bytes).unwrap();
        let token = input.assemble(&raw, &key).unwrap();
        let asn1 = if kind == GeneratedKind::Curve(Curve::P256) { der(&raw) } else { raw.clone() };
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
        let colons: String = asn1.iter().map(|byte| format!("{byte:02x}:")).collect();
        let lines = |text: &str| {
            text.as_bytes().chunks(64).map(|line| format!("{}\n", String::from_utf8_lossy(line))).collect::<String>()
        };
        let (std, url) = (base64(&asn1), base64url::encode(&raw));
        let numbers = asn1.iter().map(|byte| (*byte as i8).to_string()).collect::<Vec<_>>().join(", ");
        let dump: String = (asn1.chunks(16).enumerate())
            .map(|(row, bytes)| {
                let pairs: Vec<String> = bytes.chunks(2).map(hex).collect();
                format!("{:08x}: {:<40} {}\n", row * 16, pairs.join(" "), ".".repeat(bytes.len()))
            })
            .collect();
        let spelled: Vec<(&str, Vec<u8>)> = vec![
            ("openssl", asn1.clone()),
            ("with a line break", [&asn1[..], b"\n"].concat()),
            ("r and s with a line break", [&raw[..], b"\r\n"].concat()),
            ("openssl -hex", format!("RSA-SHA2-256(stdin)= {}\n", hex(&asn1)).into()),
            ("openssl 1.0 -hex", format!("(stdin)= {}\n", hex(&asn1)).into()),
            ("openssl -hex, a file with a name", format!("EC-SHA2-256(my = input: x)= {}\n", hex(&asn1)).into()),
            ("openssl -c", format!("SHA2-256(stdin)= {}\n", colons.trim_end_matches(':')).into()),
            ("openssl -r", format!("{} *stdin\n", hex(&asn1)).into()),
            ("xxd", dump.into()),
            ("xxd -p", lines(&hex(&asn1)).into()),
            ("0x", format!("0x{}", hex(&raw).to_uppercase()).into()),
            ("base64 in lines", lines(&std).into()),
            ("base64 in CRLF lines", lines(&std).replace('\n', "\r\n").into()),
            ("base64 without padding", std.trim_end_matches('=').into()),
            ("UTF-16", std.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("UTF-16 with a mark", [&[0xff, 0xfe][..], &std.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat()),
            ("quoted", format!("\"{std}\"\n").into()),
            ("armoured", format!("-----BEGIN SIGNATURE-----\n{}-----END SIGNATURE-----\n", lines(&std)).into()),
            ("aws", format!("{{\n \"KeyId\": \"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\",\n \"Signature\": \"{std}\",\n \"SigningAlgorithm\": \"ECDSA_SHA_256\"\n}}\n").into()),
            ("aws --output text", format!("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\t{std}\tECDSA_SHA_256\n").into()),
            ("aws --output table", format!("|  Signature         |  {std}   |\n").into()),
            ("aws --output yaml", format!("KeyId: arn:aws:kms:x\nSignature: {std}\nSigningAlgorithm: ECDSA_SHA_256\n").into()),
            ("google", format!("{{\"name\":\"projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1\",\"signature\":\"{std}\",\"signatureCrc32c\":\"3456789012\",\"verifiedDigestCrc32c\":true}}").into()),
            ("google, YAML", format!("name: projects/p\nprotectionLevel: HSM\nsignature: {std}\n").into()),
            ("YAML, folded", format!("name: projects/p\nsignature: |\n{}verified: true\n", lines(&std).replace('\n', "\n  ")).into()),
            ("azure", format!("{{\"kid\":\"https://myvault.vault.azure.net/keys/testkey/9885aa558e8d448789683188f8c194b0\",\"value\":\"{url}\"}}").into()),
            ("az", format!("{{\n  \"algorithm\": \"ES256\",\n  \"kid\": \"https://x\",\n  \"result\": \"{url}\"\n}}\n").into()),
            ("vault", format!("vault:v1:{std}").into()),
            ("vault, jws", format!("vault:v12:{url}\n").into()),
            ("vault -format=json", format!("{{\"request_id\":\"d3c5\",\"data\":{{\"key_version\":1,\"signature\":\"vault:v1:{std}\"}},\"warnings\":null}}").into()),
            ("vault, jws as JSON", format!("{{\"data\":{{\"signature\":\"vault:v1:{url}\"}}}}").into()),
            ("vault, batch", format!("{{\"data\":{{\"batch_results\":[{{\"signature\":\"vault:v1:{std}\"}}]}}}}").into()),
            ("vault, table", format!("Key            Value\n---            -----\nkey_version    1\nsignature      vault:v1:{std}\n").into()),
            ("OCI", format!("{{\"data\":{{\"key-id\":\"ocid1\",\"signature\":\"{std}\",\"signing-algorithm\":\"ECDSA_SHA_256\"}}}}").into()),
            ("numbers", format!("[{numbers}]").into()),
            ("JSON in a string", format!("\"{{\\\"signature\\\":\\\"{std}\\\"}}\"").into()),
            ("HTTP", format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{{\"value\":\"{url}\"}}").into()),
            ("a whole token", token.clone().into()),
        ];
        for (name, spelled) in spelled {
            assert_eq!(
                input.assemble(&spelled, &key).as_ref(),
                Ok(&token),
                "{name}: {}",
                String::from_utf8_lossy(&spelled)
            );
        }
    }
}

/// TPM 2.0 part 2 §11.3.4.
#[test]
fn the_answer_of_a_tpm_is_read() {
    let sized = |bytes: &[u8]| [&u16::try_from(bytes.len()).unwrap().to_be_bytes()[..], bytes].concat();
    for (kind, algorithm) in [(GeneratedKind::Curve(Curve::P256), [0, 0x18]), (GeneratedKind::Rsa(2048), [0, 0x16])] {
        let key = key(kind);
        let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
        let raw = sign(input.row, &key.material, &input.bytes).unwrap();
        let numbers = if raw.len() == 64 { [sized(&raw[..32]), sized(&raw[32..])].concat() } else { sized(&raw) };
        let answer = [&algorithm[..], &[0, 0x0b], &numbers].concat();
        assert_eq!(input.assemble(&answer, &key), input.assemble(&raw, &key));
    }
}

/// What is found out about a signature that does not fit.
#[test]
fn a_signature_that_does_not_fit_is_said_to_be_what_it_is() {
    let key = key(GeneratedKind::Curve(Curve::P256));
    let input = ToSign::of(&request(&key), &Limits::DEFAULT).unwrap();
    let kind = |bytes: &[u8]| match input.assemble(bytes, &key) {
        Err(AssembleError::Misfit(misfit)) => misfit.kind,
        other => panic!("{other:?}"),
    };
    let (_, digest) = input.digest().unwrap();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((kind(&digest), kind(hex.as_bytes())), (MisfitKind::Digest, MisfitKind::Digest));
    assert_eq!((kind(b""), kind(b" \n")), (MisfitKind::Empty, MisfitKind::Empty));
    assert_eq!(kind(b"please sign this for me, thank you"), MisfitKind::Text);
    assert!(matches!(kind(b"0a:1b:2c\n"), MisfitKind::Length { found: 3, spelling: Spelling::Hexadecimal, .. }));
    assert!(matches!(kind(b"zzzz\n"), MisfitKind::Length { found: 3, spelling: Spelling::Base64, .. }));
    assert_eq!(kind(br#"{"errors":["permission denied"]}"#), MisfitKind::Refusal);
    assert_eq!(kind(b"-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n"), MisfitKind::Foreign(ForeignSignature::Ssh));
    let pem = include_bytes!("../../../../tests/data/keys/p256.spki.pem");
    assert_eq!(kind(pem), MisfitKind::Key);
    assert!(matches!(kind(&[7; 256]), MisfitKind::Length { found: 256, .. }));
    assert!(matches!(kind(&[7; 96]), MisfitKind::Length { found: 96, like: Some("ES384"), .. }));
    // A service that hashes what is a hash already.
    for other in [digest.as_slice(), hex.as_bytes(), &[&input.bytes[..], b"\n"].concat()] {
        let signature = sign(input.row, &key.material, other).unwrap();
        assert!(matches!(kind(&signature), MisfitKind::Made(_)), "{}", String::from_utf8_lossy(other));
    }
    let other = super::tests::key(GeneratedKind::Rsa(2048));
    let Err(AssembleError::Misfit(misfit)) = input.assemble(&[7; 64], &other) else { panic!() };
    assert!(matches!(misfit.kind, MisfitKind::OtherKey(_)));
}
