//! Where passphrases come from, what is said of them, and what older files open with.

use crate::golden::Said;
use crate::{Folder, Ran, UNUSABLE, keys};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const PASS: &str = "ladle gravel owl sonnet thaw";

fn prod(folder: &Folder) {
    let made = keys(folder, &["generate", "p-256", "--keyring", "prod", "--create", "--passphrase-env", "PASS"]);
    assert_eq!(made.env("PASS", PASS).run().status, 0);
}

/// Runs a line of a shell, in which `$0` is the program.
pub(crate) fn shell(folder: &Folder, line: &str) -> Ran {
    let output = Command::new("sh")
        .args(["-c", line, env!("CARGO_BIN_EXE_jotsmith")])
        .env("JOTSMITH_DATA_DIR", folder.path("data"))
        .env("JOTSMITH_CONFIG_DIR", folder.path("config"))
        .env("PASS", PASS)
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran {
        status: output.status.code().unwrap_or_else(|| panic!("{line}: {:?}", output.status)),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

#[test]
fn a_passphrase_comes_from_a_file_a_descriptor_standard_input_or_the_environment() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/passphrase/a_passphrase_comes_from_a_file_a_descriptor_standard_input_or_the_environment",
        &folder.path(""),
    );
    prod(&folder);
    std::fs::write(folder.path("pass"), format!("{PASS}\nnot this line\n")).unwrap();
    let file = folder.path("pass");
    for line in [
        format!("\"$0\" keys list --keyring prod --passphrase-file {file}"),
        format!("\"$0\" keys list --keyring prod --passphrase-fd 3 3<{file}"),
        "echo \"$PASS\" | \"$0\" keys list --keyring prod --passphrase-fd 0".to_owned(),
        "echo \"$PASS\" | \"$0\" keys list --keyring prod --passphrase-file -".to_owned(),
        "\"$0\" keys list --keyring prod --passphrase-env PASS".to_owned(),
    ] {
        let ran = shell(&folder, &line);
        assert_eq!(ran.status, 0, "{line}: {ran:?}");
        assert!(!ran.stdout.contains(PASS) && !ran.stderr.contains(PASS), "{line}: {ran:?}");
    }
    // Others can read the file, as its owner is told.
    let told = shell(&folder, &format!("chmod 644 {file}; \"$0\" keys list --keyring prod --passphrase-file {file}"));
    said.line(&told.stderr);
    let two =
        shell(&folder, &format!("\"$0\" keys list --keyring prod --passphrase-env PASS --passphrase-file {file}"));
    assert_eq!(two.status, UNUSABLE);
    for line in ["3</dev/null", ""] {
        let ran = shell(&folder, &format!("\"$0\" keys list --keyring prod --passphrase-fd 3 {line}"));
        assert_eq!(ran.status, UNUSABLE, "{line}: {ran:?}");
    }
    // One descriptor, or one file, is not two passphrases.
    for both in ["--passphrase-fd 3 --new-passphrase-fd 3 3<", "--passphrase-file pass --new-passphrase-file "] {
        let both = both.replace(" pass ", &format!(" {file} "));
        let ran = shell(&folder, &format!("\"$0\" keys passphrase prod {both}{file}"));
        assert_eq!(ran.status, UNUSABLE, "{both}: {ran:?}");
        said.line(&ran.stderr);
    }
    // What was read of it before is not read again, and what is open to be written is not read.
    let second = folder.file("second", format!("not this line\n{PASS}\n"));
    for argument in ["--passphrase-fd 7", "--passphrase-file /dev/fd/7"] {
        let list = format!("{{ read first <&7; \"$0\" keys list --keyring prod {argument}; }} 7<{second}");
        let ran = shell(&folder, &list);
        assert_eq!(ran.status, 0, "{argument}: {ran:?}");
        if cfg!(target_os = "linux") {
            let ran = shell(&folder, &format!("\"$0\" keys list --keyring prod {argument} 7>>{file}"));
            assert_eq!(ran.status, UNUSABLE, "{argument}: {ran:?}");
            said.line(&ran.stderr);
        }
    }
    said.agree();
}

