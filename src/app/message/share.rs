//! Tokens for others to see: what the person wants masked, and masking it, for the worker.

use crate::app::value::share::{ShareRules, ShareScope};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::policy::Judgement;
use crate::engine::redact::{Redacted, Redactor};
use crate::engine::report;
use crate::engine::report::page::Page;
use crate::engine::report::picture::Masked;
use std::fmt;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub enum ShareCommand {
    /// Open the dialog.
    Open(ShareScope),
    /// The boxes that are ticked.
    Keep { lengths: bool, roles: bool, issuer: bool },
    /// Write what is shown to a file.
    Save,
    /// Write a report on the token that is shown to a file: a page, redacted.
    SaveReport,
    /// Write a picture of its panes to a file, redacted.
    SavePicture,
}

/// A PNG file.
#[derive(Clone)]
pub struct Png(pub Arc<[u8]>);

impl fmt::Debug for Png {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Png({} bytes)", self.0.len())
    }
}

/// Masking some tokens. Not cut short: it takes a moment for a token, and seconds for the longest desk.
#[derive(Clone)]
pub struct RedactJob {
    pub revision: u64,
    pub(in crate::app) texts: Vec<Arc<str>>,
    pub(in crate::app) rules: ShareRules,
    /// The key of the pseudonyms of this session; it is made with the first of these jobs.
    pub key: Option<SecretBytes>,
    /// What is made of it, where that is not the text.
    pub(in crate::app) report: Option<ReportRequest>,
}

/// A report on the one token.
#[derive(Clone)]
pub(in crate::app) struct ReportRequest {
    pub examination: Arc<Examination>,
    pub judgement: Judgement,
    pub now: i64,
    pub form: ReportForm,
}

#[derive(Clone)]
pub(in crate::app) enum ReportForm {
    Page,
    /// A picture of the panes with this layer in them, and of what they say.
    Picture {
        layer: usize,
        said: Vec<String>,
    },
}

#[derive(Clone)]
pub struct RedactAnswer {
    pub(in crate::app) revision: u64,
    /// With the key that it was made with; `None`: there are no random numbers.
    pub(in crate::app) made: Option<(SecretBytes, Made)>,
}

/// What came of it.
#[derive(Clone)]
pub(in crate::app) enum Made {
    Texts(Arc<[Redacted]>),
    /// A page.
    Report(String),
    /// What a picture shows; `None`: too much is masked.
    Picture(Option<Masked>),
}

impl RedactJob {
    /// For a picture: what the panes say that is not in the token, to be masked with it.
    #[must_use]
    pub fn saying(mut self, sentences: Vec<String>) -> Self {
        if let Some(ReportRequest { form: ReportForm::Picture { said, .. }, .. }) = &mut self.report {
            *said = sentences;
        }
        self
    }

    pub fn run(self) -> RedactAnswer {
        let made = self.key.or_else(Redactor::key).map(|key| {
            let texts: Vec<&str> = self.texts.iter().map(|text| &**text).collect();
            let mut redactor = Redactor::new(key.clone(), self.rules);
            let made = match (self.report, texts.first()) {
                (Some(ReportRequest { examination, judgement, now, form }), Some(token)) => {
                    let report = report::report(&examination, &judgement, &[], &[], None, now);
                    match form {
                        ReportForm::Page => Made::Report(report.to_html(&Page { now, token }, Some(redactor))),
                        ReportForm::Picture { layer, said } => {
                            let text = examination.layers.get(layer).map(|layer| &*layer.text);
                            Made::Picture(text.and_then(|text| report.masked(token, (layer, text), &said, redactor)))
                        }
                    }
                }
                _ => Made::Texts(redactor.all(&texts).into()),
            };
            (key, made)
        });
        RedactAnswer { revision: self.revision, made }
    }
}

impl fmt::Debug for RedactJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redact(revision {}, {} tokens)", self.revision, self.texts.len())
    }
}

impl fmt::Debug for RedactAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redacted(revision {})", self.revision)
    }
}
