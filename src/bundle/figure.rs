//! Parsing a printed figure: `5亿余元` is more than 500 000 000.
//!
//! ```text
//! 至少  200    多    万         元      以内
//! bound number bound multiplier measure bound      each but the number may be missing
//! ```

use crate::text::decimal;

use super::unit;
use super::vocabulary::Bound;

/// A parsed figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParsedFigure {
    /// The number, with 万 and 亿 multiplied out; `None` if it is masked.
    pub value: Option<f64>,
    /// How exact the number is.
    pub bound: Bound,
    /// Place value of the last printed digit: 1 for `600件`, 1000 for `3.6万`, 0.1 for `99.4%`.
    pub last_place: f64,
    /// Place value of the last printed digit other than 0: 100 for `600余件`.
    pub last_nonzero_place: f64,
}

/// Parses a figure as it is printed.
///
/// It must hold one number, in digits (`3143.6亿元`, `1,025项`) or in Chinese numerals (`七个`), or two or more asterisks
/// that mask one (`*****份`).
///
/// # Errors
///
/// A message that completes "figure … " if the figure holds no number, several, or an ambiguous one (`三四个`).
pub fn parse_figure(figure: &str) -> Result<ParsedFigure, String> {
    let parts = Parts::of(figure).ok_or("holds no number")?;
    if parts.measure.contains(|c: char| c.is_ascii_digit()) {
        return Err("holds more than one number".into());
    }
    let number = parts.number()?;
    Ok(ParsedFigure {
        value: number.map(|number| number.value),
        bound: parts.bound(),
        last_place: number.map_or(0.0, |number| number.last_place),
        last_nonzero_place: number.map_or(0.0, |number| number.last_nonzero_place),
    })
}

/// What a figure has before and after its number, without the words that bound it: `("", "个工作日")` for `30个工作日以内`,
/// `("第", "名")` for `第1名`.
#[must_use]
pub fn measure_of(figure: &str) -> (&str, &str) {
    match Parts::of(figure) {
        Some(parts) => (parts.before, parts.measure),
        None => (figure, ""),
    }
}

/// Whether a figure is in a unit: the unit, perhaps after 个 or 大, is all it has besides number and bound. The unit of a
/// rank, `第1名`, is 第.
#[must_use]
pub fn counts_in(figure: &str, in_unit: &str) -> bool {
    match measure_of(figure) {
        ("第", measure) => in_unit == "第" && unit::is_measure(measure),
        ("", measure) => {
            measure == in_unit
                || measure
                    .strip_prefix(['个', '大'])
                    .is_some_and(|bare| bare == in_unit)
        }
        _ => false,
    }
}

/// Whether a figure is cut short in its document: the text before or after it continues it, with a digit, a word that
/// bounds the number, or its measure word.
pub(super) fn is_cut(before: &str, figure: &str, after: &str) -> bool {
    let ends_bare = figure.ends_with(is_number)
        && after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '*' | '%'));
    let (_, measure) = measure_of(figure);
    let bounded = bound_word_after(after).is_some_and(|word| !begins_other_word(word, after));
    let ends_with = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let bounded_before = BEFORE.iter().any(|(_, words)| ends_with(words))
        && !ends_with(&["最近", "附近", "就近", "临近"]);
    let began_before = bounded_before || before.trim_end_matches(['.', ',']).ends_with(is_number);
    after.starts_with(['%', '个'])
        || bounded
        || ends_bare
        || (measure.is_empty() && unit::begins_with_measure(after))
        || unit::is_prefix_of_unit(measure, after)
        || began_before
}

/// Whether what looks like a bound word is the beginning of another word: 内 in 内部, 多 in 多元.
fn begins_other_word(word: &str, text: &str) -> bool {
    let next = text.strip_prefix(word).and_then(|rest| rest.chars().next());
    match (word, next) {
        ("内", Some(next)) => "部容地外设涝".contains(next),
        ("多", Some(next)) => "元种样方次个年渠措层".contains(next),
        ("余", Some(next)) => "下额量".contains(next),
        _ => false,
    }
}

