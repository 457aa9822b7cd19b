//! `jotsmith build`: claims, keys, a token.

pub(super) mod key;
mod selection;
mod start;

use super::complain;
use super::input::{self, InputError, Source};
use super::inspect::{self, InspectError, Passphrase, SecretEncoding};
use crate::engine::builder;
use crate::engine::builder::claims;
use crate::engine::builder::claims::Time;
use crate::engine::builder::draft::{Draft, DraftPayload, PayloadKind};
use crate::engine::builder::edit::EditError;
use crate::engine::builder::sd_jwt;
use crate::engine::builder::sd_jwt::Selection;
use crate::engine::builder::template::TemplateError;
use crate::engine::builder::{
    BuildError, BuildRequest, Built, Encryption, HeaderSync, Payload, RecipientRequest, SignatureRequest, Signing, jwe,
    jws,
};
use crate::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, ContentEncryptionRow, KEY_MANAGEMENT_ALGORITHMS, KeyManagementRow,
    SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow,
};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::jws::Serialization;
use crate::engine::key::{Jwk, KeyIds};
use clap::{ArgGroup, Args, ValueEnum};
use key::{each, receivers, signers};
use selection::SelectionArguments;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// The token was refused: too weak, or not what the standard allows.
const REFUSED: u8 = 1;

const AFTER_HELP: &str = "\
Exit status:
  0  made: the token is on standard output, and nothing else is
  1  refused: too weak to issue, or not what the standard allows
  2  wrong usage, or unreadable input

Secrets are read from files and from the environment, never from the command line, which other users can see.
Nothing is sent anywhere.

Examples:
  jotsmith build --template cdn-grant --key auth.pem | jotsmith inspect - --key auth-public.pem
  jotsmith build --claims '{\"sub\":\"alice\"}' --iat now --exp +5m --jti --key key.jwk
  jotsmith build --payload invoice.pdf --detached --key key.pem --header '{\"b64\":false}'
  jotsmith build --claims claims.json --key signer.pem --encrypt-to recipient.pem
  jotsmith build --claims - --encrypt-to one.pem --encrypt-to two.pem --enc A256GCM
  jotsmith build --claims person.json --key issuer.pem --holder holder.pem --sd name --sd '/address/*' --sd-decoys 3";

/// Make a token: sign, encrypt, or both
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
#[command(group(ArgGroup::new("content").args(["claims", "payload"])))]
pub struct BuildArguments {
    /// The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte
    #[arg(long, value_name = "FILE | - | JSON")]
    claims: Option<OsString>,

    /// A payload of any kind instead of claims: a file, or - for standard input
    #[arg(long, value_name = "FILE | -")]
    payload: Option<PathBuf>,

    /// A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them
    #[arg(long, value_name = "NAME")]
    template: Option<String>,

    /// Save what is asked for here as a template too: texts, structure and algorithms, never a key
    #[arg(long, value_name = "NAME")]
    save_template: Option<String>,

    /// A file that holds the access token that a DPoP proof is bound to, or - for standard input [default: the example of
    /// RFC 9449]
    #[arg(long, value_name = "FILE | -", requires = "template")]
    access_token: Option<PathBuf>,

    /// The protected header: of the signature, or of the encryption where nothing is signed. One for all signatures, or one
    /// for each
    #[arg(long, value_name = "JSON")]
    header: Vec<String>,

    /// The unprotected header of the signature; one for all, or one for each
    #[arg(long, value_name = "JSON")]
    unprotected: Vec<String>,

    /// A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures
    #[arg(long, value_name = "FILE")]
    key: Vec<PathBuf>,

    /// A file that holds a shared secret to sign with; may be repeated
    #[arg(long, value_name = "FILE")]
    secret_file: Vec<PathBuf>,

    /// An environment variable that holds a shared secret to sign with; may be repeated
    #[arg(long, value_name = "NAME")]
    secret_env: Vec<OsString>,

    /// How the secrets are written
    #[arg(long, value_name = "ENCODING", value_enum, default_value_t = SecretEncoding::Utf8)]
    secret_encoding: SecretEncoding,

