//! Where fuzzing starts: the RFCs' examples, the key files of the tests, public vectors where `JOSE_VECTORS_DIR` names
//! them, and the catalogue of faults. Each target gets them in the form that it takes.

use jotsmith::engine::builder::draft::Draft;
use jotsmith::engine::builder::saved::SavedTemplate;
use jotsmith::engine::builder::sd_jwt::Selection;
use jotsmith::engine::builder::{BuildRequest, Payload};
use jotsmith::engine::crypto::{content, key_management};
use jotsmith::engine::ground::base64url;
use jotsmith::engine::ground::jwa::{ContentEncryptionAlgorithm, KeyManagementAlgorithm};
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::key::KeyMaterial;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Longer seeds slow a fuzzer down more than they teach it, in bytes.
const LONGEST: usize = 12 * 1024;

/// What was gathered, by kind.
#[derive(Default)]
struct Gathered {
    tokens: BTreeSet<String>,
    keys: BTreeSet<String>,
    files: BTreeSet<Vec<u8>>,
}

/// Words and forms that mutations put in.
pub const WORDS: &str = include_str!("jose.dict");

/// The seeds of one target.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let gathered = gather();
    let tokens = || gathered.tokens.iter().map(|token| token.clone().into_bytes());
    let parts = || gathered.tokens.iter().flat_map(|token| token.split(['.', '~', '"']));
    let seeds: BTreeSet<Vec<u8>> = match target {
        "detect" => tokens().chain(pastes(&gathered)).chain(gathered.files.iter().cloned()).collect(),
        "parse" | "examine" => tokens().chain(structures()).collect(),
        "json" => parts()
            .map(|part| base64url::decode(part).bytes)
            .filter(|bytes| bytes.first() == Some(&b'{'))
            .chain(gathered.keys.iter().map(|key| key.clone().into_bytes()))
            .chain(JSON.iter().map(|text| text.as_bytes().to_vec()))
            .collect(),
        "base64url" => parts()
            .map(|part| part.as_bytes().to_vec())
            .chain(["AA==", "A", "AB", "A+/=", "A A", "A\u{e9}", "____", "--8"].map(|text| text.into()))
            .collect(),
        "jwk" => gathered.keys.iter().map(|key| key.clone().into_bytes()).collect(),
        "key_file" => gathered.files.iter().cloned().collect(),
        "keyring_open" => keyrings(&gathered),
        "sd_jwt" => SD_JWT.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "judge" => judged(&gathered),
        "verdict" => behind(&[b"\0\0\x40\x01\0", b"\x01\0\x60\x03\x01", b"\x02\0\x05\0\x1f"], judged(&gathered)),
        "envelope" => behind(
            &[b"\x01\0\0\0\0\0", b"\x03\x02\x05\x03\0\0", b"\x05\x04\x01\x06\0\x02"],
            pastes(&gathered).into_iter().collect(),
        ),
        "builder" => built(),
        "present" => PRESENT.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "draft" => drafts().map(|draft| serde_json::to_vec(&draft).expect("a draft is kept")).collect(),
        "template" => drafts()
            .filter_map(|draft| SavedTemplate::of("mine", &draft, 1_795_442_400).ok())
            .map(|template| serde_json::to_vec(&template).expect("a template is kept"))
            .collect(),
        "settings" => SETTINGS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "growth" => GROWTH.iter().map(|text| text.as_bytes().to_vec()).collect(),
        _ => BTreeSet::new(),
    };
    seeds.into_iter().filter(|seed| !seed.is_empty() && seed.len() <= LONGEST).collect()
}

fn gather() -> Gathered {
    let mut gathered = Gathered::default();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")];
    folders.extend(std::env::var_os("JOSE_VECTORS_DIR").map(PathBuf::from));
    for folder in folders {
        walk(&folder, &mut gathered);
    }
    gathered
}

