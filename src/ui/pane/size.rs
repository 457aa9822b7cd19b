//! What the token costs, what it fits into, what would make it shorter, and what it costs in a day.

use crate::app::message::command::Command;
use crate::app::message::size::SizeCommand;
use crate::app::value::size::{Baseline, Carrier, MOST, OwnLimit, Sending, SizePage, Traffic};
use crate::app::value::{Icon, Tone, bytes as bytes_in_words, grouped};
use crate::app::view::{LimitRow, SavingRow, SizeBar, SizeView};
use crate::ui::widget::field::{Name, grouped_value, number_field, text_field};
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::{Align, FontId, Label, Layout, Rect, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

/// Most bars of one list, and most rows of another.
const MANY: usize = 200;
/// Height of one bar's line, and of one limit's.
const LINE: f32 = 20.0;
/// Below this width there is one column.
const NARROW: f32 = 620.0;
/// Width of what is saved.
const SAVES: f32 = 128.0;
/// The gap between columns.
const GAP: f32 = 32.0;

const PAGES: [(SizePage, &str); 4] = [
    (SizePage::Bytes, "Where the bytes go"),
    (SizePage::Limits, "Limits"),
    (SizePage::Savings, "What would shrink it"),
    (SizePage::Traffic, "Traffic"),
];

/// Draws it.
pub(crate) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let size = &cx.view.drawer.size;
    let page = size.page;
    ScrollArea::vertical().id_salt(("size", cx.shown(), page)).auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 8)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(theme::PAD, 4.0);
                if let Some(page) = segment(ui, "Size", page, &PAGES) {
                    cx.send(Command::Size(SizeCommand::Page(page)));
                }
                ui.add(Label::new(RichText::new(&size.summary).color(cx.palette.text)).wrap());
            });
            ui.add_space(theme::GAP);
            match page {
                SizePage::Bytes => bytes(ui, cx, size),
                SizePage::Limits => limits(ui, cx, size),
                SizePage::Savings => savings(ui, cx, &size.savings),
                SizePage::Traffic => traffic(ui, cx, size),
            }
        });
        follow_focus(ui);
    });
}

fn bytes(ui: &mut Ui, cx: &Cx<'_>, size: &SizeView) {
    if let Some((tone, words)) = size.verdicts.first() {
        line(ui, cx, *tone, words);
        ui.add_space(4.0);
    }
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), 10.0), Sense::hover());
    let mut left = bar.left();
    for part in size.parts.iter().filter(|part| part.depth == 0) {
        let width = bar.width() * share(part.share);
        let piece = Rect::from_min_size(pos2(left, bar.top()), vec2((width - 1.0).max(1.0), bar.height()));
        let colour = part.kind.map_or(cx.palette.weak, |kind| cx.palette.part(kind));
        ui.painter().rect_filled(piece, 2, colour);
        left += width;
    }
    ui.add_space(theme::GAP);
    let parts = |ui: &mut Ui| {
        bars(ui, cx, "Parts", &size.parts);
        overhead(ui, cx, &size.overhead);
    };
    // The width goes to what there is: a token without readable claims has one column.
    if ui.available_width() < NARROW || size.claims.is_empty() {
        parts(ui);
        bars(ui, cx, "Claims, largest first", &size.claims);
        return;
    }
    columns(ui, [0.45, 0.55], |ui, index| match index {
        0 => parts(ui),
        _ => bars(ui, cx, "Claims, largest first", &size.claims),
    });
}

/// Two columns with these shares of the width.
fn columns(ui: &mut Ui, shares: [f32; 2], mut draw: impl FnMut(&mut Ui, usize)) {
    let room = ui.available_width() - GAP;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for (index, share) in shares.into_iter().enumerate() {
            ui.allocate_ui_with_layout(vec2(room * share, 0.0), Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(room * share);
                ui.spacing_mut().item_spacing = vec2(theme::GAP, 0.0);
                draw(ui, index);
            });
        }
    });
}

