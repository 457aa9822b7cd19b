//! Manual pages and completions in `dist/`, made from the definitions of the arguments. `UPDATE_GOLDEN=1 cargo test` renews them.

use crate::{Folder, run};
use clap_complete::{Generator, Shell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("elvish", Shell::Elvish),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
    ("zsh", Shell::Zsh),
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dist").join(name)
}

/// The files of a folder, by their names.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let read = entries.map(|entry| {
        let entry = entry.expect("readable");
        (entry.file_name().into_string().expect("UTF-8"), std::fs::read_to_string(entry.path()).expect("text"))
    });
    read.collect()
}

/// The folder holds exactly these files, or, where goldens are renewed, from now on.
fn compare(name: &str, made: &BTreeMap<String, String>) {
    let folder = folder(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("writable");
        for (name, text) in made {
            std::fs::write(folder.join(name), text).expect("writable");
        }
    }
    let kept = files(&folder);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&kept), names(made), "dist/{name}: `UPDATE_GOLDEN=1 cargo test` renews it");
    for (file, text) in made {
        assert!(kept.get(file) == Some(text), "dist/{name}/{file} is old: `UPDATE_GOLDEN=1 cargo test` renews it");
    }
}

#[test]
fn the_manual_is_that_of_the_arguments() {
    let folder = Folder::new();
    clap_mangen::generate_to(jotsmith::cli::command(), folder.path("")).expect("pages");
    let pages = files(Path::new(&folder.path("")));
    assert!(pages.contains_key("jotsmith.1") && pages.contains_key("jotsmith-keys-generate.1"), "{:?}", pages.keys());
    compare("man", &pages);
}

/// Whoever formats the pages has nothing to warn of. Only where such a tool is; `.ci/run` sees to that.
#[cfg(unix)]
#[test]
fn the_manual_is_formatted_without_a_warning() {
    use std::process::{Command, Stdio};
    let tools: [(&str, &[&str]); 2] =
        [("man", &["--warnings", "-E", "UTF-8", "-l"]), ("mandoc", &["-T", "lint", "-W", "error"])];
    let is_there =
        |tool: &str| Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let Some((tool, arguments)) = tools.into_iter().find(|(tool, _)| is_there(tool)) else {
        assert!(std::env::var_os("JOTSMITH_TEST_ALL").is_none(), "neither man nor mandoc is here");
        return;
    };
    let mut warnings = Vec::new();
    for name in files(&folder("man")).into_keys() {
        let ran = Command::new(tool)
            .args(arguments)
            .arg(folder("man").join(&name))
            .env("MANROFFOPT", "-ww")
            .env("MANPAGER", "cat")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&ran.stderr).trim().to_owned();
        // Without groff there is nobody to warn.
        if !said.is_empty() && !said.contains("No such file") && !said.contains("not found") {
            warnings.push(format!("{name}: {said}"));
        }
    }
    assert!(warnings.is_empty(), "{warnings:#?}");
}

#[test]
fn the_completions_are_those_of_the_arguments() {
    let mut made = BTreeMap::new();
    for (name, shell) in SHELLS {
        let ran = run(&["completions", name]).run();
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{name}");
        assert!(ran.stdout.contains("secret-encoding"), "{name}");
        made.insert(shell.file_name("jotsmith"), ran.stdout);
    }
    compare("completions", &made);
    let ran = run(&["completions", "tcsh"]).run();
    assert_eq!(ran.status, crate::UNUSABLE, "{ran:?}");
    crate::golden::said("cli/dist/the_completions_are_those_of_the_arguments", &ran.stderr);
}

