//! The command line, as clap parses it. The doc comments are the help texts.

use std::path::PathBuf;

use clap::builder::{BoolValueParser, TypedValueParser};
use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::bundle::Lang;
use crate::present::{Glyphs, MOST_COMPARED};

/// Browse collections of government rule-of-law practice.
///
/// Without a command, opens the browser, or lists the cases if standard output is not a terminal.
#[derive(Debug, Parser)]
#[command(
    name = "casebook",
    version,
    max_term_width = 100,
    override_usage = "casebook [OPTIONS] [QUERY]...\n       casebook [OPTIONS] <COMMAND>"
)]
#[command(
    after_help = "Exit codes: 0 done, 1 nothing matched, 2 error, 130 interrupted.\n\
                        Put `--` before a query that is also the name of a command."
)]
pub(super) struct Args {
    /// Words and filters, all of which a case must match
    pub(super) query: Vec<String>,

    /// Options of every command
    #[command(flatten)]
    pub(super) options: Options,

    /// What to do instead of browsing
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Bundle to read instead of the built-in one
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) bundle: Option<PathBuf>,

    /// Folder of the published documents, for `o` and `check` [default: `$CASEBOOK_SOURCES`]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) sources: Option<PathBuf>,

    /// Language of the interface
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(super) lang: LangArg,

    /// Characters for bars and signs; choose another set if your terminal draws ▁ two cells wide
    #[arg(
        long,
        value_enum,
        default_value_t,
        global = true,
        env = "CASEBOOK_GLYPHS",
        hide_env_values = true
    )]
    pub(super) glyphs: GlyphsArg,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List cases, best match first
    List {
        /// Query: words and filters, all of which a case must match
        query: Vec<String>,
        /// How the cases are printed
        #[command(flatten)]
        format: ListFlags,
    },
    /// Pick cases in the browser and print their ids, like fzf
    #[command(after_help = "Exit codes: 0 picked, 1 nothing matched, 2 error, 130 cancelled.")]
    Pick {
        /// Query to start with
        query: Vec<String>,
        /// How cases are picked
        #[command(flatten)]
        picking: Picking,
    },
    /// Show whole cases
    Show {
        /// Ids of the cases
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// As a JSON array of cases
        #[arg(long = "json", action = ArgAction::SetTrue, value_parser = json_flag())]
        format: Format,
    },
    /// Compare two to four cases
    Compare {
        /// Ids of the cases
        #[arg(required = true, num_args = 2..=MOST_COMPARED, value_name = "ID")]
        ids: Vec<String>,
    },
    /// List the metrics of cases, one point a line
    Metrics {
        /// Query: words and filters, all of which a case must match
        query: Vec<String>,
        /// How the metrics are printed
        #[command(flatten)]
        format: MetricsFlags,
    },
    /// Rank cases by each indicator
    Indicators {
        /// Query: words and filters, all of which a case must match
        query: Vec<String>,
        /// As a JSON array of indicators, each with its rule and its cases
        #[arg(long = "json", action = ArgAction::SetTrue, value_parser = json_flag())]
        format: Format,
    },
    /// List the notices of cases, such as parts that do not add up
    Notices {
        /// Query: words and filters, all of which a case must match
        query: Vec<String>,
        /// As a JSON array of notices, each with the id of its case
        #[arg(long = "json", action = ArgAction::SetTrue, value_parser = json_flag())]
        format: Format,
    },
    /// Count cases by group and add up their figures
    Overview {
        /// Query: words and filters, all of which a case must match
        query: Vec<String>,
        /// As a JSON object; the `query` of a group matches its cases
        #[arg(long = "json", action = ArgAction::SetTrue, value_parser = json_flag())]
        format: Format,
    },
    /// Build a bundle from seed files
    Build {
        /// Folder of the seeds
        #[arg(default_value = "seeds")]
        seeds: PathBuf,
        /// Bundle to write
        #[arg(short, long, default_value = "data/cases.json", value_name = "FILE")]
        output: PathBuf,
        /// Write nothing; fail if the bundle is out of date
        #[arg(long)]
        check: bool,
    },
    /// Check seeds or a bundle, also against the published documents
    Check {
        /// Folder of the seeds, or a bundle file [default: seeds]
        #[arg(value_name = "SEEDS|BUNDLE")]
        subject: Option<PathBuf>,
        /// Print every sum that was tried
        #[arg(long)]
        verbose: bool,
    },
    /// Print the JSON Schema of bundles
    Schema,
    /// Print a completion script
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
}

/// How a command prints what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
}

/// Reads `--json`.
fn json_flag() -> impl TypedValueParser<Value = Format> {
    BoolValueParser::new().map(|json| if json { Format::Json } else { Format::Text })
}

/// The flags of `list`, at most one of which is given.
#[derive(Debug, clap::Args)]
pub(super) struct ListFlags {
    /// As a JSON array of cases, each with its score
    #[arg(long, conflicts_with = "ids")]
    json: bool,
    /// Only ids, one a line
    #[arg(long)]
    ids: bool,
}

/// How `list` prints cases.
#[derive(Debug, Clone, Copy)]
pub(super) enum ListFormat {
    Text,
    Ids,
    Json,
}

impl From<ListFlags> for ListFormat {
    fn from(flags: ListFlags) -> Self {
        if flags.json {
            Self::Json
        } else if flags.ids {
            Self::Ids
        } else {
            Self::Text
        }
    }
}

/// The flags of `metrics`, at most one of which is given.
#[derive(Debug, clap::Args)]
pub(super) struct MetricsFlags {
    /// As CSV with a byte order mark, for Excel
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// As a JSON array of metrics, each with the id of its case
    #[arg(long)]
    json: bool,
}

/// How `metrics` prints points.
#[derive(Debug, Clone, Copy)]
pub(super) enum MetricsFormat {
    Text,
    Csv,
    Json,
}

impl From<MetricsFlags> for MetricsFormat {
    fn from(flags: MetricsFlags) -> Self {
        if flags.json {
            Self::Json
        } else if flags.csv {
            Self::Csv
        } else {
            Self::Text
        }
    }
}

/// How cases are picked.
#[derive(Debug, clap::Args)]
pub(super) struct Picking {
    /// Allow several cases to be marked; print them in the order of marking, one a line
    #[arg(short, long)]
    pub(super) multi: bool,
    /// If exactly one case matches the query, print it without asking
    #[arg(short = '1', long = "select-1")]
    pub(super) select_1: bool,
    /// If no case matches the query, exit at once with code 1
    #[arg(short = '0', long = "exit-0")]
    pub(super) exit_0: bool,
}

/// The value of `--lang`.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum LangArg {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

/// The value of `--glyphs`.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum GlyphsArg {
    /// ▂▅█ and signs such as ▼ ≤ →
    // An empty `CASEBOOK_GLYPHS` means the default, as if it were not set.
    #[default]
    #[value(alias = "")]
    Blocks,
    /// ⣀⣤⣶⣿
    Braille,
    /// Bars as digits from 0 to 9
    Digits,
    /// . : i |
    Ascii,
}

impl From<GlyphsArg> for Glyphs {
    fn from(glyphs: GlyphsArg) -> Self {
        match glyphs {
            GlyphsArg::Blocks => Self::Blocks,
            GlyphsArg::Braille => Self::Braille,
            GlyphsArg::Digits => Self::Digits,
            GlyphsArg::Ascii => Self::Ascii,
        }
    }
}
