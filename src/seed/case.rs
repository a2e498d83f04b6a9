//! Reading the seed file of a case.

use crate::bundle::{
    Better, Bound, Case, Fault, FieldPath, Kind, Level, Metric, Point, Problem, Region, Relation,
    Role, Section, Text, Topic, check_case, counts_in, is_measure, measure_of, parse_figure,
};

use super::claim::{Claim, read_claim};
use super::indicator::read_unit;
use super::toml_reader::{Fields, Places, SeedFile};

/// A case, and what its file has besides it.
pub(super) struct CaseSeed {
    pub case: Case,
    pub claims: Vec<Claim>,
    pub origin: Origin,
}

/// The file that a case was read from, and where its fields are in it.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// Its name in problems.
    pub file: String,
    places: Places<FieldPath>,
}

impl Origin {
    /// The problem of a fault, at the place of its field or, if that is unknown, of its point or metric.
    pub fn locate(&self, fault: &Fault) -> Problem {
        let path = fault.path;
        let candidates = [
            path,
            FieldPath { field: "", ..path },
            FieldPath {
                field: "",
                point: None,
                ..path
            },
        ];
        let place = candidates
            .iter()
            .find_map(|path| self.places.get(path))
            .copied();
        Problem::at(&self.file, place, &fault.message, &fault.remedy)
    }
}

/// Reads a case. The caller fills in its id and source.
pub(super) fn read_case(file: &SeedFile, problems: &mut Vec<Problem>) -> Option<CaseSeed> {
    let mut places = Places::new();
    let mut claims = Vec::new();
    let known = problems.len();
    let case = file.read_lenient(problems, |fields| {
        for field in [
            "title", "path", "organ", "region", "topics", "years", "tags", "summary", "section",
            "span",
        ] {
            places.insert(
                FieldPath {
                    field,
                    ..FieldPath::default()
                },
                fields.place(field),
            );
        }
        claims = fields.tables("check", |_, fields| read_claim(fields));
        Case {
            // A placeholder for the checks; the real id comes from the file's name.
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
            span: fields.ranges("span"),
            metrics: fields.tables("metric", |at, metric| read_metric(at, metric, &mut places)),
            notices: Vec::new(),
        }
    })?;
    // A field that could not be read has been reported already, so faults on its line are not.
    let reported: Vec<_> = problems.iter().skip(known).map(Problem::line).collect();
    let origin = Origin {
        file: file.name.clone(),
        places,
    };
    let mut faults = check_case(&case);
    faults.extend(check_measures(&case));
    let located = faults.iter().map(|fault| origin.locate(fault));
    problems.extend(located.filter(|problem| !reported.contains(&problem.line())));
    (problems.len() == known).then_some(CaseSeed {
        case,
        claims,
        origin,
    })
}

/// A fault for each figure that has more than a number, bound words and a measure word.
pub(super) fn check_measures(case: &Case) -> Vec<Fault> {
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
                path: FieldPath {
                    metric: Some(metric),
                    point: Some(point),
                    field: "figure",
                },
                message: format!(
                    "figure \"{figure}\" has \"{measure}\", which is not a measure word"
                ),
                remedy: "keep only number, bound and unit, or add the unit to src/bundle/unit.rs"
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

fn read_metric(at: usize, fields: &mut Fields, places: &mut Places<FieldPath>) -> Metric {
    let path = FieldPath {
        metric: Some(at),
        ..FieldPath::default()
    };
    places.insert(path, fields.start());
    for field in ["id", "label", "unit", "relation", "indicator"] {
        places.insert(FieldPath { field, ..path }, fields.place(field));
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
                FieldPath {
                    point: Some(point),
                    ..path
                },
                fields,
                places,
            )
        }),
    }
}

fn read_point(path: FieldPath, fields: &mut Fields, places: &mut Places<FieldPath>) -> Point {
    places.insert(path, fields.start());
    for field in ["value", "bound", "figure", "at", "label"] {
        places.insert(FieldPath { field, ..path }, fields.place(field));
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
