//! Values of settings that are no secrets verify nothing by themselves, and secrets verify in whatever they are kept.

use crate::doubt::{NOW, OTHER, SECRET, signed_with};
use crate::{Folder, VALID, inspect, run};

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

/// Files that have no secret in them, or not there, and what somebody could take for one.
#[rustfmt::skip]
const FILES: &[(&str, &str)] = &[
    ("jwt:\n  secret: !vault |\n    $ANSIBLE_VAULT;1.1;AES256\n    6162\n", "!vault |"),
    ("jwt:\n  secret:\n    valueFrom: orders-jwt-secret\n", "orders-jwt-secret"),
    ("env:\n- name: JWT_SECRET\n  valueFrom:\n    secretKeyRef:\n      name: jwt-credentials\n      key: token-secret\n", "token-secret"),
    ("env:\n- name: JWT_SECRET\n  valueFrom:\n    secretKeyRef:\n      name: jwt-credentials\n      key: token-secret\n", "jwt-credentials"),
    ("volumes:\n- name: jwt-secret\n  secret:\n    secretName: jwt-signing-material\n", "jwt-signing-material"),
    ("secrets:\n  jwt_secret:\n    file: ./secrets/jwt_secret.txt\n", "./secrets/jwt_secret.txt"),
    ("secrets:\n  jwt_secret:\n    external: true\n    name: prod_jwt_secret_v3\n", "prod_jwt_secret_v3"),
    ("services:\n  api:\n    secrets:\n      - jwt-signing-secret\n    image: x\n", "jwt-signing-secret"),
    ("on:\n  workflow_call:\n    secrets:\n      JWT_SECRET:\n        required: true\n", "true"),
    ("steps:\n- uses: x\n  with:\n    key: cache-jwt-secret-v1\n", "cache-jwt-secret-v1"),
    ("jwt:\n  secret-name: orders-jwt-signing\n  key-id: 2026-key\n", "2026-key"),
    ("{\"jwt\":{\"secretName\":\"orders-jwt-signing\",\"x\":1}}", "orders-jwt-signing"),
    ("{\"jwtSecretArn\":\"orders-jwt-signing-arn\",\"x\":1}", "orders-jwt-signing-arn"),
    ("{\"JWT_SECRET\":\"ssm:/prod/jwt/secret\",\"x\":\"y\"}", "ssm:/prod/jwt/secret"),
    ("{\"secret\":{\"$ref\":\"#/components/jwt-secret\"}}", "#/components/jwt-secret"),
    ("{\"jwt\":{\"secret\":\"{{resolve:secretsmanager:jwt:SecretString}}\"}}", "{{resolve:secretsmanager:jwt:SecretString}}"),
    ("{\"Jwt\":{\"Key\":\"#{JwtKey}#\",\"Issuer\":\"x\"}}", "#{JwtKey}#"),
    ("{\"Jwt\":{\"Key\":\"__JWT_KEY__\",\"Issuer\":\"x\"}}", "__JWT_KEY__"),
    ("{\"Jwt\":{\"Key\":\"$(JwtKey)\",\"Issuer\":\"x\"}}", "$(JwtKey)"),
    ("{\"Jwt\":{\"Key\":\"@@JWT_KEY@@\",\"Issuer\":\"x\"}}", "@@JWT_KEY@@"),
    ("{\"Jwt\":{\"Key\":\"<insert key>\",\"Issuer\":\"x\"}}", "<insert key>"),
    ("{\"Jwt\":{\"Key\":\"INSERT_KEY_HERE\",\"Issuer\":\"x\"}}", "INSERT_KEY_HERE"),
    ("{\"Jwt\":{\"Key\":\"YOUR_SECRET_KEY\",\"Issuer\":\"x\"}}", "YOUR_SECRET_KEY"),
    ("const jwtSecret = fs.readFileSync('jwt-secret-file-name');\nrun();", "jwt-secret-file-name"),
    ("const jwtSecret = config.get('jwtSecretName');\nrun();", "jwtSecretName"),
    ("const jwtSecret = await vault.read('secret-data-jwt');\nrun();", "secret-data-jwt"),
    ("const token = jwt.sign(payload, process.env.JWT_SECRET, { issuer: 'orders-service-issuer' });\nrun();", "orders-service-issuer"),
    ("const token = jwt.sign({ sub: 'user-number-one' }, key);\nrun();", "user-number-one"),
    ("const token = jwt.sign(payload, readFileSync('private-key-file'));\nrun();", "private-key-file"),
    ("jwt.verify(token, getKey, { audience: 'orders-service-audience' });\nrun();", "orders-service-audience"),
    ("token = jwt.encode(payload, os.environ[\"JWT_SIGNING_KEY_NAME\"], algorithm=\"HS256\")\nprint(1)", "JWT_SIGNING_KEY_NAME"),
    ("token = jwt.encode(payload, settings.SECRET, headers={\"kid\": \"key-2026-11-30\"})\nprint(1)", "key-2026-11-30"),
    ("SECRET = os.environ.get(\"JWT_SIGNING_KEY_NAME\")\nprint(SECRET)", "JWT_SIGNING_KEY_NAME"),
    ("String secret = env.getProperty(\"jwt.secret.property\");\nrun();", "jwt.secret.property"),
    ("@Value(\"${jwt.secret.property}\")\nprivate String secret;", "jwt.secret.property"),
    ("secret = Rails.application.credentials.jwt_signing_secret\nfoo()", "Rails.application.credentials.jwt_signing_secret"),
    ("secret = ENV.fetch(\"JWT_SIGNING_SECRET\")\nfoo()", "JWT_SIGNING_SECRET"),
    ("var jwtSecret = os.Getenv(\"JWT_SIGNING_SECRET\")\nfunc main() {}", "JWT_SIGNING_SECRET"),
    ("resource \"aws_secretsmanager_secret\" \"jwt_secret\" {\n  name = \"prod-jwt-signing\"\n}\n", "prod-jwt-signing"),
    ("data \"x\" \"jwt_secret\" {\n  secret_id = \"prod-jwt-signing\"\n}\n", "prod-jwt-signing"),
    ("variable \"jwt_secret\" {\n  type = string\n  description = \"The secret of tokens\"\n}\n", "The secret of tokens"),
    ("output \"jwt_secret\" {\n  value = random_password.jwt.result\n}\n", "random_password.jwt.result"),
    ("# JWT_SECRET=old-secret-of-last-year\nPORT=80\n", "old-secret-of-last-year"),
    ("// const jwtSecret = \"old-secret-of-last-year\";\nrun();", "old-secret-of-last-year"),
    ("<!-- <add key=\"JwtSecret\" value=\"old-secret-of-last-year\"/> --><configuration><add key=\"x\" value=\"y\"/></configuration>", "old-secret-of-last-year"),
    ("JWT_SECRET_VERSION=3f2504e0-4f89-41d3-9a0c-0305e82c3301\nPORT=80\n", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
    ("JWT_SECRET_ROTATED_AT=2026-11-30T00:00:00Z\nPORT=80\n", "2026-11-30T00:00:00Z"),
    ("JWT_SECRET_LENGTH=64\nJWT_ALGORITHM=HS256-with-sha\n", "HS256-with-sha"),
    ("JWT_SECRET_ENV=PRODUCTION_JWT\nPORT=80\n", "PRODUCTION_JWT"),
    ("JWT_PUBLIC_KEY=abcdefghijklmnop-public\nPORT=80\n", "abcdefghijklmnop-public"),
    ("SESSION_COOKIE_NAME=the-session-cookie\nJWT_COOKIE=the-token-cookie\n", "the-token-cookie"),
    ("JWT_ISSUER=https://auth.example\nJWT_AUDIENCE=orders-service-audience\n", "orders-service-audience"),
    ("STRIPE_PUBLISHABLE_KEY=pk_live_abcdefghijklmnop\nPORT=1\n", "pk_live_abcdefghijklmnop"),
    ("SUPABASE_ANON_KEY=eyJhbGciOiJIUzI1NiJ9.e30.rsUrg5XmqhJatvoFw6M3rcFv8m3oAqsc6eBrskEHLG8\nX=1\n", "eyJhbGciOiJIUzI1NiJ9.e30.rsUrg5XmqhJatvoFw6M3rcFv8m3oAqsc6eBrskEHLG8"),
    ("NUXT_PUBLIC_JWT_SECRET=Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0\nX=1\n", "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0"),
    ("JWT_SECRET_KEY_ID=Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0\nX=1\n", "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0"),
    ("JWT_SECRET_CHECKSUM=9f86d081884c7d659a2feaa0c55ad015\nX=1\n", "9f86d081884c7d659a2feaa0c55ad015"),
    ("jwt_secret_sha512: 9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015\nx: 1\n", "9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015"),
    ("{\"sha256\":{\"jwt_secret\":\"9f86d081884c7d659a2feaa0c55ad015aaaabbbb\"}}", "9f86d081884c7d659a2feaa0c55ad015aaaabbbb"),
    ("JWT_SECRET_BCRYPT=$2b$12$abcdefghijklmnopqrstuv\nX=1\n", "$2b$12$abcdefghijklmnopqrstuv"),
    ("JWT_SECRET=sha256:9f86d081884c7d659a2feaa0c55ad015\nX=1\n", "sha256:9f86d081884c7d659a2feaa0c55ad015"),
    ("JWT_SECRET=$2b$12$abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz012\nX=1\n", "$2b$12$abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz012"),
    ("JWT_SECRET=NaN\nX=1\n", "NaN"),
    ("JWT_SECRET=base64\nX=1\n", "base64"),
    ("JWT_SECRET=HS256\nX=1\n", "HS256"),
];

#[test]
fn what_is_no_secret_in_a_file_makes_no_token_valid() {
    let folder = Folder::new();
    let mut valid = Vec::new();
    for (index, (file, used)) in FILES.iter().enumerate() {
        let path = folder.file(&format!("{index}.txt"), file);
        let ran = inspect(&[&signed_with(used), "--now", NOW, "-k", &path]).run();
        if ran.status == VALID {
            valid.push(format!("{used}: {file}"));
        }
    }
    assert!(FILES.len() >= 60);
    assert!(valid.is_empty(), "{valid:#?}");
}

/// Where secrets are kept, in some hundred notations; `{}` is the secret.
#[rustfmt::skip]
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
    // As tools and programs of every day have them.
    "export JWT_SECRET={}",
    "JWT_SECRET={}\r\nPORT=80\r\n",
    "jwt:\n  secret: ${JWT_SECRET:{}}\n  ttl: 3600\n",
    "[auth]\njwt_secret = \"\"\"{}\"\"\"\nttl = 3600\n",
    "services:\n  api:\n    environment:\n      JWT_SECRET: {}\n      PORT: 80\n",
    "jobs:\n  test:\n    env:\n      JWT_SECRET: {}\n    steps:\n      - run: make\n",
    "set -gx JWT_SECRET {}\nset -gx PORT 80\n",
    "<?php\ndefine('JWT_SECRET', '{}');\ndefine('PORT', 80);\n",
    "config :my_app, MyApp.Guardian,\n  issuer: \"my_app\",\n  secret_key: \"{}\"\n",
    "object Config {\n  const val JWT_SECRET = \"{}\"\n}\n",
    "let jwtSecret: String = \"{}\"\nlet port = 80\n",
    "my $jwt_secret = '{}';\nmy $port = 80;\n",
    "ENV['JWT_SECRET'] ||= '{}'\nputs 1\n",
    "{\n  jwtSecret = \"{}\";\n  port = 80;\n}\n",
    "====== Data ======\nKey           Value\n---           -----\njwt_secret    {}\nport          80\n",
    "{\"request_id\":\"x\",\"data\":{\"data\":{\"jwt_secret\":\"{}\",\"port\":\"80\"},\"metadata\":{\"version\":3}}}",
    "{\"id\":\"https://a.vault.azure.net/secrets/jwt-secret/abc\",\"name\":\"jwt-secret\",\"value\":\"{}\"}",
    "JWT_SECRET: {}\nPORT:       80\n",
    "{\"Parameters\":[{\"Name\":\"/prod/api/JWT_SECRET\",\"Type\":\"SecureString\",\"Value\":\"{}\"},{\"Name\":\"/prod/api/PORT\",\"Value\":\"80\"}]}",
    "{\"name\":\"env\",\"values\":[{\"key\":\"jwt_secret\",\"value\":\"{}\",\"enabled\":true}]}",
    "variable \"jwt_secret\" {\n  default = \"{}\"\n}\n",
    "jwt_secret = \"{}\"\nport       = 80\n",
    "- name: JWT_SECRET\n  value: \"{}\"\n- name: PORT\n  value: \"80\"\n",
    "// secrets.js\nexport const JWT_SECRET = \"{}\";\n",
    "export default {\n  jwt: {\n    secret: '{}',\n    expiresIn: '1h',\n  },\n};\n",
    "app.config['JWT_SECRET_KEY'] = '{}'\napp.config['PORT'] = 80\n",
    "SECRET_KEY = '{}'\nDEBUG = True\n",
    "Rails.application.config.secret_key_base = \"{}\"\nfoo\n",
    "jwt.secret = {}\njwt.expiration = 86400\n",
    "quarkus.smallrye-jwt.new-token.lifespan=3600\nsmallrye.jwt.sign.key={}\n",
    "#!/bin/sh\nexport JWT_SECRET=\"{}\"\nexec node server.js\n",
    "JWT_SECRET=\"{}\" npm run dev\n",
    "docker run --env \"JWT_SECRET={}\" api\n",
    "kubectl create secret generic jwt --from-literal=jwt-secret={}\n",
    "heroku config:set JWT_SECRET={}\n",
    "fly secrets set JWT_SECRET={}\n",
    "aws ssm put-parameter --name /prod/jwt/secret --value \"{}\" --type SecureString\n",
    "const secret = new TextEncoder().encode(\"{}\");\nconst { payload } = await jwtVerify(token, secret);\n",
    "val algorithm = Algorithm.HMAC256(\"{}\")\n",
    "SecretKey key = Keys.hmacShaKeyFor(\"{}\".getBytes());\n",
    "app.use(jwt({ secret: \"{}\", algorithms: [\"HS256\"] }))\n",
    "passport.use(new JwtStrategy({ secretOrKey: '{}' }, done))\n",
    "JwtModule.register({\n  secret: '{}',\n  signOptions: { expiresIn: '60s' },\n}),\n",
    "services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters = new() { IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"{}\")) }; });\n",
    "@Value(\"${jwt.secret:{}}\")\nprivate String secret;\n",
    "{\"HASURA_GRAPHQL_JWT_SECRET\":\"{\\\"type\\\":\\\"HS256\\\",\\\"key\\\":\\\"{}\\\"}\"}",
    "GOTRUE_JWT_SECRET={}\nGOTRUE_JWT_EXP=3600\nANON_KEY=eyJhbGciOiJIUzI1NiJ9.e30.rsUrg5XmqhJatvoFw6M3rcFv8m3oAqsc6eBrskEHLG8\n",
    "[jwt]\nsecret={}\n; comment\nexpires=3600\n",
    "{\"login\":{\"username\":\"jwt\",\"password\":\"{}\"},\"name\":\"JWT secret\"}",
    "# API\nJWT_SECRET = '{}'  # signs\nALGORITHM = \"HS256\"\n",
    "type: Opaque\nstringData:\n  .env: |\n    JWT_SECRET={}\n    PORT=80\nkind: Secret\n",
    "JWT_SECRET='{}'; export JWT_SECRET\n",
    "Environment=JWT_SECRET={}\nEnvironment=PORT=80\n",
    "<bean><property name=\"jwtSecret\" value=\"{}\"/></bean>",
    "<secret>{}</secret>",
    "let mut cfg = Config { jwt_secret: \"{}\".into(), port: 80 };\n",
    "lazy_static! { static ref JWT_SECRET: String = \"{}\".to_string(); }\n",
    "pub const JWT_SECRET: &str = \"{}\";\n",
    "var JwtKey = []byte(`{}`)\n",
    "secret:\n  - key: jwt\n    value: {}\n",
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

/// More notations in which secrets are kept, each of which has lost one once.
const MASKED: &[&str] = &[
    "const JWT_SECRET = process.env.JWT_SECRET ?? '{}';\n",
    "app.use(session({ secret: process.env.SESSION_SECRET || '{}' }));\n",
    "const secret = isProd && '{}';\n",
    "const secret = prod ? process.env.S : '{}';\n",
    "SECRET_KEY = debugmode if DEBUG else '{}'\n",
    "const secret = 'Jv7mQ2xT9cLrZp4KdWyB8' +\n  'nHsE6uGfA3oV1iXbNqRtM0';\n",
    "SECRET_KEY = (\n  \"Jv7mQ2xT9cLrZp4KdWyB8\"\n  \"nHsE6uGfA3oV1iXbNqRtM0\"\n)\n",
    "const secret = `pre-${process.env.X}-{}`;\n",
    "SECRET_KEY = \"%s{}\" % x\n",
    "jwt.sign({ secret: 'x' }, '{}');\n",
    "jwt.encode({'a': 1}, key=\"{}\")\n",
    "jwt:\n  secret: >-\n    Jv7mQ2xT9cLrZp4KdWyB8\n    nHsE6uGfA3oV1iXbNqRtM0\n",
    "string secret = @\"ab\"\"c{}\";\n",
    "const SECRET: &str = r#\"ab\"c{}\"#;\n",
    "jwt:\n  secret: 'it''s{}'\n",
    "/*\nconst secret = '{}';\n*/\n",
    "!jwt.secret={}\n",
];

/// What is read as a secret is masked as one.
#[test]
fn a_secret_that_is_read_from_settings_is_masked_in_them() {
    let folder = Folder::new();
    let mut left = Vec::new();
    for (index, settings) in SETTINGS.iter().chain(MASKED).enumerate() {
        let path = folder.file(&format!("{index}.txt"), settings.replace("{}", SECRET));
        let out = run(&["redact", &path]).run().stdout;
        // In lines of properties and in texts that are joined it is in two pieces.
        if [SECRET, &SECRET[..12], &SECRET[SECRET.len() - 12..]].iter().any(|piece| out.contains(piece)) {
            left.push(format!("{settings:?}: {out}"));
        }
    }
    assert!(left.is_empty(), "{left:#?}");
}
