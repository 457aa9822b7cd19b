//! What a screen reader is told of every pane and every dialog, as goldens: roles, names, values and states, no layout.
//!
//! A golden shows one state of the window. A part of the window that an earlier golden shows already, word for word, is
//! only named there, so that a word that is changed is changed in one place.

use crate::anchor::pem;
use crate::desk::sample;
use crate::golden;
use crate::keyring::{PASSPHRASE, Window, secret};
use eframe::egui::{
    self,
    accesskit::{Role, Toggled},
};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _};
use jotsmith::app::message::anchor::AnchorCommand;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::disclose::DiscloseCommand;
use jotsmith::app::message::builder::elsewhere::ElsewhereCommand;
use jotsmith::app::message::builder::keep::KeepCommand;
use jotsmith::app::message::builder::member::{MemberChange, MemberCommand};
use jotsmith::app::message::command::{Command, ExportCommand};
use jotsmith::app::message::desk::{DeskCommand, Supplied};
use jotsmith::app::message::guess::{Ended, GuessCommand, GuessNews, Progress};
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::kept::KeptCommand;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::message::policy::PolicyCommand;
use jotsmith::app::message::settings::SettingsCommand;
use jotsmith::app::message::share::ShareCommand;
use jotsmith::app::message::size::SizeCommand;
use jotsmith::app::value::FileBytes;
use jotsmith::app::value::builder::{EditMode, Field, PayloadKind, Quick, Slot, Structure, TamperSource};
use jotsmith::app::value::policy::PolicyText;
use jotsmith::app::value::settings::SettingsPage;
use jotsmith::app::value::share::ShareScope;
use jotsmith::app::value::size::{Carrier, OwnLimit, SizePage};
use jotsmith::app::value::{
    DrawerTab, KeyExport, MemberFold, PaneMode, Place, SecretText, ThemeChoice, TimeStyle, Workspace,
};
use jotsmith::app::value::{FileAnswer, FilePurpose};
use jotsmith::app::view::{Dialog, KeyringDialogView};
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::verify::guess::Guessed;
use jotsmith::ui::Ui;
use std::collections::{BTreeSet, HashMap};

/// How a state of the window comes about.
type Steps = fn(&mut Window);

/// Longest value that is shown whole, in characters.
const LONGEST: usize = 240;

