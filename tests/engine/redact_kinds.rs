//! Kinds of secrets that one name does not say alone: lists, values that are put together, folded lines, arguments of calls,
//! options of programs, codes that are used once. `A1` and `B1` stand for values that must be gone, whatever they are.

use crate::redact::{Made, redact};
use jotsmith::engine::redact::Rules;

fn redacted(text: &str) -> String {
    redact(5, Rules::default(), &[text]).pop().unwrap().text
}

/// Nothing of the values is left, with lengths and without; what is around them is.
fn gone(templates: &[&str]) {
    for seed in 0..3 {
        let mut made = Made::new(seed);
        for template in templates {
            let (first, second) = (format!("U7{}", made.word()), format!("Y1{}", made.word()));
            let text = template.replace("A1", &first).replace("B1", &second);
            for keeps_lengths in [false, true] {
                let rules = Rules { keeps_lengths, ..Rules::default() };
                let found = redact(seed, rules, &[&text]).pop().unwrap().text;
                for value in [&first, &second].iter().filter(|value| text.contains(value.as_str())) {
                    let pieces = value.as_bytes().windows(5).map(|piece| std::str::from_utf8(piece).unwrap());
                    let left: Vec<&str> = pieces.filter(|piece| found.contains(piece)).collect();
                    assert!(left.is_empty(), "{text}: {found}");
                }
                let front: String = template.chars().take_while(|sign| sign.is_ascii_alphabetic()).collect();
                assert!(found.starts_with(&front), "{text}: {found}");
            }
        }
    }
}

fn same(texts: &[&str]) {
    for text in texts {
        assert_eq!(redacted(text), *text);
    }
}

#[test]
fn every_value_of_a_list_is_masked() {
    gone(&[
        "token: [\"A1\", \"B1\"]",
        "token: [A1, B1]",
        "tokens: [\"A1\", \"B1\"]",
        "client_secret = ['A1', 'B1']",
        "credentials = ('web', 'A1')",
        "passwords = [\n  'A1', # the old one\n  'B1',\n]\nname = 'bob'\n",
        "api_keys = {'x': 'A1', 'y': 'B1'}",
        "API_KEYS=A1,B1",
        "PASSWORD=A1,B1 x",
        "backup_codes: A1, B1",
        "var apiKeys = new String[] {\"A1\", \"B1\"};",
        "var apiKeys = List.of(\"A1\", \"B1\");",
        "TOKENS=(\"A1\" \"B1\")",
        "api_keys:\n  - A1\n  - 'B1' # the old one\nname: x\n",
        "tokens:\n- \"A1\"\n- B1\n",
        "{\"tokens\": [\"A1\", \"B1\"]}",
        "{\"recovery_codes\":[\"A1\",\"B1\"]}",
    ]);
    same(&[
        "tokens: [\"identifier\", \"comma\", \"for\"]",
        "{\"tokens\":[\"a\",\"list\",\"of\",\"words\"],\"max_tokens\":4096}",
        "x\nmax_tokens=4096\ntokens: 42\n",
        "seed: 42\nx: 1\n",
        "{\"seed\":12345,\"mnemonic\":\"mov\"}",
        "const [state, setState] = useState(\"idle\"); state = ['open', 'closed']",
    ]);
    same(&[
        "tokens:\n  - first\n  - second\n",
        "secrets:\n  - name: first\n    path: 'a/b'\n",
        "credentials:\n  place: 'some/thing'\n",
    ]);
    // What stands beside a list is none of it.
    let found = redacted("token: [Zq81LmPv44Rt, Xk9vR2mTq7Lw]\ncolors: [green, white]\n");
    assert_eq!(found.lines().nth(1), Some("colors: [green, white]"), "{found}");
    assert!(!found.contains("Xk9v"), "{found}");
}

#[test]
fn a_value_that_is_put_together_is_masked_whole() {
    gone(&[
        "secret = prefix + 'A1'",
        "client_secret = 'B1' \\\n  'A1'",
        "client_secret = '{}{}'.format('B1', 'A1')",
        "clientSecret := strings.Join([]string{\"B1\", \"A1\"}, \"\")",
        "String clientSecret = \"B1\".concat(\"A1\");",
        "#define CLIENT_SECRET \"B1\" \"A1\"",
        "CLIENT_SECRET=B1\nCLIENT_SECRET+=A1\n",
        "$secret .= 'A1';",
        "secret = cond ? 'A1' : 'B1'",
        "client_secret: !!str A1\n",
        "client_secret: &anchor A1\n",
        "export CLIENT_SECRET=$(cat <<EOF\nA1\nEOF\n)",
        "prog --client-secret ^\n  A1 --x\n",
        "prog -ClientSecret `\n  'A1'",
    ]);
    // What is behind it is none of it.
    for (text, left) in [
        ("curl -d password='hunter22' 'https://a.example/x'", "'https://"),
        ("foo(password='hunter22', name='some-thing')", "some-thing"),
        ("password = 'hunter22'\ntitle = 'some-thing'\n", "some-thing"),
        ("access_token = 'hunter22' + refresh('some-thing')", "some-thing"),
    ] {
        let found = redacted(text);
        assert!(found.contains(left) && !found.contains("hunter22"), "{found}");
    }
}

#[test]
fn a_folded_header_line_is_masked_whole() {
    gone(&[
        "Authorization: Basic A1\n B1==\n",
        "Authorization: Basic\n A1==\nHost: a\n",
        "POST /token HTTP/1.1\r\nAuthorization: Bearer\r\n\tA1\r\n\tB1\r\n\r\nx",
        "time=x msg=\"got Authorization: Basic\\n A1==\"",
        ":method: POST\nauthorization: Bearer\n  A1\n",
        "DPoP:\n A1\n",
    ]);
    let found = redacted("env:\n  Authorization: Bearer abc123def456ghi789\n  Accept: x\n  application\n");
    assert_eq!(found.lines().skip(2).collect::<Vec<_>>(), ["  Accept: x", "  application"], "{found}");
}

