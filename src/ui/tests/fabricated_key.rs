//! The key workspace with something in it.

use super::fabricated::{action, keyrings, verified};
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::*;
use crate::app::view::*;

/// The key workspace.
pub fn keys() -> View {
    let key = |id, name: &str, kid: &str, kind: &str, can: &str, private, tone| KeyRow {
        id,
        name: name.into(),
        kid: kid.into(),
        kind: kind.into(),
        can: can.into(),
        private,
        kept: if private { "nowhere" } else { "its file" }.into(),
        source: "keys.jwks, JWK Set".into(),
        thumbprint: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs".into(),
        tone,
        is_selected: id == 2,
    };
    View {
        workspace: Workspace::Keys,
        keys: KeysView {
            tokens: vec![],
            anchors: Some(vec![]),
            count: "4".into(),
            total: 4,
            order: None,
            filter: String::new(),
            rows: vec![
                key(1, "prod-2026", "prod-2026", "EC P-256", "verify", false, Tone::Neutral),
                key(2, "RSA 1024 of legacy.pem", "", "RSA 1024", "verify", false, Tone::Bad),
                key(3, "enc-7", "enc-7", "EC P-256", "decrypt", true, Tone::Neutral),
                key(4, "HMAC secret, 6 bytes", "", "oct 48 bits", "sign, verify", true, Tone::Warning),
            ],
            selected: vec![2],
            detail: Some(KeyDetail {
                name: "RSA 1024 of legacy.pem".into(),
                facts: vec![
                    ("Type".into(), "RSA, 1024 bits".into()),
                    ("Exponent".into(), "65537".into()),
                    ("Source".into(), "legacy.pem, SubjectPublicKeyInfo".into()),
                    ("Thumbprint".into(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs".into()),
                ],
                findings: vec![FindingRow {
                    rule: None,
                    tone: Tone::Bad,
                    message: "1024 bits can be broken".into(),
                    advice: "Use 2048 bits or more".into(),
                    reference: "weak-rsa · RFC 7518 3.3".into(),
                    token: None,
                    layer: None,
                    actions: vec![],
                }],
                hand_out: vec![HandOut {
                    title: "Public JWK".into(),
                    is_private: false,
                    copy: Some(CopyTarget::PublicJwk(2)),
                    save: Command::Keyring(KeyringCommand::SaveExport(KeyExport {
                        keys: Some(vec![2]),
                        place: Place::Session,
                        format: "public-jwk".into(),
                    })),
                }],
                actions: vec![],
                removal: action("Remove this key", Some(Icon::Trash), Command::RemoveKeys(vec![2])),
            }),
            can_undo_removal: true,
            keyrings: keyrings(),
            title: "prod".into(),
            hand_out: vec![],
            actions: vec![
                action("Load key file…", Some(Icon::Open), Command::LoadKeyFile),
                action("Paste key…", Some(Icon::Paste), Command::OpenAddKey),
                action("Lock", Some(Icon::Lock), Command::Keyring(KeyringCommand::Lock(RingId(1)))),
            ],
            more: vec![action(
                "Rename…",
                Some(Icon::Settings),
                Command::Keyring(KeyringCommand::OpenRename(RingId(1))),
            )],
            notes: vec![KeyringNote {
                tone: Tone::Bad,
                text: "Not saved: the disk is full (writing); your keys are still here. Free some space and retry, or save elsewhere"
                    .into(),
                actions: vec![action("Retry", Some(Icon::Undo), Command::Keyring(KeyringCommand::Retry(RingId(1))))],
            }],
            message: None,
            auto_lock: Some(15),
        },
        ..verified()
    }
}
