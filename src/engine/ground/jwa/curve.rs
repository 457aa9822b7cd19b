//! Elliptic curves and their sizes (RFC 7518 §6.2.1.1, RFC 8037 §2, RFC 8812 §3).

/// A curve that JOSE names and Jotsmith computes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// secp256k1, for signatures alone (RFC 8812).
    Secp256k1,
    /// Ed25519, signatures.
    Ed25519,
    /// Ed448, signatures.
    Ed448,
    /// X25519, key agreement.
    X25519,
    /// X448, key agreement.
    X448,
}

/// What is fixed about a curve.
#[derive(Debug, PartialEq, Eq)]
pub struct CurveRow {
    pub curve: Curve,
    /// The `crv` value.
    pub name: &'static str,
    /// Bytes of a coordinate (`x`, `y`), or of an OKP public key.
    pub coordinate_len: usize,
    /// Bytes of the private value `d`.
    pub private_len: usize,
    /// `EC` or `OKP`.
    pub key_type: &'static str,
    pub signs: bool,
    /// Whether it agrees on keys (ECDH-ES).
    pub agrees: bool,
}

pub static CURVES: &[CurveRow] = &[
    row(Curve::P256, "P-256", 32, 32, "EC", true, true),
    row(Curve::P384, "P-384", 48, 48, "EC", true, true),
    row(Curve::P521, "P-521", 66, 66, "EC", true, true),
    row(Curve::Secp256k1, "secp256k1", 32, 32, "EC", true, false),
    row(Curve::Ed25519, "Ed25519", 32, 32, "OKP", true, false),
    row(Curve::Ed448, "Ed448", 57, 57, "OKP", true, false),
    row(Curve::X25519, "X25519", 32, 32, "OKP", false, true),
    row(Curve::X448, "X448", 56, 56, "OKP", false, true),
];

const fn row(
    curve: Curve,
    name: &'static str,
    coordinate_len: usize,
    private_len: usize,
    key_type: &'static str,
    signs: bool,
    agrees: bool,
) -> CurveRow {
    CurveRow { curve, name, coordinate_len, private_len, key_type, signs, agrees }
}

impl Curve {
    /// The curve of a `crv` value; exact match.
    pub fn named(name: &str) -> Option<Self> {
        CURVES.iter().find(|row| row.name == name).map(|row| row.curve)
    }

    /// Its row in [`CURVES`].
    pub fn row(self) -> &'static CurveRow {
        CURVES.iter().find(|row| row.curve == self).unwrap_or(&CURVES[0])
    }

    /// The `crv` value.
    pub fn name(self) -> &'static str {
        self.row().name
    }
}

#[cfg(test)]
mod tests {
    use super::{CURVES, Curve};

    #[test]
    fn every_curve_finds_its_own_row() {
        for row in CURVES {
            assert_eq!(row.curve.row().name, row.name);
            assert_eq!(Curve::named(row.name), Some(row.curve));
        }
    }
}
