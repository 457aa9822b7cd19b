//! What a token costs, what it fits into and what would make it shorter, in words.

use super::Words;
use crate::engine::builder::shrink::{Elsewhere, HeaderSaving, SavingKind};
use crate::engine::ground::jwa::signature::{self, SignatureFamily};
use crate::engine::ground::size::baseline::Baseline;
use crate::engine::ground::size::limit::{Carrier, Check, Limit, Row, Sending, Standing, check, named};
use crate::engine::ground::size::traffic::{DAYS, Traffic};
use crate::engine::ground::size::{SESSION_ID_BYTES, qr};
use crate::engine::jose::cost::{Cost, LayerCost, PartCost};
use crate::engine::jose::frame::Frame;
use crate::engine::jose::growth::{growth, too_many};
use crate::engine::text::words::{capital, counted, grouped, joined, shown};

/// How a token stands to a limit: "35 bytes to spare of 4,096".
pub fn standing(check: &Check<'_>) -> String {
    let bytes = grouped(check.row.bytes() as u128);
    match (check.standing, check.row) {
        (Standing::Passes { left } | Standing::Near { left }, _) => {
            format!("{} to spare of {bytes}", counted(left, "byte"))
        }
        (Standing::Over { by }, Row::Known(limit)) => {
            format!("{} too long for {bytes}: {}", counted(by, "byte"), limit.outcome)
        }
        (Standing::Over { by }, Row::Own(_)) => format!("{} too long for {bytes}", counted(by, "byte")),
    }
}

/// Where a limit is from: "LimitRequestFieldSize · Apache httpd documentation · 2026-11".
pub fn origin(row: &Row<'_>) -> String {
    match row {
        Row::Known(Limit { setting: "", source, as_of, .. }) => format!("{source} · {as_of}"),
        Row::Known(Limit { setting, source, as_of, .. }) => format!("{setting} · {source} · {as_of}"),
        Row::Own(_) => "a limit of your own".to_owned(),
    }
}

/// What is measured, in words.
pub const fn carrier(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Url => "the whole URL",
        Carrier::RequestLine => "the request line",
        Carrier::Cookie => "the cookie's name and value",
        Carrier::CookieWithAttributes => "the cookie's name, value and attributes",
        Carrier::SetCookie => "the Set-Cookie line",
        Carrier::Chunks => "the Cookie line with the token in chunks",
        Carrier::HeaderLine => "the header line",
        Carrier::Headers => "all headers",
        Carrier::HeaderTable => "the entry in the header table",
        Carrier::Bare => "the token alone",
    }
}

/// The verdict on every way to send it, the one that people trip over first.
pub fn verdicts(frame: &Frame<'_>, total: usize, sending: &Sending) -> Vec<(Option<Standing>, String)> {
    let mut verdicts: Vec<(Option<Standing>, String)> = Vec::new();
    let ways: [(&str, &str, &str, &str); 5] = [
        ("cookie", "As a cookie", "browsers drop it silently and the login loops", "the login loops"),
        ("apache", "In a header line", "Apache and nginx answer 400", "Apache and nginx answer 400"),
        ("tomcat", "Among all headers", "Tomcat and Jetty refuse the request", "Tomcat and Jetty refuse the request"),
        ("node", "Among all headers on Node.js", "Node.js answers 431", "Node.js answers 431"),
        ("url", "In a URL", "some programs cut or refuse it", "some programs cut or refuse it"),
    ];
    let growth = growth(frame);
    for (id, way, over, then) in ways {
        let Some(limit) = named(id) else { continue };
        let fits = |total: usize| !check(limit, total, sending).standing.is_over();
        let standing = check(limit, total, sending).standing;
        let words = match standing {
            Standing::Over { by } if id == "cookie" => {
                let (chunks, _) = sending.chunked(total);
                format!("{way} it is {} too long: {over}; it takes {chunks} cookies", counted(by, "byte"))
            }
            Standing::Over { by } => format!("{way} it is {} too long: {over}", counted(by, "byte")),
            Standing::Passes { left } | Standing::Near { left } => {
                let more = growth.as_ref().and_then(|growth| Some((growth, too_many(frame, growth, fits)?)));
                let more = more.map_or_else(String::new, |(growth, count)| {
                    let entries = if count == 1 { growth.entry } else { growth.entries };
                    format!("; {} more {entries} and {then}", number(count))
                });
                // Where all headers may be as long as one of them, that is one answer.
                let is_told = verdicts.last().is_some_and(|(before, _)| *before == Some(standing));
                if id == "tomcat"
                    && is_told
                    && more.is_empty()
                    && let Some((_, words)) = verdicts.last_mut()
                {
                    *words = format!(
                        "In a header line, and among all headers, it fits with {} to spare",
                        counted(left, "byte")
                    );
                    continue;
                }
                format!("{way} it fits with {} to spare{more}", counted(left, "byte"))
            }
        };
        verdicts.push((Some(standing), words));
    }
    let words = match qr::version(total) {
        Some(version) => {
            let side = qr::modules(version);
            format!("As a QR code it takes version {version} of 40, {side} × {side} modules")
        }
        None => "It does not fit into one QR code".to_owned(),
    };
    verdicts.push((None, words));
    verdicts
}

