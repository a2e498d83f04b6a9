//! The published documents, which are not part of the package.

use std::path::PathBuf;

/// The folder of the documents, from `CASEBOOK_SOURCES`; none, and said so, where they are not at hand.
pub fn documents_folder(test: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("CASEBOOK_SOURCES") else {
        // The line goes past the capture of the test's output, so that a skipped test is seen.
        use std::io::Write;
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED {test}: CASEBOOK_SOURCES does not name the folder of the published documents"
        );
        return None;
    };
    Some(super::root(".").join(folder))
}
