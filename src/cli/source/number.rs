//! Whole numbers as arguments, and what is wrong with one, in words.

use std::ops::RangeInclusive;

/// Reads a number within `range`. `example` is one that could be meant.
pub(in crate::cli) fn within<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
    example: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| read(text, &range, example).and_then(|number| T::try_from(number).map_err(|_| most(*range.end())))
}

/// The first is 1.
pub(in crate::cli) fn position<T: TryFrom<u64>>() -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static
{
    within(1..=u64::from(u32::MAX), 2)
}

/// How much or how many there are of something.
pub(in crate::cli) fn amount<T: TryFrom<u64>>() -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    within(0..=u64::from(u32::MAX), 100)
}

fn read(text: &str, range: &RangeInclusive<u64>, example: u64) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if text.is_empty() {
        return Err(format!("it is empty: pass a whole number, such as {example}"));
    }
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("not a whole number: write digits alone, such as {example}"));
    }
    if text.starts_with('-') {
        return Err(least(*range.start()));
    }
    match digits.parse() {
        Ok(number) if number < *range.start() => Err(least(*range.start())),
        Ok(number) if number <= *range.end() => Ok(number),
        _ => Err(most(*range.end())),
    }
}

fn least(number: u64) -> String {
    format!("must be at least {number}")
}

fn most(number: u64) -> String {
    format!("must be at most {number}")
}

#[cfg(test)]
mod tests {
    use super::{position, within};

    #[test]
    fn what_is_wrong_with_a_number_is_said_in_words() {
        let read = within::<u32>(1..=86_400, 30);
        assert_eq!((read("1"), read(" 86400 "), read("+7")), (Ok(1), Ok(86_400), Ok(7)));
        for empty in ["", " "] {
            assert_eq!(read(empty).unwrap_err(), "it is empty: pass a whole number, such as 30", "{empty:?}");
        }
        for wrong in ["5x", "1.5", "0x10", "-", "1e3", "one", "٣"] {
            assert_eq!(read(wrong).unwrap_err(), "not a whole number: write digits alone, such as 30", "{wrong:?}");
        }
        for (wrong, bound) in [("0", "1"), ("-1", "1"), ("86401", "86400"), ("99999999999999999999", "86400")] {
            assert!(read(wrong).is_err_and(|words| words.contains(bound)), "{wrong:?}");
        }
        assert!(position::<u32>()("4294967296").is_err() && position::<usize>()("4294967295").is_ok());
    }
}
