//! Checklists: an example of each kind of token, as its specification gives it where it gives one, meets every line of its
//! checklist; a variant that breaks one demand is told by that line, and fails where the kind is expected.

use crate::possession::{NOW, fresh, hash, public, see};
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::checklist::{Checklist, Gap, State, Violation, checklist};
use jotsmith::engine::jwt::claim::Shape;
use jotsmith::engine::jwt::demand::{Demand, Level, What};
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::jwt::profile::{PROFILES, ProfileRow, named};
use jotsmith::engine::key::Jwk;
use serde_json::{Value, json};
use std::collections::HashSet;

/// A token before it is signed.
#[derive(Clone)]
struct Draft {
    header: Value,
    claims: Value,
    disclosures: Vec<String>,
    is_flattened: bool,
    /// In the flattened serialization, what no signature protects.
    unprotected: Option<Value>,
    /// With another key than the verifier's.
    is_forged: bool,
}

impl Draft {
    fn new(header: Value, claims: Value) -> Self {
        Self { header, claims, disclosures: Vec::new(), is_flattened: false, unprotected: None, is_forged: false }
    }

    fn token(&self, key: &Jwk, other: &Jwk) -> String {
        let algorithm = self.header["alg"].as_str().unwrap_or("ES256").to_owned();
        let (protected, payload) =
            (encode(self.header.to_string().as_bytes()), encode(self.claims.to_string().as_bytes()));
        let input = format!("{protected}.{payload}");
        let secret = crate::support::keys(
            br#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4h"}"#,
        );
        let key = match (&*algorithm, self.is_forged) {
            ("HS256", _) => &secret[0],
            (_, true) => other,
            (_, false) => key,
        };
        let signature = match &*algorithm {
            "none" => String::new(),
            name => encode(&sign(find(name).unwrap(), &key.material, input.as_bytes()).unwrap()),
        };
        if self.is_flattened {
            let mut object = json!({"protected": protected, "payload": payload, "signature": signature});
            if let Some(header) = &self.unprotected {
                object["header"] = header.clone();
            }
            return object.to_string();
        }
        let disclosures: String = self.disclosures.iter().map(|disclosure| format!("{disclosure}~")).collect();
        let tilde = if self.header["typ"].as_str().is_some_and(|typ| typ.ends_with("sd-jwt") || typ == "sd+jwt") {
            "~"
        } else {
            ""
        };
        format!("{input}.{signature}{tilde}{disclosures}")
    }
}

const CREDENTIAL_TYPE: &str = "http://schemas.openid.net/event/backchannel-logout";

