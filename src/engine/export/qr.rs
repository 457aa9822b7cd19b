//! The token as a QR code (ISO/IEC 18004), for tokens that are meant to be shown: a credential, a ticket, an example.

use super::{ExportRow, Group, Rule, Subject, Unfit};
use crate::engine::ground::size::qr::{MOST_BYTES, version};
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, QrResult, Version};
use std::fmt::Write as _;

/// Light squares around a code.
const QUIET: usize = 4;
/// Pixels of a square in the picture.
const PIXELS: usize = 4;

pub(super) static ROWS: &[ExportRow] = &[ExportRow::new(
    Group::Token,
    (NAME, "QR code", "token.svg"),
    "A picture in SVG, for tokens that are meant to be shown: whoever photographs it has the token",
    Rule::Secret,
    |subject| fits(subject.token),
    |subject| squares(subject.token).map(|squares| svg(&squares)),
)];

/// How the export is called.
pub const NAME: &str = "qr";

/// The squares of a code, with the light ones around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    pub side: usize,
    /// Line by line.
    pub dark: Vec<bool>,
}

/// The code of a token; `None`: it does not fit into one.
pub fn code(subject: &Subject<'_>) -> Option<Squares> {
    squares(subject.token).ok()
}

fn fits(token: &str) -> Result<(), Unfit> {
    match token.len() {
        0 => Err(Unfit::NoPart),
        bytes if bytes > MOST_BYTES => Err(Unfit::TooLong { bytes, limit: MOST_BYTES }),
        _ => Ok(()),
    }
}

fn squares(token: &str) -> Result<Squares, Unfit> {
    fits(token)?;
    let unfit = || Unfit::TooLong { bytes: token.len(), limit: MOST_BYTES };
    let number = version(token.len()).and_then(|number| i16::try_from(number).ok()).ok_or_else(unfit)?;
    let code = bytes(token, Version::Normal(number)).map_err(|_| unfit())?;
    let (size, colors) = (code.width(), code.to_colors());
    let side = size + 2 * QUIET;
    let is_dark = |at: usize| {
        let place = |at: usize| at.checked_sub(QUIET).filter(|at| *at < size);
        let within = place(at % side).zip(place(at / side));
        within.is_some_and(|(x, y)| colors.get(y * size + x) == Some(&Color::Dark))
    };
    Ok(Squares { side, dark: (0..side * side).map(is_dark).collect() })
}

/// As one run of bytes, so that its version is the one that the Size tab foretells, with the least error correction.
fn bytes(token: &str, version: Version) -> QrResult<QrCode> {
    let mut bits = Bits::new(version);
    bits.push_byte_data(token.as_bytes())?;
    bits.push_terminator(EcLevel::L)?;
    QrCode::with_bits(bits, EcLevel::L)
}

fn svg(squares: &Squares) -> String {
    let (side, pixels) = (squares.side, squares.side * PIXELS);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\""
    );
    for (y, line) in squares.dark.chunks(side).enumerate() {
        let mut x = 0;
        for run in line.chunk_by(|one, other| one == other) {
            if run.first() == Some(&true) {
                let _ = write!(out, "M{x} {y}h{0}v1h-{0}z", run.len());
            }
            x += run.len();
        }
    }
    out.push_str("\"/></svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::{QUIET, Squares, squares, svg};
    use crate::engine::ground::size::qr::{MOST_BYTES, modules, version};

    /// The version is the one that the Size tab foretells.
    #[test]
    fn a_code_is_as_large_as_foretold() {
        for length in [1, 17, 18, 477, 1_528, MOST_BYTES] {
            let code = squares(&"a".repeat(length)).expect("it fits");
            assert_eq!(code.side, modules(version(length).expect("a version")) + 2 * QUIET, "{length}");
        }
        assert!(squares(&"a".repeat(MOST_BYTES + 1)).is_err());
        assert!(squares("").is_err());
    }

    #[test]
    fn runs_of_squares_are_drawn() {
        let code = Squares { side: 3, dark: vec![true, true, false, false, false, false, false, true, false] };
        assert!(svg(&code).ends_with("<path d=\"M0 0h2v1h-2zM1 2h1v1h-1z\"/></svg>"));
    }
}
