//! Reading `indicators.toml`: by what metrics of different cases may be compared.

use std::collections::HashMap;

use crate::bundle::{
    Additivity, Better, Case, Fault, Indicator, Problem, Spot, Text, check_indicators,
    unit_is_known,
};

use super::toml_reader::{Fields, SeedFile};

/// The indicators of a collection, and where their fields stand in their file.
#[derive(Debug, Default)]
pub(super) struct Indicators {
    pub all: Vec<Indicator>,
    file: String,
    places: Places,
}

/// Line and column of a field of an indicator; of the indicator itself if the field has no name.
type Places = HashMap<(usize, &'static str), (usize, usize)>;

/// Reads the indicators; none, and the problems told, if anything is wrong with them.
pub(super) fn read_indicators(file: &SeedFile, problems: &mut Vec<Problem>) -> Option<Indicators> {
    let known = problems.len();
    let mut places = Places::new();
    let all = file.read_anyway(problems, |fields| {
        fields.tables("indicator", |at, fields| {
            read_indicator(at, fields, &mut places)
        })
    })?;
    let told: Vec<usize> = problems.iter().skip(known).map(Problem::line).collect();
    let indicators = Indicators {
        all,
        file: file.name.clone(),
        places,
    };
    // What could not be read has been told; what follows from that need not be.
    let faults = check_indicators(&indicators.all);
    let located = faults
        .iter()
        .map(|(at, fault)| indicators.locate(*at, fault));
    problems.extend(located.filter(|problem| !told.contains(&problem.line())));
    (problems.len() == known).then_some(indicators)
}

fn read_indicator(at: usize, fields: &mut Fields, places: &mut Places) -> Indicator {
    places.insert((at, ""), fields.start());
    for field in ["id", "label", "unit", "rule"] {
        places.insert((at, field), fields.place(field));
    }
    places.insert((at, "sums.why"), fields.place("sums"));
    Indicator {
        id: fields.text("id"),
        label: fields.bilingual("label"),
        unit: read_unit(fields),
        better: fields.optional_word::<Better>("better"),
        most: fields.number("most"),
        rule: fields.bilingual("rule"),
        sums: fields.table("sums", read_sums).unwrap_or_default(),
    }
}

/// The unit of a metric or an indicator, which must have an English name.
pub(super) fn read_unit(fields: &mut Fields) -> Text {
    let unit = fields.text("unit");
    if !unit.is_empty() && !unit_is_known(&unit) {
        let message = format!("unit \"{}\" has no English name", unit.as_str());
        let remedy = "correct it, or add it to src/bundle/unit.rs";
        fields.problem_at("unit", &message, remedy);
    }
    unit
}

fn read_sums(fields: &mut Fields) -> Additivity {
    Additivity {
        may: fields.flag("may"),
        why: fields.bilingual("why"),
    }
}

impl Indicators {
    /// What is wrong with indicators that fewer than two of the cases have a metric of.
    pub fn without_company(&self, cases: &[Case]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (at, indicator) in self.all.iter().enumerate() {
            let belongs = |case: &&Case| {
                let mut of_metrics = case.metrics.iter().map(|metric| &metric.indicator);
                of_metrics.any(|of| of.as_ref() == Some(&indicator.id))
            };
            if cases.iter().filter(belongs).count() < 2 {
                let id = indicator.id.as_str();
                let fault = Fault {
                    spot: Spot::default(),
                    message: format!(
                        "fewer than two cases have a metric of indicator \"{id}\", so there is nothing to compare"
                    ),
                    remedy: "give it to a metric of another case, or remove it".to_owned(),
                };
                problems.push(self.locate(at, &fault));
            }
        }
        problems
    }

    /// A fault of an indicator at the place of its field, or of the indicator.
    fn locate(&self, at: usize, fault: &Fault) -> Problem {
        let place = |field| self.places.get(&(at, field)).copied();
        let place = place(fault.spot.field).or_else(|| place(""));
        Problem::at(
            &self.file,
            place.unwrap_or((0, 0)),
            &fault.message,
            &fault.remedy,
        )
    }
}
