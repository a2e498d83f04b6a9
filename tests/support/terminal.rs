//! The program in a pseudo-terminal, with a terminal emulator for its screen.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Timeout after which a test fails.
const DEADLINE: Duration = Duration::from_secs(20);

/// A program in a pseudo-terminal.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// All bytes that the program wrote.
    pub written: Vec<u8>,
    modes_before: String,
}

impl Pty {
    /// Starts the program in a terminal of this size.
    pub fn casebook(arguments: &[&str], columns: u16, rows: u16) -> Self {
        Self::start(
            env!("CARGO_BIN_EXE_casebook"),
            arguments,
            &[],
            (columns, rows),
        )
    }

    /// Starts any program with these environment variables.
    pub fn start(
        program: &str,
        arguments: &[&str],
        variables: &[(&str, &str)],
        (columns, rows): (u16, u16),
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(super::root("."));
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.env_remove("CASEBOOK_SOURCES");
        command.env("CASEBOOK_HISTORY", "");
        for (name, value) in variables {
            command.env(name, value);
        }
        let modes_before = modes(&*pair.master);
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let reader = pair
            .master
            .try_clone_reader()
            .expect("a reader of the terminal");
        let keys = pair.master.take_writer().expect("a writer to the terminal");
        Self {
            child,
            master: pair.master,
            keys,
            output: pass_on(reader),
            screen: vt100::Parser::new(cells(rows), cells(columns), 0),
            written: Vec::new(),
            modes_before,
        }
    }

    /// Sends the bytes of keys.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.keys
            .write_all(keys.as_bytes())
            .and_then(|()| self.keys.flush())
            .expect("the keys are taken");
        self
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("{text:?} on the screen"), |screen| {
            screen.contents().contains(text)
        })
    }

    /// Waits until a predicate holds for the screen.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let start = Instant::now();
        while !holds(self.screen.screen()) {
            match self
                .output
                .recv_timeout(DEADLINE.saturating_sub(start.elapsed()))
            {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("no {what} ({error}); the screen:\n{}", self.contents()),
            }
        }
        self
    }

    /// Reads the program's output for this long.
    pub fn watch_for(&mut self, time: Duration) -> &mut Self {
        let start = Instant::now();
        while let Ok(bytes) = self
            .output
            .recv_timeout(time.saturating_sub(start.elapsed()))
        {
            self.take(&bytes);
        }
        self
    }

    /// Waits for the program to end, reads all of its output, and returns the exit code.
    pub fn wait_for_end(&mut self) -> u32 {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self
                .child
                .try_wait()
                .expect("the program can be waited for")
            {
                break status;
            }
            assert!(
                start.elapsed() < DEADLINE,
                "the program does not end; the screen:\n{}",
                self.contents()
            );
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(10)) {
                self.take(&bytes);
            }
        };
        // A pseudo-terminal reports its end once no process holds it. If a process of another test inherited it, nothing
        // more comes; on a busy machine only a long silence proves that.
        while let Ok(bytes) = self.output.recv_timeout(DEADLINE / 4) {
            self.take(&bytes);
        }
        status.exit_code()
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).expect("the terminal is resized");
        self.screen
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self
    }

    pub fn process_id(&self) -> i32 {
        self.child
            .process_id()
            .and_then(|id| i32::try_from(id).ok())
            .expect("the program runs")
    }

    pub fn signal(&mut self, signal: rustix::process::Signal) -> &mut Self {
        let process =
            rustix::process::Pid::from_raw(self.process_id()).expect("a process id is not zero");
        rustix::process::kill_process(process, signal).expect("the signal is sent");
        self
    }

    /// Fails unless the terminal is as it was before the program started.
    pub fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(
            !screen.alternate_screen(),
            "the alternate screen was left on"
        );
        assert!(!screen.hide_cursor(), "the cursor was left hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste was left on");
        assert_eq!(
            modes(&*self.master),
            self.modes_before,
            "the terminal's modes"
        );
    }

    /// What the screen shows.
    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.screen.process(bytes);
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Rows or columns for the emulator, at least 1.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}

/// The modes of the terminal's line discipline: echo, line editing, signals.
fn modes(master: &dyn MasterPty) -> String {
    master.get_termios().map_or_else(String::new, |termios| {
        format!(
            "{:?} {:?} {:?}",
            termios.input_flags, termios.output_flags, termios.local_flags
        )
    })
}

fn pass_on(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}
