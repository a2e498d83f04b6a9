//! Opening a bundle file: a small one is read at once, of a large one only what is around its cases.
//!
//! A file can be read case by case if it is laid out as `casebook build` does, one case a line. Then a line break
//! stands behind `"cases":[`, which it does in no JSON string, so that text stands there once; and what is before and
//! behind the list is a bundle without cases. Every other file is read as a whole.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

use serde::de::IgnoredAny;

use super::parse::parse;
use super::store::CaseStore;
use super::store::Place;
use super::stream::Lines;
use super::stream::Stream;
use crate::bundle::case::{Bundle, Case};
use crate::bundle::check::holds_together;
use crate::bundle::problem::{Problem, Problems};

/// The largest bundle that is read as a whole, in bytes. Eighty cases take 320 kB, so there is room for some hundred
/// thousand; what is larger is laid out to be read case by case, or is a device that never ends.
const MAX_BYTES: u64 = 512 << 20;

/// The largest bundle that is read case by case, in bytes. That is ten million cases, for which list and index still
/// fit into the memory of a large machine.
const MAX_STREAMED: u64 = 16 << 30;

/// A bundle of so many bytes is read in less time than a person sees, some twenty milliseconds. So it is read and checked
/// before anything is shown, and every problem of it is told at once.
const AT_ONCE: u64 = 4 << 20;

/// What stands before the cases takes less than this, however many sources there are.
const LONGEST_HEADER: usize = 64 << 20;

/// What stands behind the cases takes less than this, or the file is read as a whole.
const LONGEST_END: u64 = 64 << 10;

/// A bundle, and what of it is still to be read.
#[derive(Debug)]
pub struct OpenBundle {
    /// The cases: all of them, or those that the stream has given so far.
    pub store: Arc<CaseStore>,
    /// What reads the cases of a large file.
    pub stream: Option<Stream>,
}

impl OpenBundle {
    /// A bundle that is in memory.
    #[must_use]
    pub fn in_memory(bundle: Bundle) -> Self {
        Self {
            store: Arc::new(CaseStore::of(Arc::new(bundle))),
            stream: None,
        }
    }

    /// Gives each case to `take`, in the bundle's order, as long as that is well.
    ///
    /// # Errors
    ///
    /// That of `take`, or that of a file which can no longer be read.
    pub fn for_each_case<E: From<Problem>>(
        &mut self,
        mut take: impl FnMut(&Case) -> Result<(), E>,
    ) -> Result<(), E> {
        for at in 0..self.store.len() {
            take(&*self.store.case(at)?)?;
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

    /// The cases that are there at once: all of a bundle that is in memory, of a large file the first.
    ///
    /// # Errors
    ///
    /// That of a file which can no longer be read.
    pub fn first_cases(&mut self) -> Result<Vec<Arc<Case>>, Problem> {
        for batch in self.stream.iter_mut().flatten() {
            let cases = batch?.cases;
            // A batch in which nothing is sound shows nothing.
            if !cases.is_empty() {
                return Ok(cases.into_iter().map(Arc::new).collect());
            }
        }
        (0..self.store.len())
            .map(|at| self.store.case(at))
            .collect()
    }

    /// How many lines of the file that have been read are left out, as they hold no sound case.
    #[must_use]
    pub fn rejected(&self) -> usize {
        self.stream.as_ref().map_or(0, Stream::rejected)
    }

    /// What is wrong with the end of the file, if that has been reached and the list of cases does not end.
    #[must_use]
    pub fn missing_end(&self) -> Option<Problem> {
        self.stream.as_ref()?.missing_end()
    }
}

/// Opens a bundle file. A small one is read and checked; of a large one, cases that are not sound are left out later.
///
/// # Errors
///
/// All problems of a file that is read as a whole, or what is wrong with the rest of one that is not.
pub fn open(path: &Path) -> Result<OpenBundle, Problems> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| failed(&name, &error))?;
    let about = file.metadata().map_err(|error| failed(&name, &error))?;
    if !about.is_file() || about.len() < AT_ONCE {
        return read_whole(file, &name).map(OpenBundle::in_memory);
    }
    if about.len() > MAX_STREAMED {
        return Err(too_large(&name, about.len(), MAX_STREAMED).into());
    }
    let header = header(&file, about.len());
    let again = file.try_clone().map_err(|error| failed(&name, &error))?;
    if let Some(stream) = header
        .as_ref()
        .and_then(|header| stream(&name, (again, &about), header))
    {
        return Ok(OpenBundle {
            store: Arc::clone(stream.store()),
            stream: Some(stream),
        });
    }
    if about.len() > MAX_BYTES {
        return Err(not_as_built(&name, about.len(), header));
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
    // A device or a pipe tells no length, and a file may grow.
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(name, &error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(name, bytes.len() as u64, MAX_BYTES).into());
    }
    parse(&bytes, name)
}

