//! What is put on the clipboard: made when it is asked for, never kept.

use crate::app::state::State;
use crate::app::value::builder::BuildCopy;
use crate::app::value::{CopyTarget, Secrecy};
use crate::app::view;
use crate::engine::ground::base64url;
use crate::engine::ground::json::Value;
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::layer::{JoseObject, Layer};
use crate::engine::jose::part::Part;
use crate::engine::jose::sd_jwt::SdJwt;
use crate::engine::jwt::numeric_date;
use crate::engine::key::KeyMaterial;
use crate::engine::key_file::export::{ExportFormat, export};
use crate::engine::report;
use crate::engine::speech;
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// The text, and who may see it; `None`: there is no such thing.
pub fn text(state: &State, target: &CopyTarget) -> Option<(Zeroizing<String>, Secrecy)> {
    let token = || state.candidate().map(|candidate| candidate.text.to_string());
    let secret = |text: String| Some((Zeroizing::new(text), Secrecy::Secret));
    let open = |text: String| Some((Zeroizing::new(text), Secrecy::Open));
    match target {
        CopyTarget::Token => secret(token()?),
        CopyTarget::AuthorizationHeader => secret(format!("Authorization: Bearer {}", one_line(&token()?)?)),
        CopyTarget::CurlCommand => {
            let token = token()?;
            secret(format!("curl --header 'Authorization: Bearer {}' https://api.example.com/", one_line(&token)?))
        }
        CopyTarget::SetCookie => {
            let token = token()?;
            let token = one_line(&token)?;
            // RFC 6265bis §5.6: without Max-Age it is gone with the browser.
            let age = lifetime(state).map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
            secret(format!("Set-Cookie: __Host-token={token}{age}; Path=/; Secure; HttpOnly; SameSite=Lax"))
        }
        CopyTarget::TokenPart(index) => {
            let part = *view::token_parts(state).get(*index)?;
            secret(state.token.text.get(part.start..part.end)?.to_owned())
        }
        CopyTarget::Header => weighed(state, |layer| header_text(view::header::of_layer(layer, state.entry_index())?)),
        CopyTarget::Claims => {
            let layer = state.layer()?;
            if layer.sd_jwt.as_ref().and_then(SdJwt::claims).is_some() {
                let text = |layer: &Layer| Some(String::from_utf8_lossy(layer.shown_claims()?.bytes()).into_owned());
                return weighed(state, text);
            }
            let content = layer.content.as_ref()?;
            let text =
                std::str::from_utf8(&content.bytes).map_or_else(|_| base64url::encode(&content.bytes), str::to_owned);
            // The content of an encrypted token was meant to stay between two.
            let is_secret = content.part.is_none() || content.kind == crate::engine::jose::layer::ContentKind::Nested;
            let is_covered = || {
                state.covered_layer().and_then(|layer| layer.content.as_ref()).map(|shown| &shown.bytes)
                    != Some(&content.bytes)
            };
            if is_secret || is_covered() { secret(text) } else { open(text) }
        }
        CopyTarget::Signature => secret(last_part(state)?),
        CopyTarget::HeaderValue(index) => weighed(state, |layer| {
            let header = view::header::of_layer(layer, state.entry_index())?;
            Some(value_text(header.parameters().nth(*index)?.value))
        }),
        CopyTarget::ClaimValue(node) => weighed(state, |layer| Some(value_text(layer.shown_claims()?.value(*node)?))),
        CopyTarget::ClaimMember(node) => weighed(state, |layer| {
            let document = layer.shown_claims()?;
            let value = document.value(*node)?;
            let name = String::from_utf8_lossy(document.bytes().get(value.name_span()?.range())?);
            Some(format!("{name}: {}", value.lexeme()))
        }),
        CopyTarget::Disclosure(index) => {
            let layer = state.layer()?;
            let disclosure = layer.sd_jwt.as_ref()?.disclosures.get(*index)?;
            secret(disclosure.part.text(&layer.text).to_owned())
        }
        CopyTarget::Converted(form) => secret(super::conversion::text(state, *form)?),
        CopyTarget::Report => open(report(state)?),
        CopyTarget::JsonReport => {
            let (examination, judgement) = (state.examination()?, state.derived.judgement.as_ref()?);
            let candidate = state.candidate()?;
            // The payload stands in it whole: what was meant for two eyes stays out of clipboard histories.
            secret(
                report::report(examination, judgement, &candidate.cleaned, &candidate.notes, None, state.now())
                    .to_json(),
            )
        }
        CopyTarget::Shared => open(crate::app::query::share::text(state)?),
        CopyTarget::UnsignedToken => {
            let token = token()?;
            // Behind the first tilde stand disclosures and a key binding: each is worth as much as the signature.
            let jose = token.split('~').next()?;
            let (kept, _) = jose.rsplit_once('.')?;
            let kept = format!("{kept}.[removed]");
            // Whoever is shown it can read a private key in it.
            if state.is_covered() { secret(kept) } else { open(kept) }
        }
        CopyTarget::Findings => {
            let lines: Vec<String> = view::all_findings(state).iter().map(|finding| finding_line(finding)).collect();
            open(lines.join("\n"))
        }
        CopyTarget::Build(what) => build(state, what),
        CopyTarget::KeyThumbprint(id) => key_as(state, *id, ExportFormat::Thumbprint),
        CopyTarget::PublicJwk(id) => key_as(state, *id, ExportFormat::PublicJwk),
        CopyTarget::KeyAs(id, format) => key_as(state, *id, *format),
        CopyTarget::Keys(what) => crate::app::query::keyring::text(state, what),
        CopyTarget::Text(text) => open(text.clone()),
    }
}

