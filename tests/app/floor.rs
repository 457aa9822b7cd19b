//! The floors of the house (see `src/README.md`): within `engine` and `app` a room may name those in front of it, none
//! behind it and none beside it. No layer has rooms that name each other in a circle.

use super::tidy::{code, expand, sources, without_tests};
use std::collections::{BTreeMap, BTreeSet};

/// A layer, and its floors from the ground up. Rooms on one floor stand beside each other.
struct House {
    layer: &'static str,
    floors: &'static [&'static [&'static str]],
    /// Rooms that have no floor yet, and where they go. None is added.
    unplaced: &'static [(&'static str, &'static str)],
    /// Edges that run up, as the file below `src/` and the path that it names, and why. None is added.
    allowed: &'static [(&'static str, &'static str, &'static str)],
}

const HOUSES: &[House] = &[
    House {
        layer: "engine",
        floors: &[
            &["ground"],
            &["text"],
            &["rule"],
            &["key"],
            &["crypto"],
            &["jose"],
            &["key_file"],
            &["detect"],
            &["verify"],
            &["jwt"],
            &["lint"],
            &["examine", "judge"],
            &["convert", "compare", "cross", "builder", "redact"],
            &["speech"],
            &["report", "keyring"],
            &["export"],
        ],
        unplaced: &[],
        allowed: &[],
    },
    House {
        layer: "app",
        floors: &[&["value"], &["message"], &["state"], &["query"], &["view", "update"]],
        unplaced: &[],
        allowed: &[],
    },
];

/// Rooms that name each other in a circle, and why. None is added.
const CIRCLES: &[(&str, &[&str], &str)] = &[];

impl House {
    fn floor(&self, room: &str) -> Option<usize> {
        self.floors.iter().position(|floor| floor.contains(&room))
    }

    /// What is wrong with what `name`, a file below `src/`, names: the path, and why it may not.
    fn faults(&self, name: &str, text: &str) -> Vec<(String, String)> {
        let Some(room) = room_of(name, self.layer) else { return Vec::new() };
        if self.unplaced.iter().any(|(unplaced, _)| *unplaced == room) {
            return Vec::new();
        }
        let Some(own) = self.floor(room) else { return vec![(room.to_owned(), "has no floor".to_owned())] };
        let why = |path: &String| Some((path.clone(), self.fault(room, own, path)?));
        named(name, text).iter().filter_map(why).collect()
    }

    /// Why a room on the floor `own` may not name `path`.
    fn fault(&self, room: &str, own: usize, path: &str) -> Option<String> {
        let rest = path.strip_prefix("crate::")?.strip_prefix(self.layer)?;
        if rest.is_empty() || rest == "::*" {
            return Some("names every floor at once".to_owned());
        }
        let other = rest.strip_prefix("::")?.split("::").next()?;
        if other == room || self.unplaced.iter().any(|(unplaced, _)| *unplaced == other) {
            return None;
        }
        match self.floor(other) {
            Some(floor) if floor < own => None,
            Some(floor) if floor == own => Some(format!("{other} is beside {room}")),
            Some(_) => Some(format!("{other} is above {room}")),
            None => Some(format!("{other} has no floor")),
        }
    }
}

/// The room of a layer that a file is in; `None` for the layer's own `mod.rs`, and for the tests within.
fn room_of<'a>(name: &'a str, layer: &str) -> Option<&'a str> {
    let is_test = name.contains("/tests/") || name.ends_with("/tests.rs") || name.ends_with("/fixture.rs");
    let rest = name.strip_prefix(layer)?.strip_prefix('/').filter(|_| !is_test)?;
    let room = rest.split('/').next()?.trim_end_matches(".rs");
    (room != "mod").then_some(room)
}