/// One state and the name of its golden.
struct Case(&'static str, Start, Steps);

/// Where the steps begin.
#[derive(PartialEq)]
enum Start {
    /// In a window of their own.
    Nothing,
    /// Where the last state with a keyring was left: each new keyring costs half a second of key derivation.
    Keyring,
}

use Start::{Keyring, Nothing};

const CASES: &[Case] = &[
    Case("inspect/empty", Nothing, |_| {}),
    Case("inspect/not-checked", Nothing, |window| paste(window, "Access token, ES256")),
    Case("inspect/verified", Nothing, |window| {
        key(window, sample("Access token, ES256").1);
        paste(window, "Access token, ES256");
    }),
    Case("inspect/rejected", Nothing, |window| {
        key(window, sample("Access token, ES256").1);
        let (head, signature) = sample("Access token, ES256").0.rsplit_once('.').unwrap();
        let flipped = if signature.starts_with('p') { 'q' } else { 'p' };
        window.send(Command::PasteToken(format!("{head}.{flipped}{}", &signature[1..])));
    }),
    Case("inspect/no-key-fits", Nothing, |window| {
        key(window, sample("Shared secret, HS256").1);
        paste(window, "Access token, ES256");
    }),
    Case("inspect/expired", Nothing, |window| {
        key(window, sample("Expired").1);
        paste(window, "Expired");
    }),
    Case("inspect/unsecured", Nothing, |window| paste(window, "Unsecured")),
    Case("inspect/broken", Nothing, |window| paste(window, "Broken")),
    Case("inspect/locked", Nothing, |window| paste(window, "Encrypted, RSA-OAEP-256")),
    Case("inspect/locked-by-passphrase", Nothing, |window| paste(window, "Encrypted with a passphrase")),
    Case("inspect/decrypted", Nothing, |window| {
        key(window, sample("Encrypted, RSA-OAEP-256").1);
        paste(window, "Encrypted, RSA-OAEP-256");
    }),
    Case("inspect/nested", Nothing, |window| {
        key(window, sample("Signed, then encrypted").1);
        paste(window, "Signed, then encrypted");
    }),
    Case("inspect/nested-outer", Nothing, |window| {
        key(window, sample("Signed, then encrypted").1);
        paste(window, "Signed, then encrypted");
        window.send(Command::SelectLayer(0));
    }),
    Case("inspect/sd-jwt", Nothing, |window| {
        key(window, sample("SD-JWT with key binding").1);
        paste(window, "SD-JWT with key binding");
    }),
    Case("inspect/chain", Nothing, |window| paste_file(window, include_str!("../data/tokens/chain.jwt"))),
    Case("inspect/chain-forged", Nothing, |window| paste_file(window, include_str!("../data/tokens/chain-forged.jwt"))),
    Case("inspect/trusted", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/chain.jwt"));
        trust(window, "root.pem", &pem("root"));
    }),
    Case("inspect/not-trusted", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/chain.jwt"));
        trust(window, "other.pem", include_bytes!("../data/keys/p256.certificate.pem"));
    }),
    Case("inspect/anchor-as-key", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/chain.jwt"));
        window.desk.key_file("root.pem", &pem("root"));
    }),
    Case("inspect/act-offered", Nothing, read_as_base64),
    Case("inspect/act-done", Nothing, |window| {
        read_as_base64(window);
        act(window);
    }),
    Case("inspect/as-made-offered", Nothing, secret_in_quotes),
    Case("inspect/as-made", Nothing, |window| {
        secret_in_quotes(window);
        act(window);
    }),
    Case("inspect/own-key", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/embedded.jwt"));
        act(window);
    }),
    Case("inspect/at-its-iat", Nothing, |window| {
        key(window, sample("Expired").1);
        paste(window, "Expired");
        act(window);
    }),
    Case("inspect/layers", Nothing, |window| {
        let bearer = format!("Bearer {}", sample("Unsecured").0);
        paste_file(window, &data_encoding::BASE64.encode(bearer.as_bytes()));
    }),
    Case("inspect/metadata", Nothing, |window| {
        paste_file(window, r#"{"issuer":"https://as.example","jwks_uri":"https://as.example/keys"}"#);
    }),
    Case("inspect/embedded-key", Nothing, |window| paste_file(window, include_str!("../data/tokens/embedded.jwt"))),
    Case("inspect/detached", Nothing, |window| paste_file(window, include_str!("../data/tokens/rfc7797-detached.jwt"))),
    Case("inspect/two-signatures", Nothing, |window| {
        key(window, include_str!("../data/tokens/rfc7515-rs256.jwk"));
        paste_file(window, include_str!("../data/tokens/rfc7515-general.json"));
    }),
    Case("inspect/two-recipients", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/two-recipients.json"))
    }),
    Case("inspect/text-payload", Nothing, |window| paste_file(window, include_str!("../data/tokens/text-payload.jwt"))),
    Case("inspect/binary-payload", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/binary-payload.jwt"))
    }),
    Case("inspect/several-tokens", Nothing, |window| {
        let text = format!("{}\n{}", sample("Expired").0, sample("Unsecured").0);
        window.send(Command::PasteToken(text));
    }),
    Case("inspect/desk", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/login-redirect.txt"));
        paste_file(window, include_str!("../data/tokens/logout-token.jwt"));
    }),
    Case("inspect/desk-together", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/login-redirect.txt"));
        window.send(Command::SelectTab(DrawerTab::Together));
    }),
    Case("inspect/compare", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/compare-first.jwt"));
        paste_file(window, include_str!("../data/tokens/compare-second.jwt"));
        let first = window.desk.view().desk.rows[0].id;
        window.send(Command::Desk(DeskCommand::Compare(first)));
    }),
    Case("inspect/cleaned", Nothing, |window| paste_file(window, include_str!("../data/tokens/in-curl.txt"))),
    Case("inspect/a-key-instead", Nothing, |window| paste_file(window, sample("Access token, ES256").1)),
    Case("inspect/another-token-instead", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/paseto.txt"))
    }),
    Case("inspect/words-instead", Nothing, |window| paste_file(window, include_str!("../data/tokens/not-a-token.txt"))),
    Case("inspect/json", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::HeaderMode(PaneMode::Json));
        window.send(Command::ClaimsMode(PaneMode::Json));
        window.send(Command::SignatureMode(PaneMode::Base64url));
    }),
    Case("inspect/findings", Nothing, |window| paste_file(window, include_str!("../data/tokens/finding-header.jwt"))),
    Case("inspect/muted", Nothing, |window| {
        paste(window, "Unsecured");
        window.send(Command::Mute("TYP_MISSING".to_owned()));
        window.send(Command::Mute("EXP_FAR".to_owned()));
    }),
    Case("inspect/checklist", Nothing, |window| {
        key(window, sample("Access token, ES256").1);
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Checklist));
    }),
    Case("inspect/checklist-of-another-kind", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::ChooseKind(Some("id-token".to_owned())));
        window.send(Command::SelectTab(DrawerTab::Checklist));
    }),
    Case("inspect/checklist-of-no-kind", Nothing, |window| {
        paste(window, "Unsecured");
        window.send(Command::SelectTab(DrawerTab::Checklist));
    }),
    Case("inspect/claims-open", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/claims-within.jwt"));
        for node in [2, 8] {
            window.send(Command::ToggleMember(MemberFold { node, inner: None }));
        }
    }),
    Case("inspect/together-typed", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/claims-within.jwt"));
        window.send(Command::SelectTab(DrawerTab::Together));
        let code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk".to_owned().into();
        window.send(Command::Desk(DeskCommand::Supply(Supplied { code, ..Supplied::default() })));
    }),
    Case("inspect/timeline", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Timeline));
    }),
    Case("inspect/size", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Size));
    }),
    Case("inspect/size-limits", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Size));
        window.send(Command::Size(SizeCommand::Page(SizePage::Limits)));
    }),
    Case("inspect/size-savings", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Size));
        window.send(Command::Size(SizeCommand::Page(SizePage::Savings)));
    }),
    Case("inspect/size-traffic", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Size));
        window.send(Command::Size(SizeCommand::Page(SizePage::Traffic)));
    }),
    Case("inspect/keys-tried", Nothing, |window| {
        key(window, include_str!("../data/tokens/other-secret.jwk"));
        key(window, sample("Access token, ES256").1);
        paste_file(window, include_str!("../data/tokens/good.jwt"));
        window.send(Command::SelectTab(DrawerTab::KeysTried));
    }),
    Case("inspect/export", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Export));
    }),
    Case("inspect/export-code", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Export));
        window.send(Command::Export(ExportCommand::Group(Some("Code that verifies it"))));
        window.send(Command::Export(ExportCommand::Choose("verify-python")));
    }),
    Case("inspect/export-not-possible", Nothing, |window| {
        paste(window, "Encrypted, RSA-OAEP-256");
        window.send(Command::SelectTab(DrawerTab::Export));
        window.send(Command::Export(ExportCommand::Filter("claims, yaml".to_owned())));
    }),
    Case("inspect/export-cookie", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Export));
        window.send(Command::Export(ExportCommand::Filter("cookie".to_owned())));
        window.send(Command::Answer(Box::new(Answer::SecretHeld(30))));
    }),
    Case("inspect/export-qr", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SelectTab(DrawerTab::Export));
        window.send(Command::Export(ExportCommand::Choose("qr")));
    }),
    Case("inspect/drawer-folded", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::Answer(Box::new(Answer::SelectionHeld(30))));
        window.send(Command::ToggleDrawer);
    }),
    Case("dialog/policy-kept", Nothing, |window| {
        paste(window, "Access token, ES256");
        let text = PolicyText {
            name: "Orders API".to_owned(),
            issuer: "https://auth.example.com".to_owned(),
            audience: "https://else.example".to_owned(),
            profile: "access-token".to_owned(),
            ..PolicyText::default()
        };
        window.send(Command::Policy(PolicyCommand::Set(Box::new(text))));
        window.send(Command::Policy(PolicyCommand::Open));
    }),
    Case("inspect/policy", Nothing, |window| {
        paste(window, "Access token, ES256");
        let text = PolicyText {
            issuer: "https://a.example".to_owned(),
            audience: "https://b.example".to_owned(),
            ..PolicyText::default()
        };
        window.send(Command::Policy(PolicyCommand::Set(Box::new(text))));
    }),
    Case("inspect/another-time", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::SetClock("2046-06-02 09:31".to_owned()));
        window.send(Command::SetLeeway(60));
        window.send(Command::SetTimeStyle(TimeStyle::Unix));
        window.send(Command::SetTheme(ThemeChoice::Light));
    }),
    Case("inspect/large", Nothing, |window| {
        let claims = format!(r#"{{"sub":"{}"}}"#, "x".repeat(200_000));
        let encode = |text: &str| jotsmith::engine::ground::base64url::encode(text.as_bytes());
        window.send(Command::PasteToken(format!("{}.{}.AAAA", encode(r#"{"alg":"HS256"}"#), encode(&claims))));
    }),
    Case("inspect/notices", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::ClearToken);
        window.send(Command::Answer(Box::new(Answer::Notice("A message from outside".to_owned()))));
    }),
    // The builder. What is random in a template is not started here: each of its drafts is other text.
    Case("build/templates", Nothing, |window| {
        window.send(Command::Show(Workspace::Build));
    }),
    Case("build/no-key", Nothing, |window| start(window, "{\"sub\":\"user-4711\"}")),
    Case("build/signed", Nothing, |window| {
        key(window, include_str!("../data/tokens/secret.jwk"));
        start(window, "{\"sub\":\"user-4711\"}");
        take_key(window, Slot::Signature(0));
    }),
    Case("build/key-missing", Nothing, |window| {
        key(window, include_str!("../data/tokens/secret.jwk"));
        start(window, "{\"sub\":\"user-4711\"}");
        let id = window.desk.view().keys.rows[0].id;
        window.send(Command::RemoveKeys(vec![id]));
    }),
    Case("build/refused-value", Nothing, |window| {
        key(window, include_str!("../data/tokens/secret.jwk"));
        start(window, "{\"sub\":\"user-4711\",\"level\":1}");
        window.send(Command::Build(BuildCommand::ClaimsMode(EditMode::Form)));
        let change = MemberChange::Json("[1,".to_owned());
        let command = MemberCommand::At { place: 1, name: "level".to_owned(), change };
        window.send(Command::Build(BuildCommand::Member(Field::Claims, command)));
    }),
    Case("build/more", Nothing, |window| {
        key(window, include_str!("../data/tokens/secret.jwk"));
        start(window, "{\"sub\":\"user-4711\"}");
        take_key(window, Slot::Signature(0));
        build(window, BuildCommand::ShowMore(true));
    }),
    Case("build/form", Nothing, |window| {
        key(window, include_str!("../data/tokens/secret.jwk"));
        start(window, "{\"sub\":\"user-4711\",\"exp\":1795446000,\"roles\":[\"a\"],\"ok\":true,\"n\":null}");
        take_key(window, Slot::Signature(0));
        build(window, BuildCommand::ClaimsMode(EditMode::Form));
    }),
    Case("build/header-table", Nothing, |window| {
        start(window, "{\"sub\":\"user-4711\"}");
        build(window, BuildCommand::HeaderMode(EditMode::Form));
    }),
    Case("build/broken", Nothing, |window| start(window, "{\"sub\":")),
    Case("build/too-weak", Nothing, |window| {
        key(window, r#"{"kty":"oct","kid":"short","k":"c2hvcnQ"}"#);
        start(window, "{\"sub\":\"user-4711\"}");
        take_key(window, Slot::Signature(0));
    }),
    Case("build/unsecured", Nothing, |window| {
        start(window, "{\"sub\":\"user-4711\"}");
        build(window, BuildCommand::ShowMore(true));
        build(window, BuildCommand::SetUnsecured(true));
        build(window, BuildCommand::AllowWeak(true));
    }),
    Case("build/text", Nothing, |window| {
        start(window, "{}");
        build(window, BuildCommand::SetPayload(PayloadKind::Text));
        build(window, BuildCommand::Edit(Field::Text, "Live long and prosper.".to_owned()));
    }),
    Case("build/file", Nothing, |window| {
        start(window, "{}");
        build(window, BuildCommand::SetPayload(PayloadKind::File));
    }),
    Case("build/encrypted", Nothing, |window| {
        start(window, "{\"sub\":\"user-4711\"}");
        build(window, BuildCommand::SetStructure(Structure::Encrypt));
    }),
    Case("build/nested-two-recipients", Nothing, |window| {
        start(window, "{\"sub\":\"user-4711\"}");
        build(window, BuildCommand::SetStructure(Structure::SignThenEncrypt));
        build(window, BuildCommand::Add(Slot::Recipient(0)));
        build(window, BuildCommand::ShowMore(true));
    }),
    Case("build/selective", Nothing, |window| {
        key(window, sample("SD-JWT with key binding").1);
        start(window, "{\"iss\":\"https://a.example\",\"given_name\":\"Mira\",\"address\":{\"city\":\"Bern\"}}");
        build(window, BuildCommand::Disclose(DiscloseCommand::On(true)));
        build(window, BuildCommand::Disclose(DiscloseCommand::Claim("/given_name".to_owned(), true)));
        build(window, BuildCommand::Disclose(DiscloseCommand::ShowPresentation(true)));
    }),
    Case("build/edited", Nothing, |window| {
        key(window, include_str!("../data/tokens/secret.jwk"));
        paste_file(window, include_str!("../data/tokens/good.jwt"));
        build(window, BuildCommand::EditInspected);
        build(window, BuildCommand::Quick(Quick::Expires(-3_600)));
    }),
    Case("build/save-template", Nothing, |window| {
        start(window, "{\"sub\":\"user-4711\"}");
        build(window, BuildCommand::Keep(KeepCommand::Name(true)));
    }),
    Case("build/elsewhere", Nothing, |window| {
        window.desk.key_file("hsm.pem", include_bytes!("../data/keys/p256.spki.pem"));
        start(window, "{\"sub\":\"user-4711\"}");
        window.send(Command::Build(BuildCommand::Elsewhere(ElsewhereCommand::Open)));
        let key = window.desk.view().keys.rows[0].id;
        window.send(Command::Build(BuildCommand::Elsewhere(ElsewhereCommand::Key(Some(key)))));
        window.send(Command::Build(BuildCommand::Elsewhere(ElsewhereCommand::Assemble("00ff".to_owned()))));
    }),
    Case("build/tamper", Nothing, |window| {
        key(window, include_str!("../data/tokens/secret.jwk"));
        paste_file(window, include_str!("../data/tokens/good.jwt"));
        build(window, BuildCommand::Tamper(TamperSource::Inspected));
    }),
    // Keys.
    Case("keys/none", Nothing, |window| {
        window.send(Command::Show(Workspace::Keys));
    }),
    Case("keys/session", Nothing, |window| {
        every_kind(window);
        window.send(Command::Show(Workspace::Keys));
    }),
    Case("keys/private", Nothing, |window| show_key(window, sample("Encrypted, RSA-OAEP-256").1)),
    Case("keys/public", Nothing, |window| show_key(window, sample("Access token, ES256").1)),
    Case("keys/secret", Nothing, |window| show_key(window, include_str!("../data/tokens/secret.jwk"))),
    Case("keys/certificate", Nothing, |window| {
        window.desk.key_file("p256.pem", include_bytes!("../data/keys/p256.expired-certificate.pem"));
        select_first(window);
    }),
    Case("keys/anchors", Nothing, |window| {
        window.send(Command::Show(Workspace::Keys));
        trust(window, "root.pem", &pem("root"));
        trust(window, "expired.pem", include_bytes!("../data/keys/p256.expired-certificate.pem"));
    }),
    Case("keys/several", Nothing, |window| {
        window.desk.key_file("rsa.pem", include_bytes!("../data/keys/rsa.pkcs8.pem"));
        window.desk.key_file("p256.pem", include_bytes!("../data/keys/p256.spki.pem"));
        window.desk.key_file("ed25519.pem", include_bytes!("../data/keys/ed25519.pkcs8.pem"));
        window.send(Command::Show(Workspace::Keys));
        let ids = window.desk.view().keys.rows.iter().map(|row| row.id).collect();
        window.send(Command::SelectKeys(ids));
    }),
    Case("keys/removed", Nothing, |window| {
        key(window, include_str!("../data/tokens/secret.jwk"));
        window.send(Command::Show(Workspace::Keys));
        let id = window.desk.view().keys.rows[0].id;
        window.send(Command::RemoveKeys(vec![id]));
    }),
    // Dialogs.
    Case("dialog/add-key", Nothing, |window| {
        window.send(Command::OpenAddKey);
    }),
    Case("dialog/add-key-readings", Nothing, |window| {
        window.send(Command::OpenAddKey);
        window.send(Command::PreviewKey(secret("c2VjcmV0LXNlY3JldA"), Default::default()));
    }),
    Case("dialog/add-key-several", Nothing, |window| {
        window.send(Command::OpenAddKey);
        let variables = "JWT_SECRET=s3cr3t-of-the-first-one\nREFRESH_SECRET=s3cr3t-of-the-second-one\n";
        window.send(Command::PreviewKey(secret(variables), Default::default()));
    }),
    Case("dialog/add-key-token", Nothing, |window| key(window, sample("Unsecured").0)),
    Case("dialog/add-key-refused", Nothing, |window| {
        window.send(Command::OpenAddKey);
        window.send(Command::AddKey(secret("-----BEGIN CERTIFICATE REQUEST-----"), Default::default()));
    }),
    Case("dialog/name-new-key", Nothing, |window| {
        window.send(Command::Show(Workspace::Keys));
        window.send(Command::PasteHere(SecretText::new(include_str!("../data/tokens/secret.jwk").to_owned())));
    }),
    Case("dialog/passphrase", Nothing, |window| encrypted_file(window, None)),
    Case("dialog/passphrase-wrong", Nothing, |window| encrypted_file(window, Some("wrong"))),
    Case("dialog/token-passphrase", Nothing, |window| {
        paste(window, "Encrypted with a passphrase");
        window.send(Command::OpenPassphrase);
    }),
    Case("dialog/token-passphrase-wrong", Nothing, |window| {
        paste(window, "Encrypted with a passphrase");
        window.send(Command::OpenPassphrase);
        window.send(Command::GivePassphrase(secret("wrong")));
    }),
    Case("dialog/waiting-for-file", Nothing, |window| {
        window.send(Command::LoadKeyFile);
    }),
    Case("dialog/type-path", Nothing, no_dialog),
    Case("dialog/type-path-wrong", Nothing, |window| {
        no_dialog(window);
        window.send(Command::GivePath("/nowhere".to_owned()));
        let result = FileAnswer::Unreadable("The file /nowhere does not exist".to_owned());
        window.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Key, result })));
    }),
    Case("dialog/set-clock", Nothing, |window| {
        window.send(Command::OpenSetClock);
    }),
    Case("dialog/set-clock-wrong", Nothing, |window| {
        window.send(Command::OpenSetClock);
        window.send(Command::SetClock("noon".to_owned()));
    }),
    Case("dialog/policy", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::Policy(PolicyCommand::Open));
    }),
    Case("dialog/policy-wrong", Nothing, |window| {
        window.send(Command::Policy(PolicyCommand::Open));
        let text = PolicyText { max_age: "soon".to_owned(), ..PolicyText::default() };
        window.send(Command::Policy(PolicyCommand::Set(Box::new(text))));
    }),
    Case("dialog/payload", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/rfc7797-detached.jwt"));
        window.send(Command::OpenPayload);
    }),
    Case("dialog/share", Nothing, |window| {
        paste(window, "Access token, ES256");
        window.send(Command::Share(ShareCommand::Open(ShareScope::Token)));
    }),
    Case("dialog/settings", Nothing, |window| {
        window.send(Command::Settings(SettingsCommand::Open(SettingsPage::Appearance)));
    }),
    Case("dialog/settings-times", Nothing, |window| {
        window.send(Command::SetClock("2046-06-02 09:31".to_owned()));
        window.send(Command::Settings(SettingsCommand::Open(SettingsPage::Times)));
    }),
    Case("dialog/settings-sizes", Nothing, |window| {
        for name in ["Gateway", "Proxy"] {
            let own = OwnLimit { name: name.to_owned(), carrier: Carrier::HeaderLine, bytes: 2_000 };
            window.send(Command::Size(SizeCommand::AddLimit(own)));
        }
        window.send(Command::Settings(SettingsCommand::Open(SettingsPage::Sizes)));
    }),
    Case("dialog/settings-privacy", Nothing, |window| {
        window.send(Command::Settings(SettingsCommand::ClearSecretsAfter(45)));
        window.send(Command::Answer(Box::new(Answer::SecretHeld(45))));
        window.send(Command::Settings(SettingsCommand::Open(SettingsPage::Privacy)));
    }),
    Case("dialog/settings-nothing-remembered", Nothing, |window| {
        window.send(Command::Settings(SettingsCommand::Open(SettingsPage::Remembered)));
    }),
    Case("dialog/settings-remembered", Nothing, |window| {
        start(window, "{\"sub\":\"user-4711\"}");
        for name in ["Orders API", "Billing"] {
            let text =
                PolicyText { name: name.to_owned(), issuer: format!("https://{name}.example"), ..Default::default() };
            window.send(Command::Policy(PolicyCommand::Set(Box::new(text))));
        }
        for rule in ["EXP_FAR", "TYP_MISSING"] {
            window.send(Command::Mute(rule.to_owned()));
        }
        window.send(Command::Settings(SettingsCommand::Open(SettingsPage::Remembered)));
        window.send(Command::Policy(PolicyCommand::Delete("Billing".to_owned())));
    }),
    Case("dialog/guess", Nothing, |window| {
        paste_file(window, include_str!("../data/tokens/good.jwt"));
        window.send(Command::Guess(GuessCommand::Open));
    }),
    Case("dialog/guess-under-way", Nothing, |window| guess(window, None)),
    Case("dialog/guess-found", Nothing, |window| {
        let secret = SecretBytes::from(&b"secret"[..]);
        guess(window, Some(Ended::Found(Guessed { line: 41_208, secret })));
    }),
    Case("dialog/guess-not-found", Nothing, |window| guess(window, Some(Ended::NotFound))),
    Case("inspect/guessing", Nothing, |window| {
        guess(window, None);
        window.send(Command::Guess(GuessCommand::Hide));
    }),
    Case("dialog/shortcuts", Nothing, |window| {
        window.send(Command::OpenShortcuts);
    }),
    Case("dialog/palette", Nothing, |window| {
        window.send(Command::OpenPalette);
    }),
    Case("dialog/about", Nothing, |window| {
        window.send(Command::OpenAbout);
    }),
    Case("dialog/keyring-create", Nothing, |window| {
        window.keyring(KeyringCommand::OpenCreate);
    }),
    Case("dialog/keyring-create-strength", Nothing, |window| {
        window.keyring(KeyringCommand::OpenCreate);
        window.keyring(KeyringCommand::Rate { name: "prod".to_owned(), passphrase: secret("prod2026") });
    }),
    Case("dialog/keyring-create-very-weak", Nothing, |window| {
        window.keyring(KeyringCommand::OpenCreate);
        let passphrase = secret("hunter2");
        window.keyring(KeyringCommand::Create { name: "prod".to_owned(), passphrase, is_public: false });
    }),
    Case("dialog/keyring-create-refused", Nothing, |window| {
        window.keyring(KeyringCommand::OpenCreate);
        let passphrase = secret(PASSPHRASE);
        window.keyring(KeyringCommand::Create { name: "a/b".to_owned(), passphrase, is_public: false });
    }),
    Case("dialog/keyring-import", Nothing, |window| {
        window.keyring(KeyringCommand::OpenImport);
        let bytes = br#"{"keys":[]}"#.to_vec();
        let result = FileAnswer::Read(FileBytes::new("issuer.jwks".to_owned(), bytes));
        window.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Keyring, result })));
    }),
    // A keyring, from its making to the trash.
    Case("keys/keyring", Nothing, |window| {
        window.create("prod");
        window.keep(sample("Access token, ES256").1, "prod");
        select_first(window);
    }),
    Case("keys/keyring-tokens", Keyring, |window| {
        paste(window, "Access token, ES256");
        let ring = window.ring("prod");
        window.send(Command::Kept(KeptCommand::Keep { token: None, ring }));
        window.send(Command::Show(Workspace::Keys));
    }),
    Case("dialog/keyring-edit", Keyring, |window| {
        let id = window.desk.view().keys.rows[0].id;
        window.keyring(KeyringCommand::OpenEdit(id));
    }),
    Case("dialog/keyring-keep", Keyring, |window| {
        window.keyring(KeyringCommand::Choose(Place::Session));
        key(window, include_str!("../data/tokens/secret.jwk"));
        window.keyring(KeyringCommand::Choose(Place::Session));
        let ids = window.desk.view().keys.rows.iter().map(|row| row.id).collect();
        window.keyring(KeyringCommand::OpenKeep(ids));
    }),
    Case("dialog/keyring-rename", Keyring, |window| on_ring(window, KeyringCommand::OpenRename)),
    Case("dialog/keyring-change-passphrase", Keyring, |window| on_ring(window, KeyringCommand::OpenChangePassphrase)),
    Case("dialog/keyring-save-elsewhere", Keyring, |window| on_ring(window, KeyringCommand::OpenSaveElsewhere)),
    Case("dialog/keyring-changed", Keyring, |window| on_ring(window, KeyringCommand::OpenChanged)),
    Case("dialog/keyring-generate", Keyring, |window| {
        window.keyring(KeyringCommand::OpenGenerate);
    }),
    Case("dialog/keyring-export-passphrase", Keyring, |window| {
        let place = Place::Keyring(window.ring("prod"));
        let format = "encrypted-jwk-set".to_owned();
        window.keyring(KeyringCommand::SaveExport(KeyExport { keys: None, place, format }));
    }),
    Case("keys/keyring-locked", Keyring, |window| {
        window.keyring(KeyringCommand::LockAll);
    }),
    Case("dialog/keyring-unlock", Keyring, |window| locked(window, None)),
    Case("dialog/keyring-unlock-wrong", Keyring, |window| locked(window, Some("wrong"))),
    Case("dialog/keyring-trash", Keyring, trash),
    Case("dialog/keyring-erase", Keyring, |window| {
        window.keyring(KeyringCommand::OpenTrash);
        let Some(Dialog::Keyring(KeyringDialogView::Trash { entries })) = window.desk.view().dialog else {
            panic!("no trash")
        };
        window.keyring(KeyringCommand::OpenErase(entries[0].2.clone()));
    }),
    Case("dialog/keyring-closing", Nothing, |window| {
        window.create("prod");
        window.held = Some(Vec::new());
        window.keep(sample("Access token, ES256").1, "prod");
        std::fs::write(window.file("prod.jwe"), b"somebody else's").unwrap();
        window.release();
        window.send(Command::CloseDialog);
        window.keyring(KeyringCommand::CloseWindow);
    }),
    Case("dialog/keyring-unkept", Nothing, |window| {
        key(window, sample("Encrypted, RSA-OAEP-256").1);
        window.keyring(KeyringCommand::CloseWindow);
    }),
];