fn too_large(name: &str, bytes: u64, limit: u64) -> Problem {
    let message = format!("has {bytes} bytes or more, the limit is {limit}");
    Problem::in_file(name, message, "split the collection into several bundles")
}

/// What is wrong with a file of so many bytes, too many for one that cannot be read case by case.
fn not_as_built(name: &str, bytes: u64, header: Option<Vec<u8>>) -> Problems {
    // What is wrong before the cases, such as a version that is not known, can be told without them.
    let header = header.map(|header| [header.as_slice(), b"]}"].concat());
    if let Some(Err(problems)) = header.map(|header| parse(&header, name)) {
        return problems;
    }
    let message = format!(
        "is not laid out one case a line as `casebook build` writes it, and with {bytes} bytes too large for any other way"
    );
    let remedy = "build it again from its seeds, or put each case on a line of its own";
    Problem::in_file(name, message, remedy).into()
}

/// The stream of a file that begins with this header, if that can be read case by case.
fn stream(name: &str, (file, about): (File, &Metadata), header: &[u8]) -> Option<Stream> {
    let (start, length) = (header.len() as u64, about.len());
    let text = str::from_utf8(header).ok()?;
    let number = text.matches('\n').count() + 1;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    begins_with_a_case(&file, start, length)?;
    let (frame, end, is_cut) = match end(&file, text, start, length)? {
        End::Here(frame, end) => (frame, end, false),
        End::Missing => (frame(text, "]}")?, length, true),
    };
    let store = CaseStore::in_file(name, (file, about), frame);
    let lines = Lines {
        start,
        end,
        number,
        is_cut,
    };
    Some(Stream::new(store, &lines))
}

/// A file up to the first line of its list of cases.
fn header(file: &File, length: u64) -> Option<Vec<u8>> {
    let mut wanted = 64 << 10;
    loop {
        let bytes = bytes_at(file, 0, wanted.min(usize::try_from(length).ok()?))?;
        if let Some(end) = opening(&bytes) {
            return bytes.get(..end).map(<[u8]>::to_vec);
        }
        if bytes.len() < wanted || wanted >= LONGEST_HEADER {
            return None;
        }
        wanted *= 4;
    }
}

/// Where the first line behind `"cases":[` begins.
fn opening(bytes: &[u8]) -> Option<usize> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut end = 0;
    for line in lines {
        end += line.len();
        if line.ends_with(b"\n") && line.trim_ascii_end().ends_with(b"\"cases\":[") {
            return Some(end);
        }
    }
    None
}

/// Whether the line there is as a whole some JSON object, as no line of a bundle is that is laid out to be looked at.
fn begins_with_a_case(file: &File, start: u64, length: u64) -> Option<()> {
    let length = length - start;
    let mut wanted = 64 << 10;
    loop {
        let bytes = bytes_at(file, start, usize::try_from(length).ok()?.min(wanted))?;
        let line = bytes
            .trim_ascii_start()
            .split(|byte| *byte == b'\n')
            .next()?;
        if line.len() < bytes.trim_ascii_start().len() || wanted > Place::LONGEST {
            let line = line.trim_ascii_end();
            let line = line.strip_suffix(b",").unwrap_or(line);
            return line
                .starts_with(b"{")
                .then_some(())
                .filter(|()| line.ends_with(b"}"));
        }
        wanted *= 4;
    }
}

/// Where the list of cases ends.
enum End {
    /// There, with what of the bundle is around it.
    Here(Bundle, u64),
    /// Nowhere near the end of the file.
    Missing,
}

