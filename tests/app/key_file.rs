//! Key files that take time: the worker reads them, and nothing of what came meanwhile is lost.

use crate::desk::{Desk, sample};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::{Answer, Job, JobKind, Reminder};
use jotsmith::app::message::key_file::KeyFileCommand;
use jotsmith::app::message::notice::Notice;
use jotsmith::app::value::{FileAnswer, FileBytes, FilePurpose, SecretText};
use jotsmith::app::view::{Dialog, View};

/// An EC key that OpenSSL encrypted for this test.
const LOCKED: &[u8] = include_bytes!("../data/key/encrypted-ec.pem");
const PASSPHRASE: &str = "open sesame";

fn secret(text: &str) -> SecretText {
    SecretText::new(text.to_owned())
}

fn file(name: &str, bytes: &[u8]) -> FileBytes {
    FileBytes::new(name.to_owned(), bytes.to_vec())
}

/// A desk whose worker takes its time, and its passphrase dialog for a key file.
fn asking() -> Desk {
    let mut desk = Desk::new();
    desk.held = Some(Vec::new());
    desk.key_file("key.pem", LOCKED);
    desk
}

/// The jobs that the worker has on its desk.
fn jobs(desk: &mut Desk) -> Vec<Job> {
    let all = desk.held.replace(Vec::new()).unwrap_or_default();
    all.into_iter().filter(|job| matches!(job, Job::KeyFile(_))).collect()
}

fn answer(desk: &mut Desk, job: Job) -> View {
    desk.send(Command::Answer(Box::new(job.run())))
}

/// What the passphrase dialog says: for what, its error, and whether it is at work.
fn passphrase(view: &View) -> (String, Option<String>, bool) {
    match &view.dialog {
        Some(Dialog::Passphrase { purpose, error, is_working, .. }) => (purpose.clone(), error.clone(), *is_working),
        other => panic!("no passphrase is asked for: {other:?}"),
    }
}

/// A set of so many keys, longer than what is read at once.
fn key_set(mark: &str, count: usize) -> Vec<u8> {
    let keys = (0..count).map(|index| {
        let secret =
            jotsmith::engine::ground::base64url::encode(format!("{mark}, secret number {index:08}").as_bytes());
        format!(r#"{{"kty":"oct","kid":"{mark}-{index}","k":"{secret}"}}"#)
    });
    format!(r#"{{"keys":[{}]}}"#, keys.collect::<Vec<_>>().join(",")).into_bytes()
}

#[test]
fn a_passphrase_is_tried_by_the_worker_while_the_dialog_says_so() {
    let mut said = Said::new("app/key_file/a_passphrase_is_tried_by_the_worker_while_the_dialog_says_so");
    let mut desk = asking();
    let view = desk.send(Command::GivePassphrase(secret("wrong")));
    assert_eq!(passphrase(&view), ("key.pem is protected by a passphrase".to_owned(), None, true));
    // Once is enough.
    desk.send(Command::GivePassphrase(secret("wrong")));
    let [job] = jobs(&mut desk).try_into().expect("one job");
    assert_eq!(job.kind(), JobKind::OpenKeyFile);
    assert_eq!(format!("{job:?}"), format!("KeyFile(revision 1, {} bytes, passphrase of 5 bytes)", LOCKED.len()));
    let view = answer(&mut desk, job);
    let (_, error, is_working) = passphrase(&view);
    assert_eq!((error.as_deref(), is_working), (Some("Wrong passphrase, or the file is damaged"), false));
    assert!(view.keys.rows.is_empty());

    let view = desk.send(Command::GivePassphrase(secret(PASSPHRASE)));
    assert_eq!(passphrase(&view).1, None, "the last try is forgotten");
    let [job] = jobs(&mut desk).try_into().expect("one job");
    let done = job.run();
    assert_eq!(format!("{done:?}"), "KeyFile(KeyFile(revision 2, 1 keys, 0 problems))");
    let view = desk.send(Command::Answer(Box::new(done)));
    assert!(view.dialog.is_none());
    assert_eq!(view.keys.rows.len(), 1);
    said.line(view.notices.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n"));
    said.agree();
}

#[test]
fn what_was_cancelled_is_not_loaded_when_it_comes() {
    let mut desk = asking();
    desk.send(Command::GivePassphrase(secret(PASSPHRASE)));
    let [late] = jobs(&mut desk).try_into().expect("one job");
    let view = desk.send(Command::CloseDialog);
    assert!(view.dialog.is_none());
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::CancelWork(JobKind::OpenKeyFile))));
    // Another file is being opened when the first answer comes.
    desk.key_file("other.pem", LOCKED);
    desk.send(Command::GivePassphrase(secret("wrong")));
    let view = answer(&mut desk, late);
    assert!(view.keys.rows.is_empty());
    assert_eq!(passphrase(&view), ("other.pem is protected by a passphrase".to_owned(), None, true));
}