/// "477 B", "1.5 MB", "21.5 GB".
pub fn amount(bytes: u128) -> String {
    const UNITS: [(u128, &str); 5] = [
        (1_000_000_000_000_000, "PB"),
        (1_000_000_000_000, "TB"),
        (1_000_000_000, "GB"),
        (1_000_000, "MB"),
        (10_000, "KB"),
    ];
    match UNITS.into_iter().find(|(from, _)| bytes >= *from) {
        Some((_, "KB")) => format!("{:.1} KB", bytes as f64 / 1_000.0),
        Some((unit, name)) => format!("{:.1} {name}", bytes as f64 / unit as f64),
        None => format!("{} B", grouped(bytes)),
    }
}

/// How many times as many bytes: "21.7", "1,164".
pub fn times(bytes: usize, of: usize) -> String {
    match bytes as f64 / of.max(1) as f64 {
        ratio if ratio < 100.0 => format!("{ratio:.1}"),
        ratio => grouped(ratio as u128),
    }
}

/// What a token is compared with.
pub fn baseline(baseline: Baseline, bytes: usize) -> String {
    match baseline {
        Baseline::Sub => format!("the bare sub ({})", counted(bytes, "byte")),
        Baseline::SessionId => format!("a session ID of {bytes} characters"),
        Baseline::Bytes(_) => counted(bytes, "byte"),
    }
}

/// The token against the baseline: "477 bytes, 21.7 times a session ID of 22 characters".
pub fn comparison(total: usize, than: Baseline, sub: Option<usize>) -> String {
    let size = counted(total, "byte");
    match than.bytes(sub) {
        None => format!("{size}; there is no sub to compare it with"),
        Some(0) => size,
        Some(bytes) => {
            format!("{size}, {} times {}", times(total, bytes), baseline(than, bytes))
        }
    }
}

/// What the token costs in a day and a month, and how much of that a baseline of so many bytes would save.
pub fn traffic(total: usize, than: Option<usize>, traffic: &Traffic) -> Vec<String> {
    let period = |bytes: usize, more: &str| {
        let (day, month) = (amount(traffic.bytes_a_day(bytes)), amount(traffic.bytes_a_month(bytes)));
        format!("{day} {more}a day, {month} {more}in {DAYS} days")
    };
    let requests = counted(traffic.requests_a_day(), "request");
    let mut lines = vec![format!("{requests} a day: {}, in requests alone", period(total, ""))];
    if let Some(than) = than.filter(|than| *than < total) {
        lines.push(format!("Against the baseline: {}", period(total - than, "more ")));
        let page = amount(u128::from(traffic.requests) * (total - than) as u128);
        lines.push(format!("Each page: {page} more to upload"));
    }
    lines
}

/// "two", "12".
fn number(count: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| grouped(count as u128), |word| (*word).to_owned())
}

/// "header", "signature 2", "disclosure of address".
pub fn part(part: &PartCost) -> String {
    let word = match part.kind.word() {
        "iv" => "initialization vector",
        "tag" => "authentication tag",
        "aad" => "additional data",
        word => word,
    };
    match (&*part.claim, part.entry) {
        ("", Some(index)) => format!("{word} {}", index + 1),
        ("", None) => word.to_owned(),
        (claim, _) => format!("{word} of {}", shown(claim)),
    }
}

