//! Files of variables some of which are called like secrets and hold none: whoever signed with one of those made no valid token.

use crate::{Folder, INVALID, UNCHECKED, UNUSABLE, VALID, build, inspect};
use serde_json::Value;

const SECRET: &str = "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0";
const OTHER: &str = "another-Secret-0f-quite-some-length-7Yq";
const NOW: &str = "1800000000";

fn signed_with(secret: &str) -> String {
    let arguments = [
        "--sub",
        "a",
        "--exp",
        "+1h",
        "--now",
        NOW,
        "--secret-env",
        "KEY",
        "--allow-weak",
        "--secret-encoding",
        "utf8",
    ];
    let ran = build(&arguments).env("KEY", secret).run();
    assert_eq!(ran.status, 0, "{secret}: {ran:?}");
    ran.stdout.trim().to_owned()
}

/// The status, the code of the first reason of the signature, and whether the value can be had as the secret.
fn checked(token: &str, arguments: &[&str]) -> (i32, Option<String>, bool) {
    let ran = inspect(&[&[token, "--now", NOW, "--json"][..], arguments].concat()).run();
    let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let reason = &report["layers"][0]["signatures"][0]["reasons"][0];
    let code = reason["code"].as_str().map(str::to_owned);
    (ran.status, code, reason["act"]["option"] == "--as-made")
}

#[test]
fn what_is_called_a_secret_verifies() {
    let folder = Folder::new();
    let token = signed_with(SECRET);
    for (index, file) in [
        "ORDER_SERVICE_JWT_SECRET={}\nDB=1",
        "JWT_SECRET_LIVE={}\nJWT_SECRET_TEST=other-secret-of-some-length",
        "URL_SIGNING_KEY={}\nSESSION_SECRET=other-secret-of-some-length",
        "JWT_SECRET=${JWT_SECRET:-{}}\nDB=1",
        "jwt.secret=${JWT_SECRET:{}}\nserver.port=80",
        "JWT_SECRET=${JWT_SECRET-{}}\nDB=1",
        "jwt:\n  port: 1\n  secrets:\n    - {}\n    - other-secret-of-some-length",
        "kind: Secret\nstringData:\n  application.yml: |\n    jwt:\n      secret: {}\n      port: 80\n",
        "HASURA_GRAPHQL_JWT_SECRET='{\"type\":\"HS256\",\"key\":\"{}\"}'\nDB=1",
        "{\"jwt\":{\"secrets\":[\"{}\",\"other-secret-of-some-length\"]}}",
        "{\"JWT_SECRET\":{\"computed\":\"{}\",\"raw\":\"${X}\"}}",
        "{\"secrets\":{\"session\":\"{}\"}}",
        "<configuration><appSettings><add key=\"Jwt:Key\" value=\"{}\"/></appSettings></configuration>",
        "<plist><dict><key>JWTSecret</key><string>{}</string></dict></plist>",
        "ACME_KEY={}",
    ]
    .iter()
    .enumerate()
    {
        let path = folder.file(&format!("{index}.txt"), file.replace("{}", SECRET));
        assert_eq!(checked(&token, &["-k", &path]).0, VALID, "{file}");
    }
}

