//! What the standards demand of each kind of token, a row a demand: the one table behind the checklist and the findings about
//! what a kind lacks.

use super::claim::Shape;

/// One demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    pub what: What,
    pub level: Level,
    /// Where the standard says it.
    pub section: &'static str,
    /// The values of `typ` that it is for, where a kind has several; `""`: none of them. Empty: all.
    pub types: &'static [&'static str],
}

/// How strong it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// What does not meet it is no token of the kind.
    Must,
    /// There may be reasons not to.
    Should,
}

/// What is demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Every signature is verified with a key at hand.
    Verified,
    /// It is signed, and not with `none`.
    Signed,
    /// It is signed with a private key: neither `none` nor a shared secret.
    Asymmetric,
    /// `typ` is one of those of the kind.
    Type,
    /// `typ` does not name another kind; for kinds that demand no `typ`.
    NoOtherKind,
    /// The header parameter is there.
    Parameter(&'static str),
    /// Exactly one of these header parameters is there.
    OneParameter(&'static [&'static str]),
    /// None of these header parameters is there.
    NoParameter(&'static [&'static str]),
    /// `jwk` of the header is a public key.
    PublicKey,
    /// The signature is that of the key in the header.
    OwnKey,
    /// It is in the flattened JSON serialization.
    Flattened,
    /// The claim is there, is of this shape, and is not empty.
    Claim(&'static str, Shape),
    /// The claim is of this shape where it is there.
    Optional(&'static str, Shape),
    /// One of these claims at least is there.
    AnyClaim(&'static [&'static str]),
    NoClaim(&'static str),
    /// A member of a claim that is an object: it is there, and of this shape.
    Member(&'static str, &'static str, Shape),
    /// One of these members of a claim at least is there.
    AnyMember(&'static str, &'static [&'static str]),
    /// `events` has this member.
    Event(&'static str),
    /// The claim is a list with something in it, every element an object.
    Objects(&'static str),
    /// Both claims are the same string.
    Same(&'static str, &'static str),
    /// The claim is one string, or a list of one.
    Single(&'static str),
    /// The claim has at most so many ASCII characters.
    AtMost(&'static str, usize),
    /// The claim is an address with `https`, without query and fragment.
    Https(&'static str),
    /// The claim is an address without query and fragment.
    Bare(&'static str),
    /// The claim is a URI.
    Uri(&'static str),
    /// The claim, if it is there, is a number above 0.
    Positive(&'static str),
    /// `status_list` has `bits` that are known and a `lst` that can be read.
    StatusList,
    /// Every disclosure is well-formed, and its digest is in the payload.
    Disclosures,
    /// None of these claims is in a disclosure: a holder could withhold it.
    NotWithheld(&'static [&'static str]),
    /// `exp` is there and not past.
    Expires,
    /// `exp` is not past where it is there.
    NotExpired,
    /// `nbf` is reached where it is there.
    Begun,
    /// `iat` is within the window of a proof.
    Fresh,
    /// `iss` is the one that is expected.
    Issuer,
    /// `aud` names the one that is expected.
    Audience,
    /// `nonce` is the one that is expected.
    Nonce,
    /// `htm` is the method of the request.
    Method,
    /// `htu` is the address of the request.
    Url,
    /// `ath` is the hash of the access token that it came with, which is bound to its key.
    AccessToken,
    /// It is made with the key that the attestation names.
    Attested,
    /// Its key binding holds, where it has one.
    KeyBinding,
    /// The claim is the hash of something else, which is not at hand here.
    Hash(&'static str),
    /// Nobody but the verifier can tell.
    Verifier(&'static str),
}

use Level::{Must, Should};
use Shape::{Array, Boolean, Number, Object, Strings};
use What::{
    AccessToken, AnyClaim, AnyMember, Asymmetric, AtMost, Attested, Audience, Bare, Begun, Claim, Disclosures, Event,
    Expires, Flattened, Fresh, Hash, Https, Issuer, KeyBinding, Member, Method, NoClaim, NoOtherKind, NoParameter,
    Nonce, NotExpired, NotWithheld, Objects, OneParameter, Optional, OwnKey, Parameter, Positive, PublicKey, Same,
    Signed, Single, StatusList, Type, Uri, Url, Verified, Verifier,
};

const TEXT: Shape = Shape::String;
const TEXTS: Shape = Shape::StringOrStrings;

/// One that holds for all types of a kind.
const fn of(what: What, level: Level, section: &'static str) -> Demand {
    Demand { what, level, section, types: &[] }
}

/// One for some of its types alone.
const fn only(types: &'static [&'static str], what: What, level: Level, section: &'static str) -> Demand {
    Demand { what, level, section, types }
}

/// What is demanded of every token; those of times stand in for kinds that say nothing of them.
pub const EVERY: &[Demand] = &[
    of(Verified, Must, "RFC 7515 §5.2; RFC 8725 §3.3"),
    of(NotExpired, Must, "RFC 7519 §4.1.4"),
    of(Begun, Must, "RFC 7519 §4.1.5"),
    of(NoOtherKind, Must, "RFC 8725 §3.11"),
];

const OIDC: &str = "OpenID Connect Core §2";
const OIDC_VALIDATION: &str = "OpenID Connect Core §3.1.3.7";

#[rustfmt::skip]
pub(super) const ID_TOKEN: &[Demand] = &[
    of(Signed, Must, OIDC),
    of(Claim("iss", TEXT), Must, OIDC),
    of(Claim("sub", TEXT), Must, OIDC),
    of(Claim("aud", TEXTS), Must, OIDC),
    of(Expires, Must, OIDC),
    of(Claim("iat", Number), Must, OIDC),
    of(Https("iss"), Must, OIDC),
    of(AtMost("sub", 255), Must, OIDC),
    of(Optional("auth_time", Number), Must, OIDC),
    of(Optional("nonce", TEXT), Must, OIDC),
    of(Optional("acr", TEXT), Must, OIDC),
    of(Optional("amr", Strings), Must, OIDC),
    of(Optional("azp", TEXT), Must, OIDC),
    of(NoParameter(&["x5u", "x5c", "jku", "jwk"]), Should, OIDC),
    of(Issuer, Must, OIDC_VALIDATION),
    of(Audience, Must, OIDC_VALIDATION),
    of(Nonce, Must, OIDC_VALIDATION),
    of(Hash("at_hash"), Must, "OpenID Connect Core §3.1.3.8"),
    of(Hash("c_hash"), Must, "OpenID Connect Core §3.3.2.10"),
    of(Verifier("auth_time and acr are what you asked for (max_age, acr_values)"), Should, OIDC_VALIDATION),
];

#[rustfmt::skip]
pub(super) const ACCESS_TOKEN: &[Demand] = &[
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
    of(Issuer, Must, "RFC 9068 §4"),
    of(Audience, Must, "RFC 9068 §4"),
    of(Verifier("its scope and other claims allow the request"), Must, "RFC 9068 §4"),
];

#[rustfmt::skip]
pub(super) const BEARER_TOKEN: &[Demand] = &[
    of(Signed, Must, "RFC 6750 §5.2"),
    of(Expires, Should, "RFC 6750 §5.3"),
    of(AnyClaim(&["aud"]), Should, "RFC 6750 §5.3"),
    of(Audience, Should, "RFC 6750 §5.2"),
    of(Verifier("its scope allows the request"), Must, "RFC 6750 §3.1"),
];

#[rustfmt::skip]
pub(super) const REFRESH_TOKEN: &[Demand] = &[
    of(Signed, Must, "RFC 6749 §10.4"),
    of(Expires, Should, "RFC 9700 §4.14.2"),
    of(Verifier("it is from the client that it was issued to"), Must, "RFC 6749 §6"),
    of(Verifier("it is used once, or bound to a key, by a client that has no secret"), Must, "RFC 9700 §2.2.2"),
];

#[rustfmt::skip]
pub(super) const DPOP_PROOF: &[Demand] = &[
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

const LOGOUT: &str = "OpenID Connect Back-Channel Logout §2.4";
const LOGOUT_VALIDATION: &str = "OpenID Connect Back-Channel Logout §2.6";

#[rustfmt::skip]
pub(super) const LOGOUT_TOKEN: &[Demand] = &[
    of(Type, Should, LOGOUT),
    of(Signed, Must, LOGOUT_VALIDATION),
    of(Claim("iss", TEXT), Must, LOGOUT),
    of(Claim("aud", TEXTS), Must, LOGOUT),
    of(Claim("iat", Number), Must, LOGOUT),
    of(Claim("jti", TEXT), Must, LOGOUT),
    of(Claim("events", Object), Must, LOGOUT),
    of(Expires, Must, LOGOUT),
    of(Event(super::profile::BACKCHANNEL_LOGOUT), Must, LOGOUT),
    of(AnyClaim(&["sub", "sid"]), Must, LOGOUT),
    of(Optional("sub", TEXT), Must, LOGOUT),
    of(Optional("sid", TEXT), Must, LOGOUT),
    of(NoClaim("nonce"), Must, LOGOUT),
    of(Issuer, Must, LOGOUT_VALIDATION),
    of(Audience, Must, LOGOUT_VALIDATION),
    of(Verifier("its jti was not seen before"), Should, LOGOUT_VALIDATION),
];

/// Replaces the audience of RFC 7523 §3 by the issuer alone: a token endpoint as audience let one server replay to another.
const RFC7523BIS: &str = "draft-ietf-oauth-rfc7523bis §4";

#[rustfmt::skip]
pub(super) const CLIENT_ASSERTION: &[Demand] = &[
    of(Type, Should, RFC7523BIS),
    of(Signed, Must, "RFC 7523 §3"),
    of(Claim("iss", TEXT), Must, "RFC 7523 §3"),
    of(Claim("sub", TEXT), Must, "RFC 7523 §3"),
    of(Claim("aud", TEXTS), Must, "RFC 7523 §3"),
    of(Expires, Must, "RFC 7523 §3"),
    of(Same("iss", "sub"), Must, "RFC 7523 §3"),
    of(Single("aud"), Must, RFC7523BIS),
    of(Optional("iat", Number), Must, "RFC 7523 §3"),
    of(Optional("jti", TEXT), Must, "RFC 7523 §3"),
    of(Audience, Must, RFC7523BIS),
    of(Verifier("aud is your issuer identifier, not your token endpoint"), Must, RFC7523BIS),
    of(Verifier("iss is the client_id of the request"), Must, "RFC 7523 §3"),
    of(Verifier("its jti was not seen before"), Should, "RFC 7523 §3"),
];

#[rustfmt::skip]
pub(super) const AUTHORIZATION_GRANT: &[Demand] = &[
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
pub(super) const AUTHORIZATION_REQUEST: &[Demand] = &[
    of(Type, Should, "RFC 9101 §10.8"),
    of(Signed, Must, "RFC 9101 §4"),
    of(Claim("client_id", TEXT), Must, "RFC 9101 §5"),
    of(NoClaim("request"), Must, "RFC 9101 §4"),
    of(NoClaim("request_uri"), Must, "RFC 9101 §4"),
    of(AnyClaim(&["iss"]), Should, "RFC 9101 §4"),
    of(AnyClaim(&["aud"]), Should, "RFC 9101 §4"),
    of(Expires, Should, "RFC 9101 §10.2"),
    of(Audience, Should, "RFC 9101 §4"),
    of(Verifier("client_id is that of the request, and its key made the signature"), Must, "RFC 9101 §6.2"),
];

#[rustfmt::skip]
pub(super) const AUTHORIZATION_RESPONSE: &[Demand] = &[
    of(Signed, Must, "JARM §2.2"),
    of(Claim("iss", TEXT), Must, "JARM §2.1"),
    of(Claim("aud", TEXTS), Must, "JARM §2.1"),
    of(Expires, Must, "JARM §2.1"),
    of(AnyClaim(&["code", "error", "access_token", "id_token", "vp_token"]), Should, "JARM §2.1"),
    of(Issuer, Must, "JARM §2.4"),
    of(Audience, Must, "JARM §2.4"),
    of(Verifier("state is the one that you sent"), Must, "JARM §2.4"),
];

#[rustfmt::skip]
pub(super) const INTROSPECTION_RESPONSE: &[Demand] = &[
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

#[rustfmt::skip]
pub(super) const SECURITY_EVENT: &[Demand] = &[
    of(Type, Should, "RFC 8417 §2.3"),
    of(Claim("iss", TEXT), Must, "RFC 8417 §2.2"),
    of(Claim("iat", Number), Must, "RFC 8417 §2.2"),
    of(Claim("jti", TEXT), Must, "RFC 8417 §2.2"),
    of(Claim("events", Object), Must, "RFC 8417 §2.2"),
    of(Optional("txn", TEXT), Must, "RFC 8417 §2.2"),
    of(Optional("toe", Number), Must, "RFC 8417 §2.2"),
    of(NoClaim("exp"), Should, "RFC 8417 §2.2"),
    of(Issuer, Must, "RFC 8935 §2"),
    of(Audience, Must, "RFC 8935 §2"),
    of(Verifier("its jti was not seen before"), Should, "RFC 8935 §2"),
];

#[rustfmt::skip]
pub(super) const KEY_BINDING: &[Demand] = &[
    of(Type, Must, "RFC 9901 §4.3"),
    of(Signed, Must, "RFC 9901 §4.3"),
    of(Claim("iat", Number), Must, "RFC 9901 §4.3"),
    of(Claim("aud", TEXT), Must, "RFC 9901 §4.3"),
    of(Claim("nonce", TEXT), Must, "RFC 9901 §4.3"),
    of(Claim("sd_hash", TEXT), Must, "RFC 9901 §4.3"),
    of(Audience, Must, "RFC 9901 §7.3"),
    of(Nonce, Must, "RFC 9901 §7.3"),
    of(Hash("sd_hash"), Must, "RFC 9901 §7.3"),
    of(Verifier("its key is the one in cnf of the SD-JWT"), Must, "RFC 9901 §7.3"),
];

const VC: &str = "draft-ietf-oauth-sd-jwt-vc §2.2";

#[rustfmt::skip]
pub(super) const SD_JWT_CREDENTIAL: &[Demand] = &[
    of(Type, Must, "draft-ietf-oauth-sd-jwt-vc §2.2.1"),
    of(Signed, Must, "RFC 9901 §7.1"),
    of(Disclosures, Must, "RFC 9901 §7.1"),
    of(Claim("vct", TEXT), Must, VC),
    of(Optional("iss", TEXT), Must, VC),
    of(Optional("cnf", Object), Must, VC),
    of(Optional("status", Object), Must, VC),
    of(NotWithheld(&["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"]), Must, VC),
    of(KeyBinding, Must, "RFC 9901 §7.3"),
    of(Issuer, Must, "draft-ietf-oauth-sd-jwt-vc §2.4"),
    of(Verifier("its status is checked, where it has one"), Should, "draft-ietf-oauth-sd-jwt-vc §2.4"),
];

#[rustfmt::skip]
pub(super) const SD_JWT: &[Demand] = &[
    of(Type, Should, "RFC 9901 §9.11"),
    of(Signed, Must, "RFC 9901 §7.1"),
    of(Disclosures, Must, "RFC 9901 §7.1"),
    of(Optional("cnf", Object), Must, "RFC 9901 §4.1.2"),
    of(NotWithheld(&["iss", "aud", "exp", "nbf", "cnf"]), Should, "RFC 9901 §9.7"),
    of(Expires, Should, "RFC 9901 §9.7"),
    of(KeyBinding, Must, "RFC 9901 §7.3"),
];

const VC_TYPE: &[&str] = &["vc+jwt"];
const VP_TYPE: &[&str] = &["vp+jwt"];
const NO_TYPE: &[&str] = &[""];
const VCDM: &str = "W3C Verifiable Credentials 2.0 §4";
const VC_JOSE: &str = "W3C Securing Verifiable Credentials using JOSE and COSE §3.1";
const VCDM_1: &str = "W3C Verifiable Credentials 1.1 §6.3.1";

#[rustfmt::skip]
pub(super) const VERIFIABLE_CREDENTIAL: &[Demand] = &[
    of(Signed, Must, VC_JOSE),
    only(VC_TYPE, Claim("@context", Array), Must, VCDM),
    only(VC_TYPE, AnyClaim(&["type"]), Must, VCDM),
    only(VC_TYPE, AnyClaim(&["issuer"]), Must, VCDM),
    only(VC_TYPE, AnyClaim(&["credentialSubject"]), Must, VCDM),
    only(VC_TYPE, NoClaim("vc"), Must, VC_JOSE),
    only(VC_TYPE, NoClaim("vp"), Must, VC_JOSE),
    only(NO_TYPE, Claim("vc", Object), Must, VCDM_1),
    only(NO_TYPE, AnyMember("vc", &["credentialSubject"]), Must, VCDM_1),
    only(NO_TYPE, AnyClaim(&["iss"]), Should, VCDM_1),
    of(Issuer, Must, VCDM),
];

#[rustfmt::skip]
pub(super) const VERIFIABLE_PRESENTATION: &[Demand] = &[
    of(Signed, Must, VC_JOSE),
    only(VP_TYPE, Claim("@context", Array), Must, VCDM),
    only(VP_TYPE, AnyClaim(&["type"]), Must, VCDM),
    only(VP_TYPE, NoClaim("vc"), Must, VC_JOSE),
    only(VP_TYPE, NoClaim("vp"), Must, VC_JOSE),
    only(NO_TYPE, Claim("vp", Object), Must, VCDM_1),
    only(NO_TYPE, AnyClaim(&["iss"]), Should, VCDM_1),
    of(Audience, Should, VCDM_1),
    of(Nonce, Should, VCDM_1),
    of(Verifier("each credential in it is verified for itself"), Must, VCDM),
];

const STATUS: &str = "draft-ietf-oauth-status-list §5.1";

#[rustfmt::skip]
pub(super) const STATUS_LIST: &[Demand] = &[
    of(Type, Must, STATUS),
    of(Signed, Must, STATUS),
    of(Claim("sub", TEXT), Must, STATUS),
    of(Claim("iat", Number), Must, STATUS),
    of(Claim("status_list", Object), Must, STATUS),
    of(Uri("sub"), Must, STATUS),
    of(StatusList, Must, "draft-ietf-oauth-status-list §4.1, §4.2"),
    of(AnyClaim(&["exp", "ttl"]), Should, STATUS),
    of(Positive("ttl"), Must, STATUS),
    of(Verifier("sub is the address in the token that refers to it"), Must, "draft-ietf-oauth-status-list §8.3"),
];

const ENTITY: &[&str] = &["entity-statement+jwt"];
const TRUST_MARK: &[&str] = &["trust-mark+jwt"];
const DELEGATION: &[&str] = &["trust-mark-delegation+jwt"];
const MARK_STATUS: &[&str] = &["trust-mark-status-response+jwt"];
const RESOLVED: &[&str] = &["resolve-response+jwt"];
const SIGNED_KEYS: &[&str] = &["jwk-set+jwt"];

#[rustfmt::skip]
pub(super) const FEDERATION: &[Demand] = &[
    of(Type, Must, "OpenID Federation §3.1"),
    of(Asymmetric, Must, "OpenID Federation §3.1"),
    of(Claim("iss", TEXT), Must, "OpenID Federation §3.1"),
    only(ENTITY, Parameter("kid"), Must, "OpenID Federation §3.1"),
    only(ENTITY, Claim("sub", TEXT), Must, "OpenID Federation §3.1"),
    only(ENTITY, Claim("iat", Number), Must, "OpenID Federation §3.1"),
    only(ENTITY, Expires, Must, "OpenID Federation §3.1"),
    only(ENTITY, Claim("jwks", Object), Should, "OpenID Federation §3.1"),
    only(ENTITY, Optional("metadata", Object), Must, "OpenID Federation §3.1"),
    only(ENTITY, Optional("authority_hints", Strings), Must, "OpenID Federation §3.1"),
    only(ENTITY, Optional("crit", Strings), Must, "OpenID Federation §3.1"),
    only(TRUST_MARK, Parameter("kid"), Must, "OpenID Federation §7.1"),
    only(TRUST_MARK, Claim("sub", TEXT), Must, "OpenID Federation §7.1"),
    only(TRUST_MARK, Claim("trust_mark_type", TEXT), Must, "OpenID Federation §7.1"),
    only(TRUST_MARK, Claim("iat", Number), Must, "OpenID Federation §7.1"),
    only(DELEGATION, Parameter("kid"), Must, "OpenID Federation §7.2"),
    only(DELEGATION, Claim("sub", TEXT), Must, "OpenID Federation §7.2"),
    only(DELEGATION, Claim("trust_mark_type", TEXT), Must, "OpenID Federation §7.2"),
    only(DELEGATION, Claim("iat", Number), Must, "OpenID Federation §7.2"),
    only(MARK_STATUS, Claim("iat", Number), Must, "OpenID Federation §8.4"),
    only(MARK_STATUS, Claim("trust_mark", TEXT), Must, "OpenID Federation §8.4"),
    only(MARK_STATUS, Claim("status", TEXT), Must, "OpenID Federation §8.4"),
    only(RESOLVED, Claim("sub", TEXT), Must, "OpenID Federation §8.3"),
    only(RESOLVED, Claim("iat", Number), Must, "OpenID Federation §8.3"),
    only(RESOLVED, Expires, Must, "OpenID Federation §8.3"),
    only(RESOLVED, Claim("metadata", Object), Must, "OpenID Federation §8.3"),
    only(SIGNED_KEYS, Claim("sub", TEXT), Must, "OpenID Federation §5.2"),
    only(SIGNED_KEYS, Objects("keys"), Must, "OpenID Federation §5.2"),
    of(Verifier("a chain of statements leads from it to your trust anchor"), Must, "OpenID Federation §10.2"),
];

const ATTESTATION: &str = "draft-ietf-oauth-attestation-based-client-auth §5.1";
const ATTESTATION_PROOF: &str = "draft-ietf-oauth-attestation-based-client-auth §5.2";

#[rustfmt::skip]
pub(super) const CLIENT_ATTESTATION: &[Demand] = &[
    of(Type, Must, ATTESTATION),
    of(Signed, Must, ATTESTATION),
    of(Claim("sub", TEXT), Must, ATTESTATION),
    of(Claim("cnf", Object), Must, ATTESTATION),
    of(Expires, Must, ATTESTATION),
    of(Member("cnf", "jwk", Object), Must, ATTESTATION),
    of(Issuer, Must, ATTESTATION),
    of(Verifier("sub is the client_id of the request"), Must, ATTESTATION),
];

const POP: &[&str] = &["oauth-client-attestation-pop+jwt"];
const CREDENTIAL_PROOF: &[&str] = &["openid4vci-proof+jwt"];
const VCI_PROOF: &str = "OpenID for Verifiable Credential Issuance Appendix F.1";

#[rustfmt::skip]
pub(super) const POSSESSION_PROOF: &[Demand] = &[
    of(Type, Must, "RFC 8725 §3.11"),
    of(Asymmetric, Must, "RFC 8725 §3.2"),
    of(Claim("aud", TEXTS), Must, VCI_PROOF),
    only(POP, Claim("jti", TEXT), Must, ATTESTATION_PROOF),
    only(POP, Optional("iat", Number), Must, ATTESTATION_PROOF),
    only(POP, Optional("challenge", TEXT), Must, ATTESTATION_PROOF),
    only(POP, Attested, Must, ATTESTATION_PROOF),
    only(POP, Verifier("challenge is the one that you gave, where you gave one"), Must, ATTESTATION_PROOF),
    only(CREDENTIAL_PROOF, OneParameter(&["jwk", "kid", "x5c"]), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Claim("iat", Number), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Optional("iss", TEXT), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Optional("nonce", TEXT), Must, VCI_PROOF),
    only(CREDENTIAL_PROOF, Nonce, Must, VCI_PROOF),
    of(Audience, Must, VCI_PROOF),
    of(Fresh, Must, VCI_PROOF),
];

#[rustfmt::skip]
pub(super) const SERVICE_ACCOUNT: &[Demand] = &[
    of(Signed, Must, "Kubernetes"),
    of(AnyClaim(&["kubernetes.io", "kubernetes.io/serviceaccount/namespace"]), Should, "Kubernetes"),
    of(AnyClaim(&["iss"]), Should, "Kubernetes"),
    of(AnyClaim(&["aud"]), Should, "Kubernetes"),
    of(Expires, Should, "Kubernetes"),
    of(Audience, Should, "Kubernetes"),
    of(Verifier("pod and service account still exist (TokenReview)"), Should, "Kubernetes"),
];

const CI: &str = "GitHub Actions and GitLab, OpenID Connect";

#[rustfmt::skip]
pub(super) const CI_JOB: &[Demand] = &[
    of(Signed, Must, CI),
    of(Claim("iss", TEXT), Must, CI),
    of(Claim("sub", TEXT), Must, CI),
    of(Claim("aud", TEXTS), Must, CI),
    of(Expires, Must, CI),
    of(Issuer, Must, CI),
    of(Audience, Must, CI),
    of(Verifier("sub, repository and branch are those that you trust"), Must, CI),
];

#[rustfmt::skip]
pub(super) const PASSPORT: &[Demand] = &[
    of(Type, Must, "RFC 8225 §4.1"),
    of(Asymmetric, Must, "RFC 8225 §4.2"),
    of(Parameter("x5u"), Must, "RFC 8225 §4.3"),
    of(Claim("iat", Number), Must, "RFC 8225 §5.1.1"),
    of(Claim("orig", Object), Must, "RFC 8225 §5.2.1"),
    of(Claim("dest", Object), Must, "RFC 8225 §5.2.1"),
    of(AnyMember("orig", &["tn", "uri"]), Must, "RFC 8225 §5.2.1"),
    of(AnyMember("dest", &["tn", "uri"]), Must, "RFC 8225 §5.2.1"),
    of(Verifier("its certificate is good for the number of the caller"), Must, "RFC 8226 §7"),
];

#[rustfmt::skip]
pub(super) const ACME_REQUEST: &[Demand] = &[
    of(Flattened, Must, "RFC 8555 §6.2"),
    of(Asymmetric, Must, "RFC 8555 §6.2"),
    of(Parameter("nonce"), Must, "RFC 8555 §6.2"),
    of(Parameter("url"), Must, "RFC 8555 §6.2"),
    of(OneParameter(&["jwk", "kid"]), Must, "RFC 8555 §6.2"),
    of(Verifier("nonce is one that you gave, and url that of the request"), Must, "RFC 8555 §6.4, §6.5"),
];

const WIT: &str = "draft-ietf-wimse-workload-creds §3.1";
const WPT: &str = "draft-ietf-wimse-wpt §2";

#[rustfmt::skip]
pub(super) const WORKLOAD_IDENTITY: &[Demand] = &[
    of(Type, Must, WIT),
    of(Asymmetric, Must, WIT),
    of(Claim("sub", TEXT), Must, WIT),
    of(Claim("cnf", Object), Must, WIT),
    of(Expires, Must, WIT),
    of(Uri("sub"), Must, WIT),
    of(Member("cnf", "jwk", Object), Must, WIT),
    of(AnyClaim(&["iss"]), Should, WIT),
    of(Optional("jti", TEXT), Must, WIT),
    of(Issuer, Should, WIT),
    of(Verifier("it comes with a proof of its key: it is not a bearer token"), Must, WIT),
];

#[rustfmt::skip]
pub(super) const WORKLOAD_PROOF: &[Demand] = &[
    of(Type, Must, WPT),
    of(Asymmetric, Must, WPT),
    of(Claim("aud", TEXTS), Must, WPT),
    of(Claim("jti", TEXT), Must, WPT),
    of(Claim("wth", TEXT), Must, WPT),
    of(Expires, Must, WPT),
    of(Optional("tth", TEXT), Must, WPT),
    of(Optional("oth", Object), Must, WPT),
    of(Audience, Must, WPT),
    of(Hash("wth"), Must, WPT),
    of(Verifier("its key and its alg are those in cnf of the workload identity token"), Must, WPT),
    of(Verifier("its jti was not seen before"), Should, WPT),
];

const TXN: &str = "draft-ietf-oauth-transaction-tokens";

#[rustfmt::skip]
pub(super) const TRANSACTION_TOKEN: &[Demand] = &[
    of(Type, Must, TXN),
    of(Signed, Must, TXN),
    of(Claim("iat", Number), Must, TXN),
    of(Claim("aud", TEXTS), Must, TXN),
    of(Claim("txn", TEXT), Must, TXN),
    of(Claim("sub", TEXT), Must, TXN),
    of(Claim("scope", TEXT), Must, TXN),
    of(Claim("req_wl", TEXT), Must, TXN),
    of(Expires, Must, TXN),
    of(Optional("rctx", Object), Must, TXN),
    of(Optional("tctx", Object), Must, TXN),
    of(Audience, Must, TXN),
    of(Verifier("scope and tctx allow the request"), Must, TXN),
];

const ID_JAG: &str = "draft-ietf-oauth-identity-assertion-authz-grant";

#[rustfmt::skip]
pub(super) const IDENTITY_GRANT: &[Demand] = &[
    of(Type, Must, ID_JAG),
    of(Signed, Must, "RFC 7523 §3"),
    of(Claim("iss", TEXT), Must, ID_JAG),
    of(Claim("sub", TEXT), Must, ID_JAG),
    of(Claim("aud", TEXTS), Must, ID_JAG),
    of(Claim("client_id", TEXT), Must, ID_JAG),
    of(Claim("jti", TEXT), Must, ID_JAG),
    of(Claim("iat", Number), Must, ID_JAG),
    of(Expires, Must, ID_JAG),
    of(Optional("scope", TEXT), Must, ID_JAG),
    of(Optional("auth_time", Number), Must, ID_JAG),
    of(Issuer, Must, "RFC 7523 §3"),
    of(Audience, Must, ID_JAG),
    of(Verifier("client_id is the client that authenticates"), Must, ID_JAG),
];

const KEY_ATTESTATION_SECTION: &str = "OpenID for Verifiable Credential Issuance Appendix D.1";

#[rustfmt::skip]
pub(super) const KEY_ATTESTATION: &[Demand] = &[
    of(Type, Must, KEY_ATTESTATION_SECTION),
    of(Asymmetric, Must, KEY_ATTESTATION_SECTION),
    of(Claim("iat", Number), Must, KEY_ATTESTATION_SECTION),
    of(Claim("attested_keys", Array), Must, KEY_ATTESTATION_SECTION),
    of(Objects("attested_keys"), Must, KEY_ATTESTATION_SECTION),
    of(Optional("key_storage", Strings), Must, KEY_ATTESTATION_SECTION),
    of(Optional("user_authentication", Strings), Must, KEY_ATTESTATION_SECTION),
    of(Optional("nonce", TEXT), Must, KEY_ATTESTATION_SECTION),
    of(Nonce, Must, KEY_ATTESTATION_SECTION),
    of(Verifier("you trust the provider of the wallet that made it"), Must, KEY_ATTESTATION_SECTION),
];

const METADATA: &str = "OpenID for Verifiable Credential Issuance §12.2.3";

#[rustfmt::skip]
pub(super) const ISSUER_METADATA: &[Demand] = &[
    of(Type, Must, METADATA),
    of(Asymmetric, Must, METADATA),
    of(Claim("sub", TEXT), Must, METADATA),
    of(Claim("iat", Number), Must, METADATA),
    of(Claim("credential_issuer", TEXT), Must, METADATA),
    of(Same("sub", "credential_issuer"), Must, METADATA),
    of(Https("credential_issuer"), Must, "OpenID for Verifiable Credential Issuance §12.2.1"),
    of(Optional("iss", TEXT), Must, METADATA),
    of(Claim("credential_configurations_supported", Object), Must, "OpenID for Verifiable Credential Issuance §12.2.4"),
    of(Verifier("its key belongs to somebody whom you trust to speak for the issuer"), Must, METADATA),
];
