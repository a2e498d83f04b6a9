//! Coverage: every number of a published document belongs to exactly one figure or exemption.

use std::ops::Range;
use std::path::Path;

use crate::bundle::{
    Case, Document, Fault, FieldPath, Problem, Problems, Text, begins_with_measure,
    check_in_document, is_numeral,
};

use crate::text::LineColumn;

use super::build::Seeds;
use super::exemption::{Exemption, Scope, span_ranges};

/// How the numbers of a document are covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The document's file name.
    pub document: Text,
    /// Numbers in it: runs of digits, masks of asterisks, and Chinese numerals that count something.
    pub numbers: usize,
    /// Points whose figures are in it.
    pub points: usize,
    /// Numbers in figures.
    pub in_figures: usize,
    /// Numbers in exemptions.
    pub exempt: usize,
}

impl Seeds {
    /// Checks every source against its document in `folder`.
    ///
    /// # Errors
    ///
    /// Every problem: a document that is not the source's, a span that reaches past its end, a figure that is not at
    /// its position, a number that is covered twice or not at all, an exemption of nothing or with a wrong reason.
    pub fn check_coverage(&self, folder: &Path) -> Result<Vec<Coverage>, Problems> {
        let mut problems = Vec::new();
        let mut coverages = Vec::new();
        for index in 0..self.bundle.sources.len() {
            let source = &self.bundle.sources[index];
            match Document::read(folder, source) {
                Ok(document) => {
                    let numbers = numbers(document.text());
                    coverages.push(self.cover(index, &document, &numbers, &mut problems));
                }
                Err(reason) => {
                    problems.push(reason.problem(folder, source));
                }
            }
        }
        Problems::ok_if_none(problems)?;
        Ok(coverages)
    }

    /// Checks the source at an index against its document. `numbers` are ranges of characters.
    fn cover(
        &self,
        source: usize,
        document: &Document,
        numbers: &[Range<usize>],
        problems: &mut Vec<Problem>,
    ) -> Coverage {
        for (index, case) in self.cases_of(source) {
            let faults = check_in_document(case, document);
            problems.extend(faults.iter().map(|fault| self.locate(index, fault)));
        }
        self.check_overlaps(source, problems);
        self.check_exemptions(source, document, numbers, problems);
        let figures: Vec<Range<usize>> = self
            .cases_of(source)
            .flat_map(|(_, case)| case.metrics.iter().flat_map(|metric| &metric.points))
            .map(|point| {
                let start = point.at as usize;
                start..start + point.figure.chars().count()
            })
            .collect();
        let exempt: Vec<Range<usize>> = self
            .exemptions(source)
            .iter()
            .flat_map(Exemption::ranges)
            .collect();
        let mut coverage = Coverage {
            document: self.bundle.sources[source].document.clone(),
            numbers: numbers.len(),
            points: figures.len(),
            in_figures: 0,
            exempt: 0,
        };
        for number in numbers {
            let in_figures = count_containing(&figures, number);
            let in_exemptions = count_containing(&exempt, number);
            coverage.in_figures += in_figures;
            coverage.exempt += in_exemptions;
            let fault = match in_figures + in_exemptions {
                1 => continue,
                0 => self.uncovered(source, document, number),
                times => {
                    let excerpt = excerpt(document, number);
                    let message = format!(
                        "number {excerpt} is covered {times} times: by {in_figures} figures and {in_exemptions} exemptions"
                    );
                    Fault::of_whole(message, "keep one of them")
                }
            };
            let before = document.bytes(0..number.start).unwrap_or_default();
            let place = LineColumn::of(document.text(), before.end);
            let (message, remedy) = (fault.message, fault.remedy);
            problems.push(Problem::at(&coverage.document, place, message, remedy));
        }
        coverage
    }

