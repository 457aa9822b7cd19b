//! `jotsmith size`: what a token costs, what it fits into, what would make it shorter.

use super::source::error::SourceError;
use super::source::given::DecryptionKeys;
use super::source::input::Source;
use super::source::number;
use super::source::print::{print, print_coloured};
use super::source::style::{BAD, GOOD, HEADING, NAME, WARNING, WEAK};
use super::source::token::Found;
use crate::engine::builder::shrink::{Saving, savings};
use crate::engine::examine::examine;
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::ground::size::baseline::Baseline;
use crate::engine::ground::size::limit::{Carrier, Check, OwnLimit, Row, Sending, Standing, checks, ranked};
use crate::engine::ground::size::qr;
use crate::engine::ground::size::traffic::Traffic;
use crate::engine::jose::cost::{Cost, MemberCost, cost, subject_len};
use crate::engine::jose::frame::Frame;
use crate::engine::jose::layer::Examination;
use crate::engine::speech;
use crate::engine::text::escape::escaped;
use crate::engine::text::words::grouped;
use clap::{Args, ValueHint};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fmt::Write;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Exit status:
  0  it keeps every --limit
  1  it exceeds one
  2  wrong usage, or unreadable input

Examples:
  jotsmith size token.jwt
  jotsmith size token.jwt --baseline sub --users 50000
  jotsmith size token.jwt --cookie --cookie-name session --other-headers 900
  jotsmith size token.jwt --limit gateway=6000 --json";

/// Show what a token costs, what it fits into, and what would make it shorter
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct SizeArguments {
    /// The token, a file that contains it, or - for standard input
    #[arg(value_name = "TOKEN", value_hint = ValueHint::FilePath)]
    token: Option<OsString>,

    /// Which token of the input, counted from 1
    #[arg(long, value_name = "N", value_parser = number::position::<u32>(), allow_negative_numbers = true)]
    pick: Option<u32>,

    #[command(flatten)]
    keys: DecryptionKeys,

    /// What to compare with: sub, session-id, or a number of bytes
    #[arg(long, value_name = "WHAT", default_value = "session-id", value_parser = baseline, allow_negative_numbers = true)]
    baseline: Baseline,

    /// The token is sent to the servers in a cookie, not in Authorization
    #[arg(long)]
    cookie: bool,

    /// The name of the cookie
    #[arg(long, value_name = "NAME", default_value = "__Host-token")]
    cookie_name: String,

    /// The address in front of the token in a URL
    #[arg(long, value_name = "URL", default_value = "https://example.com/?token=")]
    address: String,

    /// Bytes of the request line and the other headers
    #[arg(long, value_name = "BYTES", default_value_t = 0, value_parser = number::amount::<usize>(), allow_negative_numbers = true)]
    other_headers: usize,

    /// A limit of your own for the header line; may be repeated
    #[arg(long, value_name = "NAME=BYTES", value_parser = own_limit, allow_negative_numbers = true)]
    limit: Vec<OwnLimit>,

    /// Requests of one page
    #[arg(long, value_name = "N", default_value_t = Traffic::default().requests, value_parser = number::amount::<u64>(), allow_negative_numbers = true)]
    requests: u64,

    /// Pages that a user opens in a day
    #[arg(long, value_name = "N", default_value_t = Traffic::default().pages, value_parser = number::amount::<u64>(), allow_negative_numbers = true)]
    pages: u64,

    /// Users
    #[arg(long, value_name = "N", default_value_t = Traffic::default().users, value_parser = number::amount::<u64>(), allow_negative_numbers = true)]
    users: u64,

    /// Services that the token is passed on to
    #[arg(long, value_name = "N", default_value_t = Traffic::default().services, value_parser = number::amount::<u64>(), allow_negative_numbers = true)]
    services: u64,

    /// Print it as JSON, on one line
    #[arg(long)]
    json: bool,
}

fn baseline(text: &str) -> Result<Baseline, String> {
    match text {
        "sub" => Ok(Baseline::Sub),
        "session-id" => Ok(Baseline::SessionId),
        number => number::amount()(number)
            .map(Baseline::Bytes)
            .map_err(|words| format!("neither sub nor session-id, and as a number of bytes: {words}")),
    }
}

fn own_limit(text: &str) -> Result<OwnLimit, String> {
    let (name, bytes) =
        text.rsplit_once('=').filter(|(name, _)| !name.is_empty()).ok_or("write NAME=BYTES, such as gateway=8192")?;
    let bytes =
        number::amount()(bytes).map_err(|words| format!("the number of bytes behind the equals sign: {words}"))?;
    Ok(OwnLimit { name: name.to_owned(), carrier: Carrier::HeaderLine, bytes })
}

