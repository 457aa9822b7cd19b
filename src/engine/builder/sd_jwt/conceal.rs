//! Claims in, claims with digests and disclosures out (RFC 9901 §4.2). What is not hidden stays as it was typed, byte for
//! byte, and so does every hidden value within its disclosure.

use super::error::SdJwtError;
use super::path::{ClaimPath, PathFinder, Places};
use super::salt::{NoRandomness, SaltSource};
use super::{IssuedDisclosure, Selection};
use crate::engine::builder::edit::quoted;
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::Limits;
use std::collections::{BTreeSet, HashMap};

/// What will be hidden, looked up in the claims and found sound. Nothing is drawn yet.
pub(crate) struct Plan {
    document: Document,
    places: Places,
    /// Numbers of the values that get a disclosure each.
    hidden: BTreeSet<usize>,
    /// Decoys by the number of the object or list that they go into.
    decoys: HashMap<usize, usize>,
    /// Numbers of all values that are not carried over as they stand.
    touched: BTreeSet<usize>,
    hash: Hash,
}

pub(crate) struct Concealed {
    pub claims: String,
    pub disclosures: Vec<IssuedDisclosure>,
}

/// Looks up every path. `claims` is a JSON object with every name once.
pub(crate) fn plan(claims: &str, selection: &Selection, limits: &Limits) -> Result<Plan, SdJwtError> {
    let document = json::scan(claims.as_bytes(), limits.json_depth);
    let mut plan = Plan {
        hidden: BTreeSet::new(),
        decoys: HashMap::new(),
        touched: BTreeSet::new(),
        // SHA-1 is no hash for this (RFC 9901 §9.4), and _sd_alg has no name for it.
        hash: if selection.hash == Hash::Sha1 { Hash::Sha256 } else { selection.hash },
        places: Places::new(&document),
        document,
    };
    let Some(root) = plan.document.root() else { return Ok(plan) };
    if let Some(value) = (0..plan.document.len()).filter_map(|index| plan.document.value(index)).find(is_reserved) {
        let name = value.name().unwrap_or_default().into_owned();
        return Err(SdJwtError::ReservedName { name, span: value.name_span().unwrap_or_else(|| value.span()) });
    }
    let finder = PathFinder::new(&plan.document, &plan.places, selection.paths.len());
    let resolve = |path: &ClaimPath| finder.as_ref().map(|finder| finder.resolve(path)).unwrap_or_default();
    for path in &selection.paths {
        let found = resolve(path);
        if found.is_empty() {
            return Err(SdJwtError::PathNowhere { path: path.text().to_owned() });
        }
        plan.hidden.extend(found.into_iter().map(Value::index));
    }
    // Those that hide something, and the claims themselves.
    let mut hiding: BTreeSet<usize> = plan.hidden.iter().filter_map(|index| plan.places.container(*index)).collect();
    hiding.insert(root.index());
    for decoys in selection.decoys.iter().filter(|decoys| decoys.count > 0) {
        let places: Vec<usize> = match &decoys.place {
            None => hiding.iter().copied().collect(),
            Some(path) => {
                let is_container = |value: &Value<'_>| matches!(value.kind(), Kind::Object | Kind::Array);
                resolve(path).into_iter().filter(is_container).map(Value::index).collect()
            }
        };
        if let (true, Some(path)) = (places.is_empty(), &decoys.place) {
            return Err(SdJwtError::DecoysNowhere { path: path.text().to_owned() });
        }
        for place in places {
            // Of two wishes for one place the greater one counts.
            let count = plan.decoys.entry(place).or_default();
            *count = decoys.count.max(*count);
        }
    }
    let count = plan.decoys.values().fold(plan.hidden.len(), |count, more| count.saturating_add(*more));
    if count > limits.disclosures {
        return Err(SdJwtError::TooMany { count, limit: limits.disclosures });
    }
    plan.touched = plan.hidden.iter().chain(plan.decoys.keys()).copied().collect();
    Ok(plan)
}

/// RFC 9901 §4.1: `_sd` and `...` mean digests wherever they stand. `_sd_alg` counts at the top alone, but nobody can want
/// it elsewhere.
fn is_reserved(value: &Value<'_>) -> bool {
    value.name().is_some_and(|name| matches!(&*name, "_sd" | "..." | "_sd_alg"))
}

impl Plan {
    /// Whether there will be a digest at all.
    pub fn has_digests(&self) -> bool {
        !self.touched.is_empty()
    }

    /// Of these uppermost names, those under which something is hidden.
    pub fn hides_within(&self, names: &[&'static str]) -> Vec<&'static str> {
        let Some(root) = self.document.root() else { return Vec::new() };
        let hides = |name: &str| {
            root.get(name).is_some_and(|value| self.hidden.range(value.index()..value.next_index()).next().is_some())
        };
        names.iter().copied().filter(|name| hides(name)).collect()
    }

    /// Draws salts and decoys, and writes.
    pub fn conceal(&self, claims: &str, salts: &mut dyn SaltSource) -> Result<Concealed, NoRandomness> {
        let Some(root) = self.document.root() else {
            return Ok(Concealed { claims: claims.to_owned(), disclosures: Vec::new() });
        };
        let mut writer = Writer { plan: self, text: claims, gap: gap(claims, root), salts, disclosures: Vec::new() };
        let rewritten = writer.value(root)?;
        let span = root.span();
        let outside = |from: usize, to: usize| claims.get(from..to).unwrap_or_default();
        let claims = [outside(0, span.start), &rewritten, outside(span.end, claims.len())].concat();
        Ok(Concealed { claims, disclosures: writer.disclosures })
    }
}

/// What stands behind a colon in this text, as far as it is a single space: what is inserted looks like its neighbours.
pub(crate) fn gap(text: &str, root: Value<'_>) -> &'static str {
    let spaced = |child: Value<'_>| {
        let after = text.get(child.name_span()?.end..child.span().start)?;
        Some(after.ends_with(": "))
    };
    if root.children().next().and_then(spaced) == Some(true) { " " } else { "" }
}

struct Writer<'a> {
    plan: &'a Plan,
    text: &'a str,
    gap: &'static str,
    salts: &'a mut dyn SaltSource,
    disclosures: Vec<IssuedDisclosure>,
}

impl Writer<'_> {
    fn between(&self, from: usize, to: usize) -> String {
        self.text.get(from..to).unwrap_or_default().to_owned()
    }