fn paste(window: &mut Window, name: &str) {
    window.send(Command::PasteToken(sample(name).0.to_owned()));
}

fn paste_file(window: &mut Window, text: &str) {
    window.send(Command::PasteToken(text.trim().to_owned()));
}

fn key(window: &mut Window, text: &str) {
    window.send(Command::OpenAddKey);
    window.send(Command::AddKey(secret(text), Default::default()));
}

/// Loads a trust anchor.
fn trust(window: &mut Window, name: &str, bytes: &[u8]) {
    window.send(Command::Anchor(AnchorCommand::Load));
    let result = FileAnswer::Read(FileBytes::new(name.to_owned(), bytes.to_vec()));
    window.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Anchor, result })));
}

/// A token whose secret has to be read in another way than it was loaded.
fn read_as_base64(window: &mut Window) {
    window.desk.key_file("secret.txt", b"c2VjcmV0IHRoYXQgaXMgYmFzZTY0IG9mIHNvbWV0aGluZyBlbHNl");
    paste_file(window, include_str!("../data/tokens/secret-read-as-base64.jwt"));
}

fn secret_in_quotes(window: &mut Window) {
    window.desk.key_file("secret.txt", b"correct-horse-battery-staple-0123456789");
    paste_file(window, include_str!("../data/tokens/secret-in-quotes.jwt"));
}

