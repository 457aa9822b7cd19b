//! The libraries that programs are written for.

use super::super::Unfit;
use super::super::quote::Language;

/// A library, and its programs.
pub(super) struct Library {
    /// How a person knows it.
    pub(super) name: &'static str,
    pub(super) language: Language,
    /// How the language is called where it cannot hold a text.
    pub(super) language_name: &'static str,
    /// The algorithms that it has.
    pub(super) algorithms: &'static [&'static str],
    /// Whether it takes Ed448 as EdDSA.
    pub(super) takes_448: bool,
    /// Why it takes no shared secret.
    pub(super) no_hmac: Option<Unfit>,
    pub(super) verify: &'static str,
    /// Empty where nothing is created with it.
    pub(super) create: &'static str,
}

macro_rules! template {
    ($name:literal) => {
        include_str!(concat!("../../../../assets/export/", $name))
    };
}

pub(super) static JOSE: Library = Library {
    name: "jose",
    language: Language::JavaScript,
    language_name: "JavaScript",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
        "EdDSA", "Ed25519",
    ],
    takes_448: false,
    no_hmac: None,
    verify: template!("verify-js.txt"),
    create: template!("create-js.txt"),
};

pub(super) static PYJWT: Library = Library {
    name: "PyJWT",
    language: Language::Python,
    language_name: "Python",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
        "ES256K", "EdDSA",
    ],
    takes_448: true,
    no_hmac: None,
    verify: template!("verify-python.txt"),
    create: template!("create-python.txt"),
};

pub(super) static JWCRYPTO: Library = Library {
    name: "jwcrypto",
    language: Language::Python,
    language_name: "Python",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
        "ES256K", "EdDSA",
    ],
    takes_448: true,
    no_hmac: None,
    verify: template!("verify-jwcrypto.txt"),
    create: template!("create-jwcrypto.txt"),
};

pub(super) static GOLANG_JWT: Library = Library {
    name: "golang-jwt",
    language: Language::Go,
    language_name: "Go",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
        "EdDSA",
    ],
    takes_448: false,
    no_hmac: None,
    verify: template!("verify-go.txt"),
    create: template!("create-go.txt"),
};

pub(super) static JSONWEBTOKEN: Library = Library {
    name: "jsonwebtoken",
    language: Language::Rust,
    language_name: "Rust",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA",
    ],
    takes_448: false,
    no_hmac: None,
    verify: template!("verify-jsonwebtoken.txt"),
    create: template!("create-jsonwebtoken.txt"),
};

pub(super) static JOSEKIT: Library = Library {
    name: "josekit",
    language: Language::Rust,
    language_name: "Rust",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
        "ES256K", "EdDSA",
    ],
    takes_448: true,
    no_hmac: None,
    verify: template!("verify-josekit.txt"),
    create: template!("create-josekit.txt"),
};

pub(super) static NIMBUS: Library = Library {
    name: "Nimbus JOSE + JWT",
    language: Language::Java,
    language_name: "Java",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    ],
    takes_448: false,
    no_hmac: None,
    verify: template!("verify-java.txt"),
    create: template!("create-java.txt"),
};

pub(super) static MICROSOFT: Library = Library {
    name: "Microsoft.IdentityModel",
    language: Language::CSharp,
    language_name: "C#",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    ],
    takes_448: false,
    no_hmac: None,
    verify: template!("verify-csharp.txt"),
    create: template!("create-csharp.txt"),
};

pub(super) static PHP_JWT: Library = Library {
    name: "firebase/php-jwt",
    language: Language::Php,
    language_name: "PHP",
    algorithms: &["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES256K", "EdDSA"],
    takes_448: false,
    no_hmac: None,
    verify: template!("verify-php.txt"),
    create: template!("create-php.txt"),
};

pub(super) static RUBY_JWT: Library = Library {
    name: "ruby-jwt",
    language: Language::Ruby,
    language_name: "Ruby",
    algorithms: &[
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    ],
    takes_448: false,
    no_hmac: None,
    verify: template!("verify-ruby.txt"),
    create: template!("create-ruby.txt"),
};

pub(super) static OPENSSL: Library = Library {
    name: "OpenSSL",
    language: Language::Shell,
    language_name: "a shell",
    algorithms: &[
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K", "EdDSA", "Ed25519",
        "Ed448",
    ],
    takes_448: true,
    no_hmac: Some(Unfit::SecretArgument { program: "OpenSSL" }),
    verify: template!("verify-openssl.txt"),
    create: template!("create-openssl.txt"),
};

pub(super) static NGINX: Library = Library {
    name: "NGINX Plus",
    language: Language::NginxPattern,
    language_name: "NGINX",
    algorithms: &["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"],
    takes_448: true,
    no_hmac: Some(Unfit::SecretSet),
    verify: template!("verify-nginx.txt"),
    create: "",
};

pub(super) static ENVOY: Library = Library {
    name: "Envoy",
    language: Language::Yaml,
    language_name: "YAML",
    algorithms: &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"],
    takes_448: false,
    no_hmac: Some(Unfit::SecretSet),
    verify: template!("verify-envoy.txt"),
    create: "",
};

#[cfg(test)]
pub(super) static ALL: [&Library; 13] = [
    &JOSE,
    &PYJWT,
    &JWCRYPTO,
    &GOLANG_JWT,
    &JSONWEBTOKEN,
    &JOSEKIT,
    &NIMBUS,
    &MICROSOFT,
    &PHP_JWT,
    &RUBY_JWT,
    &OPENSSL,
    &NGINX,
    &ENVOY,
];
