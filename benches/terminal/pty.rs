//! A program in a pseudo-terminal: keys go in, and its output comes out in pieces, each with its time.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A program that has been silent for this long, with hardly any processor time used, has answered.
pub const SILENCE: Duration = Duration::from_millis(150);
/// The most processor time that a program at rest takes during [`SILENCE`], in ticks of 1/100 s.
const AT_REST: u64 = 3;
/// A key that is answered at all is answered within this time.
const FIRST_BYTE: Duration = Duration::from_millis(500);
/// If something takes longer than this, the benchmark gives up.
const PATIENCE: Duration = Duration::from_mins(2);

const ROWS: NonZeroU16 = NonZeroU16::new(40).expect("not zero");
const COLUMNS: NonZeroU16 = NonZeroU16::new(120).expect("not zero");

/// Output that was read at once, and when.
type Piece = (Instant, Vec<u8>);

/// A running program; dropping this ends it.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    pieces: Receiver<Piece>,
    parser: vt100::Parser,
    started: Instant,
    /// Keeps the terminal open.
    _master: Box<dyn MasterPty + Send>,
}

/// The answer of a program to a key.
pub struct Answer {
    /// All bytes that it wrote.
    pub bytes: Vec<u8>,
    /// From the key to the last byte; `None` if it wrote nothing.
    pub settled: Option<Duration>,
}

/// The output of a program, and when the last of it was read.
#[derive(Default)]
struct Written {
    bytes: Vec<u8>,
    last: Option<Instant>,
}

/// Gives a program its own home folder, so that files of other runs neither affect the figures nor change.
pub fn settle_in(command: &mut CommandBuilder, home: &Path) {
    for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
        command.env(variable, home);
    }
    command.env("CASEBOOK_HISTORY", "");
}

