//! Bytes: how many, where they go, what they fit into, and how many a session identifier would need.

/// Characters of a safe opaque session identifier: 128 bits in base64url.
pub const SESSION_ID_BYTES: usize = 22;

/// Where a token's bytes go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SizeReport {
    /// Bytes of the token as it is sent.
    pub total: usize,
    /// Its parts in the order in which they stand: name and bytes. Dots and JSON punctuation belong to none.
    pub parts: Vec<PartSize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSize {
    /// `header`, `payload`, `signature`, `encrypted key`, `iv`, `ciphertext`, `tag`, `aad`; of an SD-JWT also
    /// `disclosures` and `key binding`.
    pub name: &'static str,
    /// Encoded bytes.
    pub bytes: usize,
}

impl SizeReport {
    /// How many times the bytes of a session identifier ([`SESSION_ID_BYTES`]).
    pub fn ratio_to_session_id(&self) -> f64 {
        self.total as f64 / SESSION_ID_BYTES as f64
    }
}

/// What a token is sent in, and how many bytes that takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    Url,
    /// A cookie, with its name.
    Cookie,
    /// `Authorization: Bearer …`, one header line.
    HeaderLine,
    /// All headers of a request together.
    Headers,
    /// The token by itself, in a picture.
    Bare,
}

impl Carrier {
    /// Those that a request is sent in, the tightest first.
    pub const ALL: [Self; 4] = [Self::Url, Self::Cookie, Self::HeaderLine, Self::Headers];

    /// The most bytes that it holds where the token may end up, with what is sent around the token.
    pub const fn limit(self) -> usize {
        match self {
            Self::Url => 2_000,
            // Every browser must take as much (RFC 6265 §6.1).
            Self::Cookie => 4_096,
            // Apache's LimitRequestFieldSize; nginx takes two more.
            Self::HeaderLine => 8_190,
            // Node, IIS, HAProxy.
            Self::Headers => 16_384,
            // One QR code (ISO/IEC 18004, version 40-L, bytes).
            Self::Bare => 2_953,
        }
    }

    /// What a token of `total` bytes takes of the limit: the exact line that is sent.
    pub const fn used(self, total: usize) -> usize {
        let around = match self {
            Self::Url | Self::Bare => "",
            Self::Cookie => "token=",
            Self::HeaderLine | Self::Headers => "Authorization: Bearer ",
        };
        total.saturating_add(around.len())
    }

    /// Whether a token of `total` bytes is too long for it.
    pub const fn overflows(self, total: usize) -> bool {
        self.used(total) > self.limit()
    }

    /// The worst that a token of `total` bytes is too long for.
    pub fn worst(total: usize) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|carrier| carrier.overflows(total))
    }
}

/// A place that tokens are sent through or kept in, and what it takes unless somebody has set it up otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub name: &'static str,
    pub carrier: Carrier,
    /// Bytes, with what is sent around the token.
    pub bytes: usize,
    /// What becomes of a token that is too long.
    pub outcome: &'static str,
    /// Where the number is from, or what it is set with.
    pub source: &'static str,
}

impl Limit {
    /// Bytes that a token of `total` bytes leaves; `Err`: by how many it is too long.
    pub fn left(&self, total: usize) -> Result<usize, usize> {
        let used = self.carrier.used(total);
        self.bytes.checked_sub(used).ok_or_else(|| used.saturating_sub(self.bytes))
    }
}

/// Defaults as their makers documented them in the middle of 2026. Of all headers together, the token takes one line alone.
pub const LIMITS: &[Limit] = &[
    limit(
        "URL",
        Carrier::Url,
        Carrier::Url.limit(),
        "some proxy or program cuts or refuses it",
        "every browser and proxy",
    ),
    limit("QR code", Carrier::Bare, Carrier::Bare.limit(), "it does not fit into one", "ISO/IEC 18004, version 40-L"),
    limit("Cookie", Carrier::Cookie, Carrier::Cookie.limit(), "the browser drops it silently", "RFC 6265 §6.1"),
    limit("Apache httpd", Carrier::HeaderLine, Carrier::HeaderLine.limit(), "400", "LimitRequestFieldSize"),
    limit("gunicorn", Carrier::HeaderLine, 8_190, "400", "limit_request_field_size"),
    limit("nginx", Carrier::HeaderLine, 8_192, "400", "large_client_header_buffers"),
    limit("Tomcat, Spring Boot", Carrier::Headers, 8_192, "400", "maxHttpHeaderSize"),
    limit("Jetty", Carrier::Headers, 8_192, "431", "requestHeaderSize"),
    limit("AWS API Gateway", Carrier::Headers, 10_240, "431", "AWS quotas, fixed"),
    limit("HAProxy", Carrier::Headers, 15_360, "400", "tune.bufsize, tune.maxrewrite"),
    limit("Node.js", Carrier::Headers, Carrier::Headers.limit(), "431", "--max-http-header-size"),
    limit("IIS", Carrier::Headers, 16_384, "400", "MaxRequestBytes"),
    limit("AWS ALB", Carrier::HeaderLine, 16_384, "400", "AWS quotas, fixed"),
    limit("AWS CloudFront", Carrier::Headers, 20_480, "413", "AWS quotas, fixed"),
    limit("ASP.NET Kestrel", Carrier::Headers, 32_768, "431", "MaxRequestHeadersTotalSize"),
    limit("Envoy, Istio", Carrier::Headers, 61_440, "431", "max_request_headers_kb"),
    limit("uvicorn", Carrier::Headers, 65_536, "400", "h11_max_incomplete_event_size"),
    limit("Cloudflare", Carrier::Headers, 131_072, "413", "Cloudflare limits"),
    limit("Go net/http", Carrier::Headers, 1_048_576, "431", "DefaultMaxHeaderBytes"),
];

const fn limit(
    name: &'static str,
    carrier: Carrier,
    bytes: usize,
    outcome: &'static str,
    source: &'static str,
) -> Limit {
    Limit { name, carrier, bytes, outcome, source }
}

#[cfg(test)]
mod tests {
    use super::{Carrier, LIMITS};

    #[test]
    fn the_line_around_the_token_counts() {
        let cookie = LIMITS.iter().find(|limit| limit.name == "Cookie").expect("a row");
        assert_eq!(cookie.left(4_090), Ok(0), "token=");
        assert_eq!(cookie.left(4_091), Err(1));
        let apache = LIMITS.iter().find(|limit| limit.name == "Apache httpd").expect("a row");
        assert_eq!((apache.left(8_168), apache.left(8_170)), (Ok(0), Err(2)), "Authorization: Bearer ");
    }

    #[test]
    fn what_the_rules_warn_of_is_a_row_of_the_table() {
        for carrier in Carrier::ALL {
            assert!(
                LIMITS.iter().any(|limit| limit.carrier == carrier && limit.bytes == carrier.limit()),
                "{carrier:?}"
            );
        }
        for (index, limit) in LIMITS.iter().enumerate() {
            assert!(LIMITS[index + 1..].iter().all(|other| other.name != limit.name), "{}", limit.name);
        }
    }
}
