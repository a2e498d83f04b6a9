pub mod cells;
pub mod compact;
pub mod sgr;
