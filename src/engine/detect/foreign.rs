//! What is not a JOSE object is named, never called broken, and its value is never repeated.

use super::alphabet::{is_blank, is_core, is_token};
use super::opening;
use crate::engine::ground::base64url;
use crate::engine::ground::span::Span;
use crate::engine::text::{look_alike, mask};
use std::borrow::Cow;

/// What sort of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForeignKind {
    /// A token of another format.
    Token,
    /// A value that a framework signed or encrypted.
    SignedValue,
    /// An API key or a password: a secret.
    Credential,
    /// An identifier without content.
    Identifier,
    /// What stands where a token was to be put: `undefined`, `{{token}}`.
    Placeholder,
    /// The answer of a server that is no token: an error, a web page, an issuer's metadata.
    Answer,
    /// A string that says nothing to anyone but its issuer.
    Opaque,
    /// JSON, XML or a URL without a token.
    Data,
    Text,
}

/// Something that is not a JOSE object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What sort of thing it is.
    pub kind: ForeignKind,
    /// Its name: "PASETO", "Fernet token", "Opaque token" …
    pub name: &'static str,
    /// What that is, in one sentence without a full stop.
    pub explanation: Cow<'static, str>,
    /// What to do, without a full stop; may be empty.
    pub advice: Cow<'static, str>,
    /// The command that fetches what it names; nothing is fetched here.
    pub command: Option<String>,
    /// The name under which it stood: `refresh_token`, `Authorization`.
    pub label: Option<String>,
    /// Where it stands in the text.
    pub source: Span,
}

impl Foreign {
    /// What it is and what to do.
    pub fn words(&self) -> String {
        if self.advice.is_empty() {
            self.explanation.to_string()
        } else {
            format!("{}. {}", self.explanation, self.advice)
        }
    }
}

/// What is known of one sort.
#[derive(Debug)]
pub(super) struct Fact {
    kind: ForeignKind,
    name: &'static str,
    explanation: &'static str,
    advice: &'static str,
}

impl Fact {
    /// As found at `source` under the name `label`.
    pub(super) fn at(&self, source: Span, label: Option<String>) -> Foreign {
        Foreign {
            kind: self.kind,
            name: self.name,
            explanation: Cow::Borrowed(self.explanation),
            advice: Cow::Borrowed(self.advice),
            command: None,
            label,
            source,
        }
    }

    /// Whether it is a mere identifier: in a longer text not worth naming.
    pub(super) fn is_identifier(&self) -> bool {
        self.kind == ForeignKind::Identifier
    }

    /// Whether it says nothing but that nothing is known.
    pub(super) fn is_general(&self) -> bool {
        matches!(self.kind, ForeignKind::Opaque | ForeignKind::Text | ForeignKind::Data)
    }
}

macro_rules! facts {
    ($( $id:ident: $kind:ident, $name:literal, $explanation:literal $(, $advice:literal)?; )*) => {
        $( pub(super) static $id: Fact = Fact {
            kind: ForeignKind::$kind,
            name: $name,
            explanation: $explanation,
            advice: concat!($($advice)?),
        }; )*
    };
}

