//! A snippet: the place where a case was found and the text there, below a row of the list that shows neither.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::bundle::{Case, Lang};
use crate::present::Labels;
use crate::search::{Snippet, TextField};
use crate::text::{fit, width};
use crate::tui::state::app::App;

use super::spans::{put, viewed};

/// Draws the snippet of a case in the first row of an area.
pub(crate) fn render_snippet(app: &App, place: usize, area: Rect, buf: &mut Buffer) {
    let matches = app.results.matches.get(&place);
    let found = matches.and_then(|matches| matches.snippet.as_ref());
    let case = app
        .results
        .case_at(place)
        .and_then(|case| app.library.cases.get(case));
    let Some((found, case)) = found.zip(case) else {
        return;
    };
    let labels = Labels::of(app.ui.lang);
    let place = format!(
        "{}{}",
        place_name(found.field, case, app.ui.lang),
        labels.colon
    );
    let room = usize::from(area.width).saturating_sub(width(&place) + 1);
    let mut spans = vec![Span::styled(place, app.ui.theme.dim)];
    let styles = (app.ui.theme.dim, app.ui.theme.hit);
    spans.extend(match value(found) {
        Some((label, value)) => with_value(label, value, (app.ui.lang, room), styles),
        None => viewed(&found.text, &found.ranges, room, styles),
    });
    put(&Line::from(spans), area, 0, buf);
}

/// The label of a metric and the value behind it, if that is what was found.
fn value(found: &Snippet) -> Option<(&str, &str)> {
    let [hit] = found.ranges.as_slice() else {
        return None;
    };
    let is_value = matches!(found.field, TextField::Metric(_)) && hit.end == found.text.len();
    let value = found.text.get(hit.clone()).filter(|_| is_value)?;
    let label = found.text.get(..hit.start)?.strip_suffix(' ')?;
    Some((label, value))
}

/// A label and the value behind it in so many cells: what is counted stands at the beginning of an English label, and at
/// the end of a Chinese one.
fn with_value(
    label: &str,
    value: &str,
    (lang, cells): (Lang, usize),
    styles: (Style, Style),
) -> Vec<Span<'static>> {
    /// However long the value is, so many cells and the blank behind them tell that there is a label.
    const LEAST: usize = 4;
    let value = fit(value, cells.saturating_sub(LEAST + 1));
    let label = match lang {
        Lang::Zh => Cow::Borrowed(label),
        Lang::En => fit(label, cells.saturating_sub(width(&value) + 1)),
    };
    let text = format!("{label} {value}");
    let hit = label.len() + 1..text.len();
    viewed(&text, &[hit], cells, styles)
}

/// What a place is called.
fn place_name(place: TextField, case: &Case, lang: Lang) -> &str {
    let labels = Labels::of(lang);
    match place {
        TextField::Title(of) if of == lang => labels.title,
        TextField::Title(_) => labels.other_title,
        TextField::Tag => labels.tags,
        TextField::Area | TextField::Region => labels.region,
        TextField::Organ => labels.organ,
        TextField::Year | TextField::EarlierYear => labels.years,
        TextField::Id => labels.id,
        TextField::Metric(_) => labels.metrics,
        TextField::Heading => labels.document_heading,
        TextField::Summary(_) => labels.summary,
        TextField::Section(at) => case
            .sections
            .get(at)
            .map_or(labels.text, |section| section.heading.get(lang)),
    }
}
