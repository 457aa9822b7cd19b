//! The settings: everything that is remembered and that a person may want otherwise, a page for each subject. What is set
//! holds at once.

use super::dialog::{row as buttons, title, weak};
use super::keys::list::AUTO_LOCK;
use super::status::STYLES;
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::keep::KeepCommand;
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::policy::PolicyCommand;
use crate::app::message::settings::{Remembered, SettingsCommand};
use crate::app::message::size::SizeCommand;
use crate::app::value::settings::{MAX_LEEWAY, SettingsPage};
use crate::app::value::{Icon, PaneMode, ThemeChoice};
use crate::app::view::SettingsView;
use crate::ui::widget::field::{Name, number_field_within};
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::segment::{mode_name, segment};
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::{Label, Layout, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// Width of the list of pages.
const PAGES: f32 = 130.0;
/// Width of the names in front of the controls.
const NAMES: f32 = 170.0;
/// Width of the bar that scrolls a page.
const BAR: f32 = 14.0;
/// Height of all but the page.
const REST: f32 = 190.0;
/// How long secrets can stay on the clipboard, in seconds.
const STAYS: [(u64, &str); 5] = [(10, "10 s"), (30, "30 s"), (60, "1 min"), (120, "2 min"), (300, "5 min")];

const NAMED: [(SettingsPage, &str); 5] = [
    (SettingsPage::Appearance, "Appearance"),
    (SettingsPage::Times, "Times"),
    (SettingsPage::Sizes, "Sizes"),
    (SettingsPage::Privacy, "Privacy"),
    (SettingsPage::Remembered, "Remembered"),
];

pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, view: &SettingsView) {
    title(ui, cx, "Settings");
    let height = (ui.ctx().content_rect().height() - REST).clamp(120.0, 400.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::WIDE;
        ui.allocate_ui_with_layout(vec2(PAGES, height), Layout::top_down(egui::Align::LEFT), |ui| {
            ui.set_width(PAGES);
            ui.spacing_mut().item_spacing.y = 2.0;
            for (page, name) in NAMED {
                if page_button(ui, cx, name, view.page == page) {
                    send(cx, SettingsCommand::Open(page));
                }
            }
        });
        let size = vec2(ui.available_width(), height);
        ui.allocate_ui_with_layout(size, Layout::top_down(egui::Align::LEFT), |ui| {
            ui.set_min_size(size);
            page(ui, cx, view, height);
        });
    });
    done(ui, cx, view);
    buttons(ui, |ui| {
        if button::text_button(ui, None, "Close").clicked() {
            cx.send(Command::CloseDialog);
        }
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
            if button::text_button(ui, Some(Icon::Info), "About Jotsmith").clicked() {
                cx.send(Command::OpenAbout);
            }
            if button::text_button(ui, Some(Icon::Undo), "Restore defaults").clicked() {
                send(cx, SettingsCommand::Forget(Remembered::Choices));
            }
        });
    });
}

fn page(ui: &mut Ui, cx: &mut Cx<'_>, view: &SettingsView, height: f32) {
    let area = ScrollArea::vertical().id_salt(("settings", view.page)).auto_shrink(false);
    area.max_height(height).min_scrolled_height(height).show(ui, |ui| {
        ui.set_width(ui.available_width() - BAR);
        ui.spacing_mut().item_spacing.y = theme::GAP;
        match view.page {
            SettingsPage::Appearance => appearance(ui, cx, view),
            SettingsPage::Times => times(ui, cx, view),
            SettingsPage::Sizes => sizes(ui, cx, view),
            SettingsPage::Privacy => privacy(ui, cx, view),
            SettingsPage::Remembered => remembered(ui, cx, view),
        }
        follow_focus(ui);
    });
}

fn send(cx: &mut Cx<'_>, command: SettingsCommand) {
    cx.send(Command::Settings(command));
}

fn page_button(ui: &mut Ui, cx: &Cx<'_>, name: &str, is_shown: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, is_shown, name));
    if is_shown {
        ui.painter().rect_filled(rect, theme::RADIUS, cx.palette.accent_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS, cx.palette.hover);
    }
    button::focus_ring(ui, &response);
    let ink = if is_shown { cx.palette.strong } else { cx.palette.text };
    let at = rect.left_center() + vec2(10.0, 0.0);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, name, theme::body(), ink);
    response.clicked() && !is_shown
}

/// What was done last, where it can be undone. The line is there whether or not there is something in it.
fn done(ui: &mut Ui, cx: &mut Cx<'_>, view: &SettingsView) {
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        let Some(notice) = &view.done else { return };
        icon::show(ui, badge::tone_icon(notice.tone), 16.0, cx.palette.tone(notice.tone));
        ui.add(Label::new(RichText::new(&notice.text).color(cx.palette.text)).truncate());
        for action in &notice.actions {
            if button::text_button(ui, action.icon, &action.label).clicked() {
                cx.send(action.command.clone());
                cx.send(Command::DismissNotice(notice.id));
            }
        }
    });
}