facts! {
    PASETO: Token, "PASETO", "A Platform-Agnostic Security Token: it begins with its version and purpose and has no JOSE header";
    FERNET: Token, "Fernet token", "Encrypted with AES-128-CBC and HMAC-SHA256 under one secret key; only that key decrypts it";
    BRANCA: Token, "Branca token", "Apparently encrypted with XChaCha20-Poly1305 and encoded as base62";
    MACAROON: Token, "Macaroon", "A bearer token with caveats, chained by HMAC; only its issuer can verify it";
    SAML: Token, "SAML message", "XML in base64: a single sign-on assertion, request or response";
    ENTRA: Token, "Microsoft Entra refresh token or authorization code", "Opaque: only Microsoft can read it; it is not a JWT", "Send it to the token endpoint, and inspect the access token or ID token in the response";
    MICROSOFT_ACCOUNT: Token, "Microsoft account refresh token or authorization code", "Opaque: only Microsoft can read it; it is not a JWT", "Send it to the token endpoint, and inspect the token in the response";
    FIREBASE_REFRESH: Token, "Firebase refresh token", "Opaque: only Google knows what it means", "Exchange it at securetoken.googleapis.com for an ID token, which is a JWT";
    FE26: SignedValue, "Iron sealed value (Fe26.2)", "Encrypted and signed by hapi, iron-session or next-iron-session with a password; it is not a JWE", "Unseal it with the same library and password";
    DCC: Token, "EU Digital COVID Certificate (HC1)", "A CWT: CBOR signed with COSE, compressed and written in Base45 (RFC 9052, RFC 8392); it is not a JWT", "Read it with a verifier for the EU certificate";
    HEALTH_CARD: Token, "SMART Health Card QR code in parts", "One of several QR codes (shc:/number/of/…) that together contain one JWS", "Paste the text of all of them, one per line";
    APPLE: Token, "Sign in with Apple code or refresh token", "Opaque: only Apple can read it; it is not a JWT", "Send it to https://appleid.apple.com/auth/token, and inspect the ID token in the response";
    THUMBPRINT: Identifier, "JWK thumbprint URI (RFC 9278)", "The hash of a public key, which identifies the key and does not contain it";
    REQUEST_URI: Identifier, "Pushed authorization request (RFC 9126)", "Refers to a request that is stored at the authorization server", "Send it to the authorization endpoint as request_uri";
    OAUTH_URN: Identifier, "OAuth URN", "The name of a type or parameter of OAuth (RFC 6755), not a token";
    NEGOTIATE: Credential, "Kerberos or SPNEGO token", "What Negotiate sends (RFC 4559): ASN.1 in base64, which only the server's Kerberos key decrypts; it is not a JWT";
    NTLM: Credential, "NTLM message", "A message of Windows' challenge and response; it is not a JWT";
    DIGEST: Credential, "HTTP Digest credentials", "A hash of the password and a nonce (RFC 7616); there is no token in it";
    AWS4: Credential, "AWS Signature Version 4", "The signature of one request, made with an access key; there is no token in it";
    OAUTH1: Credential, "OAuth 1.0 signature", "Parameters and the signature of one request (RFC 5849); its oauth_token is opaque";
    HAWK: Credential, "Hawk credentials", "The MAC of one request; there is no token in it";
    DID: Identifier, "Decentralized identifier (DID)", "Names a subject and, for did:key and did:jwk, its public key; it is not a token", "Paste the token that it signed or that names it";
    COSE: Token, "COSE object or CWT", "The binary counterpart of JOSE: CBOR instead of JSON (RFC 9052, RFC 8392)";
    EXPRESS: SignedValue, "Express signed cookie", "s:, a value and the server's signature";
    EXPRESS_JSON: SignedValue, "Express JSON cookie", "j: and JSON, not signed";
    DJANGO: SignedValue, "Django signed value", "A value, a time and an HMAC, separated by colons; only the server's SECRET_KEY verifies it";
    ITSDANGEROUS: SignedValue, "Flask session (itsdangerous)", "JSON, a time and an HMAC, separated by dots: it looks like a JWT but has no header";
    RAILS: SignedValue, "Rails signed or encrypted value", "Base64 parts separated by --; only the server's secret_key_base verifies or decrypts it";
    LARAVEL: SignedValue, "Laravel encrypted cookie", "Base64 of JSON with iv, value and mac; only the server's APP_KEY decrypts it";
    DATA_PROTECTION: SignedValue, "ASP.NET Core protected value", "Encrypted with the server's Data Protection keys; only they decrypt it";
    AWS_KEY: Credential, "AWS access key ID", "Names an Amazon Web Services key; it has no content to decode";
    GITHUB: Credential, "GitHub token", "A secret for GitHub's API; it has no content to decode";
    GITLAB: Credential, "GitLab token", "A secret for GitLab's API; it has no content to decode";
    STRIPE: Credential, "Stripe API key", "A key of Stripe's API; it has no content to decode";
    SLACK: Credential, "Slack token", "A secret for Slack's API; it has no content to decode";
    GOOGLE_KEY: Credential, "Google API key", "A key of a Google Cloud project; it has no content to decode";
    GOOGLE_TOKEN: Credential, "Google OAuth token", "Opaque: only Google knows what it means";
    NPM: Credential, "npm access token", "A secret for the npm registry; it has no content to decode";
    PYPI: Credential, "PyPI token", "A secret for the Python Package Index, with a Macaroon inside";
    SENDGRID: Credential, "SendGrid API key", "A secret for SendGrid's API; it has no content to decode";
    OPENAI: Credential, "API key (sk-…)", "A secret key of an API such as OpenAI's or Anthropic's; it has no content to decode";
    VAULT: Credential, "HashiCorp Vault token", "Opaque: only the Vault server knows what it means";
    DIGITALOCEAN: Credential, "DigitalOcean token", "A secret for DigitalOcean's API; it has no content to decode";
    DISCORD: Credential, "Discord bot token", "A user ID, a time and an HMAC, separated by dots: it looks like a JWT but has no header";
    BASIC: Credential, "HTTP Basic credentials", "User name and password in base64: anyone can read them";
    PASSWORD_HASH: Credential, "Password hash", "The stored form of a password; it has no content to decode";
    UUID: Identifier, "UUID", "An identifier with nothing to decode";
    HEX: Identifier, "Hexadecimal identifier", "A session ID, a hash or a key in hexadecimal: nothing to decode";
    OPAQUE: Opaque, "Opaque token", "Opaque: nothing to decode; only its issuer knows what it means";
    JSON: Data, "JSON without a token", "None of its members contains a token";
    XML: Data, "XML or HTML", "It contains no token";
    URL: Data, "URL without a token", "No token in its path, query or fragment";
    GROUPED: Text, "Token with spaces in it", "What would be a token is divided by spaces or line breaks, as for printing", "Remove the spaces and line breaks, and nothing else";
    WITHOUT_FRONT: Text, "End of a token", "Its beginning is missing: a program shortened it to show it", "Copy the whole token from its source";
    LOOK_ALIKE: Text, "Token with a letter of another script", "It contains a letter that only looks like one of a token, as after typing it off or reading it from a picture", "Copy the token again as text, from its source";
    TEXT: Text, "Text without a token", "Copy the token from where it was issued or sent, for instance from behind Authorization: Bearer";
}