    /// The algorithm to sign with [default: follows the key]; one for all signatures, or one for each
    #[arg(long, value_name = "ALG", value_parser = signature_row)]
    alg: Vec<&'static SignatureRow>,

    /// How the token is written [default: compact; general for several signatures or recipients]
    #[arg(long, value_name = "FORM", value_enum)]
    serialization: Option<Form>,

    /// Leave the payload out of the token
    #[arg(long)]
    detached: bool,

    /// A recipient's key to encrypt for; repeated: several recipients. What is signed is encrypted then
    #[arg(long, value_name = "FILE")]
    encrypt_to: Vec<PathBuf>,

    /// The key management algorithm [default: follows the key]; one for all recipients, or one for each
    #[arg(long, value_name = "ALG", value_parser = key_management_row)]
    jwe_alg: Vec<&'static KeyManagementRow>,

    /// The content encryption [default: A256GCM, or the one that the key for dir has the length of]
    #[arg(long, value_name = "ENC", value_parser = content_encryption_row)]
    enc: Option<&'static ContentEncryptionRow>,

    /// The protected header of the encryption
    #[arg(long, value_name = "JSON")]
    jwe_header: Option<String>,

    /// The shared unprotected header of the encryption
    #[arg(long, value_name = "JSON")]
    jwe_unprotected: Option<String>,

    /// Additional authenticated data: a file. Not in compact
    #[arg(long, value_name = "FILE")]
    aad: Option<PathBuf>,

    /// Compress before encrypting; the length then tells about the content
    #[arg(long)]
    zip: bool,

    /// Rounds of PBES2 [default: OWASP's, 600000 with SHA-256, else 220000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pbes2_count: Option<u64>,

    /// Set exp: now, +5m, -1h, +1d, or seconds since 1970
    #[arg(long, value_name = "TIME", value_parser = Time::parse, allow_hyphen_values = true)]
    exp: Option<Time>,

    /// Set nbf
    #[arg(long, value_name = "TIME", value_parser = Time::parse, allow_hyphen_values = true)]
    nbf: Option<Time>,

    /// Set iat
    #[arg(long, value_name = "TIME", value_parser = Time::parse, allow_hyphen_values = true)]
    iat: Option<Time>,

    /// Set jti, to a new random identifier if no TEXT is given
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "")]
    jti: Option<String>,

    /// Whether alg, typ and kid in the header follow algorithm and key [default: in-step]
    #[arg(long, value_name = "MODE", value_enum)]
    header_sync: Option<Sync>,

    /// An environment variable that holds a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to,
    /// to encrypt with
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<OsString>,

    /// Make what is too weak to issue nevertheless: short secrets, RSA below 2048 bits, none, RSA1_5, published keys
    #[arg(long)]
    allow_weak: bool,

    /// The time that times are relative to, in seconds since 1970 [default: the clock]
    #[arg(long, value_name = "UNIX", allow_negative_numbers = true)]
    now: Option<i64>,

    #[command(flatten)]
    selection: SelectionArguments,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// Parts with dots between them
    Compact,
    /// JSON with one signature or recipient
    Flattened,
    /// JSON with a list of them
    General,
}

impl Form {
    const fn of_engine(self) -> Serialization {
        match self {
            Self::Compact => Serialization::Compact,
            Self::Flattened => Serialization::Flattened,
            Self::General => Serialization::General,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Sync {
    /// All three follow
    InStep,
    /// alg and enc alone follow
    Alg,
    /// The header stays as it is written
    None,
}

impl Sync {
    const fn of_engine(self) -> HeaderSync {
        match self {
            Self::InStep => HeaderSync::InStep,
            Self::Alg => HeaderSync::AlgorithmOnly,
            Self::None => HeaderSync::LeftAlone,
        }
    }
}

pub(super) fn signature_row(name: &str) -> Result<&'static SignatureRow, String> {
    named(SIGNATURE_ALGORITHMS, name, |row| row.name)
}

fn key_management_row(name: &str) -> Result<&'static KeyManagementRow, String> {
    named(KEY_MANAGEMENT_ALGORITHMS, name, |row| row.name)
}

fn content_encryption_row(name: &str) -> Result<&'static ContentEncryptionRow, String> {
    named(CONTENT_ENCRYPTION_ALGORITHMS, name, |row| row.name)
}