impl Session {
    pub fn start(mut command: CommandBuilder) -> Result<Self> {
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for variable in ["LC_ALL", "NO_COLOR", "FZF_DEFAULT_OPTS", "LESS", "LESSOPEN"] {
            command.env_remove(variable);
        }
        let pair = native_pty_system().openpty(PtySize {
            rows: ROWS.get(),
            cols: COLUMNS.get(),
            pixel_width: 0,
            pixel_height: 0,
        })?;
        let (sender, pieces) = channel();
        let output = pair.master.try_clone_reader()?;
        std::thread::spawn(move || pass_on(output, &sender));
        let keys = pair.master.take_writer()?;
        let started = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self {
            child,
            keys,
            pieces,
            parser: vt100::Parser::new(ROWS, COLUMNS, 0),
            started,
            _master: pair.master,
        })
    }

    /// Waits until a text is on the screen `times` times. Returns the time since the start.
    pub fn wait_for(&mut self, text: &str, times: usize) -> Result<Duration> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let Some((at, _)) = self.next_before(deadline) else {
                bail!(
                    "{text} is not on the screen {times} times, but this is:\n{}",
                    self.parser.screen().contents()
                );
            };
            if self.parser.screen().contents().matches(text).count() >= times {
                return Ok(at - self.started);
            }
        }
    }

    /// Waits until the program is silent and at rest. Returns the time from the start to the last byte, if any more was
    /// written.
    pub fn settle(&mut self) -> Option<Duration> {
        let answer = self.listen_until_at_rest(SILENCE);
        Some(answer.last? - self.started)
    }

    /// Presses a key and waits until it is answered.
    pub fn press(&mut self, key: &str) -> Result<Answer> {
        // The sequence that a terminal sends for an arrow key depends on the mode that the program set.
        let sent = if self.parser.screen().application_cursor() {
            key.replace("\x1b[B", "\x1bOB")
        } else {
            key.to_owned()
        };
        let pressed = Instant::now();
        self.keys.write_all(sent.as_bytes())?;
        self.keys.flush()?;
        let Written { bytes, last } = self.listen_until_at_rest(FIRST_BYTE);
        Ok(Answer {
            bytes,
            settled: last.map(|last| last - pressed),
        })
    }

    /// Listens until the program is silent and at rest, but at least this long if it writes nothing.
    fn listen_until_at_rest(&mut self, least: Duration) -> Written {
        let mut written = Written::default();
        let begun = Instant::now();
        let mut deadline = begun + least;
        let mut work = self.work();
        while begun.elapsed() < PATIENCE {
            if let Some((at, piece)) = self.next_before(deadline) {
                written.bytes.extend(piece);
                written.last = Some(at);
                deadline = at + SILENCE;
            } else {
                let before = std::mem::replace(&mut work, self.work());
                if work.saturating_sub(before) <= AT_REST {
                    break;
                }
                deadline = Instant::now() + SILENCE;
            }
        }
        written
    }

    /// Counts the bytes that are written during a time without keys.
    pub fn listen(&mut self, time: Duration) -> usize {
        let deadline = Instant::now() + time;
        std::iter::from_fn(|| self.next_before(deadline))
            .map(|(_, piece)| piece.len())
            .sum()
    }

    /// The peak memory so far of the process and its current descendants, in MiB.
    pub fn peak_memory(&self) -> Result<f64> {
        let mut kibibytes = 0;
        for id in self.processes() {
            let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            let mut lines = status.lines();
            let peak = lines.find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB"));
            kibibytes += peak.map_or(Ok(0), |peak| peak.trim().parse::<u32>())?;
        }
        ensure!(kibibytes > 0, "the program has ended");
        Ok(f64::from(kibibytes) / 1024.0)
    }

    /// The processor time that the process and its descendants have taken, in ticks.
    fn work(&self) -> u64 {
        /// The indices of user and system time among the fields after the name.
        const TIMES: std::ops::RangeInclusive<usize> = 12..=13;
        let ticks = |id| {
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            let fields: Vec<&str> = stat.rsplit_once(')')?.1.split(' ').collect();
            let times = fields.get(TIMES)?.iter();
            Some(
                times
                    .filter_map(|time| time.parse::<u64>().ok())
                    .sum::<u64>(),
            )
        };
        self.processes().into_iter().filter_map(ticks).sum()
    }

    /// The ids of the process and all of its descendants.
    fn processes(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.child.process_id().into_iter().collect();
        let mut at = 0;
        while let Some(id) = ids.get(at).copied() {
            for thread in std::fs::read_dir(format!("/proc/{id}/task"))
                .into_iter()
                .flatten()
            {
                let children = thread.map(|thread| thread.path().join("children"));
                let listed = children
                    .and_then(std::fs::read_to_string)
                    .unwrap_or_default();
                let listed: Vec<u32> = listed.split(' ').filter_map(|id| id.parse().ok()).collect();
                ids.extend(listed);
            }
            at += 1;
        }
        ids
    }

    /// The next piece of output before the deadline, with the screen updated from it.
    fn next_before(&mut self, deadline: Instant) -> Option<Piece> {
        let time = deadline.saturating_duration_since(Instant::now());
        match self.pieces.recv_timeout(time) {
            Ok(piece) => {
                self.parser.process(&piece.1);
                self.reply(&piece.1);
                Some(piece)
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }
}

impl Session {
    /// Replies to the queries that a program sends to its terminal. Without a reply, fzf waits for half a second.
    fn reply(&mut self, piece: &[u8]) {
        let (row, column) = self.parser.screen().cursor_position();
        let position = format!("\x1b[{};{}R", row + 1, column + 1);
        for (question, answer) in [
            // Cursor position.
            ("\x1b[6n", position.as_str()),
            // Whether bracketed paste is on: no.
            ("\x1b[?2004$p", "\x1b[?2004;2$y"),
            // Device attributes.
            ("\x1b[c", "\x1b[?62c"),
        ] {
            let asked = piece.windows(question.len());
            for _ in asked.filter(|bytes| *bytes == question.as_bytes()) {
                // A program that has ended needs no reply.
                let _ = self.keys.write_all(answer.as_bytes());
            }
        }
        let _ = self.keys.flush();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It ends with the benchmark in any case, because its terminal does.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the program's output until it ends.
fn pass_on(mut output: Box<dyn Read + Send>, sender: &Sender<Piece>) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(count @ 1..) = output.read(&mut buffer) {
        let at = Instant::now();
        let piece = buffer.get(..count).unwrap_or_default().to_vec();
        if sender.send((at, piece)).is_err() {
            return;
        }
    }
}
