//! Views made up for tests: what each state of the window could look like.

pub use super::fabricated_key::keys;
use crate::app::message::command::Command;
use crate::app::message::notice::{Action, Notice};
use crate::app::value::policy::PolicyText;
use crate::app::value::*;
use crate::app::view::*;

fn part(start: usize, end: usize, kind: PartKind, name: &str) -> TokenPart {
    TokenPart { span: TextSpan { start, end }, kind, label: format!("{name}, {} characters", end - start) }
}

fn run(text: &str, role: Role) -> Run {
    Run::new(text, role)
}

pub(super) fn action(label: &str, icon: Option<Icon>, command: Command) -> Action {
    Action { label: label.into(), icon, command }
}

fn message(title: &str) -> Message {
    Message { title: title.into(), ..Message::default() }
}

fn pane(title: &str) -> Pane {
    Pane {
        title: title.into(),
        subtitle: String::new(),
        brief: String::new(),
        issuer: String::new(),
        more: vec![],
        body: PaneBody::Message(message("Nothing here")),
        mode: PaneMode::Table,
        modes: vec![],
        copy: None,
        note: None,
    }
}

fn base() -> View {
    View {
        workspace: Workspace::Inspect,
        theme: ThemeChoice::Dark,
        token: TokenBox { editable: true, ..TokenBox::default() },
        desk: DeskView::default(),
        compare: None,
        empty: None,
        instead: None,
        verdict: VerdictStrip::default(),
        layers: vec![],
        header: pane("Header"),
        claims: pane("Claims"),
        signature: SignaturePane {
            title: "Signature".into(),
            subtitle: String::new(),
            entries: vec![],
            selected: 0,
            facts: vec![],
            bytes: None,
            bytes_title: "Bytes".into(),
            mode: PaneMode::Hex,
            copy: None,
            message: None,
            actions: vec![],
        },
        drawer: Drawer {
            muted: Vec::new(),
            checklist: ChecklistView::default(),
            has_hashes: false,
            together: vec![],
            open: true,
            tab: DrawerTab::Findings,
            counts: [0; 3],
            findings: vec![],
            timeline: Timeline::default(),
            size: SizeView::default(),
            keys_tried: vec![],
            exports: vec![],
            export: ExportPane::default(),
        },
        status: StatusBar {
            guessing: None,
            size: vec![],
            clock: "14:08:39 UTC".into(),
            secret: None,
            clock_is_set: false,
            leeway: 60,
            leeway_is_expected: false,
            expects: "Expects issuer".into(),
            expectations: "issuer: https://as.example".into(),
            time_style: TimeStyle::Utc,
            keys: "2 keys".into(),
        },
        keys: KeysView::default(),
        build: Default::default(),
        dialog: None,
        notices: vec![],
        lit: None,
        just_copied: None,
        drop_hint: None,
    }
}

/// Before anything was pasted.
pub fn empty() -> View {
    let sample =
        |index, name: &str, description: &str| Sample { name: name.into(), description: description.into(), index };
    View {
        empty: Some(EmptyState {
            title: "Paste a token to read it".into(),
            lines: vec![
                "Ctrl+V works anywhere in this window; a file can be dropped on it".into(),
                "\"Bearer \", quotation marks, line breaks and whole requests are cleaned away".into(),
                "Nothing leaves this computer: no network is used, nothing is stored".into(),
            ],
            samples: vec![
                sample(0, "Access token, ES256", "Signed as RFC 9068 says, verified with its key"),
                sample(1, "Expired session", "A session token that ran out three hours ago"),
                sample(2, "Encrypted profile", "A JWE that holds a JWS: two layers, two keys"),
                sample(3, "Unsecured token", "alg is none, and what that means for who accepts it"),
                sample(4, "Broken on the way", "Cut off by a log line; shows where it stops being a token"),
                sample(5, "Two signatures", "JSON serialization: one signature fits, the other does not"),
            ],
        }),
        status: StatusBar { keys: "No keys".into(), ..base().status },
        ..base()
    }
}

