//! What a holder shows a verifier (RFC 9901 §7.2): the issuer's token with chosen disclosures, and a key binding JWT.

use super::error::SdJwtError;
use super::path::{ClaimPath, PathFinder, Places};
use super::{checked, names_key};
use crate::engine::builder::edit;
use crate::engine::builder::edit::{NewValue, Position};
use crate::engine::builder::error::{BuildError, Place, WeakPoint};
use crate::engine::builder::header::located;
use crate::engine::builder::jws;
use crate::engine::builder::jws::{SignatureRequest, Signing};
use crate::engine::builder::weakness::{BuildNote, Weakness};
use crate::engine::builder::{BuildRequest, Built, HeaderSync, Payload};
use crate::engine::crypto::digest::digest;
use crate::engine::examine::examine;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::json::Kind;
use crate::engine::ground::jwa::{SignatureFamily, SignatureRow};
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::size::SizeReport;
use crate::engine::ground::span::Span;
use crate::engine::jose::disclosure::DisclosureState;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::parse::jws_end;
use crate::engine::jose::reason::Reason;
use crate::engine::jose::sd_jwt::SdJwt;
use crate::engine::key::{Jwk, KeyRing};
use crate::engine::rule::sd_jwt::SDJWT_NO_TILDE;
use crate::engine::verify::sd_jwt::bound_text;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What is to be presented.
#[derive(Clone, Debug)]
pub struct PresentationRequest {
    /// The SD-JWT as the holder has it, compact or JSON. A key binding that it has is left out.
    pub token: String,
    /// Which of its disclosures go along.
    pub disclose: Disclose,
    /// The proof that the holder made it for this verifier; `None`: none.
    pub key_binding: Option<KeyBindingRequest>,
    /// Makes what verifiers would reject, the reason having been told.
    pub allow_weak: bool,
}

/// Which disclosures go along. Those around a chosen one always do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disclose {
    Everything,
    /// Those of these claims and no others: what can be withheld inside them needs a path of its own.
    Claims(Vec<ClaimPath>),
    /// Those in these places of the token, counted from 0.
    Places(BTreeSet<usize>),
}

/// A key binding JWT that is to be made (RFC 9901 §4.3).
#[derive(Clone, Debug)]
pub struct KeyBindingRequest {
    /// The holder's private key.
    pub key: Arc<Jwk>,
    /// The algorithm; `None`: the one that follows from the key.
    pub algorithm: Option<&'static SignatureRow>,
    /// What the verifier asked to be signed.
    pub nonce: String,
    /// Who the verifier is.
    pub audience: String,
    /// When it was made, in seconds since 1970.
    pub issued_at: i64,
}

#[derive(Clone, Debug)]
pub struct Presented {
    /// The token to send.
    pub text: String,
    /// Its bytes, part by part.
    pub size: SizeReport,
    /// Which disclosures of the original it has, counted from 0.
    pub disclosed: Vec<usize>,
    /// What is worth knowing about it.
    pub notes: Vec<BuildNote>,
}

