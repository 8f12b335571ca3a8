//! The body of an imported text, the same for every format: readers make blocks, the writers of Markdown and of running
//! text take them. It knows no format.

/// One block of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Level 1 names the text itself, deeper ones its parts.
    Heading {
        level: u8,
        text: Line,
    },
    Paragraph(Line),
    /// Lines that belong together without being one sentence: the head of a letter, a signature.
    Lines(Vec<Line>),
    Quote(Line),
    Item(Item),
    Table(Table),
}

/// One item of a list; lists are runs of items, as they are in Word files.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// 0 for an item that lies in no other.
    pub depth: u8,
    /// The number as printed (`1.`, `a)`, `Điều 3.`); `None` for a bullet.
    pub number: Option<String>,
    pub text: Line,
}

/// Rows of cells. Cells that were joined are empty behind the first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    pub rows: Vec<Vec<Line>>,
}

/// Text with what stands inside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line(pub Vec<Piece>);

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Run(Run),
    Break,
    /// The place of a note in the list of notes.
    Note(usize),
    /// An image that lies beside the draft, by its place in the list of images.
    Image {
        image: usize,
        alt: String,
    },
}

/// Text of one look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub link: Option<String>,
}

impl Line {
    /// A line of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        let run = Run { text: text.into(), ..Run::default() };
        Self(if run.text.is_empty() { Vec::new() } else { vec![Piece::Run(run)] })
    }

    /// The text of blocks on one line, as notes need it; notes inside are left out.
    pub fn of(blocks: &[Block]) -> Self {
        let mut line = Self::default();
        for part in blocks.iter().flat_map(Block::lines) {
            if !line.0.is_empty() {
                line.push(Run { text: " ".to_owned(), ..Run::default() });
            }
            line.0.extend(part.0.iter().filter(|piece| matches!(piece, Piece::Run(_))).cloned());
        }
        line
    }

    /// Adds text; runs of one look are joined, because Word parts words anywhere.
    pub fn push(&mut self, run: Run) {
        if run.text.is_empty() {
            return;
        }
        if let Some(Piece::Run(last)) = self.0.last_mut()
            && (last.bold, last.italic, &last.link) == (run.bold, run.italic, &run.link)
        {
            last.text.push_str(&run.text);
            return;
        }
        self.0.push(Piece::Run(run));
    }

    /// The words alone, breaks as line ends.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Run(run) => text.push_str(&run.text),
                Piece::Break => text.push('\n'),
                Piece::Note(_) | Piece::Image { .. } => {}
            }
        }
        text
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|piece| match piece {
            Piece::Run(run) => run.text.trim().is_empty(),
            Piece::Break => true,
            Piece::Note(_) | Piece::Image { .. } => false,
        })
    }

    /// Whether every letter is bold.
    pub fn is_bold(&self) -> bool {
        let mut runs = self.0.iter().filter_map(|piece| match piece {
            Piece::Run(run) if !run.text.trim().is_empty() => Some(run.bold),
            _ => None,
        });
        runs.next() == Some(true) && runs.all(|bold| bold)
    }

    /// The images of the line.
    pub fn has_image(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Image { .. }))
    }

    /// The line without bold and italics.
    pub fn unstyled(mut self) -> Self {
        let pieces = std::mem::take(&mut self.0);
        for piece in pieces {
            match piece {
                Piece::Run(run) => self.push(Run { bold: false, italic: false, ..run }),
                other => self.0.push(other),
            }
        }
        self
    }

    /// The line without its first `count` bytes of text.
    pub fn without_start(mut self, count: usize) -> Self {
        let mut left = count;
        for piece in &mut self.0 {
            let Piece::Run(run) = piece else { continue };
            let cut = left.min(run.text.len());
            run.text.drain(..cut);
            left -= cut;
            if left == 0 {
                break;
            }
        }
        self.0.retain(|piece| !matches!(piece, Piece::Run(run) if run.text.is_empty()));
        self
    }

    /// The line as several, one for each break, without blank ones.
    pub fn split(self) -> Vec<Line> {
        let mut lines = vec![Line::default()];
        for piece in self.0 {
            match (piece, lines.last_mut()) {
                (Piece::Break, _) => lines.push(Line::default()),
                (piece, Some(line)) => line.0.push(piece),
                (_, None) => {}
            }
        }
        lines.retain(|line| !line.is_blank());
        lines
    }
}

impl Block {
    /// Every line of the block.
    pub fn lines(&self) -> Vec<&Line> {
        match self {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Quote(text) => vec![text],
            Block::Item(item) => vec![&item.text],
            Block::Lines(lines) => lines.iter().collect(),
            Block::Table(table) => table.rows.iter().flatten().collect(),
        }
    }

    pub fn is_blank(&self) -> bool {
        self.lines().iter().all(|line| line.is_blank())
    }
}
