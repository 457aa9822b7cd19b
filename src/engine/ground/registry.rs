//! The registries of IANA and of the large issuers as data: one CSV file each under `assets/registry`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The claims that RFC 7519 §4.1 registers: what tells claims from other JSON.
pub const REGISTERED_CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// Splits one of our CSV files into rows of `N` columns, the heading left out.
///
/// The files are ours: fields are quoted where they hold a comma, and hold neither a quote nor a line break. A row with
/// another number of columns is left out, which a test would notice.
pub(crate) fn rows<const N: usize>(csv: &'static str) -> Vec<[&'static str; N]> {
    csv.lines().skip(1).filter_map(fields).collect()
}

/// The columns of a line, if there are so many.
fn fields<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    let mut fields = [""; N];
    let mut rest = Some(line);
    for field in &mut fields {
        let text = rest?;
        let end = match text.strip_prefix('"') {
            Some(quoted) => memchr::memchr(b'"', quoted.as_bytes())? + 2,
            None => memchr::memchr(b',', text.as_bytes()).unwrap_or(text.len()),
        };
        let (own, behind) = text.split_at_checked(end)?;
        *field = own.strip_prefix('"').and_then(|own| own.strip_suffix('"')).unwrap_or(own);
        rest = behind.strip_prefix(',');
    }
    rest.is_none().then_some(fields)
}

/// One row of IANA's "JSON Web Signature and Encryption Algorithms", those that we do not compute included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlgorithmRow {
    /// The `alg` or `enc` value.
    pub name: &'static str,
    pub description: &'static str,
    /// Where it may stand: `alg`, `enc`, or `JWK` for labels that no token may carry.
    pub location: &'static str,
    /// IANA's "JOSE Implementation Requirements".
    pub requirement: &'static str,
    pub reference: &'static str,
}

/// All of them, in IANA's order.
pub static ALGORITHMS: LazyLock<Vec<AlgorithmRow>> = LazyLock::new(|| {
    rows(include_str!("../../../assets/registry/algorithms.csv"))
        .into_iter()
        .map(|[name, description, location, requirement, reference]| AlgorithmRow {
            name,
            description,
            location,
            requirement,
            reference,
        })
        .collect()
});

static ALGORITHMS_BY_NAME: LazyLock<HashMap<&'static str, &'static AlgorithmRow>> =
    LazyLock::new(|| ALGORITHMS.iter().map(|row| (row.name, row)).collect());

/// The row of exactly this name; `alg` is case-sensitive (RFC 7515 §4.1.1).
pub fn algorithm(name: &str) -> Option<&'static AlgorithmRow> {
    ALGORITHMS_BY_NAME.get(name).copied()
}

/// The row that differs from `name` in nothing but upper and lower case.
pub fn algorithm_in_another_case(name: &str) -> Option<&'static AlgorithmRow> {
    ALGORITHMS.iter().find(|row| row.name != name && row.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::{ALGORITHMS, algorithm, algorithm_in_another_case, fields};
    use crate::engine::ground::jwa;

    #[test]
    fn quoted_fields_may_hold_commas() {
        assert_eq!(fields("a,\"b, c\",,d"), Some(["a", "b, c", "", "d"]));
        assert_eq!(fields("a,\"b, c\""), Some(["a", "b, c"]));
        assert_eq!(fields("a,"), Some(["a", ""]));
        assert_eq!(fields(""), Some([""]));
        // Not so many columns.
        assert_eq!(fields::<2>("a"), None);
        assert_eq!(fields::<2>("a,b,"), None);
        assert_eq!(fields::<1>("\"a"), None);
    }

    /// IANA's registry of 2026-07-29 has 53 algorithms.
    #[test]
    fn the_algorithms_are_ianas() {
        assert_eq!(ALGORITHMS.len(), 53);
        assert_eq!(include_str!("../../../assets/registry/algorithms.csv").lines().count(), 1 + 53);
        assert_eq!(algorithm("HS256").map(|row| row.requirement), Some("Required"));
        assert_eq!(algorithm("RS1").map(|row| row.requirement), Some("Prohibited"));
        assert_eq!(algorithm("hs256"), None);
        assert_eq!(algorithm_in_another_case("hs256").map(|row| row.name), Some("HS256"));
        assert_eq!(algorithm_in_another_case("HS256"), None);
    }

    #[test]
    fn our_own_tables_say_what_iana_says() {
        let signatures = jwa::SIGNATURE_ALGORITHMS.iter().map(|row| (row.name, row.requirement));
        let management = jwa::KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| (row.name, row.requirement));
        let encryption = jwa::CONTENT_ENCRYPTION_ALGORITHMS.iter().map(|row| (row.name, row.requirement));
        for (name, requirement) in signatures.chain(management).chain(encryption) {
            assert_eq!(algorithm(name).map(|row| row.requirement), Some(requirement), "{name}");
        }
    }
}