/// A name, and what is set behind it.
fn line<R>(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, content: impl FnOnce(&mut Ui, &mut Cx<'_>) -> R) -> R {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        Name::of(name, Some(NAMES)).show(ui, cx);
        content(ui, cx)
    })
    .inner
}

/// One of several behind a name.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    name: &str,
    chosen: T,
    choices: &[(T, &str)],
) -> Option<T> {
    line(ui, cx, name, |ui, _| segment(ui, name, chosen, choices))
}

/// The same where something else may have been set: that stands behind the others.
fn choice_or<T: Copy + PartialEq>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    name: &str,
    chosen: T,
    choices: &[(T, &str)],
    other: &str,
) -> Option<T> {
    let mut all = choices.to_vec();
    if !all.iter().any(|(each, _)| *each == chosen) {
        all.push((chosen, other));
    }
    choice(ui, cx, name, chosen, &all)
}

/// What a setting means, under it.
fn note(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(NAMES + 6.0);
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)).wrap());
    });
}

fn appearance(ui: &mut Ui, cx: &mut Cx<'_>, view: &SettingsView) {
    let themes = [(ThemeChoice::System, "System"), (ThemeChoice::Light, "Light"), (ThemeChoice::Dark, "Dark")];
    let settings = &view.settings;
    if let Some(theme) = choice(ui, cx, "Theme", settings.theme, &themes) {
        cx.send(Command::SetTheme(theme));
    }
    let modes = |modes: [PaneMode; 2]| modes.map(|mode| (mode, mode_name(mode)));
    let (read, bytes) = (modes([PaneMode::Table, PaneMode::Json]), modes([PaneMode::Hex, PaneMode::Base64url]));
    if let Some(mode) = choice(ui, cx, "Show the header as", settings.header_mode, &read) {
        cx.send(Command::HeaderMode(mode));
    }
    if let Some(mode) = choice(ui, cx, "Show the claims as", settings.claims_mode, &read) {
        cx.send(Command::ClaimsMode(mode));
    }
    if let Some(mode) = choice(ui, cx, "Show a signature as", settings.signature_mode, &bytes) {
        cx.send(Command::SignatureMode(mode));
    }
    let mut is_open = settings.drawer_open;
    let changed =
        line(ui, cx, "Drawer", |ui, _| ui.checkbox(&mut is_open, "Findings and other tabs below the panes").changed());
    if changed {
        cx.send(Command::ToggleDrawer);
    }
    line(ui, cx, "Window", |ui, cx| {
        if button::text_button(ui, None, "Reset size and panes").clicked() {
            send(cx, SettingsCommand::ResetLayout);
        }
    });
    note(ui, cx, "Ctrl+Plus and Ctrl+Minus make everything larger or smaller");
}

fn times(ui: &mut Ui, cx: &mut Cx<'_>, view: &SettingsView) {
    if let Some(style) = choice(ui, cx, "Show times", view.settings.time_style, &STYLES) {
        cx.send(Command::SetTimeStyle(style));
    }
    let name = Name::of("Leeway", Some(NAMES));
    if let Some(seconds) = number_field_within(ui, cx, name, view.settings.leeway, 0..=MAX_LEEWAY, " s") {
        cx.send(Command::SetLeeway(seconds));
    }
    note(ui, cx, "Allowed clock skew, in seconds, for exp, nbf and iat. Expectations can have a leeway of their own");
    line(ui, cx, "Evaluate tokens", |ui, cx| {
        let status = &cx.view.status;
        let words = if status.clock_is_set { status.clock.as_str() } else { "at the time of this computer" };
        ui.add(Label::new(RichText::new(words).color(cx.palette.text)));
        if button::text_button(ui, Some(Icon::Clock), "Set the clock…").clicked() {
            cx.send(Command::OpenSetClock);
        }
    });
}

fn sizes(ui: &mut Ui, cx: &mut Cx<'_>, view: &SettingsView) {
    let size = &view.settings.size;
    line(ui, cx, "Compared with", |ui, cx| super::size::compared(ui, cx, size.baseline));
    super::size::often(ui, cx, size.traffic, Some(NAMES));
    super::size::sending(ui, cx, &size.sending, Some(NAMES));
    let rows: Vec<_> = view
        .remembered
        .limits
        .iter()
        .enumerate()
        .map(|(index, (name, words))| {
            (words.clone(), format!("Remove the limit {name}"), Command::Size(SizeCommand::RemoveLimit(index)))
        })
        .collect();
    let all = Command::Settings(SettingsCommand::Forget(Remembered::Limits));
    list(ui, cx, "Limits of your own", &rows, ("Remove all", Icon::Cross, all));
    super::size::own(ui, cx);
}

