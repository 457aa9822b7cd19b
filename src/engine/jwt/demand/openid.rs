//! Demands of OpenID Connect and of security events.

use super::super::claim::Shape::{Number, Object, Strings};
use super::Level::{Must, Should};
use super::What::{
    Algorithm, AnyClaim, Asymmetric, AtMost, Audience, AuthorizedParty, Claim, Event, Events, Expires, Filled, Hash,
    Https, Issuer, NoClaim, NoCriticalClaims, NoParameter, Nonce, NotOfConfiguration, Objects, ObjectsWithin,
    OfConfiguration, Optional, Parameter, PublicKeys, Signed, Single, SubjectIdentifier, Type, Verifier,
};
use super::{Demand, TEXT, TEXTS, of, only};

const OIDC: &str = "OpenID Connect Core §2";
const OIDC_VALIDATION: &str = "OpenID Connect Core §3.1.3.7";

#[rustfmt::skip]
pub const ID_TOKEN: &[Demand] = &[
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
    of(AuthorizedParty, Should, OIDC_VALIDATION),
    of(Algorithm, Should, OIDC_VALIDATION),
    of(Nonce, Must, OIDC_VALIDATION),
    of(Hash("at_hash"), Must, "OpenID Connect Core §3.1.3.8"),
    of(Hash("c_hash"), Must, "OpenID Connect Core §3.3.2.10"),
    of(Hash("s_hash"), Must, "FAPI 1.0 Part 2 §5.2.3.1"),
    of(Verifier("auth_time and acr are what you asked for (max_age, acr_values)"), Should, OIDC_VALIDATION),
];

const USERINFO: &str = "OpenID Connect Core §5.3.2";

#[rustfmt::skip]
pub const USERINFO_RESPONSE: &[Demand] = &[
    of(Signed, Must, USERINFO),
    of(Claim("sub", TEXT), Must, USERINFO),
    of(AtMost("sub", 255), Must, OIDC),
    of(AnyClaim(&["iss"]), Should, USERINFO),
    of(Optional("iss", TEXT), Must, USERINFO),
    of(AnyClaim(&["aud"]), Should, USERINFO),
    of(Optional("aud", TEXTS), Must, USERINFO),
    of(Issuer, Should, USERINFO),
    of(Audience, Should, USERINFO),
    of(Verifier("sub is that of the ID token"), Must, USERINFO),
];

const LOGOUT: &str = "OpenID Connect Back-Channel Logout §2.4";
const LOGOUT_VALIDATION: &str = "OpenID Connect Back-Channel Logout §2.6";

#[rustfmt::skip]
pub const LOGOUT_TOKEN: &[Demand] = &[
    of(Type, Should, LOGOUT),
    of(Signed, Must, LOGOUT_VALIDATION),
    of(Claim("iss", TEXT), Must, LOGOUT),
    of(Claim("aud", TEXTS), Must, LOGOUT),
    of(Claim("iat", Number), Must, LOGOUT),
    of(Claim("jti", TEXT), Must, LOGOUT),
    of(Claim("events", Object), Must, LOGOUT),
    of(Expires, Must, LOGOUT),
    of(Event(super::super::profile::BACKCHANNEL_LOGOUT), Must, LOGOUT),
    of(AnyClaim(&["sub", "sid"]), Must, LOGOUT),
    of(Optional("sub", TEXT), Must, LOGOUT),
    of(Optional("sid", TEXT), Must, LOGOUT),
    of(NoClaim("nonce"), Must, LOGOUT),
    of(Issuer, Must, LOGOUT_VALIDATION),
    of(Audience, Must, LOGOUT_VALIDATION),
    of(Algorithm, Should, LOGOUT_VALIDATION),
    of(Verifier("iss, sub and sid are those of a session that you know"), Should, LOGOUT_VALIDATION),
    of(Verifier("its jti was not seen before"), Should, LOGOUT_VALIDATION),
];

#[rustfmt::skip]
pub const AUTHORIZATION_RESPONSE: &[Demand] = &[
    of(Signed, Must, "JARM §2.2"),
    of(Claim("iss", TEXT), Must, "JARM §2.1"),
    of(Claim("aud", TEXTS), Must, "JARM §2.1"),
    of(Expires, Must, "JARM §2.1"),
    of(Optional("state", TEXT), Must, "JARM §2.1"),
    of(Optional("code", TEXT), Must, "RFC 6749 §4.1.2"),
    of(Optional("error", TEXT), Must, "RFC 6749 §4.1.2.1"),
    of(Optional("access_token", TEXT), Must, "RFC 6749 §4.2.2"),
    of(AnyClaim(&["code", "error", "access_token", "id_token", "vp_token"]), Should, "JARM §2.1"),
    of(Issuer, Must, "JARM §2.4"),
    of(Audience, Must, "JARM §2.4"),
    of(Verifier("state is the one that you sent"), Must, "JARM §2.4"),
];

