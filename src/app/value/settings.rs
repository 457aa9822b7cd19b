//! What is remembered from one start to the next: how things look, never what was looked at.

use super::size::SizeSettings;
use super::{DrawerTab, PaneMode, ThemeChoice, TimeStyle};
use crate::engine::jwt::policy::Policy;
use crate::engine::jwt::policy_file::{self, NamedPolicy};
use serde_json::{Map, Value};

/// Longest leeway that can be set: a day.
pub const MAX_LEEWAY: u64 = 86_400;
/// After how many idle minutes keyrings are locked, unless the person wants it otherwise.
const AUTO_LOCK: u64 = 15;
/// The longest that can be set, in minutes: a day.
const LONGEST_AUTO_LOCK: u64 = 1_440;
/// How many seconds a secret stays on the clipboard, unless the person wants it otherwise.
pub const SECRET_STAYS: u64 = 30;
/// The shortest and the longest that can be set.
const SECRET_MAY_STAY: std::ops::RangeInclusive<u64> = 5..=600;
/// Most rules that are muted, and the longest name of one.
pub const MOST_MUTED: usize = 256;
const LONGEST_RULE: usize = 64;
/// Most expectations that are kept.
pub const MOST_EXPECTATIONS: usize = 64;

/// Whether what is in memory may be written to the swap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Swap {
    /// Never: all of it is locked.
    Never,
    /// The system lets this process lock no more than so many bytes.
    Limited(u64),
    /// This system was not asked.
    #[default]
    Unknown,
}

/// What of the settings is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SettingsPage {
    #[default]
    Appearance,
    Times,
    Sizes,
    Privacy,
    /// What outlives the window.
    Remembered,
}

/// What is remembered. No token, no key, no path.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Light, dark, as the system has it.
    pub theme: ThemeChoice,
    /// Seconds by which clocks may differ.
    pub leeway: u64,
    /// How times are shown first.
    pub time_style: TimeStyle,
    /// Whether the drawer below the panes is open.
    pub drawer_open: bool,
    /// Which tab it shows.
    pub drawer_tab: DrawerTab,
    pub header_mode: PaneMode,
    pub claims_mode: PaneMode,
    /// Mode of the signature's bytes.
    pub signature_mode: PaneMode,
    /// After how many idle minutes keyrings are locked; `None`: never.
    pub auto_lock: Option<u64>,
    /// How many seconds a secret stays on the clipboard.
    pub secret_stays: u64,
    /// Whether the builder's draft outlives the window.
    pub keeps_draft: bool,
    /// What is expected of the tokens of APIs, under the names that the person gave: what they typed, and saved.
    pub expectations: Vec<NamedPolicy>,
    /// Rules whose findings are not listed.
    pub muted: Vec<String>,
    /// How tokens are measured.
    pub size: SizeSettings,
    /// Width and height of the window in points.
    pub window: Option<[f32; 2]>,
    /// It fills the screen.
    pub is_maximized: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            leeway: 0,
            time_style: TimeStyle::Utc,
            drawer_open: true,
            drawer_tab: DrawerTab::Findings,
            header_mode: PaneMode::Table,
            claims_mode: PaneMode::Table,
            signature_mode: PaneMode::Hex,
            auto_lock: Some(AUTO_LOCK),
            secret_stays: SECRET_STAYS,
            keeps_draft: true,
            expectations: Vec::new(),
            muted: Vec::new(),
            size: SizeSettings::default(),
            window: None,
            is_maximized: false,
        }
    }
}

