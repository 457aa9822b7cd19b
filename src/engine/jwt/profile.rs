//! Which kind of token this is: told by `typ` (RFC 8725 §3.11), or else guessed from the claims.

use super::ClaimsSet;
use super::demand::{self, Demand, Level, What};
use crate::engine::ground::json::{Kind as JsonKind, Value};
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{Examination, JoseObject, Layer};
use crate::engine::text::uri::Uri;

/// The member of `events` that makes a Security Event Token a logout token (OpenID Connect Back-Channel Logout §2.4).
pub const BACKCHANNEL_LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProfileKind {
    /// OpenID Connect ID token.
    IdToken,
    /// What OpenID Connect's UserInfo endpoint answers, signed.
    UserInfoResponse,
    /// Access token that says so with `at+jwt` (RFC 9068).
    AccessTokenRfc9068,
    /// Access token by the look of it.
    AccessToken,
    /// Refresh token as a JWT.
    RefreshToken,
    /// DPoP proof (RFC 9449).
    DpopProof,
    /// OpenID Connect logout token.
    LogoutToken,
    /// Client assertion (RFC 7523).
    ClientAssertion,
    /// Authorization grant (RFC 7523).
    AuthorizationGrant,
    /// Authorization request (RFC 9101).
    AuthorizationRequest,
    /// Authorization response (JARM).
    AuthorizationResponse,
    /// Token introspection response (RFC 9701).
    IntrospectionResponse,
    /// Security Event Token (RFC 8417).
    SecurityEvent,
    /// Key binding of an SD-JWT (RFC 9901).
    KeyBinding,
    /// SD-JWT verifiable credential.
    SdJwtCredential,
    /// SD-JWT (RFC 9901).
    SdJwt,
    /// W3C verifiable credential as a JWT.
    VerifiableCredential,
    /// W3C verifiable presentation as a JWT.
    VerifiablePresentation,
    StatusList,
    /// OpenID Federation entity statement and its kin.
    Federation,
    ClientAttestation,
    /// Proof of possession for a client attestation or a credential request.
    PossessionProof,
    ServiceAccount,
    /// Identity of a job at GitHub or GitLab.
    CiJob,
    /// Signed telephone call (PASSporT, RFC 8225).
    Passport,
    /// Request to an ACME server (RFC 8555).
    AcmeRequest,
    /// WIMSE workload identity token.
    WorkloadIdentity,
    /// WIMSE workload proof token.
    WorkloadProof,
    TransactionToken,
    /// Identity assertion as an authorization grant (ID-JAG).
    IdentityGrant,
    /// Key attestation of a wallet (OpenID4VCI).
    KeyAttestation,
    /// Metadata of a credential issuer (OpenID4VCI).
    IssuerMetadata,
}

/// What a kind demands of `exp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expiry {
    /// The standard demands it.
    Required,
    /// It should be there.
    Expected,
    /// The kind lives without it.
    NotUsed,
}

/// One kind of token as data.
#[derive(Debug, PartialEq, Eq)]
pub struct ProfileRow {
    pub kind: ProfileKind,
    /// What `--profile` and reports call it.
    pub id: &'static str,
    pub name: &'static str,
    /// What it is for, in one line.
    pub line: &'static str,
    /// Values of `typ` that say so, in lower case without `application/`.
    pub types: &'static [&'static str],
    /// Longest lifetime in seconds that is not worth a warning; 0: none.
    pub lifetime: u64,
    /// Everything that its standard demands, for all of its types.
    pub demands: &'static [Demand],
    /// Where the kind is defined.
    pub reference: &'static str,
}

impl ProfileRow {
    /// "an ID token", "a DPoP proof".
    pub fn words(&self) -> String {
        // Nobody says "a metadata".
        if self.kind == ProfileKind::IssuerMetadata {
            return "signed issuer metadata".to_owned();
        }
        // The two that have one name are told apart where they are named together.
        if self.kind == ProfileKind::AccessTokenRfc9068 {
            return "a JWT access token".to_owned();
        }
        let word = self.name.split(' ').next().unwrap_or_default();
        // As it is spelt out: "an SD-JWT".
        let is_spelt = word.chars().take(2).all(char::is_uppercase) && !word.starts_with("ACME");
        let sounds: &[char] = if is_spelt {
            &['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X']
        } else {
            &['A', 'E', 'I', 'O']
        };
        let article = if self.name.starts_with(sounds) { "an" } else { "a" };
        let mut characters = self.name.chars();
        let first = characters.next().map_or_else(String::new, |first| first.to_lowercase().to_string());
        // "DPoP", "UserInfo": capitals within the word are how it is written.
        if word.chars().skip(1).any(char::is_uppercase) {
            format!("{article} {}", self.name)
        } else {
            format!("{article} {first}{}", characters.as_str())
        }
    }