const HEADER: &str = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InByb2QtMjAyNiJ9";
const PAYLOAD: &str = "eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwic3ViIjoidXNlci00MiIsImF1ZCI6ImNkbiIsImV4cCI6MTc5NTQ0NDgwMCwiaWF0IjoxNzk1NDQxMjAwLCJyb2xlcyI6WyJlZGl0b3IiLCJjZG46cmVhZCJdLCJlbWFpbCI6ImpvQGV4YW1wbGUub3JnIiwic2NvcGUiOiJvcGVuaWQgcHJvZmlsZSBlbWFpbCBvZmZsaW5lX2FjY2VzcyJ9";
const SIGNATURE: &str = "MEUCIQDx3Yk2c7cW9u5mU0vJ2n8sQf3pT1rZxK7bH4gLwNqPcwIgVd5e6Rj8Yt2oXa9sBn1mKf4hQ7uZ";

fn member(place: usize, name: &str, value: &str, role: Role, reading: &str, explanation: &str) -> MemberRow {
    MemberRow {
        name: name.into(),
        value: vec![run(value, role)],
        reading: if reading.is_empty() { vec![] } else { vec![run(reading, Role::Weak)] },
        explanation: Some(explanation.into()),
        badges: vec![],
        copy: CopyTarget::ClaimValue(place),
        token: Some(TextSpan { start: 66 + place * 20, end: 66 + place * 20 + 18 }),
        tone: Tone::Neutral,
        depth: 0,
        fold: None,
        whole: None,
        is_rest: false,
    }
}

fn mark(name: &str, at: f32, time: &str, relative: &str, tone: Tone, judged_at: i64) -> TimelineMark {
    let (name, time, relative) = (name.into(), time.into(), relative.into());
    TimelineMark { name, at, time, relative, tone, judged_at: Some(judged_at) }
}