/// Every path of this crate that a file names, from `crate` on, whether by `use`, in a group, or within the code.
fn named(name: &str, text: &str) -> BTreeSet<String> {
    let code = without_tests(&code(text));
    let mut module: Vec<String> = vec!["crate".to_owned()];
    module.extend(name.trim_end_matches(".rs").trim_end_matches("/mod").split('/').map(str::to_owned));
    let mut found = BTreeSet::new();
    // Inline modules: how deep each begins.
    let (mut depth, mut inside): (usize, Vec<usize>) = (0, Vec::new());
    let mut rest = code.as_str();
    let mut before = String::new();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("use ") && !before.ends_with(is_word) {
            let end = rest.find(';').unwrap_or(rest.len());
            let mut paths = BTreeSet::new();
            let tree = rest[4..end].split_whitespace().collect::<Vec<_>>().join(" ");
            expand("", &tree, &mut paths);
            found.extend(paths.iter().filter_map(|path| resolved(path, &module)));
            rest = &rest[end..];
            before = ";".to_owned();
        } else if is_word(first) {
            let end = rest.find(|character| !is_word(character) && character != ':').unwrap_or(rest.len());
            let path = rest[..end].trim_end_matches(':');
            // `pub(in crate::app)` says who may name, and names nothing.
            if path.contains("::") && before != "(in" {
                found.extend(resolved(path, &module));
            }
            rest = &rest[end..];
            if before == "mod" && rest.trim_start().starts_with('{') {
                module.push(path.to_owned());
                inside.push(depth);
            }
            before = if path == "in" && before == "(" { "(in".to_owned() } else { path.to_owned() };
        } else {
            match first {
                '{' => depth += 1,
                '}' => {
                    depth = depth.saturating_sub(1);
                    if inside.last() == Some(&depth) {
                        inside.pop();
                        module.pop();
                    }
                }
                _ => {}
            }
            if !first.is_whitespace() {
                before = first.to_string();
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    found
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// `path` as it is named in `module`, from `crate` on; `None` where it begins with neither `crate`, `self` nor `super`.
fn resolved(path: &str, module: &[String]) -> Option<String> {
    let mut segments = path.split("::").map(str::trim).peekable();
    let mut whole: Vec<&str> = module.iter().map(String::as_str).collect();
    match *segments.peek()? {
        "crate" => {
            whole.clear();
        }
        "self" => {
            segments.next();
        }
        "super" => {}
        _ => return None,
    }
    while segments.next_if_eq(&"super").is_some() {
        whole.pop();
    }
    whole.extend(segments);
    Some(whole.join("::"))
}

#[test]
fn no_room_names_one_above_or_beside_it() {
    let files = sources();
    let mut faults = Vec::new();
    for house in HOUSES {
        let mut used = BTreeSet::new();
        for (name, text) in &files {
            for (path, why) in house.faults(name, text) {
                match house.allowed.iter().find(|(file, allowed, _)| file == name && *allowed == path) {
                    Some(entry) => drop(used.insert(entry.1)),
                    None => faults.push(format!("src/{name} names {path}: {why}")),
                }
            }
        }
        for (file, path, _) in house.allowed.iter().filter(|(_, path, _)| !used.contains(path)) {
            faults.push(format!("src/{file} does not name {path} any more: take it off the list"));
        }
        let rooms: BTreeSet<&str> = files.iter().filter_map(|(name, _)| room_of(name, house.layer)).collect();
        for (room, _) in house.unplaced.iter().filter(|(room, _)| !rooms.contains(room)) {
            faults.push(format!("src/{} has no {room} any more: take it off the list", house.layer));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_rooms_name_each_other_in_a_circle() {
    let files = sources();
    let layers: BTreeSet<&str> = files.iter().filter_map(|(name, _)| Some(name.split_once('/')?.0)).collect();
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for layer in layers {
        // Before it has floors, a layer is one circle.
        if HOUSES.iter().any(|house| house.layer == layer && !house.unplaced.is_empty()) {
            continue;
        }
        for circle in circles(&edges(layer, &files)) {
            let rooms: Vec<&str> = circle.iter().map(String::as_str).collect();
            match CIRCLES.iter().position(|(of, allowed, _)| *of == layer && *allowed == rooms) {
                Some(index) => drop(used.insert(index)),
                None => faults.push(format!("src/{layer}: {} name each other in a circle", rooms.join(", "))),
            }
        }
    }
    for (_, (layer, rooms, _)) in CIRCLES.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
        faults.push(format!("src/{layer}: {} are no circle any more: take them off the list", rooms.join(", ")));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Which room of a layer names which.
fn edges(layer: &str, files: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let rooms: BTreeSet<&str> = files.iter().filter_map(|(name, _)| room_of(name, layer)).collect();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, text) in files {
        let Some(room) = room_of(name, layer) else { continue };
        let prefix = format!("crate::{layer}::");
        for path in named(name, text) {
            let other = path.strip_prefix(&prefix).and_then(|rest| rest.split("::").next());
            if let Some(other) = other.filter(|other| *other != room && rooms.contains(other)) {
                edges.entry(room.to_owned()).or_default().insert(other.to_owned());
            }
        }
    }
    edges
}

/// The sets of rooms in which each reaches each.
fn circles(edges: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    let reached = |from: &String| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(room) = next.pop() {
            for other in edges.get(room).into_iter().flatten() {
                if seen.insert(other.clone()) {
                    next.push(other);
                }
            }
        }
        seen
    };
    let all: BTreeMap<&String, BTreeSet<String>> = edges.keys().map(|room| (room, reached(room))).collect();
    let circle = |room: &String| -> BTreeSet<String> {
        let back = |other: &&String| all.get(*other).is_some_and(|reached| reached.contains(room));
        all[room].iter().filter(back).cloned().collect()
    };
    edges.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
}

#[test]
fn a_planted_edge_is_found() {
    let app = HOUSES.iter().find(|house| house.layer == "app").expect("the app has floors");
    for (name, text) in [
        ("app/query/key.rs", "use super::super::view::View;"),
        ("app/query/builder/key.rs", "fn f() { super::super::super::view::build(); }"),
        ("app/state/mod.rs", "use super::update::update;"),
        ("app/state/mod.rs", "mod inner {\n    fn f() { {} }\n    use super::super::query::key;\n}"),
        ("app/state/mod.rs", "mod inner {} mod other { use super::super::query::key; }"),
        ("app/value/mod.rs", "use crate::app::{value::Tone, message::{job::Job, command}};"),
        ("app/value/time.rs", "fn f() -> crate::app::message::command::Command { loop {} }"),
        ("app/value/time.rs", "pub(in crate::app) fn f(_: &super::super::state::State) {}"),
        ("app/view/keys.rs", "use crate::app::update::act::notify;"),
        ("app/update/mod.rs", "use super::view as shown;"),
        ("app/update/mod.rs", "use super::*;"),
        ("app/update/mod.rs", "use crate::app;"),
        ("app/update/mod.rs", "use crate::{app::{self, value::Tone}};"),
        ("app/helper/mod.rs", ""),
        ("app/view/mod.rs", "use crate::app::helper::help;"),
    ] {
        assert!(!app.faults(name, text).is_empty(), "{name}: {text}");
    }
    for (name, text) in [
        ("app/view/mod.rs", "use super::query::key; use crate::app::{state::State, value::{self, Tone}};"),
        ("app/view/keys.rs", "use super::drawer; pub(in crate::app) fn f() { self::g(); super::verdict::h() }"),
        ("app/state/mod.rs", "mod inner { use super::super::message::job; } use super::value::Tone;"),
        ("app/value/time.rs", "// use super::super::view;\nfn f() -> &str { \"crate::app::view::View\" }"),
        ("app/value/time.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::app::view::View;\n}\n"),
        ("app/mod.rs", "pub mod view; use self::view::View;"),
        ("engine/json.rs", "use crate::app::view::View;"),
    ] {
        assert_eq!(app.faults(name, text), Vec::new(), "{name}: {text}");
    }
}

#[test]
fn a_planted_circle_is_found() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let mut files = vec![
        file("ui/mod.rs", "use crate::ui::{a, b};"),
        file("ui/a/mod.rs", "use super::super::ui::b::B;"),
        file("ui/b.rs", "use super::c::C;"),
        file("ui/c/d.rs", "use super::e; fn f() {}"),
    ];
    assert_eq!(circles(&edges("ui", &files)), BTreeSet::new());
    files.push(file("ui/c/e.rs", "fn f() { super::super::a::g() }"));
    let rooms = ["a", "b", "c"].map(str::to_owned);
    assert_eq!(circles(&edges("ui", &files)), BTreeSet::from([BTreeSet::from(rooms)]));
}