fn named<Row>(table: &'static [Row], name: &str, of: fn(&Row) -> &'static str) -> Result<&'static Row, String> {
    let names = || table.iter().map(of).collect::<Vec<_>>().join(", ");
    table.iter().find(|row| of(row) == name).ok_or_else(|| format!("one of {}", names()))
}

/// Why nothing could be tried.
#[derive(Debug)]
pub enum BuildCommandError {
    /// Something could not be read, or a secret is not what it should be.
    Input(InspectError),
    /// The arguments contradict each other, or something is missing.
    Usage(String),
    /// A key file cannot be used like this.
    Key {
        /// Which one.
        path: PathBuf,
        /// Why not.
        problem: String,
    },
    /// The template needs something.
    Template {
        /// Which one.
        name: String,
        /// What.
        error: TemplateError,
    },
}

impl fmt::Display for BuildCommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::Usage(message) => f.write_str(message),
            Self::Key { path, problem } => write!(f, "{}: {problem}", path.display()),
            Self::Template { name, error } => write!(f, "the template {name}: {error}"),
        }
    }
}

impl std::error::Error for BuildCommandError {}

impl From<InspectError> for BuildCommandError {
    fn from(error: InspectError) -> Self {
        Self::Input(error)
    }
}

impl From<InputError> for BuildCommandError {
    fn from(error: InputError) -> Self {
        Self::Input(error.into())
    }
}

pub(super) fn usage(message: impl Into<String>) -> BuildCommandError {
    BuildCommandError::Usage(message.into())
}

/// Reads, makes, prints the token and nothing else.
pub fn run(arguments: &BuildArguments) -> Result<ExitCode, BuildCommandError> {
    let limits = Limits::DEFAULT;
    let now = arguments.now.unwrap_or_else(inspect::clock);
    let request = match request(arguments, now, &limits)? {
        Ok(request) => request,
        Err(reason) => return Ok(refused(&[(reason, String::new())])),
    };
    let Wanted { request, selection } = request;
    let made = match &selection {
        Some(selection) => sd_jwt::issue(&request, selection, &limits).map(|issued| issued.built),
        None => builder::build(&request, &limits),
    };
    if let (Ok(_), Some(name)) = (&made, &arguments.save_template) {
        start::save(name, &request, selection.as_ref(), now)?;
    }
    made_or_refused(made)
}

/// What the arguments ask for.
struct Wanted {
    request: BuildRequest,
    /// `None`: it is no SD-JWT.
    selection: Option<Selection>,
}

/// Prints the token and nothing else, or says why there is none.
pub(super) fn made_or_refused(made: Result<Built, BuildError>) -> Result<ExitCode, BuildCommandError> {
    match made {
        Ok(built) => {
            for note in &built.notes {
                complain(&sentence(&note.message, &note.advice));
            }
            let mut text = built.text;
            text.push('\n');
            inspect::print(&text, anstream::ColorChoice::Never)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            let reasons: Vec<_> = error.reasons().into_iter().map(|reason| (reason.message, reason.advice)).collect();
            let code = refused(&reasons);
            if error.can_be_allowed() {
                complain("--allow-weak makes it nevertheless");
            }
            Ok(code)
        }
    }
}

fn refused(reasons: &[(String, String)]) -> ExitCode {
    for (message, advice) in reasons {
        complain(&format!("refused: {}", sentence(message, advice)));
    }
    ExitCode::from(REFUSED)
}

fn sentence(message: &str, advice: &str) -> String {
    if advice.is_empty() { message.to_owned() } else { format!("{message}. {advice}") }
}

