pub mod action;
pub mod bindings;
pub mod effect;
pub mod event;
pub mod key;
pub mod keymap;
pub mod mode;
