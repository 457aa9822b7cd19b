//! Rules about size.

super::rules! {}
