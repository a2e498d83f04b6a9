//! The parser of queries.
//!
//! ```text
//! query      = group*                        all must hold
//! group      = clause ( "|" clause )*        one must hold; spaces around the bar
//! clause     = "!"? ( filter | comparison | term )
//! filter     = name ":" value ( "," value )*                              region:泸州,自贡   year:2020..2022
//! comparison = label ( ">=" | "<=" | ">" | "<" | "=" ) number unit?       化解率>=98
//! term       = "'"? "^"? text "$"?   or   '"' text '"'
//! ```
//!
//! Full-width signs count as their ASCII forms, except where Chinese text uses them: `法治账图：重大事项` is text, since no
//! filter is called 法治账图.

use std::ops::Range;

use crate::search::matcher::pattern::Pinyin;
use crate::search::matcher::term::{MatchMode, Term};
use crate::search::matcher::text_field::Scope;
use crate::text::{fold, half_width as sign};

use super::ast::{
    Clause, Comparison, FilterValue, Literal, Mistake, Operator, Predicate, Query, Reason,
};
use super::filters::{FilterEntry, FilterTarget, Syntax, filter_named};
use super::literal::{
    self, brief, closes, ends_word, is_comma, is_comparison, is_quote, name_of, number_and_unit,
};

/// The most clauses of a query: more than anybody means, and few enough that text pasted by mistake does not
/// stall the search.
const MAX_CLAUSES: usize = 64;

impl Query {
    /// Parses what was typed. This never fails: what cannot be read becomes a [`Mistake`], and the rest counts.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        parse(typed)
    }
}

/// Parses a query.
fn parse(typed: &str) -> Query {
    let mut parser = Parser {
        typed,
        at: 0,
        start: 0,
        negated: false,
        query: Query::default(),
        joined: false,
    };
    while parser.read_clause() {}
    parser.query
}

/// A recursive-descent parser that looks one character ahead.
struct Parser<'a> {
    typed: &'a str,
    /// The position in bytes; always a character boundary.
    at: usize,
    /// Where the current clause begins, and whether it is negated.
    start: usize,
    negated: bool,
    query: Query,
    /// Whether a bar joins the next clause to the group before it.
    joined: bool,
}

impl<'a> Parser<'a> {
    /// Reads the next clause or bar; returns whether there was one.
    fn read_clause(&mut self) -> bool {
        self.skip(char::is_whitespace);
        let start = self.at;
        if self.peek().is_none() {
            return false;
        }
        if self.query.groups.iter().map(Vec::len).sum::<usize>() >= MAX_CLAUSES {
            self.mistake(start..self.typed.len(), Reason::TooMany(MAX_CLAUSES));
            return false;
        }
        if self.take(|sign| sign == '|') {
            self.joined = !self.query.groups.is_empty();
            return true;
        }
        self.negated = self.take(|sign| sign == '!');
        self.start = start;
        let _ = self.read_filter() || self.read_comparison() || self.read_term(Scope::Everything);
        // Progress is made even if nothing was read.
        if self.at == start {
            self.next();
        }
        true
    }

    /// Reads `name:value,value`, if that comes next.
    fn read_filter(&mut self) -> bool {
        let name_start = self.at;
        let name =
            self.until(|c| c.is_whitespace() || ":\"".contains(sign(c)) || is_comparison(sign(c)));
        let colon = self.peek().filter(|c| sign(*c) == ':' && !name.is_empty());
        let Some(colon) = colon else {
            self.at = name_start;
            return false;
        };
        let entry = filter_named(name);
        if entry.is_none() && sign(colon) != colon {
            self.at = name_start;
            return false;
        }
        self.next();
        let Some(entry) = entry else {
            self.until(ends_word);
            self.mistake(name_start..self.at, Reason::UnknownFilter(brief(name)));
            return true;
        };
        // The negation may also follow the colon.
        self.negated ^= self.take(|sign| sign == '!');
        if self.peek().is_none_or(ends_word) {
            self.mistake(self.start..self.at, Reason::Unfinished);
            return true;
        }
        match entry.target() {
            FilterTarget::Scope(scope) => {
                self.read_term(scope);
            }
            FilterTarget::Field(_) if self.is_compared(entry) => return self.read_compared(entry),
            FilterTarget::Field(field) => {
                let known = self.query.mistakes.len();
                let values = self.read_values(entry.syntax());
                if !values.is_empty() {
                    self.push(Predicate::Filter(field, values));
                } else if self.query.mistakes.len() == known {
                    self.mistake(self.start..self.at, Reason::Unfinished);
                }
            }
        }
        true
    }

