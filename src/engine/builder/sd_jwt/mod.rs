//! Making SD-JWTs (RFC 9901): which claims their holder may withhold, and what a holder presents.
//!
//! [`issue`] signs claims whose chosen parts were replaced by digests, and puts the disclosures behind. [`present`] takes
//! such a token and chosen disclosures, and binds them to a verifier with the holder's key.

pub(crate) mod conceal;
pub(crate) mod error;
pub(crate) mod path;
pub(crate) mod present;
pub(crate) mod salt;

pub use error::SdJwtError;
pub use path::{ClaimPath, ClaimPathError, PathFinder, Places, uppermost};
pub use present::{Disclose, KeyBindingRequest, PresentationRequest, Presented, parents, present};
pub use salt::{NoRandomness, RandomSalts, SaltSource};

use super::edit;
use super::edit::{NewValue, Position};
use super::error::{BuildError, Place, WeakPoint};
use super::header;
use super::header::HeaderText;
use super::{BuildRequest, Built, HeaderSync, Payload, Signing, WrittenHeaders};
use crate::engine::builder::weakness::{BuildNote, Weakness};
use crate::engine::examine::examine;
use crate::engine::ground::json;
use crate::engine::ground::json::Value;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::ground::limit::Limits;
use crate::engine::jose::header::Origin;
use crate::engine::jose::jws::Serialization;
use crate::engine::key::{Jwk, KeyMaterial, KeyRing};
use crate::engine::key_file::jwk_text;
use crate::engine::verify::sd_jwt::{guarded_names, hash_name};
use std::sync::Arc;

/// Which parts of the claims their holder may withhold, and who the holder is.
#[derive(Clone, Debug)]
pub struct Selection {
    /// What gets a disclosure each: members, elements, and what is inside others that get one too.
    pub paths: Vec<ClaimPath>,
    /// Digests that hide nothing, so that their number tells less (RFC 9901 §4.2.5).
    pub decoys: Vec<Decoys>,
    /// What the digests are made with: SHA-256, SHA-384 or SHA-512.
    pub hash: Hash,
    /// The holder's key, whose public half goes into `cnf` (RFC 9901 §4.1.2); the private half is not needed.
    pub holder: Option<Arc<Jwk>>,
}

impl Default for Selection {
    fn default() -> Self {
        Self { paths: Vec::new(), decoys: Vec::new(), hash: Hash::Sha256, holder: None }
    }
}

/// How many decoys go where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoys {
    /// The objects and lists; `None`: the claims themselves, and each object and list that something was taken out of.
    pub place: Option<ClaimPath>,
    /// How many into each.
    pub count: usize,
}

impl Decoys {
    /// The count, or the greatest one that a draft holds: far more than a token can have.
    pub(crate) fn count_or_most(&self) -> u16 {
        u16::try_from(self.count).unwrap_or(u16::MAX)
    }
}

/// An SD-JWT, and what was put behind it.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The token: for its holder, with every disclosure.
    pub built: Built,
    /// The claims as they were signed, with digests.
    pub claims: String,
    /// The disclosures in the order in which they stand; what is inside another stands in front of it.
    pub disclosures: Vec<IssuedDisclosure>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedDisclosure {
    /// What it discloses: a JSON pointer into the claims as they were typed.
    pub path: String,
    /// Its characters, base64url.
    pub text: String,
    pub digest: String,
}

/// Makes an SD-JWT of the claims in `request`. With recipients, what is encrypted is the whole SD-JWT.
///
/// # Errors
///
/// Those of [`build`](super::build), and [`BuildError::SdJwt`].
pub fn issue(request: &BuildRequest, selection: &Selection, limits: &Limits) -> Result<Issued, BuildError> {
    issue_with(request, selection, &mut RandomSalts, limits)
}