#[test]
fn a_fault_of_the_worker_is_said_in_the_dialog() {
    let mut said = Said::new("app/key_file/a_fault_of_the_worker_is_said_in_the_dialog");
    let mut desk = asking();
    desk.send(Command::GivePassphrase(secret(PASSPHRASE)));
    let [job] = jobs(&mut desk).try_into().expect("one job");
    let (kind, revision) = (job.kind(), job.revision());
    let failed = Answer::Failed { kind, revision, message: "src/x.rs:1".to_owned() };
    let (_, error, is_working) = passphrase(&desk.send(Command::Answer(Box::new(failed))));
    assert!(!is_working);
    said.line(error.expect("it is said"));
    // It can be tried once more.
    desk.held = None;
    assert_eq!(desk.send(Command::GivePassphrase(secret(PASSPHRASE))).keys.rows.len(), 1);
    said.agree();
}

#[test]
fn keys_that_were_loaded_meanwhile_have_other_names_and_certificates_stay_with_theirs() {
    let mut desk = Desk::new();
    desk.held = Some(Vec::new());
    desk.key_file("key.p12", include_bytes!("../data/keys/p256.p12"));
    desk.send(Command::GivePassphrase(secret("jotsmith-test")));
    let [job] = jobs(&mut desk).try_into().expect("one job");
    desk.send(Command::DropFiles {
        files: vec![file("a.json", sample("Access token, ES256").1.as_bytes())],
        unread: Vec::new(),
    });
    desk.send(Command::DropFiles {
        files: vec![file("b.json", sample("Encrypted, RSA-OAEP-256").1.as_bytes())],
        unread: Vec::new(),
    });
    let view = answer(&mut desk, job);
    let mut ids: Vec<u64> = view.keys.rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    // A certificate and the private half of its key are one key.
    assert_eq!(ids.len(), 3, "two that were dropped, and the key with its certificate: {:?}", view.keys.rows);
    let with_dates = |desk: &mut Desk, id| {
        let detail = desk.send(Command::SelectKey(Some(id))).keys.detail.expect("it is shown");
        detail.facts.iter().any(|(label, value)| label == "Valid to" && value.starts_with("2036-11-20"))
    };
    assert_eq!(ids.iter().filter(|id| with_dates(&mut desk, **id)).count(), 1);
}

#[test]
fn several_locked_files_ask_one_after_another_and_can_be_skipped() {
    let mut said = Said::new("app/key_file/several_locked_files_ask_one_after_another_and_can_be_skipped");
    let mut desk = Desk::new();
    let files: Vec<_> = ["a.pem", "b.pem", "c.pem", "d.pem", "e.pem"].map(|name| file(name, LOCKED)).into();
    let view = desk.send(Command::DropFiles { files, unread: Vec::new() });
    said.line(&view.notices[0].text);
    assert_eq!(passphrase(&view).0, "a.pem is protected by a passphrase. 4 more files need one as well");
    let view = desk.send(Command::GivePassphrase(secret(PASSPHRASE)));
    assert_eq!(view.keys.rows.len(), 1);
    assert_eq!(passphrase(&view).0, "b.pem is protected by a passphrase. 3 more files need one as well");
    desk.send(Command::KeyFile(KeyFileCommand::Skip));
    let view = desk.send(Command::KeyFile(KeyFileCommand::Skip));
    assert_eq!(passphrase(&view).0, "d.pem is protected by a passphrase. One more file needs one as well");
    assert!(desk.send(Command::CloseDialog).dialog.is_none(), "who cancels is asked no more");
    said.agree();
}

#[test]
fn a_dropped_file_takes_no_dialog_away() {
    let mut desk = Desk::new();
    desk.send(Command::OpenAddKey);
    let view = desk.send(Command::DropFiles {
        files: vec![file("a.json", sample("Access token, ES256").1.as_bytes())],
        unread: Vec::new(),
    });
    assert!(matches!(view.dialog, Some(Dialog::AddKey { .. })), "{:?}", view.dialog);
    assert_eq!(view.keys.rows.len(), 1);
    let view = desk.send(Command::DropFiles { files: vec![file("key.pem", LOCKED)], unread: Vec::new() });
    assert!(matches!(view.dialog, Some(Dialog::AddKey { .. })), "{:?}", view.dialog);
    assert_eq!(
        passphrase(&desk.send(Command::CloseDialog)).0,
        "key.pem is protected by a passphrase",
        "it asks afterwards"
    );
}

