pub mod axis;
pub mod bar_table;
pub mod metric_block;
pub mod metric_list;
pub mod metric_page;
pub mod quotation;
pub mod sparkline;
pub mod strip_plot;
