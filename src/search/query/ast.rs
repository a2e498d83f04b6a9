//! A query: what a case must match, read from what was typed (`parse`), and what is wrong with it.

use std::ops::Range;

use crate::bundle::Lang;

use super::filters::Field;
use crate::search::matcher::term::Term;

/// What is looked for: each group of terms must be met by one of its terms.
///
/// A query knows nothing of a bundle; whether a bundle has such regions or metrics is found by its index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    pub(crate) groups: Vec<Vec<Clause>>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    pub negated: bool,
    pub predicate: Predicate,
    /// Where it was typed, in bytes.
    pub span: Range<usize>,
}

/// What a term asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Predicate {
    /// A word in the texts of a case.
    Term(Term),
    /// One of several values of a field.
    Filter(Field, Vec<FilterValue>),
    /// A metric with this in its label and a value that compares so.
    Comparison(Comparison),
}

impl Predicate {
    /// Whether it may ask for metrics: for some of what cases have, it does.
    pub fn may_ask_for_metrics(&self) -> bool {
        match self {
            Self::Filter(field, _) => field.entry().selects_metrics(),
            Self::Comparison(_) => true,
            Self::Term(_) => false,
        }
    }
}

/// A value that is wanted, and where it was typed, in bytes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FilterValue {
    pub text: String,
    pub literal: Literal,
    pub span: Range<usize>,
}

/// A value that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    /// What a value is called, folded.
    Name(String),
    /// Numbers from one to another, both among them.
    Range(f64, f64),
}

/// A condition on the numbers of a metric.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// What the label contains, or what the indicator is; folded.
    pub label: String,
    pub label_span: Range<usize>,
    pub operator: Operator,
    pub number: f64,
    /// The unit that was given with the number, if any.
    pub unit: Option<String>,
    pub number_span: Range<usize>,
}

/// How two numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Operator {
    /// From where to where whole numbers go that compare so with one of them.
    pub fn of_whole(self, number: f64) -> (f64, f64) {
        match self {
            Self::Less => (f64::NEG_INFINITY, number - 1.0),
            Self::AtMost => (f64::NEG_INFINITY, number),
            Self::Equal => (number, number),
            Self::AtLeast => (number, f64::INFINITY),
            Self::More => (number + 1.0, f64::INFINITY),
        }
    }
}

impl Query {
    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether it has words, by which cases can be ranked.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        self.terms().next().is_some()
    }

    /// What could not be read.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// Whether a case that is found in names scores what it does in all its texts: where one of several words will do,
    /// another may be found in a text, and one that is too long to be spelled may be scattered over a name.
    pub(crate) fn is_best_in_names(&self) -> bool {
        self.groups.iter().all(|group| group.len() == 1)
            && self.terms().all(|word| word.pattern.is_some())
    }

    /// The words that are to be found, not those that are to be missing.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &Term> {
        let clauses = self.groups.iter().flatten();
        clauses.filter_map(|clause| match &clause.predicate {
            Predicate::Term(word) if !clause.negated => Some(word),
            _ => None,
        })
    }
}

/// Something in a query that does not count, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it was typed, in bytes.
    pub span: Range<usize>,
    /// Why it does not count.
    pub reason: Reason,
}

/// Why a part of a query does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A quotation mark that is not closed; what follows counts as quoted.
    NoClosingQuote,
    /// No filter has this name.
    UnknownFilter(String),
    /// Nothing stands behind the colon, the sign or the mark yet.
    Unfinished,
    /// The bundle has no such value.
    NoSuchValue(Field, String),
    /// Not a year or a range of years.
    NotAYear(String),
    /// A range whose end is before its beginning.
    EmptyRange(String),
    /// Not a number.
    NotANumber(String),
    /// No metric has such a label or indicator.
    NoSuchMetric(String),
    /// Metrics have it, but in other units: these.
    OtherUnit(String, Vec<String>),
    /// Such a filter cannot be compared.
    NotComparable(String),
    /// A beginning or an end was asked for in running text.
    OnlyInNames,
    /// Nothing but signs, which are not looked for.
    OnlySigns(String),
    /// Nothing stands before a sign of comparison.
    NoLabel,
    /// More words than are looked for.
    TooMany(usize),
}

impl Reason {
    /// The reason in words, short enough for a line.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }

    /// Whether completion gives what may stand there.
    #[must_use]
    pub const fn can_be_completed(&self) -> bool {
        matches!(self, Self::UnknownFilter(_) | Self::NoSuchValue(..))
    }

    /// Whether it only says that more is to be typed.
    #[must_use]
    pub const fn is_unfinished(&self) -> bool {
        matches!(self, Self::Unfinished)
    }

    fn in_chinese(&self) -> String {
        match self {
            Self::NoClosingQuote => "引号未结束".to_owned(),
            Self::UnknownFilter(name) => format!("没有名为“{name}:”的条件"),
            Self::Unfinished => "尚未写完".to_owned(),
            Self::NoSuchValue(field, text) => {
                format!("“{}:”没有取值“{text}”", field.name(Lang::Zh))
            }
            Self::NotAYear(text) => format!("“{text}”不是年份，应如 2022、2020..2022 或 无"),
            Self::EmptyRange(text) => format!("“{text}”的起点大于终点"),
            Self::NotANumber(text) => format!("“{text}”不是数字，应如 化解率>=98"),
            Self::NoSuchMetric(text) => format!("没有指标含“{text}”"),
            Self::OtherUnit(unit, others) => {
                format!("该指标的单位不是“{unit}”，而是“{}”", others.join("、"))
            }
            Self::NotComparable(name) => format!("“{name}”不能比较大小，应写作 {name}:"),
            Self::OnlyInNames => "^ 和 $ 只用于名称，不用于正文".to_owned(),
            Self::OnlySigns(text) => format!("“{text}”只有标点，不参与查找"),
            Self::NoLabel => "比较符号前应有指标名称，如 化解率>=98".to_owned(),
            Self::TooMany(most) => format!("只查找前 {most} 个词"),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::NoClosingQuote => "the quotation mark is not closed".to_owned(),
            Self::UnknownFilter(name) => format!("no filter is called “{name}:”"),
            Self::Unfinished => "incomplete".to_owned(),
            Self::NoSuchValue(field, text) => {
                format!("unknown value “{text}” for {}:", field.name(Lang::En))
            }
            Self::NotAYear(text) => {
                format!("“{text}” is not a year; write 2022, 2020..2022 or none")
            }
            Self::EmptyRange(text) => format!("“{text}” ends before it begins"),
            Self::NotANumber(text) => format!("“{text}” is not a number; write 化解率>=98"),
            Self::NoSuchMetric(text) => format!("no metric is called “{text}”"),
            Self::OtherUnit(unit, others) => {
                format!("its unit is {}, not {unit}", others.join(", "))
            }
            Self::NotComparable(name) => format!("“{name}” cannot be compared; write {name}:"),
            Self::OnlyInNames => "^ and $ are for names, not for texts".to_owned(),
            Self::OnlySigns(text) => {
                format!("“{text}” is only punctuation, which is not looked for")
            }
            Self::NoLabel => "a comparison needs a label before it: 化解率>=98".to_owned(),
            Self::TooMany(most) => format!("only the first {most} words count"),
        }
    }
}
