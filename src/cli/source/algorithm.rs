//! Algorithms by their names.

use crate::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, ContentEncryptionRow, KEY_MANAGEMENT_ALGORITHMS, KeyManagementRow,
    SIGNATURE_ALGORITHMS, SignatureRow,
};

pub(in crate::cli) fn signature_row(name: &str) -> Result<&'static SignatureRow, String> {
    named(SIGNATURE_ALGORITHMS, name, |row| row.name)
}

pub(in crate::cli) fn key_management_row(name: &str) -> Result<&'static KeyManagementRow, String> {
    named(KEY_MANAGEMENT_ALGORITHMS, name, |row| row.name)
}

pub(in crate::cli) fn content_encryption_row(name: &str) -> Result<&'static ContentEncryptionRow, String> {
    named(CONTENT_ENCRYPTION_ALGORITHMS, name, |row| row.name)
}

fn named<Row>(table: &'static [Row], name: &str, of: fn(&Row) -> &'static str) -> Result<&'static Row, String> {
    let names = || table.iter().map(of).collect::<Vec<_>>().join(", ");
    table.iter().find(|row| of(row) == name).ok_or_else(|| format!("one of {}", names()))
}
