//! Opening a bundle file: a small one is read whole, a large one is streamed case by case if its layout allows it
//! ([`framing`](super::framing)).

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::framing::{Framing, header};
use super::parse::parse;
use super::store::CaseStore;
use super::stream::Stream;
use crate::bundle::case::{Bundle, Case};
use crate::bundle::problem::{Problem, Problems};

/// The largest bundle that is read whole, in bytes. Eighty cases take 320 kB, so this holds some hundred thousand.
/// Anything larger is laid out to be streamed, or is a device that never ends.
const MAX_WHOLE: u64 = 512 << 20;

/// The largest bundle that is streamed, in bytes: some ten million cases, whose list and index still fit into the
/// memory of a large machine.
const MAX_STREAMED: u64 = 16 << 30;

/// A bundle below this many bytes is read whole. That takes some twenty milliseconds, so nobody waits, and every
/// problem is reported before anything is shown.
const MIN_STREAMED: u64 = 4 << 20;

/// An open bundle, and the stream of the cases that are still to be read.
#[derive(Debug)]
pub struct OpenBundle {
    /// The cases: all of them, or those that the stream has given so far.
    pub store: Arc<CaseStore>,
    /// The rest of a large file; `None` for a bundle in memory.
    pub stream: Option<Stream>,
}

impl OpenBundle {
    /// A bundle that is in memory.
    #[must_use]
    pub fn in_memory(bundle: Bundle) -> Self {
        Self {
            store: Arc::new(CaseStore::in_memory(bundle)),
            stream: None,
        }
    }

    /// Calls `take` with each case, in the bundle's order, until it fails. Reads the stream to its end.
    ///
    /// # Errors
    ///
    /// The error of `take`, or that of a file that can no longer be read.
    pub fn for_each_case<E: From<Problem>>(
        &mut self,
        mut take: impl FnMut(&Case) -> Result<(), E>,
    ) -> Result<(), E> {
        for index in 0..self.store.len() {
            take(&*self.store.case(index)?)?;
        }
        for batch in self.stream.iter_mut().flatten() {
            batch?.cases.iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    /// Whether every case has been read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.stream.as_ref().is_none_or(Stream::is_read)
    }

    /// The first cases to show: the first batch of a stream that has any, or all cases of a bundle in memory.
    ///
    /// # Errors
    ///
    /// If the file can no longer be read.
    pub fn first_cases(&mut self) -> Result<Vec<Arc<Case>>, Problem> {
        for batch in self.stream.iter_mut().flatten() {
            let cases = batch?.cases;
            // Every line of a batch may be rejected.
            if !cases.is_empty() {
                return Ok(cases.into_iter().map(Arc::new).collect());
            }
        }
        (0..self.store.len())
            .map(|index| self.store.case(index))
            .collect()
    }

    /// The number of lines rejected so far, which have no valid case.
    #[must_use]
    pub fn rejected(&self) -> usize {
        self.stream.as_ref().map_or(0, Stream::rejected)
    }

    /// The problem of a file that has been read to its end without the list of cases being closed.
    #[must_use]
    pub fn missing_end(&self) -> Option<Problem> {
        self.stream.as_ref()?.missing_end()
    }
}

/// Opens a bundle file. A file that is read whole is also checked; the cases of a streamed one are checked as they are
/// read.
///
/// # Errors
///
/// All problems of a file that is read whole. For a streamed file only those outside its list of cases.
pub fn open(path: &Path) -> Result<OpenBundle, Problems> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| failed(&name, &error))?;
    let metadata = file.metadata().map_err(|error| failed(&name, &error))?;
    let length = metadata.len();
    if !metadata.is_file() || length < MIN_STREAMED {
        return read_whole(file, &name).map(OpenBundle::in_memory);
    }
    if length > MAX_STREAMED {
        return Err(too_large(&name, length, MAX_STREAMED).into());
    }
    let header = header(&file, length);
    let framing = header
        .as_ref()
        .and_then(|header| Framing::find(&file, length, header));
    if let Some(framing) = framing {
        let stream = Stream::new(&name, file, &metadata, framing);
        return Ok(OpenBundle {
            store: Arc::clone(stream.store()),
            stream: Some(stream),
        });
    }
    if length > MAX_WHOLE {
        return Err(not_streamable(&name, length, header));
    }
    read_whole(file, &name).map(OpenBundle::in_memory)
}

