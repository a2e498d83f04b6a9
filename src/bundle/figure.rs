//! Reading a printed figure: `5亿余元` is more than 500 000 000.

use crate::text::decimal;

use super::{Bound, unit};

/// What a figure says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The number, 万 and 亿 multiplied out; none if it is masked.
    pub value: Option<f64>,
    /// How exact the number is.
    pub bound: Bound,
    /// What one more in the last printed digit would add: 1 for `600件`, 1000 for `3.6万`, 0.1 for `99.4%`.
    pub last_place: f64,
    /// What one more in the last printed digit other than 0 would add: 100 for `600余件`.
    pub last_nonzero_place: f64,
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
        return Ok(Reading {
            value: None,
            bound,
            last_place: 0.0,
            last_nonzero_place: 0.0,
        });
    }
    let number = digits(figure).or_else(|| numerals(figure));
    let Some(number) = number else {
        return Err("holds no number".into());
    };
    if number.rest.contains(|c: char| c.is_ascii_digit()) {
        return Err("holds more than one number".into());
    }
    Ok(Reading {
        value: Some(number.value),
        bound,
        last_place: number.last_place,
        last_nonzero_place: number.last_nonzero_place,
    })
}

/// A number found in a figure, and what stands behind it.
struct Number<'a> {
    value: f64,
    last_place: f64,
    last_nonzero_place: f64,
    rest: &'a str,
}

/// What stands in a figure besides its number and the words that bound it: 个工作日 for `30个工作日以内`.
#[must_use]
pub fn measure_of(figure: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || c == '*' || numeral(c).is_some();
    let Some(start) = figure.find(is_number) else {
        return figure.to_owned();
    };
    let (before, from_number) = figure.split_at(start);
    let goes_on = |c: char| is_number(c) || matches!(c, '.' | ',') || BETWEEN_PLACES.contains(&c);
    let after = from_number.trim_start_matches(goes_on);
    let mut words = format!("{before}\u{0}{after}");
    for bound in BOUND_WORDS.iter().flat_map(|(_, words)| *words) {
        words = words.replace(bound, "");
    }
    words.replace('\u{0}', "")
}

/// May stand within a number, before 万 or 亿.
const BETWEEN_PLACES: [char; 3] = ['余', '多', '几'];

/// Whether a text goes on before or behind a figure with something that belongs to it: another digit, a
/// word that bounds the number, or its unit.
#[must_use]
pub fn is_cut(before: &str, figure: &str, after: &str, in_unit: &str) -> bool {
    let words = || BOUND_WORDS.iter().flat_map(|(_, words)| *words);
    let is_number = |c: char| c.is_ascii_digit() || c == '*' || numeral(c).is_some();
    let goes_on = after.starts_with(['%', '个']) || words().any(|word| after.starts_with(word));
    let ends_bare = figure.ends_with(is_number)
        && after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '*'));
    let unit_length = in_unit.chars().count();
    let further: String = after.chars().take(unit_length).collect();
    let splits_unit = !figure.contains(in_unit) && format!("{figure}{further}").contains(in_unit);
    let began_before = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '*'))
        || [
            "约",
            "近",
            "超",
            "逾",
            "至少",
            "不低于",
            "不少于",
            "不超过",
            "不高于",
            "至多",
        ]
        .iter()
        .any(|word| before.ends_with(word));
    let measure_goes_on = unit::goes_on(&measure_of(figure), after);
    goes_on || ends_bare || measure_goes_on || splits_unit || began_before
}

