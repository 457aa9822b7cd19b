//! `jotsmith profiles`: the kinds of token that are known, and what the standard of each demands.

use super::source::choice;
use super::source::error::SourceError;
use super::source::print::print_coloured;
use super::source::style::{HEADING, NAME, WEAK};
use crate::engine::jwt::demand::Level;
use crate::engine::jwt::profile::{PROFILES, ProfileRow};
use clap::Args;
use std::fmt::Write;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Examples:
  jotsmith profiles
  jotsmith profiles id-token
  jotsmith inspect token.jwt --profile id-token";

/// List the kinds of token, or what one of them must be
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct ProfilesArguments {
    /// The kind whose demands are listed
    #[arg(value_name = "NAME", value_parser = choice::profile(), hide_possible_values = true)]
    profile: Option<&'static ProfileRow>,
}

pub(super) fn run(arguments: &ProfilesArguments) -> Result<ExitCode, SourceError> {
    let text = arguments.profile.map_or_else(list, demands);
    print_coloured(&text, anstream::ColorChoice::Auto)?;
    Ok(ExitCode::SUCCESS)
}

fn list() -> String {
    let mut out = String::new();
    let width = PROFILES.iter().map(|row| row.id.len()).max().unwrap_or(0);
    for row in PROFILES {
        let _ = writeln!(out, "{NAME}{:width$}{NAME:#}  {}", row.id, row.line);
    }
    out
}

fn demands(row: &'static ProfileRow) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{HEADING}{}{HEADING:#}  {}", row.name, row.line);
    if !row.types.is_empty() {
        let _ = writeln!(out, "  {WEAK}typ {}{WEAK:#}", row.types.join(", "));
    }
    for demand in row.demands {
        let level = match demand.level {
            Level::Must => "must  ",
            Level::Should => "should",
        };
        let types = match demand.types {
            [] => String::new(),
            [""] => " · without typ".to_owned(),
            types => format!(" · {}", types.join(", ")),
        };
        let (clause, section) = (demand.clause(row), demand.section);
        let _ = writeln!(out, "  {NAME}{level}{NAME:#}  {clause}  {WEAK}{section}{types}{WEAK:#}");
    }
    out
}
