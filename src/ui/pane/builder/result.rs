//! The right column: the token as it stands, how large it is, what is to be said of it.

use super::{column, disclose, send};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::value::builder::BuildCopy;
use crate::app::value::{CopyTarget, Icon, TextSpan, Tone};
use crate::app::view::builder::{BuiltToken, DraftView, Halves, OriginalView, RemarkRow, ResultView};
use crate::app::view::{Note, TokenPart};
use crate::ui::pane::size;
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::part_text::{self, CharMap};
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::{Align, Frame, Label, Margin, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

pub(crate) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    draft: &DraftView,
    is_whole: &mut bool,
    wants_findings: &mut bool,
) {
    let result = &draft.result;
    let subtitle = result.token.as_ref().map_or("", |token| token.size.as_str());
    // The last one that could be made stays in sight while somebody types; it is no token of what is typed.
    let is_old =
        !result.is_pending && result.tone != Tone::Good && result.token.as_ref().is_some_and(|token| !token.is_current);
    let title = if is_old { "Last token built" } else { "Token" };
    column(ui, cx, rect, title, subtitle, None, |ui, cx| {
        let mut wanted = None;
        ScrollArea::vertical().id_salt("build result").auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 12, right: 12, top: 6, bottom: 12 }).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 8.0;
                standing(ui, cx, result);
                if let Some(token) = &result.token {
                    buttons(ui, cx, token);
                    text(ui, cx, token, is_whole);
                }
                if let Some(presentation) = &draft.presentation {
                    disclose::presentation(ui, cx, presentation);
                }
                if let Some(original) = &result.original {
                    self::original(ui, cx, original);
                }
                if let Some(halves) = &result.halves {
                    self::halves(ui, cx, halves);
                }
                let is_wanted = std::mem::take(wants_findings);
                wanted = remarks(ui, cx, &result.remarks, is_wanted).filter(|_| is_wanted);
                for note in &result.notes {
                    self::note(ui, cx, note);
                }
                if let Some(token) = &result.token {
                    sizes(ui, cx, token);
                }
            });
            follow_focus(ui);
            // Behind what follows the keyboard, which would be content with less.
            if let Some(place) = wanted {
                ui.scroll_to_rect(place, Some(Align::TOP));
            }
        });
    });
}

/// One sentence on how it stands, why, and what can be done.
fn standing(ui: &mut Ui, cx: &mut Cx<'_>, result: &ResultView) {
    if result.title.is_empty() && !result.is_pending {
        return;
    }
    let frame = Frame::new().fill(cx.palette.tone_fill(result.tone)).corner_radius(theme::RADIUS).inner_margin(10);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 7.0;
            if result.is_slow {
                ui.add(egui::Spinner::new().size(16.0).color(cx.palette.weak));
            } else {
                icon::show(ui, badge::tone_icon(result.tone), 16.0, cx.palette.tone(result.tone));
            }
            let title = if result.title.is_empty() { "Creating it…" } else { result.title.as_str() };
            let title = RichText::new(title).font(theme::strong()).color(cx.palette.tone(result.tone));
            ui.add(Label::new(title).wrap());
        });
        if result.is_slow {
            ui.horizontal(|ui| {
                let words = RichText::new("The new one takes a while").font(theme::small()).color(cx.palette.weak);
                ui.add(Label::new(words));
                if button::text_button(ui, Some(Icon::Cross), "Stop").clicked() {
                    send(cx, BuildCommand::Cancel);
                }
            });
        }
        for (message, advice) in &result.reasons {
            ui.add(Label::new(RichText::new(message).color(cx.palette.text)).wrap());
            if !advice.is_empty() {
                ui.add(Label::new(RichText::new(advice).font(theme::small()).color(cx.palette.weak)).wrap());
            }
        }
        if !result.actions.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
                for action in &result.actions {
                    let button = button::text_button(ui, action.icon, &action.label);
                    let is_next = result.choose.as_ref() == Some(action);
                    let button = if is_next { button.on_hover_text("Alt+K") } else { button };
                    if button.clicked() {
                        cx.send(action.command.clone());
                    }
                }
            });
        }
        match result.allowed {
            Some(false) => {
                let anyway = button::text_button(ui, Some(Icon::Warning), "Issue it anyway");
                if anyway.clicked() {
                    send(cx, BuildCommand::AllowWeak(true));
                }
            }
            Some(true) => {
                ui.horizontal_wrapped(|ui| {
                    let words = RichText::new("Issued at your request").font(theme::small()).color(cx.palette.weak);
                    ui.add(Label::new(words));
                    if button::text_button(ui, None, "Refuse it again").clicked() {
                        send(cx, BuildCommand::AllowWeak(false));
                    }
                });
            }
            None => {}
        }
    });
    // Announced whole, and again whenever it changes.
    let words: Vec<&str> = std::iter::once(result.title.as_str())
        .chain(result.reasons.iter().map(|(message, _)| message.as_str()))
        .collect();
    let strip = ui.interact(shown.response.rect, ui.make_persistent_id("build standing"), Sense::hover());
    strip.widget_info(|| WidgetInfo::labeled(egui::Role::Status, true, words.join(", ")));
    ui.ctx().accesskit_node_builder(strip.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// Everything that Inspect would say, each with what mends it.
pub(super) fn remarks(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[RemarkRow], is_wanted: bool) -> Option<Rect> {
    if rows.is_empty() {
        return None;
    }
    let builder = UiBuilder::new()
        .id_salt("build findings")
        .accessibility_role(egui::accesskit::Role::List)
        .accessibility_label("Findings");
    let shown = ui.scope_builder(builder, |ui| {
        let title = Label::new(RichText::new(format!("Findings {}", rows.len())).font(theme::strong()));
        let title = ui.add(title);
        // The keyboard goes on from here, to the first that can be mended; else it has no business here.
        let id = ui.make_persistent_id("findings title");
        if is_wanted || ui.memory(|memory| memory.has_focus(id)) {
            let place = ui.interact(title.rect, id, Sense::focusable_noninteractive());
            place.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, "Findings"));
            if is_wanted {
                place.request_focus();
            }
            button::focus_ring(ui, &place);
        }
        for row in rows {
            remark(ui, cx, row, true, false);
        }
    });
    Some(shown.response.rect)
}

