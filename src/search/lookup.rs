//! Finding things by what they are called, without keeping what they are called a second time.

use super::narrow::Lists;

/// The numbers of things by what they are called. Whoever keeps the things says whether one is meant.
#[derive(Debug, Clone, Default)]
pub(super) struct Lookup {
    /// One more than the number of a thing, at or behind the place that its hash says; 0 where there is none. Their
    /// count is a power of two, and a quarter of them or more is free.
    slots: Vec<u32>,
    /// Of each thing.
    hashes: Vec<u32>,
}

impl Lookup {
    /// The number of the thing of a hash that is the one that is meant.
    pub fn find(&self, hash: u32, is_meant: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = hash as usize & mask;
        loop {
            let number = self.slots.get(place)?.checked_sub(1)?;
            if self.hashes.get(number as usize) == Some(&hash) && is_meant(number) {
                return Some(number);
            }
            place = (place + 1) & mask;
        }
    }

    /// Takes in the next thing.
    pub fn push(&mut self, hash: u32) {
        self.hashes.push(hash);
        let count = self.hashes.len();
        if count * 4 > self.slots.len() * 3 {
            self.slots = vec![0; (self.slots.len() * 2).max(16)];
            (0..count).for_each(|number| self.place(number));
        } else {
            self.place(count - 1);
        }
    }

    fn place(&mut self, number: usize) {
        let mask = self.slots.len() - 1;
        let mut place = self.hashes[number] as usize & mask;
        while self.slots[place] != 0 {
            place = (place + 1) & mask;
        }
        self.slots[place] = u32::try_from(number + 1).unwrap_or(u32::MAX);
    }
}

/// The hash of what consists of several parts.
pub(super) fn hash(parts: &[&str]) -> u32 {
    let mut hash = 0u64;
    let mut mix = |number: u64| {
        hash = (hash.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    };
    for part in parts {
        let mut chunks = part.as_bytes().chunks_exact(8);
        for chunk in &mut chunks {
            mix(chunk.try_into().map_or(0, u64::from_le_bytes));
        }
        let rest = chunks.remainder().iter();
        mix(rest.fold(1, |all, byte| all << 8 | u64::from(*byte)));
    }
    // The upper half depends on every byte.
    u32::try_from((hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32).unwrap_or(0)
}

/// Texts of cases that have no column: each once, and which case has which.
#[derive(Debug, Clone, Default)]
pub(super) struct Interned {
    texts: Vec<Box<str>>,
    places: Lookup,
    pub of_cases: Lists,
}

impl Interned {
    /// The number of a text, and whether it is a new one.
    pub fn number(&mut self, text: &str) -> (u32, bool) {
        let hash = hash(&[text]);
        let is_meant = |number: u32| {
            let known = self.texts.get(number as usize);
            known.is_some_and(|known| **known == *text)
        };
        if let Some(known) = self.places.find(hash, is_meant) {
            return (known, false);
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.places.push(hash);
        (number, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_many_things_is_found_again_and_nothing_else_is() {
        let names: Vec<String> = (0..5000).map(|number| format!("机关{number}")).collect();
        let mut lookup = Lookup::default();
        let find = |lookup: &Lookup, name: &str| {
            lookup.find(hash(&[name]), |number| names[number as usize] == name)
        };
        for (number, name) in (0..).zip(&names) {
            assert_eq!(find(&lookup, name), None);
            lookup.push(hash(&[name]));
            assert_eq!(find(&lookup, name), Some(number));
        }
        for (number, name) in (0..).zip(&names) {
            assert_eq!(find(&lookup, name), Some(number));
        }
        assert_eq!(find(&lookup, "机关5000"), None);
    }

    #[test]
    fn things_of_the_same_hash_are_told_apart() {
        let mut lookup = Lookup::default();
        for _ in 0..20 {
            lookup.push(7);
        }
        for number in 0..20 {
            assert_eq!(lookup.find(7, |one| one == number), Some(number));
        }
        assert_eq!(lookup.find(7, |one| one == 20), None);
    }
}
