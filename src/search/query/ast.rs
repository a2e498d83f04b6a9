//! The abstract syntax tree of a query, and mistakes in it.

use std::ops::Range;

use crate::bundle::Lang;
use crate::search::matcher::term::Term;

use super::filters::Field;

/// A query: groups of alternatives, each of which a case must meet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    pub(crate) groups: Vec<Vec<Clause>>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// A predicate, or its negation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    pub negated: bool,
    pub predicate: Predicate,
    /// Where it was typed, in bytes.
    pub span: Range<usize>,
}

/// A condition on cases.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Predicate {
    /// A term matches in a text of the case.
    Term(Term),
    /// The case has one of these values of a field.
    Filter(Field, Vec<FilterValue>),
    /// A metric of the case has such a label and such a number.
    Comparison(Comparison),
}

impl Predicate {
    /// Whether it may select metrics of a case.
    pub fn may_ask_for_metrics(&self) -> bool {
        match self {
            Self::Filter(field, _) => field.entry().selects_metrics(),
            Self::Comparison(_) => true,
            Self::Term(_) => false,
        }
    }
}

/// A value of a filter as typed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FilterValue {
    pub text: String,
    pub literal: Literal,
    pub span: Range<usize>,
}

/// A value that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    /// A name, folded.
    Name(String),
    /// A range of numbers, ends included.
    Range(f64, f64),
}

/// A comparison with the numbers of a metric.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// A part of the label, or the indicator; folded.
    pub label: String,
    pub label_span: Range<usize>,
    pub operator: Operator,
    pub number: f64,
    /// The unit typed after the number.
    pub unit: Option<String>,
    pub number_span: Range<usize>,
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Operator {
    /// The range of whole numbers that compare so with `number`, ends included.
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
    /// Whether every case meets it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether it has terms, by which hits are ranked.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        self.terms().next().is_some()
    }

    /// What was ignored, and why.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// Whether a case that matches in names scores the same in all its texts. With alternatives another may
    /// match in a text, and a term without a pattern may be scattered over a name.
    pub(crate) fn is_best_in_names(&self) -> bool {
        self.groups.iter().all(|group| group.len() == 1)
            && self.terms().all(|word| word.pattern.is_some())
    }

    /// The terms that are not negated.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &Term> {
        let clauses = self.groups.iter().flatten();
        clauses.filter_map(|clause| match &clause.predicate {
            Predicate::Term(word) if !clause.negated => Some(word),
            _ => None,
        })
    }
}

/// A part of a query that is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it was typed, in bytes.
    pub span: Range<usize>,
    /// Why it is ignored.
    pub reason: Reason,
}

/// Why a part of a query is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A quotation is not closed; the rest counts as quoted.
    NoClosingQuote,
    /// No filter has this name.
    UnknownFilter(String),
    /// Nothing follows a colon, an operator or a mark yet.
    Unfinished,
    /// The bundle has no such value of the field.
    NoSuchValue(Field, String),
    /// Not a year or a range of years.
    NotAYear(String),
    /// A range that ends before it begins.
    EmptyRange(String),
    /// Not a number.
    NotANumber(String),
    /// No metric has such a label or indicator.
    NoSuchMetric(String),
    /// Metrics have the label, but these units instead of the one typed.
    OtherUnit(String, Vec<String>),
    /// A filter that cannot be compared.
    NotComparable(String),
    /// The beginning or end of running text was asked for.
    OnlyInNames,
    /// Only punctuation, which does not match anything.
    OnlySigns(String),
    /// No label precedes an operator.
    NoLabel,
    /// More than this many clauses.
    TooMany(usize),
}

impl Reason {
    /// The message, short enough for a line.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }

    /// Whether completion offers a remedy.
    #[must_use]
    pub const fn can_be_completed(&self) -> bool {
        matches!(self, Self::UnknownFilter(_) | Self::NoSuchValue(..))
    }

    /// Whether it only means that typing has not ended.
    #[must_use]
    pub const fn is_unfinished(&self) -> bool {
        matches!(self, Self::Unfinished)
    }

    fn in_chinese(&self) -> String {
        match self {
            Self::NoClosingQuote => "引号未闭合".to_owned(),
            Self::UnknownFilter(name) => format!("没有“{name}:”这个条件"),
            Self::Unfinished => "输入不完整".to_owned(),
            Self::NoSuchValue(field, text) => {
                format!("“{}:”没有取值“{text}”", field.name(Lang::Zh))
            }
            Self::NotAYear(text) => format!("“{text}”不是年份，应如 2022、2020..2022 或 无"),
            Self::EmptyRange(text) => format!("“{text}”起点大于终点"),
            Self::NotANumber(text) => format!("“{text}”不是数字，应如 化解率>=98"),
            Self::NoSuchMetric(text) => format!("没有名称含“{text}”的指标"),
            Self::OtherUnit(unit, others) => {
                format!("该指标的单位不是“{unit}”，是“{}”", others.join("、"))
            }
            Self::NotComparable(name) => format!("“{name}”不能比较大小，请用 {name}:"),
            Self::OnlyInNames => "^ 和 $ 只能用于名称".to_owned(),
            Self::OnlySigns(text) => format!("“{text}”只有标点，已忽略"),
            Self::NoLabel => "比较符前缺少指标名称，如 化解率>=98".to_owned(),
            Self::TooMany(most) => format!("只用前 {most} 个词"),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::NoClosingQuote => "unclosed quote".to_owned(),
            Self::UnknownFilter(name) => format!("unknown filter “{name}:”"),
            Self::Unfinished => "incomplete".to_owned(),
            Self::NoSuchValue(field, text) => {
                format!("unknown value “{text}” for {}:", field.name(Lang::En))
            }
            Self::NotAYear(text) => {
                format!("“{text}” is not a year; use 2022, 2020..2022 or none")
            }
            Self::EmptyRange(text) => format!("“{text}” ends before it starts"),
            Self::NotANumber(text) => format!("“{text}” is not a number; example: 化解率>=98"),
            Self::NoSuchMetric(text) => format!("no metric matches “{text}”"),
            Self::OtherUnit(unit, others) => {
                format!("unit is {}, not {unit}", others.join(", "))
            }
            Self::NotComparable(name) => format!("“{name}” cannot be compared; use {name}:"),
            Self::OnlyInNames => "^ and $ work only in names".to_owned(),
            Self::OnlySigns(text) => {
                format!("“{text}” is only punctuation; ignored")
            }
            Self::NoLabel => "missing metric before operator; example: 化解率>=98".to_owned(),
            Self::TooMany(most) => format!("only the first {most} words are used"),
        }
    }
}
