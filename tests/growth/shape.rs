//! The shapes: what grows, and what is done with it.

use super::desk::{desks, har, requests, scripts};
use super::text::{
    EC_KEY, ED_KEY, certificate, claims, digest_of, each, encode, members, ring, ring_of, sd_jwt, signed, times,
};
use jotsmith::engine::builder::sd_jwt::{ClaimPath, Disclose, PresentationRequest, Selection, issue, present};
use jotsmith::engine::builder::{
    BuildRequest, Payload, SignatureRequest, Signing, build, claims as sizes, edit, private,
};
use jotsmith::engine::convert::convert;
use jotsmith::engine::cross;
use jotsmith::engine::detect::detect;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::json;
use jotsmith::engine::ground::limit::{ExamineOptions, Limits};
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::jose::jws::Serialization;
use jotsmith::engine::jose::parse::parse;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::Policy;
use jotsmith::engine::key::{KeyIds, KeyRing};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::keyring;
use jotsmith::engine::redact::{Redactor, Rules};
use jotsmith::engine::report::page::Page;
use jotsmith::engine::report::report;
use jotsmith::engine::speech;
use jotsmith::engine::verify::key_file::import;
use std::hint::black_box;
use std::sync::Arc;

/// Bounds as they are, but for those whose work is a constant: what is beyond a bound has to be seen in counts of a second.
pub const LIMITS: Limits = Limits {
    work: 2_000,
    rsa_compared_bits: 4 * 1024,
    public_secret_work: 1 << 16,
    cause_calls: 64,
    cause_work: 4096,
    cause_bytes: 1 << 16,
    pbes2_iterations: 2_000,
    ..Limits::DEFAULT
};
pub const NOW: i64 = 1_795_442_400;

/// One way to grow.
pub struct Shape {
    pub name: &'static str,
    /// The smaller of two sizes that are compared.
    pub count: usize,
    /// Makes the input of a size; what it returns is what is counted.
    pub prepare: Box<dyn Fn(usize) -> Box<dyn FnOnce()>>,
}

/// A list under way.
pub struct Shapes(Vec<Shape>);

impl Shapes {
    pub fn add(&mut self, name: &'static str, count: usize, prepare: impl Fn(usize) -> Box<dyn FnOnce()> + 'static) {
        self.0.push(Shape { name, count, prepare: Box::new(prepare) });
    }

    /// A token, from examination to report, with the key that fits.
    fn token(&mut self, name: &'static str, count: usize, make: impl Fn(usize) -> String + 'static) {
        self.add(name, count, move |count| whole(make(count), ring()));
    }

