//! What the entries of a HAR hold: their addresses, what they post, where they are sent to, what is answered.

use super::page::{forms, parts};
use super::pairs::{Origin, Pairs, basic_client};
use super::parameter::Parameters;
use crate::engine::ground::json::{Kind, Value};
use std::borrow::Cow;

/// Reads a HAR (`log.entries[]`) into `found`. Only what is surely of a login is taken: a page of orders has states as well.
pub(super) fn read(root: Value<'_>, found: &mut Parameters) {
    let entries = root.get("log").and_then(|log| log.get("entries"));
    let entries = entries.filter(|entries| entries.kind() == Kind::Array);
    for entry in entries.into_iter().flat_map(Value::children) {
        let (request, response) = (entry.get("request"), entry.get("response"));
        let mut sent = Pairs::default();
        if let Some(request) = request {
            if let Some(url) = text(request, "url") {
                found.take_address(&url);
            }
            if let Some(posted) = request.get("postData") {
                sent = posted_data(posted, found);
            }
            if sent.has("grant_type") {
                let own = header(request, "authorization").and_then(|value| basic_client(&value));
                // A gateway in front may have a user of its own.
                sent.authenticated = sent.authenticated.take().or(own);
            }
        }
        let Some(response) = response else { continue };
        let first = found.came();
        let mut targets: Vec<String> = text(response, "redirectURL").into_iter().collect();
        let headers = response.get("headers").into_iter().flat_map(Value::children);
        let location =
            |header: &Value<'_>| text(*header, "name").is_some_and(|name| name.eq_ignore_ascii_case("location"));
        targets.extend(headers.filter(location).filter_map(|header| text(header, "value")));
        targets.dedup();
        targets.iter().for_each(|target| found.take_address(target));
        if let Some(content) = response.get("content") {
            answered(content, found);
        }
        found.exchanged(first, &sent);
        if let Some(proof) = request.filter(|_| sent.has("grant_type")).and_then(|request| header(request, "dpop")) {
            found.proven(first, &proof);
        }
    }
}

/// A header field of a request, by its name in lower case.
fn header(request: Value<'_>, wanted: &str) -> Option<String> {
    let mut headers = request.get("headers").into_iter().flat_map(Value::children);
    let is_it = |header: &Value<'_>| text(*header, "name").is_some_and(|name| name.eq_ignore_ascii_case(wanted));
    text(headers.find(is_it)?, "value")
}

fn text(value: Value<'_>, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(Cow::into_owned)
}

/// `text`, or else `params`: some programs write one of them, some both.
fn posted_data(posted: Value<'_>, found: &mut Parameters) -> Pairs {
    if let Some(text) = text(posted, "text").filter(|text| !text.trim().is_empty()) {
        return found.take_body(&text);
    }
    let mut pairs = Pairs::default();
    for parameter in posted.get("params").into_iter().flat_map(Value::children) {
        if let (Some(name), Some(value)) = (text(parameter, "name"), text(parameter, "value")) {
            pairs.add(&name, &decoded(&value));
        }
    }
    found.take_login(&pairs, Origin::Form);
    pairs
}

/// The value of a parameter. Some programs leave the escapes of the form in it: then nothing else is in it (URL Standard
/// §5.2).
fn decoded(value: &str) -> Cow<'_, str> {
    let is_encoded = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"*-._+%".contains(&byte));
    let decoded =
        || percent_encoding::percent_decode_str(&value.replace('+', " ")).decode_utf8().ok().map(Cow::into_owned);
    match is_encoded && value.contains('%') {
        true => decoded().map_or(Cow::Borrowed(value), Cow::Owned),
        false => Cow::Borrowed(value),
    }
}

/// The body of a response: JSON, or a page that posts itself or a message.
fn answered(content: Value<'_>, found: &mut Parameters) {
    let Some(body) = text(content, "text") else { return };
    let is_base64 = text(content, "encoding").is_some_and(|encoding| encoding == "base64");
    let decoded = is_base64.then(|| data_encoding::BASE64.decode(body.as_bytes()).ok());
    let decoded = decoded.flatten().and_then(|bytes| String::from_utf8(bytes).ok());
    let body = decoded.as_deref().unwrap_or(&body).trim();
    if body.starts_with('{') {
        found.take_body(body);
    } else {
        forms(body).iter().chain(&parts(body)).for_each(|pairs| found.take_login(pairs, Origin::Redirect));
        found.take_messages(body);
    }
}
