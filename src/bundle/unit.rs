//! Units of metrics, and measure words in figures.

use super::lang::Lang;

/// Every unit that seeds may use, with its English singular and plural. An empty English form marks a mere measure
/// word, which English leaves to the label: 14份 normative documents are not "14 copies".
const UNITS: &[(&str, &str, &str)] = &[
    ("%", "%", "%"),
    ("个", "", ""),
    ("件", "item", "items"),
    ("件次", "item", "items"),
    ("项", "item", "items"),
    ("条", "item", "items"),
    ("份", "", ""),
    ("本", "", ""),
    ("名", "person", "people"),
    ("人", "person", "people"),
    ("家", "firm", "firms"),
    ("部门", "department", "departments"),
    ("次", "", ""),
    ("场次", "session", "sessions"),
    ("台次", "vehicle trip", "vehicle trips"),
    ("起", "", ""),
    ("处", "place", "places"),
    ("块", "stone", "stones"),
    ("类", "category", "categories"),
    ("级", "level", "levels"),
    ("方面", "aspect", "aspects"),
    ("机制", "mechanism", "mechanisms"),
    ("天", "day", "days"),
    ("工作日", "working day", "working days"),
    ("元", "yuan", "yuan"),
    ("亩", "mu", "mu"),
    ("分钟", "minute", "minutes"),
    ("小时", "hour", "hours"),
    ("个月", "month", "months"),
    ("年", "year", "years"),
    ("人次", "person-time", "person-times"),
    ("家次", "visit to a firm", "visits to firms"),
    ("场", "session", "sessions"),
    ("场(次)", "session", "sessions"),
    ("批次", "batch", "batches"),
    ("条/次", "item", "items"),
    ("卷", "file", "files"),
    ("种", "kind", "kinds"),
    ("部", "", ""),
    ("支", "team", "teams"),
    ("领域", "field", "fields"),
    ("区", "district", "districts"),
    ("县", "county", "counties"),
    // A rank, not a count: 第1名.
    ("第", "No.", "No."),
];

/// The unit in a language, in the plural; in Chinese if it has no English form.
#[must_use]
pub fn unit_name(unit: &str, lang: Lang) -> &str {
    forms(unit, lang).1
}

/// The unit as it is written after a number, which may begin with the sign of a bound: `1 hour`, `≤1 hour`, `0.5
/// hours`.
#[must_use]
pub fn unit_after<'a>(number: &str, unit: &'a str, lang: Lang) -> &'a str {
    let (one, many) = forms(unit, lang);
    let bare = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    if bare == "1" { one } else { many }
}

/// Singular and plural of a unit.
fn forms(unit: &str, lang: Lang) -> (&str, &str) {
    let known = UNITS.iter().find(|(zh, ..)| *zh == unit);
    match (lang, known) {
        (Lang::En, Some((_, one, many))) => (one, many),
        (Lang::Zh, _) | (Lang::En, None) => (unit, unit),
    }
}

/// Whether the unit has an English name.
#[must_use]
pub fn unit_is_known(unit: &str) -> bool {
    UNITS.iter().any(|(zh, ..)| *zh == unit)
}

/// Whether a text may be the measure word of a figure that is not in its metric's unit: empty, or another unit. The
/// parts of a whole may have measure words of their own.
#[must_use]
pub fn is_measure(text: &str) -> bool {
    text.is_empty() || unit_is_known(text)
}

/// Whether a text begins with a measure word, so that a Chinese numeral before it is a count.
#[must_use]
pub fn begins_with_measure(text: &str) -> bool {
    /// Measurement words that are no metric's unit so far, and 大, which may precede one (三大机制).
    const MORE: &[&str] = &["大", "方", "机", "台", "则", "宗", "笔", "批", "位", "届"];
    let units = UNITS.iter().map(|(unit, ..)| *unit);
    let mut measures = units.chain(MORE.iter().copied());
    measures.any(|measure| text.starts_with(measure))
}

/// Whether a measure word and the text after it begin a longer unit: 件 before 次, as 件次 is a unit too.
pub(super) fn is_prefix_of_unit(measure: &str, after: &str) -> bool {
    let whole = format!("{measure}{after}");
    let longer = |unit: &str| unit.len() > measure.len() && whole.starts_with(unit);
    !measure.is_empty() && UNITS.iter().any(|(unit, ..)| longer(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_unit_is_singular() {
        for (number, unit, en) in [
            ("1", "小时", "hour"),
            ("≤1", "小时", "hour"),
            ("<=1", "类", "category"),
            ("0.1", "小时", "hours"),
            ("11", "小时", "hours"),
            ("1 · 1", "人", "people"),
            ("1", "人", "person"),
            ("1", "份", ""),
            ("4", "次", ""),
            ("1", "元", "yuan"),
            ("1", "盒", "盒"),
        ] {
            assert_eq!(unit_after(number, unit, Lang::En), en, "{number}{unit}");
            assert_eq!(unit_after(number, unit, Lang::Zh), unit);
        }
    }
}
