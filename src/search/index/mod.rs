//! Storage: every searchable text, column and number of the cases of a bundle, in little memory.
//!
//! ```text
//! case ┬ own texts: titles, id, summary, sections   encoded, 2 bytes a token      ┐
//!      ├ texts shared with other cases              dictionaries, once each       ├ corpus
//!      ├ signatures of both                         bit-sliced, 64 texts per test ┘
//!      ├ values of each field                       columns, packed
//!      └ figures of metrics                         numbers
//! ```
//!
//! It knows the syntax tree of a query, but not how a query is executed.
//!
//! Invariants: cases are added once, in the order of the bundle, and never change; a case is known by its position.

pub mod index;

pub mod corpus;
pub mod dictionary;

pub mod columns;
pub mod numbers;
pub mod value;

pub mod encoded;
pub mod packed;
pub mod signature;
