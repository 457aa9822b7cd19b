//! Secrets in source files and settings: what a program gives a name, and how each notation writes it.

use super::*;
use crate::engine::key::Doubt;

fn secrets(text: &str) -> Vec<String> {
    let secret = |key: &Jwk| match &key.material {
        KeyMaterial::Oct(secret) => String::from_utf8_lossy(secret.expose()).into_owned(),
        _ => String::new(),
    };
    taken(text.as_bytes()).keys.iter().map(secret).collect()
}

/// Only texts in quotes are secrets of a program; of what it computes, nothing is one.
#[test]
fn what_a_program_computes_is_no_secret() {
    for (text, doubt) in [
        ("const secret = jwtSecretKey;\n", Doubt::LikeName),
        ("module.exports = { secret: jwtSecretKey, issuer: 'x' };\n", Doubt::LikeName),
        ("SECRET_KEY = settings_secret_key\n", Doubt::LikeName),
        ("private String secret = defaultSecretValue;\n", Doubt::LikeName),
        ("def f():\n    return jwt.encode(p, secret=signing_value)\n", Doubt::LikeName),
        ("const secret = await loadSecret();\n", Doubt::Code),
        ("const secret = prod ? live : dev;\n", Doubt::Code),
        ("const secret = 'first-half-of-it' + rest;\n", Doubt::Code),
        ("SECRET_KEY = \"%s-rest-of-it\" % front\n", Doubt::Code),
        ("SECRET_KEY = \"{}-rest-of-it\".format(front)\n", Doubt::Code),
        ("const secret = `pre-${process.env.X}-rest`;\n", Doubt::Template),
        ("SECRET_KEY = f\"pre-{x}-rest\"\n", Doubt::Template),
        ("JWT_SECRET=pre-${OTHER}-rest\nPORT=80\n", Doubt::Template),
        ("jwt.sign(payload, 'first-half' + rest)\n", Doubt::Code),
        ("2026-11-30 ERROR invalid secret: 'not-the-secret' for a tenant\n", Doubt::OtherName),
    ] {
        let import = taken(text.as_bytes());
        assert!(import.keys.is_empty(), "{text}: {:?}", secrets(text));
        assert!(import.doubtful.iter().any(|found| found.doubt == doubt), "{text}: {:?}", import.doubtful);
    }
}

/// Comments, documentation, and what is put into a token.
#[test]
fn what_is_out_of_use_is_no_secret() {
    for text in [
        "/*\nconst secret = 'not-in-use';\n*/\nconst secret = 'the-secret';\n",
        "const secret = 'the-secret'; // const secret = 'not-in-use';\n",
        "\"\"\"\nSECRET_KEY = \"not-in-use\"\n\"\"\"\nSECRET_KEY = \"the-secret\"\n",
        "REM set JWT_SECRET=not-in-use\r\nset JWT_SECRET=the-secret\r\n",
        ":: set JWT_SECRET=not-in-use\r\nset JWT_SECRET=the-secret\r\n",
        "!jwt.secret=not-in-use\njwt.secret=the-secret\n",
        "=begin\nsecret = 'not-in-use'\n=end\nsecret = 'the-secret'\n",
        "-- set secret = 'not-in-use'\nset secret = 'the-secret';\n",
        ";secret=not-in-use\n[jwt]\nsecret=the-secret\n",
        "JWT_SECRET=the-secret\nJWT_SECRET_EXAMPLE=not-in-use\n",
        "jwt.sign({secret:'not-in-use', sub:'x'}, 'the-secret');\n",
        "jwt.encode({'secret': 'not-in-use'}, key=\"the-secret\", algorithm='HS256')\n",
        "jwt.decode(jwt='not-in-use', key='the-secret', algorithms=['HS256'])\n",
        "JWT::encode(['secret'=>'not-in-use'], 'the-secret', 'HS256');\n",
        "await new SignJWT({secret:'not-in-use'}).sign(new TextEncoder().encode('the-secret'))\n",
    ] {
        assert_eq!(secrets(text), ["the-secret"], "{text}");
    }
}