/// A terminal of its own, in which a script runs.
pub(crate) struct Terminal {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

impl Terminal {
    /// `None`, and it is said: there is no script(1) here.
    pub(crate) fn run(folder: &Folder, script: &str) -> Option<Self> {
        let script = folder.file("script.sh", script);
        // script(1) does not wait for what its child wrote last, so the child stays until everything was read.
        let line = format!("trap : INT QUIT; sh {script}; status=$?; echo {ENDED}; read line; exit $status");
        let started = Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .env("SHELL", "/bin/sh")
            .env("JOTSMITH", env!("CARGO_BIN_EXE_jotsmith"))
            .env("JOTSMITH_DATA_DIR", folder.path("data"))
            .env("JOTSMITH_CONFIG_DIR", folder.path("config"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = started else {
            assert!(std::env::var_os("JOTSMITH_TEST_ALL").is_none(), "no script(1) here");
            // Not by println!, which a test that passes keeps to itself.
            let _ = writeln!(std::io::stderr(), "no script(1) here, terminals are not tested");
            return None;
        };
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Some(Self { child, input, output })
    }

    /// Everything up to these words.
    pub(crate) fn wait_for(&mut self, words: &str) -> String {
        let mut seen = String::new();
        let mut byte = [0];
        while !seen.ends_with(words) && self.output.read(&mut byte).is_ok_and(|count| count > 0) {
            seen.push(char::from(byte[0]));
        }
        assert!(seen.ends_with(words), "{seen}");
        seen
    }

    pub(crate) fn write(&mut self, text: &str) {
        self.input.write_all(text.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// What else is shown, and whether it ended well.
    pub(crate) fn end(mut self) -> (String, bool) {
        let rest = self.wait_for(ENDED);
        self.write("\n");
        let _ = self.output.read_to_end(&mut Vec::new());
        drop(self.input);
        (rest, self.child.wait().unwrap().success())
    }
}

/// What a terminal was sent, as lines.
pub(crate) fn words_of(sent: &str) -> String {
    sent.trim_end_matches(ENDED).trim().replace("\r\n", "\n")
}

const ENDED: &str = "-- the script has ended --";
const QUESTION: &str = "Passphrase of the new keyring prod: ";

#[test]
fn a_passphrase_is_asked_for_at_a_terminal_and_not_shown() {
    let folder = Folder::new();
    let Some(mut terminal) = Terminal::run(&folder, "exec \"$JOTSMITH\" keys create prod") else { return };
    let mut said =
        Said::in_folder("cli/passphrase/a_passphrase_is_asked_for_at_a_terminal_and_not_shown", &folder.path(""));
    terminal.wait_for(QUESTION);
    terminal.write(&format!("{PASS}\n"));
    terminal.wait_for("Repeat it: ");
    terminal.write(&format!("{PASS}\n"));
    let (rest, is_success) = terminal.end();
    assert!(is_success, "{rest}");
    said.line(words_of(&rest));
    assert!(!rest.contains("ladle"), "{rest}");
    assert_eq!(shell(&folder, "\"$0\" keys list --keyring prod --passphrase-env PASS").status, 0);
    said.agree();
}

/// Whoever gives up at the question finds the shell as it was.
#[test]
fn a_question_that_a_signal_ends_leaves_the_terminal_with_its_echo() {
    let script = "trap : INT QUIT; ulimit -c 0; sh -c 'echo pid $$ end; exec \"$JOTSMITH\" keys create prod'
        echo status $?; stty -a";
    for (signal, key, status) in
        [("INT", Some("\x03"), "130"), ("QUIT", Some("\x1c"), "131"), ("TERM", None, "143"), ("HUP", None, "129")]
    {
        let folder = Folder::new();
        let Some(mut terminal) = Terminal::run(&folder, script) else { return };
        let seen = terminal.wait_for(QUESTION);
        match key {
            Some(key) => terminal.write(key),
            None => send(signal, pid(&seen)),
        }
        let (rest, _) = terminal.end();
        let words: Vec<&str> = rest.split_whitespace().collect();
        assert!(words.windows(2).any(|two| two == ["status", status]), "{signal}: {rest}");
        assert!(words.contains(&"echo") && !words.contains(&"-echo"), "{signal}: {rest}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_question_that_was_stopped_goes_on_hidden() {
    // Not the child of script(1) itself, which stops with it.
    let script = "echo tty $(tty) end; sh -c 'echo pid $$ end; exec \"$JOTSMITH\" keys create prod'; exit $?";
    let folder = Folder::new();
    let Some(mut terminal) = Terminal::run(&folder, script) else { return };
    let seen = terminal.wait_for(QUESTION);
    let (pid, tty) = (pid(&seen), between(&seen, "tty ", " end"));
    let has_echo = || {
        let modes = Command::new("stty").args(["-a", "-F", tty]).output().unwrap();
        String::from_utf8(modes.stdout).unwrap().split_whitespace().any(|mode| mode == "echo")
    };
    assert!(!has_echo(), "hidden");
    send("TSTP", pid);
    // `State` in capitals: stopped.
    while !std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap().contains(") T ") {
        std::thread::yield_now();
    }
    assert!(has_echo(), "as it was");
    send("CONT", pid);
    terminal.wait_for(QUESTION);
    assert!(!has_echo(), "hidden again");
    terminal.write(&format!("{PASS}\n"));
    terminal.wait_for("Repeat it: ");
    terminal.write(&format!("{PASS}\n"));
    let (rest, is_success) = terminal.end();
    assert!(is_success && !rest.contains("ladle"), "{rest}");
    crate::golden::said("cli/passphrase/a_question_that_was_stopped_goes_on_hidden", words_of(&rest));
}

/// One that is guessed at once makes no keyring by accident: a script needs the option, a person says so once more.
#[test]
fn a_very_weak_passphrase_is_asked_about() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/passphrase/a_very_weak_passphrase_is_asked_about", &folder.path(""));
    let weak = |arguments: &[&str]| keys(&folder, arguments).env("PASS", "hunter2").env("STRONG", PASS).run();
    for arguments in [
        &["create", "prod", "--passphrase-env", "PASS"][..],
        &["generate", "ed25519", "--keyring", "prod", "--create", "--passphrase-env", "PASS"],
    ] {
        let ran = weak(arguments);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(!ran.stderr.contains("hunter2"), "{ran:?}");
        said.line(&ran.stderr);
        assert!(!weak(&["list"]).stdout.contains("prod"), "nothing was made");
    }
    assert_eq!(weak(&["create", "prod", "--passphrase-env", "STRONG"]).status, 0);
    let change = ["passphrase", "prod", "--passphrase-env", "STRONG", "--new-passphrase-env", "PASS"];
    assert_eq!(weak(&change).status, 2);
    assert_eq!(weak(&["list", "--keyring", "prod", "--passphrase-env", "STRONG"]).status, 0, "it opens as before");
    assert_eq!(weak(&[&change[..], &["--weak-passphrase"]].concat()).status, 0);
    said.agree();

    for (answer, name, is_made) in [("y", "yes", true), ("", "no", false)] {
        let Some(mut terminal) = Terminal::run(&folder, &format!("exec \"$JOTSMITH\" keys create {name}")) else {
            return;
        };
        for question in [": ", "Repeat it: "] {
            terminal.wait_for(question);
            terminal.write("hunter2\n");
        }
        terminal.wait_for("Use it anyway? [y/N] ");
        terminal.write(&format!("{answer}\n"));
        let (rest, is_success) = terminal.end();
        assert_eq!(is_success, is_made, "{rest}");
        assert_eq!(weak(&["list"]).stdout.contains(name), is_made);
    }
}

fn pid(seen: &str) -> &str {
    between(seen, "pid ", " end")
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, behind) = text.split_once(start).unwrap_or_else(|| panic!("{text}"));
    behind.split_once(end).unwrap_or_else(|| panic!("{text}")).0
}

fn send(signal: &str, pid: &str) {
    assert!(Command::new("sh").args(["-c", &format!("kill -{signal} {pid}")]).status().unwrap().success());
}

#[test]
fn how_easily_it_is_guessed_is_said_where_a_keyring_is_sealed_with_it() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/passphrase/how_easily_it_is_guessed_is_said_where_a_keyring_is_sealed_with_it",
        &folder.path(""),
    );
    let create = |name: &str, pass: &str| {
        let arguments = ["create", name, "--passphrase-env", "PASS", "--weak-passphrase"];
        let ran = keys(&folder, &arguments).env("PASS", pass).run();
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.stderr
    };
    said.line(create("a", "hunter2"));
    said.line(create("b", PASS));
    let ran = keys(&folder, &["create", "c", "--public"]).run();
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "a public one has none");
    let generated = keys(&folder, &["create", "d", "--generate-passphrase"]).run();
    assert_eq!(generated.status, 0, "{generated:?}");
    let words = generated.stdout.trim_end();
    assert!(words.split('-').count() >= 6 && !generated.stderr.contains(words), "{generated:?}");
    let opened = keys(&folder, &["list", "--keyring", "d", "--passphrase-file", "-"]).input(generated.stdout.clone());
    assert_eq!(opened.run().status, 0);
    said.agree();
}

/// What opens with the older passphrase is named, and goes on request; "deleted for good" is that.
#[test]
fn older_files_are_named_restored_and_deleted() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/passphrase/older_files_are_named_restored_and_deleted", &folder.path(""));
    prod(&folder);
    let file = |name: &str| Path::new(&folder.path("data/keyrings")).join(name);
    let run = |arguments: &[&str]| {
        let ran = keys(&folder, arguments).env("PASS", PASS).env("NEW", "another set of five words").run();
        assert!(!ran.stdout.contains(PASS) && !ran.stderr.contains(PASS), "{ran:?}");
        ran
    };
    let with = ["--passphrase-env", "PASS"];
    assert_eq!(run(&[&["generate", "ed25519", "--keyring", "prod"][..], &with].concat()).status, 0);
    std::fs::write(file(".prod.jwe.tmp-1-aa"), b"half").unwrap();
    std::fs::copy(file("prod.jwe.bak1"), file(".gone.jwe.tmp-2-bb")).unwrap();
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    for name in [".prod.jwe.tmp-1-aa", ".gone.jwe.tmp-2-bb"] {
        std::fs::File::open(file(name)).unwrap().set_modified(old).unwrap();
    }
    // Whatever its age, and where the keyring is gone.
    let listed = run(&["leftovers"]);
    assert!(listed.stdout.contains(".prod.jwe.tmp-1-aa") && listed.stdout.contains(".gone.jwe.tmp-2-bb"), "{listed:?}");
    said.line(run(&[&["generate", "p-384", "--keyring", "prod"][..], &with].concat()).stderr);
    let backups = run(&["backups", "prod"]);
    assert!(backups.stdout.contains("prod.jwe.bak1") && backups.stdout.contains("prod.jwe.bak2"), "{backups:?}");
    // One of them goes into the place of the keyring; what is there becomes a backup.
    let restored = run(&[&["backups", "prod", "--restore", "1"][..], &with].concat());
    said.line(&restored.stdout);
    assert_eq!(run(&["backups", "prod", "--restore", "9"]).status, UNUSABLE);
    assert_eq!(run(&[&["leftovers", "prod", "--restore", "1"][..], &with].concat()).status, UNUSABLE, "it is none");
    // The only copy of a keyring is not deleted, named or among others.
    for arguments in [&["leftovers", "gone", "--discard", "--yes"][..], &["leftovers", "--discard", "--yes"]] {
        let kept = run(arguments);
        assert_eq!(kept.status, UNUSABLE, "{kept:?}");
        said.line(&kept.stderr);
        assert!(file(".gone.jwe.tmp-2-bb").exists() && file(".prod.jwe.tmp-1-aa").exists());
    }
    let gone = run(&[&["leftovers", "gone", "--restore", "1"][..], &with].concat());
    said.line(&gone.stdout);

