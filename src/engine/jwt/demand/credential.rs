//! Demands of credentials, and of what is presented and issued with them.

use super::super::claim::Shape::{Array, Number, Object, Strings};
use super::Level::{Must, Should};
use super::What::{
    Agrees, AnyClaim, AnyMember, Asymmetric, Audience, Claim, CurrentType, Disclosures, EachHas, Excludes, Expires,
    Filled, First, Fresh, Hash, Https, Includes, Issuer, KeyBinding, Named, NoClaim, Nonce, NotWithheld, Objects,
    Optional, Positive, PublicKeys, PublicMember, Same, Secure, Signed, StatusList, Subjects, Type, Uri, Verifier,
};
use super::{Demand, NO_TYPE, TEXT, of, only};

#[rustfmt::skip]
pub const KEY_BINDING: &[Demand] = &[
    of(Type, Must, "RFC 9901 §4.3"),
    of(Signed, Must, "RFC 9901 §4.3"),
    of(Claim("iat", Number), Must, "RFC 9901 §4.3"),
    of(Claim("aud", TEXT), Must, "RFC 9901 §4.3"),
    of(Claim("nonce", TEXT), Must, "RFC 9901 §4.3"),
    of(Claim("sd_hash", TEXT), Must, "RFC 9901 §4.3"),
    of(Audience, Must, "RFC 9901 §7.3"),
    of(Nonce, Must, "RFC 9901 §7.3"),
    of(Fresh, Must, "RFC 9901 §7.3"),
    of(Hash("sd_hash"), Must, "RFC 9901 §7.3"),
    of(Verifier("its key is the one in cnf of the SD-JWT"), Must, "RFC 9901 §7.3"),
];

const VC: &str = "draft-ietf-oauth-sd-jwt-vc §2.2";

#[rustfmt::skip]
pub const SD_JWT_CREDENTIAL: &[Demand] = &[
    of(Type, Must, "draft-ietf-oauth-sd-jwt-vc §2.2.1"),
    of(CurrentType("dc+sd-jwt"), Should, "draft-ietf-oauth-sd-jwt-vc §2.2.1"),
    of(Signed, Must, "RFC 9901 §7.1"),
    of(Disclosures, Must, "RFC 9901 §7.1"),
    of(Claim("vct", TEXT), Must, VC),
    of(Optional("iss", TEXT), Must, VC),
    of(Optional("cnf", Object), Must, VC),
    of(Optional("status", Object), Must, VC),
    of(Optional("vct#integrity", TEXT), Must, VC),
    of(Optional("aka_vcts", Strings), Must, VC),
    of(Filled("aka_vcts"), Must, VC),
    of(Excludes("aka_vcts", "vct"), Must, VC),
    of(PublicMember("cnf", "jwk"), Must, "RFC 7800 §3.2"),
    of(NotWithheld(&["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"]), Must, VC),
    of(KeyBinding, Must, "RFC 9901 §7.3"),
    of(Issuer, Must, "draft-ietf-oauth-sd-jwt-vc §2.4"),
    of(Verifier("its status is checked, where it has one"), Should, "draft-ietf-oauth-sd-jwt-vc §2.4"),
];

#[rustfmt::skip]
pub const SD_JWT: &[Demand] = &[
    of(Type, Should, "RFC 9901 §9.11"),
    of(Signed, Must, "RFC 9901 §7.1"),
    of(Disclosures, Must, "RFC 9901 §7.1"),
    of(Optional("cnf", Object), Must, "RFC 9901 §4.1.2"),
    of(PublicMember("cnf", "jwk"), Must, "RFC 7800 §3.2"),
    of(NotWithheld(&["iss", "aud", "exp", "nbf", "cnf"]), Should, "RFC 9901 §9.7"),
    of(Expires, Should, "RFC 9901 §9.7"),
    of(KeyBinding, Must, "RFC 9901 §7.3"),
];

const VC_TYPE: &[&str] = &["vc+jwt"];
const VP_TYPE: &[&str] = &["vp+jwt", "vp+sd-jwt"];
const VCDM_CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";
const VCDM: &str = "W3C Verifiable Credentials 2.0 §4";
const VC_JOSE: &str = "W3C Securing Verifiable Credentials using JOSE and COSE §3.1";
const VCDM_1: &str = "W3C Verifiable Credentials 1.1 §6.3.1";