    /// Checks that no text of a document belongs to two cases.
    fn check_overlaps(&self, source: usize, problems: &mut Vec<Problem>) {
        let mut spans: Vec<(Range<usize>, usize)> = self
            .cases_of(source)
            .flat_map(|(index, case)| {
                span_ranges(&case.span)
                    .into_iter()
                    .map(move |span| (span, index))
            })
            .collect();
        spans.sort_by_key(|(span, _)| span.start);
        for pair in spans.windows(2) {
            if let [(before, one), (span, other)] = pair
                && overlap(before, span)
            {
                let id = |index: usize| self.bundle.cases.get(index).map_or("", |case| &case.id);
                let path = FieldPath {
                    field: "span",
                    ..FieldPath::default()
                };
                let message = format!(
                    "span from {} to {} overlaps that of case \"{}\", from {} to {}",
                    span.start,
                    span.end,
                    id(*one),
                    before.start,
                    before.end
                );
                let fault = Fault::at(path, message, "separate the spans");
                problems.push(self.locate(*other, &fault));
            }
        }
    }

    /// Checks that each exemption is right and exempts a number.
    fn check_exemptions(
        &self,
        source: usize,
        document: &Document,
        numbers: &[Range<usize>],
        problems: &mut Vec<Problem>,
    ) {
        let file = self.source_file(source);
        let spans = self.spans_of(source);
        let repeated: Vec<Range<usize>> = self
            .exemptions(source)
            .iter()
            .filter(|exemption| matches!(exemption.scope, Scope::Passage { .. }))
            .flat_map(Exemption::ranges)
            .collect();
        for exemption in self.exemptions(source) {
            let place = exemption.place;
            let in_case = |range: Range<usize>| spans.iter().any(|span| overlap(span, &range));
            let mut faults = exemption.faults(document, in_case);
            if let Scope::Passage { span, of } = &exemption.scope {
                let of = *of as usize..*of as usize + (span[1] - span[0].min(span[1])) as usize;
                if repeated.iter().any(|span| overlap(span, &of)) {
                    faults.push(Fault::of_whole(
                        "the passage at \"of\" is itself exempt as a repetition",
                        "leave one of the two to the cases",
                    ));
                }
            }
            problems.extend(
                faults
                    .into_iter()
                    .map(|fault| Problem::at(file, place, fault.message, fault.remedy)),
            );
            let ranges = exemption.ranges().into_iter();
            let unused = ranges.filter(|range| !numbers.iter().any(|one| contains(range, one)));
            problems.extend(unused.map(|range| {
                let message = format!("exempts no number at {}", range.start);
                Problem::at(file, place, message, "remove the position")
            }));
        }
    }

    /// The fault of a number that is in no figure and not exempt.
    fn uncovered(&self, source: usize, document: &Document, number: &Range<usize>) -> Fault {
        let excerpt = excerpt(document, number);
        let message = format!("number {excerpt} is in no figure and not exempt");
        let is_in_case = count_containing(&self.spans_of(source), number) > 0;
        let point = if is_in_case {
            "make it a point of its case, or "
        } else {
            ""
        };
        let text = document.get(number.clone()).unwrap_or_default();
        let (start, file) = (number.start, self.source_file(source));
        let line = format!("{{ reason = \"…\", text = \"{text}\", at = {start} }}");
        Fault::of_whole(
            message,
            format!("{point}add {line} to not-a-figure of {file}"),
        )
    }

    /// The cases of a source, with their indices in the bundle.
    fn cases_of(&self, source: usize) -> impl Iterator<Item = (usize, &Case)> {
        let id = &self.bundle.sources[source].id;
        let cases = self.bundle.cases.iter().enumerate();
        cases.filter(move |(_, case)| case.source == *id)
    }

    /// The spans of the cases of a source.
    fn spans_of(&self, source: usize) -> Vec<Range<usize>> {
        self.cases_of(source)
            .flat_map(|(_, case)| span_ranges(&case.span))
            .collect()
    }
}

/// The number of ranges that contain another.
fn count_containing(ranges: &[Range<usize>], inner: &Range<usize>) -> usize {
    ranges.iter().filter(|range| contains(range, inner)).count()
}

/// Whether two ranges have a character in common.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A number of a document with its position and the text around it.
fn excerpt(document: &Document, number: &Range<usize>) -> String {
    /// Characters shown on either side.
    const AROUND: usize = 12;
    let get = |range: Range<usize>| document.get(range).unwrap_or_default();
    let before = get(number.start.saturating_sub(AROUND)..number.start);
    let after = get(number.end..(number.end + AROUND).min(document.len()));
    let (text, start) = (get(number.clone()), number.start);
    format!("\"{text}\" at {start} (…{before}[{text}]{after}…)")
}