    /// Reads the values after a colon.
    fn read_values(&mut self, syntax: Syntax) -> Vec<FilterValue> {
        let mut values = Vec::new();
        loop {
            let start = self.at;
            let text = if self.peek().is_some_and(is_quote) {
                self.read_quoted()
            } else {
                self.until(|c| c.is_whitespace() || is_comma(c) || sign(c) == '|')
            };
            let span = start..self.at;
            match literal::read(syntax, text) {
                Ok(literal) if !text.is_empty() => values.push(FilterValue {
                    text: brief(text),
                    literal,
                    span,
                }),
                Ok(_) => {}
                Err(reason) => self.mistake(span, reason),
            }
            // Between values a bar is the same as a comma.
            if !self.take_char(|c| is_comma(c) || sign(c) == '|') {
                return values;
            }
        }
    }

    /// Reads `label>=number`, if that comes next.
    fn read_comparison(&mut self) -> bool {
        let label_start = self.at;
        let label = if self.peek().is_some_and(is_quote) {
            self.quotation().0
        } else {
            self.until(|c| c.is_whitespace() || is_quote(c) || is_comparison(sign(c)))
        };
        let label_span = label_start..self.at;
        // A label may end with the negation of the operator: `label!=3`.
        let denied = label
            .strip_suffix(['!', '！'])
            .filter(|_| self.peek().is_some_and(|c| sign(c) == '='));
        let Some(operator) = self.read_operator() else {
            self.at = label_start;
            return false;
        };
        self.negated ^= denied.is_some();
        let (label, label_span) = self.label_before(denied.unwrap_or(label), label_span);
        let (number, number_span) = self.read_number();
        if fold(label).trim().is_empty() {
            self.mistake(self.start..self.at, Reason::NoLabel);
        } else if number.is_empty() {
            self.mistake(self.start..self.at, Reason::Unfinished);
        } else if let Some(entry) = filter_named(label) {
            self.push_compared(entry, label, operator, number, number_span);
        } else if let Some((number, unit)) = number_and_unit(number) {
            let comparison = Comparison {
                label: name_of(label),
                label_span,
                operator,
                number,
                unit,
                number_span,
            };
            self.push(Predicate::Comparison(comparison));
        } else {
            self.mistake(number_span, Reason::NotANumber(brief(number)));
        }
        true
    }

    /// The label before an operator; after a space, the term before it is the label.
    fn label_before(&mut self, label: &'a str, span: Range<usize>) -> (&'a str, Range<usize>) {
        let word = |term: &Clause| matches!(&term.predicate, Predicate::Term(_)) && !term.negated;
        let last = self.query.groups.last().map(Vec::as_slice);
        let before = match last {
            Some([term]) if label.is_empty() && word(term) => term.span.clone(),
            _ => return (label, span),
        };
        self.query.groups.pop();
        self.start = before.start;
        (self.typed.get(before.clone()).unwrap_or_default(), before)
    }

    /// The number after an operator, and its span; a space may precede it.
    fn read_number(&mut self) -> (&'a str, Range<usize>) {
        let rest = self.typed.get(self.at..).unwrap_or_default();
        if rest.trim_start().starts_with(|c| sign(c).is_ascii_digit()) {
            self.skip(char::is_whitespace);
        }
        let start = self.at;
        let number = self.until(ends_word);
        (number, start..self.at)
    }

    /// Whether a filter of numbers is followed by an operator.
    fn is_compared(&self, entry: &FilterEntry) -> bool {
        entry.syntax().is_number() && self.peek().is_some_and(|c| is_comparison(sign(c)))
    }

    /// Reads the rest of `year:>=2020`.
    fn read_compared(&mut self, entry: &FilterEntry) -> bool {
        let Some(operator) = self.read_operator() else {
            return false;
        };
        let (number, span) = self.read_number();
        let name = entry.all_names().next().unwrap_or_default();
        self.push_compared(entry, name, operator, number, span);
        true
    }

    /// Adds `year>=2020`, or a mistake if the filter has no numbers.
    fn push_compared(
        &mut self,
        entry: &FilterEntry,
        typed: &str,
        operator: Operator,
        number: &str,
        span: Range<usize>,
    ) {
        let compared = literal::read_compared(entry.syntax(), number);
        let (Some(field), Some(compared)) = (entry.field(), compared) else {
            let reason = Reason::NotComparable(brief(typed));
            return self.mistake(self.start..self.at, reason);
        };
        match compared {
            Ok(compared) => {
                let (from, to) = operator.of_whole(compared);
                let value = FilterValue {
                    text: brief(number),
                    literal: Literal::Range(from, to),
                    span,
                };
                self.push(Predicate::Filter(field, vec![value]));
            }
            Err(reason) => self.mistake(span, reason),
        }
    }

