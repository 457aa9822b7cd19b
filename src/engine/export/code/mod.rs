//! Programs that verify a token like this one, and programs that create it.
//!
//! The algorithm is pinned, never taken from the token; the key is looked up among the issuer's own; issuer, audience, type
//! and times are checked. No token, no secret and no private key stands in a program: it reads them from standard input and
//! from files. `tests/snippets/run` runs them.

mod fact;
mod library;
mod template;

use super::quote::{self, Language, literal};
use super::{ExportRow, Group, Rule, Subject, Unfit};
use crate::engine::ground::jwa::SignatureFamily;
use fact::Facts;
use library::Library;
use template::Filling;

/// What a program of a library is filled with.
struct Program<'a> {
    facts: &'a Facts,
    language: Language,
}

impl Program<'_> {
    fn required(&self) -> Option<String> {
        let all: Option<Vec<String>> = self.facts.required.iter().map(|name| literal(self.language, name)).collect();
        Some(all?.join(", "))
    }
}

impl Filling for Program<'_> {
    fn holds(&self, condition: &str) -> Option<bool> {
        let facts = self.facts;
        let family = facts.row.family;
        Some(match condition {
            "hmac" => facts.is_hmac(),
            "rsa" => matches!(family, SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss),
            "pss" => family == SignatureFamily::RsaPss,
            "pkcs1" => family == SignatureFamily::RsaPkcs1,
            "ec" => family == SignatureFamily::Ecdsa,
            "ed" => family == SignatureFamily::EdDsa,
            "kid" => facts.key_id.is_some(),
            "typ" => facts.token_type.is_some(),
            // What is looked up in the header before the signature is checked.
            "header" => facts.token_type.is_some() || facts.key_id.is_some() && !facts.is_hmac(),
            "iss" => facts.issuer.is_some(),
            "aud" => facts.audience.is_some(),
            "leeway" => facts.leeway > 0,
            "required" => !facts.required.is_empty(),
            "lifetime" => facts.lifetime.is_some(),
            _ => {
                let name = condition.strip_prefix("has-").filter(|name| fact::REQUIRED.contains(name))?;
                facts.required.contains(&name)
            }
        })
    }

    fn value(&self, name: &str) -> Option<String> {
        let facts = self.facts;
        let text = |text: &Option<String>| literal(self.language, text.as_deref()?);
        match name {
            "alg" => literal(self.language, facts.row.name),
            // A name of the program's own, without quotes.
            "variant" => Some(facts.row.name.to_owned()),
            "bits" => Some((facts.row.hash?.output_len() * 8).to_string()),
            "coordinate" => Some((facts.row.signature_len? / 2).to_string()),
            "kid" => text(&facts.key_id),
            "typ" => text(&facts.token_type),
            "iss" => text(&facts.issuer),
            "aud" => text(&facts.audience),
            "leeway" => Some(facts.leeway.to_string()),
            "lifetime" => facts.lifetime.map(|seconds| seconds.to_string()),
            "member-aud" => quote::nginx_member(facts.audience.as_deref()?),
            // Envoy takes 0 for its own default, which is a minute.
            "envoy-skew" => Some(facts.leeway.max(1).to_string()),
            "listed" => Some(facts.required.join(" ")),
            // For each language's own brackets.
            "required" => self.required(),
            "braced-alg" => Some(format!("{{{}}}", literal(self.language, facts.row.name)?)),
            "braced-required" => Some(format!("{{{}}}", self.required()?)),
            _ => None,
        }
    }
}

/// The facts, where the library can do something with them.
fn facts(subject: &Subject<'_>, library: &Library) -> Result<Facts, Unfit> {
    let facts = Facts::of(subject)?;
    if facts.is_hmac()
        && let Some(unfit) = &library.no_hmac
    {
        return Err(unfit.clone());
    }
    let name = facts.row.name;
    if !library.algorithms.contains(&name) || facts.is_448 && !library.takes_448 {
        let algorithm = if facts.is_448 { "Ed448" } else { name };
        return Err(Unfit::Algorithm { library: library.name, algorithm: algorithm.to_owned() });
    }
    let texts = [&facts.key_id, &facts.token_type, &facts.issuer, &facts.audience];
    let fits = |text: &String| literal(library.language, text).is_some();
    if !texts.into_iter().flatten().all(fits) {
        return Err(Unfit::Literal { language: library.language_name });
    }
    Ok(facts)
}

