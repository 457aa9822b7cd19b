//! An example of each kind of token, as its specification gives it where it gives one.

use crate::possession::{NOW, fresh, public};
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::key::Jwk;
use serde_json::{Value, json};

/// A token before it is signed.
#[derive(Clone)]
pub struct Draft {
    pub header: Value,
    pub claims: Value,
    pub disclosures: Vec<String>,
    pub is_flattened: bool,
    /// In the flattened serialization, what no signature protects.
    pub unprotected: Option<Value>,
    /// With another key than the verifier's.
    pub is_forged: bool,
}

impl Draft {
    fn new(header: Value, claims: Value) -> Self {
        Self { header, claims, disclosures: Vec::new(), is_flattened: false, unprotected: None, is_forged: false }
    }

    pub fn token(&self, key: &Jwk, other: &Jwk) -> String {
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

pub const CREDENTIAL_TYPE: &str = "http://schemas.openid.net/event/backchannel-logout";

/// One for each kind, and for each type of a kind that has several; times are moved to those of the tests.
pub fn examples(key: &Jwk) -> Vec<(&'static str, Draft)> {
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
        // OpenID Connect Core §5.3.2.
        of(
            "userinfo-response",
            typ("JWT"),
            json!({"iss": "https://server.example.com", "aud": "s6BhdRkqt3", "sub": "248289761001", "name": "Jane Doe",
            "email": "janedoe@example.com"}),
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
            "sub_id": {"format": "email", "email": "a@example.com"},
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
            json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "http://university.example/credentials/3732",
            "type": ["VerifiableCredential"], "issuer": "https://university.example/issuers/565049",
            "credentialSubject": {"id": "did:example:ebfeb1f712ebc6f1c276e12ec21"}}),
        ),
        // typ is advised, no more; the issuer may be an object, and the subjects may be several.
        of(
            "verifiable-credential",
            json!({"alg": "ES256"}),
            json!({"@context": ["https://www.w3.org/ns/credentials/v2", {"x": "urn:x"}], "id": "urn:x",
            "type": "VerifiableCredential", "issuer": {"id": "https://university.example/issuers/565049"}, "iss": "https://university.example/issuers/565049",
            "credentialSubject": [{"id": "did:example:1"}, {"name": "a"}]}),
        ),
        // As an SD-JWT.
        of(
            "verifiable-credential",
            typ("vc+sd-jwt"),
            json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:x",
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
            "exp": exp, "jwks": {"keys": [named]}, "metadata": {"openid_provider": {}}, "metadata_policy": {"openid_provider": {}},
            "constraints": {}, "source_endpoint": "https://feide.no/fetch"}),
        ),
        // What an entity states about itself.
        of(
            "federation-statement",
            kid("entity-statement+jwt"),
            json!({"iss": "https://ntnu.no", "sub": "https://ntnu.no", "iat": iat, "exp": exp, "jwks": {"keys": [named]},
            "metadata": {"openid_provider": {"issuer": "https://ntnu.no"}}, "authority_hints": ["https://feide.no"], "trust_marks": []}),
        ),
        of(
            "federation-statement",
            kid("explicit-registration-response+jwt"),
            json!({"iss": "https://op.example.org", "sub": "https://rp.example.org", "aud": "https://rp.example.org", "iat": iat,
            "exp": exp, "trust_anchor": "https://edugain.org", "authority_hints": ["https://feide.no"],
            "metadata": {"openid_relying_party": {"client_id": "x"}}}),
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
        // RFC 8588 §6.
        of(
            "passport",
            json!({"alg": "ES256", "typ": "passport", "ppt": "shaken", "x5u": "https://biloxi.example.org/biloxi.cer"}),
            json!({"attest": "A", "dest": {"tn": ["12125551213"]}, "iat": iat, "orig": {"tn": "12155551212"},
            "origid": "123e4567-e89b-12d3-a456-426655440000"}),
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
            "nonce_endpoint": "https://credential-issuer.example.com/nonce", "authorization_servers": ["https://as.example.com"], "credential_configurations_supported": {"a": {"format": "dc+sd-jwt"}}}),
        ),
    ]
}
