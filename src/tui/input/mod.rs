pub mod action;
pub mod effect;
pub mod event;
pub mod key;
pub mod keymap;
