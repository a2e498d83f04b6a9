//! A ratatui backend that sends as few bytes as it can.
//!
//! It does not decide what is drawn; `draw` does. It writes to any [`Write`](std::io::Write) and never reads.
//!
//! Invariants: a frame that changes nothing writes nothing; a frame is written in one piece; the grid knows at least
//! every cell that is not blank.

pub mod cells;
pub mod compact;
pub mod sgr;
