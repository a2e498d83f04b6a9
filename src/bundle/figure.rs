//! Reading a printed figure: `5亿余元` is more than 500 000 000.

use super::Bound;

/// What a figure says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The number, 万 and 亿 multiplied out; none if it is masked.
    pub value: Option<f64>,
    /// How exact the number is.
    pub bound: Bound,
}

/// Reads a figure as it is printed.
///
/// It must hold one number, in digits (`3143.6亿元`, `1,025项`) or in Chinese numerals (`七个`), or the
/// asterisks of a masked one (`*****份`).
///
/// # Errors
///
/// A message, if the figure holds no number, or several.
pub fn read_figure(figure: &str) -> Result<Reading, String> {
    let bound = read_bound(figure);
    if figure.contains("**") {
        return Ok(Reading { value: None, bound });
    }
    let number = digits(figure).or_else(|| numerals(figure));
    let Some((value, rest)) = number else {
        return Err("holds no number".into());
    };
    if rest.contains(|c: char| c.is_ascii_digit()) {
        return Err("holds more than one number".into());
    }
    Ok(Reading {
        value: Some(value),
        bound,
    })
}

/// The words that bound a number. The first row with a word in the figure counts: 不超过 holds 超.
const BOUND_WORDS: &[(Bound, &[&str])] = &[
    (
        Bound::AtMost,
        &["以内", "以下", "不超过", "不高于", "之内", "至多"],
    ),
    (Bound::AtLeast, &["以上", "至少", "不低于", "不少于"]),
    (Bound::MoreThan, &["余", "多", "超", "逾"]),
    (Bound::About, &["约", "近", "左右", "上下"]),
];

fn read_bound(figure: &str) -> Bound {
    BOUND_WORDS
        .iter()
        .find(|(_, words)| words.iter().any(|word| figure.contains(word)))
        .map_or(Bound::Exact, |(bound, _)| *bound)
}

/// A number in ASCII digits with what multiplies it, and the rest of the figure.
fn digits(figure: &str) -> Option<(f64, &str)> {
    let start = figure.find(|c: char| c.is_ascii_digit())?;
    let from_number = figure.get(start..)?;
    let end = from_number
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map_or(from_number.len(), |(at, _)| at);
    let number = from_number
        .get(..end)?
        .trim_end_matches(['.', ','])
        .replace(',', "");
    // `5亿余元`, `200多万元`: the word of the bound may stand on either side of the multiplier.
    let mut rest = from_number
        .get(end..)?
        .trim_start_matches(['余', '多', '几']);
    let mut zeros = 0;
    while let Some((more, after)) = multiplier(rest) {
        zeros += more;
        rest = after;
    }
    Some((shift(&number, zeros)?, rest))
}

fn multiplier(text: &str) -> Option<(usize, &str)> {
    [("亿", 8), ("万", 4), ("千", 3), ("百", 2)]
        .into_iter()
        .find_map(|(word, zeros)| Some((zeros, text.strip_prefix(word)?)))
}

/// A decimal number with its point moved to the right, without an error of rounding on the way.
fn shift(number: &str, zeros: usize) -> Option<f64> {
    format!("{number}e{zeros}").parse().ok()
}

/// A number in Chinese numerals and the rest of the figure: 七个, 十二项, 一百二十三件, 三万.
fn numerals(figure: &str) -> Option<(f64, &str)> {
    let start = figure.find(|c| numeral(c).is_some())?;
    let from_number = figure.get(start..)?;
    let end = from_number
        .find(|c| numeral(c).is_none())
        .unwrap_or(from_number.len());
    let (mut total, mut section, mut digit) = (0.0, 0.0, None);
    for c in from_number.get(..end)?.chars() {
        match numeral(c)? {
            Numeral::Digit(value) => digit = Some(value),
            Numeral::Place(value) => section += digit.take().unwrap_or(1.0) * value,
            Numeral::Myriad(value) => {
                total = (total + section + digit.take().unwrap_or(0.0)) * value;
                section = 0.0;
            }
        }
    }
    Some((
        total + section + digit.unwrap_or(0.0),
        from_number.get(end..)?,
    ))
}

enum Numeral {
    Digit(f64),
    Place(f64),
    Myriad(f64),
}

fn numeral(c: char) -> Option<Numeral> {
    Some(match c {
        '零' | '〇' => Numeral::Digit(0.0),
        '一' => Numeral::Digit(1.0),
        '二' | '两' => Numeral::Digit(2.0),
        '三' => Numeral::Digit(3.0),
        '四' => Numeral::Digit(4.0),
        '五' => Numeral::Digit(5.0),
        '六' => Numeral::Digit(6.0),
        '七' => Numeral::Digit(7.0),
        '八' => Numeral::Digit(8.0),
        '九' => Numeral::Digit(9.0),
        '十' => Numeral::Place(10.0),
        '百' => Numeral::Place(100.0),
        '千' => Numeral::Place(1000.0),
        '万' => Numeral::Myriad(1e4),
        '亿' => Numeral::Myriad(1e8),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_they_are_meant() {
        for (figure, value, bound) in [
            ("112个工作日", 112.0, Bound::Exact),
            ("30个工作日以内", 30.0, Bound::AtMost),
            ("不超过5天", 5.0, Bound::AtMost),
            ("5亿余元", 500_000_000.0, Bound::MoreThan),
            ("200多万元", 2_000_000.0, Bound::MoreThan),
            ("超680件", 680.0, Bound::MoreThan),
            ("110余场次", 110.0, Bound::MoreThan),
            ("164.612万元", 1_646_120.0, Bound::Exact),
            ("3143.6亿元", 314_360_000_000.0, Bound::Exact),
            ("近23万家", 230_000.0, Bound::About),
            ("90%以上", 90.0, Bound::AtLeast),
            ("至少10个工作日", 10.0, Bound::AtLeast),
            ("96.97%", 96.97, Bound::Exact),
            ("1,025项", 1025.0, Bound::Exact),
            ("3千余人", 3000.0, Bound::MoreThan),
            ("七个", 7.0, Bound::Exact),
            ("两次", 2.0, Bound::Exact),
            ("十二项", 12.0, Bound::Exact),
            ("一百二十三件", 123.0, Bound::Exact),
            ("三万五千人", 35_000.0, Bound::Exact),
        ] {
            assert_eq!(
                read_figure(figure),
                Ok(Reading {
                    value: Some(value),
                    bound
                }),
                "{figure}"
            );
        }
    }

    #[test]
    fn a_masked_value_is_none_not_zero() {
        assert_eq!(
            read_figure("*****份"),
            Ok(Reading {
                value: None,
                bound: Bound::Exact
            })
        );
    }

    #[test]
    fn a_figure_holds_one_number() {
        assert!(read_figure("若干件").is_err());
        assert!(read_figure("3项5个").is_err());
    }
}