    /// Which of its types a header names; empty: none.
    pub fn declared_type(&self, header: &JoseHeader) -> &'static str {
        let media_type = header.protected_media_type("typ");
        let name = media_type.as_deref().and_then(|media_type| media_type.strip_prefix("application/"));
        name.and_then(|name| self.types.iter().copied().find(|own| *own == name)).unwrap_or_default()
    }

    /// The type whose demands hold: the one that `typ` names, or the one that the claims are of where a type need not be named.
    pub fn demanded_type(&self, header: &JoseHeader, claims: Option<Value<'_>>) -> &'static str {
        let own = self.declared_type(header);
        let has = |name: &str| claims.is_some_and(|claims| claims.get(name).is_some());
        // Securing Verifiable Credentials using JOSE and COSE §3.1: typ is advised, no more. In version 1.1 all is in vc or vp.
        let (current, subject, old) = match self.kind {
            ProfileKind::VerifiableCredential => ("vc+jwt", "credentialSubject", "vc"),
            ProfileKind::VerifiablePresentation => ("vp+jwt", "verifiableCredential", "vp"),
            _ => return own,
        };
        let is_old = claims.and_then(|claims| claims.get(old)).is_some_and(|value| value.kind() == JsonKind::Object);
        let is_current = (has("@context") || has(subject)) && !is_old;
        if own.is_empty() && is_current { current } else { own }
    }

    /// What is demanded of one of its types; of a token that names none where that is empty.
    pub fn demands<'a>(&self, typ: &'a str) -> impl Iterator<Item = &'static Demand> + use<'a> {
        self.demands.iter().filter(move |demand| demand.types.is_empty() || demand.types.contains(&typ))
    }

    /// Whether a token of another kind is of this one too: a logout token is a security event.
    fn takes(&self, kind: ProfileKind) -> bool {
        self.kind == kind || SPECIAL_CASES.contains(&(self.kind, kind))
    }

    /// Whether `typ` names this kind, a special case of it, or none at all.
    pub(super) fn takes_type_of(&self, header: &JoseHeader) -> bool {
        let is_shared = self.kind == ProfileKind::VerifiableCredential && names(header, SHARED_TYPE);
        is_shared || declared(header).is_none_or(|other| self.takes(other.kind))
    }

    /// Every value of `typ` that a token of this kind may have: its own, and those of its special cases.
    pub(super) fn accepted_types(&self) -> Vec<&'static str> {
        let rows = PROFILES.iter().filter(|row| row.kind != self.kind && self.takes(row.kind));
        self.types.iter().chain(rows.flat_map(|row| row.types)).copied().collect()
    }

    /// The claims that have to be there, `exp` left out.
    pub fn required(&self, typ: &str) -> Vec<&'static str> {
        let must = self.demands(typ).filter(|demand| demand.level == Level::Must);
        let name = |demand: &Demand| match demand.what {
            What::Claim(name, _) => Some(name),
            _ => None,
        };
        must.filter_map(name).collect()
    }

    /// What it demands of `exp`.
    pub fn expiry(&self, typ: &str) -> Expiry {
        match self.demands(typ).find(|demand| matches!(demand.what, What::Expires)).map(|demand| demand.level) {
            Some(Level::Must) => Expiry::Required,
            Some(Level::Should) => Expiry::Expected,
            None => Expiry::NotUsed,
        }
    }
}

/// Kinds, each with one that is a special case of it.
const SPECIAL_CASES: [(ProfileKind, ProfileKind); 4] = [
    // OpenID Connect Back-Channel Logout §2.4.
    (ProfileKind::SecurityEvent, ProfileKind::LogoutToken),
    // RFC 9068 §4: it is sent as RFC 6750 says.
    (ProfileKind::AccessToken, ProfileKind::AccessTokenRfc9068),
    // draft-ietf-oauth-sd-jwt-vc §2.
    (ProfileKind::SdJwt, ProfileKind::SdJwtCredential),
    // draft-ietf-oauth-identity-assertion-authz-grant §4.4: an assertion of RFC 7523.
    (ProfileKind::AuthorizationGrant, ProfileKind::IdentityGrant),
];

