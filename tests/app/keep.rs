//! Drafts and templates of one's own, from the builder to the disk and back.

use crate::desk::{Desk, NOW};
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::keep::KeepCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::notice::Notice;
use jotsmith::app::value::Workspace;
use jotsmith::app::value::builder::Field;
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, OwnCard, Page};
use jotsmith::shell::keep::{InlineKeep, Keep};
use jotsmith::shell::{News, Post};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A window with a disk: commands in, and what the disk answers.
struct Window {
    desk: Desk,
    shelf: InlineKeep,
    post: Arc<Mutex<Vec<News>>>,
}

impl Window {
    fn open(folder: &Path) -> Self {
        let post: Arc<Mutex<Vec<News>>> = Arc::default();
        let sender = Arc::clone(&post);
        let posting: Post = Arc::new(move |news| {
            sender.lock().unwrap().push(news);
            true
        });
        let shelf = InlineKeep::new(Some(folder), posting);
        let mut window = Self { desk: Desk::new(), shelf, post };
        window.turn();
        window
    }

    /// Lets desk and disk talk until neither has anything to say.
    fn turn(&mut self) -> View {
        loop {
            let news: Vec<News> = std::mem::take(&mut *self.post.lock().unwrap());
            let asked: Vec<Effect> = std::mem::take(&mut self.desk.asked);
            if news.is_empty() && !asked.iter().any(|effect| matches!(effect, Effect::Keep(_))) {
                return self.desk.view();
            }
            for effect in asked {
                if let Effect::Keep(work) = effect {
                    self.shelf.perform(work);
                }
            }
            for item in news {
                if let News::Answer(answer) = item {
                    self.desk.send(Command::Answer(Box::new(answer)));
                }
            }
        }
    }

    fn send(&mut self, command: Command) -> View {
        self.desk.send(command);
        self.turn()
    }

    fn build(&mut self, command: BuildCommand) -> View {
        self.send(Command::Build(command))
    }

    /// Takes the first of the keys that are offered.
    fn choose(&mut self) -> View {
        let choose = draft(&self.desk.view()).result.choose.clone().expect("a key is offered");
        self.send(choose.command)
    }

    fn keep(&mut self, command: KeepCommand) -> View {
        self.build(BuildCommand::Keep(command))
    }
}

