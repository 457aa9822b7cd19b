//! Files that are recognised and not read: what they are, and the command that makes a key out of them that is.

/// A kind of file that JOSE keys are converted from with another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForeignFormat {
    /// `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----`, of ssh.com, which says so even where it is not encrypted
    Ssh2Private,
    /// `PuTTY-User-Key-File-1`, or one that is newer than is known
    Putty,
    /// `.p12`, `.pfx` in another file
    Pkcs12,
    /// `.p7b`, `-----BEGIN PKCS7-----`
    Pkcs7,
    /// Java key store, JKS
    JavaKeyStore,
    /// Java key store, JCEKS
    JavaCryptoKeyStore,
    /// Key store of Bouncy Castle, BKS
    BouncyCastleKeyStore,
    /// `-----BEGIN PGP …-----`, or the same in binary
    OpenPgp,
    /// `-----BEGIN PGP MESSAGE-----`
    PgpMessage,
    /// A JWE that holds a JWK or JWK Set (RFC 7517 §7), or any other token
    Token,
    /// A certificate revocation list
    RevocationList,
    /// DSA or Diffie-Hellman parameters without a key
    Parameters,
    /// A private key of cosign, encrypted
    Sigstore,
    WebPage,
    /// XML without a key
    Xml,
    Address,
    /// `/etc/keys/jwks.json`
    Path,
    /// `SHA256:…`
    Fingerprint,
    /// A DID that is not made of its key
    Did,
    /// `AGE-SECRET-KEY-1…`, `age1…`
    Age,
    /// A picture, an archive, a document
    OtherFile,
}

impl ForeignFormat {
    pub const ALL: [Self; 21] = [
        Self::Ssh2Private,
        Self::Putty,
        Self::Pkcs12,
        Self::Pkcs7,
        Self::JavaKeyStore,
        Self::JavaCryptoKeyStore,
        Self::BouncyCastleKeyStore,
        Self::OpenPgp,
        Self::PgpMessage,
        Self::Token,
        Self::RevocationList,
        Self::Parameters,
        Self::Sigstore,
        Self::WebPage,
        Self::Xml,
        Self::Address,
        Self::Path,
        Self::Fingerprint,
        Self::Did,
        Self::Age,
        Self::OtherFile,
    ];