/// The `typ` of two kinds: what SD-JWT VC was called before `dc+sd-jwt`, and of a W3C credential as an SD-JWT (Securing Verifiable
/// Credentials using JOSE and COSE §3.2.1).
const SHARED_TYPE: &str = "vc+sd-jwt";

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// Every kind that is recognised.
#[rustfmt::skip]
pub static PROFILES: &[ProfileRow] = &[
    ProfileRow { kind: ProfileKind::IdToken, id: "id-token", name: "ID token", line: "Tells an application who signed in; not meant for APIs", types: &[], lifetime: DAY, demands: demand::ID_TOKEN, reference: "OpenID Connect Core §2" },
    ProfileRow { kind: ProfileKind::UserInfoResponse, id: "userinfo-response", name: "UserInfo response", line: "What an OpenID provider says about a user, signed", types: &[], lifetime: 0, demands: demand::USERINFO_RESPONSE, reference: "OpenID Connect Core §5.3.2" },
    ProfileRow { kind: ProfileKind::AccessTokenRfc9068, id: "access-token", name: "Access token", line: "Grants access to an API to whoever holds it", types: &["at+jwt"], lifetime: DAY, demands: demand::ACCESS_TOKEN, reference: "RFC 9068 §2.2" },
    ProfileRow { kind: ProfileKind::AccessToken, id: "bearer-token", name: "Access token", line: "Grants access to an API to whoever holds it", types: &[], lifetime: DAY, demands: demand::BEARER_TOKEN, reference: "RFC 6750" },
    ProfileRow { kind: ProfileKind::RefreshToken, id: "refresh-token", name: "Refresh token", line: "Obtains new tokens; only the application and its issuer should see it", types: &["rt+jwt"], lifetime: 0, demands: demand::REFRESH_TOKEN, reference: "RFC 6749 §1.5" },
    ProfileRow { kind: ProfileKind::DpopProof, id: "dpop-proof", name: "DPoP proof", line: "Proves, for one request, that the sender holds the key", types: &["dpop+jwt"], lifetime: 0, demands: demand::DPOP_PROOF, reference: "RFC 9449 §4.2" },
    ProfileRow { kind: ProfileKind::LogoutToken, id: "logout-token", name: "Logout token", line: "Tells an application to end sessions", types: &["logout+jwt"], lifetime: 10 * 60, demands: demand::LOGOUT_TOKEN, reference: "OpenID Connect Back-Channel Logout §2.4" },
    ProfileRow { kind: ProfileKind::ClientAssertion, id: "client-assertion", name: "Client assertion", line: "Authenticates an application to its authorization server", types: &["client-authentication+jwt"], lifetime: 5 * 60, demands: demand::CLIENT_ASSERTION, reference: "RFC 7523 §3" },
    ProfileRow { kind: ProfileKind::AuthorizationGrant, id: "authorization-grant", name: "Authorization grant", line: "Exchanged for an access token", types: &["authorization-grant+jwt"], lifetime: HOUR, demands: demand::AUTHORIZATION_GRANT, reference: "RFC 7523 §3" },
    ProfileRow { kind: ProfileKind::AuthorizationRequest, id: "authorization-request", name: "Authorization request", line: "The parameters of a sign-in, signed by the application", types: &["oauth-authz-req+jwt"], lifetime: HOUR, demands: demand::AUTHORIZATION_REQUEST, reference: "RFC 9101 §4" },
    ProfileRow { kind: ProfileKind::AuthorizationResponse, id: "authorization-response", name: "Authorization response", line: "The answer to a sign-in, signed by the authorization server", types: &[], lifetime: 10 * 60, demands: demand::AUTHORIZATION_RESPONSE, reference: "JARM §2.1" },
    ProfileRow { kind: ProfileKind::IntrospectionResponse, id: "introspection-response", name: "Introspection response", line: "What the authorization server says about another token", types: &["token-introspection+jwt"], lifetime: 0, demands: demand::INTROSPECTION_RESPONSE, reference: "RFC 9701 §5" },
    ProfileRow { kind: ProfileKind::SecurityEvent, id: "security-event", name: "Security event", line: "Reports an event; it gives no access", types: &["secevent+jwt"], lifetime: 0, demands: demand::SECURITY_EVENT, reference: "RFC 8417 §2.2" },
    ProfileRow { kind: ProfileKind::KeyBinding, id: "key-binding", name: "Key binding", line: "Proves that the presenter of an SD-JWT holds its key", types: &["kb+jwt"], lifetime: 0, demands: demand::KEY_BINDING, reference: "RFC 9901 §4.3" },
    ProfileRow { kind: ProfileKind::SdJwtCredential, id: "sd-jwt-vc", name: "SD-JWT verifiable credential", line: "Claims that the holder can disclose selectively", types: &["dc+sd-jwt", "vc+sd-jwt"], lifetime: 0, demands: demand::SD_JWT_CREDENTIAL, reference: "draft-ietf-oauth-sd-jwt-vc" },
    ProfileRow { kind: ProfileKind::SdJwt, id: "sd-jwt", name: "SD-JWT", line: "Claims that the holder can disclose selectively", types: &["sd+jwt", "sd-jwt"], lifetime: 0, demands: demand::SD_JWT, reference: "RFC 9901 §4" },
    ProfileRow { kind: ProfileKind::VerifiableCredential, id: "verifiable-credential", name: "Verifiable credential", line: "Claims about a subject that anyone can verify", types: &["vc+jwt"], lifetime: 0, demands: demand::VERIFIABLE_CREDENTIAL, reference: "W3C Verifiable Credentials" },
    ProfileRow { kind: ProfileKind::VerifiablePresentation, id: "verifiable-presentation", name: "Verifiable presentation", line: "Credentials, presented by their holder", types: &["vp+jwt", "vp+sd-jwt"], lifetime: 0, demands: demand::VERIFIABLE_PRESENTATION, reference: "W3C Verifiable Credentials" },
    ProfileRow { kind: ProfileKind::StatusList, id: "status-list", name: "Status list", line: "Lists which of many tokens have been revoked", types: &["statuslist+jwt"], lifetime: 0, demands: demand::STATUS_LIST, reference: "draft-ietf-oauth-status-list" },
    ProfileRow { kind: ProfileKind::Federation, id: "federation-statement", name: "Federation statement", line: "What a federation entity states about itself or another", types: &["entity-statement+jwt", "trust-mark+jwt", "trust-mark-delegation+jwt", "trust-mark-status-response+jwt", "resolve-response+jwt", "jwk-set+jwt", "explicit-registration-response+jwt"], lifetime: 0, demands: demand::FEDERATION, reference: "OpenID Federation" },
    ProfileRow { kind: ProfileKind::ClientAttestation, id: "client-attestation", name: "Client attestation", line: "Vouches for one installation of an application and its key", types: &["oauth-client-attestation+jwt"], lifetime: 0, demands: demand::CLIENT_ATTESTATION, reference: "draft-ietf-oauth-attestation-based-client-auth" },
    ProfileRow { kind: ProfileKind::PossessionProof, id: "possession-proof", name: "Proof of possession", line: "Proves that the sender holds the key", types: &["oauth-client-attestation-pop+jwt", "openid4vci-proof+jwt"], lifetime: 0, demands: demand::POSSESSION_PROOF, reference: "OpenID for Verifiable Credential Issuance" },
    ProfileRow { kind: ProfileKind::ServiceAccount, id: "service-account", name: "Service account token", line: "Authenticates a workload to the cluster and to other services", types: &[], lifetime: 0, demands: demand::SERVICE_ACCOUNT, reference: "Kubernetes" },
    ProfileRow { kind: ProfileKind::CiJob, id: "ci-job", name: "Identity of a CI job", line: "Proves which repository and branch a CI job runs for", types: &[], lifetime: DAY, demands: demand::CI_JOB, reference: "" },
    ProfileRow { kind: ProfileKind::Passport, id: "passport", name: "Signed telephone call", line: "Says who is calling whom, signed by the telephone company", types: &["passport"], lifetime: 0, demands: demand::PASSPORT, reference: "RFC 8225" },
    ProfileRow { kind: ProfileKind::AcmeRequest, id: "acme-request", name: "ACME request", line: "A signed request to a certificate authority", types: &[], lifetime: 0, demands: demand::ACME_REQUEST, reference: "RFC 8555 §6.2" },
    ProfileRow { kind: ProfileKind::WorkloadIdentity, id: "workload-identity", name: "Workload identity token", line: "Says which workload this is, and which key it holds", types: &["wit+jwt"], lifetime: DAY, demands: demand::WORKLOAD_IDENTITY, reference: "draft-ietf-wimse-workload-creds" },
    ProfileRow { kind: ProfileKind::WorkloadProof, id: "workload-proof", name: "Workload proof token", line: "Proves, for one request, that the workload holds its key", types: &["wpt+jwt"], lifetime: 10 * 60, demands: demand::WORKLOAD_PROOF, reference: "draft-ietf-wimse-wpt" },
    ProfileRow { kind: ProfileKind::TransactionToken, id: "transaction-token", name: "Transaction token", line: "Carries who asked for what through the services of one request", types: &["txntoken+jwt"], lifetime: 15 * 60, demands: demand::TRANSACTION_TOKEN, reference: "draft-ietf-oauth-transaction-tokens" },
    ProfileRow { kind: ProfileKind::IdentityGrant, id: "identity-grant", name: "Identity assertion grant", line: "Exchanged for an access token of another organization's API", types: &["oauth-id-jag+jwt"], lifetime: HOUR, demands: demand::IDENTITY_GRANT, reference: "draft-ietf-oauth-identity-assertion-authz-grant" },
    ProfileRow { kind: ProfileKind::KeyAttestation, id: "key-attestation", name: "Key attestation", line: "Vouches for how a wallet keeps its keys", types: &["key-attestation+jwt", "keyattestation+jwt"], lifetime: 0, demands: demand::KEY_ATTESTATION, reference: "OpenID for Verifiable Credential Issuance Appendix D" },
    ProfileRow { kind: ProfileKind::IssuerMetadata, id: "issuer-metadata", name: "Signed issuer metadata", line: "What a credential issuer offers, signed", types: &["openidvci-issuer-metadata+jwt"], lifetime: 0, demands: demand::ISSUER_METADATA, reference: "OpenID for Verifiable Credential Issuance §12.2.3" },
];

