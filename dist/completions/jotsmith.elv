
use builtin;
use str;

set edit:completion:arg-completer[jotsmith] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'jotsmith'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'jotsmith'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand inspect 'Show a token and check it'
            cand desk 'Check several tokens, and whether they belong together'
            cand compare 'Compare two tokens: header, claims, signature and size'
            cand build 'Make a token: sign, encrypt, or both'
            cand present 'Show a verifier chosen claims of an SD-JWT'
            cand templates 'List what a token can start from, and delete what you saved'
            cand keys 'List, make, convert and keep keys'
            cand completions 'Print a shell''s completions'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;inspect'= {
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --keyring 'A keyring whose keys are tried where they fit; may be repeated'
            cand --secret-file 'A file that holds a shared secret; may be repeated'
            cand --secret-env 'An environment variable that holds a shared secret; may be repeated'
            cand --secret-encoding 'How the secrets are written'
            cand --passphrase-file 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --now 'The time to judge at, in seconds since 1970 [default: the clock]'
            cand --leeway 'Seconds by which clocks may differ'
            cand --payload 'The payload of a detached signature'
            cand --issuer 'The issuer (iss) that is expected'
            cand --audience 'The audience (aud) that is expected'
            cand --typ 'The kind of token (typ) that is expected, such as at+jwt'
            cand --algorithm 'An algorithm that is accepted (alg, or enc); may be repeated'
            cand --require 'A claim that has to be there; may be repeated'
            cand --max-age 'Seconds since iat after which the token is too old'
            cand --trust 'A certificate to trust, PEM or DER: a token whose certificates (x5c) lead to it is verified with their first key'
            cand --access-token 'What a proof of possession came with: the access token of a DPoP proof, or a client attestation'
            cand --htm 'The method of the request that a DPoP proof is for (htm)'
            cand --htu 'The address of the request that a DPoP proof is for (htu)'
            cand --nonce 'The nonce that is expected: in the claims, or in the key binding of an SD-JWT'
            cand --proof-window 'Seconds by which the iat of a key binding or another proof may differ from the time'
            cand --pick 'Which token, if the input holds several; the first is 1'
            cand --color 'Whether to use colours'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --do-it-anyway 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds'
            cand --json 'Print the report as JSON, in one line'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;desk'= {
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --keyring 'A keyring whose keys are tried where they fit; may be repeated'
            cand --passphrase-env 'An environment variable that holds the passphrase of a keyring or an encrypted key file'
            cand --now 'The time to judge at, in seconds since 1970 [default: the clock]'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --json 'Print the list as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;compare'= {
            cand --key 'A key that decrypts them: JWK, JWK Set, PEM or DER; may be repeated'
            cand --passphrase-env 'An environment variable that holds the passphrase of an encrypted key file'
            cand --json 'Print the differences as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;build'= {
            cand --claims 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte'
            cand --payload 'A payload of any kind instead of claims: a file, or - for standard input'
            cand --template 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them'
            cand --save-template 'Save what is asked for here as a template too: texts, structure and algorithms, never a key'
            cand --access-token 'A file that holds the access token that a DPoP proof is bound to, or - for standard input [default: the example of RFC 9449]'
            cand --header 'The protected header: of the signature, or of the encryption where nothing is signed. One for all signatures, or one for each'
            cand --unprotected 'The unprotected header of the signature; one for all, or one for each'
            cand --key 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures'
            cand --secret-file 'A file that holds a shared secret to sign with; may be repeated'
            cand --secret-env 'An environment variable that holds a shared secret to sign with; may be repeated'
            cand --secret-encoding 'How the secrets are written'
            cand --alg 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --serialization 'How the token is written [default: compact; general for several signatures or recipients]'
            cand --encrypt-to 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then'
            cand --jwe-alg 'The key management algorithm [default: follows the key]; one for all recipients, or one for each'
            cand --enc 'The content encryption [default: A256GCM, or the one that the key for dir has the length of]'
            cand --jwe-header 'The protected header of the encryption'
            cand --jwe-unprotected 'The shared unprotected header of the encryption'
            cand --aad 'Additional authenticated data: a file. Not in compact'
            cand --pbes2-count 'Rounds of PBES2 [default: OWASP''s, 600000 with SHA-256, else 220000]'
            cand --exp 'Set exp: now, +5m, -1h, +1d, or seconds since 1970'
            cand --nbf 'Set nbf'
            cand --iat 'Set iat'
            cand --jti 'Set jti, to a new random identifier if no TEXT is given'
            cand --header-sync 'Whether alg, typ and kid in the header follow algorithm and key [default: in-step]'
            cand --passphrase-file 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --now 'The time that times are relative to, in seconds since 1970 [default: the clock]'
            cand --sd 'A claim that its holder may withhold; may be repeated. A name, or a path: /address/city, /nationalities/0, ''/nationalities/*'' for each, ''/address/**'' for everything inside'
            cand --sd-decoys 'Decoy digests: so many wherever something can be withheld, at a path alone, or with =N among the uppermost claims alone; may be repeated'
            cand --sd-alg 'The hash of the digests [default: sha-256]'
            cand --holder 'The holder''s key, whose public half is named in cnf: JWK, PEM or DER'
            cand --detached 'Leave the payload out of the token'
            cand --zip 'Compress before encrypting; the length then tells about the content'
            cand --allow-weak 'Make what is too weak to issue nevertheless: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;present'= {
            cand --disclose 'A claim to disclose; may be repeated; none: nothing that can be withheld is shown. A name, or a path: /address/city, /nationalities/0, ''/nationalities/*'' for each, ''/address/**'' for everything inside'
            cand --holder-key 'The holder''s private key, to bind the presentation to a verifier: JWK, PEM or DER'
            cand --nonce 'What the verifier asks to be signed'
            cand --aud 'The verifier'
            cand --iat 'When the presentation is made: now, -1h, or seconds since 1970'
            cand --alg 'The algorithm to sign with [default: follows the key]'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --pick 'Which token, if the input holds several; the first is 1'
            cand --now 'The time that --iat is relative to, in seconds since 1970 [default: the clock]'
            cand --disclose-all 'Disclose everything'
            cand --allow-weak 'Make what verifiers reject: with another key than the holder''s, or a weak one'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;templates'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the built-in ones and your own'
            cand delete 'Delete one of your own'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;templates;list'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;templates;delete'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;templates;help'= {
            cand list 'List the built-in ones and your own'
            cand delete 'Delete one of your own'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;templates;help;list'= {
        }
        &'jotsmith;templates;help;delete'= {
        }
        &'jotsmith;templates;help;help'= {
        }
        &'jotsmith;keys'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the keyrings, or the keys of one, or those of a file'
            cand add 'Add the keys of files to a keyring'
            cand generate 'Generate a key, into a keyring or, with --private, onto standard output or into a file'
            cand convert 'Convert the keys of a file'
            cand export 'Write the keys of a keyring, or the whole keyring, for other programs'
            cand create 'Make an empty keyring'
            cand passphrase 'Give a keyring another passphrase'
            cand backups 'List the backups of a keyring, or put one in its place'
            cand leftovers 'List what interrupted saves left, take it over, or delete it'
            cand delete 'Move a keyring and its backups to the trash; nothing is erased'
            cand trash 'List the keyrings in the trash, the latest first'
            cand restore 'Bring a keyring back from the trash, with its backups'
            cand erase 'Delete a keyring in the trash for good, with its backups; nothing brings it back'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;keys;list'= {
            cand --keyring 'The keyring whose keys are listed'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --json 'Print the list as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;add'= {
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --file-passphrase-file 'A file whose first line is the passphrase of the files; - for standard input'
            cand --file-passphrase-fd 'The same from an open file descriptor'
            cand --file-passphrase-env 'The same from an environment variable'
            cand --issuer 'Pin the keys to this issuer (iss)'
            cand --create 'Make the keyring if it is not there'
            cand --public 'Make it a plain JWK Set, without a passphrase, for public keys alone'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;generate'= {
            cand --kid 'Its kid: thumbprint, date, uuid, none, or =TEXT for TEXT itself'
            cand --use 'Its use: sig, enc, none, or another [default: that of its alg]'
            cand --alg 'Its alg, or none [default: the usual one of its kind]'
            cand --key-ops 'Its key_ops, separated by commas: sign, verify, encrypt, decrypt, wrapKey, unwrapKey, deriveKey, deriveBits'
            cand --keyring 'The keyring that it goes into'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --to 'The format'
            cand --out 'A new file to write into, instead of standard output'
            cand --new-passphrase-file 'A file whose first line is the passphrase of what is written; - for standard input'
            cand --new-passphrase-fd 'The same from an open file descriptor'
            cand --new-passphrase-env 'The same from an environment variable'
            cand --create 'Make the keyring if it is not there'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --private 'Write private keys and secrets; without it, nothing private leaves'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;keys;convert'= {
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --to 'The format'
            cand --out 'A new file to write into, instead of standard output'
            cand --new-passphrase-file 'A file whose first line is the passphrase of what is written; - for standard input'
            cand --new-passphrase-fd 'The same from an open file descriptor'
            cand --new-passphrase-env 'The same from an environment variable'
            cand --private 'Write private keys and secrets; without it, nothing private leaves'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;keys;export'= {
            cand --keyring 'The keyring'
            cand --key 'The kid or the thumbprint of a key; may be repeated [default: all of them]'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --to 'The format'
            cand --out 'A new file to write into, instead of standard output'
            cand --new-passphrase-file 'A file whose first line is the passphrase of what is written; - for standard input'
            cand --new-passphrase-fd 'The same from an open file descriptor'
            cand --new-passphrase-env 'The same from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --private 'Write private keys and secrets; without it, nothing private leaves'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;keys;create'= {
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --public 'Make it a plain JWK Set, without a passphrase, for public keys alone'
            cand --generate-passphrase 'Choose six words by chance for its passphrase, and print them to standard output'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;passphrase'= {
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --new-passphrase-file 'A file whose first line is the passphrase of what is written; - for standard input'
            cand --new-passphrase-fd 'The same from an open file descriptor'
            cand --new-passphrase-env 'The same from an environment variable'
            cand --generate-passphrase 'Choose six words by chance for it, and print them to standard output'
            cand --discard-older 'Delete the backups and what interrupted saves left: they open with the old passphrase'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;backups'= {
            cand --restore 'Put this one in the place of the keyring, which becomes a backup; 1 is the latest'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --discard 'Delete all of them, and what interrupted saves left'
            cand --yes 'Do it'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --json 'Print the list as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;leftovers'= {
            cand --restore 'Put this one of the list in the place of the keyring, which becomes a backup'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --discard 'Delete all that is listed'
            cand --yes 'Do it'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --json 'Print the list as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;delete'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;trash'= {
            cand --json 'Print the list as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;restore'= {
            cand --pick 'Which one, where the trash has several of that name: 1 is the latest'
            cand --as 'Another name for it, where the old one is taken'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;erase'= {
            cand --pick 'Which one, where the trash has several of that name: 1 is the latest'
            cand --yes 'Do it; without it, what would be lost is said and nothing is touched'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;help'= {
            cand list 'List the keyrings, or the keys of one, or those of a file'
            cand add 'Add the keys of files to a keyring'
            cand generate 'Generate a key, into a keyring or, with --private, onto standard output or into a file'
            cand convert 'Convert the keys of a file'
            cand export 'Write the keys of a keyring, or the whole keyring, for other programs'
            cand create 'Make an empty keyring'
            cand passphrase 'Give a keyring another passphrase'
            cand backups 'List the backups of a keyring, or put one in its place'
            cand leftovers 'List what interrupted saves left, take it over, or delete it'
            cand delete 'Move a keyring and its backups to the trash; nothing is erased'
            cand trash 'List the keyrings in the trash, the latest first'
            cand restore 'Bring a keyring back from the trash, with its backups'
            cand erase 'Delete a keyring in the trash for good, with its backups; nothing brings it back'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;keys;help;list'= {
        }
        &'jotsmith;keys;help;add'= {
        }
        &'jotsmith;keys;help;generate'= {
        }
        &'jotsmith;keys;help;convert'= {
        }
        &'jotsmith;keys;help;export'= {
        }
        &'jotsmith;keys;help;create'= {
        }
        &'jotsmith;keys;help;passphrase'= {
        }
        &'jotsmith;keys;help;backups'= {
        }
        &'jotsmith;keys;help;leftovers'= {
        }
        &'jotsmith;keys;help;delete'= {
        }
        &'jotsmith;keys;help;trash'= {
        }
        &'jotsmith;keys;help;restore'= {
        }
        &'jotsmith;keys;help;erase'= {
        }
        &'jotsmith;keys;help;help'= {
        }
        &'jotsmith;completions'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;help'= {
            cand inspect 'Show a token and check it'
            cand desk 'Check several tokens, and whether they belong together'
            cand compare 'Compare two tokens: header, claims, signature and size'
            cand build 'Make a token: sign, encrypt, or both'
            cand present 'Show a verifier chosen claims of an SD-JWT'
            cand templates 'List what a token can start from, and delete what you saved'
            cand keys 'List, make, convert and keep keys'
            cand completions 'Print a shell''s completions'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;help;inspect'= {
        }
        &'jotsmith;help;desk'= {
        }
        &'jotsmith;help;compare'= {
        }
        &'jotsmith;help;build'= {
        }
        &'jotsmith;help;present'= {
        }
        &'jotsmith;help;templates'= {
            cand list 'List the built-in ones and your own'
            cand delete 'Delete one of your own'
        }
        &'jotsmith;help;templates;list'= {
        }
        &'jotsmith;help;templates;delete'= {
        }
        &'jotsmith;help;keys'= {
            cand list 'List the keyrings, or the keys of one, or those of a file'
            cand add 'Add the keys of files to a keyring'
            cand generate 'Generate a key, into a keyring or, with --private, onto standard output or into a file'
            cand convert 'Convert the keys of a file'
            cand export 'Write the keys of a keyring, or the whole keyring, for other programs'
            cand create 'Make an empty keyring'
            cand passphrase 'Give a keyring another passphrase'
            cand backups 'List the backups of a keyring, or put one in its place'
            cand leftovers 'List what interrupted saves left, take it over, or delete it'
            cand delete 'Move a keyring and its backups to the trash; nothing is erased'
            cand trash 'List the keyrings in the trash, the latest first'
            cand restore 'Bring a keyring back from the trash, with its backups'
            cand erase 'Delete a keyring in the trash for good, with its backups; nothing brings it back'
        }
        &'jotsmith;help;keys;list'= {
        }
        &'jotsmith;help;keys;add'= {
        }
        &'jotsmith;help;keys;generate'= {
        }
        &'jotsmith;help;keys;convert'= {
        }
        &'jotsmith;help;keys;export'= {
        }
        &'jotsmith;help;keys;create'= {
        }
        &'jotsmith;help;keys;passphrase'= {
        }
        &'jotsmith;help;keys;backups'= {
        }
        &'jotsmith;help;keys;leftovers'= {
        }
        &'jotsmith;help;keys;delete'= {
        }
        &'jotsmith;help;keys;trash'= {
        }
        &'jotsmith;help;keys;restore'= {
        }
        &'jotsmith;help;keys;erase'= {
        }
        &'jotsmith;help;completions'= {
        }
        &'jotsmith;help;help'= {
        }
    ]
    $completions[$command]
}
