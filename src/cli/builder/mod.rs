//! `jotsmith build`, `present` and `templates`: claims, keys, a token.

mod arguments;
mod claim;
mod elsewhere;
mod error;
mod flag;
mod header;
mod key;
mod kid;
mod outcome;
mod password;
pub(super) mod present;
mod selection;
mod start;
pub(super) mod tamper;
pub(super) mod templates;
mod unused;
mod verifier;

pub(super) use arguments::{BuildArguments, ENDS};

use super::source::clock::now;
use super::source::input::{self, Source};
use super::source::named::Opened;
use super::source::passphrase::Passphrase;
use super::source::print::complain;
use crate::engine::builder;
use crate::engine::builder::claims;
use crate::engine::builder::draft::{Draft, DraftPayload, PayloadKind};
use crate::engine::builder::edit::EditError;
use crate::engine::builder::review::{Remark, of_token};
use crate::engine::builder::sd_jwt;
use crate::engine::builder::sd_jwt::Selection;
use crate::engine::builder::{
    BuildRequest, Encryption, HeaderSync, Payload, Place, RecipientRequest, SignatureRequest, Signing, WrittenHeaders,
    jwe, jws,
};
use crate::engine::ground::jwa::{SignatureAlgorithm, SignatureFamily, SignatureRow};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::size::limit::Sending;
use crate::engine::jose::jws::Serialization;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::keyring::guess::Guessing;
use crate::engine::report::unfit_as_made;
use crate::engine::speech;
use crate::engine::speech::Words;
use crate::engine::text::words::capital;
use arguments::{Form, Sync};
use error::{BuilderError, usage};
use header::{CONTENT_ENCRYPTION, KEY_MANAGEMENT, SIGNATURE, Typed};
use jiff::tz::TimeZone;
use key::{each, receivers, signers};
use kid::KeptKids;
use outcome::{findings, made_or_refused, refused, tell, too_dubious};
use std::process::ExitCode;
use std::sync::Arc;

/// Reads, makes, prints the token and nothing else.
pub(super) fn run(arguments: &mut BuildArguments) -> Result<ExitCode, BuilderError> {
    let limits = Limits::DEFAULT;
    header::read_texts(arguments, &limits)?;
    let arguments = &*arguments;
    let now = now(arguments.now);
    if let (Some(signature), Some(input)) = (&arguments.signature, &arguments.input) {
        return elsewhere::assemble(arguments, signature, input);
    }
    let request = match request(arguments, now, &limits)? {
        Ok(request) => request,
        Err(reason) => return Ok(refused(&[Words::new(reason)])),
    };
    let Wanted { request, selection, kids } = request;
    if arguments.signing_input {
        return elsewhere::print_input(arguments, &request, selection.is_some(), &kids, now);
    }
    let made = match &selection {
        Some(selection) => sd_jwt::issue(&request, selection, &limits).map(|issued| issued.built),
        None => builder::build(&request, &limits),
    };
    if let Ok(built) = &made {
        // What can be withheld is examined as if it were there: whoever shows it shows the same claims.
        let plain = selection.as_ref().and_then(|_| builder::build(&request, &limits).ok());
        let remarks = of_token(&request, plain.as_ref().unwrap_or(built), now, &Sending::default(), unfit_as_made);
        if let Some(code) = remarked(arguments, &remarks, &kids, &password::guessings(&request), &built.headers)? {
            return Ok(code);
        }
    }
    if let (Ok(_), Some(name)) = (&made, &arguments.save_template) {
        start::save(name, &request, selection.as_ref(), now)?;
    }
    made_or_refused(made, arguments.quiet, arguments.clipboard)
}

/// Says what there is to say about a token in the making; a status: that refuses it.
fn remarked(
    arguments: &BuildArguments,
    remarks: &[Remark],
    kids: &KeptKids,
    guessings: &[Guessing],
    headers: &WrittenHeaders,
) -> Result<Option<ExitCode>, BuilderError> {
    let kept = kids.words(arguments);
    if arguments.strict {
        let of_kids = kept.iter().filter(|(_, is_reason)| *is_reason).map(|(words, _)| Words::new(capital(words)));
        let of_passwords = password::too_weak(guessings);
        let reasons: Vec<Words> =
            too_dubious(findings(remarks)).into_iter().chain(of_kids).chain(of_passwords).collect();
        if !reasons.is_empty() {
            return Ok(Some(refused(&reasons)));
        }
    }
    if !arguments.quiet {
        for name in arguments.set.empty() {
            complain(&format!("warning: {name} is empty: is the variable that it comes from set?"));
        }
        kept.iter().for_each(|(words, _)| complain(words));
        password::tell(guessings);
        header::tell_changes(arguments, headers)?;
        tell(findings(remarks));
    }
    Ok(None)
}

