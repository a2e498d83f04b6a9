//! A value kept with the key it was made for, so that it is remade only when the key changes.

use std::ops::{Deref, DerefMut};

/// A value and its key.
#[derive(Debug, Clone)]
pub(crate) struct Memo<K, V> {
    /// `None` before the value was first made, and after [`forget`](Self::forget).
    key: Option<K>,
    value: V,
}

impl<K, V: Default> Default for Memo<K, V> {
    fn default() -> Self {
        Self {
            key: None,
            value: V::default(),
        }
    }
}

impl<K: PartialEq, V> Memo<K, V> {
    /// The key of the value.
    pub fn key(&self) -> Option<&K> {
        self.key.as_ref()
    }

    /// Whether the value was made for this key.
    pub fn is_for(&self, key: &K) -> bool {
        self.key.as_ref() == Some(key)
    }

    /// Keeps a value and its key.
    pub fn set(&mut self, key: K, value: V) {
        self.key = Some(key);
        self.value = value;
    }

    /// Forgets the key, so that the value is remade next time.
    pub fn forget(&mut self) {
        self.key = None;
    }
}

impl<K, V> Deref for Memo<K, V> {
    type Target = V;

    fn deref(&self) -> &V {
        &self.value
    }
}

impl<K, V> DerefMut for Memo<K, V> {
    fn deref_mut(&mut self) -> &mut V {
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_for_the_key_it_was_made_for_until_it_is_forgotten() {
        let mut memo: Memo<u8, &str> = Memo::default();
        assert!(!memo.is_for(&1));
        memo.set(1, "one");
        assert!(memo.is_for(&1) && !memo.is_for(&2));
        memo.forget();
        assert!(!memo.is_for(&1));
        assert_eq!((*memo, memo.key()), ("one", None));
    }
}