fn all(text: &str, test: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(test)
}

fn is_hexadecimal(text: &str) -> bool {
    all(text, |byte| byte.is_ascii_hexdigit())
}

/// The first bytes that base64 `text` stands for.
fn first_bytes(text: &str, characters: usize) -> Vec<u8> {
    base64url::decode(text.get(..characters.min(text.len())).unwrap_or_default()).bytes
}

/// Longest value whose form is looked at as a whole.
const LONGEST: usize = 65_536;

/// The name of `value`, which has no blanks around it, if its form tells.
pub(super) fn recognise(value: &str) -> Option<&'static Fact> {
    if value.len() < 6 {
        return None;
    }
    if value.len() > LONGEST {
        // Of what is longer than any of these, the beginning may still tell.
        return by_prefix(&value[..value.floor_char_boundary(LONGEST)]);
    }
    by_prefix(value).or_else(|| by_form(value))
}

/// How a secret begins, how many characters at least come next, and what it is.
static PREFIXES: &[(&[&str], usize, &Fact)] = &[
    (&["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"], 20, &GITHUB),
    (&["glpat-", "gldt-", "glrt-", "glcbt-"], 16, &GITLAB),
    (&["sk_live_", "sk_test_", "pk_live_", "pk_test_", "rk_live_", "rk_test_", "whsec_"], 10, &STRIPE),
    (&["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-"], 8, &SLACK),
    (&["AIza"], 30, &GOOGLE_KEY),
    (&["npm_"], 30, &NPM),
    (&["pypi-"], 16, &PYPI),
    (&["sk-"], 20, &OPENAI),
    (&["dop_v1_", "doo_v1_", "dor_v1_"], 20, &DIGITALOCEAN),
    (&["CfDJ8"], 20, &DATA_PROTECTION),
    (&["AKIA", "ASIA"], 12, &AWS_KEY),
    (&["hvs.", "hvb.", "hvr."], 16, &VAULT),
];