/// A good token with a good key.
pub fn verified() -> View {
    let text = format!("{HEADER}.{PAYLOAD}.{SIGNATURE}");
    let (one, two) = (HEADER.len(), HEADER.len() + 1 + PAYLOAD.len());
    let mut scope = member(7, "scope", "\"openid profile email offline_access\"", Role::String, "4 scopes", "RFC 8693");
    scope.badges = vec![("space separated".into(), Tone::Neutral)];
    let mut email = member(6, "email", "\"jo@example.org\"", Role::String, "", "Personal data");
    email.badges = vec![("personal data".into(), Tone::Warning)];
    email.tone = Tone::Warning;
    let mut header: Vec<MemberRow> = vec![
        member(0, "alg", "\"ES256\"", Role::String, "ECDSA with P-256 and SHA-256", "RFC 7515 4.1.1: the algorithm"),
        member(1, "typ", "\"at+jwt\"", Role::String, "OAuth 2.0 access token, RFC 9068", "RFC 7515 4.1.9: the type"),
        member(2, "kid", "\"prod-2026\"", Role::String, "", "RFC 7515 4.1.4: which key"),
    ];
    for (place, row) in header.iter_mut().enumerate() {
        row.token = Some(TextSpan { start: place * 20, end: place * 20 + 18 });
        row.copy = CopyTarget::HeaderValue(place);
    }
    View {
        token: TokenBox {
            parts: vec![
                part(0, one, PartKind::Header, "Header"),
                part(one + 1, two, PartKind::Payload, "Payload"),
                part(two + 1, text.len(), PartKind::Signature, "Signature"),
            ],
            text: text.into(),
            revision: 1,
            cleaned: Some("\"Bearer \" and 2 line breaks removed".into()),
            can_undo: true,
            ..base().token
        },
        verdict: VerdictStrip {
            tone: Tone::Good,
            icon: Some(Icon::Check),
            word: "Valid".into(),
            detail: "signature verified with ES256 by key \"prod-2026\"".into(),
            time: "expires in 11 min 20 s".into(),
            time_tone: Tone::Neutral,
            actions: vec![],
            assumed: vec![],
            stale: false,
        },
        header: Pane {
            subtitle: "61 bytes".into(),
            brief: String::new(),
            issuer: String::new(),
            more: vec![],
            body: PaneBody::Table(header),
            modes: vec![PaneMode::Table, PaneMode::Json],
            copy: Some(CopyTarget::Header),
            ..pane("Header")
        },
        claims: Pane {
            subtitle: "214 bytes".into(),
            brief: "Access token".into(),
            issuer: String::new(),
            more: vec![],
            body: PaneBody::Table(vec![
                member(0, "iss", "\"https://issuer.example\"", Role::String, "", "RFC 7519 4.1.1: who issued it"),
                member(1, "sub", "\"user-42\"", Role::String, "", "RFC 7519 4.1.2: whom it is about"),
                member(2, "aud", "\"cdn\"", Role::String, "", "RFC 7519 4.1.3: for whom it is"),
                member(
                    3,
                    "exp",
                    "1795444800",
                    Role::Number,
                    "2026-11-23 14:20:00 UTC, in 11 min 20 s",
                    "RFC 7519 4.1.4",
                ),
                member(4, "iat", "1795441200", Role::Number, "2026-11-23 13:20:00 UTC, 48 min ago", "RFC 7519 4.1.6"),
                MemberRow {
                    value: vec![
                        run("[", Role::Punctuation),
                        run("\"editor\"", Role::String),
                        run(", ", Role::Punctuation),
                        run("\"cdn:read\"", Role::String),
                        run("]", Role::Punctuation),
                    ],
                    ..member(5, "roles", "", Role::String, "", "RFC 9068 2.2.3.1")
                },
                email,
                scope,
                member(
                    8,
                    "signature_of_an_attached_document_that_is_long",
                    &format!("\"{}\"", "q7Zk".repeat(90)),
                    Role::String,
                    "",
                    "A private claim",
                ),
            ]),
            modes: vec![PaneMode::Table, PaneMode::Json],
            copy: Some(CopyTarget::Claims),
            ..pane("Claims")
        },
        signature: SignaturePane {
            subtitle: "64 bytes".into(),
            entries: vec![EntryView {
                tone: Tone::Good,
                icon: Icon::Check,
                title: "Verified with prod-2026".into(),
                subtitle: "ES256 · matched by kid".into(),
                reasons: vec![],
                note: "2 other keys tried".into(),
                key: None,
            }],
            bytes: Some(
                (0..4)
                    .map(|line| Row {
                        runs: vec![
                            run(&format!("{:04x}  ", line * 16), Role::Weak),
                            run("30 45 02 21 00 f1 dd 89 36 73 b7 16 f6 ee 66 53", Role::Bytes),
                        ],
                        ..Row::default()
                    })
                    .collect::<Vec<_>>()
                    .into(),
            ),
            copy: Some(CopyTarget::Signature),
            ..base().signature
        },
        drawer: Drawer {
            together: vec![],
            counts: [0, 2, 1],
            findings: vec![
                FindingRow {
                    rule: None,
                    tone: Tone::Warning,
                    message: "No jti: a replay cannot be detected from the first".into(),
                    advice: "Give every token a jti and remember those that were used until they expire".into(),
                    reference: "no-jti · RFC 8725 3.10".into(),
                    token: None,
                    layer: None,
                    actions: vec![],
                },
                FindingRow {
                    rule: None,
                    tone: Tone::Warning,
                    message: "email is personal data that anybody who sees the token can read".into(),
                    advice: "Leave it out, or encrypt the token".into(),
                    reference: "personal-data · RFC 7519 12".into(),
                    token: Some(TextSpan { start: 186, end: 204 }),
                    layer: None,
                    actions: vec![],
                },
                FindingRow {
                    rule: None,
                    tone: Tone::Neutral,
                    message: "aud is one string, not a list".into(),
                    advice: String::new(),
                    reference: "RFC 7519 4.1.3".into(),
                    token: Some(TextSpan { start: 106, end: 124 }),
                    layer: Some("JWS".into()),
                    actions: vec![],
                },
            ],
            timeline: Timeline {
                marks: vec![
                    mark("iat", 0.08, "2026-11-23 13:20:00 UTC", "48 min ago", Tone::Neutral, 1_795_440_000),
                    mark("nbf", 0.09, "2026-11-23 13:20:30 UTC", "48 min ago", Tone::Good, 1_795_440_030),
                    mark("exp", 0.92, "2026-11-23 14:20:00 UTC", "in 11 min 20 s", Tone::Warning, 1_795_443_599),
                ],
                now: 0.75,
                ends: (1_795_439_700, 1_795_443_900),
                valid: Some((0.09, 0.92)),
                summary: "Issued 48 min ago, valid for 60 min, expires in 11 min 20 s".into(),
            },
            size: SizeView {
                summary: "477 bytes, 21.7 times a session ID of 22 characters".into(),
                verdicts: vec![(Tone::Good, "As a cookie it fits with 3,607 bytes to spare".into())],
                parts: vec![
                    size_bar("header", 61, Some(PartKind::Header)),
                    size_bar("payload", 330, Some(PartKind::Payload)),
                ],
                claims: vec![size_bar("scope", 72, None), size_bar("roles", 48, None)],
                overhead: vec!["base64url adds 119 bytes, 25 % of the token".into()],
                limits: vec![LimitRow {
                    name: "Cookie".into(),
                    words: "3,607 bytes to spare of 4,096".into(),
                    origin: "RFC 6265bis".into(),
                    tone: Tone::Good,
                    own: None,
                }],
                ..SizeView::default()
            },
            keys_tried: vec![
                AttemptRow {
                    tone: Tone::Good,
                    icon: Icon::Check,
                    key: "prod-2026".into(),
                    kind: "EC P-256, public".into(),
                    reason: "Verified; matched by kid".into(),
                    entry: None,
                },
                AttemptRow {
                    tone: Tone::Neutral,
                    icon: Icon::Cross,
                    key: "staging".into(),
                    kind: "RSA 2048, public".into(),
                    reason: "Not tried: an RSA key cannot verify ES256".into(),
                    entry: None,
                },
            ],
            exports: super::export::rows(),
            export: ExportPane {
                rows: super::export::rows(),
                chosen: Some("unsigned-token"),
                preview: Some(super::export::preview()),
                ..ExportPane::default()
            },
            ..base().drawer
        },
        status: StatusBar {
            size: vec![
                run("477 B", Role::Strong),
                run("  ·  header 61  ·  claims 330  ·  signature 86  ·  21.7× a session ID", Role::Weak),
            ],
            ..base().status
        },
        ..base()
    }
}

