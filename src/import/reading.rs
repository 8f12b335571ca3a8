//! What a reader of one format gives, and the builder with which readers put lines together.

use super::blocks::{Block, Line, Piece, Run};
use super::images::Image;
use super::legacy::FontCode;
use super::remarks::{Remark, Remarks};

/// What one file says.
#[derive(Debug, Default)]
pub struct Reading {
    pub blocks: Vec<Block>,
    pub notes: Vec<Line>,
    pub images: Vec<Image>,
    pub remarks: Remarks,
    pub about: About,
}

/// What a file says of itself, outside its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    pub title: Option<String>,
    pub published: Option<jiff::civil::Date>,
    pub author: Option<String>,
    pub source: Option<String>,
    /// Where the page was taken from.
    pub url: Option<String>,
}

/// The look of some letters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Letters {
    pub bold: bool,
    pub italic: bool,
    pub link: Option<String>,
    pub font: Option<FontCode>,
}

/// A line under way. Letters in old fonts are decoded together, because programs part words between runs and an old letter
/// and its mark may fall into two.
#[derive(Debug, Default)]
pub struct Builder {
    line: Line,
    open: String,
    letters: Letters,
    decoded: Option<FontCode>,
}

impl Builder {
    pub fn push(&mut self, text: &str, letters: &Letters) {
        if *letters != self.letters {
            self.close();
            self.letters = letters.clone();
        }
        self.open.push_str(text);
    }

    pub fn piece(&mut self, piece: Piece) {
        self.close();
        self.line.0.push(piece);
    }

    /// The line, with a remark where letters were decoded.
    pub fn finish(mut self, remarks: &mut Remarks) -> Line {
        self.close();
        if let Some(code) = self.decoded {
            remarks.add(Remark::Fonts(code.legacy.name()));
        }
        self.line
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.open);
        // Who changes the font of Unicode text to an old one leaves its letters as they are.
        let is_old = text.chars().any(|letter| u32::from(letter) > 0x7f)
            && text.chars().all(|letter| u32::from(letter) <= 0xff || !letter.is_alphabetic());
        let text = match self.letters.font {
            Some(code) if is_old => {
                self.decoded = Some(code);
                code.decode(&text)
            }
            Some(code) if code.capitals => text.to_uppercase(),
            _ => text,
        };
        let run = Run {
            text: clean(&text),
            bold: self.letters.bold,
            italic: self.letters.italic,
            link: self.letters.link.clone(),
        };
        self.line.push(run);
    }
}

/// Text without invisible signs and in composed letters.
fn clean(text: &str) -> String {
    let shown = text.chars().filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}'));
    let shown: String = shown.map(|letter| if letter.is_control() && letter != '\t' { ' ' } else { letter }).collect();
    crate::text::nfc(&shown).into_owned()
}
