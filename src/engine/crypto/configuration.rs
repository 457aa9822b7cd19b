//! The file that OpenSSL configures itself from where nothing names another: it can name code to load.

use std::path::{Path, PathBuf};

/// Where that file would be, if OpenSSL says in which folder it looks. To ask sets nothing up.
pub fn path() -> Option<PathBuf> {
    let folder = openssl::version::dir().strip_prefix("OPENSSLDIR: \"")?.strip_suffix('"')?;
    Some(Path::new(folder).join("openssl.cnf"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_a_file_in_the_folder_that_was_built_in() {
        let path = super::path().expect("known");
        assert!(path.is_absolute() && path.ends_with("openssl.cnf"), "{}", path.display());
    }
}
