//! Sets of small numbers as bits.

/// How many texts a row is about.
pub(super) const BATCH: usize = 64;

/// The bit of an offset.
pub(super) const fn bit(offset: usize) -> u64 {
    1 << offset
}

/// The texts of a row that are set, by their places in it.
pub(super) fn ones(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            bit
        })
    })
}

/// The same for 32 bits.
pub(super) fn ones_u32(mut set: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros();
        (set != 0).then(|| {
            set &= set - 1;
            bit
        })
    })
}