/// The same, refused.
pub fn rejected() -> View {
    let mut view = verified();
    view.token.revision = 2;
    view.verdict = VerdictStrip {
        tone: Tone::Bad,
        icon: Some(Icon::Cross),
        word: "Invalid".into(),
        detail: "the signature does not match with key \"prod-2026\"; it also expired, and the audience \"cdn\" is not the one that was asked for".into(),
        time: "expired 3 h 12 min ago".into(),
        time_tone: Tone::Bad,
        actions: vec![action("Load another key…", Some(Icon::Key), Command::LoadKeyFile)],
        assumed: vec![],
        stale: false,
    };
    view.signature.entries = vec![EntryView {
        tone: Tone::Bad,
        icon: Icon::Cross,
        title: "Does not match prod-2026".into(),
        subtitle: "ES256 · chosen by kid".into(),
        reasons: vec![ReasonView::new(
            "The signature was not made with this key, or the token was changed afterwards",
            "Ask for the issuer's current key set, and compare the token with what was sent",
        )],
        note: "2 other keys tried".into(),
        key: None,
    }];
    view.drawer.counts = [1, 2, 1];
    view.drawer.findings.insert(
        0,
        FindingRow {
            rule: None,
            tone: Tone::Bad,
            message: "Expired 3 h 12 min ago, even with a leeway of 60 s".into(),
            advice: "Get a new token; if clocks differ, raise the leeway below".into(),
            reference: "expired · RFC 7519 4.1.4".into(),
            token: Some(TextSpan { start: 126, end: 144 }),
            layer: None,
            actions: vec![],
        },
    );
    view.claims.mode = PaneMode::Json;
    view.claims.body = PaneBody::Rows(json_rows());
    view
}