/// How much of the whole that is, in percent: rounded, wherever it is told.
pub fn share(bytes: usize, of: usize) -> u64 {
    let (bytes, of) = (bytes as u128, of.max(1) as u128);
    u64::try_from((bytes * 200 + of) / (of * 2)).unwrap_or(u64::MAX)
}

/// What the encoding costs, and what stands between the parts.
pub fn overhead(cost: &Cost) -> Vec<String> {
    let mut lines = Vec::new();
    if cost.base64 > 0 {
        let bytes = counted(cost.base64, "byte");
        lines.push(format!("base64url adds {bytes}, {} % of the token", share(cost.base64, cost.total)));
    }
    if cost.is_json && cost.framing > 0 {
        let bytes = counted(cost.framing, "byte");
        lines.push(format!("The JSON serialization adds {bytes}: names, quotes and brackets"));
    } else if cost.framing > 0 {
        lines.push(format!("{} between the parts", capital(&counted(cost.framing, "byte"))));
    }
    if cost.layers.len() > 1 {
        lines.extend(cost.layers.iter().enumerate().filter_map(|(index, layer)| self::layer(index, layer)));
    }
    if cost.is_estimate {
        lines.push("The claims are compressed: their shares are in proportion".to_owned());
    }
    lines
}

/// What a layer of a nested token costs.
fn layer(index: usize, layer: &LayerCost) -> Option<String> {
    let adds = counted(layer.adds()?, "byte");
    let content = counted(layer.content?, "byte");
    Some(format!("Layer {}, {}, adds {adds} to the {content} inside it", index + 1, layer.kind.to_uppercase()))
}

const ESCAPES: &str = "The same JSON: \\/ is /";

/// What would make the token shorter, and what comes with it.
pub fn saving(kind: &SavingKind) -> Words {
    let names = |names: &[String]| joined(names);
    match kind {
        SavingKind::Algorithm { from, to } => {
            Words::new(format!("Sign with {to} instead of {}", shown(from))).advising(algorithm(from, to))
        }
        SavingKind::ContentEncryption { from, to } => {
            Words::new(format!("Encrypt with {to} instead of {}", shown(from)))
                .advising("A shorter vector and tag, and no padding; dir needs a key of another length")
        }
        SavingKind::WhiteSpace => Words::new("Leave out white space in the claims"),
        SavingKind::Escapes => Words::new("Leave out needless escapes in the claims").advising(ESCAPES),
        SavingKind::Name { from, to, is_registered: true } => Words::new(format!("Call {} {}", shown(from), shown(to)))
            .advising("The registered name; whoever reads the claim has to know"),
        SavingKind::Name { from, to, is_registered: false } => {
            Words::new(format!("Call {} {}", shown(from), shown(to)))
                .advising("A private name can collide with another issuer's: agree on it (RFC 7519 §4.3)")
        }
        SavingKind::Drop { names: dropped, profile } => {
            let (what, them) = match dropped.as_slice() {
                [name] => (format!("Drop {}", shown(name)), "it"),
                many => (format!("Drop {} claims: {}", grouped(many.len() as u128), names(many)), "them"),
            };
            let check = format!("Check that nobody reads {them}");
            let advice = match profile {
                Some(row) => format!("{} does not demand {them}. {check}", capital(&row.words())),
                None => check,
            };
            Words::new(what).advising(advice)
        }
        SavingKind::Empty { names: empty } => {
            Words::new(format!("Drop {}: empty", names(empty))).advising("A missing claim says the same")
        }
        SavingKind::Move { name, to: Elsewhere::UserInfo } => {
            Words::new(format!("Leave {} to the UserInfo endpoint", shown(name)))
                .advising("The client asks for it once, not with each request (OpenID Connect Core §5.3)")
        }
        SavingKind::Move { name, to: Elsewhere::Introspection } => {
            Words::new(format!("Look up {} on the server", shown(name)))
                .advising("By introspection (RFC 7662) or by sub; a change of rights then counts at once")
        }
        SavingKind::SingleAudience => {
            Words::new("Write the one audience as a string").advising("RFC 7519 §4.1.3 allows both")
        }
        SavingKind::Numbers { count } => Words::new(format!("Write {} without quotes", counted(*count, "number")))
            .advising("Whoever reads them has to expect numbers"),
        SavingKind::Uuids { count } => {
            Words::new(format!("Write {} as base64url of 16 bytes", counted(*count, "UUID")))
                .advising("Whoever compares them has to do the same")
        }
        SavingKind::NumberedEntries { name, count } => {
            Words::new(format!("Number the {} of {}", counted_entries(*count), shown(name)))
                .advising("Issuer and readers need the same table")
        }
        SavingKind::BitSet { name, count } => {
            Words::new(format!("Write the {} of {} as a set of bits", counted_entries(*count), shown(name)))
                .advising("Issuer and readers need the same table; there is room for 64 and more")
        }
        SavingKind::Prefix { name, prefix, count } => {
            let prefix = shown(prefix);
            Words::new(format!("Leave out {prefix} in the {} of {}", counted_entries(*count), shown(name)))
                .advising("All of them begin with it; whoever reads them has to know")
        }
        SavingKind::Header { what, is_encryption } => header(what, *is_encryption),
        SavingKind::Compact => Words::new("Write it in compact form instead of JSON"),
        SavingKind::Unnested { is_encrypted: true } => Words::new("Send the inner token without encrypting it")
            .advising("Everyone who holds it can then read the claims"),
        SavingKind::Unnested { is_encrypted: false } => {
            Words::new("Send the inner token alone").advising("The outer signature is then missing")
        }
        SavingKind::Compressed => {
            let advice = "The length then tells something about the claims: whoever can choose a part of them can guess \
                          secrets beside it (RFC 8725 §3.6)";
            Words::new("Compress the claims before encrypting (zip)").advising(advice)
        }
        SavingKind::Reference => Words::new(format!("Send a reference of {SESSION_ID_BYTES} characters instead"))
            .advising("The server looks up the claims (RFC 7662): one more request, and it can be revoked at once"),
    }
}

