//! Rules about header.

super::rules! {}
