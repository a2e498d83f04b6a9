//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::bundle::Lang;
use crate::present::{Formatter, Glyphs, MOST_COMPARED};

/// Browse collections of government rule-of-law practice.
///
/// Without a command, opens the browser; where standard output is not a terminal, lists the cases instead.
#[derive(Debug, Parser)]
#[command(
    name = "casebook",
    version,
    max_term_width = 100,
    override_usage = "casebook [OPTIONS] [QUERY]...\n       casebook [OPTIONS] <COMMAND>"
)]
#[command(
    after_help = "Exit codes: 0 done, 1 nothing matched, 2 error, 130 interrupted.\n\
                        A query that is the name of a command goes behind `--`."
)]
pub struct Args {
    /// What to look for: words, all of which a case must match
    pub query: Vec<String>,

    /// What is read, and in which language it is told
    #[command(flatten)]
    pub reading: Reading,

    /// What to do instead of browsing
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What is read, and in which language it is told.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// The bundle to read instead of the one that is built in
    #[arg(long, value_name = "FILE", global = true)]
    pub bundle: Option<PathBuf>,

    /// The folder of the published documents, for `o` and `check` [default: that of `CASEBOOK_SOURCES`]
    #[arg(long, value_name = "DIR", global = true)]
    pub sources: Option<PathBuf>,

    /// The language of the interface
    #[arg(long, value_enum, default_value_t, global = true)]
    pub lang: LangArg,

    /// The characters of bars and signs; other than blocks where a terminal draws ▁ two cells wide
    #[arg(
        long,
        value_enum,
        default_value_t,
        global = true,
        env = "CASEBOOK_GLYPHS",
        hide_env_values = true
    )]
    pub glyphs: GlyphsArg,
}

impl Reading {
    /// How quantities are written.
    pub(super) fn writing(&self) -> Formatter {
        Formatter {
            lang: self.lang.into(),
            glyphs: self.glyphs.into(),
        }
    }
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List cases, the best match first
    List {
        /// What to look for
        query: Vec<String>,
        /// As a JSON array of cases, each with its score
        #[arg(long, conflicts_with = "ids")]
        json: bool,
        /// Only ids, one a line
        #[arg(long)]
        ids: bool,
    },
    /// Choose cases in the browser and print their ids, as fzf does
    #[command(
        after_help = "Exit codes: 0 picked, 1 nothing matched, 2 error, 130 left without picking."
    )]
    Pick {
        /// What to look for at first
        query: Vec<String>,
        /// How it picks
        #[command(flatten)]
        picking: Picking,
    },
    /// Show cases in full
    Show {
        /// The ids of the cases
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// As a JSON array of cases
        #[arg(long)]
        json: bool,
    },
    /// Tell in what two to four cases differ
    Compare {
        /// The ids of the cases
        #[arg(required = true, num_args = 2..=MOST_COMPARED, value_name = "ID")]
        ids: Vec<String>,
    },
    /// List the figures of cases, one point a line
    Metrics {
        /// What to look for
        query: Vec<String>,
        /// As CSV that spreadsheets open right
        #[arg(long, conflicts_with = "json")]
        csv: bool,
        /// As a JSON array of metrics, each with the id of its case
        #[arg(long)]
        json: bool,
    },
    /// List the cases that may be compared, by each indicator, in the order of their values
    Indicators {
        /// What to look for
        query: Vec<String>,
        /// As a JSON array of indicators, each with its rule and its cases
        #[arg(long)]
        json: bool,
    },
    /// List what a reader should know about cases, such as parts that do not add up
    Notices {
        /// What to look for
        query: Vec<String>,
        /// As a JSON array of notices, each with the id of its case
        #[arg(long)]
        json: bool,
    },
    /// Print how the cases that are found fall into groups, and what their figures come to
    Overview {
        /// What to look for
        query: Vec<String>,
        /// As a JSON object; `query` finds the cases of a group
        #[arg(long)]
        json: bool,
    },
    /// Build a bundle from seed files
    Build {
        /// The folder of the seeds
        #[arg(default_value = "seeds")]
        seeds: PathBuf,
        /// The bundle to write
        #[arg(short, long, default_value = "data/cases.json", value_name = "FILE")]
        output: PathBuf,
        /// Write nothing; fail if the bundle is not what the seeds give
        #[arg(long)]
        check: bool,
    },
    /// Check seeds or a bundle, and whether they agree with their documents
    Check {
        /// The folder of the seeds, or a bundle's file [default: seeds]
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
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// How cases are picked.
#[derive(Debug, clap::Args)]
pub struct Picking {
    /// Several may be marked; prints those, in the order of marking, one a line
    #[arg(short, long)]
    pub multi: bool,
    /// If exactly one case matches at first, print it without asking
    #[arg(short = '1', long = "select-1")]
    pub select_1: bool,
    /// If no case matches at first, end at once with exit code 1
    #[arg(short = '0', long = "exit-0")]
    pub exit_0: bool,
}

/// A language as it is given on the command line.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum LangArg {
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

/// A set of glyphs as it is given on the command line.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum GlyphsArg {
    /// ▂▅█ and signs such as ▼ ≤ →
    // Also what an empty `CASEBOOK_GLYPHS` asks for, as an empty `CASEBOOK_SOURCES` asks for no folder.
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
