//! The report as a page to send: nothing of the token becomes markup, nothing is fetched, and nothing masked is in it.

use crate::{Folder, inspect};
use std::collections::BTreeSet;

const HOSTILE: &str = r#"</style><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)>"'&lt;"#;

/// The names of the elements that the page has, and its attributes.
fn markup(page: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut names, mut attributes) = (BTreeSet::new(), BTreeSet::new());
    for tag in page.split('<').skip(1) {
        let (inside, _) = tag.split_once('>').expect("a tag ends");
        let mut words = inside.splitn(2, ' ');
        names.insert(words.next().unwrap_or_default().trim_start_matches('/').to_owned());
        let rest = words.next().unwrap_or_default();
        // What stands outside of quotes and in front of an equals sign.
        let outside: String = rest.split('"').step_by(2).collect();
        attributes.extend(outside.split_whitespace().map(|word| word.trim_end_matches('=').to_owned()));
    }
    (names, attributes)
}

#[test]
fn nothing_of_a_hostile_token_becomes_markup() {
    let folder = Folder::new();
    let quoted = serde_json::Value::from(HOSTILE);
    let header = format!(r#"{{"alg":"HS256","kid":{quoted},"{0}":1}}"#, "<b>x");
    let claims =
        format!(r#"{{"iss":{quoted},"sub":{quoted},"<i>":{quoted},"exp":1795442940,"nested":{{"<u>":[{quoted}]}}}}"#);
    let token = crate::vector::sign(&header, &claims, b"0123456789abcdef0123456789abcdef");
    let file = folder.file("hostile.jwt", &token);
    for arguments in [&["--html"][..], &["--html", "--unredacted"]] {
        let ran = inspect(&[&[file.as_str()], arguments].concat()).run();
        let page = ran.stdout;
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
        let (names, attributes) = markup(&page);
        let known = [
            "!doctype", "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "span", "table",
            "tr", "th", "td", "code", "pre", "strong", "ul", "li", "mark", "footer",
        ];
        assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
        let known = ["lang", "charset", "http-equiv", "content", "name", "class", "scope", "html"];
        assert!(attributes.iter().all(|name| known.contains(&name.as_str())), "{attributes:?}");
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn the_page_is_redacted_unless_told_otherwise() {
    let folder = Folder::new();
    let claims = r#"{"iss":"https://login.quuxcorp.test/realms/zyx","sub":"user-48151623","email":"ada.lovelace@quuxcorp.test","exp":1795442940}"#;
    let token =
        crate::vector::sign(r#"{"alg":"HS256","kid":"prod-2026"}"#, claims, b"0123456789abcdef0123456789abcdef");
    let file = folder.file("token.jwt", &token);
    let page = inspect(&[&file, "--html", "--now", "1795442400"]).run().stdout;
    for masked in ["quuxcorp", "48151623", "lovelace", "prod-2026", token.rsplit('.').next().unwrap()] {
        assert!(!page.contains(masked), "{masked} in {page}");
    }
    assert!(page.contains("HS256") && page.contains("2026-11-23") && page.contains("<mark>email-"), "{page}");
    let whole = inspect(&[&file, "--html", "--unredacted", "--now", "1795442400"]).run().stdout;
    assert!(whole.contains("user-48151623") && !whole.contains("<mark>"));
}
