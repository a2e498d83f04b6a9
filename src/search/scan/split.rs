//! Which cases may hold a word in parts, told before any part of it is looked for: by the offsets of the word to which parts
//! in their names lead.
//!
//! ```text
//! lzsp    泸州市 leads from 0 to 2,  审批局 from 2 to 4: so the word may be in a case that has both
//! ```
//!
//! Whether the parts are apart from each other is not asked, so what is told is what may be, never what is.

use std::sync::OnceLock;

use crate::search::bits::{bit, ones};
use crate::search::index::corpus::{Columns, Corpus};
use crate::search::index::dictionary::DictionaryField;
use crate::search::index::encoded::EncodedText;
use crate::search::matcher::automaton::Automaton;
use crate::search::matcher::rank::MAX_PIECES;

/// From which offsets of the word parts in a text lead to which, as bits; few texts have any.
type Leaps = Box<[(usize, u64)]>;

/// Where parts of a word in the names that cases share lead.
#[derive(Debug, Clone, Default)]
pub(crate) struct SplitPrefilter {
    /// By the numbers of the names, of each kind of them; found out when a case that has one is first looked at.
    shared: [Vec<OnceLock<Leaps>>; DictionaryField::NAMES.len()],
}

impl SplitPrefilter {
    pub fn new(corpus: &Corpus) -> Self {
        let unknown = |shared| vec![OnceLock::new(); corpus.shared(shared).texts.len()];
        Self {
            shared: DictionaryField::NAMES.map(unknown),
        }
    }

    /// Whether parts in the names of a case lead from the beginning of the word to its end.
    pub fn may_match(
        &self,
        case: usize,
        automaton: &Automaton,
        (corpus, columns): (&Corpus, &Columns),
    ) -> bool {
        let end = bit(automaton.pattern().len());
        let (mut reached, mut new) = (bit(0), bit(0));
        for _ in 0..MAX_PIECES {
            let mut next = 0;
            for codes in corpus.titles(case) {
                for from in ones(new) {
                    automaton.each_piece(EncodedText(codes), from, |_, there| next |= there.any());
                }
            }
            for (shared, leading) in DictionaryField::NAMES.into_iter().zip(&self.shared) {
                for number in corpus.numbers(shared, case, columns) {
                    let Some(known) = leading.get(number as usize) else {
                        continue;
                    };
                    let codes = corpus.shared(shared).texts.codes(number as usize);
                    let leading = known.get_or_init(|| leading_in(automaton, EncodedText(codes)));
                    let from_new = leading.iter().filter(|(from, _)| new & bit(*from) != 0);
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

fn leading_in(automaton: &Automaton, text: EncodedText) -> Leaps {
    let mut leading: Vec<(usize, u64)> = Vec::new();
    automaton.each_piece_from(text, |from, there| {
        match leading.iter_mut().find(|(known, _)| *known == from) {
            Some((_, to)) => *to |= there.any(),
            None => leading.push((from, there.any())),
        }
    });
    leading.into()
}
