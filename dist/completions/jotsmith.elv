
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
            cand decode 'Show a token and check it'
            cand verify 'Show a token and check it'
            cand decrypt 'Show a token and check it'
            cand desk 'Check several tokens, and whether they belong together'
            cand compare 'Compare two tokens: header, claims, signature and size'
            cand build 'Make a token: sign, encrypt, or both'
            cand sign 'Make a token: sign, encrypt, or both'
            cand present 'Show a verifier chosen claims of an SD-JWT'
            cand tamper 'Make variants of a token that a verifier must reject'
            cand templates 'List what a token can start from, and delete what you saved'
            cand keys 'List, make, convert and keep keys'
            cand completions 'Print a shell''s completions'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;inspect'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried where they fit; may be repeated'
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
            cand --inner 'Take the token out of this claim of the token, and check that one'
            cand --color 'Whether to use colours'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --at-iat 'Judge the token at the time at which it says that it was made (iat)'
            cand --as-written 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
            cand --hash-nonce 'Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph'
            cand --own-key 'Check the signature with the key that the token carries, which proves nothing about who made it'
            cand --public-secret 'Check an HMAC with the secrets that everybody knows, where one of them fits'
            cand --do-it-anyway 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds'
            cand -j 'Print the report as JSON, in one line'
            cand --json 'Print the report as JSON, in one line'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;decode'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried where they fit; may be repeated'
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
            cand --inner 'Take the token out of this claim of the token, and check that one'
            cand --color 'Whether to use colours'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --at-iat 'Judge the token at the time at which it says that it was made (iat)'
            cand --as-written 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
            cand --hash-nonce 'Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph'
            cand --own-key 'Check the signature with the key that the token carries, which proves nothing about who made it'
            cand --public-secret 'Check an HMAC with the secrets that everybody knows, where one of them fits'
            cand --do-it-anyway 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds'
            cand -j 'Print the report as JSON, in one line'
            cand --json 'Print the report as JSON, in one line'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;verify'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried where they fit; may be repeated'
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
            cand --inner 'Take the token out of this claim of the token, and check that one'
            cand --color 'Whether to use colours'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --at-iat 'Judge the token at the time at which it says that it was made (iat)'
            cand --as-written 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
            cand --hash-nonce 'Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph'
            cand --own-key 'Check the signature with the key that the token carries, which proves nothing about who made it'
            cand --public-secret 'Check an HMAC with the secrets that everybody knows, where one of them fits'
            cand --do-it-anyway 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds'
            cand -j 'Print the report as JSON, in one line'
            cand --json 'Print the report as JSON, in one line'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;decrypt'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried where they fit; may be repeated'
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
            cand --inner 'Take the token out of this claim of the token, and check that one'
            cand --color 'Whether to use colours'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --at-iat 'Judge the token at the time at which it says that it was made (iat)'
            cand --as-written 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
            cand --hash-nonce 'Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph'
            cand --own-key 'Check the signature with the key that the token carries, which proves nothing about who made it'
            cand --public-secret 'Check an HMAC with the secrets that everybody knows, where one of them fits'
            cand --do-it-anyway 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds'
            cand -j 'Print the report as JSON, in one line'
            cand --json 'Print the report as JSON, in one line'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;desk'= {
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --keyring 'A keyring whose keys are tried where they fit; may be repeated'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --now 'The time to judge at, in seconds since 1970 [default: the clock]'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --json 'Print the list as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;compare'= {
            cand --key 'A key that decrypts them: JWK, JWK Set, PEM or DER; may be repeated'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --json 'Print the differences as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;build'= {
            cand -c 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte'
            cand --claims 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte'
            cand --payload 'A payload of any kind instead of claims: a file, or - for standard input'
            cand -t 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them'
            cand --template 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them'
            cand --save-template 'Save what is asked for here as a template too: texts, structure and algorithms, never a key'
            cand --access-token 'A file that holds the access token that a DPoP proof is bound to, or - for standard input [default: the example of RFC 9449]'
            cand --header 'The protected header: of the signature, or of the encryption where nothing is signed. One for all signatures, or one for each'
            cand --unprotected 'The unprotected header of the signature; one for all, or one for each'
            cand -k 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures'
            cand --key 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures'
            cand -K 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --keyring 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --kid 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures'
            cand --secret-file 'A file that holds a shared secret to sign with; may be repeated'
            cand --secret-env 'An environment variable that holds a shared secret to sign with; may be repeated'
            cand --secret-encoding 'How the secrets are written'
            cand -a 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --alg 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --serialization 'How the token is written [default: compact; general for several signatures or recipients]'
            cand -e 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then'
            cand --encrypt-to 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then'
            cand --to-kid 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated'
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
            cand --signature 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64. It is checked with --key'
            cand --input 'The file with what --signing-input printed'
            cand --iss 'Set iss, the issuer'
            cand --sub 'Set sub, the subject'
            cand --aud 'Set aud, the audience; repeated: a list'
            cand -C 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --claim 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --sd 'A claim that its holder may withhold; may be repeated. A name, or a path: /address/city, /nationalities/0, ''/nationalities/*'' for each, ''/address/**'' for everything inside'
            cand --sd-decoys 'Decoy digests: so many wherever something can be withheld, at a path alone, or with =N among the uppermost claims alone; may be repeated'
            cand --sd-alg 'The hash of the digests [default: sha-256]'
            cand --holder 'The holder''s key, whose public half is named in cnf: JWK, PEM or DER'
            cand --detached 'Leave the payload out of the token'
            cand --zip 'Compress before encrypting; the length then tells about the content'
            cand --allow-weak 'Make what is too weak to issue nevertheless: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
            cand --strict 'Refuse what jotsmith inspect would warn of'
            cand -q 'Say nothing about a token that is made'
            cand --quiet 'Say nothing about a token that is made'
            cand --signing-input 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;sign'= {
            cand -c 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte'
            cand --claims 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte'
            cand --payload 'A payload of any kind instead of claims: a file, or - for standard input'
            cand -t 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them'
            cand --template 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them'
            cand --save-template 'Save what is asked for here as a template too: texts, structure and algorithms, never a key'
            cand --access-token 'A file that holds the access token that a DPoP proof is bound to, or - for standard input [default: the example of RFC 9449]'
            cand --header 'The protected header: of the signature, or of the encryption where nothing is signed. One for all signatures, or one for each'
            cand --unprotected 'The unprotected header of the signature; one for all, or one for each'
            cand -k 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures'
            cand --key 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures'
            cand -K 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --keyring 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --kid 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures'
            cand --secret-file 'A file that holds a shared secret to sign with; may be repeated'
            cand --secret-env 'An environment variable that holds a shared secret to sign with; may be repeated'
            cand --secret-encoding 'How the secrets are written'
            cand -a 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --alg 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --serialization 'How the token is written [default: compact; general for several signatures or recipients]'
            cand -e 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then'
            cand --encrypt-to 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then'
            cand --to-kid 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated'
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
            cand --signature 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64. It is checked with --key'
            cand --input 'The file with what --signing-input printed'
            cand --iss 'Set iss, the issuer'
            cand --sub 'Set sub, the subject'
            cand --aud 'Set aud, the audience; repeated: a list'
            cand -C 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --claim 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --sd 'A claim that its holder may withhold; may be repeated. A name, or a path: /address/city, /nationalities/0, ''/nationalities/*'' for each, ''/address/**'' for everything inside'
            cand --sd-decoys 'Decoy digests: so many wherever something can be withheld, at a path alone, or with =N among the uppermost claims alone; may be repeated'
            cand --sd-alg 'The hash of the digests [default: sha-256]'
            cand --holder 'The holder''s key, whose public half is named in cnf: JWK, PEM or DER'
            cand --detached 'Leave the payload out of the token'
            cand --zip 'Compress before encrypting; the length then tells about the content'
            cand --allow-weak 'Make what is too weak to issue nevertheless: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
            cand --strict 'Refuse what jotsmith inspect would warn of'
            cand -q 'Say nothing about a token that is made'
            cand --quiet 'Say nothing about a token that is made'
            cand --signing-input 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;present'= {
            cand --disclose 'A claim to disclose; may be repeated; none: nothing that can be withheld is shown. A name, or a path: /address/city, /nationalities/0, ''/nationalities/*'' for each, ''/address/**'' for everything inside'
            cand -k 'The holder''s private key, to bind the presentation to a verifier: JWK, PEM or DER'
            cand --holder-key 'The holder''s private key, to bind the presentation to a verifier: JWK, PEM or DER'
            cand -K 'A keyring that has the holder''s key: the one that the token is bound to, or that of --kid'
            cand --keyring 'A keyring that has the holder''s key: the one that the token is bound to, or that of --kid'
            cand --kid 'Which key of the keyring: its kid, name or thumbprint'
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
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --allow-weak 'Make what verifiers reject: with another key than the holder''s, or a weak one'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;tamper'= {
            cand -k 'The key that made it: JWK, PEM or DER; with the public half, what has to be signed anew is left out'
            cand --key 'The key that made it: JWK, PEM or DER; with the public half, what has to be signed anew is left out'
            cand -K 'A keyring that has the key'
            cand --keyring 'A keyring that has the key'
            cand --kid 'Which key of the keyring: its kid, name or thumbprint'
            cand --secret-file 'A file that holds the shared secret'
            cand --secret-env 'An environment variable that holds the shared secret'
            cand --secret-encoding 'How the secret is written'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --try 'Run this for each variant, with the token for {}, or on standard input where there is no {}; it accepts with status 0'
            cand -o 'A new file to write the vectors into, instead of standard output'
            cand --out 'A new file to write the vectors into, instead of standard output'
            cand --pick 'Which token, if the input holds several; the first is 1'
            cand --now 'The time at which the verifier judges, in seconds since 1970 [default: the clock]'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
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
            cand show 'Show a key of a keyring, its public half and what is known about it'
            cand remove 'Take a key out of a keyring'
            cand note 'Give a key a name of its own, apart from its kid; an empty one takes it away'
            cand pin 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away'
            cand rename 'Give a keyring another name'
            cand import 'Put a file that is a keyring among the keyrings'
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
            cand -K 'The keyring whose keys are listed'
            cand --keyring 'The keyring whose keys are listed'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -j 'Print the list as JSON, in one line'
            cand --json 'Print the list as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;add'= {
            cand -K 'The keyring'
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
            cand -K 'The keyring that it goes into'
            cand --keyring 'The keyring that it goes into'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --to 'The format'
            cand -o 'A new file to write into, instead of standard output'
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
            cand -o 'A new file to write into, instead of standard output'
            cand --out 'A new file to write into, instead of standard output'
            cand --new-passphrase-file 'A file whose first line is the passphrase of what is written; - for standard input'
            cand --new-passphrase-fd 'The same from an open file descriptor'
            cand --new-passphrase-env 'The same from an environment variable'
            cand --private 'Write private keys and secrets; without it, nothing private leaves'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;keys;export'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand -k 'The kid, the name or the thumbprint of a key; may be repeated [default: all of them]'
            cand --key 'The kid, the name or the thumbprint of a key; may be repeated [default: all of them]'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --to 'The format'
            cand -o 'A new file to write into, instead of standard output'
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
        &'jotsmith;keys;show'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -j 'Print it as JSON, in one line'
            cand --json 'Print it as JSON, in one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;remove'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;note'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;pin'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'The same from an open file descriptor'
            cand --passphrase-env 'The same from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not the one that this computer opened last under its name'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;rename'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;import'= {
            cand --as 'What it is called here [default: as its file]'
            cand -h 'Print help'
            cand --help 'Print help'
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
            cand -j 'Print the list as JSON, in one line'
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
            cand show 'Show a key of a keyring, its public half and what is known about it'
            cand remove 'Take a key out of a keyring'
            cand note 'Give a key a name of its own, apart from its kid; an empty one takes it away'
            cand pin 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away'
            cand rename 'Give a keyring another name'
            cand import 'Put a file that is a keyring among the keyrings'
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
        &'jotsmith;keys;help;show'= {
        }
        &'jotsmith;keys;help;remove'= {
        }
        &'jotsmith;keys;help;note'= {
        }
        &'jotsmith;keys;help;pin'= {
        }
        &'jotsmith;keys;help;rename'= {
        }
        &'jotsmith;keys;help;import'= {
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
            cand tamper 'Make variants of a token that a verifier must reject'
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
        &'jotsmith;help;tamper'= {
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
            cand show 'Show a key of a keyring, its public half and what is known about it'
            cand remove 'Take a key out of a keyring'
            cand note 'Give a key a name of its own, apart from its kid; an empty one takes it away'
            cand pin 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away'
            cand rename 'Give a keyring another name'
            cand import 'Put a file that is a keyring among the keyrings'
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
        &'jotsmith;help;keys;show'= {
        }
        &'jotsmith;help;keys;remove'= {
        }
        &'jotsmith;help;keys;note'= {
        }
        &'jotsmith;help;keys;pin'= {
        }
        &'jotsmith;help;keys;rename'= {
        }
        &'jotsmith;help;keys;import'= {
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
