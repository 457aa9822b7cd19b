//! Rules about claims.

super::rules! {}
