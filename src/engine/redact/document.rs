//! JSON with its values masked: order, whitespace, duplicates and types stay as they were written.

use super::mask::{MaskKind, is_of_a_standard, is_usual_label, is_usual_segment};
use super::name::{self, STANDARD_SCOPES};
use super::piece::{Piece, Replacement, spliced};
use super::treatment::{Treatment, is_protocol_word, is_time, of_member};
use super::whole::may_open;
use super::{REDACTED, Redactor};
use crate::engine::ground::base64url;
use crate::engine::ground::json::{Document, Kind, Value, scan};
use crate::engine::lint::privacy::is_email;
use crate::engine::text::escape::push_json_string;
use crate::engine::text::private::is_list_of_key;
use crate::engine::text::uri::Uri;
use core::net::IpAddr;

impl Redactor {
    /// A complete JSON text; `None` where it is none, and nothing of it can be told apart.
    pub(super) fn json(&mut self, text: &str, treatment: Treatment) -> Option<Piece> {
        let document = scan(text.as_bytes(), self.limits.json_depth);
        document.is_complete().then(|| self.document(&document, text, treatment))
    }

    fn document(&mut self, document: &Document, text: &str, root: Treatment) -> Piece {
        let mut replacements = Vec::new();
        let mut treatments: Vec<Treatment> = Vec::new();
        let mut index = 0;
        let mut skipped = 0;
        while let Some(value) = document.value(index) {
            index += 1;
            treatments.truncate(value.depth());
            let parent = treatments.last().copied().unwrap_or(root);
            let name = value.name();
            let mut own = name.as_deref().map_or(parent, |name| of_member(parent, name, &self.rules));
            if let (Some(name), Some(span)) = (&name, value.name_span())
                && let Some(piece) = self.name(name, parent)
            {
                replacements.push(Replacement { span, piece: quoted(piece) });
            }
            let container = value.kind() == Kind::Object;
            if container && is_serialization(value) && own != Treatment::Kept {
                let piece = self.token(&value.lexeme());
                replacements.push(Replacement { span: value.span(), piece });
                (index, skipped) = (value.next_index(), skipped + 1);
                continue;
            }
            if value.kind() == Kind::Array && own != Treatment::Kept && is_list_of_key(value) {
                let piece = quoted(Piece::masked(format!("[{REDACTED} KEY]"), MaskKind::Key));
                replacements.push(Replacement { span: value.span(), piece });
                (index, skipped) = (value.next_index(), skipped + 1);
                continue;
            }
            // A key says its type in a word; anything else that is called so is something of its own.
            if container && value.get("kty").is_some_and(|kty| kty.kind() == Kind::String) {
                own = Treatment::Jwk;
            }
            // The answer of an introspection or of the UserInfo endpoint is claims without a token around them.
            if container && own == Treatment::Document && ["iss", "sub"].iter().any(|claim| value.get(claim).is_some())
            {
                own = Treatment::Claims;
            }
            treatments.push(own);
            let piece = match value.kind() {
                Kind::Object | Kind::Array => None,
                Kind::True | Kind::False => (own == Treatment::Masked(MaskKind::Special))
                    .then(|| Piece::masked("null".to_owned(), MaskKind::Special)),
                Kind::Null => None,
                Kind::Number => self.number(&value.lexeme(), own),
                Kind::String => {
                    let text = value.as_str().unwrap_or_default();
                    let beside = Beside::of(document, value, parent);
                    let length = value.span().len().saturating_sub(2);
                    let (treatment, text) = (beside.treatment(own), &*text);
                    self.string(text, treatment, length, &beside).map(quoted)
                }
            };
            replacements.extend(piece.map(|piece| Replacement { span: value.span(), piece }));
        }
        spliced(text, &replacements)
    }

