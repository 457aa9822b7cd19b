//! Files of variables some of which are called like secrets and hold none: whoever signed with one of those made no valid token.

use crate::golden::Said;
use crate::{Folder, INVALID, UNCHECKED, UNUSABLE, VALID, build, inspect};
use serde_json::Value;

pub(crate) const SECRET: &str = "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0";
pub(crate) const OTHER: &str = "another-Secret-0f-quite-some-length-7Yq";
pub(crate) const NOW: &str = "1800000000";

/// A token that whoever has this secret made.
pub(crate) fn signed_with(secret: &str) -> String {
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
        "JWT_SECRET_USER={}\nAPP_SECRET=another-Secret-0f-quite-some-length-7Yq",
        "JWT_SECRET_ADMIN={}\nDB=1",
        "JWT_SECRETS={},another-Secret-0f-quite-some-length-7Yq\nDB=1",
        "gh secret set JWT_SECRET --body '{}'\n",
        "echo -n {} | gh secret set JWT_SECRET",
        "cd api\nnpx wrangler secret put JWT_SECRET <<< {}\n",
        "az keyvault secret set \\\n  --vault-name v --name JWT-SECRET \\\n  --value {}\n",
        "dotnet user-secrets set \"Jwt:Key\" \"{}\"",
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
        ("JWT_SECRET", "ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)"),
        ("JWT_SECRET", "REPLACE_ME_WITH_A_LONG_RANDOM_SECRET"),
        ("JWT_SECRET", "{{ .Values.jwt.secret }}"),
        ("JWT_SECRET", "undefined"),
        ("JWT_SECRET", "3600s"),
        ("JWT_SECRET", "abc"),
        ("NEXT_PUBLIC_JWT_SECRET", SECRET),
        ("JWT_SECRET_SHA256", SECRET),
        ("JWT_SECRET_FINGERPRINT", SECRET),
        ("JWT_SECRET", "<Buffer 6b 65 79 31 32 33>"),
        ("JWT_SECRET", "db.example.com:5432"),
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
        "SECRET_TOKEN={}\nAPP_SECRET=another-Secret-0f-quite-some-length-7Yq",
        "JWT_PUBLIC_SECRET={}\nAPP_SECRET=another-Secret-0f-quite-some-length-7Yq",
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
    // What looks like something else is hardly a secret, and somebody may sign with it all the same.
    for name in [
        "process.env.JWT_SIGNING_SECRET",
        "JWT_SIGNING_SECRET",
        "MY_SECRET_NAME",
        "$2b$10$abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:jwt",
        "[REDACTED]",
        "********************",
    ] {
        let path = folder.file("name.env", format!("JWT_SECRET={name}\nPORT=1\n"));
        let named = signed_with(name);
        assert_eq!(checked(&named, &["-k", &path]), (INVALID, Some("doubtful-secret".to_owned()), true), "{name}");
        assert_eq!(checked(&named, &["-k", &path, "--as-made"]).0, VALID, "{name}");
    }
    // A password of anything is one of tokens at times.
    let path = folder.file("password.env", format!("PASSWORD={SECRET}\nAPP_SECRET={OTHER}\n"));
    assert_eq!(checked(&token, &["-k", &path]), (INVALID, Some("doubtful-secret".to_owned()), true));
    // What nobody knows behind a secret is doubted where a person typed the value.
    let path = folder.file("typed.env", "JWT_SECRET_PAYMENTS=hunter2hunter2\nPORT=1\nDB=2\n");
    let typed = signed_with("hunter2hunter2");
    assert_eq!(checked(&typed, &["-k", &path]), (INVALID, Some("doubtful-secret".to_owned()), true));
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
        ("const jwtSecret = process.env['JWT_SIGNING_SECRET'];\n", "JWT_SIGNING_SECRET"),
        ("const jwtSecret = config.get('jwt_signing_secret');\n", "jwt_signing_secret"),
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

/// Of very many values that are hardly secrets not all are tried, and nothing is rejected for that.
#[test]
fn what_was_not_tried_leaves_a_token_open() {
    let folder = Folder::new();
    let token = signed_with(SECRET);
    let many = |count: usize| -> String {
        (0..count)
            .map(|index| {
                format!("P{}_KEY=a-value-of-some-length-{index}\n", "X".repeat(index % 7 + 1) + &index.to_string())
            })
            .collect()
    };
    let open = (UNCHECKED, Some("read-in-part".to_owned()), false);
    let path = folder.file("many.env", format!("APP_SECRET={OTHER}\n{}SOME_KEY={SECRET}\n", many(200)));
    assert_eq!(checked(&token, &["-k", &path]), open);
    assert_eq!(checked(&token, &["--secret-file", &path]), open);
    let few = folder.file("few.env", format!("APP_SECRET={OTHER}\n{}SOME_KEY={SECRET}\n", many(20)));
    assert_eq!(checked(&token, &["-k", &few]), (INVALID, Some("doubtful-secret".to_owned()), true));
    // A long token costs as much as many.
    let long = folder.file("long.json", format!("{{\"a\":\"{}\"}}", "a".repeat(300_000)));
    let made =
        build(&["--claims", &long, "--secret-env", "KEY", "--exp", "+1h", "--now", NOW]).env("KEY", SECRET).run();
    assert_eq!(made.status, 0, "{made:?}");
    let long = folder.file("long.jwt", made.stdout.trim());
    let most = folder.file("most.env", format!("APP_SECRET={OTHER}\n{}SOME_KEY={SECRET}\n", many(120)));
    assert_eq!(checked(&long, &["-k", &most]), open);
    // Only shared secrets are looked for in settings.
    let rs256 = include_str!("../data/tokens/rfc7515-rs256.jwt").trim();
    let wrong = folder.file("wrong.pem", include_str!("../data/keys/rsa.spki.pem"));
    let (status, code, _) = checked(rs256, &["-k", &wrong, "-k", &path]);
    assert_eq!((status, code.as_deref()), (INVALID, Some("signature-mismatch")));
}

/// A file that has nothing but doubtful values is no error that hides the token.
#[test]
fn a_file_of_doubtful_values_leaves_a_token_unchecked() {
    let folder = Folder::new();
    let path = folder.file("a.env", "JWT_SECRET_FILE=/run/secrets/jwt\nPORT=1\n");
    let ran = inspect(&[&signed_with(SECRET), "--now", NOW, "--json", "-k", &path]).run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
    assert!(report["notes"].to_string().contains("a.env"), "{report}");
}

/// What is known of the place of a value stays known where it is taken for the secret.
#[cfg(unix)]
#[test]
fn where_a_value_came_from_stays_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.file("a.env", format!("POSTHOG_KEY={SECRET}\nAPP_SECRET={OTHER}\n"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("permissions");
    let ran = inspect(&[&signed_with(SECRET), "--now", NOW, "--json", "-k", &path, "--as-made"]).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    assert!(ran.stdout.contains("KEY_FILE_PERMS"), "{ran:?}");
}

/// One line alone: a secret with a sign of equality in it, a variable, or a line of a program.
#[test]
fn one_line_is_a_secret_unless_its_name_says_more() {
    let folder = Folder::new();
    for line in ["monkey=banana-split", "Hockey_Team=1999!", "abcdefgh=ijklmnop"] {
        let path = folder.file("line.txt", line);
        let ran = inspect(&[&signed_with(line), "--now", NOW, "-k", &path]).run();
        assert_eq!(ran.status, VALID, "{ran:?}");
        let front = line.split('=').next().unwrap_or_default();
        assert!(!ran.stderr.contains(front) && !ran.stdout.contains(front), "{ran:?}");
    }
    let line = format!("JWT_SECRET={SECRET}");
    let path = folder.file("one.env", &line);
    assert_eq!(checked(&signed_with(SECRET), &["-k", &path]).0, VALID);
    assert_eq!(checked(&signed_with(&line), &["-k", &path]).0, VALID);
    // What is surely settings or code is the secret of nobody.
    for line in [
        "JWT_SECRET=",
        "export JWT_SECRET=",
        "jwt.secret=",
        "JWT_SECRET=process.env.JWT_SECRET || fallback",
        "{\"Parameter\":{\"Name\":\"/prod/jwt/secret\",\"Value\":\"kX9-ssm-parameter-secret-0123456789\"}}",
    ] {
        let path = folder.file("line.txt", line);
        assert_ne!(checked(&signed_with(line), &["-k", &path]).0, VALID, "{line}");
    }
    let ran = inspect(&[&signed_with(SECRET), "--now", NOW, "-k", &folder.file("empty.env", "JWT_SECRET=\n")]).run();
    let mut said = Said::in_folder("cli/doubt/one_line_is_a_secret_unless_its_name_says_more", &folder.path(""));
    said.line(&ran.stderr);
    said.agree();
    for line in [
        "const secret = process.env.JWT_SECRET;",
        "import jwt from 'jsonwebtoken';",
        "jwt.sign(payload, secret)",
        "this.secret = config.jwt.secret;",
        "private final String secret;",
    ] {
        let path = folder.file("line.js", line);
        assert_eq!(checked(&signed_with(SECRET), &["-k", &path]).0, UNCHECKED, "{line}");
    }
}

#[test]
fn an_encrypted_message_is_no_key() {
    let folder = Folder::new();
    let message = "-----BEGIN PGP MESSAGE-----\n\nhQEMAwAAAAAAAAAAAQf/QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n=abcd\n-----END PGP MESSAGE-----\n";
    let path = folder.file("key.asc", message);
    let ran = inspect(&[&signed_with(SECRET), "--now", NOW, "-k", &path]).run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    let mut said = Said::in_folder("cli/doubt/an_encrypted_message_is_no_key", &folder.path(""));
    said.line(&ran.stderr);
    said.agree();
}

/// A text that was given as a secret and holds none is tried as it is, and never silently.
#[test]
fn a_text_with_no_secret_in_it_is_said_to_be_tried_whole() {
    let folder = Folder::new();
    let token = signed_with(SECRET);
    for (text, is_said) in [
        ("gh secret set JWT_SECRET < secret.txt", true),
        ("secret: !vault $ANSIBLE_VAULT;1.1;AES256", true),
        ("const secret = process.env.JWT_SECRET;", true),
        ("correct horse battery staple", false),
        (SECRET, false),
    ] {
        let path = folder.file("secret.txt", text);
        let ran = inspect(&[&token, "--now", NOW, "--secret-file", &path]).run();
        let said = format!("jotsmith: {path}: {}", jotsmith::engine::speech::key::TAKEN_WHOLE);
        assert_eq!(ran.stderr.lines().any(|line| line == said), is_said, "{text}: {ran:?}");
    }
}
