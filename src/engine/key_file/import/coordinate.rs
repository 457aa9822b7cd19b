//! What is wrong with the coordinates of a key that was refused.

use super::super::der;
use crate::engine::crypto::key::{self, Effort};
use crate::engine::ground::jwa::Curve;
use crate::engine::key::KeyMaterial;
use crate::engine::key::error::KeyError;

/// What exactly is wrong with the point of a key that was refused.
pub(super) fn precise(material: &KeyMaterial) -> Option<KeyError> {
    zeros(material).or_else(|| other_curve(material)).or_else(|| swapped(material))
}

/// The coordinates in each other's place.
fn swapped(material: &KeyMaterial) -> Option<KeyError> {
    let KeyMaterial::Ec { curve, x, y, .. } = material else { return None };
    let right = KeyMaterial::Ec { curve: *curve, x: y.clone(), y: x.clone(), d: None };
    key::check(&right, &mut Effort::default()).is_ok().then_some(KeyError::SwappedCoordinates)
}

/// A coordinate with a zero byte too few or too many in front, where the right number of them gives a point of the curve.
fn zeros(material: &KeyMaterial) -> Option<KeyError> {
    let KeyMaterial::Ec { curve, x, y, .. } = material else { return None };
    let expected = curve.row().coordinate_len;
    let exact = |number: &[u8]| -> Option<Vec<u8>> {
        let bare = der::without_leading_zeros(number);
        let missing = expected.checked_sub(bare.len())?;
        Some([vec![0; missing].as_slice(), bare].concat())
    };
    let (wrong, name) = [(x, "x"), (y, "y")].into_iter().find(|(number, _)| number.len() != expected)?;
    let right = KeyMaterial::Ec { curve: *curve, x: exact(x)?, y: exact(y)?, d: None };
    key::check(&right, &mut Effort::default()).ok()?;
    Some(KeyError::MemberZeros { name, expected, found: wrong.len() })
}

/// The curve that the point of an EC key is on, where that is another than the one that it names.
fn other_curve(material: &KeyMaterial) -> Option<KeyError> {
    let KeyMaterial::Ec { curve, x, y, .. } = material else { return None };
    let is_on = |other: &&Curve| {
        let point = KeyMaterial::Ec { curve: **other, x: x.clone(), y: y.clone(), d: None };
        **other != *curve && other.row().coordinate_len == x.len() && key::check(&point, &mut Effort::default()).is_ok()
    };
    let curves = [Curve::P256, Curve::P384, Curve::P521, Curve::Secp256k1];
    let found = curves.iter().find(is_on)?;
    Some(KeyError::OtherCurve { named: curve.name(), found: found.name() })
}