/// The numbers of a text as ranges of characters: runs of digits with points and commas between them (`3,789`, `99.4`),
/// runs of asterisks that mask a number, and Chinese numerals that count something.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let starts: Vec<(usize, char)> = text.char_indices().collect();
    let run = |at: usize, belongs: &dyn Fn(char) -> bool| {
        let rest = starts.get(at..).unwrap_or_default();
        rest.iter().take_while(|(_, c)| belongs(*c)).count()
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < starts.len() {
        let digits = run(at, &char::is_numeric);
        let asterisks = run(at, &|c| c == '*');
        let numerals = run(at, &is_numeral);
        let after = starts
            .get(at + numerals)
            .and_then(|(byte, _)| text.get(*byte..));
        let length = match (digits, asterisks, numerals) {
            (1.., ..) => digits,
            (_, 2.., _) => asterisks,
            (_, _, 1..) if after.is_some_and(counts_something) => numerals,
            _ => 0,
        };
        if length > 0 {
            match found.last_mut() {
                Some(Range { end, .. }) if digits > 0 && separates_digits(&starts, *end, at) => {
                    *end = at + length;
                }
                _ => found.push(at..at + length),
            }
        }
        at += length.max(numerals).max(1);
    }
    found
}

/// Whether just a point or comma separates a run of digits from the one that ended before it.
fn separates_digits(text: &[(usize, char)], end: usize, start: usize) -> bool {
    let digit_before = end.checked_sub(1).and_then(|last| text.get(last));
    start == end + 1
        && matches!(text.get(end), Some((_, '.' | ',')))
        && digit_before.is_some_and(|(_, c)| c.is_numeric())
}

