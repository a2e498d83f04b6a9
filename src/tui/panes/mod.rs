//! The panes: each file holds the state of one and draws it.

mod columns;
mod list;
mod passage;
mod reader;

mod axis;
mod bars;
mod block;
mod chart;
mod compare;
mod metric_view;
mod metrics;
mod pieces;
mod quotation;
mod ranking;
mod rows;
mod strip;

mod candidates;
mod facets;
mod overview;

mod help;
mod prompt;
mod status;
mod typing;

mod count;
mod scroll;
mod siblings;
mod snippet;
mod spans;

pub(super) use columns::names;
pub(super) use compare::{Beside, ComparePane};
pub(super) use facets::FacetsPane;
pub(super) use help::HelpPane;
pub(super) use list::ListPane;
pub(super) use metric_view::{MetricView, Viewed};
pub(super) use metrics::{Measured, MetricsPane};
pub(super) use overview::{OverviewPane, Stop};
pub(super) use passage::PassagePane;
pub(super) use prompt::Prompt;
pub(super) use reader::{ReaderPane, Shown, ShownGroup, Subject};
pub(super) use scroll::Step;

pub(super) use candidates::render as render_candidates;
pub(super) use compare::render as render_comparison;
pub(super) use facets::render as render_facets;
pub(super) use help::render as render_help;
pub(super) use list::render as render_list;
pub(super) use metric_view::{areas as metric_areas, render as render_metric_view};
pub(super) use metrics::render as render_metrics;
pub(super) use overview::render as render_overview;
pub(super) use passage::render as render_passage;
pub(super) use reader::render as render_reader;
pub(super) use status::render as render_status;
