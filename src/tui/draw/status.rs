//! The status row: the prompt while a filter is typed, else a message and hints of the most useful keys.
//!
//! ```text
//!  原文：14个单位   Esc 返回  Enter 放大  o 原文  Tab 下一栏  ? 帮助      printed figures, then hints
//!  g…  g 首行  s 来源                                                an unfinished chord, and what may follow
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::present::{Labels, MOST_COMPARED};
use crate::text::{fit, width};
use crate::tui::input::action::Action;
use crate::tui::input::key::Chord;
use crate::tui::input::mode::{Mode, Purpose};
use crate::tui::state::app::App;
use crate::tui::state::layout::Pane;
use crate::tui::state::outline::Row;
use crate::tui::theme::NOTICE_MARK;

use super::prompt_line::render_typing;
use super::spans::put;

/// Cells reserved for hints beside a long message: enough for the keys that lead back and to the original.
const LEAST_HINTS: usize = 22;

/// Draws the status row.
pub(crate) fn render(app: &App, area: Rect, frame: &mut Frame) {
    let labels = Labels::of(app.ui.lang);
    match app.mode() {
        Mode::Filter | Mode::Complete => {
            let left = usize::from(area.width).saturating_sub(width(app.input.prompt.text()) + 3);
            render_typing(app, hints(app, labels, left), area, frame);
        }
        Mode::Browse
        | Mode::Facets
        | Mode::Metric
        | Mode::Compare
        | Mode::Overview
        | Mode::Help
            if !app.input.chords.is_empty() =>
        {
            let spans = pending(app, usize::from(area.width));
            put(&Line::from(spans), area, 0, frame.buffer_mut());
        }
        Mode::Browse
        | Mode::Facets
        | Mode::Metric
        | Mode::Compare
        | Mode::Overview
        | Mode::Help => {
            let figures = figures(app, labels);
            let mut spans = mistake(app, usize::from(area.width));
            if !figures.is_empty() {
                // Figures that fit are shown in full; if they must be cut, hints keep some room.
                let room = usize::from(area.width).saturating_sub(2);
                let room = if width(&figures) > room {
                    room.saturating_sub(LEAST_HINTS)
                } else {
                    room
                };
                spans.push(Span::raw(format!(" {} ", fit(&figures, room))));
            }
            let used = spans.iter().map(|span| width(&span.content)).sum();
            spans.extend(hints(
                app,
                labels,
                usize::from(area.width).saturating_sub(used),
            ));
            put(&Line::from(spans), area, 0, frame.buffer_mut());
        }
    }
}

/// In the list: the first mistake of the filter, or else that the bundle is truncated, or how many cases could not be
/// read. Cut to `cells` cells.
fn mistake(app: &App, cells: usize) -> Vec<Span<'static>> {
    if app.mode() != Mode::Browse || app.input.focus != Pane::List {
        return Vec::new();
    }
    let labels = Labels::of(app.ui.lang);
    let text = match (
        app.results.mistakes.first(),
        app.library.loading.unreadable(),
    ) {
        (Some(mistake), _) => mistake.reason.say(app.ui.lang),
        (None, _) if app.library.loading.ends_early() => labels.ends_early.to_owned(),
        (None, 0) => return Vec::new(),
        (None, count) => (labels.unreadable_cases)(count),
    };
    let text = format!(" {NOTICE_MARK}{text} ");
    let text = fit(&text, cells).into_owned();
    vec![Span::styled(text, app.ui.theme.notice)]
}

/// The message of the last key, or else, with the focus on the metrics, the printed figures of the selected metric.
fn figures(app: &App, labels: &Labels) -> String {
    if let Some(message) = &app.ui.message {
        return message.clone();
    }
    let in_metrics = app.mode() == Mode::Browse && app.input.focus == Pane::Metrics;
    let metric = app
        .selected_case()
        .and_then(|case| case.metrics.get(app.reading.metrics.selected()));
    match metric.filter(|_| in_metrics) {
        Some(metric) => format!(
            "{}{}{}",
            labels.printed,
            labels.colon,
            app.writing().figures(metric)
        ),
        None => String::new(),
    }
}

/// Hints of the most useful keys at present, as many as fit into `cells` cells.
fn hints<'a>(app: &App, labels: &'a Labels, cells: usize) -> Vec<Span<'a>> {
    let on_case = app.selected_case().is_some();
    let on_group = matches!(app.results.list.selected(), Some(Row::Group(_)));
    let keys = offered(app).iter().filter_map(|action| {
        let word = match action {
            // These do different things in different places.
            Action::Back if app.mode() == Mode::Browse && app.input.focus == Pane::List => {
                labels.quit
            }
            Action::Pick if app.has_none_to_pick() => labels.quit,
            Action::Open | Action::OpenFound | Action::Pick if on_group => labels.unfold,
            Action::Open | Action::OpenFound | Action::Mark if !on_case && !on_group => {
                return None;
            }
            Action::NextHit if app.reading.reader.hit_count() == 0 || app.reads_passage() => {
                return None;
            }
            // While browsing, marking is offered only after a first mark: to compare, a second is needed.
            Action::Mark if app.ui.purpose == Purpose::Browse && app.results.marks.count() == 0 => {
                return None;
            }
            // With more marks than can be compared, clearing them is offered instead.
            Action::Compare if !(1..=MOST_COMPARED).contains(&app.results.marks.count()) => {
                return None;
            }
            Action::Unmark if app.results.marks.count() <= MOST_COMPARED => return None,
            Action::OpenSource | Action::ViewMetric | Action::NextMetric | Action::TurnView
                if !on_case =>
            {
                return None;
            }
            Action::TurnView | Action::NextIndicator if app.library.standings.all().is_empty() => {
                return None;
            }
            Action::OrderBy if !app.shows_ranking() => return None,
            Action::Narrow | Action::NextSection | Action::Down | Action::Up
                if app.mode() == Mode::Overview && app.overlays.overview.selected().is_none() =>
            {
                return None;
            }
            Action::OpenSource if app.sees_passage() => labels.text,
            action => action.word(app.ui.lang),
        };
        Some((app.input.keymap.hint_for(app.situation(), *action)?, word))
    });
    fit_hints(keys, app, cells)
}

