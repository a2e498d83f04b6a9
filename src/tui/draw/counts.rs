//! The counts in titles: cases found, marked, loaded.
//!
//! ```text
//! 案例 38…/1000000 已标记 2  载入 ▆▆▁▁▁ 40%  名称 38 内容 …      texts are still being searched
//! ```

use std::fmt::Write as _;

use crate::present::{Labels, Signs};
use crate::text::width;
use crate::tui::input::event::Progress;
use crate::tui::state::app::App;
use crate::tui::theme::STILL;

/// A word, the number of hits and the number of cases: `案例 38/83`. `…` follows hits that may still grow.
pub(crate) fn found_of_all(app: &App, word: &str) -> String {
    let (found, all) = (app.results.hits.len(), app.library.catalogue.len());
    let still = if app.shows_names_only() { STILL } else { "" };
    format!("{word} {found}{still}/{all}")
}

/// The title of the list: hits, marks, progress of loading (as much as fits into `cells` cells), and where hits matched.
pub(crate) fn count(app: &App, labels: &Labels, cells: usize) -> String {
    let found = app.results.hits.len();
    let mut count = found_of_all(app, labels.cases);
    if app.results.marks.count() > 0 {
        let _ = write!(count, " {} {}", labels.marked, app.results.marks.count());
    }
    if let Some(progress) = app.library.loading.progress() {
        let room = cells.saturating_sub(width(&count));
        let signs = app.ui.theme.glyphs.signs();
        count.push_str(&loaded(progress, labels, signs, room));
    }
    if app.shows_names_only() {
        let _ = write!(
            count,
            "  {} {found} {} {STILL}",
            labels.in_names, labels.in_texts
        );
    } else if app.results.in_text > 0 {
        let named = found - app.results.in_text;
        let _ = write!(
            count,
            "  {} {named} {} {}",
            labels.in_names, labels.in_texts, app.results.in_text
        );
    }
    count
}

/// The progress of loading, as a bar and in per cent, or as much of that as fits into `cells` cells.
pub(crate) fn loaded(progress: Progress, labels: &Labels, signs: &Signs, cells: usize) -> String {
    /// The width of the bar.
    const CELLS: u64 = 5;
    let Progress { done, total } = progress;
    let percent = done.min(total).saturating_mul(100).checked_div(total);
    let percent = percent.unwrap_or(0);
    let cells_done = (percent * CELLS).div_ceil(100);
    let bar: String = (0..CELLS)
        .map(|cell| {
            if cell < cells_done {
                signs.done
            } else {
                signs.left
            }
        })
        .collect();
    let ways = [
        format!("  {} {bar} {percent}%", labels.loading),
        format!("  {bar} {percent}%"),
        format!("  {percent}%"),
    ];
    let mut ways = ways.into_iter();
    ways.find(|way| width(way) <= cells).unwrap_or_default()
}

/// The name of a pane and the position of its case in the list: `正文 31/83`.
pub(crate) fn with_position(word: &str, app: &App) -> String {
    match app.results.list.place() {
        Some(place) => format!("{word} {place}/{}", app.results.hits.len()),
        None => word.to_owned(),
    }
}