/// The request that the arguments describe; the inner error is a claims text that is refused.
fn request(arguments: &BuildArguments, now: i64, limits: &Limits) -> Result<Result<Wanted, String>, BuildCommandError> {
    let mut ids = KeyIds::default();
    let passphrase = Passphrase::of(arguments.passphrase_env.as_deref())?;
    let signers = signers(arguments, passphrase.as_ref(), limits, &mut ids)?;
    let receivers = receivers(arguments, passphrase.as_ref(), limits, &mut ids)?;
    let begun = start::begin(arguments, signers.first().map(|key| &**key), !receivers.is_empty(), now, limits)?;
    let payload = match payload(arguments, begun.as_ref(), now, limits)? {
        Ok(payload) => payload,
        Err(reason) => return Ok(Err(reason)),
    };
    // With other claims than the template's its paths mean nothing.
    let of_template = begun.as_ref().filter(|_| arguments.claims.is_none()).map(|draft| &draft.selection);
    let selection = arguments.selection.read(of_template, passphrase.as_ref(), limits)?;
    let is_unsecured = arguments.alg.iter().any(|row| row.family == SignatureFamily::Unsecured);
    let has_signature = !signers.is_empty() || is_unsecured;
    if !has_signature && receivers.is_empty() {
        return Err(usage("nothing to make: name a key with --key, a secret with --secret-file, or --encrypt-to"));
    }
    let has_encryption = !receivers.is_empty();
    let signing = if has_signature { Some(signing(arguments, signers, begun.as_ref(), has_encryption)?) } else { None };
    let encryption = if has_encryption {
        Some(encryption(arguments, receivers, begun.as_ref(), has_signature, limits)?)
    } else {
        None
    };
    let request = BuildRequest { payload, signing, encryption, allow_weak: arguments.allow_weak };
    Ok(Ok(Wanted { request, selection }))
}

