//! What others made and the program has in it: licences, sources and bans as `.deny.toml` says, the notices and the bill of
//! materials in `dist/`. All of it from `cargo metadata` and `Cargo.lock`, without a network. `UPDATE_GOLDEN=1 cargo test
//! --test cli supply` renews the files.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The platform that packages are made for; what others need besides is not in them.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";
/// The features of a package, as `dist/build` and `[package.metadata.deb]` have them.
const SHIPPED: [&str; 3] = ["--no-default-features", "--features", "gui,vendored-openssl"];
/// Licences in the order in which one is taken where there is a choice.
const TAKEN: [&str; 5] = ["MIT", "Apache-2.0", "Zlib", "BSD-3-Clause", "BSD-2-Clause"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// One package of the graph.
#[derive(Debug)]
struct Package {
    name: String,
    version: String,
    licence: String,
    folder: PathBuf,
    checksum: Option<String>,
    depends_on: BTreeSet<String>,
}

impl Package {
    fn id(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }
}

/// `cargo metadata` with these features, by package id.
fn metadata(features: &[&str]) -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", PLATFORM]);
    let output = command.args(features).current_dir(root()).output().expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The packages that are reached from the program, its own left out; what only builds or tests it, with `all`.
fn packages(features: &[&str], all: bool) -> Vec<Package> {
    let metadata = metadata(features);
    let checksums: BTreeMap<String, String> = locked()
        .into_iter()
        .filter_map(|each| {
            Some((format!("{}@{}", each.get("name")?, each.get("version")?), each.get("checksum")?.clone()))
        })
        .collect();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let by_id = |values: &Value| -> BTreeMap<String, Value> {
        list(values).into_iter().map(|value| (text(&value["id"]), value)).collect()
    };
    let (known, nodes) = (by_id(&metadata["packages"]), by_id(&metadata["resolve"]["nodes"]));
    let own = text(&metadata["resolve"]["root"]);
    let edges = |id: &str| -> Vec<String> {
        let is_wanted = |edge: &Value| all || list(&edge["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        list(&nodes[id]["deps"]).iter().filter(|edge| is_wanted(edge)).map(|edge| text(&edge["pkg"])).collect()
    };
    let mut reached = BTreeSet::from([own.clone()]);
    let mut open = vec![own.clone()];
    while let Some(id) = open.pop() {
        open.extend(edges(&id).into_iter().filter(|next| reached.insert(next.clone())));
    }
    let name = |id: &str| format!("{}@{}", text(&known[id]["name"]), text(&known[id]["version"]));
    let clarified = clarified();
    let mut packages: Vec<Package> = reached
        .iter()
        .map(|id| {
            let package = &known[id];
            let licence = package["license"].as_str().map(|licence| licence.replace('/', " OR "));
            let licence = licence.or_else(|| clarified.get(&text(&package["name"])).cloned());
            Package {
                licence: licence.unwrap_or_else(|| panic!("{}: no licence", name(id))),
                folder: Path::new(&text(&package["manifest_path"])).parent().expect("a folder").to_owned(),
                checksum: checksums.get(&name(id)).cloned(),
                depends_on: edges(id).iter().map(|next| name(next)).collect(),
                name: text(&package["name"]),
                version: text(&package["version"]),
            }
        })
        .collect();
    packages.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    packages
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

/// The packages of `Cargo.lock`, for every platform.
fn locked() -> Vec<BTreeMap<String, String>> {
    let lock = read("Cargo.lock");
    let packages = lock.split("[[package]]").skip(1);
    packages
        .map(|package| {
            let members = package.lines().filter_map(|line| line.split_once(" = "));
            members.map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned())).collect()
        })
        .collect()
}

/// The quoted texts of a list in `.deny.toml`: of `member`, in the table of this name.
fn policy(table: &str, member: &str) -> Vec<String> {
    let deny = read(".deny.toml");
    let from = deny.find(&format!("\n[{table}]\n")).unwrap_or_else(|| panic!("no [{table}]"));
    let rest = &deny[from..];
    let from = rest.find(&format!("\n{member} = [")).unwrap_or_else(|| panic!("no {member} in [{table}]"));
    let rest = &rest[from..];
    // Of one line, or up to a line of its own.
    let line = rest[1..].lines().next().unwrap_or_default();
    let list = if line.ends_with(']') { line } else { &rest[..rest.find("\n]").expect("the list ends")] };
    let lines = list.lines().flat_map(|line| line.split_once("crate = ").map_or(vec![line], |(_, rest)| vec![rest]));
    lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned())).collect()
}

