//! Tokens to try, each with its key. The keys are public: see `assets/samples/README.md`.

/// One token to try.
#[derive(Clone, Copy, Debug)]
pub struct SampleToken {
    /// Its name.
    pub name: &'static str,
    /// What it shows, in one line.
    pub description: &'static str,
    /// The token.
    pub token: &'static str,
    /// Its key or key set as JSON; empty where there is none to load.
    pub keys: &'static str,
    /// What the keys are called in the list of keys.
    pub key_source: &'static str,
}

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../assets/samples/", $name))
    };
}

/// All of them, in the order in which they are offered.
pub static SAMPLES: &[SampleToken] = &[
    SampleToken {
        name: "Access token, ES256",
        description: "An OAuth 2.0 access token with roles; a finding says that it lives too long",
        token: file!("access-token.txt"),
        keys: file!("signing-key.json"),
        key_source: "sample signing key",
    },
    SampleToken {
        name: "Shared secret, HS256",
        description: "The first example of RFC 7515: right signature, and expired since 2011",
        token: file!("rfc7515-a1.txt"),
        keys: file!("rfc7515-a1-key.json"),
        key_source: "RFC 7515 A.1",
    },
    SampleToken {
        name: "Encrypted, RSA-OAEP-256",
        description: "A JWE that opens with its private key",
        token: file!("encrypted.txt"),
        keys: file!("encryption-key.json"),
        key_source: "sample encryption key",
    },
    SampleToken {
        name: "Signed, then encrypted",
        description: "A Nested JWT: two layers, two keys",
        token: file!("nested.txt"),
        keys: file!("nested-keys.json"),
        key_source: "sample keys",
    },
    SampleToken {
        name: "Encrypted with a passphrase",
        description: "PBES2; the passphrase is: correct horse battery staple",
        token: file!("passphrase.txt"),
        keys: "",
        key_source: "",
    },
    SampleToken {
        name: "SD-JWT with key binding",
        description: "A credential of which its holder disclosed three claims to one verifier",
        token: file!("sd-jwt.txt"),
        keys: file!("sd-jwt-key.json"),
        key_source: "sample issuer key",
    },
    SampleToken {
        name: "Expired",
        description: "An ID token whose time is over, with a right signature",
        token: file!("expired.txt"),
        keys: file!("signing-key.json"),
        key_source: "sample signing key",
    },
    SampleToken {
        name: "Broken",
        description: "Cut off in the middle of its claims: what is left can still be read",
        token: file!("broken.txt"),
        keys: file!("signing-key.json"),
        key_source: "sample signing key",
    },
    SampleToken {
        name: "Unsecured",
        description: "alg is none: anyone can have written it",
        token: file!("unsecured.txt"),
        keys: "",
        key_source: "",
    },
];
