//! Demands of OAuth: tokens, requests and proofs.

use super::super::claim::Shape::{Boolean, Number, Object, Strings};
use super::Level::{Must, Should};
use super::What::{
    AccessToken, AnyClaim, Asymmetric, Attested, Audience, Bare, Claim, Expires, Fresh, HeaderKey, Issuer, Member,
    Method, NoClaim, NoPrivateKey, Nonce, OneParameter, Optional, OwnKey, Parameter, PublicKey, PublicMember, Same,
    Signed, Single, Type, Url, Verifier,
};
use super::{Demand, NO_TYPE, TEXT, TEXTS, of, only};

#[rustfmt::skip]
pub const ACCESS_TOKEN: &[Demand] = &[
    of(Type, Must, "RFC 9068 §2.1"),
    of(Signed, Must, "RFC 9068 §2.1"),
    of(Claim("iss", TEXT), Must, "RFC 9068 §2.2"),
    of(Claim("sub", TEXT), Must, "RFC 9068 §2.2"),
    of(Claim("aud", TEXTS), Must, "RFC 9068 §2.2"),
    of(Claim("client_id", TEXT), Must, "RFC 9068 §2.2"),
    of(Claim("iat", Number), Must, "RFC 9068 §2.2"),
    of(Claim("jti", TEXT), Must, "RFC 9068 §2.2"),
    of(Expires, Must, "RFC 9068 §2.2"),
    of(Optional("auth_time", Number), Must, "RFC 9068 §2.2.1"),
    of(Optional("acr", TEXT), Must, "RFC 9068 §2.2.1"),
    of(Optional("amr", Strings), Must, "RFC 9068 §2.2.1"),
    of(Optional("scope", TEXT), Must, "RFC 9068 §2.2.3"),
    of(Optional("cnf", Object), Must, "RFC 7800 §3.1"),
    of(PublicMember("cnf", "jwk"), Must, "RFC 7800 §3.2"),
    of(Issuer, Must, "RFC 9068 §4"),
    of(Audience, Must, "RFC 9068 §4"),
    of(Verifier("whoever sent it proves that they hold the key in cnf, where it has one"), Must, "RFC 9449 §7.2; RFC 8705 §3"),
    of(Verifier("its scope and other claims allow the request"), Must, "RFC 9068 §4"),
];

#[rustfmt::skip]
pub const BEARER_TOKEN: &[Demand] = &[
    of(Signed, Must, "RFC 6750 §5.2"),
    of(Expires, Should, "RFC 6750 §5.3"),
    of(AnyClaim(&["aud"]), Should, "RFC 6750 §5.3"),
    of(Audience, Should, "RFC 6750 §5.2"),
    of(Verifier("its scope allows the request"), Must, "RFC 6750 §3.1"),
];

#[rustfmt::skip]
pub const REFRESH_TOKEN: &[Demand] = &[
    of(Signed, Must, "RFC 6749 §10.4"),
    of(Expires, Should, "RFC 9700 §4.14.2"),
    of(Verifier("it is from the client that it was issued to"), Must, "RFC 6749 §6"),
    of(Verifier("it is used once, or bound to a key, by a client that has no secret"), Must, "RFC 9700 §2.2.2"),
];

#[rustfmt::skip]
pub const DPOP_PROOF: &[Demand] = &[
    of(Type, Must, "RFC 9449 §4.2"),
    of(Asymmetric, Must, "RFC 9449 §4.2"),
    of(Parameter("jwk"), Must, "RFC 9449 §4.2"),
    of(PublicKey, Must, "RFC 9449 §4.3"),
    of(OwnKey, Must, "RFC 9449 §4.3"),
    of(Claim("jti", TEXT), Must, "RFC 9449 §4.2"),
    of(Claim("htm", TEXT), Must, "RFC 9449 §4.2"),
    of(Claim("htu", TEXT), Must, "RFC 9449 §4.2"),
    of(Bare("htu"), Must, "RFC 9449 §4.2"),
    of(Claim("iat", Number), Must, "RFC 9449 §4.2"),
    of(Optional("ath", TEXT), Must, "RFC 9449 §4.2"),
    of(Method, Must, "RFC 9449 §4.3"),
    of(Url, Must, "RFC 9449 §4.3"),
    of(Nonce, Must, "RFC 9449 §4.3"),
    of(Fresh, Must, "RFC 9449 §4.3"),
    of(AccessToken, Must, "RFC 9449 §4.3"),
    of(Verifier("its jti was not seen before"), Should, "RFC 9449 §11.1"),
];

