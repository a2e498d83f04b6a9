//! Literals: values after a colon or an operator, and the signs that separate them.

use crate::text::half_width as sign;
use crate::text::{fit, fold, one_line};

use super::ast::{Literal, Reason};
use super::filters::Syntax;

/// A name in the form in which names are compared.
pub(crate) fn name_of(text: &str) -> String {
    fold(text).trim().to_owned()
}

/// A part of what was typed, short enough for a message.
pub(crate) fn brief(text: &str) -> String {
    const CELLS: usize = 20;
    fit(&one_line(text), CELLS).into_owned()
}

/// Reads one value of a filter.
pub(crate) fn read(syntax: Syntax, text: &str) -> Result<Literal, Reason> {
    match syntax {
        Syntax::Names => Ok(Literal::Name(name_of(text))),
        Syntax::Years => years(text),
    }
}

/// The number of a comparison with a filter, `year>=2020`, if its values are numbers.
pub(crate) fn read_compared(syntax: Syntax, text: &str) -> Option<Result<f64, Reason>> {
    match syntax {
        Syntax::Names => None,
        Syntax::Years => Some(match years(text) {
            Ok(Literal::Range(year, _)) => Ok(year),
            Ok(Literal::Name(_)) | Err(_) => Err(Reason::NotAYear(brief(text))),
        }),
    }
}

/// A year or a range of years, either end of which may be open; or the name of undated cases.
fn years(text: &str) -> Result<Literal, Reason> {
    let folded = name_of(text);
    let wrong = || Reason::NotAYear(brief(text));
    let year = |text: &str, open: f64| match text {
        "" => Ok(open),
        text => {
            let digits = text.strip_suffix('年').unwrap_or(text);
            let number: Option<u16> = digits
                .parse()
                .ok()
                .filter(|year| (1000..=9999).contains(year));
            number.map(f64::from).ok_or_else(wrong)
        }
    };
    if !folded.contains(|c: char| c.is_ascii_digit()) {
        return if folded.is_empty() || folded.starts_with('.') {
            Err(wrong())
        } else {
            Ok(Literal::Name(folded))
        };
    }
    // Folding has turned Chinese dashes and dots into spaces.
    let range = ["..", "~", "-", "至", " "]
        .iter()
        .find_map(|between| folded.split_once(between));
    let (from, to) = range.unwrap_or((&folded, &folded));
    let (from, to) = (
        year(from.trim(), f64::NEG_INFINITY)?,
        year(to.trim(), f64::INFINITY)?,
    );
    if from > to {
        return Err(Reason::EmptyRange(brief(text)));
    }
    Ok(Literal::Range(from, to))
}

/// A number with 万 and 亿 multiplied out, and the unit after it: `98`, `98%`, `1.5万`, `30个工作日`.
pub(crate) fn number_and_unit(text: &str) -> Option<(f64, Option<String>)> {
    let folded = name_of(text);
    let digits = folded.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | ',' | ' ')));
    let (number, mut rest) = folded.split_at(digits.unwrap_or(folded.len()));
    let mut number: f64 = number.replace([',', ' '], "").parse().ok()?;
    for (myriad, size) in [('万', 1e4), ('亿', 1e8)] {
        if let Some(after) = rest.strip_prefix(myriad) {
            number *= size;
            rest = after;
        }
    }
    let unit = rest
        .trim()
        .strip_prefix('个')
        .filter(|bare| !bare.is_empty())
        .unwrap_or(rest.trim());
    // The rest may be a unit, but no part of a number.
    let odd = unit.contains(|c: char| c.is_ascii_digit() || "<>=≤≥".contains(c));
    (number.is_finite() && !odd).then(|| (number, (!unit.is_empty()).then(|| unit.to_owned())))
}

/// Whether a character ends what is not quoted.
pub(crate) fn ends_word(c: char) -> bool {
    c.is_whitespace() || sign(c) == '|'
}

/// Whether a character closes a quotation that `open` opened.
pub(crate) fn closes(open: char, c: char) -> bool {
    match open {
        '"' => c == '"',
        _ => is_quote(c),
    }
}

/// Whether a character is a quotation mark.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '＂')
}

/// Whether a character separates values.
pub(crate) fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、')
}

/// Whether a half-width sign begins an operator.
pub(crate) fn is_comparison(sign: char) -> bool {
    matches!(sign, '<' | '>' | '=' | '≤' | '≥')
}
