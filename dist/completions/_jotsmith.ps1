
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'jotsmith' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'jotsmith'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'jotsmith' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show a token and check it')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Show a token and check it')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Show a token and check it')
            [CompletionResult]::new('decrypt', 'decrypt', [CompletionResultType]::ParameterValue, 'Show a token and check it')
            [CompletionResult]::new('desk', 'desk', [CompletionResultType]::ParameterValue, 'Check several tokens, and whether they belong together')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare two tokens: header, claims, signature and size')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Make a token: sign, encrypt, or both')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Make a token: sign, encrypt, or both')
            [CompletionResult]::new('present', 'present', [CompletionResultType]::ParameterValue, 'Show a verifier chosen claims of an SD-JWT')
            [CompletionResult]::new('tamper', 'tamper', [CompletionResultType]::ParameterValue, 'Make variants of a token that a verifier must reject')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List what a token can start from, and delete what you saved')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'List, make, convert and keep keys')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a shell''s completions')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jotsmith;inspect' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file that holds a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable that holds a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are written')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to judge at, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Seconds by which clocks may differ')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The payload of a detached signature')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The issuer (iss) that is expected')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The audience (aud) that is expected')
            [CompletionResult]::new('--typ', '--typ', [CompletionResultType]::ParameterName, 'The kind of token (typ) that is expected, such as at+jwt')
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'An algorithm that is accepted (alg, or enc); may be repeated')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'A claim that has to be there; may be repeated')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Seconds since iat after which the token is too old')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'A certificate to trust, PEM or DER: a token whose certificates (x5c) lead to it is verified with their first key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'What a proof of possession came with: the access token of a DPoP proof, or a client attestation')
            [CompletionResult]::new('--htm', '--htm', [CompletionResultType]::ParameterName, 'The method of the request that a DPoP proof is for (htm)')
            [CompletionResult]::new('--htu', '--htu', [CompletionResultType]::ParameterName, 'The address of the request that a DPoP proof is for (htu)')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The nonce that is expected: in the claims, or in the key binding of an SD-JWT')
            [CompletionResult]::new('--proof-window', '--proof-window', [CompletionResultType]::ParameterName, 'Seconds by which the iat of a key binding or another proof may differ from the time')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token, if the input holds several; the first is 1')
            [CompletionResult]::new('--inner', '--inner', [CompletionResultType]::ParameterName, 'Take the token out of this claim of the token, and check that one')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colours')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--at-iat', '--at-iat', [CompletionResultType]::ParameterName, 'Judge the token at the time at which it says that it was made (iat)')
            [CompletionResult]::new('--as-written', '--as-written', [CompletionResultType]::ParameterName, 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it')
            [CompletionResult]::new('--hash-nonce', '--hash-nonce', [CompletionResultType]::ParameterName, 'Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph')
            [CompletionResult]::new('--own-key', '--own-key', [CompletionResultType]::ParameterName, 'Check the signature with the key that the token carries, which proves nothing about who made it')
            [CompletionResult]::new('--public-secret', '--public-secret', [CompletionResultType]::ParameterName, 'Check an HMAC with the secrets that everybody knows, where one of them fits')
            [CompletionResult]::new('--do-it-anyway', '--do-it-anyway', [CompletionResultType]::ParameterName, 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the report as JSON, in one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the report as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;decode' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file that holds a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable that holds a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are written')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to judge at, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Seconds by which clocks may differ')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The payload of a detached signature')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The issuer (iss) that is expected')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The audience (aud) that is expected')
            [CompletionResult]::new('--typ', '--typ', [CompletionResultType]::ParameterName, 'The kind of token (typ) that is expected, such as at+jwt')
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'An algorithm that is accepted (alg, or enc); may be repeated')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'A claim that has to be there; may be repeated')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Seconds since iat after which the token is too old')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'A certificate to trust, PEM or DER: a token whose certificates (x5c) lead to it is verified with their first key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'What a proof of possession came with: the access token of a DPoP proof, or a client attestation')
            [CompletionResult]::new('--htm', '--htm', [CompletionResultType]::ParameterName, 'The method of the request that a DPoP proof is for (htm)')
            [CompletionResult]::new('--htu', '--htu', [CompletionResultType]::ParameterName, 'The address of the request that a DPoP proof is for (htu)')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The nonce that is expected: in the claims, or in the key binding of an SD-JWT')
            [CompletionResult]::new('--proof-window', '--proof-window', [CompletionResultType]::ParameterName, 'Seconds by which the iat of a key binding or another proof may differ from the time')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token, if the input holds several; the first is 1')
            [CompletionResult]::new('--inner', '--inner', [CompletionResultType]::ParameterName, 'Take the token out of this claim of the token, and check that one')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colours')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--at-iat', '--at-iat', [CompletionResultType]::ParameterName, 'Judge the token at the time at which it says that it was made (iat)')
            [CompletionResult]::new('--as-written', '--as-written', [CompletionResultType]::ParameterName, 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it')
            [CompletionResult]::new('--hash-nonce', '--hash-nonce', [CompletionResultType]::ParameterName, 'Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph')
            [CompletionResult]::new('--own-key', '--own-key', [CompletionResultType]::ParameterName, 'Check the signature with the key that the token carries, which proves nothing about who made it')
            [CompletionResult]::new('--public-secret', '--public-secret', [CompletionResultType]::ParameterName, 'Check an HMAC with the secrets that everybody knows, where one of them fits')
            [CompletionResult]::new('--do-it-anyway', '--do-it-anyway', [CompletionResultType]::ParameterName, 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the report as JSON, in one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the report as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;verify' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file that holds a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable that holds a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are written')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to judge at, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Seconds by which clocks may differ')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The payload of a detached signature')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The issuer (iss) that is expected')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The audience (aud) that is expected')
            [CompletionResult]::new('--typ', '--typ', [CompletionResultType]::ParameterName, 'The kind of token (typ) that is expected, such as at+jwt')
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'An algorithm that is accepted (alg, or enc); may be repeated')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'A claim that has to be there; may be repeated')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Seconds since iat after which the token is too old')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'A certificate to trust, PEM or DER: a token whose certificates (x5c) lead to it is verified with their first key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'What a proof of possession came with: the access token of a DPoP proof, or a client attestation')
            [CompletionResult]::new('--htm', '--htm', [CompletionResultType]::ParameterName, 'The method of the request that a DPoP proof is for (htm)')
            [CompletionResult]::new('--htu', '--htu', [CompletionResultType]::ParameterName, 'The address of the request that a DPoP proof is for (htu)')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The nonce that is expected: in the claims, or in the key binding of an SD-JWT')
            [CompletionResult]::new('--proof-window', '--proof-window', [CompletionResultType]::ParameterName, 'Seconds by which the iat of a key binding or another proof may differ from the time')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token, if the input holds several; the first is 1')
            [CompletionResult]::new('--inner', '--inner', [CompletionResultType]::ParameterName, 'Take the token out of this claim of the token, and check that one')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colours')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--at-iat', '--at-iat', [CompletionResultType]::ParameterName, 'Judge the token at the time at which it says that it was made (iat)')
            [CompletionResult]::new('--as-written', '--as-written', [CompletionResultType]::ParameterName, 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it')
            [CompletionResult]::new('--hash-nonce', '--hash-nonce', [CompletionResultType]::ParameterName, 'Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph')
            [CompletionResult]::new('--own-key', '--own-key', [CompletionResultType]::ParameterName, 'Check the signature with the key that the token carries, which proves nothing about who made it')
            [CompletionResult]::new('--public-secret', '--public-secret', [CompletionResultType]::ParameterName, 'Check an HMAC with the secrets that everybody knows, where one of them fits')
            [CompletionResult]::new('--do-it-anyway', '--do-it-anyway', [CompletionResultType]::ParameterName, 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the report as JSON, in one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the report as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;decrypt' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file that holds a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable that holds a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are written')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to judge at, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Seconds by which clocks may differ')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The payload of a detached signature')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The issuer (iss) that is expected')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The audience (aud) that is expected')
            [CompletionResult]::new('--typ', '--typ', [CompletionResultType]::ParameterName, 'The kind of token (typ) that is expected, such as at+jwt')
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'An algorithm that is accepted (alg, or enc); may be repeated')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'A claim that has to be there; may be repeated')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Seconds since iat after which the token is too old')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'A certificate to trust, PEM or DER: a token whose certificates (x5c) lead to it is verified with their first key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'What a proof of possession came with: the access token of a DPoP proof, or a client attestation')
            [CompletionResult]::new('--htm', '--htm', [CompletionResultType]::ParameterName, 'The method of the request that a DPoP proof is for (htm)')
            [CompletionResult]::new('--htu', '--htu', [CompletionResultType]::ParameterName, 'The address of the request that a DPoP proof is for (htu)')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The nonce that is expected: in the claims, or in the key binding of an SD-JWT')
            [CompletionResult]::new('--proof-window', '--proof-window', [CompletionResultType]::ParameterName, 'Seconds by which the iat of a key binding or another proof may differ from the time')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token, if the input holds several; the first is 1')
            [CompletionResult]::new('--inner', '--inner', [CompletionResultType]::ParameterName, 'Take the token out of this claim of the token, and check that one')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colours')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--at-iat', '--at-iat', [CompletionResultType]::ParameterName, 'Judge the token at the time at which it says that it was made (iat)')
            [CompletionResult]::new('--as-written', '--as-written', [CompletionResultType]::ParameterName, 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it')
            [CompletionResult]::new('--hash-nonce', '--hash-nonce', [CompletionResultType]::ParameterName, 'Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph')
            [CompletionResult]::new('--own-key', '--own-key', [CompletionResultType]::ParameterName, 'Check the signature with the key that the token carries, which proves nothing about who made it')
            [CompletionResult]::new('--public-secret', '--public-secret', [CompletionResultType]::ParameterName, 'Check an HMAC with the secrets that everybody knows, where one of them fits')
            [CompletionResult]::new('--do-it-anyway', '--do-it-anyway', [CompletionResultType]::ParameterName, 'Do the work that is refused because of its price: many keys, many signatures, a password with many rounds')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the report as JSON, in one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the report as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;desk' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried where they fit; may be repeated')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to judge at, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;compare' {
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key that decrypts them: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the differences as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;build' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte')
            [CompletionResult]::new('--claims', '--claims', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'A payload of any kind instead of claims: a file, or - for standard input')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them')
            [CompletionResult]::new('--save-template', '--save-template', [CompletionResultType]::ParameterName, 'Save what is asked for here as a template too: texts, structure and algorithms, never a key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'A file that holds the access token that a DPoP proof is bound to, or - for standard input [default: the example of RFC 9449]')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The protected header: of the signature, or of the encryption where nothing is signed. One for all signatures, or one for each')
            [CompletionResult]::new('--unprotected', '--unprotected', [CompletionResultType]::ParameterName, 'The unprotected header of the signature; one for all, or one for each')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file that holds a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable that holds a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are written')
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--serialization', '--serialization', [CompletionResultType]::ParameterName, 'How the token is written [default: compact; general for several signatures or recipients]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then')
            [CompletionResult]::new('--encrypt-to', '--encrypt-to', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then')
            [CompletionResult]::new('--to-kid', '--to-kid', [CompletionResultType]::ParameterName, 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated')
            [CompletionResult]::new('--jwe-alg', '--jwe-alg', [CompletionResultType]::ParameterName, 'The key management algorithm [default: follows the key]; one for all recipients, or one for each')
            [CompletionResult]::new('--enc', '--enc', [CompletionResultType]::ParameterName, 'The content encryption [default: A256GCM, or the one that the key for dir has the length of]')
            [CompletionResult]::new('--jwe-header', '--jwe-header', [CompletionResultType]::ParameterName, 'The protected header of the encryption')
            [CompletionResult]::new('--jwe-unprotected', '--jwe-unprotected', [CompletionResultType]::ParameterName, 'The shared unprotected header of the encryption')
            [CompletionResult]::new('--aad', '--aad', [CompletionResultType]::ParameterName, 'Additional authenticated data: a file. Not in compact')
            [CompletionResult]::new('--pbes2-count', '--pbes2-count', [CompletionResultType]::ParameterName, 'Rounds of PBES2 [default: OWASP''s, 600000 with SHA-256, else 220000]')
            [CompletionResult]::new('--exp', '--exp', [CompletionResultType]::ParameterName, 'Set exp: now, +5m, -1h, +1d, or seconds since 1970')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Set nbf')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'Set iat')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'Set jti, to a new random identifier if no TEXT is given')
            [CompletionResult]::new('--header-sync', '--header-sync', [CompletionResultType]::ParameterName, 'Whether alg, typ and kid in the header follow algorithm and key [default: in-step]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time that times are relative to, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--signature', '--signature', [CompletionResultType]::ParameterName, 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64. It is checked with --key')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'The file with what --signing-input printed')
            [CompletionResult]::new('--iss', '--iss', [CompletionResultType]::ParameterName, 'Set iss, the issuer')
            [CompletionResult]::new('--sub', '--sub', [CompletionResultType]::ParameterName, 'Set sub, the subject')
            [CompletionResult]::new('--aud', '--aud', [CompletionResultType]::ParameterName, 'Set aud, the audience; repeated: a list')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--sd', '--sd', [CompletionResultType]::ParameterName, 'A claim that its holder may withhold; may be repeated. A name, or a path: /address/city, /nationalities/0, ''/nationalities/*'' for each, ''/address/**'' for everything inside')
            [CompletionResult]::new('--sd-decoys', '--sd-decoys', [CompletionResultType]::ParameterName, 'Decoy digests: so many wherever something can be withheld, at a path alone, or with =N among the uppermost claims alone; may be repeated')
            [CompletionResult]::new('--sd-alg', '--sd-alg', [CompletionResultType]::ParameterName, 'The hash of the digests [default: sha-256]')
            [CompletionResult]::new('--holder', '--holder', [CompletionResultType]::ParameterName, 'The holder''s key, whose public half is named in cnf: JWK, PEM or DER')
            [CompletionResult]::new('--detached', '--detached', [CompletionResultType]::ParameterName, 'Leave the payload out of the token')
            [CompletionResult]::new('--zip', '--zip', [CompletionResultType]::ParameterName, 'Compress before encrypting; the length then tells about the content')
            [CompletionResult]::new('--allow-weak', '--allow-weak', [CompletionResultType]::ParameterName, 'Make what is too weak to issue nevertheless: short secrets, RSA below 2048 bits, none, RSA1_5, published keys')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse what jotsmith inspect would warn of')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--signing-input', '--signing-input', [CompletionResultType]::ParameterName, 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;sign' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte')
            [CompletionResult]::new('--claims', '--claims', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'A payload of any kind instead of claims: a file, or - for standard input')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them')
            [CompletionResult]::new('--save-template', '--save-template', [CompletionResultType]::ParameterName, 'Save what is asked for here as a template too: texts, structure and algorithms, never a key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'A file that holds the access token that a DPoP proof is bound to, or - for standard input [default: the example of RFC 9449]')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The protected header: of the signature, or of the encryption where nothing is signed. One for all signatures, or one for each')
            [CompletionResult]::new('--unprotected', '--unprotected', [CompletionResultType]::ParameterName, 'The unprotected header of the signature; one for all, or one for each')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file that holds a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable that holds a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are written')
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--serialization', '--serialization', [CompletionResultType]::ParameterName, 'How the token is written [default: compact; general for several signatures or recipients]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then')
            [CompletionResult]::new('--encrypt-to', '--encrypt-to', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeated: several recipients. What is signed is encrypted then')
            [CompletionResult]::new('--to-kid', '--to-kid', [CompletionResultType]::ParameterName, 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated')
            [CompletionResult]::new('--jwe-alg', '--jwe-alg', [CompletionResultType]::ParameterName, 'The key management algorithm [default: follows the key]; one for all recipients, or one for each')
            [CompletionResult]::new('--enc', '--enc', [CompletionResultType]::ParameterName, 'The content encryption [default: A256GCM, or the one that the key for dir has the length of]')
            [CompletionResult]::new('--jwe-header', '--jwe-header', [CompletionResultType]::ParameterName, 'The protected header of the encryption')
            [CompletionResult]::new('--jwe-unprotected', '--jwe-unprotected', [CompletionResultType]::ParameterName, 'The shared unprotected header of the encryption')
            [CompletionResult]::new('--aad', '--aad', [CompletionResultType]::ParameterName, 'Additional authenticated data: a file. Not in compact')
            [CompletionResult]::new('--pbes2-count', '--pbes2-count', [CompletionResultType]::ParameterName, 'Rounds of PBES2 [default: OWASP''s, 600000 with SHA-256, else 220000]')
            [CompletionResult]::new('--exp', '--exp', [CompletionResultType]::ParameterName, 'Set exp: now, +5m, -1h, +1d, or seconds since 1970')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Set nbf')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'Set iat')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'Set jti, to a new random identifier if no TEXT is given')
            [CompletionResult]::new('--header-sync', '--header-sync', [CompletionResultType]::ParameterName, 'Whether alg, typ and kid in the header follow algorithm and key [default: in-step]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time that times are relative to, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--signature', '--signature', [CompletionResultType]::ParameterName, 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64. It is checked with --key')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'The file with what --signing-input printed')
            [CompletionResult]::new('--iss', '--iss', [CompletionResultType]::ParameterName, 'Set iss, the issuer')
            [CompletionResult]::new('--sub', '--sub', [CompletionResultType]::ParameterName, 'Set sub, the subject')
            [CompletionResult]::new('--aud', '--aud', [CompletionResultType]::ParameterName, 'Set aud, the audience; repeated: a list')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--sd', '--sd', [CompletionResultType]::ParameterName, 'A claim that its holder may withhold; may be repeated. A name, or a path: /address/city, /nationalities/0, ''/nationalities/*'' for each, ''/address/**'' for everything inside')
            [CompletionResult]::new('--sd-decoys', '--sd-decoys', [CompletionResultType]::ParameterName, 'Decoy digests: so many wherever something can be withheld, at a path alone, or with =N among the uppermost claims alone; may be repeated')
            [CompletionResult]::new('--sd-alg', '--sd-alg', [CompletionResultType]::ParameterName, 'The hash of the digests [default: sha-256]')
            [CompletionResult]::new('--holder', '--holder', [CompletionResultType]::ParameterName, 'The holder''s key, whose public half is named in cnf: JWK, PEM or DER')
            [CompletionResult]::new('--detached', '--detached', [CompletionResultType]::ParameterName, 'Leave the payload out of the token')
            [CompletionResult]::new('--zip', '--zip', [CompletionResultType]::ParameterName, 'Compress before encrypting; the length then tells about the content')
            [CompletionResult]::new('--allow-weak', '--allow-weak', [CompletionResultType]::ParameterName, 'Make what is too weak to issue nevertheless: short secrets, RSA below 2048 bits, none, RSA1_5, published keys')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse what jotsmith inspect would warn of')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--signing-input', '--signing-input', [CompletionResultType]::ParameterName, 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;present' {
            [CompletionResult]::new('--disclose', '--disclose', [CompletionResultType]::ParameterName, 'A claim to disclose; may be repeated; none: nothing that can be withheld is shown. A name, or a path: /address/city, /nationalities/0, ''/nationalities/*'' for each, ''/address/**'' for everything inside')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'The holder''s private key, to bind the presentation to a verifier: JWK, PEM or DER')
            [CompletionResult]::new('--holder-key', '--holder-key', [CompletionResultType]::ParameterName, 'The holder''s private key, to bind the presentation to a verifier: JWK, PEM or DER')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring that has the holder''s key: the one that the token is bound to, or that of --kid')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring that has the holder''s key: the one that the token is bound to, or that of --kid')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Which key of the keyring: its kid, name or thumbprint')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'What the verifier asks to be signed')
            [CompletionResult]::new('--aud', '--aud', [CompletionResultType]::ParameterName, 'The verifier')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'When the presentation is made: now, -1h, or seconds since 1970')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token, if the input holds several; the first is 1')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time that --iat is relative to, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--disclose-all', '--disclose-all', [CompletionResultType]::ParameterName, 'Disclose everything')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--allow-weak', '--allow-weak', [CompletionResultType]::ParameterName, 'Make what verifiers reject: with another key than the holder''s, or a weak one')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;tamper' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'The key that made it: JWK, PEM or DER; with the public half, what has to be signed anew is left out')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The key that made it: JWK, PEM or DER; with the public half, what has to be signed anew is left out')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring that has the key')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring that has the key')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Which key of the keyring: its kid, name or thumbprint')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file that holds the shared secret')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable that holds the shared secret')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secret is written')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--try', '--try', [CompletionResultType]::ParameterName, 'Run this for each variant, with the token for {}, or on standard input where there is no {}; it accepts with status 0')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'A new file to write the vectors into, instead of standard output')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'A new file to write the vectors into, instead of standard output')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token, if the input holds several; the first is 1')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time at which the verifier judges, in seconds since 1970 [default: the clock]')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;templates' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in ones and your own')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete one of your own')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jotsmith;templates;list' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;templates;delete' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;templates;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in ones and your own')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete one of your own')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jotsmith;templates;help;list' {
            break
        }
        'jotsmith;templates;help;delete' {
            break
        }
        'jotsmith;templates;help;help' {
            break
        }
        'jotsmith;keys' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keyrings, or the keys of one, or those of a file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add the keys of files to a keyring')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Generate a key, into a keyring or, with --private, onto standard output or into a file')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert the keys of a file')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the keys of a keyring, or the whole keyring, for other programs')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key of a keyring, its public half and what is known about it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a key out of a keyring')
            [CompletionResult]::new('note', 'note', [CompletionResultType]::ParameterValue, 'Give a key a name of its own, apart from its kid; an empty one takes it away')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a keyring another name')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put a file that is a keyring among the keyrings')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make an empty keyring')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Give a keyring another passphrase')
            [CompletionResult]::new('backups', 'backups', [CompletionResultType]::ParameterValue, 'List the backups of a keyring, or put one in its place')
            [CompletionResult]::new('leftovers', 'leftovers', [CompletionResultType]::ParameterValue, 'List what interrupted saves left, take it over, or delete it')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Move a keyring and its backups to the trash; nothing is erased')
            [CompletionResult]::new('trash', 'trash', [CompletionResultType]::ParameterValue, 'List the keyrings in the trash, the latest first')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring a keyring back from the trash, with its backups')
            [CompletionResult]::new('erase', 'erase', [CompletionResultType]::ParameterValue, 'Delete a keyring in the trash for good, with its backups; nothing brings it back')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jotsmith;keys;list' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring whose keys are listed')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring whose keys are listed')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the list as JSON, in one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;add' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--file-passphrase-file', '--file-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase of the files; - for standard input')
            [CompletionResult]::new('--file-passphrase-fd', '--file-passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--file-passphrase-env', '--file-passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'Pin the keys to this issuer (iss)')
            [CompletionResult]::new('--create', '--create', [CompletionResultType]::ParameterName, 'Make the keyring if it is not there')
            [CompletionResult]::new('--public', '--public', [CompletionResultType]::ParameterName, 'Make it a plain JWK Set, without a passphrase, for public keys alone')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;generate' {
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Its kid: thumbprint, date, uuid, none, or =TEXT for TEXT itself')
            [CompletionResult]::new('--use', '--use', [CompletionResultType]::ParameterName, 'Its use: sig, enc, none, or another [default: that of its alg]')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'Its alg, or none [default: the usual one of its kind]')
            [CompletionResult]::new('--key-ops', '--key-ops', [CompletionResultType]::ParameterName, 'Its key_ops, separated by commas: sign, verify, encrypt, decrypt, wrapKey, unwrapKey, deriveKey, deriveBits')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring that it goes into')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring that it goes into')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'A new file to write into, instead of standard output')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'A new file to write into, instead of standard output')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase of what is written; - for standard input')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--new-passphrase-env', '--new-passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--create', '--create', [CompletionResultType]::ParameterName, 'Make the keyring if it is not there')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--private', '--private', [CompletionResultType]::ParameterName, 'Write private keys and secrets; without it, nothing private leaves')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;keys;convert' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'A new file to write into, instead of standard output')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'A new file to write into, instead of standard output')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase of what is written; - for standard input')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--new-passphrase-env', '--new-passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--private', '--private', [CompletionResultType]::ParameterName, 'Write private keys and secrets; without it, nothing private leaves')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;keys;export' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'The kid, the name or the thumbprint of a key; may be repeated [default: all of them]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The kid, the name or the thumbprint of a key; may be repeated [default: all of them]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'A new file to write into, instead of standard output')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'A new file to write into, instead of standard output')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase of what is written; - for standard input')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--new-passphrase-env', '--new-passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--private', '--private', [CompletionResultType]::ParameterName, 'Write private keys and secrets; without it, nothing private leaves')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;keys;show' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print it as JSON, in one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print it as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;remove' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;note' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;pin' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;rename' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;import' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'What it is called here [default: as its file]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;create' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--public', '--public', [CompletionResultType]::ParameterName, 'Make it a plain JWK Set, without a passphrase, for public keys alone')
            [CompletionResult]::new('--generate-passphrase', '--generate-passphrase', [CompletionResultType]::ParameterName, 'Choose six words by chance for its passphrase, and print them to standard output')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;passphrase' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase of what is written; - for standard input')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--new-passphrase-env', '--new-passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--generate-passphrase', '--generate-passphrase', [CompletionResultType]::ParameterName, 'Choose six words by chance for it, and print them to standard output')
            [CompletionResult]::new('--discard-older', '--discard-older', [CompletionResultType]::ParameterName, 'Delete the backups and what interrupted saves left: they open with the old passphrase')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;backups' {
            [CompletionResult]::new('--restore', '--restore', [CompletionResultType]::ParameterName, 'Put this one in the place of the keyring, which becomes a backup; 1 is the latest')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--discard', '--discard', [CompletionResultType]::ParameterName, 'Delete all of them, and what interrupted saves left')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;leftovers' {
            [CompletionResult]::new('--restore', '--restore', [CompletionResultType]::ParameterName, 'Put this one of the list in the place of the keyring, which becomes a backup')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'The same from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'The same from an environment variable')
            [CompletionResult]::new('--discard', '--discard', [CompletionResultType]::ParameterName, 'Delete all that is listed')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not the one that this computer opened last under its name')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;delete' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;trash' {
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the list as JSON, in one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, in one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;restore' {
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which one, where the trash has several of that name: 1 is the latest')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Another name for it, where the old one is taken')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;erase' {
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which one, where the trash has several of that name: 1 is the latest')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it; without it, what would be lost is said and nothing is touched')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keyrings, or the keys of one, or those of a file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add the keys of files to a keyring')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Generate a key, into a keyring or, with --private, onto standard output or into a file')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert the keys of a file')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the keys of a keyring, or the whole keyring, for other programs')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key of a keyring, its public half and what is known about it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a key out of a keyring')
            [CompletionResult]::new('note', 'note', [CompletionResultType]::ParameterValue, 'Give a key a name of its own, apart from its kid; an empty one takes it away')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a keyring another name')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put a file that is a keyring among the keyrings')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make an empty keyring')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Give a keyring another passphrase')
            [CompletionResult]::new('backups', 'backups', [CompletionResultType]::ParameterValue, 'List the backups of a keyring, or put one in its place')
            [CompletionResult]::new('leftovers', 'leftovers', [CompletionResultType]::ParameterValue, 'List what interrupted saves left, take it over, or delete it')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Move a keyring and its backups to the trash; nothing is erased')
            [CompletionResult]::new('trash', 'trash', [CompletionResultType]::ParameterValue, 'List the keyrings in the trash, the latest first')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring a keyring back from the trash, with its backups')
            [CompletionResult]::new('erase', 'erase', [CompletionResultType]::ParameterValue, 'Delete a keyring in the trash for good, with its backups; nothing brings it back')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jotsmith;keys;help;list' {
            break
        }
        'jotsmith;keys;help;add' {
            break
        }
        'jotsmith;keys;help;generate' {
            break
        }
        'jotsmith;keys;help;convert' {
            break
        }
        'jotsmith;keys;help;export' {
            break
        }
        'jotsmith;keys;help;show' {
            break
        }
        'jotsmith;keys;help;remove' {
            break
        }
        'jotsmith;keys;help;note' {
            break
        }
        'jotsmith;keys;help;pin' {
            break
        }
        'jotsmith;keys;help;rename' {
            break
        }
        'jotsmith;keys;help;import' {
            break
        }
        'jotsmith;keys;help;create' {
            break
        }
        'jotsmith;keys;help;passphrase' {
            break
        }
        'jotsmith;keys;help;backups' {
            break
        }
        'jotsmith;keys;help;leftovers' {
            break
        }
        'jotsmith;keys;help;delete' {
            break
        }
        'jotsmith;keys;help;trash' {
            break
        }
        'jotsmith;keys;help;restore' {
            break
        }
        'jotsmith;keys;help;erase' {
            break
        }
        'jotsmith;keys;help;help' {
            break
        }
        'jotsmith;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;help' {
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show a token and check it')
            [CompletionResult]::new('desk', 'desk', [CompletionResultType]::ParameterValue, 'Check several tokens, and whether they belong together')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare two tokens: header, claims, signature and size')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Make a token: sign, encrypt, or both')
            [CompletionResult]::new('present', 'present', [CompletionResultType]::ParameterValue, 'Show a verifier chosen claims of an SD-JWT')
            [CompletionResult]::new('tamper', 'tamper', [CompletionResultType]::ParameterValue, 'Make variants of a token that a verifier must reject')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List what a token can start from, and delete what you saved')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'List, make, convert and keep keys')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a shell''s completions')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jotsmith;help;inspect' {
            break
        }
        'jotsmith;help;desk' {
            break
        }
        'jotsmith;help;compare' {
            break
        }
        'jotsmith;help;build' {
            break
        }
        'jotsmith;help;present' {
            break
        }
        'jotsmith;help;tamper' {
            break
        }
        'jotsmith;help;templates' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in ones and your own')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete one of your own')
            break
        }
        'jotsmith;help;templates;list' {
            break
        }
        'jotsmith;help;templates;delete' {
            break
        }
        'jotsmith;help;keys' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keyrings, or the keys of one, or those of a file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add the keys of files to a keyring')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Generate a key, into a keyring or, with --private, onto standard output or into a file')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert the keys of a file')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the keys of a keyring, or the whole keyring, for other programs')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key of a keyring, its public half and what is known about it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a key out of a keyring')
            [CompletionResult]::new('note', 'note', [CompletionResultType]::ParameterValue, 'Give a key a name of its own, apart from its kid; an empty one takes it away')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a keyring another name')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put a file that is a keyring among the keyrings')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make an empty keyring')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Give a keyring another passphrase')
            [CompletionResult]::new('backups', 'backups', [CompletionResultType]::ParameterValue, 'List the backups of a keyring, or put one in its place')
            [CompletionResult]::new('leftovers', 'leftovers', [CompletionResultType]::ParameterValue, 'List what interrupted saves left, take it over, or delete it')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Move a keyring and its backups to the trash; nothing is erased')
            [CompletionResult]::new('trash', 'trash', [CompletionResultType]::ParameterValue, 'List the keyrings in the trash, the latest first')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring a keyring back from the trash, with its backups')
            [CompletionResult]::new('erase', 'erase', [CompletionResultType]::ParameterValue, 'Delete a keyring in the trash for good, with its backups; nothing brings it back')
            break
        }
        'jotsmith;help;keys;list' {
            break
        }
        'jotsmith;help;keys;add' {
            break
        }
        'jotsmith;help;keys;generate' {
            break
        }
        'jotsmith;help;keys;convert' {
            break
        }
        'jotsmith;help;keys;export' {
            break
        }
        'jotsmith;help;keys;show' {
            break
        }
        'jotsmith;help;keys;remove' {
            break
        }
        'jotsmith;help;keys;note' {
            break
        }
        'jotsmith;help;keys;pin' {
            break
        }
        'jotsmith;help;keys;rename' {
            break
        }
        'jotsmith;help;keys;import' {
            break
        }
        'jotsmith;help;keys;create' {
            break
        }
        'jotsmith;help;keys;passphrase' {
            break
        }
        'jotsmith;help;keys;backups' {
            break
        }
        'jotsmith;help;keys;leftovers' {
            break
        }
        'jotsmith;help;keys;delete' {
            break
        }
        'jotsmith;help;keys;trash' {
            break
        }
        'jotsmith;help;keys;restore' {
            break
        }
        'jotsmith;help;keys;erase' {
            break
        }
        'jotsmith;help;completions' {
            break
        }
        'jotsmith;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