/// What a text in quotes is depends on who reads it; where both may be meant, both are tried.
#[test]
fn a_text_in_quotes_is_what_its_notation_says() {
    for (text, wanted) in [
        ("const secret = 'first-half' +\n  '-and-second';\n", &["first-half-and-second"][..]),
        ("SECRET_KEY = (\n  \"first-half\"\n  \"-and-second\"\n)\n", &["first-half-and-second"]),
        ("SECRET_KEY = \"first-half\" + \"-and-second\"\n", &["first-half-and-second"]),
        ("const secret = prod ? process.env.S : 'the-secret';\n", &["the-secret"]),
        ("const secret = opts || 'the-secret';\n", &["the-secret"]),
        ("jwt:\n  secret: 'it''s-a-secret'\n  port: 80\n", &["it's-a-secret"]),
        ("jwt:\n  secret: \"tab\\there\"\n  port: 80\n", &["tab\there"]),
        ("jwt:\n  secret: >-\n    first\n    second\n", &["first second"]),
        ("jwt:\n  secret: |\n    in-a-block\n", &["in-a-block", "in-a-block\n"]),
        ("a: &s the-secret\njwt:\n  secret: *s\n", &["the-secret"]),
        ("package m\nvar jwtSecret = []byte(`ab\\ncd`)\n", &["ab\ncd", "ab\\ncd"]),
        ("[jwt]\nsecret = 'ab\\ncd'\n", &["ab\ncd", "ab\\ncd"]),
        ("SECRET_KEY = r\"ab\\ncd\"\n", &["ab\\ncd"]),
        ("SECRET_KEY = b\"ab\\x63d\"\n", &["abcd"]),
        ("const secret = '\\u0041\\x42-secret';\n", &["AB-secret", "\\u0041\\x42-secret"]),
        ("string secret = @\"ab\"\"cd\\n\";\n", &["ab\"cd\\n"]),
        ("const SECRET: &str = r#\"ab\"cd\"#;\n", &["ab\"cd"]),
        ("val secret = \"\"\"ab\\ncd\"\"\"\n", &["ab\ncd", "ab\\ncd"]),
        ("# a\n$env:JWT_SECRET='it''s-here'\n", &["it's-here", "its-here"]),
        ("export JWT_SECRET=$'ab\\ncd'\n", &["ab\ncd"]),
        ("JWT_SECRET=\"ab\\ncd\"\nPORT=80\n", &["ab\\ncd", "ab\ncd"]),
        ("X=1\nJWT_SECRET=\"ab${X}cd\"\n", &["ab1cd"]),
        ("<c><add key=\"JwtSecret\" value=\"a&amp;b-secret\"/></c>", &["a&b-secret"]),
    ] {
        assert_eq!(secrets(text), wanted, "{text}");
    }
    let wide: Vec<u8> = "wide".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let import = taken(b"var k = new SymmetricSecurityKey(Encoding.Unicode.GetBytes(\"wide\"));\n");
    assert_eq!(one(&import).material, KeyMaterial::Oct(SecretBytes::from(&wide[..])));
    // Which of them it is, its name says.
    let import = taken(b"package m\nvar jwtSecret = []byte(`ab\\ncd`)\n");
    let names: Vec<_> = import.keys.iter().filter_map(|key| key.name.as_deref()).collect();
    assert_eq!(names, ["jwtSecret (escapes decoded)", "jwtSecret (backslashes kept)"]);
}