    /// A member name, where it is more than a name.
    fn name(&mut self, name: &str, parent: Treatment) -> Option<Piece> {
        if parent == Treatment::Kept || is_of_a_standard(name) {
            return None;
        }
        let digits = name.bytes().filter(u8::is_ascii_digit).count();
        let is_own = parent != Treatment::Document && parent != Treatment::Archive && digits > 6;
        if is_email(name) || is_own {
            let kind = if is_email(name) { MaskKind::Email } else { MaskKind::Id };
            return Some(Piece::masked(self.mask(kind, name, name.len()), kind));
        }
        if Uri::parse(name).is_some() {
            return Some(self.url(name));
        }
        // A short word may be the name of a claim as well as the value of one.
        let known = self.known(name)?;
        (name.len() >= 8 || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')).then_some(known)
    }

    fn number(&mut self, lexeme: &str, treatment: Treatment) -> Option<Piece> {
        match treatment {
            Treatment::Kept => {
                self.kept.insert(lexeme.to_owned());
                None
            }
            Treatment::Time | Treatment::Protocol if is_time(lexeme) => None,
            Treatment::Issuer if self.rules.keeps_issuer => None,
            Treatment::Roles if self.rules.keeps_roles => None,
            Treatment::Pin if !name::may_be_pin(lexeme) => self.known(lexeme),
            Treatment::Document
            | Treatment::Archive
            | Treatment::Cookies
            | Treatment::MaskedText(_)
            | Treatment::Shaped(_) => self.known(lexeme),
            _ => {
                let kind = match treatment {
                    Treatment::Masked(kind) if kind != MaskKind::Text => kind,
                    Treatment::Pin => MaskKind::Secret,
                    _ => MaskKind::Number,
                };
                self.remember(kind, lexeme);
                Some(Piece::masked(self.pseudonyms.number(lexeme, lexeme.len()), kind))
            }
        }
    }

    /// A string; `None`: as it is.
    fn string(&mut self, text: &str, treatment: Treatment, length: usize, beside: &Beside) -> Option<Piece> {
        if text.is_empty() {
            return None;
        }
        if treatment == Treatment::Kept {
            self.kept.insert(text.to_owned());
            return None;
        }
        if beside.is_base64 {
            return Some(self.base64_body(text, beside));
        }
        let is_kept = match treatment {
            Treatment::Time => is_time(text),
            Treatment::Protocol => is_protocol_word(text),
            Treatment::Issuer if self.rules.keeps_issuer => {
                self.kept.insert(text.to_owned());
                true
            }
            _ => is_of_a_standard(text),
        };
        if is_kept {
            return self.known(text);
        }
        match treatment {
            Treatment::Document | Treatment::Archive | Treatment::Cookies => {
                let piece = self.within(text, beside.name.as_deref())?;
                (piece.has_masks() || piece.text != text).then_some(piece)
            }
            Treatment::Shaped(kind) if may_open(text) => Some(self.value(text, kind, length)),
            Treatment::Shaped(_) => {
                let piece = self.within(text, None)?;
                (piece.has_masks() || piece.text != text).then_some(piece)
            }
            Treatment::Pin => Some(self.value(text, MaskKind::Secret, length)),
            Treatment::Roles => self.roles(text),
            Treatment::Digest => Some(self.digest(text)),
            Treatment::Masked(kind) | Treatment::MaskedText(kind) => Some(self.value(text, kind, length)),
            Treatment::Issuer => Some(self.value(text, MaskKind::Id, length)),
            _ => Some(self.value(text, MaskKind::Text, length)),
        }
    }

    /// A value that is masked, in the form that it has: an address stays one, a token within a claim is redacted in turn.
    pub(super) fn value(&mut self, text: &str, kind: MaskKind, length: usize) -> Piece {
        if let Some(piece) = self.whole_token(text) {
            return piece;
        }
        if text.trim_start().starts_with(['{', '['])
            && self.depth < super::DEEPEST
            && let Some(piece) = self.deeper(|redactor| redactor.json(text, Treatment::Claims))
        {
            return piece;
        }
        if Uri::parse(text).is_some() {
            let url = self.url(text);
            // Of a secret not even the form stays; its pieces are known now.
            if !matches!(kind, MaskKind::Secret | MaskKind::Key | MaskKind::Hash | MaskKind::Special) {
                return url;
            }
        }
        let kind = match kind {
            _ if is_email(text) => MaskKind::Email,
            MaskKind::Text | MaskKind::Id if text.parse::<IpAddr>().is_ok() => MaskKind::Ip,
            MaskKind::Email => MaskKind::Text,
            kind => kind,
        };
        self.pieces(text, kind);
        Piece::masked(self.mask(kind, text, length), kind)
    }

    /// Pieces of a value that say as much as all of it.
    fn pieces(&mut self, text: &str, kind: MaskKind) {
        match kind {
            MaskKind::Email => {
                if let Some((local, domain)) = text.rsplit_once('@') {
                    self.remember(MaskKind::Name, local);
                    self.pieces(local, MaskKind::Name);
                    self.remember(MaskKind::Host, domain);
                    self.pieces(domain, MaskKind::Host);
                }
            }
            MaskKind::Name | MaskKind::Address => {
                let words = text.split(|character: char| !character.is_alphanumeric());
                words.filter(|word| word.len() >= 4).for_each(|word| self.remember(kind, word));
            }
            // The name that somebody registered stands for whoever did.
            MaskKind::Host => {
                let label = text.rsplit('.').nth(1).unwrap_or_default();
                if label.len() >= 4 && !is_usual_label(label) {
                    self.remember(kind, label);
                }
            }
            MaskKind::Phone => {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                self.remember(kind, &digits);
            }
            _ => {}
        }
    }

    /// An address of the web: host, pieces of the path, parameters, each by itself.
    pub(super) fn url(&mut self, text: &str) -> Piece {
        let Some(uri) = Uri::parse(text).filter(|uri| !uri.host.is_empty()) else {
            return Piece::masked(self.mask(MaskKind::Url, text, text.len()), MaskKind::Url);
        };
        let mut out = Piece::default();
        let scheme = uri.scheme;
        if is_protocol_word(scheme) && scheme.len() <= 16 {
            out.push_str(scheme)
        } else {
            out.push_mask(REDACTED, MaskKind::Url)
        }
        out.push_str("://");
        if let Some(userinfo) = uri.userinfo {
            self.remember(MaskKind::Secret, userinfo);
            let parts = userinfo.split(':').filter(|part| name::named(part) == name::Named::Nothing);
            parts.for_each(|part| self.remember(MaskKind::Secret, part));
            out.push_mask(&self.mask(MaskKind::Secret, userinfo, userinfo.len()), MaskKind::Secret);
            out.push_str("@");
        }
        let local = matches!(uri.host, "localhost" | "127.0.0.1");
        if local {
            out.push_str(uri.host);
        } else {
            self.pieces(uri.host, MaskKind::Host);
            let host = self.mask(MaskKind::Host, uri.host, uri.host.len());
            out.push_mask(&host, MaskKind::Host);
        }
        if uri.port.bytes().all(|byte| byte.is_ascii_digit()) && !uri.port.is_empty() && uri.port.len() <= 5 {
            out.push_str(":");
            out.push_str(uri.port);
        }
        self.behind_host(uri.rest, &mut out);
        out
    }

    fn behind_host(&mut self, rest: &str, out: &mut Piece) {
        let path_end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (path, parameters) = rest.split_at(path_end);
        for (index, segment) in path.split(['/', '\\']).enumerate() {
            if index > 0 {
                out.push_str("/");
            }
            if is_usual_segment(segment) {
                out.push_str(segment);
            } else if let Some(token) = self.whole_token(segment) {
                out.push(&token);
            } else {
                out.push_mask(&self.mask(MaskKind::Url, segment, segment.len()), MaskKind::Url);
            }
        }
        for piece in parameters.split_inclusive(['?', '#', '&', ';']) {
            let (body, end) = match piece.as_bytes().last() {
                Some(b'?' | b'#' | b'&' | b';') => piece.split_at(piece.len() - 1),
                _ => (piece, ""),
            };
            self.parameter(body, out);
            out.push_str(end);
        }
    }

    /// `name=value` of a query.
    fn parameter(&mut self, text: &str, out: &mut Piece) {
        let is_name = |name: &str| {
            name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-.[]".contains(&byte))
        };
        let (name, value) = match text.split_once('=') {
            Some((name, value)) if is_name(name) => {
                out.push_str(name);
                out.push_str("=");
                (name, value)
            }
            _ => ("", text),
        };
        if value.is_empty() {
            return;
        }
        let kind = match name::named(name) {
            name::Named::Masked(kind) | name::Named::Ambiguous(kind) | name::Named::Shaped(kind) => kind,
            _ => MaskKind::Text,
        };
        let decoded = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        match self.whole_token(&decoded) {
            Some(token) => out.push(&token),
            None => {
                self.remember(kind, &decoded);
                out.push_mask(&self.mask(kind, value, value.len()), kind);
            }
        }
    }

    /// Words with blanks between them, each by itself.
    fn roles(&mut self, text: &str) -> Option<Piece> {
        if self.rules.keeps_roles {
            return self.known(text);
        }
        if text.trim_start().starts_with(['{', '[']) {
            return Some(self.value(text, MaskKind::Role, text.len()));
        }
        if let Some(token) = self.whole_token(text) {
            return Some(token);
        }
        if text.contains(' ') {
            self.remember(MaskKind::Role, text);
        }
        let mut out = Piece::default();
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                out.push_str(" ");
            }
            match word {
                _ if word.is_empty() || STANDARD_SCOPES.contains(&word) => out.push_str(word),
                _ if is_email(word) || Uri::parse(word).is_some() => {
                    let piece = self.value(word, MaskKind::Role, word.len());
                    out.push(&piece);
                }
                _ => out.push_mask(&self.mask(MaskKind::Role, word, word.len()), MaskKind::Role),
            }
        }
        Some(out)
    }

    /// The digest of a disclosure is that of the redacted one; the others are nobody's.
    fn digest(&mut self, text: &str) -> Piece {
        if let Some(digest) = self.digests.get(text) {
            return Piece::masked(digest.clone(), MaskKind::Hash);
        }
        self.remember(MaskKind::Hash, text);
        Piece::masked(self.pseudonyms.free(text, text.len()), MaskKind::Hash)
    }

    /// What of a text that may stay was masked elsewhere; `None`: nothing.
    pub(super) fn known(&mut self, text: &str) -> Option<Piece> {
        let replacements = self.replaced(text);
        (!replacements.is_empty()).then(|| spliced(text, &replacements))
    }

    /// The same, place by place.
    pub(super) fn replaced(&mut self, text: &str) -> Vec<Replacement> {
        let needles = std::mem::take(&mut self.needles);
        let mut replacements = Vec::new();
        for hit in needles.find(text) {
            let piece = match hit.writing {
                super::needle::Writing::Plain => {
                    Piece::masked(self.pseudonyms.of(hit.kind, hit.value, hit.span.len()), hit.kind)
                }
                super::needle::Writing::Encoded => Piece::masked(REDACTED.to_owned(), hit.kind),
            };
            // A run of letters that belongs to two of them.
            let end = replacements.last().map_or(0, |last: &Replacement| last.span.end);
            if hit.span.start >= end {
                replacements.push(Replacement { span: hit.span, piece });
            }
        }
        self.needles = needles;
        replacements
    }

    /// A body that a HAR holds in base64 (HAR 1.2, `content.encoding`).
    fn base64_body(&mut self, text: &str, beside: &Beside) -> Piece {
        let compact: String = text.split_ascii_whitespace().collect();
        let decoded = base64url::decode(&compact).bytes;
        match String::from_utf8(decoded) {
            Ok(inner) => match self.within(&inner, beside.name.as_deref()) {
                Some(piece) if piece.text != inner => {
                    let encoded = data_encoding::BASE64.encode(piece.text.as_bytes());
                    piece.rewritten(encoded)
                }
                _ => Piece::plain(text),
            },
            // Compressed, another encoding, a picture: nobody knows here what is readable in it.
            Err(_) => self.value(text, MaskKind::Secret, text.len()),
        }
    }

    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let made = read(self);
        self.depth -= 1;
        made
    }
}