/// Makes it.
///
/// # Errors
///
/// Those of [`build`](crate::engine::builder::build) for the key binding, and [`BuildError::SdJwt`].
pub fn present(request: &PresentationRequest, limits: &Limits) -> Result<Presented, BuildError> {
    let refused = BuildError::SdJwt;
    let options = ExamineOptions { limits: *limits, ..ExamineOptions::default() };
    let examination = examine(request.token.trim(), &KeyRing::default(), &options);
    let layer = examination.layers.first();
    let Some((layer, sd_jwt)) = layer.and_then(|layer| Some((layer, layer.sd_jwt.as_ref()?))) else {
        return Err(refused(SdJwtError::NotSdJwt));
    };
    let is_of_tilde = |reason: &Reason| matches!(reason, Reason::Rule(broken) if broken.rule.id == SDJWT_NO_TILDE.id);
    if let Some(reason) = sd_jwt.disclosure_reasons().next() {
        // What the issuer signed and nothing else: the tilde behind it is all that is missing.
        if is_of_tilde(reason) && !request.token.contains('~') {
            return present(
                &PresentationRequest { token: format!("{}~", request.token.trim()), ..request.clone() },
                limits,
            );
        }
        return Err(refused(SdJwtError::Faulty { reason: reason.clone() }));
    }
    let parents = parents(sd_jwt);
    let chosen = with_parents(chosen(sd_jwt, &request.disclose).map_err(refused)?, &parents);
    let mut notes = withheld_inside(sd_jwt, &chosen, &parents, &request.disclose);
    let disclosures: Vec<&str> = chosen
        .iter()
        .filter_map(|index| sd_jwt.disclosures.get(*index))
        .map(|found| found.part.text(&layer.text))
        .collect();
    let jws = layer.jws().ok_or(refused(SdJwtError::NotSdJwt))?;
    let bound = match jws.serialization {
        Serialization::Compact => {
            let issued = layer.text.get(..jws_end(&layer.text, limits)).unwrap_or(&layer.text);
            [&[issued], disclosures.as_slice(), &[""]].concat().join("~")
        }
        Serialization::Flattened | Serialization::General => {
            bound_text(jws, &layer.text, disclosures.iter().copied()).ok_or(refused(SdJwtError::NotSdJwt))?
        }
    };
    let key_binding = match &request.key_binding {
        Some(binding) => {
            let built = bind(binding, sd_jwt, &bound, request.allow_weak, limits)?;
            notes.extend(built.notes);
            Some(built.text)
        }
        None => None,
    };
    let text = match jws.serialization {
        Serialization::Compact => format!("{bound}{}", key_binding.as_deref().unwrap_or_default()),
        _ => in_json(layer, &disclosures, key_binding.as_deref(), limits)?,
    };
    let mut built = Built {
        text,
        signed: None,
        size: SizeReport::default(),
        detached_payload: None,
        headers: Default::default(),
        notes,
    };
    checked(&mut built, request.allow_weak, limits)?;
    Ok(Presented { text: built.text, size: built.size, disclosed: chosen.into_iter().collect(), notes: built.notes })
}

/// For each disclosure the one that its digest stands in, counted from 0; `None`: it stands in what the issuer signed.
pub fn parents(sd_jwt: &SdJwt) -> Vec<Option<usize>> {
    let by_digest: HashMap<&str, usize> = sd_jwt
        .disclosures
        .iter()
        .enumerate()
        .filter_map(|(index, disclosure)| Some((disclosure.digest.as_deref()?, index)))
        .collect();
    let mut parents = vec![None; sd_jwt.disclosures.len()];
    for (index, disclosure) in sd_jwt.disclosures.iter().enumerate() {
        let document = &disclosure.document;
        for value in (0..document.len()).filter_map(|number| document.value(number)) {
            let digests = match value.name().as_deref() {
                Some("_sd") if value.kind() == Kind::Array => value.children().collect(),
                Some("...") => vec![value],
                _ => continue,
            };
            for digest in digests.into_iter().filter_map(|digest| digest.as_str()) {
                let child = by_digest.get(&*digest).copied().filter(|child| *child != index);
                if let Some(parent) = child.and_then(|child| parents.get_mut(child)) {
                    *parent = Some(index);
                }
            }
        }
    }
    parents
}

fn with_parents(chosen: BTreeSet<usize>, parents: &[Option<usize>]) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    for index in chosen {
        let mut next = Some(index);
        // What is in the set already has brought its parents along, so that a circle ends too.
        while let Some(index) = next.filter(|index| all.insert(*index)) {
            next = parents.get(index).copied().flatten();
        }
    }
    all
}

/// Paths of disclosures, for a message.
fn some_paths(sd_jwt: &SdJwt) -> Vec<String> {
    sd_jwt.disclosures.iter().filter_map(|disclosure| disclosure.path.clone()).take(10).collect()
}