/// Bound words before a number. The first match counts: 不超过 contains 超.
const BEFORE: &[(Bound, &[&str])] = &[
    (Bound::AtLeast, &["至少", "不低于", "不少于"]),
    (
        Bound::AtMost,
        &["不超过", "不高于", "不多于", "至多", "不足", "低于"],
    ),
    (Bound::MoreThan, &["超过", "超", "逾", "突破", "高于"]),
    (Bound::About, &["约", "近"]),
];

/// Bound words after a number, or between it and 万 or 亿.
const AFTER: &[(Bound, &[&str])] = &[
    (Bound::AtMost, &["以内", "之内", "以下", "内"]),
    (Bound::AtLeast, &["以上"]),
    (Bound::MoreThan, &["余", "多", "几"]),
    (Bound::About, &["左右", "上下"]),
];

/// The word of [`AFTER`] with which a text begins.
fn bound_word_after(text: &str) -> Option<&'static str> {
    let mut words = AFTER.iter().flat_map(|(_, words)| *words);
    words.find(|word| text.starts_with(**word)).copied()
}

/// A figure split into its parts.
struct Parts<'a> {
    /// The text before the number, without a bound word.
    before: &'a str,
    /// The number itself: digits with points and commas, Chinese numerals, or asterisks.
    digits: &'a str,
    /// Power of ten by which 万, 亿, 千 and 百 multiply digits.
    zeros: i32,
    /// The measure word.
    measure: &'a str,
    /// The bound words before, within and after.
    bounds: [Option<Bound>; 3],
}

impl<'a> Parts<'a> {
    fn of(figure: &'a str) -> Option<Self> {
        let (before, from_number) = figure.split_at(figure.find(is_number)?);
        let (before, bound_before) = strip(BEFORE, before, |text, word| text.strip_suffix(word));
        let first = from_number.chars().next()?;
        let of_number = |c: char| match first {
            '*' => c == '*',
            first if is_digit(first) => is_digit(c) || matches!(c, '.' | ','),
            _ => is_numeral(c),
        };
        let end = from_number
            .find(|c| !of_number(c))
            .unwrap_or(from_number.len());
        let (digits, mut rest) = from_number.split_at(end);
        let mut zeros = 0;
        let mut bound_between = None;
        loop {
            // 3千几百 is not 300 thousand.
            let may_multiply = is_digit(first) && (zeros == 0 || bound_between.is_none());
            if let Some((more, after)) = multiplier(rest).filter(|_| may_multiply) {
                zeros += more;
                rest = after;
            } else if let Some(after) = rest.strip_prefix(['余', '多', '几']) {
                bound_between = Some(Bound::MoreThan);
                rest = after;
            } else {
                break;
            }
        }
        let (measure, bound_after) = strip(AFTER, rest, |text, word| text.strip_suffix(word));
        Some(Self {
            before,
            digits,
            zeros,
            measure,
            bounds: [bound_before, bound_between, bound_after],
        })
    }

    /// The bound that the words express together, in the order of precedence below.
    fn bound(&self) -> Bound {
        let order = [Bound::AtMost, Bound::AtLeast, Bound::MoreThan, Bound::About];
        let said = |bound: &Bound| self.bounds.contains(&Some(*bound));
        order.into_iter().find(said).unwrap_or(Bound::Exact)
    }

    /// The number; `None` if it is masked.
    fn number(&self) -> Result<Option<Number>, String> {
        if self.digits.starts_with('*') {
            if self.digits.len() < 2 {
                return Err("holds no number".into());
            }
            return Ok(None);
        }
        if self.digits.starts_with(is_digit) {
            return in_digits(self.digits, self.zeros).map(Some);
        }
        in_numerals(self.digits).map(Some)
    }
}

/// The text without the first of the words that `strip` can remove from it, and that word's bound.
fn strip<'a>(
    words: &[(Bound, &[&str])],
    text: &'a str,
    strip: impl Fn(&'a str, &str) -> Option<&'a str>,
) -> (&'a str, Option<Bound>) {
    let all = words
        .iter()
        .flat_map(|(bound, words)| words.iter().map(move |word| (*bound, *word)));
    for (bound, word) in all {
        if let Some(rest) = strip(text, word) {
            return (rest, Some(bound));
        }
    }
    (text, None)
}

/// A number found in a figure.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: f64,
    last_place: f64,
    last_nonzero_place: f64,
}