/// The row of a kind.
pub fn row(kind: ProfileKind) -> Option<&'static ProfileRow> {
    PROFILES.iter().find(|row| row.kind == kind)
}

/// What kind of token this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The kind and what it demands; `None` where only the issuer is recognised.
    pub row: Option<&'static ProfileRow>,
    /// The product that issued it: "Microsoft Entra ID", "Keycloak" …
    pub family: Option<&'static str>,
    /// Whether `typ` says so; else it is a guess from the claims.
    pub is_declared: bool,
    /// Which of the types of the kind it is of; empty where that is none.
    pub typ: &'static str,
}

impl Profile {
    /// "Access token · Keycloak".
    pub fn name(&self) -> String {
        let name = self.row.map_or("JSON Web Token", |row| row.name);
        self.family.map_or_else(|| name.to_owned(), |family| format!("{name} · {family}"))
    }

    /// What it is for, in one line; empty where only the issuer is recognised.
    pub fn line(&self) -> &'static str {
        self.row.map_or("", |row| row.line)
    }

    pub fn kind(&self) -> Option<ProfileKind> {
        self.row.map(|row| row.kind)
    }

    /// Whether it opens an API: what matters most when it is stolen.
    pub fn is_access_token(&self) -> bool {
        matches!(self.kind(), Some(ProfileKind::AccessToken | ProfileKind::AccessTokenRfc9068))
    }
}

