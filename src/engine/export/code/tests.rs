use super::super::rows;
use super::library::Library;
use super::template;
use super::{Facts, Language, Program, fact};
use crate::engine::ground::jwa::SignatureAlgorithm;

/// Every combination of what a token can have, for every algorithm of the library.
fn all_facts(library: &Library) -> Vec<Facts> {
    let mut all = Vec::new();
    for (index, name) in library.algorithms.iter().enumerate() {
        let row = SignatureAlgorithm::named(name).known().expect("a row");
        // What depends on the algorithm does not depend on the rest.
        let combinations = if index == 0 { (0..128_u32).collect() } else { vec![0, 127] };
        for bits in combinations {
            let has = |bit: u32| bits & (1 << bit) != 0;
            let text = |bit: u32, text: &str| has(bit).then(|| text.to_owned());
            all.push(Facts {
                row,
                is_448: false,
                key_id: text(
                    0,
                    if library.language == Language::NginxPattern {
                        "key"
                    } else {
                        "key \"1\" {{x}}\n%end\n*/ ' $x #{y}"
                    },
                ),
                token_type: text(1, "at+jwt"),
                issuer: text(2, "https://issuer.example/\"'\\\u{2028}"),
                audience: text(3, "https://api.example"),
                leeway: if has(4) { 30 } else { 0 },
                required: if has(5) { fact::REQUIRED.to_vec() } else { Vec::new() },
                lifetime: has(6).then_some(300),
            });
        }
    }
    all
}

#[test]
fn every_template_is_filled_in_every_combination() {
    for library in super::library::ALL {
        for facts in all_facts(library) {
            let filling = Program { facts: &facts, language: library.language };
            for template in [library.verify, library.create].into_iter().filter(|template| !template.is_empty()) {
                let text =
                    template::filled(template, &filling).unwrap_or_else(|fault| panic!("{}: {fault:?}", library.name));
                assert!(
                    text.contains(facts.row.name) || library.language == Language::Shell,
                    "{}: the algorithm is pinned",
                    library.name
                );
            }
        }
    }
}

/// What came out of a token is in the program as a literal of its language alone.
#[test]
fn no_value_leaves_its_literal() {
    for library in super::library::ALL {
        for facts in all_facts(library) {
            let filling = Program { facts: &facts, language: library.language };
            for template in [library.verify, library.create].into_iter().filter(|template| !template.is_empty()) {
                let text = template::filled(template, &filling).expect("filled");
                let without = [&facts.key_id, &facts.issuer].into_iter().flatten().fold(text, |text, value| {
                    let literal = super::literal(library.language, value).expect("a literal");
                    text.replace(&literal, "")
                });
                for piece in ["{{x}}", "issuer.example", "#{y}"] {
                    assert!(!without.contains(piece), "{}: {piece}\n{without}", library.name);
                }
            }
        }
    }
}

#[test]
fn names_are_unique_and_say_what_they_do() {
    let names: Vec<&str> = rows().map(|row| row.name).collect();
    for (index, name) in names.iter().enumerate() {
        assert!(!names[index + 1..].contains(name), "{name} twice");
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{name}");
    }
}