/// One of them.
pub(super) fn remark(ui: &mut Ui, cx: &mut Cx<'_>, row: &RemarkRow, is_whole: bool, is_next: bool) {
    let tip = [row.advice.as_str(), row.reference.as_str()].into_iter().filter(|text| !text.is_empty());
    let tip = tip.collect::<Vec<_>>().join("\n");
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        icon::show(ui, badge::tone_icon(row.tone), 14.0, cx.palette.tone(row.tone));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let words = RichText::new(&row.text).color(cx.palette.text);
            let words = ui.add(Label::new(words).wrap());
            if is_whole && !row.advice.is_empty() {
                ui.add(Label::new(RichText::new(&row.advice).font(theme::small()).color(cx.palette.weak)).wrap());
            } else if !tip.is_empty() {
                words.on_hover_text(tip);
            }
            if let Some(fix) = &row.fix {
                if is_whole {
                    button::actions(ui, cx, std::slice::from_ref(fix));
                } else {
                    // The same stands in the list: no two controls have one name.
                    let button = button::text_button(ui, fix.icon, &fix.label);
                    let button = if is_next { button.on_hover_text("Alt+Enter") } else { button };
                    if button.accessible_name(format!("{}: {}", row.text, fix.label)).clicked() {
                        cx.send(fix.command.clone());
                    }
                }
            }
        });
    });
}

fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, token: &BuiltToken) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.add_enabled_ui(token.is_current, |ui| {
            let target = CopyTarget::Build(BuildCopy::Token);
            let label = if cx.is_copied(&target) { "Copied" } else { "Copy token" };
            let copy = button::primary_button(ui, label).on_hover_text("Ctrl+Shift+B");
            if copy.accessible_name("Copy token").clicked() {
                cx.send(Command::Copy(target));
            }
            if button::text_button(ui, Some(Icon::Inspect), "Open in Inspect").on_hover_text("Ctrl+Enter").clicked() {
                send(cx, BuildCommand::OpenInInspect);
            }
            if token.is_detached {
                let target = CopyTarget::Build(BuildCopy::DetachedPayload);
                let picture = if cx.is_copied(&target) { Icon::Check } else { Icon::Copy };
                if button::text_button(ui, Some(picture), "Copy the payload").clicked() {
                    cx.send(Command::Copy(target));
                }
            }
        });
    });
}

/// Lines of a token before it is opened: what stands below it should not be out of sight.
const LINES: usize = 12;