pub(crate) fn overhead(ui: &mut Ui, cx: &Cx<'_>, lines: &[String]) {
    for words in lines {
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)).wrap());
        ui.add_space(2.0);
    }
}

/// A sentence with its mark.
pub(crate) fn line(ui: &mut Ui, cx: &Cx<'_>, tone: Tone, words: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        icon::show(ui, badge::tone_icon(tone), 15.0, cx.palette.tone(tone));
        ui.add(Label::new(RichText::new(words).color(cx.palette.text)).wrap());
    });
}

fn share(share: f32) -> f32 {
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
}

fn title(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.add(Label::new(RichText::new(words).font(theme::strong()).color(cx.palette.strong)));
    ui.add_space(2.0);
}

/// A name, a bar and its bytes, a line each.
pub(crate) fn bars(ui: &mut Ui, cx: &Cx<'_>, words: &str, bars: &[SizeBar]) {
    if bars.is_empty() {
        return;
    }
    title(ui, cx, words);
    let row = ui.available_width();
    let small = FontId::monospace(theme::SMALL - 0.5);
    let lay = |words: String, font: &FontId, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(words, font.clone(), cx.palette.text);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        ui.painter().layout_job(job)
    };
    let lines: Vec<_> = bars
        .iter()
        .take(MANY)
        .map(|bar| {
            // What Jotsmith calls it is in the face of words, what the token calls it in that of the token.
            let font = if bar.kind.is_some() { theme::body() } else { theme::mono() };
            let numbers = format!("{} B  {:>3.0} %", grouped(bar.bytes), share(bar.share) * 100.0);
            let indent = bar.depth as f32 * 14.0;
            (lay(bar.name.clone(), &font, (row * 0.45 - indent).max(30.0)), lay(numbers, &small, f32::INFINITY), bar)
        })
        .collect();
    let names = lines.iter().map(|(name, _, bar)| name.size().x + bar.depth as f32 * 14.0).fold(0.0, f32::max);
    let numbers = lines.iter().map(|(_, numbers, _)| numbers.size().x).fold(0.0, f32::max);
    for (name, number, bar) in lines {
        let (rect, response) = ui.allocate_exact_size(vec2(row, LINE), Sense::hover());
        response.widget_info(|| {
            WidgetInfo::labeled(egui::Role::Label, true, format!("{}: {}", bar.name, bytes_in_words(bar.bytes)))
        });
        let colour = bar.kind.map_or(cx.palette.name, |kind| cx.palette.part(kind));
        // What is inside another is a part of its bar.
        let colour = if bar.depth > 0 { colour.gamma_multiply(0.6) } else { colour };
        let painter = ui.painter_at(rect);
        let middle = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
        let track = Rect::from_min_max(
            pos2(rect.left() + names + 12.0, rect.center().y - 3.0),
            pos2((rect.right() - numbers - 12.0).max(rect.left() + names + 12.0), rect.center().y + 3.0),
        );
        painter.rect_filled(track, 3, cx.palette.hover);
        let filled = Rect::from_min_size(track.min, vec2((track.width() * share(bar.share)).max(1.0), 6.0));
        painter.rect_filled(filled, 3, colour);
        let indent = bar.depth as f32 * 14.0;
        painter.galley(pos2(rect.left() + indent, middle(&name)), name, cx.palette.text);
        let at = pos2(rect.right() - number.size().x, middle(&number));
        painter.galley_with_override_text_color(at, number, cx.palette.weak);
    }
    ui.add_space(theme::GAP);
}