fn by_prefix(value: &str) -> Option<&'static Fact> {
    let plain = |rest: &str, least: usize| rest.len() >= least && rest.bytes().all(is_core);
    let after = |prefix: &str| value.strip_prefix(prefix);
    for version in ["v1.", "v2.", "v3.", "v4."] {
        if after(version).is_some_and(|rest| rest.starts_with("local.") || rest.starts_with("public.")) {
            return Some(&PASETO);
        }
    }
    // PASERK, the keys of PASETO, is named with it.
    if let Some(rest) = value.strip_prefix('k')
        && rest.starts_with(['1', '2', '3', '4'])
        && [".local.", ".public.", ".secret.", ".lid.", ".pid.", ".sid."].iter().any(|part| rest[1..].starts_with(part))
    {
        return Some(&PASETO);
    }
    for (prefixes, least, fact) in PREFIXES {
        if prefixes.iter().any(|prefix| after(prefix).is_some_and(|rest| plain(rest, *least))) {
            let is_key_id = !std::ptr::eq(*fact, &AWS_KEY)
                || (value.len() == 20 && all(value, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
            if is_key_id {
                return Some(fact);
            }
        }
    }
    if after("SG.").is_some_and(|rest| rest.len() > 30 && rest.split('.').count() == 2) {
        return Some(&SENDGRID);
    }
    if after("ya29.").is_some_and(|rest| rest.len() > 16) || after("1//0").is_some_and(|rest| rest.len() > 16) {
        return Some(&GOOGLE_TOKEN);
    }
    // Entra writes a version, a place of storage, and what is encrypted.
    if let Some(rest) = after("0.A").or_else(|| after("1.A"))
        && rest.len() >= 40
        && rest.bytes().all(|byte| is_core(byte) || byte == b'.')
        && rest.contains('.')
    {
        return Some(&ENTRA);
    }
    if (after("OAQABAAAA").or_else(|| after("AQABAAAAAA"))).is_some_and(|rest| plain(rest, 100)) {
        return Some(&ENTRA);
    }
    if let Some(rest) = after("M.").filter(|rest| rest.starts_with(['C', 'R']))
        && rest.len() >= 36 + "R3_BAY.".len()
        && rest.get(..16).is_some_and(|front| front.contains(['.', '_']))
        && (rest.contains(['!', '*', '$']) || rest.rsplit('.').next().is_some_and(is_uuid))
    {
        return Some(&MICROSOFT_ACCOUNT);
    }
    if is_of_apple(value) {
        return Some(&APPLE);
    }
    if after("AMf-vB").is_some_and(|rest| plain(rest, 60)) {
        return Some(&FIREBASE_REFRESH);
    }
    if after("Fe26.2*").is_some_and(|rest| rest.split('*').count() >= 5) {
        return Some(&FE26);
    }
    by_longer_form(value)
}

/// What is known by more than its first characters.
fn by_longer_form(value: &str) -> Option<&'static Fact> {
    let after = |prefix: &str| value.strip_prefix(prefix);
    if after("HC1:").is_some_and(|rest| rest.len() >= 40) {
        return Some(&DCC);
    }
    if (after("shc:/").or_else(|| after("SHC:/")))
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/'))
    {
        return Some(&HEALTH_CARD);
    }
    if let Some(rest) = after("urn:ietf:params:oauth:") {
        let is_thumbprint = rest.starts_with("jwk-thumbprint:") || rest.starts_with("ckt:");
        let other = if rest.starts_with("request_uri:") { &REQUEST_URI } else { &OAUTH_URN };
        return Some(if is_thumbprint { &THUMBPRINT } else { other });
    }
    if ["did:key:", "did:jwk:", "did:web:", "did:ion:", "did:ebsi:", "did:pkh:", "did:ethr:"]
        .iter()
        .any(|method| value.starts_with(method))
    {
        return Some(&DID);
    }
    if ["$2a$", "$2b$", "$2y$", "$argon2", "$pbkdf2", "$6$", "$5$"].iter().any(|prefix| value.starts_with(prefix)) {
        return Some(&PASSWORD_HASH);
    }
    if value.starts_with("gAAAA") && value.len() >= 100 && all(value, |byte| is_core(byte) || byte == b'=') {
        return Some(&FERNET);
    }
    if value.starts_with("<saml") || value.starts_with("<samlp:") || value.starts_with("<saml2") {
        return Some(&SAML);
    }
    if first_bytes(value, 8).starts_with(b"<saml") || value.starts_with("PD94bWw") && holds_saml(value) {
        return Some(&SAML);
    }
    if (after("s:").or_else(|| after("s%3A")).or_else(|| after("s%3a"))).is_some_and(is_express_signed) {
        return Some(&EXPRESS);
    }
    if after("j:{").or_else(|| after("j%3A%7B")).is_some() {
        return Some(&EXPRESS_JSON);
    }
    None
}

