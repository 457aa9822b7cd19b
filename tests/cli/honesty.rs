//! Values of settings that are no secrets verify nothing by themselves, and secrets verify in whatever they are kept.

use crate::{Folder, VALID, build, inspect};

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

/// The name of a variable, its value, which is no secret, and what the token was signed with where that is another text.
const FORGERIES: &[(&str, &str)] = &[
    // Where it is kept.
    ("JWT_SECRET", "/run/secrets/jwt-signing-secret"),
    ("JWT_SECRET_FILE", "/etc/api/jwt.key"),
    ("JWT_SECRET", "C:\\keys\\jwt.key"),
    ("JWT_SECRET", "%APPDATA%\\api\\jwt.key"),
    ("JWT_SECRET", "$HOME/.config/api/jwt"),
    ("JWT_SECRET", "./keys/hs256.txt"),
    ("JWT_SECRET", "file:/etc/jwt"),
    ("JWT_SECRET_PATH", "secret/data/orders/jwt"),
    // Addresses.
    ("JWT_SECRET", "https://vault.example/v1/secret/jwt"),
    ("JWT_SECRET", "redis://cache:6379/0"),
    ("JWT_SECRET", "db.example.com:5432"),
    ("JWT_SECRET", "localhost:8080"),
    ("JWT_SECRET", "10.0.0.1:8200"),
    ("JWT_SECRET", "auth.example.com"),
    ("JWT_SECRET", "ops@example.com"),
    ("JWT_SECRET_URL", "vault-internal-address-of-the-api"),
    // References.
    ("JWT_SECRET", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:jwt"),
    ("JWT_SECRET", "projects/acme/secrets/jwt/versions/latest"),
    ("JWT_SECRET", "vault:secret/data/jwt#key"),
    ("JWT_SECRET", "op://prod/jwt/password"),
    ("JWT_SECRET", "@Microsoft.KeyVault(SecretUri=https://a.vault.azure.net/secrets/jwt)"),
    ("JWT_SECRET", "secretref:jwt-secret"),
    ("JWT_SECRET", "!Ref JwtSecret"),
    ("JWT_SECRET", "!vault |"),
    ("JWT_SECRET", "did:web:example.com"),
    ("JWT_SECRET", "urn:example:jwt:secret"),
    // Names.
    ("JWT_SECRET", "JWT_SIGNING_SECRET"),
    ("JWT_SECRET", "MY_SECRET_NAME"),
    ("JWT_SECRET", "process.env.JWT_SIGNING_SECRET"),
    ("JWT_SECRET", "config.jwt.secret"),
    ("JWT_SECRET", "*jwt_default"),
    ("JWT_SECRET_NAME", "orders-jwt-secret-production"),
    ("JWT_SECRET_KID", SECRET),
    ("JWT_SECRET_ID", SECRET),
    ("JWT_SECRET_ARN", "orders-jwt-secret-production"),
    ("JWT_ISSUER_KEY", SECRET),
    // Code.
    ("JWT_SECRET", "os.getenv('JWT_SIGNING_SECRET')"),
    ("JWT_SECRET", "ENV['JWT_SECRET']"),
    ("JWT_SECRET", "%env(JWT_SECRET)%"),
    ("JWT_SECRET", "SecretStr"),
    // Placeholders.
    ("JWT_SECRET", "${JWT_SECRET}"),
    ("JWT_SECRET", "{{ .Values.jwt.secret }}"),
    ("JWT_SECRET", "<your secret here>"),
    ("JWT_SECRET", "REPLACE_ME_WITH_A_LONG_RANDOM_SECRET"),
    ("JWT_SECRET", "please-replace-me"),
    ("JWT_SECRET", "[REDACTED]"),
    ("JWT_SECRET", "****************"),
    ("JWT_SECRET", "xxxxxxxxxxxxxxxx"),
    // What a program printed.
    ("JWT_SECRET", "undefined"),
    ("JWT_SECRET", "[object Object]"),
    ("JWT_SECRET", "<Buffer 6b 65 79 31 32 33>"),
    ("JWT_SECRET", "None"),
    // Settings.
    ("JWT_SECRET", "3600s"),
    ("JWT_SECRET", "true"),
    ("JWT_SECRET", "86400"),
    // Hashes and ciphertexts.
    ("JWT_SECRET_SHA256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    ("JWT_SECRET_MD5", "5f4dcc3b5aa765d61d8327deb882cf99"),
    ("JWT_SECRET_HASH", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    ("JWT_SECRET_DIGEST", SECRET),
    ("JWT_SECRET_FINGERPRINT", SECRET),
    ("ENCRYPTED_JWT_SECRET", SECRET),
    ("JWT_SECRET", "ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)"),
    // What everybody who opens the page can read.
    ("NEXT_PUBLIC_JWT_SECRET", SECRET),
    ("VITE_JWT_SECRET", SECRET),
    ("REACT_APP_JWT_SECRET", SECRET),
];

#[test]
fn what_is_no_secret_makes_no_token_valid() {
    let folder = Folder::new();
    let mut valid = Vec::new();
    for (index, (name, value)) in FORGERIES.iter().enumerate() {
        let token = signed_with(value);
        let yaml = if value.contains(['\\', ':', '%', '*', '!', '[', '{', '<', '@']) {
            format!("{}: '{}'\nport: 80\n", name.to_lowercase(), value.replace('\'', "''"))
        } else {
            format!("{}: {value}\nport: 80\n", name.to_lowercase())
        };
        for (end, text) in [
            ("alone.env", format!("{name}={value}\n")),
            ("env", format!("{name}={value}\nAPP_SECRET={OTHER}\n")),
            ("json", format!("{{\"{name}\": {}, \"port\": 80}}", serde_json::json!(value))),
            ("yml", yaml),
        ] {
            let path = folder.file(&format!("{index}.{end}"), text);
            let ran = inspect(&[&token, "--now", NOW, "-k", &path]).run();
            if ran.status == VALID {
                valid.push(format!("{end}: {name}={value}"));
            }
        }
    }
    assert!(FORGERIES.len() >= 60);
    assert!(valid.is_empty(), "{valid:#?}");
}

/// Where secrets are kept, in some forty notations; `{}` is the secret.
const SETTINGS: &[&str] = &[
    // Environments and shells.
    "DB_URL=postgres://db/app\nJWT_SECRET={}\nPORT=80\n",
    "JWT_SECRET=\"{}\"\nPORT=80\n",
    "JWT_SECRET={} # for the API\nPORT=80\n",
    "JWT_SECRET={}\t# for the API\nPORT=80\n",
    "export JWT_SECRET=\"{}\"; node server.js\n",
    "JWT_SECRET='{}' node server.js\n",
    "env JWT_SECRET={} node server.js\n",
    "export JWT_SECRET='{}' && npm start\n",
    "set -a\nJWT_SECRET=\"{}\"\nset +a\n",
    "NOTE=\"two\nlines\"\nJWT_SECRET=\"{}\"\n",
    "JWT_SECRET={}\n",
    "JWT_SECRET_ADMIN={}\nPORT=80\n",
    "JWT_SECRETS={},another-Secret-0f-quite-some-length-7Yq\nPORT=80\n",
    "docker run -e JWT_SECRET={} -p 80:80 api\n",
    "$env:JWT_SECRET = '{}'\n",
    "ENV JWT_SECRET={}\nEXPOSE 80\n",
    // Make.
    "JWT_SECRET ?= {}\nrun:\n\tnode server.js\n",
    "JWT_SECRET := {}\nrun:\n\tnode server.js\n",
    // Properties and INI.
    "server.port=80\njwt.secret={}\n",
    "server.port: 80\njwt.secret: {}\n",
    "server.port=80\njwt.secret=Jv7mQ2xT9cLrZp4Kd\\\n    WyB8nHsE6uGfA3oV1iXbNqRtM0\n",
    "[jwt]\nsecret = \"{}\"\nissuer = \"orders\"\n",
    // YAML.
    "jwt:\n  secret: {}\n  port: 80\n",
    "jwt:\n  secret: &s {}\nother:\n  secret: *s\n",
    "jwt:\n  secret: {} # for the API\n  port: 80\n",
    "jwt:\n  keys:\n    - {}\n  port: 80\n",
    "services:\n  api:\n    environment:\n      - JWT_SECRET={}\n      - PORT=80\n",
    "kind: Secret\napiVersion: v1\nstringData:\n  jwt-secret: {}\n",
    // JSON.
    "{\"Jwt\":{\"Key\":\"{}\",\"Issuer\":\"orders\"}}",
    "{\"Jwt\":{\"Key\":\"{}\",\"Issuer\":\"orders\",},}",
    "{\n  // for the API\n  \"Jwt\": { \"Key\": \"{}\", },\n}",
    "{\"keys\":[\"{}\"]}",
    "{\"secrets\":[\"{}\",\"another-Secret-0f-quite-some-length-7Yq\"]}",
    "{\"Parameter\":{\"Name\":\"/prod/jwt/secret\",\"Type\":\"SecureString\",\"Value\":\"{}\",\"Version\":1}}",
    "{\"Name\":\"/prod/jwt/secret\",\"Value\":\"{}\"}",
    "{\"ARN\":\"arn:aws:secretsmanager:eu-west-1:1:secret:jwt\",\"Name\":\"prod/jwt\",\"SecretString\":\"{}\"}",
    "{\"Name\":\"prod/api\",\"SecretString\":\"{\\\"JWT_SECRET\\\":\\\"{}\\\",\\\"PORT\\\":\\\"80\\\"}\"}",
    "{\"id\":\"a\",\"title\":\"JWT secret\",\"category\":\"PASSWORD\",\"fields\":[{\"id\":\"password\",\"type\":\"CONCEALED\",\"purpose\":\"PASSWORD\",\"label\":\"password\",\"value\":\"{}\"}]}",
    "{\"id\":\"a\",\"title\":\"api\",\"fields\":[{\"id\":\"x\",\"type\":\"CONCEALED\",\"label\":\"jwt secret\",\"value\":\"{}\"}]}",
    // XML.
    "<configuration><appSettings><add key=\"Jwt:Key\" value=\"{}\"/></appSettings></configuration>",
    "<properties><entry key=\"jwt.secret\">{}</entry></properties>",
    "<config><jwtSecret><![CDATA[{}]]></jwtSecret></config>",
    "<string name=\"jwt_secret\">{}</string>",
    // Programs.
    "#define JWT_SECRET \"{}\"\n#define PORT 80\n",
    "local jwt_secret = \"{}\"\nreturn { secret = jwt_secret }\n",
    "return { jwt_secret = '{}' }\n",
    "class Settings:\n    jwt_secret: SecretStr = SecretStr(\"{}\")\n",
    "const jwtSecret: &[u8] = b\"{}\";\nfn main() {}\n",
    "const JWT_SECRET: &[u8] = b\"{}\";\n",
    "const jwtSecret string = \"{}\"\n",
    "package main\n\nvar jwtSecret = []byte(\"{}\")\n",
    "module.exports = { jwtSecret: '{}' };\n",
    "private static final String JWT_SECRET = \"{}\";\n",
    "location / {\n  auth_jwt \"api\";\n  auth_jwt_key \"{}\";\n}\n",
    // By place in a call.
    "const token = jwt.sign(payload, '{}', { expiresIn: '1h' });\n",
    "token = jwt.encode(payload, \"{}\", algorithm=\"HS256\")\nprint(token)\n",
    "String t = Jwts.builder().setSubject(\"a\").signWith(SignatureAlgorithm.HS256, \"{}\").compact();\n",
    "token.SignedString([]byte(\"{}\"))\n",
    "var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"{}\"));\n",
    "$jwt = JWT::encode($payload, '{}', 'HS256');\n",
    "token = JWT.encode payload, '{}', 'HS256'\nputs token\n",
    "let key = EncodingKey::from_secret(\"{}\".as_ref());\n",
];

#[test]
fn a_secret_verifies_wherever_it_is_kept() {
    let folder = Folder::new();
    let token = signed_with(SECRET);
    let mut others = Vec::new();
    for (index, settings) in SETTINGS.iter().enumerate() {
        let path = folder.file(&format!("{index}.txt"), settings.replace("{}", SECRET));
        let ran = inspect(&[&token, "--now", NOW, "-k", &path]).run();
        if ran.status != VALID {
            others.push(format!("{}: {settings:?}: {}", ran.status, ran.stderr.lines().next().unwrap_or_default()));
        }
    }
    assert!(SETTINGS.len() >= 60);
    assert!(others.is_empty(), "{others:#?}");
}