fn limits(ui: &mut Ui, cx: &mut Cx<'_>, size: &SizeView) {
    let verdicts = |ui: &mut Ui, cx: &mut Cx<'_>| {
        for (tone, words) in &size.verdicts {
            line(ui, cx, *tone, words);
            ui.add_space(3.0);
        }
        ui.add_space(theme::GAP);
        sending(ui, cx, &size.sending, None);
        own(ui, cx);
    };
    if ui.available_width() < NARROW {
        verdicts(ui, cx);
        ui.add_space(theme::GAP);
        rows(ui, cx, &size.limits);
        return;
    }
    columns(ui, [0.4, 0.6], |ui, index| match index {
        0 => verdicts(ui, cx),
        _ => rows(ui, cx, &size.limits),
    });
}

/// How the token is sent: what its length is measured with. The names are as wide as `names`, where that is given.
pub(super) fn sending(ui: &mut Ui, cx: &mut Cx<'_>, sending: &Sending, names: Option<f32>) {
    title(ui, cx, "How it is sent");
    ui.spacing_mut().item_spacing.y = 4.0;
    let ways = [(false, "Authorization"), (true, "Cookie")];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        Name::of("To the server", names).show(ui, cx);
        if let Some(is_cookie) = segment(ui, "To the server", sending.is_cookie, &ways) {
            cx.send(Command::Size(SizeCommand::AsCookie(is_cookie)));
        }
    });
    if let Some(name) = text_field(ui, cx, Name::of("Cookie name", names), &sending.cookie) {
        cx.send(Command::Size(SizeCommand::SetCookieName(name)));
    }
    if let Some(address) = text_field(ui, cx, Name::of("URL before the token", names), &sending.address) {
        cx.send(Command::Size(SizeCommand::SetAddress(address)));
    }
    let others = u64::try_from(sending.others).unwrap_or(MOST);
    if let Some(others) = number_field(ui, cx, Name::of("Other headers, in bytes", names), others) {
        cx.send(Command::Size(SizeCommand::SetOthers(usize::try_from(others).unwrap_or_default())));
    }
}

/// A limit of one's own.
pub(super) fn own(ui: &mut Ui, cx: &mut Cx<'_>) {
    let id = ui.make_persistent_id("own limit");
    let (mut name, mut bytes): (String, u64) = ui.data(|data| data.get_temp(id)).unwrap_or((String::new(), 4_096));
    ui.add_space(4.0);
    title(ui, cx, "A limit of your own, for the header line");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        let field = TextEdit::singleline(&mut name).hint_text("Name").char_limit(100).desired_width(120.0);
        ui.add(field).accessible_name("Name of your limit");
        let field = grouped_value(&mut bytes).range(1..=MOST).suffix(" bytes");
        ui.add(field).accessible_name("Bytes of your limit");
        if ui.add_enabled(!name.trim().is_empty(), egui::Button::new("Add limit")).clicked() {
            let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
            let own = OwnLimit { name: name.trim().to_owned(), carrier: Carrier::HeaderLine, bytes };
            cx.send(Command::Size(SizeCommand::AddLimit(own)));
            name.clear();
        }
    });
    ui.data_mut(|data| data.insert_temp(id, (name, bytes)));
}

/// Every limit, a line each.
pub(crate) fn rows(ui: &mut Ui, cx: &mut Cx<'_>, limits: &[LimitRow]) {
    if limits.is_empty() {
        return;
    }
    title(ui, cx, "Where it must fit");
    ui.spacing_mut().interact_size.y = LINE;
    for row in limits.iter().take(MANY) {
        let size = vec2(ui.available_width(), LINE);
        let shown = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_height(LINE);
            icon::show(ui, badge::tone_icon(row.tone), 15.0, cx.palette.tone(row.tone));
            if let Some(index) = row.own
                && button::icon_button(ui, Icon::Cross, &format!("Remove {}", row.name)).clicked()
            {
                cx.send(Command::Size(SizeCommand::RemoveLimit(index)));
            }
            ui.add(Label::new(RichText::new(&row.name).color(cx.palette.text)).extend());
            ui.add(Label::new(RichText::new(&row.words).font(theme::small()).color(cx.palette.weak)).truncate());
        });
        shown.response.on_hover_text(format!("{}\n{}", row.words, row.origin));
    }
}

