//! Where a claim stands: a JSON pointer (RFC 6901), with `*` for each and `**` for everything.

use crate::engine::ground::json::{Document, Kind, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// One or several places in claims.
///
/// `/address/locality` is a member, `/nationalities/0` an element; `/nationalities/*` is each element or member of it, and
/// `/address/**` whatever stands inside, at any depth. A member whose name really is `*` is meant where there is one. A text
/// without a slash in front is the name of an uppermost claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClaimPath {
    text: String,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    Named(String),
    Each,
    Inside,
}

/// Why a text is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimPathError {
    /// It is empty, or names the claims as a whole.
    Whole,
    /// A `~` that neither `0` nor `1` follows (RFC 6901 §3).
    Escape,
    /// `**` stands in front of something.
    NotLast,
}

impl ClaimPath {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// See [`ClaimPathError`].
    pub fn parse(text: &str) -> Result<Self, ClaimPathError> {
        let Some(pointer) = text.strip_prefix('/') else {
            if text.is_empty() {
                return Err(ClaimPathError::Whole);
            }
            return Ok(match text {
                "*" => Self { text: text.to_owned(), steps: vec![Step::Each] },
                "**" => Self { text: text.to_owned(), steps: vec![Step::Inside] },
                // A name is a name, whatever is in it.
                _ => Self { text: text.to_owned(), steps: vec![Step::Named(text.to_owned())] },
            });
        };
        let mut steps = Vec::new();
        for token in pointer.split('/') {
            if steps.last() == Some(&Step::Inside) {
                return Err(ClaimPathError::NotLast);
            }
            steps.push(match token {
                "*" => Step::Each,
                "**" => Step::Inside,
                _ => Step::Named(unescaped(token)?),
            });
        }
        Ok(Self { text: text.to_owned(), steps })
    }

    /// The claims as a whole: nothing that could be withheld, but a place for decoys.
    pub fn whole() -> Self {
        Self { text: String::new(), steps: Vec::new() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it may name several.
    pub fn is_pattern(&self) -> bool {
        self.steps.iter().any(|step| !matches!(step, Step::Named(_)))
    }

    /// Whether it is one name without a slash: of an uppermost claim, but people may mean one that stands deeper.
    pub fn bare_name(&self) -> Option<&str> {
        match self.steps.as_slice() {
            [Step::Named(name)] if !self.text.starts_with('/') => Some(name),
            _ => None,
        }
    }

    /// Every value under `root` that it names, in the order in which they stand.
    pub fn resolve<'a>(&self, root: Value<'a>) -> Vec<Value<'a>> {
        let mut found = vec![root];
        for step in &self.steps {
            found = found.into_iter().flat_map(|value| step.from(value)).collect();
        }
        found
    }
}

/// Finds the values that many paths name: what a pointer names is looked up, so that the work does not grow with the product
/// of paths and members.
pub struct PathFinder<'a> {
    root: Value<'a>,
    by_pointer: Option<HashMap<String, usize>>,
}

impl<'a> PathFinder<'a> {
    /// Up to this many paths are followed step by step.
    const FEW: usize = 24;

    /// For about `count` paths under the root of `document`; `None` where it has none.
    pub fn new(document: &'a Document, places: &Places, count: usize) -> Option<Self> {
        let root = document.root()?;
        let by_pointer = if count > Self::FEW { Self::pointers(document, places) } else { None };
        Some(Self { root, by_pointer })
    }

    /// `None` where a name is there twice: of those the last one counts, with what is inside it, and they are no claims that
    /// could be signed.
    fn pointers(document: &Document, places: &Places) -> Option<HashMap<String, usize>> {
        let mut known = HashMap::with_capacity(document.len());
        for value in (1..document.len()).filter_map(|index| document.value(index)) {
            if known.insert(places.pointer(value), value.index()).is_some() {
                return None;
            }
        }
        Some(known)
    }

    /// Every value that it names, in the order in which they stand.
    pub fn resolve(&self, path: &ClaimPath) -> Vec<Value<'a>> {
        match &self.by_pointer {
            Some(known) if !path.is_pattern() && !path.text.is_empty() => {
                let pointer = match path.bare_name() {
                    Some(name) => Cow::Owned(uppermost(name)),
                    None => Cow::Borrowed(path.text.as_str()),
                };
                known.get(&*pointer).and_then(|index| self.root.document().value(*index)).into_iter().collect()
            }
            _ => path.resolve(self.root),
        }
    }
}

/// The pointer to the uppermost member of this name.
pub fn uppermost(name: &str) -> String {
    format!("/{}", escaped(name))
}

/// Where each value of a document stands.
#[derive(Clone, Debug)]
pub struct Places {
    /// For each value the number of its object or list, and its place among the children. The root is its own.
    of: Vec<(usize, usize)>,
}

impl Places {
    /// Looks at every value once.
    pub fn new(document: &Document) -> Self {
        let mut of = vec![(0, 0); document.len()];
        for container in (0..document.len()).filter_map(|index| document.value(index)) {
            for (place, child) in container.children().enumerate() {
                if let Some(entry) = of.get_mut(child.index()) {
                    *entry = (container.index(), place);
                }
            }
        }
        Self { of }
    }

    /// The number of the object or list that a value stands in; `None` for the root.
    pub fn container(&self, index: usize) -> Option<usize> {
        self.of.get(index).map(|(container, _)| *container).filter(|_| index > 0)
    }

