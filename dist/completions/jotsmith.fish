# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_jotsmith_global_optspecs
    string join \n h/help V/version
end

function __fish_jotsmith_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_jotsmith_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_jotsmith_using_subcommand
    set -l cmd (__fish_jotsmith_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c jotsmith -n "__fish_jotsmith_needs_command" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -s V -l version -d 'Print version'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "inspect" -d 'Show a token and verify it'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "decode" -d 'Show a token and verify it'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "verify" -d 'Show a token and verify it'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "decrypt" -d 'Show a token and verify it'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "desk" -d 'Check several tokens, and whether they belong together'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "compare" -d 'Compare two tokens: header, claims, signature and size'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "export" -d 'Turn a token into a request, a report, another format or code'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "redact" -d 'Mask tokens, HAR files and logs for sharing'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "size" -d 'Show what a token costs, what it fits into, and what would make it shorter'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "build" -d 'Build a token: sign it, encrypt it, or both'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "sign" -d 'Build a token: sign it, encrypt it, or both'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "encrypt" -d 'Build a token: sign it, encrypt it, or both'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "present" -d 'Present chosen claims of an SD-JWT to a verifier'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "tamper" -d 'Make variants of a token that a verifier must reject'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "templates" -d 'List the templates for tokens, and delete your own'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "guess" -d 'Look for the shared secret of a token in a list of words, on all cores'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "keys" -d 'List, generate, convert and store keys'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "profiles" -d 'List the kinds of token, or what one of them must be'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c jotsmith -n "__fish_jotsmith_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -s k -l key -d 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -s K -l keyring -d 'A keyring whose keys are tried if they fit; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l secret-file -d 'A file with a shared secret; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l secret-env -d 'An environment variable with a shared secret; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l passphrase-file -d 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l now -d 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l leeway -d 'Allowed clock skew, such as 30s, or seconds [default: 0]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l payload -d 'The payload of a detached signature' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l profile -d 'The kind of token that it must be; jotsmith profiles lists them' -r -f -a "id-token\t'Tells an application who signed in; not meant for APIs'
userinfo-response\t'What an OpenID provider says about a user, signed'
access-token\t'Grants access to an API to whoever holds it'
bearer-token\t'Grants access to an API to whoever holds it'
refresh-token\t'Obtains new tokens; only the application and its issuer should see it'
dpop-proof\t'Proves, for one request, that the sender holds the key'
logout-token\t'Tells an application to end sessions'
client-assertion\t'Authenticates an application to its authorization server'
authorization-grant\t'Exchanged for an access token'
authorization-request\t'The parameters of a sign-in, signed by the application'
authorization-response\t'The answer to a sign-in, signed by the authorization server'
introspection-response\t'What the authorization server says about another token'
security-event\t'Reports an event; it gives no access'
key-binding\t'Proves that the presenter of an SD-JWT holds its key'
sd-jwt-vc\t'Claims that the holder can disclose selectively'
sd-jwt\t'Claims that the holder can disclose selectively'
verifiable-credential\t'Claims about a subject that anyone can verify'
verifiable-presentation\t'Credentials, presented by their holder'
status-list\t'Lists which of many tokens have been revoked'
federation-statement\t'What a federation entity states about itself or another'
client-attestation\t'Vouches for one installation of an application and its key'
possession-proof\t'Proves that the sender holds the key'
service-account\t'Authenticates a workload to the cluster and to other services'
ci-job\t'Proves which repository and branch a CI job runs for'
passport\t'Says who is calling whom, signed by the telephone company'
acme-request\t'A signed request to a certificate authority'
workload-identity\t'Says which workload this is, and which key it holds'
workload-proof\t'Proves, for one request, that the workload holds its key'
transaction-token\t'Carries who asked for what through the services of one request'
identity-grant\t'Exchanged for an access token of another organization\'s API'
key-attestation\t'Vouches for how a wallet keeps its keys'
issuer-metadata\t'What a credential issuer offers, signed'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l policy -d 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l expires-in -d 'For how long the token must still be valid, such as 7d, 12h or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l issuer -d 'The expected issuer (iss)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l audience -d 'The expected audience (aud)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l typ -d 'The expected kind of token (typ), such as at+jwt' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l algorithm -d 'An accepted algorithm (alg or enc); may be repeated' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
dir\t''
A128KW\t''
A192KW\t''
A256KW\t''
A128GCMKW\t''
A192GCMKW\t''
A256GCMKW\t''
RSA-OAEP\t''
RSA-OAEP-256\t''
RSA-OAEP-384\t''
RSA-OAEP-512\t''
RSA1_5\t''
ECDH-ES\t''
ECDH-ES+A128KW\t''
ECDH-ES+A192KW\t''
ECDH-ES+A256KW\t''
PBES2-HS256+A128KW\t''
PBES2-HS384+A192KW\t''
PBES2-HS512+A256KW\t''
A128CBC-HS256\t''
A192CBC-HS384\t''
A256CBC-HS512\t''
A128GCM\t''
A192GCM\t''
A256GCM\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l require -d 'A required claim; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l max-age -d 'The maximum age since iat, such as 5m, or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l trust -d 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one\'s key' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l access-token -d 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l htm -d 'The method of the request that a DPoP proof is for (htm)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l htu -d 'The URL of the request that a DPoP proof is for (htu)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l nonce -d 'The expected nonce, in the claims or in the key binding of an SD-JWT' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l proof-window -d 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l pick -d 'Which token to use if the input contains several; the first is 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l inner -d 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l field -d 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l color -d 'Whether to use colours' -r -f -a "auto\t'Only on a terminal'
always\t'Also in a pipe or a file'
never\t'Never'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l clipboard -d 'Read the token from the clipboard'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l local -d 'Show times in the time zone of this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l all -d 'Show every token of the input, one after the other'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l at-iat -d 'Evaluate the token at its iat, the time when it was issued'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l as-written -d 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l hash-nonce -d 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l as-made -d 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l own-key -d 'Verify the signature with the token\'s own key, which proves nothing about who made it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l public-secret -d 'Verify an HMAC with well-known secrets, if one of them fits'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l do-it-anyway -d 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -s j -l json -d 'Print the report as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l sarif -d 'Print the findings as SARIF 2.1.0, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l html -d 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l unredacted -d 'Leave the values in the report as they are'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -l checklist -d 'Print what the standard of this kind of token demands, and how the token meets it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -s k -l key -d 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -s K -l keyring -d 'A keyring whose keys are tried if they fit; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l secret-file -d 'A file with a shared secret; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l secret-env -d 'An environment variable with a shared secret; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l passphrase-file -d 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l now -d 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l leeway -d 'Allowed clock skew, such as 30s, or seconds [default: 0]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l payload -d 'The payload of a detached signature' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l profile -d 'The kind of token that it must be; jotsmith profiles lists them' -r -f -a "id-token\t'Tells an application who signed in; not meant for APIs'
userinfo-response\t'What an OpenID provider says about a user, signed'
access-token\t'Grants access to an API to whoever holds it'
bearer-token\t'Grants access to an API to whoever holds it'
refresh-token\t'Obtains new tokens; only the application and its issuer should see it'
dpop-proof\t'Proves, for one request, that the sender holds the key'
logout-token\t'Tells an application to end sessions'
client-assertion\t'Authenticates an application to its authorization server'
authorization-grant\t'Exchanged for an access token'
authorization-request\t'The parameters of a sign-in, signed by the application'
authorization-response\t'The answer to a sign-in, signed by the authorization server'
introspection-response\t'What the authorization server says about another token'
security-event\t'Reports an event; it gives no access'
key-binding\t'Proves that the presenter of an SD-JWT holds its key'
sd-jwt-vc\t'Claims that the holder can disclose selectively'
sd-jwt\t'Claims that the holder can disclose selectively'
verifiable-credential\t'Claims about a subject that anyone can verify'
verifiable-presentation\t'Credentials, presented by their holder'
status-list\t'Lists which of many tokens have been revoked'
federation-statement\t'What a federation entity states about itself or another'
client-attestation\t'Vouches for one installation of an application and its key'
possession-proof\t'Proves that the sender holds the key'
service-account\t'Authenticates a workload to the cluster and to other services'
ci-job\t'Proves which repository and branch a CI job runs for'
passport\t'Says who is calling whom, signed by the telephone company'
acme-request\t'A signed request to a certificate authority'
workload-identity\t'Says which workload this is, and which key it holds'
workload-proof\t'Proves, for one request, that the workload holds its key'
transaction-token\t'Carries who asked for what through the services of one request'
identity-grant\t'Exchanged for an access token of another organization\'s API'
key-attestation\t'Vouches for how a wallet keeps its keys'
issuer-metadata\t'What a credential issuer offers, signed'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l policy -d 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l expires-in -d 'For how long the token must still be valid, such as 7d, 12h or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l issuer -d 'The expected issuer (iss)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l audience -d 'The expected audience (aud)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l typ -d 'The expected kind of token (typ), such as at+jwt' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l algorithm -d 'An accepted algorithm (alg or enc); may be repeated' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
dir\t''
A128KW\t''
A192KW\t''
A256KW\t''
A128GCMKW\t''
A192GCMKW\t''
A256GCMKW\t''
RSA-OAEP\t''
RSA-OAEP-256\t''
RSA-OAEP-384\t''
RSA-OAEP-512\t''
RSA1_5\t''
ECDH-ES\t''
ECDH-ES+A128KW\t''
ECDH-ES+A192KW\t''
ECDH-ES+A256KW\t''
PBES2-HS256+A128KW\t''
PBES2-HS384+A192KW\t''
PBES2-HS512+A256KW\t''
A128CBC-HS256\t''
A192CBC-HS384\t''
A256CBC-HS512\t''
A128GCM\t''
A192GCM\t''
A256GCM\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l require -d 'A required claim; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l max-age -d 'The maximum age since iat, such as 5m, or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l trust -d 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one\'s key' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l access-token -d 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l htm -d 'The method of the request that a DPoP proof is for (htm)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l htu -d 'The URL of the request that a DPoP proof is for (htu)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l nonce -d 'The expected nonce, in the claims or in the key binding of an SD-JWT' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l proof-window -d 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l pick -d 'Which token to use if the input contains several; the first is 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l inner -d 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l field -d 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l color -d 'Whether to use colours' -r -f -a "auto\t'Only on a terminal'
always\t'Also in a pipe or a file'
never\t'Never'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l clipboard -d 'Read the token from the clipboard'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l local -d 'Show times in the time zone of this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l all -d 'Show every token of the input, one after the other'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l at-iat -d 'Evaluate the token at its iat, the time when it was issued'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l as-written -d 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l hash-nonce -d 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l as-made -d 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l own-key -d 'Verify the signature with the token\'s own key, which proves nothing about who made it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l public-secret -d 'Verify an HMAC with well-known secrets, if one of them fits'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l do-it-anyway -d 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -s j -l json -d 'Print the report as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l sarif -d 'Print the findings as SARIF 2.1.0, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l html -d 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l unredacted -d 'Leave the values in the report as they are'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -l checklist -d 'Print what the standard of this kind of token demands, and how the token meets it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -s k -l key -d 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -s K -l keyring -d 'A keyring whose keys are tried if they fit; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l secret-file -d 'A file with a shared secret; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l secret-env -d 'An environment variable with a shared secret; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l passphrase-file -d 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l now -d 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l leeway -d 'Allowed clock skew, such as 30s, or seconds [default: 0]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l payload -d 'The payload of a detached signature' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l profile -d 'The kind of token that it must be; jotsmith profiles lists them' -r -f -a "id-token\t'Tells an application who signed in; not meant for APIs'
userinfo-response\t'What an OpenID provider says about a user, signed'
access-token\t'Grants access to an API to whoever holds it'
bearer-token\t'Grants access to an API to whoever holds it'
refresh-token\t'Obtains new tokens; only the application and its issuer should see it'
dpop-proof\t'Proves, for one request, that the sender holds the key'
logout-token\t'Tells an application to end sessions'
client-assertion\t'Authenticates an application to its authorization server'
authorization-grant\t'Exchanged for an access token'
authorization-request\t'The parameters of a sign-in, signed by the application'
authorization-response\t'The answer to a sign-in, signed by the authorization server'
introspection-response\t'What the authorization server says about another token'
security-event\t'Reports an event; it gives no access'
key-binding\t'Proves that the presenter of an SD-JWT holds its key'
sd-jwt-vc\t'Claims that the holder can disclose selectively'
sd-jwt\t'Claims that the holder can disclose selectively'
verifiable-credential\t'Claims about a subject that anyone can verify'
verifiable-presentation\t'Credentials, presented by their holder'
status-list\t'Lists which of many tokens have been revoked'
federation-statement\t'What a federation entity states about itself or another'
client-attestation\t'Vouches for one installation of an application and its key'
possession-proof\t'Proves that the sender holds the key'
service-account\t'Authenticates a workload to the cluster and to other services'
ci-job\t'Proves which repository and branch a CI job runs for'
passport\t'Says who is calling whom, signed by the telephone company'
acme-request\t'A signed request to a certificate authority'
workload-identity\t'Says which workload this is, and which key it holds'
workload-proof\t'Proves, for one request, that the workload holds its key'
transaction-token\t'Carries who asked for what through the services of one request'
identity-grant\t'Exchanged for an access token of another organization\'s API'
key-attestation\t'Vouches for how a wallet keeps its keys'
issuer-metadata\t'What a credential issuer offers, signed'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l policy -d 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l expires-in -d 'For how long the token must still be valid, such as 7d, 12h or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l issuer -d 'The expected issuer (iss)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l audience -d 'The expected audience (aud)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l typ -d 'The expected kind of token (typ), such as at+jwt' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l algorithm -d 'An accepted algorithm (alg or enc); may be repeated' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
dir\t''
A128KW\t''
A192KW\t''
A256KW\t''
A128GCMKW\t''
A192GCMKW\t''
A256GCMKW\t''
RSA-OAEP\t''
RSA-OAEP-256\t''
RSA-OAEP-384\t''
RSA-OAEP-512\t''
RSA1_5\t''
ECDH-ES\t''
ECDH-ES+A128KW\t''
ECDH-ES+A192KW\t''
ECDH-ES+A256KW\t''
PBES2-HS256+A128KW\t''
PBES2-HS384+A192KW\t''
PBES2-HS512+A256KW\t''
A128CBC-HS256\t''
A192CBC-HS384\t''
A256CBC-HS512\t''
A128GCM\t''
A192GCM\t''
A256GCM\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l require -d 'A required claim; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l max-age -d 'The maximum age since iat, such as 5m, or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l trust -d 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one\'s key' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l access-token -d 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l htm -d 'The method of the request that a DPoP proof is for (htm)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l htu -d 'The URL of the request that a DPoP proof is for (htu)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l nonce -d 'The expected nonce, in the claims or in the key binding of an SD-JWT' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l proof-window -d 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l pick -d 'Which token to use if the input contains several; the first is 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l inner -d 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l field -d 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l color -d 'Whether to use colours' -r -f -a "auto\t'Only on a terminal'
always\t'Also in a pipe or a file'
never\t'Never'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l clipboard -d 'Read the token from the clipboard'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l local -d 'Show times in the time zone of this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l all -d 'Show every token of the input, one after the other'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l at-iat -d 'Evaluate the token at its iat, the time when it was issued'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l as-written -d 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l hash-nonce -d 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l as-made -d 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l own-key -d 'Verify the signature with the token\'s own key, which proves nothing about who made it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l public-secret -d 'Verify an HMAC with well-known secrets, if one of them fits'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l do-it-anyway -d 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -s j -l json -d 'Print the report as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l sarif -d 'Print the findings as SARIF 2.1.0, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l html -d 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l unredacted -d 'Leave the values in the report as they are'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -l checklist -d 'Print what the standard of this kind of token demands, and how the token meets it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -s k -l key -d 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -s K -l keyring -d 'A keyring whose keys are tried if they fit; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l secret-file -d 'A file with a shared secret; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l secret-env -d 'An environment variable with a shared secret; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l passphrase-file -d 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l now -d 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l leeway -d 'Allowed clock skew, such as 30s, or seconds [default: 0]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l payload -d 'The payload of a detached signature' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l profile -d 'The kind of token that it must be; jotsmith profiles lists them' -r -f -a "id-token\t'Tells an application who signed in; not meant for APIs'
userinfo-response\t'What an OpenID provider says about a user, signed'
access-token\t'Grants access to an API to whoever holds it'
bearer-token\t'Grants access to an API to whoever holds it'
refresh-token\t'Obtains new tokens; only the application and its issuer should see it'
dpop-proof\t'Proves, for one request, that the sender holds the key'
logout-token\t'Tells an application to end sessions'
client-assertion\t'Authenticates an application to its authorization server'
authorization-grant\t'Exchanged for an access token'
authorization-request\t'The parameters of a sign-in, signed by the application'
authorization-response\t'The answer to a sign-in, signed by the authorization server'
introspection-response\t'What the authorization server says about another token'
security-event\t'Reports an event; it gives no access'
key-binding\t'Proves that the presenter of an SD-JWT holds its key'
sd-jwt-vc\t'Claims that the holder can disclose selectively'
sd-jwt\t'Claims that the holder can disclose selectively'
verifiable-credential\t'Claims about a subject that anyone can verify'
verifiable-presentation\t'Credentials, presented by their holder'
status-list\t'Lists which of many tokens have been revoked'
federation-statement\t'What a federation entity states about itself or another'
client-attestation\t'Vouches for one installation of an application and its key'
possession-proof\t'Proves that the sender holds the key'
service-account\t'Authenticates a workload to the cluster and to other services'
ci-job\t'Proves which repository and branch a CI job runs for'
passport\t'Says who is calling whom, signed by the telephone company'
acme-request\t'A signed request to a certificate authority'
workload-identity\t'Says which workload this is, and which key it holds'
workload-proof\t'Proves, for one request, that the workload holds its key'
transaction-token\t'Carries who asked for what through the services of one request'
identity-grant\t'Exchanged for an access token of another organization\'s API'
key-attestation\t'Vouches for how a wallet keeps its keys'
issuer-metadata\t'What a credential issuer offers, signed'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l policy -d 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l expires-in -d 'For how long the token must still be valid, such as 7d, 12h or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l issuer -d 'The expected issuer (iss)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l audience -d 'The expected audience (aud)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l typ -d 'The expected kind of token (typ), such as at+jwt' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l algorithm -d 'An accepted algorithm (alg or enc); may be repeated' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
dir\t''
A128KW\t''
A192KW\t''
A256KW\t''
A128GCMKW\t''
A192GCMKW\t''
A256GCMKW\t''
RSA-OAEP\t''
RSA-OAEP-256\t''
RSA-OAEP-384\t''
RSA-OAEP-512\t''
RSA1_5\t''
ECDH-ES\t''
ECDH-ES+A128KW\t''
ECDH-ES+A192KW\t''
ECDH-ES+A256KW\t''
PBES2-HS256+A128KW\t''
PBES2-HS384+A192KW\t''
PBES2-HS512+A256KW\t''
A128CBC-HS256\t''
A192CBC-HS384\t''
A256CBC-HS512\t''
A128GCM\t''
A192GCM\t''
A256GCM\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l require -d 'A required claim; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l max-age -d 'The maximum age since iat, such as 5m, or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l trust -d 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one\'s key' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l access-token -d 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l htm -d 'The method of the request that a DPoP proof is for (htm)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l htu -d 'The URL of the request that a DPoP proof is for (htu)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l nonce -d 'The expected nonce, in the claims or in the key binding of an SD-JWT' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l proof-window -d 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l pick -d 'Which token to use if the input contains several; the first is 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l inner -d 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l field -d 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l color -d 'Whether to use colours' -r -f -a "auto\t'Only on a terminal'
always\t'Also in a pipe or a file'
never\t'Never'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l clipboard -d 'Read the token from the clipboard'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l local -d 'Show times in the time zone of this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l all -d 'Show every token of the input, one after the other'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l at-iat -d 'Evaluate the token at its iat, the time when it was issued'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l as-written -d 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l hash-nonce -d 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l as-made -d 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l own-key -d 'Verify the signature with the token\'s own key, which proves nothing about who made it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l public-secret -d 'Verify an HMAC with well-known secrets, if one of them fits'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l do-it-anyway -d 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -s j -l json -d 'Print the report as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l sarif -d 'Print the findings as SARIF 2.1.0, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l html -d 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l unredacted -d 'Leave the values in the report as they are'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -l checklist -d 'Print what the standard of this kind of token demands, and how the token meets it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand decrypt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -s k -l key -d 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -s K -l keyring -d 'A keyring whose keys are tried if they fit; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l secret-file -d 'A file with a shared secret; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l secret-env -d 'An environment variable with a shared secret; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l now -d 'The time to evaluate the tokens at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, or a time of each token\'s own: at iat, just before exp, exp-1h; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -l json -d 'Print the list as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand desk" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand compare" -s k -l key -d 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand compare" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand compare" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand compare" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand compare" -l json -d 'Print the differences as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand compare" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l as -d 'What to make of it; --list shows the names' -r -f -a "token\t'Token'
header\t'Header'
payload\t'Payload'
unsigned-token\t'Token without its signature'
qr\t'QR code'
compact\t'As compact'
flattened\t'As flattened JSON'
general\t'As general JSON'
authorization\t'Authorization header'
dpop-header\t'DPoP header'
set-cookie\t'Set-Cookie header'
curl\t'curl command'
httpie\t'HTTPie command'
powershell\t'PowerShell command'
fetch\t'JavaScript fetch'
http-file\t'HTTP file'
env\t'Environment variable'
kubernetes-secret\t'Kubernetes Secret'
claims-json\t'Claims, JSON'
claims-yaml\t'Claims, YAML'
claims-csv\t'Claims, CSV'
markdown\t'Report'
markdown-unmasked\t'Report with every value'
markdown-table\t'Table of claims'
json-report\t'Report in JSON'
findings\t'Findings'
html\t'Report as a page'
redacted\t'Redacted token'
jwk\t'Public JWK'
public-jwks\t'Public JWK Set'
pem\t'Public key, PEM'
verify-js\t'JavaScript, jose'
verify-python\t'Python, PyJWT'
verify-jwcrypto\t'Python, jwcrypto'
verify-go\t'Go, golang-jwt'
verify-rust\t'Rust, jsonwebtoken'
verify-josekit\t'Rust, josekit'
verify-java\t'Java, Nimbus JOSE + JWT'
verify-csharp\t'C#, Microsoft.IdentityModel'
verify-php\t'PHP, firebase/php-jwt'
verify-ruby\t'Ruby, ruby-jwt'
verify-openssl\t'Shell, OpenSSL and jq'
verify-nginx\t'NGINX Plus configuration'
verify-envoy\t'Envoy configuration'
create-js\t'JavaScript, jose'
create-python\t'Python, PyJWT'
create-jwcrypto\t'Python, jwcrypto'
create-go\t'Go, golang-jwt'
create-rust\t'Rust, jsonwebtoken'
create-josekit\t'Rust, josekit'
create-java\t'Java, Nimbus JOSE + JWT'
create-csharp\t'C#, Microsoft.IdentityModel'
create-php\t'PHP, firebase/php-jwt'
create-ruby\t'Ruby, ruby-jwt'
create-openssl\t'Shell, OpenSSL and jq'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -s k -l key -d 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -s K -l keyring -d 'A keyring whose keys are tried if they fit; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l secret-file -d 'A file with a shared secret; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l secret-env -d 'An environment variable with a shared secret; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l pick -d 'Which token to use, if there are several, counted from 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l layer -d 'Which layer of a nested token, counted from 1 [default: the innermost]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l issuer -d 'The expected issuer (iss) [default: the token\'s]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l audience -d 'The expected audience (aud) [default: the token\'s first]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l leeway -d 'Allowed clock skew, such as 30s' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l url -d 'The address of a request' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l now -d 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, or a time of its own: at iat, just before exp, exp-1h; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -s o -l output -d 'Write it to a new file, for you alone if it is secret' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l list -d 'List the names; with a token, what is not possible for it says why'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -l explain -d 'Say on standard error what each restriction is for'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand redact" -l keep -d 'Keep the values of this claim, header parameter or field; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand redact" -l mask -d 'Mask the values of this one, whatever they are; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand redact" -l keep-lengths -d 'Make every masked value as long as it was'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand redact" -l keep-roles -d 'Keep roles, groups, permissions and scopes'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand redact" -l keep-issuer -d 'Keep issuer, audience and client ID'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand redact" -l json -d 'Print the redacted text, and what is masked in it, as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand redact" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l pick -d 'Which token of the input, counted from 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -s k -l key -d 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l baseline -d 'What to compare with: sub, session-id, or a number of bytes' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l cookie-name -d 'The name of the cookie' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l address -d 'The address in front of the token in a URL' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l other-headers -d 'Bytes of the request line and the other headers' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l limit -d 'A limit of your own for the header line; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l requests -d 'Requests of one page' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l pages -d 'Pages that a user opens in a day' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l users -d 'Users' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l services -d 'Services that the token is passed on to' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l cookie -d 'The token is sent to the servers in a cookie, not in Authorization'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -l json -d 'Print it as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand size" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s c -l claims -d 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l payload -d 'Any other payload instead of claims: a file, or - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s t -l template -d 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts' -r -f -a "session\t'A server records who is signed in, and verifies it itself on the next request'
cdn-grant\t'The auth server signs it for 5 minutes with its private key; the CDN verifies it with only the public key'
id-token\t'Tells an application who signed in; not meant for APIs'
access-token\t'Grants access to an API to whoever holds it'
dpop\t'Proves, for one request, that the sender holds the key that its access token is bound to'
client-assertion\t'Authenticates an application to its authorization server without a shared secret'
service-account\t'A program exchanges it for an access token without a user (Google service accounts and similar)'
logout-token\t'The provider tells an application to end a user\'s sessions'
encrypted-profile\t'Personal data that only the recipient can read'
nested\t'Only the recipient can read it, and knows who made it'
sd-jwt-vc\t'The issuer signs it once; its holder shows each verifier only what is needed'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l save-template -d 'Also save these options as a template: texts, structure and algorithms, never a key' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l access-token -d 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l header -d 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l unprotected -d 'The unprotected header of the signature; one for all, or one for each' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s k -l key -d 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s K -l keyring -d 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l kid -d 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l secret-file -d 'A file with a shared secret to sign with; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l secret-env -d 'An environment variable with a shared secret to sign with; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s a -l alg -d 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
none\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l serialization -d 'The serialization of the token [default: compact, or general for several signatures or recipients]' -r -f -a "compact\t'Parts separated by dots'
flattened\t'JSON with one signature or recipient'
general\t'JSON with a list of signatures or recipients'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s e -l encrypt-to -d 'A recipient\'s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l to-kid -d 'A recipient\'s key in the keyrings: its kid, name or thumbprint; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l jwe-alg -d 'The key management algorithm [default: follows the key]; one for all recipients, or one for each' -r -f -a "dir\t''
A128KW\t''
A192KW\t''
A256KW\t''
A128GCMKW\t''
A192GCMKW\t''
A256GCMKW\t''
RSA-OAEP\t''
RSA-OAEP-256\t''
RSA-OAEP-384\t''
RSA-OAEP-512\t''
RSA1_5\t''
ECDH-ES\t''
ECDH-ES+A128KW\t''
ECDH-ES+A192KW\t''
ECDH-ES+A256KW\t''
PBES2-HS256+A128KW\t''
PBES2-HS384+A192KW\t''
PBES2-HS512+A256KW\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l enc -d 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]' -r -f -a "A128CBC-HS256\t''
A192CBC-HS384\t''
A256CBC-HS512\t''
A128GCM\t''
A192GCM\t''
A256GCM\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l jwe-header -d 'The protected header of the encryption' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l jwe-unprotected -d 'The shared unprotected header of the encryption' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l aad -d 'A file with additional authenticated data; not for the compact serialization' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l pbes2-count -d 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l exp -d 'Set exp: +5m, +1h30m, \'tomorrow 08:00\', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l nbf -d 'Set nbf' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l iat -d 'Set iat' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l jti -d 'Set jti; without TEXT, to a new random identifier' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l header-sync -d 'Which header parameters follow the algorithm and the key [default: in-step]' -r -f -a "in-step\t'alg, typ and kid follow'
alg\t'Only alg and enc follow'
none\t'The header stays as written'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l passphrase-file -d 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l now -d 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l signature -d 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l input -d 'The file with what --signing-input printed' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l iss -d 'Set iss, the issuer' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l sub -d 'Set sub, the subject' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l aud -d 'Set aud, the audience; repeated: a list' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s C -l claim -d 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l sd -d 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, \'/nationalities/*\' for each element, \'/address/**\' for everything inside; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l sd-decoys -d 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l sd-alg -d 'The hash algorithm of the digests [default: sha-256]' -r -f -a "sha-256\t''
sha-384\t''
sha-512\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l holder -d 'The holder\'s key, whose public half goes into cnf: JWK, PEM or DER' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l detached -d 'Detach the payload: leave it out of the token'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l zip -d 'Compress before encrypting; the length can then reveal the content'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l allow-weak -d 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l strict -d 'Refuse what jotsmith inspect would warn of'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l clipboard -d 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s q -l quiet -d 'Say nothing about a token that is made'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l signing-input -d 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand build" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s c -l claims -d 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l payload -d 'Any other payload instead of claims: a file, or - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s t -l template -d 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts' -r -f -a "session\t'A server records who is signed in, and verifies it itself on the next request'
cdn-grant\t'The auth server signs it for 5 minutes with its private key; the CDN verifies it with only the public key'
id-token\t'Tells an application who signed in; not meant for APIs'
access-token\t'Grants access to an API to whoever holds it'
dpop\t'Proves, for one request, that the sender holds the key that its access token is bound to'
client-assertion\t'Authenticates an application to its authorization server without a shared secret'
service-account\t'A program exchanges it for an access token without a user (Google service accounts and similar)'
logout-token\t'The provider tells an application to end a user\'s sessions'
encrypted-profile\t'Personal data that only the recipient can read'
nested\t'Only the recipient can read it, and knows who made it'
sd-jwt-vc\t'The issuer signs it once; its holder shows each verifier only what is needed'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l save-template -d 'Also save these options as a template: texts, structure and algorithms, never a key' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l access-token -d 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l header -d 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l unprotected -d 'The unprotected header of the signature; one for all, or one for each' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s k -l key -d 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s K -l keyring -d 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l kid -d 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l secret-file -d 'A file with a shared secret to sign with; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l secret-env -d 'An environment variable with a shared secret to sign with; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s a -l alg -d 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
none\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l serialization -d 'The serialization of the token [default: compact, or general for several signatures or recipients]' -r -f -a "compact\t'Parts separated by dots'
flattened\t'JSON with one signature or recipient'
general\t'JSON with a list of signatures or recipients'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s e -l encrypt-to -d 'A recipient\'s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l to-kid -d 'A recipient\'s key in the keyrings: its kid, name or thumbprint; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l jwe-alg -d 'The key management algorithm [default: follows the key]; one for all recipients, or one for each' -r -f -a "dir\t''
A128KW\t''
A192KW\t''
A256KW\t''
A128GCMKW\t''
A192GCMKW\t''
A256GCMKW\t''
RSA-OAEP\t''
RSA-OAEP-256\t''
RSA-OAEP-384\t''
RSA-OAEP-512\t''
RSA1_5\t''
ECDH-ES\t''
ECDH-ES+A128KW\t''
ECDH-ES+A192KW\t''
ECDH-ES+A256KW\t''
PBES2-HS256+A128KW\t''
PBES2-HS384+A192KW\t''
PBES2-HS512+A256KW\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l enc -d 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]' -r -f -a "A128CBC-HS256\t''
A192CBC-HS384\t''
A256CBC-HS512\t''
A128GCM\t''
A192GCM\t''
A256GCM\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l jwe-header -d 'The protected header of the encryption' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l jwe-unprotected -d 'The shared unprotected header of the encryption' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l aad -d 'A file with additional authenticated data; not for the compact serialization' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l pbes2-count -d 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l exp -d 'Set exp: +5m, +1h30m, \'tomorrow 08:00\', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l nbf -d 'Set nbf' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l iat -d 'Set iat' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l jti -d 'Set jti; without TEXT, to a new random identifier' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l header-sync -d 'Which header parameters follow the algorithm and the key [default: in-step]' -r -f -a "in-step\t'alg, typ and kid follow'
alg\t'Only alg and enc follow'
none\t'The header stays as written'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l passphrase-file -d 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l now -d 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l signature -d 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l input -d 'The file with what --signing-input printed' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l iss -d 'Set iss, the issuer' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l sub -d 'Set sub, the subject' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l aud -d 'Set aud, the audience; repeated: a list' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s C -l claim -d 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l sd -d 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, \'/nationalities/*\' for each element, \'/address/**\' for everything inside; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l sd-decoys -d 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l sd-alg -d 'The hash algorithm of the digests [default: sha-256]' -r -f -a "sha-256\t''
sha-384\t''
sha-512\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l holder -d 'The holder\'s key, whose public half goes into cnf: JWK, PEM or DER' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l detached -d 'Detach the payload: leave it out of the token'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l zip -d 'Compress before encrypting; the length can then reveal the content'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l allow-weak -d 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l strict -d 'Refuse what jotsmith inspect would warn of'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l clipboard -d 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s q -l quiet -d 'Say nothing about a token that is made'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l signing-input -d 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s c -l claims -d 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l payload -d 'Any other payload instead of claims: a file, or - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s t -l template -d 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts' -r -f -a "session\t'A server records who is signed in, and verifies it itself on the next request'
cdn-grant\t'The auth server signs it for 5 minutes with its private key; the CDN verifies it with only the public key'
id-token\t'Tells an application who signed in; not meant for APIs'
access-token\t'Grants access to an API to whoever holds it'
dpop\t'Proves, for one request, that the sender holds the key that its access token is bound to'
client-assertion\t'Authenticates an application to its authorization server without a shared secret'
service-account\t'A program exchanges it for an access token without a user (Google service accounts and similar)'
logout-token\t'The provider tells an application to end a user\'s sessions'
encrypted-profile\t'Personal data that only the recipient can read'
nested\t'Only the recipient can read it, and knows who made it'
sd-jwt-vc\t'The issuer signs it once; its holder shows each verifier only what is needed'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l save-template -d 'Also save these options as a template: texts, structure and algorithms, never a key' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l access-token -d 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l header -d 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l unprotected -d 'The unprotected header of the signature; one for all, or one for each' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s k -l key -d 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s K -l keyring -d 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l kid -d 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l secret-file -d 'A file with a shared secret to sign with; may be repeated' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l secret-env -d 'An environment variable with a shared secret to sign with; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l secret-encoding -d 'How the secrets are encoded; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s a -l alg -d 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
none\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l serialization -d 'The serialization of the token [default: compact, or general for several signatures or recipients]' -r -f -a "compact\t'Parts separated by dots'
flattened\t'JSON with one signature or recipient'
general\t'JSON with a list of signatures or recipients'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s e -l encrypt-to -d 'A recipient\'s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l to-kid -d 'A recipient\'s key in the keyrings: its kid, name or thumbprint; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l jwe-alg -d 'The key management algorithm [default: follows the key]; one for all recipients, or one for each' -r -f -a "dir\t''
A128KW\t''
A192KW\t''
A256KW\t''
A128GCMKW\t''
A192GCMKW\t''
A256GCMKW\t''
RSA-OAEP\t''
RSA-OAEP-256\t''
RSA-OAEP-384\t''
RSA-OAEP-512\t''
RSA1_5\t''
ECDH-ES\t''
ECDH-ES+A128KW\t''
ECDH-ES+A192KW\t''
ECDH-ES+A256KW\t''
PBES2-HS256+A128KW\t''
PBES2-HS384+A192KW\t''
PBES2-HS512+A256KW\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l enc -d 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]' -r -f -a "A128CBC-HS256\t''
A192CBC-HS384\t''
A256CBC-HS512\t''
A128GCM\t''
A192GCM\t''
A256GCM\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l jwe-header -d 'The protected header of the encryption' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l jwe-unprotected -d 'The shared unprotected header of the encryption' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l aad -d 'A file with additional authenticated data; not for the compact serialization' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l pbes2-count -d 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l exp -d 'Set exp: +5m, +1h30m, \'tomorrow 08:00\', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l nbf -d 'Set nbf' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l iat -d 'Set iat' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l jti -d 'Set jti; without TEXT, to a new random identifier' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l header-sync -d 'Which header parameters follow the algorithm and the key [default: in-step]' -r -f -a "in-step\t'alg, typ and kid follow'
alg\t'Only alg and enc follow'
none\t'The header stays as written'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l passphrase-file -d 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l now -d 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l signature -d 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l input -d 'The file with what --signing-input printed' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l iss -d 'Set iss, the issuer' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l sub -d 'Set sub, the subject' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l aud -d 'Set aud, the audience; repeated: a list' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s C -l claim -d 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l sd -d 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, \'/nationalities/*\' for each element, \'/address/**\' for everything inside; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l sd-decoys -d 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l sd-alg -d 'The hash algorithm of the digests [default: sha-256]' -r -f -a "sha-256\t''
sha-384\t''
sha-512\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l holder -d 'The holder\'s key, whose public half goes into cnf: JWK, PEM or DER' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l detached -d 'Detach the payload: leave it out of the token'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l zip -d 'Compress before encrypting; the length can then reveal the content'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l allow-weak -d 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l strict -d 'Refuse what jotsmith inspect would warn of'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l clipboard -d 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s q -l quiet -d 'Say nothing about a token that is made'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l signing-input -d 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand encrypt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l disclose -d 'A claim to disclose, by name or path: /address/city, /nationalities/0, \'/nationalities/*\' for each element, \'/address/**\' for everything inside; may be repeated. Without it, everything that can be withheld is withheld' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -s k -l holder-key -d 'The holder\'s private key, which binds the presentation to a verifier: JWK, PEM or DER' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -s K -l keyring -d 'A keyring that has the holder\'s key: the one that the token is bound to, or that of --kid' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l kid -d 'Which key of the keyring: its kid, name or thumbprint' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l nonce -d 'The nonce from the verifier' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l aud -d 'The verifier (aud)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l iat -d 'The time of the presentation: now, -1h, or seconds since 1970' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l alg -d 'The algorithm to sign with [default: follows the key]' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
none\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l pick -d 'Which token to use if the input contains several; the first is 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l now -d 'The current time for a relative --iat: an HTTP date, 2026-11-23T14:20Z, or seconds since 1970; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l disclose-all -d 'Disclose everything'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l allow-weak -d 'Build it even if verifiers will reject it: with a key that is not the holder\'s, or a weak one'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -l clipboard -d 'Put the presentation on the clipboard instead of printing it: for 30 seconds, out of clipboard histories'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand present" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -s k -l key -d 'The key that made it: JWK, PEM or DER; with the public half, what has to be signed anew is left out' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -s K -l keyring -d 'A keyring that has the key' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l kid -d 'Which key of the keyring: its kid, name or thumbprint' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l secret-file -d 'A file that holds the shared secret' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l secret-env -d 'An environment variable that holds the shared secret' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l secret-encoding -d 'How the secret is written; without it, as text, or as the variables in a file' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l try -d 'Run this for each variant, with the token for {}, or on standard input where there is no {}; it accepts with status 0. No shell reads it: to have one, run sh -c \'…\'' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l timeout -d 'How many seconds the command may take for one variant' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -s o -l out -d 'A new file to write the vectors into, instead of standard output' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l pick -d 'Which token to use if the input contains several; the first is 1' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l now -d 'The time at which the verifier judges: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -l clipboard -d 'Put the vectors on the clipboard instead of printing them: for 30 seconds, out of clipboard histories'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand tamper" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and not __fish_seen_subcommand_from list delete help" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and not __fish_seen_subcommand_from list delete help" -f -a "list" -d 'List the built-in templates and your own'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and not __fish_seen_subcommand_from list delete help" -f -a "delete" -d 'Delete a template of your own'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and not __fish_seen_subcommand_from list delete help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the built-in templates and your own'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a template of your own'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand templates; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand guess" -s w -l wordlist -d 'The list: one word a line; `-` is standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand guess" -l pick -d 'Which of several tokens in the input' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand guess" -s q -l quiet -d 'Do not tell how far it is'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand guess" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "list" -d 'List the keyrings, or the keys in a keyring or a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "add" -d 'Add keys from files to a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "generate" -d 'Generate a key, into a keyring or, with --private, to standard output or a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "convert" -d 'Convert the keys of a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "export" -d 'Export the keys of a keyring, or the whole keyring, for other programs'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "show" -d 'Show a key of a keyring, its public half and what is known about it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "remove" -d 'Take a key out of a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "note" -d 'Give a key a name of its own, apart from its kid; an empty one takes it away'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "pin" -d 'Pin a key to an issuer: no other issuer\'s tokens are verified with it; an empty one takes the pin away'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "trust" -d 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token\'s own (x5c)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "rename" -d 'Give a keyring another name'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "import" -d 'Put a file that is a keyring among the keyrings'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "create" -d 'Create an empty keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "passphrase" -d 'Change the passphrase of a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "backups" -d 'List the backups of a keyring, or restore one'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "leftovers" -d 'List the files of interrupted saves, restore one, or delete them'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "delete" -d 'Move a keyring and its backups to the trash; nothing is erased'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "trash" -d 'List the keyrings in the trash, the latest first'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "restore" -d 'Bring a keyring back from the trash, with its backups'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "erase" -d 'Permanently delete a keyring in the trash, with its backups'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and not __fish_seen_subcommand_from list add generate convert export show remove note pin trust rename import create passphrase backups leftovers delete trash restore erase help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from list" -s K -l keyring -d 'The keyring whose keys to list' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from list" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from list" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from list" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from list" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from list" -s j -l json -d 'Print the list as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -s K -l keyring -d 'The keyring' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l file-passphrase-file -d 'A file whose first line is the passphrase of the files; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l file-passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l file-passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l name -d 'What you call the key; one alone is added then' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l secret-encoding -d 'Read the files as shared secrets in this encoding, whatever is in them' -r -f -a "utf8\t'The raw bytes'
base64\t'Standard base64'
base64url\t'base64url'
hex\t'Hexadecimal'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l issuer -d 'Pin the keys to this issuer (iss)' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l create -d 'Create the keyring if it does not exist'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l public -d 'Create it as a plain JWK Set without a passphrase, for public keys only'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l weak-passphrase -d 'Use a new passphrase although it is very weak'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l name -d 'What you call it, in the keyring [default: its kind and the day]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l kid -d 'Its kid: thumbprint, date, uuid, none, or =TEXT for a text of your own' -r -f -a "thumbprint\t''
date\t''
uuid\t''
none\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l use -d 'Its use: sig, enc, none, or another [default: the use of its alg]' -r -f -a "sig\t''
enc\t''
none\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l alg -d 'Its alg, or none [default: the usual one of its kind]' -r -f -a "HS256\t''
HS384\t''
HS512\t''
RS256\t''
RS384\t''
RS512\t''
PS256\t''
PS384\t''
PS512\t''
ES256\t''
ES384\t''
ES512\t''
ES256K\t''
EdDSA\t''
Ed25519\t''
Ed448\t''
ML-DSA-44\t''
ML-DSA-65\t''
ML-DSA-87\t''
dir\t''
A128KW\t''
A192KW\t''
A256KW\t''
A128GCMKW\t''
A192GCMKW\t''
A256GCMKW\t''
RSA-OAEP\t''
RSA-OAEP-256\t''
RSA-OAEP-384\t''
RSA-OAEP-512\t''
RSA1_5\t''
ECDH-ES\t''
ECDH-ES+A128KW\t''
ECDH-ES+A192KW\t''
ECDH-ES+A256KW\t''
PBES2-HS256+A128KW\t''
PBES2-HS384+A192KW\t''
PBES2-HS512+A256KW\t''
A128CBC-HS256\t''
A192CBC-HS384\t''
A256CBC-HS512\t''
A128GCM\t''
A192GCM\t''
A256GCM\t''
none\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l key-ops -d 'Its key_ops, separated by commas: sign, verify, encrypt, decrypt, wrapKey, unwrapKey, deriveKey, deriveBits' -r -f -a "sign\t''
verify\t''
encrypt\t''
decrypt\t''
wrapKey\t''
unwrapKey\t''
deriveKey\t''
deriveBits\t''"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -s K -l keyring -d 'The keyring to add it to' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l to -d 'The format' -r -f -a "public-jwk\t'Public JWK'
public-jwk-set\t'Public JWK Set'
spki-pem\t'Public key, PEM (SPKI)'
spki-der\t'Public key, DER (SPKI)'
pkcs1-public-pem\t'Public key, PEM (PKCS#1)'
pkcs1-public-der\t'Public key, DER (PKCS#1)'
openssh-public\t'Public key, OpenSSH'
thumbprint\t'Thumbprint, SHA-256'
thumbprint-uri\t'Thumbprint, SHA-256, as a URI'
jwk\t'JWK, private'
jwk-set\t'JWK Set, private'
encrypted-pkcs8-pem\t'Private key, PEM with a passphrase (PKCS#8)'
encrypted-pkcs8-der\t'Private key, DER with a passphrase (PKCS#8)'
pkcs8-pem\t'Private key, PEM (PKCS#8)'
pkcs8-der\t'Private key, DER (PKCS#8)'
sec1-pem\t'Private key, PEM (SEC1)'
sec1-der\t'Private key, DER (SEC1)'
pkcs1-pem\t'Private key, PEM (PKCS#1)'
pkcs1-der\t'Private key, DER (PKCS#1)'
secret\t'Shared secret, raw bytes, private'
encrypted-jwk-set\t'A whole keyring, encrypted'
encrypted-jwk-set-for-jose\t'A whole keyring, encrypted so weakly that Debian\'s jose opens it'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -s o -l out -d 'A new file to write to instead of standard output' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l new-passphrase-file -d 'A file whose first line is the passphrase for the output; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l new-passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l new-passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l create -d 'Create the keyring if it does not exist'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l weak-passphrase -d 'Use a new passphrase although it is very weak'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l private -d 'Allow private keys and secrets in the output'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -l clipboard -d 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -s k -l key -l kid -d 'The kid of a key, its name, or the beginning of its thumbprint; may be repeated [default: all of them]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l to -d 'The format' -r -f -a "public-jwk\t'Public JWK'
public-jwk-set\t'Public JWK Set'
spki-pem\t'Public key, PEM (SPKI)'
spki-der\t'Public key, DER (SPKI)'
pkcs1-public-pem\t'Public key, PEM (PKCS#1)'
pkcs1-public-der\t'Public key, DER (PKCS#1)'
openssh-public\t'Public key, OpenSSH'
thumbprint\t'Thumbprint, SHA-256'
thumbprint-uri\t'Thumbprint, SHA-256, as a URI'
jwk\t'JWK, private'
jwk-set\t'JWK Set, private'
encrypted-pkcs8-pem\t'Private key, PEM with a passphrase (PKCS#8)'
encrypted-pkcs8-der\t'Private key, DER with a passphrase (PKCS#8)'
pkcs8-pem\t'Private key, PEM (PKCS#8)'
pkcs8-der\t'Private key, DER (PKCS#8)'
sec1-pem\t'Private key, PEM (SEC1)'
sec1-der\t'Private key, DER (SEC1)'
pkcs1-pem\t'Private key, PEM (PKCS#1)'
pkcs1-der\t'Private key, DER (PKCS#1)'
secret\t'Shared secret, raw bytes, private'
encrypted-jwk-set\t'A whole keyring, encrypted'
encrypted-jwk-set-for-jose\t'A whole keyring, encrypted so weakly that Debian\'s jose opens it'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -s o -l out -d 'A new file to write to instead of standard output' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l new-passphrase-file -d 'A file whose first line is the passphrase for the output; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l new-passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l new-passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l private -d 'Allow private keys and secrets in the output'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l clipboard -d 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -l weak-passphrase -d 'Use a new passphrase although it is very weak'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -s K -l keyring -d 'The keyring' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -s k -l key -d 'The kid, the name or the thumbprint of a key; may be repeated [default: all of them]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l to -d 'The format' -r -f -a "public-jwk\t'Public JWK'
public-jwk-set\t'Public JWK Set'
spki-pem\t'Public key, PEM (SPKI)'
spki-der\t'Public key, DER (SPKI)'
pkcs1-public-pem\t'Public key, PEM (PKCS#1)'
pkcs1-public-der\t'Public key, DER (PKCS#1)'
openssh-public\t'Public key, OpenSSH'
thumbprint\t'Thumbprint, SHA-256'
thumbprint-uri\t'Thumbprint, SHA-256, as a URI'
jwk\t'JWK, private'
jwk-set\t'JWK Set, private'
encrypted-pkcs8-pem\t'Private key, PEM with a passphrase (PKCS#8)'
encrypted-pkcs8-der\t'Private key, DER with a passphrase (PKCS#8)'
pkcs8-pem\t'Private key, PEM (PKCS#8)'
pkcs8-der\t'Private key, DER (PKCS#8)'
sec1-pem\t'Private key, PEM (SEC1)'
sec1-der\t'Private key, DER (SEC1)'
pkcs1-pem\t'Private key, PEM (PKCS#1)'
pkcs1-der\t'Private key, DER (PKCS#1)'
secret\t'Shared secret, raw bytes, private'
encrypted-jwk-set\t'A whole keyring, encrypted'
encrypted-jwk-set-for-jose\t'A whole keyring, encrypted so weakly that Debian\'s jose opens it'"
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -s o -l out -d 'A new file to write to instead of standard output' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l new-passphrase-file -d 'A file whose first line is the passphrase for the output; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l new-passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l new-passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l private -d 'Allow private keys and secrets in the output'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l clipboard -d 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -l weak-passphrase -d 'Use a new passphrase although it is very weak'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from show" -s K -l keyring -d 'The keyring' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from show" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from show" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from show" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from show" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from show" -s j -l json -d 'Print it as JSON, in one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from remove" -s K -l keyring -d 'The keyring' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from remove" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from remove" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from remove" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from remove" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from remove" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from note" -s K -l keyring -d 'The keyring' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from note" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from note" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from note" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from note" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from note" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from note" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from pin" -s K -l keyring -d 'The keyring' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from pin" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from pin" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from pin" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from pin" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from pin" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from pin" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -s K -l keyring -d 'The keyring' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -l remove -d 'Remove this one: its common name, its subject, or the beginning of its thumbprint' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -s j -l json -d 'Print the list as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trust" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from import" -l as -d 'What it is called here [default: as its file]' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from create" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from create" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from create" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from create" -l public -d 'Create it as a plain JWK Set without a passphrase, for public keys only'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from create" -l generate-passphrase -d 'Generate a passphrase of six random words and print it to standard output'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from create" -l weak-passphrase -d 'Use a new passphrase although it is very weak'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l new-passphrase-file -d 'A file whose first line is the passphrase for the output; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l new-passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l new-passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l weak-passphrase -d 'Use a new passphrase although it is very weak'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l generate-passphrase -d 'Generate a passphrase of six random words and print it to standard output'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l discard-older -d 'Delete the backups and the files of interrupted saves, which open with the old passphrase'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from passphrase" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l restore -d 'Restore this one, where 1 is the latest; the current keyring becomes a backup' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l discard -d 'Delete all of them, and the files of interrupted saves'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l yes -d 'Confirm it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -l json -d 'Print the list as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from backups" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l restore -d 'Restore this one of the list; the current keyring becomes a backup' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l passphrase-file -d 'A file whose first line is the passphrase; - for standard input' -r -F
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l passphrase-fd -d 'Read it from an open file descriptor' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l passphrase-env -d 'Read it from an environment variable' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l discard -d 'Delete all that are listed'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l yes -d 'Confirm it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l accept-changed-keyring -d 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l open-anyway -d 'Open a keyring although its key derivation costs more than is done without asking'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -l json -d 'Print the list as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from leftovers" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trash" -s j -l json -d 'Print the list as JSON, on one line'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from trash" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from restore" -l pick -d 'Which one, if the trash has several with that name; 1 is the latest' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from restore" -l as -d 'A new name for it, if the old one is taken' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from restore" -l accept-changed-keyring -d 'Restore it although it is not the file that was deleted'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from erase" -l pick -d 'Which one, if the trash has several with that name; 1 is the latest' -r
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from erase" -l yes -d 'Confirm the deletion; without this, only what would be lost is shown'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from erase" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the keyrings, or the keys in a keyring or a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add keys from files to a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "generate" -d 'Generate a key, into a keyring or, with --private, to standard output or a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "convert" -d 'Convert the keys of a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "export" -d 'Export the keys of a keyring, or the whole keyring, for other programs'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a key of a keyring, its public half and what is known about it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Take a key out of a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "note" -d 'Give a key a name of its own, apart from its kid; an empty one takes it away'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "pin" -d 'Pin a key to an issuer: no other issuer\'s tokens are verified with it; an empty one takes the pin away'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "trust" -d 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token\'s own (x5c)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Give a keyring another name'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "import" -d 'Put a file that is a keyring among the keyrings'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create an empty keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "passphrase" -d 'Change the passphrase of a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "backups" -d 'List the backups of a keyring, or restore one'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "leftovers" -d 'List the files of interrupted saves, restore one, or delete them'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Move a keyring and its backups to the trash; nothing is erased'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "trash" -d 'List the keyrings in the trash, the latest first'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Bring a keyring back from the trash, with its backups'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "erase" -d 'Permanently delete a keyring in the trash, with its backups'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand keys; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand profiles" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand completions" -s h -l help -d 'Print help'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "inspect" -d 'Show a token and verify it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "desk" -d 'Check several tokens, and whether they belong together'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "compare" -d 'Compare two tokens: header, claims, signature and size'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "export" -d 'Turn a token into a request, a report, another format or code'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "redact" -d 'Mask tokens, HAR files and logs for sharing'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "size" -d 'Show what a token costs, what it fits into, and what would make it shorter'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "build" -d 'Build a token: sign it, encrypt it, or both'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "present" -d 'Present chosen claims of an SD-JWT to a verifier'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "tamper" -d 'Make variants of a token that a verifier must reject'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "templates" -d 'List the templates for tokens, and delete your own'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "guess" -d 'Look for the shared secret of a token in a list of words, on all cores'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "keys" -d 'List, generate, convert and store keys'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "profiles" -d 'List the kinds of token, or what one of them must be'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "completions" -d 'Print completions for a shell'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and not __fish_seen_subcommand_from inspect desk compare export redact size build present tamper templates guess keys profiles completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from templates" -f -a "list" -d 'List the built-in templates and your own'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from templates" -f -a "delete" -d 'Delete a template of your own'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "list" -d 'List the keyrings, or the keys in a keyring or a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "add" -d 'Add keys from files to a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "generate" -d 'Generate a key, into a keyring or, with --private, to standard output or a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "convert" -d 'Convert the keys of a file'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "export" -d 'Export the keys of a keyring, or the whole keyring, for other programs'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "show" -d 'Show a key of a keyring, its public half and what is known about it'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "remove" -d 'Take a key out of a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "note" -d 'Give a key a name of its own, apart from its kid; an empty one takes it away'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "pin" -d 'Pin a key to an issuer: no other issuer\'s tokens are verified with it; an empty one takes the pin away'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "trust" -d 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token\'s own (x5c)'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "rename" -d 'Give a keyring another name'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "import" -d 'Put a file that is a keyring among the keyrings'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "create" -d 'Create an empty keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "passphrase" -d 'Change the passphrase of a keyring'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "backups" -d 'List the backups of a keyring, or restore one'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "leftovers" -d 'List the files of interrupted saves, restore one, or delete them'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "delete" -d 'Move a keyring and its backups to the trash; nothing is erased'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "trash" -d 'List the keyrings in the trash, the latest first'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "restore" -d 'Bring a keyring back from the trash, with its backups'
complete -c jotsmith -n "__fish_jotsmith_using_subcommand help; and __fish_seen_subcommand_from keys" -f -a "erase" -d 'Permanently delete a keyring in the trash, with its backups'
