pub mod browse;
pub mod documents;
pub mod loader;
pub mod search_worker;
pub mod searcher;
pub mod tty;
