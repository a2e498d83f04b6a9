//! Two to four cases side by side; one below the other if columns do not fit.
//!
//! ```text
//!  对比                                                          60%
//!             A 商业区矛盾纠纷多元化解…   B 打造法律服务综合体…
//!  ≠ 机关      龙马潭区委政法委            古蔺县司法局
//!  = 类别      案例                        案例
//!  参与单位数  14 个                       14 个
//!              ██████████                  ██████████
//!              相差 0 个
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::present::Labels;
use crate::tui::chart::line::drawn;
use crate::tui::state::app::App;
use crate::tui::state::layout::content;
use crate::tui::state::scroll::percent;

use super::spans::{Title, offset, put};

/// Draws the comparison over the whole area.
pub(crate) fn render(app: &App, area: Rect, buf: &mut Buffer) {
    let pane = &app.overlays.comparison;
    let rows = content(area);
    let seen = usize::from(rows.height).saturating_sub(pane.table.head.len());
    let percent = percent(pane.top, pane.table.lines.len(), seen);
    Title {
        left: Labels::of(app.ui.lang).compare,
        right: &percent,
        focused: true,
    }
    .render(&app.ui.theme, area, buf);
    let inside = offset(rows, 1, 0);
    let lines = pane
        .table
        .head
        .iter()
        .chain(pane.table.lines.iter().skip(pane.top));
    for (row, line) in (0..inside.height).zip(lines) {
        put(&drawn(line, &app.ui.theme), inside, row, buf);
    }
}
