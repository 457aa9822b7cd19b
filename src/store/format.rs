//! Which version of our own files one is.

use serde::Deserialize;

#[derive(Deserialize)]
struct Named {
    format: String,
}

/// Whether a file says that it is of a newer version than `own`, "jotsmith-draft-1": then it is whole, and for the Jotsmith
/// that wrote it. Whatever else is in it need not be understood.
pub(super) fn is_newer(bytes: &[u8], own: &str) -> bool {
    let Ok(Named { format }) = serde_json::from_slice(bytes) else { return false };
    let version = |format: &str| {
        let (kind, number) = format.rsplit_once('-')?;
        Some((kind.to_owned(), number.parse::<u64>().ok()?))
    };
    match (version(&format), version(own)) {
        (Some((kind, number)), Some((own_kind, own_number))) => kind == own_kind && number > own_number,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_newer;

    #[test]
    fn only_a_higher_number_of_the_same_kind_is_newer() {
        for (text, expected) in [
            (r#"{"format":"jotsmith-draft-2","draft":7}"#, true),
            (r#"{"new":[],"format":"jotsmith-draft-10"}"#, true),
            (r#"{"format":"jotsmith-draft-1"}"#, false),
            (r#"{"format":"jotsmith-draft-0"}"#, false),
            (r#"{"format":"jotsmith-draft-x"}"#, false),
            (r#"{"format":"jotsmith-template-2"}"#, false),
            (r#"{"format":"jotsmith-draft-2""#, false),
            (r#"{"format":2}"#, false),
            ("", false),
        ] {
            assert_eq!(is_newer(text.as_bytes(), "jotsmith-draft-1"), expected, "{text}");
        }
    }
}
