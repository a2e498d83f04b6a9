//! Prefilter for split matches: which cases have pieces of a term in their names that lead from its beginning to its
//! end.
//!
//! ```text
//! lzsp    泸州市 leads from offset 0 to 2, 审批局 from 2 to 4: a case with both may match
//! ```
//!
//! It does not check that the pieces lie apart, so it has false positives, but no false negatives.

use std::sync::OnceLock;

use crate::search::bits::{bit, ones};
use crate::search::index::columns::Columns;
use crate::search::index::corpus::Corpus;
use crate::search::index::dictionary::DictionaryField;
use crate::search::index::encoded::EncodedText;
use crate::search::matcher::automaton::Automaton;
use crate::search::matcher::rank::MAX_PIECES;

/// The offsets of the term that pieces in a text lead to, as bits, by the offset where the piece begins. Few texts
/// have any.
type Leaps = Box<[(usize, u64)]>;

/// Memo of the pieces in the names that cases share.
#[derive(Debug, Clone, Default)]
pub(crate) struct SplitPrefilter {
    /// By dictionary and by the number of the name; worked out when the first case that has it comes up.
    shared: [Vec<OnceLock<Leaps>>; DictionaryField::NAMES.len()],
}

impl SplitPrefilter {
    /// An empty memo.
    pub fn new(corpus: &Corpus) -> Self {
        let unknown = |field| vec![OnceLock::new(); corpus.dictionary(field).len()];
        Self {
            shared: DictionaryField::NAMES.map(unknown),
        }
    }

    /// Whether up to [`MAX_PIECES`] pieces in the names of a case lead from the beginning of the term to its end.
    pub fn may_match(
        &self,
        case: usize,
        automaton: &Automaton,
        corpus: &Corpus,
        columns: &Columns,
    ) -> bool {
        let end = bit(automaton.pattern().len());
        let (mut reached, mut new) = (bit(0), bit(0));
        for _ in 0..MAX_PIECES {
            let mut next = 0;
            for codes in corpus.titles(case) {
                for from in ones(new) {
                    automaton.each_piece(EncodedText(codes), from, |_, to| next |= to.union());
                }
            }
            for (field, leaps) in DictionaryField::NAMES.into_iter().zip(&self.shared) {
                for number in corpus.entries_of(field, case, columns) {
                    let Some(known) = leaps.get(number as usize) else {
                        continue;
                    };
                    let codes = corpus.dictionary(field).codes(number as usize);
                    let leaps = known.get_or_init(|| leaps_in(automaton, EncodedText(codes)));
                    let from_new = leaps.iter().filter(|(from, _)| new & bit(*from) != 0);
                    next |= from_new.fold(0, |all, (_, to)| all | to);
                }
            }
            if next & end != 0 {
                return true;
            }
            new = next & !reached;
            reached |= next;
            if new == 0 {
                return false;
            }
        }
        false
    }
}

fn leaps_in(automaton: &Automaton, text: EncodedText) -> Leaps {
    let mut leaps: Vec<(usize, u64)> = Vec::new();
    automaton.each_piece_from(text, |from, to| {
        match leaps.iter_mut().find(|(known, _)| *known == from) {
            Some((_, all)) => *all |= to.union(),
            None => leaps.push((from, to.union())),
        }
    });
    leaps.into()
}