fn walk(folder: &Path, gathered: &mut Gathered) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        // What fuzzing found is no seed of another target.
        if path == super::corpus::folder() {
            continue;
        }
        if path.is_dir() {
            walk(&path, gathered);
        } else if let Ok(bytes) = std::fs::read(&path) {
            match serde_json::from_slice::<Value>(&bytes) {
                Ok(value) => from_json(&value, gathered),
                Err(_) if path.extension().is_some_and(|extension| extension == "md") => {}
                Err(_) => {
                    if let Ok(text) = std::str::from_utf8(&bytes)
                        && text.starts_with("eyJ")
                    {
                        gathered.tokens.insert(text.trim().to_owned());
                    }
                    gathered.files.insert(bytes);
                }
            }
        }
    }
}

/// Tokens and keys, wherever they stand.
fn from_json(value: &Value, gathered: &mut Gathered) {
    match value {
        Value::Object(members) => {
            let has = |name: &str| members.contains_key(name);
            if has("kty") || has("keys") {
                gathered.keys.insert(value.to_string());
                gathered.files.insert(value.to_string().into_bytes());
            }
            if has("signatures") || has("ciphertext") || (has("signature") && (has("protected") || has("header"))) {
                gathered.tokens.insert(value.to_string());
            }
            members.values().for_each(|value| from_json(value, gathered));
        }
        Value::Array(values) => values.iter().for_each(|value| from_json(value, gathered)),
        Value::String(text) if text.starts_with("eyJ") && text.contains('.') => {
            gathered.tokens.insert(text.clone());
        }
        Value::String(text) if text.starts_with("-----BEGIN") => {
            gathered.files.insert(text.clone().into_bytes());
        }
        _ => {}
    }
}

/// Part A of the catalogue: a short token in everything that it is pasted with.
fn pastes(gathered: &Gathered) -> Vec<Vec<u8>> {
    let token = gathered.tokens.iter().filter(|token| token.starts_with("eyJ")).min_by_key(|token| token.len());
    let token = token.map_or("eyJhbGciOiJub25lIn0.e30.", String::as_str);
    let mut pastes: Vec<String> = PASTES.iter().map(|paste| paste.replace('@', token)).collect();
    let wrapped: Vec<&str> = token.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    pastes.push(wrapped.join("\r\n"));
    pastes.push(wrapped.join("\n> "));
    pastes.push(token.to_lowercase());
    pastes.push(token.replace('-', "\u{2013}"));
    pastes.push(data_encoding::BASE64.encode(token.as_bytes()));
    pastes.push(token.replace('.', "%2E"));
    pastes.into_iter().map(String::into_bytes).collect()
}

const PASTES: &[&str] = &[
    "Bearer @",
    "Authorization: DPoP @\r\n",
    "\u{feff}\"@\",",
    "`@`;",
    "\u{201c}@\u{201d}",
    "https://rp.example/cb#id_token=@&state=x&access_token=@",
    "Set-Cookie: session=@; Path=/; HttpOnly; SameSite=Lax",
    "Cookie: a=1; session=@; b=2",
    "Cookie: s.0=@; s.1=@",
    "curl -H 'Authorization: Bearer @' https://api.example/",
    "curl ^\n -H \"Authorization: Bearer @\" ^\n https://api.example/",
    "Invoke-WebRequest -Headers @{ \"Authorization\"=\"Bearer @\" }",
    "{\"access_token\":\"@\",\"refresh_token\":\"opaque\",\"token_type\":\"Bearer\"}",
    "{\\\"token\\\":\\\"@\\\"}\\n",
    "2026-11-23T14:00:00Z INFO token=@ user=4711\n2026-11-23T14:00:01Z INFO token=@",
    "apiVersion: v1\nkind: Secret\ndata:\n  token: QQ==\n",
    "s:@.c2lnbmF0dXJl",
    "gAAAAABh-token-of-fernet",
    "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIn0",
    "PHNhbWxwOlJlc3BvbnNlPg==",
    "d28443a10126a0",
    "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n",
    "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
    "{\"log\":{\"entries\":[{\"request\":{\"headers\":[{\"name\":\"Authorization\",\"value\":\"Bearer @\"}]}}]}}",
];

