//! The published documents, which are not part of the package.

use std::path::PathBuf;

/// The folder of the documents, from `CASEBOOK_SOURCES`. If that is unset, prints that the test is skipped.
pub fn documents_folder(test: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("CASEBOOK_SOURCES") else {
        // Written directly, because the test harness captures `eprintln!` and nobody would see that the test was skipped.
        use std::io::Write;
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED {test}: CASEBOOK_SOURCES does not name the folder of the published documents"
        );
        return None;
    };
    Some(super::root(".").join(folder))
}