fn failed(name: &str, error: &io::Error) -> Problem {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "check the path, or build a bundle with `casebook build`",
        io::ErrorKind::PermissionDenied => "make the file readable",
        _ => "give the path of a bundle file",
    };
    Problem::in_file(name, format!("cannot be read: {error}"), remedy)
}

fn read_whole(file: File, name: &str) -> Result<Bundle, Problems> {
    let mut bytes = Vec::new();
    // A device or a pipe has no length to check beforehand, and a file may grow.
    file.take(MAX_WHOLE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(name, &error))?;
    if bytes.len() as u64 > MAX_WHOLE {
        return Err(too_large(name, bytes.len() as u64, MAX_WHOLE).into());
    }
    parse(&bytes, name)
}

fn too_large(name: &str, bytes: u64, limit: u64) -> Problem {
    let message = format!("has {bytes} bytes or more, the limit is {limit}");
    Problem::in_file(name, message, "split the collection into several bundles")
}

/// The problems of a file that is too large to be read whole and not laid out to be streamed.
fn not_streamable(name: &str, bytes: u64, header: Option<Vec<u8>>) -> Problems {
    // A problem before the list of cases, such as an unknown version, is the one to report.
    let without_cases = header.map(|header| [header.as_slice(), b"]}"].concat());
    if let Some(Err(problems)) = without_cases.map(|bundle| parse(&bundle, name)) {
        return problems;
    }
    let message = format!(
        "has {bytes} bytes, too many unless it has one case a line as `casebook build` writes it"
    );
    let remedy = "build it again from its seeds, or put each case on a line of its own";
    Problem::in_file(name, message, remedy).into()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::stream::Batch;
    use super::*;

    const SHIPPED: &str = include_str!("../../../data/cases.json");

    /// The cases of a text that is streamed, and the problems of its rejected lines; `None` if it cannot be streamed.
    fn streamed(text: &[u8]) -> Option<(Vec<Case>, Vec<String>)> {
        let mut stream = stream_of(text)?.0;
        let (mut cases, mut problems) = (Vec::new(), Vec::new());
        while let Some(batch) = stream.next() {
            let batch = batch.expect("it can be read");
            cases.extend(batch.cases);
            problems.extend(batch.rejected.iter().flat_map(|one| stream.problems(one)));
        }
        assert_eq!(stream.store().len(), cases.len());
        for (at, case) in cases.iter().enumerate() {
            assert!(stream.store().case(at).as_deref() == Ok(case), "{at}");
        }
        assert_eq!(stream.rejected() == 0, problems.is_empty());
        problems.extend(stream.missing_end());
        let problems = problems.iter().map(ToString::to_string).collect();
        Some((cases, problems))
    }

    fn stream_of(text: &[u8]) -> Option<(Stream, tempfile::NamedTempFile)> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(text).expect("written");
        let reopened = file.reopen().expect("opened");
        let metadata = reopened.metadata().expect("a file");
        let header = header(&reopened, metadata.len())?;
        let framing = Framing::find(&reopened, metadata.len(), &header)?;
        Some((Stream::new("b.json", reopened, &metadata, framing), file))
    }

    fn shipped() -> Vec<Case> {
        let bundle: Bundle = serde_json::from_str(SHIPPED).expect("the shipped bundle");
        bundle.cases
    }

    #[test]
    fn a_bundle_is_the_same_streamed_and_whole() {
        let canonical = SHIPPED.trim_end();
        let after = SHIPPED.replacen("\"format\":\"casebook\",", "", 1);
        let after = after.trim_end().strip_suffix('}').expect("an object");
        let (before, indicators) = SHIPPED.split_once("\"indicators\":[").expect("a list");
        let (indicators, cases) = indicators.split_once(",\n\"cases\":[").expect("a list");
        let cases = cases.trim_end().strip_suffix("]}").expect("the end");
        let indicators = format!(",\n\"indicators\":[{indicators}");
        for (name, text) in [
            ("as it is built", SHIPPED.to_owned()),
            ("without a last line break", canonical.to_owned()),
            ("with a byte order mark", format!("\u{feff}{SHIPPED}")),
            ("with other line breaks", SHIPPED.replace('\n', "\r\n")),
            ("with blank lines", SHIPPED.replace('\n', "\n \n")),
            (
                "with an end of its own",
                canonical.replace("]}]}", "]}\n]\n}\n"),
            ),
            (
                "with a field after",
                format!("{after},\n\"format\":\"casebook\"}}\n"),
            ),
            (
                "with the indicators after",
                format!("{before}\"cases\":[{cases}]{indicators}}}\n"),
            ),
        ] {
            let (cases, problems) = streamed(text.as_bytes()).expect(name);
            assert!(cases == shipped(), "{name}");
            assert_eq!(problems, [""; 0], "{name}");
        }
    }

    #[test]
    fn a_bundle_in_another_layout_is_not_streamed() {
        let bundle: serde_json::Value = serde_json::from_str(SHIPPED).expect("JSON");
        let pretty = serde_json::to_string_pretty(&bundle).expect("JSON");
        let opening = "\"cases\":[\n";
        let (header, _) = SHIPPED.split_once(opening).expect("the list of cases");
        let header = [header, opening].concat();
        let indented = pretty.replace("\"cases\": [", "\"cases\":[");
        for (name, text) in [
            ("on one line", SHIPPED.replace('\n', "")),
            ("pretty", pretty),
            ("indented", indented),
            (
                "a newer version",
                SHIPPED.replacen("\"version\":1", "\"version\":2", 1),
            ),
            (
                "an unknown field",
                SHIPPED.replacen("\"version\":1", "\"version\":1,\"x\":1", 1),
            ),
            (
                "an unknown field after",
                SHIPPED.replace("]}\n", "],\"x\":[{\"a\":1}]}\n"),
            ),
            ("text after", format!("{SHIPPED}x")),
            ("no case", format!("{header}]}}")),
            ("empty", String::new()),
        ] {
            assert!(streamed(text.as_bytes()).is_none(), "{name}");
        }
    }

    #[test]
    fn an_invalid_case_is_rejected_and_reported_at_its_line() {
        let second = "{\"id\":\"luzhou-2023-awards/02\"";
        let number = SHIPPED
            .lines()
            .position(|line| line.starts_with(second))
            .expect("a line")
            + 1;
        let change = |find: &str, put: &str| {
            let (before, line) = SHIPPED.split_once(second).expect("the case");
            let line = format!("{second}{line}");
            assert!(line.contains(find), "{find}");
            [before, &line.replacen(find, put, 1)].concat().into_bytes()
        };
        let rows: [(Vec<u8>, &str); 8] = [
            (
                change("\"bound\":\"exact\"", "\"bound\":\"at-least\""),
                ":1: case \"luzhou-2023-awards/02\": metrics[",
            ),
            (
                change("\"kind\":\"case\"", "\"kind\":\"cake\""),
                ": cases[1].kind: unknown variant `cake`",
            ),
            (
                change("\"kind\":\"case\",", ""),
                ":1: cases[1]: field \"kind\" is missing; add it",
            ),
            (
                change("awards/02\"", "awards/01\""),
                ":1: case id \"luzhou-2023-awards/01\" is used twice; give each case its own id",
            ),
            (
                change("\"source\":\"luzhou-2023-awards\"", "\"source\":\"x\""),
                ":1: case \"luzhou-2023-awards/02\": no source has the id \"x\"; add the source",
            ),
            (
                change("},\n{", "}\n{"),
                ":1: cases[1]: is not one case on a line of its own; put each case",
            ),
            (
                change("\"kind\":\"case\",", "\"kind\":"),
                ": cases[1]: expected `,` or `}`; correct it",
            ),
            (
                change("\"kind\":\"case\"", "\n\"kind\":\"case\""),
                ": cases[1]: EOF while parsing",
            ),
        ];
        for (text, says) in rows {
            let (cases, problems) = streamed(&text).expect(says);
            let mut others = shipped();
            others.remove(1);
            assert!(cases == others, "{says}");
            let first = problems.first().expect(says);
            assert!(
                first.starts_with(&format!("b.json:{number}:")) && first.contains(says),
                "{first}"
            );
        }
    }

    #[test]
    fn a_case_that_cannot_be_compared_by_its_indicator_is_rejected() {
        let (before, after) = SHIPPED
            .split_once("{\"id\":\"luzhou-2023-awards/02\"")
            .expect("the case");
        let number = before.lines().count() + 1;
        for (indicator, says) in [
            ("none", "no indicator has the id \"none\"; define it"),
            (
                "levels-linked",
                "is not that of indicator \"levels-linked\", \"级\"; leave",
            ),
        ] {
            let put = format!("\"indicator\":\"{indicator}\"");
            let after = after.replacen("\"indicator\":null", &put, 1);
            let text = format!("{before}{{\"id\":\"luzhou-2023-awards/02\"{after}");
            let (cases, problems) = streamed(text.as_bytes()).expect(indicator);
            let mut others = shipped();
            others.remove(1);
            assert!(cases == others, "{indicator}");
            let place = format!("b.json:{number}:1: case \"luzhou-2023-awards/02\": metrics[0].");
            assert!(
                matches!(problems.as_slice(), [one] if one.starts_with(&place) && one.contains(says)),
                "{problems:?}"
            );
        }
    }

    #[test]
    fn a_malformed_line_costs_no_other_case() {
        let lines: Vec<&str> = SHIPPED.lines().collect();
        let first = SHIPPED
            .lines()
            .position(|line| line.starts_with("{\"id\":\"luzhou-2023-awards/01"));
        let first = first.expect("a case");
        let last = lines.len() - 1;
        let alone = "is not one case on a line of its own; put each case on a line of its own, with commas between them";
        let put = |at: usize, text: &str| {
            let mut lines = lines.clone();
            lines[at] = text;
            lines.join("\n")
        };
        let two = [lines[first + 1], lines[first + 2]].concat();
        let comma = [lines[first], "\n,"].concat();
        let nul = [lines[first], "\n\0"].concat();
        let case = lines[last].strip_suffix("]}").expect("the end");
        let after = [case, ",\n]}"].concat();
        for (name, text, lost, (line, says)) in [
            ("two cases", put(first + 1, &two), vec![1], (1, alone)),
            ("a comma", put(first, &comma), vec![], (1, alone)),
            ("a NUL", put(first, &nul), vec![], (1, "expected value")),
            (
                "a comma after",
                put(last, &after),
                vec![last - first],
                (last - first, alone),
            ),
        ] {
            let (cases, problems) = streamed(text.as_bytes()).expect(name);
            let mut others = shipped();
            for at in lost {
                others.remove(at);
            }
            assert!(cases == others, "{name}");
            let place = format!("b.json:{}:1: cases[{line}]: {says}", first + line + 1);
            assert!(
                matches!(problems.as_slice(), [one] if one.starts_with(&place)),
                "{name}: {problems:?}"
            );
        }
    }

    #[test]
    fn a_line_that_is_not_utf8_is_rejected() {
        let second = "{\"id\":\"luzhou-2023-awards/02\"";
        let (before, _) = SHIPPED.split_once(second).expect("the case");
        let number = before.lines().count() + 1;
        let mut bytes = SHIPPED.as_bytes().to_vec();
        let at = SHIPPED.find(second).expect("the case") + second.len() + 14;
        bytes[at] = 0xff;
        let (cases, problems) = streamed(&bytes).expect("a stream");
        assert_eq!(cases.len(), shipped().len() - 1);
        let says = format!(
            "b.json:{number}:1: is not UTF-8 text; save the bundle as UTF-8, or build it again from its seeds"
        );
        assert_eq!(problems, [says]);
    }

    #[test]
    fn a_long_line_costs_no_other_case() {
        let (header, rest) = SHIPPED
            .split_once("\"cases\":[\n")
            .expect("the list of cases");
        let lines: Vec<&str> = rest.lines().collect();
        let of_blanks = |count: usize| " ".repeat(count);
        let sound = lines[1].strip_suffix(',').expect("a comma");
        // Five mebibytes may still be a case; seventeen may not.
        let long = format!("{sound}{},", of_blanks(5 << 20));
        let too_long = format!("{}{sound},", of_blanks(17 << 20));
        let changed = [lines[0], &long, &too_long].into_iter();
        let changed = changed.chain(lines[2..].iter().copied());
        let text = format!(
            "{header}\"cases\":[\n{}\n",
            changed.collect::<Vec<_>>().join("\n")
        );
        let (cases, problems) = streamed(text.as_bytes()).expect("a stream");
        assert!(cases == shipped());
        let first = header.matches('\n').count() + 2;
        let expected = format!(
            "b.json:{}:1: cases[2]: is longer than any case; put each case on a line of its own, as `casebook build` does",
            first + 2
        );
        assert_eq!(problems, [expected]);
    }

    #[test]
    fn a_truncated_file_gives_the_cases_before_the_cut() {
        let last = SHIPPED.rfind("\n{").expect("a case") + 1;
        let lines = SHIPPED.lines().count();
        let missing = format!(
            "b.json:{lines}:1: the list of cases is not closed; the file is truncated; copy it again or build it with `casebook build`"
        );
        let others = &shipped()[..shipped().len() - 1];
        // The end of a list of points looks like the end of the bundle.
        let (_, case) = SHIPPED.split_at(last);
        let (_, points) = case.split_once("}]}").expect("points");
        let like_the_end = SHIPPED.len() - points.len();
        for (cut, of_the_line) in [
            (last, 0),
            (last + 1, 1),
            (last + 400, 1),
            (like_the_end, 1),
            (SHIPPED.len() - 4, 1),
        ] {
            let (cases, problems) = streamed(&SHIPPED.as_bytes()[..cut]).expect("a stream");
            assert!(cases == others, "{cut}");
            assert_eq!(problems.len(), of_the_line + 1, "{cut}: {problems:?}");
            assert_eq!(problems.last(), Some(&missing));
        }
    }

    #[test]
    fn a_file_that_changes_while_open_is_not_read_on() {
        let says = "b.json: has changed since it was opened; open it again";
        for cut in [0, 1000, SHIPPED.len() as u64 - 1, SHIPPED.len() as u64 + 1] {
            let (mut stream, file) = stream_of(SHIPPED.as_bytes()).expect("a stream");
            let first = stream.next().expect("a batch").expect("read");
            assert!(first.rejected.is_empty());
            assert!(stream.store().case(0).is_ok());
            file.as_file().set_len(cut).expect("cut");
            let problem = stream.store().case(0).expect_err("changed");
            assert_eq!(problem.to_string(), says);
            let rest: Vec<Result<Batch, Problem>> = stream.by_ref().collect();
            assert!(matches!(rest.as_slice(), [Err(told)] if *told == problem));
            assert_eq!((stream.rejected(), stream.missing_end()), (0, None));
            let mut opened = OpenBundle {
                store: Arc::clone(stream.store()),
                stream: Some(stream),
            };
            assert_eq!(opened.for_each_case(|_| Ok(())), Err(problem));
        }
    }

    #[test]
    fn a_replaced_file_is_read_on_as_it_was() {
        let (mut stream, file) = stream_of(SHIPPED.as_bytes()).expect("a stream");
        drop(file);
        let batches = stream.by_ref().map(|batch| batch.expect("it can be read"));
        let count: usize = batches.map(|batch| batch.cases.len()).sum();
        assert_eq!(count, shipped().len());
        assert!(stream.store().case(count - 1).is_ok());
        assert!(stream.store().case(count).is_err());
    }
}