/// Replaces the audience of RFC 7523 §3 by the issuer alone: a token endpoint as audience let one server replay to another.
const RFC7523BIS: &str = "draft-ietf-oauth-rfc7523bis §4";

#[rustfmt::skip]
pub const CLIENT_ASSERTION: &[Demand] = &[
    of(Type, Should, RFC7523BIS),
    of(Signed, Must, "RFC 7523 §3"),
    of(Claim("iss", TEXT), Must, "RFC 7523 §3"),
    of(Claim("sub", TEXT), Must, "RFC 7523 §3"),
    of(Claim("aud", TEXTS), Must, "RFC 7523 §3"),
    of(Expires, Must, "RFC 7523 §3"),
    // RFC 7521 §5.2: a security token service may issue it for the client. OpenID Connect does not know of that.
    of(Same("iss", "sub"), Should, "OpenID Connect Core §9"),
    of(Single("aud"), Must, RFC7523BIS),
    of(Optional("iat", Number), Must, "RFC 7523 §3"),
    of(Optional("jti", TEXT), Must, "RFC 7523 §3"),
    of(Audience, Must, RFC7523BIS),
    of(Verifier("aud is your issuer identifier, not your token endpoint"), Must, RFC7523BIS),
    of(Verifier("sub is the client_id of the request"), Must, "RFC 7523 §3"),
    of(Verifier("iss is that client, or a service that you trust to speak for it"), Must, "RFC 7521 §5.2"),
    of(Verifier("its jti was not seen before"), Should, "RFC 7523 §3"),
];

#[rustfmt::skip]
pub const AUTHORIZATION_GRANT: &[Demand] = &[
    of(Type, Should, RFC7523BIS),
    of(Signed, Must, "RFC 7523 §3"),
    of(Claim("iss", TEXT), Must, "RFC 7523 §3"),
    of(Claim("sub", TEXT), Must, "RFC 7523 §3"),
    of(Claim("aud", TEXTS), Must, "RFC 7523 §3"),
    of(Expires, Must, "RFC 7523 §3"),
    of(Optional("iat", Number), Must, "RFC 7523 §3"),
    of(Optional("jti", TEXT), Must, "RFC 7523 §3"),
    of(Issuer, Must, "RFC 7523 §3"),
    of(Audience, Must, "RFC 7523 §3"),
];

#[rustfmt::skip]
pub const AUTHORIZATION_REQUEST: &[Demand] = &[
    of(Type, Should, "RFC 9101 §10.8"),
    of(Signed, Must, "RFC 9101 §4"),
    of(Claim("client_id", TEXT), Must, "RFC 9101 §5"),
    of(NoClaim("request"), Must, "RFC 9101 §4"),
    of(NoClaim("request_uri"), Must, "RFC 9101 §4"),
    of(Optional("response_type", TEXT), Must, "RFC 9101 §4"),
    of(Optional("redirect_uri", TEXT), Must, "RFC 9101 §4"),
    of(Optional("scope", TEXT), Must, "RFC 9101 §4"),
    of(Optional("state", TEXT), Must, "RFC 9101 §4"),
    of(Optional("nonce", TEXT), Must, "RFC 9101 §4"),
    of(AnyClaim(&["iss"]), Should, "RFC 9101 §4"),
    of(AnyClaim(&["aud"]), Should, "RFC 9101 §4"),
    of(Expires, Should, "RFC 9101 §10.2"),
    of(Audience, Should, "RFC 9101 §4"),
    of(Verifier("client_id is that of the request, and its key made the signature"), Must, "RFC 9101 §6.2"),
];