/// The header that speaks for a layer: of its first signature or recipient.
pub(crate) fn first_header(layer: &Layer) -> Option<&JoseHeader> {
    match &layer.object {
        JoseObject::Jws(jws) => jws.signatures.first().map(|signature| &signature.header),
        JoseObject::Jwe(jwe) => jwe.recipients.first().map(|recipient| &recipient.header),
        JoseObject::Unreadable(unreadable) => Some(&unreadable.header),
    }
}

/// The row of a name.
pub fn named(id: &str) -> Option<&'static ProfileRow> {
    PROFILES.iter().find(|row| row.id == id)
}

/// The kind that `typ` of this header names (RFC 7515 §4.1.9: compared in lower case, `application/` may be left out).
pub fn declared(header: &JoseHeader) -> Option<&'static ProfileRow> {
    let media_type = header.protected_media_type("typ")?;
    let name = media_type.strip_prefix("application/")?;
    PROFILES.iter().find(|row| row.types.contains(&name))
}

/// Whether `typ` is this one.
fn names(header: &JoseHeader, typ: &str) -> bool {
    let media_type = header.protected_media_type("typ");
    media_type.as_deref().and_then(|media_type| media_type.strip_prefix("application/")) == Some(typ)
}

/// Whether it has the outer form of an ACME request (RFC 8555 §6.2): flattened JSON, with `url` and `nonce` protected.
pub(crate) fn is_acme(layer: &Layer) -> bool {
    let is_flattened = layer.jws().is_some_and(|jws| jws.serialization == Serialization::Flattened);
    let has = |name: &str| first_header(layer).is_some_and(|header| header.protected(name).is_some());
    is_flattened && has("url") && has("nonce")
}

/// What kind of token this is; `None` where nothing about it is recognised.
pub fn profile(examination: &Examination) -> Option<Profile> {
    let layer = examination.innermost()?;
    let header = first_header(layer);
    let declared = header.and_then(declared);
    let claims = ClaimsSet::registered(examination);
    let object = examination.readable_claims().map(|(_, claims)| claims);
    // One type of two kinds: an SD-JWT VC has vct, a W3C credential its context.
    let is_shared = header.is_some_and(|header| names(header, SHARED_TYPE));
    let is_w3c = object.is_some_and(|claims| claims.get("vct").is_none() && claims.get("@context").is_some());
    let declared = if is_shared && is_w3c { row(ProfileKind::VerifiableCredential) } else { declared };
    let family = claims.as_ref().and_then(family);
    let guessed = || {
        if let Some(kind) = flow(examination) {
            return Some(kind);
        }
        let by_shape = claims.as_ref().and_then(|claims| shape(claims, family));
        by_shape.or_else(|| is_acme(layer).then_some(ProfileKind::AcmeRequest))
    };
    let row = declared.or_else(|| guessed().and_then(row));
    (row.is_some() || family.is_some()).then_some(Profile {
        row,
        family,
        is_declared: declared.is_some(),
        typ: row.zip(header).map_or("", |(row, header)| row.demanded_type(header, object)),
    })
}

/// What is asked of an authorization server, and what it answers, which need no type: their parameters are claims that no
/// other kind of token has together.
fn flow(examination: &Examination) -> Option<ProfileKind> {
    let (_, claims) = examination.readable_claims()?;
    let has = |name| claims.get(name).is_some();
    // RFC 9101 §4, RFC 6749 §4.1.1.
    if has("response_type") && has("client_id") {
        return Some(ProfileKind::AuthorizationRequest);
    }
    // JARM §2.1. Its subject is nobody.
    let is_response = ["iss", "aud", "exp", "state"].into_iter().all(has) && !has("sub");
    (is_response && (has("code") || has("error"))).then_some(ProfileKind::AuthorizationResponse)
}

/// Whether `events` has the member of a logout token.
pub(crate) fn is_logout(claims: &ClaimsSet<'_>) -> bool {
    claims.get("events").is_some_and(|events| events.get(BACKCHANNEL_LOGOUT).is_some())
}

