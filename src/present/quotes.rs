//! Quotations of a metric: the sentences of the document that contain its figures, shown below its page with the
//! figures marked.
//!
//! ```text
//! 原文
//! 全市办理包容审慎行政执法案件超680件，其中首违不罚100件；
//!                            ^^^^^^^            ^^^^^
//! ```
//!
//! Without the document there are no quotations; opening the passage shows why.

use std::ops::Range;

use super::passage::Passage;

/// One sentence of a document, or several adjacent ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quotation {
    pub(crate) text: String,
    /// Byte ranges of the metric's figures.
    pub(crate) figures: Vec<Range<usize>>,
}

/// Characters that end a sentence or an independent clause.
const ENDS: [char; 7] = ['。', '！', '？', '；', '!', '?', ';'];
/// Closing quotes and brackets that may follow such an end and belong to the sentence before them.
const CLOSING: [char; 7] = ['”', '’', '」', '』', '）', ')', '》'];

/// Most characters kept before the first figure and after the last. Sentences are shorter; without a limit, a document
/// without punctuation would push its figures off the screen.
const AROUND: usize = 300;
/// Marks omitted text.
const CUT: &str = "…";

/// The sentences of a passage that contain figures of a metric; adjacent sentences are one quotation.
pub(crate) fn quotations((paragraphs, figures): &Passage, metric: usize) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    for (paragraph, marks) in paragraphs.iter().zip(figures) {
        let of_metric = marks.iter().filter(|(_, of)| of.contains(&metric));
        let of_metric: Vec<&Range<usize>> = of_metric.map(|(range, _)| range).collect();
        let holds = |sentence: &Range<usize>| {
            let mut marks = of_metric.iter();
            marks.any(|mark| mark.start < sentence.end && sentence.start < mark.end)
        };
        let mut quoted: Vec<Range<usize>> = Vec::new();
        for sentence in sentences(&paragraph.text).into_iter().filter(holds) {
            match quoted.last_mut() {
                Some(last) if last.end == sentence.start => last.end = sentence.end,
                _ => quoted.push(sentence),
            }
        }
        quotations.extend(
            quoted
                .into_iter()
                .map(|part| quotation(&paragraph.text, part, &of_metric)),
        );
    }
    quotations
}

/// Quotes a part of a text with its figures. Text more than [`AROUND`] characters before the first figure or after the
/// last is replaced by [`CUT`].
fn quotation(text: &str, part: Range<usize>, figures: &[&Range<usize>]) -> Quotation {
    let within = figures
        .iter()
        .filter(|figure| part.start <= figure.start && figure.end <= part.end);
    let within: Vec<&Range<usize>> = within.copied().collect();
    let first = within.first().map_or(part.start, |figure| figure.start);
    let last = within.last().map_or(part.end, |figure| figure.end);
    let before = text.get(part.start..first).unwrap_or_default();
    let behind = text.get(last..part.end).unwrap_or_default();
    let start = before.char_indices().rev().nth(AROUND - 1);
    let start = start.map_or(part.start, |(at, _)| part.start + at);
    let end = behind.char_indices().nth(AROUND);
    let end = end.map_or(part.end, |(at, _)| last + at);
    let mut quoted = String::new();
    if start > part.start {
        quoted.push_str(CUT);
    }
    let shift = |at: usize| at - start + if start > part.start { CUT.len() } else { 0 };
    let figures = within
        .iter()
        .map(|figure| shift(figure.start)..shift(figure.end));
    let figures = figures.collect();
    quoted.push_str(text.get(start..end).unwrap_or_default());
    if end < part.end {
        quoted.push_str(CUT);
    }
    Quotation {
        text: quoted,
        figures,
    }
}

/// Byte ranges of the sentences of a text, each including its end.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if !ENDS.contains(&c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, c)) =
            characters.next_if(|(_, c)| CLOSING.contains(c) || ENDS.contains(c))
        {
            end = at + c.len_utf8();
        }
        sentences.push(start..end);
        start = end;
    }
    if start < text.len() {
        sentences.push(start..text.len());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::super::case_page::{Paragraph, ParagraphKind};
    use super::*;

    #[test]
    fn a_sentence_ends_with_its_mark_and_what_closes_behind_it() {
        let text = "他说：“办了3件。”又办2.5万件；共3项!?其余";
        let parts: Vec<&str> = sentences(text)
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect();
        assert_eq!(
            parts,
            ["他说：“办了3件。”", "又办2.5万件；", "共3项!?", "其余"]
        );
        assert!(sentences("").is_empty());
    }

    #[test]
    fn sentences_with_figures_of_the_metric_are_quoted_and_neighbours_together() {
        let text = "一1件。二2件。三3件。四4件。五5件。";
        let figure = |of: &str, metrics: &[usize]| {
            let start = text.find(of).expect("it stands there");
            (start..start + of.len(), metrics.to_vec())
        };
        let marks = vec![
            figure("1件", &[0]),
            figure("2件", &[0, 1]),
            figure("3件", &[1]),
            figure("4件", &[2]),
            figure("5件", &[0]),
        ];
        let paragraph = Paragraph::plain(ParagraphKind::Body, text.to_owned());
        let passage = (vec![paragraph], vec![marks]);
        for (metric, quoted) in [
            (0, &["一[1件]。二[2件]。", "五[5件]。"][..]),
            (1, &["二[2件]。三[3件]。"]),
            (2, &["四[4件]。"]),
            (3, &[]),
        ] {
            let quotes = quotations(&passage, metric);
            let quotes: Vec<String> = quotes
                .into_iter()
                .map(|Quotation { mut text, figures }| {
                    for figure in figures.iter().rev() {
                        text.insert(figure.end, ']');
                        text.insert(figure.start, '[');
                    }
                    text
                })
                .collect();
            assert_eq!(quotes, quoted, "{metric}");
        }
    }

    #[test]
    fn a_figure_stays_in_sight_where_a_sentence_has_no_end() {
        let long = "审".repeat(1_000_000);
        let text = format!("{long}3件{long}");
        let paragraph = Paragraph::plain(ParagraphKind::Body, text);
        let figure = long.len()..long.len() + "3件".len();
        let passage = (vec![paragraph], vec![vec![(figure, vec![0])]]);
        let [quoted] = &quotations(&passage, 0)[..] else {
            panic!("one quotation");
        };
        let around = "审".repeat(AROUND);
        assert_eq!(quoted.text, format!("…{around}3件{around}…"));
        let [figure] = &quoted.figures[..] else {
            panic!("one figure");
        };
        assert_eq!(quoted.text.get(figure.clone()), Some("3件"));
    }
}
