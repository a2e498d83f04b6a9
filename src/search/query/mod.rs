//! From what is typed to an abstract syntax tree: groups of alternatives, all of which must hold.
//!
//! It knows no bundle: whether a bundle has such a region or metric is found when the query is planned on an index.
//!
//! Invariants: parsing never fails; what cannot be read becomes a [`ast::Mistake`] with its byte span, and the rest
//! still counts.

pub mod ast;

pub mod filters;
pub mod literal;
pub mod parse;
