//! Executes a plan: scans the cases in batches of 64, on two threads if there are many, and ranks the hits.
//!
//! In a batch, a condition is only checked for the cases that met all groups before it.

use std::cmp::Reverse;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::search::bits::{BATCH, bit, ones};
use crate::search::index::columns::Column;
use crate::search::index::index::Index;
use crate::search::index::numbers::{MetricNumbers, NumberTest, is_set};
use crate::search::matcher::term::Term;
use crate::search::mechanisms::Mechanism;
use crate::search::query::ast::Query;

use super::batch::{Scored, matched};
use super::hit::{Hit, SearchResult, TextFieldSet};
use super::plan::{Condition, Plan};
use super::scan::{Pass, TermScanner};

/// Every so many batches a thread asks whether the answer is still wanted: well below a millisecond of work.
const BATCHES_PER_POLL: usize = 8;
/// A thread takes this many batches at a time: few enough that both threads end at about the same time.
const SHARE: usize = 16;
/// With fewer batches a second thread takes longer to start than to do its part.
const WORTH_A_THREAD: usize = 2 * SHARE;
/// At most this many threads search: the one that draws may need another processor.
const MAX_THREADS: usize = 2;

impl Index {
    /// The cases that match a query: the highest score first, equals in the bundle's order.
    #[must_use]
    pub fn search(&self, query: &Query) -> SearchResult {
        self.search_while(query, &|| true).unwrap_or_default()
    }

    /// The same, as long as `wanted` returns true, which is called about every millisecond on each thread; `None` once
    /// it returns false.
    #[must_use]
    pub fn search_while(
        &self,
        query: &Query,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<SearchResult> {
        let plan = self.plan(query);
        let hits = self.hits(&plan, Pass::All, &[], wanted)?;
        Some(plan.result(hits))
    }

    /// The same in two steps: `tell` is called with the matches in names, unless there are none or a search of all
    /// texts cannot add any; then all matches are returned. The first are among the second, and score no less there.
    #[must_use]
    pub fn search_names_first(
        &self,
        query: &Query,
        wanted: &(dyn Fn() -> bool + Sync),
        tell: &mut dyn FnMut(SearchResult),
    ) -> Option<SearchResult> {
        if !query.terms().any(Term::may_match_beyond_names) {
            return self.search_while(query, wanted);
        }
        let plan = self.plan(query);
        let names = self.hits(&plan, Pass::Names, &[], wanted)?;
        let (mut known, mut pass) = (Vec::new(), Pass::All);
        if query.is_best_in_names() {
            known.clone_from(&names);
            // With several terms, a case may match one in a name and another in a text.
            if query.terms().count() == 1 {
                pass = Pass::Rest;
            }
        }
        if !names.is_empty() {
            tell(plan.result(names));
        }
        let rest = self.hits(&plan, pass, &known, wanted)?;
        Some(plan.result(merged(known, rest)))
    }

    /// The cases that match a query, in the bundle's order.
    pub(crate) fn cases(&self, query: &Query) -> Vec<usize> {
        let hits = self.hits(&self.plan(query), Pass::All, &[], &|| true);
        let mut cases: Vec<usize> = hits.iter().flatten().map(Hit::case).collect();
        cases.sort_unstable();
        cases
    }

    /// The hits of a plan, ranked, without the cases that are `known` to match; `None` once they are no longer wanted.
    fn hits(
        &self,
        plan: &Plan,
        pass: Pass,
        known: &[Hit],
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Hit>> {
        let batches = self.len().div_ceil(BATCH);
        let known = case_set(known, batches);
        let next = AtomicUsize::new(0);
        let work = || {
            let executor = Executor::new(self, plan, pass);
            let mut hits = Vec::new();
            loop {
                let begin = next.fetch_add(SHARE, Ordering::Relaxed);
                if begin >= batches {
                    // A thread takes batches in their order, and equals keep it.
                    hits.sort_by_key(|hit: &Hit| Reverse(hit.score));
                    return Some(hits);
                }
                for batch in begin..batches.min(begin + SHARE) {
                    if batch % BATCHES_PER_POLL == 0 && !wanted() {
                        return None;
                    }
                    let known = known.get(batch).copied().unwrap_or(0);
                    executor.batch(batch, known, &mut hits);
                }
            }
        };
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        if batches < WORTH_A_THREAD || processors < 2 || !self.without.uses(Mechanism::Threads) {
            return work();
        }
        thread::scope(|scope| {
            let others: Vec<_> = (1..MAX_THREADS).map(|_| scope.spawn(work)).collect();
            let mut hits = work();
            for other in others {
                let more = other.join().unwrap_or_else(|panic| resume_unwind(panic));
                hits = hits.zip(more).map(|(hits, more)| merged(hits, more));
            }
            hits
        })
    }
}

/// Merges ranked hits of different cases.
fn merged(mut hits: Vec<Hit>, more: Vec<Hit>) -> Vec<Hit> {
    // Up to a million are kept while the query stands.
    hits.reserve_exact(more.len());
    hits.extend(more);
    // Two runs in order, which the sort merges in linear time.
    hits.sort_by_key(|hit| (Reverse(hit.score), hit.case()));
    hits
}

/// Executes a plan on one thread.
struct Executor<'a> {
    groups: Vec<Vec<Check<'a>>>,
    cases: usize,
}

/// A condition of a plan, ready to be checked on one thread.
struct Check<'a> {
    negated: bool,
    /// What is noted of a case that meets it.
    shows: TextFieldSet,
    condition: Checked<'a>,
}