fn json_rows() -> RowList {
    let mut rows = vec![Row {
        fold: Some(Fold { node: 0, folded: false }),
        runs: vec![run("{", Role::Punctuation)],
        ..Row::default()
    }];
    let mut add = |indent, name: &str, value: &str, role| {
        rows.push(Row {
            indent,
            runs: vec![
                run(&format!("\"{name}\""), Role::Name),
                run(": ", Role::Punctuation),
                run(value, role),
                run(",", Role::Punctuation),
            ],
            copy: Some(CopyTarget::Text(value.into())),
            explanation: Some(format!("{name} in the registry")),
            ..Row::default()
        });
    };
    add(1, "iss", "\"https://issuer.example\"", Role::String);
    add(1, "sub", "\"user-42\"", Role::String);
    add(1, "exp", "1795444800", Role::Number);
    add(1, "admin", "false", Role::Literal);
    add(1, "note", &format!("\"{}\"", "a long string that runs out of the pane ".repeat(4)), Role::String);
    rows.push(Row {
        indent: 1,
        fold: Some(Fold { node: 7, folded: true }),
        runs: vec![run("\"roles\"", Role::Name), run(": [ 2 items ]", Role::Punctuation)],
        ..Row::default()
    });
    rows.push(Row { runs: vec![run("}", Role::Punctuation)], ..Row::default() });
    rows.into()
}

/// A JWE without its key.
pub fn locked() -> View {
    let mut view = verified();
    let pieces = [
        ("eyJhbGciOiJFQ0RILUVTK0EyNTZLVyIsImVuYyI6IkEyNTZHQ00ifQ".repeat(2), PartKind::Header, "Header"),
        ("5x7eYp2kQm9LrT3vWc8Zn1Bd4Fg6HjKs".repeat(2), PartKind::EncryptedKey, "Encrypted key"),
        ("48V1_ALb6US04U3b".to_owned(), PartKind::InitializationVector, "Initialization vector"),
        (
            "5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6ji".repeat(3),
            PartKind::Ciphertext,
            "Ciphertext",
        ),
        ("XFBoMYUZodetZdvTiFvSkQ".to_owned(), PartKind::AuthenticationTag, "Authentication tag"),
    ];
    let mut text = String::new();
    view.token.parts.clear();
    for (index, (piece, kind, name)) in pieces.iter().enumerate() {
        if index > 0 {
            text.push('.');
        }
        let start = text.len();
        text.push_str(piece);
        view.token.parts.push(part(start, text.len(), *kind, name));
    }
    view.token.text = text.into();
    view.token.revision = 3;
    view.token.cleaned = None;
    view.token.can_undo = false;
    view.layers = vec![
        Crumb { label: "JWE".into(), tone: Tone::Warning, selected: true },
        Crumb { label: "JWS".into(), tone: Tone::Neutral, selected: false },
    ];
    let unlock = vec![
        action("Load key file…", Some(Icon::Open), Command::LoadKeyFile),
        action("Paste key…", Some(Icon::Paste), Command::OpenAddKey),
        action("Use passphrase…", Some(Icon::Lock), Command::OpenPassphrase),
    ];
    view.verdict = VerdictStrip {
        tone: Tone::Warning,
        icon: Some(Icon::Lock),
        word: "Encrypted".into(),
        detail: "needs the private EC key \"enc-7\"".into(),
        actions: vec![unlock[0].clone()],
        ..VerdictStrip::default()
    };
    view.claims.subtitle = String::new();
    view.claims.modes = vec![];
    view.claims.copy = None;
    view.claims.body = PaneBody::Message(Message {
        icon: Some(Icon::Lock),
        title: "The claims are encrypted".into(),
        lines: vec![
            "They can be read with the private EC P-256 key whose kid is \"enc-7\"".into(),
            "None of the 2 keys at hand fits: one is public, one is RSA".into(),
        ],
        actions: unlock,
        tone: Tone::Warning,
    });
    view.signature = SignaturePane {
        title: "Encryption".into(),
        subtitle: "ECDH-ES+A256KW, A256GCM".into(),
        facts: [
            ("Mode", "Key agreement with key wrapping"),
            ("Encrypted key", "40 bytes"),
            ("Initialization vector", "12 bytes"),
            ("Ciphertext", "144 bytes"),
            ("Authentication tag", "16 bytes"),
            ("Additional data", "the protected header, 108 bytes"),
        ]
        .map(|(name, value)| (name.to_owned(), vec![run(value, Role::Plain)]))
        .into(),
        entries: vec![EntryView {
            tone: Tone::Warning,
            icon: Icon::Lock,
            title: "No key fits".into(),
            subtitle: "kid \"enc-7\"".into(),
            reasons: vec![ReasonView::new("The private part of the recipient's key is needed", "Load it, or paste it")],
            note: String::new(),
            key: None,
        }],
        ..base().signature
    };
    view.drawer.tab = DrawerTab::Size;
    view
}

