//! The sizes that a benchmark of growing bundles is run with.

/// The numbers of cases measured by default.
const SIZES: [usize; 2] = [10_000, 100_000];

/// The numbers of cases to measure: those on the command line, or else [`SIZES`]. `None` without `--bench`, since
/// `cargo test --all-targets` only checks that the benchmark runs.
pub fn sizes() -> Option<Vec<usize>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    args.iter().find(|arg| *arg == "--bench")?;
    let told: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    Some(if told.is_empty() {
        SIZES.to_vec()
    } else {
        told
    })
}
