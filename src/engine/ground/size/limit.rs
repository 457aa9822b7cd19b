//! What a token has to fit into: one registry, each row with its source and date, measured on the exact line that is sent.
//!
//! Size tab, builder, command line and the SIZE_ findings all ask [`checks`].

pub use super::table::LIMITS;
use std::borrow::Cow;

/// What a token is sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// A whole address with the token in its query.
    Url,
    /// `GET /?token=… HTTP/1.1`.
    RequestLine,
    /// What browsers count of a cookie: name and value (RFC 6265bis §5.6).
    Cookie,
    /// Name, value and attributes (RFC 6265 §6.1).
    CookieWithAttributes,
    /// The line that sets it: `Set-Cookie: name=…; Path=/; …`.
    SetCookie,
    /// One `Cookie` line with the token in as many cookies as it takes.
    Chunks,
    /// `Authorization: Bearer …` or `Cookie: name=…`, one header line.
    HeaderLine,
    /// All headers of a request together.
    Headers,
    /// An entry of the header table of HTTP/2 (RFC 7541 §4.1).
    HeaderTable,
    /// The token by itself, in a picture.
    Bare,
}

impl Carrier {
    pub const ALL: [Self; 10] = [
        Self::Url,
        Self::RequestLine,
        Self::Cookie,
        Self::CookieWithAttributes,
        Self::SetCookie,
        Self::Chunks,
        Self::HeaderLine,
        Self::Headers,
        Self::HeaderTable,
        Self::Bare,
    ];

    /// What reports and settings call it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::RequestLine => "request_line",
            Self::Cookie => "cookie",
            Self::CookieWithAttributes => "cookie_with_attributes",
            Self::SetCookie => "set_cookie",
            Self::Chunks => "cookie_chunks",
            Self::HeaderLine => "header_line",
            Self::Headers => "headers",
            Self::HeaderTable => "header_table",
            Self::Bare => "token",
        }
    }
}

/// What of a line a server counts beside its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Count {
    Characters,
    /// With the line break at its end.
    Break,
    /// Name and value without what stands between them and behind.
    NameAndValue,
}

/// A limit of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OwnLimit {
    pub name: String,
    pub carrier: Carrier,
    pub bytes: usize,
}

/// How a token is sent, as far as that makes a difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sending {
    /// In a cookie to the servers; else in `Authorization`.
    pub is_cookie: bool,
    /// The name of the cookie.
    pub cookie: String,
    /// The address in front of the token.
    pub address: String,
    /// Bytes of the other headers and the request line.
    pub others: usize,
    pub own: Vec<OwnLimit>,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            is_cookie: false,
            cookie: "__Host-token".to_owned(),
            address: "https://example.com/?token=".to_owned(),
            others: 0,
            own: Vec::new(),
        }
    }
}

/// What is demanded of a cookie beside its value, as Export writes it.
pub const ATTRIBUTES: &str = "; Path=/; Secure; HttpOnly; SameSite=Lax";
/// Bytes of name and value that browsers store (RFC 6265bis §5.6).
pub(super) const COOKIE: usize = 4_096;
/// What an entry of the header table takes beside name and value (RFC 7541 §4.1).
const ENTRY: usize = 32;

impl Sending {
    /// What a token of `total` bytes takes in a carrier.
    pub fn used(&self, carrier: Carrier, total: usize) -> usize {
        let around = match carrier {
            Carrier::Url => self.address.len(),
            Carrier::RequestLine => "GET  HTTP/1.1".len() + self.path().len(),
            Carrier::Cookie => self.cookie.len(),
            Carrier::CookieWithAttributes => self.cookie.len() + ATTRIBUTES.len(),
            Carrier::SetCookie => "Set-Cookie: =".len() + self.cookie.len() + ATTRIBUTES.len(),
            Carrier::Chunks => return self.chunked(total).1,
            Carrier::HeaderLine => self.around_line(Count::Characters),
            Carrier::Headers => self.around_line(Count::Break).saturating_add(self.others),
            Carrier::HeaderTable => self.around_line(Count::NameAndValue) + ENTRY,
            Carrier::Bare => 0,
        };
        total.saturating_add(around)
    }

    /// Characters of the header line that are not the token.
    fn around_line(&self, count: Count) -> usize {
        let line = match self.is_cookie {
            true => "Cookie: =".len() + self.cookie.len(),
            false => "Authorization: Bearer ".len(),
        };
        match count {
            Count::Characters => line,
            Count::Break => line + "\r\n".len(),
            Count::NameAndValue => line - ": ".len(),
        }
    }

    /// The address without scheme and host.
    fn path(&self) -> &str {
        let rest = self.address.split_once("://").map_or(&*self.address, |(_, rest)| rest);
        rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
    }

