//! A cross-check of the report.

use crate::engine::cross::{CrossCheck, Evaluated, ListStanding, Opaque, Outcome, With};
use crate::engine::speech;
use crate::engine::speech::opaque::Standing;
use crate::engine::text::private::covered_text;
use serde_json::{Value, json};

/// A credential of a presentation.
pub fn credential(credential: &Evaluated, now: i64) -> Value {
    let Evaluated { number, path, examination, judgement } = credential;
    json!({
        "inner": number,
        "path": path,
        "verdict": judgement.verdict.word(),
        "message": speech::verdict::of(examination, judgement, now).line(),
    })
}

/// What came with the tokens and is none; its text is not told. `number` is its place in the list, `checks` are all that
/// there are.
pub fn opaque(opaque: &Opaque, number: usize, checks: &[CrossCheck], name: impl Fn(usize) -> String) -> Value {
    let words = speech::opaque::words(opaque, checks, name);
    json!({
        "number": number,
        "name": opaque.kind.parameter(),
        "kind": words.name,
        "length": opaque.length(),
        "outcome": match words.standing {
            Standing::Fits => "matches",
            Standing::Fails => "differs",
            Standing::Open => "not_checked",
        },
        "messages": words.sentences,
    })
}

/// One comparison; `name` is what a token is called, the first being 0. Tokens are counted from 1.
pub fn check(check: &CrossCheck, name: impl Fn(usize) -> String) -> Value {
    let words = speech::cross::words(check, name);
    json!({
        "code": check.kind.code(),
        "token": check.token + 1,
        "with": match check.with {
            With::Token(index) | With::Sent(Some(index)) => json!(index + 1),
            With::OpaqueAccessToken | With::Sent(None) => json!("access_token"),
            With::Code => json!("code"),
            With::State => json!("state"),
            With::Request => json!("request"),
            With::Certificate => json!("certificate"),
            With::List => json!("status_list"),
            With::Answer => json!("response"),
            With::Proof => json!("proof"),
            With::WorkloadIdentity => json!("workload_identity_token"),
            With::TransactionToken => json!("transaction_token"),
        },
        "outcome": check.outcome.code(),
        "list_valid": match check.outcome {
            Outcome::Status { standing, .. } => json!(matches!(standing, ListStanding::Counts | ListStanding::Stale)),
            _ => Value::Null,
        },
        "list": match check.outcome {
            Outcome::Status { standing, .. } => json!(standing.code()),
            _ => Value::Null,
        },
        "found": covered_text(&check.found),
        "expected": covered_text(&check.expected),
        "message": words.sentence,
        "advice": words.advice,
        "reference": check.kind.reference(),
    })
}
