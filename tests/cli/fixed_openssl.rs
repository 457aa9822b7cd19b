//! OpenSSL as it was built, and nothing else: no configuration of the system or of the environment, and no module that one
//! of them names.

use crate::vector::hs256;
use crate::{Folder, VALID, inspect};
use std::process::Command;

/// What a module that was loaded leaves behind, before anything of OpenSSL has asked it for something.
const MODULE: &str = r#"
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void trace(void) {
    const char *path = getenv("TRAP");
    if (path) close(open(path, O_CREAT | O_WRONLY, 0600));
}
"#;

const SECRET: &str = "a secret that is long enough for the algorithm";

/// Set where this binary is its own victim.
const VICTIM: &str = "JOTSMITH_TEST_VICTIM";

/// The configurations that get code into a process, each by a shared object that is named `trap`.
fn traps(folder: &Folder) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let source = folder.file("trap.c", MODULE);
    let object = folder.path("trap.so");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o", &object, &source]).status();
    assert!(built.is_ok_and(|status| status.success()), "no C compiler");
    let section = |name: &str, rest: &str| folder.file(name, format!("openssl_conf = init\n[init]\n{rest}"));
    let engine = section(
        "engine.cnf",
        &format!("engines = e\n[e]\ntrap = t\n[t]\nengine_id = trap\ndynamic_path = {object}\ninit = 1\n"),
    );
    let provider = section(
        "provider.cnf",
        &format!(
            "providers = p\n[p]\ntrap = t\ndefault = d\n[d]\nactivate = 1\n[t]\nmodule = {object}\nactivate = 1\n"
        ),
    );
    let by_folder =
        section("folder.cnf", "providers = p\n[p]\ntrap = t\ndefault = d\n[d]\nactivate = 1\n[t]\nactivate = 1\n");
    // Whoever has no C code ready may still switch off what a token needs.
    let policy = section("policy.cnf", "alg_section = a\n[a]\ndefault_properties = fips=yes\n");
    let here = folder.path("");
    vec![
        ("an engine", vec![("OPENSSL_CONF", engine)]),
        ("a provider", vec![("OPENSSL_CONF", provider)]),
        ("a provider by its folder", vec![("OPENSSL_CONF", by_folder), ("OPENSSL_MODULES", here.clone())]),
        ("folders alone", vec![("OPENSSL_MODULES", here.clone()), ("OPENSSL_ENGINES", here)]),
        ("a policy", vec![("OPENSSL_CONF", policy)]),
    ]
}

#[test]
fn no_configuration_and_no_module_is_loaded() {
    let folder = Folder::new();
    let token = hs256("{}", SECRET.as_bytes());
    for (name, variables) in traps(&folder) {
        let trace = folder.path("trace");
        let mut run = inspect(&[&token, "--secret-env", "KEY"]).env("KEY", SECRET).env("TRAP", &trace);
        for (variable, value) in &variables {
            run = run.env(variable, value);
        }
        let ran = run.run();
        assert_eq!(ran.status, VALID, "{name}: {ran:?}");
        assert!(!std::path::Path::new(&trace).exists(), "{name}: its module ran in the process");
    }
}

/// The traps work: who does not take care is caught in one of them at least.
#[test]
fn a_program_that_trusts_the_environment_is_caught() {
    if std::env::var_os(VICTIM).is_some() {
        let _ = openssl::sha::sha256(b"x");
        let _ = openssl::hash::hash(openssl::hash::MessageDigest::sha256(), b"x");
        return;
    }
    let folder = Folder::new();
    let trace = folder.path("trace");
    for (_, variables) in traps(&folder) {
        let own = std::env::current_exe().expect("this binary");
        let mut command = Command::new(own);
        command.args(["--exact", "fixed_openssl::a_program_that_trusts_the_environment_is_caught"]);
        command.env(VICTIM, "1").env("TRAP", &trace).envs(variables);
        let _ = command.output();
    }
    assert!(std::path::Path::new(&trace).exists(), "the traps catch nobody: this test proves nothing");
}