/// What would make it shorter, the most telling first.
pub(crate) fn savings(ui: &mut Ui, cx: &mut Cx<'_>, savings: &[SavingRow]) {
    if savings.is_empty() {
        ui.add(Label::new(RichText::new("Nothing would make it shorter").color(cx.palette.weak)));
        return;
    }
    for row in savings.iter().take(MANY) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            let room = row.action.as_ref().map_or(0.0, |_| 116.0);
            ui.allocate_ui_with_layout(vec2(SAVES, 0.0), Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(SAVES);
                let saves = RichText::new(format!("−{}", row.saves)).font(theme::small()).color(cx.palette.good);
                ui.add(Label::new(saves).extend());
            });
            let width = (ui.available_width() - room).max(120.0);
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.add(Label::new(RichText::new(&row.sentence).color(cx.palette.text)).wrap());
                if !row.advice.is_empty() {
                    let advice = RichText::new(&row.advice).font(theme::small()).color(cx.palette.weak);
                    ui.add(Label::new(advice).wrap());
                }
            });
            if let Some(action) = &row.action {
                let button = button::text_button(ui, action.icon, &action.label);
                // No two buttons have one name.
                if button.accessible_name(format!("{}: {}", action.label, row.sentence)).clicked() {
                    cx.send(action.command.clone());
                }
            }
        });
        ui.add_space(4.0);
    }
}

/// Sets one number of the calculator.
type Set = fn(&mut Traffic, u64);

/// What it is compared with, how often it is sent, and what that comes to.
fn traffic(ui: &mut Ui, cx: &mut Cx<'_>, size: &SizeView) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme::GAP, 6.0);
        ui.add(Label::new(RichText::new("Compared with").color(cx.palette.text)));
        compared(ui, cx, size.baseline);
    });
    ui.add_space(theme::GAP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme::PAD, 6.0);
        often(ui, cx, size.traffic, None);
    });
    ui.add_space(theme::GAP);
    for words in &size.costs {
        ui.add(Label::new(RichText::new(words).color(cx.palette.text)).wrap());
        ui.add_space(2.0);
    }
}

/// What a token is compared with.
pub(super) fn compared(ui: &mut Ui, cx: &mut Cx<'_>, baseline: Baseline) {
    let typed = match baseline {
        Baseline::Bytes(bytes) => bytes,
        Baseline::Sub | Baseline::SessionId => 22,
    };
    let choices = [
        (Baseline::SessionId, "A session ID"),
        (Baseline::Sub, "The bare sub"),
        (Baseline::Bytes(typed), "So many bytes"),
    ];
    if let Some(baseline) = segment(ui, "Compared with", baseline, &choices) {
        cx.send(Command::Size(SizeCommand::Compare(baseline)));
    }
    if let Baseline::Bytes(bytes) = baseline
        && let Some(bytes) = number_field(ui, cx, Name::of("Bytes of the baseline", None), bytes as u64)
    {
        let bytes = usize::try_from(bytes).unwrap_or_default();
        cx.send(Command::Size(SizeCommand::Compare(Baseline::Bytes(bytes))));
    }
}

/// How often a token is sent.
pub(super) fn often(ui: &mut Ui, cx: &mut Cx<'_>, of: Traffic, names: Option<f32>) {
    let fields: [(&str, u64, Set); 4] = [
        ("Requests a page", of.requests, |traffic, number| traffic.requests = number),
        ("Pages a day", of.pages, |traffic, number| traffic.pages = number),
        ("Users", of.users, |traffic, number| traffic.users = number),
        ("Services it is passed on to", of.services, |traffic, number| traffic.services = number),
    ];
    for (name, value, set) in fields {
        if let Some(number) = number_field(ui, cx, Name::of(name, names), value) {
            let mut traffic = of;
            set(&mut traffic, number);
            cx.send(Command::Size(SizeCommand::SetTraffic(traffic)));
        }
    }
}
