//! How long a token lives, and how often that makes a client ask for a new one.

use crate::engine::jwt::numeric_date::duration;
use crate::engine::jwt::profile::ProfileKind;
use crate::engine::text::words::counted;

const DAY: u64 = 86_400;

/// "Lives 1 h; a client that goes on needs 24 a day". `kind`: what is made for one request or one event is not asked for again.
pub fn words(seconds: u64, kind: Option<ProfileKind>) -> String {
    let lives = format!("Lives {}", duration(seconds));
    let rhythm = match seconds {
        0 => return lives,
        1..DAY => format!("needs {} a day", DAY.div_ceil(seconds)),
        _ if seconds < 2 * DAY => "needs one a day".to_owned(),
        _ => format!("needs a new one every {}", counted(usize::try_from(seconds / DAY).unwrap_or(usize::MAX), "day")),
    };
    if is_asked_for_again(kind) { format!("{lives}; a client that goes on {rhythm}") } else { lives }
}

fn is_asked_for_again(kind: Option<ProfileKind>) -> bool {
    matches!(
        kind,
        None | Some(
            ProfileKind::IdToken
                | ProfileKind::AccessTokenRfc9068
                | ProfileKind::AccessToken
                | ProfileKind::RefreshToken
                | ProfileKind::ClientAttestation
                | ProfileKind::ServiceAccount
                | ProfileKind::WorkloadIdentity
                | ProfileKind::StatusList
        )
    )
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::engine::jwt::profile::ProfileKind;

    #[test]
    fn a_lifetime_is_told_with_its_rhythm() {
        let kind = Some(ProfileKind::AccessToken);
        for (seconds, expected) in [
            (0, "Lives 0 s"),
            (3_600, "Lives 1 h; a client that goes on needs 24 a day"),
            (4_200, "Lives 1 h 10 min; a client that goes on needs 21 a day"),
            (86_400, "Lives 1 day; a client that goes on needs one a day"),
            (90_000, "Lives 1 day 1 h; a client that goes on needs one a day"),
            (30 * 86_400, "Lives 30 days; a client that goes on needs a new one every 30 days"),
        ] {
            assert_eq!(words(seconds, kind), expected);
        }
        assert_eq!(words(60, Some(ProfileKind::DpopProof)), "Lives 1 min");
    }
}
