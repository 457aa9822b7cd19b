//! QR codes (ISO/IEC 18004): which version a token needs.

/// Bytes that each version holds, from 1 to 40, with the least error correction (level L).
const BYTES: [usize; 40] = [
    17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858, 929, 1003, 1091,
    1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303, 2431, 2563, 2699, 2809, 2953,
];

/// The most that any holds.
pub const MOST_BYTES: usize = BYTES[39];

/// The smallest version that holds `total` bytes; `None`: none does.
pub fn version(total: usize) -> Option<usize> {
    BYTES.iter().position(|bytes| *bytes >= total).map(|index| index + 1)
}

/// Squares along one side of a version.
pub const fn modules(version: usize) -> usize {
    17 + 4 * version
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, modules, version};

    #[test]
    fn the_smallest_version_that_holds_it() {
        assert_eq!([0, 17, 18, 477, 2_953, 2_954].map(version), [Some(1), Some(1), Some(2), Some(15), Some(40), None]);
        assert_eq!((MOST_BYTES, modules(1), modules(40)), (2_953, 21, 177));
    }
}