/// Does what the sentence on the token offers first.
fn act(window: &mut Window) {
    let command = window.desk.view().verdict.actions[0].command.clone();
    window.send(command);
}

/// A list of words that is tried, a quarter of it, or that has been.
fn guess(window: &mut Window, ended: Option<Ended>) {
    paste_file(window, include_str!("../data/tokens/good.jwt"));
    window.send(Command::Guess(GuessCommand::Choose));
    let result = FileAnswer::Place("/home/me/words.txt".into());
    window.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::WordList, result })));
    let progress = Progress { tried: 3_500_000, seconds: 2.0, share: 0.25 };
    window.send(Command::Answer(Box::new(Answer::Guess(GuessNews { revision: 1, progress, ended }))));
}

fn build(window: &mut Window, command: BuildCommand) {
    window.send(Command::Build(command));
}

/// A draft with these claims, signed with a key that is there.
fn start(window: &mut Window, claims: &str) {
    window.send(Command::Show(Workspace::Build));
    window.desk.start();
    build(window, BuildCommand::Edit(Field::Claims, claims.to_owned()));
}

/// The draft takes the first key of the session.
fn take_key(window: &mut Window, slot: Slot) {
    window.keyring(KeyringCommand::Choose(Place::Session));
    let id = window.desk.view().keys.rows[0].id;
    window.send(Command::Show(Workspace::Build));
    build(window, BuildCommand::SetKey(slot, Some(id)));
}