/// One for each kind, and for each type of a kind that has several; times are moved to those of the tests.
fn examples(key: &Jwk) -> Vec<(&'static str, Draft)> {
    // The holder's key is another than the issuer's: of a token that names the key at hand in `cnf`, that one says nothing.
    let (jwk, holder) = (public(key), public(&fresh()));
    let mut named = jwk.clone();
    named["kid"] = "1".into();
    let (iat, exp) = (NOW - 10, NOW + 300);
    let of = |id, header: Value, claims: Value| (id, Draft::new(header, claims));
    let typ = |typ: &str| json!({"alg": "ES256", "typ": typ});
    let kid = |typ: &str| json!({"alg": "ES256", "typ": typ, "kid": "1"});
    let mut acme = of(
        "acme-request",
        // RFC 8555 §7.3.
        json!({"alg": "ES256", "jwk": jwk, "nonce": "6S8IqOGY7eL2lsGoTZYifg", "url": "https://example.com/acme/new-account"}),
        json!({"termsOfServiceAgreed": true, "contact": ["mailto:cert-admin@example.org"]}),
    );
    acme.1.is_flattened = true;
    vec![
        // OpenID Connect Core §2.
        of(
            "id-token",
            typ("JWT"),
            json!({"iss": "https://server.example.com", "sub": "24400320", "aud": "s6BhdRkqt3",
            "nonce": "n-0S6_WzA2Mj", "exp": exp, "iat": iat, "auth_time": iat, "acr": "urn:mace:incommon:iap:silver", "amr": ["pwd"], "azp": "s6BhdRkqt3"}),
        ),
        // RFC 9068 §3.
        of(
            "access-token",
            typ("at+jwt"),
            json!({"iss": "https://authorization-server.example.com/", "sub": "5ba552d67",
            "aud": "https://rs.example.com/", "exp": exp, "iat": iat, "jti": "dbe39bf3a3ba4238a513f51d6e1691c4",
            "client_id": "s6BhdRkqt3", "scope": "openid profile reademail", "auth_time": iat, "acr": "1", "amr": ["pwd"]}),
        ),
        of("bearer-token", typ("JWT"), json!({"sub": "a", "aud": "api", "scope": "read", "exp": exp})),
        of("refresh-token", typ("rt+jwt"), json!({"sub": "a", "exp": exp})),
        // RFC 9449 §4.2.
        of(
            "dpop-proof",
            json!({"alg": "ES256", "typ": "dpop+jwt", "jwk": jwk}),
            json!({"jti": "-BwC3ESc6acc2lTc",
            "htm": "POST", "htu": "https://server.example.com/token", "iat": iat}),
        ),
        // OpenID Connect Back-Channel Logout §2.4.
        of(
            "logout-token",
            typ("logout+jwt"),
            json!({"iss": "https://server.example.com", "sub": "248289761001",
            "aud": "s6BhdRkqt3", "iat": iat, "exp": exp, "jti": "bWJq", "sid": "08a5019c-17e1-4977-8f42-65a12843ea02",
            "events": {CREDENTIAL_TYPE: {}}}),
        ),
        // RFC 7523 §4.
        of(
            "client-assertion",
            typ("client-authentication+jwt"),
            json!({"iss": "s6BhdRkqt3", "sub": "s6BhdRkqt3",
            "aud": "https://authz.example.net/", "exp": exp, "iat": iat, "jti": "1"}),
        ),
        of(
            "authorization-grant",
            typ("authorization-grant+jwt"),
            json!({"iss": "https://jwt-idp.example.com",
            "sub": "mailto:mike@example.com", "aud": "https://jwt-rp.example.net", "exp": exp, "iat": iat, "jti": "1"}),
        ),
        // RFC 9101 §4.
        of(
            "authorization-request",
            typ("oauth-authz-req+jwt"),
            json!({"iss": "s6BhdRkqt3", "aud": "https://server.example.com",
            "response_type": "code id_token", "client_id": "s6BhdRkqt3", "redirect_uri": "https://client.example.org/cb",
            "scope": "openid", "state": "af0ifjsldkj", "nonce": "n-0S6_WzA2Mj", "exp": exp}),
        ),
        // JARM §2.1.
        of(
            "authorization-response",
            typ("JWT"),
            json!({"iss": "https://accounts.example.com", "aud": "s6BhdRkqt3",
            "exp": exp, "code": "PyyFaux2o7Q0YfXBU32jhw.5FXSQpvr8akv9CeRDSd0QA", "state": "S8NJ7uqk5fY4EjNvP_G_FtyJu6pUsvH9jsYni9dMAJw"}),
        ),
        // RFC 9701 §5.
        of(
            "introspection-response",
            typ("token-introspection+jwt"),
            json!({"iss": "https://as.example.com/",
            "aud": "https://rs.example.com/resource", "iat": iat, "token_introspection": {"active": true, "iss": "https://as.example.com/",
            "aud": "https://rs.example.com/resource", "scope": "read write dolphin", "client_id": "paiB2goo0a"}}),
        ),
        // RFC 8417 §2.1.1.
        of(
            "security-event",
            typ("secevent+jwt"),
            json!({"iss": "https://scim.example.com", "iat": iat,
            "jti": "4d3559ec67504aaba65d40b0363faad8", "aud": "https://scim.example.com/Feeds/98d52461fa5bbc879593b7754", "txn": "x", "toe": iat,
            "events": {"urn:ietf:params:scim:event:create": {"ref": "https://scim.example.com/Users/44f6142df96bd6ab61e7521d9"}}}),
        ),
        // RFC 9901 §5.2.
        of(
            "key-binding",
            typ("kb+jwt"),
            json!({"nonce": "1234567890", "aud": "https://verifier.example.org", "iat": iat,
            "sd_hash": "0_Af-2B-EhLWX5ydh_w2xzwmO6iM66B_2QCEanI4fUY"}),
        ),
        // draft-ietf-oauth-sd-jwt-vc §2.2.
        of(
            "sd-jwt-vc",
            typ("dc+sd-jwt"),
            json!({"iss": "https://example.com/issuer", "iat": iat, "exp": exp,
            "vct": "https://credentials.example.com/identity_credential", "cnf": {"jwk": holder}, "status": {"status_list": {"idx": 0, "uri": "https://example.com/1"}}}),
        ),
        of(
            "sd-jwt",
            typ("sd+jwt"),
            json!({"iss": "https://issuer.example.com", "iat": iat, "exp": exp, "sub": "user_42", "cnf": {"jwk": holder}}),
        ),
        // W3C Verifiable Credentials 2.0 §4.1, and 1.1 §6.3.1.
        of(
            "verifiable-credential",
            typ("vc+jwt"),
            json!({"@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiableCredential"], "issuer": "https://university.example/issuers/565049",
            "credentialSubject": {"id": "did:example:ebfeb1f712ebc6f1c276e12ec21"}}),
        ),
        of(
            "verifiable-credential",
            typ("JWT"),
            json!({"sub": "did:example:ebfeb1f712ebc6f1c276e12ec21", "iss": "https://example.com/keys/foo.jwk",
            "nbf": iat, "iat": iat, "exp": exp, "vc": {"@context": ["https://www.w3.org/2018/credentials/v1"],
            "type": ["VerifiableCredential"], "credentialSubject": {"degree": {"type": "BachelorDegree"}}}}),
        ),
        of(
            "verifiable-presentation",
            typ("vp+jwt"),
            json!({"@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": "VerifiablePresentation", "verifiableCredential": []}),
        ),
        of(
            "verifiable-presentation",
            typ("JWT"),
            json!({"iss": "did:example:ebfeb1f712ebc6f1c276e12ec21", "aud": "did:example:4a57546973436f6f6c4a4a57573",
            "nonce": "343s$FSFDa-", "vp": {"type": ["VerifiablePresentation"]}}),
        ),
        // draft-ietf-oauth-status-list §5.1.
        of(
            "status-list",
            kid("statuslist+jwt"),
            json!({"exp": exp, "iat": iat, "sub": "https://example.com/statuslists/1", "ttl": 43200,
            "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}}),
        ),
        // OpenID Federation §3.1, §7.1, §7.2, §8.3, §8.4, §5.2.
        of(
            "federation-statement",
            kid("entity-statement+jwt"),
            json!({"iss": "https://feide.no", "sub": "https://ntnu.no", "iat": iat,
            "exp": exp, "jwks": {"keys": [named]}, "metadata": {"openid_provider": {}}, "authority_hints": ["https://edugain.org"]}),
        ),
        of(
            "federation-statement",
            kid("trust-mark+jwt"),
            json!({"iss": "https://www.agid.gov.it", "sub": "https://rp.cie.it", "iat": iat,
            "trust_mark_type": "https://www.spid.gov.it/certification/rp"}),
        ),
        of(
            "federation-statement",
            kid("trust-mark-delegation+jwt"),
            json!({"iss": "https://tm_owner.example.org", "sub": "https://tmi.example.org", "iat": iat,
            "trust_mark_type": "https://refeds.org/sirtfi"}),
        ),
        of(
            "federation-statement",
            kid("trust-mark-status-response+jwt"),
            json!({"iss": "https://tmi.example.org", "iat": iat,
            "trust_mark": "eyJ0eXAiOiJ0cnVzdC1tYXJrK2p3dCJ9.e30.AA", "status": "active"}),
        ),
        of(
            "federation-statement",
            kid("resolve-response+jwt"),
            json!({"iss": "https://resolver.example.org", "sub": "https://op.example.org",
            "iat": iat, "exp": exp, "metadata": {"openid_provider": {}}, "trust_chain": ["a"]}),
        ),
        of(
            "federation-statement",
            kid("jwk-set+jwt"),
            json!({"iss": "https://org.example.org", "sub": "https://org.example.org", "iat": iat, "keys": [jwk]}),
        ),
        // draft-ietf-oauth-attestation-based-client-auth §5.1, §5.2.
        of(
            "client-attestation",
            kid("oauth-client-attestation+jwt"),
            json!({"iss": "https://attester.example.com", "sub": "https://client.example.com", "iat": iat,
            "exp": exp, "cnf": {"jwk": holder}}),
        ),
        of(
            "possession-proof",
            typ("oauth-client-attestation-pop+jwt"),
            json!({"iss": "https://client.example.com", "aud": "https://as.example.com",
            "jti": "d25d00ab-552b-46fc-ae19-98f440f25064", "iat": iat, "challenge": "5c1a9e10-29ff-4c2b-ae73-57c0957c09c4"}),
        ),
        // OpenID for Verifiable Credential Issuance, Appendix F.1.
        of(
            "possession-proof",
            json!({"alg": "ES256", "typ": "openid4vci-proof+jwt", "jwk": jwk}),
            json!({"iss": "s6BhdRkqt3",
            "aud": "https://credential-issuer.example.com", "iat": iat, "nonce": "LarRGSbmUPYtRYO6BQ4yn8"}),
        ),
        of(
            "service-account",
            typ("JWT"),
            json!({"iss": "https://kubernetes.default.svc", "aud": ["api"], "exp": exp, "iat": iat,
            "sub": "system:serviceaccount:default:a", "kubernetes.io": {"namespace": "default"}}),
        ),
        of(
            "ci-job",
            typ("JWT"),
            json!({"iss": "https://token.actions.githubusercontent.com", "aud": "https://github.com/octo-org",
            "sub": "repo:octo-org/octo-repo:environment:prod", "exp": exp, "iat": iat, "repository": "octo-org/octo-repo", "job_workflow_ref": "x"}),
        ),
        // RFC 8225 §9.
        of(
            "passport",
            json!({"alg": "ES256", "typ": "passport", "x5u": "https://cert.example.org/passport.cer"}),
            json!({"iat": iat, "orig": {"tn": "12155551212"}, "dest": {"uri": ["sip:alice@example.com"]}}),
        ),
        acme,
        // draft-ietf-wimse-workload-creds §3.1, draft-ietf-wimse-wpt §2.
        of(
            "workload-identity",
            kid("wit+jwt"),
            json!({"cnf": {"jwk": {"alg": "EdDSA", "crv": "Ed25519", "kty": "OKP",
            "x": "1CXXvflN_LVVsIsYXsUvB03JmlGWeCHqQVuouCF92bg"}}, "exp": exp, "iat": iat, "iss": "https://example.com/issuer",
            "jti": "x-_1CTL2cca3CSE4cwb_l", "sub": "wimse://example.com/specific-workload"}),
        ),
        of(
            "workload-proof",
            typ("wpt+jwt"),
            json!({"aud": "https://workload.example.com/path", "exp": exp,
            "jti": "__bwc4ESC3acc2LTC1-_x", "wth": "X9wiPgq3jlSGzAegHCGhNO1lJgUbDoI1Mjkat5QHJB0"}),
        ),
        // draft-ietf-oauth-transaction-tokens.
        of(
            "transaction-token",
            kid("txntoken+jwt"),
            json!({"iat": iat, "aud": "trust-domain.example", "exp": exp,
            "txn": "97053963-771d-49cc-a4e3-20aad399c312", "sub": "d084sdrt234fsaw34tr23t", "req_wl": "apigateway.trust-domain.example",
            "rctx": {"req_ip": "69.151.72.123"}, "scope": "trade.stocks", "tctx": {"action": "BUY"}}),
        ),
        // draft-ietf-oauth-identity-assertion-authz-grant.
        of(
            "identity-grant",
            typ("oauth-id-jag+jwt"),
            json!({"jti": "9e43f81b64a33f20116179", "iss": "https://acme.idp.example/",
            "sub": "U019488227", "aud": "https://acme.chat.example/", "client_id": "f53f191f9311af35", "exp": exp, "iat": iat,
            "resource": "https://api.chat.example/", "scope": "chat.read chat.history", "auth_time": iat, "email": "a@acme.example"}),
        ),
        // OpenID for Verifiable Credential Issuance, Appendix D.1, §12.2.3.
        of(
            "key-attestation",
            kid("key-attestation+jwt"),
            json!({"iss": "https://wallet.example", "iat": iat, "exp": exp,
            "key_storage": ["iso_18045_moderate"], "user_authentication": ["iso_18045_moderate"], "attested_keys": [jwk], "nonce": "n",
            "certification": "https://wallet.example/certification", "status": {}}),
        ),
        of(
            "issuer-metadata",
            kid("openidvci-issuer-metadata+jwt"),
            json!({"iss": "https://trust.example", "sub": "https://credential-issuer.example.com",
            "iat": iat, "credential_issuer": "https://credential-issuer.example.com", "credential_endpoint": "https://credential-issuer.example.com/credential?x",
            "nonce_endpoint": "https://credential-issuer.example.com/nonce", "authorization_servers": ["https://as.example.com"], "credential_configurations_supported": {"a": {}}}),
        ),
    ]
}

fn remove(object: &mut Value, name: &str) {
    object.as_object_mut().unwrap().remove(name);
}

/// What is not of this shape.
fn other(shape: Shape) -> Value {
    match shape {
        Shape::String | Shape::StringOrStrings | Shape::Boolean => json!(7),
        Shape::Number | Shape::Object | Shape::Array | Shape::Strings | Shape::ObjectOrArray => json!("x"),
    }
}

/// Tokens that do not meet a demand; none where that takes more than a change of the token.
fn broken(draft: &Draft, demand: &Demand) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut make = |change: &dyn Fn(&mut Draft)| {
        let mut broken = draft.clone();
        change(&mut broken);
        found.push(broken);
    };
    match demand.what {
        What::Verified => make(&|draft| draft.is_forged = true),
        What::Signed => make(&|draft| draft.header["alg"] = "none".into()),
        What::Asymmetric => {
            make(&|draft| draft.header["alg"] = "none".into());
            make(&|draft| draft.header["alg"] = "HS256".into());
        }
        What::Type => {
            make(&|draft| draft.header["typ"] = "other+jwt".into());
            make(&|draft| remove(&mut draft.header, "typ"));
        }
        What::NoOtherKind => make(&|draft| draft.header["typ"] = "statuslist+jwt".into()),
        What::Parameter(name) => make(&|draft| remove(&mut draft.header, name)),
        What::OneParameter(names) => {
            make(&|draft| names.iter().for_each(|name| remove(&mut draft.header, name)));
            make(&|draft| names.iter().take(2).for_each(|name| draft.header[*name] = "x".into()));
        }
        What::NoParameter(names) => make(&|draft| draft.header[names[0]] = "https://a.example/".into()),
        What::PublicKey => {
            make(&|draft| draft.header["jwk"]["d"] = "AAAA".into());
            make(&|draft| draft.header["jwk"] = "x".into());
        }
        What::OwnKey => make(&|draft| draft.is_forged = true),
        What::Flattened => make(&|draft| draft.is_flattened = false),
        What::Claim(name, shape) => {
            make(&|draft| remove(&mut draft.claims, name));
            make(&|draft| draft.claims[name] = other(shape));
            if shape == Shape::String {
                make(&|draft| draft.claims[name] = "".into());
            }
        }
        What::Optional(name, shape) => make(&|draft| draft.claims[name] = other(shape)),
        What::AnyClaim(names) => make(&|draft| names.iter().for_each(|name| remove(&mut draft.claims, name))),
        What::NoClaim(name) => make(&|draft| draft.claims[name] = json!(NOW + 300)),
        What::Member(claim, member, shape) => {
            make(&|draft| remove(&mut draft.claims[claim], member));
            make(&|draft| draft.claims[claim][member] = other(shape));
        }
        What::AnyMember(claim, members) => {
            make(&|draft| members.iter().for_each(|member| remove(&mut draft.claims[claim], member)));
        }
        What::Event(uri) => {
            make(&|draft| {
                remove(&mut draft.claims["events"], uri);
                draft.claims["events"]["urn:x"] = json!({});
            });
            make(&|draft| draft.claims["events"][uri] = json!(true));
        }
        What::Objects(name) => {
            make(&|draft| draft.claims[name] = json!([]));
            make(&|draft| draft.claims[name] = json!([1]));
        }
        What::Same(one, _) => make(&|draft| draft.claims[one] = "somebody else".into()),
        What::Single(name) => make(&|draft| draft.claims[name] = json!(["a", "b"])),
        What::AtMost(name, limit) => {
            make(&|draft| draft.claims[name] = "x".repeat(limit + 1).into());
            make(&|draft| draft.claims[name] = "é".into());
        }
        What::Https(name) => {
            for text in ["http://a.example", "a.example", "https://a.example/?x", "https://a.example/#x"] {
                make(&|draft| draft.claims[name] = text.into());
            }
        }
        What::Bare(name) => make(&|draft| draft.claims[name] = "https://server.example.com/token?x=1".into()),
        What::CurrentType("dc+sd-jwt") => make(&|draft| draft.header["typ"] = "vc+sd-jwt".into()),
        What::CurrentType(_) => make(&|draft| draft.header["typ"] = "keyattestation+jwt".into()),
        What::AllProtected => make(&|draft| draft.unprotected = Some(json!({"x": 1}))),
        What::NoPrivateKey => make(&|draft| draft.header["jwk"]["d"] = "AAAA".into()),
        What::HeaderKey => make(&|draft| draft.is_forged = true),
        What::Events => {
            for events in [json!({}), json!({CREDENTIAL_TYPE: 1}), json!({"logout": {}})] {
                make(&|draft| draft.claims["events"] = events.clone());
            }
        }
        What::PublicMember(claim, member) => {
            make(&|draft| draft.claims[claim][member]["d"] = "AAAA".into());
            make(&|draft| draft.claims[claim][member] = json!({"kty": "oct"}));
        }
        What::PublicKeys(name) => {
            make(&|draft| draft.claims[name][0]["d"] = "AAAA".into());
            make(&|draft| remove(&mut draft.claims[name][0], "x"));
        }
        What::KeyAlgorithm => {
            for name in ["none", "HS256", "ECDH-ES", ""] {
                make(&|draft| draft.claims["cnf"]["jwk"]["alg"] = name.into());
            }
            make(&|draft| remove(&mut draft.claims["cnf"]["jwk"], "alg"));
        }
        What::Filled(name) => make(&|draft| draft.claims[name] = json!([])),
        What::Excludes(list, name) => make(&|draft| draft.claims[list] = json!(["a", draft.claims[name]])),
        What::Secure(name) => {
            for value in [json!("http://a.example"), json!("a.example"), json!("https://a.example/#x"), json!(7)] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::WorkloadIdentifier(name) => {
            for text in [
                "no URI",
                "urn:a",
                "spiffe:///a",
                "spiffe://a:80/b",
                "spiffe://u@a/b",
                "spiffe://a/b?c",
                "spiffe://a/b#c",
            ] {
                make(&|draft| draft.claims[name] = text.into());
            }
        }
        What::AuthorizedParty => make(&|draft| {
            remove(&mut draft.claims, "azp");
            draft.claims["aud"] = json!(["a", "b"]);
        }),
        What::Positive(name) => {
            for value in [json!(0), json!(-1), json!("43200")] {
                make(&|draft| draft.claims[name] = value.clone());
            }
        }
        What::StatusList => {
            for bits in [json!(3), json!(0), json!("1")] {
                make(&|draft| draft.claims["status_list"]["bits"] = bits.clone());
            }
            for lst in ["!!!", "eNrbuRgAAhcBXQ==", "AAAA"] {
                make(&|draft| draft.claims["status_list"]["lst"] = lst.into());
            }
            make(&|draft| remove(&mut draft.claims["status_list"], "lst"));
            make(&|draft| remove(&mut draft.claims, "status_list"));
        }
        What::Uri(name) => make(&|draft| draft.claims[name] = "no URI".into()),
        What::Disclosures => make(&|draft| draft.disclosures.push(encode(br#"["salt","name","value"]"#))),
        What::NotWithheld(names) => {
            for name in names.iter().filter(|name| draft.claims.get(**name).is_some()) {
                make(&|draft| {
                    let value = draft.claims[*name].clone();
                    let disclosure = encode(json!(["salt-of-16-bytes", name, value]).to_string().as_bytes());
                    remove(&mut draft.claims, name);
                    draft.claims["_sd"] = json!([hash(&disclosure)]);
                    draft.disclosures.push(disclosure);
                });
            }
        }
        What::Expires => {
            make(&|draft| remove(&mut draft.claims, "exp"));
            make(&|draft| draft.claims["exp"] = json!(NOW));
            make(&|draft| draft.claims["exp"] = "x".into());
        }
        What::NotExpired => make(&|draft| draft.claims["exp"] = json!(NOW - 1)),
        What::Begun => make(&|draft| draft.claims["nbf"] = json!(NOW + 100)),
        What::Fresh => make(&|draft| draft.claims["iat"] = json!(NOW - 10_000)),
        What::Issuer
        | What::Audience
        | What::Nonce
        | What::Method
        | What::Url
        | What::AccessToken
        | What::Attested
        | What::Algorithm
        | What::WorkloadKey
        | What::KeyBinding
        | What::Hash(_)
        | What::Verifier(_) => {}
    }
    found
}

fn list(examination: &Examination, policy: &Policy) -> Checklist {
    let judgement = judge(examination, policy, NOW);
    checklist(examination, &judgement.checks, policy, NOW).expect("a kind")
}

fn state<'a>(list: &'a Checklist, demand: &Demand) -> Option<&'a State> {
    let same = list.lines.iter().find(|line| std::ptr::eq(line.demand, demand));
    // Of another typ the same is demanded by another text.
    same.or_else(|| list.lines.iter().find(|line| line.demand.what == demand.what)).map(|line| &line.state)
}

fn of(row: &ProfileRow) -> Policy {
    Policy { profile: Some(row.kind), ..Policy::default() }
}

#[test]
fn an_example_of_each_kind_meets_every_demand() {
    let (key, other_key) = (fresh(), fresh());
    let mut seen = HashSet::new();
    for (id, draft) in examples(&key) {
        let row = named(id).unwrap();
        seen.insert(id);
        let token = draft.token(&key, &other_key);
        let examination = see(&token, &[&key], &[], false);
        let list = list(&examination, &of(row));
        let violated: Vec<String> = list
            .lines
            .iter()
            .filter(|line| matches!(line.state, State::Violated(_)))
            .map(|line| format!("{}: {:?}", line.clause(row), line.state))
            .collect();
        assert!(violated.is_empty(), "{id}: {violated:#?}\n{token}");
        let judgement = judge(&examination, &of(row), NOW);
        // A request to an ACME server and a key binding alone are no JWTs of their own, but hold all the same.
        assert_eq!(judgement.verdict, Verdict::Valid, "{id}: {:#?}", judgement.findings);
        // What tells the kind without being told is the same kind.
        let own = checklist(&examination, &judgement.checks, &Policy::default(), NOW).map(|list| list.row.id);
        let is_guessed = ["authorization-response", "id-token", "bearer-token"].contains(&id);
        assert!(own == Some(id) || is_guessed && own.is_none(), "{id} is taken for {own:?}");
    }
    let missing: Vec<_> = PROFILES.iter().map(|row| row.id).filter(|id| !seen.contains(id)).collect();
    assert!(missing.is_empty(), "without an example: {missing:?}");
}

#[test]
fn one_broken_demand_is_told_by_its_line() {
    let (key, other_key) = (fresh(), fresh());
    let mut untested = Vec::new();
    for (id, draft) in examples(&key) {
        let row = named(id).unwrap();
        let good = see(&draft.token(&key, &other_key), &[&key], &[], false);
        for line in list(&good, &of(row)).lines {
            let variants = broken(&draft, line.demand);
            let is_of_elsewhere = matches!(line.state, State::NotChecked(_) | State::UpToVerifier);
            if variants.is_empty() && !is_of_elsewhere && !matches!(line.demand.what, What::Hash(_)) {
                untested.push(format!("{id}: {}", line.clause(row)));
            }
            for variant in variants {
                let token = variant.token(&key, &other_key);
                let examination = see(&token, &[&key], &[], false);
                let list = list(&examination, &of(row));
                let clause = line.clause(row);
                // Another typ can be none of those that the demand is for.
                let Some(state) = state(&list, line.demand) else { panic!("{id}: {clause} is gone: {token}") };
                assert!(matches!(state, State::Violated(_)), "{id}: {clause} is {state:?}: {token}");
                let broken = list.lines.iter().find(|line| line.state == *state).unwrap();
                assert!(broken.detail().is_some(), "{id}: {clause}");
                let verdict = judge(&examination, &of(row), NOW).verdict;
                let is_window = matches!(line.demand.what, What::Fresh);
                if line.demand.level == Level::Must && !is_window {
                    assert!(
                        matches!(verdict, Verdict::Invalid | Verdict::Unsecured),
                        "{id}: {clause}: {verdict:?}: {token}"
                    );
                }
            }
        }
    }
    assert!(untested.is_empty(), "{untested:#?}");
}

#[test]
fn expectations_are_lines_of_the_checklist() {
    let (key, other_key) = (fresh(), fresh());
    let text = |claims: &Value, name: &str| match &claims[name] {
        Value::Array(list) => list[0].as_str().map(str::to_owned),
        value => value.as_str().map(str::to_owned),
    };
    for (id, draft) in examples(&key) {
        let row = named(id).unwrap();
        let examination = see(&draft.token(&key, &other_key), &[&key], &[], false);
        let met = Policy {
            issuer: text(&draft.claims, "iss"),
            audience: text(&draft.claims, "aud"),
            nonce: text(&draft.claims, "nonce"),
            method: text(&draft.claims, "htm"),
            uri: text(&draft.claims, "htu"),
            ..of(row)
        };
        let expected = |what: &What, policy: &Policy| match what {
            What::Issuer => policy.issuer.is_some(),
            What::Audience => policy.audience.is_some(),
            What::Nonce => policy.nonce.is_some(),
            What::Method => policy.method.is_some(),
            What::Url => policy.uri.is_some(),
            _ => false,
        };
        for line in list(&examination, &met).lines {
            let is_expectation =
                matches!(line.demand.what, What::Issuer | What::Audience | What::Nonce | What::Method | What::Url);
            if expected(&line.demand.what, &met) {
                assert_eq!(line.state, State::Fulfilled, "{id}: {}", line.clause(row));
            } else if is_expectation {
                assert_eq!(line.state, State::NotChecked(Gap::NothingExpected), "{id}: {}", line.clause(row));
            }
        }
        let wrong = |text: &Option<String>| text.as_ref().map(|_| "https://other.example/".to_owned());
        let unmet = Policy {
            issuer: wrong(&met.issuer),
            audience: wrong(&met.audience),
            nonce: wrong(&met.nonce),
            method: wrong(&met.method),
            uri: wrong(&met.uri),
            ..of(row)
        };
        for line in list(&examination, &unmet).lines {
            if expected(&line.demand.what, &unmet) {
                assert_eq!(line.state, State::Violated(Violation::Differs), "{id}: {}", line.clause(row));
            }
        }
    }
}

/// RFC 8725 §3.12: what says that it is one kind must not pass as another.
#[test]
fn a_typ_of_another_kind_fails() {
    let (key, other_key) = (fresh(), fresh());
    for (id, draft) in examples(&key).into_iter().filter(|(_, draft)| draft.header["typ"] != "JWT") {
        let token = draft.token(&key, &other_key);
        let examination = see(&token, &[&key], &[], false);
        let is_declared =
            examination.layers[0].jws().is_some_and(|jws| jws.signatures[0].header.protected("typ").is_some());
        for row in PROFILES.iter().filter(|row| row.id != id && is_declared) {
            if (row.id, id) == ("security-event", "logout-token") {
                continue;
            }
            let judgement = judge(&examination, &of(row), NOW);
            assert_eq!(judgement.verdict, Verdict::Invalid, "{id} as {}", row.id);
            let rules: Vec<_> = judgement.findings.iter().map(|finding| finding.rule.id).collect();
            assert!(rules.contains(&"TYP_NOT_EXPECTED"), "{id} as {}: {rules:?}", row.id);
        }
    }
}

/// A key of a kind that is not known here is not held against the token; a shared secret is, and so is what is no key.
#[test]
fn keys_of_other_kinds_are_not_held_against_a_token() {
    let (key, other_key) = (fresh(), fresh());
    let (_, draft) = examples(&key).into_iter().find(|(id, _)| *id == "workload-identity").expect("an example");
    for (jwk, is_public) in [
        (json!({"kty": "OKP", "crv": "Bls12381G2", "x": "AAAA", "alg": "ES256"}), true),
        (json!({"kty": "NEW", "alg": "ES256"}), true),
        (json!({"kty": "oct", "k": "AAAA", "alg": "ES256"}), false),
        (json!({"kty": "oct", "alg": "ES256"}), false),
        (json!({"alg": "ES256"}), false),
        (json!("key"), false),
    ] {
        let mut draft = draft.clone();
        draft.claims["cnf"]["jwk"] = jwk.clone();
        let examination = see(&draft.token(&key, &other_key), &[&key], &[], false);
        let list = list(&examination, &Policy::default());
        let demand = list.lines.iter().find(|line| line.demand.what == What::PublicMember("cnf", "jwk")).expect("it");
        assert_eq!(demand.state == State::Fulfilled, is_public, "{jwk}: {:?}", demand.state);
    }
}

/// Without a key the demands of the claims are told all the same; what is encrypted is not held against anything.
#[test]
fn what_is_not_known_is_not_checked() {
    let (key, other_key) = (fresh(), fresh());
    let (_, draft) = examples(&key).remove(1);
    let examination = see(&draft.token(&key, &other_key), &[], &[], false);
    let list = list(&examination, &Policy::default());
    assert_eq!(list.row.id, "access-token");
    let of = |what: What| list.lines.iter().find(|line| line.demand.what == what).map(|line| line.state.clone());
    assert_eq!(of(What::Verified), Some(State::NotChecked(Gap::NoKey)));
    assert_eq!(of(What::Claim("jti", Shape::String)), Some(State::Fulfilled));
    let locked = see(include_str!("../data/tokens/rfc7519-encrypted.jwt").trim(), &[], &[], false);
    let policy = Policy { profile: Some(named("id-token").unwrap().kind), ..Policy::default() };
    let judgement = judge(&locked, &policy, NOW);
    assert_eq!(judgement.verdict, Verdict::Unchecked);
    let list = checklist(&locked, &judgement.checks, &policy, NOW).unwrap();
    for line in &list.lines {
        assert!(
            !matches!(line.state, State::Violated(_) | State::Fulfilled),
            "{}: {:?}",
            line.clause(list.row),
            line.state
        );
    }
}