/// What the arguments ask for.
struct Wanted {
    request: BuildRequest,
    /// `None`: it is no SD-JWT.
    selection: Option<Selection>,
    /// What a template says of the keys, where that is not true.
    kids: KeptKids,
}

/// The request that the arguments describe; the inner error is a claims text that is refused.
fn request(arguments: &BuildArguments, now: i64, limits: &Limits) -> Result<Result<Wanted, String>, BuilderError> {
    let mut ids = KeyIds::default();
    let mut passphrase = Passphrase::of(arguments.passphrase.origin())?;
    let opened = Opened::read(&arguments.keyring, &mut passphrase, arguments.trust, &mut ids)?;
    let signers = signers(arguments, &opened, passphrase.as_ref(), &mut ids)?;
    let receivers = receivers(arguments, &opened, passphrase.as_ref(), &mut ids)?;
    let mut begun = start::begin(arguments, signers.first().map(|key| &**key), !receivers.is_empty(), now, limits)?;
    let payload = match payload(arguments, begun.as_ref(), now, limits)? {
        Ok(payload) => payload,
        Err(reason) => return Ok(Err(reason)),
    };
    // With other claims than the template's its paths mean nothing.
    let of_template = begun.as_ref().filter(|_| arguments.claims.is_none()).map(|draft| &draft.selection);
    let selection = arguments.selection.read(of_template, passphrase.as_ref())?;
    if let Some(passphrase) = passphrase.as_ref().filter(|_| !arguments.quiet) {
        passphrase.tell_unused();
    }
    let is_unsecured =
        !arguments.is_encryption && arguments.alg.iter().any(|row| row.family == SignatureFamily::Unsecured);
    let is_elsewhere = arguments.signing_input && !arguments.alg.is_empty();
    let has_signature = !signers.is_empty() || is_unsecured || is_elsewhere;
    if !has_signature && receivers.is_empty() {
        if arguments.signing_input {
            return Err(usage("no key: --signing-input takes the public one with --key, or the algorithm with --alg"));
        }
        return Err(usage(
            "no key: to sign, name one with --key, --keyring or --secret-file; to encrypt, a recipient's with --encrypt-to",
        ));
    }
    if arguments.is_signing && !has_signature {
        return Err(usage(
            "no key to sign with: name one with --key, --keyring or --secret-file. To encrypt without signing, use jotsmith encrypt",
        ));
    }
    let has_encryption = !receivers.is_empty();
    let kids = KeptKids::settle(arguments, &signers, begun.as_mut().filter(|_| has_signature))?;
    let signing = if has_signature { Some(signing(arguments, signers, begun.as_ref(), has_encryption)?) } else { None };
    let encryption = if has_encryption {
        Some(encryption(arguments, receivers, begun.as_ref(), has_signature, limits)?)
    } else {
        None
    };
    let request = BuildRequest { payload, signing, encryption, allow_weak: arguments.allow_weak };
    unused::check(arguments, &request)?;
    Ok(Ok(Wanted { request, selection, kids }))
}