fn select_first(window: &mut Window) {
    window.send(Command::Show(Workspace::Keys));
    let id = window.desk.view().keys.rows[0].id;
    window.send(Command::SelectKey(Some(id)));
}

fn show_key(window: &mut Window, text: &str) {
    key(window, text);
    select_first(window);
}

fn every_kind(window: &mut Window) {
    key(window, include_str!("../data/tokens/secret.jwk"));
    let files: [(&str, &[u8]); 6] = [
        ("rsa.pem", include_bytes!("../data/keys/rsa.pkcs8.pem")),
        ("p256.pem", include_bytes!("../data/keys/p256.spki.pem")),
        ("ed25519.pem", include_bytes!("../data/keys/ed25519.pkcs8.pem")),
        ("x448.pem", include_bytes!("../data/keys/x448.spki.pem")),
        ("brainpool.pem", include_bytes!("../data/keys/brainpool.pkcs8.pem")),
        ("bks", include_bytes!("../data/keys/bks")),
    ];
    for (name, bytes) in files {
        window.desk.key_file(name, bytes);
    }
}

/// A key file that asks for its passphrase.
fn encrypted_file(window: &mut Window, passphrase: Option<&str>) {
    window.desk.key_file("signing.pem", include_bytes!("../data/keys/p256.old-aes256.pem"));
    if let Some(passphrase) = passphrase {
        window.send(Command::GivePassphrase(secret(passphrase)));
    }
}

