//! Pseudo-random numbers that are the same on every machine.

/// A `SplitMix64` generator of 64-bit numbers: a counter whose values are mixed.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let stirred = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let stirred = (stirred ^ (stirred >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        stirred ^ (stirred >> 31)
    }

    /// A number in `from..=to`.
    pub fn between(&mut self, from: u32, to: u32) -> u32 {
        let sides = u64::from(to.saturating_sub(from)) + 1;
        let drawn = ((self.next() >> 32) * sides) >> 32;
        from + u32::try_from(drawn).unwrap_or(0)
    }

    /// True with a probability of `percent` in 100.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// An index below a length, all equally likely.
    pub fn index(&mut self, length: usize) -> usize {
        let last = u32::try_from(length.saturating_sub(1)).unwrap_or(u32::MAX);
        self.between(0, last) as usize
    }

    /// An entry of a list that is not empty, all equally likely.
    pub fn any<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.index(list.len())]
    }

    /// An entry of a list that is not empty, the first far more likely than the last, as with the words of a language.
    pub fn often<T: Copy>(&mut self, list: &[T]) -> T {
        let lowest = (0..3).map(|_| self.index(list.len())).min();
        list[lowest.unwrap_or(0)]
    }

    /// Random hexadecimal digits.
    pub fn hexadecimal(&mut self, digits: usize) -> String {
        let digit = |_| char::from_digit(self.between(0, 15), 16);
        (0..digits).filter_map(digit).collect()
    }
}
