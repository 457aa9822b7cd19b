//! The arguments that make a token an SD-JWT (RFC 9901).

use super::error::{BuilderError, usage};
use crate::cli::source::key::{KeyPath, one_key};
use crate::cli::source::number;
use crate::cli::source::passphrase::Passphrase;
use crate::engine::builder::draft::DraftSelection;
use crate::engine::builder::sd_jwt::{ClaimPath, Decoys, Selection};
use crate::engine::ground::jwa::Hash;
use crate::engine::key::{Jwk, KeyIds, KeyRing};
use crate::engine::key_file::jwk_text;
use crate::engine::speech;
use clap::{Args, ValueEnum};
use std::sync::Arc;

#[derive(Args)]
#[command(next_help_heading = "Selective disclosure (SD-JWT)")]
pub(super) struct SelectionArguments {
    /// A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, '/nationalities/*' for
    /// each element, '/address/**' for everything inside; may be repeated
    #[arg(long, value_name = "PATH", value_parser = claim_path)]
    sd: Vec<ClaimPath>,

    /// The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the
    /// top level; may be repeated
    #[arg(long, value_name = "N | PATH=N", value_parser = decoys, allow_negative_numbers = true)]
    sd_decoys: Vec<Decoys>,

    /// The hash algorithm of the digests [default: sha-256]
    #[arg(long, value_name = "HASH", value_enum)]
    sd_alg: Option<HashName>,

    /// The holder's key, whose public half goes into cnf: JWK, PEM or DER
    #[arg(long, value_name = "FILE")]
    holder: Option<KeyPath>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HashName {
    #[value(name = "sha-256")]
    Sha256,
    #[value(name = "sha-384")]
    Sha384,
    #[value(name = "sha-512")]
    Sha512,
}

fn decoys(text: &str) -> Result<Decoys, String> {
    let (place, count) = match text.rsplit_once('=') {
        Some(("", count)) => (Some(ClaimPath::whole()), count),
        Some((path, count)) => (
            Some(ClaimPath::parse(path).map_err(|error| format!("the path {}", speech::sd_jwt::path_fault(&error)))?),
            count,
        ),
        None => (None, text),
    };
    let count = number::within(0..=u64::from(u32::MAX), 3)(count)
        .map_err(|words| format!("{words}. Behind a path, /address=3"))?;
    Ok(Decoys { place, count })
}

impl SelectionArguments {
    /// What is asked for; `of_template` stands where the arguments name no path. `None`: no SD-JWT is.
    pub(super) fn read(
        &self,
        of_template: Option<&DraftSelection>,
        passphrase: Option<&Passphrase>,
    ) -> Result<Option<Selection>, BuilderError> {
        let begun = match of_template.map(|own| own.selection(&KeyRing::default())).transpose() {
            Ok(begun) => begun.flatten(),
            Err(error) => return Err(usage(speech::sd_jwt::words(&error).sentence)),
        };
        let hash = self.sd_alg.map(|name| match name {
            HashName::Sha256 => Hash::Sha256,
            HashName::Sha384 => Hash::Sha384,
            HashName::Sha512 => Hash::Sha512,
        });
        if begun.is_none() && self.sd.is_empty() && self.sd_decoys.is_empty() && self.holder.is_none() {
            if hash.is_some() {
                return Err(usage("--sd-alg needs --sd: name a claim that can be withheld"));
            }
            return Ok(None);
        }
        let begun = begun.unwrap_or_default();
        let paths = if self.sd.is_empty() { begun.paths } else { self.sd.clone() };
        let decoys = if self.sd_decoys.is_empty() { begun.decoys } else { self.sd_decoys.clone() };
        let hash = hash.unwrap_or(begun.hash);
        let has_public_half = |key: &Jwk| jwk_text::public_text(&key.material).is_some();
        let holder = match &self.holder {
            Some(path) => {
                // Nothing is signed with it, so that its number among the other keys does not matter.
                let ids = &mut KeyIds::default();
                let key = one_key(path, passphrase, ids, has_public_half, "a holder needs a key pair")?;
                Some(Arc::new(key))
            }
            None => None,
        };
        Ok(Some(Selection { paths, decoys, hash, holder }))
    }
}

/// A path to claims, as an argument.
pub(super) fn claim_path(text: &str) -> Result<ClaimPath, &'static str> {
    ClaimPath::parse(text).map_err(|error| speech::sd_jwt::path_fault(&error))
}
