
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
            cand inspect 'Show a token and verify it'
            cand decode 'Show a token and verify it'
            cand verify 'Show a token and verify it'
            cand decrypt 'Show a token and verify it'
            cand desk 'Check several tokens, and whether they belong together'
            cand compare 'Compare two tokens: header, claims, signature and size'
            cand export 'Turn a token into a request, a report, another format or code'
            cand redact 'Mask tokens, HAR files and logs for sharing'
            cand size 'Show what a token costs, what it fits into, and what would make it shorter'
            cand build 'Build a token: sign it, encrypt it, or both'
            cand sign 'Build a token: sign it, encrypt it, or both'
            cand encrypt 'Build a token: sign it, encrypt it, or both'
            cand present 'Present chosen claims of an SD-JWT to a verifier'
            cand tamper 'Make variants of a token that a verifier must reject'
            cand templates 'List the templates for tokens, and delete your own'
            cand guess 'Look for the shared secret of a token in a list of words, on all cores'
            cand keys 'List, generate, convert and store keys'
            cand profiles 'List the kinds of token, or what one of them must be'
            cand completions 'Print completions for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;inspect'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried if they fit; may be repeated'
            cand --keyring 'A keyring whose keys are tried if they fit; may be repeated'
            cand --secret-file 'A file with a shared secret; may be repeated'
            cand --secret-env 'An environment variable with a shared secret; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand --passphrase-file 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --now 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]'
            cand --leeway 'Allowed clock skew, such as 30s, or seconds [default: 0]'
            cand --payload 'The payload of a detached signature'
            cand --profile 'The kind of token that it must be; jotsmith profiles lists them'
            cand --policy 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims'
            cand --expires-in 'For how long the token must still be valid, such as 7d, 12h or seconds'
            cand --issuer 'The expected issuer (iss)'
            cand --audience 'The expected audience (aud)'
            cand --typ 'The expected kind of token (typ), such as at+jwt'
            cand --algorithm 'An accepted algorithm (alg or enc); may be repeated'
            cand --require 'A required claim; may be repeated'
            cand --max-age 'The maximum age since iat, such as 5m, or seconds'
            cand --trust 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one''s key'
            cand --access-token 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation'
            cand --htm 'The method of the request that a DPoP proof is for (htm)'
            cand --htu 'The URL of the request that a DPoP proof is for (htu)'
            cand --nonce 'The expected nonce, in the claims or in the key binding of an SD-JWT'
            cand --proof-window 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds'
            cand --pick 'Which token to use if the input contains several; the first is 1'
            cand --inner 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1'
            cand --field 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token'
            cand --color 'Whether to use colours'
            cand --clipboard 'Read the token from the clipboard'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --local 'Show times in the time zone of this computer'
            cand --all 'Show every token of the input, one after the other'
            cand --at-iat 'Evaluate the token at its iat, the time when it was issued'
            cand --as-written 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
            cand --hash-nonce 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it'
            cand --as-made 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys'
            cand --own-key 'Verify the signature with the token''s own key, which proves nothing about who made it'
            cand --public-secret 'Verify an HMAC with well-known secrets, if one of them fits'
            cand --do-it-anyway 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations'
            cand -j 'Print the report as JSON, on one line'
            cand --json 'Print the report as JSON, on one line'
            cand --sarif 'Print the findings as SARIF 2.1.0, on one line'
            cand --html 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact'
            cand --unredacted 'Leave the values in the report as they are'
            cand --checklist 'Print what the standard of this kind of token demands, and how the token meets it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;decode'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried if they fit; may be repeated'
            cand --keyring 'A keyring whose keys are tried if they fit; may be repeated'
            cand --secret-file 'A file with a shared secret; may be repeated'
            cand --secret-env 'An environment variable with a shared secret; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand --passphrase-file 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --now 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]'
            cand --leeway 'Allowed clock skew, such as 30s, or seconds [default: 0]'
            cand --payload 'The payload of a detached signature'
            cand --profile 'The kind of token that it must be; jotsmith profiles lists them'
            cand --policy 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims'
            cand --expires-in 'For how long the token must still be valid, such as 7d, 12h or seconds'
            cand --issuer 'The expected issuer (iss)'
            cand --audience 'The expected audience (aud)'
            cand --typ 'The expected kind of token (typ), such as at+jwt'
            cand --algorithm 'An accepted algorithm (alg or enc); may be repeated'
            cand --require 'A required claim; may be repeated'
            cand --max-age 'The maximum age since iat, such as 5m, or seconds'
            cand --trust 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one''s key'
            cand --access-token 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation'
            cand --htm 'The method of the request that a DPoP proof is for (htm)'
            cand --htu 'The URL of the request that a DPoP proof is for (htu)'
            cand --nonce 'The expected nonce, in the claims or in the key binding of an SD-JWT'
            cand --proof-window 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds'
            cand --pick 'Which token to use if the input contains several; the first is 1'
            cand --inner 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1'
            cand --field 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token'
            cand --color 'Whether to use colours'
            cand --clipboard 'Read the token from the clipboard'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --local 'Show times in the time zone of this computer'
            cand --all 'Show every token of the input, one after the other'
            cand --at-iat 'Evaluate the token at its iat, the time when it was issued'
            cand --as-written 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
            cand --hash-nonce 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it'
            cand --as-made 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys'
            cand --own-key 'Verify the signature with the token''s own key, which proves nothing about who made it'
            cand --public-secret 'Verify an HMAC with well-known secrets, if one of them fits'
            cand --do-it-anyway 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations'
            cand -j 'Print the report as JSON, on one line'
            cand --json 'Print the report as JSON, on one line'
            cand --sarif 'Print the findings as SARIF 2.1.0, on one line'
            cand --html 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact'
            cand --unredacted 'Leave the values in the report as they are'
            cand --checklist 'Print what the standard of this kind of token demands, and how the token meets it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;verify'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried if they fit; may be repeated'
            cand --keyring 'A keyring whose keys are tried if they fit; may be repeated'
            cand --secret-file 'A file with a shared secret; may be repeated'
            cand --secret-env 'An environment variable with a shared secret; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand --passphrase-file 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --now 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]'
            cand --leeway 'Allowed clock skew, such as 30s, or seconds [default: 0]'
            cand --payload 'The payload of a detached signature'
            cand --profile 'The kind of token that it must be; jotsmith profiles lists them'
            cand --policy 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims'
            cand --expires-in 'For how long the token must still be valid, such as 7d, 12h or seconds'
            cand --issuer 'The expected issuer (iss)'
            cand --audience 'The expected audience (aud)'
            cand --typ 'The expected kind of token (typ), such as at+jwt'
            cand --algorithm 'An accepted algorithm (alg or enc); may be repeated'
            cand --require 'A required claim; may be repeated'
            cand --max-age 'The maximum age since iat, such as 5m, or seconds'
            cand --trust 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one''s key'
            cand --access-token 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation'
            cand --htm 'The method of the request that a DPoP proof is for (htm)'
            cand --htu 'The URL of the request that a DPoP proof is for (htu)'
            cand --nonce 'The expected nonce, in the claims or in the key binding of an SD-JWT'
            cand --proof-window 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds'
            cand --pick 'Which token to use if the input contains several; the first is 1'
            cand --inner 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1'
            cand --field 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token'
            cand --color 'Whether to use colours'
            cand --clipboard 'Read the token from the clipboard'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --local 'Show times in the time zone of this computer'
            cand --all 'Show every token of the input, one after the other'
            cand --at-iat 'Evaluate the token at its iat, the time when it was issued'
            cand --as-written 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
            cand --hash-nonce 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it'
            cand --as-made 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys'
            cand --own-key 'Verify the signature with the token''s own key, which proves nothing about who made it'
            cand --public-secret 'Verify an HMAC with well-known secrets, if one of them fits'
            cand --do-it-anyway 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations'
            cand -j 'Print the report as JSON, on one line'
            cand --json 'Print the report as JSON, on one line'
            cand --sarif 'Print the findings as SARIF 2.1.0, on one line'
            cand --html 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact'
            cand --unredacted 'Leave the values in the report as they are'
            cand --checklist 'Print what the standard of this kind of token demands, and how the token meets it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;decrypt'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried if they fit; may be repeated'
            cand --keyring 'A keyring whose keys are tried if they fit; may be repeated'
            cand --secret-file 'A file with a shared secret; may be repeated'
            cand --secret-env 'An environment variable with a shared secret; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand --passphrase-file 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --now 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]'
            cand --leeway 'Allowed clock skew, such as 30s, or seconds [default: 0]'
            cand --payload 'The payload of a detached signature'
            cand --profile 'The kind of token that it must be; jotsmith profiles lists them'
            cand --policy 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims'
            cand --expires-in 'For how long the token must still be valid, such as 7d, 12h or seconds'
            cand --issuer 'The expected issuer (iss)'
            cand --audience 'The expected audience (aud)'
            cand --typ 'The expected kind of token (typ), such as at+jwt'
            cand --algorithm 'An accepted algorithm (alg or enc); may be repeated'
            cand --require 'A required claim; may be repeated'
            cand --max-age 'The maximum age since iat, such as 5m, or seconds'
            cand --trust 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one''s key'
            cand --access-token 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation'
            cand --htm 'The method of the request that a DPoP proof is for (htm)'
            cand --htu 'The URL of the request that a DPoP proof is for (htu)'
            cand --nonce 'The expected nonce, in the claims or in the key binding of an SD-JWT'
            cand --proof-window 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds'
            cand --pick 'Which token to use if the input contains several; the first is 1'
            cand --inner 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1'
            cand --field 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token'
            cand --color 'Whether to use colours'
            cand --clipboard 'Read the token from the clipboard'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --local 'Show times in the time zone of this computer'
            cand --all 'Show every token of the input, one after the other'
            cand --at-iat 'Evaluate the token at its iat, the time when it was issued'
            cand --as-written 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
            cand --hash-nonce 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it'
            cand --as-made 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys'
            cand --own-key 'Verify the signature with the token''s own key, which proves nothing about who made it'
            cand --public-secret 'Verify an HMAC with well-known secrets, if one of them fits'
            cand --do-it-anyway 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations'
            cand -j 'Print the report as JSON, on one line'
            cand --json 'Print the report as JSON, on one line'
            cand --sarif 'Print the findings as SARIF 2.1.0, on one line'
            cand --html 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact'
            cand --unredacted 'Leave the values in the report as they are'
            cand --checklist 'Print what the standard of this kind of token demands, and how the token meets it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;desk'= {
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried if they fit; may be repeated'
            cand --keyring 'A keyring whose keys are tried if they fit; may be repeated'
            cand --secret-file 'A file with a shared secret; may be repeated'
            cand --secret-env 'An environment variable with a shared secret; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --now 'The time to evaluate the tokens at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, or a time of each token''s own: at iat, just before exp, exp-1h; UTC [default: the clock]'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --json 'Print the list as JSON, on one line'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;compare'= {
            cand -k 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --json 'Print the differences as JSON, on one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;export'= {
            cand --as 'What to make of it; --list shows the names'
            cand -k 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated'
            cand -K 'A keyring whose keys are tried if they fit; may be repeated'
            cand --keyring 'A keyring whose keys are tried if they fit; may be repeated'
            cand --secret-file 'A file with a shared secret; may be repeated'
            cand --secret-env 'An environment variable with a shared secret; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --pick 'Which token to use, if there are several, counted from 1'
            cand --layer 'Which layer of a nested token, counted from 1 [default: the innermost]'
            cand --issuer 'The expected issuer (iss) [default: the token''s]'
            cand --audience 'The expected audience (aud) [default: the token''s first]'
            cand --leeway 'Allowed clock skew, such as 30s'
            cand --url 'The address of a request'
            cand --now 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, or a time of its own: at iat, just before exp, exp-1h; UTC [default: the clock]'
            cand -o 'Write it to a new file, for you alone if it is secret'
            cand --output 'Write it to a new file, for you alone if it is secret'
            cand --list 'List the names; with a token, what is not possible for it says why'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --explain 'Say on standard error what each restriction is for'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;redact'= {
            cand --keep 'Keep the values of this claim, header parameter or field; may be repeated'
            cand --mask 'Mask the values of this one, whatever they are; may be repeated'
            cand --keep-lengths 'Make every masked value as long as it was'
            cand --keep-roles 'Keep roles, groups, permissions and scopes'
            cand --keep-issuer 'Keep issuer, audience and client ID'
            cand --json 'Print the redacted text, and what is masked in it, as JSON, on one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;size'= {
            cand --pick 'Which token of the input, counted from 1'
            cand -k 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated'
            cand --key 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --baseline 'What to compare with: sub, session-id, or a number of bytes'
            cand --cookie-name 'The name of the cookie'
            cand --address 'The address in front of the token in a URL'
            cand --other-headers 'Bytes of the request line and the other headers'
            cand --limit 'A limit of your own for the header line; may be repeated'
            cand --requests 'Requests of one page'
            cand --pages 'Pages that a user opens in a day'
            cand --users 'Users'
            cand --services 'Services that the token is passed on to'
            cand --cookie 'The token is sent to the servers in a cookie, not in Authorization'
            cand --json 'Print it as JSON, on one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;build'= {
            cand -c 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte'
            cand --claims 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte'
            cand --payload 'Any other payload instead of claims: a file, or - for standard input'
            cand -t 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts'
            cand --template 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts'
            cand --save-template 'Also save these options as a template: texts, structure and algorithms, never a key'
            cand --access-token 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]'
            cand --header 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input'
            cand --unprotected 'The unprotected header of the signature; one for all, or one for each'
            cand -k 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures'
            cand --key 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures'
            cand -K 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --keyring 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --kid 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures'
            cand --secret-file 'A file with a shared secret to sign with; may be repeated'
            cand --secret-env 'An environment variable with a shared secret to sign with; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand -a 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --alg 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --serialization 'The serialization of the token [default: compact, or general for several signatures or recipients]'
            cand -e 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing'
            cand --encrypt-to 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing'
            cand --to-kid 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated'
            cand --jwe-alg 'The key management algorithm [default: follows the key]; one for all recipients, or one for each'
            cand --enc 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]'
            cand --jwe-header 'The protected header of the encryption'
            cand --jwe-unprotected 'The shared unprotected header of the encryption'
            cand --aad 'A file with additional authenticated data; not for the compact serialization'
            cand --pbes2-count 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]'
            cand --exp 'Set exp: +5m, +1h30m, ''tomorrow 08:00'', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970'
            cand --nbf 'Set nbf'
            cand --iat 'Set iat'
            cand --jti 'Set jti; without TEXT, to a new random identifier'
            cand --header-sync 'Which header parameters follow the algorithm and the key [default: in-step]'
            cand --passphrase-file 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --now 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]'
            cand --signature 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret'
            cand --input 'The file with what --signing-input printed'
            cand --iss 'Set iss, the issuer'
            cand --sub 'Set sub, the subject'
            cand --aud 'Set aud, the audience; repeated: a list'
            cand -C 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --claim 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --sd 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, ''/nationalities/*'' for each element, ''/address/**'' for everything inside; may be repeated'
            cand --sd-decoys 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated'
            cand --sd-alg 'The hash algorithm of the digests [default: sha-256]'
            cand --holder 'The holder''s key, whose public half goes into cnf: JWK, PEM or DER'
            cand --detached 'Detach the payload: leave it out of the token'
            cand --zip 'Compress before encrypting; the length can then reveal the content'
            cand --allow-weak 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
            cand --strict 'Refuse what jotsmith inspect would warn of'
            cand --clipboard 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories'
            cand -q 'Say nothing about a token that is made'
            cand --quiet 'Say nothing about a token that is made'
            cand --signing-input 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;sign'= {
            cand -c 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte'
            cand --claims 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte'
            cand --payload 'Any other payload instead of claims: a file, or - for standard input'
            cand -t 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts'
            cand --template 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts'
            cand --save-template 'Also save these options as a template: texts, structure and algorithms, never a key'
            cand --access-token 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]'
            cand --header 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input'
            cand --unprotected 'The unprotected header of the signature; one for all, or one for each'
            cand -k 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures'
            cand --key 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures'
            cand -K 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --keyring 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --kid 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures'
            cand --secret-file 'A file with a shared secret to sign with; may be repeated'
            cand --secret-env 'An environment variable with a shared secret to sign with; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand -a 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --alg 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --serialization 'The serialization of the token [default: compact, or general for several signatures or recipients]'
            cand -e 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing'
            cand --encrypt-to 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing'
            cand --to-kid 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated'
            cand --jwe-alg 'The key management algorithm [default: follows the key]; one for all recipients, or one for each'
            cand --enc 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]'
            cand --jwe-header 'The protected header of the encryption'
            cand --jwe-unprotected 'The shared unprotected header of the encryption'
            cand --aad 'A file with additional authenticated data; not for the compact serialization'
            cand --pbes2-count 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]'
            cand --exp 'Set exp: +5m, +1h30m, ''tomorrow 08:00'', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970'
            cand --nbf 'Set nbf'
            cand --iat 'Set iat'
            cand --jti 'Set jti; without TEXT, to a new random identifier'
            cand --header-sync 'Which header parameters follow the algorithm and the key [default: in-step]'
            cand --passphrase-file 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --now 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]'
            cand --signature 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret'
            cand --input 'The file with what --signing-input printed'
            cand --iss 'Set iss, the issuer'
            cand --sub 'Set sub, the subject'
            cand --aud 'Set aud, the audience; repeated: a list'
            cand -C 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --claim 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --sd 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, ''/nationalities/*'' for each element, ''/address/**'' for everything inside; may be repeated'
            cand --sd-decoys 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated'
            cand --sd-alg 'The hash algorithm of the digests [default: sha-256]'
            cand --holder 'The holder''s key, whose public half goes into cnf: JWK, PEM or DER'
            cand --detached 'Detach the payload: leave it out of the token'
            cand --zip 'Compress before encrypting; the length can then reveal the content'
            cand --allow-weak 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
            cand --strict 'Refuse what jotsmith inspect would warn of'
            cand --clipboard 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories'
            cand -q 'Say nothing about a token that is made'
            cand --quiet 'Say nothing about a token that is made'
            cand --signing-input 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;encrypt'= {
            cand -c 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte'
            cand --claims 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte'
            cand --payload 'Any other payload instead of claims: a file, or - for standard input'
            cand -t 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts'
            cand --template 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts'
            cand --save-template 'Also save these options as a template: texts, structure and algorithms, never a key'
            cand --access-token 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]'
            cand --header 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input'
            cand --unprotected 'The unprotected header of the signature; one for all, or one for each'
            cand -k 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures'
            cand --key 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures'
            cand -K 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --keyring 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated'
            cand --kid 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures'
            cand --secret-file 'A file with a shared secret to sign with; may be repeated'
            cand --secret-env 'An environment variable with a shared secret to sign with; may be repeated'
            cand --secret-encoding 'How the secrets are encoded; without it, as text, or as the variables in a file'
            cand -a 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --alg 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each'
            cand --serialization 'The serialization of the token [default: compact, or general for several signatures or recipients]'
            cand -e 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing'
            cand --encrypt-to 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing'
            cand --to-kid 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated'
            cand --jwe-alg 'The key management algorithm [default: follows the key]; one for all recipients, or one for each'
            cand --enc 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]'
            cand --jwe-header 'The protected header of the encryption'
            cand --jwe-unprotected 'The shared unprotected header of the encryption'
            cand --aad 'A file with additional authenticated data; not for the compact serialization'
            cand --pbes2-count 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]'
            cand --exp 'Set exp: +5m, +1h30m, ''tomorrow 08:00'', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970'
            cand --nbf 'Set nbf'
            cand --iat 'Set iat'
            cand --jti 'Set jti; without TEXT, to a new random identifier'
            cand --header-sync 'Which header parameters follow the algorithm and the key [default: in-step]'
            cand --passphrase-file 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --now 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]'
            cand --signature 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret'
            cand --input 'The file with what --signing-input printed'
            cand --iss 'Set iss, the issuer'
            cand --sub 'Set sub, the subject'
            cand --aud 'Set aud, the audience; repeated: a list'
            cand -C 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --claim 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated'
            cand --sd 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, ''/nationalities/*'' for each element, ''/address/**'' for everything inside; may be repeated'
            cand --sd-decoys 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated'
            cand --sd-alg 'The hash algorithm of the digests [default: sha-256]'
            cand --holder 'The holder''s key, whose public half goes into cnf: JWK, PEM or DER'
            cand --detached 'Detach the payload: leave it out of the token'
            cand --zip 'Compress before encrypting; the length can then reveal the content'
            cand --allow-weak 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
            cand --strict 'Refuse what jotsmith inspect would warn of'
            cand --clipboard 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories'
            cand -q 'Say nothing about a token that is made'
            cand --quiet 'Say nothing about a token that is made'
            cand --signing-input 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;present'= {
            cand --disclose 'A claim to disclose, by name or path: /address/city, /nationalities/0, ''/nationalities/*'' for each element, ''/address/**'' for everything inside; may be repeated. Without it, everything that can be withheld is withheld'
            cand -k 'The holder''s private key, which binds the presentation to a verifier: JWK, PEM or DER'
            cand --holder-key 'The holder''s private key, which binds the presentation to a verifier: JWK, PEM or DER'
            cand -K 'A keyring that has the holder''s key: the one that the token is bound to, or that of --kid'
            cand --keyring 'A keyring that has the holder''s key: the one that the token is bound to, or that of --kid'
            cand --kid 'Which key of the keyring: its kid, name or thumbprint'
            cand --nonce 'The nonce from the verifier'
            cand --aud 'The verifier (aud)'
            cand --iat 'The time of the presentation: now, -1h, or seconds since 1970'
            cand --alg 'The algorithm to sign with [default: follows the key]'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --pick 'Which token to use if the input contains several; the first is 1'
            cand --now 'The current time for a relative --iat: an HTTP date, 2026-11-23T14:20Z, or seconds since 1970; UTC [default: the clock]'
            cand --disclose-all 'Disclose everything'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --allow-weak 'Build it even if verifiers will reject it: with a key that is not the holder''s, or a weak one'
            cand --clipboard 'Put the presentation on the clipboard instead of printing it: for 30 seconds, out of clipboard histories'
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
            cand --secret-encoding 'How the secret is written; without it, as text, or as the variables in a file'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --try 'Run this for each variant, with the token for {}, or on standard input where there is no {}; it accepts with status 0. No shell reads it: to have one, run sh -c ''…'''
            cand --timeout 'How many seconds the command may take for one variant'
            cand -o 'A new file to write the vectors into, instead of standard output'
            cand --out 'A new file to write the vectors into, instead of standard output'
            cand --pick 'Which token to use if the input contains several; the first is 1'
            cand --now 'The time at which the verifier judges: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --clipboard 'Put the vectors on the clipboard instead of printing them: for 30 seconds, out of clipboard histories'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;templates'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the built-in templates and your own'
            cand delete 'Delete a template of your own'
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
            cand list 'List the built-in templates and your own'
            cand delete 'Delete a template of your own'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;templates;help;list'= {
        }
        &'jotsmith;templates;help;delete'= {
        }
        &'jotsmith;templates;help;help'= {
        }
        &'jotsmith;guess'= {
            cand -w 'The list: one word a line; `-` is standard input'
            cand --wordlist 'The list: one word a line; `-` is standard input'
            cand --pick 'Which of several tokens in the input'
            cand -q 'Do not tell how far it is'
            cand --quiet 'Do not tell how far it is'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the keyrings, or the keys in a keyring or a file'
            cand add 'Add keys from files to a keyring'
            cand generate 'Generate a key, into a keyring or, with --private, to standard output or a file'
            cand convert 'Convert the keys of a file'
            cand export 'Export the keys of a keyring, or the whole keyring, for other programs'
            cand show 'Show a key of a keyring, its public half and what is known about it'
            cand remove 'Take a key out of a keyring'
            cand note 'Give a key a name of its own, apart from its kid; an empty one takes it away'
            cand pin 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away'
            cand trust 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token''s own (x5c)'
            cand rename 'Give a keyring another name'
            cand import 'Put a file that is a keyring among the keyrings'
            cand create 'Create an empty keyring'
            cand passphrase 'Change the passphrase of a keyring'
            cand backups 'List the backups of a keyring, or restore one'
            cand leftovers 'List the files of interrupted saves, restore one, or delete them'
            cand delete 'Move a keyring and its backups to the trash; nothing is erased'
            cand trash 'List the keyrings in the trash, the latest first'
            cand restore 'Bring a keyring back from the trash, with its backups'
            cand erase 'Permanently delete a keyring in the trash, with its backups'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;keys;list'= {
            cand -K 'The keyring whose keys to list'
            cand --keyring 'The keyring whose keys to list'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -j 'Print the list as JSON, on one line'
            cand --json 'Print the list as JSON, on one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;add'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --file-passphrase-file 'A file whose first line is the passphrase of the files; - for standard input'
            cand --file-passphrase-fd 'Read it from an open file descriptor'
            cand --file-passphrase-env 'Read it from an environment variable'
            cand --name 'What you call the key; one alone is added then'
            cand --secret-encoding 'Read the files as shared secrets in this encoding, whatever is in them'
            cand --issuer 'Pin the keys to this issuer (iss)'
            cand --create 'Create the keyring if it does not exist'
            cand --public 'Create it as a plain JWK Set without a passphrase, for public keys only'
            cand --weak-passphrase 'Use a new passphrase although it is very weak'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;keys;generate'= {
            cand --name 'What you call it, in the keyring [default: its kind and the day]'
            cand --kid 'Its kid: thumbprint, date, uuid, none, or =TEXT for a text of your own'
            cand --use 'Its use: sig, enc, none, or another [default: the use of its alg]'
            cand --alg 'Its alg, or none [default: the usual one of its kind]'
            cand --key-ops 'Its key_ops, separated by commas: sign, verify, encrypt, decrypt, wrapKey, unwrapKey, deriveKey, deriveBits'
            cand -K 'The keyring to add it to'
            cand --keyring 'The keyring to add it to'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --to 'The format'
            cand -o 'A new file to write to instead of standard output'
            cand --out 'A new file to write to instead of standard output'
            cand --new-passphrase-file 'A file whose first line is the passphrase for the output; - for standard input'
            cand --new-passphrase-fd 'Read it from an open file descriptor'
            cand --new-passphrase-env 'Read it from an environment variable'
            cand --create 'Create the keyring if it does not exist'
            cand --weak-passphrase 'Use a new passphrase although it is very weak'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --private 'Allow private keys and secrets in the output'
            cand --clipboard 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;keys;convert'= {
            cand -k 'The kid of a key, its name, or the beginning of its thumbprint; may be repeated [default: all of them]'
            cand --key 'The kid of a key, its name, or the beginning of its thumbprint; may be repeated [default: all of them]'
            cand --kid 'The kid of a key, its name, or the beginning of its thumbprint; may be repeated [default: all of them]'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --to 'The format'
            cand -o 'A new file to write to instead of standard output'
            cand --out 'A new file to write to instead of standard output'
            cand --new-passphrase-file 'A file whose first line is the passphrase for the output; - for standard input'
            cand --new-passphrase-fd 'Read it from an open file descriptor'
            cand --new-passphrase-env 'Read it from an environment variable'
            cand --private 'Allow private keys and secrets in the output'
            cand --clipboard 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories'
            cand --weak-passphrase 'Use a new passphrase although it is very weak'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;keys;export'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand -k 'The kid, the name or the thumbprint of a key; may be repeated [default: all of them]'
            cand --key 'The kid, the name or the thumbprint of a key; may be repeated [default: all of them]'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --to 'The format'
            cand -o 'A new file to write to instead of standard output'
            cand --out 'A new file to write to instead of standard output'
            cand --new-passphrase-file 'A file whose first line is the passphrase for the output; - for standard input'
            cand --new-passphrase-fd 'Read it from an open file descriptor'
            cand --new-passphrase-env 'Read it from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --private 'Allow private keys and secrets in the output'
            cand --clipboard 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories'
            cand --weak-passphrase 'Use a new passphrase although it is very weak'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'jotsmith;keys;show'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
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
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;note'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;pin'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;trust'= {
            cand -K 'The keyring'
            cand --keyring 'The keyring'
            cand --remove 'Remove this one: its common name, its subject, or the beginning of its thumbprint'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -j 'Print the list as JSON, on one line'
            cand --json 'Print the list as JSON, on one line'
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
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --public 'Create it as a plain JWK Set without a passphrase, for public keys only'
            cand --generate-passphrase 'Generate a passphrase of six random words and print it to standard output'
            cand --weak-passphrase 'Use a new passphrase although it is very weak'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;passphrase'= {
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --new-passphrase-file 'A file whose first line is the passphrase for the output; - for standard input'
            cand --new-passphrase-fd 'Read it from an open file descriptor'
            cand --new-passphrase-env 'Read it from an environment variable'
            cand --weak-passphrase 'Use a new passphrase although it is very weak'
            cand --generate-passphrase 'Generate a passphrase of six random words and print it to standard output'
            cand --discard-older 'Delete the backups and the files of interrupted saves, which open with the old passphrase'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;backups'= {
            cand --restore 'Restore this one, where 1 is the latest; the current keyring becomes a backup'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --discard 'Delete all of them, and the files of interrupted saves'
            cand --yes 'Confirm it'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --json 'Print the list as JSON, on one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;leftovers'= {
            cand --restore 'Restore this one of the list; the current keyring becomes a backup'
            cand --passphrase-file 'A file whose first line is the passphrase; - for standard input'
            cand --passphrase-fd 'Read it from an open file descriptor'
            cand --passphrase-env 'Read it from an environment variable'
            cand --discard 'Delete all that are listed'
            cand --yes 'Confirm it'
            cand --accept-changed-keyring 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
            cand --open-anyway 'Open a keyring although its key derivation costs more than is done without asking'
            cand --json 'Print the list as JSON, on one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;delete'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;trash'= {
            cand -j 'Print the list as JSON, on one line'
            cand --json 'Print the list as JSON, on one line'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;restore'= {
            cand --pick 'Which one, if the trash has several with that name; 1 is the latest'
            cand --as 'A new name for it, if the old one is taken'
            cand --accept-changed-keyring 'Restore it although it is not the file that was deleted'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;erase'= {
            cand --pick 'Which one, if the trash has several with that name; 1 is the latest'
            cand --yes 'Confirm the deletion; without this, only what would be lost is shown'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;keys;help'= {
            cand list 'List the keyrings, or the keys in a keyring or a file'
            cand add 'Add keys from files to a keyring'
            cand generate 'Generate a key, into a keyring or, with --private, to standard output or a file'
            cand convert 'Convert the keys of a file'
            cand export 'Export the keys of a keyring, or the whole keyring, for other programs'
            cand show 'Show a key of a keyring, its public half and what is known about it'
            cand remove 'Take a key out of a keyring'
            cand note 'Give a key a name of its own, apart from its kid; an empty one takes it away'
            cand pin 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away'
            cand trust 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token''s own (x5c)'
            cand rename 'Give a keyring another name'
            cand import 'Put a file that is a keyring among the keyrings'
            cand create 'Create an empty keyring'
            cand passphrase 'Change the passphrase of a keyring'
            cand backups 'List the backups of a keyring, or restore one'
            cand leftovers 'List the files of interrupted saves, restore one, or delete them'
            cand delete 'Move a keyring and its backups to the trash; nothing is erased'
            cand trash 'List the keyrings in the trash, the latest first'
            cand restore 'Bring a keyring back from the trash, with its backups'
            cand erase 'Permanently delete a keyring in the trash, with its backups'
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
        &'jotsmith;keys;help;trust'= {
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
        &'jotsmith;profiles'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;completions'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'jotsmith;help'= {
            cand inspect 'Show a token and verify it'
            cand desk 'Check several tokens, and whether they belong together'
            cand compare 'Compare two tokens: header, claims, signature and size'
            cand export 'Turn a token into a request, a report, another format or code'
            cand redact 'Mask tokens, HAR files and logs for sharing'
            cand size 'Show what a token costs, what it fits into, and what would make it shorter'
            cand build 'Build a token: sign it, encrypt it, or both'
            cand present 'Present chosen claims of an SD-JWT to a verifier'
            cand tamper 'Make variants of a token that a verifier must reject'
            cand templates 'List the templates for tokens, and delete your own'
            cand guess 'Look for the shared secret of a token in a list of words, on all cores'
            cand keys 'List, generate, convert and store keys'
            cand profiles 'List the kinds of token, or what one of them must be'
            cand completions 'Print completions for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jotsmith;help;inspect'= {
        }
        &'jotsmith;help;desk'= {
        }
        &'jotsmith;help;compare'= {
        }
        &'jotsmith;help;export'= {
        }
        &'jotsmith;help;redact'= {
        }
        &'jotsmith;help;size'= {
        }
        &'jotsmith;help;build'= {
        }
        &'jotsmith;help;present'= {
        }
        &'jotsmith;help;tamper'= {
        }
        &'jotsmith;help;templates'= {
            cand list 'List the built-in templates and your own'
            cand delete 'Delete a template of your own'
        }
        &'jotsmith;help;templates;list'= {
        }
        &'jotsmith;help;templates;delete'= {
        }
        &'jotsmith;help;guess'= {
        }
        &'jotsmith;help;keys'= {
            cand list 'List the keyrings, or the keys in a keyring or a file'
            cand add 'Add keys from files to a keyring'
            cand generate 'Generate a key, into a keyring or, with --private, to standard output or a file'
            cand convert 'Convert the keys of a file'
            cand export 'Export the keys of a keyring, or the whole keyring, for other programs'
            cand show 'Show a key of a keyring, its public half and what is known about it'
            cand remove 'Take a key out of a keyring'
            cand note 'Give a key a name of its own, apart from its kid; an empty one takes it away'
            cand pin 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away'
            cand trust 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token''s own (x5c)'
            cand rename 'Give a keyring another name'
            cand import 'Put a file that is a keyring among the keyrings'
            cand create 'Create an empty keyring'
            cand passphrase 'Change the passphrase of a keyring'
            cand backups 'List the backups of a keyring, or restore one'
            cand leftovers 'List the files of interrupted saves, restore one, or delete them'
            cand delete 'Move a keyring and its backups to the trash; nothing is erased'
            cand trash 'List the keyrings in the trash, the latest first'
            cand restore 'Bring a keyring back from the trash, with its backups'
            cand erase 'Permanently delete a keyring in the trash, with its backups'
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
        &'jotsmith;help;keys;trust'= {
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
        &'jotsmith;help;profiles'= {
        }
        &'jotsmith;help;completions'= {
        }
        &'jotsmith;help;help'= {
        }
    ]
    $completions[$command]
}
