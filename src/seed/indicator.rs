//! Reading `indicators.toml`: what metrics of different cases may be compared by.

use crate::bundle::{
    Additivity, Better, Case, Fault, Indicator, Problem, Text, check_indicators, unit_is_known,
};

use super::toml_reader::{Fields, Places, SeedFile};

/// The indicators of a collection, and where their fields are in the file.
#[derive(Debug, Default)]
pub(super) struct Indicators {
    pub all: Vec<Indicator>,
    file: String,
    /// By index of the indicator and name of the field; the name is empty for the indicator itself.
    places: Places<(usize, &'static str)>,
}

/// Reads the indicators. `None`, with problems added, if anything is wrong with them.
pub(super) fn read_indicators(file: &SeedFile, problems: &mut Vec<Problem>) -> Option<Indicators> {
    let known = problems.len();
    let mut places = Places::new();
    let all = file.read_lenient(problems, |fields| {
        fields.tables("indicator", |index, fields| {
            read_indicator(index, fields, &mut places)
        })
    })?;
    let reported: Vec<_> = problems.iter().skip(known).map(Problem::line).collect();
    let indicators = Indicators {
        all,
        file: file.name.clone(),
        places,
    };
    // A field that could not be read has been reported already, so faults on its line are not.
    let faults = check_indicators(&indicators.all);
    let located = faults
        .iter()
        .map(|(index, fault)| indicators.locate(*index, fault));
    problems.extend(located.filter(|problem| !reported.contains(&problem.line())));
    (problems.len() == known).then_some(indicators)
}

fn read_indicator(
    index: usize,
    fields: &mut Fields,
    places: &mut Places<(usize, &'static str)>,
) -> Indicator {
    places.insert((index, ""), fields.start());
    for field in ["id", "label", "unit", "rule"] {
        places.insert((index, field), fields.place(field));
    }
    places.insert((index, "sums.why"), fields.place("sums"));
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

/// Reads the unit of a metric or an indicator, which must be known.
pub(super) fn read_unit(fields: &mut Fields) -> Text {
    let unit = fields.text("unit");
    if !unit.is_empty() && !unit_is_known(&unit) {
        let message = format!("unit \"{}\" has no English name", unit.as_str());
        let remedy = "correct it, or add it to src/bundle/unit.rs";
        fields.report("unit", &message, remedy);
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
    /// A problem for each indicator that fewer than two cases use.
    pub fn unshared(&self, cases: &[Case]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (index, indicator) in self.all.iter().enumerate() {
            let uses = |case: &&Case| {
                let mut of_metrics = case.metrics.iter().map(|metric| &metric.indicator);
                of_metrics.any(|of| of.as_ref() == Some(&indicator.id))
            };
            if cases.iter().filter(uses).count() < 2 {
                let id = indicator.id.as_str();
                let message = format!(
                    "fewer than two cases have a metric with indicator \"{id}\", so there is nothing to compare"
                );
                let remedy = "give it to a metric of another case, or remove it";
                problems.push(self.locate(index, &Fault::of_whole(message, remedy)));
            }
        }
        problems
    }

    /// The problem of a fault, at the field if its place is known, else at the indicator.
    fn locate(&self, index: usize, fault: &Fault) -> Problem {
        let place = |field| self.places.get(&(index, field)).copied();
        let place = place(fault.path.field).or_else(|| place(""));
        Problem::at(&self.file, place, &fault.message, &fault.remedy)
    }
}