fn privacy(ui: &mut Ui, cx: &mut Cx<'_>, view: &SettingsView) {
    let settings = &view.settings;
    let other = format!("{} s", settings.secret_stays);
    if let Some(seconds) = choice_or(ui, cx, "Clear the clipboard after", settings.secret_stays, &STAYS, &other) {
        send(cx, SettingsCommand::ClearSecretsAfter(seconds));
    }
    note(
        ui,
        cx,
        "Tokens, secrets and private keys that were copied here; also when the window closes. They stay out of clipboard histories",
    );
    if let Some(words) = &cx.view.status.secret {
        line(ui, cx, "", |ui, cx| {
            if button::text_button(ui, Some(Icon::Lock), "Clear it now").on_hover_text(words).clicked() {
                cx.send(Command::ClearClipboard);
            }
        });
    }
    let other = format!("{} minutes", settings.auto_lock.unwrap_or_default());
    if let Some(minutes) = choice_or(ui, cx, "Lock keyrings after", settings.auto_lock, &AUTO_LOCK, &other) {
        cx.send(Command::Keyring(KeyringCommand::SetAutoLock(minutes)));
    }
    note(ui, cx, "Without keyboard or pointer, and whenever the session is locked or the computer sleeps");
    let mut keeps = settings.keeps_draft;
    let changed =
        line(ui, cx, "Builder", |ui, _| ui.checkbox(&mut keeps, "Keep the draft when the window closes").changed());
    if changed {
        send(cx, SettingsCommand::KeepDraft(keeps));
    }
    note(
        ui,
        cx,
        "Drafts are files that this user can read, without keys. Tokens and keys are written into keyrings alone",
    );
    if let Some((word, words)) = &view.memory {
        line(ui, cx, "Memory", |ui, _| ui.label(*word));
        note(ui, cx, words);
    }
}

fn remembered(ui: &mut Ui, cx: &mut Cx<'_>, view: &SettingsView) {
    let kept = &view.remembered;
    let keep = |command| Command::Build(BuildCommand::Keep(command));
    let rows: Vec<_> = kept
        .has_draft
        .then(|| ("One, in Build".to_owned(), "Discard the draft".to_owned(), keep(KeepCommand::Discard)))
        .into_iter()
        .collect();
    list(ui, cx, "Draft", &rows, ("Discard", Icon::Trash, keep(KeepCommand::Discard)));
    let rows: Vec<_> = kept
        .templates
        .iter()
        .map(|(name, shown)| {
            (shown.clone(), format!("Delete the template {shown}"), keep(KeepCommand::Delete(name.clone())))
        })
        .collect();
    list(ui, cx, "Templates", &rows, ("Delete all", Icon::Trash, keep(KeepCommand::DeleteAll)));
    let delete = |name: &String| Command::Policy(PolicyCommand::Delete(name.clone()));
    let rows: Vec<_> = kept
        .expectations
        .iter()
        .map(|(name, shown)| (shown.clone(), format!("Delete the expectations {shown}"), delete(name)))
        .collect();
    let all = Command::Settings(SettingsCommand::Forget(Remembered::Expectations));
    list(ui, cx, "Expectations", &rows, ("Delete all", Icon::Trash, all));
    let rows: Vec<_> = kept
        .muted
        .iter()
        .map(|rule| (rule.clone(), format!("List {rule} again"), Command::Unmute(rule.clone())))
        .collect();
    let all = Command::Settings(SettingsCommand::Forget(Remembered::Muted));
    list(ui, cx, "Muted rules", &rows, ("List all again", Icon::Eye, all));
    line(ui, cx, "Keyrings", |ui, cx| {
        ui.add(Label::new(RichText::new(&kept.keyrings).color(cx.palette.text)));
        if button::text_button(ui, Some(Icon::Trash), "Keyrings in the trash…").clicked() {
            cx.send(Command::Keyring(KeyringCommand::OpenTrash));
        }
    });
    weak(ui, cx, "Tokens and keys that are not in a keyring are forgotten when the window closes");
}

/// What there is of a kind, each with a button, and a button for all of it where that is several.
fn list(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    name: &str,
    rows: &[(String, String, Command)],
    (all, picture, command): (&str, Icon, Command),
) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        Name::of(name, Some(NAMES)).show(ui, cx);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if rows.is_empty() {
                ui.horizontal(|ui| ui.add(Label::new(RichText::new("None").color(cx.palette.weak))));
            }
            for (words, forget, command) in rows {
                ui.horizontal(|ui| {
                    if button::sized_icon_button(ui, Icon::Cross, forget, 22.0, 13.0, None).clicked() {
                        cx.send(command.clone());
                    }
                    ui.add(Label::new(RichText::new(words).color(cx.palette.text)).truncate());
                });
            }
            if rows.len() > 1
                && button::text_button(ui, Some(picture), all).accessible_name(format!("{name}: {all}")).clicked()
            {
                cx.send(command);
            }
        });
    });
}