/// What stands beside a string in its object, and says what it is.
#[derive(Default)]
pub(super) struct Beside {
    /// The sibling `name` of a `value`: a header line, a cookie, a parameter.
    name: Option<String>,
    is_cookie: bool,
    is_base64: bool,
}

impl Beside {
    fn of(document: &Document, value: Value<'_>, parent: Treatment) -> Self {
        let is_archive = matches!(parent, Treatment::Archive | Treatment::Cookies);
        let is_around = is_archive || parent == Treatment::Document;
        let Some(name) = value.name().filter(|_| is_around) else { return Self::default() };
        // The object that holds it stands in front of it, one level up.
        let mut at = value.index();
        let holder = loop {
            let Some(before) = at.checked_sub(1) else { return Self::default() };
            // Members are few where this is asked for; a long object is not searched for a name.
            if value.index() - before > 64 {
                return Self::default();
            }
            at = before;
            match document.value(at) {
                Some(other) if other.depth() + 1 == value.depth() => break other,
                Some(_) => {}
                None => return Self::default(),
            }
        };
        let text = |name: &str| holder.get(name).and_then(Value::as_str).map(std::borrow::Cow::into_owned);
        Self {
            name: if name == "value" { text("name").or_else(|| text("key")) } else { None },
            is_cookie: parent == Treatment::Cookies,
            is_base64: name == "text" && text("encoding").is_some_and(|encoding| encoding == "base64"),
        }
    }