/// [`issue`] with salts of one's own: to remake a published example.
///
/// # Errors
///
/// As [`issue`].
pub fn issue_with(
    request: &BuildRequest,
    selection: &Selection,
    salts: &mut dyn SaltSource,
    limits: &Limits,
) -> Result<Issued, BuildError> {
    let plan = plan(request, selection, limits)?;
    if !plan.weak_points.is_empty() && !request.allow_weak {
        return Err(BuildError::TooWeak { weak_points: plan.weak_points });
    }
    let concealed = plan.concealing.conceal(plan.claims, salts).map_err(|NoRandomness| BuildError::NoRandomness)?;
    let claims = with_digest_claims(concealed.claims, selection, plan.concealing.has_digests(), limits)?;
    let mut signing = plan.signing;
    let is_compact = signing.serialization == Serialization::Compact;
    if let (false, Some(first)) = (is_compact, signing.signatures.first_mut()) {
        // RFC 9901 §8.1: beside the first signature, unprotected.
        let list: Vec<String> = concealed.disclosures.iter().map(|made| edit::quoted(&made.text)).collect();
        let place = Place::UnprotectedHeader(0);
        let mut text = HeaderText::read(place, Origin::Unprotected, &first.unprotected, limits)?;
        text.set("disclosures", NewValue::Json(&format!("[{}]", list.join(","))), Position::Last)?;
        first.unprotected = text.written().to_owned();
    }
    let inner = BuildRequest {
        payload: Payload::Claims(claims.clone()),
        signing: Some(signing),
        encryption: None,
        allow_weak: request.allow_weak,
    };
    let mut built = super::build(&inner, limits)?;
    if is_compact {
        built.text.push('~');
        for disclosure in &concealed.disclosures {
            built.text.push_str(&disclosure.text);
            built.text.push('~');
        }
    }
    checked(&mut built, request.allow_weak, limits)?;
    if concealed.disclosures.is_empty() {
        built.notes.push(BuildNote::NothingSelective);
    }
    if request.encryption.is_some() {
        built = encrypted(request, built, limits)?;
    }
    Ok(Issued { built, claims, disclosures: concealed.disclosures })
}

/// The claims as an SD-JWT would carry them, with random digests in place: what an editor shows while one types.
///
/// # Errors
///
/// As [`issue`], but for what concerns keys; weakness is none of them.
pub fn preview(
    claims: &str,
    selection: &Selection,
    limits: &Limits,
) -> Result<(String, Vec<IssuedDisclosure>), BuildError> {
    header::check_payload(&Payload::Claims(claims.to_owned()), limits)?;
    let plan = conceal::plan(claims, selection, limits).map_err(BuildError::SdJwt)?;
    let concealed = plan.conceal(claims, &mut RandomSalts).map_err(|NoRandomness| BuildError::NoRandomness)?;
    let claims = with_digest_claims(concealed.claims, selection, plan.has_digests(), limits)?;
    Ok((claims, concealed.disclosures))
}

/// Why this SD-JWT should not be issued; empty where nothing speaks against it.
///
/// # Errors
///
/// As [`issue`], as far as it can be told without making anything.
pub fn weak_points(
    request: &BuildRequest,
    selection: &Selection,
    limits: &Limits,
) -> Result<Vec<WeakPoint>, BuildError> {
    plan(request, selection, limits).map(|plan| plan.weak_points)
}

/// The header texts as [`issue`] would write them: those of [`headers_in_step`](super::headers_in_step), with the type of an
/// SD-JWT. The disclosures beside a JSON signature are not in them.
///
/// # Errors
///
/// As [`headers_in_step`](super::headers_in_step).
pub fn headers_in_step(request: &BuildRequest, limits: &Limits) -> Result<WrittenHeaders, BuildError> {
    let signing = match (&request.signing, &request.payload) {
        (Some(signing), Payload::Claims(claims)) => Some(typed(signing, claims, limits)?.0),
        (signing, _) => signing.clone(),
    };
    super::headers_in_step(&BuildRequest { signing, ..request.clone() }, limits)
}