#[test]
fn long_files_are_read_by_the_worker_one_after_another() {
    let mut desk = Desk::new();
    desk.held = Some(Vec::new());
    let (first, second) = (key_set("a", 1_000), key_set("b", 1_000));
    let view = desk
        .send(Command::DropFiles { files: vec![file("a.json", &first), file("b.json", &second)], unread: Vec::new() });
    assert!(view.keys.rows.is_empty() && view.notices.is_empty(), "a moment is not worth a word");
    let [job] = jobs(&mut desk).try_into().expect("the worker has room for one");
    assert_eq!(job.kind(), JobKind::ReadKeyFile);
    let reading = |notices: &[Notice]| notices.iter().any(|notice| notice.text == "a.json is being read");
    let view = desk.send(Command::Answer(Box::new(Answer::Due(Reminder::KeyFile(job.revision())))));
    assert!(reading(&view.notices), "{:?}", view.notices);
    let view = answer(&mut desk, job);
    assert_eq!(view.keys.rows.len(), 1_000);
    assert!(!reading(&view.notices), "{:?}", view.notices);
    let [job] = jobs(&mut desk).try_into().expect("the next one");
    assert_eq!(answer(&mut desk, job).keys.rows.len(), 2_000);
    assert!(jobs(&mut desk).is_empty());
}

#[test]
fn a_long_file_can_be_stopped_and_the_next_one_is_read() {
    let mut desk = Desk::new();
    desk.held = Some(Vec::new());
    desk.send(Command::DropFiles {
        files: vec![file("a.json", &key_set("a", 1_000)), file("b.json", &key_set("b", 1_000))],
        unread: Vec::new(),
    });
    let [late] = jobs(&mut desk).try_into().expect("one job");
    let view = desk.send(Command::Answer(Box::new(Answer::Due(Reminder::KeyFile(late.revision())))));
    let stop = view.notices.iter().flat_map(|notice| &notice.actions).find(|action| action.label == "Stop");
    desk.send(stop.expect("it can be stopped").command.clone());
    let [job] = jobs(&mut desk).try_into().expect("the next one");
    assert!(answer(&mut desk, late).keys.rows.is_empty());
    let view = answer(&mut desk, job);
    assert_eq!(view.keys.rows.len(), 1_000);
    assert!(view.keys.rows.iter().all(|row| row.kid.starts_with("b-")));
}

#[test]
fn a_long_text_in_the_dialog_is_read_by_the_worker_and_stays_when_it_is_no_key() {
    let mut said =
        Said::new("app/key_file/a_long_text_in_the_dialog_is_read_by_the_worker_and_stays_when_it_is_no_key");
    let mut desk = Desk::new();
    desk.held = Some(Vec::new());
    let text = String::from_utf8(key_set("a", 1_000)).unwrap();
    desk.send(Command::OpenAddKey);
    let view = desk.send(Command::PreviewKey(secret(&text), Default::default()));
    let Some(Dialog::AddKey { readings, .. }) = &view.dialog else { panic!("{:?}", view.dialog) };
    said.line(&readings[0]);
    let state = |view: &View| match &view.dialog {
        Some(Dialog::AddKey { error, is_working, .. }) => (error.clone(), *is_working),
        other => panic!("{other:?}"),
    };
    // No key.
    let view = desk.send(Command::AddKey(secret(&"no key at all ".repeat(10_000)), Default::default()));
    assert_eq!(state(&view), (None, true));
    let [job] = jobs(&mut desk).try_into().expect("one job");
    let (error, is_working) = state(&answer(&mut desk, job));
    assert!(error.is_some() && !is_working);
    // Given up.
    desk.send(Command::AddKey(secret(&text), Default::default()));
    let [late] = jobs(&mut desk).try_into().expect("one job");
    desk.send(Command::CloseDialog);
    assert!(answer(&mut desk, late).keys.rows.is_empty());
    // Keys.
    desk.send(Command::OpenAddKey);
    desk.send(Command::AddKey(secret(&text), Default::default()));
    let [job] = jobs(&mut desk).try_into().expect("one job");
    let view = answer(&mut desk, job);
    assert!(view.dialog.is_none());
    assert_eq!(view.keys.rows.len(), 1_000);
    said.line(&view.keys.rows[0].source);
    said.agree();
}

