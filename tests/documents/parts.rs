//! A Markdown document, taken apart.

/// A document, taken apart.
#[derive(Default)]
pub struct Parts {
    /// Headings with their `#`.
    pub headings: Vec<String>,
    /// The other lines outside of code blocks.
    pub lines: Vec<String>,
    /// Code blocks: the language, and the text.
    pub blocks: Vec<(String, String)>,
}

impl Parts {
    pub fn of(text: &str) -> Self {
        let mut parts = Self::default();
        let mut in_block = false;
        for line in text.lines() {
            match (line.strip_prefix("```"), in_block) {
                (Some(language), false) => {
                    parts.blocks.push((language.to_owned(), String::new()));
                    in_block = true;
                }
                (Some(_), true) => in_block = false,
                (None, true) => {
                    let (_, block) = parts.blocks.last_mut().expect("an open block");
                    block.push_str(line);
                    block.push('\n');
                }
                (None, false) if line.starts_with('#') => parts.headings.push(line.to_owned()),
                (None, false) => parts.lines.push(line.to_owned()),
            }
        }
        assert!(!in_block, "a code block is closed");
        parts
    }

    /// The code spans of its lines.
    pub fn spans(&self) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .flat_map(|line| line.split('`').skip(1).step_by(2))
    }

    /// The lines of its blocks of shell commands, without comments.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        let blocks = self.blocks.iter().filter(|(language, _)| language == "sh");
        blocks.flat_map(|(_, block)| block.lines()).map(|line| {
            let end = line.find(" #").unwrap_or(line.len());
            line[..end].trim_end()
        })
    }

    /// The columns of each row of its tables.
    pub fn columns(&self) -> Vec<usize> {
        let rows = self.lines.iter().filter(|line| line.starts_with('|'));
        rows.map(|row| row.replace("\\|", "").matches('|').count())
            .collect()
    }

    /// The names of its generated parts.
    pub fn generated(&self) -> Vec<&str> {
        let names = self.lines.iter().filter_map(|line| {
            let name = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
            (!name.starts_with('/')).then_some(name)
        });
        names.collect()
    }
}
