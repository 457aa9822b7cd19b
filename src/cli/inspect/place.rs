//! Where the token stands, for a log that points into files.

use crate::cli::source::input::Source;
use crate::engine::report::sarif::Artifact;

/// The file that the token was read from.
pub(super) struct Place {
    uri: Option<String>,
}

impl Place {
    pub(super) fn of(source: &Source) -> Self {
        let path = match source {
            Source::File(path) => path.to_str(),
            Source::Text(_) | Source::Stdin => None,
        };
        Self { uri: path.map(uri) }
    }

    /// With the characters of the token in that file, where they stand in it as they are.
    pub(super) fn of_token<'a>(&'a self, text: &'a str, token: &str) -> Artifact<'a> {
        let start = text.find(token).filter(|_| self.uri.is_some());
        Artifact { uri: self.uri.as_deref(), text: start.map(|_| text), start: start.unwrap_or(0) }
    }
}

/// A path as a URI reference (RFC 3986 §4.1): a relative one stays relative.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut out = String::with_capacity(path.len());
    // A colon in front of the first slash would be the end of a scheme.
    if path.split('/').next().is_some_and(|first| first.contains(':')) {
        out.push_str("./");
    } else if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_a_uri_reference() {
        assert_eq!(uri("a/token.jwt"), "a/token.jwt");
        assert_eq!(uri("./a b#c?d%"), "./a%20b%23c%3Fd%25");
        assert_eq!(uri("/srv/ä"), "file:///srv/%C3%A4");
        assert_eq!(uri("a:b/c"), "./a%3Ab/c");
    }
}