    /// A `value` is treated as its `name` says.
    fn treatment(&self, own: Treatment) -> Treatment {
        match &self.name {
            Some(_) if self.is_cookie => Treatment::Masked(MaskKind::Secret),
            Some(name) if name::is_header(name) => own,
            Some(name) => match name::named(name) {
                name::Named::Masked(kind) | name::Named::Ambiguous(kind) => Treatment::Masked(kind),
                name::Named::Shaped(kind) => Treatment::Shaped(kind),
                _ => own,
            },
            None => own,
        }
    }
}

/// Whether an object is a JWS or JWE in JSON (RFC 7515 §7.2, RFC 7516 §7.2).
pub(super) fn is_serialization(value: Value<'_>) -> bool {
    let has = |name: &str| value.get(name).is_some();
    let is_jws = has("signatures") || has("signature") && has("protected");
    has("payload") && is_jws
        || has("ciphertext") && (has("protected") || has("recipients") || has("iv") || has("unprotected"))
}

/// As a JSON string.
fn quoted(piece: Piece) -> Piece {
    let mut text = String::with_capacity(piece.text.len() + 2);
    push_json_string(&mut text, &piece.text);
    if text.len() == piece.text.len() + 2 {
        let mut out = Piece::plain("\"");
        out.push(&piece);
        out.push_str("\"");
        return out;
    }
    piece.rewritten(text)
}