    /// In how many cookies a token is split that are called `name.0`, `name.1` …, and the bytes of their `Cookie` line.
    pub fn chunked(&self, total: usize) -> (usize, usize) {
        // A name that fills the cookie leaves room for nothing.
        if self.cookie.len().saturating_add(24) > COOKIE {
            return (total.max(1), total.max(1).saturating_mul(self.cookie.len()));
        }
        let mut line = "Cookie: ".len();
        let (mut left, mut count) = (total, 0_usize);
        while left > 0 || count == 0 {
            let name = self.cookie.len() + 1 + count.to_string().len();
            // A name that fills the cookie leaves room for nothing.
            let room = COOKIE.saturating_sub(name).max(1);
            let taken = left.min(room);
            line += name + 1 + taken + if count > 0 { "; ".len() } else { 0 };
            left -= taken;
            count += 1;
        }
        (count, line)
    }
}

/// A place that tokens are sent through or kept in, and what it takes unless somebody has set it up otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What reports call it.
    pub id: &'static str,
    pub name: &'static str,
    pub carrier: Carrier,
    pub(super) count: Count,
    /// Bytes, with what is sent around the token.
    pub bytes: usize,
    /// What becomes of a token that is too long.
    pub outcome: &'static str,
    /// What the number is set with; empty: it is fixed.
    pub setting: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// Year and month in which that was read or measured.
    pub as_of: &'static str,
}

impl Limit {
    /// What a token of `total` bytes takes of it.
    pub fn used(&self, sending: &Sending, total: usize) -> usize {
        let used = sending.used(self.carrier, total);
        match (self.carrier, self.count) {
            (Carrier::HeaderLine | Carrier::RequestLine | Carrier::SetCookie, Count::Break) => {
                used.saturating_add("\r\n".len())
            }
            (Carrier::Headers, Count::NameAndValue) => used.saturating_sub(": \r\n".len()),
            _ => used,
        }
    }
}

/// How a token stands to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    Passes {
        left: usize,
    },
    /// Less than a quarter is left.
    Near {
        left: usize,
    },
    Over {
        by: usize,
    },
}

impl Standing {
    pub const fn of(used: usize, bytes: usize) -> Self {
        match bytes.checked_sub(used) {
            None => Self::Over { by: used - bytes },
            Some(left) if left < bytes / 4 => Self::Near { left },
            Some(left) => Self::Passes { left },
        }
    }

    pub const fn is_over(self) -> bool {
        matches!(self, Self::Over { .. })
    }

    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passes { .. } => "passes",
            Self::Near { .. } => "near",
            Self::Over { .. } => "over",
        }
    }
}

/// A token held against one limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check<'a> {
    pub row: Row<'a>,
    /// What the token takes of it.
    pub used: usize,
    pub standing: Standing,
}

/// Whose limit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    Known(&'static Limit),
    Own(&'a OwnLimit),
}

impl Row<'_> {
    pub fn id(&self) -> &'static str {
        match self {
            Self::Known(limit) => limit.id,
            Self::Own(_) => "own",
        }
    }

    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Known(limit) => Cow::Borrowed(limit.name),
            Self::Own(own) => Cow::Borrowed(&own.name),
        }
    }

    pub const fn carrier(&self) -> Carrier {
        match self {
            Self::Known(limit) => limit.carrier,
            Self::Own(own) => own.carrier,
        }
    }

    pub const fn bytes(&self) -> usize {
        match self {
            Self::Known(limit) => limit.bytes,
            Self::Own(own) => own.bytes,
        }
    }
}

/// A token of `total` bytes against every limit, those of one's own first.
pub fn checks<'a>(total: usize, sending: &'a Sending) -> Vec<Check<'a>> {
    let own = sending.own.iter().map(|own| {
        let used = sending.used(own.carrier, total);
        Check { row: Row::Own(own), used, standing: Standing::of(used, own.bytes) }
    });
    own.chain(LIMITS.iter().map(|limit| check(limit, total, sending))).collect()
}

/// The same, what is exceeded first and the widest of it at the top, since the narrower follow from it; then by what is left.
pub fn ranked<'a>(total: usize, sending: &'a Sending) -> Vec<Check<'a>> {
    let mut checks = checks(total, sending);
    checks.sort_by_key(|check| {
        let is_known = matches!(check.row, Row::Known(_));
        match check.standing {
            Standing::Over { .. } => (0, is_known, usize::MAX - check.row.bytes()),
            Standing::Near { left } => (1, false, left),
            Standing::Passes { left } => (2, false, left),
        }
    });
    checks
}

/// A token of `total` bytes against one row of the registry.
pub fn check<'a>(limit: &'static Limit, total: usize, sending: &Sending) -> Check<'a> {
    let used = limit.used(sending, total);
    Check { row: Row::Known(limit), used, standing: Standing::of(used, limit.bytes) }
}