    /// The value with what is hidden inside taken out. Nests no deeper than the claims, which are bounded.
    fn value(&mut self, value: Value<'_>) -> Result<String, NoRandomness> {
        let is_touched = self.plan.touched.range(value.index()..value.next_index()).next().is_some();
        match value.kind() {
            Kind::Object if is_touched => self.object(value),
            Kind::Array if is_touched => self.list(value),
            _ => Ok(self.between(value.span().start, value.span().end)),
        }
    }

    fn object(&mut self, object: Value<'_>) -> Result<String, NoRandomness> {
        let mut digests = Vec::new();
        let mut kept = String::new();
        let mut first: Option<String> = None;
        let mut second: Option<String> = None;
        let mut end = object.span().start + 1;
        for child in object.children() {
            let Some(name) = child.name_span() else { continue };
            let before = self.between(end, name.start);
            end = child.span().end;
            let rewritten = self.value(child)?;
            if self.plan.hidden.contains(&child.index()) {
                let lexeme = self.between(name.start, name.end);
                digests.push(self.disclose(child, Some(&lexeme), &rewritten)?);
            } else {
                if !kept.is_empty() {
                    kept.push_str(&before);
                }
                kept.push_str(&self.between(name.start, child.span().start));
                kept.push_str(&rewritten);
            }
            match &first {
                None => first = Some(before),
                Some(_) if second.is_none() => second = Some(before),
                Some(_) => {}
            }
        }
        for _ in 0..self.plan.decoys.get(&object.index()).copied().unwrap_or(0) {
            digests.push(base64url::encode(&digest(self.plan.hash, &self.salts.decoy()?)));
        }
        // In the order of the alphabet, which tells nothing of the order of the claims (RFC 9901 §4.2.4.1).
        digests.sort_unstable();
        let lead = first.unwrap_or_default();
        let trail = self.between(end, object.span().end.saturating_sub(1));
        let gap = self.gap;
        if digests.is_empty() {
            return Ok(format!("{{{lead}{kept}{trail}}}"));
        }
        let digests: Vec<String> = digests.iter().map(|digest| quoted(digest)).collect();
        let list = format!("\"_sd\":{gap}[{}]", digests.join(&format!(",{gap}")));
        if kept.is_empty() {
            return Ok(format!("{{{list}}}"));
        }
        let separator = second.unwrap_or_else(|| if lead.is_empty() { format!(",{gap}") } else { format!(",{lead}") });
        Ok(format!("{{{lead}{list}{separator}{kept}{trail}}}"))
    }

    fn list(&mut self, list: Value<'_>) -> Result<String, NoRandomness> {
        let gap = self.gap;
        let placeholder = |digest: &str| format!("{{\"...\":{gap}{}}}", quoted(digest));
        // What stands in front of each element, and the element.
        let mut elements: Vec<(Option<String>, String)> = Vec::with_capacity(list.child_count());
        let mut lead = String::new();
        let mut end = list.span().start + 1;
        for child in list.children() {
            let before = self.between(end, child.span().start);
            end = child.span().end;
            let rewritten = self.value(child)?;
            let element = if self.plan.hidden.contains(&child.index()) {
                placeholder(&self.disclose(child, None, &rewritten)?)
            } else {
                rewritten
            };
            if elements.is_empty() {
                lead = before;
                elements.push((None, element));
            } else {
                elements.push((Some(before), element));
            }
        }
        let usual = elements
            .get(1)
            .and_then(|(before, _)| before.clone())
            .unwrap_or_else(|| if lead.is_empty() { format!(",{gap}") } else { format!(",{lead}") });
        let trail = self.between(end, list.span().end.saturating_sub(1));
        // Their order is that of the list, so decoys stand anywhere among them.
        for _ in 0..self.plan.decoys.get(&list.index()).copied().unwrap_or(0) {
            let decoy = placeholder(&base64url::encode(&digest(self.plan.hash, &self.salts.decoy()?)));
            let place = self.salts.place(elements.len() + 1)?.min(elements.len());
            elements.insert(place, (None, decoy));
        }
        let mut out = format!("[{lead}");
        for (index, (before, element)) in elements.iter().enumerate() {
            if index > 0 {
                out.push_str(before.as_deref().unwrap_or(&usual));
            }
            out.push_str(element);
        }
        out.push_str(&trail);
        out.push(']');
        Ok(out)
    }

    /// Makes a disclosure and returns its digest.
    fn disclose(&mut self, value: Value<'_>, name: Option<&str>, text: &str) -> Result<String, NoRandomness> {
        let path = self.plan.places.pointer(value);
        let gap = self.gap;
        let salt = quoted(&self.salts.salt(&path)?);
        let json = match name {
            Some(name) => format!("[{salt},{gap}{name},{gap}{text}]"),
            None => format!("[{salt},{gap}{text}]"),
        };
        let text = base64url::encode(json.as_bytes());
        let digest = base64url::encode(&digest(self.plan.hash, text.as_bytes()));
        self.disclosures.push(IssuedDisclosure { path, text, digest: digest.clone() });
        Ok(digest)
    }
}