/// What `.deny.toml` says of packages that name no licence.
fn clarified() -> BTreeMap<String, String> {
    let deny = read(".deny.toml");
    let quoted =
        |text: &str, name: &str| Some(text.split_once(&format!("{name} = \""))?.1.split('"').next()?.to_owned());
    let entries = deny.split("[[licenses.clarify]]").skip(1);
    entries.filter_map(|entry| Some((quoted(entry, "crate")?, quoted(entry, "expression")?))).collect()
}

/// Whether an SPDX expression is satisfied by these licences.
fn is_satisfied(expression: &str, licences: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let is_met = any_of(&words, &mut at, licences);
    assert_eq!(at, words.len(), "{expression} is no expression");
    is_met
}

fn any_of(words: &[&str], at: &mut usize, licences: &dyn Fn(&str) -> bool) -> bool {
    let mut is_met = all_of(words, at, licences);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        is_met |= all_of(words, at, licences);
    }
    is_met
}

fn all_of(words: &[&str], at: &mut usize, licences: &dyn Fn(&str) -> bool) -> bool {
    let mut is_met = one(words, at, licences);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        is_met &= one(words, at, licences);
    }
    is_met
}

fn one(words: &[&str], at: &mut usize, licences: &dyn Fn(&str) -> bool) -> bool {
    let word = words.get(*at).expect("a licence");
    *at += 1;
    if *word == "(" {
        let is_met = any_of(words, at, licences);
        assert_eq!(words.get(*at), Some(&")"), "a parenthesis is open");
        *at += 1;
        return is_met;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
        return licences(&format!("{word} WITH {}", words.get(*at - 1).expect("an exception")));
    }
    licences(word)
}

#[test]
fn expressions_of_licences_are_read() {
    let mit = |licence: &str| licence == "MIT";
    for (expression, expected) in [
        ("MIT", true),
        ("Apache-2.0 OR MIT", true),
        ("Apache-2.0 AND MIT", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", false),
        ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
        ("MIT WITH something", false),
        ("GPL-3.0 OR (MIT AND MIT)", true),
    ] {
        assert_eq!(is_satisfied(expression, &mit), expected, "{expression}");
    }
}

#[test]
fn every_licence_is_allowed() {
    let allowed = policy("licenses", "allow");
    assert!(allowed.len() > 5 && allowed.iter().any(|licence| licence == "MIT"), "{allowed:?}");
    let packages = packages(&[], true);
    assert!(packages.len() > 300, "{} packages", packages.len());
    for package in packages {
        let is_allowed = is_satisfied(&package.licence, &|licence| allowed.iter().any(|known| known == licence));
        assert!(is_allowed, "{}: {} is not among the licences of .deny.toml", package.id(), package.licence);
    }
}

/// What is locked for other platforms alone, such as tokio for the web, is not in the graph.
#[test]
fn nothing_banned_is_in_the_program_its_build_or_its_tests() {
    let banned = policy("bans", "deny");
    assert!(banned.iter().any(|name| name == "reqwest"), "{banned:?}");
    for package in packages(&[], true) {
        assert!(!banned.contains(&package.name), "{} is banned in .deny.toml", package.name);
    }
}

#[test]
fn everything_is_from_the_registry_with_a_checksum() {
    let registries = policy("sources", "allow-registry");
    assert_eq!(registries.len(), 1, "{registries:?}");
    // Beside the program itself there is the crate that draws pictures for its tests.
    let own = ["jotsmith", "picture"];
    let locked = locked();
    assert!(locked.len() > 400, "{} packages", locked.len());
    for package in locked {
        let name = package["name"].as_str();
        if own.contains(&name) {
            assert!(!package.contains_key("source"), "{name} is ours");
            continue;
        }
        let source = package.get("source").map(|source| source.trim_start_matches("registry+"));
        assert_eq!(source, Some(registries[0].as_str()), "{name}: another source");
        assert_eq!(package.get("checksum").map(String::len), Some(64), "{name}: no checksum");
    }
}

/// Files that hold a licence, in the folder of a package.
fn licence_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
            let is_named = ["LICEN", "COPY", "UNLICEN", "NOTICE"].iter().any(|word| name.starts_with(word));
            is_named && path.is_file()
        })
        .collect();
    files.sort();
    files
}

