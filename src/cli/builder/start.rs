//! What a token starts from: a template that is built in, or one that the person saved.

use super::arguments::BuildArguments;
use super::error::{BuilderError, usage};
use crate::cli::source::input::{self, Source};
use crate::cli::source::print::complain;
use crate::engine::builder::BuildRequest;
use crate::engine::builder::draft::{Draft, DraftPayload, DraftSelection, DraftSignature, Structure};
use crate::engine::builder::edit;
use crate::engine::builder::saved::SavedTemplate;
use crate::engine::builder::sd_jwt::Selection;
use crate::engine::builder::template;
use crate::engine::builder::template::{TEMPLATES, Template, TemplateError, TemplateValues};
use crate::engine::ground::limit::Limits;
use crate::engine::key::Jwk;
use crate::engine::text::words;
use crate::store::template::{TemplateFolder, TemplateStoreError};
use zeroize::Zeroizing;

/// The template that the arguments name, filled in; `None`: none is named. `key` is the first to sign with.
pub(super) fn begin(
    arguments: &BuildArguments,
    key: Option<&Jwk>,
    has_recipient: bool,
    now: i64,
    limits: &Limits,
) -> Result<Option<Draft>, BuilderError> {
    let Some(name) = arguments.template.as_deref() else { return Ok(None) };
    let failed = |error| BuilderError::Template { name: name.to_owned(), error };
    if arguments.access_token.is_some() && name != "dpop" {
        return Err(usage("--access-token is only for the template dpop"));
    }
    let draft = match template::find(name) {
        Some(template) => built_in(template, arguments, key, now, limits).map_err(|error| match error {
            Unfilled::Template(error) => failed(error),
            Unfilled::Command(error) => error,
        })?,
        None => saved(name)?.fill(now).map_err(failed)?,
    };
    if draft.structure.signs() && key.is_none() && arguments.alg.is_empty() {
        let advice =
            if arguments.is_encryption { "use jotsmith build" } else { "name the key with --key or --keyring" };
        return Err(usage(format!("the template {name} is signed: {advice}")));
    }
    if draft.structure.encrypts() && !has_recipient {
        return Err(usage(format!("the template {name} is encrypted: name the recipient with --encrypt-to")));
    }
    Ok(Some(draft))
}

enum Unfilled {
    Template(TemplateError),
    Command(BuilderError),
}

fn built_in(
    template: &Template,
    arguments: &BuildArguments,
    key: Option<&Jwk>,
    now: i64,
    limits: &Limits,
) -> Result<Draft, Unfilled> {
    // Before anything else: a DPoP proof without a key says that it needs one in words of its own.
    let structure = match (template.is_signed(), template.encryption.is_some()) {
        (true, true) => Structure::SignThenEncrypt,
        (false, true) => Structure::Encrypt,
        _ => Structure::Sign,
    };
    let access_token = access_token(arguments, limits).map_err(Unfilled::Command)?;
    let values = TemplateValues { now, key, access_token: access_token.as_deref().map(String::as_str) };
    let is_unsigned = structure.signs() && key.is_none() && arguments.alg.is_empty();
    let filled = match template.fill(&values) {
        // That a key is missing is said for every template alike.
        Err(TemplateError::KeyNeeded) if is_unsigned => {
            let advice = if arguments.is_encryption { "use jotsmith build" } else { "name the key with --key" };
            let message = format!("the template {} is signed: {advice}", template.name);
            return Err(Unfilled::Command(usage(message)));
        }
        filled => filled.map_err(Unfilled::Template)?,
    };
    // A template is laid out for the eye; a token is sent with every request.
    let claims = edit::compact(&filled.claims, limits.json_depth).unwrap_or(filled.claims);
    let mut draft = Draft {
        title: template.title.to_owned(),
        template: template.name.to_owned(),
        structure,
        payload: DraftPayload { claims, ..DraftPayload::default() },
        selection: DraftSelection {
            is_on: !template.selective.is_empty(),
            paths: template.selective.iter().map(|path| (*path).to_owned()).collect(),
            ..DraftSelection::default()
        },
        ..Draft::default()
    };
    draft.signing.signatures = vec![DraftSignature { protected: filled.header, ..DraftSignature::default() }];
    draft.encryption.protected = filled.encryption_header;
    Ok(draft)
}

/// The access token, without the line break at its end. It is as good as a key, and so never an argument.
fn access_token(arguments: &BuildArguments, limits: &Limits) -> Result<Option<Zeroizing<String>>, BuilderError> {
    let Some(path) = &arguments.access_token else { return Ok(None) };
    let text = Zeroizing::new(Source::file(path).read(limits.text)?);
    match text.trim() {
        "" => Err(usage(format!("the access token in {} is empty", input::name(path)))),
        token => Ok(Some(Zeroizing::new(token.to_owned()))),
    }
}

fn folder() -> Result<TemplateFolder, BuilderError> {
    TemplateFolder::standard().ok_or_else(|| usage("no folder for data was found: set JOTSMITH_DATA_DIR"))
}

/// A template that the person saved. Where there is none of that name, all names are told.
fn saved(name: &str) -> Result<SavedTemplate, BuilderError> {
    let unknown = || {
        let own = folder().map(|folder| folder.list("unreadable").templates).unwrap_or_default();
        let names =
            TEMPLATES.iter().map(|template| template.name).chain(own.iter().map(|template| template.name.as_str()));
        let names: Vec<&str> = names.collect();
        let meant = words::meant(name, names.iter().copied()).map(|meant| format!("did you mean {meant}? All: "));
        usage(format!(
            "there is no template {name}; {}{}",
            meant.as_deref().unwrap_or("choose one of "),
            names.join(", ")
        ))
    };
    match folder().and_then(|folder| folder.read(name).map_err(|error| told(name, &error))) {
        Ok(template) => Ok(template),
        Err(BuilderError::Usage(message)) if message.is_empty() => Err(unknown()),
        Err(error) => Err(error),
    }
}

/// An empty message: there is none, or can be none, of that name.
fn told(name: &str, error: &TemplateStoreError) -> BuilderError {
    match error {
        TemplateStoreError::NotFound | TemplateStoreError::Name(_) => usage(""),
        error => usage(format!("the template {name}: {error}")),
    }
}

/// Saves what was asked for as a template.
pub(super) fn save(
    name: &str,
    request: &BuildRequest,
    selection: Option<&Selection>,
    now: i64,
) -> Result<(), BuilderError> {
    let failed = |error: String| usage(format!("the template was not saved: {error}"));
    let draft = Draft::of(request, selection);
    let template = SavedTemplate::of(name, &draft, now).map_err(|error| failed(error.to_string()))?;
    folder()?.save(&template, false).map_err(|error| failed(error.to_string()))?;
    complain(&format!("saved as template {name}, without keys"));
    Ok(())
}
