//! A snippet: the text that matched and which text it is, below a row of the list that does not show it.
//!
//! ```text
//!     正文：……实现合法性审查全覆盖……
//!     指标：矛盾纠纷化解率 99.4%
//! ```

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::bundle::{Case, Lang};
use crate::present::Labels;
use crate::search::{Snippet, TextField};
use crate::text::{fit, width};
use crate::tui::state::app::App;
use crate::tui::theme::Theme;

use super::spans::{clipped, put};

/// Draws the snippet of the case at a place of the list in the first row of an area.
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
    spans.extend(match label_and_value(found) {
        Some((label, value)) => with_value(label, value, app.ui.lang, room, &app.ui.theme),
        None => clipped(
            &found.text,
            &found.ranges,
            room,
            app.ui.theme.dim,
            app.ui.theme.hit,
        ),
    });
    put(&Line::from(spans), area, 0, buf);
}

/// The label and the value of a metric, if the snippet is one.
fn label_and_value(found: &Snippet) -> Option<(&str, &str)> {
    let [hit] = found.ranges.as_slice() else {
        return None;
    };
    let is_value = matches!(found.field, TextField::Metric(_)) && hit.end == found.text.len();
    let value = found.text.get(hit.clone()).filter(|_| is_value)?;
    let label = found.text.get(..hit.start)?.strip_suffix(' ')?;
    Some((label, value))
}

/// A label and its value in `cells` cells, the value highlighted. A long English label is cut at its end, a long Chinese
/// one at its beginning: what is counted comes first in English and last in Chinese.
fn with_value(
    label: &str,
    value: &str,
    lang: Lang,
    cells: usize,
    theme: &Theme,
) -> Vec<Span<'static>> {
    /// The least cells of a label before a long value, besides a blank.
    const LEAST: usize = 4;
    let value = fit(value, cells.saturating_sub(LEAST + 1));
    let label = match lang {
        Lang::Zh => Cow::Borrowed(label),
        Lang::En => fit(label, cells.saturating_sub(width(&value) + 1)),
    };
    let text = format!("{label} {value}");
    let hit = label.len() + 1..text.len();
    clipped(&text, &[hit], cells, theme.dim, theme.hit)
}

/// The name of the text that a match is in.
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
