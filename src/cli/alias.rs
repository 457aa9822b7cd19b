//! Other words for commands: each parses as the command that it stands for, and its help is its own.

use clap::Command;
use std::ffi::OsString;

/// A word that people expect.
struct Alias {
    word: &'static str,
    /// The command that it stands for.
    of: &'static str,
    about: &'static str,
    usage: &'static str,
    ends: &'static str,
    examples: &'static str,
    /// Arguments that its help leaves out: they are taken all the same.
    hidden: &'static [&'static str],
    /// Arguments of which its help says something else.
    said: &'static [(&'static str, &'static str)],
}

const ALIASES: [Alias; 5] = [
    Alias {
        word: "decode",
        of: "inspect",
        about: "Show what a token contains; with a key, verify it too",
        usage: "jotsmith decode [OPTIONS] [TOKEN | FILE | -]",
        ends: super::inspect::ENDS,
        examples: "\
Examples:
  jotsmith decode eyJhbGciOi…
  wl-paste | jotsmith decode --json
  jotsmith decode access.jwt --field /realm_access/roles/0",
        hidden: &[],
        said: &[],
    },
    Alias {
        word: "verify",
        of: "inspect",
        about: "Verify a token: its signature with a key, and its claims",
        usage: "jotsmith verify [OPTIONS] [TOKEN | FILE | -]",
        ends: super::inspect::ENDS,
        examples: "\
Examples:
  jotsmith verify id.jwt -k jwks.json
  jotsmith verify id.jwt -k jwks.json --profile id-token --expires-in 7d
  SECRET=… jotsmith verify token.txt --secret-env SECRET \\
      --secret-encoding base64",
        hidden: &[],
        said: &[],
    },
    Alias {
        word: "decrypt",
        of: "inspect",
        about: "Decrypt a token with a key, and show what it contains",
        usage: "jotsmith decrypt [OPTIONS] [TOKEN | FILE | -]",
        ends: super::inspect::ENDS,
        examples: "\
Examples:
  jotsmith decrypt token.jwe -k private.pem
  jotsmith decrypt token.jwe --keyring prod
  jotsmith decrypt token.jwe -k private.pem --field /sub",
        hidden: &[],
        said: &[],
    },
    Alias {
        word: "sign",
        of: "build",
        about: "Sign claims or a file with a key",
        usage: "jotsmith sign [OPTIONS]",
        ends: super::builder::ENDS,
        examples: "\
Examples:
  jotsmith sign -c claims.json -k key.pem
  jotsmith sign --sub alice --claim level:=3 --iat now --exp +5m -k key.jwk
  jotsmith sign -c claims.json --keyring prod --kid signer-1
  jotsmith sign --payload invoice.pdf --detached -k key.pem \\
      --header '{\"b64\":false}'",
        hidden: &[],
        said: &[],
    },
    Alias {
        word: "encrypt",
        of: "build",
        about: "Encrypt claims or a file for a recipient, without signing them",
        usage: "jotsmith encrypt [OPTIONS]",
        ends: super::builder::ENDS,
        examples: "\
Examples:
  jotsmith encrypt -c claims.json -k recipient.pem
  jotsmith encrypt -c - -k one.pem -k two.pem --enc A256GCM
  jotsmith encrypt --payload letter.txt --keyring prod --kid recipient-1
  PASSPHRASE=… jotsmith encrypt -c claims.json --passphrase-env PASSPHRASE",
        hidden: &[
            "key",
            "kid",
            "secret_file",
            "secret_env",
            "secret_encoding",
            "alg",
            "unprotected",
            "detached",
            "signing_input",
            "signature",
            "input",
            "holder",
            "sd",
            "sd_decoys",
            "sd_alg",
        ],
        said: &[
            ("encrypt_to", "A recipient's key, also as --key or -k; repeat it for several recipients"),
            (
                "to_kid",
                "A recipient's key in the keyrings, also as --kid: its kid, name or thumbprint; may be repeated",
            ),
            (
                "jwe_alg",
                "The key management algorithm, also as --alg or -a [default: follows the key]; one for all recipients, \
                 or one for each",
            ),
            ("header", "The protected header"),
            ("keyring", "A keyring to take the keys of recipients from; may be repeated"),
        ],
    },
];

/// The commands, of which the one that is called by another word speaks of itself by that word.
pub(super) fn spoken(command: Command, arguments: &[OsString]) -> Command {
    let is_word = |at: usize, word: &str| arguments.get(at).is_some_and(|argument| argument == word);
    let at = if is_word(1, "help") { 2 } else { 1 };
    match ALIASES.iter().find(|alias| is_word(at, alias.word)) {
        Some(alias) => command.mut_subcommand(alias.of, |command| alias.dress(command)),
        None => command,
    }
}

impl Alias {
    fn dress(&self, mut command: Command) -> Command {
        let help = format!("{}\n\n{}", self.ends, self.examples);
        for name in self.hidden {
            command = command.mut_arg(name, |argument| argument.hide(true));
        }
        for (name, words) in self.said {
            command = command.mut_arg(name, |argument| argument.help(*words));
        }
        command.about(self.about).long_about(None).override_usage(self.usage).after_help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::{ALIASES, spoken};
    use std::ffi::OsString;

    #[test]
    fn every_other_word_is_one_of_its_command_and_has_examples_of_its_own() {
        let command = crate::cli::command();
        for alias in &ALIASES {
            let of = command.find_subcommand(alias.word).expect("it is taken");
            assert_eq!(of.get_name(), alias.of);
            let arguments = ["jotsmith", alias.word].map(OsString::from);
            let dressed = spoken(crate::cli::command(), &arguments);
            let help = dressed.find_subcommand(alias.of).and_then(|of| of.get_after_help()).expect("a help");
            let help = help.to_string();
            let examples = help.lines().filter(|line| line.split_whitespace().any(|word| word == "jotsmith"));
            assert!(examples.clone().count() >= 3 && examples.clone().all(|line| line.contains(alias.word)), "{help}");
            dressed.debug_assert();
        }
        for word in command.get_subcommands().flat_map(|command| command.get_all_aliases()) {
            assert!(ALIASES.iter().any(|alias| alias.word == word), "{word} has no help of its own");
        }
    }
}
