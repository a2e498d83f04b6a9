//! Strip plot of an indicator: all matching cases on one line by value, with the current one marked.
//!
//! ```text
//! 矛盾纠纷化解率 · 第 1 位，共 4 · 中位数 98.7%
//! 96.97% ├●────────────●──────────────●◆┤ 99.5%
//! ```
//!
//! The strip goes from the smallest value to the largest; dots have no length, so it need not start at zero. If the
//! largest is many times the smallest, the scale is logarithmic and the text says so. A lower bound is drawn as `>`, an
//! upper bound as `<`, several cases in one cell as their number, and more than nine as `+`.

use crate::bundle::Bound;
use crate::catalogue::Measurement;
use crate::present::{Formatter, Labels, Standing};
use crate::text::{in_lines, width};

use super::axis::place;
use super::line::{Line, Tone};

/// Fewest and most cells between the ends of a strip: fewer cannot tell cases apart, more show nothing new.
const LEAST: usize = 8;
const MOST: usize = 40;
/// Ratio of the largest to the smallest value from which the scale is logarithmic. On a linear one, all cases at the
/// lower end would be one dot.
const MANY_TIMES: f64 = 50.0;

/// The standing of a case as lines of at most `cells` cells: the text and, if there is room, the strip.
pub(crate) fn lines(
    standing: &Standing,
    case: usize,
    cells: usize,
    format: Formatter,
) -> Vec<Line> {
    let labels = Labels::of(format.lang);
    let indicator = &standing.indicator;
    let ranking = &standing.ranking;
    let known = format.standing(standing, case);
    let ends = ranking.min().zip(ranking.max());
    let values = ends.and_then(|(min, max)| Some((min.value()?, max.value()?)));
    let is_wide = values.is_some_and(|(min, max)| min > 0.0 && max / min >= MANY_TIMES);
    let mut texts = vec![indicator.label.get(format.lang).to_owned()];
    match (&known, ends, values) {
        (None, ..) if ranking.measurements().len() > 1 => {
            texts.push(labels.others_masked.to_owned());
        }
        (None, ..) => texts.push((labels.alone)(standing.in_bundle.saturating_sub(1))),
        (Some(known), ends, values) => {
            texts.extend(known.iter().cloned());
            if let Some(((min, _), (least, largest))) = ends.zip(values)
                && least >= largest
            {
                let all = format.measure(indicator, min);
                texts.push(format!("{}{all}", labels.all_equal));
            }
            texts.extend(is_wide.then(|| labels.log_scale.to_owned()));
        }
    }
    let texts = in_lines(&texts, format.glyphs.signs().and, cells).into_iter();
    let mut lines: Vec<Line> = texts.map(|line| vec![(line, Tone::Remark)]).collect();
    if let Some((min, max)) = ends.filter(|_| known.is_some()) {
        let [min, max] = [min, max].map(|end| format.measure(indicator, end));
        let room = cells
            .saturating_sub(width(&min) + width(&max) + 4)
            .min(MOST);
        if room >= LEAST {
            lines.extend(strip(standing, case, (room, is_wide), format).map(|dots| {
                let mut line = vec![(format!("{min} "), Tone::Plain)];
                line.extend(dots);
                line.push((format!(" {max}"), Tone::Plain));
                line
            }));
        }
    }
    lines
}

/// The strip with its two ends; `None` if all values are equal.
fn strip(
    standing: &Standing,
    case: usize,
    (cells, is_wide): (usize, bool),
    format: Formatter,
) -> Option<Line> {
    let ranking = &standing.ranking;
    let (least, largest) = (ranking.min()?.value()?, ranking.max()?.value()?);
    let step = |value: f64| if is_wide { value.ln() } else { value };
    let range = step(largest) - step(least);
    if range <= 0.0 {
        return None;
    }
    let signs = format.glyphs.signs();
    let [begin, line, end] = signs.scale;
    let mut dots: Vec<(usize, String)> = vec![(0, line.to_owned()); cells];
    let mut own = None;
    for measure in ranking.measurements() {
        let Some(value) = measure.value() else {
            continue;
        };
        let at = place((step(value) - step(least)) / range, cells);
        if measure.case == case {
            own = Some(at);
        }
        if let Some((count, dot)) = dots.get_mut(at) {
            *count += 1;
            *dot = match *count {
                1 => sign(measure, signs.dots[0]),
                2..=9 => count.to_string(),
                _ => "+".to_owned(),
            };
        }
    }
    let text = |dots: &[(usize, String)]| dots.iter().map(|(_, dot)| dot.as_str()).collect();
    let (before, behind) = dots.split_at(own.unwrap_or(cells));
    let mut strip = vec![(format!("{begin}{}", text(before) as String), Tone::Plain)];
    if let Some((_, behind)) = behind.split_first() {
        strip.push((signs.dots[1].to_owned(), Tone::Own));
        strip.push((text(behind), Tone::Plain));
    }
    strip.push((end.to_owned(), Tone::Plain));
    Some(strip)
}

/// The sign of a case: a dot, or `>` or `<` if only a bound is known.
fn sign(measure: &Measurement, dot: &str) -> String {
    match measure.bound {
        Bound::Exact | Bound::About => dot.to_owned(),
        Bound::MoreThan | Bound::AtLeast => ">".to_owned(),
        Bound::AtMost => "<".to_owned(),
    }
}
