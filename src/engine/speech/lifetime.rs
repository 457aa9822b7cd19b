//! How long a token lives, and how often a client in constant use renews it.

use crate::engine::jwt::numeric_date::duration;
use crate::engine::jwt::profile::ProfileKind;

const DAY: u64 = 86_400;

/// From so many days on nobody counts renewals.
const LONGEST: u64 = 31;

/// "Lifetime 1 h, 24 renewals a day". `kind`: what is made for one request or one event is not renewed.
pub fn words(seconds: u64, kind: Option<ProfileKind>) -> String {
    let lifetime = format!("Lifetime {}", duration(seconds));
    let rhythm = match seconds {
        1..DAY => format!("{} renewals a day", DAY.div_ceil(seconds)),
        _ if seconds / DAY == 1 => "1 renewal a day".to_owned(),
        _ if (2..=LONGEST).contains(&(seconds / DAY)) => format!("a renewal every {} days", seconds / DAY),
        _ => return lifetime,
    };
    if is_asked_for_again(kind) { format!("{lifetime}, {rhythm}") } else { lifetime }
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
            (0, "Lifetime 0 s"),
            (3_600, "Lifetime 1 h, 24 renewals a day"),
            (4_200, "Lifetime 1 h 10 min, 21 renewals a day"),
            (86_400, "Lifetime 1 day, 1 renewal a day"),
            (90_000, "Lifetime 1 day 1 h, 1 renewal a day"),
            (30 * 86_400, "Lifetime 30 days, a renewal every 30 days"),
            (400 * 86_400, "Lifetime 400 days"),
        ] {
            assert_eq!(words(seconds, kind), expected);
        }
        assert_eq!(words(60, Some(ProfileKind::DpopProof)), "Lifetime 1 min");
    }
}