/// Each shell reads its completions as a script without a mistake, and completes with them. Only where it is; `.ci/run` sees to
/// that.
#[cfg(unix)]
#[test]
fn the_shells_read_the_completions() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let path = |name: &str| folder("completions").join(name).display().to_string();
    let bash = format!(
        "source {}; COMP_WORDS=(jotsmith keys gen); COMP_CWORD=2; _jotsmith jotsmith gen keys; echo \"${{COMPREPLY[@]}}\"",
        path("jotsmith.bash")
    );
    let fish = format!("source {}; complete -C 'jotsmith keys gen'", path("jotsmith.fish"));
    for (shell, arguments, completed) in [
        ("bash", vec!["-n".to_owned(), path("jotsmith.bash")], ""),
        ("bash", vec!["-c".to_owned(), bash], "generate"),
        ("zsh", vec!["-n".to_owned(), path("_jotsmith")], ""),
        ("fish", vec!["--no-execute".to_owned(), path("jotsmith.fish")], ""),
        ("fish", vec!["-c".to_owned(), fish], "generate"),
    ] {
        let ran = Command::new(shell).args(&arguments).stdin(Stdio::null()).env("HOME", "/nonexistent").output();
        let Ok(ran) = ran else {
            assert!(std::env::var_os("JOTSMITH_TEST_ALL").is_none(), "no {shell} here");
            let _ = writeln!(std::io::stderr(), "no {shell} here: its completions are not read");
            continue;
        };
        let (said, printed) = (String::from_utf8_lossy(&ran.stderr), String::from_utf8_lossy(&ran.stdout));
        assert!(ran.status.success(), "{shell} {arguments:?}: {said}");
        assert!(printed.contains(completed), "{shell} {arguments:?}: {printed}{said}");
    }
}

/// What can be chosen is known to a shell from the same tables as to the parser.
#[test]
fn a_shell_knows_algorithms_formats_kinds_and_templates() {
    let script = run(&["completions", "bash"]).run().stdout;
    for word in
        ["PS512", "A256CBC-HS512", "pkcs8-pem", "encrypted-jwk-set-for-jose", "ml-dsa-65", "cdn-grant", "wrapKey"]
    {
        assert!(script.contains(word), "{word}");
    }
}

/// The text of a file in `dist`.
fn text(name: &str) -> String {
    std::fs::read_to_string(folder(name)).expect("text")
}

/// What a file manager opens with Jotsmith, the software centre says that it does, and somebody defines each type of it.
#[test]
fn the_desktop_knows_the_types_that_are_opened() {
    let desktop = text("dev.jotsmith.Jotsmith.desktop");
    let line = desktop.lines().find_map(|line| line.strip_prefix("MimeType=")).expect("types");
    let types: Vec<&str> = line.split_terminator(';').collect();
    assert!(desktop.lines().any(|line| line == "Exec=jotsmith %F"));
    let metainfo = text("dev.jotsmith.Jotsmith.metainfo.xml");
    let told = metainfo.lines().filter_map(|line| line.trim().strip_prefix("<mediatype>"));
    assert_eq!(told.filter_map(|rest| rest.strip_suffix("</mediatype>")).collect::<Vec<_>>(), types);
    let own = text("dev.jotsmith.Jotsmith.mime.xml");
    let is_defined = |name: &&str| own.contains(&format!("<mime-type type=\"{name}\">"));
    // That of a certificate is in the shared database.
    let foreign: Vec<&str> = types.iter().copied().filter(|name| !is_defined(name)).collect();
    assert_eq!(foreign, ["application/x-x509-ca-cert"]);
    for extension in ["jwt", "jwk", "jwks", "jwe", "pem"] {
        assert!(own.contains(&format!("<glob pattern=\"*.{extension}\"")), "{extension}");
    }
}

/// The validators of the desktop have nothing to say. Only where they are.
#[cfg(target_os = "linux")]
#[test]
fn the_files_for_the_desktop_are_valid() {
    use std::io::Write as _;
    use std::process::Command;
    for (tool, arguments, file) in [
        ("appstreamcli", &["validate", "--no-net"][..], "dev.jotsmith.Jotsmith.metainfo.xml"),
        ("desktop-file-validate", &[], "dev.jotsmith.Jotsmith.desktop"),
    ] {
        let Ok(ran) = Command::new(tool).args(arguments).arg(folder(file)).output() else {
            assert!(std::env::var_os("JOTSMITH_TEST_ALL").is_none(), "no {tool} here");
            let _ = writeln!(std::io::stderr(), "no {tool} here: {file} is not validated");
            continue;
        };
        let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{file}: {said}");
        // Each complaint has a line that begins with its severity.
        assert!(!["E:", "W:", "I:"].iter().any(|severity| said.contains(severity)), "{file}: {said}");
        assert!(tool == "appstreamcli" || said.trim().is_empty(), "{file}: {said}");
    }
}