/// The actions to hint at in the present mode and focus, the most important first.
fn offered(app: &App) -> &'static [Action] {
    match (app.mode(), app.input.focus) {
        (Mode::Filter, _) => FILTERING,
        (Mode::Complete, _) => COMPLETING,
        (Mode::Facets, _) => CHOOSING,
        (Mode::Metric, _) if app.overlays.metric.is_on_ranking() => RANKING,
        (Mode::Metric, _) => VIEWING,
        (Mode::Compare, _) => &[
            Action::CloseComparison,
            Action::Down,
            Action::Up,
            Action::Help,
        ],
        (Mode::Overview, _) => NARROWING,
        (Mode::Help, _) => &[Action::Down, Action::Up, Action::Back],
        (Mode::Browse, Pane::List) if app.results.hits.is_empty() => {
            &[Action::Filter, Action::Pick, Action::Help, Action::Back]
        }
        (Mode::Browse, Pane::List) => LISTING,
        (Mode::Browse, Pane::Reader) => READING,
        (Mode::Browse, Pane::Metrics) => COUNTING,
    }
}

const FILTERING: &[Action] = &[
    Action::KeepFilter,
    Action::Pick,
    Action::Mark,
    Action::ClearFilter,
    Action::Complete,
    Action::OpenFound,
];
const COMPLETING: &[Action] = &[
    Action::NextCandidate,
    Action::TakeCandidate,
    Action::LeaveCandidates,
];
const CHOOSING: &[Action] = &[
    Action::ToggleValue,
    Action::NextFacet,
    Action::CloseFacets,
    Action::Down,
    Action::Up,
];
const VIEWING: &[Action] = &[
    Action::CloseView,
    Action::NextMetric,
    Action::ViewSource,
    Action::TurnView,
    Action::OpenRanked,
    Action::OrderBy,
    Action::NextIndicator,
    Action::Copy,
    Action::NextCase,
    Action::Help,
];
const RANKING: &[Action] = &[
    Action::CloseView,
    Action::OpenRanked,
    Action::ViewSource,
    Action::OrderBy,
    Action::NextIndicator,
    Action::TurnView,
    Action::Copy,
    Action::NextCase,
    Action::Help,
];
const NARROWING: &[Action] = &[
    Action::Narrow,
    Action::CloseOverview,
    Action::NextSection,
    Action::Down,
    Action::Up,
    Action::Help,
];
const LISTING: &[Action] = &[
    Action::Filter,
    Action::Pick,
    Action::Mark,
    Action::Compare,
    Action::Unmark,
    Action::Open,
    Action::Help,
    Action::Back,
    Action::NextHit,
    Action::Facets,
    Action::OpenSource,
    Action::NextPane,
    Action::ViewMetric,
    Action::SwitchLanguage,
];
const READING: &[Action] = &[
    Action::Back,
    Action::Pick,
    Action::NextHit,
    Action::NextPane,
    Action::OpenSource,
    Action::Help,
    Action::NextCase,
    Action::Filter,
    Action::SwitchLanguage,
];
const COUNTING: &[Action] = &[
    Action::Back,
    Action::Pick,
    Action::ViewMetric,
    Action::OpenSource,
    Action::NextPane,
    Action::Help,
    Action::Copy,
    Action::NextCase,
    Action::Filter,
    Action::SwitchLanguage,
];

/// Chords typed so far of a multi-chord binding, and the keys that may follow, in `cells` cells.
fn pending(app: &App, cells: usize) -> Vec<Span<'static>> {
    let typed: String = app.input.chords.iter().map(Chord::to_string).collect();
    let mut spans = vec![
        Span::styled(format!(" {typed}"), app.ui.theme.key),
        Span::raw("…"),
    ];
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    let mut keys = app
        .input
        .keymap
        .continuations(app.situation(), &app.input.chords);
    // `gg` comes last: it is known from vi.
    keys.sort_by_key(|(_, action)| *action == Action::Top);
    let count = keys.len();
    let keys = keys
        .into_iter()
        .map(|(key, action)| (key, action.word(app.ui.lang)));
    let shown = fit_hints(keys, app, cells.saturating_sub(used + 1));
    // A hint is three spans: a blank, the key, its word.
    let all = shown.len() == 3 * count;
    spans.extend(shown);
    if !all {
        spans.push(Span::raw("…"));
    }
    spans
}

/// Keys, each with a word, as many as fit into `cells` cells.
fn fit_hints<'a>(
    keys: impl Iterator<Item = (String, &'a str)>,
    app: &App,
    cells: usize,
) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    let mut used = 0;
    for (key, word) in keys {
        let hint = [
            Span::raw(" "),
            Span::styled(key, app.ui.theme.key),
            Span::raw(format!(" {word} ")),
        ];
        used += hint.iter().map(|span| width(&span.content)).sum::<usize>();
        if used > cells {
            break;
        }
        spans.extend(hint);
    }
    spans
}
