//! The registry of limits: a row a place, with what is counted there, what becomes of more, and who says so.

use super::limit::{COOKIE, Carrier, Count, Limit};
use super::qr;

const ANY_PROXY: &str = "some program cuts or refuses it";
const DROPPED: &str = "the browser drops it silently";
const READ: &str = "2026-07";
/// Measured by `tests/limits` as well.
const MEASURED: &str = "2026-11";

use Carrier::{
    Bare, Chunks, Cookie, CookieWithAttributes, HeaderLine, HeaderTable, Headers, RequestLine, SetCookie, Url,
};
use Count::{Break, Characters, NameAndValue};

/// id, name, carrier, what is counted, bytes, what becomes of more, what it is set with, source, as of.
///
/// Of all headers together, those that the person has not told of are not counted.
#[rustfmt::skip]
pub const LIMITS: &[Limit] = &[
    limit("url", "URL that works everywhere", Url, Characters, 2_000, ANY_PROXY, "", "common advice; Internet Explorer took 2,083", READ),
    limit("url_rfc", "URL that every server should take", Url, Characters, 8_000, "414", "", "RFC 9110 §4.1", READ),
    limit("qr", "QR code", Bare, Characters, qr::MOST_BYTES, "it does not fit into one", "", "ISO/IEC 18004, version 40-L", READ),
    limit("cookie", "Cookie", Cookie, Characters, COOKIE, DROPPED, "", "RFC 6265bis §5.6: name and value", MEASURED),
    limit("cookie_attributes", "Cookie with its attributes", CookieWithAttributes, Characters, COOKIE, "programs other than browsers may drop it", "", "RFC 6265 §6.1", READ),
    limit("cookie_chunks", "Cookie in chunks", Chunks, Characters, 8_190, "the Cookie line is too long for many servers", "LimitRequestFieldSize", "Apache httpd documentation", READ),
    limit("http2_table", "HTTP/2 header table", HeaderTable, Characters, 4_096, "it empties the table, and every other header is sent in full again", "SETTINGS_HEADER_TABLE_SIZE", "RFC 7541 §4.4", READ),
    limit("http2_index", "HTTP/2 table of nghttp2", HeaderTable, Characters, 3_072, "it is never kept in the table: sent in full with each request", "", "nghttp2 source: three quarters of the table", READ),
    limit("nginx_proxy", "nginx as a proxy, setting the cookie", SetCookie, Break, 4_096, "502: all headers of the response must fit", "proxy_buffer_size", "nginx documentation; ingress-nginx has the same", MEASURED),
    limit("apache", "Apache httpd", HeaderLine, Characters, 8_190, "400", "LimitRequestFieldSize", "Apache httpd documentation", MEASURED),
    limit("apache_url", "Apache httpd, request line", RequestLine, Characters, 8_190, "414", "LimitRequestLine", "Apache httpd documentation", MEASURED),
    limit("gunicorn", "gunicorn", HeaderLine, Break, 8_190, "400", "limit_request_field_size", "gunicorn documentation", MEASURED),
    limit("gunicorn_url", "gunicorn, request line", RequestLine, Characters, 4_094, "400", "limit_request_line", "gunicorn documentation", MEASURED),
    limit("nginx", "nginx", HeaderLine, Break, 8_192, "400", "large_client_header_buffers", "nginx documentation", MEASURED),
    limit("nginx_url", "nginx, request line", RequestLine, Break, 8_192, "414", "large_client_header_buffers", "nginx documentation", MEASURED),
    limit("cloudfront_url", "AWS CloudFront, URL", Url, Characters, 8_192, "414", "", "AWS quotas", READ),
    limit("tomcat", "Tomcat, Spring Boot", Headers, Break, 8_192, "400", "maxHttpHeaderSize", "Tomcat documentation", MEASURED),
    limit("jetty", "Jetty", Headers, Break, 8_192, "431", "requestHeaderSize", "Jetty documentation", MEASURED),
    limit("api_gateway", "AWS API Gateway", Headers, Break, 10_240, "431", "", "AWS quotas", READ),
    // The buffer without what is kept free for rewriting; 68 bytes of it are HAProxy's own.
    limit("haproxy", "HAProxy", Headers, Break, 15_360 - 68, "400", "tune.bufsize, tune.maxrewrite", "HAProxy documentation", MEASURED),
    // Less than 16 KiB, of names, values and address.
    limit("node", "Node.js", Headers, NameAndValue, 16_383, "431", "--max-http-header-size", "Node.js documentation", MEASURED),
    limit("uvicorn", "uvicorn", Headers, Break, 16_384, "400", "h11_max_incomplete_event_size", "h11 documentation; more where the head comes in one piece", MEASURED),
    limit("iis", "IIS", Headers, Break, 16_384, "400", "MaxRequestBytes", "Microsoft documentation of http.sys", READ),
    limit("alb", "AWS ALB", HeaderLine, Characters, 16_384, "400", "", "AWS quotas", READ),
    limit("cloudflare_url", "Cloudflare, URL", Url, Characters, 16_384, "414", "", "Cloudflare limits", READ),
    limit("cloudfront", "AWS CloudFront", Headers, Break, 20_480, "413", "", "AWS quotas", READ),
    limit("fastly_cookie", "Fastly, Cookie header", Chunks, Characters, 32_768, "the header is dropped", "", "Fastly limits", READ),
    limit("kestrel", "ASP.NET Kestrel", Headers, Break, 32_768, "431", "MaxRequestHeadersTotalSize", "Microsoft documentation of Kestrel", READ),
    limit("application_gateway", "Azure Application Gateway", Headers, Break, 32_768, "400", "", "Azure limits", READ),
    limit("envoy", "Envoy, Istio", Headers, Break, 61_440, "431", "max_request_headers_kb", "Envoy documentation", MEASURED),
    limit("google_gateway", "Google API Gateway", Headers, Break, 61_440, "431", "", "Google Cloud quotas", READ),
    limit("front_door", "Azure Front Door", Headers, Break, 65_536, "431", "", "Azure limits", READ),
    limit("fastly", "Fastly", Headers, Break, 69_632, "431", "", "Fastly limits", READ),
    limit("cloudflare", "Cloudflare", Headers, Break, 131_072, "413", "", "Cloudflare limits", READ),
    limit("go", "Go net/http", Headers, Break, 1_048_576, "431", "DefaultMaxHeaderBytes", "Go documentation: Kubernetes, Traefik, Caddy", MEASURED),
];

#[allow(clippy::too_many_arguments, reason = "a table row; the columns are named above the table")]
const fn limit(
    id: &'static str,
    name: &'static str,
    carrier: Carrier,
    count: Count,
    bytes: usize,
    outcome: &'static str,
    setting: &'static str,
    source: &'static str,
    as_of: &'static str,
) -> Limit {
    Limit { id, name, carrier, count, bytes, outcome, setting, source, as_of }
}