/// `c`, hexadecimal digits, a number, letters, and what is random: Apple's codes begin with c, its refresh tokens with r.
fn is_of_apple(value: &str) -> bool {
    let mut parts = value.split('.');
    let (Some(first), Some(number), Some(place), Some(last), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_begun =
        first.strip_prefix(['c', 'r']).is_some_and(|rest| (32..=33).contains(&rest.len()) && is_hexadecimal(rest));
    is_begun
        && number.len() == 1
        && all(number, |byte| byte.is_ascii_digit())
        && (2..=8).contains(&place.len())
        && all(place, |byte| byte.is_ascii_lowercase())
        && last.len() >= 16
        && all(last, is_core)
}

fn is_express_signed(value: &str) -> bool {
    // HMAC-SHA256 in standard base64 without padding: 43 characters, more where they are percent-encoded.
    value.rsplit_once('.').is_some_and(|(_, signature)| {
        signature.len() >= 43 && signature.len() <= 129 && all(signature, |byte| is_token(byte) || byte == b'%')
    })
}

fn holds_saml(value: &str) -> bool {
    let bytes = first_bytes(value, 4096);
    memchr::memmem::find(&bytes, b"saml").is_some() || memchr::memmem::find(&bytes, b"SAML").is_some()
}

fn by_form(value: &str) -> Option<&'static Fact> {
    if is_uuid(value) {
        return Some(&UUID);
    }
    if is_cose(value) {
        return Some(&COSE);
    }
    if is_hexadecimal(value)
        && value.len() >= 16
        && value.len() <= 256
        && value.bytes().any(|byte| byte.is_ascii_digit())
    {
        return Some(&HEX);
    }
    if is_macaroon(value) {
        return Some(&MACAROON);
    }
    if is_rails(value) {
        return Some(&RAILS);
    }
    if is_django(value) {
        return Some(&DJANGO);
    }
    if let Some(fact) = dotted(value) {
        return Some(fact);
    }
    if opening::starts(value) && !value.contains('.') && is_laravel(value) {
        return Some(&LARAVEL);
    }
    is_branca(value).then_some(&BRANCA)
}

/// Three parts, as a JWT has them, and yet none.
fn dotted(value: &str) -> Option<&'static Fact> {
    let compressed = value.starts_with(".eJ");
    let body = value.strip_prefix('.').unwrap_or(value);
    let mut parts = body.splitn(4, '.');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !all(second, is_core) || !all(third, is_core) {
        return None;
    }
    // itsdangerous: seconds since 1970 in four or five bytes, HMAC with SHA-1 (or SHA-256, SHA-512).
    let time = matches!(second.len(), 5..=8) && first_bytes(second, 2).first().is_some_and(|&byte| byte < 0xFF);
    let is_json = opening::starts(first) && !opening::Opening::read(first, 64).is_jose();
    if time
        && matches!(third.len(), 27 | 43 | 86)
        && (compressed || is_json || (value.starts_with("Im") || value.starts_with("Ii")))
    {
        return Some(&ITSDANGEROUS);
    }
    // Discord: the bot's number in digits, six characters of time, an HMAC.
    let number = first_bytes(first, 40);
    let digits = number.len() >= 15 && number.len() <= 22 && number.iter().all(u8::is_ascii_digit);
    (digits && second.len() == 6 && third.len() >= 27).then_some(&DISCORD)
}