struct Plan<'a> {
    claims: &'a str,
    concealing: conceal::Plan,
    signing: Signing,
    weak_points: Vec<WeakPoint>,
}

/// Looks at everything before anything is made.
fn plan<'a>(request: &'a BuildRequest, selection: &Selection, limits: &Limits) -> Result<Plan<'a>, BuildError> {
    let refused = |error: SdJwtError| Err(BuildError::SdJwt(error));
    let Some(signing) = &request.signing else { return refused(SdJwtError::NotSigned) };
    let Payload::Claims(claims) = &request.payload else { return refused(SdJwtError::NotClaims) };
    if signing.is_detached {
        return refused(SdJwtError::Detached);
    }
    header::check_payload(&request.payload, limits)?;
    let concealing = conceal::plan(claims, selection, limits).map_err(BuildError::SdJwt)?;
    holder_text(claims, selection, limits)?;
    let (signing, media_type) = typed(signing, claims, limits)?;
    let mut weak_points: Vec<WeakPoint> = concealing
        .hides_within(&guarded_names(media_type.as_deref()))
        .into_iter()
        .map(|name| WeakPoint { place: Place::Payload, weakness: Weakness::HiddenValidity { name } })
        .collect();
    for (index, signature) in signing.signatures.iter().enumerate() {
        if signature.key.as_ref().is_some_and(|key| matches!(key.material, KeyMaterial::Oct(_))) {
            weak_points.push(WeakPoint { place: Place::SigningKey(index), weakness: Weakness::SymmetricSdJwt });
        }
    }
    let whole = BuildRequest { signing: Some(signing.clone()), ..request.clone() };
    weak_points.extend(super::weak_points(&whole, limits)?);
    Ok(Plan { claims, concealing, signing, weak_points })
}

/// Signatures whose header is kept in step get a type: an SD-JWT that could be taken for another JWT is none to issue
/// (RFC 9901 §9.11). The second is the media type of the first.
fn typed(signing: &Signing, claims: &str, limits: &Limits) -> Result<(Signing, Option<String>), BuildError> {
    let mut signing = signing.clone();
    let mut media_type = None;
    let document = json::scan(claims.as_bytes(), limits.json_depth);
    let is_credential = document.object().is_some_and(|claims| claims.get("vct").is_some());
    for (index, signature) in signing.signatures.iter_mut().enumerate() {
        let read = |place, origin, text: &str| HeaderText::read(place, origin, text, limits);
        let mut protected = read(Place::ProtectedHeader(index), Origin::Protected, &signature.protected)?;
        let unprotected = read(Place::UnprotectedHeader(index), Origin::Unprotected, &signature.unprotected)?;
        if signature.sync == HeaderSync::InStep && !protected.has("typ") && !unprotected.has("typ") {
            // SD-JWT VC demands its own; of all others nothing is known but that they are SD-JWTs.
            let name = if is_credential { "dc+sd-jwt" } else { "sd-jwt" };
            protected.set("typ", NewValue::Text(name), Position::Last)?;
            signature.protected = protected.written().to_owned();
        }
        if index == 0 {
            media_type = header::media_type(&[&protected, &unprotected], "typ");
        }
    }
    Ok((signing, media_type))
}

/// `cnf` of the holder (RFC 7800 §3.2); `None` where there is no holder, or the claims say so already.
fn holder_text(claims: &str, selection: &Selection, limits: &Limits) -> Result<Option<String>, BuildError> {
    let Some(holder) = &selection.holder else { return Ok(None) };
    let Some(jwk) = jwk_text::public_text(&holder.material) else {
        return Err(BuildError::SdJwt(SdJwtError::HolderKeyIsSecret));
    };
    let document = json::scan(claims.as_bytes(), limits.json_depth);
    let Some(there) = document.object().and_then(|claims| claims.get("cnf")) else {
        let text = format!("{{\"jwk\":{jwk}}}");
        let gap = document.object().map_or("", |root| conceal::gap(claims, root));
        // Neither commas nor colons stand within its strings.
        return Ok(Some(text.replace(':', &format!(":{gap}")).replace(',', &format!(",{gap}"))));
    };
    if names_key(there, holder) == Some(true) {
        return Ok(None);
    }
    Err(BuildError::SdJwt(SdJwtError::HolderDiffers { span: there.span() }))
}