/// Whether a number, printed or masked, may begin with this character.
fn is_number(c: char) -> bool {
    is_digit(c) || c == '*' || is_numeral(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A number in ASCII digits, times a power of ten.
fn in_digits(digits: &str, zeros: i32) -> Result<Number, String> {
    let digits = digits.trim_end_matches(['.', ',']);
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = !whole.contains(',') || first.len() <= 3;
    if !grouped || groups.any(|group| group.len() != 3) {
        return Err("holds commas that do not separate thousands".into());
    }
    if digits.matches('.').count() > 1 {
        return Err("holds no number".into());
    }
    let decimals = digits.split_once('.').map_or("", |(_, decimals)| decimals);
    let decimals = decimals.bytes().filter(u8::is_ascii_digit).count();
    let places = zeros - i32::try_from(decimals).unwrap_or(i32::MAX);
    let bare = digits.bytes().filter(u8::is_ascii_digit);
    let trailing = bare
        .clone()
        .rev()
        .take_while(|digit| *digit == b'0')
        .count();
    let number = || {
        Some(Number {
            value: shift(bare, places)?,
            last_place: power_of_ten(places)?,
            last_nonzero_place: power_of_ten(places + i32::try_from(trailing).ok()?)?,
        })
    };
    number().ok_or_else(|| "holds no number".into())
}

fn multiplier(text: &str) -> Option<(i32, &str)> {
    [("亿", 8), ("万", 4), ("千", 3), ("百", 2)]
        .into_iter()
        .find_map(|(word, zeros)| Some((zeros, text.strip_prefix(word)?)))
}

/// A whole number in digits times a power of ten, rounded only once.
fn shift(digits: impl Iterator<Item = u8> + Clone, places: i32) -> Option<f64> {
    let mut small = digits.clone();
    let small = small.try_fold(0_u32, |number, digit| {
        number.checked_mul(10)?.checked_add(u32::from(digit - b'0'))
    });
    let power = usize::try_from(places.unsigned_abs()).ok();
    match (small, power.and_then(|power| POWERS.get(power))) {
        // Both operands are exact, so the result is rounded once.
        (Some(small), Some(power)) if places < 0 => Some(f64::from(small) / power),
        (Some(small), Some(power)) => Some(f64::from(small) * power),
        _ => {
            let digits: String = digits.map(char::from).collect();
            format!("{digits}e{places}").parse().ok()
        }
    }
}

/// A power of ten.
fn power_of_ten(places: i32) -> Option<f64> {
    shift(std::iter::once(b'1'), places)
}

/// Powers of ten that are exact as 64-bit floats.
const POWERS: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// A number in Chinese numerals: 七个, 十二项, 一百二十三件, 三万.
fn in_numerals(numerals: &str) -> Result<Number, String> {
    let ambiguous = || "is ambiguous".to_owned();
    let (mut total, mut section, mut digit) = (0.0, 0.0, None);
    let mut last_place = 1.0;
    for c in numerals.chars() {
        match numeral(c).ok_or("holds no number")? {
            Numeral::Digit(value) => {
                // 三四个 is three or four, 二〇二〇 a year; 零 only separates places.
                if digit.is_some_and(|before| before != 0.0) || (digit.is_some() && value == 0.0) {
                    return Err(ambiguous());
                }
                digit = Some(value);
                if value == 0.0 {
                    last_place = 1.0;
                }
            }
            Numeral::Place(value) => {
                section += digit.take().unwrap_or(1.0) * value;
                last_place = value;
            }
            Numeral::Myriad(value) => {
                total = (total + section + digit.take().unwrap_or(0.0)) * value;
                section = 0.0;
                last_place = value;
            }
        }
    }
    if digit.is_some() {
        // 一百二 is 120, and 一百零二 is 102.
        if last_place > 10.0 {
            return Err(ambiguous());
        }
        last_place = 1.0;
    }
    let value = total + section + digit.unwrap_or(0.0);
    let written = decimal(value);
    let zeros = written.len() - written.trim_end_matches('0').len();
    let last_nonzero_place = i32::try_from(zeros).ok().and_then(power_of_ten);
    Ok(Number {
        value,
        last_place,
        last_nonzero_place: last_nonzero_place.unwrap_or(last_place),
    })
}

/// Whether a character is a Chinese numeral.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    numeral(c).is_some()
}

/// A Chinese numeral.
enum Numeral {
    Digit(f64),
    /// 十, 百, 千: multiplies the digit before it.
    Place(f64),
    /// 万, 亿: multiplies everything before it.
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
            ("一百零二件", 102.0, Bound::Exact),
            ("超过100件", 100.0, Bound::MoreThan),
            ("不足20家", 20.0, Bound::AtMost),
            ("十几个", 10.0, Bound::MoreThan),
            ("20几个", 20.0, Bound::MoreThan),
            ("二十多项", 20.0, Bound::MoreThan),
            ("第1名", 1.0, Bound::Exact),
        ] {
            let reading = parse_figure(figure).expect("a figure");
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
            ("三十余人", 10.0, 10.0),
            ("三万人", 10_000.0, 10_000.0),
            ("二十三人", 1.0, 1.0),
        ] {
            let reading = parse_figure(figure).expect("a figure");
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
            ("30个工作日以内", ("", "个工作日")),
            ("5亿余元", ("", "元")),
            ("至少10个工作日", ("", "个工作日")),
            ("约*****人次", ("", "人次")),
            ("99.4%", ("", "%")),
            ("三大机制", ("", "大机制")),
            ("第1名", ("第", "名")),
            ("7类重要", ("", "类重要")),
            ("审查7类", ("审查", "类")),
            ("若干件", ("若干件", "")),
        ] {
            assert_eq!(measure_of(figure), measure, "{figure}");
        }
        for (figure, unit, counts) in [
            ("30个工作日以内", "工作日", true),
            ("4427件次", "件次", true),
            ("4427件次", "件", false),
            ("7部门", "部", false),
            ("三大机制", "机制", true),
            ("第1名", "第", true),
            ("1名", "名", true),
            ("第1名", "名", false),
        ] {
            assert_eq!(counts_in(figure, unit), counts, "{figure} in {unit}");
        }
    }

    #[test]
    fn a_figure_that_is_cut_is_noticed() {
        for (before, figure, after, cut) in [
            ("为", "30个工作日以内", "，", false),
            ("为", "30个工作日", "以内，", true),
            ("为", "30", "个工作日", true),
            ("约", "150万份", "。", true),
            ("超过", "100件", "。", true),
            ("1", "50万份", "。", true),
            ("1,", "025项", "。", true),
            ("三十", "四次", "。", true),
            ("达", "5亿余", "元", true),
            ("办", "110余场", "次，", true),
            ("共", "1420份", "，", false),
            ("共", "4427件", "次，", true),
            ("第", "三", "方", true),
            ("减", "1", "-2个月", false),
            ("有", "3件", "内部文", false),
            ("有", "3家", "多元化", false),
            ("共", "30件", "约占三", false),
            ("共", "50分钟", "内办结", true),
            ("最近", "3家", "，", false),
        ] {
            assert_eq!(
                is_cut(before, figure, after),
                cut,
                "{before}|{figure}|{after}"
            );
        }
    }

    #[test]
    fn numbers_are_rounded_once() {
        for (figure, value) in [
            ("0.1件", 0.1),
            ("0.07亿元", 7e6),
            ("1234567.89元", 1_234_567.89),
            ("12345678901.7元", 12_345_678_901.7),
            ("4.35%", 4.35),
            ("0.000000000000000001%", 1e-18),
            ("123456789012亿元", 123_456_789_012e8),
            ("00件", 0.0),
        ] {
            let reading = parse_figure(figure).expect("a figure");
            assert_eq!(
                reading.value.map(f64::to_bits),
                Some(f64::to_bits(value)),
                "{figure}"
            );
        }
        assert!(parse_figure("1.2.3件").is_err());
    }

    #[test]
    fn a_masked_value_is_none_not_zero() {
        let reading = parse_figure("*****份").expect("a figure");
        assert_eq!((reading.value, reading.bound), (None, Bound::Exact));
    }

    #[test]
    fn a_figure_holds_one_number() {
        assert!(parse_figure("若干件").is_err());
        for figure in [
            "3项5个",
            "三四个",
            "五六十件",
            "二〇二〇年",
            "一百二",
            "三万五",
            "1,2,3个",
            "*份",
        ] {
            assert!(parse_figure(figure).is_err(), "{figure}");
        }
    }
}