#[test]
fn what_is_no_secret_verifies_nothing_and_is_named() {
    let folder = Folder::new();
    for (index, (name, value)) in [
        ("JWT_SECRET_FILE", "/run/secrets/jwt-signing-secret"),
        ("JWT_SECRET", "/run/secrets/jwt-signing-secret"),
        ("JWT_SECRET", "keys/production.pem"),
        ("JWT_SECRET", "https://vault.example/v1/secret/jwt"),
        ("JWT_SECRET", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:jwt"),
        ("JWT_SECRET", "ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)"),
        ("JWT_SECRET", "REPLACE_ME_WITH_A_LONG_RANDOM_SECRET"),
        ("JWT_SECRET", "{{ .Values.jwt.secret }}"),
        ("JWT_SECRET", "[REDACTED]"),
        ("JWT_SECRET", "undefined"),
        ("JWT_SECRET", "3600s"),
        ("JWT_SECRET", "abc"),
        ("NEXT_PUBLIC_JWT_SECRET", SECRET),
        ("JWT_SECRET", "process.env.JWT_SIGNING_SECRET"),
        ("JWT_SECRET", "JWT_SIGNING_SECRET"),
        ("JWT_SECRET_KID", SECRET),
        ("ENCRYPTED_JWT_SECRET", SECRET),
        ("RECAPTCHA_SITE_KEY", SECRET),
        ("JWT_ISSUER_KEY", SECRET),
    ]
    .into_iter()
    .enumerate()
    {
        let path = folder.file(&format!("{index}.env"), format!("{name}={value}\nAPP_SECRET={OTHER}\n"));
        let token = signed_with(value);
        let expected = (INVALID, Some("doubtful-secret".to_owned()), false);
        assert_eq!(checked(&token, &["-k", &path]), expected, "{name}={value}");
        assert_eq!(checked(&token, &["-k", &path, "--as-made"]), expected, "{name}={value}");
        assert_eq!(checked(&token, &["--secret-file", &path]), expected, "{name}={value}");
        // Nothing is signed with it, and what is not is left to the one that is a secret.
        let made = build(&["--sub", "a", "-k", &path]).run();
        assert_eq!(made.status, 0, "{made:?}");
        assert_eq!(
            checked(made.stdout.trim(), &["--secret-file", &folder.file("other.txt", OTHER)]).0,
            VALID,
            "{name}"
        );
        let alone = folder.file(&format!("{index}-alone.env"), format!("{name}={value}\nPORT=1\n"));
        assert_eq!(build(&["--sub", "a", "-k", &alone]).run().status, UNUSABLE, "{name}={value}");
    }
}

/// A name that says nothing of what the value is leaves that to the person.
#[test]
fn a_key_of_anything_is_asked_about() {
    let folder = Folder::new();
    let token = signed_with(SECRET);
    for (index, file) in [
        "PORT=1\nPOSTHOG_KEY={}\n",
        "JWT_SECRET_USER={}\nAPP_SECRET=another-Secret-0f-quite-some-length-7Yq",
        "POSTHOG_KEY={}\nAPP_SECRET=another-Secret-0f-quite-some-length-7Yq",
        "{\"login\":{\"key\":\"{}\"},\"app_secret\":\"another-Secret-0f-quite-some-length-7Yq\"}",
    ]
    .iter()
    .enumerate()
    {
        let path = folder.file(&format!("{index}.txt"), file.replace("{}", SECRET));
        assert_eq!(checked(&token, &["-k", &path]), (INVALID, Some("doubtful-secret".to_owned()), true), "{file}");
        assert_eq!(checked(&token, &["-k", &path, "--as-made"]).0, VALID, "{file}");
    }
    // What is called a key beside a secret is the name of an entry.
    let kong =
        format!("consumers:\n  - username: a\n    jwt_secrets:\n      - key: {SECRET}\n        secret: {OTHER}\n");
    let path = folder.file("kong.yml", kong);
    assert_eq!(checked(&token, &["-k", &path]), (INVALID, Some("doubtful-secret".to_owned()), false));
}

/// What a program calls its secret, what it reads it from, and what nobody uses any more, made no valid token.
#[test]
fn what_stands_in_the_place_of_a_secret_in_code_is_none() {
    let folder = Folder::new();
    for (index, (file, used)) in [
        ("JWT_SECRET = os.getenv('JWT_SIGNING_SECRET')\n", "JWT_SIGNING_SECRET"),
        ("const jwtSecret = process.env.JWT_SIGNING_SECRET;\n", "process.env.JWT_SIGNING_SECRET"),
        ("export interface Config { jwtSecret: string; }\n", "string"),
        ("JWT_SECRET = open('the-file-of-the-secret').read()\n", "the-file-of-the-secret"),
        ("jwt:\n  secret: !vault |\n    abc\n", "!vault |"),
        ("Jwt:Issuer = orders-of-the-api\nJwt:Key = another-Secret-0f-quite-some-length-7Yq\n", "orders-of-the-api"),
        ("# jwt_secret: an-old-secret-of-some-length\njwt:\n  port: 80\n", "an-old-secret-of-some-length"),
    ]
    .into_iter()
    .enumerate()
    {
        let path = folder.file(&format!("{index}.txt"), format!("{file}APP_SECRET = '{OTHER}'\n"));
        for arguments in [&["-k", path.as_str()][..], &["-k", &path, "--as-made"]] {
            assert_ne!(checked(&signed_with(used), arguments).0, VALID, "{file}");
        }
    }
    let spaced = format!("{SECRET} = {OTHER}");
    let env = folder.file("spaced.env", format!("DB=1\nJWT_SECRET={spaced}\n"));
    assert_eq!(checked(&signed_with(&spaced), &["-k", &env]).0, VALID);
    let listed = folder.file("secrets.txt", format!("Jwt:Key = {SECRET}\nJwt:Issuer = orders\n"));
    assert_eq!(checked(&signed_with(SECRET), &["-k", &listed]).0, VALID);
}

/// Where not all of a file was read, the right secret may be in the rest.
#[test]
fn a_file_that_is_read_in_part_rejects_nothing() {
    let folder = Folder::new();
    let many: String = (0..20_000).map(|index| format!("\"o{index}\": \"value\", ")).collect();
    let path = folder.file("big.json", format!("{{\"jwt_secret\": \"{OTHER}\", {many} \"app_secret\": \"{SECRET}\"}}"));
    let (status, code, _) = checked(&signed_with(SECRET), &["-k", &path]);
    assert_eq!((status, code.as_deref()), (UNCHECKED, Some("read-in-part")));
    assert_eq!(checked(&signed_with(OTHER), &["-k", &path]).0, VALID);
}