const THEMES: &[(ThemeChoice, &str)] =
    &[(ThemeChoice::System, "system"), (ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark")];

const TIME_STYLES: &[(TimeStyle, &str)] = &[
    (TimeStyle::Utc, "utc"),
    (TimeStyle::Local, "local"),
    (TimeStyle::Relative, "relative"),
    (TimeStyle::Unix, "unix"),
];

const TABS: &[(DrawerTab, &str)] = &[
    (DrawerTab::Findings, "findings"),
    (DrawerTab::Checklist, "checklist"),
    (DrawerTab::Together, "together"),
    (DrawerTab::Timeline, "timeline"),
    (DrawerTab::Size, "size"),
    (DrawerTab::KeysTried, "keys-tried"),
    (DrawerTab::Export, "export"),
];

const MODES: &[(PaneMode, &str)] =
    &[(PaneMode::Table, "table"), (PaneMode::Json, "json"), (PaneMode::Hex, "hex"), (PaneMode::Base64url, "base64url")];

impl Settings {
    /// Reads them from the members of the settings file; what is missing or wrong keeps its default.
    pub fn read(members: &Map<String, Value>) -> Self {
        let mut settings = Self::default();
        pick(members, "theme", THEMES, &mut settings.theme);
        pick(members, "time_style", TIME_STYLES, &mut settings.time_style);
        pick(members, "drawer_tab", TABS, &mut settings.drawer_tab);
        pick(members, "header_mode", &MODES[..2], &mut settings.header_mode);
        pick(members, "claims_mode", &MODES[..2], &mut settings.claims_mode);
        pick(members, "signature_mode", &MODES[2..], &mut settings.signature_mode);
        if let Some(leeway) = members.get("leeway").and_then(Value::as_u64) {
            settings.leeway = leeway.min(MAX_LEEWAY);
        }
        match members.get("auto_lock_minutes") {
            Some(Value::Null) => settings.auto_lock = None,
            Some(value) => {
                if let Some(minutes) = value.as_u64().filter(|minutes| (1..=LONGEST_AUTO_LOCK).contains(minutes)) {
                    settings.auto_lock = Some(minutes);
                }
            }
            None => {}
        }
        if let Some(seconds) = members.get("clipboard_seconds").and_then(Value::as_u64) {
            settings.secret_stays = within_reason(seconds);
        }
        if let Some(keeps) = members.get("keep_draft").and_then(Value::as_bool) {
            settings.keeps_draft = keeps;
        }
        if let Some(kept) = members.get("expectations").and_then(Value::as_array) {
            // One that another version wrote is not understood, and stays in the file as long as nothing is saved anew.
            let read = kept.iter().filter_map(|each| policy_file::kept(&each.to_string()).ok());
            settings.expectations = read.filter(|named| !named.name.is_empty()).take(MOST_EXPECTATIONS).collect();
        }
        if let Some(muted) = members.get("muted_rules").and_then(Value::as_array) {
            // One of another version stays: it has no findings here.
            let rules = muted.iter().filter_map(Value::as_str).filter(|rule| rule.len() <= LONGEST_RULE);
            settings.muted = rules.take(MOST_MUTED).map(str::to_owned).collect();
        }
        if let Some(open) = members.get("drawer_open").and_then(Value::as_bool) {
            settings.drawer_open = open;
        }
        settings.size = SizeSettings::read(members.get("size"));
        if let Some([width, height]) = members.get("window").and_then(Value::as_array).map(Vec::as_slice)
            && let (Some(width), Some(height)) = (width.as_f64(), height.as_f64())
        {
            // A window that is too small to use, or larger than any screen, was not left so by a person.
            let in_reason = |length: f64| (200.0..=20_000.0).contains(&length);
            settings.window = (in_reason(width) && in_reason(height)).then_some([width as f32, height as f32]);
        }
        settings.is_maximized = members.get("maximized").and_then(Value::as_bool).unwrap_or(false);
        settings
    }

    /// Writes them into the members of the settings file; members of other versions stay as they are.
    pub fn write(&self, members: &mut Map<String, Value>) {
        let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
        set("theme", word(THEMES, self.theme));
        set("leeway", self.leeway.into());
        set("time_style", word(TIME_STYLES, self.time_style));
        set("drawer_open", self.drawer_open.into());
        set("drawer_tab", word(TABS, self.drawer_tab));
        set("header_mode", word(MODES, self.header_mode));
        set("claims_mode", word(MODES, self.claims_mode));
        set("signature_mode", word(MODES, self.signature_mode));
        set("muted_rules", self.muted.clone().into());
        set("clipboard_seconds", self.secret_stays.into());
        set("keep_draft", self.keeps_draft.into());
        set("auto_lock_minutes", self.auto_lock.map_or(Value::Null, Value::from));
        let known = Self::read(&Map::from_iter(members_of_expectations(members))).expectations;
        if known != self.expectations {
            // A nonce is of one login, and for this session.
            let without_nonce = |named: &NamedPolicy| {
                let policy = Policy { nonce: None, ..named.policy.clone() };
                policy_file::write(&NamedPolicy { policy, ..named.clone() })
            };
            let written: Vec<Value> = self.expectations.iter().map(without_nonce).collect();
            members.insert("expectations".to_owned(), written.into());
        }
        let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
        set("size", self.size.write());
        set("maximized", self.is_maximized.into());
        if let Some(window) = self.window {
            set("window", Value::from(window.to_vec()));
        }
    }
}

/// How long a secret may stay on the clipboard, of what was asked for.
pub(in crate::app) fn within_reason(seconds: u64) -> u64 {
    seconds.clamp(*SECRET_MAY_STAY.start(), *SECRET_MAY_STAY.end())
}

/// What the file has of them now.
fn members_of_expectations(members: &Map<String, Value>) -> Option<(String, Value)> {
    members.get("expectations").map(|kept| ("expectations".to_owned(), kept.clone()))
}

fn pick<T: Copy>(members: &Map<String, Value>, name: &str, words: &[(T, &str)], into: &mut T) {
    let text = members.get(name).and_then(Value::as_str);
    if let Some((value, _)) = text.and_then(|text| words.iter().find(|(_, word)| *word == text)) {
        *into = *value;
    }
}

fn word<T: Copy + PartialEq>(words: &[(T, &str)], value: T) -> Value {
    words.iter().find(|(candidate, _)| *candidate == value).map_or(Value::Null, |(_, word)| Value::from(*word))
}

#[cfg(test)]
mod tests {
    use super::{Settings, SizeSettings, policy_file};
    use crate::app::value::size::{Baseline, Carrier, OwnLimit, Traffic};
    use crate::app::value::{DrawerTab, PaneMode, ThemeChoice, TimeStyle};
    use crate::engine::ground::size::limit::Sending;
    use serde_json::{Map, Value, json};

    fn members(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn what_is_written_is_read_and_foreign_members_stay() {
        let settings = Settings {
            theme: ThemeChoice::Dark,
            leeway: 60,
            time_style: TimeStyle::Local,
            drawer_open: false,
            drawer_tab: DrawerTab::KeysTried,
            header_mode: PaneMode::Json,
            claims_mode: PaneMode::Json,
            signature_mode: PaneMode::Base64url,
            auto_lock: None,
            secret_stays: 120,
            keeps_draft: false,
            expectations: vec![policy_file::read(r#"{"name":"Orders","issuer":"https://a.example"}"#).unwrap()],
            muted: vec!["EXP_MISSING".to_owned()],
            size: SizeSettings {
                baseline: Baseline::Bytes(6),
                traffic: Traffic { requests: 80, pages: 7, users: 12, services: 3 },
                sending: Sending {
                    is_cookie: true,
                    cookie: "s".to_owned(),
                    address: "https://a.example/?t=".to_owned(),
                    others: 700,
                    own: vec![OwnLimit { name: "Gateway".to_owned(), carrier: Carrier::HeaderLine, bytes: 2_000 }],
                },
            },
            window: Some([1280.0, 800.0]),
            is_maximized: true,
        };
        let mut file = members(json!({"of_a_later_version": [1, 2]}));
        settings.write(&mut file);
        assert_eq!(file["of_a_later_version"], json!([1, 2]));
        assert_eq!(Settings::read(&file), settings);
    }

    #[test]
    fn expectations_of_a_newer_version_stay_until_others_are_saved() {
        let newer = json!([{"name": "a", "of_a_later_version": 1}, {"name": "b", "issuer": "i"}]);
        let mut file = members(json!({"expectations": newer}));
        let mut settings = Settings::read(&file);
        assert_eq!(settings.expectations.iter().map(|named| &*named.name).collect::<Vec<_>>(), ["b"]);
        settings.write(&mut file);
        assert_eq!(file["expectations"], newer);
        settings.expectations.clear();
        settings.write(&mut file);
        assert_eq!(file["expectations"], json!([]));
    }

    #[test]
    fn nonsense_keeps_the_default() {
        let file = members(json!({
            "size": {"baseline": [], "users": -1, "cookie": "a\nb", "limits": [{"name": "x", "of": "moon", "bytes": 1}]},
            "theme": "mauve", "leeway": -3, "window": [1e9, 4], "drawer_open": "yes", "clipboard_seconds": "long", "keep_draft": 0, "header_mode": "hex",
        }));
        assert_eq!(Settings::read(&file), Settings::default());
        assert_eq!(Settings::read(&members(json!({"leeway": 99_999_999}))).leeway, super::MAX_LEEWAY);
        for (asked, stays) in [(0, 5), (30, 30), (u64::MAX, 600)] {
            assert_eq!(Settings::read(&members(json!({"clipboard_seconds": asked}))).secret_stays, stays);
        }
    }
}
