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
}

impl Carrier {
    /// The tightest first.
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
        }
    }

    /// What a token of `total` bytes takes of the limit: the exact line that is sent.
    pub const fn used(self, total: usize) -> usize {
        let around = match self {
            Self::Url => "",
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
