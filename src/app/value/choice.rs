//! What a person chooses between: workspaces, themes, modes, tabs, styles of time.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Workspace {
    #[default]
    Inspect,
    Build,
    Keys,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
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
    Hex,
    /// The characters of the token.
    Base64url,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the tab of that name")]
pub enum DrawerTab {
    #[default]
    Findings,
    Checklist,
    Together,
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
