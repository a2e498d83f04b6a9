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
