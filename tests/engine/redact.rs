//! Redaction that holds: no masked value, nor a piece of it of four characters or more, survives in any output, in any
//! encoding, and no redacted token verifies.
//!
//! Values are made of letters that the redactor's own words and pseudonyms do not have four of in a row, so that a piece that
//! is found is a piece that was left. What is base64url in the output is read, not searched: four characters of it say
//! nothing.

use crate::support::{is_decrypted, is_verified, keys, look};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use jotsmith::engine::crypto::digest::sha256;
use jotsmith::engine::crypto::mac::hmac;
use jotsmith::engine::detect::detect;
use jotsmith::engine::ground::base64url;
use jotsmith::engine::ground::json::scan;
use jotsmith::engine::ground::jwa::Hash;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::KeyRing;
use jotsmith::engine::redact::{Redacted, Redactor, Rules};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

pub const SECRET: &[u8] = b"a shared secret of thirty-two by";
pub const NOW: i64 = 1_796_000_000;

/// xorshift64*: the same values on every machine.
pub struct Seed(u64);

impl Seed {
    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.next(of.len())]
    }
}

/// What must not be found, and how much of it is enough.
pub struct Made {
    pub seed: Seed,
    pub values: Vec<String>,
    pub numbers: Vec<String>,
    /// Whether texts are also long, and have what sentences spell out.
    pub is_wild: bool,
}

impl Made {
    pub fn new(seed: u64) -> Self {
        let seed = Seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        Self { seed, values: Vec::new(), numbers: Vec::new(), is_wild: false }
    }

    fn letters(&mut self, of: &[char]) -> String {
        let long = if self.is_wild && self.seed.next(2) == 0 { 300 } else { 12 };
        let length = 8 + self.seed.next(long);
        let text: String = (0..length).map(|_| *self.seed.pick(of)).collect();
        self.values.push(text.clone());
        text
    }

    /// For an address, a host, a path.
    pub fn word(&mut self) -> String {
        self.letters(&['U', 'Y', 'L', 'u', 'y', 'l', '0', '1', '7', '8', '9'])
    }

    /// For everything else: what JSON, HTML and URLs write in another way too.
    pub fn text(&mut self) -> String {
        if self.is_wild {
            return self.letters(&[
                'U', 'Y', 'u', 'y', '0', '1', '7', '8', '9', 'U', 'Y', '\n', '\u{202e}', '\u{ad}', '"', '\\',
            ]);
        }
        if self.seed.next(3) > 0 {
            return self.word();
        }
        self.letters(&['U', 'Y', 'u', 'y', '0', '1', '7', '8', '9', 'É', 'ß', '"', '\\', ' ', '&', '<', 'ж', '漢'])
    }

    fn number(&mut self) -> u64 {
        let number = (0..12).fold(7_u64, |number, _| number * 10 + [0, 1, 7, 8, 9][self.seed.next(5)]);
        self.numbers.push(number.to_string());
        number
    }

    pub fn url(&mut self) -> String {
        let (host, path, query) = (self.word(), self.word(), self.word());
        format!("https://{host}.example/realms/{path}?q={query}&page={}", self.word())
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.seed.next(if depth > 2 { 5 } else { 8 }) {
            0 => json!(self.number()),
            1 => json!(self.url()),
            2 => json!(format!("{}@{}.example", self.word(), self.word())),
            3 | 4 => json!(self.text()),
            5 => json!([self.value(depth + 1), self.value(depth + 1), true, null]),
            6 => self.object(depth + 1),
            _ => json!(json!({ "inner": self.text() }).to_string()),
        }
    }

    pub fn object(&mut self, depth: usize) -> Value {
        const NAMES: &[&str] = &[
            "sub",
            "iss",
            "aud",
            "jti",
            "email",
            "name",
            "given_name",
            "phone_number",
            "address",
            "locality",
            "roles",
            "scope",
            "tenant",
            "customThing",
            "ip",
            "birthdate",
            "https://app.example/claim",
            "act",
            "sid",
            "nonce",
            "at_hash",
            "client_id",
            "password",
            "diagnosis",
            "vc",
            "upn",
            "picture",
            "groups",
            "resource_access",
        ];
        let mut object = serde_json::Map::new();
        for _ in 0..2 + self.seed.next(6) {
            let name = *self.seed.pick(NAMES);
            if !object.contains_key(name) {
                object.insert(name.to_owned(), self.value(depth));
            }
        }
        Value::Object(object)
    }

    fn claims(&mut self) -> Value {
        let mut claims = self.object(0);
        claims["exp"] = json!(NOW + 600);
        claims["login"] = json!(self.text());
        claims["scp"] = json!(format!("openid {} {}", self.word(), self.word()));
        claims["cnf"] = json!({ "jwk": { "kty": "EC", "crv": "P-256", "x": self.word(), "d": self.word() } });
        if self.seed.next(4) == 0 {
            let token = self.token();
            claims["inner_token"] = json!(token);
        }
        claims
    }

