pub mod app;
pub mod folds;
pub mod input_history;
pub mod layout;
pub mod list_columns;
pub mod outline;
pub mod prompt;
pub mod scroll;
