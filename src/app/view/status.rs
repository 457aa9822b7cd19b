//! The bottom line.

use super::StatusBar;
use crate::app::query;
use crate::app::state::State;
use crate::app::value::words::{counted, elided, grouped, safe, size};
use crate::app::value::{Role, Run, Workspace, time};
use crate::engine::ground::size::SESSION_ID_BYTES;
use crate::engine::jose::layer::ContentKind;
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::speech;

pub(super) fn build(state: &State) -> StatusBar {
    let count = state.key_count();
    StatusBar {
        size: size_runs(state),
        clock: match state.clock.set {
            Some(seconds) => format!("as of {}", format_utc(seconds)),
            // A clock that nobody needs does not tick, and so must not show seconds.
            None if state.has_times() => {
                format!("clock {}", time::of_day(state.clock.real, state.shows_seconds()))
            }
            None => "system clock".to_owned(),
        },
        secret: state.secret_left().map(|seconds| format!("Clipboard cleared in {seconds} s")),
        guessing: super::guess::status(state),
        clock_is_set: state.clock.set.is_some(),
        leeway: state.policy().leeway(),
        leeway_is_expected: state.expectations().chosen(state.examination()).0.leeway.is_some(),
        expects: expects(state),
        expectations: expectations(state),
        time_style: state.settings.time_style,
        keys: if state.has_unsaved_keys() {
            format!("{}, not all saved", counted(count, "key"))
        } else if count == 0 {
            "no keys".to_owned()
        } else {
            counted(count, "key")
        },
    }
}

/// What is expected, by name: all of it stands in the tip and in the dialog.
fn expects(state: &State) -> String {
    let expectations = state.expectations();
    let (policy, name) = expectations.chosen(state.examination());
    if let Some(name) = name {
        return format!("Expects {}", elided(&safe(name), 40));
    }
    match query::policy::words(policy).as_slice() {
        [] => "Expects anything".to_owned(),
        [(only, _)] => format!("Expects {only}"),
        [(first, _), (second, _)] => format!("Expects {first}, {second}"),
        more => format!("Expects {} things", more.len()),
    }
}

fn expectations(state: &State) -> String {
    let expectations = state.expectations();
    let words = query::policy::words(expectations.chosen(state.examination()).0);
    let lines: Vec<String> =
        words.iter().map(|(name, value)| format!("{name}: {}", elided(&safe(value), 120))).collect();
    lines.join("\n")
}

fn size_runs(state: &State) -> Vec<Run> {
    if state.workspace == Workspace::Build {
        return super::builder::size_runs(state);
    }
    let Some(examination) = state.examination() else {
        let length = state.token.text.len();
        return if length == 0 { Vec::new() } else { vec![Run::new(size(length), Role::Plain)] };
    };
    let report = &examination.size;
    let content = examination.layers.first().and_then(|layer| layer.content.as_ref());
    let has_claims = content.is_some_and(|content| content.kind == ContentKind::Claims);
    let mut runs = vec![Run::new(size(report.total), Role::Strong)];
    for part in report.parts.iter().take(6) {
        let name = if part.name == "payload" && has_claims { "claims" } else { part.name };
        runs.push(Run::new(" · ", Role::Weak));
        runs.push(Run::new(format!("{name} {}", grouped(part.bytes)), Role::Plain));
    }
    runs.push(Run::new(" · ", Role::Weak));
    runs.push(Run::new(ratio(report.total), Role::Plain));
    runs
}

/// "21.7× a session id".
pub(super) fn ratio(bytes: usize) -> String {
    format!("{}× a session ID", speech::size::times(bytes, SESSION_ID_BYTES))
}
