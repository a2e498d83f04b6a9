pub mod browse;
pub mod documents;
pub mod loader;
pub mod perform;
pub mod search_worker;
pub mod searcher;
pub mod tty;
