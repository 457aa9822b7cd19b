//! The engine against the standards: the RFCs' own examples, public vectors, hostile input.

mod rfc;
mod support;
mod vectors;