fn payload(
    arguments: &BuildArguments,
    begun: Option<&Draft>,
    now: i64,
    limits: &Limits,
) -> Result<Result<Payload, String>, BuildCommandError> {
    let times = [("iat", arguments.iat), ("nbf", arguments.nbf), ("exp", arguments.exp)];
    let sets_claims = times.iter().any(|(_, time)| time.is_some()) || arguments.jti.is_some();
    if let Some(path) = &arguments.payload {
        if sets_claims || begun.is_some() {
            return Err(usage(
                "a payload has no claims to set: use --claims with --exp, --nbf, --iat, --jti, --template",
            ));
        }
        let bytes =
            if path == Path::new("-") { input::read_stdin(limits.text)? } else { input::read_file(path, limits.text)? };
        return Ok(Ok(Payload::Bytes(bytes.as_slice().into())));
    }
    let mut text = match &arguments.claims {
        Some(claims) => match claims.to_str() {
            Some("-") => Source::Stdin.read(limits.text)?,
            Some(json) if json.trim_start().starts_with(['{', '[']) => json.to_owned(),
            _ => Source::File(PathBuf::from(claims)).read(limits.text)?,
        },
        None => match begun.map(|draft| &draft.payload) {
            Some(payload) if payload.kind == PayloadKind::Claims => payload.claims.clone(),
            Some(_) if sets_claims => return Err(usage("this template has a payload without claims to set")),
            Some(DraftPayload { kind: PayloadKind::Text, text, .. }) => {
                return Ok(Ok(Payload::Bytes(text.as_bytes().into())));
            }
            Some(DraftPayload { file: Some(file), .. }) => return Ok(Ok(Payload::Bytes(Arc::clone(&file.bytes)))),
            Some(_) => return Err(usage("this template has no payload: give one with --claims")),
            None if sets_claims => "{}".to_owned(),
            None => return Err(usage("nothing to sign or encrypt: give --claims, --payload or --template")),
        },
    };
    let refused = |error: claims::ClaimsError| match error {
        claims::ClaimsError::Text(EditError::Syntax(fault)) => {
            format!("the claims are not JSON at byte {}", fault.span.start)
        }
        claims::ClaimsError::Text(EditError::NotAnObject { found, .. }) => {
            format!("the claims are {}, not a JSON object", found.words())
        }
        claims::ClaimsError::NoRandomness => "the operating system gives no random numbers".to_owned(),
    };
    for (name, time) in times {
        let Some(time) = time else { continue };
        match claims::set_time(&text, name, time.at(now)) {
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
) -> Result<Signing, BuildCommandError> {
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
            let fitting = of_template.and_then(|own| signature_row(&own.algorithm).ok());
            let fits = |row: &&SignatureRow| jws::algorithms_for(key).iter().any(|each| each.name == row.name);
            fitting.filter(fits).or_else(|| jws::default_algorithm(key))
        });
        let header = each(&arguments.header, index, count, "--header")?.map(String::as_str);
        let unprotected = each(&arguments.unprotected, index, count, "--unprotected")?.map(String::as_str);
        let sync = arguments.header_sync.map(Sync::of_engine).or_else(|| of_template.map(|own| own.follow.sync()));
        let sync = sync.unwrap_or_default();
        signatures.push(SignatureRequest {
            // With the header as it is written, the header alone says it.
            algorithm: if sync == HeaderSync::LeftAlone { chosen } else { chosen.or(follows) },
            key,
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
) -> Result<Encryption, BuildCommandError> {
    let count = receivers.len();
    let of_template = begun.map(|draft| &draft.encryption);
    let sync = arguments.header_sync.map(Sync::of_engine).or_else(|| of_template.map(|own| own.follow.sync()));
    let sync = sync.unwrap_or_default();
    let mut recipients = Vec::with_capacity(count);
    for (index, key) in receivers.into_iter().enumerate() {
        let chosen = each(&arguments.jwe_alg, index, count, "--jwe-alg")?.copied();
        let follows = if sync == HeaderSync::LeftAlone { None } else { jwe::default_algorithm(&key) };
        recipients.push(RecipientRequest {
            algorithm: chosen.or(follows),
            key,
            header: String::new(),
            apu: None,
            apv: None,
            pbes2_count: arguments.pbes2_count,
        });
    }
    // Without a signature, --header means the encryption's.
    let own = match (&arguments.jwe_header, is_outer) {
        (Some(header), _) => Some(header.as_str()),
        (None, false) => each(&arguments.header, 0, 1, "--header")?.map(String::as_str),
        (None, true) => None,
    };
    let protected = own.or(of_template.map(|own| own.protected.as_str())).unwrap_or_default().to_owned();
    let follows = recipients
        .first()
        .and_then(|recipient| recipient.algorithm.and_then(|row| jwe::default_encryption(row, &recipient.key)))
        // An enc that the person wrote into the header counts.
        .filter(|_| sync != HeaderSync::LeftAlone && !(own.is_some() && names_encryption(&protected, limits)));
    let default = if count > 1 { Serialization::General } else { Serialization::Compact };
    let default = of_template.filter(|_| count == 1).map_or(default, |own| own.writing.serialization());
    let own_aad = of_template.map(|own| own.aad.as_bytes()).filter(|aad| !aad.is_empty()).map(Into::into);
    let shared = of_template.map(|own| own.shared.clone());
    let aad = arguments.aad.as_deref().map(|path| input::read_file(path, limits.text)).transpose()?;
    Ok(Encryption {
        serialization: arguments.serialization.map_or(default, Form::of_engine),
        content_encryption: arguments.enc.or(follows),
        protected,
        shared: arguments.jwe_unprotected.clone().or(shared).unwrap_or_default(),
        recipients,
        aad: aad.map(|bytes| bytes.as_slice().into()).or(own_aad),
        compress: arguments.zip || of_template.is_some_and(|own| own.is_compressed),
        sync,
        dangerous: None,
    })
}

/// Whether a header text names an `enc`.
fn names_encryption(header: &str, limits: &Limits) -> bool {
    let document = crate::engine::ground::json::scan(header.as_bytes(), limits.json_depth);
    document.object().is_some_and(|object| object.get("enc").is_some())
}