/// Whether a `cnf` names this key; `None` where it cannot be told.
fn names_key(cnf: Value<'_>, key: &Jwk) -> Option<bool> {
    use crate::engine::jose::sd_jwt::EMBEDDED_KEY;
    use crate::engine::key_file::import::public_key;
    if let Some(value) = cnf.get("jwk") {
        return public_key(value, EMBEDDED_KEY, "cnf").ok().map(|named| named.thumbprint == key.thumbprint);
    }
    let is = |name: &str, own: Option<&str>| Some(own? == cnf.get(name)?.as_str()?);
    is("jkt", Some(&key.thumbprint))
        .or_else(|| is("x5t#S256", key.x5t_s256.as_deref()))
        .or_else(|| is("kid", key.key_id.as_deref()))
}

/// `_sd_alg` and `cnf`, which no holder may withhold.
fn with_digest_claims(
    claims: String,
    selection: &Selection,
    has_digests: bool,
    limits: &Limits,
) -> Result<String, BuildError> {
    let holder = holder_text(&claims, selection, limits)?;
    let mut claims = claims;
    let set = |text: &str, name: &str, value: NewValue<'_>| {
        edit::set_member(text, name, value, Position::Last, limits.json_depth)
            .map(|edited| edited.text)
            .map_err(|error| header::located(Place::Payload, error))
    };
    if has_digests {
        claims = set(&claims, "_sd_alg", NewValue::Text(hash_name(selection.hash)))?;
    }
    if let Some(holder) = holder {
        claims = set(&claims, "cnf", NewValue::Json(&holder))?;
    }
    Ok(claims)
}

/// Holds the finished SD-JWT against the rules that every verifier keeps, and measures it.
fn checked(built: &mut Built, allow_weak: bool, limits: &Limits) -> Result<(), BuildError> {
    let options = ExamineOptions { limits: *limits, ..ExamineOptions::default() };
    let examination = examine(&built.text, &KeyRing::default(), &options);
    let found = examination.layers.first().and_then(|layer| layer.sd_jwt.as_ref());
    let refusal = match found {
        Some(sd_jwt) => sd_jwt.reasons.first().map(|reason| BuildError::Rejected { reason: reason.clone() }),
        None => Some(BuildError::SdJwt(SdJwtError::NotSdJwt)),
    };
    match refusal {
        // What was allowed in spite of its weakness may be what verifiers reject.
        Some(refusal) if !allow_weak => Err(refusal),
        _ => {
            built.size = examination.size;
            Ok(())
        }
    }
}

/// The whole SD-JWT as the content of a JWE, which says so in `cty`.
fn encrypted(request: &BuildRequest, built: Built, limits: &Limits) -> Result<Built, BuildError> {
    let mut encryption = request.encryption.clone();
    if let Some(encryption) = encryption.as_mut().filter(|encryption| encryption.sync == HeaderSync::InStep) {
        let mut text = HeaderText::read(Place::EncryptionHeader, Origin::Protected, &encryption.protected, limits)?;
        if !text.has("cty") {
            text.set("cty", NewValue::Text("sd-jwt"), Position::Last)?;
            encryption.protected = text.written().to_owned();
        }
    }
    let outer = BuildRequest {
        payload: Payload::Bytes(built.text.as_bytes().into()),
        signing: None,
        encryption,
        allow_weak: request.allow_weak,
    };
    let sealed = super::build(&outer, limits)?;
    let headers = WrittenHeaders { signatures: built.headers.signatures, ..sealed.headers };
    let notes = built.notes.into_iter().chain(sealed.notes).collect();
    Ok(Built { headers, notes, ..sealed })
}