fn payload(
    arguments: &BuildArguments,
    begun: Option<&Draft>,
    now: i64,
    limits: &Limits,
) -> Result<Result<Payload, String>, BuilderError> {
    let times = [("iat", arguments.iat), ("nbf", arguments.nbf), ("exp", arguments.exp)];
    let options = [
        ("--iat", arguments.iat.is_some()),
        ("--nbf", arguments.nbf.is_some()),
        ("--exp", arguments.exp.is_some()),
        ("--jti", arguments.jti.is_some()),
    ];
    let setting = options.into_iter().find(|(_, is)| *is).map(|(name, _)| name).or_else(|| arguments.set.first());
    let sets_claims = setting.is_some();
    if let Some(path) = &arguments.payload {
        if let Some(option) = setting.or(begun.map(|_| "--template")) {
            return Err(usage(format!(
                "{option} is for claims, and --payload has none: pass the claims with --claims, or leave {option} out"
            )));
        }
        let bytes = input::read_file(path, limits.text)?;
        return Ok(Ok(Payload::Bytes(bytes.as_slice().into())));
    }
    let mut text = match &arguments.claims {
        Some(claims) => match claims.to_str() {
            Some(json) if json.trim_start().starts_with(['{', '[']) => json.to_owned(),
            _ => Source::file(claims).read(limits.text)?,
        },
        None => match begun.map(|draft| &draft.payload) {
            Some(payload) if payload.kind == PayloadKind::Claims => payload.claims.clone(),
            Some(_) if sets_claims => return Err(usage("the payload of this template has no claims to set")),
            Some(DraftPayload { kind: PayloadKind::Text, text, .. }) => {
                return Ok(Ok(Payload::Bytes(text.as_bytes().into())));
            }
            Some(DraftPayload { file: Some(file), .. }) => return Ok(Ok(Payload::Bytes(Arc::clone(&file.bytes)))),
            Some(_) => return Err(usage("this template has no payload: pass one with --claims")),
            None if sets_claims => "{}".to_owned(),
            None => return Err(usage("nothing to sign or encrypt: pass --claims, --payload or --template")),
        },
    };
    let refused = |error: claims::ClaimsError| match error {
        claims::ClaimsError::Text(EditError::Syntax(_, Some((mistake, span)))) => {
            let Words { sentence, advice, .. } = speech::builder::mistake(&mistake);
            format!("the claims are not JSON: {} at byte {}. {advice}", sentence.to_lowercase(), span.start)
        }
        claims::ClaimsError::Text(EditError::Syntax(fault, None)) => {
            format!("the claims are not JSON at byte {}", fault.span.start)
        }
        claims::ClaimsError::Text(EditError::NotAnObject { found, .. }) => {
            format!("the claims are {}, not a JSON object", found.words())
        }
        claims::ClaimsError::NoRandomness => "the operating system provides no random numbers".to_owned(),
    };
    match arguments.set.set(text) {
        Ok(set) => text = set,
        Err(error) => return Ok(Err(refused(claims::ClaimsError::Text(error)))),
    }
    for (name, time) in times {
        let Some(time) = time else { continue };
        match claims::set_time(&text, name, time.at(now, &TimeZone::UTC)) {
            Ok(edited) => text = edited.text,
            Err(error) => return Ok(Err(refused(error))),
        }
    }
    if let Some(jti) = arguments.jti.as_deref() {
        let edited = if jti.is_empty() { claims::set_new_jti(&text) } else { claims::set_text(&text, "jti", jti) };
        match edited {
            Ok(edited) => text = edited.text,
            Err(error) => return Ok(Err(refused(error))),
        }
    }
    Ok(Ok(Payload::Claims(text)))
}

fn signing(
    arguments: &BuildArguments,
    signers: Vec<Arc<Jwk>>,
    begun: Option<&Draft>,
    is_inner: bool,
) -> Result<Signing, BuilderError> {
    // none has no key: as many signatures as there are keys, one at least.
    let keys: Vec<Option<Arc<Jwk>>> =
        if signers.is_empty() { vec![None] } else { signers.into_iter().map(Some).collect() };
    let count = keys.len();
    let mut signatures = Vec::with_capacity(count);
    for (index, key) in keys.into_iter().enumerate() {
        let chosen = each(&arguments.alg, index, count, "--alg")?.copied();
        let of_template = begun.and_then(|draft| {
            let signatures = &draft.signing.signatures;
            signatures.get(index).or_else(|| signatures.first())
        });
        let follows = key.as_deref().and_then(|key| {
            // What the template was saved with, where this key can do it too.
            let fitting = of_template.and_then(|own| SignatureAlgorithm::named(&own.algorithm).known());
            let fits = |row: &&SignatureRow| jws::algorithms_for(key).iter().any(|each| each.name == row.name);
            fitting.filter(fits).or_else(|| jws::default_algorithm(key))
        });
        let header = each(&arguments.header, index, count, "--header")?.map(String::as_str);
        let unprotected = each(&arguments.unprotected, index, count, "--unprotected")?.map(String::as_str);
        let sync = arguments.header_sync.map(Sync::of_engine).or_else(|| of_template.map(|own| own.follow.sync()));
        let sync = sync.unwrap_or_default();
        // With the header as it is written, the header alone says it.
        let follows = follows.filter(|_| sync != HeaderSync::LeftAlone);
        let typed = Typed::new(arguments, [header, unprotected]);
        let place = Place::ProtectedHeader(index);
        signatures.push(SignatureRequest {
            algorithm: typed.algorithm(SIGNATURE, place, chosen, follows)?,
            key: key.map(|key| typed.named(key, arguments.quiet)),
            protected: header.or(of_template.map(|own| own.protected.as_str())).unwrap_or_default().to_owned(),
            unprotected: unprotected.or(of_template.map(|own| own.unprotected.as_str())).unwrap_or_default().to_owned(),
            sync,
        });
    }
    let own = begun.map(|draft| &draft.signing);
    let default = if count > 1 { Serialization::General } else { Serialization::Compact };
    let of_template = own.filter(|_| count == 1).map(|own| own.writing.serialization());
    let form = arguments.serialization.map(Form::of_engine).or(of_template).filter(|_| !is_inner);
    Ok(Signing {
        serialization: form.unwrap_or(default),
        is_detached: arguments.detached || own.is_some_and(|own| own.is_detached && !is_inner),
        is_unencoded: own.is_some_and(|own| own.is_unencoded),
        signatures,
    })
}

