//! Opening the window, with the one renderer or the other.

use super::APP_ID;
use super::clipboard::PlatformClipboard;
use super::clock::{Clock as _, SystemClock, time_zone};
use super::file::PlatformPicker;
use super::guess::GuesserThread;
use super::handover;
use super::keep::KeepThread;
use super::keyboard::Copies;
use super::keyring::{KeeperThread, KeyringDesk};
use super::main_loop::{App, FIRST_SIZE, World, channel};
use super::settings::SettingsFile;
use super::worker::Worker;
use crate::cli::Opening;
use crate::engine::jwt::numeric_date::format_utc;
use eframe::{Renderer, egui};
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use winit::raw_window_handle::{HasDisplayHandle as _, RawDisplayHandle};

/// Forces a renderer: `glow` or `wgpu`.
pub const RENDERER: &str = "JOTSMITH_RENDERER";

const ICON: &[u8] = include_bytes!("../../assets/icon-256.png");

/// Whether there may be a display to open a window on.
pub fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_x11_or_wayland = cfg!(all(unix, not(target_vendor = "apple")));
    !is_x11_or_wayland || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(is_set)
}

/// Opens the window and stays until it is closed.
pub fn run() -> ExitCode {
    opened(&Opening::default()).map_or_else(|why| fail(&why), |()| ExitCode::SUCCESS)
}

/// Opens what is given: in a window that is there already, or in one that it stays with until that is closed.
///
/// # Errors
///
/// Why there is no window.
pub fn open(opening: &Opening) -> Result<(), String> {
    if handover::offer(opening) { Ok(()) } else { opened(opening) }
}

fn opened(opening: &Opening) -> Result<(), String> {
    crate::process::scrub_panics();
    let renderers = renderers()?;
    let mut last = String::new();
    for renderer in renderers {
        let opened = std::panic::catch_unwind(|| {
            let (settings, notice) = SettingsFile::open(&stamp());
            let look = settings.settings();
            let size = look.window.unwrap_or(FIRST_SIZE);
            eframe::run_native(
                APP_ID,
                options(renderer, size, look.is_maximized),
                Box::new(|creation| {
                    let world = world(creation, opening, settings, notice);
                    Ok(Box::new(App::new(&creation.egui_ctx, world)))
                }),
            )
        });
        match opened {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) if is_about_the_renderer(&error) => last = format!("{renderer}: {error}"),
            Ok(Err(error)) => return Err(format!("no window could be opened: {}", words(&error))),
            // winit panics where a library of the desktop is missing.
            Err(_) if super::in_background("probe", || {}) => {
                last = format!("{renderer}: a desktop library is missing, perhaps libxkbcommon-x11");
            }
            Err(_) => return Err("no window could be opened: no thread could be started (see ulimit -u)".to_owned()),
        }
    }
    Err(format!("no window could be opened: {last}"))
}

/// The renderers to try, in order.
#[expect(clippy::disallowed_methods, reason = "the person may choose one by the environment")]
fn renderers() -> Result<Vec<Renderer>, String> {
    match std::env::var(RENDERER) {
        Ok(name) if !name.trim().is_empty() => {
            let named = name.trim().parse::<Renderer>();
            named
                .map(|renderer| vec![renderer])
                .map_err(|_| format!("{RENDERER}: this build has no renderer with that name"))
        }
        _ => Ok(vec![
            Renderer::Glow,
            #[cfg(feature = "wgpu")]
            Renderer::Wgpu,
        ]),
    }
}

/// What stands in the way, without the places in other people's source.
fn words(error: &eframe::Error) -> String {
    if !has_display() {
        return "no display was found (neither DISPLAY nor WAYLAND_DISPLAY is set)".to_owned();
    }
    match error {
        eframe::Error::WinitEventLoop(_) => {
            "the display cannot be reached, or a desktop library is missing (libX11, libxkbcommon)".to_owned()
        }
        other => other.to_string(),
    }
}

/// Whether another renderer may do better.
fn is_about_the_renderer(error: &eframe::Error) -> bool {
    match error {
        eframe::Error::OpenGL(_) | eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) => true,
        #[cfg(feature = "wgpu")]
        eframe::Error::Wgpu(_) => true,
        _ => false,
    }
}

fn options(renderer: Renderer, size: [f32; 2], is_maximized: bool) -> eframe::NativeOptions {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Jotsmith")
        .with_app_id(APP_ID)
        .with_inner_size(size)
        .with_maximized(is_maximized)
        .with_clamp_size_to_monitor_size(true)
        .with_min_inner_size([640.0, 420.0])
        .with_drag_and_drop(true);
    // A window without its icon is still a window.
    if let Ok(icon) = eframe::icon_data::from_png_bytes(ICON) {
        viewport = viewport.with_icon(Arc::new(icon));
    }
    eframe::NativeOptions { viewport, renderer, clipboard_shortcuts: false, ..eframe::NativeOptions::default() }
}

/// What a damaged file that is put aside is called: the time.
fn stamp() -> String {
    format_utc(SystemClock.now()).replace(" UTC", "").replace([' ', ':'], "-")
}

fn world(
    creation: &eframe::CreationContext<'_>,
    opening: &Opening,
    settings: SettingsFile,
    notice: Option<String>,
) -> World {
    let ctx = &creation.egui_ctx;
    let (post, news) = channel(ctx);
    let display = creation.display_handle().map(|handle| handle.as_raw());
    let is_wayland = matches!(display, Ok(RawDisplayHandle::Wayland(_)));
    if !is_wayland {
        ctx.add_plugin(Copies(Arc::clone(&post)));
    }
    handover::open(opening, &post);
    handover::listen(&post);
    super::desktop::watch(&post);
    super::desktop::watch_signals(&post);
    World {
        executor: Box::new(Worker::new(Arc::clone(&post))),
        clipboard: Box::new(PlatformClipboard::new(Arc::clone(&post), is_wayland)),
        files: Box::new(PlatformPicker::new(Arc::clone(&post))),
        keyrings: Box::new(KeeperThread::new(KeyringDesk::standard(), Arc::clone(&post))),
        guesser: Box::new(GuesserThread::new(Arc::clone(&post))),
        shelf: Box::new(KeepThread::new(Arc::clone(&post), stamp(), || SystemClock.now())),
        clock: Box::new(SystemClock),
        zone: time_zone(),
        settings,
        notice,
        news,
        post,
    }
}

fn fail(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "jotsmith: {why}");
    let _ = writeln!(std::io::stderr(), "jotsmith: to work without a window, see `jotsmith --help`");
    ExitCode::FAILURE
}
