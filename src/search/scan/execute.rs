//! The answer to a query: which cases meet it, and in what order.
//!
//! Cases are looked through sixty-four at a time, on two threads if there are many: a condition is only asked about
//! those that met the ones before it.

use std::cmp::Reverse;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::batch::Scored;
use super::hit::{Findings, Hit, Places};
use super::plan::{Condition, Plan};
use super::scan::TermScanner;
use crate::search::bits::{BATCH, ones};
use crate::search::index::columns::Column;
use crate::search::index::index::Index;
use crate::search::index::numbers::{MetricNumbers, NumberTest, is_set};
use crate::search::matcher::term::Term;
use crate::search::matcher::text_field::Depth;
use crate::search::query::ast::Query;

/// Whoever looks through cases asks after so many groups whether that is still wanted; it takes well below a
/// millisecond.
const BATCHES_PER_POLL: usize = 8;
/// So many groups are looked through by one thread at a time.
const SHARE: usize = 16;
/// Below so many groups a thread takes longer to start than to look through its part.
const WORTH_A_THREAD: usize = 2 * SHARE;
/// As many threads search at most: the drawing thread may need another.
const MOST_THREADS: usize = 2;

impl Index {
    /// The cases that meet a query, the best first, equals in the bundle's order; and what of the query does not
    /// count.
    #[must_use]
    pub fn search(&self, query: &Query) -> Findings {
        self.search_while(query, &|| true).unwrap_or_default()
    }

