//! How a rule reports the places that break it.

/// Fails with every problem if there is any. Each begins with the name of its file.
pub fn assert_none(rule: &str, problems: &[String]) {
    assert!(problems.is_empty(), "{rule}: {problems:#?}");
}
