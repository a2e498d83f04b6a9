//! Units: what they are called in English.

use super::Lang;

/// Every unit that seeds may use. The Chinese form is what a bundle holds; an empty English form is a
/// mere measure word, for which English has nothing to say.
const UNITS: &[(&str, &str)] = &[
    ("%", "%"),
    ("个", ""),
    ("件", "items"),
    ("件次", "items"),
    ("项", "items"),
    ("条", "items"),
    ("份", "copies"),
    ("本", "copies"),
    ("名", "people"),
    ("人", "people"),
    ("家", "firms"),
    ("部门", "departments"),
    ("次", "times"),
    ("场次", "sessions"),
    ("台次", "vehicle trips"),
    ("起", "incidents"),
    ("处", "places"),
    ("块", "stones"),
    ("类", "categories"),
    ("级", "levels"),
    ("方面", "aspects"),
    ("机制", "mechanisms"),
    ("天", "days"),
    ("工作日", "working days"),
    ("元", "yuan"),
    ("亩", "mu"),
    ("分钟", "minutes"),
    ("小时", "hours"),
    ("个月", "months"),
    ("年", "years"),
    ("人次", "attendances"),
    ("家次", "visits to firms"),
    ("场", "sessions"),
    ("场(次)", "sessions"),
    ("批次", "batches"),
    ("条/次", "items"),
    ("卷", "files"),
    ("种", "kinds"),
    ("部", "laws"),
    ("支", "teams"),
    ("领域", "fields"),
    ("区", "districts"),
    ("县", "counties"),
    // A place in a ranking, not a count: 第1名.
    ("第", "No."),
];

/// The unit in a language; the Chinese form where there is no other.
#[must_use]
pub fn unit_name(unit: &str, lang: Lang) -> &str {
    match lang {
        Lang::Zh => unit,
        Lang::En => UNITS
            .iter()
            .find(|(zh, _)| *zh == unit)
            .map_or(unit, |(_, en)| en),
    }
}

/// Whether the unit has an English name.
#[must_use]
pub fn unit_is_known(unit: &str) -> bool {
    UNITS.iter().any(|(zh, _)| *zh == unit)
}

/// Whether a text may stand as the measure of a figure, besides the unit of its metric: nothing or another
/// unit, as Chinese may count the parts of one whole with several measure words.
#[must_use]
pub fn is_measure(text: &str) -> bool {
    text.is_empty() || unit_is_known(text)
}

/// Whether a text begins with a measure word, so that a Chinese numeral before it counts something.
#[must_use]
pub fn begins_with_measure(text: &str) -> bool {
    /// Measure words that no metric has for its unit so far, or that stand before one, as 大 before 机制.
    const MORE: &[&str] = &["大", "方", "机", "台", "则", "宗", "笔", "批", "位", "届"];
    let units = UNITS.iter().map(|(unit, _)| *unit);
    let mut measures = units.chain(MORE.iter().copied());
    measures.any(|measure| text.starts_with(measure))
}

/// Whether a measure word goes on in the text behind it: 件 before 次, as 件次 is a unit too.
pub(super) fn goes_on(measure: &str, after: &str) -> bool {
    let whole = format!("{measure}{after}");
    let longer = |unit: &str| unit.len() > measure.len() && whole.starts_with(unit);
    !measure.is_empty() && UNITS.iter().any(|(unit, _)| longer(unit))
}