/// Only a text in quotes that is all of a value is a secret: no fragment of an expression, no input of a function, nothing that
/// is looked up, filled in, compared, told or asked for, and no line as a whole whose name is given something else.
#[test]
fn what_is_no_complete_literal_is_no_secret() {
    let mut wrong = Vec::new();
    for text in [
        "import base64, os\nJWT_SECRET = os.environ[\"hG6jF0sA9dU4iO2eK7tX1nV8\"]\n",
        "Module.register({ useFactory: (c) => ({ secret: c.get<string>('JWT_SECRET') }) })\n",
        "JWT_SECRET = get_secret_value(\"prod/jwt\")[\"secret\"]\n",
        "$secret = Get-Secret -Name jwt-secret -AsPlainText\n",
        "JWT_SECRET=${JWT_SECRET:?must be set}\n",
        "val secret = System.getenv(\"JWT_SECRET\") ?: error(\"missing the secret\")\n",
        "jwt_secret: !vault kv/data/jwt\n",
        "jwt_secret: !Ref JwtSecretParameter\n",
        "kubectl create secret generic jwt --from-file=jwt-secret=gT5rE2wQ9yU7\n",
        "const secret = crypto.scryptSync('gT5rE2wQ9yU7iK4oP1sD', 'salt', 32);\n",
        "const secret = decrypt('U2FsdGVkX1+abcdefghijklmn0123');\n",
        "SECRET = hashlib.sha256(b\"gT5rE2wQ9yU7iK4oP1sD\").digest()\n",
        "secret := strings.ToUpper(\"gT5rE2wQ9yU7iK4oP1sD\")\n",
        "<?php\n$secret = strrev('gT5rE2wQ9yU7iK4oP1sD');\n",
        "secret = \"gT5rE2wQ9yU7iK4oP1sD\"[::-1]\n",
        "val secret = \"gT5rE2wQ9yU7iK4oP1sD-$env\"\n",
        "secret = \"gT5rE2wQ9yU7iK4oP1sD-#{env}\"\n",
        "$secret = \"gT5rE2wQ9yU7iK4oP1sD$env:X\"\n",
        "<?php\n$secret = \"gT5rE2wQ9yU7iK4oP1sD$x\";\n",
        "=pod\n$secret = 'gT5rE2wQ9yU7iK4oP1sD';\n=cut\n$x = 1;\n",
        "x = 1\n__END__\nsecret = \"gT5rE2wQ9yU7iK4oP1sD\"\n",
        "' Dim secret = \"gT5rE2wQ9yU7iK4oP1sD\"\nDim x = 1\n",
        "--[[\nlocal secret = \"gT5rE2wQ9yU7iK4oP1sD\"\n]]\nlocal secret = os.getenv(\"X\")\n",
        "msg = f\"JWT_SECRET=gT5rE2wQ9yU7iK4oP1sD is wrong\"\nx = 1\n",
        "log.info('JWT_SECRET=gT5rE2wQ9yU7iK4oP1sD')\n",
        "throw new Error(\"JWT_SECRET=gT5rE2wQ9yU7iK4oP1sD must not be used\");\n",
        "print('JWT_SECRET', 'gT5rE2wQ9yU7iK4oP1sD')\n",
        "[ \"$JWT_SECRET\" = 'gT5rE2wQ9yU7iK4oP1sD' ] && exit 1\n",
        "read -p 'JWT_SECRET: gT5rE2wQ9yU7iK4oP1sD' JWT_SECRET\n",
        "const secretPlaceholder = 'gT5rE2wQ9yU7iK4oP1sD';\n",
        "jwt_secret: ${ssm:/prod/jwt}\n",
        "jwt_secret: ENC[AES256_GCM,data:abcd,iv:efgh,tag:ijkl,type:str]\n",
        "config :app, secret_key: {:system, \"JWT_SECRET\"}\n",
        "JWT_SECRET: str = Field(..., env=\"APP_JWT_SECRET\", min_length=32)\n",
        "<?php $secret = config('jwt.secret');\n",
    ] {
        let found = secrets(text);
        if !found.is_empty() {
            wrong.push((text, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // A program in PHP is no XML.
    let import = taken(b"<?php $secret = $_ENV['JWT_SECRET'];\n");
    assert!(
        import.problems.iter().all(|problem| !matches!(problem.error, KeyError::Foreign(_))),
        "{:?}",
        import.problems
    );
    let notebook = r##"{"cells":[{"cell_type":"code","source":["JWT_SECRET = 'the-secret'\n","# JWT_SECRET = 'not-in-use'\n","print('JWT_SECRET', 'not-it')"]}]}"##;
    assert_eq!(secrets(notebook), ["the-secret"]);
}

/// What a call decodes, joins or is given by another name is the secret, and so is what a statement or an option gives.
#[test]
fn what_each_language_gives_a_call_that_signs_is_the_secret() {
    let mut wrong = Vec::new();
    for (text, wanted) in [
        ("KEY = base64.b64decode(\"dGhlLXNlY3JldA==\")\njwt.encode({}, KEY, \"HS256\")\n", "the-secret"),
        ("ALT = bytes.fromhex(\"7468652d736563726574\")\ntok = jwt.encode({}, ALT, \"HS256\")\n", "the-secret"),
        ("const key = Buffer.from('7468652d736563726574', 'hex');\njwt.sign(p, key);\n", "the-secret"),
        (
            "byte[] k = Convert.FromBase64String(\"dGhlLXNlY3JldA==\");\nvar c = new SymmetricSecurityKey(k);\n",
            "the-secret",
        ),
        ("String secret = new String(Base64.getDecoder().decode(\"dGhlLXNlY3JldA==\"));\n", "the-secret"),
        ("key, _ := hex.DecodeString(\"7468652d736563726574\")\ns, _ := token.SignedString(key)\n", "the-secret"),
        ("var raw = []byte(`the-secret`)\nfunc x() { tok2.SignedString(raw) }\n", "the-secret"),
        ("static JWT_SECRET: &str = concat!(\"the-\", \"secret\");\n", "the-secret"),
        ("let k = EncodingKey::from_secret(r#\"the\"secret\"#.as_ref());\n", "the\"secret"),
        ("const key3 = ['the-', 'secret'].join('');\njwt.sign(p, key3);\n", "the-secret"),
        ("local x = 1\nlocal jwt_secret = [[the-secret]]\n", "the-secret"),
        ("use strict;\nmy $secret = q{the-secret};\n", "the-secret"),
        ("my $jwt = encode_jwt(payload => { iss => 'x' }, key => 'the-secret', alg => 'HS256');\n", "the-secret"),
        ("#!/bin/sh\nexport JWT_SECRET=\"the-\"'secret'\necho done\n", "the-secret"),
        ("SIG=$(printf %s \"$IN\" | openssl dgst -sha256 -hmac \"the-secret\" -binary)\n", "the-secret"),
        ("openssl dgst -sha256 -mac HMAC -macopt hexkey:7468652d736563726574 -binary\n", "the-secret"),
        ("$x = 1\nNew-Jwt -Secret \"the-secret\" -Issuer \"me\"\n", "the-secret"),
        ("services:\n  api:\n    command: [\"node\", \"x.js\", \"--jwt-secret\", \"the-secret\"]\n", "the-secret"),
        ("services:\n  api:\n    command:\n      - --jwt-secret\n      - the-secret\n", "the-secret"),
        ("config :joken, default_signer: \"the-secret\"\n", "the-secret"),
        ("const k = new TextEncoder().encode('the-secret');\nawait new SignJWT({}).sign(k);\n", "the-secret"),
        ("node -e \"console.log(require('jsonwebtoken').sign({a:'x'},'the-secret'))\"\n", "the-secret"),
        ("final jwt = JWT({'iss': 'x'}); final t = jwt.sign(SecretKey('the-secret'));\n", "the-secret"),
        ("select sign('{\"sub\":\"1\"}'::json, 'the-secret');\nselect 1;\n", "the-secret"),
        ("select sign('{}', 'the-' || 'secret');\nselect 1;\n", "the-secret"),
        ("select sign(row_to_json(r), $$the-secret$$) from r;\nselect 1;\n", "the-secret"),
        ("const opts = { secretOrKey: \"the-secret\", issuer: 'x' };\n", "the-secret"),
        ("jwt:\n  secret: the-secret   # and why\n  port: 80\n", "the-secret"),
        (
            "{\"name\": \"projects/1/secrets/jwt/versions/1\", \"payload\": {\"data\": \"dGhlLXNlY3JldA==\"}}",
            "the-secret",
        ),
    ] {
        let found = secrets(text);
        let hidden = crate::engine::text::variable::hidden(text, 32);
        let is_hidden = |part: &str| hidden.iter().any(|own| own.contains(part) || part.contains(own.as_str()));
        let is_masked = [wanted, "dGhlLXNlY3JldA==", "7468652d736563726574"].into_iter().any(is_hidden);
        if found != [wanted] || !is_masked {
            wrong.push((text, found, is_masked));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