/// A token that stops being one.
pub fn broken() -> View {
    let mut view = verified();
    let text = format!("{HEADER}.{}+/=.", &PAYLOAD[..80]);
    let one = HEADER.len();
    view.token = TokenBox {
        parts: vec![
            part(0, one, PartKind::Header, "Header"),
            part(one + 1, text.len() - 1, PartKind::Payload, "Payload"),
        ],
        faults: vec![TokenFault {
            span: TextSpan { start: text.len() - 4, end: text.len() - 1 },
            message: "+, / and = are not in the base64url alphabet, RFC 4648 5".into(),
        }],
        text: text.into(),
        revision: 4,
        offer: Some(Offer {
            text: "The text also holds a PEM private key".into(),
            action: "Move it to the keys".into(),
            command: Command::MoveTokenToKeys,
        }),
        candidates: vec!["Token 1, JWS ES256".into(), "Token 2, broken".into()],
        candidate: 1,
        ..base().token
    };
    view.verdict = VerdictStrip {
        tone: Tone::Bad,
        icon: Some(Icon::Warning),
        word: "Cannot be read".into(),
        detail: "the payload holds characters that base64url does not have".into(),
        actions: vec![action("Read it anyway", None, Command::DoItAnyway)],
        ..VerdictStrip::default()
    };
    view.claims.body = PaneBody::Message(Message {
        icon: Some(Icon::Warning),
        title: "The payload is not base64url".into(),
        lines: vec!["Byte 147 is \"+\", which standard base64 uses and base64url does not".into()],
        tone: Tone::Bad,
        actions: vec![],
    });
    view.claims.modes = vec![];
    view.signature.entries.clear();
    view.signature.bytes = None;
    view.signature.subtitle = String::new();
    view.signature.message = Some(Message {
        icon: Some(Icon::Unsigned),
        title: "There is no signature".into(),
        lines: vec!["The third part is empty".into()],
        ..Message::default()
    });
    view.notices = vec![
        Notice { tone: Tone::Good, text: "Copied the header".into(), actions: vec![], id: 1 },
        Notice {
            tone: Tone::Neutral,
            text: "Removed the key \"staging\"".into(),
            actions: vec![action("Undo", Some(Icon::Undo), Command::UndoRemoveKeys(None))],
            id: 2,
        },
    ];
    view
}

/// Keyrings in every standing.
pub(super) fn keyrings() -> Vec<KeyringRow> {
    let row = |place, name: &str, note: &str, icon, tone, can_lock, can_unlock| KeyringRow {
        place,
        name: name.into(),
        note: note.into(),
        icon,
        tone,
        is_chosen: place == Place::Keyring(RingId(1)),
        can_lock,
        can_unlock,
    };
    vec![
        row(Place::Session, "This session", "in memory alone, 2 keys", Icon::Clock, Tone::Neutral, false, false),
        row(Place::Keyring(RingId(1)), "prod", "not saved, 4 keys", Icon::Warning, Tone::Bad, true, false),
        row(Place::Keyring(RingId(2)), "staging of the other team", "locked", Icon::Lock, Tone::Neutral, false, true),
        row(Place::Keyring(RingId(3)), "partners", "public, 12 keys", Icon::Eye, Tone::Good, false, false),
    ]
}

