//! A value in pieces: JSON objects in lines behind each other, as Docker writes a long line of output.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    text.trim_start().starts_with('{') && ["}\n{", "}\r\n{"].iter().any(|between| text.contains(between))
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = |line: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).ok();
    let first = read(lines.next()?)?;
    let is_start = |value: &serde_json::Value| value.as_str().is_some_and(|value| value.contains("ey"));
    let (name, value) = first.iter().find(|(_, value)| is_start(value))?;
    let mut out = Zeroizing::new(value.as_str()?.to_owned());
    let mut count = 0;
    for line in lines {
        out.push_str(read(line)?.get(name)?.as_str()?);
        count += 1;
    }
    (count > 0).then_some(out)
}