/// Whether the text after a Chinese numeral makes it a count: 七个, 十余家, but not 统一 or 十分.
fn counts_something(after: &str) -> bool {
    let measure = after.strip_prefix(['余', '多', '几']).unwrap_or(after);
    begins_with_measure(measure)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::bundle::{Bound, Document, Point, Quantity, Word, check_case, counts_in};

    use super::*;
    use crate::seed::case::check_measures;
    use crate::seed::exemption::Reason;

    /// The seeds of one source, its document, and the numbers in that.
    type SourceWithDocument = (Seeds, Document, Vec<Range<usize>>);

    /// Each source of the shipped seeds by itself, with its document; `None`, with a note, without the documents.
    fn with_documents(test: &str) -> Option<Vec<SourceWithDocument>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let Some(folder) = std::env::var_os("CASEBOOK_SOURCES") else {
            // Written directly, so that the note is shown although the test passes.
            use std::io::Write;
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED {test}: CASEBOOK_SOURCES does not name the folder of the published documents"
            );
            return None;
        };
        let seeds = Seeds::read(&root.join("seeds")).expect("the seeds are sound");
        let sources = 0..seeds.bundle.sources.len();
        let with_document = |at: usize| {
            let mut one = seeds.clone();
            one.bundle.sources = vec![seeds.bundle.sources[at].clone()];
            one.bundle
                .cases
                .retain(|case| case.source == seeds.bundle.sources[at].id);
            one.sources = vec![seeds.sources[at].clone()];
            let document = Document::read(&root.join(&folder), &seeds.bundle.sources[at]);
            let document = document.expect("a document");
            let numbers = numbers(document.text());
            (one, document, numbers)
        };
        Some(sources.map(with_document).collect())
    }

    /// Whether altered seeds still pass with their document.
    fn passes(seeds: &Seeds, document: &Document, numbers: &[Range<usize>]) -> bool {
        let mut problems = Vec::new();
        seeds.cover(0, document, numbers, &mut problems);
        problems.is_empty()
    }

    #[test]
    fn no_point_can_be_altered_unnoticed() {
        let Some(sources) = with_documents("no_point_can_be_altered_unnoticed") else {
            return;
        };
        let mut altered = 0;
        for (mut seeds, document, numbers) in sources {
            for (case, metric, point) in places(&seeds) {
                let right = seeds.bundle.cases[case].metrics[metric].points[point].clone();
                for wrong in alterations(&right, &seeds.bundle.cases[case], &document) {
                    seeds.bundle.cases[case].metrics[metric].points[point] = wrong.clone();
                    let of = &seeds.bundle.cases[case];
                    let noticed = !check_case(of).is_empty()
                        || !check_measures(of).is_empty()
                        || !passes(&seeds, &document, &numbers);
                    assert!(noticed, "{}: {right:?} as {wrong:?}", of.id.as_str());
                    altered += 1;
                }
                seeds.bundle.cases[case].metrics[metric]
                    .points
                    .remove(point);
                let id = seeds.bundle.cases[case].id.as_str();
                assert!(
                    !passes(&seeds, &document, &numbers),
                    "{id} without {right:?}"
                );
                let points = &mut seeds.bundle.cases[case].metrics[metric].points;
                points.insert(point, right);
            }
        }
        assert!(altered > 2000, "{altered} alterations");
    }

    /// The indices of every point: case, metric, point.
    fn places(seeds: &Seeds) -> Vec<(usize, usize, usize)> {
        let cases = seeds.bundle.cases.iter().enumerate();
        cases
            .flat_map(|(case, of)| {
                let metrics = of.metrics.iter().enumerate();
                metrics.flat_map(move |(metric, of)| {
                    (0..of.points.len()).map(move |point| (case, metric, point))
                })
            })
            .collect()
    }

    /// The point with another value or bound, at other positions of its figure and next to its own, and with a longer,
    /// a shorter and another figure.
    fn alterations(right: &Point, case: &Case, document: &Document) -> Vec<Point> {
        let mut wrong = Vec::new();
        let value = right.value.map_or(0.0, |value| value.get() + 1.0);
        let mut with = |alter: &dyn Fn(&mut Point)| {
            let mut point = right.clone();
            alter(&mut point);
            wrong.push(point);
        };
        with(&|point| point.value = Quantity::new(value));
        with(&|point| point.value = point.value.map_or(Quantity::new(0.0), |_| None));
        for bound in Bound::ALL.iter().filter(|bound| **bound != right.bound) {
            with(&|point| point.bound = *bound);
        }
        with(&|point| point.at += 1);
        with(&|point| point.at -= 1);
        for at in document.positions(&right.figure, &case.span) {
            let at = u32::try_from(at).expect("a small document");
            if at != right.at {
                with(&|point| point.at = at);
            }
        }
        let end = right.at as usize + right.figure.chars().count();
        let next = document.get(end..end + 1).unwrap_or_default();
        with(&|point| {
            point.figure = Text::from(format!("{}{next}", point.figure.as_str()).as_str());
        });
        let shorter: String = right
            .figure
            .chars()
            .take(end - right.at as usize - 1)
            .collect();
        with(&|point| point.figure = Text::from(shorter.as_str()));
        let other = right.figure.replacen(|c: char| c.is_ascii_digit(), "0", 1);
        if other != right.figure.as_str() {
            with(&|point| point.figure = Text::from(other.as_str()));
        }
        wrong
    }

    #[test]
    fn no_span_can_grow_into_another_case() {
        let Some(sources) = with_documents("no_span_can_grow_into_another_case") else {
            return;
        };
        for (mut seeds, document, numbers) in sources {
            let spans: Vec<Range<usize>> = seeds.spans_of(0);
            for case in 0..seeds.bundle.cases.len() {
                let right = seeds.bundle.cases[case].span.clone();
                let end = right.last().expect("a span")[1] as usize;
                let next = spans
                    .iter()
                    .map(|span| span.start)
                    .filter(|start| *start >= end)
                    .min();
                let Some(next) = next else { continue };
                let longer = u32::try_from(next + 1).expect("a small document");
                seeds.bundle.cases[case].span.last_mut().expect("a span")[1] = longer;
                assert!(
                    !passes(&seeds, &document, &numbers),
                    "{right:?} to {longer}"
                );
                seeds.bundle.cases[case].span = right;
            }
        }
    }

    #[test]
    fn no_unit_can_be_altered_unnoticed() {
        let seeds = Seeds::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"));
        let bundle = seeds.expect("the seeds are sound").bundle;
        let units: BTreeSet<&Text> = bundle
            .cases
            .iter()
            .flat_map(|case| case.metrics.iter().map(|metric| &metric.unit))
            .collect();
        let mut altered = 0;
        for case in &bundle.cases {
            for (at, metric) in case.metrics.iter().enumerate() {
                for unit in units.iter().filter(|unit| ***unit != metric.unit) {
                    let mut case = case.clone();
                    case.metrics[at].unit = (*unit).clone();
                    let right = metric
                        .points
                        .iter()
                        .any(|point| counts_in(&point.figure, unit));
                    let noticed = !check_case(&case).is_empty();
                    // If the parts of a whole have different units, either is right.
                    assert!(noticed || right, "{} in {unit:?}", metric.id.as_str());
                    altered += usize::from(noticed);
                }
            }
        }
        assert!(altered > 5000, "{altered} alterations");
    }

    #[test]
    fn no_exemption_can_be_altered_unnoticed() {
        let Some(sources) = with_documents("no_exemption_can_be_altered_unnoticed") else {
            return;
        };
        let mut altered = 0;
        for (mut seeds, document, numbers) in sources {
            for line in 0..seeds.exemptions(0).len() {
                let right = seeds.sources[0].exemptions.remove(line);
                assert!(!passes(&seeds, &document, &numbers), "without {right:?}");
                for wrong in other_exemptions(&right) {
                    seeds.sources[0].exemptions.insert(line, wrong.clone());
                    assert!(
                        !passes(&seeds, &document, &numbers),
                        "{right:?} as {wrong:?}"
                    );
                    seeds.sources[0].exemptions.remove(line);
                    altered += 1;
                }
                seeds.sources[0].exemptions.insert(line, right);
            }
        }
        assert!(altered > 1000, "{altered} alterations");
    }

    /// The exemption with every other reason, at other positions, of another text, of a longer or shorter passage.
    fn other_exemptions(right: &Exemption) -> Vec<Exemption> {
        let with = |scope: Scope| Exemption {
            scope,
            ..right.clone()
        };
        let mut wrong: Vec<Exemption> = Vec::new();
        match &right.scope {
            Scope::Passage {
                span: [from, to],
                of,
            } => {
                for (from, to, of) in [
                    (from + 1, *to, *of + 1),
                    (*from, to - 1, *of),
                    (*from, to + 1, *of),
                    (*from, *to, of + 1),
                ] {
                    let span = [from, to];
                    wrong.push(with(Scope::Passage { span, of }));
                }
            }
            Scope::Text { text, at } => {
                let text_at = |text: &str, at: &[u32]| {
                    let (text, at) = (text.to_owned(), at.to_vec());
                    with(Scope::Text { text, at })
                };
                let reasons = Reason::ALL
                    .iter()
                    .filter(|reason| **reason != right.reason && **reason != Reason::Repeated);
                wrong.extend(reasons.map(|reason| Exemption {
                    reason: *reason,
                    ..right.clone()
                }));
                for (index, place) in at.iter().enumerate() {
                    for moved in [place + 1, place.wrapping_sub(1)] {
                        let mut at = at.clone();
                        at[index] = moved;
                        wrong.push(text_at(text, &at));
                    }
                    let mut without = at.clone();
                    without.remove(index);
                    wrong.push(text_at(text, &without));
                }
                wrong.push(text_at(&format!("{text}甲"), at));
                let other: String = "甲".chars().chain(text.chars().skip(1)).collect();
                wrong.push(text_at(&other, at));
            }
        }
        wrong
    }

    #[test]
    fn numbers_are_digits_masks_and_counting_numerals() {
        let text = "2020年共3,789条，**家统一办理，新建七个，十分好，满意率９９.4%，三十二项，十余家，①统一，½";
        let characters: Vec<char> = text.chars().collect();
        let found: Vec<String> = numbers(text)
            .into_iter()
            .map(|range| characters[range].iter().collect())
            .collect();
        assert_eq!(
            found,
            [
                "2020",
                "3,789",
                "**",
                "七",
                "９９.4",
                "三十二",
                "十",
                "①",
                "½"
            ]
        );
    }
}
