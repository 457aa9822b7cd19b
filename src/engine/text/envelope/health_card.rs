//! The QR code of a SMART Health Card: `shc:/`, then two digits for every character of a JWS, 45 less than its code.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    text.contains("shc:/") || text.contains("SHC:/")
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let lower = text.replace("SHC:/", "shc:/");
    let mut chunks: Vec<(u32, u32, &str)> = Vec::new();
    for piece in lower.split("shc:/").skip(1).take(64) {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut rest = piece;
        let mut head = (1, 1);
        // shc:/2/3/…: the second of three.
        if let Some((number, behind)) = piece.split_once('/')
            && let Some((of, behind)) = behind.split_once('/')
            && number.len() <= 2
            && of.len() <= 2
        {
            head = (number.parse().ok()?, of.parse().ok()?);
            rest = behind;
        }
        chunks.push((head.0, head.1, rest.get(..digits(rest))?));
    }
    chunks.sort_unstable_by_key(|chunk| chunk.0);
    chunks.dedup_by_key(|chunk| chunk.0);
    let of = chunks.first()?.1;
    let is_whole = chunks.iter().zip(1..).all(|(chunk, number)| chunk.0 == number && chunk.1 == of);
    if !is_whole || chunks.len() != usize::try_from(of).ok()? {
        return None;
    }
    let mut out = Zeroizing::new(String::new());
    for (_, _, digits) in &chunks {
        for pair in digits.as_bytes().chunks(2) {
            let number = std::str::from_utf8(pair).ok()?.parse::<u8>().ok().filter(|_| pair.len() == 2)?;
            out.push(char::from(number + 45));
        }
    }
    Some(out)
}
