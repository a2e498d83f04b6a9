//! Interning: numbers for names, without keeping a name twice.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// A hash table from names to the positions of things in a list that somebody else keeps.
#[derive(Debug, Clone, Default)]
pub(super) struct HashIndex {
    /// With its hash, so that the table can grow without the names.
    things: HashTable<(KeyHash, u32)>,
    /// Seeded for each table, so that no bundle can be made whose names all collide.
    hasher: DefaultHashBuilder,
}

/// Half of a 64-bit hash: enough to tell names apart, and half the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyHash(u32);

impl KeyHash {
    /// 64 bits again, since the table reads both ends of a hash.
    fn wide(self) -> u64 {
        u64::from(self.0) << 32 | u64::from(self.0)
    }
}

impl HashIndex {
    /// The hash of a name of several parts.
    pub fn hash(&self, parts: &[&str]) -> KeyHash {
        let [.., a, b, c, d] = self.hasher.hash_one(parts).to_le_bytes();
        KeyHash(u32::from_le_bytes([a, b, c, d]))
    }

    /// The position of the thing with this hash for which `is_meant` holds.
    pub fn find(&self, hash: KeyHash, is_meant: impl Fn(u32) -> bool) -> Option<u32> {
        let thing = self.things.find(hash.wide(), |(known, number)| {
            *known == hash && is_meant(*number)
        });
        thing.map(|(_, number)| *number)
    }

    /// Adds the next thing.
    pub fn push(&mut self, hash: KeyHash) {
        let number = u32::try_from(self.things.len()).unwrap_or(u32::MAX);
        let again = |(hash, _): &(KeyHash, u32)| hash.wide();
        self.things
            .insert_unique(hash.wide(), (hash, number), again);
    }
}

/// A set of texts, numbered in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub(super) struct Interner {
    texts: Vec<Box<str>>,
    index: HashIndex,
}

impl Interner {
    /// The number of a text, and whether it is new.
    pub fn number(&mut self, text: &str) -> (u32, bool) {
        let hash = self.index.hash(&[text]);
        let is_meant = |number: u32| {
            let known = self.texts.get(number as usize);
            known.is_some_and(|known| **known == *text)
        };
        if let Some(known) = self.index.find(hash, is_meant) {
            return (known, false);
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.index.push(hash);
        (number, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again_and_no_other_is() {
        let names: Vec<String> = (0..5000).map(|number| format!("机关{number}")).collect();
        let mut lookup = HashIndex::default();
        let find = |lookup: &HashIndex, name: &str| {
            lookup.find(lookup.hash(&[name]), |number| {
                names[number as usize] == name
            })
        };
        for (number, name) in (0..).zip(&names) {
            assert_eq!(find(&lookup, name), None);
            lookup.push(lookup.hash(&[name]));
            assert_eq!(find(&lookup, name), Some(number));
        }
        for (number, name) in (0..).zip(&names) {
            assert_eq!(find(&lookup, name), Some(number));
        }
        assert_eq!(find(&lookup, "机关5000"), None);
    }

    #[test]
    fn names_with_one_hash_are_told_apart() {
        let mut lookup = HashIndex::default();
        for _ in 0..20 {
            lookup.push(KeyHash(7));
        }
        for number in 0..20 {
            assert_eq!(lookup.find(KeyHash(7), |one| one == number), Some(number));
        }
        assert_eq!(lookup.find(KeyHash(7), |one| one == 20), None);
    }
}