#[test]
fn a_file_that_is_read_in_part_says_so() {
    let values: String = (0..300).map(|index| format!("option_{index} = \"{index}\"\n")).collect();
    let values = format!("[a]\n{values}");
    let own = "jwt_secret = \"a secret of at least thirty-two bytes\"\n";
    let part = "only the first 256 values were searched for secrets; give the part that contains yours";
    let is_said = |view: &View| view.notices.iter().any(|notice| notice.text.contains(part));
    for (text, count) in [(format!("{own}{values}"), 1), (format!("{values}{own}"), 0)] {
        let mut desk = Desk::new();
        let view = desk.key_file("a.toml", text.as_bytes());
        assert!(view.keys.rows.len() == count && is_said(&view), "{:?}", view.notices);
        let mut desk = Desk::new();
        desk.send(Command::OpenAddKey);
        let view = desk.send(Command::PreviewKey(secret(&text), Default::default()));
        let Some(Dialog::AddKey { readings, .. }) = &view.dialog else { panic!("{:?}", view.dialog) };
        assert!(readings.iter().any(|line| line == part), "{readings:?}");
        let view = desk.send(Command::AddKey(secret(&text), Default::default()));
        let error = match &view.dialog {
            Some(Dialog::AddKey { error, .. }) => error.clone().unwrap_or_default(),
            _ => String::new(),
        };
        assert!(view.keys.rows.len() == count && (is_said(&view) || error.contains(part)), "{error}");
    }
    let mut desk = Desk::new();
    let view = desk.key_file("a.toml", own.as_bytes());
    assert!(!is_said(&view), "{:?}", view.notices);
}

/// However many variables it has.
#[test]
fn a_dropped_file_of_variables_is_one() {
    let others: String = (0..5_000).map(|index| format!("OPTION_{index}=value\n")).collect();
    let text = format!("{others}JWT_SECRET=a secret of at least thirty-two bytes\n");
    let mut desk = Desk::new();
    let view = desk.send(Command::DropFiles { files: vec![file("prod.env", text.as_bytes())], unread: Vec::new() });
    assert_eq!(view.keys.rows.len(), 1, "{:?}", view.notices);
}

/// A file whose passphrase is empty says so by opening with it.
#[test]
fn the_empty_passphrase_opens_what_it_protects() {
    let mut desk = Desk::new();
    desk.send(Command::LoadKeyFile);
    let read = FileAnswer::Read(file("key.pem", include_bytes!("../data/keys/p256.pbes2-empty-passphrase.pem")));
    desk.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Key, result: read })));
    assert_eq!(desk.send(Command::GivePassphrase(secret(""))).keys.rows.len(), 1);
}

/// What a file holds beside its keys is known as long as one of them is here, and again when it is put back.
#[test]
fn the_doubts_of_a_file_go_with_its_last_key() {
    const OTHER: &str = "another-Secret-0f-quite-some-length-7Yq";
    let (token, _) = sample("Shared secret, HS256");
    // Of more values than are tried nobody knows which the secret is.
    let many: String = (0..200).map(|index| format!("P{index}_KEY=a-value-of-some-length-{index}\n")).collect();
    let file = format!("APP_SECRET={OTHER}\nJWT_SECRET={OTHER}-2\n{many}");
    let mut desk = Desk::new();
    let open = desk.paste(token).verdict.word;
    let view = desk.key_file("other.txt", format!("{OTHER}-3").as_bytes());
    let ids = |view: &View| -> Vec<u64> { view.keys.rows.iter().map(|row| row.id).collect() };
    let other = ids(&view);
    let invalid = view.verdict.word.clone();
    assert_ne!(invalid, open);
    let view = desk.key_file("many.env", file.as_bytes());
    assert_eq!(view.verdict.word, open);
    let own: Vec<u64> = ids(&view).into_iter().filter(|id| !other.contains(id)).collect();
    assert_eq!(own.len(), 2, "{:?}", view.keys.rows);
    assert_eq!(desk.send(Command::RemoveKeys(vec![own[0]])).verdict.word, open, "one is here");
    assert_eq!(desk.send(Command::RemoveKeys(vec![own[1]])).verdict.word, invalid, "none is");
    assert_eq!(desk.send(Command::UndoRemoveKeys(None)).verdict.word, open, "one is again");
    // A file without a key is known as well, until another of its name comes in its place.
    desk.send(Command::RemoveKeys(vec![own[1]]));
    assert_eq!(desk.key_file("none.env", many.as_bytes()).verdict.word, open);
    assert_eq!(desk.key_file("none.env", b"PORT=1\nHOST=2\n").verdict.word, invalid);
}