    /// What it is, in words, with an article.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ssh2Private => "an ssh.com (SSH2) private key",
            Self::Putty => "a PuTTY key in an unknown version of the format",
            Self::Pkcs12 => "a PKCS#12 file",
            Self::Pkcs7 => "a PKCS#7 file",
            Self::JavaKeyStore => "a Java keystore (JKS)",
            Self::JavaCryptoKeyStore => "a Java keystore (JCEKS)",
            Self::BouncyCastleKeyStore => "a Bouncy Castle keystore (BKS)",
            Self::OpenPgp => "an OpenPGP key",
            Self::PgpMessage => "an encrypted OpenPGP message, not a key",
            Self::Token => "a token, not a key",
            Self::RevocationList => "a certificate revocation list, which contains no key",
            Self::Parameters => "parameters without a key",
            Self::Sigstore => "an encrypted cosign (Sigstore) private key",
            Self::WebPage => "a web page, not a key",
            Self::Xml => "an XML document without a key",
            Self::Address => "a URL, not a key",
            Self::Path => "a path to a file, not a key",
            Self::Fingerprint => "a fingerprint, which does not contain the key",
            Self::Did => "a decentralized identifier (DID), whose document contains the key",
            Self::Age => "an age key, which encrypts files and signs nothing",
            Self::OtherFile => "an image, archive or document, not a key",
        }
    }

    /// What makes a key out of it that Jotsmith reads, where there is such a command.
    pub const fn conversion(self) -> Option<Conversion> {
        const PKCS12: &str = " -deststoretype PKCS12";
        let (before, source, between, target, after) = match self {
            Self::Ssh2Private => ("puttygen ", "key.ssh2", " -O private-openssh -o ", "key.openssh", ""),
            Self::Putty => ("puttygen ", "key.ppk", " -O private-openssh -o ", "key.openssh", ""),
            Self::Pkcs7 => ("openssl pkcs7 -in ", "file.p7b", " -print_certs -out ", "file.pem", ""),
            Self::JavaKeyStore => (KEYTOOL, "file.jks", " -destkeystore ", "file.p12", PKCS12),
            Self::JavaCryptoKeyStore => {
                (KEYTOOL, "file.jceks", " -srcstoretype JCEKS -destkeystore ", "file.p12", PKCS12)
            }
            Self::BouncyCastleKeyStore => (
                KEYTOOL,
                "file.bks",
                " -srcstoretype BKS -destkeystore ",
                "file.p12",
                " -deststoretype PKCS12 -providerpath bcprov.jar \
                 -provider org.bouncycastle.jce.provider.BouncyCastleProvider",
            ),
            _ => return None,
        };
        // PKCS#7 comes in PEM as in DER, and the command is told which.
        let unless = if let Self::Pkcs7 = self { "with -inform DER if it is binary" } else { "" };
        Some(Conversion { before, source, between, target, after, unless })
    }

    /// What to do.
    pub fn advice(self) -> String {
        if let Some(conversion) = self.conversion() {
            return format!("Convert it{}: {}", conversion.condition(), conversion.example());
        }
        match self {
            Self::Pkcs12 => "Load the file itself, or convert it: openssl pkcs12 -in file.p12 -nodes -out key.pem",
            Self::OpenPgp => "Export its public half: gpg --export-ssh-key KEYID! > key.pub",
            Self::PgpMessage => "Decrypt it, and load what is inside: gpg --decrypt message.asc > key",
            Self::Token => "Use it as the token",
            Self::RevocationList | Self::Parameters => "Load the key or the certificate itself",
            Self::Sigstore => "Export its public half: cosign public-key --key cosign.key > cosign.pub",
            Self::WebPage => {
                "The server sent a page, usually an error or a sign-in page: check the URL and fetch the keys again"
            }
            Self::Xml => "From XML, Jotsmith reads RSAKeyValue and X509Certificate; load other keys as PEM or JWK",
            Self::Path => "Load the file that it names",
            Self::Fingerprint => "Load the key or the certificate itself",
            Self::Did => "Resolve it, and load publicKeyJwk from its document",
            Self::Age => "Load the key of the token's issuer",
            Self::Address => "Download it and load the file: curl -s URL > jwks.json",
            _ => "Choose the key file itself; unpack an archive first",
        }
        .to_owned()
    }
}

const KEYTOOL: &str = "keytool -importkeystore -srckeystore ";

/// A command that makes a file with keys out of another, in pieces between which the names of the files stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    before: &'static str,
    source: &'static str,
    between: &'static str,
    target: &'static str,
    after: &'static str,
    unless: &'static str,
}

impl Conversion {
    /// The command for these files, whose names are as a shell takes them.
    pub fn command(&self, source: &str, target: &str) -> String {
        let Self { before, between, after, .. } = self;
        format!("{before}{source}{between}{target}{after}")
    }

    /// The same with names that stand for them.
    pub fn example(&self) -> String {
        self.command(self.source, self.target)
    }

    /// How the name of what it makes usually ends.
    pub fn extension(&self) -> &'static str {
        self.target.rsplit('.').next().unwrap_or_default()
    }

    /// Whether what it makes has a passphrase.
    pub fn gives_pkcs12(&self) -> bool {
        self.extension() == "p12"
    }

    /// When something has to be added to the command; empty or in brackets.
    pub fn condition(&self) -> String {
        if self.unless.is_empty() { String::new() } else { format!(" ({})", self.unless) }
    }
}