#[rustfmt::skip]
pub const VERIFIABLE_CREDENTIAL: &[Demand] = &[
    of(Signed, Must, VC_JOSE),
    only(VC_TYPE, Claim("@context", Array), Must, "W3C Verifiable Credentials 2.0 §4.3"),
    only(VC_TYPE, First("@context", VCDM_CONTEXT), Must, "W3C Verifiable Credentials 2.0 §4.3"),
    only(VC_TYPE, Includes("type", "VerifiableCredential"), Must, "W3C Verifiable Credentials 2.0 §4.5"),
    only(VC_TYPE, Named("issuer"), Must, "W3C Verifiable Credentials 2.0 §4.7"),
    only(VC_TYPE, Subjects("credentialSubject"), Must, "W3C Verifiable Credentials 2.0 §4.8"),
    // Other values are advised against, no more.
    only(VC_TYPE, Agrees("iss", &["issuer"]), Should, VC_JOSE),
    only(VC_TYPE, Agrees("jti", &["id"]), Should, VC_JOSE),
    only(VC_TYPE, Agrees("sub", &["credentialSubject", "id"]), Should, VC_JOSE),
    only(VC_TYPE, NoClaim("vc"), Must, VC_JOSE),
    only(VC_TYPE, NoClaim("vp"), Must, VC_JOSE),
    only(NO_TYPE, Claim("vc", Object), Must, VCDM_1),
    only(NO_TYPE, AnyMember("vc", &["credentialSubject"]), Must, VCDM_1),
    only(NO_TYPE, AnyClaim(&["iss"]), Should, VCDM_1),
    of(Issuer, Must, VCDM),
];

#[rustfmt::skip]
pub const VERIFIABLE_PRESENTATION: &[Demand] = &[
    of(Signed, Must, VC_JOSE),
    only(VP_TYPE, Claim("@context", Array), Must, VCDM),
    only(VP_TYPE, First("@context", VCDM_CONTEXT), Must, "W3C Verifiable Credentials 2.0 §4.3"),
    only(VP_TYPE, Includes("type", "VerifiablePresentation"), Must, "W3C Verifiable Credentials 2.0 §4.13"),
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
pub const STATUS_LIST: &[Demand] = &[
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

const KEY_ATTESTATION_SECTION: &str = "OpenID for Verifiable Credential Issuance Appendix D.1";

#[rustfmt::skip]
pub const KEY_ATTESTATION: &[Demand] = &[
    of(Type, Must, KEY_ATTESTATION_SECTION),
    of(CurrentType("key-attestation+jwt"), Should, KEY_ATTESTATION_SECTION),
    of(Asymmetric, Must, KEY_ATTESTATION_SECTION),
    of(Claim("iat", Number), Must, KEY_ATTESTATION_SECTION),
    of(Claim("attested_keys", Array), Must, KEY_ATTESTATION_SECTION),
    of(Objects("attested_keys"), Must, KEY_ATTESTATION_SECTION),
    of(PublicKeys("attested_keys"), Must, KEY_ATTESTATION_SECTION),
    of(Optional("key_storage", Strings), Must, KEY_ATTESTATION_SECTION),
    of(Filled("key_storage"), Must, KEY_ATTESTATION_SECTION),
    of(Optional("user_authentication", Strings), Must, KEY_ATTESTATION_SECTION),
    of(Filled("user_authentication"), Must, KEY_ATTESTATION_SECTION),
    of(Optional("certification", TEXT), Must, KEY_ATTESTATION_SECTION),
    of(Uri("certification"), Must, KEY_ATTESTATION_SECTION),
    of(Optional("status", Object), Must, KEY_ATTESTATION_SECTION),
    of(Optional("nonce", TEXT), Must, KEY_ATTESTATION_SECTION),
    of(Nonce, Must, KEY_ATTESTATION_SECTION),
    of(Verifier("it has exp, where it comes in the header of a proof"), Must, KEY_ATTESTATION_SECTION),
    of(Verifier("you trust the provider of the wallet that made it"), Must, KEY_ATTESTATION_SECTION),
];

const METADATA: &str = "OpenID for Verifiable Credential Issuance §12.2.3";
const METADATA_PARAMETERS: &str = "OpenID for Verifiable Credential Issuance §12.2.4";

#[rustfmt::skip]
pub const ISSUER_METADATA: &[Demand] = &[
    of(Type, Must, METADATA),
    of(Asymmetric, Must, METADATA),
    of(Claim("sub", TEXT), Must, METADATA),
    of(Claim("iat", Number), Must, METADATA),
    of(Claim("credential_issuer", TEXT), Must, METADATA),
    of(Same("sub", "credential_issuer"), Must, METADATA),
    of(Https("credential_issuer"), Must, "OpenID for Verifiable Credential Issuance §12.2.1"),
    of(Optional("iss", TEXT), Must, METADATA),
    of(Claim("credential_endpoint", TEXT), Must, METADATA_PARAMETERS),
    of(Secure("credential_endpoint"), Must, METADATA_PARAMETERS),
    of(Claim("credential_configurations_supported", Object), Must, METADATA_PARAMETERS),
    of(EachHas("credential_configurations_supported", "format"), Must, METADATA_PARAMETERS),
    of(Optional("authorization_servers", Strings), Must, METADATA_PARAMETERS),
    of(Filled("authorization_servers"), Must, METADATA_PARAMETERS),
    of(Secure("nonce_endpoint"), Must, METADATA_PARAMETERS),
    of(Secure("deferred_credential_endpoint"), Must, METADATA_PARAMETERS),
    of(Secure("notification_endpoint"), Must, METADATA_PARAMETERS),
    of(Verifier("its key belongs to somebody whom you trust to speak for the issuer"), Must, METADATA),
];