fn no_dialog(window: &mut Window) {
    window.send(Command::LoadKeyFile);
    window.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Key, result: FileAnswer::NoDialog })));
}

fn locked(window: &mut Window, passphrase: Option<&str>) {
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::LockAll);
    window.keyring(KeyringCommand::OpenUnlock(ring));
    if let Some(passphrase) = passphrase {
        window.keyring(KeyringCommand::Unlock(secret(passphrase)));
    }
}

fn on_ring(window: &mut Window, command: fn(jotsmith::app::value::RingId) -> KeyringCommand) {
    let ring = window.ring("prod");
    window.keyring(command(ring));
}

fn trash(window: &mut Window) {
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Delete(ring));
    window.keyring(KeyringCommand::OpenTrash);
}

#[test]
fn every_pane_and_dialog_as_it_is_told() {
    let mut seen = HashMap::new();
    let mut last = None;
    let mut dialogs = BTreeSet::new();
    let mut written = BTreeSet::new();
    let mut differences = Vec::new();
    for Case(name, from, steps) in CASES {
        let kept = last.take().filter(|_| *from == Keyring);
        let mut window = kept.unwrap_or_else(Window::new);
        window.send(Command::CloseDialog);
        steps(&mut window);
        dialogs.extend(window.desk.view().dialog.as_ref().map(kind));
        let path = golden::folder("app").join(format!("{name}.txt"));
        let mut harness = draw(window);
        differences.extend(golden::difference(&path, &told(name, &harness, &mut seen)));
        last = Some(std::mem::replace(&mut harness.state_mut().window, Window::new()));
        written.insert(path);
    }
    golden::agree(differences);
    assert_eq!(dialogs, DIALOGS.iter().copied().collect(), "every dialog has a golden");
    let files: BTreeSet<_> = golden::files(&golden::folder("app"), "txt").into_iter().collect();
    assert_eq!(files, written, "every golden has its case");
}

