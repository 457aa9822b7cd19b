//! The builder's work: making tokens, keys and variants.

use super::keep::KeepAnswer;
use crate::app::value::size::Measured;
use crate::app::value::{Original, parts_of};
use crate::engine::builder;
use crate::engine::builder::claims::ClaimShare;
use crate::engine::builder::rehearsal::{Rehearsed, StandIn, beside_fault, rehearse};
use crate::engine::builder::review::{Remark, review};
use crate::engine::builder::sd_jwt::{ClaimPath, PathFinder, Places, PresentationRequest, Presented, Selection};
use crate::engine::builder::shrink::made::layers;
use crate::engine::builder::tamper::TamperSet;
use crate::engine::builder::{
    BuildError, BuildRequest, Built, Payload, WeakPoint, WrittenHeaders, claims, edit, sd_jwt, tamper,
};
use crate::engine::ground::json;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::size::limit::Sending;
use crate::engine::ground::span::Span;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::parse::parse;
use crate::engine::jose::part::PartName;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::generate;
use crate::engine::key_file::generate::Recipe;
use crate::engine::keyring::guess::{self, Guessing};
use crate::engine::report::unfit_as_made;
use std::fmt;
use std::sync::Arc;

/// Work for the worker.
#[derive(Clone)]
pub enum BuildJob {
    Make {
        /// What time it is, for what depends on it.
        now: i64,
        revision: u64,
        request: Box<BuildRequest>,
        /// What the holder may withhold; `None`: it is no SD-JWT.
        selection: Option<Box<Selection>>,
        /// Leave spaces and line breaks of the claims out.
        compacts: bool,
        /// What it is compared with.
        original: Option<Arc<Original>>,
        /// How the token is sent.
        sending: Sending,
    },
    /// Say what Inspect would say about a token whose keys are not at hand; nothing is made.
    Rehearse {
        /// Which question it is.
        revision: u64,
        /// What would be made.
        request: Box<BuildRequest>,
        /// The keys that are missed.
        missed: Vec<StandIn>,
        /// What time it is.
        now: i64,
        /// How the token is sent.
        sending: Sending,
    },
    Generate {
        revision: u64,
        recipe: Box<Recipe>,
    },
    /// Make a presentation of an SD-JWT.
    Present {
        revision: u64,
        /// What to show, and to whom.
        request: Box<PresentationRequest>,
    },
    /// Make the variants of a token.
    Tamper {
        revision: u64,
        token: Arc<str>,
        /// The key that made it, for a signed one.
        key: Option<Arc<Jwk>>,
        /// Seconds since 1970.
        now: i64,
    },
}

#[derive(Clone)]
pub enum BuildAnswer {
    /// A token, or why there is none.
    Made { revision: u64, made: Arc<Made> },
    /// What Inspect would say about claims and headers, or what is wrong with them.
    Rehearsed { revision: u64, said: Arc<Rehearsed> },
    /// A key, or why there is none.
    Generated { revision: u64, key: Result<Box<Jwk>, String> },
    /// A presentation, or why there is none.
    Presented { revision: u64, presented: Result<Arc<Presented>, BuildError> },
    /// What the disk says of drafts and templates.
    Kept(KeepAnswer),
    /// The variants, or why there are none.
    Tampered { revision: u64, set: Result<Arc<TamperSet>, String> },
}

/// Spaces and line breaks between the values of the claims, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spaces {
    /// They are in the token.
    Kept(usize),
    /// They were left out of it.
    LeftOut(usize),
}

/// What came of making a token.
#[derive(Clone, Debug)]
pub struct Made {
    /// The token, or why there is none.
    pub built: Result<Built, BuildError>,
    /// The header texts in step, as far as they could be told.
    pub headers: Option<WrittenHeaders>,
    /// What is too weak to issue, whether it was allowed or not.
    pub weak_points: Vec<WeakPoint>,
    /// The parts of the token, in order.
    pub parts: Vec<(PartName, Span)>,
    /// Where the bytes of the claims go.
    pub shares: Vec<ClaimShare>,
    /// Bytes of spaces and line breaks between the values of the claims.
    pub spaces: Spaces,
    /// Whether the original's signature covers the same bytes; `None`: nothing to compare with.
    pub holds: Option<Result<(), &'static str>>,
    /// Paths of what can be withheld, in the order of the disclosures.
    pub disclosures: Vec<String>,
    /// What Inspect would say about it, at the bytes of the texts as they were typed.
    pub remarks: Vec<Remark>,
    /// The token's layers, for its size; `None`: it is an SD-JWT.
    pub layers: Option<Examination>,
    pub measured: Measured,
    /// What guessing takes the password of each recipient; `None`: it has no password.
    pub guessings: Vec<Option<Guessing>>,
}

impl BuildJob {
    pub const fn revision(&self) -> u64 {
        match self {
            Self::Make { revision, .. }
            | Self::Rehearse { revision, .. }
            | Self::Generate { revision, .. }
            | Self::Present { revision, .. }
            | Self::Tamper { revision, .. } => *revision,
        }
    }

    /// Does the work, here and now.
    pub fn run(self) -> BuildAnswer {
        match self {
            Self::Make { revision, request, selection, compacts, original, now, sending } => {
                let made = Arc::new(make(
                    *request,
                    selection.map(|each| *each),
                    compacts,
                    original.as_deref(),
                    (now, &sending),
                ));
                BuildAnswer::Made { revision, made }
            }
            Self::Rehearse { revision, request, missed, now, sending } => {
                let said = Arc::new(rehearse(*request, &missed, now, &sending, unfit_as_made));
                BuildAnswer::Rehearsed { revision, said }
            }
            Self::Generate { revision, recipe } => {
                let key = generate::generate(&recipe, &mut KeyIds::default());
                BuildAnswer::Generated { revision, key: key.map(Box::new).map_err(|error| error.to_string()) }
            }
            Self::Present { revision, request } => {
                let presented = sd_jwt::present(&request, &Limits::DEFAULT);
                BuildAnswer::Presented { revision, presented: presented.map(Arc::new) }
            }
            Self::Tamper { revision, token, key, now } => {
                let set = tamper::tamper(&token, key.as_deref(), now);
                BuildAnswer::Tampered { revision, set: set.map(Arc::new).map_err(|error| error.to_string()) }
            }
        }
    }
}

