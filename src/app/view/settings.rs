//! The settings, and what of the person's outlives the window.

use crate::app::message::notice::Notice;
use crate::app::state::State;
use crate::app::value::settings::{Settings, SettingsPage, Swap};
use crate::app::value::size::OwnLimit;
use crate::app::value::words::{counted, elided, safe};
use crate::engine::keyring::Form;

/// Characters of a name that are shown.
const SHOWN: usize = 60;

/// All that can be set.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsView {
    pub page: SettingsPage,
    pub settings: Settings,
    /// What outlives the window.
    pub remembered: RememberedView,
    /// Whether memory is locked, and what that means.
    pub memory: Option<(&'static str, String)>,
    /// What was done last, and how it is undone.
    pub done: Option<Notice>,
}

/// What outlives the window, each by the name that it is deleted by and that which is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RememberedView {
    /// A draft is in the builder.
    pub has_draft: bool,
    pub templates: Vec<(String, String)>,
    pub expectations: Vec<(String, String)>,
    /// Rules whose findings are not listed.
    pub muted: Vec<String>,
    /// Limits of one's own: name, and "Gateway, 2,000 bytes".
    pub limits: Vec<(String, String)>,
    /// "2 keyrings, encrypted".
    pub keyrings: String,
}

fn limit(own: &OwnLimit) -> (String, String) {
    let name = elided(&safe(&own.name), SHOWN);
    let words = format!("{name}, {}", counted(own.bytes, "byte"));
    (name, words)
}

fn keyrings(state: &State) -> String {
    let count = state.keyrings.rings.len();
    let open = state.keyrings.rings.iter().filter(|ring| ring.form == Form::Public).count();
    match (count, open) {
        (0, _) => "None".to_owned(),
        (_, 0) => format!("{}, encrypted", counted(count, "keyring")),
        _ => format!("{}, {open} of them not encrypted", counted(count, "keyring")),
    }
}

fn memory(swap: Swap) -> Option<(&'static str, String)> {
    Some(match swap {
        Swap::Never => ("Locked", "Nothing of it is written to the swap".to_owned()),
        Swap::Limited(limit) => (
            "Not locked",
            format!(
                "The system lets Jotsmith lock {}, which is less than all of it: use encrypted swap, or allow more (ulimit -l unlimited)",
                counted(usize::try_from(limit).unwrap_or(usize::MAX), "byte")
            ),
        ),
        Swap::Unknown => return None,
    })
}

pub(super) fn build(state: &State, page: SettingsPage) -> SettingsView {
    let named = |name: &String| (name.clone(), elided(&safe(name), SHOWN));
    let templates = &state.build.keep.templates;
    let expectations = &state.settings.expectations;
    SettingsView {
        page,
        settings: state.settings.clone(),
        remembered: RememberedView {
            has_draft: state.build.draft.is_some(),
            templates: templates.iter().map(|template| named(&template.name)).collect(),
            expectations: expectations.iter().map(|expected| named(&expected.name)).collect(),
            muted: state.settings.muted.clone(),
            limits: state.settings.size.sending.own.iter().map(limit).collect(),
            keyrings: keyrings(state),
        },
        memory: memory(state.swap),
        done: state.notices.iter().rfind(|notice| !notice.actions.is_empty()).cloned(),
    }
}