/// Something of the builder.
fn build(state: &State, what: &BuildCopy) -> Option<(Zeroizing<String>, Secrecy)> {
    let builder = &state.build;
    let built = || builder.current()?.built.as_ref().ok();
    let set = || builder.tamper.as_ref()?.set.as_ref()?.as_ref().ok();
    let (text, secrecy) = match what {
        BuildCopy::Token => (built()?.text.clone(), Secrecy::Secret),
        BuildCopy::DetachedPayload => {
            let payload = built()?.detached_payload.as_ref()?;
            let text = std::str::from_utf8(payload).map_or_else(|_| base64url::encode(payload), str::to_owned);
            (text, Secrecy::Open)
        }
        BuildCopy::PublicSet => {
            let signatures = &builder.draft.as_ref()?.signing.signatures;
            let keys: Vec<_> = signatures
                .iter()
                .filter_map(|signature| signature.key.as_ref()?.resolve(&builder.ring))
                .filter(|key| !matches!(key.material, KeyMaterial::Oct(_)))
                .map(|key| &**key)
                .collect();
            if keys.is_empty() {
                return None;
            }
            let set = export(&keys, ExportFormat::PublicJwkSet, None).ok()?;
            (std::str::from_utf8(set.expose()).ok()?.trim_end().to_owned(), Secrecy::Open)
        }
        BuildCopy::Presentation => (builder.presenting.current()?.as_ref().ok()?.text.clone(), Secrecy::Secret),
        BuildCopy::Variant(index) => (set()?.variants.get(*index)?.token.clone(), Secrecy::Secret),
        BuildCopy::TamperSet => (set()?.to_json(), Secrecy::Secret),
    };
    Some((Zeroizing::new(text), secrecy))
}

/// Seconds until the token expires; `None`: it does not, or has.
fn lifetime(state: &State) -> Option<i128> {
    let (_, claims) = state.examination()?.readable_claims()?;
    let expiry = numeric_date::parse(claims.get("exp")?).ok()?;
    let left = expiry.seconds - i128::from(state.now());
    (left > 0).then_some(left)
}

/// A token that goes into a header line or a command must be nothing but a compact token: no quote, no line break.
fn one_line(token: &str) -> Option<&str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~+/=".contains(&byte);
    token.bytes().all(is_plain).then_some(token)
}

/// A string without its quotes and escapes, anything else as it was written.
fn value_text(value: Value<'_>) -> String {
    value.as_str().map_or_else(|| value.lexeme().into_owned(), std::borrow::Cow::into_owned)
}

/// Something of the layer that is shown: secret where a private key is in it.
fn weighed(state: &State, text: impl Fn(&Layer) -> Option<String>) -> Option<(Zeroizing<String>, Secrecy)> {
    let received = text(state.layer()?)?;
    let is_open = state.covered_layer().and_then(&text).is_some_and(|shown| shown == received);
    Some((Zeroizing::new(received), if is_open { Secrecy::Open } else { Secrecy::Secret }))
}

