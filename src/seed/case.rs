//! Reading one case's seed file.

use std::collections::HashMap;

use crate::bundle::{
    Better, Bound, Case, Fault, Kind, Level, Metric, Point, Problem, Region, Relation, Role,
    Section, Spot, Text, Topic, check_case, counts_in, is_measure, measure_of, parse_figure,
};

use super::claim::{Check, read_check};
use super::indicator::read_unit;
use super::toml_reader::{Fields, SeedFile};

/// A case with what its file says beyond it.
pub(super) struct CaseSeed {
    pub case: Case,
    pub checks: Vec<Check>,
    pub origin: Origin,
}

/// Where the fields of a case stand in its file: line and column.
type Places = HashMap<Spot, (usize, usize)>;

/// The file that a case was read from, and where its fields stand in it.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    pub file: String,
    places: Places,
}

impl Origin {
    /// A fault at the place of its field, or of the nearest thing around it that has one.
    pub fn locate(&self, fault: &Fault) -> Problem {
        let spot = fault.spot;
        let around = [
            spot,
            Spot { field: "", ..spot },
            Spot {
                field: "",
                point: None,
                ..spot
            },
        ];
        let place = around
            .iter()
            .find_map(|spot| self.places.get(spot))
            .copied()
            .unwrap_or((0, 0));
        Problem::at(&self.file, place, &fault.message, &fault.remedy)
    }
}

/// Reads a case; its id and source are left for the caller to fill in.
pub(super) fn read_case(file: &SeedFile, problems: &mut Vec<Problem>) -> Option<CaseSeed> {
    let mut places = Places::new();
    let mut checks = Vec::new();
    let known = problems.len();
    let case = file.read_anyway(problems, |fields| {
        for field in [
            "title", "path", "organ", "region", "topics", "years", "tags", "summary", "section",
            "span",
        ] {
            places.insert(
                Spot {
                    field,
                    ..Spot::default()
                },
                fields.place(field),
            );
        }
        checks = fields.tables("check", |_, check| read_check(check));
        Case {
            // The checks want an id; the real one comes from the file's name.
            id: Text::from("seed"),
            source: Text::default(),
            path: fields.texts("path"),
            kind: fields.word::<Kind>("kind"),
            title: fields.bilingual("title"),
            organ: fields.text("organ"),
            region: fields.table("region", read_region).unwrap_or_default(),
            level: fields.word::<Level>("level"),
            years: fields.integers("years"),
            period: fields.optional_bilingual("period"),
            topics: fields.words::<Topic>("topics"),
            tags: fields.texts("tags"),
            summary: fields.bilingual("summary"),
            sections: fields.tables("section", |_, section| read_section(section)),
            span: fields.pairs("span"),
            metrics: fields.tables("metric", |at, metric| read_metric(at, metric, &mut places)),
            notices: Vec::new(),
        }
    })?;
    // What could not be read has been told; what follows from that need not be.
    let told: Vec<usize> = problems.iter().skip(known).map(Problem::line).collect();
    let origin = Origin {
        file: file.name.clone(),
        places,
    };
    let mut faults = check_case(&case);
    faults.extend(strange_measures(&case));
    let located = faults.iter().map(|fault| origin.locate(fault));
    problems.extend(located.filter(|problem| !told.contains(&problem.line())));
    (problems.len() == known).then_some(CaseSeed {
        case,
        checks,
        origin,
    })
}

/// Figures in which more stands than a number, the words that bound it and its measure word.
pub(super) fn strange_measures(case: &Case) -> Vec<Fault> {
    let points = case.metrics.iter().enumerate().flat_map(|(metric, of)| {
        let points = of.points.iter().enumerate();
        points.map(move |(point, figure)| (metric, &of.unit, point, figure))
    });
    points
        .filter_map(|(metric, unit, point, of)| {
            let figure = of.figure.as_str();
            let (before, measure) = measure_of(figure);
            let counts = counts_in(figure, unit) || (before.is_empty() && is_measure(measure));
            let measure = format!("{before}{measure}");
            (parse_figure(figure).is_ok() && !counts).then(|| Fault {
                spot: Spot {
                    metric: Some(metric),
                    point: Some(point),
                    field: "figure",
                },
                message: format!(
                    "figure \"{figure}\" holds \"{measure}\", which is no measure word"
                ),
                remedy: "leave it to number, bound and unit, or add the unit to src/bundle/unit.rs"
                    .to_owned(),
            })
        })
        .collect()
}

fn read_region(fields: &mut Fields) -> Region {
    Region {
        province: fields.optional_text("province"),
        prefecture: fields.optional_text("prefecture"),
        county: fields.optional_text("county"),
        code: fields.text("code"),
    }
}

fn read_section(fields: &mut Fields) -> Section {
    Section {
        heading: fields.bilingual("heading"),
        text: fields.prose("text"),
    }
}

fn read_metric(at: usize, fields: &mut Fields, places: &mut Places) -> Metric {
    let spot = Spot {
        metric: Some(at),
        ..Spot::default()
    };
    places.insert(spot, fields.start());
    for field in ["id", "label", "unit", "relation", "indicator"] {
        places.insert(Spot { field, ..spot }, fields.place(field));
    }
    Metric {
        id: fields.text("id"),
        label: fields.bilingual("label"),
        unit: read_unit(fields),
        relation: fields.word::<Relation>("relation"),
        better: fields.optional_word::<Better>("better"),
        period: fields.optional_bilingual("period"),
        indicator: fields.optional_text("indicator"),
        points: fields.tables("points", |point, fields| {
            read_point(
                Spot {
                    point: Some(point),
                    ..spot
                },
                fields,
                places,
            )
        }),
    }
}

fn read_point(spot: Spot, fields: &mut Fields, places: &mut Places) -> Point {
    places.insert(spot, fields.start());
    for field in ["value", "bound", "figure", "at", "label"] {
        places.insert(Spot { field, ..spot }, fields.place(field));
    }
    Point {
        label: fields.optional_bilingual("label"),
        role: fields.word::<Role>("role"),
        value: fields.number("value"),
        bound: fields.word::<Bound>("bound"),
        figure: fields.text("figure"),
        at: fields.integer("at"),
    }
}