/// What binary files begin with.
const MARKS: &[(&[u8], ForeignFormat)] = &[
    (&[0xfe, 0xed, 0xfe, 0xed], ForeignFormat::JavaKeyStore),
    (&[0xce, 0xce, 0xce, 0xce], ForeignFormat::JavaCryptoKeyStore),
    // Version 1 or 2, then the length of the salt, which is that of SHA-1.
    (&[0, 0, 0, 1, 0, 0, 0, 20], ForeignFormat::BouncyCastleKeyStore),
    (&[0, 0, 0, 2, 0, 0, 0, 20], ForeignFormat::BouncyCastleKeyStore),
    (b"\x89PNG\r\n", ForeignFormat::OtherFile),
    (b"\xff\xd8\xff", ForeignFormat::OtherFile),
    (b"GIF8", ForeignFormat::OtherFile),
    (b"%PDF-", ForeignFormat::OtherFile),
    (b"PK\x03\x04", ForeignFormat::OtherFile),
    (b"\x1f\x8b\x08", ForeignFormat::OtherFile),
    (b"\x7fELF", ForeignFormat::OtherFile),
    (b"SQLite format 3\0", ForeignFormat::OtherFile),
];

/// The format of a binary file.
pub(crate) fn of_binary(bytes: &[u8]) -> Option<ForeignFormat> {
    let marked = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, format)| *format);
    marked.or_else(|| is_open_pgp(bytes).then_some(ForeignFormat::OpenPgp))
}

/// The format of a text, which begins with no whitespace.
pub(crate) fn of_text(trimmed: &str) -> Option<ForeignFormat> {
    trimmed.starts_with("---- BEGIN SSH2 ").then_some(ForeignFormat::Ssh2Private)
}

/// A packet with a key or its secret half (RFC 9580 §4.2, §5.5) that is there to its end, of a version and with an
/// algorithm that exist: one byte alone would be that of many a random secret.
fn is_open_pgp(bytes: &[u8]) -> bool {
    let (length, body) = match bytes {
        // The old format: tag 5 or 6, then a length of one or two bytes.
        [0x94 | 0x98, length, body @ ..] => (usize::from(*length), body),
        [0x95 | 0x99, high, low, body @ ..] => (usize::from(*high) << 8 | usize::from(*low), body),
        // The new one, with a length of one or two bytes.
        [0xc5 | 0xc6, length @ ..=191, body @ ..] => (usize::from(*length), body),
        [0xc5 | 0xc6, high @ 192..=223, low, body @ ..] => {
            (((usize::from(*high) - 192) << 8) + usize::from(*low) + 192, body)
        }
        _ => return false,
    };
    // Version, time of creation, algorithm.
    let is_key = matches!(body, [4..=6, _, _, _, _, 1..=3 | 16..=28, ..]);
    is_key && length >= 20 && body.len() >= length
}

#[cfg(test)]
mod tests {
    use super::{ForeignFormat, of_binary};

    #[test]
    fn every_format_has_words_and_something_to_do() {
        for format in ForeignFormat::ALL {
            assert!(format.words().starts_with("a") || format.words().starts_with("parameters"), "{format:?}");
            assert!(!format.advice().is_empty() && !format.advice().ends_with('.'), "{format:?}");
            assert!(!format.advice().contains('\n'), "{format:?}");
            // What stands behind a command is run with it.
            let example = format.conversion().map(|conversion| conversion.example());
            assert!(example.is_none_or(|example| format.advice().ends_with(&example)), "{format:?}");
        }
    }

    #[test]
    fn an_open_pgp_packet_is_told_from_random_bytes() {
        let mut key = vec![0x98, 0x33, 4, 0x6b, 7, 0x50, 0x8f, 22];
        key.resize(2 + 0x33, 7);
        assert_eq!(of_binary(&key), Some(ForeignFormat::OpenPgp));
        assert_eq!(of_binary(&key[..key.len() - 1]), None, "cut off");
        // A secret that begins like one.
        for other in [[0x98, 0x33, 3, 0, 0, 0, 0, 22], [0x98, 0x33, 4, 0, 0, 0, 0, 99], [0x97, 0x33, 4, 0, 0, 0, 0, 22]]
        {
            key[..8].copy_from_slice(&other);
            assert_eq!(of_binary(&key), None);
        }
    }
}
