//! What the command palette finds by a name of the person's: templates and keys.

use crate::app::message::builder::BuildCommand;
use crate::app::message::command::{Command, KeepCommand};
use crate::app::query::key::plain_name;
use crate::app::state::State;
use crate::app::value::words::elided;
use crate::engine::builder::template::TEMPLATES;

/// Keys that are listed; the filter of the table finds any.
const MOST_KEYS: usize = 500;

/// One thing with a name, and what shows it or begins with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub name: String,
    pub group: &'static str,
    pub command: Command,
}

pub(super) fn build(state: &State) -> Vec<Named> {
    let own = state.build.keep.templates.iter().map(|template| Named {
        name: format!("New token: {} (your template)", elided(&template.name, 60)),
        group: "Templates",
        command: Command::Build(BuildCommand::Keep(KeepCommand::Start(template.name.clone()))),
    });
    let built_in = TEMPLATES.iter().enumerate().map(|(index, template)| Named {
        name: format!("New token: {}", template.title),
        group: "Templates",
        command: Command::Build(BuildCommand::StartTemplate(index)),
    });
    let keys = state.all_keys();
    let keys = keys.keys().iter().filter(|key| state.key(key.id.0).is_some()).take(MOST_KEYS).map(|key| Named {
        name: format!("Show key: {}", plain_name(key)),
        group: "Keys by name",
        command: Command::SelectKey(Some(key.id.0)),
    });
    own.chain(built_in).chain(keys).collect()
}