/// What is told.
struct Told<'a> {
    examination: &'a Examination,
    sending: &'a Sending,
    baseline: Baseline,
    traffic: Traffic,
    cost: Cost,
    savings: Vec<Saving>,
    /// Bytes of the bare `sub`.
    sub: Option<usize>,
}

/// Reads it, measures it, prints.
pub(super) fn run(arguments: &SizeArguments) -> Result<ExitCode, SourceError> {
    let limits = Limits::DEFAULT;
    let keys = arguments.keys.ring()?;
    let text = Source::of(arguments.token.as_deref())?.read(limits.text)?;
    let found = Found::of(&text, arguments.pick, &limits)?;
    if found.token.is_empty() {
        return Ok(ExitCode::from(super::source::status::UNUSABLE));
    }
    let sending = Sending {
        is_cookie: arguments.cookie,
        cookie: arguments.cookie_name.clone(),
        address: arguments.address.clone(),
        others: arguments.other_headers,
        own: arguments.limit.clone(),
    };
    let options = ExamineOptions { limits, sending: sending.clone(), ..ExamineOptions::default() };
    let examination = examine(&found.token, &keys, &options);
    let SizeArguments { requests, pages, users, services, baseline, .. } = *arguments;
    let told = Told {
        examination: &examination,
        sending: &sending,
        baseline,
        traffic: Traffic { requests, pages, users, services },
        cost: cost(&examination),
        savings: savings(&examination),
        sub: subject_len(&examination),
    };
    if arguments.json {
        print(format!("{}\n", told.report()).as_bytes())?;
    } else {
        print_coloured(&told.text(), anstream::ColorChoice::Auto)?;
    }
    let is_own = |check: &Check<'_>| matches!(check.row, Row::Own(_)) && check.standing.is_over();
    Ok(ExitCode::from(u8::from(checks(told.cost.total, &sending).iter().any(is_own))))
}

impl Told<'_> {
    /// For people.
    fn text(&self) -> String {
        let mut out = String::new();
        // Writing into a String cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let Self { cost, .. } = self;
        writeln!(out, "{HEADING}{}{HEADING:#}", speech::size::comparison(cost.total, self.baseline, self.sub))?;
        for (standing, words) in speech::size::verdicts(&Frame::of(self.examination), cost.total, self.sending) {
            let (style, mark) = standing.map_or((WEAK, "·"), |standing| mark(&standing));
            writeln!(out, "  {style}{mark}{style:#} {words}")?;
        }
        writeln!(out, "\n{HEADING}Parts{HEADING:#}")?;
        for part in &cost.parts {
            bar(out, 0, &escaped(&speech::size::part(part)), part.bytes, cost.total)?;
            members(out, &part.members, 1, cost.total)?;
        }
        if !cost.claims.is_empty() {
            writeln!(out, "\n{HEADING}Claims, largest first{HEADING:#}")?;
            members(out, &cost.claims, 0, cost.total)?;
            bar(out, 0, "between them", cost.between_claims, cost.total)?;
        }
        writeln!(out)?;
        for words in speech::size::overhead(cost) {
            writeln!(out, "  {WEAK}{words}{WEAK:#}")?;
        }
        writeln!(out, "\n{HEADING}Where it must fit{HEADING:#}")?;
        for check in ranked(cost.total, self.sending) {
            let (style, mark) = mark(&check.standing);
            let (name, words) = (escaped(&check.row.name()).into_owned(), speech::size::standing(&check));
            writeln!(out, "  {style}{mark}{style:#} {NAME}{name:35}{NAME:#} {words}")?;
        }
        writeln!(out, "\n{HEADING}What would shrink it{HEADING:#}")?;
        for saving in &self.savings {
            let words = speech::size::saving(&saving.kind);
            let (bytes, sentence) = (grouped(saving.bytes as u128), escaped(&words.sentence).into_owned());
            writeln!(out, "  {GOOD}{:>7}{GOOD:#} {sentence}", format!("−{bytes}"))?;
            if !words.advice.is_empty() {
                writeln!(out, "          {WEAK}{}{WEAK:#}", words.advice)?;
            }
        }
        writeln!(out, "\n{HEADING}Traffic{HEADING:#}")?;
        for words in self.costs() {
            writeln!(out, "  {words}")?;
        }
        Ok(())
    }

    fn costs(&self) -> Vec<String> {
        speech::size::traffic(self.cost.total, self.baseline.bytes(self.sub), &self.traffic)
    }

    /// For programs, format 1.
    fn report(&self) -> Value {
        let Self { cost, traffic, .. } = self;
        let baseline = self.baseline.bytes(self.sub);
        // Beyond 64 bits, digits.
        let number = |bytes: u128| u64::try_from(bytes).map_or_else(|_| json!(bytes.to_string()), Value::from);
        json!({
            "format": 1,
            "total": cost.total,
            "baseline": baseline,
            "parts": cost
                .parts
                .iter()
                .map(|part| json!({
                    "name": part.kind.word(),
                    "entry": part.entry.map(|index| index + 1),
                    "claim": (!part.claim.is_empty()).then_some(&part.claim),
                    "bytes": part.bytes,
                    "decoded": part.decoded,
                    "members": part.members.iter().map(member).collect::<Vec<_>>(),
                }))
                .collect::<Vec<_>>(),
            "framing": cost.framing,
            "base64": cost.base64,
            "claims": cost.claims.iter().map(member).collect::<Vec<_>>(),
            "between_claims": cost.between_claims,
            "estimated": cost.is_estimate,
            "layers": cost
                .layers
                .iter()
                .map(|layer| json!({ "kind": layer.kind, "total": layer.total, "content": layer.content }))
                .collect::<Vec<_>>(),
            "qr_version": qr::version(cost.total),
            "cookies": self.sending.chunked(cost.total).0,
            "limits": checks(cost.total, self.sending).iter().map(limit).collect::<Vec<_>>(),
            "savings": self
                .savings
                .iter()
                .map(|saving| {
                    let words = speech::size::saving(&saving.kind);
                    json!({
                        "kind": saving.kind.word(),
                        "bytes": saving.bytes,
                        "total": saving.total,
                        "message": words.sentence,
                        "advice": words.advice,
                    })
                })
                .collect::<Vec<_>>(),
            "traffic": {
                "requests_a_day": number(traffic.requests_a_day()),
                "bytes_a_day": number(traffic.bytes_a_day(cost.total)),
                "bytes_a_month": number(traffic.bytes_a_month(cost.total)),
            },
        })
    }
}