    /// The pointer to exactly this value; its steps are names and places, never `*`. Empty for the root.
    pub fn pointer(&self, value: Value<'_>) -> String {
        let mut steps = Vec::new();
        let mut index = value.index();
        while let Some(container) = self.container(index) {
            let name = value.document().value(index).and_then(Value::name);
            let place = self.of.get(index).map_or(0, |(_, place)| *place);
            steps.push(name.map_or_else(|| place.to_string(), |name| escaped(&name)));
            index = container;
        }
        steps.iter().rev().flat_map(|step| ["/", step]).collect()
    }
}

impl Step {
    fn from<'a>(&self, value: Value<'a>) -> Vec<Value<'a>> {
        match self {
            Self::Named(name) if value.kind() == Kind::Array => {
                place(name).and_then(|place| value.children().nth(place)).into_iter().collect()
            }
            Self::Named(name) => value.get(name).into_iter().collect(),
            Self::Each => match value.get("*") {
                Some(literal) => vec![literal],
                None => value.children().collect(),
            },
            Self::Inside => match value.get("**") {
                Some(literal) => vec![literal],
                None => {
                    (value.index() + 1..value.next_index()).filter_map(|index| value.document().value(index)).collect()
                }
            },
        }
    }
}

/// A place in a list: digits without a zero in front (RFC 6901 §4).
fn place(token: &str) -> Option<usize> {
    let is_plain = token == "0" || (!token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit()));
    is_plain.then(|| token.parse().ok()).flatten()
}

fn unescaped(token: &str) -> Result<String, ClaimPathError> {
    let mut out = String::with_capacity(token.len());
    let mut characters = token.chars();
    while let Some(character) = characters.next() {
        out.push(match character {
            '~' => match characters.next() {
                Some('0') => '~',
                Some('1') => '/',
                _ => return Err(ClaimPathError::Escape),
            },
            other => other,
        });
    }
    Ok(out)
}

/// RFC 6901 §3.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::{ClaimPath, ClaimPathError, PathFinder, Places};
    use crate::engine::ground::json;

    #[test]
    fn paths_name_members_and_elements() {
        let text = r#"{"a":{"b":[10,[20]],"c/d":1,"~":2},"*":3,"":4,"01":5}"#;
        let document = json::scan(text.as_bytes(), 64);
        let root = document.root().unwrap();
        let found = |path: &str| {
            let values = ClaimPath::parse(path).unwrap().resolve(root);
            values.iter().map(|value| value.lexeme().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("/a/b/0"), ["10"]);
        assert_eq!(found("/a/b/1/0"), ["20"]);
        assert_eq!(found("/a/b/*"), ["10", "[20]"]);
        assert_eq!(found("/a/b/**"), ["10", "[20]", "20"]);
        assert_eq!(found("/a/c~1d"), ["1"]);
        assert_eq!(found("/a/~0"), ["2"]);
        assert_eq!(found("/*"), ["3"], "a member of that name");
        assert_eq!(found("/"), ["4"]);
        assert_eq!(found("01"), ["5"]);
        assert!(found("/a/b/01").is_empty() && found("/a/b/2").is_empty() && found("/a/b/-").is_empty());
        assert!(found("/a/b/0/x").is_empty() && found("b").is_empty() && found("a/b").is_empty());
    }

    #[test]
    fn what_is_no_path_is_told() {
        assert_eq!(ClaimPath::parse(""), Err(ClaimPathError::Whole));
        assert_eq!(ClaimPath::parse("/a/~2"), Err(ClaimPathError::Escape));
        assert_eq!(ClaimPath::parse("/**/a"), Err(ClaimPathError::NotLast));
    }

    #[test]
    fn many_paths_find_what_each_finds_alone() {
        let text = r#"{"a":{"b":[10,[20]],"c/d":1,"~":2},"*":3,"":4,"01":5,"l":[{"**":1},[]]}"#;
        for text in [text.to_owned(), text.replacen("\"*\"", "\"a\"", 1)] {
            finds_alike(&text);
        }
    }

    fn finds_alike(text: &str) {
        let document = json::scan(text.as_bytes(), 64);
        let (root, places) = (document.root().unwrap(), Places::new(&document));
        let paths = [
            "/a", "/a/b", "/a/b/0", "/a/b/1", "/a/c~1d", "/*", "/", "01", "/01", "/l/0/**", "/l/*", "/l/01", "/none",
            "*", "a", "~", "none", "", "a/b",
        ];
        for count in [0, 1_000] {
            let finder = PathFinder::new(&document, &places, count).unwrap();
            for path in paths {
                let Ok(path) = ClaimPath::parse(path) else { continue };
                let indices =
                    |found: Vec<super::Value<'_>>| found.iter().map(|value| value.index()).collect::<Vec<_>>();
                assert_eq!(indices(finder.resolve(&path)), indices(path.resolve(root)), "{}", path.text());
            }
        }
        assert_eq!(ClaimPath::whole().resolve(root)[0].index(), root.index());
    }

    #[test]
    fn every_value_has_its_pointer() {
        let document = json::scan(r#"{"a":{"b":[10,[20]],"c/d":1}}"#.as_bytes(), 64);
        let places = Places::new(&document);
        let paths: Vec<_> = (0..document.len()).map(|index| places.pointer(document.value(index).unwrap())).collect();
        assert_eq!(paths, ["", "/a", "/a/b", "/a/b/0", "/a/b/1", "/a/b/1/0", "/a/c~1d"]);
        for path in &paths[1..] {
            let found = ClaimPath::parse(path).unwrap().resolve(document.root().unwrap());
            assert_eq!(found.len(), 1);
            assert_eq!(&places.pointer(found[0]), path);
        }
    }
}
