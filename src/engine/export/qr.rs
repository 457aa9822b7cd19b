//! The token as a QR code (ISO/IEC 18004), for a wallet or a telephone: byte mode, with as much correction as there is room for.

use super::{ExportRow, Group, Rule, Subject, Unfit};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

pub(super) static ROWS: &[ExportRow] = &[
    ExportRow::new(
        Group::Token,
        ("qr", "QR code", "token.svg"),
        "A picture (SVG) that any camera nearby can read: for tokens that may be seen",
        Rule::Secret,
        fits,
        svg,
    )
    .picturing(modules),
    ExportRow::new(
        Group::Token,
        ("qr-text", "QR code for a terminal", "qr.txt"),
        "The same as block characters, light on dark",
        Rule::Secret,
        fits,
        blocks,
    )
    .picturing(modules),
];

/// Bytes of the largest code (version 40-L).
const LONGEST: usize = 2_953;
/// Modules that stay empty around it.
const QUIET: usize = 4;

/// A QR code with the quiet zone around it: whether each module is dark, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modules {
    pub side: usize,
    pub dark: Vec<bool>,
}

fn fits(subject: &Subject<'_>) -> Result<(), Unfit> {
    let bytes = subject.token.len();
    if bytes > LONGEST { Err(Unfit::TooLong { bytes, limit: LONGEST }) } else { Ok(()) }
}

pub(super) fn modules(subject: &Subject<'_>) -> Result<Modules, Unfit> {
    fits(subject)?;
    let too_long = Unfit::TooLong { bytes: subject.token.len(), limit: LONGEST };
    let code = QrCode::encode_binary(subject.token.as_bytes(), QrCodeEcc::Low).map_err(|_| too_long)?;
    let (size, quiet) = (code.size(), QUIET as i32);
    let places = -quiet..size + quiet;
    // Beyond its edges every module is light.
    let dark = places.clone().flat_map(|y| places.clone().map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y));
    Ok(Modules { side: places.len(), dark: dark.collect() })
}

impl Modules {
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }
}

fn svg(subject: &Subject<'_>) -> Result<String, Unfit> {
    let modules = modules(subject)?;
    let side = modules.side;
    let mut path = String::new();
    for y in 0..side {
        let mut x = 0;
        while x < side {
            let run = (x..side).take_while(|x| modules.is_dark(*x, y)).count();
            if run > 0 {
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\n\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\n<path d=\"{path}\" fill=\"#000\"/>\n</svg>"
    ))
}

/// Two rows a line; the light modules are drawn, as a terminal is dark.
fn blocks(subject: &Subject<'_>) -> Result<String, Unfit> {
    let modules = modules(subject)?;
    let mut out = String::new();
    for y in (0..modules.side).step_by(2) {
        for x in 0..modules.side {
            let is_light = |y: usize| y < modules.side && !modules.is_dark(x, y);
            out.push(match (is_light(y), is_light(y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        out.push('\n');
    }
    Ok(out.trim_end_matches('\n').to_owned())
}