    let changed = run(&[&["passphrase", "prod", "--new-passphrase-env", "NEW"][..], &with].concat());
    assert_eq!(changed.status, 0, "{changed:?}");
    said.line(&changed.stderr);
    assert_eq!(run(&["backups", "prod", "--discard"]).status, UNUSABLE, "not without --yes");
    assert_eq!(run(&["backups", "prod", "--discard", "--yes"]).stdout, "4 deleted\n");
    assert_eq!(run(&[&["list", "--keyring", "prod"][..], &with].concat()).status, UNUSABLE);
    assert_eq!(run(&["list", "--keyring", "prod", "--passphrase-env", "NEW"]).status, 0);

    std::fs::write(file(".prod.jwe.tmp-3-cc"), b"half").unwrap();
    assert_eq!(run(&["delete", "prod"]).status, 0);
    assert_eq!(run(&["erase", "prod", "--yes"]).status, 0);
    assert_eq!(run(&["leftovers", "gone", "--discard", "--yes"]).stdout, "1 deleted\n");
    let left: Vec<String> = std::fs::read_dir(file(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("prod"))
        .collect();
    assert_eq!(left, [""; 0], "nothing of it, not even its lock");
    assert_eq!(std::fs::read_dir(file("trash")).unwrap().count(), 0);
    said.agree();
}

/// An empty keyring, sealed with so many rounds by another program.
fn costly(rounds: u64) -> String {
    use jotsmith::engine::crypto::content;
    use jotsmith::engine::crypto::key_management::{SenderChoices, determine, random};
    use jotsmith::engine::ground::base64url::encode;
    use jotsmith::engine::ground::jwa::{ContentEncryptionAlgorithm, KeyManagementAlgorithm};
    use jotsmith::engine::ground::limit::Limits;
    use jotsmith::engine::key::KeyMaterial;
    let row = KeyManagementAlgorithm::named("PBES2-HS512+A256KW").known().expect("a row");
    let enc = ContentEncryptionAlgorithm::named("A256GCM").known().expect("a row");
    let choices = SenderChoices { p2c: Some(rounds), ..SenderChoices::default() };
    let password = KeyMaterial::Oct(PASS.as_bytes().into());
    let made = determine(row, enc, &password, &choices, &Limits::DEFAULT.do_it_anyway()).expect("sealed");
    let salt = encode(made.p2s.as_deref().expect("a salt"));
    let header = format!(r#"{{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2c":{rounds},"p2s":"{salt}"}}"#);
    let protected = encode(header.as_bytes());
    let iv = random(enc.iv_len).expect("random");
    let text = br#"{"keys":[]}"#;
    let body = content::encrypt(enc, made.cek.expose(), &iv, text, protected.as_bytes()).expect("encrypted");
    let parts = [&made.encrypted_key, &iv, &body.ciphertext, &body.tag].map(|part| encode(part));
    format!("{protected}.{}", parts.join("."))
}

/// A keyring whose key derivation costs more than is done without asking opens where that is asked for.
#[test]
fn a_costly_keyring_opens_where_that_is_asked_for() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/passphrase/a_costly_keyring_opens_where_that_is_asked_for", &folder.path(""));
    std::fs::create_dir_all(folder.path("data/keyrings")).unwrap();
    std::fs::write(folder.path("data/keyrings/costly.jwe"), costly(1_300_000)).unwrap();
    let list = |more: &[&str]| {
        let arguments = [&["list", "--keyring", "costly", "--passphrase-env", "PASS"], more].concat();
        keys(&folder, &arguments).env("PASS", PASS).run()
    };
    let refused = list(&[]);
    assert_eq!(refused.status, UNUSABLE);
    said.line(&refused.stderr);
    let opened = list(&["--open-anyway"]);
    assert_eq!((opened.status, opened.stdout.as_str()), (0, "No keys\n"), "{opened:?}");
    // What nobody's consent opens does not ask for it again.
    let header = r#"{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2c":2000000000,"p2s":"AAAAAAAAAAAAAAAAAAAAAA"}"#;
    let sealed = costly(1_300_000);
    let (_, rest) = sealed.split_once('.').expect("parts");
    let costlier = format!("{}.{rest}", jotsmith::engine::ground::base64url::encode(header.as_bytes()));
    std::fs::write(folder.path("data/keyrings/costly.jwe"), costlier).unwrap();
    let refused = list(&["--open-anyway"]);
    assert_eq!(refused.status, UNUSABLE);
    said.line(&refused.stderr);
    said.agree();
}

/// Notepad and Windows PowerShell write files that look like any other.
#[test]
fn a_passphrase_in_wide_characters_is_told_and_not_used() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/passphrase/a_passphrase_in_wide_characters_is_told_and_not_used", &folder.path(""));
    let wide =
        |text: &str| [&b"\xFF\xFE"[..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    let big = [&b"\xFE\xFF"[..], &PASS.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()].concat();
    let (little, big) = (folder.file("little.txt", wide(&format!("{PASS}\r\n"))), folder.file("big.txt", big));
    let weak = folder.file("weak.txt", wide("hunter2"));
    for path in [&little, &big, &weak] {
        let ran = keys(&folder, &["create", "prod", "--passphrase-file", path]).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
        let ran = crate::run(&["encrypt", "--claims", "{}", "--passphrase-file", path]).run();
        assert_eq!((ran.status, ran.stdout.as_str()), (UNUSABLE, ""), "{ran:?}");
    }
    let piped = keys(&folder, &["create", "prod", "--passphrase-file", "-"]).input(wide(PASS)).run();
    assert_eq!(piped.status, UNUSABLE, "{piped:?}");
    said.line(&piped.stderr);
    // A mark in front of UTF-8 is no part of what anybody types.
    let marked = folder.file("marked.txt", format!("\u{feff}{PASS}\r\n"));
    let ran = keys(&folder, &["create", "prod", "--passphrase-file", &marked]).run();
    assert_eq!(ran.status, 0, "{ran:?}");
    said.line(&ran.stderr);
    let listed = keys(&folder, &["list", "--keyring", "prod", "--passphrase-env", "PASS"]).env("PASS", PASS).run();
    assert_eq!((listed.status, listed.stderr.as_str()), (0, ""), "{listed:?}");
    said.agree();
}

/// In whatever encoding it was typed: what is not UTF-8 is no way around the question.
#[test]
fn a_passphrase_that_is_not_utf8_is_rated_too() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/passphrase/a_passphrase_that_is_not_utf8_is_rated_too", &folder.path(""));
    for (index, bytes) in [&b"caf\xe9\n"[..], b"\xff\n"].into_iter().enumerate() {
        let name = format!("weak{index}");
        let path = folder.file(&name, bytes);
        let ran = keys(&folder, &["create", &name, "--passphrase-file", &path]).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
    }
    said.agree();
}

/// Who has a token can guess its password, which is said as of a keyring.
#[test]
fn what_guessing_the_password_of_a_token_costs_is_said() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/passphrase/what_guessing_the_password_of_a_token_costs_is_said", &folder.path(""));
    let claims = ["encrypt", "--claims", r#"{"sub":"alice","exp":4102444800}"#];
    for (password, more) in [
        ("hunter2", &[][..]),
        ("hunter2", &["--jwe-alg", "PBES2-HS256+A128KW"]),
        ("hunter2", &["--strict"]),
        (PASS, &["--strict"]),
        ("hunter2", &["--quiet"]),
        // Written into the header alone, as the algorithm for a key of this length is not, and the count.
        (SIZED, &["--jwe-header", r#"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM"}"#, "--header-sync", "none"]),
        (SIZED, &["--jwe-header", r#"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":1000}"#]),
        (SIZED, &["--jwe-header", r#"{"alg":"A256KW","enc":"A128GCM"}"#, "--header-sync", "none"]),
        ("hunter2", &["--serialization", "flattened", "--jwe-unprotected", r#"{"p2c":2000}"#]),
    ] {
        let arguments = [&claims[..], &["--passphrase-env", "PASS"], more].concat();
        let ran = crate::run(&arguments).env("PASS", password).run();
        let is_refused = more.contains(&"--strict") && password == "hunter2";
        assert_eq!(ran.status, if is_refused { 1 } else { 0 }, "{ran:?}");
        said.line(format!("$ {more:?}\n{}", ran.stderr));
    }
    // Signed elsewhere, a token is not encrypted.
    let key = format!("{DATA}/p256.spki.pem");
    let ran = crate::run(&["build", "--claims", "{}", "-k", &key, "--signing-input", "--passphrase-env", "PASS"]);
    said.line(ran.env("PASS", "hunter2").run().stderr);
    // Files of keys, and keyrings that are handed on, each at its own count.
    prod(&folder);
    for (number, to) in
        ["encrypted-pkcs8-pem", "encrypted-jwk-set", "encrypted-jwk-set-for-jose"].into_iter().enumerate()
    {
        let out = folder.path(&number.to_string());
        let export =
            ["export", "--keyring", "prod", "--passphrase-env", "PASS", "--private", "--to", to, "--out", &out];
        let new = ["--new-passphrase-env", "NEW"];
        for password in ["hunter2", SIZED, "k7#Vq!m2zL"] {
            let ran = keys(&folder, &[&export[..], &new].concat()).env("PASS", PASS).env("NEW", password).run();
            assert_eq!(ran.status, if password == "hunter2" { UNUSABLE } else { 0 }, "{ran:?}");
            said.line(format!("$ {to} {password}\n{}", ran.stderr));
            let _ = std::fs::remove_file(&out);
        }
    }
    said.agree();
}

/// As long as a key, and guessed.
const SIZED: &str = "0123456789abcdef0123456789ABCDEF";

/// What was done is said to be done where standard output takes nothing.
#[cfg(target_os = "linux")]
#[test]
fn what_was_saved_is_said_to_be_saved_where_nothing_can_be_printed() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/passphrase/what_was_saved_is_said_to_be_saved_where_nothing_can_be_printed",
        &folder.path(""),
    );
    let with = "--keyring prod --passphrase-env PASS";
    for line in [
        format!("\"$0\" keys generate p-256 {with} --create >/dev/full"),
        format!("\"$0\" keys generate oct-256 {with} >/dev/full"),
        format!("\"$0\" keys convert {DATA}/p256.spki.pem | \"$0\" keys add - {with} >/dev/full"),
        "\"$0\" keys delete prod >/dev/full".to_owned(),
        "\"$0\" keys restore prod >/dev/full".to_owned(),
    ] {
        let ran = shell(&folder, &line);
        assert_eq!(ran.status, UNUSABLE, "{line}: {ran:?}");
        said.line(format!("$ {line}\n{}", ran.stderr));
    }
    let listed = shell(&folder, &format!("\"$0\" keys list {with} --json"));
    assert_eq!(listed.report()["keys"].as_array().map(Vec::len), Some(3), "{listed:?}");
    said.agree();
}

/// A key that is printed and kept nowhere is lost with its reader; one that is kept is not, which is said.
#[cfg(target_os = "linux")]
#[test]
fn a_key_that_nobody_gets_is_told_as_lost_or_as_saved() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/passphrase/a_key_that_nobody_gets_is_told_as_lost_or_as_saved", &folder.path(""));
    prod(&folder);
    let lost = ["| sleep 0.1", "| true", ">&-", ">/dev/null", ">/dev/full"];
    for (out, is_kept) in
        lost.map(|out| (out, false)).into_iter().chain([("| (exec <&-; sleep 0.5)", true), (">/dev/full", true)])
    {
        let with = if is_kept { " --keyring prod --passphrase-env PASS" } else { "" };
        // The reader leaves before anything is written.
        let wait = if is_kept { "sleep 0.2; " } else { "" };
        let line = format!("{{ {wait}\"$0\" keys generate p-256 --private{with} 3>&-; echo $? >&3; }} {out}");
        let ran = shell(&folder, &format!("exec 3>&1; {line}"));
        said.line(format!("$ keys generate p-256 --private{with} {out}\n{}{}", ran.stdout, ran.stderr));
        let status = if is_kept && out != ">/dev/full" { 0 } else { UNUSABLE };
        assert_eq!(ran.stdout, format!("{status}\n"), "{out}: {ran:?}");
    }
    let listed = shell(&folder, "\"$0\" keys list --keyring prod --passphrase-env PASS --json");
    assert_eq!(listed.report()["keys"].as_array().map(Vec::len), Some(3), "{listed:?}");
    // What is read, kept or shown is had.
    let held = folder.path("held");
    for line in [
        format!("\"$0\" keys generate p-256 --private >{held}"),
        format!("\"$0\" keys generate p-256 --private | (sleep 0.3; cat) >{held}"),
    ] {
        let ran = shell(&folder, &line);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{line}: {ran:?}");
        assert!(std::fs::read_to_string(&held).unwrap().contains("\"d\":"), "{line}");
    }
    said.agree();
}

/// A passphrase that nobody has is a keyring that nobody opens again: nothing is changed before it has arrived somewhere.
#[cfg(target_os = "linux")]
#[test]
fn a_generated_passphrase_that_nobody_gets_changes_nothing() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/passphrase/a_generated_passphrase_that_nobody_gets_changes_nothing", &folder.path(""));
    prod(&folder);
    assert_eq!(shell(&folder, "\"$0\" keys generate p-256 --keyring prod --passphrase-env PASS").status, 0);
    let files = || {
        let mut names: Vec<String> = std::fs::read_dir(folder.path("data/keyrings"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let before = (files(), std::fs::read(folder.path("data/keyrings/prod.jwe")).unwrap());
    for command in ["create new", "passphrase prod --passphrase-env PASS --discard-older"] {
        for out in ["| false", "| sleep 0.1", ">&-", ">/dev/null", ">/dev/full"] {
            let line = format!("{{ \"$0\" keys {command} --generate-passphrase 3>&-; echo $? >&3; }} {out}");
            let ran = shell(&folder, &format!("exec 3>&1; {line}"));
            said.line(format!("$ {command} {out}\n{}{}", ran.stdout, ran.stderr));
            assert_eq!(ran.stdout, format!("{UNUSABLE}\n"), "{command} {out}: {ran:?}");
            assert_eq!((files(), std::fs::read(folder.path("data/keyrings/prod.jwe")).unwrap()), before, "{out}");
        }
    }
    // What is read, kept or shown is as good as before.
    let generated =
        "\"$0\" keys passphrase prod --passphrase-env PASS --generate-passphrase --discard-older >\"$HELD\"";
    let ran = shell(&folder, &generated.replace("$HELD", &folder.path("held")));
    assert_eq!(ran.status, 0, "{ran:?}");
    let held = folder.path("held");
    assert_eq!(shell(&folder, &format!("\"$0\" keys list --keyring prod --passphrase-file {held}")).status, 0);
    let piped =
        format!("\"$0\" keys passphrase prod --passphrase-file {held} --generate-passphrase | head -n 1 >{held}2");
    assert_eq!(shell(&folder, &piped).status, 0);
    assert_eq!(shell(&folder, &format!("\"$0\" keys list --keyring prod --passphrase-file {held}2")).status, 0);
    said.agree();
}

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/keys");

/// Where memory or threads are short, there is a message and a status, never a signal.
#[cfg(target_os = "linux")]
#[test]
fn scarce_memory_and_threads_end_with_a_status() {
    let folder = Folder::new();
    prod(&folder);
    std::fs::write(folder.path("large"), vec![b'e'; 12 << 20]).unwrap();
    let large = folder.path("large");
    let mut refused = 0;
    // Where it cannot even be loaded, nothing of it runs that could say so.
    let is_loaded = |kilobytes: u32| {
        let line = format!("ulimit -v {kilobytes}; exec \"$0\" --version");
        let ended = Command::new("sh").args(["-c", &line, env!("CARGO_BIN_EXE_jotsmith")]).output().expect("a shell");
        ended.status.code() == Some(0)
    };
    for kilobytes in (16_000..=400_000).step_by(16_000).filter(|kilobytes| is_loaded(*kilobytes)).take(6) {
        for command in [format!("inspect {large}"), "keys list --keyring prod --passphrase-env PASS".to_owned()] {
            let line = format!("ulimit -v {kilobytes}; exec \"$0\" {command}");
            // `shell` fails where it was a signal.
            let ran = shell(&folder, &line);
            if ran.status != 0 {
                refused += 1;
                assert!(!ran.stderr.is_empty(), "{line}: {ran:?}");
            }
        }
    }
    assert!(refused > 0, "some of these are too little");
    let line = "ulimit -f 0; exec \"$0\" keys generate p-256 --keyring new --create --passphrase-env PASS";
    let ran = shell(&folder, line);
    assert!(ran.status == UNUSABLE && !ran.stderr.is_empty(), "{ran:?}");
    for line in ["ulimit -u 1; exec \"$0\" inspect -", "ulimit -u 1; exec \"$0\" keys list"] {
        let ran = shell(&folder, line);
        assert!(ran.status == 0 || !ran.stderr.is_empty(), "{line}: {ran:?}");
    }
}