    /// The same, as long as it is wanted, which is asked again and again; none if that ends before the search does.
    #[must_use]
    pub fn search_while(
        &self,
        query: &Query,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Findings> {
        let plan = self.plan(query);
        let hits = self.hits(&plan, Depth::All, &[], wanted)?;
        Some(plan.findings(&hits))
    }

    /// The same, but what names give is told before, unless that is nothing or all texts cannot give more. Every case that
    /// is told is found, and scores as much as it did, or more.
    #[must_use]
    pub fn search_telling(
        &self,
        query: &Query,
        wanted: &(dyn Fn() -> bool + Sync),
        tell: &mut dyn FnMut(Findings),
    ) -> Option<Findings> {
        let plan = self.plan(query);
        let mut known = Vec::new();
        if query.terms().any(Term::may_match_beyond_names) {
            let names = self.hits(&plan, Depth::Names, &[], wanted)?;
            if !names.is_empty() {
                tell(plan.findings(&names));
            }
            if query.is_best_in_names() {
                known = names;
            }
        }
        let mut hits = self.hits(&plan, Depth::All, &known, wanted)?;
        // Both are in the order of the cases, and so this takes no longer than to copy them.
        hits.extend(known);
        hits.sort_by_key(Hit::case);
        Some(plan.findings(&hits))
    }

    /// The cases that meet a query, in the bundle's order.
    pub(crate) fn cases(&self, query: &Query) -> Vec<usize> {
        let hits = self.hits(&self.plan(query), Depth::All, &[], &|| true);
        let hits = hits.unwrap_or_default().into_iter();
        hits.map(|hit| hit.case()).collect()
    }

    /// The cases that meet a plan, but for those that are known to, in the bundle's order; none if that is not wanted any longer.
    pub(crate) fn hits(
        &self,
        plan: &Plan,
        depth: Depth,
        known: &[Hit],
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Hit>> {
        let groups = self.len().div_ceil(BATCH);
        let known = bits_of_cases(known, groups);
        let next = AtomicUsize::new(0);
        let work = || {
            let asked = Executor::new(self, plan, depth);
            let mut shares: Vec<(usize, Vec<Hit>)> = Vec::new();
            loop {
                let begin = next.fetch_add(SHARE, Ordering::Relaxed);
                if begin >= groups {
                    return Some(shares);
                }
                let mut hits = Vec::new();
                for batch in begin..groups.min(begin + SHARE) {
                    if batch % BATCHES_PER_POLL == 0 && !wanted() {
                        return None;
                    }
                    let known = known.get(batch).copied().unwrap_or(0);
                    asked.batch(batch, known, &mut hits);
                }
                shares.push((begin, hits));
            }
        };
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        if groups < WORTH_A_THREAD || processors < 2 {
            return Some(joined(work()?));
        }
        let shares = thread::scope(|scope| {
            let others: Vec<_> = (1..MOST_THREADS).map(|_| scope.spawn(work)).collect();
            let mut shares = work();
            for other in others {
                let theirs = other.join().unwrap_or_else(|panic| resume_unwind(panic));
                shares = shares.zip(theirs).map(|(mut all, more)| {
                    all.extend(more);
                    all
                });
            }
            shares
        });
        Some(joined(shares?))
    }
}

/// The hits of all shares in the order of the cases.
fn joined(mut shares: Vec<(usize, Vec<Hit>)>) -> Vec<Hit> {
    shares.sort_unstable_by_key(|(begin, _)| *begin);
    let mut all = Vec::with_capacity(shares.iter().map(|(_, hits)| hits.len()).sum());
    for (_, hits) in shares {
        all.extend(hits);
    }
    all
}

/// A plan in the hands of one thread.
struct Executor<'a> {
    groups: Vec<Vec<(bool, Places, Check<'a>)>>,
    cases: usize,
}

/// A condition in the hands of one thread.
enum Check<'a> {
    Term(Box<TermScanner<'a>>),
    Filter(&'a Column, &'a [bool]),
    Comparison(&'a MetricNumbers, &'a NumberTest),
}

impl<'a> Executor<'a> {
    fn new(index: &'a Index, plan: &'a Plan, depth: Depth) -> Self {
        let ask = |negated: bool, condition: &'a Condition<'a>| match condition {
            // What must not be there must not be in any text.
            Condition::Term(term_scan) if negated => {
                Check::Term(Box::new(term_scan.scanner(Depth::All)))
            }
            Condition::Term(term_scan) => Check::Term(Box::new(term_scan.scanner(depth))),
            Condition::Filter(field, wanted) => Check::Filter(index.column(*field), wanted),
            Condition::Comparison(compile_comparison) => {
                Check::Comparison(&index.numbers, compile_comparison)
            }
        };
        let groups = plan.groups.iter().map(|group| {
            let conditions = group.iter();
            conditions
                .map(|(term, condition)| {
                    let shows = !term.negated && condition.is_met_by_metrics();
                    let places = if shows {
                        Places::METRIC
                    } else {
                        Places::default()
                    };
                    (term.negated, places, ask(term.negated, condition))
                })
                .collect()
        });
        Self {
            groups: groups.collect(),
            cases: index.len(),
        }
    }

    /// The cases of a group of sixty-four that meet all, but for those that are known to.
    fn batch(&self, batch: usize, known: u64, hits: &mut Vec<Hit>) {
        let first = batch * BATCH;
        let mut alive = first_bits(self.cases.saturating_sub(first)) & !known;
        if alive == 0 {
            return;
        }
        let mut scores = [0u32; BATCH];
        let mut places = [Places::default(); BATCH];
        for conditions in &self.groups {
            let (mut met, mut best) = (0, [Scored::default(); BATCH]);
            for (negated, shown, ask) in conditions {
                let mut found = [Scored::default(); BATCH];
                let meets = ask.batch(batch, alive, &mut found);
                let meets = if *negated { alive & !meets } else { meets };
                if *negated {
                    // What is not there scores nothing.
                    found = [Scored::default(); BATCH];
                }
                for at in ones(meets) {
                    let is_first = met & 1 << at == 0;
                    found[at].fields = found[at].fields.and(*shown);
                    if is_first {
                        best[at] = found[at];
                    } else {
                        best[at] = best[at].or_better(found[at]);
                    }
                }
                met |= meets;
            }
            alive &= met;
            if alive == 0 {
                return;
            }
            for at in ones(alive) {
                scores[at] += best[at].score;
                places[at] = places[at].and(best[at].fields);
            }
        }
        hits.extend(ones(alive).map(|at| Hit::new(first + at, scores[at], places[at])));
    }
}

impl Check<'_> {
    /// Which of the cases of a group that are still `alive` meet the condition, as bits, and what they score.
    fn batch(&self, batch: usize, alive: u64, found: &mut [Scored; BATCH]) -> u64 {
        let that = |meets: &dyn Fn(usize) -> bool| {
            let meeting = ones(alive).filter(|at| meets(batch * BATCH + at));
            meeting.fold(0, |all, at| all | 1 << at)
        };
        match self {
            Self::Term(scanner) => {
                scanner.batch(batch, alive, found);
                let scored = ones(alive).filter(|at| found[*at].score > 0);
                scored.fold(0, |all, at| all | 1 << at)
            }
            Self::Filter(column, wanted) => {
                that(&|case| column.of(case).any(|value| is_set(wanted, value)))
            }
            Self::Comparison(numbers, compile_comparison) => {
                that(&|case| numbers.meet(case, compile_comparison))
            }
        }
    }
}

/// The first bits of a mask, up to all of them.
fn first_bits(count: usize) -> u64 {
    if count >= BATCH {
        u64::MAX
    } else {
        (1 << count) - 1
    }
}

/// The cases of hits as bits, a number for each group; none if there are no hits.
fn bits_of_cases(hits: &[Hit], groups: usize) -> Vec<u64> {
    if hits.is_empty() {
        return Vec::new();
    }
    let mut bits = vec![0; groups];
    for hit in hits {
        if let Some(bits) = bits.get_mut(hit.case() / BATCH) {
            *bits |= 1 << (hit.case() % BATCH);
        }
    }
    bits
}

impl Plan<'_> {
    /// What it finds: these cases, which are in the bundle's order.
    pub fn findings(&self, hits: &[Hit]) -> Findings {
        Findings {
            hits: in_order(hits),
            mistakes: self.mistakes.clone(),
        }
    }
}