fn text(ui: &mut Ui, cx: &mut Cx<'_>, token: &BuiltToken, is_whole: &mut bool) {
    cx.sunken().show(ui, |ui| {
        ui.set_width(ui.available_width());
        if !token.is_current {
            ui.set_opacity(0.5);
        }
        let glyph = ui.fonts_mut(|fonts| fonts.glyph_width(&theme::mono(), 'm')).max(1.0);
        let columns = (ui.available_width() / glyph).floor().max(8.0) as usize;
        // One line more or less is not worth a click.
        let cut = token.text.char_indices().nth(columns * LINES).map(|(at, _)| at);
        let is_long = token.text.len() > columns * (LINES + 2);
        let end = cut.filter(|_| is_long && !*is_whole).unwrap_or(token.text.len());
        let shown = token.text.get(..end).unwrap_or(&token.text);
        let within = |part: &&TokenPart| part.span.start < end;
        let parts: Vec<TokenPart> = token
            .parts
            .iter()
            .filter(within)
            .map(|part| TokenPart { span: TextSpan { end: part.span.end.min(end), ..part.span }, ..part.clone() })
            .collect();
        let mut job = part_text::job(shown, 0, &parts, cx.palette);
        job.wrap.max_width = ui.available_width();
        job.wrap.break_anywhere = true;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let label = ui.add(Label::new(galley.clone()).selectable(true));
        label.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, "The token"));
        let map = CharMap::new(shown);
        let clip = ui.clip_rect();
        for part in &parts {
            let rects = part_text::rects(&galley, label.rect.min, clip, &map.range(part.span));
            part_text::underline(ui.painter(), &rects, part.kind, cx.palette);
        }
        if is_long {
            let words = match (*is_whole, token.more) {
                (true, _) => "Show less".to_owned(),
                (false, 0) => format!("Show all {} characters", token.characters),
                (false, _) => format!("Show the first {} characters", token.characters),
            };
            let link = ui.link(RichText::new(words).font(theme::small()));
            let name = if *is_whole { "The token: show less" } else { "The token: show all" };
            if link.accessible_name(name).clicked() {
                *is_whole = !*is_whole;
            }
        }
        if token.more > 0 && (*is_whole || !is_long) {
            let words = format!("and {} more characters", token.more);
            ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)));
        }
    });
}

fn original(ui: &mut Ui, cx: &mut Cx<'_>, original: &OriginalView) {
    group(ui, cx, "Compared with the original");
    if let Some((tone, words)) = &original.signature {
        note(ui, cx, &Note { tone: *tone, text: words.clone(), token: None });
    }
    ui.add(Label::new(RichText::new(&original.summary).font(theme::small()).color(cx.palette.weak)));
    for change in &original.changes {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 2.0);
            badge::badge(ui, change.word, Tone::Warning);
            if change.place == "header" {
                badge::badge(ui, "header", Tone::Neutral);
            }
            let mono = |text: &str, ink| RichText::new(text).font(theme::mono()).color(ink);
            ui.add(Label::new(mono(&change.name, cx.palette.name)));
            if !change.was.is_empty() {
                ui.add(Label::new(mono(&change.was, cx.palette.weak).strikethrough()).wrap());
            }
            if !change.is.is_empty() {
                ui.add(Label::new(mono(&change.is, cx.palette.text)).wrap());
            }
        });
    }
}

fn halves(ui: &mut Ui, cx: &mut Cx<'_>, halves: &Halves) {
    for (title, lines) in [("The auth server", &halves.signer), ("The CDN", &halves.checker)] {
        group(ui, cx, title);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            for line in lines {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    icon::show(ui, Icon::Check, 14.0, cx.palette.weak);
                    ui.add(Label::new(RichText::new(line).font(theme::small()).color(cx.palette.text)).wrap());
                });
            }
        });
    }
    if let Some(target) = &halves.copy {
        let picture = if cx.is_copied(target) { Icon::Check } else { Icon::Copy };
        if button::text_button(ui, Some(picture), "Copy the public JWK Set for the CDN").clicked() {
            cx.send(Command::Copy(target.clone()));
        }
    }
}

pub(super) fn note(ui: &mut Ui, cx: &Cx<'_>, note: &Note) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        icon::show(ui, badge::tone_icon(note.tone), 14.0, cx.palette.tone(note.tone));
        ui.add(Label::new(RichText::new(&note.text).font(theme::small()).color(cx.palette.text)).wrap());
    });
}

fn sizes(ui: &mut Ui, cx: &mut Cx<'_>, token: &BuiltToken) {
    group(ui, cx, "Size");
    ui.scope_builder(UiBuilder::new(), |ui| {
        if !token.is_current {
            ui.set_opacity(0.5);
        }
        ui.spacing_mut().item_spacing.y = 3.0;
        let words = [&token.size, &token.difference, &token.ratio].map(String::as_str);
        let words: Vec<&str> = words.into_iter().filter(|each| !each.is_empty()).collect();
        ui.add(Label::new(RichText::new(words.join(" · ")).font(theme::small()).color(cx.palette.text)).wrap());
        if let Some(action) = &token.whitespace
            && button::text_button(ui, action.icon, &action.label).clicked()
        {
            cx.send(action.command.clone());
        }
        for (tone, words) in &token.verdicts {
            size::line(ui, cx, *tone, words);
        }
        ui.add_space(4.0);
        size::bars(ui, cx, "Parts", &token.parts_sizes);
        size::bars(ui, cx, "Claims, largest first", &token.claims);
        size::overhead(ui, cx, &token.overhead);
        if !token.limits.is_empty() {
            size::rows(ui, cx, &token.limits);
        }
        if !token.savings.is_empty() {
            ui.add_space(4.0);
            ui.add(Label::new(RichText::new("What would shrink it").font(theme::strong()).color(cx.palette.strong)));
            size::savings(ui, cx, &token.savings);
        }
    });
}

fn group(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.add_space(2.0);
    ui.add(Label::new(RichText::new(words).font(theme::strong()).color(cx.palette.strong)).selectable(false));
}