#[rustfmt::skip]
pub const INTROSPECTION_RESPONSE: &[Demand] = &[
    of(Type, Must, "RFC 9701 §5"),
    of(Signed, Must, "RFC 9701 §5"),
    of(Claim("iss", TEXT), Must, "RFC 9701 §5"),
    of(Claim("aud", TEXTS), Must, "RFC 9701 §5"),
    of(Claim("iat", Number), Must, "RFC 9701 §5"),
    of(Claim("token_introspection", Object), Must, "RFC 9701 §5"),
    of(Member("token_introspection", "active", Boolean), Must, "RFC 7662 §2.2"),
    of(NoClaim("sub"), Should, "RFC 9701 §5"),
    of(NoClaim("exp"), Should, "RFC 9701 §5"),
    of(Issuer, Must, "RFC 9701 §5"),
    of(Audience, Must, "RFC 9701 §5"),
];

const ATTESTATION: &str = "draft-ietf-oauth-attestation-based-client-auth §4";
const ATTESTATION_PROOF: &str = "draft-ietf-oauth-attestation-based-client-auth §5.1";

#[rustfmt::skip]
pub const CLIENT_ATTESTATION: &[Demand] = &[
    of(Type, Must, ATTESTATION),
    of(Signed, Must, ATTESTATION),
    of(Claim("sub", TEXT), Must, ATTESTATION),
    of(Claim("cnf", Object), Must, ATTESTATION),
    of(Expires, Must, ATTESTATION),
    of(Member("cnf", "jwk", Object), Must, ATTESTATION),
    of(PublicMember("cnf", "jwk"), Must, "RFC 7800 §3.2"),
    // Wallets that follow an earlier text have none: OpenID4VCI 1.0, Appendix E.
    of(AnyClaim(&["iat"]), Should, ATTESTATION),
    of(Optional("iat", Number), Must, ATTESTATION),
    of(Issuer, Must, ATTESTATION),
    of(Verifier("sub is the client_id of the request"), Must, ATTESTATION),
];

const POP: &[&str] = &["oauth-client-attestation-pop+jwt"];
const CREDENTIAL_PROOF: &[&str] = &["openid4vci-proof+jwt"];
const VCI_PROOF: &str = "OpenID for Verifiable Credential Issuance Appendix F.1";
const VCI_VERIFYING: &str = "OpenID for Verifiable Credential Issuance Appendix F.4";

#[rustfmt::skip]
pub const POSSESSION_PROOF: &[Demand] = &[
    only(POP, Type, Must, ATTESTATION_PROOF),
    only(POP, Asymmetric, Must, ATTESTATION_PROOF),
    only(POP, Claim("aud", TEXTS), Must, ATTESTATION_PROOF),
    only(POP, Single("aud"), Should, ATTESTATION_PROOF),
    only(POP, Claim("jti", TEXT), Must, ATTESTATION_PROOF),
    // Texts before the sixth let it be absent.
    only(POP, AnyClaim(&["iat"]), Should, ATTESTATION_PROOF),
    only(POP, Optional("iat", Number), Must, ATTESTATION_PROOF),
    only(POP, Optional("challenge", TEXT), Must, ATTESTATION_PROOF),
    only(POP, Audience, Must, ATTESTATION_PROOF),
    only(POP, Fresh, Must, ATTESTATION_PROOF),
    only(POP, Attested, Must, ATTESTATION_PROOF),
    only(POP, Verifier("challenge is the one that you gave, where you gave one"), Must, ATTESTATION_PROOF),
    only(POP, Verifier("its jti was not seen before"), Should, ATTESTATION_PROOF),
    only(CREDENTIAL_PROOF, Type, Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Asymmetric, Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, OneParameter(&["jwk", "kid", "x5c"]), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, NoPrivateKey, Must, VCI_VERIFYING),
    only(CREDENTIAL_PROOF, HeaderKey, Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Claim("aud", TEXT), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Claim("iat", Number), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Optional("iss", TEXT), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Optional("nonce", TEXT), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Audience, Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Nonce, Must, VCI_VERIFYING),
    only(CREDENTIAL_PROOF, Fresh, Must, VCI_VERIFYING),
    only(NO_TYPE, Type, Must, "RFC 8725 §3.11"),
    only(NO_TYPE, Asymmetric, Must, "RFC 8725 §3.2"),
    only(NO_TYPE, Claim("aud", TEXTS), Must, VCI_PROOF),
    only(NO_TYPE, Audience, Must, VCI_PROOF),
    only(NO_TYPE, Fresh, Must, VCI_VERIFYING),
];