/// The kind by the look of the claims, from the surest sign to the weakest.
pub(crate) fn shape(claims: &ClaimsSet<'_>, family: Option<&'static str>) -> Option<ProfileKind> {
    let has = |name: &str| claims.has(name);
    let has_any = |names: &[&str]| names.iter().any(|name| claims.has(name));
    let text = |name: &str| claims.text(name).unwrap_or_default();
    if has("events") && claims.get("events").is_some_and(|events| events.kind() == JsonKind::Object) && has("jti") {
        return Some(if is_logout(claims) { ProfileKind::LogoutToken } else { ProfileKind::SecurityEvent });
    }
    if has("htm") && has("htu") {
        return Some(ProfileKind::DpopProof);
    }
    if has("sd_hash") {
        return Some(ProfileKind::KeyBinding);
    }
    if has("vct") {
        return Some(ProfileKind::SdJwtCredential);
    }
    if has("_sd") || has("_sd_alg") {
        return Some(ProfileKind::SdJwt);
    }
    if has_any(&["kubernetes.io", "kubernetes.io/serviceaccount/namespace"]) {
        return Some(ProfileKind::ServiceAccount);
    }
    if has("token_introspection") {
        return Some(ProfileKind::IntrospectionResponse);
    }
    if has("status_list") {
        return Some(ProfileKind::StatusList);
    }
    // Version 2.0 of the data model has all of it at the top.
    let has_member = |name: &str| claims.object.get(name).is_some();
    if has("vc") || has_member("@context") && has_member("credentialSubject") {
        return Some(ProfileKind::VerifiableCredential);
    }
    if has("vp") || has_member("@context") && has_member("verifiableCredential") {
        return Some(ProfileKind::VerifiablePresentation);
    }
    // OpenID Connect CIBA §7.1.1: a request of a client, which names the user by one of three hints and has no subject.
    let is_of_ciba = |name: &&str| has_member(name);
    if has_member("scope") && !has("sub") && ["login_hint", "login_hint_token", "id_token_hint"].iter().any(is_of_ciba)
    {
        return None;
    }
    if has("orig") && has("dest") {
        return Some(ProfileKind::Passport);
    }
    if (has("repository") && has("job_workflow_ref")) || (has("project_path") && has("pipeline_id")) {
        return Some(ProfileKind::CiJob);
    }
    // Cognito and Keycloak say it in the payload.
    match &*text("token_use") {
        "id" => return Some(ProfileKind::IdToken),
        "access" => return Some(ProfileKind::AccessToken),
        _ => {}
    }
    match &*text("typ") {
        "ID" => return Some(ProfileKind::IdToken),
        "Bearer" | "DPoP" => return Some(ProfileKind::AccessToken),
        "Refresh" | "Offline" => return Some(ProfileKind::RefreshToken),
        "Logout" => return Some(ProfileKind::LogoutToken),
        _ => {}
    }
    let is_granted = has_any(&["scope", "scp", "permissions", "authorization_details"]);
    if has("aud") && has("sub") && !is_granted {
        if has_any(&["nonce", "at_hash", "c_hash", "s_hash", "firebase", "nonce_supported"]) && has("iss") {
            return Some(ProfileKind::IdToken);
        }
        // SIOPv2 §11.1.
        if text("sub").starts_with(KEY_NAMES[0]) || has_member("sub_jwk") {
            return Some(ProfileKind::IdToken);
        }
        // OpenID Connect Core §9: issuer and subject are both the client.
        if has("iss") && text("iss") == text("sub") && !text("iss").is_empty() && has("exp") {
            return Some(ProfileKind::ClientAssertion);
        }
    }
    if is_granted || has_any(&["client_id", "cid", "appid", "gty", "realm_access", "resource_access"]) {
        return Some(ProfileKind::AccessToken);
    }
    if family == Some("Microsoft Entra ID") && has("sub") && has("aud") {
        // Roles for an application without a user come with `azp` or `idtyp`; an ID token has neither.
        let is_access = has_any(&["azp", "idtyp"]);
        return Some(if is_access { ProfileKind::AccessToken } else { ProfileKind::IdToken });
    }
    of_user(claims)
}

/// What is said of a user, with the time of a sign-in or without.
fn of_user(claims: &ClaimsSet<'_>) -> Option<ProfileKind> {
    let has = |name: &str| claims.has(name);
    let has_any = |names: &[&str]| names.iter().any(|name| claims.has(name));
    let is_of_user = has("sub") && has("iss") && has("aud");
    // OpenID Connect Core §5.3.2: what is said of the user, and nothing of when: an ID token has both.
    let is_timeless = !has_any(&["exp", "iat", "nbf", "auth_time", "amr", "acr"]);
    if is_of_user && is_timeless && has_any(&USER) {
        return Some(ProfileKind::UserInfoResponse);
    }
    if is_of_user && has_any(&["auth_time", "amr", "acr", "email", "email_verified"]) {
        return Some(ProfileKind::IdToken);
    }
    None
}

/// Claims about a user (OpenID Connect Core §5.1).
const USER: [&str; 8] =
    ["name", "given_name", "family_name", "preferred_username", "email", "email_verified", "phone_number", "address"];

/// What a subject begins with that is a key: its thumbprint (RFC 9278), or a DID.
const KEY_NAMES: [&str; 2] = ["urn:ietf:params:oauth:jwk-thumbprint:", "did:"];

