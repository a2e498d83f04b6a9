//! The metrics panel on a drawn screen: its area, text and styles.

use casebook::text::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Area of the focused metrics panel, without its title.
pub fn metrics_panel(buffer: &Buffer) -> Rect {
    let all = buffer.area;
    let is_divider = |x: &u16| ["│", "|"].contains(&buffer[(*x, 1)].symbol());
    let divider = (all.left()..all.right()).find(is_divider);
    let left = divider.map_or(0, |x| x + 1);
    // Only the focused pane has a title that is reversed from its first cell.
    let is_title = |y: &u16| buffer[(left, *y)].modifier.contains(Modifier::REVERSED);
    let title = (all.top()..all.bottom()).find(is_title);
    let top = title.expect("the metrics have the focus") + 1;
    Rect::new(left, top, all.right() - left, all.bottom() - 1 - top)
}

/// The rows of an area as text, without trailing blanks.
pub fn text_of(buffer: &Buffer, area: Rect) -> Vec<String> {
    let symbols = |row| cells(buffer, row).map(Cell::symbol).collect::<String>();
    let rows = area.rows();
    rows.map(|row| symbols(row).trim_end().to_owned()).collect()
}

/// The runs of equal style in an area, row by row, without unstyled blanks.
pub fn runs_of(buffer: &Buffer, area: Rect) -> Vec<(String, Style)> {
    let mut runs: Vec<(String, Style)> = Vec::new();
    for row in area.rows() {
        let mut is_new = true;
        for cell in cells(buffer, row) {
            match runs.last_mut() {
                Some((text, style)) if !is_new && *style == cell.style() => {
                    text.push_str(cell.symbol());
                }
                _ => runs.push((cell.symbol().to_owned(), cell.style())),
            }
            is_new = false;
        }
    }
    let plain = Cell::default().style();
    runs.retain(|(text, style)| !text.trim().is_empty() || *style != plain);
    for (text, _) in &mut runs {
        text.truncate(text.trim_end().len());
    }
    runs
}

/// The cells of a row, without the second halves of wide glyphs.
fn cells(buffer: &Buffer, row: Rect) -> impl Iterator<Item = &Cell> {
    let mut hidden = 0;
    row.columns().filter_map(move |at| {
        if hidden > 0 {
            hidden -= 1;
            return None;
        }
        let cell = &buffer[(at.x, at.y)];
        hidden = width(cell.symbol()).saturating_sub(1);
        Some(cell)
    })
}
