//! What can be handed on of a token: requests, files, reports, and code that verifies or creates it.
//!
//! One table: the window's tab, the palette, the context menus and `jotsmith export` are made from it. Nothing that came out
//! of a token reaches another language except through [`quote`].

mod claims;
mod code;
mod form;
mod key;
mod markdown;
mod page;
mod part;
pub mod qr;
mod quote;
mod request;

pub use crate::engine::speech::export::Unfit;

use super::ground::json::Value;
use super::jose::layer::{Examination, Layer};
use super::jwt::policy::{Judgement, Policy};
use zeroize::Zeroizing;

/// The address that a request goes to while nobody has named another.
pub const URL: &str = "https://api.example.com/";

/// Where an export is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Token,
    Request,
    Claims,
    Report,
    Key,
    Verify,
    Create,
}

impl Group {
    pub const ALL: [Self; 7] =
        [Self::Token, Self::Request, Self::Claims, Self::Report, Self::Key, Self::Verify, Self::Create];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Token => "Token",
            Self::Request => "Request",
            Self::Claims => "Claims",
            Self::Report => "Report",
            Self::Key => "Key",
            Self::Verify => "Code that verifies it",
            Self::Create => "Code that creates it",
        }
    }
}

/// Who may see what is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Secrecy {
    /// Anyone: it opens nothing.
    Open,
    /// Whoever holds it can use the token, or read what was meant for its audience.
    Secret,
}

/// What of a token is not in what is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Masking {
    Nothing,
    /// Values of claims and header parameters that may be about a person.
    Personal,
    /// Whatever is not known to be harmless: [`Redactor`](crate::engine::redact::Redactor).
    Redacted,
}

/// What an export is made from.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The token as it is sent, without what stood around it.
    pub token: &'a str,
    pub examination: &'a Examination,
    /// The same as it may be shown: [`Examination::covered`].
    pub shown: &'a Examination,
    pub judgement: &'a Judgement,
    /// What is expected of it: issuer, audience and leeway go into code.
    pub policy: &'a Policy,
    /// The layer and its signature or recipient that are looked at.
    pub layer: usize,
    pub entry: usize,
    /// What was removed from the input, and what is to be said about it.
    pub cleaned: &'a [String],
    pub notes: &'a [String],
    pub now: i64,
    /// Where a request goes.
    pub url: &'a str,
}

/// One piece of what was made, and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub piece: String,
    pub words: &'static str,
}

/// What makes something of a token, or says why it cannot.
type Make<T> = fn(&Subject<'_>) -> Result<T, Unfit>;

/// One thing that can be made.
pub struct ExportRow {
    /// How it is called on the command line.
    pub name: &'static str,
    pub title: &'static str,
    pub group: Group,
    /// What it is good for.
    pub line: &'static str,
    /// The usual name of a file with it.
    pub file: &'static str,
    pub masking: Masking,
    secrecy: Rule,
    fits: Make<()>,
    make: Make<String>,
    notes: fn(&Subject<'_>) -> Vec<Note>,
}

/// How it is known who may see it.
enum Rule {
    Open,
    Secret,
    /// It depends on the token.
    Weighed(fn(&Subject<'_>) -> Secrecy),
}

impl std::fmt::Debug for ExportRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl ExportRow {
    const fn new(
        group: Group,
        (name, title, file): (&'static str, &'static str, &'static str),
        line: &'static str,
        secrecy: Rule,
        fits: Make<()>,
        make: Make<String>,
    ) -> Self {
        Self { name, title, group, line, file, masking: Masking::Nothing, secrecy, fits, make, notes: |_| Vec::new() }
    }

    const fn noting(self, notes: fn(&Subject<'_>) -> Vec<Note>) -> Self {
        Self { notes, ..self }
    }

    const fn masking(self, masking: Masking) -> Self {
        Self { masking, ..self }
    }

    /// Whether it can be made of this token, and why not.
    pub fn fits(&self, subject: &Subject<'_>) -> Result<(), Unfit> {
        (self.fits)(subject)
    }

    /// The text; it ends without a line break.
    pub fn make(&self, subject: &Subject<'_>) -> Result<Zeroizing<String>, Unfit> {
        (self.fits)(subject)?;
        (self.make)(subject).map(Zeroizing::new)
    }

    pub fn secrecy(&self, subject: &Subject<'_>) -> Secrecy {
        match self.secrecy {
            Rule::Open => Secrecy::Open,
            Rule::Secret => Secrecy::Secret,
            Rule::Weighed(weigh) => weigh(subject),
        }
    }

    /// What each restriction in it is for.
    pub fn notes(&self, subject: &Subject<'_>) -> Vec<Note> {
        if self.fits(subject).is_ok() { (self.notes)(subject) } else { Vec::new() }
    }
}

/// Everything, in the order in which it is listed.
pub fn rows() -> impl Iterator<Item = &'static ExportRow> {
    [
        part::ROWS,
        qr::ROWS,
        form::ROWS,
        request::ROWS,
        claims::ROWS,
        markdown::ROWS,
        page::ROWS,
        key::ROWS,
        code::VERIFY,
        code::CREATE,
    ]
    .into_iter()
    .flatten()
}

/// The one of this name.
pub fn named(name: &str) -> Option<&'static ExportRow> {
    rows().find(|row| row.name == name)
}

impl<'a> Subject<'a> {
    fn layer(&self) -> Option<&'a Layer> {
        self.examination.layers.get(self.layer)
    }

    fn shown_layer(&self) -> Option<&'a Layer> {
        self.shown.layers.get(self.layer)
    }

    /// The token where it is nothing but a compact one: it needs no quotes anywhere, and fits into one line.
    fn compact(&self) -> Result<&'a str, Unfit> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~+/=".contains(&byte);
        let is_compact = !self.token.is_empty() && self.token.bytes().all(is_plain);
        if is_compact { Ok(self.token) } else { Err(Unfit::NotCompact) }
    }

    /// The claims that are looked at, as the JSON object that counts.
    fn claims(&self) -> Result<Value<'a>, Unfit> {
        let layer = self.examination.innermost().ok_or(Unfit::NoClaims)?;
        if layer.content.is_none() && layer.jwe().is_some() {
            return Err(Unfit::Locked);
        }
        let document = layer.shown_claims().ok_or(Unfit::NoClaims)?;
        if !document.is_complete() {
            return Err(Unfit::NoClaims);
        }
        document.object().ok_or(Unfit::NoClaims)
    }

    /// The same as it may be shown.
    fn shown_claims(&self) -> Result<Value<'a>, Unfit> {
        self.claims()?;
        let document = self.shown.innermost().and_then(Layer::shown_claims);
        document.and_then(|document| document.object()).ok_or(Unfit::NoClaims)
    }

    /// Whether the claims can be read without a key, and hold none.
    fn are_claims_open(&self) -> bool {
        let is_readable = self.examination.layers.iter().all(|layer| layer.jwe().is_none());
        let lexemes = self.claims().ok().zip(self.shown_claims().ok());
        is_readable && lexemes.is_some_and(|(received, shown)| received.lexeme() == shown.lexeme())
    }
}

#[cfg(test)]
mod tests;