/// Where the list of cases ends; none if what is behind it is no end of a bundle.
fn end(file: &File, header: &str, start: u64, length: u64) -> Option<End> {
    let from = length.saturating_sub(LONGEST_END).max(start);
    let bytes = bytes_at(file, from, usize::try_from(length - from).ok()?)?;
    // Any bracket may be the one, but what follows the last line is most likely nothing but the end. A bundle may have
    // no indicators, so those behind the cases would pass for cases.
    let candidates = bytes.get(..indicators_behind(&bytes).unwrap_or(bytes.len()))?;
    let brackets = candidates.iter().enumerate().rev();
    let brackets = brackets.filter(|(_, byte)| **byte == b']');
    let mut doubtful = None;
    for (at, _) in brackets.take(MOST_BRACKETS) {
        let (before, behind) = bytes.split_at(at);
        let cases = before.trim_ascii_end();
        // A list with a case in it ends behind that, though it should not with a comma, as will be told of the line.
        let last = cases.strip_suffix(b",").unwrap_or(cases);
        if !last.ends_with(b"}") {
            continue;
        }
        let frame = || frame(header, str::from_utf8(behind).ok()?);
        let here = |frame| End::Here(frame, from + cases.len() as u64);
        match last_line(last) {
            LastLine::Whole => return frame().map(here),
            LastLine::Cut => {}
            LastLine::Wrong => doubtful = doubtful.or_else(|| frame().map(here)),
        }
    }
    Some(doubtful.unwrap_or(End::Missing))
}

/// Where a line begins that opens the list of indicators; no string of JSON reaches over a line.
fn indicators_behind(bytes: &[u8]) -> Option<usize> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut at = 0;
    let opens = |line: &[u8]| {
        let line = line.trim_ascii();
        line.starts_with(b"\"indicators\"") && line.ends_with(b"[")
    };
    let line = lines.find(|line| {
        let found = opens(line);
        at += if found { 0 } else { line.len() };
        found
    });
    line.map(|_| at)
}

/// What the last line of a text is.
enum LastLine {
    /// Some JSON as a whole, so that the list may end behind it.
    Whole,
    /// The beginning of some JSON, so that what seems to be the end of the list is within it.
    Cut,
    /// Anything else.
    Wrong,
}

fn last_line(text: &[u8]) -> LastLine {
    let line = text.rsplit(|byte| *byte == b'\n').next();
    match serde_json::from_slice::<IgnoredAny>(line.unwrap_or_default()) {
        Ok(_) => LastLine::Whole,
        Err(error) if error.is_eof() => LastLine::Cut,
        Err(_) => LastLine::Wrong,
    }
}

/// Fields behind the list have not as many lists in them.
const MOST_BRACKETS: usize = 64;

/// The bundle without cases of which these are beginning and end.
fn frame(header: &str, behind: &str) -> Option<Bundle> {
    let bundle: Bundle = serde_json::from_str(&[header, behind].concat()).ok()?;
    (bundle.cases.is_empty() && holds_together(&bundle)).then_some(bundle)
}