/// The words that bound a number. The first row with a word in the figure counts: 不超过 holds 超.
const BOUND_WORDS: &[(Bound, &[&str])] = &[
    (
        Bound::AtMost,
        &["以内", "之内", "内", "以下", "不超过", "不高于", "至多"],
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

/// A number in ASCII digits with what multiplies it.
fn digits(figure: &str) -> Option<Number<'_>> {
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
    let mut rest = from_number.get(end..)?.trim_start_matches(BETWEEN_PLACES);
    let mut zeros = 0;
    while let Some((more, after)) = multiplier(rest) {
        zeros += more;
        rest = after;
    }
    let decimals = number
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let places = zeros - i32::try_from(decimals).ok()?;
    let digits = number.replace('.', "");
    let trailing_zeros = digits.len() - digits.trim_end_matches('0').len();
    Some(Number {
        value: shift(&number, zeros)?,
        last_place: shift("1", places)?,
        last_nonzero_place: shift("1", places + i32::try_from(trailing_zeros).ok()?)?,
        rest,
    })
}

fn multiplier(text: &str) -> Option<(i32, &str)> {
    [("亿", 8), ("万", 4), ("千", 3), ("百", 2)]
        .into_iter()
        .find_map(|(word, zeros)| Some((zeros, text.strip_prefix(word)?)))
}

/// A decimal number with its point moved by so many places, without an error of rounding on the way.
fn shift(number: &str, places: i32) -> Option<f64> {
    format!("{number}e{places}").parse().ok()
}

/// A number in Chinese numerals: 七个, 十二项, 一百二十三件, 三万.
fn numerals(figure: &str) -> Option<Number<'_>> {
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
    let value = total + section + digit.unwrap_or(0.0);
    let written = decimal(value);
    let zeros = written.len() - written.trim_end_matches('0').len();
    Some(Number {
        value,
        last_place: 1.0,
        last_nonzero_place: shift("1", i32::try_from(zeros).ok()?)?,
        rest: from_number.get(end..)?,
    })
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
            ("50分钟内", 50.0, Bound::AtMost),
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
            let reading = read_figure(figure).expect("a figure");
            assert_eq!(
                (reading.value, reading.bound),
                (Some(value), bound),
                "{figure}"
            );
        }
    }

    #[test]
    fn a_figure_tells_how_finely_it_is_printed() {
        for (figure, last_place, last_nonzero_place) in [
            ("112件", 1.0, 1.0),
            ("600余条", 1.0, 100.0),
            ("99.4%", 0.1, 0.1),
            ("97.60%", 0.01, 0.1),
            ("3.6万余条", 1000.0, 1000.0),
            ("150亿元", 1e8, 1e9),
            ("三十余人", 1.0, 10.0),
        ] {
            let reading = read_figure(figure).expect("a figure");
            assert_eq!(
                (reading.last_place, reading.last_nonzero_place),
                (last_place, last_nonzero_place),
                "{figure}"
            );
        }
    }

    #[test]
    fn a_figure_is_number_bound_and_measure() {
        for (figure, measure) in [
            ("30个工作日以内", "个工作日"),
            ("5亿余元", "元"),
            ("至少10个工作日", "个工作日"),
            ("约*****人次", "人次"),
            ("99.4%", "%"),
            ("三大机制", "大机制"),
            ("7类重要", "类重要"),
            ("审查7类", "审查类"),
        ] {
            assert_eq!(measure_of(figure), measure, "{figure}");
        }
    }

    #[test]
    fn a_figure_that_is_cut_is_told() {
        for (before, figure, after, unit, cut) in [
            ("为", "30个工作日以内", "，", "工作日", false),
            ("为", "30个工作日", "以内，", "工作日", true),
            ("为", "30", "个工作日", "工作日", true),
            ("约", "150万份", "。", "份", true),
            ("1", "50万份", "。", "份", true),
            ("达", "5亿余", "元", "元", true),
            ("办", "110余场", "次，", "场次", true),
            ("共", "1420份", "，", "件", false),
            ("共", "4427件", "次，", "件", true),
            ("第", "三", "方", "方", true),
            ("减", "1", "-2个月", "个月", false),
        ] {
            assert_eq!(is_cut(before, figure, after, unit), cut, "{figure}");
        }
    }

    #[test]
    fn a_masked_value_is_none_not_zero() {
        let reading = read_figure("*****份").expect("a figure");
        assert_eq!((reading.value, reading.bound), (None, Bound::Exact));
    }

    #[test]
    fn a_figure_holds_one_number() {
        assert!(read_figure("若干件").is_err());
        assert!(read_figure("3项5个").is_err());
    }
}