fn encryption(
    arguments: &BuildArguments,
    receivers: Vec<Arc<Jwk>>,
    begun: Option<&Draft>,
    is_outer: bool,
    limits: &Limits,
) -> Result<Encryption, BuilderError> {
    let count = receivers.len();
    let of_template = begun.map(|draft| &draft.encryption);
    let sync = arguments.header_sync.map(Sync::of_engine).or_else(|| of_template.map(|own| own.follow.sync()));
    let sync = sync.unwrap_or_default();
    // Without a signature, --header means the encryption's.
    let own = match (&arguments.jwe_header, is_outer) {
        (Some(header), _) => Some(header.as_str()),
        (None, false) => each(&arguments.header, 0, 1, "--header")?.map(String::as_str),
        (None, true) => None,
    };
    let typed = Typed::new(arguments, [own, arguments.jwe_unprotected.as_deref()]);
    let place = Place::EncryptionHeader;
    let mut recipients = Vec::with_capacity(count);
    for (index, key) in receivers.into_iter().enumerate() {
        let chosen = each(&arguments.jwe_alg, index, count, "--jwe-alg")?.copied();
        let follows = if sync == HeaderSync::LeftAlone { None } else { jwe::default_algorithm(&key) };
        recipients.push(RecipientRequest {
            algorithm: typed.algorithm(KEY_MANAGEMENT, place, chosen, follows)?,
            key: typed.named(key, arguments.quiet),
            header: String::new(),
            apu: None,
            apv: None,
            pbes2_count: arguments.pbes2_count,
        });
    }
    let protected = own.or(of_template.map(|own| own.protected.as_str())).unwrap_or_default().to_owned();
    let follows = recipients
        .first()
        .and_then(|recipient| recipient.algorithm.and_then(|row| jwe::default_encryption(row, &recipient.key)))
        .filter(|_| sync != HeaderSync::LeftAlone);
    let content_encryption = typed.algorithm(CONTENT_ENCRYPTION, place, arguments.enc, follows)?;
    let default = if count > 1 { Serialization::General } else { Serialization::Compact };
    let default = of_template.filter(|_| count == 1).map_or(default, |own| own.writing.serialization());
    let own_aad = of_template.map(|own| own.aad.as_bytes()).filter(|aad| !aad.is_empty()).map(Into::into);
    let shared = of_template.map(|own| own.shared.clone());
    let aad = arguments.aad.as_deref().map(|path| input::read_file(path, limits.text)).transpose()?;
    Ok(Encryption {
        serialization: arguments.serialization.map_or(default, Form::of_engine),
        content_encryption,
        protected,
        shared: arguments.jwe_unprotected.clone().or(shared).unwrap_or_default(),
        recipients,
        aad: aad.map(|bytes| bytes.as_slice().into()).or(own_aad),
        compress: arguments.zip || of_template.is_some_and(|own| own.is_compressed),
        sync,
        dangerous: None,
    })
}
