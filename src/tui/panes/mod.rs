//! The panes: each file holds the state of one and draws it.

pub(super) mod columns;
pub(super) mod list;
pub(super) mod passage;
pub(super) mod reader;

pub(super) mod axis;
pub(super) mod bars;
pub(super) mod block;
pub(super) mod chart;
pub(super) mod compare;
pub(super) mod metric_view;
pub(super) mod metrics;
pub(super) mod quotation;
pub(super) mod ranking;
pub(super) mod rows;
pub(super) mod strip;

pub(super) mod candidates;
pub(super) mod facets;
pub(super) mod overview;

pub(super) mod help;
pub(super) mod prompt;
pub(super) mod status;
pub(super) mod typing;

pub(super) mod count;
pub(super) mod scroll;
pub(super) mod siblings;
pub(super) mod snippet;
pub(super) mod spans;
