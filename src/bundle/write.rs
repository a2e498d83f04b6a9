//! Writing a bundle: the same bundle, the same bytes.

use super::{Bundle, Text};

/// The bundle as JSON text, one line for each source and each case, so that a change of one case is a
/// change of one line.
#[must_use]
pub fn write(bundle: &Bundle) -> String {
    let Bundle {
        format,
        version,
        title,
        sources,
        cases,
    } = bundle;
    let mut out = format!(
        "{{\"format\":{},\"version\":{version},\"title\":{},\n\"sources\":[",
        json(format),
        json(title)
    );
    lines(&mut out, sources);
    out.push_str("],\n\"cases\":[");
    lines(&mut out, cases);
    out.push_str("]}\n");
    out
}

/// A list as JSON text, one line for each entry.
#[must_use]
pub fn write_list<T: serde::Serialize>(values: &[T]) -> String {
    let mut out = String::from("[");
    lines(&mut out, values);
    out.push_str("\n]\n");
    out
}

fn lines<T: serde::Serialize>(out: &mut String, values: &[T]) {
    for (at, value) in values.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&json(value));
    }
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value)
        .expect("a bundle holds only text, numbers and lists, all of which JSON can write")
}

impl Bundle {
    /// A bundle of these sources and cases.
    #[must_use]
    pub fn new(
        title: super::Bilingual,
        sources: Vec<super::Source>,
        cases: Vec<super::Case>,
    ) -> Self {
        Self {
            format: Text::from(super::FORMAT),
            version: super::VERSION,
            title,
            sources,
            cases,
        }
    }
}
