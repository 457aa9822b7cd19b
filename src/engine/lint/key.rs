//! Rules about key.

super::rules! {}
