//! Sets of numbers below 64, as bits of an integer.

/// How many texts or cases are tested at once: a bit each of a `u64`.
pub(super) const BATCH: usize = 64;

/// The set of one number, which is below 64.
pub(super) const fn bit(number: usize) -> u64 {
    1 << number
}

/// The numbers of a set, in ascending order.
pub(super) fn ones(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            bit
        })
    })
}

/// The same for a set of numbers below 32.
pub(super) fn ones_u32(mut set: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros();
        (set != 0).then(|| {
            set &= set - 1;
            bit
        })
    })
}