/// The dialog in which a key is pasted.
pub fn add_key() -> View {
    View {
        dialog: Some(Dialog::AddKey {
            suggested: String::new(),
            error: None,
            readings: vec![
                "As UTF-8: a secret of 32 bytes, enough for HS256".into(),
                "As base64url: a secret of 24 bytes".into(),
            ],
            found: vec![],
            offer: None,
            password: None,
            is_working: false,
        }),
        ..verified()
    }
}

/// Every dialog there is.
pub fn dialogs() -> Vec<Dialog> {
    vec![
        Dialog::AddKey {
            suggested: String::new(),
            error: Some("not a key in any known form".into()),
            readings: vec![],
            found: vec![],
            is_working: false,
            offer: None,
            password: None,
        },
        Dialog::AddKey {
            suggested: String::new(),
            error: Some("not a key in any known form".into()),
            readings: vec![],
            found: (1..12)
                .map(|number| FoundKey {
                    name: format!("A_VARIABLE_WITH_A_LONG_NAME_{number}"),
                    kind: "secret of 32 bytes".into(),
                    format: format!("secret, value of A_VARIABLE_WITH_A_LONG_NAME_{number}"),
                    is_private: true,
                })
                .collect(),
            is_working: false,
            offer: None,
            password: None,
        },
        Dialog::Passphrase {
            purpose: "The key file server.pem is encrypted".into(),
            error: Some("wrong passphrase".into()),
            is_working: false,
            more: 2,
        },
        Dialog::WaitingForFile { text: "Choose a key file in the dialog".into() },
        Dialog::SetClock { text: "2026-11-23 14:00 UTC".into(), error: None },
        Dialog::TypePath { purpose: "Where is the key file?".into(), saves: false, error: Some("no such file".into()) },
        Dialog::Shortcuts,
        Dialog::Palette(Vec::new()),
        Dialog::Policy(Box::new(PolicyView {
            text: PolicyText { issuer: "https://as.example".into(), ..PolicyText::default() },
            of_token: PolicyText { audience: "api".into(), ..PolicyText::default() },
            ..PolicyView::default()
        })),
        Dialog::Payload,
        Dialog::About,
    ]
}

/// A token of ten megabytes.
pub fn long() -> View {
    let mut view = verified();
    let text = format!("{HEADER}.{}.{SIGNATURE}", "A".repeat(10_000_000));
    let (one, two) = (HEADER.len(), HEADER.len() + 1 + 10_000_000);
    view.token.parts = vec![
        part(0, one, PartKind::Header, "Header"),
        part(one + 1, two, PartKind::Payload, "Payload"),
        part(two + 1, text.len(), PartKind::Signature, "Signature"),
    ];
    view.token.text = text.into();
    view.token.editable = false;
    view.token.revision = 9;
    view
}

/// Every view, by name.
pub fn all() -> Vec<(&'static str, View)> {
    let mut views = vec![
        ("empty", empty()),
        ("verified", verified()),
        ("rejected", rejected()),
        ("locked", locked()),
        ("broken", broken()),
        ("keys", keys()),
        ("add_key", add_key()),
    ];
    for (tab, name) in [
        (DrawerTab::Timeline, "timeline"),
        (DrawerTab::Size, "size"),
        (DrawerTab::KeysTried, "tried"),
        (DrawerTab::Export, "export"),
    ] {
        let mut view = verified();
        view.drawer.tab = tab;
        views.push((name, view));
    }
    let mut folded = verified();
    folded.drawer.open = false;
    folded.verdict.stale = true;
    views.push(("folded", folded));
    for (dialog, name) in dialogs().into_iter().zip([
        "add_key_error",
        "passphrase",
        "waiting",
        "clock",
        "path",
        "shortcuts",
        "palette",
        "about",
    ]) {
        views.push((name, View { dialog: Some(dialog), ..verified() }));
    }
    views.push(("no_keys", View { keys: KeysView::default(), ..keys() }));
    views
}

fn size_bar(name: &str, bytes: usize, kind: Option<PartKind>) -> SizeBar {
    SizeBar { name: name.into(), bytes, share: bytes as f32 / 477.0, kind, depth: 0 }
}