/// Parts B and C of the catalogue.
fn structures() -> Vec<Vec<u8>> {
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let headers = [
        r#"{"alg":"none"}"#,
        r#"{"alg":"nOnE"}"#,
        r#"{"alg":"HS256","crit":["b64"],"b64":false}"#,
        r#"{"alg":"ES256","crit":[]}"#,
        r#"{"alg":"RS256","crit":["exp"],"exp":1}"#,
        r#"{"alg":5}"#,
        r#"{"alg":"none","alg":"HS256"}"#,
        "[]",
        r#"{"alg":"EdDSA","jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}"#,
        r#"{"alg":"HS256","zip":"DEF"}"#,
        r#"{"alg":"HPKE-0","kid":"a"}"#,
        r#"{"alg":"HS256","kid":"../../dev/null' or 1=1 --","jku":"http://169.254.169.254/"}"#,
        r#"{"alg":"RS256","x5c":["MIIB"],"x5t":"AAAA"}"#,
        r#"{"alg":"ML-DSA-44"}"#,
        r#"{"alg":"dir","enc":"A128GCM"}"#,
        r#"{"alg":"PBES2-HS256+A128KW","enc":"A128CBC-HS256","p2c":1000,"p2s":"AAAAAAAAAAA"}"#,
        r#"{"alg":"ECDH-ES","enc":"A256GCM","epk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}}"#,
        r#"{"alg":"A128GCMKW","enc":"A128GCM","iv":"AAAAAAAAAAAAAAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA"}"#,
        r#"{"alg":"RSA1_5","enc":"A128CBC-HS256","zip":"DEF"}"#,
    ];
    let mut seeds: Vec<String> = Vec::new();
    for header in headers {
        let header = encode(header);
        let claims = encode(r#"{"iss":"https://as.example","exp":1795442400,"aud":["api"]}"#);
        seeds.push(format!("{header}.{claims}.AAAA"));
        seeds.push(format!("{header}..AAAA"));
        seeds.push(format!("{header}.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"));
        seeds.push(format!(
            r#"{{"protected":"{header}","payload":"{claims}","signature":"AAAA","header":{{"kid":"a"}}}}"#
        ));
        seeds.push(format!(
            r#"{{"payload":"{claims}","signatures":[{{"protected":"{header}","signature":"AAAA"}},{{"header":{{"alg":"HS256"}},"signature":"AAAA"}}]}}"#
        ));
        seeds.push(format!(
            r#"{{"protected":"{header}","unprotected":{{"jku":"a"}},"recipients":[{{"header":{{"kid":"a"}},"encrypted_key":"AAAA"}},{{}}],"iv":"AAAA","ciphertext":"","tag":"AAAA","aad":"AAAA"}}"#
        ));
    }
    let more = [
        "",
        "a",
        "a.b",
        "..",
        "a.b.c",
        "a.b.c.d",
        "a.b.c.d.e.f",
        "....",
        "{}",
        "{\"payload\":1}",
        "eyJhbGciOiJIUzI1NiJ9.e30.AAAA~WyJhIiwiYiIsImMiXQ~",
    ];
    seeds.extend(more.map(str::to_owned));
    seeds.into_iter().map(String::into_bytes).collect()
}

const JSON: &[&str] = &[
    "",
    "null",
    "[1e400,-0,1E-7,9223372036854775808,18446744073709551616]",
    "00",
    "0x1",
    "[01]",
    "{\"a\":1,\"\\u0061\":2,\"a\":3}",
    "[[[[[[[[]]]]]]]]",
    "\"\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\u{feff}{}",
    "{\"a\":\"\u{202e}\u{0}\"}",
    "{\"a\":[1,2,{\"b\":null}],\"c\":true} x",
    "{\"a\"",
    "{\"a\":1,}",
];

const SD_JWT: &[&str] = &[
    "{\"_sd_alg\":\"sha-256\",\"_sd\":[\"#1\"],\"iss\":\"https://as.example\"}\n[\"salt\",\"given_name\",\"J\u{f6}rg\"]",
    "{\"_sd\":[\"#2\",\"AAAA\"]}\n[\"salt\",\"a\",1]\n[\"salt\",\"b\",{\"_sd\":[\"#1\"]}]",
    "{\"list\":[{\"...\":\"#1\"},{\"...\":\"#2\"},3]}\n[\"salt\",\"DE\"]\n[\"salt\",{\"a\":[{\"...\":\"#1\"}]}]",
    "{\"_sd\":[\"#1\",\"#1\"]}\n[\"salt\",\"_sd\",1]\n[\"salt\",\"...\",1]",
    "{\"_sd\":[\"#1\"],\"exp\":1}\n[\"salt\",\"exp\",2]",
    "{\"_sd_alg\":\"sha-512\",\"_sd\":[]}\n",
    "{\"a\":{\"_sd\":[\"#3\"]},\"b\":[[{\"...\":\"#2\"}]]}\n[\"s\",1]\n[\"s\",2]\n[\"s\",\"c\",3]",
];

/// Header members in the first line, claims behind it.
fn judged(gathered: &Gathered) -> BTreeSet<Vec<u8>> {
    let mut seeds: BTreeSet<Vec<u8>> = CLAIMS.iter().map(|text| text.as_bytes().to_vec()).collect();
    for token in gathered.tokens.iter().filter(|token| token.matches('.').count() == 2) {
        let mut parts = token.split('.').map(|part| base64url::decode(part).bytes);
        let (Some(header), Some(payload)) = (parts.next(), parts.next()) else { continue };
        let Ok(Value::Object(mut members)) = serde_json::from_slice::<Value>(&header) else { continue };
        members.shift_remove("alg");
        let members = Value::Object(members).to_string();
        seeds.insert([&members.as_bytes()[1..members.len() - 1], b"\n", &payload].concat());
    }
    seeds
}

const CLAIMS: &[&str] = &[
    "\"typ\":\"at+jwt\",\"kid\":\"a\"\n{\"iss\":\"https://as.example\",\"exp\":1795446000,\"aud\":\"api\",\"sub\":\"4711\",\"client_id\":\"c\",\"iat\":1795442400,\"jti\":\"j\"}",
    "\"typ\":\"dpop+jwt\",\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}\n{\"htm\":\"GET\",\"htu\":\"https://api.example/\",\"iat\":1795442400,\"jti\":\"j\",\"ath\":\"AAAA\"}",
    "\"typ\":\"logout+jwt\"\n{\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}},\"sid\":\"s\",\"nonce\":\"n\"}",
    "\n{\"exp\":\"1795446000\",\"nbf\":1e400,\"iat\":-1,\"exp\":1795446000.5}",
    "\"cty\":\"JWT\"\neyJhbGciOiJub25lIn0.e30.",
    "\n{\"email\":\"a@b.example\",\"password\":\"hunter2\",\"card\":\"4111 1111 1111 1111\",\"iban\":\"DE89370400440532013000\",\"ip\":\"10.0.0.1\"}",
    "\n{\"cnf\":{\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"},\"jkt\":\"AAAA\",\"x5t#S256\":\"AAAA\"}}",
    "\n{\"roles\":[\"a\",\"b\",\"c\"],\"groups\":[],\"scope\":\"openid profile\",\"auth_time\":1795442400}",
    "\"crit\":[\"b64\"],\"b64\":false\n$.02",
    "\"typ\":\"statuslist+jwt\"\n{\"status_list\":{\"bits\":1,\"lst\":\"eNrbuRgAAhcBXQ\"},\"sub\":\"https://as.example/1\"}",
    "\n\u{1f}\u{8b}\u{8}",
    "\n[1,2,3]",
    "\"cty\":\"text/plain\"\n{\"x\":NaN,\"exp\":\"1000\"}",
    "\n\u{FEFF}{\"exp\":1000}",
    "\n\"{\\\"exp\\\":1000}\"",
    "\"cty\":\"JOSE+JSON\"\n{\"exp\":1000,\"payload\":\"e30\",\"protected\":\"eyJhbGciOiJIUzI1NiJ9\",\"signature\":\"AA\"}",
    "\"crit\":[\"b64\"],\"b64\":false\n{\"\\u0065xp\":1000}",
    "\n\u{0}{\u{0}\"\u{0}e\u{0}x\u{0}p\u{0}\"\u{0}:\u{0}1\u{0}}",
];

