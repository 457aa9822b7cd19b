//! Where times stand in claims: at the top, within other claims, and in lists.

use crate::app::value::is_time;
use crate::engine::ground::json::{Document, Kind};
use crate::engine::ground::span::Span;
use crate::engine::jwt::numeric_date;

/// Values that are looked at: this is done while somebody types.
const VALUES: usize = 20_000;

/// A number that is a time by its name, or by the name of the list that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct TimeAt {
    pub name: String,
    /// Its bytes.
    pub span: Span,
    /// Seconds since 1970.
    pub seconds: i64,
}

/// All of them, in their order.
pub(in crate::app) fn times(document: &Document) -> impl Iterator<Item = TimeAt> {
    // The list of times that is open, and the first value behind it.
    let mut list: Option<(String, usize, usize)> = None;
    (0..document.len().min(VALUES)).filter_map(|index| document.value(index)).filter_map(move |value| {
        list = list.take().filter(|(_, end, _)| value.index() < *end);
        let own = value.name().filter(|name| is_time(name)).map(std::borrow::Cow::into_owned);
        if let (Some(name), Kind::Array) = (&own, value.kind()) {
            list = Some((name.clone(), value.next_index(), value.depth() + 1));
            return None;
        }
        let of_list = list.as_ref().filter(|(_, _, depth)| value.depth() == *depth && value.name_span().is_none());
        let name = own.or_else(|| of_list.map(|(name, ..)| name.clone()))?;
        let seconds = i64::try_from(numeric_date::parse(value).ok()?.seconds).ok()?;
        Some(TimeAt { name, span: value.span(), seconds })
    })
}

#[cfg(test)]
mod tests {
    use super::times;
    use crate::engine::ground::json::scan;

    #[test]
    fn times_are_found_wherever_they_stand() {
        let text = r#"{"exp":1,"a":{"auth_time":2,"b":[{"iat":3},4]},"updated_at":[5,6,{"x":7},[8]],"y":9,"nbf":"x"}"#;
        let document = scan(text.as_bytes(), 64);
        let found: Vec<_> = times(&document).map(|time| (time.name, time.seconds)).collect();
        let found: Vec<_> = found.iter().map(|(name, seconds)| (name.as_str(), *seconds)).collect();
        assert_eq!(found, [("exp", 1), ("auth_time", 2), ("iat", 3), ("updated_at", 5), ("updated_at", 6)]);
    }
}