#[rustfmt::skip]
pub const SECURITY_EVENT: &[Demand] = &[
    of(Type, Should, "RFC 8417 §2.3"),
    of(Claim("iss", TEXT), Must, "RFC 8417 §2.2"),
    of(Claim("iat", Number), Must, "RFC 8417 §2.2"),
    of(Claim("jti", TEXT), Must, "RFC 8417 §2.2"),
    of(Claim("events", Object), Must, "RFC 8417 §2.2"),
    of(Events, Must, "RFC 8417 §2.2"),
    of(AnyClaim(&["aud"]), Should, "RFC 8417 §2.2"),
    of(Optional("aud", TEXTS), Must, "RFC 8417 §2.2"),
    of(Optional("sub_id", Object), Must, "RFC 9493 §4.1"),
    of(SubjectIdentifier("sub_id"), Must, "RFC 9493 §3"),
    of(Optional("txn", TEXT), Must, "RFC 8417 §2.2"),
    of(Optional("toe", Number), Must, "RFC 8417 §2.2"),
    of(NoClaim("exp"), Should, "RFC 8417 §2.2"),
    of(Issuer, Must, "RFC 8935 §2"),
    of(Audience, Must, "RFC 8935 §2"),
    of(Verifier("its jti was not seen before"), Should, "RFC 8935 §2"),
];

const ENTITY: &[&str] = &["entity-statement+jwt"];
const TRUST_MARK: &[&str] = &["trust-mark+jwt"];
const DELEGATION: &[&str] = &["trust-mark-delegation+jwt"];
const MARK_STATUS: &[&str] = &["trust-mark-status-response+jwt"];
const RESOLVED: &[&str] = &["resolve-response+jwt"];
const SIGNED_KEYS: &[&str] = &["jwk-set+jwt"];
const REGISTERED: &[&str] = &["explicit-registration-response+jwt"];
const STATEMENTS: &[&str] = &["entity-statement+jwt", "explicit-registration-response+jwt"];
const STATEMENT: &str = "OpenID Federation §3.1";
const EXPLICIT: &str = "OpenID Federation §12.2.3";

#[rustfmt::skip]
pub const FEDERATION: &[Demand] = &[
    of(Type, Must, "OpenID Federation §3.1"),
    of(Asymmetric, Must, "OpenID Federation §3.1"),
    of(Claim("iss", TEXT), Must, "OpenID Federation §3.1"),
    only(ENTITY, Parameter("kid"), Must, "OpenID Federation §3.1"),
    only(ENTITY, Claim("sub", TEXT), Must, "OpenID Federation §3.1"),
    only(ENTITY, Claim("iat", Number), Must, "OpenID Federation §3.1"),
    only(ENTITY, Expires, Must, "OpenID Federation §3.1"),
    only(ENTITY, Claim("jwks", Object), Should, "OpenID Federation §3.1"),
    only(ENTITY, Optional("metadata", Object), Must, "OpenID Federation §3.1"),
    only(ENTITY, Optional("authority_hints", Strings), Must, STATEMENT),
    only(ENTITY, Filled("authority_hints"), Must, STATEMENT),
    only(ENTITY, Optional("crit", Strings), Must, STATEMENT),
    only(ENTITY, NoCriticalClaims, Must, STATEMENT),
    only(STATEMENTS, Https("iss"), Must, "OpenID Federation §1.2"),
    only(STATEMENTS, Https("sub"), Must, "OpenID Federation §1.2"),
    only(STATEMENTS, ObjectsWithin("metadata"), Must, STATEMENT),
    only(ENTITY, Optional("metadata_policy", Object), Must, STATEMENT),
    only(ENTITY, Optional("constraints", Object), Must, STATEMENT),
    only(ENTITY, NotOfConfiguration("metadata_policy"), Must, STATEMENT),
    only(ENTITY, NotOfConfiguration("metadata_policy_crit"), Must, STATEMENT),
    only(ENTITY, NotOfConfiguration("constraints"), Must, STATEMENT),
    only(ENTITY, NotOfConfiguration("source_endpoint"), Must, STATEMENT),
    only(ENTITY, OfConfiguration("authority_hints"), Must, STATEMENT),
    only(ENTITY, OfConfiguration("trust_marks"), Must, STATEMENT),
    only(ENTITY, OfConfiguration("trust_mark_issuers"), Must, STATEMENT),
    only(ENTITY, OfConfiguration("trust_mark_owners"), Must, STATEMENT),
    only(REGISTERED, Claim("sub", TEXT), Must, EXPLICIT),
    only(REGISTERED, Claim("aud", TEXTS), Must, EXPLICIT),
    only(REGISTERED, Single("aud"), Must, EXPLICIT),
    only(REGISTERED, Claim("iat", Number), Must, EXPLICIT),
    only(REGISTERED, Expires, Must, EXPLICIT),
    only(REGISTERED, Claim("trust_anchor", TEXT), Must, EXPLICIT),
    only(REGISTERED, Optional("authority_hints", Strings), Must, EXPLICIT),
    only(REGISTERED, Single("authority_hints"), Must, EXPLICIT),
    only(REGISTERED, Optional("metadata", Object), Must, EXPLICIT),
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
    only(SIGNED_KEYS, PublicKeys("keys"), Must, "OpenID Federation §5.2.1"),
    of(Verifier("a chain of statements leads from it to your trust anchor"), Must, "OpenID Federation §10.2"),
];
