
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
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show a token and verify it')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Show a token and verify it')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Show a token and verify it')
            [CompletionResult]::new('decrypt', 'decrypt', [CompletionResultType]::ParameterValue, 'Show a token and verify it')
            [CompletionResult]::new('desk', 'desk', [CompletionResultType]::ParameterValue, 'Check several tokens, and whether they belong together')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare two tokens: header, claims, signature and size')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Turn a token into a request, a report, another format or code')
            [CompletionResult]::new('redact', 'redact', [CompletionResultType]::ParameterValue, 'Mask tokens, HAR files and logs for sharing')
            [CompletionResult]::new('size', 'size', [CompletionResultType]::ParameterValue, 'Show what a token costs, what it fits into, and what would make it shorter')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Build a token: sign it, encrypt it, or both')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Build a token: sign it, encrypt it, or both')
            [CompletionResult]::new('encrypt', 'encrypt', [CompletionResultType]::ParameterValue, 'Build a token: sign it, encrypt it, or both')
            [CompletionResult]::new('present', 'present', [CompletionResultType]::ParameterValue, 'Present chosen claims of an SD-JWT to a verifier')
            [CompletionResult]::new('tamper', 'tamper', [CompletionResultType]::ParameterValue, 'Make variants of a token that a verifier must reject')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List the templates for tokens, and delete your own')
            [CompletionResult]::new('guess', 'guess', [CompletionResultType]::ParameterValue, 'Look for the shared secret of a token in a list of words, on all cores')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'List, generate, convert and store keys')
            [CompletionResult]::new('profiles', 'profiles', [CompletionResultType]::ParameterValue, 'List the kinds of token, or what one of them must be')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jotsmith;inspect' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Allowed clock skew, such as 30s, or seconds [default: 0]')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The payload of a detached signature')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The kind of token that it must be; jotsmith profiles lists them')
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims')
            [CompletionResult]::new('--expires-in', '--expires-in', [CompletionResultType]::ParameterName, 'For how long the token must still be valid, such as 7d, 12h or seconds')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The expected issuer (iss)')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The expected audience (aud)')
            [CompletionResult]::new('--typ', '--typ', [CompletionResultType]::ParameterName, 'The expected kind of token (typ), such as at+jwt')
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'An accepted algorithm (alg or enc); may be repeated')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'A required claim; may be repeated')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'The maximum age since iat, such as 5m, or seconds')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one''s key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation')
            [CompletionResult]::new('--htm', '--htm', [CompletionResultType]::ParameterName, 'The method of the request that a DPoP proof is for (htm)')
            [CompletionResult]::new('--htu', '--htu', [CompletionResultType]::ParameterName, 'The URL of the request that a DPoP proof is for (htu)')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The expected nonce, in the claims or in the key binding of an SD-JWT')
            [CompletionResult]::new('--proof-window', '--proof-window', [CompletionResultType]::ParameterName, 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token to use if the input contains several; the first is 1')
            [CompletionResult]::new('--inner', '--inner', [CompletionResultType]::ParameterName, 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colours')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Read the token from the clipboard')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Show times in the time zone of this computer')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show every token of the input, one after the other')
            [CompletionResult]::new('--at-iat', '--at-iat', [CompletionResultType]::ParameterName, 'Evaluate the token at its iat, the time when it was issued')
            [CompletionResult]::new('--as-written', '--as-written', [CompletionResultType]::ParameterName, 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it')
            [CompletionResult]::new('--hash-nonce', '--hash-nonce', [CompletionResultType]::ParameterName, 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it')
            [CompletionResult]::new('--as-made', '--as-made', [CompletionResultType]::ParameterName, 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys')
            [CompletionResult]::new('--own-key', '--own-key', [CompletionResultType]::ParameterName, 'Verify the signature with the token''s own key, which proves nothing about who made it')
            [CompletionResult]::new('--public-secret', '--public-secret', [CompletionResultType]::ParameterName, 'Verify an HMAC with well-known secrets, if one of them fits')
            [CompletionResult]::new('--do-it-anyway', '--do-it-anyway', [CompletionResultType]::ParameterName, 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the report as JSON, on one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the report as JSON, on one line')
            [CompletionResult]::new('--sarif', '--sarif', [CompletionResultType]::ParameterName, 'Print the findings as SARIF 2.1.0, on one line')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact')
            [CompletionResult]::new('--unredacted', '--unredacted', [CompletionResultType]::ParameterName, 'Leave the values in the report as they are')
            [CompletionResult]::new('--checklist', '--checklist', [CompletionResultType]::ParameterName, 'Print what the standard of this kind of token demands, and how the token meets it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;decode' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Allowed clock skew, such as 30s, or seconds [default: 0]')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The payload of a detached signature')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The kind of token that it must be; jotsmith profiles lists them')
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims')
            [CompletionResult]::new('--expires-in', '--expires-in', [CompletionResultType]::ParameterName, 'For how long the token must still be valid, such as 7d, 12h or seconds')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The expected issuer (iss)')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The expected audience (aud)')
            [CompletionResult]::new('--typ', '--typ', [CompletionResultType]::ParameterName, 'The expected kind of token (typ), such as at+jwt')
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'An accepted algorithm (alg or enc); may be repeated')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'A required claim; may be repeated')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'The maximum age since iat, such as 5m, or seconds')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one''s key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation')
            [CompletionResult]::new('--htm', '--htm', [CompletionResultType]::ParameterName, 'The method of the request that a DPoP proof is for (htm)')
            [CompletionResult]::new('--htu', '--htu', [CompletionResultType]::ParameterName, 'The URL of the request that a DPoP proof is for (htu)')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The expected nonce, in the claims or in the key binding of an SD-JWT')
            [CompletionResult]::new('--proof-window', '--proof-window', [CompletionResultType]::ParameterName, 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token to use if the input contains several; the first is 1')
            [CompletionResult]::new('--inner', '--inner', [CompletionResultType]::ParameterName, 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colours')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Read the token from the clipboard')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Show times in the time zone of this computer')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show every token of the input, one after the other')
            [CompletionResult]::new('--at-iat', '--at-iat', [CompletionResultType]::ParameterName, 'Evaluate the token at its iat, the time when it was issued')
            [CompletionResult]::new('--as-written', '--as-written', [CompletionResultType]::ParameterName, 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it')
            [CompletionResult]::new('--hash-nonce', '--hash-nonce', [CompletionResultType]::ParameterName, 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it')
            [CompletionResult]::new('--as-made', '--as-made', [CompletionResultType]::ParameterName, 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys')
            [CompletionResult]::new('--own-key', '--own-key', [CompletionResultType]::ParameterName, 'Verify the signature with the token''s own key, which proves nothing about who made it')
            [CompletionResult]::new('--public-secret', '--public-secret', [CompletionResultType]::ParameterName, 'Verify an HMAC with well-known secrets, if one of them fits')
            [CompletionResult]::new('--do-it-anyway', '--do-it-anyway', [CompletionResultType]::ParameterName, 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the report as JSON, on one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the report as JSON, on one line')
            [CompletionResult]::new('--sarif', '--sarif', [CompletionResultType]::ParameterName, 'Print the findings as SARIF 2.1.0, on one line')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact')
            [CompletionResult]::new('--unredacted', '--unredacted', [CompletionResultType]::ParameterName, 'Leave the values in the report as they are')
            [CompletionResult]::new('--checklist', '--checklist', [CompletionResultType]::ParameterName, 'Print what the standard of this kind of token demands, and how the token meets it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;verify' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Allowed clock skew, such as 30s, or seconds [default: 0]')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The payload of a detached signature')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The kind of token that it must be; jotsmith profiles lists them')
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims')
            [CompletionResult]::new('--expires-in', '--expires-in', [CompletionResultType]::ParameterName, 'For how long the token must still be valid, such as 7d, 12h or seconds')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The expected issuer (iss)')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The expected audience (aud)')
            [CompletionResult]::new('--typ', '--typ', [CompletionResultType]::ParameterName, 'The expected kind of token (typ), such as at+jwt')
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'An accepted algorithm (alg or enc); may be repeated')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'A required claim; may be repeated')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'The maximum age since iat, such as 5m, or seconds')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one''s key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation')
            [CompletionResult]::new('--htm', '--htm', [CompletionResultType]::ParameterName, 'The method of the request that a DPoP proof is for (htm)')
            [CompletionResult]::new('--htu', '--htu', [CompletionResultType]::ParameterName, 'The URL of the request that a DPoP proof is for (htu)')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The expected nonce, in the claims or in the key binding of an SD-JWT')
            [CompletionResult]::new('--proof-window', '--proof-window', [CompletionResultType]::ParameterName, 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token to use if the input contains several; the first is 1')
            [CompletionResult]::new('--inner', '--inner', [CompletionResultType]::ParameterName, 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colours')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Read the token from the clipboard')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Show times in the time zone of this computer')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show every token of the input, one after the other')
            [CompletionResult]::new('--at-iat', '--at-iat', [CompletionResultType]::ParameterName, 'Evaluate the token at its iat, the time when it was issued')
            [CompletionResult]::new('--as-written', '--as-written', [CompletionResultType]::ParameterName, 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it')
            [CompletionResult]::new('--hash-nonce', '--hash-nonce', [CompletionResultType]::ParameterName, 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it')
            [CompletionResult]::new('--as-made', '--as-made', [CompletionResultType]::ParameterName, 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys')
            [CompletionResult]::new('--own-key', '--own-key', [CompletionResultType]::ParameterName, 'Verify the signature with the token''s own key, which proves nothing about who made it')
            [CompletionResult]::new('--public-secret', '--public-secret', [CompletionResultType]::ParameterName, 'Verify an HMAC with well-known secrets, if one of them fits')
            [CompletionResult]::new('--do-it-anyway', '--do-it-anyway', [CompletionResultType]::ParameterName, 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the report as JSON, on one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the report as JSON, on one line')
            [CompletionResult]::new('--sarif', '--sarif', [CompletionResultType]::ParameterName, 'Print the findings as SARIF 2.1.0, on one line')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact')
            [CompletionResult]::new('--unredacted', '--unredacted', [CompletionResultType]::ParameterName, 'Leave the values in the report as they are')
            [CompletionResult]::new('--checklist', '--checklist', [CompletionResultType]::ParameterName, 'Print what the standard of this kind of token demands, and how the token meets it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;decrypt' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of a keyring, an encrypted key file or a token with PBES2; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Allowed clock skew, such as 30s, or seconds [default: 0]')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'The payload of a detached signature')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The kind of token that it must be; jotsmith profiles lists them')
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims')
            [CompletionResult]::new('--expires-in', '--expires-in', [CompletionResultType]::ParameterName, 'For how long the token must still be valid, such as 7d, 12h or seconds')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The expected issuer (iss)')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The expected audience (aud)')
            [CompletionResult]::new('--typ', '--typ', [CompletionResultType]::ParameterName, 'The expected kind of token (typ), such as at+jwt')
            [CompletionResult]::new('--algorithm', '--algorithm', [CompletionResultType]::ParameterName, 'An accepted algorithm (alg or enc); may be repeated')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'A required claim; may be repeated')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'The maximum age since iat, such as 5m, or seconds')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one''s key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'What a proof of possession came with: the access token for a DPoP proof, or a client attestation')
            [CompletionResult]::new('--htm', '--htm', [CompletionResultType]::ParameterName, 'The method of the request that a DPoP proof is for (htm)')
            [CompletionResult]::new('--htu', '--htu', [CompletionResultType]::ParameterName, 'The URL of the request that a DPoP proof is for (htu)')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The expected nonce, in the claims or in the key binding of an SD-JWT')
            [CompletionResult]::new('--proof-window', '--proof-window', [CompletionResultType]::ParameterName, 'How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token to use if the input contains several; the first is 1')
            [CompletionResult]::new('--inner', '--inner', [CompletionResultType]::ParameterName, 'Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colours')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Read the token from the clipboard')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--local', '--local', [CompletionResultType]::ParameterName, 'Show times in the time zone of this computer')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show every token of the input, one after the other')
            [CompletionResult]::new('--at-iat', '--at-iat', [CompletionResultType]::ParameterName, 'Evaluate the token at its iat, the time when it was issued')
            [CompletionResult]::new('--as-written', '--as-written', [CompletionResultType]::ParameterName, 'Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it')
            [CompletionResult]::new('--hash-nonce', '--hash-nonce', [CompletionResultType]::ParameterName, 'Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it')
            [CompletionResult]::new('--as-made', '--as-made', [CompletionResultType]::ParameterName, 'Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys')
            [CompletionResult]::new('--own-key', '--own-key', [CompletionResultType]::ParameterName, 'Verify the signature with the token''s own key, which proves nothing about who made it')
            [CompletionResult]::new('--public-secret', '--public-secret', [CompletionResultType]::ParameterName, 'Verify an HMAC with well-known secrets, if one of them fits')
            [CompletionResult]::new('--do-it-anyway', '--do-it-anyway', [CompletionResultType]::ParameterName, 'Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the report as JSON, on one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the report as JSON, on one line')
            [CompletionResult]::new('--sarif', '--sarif', [CompletionResultType]::ParameterName, 'Print the findings as SARIF 2.1.0, on one line')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Print a report to send: one HTML page without scripts, redacted as by jotsmith redact')
            [CompletionResult]::new('--unredacted', '--unredacted', [CompletionResultType]::ParameterName, 'Leave the values in the report as they are')
            [CompletionResult]::new('--checklist', '--checklist', [CompletionResultType]::ParameterName, 'Print what the standard of this kind of token demands, and how the token meets it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;desk' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to evaluate the tokens at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, or a time of each token''s own: at iat, just before exp, exp-1h; UTC [default: the clock]')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;compare' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the differences as JSON, on one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;export' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'What to make of it; --list shows the names')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring whose keys are tried if they fit; may be repeated')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token to use, if there are several, counted from 1')
            [CompletionResult]::new('--layer', '--layer', [CompletionResultType]::ParameterName, 'Which layer of a nested token, counted from 1 [default: the innermost]')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'The expected issuer (iss) [default: the token''s]')
            [CompletionResult]::new('--audience', '--audience', [CompletionResultType]::ParameterName, 'The expected audience (aud) [default: the token''s first]')
            [CompletionResult]::new('--leeway', '--leeway', [CompletionResultType]::ParameterName, 'Allowed clock skew, such as 30s')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The address of a request')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, or a time of its own: at iat, just before exp, exp-1h; UTC [default: the clock]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write it to a new file, for you alone if it is secret')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write it to a new file, for you alone if it is secret')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the names; with a token, what is not possible for it says why')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Say on standard error what each restriction is for')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;redact' {
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Keep the values of this claim, header parameter or field; may be repeated')
            [CompletionResult]::new('--mask', '--mask', [CompletionResultType]::ParameterName, 'Mask the values of this one, whatever they are; may be repeated')
            [CompletionResult]::new('--keep-lengths', '--keep-lengths', [CompletionResultType]::ParameterName, 'Make every masked value as long as it was')
            [CompletionResult]::new('--keep-roles', '--keep-roles', [CompletionResultType]::ParameterName, 'Keep roles, groups, permissions and scopes')
            [CompletionResult]::new('--keep-issuer', '--keep-issuer', [CompletionResultType]::ParameterName, 'Keep issuer, audience and client ID')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the redacted text, and what is masked in it, as JSON, on one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;size' {
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token of the input, counted from 1')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'What to compare with: sub, session-id, or a number of bytes')
            [CompletionResult]::new('--cookie-name', '--cookie-name', [CompletionResultType]::ParameterName, 'The name of the cookie')
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'The address in front of the token in a URL')
            [CompletionResult]::new('--other-headers', '--other-headers', [CompletionResultType]::ParameterName, 'Bytes of the request line and the other headers')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'A limit of your own for the header line; may be repeated')
            [CompletionResult]::new('--requests', '--requests', [CompletionResultType]::ParameterName, 'Requests of one page')
            [CompletionResult]::new('--pages', '--pages', [CompletionResultType]::ParameterName, 'Pages that a user opens in a day')
            [CompletionResult]::new('--users', '--users', [CompletionResultType]::ParameterName, 'Users')
            [CompletionResult]::new('--services', '--services', [CompletionResultType]::ParameterName, 'Services that the token is passed on to')
            [CompletionResult]::new('--cookie', '--cookie', [CompletionResultType]::ParameterName, 'The token is sent to the servers in a cookie, not in Authorization')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print it as JSON, on one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;build' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte')
            [CompletionResult]::new('--claims', '--claims', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'Any other payload instead of claims: a file, or - for standard input')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts')
            [CompletionResult]::new('--save-template', '--save-template', [CompletionResultType]::ParameterName, 'Also save these options as a template: texts, structure and algorithms, never a key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input')
            [CompletionResult]::new('--unprotected', '--unprotected', [CompletionResultType]::ParameterName, 'The unprotected header of the signature; one for all, or one for each')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--serialization', '--serialization', [CompletionResultType]::ParameterName, 'The serialization of the token [default: compact, or general for several signatures or recipients]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing')
            [CompletionResult]::new('--encrypt-to', '--encrypt-to', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing')
            [CompletionResult]::new('--to-kid', '--to-kid', [CompletionResultType]::ParameterName, 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated')
            [CompletionResult]::new('--jwe-alg', '--jwe-alg', [CompletionResultType]::ParameterName, 'The key management algorithm [default: follows the key]; one for all recipients, or one for each')
            [CompletionResult]::new('--enc', '--enc', [CompletionResultType]::ParameterName, 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]')
            [CompletionResult]::new('--jwe-header', '--jwe-header', [CompletionResultType]::ParameterName, 'The protected header of the encryption')
            [CompletionResult]::new('--jwe-unprotected', '--jwe-unprotected', [CompletionResultType]::ParameterName, 'The shared unprotected header of the encryption')
            [CompletionResult]::new('--aad', '--aad', [CompletionResultType]::ParameterName, 'A file with additional authenticated data; not for the compact serialization')
            [CompletionResult]::new('--pbes2-count', '--pbes2-count', [CompletionResultType]::ParameterName, 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]')
            [CompletionResult]::new('--exp', '--exp', [CompletionResultType]::ParameterName, 'Set exp: +5m, +1h30m, ''tomorrow 08:00'', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Set nbf')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'Set iat')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'Set jti; without TEXT, to a new random identifier')
            [CompletionResult]::new('--header-sync', '--header-sync', [CompletionResultType]::ParameterName, 'Which header parameters follow the algorithm and the key [default: in-step]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]')
            [CompletionResult]::new('--signature', '--signature', [CompletionResultType]::ParameterName, 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'The file with what --signing-input printed')
            [CompletionResult]::new('--iss', '--iss', [CompletionResultType]::ParameterName, 'Set iss, the issuer')
            [CompletionResult]::new('--sub', '--sub', [CompletionResultType]::ParameterName, 'Set sub, the subject')
            [CompletionResult]::new('--aud', '--aud', [CompletionResultType]::ParameterName, 'Set aud, the audience; repeated: a list')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--sd', '--sd', [CompletionResultType]::ParameterName, 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, ''/nationalities/*'' for each element, ''/address/**'' for everything inside; may be repeated')
            [CompletionResult]::new('--sd-decoys', '--sd-decoys', [CompletionResultType]::ParameterName, 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated')
            [CompletionResult]::new('--sd-alg', '--sd-alg', [CompletionResultType]::ParameterName, 'The hash algorithm of the digests [default: sha-256]')
            [CompletionResult]::new('--holder', '--holder', [CompletionResultType]::ParameterName, 'The holder''s key, whose public half goes into cnf: JWK, PEM or DER')
            [CompletionResult]::new('--detached', '--detached', [CompletionResultType]::ParameterName, 'Detach the payload: leave it out of the token')
            [CompletionResult]::new('--zip', '--zip', [CompletionResultType]::ParameterName, 'Compress before encrypting; the length can then reveal the content')
            [CompletionResult]::new('--allow-weak', '--allow-weak', [CompletionResultType]::ParameterName, 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse what jotsmith inspect would warn of')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--signing-input', '--signing-input', [CompletionResultType]::ParameterName, 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;sign' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte')
            [CompletionResult]::new('--claims', '--claims', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'Any other payload instead of claims: a file, or - for standard input')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts')
            [CompletionResult]::new('--save-template', '--save-template', [CompletionResultType]::ParameterName, 'Also save these options as a template: texts, structure and algorithms, never a key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input')
            [CompletionResult]::new('--unprotected', '--unprotected', [CompletionResultType]::ParameterName, 'The unprotected header of the signature; one for all, or one for each')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--serialization', '--serialization', [CompletionResultType]::ParameterName, 'The serialization of the token [default: compact, or general for several signatures or recipients]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing')
            [CompletionResult]::new('--encrypt-to', '--encrypt-to', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing')
            [CompletionResult]::new('--to-kid', '--to-kid', [CompletionResultType]::ParameterName, 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated')
            [CompletionResult]::new('--jwe-alg', '--jwe-alg', [CompletionResultType]::ParameterName, 'The key management algorithm [default: follows the key]; one for all recipients, or one for each')
            [CompletionResult]::new('--enc', '--enc', [CompletionResultType]::ParameterName, 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]')
            [CompletionResult]::new('--jwe-header', '--jwe-header', [CompletionResultType]::ParameterName, 'The protected header of the encryption')
            [CompletionResult]::new('--jwe-unprotected', '--jwe-unprotected', [CompletionResultType]::ParameterName, 'The shared unprotected header of the encryption')
            [CompletionResult]::new('--aad', '--aad', [CompletionResultType]::ParameterName, 'A file with additional authenticated data; not for the compact serialization')
            [CompletionResult]::new('--pbes2-count', '--pbes2-count', [CompletionResultType]::ParameterName, 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]')
            [CompletionResult]::new('--exp', '--exp', [CompletionResultType]::ParameterName, 'Set exp: +5m, +1h30m, ''tomorrow 08:00'', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Set nbf')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'Set iat')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'Set jti; without TEXT, to a new random identifier')
            [CompletionResult]::new('--header-sync', '--header-sync', [CompletionResultType]::ParameterName, 'Which header parameters follow the algorithm and the key [default: in-step]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]')
            [CompletionResult]::new('--signature', '--signature', [CompletionResultType]::ParameterName, 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'The file with what --signing-input printed')
            [CompletionResult]::new('--iss', '--iss', [CompletionResultType]::ParameterName, 'Set iss, the issuer')
            [CompletionResult]::new('--sub', '--sub', [CompletionResultType]::ParameterName, 'Set sub, the subject')
            [CompletionResult]::new('--aud', '--aud', [CompletionResultType]::ParameterName, 'Set aud, the audience; repeated: a list')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--sd', '--sd', [CompletionResultType]::ParameterName, 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, ''/nationalities/*'' for each element, ''/address/**'' for everything inside; may be repeated')
            [CompletionResult]::new('--sd-decoys', '--sd-decoys', [CompletionResultType]::ParameterName, 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated')
            [CompletionResult]::new('--sd-alg', '--sd-alg', [CompletionResultType]::ParameterName, 'The hash algorithm of the digests [default: sha-256]')
            [CompletionResult]::new('--holder', '--holder', [CompletionResultType]::ParameterName, 'The holder''s key, whose public half goes into cnf: JWK, PEM or DER')
            [CompletionResult]::new('--detached', '--detached', [CompletionResultType]::ParameterName, 'Detach the payload: leave it out of the token')
            [CompletionResult]::new('--zip', '--zip', [CompletionResultType]::ParameterName, 'Compress before encrypting; the length can then reveal the content')
            [CompletionResult]::new('--allow-weak', '--allow-weak', [CompletionResultType]::ParameterName, 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse what jotsmith inspect would warn of')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--signing-input', '--signing-input', [CompletionResultType]::ParameterName, 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;encrypt' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte')
            [CompletionResult]::new('--claims', '--claims', [CompletionResultType]::ParameterName, 'The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'Any other payload instead of claims: a file, or - for standard input')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts')
            [CompletionResult]::new('--save-template', '--save-template', [CompletionResultType]::ParameterName, 'Also save these options as a template: texts, structure and algorithms, never a key')
            [CompletionResult]::new('--access-token', '--access-token', [CompletionResultType]::ParameterName, 'A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC 9449]')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one for each. JSON text, a file that contains it, or - for standard input')
            [CompletionResult]::new('--unprotected', '--unprotected', [CompletionResultType]::ParameterName, 'The unprotected header of the signature; one for all, or one for each')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'A file with a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'An environment variable with a shared secret to sign with; may be repeated')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secrets are encoded; without it, as text, or as the variables in a file')
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]; one for all signatures, or one for each')
            [CompletionResult]::new('--serialization', '--serialization', [CompletionResultType]::ParameterName, 'The serialization of the token [default: compact, or general for several signatures or recipients]')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing')
            [CompletionResult]::new('--encrypt-to', '--encrypt-to', [CompletionResultType]::ParameterName, 'A recipient''s key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing')
            [CompletionResult]::new('--to-kid', '--to-kid', [CompletionResultType]::ParameterName, 'A recipient''s key in the keyrings: its kid, name or thumbprint; may be repeated')
            [CompletionResult]::new('--jwe-alg', '--jwe-alg', [CompletionResultType]::ParameterName, 'The key management algorithm [default: follows the key]; one for all recipients, or one for each')
            [CompletionResult]::new('--enc', '--enc', [CompletionResultType]::ParameterName, 'The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]')
            [CompletionResult]::new('--jwe-header', '--jwe-header', [CompletionResultType]::ParameterName, 'The protected header of the encryption')
            [CompletionResult]::new('--jwe-unprotected', '--jwe-unprotected', [CompletionResultType]::ParameterName, 'The shared unprotected header of the encryption')
            [CompletionResult]::new('--aad', '--aad', [CompletionResultType]::ParameterName, 'A file with additional authenticated data; not for the compact serialization')
            [CompletionResult]::new('--pbes2-count', '--pbes2-count', [CompletionResultType]::ParameterName, 'PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]')
            [CompletionResult]::new('--exp', '--exp', [CompletionResultType]::ParameterName, 'Set exp: +5m, +1h30m, ''tomorrow 08:00'', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Set nbf')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'Set iat')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'Set jti; without TEXT, to a new random identifier')
            [CompletionResult]::new('--header-sync', '--header-sync', [CompletionResultType]::ParameterName, 'Which header parameters follow the algorithm and the key [default: in-step]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]')
            [CompletionResult]::new('--signature', '--signature', [CompletionResultType]::ParameterName, 'Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of openssl or a KMS as it is. It is checked with --key, or with the shared secret')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'The file with what --signing-input printed')
            [CompletionResult]::new('--iss', '--iss', [CompletionResultType]::ParameterName, 'Set iss, the issuer')
            [CompletionResult]::new('--sub', '--sub', [CompletionResultType]::ParameterName, 'Set sub, the subject')
            [CompletionResult]::new('--aud', '--aud', [CompletionResultType]::ParameterName, 'Set aud, the audience; repeated: a list')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated')
            [CompletionResult]::new('--sd', '--sd', [CompletionResultType]::ParameterName, 'A claim that the holder may withhold, by name or path: /address/city, /nationalities/0, ''/nationalities/*'' for each element, ''/address/**'' for everything inside; may be repeated')
            [CompletionResult]::new('--sd-decoys', '--sd-decoys', [CompletionResultType]::ParameterName, 'The number of decoy digests: N wherever something can be withheld, PATH=N only at that path, or =N only at the top level; may be repeated')
            [CompletionResult]::new('--sd-alg', '--sd-alg', [CompletionResultType]::ParameterName, 'The hash algorithm of the digests [default: sha-256]')
            [CompletionResult]::new('--holder', '--holder', [CompletionResultType]::ParameterName, 'The holder''s key, whose public half goes into cnf: JWK, PEM or DER')
            [CompletionResult]::new('--detached', '--detached', [CompletionResultType]::ParameterName, 'Detach the payload: leave it out of the token')
            [CompletionResult]::new('--zip', '--zip', [CompletionResultType]::ParameterName, 'Compress before encrypting; the length can then reveal the content')
            [CompletionResult]::new('--allow-weak', '--allow-weak', [CompletionResultType]::ParameterName, 'Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published keys')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse what jotsmith inspect would warn of')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing about a token that is made')
            [CompletionResult]::new('--signing-input', '--signing-input', [CompletionResultType]::ParameterName, 'Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said. The public key is enough, or --alg')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;present' {
            [CompletionResult]::new('--disclose', '--disclose', [CompletionResultType]::ParameterName, 'A claim to disclose, by name or path: /address/city, /nationalities/0, ''/nationalities/*'' for each element, ''/address/**'' for everything inside; may be repeated. Without it, everything that can be withheld is withheld')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'The holder''s private key, which binds the presentation to a verifier: JWK, PEM or DER')
            [CompletionResult]::new('--holder-key', '--holder-key', [CompletionResultType]::ParameterName, 'The holder''s private key, which binds the presentation to a verifier: JWK, PEM or DER')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'A keyring that has the holder''s key: the one that the token is bound to, or that of --kid')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'A keyring that has the holder''s key: the one that the token is bound to, or that of --kid')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Which key of the keyring: its kid, name or thumbprint')
            [CompletionResult]::new('--nonce', '--nonce', [CompletionResultType]::ParameterName, 'The nonce from the verifier')
            [CompletionResult]::new('--aud', '--aud', [CompletionResultType]::ParameterName, 'The verifier (aud)')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'The time of the presentation: now, -1h, or seconds since 1970')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'The algorithm to sign with [default: follows the key]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token to use if the input contains several; the first is 1')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The current time for a relative --iat: an HTTP date, 2026-11-23T14:20Z, or seconds since 1970; UTC [default: the clock]')
            [CompletionResult]::new('--disclose-all', '--disclose-all', [CompletionResultType]::ParameterName, 'Disclose everything')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--allow-weak', '--allow-weak', [CompletionResultType]::ParameterName, 'Build it even if verifiers will reject it: with a key that is not the holder''s, or a weak one')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Put the presentation on the clipboard instead of printing it: for 30 seconds, out of clipboard histories')
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
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'How the secret is written; without it, as text, or as the variables in a file')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--try', '--try', [CompletionResultType]::ParameterName, 'Run this for each variant, with the token for {}, or on standard input where there is no {}; it accepts with status 0. No shell reads it: to have one, run sh -c ''…''')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How many seconds the command may take for one variant')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'A new file to write the vectors into, instead of standard output')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'A new file to write the vectors into, instead of standard output')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which token to use if the input contains several; the first is 1')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'The time at which the verifier judges: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Put the vectors on the clipboard instead of printing them: for 30 seconds, out of clipboard histories')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;templates' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in templates and your own')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a template of your own')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in templates and your own')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a template of your own')
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
        'jotsmith;guess' {
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The list: one word a line; `-` is standard input')
            [CompletionResult]::new('--wordlist', '--wordlist', [CompletionResultType]::ParameterName, 'The list: one word a line; `-` is standard input')
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which of several tokens in the input')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not tell how far it is')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not tell how far it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keyrings, or the keys in a keyring or a file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add keys from files to a keyring')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Generate a key, into a keyring or, with --private, to standard output or a file')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert the keys of a file')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export the keys of a keyring, or the whole keyring, for other programs')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key of a keyring, its public half and what is known about it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a key out of a keyring')
            [CompletionResult]::new('note', 'note', [CompletionResultType]::ParameterValue, 'Give a key a name of its own, apart from its kid; an empty one takes it away')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token''s own (x5c)')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a keyring another name')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put a file that is a keyring among the keyrings')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty keyring')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Change the passphrase of a keyring')
            [CompletionResult]::new('backups', 'backups', [CompletionResultType]::ParameterValue, 'List the backups of a keyring, or restore one')
            [CompletionResult]::new('leftovers', 'leftovers', [CompletionResultType]::ParameterValue, 'List the files of interrupted saves, restore one, or delete them')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Move a keyring and its backups to the trash; nothing is erased')
            [CompletionResult]::new('trash', 'trash', [CompletionResultType]::ParameterValue, 'List the keyrings in the trash, the latest first')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring a keyring back from the trash, with its backups')
            [CompletionResult]::new('erase', 'erase', [CompletionResultType]::ParameterValue, 'Permanently delete a keyring in the trash, with its backups')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jotsmith;keys;list' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring whose keys to list')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring whose keys to list')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;add' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--file-passphrase-file', '--file-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase of the files; - for standard input')
            [CompletionResult]::new('--file-passphrase-fd', '--file-passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--file-passphrase-env', '--file-passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'What you call the key; one alone is added then')
            [CompletionResult]::new('--secret-encoding', '--secret-encoding', [CompletionResultType]::ParameterName, 'Read the files as shared secrets in this encoding, whatever is in them')
            [CompletionResult]::new('--issuer', '--issuer', [CompletionResultType]::ParameterName, 'Pin the keys to this issuer (iss)')
            [CompletionResult]::new('--create', '--create', [CompletionResultType]::ParameterName, 'Create the keyring if it does not exist')
            [CompletionResult]::new('--public', '--public', [CompletionResultType]::ParameterName, 'Create it as a plain JWK Set without a passphrase, for public keys only')
            [CompletionResult]::new('--weak-passphrase', '--weak-passphrase', [CompletionResultType]::ParameterName, 'Use a new passphrase although it is very weak')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;keys;generate' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'What you call it, in the keyring [default: its kind and the day]')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'Its kid: thumbprint, date, uuid, none, or =TEXT for a text of your own')
            [CompletionResult]::new('--use', '--use', [CompletionResultType]::ParameterName, 'Its use: sig, enc, none, or another [default: the use of its alg]')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'Its alg, or none [default: the usual one of its kind]')
            [CompletionResult]::new('--key-ops', '--key-ops', [CompletionResultType]::ParameterName, 'Its key_ops, separated by commas: sign, verify, encrypt, decrypt, wrapKey, unwrapKey, deriveKey, deriveBits')
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring to add it to')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring to add it to')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'A new file to write to instead of standard output')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'A new file to write to instead of standard output')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase for the output; - for standard input')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--new-passphrase-env', '--new-passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--create', '--create', [CompletionResultType]::ParameterName, 'Create the keyring if it does not exist')
            [CompletionResult]::new('--weak-passphrase', '--weak-passphrase', [CompletionResultType]::ParameterName, 'Use a new passphrase although it is very weak')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--private', '--private', [CompletionResultType]::ParameterName, 'Allow private keys and secrets in the output')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;keys;convert' {
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'The kid of a key, its name, or the beginning of its thumbprint; may be repeated [default: all of them]')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The kid of a key, its name, or the beginning of its thumbprint; may be repeated [default: all of them]')
            [CompletionResult]::new('--kid', '--kid', [CompletionResultType]::ParameterName, 'The kid of a key, its name, or the beginning of its thumbprint; may be repeated [default: all of them]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'A new file to write to instead of standard output')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'A new file to write to instead of standard output')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase for the output; - for standard input')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--new-passphrase-env', '--new-passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--private', '--private', [CompletionResultType]::ParameterName, 'Allow private keys and secrets in the output')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories')
            [CompletionResult]::new('--weak-passphrase', '--weak-passphrase', [CompletionResultType]::ParameterName, 'Use a new passphrase although it is very weak')
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
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The format')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'A new file to write to instead of standard output')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'A new file to write to instead of standard output')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase for the output; - for standard input')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--new-passphrase-env', '--new-passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--private', '--private', [CompletionResultType]::ParameterName, 'Allow private keys and secrets in the output')
            [CompletionResult]::new('--clipboard', '--clipboard', [CompletionResultType]::ParameterName, 'Put it on the clipboard: what is private for 30 seconds, out of clipboard histories')
            [CompletionResult]::new('--weak-passphrase', '--weak-passphrase', [CompletionResultType]::ParameterName, 'Use a new passphrase although it is very weak')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'jotsmith;keys;show' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
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
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;note' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;pin' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;trust' {
            [CompletionResult]::new('-K', '-K ', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'The keyring')
            [CompletionResult]::new('--remove', '--remove', [CompletionResultType]::ParameterName, 'Remove this one: its common name, its subject, or the beginning of its thumbprint')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
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
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--public', '--public', [CompletionResultType]::ParameterName, 'Create it as a plain JWK Set without a passphrase, for public keys only')
            [CompletionResult]::new('--generate-passphrase', '--generate-passphrase', [CompletionResultType]::ParameterName, 'Generate a passphrase of six random words and print it to standard output')
            [CompletionResult]::new('--weak-passphrase', '--weak-passphrase', [CompletionResultType]::ParameterName, 'Use a new passphrase although it is very weak')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;passphrase' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase for the output; - for standard input')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--new-passphrase-env', '--new-passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--weak-passphrase', '--weak-passphrase', [CompletionResultType]::ParameterName, 'Use a new passphrase although it is very weak')
            [CompletionResult]::new('--generate-passphrase', '--generate-passphrase', [CompletionResultType]::ParameterName, 'Generate a passphrase of six random words and print it to standard output')
            [CompletionResult]::new('--discard-older', '--discard-older', [CompletionResultType]::ParameterName, 'Delete the backups and the files of interrupted saves, which open with the old passphrase')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;backups' {
            [CompletionResult]::new('--restore', '--restore', [CompletionResultType]::ParameterName, 'Restore this one, where 1 is the latest; the current keyring becomes a backup')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--discard', '--discard', [CompletionResultType]::ParameterName, 'Delete all of them, and the files of interrupted saves')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm it')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;leftovers' {
            [CompletionResult]::new('--restore', '--restore', [CompletionResultType]::ParameterName, 'Restore this one of the list; the current keyring becomes a backup')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'A file whose first line is the passphrase; - for standard input')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read it from an open file descriptor')
            [CompletionResult]::new('--passphrase-env', '--passphrase-env', [CompletionResultType]::ParameterName, 'Read it from an environment variable')
            [CompletionResult]::new('--discard', '--discard', [CompletionResultType]::ParameterName, 'Delete all that are listed')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm it')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer')
            [CompletionResult]::new('--open-anyway', '--open-anyway', [CompletionResultType]::ParameterName, 'Open a keyring although its key derivation costs more than is done without asking')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
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
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the list as JSON, on one line')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;restore' {
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which one, if the trash has several with that name; 1 is the latest')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'A new name for it, if the old one is taken')
            [CompletionResult]::new('--accept-changed-keyring', '--accept-changed-keyring', [CompletionResultType]::ParameterName, 'Restore it although it is not the file that was deleted')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;erase' {
            [CompletionResult]::new('--pick', '--pick', [CompletionResultType]::ParameterName, 'Which one, if the trash has several with that name; 1 is the latest')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Confirm the deletion; without this, only what would be lost is shown')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;keys;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keyrings, or the keys in a keyring or a file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add keys from files to a keyring')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Generate a key, into a keyring or, with --private, to standard output or a file')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert the keys of a file')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export the keys of a keyring, or the whole keyring, for other programs')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key of a keyring, its public half and what is known about it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a key out of a keyring')
            [CompletionResult]::new('note', 'note', [CompletionResultType]::ParameterValue, 'Give a key a name of its own, apart from its kid; an empty one takes it away')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token''s own (x5c)')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a keyring another name')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put a file that is a keyring among the keyrings')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty keyring')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Change the passphrase of a keyring')
            [CompletionResult]::new('backups', 'backups', [CompletionResultType]::ParameterValue, 'List the backups of a keyring, or restore one')
            [CompletionResult]::new('leftovers', 'leftovers', [CompletionResultType]::ParameterValue, 'List the files of interrupted saves, restore one, or delete them')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Move a keyring and its backups to the trash; nothing is erased')
            [CompletionResult]::new('trash', 'trash', [CompletionResultType]::ParameterValue, 'List the keyrings in the trash, the latest first')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring a keyring back from the trash, with its backups')
            [CompletionResult]::new('erase', 'erase', [CompletionResultType]::ParameterValue, 'Permanently delete a keyring in the trash, with its backups')
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
        'jotsmith;keys;help;trust' {
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
        'jotsmith;profiles' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'jotsmith;help' {
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show a token and verify it')
            [CompletionResult]::new('desk', 'desk', [CompletionResultType]::ParameterValue, 'Check several tokens, and whether they belong together')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare two tokens: header, claims, signature and size')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Turn a token into a request, a report, another format or code')
            [CompletionResult]::new('redact', 'redact', [CompletionResultType]::ParameterValue, 'Mask tokens, HAR files and logs for sharing')
            [CompletionResult]::new('size', 'size', [CompletionResultType]::ParameterValue, 'Show what a token costs, what it fits into, and what would make it shorter')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Build a token: sign it, encrypt it, or both')
            [CompletionResult]::new('present', 'present', [CompletionResultType]::ParameterValue, 'Present chosen claims of an SD-JWT to a verifier')
            [CompletionResult]::new('tamper', 'tamper', [CompletionResultType]::ParameterValue, 'Make variants of a token that a verifier must reject')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List the templates for tokens, and delete your own')
            [CompletionResult]::new('guess', 'guess', [CompletionResultType]::ParameterValue, 'Look for the shared secret of a token in a list of words, on all cores')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'List, generate, convert and store keys')
            [CompletionResult]::new('profiles', 'profiles', [CompletionResultType]::ParameterValue, 'List the kinds of token, or what one of them must be')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print completions for a shell')
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
        'jotsmith;help;export' {
            break
        }
        'jotsmith;help;redact' {
            break
        }
        'jotsmith;help;size' {
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in templates and your own')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a template of your own')
            break
        }
        'jotsmith;help;templates;list' {
            break
        }
        'jotsmith;help;templates;delete' {
            break
        }
        'jotsmith;help;guess' {
            break
        }
        'jotsmith;help;keys' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keyrings, or the keys in a keyring or a file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add keys from files to a keyring')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Generate a key, into a keyring or, with --private, to standard output or a file')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert the keys of a file')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export the keys of a keyring, or the whole keyring, for other programs')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a key of a keyring, its public half and what is known about it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take a key out of a keyring')
            [CompletionResult]::new('note', 'note', [CompletionResultType]::ParameterValue, 'Give a key a name of its own, apart from its kid; an empty one takes it away')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a key to an issuer: no other issuer''s tokens are verified with it; an empty one takes the pin away')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'List, add or remove the trust anchors of a keyring: certificates that may vouch for a token''s own (x5c)')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a keyring another name')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put a file that is a keyring among the keyrings')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty keyring')
            [CompletionResult]::new('passphrase', 'passphrase', [CompletionResultType]::ParameterValue, 'Change the passphrase of a keyring')
            [CompletionResult]::new('backups', 'backups', [CompletionResultType]::ParameterValue, 'List the backups of a keyring, or restore one')
            [CompletionResult]::new('leftovers', 'leftovers', [CompletionResultType]::ParameterValue, 'List the files of interrupted saves, restore one, or delete them')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Move a keyring and its backups to the trash; nothing is erased')
            [CompletionResult]::new('trash', 'trash', [CompletionResultType]::ParameterValue, 'List the keyrings in the trash, the latest first')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Bring a keyring back from the trash, with its backups')
            [CompletionResult]::new('erase', 'erase', [CompletionResultType]::ParameterValue, 'Permanently delete a keyring in the trash, with its backups')
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
        'jotsmith;help;keys;trust' {
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
        'jotsmith;help;profiles' {
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