/// What is drawn of a window, and answered by it.
pub(crate) struct Stage {
    ui: Option<Ui>,
    pub(crate) window: Window,
}

impl Stage {
    pub(crate) fn new(window: Window) -> Self {
        Self { ui: None, window }
    }
}

/// One frame.
pub(crate) fn show(ui: &mut egui::Ui, stage: &mut Stage) {
    let shown = stage.ui.get_or_insert_with(|| Ui::new(ui.ctx()));
    let (view, mut sent) = (stage.window.desk.view(), Vec::new());
    // The whole window, without the margin that the harness leaves.
    let rect = ui.ctx().content_rect();
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.set_clip_rect(rect);
        shown.show(ui, &view, &mut |command| sent.push(command));
    });
    for command in sent {
        stage.window.send(command);
    }
}

/// The window of a golden that begins with nothing.
pub(crate) fn state(name: &str) -> Window {
    let case = CASES.iter().find(|Case(each, start, _)| *each == name && *start == Nothing);
    let Case(_, _, steps) = case.unwrap_or_else(|| panic!("no golden {name} that begins with nothing"));
    let mut window = Window::new();
    steps(&mut window);
    window
}

/// So tall that nothing has to be scrolled to.
fn draw(window: Window) -> Harness<'static, Stage> {
    let builder = Harness::builder().with_size([1280.0, 1800.0]).with_max_steps(24);
    let mut harness = builder.build_ui_state(show, Stage::new(window));
    harness.run_steps(4);
    harness
}

/// The whole tree as text, a paragraph for each part of the window.
fn told(case: &'static str, harness: &Harness<'_, Stage>, seen: &mut HashMap<String, &'static str>) -> String {
    let mut text = String::new();
    let mut as_in = "";
    for block in parts(harness) {
        let first = *seen.entry(block.clone()).or_insert(case);
        if first == case {
            as_in = "";
            text.push_str(&format!("{}{block}", if text.is_empty() { "" } else { "\n" }));
        } else if first != as_in {
            as_in = first;
            text.push_str(&format!("{}as in {first}\n", if text.is_empty() { "" } else { "\n" }));
        }
    }
    if DATED.contains(&case) { hide_times(&text) } else { text }
}

/// What is moved to the trash is dated by the computer's clock.
const DATED: &[&str] = &["dialog/keyring-trash", "dialog/keyring-erase"];

