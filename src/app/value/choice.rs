//! What a person chooses between: workspaces, themes, modes, tabs, styles of time.

/// Which workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Workspace {
    /// Paste and read.
    #[default]
    Inspect,
    /// Make a token.
    Build,
    /// The session's keys.
    Keys,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How a pane shows its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PaneMode {
    /// One row a member, values in words.
    #[default]
    Table,
    /// As it was written, with folds.
    Json,
    /// Hexadecimal.
    Hex,
    /// The characters of the token.
    Base64url,
}

/// A tab of the drawer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the tab of that name")]
pub enum DrawerTab {
    #[default]
    Findings,
    Timeline,
    Size,
    KeysTried,
    Export,
}

/// How times are shown first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is")]
pub enum TimeStyle {
    #[default]
    Utc,
    Local,
    Relative,
    Unix,
}