fn program(subject: &Subject<'_>, library: &Library, template: &str) -> Result<String, Unfit> {
    let facts = facts(subject, library)?;
    let filling = Program { facts: &facts, language: library.language };
    // A template is part of the program: the tests fill each in every way there is.
    template::filled(template, &filling).map_err(|_| Unfit::NoPart)
}

macro_rules! program {
    ($group:ident, $name:literal, $title:literal, $file:literal, $library:ident, $template:ident) => {
        ExportRow::new(
            Group::$group,
            ($name, $title, $file),
            line(Group::$group),
            Rule::Open,
            |subject| facts(subject, &library::$library).map(drop),
            |subject| program(subject, &library::$library, library::$library.$template),
        )
    };
}

const fn line(group: Group) -> &'static str {
    match group {
        Group::Verify => "Pins the algorithm, issuer, audience and type of this token",
        _ => "Gives it the header and the lifetime of this token; reads claims and key from files",
    }
}

#[rustfmt::skip]
pub(super) static VERIFY: &[ExportRow] = &[
    program!(Verify, "verify-js", "JavaScript, jose", "verify.mjs", JOSE, verify),
    program!(Verify, "verify-python", "Python, PyJWT", "verify.py", PYJWT, verify),
    program!(Verify, "verify-jwcrypto", "Python, jwcrypto", "verify.py", JWCRYPTO, verify),
    program!(Verify, "verify-go", "Go, golang-jwt", "main.go", GOLANG_JWT, verify),
    program!(Verify, "verify-rust", "Rust, jsonwebtoken", "main.rs", JSONWEBTOKEN, verify),
    program!(Verify, "verify-josekit", "Rust, josekit", "main.rs", JOSEKIT, verify),
    program!(Verify, "verify-java", "Java, Nimbus JOSE + JWT", "Verify.java", NIMBUS, verify),
    program!(Verify, "verify-csharp", "C#, Microsoft.IdentityModel", "Program.cs", MICROSOFT, verify),
    program!(Verify, "verify-php", "PHP, firebase/php-jwt", "verify.php", PHP_JWT, verify),
    program!(Verify, "verify-ruby", "Ruby, ruby-jwt", "verify.rb", RUBY_JWT, verify),
    program!(Verify, "verify-openssl", "Shell, OpenSSL and jq", "verify.sh", OPENSSL, verify),
    program!(Verify, "verify-nginx", "NGINX Plus configuration", "jwt.conf", NGINX, verify),
    program!(Verify, "verify-envoy", "Envoy configuration", "jwt.yaml", ENVOY, verify),
];

#[rustfmt::skip]
pub(super) static CREATE: &[ExportRow] = &[
    program!(Create, "create-js", "JavaScript, jose", "create.mjs", JOSE, create),
    program!(Create, "create-python", "Python, PyJWT", "create.py", PYJWT, create),
    program!(Create, "create-jwcrypto", "Python, jwcrypto", "create.py", JWCRYPTO, create),
    program!(Create, "create-go", "Go, golang-jwt", "main.go", GOLANG_JWT, create),
    program!(Create, "create-rust", "Rust, jsonwebtoken", "main.rs", JSONWEBTOKEN, create),
    program!(Create, "create-josekit", "Rust, josekit", "main.rs", JOSEKIT, create),
    program!(Create, "create-java", "Java, Nimbus JOSE + JWT", "Create.java", NIMBUS, create),
    program!(Create, "create-csharp", "C#, Microsoft.IdentityModel", "Program.cs", MICROSOFT, create),
    program!(Create, "create-php", "PHP, firebase/php-jwt", "create.php", PHP_JWT, create),
    program!(Create, "create-ruby", "Ruby, ruby-jwt", "create.rb", RUBY_JWT, create),
    program!(Create, "create-openssl", "Shell, OpenSSL and jq", "create.sh", OPENSSL, create),
];

#[cfg(test)]
mod tests;
