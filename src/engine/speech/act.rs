//! Advice that the program can carry out: a button in the window, a flag in the terminal.

use crate::engine::key::reading::SecretReading;

/// Something that can be done about a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Read the shared secret in another way.
    ReadSecretAs(SecretReading),
    LoadKey,
    /// Load a shared secret.
    LoadSecret,
    /// Enter the passphrase of a token.
    EnterPassphrase,
    /// Load a certificate as a trust anchor.
    LoadTrustAnchor,
    /// Supply the detached payload.
    SupplyPayload,
    /// Do more work than is done without being told to.
    RunAnyway,
}

impl Act {
    pub fn label(&self) -> String {
        match self {
            Self::ReadSecretAs(reading) => format!("Read the secret {}", reading.words()),
            Self::LoadKey | Self::LoadSecret => "Load key file…".to_owned(),
            Self::EnterPassphrase => "Use passphrase".to_owned(),
            Self::LoadTrustAnchor => "Load trust anchor…".to_owned(),
            Self::SupplyPayload => "Load payload file…".to_owned(),
            Self::RunAnyway => "Run it anyway".to_owned(),
        }
    }

    /// The option of the command line that does it.
    pub const fn flag(&self) -> Option<&'static str> {
        match self {
            Self::ReadSecretAs(SecretReading::Base64) => Some("--secret-encoding base64"),
            Self::ReadSecretAs(SecretReading::Base64Url) => Some("--secret-encoding base64url"),
            Self::ReadSecretAs(SecretReading::Hex) => Some("--secret-encoding hex"),
            Self::ReadSecretAs(
                SecretReading::AsIs
                | SecretReading::WithoutLineBreak
                | SecretReading::Text
                | SecretReading::BehindBase64,
            ) => None,
            Self::RunAnyway => Some("--do-it-anyway"),
            Self::LoadKey => Some("--key FILE"),
            Self::LoadSecret => Some("--secret-file FILE"),
            Self::EnterPassphrase => Some("--passphrase-env NAME"),
            Self::LoadTrustAnchor => Some("--trust FILE"),
            Self::SupplyPayload => Some("--payload FILE"),
        }
    }
}