fn make(
    mut request: BuildRequest,
    selection: Option<Selection>,
    compacts: bool,
    original: Option<&Original>,
    (now, sending): (i64, &Sending),
) -> Made {
    let limits = Limits::DEFAULT;
    let mut made = Made {
        built: Err(BuildError::NothingToMake),
        headers: None,
        weak_points: Vec::new(),
        parts: Vec::new(),
        shares: Vec::new(),
        spaces: Spaces::Kept(0),
        holds: None,
        disclosures: Vec::new(),
        remarks: Vec::new(),
        layers: None,
        measured: Measured::default(),
        guessings: guess::of_request(&request),
    };
    let selection = selection.map(|selection| found(selection, &request.payload, &limits));
    // First with the texts as they were typed, so that an error names their bytes.
    let headers = match &selection {
        Some(_) => sd_jwt::headers_in_step(&request, &limits),
        None => builder::headers_in_step(&request, &limits),
    };
    match headers {
        Ok(headers) => made.headers = Some(headers),
        Err(error) => {
            made.remarks = beside_fault(request, &error, now, sending, unfit_as_made);
            made.built = Err(error);
            return made;
        }
    }
    let typed = request.clone();
    if let Payload::Claims(text) = &mut request.payload
        && let Ok(compacted) = edit::compact(text, limits.json_depth)
    {
        let count = text.len().saturating_sub(compacted.len());
        made.spaces = if compacts { Spaces::LeftOut(count) } else { Spaces::Kept(count) };
        if compacts {
            *text = compacted;
        }
        made.shares = claims::shares(text);
    }
    made.weak_points = match &selection {
        Some(selection) => sd_jwt::weak_points(&request, selection, &limits),
        None => builder::weak_points(&request, &limits),
    }
    .unwrap_or_default();
    made.holds = original.and_then(|original| {
        let written = made.headers.as_ref()?.signatures.first();
        original.holds(written, request.payload.bytes())
    });
    made.built = match &selection {
        Some(selection) => sd_jwt::issue(&request, selection, &limits).map(|issued| {
            made.disclosures = issued.disclosures.into_iter().map(|each| each.path).collect();
            issued.built
        }),
        None => builder::build(&request, &limits),
    };
    if let Err(error) = &made.built {
        made.remarks = beside_fault(typed, error, now, sending, unfit_as_made);
    } else if let Ok(built) = &made.built {
        made.headers = Some(built.headers.clone());
        let object = parse(&built.text, &limits).object;
        made.parts = parts_of(&object).into_iter().map(|part| (part.name, part.span)).collect();
        made.parts.sort_by_key(|(_, span)| span.start);
        // Spaces that are left out of the token are in the text that is underlined.
        let as_typed = match compacts || selection.is_some() {
            true => builder::build(&typed, &limits).ok(),
            false => None,
        };
        made.remarks = review(&typed, as_typed.as_ref().unwrap_or(built), now, sending, unfit_as_made);
        if selection.is_none() {
            let layers = layers(&request, built, &limits);
            made.measured = Measured::of(&layers);
            made.layers = Some(layers);
        }
    }
    made
}

/// The selection without claims and places that are not there: what was marked and then taken out of the text counts again when it is
/// typed again.
fn found(mut selection: Selection, payload: &Payload, limits: &Limits) -> Selection {
    if let Payload::Claims(text) = payload {
        let document = json::scan(text.as_bytes(), limits.json_depth);
        let places = Places::new(&document);
        let count = selection.paths.len() + selection.decoys.len();
        if let Some(finder) = document.object().and_then(|_| PathFinder::new(&document, &places, count)) {
            selection.paths.retain(|path| !finder.resolve(path).is_empty());
            let holds = |value: &Value<'_>| matches!(value.kind(), Kind::Object | Kind::Array);
            let is_there = |place: &ClaimPath| finder.resolve(place).iter().any(holds);
            selection.decoys.retain(|decoys| decoys.place.as_ref().is_none_or(is_there));
        }
    }
    selection
}

impl fmt::Debug for BuildJob {
    /// Texts and keys are not named.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Make { .. } => "Make",
            Self::Rehearse { .. } => "Rehearse",
            Self::Generate { .. } => "Generate",
            Self::Present { .. } => "Present",
            Self::Tamper { .. } => "Tamper",
        };
        write!(f, "{name}(revision {})", self.revision())
    }
}

impl fmt::Debug for BuildAnswer {
    /// Tokens and keys are not named.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Made { revision, made } => write!(f, "Made(revision {revision}, {})", made.built.is_ok()),
            Self::Rehearsed { revision, said } => {
                write!(f, "Rehearsed(revision {revision}, {})", said.fault.is_none())
            }
            Self::Generated { revision, key } => write!(f, "Generated(revision {revision}, {})", key.is_ok()),
            Self::Presented { revision, presented } => {
                write!(f, "Presented(revision {revision}, {})", presented.is_ok())
            }
            Self::Kept(_) => f.write_str("Kept"),
            Self::Tampered { revision, set } => write!(f, "Tampered(revision {revision}, {})", set.is_ok()),
        }
    }
}