/// The objects that make the header, each as it was written; those that stand in the clear are cut out of theirs.
fn header_text(header: &JoseHeader) -> Option<String> {
    let texts: Vec<String> = header
        .sources
        .iter()
        .map(|source| match source.object().filter(|_| source.root != 0) {
            Some(object) => object.lexeme().into_owned(),
            None => String::from_utf8_lossy(source.document.bytes()).into_owned(),
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

fn last_part(state: &State) -> Option<String> {
    let layer = state.layer()?;
    if let Some(key_binding) = state.shown_key_binding() {
        let signature = key_binding.jws.as_ref()?.signatures.first()?.signature.as_ref()?;
        return Some(signature.text(&key_binding.text).to_owned());
    }
    let part: &Part = match &layer.object {
        JoseObject::Jws(jws) => jws.signatures.get(state.entry_index())?.signature.as_ref()?,
        JoseObject::Jwe(jwe) => jwe.tag.as_ref()?,
        JoseObject::Unreadable(_) => return None,
    };
    Some(part.text(&layer.text).to_owned())
}

/// A key in a format of others. One that needs a passphrase or is bytes is no text for a clipboard.
fn key_as(state: &State, id: u64, format: ExportFormat) -> Option<(Zeroizing<String>, Secrecy)> {
    let key = state.key(id)?;
    let row = format.row();
    // The hash of a secret is enough to guess it by (RFC 7638 §7).
    let is_oracle = matches!(key.material, KeyMaterial::Oct(_)) && !row.is_private;
    if is_oracle || row.is_binary || row.needs_passphrase {
        return None;
    }
    let bytes = export(&[key], format, None).ok()?;
    let text = std::str::from_utf8(bytes.expose()).ok()?;
    let secrecy = if row.is_private { Secrecy::Private } else { Secrecy::Open };
    Some((Zeroizing::new(text.trim_end().to_owned()), secrecy))
}

fn finding_line(finding: &crate::engine::rule::finding::Finding) -> String {
    let mut line = format!("{}: {}", finding.severity.word(), finding.message);
    if !finding.advice.is_empty() {
        let _ = write!(line, ". {}", finding.advice);
    }
    let _ = write!(line, " [{}]", finding.rule.id);
    if !finding.rule.reference.is_empty() {
        let _ = write!(line, " ({})", finding.rule.reference);
    }
    line
}

/// What can be shown to a colleague: no signature, no key, no encrypted part.
fn report(state: &State) -> Option<String> {
    state.examination()?;
    let (examination, judgement) = (state.derived.covered.as_ref()?, state.derived.judgement.as_ref()?);
    let verdict = view::verdict_of(state);
    let mut text = format!("# Token report\n\n**{}**", verdict.word);
    for (between, detail) in [(": ", &verdict.detail), (" · ", &verdict.time)] {
        if !detail.is_empty() {
            let _ = write!(text, "{between}{detail}");
        }
    }
    let now = numeric_date::format_utc(state.now());
    let _ = write!(text, "\n\nAs of {now}, leeway {} s, {} bytes\n", state.settings.leeway, examination.size.total);
    for (index, layer) in examination.layers.iter().enumerate() {
        let _ = write!(text, "\n## Layer {}: {}\n", index + 1, layer.kind_word().to_uppercase());
        if let Some(header) = view::header::of_layer(layer, 0).and_then(header_text) {
            let _ = write!(text, "\nHeader\n\n{}", fenced(&header));
        }
        for result in &layer.signatures {
            let _ = write!(text, "\nSignature: {}", result.status.word());
            for reason in &result.reasons {
                let _ = write!(text, " · {}", speech::reason::sentence(reason));
            }
            text.push('\n');
        }
        for result in &layer.recipients {
            let _ = write!(text, "\nRecipient: {}", result.status.word());
            for reason in &result.reasons {
                let _ = write!(text, " · {}", speech::reason::sentence(reason));
            }
            text.push('\n');
        }
        let content = layer.content.as_ref().filter(|content| content.document.is_some());
        if let Some(content) = content {
            let _ = write!(text, "\nContent\n\n{}", fenced(&String::from_utf8_lossy(&content.bytes)));
        }
        text.push_str(&view::sd_jwt::report(layer, judgement));
    }
    let findings = view::all_findings(state);
    if !findings.is_empty() {
        text.push_str("\n## Findings\n\n");
        for finding in findings {
            let _ = writeln!(text, "- {}", finding_line(finding));
        }
    }
    Some(text)
}

/// A code block that its content cannot close.
fn fenced(content: &str) -> String {
    let longest = content.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}json\n{content}\n{fence}\n")
}