    fn header(&mut self) -> Value {
        let mut header = json!({ "alg": "HS256", "typ": "JWT" });
        for name in ["kid", "jku", "x5c", "jwk", "x5t", "custom"] {
            if self.seed.next(3) == 0 {
                header[name] = match name {
                    "jku" => json!(self.url()),
                    "x5c" => json!([self.word(), self.word()]),
                    "jwk" => json!({ "kty": "oct", "k": self.word(), "kid": self.word() }),
                    _ => json!(self.text()),
                };
            }
        }
        header
    }

    fn sign(&mut self, header: &Value, payload: &[u8]) -> String {
        signed(&header.to_string(), payload)
    }

    pub fn token(&mut self) -> String {
        let header = self.header();
        match self.seed.next(8) {
            0 => {
                let inner = self.token();
                let mut header = header;
                header["cty"] = json!("JWT");
                self.sign(&header, inner.as_bytes())
            }
            1 => self.selective(&header),
            2 => {
                let parts = [header.to_string(), self.word(), self.word(), self.word(), self.word()];
                parts.iter().map(|part| base64url::encode(part.as_bytes())).collect::<Vec<_>>().join(".")
            }
            3 => {
                let claims = self.claims();
                let token = self.sign(&header, claims.to_string().as_bytes());
                let parts: Vec<&str> = token.split('.').collect();
                let unprotected = json!({ "kid": self.text(), "who": self.text() });
                json!({
                    "payload": parts[1],
                    "signatures": [{ "protected": parts[0], "header": unprotected, "signature": parts[2] }],
                })
                .to_string()
            }
            4 => {
                // Not JSON at all.
                let payload = self.text();
                self.sign(&header, payload.as_bytes())
            }
            _ => {
                let claims = self.claims();
                self.sign(&header, claims.to_string().as_bytes())
            }
        }
    }

    /// An SD-JWT, one disclosure within another (RFC 9901 §4.2.6).
    fn selective(&mut self, header: &Value) -> String {
        let disclose = |value: Value| base64url::encode(value.to_string().as_bytes());
        let hash = |disclosure: &str| base64url::encode(&sha256(disclosure.as_bytes()));
        let inner = disclose(json!([self.word(), "family_name", self.text()]));
        let outer = disclose(json!([self.word(), "person", { "_sd": [hash(&inner)], "note": self.text() }]));
        let element = disclose(json!([self.word(), self.text()]));
        let claims =
            json!({ "iss": self.url(), "_sd": [hash(&outer)], "list": [{ "...": hash(&element) }], "exp": NOW + 600 });
        format!("{}~{outer}~{inner}~{element}~", self.sign(header, claims.to_string().as_bytes()))
    }
}

pub fn signed(header: &str, payload: &[u8]) -> String {
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(payload));
    let signature = hmac(Hash::Sha256, SECRET, &[input.as_bytes()]);
    format!("{input}.{}", base64url::encode(&signature))
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn wrapped(token: &str, width: usize) -> String {
    let lines: Vec<&str> = token.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join("\n")
}

/// A log, with tokens and with what stands in them, in every notation.
fn log(made: &mut Made) -> String {
    let tokens: Vec<String> = (0..2).map(|_| made.token()).collect();
    let compact: Vec<String> = tokens.iter().filter(|token| !token.starts_with('{')).cloned().collect();
    let values: Vec<String> = made.values.iter().filter(|value| value.len() >= 8).cloned().collect();
    let mut lines = vec!["10:00:00 INFO service starts".to_owned()];
    for token in &tokens {
        lines.push(format!("10:00:01 DEBUG answer {}", json!({ "id_token": token, "expires_in": 3600 })));
    }
    for token in &compact {
        lines.push(format!("10:00:02 DEBUG Authorization: Bearer {token}"));
        lines.push(format!("10:00:02 GET /cb?access_token={token}&page=2"));
        lines.push(format!("10:00:03 body {}", json!(json!({ "access_token": token, "n": 1 }).to_string())));
        lines.push(format!("10:00:04 secret {}", BASE64.encode(token.as_bytes())));
        lines.push(format!("10:00:05 wrapped\n\n{}\n\n10:00:06 next", wrapped(token, 76)));
    }
    for value in &values {
        let reversed: String = value.chars().rev().collect();
        let escaped: String = value.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let html: String = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        lines.extend([
            format!("value {value} again"),
            format!("upper {}", value.to_uppercase()),
            format!("json {}", json!({ "note": value })),
            format!("percent {}", percent(value)),
            format!("hex {} {}", HEXLOWER.encode(value.as_bytes()), HEXUPPER.encode(value.as_bytes())),
            format!("back {reversed}"),
            format!("escapes {escaped}"),
            format!("html {html}"),
        ]);
        for front in ["", "a", "ab"] {
            lines.push(format!("base64 {}", BASE64.encode(format!("{front}{value}xyz").as_bytes())));
            lines.push(format!("base64url {}", BASE64URL_NOPAD.encode(format!("{front}{value}").as_bytes())));
        }
    }
    let (id, secret, password, session) = (made.word(), made.word(), made.word(), made.word());
    lines.extend([
        format!(
            "POST client_secret={secret}&grant_type=client_credentials&code={}&refresh_token={}",
            made.word(),
            made.word()
        ),
        format!("curl -u {id}:{password} -b 'sid={session}; lang=en' https://api.example/x"),
        format!("Authorization: Basic {}", BASE64.encode(format!("{id}:{password}").as_bytes())),
        format!("Cookie: a={}; b={}", made.word(), made.word()),
        format!("DB_PASSWORD='{}'", made.word()),
        format!("config {{\\\"client_secret\\\":\\\"{}\\\"}}", made.word()),
        format!("mail from {}@{}.example to nobody", made.word(), made.word()),
    ]);
    lines.join("\n")
}