/// The texts that go along with a package: of the licence that is taken, or of all where all hold, and its notices.
fn texts(package: &Package) -> Vec<String> {
    let files = licence_files(&package.folder);
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    let taken = TAKEN.into_iter().find(|licence| is_satisfied(&package.licence, &|known| known == *licence));
    let chosen: Vec<&PathBuf> = match taken {
        Some(licence) => {
            let word = licence.split('-').next().unwrap_or(licence).to_uppercase();
            let of_it: Vec<&PathBuf> = files.iter().filter(|path| name(path).contains(&word)).collect();
            let plain: Vec<&PathBuf> = files.iter().filter(|path| !name(path).contains(['-', '_'])).collect();
            [of_it, plain, files.iter().collect()].into_iter().find(|found| !found.is_empty()).unwrap_or_default()
        }
        None => files.iter().collect(),
    };
    let notices = files.iter().filter(|path| name(path).starts_with("NOTICE"));
    let mut texts: Vec<PathBuf> = chosen.into_iter().chain(notices).cloned().collect();
    if texts.is_empty() {
        // Apache-2.0 §4 asks for a copy of the licence alone.
        let is_apache = is_satisfied(&package.licence, &|known| {
            known == "Apache-2.0" || known.ends_with("-1.1") || known.contains("font")
        });
        assert!(is_apache, "{}: {} and no text of it", package.id(), package.licence);
        texts.push(root().join("LICENSE-APACHE"));
    }
    match package.name.as_str() {
        // Beside the program that configures OpenSSL its source.
        "openssl-src" => texts.push(package.folder.join("openssl/LICENSE.txt")),
        "epaint_default_fonts" => {
            for font in ["OFL.txt", "UFL.txt", "Hack-Regular.txt", "emoji-icon-font-mit-license.txt", "egui-icons.txt"]
            {
                texts.push(package.folder.join("fonts").join(font));
            }
        }
        _ => {}
    }
    texts.dedup();
    texts.iter().map(|path| tidied(&String::from_utf8_lossy(&std::fs::read(path).expect("a string")))).collect()
}

/// One form of line breaks, no space at the ends of lines, no empty lines around.
fn tidied(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// What is shipped: the packages that are in the program, and the one that brings OpenSSL.
fn shipped() -> Vec<Package> {
    let mut packages = packages(&SHIPPED, false);
    packages.retain(|package| package.name != env!("CARGO_PKG_NAME"));
    let all = self::packages(&SHIPPED, true);
    packages.extend(all.into_iter().filter(|package| package.name == "openssl-src"));
    packages.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    packages
}

/// The version of OpenSSL that is built, which the package that brings it has in its own.
fn openssl_version(packages: &[Package]) -> String {
    let package = packages.iter().find(|package| package.name == "openssl-src").expect("OpenSSL is built");
    package.version.split_once('+').expect("OpenSSL's version").1.to_owned()
}

/// A file in `dist/` is as it is made now, or is written where goldens are renewed.
fn compare(name: &str, made: &str) {
    let path = root().join("dist").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, made).expect("writable");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "dist/{name} is old: `UPDATE_GOLDEN=1 cargo test --test cli supply` renews it");
}