fn draft(view: &View) -> &DraftView {
    match &view.build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn claims(view: &View) -> String {
    draft(view).payload.editor.as_ref().unwrap().text.to_string()
}

fn own(view: &View) -> &[OwnCard] {
    match &view.build.page {
        Page::Templates(page) => &page.own,
        other => panic!("no templates: {other:?}"),
    }
}

fn notices(view: &View) -> Vec<&str> {
    view.notices.iter().map(|notice: &Notice| notice.text.as_str()).collect()
}

#[test]
fn a_draft_is_there_again_byte_for_byte() {
    let mut said = Said::new("app/keep/a_draft_is_there_again_byte_for_byte");
    let place = tempfile::tempdir().unwrap();
    let typed = "{ \"sub\" : \"half";
    let mut window = Window::open(place.path());
    window.build(BuildCommand::StartEmpty);
    window.build(BuildCommand::Edit(Field::Claims, typed.to_owned()));
    window.build(BuildCommand::Edit(Field::Protected(0), "{\"typ\":\"a\"}".to_owned()));
    drop(window);

    let mut window = Window::open(place.path());
    let view = window.turn();
    assert_eq!(claims(&view), typed);
    assert_eq!(&*draft(&view).signature.as_ref().unwrap().protected.text, "{\"typ\":\"a\"}");
    said.line(draft(&view).restored.as_ref().unwrap());
    // Somebody else was on the screen: it is offered, not forced.
    assert_eq!(view.workspace, Workspace::Inspect);
    said.line(notices(&view).join("\n"));
    let view = window.keep(KeepCommand::Show);
    assert_eq!(view.workspace, Workspace::Build);
    // Once it is gone on with, it is the person's draft like any other.
    let view = window.build(BuildCommand::Edit(Field::Claims, "{}".to_owned()));
    assert_eq!(draft(&view).restored, None);
    said.agree();
}

#[test]
fn a_discarded_draft_is_gone_and_can_be_brought_back() {
    let place = tempfile::tempdir().unwrap();
    let mut window = Window::open(place.path());
    window.build(BuildCommand::StartEmpty);
    let files = || std::fs::read_dir(place.path().join("drafts")).map_or(0, |entries| entries.count());
    assert!(files() > 0);
    let view = window.keep(KeepCommand::Discard);
    assert!(matches!(view.build.page, Page::Templates(_)));
    assert_eq!(files(), 0, "neither draft nor lock");
    let view = window.build(BuildCommand::Undo);
    assert!(claims(&view).contains("iat"));
    assert!(files() > 0, "it is kept again");
    let view = window.build(BuildCommand::Redo);
    assert!(matches!(view.build.page, Page::Templates(_)));
    drop(window);
    let mut window = Window::open(place.path());
    assert!(notices(&window.turn()).is_empty());
}

#[test]
fn nothing_private_reaches_the_disk() {
    let mut said = Said::new("app/keep/nothing_private_reaches_the_disk");
    let place = tempfile::tempdir().unwrap();
    let mut window = Window::open(place.path());
    window.desk.add_key(include_str!("../data/keys/p256.jwk.json"));
    window.build(BuildCommand::StartEmpty);
    let private: serde_json::Value = serde_json::from_str(include_str!("../data/keys/p256.jwk.json")).unwrap();
    let secret = private["d"].as_str().unwrap();
    window.build(BuildCommand::Edit(Field::Protected(0), format!("{{\"jwk\":{private}}}")));
    let kept = || -> String {
        let entries = std::fs::read_dir(place.path().join("drafts")).unwrap().flatten();
        entries.map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect()
    };
    assert!(kept().contains("jwk") && !kept().contains(secret));
    let view = window.keep(KeepCommand::Name(true));
    assert_eq!(view.build.naming.as_deref(), Some(""));
    let view = window.keep(KeepCommand::Save("mine".to_owned()));
    said.line(view.build.naming.as_ref().unwrap());
    assert!(!place.path().join("templates").exists());
    drop(window);
    let mut window = Window::open(place.path());
    let view = window.turn();
    said.line(draft(&view).restored.as_ref().unwrap());
    said.agree();
}

#[test]
fn a_template_of_ones_own_is_saved_started_deleted_and_put_back() {
    let mut said = Said::new("app/keep/a_template_of_ones_own_is_saved_started_deleted_and_put_back");
    let place = tempfile::tempdir().unwrap();
    let mut window = Window::open(place.path());
    window.desk.add_key(include_str!("../data/keys/p256.jwk.json"));
    window.build(BuildCommand::StartEmpty);
    window.choose();
    let text = format!("{{\n  \"sub\": \"alice\",\n  \"iat\": {NOW},\n  \"exp\": {}\n}}", NOW + 300);
    window.build(BuildCommand::Edit(Field::Claims, text));
    window.keep(KeepCommand::Name(true));
    let view = window.keep(KeepCommand::Save(" my grant ".to_owned()));
    assert_eq!(view.build.naming, None);
    assert!(notices(&view).contains(&"Saved as template my grant, without keys"));
    // Refused with its reason, and the name is asked for still.
    for name in ["my grant", "a/b", "session"] {
        let view = window.keep(KeepCommand::Save(name.to_owned()));
        said.line(view.build.naming.as_ref().unwrap());
    }
    window.keep(KeepCommand::Name(false));
    drop(window);

    let mut window = Window::open(place.path());
    window.desk.add_key(include_str!("../data/keys/p256.jwk.json"));
    let view = window.build(BuildCommand::ShowTemplates(true));
    let expected =
        OwnCard { name: "my grant".to_owned(), summary: "sub, iat, exp".to_owned(), keys: "Signed: ES256".to_owned() };
    assert_eq!(own(&view), [expected]);
    window.desk.send(Command::Tick(NOW + 1_000));
    let view = window.keep(KeepCommand::Start("my grant".to_owned()));
    assert_eq!(draft(&view).title, "my grant");
    assert!(claims(&view).contains(&format!("\"exp\": {}", NOW + 1_300)), "{}", claims(&view));
    assert!(draft(&view).result.token.as_ref().is_some_and(|token| token.is_current), "signed with the key at hand");
    let view = window.keep(KeepCommand::Delete("my grant".to_owned()));
    let undo = view.notices.iter().rfind(|notice| !notice.actions.is_empty()).unwrap().actions[0].command.clone();
    let view = window.build(BuildCommand::ShowTemplates(true));
    assert!(own(&view).is_empty());
    let view = window.send(undo);
    assert_eq!(own(&view).len(), 1);
    said.agree();
}

const KEY: &str = r#"{"kty":"oct","kid":"prod-2026","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;

/// A `kid` that was typed stays in the template: where the key is called otherwise, that is said when it is saved, and when
/// a token is made of it: then the key's own takes its place, however the header follows.
#[test]
fn a_kid_that_was_typed_and_is_not_the_keys_is_told() {
    use jotsmith::app::value::builder::{Follow, Slot};
    for follow in [Follow::LeftAlone, Follow::AlgorithmOnly] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = Window::open(folder.path());
        window.desk.add_key(KEY);
        window.build(BuildCommand::StartEmpty);
        window.choose();
        window.build(BuildCommand::SetFollow(Slot::Signature(0), follow));
        let header = r#"{"alg":"HS256","kid":"old-2019"}"#.to_owned();
        window.build(BuildCommand::Edit(Field::Protected(0), header));
        let view = window.keep(KeepCommand::Save("mine".to_owned()));
        let told = |view: &View| {
            view.notices.iter().any(|notice| notice.text.contains("old-2019") && notice.text.contains("prod-2026"))
        };
        assert!(told(&view), "{:?}", view.notices);
        let mut window = Window::open(folder.path());
        window.desk.add_key(KEY);
        let view = window.keep(KeepCommand::Start("mine".to_owned()));
        assert!(told(&view), "{:?}", view.notices);
        let header = &draft(&view).signature.as_ref().unwrap().protected.text;
        assert!(header.contains("prod-2026") && !header.contains("old-2019"), "{header}");
    }
    // The kid of the key itself is nothing to tell.
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path());
    window.desk.add_key(KEY);
    window.build(BuildCommand::StartEmpty);
    window.choose();
    window.keep(KeepCommand::Save("mine".to_owned()));
    let view = window.keep(KeepCommand::Start("mine".to_owned()));
    assert!(view.notices.iter().all(|notice| !notice.text.contains("kid")), "{:?}", view.notices);
}
