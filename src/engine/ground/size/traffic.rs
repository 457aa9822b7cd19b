//! What a token costs in a day and in a month, in requests alone: an answer carries none.

/// Days of a month.
pub const DAYS: u128 = 30;

/// How often a token is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// Requests of one page.
    pub requests: u64,
    /// Pages that a user opens in a day.
    pub pages: u64,
    pub users: u64,
    /// Services that the one which was asked passes it on to.
    pub services: u64,
}

impl Default for Traffic {
    fn default() -> Self {
        Self { requests: 30, pages: 50, users: 1_000, services: 0 }
    }
}

impl Traffic {
    /// How often it is sent in a day.
    pub const fn requests_a_day(&self) -> u128 {
        let pages = (self.requests as u128).saturating_mul(self.pages as u128);
        pages.saturating_mul(self.users as u128).saturating_mul(self.services as u128 + 1)
    }

    /// Bytes of a day for so many bytes in each request.
    pub const fn bytes_a_day(&self, each: usize) -> u128 {
        self.requests_a_day().saturating_mul(each as u128)
    }

    /// The same for a month.
    pub const fn bytes_a_month(&self, each: usize) -> u128 {
        self.bytes_a_day(each).saturating_mul(DAYS)
    }
}

#[cfg(test)]
mod tests {
    use super::Traffic;

    #[test]
    fn every_service_that_it_is_passed_on_to_pays_again() {
        let traffic = Traffic { requests: 80, pages: 10, users: 1_000, services: 0 };
        assert_eq!(traffic.requests_a_day(), 800_000);
        assert_eq!(traffic.bytes_a_day(455), 364_000_000);
        assert_eq!(traffic.bytes_a_month(455), 10_920_000_000);
        let passed_on = Traffic { services: 2, ..traffic };
        assert_eq!(passed_on.bytes_a_day(455), 3 * 364_000_000);
        let most = Traffic { requests: u64::MAX, pages: u64::MAX, users: u64::MAX, services: u64::MAX };
        assert_eq!(most.bytes_a_month(1), u128::MAX);
    }
}