const TXN: &str = "draft-ietf-oauth-transaction-tokens §5.2";
const TXN_HEADER: &str = "draft-ietf-oauth-transaction-tokens §5.1";
const TXN_VALIDATION: &str = "draft-ietf-oauth-transaction-tokens §8.2";

#[rustfmt::skip]
pub const TRANSACTION_TOKEN: &[Demand] = &[
    of(Type, Must, TXN_HEADER),
    of(Parameter("kid"), Should, TXN_HEADER),
    of(Signed, Must, TXN_VALIDATION),
    of(Claim("iat", Number), Must, TXN),
    of(Claim("aud", TEXTS), Must, TXN),
    of(Claim("txn", TEXT), Must, TXN),
    of(Claim("sub", TEXT), Must, TXN),
    of(Claim("scope", TEXT), Must, TXN),
    of(Claim("req_wl", TEXT), Must, TXN),
    of(Expires, Must, TXN),
    of(Optional("iss", TEXT), Must, TXN),
    of(AnyClaim(&["rctx"]), Should, TXN),
    of(Optional("rctx", Object), Must, TXN),
    of(AnyClaim(&["tctx"]), Should, TXN),
    of(Optional("tctx", Object), Must, TXN),
    of(Audience, Must, TXN_VALIDATION),
    of(Verifier("scope and tctx allow the request"), Must, TXN_VALIDATION),
    of(Verifier("it does not contain the access token that it was issued for"), Must, "draft-ietf-oauth-transaction-tokens §9"),
];

const ID_JAG: &str = "draft-ietf-oauth-identity-assertion-authz-grant §3";
const ID_JAG_PROCESSING: &str = "draft-ietf-oauth-identity-assertion-authz-grant §4.4.1";

#[rustfmt::skip]
pub const IDENTITY_GRANT: &[Demand] = &[
    of(Type, Must, ID_JAG),
    of(Signed, Must, "RFC 7523 §3"),
    of(Claim("iss", TEXT), Must, ID_JAG),
    of(Claim("sub", TEXT), Must, ID_JAG),
    of(Claim("aud", TEXTS), Must, ID_JAG),
    of(Claim("client_id", TEXT), Must, ID_JAG),
    of(Claim("jti", TEXT), Must, ID_JAG),
    of(Claim("iat", Number), Must, ID_JAG),
    of(Expires, Must, ID_JAG),
    of(Optional("resource", TEXTS), Must, ID_JAG),
    of(Optional("scope", TEXT), Must, ID_JAG),
    of(Optional("tenant", TEXT), Must, ID_JAG),
    of(Optional("auth_time", Number), Must, ID_JAG),
    of(Optional("acr", TEXT), Must, ID_JAG),
    of(Optional("amr", Strings), Must, ID_JAG),
    of(Optional("aud_sub", TEXT), Must, ID_JAG),
    of(Optional("email", TEXT), Must, ID_JAG),
    of(AnyClaim(&["email", "aud_sub"]), Should, ID_JAG),
    of(Issuer, Must, "RFC 7523 §3"),
    of(Audience, Must, ID_JAG_PROCESSING),
    of(Verifier("client_id is the client that authenticates"), Must, ID_JAG_PROCESSING),
    of(Verifier("aud is your issuer identifier, not your token endpoint"), Must, ID_JAG_PROCESSING),
    of(Verifier("its jti was not seen before"), Should, "RFC 7523 §3"),
];
