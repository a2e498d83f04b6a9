//! What a benchmark of growing bundles is asked for.

/// The numbers of cases that are measured if none are told.
const SIZES: [usize; 2] = [10_000, 100_000];

/// The numbers of cases to measure: those of the command line, or else [`SIZES`]. None if nothing is to be measured, since
/// `cargo test --all-targets` asks whether it runs rather than how fast.
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