fn is_uuid(value: &str) -> bool {
    let value = value.strip_prefix("urn:uuid:").unwrap_or(value);
    let value = value.strip_prefix('{').and_then(|value| value.strip_suffix('}')).unwrap_or(value);
    value.len() == 36
        && value.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// CBOR tags of COSE messages and of CWT (RFC 9052 §2, RFC 8392 §6), in hexadecimal or base64.
fn is_cose(value: &str) -> bool {
    let hexadecimal = value.strip_prefix("0x").unwrap_or(value);
    let bytes = if is_hexadecimal(hexadecimal) && hexadecimal.len() >= 20 && hexadecimal.len().is_multiple_of(2) {
        hexadecimal.as_bytes()[..16]
            .chunks(2)
            .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect()
    } else if value.len() >= 24 && all(value, |byte| is_token(byte) && byte != b'.' && byte != b'~') {
        first_bytes(value, 16)
    } else {
        return false;
    };
    let bytes = bytes.strip_prefix(&[0xD8, 0x3D]).unwrap_or(&bytes);
    // An array of three or four whose first element is the protected header, a byte string.
    let array = match bytes {
        [0xD0, 0x83, rest @ ..] | [0xD1 | 0xD2, 0x84, rest @ ..] => rest,
        [0xD8, 0x60, 0x84, rest @ ..] | [0xD8, 0x61, 0x85, rest @ ..] | [0xD8, 0x62, 0x84, rest @ ..] => rest,
        _ => return false,
    };
    matches!(array, [0x40..=0x57, ..] | [0x58 | 0x59, ..])
}

/// Version 1: packets with four hexadecimal digits of length; version 2: 0x02, then location or identifier.
fn is_macaroon(value: &str) -> bool {
    if value.len() < 40 || !all(value, |byte| is_token(byte) && byte != b'.' && byte != b'~') {
        return false;
    }
    let bytes = first_bytes(value, 32);
    match bytes.as_slice() {
        [2, 1 | 2, length, ..] => value.starts_with("Ag") && *length > 0 && usize::from(*length) < value.len(),
        [a, b, c, d, rest @ ..] => {
            [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit())
                && (rest.starts_with(b"location ") || rest.starts_with(b"identifier "))
        }
        _ => false,
    }
}

/// `base64--hexadecimal HMAC`, or `base64--iv--tag`.
fn is_rails(value: &str) -> bool {
    let Some((front, last)) = value.rsplit_once("--") else { return false };
    let base64 = |text: &str| {
        all(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'%' | b'-' | b'_'))
    };
    let signed = is_hexadecimal(last) && matches!(last.len(), 40 | 64 | 128);
    let encrypted = front.rsplit_once("--").is_some_and(|(_, iv)| (16..=24).contains(&iv.len()))
        && (22..=30).contains(&last.len())
        && base64(last);
    front.len() >= 8 && base64(front) && (signed || encrypted)
}

/// `value:time in base62:HMAC in base64url` (SHA-1 or SHA-256), or without a time.
fn is_django(value: &str) -> bool {
    let Some((front, signature)) = value.rsplit_once(':') else { return false };
    let Some((value, time)) = front.rsplit_once(':') else { return false };
    !value.is_empty()
        && matches!(signature.len(), 27 | 43)
        && all(signature, is_core)
        && matches!(time.len(), 5..=7)
        && all(time, |byte| byte.is_ascii_alphanumeric())
}