fn hide_times(text: &str) -> String {
    const SHAPE: &str = "0000-00-00 00:00:00 UTC";
    let is_time = |at: usize| {
        let time = text.get(at..at + SHAPE.len()).filter(|time| time.is_ascii())?;
        let shape = time.replace(|sign: char| sign.is_ascii_digit(), "0");
        (shape == SHAPE).then_some(time)
    };
    text.char_indices()
        .filter_map(|(at, _)| is_time(at))
        .fold(text.to_owned(), |text, time| text.replace(time, "[TIME]"))
}

/// The parts of the window, dialogs and messages among them. The panes that stand side by side are a part each.
fn parts(harness: &Harness<'_, Stage>) -> Vec<String> {
    let root = harness.root().accesskit_node();
    let mut blocks = Vec::new();
    for (index, layer) in root.children().enumerate() {
        if index > 0 {
            blocks.push(whole(&layer));
            continue;
        }
        let mut main = layer;
        while let Some(child) = only_child(&main) {
            main = child;
        }
        for child in main.children() {
            let is_row =
                child.children().count() > 3 && child.children().all(|child| child.role() == Role::GenericContainer);
            if is_row {
                blocks.extend(child.children().map(|pane| whole(&pane)));
            } else {
                blocks.push(whole(&child));
            }
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn only_child<'a>(node: &AccessKitNode<'a>) -> Option<AccessKitNode<'a>> {
    let mut children = node.children();
    children.next().filter(|_| children.next().is_none())
}

fn whole(node: &AccessKitNode<'_>) -> String {
    let mut text = String::new();
    tell(node, 0, &mut text);
    text
}

fn tell(node: &AccessKitNode<'_>, depth: usize, text: &mut String) {
    if node.is_hidden() || matches!(node.role(), Role::TextRun | Role::ScrollBar) {
        return;
    }
    let is_mere = node.role() == Role::GenericContainer && node.label().is_none() && node.value().is_none();
    if !is_mere {
        text.push_str(&"  ".repeat(depth));
        text.push_str(&line(node));
        text.push('\n');
    }
    for child in node.children() {
        tell(&child, if is_mere { depth } else { depth + 1 }, text);
    }
}

fn line(node: &AccessKitNode<'_>) -> String {
    let mut line = format!("{:?}", node.role());
    let label = node.label().or_else(|| node.labelled_by().find_map(|label| label.label()));
    if let Some(label) = &label {
        line.push_str(&format!(" {:?}", cut(label)));
    }
    if let Some(value) = node.value() {
        line.push_str(&format!("{} {:?}", if label.is_some() { " =" } else { "" }, cut(&value)));
    }
    if let Some(number) = node.numeric_value() {
        line.push_str(&format!(" = {number}"));
    }
    match node.toggled() {
        Some(Toggled::True) => line.push_str(" [on]"),
        Some(Toggled::False) if node.role() != Role::Button => line.push_str(" [off]"),
        _ => {}
    }
    if node.is_selected() == Some(true) {
        line.push_str(" [selected]");
    }
    if node.is_disabled() {
        line.push_str(" [disabled]");
    }
    let said = |text: &String| Some(text) == label.as_ref() || Some(text) == node.value().as_ref();
    if let Some(description) = node.description().filter(|text| !said(text)) {
        line.push_str(&format!(" ({})", cut(&description)));
    }
    line
}

/// A long text is not repeated whole.
fn cut(text: &str) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST / 3).collect();
    format!("{start}… {length} characters")
}

const DIALOGS: &[&str] = &[
    "add key",
    "passphrase",
    "waiting for file",
    "set clock",
    "policy",
    "payload",
    "share",
    "type path",
    "shortcuts",
    "palette",
    "about",
    "keyring: create",
    "keyring: unlock",
    "keyring: keep",
    "keyring: edit",
    "keyring: rename",
    "keyring: change passphrase",
    "keyring: save elsewhere",
    "keyring: changed",
    "keyring: trash",
    "keyring: erase",
    "keyring: closing",
    "keyring: unkept",
    "keyring: generate",
    "keyring: export passphrase",
    "keyring: import",
    "settings",
    "guess",
];

/// Exhaustive, so that a new dialog is not forgotten here.
fn kind(dialog: &Dialog) -> &'static str {
    match dialog {
        Dialog::AddKey { .. } => "add key",
        Dialog::Passphrase { .. } => "passphrase",
        Dialog::WaitingForFile { .. } => "waiting for file",
        Dialog::SetClock { .. } => "set clock",
        Dialog::Policy(_) => "policy",
        Dialog::Payload => "payload",
        Dialog::Settings(_) => "settings",
        Dialog::Guess(_) => "guess",
        Dialog::Share(_) => "share",
        Dialog::TypePath { .. } => "type path",
        Dialog::Shortcuts => "shortcuts",
        Dialog::Palette(_) => "palette",
        Dialog::About => "about",
        Dialog::Keyring(dialog) => match dialog {
            KeyringDialogView::Create { .. } => "keyring: create",
            KeyringDialogView::Unlock { .. } => "keyring: unlock",
            KeyringDialogView::Keep { .. } => "keyring: keep",
            KeyringDialogView::Edit { .. } => "keyring: edit",
            KeyringDialogView::Rename { .. } => "keyring: rename",
            KeyringDialogView::ChangePassphrase { .. } => "keyring: change passphrase",
            KeyringDialogView::SaveElsewhere { .. } => "keyring: save elsewhere",
            KeyringDialogView::Changed { .. } => "keyring: changed",
            KeyringDialogView::Trash { .. } => "keyring: trash",
            KeyringDialogView::Erase { .. } => "keyring: erase",
            KeyringDialogView::Closing { .. } => "keyring: closing",
            KeyringDialogView::Unkept { .. } => "keyring: unkept",
            KeyringDialogView::Generate { .. } => "keyring: generate",
            KeyringDialogView::ExportPassphrase { .. } => "keyring: export passphrase",
            KeyringDialogView::Import { .. } => "keyring: import",
        },
    }
}