fn bytes_at(file: &File, start: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, start).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::stream::Batch;
    use super::*;

    const SHIPPED: &str = include_str!("../../../data/cases.json");

    /// The cases of a text that is read case by case, the problems of what is left out; none if it cannot be.
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
        let about = reopened.metadata().expect("a file");
        let header = header(&reopened, about.len())?;
        let stream = stream("b.json", (reopened, &about), &header)?;
        Some((stream, file))
    }

    fn shipped() -> Vec<Case> {
        let bundle: Bundle = serde_json::from_str(SHIPPED).expect("the shipped bundle");
        bundle.cases
    }

    #[test]
    fn a_bundle_is_the_same_case_by_case_and_as_a_whole() {
        let canonical = SHIPPED.trim_end();
        let behind = SHIPPED.replacen("\"format\":\"casebook\",", "", 1);
        let behind = behind.trim_end().strip_suffix('}').expect("an object");
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
                "with a field behind",
                format!("{behind},\n\"format\":\"casebook\"}}\n"),
            ),
            (
                "with the indicators behind",
                format!("{before}\"cases\":[{cases}]{indicators}}}\n"),
            ),
        ] {
            let (cases, problems) = streamed(text.as_bytes()).expect(name);
            assert!(cases == shipped(), "{name}");
            assert_eq!(problems, [""; 0], "{name}");
        }
    }

    #[test]
    fn a_bundle_in_another_layout_is_read_as_a_whole() {
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
                "an unknown field behind",
                SHIPPED.replace("]}\n", "],\"x\":[{\"a\":1}]}\n"),
            ),
            ("text behind", format!("{SHIPPED}x")),
            ("no case", format!("{header}]}}")),
            ("empty", String::new()),
        ] {
            assert!(streamed(text.as_bytes()).is_none(), "{name}");
        }
    }

    #[test]
    fn what_is_no_sound_case_is_left_out_and_told_at_its_line() {
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
                ":1: cases[1]: is no case on a line of its own; lay the bundle out",
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
    fn a_case_that_cannot_be_compared_as_it_says_is_left_out_and_told() {
        let (before, behind) = SHIPPED
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
            let behind = behind.replacen("\"indicator\":null", &put, 1);
            let text = format!("{before}{{\"id\":\"luzhou-2023-awards/02\"{behind}");
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
    fn lines_of_strange_shapes_cost_no_other_case() {
        let lines: Vec<&str> = SHIPPED.lines().collect();
        let first = SHIPPED
            .lines()
            .position(|line| line.starts_with("{\"id\":\"luzhou-2023-awards/01"));
        let first = first.expect("a case");
        let last = lines.len() - 1;
        let alone = "is no case on a line of its own; lay the bundle out as `casebook build` does: one case a line, a comma between two";
        let put = |at: usize, text: &str| {
            let mut lines = lines.clone();
            lines[at] = text;
            lines.join("\n")
        };
        let two = [lines[first + 1], lines[first + 2]].concat();
        let comma = [lines[first], "\n,"].concat();
        let nul = [lines[first], "\n\0"].concat();
        let case = lines[last].strip_suffix("]}").expect("the end");
        let behind = [case, ",\n]}"].concat();
        for (name, text, lost, (line, says)) in [
            ("two cases", put(first + 1, &two), vec![1], (1, alone)),
            ("a comma", put(first, &comma), vec![], (1, alone)),
            ("a NUL", put(first, &nul), vec![], (1, "expected value")),
            (
                "a comma behind",
                put(last, &behind),
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
    fn a_line_that_is_no_text_is_left_out() {
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
    fn long_lines_cost_no_other_case() {
        let (header, rest) = SHIPPED
            .split_once("\"cases\":[\n")
            .expect("the list of cases");
        let lines: Vec<&str> = rest.lines().collect();
        let of_blanks = |count: usize| " ".repeat(count);
        let sound = lines[1].strip_suffix(',').expect("a comma");
        // Five mebibytes are still a case; of what is longer, nobody knows what it is.
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
        let told = format!(
            "b.json:{}:1: cases[2]: is longer than any case; lay the bundle out as `casebook build` does",
            first + 2
        );
        assert_eq!(problems, [told]);
    }

    #[test]
    fn of_a_file_that_was_cut_short_the_cases_before_the_cut_are_read() {
        let last = SHIPPED.rfind("\n{").expect("a case") + 1;
        let lines = SHIPPED.lines().count();
        let missing = format!(
            "b.json:{lines}:1: the list of cases does not end; the file looks cut short; copy it again or build it with `casebook build`"
        );
        let others = &shipped()[..shipped().len() - 1];
        // What closes a list of points looks like the end of the bundle.
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
    fn a_file_that_changes_while_it_is_open_is_not_read_on() {
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
    fn a_file_that_is_replaced_is_read_on_as_it_was() {
        let (mut stream, file) = stream_of(SHIPPED.as_bytes()).expect("a stream");
        drop(file);
        let batches = stream.by_ref().map(|batch| batch.expect("it can be read"));
        let count: usize = batches.map(|batch| batch.cases.len()).sum();
        assert_eq!(count, shipped().len());
        assert!(stream.store().case(count - 1).is_ok());
        assert!(stream.store().case(count).is_err());
    }
}
