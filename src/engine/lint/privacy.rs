//! Rules about privacy.

super::rules! {}
