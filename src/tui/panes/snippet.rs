//! A snippet: the place where a case was found and the text there, below a row of the list that shows neither.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::bundle::{Case, Lang};
use crate::search::{Place, snippet};
use crate::text::width;
use crate::tui::App;
use crate::tui::labels::Labels;
use crate::tui::layout::Layout;
use crate::tui::outline::Entry;

use super::list::ListPane;
use super::spans::{put, viewed};

/// Draws the snippet of a case in the first row of an area.
pub(super) fn render_snippet(app: &App, entry: &Entry, area: Rect, buf: &mut Buffer) {
    let Some(hit) = app.hits.get(entry.hit) else {
        return;
    };
    let Some(case) = app.bundle.cases.get(hit.case) else {
        return;
    };
    let seen = ListPane::seen(Layout::list_width(app.size), app.lang);
    let Some(found) = snippet(case, &app.query, hit.places, seen, app.lang) else {
        return;
    };
    let labels = Labels::of(app.lang);
    let place = format!(
        "{}{}",
        place_name(found.place, case, app.lang),
        labels.colon
    );
    let room = usize::from(area.width).saturating_sub(width(&place) + 1);
    let mut spans = vec![Span::styled(place, app.theme.dim)];
    let styles = (app.theme.dim, app.theme.hit);
    spans.extend(viewed(&found.text, &found.ranges, room, styles));
    put(&Line::from(spans), area, 0, buf);
}

/// What a place is called.
fn place_name(place: Place, case: &Case, lang: Lang) -> &str {
    let labels = Labels::of(lang);
    match place {
        Place::Title(of) if of == lang => labels.title,
        Place::Title(_) => labels.other_title,
        Place::Tag => labels.tags,
        Place::Area | Place::Region => labels.region,
        Place::Organ => labels.organ,
        Place::Year | Place::EarlierYear => labels.years,
        Place::Id => labels.id,
        Place::Metric(_) => labels.metrics,
        Place::Heading => labels.document_heading,
        Place::Summary(_) => labels.summary,
        Place::Section(at) => case
            .sections
            .get(at)
            .map_or(labels.text, |section| section.heading.get(lang)),
    }
}