    /// Header members behind `alg`.
    fn header(&mut self, name: &'static str, count: usize, make: impl Fn(usize) -> String + 'static) {
        self.token(name, count, move |count| signed(&make(count), r#"{"iss":"joe"}"#));
    }

    /// Claims.
    fn claims(&mut self, name: &'static str, count: usize, make: impl Fn(usize) -> String + 'static) {
        self.token(name, count, move |count| claims(&make(count)));
    }

    /// Claims of a token whose private keys are covered before it is shown.
    fn covered(&mut self, name: &'static str, count: usize, make: impl Fn(usize) -> String + 'static) {
        self.add(name, count, move |count| {
            let token = claims(&make(count));
            let examination = examine(&token, &KeyRing::default(), &ExamineOptions::default());
            Box::new(move || drop(black_box(examination.covered())))
        });
    }

    /// A pasted text.
    fn paste(&mut self, name: &'static str, count: usize, make: impl Fn(usize) -> String + 'static) {
        self.add(name, count, move |count| {
            let text = make(count);
            Box::new(move || drop(black_box(detect(&text, &LIMITS))))
        });
    }

    /// A text that is redacted.
    fn redacted(&mut self, name: &'static str, count: usize, make: impl Fn(usize) -> String + 'static) {
        self.add(name, count, move |count| {
            let text = make(count);
            Box::new(move || drop(black_box(redactor().text(&text))))
        });
    }

    /// What comes beside tokens.
    pub fn parameters(&mut self, name: &'static str, count: usize, make: impl Fn(usize) -> String + 'static) {
        self.add(name, count, move |count| {
            let text = make(count);
            Box::new(move || drop(black_box(cross::Parameters::of(&text))))
        });
    }

    /// A key file.
    fn keys(&mut self, name: &'static str, count: usize, make: impl Fn(usize) -> String + 'static) {
        self.add(name, count, move |count| {
            let text = make(count);
            let options = ImportOptions::default();
            Box::new(move || drop(black_box(import(text.as_bytes(), "k", &options, &LIMITS, &mut KeyIds::default()))))
        });
    }
}

/// All that is said about a token.
fn whole(token: String, ring: KeyRing) -> Box<dyn FnOnce()> {
    Box::new(move || {
        let options = ExamineOptions { limits: LIMITS, ..ExamineOptions::default() };
        let examination = examine(&token, &ring, &options);
        let judgement = judge(&examination, &Policy::default(), NOW);
        black_box(speech::verdict::of(&examination, &judgement, NOW).line());
        black_box(report(&examination, &judgement, &[], &[], None, NOW).to_json());
    })
}

/// All of them.
pub fn shapes() -> Vec<Shape> {
    let mut shapes = Shapes(Vec::new());
    headers(&mut shapes);
    payloads(&mut shapes);
    findings(&mut shapes);
    texts(&mut shapes);
    serializations(&mut shapes);
    encrypted(&mut shapes);
    disclosures(&mut shapes);
    key_sets(&mut shapes);
    key_files(&mut shapes);
    pastes(&mut shapes);
    envelopes(&mut shapes);
    made(&mut shapes);
    redacted(&mut shapes);
    scripts(&mut shapes);
    desks(&mut shapes);
    requests(&mut shapes);
    shapes.0
}

/// What is shown to others, and what is looked for in it.
fn redacted(shapes: &mut Shapes) {
    shapes.redacted("redact: values that begin alike", 600, |n| {
        let members: Vec<String> =
            (0..n).map(|number| format!(r#""name-value-{number}":"value-{number}-x""#)).collect();
        format!("{{{}}}", members.join(","))
    });
    shapes.redacted("redact: tokens of one name", 150, |n| {
        each(n, |i| format!("authorization: Bearer eyJhbGciOiJub25lIn0.eyJpIjoi{i:06}In0.\n"))
    });
    shapes.redacted("redact: one long digest", 20_000, |n| claims(&format!(r#""_sd":["{}"]"#, "aB3".repeat(n / 3))));
    shapes.redacted("redact: beginnings of secrets", 4_000, |n| "xAKIA".repeat(n));
    shapes.redacted("redact: pairs of digits", 1_000, |n| times(n, "30:82:"));
    shapes.redacted("redact: lists of bytes", 1_000, |n| times(n, "[48, 130, "));
    shapes.redacted("redact: here-documents", 300, |n| times(n, "password=<<END\n"));
    shapes.redacted("redact: quotes without end", 300, |n| times(n, "password=\" "));
    shapes.redacted("redact: labels and values", 200, |n| times(n, "name: password\nvalue: \"abcdef\"\n"));
    shapes.redacted("redact: labels of labels", 1_000, |n| times(n, "name="));
    shapes.redacted("redact: names in one row", 1_000, |n| times(n, "authorization,"));
    shapes.redacted("redact: cells of one row", 300, |n| times(n, &format!("|{:>62}|", "password ")));
    shapes.redacted("redact: headers of nothing", 1_000, |n| times(n, "Cookie:\\n"));
    shapes.redacted("redact: calls in calls", 400, |n| times(n, "jwt.sign("));
    shapes.redacted("redact: calls that sign", 200, |n| times(n, "jwt.sign(a, 'a secret')\n"));
    shapes
        .redacted("redact: commands that keep secrets", 200, |n| times(n, "echo a | gh secret set b -b 'a secret'\n"));
    shapes.redacted("redact: a command without end", 400, |n| times(n, "gh secret set b -b \\\n"));
    for (name, text) in [
        ("redact: claims of tokens", "jwt.sign({a: 'b'}, 'a secret')\n"),
        ("redact: comments without end", "/* \n"),
        ("redact: texts that are joined", "secret = 'ab' + \n'cd' + x\n"),
        ("redact: joined without end", "secret = 'ab' + "),
        ("redact: values that are computed", "const secret = a ? b : 'cd';\n"),
        ("redact: computed without end", "const secret = a ? (b || "),
        ("redact: two quotes as one", "secret = 'a''b''c' \n"),
        ("redact: two quotes without end", "secret = 'a''b"),
        ("redact: values put together", "A_SECRET=\"a${A_SECRET}b\"\n"),
        ("redact: values that go on", "A_SECRET=a\\\n  b\n"),
        ("redact: lists of secrets", "tokens: ['a1b2c3d4', 'b']\n"),
        ("redact: lists without end", "token: [\"ab\", "),
        ("redact: lists in one word", "a_token=b_token="),
        ("redact: lists in lines", "keys_secret:\n- ab\n- cd\n"),
        ("redact: values with commas", "API_KEYS=ab,cd,"),
        ("redact: folded lines", "Authorization: Basic\n a1b2c3d4\n"),
        ("redact: lines that are folded for ever", " DPoP:\n a1"),
        ("redact: passwords of calls", "basicAuth('a', 'b')\n"),
        ("redact: calls with passwords without end", "basicAuth('a', "),
        ("redact: pairs of a user and a password", "auth=('a', 'b') "),
        ("redact: pairs without end", "auth=('a"),
        ("redact: options of one letter", "curl -sua:b "),
        ("redact: options of nothing", "-sua:b \\\n"),
        ("redact: pairs that are encoded", "echo a:bcde | base64 "),
        ("redact: codes in messages", "verification code is 4938 "),
        ("redact: a table with a column of passwords", "a,password\n"),
        ("redact: words of a netrc", "login a password "),
    ] {
        shapes.redacted(name, 300, move |n| times(n, text));
    }
    shapes.redacted("redact: calls in quotes", 400, |n| times(n, "jwt.sign(`"));
    shapes.redacted("redact: quotes of many kinds in calls", 100, |n| times(n, "jwt.sign('jwt.sign(\"jwt.sign(`x, "));
    shapes.redacted("redact: elements in quotes", 500, |n| times(n, "<a>`"));
    shapes.redacted("redact: a HAR", 20, har);
    shapes.redacted("redact: arguments without end", 400, |n| times(n, "jwt.sign(a, \"b"));
    shapes.redacted("redact: options of one command", 400, |n| format!("jwt encode {}", times(n, "-S ")));
    shapes.redacted("redact: entries of a property list", 200, |n| times(n, "<key>password</key><string>abc</string>"));
    shapes.redacted("redact: elements with a name", 200, |n| times(n, "<entry key=\"password\">abc</entry>"));
    shapes.redacted("redact: elements that are not closed", 300, |n| times(n, "<entry key=\"a "));
    shapes.redacted("redact: variables in base64", 60, |n| {
        times(n, &format!("{} ", data_encoding::BASE64.encode(b"COLOR=green\nPASSWORD=hunter2-Zq8xPw\n")))
    });
    shapes.redacted("redact: one text in base64", 300, |n| {
        data_encoding::BASE64.encode(times(n, "COLOR=green\nPASSWORD=hunter2-Zq8xPw\n").as_bytes())
    });
    shapes.redacted("redact: base64 in base64", 60, |n| {
        (0..10).fold(times(n, "COLOR=green\n"), |text, _| data_encoding::BASE64.encode(text.as_bytes()))
    });
    shapes.redacted("redact: digits in groups", 1_000, |n| times(n, "030 1"));
    shapes.redacted("redact: header directives", 200, |n| times(n, "set_header Authorization abcdef;"));
    shapes.redacted("redact: schemes", 500, |n| times(n, "Bearer aB3aB3aB3aB3aB3a "));
    shapes.redacted("redact: columns", 500, |n| times(n, "a\tTRUE\t"));
    shapes.redacted("redact: parts of a form", 1_000, |n| "form-data; name=password ".repeat(n));
    shapes.add("report: a page of many members", 1_000, |count| {
        let token = claims(&members(count, r#""some value""#));
        Box::new(move || {
            let examination = examine(&token, &KeyRing::default(), &ExamineOptions::default());
            let judgement = judge(&examination, &Policy::default(), NOW);
            let report = report(&examination, &judgement, &[], &[], None, NOW);
            let page = Page { now: NOW, token: &token };
            black_box(report.to_html(&page, Some(redactor())));
        })
    });
}

fn redactor() -> Redactor {
    Redactor::new(SecretBytes::new(vec![7; 32]), Rules::default())
}

fn headers(shapes: &mut Shapes) {
    shapes.header("header: members", 300, |n| members(n, "1"));
    shapes.header("header: one member over and over", 300, |n| times(n, r#""x":1,"#) + r#""y":1"#);
    shapes.header("header: crit, unknown names", 300, |n| {
        format!(r#""crit":[{}],{}"#, each(n, |i| format!("\"name{i}\"")), members(n, "1"))
    });
    shapes.header("header: crit, names that are absent", 300, |n| {
        format!(r#""crit":[{}]"#, each(n, |i| format!("\"n{i}\"")))
    });
    shapes.header("header: crit, one name over and over", 300, |n| {
        format!(r#""b64":true,"crit":[{}"b64"]"#, times(n, r#""b64","#))
    });
    shapes.header("header: crit, numbers", 300, |n| format!(r#""crit":[{}1]"#, times(n, "1,")));
    shapes.header("header: long kid", 6_000, |n| format!(r#""kid":"{}""#, times(n, "k")));
    shapes.header("header: long typ", 6_000, |n| format!(r#""typ":"{}""#, times(n, "t")));
    shapes.header("header: long jku", 6_000, |n| format!(r#""jku":"https://a.example/{}""#, times(n, "%41")));
    shapes.header("header: x5c of real certificates", 8, |n| {
        format!(r#""x5c":[{}]"#, each(n, |_| format!("\"{}\"", certificate())))
    });
    shapes.header("header: x5c of nothing", 400, |n| format!(r#""x5c":[{}"AA=="]"#, times(n, r#""AA==","#)));
    shapes.header("header: x5c, one long", 6_000, |n| format!(r#""x5c":["{}"]"#, times(n, "MIIB")));
    shapes.header("header: jwk with members", 300, |n| format!(r#""jwk":{{{EC_KEY},{}}}"#, members(n, "1")));
    shapes.header("header: wide nesting", 800, |n| format!(r#""x":[{}[]]"#, times(n, "[[]],")));
    shapes.header("header: deep nesting", 3_000, |n| format!(r#""x":{}{}"#, times(n, "["), times(n, "]")));
    shapes.header("header: white space", 6_000, |n| times(n, " ") + r#""x":1"#);
    shapes.header("header: escapes", 1_500, |n| format!(r#""x":"{}""#, times(n, r"\u0061")));
    shapes.header("header: half surrogates", 1_500, |n| format!(r#""x":"{}""#, times(n, r"\ud800")));
    shapes.header("header: characters that turn text around", 1_500, |n| format!(r#""x":"{}""#, times(n, "\u{202e}a")));
    shapes.header("header: a number with many digits", 6_000, |n| format!(r#""x":{}"#, times(n, "7")));
    shapes.header("header: a string without end", 6_000, |n| format!(r#""x":"{}"#, times(n, "a")));
}

fn payloads(shapes: &mut Shapes) {
    shapes.claims("claims: members", 300, |n| members(n, "\"v\""));
    shapes.claims("claims: one member over and over", 300, |n| times(n, r#""a":1,"#) + r#""b":1"#);
    shapes.claims("claims: one registered claim over and over", 300, |n| times(n, r#""exp":1,"#) + r#""b":1"#);
    shapes.claims("claims: names in twos", 300, |n| format!("{},{}", members(n, "1"), members(n, "2")));
    shapes.claims("claims: names without a character", 300, |n| times(n, r#""":{"a":1},"#) + r#""b":1"#);
    shapes.claims("claims: aud", 400, |n| format!(r#""aud":[{}]"#, each(n, |i| format!("\"https://{i}.example\""))));
    shapes.claims("claims: roles", 400, |n| format!(r#""roles":[{}]"#, each(n, |i| format!("\"role-{i}\""))));
    shapes.claims("claims: scope", 2_000, |n| format!(r#""scope":"{}""#, times(n, "read ")));
    shapes.claims("claims: numbers", 1_000, |n| format!(r#""x":[{}1]"#, times(n, "1,")));
    shapes.claims("claims: objects in a list", 500, |n| format!(r#""x":[{}{{}}]"#, times(n, r#"{"a":1},"#)));
    shapes.claims("claims: an object in each object, wide", 300, |n| members(n, r#"{"a":{"b":1}}"#));
    shapes.claims("claims: deep nesting", 3_000, |n| format!(r#""x":{}1{}"#, times(n, r#"{"a":"#), times(n, "}")));
    shapes.claims("claims: one long string", 8_000, |n| format!(r#""x":"{}""#, times(n, "a")));
    shapes.covered("covered: beginnings of a PEM", 300, |n| format!(r#""x":"{}""#, times(n, "-----BEGIN ")));
    shapes.covered("covered: private keys in strings", 60, |n| members(n, r#""{\"kty\":\"oct\",\"k\":\"AAAA\"}""#));
    shapes.claims("claims: a string of emoji", 2_000, |n| format!(r#""x":"{}""#, times(n, "🔑")));
    shapes.claims("claims: escapes", 1_500, |n| format!(r#""x":"{}""#, times(n, r"\n\u00e9")));
    shapes.claims("claims: cnf with members", 300, |n| format!(r#""cnf":{{{}}}"#, members(n, "1")));
    shapes.claims("claims: authorization details", 150, |n| {
        format!(r#""authorization_details":[{}]"#, each(n, |_| r#"{"type":"a","actions":["b"]}"#.to_owned()))
    });
    shapes.claims("claims: events", 200, |n| format!(r#""events":{{{}}}"#, members(n, "{}")));
    shapes.token("payload: bytes", 8_000, |n| signed("", vec![0xfe; n]));
    shapes.token("payload: text", 8_000, |n| signed("", times(n, "text ")));
    shapes.token("payload: JSON that breaks off", 300, |n| signed("", format!("{{{},", members(n, "1"))));
    shapes.token("payload: a list", 500, |n| signed("", format!("[{}1]", times(n, "1,"))));
    shapes.token("payload: white space", 8_000, |n| signed("", times(n, " ") + "{}"));
    shapes.claims("claims: beginnings of tokens", 60, |n| members(n, &format!("\"e{}.e30.x\"", times(64, "y"))));
    shapes.claims("claims: credentials that are no tokens", 300, |n| {
        let held = each(n, |_| r#"{"id":"urn:a","verifiableCredential":[7,"a"]}"#.to_owned());
        format!(r#""verifiableCredential":[{held}],"vp_token":{{"a":[{held}]}}"#)
    });
    shapes.add("claims: presentations in presentations", 60, |n| {
        let mut held: Vec<String> = (0..n).map(|index| claims(&format!(r#""sub":"{index}""#))).collect();
        // As deep however many there are: each level is longer than what is in it by a third.
        for each in [4, 4, n] {
            held = held.chunks(each).map(|held| claims(&format!(r#""vp_token":["{}"]"#, held.join("\",\"")))).collect();
        }
        let token = held.concat();
        Box::new(move || {
            let options = ExamineOptions { limits: LIMITS, ..ExamineOptions::default() };
            let examination = examine(&token, &KeyRing::default(), &options);
            let mut judgement = judge(&examination, &Policy::default(), NOW);
            let with = (&KeyRing::default(), &options, NOW);
            black_box(cross::evaluate(&examination, &mut judgement, with, &|_| String::new()));
        })
    });
}

fn findings(shapes: &mut Shapes) {
    shapes.claims("findings: numbers that are not safe", 200, |n| members(n, "9007199254740993"));
    shapes.claims("findings: times as text", 200, |n| format!(r#""exp":"1","x":[{}1]"#, times(n, r#"{"exp":"1"},"#)));
    shapes.claims("findings: secrets", 200, |n| format!(r#""x":[{}1]"#, times(n, r#"{"password":"hunter2"},"#)));
    shapes.claims("findings: tokens in claims", 60, |n| members(n, "\"eyJhbGciOiJub25lIn0.e30.\""));
    shapes.claims("findings: addresses", 200, |n| members(n, "\"http://127.0.0.1/a?b=c\""));
    shapes.claims("findings: characters that deceive", 200, |n| members(n, "\"p\u{430}ypal\u{202e}\""));
    shapes.claims("findings: base64 in claims", 200, |n| members(n, "\"eyJhIjoiYiIsImMiOlsxLDIsM119\""));
    shapes.claims("findings: private keys", 60, |n| members(n, r#"{"kty":"oct","k":"AAAA"}"#));
    shapes.claims("findings: personal data", 100, |n| {
        format!(r#""x":[{}1]"#, times(n, r#"{"email":"a@b.example","phone_number":"+1"},"#))
    });
    shapes.header("findings: names that differ in case", 200, |n| times(n, r#""Kid":1,"KID":1,"#) + r#""y":1"#);
}

fn texts(shapes: &mut Shapes) {
    shapes.token("text: dots", 6_000, |n| format!("eyJhbGciOiJIUzI1NiJ9{}", times(n, ".")));
    shapes.token("text: parts", 2_000, |n| format!("eyJhbGciOiJIUzI1NiJ9{}", times(n, ".e30")));
    shapes.token("text: tildes", 6_000, |n| claims("") + &times(n, "~"));
    shapes.token("text: white space within", 3_000, |n| format!("eyJhbGciOiJIUzI1NiJ9.{}.AA", times(n, "e30 ")));
    shapes.token("text: padding", 6_000, |n| format!("eyJhbGciOiJIUzI1NiJ9.e30{}.AA", times(n, "=")));
    shapes.token("text: characters that are not base64url", 2_000, |n| {
        format!("eyJhbGciOiJIUzI1NiJ9.{}.AA", times(n, "+/!é"))
    });
    shapes.token("text: a long signature", 6_000, |n| format!("eyJhbGciOiJIUzI1NiJ9.e30.{}", times(n, "A")));
    shapes.token("text: trailing", 6_000, |n| claims("") + &times(n, " x"));
    shapes
        .token("text: a long payload, rejected", 6_000, |n| format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", times(n, "AAAA")));
}

fn general(count: usize, entry: &str) -> String {
    format!(r#"{{"payload":"e30","signatures":[{}{entry}]}}"#, times(count, &format!("{entry},")))
}

fn serializations(shapes: &mut Shapes) {
    const ENTRY: &str = r#"{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AAAA"}"#;
    shapes.token("JSON: signatures", 100, |n| general(n, ENTRY));
    shapes.token("JSON: signatures with a header", 100, |n| {
        general(n, r#"{"protected":"eyJhbGciOiJIUzI1NiJ9","header":{"kid":"a"},"signature":"AA"}"#)
    });
    shapes.token("JSON: signatures that are none", 500, |n| general(n, "1"));
    shapes.token("JSON: signatures without alg", 200, |n| general(n, "{}"));
    shapes.token("JSON: unknown members", 300, |n| {
        format!(r#"{{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA",{}}}"#, members(n, "1"))
    });
    shapes.token("JSON: one member over and over", 300, |n| {
        format!(r#"{{{}"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA"}}"#, times(n, r#""payload":"e30","#))
    });
    shapes.token("JSON: members of an unprotected header", 300, |n| {
        format!(
            r#"{{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","header":{{{}}},"signature":"AA"}}"#,
            members(n, "1")
        )
    });
    shapes.add("keys: signatures times keys", 150, |n| whole(general(n / 8, ENTRY), ring_of(&secrets(n))));
    shapes.add("keys: one signature, keys of its kind", 300, |n| {
        whole("eyJhbGciOiJIUzI1NiJ9.e30.AAAA".to_owned(), ring_of(&secrets(n)))
    });
    shapes.add("keys: one signature, keys of other kinds", 100, |n| {
        whole("eyJhbGciOiJIUzI1NiJ9.e30.AAAA".to_owned(), ring_of(&named_keys(n)))
    });
    shapes.add("keys: one signature, a kid that many have", 300, |n| {
        let token = format!("{}.e30.AAAA", encode(r#"{"alg":"HS256","kid":"a"}"#));
        whole(
            token,
            ring_of(&format!(
                r#"{{"keys":[{}]}}"#,
                each(n, |i| format!(r#"{{"kty":"oct","kid":"a","k":"{}"}}"#, encode(format!("secret {i:040}"))))
            )),
        )
    });
    shapes.add("keys: one signature, a kid that none has", 300, |n| {
        let token = format!("{}.e30.AAAA", encode(r#"{"alg":"HS256","kid":"none"}"#));
        whole(token, ring_of(&secrets(n)))
    });
}

fn secrets(count: usize) -> String {
    format!(
        r#"{{"keys":[{}]}}"#,
        each(count, |i| format!(r#"{{"kty":"oct","kid":"{i}","k":"{}"}}"#, encode(format!("secret {i:040}"))))
    )
}

fn named_keys(count: usize) -> String {
    format!(r#"{{"keys":[{}]}}"#, each(count, |i| format!(r#"{{{ED_KEY},"kid":"{i}"}}"#)))
}

fn jwe(members: &str) -> String {
    format!(
        r#"{{"protected":"eyJlbmMiOiJBMTI4R0NNIn0",{members},"iv":"AAAAAAAAAAAAAAAA","ciphertext":"AAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA"}}"#
    )
}

fn recipients(count: usize, entry: &str) -> String {
    jwe(&format!(r#""recipients":[{}{entry}]"#, times(count, &format!("{entry},"))))
}

fn encrypted(shapes: &mut Shapes) {
    const WRAPPED: &str = r#"{"header":{"alg":"A128KW"},"encrypted_key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    const PASSWORD: &str = r#"{"header":{"alg":"PBES2-HS256+A128KW","p2c":1000,"p2s":"AAAAAAAAAAA"},"encrypted_key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    let aes = |count: usize| {
        ring_of(&format!(
            r#"{{"keys":[{}]}}"#,
            each(count, |i| format!(r#"{{"kty":"oct","k":"{}"}}"#, encode(format!("{i:016}"))))
        ))
    };
    shapes.add("JWE: recipients", 80, move |n| whole(recipients(n, WRAPPED), aes(1)));
    shapes.add("JWE: recipients times keys", 80, move |n| whole(recipients(n / 4, WRAPPED), aes(n)));
    shapes.add("JWE: recipients with a password", 40, move |n| whole(recipients(n, PASSWORD), aes(1)));
    shapes.add("JWE: keys as passwords", 40, move |n| whole(recipients(1, PASSWORD), aes(n)));
    shapes.add("JWE: recipients that are none", 400, move |n| whole(recipients(n, "1"), aes(1)));
    shapes.add("JWE: members of the shared header", 300, move |n| {
        whole(jwe(&format!(r#""unprotected":{{{}}},"recipients":[{WRAPPED}]"#, members(n, "1"))), aes(1))
    });
    shapes.add("JWE: long aad", 6_000, move |n| {
        whole(jwe(&format!(r#""aad":"{}","recipients":[{WRAPPED}]"#, times(n, "A"))), aes(1))
    });
    shapes.add("JWE: a long encrypted key", 6_000, move |n| {
        whole(
            format!(
                "{}.{}.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
                encode(r#"{"alg":"A128KW","enc":"A128GCM"}"#),
                times(n, "A")
            ),
            aes(1),
        )
    });
    shapes.add("JWE: a long ciphertext", 6_000, move |n| {
        whole(
            format!(
                "{}..AAAAAAAAAAAAAAAA.{}.AAAAAAAAAAAAAAAAAAAAAA",
                encode(r#"{"alg":"dir","enc":"A128GCM"}"#),
                times(n, "AAAA")
            ),
            aes(1),
        )
    });
    // Each layer is a third longer than what is in it: what grows is the innermost.
    shapes.token("nested: long, deeper than is followed", 60, |n| {
        (0..10).fold(claims(&members(n, "1")), |inner, _| signed(r#""cty":"JWT""#, inner))
    });
    shapes.token("nested: long, four deep", 200, |n| {
        (0..3).fold(claims(&members(n, "1")), |inner, _| signed(r#""cty":"JWT""#, inner))
    });
}

fn disclosure(index: usize) -> String {
    encode(format!(r#"["salt{index:012}","name{index}",{index}]"#))
}

fn disclosures(shapes: &mut Shapes) {
    let all = |count: usize| -> Vec<String> { (0..count).map(disclosure).collect() };
    shapes.token("SD-JWT: disclosures", 100, move |n| sd_jwt("", &all(n)));
    shapes.token("SD-JWT: disclosures that nobody refers to", 150, move |n| {
        format!("{}{}~", sd_jwt("", &all(1)), all(n).join("~"))
    });
    shapes.token("SD-JWT: one disclosure over and over", 150, move |n| {
        format!("{}{}", sd_jwt("", &all(1)), times(n, &format!("{}~", disclosure(0))))
    });
    shapes.token("SD-JWT: digests that nothing discloses", 200, |n| {
        signed(
            r#""typ":"dc+sd-jwt""#,
            format!(r#"{{"_sd":[{}]}}"#, each(n, |i| format!("\"{}\"", digest_of(&i.to_string())))),
        ) + "~"
    });
    shapes.token("SD-JWT: a disclosure in a disclosure", 130, |n| {
        let mut chain: Vec<String> = Vec::new();
        for index in 0..n {
            let inner = chain.last().map_or(String::new(), |last| format!(r#""_sd":["{}"]"#, digest_of(last)));
            chain.push(encode(format!(r#"["salt{index:012}","n{index}",{{{inner}}}]"#)));
        }
        let outer = chain.last().expect("one at least").clone();
        let token = signed(r#""typ":"dc+sd-jwt""#, format!(r#"{{"_sd":["{}"]}}"#, digest_of(&outer)));
        format!("{token}~{}~", chain.join("~"))
    });
    shapes.token("SD-JWT: elements of a list", 100, |n| {
        let found: Vec<String> = (0..n).map(|i| encode(format!(r#"["salt{i:012}",{i}]"#))).collect();
        let list = each(n, |i| format!(r#"{{"...":"{}"}}"#, digest_of(&found[i])));
        format!("{}~{}~", signed(r#""typ":"dc+sd-jwt""#, format!(r#"{{"x":[{list}]}}"#)), found.join("~"))
    });
    shapes.token("SD-JWT: one long disclosure", 6_000, |n| {
        sd_jwt("", &[encode(format!(r#"["salt","name","{}"]"#, times(n, "a")))])
    });
    shapes.token("SD-JWT: disclosures that are none", 1_000, |n| {
        format!("{}{}", sd_jwt("", &[disclosure(0)]), times(n, "AAAA~"))
    });
}

fn key_sets(shapes: &mut Shapes) {
    let set = |count: usize, write: &dyn Fn(usize) -> String| format!(r#"{{"keys":[{}]}}"#, each(count, write));
    shapes.keys("key set: secrets", 200, secrets);
    shapes.keys("key set: EC keys", 20, move |n| set(n, &|i| format!(r#"{{{EC_KEY},"kid":"{i}"}}"#)));
    shapes.keys("key set: Ed25519 keys", 60, named_keys);
    shapes.keys("key set: one kid over and over", 200, move |n| {
        set(n, &|i| format!(r#"{{"kty":"oct","kid":"a","k":"{}"}}"#, encode(format!("secret {i:040}"))))
    });
    shapes.keys("key set: one key over and over", 60, move |n| set(n, &|_| format!("{{{ED_KEY}}}")));
    shapes.keys("key set: RSA keys", 12, move |n| {
        // 1,024 bits each; what they share is searched for to a limit.
        set(n, &|i| {
            format!(
                r#"{{"kty":"RSA","e":"AQAB","n":"{}"}}"#,
                encode([vec![0xc1; 64], vec![7; 60], (2 * i as u32 + 1).to_be_bytes().to_vec()].concat())
            )
        })
    });
    shapes.keys("key set: types that nobody knows", 300, move |n| set(n, &|i| format!(r#"{{"kty":"new{i}"}}"#)));
    shapes.keys("key set: entries that are none", 1_000, move |n| set(n, &|_| "1".to_owned()));
    shapes.keys("key set: members of a key", 300, move |n| set(1, &|_| format!("{{{ED_KEY},{}}}", members(n, "1"))));
    shapes.keys("key set: operations", 400, move |n| {
        set(1, &|_| format!(r#"{{{ED_KEY},"key_ops":[{}]}}"#, each(n, |i| format!("\"op{i}\""))))
    });
    shapes.keys("key set: certificates of a key", 6, move |n| {
        set(1, &|_| format!(r#"{{{ED_KEY},"x5c":[{}]}}"#, each(n, |_| format!("\"{}\"", certificate()))))
    });
    shapes.keys("key set: a long secret", 6_000, move |n| {
        set(1, &|_| format!(r#"{{"kty":"oct","k":"{}"}}"#, times(n, "A")))
    });
    shapes.keys("key set: sets in sets", 100, move |n| {
        format!("{}{{{ED_KEY}}}{}", times(n, r#"{"keys":["#), times(n, "]}"))
    });
    shapes.add("keyring: plain, public keys", 40, |n| {
        let text = format!(
            r#"{{"keys":[{}],"jotsmith":{{"v":1}}}}"#,
            each(n, |i| format!(r#"{{{ED_KEY},"kid":"{i}","jotsmith":{{"name":"n{i}"}}}}"#))
        );
        Box::new(move || drop(black_box(keyring::open(text.as_bytes(), "k", None, &LIMITS, &mut KeyIds::default()))))
    });
    shapes.add("keyring: merged with itself", 40, |n| {
        let text = named_keys(n);
        let mut ring = keyring::open(text.as_bytes(), "k", None, &LIMITS, &mut KeyIds::default()).expect("it opens");
        Box::new(move || {
            let copy = ring.clone();
            black_box(ring.merge(&copy));
        })
    });
}

fn key_files(shapes: &mut Shapes) {
    const PRIVATE: &str = include_str!("../data/keys/ed25519.pkcs8.pem");
    const CERTIFICATE: &str = include_str!("../data/keys/p256.certificate.pem");
    const SSH: &str = include_str!("../data/keys/openssh.pub");
    shapes.keys("key file: PEM blocks", 15, |n| times(n, PRIVATE));
    shapes.keys("key file: certificates", 8, |n| times(n, CERTIFICATE));
    shapes.keys("key file: PEM blocks of nothing", 150, |n| times(n, "-----BEGIN X-----\nAAAA\n-----END X-----\n"));
    shapes.keys("key file: PEM blocks without end", 300, |n| times(n, "-----BEGIN PRIVATE KEY-----\n"));
    shapes.keys("key file: ends without beginning", 300, |n| times(n, "-----END PRIVATE KEY-----\n"));
    shapes.keys("key file: headers of a PEM block", 300, |n| {
        format!("-----BEGIN PRIVATE KEY-----\n{}\nAAAA\n-----END PRIVATE KEY-----\n", times(n, "Name: value\n"))
    });
    shapes.keys("key file: a long PEM block", 300, |n| {
        format!(
            "-----BEGIN PRIVATE KEY-----\n{}-----END PRIVATE KEY-----\n",
            times(n, "MIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIB\n")
        )
    });
    shapes.keys("key file: DER in DER", 500, |n| {
        format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            data_encoding::BASE64.encode(&vec![0x30; n])
        )
    });
    shapes.keys("key file: lines of SSH", 40, |n| times(n, SSH));
    shapes.keys("key file: lines of SSH that are none", 200, |n| times(n, "ssh-ed25519 AAAA comment\n"));
    shapes.keys("key file: text", 2_000, |n| times(n, "text "));
    shapes.keys("key file: hexadecimal", 4_000, |n| times(n, "30"));
    shapes.keys("key file: base64", 2_000, |n| times(n, "MIIB"));
    shapes
        .keys("key file: XML", 200, |n| format!("<RSAKeyValue>{}</RSAKeyValue>", times(n, "<Modulus>AQAB</Modulus>")));
    shapes.keys("key file: XML without end", 500, |n| times(n, "<RSAKeyValue>"));
    shapes.keys("key file: a long secret", 10_000, |n| format!("JWT_SECRET={}", "a".repeat(n)));
    shapes.keys("key file: a long secret of random letters", 10_000, |n| {
        format!("JWT_SECRET={}", "aB3-x_9Q".repeat(n / 8))
    });
    shapes.keys("key file: calls in quotes", 200, |n| times(n, "jwt.sign(`"));
    shapes.keys("key file: lines of .env", 200, |n| times(n, "JWT_SECRET=\"a secret that is long enough\"\n"));
    shapes.keys("key file: variables of many names", 100, |n| {
        each(n, |i| format!("SECRET_{i}=a secret of {i} that is long\n")).replace(',', "")
    });
    shapes.keys("key file: commands that set variables", 200, |n| times(n, "setx JWT_SECRET \"a secret\"\n"));
    shapes.keys("key file: aliases of YAML", 100, |n| {
        format!("a: &s {}\n{}", times(n, "v"), each(n, |i| format!("jwt_secret_{i}: *s\n")))
    });
    shapes.keys("key file: quotes that are not closed", 100, |n| times(n, "A=\"b\nB='c\n"));
    shapes.keys("key file: lines that go on", 200, |n| times(n, "jwt.secret=a\\\n  b\\\n  c\n"));
    shapes.keys("key file: JSON with comments and commas", 100, |n| {
        format!("{{\n{}}}", each(n, |i| format!("// c\n\"jwt_secret_{i}\": \"a secret {i}\", /* d */\n")))
    });
    shapes.keys("key file: elements with a name", 100, |n| {
        times(n, "<entry key=\"jwt.secret\"><![CDATA[a secret]]></entry>")
    });
    shapes.keys("key file: directives", 100, |n| times(n, "  auth_jwt_key \"a secret\";"));
    shapes.keys("key file: commands that keep secrets", 100, |n| {
        each(n, |i| format!("gh secret set JWT_SECRET_{i} --body 'secret {i}'\n"))
    });
    shapes.keys("key file: secrets in calls", 100, |n| each(n, |i| format!("jwt.sign(payload, 'secret {i}');\n")));
    shapes.keys("key file: doubtful values", 100, |n| each(n, |i| format!("S{i}_KEY=a-value-{i}\n")));
    shapes.keys("key file: a list of secrets", 100, |n| format!("JWT_SECRETS={}\nA=b\n", times(n, "one,")));
    shapes.keys("key file: calls with a name and a value", 200, |n| times(n, "os.getenv('JWT_SECRET', 'a secret') "));
    shapes.keys("key file: quotes without end", 300, |n| times(n, "JWT_SECRET=\" "));
    shapes.keys("key file: names and colons", 500, |n| times(n, "key:"));
    shapes.keys("key file: names and equals signs", 500, |n| times(n, "key="));
    shapes.keys("key file: blocks in blocks", 500, |n| times(n, "a={"));
    shapes.keys("key file: names in one row", 500, |n| times(n, "a,"));
    shapes.keys("key file: cells of one row", 300, |n| times(n, &format!("|{:>62}|", "secret ")));
    shapes.keys("key file: YAML within YAML", 300, |n| {
        (0..n).map(|depth| format!("{0}name:\n{0}secret: a secret of {depth}\n", " ".repeat(depth % 4_096))).collect()
    });
    shapes.keys("key file: JSON below a long name", 500, |n| {
        format!(r#"{{"{}":{{{}}}}}"#, times(n, "name"), members(n, r#""a value""#))
    });
    shapes.keys("key file: here-documents", 200, |n| times(n, "key=<<END\n"));
    shapes.keys("key file: rows of a table", 200, |n| times(n, "| key | a secret |\n"));
    shapes.keys("key file: elements", 200, |n| times(n, "<key>a secret</key>"));
    shapes.keys("key file: variables in lines with a prefix", 150, |n| times(n, "> JWT_SECRET=a-secret\n"));
    shapes.keys("key file: YAML", 200, |n| times(n, "key:\n  - value\n"));
    shapes.keys("key file: YAML, deep", 100, |n| times(n, "- "));
    shapes.keys("key file: values that are no secrets", 150, |n| {
        (0..n).map(|i| format!("JWT_SECRET_{i}=/run/secrets/jwt-{i}\nkey={i}\n")).collect()
    });
    shapes.keys("key file: JSON in variables", 100, |n| {
        (0..n).map(|i| format!("A{i}={{\"type\":\"HS256\",\"key\":\"a secret\"}}\n")).collect()
    });
    shapes.keys("key file: JSON that breaks off", 300, |n| format!("{{{},", members(n, "1")));
    shapes.keys("key file: escaped line breaks", 500, |n| format!("\"{}\"", times(n, r"-----BEGIN X-----\n")));
}

fn pastes(shapes: &mut Shapes) {
    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UifQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    shapes.paste("paste: tokens", 100, |n| {
        (0..n).map(|i| format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA\n", encode(format!("{{\"n\":{i}}}")))).collect()
    });
    shapes.paste("paste: one token over and over", 80, |n| times(n, &format!("{TOKEN}\n")));
    shapes.paste("paste: lines of a log", 150, |n| times(n, "2026-11-23T14:00:00Z INFO user=4711 path=/a/b.c?d=e\n"));
    shapes.paste("paste: beginnings of tokens", 1_500, |n| times(n, "eyJ "));
    shapes.paste("paste: beginnings of tokens, without space", 1_500, |n| times(n, "eyJ"));
    shapes.paste("paste: beginnings of tokens, with dots", 1_000, |n| times(n, "eyJ."));
    shapes.paste("paste: a cookie", 300, |n| format!("Cookie: {}s={TOKEN}", times(n, "a=b; ")));
    shapes.paste("paste: cookies in pieces", 100, |n| {
        format!("Cookie: {}", each(n, |i| format!("s.{i}=AAAA")).replace(',', "; "))
    });
    shapes.paste("paste: curl", 200, |n| format!("curl {}https://a.example", times(n, "-H 'Accept: a' ")));
    shapes.paste("paste: parameters of a URL", 400, |n| format!("https://a.example/?{}t={TOKEN}", times(n, "a=b&")));
    shapes.paste("paste: JSON", 200, |n| format!("{{{},\"access_token\":\"{TOKEN}\"}}", members(n, "\"v\"")));
    shapes.paste("paste: JSON in a string in JSON", 300, |n| format!("{{\"a\":\"{}\"}}", times(n, r#"{\"b\":1}"#)));
    shapes.paste("paste: a HAR file", 40, |n| {
        format!(
            r#"{{"log":{{"entries":[{}]}}}}"#,
            each(n, |_| format!(
                r#"{{"request":{{"headers":[{{"name":"Authorization","value":"Bearer {TOKEN}"}}]}}}}"#
            ))
        )
    });
    shapes.paste("paste: words with dots", 1_500, |n| times(n, "a.b.c "));
    shapes.paste("paste: dots", 6_000, |n| times(n, "."));
    shapes.paste("paste: quotation marks", 3_000, |n| times(n, "\"'"));
    shapes.paste("paste: backslashes", 6_000, |n| times(n, "\\"));
    shapes.paste("paste: brackets", 3_000, |n| times(n, "[{"));
    shapes.paste("paste: white space", 6_000, |n| times(n, " \n"));
    shapes.paste("paste: characters without width", 2_000, |n| times(n, "\u{200b}a"));
    shapes.paste("paste: control characters", 3_000, |n| times(n, "\u{1b}[0m"));
    shapes.paste("paste: one long word", 8_000, |n| times(n, "A"));
    // A message of a few thousand characters is looked through for placeholders; a longer text is not.
    shapes.paste("paste: Bearer", 4_000, |n| times(n, "Bearer "));
    shapes.paste("paste: masked pieces", 400, |n| times(n, "eyJhbGciOiJI***"));
    shapes.paste("paste: pieces around ellipses", 400, |n| times(n, "eyJhbGciOiJI\u{2026}abcd"));
    shapes.paste("paste: lines in a box", 300, |n| times(n, "\u{2502} eyJhbGciOiJI \u{2502}\n"));
    shapes.paste("paste: hyphens at line ends", 400, |n| times(n, "eyJhbGciOiJI-\n"));
    shapes.paste("paste: objects in lines", 300, |n| times(n, "{\"log\":\"eyJhbGciOiJI\"}\n"));
    shapes.paste("paste: parts without dots", 200, |n| times(n, "eyJhbGciOiJIUzI1NiJ9"));
    shapes.paste("paste: lines that begin differently", 150, |n| {
        each(n, |i| format!("[{i}] eyJhbGciOiJIUzI1NiJ9eyJhbGciOi\n")).replace(',', "")
    });
    shapes.paste("paste: emoji", 1_500, |n| times(n, "🔑"));
}

fn envelopes(shapes: &mut Shapes) {
    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UifQ.AAAA";
    let escaped =
        |count: usize, write: &dyn Fn(u8) -> String| -> String { times(count, TOKEN).bytes().map(write).collect() };
    shapes.paste("envelope: percent signs", 40, move |n| escaped(n, &|byte| format!("%{byte:02X}")));
    shapes.paste("envelope: percent signs twice", 20, move |n| escaped(n, &|byte| format!("%25{byte:02X}")));
    shapes.paste("envelope: HTML", 40, move |n| escaped(n, &|byte| format!("&#{byte};")));
    shapes.paste("envelope: quoted-printable", 40, move |n| escaped(n, &|byte| format!("={byte:02X}")));
    shapes.paste("envelope: hexadecimal", 40, move |n| escaped(n, &|byte| format!("{byte:02x}")));
    shapes.paste("envelope: list of bytes", 40, move |n| {
        format!("[{}]", times(n, TOKEN).bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(", "))
    });
    shapes.paste("envelope: base64", 60, |n| data_encoding::BASE64.encode(times(n, &format!("{TOKEN} ")).as_bytes()));
    // Each level makes the text longer: the levels stay and what is in them grows.
    shapes.paste("envelope: base64 of base64", 10, |n| {
        let text = times(n, &format!("{TOKEN}\n"));
        (0..8).fold(text, |text, _| data_encoding::BASE64.encode(text.as_bytes()))
    });
    shapes.paste("envelope: strings in strings", 40, |n| {
        let text = times(n, &format!("{TOKEN}\n"));
        (0..8).fold(text, |text, _| serde_json::Value::from(text).to_string())
    });
    shapes.paste("envelope: hex dump", 60, |n| {
        (0..n).map(|i| format!("{:08x}: 6579 4a68 6247 6369 4f69 4a49 557a 4931  eyJhbGciOiJIUzI1\n", 16 * i)).collect()
    });
    shapes.paste("envelope: digits of a health card", 2_000, |n| format!("shc:/{}", times(n, "5676")));
    shapes.paste("envelope: a diff", 300, |n| times(n, "+ line\n- line\n"));
    shapes.paste("envelope: numbered lines", 300, |n| (0..n).map(|i| format!("{i:4}  line of text\n")).collect());
    shapes.paste("envelope: quoted mail", 300, |n| times(n, "> > line\n"));
    shapes.paste("envelope: HTML tags", 400, |n| times(n, "<b>a</b>"));
    shapes.paste("envelope: HTML tags without end", 1_500, |n| times(n, "<a "));
    shapes.paste("envelope: entities without end", 1_500, |n| times(n, "&#"));
}

fn request(payload: String) -> BuildRequest {
    let key = Arc::clone(ring().keys().first().expect("the key"));
    BuildRequest {
        payload: Payload::Claims(payload),
        signing: Some(Signing::compact(SignatureRequest::new(key, "{}"))),
        ..BuildRequest::default()
    }
}

fn made(shapes: &mut Shapes) {
    let of = |text: String, run: fn(&str)| -> Box<dyn FnOnce()> { Box::new(move || run(black_box(&text))) };
    shapes.add("JSON: duplicates", 500, move |n| {
        of(format!("{{{}}}", members(n, "1")), |text| {
            let document = json::scan(text.as_bytes(), 128);
            black_box(document.root().map(json::duplicates));
        })
    });
    shapes.add("JSON: pretty", 500, move |n| {
        of(format!("{{{}}}", members(n, "[1]")), |text| drop(black_box(edit::pretty(text, 128))))
    });
    shapes.add("JSON: compact", 500, move |n| {
        of(format!("{{{}}}", members(n, "[ 1 ]")), |text| drop(black_box(edit::compact(text, 128))))
    });
    shapes.add("claims: shares of a token", 500, move |n| {
        of(format!("{{{}}}", members(n, "[1]")), |text| drop(black_box(sizes::shares(text))))
    });
    shapes.add("draft: private keys", 100, move |n| {
        of(format!("{{{}}}", members(n, r#"{"kty":"oct","k":"AAAA"}"#)), |text| drop(black_box(private::without(text))))
    });
    shapes.add("build: claims", 300, |n| {
        let request = request(format!("{{{}}}", members(n, "1")));
        Box::new(move || drop(black_box(build(&request, &LIMITS))))
    });
    let selected = |count: usize| {
        let paths: Vec<ClaimPath> =
            (0..count).map(|i| ClaimPath::parse(&format!("/name{i}")).expect("a path")).collect();
        let mut request = request(format!("{{{}}}", members(count, "1")));
        request.allow_weak = true;
        (request, Selection { paths, ..Selection::default() })
    };
    shapes.add("build: claims that can be withheld", 60, move |n| {
        let (request, selection) = selected(n);
        Box::new(move || assert!(issue(&request, &selection, &LIMITS).is_ok(), "issued"))
    });
    shapes.add("build: many claims of many are disclosed", 60, move |n| {
        let (request, selection) = selected(n);
        let token = issue(&request, &selection, &LIMITS).expect("issued").built.text;
        let disclose = Disclose::Claims(selection.paths);
        let request = PresentationRequest { token, disclose, key_binding: None, allow_weak: true };
        Box::new(move || assert!(present(&request, &LIMITS).is_ok(), "presented"))
    });
    shapes.add("build: many claims of many are disclosed by their names", 60, move |n| {
        let (request, selection) = selected(n);
        let token = issue(&request, &selection, &LIMITS).expect("issued").built.text;
        let names = (0..n).map(|i| ClaimPath::parse(&format!("name{i}")).expect("a name"));
        let disclose = Disclose::Claims(names.collect());
        let request = PresentationRequest { token, disclose, key_binding: None, allow_weak: true };
        Box::new(move || assert!(present(&request, &LIMITS).is_ok(), "presented"))
    });
    shapes.add("convert: a long payload", 6_000, move |n| {
        of(format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", times(n, "AAAA")), |text| {
            drop(black_box(convert(text, &parse(text, &LIMITS).object, Serialization::General)));
        })
    });
}
