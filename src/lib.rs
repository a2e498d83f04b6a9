//! docs later
pub mod text;
pub mod bundle;
pub mod seed;