/// Keyring files: plain sets, and encrypted ones that cost little to open.
fn keyrings(gathered: &Gathered) -> BTreeSet<Vec<u8>> {
    // The published set: what stands behind the headers of each case.
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keyring");
    let cases = std::fs::read_dir(published).into_iter().flatten().flatten();
    let mut seeds: BTreeSet<Vec<u8>> = cases
        .filter_map(|case| {
            let bytes = std::fs::read(case.path()).ok()?;
            let end = bytes.windows(2).position(|pair| pair == b"\n\n")?;
            bytes.starts_with(b"comment: ").then(|| bytes[end + 2..].to_vec())
        })
        .collect();
    for key in gathered.keys.iter().filter(|key| key.len() < 2_000) {
        let set = if key.contains("\"keys\"") { key.clone() } else { format!("{{\"keys\":[{key}]}}") };
        let own = format!("{},\"jotsmith\":{{\"v\":1,\"gen\":3,\"created\":1}}}}", &set[..set.len() - 1]);
        seeds.extend([set.clone().into_bytes(), own.into_bytes()]);
        seeds.extend(encrypted(&set));
    }
    seeds
}

fn encrypted(plaintext: &str) -> Option<Vec<u8>> {
    let KeyManagementAlgorithm::Known(row) = KeyManagementAlgorithm::named("PBES2-HS512+A256KW") else { return None };
    let ContentEncryptionAlgorithm::Known(enc) = ContentEncryptionAlgorithm::named("A256GCM") else { return None };
    let material = KeyMaterial::Oct(SecretBytes::from(b"open sesame".as_slice()));
    let choices = key_management::SenderChoices { p2c: Some(8), ..Default::default() };
    let determined = key_management::determine(row, enc, &material, &choices, &Limits::DEFAULT).ok()?;
    let salt = base64url::encode(&determined.p2s?);
    let header =
        format!(r#"{{"alg":"{}","enc":"{}","p2c":8,"p2s":"{salt}","cty":"jwk-set+json"}}"#, row.name, enc.name);
    let protected = base64url::encode(header.as_bytes());
    let iv = [7; 12];
    let body = content::encrypt(enc, determined.cek.expose(), &iv, plaintext.as_bytes(), protected.as_bytes()).ok()?;
    let parts = [&determined.encrypted_key, iv.as_slice(), &body.ciphertext, &body.tag].map(base64url::encode);
    Some(format!("{protected}.{}", parts.join(".")).into_bytes())
}

/// Each of these beginnings in front of each of these seeds.
fn behind(beginnings: &[&[u8]], seeds: BTreeSet<Vec<u8>>) -> BTreeSet<Vec<u8>> {
    let seeds: Vec<Vec<u8>> = seeds.into_iter().filter(|seed| seed.len() < 2_000).collect();
    beginnings.iter().flat_map(|first| seeds.iter().map(|seed| [*first, seed.as_slice()].concat())).collect()
}

/// Every structure, serialization and key, with headers and payloads that have something to them.
fn built() -> BTreeSet<Vec<u8>> {
    const TEXTS: [&str; 6] = [
        "{}\n\n{\"iss\":\"joe\",\"exp\":1795446000}",
        "{\"typ\":\"at+jwt\",\"kid\":\"a\"}\n{\"x\":1}\n{\"sub\":\"a\",\"n\":1.50}",
        "{\"alg\":\"HS256\"}\n\n$.02",
        "{\"b64\":false,\"crit\":[\"b64\"]}\n\n{}",
        "{\"zip\":\"DEF\",\"enc\":\"A128CBC-HS256\"}\n{\"apu\":\"QQ\"}\n{\"a\":\"aaaaaaaaaaaaaaaa\"}",
        "{\"p2c\":8,\"cty\":\"JWT\"}\n\n",
    ];
    let mut seeds = BTreeSet::new();
    for (index, text) in TEXTS.iter().enumerate() {
        for choice in 0..18_u8 {
            let switches = [0, 16, 1, 2, 8, 4][(index + usize::from(choice)) % 6];
            let first = [choice % 3, choice / 3 % 3, choice / 9, choice % 6, (choice / 2) % 6, switches];
            seeds.insert([first.as_slice(), text.as_bytes()].concat());
        }
    }
    seeds
}

const PRESENT: &[&str] = &[
    "{\"sub\":\"a\",\"name\":\"b\",\"address\":{\"street\":\"c\",\"city\":\"d\"},\"list\":[1,2,3]}\nname|/address/street|/address|/list/1\nname|/address\nn-0S6_WzA2Mj",
    "{\"a\":{\"b\":{\"c\":[{\"d\":1},{\"d\":2}]}}}\n/a/b/c/*/d|/a/b|/a/b/c/0\n/a/b/c/*/d\nn",
    "{\"a\":[],\"b\":{},\"\":1,\"~\":2,\"/\":3}\n/a|/b|/~0|/~1|/\n/~0\n",
    "{\"_sd\":[],\"a\":1}\na\na\nn",
    "{\"iss\":\"a\",\"exp\":1795446000,\"cnf\":{},\"a\":\"\\u00e9\"}\niss|exp|a|a\n\nn",
];

const SETTINGS: &[&str] = &[
    "{}",
    "{\"theme\":\"dark\",\"leeway\":60,\"time_style\":\"local\",\"drawer_open\":false,\"drawer_tab\":\"size\",\"header_mode\":\"json\",\"claims_mode\":\"table\",\"signature_mode\":\"base64url\",\"auto_lock_minutes\":null,\"window\":[800.5,600]}",
    "{\"theme\":7,\"leeway\":-1,\"auto_lock_minutes\":1e9,\"window\":[1e400,0],\"later\":{\"a\":[1]}}",
];

/// What is done, what stands in front, what is repeated, what stands behind.
const GROWTH: &[&str] = &[
    "\0eyJhbGciOiJub25lIn0\0.\0e30.",
    "\0\0eyJhbGciOiJub25lIn0.e30. \0",
    "\0\0%25\0",
    "\0\0&amp;\0",
    "\0\0\"\\\0",
    "\0curl \0-H 'a: b' \0",
    "\0\0{\"a\":\0",
    "\u{1}{\"keys\":[\0{\"kty\":\"oct\",\"k\":\"AAAA\"},\0]}",
    "\u{1}\0-----BEGIN PRIVATE KEY-----\n\0",
    "\u{1}\0-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n\0",
    "\u{2}{\0\"a\":1,\0\"b\":1}",
    "\u{2}\0[\0",
    "\u{2}{\"a\":\"\0\\u202e\0\"}",
    "\u{3}eyJhbGciOiJIUzI1NiJ9.e30.\0~\0",
    "\u{3}{\"payload\":\"e30\",\"signatures\":[\0{\"protected\":\"eyJhbGciOiJIUzI1NiJ9\",\"signature\":\"AA\"},\0{}]}",
    "\u{3}\0.\0",
];

/// Drafts as the window keeps them.
fn drafts() -> impl Iterator<Item = Draft> {
    let of = |claims: &str| {
        let payload = Payload::Claims(claims.to_owned());
        Draft::of(&BuildRequest { payload, ..BuildRequest::default() }, None)
    };
    let mut private = of("{\"a\":1}");
    private.payload.claims = r#"{"jwk":{"kty":"oct","k":"AAAA"}}"#.to_owned();
    let mut selected = of("{\"iat\":1,\"exp\":301,\"jti\":\"0b5a4d1e-9c1f-4a3b-8d2e-6f7a8b9c0d1e\"}");
    selected.selection.is_on = true;
    selected.selection.paths = vec!["/a/*".to_owned(), "sub".to_owned()];
    selected.selection.decoys_at.insert("/a".to_owned(), Selection::default().decoys.len() as u16 + 2);
    [Draft::default(), of("{}"), of(r#"{"iat":1000,"exp":1300,"sub":"a"}"#), private, selected].into_iter()
}
