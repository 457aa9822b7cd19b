//! Demands of what machines send each other: workloads, jobs, calls, certificates.

use super::super::claim::Shape::{Number, Object};
use super::Level::{Must, Should};
use super::What::{
    AllProtected, AnyClaim, Asymmetric, Audience, Base64Url, Claim, Destinations, Expires, Flattened, ForShaken, Hash,
    Issuer, KeyAlgorithm, Member, MemberTexts, NoParameter, NoPrivateKey, OneParameter, Optional, Origin, Parameter,
    PublicMember, Signed, Type, Uri, Verifier, WorkloadIdentifier, WorkloadKey,
};
use super::{Demand, TEXT, TEXTS, of};

#[rustfmt::skip]
pub const SERVICE_ACCOUNT: &[Demand] = &[
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
pub const CI_JOB: &[Demand] = &[
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
pub const PASSPORT: &[Demand] = &[
    of(Type, Must, "RFC 8225 §4.1"),
    of(Asymmetric, Must, "RFC 8225 §4.2"),
    of(Parameter("x5u"), Must, "RFC 8225 §4.3"),
    of(Claim("iat", Number), Must, "RFC 8225 §5.1.1"),
    of(Claim("orig", Object), Must, "RFC 8225 §5.2.1"),
    of(Claim("dest", Object), Must, "RFC 8225 §5.2.1"),
    of(Origin("orig"), Must, "RFC 8225 §5.2.1"),
    of(Destinations("dest"), Must, "RFC 8225 §5.2.1"),
    of(ForShaken("attest", &["A", "B", "C"]), Must, "RFC 8588 §4"),
    of(ForShaken("origid", &[]), Must, "RFC 8588 §5"),
    of(Verifier("its certificate is good for the number of the caller"), Must, "RFC 8226 §7"),
];

#[rustfmt::skip]
pub const ACME_REQUEST: &[Demand] = &[
    of(Flattened, Must, "RFC 8555 §6.2"),
    of(Asymmetric, Must, "RFC 8555 §6.2"),
    of(Parameter("nonce"), Must, "RFC 8555 §6.2"),
    of(Base64Url("nonce"), Must, "RFC 8555 §6.5.2"),
    of(Parameter("url"), Must, "RFC 8555 §6.2"),
    of(OneParameter(&["jwk", "kid"]), Must, "RFC 8555 §6.2"),
    of(NoPrivateKey, Must, "RFC 8555 §6.2"),
    of(NoParameter(&["b64"]), Must, "RFC 8555 §6.2"),
    of(AllProtected, Must, "RFC 8555 §6.2"),
    of(Verifier("nonce is one that you gave, and url that of the request"), Must, "RFC 8555 §6.4, §6.5"),
];

const WIT: &str = "draft-ietf-wimse-workload-creds §3.1";
const WPT: &str = "draft-ietf-wimse-wpt §2";

#[rustfmt::skip]
pub const WORKLOAD_IDENTITY: &[Demand] = &[
    of(Type, Must, WIT),
    of(Asymmetric, Must, WIT),
    of(Claim("sub", TEXT), Must, WIT),
    of(Claim("cnf", Object), Must, WIT),
    of(Expires, Must, WIT),
    of(WorkloadIdentifier("sub"), Must, "draft-ietf-wimse-identifier §4.1"),
    of(Member("cnf", "jwk", Object), Must, WIT),
    of(PublicMember("cnf", "jwk"), Must, WIT),
    of(KeyAlgorithm, Must, WIT),
    of(AnyClaim(&["iss"]), Should, WIT),
    of(Optional("iss", TEXT), Must, WIT),
    of(Uri("iss"), Must, WIT),
    of(Optional("jti", TEXT), Must, WIT),
    of(Issuer, Should, WIT),
    of(Verifier("it comes with a proof of its key: it is not a bearer token"), Must, WIT),
];

#[rustfmt::skip]
pub const WORKLOAD_PROOF: &[Demand] = &[
    of(Type, Must, WPT),
    of(Asymmetric, Must, WPT),
    of(Claim("aud", TEXTS), Must, WPT),
    of(Claim("jti", TEXT), Must, WPT),
    of(Claim("wth", TEXT), Must, WPT),
    of(Expires, Must, WPT),
    of(Optional("tth", TEXT), Must, WPT),
    of(Optional("oth", Object), Must, WPT),
    of(MemberTexts("oth"), Must, WPT),
    of(Audience, Must, WPT),
    of(Hash("wth"), Must, WPT),
    of(WorkloadKey, Must, WPT),
    of(Hash("tth"), Must, WPT),
    of(Verifier("oth, if present, has the right hash of every header field that it names, and names none that you do not know"), Must, WPT),
    of(Verifier("its jti was not seen before"), Should, WPT),
];