#[test]
fn passwords_that_are_handed_to_a_call_are_masked() {
    gone(&[
        "requests.post(u, auth=('web', 'A1'), data={})",
        "httpx.get(u, auth=(\"web\", \"A1\"))",
        "requests.get(u, auth=HTTPBasicAuth('web', 'A1'))",
        "requests.get(u, auth=HTTPDigestAuth('web', \"A1\"))",
        "fetch_token(u, auth=HTTPBasicAuth(client_id, 'A1'))",
        "aiohttp.BasicAuth('web', 'A1')",
        "req.SetBasicAuth(\"web\", \"A1\")",
        "Credentials.basic(\"web\", \"A1\")",
        "req.basic_auth 'web', 'A1'",
        "client.post(u).basic_auth(\"web\", Some(\"A1\"))",
        "request.post(u).auth('web', 'A1')",
        "given().auth().preemptive().basic(\"web\", \"A1\")",
        "new UsernamePasswordCredentials(\"web\", \"A1\".toCharArray())",
        "new PasswordAuthentication(\"web\", \"A1\".toCharArray())",
        "New-Object System.Net.NetworkCredential(\"web\", \"A1\")",
        "[PSCredential]::new(\"web\", (ConvertTo-SecureString -String \"A1\" -AsPlainText -Force))",
        "$p = ConvertTo-SecureString \"A1\" -AsPlainText -Force",
        "'A1' | ConvertTo-SecureString -AsPlainText -Force",
        "curl_setopt($ch, CURLOPT_USERPWD, 'web:A1');",
        "'auth' => ['web', 'A1']",
        "base64.b64encode(b'web:A1')",
        "Buffer.from('web:A1').toString('base64')",
        "printf 'web:A1' | base64",
        "server.login('web', 'A1')",
    ]);
    same(&[
        "passport.authenticate('local', { failureRedirect: '/login' })",
        "Buffer.from('data:text/plain')",
        "btoa('hello world')",
        "app.use(auth('some', 'thing'))",
        "auth: required",
        "HTTPBasicAuth(user, other)",
        "base64 -d file | base64",
    ]);
}

#[test]
fn passwords_in_options_of_programs_are_masked() {
    gone(&[
        "curl -su web:A1 https://as.example/token",
        "curl -uweb:A1 https://as.example/token",
        "curl -sSuweb:A1 https://as.example/token",
        "curl \\\n  -sS \\\n  -su web:A1 \\\n  https://as.example/token",
        "curl -E cert.pem:A1 https://as.example/token",
        "http -a web:A1 https://as.example/token",
        "http POST as.example client_secret=B1 pin:=4938",
        "mysql -uroot -pA1 db",
        "sshpass -p A1 ssh host",
        "redis-cli -a A1 ping",
        "docker login -u web -p A1",
        "machine as.example login web password A1",
        "client_id,client_secret\nweb,A1\n\"x,y\",\"B1\"\n",
    ]);
    let found = redacted("curl -E cert.pem:hunter22 -sS https://a.example/api");
    let words: Vec<&str> = found.split(' ').collect();
    let (certificate, masked) = words[2].split_once(':').expect("both");
    assert_eq!((words.len(), certificate), (5, "cert.pem"), "{found}");
    assert_ne!(masked, "hunter22");
    same(&[
        "git commit -a -m \"x\"",
        "ls -lau file",
        "curl -sS -o out -E cert.pem x",
        "docker run -p 8080:80 nginx",
        "mkdir -p /some/dir",
        "mysql -p",
        "the machine login page asks for a password now",
        "first,second\n1,2\n",
    ]);
}

#[test]
fn codes_that_are_used_once_are_masked() {
    gone(&[
        "{\"auth_req_id\":\"A1\",\"expires_in\":120}",
        "{\"totp_secret\":\"A1\",\"seed\":\"B1\"}",
        "{\"authCode\":\"A1\"}",
        "passcode=A1&user=x",
    ]);
    for (text, code) in [
        ("verification_code=493817&pin=4938&passcode=773311", "773311"),
        ("verification_code=493817&pin=4938&passcode=773311", "493817"),
        ("mfa_code=493817&user=x", "493817"),
        ("{\"mfa_code\":\"493817\"}", "493817"),
        ("{\"mfa_code\":493817}", "493817"),
        ("{\"2fa\":\"493817\"}", "493817"),
        ("{\"one_time_code\":\"493817\",\"totp_code\":\"773311\"}", "773311"),
        ("{\"pin\":4938}", "4938"),
        ("pin: 493817\n", "493817"),
        ("http POST as.example pin:=4938", "4938"),
        ("{\"card_number\":\"4111111111111111\"}", "4111"),
        ("Your verification code is 493817", "493817"),
        ("SMS: 493817 is your Acme sign-in code.", "493817"),
        ("{\"mnemonic\":\"legal winner thank year wave sausage worth useful legal winner thank yellow\"}", "winner"),
    ] {
        let found = redacted(text);
        assert!(!found.contains(code), "{text}: {found}");
    }
    // A pin of a chip has a number too, below those that a PIN has (ISO 9564-1).
    same(&[
        "pin: 3\n",
        "{\"pin\":13,\"country_code\":\"4912\"}",
        "the error code is 4040, the postal code is 12345",
        "order 493817 is your last order",
    ]);
}
