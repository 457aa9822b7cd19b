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
