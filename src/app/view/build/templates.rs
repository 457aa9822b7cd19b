//! What to start from.

use super::{TemplateCard, Templates};
use crate::app::build::signing_key;
use crate::app::command::{BuildCommand, Command};
use crate::app::key;
use crate::app::state::State;
use crate::app::view::build::Slot;
use crate::app::view::{Action, Icon};
use crate::engine::build::template::{TEMPLATES, Template};

pub(super) fn view(state: &State) -> Templates {
    let cards = TEMPLATES
        .iter()
        .enumerate()
        // What can be shown in part is made on the command line.
        .filter(|(_, template)| template.selective.is_empty())
        .map(|(index, template)| TemplateCard {
            index,
            title: template.title.to_owned(),
            summary: template.summary.to_owned(),
            reference: template.reference.to_owned(),
            keys: keys(state, template),
        })
        .collect();
    let waiting = state.build.waiting.and_then(|index| TEMPLATES.get(index)).map(|template| {
        let algorithm = template.algorithms.first().copied().unwrap_or("ES256");
        let text = format!(
            "{}: its header carries the public half of the key that signs it, and no key that fits is loaded",
            template.title
        );
        let action = |label: &str, icon, command| Action { label: label.to_owned(), icon: Some(icon), command };
        let make = Command::Build(BuildCommand::MakeKey(Slot::Signature(0)));
        let actions = vec![
            action(&format!("Make a key for this ({algorithm})"), Icon::Plus, make),
            action("Load key file…", Icon::Open, Command::LoadKeyFile),
            action("Paste key…", Icon::Paste, Command::OpenAddKey),
        ];
        (text, actions)
    });
    Templates { cards, has_draft: state.build.draft.is_some(), waiting }
}

fn keys(state: &State, template: &Template) -> String {
    let mut words = Vec::new();
    if template.is_signed() {
        let found =
            template.algorithms.iter().find_map(|name| signing_key(&state.build.ring, name).map(|key| (name, key)));
        words.push(match found {
            Some((name, key)) => format!("Signed: {name}, {}", key::words(key)),
            None => format!("Signed: {}", template.algorithms.first().copied().unwrap_or_default()),
        });
    }
    if let Some(encryption) = &template.encryption {
        words.push(format!("Encrypted: {}", encryption.algorithms.first().copied().unwrap_or_default()));
    }
    words.join(" · ")
}