fn chosen(sd_jwt: &SdJwt, disclose: &Disclose) -> Result<BTreeSet<usize>, SdJwtError> {
    let usable = |index: &usize| {
        sd_jwt.disclosures.get(*index).is_some_and(|disclosure| disclosure.state == DisclosureState::Disclosed)
    };
    let paths = match disclose {
        Disclose::Everything => return Ok((0..sd_jwt.disclosures.len()).filter(usable).collect()),
        Disclose::Places(places) => {
            return match places.iter().find(|place| !usable(place)) {
                None => Ok(places.clone()),
                Some(place) => {
                    let path = format!("number {}", place + 1);
                    Err(SdJwtError::NotDisclosable { path, there_are: some_paths(sd_jwt) })
                }
            };
        }
        Disclose::Claims(paths) => paths,
    };
    let mut chosen = BTreeSet::new();
    // However many are chosen, each is looked up.
    let processed = sd_jwt.processed.as_deref();
    let places = processed.map(Places::new);
    let finder = processed.zip(places.as_ref()).and_then(|(of, places)| PathFinder::new(of, places, paths.len()));
    let mut by_name: HashMap<Cow<'_, str>, Vec<usize>> = HashMap::new();
    if paths.iter().any(|path| path.bare_name().is_some()) {
        for index in (0..sd_jwt.disclosures.len()).filter(usable) {
            if let Some(name) = sd_jwt.disclosures.get(index).and_then(|found| found.name()) {
                by_name.entry(name).or_default().push(index);
            }
        }
    }
    for path in paths {
        let nowhere = || SdJwtError::NotDisclosable { path: path.text().to_owned(), there_are: some_paths(sd_jwt) };
        let found = finder.as_ref().ok_or_else(nowhere)?.resolve(path);
        let at = |value: &json::Value<'_>| value.name_span().unwrap_or_else(|| value.span()).start;
        let own: BTreeSet<usize> = found.iter().filter_map(|value| sd_jwt.disclosure_at(at(value))).collect();
        if !own.is_empty() {
            chosen.extend(own);
        } else if let Some(value) = found.first() {
            let has_inside = found.iter().any(|value| sd_jwt.disclosures_within(value.span()) > 0);
            if path.is_pattern() && has_inside {
                return Err(nowhere());
            }
            let has_inside = sd_jwt.disclosures_within(value.span()) > 0;
            return Err(SdJwtError::AlwaysDisclosed { path: path.text().to_owned(), has_inside });
        } else {
            // A name alone may be that of a claim deeper inside, as long as there is one alone.
            let name = path.bare_name().ok_or_else(nowhere)?;
            match by_name.get(name).map(Vec::as_slice).unwrap_or_default() {
                [] => return Err(nowhere()),
                [one] => chosen.insert(*one),
                several => {
                    let path = |index: &usize| sd_jwt.disclosures.get(*index)?.path.clone();
                    let paths = several.iter().filter_map(path).collect();
                    return Err(SdJwtError::Ambiguous { name: name.to_owned(), paths });
                }
            };
        }
    }
    Ok(chosen)
}

