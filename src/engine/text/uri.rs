//! A URI, cut into the pieces that the rules ask about (RFC 3986 §3). Nothing is ever fetched.

// Addresses as values: `core::net` parses them, it opens no socket.
use core::net::{Ipv4Addr, Ipv6Addr};
use std::borrow::Cow;

/// A text with stars for what stands in front of the `@` of the addresses in it: a user and a password (RFC 3986 §3.2.1).
pub(crate) fn without_credentials(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for (place, separator) in text.match_indices("://") {
        let start = place + separator.len();
        let behind = &text[start..];
        let ends = |sign: char| sign.is_whitespace() || matches!(sign, '/' | '?' | '#' | '\\' | '"' | '\'' | '<' | '>');
        let authority = &behind[..behind.find(ends).unwrap_or(behind.len())];
        let Some(length) = authority.rfind('@').filter(|_| start >= at) else { continue };
        out.push_str(&text[at..start]);
        out.push_str("***");
        at = start + length;
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// A URI with an authority: `scheme://user@host:port/path?query`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Uri<'a> {
    /// In front of `://`, as written.
    pub scheme: &'a str,
    /// In front of `@`, where there is one.
    pub userinfo: Option<&'a str>,
    /// The host as written; brackets of an IPv6 address left out.
    pub host: &'a str,
    /// The port, as written; empty where there is none.
    pub port: &'a str,
    /// Path, query and fragment.
    pub rest: &'a str,
}

impl<'a> Uri<'a> {
    /// Cuts `text`; `None` where it is no URI with an authority.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (scheme, behind) = text.split_once("://")?;
        let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
        if !is_scheme {
            return None;
        }
        // Browsers and many libraries read a backslash as a slash.
        let end = behind.find(['/', '?', '#', '\\']).unwrap_or(behind.len());
        let (authority, rest) = behind.split_at_checked(end)?;
        let (userinfo, place) = match authority.rsplit_once('@') {
            Some((userinfo, place)) => (Some(userinfo), place),
            None => (None, authority),
        };
        let (host, port) = match place.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
            Some((host, port)) => (host, port.strip_prefix(':').unwrap_or(port)),
            None => place.rsplit_once(':').unwrap_or((place, "")),
        };
        Some(Self { scheme, userinfo, host, port, rest })
    }

    /// Whether the scheme is this one; schemes compare without regard to case.
    pub(crate) fn has_scheme(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// Whether the host is an address instead of a name, in any of the ways in which libraries read one.
    pub(crate) fn has_address(&self) -> bool {
        let host = self.host;
        let is_number = |part: &str| {
            let digits = part.strip_prefix("0x").or_else(|| part.strip_prefix("0X"));
            match digits {
                Some(hex) => hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
                None => !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()),
            }
        };
        host.parse::<Ipv4Addr>().is_ok() || host.contains(':') || host.split('.').all(is_number)
    }

    /// Whether the host lies within the own machine or network: loopback, private and link-local addresses, names that
    /// only a local resolver knows.
    pub(crate) fn is_internal(&self) -> bool {
        is_internal_host(self.host)
    }
}

/// Whether a host lies within the own machine or network.
pub(crate) fn is_internal_host(host: &str) -> bool {
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return is_internal_address(address);
    }
    if let Ok(address) = host.parse::<Ipv6Addr>() {
        let first = address.segments()[0];
        return address.is_loopback()
            || address.is_unspecified()
            || first & 0xFE00 == 0xFC00
            || first & 0xFFC0 == 0xFE80
            || address.to_ipv4_mapped().is_some_and(is_internal_address);
    }
    let name = host.trim_end_matches('.');
    let ends = |suffix: &str| {
        let cut = name.len().checked_sub(suffix.len());
        cut.and_then(|cut| name.get(cut..)).is_some_and(|end| end.eq_ignore_ascii_case(suffix))
    };
    name.eq_ignore_ascii_case("localhost")
        || [".localhost", ".local", ".internal", ".svc", ".svc.cluster.local", ".corp", ".lan", ".intranet"]
            .into_iter()
            .any(ends)
}

/// Whether an address is loopback, private, link-local or shared.
pub(crate) fn is_internal_address(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_unspecified()
        || (first == 100 && second & 0xC0 == 64)
}

#[cfg(test)]
mod tests {
    use super::Uri;

    fn uri(text: &str) -> Uri<'_> {
        Uri::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn credentials_in_addresses_are_starred() {
        for (text, shown) in [
            ("https://bob:pw@a.example/x", "https://***@a.example/x"),
            ("see https://b@c@a.example, http://d:e@f and x@y", "see https://***@a.example, http://***@f and x@y"),
            ("https://a.example/u@v?w=x://y", "https://a.example/u@v?w=x://y"),
            ("://", "://"),
            ("", ""),
        ] {
            assert_eq!(super::without_credentials(text), shown);
        }
    }

    #[test]
    fn pieces_are_where_rfc3986_puts_them() {
        let uri = uri("https://user:pw@issuer.example:8443/a?b#c");
        assert_eq!((uri.scheme, uri.userinfo, uri.host), ("https", Some("user:pw"), "issuer.example"));
        assert_eq!((uri.port, uri.rest), ("8443", "/a?b#c"));
        assert_eq!(Uri::parse("urn:example:a"), None);
        assert_eq!(Uri::parse("no scheme://x"), None);
        assert_eq!(Uri::parse(""), None);
    }

    #[test]
    fn the_last_at_sign_ends_the_userinfo() {
        assert_eq!(uri("https://good.example@evil.example/").host, "evil.example");
        assert_eq!(uri("https://a@b@c/").host, "c");
        assert_eq!(uri("https://[::1]:80/").host, "::1");
    }

    #[test]
    fn addresses_are_seen_in_every_dress() {
        for text in ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://0x7f000001/", "http://127.1/"]
        {
            assert!(uri(text).has_address(), "{text}");
        }
        for text in ["http://issuer.example/", "http://1.example/", "http:///path"] {
            assert!(!uri(text).has_address(), "{text}");
        }
    }

    #[test]
    fn what_lies_inside_the_own_network_is_seen() {
        for text in [
            "http://localhost/",
            "http://10.0.0.1/",
            "http://169.254.169.254/",
            "http://[fe80::1]/",
            "http://a.svc/",
            "http://A.LOCAL",
        ] {
            assert!(uri(text).is_internal(), "{text}");
        }
        for text in ["https://issuer.example/", "https://8.8.8.8/", "https://local/"] {
            assert!(!uri(text).is_internal(), "{text}");
        }
    }
}