/// A HAR with tokens and secrets in all of its places.
fn har(made: &mut Made) -> String {
    let (token, other) = (made.token(), made.token());
    let bearer = if token.starts_with('{') { signed("{\"alg\":\"HS256\"}", b"{}") } else { token.clone() };
    let secret = made.word();
    let body = json!({ "access_token": token, "id_token": other, "user": { "email": format!("{}@{}.example", made.word(), made.word()) } });
    let form = format!("grant_type=password&username={}&password={}&client_secret={secret}", made.word(), made.word());
    json!({ "log": { "version": "1.2", "creator": { "name": "Browser" }, "entries": [{
        "request": {
            "url": format!("https://api.example/cb?code={}&state={}&page=2", made.word(), made.word()),
            "headers": [
                { "name": "Authorization", "value": format!("Bearer {bearer}") },
                { "name": "Cookie", "value": format!("s={}; token={bearer}", made.word()) },
                { "name": "X-Api-Key", "value": made.word() },
            ],
            "cookies": [{ "name": "s", "value": made.word() }],
            "queryString": [{ "name": "code", "value": made.word() }],
            "postData": { "mimeType": "application/x-www-form-urlencoded", "text": form, "params": [{ "name": "client_secret", "value": secret }] },
        },
        "response": { "status": 200, "content": { "mimeType": "application/json", "text": body.to_string() } },
    }, {
        "response": { "content": { "encoding": "base64", "text": BASE64.encode(body.to_string().as_bytes()) } },
    }] } })
    .to_string()
}

/// All that a reader gets out of a text: itself without its base64url, and what that decodes to, in turn.
fn readings(text: &str, depth: usize, out: &mut Vec<String>) {
    let is_run = |character: char| character.is_ascii_alphanumeric() || "-_+/=".contains(character);
    let mut rest = String::new();
    let mut run = String::new();
    for character in text.chars().chain([' ']) {
        if is_run(character) {
            run.push(character);
            continue;
        }
        // The digest of a redacted disclosure is as random as it is public.
        if run.len() == 43 && String::from_utf8(base64url::decode(&run).bytes).is_err() {
            run.clear();
        }
        let decoded = (run.len() >= 12).then(|| String::from_utf8(base64url::decode(&run).bytes).ok()).flatten();
        match decoded.filter(|decoded| depth < 12 && decoded.starts_with(['{', '[', 'e'])) {
            Some(decoded) => readings(&decoded, depth + 1, out),
            None => rest.push_str(&run),
        }
        run.clear();
        rest.push(character);
    }
    // Strings as a parser reads them.
    let document = scan(text.as_bytes(), 128);
    if document.is_complete() && text.trim_start().starts_with(['{', '[']) {
        for value in (0..document.len()).filter_map(|index| document.value(index)) {
            let strings = [value.name(), value.as_str()];
            strings.into_iter().flatten().for_each(|string| readings(&string, depth + 1, out));
        }
    }
    out.push(rest);
}

/// What of the values is still there.
pub fn survivors(made: &Made, output: &str) -> BTreeSet<String> {
    let mut texts = Vec::new();
    readings(output, 0, &mut texts);
    let folded: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    let mut left = BTreeSet::new();
    let mut look = |piece: &str, within: &[String], value: &str, what: &str| {
        if let Some((text, at)) = within.iter().find_map(|text| Some((text, text.find(piece)?))) {
            let around = &text[text.floor_char_boundary(at.saturating_sub(40))..text.ceil_char_boundary(at + 40)];
            left.insert(format!("{what} {piece:?} of {value:?} in {around:?}"));
        }
    };
    let all = [output.to_owned()];
    let all_folded = [output.to_lowercase()];
    for value in made.values.iter().collect::<BTreeSet<_>>() {
        let characters: Vec<char> = value.chars().collect();
        for window in characters.windows(4) {
            // Four digits are in the pseudonym of a number by chance.
            if window.iter().all(char::is_ascii_digit) {
                continue;
            }
            let piece: String = window.iter().collect();
            look(&piece.to_lowercase(), &folded, value, "piece");
            look(&window.iter().rev().collect::<String>().to_lowercase(), &folded, value, "reversed");
            look(&HEXLOWER.encode(piece.as_bytes()), &all_folded, value, "hex");
            look(&percent(&piece).to_lowercase(), &all_folded, value, "percent");
            let escaped: String = piece.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            look(&escaped, &all_folded, value, "escapes");
        }
        for window in value.as_bytes().windows(8.min(value.len())) {
            for offset in 0..3 {
                let shifted = [&[0, 0][..offset], window].concat();
                let (from, to) = ((offset * 8).div_ceil(6), shifted.len() * 8 / 6);
                for encoding in [BASE64_NOPAD, BASE64URL_NOPAD] {
                    look(&encoding.encode(&shifted)[from..to], &all, value, "base64");
                }
            }
        }
    }
    for number in &made.numbers {
        for window in number.as_bytes().windows(8) {
            look(std::str::from_utf8(window).unwrap(), &folded, number, "number");
        }
    }
    left
}