#[test]
fn the_notices_are_those_of_what_is_shipped() {
    let packages = shipped();
    let mut out = String::from("Third-party notices\n===================\n\n");
    out.push_str("Jotsmith has the work of others in it, each under its own licence. Below are what it is, and then the texts.\n\n");
    out.push_str(
        "OpenSSL and the fonts Inter, Ubuntu Light, Hack, Noto Emoji and emoji-icon-font come with the packages\n",
    );
    out.push_str(
        "openssl-src, ttf-inter and epaint_default_fonts. The Rust standard library is MIT OR Apache-2.0.\n\n",
    );
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in &packages {
        out.push_str(&format!("  {} {}: {}\n", package.name, package.version, package.licence));
        for text in texts(package) {
            by_text.entry(text).or_default().push(format!("{} {}", package.name, package.version));
        }
    }
    let mut texts: Vec<(String, Vec<String>)> = by_text.into_iter().collect();
    texts.sort_by(|one, other| one.1.cmp(&other.1));
    for (text, names) in texts {
        out.push_str(&format!("\n{}\n{}\n\n{text}\n", "-".repeat(80), names.join(", ")));
    }
    for needed in
        ["OpenSSL", "SIL OPEN FONT LICENSE", "UBUNTU FONT LICENCE", "Apache License", "Mozilla Public License"]
    {
        assert!(out.contains(needed), "no text of {needed}");
    }
    compare("THIRD-PARTY-NOTICES.txt", &out);
}

#[test]
fn the_bill_of_materials_is_that_of_what_is_shipped() {
    let packages = shipped();
    let reference = |id: &str| format!("pkg:cargo/{id}");
    let own = format!("{}@{}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let openssl = format!("pkg:generic/openssl@{}", openssl_version(&packages));
    let mut components: Vec<Value> = packages
        .iter()
        .map(|package| {
            let purl = reference(&package.id());
            let checksum = package.checksum.as_ref().unwrap_or_else(|| panic!("{}: no checksum", package.id()));
            json!({
                "type": "library", "bom-ref": purl, "name": package.name, "version": package.version, "purl": purl,
                "hashes": [{ "alg": "SHA-256", "content": checksum }],
                "licenses": [{ "expression": package.licence }],
            })
        })
        .collect();
    components.push(json!({
        "type": "library", "bom-ref": openssl, "name": "openssl", "version": openssl_version(&packages), "purl": openssl,
        "licenses": [{ "expression": "Apache-2.0" }],
    }));
    let ids: BTreeSet<String> = packages.iter().map(Package::id).collect();
    let program = self::packages(&SHIPPED, false).into_iter().find(|package| package.id() == own).expect("the program");
    let mut dependencies: Vec<Value> = std::iter::once(&program)
        .chain(&packages)
        .map(|package| {
            let known = package.depends_on.iter().filter(|id| ids.contains(*id)).map(|id| reference(id));
            let mut on: Vec<String> = known.collect();
            match package.name.as_str() {
                "openssl-sys" => on.push(openssl.clone()),
                "openssl-src" => on.clear(),
                _ => {}
            }
            json!({ "ref": reference(&package.id()), "dependsOn": on })
        })
        .collect();
    dependencies.push(json!({ "ref": openssl, "dependsOn": [] }));
    // Neither a time nor a random number: the same for the same lock file.
    let bill = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": {
            "type": "application", "bom-ref": reference(&own), "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"), "purl": reference(&own),
            "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        } },
        "components": components, "dependencies": dependencies,
    });
    let text = serde_json::to_string_pretty(&bill).expect("JSON");
    compare("jotsmith.cdx.json", &format!("{text}\n"));
}

/// What is kept true here goes into the package, and the package is built from what it is kept true for.
#[test]
fn packages_ship_the_notices_and_are_built_from_what_they_tell() {
    let manifest = read("Cargo.toml");
    for file in ["dist/THIRD-PARTY-NOTICES.txt", "dist/jotsmith.cdx.json"] {
        assert!(manifest.contains(&format!("[\"{file}\", \"usr/share/doc/jotsmith/\"")), "{file} is in no package");
    }
    let features: Vec<String> = SHIPPED[2].split(',').map(|feature| format!("\"{feature}\"")).collect();
    let deb = manifest.split("[package.metadata.deb]").nth(1).expect("a Debian package");
    assert!(deb.contains("\ndefault-features = false\n"), "built with what tests the window");
    assert!(deb.contains(&format!("\nfeatures = [{}]\n", features.join(", "))), "built with other features");
    assert!(read("dist/build").contains(&SHIPPED.join(" ")), "dist/build has other features");
}