/// Hits that are in the order of the cases, the best first, equals in the order in which they were.
fn in_order(hits: &[Hit]) -> Vec<Hit> {
    /// Up to such scores, which a few words have, counting is faster than comparing.
    const COUNTED: usize = 1 << 16;
    /// Below so many hits it is not.
    const WORTH_COUNTING: usize = 1 << 12;
    let max_score = hits.iter().map(|hit| hit.score as usize).max().unwrap_or(0);
    let mut sorted = hits.to_vec();
    if max_score == 0 {
        return sorted;
    }
    if hits.len() < WORTH_COUNTING || max_score >= COUNTED {
        sorted.sort_by_key(|hit| Reverse(hit.score));
        return sorted;
    }
    // How many hits score more than each score, and so where the first of that score stands.
    let mut places = vec![0usize; max_score + 1];
    for hit in hits {
        places[max_score - hit.score as usize] += 1;
    }
    let mut before = 0;
    for place in &mut places {
        before += std::mem::replace(place, before);
    }
    for hit in hits {
        let place = &mut places[max_score - hit.score as usize];
        sorted[*place] = *hit;
        *place += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_last_group_is_not_full() {
        assert_eq!(first_bits(3), 0b111);
        assert_eq!(first_bits(64), u64::MAX);
        assert_eq!(first_bits(0), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn counting_gives_the_order_of_comparing(scores in prop::collection::vec(0u32..500, 4000..6000)) {
            let hits = scores.iter().enumerate();
            let hits: Vec<Hit> = hits.map(|(case, score)| Hit::new(case, *score, Places::default())).collect();
            let mut compared = hits.clone();
            compared.sort_by_key(|hit| Reverse(hit.score));
            prop_assert_eq!(in_order(&hits), compared);
        }
    }
}