pub fn redact(seed: u64, rules: Rules, texts: &[&str]) -> Vec<Redacted> {
    let key = SecretBytes::new(sha256(&seed.to_be_bytes()).to_vec());
    Redactor::new(key, rules).all(texts)
}

pub fn ring() -> KeyRing {
    let key = json!({ "kty": "oct", "k": base64url::encode(SECRET) });
    KeyRing::new(keys(key.to_string().as_bytes()).into_iter().map(Arc::new))
}

/// Every token in it, checked with the key that all of them were signed with.
pub fn assert_that_none_verifies(output: &str, seed: u64) {
    let ring = ring();
    for candidate in detect(output, &Limits::DEFAULT).candidates {
        let examination = look(&candidate.text, &ring, None);
        assert!(!is_verified(&examination) && !is_decrypted(&examination), "seed {seed}: {}", candidate.text);
        let verdict = judge(&examination, &Policy::default(), NOW).verdict;
        assert!(!matches!(verdict, Verdict::Valid | Verdict::Unsecured), "seed {seed}: {verdict:?} {}", candidate.text);
    }
}

fn check(seed: u64, made: &Made, text: &str) {
    for keeps_lengths in [false, true] {
        let rules = Rules { keeps_lengths, ..Rules::default() };
        let redacted = redact(seed, rules, &[text]).pop().unwrap();
        let left = survivors(made, &redacted.text);
        if !left.is_empty() && std::env::var_os("JOTSMITH_SHOW").is_some() {
            eprintln!("{text}\n----\n{}", redacted.text);
        }
        let first: Vec<&String> = left.iter().take(5).collect();
        assert!(
            left.is_empty(),
            "seed {seed}, lengths {keeps_lengths}: {} pieces left, such as {first:#?}",
            left.len()
        );
        for readable in redacted.tokens.iter().flatten() {
            let left = survivors(made, &readable.text);
            assert!(left.is_empty(), "seed {seed}: {left:#?} in what can be read");
        }
        assert_that_none_verifies(&redacted.text, seed);
        // What is marked is there.
        assert!(redacted.masks.iter().all(|mask| mask.span.of(&redacted.text).is_some()));
        assert!(redacted.masks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }
}

#[test]
fn the_tokens_of_this_test_verify_before_they_are_redacted() {
    let mut made = Made::new(1);
    let claims = made.claims();
    let token = signed("{\"alg\":\"HS256\"}", claims.to_string().as_bytes());
    assert!(is_verified(&look(&token, &ring(), None)));
    assert!(!survivors(&made, &token).is_empty());
    assert!(!survivors(&made, &HEXLOWER.encode(made.values[0].as_bytes())).is_empty());
}

#[test]
fn nothing_of_a_token_survives_and_none_verifies() {
    for seed in 0..100 {
        let mut made = Made::new(seed);
        let token = made.token();
        check(seed, &made, &token);
    }
}

#[test]
fn nothing_survives_in_a_log() {
    for seed in 1000..1010 {
        let mut made = Made::new(seed);
        let text = log(&mut made);
        check(seed, &made, &text);
    }
}

#[test]
fn nothing_survives_in_a_har() {
    for seed in 2000..2016 {
        let mut made = Made::new(seed);
        let text = har(&mut made);
        let redacted = redact(seed, Rules::default(), &[&text]).pop().unwrap();
        assert!(serde_json::from_str::<Value>(&redacted.text).is_ok(), "seed {seed}: it is still a HAR");
        check(seed, &made, &text);
    }
}

/// A private key is nobody's to share, however it is written; of `Set-Cookie` only its attributes are no secret.
#[test]
fn private_keys_and_every_cookie_are_masked() {
    let der = std::fs::read_to_string("tests/data/keys/p256.pkcs8.pem").unwrap();
    let body: String = der.lines().filter(|line| !line.starts_with("---")).collect();
    let bytes = BASE64.decode(body.as_bytes()).unwrap();
    let (hex, percent) = (HEXLOWER.encode(&bytes), percent(&der));
    let d = "lJrs52jkXK663Jy49Ttb36pp2DHa6IsB8eUw007lNJ4";
    let node = format!("{{ kty: 'EC', crv: 'P-256', x: 'NkHXKPwYBk4R3JTQdAgKLmTtLjDsyxs26rI7GMEhaxs', d: '{d}' }}");
    let cookie = "Set-Cookie: sid=first-cookie; HttpOnly\nrefresh=second-cookie; Path=/, session=third-cookie; Path=/";
    let har = json!({"log": {"entries": [{"response": {"headers": [
        {"name": "Set-Cookie", "value": cookie.strip_prefix("Set-Cookie: ").unwrap()}]}}]}});
    let pem_in_base64 = BASE64.encode(der.as_bytes());
    let wrapped: String =
        pem_in_base64.as_bytes().chunks(76).map(|line| format!("{}\n", str::from_utf8(line).unwrap())).collect();
    let putty =
        "Public-Lines: 1\nAAAAB3Nz\nPrivate-Lines: 2\nAAAAgQDprivateOne\nprivateTwo=\nPrivate-MAC: 0011223344556677\n";
    let xml = "<RSAKeyValue><Modulus>3ZWr</Modulus><P>secretP</P><Q>secretQ</Q><D>secretD</D></RSAKeyValue>";
    let form = "--b7\r\nContent-Disposition: form-data; filename=\"a\"; name=\"password\"\r\n\r\nfirstline\r\n--secondline\r\n\
                --b7--\r\n";
    let long = format!("<input name=password value=\"{}é\">behind", "secretly".repeat(100_000));
    let cookies = json!({"log": {"entries": [{"response": {"headers": [
        {"name": "Set-Cookie", "value": format!("a=b{}", "\nc=last-cookie".repeat(20_000))}]}}]}});
    for (text, secrets) in [
        (format!("key_hex={hex}\n"), vec![&hex[80..120]]),
        (format!("KEY={percent}\n"), vec![&body[70..100]]),
        (format!("{body}\n"), vec![&body[70..100]]),
        (node, vec![d]),
        (har.to_string(), vec!["first-cookie", "second-cookie", "third-cookie"]),
        (putty.to_owned(), vec!["privateOne", "privateTwo"]),
        (wrapped.clone(), wrapped.lines().collect()),
        ("authorization=Bearer opq7788xyz next\n".to_owned(), vec!["opq7788xyz"]),
        ("Authorization => Bearer opq7788xyz\n".to_owned(), vec!["opq7788xyz"]),
        (xml.to_owned(), vec!["secretP", "secretQ", "secretD"]),
        (form.to_owned(), vec!["firstline", "secondline"]),
        (long, vec!["secretly"]),
        (cookies.to_string(), vec!["last-cookie"]),
    ] {
        let out = redact(7, Rules::default(), &[&text]);
        for secret in secrets {
            assert!(!out[0].text.contains(secret), "{}", out[0].text);
        }
    }
}

fn redacted(text: &str) -> String {
    Redactor::new(Redactor::key().unwrap(), Rules::default()).text(text).text
}

/// Fields of pages and forms, options, blocks, numbers in groups: none of the values is left, and what is around them is.
#[test]
fn secrets_are_found_in_whatever_notation() {
    for (text, gone, left) in [
        (
            r#"<input type="hidden" name="SAMLResponse" value="PHNhbWxwOlJlc3BvbnNl"/>"#,
            "PHNhbWxwOlJlc3BvbnNl",
            "<input type=",
        ),
        (r#"<input name="password" type="password" value="hunter2222">"#, "hunter2222", r#"name="password""#),
        ("<input value='abcdefsecret' name='csrf_token'>", "abcdefsecret", "name='csrf_token'"),
        (
            "--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhunter2222\r\n--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--x--",
            "hunter2222",
            "hello",
        ),
        ("curl --oauth2-bearer s3cr3tbearervalue https://a.example/x", "s3cr3tbearervalue", "curl --oauth2-bearer "),
        ("curl --pass s3cr3tphrase --cert a.pem", "s3cr3tphrase", "--cert a.pem"),
        ("SECRET=\"line one\nline two of it\nline three\"\nNAME=ok", "line two of it", "NAME=ok"),
        ("  client_secret: |\n    first line\n    second line\n  name: ok", "second line", "  name: ok"),
        ("export API_KEY=$'abc def'; echo ok", "abc def", "echo ok"),
        ("call +49 30 1234567 now", "1234567", "call "),
        ("call +1 (415) 555-2671 now", "555-2671", " now"),
        ("call (030) 123-4567 now", "123-4567", " now"),
        (r#"{"x":{"description":"call +49 30 1234567"}}"#, "1234567", "call "),
    ] {
        let found = redacted(text);
        assert!(!found.contains(gone), "{text}: {found}");
        assert!(found.contains(left), "{text}: {found}");
    }
    for same in
        ["HTTP/1.1 200 OK", "see login.example.com on 2026-11-29 15:00", "+1 point (1.2.3)", "a+b = 12345678 (c)"]
    {
        assert_eq!(redacted(same), same);
    }
}

/// What a page sends to another window: a code and a state are nobody's to see there.
#[test]
fn an_answer_in_a_script_is_masked() {
    let (code, state) = ("SplxlOBeZQQYbYS6WxSbIA", "af0ifjsldkj");
    for text in [
        format!(
            "parent.postMessage({{type: 'authorization_response', response: {{code: '{code}', state:'{state}'}}}}, '*')"
        ),
        format!("<script>data.code = '{code}'; data.state=\"{state}\"; data.expires_in = 3600</script>"),
        format!("data['code'] = '{code}'; data[\"state\"] = '{state}'; postMessage(data)"),
        format!("postMessage({{\"code\" : \"{code}\", \"state\": `{state}`}}, '*')"),
    ] {
        let found = redacted(&text);
        assert!(!found.contains(code) && !found.contains(state), "{text}: {found}");
    }
    for same in [
        "<script>var a = {code: 'DE', state: 'open', error: {code: 'not found, sorry'}}</script>",
        "the exit code: 'some-long-word' of it",
        "data.code = status; data.state = getState(); postMessage(data)",
    ] {
        assert_eq!(redacted(same), same);
    }
}

/// Secrets beside their names in shells, servers, tables, programs and manifests; keys in the numbers of their bytes.
#[test]
fn secrets_are_found_in_every_notation_that_gives_a_name_a_value() {
    const VALUE: &str = "hunter2-Zq8xPw91LmTtQ";
    let with = |text: &str| text.replace("VALUE", VALUE);
    for text in [
        "STRIPE_KEY=VALUE",
        "APP_KEY=base64:VALUE",
        "APP_KEY=ab&VALUE\nX=1",
        "https://b.example/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=VALUE&x=1",
        "env:\n  - name: DB_PASSWORD\n    value: \"VALUE\"\n  - name: COLOR\n    value: green\n",
        "db:\n  password:\n    VALUE\n  user: x\n",
        "Array\n(\n    [user] => bob\n    [password] => VALUE\n)\n",
        "array(1) {\n  [\"password\"]=>\n  string(21) \"VALUE\"\n}\n",
        "location / {\n  proxy_set_header Authorization \"Bearer VALUE\";\n}",
        "  proxy_set_header Authorization VALUE;\n",
        "RequestHeader set Authorization \"Token VALUE\"",
        "time,Authorization,url\n1,Bearer VALUE,/x\n",
        "Authorization,Bearer VALUE\n",
        "Authorization\tBearer VALUE\nAccept\t*/*",
        "name=name=db_password=VALUE",
        "key=\"name: db_password=VALUE\"",
        "| user | x | password | VALUE |\n| password | VALUE |",
        "# Netscape HTTP Cookie File\n#HttpOnly_.example.com\tTRUE\t/\tTRUE\t1999999999\tSESS\tVALUE\n",
        "<ds:SignatureValue>\nVALUE\n</ds:SignatureValue>",
        "psk = b'VALUE'",
        "connect(psk=b\"VALUE\")",
        "os.environ['DB_PASSWORD'] = 'VALUE'",
        "os.getenv('DB_PASSWORD', 'VALUE')",
        "define('DB_PASSWORD', 'VALUE');",
        "$env:DB_PASSWORD = 'VALUE'",
        "setx DB_PASSWORD \"VALUE\"",
        "set -gx DB_PASSWORD VALUE",
        "FROM x\nENV DB_PASSWORD VALUE",
        "| DB_PASSWORD | `VALUE` |",
        "variable \"db_password\" {\n  default = \"VALUE\"\n}",
        "const dbPassword: string = 'VALUE'",
        "const dbPassword = Buffer.from('VALUE')",
        "name,value\nDB_PASSWORD,VALUE",
        "db.password = \"\"\"VALUE\"\"\"",
        "password=<<EOF\nVALUE\nEOF",
        "<plist><dict><key>DB_PASSWORD</key>\n<string>VALUE</string></dict></plist>",
        "<properties><entry key=\"db.password\">VALUE</entry></properties>",
        "const t = jwt.sign({ role: 'x' }, 'VALUE', { expiresIn: '1h' });",
        "token = jwt.encode(claims, \"VALUE\", algorithm=\"HS256\")",
        "JWT.encode payload, 'VALUE', 'HS256'",
        "openssl dgst -sha256 -mac HMAC -macopt key:VALUE x",
        "jwt encode --sub a -S VALUE",
    ] {
        let found = redacted(&with(text));
        assert!(!found.contains(VALUE) && !found.contains("Zq8xPw91"), "{text}: {found}");
    }
    // What is called a secret keeps its name: what was masked can be told.
    for (text, name) in [
        ("<properties><entry key=\"db.password\">VALUE</entry></properties>", "<entry key=\"db.password\">"),
        ("<plist><dict><key>DB_PASSWORD</key>\n<string>VALUE</string></dict></plist>", "<key>DB_PASSWORD</key>"),
        ("env:\n  - name: DB_PASSWORD\n    value: VALUE\n", "name: DB_PASSWORD"),
        ("password::VALUE", "password:"),
    ] {
        let found = redacted(&with(text));
        assert!(found.contains(name) && !found.contains(VALUE), "{text}: {found}");
    }
    for (text, number) in [
        ("call 030 1234567 now", "1234567"),
        ("call 0171-1234567", "1234567"),
        ("call 415.555.2671", "555.2671"),
        ("call 06 12 34 56 78", "12 34"),
        ("Tel 0049 30 1234567", "1234567"),
    ] {
        assert!(!redacted(text).contains(number), "{text}: {}", redacted(text));
    }
    for same in [
        "on 01.02.2024 and 2024-01-02, 05/06/2023; version 0.10.3; 00012",
        "sort_key: name\nPORT=8080\nCOLOR=green\nname: x\nvalue: y",
        "use jsonwebtoken::Header;\nlet made = jsonwebtoken::encode(&header, &claims, key)?;\nlet all = api_token::List::<u8>::new();",
        "Bearer authentication is used. Basic auth too. set header X to 1",
        "NAME=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nPORT=8080",
    ] {
        assert_eq!(redacted(same), same);
    }
}

/// A file that is nothing but a secret, as it is or in an envelope, and a key under a label.
#[test]
fn a_secret_without_a_name_is_masked() {
    for text in [
        "correct-horse-battery-staple-0123456789",
        "0x0708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223242526",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
        "<pre>correct-horse-battery-staple-0123456789</pre>",
        "HTTP/1.1 200 OK\nContent-Type: text/plain\n\ncorrect-horse-battery-staple-0123456789",
        "00000000  63 6f 72 72 65 63 74 2d 68 6f 72 73 65 2d 62 61  |correct-horse-ba|\n00000010  74 74 65 72 79 2d 73 74 61 70 6c 65 2d 30 31 32  |ttery-staple-012|\n",
        "'Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZS0wMTIzNDU2Nzg5'",
        "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31]",
        "<Buffer 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f>",
        "Public Key:\nBAAVfscorogmovQ1FJtLVuo_9IfWJvWn4RwTr6nJd8i50\n\nPrivate Key:\n7DLYYZAYCU5lZy9zs6iODQV0vbY9Umd-0gMqH_vu8EA\n",
    ] {
        let found = redacted(text);
        for gone in ["horse", "0b0c0d0e", "0b 0c 0d", "Y29ycmVj", "11,12,13", "7DLYYZAY", "63 6f 72"] {
            assert!(!found.contains(gone), "{text}: {found}");
        }
    }
    for same in ["hello world", "login.example.com", "[200, 404]", "version"] {
        assert_eq!(redacted(same), same);
    }
}

/// Variables and settings in base64: they are masked within it, and stay base64 of what they were.
#[test]
fn what_is_in_base64_is_masked_within_it() {
    const VALUE: &str = "hunter2-Zq8xPw91LmTtQ";
    let variables = format!("COLOR=green\nDB_PASSWORD={VALUE}\nPORT=8080\n");
    let settings = format!("{:#}", json!({ "color": "green", "db": { "password": VALUE } }));
    let url_safe = base64url::encode(variables.as_bytes());
    let standard = |text: &str| BASE64.encode(text.as_bytes());
    let lines = |text: &str| {
        let encoded = standard(text);
        let lines: Vec<&str> = encoded.as_bytes().chunks(44).map(|line| std::str::from_utf8(line).unwrap()).collect();
        lines.join("\n")
    };
    for text in [
        json!({ "name": "x", "data": standard(&variables) }).to_string(),
        json!({ "name": "x", "data": { ".env": url_safe } }).to_string(),
        json!({ "name": "x", "data": standard(&settings) }).to_string(),
        json!({ "name": "x", "data": standard(&standard(&variables)) }).to_string(),
        format!("kind: Secret\ndata:\n  app.env: {}\n", standard(&variables)),
        format!("config={} x\n", standard(&settings)),
        format!("see\n{}\nabove", lines(&variables)),
        standard(&variables),
    ] {
        let found = redacted(&text);
        let encoded = [0, 1, 2].map(|shift| standard(&VALUE[shift..])[..16].to_owned());
        assert!(!encoded.iter().any(|piece| found.contains(piece)), "{text}: {found}");
        let runs = found.split(|end: char| !(end.is_ascii_alphanumeric() || "+/-_=".contains(end)));
        let inner = |run: &str| {
            let digits = run.trim_start_matches("config=").replace('=', "").replace('+', "-").replace('/', "_");
            String::from_utf8(base64url::decode(&digits).bytes).unwrap_or_default()
        };
        let within = |text: &str| text.contains("green") && !text.contains(VALUE);
        let mut texts = runs.map(|run| inner(run.trim()));
        assert!(texts.any(|text| within(&text) || within(&inner(&text))), "{text}: {found}");
    }
    for same in [
        json!({ "data": standard("this is nothing: a text of more than a few words") }).to_string(),
        format!("sha512-{}", standard(&"\u{7}\u{1f}a".repeat(22))),
        "/api/v1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_owned(),
    ] {
        assert_eq!(redacted(&same), same);
    }
}

/// A private key that only what converts keys would recognize: in the numbers of its bytes, packed, in the lines of a list.
#[test]
fn keys_are_masked_however_their_bytes_are_written() {
    let pem = include_str!("../data/keys/p256.pkcs8.pem");
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = BASE64.decode(body.as_bytes()).unwrap();
    let spelled = |of: &dyn Fn(&u8) -> String, sign: &str| der.iter().map(of).collect::<Vec<_>>().join(sign);
    let hex = |byte: &u8| format!("{byte:02x}");
    let container = BASE64.encode(include_bytes!("../data/keys/p256.p12"));
    let lines: Vec<&str> = pem.lines().collect();
    for (text, piece) in [
        (format!("[{}]", spelled(&u8::to_string, ",")), spelled(&u8::to_string, ",")[200..240].to_owned()),
        (
            format!("byte[] k = {{{}}};", spelled(&u8::to_string, ", ")),
            spelled(&u8::to_string, ", ")[200..240].to_owned(),
        ),
        (format!("key {}", spelled(&hex, ":")), spelled(&hex, ":")[150..190].to_owned()),
        (format!("priv:\n    {}\npub:\n", spelled(&hex, ":")), spelled(&hex, ":")[150..190].to_owned()),
        (format!("p12: {container}"), container[200..240].to_owned()),
        (Value::from(lines.clone()).to_string(), lines[1][10..50].to_owned()),
        (json!({ "x": { "pem": lines } }).to_string(), lines[1][10..50].to_owned()),
    ] {
        assert!(text.contains(&piece));
        let found = redacted(&text);
        assert!(!found.contains(&piece), "{text}: {found}");
    }
}

/// An address keeps its form: the sign behind the credentials, the host.
#[test]
fn credentials_in_an_address_leave_an_address() {
    for text in ["see https://user:pa55word@acme-corp.example/x now", "https://bob:pa55word@acme-corp.example/x"] {
        let found = redacted(text);
        assert!(found.contains('@') && found.contains("https://"), "{found}");
        assert!(!found.contains("pa55word") && !found.contains("user:"), "{found}");
    }
}

/// What is not a value of somebody stays: versions and hosts are no tokens, a member called kty makes no key of all others.
#[test]
fn what_says_nothing_about_anybody_stays() {
    let har = r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://acme.example/api","httpVersion":"HTTP/1.1","headers":[{"name":"Host","value":"acme.example"}]},"response":{"status":200,"httpVersion":"HTTP/1.1"}}]}}"#;
    let found = redacted(har);
    assert_eq!(found.matches(r#""httpVersion":"HTTP/1.1""#).count(), 2, "{found}");
    let plain = r#"{"acr":"urn:mace:incommon:iap:silver","amr":["pwd","mfa"],"typ":"Bearer","kty":{"a":"b"},"description":"The order was refused"}"#;
    assert_eq!(redacted(plain), plain);
    // A key is one by the word that its kty is.
    let key = r#"{"kty":"oct","k":"c2VjcmV0LXNlY3JldA","alg":"HS256","exp":1}"#;
    let found = redacted(key);
    assert!(
        !found.contains("c2VjcmV0") && found.contains(r#""alg":"HS256""#) && found.contains(r#""exp":1"#),
        "{found}"
    );
}

/// A text in a text in a text: where nobody looks any deeper, nothing is shown.
#[test]
fn what_is_too_deep_to_be_looked_into_is_masked() {
    let mut text = r#"{"email":"alice.walker@acme-corp.example","note":"born in Springfield"}"#.to_owned();
    for _ in 0..12 {
        text = serde_json::json!({ "body": text }).to_string();
    }
    let found = redacted(&text);
    assert!(
        !found.contains("alice") && !found.contains("Springfield"),
        "{}",
        &found[found.len().saturating_sub(300)..]
    );
}

/// A redacted JWE is told to be one, whatever the key.
#[test]
fn a_redacted_jwe_is_called_that() {
    let key = keys(br#"{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAA"}"#);
    let ring = KeyRing::new(key.into_iter().map(Arc::new));
    for alg in ["dir", "A128KW"] {
        let header = base64url::encode(format!(r#"{{"alg":"{alg}","enc":"A128GCM"}}"#).as_bytes());
        let encrypted_key = if alg == "dir" { String::new() } else { base64url::encode(&[7; 24]) };
        let token = format!(
            "{header}.{encrypted_key}.{}.{}.{}",
            base64url::encode(&[1; 12]),
            base64url::encode(&[2; 40]),
            base64url::encode(&[3; 16])
        );
        let examination = look(&redacted(&token), &ring, None);
        let rules: Vec<&str> = examination.findings.iter().map(|finding| finding.rule.id).collect();
        assert!(rules.contains(&"PART_REDACTED"), "{alg}: {rules:?}");
        assert!(!rules.iter().any(|rule| rule.ends_with("_LENGTH") || rule.starts_with("EK_")), "{alg}: {rules:?}");
    }
}