/// Chosen claims that have something inside which stays hidden: what one gets is less than the name promises.
fn withheld_inside(
    sd_jwt: &SdJwt,
    chosen: &BTreeSet<usize>,
    parents: &[Option<usize>],
    disclose: &Disclose,
) -> Vec<BuildNote> {
    if !matches!(disclose, Disclose::Claims(_)) {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let mut inside: HashMap<usize, (usize, usize)> = HashMap::new();
    for (child, parent) in parents.iter().enumerate() {
        let Some(parent) = parent else { continue };
        let (hidden, shown) = inside.entry(*parent).or_default();
        *(if chosen.contains(&child) { shown } else { hidden }) += 1;
    }
    for index in chosen {
        let (hidden, shown) = inside.get(index).copied().unwrap_or_default();
        if let (1.., 0, Some(path)) =
            (hidden, shown, sd_jwt.disclosures.get(*index).and_then(|disclosure| disclosure.path.clone()))
        {
            notes.push(BuildNote::WithheldInside { path, hidden });
        }
    }
    notes
}

/// The key binding JWT over `bound`: everything up to the last tilde (RFC 9901 §4.3.1).
fn bind(
    request: &KeyBindingRequest,
    sd_jwt: &SdJwt,
    bound: &str,
    allow_weak: bool,
    limits: &Limits,
) -> Result<Built, BuildError> {
    let hash = sd_jwt.hash.ok_or(BuildError::SdJwt(SdJwtError::NotSdJwt))?;
    let algorithm = request.algorithm.or_else(|| jws::default_algorithm(&request.key));
    let algorithm = algorithm.ok_or(BuildError::SdJwt(SdJwtError::KeyBindingKey))?;
    if matches!(algorithm.family, SignatureFamily::Hmac | SignatureFamily::Unsecured) {
        return Err(BuildError::SdJwt(SdJwtError::KeyBindingAlgorithm { algorithm: algorithm.name }));
    }
    let cnf = sd_jwt.claims().and_then(|claims| claims.object()).and_then(|claims| claims.get("cnf"));
    let weak = match cnf.map(|cnf| names_key(cnf, &request.key)) {
        None => Some(Weakness::NoHolder),
        Some(Some(false)) => Some(Weakness::OtherHolder),
        Some(_) => None,
    };
    let mut weak_points: Vec<WeakPoint> =
        weak.into_iter().map(|weakness| WeakPoint { place: Place::SigningKey(0), weakness }).collect();
    let quoted = edit::quoted;
    let claims = format!(
        "{{\"nonce\":{},\"aud\":{},\"iat\":{},\"sd_hash\":{}}}",
        quoted(&request.nonce),
        quoted(&request.audience),
        request.issued_at,
        quoted(&base64url::encode(&digest(hash, bound.as_bytes())))
    );
    let build = BuildRequest {
        payload: Payload::Claims(claims),
        signing: Some(Signing::compact(SignatureRequest {
            algorithm: Some(algorithm),
            key: Some(request.key.clone()),
            protected: "{\"typ\":\"kb+jwt\"}".to_owned(),
            unprotected: String::new(),
            sync: HeaderSync::AlgorithmOnly,
        })),
        encryption: None,
        allow_weak,
    };
    weak_points.extend(crate::engine::builder::weak_points(&build, limits)?);
    if !weak_points.is_empty() && !allow_weak {
        return Err(BuildError::TooWeak { weak_points });
    }
    crate::engine::builder::build(&build, limits)
}

/// The JSON serialization with these disclosures and this key binding beside its first signature (RFC 9901 §8.1); every
/// other byte as it was.
fn in_json(
    layer: &Layer,
    disclosures: &[&str],
    key_binding: Option<&str>,
    limits: &Limits,
) -> Result<String, BuildError> {
    let text: &str = &layer.text;
    let failed = |error| located(Place::Request, error);
    let document = json::scan(text.as_bytes(), limits.json_depth);
    let object = edit::object(&document).map_err(failed)?;
    let home = match object.get("signatures").and_then(|list| list.children().next()) {
        Some(first) => first,
        None => object,
    };
    let list: Vec<String> = disclosures.iter().map(|text| edit::quoted(text)).collect();
    let (home_span, header) = (home.span(), home.get("header"));
    let old = header.map_or("{}", |header| header.span().of(text).unwrap_or("{}"));
    let set = |text: &str, name: &str, value: NewValue<'_>| {
        edit::set_member(text, name, value, Position::Last, limits.json_depth).map(|edited| edited.text).map_err(failed)
    };
    let mut new = set(old, "disclosures", NewValue::Json(&format!("[{}]", list.join(","))))?;
    new = match key_binding {
        Some(key_binding) => set(&new, "kb_jwt", NewValue::Text(key_binding))?,
        None => edit::remove_member(&new, "kb_jwt", limits.json_depth).map_err(failed)?.text,
    };
    let replaced = |span: Span, with: &str| edit::splice(text, span, "", with, "").text;
    Ok(match header {
        Some(header) => replaced(header.span(), &new),
        None => replaced(home_span, &set(home_span.of(text).unwrap_or("{}"), "header", NewValue::Json(&new))?),
    })
}
