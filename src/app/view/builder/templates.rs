//! What to start from.

use super::claims::seconds_words;
use super::header::use_key;
use super::{OwnCard, TemplateCard, Templates};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query::builder::key::{OFFERED, template_algorithm};
use crate::app::state::State;
use crate::app::value::Icon;
use crate::app::value::builder::Slot;
use crate::app::value::bytes;
use crate::engine::builder::draft::PayloadKind;
use crate::engine::builder::saved::SavedTemplate;
use crate::engine::builder::template::{TEMPLATES, Template};
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::key::Jwk;
use std::sync::Arc;

pub(in crate::app) fn view(state: &State) -> Templates {
    let cards = TEMPLATES
        .iter()
        .enumerate()
        .map(|(index, template)| TemplateCard {
            index,
            title: template.title.to_owned(),
            summary: template.summary.to_owned(),
            reference: template.reference.to_owned(),
            keys: keys(template),
        })
        .collect();
    let waiting = state.build.waiting.and_then(|index| TEMPLATES.get(index)).map(|template| {
        let algorithm = template.algorithms.first().copied().unwrap_or("ES256");
        let fits = |key: &&Arc<Jwk>| template_algorithm(template, key).is_some();
        let keys: Vec<_> = state.build.ring.keys().iter().filter(fits).take(OFFERED).collect();
        let what = if keys.is_empty() { "no suitable key is loaded" } else { "none is chosen yet" };
        let text = format!("{}: its header contains the public half of the signing key, but {what}", template.title);
        let action = |label: &str, icon, command| Action { label: label.to_owned(), icon: Some(icon), command };
        let make = Command::Build(BuildCommand::MakeKey(Slot::Signature(0)));
        let mut actions: Vec<_> = keys.into_iter().map(|key| use_key(key, None, Slot::Signature(0))).collect();
        actions.extend([
            action(&format!("Generate a key for this ({algorithm})"), Icon::Plus, make),
            action("Load key file…", Icon::Open, Command::LoadKeyFile),
            action("Paste key…", Icon::Paste, Command::OpenAddKey),
        ]);
        (text, actions)
    });
    let own = state.build.keep.templates.iter().map(own_card).collect();
    Templates { cards, own, has_draft: state.build.draft.is_some(), waiting }
}

fn own_card(template: &SavedTemplate) -> OwnCard {
    let draft = &template.draft;
    let summary = match draft.payload.kind {
        PayloadKind::Claims => {
            let document = json::scan(draft.payload.claims.as_bytes(), Limits::DEFAULT.json_depth);
            match document.object() {
                Some(claims) => claims.members().map(|member| member.name).take(40).collect::<Vec<_>>().join(", "),
                None => "Claims that are not JSON yet".to_owned(),
            }
        }
        PayloadKind::Text => "Text".to_owned(),
        PayloadKind::File => {
            draft.payload.file.as_ref().map_or("File".to_owned(), |file| format!("File, {}", bytes(file.bytes.len())))
        }
    };
    let mut words = Vec::new();
    if draft.structure.signs() {
        let names: Vec<&str> = draft.signing.signatures.iter().map(|each| each.algorithm.as_str()).collect();
        words
            .push(format!("Signed: {}", if draft.signing.is_unsecured { "none".to_owned() } else { names.join(", ") }));
    }
    if draft.structure.encrypts() {
        let names: Vec<&str> = draft.encryption.recipients.iter().map(|each| each.algorithm.as_str()).collect();
        words.push(format!("Encrypted: {}", names.join(", ")));
    }
    OwnCard { name: template.name.clone(), summary, keys: words.join(" · ") }
}

/// That the draft is of an earlier session, until it is changed.
pub(in crate::app) fn restored(state: &State) -> Option<String> {
    let (saved_at, left_out) = state.build.keep.restored.as_ref().filter(|_| !state.build.can_undo())?;
    let mut words = format!("Restored from {}", seconds_words(*saved_at, state.now()));
    if !left_out.is_empty() {
        words.push_str(&format!("; a private key in {} was not kept", left_out.join(", ")));
    }
    Some(words)
}

fn keys(template: &Template) -> String {
    let first = |algorithms: &[&'static str]| algorithms.first().copied().unwrap_or_default();
    let mut words = Vec::new();
    if let Some(encryption) = template.encryption.as_ref().filter(|_| template.is_signed()) {
        // Both need the room of the card.
        return format!("{}, then {}", first(template.algorithms), first(encryption.algorithms));
    }
    if template.is_signed() {
        words.push(format!("Signed: {}", first(template.algorithms)));
    }
    if let Some(encryption) = &template.encryption {
        words.push(format!("Encrypted: {}", first(encryption.algorithms)));
    }
    words.join(" · ")
}