enum Checked<'a> {
    Term(Box<TermScanner<'a>>),
    Filter(&'a Column, &'a [bool]),
    Comparison(&'a MetricNumbers, &'a NumberTest),
}

impl<'a> Executor<'a> {
    fn new(index: &'a Index, plan: &'a Plan, pass: Pass) -> Self {
        let groups = plan.groups.iter().map(|group| {
            let conditions = group.iter();
            let checks = conditions
                .map(|(clause, condition)| Check::new(index, clause.negated, condition, pass));
            checks.collect()
        });
        Self {
            groups: groups.collect(),
            cases: index.len(),
        }
    }

    /// Adds the cases of a batch that meet all groups, without those that are `known` to.
    fn batch(&self, batch: usize, known: u64, hits: &mut Vec<Hit>) {
        let first = batch * BATCH;
        let mut alive = first_bits(self.cases.saturating_sub(first)) & !known;
        if alive == 0 {
            return;
        }
        let mut scores = [0u32; BATCH];
        let mut fields = [TextFieldSet::default(); BATCH];
        for checks in &self.groups {
            let (mut met, mut best) = (0, [Scored::default(); BATCH]);
            for check in checks {
                let mut found = [Scored::default(); BATCH];
                let meets = check.batch(batch, alive, &mut found);
                for at in ones(meets) {
                    let is_first = met & bit(at) == 0;
                    found[at].fields = found[at].fields.and(check.shows);
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
                fields[at] = fields[at].and(best[at].fields);
            }
        }
        hits.extend(ones(alive).map(|at| Hit::new(first + at, scores[at], fields[at])));
    }
}

impl<'a> Check<'a> {
    fn new(index: &'a Index, negated: bool, condition: &'a Condition, pass: Pass) -> Self {
        let shows = if !negated && condition.is_met_by_metrics() {
            TextFieldSet::METRIC
        } else {
            TextFieldSet::default()
        };
        // A negated term must be in none of the texts.
        let pass = if negated { Pass::All } else { pass };
        let condition = match condition {
            Condition::Term(scan) => Checked::Term(Box::new(scan.scanner(pass))),
            Condition::Filter(field, values) => Checked::Filter(index.column(*field), values),
            Condition::Comparison(test) => Checked::Comparison(&index.numbers, test),
        };
        Self {
            negated,
            shows,
            condition,
        }
    }

    /// Which of the cases of a batch that are still `alive` meet the condition, as bits, and what they score. A negated
    /// condition scores nothing.
    fn batch(&self, batch: usize, alive: u64, found: &mut [Scored; BATCH]) -> u64 {
        let those = |meets: &dyn Fn(usize) -> bool| {
            let meeting = ones(alive).filter(|at| meets(batch * BATCH + at));
            meeting.fold(0, |all, at| all | bit(at))
        };
        let meets = match &self.condition {
            Checked::Term(scanner) => {
                scanner.batch(batch, alive, found);
                matched(found)
            }
            Checked::Filter(column, values) => {
                those(&|case| column.of(case).any(|value| is_set(values, value)))
            }
            Checked::Comparison(numbers, test) => those(&|case| numbers.meet(case, test)),
        };
        if self.negated {
            *found = [Scored::default(); BATCH];
            alive & !meets
        } else {
            meets
        }
    }
}

/// The lowest bits, up to all of them.
fn first_bits(count: usize) -> u64 {
    if count >= BATCH {
        u64::MAX
    } else {
        bit(count) - 1
    }
}

/// The cases of hits as bits, one number for each batch; empty if there are no hits.
fn case_set(hits: &[Hit], batches: usize) -> Vec<u64> {
    if hits.is_empty() {
        return Vec::new();
    }
    let mut sets = vec![0; batches];
    for hit in hits {
        if let Some(set) = sets.get_mut(hit.case() / BATCH) {
            *set |= bit(hit.case() % BATCH);
        }
    }
    sets
}

impl Plan<'_> {
    /// The result with these hits, which are ranked.
    fn result(&self, hits: Vec<Hit>) -> SearchResult {
        SearchResult {
            hits,
            mistakes: self.mistakes.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_batch_need_not_be_full() {
        assert_eq!(first_bits(3), 0b111);
        assert_eq!(first_bits(64), u64::MAX);
        assert_eq!(first_bits(0), 0);
    }
}
