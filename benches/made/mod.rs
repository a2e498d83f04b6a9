//! Made-up bundles of any size, the same on every machine.
//!
//! Titles, organs, tags and texts are composed of the words in `words.txt`, by rules that real ones seem to follow: the
//! first words of a list are far more common than the last, two places in three are counties, and what is named is a
//! campaign, a brand in quotation marks or a person. Provinces and prefectures are real; counties have plausible names,
//! and codes of the right form. A bundle has one source per province and year. Its figures read as their values, so
//! that it passes every check.
//!
//! A bundle is written case by case, and kept in the build folder until the words or the rules change. Beside it are
//! its *lines*, for programs that search lines: title, organ, years and tags of each case, about 120 bytes. An organ's
//! name begins with its area.

mod case;
mod dice;
mod metric;
mod place;
mod words;

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use casebook::bundle::{Bilingual, Bundle, Case, Source, Text, write};
use tempfile::NamedTempFile;

use dice::Dice;
use place::Province;
use words::Words;

/// The files of a made-up bundle.
pub struct Made {
    pub bundle: PathBuf,
    pub lines: PathBuf,
}

/// The years of the sources.
const YEARS: std::ops::RangeInclusive<u16> = 2015..=2024;

impl Made {
    /// A bundle of `count` cases, made unless it exists.
    pub fn of(count: usize) -> Result<Self> {
        let maker = Maker::new()?;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("made");
        fs::create_dir_all(&folder)?;
        let fingerprint = maker.fingerprint()?;
        let path = |end| folder.join(format!("{count}-{fingerprint:016x}.{end}"));
        let made = Self {
            bundle: path("json"),
            lines: path("txt"),
        };
        if !(made.bundle.is_file() && made.lines.is_file()) {
            remove(&folder, &format!("{count}-"))?;
            let mut bundle = BufWriter::new(NamedTempFile::new_in(&folder)?);
            let mut lines = BufWriter::new(NamedTempFile::new_in(&folder)?);
            maker.write(count, &mut bundle, &mut lines)?;
            // A file gets its name only when it is complete.
            bundle.into_inner()?.persist(&made.bundle)?;
            lines.into_inner()?.persist(&made.lines)?;
        }
        Ok(made)
    }
}

/// Removes the files of a folder whose names have this beginning.
fn remove(folder: &Path, beginning: &str) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(beginning) {
            fs::remove_file(&path).with_context(|| format!("{} cannot go", path.display()))?;
        }
    }
    Ok(())
}

/// What bundles are made from.
struct Maker {
    words: Words,
    provinces: Vec<Province>,
    /// Each with its year and the index of its province.
    sources: Vec<(Source, u16, usize)>,
}

impl Maker {
    fn new() -> Result<Self> {
        let words = Words::read()?;
        let provinces = Province::all(&words)?;
        let mut sources = Vec::new();
        for (at, province) in provinces.iter().enumerate() {
            for year in YEARS {
                sources.push((source(province, year, sources.len()), year, at));
            }
        }
        Ok(Self {
            words,
            provinces,
            sources,
        })
    }

    /// A hash that changes when a bundle or its lines would.
    fn fingerprint(&self) -> Result<u64> {
        /// This many cases use nearly every word.
        const SAMPLE: usize = 2000;
        let (mut bundle, mut lines) = (Vec::new(), Vec::new());
        self.write(SAMPLE, &mut bundle, &mut lines)?;
        let mut hasher = DefaultHasher::new();
        hasher.write(&bundle);
        hasher.write(&lines);
        Ok(hasher.finish())
    }

    /// Writes a bundle as `bundle::write` would, and its lines.
    fn write(&self, count: usize, bundle: &mut impl Write, lines: &mut impl Write) -> Result<()> {
        let title = bilingual("样例案例", "Made-up cases");
        let sources = self.sources.iter().map(|(source, ..)| source.clone());
        let empty = write(&Bundle::new(
            title,
            sources.collect(),
            Vec::new(),
            Vec::new(),
        ));
        let (before, after) = empty
            .rsplit_once(']')
            .context("a bundle ends with its list of cases")?;
        bundle.write_all(before.as_bytes())?;
        let (mut current, mut number) = (usize::MAX, 0);
        for at in 0..count {
            // The cases are spread evenly over the sources, one source after the other.
            let source = at * self.sources.len() / count;
            number = if source == current { number + 1 } else { 1 };
            current = source;
            let case = self.case(at, source, number)?;
            bundle.write_all(if at == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *bundle, &case)?;
            writeln!(lines, "{}", line(&case))?;
        }
        write!(bundle, "]{after}")?;
        Ok(())
    }

    fn case(&self, at: usize, source: usize, number: usize) -> Result<Case> {
        let (source, year, province) = &self.sources[source];
        let mut dice = Dice::new(at as u64);
        let province = &self.provinces[*province];
        case::make(&self.words, province, (source, *year), number, &mut dice)
    }
}

fn source(province: &Province, year: u16, at: usize) -> Source {
    let mut dice = Dice::new(at as u64);
    let title = bilingual(
        &format!("{}{year}年法治政府建设案例", province.name),
        &format!("{}: cases of {year}", province.english),
    );
    let id = format!("{}-{year}", province.english.to_lowercase());
    Source {
        id: Text::from(id.as_str()),
        title,
        publisher: Text::from(format!("{}司法厅", province.name).as_str()),
        published: Some(Text::from(format!("{}-03-01", year + 1).as_str())),
        document: Text::from(format!("{at:03}.txt").as_str()),
        sha256: Text::from(dice.hexadecimal(64).as_str()),
    }
}

/// A case as a line.
fn line(case: &Case) -> String {
    let years = case.years.iter().map(u16::to_string);
    let tags = case.tags.iter().map(|tag| tag.as_str().to_owned());
    let mut words = vec![
        case.title.zh.as_str().to_owned(),
        case.organ.as_str().to_owned(),
    ];
    words.extend(years.chain(tags));
    words.join(" ")
}

fn bilingual(zh: &str, en: &str) -> Bilingual {
    metric::bilingual(&(zh.to_owned(), en.to_owned()))
}