    fn read_operator(&mut self) -> Option<Operator> {
        let first = self.peek().map(sign)?;
        if !is_comparison(first) {
            return None;
        }
        self.next();
        Some(match first {
            '≥' => Operator::AtLeast,
            '≤' => Operator::AtMost,
            '=' => Operator::Equal,
            '>' if self.take(|sign| sign == '=') => Operator::AtLeast,
            '<' if self.take(|sign| sign == '=') => Operator::AtMost,
            '>' => Operator::More,
            _ => Operator::Less,
        })
    }

    /// Reads a term in one of its modes.
    fn read_term(&mut self, scope: Scope) -> bool {
        if self.peek().is_some_and(is_quote) {
            let text = self.read_quoted();
            self.push_term(text, MatchMode::Exact, scope);
            return true;
        }
        let exact = self.take(|sign| sign == '\'') || self.take_char(|c| matches!(c, '‘' | '’'));
        let first = self.take(|sign| sign == '^');
        let text = self.until(ends_word);
        let bare = text.strip_suffix(['$', '＄']);
        let mode = match (first, bare.is_some(), exact) {
            (true, true, _) => MatchMode::Whole,
            (true, false, _) => MatchMode::Prefix,
            (false, true, _) => MatchMode::Suffix,
            (false, false, true) => MatchMode::Exact,
            (false, false, false) => MatchMode::Fuzzy,
        };
        self.push_term(bare.unwrap_or(text), mode, scope);
        true
    }

    /// Adds a term; Chinese punctuation splits it into several.
    fn push_term(&mut self, text: &str, mode: MatchMode, scope: Scope) {
        let pinyin = if text.chars().any(char::is_uppercase) {
            Pinyin::Forbidden
        } else {
            Pinyin::Allowed
        };
        let folded = fold(text);
        let terms: Vec<&str> = folded.split_whitespace().collect();
        let one = |text: &str, mode| Predicate::Term(Term::new(text, mode, scope, pinyin));
        if scope == Scope::Texts && !matches!(mode, MatchMode::Fuzzy | MatchMode::Exact) {
            self.mistake(self.start..self.at, Reason::OnlyInNames);
        } else if terms.is_empty() && text.is_empty() {
            // A mark without a term yet.
            self.mistake(self.start..self.at, Reason::Unfinished);
        } else if terms.is_empty() {
            self.mistake(self.start..self.at, Reason::OnlySigns(brief(text)));
        } else if mode == MatchMode::Fuzzy && !self.negated && !self.joined {
            for word in terms {
                self.push(one(word, mode));
            }
        } else {
            self.push(one(&terms.join(" "), mode));
        }
    }

    fn push(&mut self, predicate: Predicate) {
        let predicate = match predicate {
            Predicate::Term(word) if self.negated => Predicate::Term(word.exact()),
            predicate => predicate,
        };
        let term = Clause {
            negated: self.negated,
            predicate,
            span: self.start..self.at,
        };
        match self.query.groups.last_mut().filter(|_| self.joined) {
            Some(group) => group.push(term),
            None => self.query.groups.push(vec![term]),
        }
        self.joined = false;
    }

    fn mistake(&mut self, span: Range<usize>, reason: Reason) {
        self.joined = false;
        self.query.mistakes.push(Mistake { span, reason });
    }

    /// Reads a quotation, without its marks.
    fn read_quoted(&mut self) -> &'a str {
        let start = self.at;
        let (text, closed) = self.quotation();
        if !closed {
            self.mistake(start..self.at, Reason::NoClosingQuote);
        }
        text
    }

    /// Reads a quotation, without its marks; returns also whether it is closed.
    fn quotation(&mut self) -> (&'a str, bool) {
        let open = self.peek().unwrap_or('"');
        self.next();
        let text = self.until(|c| closes(open, c));
        (text, self.take_char(|c| closes(open, c)))
    }

    fn peek(&self) -> Option<char> {
        self.typed.get(self.at..)?.chars().next()
    }

    fn next(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Takes the next character if the test holds for it or for its ASCII form.
    fn take(&mut self, asked: impl Fn(char) -> bool) -> bool {
        self.take_char(|c| asked(sign(c)))
    }

    fn take_char(&mut self, asked: impl Fn(char) -> bool) -> bool {
        let takes = self.peek().is_some_and(asked);
        if takes {
            self.next();
        }
        takes
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.until(|c| !skipped(c));
    }

    /// Reads up to a character that ends the text, which is left.
    fn until(&mut self, end: impl Fn(char) -> bool) -> &'a str {
        let rest = self.typed.get(self.at..).unwrap_or_default();
        let text = rest.split(end).next().unwrap_or_default();
        self.at += text.len();
        text
    }
}