fn mark(standing: &Standing) -> (anstyle::Style, &'static str) {
    match standing {
        Standing::Passes { .. } => (GOOD, "✔"),
        Standing::Near { .. } => (WARNING, "!"),
        Standing::Over { .. } => (BAD, "✘"),
    }
}

/// Members below what holds them.
fn members(out: &mut String, of: &[MemberCost], depth: usize, total: usize) -> std::fmt::Result {
    for member in of {
        let name = escaped(&member.name).into_owned();
        let name = if member.elements > 1 { format!("{name} ({})", member.elements) } else { name };
        bar(out, depth, &name, member.bytes, total)?;
        members(out, &member.members, depth + 1, total)?;
    }
    Ok(())
}

fn bar(out: &mut String, depth: usize, name: &str, bytes: usize, total: usize) -> std::fmt::Result {
    let share = speech::size::share(bytes, total);
    let name = format!("{:indent$}{name}", "", indent = depth * 2);
    writeln!(out, "  {NAME}{name:35}{NAME:#} {:>7}  {WEAK}{share:>3} %{WEAK:#}", grouped(bytes as u128))
}

fn member(member: &MemberCost) -> Value {
    json!({
        "name": member.name,
        "bytes": member.bytes,
        "members": member.members.iter().map(self::member).collect::<Vec<_>>(),
    })
}

fn limit(check: &Check<'_>) -> Value {
    let left = i64::try_from(check.row.bytes()).unwrap_or(i64::MAX) - i64::try_from(check.used).unwrap_or(i64::MAX);
    let known = match check.row {
        Row::Known(limit) => Some(limit),
        Row::Own(_) => None,
    };
    json!({
        "id": check.row.id(),
        "name": check.row.name(),
        "of": check.row.carrier().word(),
        "bytes": check.row.bytes(),
        "used": check.used,
        "left": left,
        "standing": check.standing.word(),
        "outcome": known.map(|limit| limit.outcome),
        "setting": known.map(|limit| limit.setting).filter(|setting| !setting.is_empty()),
        "source": known.map(|limit| limit.source),
        "as_of": known.map(|limit| limit.as_of),
    })
}