fn is_laravel(value: &str) -> bool {
    let bytes = first_bytes(value, 65_536);
    bytes.starts_with(br#"{"iv":"#) && memchr::memmem::find(&bytes, br#""mac":"#).is_some()
}

/// Base62 of bytes that start with 0xBA. No more than 512 characters are computed with: the work grows with the square.
fn is_branca(value: &str) -> bool {
    // Several digits at once: whatever is a word of letters and digits comes here.
    const AT_ONCE: usize = 5;
    if !(61..=512).contains(&value.len()) || !all(value, |byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let mut number: Vec<u32> = Vec::new();
    for digits in value.as_bytes().chunks(AT_ONCE) {
        let (mut carry, mut factor) = (0_u64, 1_u64);
        for byte in digits {
            let digit = match byte {
                b'0'..=b'9' => byte - b'0',
                b'A'..=b'Z' => byte - b'A' + 10,
                _ => byte - b'a' + 36,
            };
            (carry, factor) = (carry * 62 + u64::from(digit), factor * 62);
        }
        for limb in &mut number {
            carry += u64::from(*limb) * factor;
            *limb = carry as u32;
            carry >>= u32::BITS;
        }
        if carry > 0 {
            number.push(carry as u32);
        }
    }
    let Some((top, rest)) = number.split_last() else { return false };
    let top: Vec<u8> = top.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    top.first() == Some(&0xBA) && top.len() + rest.len() * 4 >= 45
}

/// What would be a token if it had not been spoilt on its way.
fn spoilt(value: &str) -> Option<&'static Fact> {
    let is_parts = |text: &str, least: usize| {
        let parts = text.split('.');
        (least..=5).contains(&parts.clone().count())
            && parts.clone().next().is_some_and(|first| first.len() >= 8)
            && parts.clone().all(|part| part.bytes().all(is_core))
    };
    let is_whole = |text: &str| opening::starts(text) && is_parts(text, 3);
    if value.contains(is_blank) {
        let joined: String = value.chars().filter(|character| !is_blank(*character)).collect();
        if is_whole(&joined) {
            return Some(&GROUPED);
        }
    }
    if let Some(length) = mask::at(value).filter(|_| value.starts_with(['\u{2026}', '.'])) {
        return value.get(length..).filter(|rest| rest.len() >= 24 && is_parts(rest, 2)).map(|_| &WITHOUT_FRONT);
    }
    look_alike::plain(value).is_some_and(|plain| is_whole(&plain)).then_some(&LOOK_ALIKE)
}

/// What can be said of a text in which nothing was recognised.
pub(super) fn general(value: &str) -> &'static Fact {
    let value = &value[..value.floor_char_boundary(LONGEST)];
    if value.starts_with('{') || value.starts_with('[') {
        return &JSON;
    }
    if value.starts_with('<') {
        return &XML;
    }
    if let Some(fact) = spoilt(value) {
        return fact;
    }
    let one_word = !value.contains(is_blank);
    if value.starts_with("data:") {
        return &URL;
    }
    if one_word && value.split_once("://").is_some_and(|(scheme, _)| all(scheme, |byte| byte.is_ascii_alphanumeric())) {
        return &URL;
    }
    let bytes = value.as_bytes();
    let mixed = bytes.iter().any(u8::is_ascii_digit)
        || (bytes.iter().any(u8::is_ascii_lowercase) && bytes.iter().skip(1).any(u8::is_ascii_uppercase));
    if one_word && value.len() >= 8 && value.is_ascii() && (mixed || value.len() >= 24) { &OPAQUE } else { &TEXT }
}

#[cfg(test)]
mod tests {
    use super::is_branca;

    /// The number digit by digit.
    fn bytes(value: &str) -> Vec<u8> {
        let mut number: Vec<u8> = Vec::new();
        for letter in value.chars() {
            let digit = letter.to_digit(36).unwrap() + if letter.is_ascii_lowercase() { 26 } else { 0 };
            let mut carry = digit;
            for byte in &mut number {
                carry += u32::from(*byte) * 62;
                *byte = carry as u8;
                carry >>= 8;
            }
            if carry > 0 {
                number.push(carry as u8);
            }
        }
        number
    }

    #[test]
    fn a_branca_token_is_known_by_its_first_byte() {
        // The specification's test vector.
        let token = "870S4BYxgHw0KnP3W9fgVUHEhT5g86vJ17etaC5Kh5uIraWHCI1psNQGv298ZmjPwoYbjDQ9chy2z";
        assert!(is_branca(token) && !is_branca(&token[1..]) && !is_branca(&format!("{token}.")));
        // Numbers around the first one of some lengths that begins so, and leading zeros.
        for length in [61, 62, 64, 77, 100, 511] {
            for front in ["8", "7", "1", "0", "00", "09z", "zzzzzz", "BA", "87", "3J8x9"] {
                for rest in ["0", "z", "A9", "Zz0"] {
                    let value: String = front.chars().chain(rest.chars().cycle()).take(length).collect();
                    let number = bytes(&value);
                    let expected = number.last() == Some(&0xBA) && number.len() >= 45;
                    assert_eq!(is_branca(&value), expected, "{value}");
                }
            }
        }
        let mut found = 0;
        for tail in 0..4_000_u32 {
            let value = format!("{tail:04}{}", "x".repeat(70));
            let number = bytes(&value);
            let expected = number.last() == Some(&0xBA) && number.len() >= 45;
            found += u32::from(expected);
            assert_eq!(is_branca(&value), expected, "{value}");
        }
        assert!(found > 0, "some begin so");
    }
}
