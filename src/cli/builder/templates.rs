//! `jotsmith templates`: what a token can start from.

use super::error::{BuilderError, usage};
use crate::cli::source::choice;
use crate::cli::source::clock::clock;
use crate::cli::source::print::{complain, print};
use crate::engine::builder::template;
use crate::engine::builder::template::TEMPLATES;
use crate::engine::text::escape::escaped;
use crate::store::template::TemplateFolder;
use clap::{Args, Subcommand};
use std::fmt::Write;
use std::process::ExitCode;

/// List the templates for tokens, and delete your own
#[derive(Args)]
#[command(after_help = "\
Save templates with jotsmith build --save-template NAME, or in the window. They contain texts, structure and algorithms,
never a key. JOTSMITH_DATA_DIR sets another folder for data.")]
pub(in crate::cli) struct TemplatesArguments {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// List the built-in templates and your own
    List,
    /// Delete a template of your own
    Delete {
        /// The template
        #[arg(value_parser = choice::text())]
        name: String,
    },
}

/// Does it.
pub(in crate::cli) fn run(arguments: &TemplatesArguments) -> Result<ExitCode, BuilderError> {
    let folder =
        TemplateFolder::standard().ok_or_else(|| usage("no folder for data was found: set JOTSMITH_DATA_DIR"))?;
    match &arguments.action {
        None | Some(Action::List) => list(&folder),
        Some(Action::Delete { name }) => {
            if template::find(name).is_some() {
                return Err(usage(format!("the template {name} is built in and cannot be deleted")));
            }
            folder.delete(name).map_err(|error| usage(format!("the template {name}: {error}")))?;
            complain(&format!("deleted template {name}"));
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn list(folder: &TemplateFolder) -> Result<ExitCode, BuilderError> {
    let listed = folder.list(&clock().to_string());
    for notice in &listed.notices {
        complain(notice);
    }
    let mut rows: Vec<(String, String)> =
        TEMPLATES.iter().map(|template| (template.name.to_owned(), template.summary.to_owned())).collect();
    rows.extend(listed.templates.iter().map(|template| (escaped(&template.name).into_owned(), "Your own".to_owned())));
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (name, summary) in rows {
        let _ = writeln!(out, "{name:<width$}  {summary}");
    }
    print(out.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