/// The row that reports call so.
pub fn named(id: &str) -> Option<&'static Limit> {
    LIMITS.iter().find(|limit| limit.id == id)
}

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTES, Carrier, LIMITS, OwnLimit, Sending, Standing, check, checks, named, ranked};

    fn standing(id: &str, total: usize, sending: &Sending) -> Standing {
        check(named(id).expect("a row"), total, sending).standing
    }

    #[test]
    fn the_line_around_the_token_counts() {
        let sending = Sending::default();
        for (id, around) in [
            ("url", "https://example.com/?token="),
            ("cookie", "__Host-token"),
            ("cookie_attributes", "__Host-token; Path=/; Secure; HttpOnly; SameSite=Lax"),
            ("nginx_proxy", "Set-Cookie: __Host-token=; Path=/; Secure; HttpOnly; SameSite=Lax\r\n"),
            ("apache", "Authorization: Bearer "),
            ("nginx", "Authorization: Bearer \r\n"),
            ("apache_url", "GET /?token= HTTP/1.1"),
            ("nginx_url", "GET /?token= HTTP/1.1\r\n"),
            ("node", "AuthorizationBearer "),
            ("tomcat", "Authorization: Bearer \r\n"),
            // 32 bytes more for the entry (RFC 7541 §4.1).
            ("http2_table", "authorizationBearer --------------------------------"),
            ("qr", ""),
        ] {
            let limit = named(id).expect("a row");
            let most = limit.bytes - around.len();
            assert_eq!(standing(id, most, &sending), Standing::Near { left: 0 }, "{id}");
            assert_eq!(standing(id, most + 1, &sending), Standing::Over { by: 1 }, "{id}");
        }
        assert!(ATTRIBUTES.starts_with("; "));
    }

    #[test]
    fn what_the_person_says_of_the_line_counts() {
        let sending = Sending { is_cookie: true, cookie: "s".to_owned(), others: 500, ..Sending::default() };
        assert_eq!(standing("cookie", 4_095, &sending), Standing::Near { left: 0 });
        assert_eq!(standing("apache", 8_190 - "Cookie: s=".len() + 1, &sending), Standing::Over { by: 1 });
        assert_eq!(standing("tomcat", 8_192 - "Cookie: s=\r\n".len() - 500, &sending), Standing::Near { left: 0 });
        let sending = Sending { address: "https://a.example/in/?x=1&t=".to_owned(), ..Sending::default() };
        assert_eq!(sending.used(Carrier::RequestLine, 10), "GET /in/?x=1&t=0123456789 HTTP/1.1".len());
        let nowhere = Sending { address: String::new(), ..Sending::default() };
        assert_eq!(nowhere.used(Carrier::RequestLine, 0), "GET / HTTP/1.1".len());
    }

    #[test]
    fn a_token_is_split_into_as_many_cookies_as_it_takes() {
        let sending = Sending { cookie: "s".to_owned(), ..Sending::default() };
        // "s.0" leaves 4,093 for the value.
        assert_eq!(sending.chunked(4_093), (1, "Cookie: s.0=".len() + 4_093));
        assert_eq!(sending.chunked(4_094), (2, "Cookie: s.0=; s.1=".len() + 4_094));
        let (count, line) = sending.chunked(100_000);
        assert_eq!((count, line), (25, 8 + (0..25).map(|n| format!("s.{n}=").len()).sum::<usize>() + 24 * 2 + 100_000));
        let name = Sending { cookie: "n".repeat(5_000), ..Sending::default() };
        assert_eq!(name.chunked(3).0, 3);
    }

    #[test]
    fn what_is_exceeded_comes_first() {
        let own = OwnLimit { name: "Our gateway".to_owned(), carrier: Carrier::HeaderLine, bytes: 1_000 };
        let sending = Sending { own: vec![own], ..Sending::default() };
        let ranked = ranked(9_000, &sending);
        assert_eq!(ranked.len(), LIMITS.len() + 1);
        assert_eq!(ranked[0].row.name(), "Our gateway");
        assert_eq!(ranked[0].standing, Standing::Over { by: 8_022 });
        let words: Vec<_> = ranked.iter().map(|check| check.standing.word()).collect();
        let mut sorted = words.clone();
        sorted.sort_by_key(|word| ["over", "near", "passes"].iter().position(|known| known == word));
        assert_eq!(words, sorted);
        assert_eq!(checks(9_000, &sending).iter().filter(|check| check.standing.is_over()).count(), {
            words.iter().filter(|word| **word == "over").count()
        });
    }

    #[test]
    fn each_row_has_a_name_of_its_own_and_says_since_when_it_is_known() {
        for (index, limit) in LIMITS.iter().enumerate() {
            let others = &LIMITS[index + 1..];
            assert!(others.iter().all(|other| other.name != limit.name && other.id != limit.id), "{}", limit.name);
            assert!(!limit.source.is_empty() && !limit.outcome.is_empty(), "{}", limit.name);
            assert!(limit.as_of.len() == 7 && limit.as_of.starts_with("20"), "{}", limit.name);
        }
        let names: std::collections::HashSet<_> = Carrier::ALL.iter().map(|carrier| carrier.word()).collect();
        assert_eq!(names.len(), Carrier::ALL.len());
    }
}