/// What could be shorter in a header.
fn header(what: &HeaderSaving, is_encryption: bool) -> Words {
    let words = match what {
        HeaderSaving::WhiteSpace => Words::new("Leave out white space in the header"),
        HeaderSaving::Escapes => Words::new("Leave out needless escapes in the header").advising(ESCAPES),
        HeaderSaving::KeyId { from, to } => Words::new(format!("A key ID of {to} characters instead of {from}"))
            .advising("It has to tell apart the keys of one issuer only"),
        HeaderSaving::MediaType { name } => {
            Words::new(format!("Leave out application/ in {name}")).advising("RFC 7515 §4.1.9 recommends it")
        }
        HeaderSaving::Type => {
            Words::new("Leave out typ").advising("Not advised: typ keeps kinds of tokens apart (RFC 8725 §3.11)")
        }
        HeaderSaving::KeyParameter { name } => Words::new(format!("Leave out {name} in the header"))
            .advising("Verifiers find the key by kid in the issuer's JWK Set"),
        HeaderSaving::Replicated { names: repeated } => {
            Words::new(format!("Do not repeat {} in the header", joined(repeated)))
                .advising("Only who cannot decrypt the token reads them there (RFC 7519 §5.3)")
        }
    };
    // A nested token has two headers.
    let place = if is_encryption { ", of the encryption" } else { "" };
    Words { sentence: format!("{}{place}", words.sentence), ..words }
}

fn counted_entries(count: usize) -> String {
    if count == 1 { "one entry".to_owned() } else { format!("{} entries", grouped(count as u128)) }
}

/// What comes with another algorithm.
fn algorithm(from: &str, to: &str) -> &'static str {
    use SignatureFamily::{Hmac, MlDsa};
    let family = |name: &str| signature::find(name).map(|row| row.family);
    match (family(from), family(to)) {
        (Some(Hmac), Some(Hmac)) => "256 bits are enough for a shared secret (RFC 7518 §3.2)",
        (_, Some(Hmac)) => "Whoever verifies it could then forge it: only where issuer and verifier are the same",
        (Some(MlDsa), Some(MlDsa)) => "A lower security category, and another key",
        (Some(MlDsa), _) => "A quantum computer could forge it; needs a key of another kind",
        _ => "As strong, and needs a key of another kind",
    }
}