/// Whether a subject is a key, which issues for itself (SIOPv2 §11.1).
pub(super) fn is_key_name(subject: &str) -> bool {
    KEY_NAMES.iter().any(|name| subject.starts_with(name))
}

/// The product that issued the token, by its `iss` or by claims that no other has.
fn family(claims: &ClaimsSet<'_>) -> Option<&'static str> {
    let issuer = claims.text("iss").unwrap_or_default();
    let uri = Uri::parse(&issuer);
    let host = uri.as_ref().map_or_else(String::new, |uri| uri.host.to_ascii_lowercase());
    let within = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    let has = |name: &str| claims.has(name);
    Some(if within("login.microsoftonline.com") || within("sts.windows.net") || within("ciamlogin.com") {
        "Microsoft Entra ID"
    } else if within("b2clogin.com") {
        "Azure AD B2C"
    } else if host.starts_with("cognito-idp.") && within("amazonaws.com") {
        "Amazon Cognito"
    } else if within("auth0.com") || has("gty") {
        "Auth0"
    } else if within("okta.com") || within("oktapreview.com") || within("okta-emea.com") {
        "Okta"
    } else if host == "securetoken.google.com" || has("firebase") {
        "Firebase"
    } else if host == "accounts.google.com" || issuer == "accounts.google.com" {
        "Google"
    } else if host == "appleid.apple.com" {
        "Apple"
    } else if host == "token.actions.githubusercontent.com" {
        "GitHub Actions"
    } else if has("project_path") && has("pipeline_id") {
        "GitLab"
    } else if has("kubernetes.io") || has("kubernetes.io/serviceaccount/namespace") {
        "Kubernetes"
    } else if within("supabase.co") || issuer == "supabase" || (has("aal") && has("app_metadata")) {
        "Supabase"
    } else if has("https://hasura.io/jwt/claims") {
        "Hasura"
    } else if uri.as_ref().is_some_and(|uri| uri.rest.contains("/realms/")) || has("realm_access") {
        "Keycloak"
    } else if has("tid") && has("ver") && (has("oid") || has("appid") || has("azp")) {
        "Microsoft Entra ID"
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::{PROFILES, ProfileKind, profile, row};
    use crate::engine::jwt::fixture;

    fn kind(header: &str, claims: &str) -> Option<ProfileKind> {
        profile(&fixture::verified(header, claims)).and_then(|profile| profile.kind())
    }

    fn check(header: &str, claims: &str, name: &str) {
        let profile = profile(&fixture::verified(header, claims));
        assert_eq!(profile.map(|profile| profile.name()).as_deref(), Some(name), "{header} {claims}");
    }

    #[test]
    fn every_kind_has_one_row_and_every_type_one_kind() {
        let mut types = std::collections::HashSet::new();
        for profile in PROFILES {
            assert_eq!(row(profile.kind), Some(profile));
            assert!(!profile.line.is_empty() && !profile.line.ends_with('.'));
            for media_type in profile.types {
                assert!(types.insert(media_type), "{media_type}");
                assert_eq!(*media_type, media_type.to_ascii_lowercase());
            }
        }
    }

    /// RFC 7515 §4.1.9: media types compare without regard to case, and `application/` may be left out.
    #[test]
    fn typ_names_the_kind() {
        assert_eq!(kind(r#"{"typ":"at+jwt"}"#, "{}"), Some(ProfileKind::AccessTokenRfc9068));
        assert_eq!(kind(r#"{"typ":"application/AT+JWT"}"#, "{}"), Some(ProfileKind::AccessTokenRfc9068));
        assert_eq!(kind(r#"{"typ":"dpop+jwt"}"#, "{}"), Some(ProfileKind::DpopProof));
        assert_eq!(kind(r#"{"typ":"vc+sd-jwt"}"#, "{}"), Some(ProfileKind::SdJwtCredential));
        assert_eq!(kind(r#"{"typ":"text/at+jwt"}"#, "{}"), None);
        assert_eq!(kind(r#"{"typ":"JWT"}"#, "{}"), None);
        assert_eq!(kind("{}", r#"{"sub":"a"}"#), None);
    }

    #[test]
    fn the_claims_give_the_kind_away() {
        let check = |claims: &str, expected: ProfileKind| assert_eq!(kind("{}", claims), Some(expected), "{claims}");
        check(r#"{"iss":"a","sub":"b","aud":"c","nonce":"n"}"#, ProfileKind::IdToken);
        check(r#"{"iss":"a","sub":"b","aud":"c","auth_time":1}"#, ProfileKind::IdToken);
        check(r#"{"iss":"a","sub":"b","aud":"c","scope":"read"}"#, ProfileKind::AccessToken);
        check(r#"{"iss":"app","sub":"app","aud":"c","exp":1}"#, ProfileKind::ClientAssertion);
        check(r#"{"htm":"GET","htu":"https://a.example/"}"#, ProfileKind::DpopProof);
        check(r#"{"jti":"1","events":{"urn:example:x":{}}}"#, ProfileKind::SecurityEvent);
        check(
            r#"{"jti":"1","events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#,
            ProfileKind::LogoutToken,
        );
        // JARM §2.1, both examples; RFC 9101 §4.
        check(r#"{"iss":"a","aud":"s6B","exp":1,"code":"Pyy","state":"S8N"}"#, ProfileKind::AuthorizationResponse);
        check(
            r#"{"iss":"a","aud":"s6B","exp":1,"error":"access_denied","state":"S"}"#,
            ProfileKind::AuthorizationResponse,
        );
        check(
            r#"{"iss":"s6B","aud":"a","response_type":"code id_token","client_id":"s6B","scope":"openid","state":"af0"}"#,
            ProfileKind::AuthorizationRequest,
        );
        check(r#"{"sd_hash":"x","nonce":"n","aud":"a"}"#, ProfileKind::KeyBinding);
        check(r#"{"iss":"a","vct":"https://credentials.example/id"}"#, ProfileKind::SdJwtCredential);
        check(r#"{"_sd":["x"]}"#, ProfileKind::SdJwt);
        check(r#"{"kubernetes.io":{"namespace":"default"}}"#, ProfileKind::ServiceAccount);
    }

    /// What is like an ID token, an access token or a client assertion, and is none.
    #[test]
    fn what_is_something_else_is_not_taken_for_it() {
        let check = |claims: &str, expected: Option<ProfileKind>| assert_eq!(kind("{}", claims), expected, "{claims}");
        // OpenID Connect Core §5.3.2.
        let user = r#"{"iss":"https://op.example","aud":"s6B","sub":"248","name":"Jane","email":"a@b.c"}"#;
        check(user, Some(ProfileKind::UserInfoResponse));
        check(&user.replace(r#""sub""#, r#""exp":1,"iat":1,"sub""#), Some(ProfileKind::IdToken));
        // OpenID Connect CIBA §7.1.1.
        check(
            r#"{"iss":"s6B","aud":"https://as.example","exp":1,"iat":1,"nbf":1,"jti":"4","scope":"openid","login_hint":"a@b.c"}"#,
            None,
        );
        // SIOPv2 §11.1.
        let own = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:_URUICsVYRFhAUKFy9PhVKNmAJJYrTEFjOvRB3uUbNI";
        check(&format!(r#"{{"iss":"{own}","sub":"{own}","aud":"a","exp":2,"iat":1}}"#), Some(ProfileKind::IdToken));
        // W3C Verifiable Credentials 2.0, whose typ is advised and no more.
        let credential = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"issuer":"https://a.example","credentialSubject":{"id":"b"}}"#;
        check(credential, Some(ProfileKind::VerifiableCredential));
        assert_eq!(kind(r#"{"typ":"vc+sd-jwt"}"#, credential), Some(ProfileKind::VerifiableCredential));
        assert_eq!(kind(r#"{"typ":"vc+sd-jwt"}"#, r#"{"vct":"a"}"#), Some(ProfileKind::SdJwtCredential));
    }

    #[test]
    fn kinds_are_told_apart_by_their_names() {
        let mut seen = std::collections::HashSet::new();
        for profile in PROFILES {
            assert!(seen.insert(profile.words()), "{}", profile.words());
        }
        let words = |kind| row(kind).map(|row| row.words()).unwrap_or_default();
        assert_eq!(words(ProfileKind::SdJwt), "an SD-JWT");
        assert_eq!(words(ProfileKind::AcmeRequest), "an ACME request");
        assert_eq!(words(ProfileKind::UserInfoResponse), "a UserInfo response");
        assert_eq!(words(ProfileKind::DpopProof), "a DPoP proof");
        assert_eq!(words(ProfileKind::IdToken), "an ID token");
    }

    #[test]
    fn the_issuer_is_recognised() {
        check(
            "{}",
            r#"{"iss":"https://login.microsoftonline.com/t/v2.0","aud":"a","sub":"s","scp":"User.Read","azp":"x"}"#,
            "Access token · Microsoft Entra ID",
        );
        check(
            "{}",
            r#"{"iss":"https://login.microsoftonline.com/t/v2.0","aud":"a","sub":"s","tid":"t"}"#,
            "ID token · Microsoft Entra ID",
        );
        check("{}", r#"{"iss":"https://id.example/realms/x","typ":"Bearer"}"#, "Access token · Keycloak");
        check("{}", r#"{"iss":"https://id.example/realms/x","typ":"Refresh"}"#, "Refresh token · Keycloak");
        check(
            "{}",
            r#"{"iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","token_use":"access"}"#,
            "Access token · Amazon Cognito",
        );
        check("{}", r#"{"iss":"https://x.eu.auth0.com/"}"#, "JSON Web Token · Auth0");
        assert_eq!(profile(&fixture::verified("{}", r#"{"iss":"https://notauth0.com/"}"#)), None);
    }

    #[test]
    fn a_payload_that_is_no_claims_set_has_no_kind() {
        assert_eq!(profile(&fixture::verified("{}", "[1]")), None);
        assert_eq!(profile(&fixture::examination(vec![fixture::unreadable("x")])), None);
    }
}
